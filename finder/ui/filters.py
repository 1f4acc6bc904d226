"""The place box and the filters: widgets that read the query and, when changed, commit a new one to the address.

The address is the truth: each run sets the widgets from it, so Back, Forward and shared links show what they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from finder import places
from finder.places import Place
from finder.search import MIN_REVIEWS, RADII, SORTS, Query, Results
from finder.text import _
from finder.ui import shell
from finder.vocabulary import FIELDS, FINANCING, FINANCING_GROUPS, Field

_SORT_LABELS = {"distance": "Nearest", "price": "Lowest price", "stated": "States the most", "rating": "Best rated"}
#: What people choose from; `rating` comes back when a rating we can cite exists.
OFFERED_SORTS = tuple(sort for sort in SORTS if sort != "rating")
#: Words that describe a clinic but that nobody asks for.
_NOT_OFFERED = {"insurance": {"not_accepted"}, "services": {"nad"}}
_PRICES = (200, 300, 400, 500, 600, 800, 1_000)


def place_box(query: Query) -> None:
    """The question *Where?*: a ZIP, city, state or address; says what was understood and asks when it is unclear."""
    shown = query.near.label if query.near else ""
    # Streamlit forgets what stands in a box while another page is shown.
    if st.session_state.get("place-shown") != shown or "where" not in st.session_state:
        st.session_state["where"] = st.session_state["place-shown"] = shown
        st.session_state.pop("place-answer", None)
    with st.form("place", border=False):
        box, button = st.columns([4, 1], vertical_alignment="bottom")
        box.text_input(
            _("Where do you want to look?"),
            key="where",
            placeholder=_("ZIP code, city or state, like 78701 or Austin, TX"),
            autocomplete="postal-code",
        )
        button.form_submit_button(_("Search"), type="primary", width="stretch", on_click=_place_typed)
    answer: places.Answer | None = st.session_state.get("place-answer")
    if answer is None:
        return
    if answer.message:
        (st.info if answer.places else st.warning)(answer.message, icon=":material/info:")
    if answer.rivals:
        st.markdown(_("**Which one?** We show the first for now."))
        with st.container(horizontal=True, key="which"):
            for place in (answer.places[0], *answer.rivals):
                st.button(place.label, key=f"which-{place.id}", on_click=_place_chosen, args=(place,))


def _place_typed() -> None:
    text = st.session_state["where"]
    query, _problems = shell.read_query()
    if not text.strip():
        st.session_state.pop("place-answer", None)
        shell.commit(replace(query, near=None, page=1))
        return
    answer = places.answer(text)
    if answer.places:
        _go(query, answer.places[0])
    st.session_state["place-answer"] = answer


def _place_chosen(place: Place) -> None:
    query, _problems = shell.read_query()
    st.session_state.pop("place-answer", None)
    _go(query, place)


def _go(query: Query, place: Place) -> None:
    shell.commit(replace(query, near=place, page=1))
    st.session_state["where"] = st.session_state["place-shown"] = place.label


def filter_row(query: Query, results: Results, *, rated: bool) -> None:
    """The filters, one button each with what is on, counts beside each choice; then *clear all*.

    `rated` says whether any clinic of the table has a rating that can be filtered by.
    """
    _show(query)
    with st.container(horizontal=True, key="filters"):
        with _group(_("Condition"), query.conditions):
            _pills("conditions", results)
        with _group(_("How it is given"), query.routes):
            _pills("routes", results)
        with _group(_("Cost"), query.max_session_usd is not None):
            st.selectbox(
                _("The most you would pay for one session"),
                [None, *_PRICES, *({query.max_session_usd} - {None, *_PRICES})],
                format_func=lambda usd: _("Any price") if usd is None else f"${usd:,.0f}",
                key="f-price",
                on_change=_filters_changed,
                help=_(
                    "Clinics that publish a higher price leave the list. Those that publish none stay, under “to ask”."
                ),
            )
        with _group(_("Ways to pay"), query.financing):
            for group, title in FINANCING_GROUPS.items():
                _pills("financing", results, group=group, title=_(title))
        with _group(_("Insurance"), query.insurance):
            _pills("insurance", results)
            st.caption(
                _("Most insurers do not pay for ketamine by IV, shot or lozenge. Some pay for Spravato. Ask both.")
            )
        with _group(_("Who treats you"), query.clinicians):
            _pills("clinicians", results)
        with _group(_("Safety"), query.monitoring or query.memberships or query.board_certified):
            certified = results.facets["board_certified"]["true"]
            st.checkbox(
                _("Board-certified doctor ({n})").format(n=certified),
                key="f-board_certified",
                on_change=_filters_changed,
            )
            _pills("monitoring", results)
            _pills("memberships", results)
        with _group(_("Reviews"), query.min_rating is not None):
            if rated:
                st.selectbox(
                    _("Rated at least"),
                    [None, 3.0, 3.5, 4.0, 4.5, *({query.min_rating} - {None, 3.0, 3.5, 4.0, 4.5})],
                    format_func=lambda stars: _("Any rating") if stars is None else f"{stars:g}",
                    key="f-rating",
                    on_change=_filters_changed,
                    help=_("Only ratings from {n} or more reviews count.").format(n=MIN_REVIEWS),
                )
            else:
                st.write(_("No rating that we can cite yet, so there is nothing to filter by."))
                st.caption(_("We never make up stars. Each clinic’s page has links to look for reviews yourself."))
        with _group(_("More"), query.services or query.settings or query.accessibility or query.name):
            st.text_input(
                _("Clinic’s name"),
                key="f-name",
                on_change=_filters_changed,
                help=_("Words of the name. It also finds clinics that are reported closed or have no known place."),
            )
            _pills("services", results)
            _pills("settings", results)
            _pills("accessibility", results)
        if query.asked or query.name:
            st.button(_("Clear filters"), key="clear", type="tertiary", icon=":material/close:", on_click=_clear)


def order_row(query: Query) -> None:
    """How far to look, and in which order."""
    far, order = st.container(key="order").columns(2)
    radii = [*RADII, *({query.within_miles} - {None, *RADII}), None]
    far.selectbox(
        _("How far"),
        radii,
        format_func=lambda miles: _("Anywhere in the US") if miles is None else _("Within {n:g} miles").format(n=miles),
        key="f-within",
        on_change=_filters_changed,
        disabled=query.near is None or query.near.kind == "state",  # then the whole state or country is meant
    )
    sorts = [*OFFERED_SORTS, *({query.sort} - set(OFFERED_SORTS))]
    order.selectbox(
        _("Order"), sorts, format_func=lambda sort: _(_SORT_LABELS[sort]), key="f-sort", on_change=_filters_changed
    )


def _group(title: str, on: Any) -> Any:
    n = len(on) if isinstance(on, frozenset) else int(bool(on))
    return st.popover(f"{title} ({n})" if n else title, type="primary" if n else "secondary", key=f"group-{title}")


def _choices(field: Field, group: str) -> list[str]:
    hidden = _NOT_OFFERED.get(field.name, set())
    return [word.key for word in field if word.key not in hidden and (not group or word.group == group)]


def _pills(name: str, results: Results, group: str = "", title: str = "") -> None:
    field, counts = FIELDS[name], results.facets[name]
    st.pills(
        title or field.label,
        _choices(field, group),
        selection_mode="multi",
        format_func=lambda word: f"{field[word].label} ({counts[word]})",
        key=f"f-{name}-{group}",
        on_change=_filters_changed,
        help=_help(field, group),
    )


def _help(field: Field, group: str) -> str | None:
    lines = [f"- **{field[word].label}**: {field[word].help}" for word in _choices(field, group) if field[word].help]
    return "\n".join(lines) or None


def _groups(name: str) -> tuple[str, ...]:
    return tuple(FINANCING_GROUPS) if name == FINANCING.name else ("",)


def _show(query: Query) -> None:
    """Sets the widgets to what the address says."""
    for name, field in FIELDS.items():
        asked = getattr(query, name)
        for group in _groups(name):
            st.session_state[f"f-{name}-{group}"] = [word for word in _choices(field, group) if word in asked]
    st.session_state["f-board_certified"] = query.board_certified
    st.session_state["f-price"] = query.max_session_usd
    st.session_state["f-rating"] = query.min_rating
    st.session_state["f-name"] = query.name
    st.session_state["f-within"] = query.within_miles
    st.session_state["f-sort"] = query.sort


def _filters_changed() -> None:
    """Commits what the widgets say now."""
    query, _problems = shell.read_query()
    state: Mapping[Any, Any] = st.session_state
    changes: dict[str, Any] = {}
    for name in FIELDS:
        kept = frozenset(getattr(query, name)) & _NOT_OFFERED.get(name, set())
        chosen = (state.get(f"f-{name}-{group}") for group in _groups(name))
        changes[name] = kept | frozenset(word for words in chosen if words for word in words)
    shell.commit(
        replace(
            query,
            **changes,
            board_certified=bool(state.get("f-board_certified")),
            max_session_usd=state.get("f-price"),
            min_rating=state.get("f-rating"),
            name=(state.get("f-name") or "").strip(),
            within_miles=state["f-within"],
            sort=state["f-sort"],
            page=1,
        )
    )


def _clear() -> None:
    query, _problems = shell.read_query()
    shell.commit(Query(near=query.near, within_miles=query.within_miles, sort=query.sort))
