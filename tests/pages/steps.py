"""What tests of pages do before they look."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from finder.ui.filters import GROUPS


def open_filters(app: AppTest) -> None:
    """Opens every group of filters: what is in a closed one is not drawn."""
    for group in GROUPS:
        app.session_state[f"group-{group.title}"] = True
