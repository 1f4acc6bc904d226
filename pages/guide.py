"""Guide: what ketamine treatment is, what is known of it, and how to find a clinic; every claim with its source."""

import streamlit as st

from finder import guide as guides
from finder.text import _
from finder.ui import guide

everything = guides.load()
here = everything.section(st.query_params.get("section", "")) or everything.sections[0]
st.set_page_config(page_title=here.title)
side, text = st.columns([1, 3], gap="large")
with side, st.container(key="guide-side"):
    guide.contents(everything, here)
with text:
    if "section" in st.query_params and everything.section(st.query_params["section"]) is None:
        st.warning(
            _("This link names a section that is not there, so here is the first one."), icon=":material/link_off:"
        )
    guide.section(everything, here)
    guide.take_along(everything)
