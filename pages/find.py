"""Find: where near me, what is stated, what to ask."""

from dataclasses import replace

import streamlit as st

from finder.search import Query, search
from finder.text import _
from finder.ui import cards, filters, place, results, shell

catalog = shell.load_catalog()
query, problems = shell.read_query()
query = place.measured(query)
found = search(catalog, query)
pages = max(1, -(-found.total // query.per_page))
if query.page > pages:  # an old link, or fewer clinics since
    query = replace(query, page=pages)
    found = search(catalog, query)

cards.come_back(found.hits)
st.title(_("Find ketamine treatment"), anchor=False)
welcome = query == Query(sort=query.sort)
if welcome:
    st.markdown(_("Real clinics: what each one says about itself, where we read it and when, and what to ask."))
place.box(query)
place.street(query)
shell.left_out(_("A part of this link was not understood, so it was left out:"), problems)
if welcome:
    results.welcome(catalog)
else:
    filters.row(catalog, query, found)
    results.show(catalog, query, found)
