"""Progress: questionnaires, sessions and side effects of one person, kept in that person's own file."""

import streamlit as st

from finder.text import _
from finder.ui import progress, progressforms, progressviews

# Before anything else, each time it is needed.
progress.crisis()
st.title(_("Your progress"), anchor=False)
st.html('<span id="results"></span>')
progress.kept()
part = progress.choose()
progress.said()
show = {
    "fill": progressforms.fill,
    "session": progressforms.session,
    "effects": progressforms.effects,
    "look": progressviews.look,
    "summary": progressviews.summary,
    "reminders": progressviews.reminders,
    "file": progressviews.file,
}[part]
with st.container(key="progress-body"):
    show()
