"""The filters: widgets that read the query and, when changed, commit a new one to the address.

The address is the truth: each run sets the widgets from it, so Back, Forward and shared links show what they say. On a
wide screen each group opens under its button; on a phone all of them open in one sheet over the results.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from finder.catalog import Catalog
from finder.search import MIN_REVIEWS, RADII, SORTS, Query, Results, search
from finder.text import _, count, money
from finder.ui import shell
from finder.vocabulary import BOARD_CERTIFIED, FIELDS, FINANCING, FINANCING_GROUPS, Field

_SORT_LABELS = {
    "distance": "Nearest",
    "price": "Lowest price",
    "course": "Lowest cost of a course",
    "stated": "States the most",
    "rating": "Best rated",
}
#: Words that describe a clinic but that nobody asks for.
_NOT_OFFERED = {"insurance": {"not_accepted"}, "services": {"nad"}}
_PRICES = (200, 300, 400, 500, 600, 800, 1_000)
_STARS = (3.0, 3.5, 4.0, 4.5)

#: The widgets stand twice on a page: under the buttons of a wide screen, and in a phone's sheet.
_ROW, _SHEET = "f", "s"


@dataclass(frozen=True)
class Asked:
    """What a group needs to draw itself: where it stands, which fields of the query it sets, the query, what it found,
    and whether anyone is rated."""

    where: str
    filters: tuple[str, ...]
    query: Query
    results: Results
    rated: bool

    def key(self, name: str) -> str:
        """The key of a widget."""
        return f"{self.where}-{name}"

    def changed(self) -> None:
        """Commits what the widgets of the group say now."""
        _changed(self.where, self.filters)


@dataclass(frozen=True)
class Group:
    """Filters that belong together: their title, which fields of the query they set, and how they are drawn."""

    title: str
    filters: tuple[str, ...]
    draw: Callable[[Asked], None]

    def on(self, query: Query) -> int:
        """How many choices of it are on."""
        chosen = sum(len(getattr(query, name)) for name in self.filters if name in FIELDS)
        others = {*query.asked} | {name for name in ("name", "stated_only") if getattr(query, name)}
        return chosen + len(others.intersection(self.filters).difference(FIELDS))


def row(catalog: Catalog, query: Query, results: Results) -> None:
    """The filters of a wide screen, one button a group with how many choices are on."""
    st.html(f"<style>{''.join(_counted(group, query) for group in GROUPS)}</style>")
    with st.container(horizontal=True, key="filters"):
        for group in GROUPS:
            sheet = st.popover(_(group.title), key=f"group-{group.title}", on_change="rerun")
            if sheet.open:  # else nothing in it need be sent
                with sheet:
                    _draw(group, _ROW, catalog, query, results)


def _counted(group: Group, query: Query) -> str:
    """The style by which a group's button says how many choices are on.

    A button with another label would be another popover to Streamlit: the open one would close at each choice.
    """
    n = group.on(query)
    button = f".st-key-filters .st-key-group-{group.title.replace(' ', '-')} [data-testid=stPopoverButton]"
    return f"{button} {{ {_ON} }} {button} p::after {{ content: ' ({n})'; }}" if n else ""


_ON = (
    "color: light-dark(#ffffff, #0e1516); background: light-dark(#0b6265, #6ccfc7);"
    " border-color: light-dark(#0b6265, #6ccfc7);"
)


def order_row(catalog: Catalog, query: Query) -> None:
    """How far to look and in which order; on a phone also the button that opens the filters."""
    with st.container(horizontal=True, key="order", vertical_alignment="center"):
        n = sum(group.on(query) for group in GROUPS)
        title = _("Filters ({n})").format(n=n) if n else _("Filters")
        if st.button(title, key="open-sheet", icon=":material/tune:", type="primary" if n else "secondary"):
            _sheet(catalog)
        _show_order(query)
        if query.near is not None and query.near.kind != "state":  # else the whole state or country is meant
            radii = [*RADII, *({query.within_miles} - {None, *RADII}), None]
            st.selectbox(
                _("How far"),
                radii,
                format_func=lambda miles: (
                    _("Anywhere in the US") if miles is None else _("{n:g} miles").format(n=miles)
                ),
                key="within",
                label_visibility="collapsed",
                on_change=_within_changed,
                width=200,
            )
        sorts = [sort for sort in SORTS if sort != "rating" or _rated(catalog) or query.sort == "rating"]
        st.selectbox(
            _("Order"),
            sorts,
            format_func=lambda sort: _(_SORT_LABELS[sort]),
            key="sort",
            label_visibility="collapsed",
            on_change=_sort_changed,
            width=230,
        )


def chips(query: Query) -> None:
    """What is on, each with an x that takes it off, and *clear all*."""
    on = _chips(query)
    if not on:
        return
    with st.container(horizontal=True, key="chips", gap="xsmall"):
        for label, without in on:
            st.button(
                shell.plain(label),
                key=f"chip-{label}",
                icon=":material/close:",
                icon_position="right",
                on_click=shell.commit,
                args=(without, "#results"),
            )
        st.button(
            _("Clear all"), key="clear", type="tertiary", on_click=shell.commit, args=(cleared(query), "#results")
        )


def cleared(query: Query) -> Query:
    """The same place, distance and order without any filter."""
    return Query(near=query.near, within_miles=query.within_miles, sort=query.sort)


def _chips(query: Query) -> list[tuple[str, Query]]:
    """The label of each thing that is on, and the query without it."""
    on = []
    for name, field in FIELDS.items():
        asked = getattr(query, name)
        on += [(word.label, {name: asked - {word.key}}) for word in field if word.key in asked]
    if query.board_certified:
        on.append((_("Board-certified doctor"), {"board_certified": False}))
    if query.max_session_usd is not None:
        on.append((_("Up to {usd} a session").format(usd=money(query.max_session_usd)), {"max_session_usd": None}))
    if query.min_rating is not None:
        on.append((_("Rated {stars:g} or more").format(stars=query.min_rating), {"min_rating": None}))
    if query.name:
        on.append((_("Name: {name}").format(name=query.name), {"name": ""}))
    if query.stated_only:
        on.append((_("Only those that state it"), {"stated_only": False}))
    return [(label, replace(query, page=1, **change)) for label, change in on]


def _sheet(catalog: Catalog) -> None:
    """All filters over the results; each change counts at once, and closing shows what is found."""
    st.dialog(_("Filters"), position="right", on_dismiss="rerun")(_sheet_body)(catalog)


def _sheet_body(catalog: Catalog) -> None:
    query, _problems = shell.read_query()
    found = search(catalog, query)
    for group in GROUPS:
        n = group.on(query)
        title = _(group.title)
        with st.expander(f"{title} ({n})" if n else title, expanded=bool(n), key=f"sheet-{group.title}"):
            _draw(group, _SHEET, catalog, query, found)
    with st.container(horizontal=True, key="sheet-foot"):
        if st.button(
            _("Show {clinics}").format(clinics=count(found.total, "clinic", "clinics")),
            type="primary",
            key="show",
        ):
            shell.move_focus("#results")
            st.rerun()
        if any(group.on(query) for group in GROUPS):
            st.button(_("Clear all"), key="sheet-clear", on_click=shell.commit, args=(cleared(query),))


# The groups


def _condition(asked: Asked) -> None:
    _pills(asked, "conditions")
    st.caption(_("What the clinic says it treats. Each clinic’s page says how strong the evidence is."))


def _route(asked: Asked) -> None:
    _pills(asked, "routes")


def _cost(asked: Asked) -> None:
    usd = asked.query.max_session_usd
    st.selectbox(
        _("The most you would pay for one session"),
        [None, *_PRICES, *({usd} - {None, *_PRICES})],
        format_func=lambda usd: _("Any price") if usd is None else money(usd),
        key=asked.key("price"),
        on_change=asked.changed,
    )
    st.caption(_("Clinics that publish a higher price leave the list. Those that publish none stay, under “to ask”."))


def _paying(asked: Asked) -> None:
    for group, title in FINANCING_GROUPS.items():
        _pills(asked, "financing", group=group, title=_(title))
    _meanings(FINANCING)


def _insurance(asked: Asked) -> None:
    _pills(asked, "insurance")
    st.caption(_("Most insurers do not pay for ketamine by IV, shot or lozenge. Some pay for Spravato. Ask both."))


def _people(asked: Asked) -> None:
    _pills(asked, "clinicians")


def _safety(asked: Asked) -> None:
    st.checkbox(
        _("Board-certified doctor ({n})").format(n=asked.results.facets["board_certified"]["true"]),
        key=asked.key("board_certified"),
        on_change=asked.changed,
    )
    st.caption(BOARD_CERTIFIED.help)
    _pills(asked, "monitoring")
    _pills(asked, "memberships")


def _reviews(asked: Asked) -> None:
    if not asked.rated:
        st.write(_("We know no rating that we can cite, so there is nothing to filter or sort by yet."))
        st.caption(_("We never make up stars. Each clinic’s page has links to look for reviews yourself."))
        return
    stars = asked.query.min_rating
    st.selectbox(
        _("Rated at least"),
        [None, *_STARS, *({stars} - {None, *_STARS})],
        format_func=lambda stars: _("Any rating") if stars is None else f"{stars:g}",
        key=asked.key("rating"),
        on_change=asked.changed,
    )
    st.caption(
        _(
            "Only ratings from {n} or more reviews count. Clinics without one stay, under “to ask”: no rating is not a"
            " bad rating."
        ).format(n=MIN_REVIEWS)
    )


def _more(asked: Asked) -> None:
    st.text_input(
        _("Clinic’s name"),
        key=asked.key("name"),
        on_change=asked.changed,
        help=_("Words of the name. It also finds clinics that are reported closed or have no known place."),
    )
    st.toggle(_("Only clinics that state all I ask"), key=asked.key("stated_only"), on_change=asked.changed)
    st.caption(_("Leaves out those that do not say. They may offer it all the same, so look at them too if you can."))
    for name in ("services", "settings", "accessibility"):
        _pills(asked, name)


GROUPS = (
    Group("Condition", ("conditions",), _condition),
    Group("How it is given", ("routes",), _route),
    Group("Cost", ("price",), _cost),
    Group("Ways to pay", ("financing",), _paying),
    Group("Insurance", ("insurance",), _insurance),
    Group("Who treats you", ("clinicians",), _people),
    Group("Safety", ("board_certified", "monitoring", "memberships"), _safety),
    Group("Reviews", ("rating",), _reviews),
    Group("More", ("name", "stated_only", "services", "settings", "accessibility"), _more),
)


def _pills(asked: Asked, name: str, group: str = "", title: str = "") -> None:
    """The words of a field to choose from, with how many clinics state each; then what they mean."""
    field, counts = FIELDS[name], asked.results.facets[name]
    st.pills(
        title or field.label,
        _choices(field, group),
        selection_mode="multi",
        format_func=lambda word: f"{field[word].label} ({counts[word]})",
        key=asked.key(f"{name}-{group}"),
        on_change=asked.changed,
    )
    if not group:
        _meanings(field)


def _meanings(field: Field) -> None:
    lines = [f"- **{word.label}**: {word.help}" for word in field if word.key in _choices(field) and word.help]
    if lines:
        with st.expander(_("What these mean")):
            st.markdown("\n".join(lines))


def _choices(field: Field, group: str = "") -> list[str]:
    hidden = _NOT_OFFERED.get(field.name, set())
    return [word.key for word in field if word.key not in hidden and (not group or word.group == group)]


def _rated(catalog: Catalog) -> bool:
    """Whether any clinic has a rating that can be filtered by."""
    return bool((catalog.columns.reviews > 0).any())


def _groups(name: str) -> tuple[str, ...]:
    return tuple(FINANCING_GROUPS) if name == FINANCING.name else ("",)


def _draw(group: Group, where: str, catalog: Catalog, query: Query, results: Results) -> None:
    """Sets the widgets of a group to what the address says, and draws them."""
    for name in group.filters:
        if name in FIELDS:
            asked = getattr(query, name)
            for part in _groups(name):
                words = [word for word in _choices(FIELDS[name], part) if word in asked]
                st.session_state[f"{where}-{name}-{part}"] = words
        else:
            st.session_state[f"{where}-{name}"] = getattr(query, _OTHERS[name])
    group.draw(Asked(where, group.filters, query, results, _rated(catalog)))


#: Filters that are no list of words -> the field of the query.
_OTHERS = {
    "board_certified": "board_certified",
    "price": "max_session_usd",
    "rating": "min_rating",
    "name": "name",
    "stated_only": "stated_only",
}


def _changed(where: str, filters: tuple[str, ...]) -> None:
    """Commits what the widgets of a group say now; the other groups stay as the address has them."""
    query, _problems = shell.read_query()
    state: Mapping[Any, Any] = st.session_state
    changes: dict[str, Any] = {}
    for name in filters:
        if name in FIELDS:
            kept = getattr(query, name) & _NOT_OFFERED.get(name, set())
            chosen = (state.get(f"{where}-{name}-{part}") for part in _groups(name))
            changes[name] = kept | frozenset(word for words in chosen if words for word in words)
        elif f"{where}-{name}" in state:
            changes[_OTHERS[name]] = state[f"{where}-{name}"]
    shell.commit(replace(query, **changes, page=1))


def _show_order(query: Query) -> None:
    st.session_state["within"] = query.within_miles
    st.session_state["sort"] = query.sort


def _within_changed() -> None:
    query, _problems = shell.read_query()
    shell.commit(replace(query, within_miles=st.session_state["within"], page=1))


def _sort_changed() -> None:
    query, _problems = shell.read_query()
    shell.commit(replace(query, sort=st.session_state["sort"], page=1))
