"""The shortlist: clinics somebody wants to come back to, kept in their own browser and nowhere else."""

from __future__ import annotations

import uuid

import streamlit as st

from finder import answers, compare, evidence, links
from finder.catalog import Catalog
from finder.text import _
from finder.ui import browser, shell

#: More than anybody compares; it keeps the menu short and the browser's store small.
MOST = 50

_KEY, _IDS, _STAMP, _LOST = "shortlist", "shortlist-ids", "shortlist-stamp", "shortlist-lost"
#: Whether the list was changed before the browser had told what it keeps.
_EARLY = "shortlist-early"


def ids() -> list[str]:
    """The clinics on the list, in the order they were added; [] until the browser has told."""
    return list(st.session_state.get(_IDS) or [])


def known(catalog: Catalog) -> list[str]:
    """Those of the list that the table has."""
    return [clinic_id for clinic_id in ids() if catalog.row(clinic_id) is not None]


def with_this(clinic_id: str) -> list[str]:
    """This clinic beside the first of the list: what a comparison begins with."""
    return [*[other for other in ids() if other != clinic_id][: compare.MOST - 1], clinic_id]


def button(clinic_id: str, place: str = "card") -> None:
    """Adds a clinic to the list, or takes it off. `place` tells two buttons of one clinic on a page apart."""
    on, key = clinic_id in ids(), f"shortlist-{place}-{clinic_id}"
    st.button(
        _("On your shortlist") if on else _("Add to shortlist"),
        key=key,
        icon=":material/bookmark_added:" if on else ":material/bookmark_add:",
        type="tertiary",
        on_click=toggle,
        args=(clinic_id, f".st-key-{key} button"),
    )


def toggle(clinic_id: str, focus: str = "") -> None:
    """Puts a clinic on the list, or takes it off; the keyboard stays at `focus`, as the button is drawn anew."""
    if focus:
        shell.move_focus(focus, block="nearest")
    now = ids()
    _write([other for other in now if other != clinic_id] if clinic_id in now else [*now, clinic_id][-MOST:])


def keep() -> None:
    """Keeps the list in the browser; once on every page, after all that can change it."""
    state = st.session_state
    browser.keep_shortlist(_KEY, state.get(_IDS), state.get(_STAMP), _told, merge=state.get(_EARLY, False))


def menu(catalog: Catalog) -> None:
    """The list with a link to each clinic, and how to empty it."""
    known = [(clinic_id, row) for clinic_id in ids() if (row := catalog.row(clinic_id)) is not None]
    title = _("Shortlist ({n})").format(n=len(known)) if known else _("Shortlist")
    with st.popover(title, icon=":material/bookmark:", type="tertiary", key="shortlist-menu"):
        if not known:
            st.write(_("Nothing here yet. Use “Add to shortlist” on a clinic to find it again."))
        query, _problems = shell.read_query()
        for clinic_id, row in known:
            with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"listed-{clinic_id}"):
                where = answers.place(catalog, row)
                name = str(catalog.cell(row, "name"))
                st.page_link(
                    shell.CLINIC_PAGE,
                    label=shell.plain(f"{name} ({where})" if where else name),
                    query_params=links.clinic_params(clinic_id, query),
                    width="stretch",
                )
                st.button(_("Remove"), key=f"remove-{clinic_id}", type="tertiary", on_click=toggle, args=(clinic_id,))
            st.caption(_how(catalog, row, clinic_id))
        if len(known) > 1:
            st.page_link(
                shell.COMPARE_PAGE,
                label=_("Compare the first {n}").format(n=compare.MOST)
                if len(known) > compare.MOST
                else _("Compare them"),
                icon=":material/compare_arrows:",
                query_params=links.compare_params([clinic_id for clinic_id, _row in known][: compare.MOST], query),
            )
        if known:
            st.button(_("Clear the list"), key="shortlist-clear", icon=":material/delete:", on_click=_write, args=([],))
        if st.session_state.get(_LOST):
            st.caption(_("Your browser keeps no lists, so this one is gone when you close the page."))
        else:
            st.caption(_("Kept in this browser only. On a computer that others use, clear it when you are done."))


def _how(catalog: Catalog, row: int, clinic_id: str) -> str:
    """How to reach a clinic and what a session costs there, in a line."""
    phone, cost = catalog.cell(row, "phone"), evidence.price(catalog, clinic_id)
    said = [
        evidence.phone(phone) if phone else _("no phone known"),
        f"{cost.text} ({evidence.age(cost.as_of)})" if cost.stated else _("price not stated"),
    ]
    return shell.plain(" · ".join(said))


def _write(now: list[str]) -> None:
    st.session_state[_EARLY] = st.session_state.get(_IDS) is None
    st.session_state[_IDS] = now
    st.session_state[_STAMP] = uuid.uuid4().hex


def _told() -> None:
    """The browser told what it keeps, at the start of a visit or because another tab changed it."""
    told = st.session_state[_KEY]
    st.session_state[_LOST] = told.get("kept") is False
    if isinstance(told.get("ids"), list):
        st.session_state[_IDS] = [str(clinic_id) for clinic_id in told["ids"]][:MOST]
