"""Progress: questionnaires, sessions and side effects of one person, kept in that person's own file."""

import streamlit as st

from finder.text import _
from finder.ui import progress

# Before anything else, each time it is needed.
progress.crisis()
st.title(_("Your progress"), anchor=False)
st.html('<span id="results"></span>')
progress.kept()
part = progress.choose()
progress.said()
{
    "fill": progress.fill,
    "session": progress.session,
    "effects": progress.effects,
    "look": progress.look,
    "summary": progress.summary,
    "reminders": progress.reminders,
    "file": progress.file,
}[part]()
