"""About: what the table knows and does not, in numbers computed from it, and how this program works."""

import streamlit as st

from finder.text import _
from finder.ui import about, shell

catalog = shell.load_catalog()
st.title(_("About this finder"), anchor=False)
about.coverage_numbers(catalog)
about.how_it_works(catalog)
about.mistakes()
about.set_aside(catalog)
