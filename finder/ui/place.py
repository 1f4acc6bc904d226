"""The question *Where?*: a ZIP, city, state, address or one's own position becomes the place of the search.

What was understood is said, and where several places of a name are as likely, the page asks which. Where the operator
configured it, a person who typed a street address may have it measured from exactly, after a word on what goes where.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from finder import geocoding, places
from finder.geocoding import Geocoder, GeocodingError, Street
from finder.places import Place
from finder.search import Query, search
from finder.settings import settings
from finder.text import _, count
from finder.ui import browser, shell

_BOX = "where"
_ANSWER, _STAMP, _SHOWN, _TYPED = "place-answer", "place-stamp", "place-shown", "place-typed"
_EXACT = "place-exact"


@dataclass(frozen=True, slots=True)
class Exact:
    """What a geocoder said of the address that somebody typed: kept for this visit only, and never in the address bar.

    `point` is latitude and longitude; without one, `said` is why, and `again` whether another try may help.
    """

    typed: str
    place: str
    point: tuple[float, float] | None = None
    said: str = ""
    again: bool = False


def box(query: Query, label: str = "") -> None:
    """The box, with another question if `label` is one; and under it what was understood, or which place is meant."""
    near = _place(query)
    shown = near.label if near else ""
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
    exact = _exact(query)
    if answer.message and (exact is None or exact.point is None):  # else distances are not from what was understood
        (st.info if answer.places else st.warning)(shell.plain(answer.message), icon=":material/info:")
    if not answer.places:
        _name_instead()
    if answer.rivals:
        st.markdown(_("**Which one?** We show the first for now."))
        with st.container(horizontal=True, key="which"):
            for place in (answer.places[0], *answer.rivals):
                st.button(place.label, key=f"which-{place.id}", on_click=_go, args=(place,))


def measured(query: Query) -> Query:
    """The query, measured from the exact address where this visit knows it; its place stays the ZIP or city."""
    exact = _exact(query)
    if exact is None or exact.point is None or query.near is None:
        return query
    lat, lon = exact.point
    return replace(query, near=replace(query.near, lat=lat, lon=lon, label=_("your address")))


def street(query: Query) -> None:
    """Offers to measure from the street address that was typed, and says what would be sent where; only if the operator
    switched it on."""
    geocoder, near = geocoding.for_visitors(settings()), _place(query)
    house = _house(near) if geocoder is not None else None
    if geocoder is None or near is None or house is None:
        return
    exact = _exact(query)
    if exact is not None and exact.point is None:
        st.warning(shell.plain(exact.said), icon=":material/info:")
        if exact.again and st.button(_("Try again"), key="exact", icon=":material/refresh:"):
            _measure(geocoder, near)
        return
    with st.container(key="street", border=True):
        if exact is not None:
            st.caption(_("Distances are measured from your street address, which we keep for this visit only."))
            st.button(
                shell.plain(_("Measure from {place} instead").format(place=near.zip or near.name)),
                key="not-exact",
                icon=":material/undo:",
                on_click=lambda: st.session_state.pop(_EXACT, None),
            )
            return
        asked = geocoding.question(house, near.name, near.state, near.zip or "")
        offer = _(
            "To measure from your street address, we would send “{address}” to {service}, and nothing else about you."
        )
        st.caption(shell.plain(offer.format(address=asked, service=geocoder.name)))
        if st.button(_("Use my exact address"), key="exact", icon=":material/my_location:"):
            _measure(geocoder, near)


def _measure(geocoder: Geocoder, near: Place) -> None:
    """Asks where the address is that was typed, and draws the page anew; nothing of it is written down or logged."""
    typed = st.session_state[_TYPED]
    with st.spinner(shell.plain(_("Asking {service} …").format(service=geocoder.name))):
        try:
            found = geocoder.find(typed, near.name, near.state, near.zip or "", near)
        except GeocodingError:
            point, again = None, True
            said = _("We could not ask {service} just now, so distances are still from {place}.")
        else:
            point, again = (found.lat, found.lon) if found.lat is not None and found.lon is not None else None, False
            said = _("We asked {service}. It does not know this house near {place}, so distances are still from there.")
    said = said.format(service=geocoder.name, place=near.label)
    st.session_state[_EXACT] = Exact(typed, near.id, point, "" if point else said, again)
    if point is not None:
        shell.move_focus("#results")
    st.rerun()


def _place(query: Query) -> Place | None:
    """The place of the address bar, whatever distances are measured from."""
    return places.by_id(query.near.id) if query.near else None


def _house(near: Place | None) -> Street | None:
    """The house of the address that was typed, if it was understood as this place."""
    text = st.session_state.get(_TYPED, "")
    if near is None or near.kind not in ("zip", "city") or not text:
        return None
    answer = places.answer(text)
    # A place's very name needs no word: "29 Palms, CA" is no house.
    if not answer.message or near.id not in {place.id for place in answer.places}:
        return None
    return geocoding.read_street(text)


def _exact(query: Query) -> Exact | None:
    """What is known of the address that stands: the last that was typed, in the place of the address bar."""
    exact: Exact | None = st.session_state.get(_EXACT)
    stands = exact is not None and query.near is not None and exact.place == query.near.id
    return exact if stands and exact is not None and exact.typed == st.session_state.get(_TYPED) else None


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
    _forget_typed()
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
        _forget_typed()
        _go(place)


def _located() -> None:
    at = st.session_state[_BOX].locate or {}
    try:
        lat, lon = float(at["lat"]), float(at["lon"])
    except (KeyError, TypeError, ValueError):  # only a browser that was tampered with sends anything else
        return
    _forget_typed()
    answer = places.answer(f"{lat:.4f}, {lon:.4f}")
    if answer.places:
        said = _("The ZIP code nearest to you: {place}.").format(place=answer.places[0].label)
    else:
        said = _("You seem to be outside the US, and this finder knows only US places. Type the place to look near.")
    _answered(replace(answer, message=said))


def _forget_typed() -> None:
    for key in (_TYPED, _EXACT):
        st.session_state.pop(key, None)


def _answered(answer: places.Answer) -> None:
    if answer.places:
        _go(answer.places[0])
    st.session_state[_ANSWER] = answer


def _go(place: Place) -> None:
    st.session_state.pop(_ANSWER, None)
    query, _problems = shell.read_query()
    shell.commit(replace(query, near=place, page=1), focus="#results")
    _new_stamp()
