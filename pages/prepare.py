"""Prepare: what to ask a clinic, what should warn, what to tell it, when the sessions would be; all on one sheet."""

import streamlit as st

from finder import answers, compare, links
from finder.text import _
from finder.ui import prepare, shell

catalog = shell.load_catalog()
query, problems = shell.read_query()
params = st.query_params.to_dict()
clinic_id = links.clinic_id(params)
row = catalog.row(clinic_id) if clinic_id else None
base = links.base_plan(query, compare.default_route(catalog, [clinic_id] if row is not None else []))
course, unusable = links.read_plan(params, base)

name = None if row is None else str(catalog.cell(row, "name"))
st.title(shell.plain(_("Prepare for {name}").format(name=name)) if name else _("Prepare for a clinic"), anchor=False)
st.html(
    '<p id="results">{}</p>'.format(
        _("What to ask, what to watch for, what to say: to read before you call, or to take along on paper.")
    )
)
if params.get("id") and row is None:
    problems.append(_("We do not know this clinic, so this is for any clinic."))
shell.left_out(_("A part of this link was not used:"), [*problems, *unusable])
prepare.choose(catalog, row)
for alert in answers.alerts(catalog, clinic_id) if row is not None else ():
    st.warning(alert, icon=":material/warning:")
questions, flags, tell, dates, cost, licenses = prepare.parts()
with questions:
    prepare.asked(catalog, row)
with flags:
    prepare.flags()
with tell:
    prepare.tell()
with dates:
    days = prepare.dates(catalog, row, course, base)
with cost:
    prepare.estimate(catalog, row, course)
with licenses:
    states = prepare.licenses(catalog, row, query)
prepare.take_along()
prepare.sheet(catalog, row, days, states)
