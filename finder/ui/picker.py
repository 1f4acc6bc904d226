"""Choosing a clinic: those of a name, and a button for each that is offered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import streamlit as st

from finder import answers
from finder.catalog import Catalog
from finder.search import Query, search
from finder.text import _
from finder.ui import shell

#: How many clinics are offered.
OFFERED = 6


def named(catalog: Catalog, name: str, but: Collection[str] = ()) -> list[str]:
    """The clinics of this name, but for some, those without a door last."""
    found = search(catalog, Query(name=name, within_miles=None, per_page=OFFERED + len(but)))
    return [hit.clinic_id for hit in [*found.hits, *found.at_home] if hit.clinic_id not in but][:OFFERED]


def buttons(catalog: Catalog, offered: Iterable[str], key: str, choose: Callable[[str], None]) -> None:
    """A button for each of these clinics; `choose` is called with the one that is pressed."""
    for clinic_id in offered:
        row = catalog.row(clinic_id)
        if row is not None:
            st.button(
                shell.plain(f"{catalog.cell(row, 'name')} ({answers.place(catalog, row) or _('at home')})"),
                key=f"{key}-{clinic_id}",
                type="tertiary",
                on_click=choose,
                args=(clinic_id,),
            )
