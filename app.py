"""The Streamlit script behind every page: settings of the page, navigation, and what all pages share."""

import logging

import streamlit as st

from finder.text import _
from finder.ui import shell, shortlist

st.set_page_config(page_title=_("Ketamine clinic finder"), page_icon=shell.ICON, layout="wide")
# No icon here: Streamlit would fetch a page's icon as the tab's from another host.
pages = [
    st.Page(shell.FIND_PAGE, title=_("Find"), default=True),
    st.Page(shell.CLINIC_PAGE, title=_("Clinic"), url_path="clinic"),
    st.Page(shell.COMPARE_PAGE, title=_("Compare"), url_path="compare"),
    st.Page(shell.GUIDE_PAGE, title=_("Guide"), url_path="guide"),
    st.Page(shell.PREPARE_PAGE, title=_("Prepare"), url_path="prepare"),
    st.Page(shell.PROGRESS_PAGE, title=_("Progress"), url_path="progress"),
    st.Page(shell.ABOUT_PAGE, title=_("About"), url_path="about"),
]
# Drawn by us: Streamlit hides its own behind an unnamed button on a phone.
page = st.navigation(pages, position="hidden")
shell.head()
shell.crisis_line()
catalog = shell.load_catalog()
with st.container(horizontal=True, vertical_alignment="center", key="nav"):
    shell.page_links(page.url_path)
    shortlist.menu(catalog)
try:
    page.run()
except Exception:  # Streamlit's own words for it speak of Streamlit, not of what to do
    logging.getLogger("finder").exception("a page broke")
    shell.broken()
shell.foot()
shortlist.keep()
