"""What tests of pages do before they look."""

from __future__ import annotations

import html
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from finder.ui.filters import GROUPS

ROOT = Path(__file__).resolve().parents[2]


def open_page(name: str, **params: str) -> AppTest:
    """The page of this file in pages/, as if its address with these parameters were opened cold."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run().switch_page(f"pages/{name}.py")
    for param, value in params.items():
        app.query_params[param] = value
    return app.run()


def drawn(app: AppTest) -> str:
    """Everything drawn as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def words(markup: str) -> str:
    """What is read of some HTML, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def open_filters(app: AppTest) -> None:
    """Opens every group of filters: what is in a closed one is not drawn."""
    for group in GROUPS:
        app.session_state[f"group-{group.title}"] = True
