"""The question *Where?*: a ZIP, city, state, address or one's own position becomes the place of the search.

What was understood is said, and where several places of a name are as likely, the page asks which.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from finder import places
from finder.places import Place
from finder.search import Query, search
from finder.text import _, count
from finder.ui import browser, shell

_BOX = "where"
_ANSWER, _STAMP, _SHOWN, _TYPED = "place-answer", "place-stamp", "place-shown", "place-typed"


def box(query: Query, label: str = "") -> None:
    """The box, with another question if `label` is one; and under it what was understood, or which place is meant."""
    shown = query.near.label if query.near else ""
    if st.session_state.get(_SHOWN) != shown:  # Back, Forward, or a choice: an earlier answer is about another place
        st.session_state[_SHOWN] = shown
        _new_stamp()
        if not _is_about(st.session_state.get(_ANSWER), query.near):
            st.session_state.pop(_ANSWER, None)
    browser.place_box(
        _BOX, shown, st.session_state.get(_STAMP, 0), search=_typed, choose=_suggested, locate=_located, label=label
    )
    answer: places.Answer | None = st.session_state.get(_ANSWER)
    if answer is None:
        return
    if answer.message:
        (st.info if answer.places else st.warning)(shell.plain(answer.message), icon=":material/info:")
    if not answer.places:
        _name_instead()
    if answer.rivals:
        st.markdown(_("**Which one?** We show the first for now."))
        with st.container(horizontal=True, key="which"):
            for place in (answer.places[0], *answer.rivals):
                st.button(place.label, key=f"which-{place.id}", on_click=_go, args=(place,))


def _name_instead() -> None:
    """People type a clinic's name here too: if one is called so, its search is a press away."""
    text = st.session_state.get(_TYPED, "")
    named = Query(name=text)
    if text and (total := search(shell.load_catalog(), named).total):
        st.button(
            shell.plain(
                _("Look at {clinics} named “{text}”").format(clinics=count(total, "clinic", "clinics"), text=text)
            ),
            key="name-instead",
            icon=":material/search:",
            on_click=shell.commit,
            args=(named, "#results"),
        )


def _is_about(answer: places.Answer | None, near: Place | None) -> bool:
    return answer is not None and near is not None and bool(answer.places) and answer.places[0].id == near.id


def _new_stamp() -> None:
    st.session_state[_STAMP] = st.session_state.get(_STAMP, 0) + 1


def _typed() -> None:
    text = str((st.session_state[_BOX].search or {}).get("text", ""))
    if not text.strip():
        st.session_state.pop(_ANSWER, None)
        query, _problems = shell.read_query()
        shell.commit(replace(query, near=None, page=1))
        return
    st.session_state[_TYPED] = text.strip()[: places.LONGEST]
    _answered(places.answer(text))


def _suggested() -> None:
    place = places.by_id(str(st.session_state[_BOX].choose))
    if place is not None:
        _go(place)


def _located() -> None:
    at = st.session_state[_BOX].locate or {}
    try:
        lat, lon = float(at["lat"]), float(at["lon"])
    except (KeyError, TypeError, ValueError):  # only a browser that was tampered with sends anything else
        return
    answer = places.answer(f"{lat:.4f}, {lon:.4f}")
    if answer.places:
        said = _("The ZIP code nearest to you: {place}.").format(place=answer.places[0].label)
    else:
        said = _("You seem to be outside the US, and this finder knows only US places. Type the place to look near.")
    _answered(replace(answer, message=said))


def _answered(answer: places.Answer) -> None:
    if answer.places:
        _go(answer.places[0])
    st.session_state[_ANSWER] = answer


def _go(place: Place) -> None:
    st.session_state.pop(_ANSWER, None)
    query, _problems = shell.read_query()
    shell.commit(replace(query, near=place, page=1), focus="#results")
    _new_stamp()
