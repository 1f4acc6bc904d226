"""What only the browser can do: suggest while one types, tell where one is, keep a list, move the focus, copy a link.

Each is a small component (st.components.v2) whose HTML, style and script lie beside this file; Streamlit hands them to
the page from our own server, and they ask no other host for anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from finder.text import _

_FOLDER = Path(__file__).resolve().parent


@lru_cache(maxsize=16)
def _component(name: str) -> Any:
    """The component of these files, told to Streamlit once a process."""
    parts = [_FOLDER / f"{name}.{kind}" for kind in ("html", "css", "js")]
    html, css, js = (part.read_text(encoding="utf-8") if part.exists() else None for part in parts)
    return st.components.v2.component(f"finder_{name}", html=html, css=css, js=js)


def place_box(
    key: str,
    shown: str,
    stamp: int,
    *,
    search: Callable[[], None],
    choose: Callable[[], None],
    locate: Callable[[], None],
    label: str = "",
) -> None:
    """The box that asks for a place. `shown` stands in it each time `stamp` is new; `label` is another question for it.

    Before one of the callbacks runs, `st.session_state[key]` has what was done: `search` {"text"}, `choose` (the id of
    a suggested place) or `locate` {"lat", "lon"} (degrees, to two decimals).
    """
    words = {
        "label": label or _("Where do you want to look?"),
        "search": _("Search"),
        "locate": _("Use my location"),
        "example": _("ZIP code, city or state"),
        "suggestions": _("Places"),
        "asking": _("Asking your browser where you are …"),
        "slow": _("Still looking. You can type a ZIP code or city instead."),
        "refused": _("Your browser did not share where you are. Type a ZIP code or city instead."),
        "unavailable": _("Your device cannot tell where you are. Type a ZIP code or city instead."),
        "late": _("It took too long to find where you are. Type a ZIP code or city instead."),
    }
    _component("place")(
        key=key,
        data={"shown": shown, "stamp": stamp, "words": words},
        on_search_change=search,
        on_choose_change=choose,
        on_locate_change=locate,
    )


def keep_shortlist(
    key: str, ids: list[str] | None, stamp: str | None, changed: Callable[[], None], *, merge: bool = False
) -> None:
    """Keeps the shortlist in the browser. `ids` None: this visit has not read it yet; a new `stamp` writes `ids`, after
    what the browser kept if `merge`.

    Before `changed` runs, `st.session_state[key]` has `ids` as the browser keeps them, or `kept` False when it cannot.
    """
    _component("shortlist")(
        key=key, data={"ids": ids, "stamp": stamp, "merge": merge}, on_ids_change=changed, on_kept_change=changed
    )


def move_focus(key: str, target: str, stamp: float, block: str = "start") -> None:
    """Moves the keyboard to the element of this selector, once for each new `stamp` (0: never), and scrolls to it."""
    _component("focus")(key=key, data={"target": target, "stamp": stamp, "block": block})


def follow_links(key: str) -> None:
    """Makes the names on cards lead to their pages without loading everything anew."""
    _component("follow")(key=key)


def copy_link(params: Mapping[str, str], path: str = "", *, key: str) -> None:
    """A button that copies the link to a page of ours: `path` ("" is Find, "clinic") with these parameters."""
    words = {
        "copy": _("Copy link"),
        "copied": _("Copied. Anyone with the link sees what you see."),
        "by_hand": _("Your browser did not let us copy it. Here it is to copy by hand:"),
        "link": _("Link to this page"),
    }
    _component("copy")(key=key, data={"path": f"{path or '.'}?{urlencode(params)}", "words": words})


def mend_uploads(key: str) -> None:
    """Makes the upload boxes of a page say what they are to who cannot see them."""
    _component("mend")(key=key)
