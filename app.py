"""The Streamlit script behind every page: settings of the page, navigation, and what all pages share."""

import streamlit as st

from finder.text import _
from finder.ui import shell

st.set_page_config(page_title=_("Ketamine clinic finder"), page_icon=shell.ICON, layout="wide")
# No icon here: Streamlit would fetch a page's icon as the tab's from another host.
page = st.navigation(
    [
        st.Page(shell.FIND_PAGE, title=_("Find"), default=True),
        st.Page(shell.CLINIC_PAGE, title=_("Clinic"), url_path="clinic", visibility="hidden"),
        st.Page(shell.ABOUT_PAGE, title=_("About"), url_path="about"),
    ],
    position="top",
)
shell.head()
shell.crisis_line()
page.run()
shell.foot()
