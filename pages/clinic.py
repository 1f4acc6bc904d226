"""Clinic: everything known of one clinic, each fact with its source and age, and what it does not say."""

import streamlit as st

from finder import links
from finder.tables import shorten
from finder.text import _
from finder.ui import cards, clinic, shell

catalog = shell.load_catalog()
query, _problems = shell.read_query()
clinic_id = links.clinic_id(st.query_params.to_dict())
st.page_link(
    shell.FIND_PAGE, label=_("Back to the results"), icon=":material/arrow_back:", query_params=links.to_params(query)
)
row = catalog.row(clinic_id)
if row is None:
    st.title(_("We do not know this clinic"), anchor=False)
    st.html(f'<p id="results">{_("The address may be old or mistyped. Search for the clinic by place.")}</p>')
else:
    st.set_page_config(page_title=shorten(str(catalog.cell(row, "name"))))
    cards.visited(clinic_id)
    clinic.show(catalog, row, query)
