"""Compare: two to four clinics side by side, for one plan."""

from functools import partial

import streamlit as st

from finder import compare as comparing
from finder import links
from finder.search import Query
from finder.text import _
from finder.ui import compare, place, plan, shell

catalog = shell.load_catalog()
query, problems = shell.read_query()
query = place.measured(query)
params = st.query_params.to_dict()
named = links.clinic_ids(params)
ids = [clinic_id for clinic_id in named if catalog.row(clinic_id) is not None][: comparing.MOST]
route = comparing.default_route(catalog, ids)
base, alone = (
    links.base_plan(query, route),
    links.base_plan(Query(), route),
)  # alone: what a link without the search means
asked, unusable = links.read_plan(params, base)

st.title(_("Compare clinics"), anchor=False)
st.html('<span id="results"></span>')
if unknown := [clinic_id for clinic_id in named if catalog.row(clinic_id) is None]:
    problems.append(_("We do not know {names}.").format(names=", ".join(unknown)))
if len(named) - len(unknown) > len(ids):
    problems.append(_("At most {n} clinics fit side by side; the rest were left out.").format(n=comparing.MOST))
shell.left_out(_("A part of this link was not used:"), [*problems, *unusable])
if not ids:
    compare.empty(catalog)
compare.choose(catalog, ids, query)
if len(ids) == 1:
    st.info(_("Add one more clinic to see them side by side."), icon=":material/add:")
if ids:
    condition = next(iter(query.conditions)) if len(query.conditions) == 1 else None
    commit = partial(plan.write, base=base, ids=ids)
    plan.course(asked, commit)
    found = comparing.compare(catalog, ids, asked, condition)
    compare.verdict(found)
    if asked.insured:
        compare.payer(asked)
    compare.chart(found)
    compare.table(found, query, first=True)
    with st.expander(_("More to compare: what the sum is made of, paying later, getting there, and the rest")):
        compare.table(found, query, first=False)
    if not asked.insured:
        compare.payer(asked)
    compare.others_charge(catalog, found)
    with st.expander(_("Paying over time: your rates, and every payment")):
        plan.paying(asked, commit)
        compare.ways_to_pay(catalog, found)
        compare.schedules(found)
    with st.expander(_("Getting there: where from, and what it costs you")):
        compare.origin(query)
        plan.getting_there(asked, commit)
        compare.far(found)
    compare.take_along(catalog, found, links.plan_params(asked, alone, personal=False))
