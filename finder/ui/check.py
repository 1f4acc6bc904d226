"""*Check it yourself*: the official look-ups for the people of one clinic, and in plain words what each shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from finder import registers
from finder.catalog import Catalog
from finder.registers import Register
from finder.search import Query
from finder.text import _
from finder.ui import cards, facts
from finder.vocabulary import STATES

#: What the register of a state is of.
_PEOPLE = {
    registers.MEDICAL: "Doctors (MD and DO)",
    registers.OSTEOPATHIC: "Doctors of osteopathy (DO)",
    registers.NURSING: "Nurses, nurse practitioners and nurse anesthetists",
}
#: National registers that are of use only to some: the site's name -> the field and the word it goes with.
_ONLY_WITH = {"spravato": ("routes", "spravato"), "nbcrna": ("clinicians", "crna")}


def show(catalog: Catalog, row: int, query: Query) -> None:
    """Draws the look-ups: those of the clinic's state (at home: of the states it serves), then the national ones."""
    st.header(_("Check it yourself"), anchor=False)
    with st.container(key="check"):
        _draw(catalog, row, query)


def _draw(catalog: Catalog, row: int, query: Query) -> None:
    st.write(
        _(
            "Ask for the full names of the doctor and the nurse who would treat you, then look them up. A state license"
            " shows that someone may practice there, and the state's page whether a board has disciplined them. It does"
            " not show training in ketamine."
        )
    )
    at_home = bool(catalog.cell(row, "telehealth_only"))
    if at_home:
        st.write(
            _(
                "For visits by video, the license must be in the state where you are. These are the states we can tell;"
                " for another, look for its medical board."
            )
            if _states(catalog, row, query)
            else _("For visits by video, the license must be in the state where you are: look for its medical board.")
        )
    states = _states(catalog, row, query)
    groups = [(STATES[code], _state_list(registers.for_state(code))) for code in states]
    if at_home and len(groups) > 1:
        body = "".join(facts.fold(state, lines) for state, lines in groups)
    else:
        body = "".join(f"<h3>{escape(state)}</h3>{lines}" for state, lines in groups)
    national = _list((register.name, register.url, register.note) for register in _national(catalog, row))
    st.html(f'<div class="checks">{body}<h3>{escape(_("The whole country"))}</h3>{national}</div>')
    st.caption(_("Addresses change. If a link fails, search the web for the name of the register."))


def _states(catalog: Catalog, row: int, query: Query) -> list[str]:
    """The states whose licenses count: the clinic's; at home the one searched, then those it says it serves."""
    if not catalog.cell(row, "telehealth_only"):
        state = catalog.cell(row, "state")
        return [str(state)] if state in STATES else []
    searched = [query.near.state] if query.near is not None and query.near.state in STATES else []
    return list(dict.fromkeys([*searched, *(catalog.cell(row, "states_served") or ())]))


def _national(catalog: Catalog, row: int) -> list[Register]:
    """The national registers, without those for routes and people that the clinic does not list."""
    fitting = []
    for register in registers.national():
        host = urlsplit(register.url).hostname or ""
        needs = [need for site, need in _ONLY_WITH.items() if site in host]
        if all(word in (catalog.cell(row, field) or ()) for field, word in needs):
            fitting.append(register)
    return fitting


def _state_list(found: Sequence[Register]) -> str:
    """The registers of a state, with whom each lists."""
    own_board = any(register.profession == registers.OSTEOPATHIC for register in found)
    lines = []
    for register in found:
        people = _(_PEOPLE[register.profession])
        if own_board and register.profession == registers.MEDICAL:
            people = _("Doctors (MD)")
        lines.append((register.name, register.url, " ".join(filter(None, (f"{people}.", register.note)))))
    return _list(lines)


def _list(lines: Iterable[tuple[str, str, str]]) -> str:
    return "<ul>{}</ul>".format(
        "".join(f"<li>{cards.outside_link(url, name)}<small>{escape(says)}</small></li>" for name, url, says in lines)
    )
