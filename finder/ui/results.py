"""The results: heading, coverage, order, the two groups of cards, the map, paging, and what to do without any."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from finder import coverage, links
from finder.catalog import Catalog
from finder.search import Query, Results
from finder.text import _, count, join
from finder.ui import cards, filters, map, shell
from finder.vocabulary import STATES

#: A few searches to start from.
EXAMPLES = (
    ("Near Austin, TX", {"near": "city:tx/austin"}),
    ("Spravato near Chicago", {"near": "city:il/chicago", "route": "spravato"}),
    ("For PTSD near Denver", {"near": "city:co/denver", "condition": "ptsd"}),
)

_FDA_WARNING = (
    "The FDA warned in October 2023 that compounded ketamine is not FDA-approved for any mental health condition, and"
    " that taking it at home, where nobody watches over you, adds risk."
)


def welcome(catalog: Catalog) -> None:
    """What is here, before anything is asked."""
    words, picture = st.columns([3, 2], gap="medium")
    with words:
        st.header(_("What you can find here"), anchor="results")
        states = len(coverage.by_state(catalog))
        st.markdown(
            _(
                "We know {clinics} in {states}, of perhaps {all:,} in the US. For each one you see how far it is, how"
                " ketamine is given there, who treats you, what it costs, and how you can pay: as far as it says so."
                " Every fact shows where we read it and how old that is."
            ).format(
                clinics=count(len(catalog), "clinic", "clinics"),
                states=count(states, "state", "states"),
                all=coverage.CLINICS_IN_THE_US,
            )
        )
        st.markdown(_("Type a place above, or try one of these:"))
        with st.container(horizontal=True, key="examples"):
            for title, params in EXAMPLES:
                # No page link: one to the page it stands on changes what is shown but not the address.
                st.button(
                    _(title),
                    key=f"example-{title}",
                    icon=":material/search:",
                    on_click=shell.commit,
                    args=(links.from_params(params).query,),
                )
    with picture:
        st.pydeck_chart(
            map.overview(catalog, dark=shell.is_dark()),
            height=320,
            alt=_("Map of the United States with a dot for each place where we know a clinic."),
        )
        st.caption(_("Each dot is a place where we know a clinic."))


def show(catalog: Catalog, query: Query, results: Results) -> None:
    """The results of a search."""
    st.header(_heading(query, results), anchor="results")
    st.caption(_known_here(catalog, query))
    if not results.total:
        _nothing(query, results)
    else:
        filters.order_row(query)
        st.caption(results.explanation)
    for line in left_out_lines(results):
        st.caption(line)
    if results.total:
        listed, mapped = st.columns([3, 2], gap="medium")
        with listed:
            _groups(catalog, query, results)
            _paging(query, results)
        with mapped:
            _map(catalog, query, results)
    _at_home(catalog, query, results)
    _elsewhere()


def place_phrase(query: Query) -> str:
    """ "within 50 miles of Austin, TX", "in Ohio" or "in the US"."""
    if query.near is None:
        return _("in the US")
    if query.near.kind == "state":
        return _("in {place}").format(place=query.near.label)
    if query.within_miles is None:
        return _("in the US, from {place}").format(place=query.near.label)
    return _("within {miles:g} miles of {place}").format(miles=query.within_miles, place=query.near.label)


def _heading(query: Query, results: Results) -> str:
    found = count(results.total, "clinic", "clinics") if results.total else _("No clinic we know")
    heading = f"{found} {place_phrase(query)}"
    if query.asked and results.total:
        heading += _("; {n} {say} all you asked").format(
            n=results.states_all or _("none"), say=_("states") if results.states_all == 1 else _("state")
        )
    return heading


def _known_here(catalog: Catalog, query: Query) -> str:
    known = _("We know {n:,} clinics of perhaps {all:,} in the US").format(
        n=len(catalog), all=coverage.CLINICS_IN_THE_US
    )
    if query.near is not None and query.near.state in STATES:
        here = coverage.by_state(catalog).get(query.near.state, 0)
        known += _(", {n} of them in {state}").format(n=here, state=STATES[query.near.state])
    return known + _(". There may be others near you.")


def left_out_lines(results: Results) -> list[str]:
    """A line for each reason why clinics are not shown."""
    lines = {
        "route": (
            _("{n} lists only other ways of giving it, so it is not shown."),
            _("{n} list only other ways of giving it, so they are not shown."),
        ),
        "price": (
            _("{n} publishes a higher price, so it is not shown."),
            _("{n} publish a higher price, so they are not shown."),
        ),
        "insurance": (
            _("{n} says it does not bill insurance, so it is not shown."),
            _("{n} say they do not bill insurance, so they are not shown."),
        ),
        "closed": (
            _("{n} is reported closed, so it is not shown."),
            _("{n} are reported closed, so they are not shown."),
        ),
    }
    found = []
    for reason, n in results.left_out.items():
        if n and reason in lines:
            one, many = lines[reason]
            found.append((one if n == 1 else many).format(n=count(n, "clinic", "clinics")))
    return found


def _nothing(query: Query, results: Results) -> None:
    outside = results.nearest_outside
    if outside is not None:
        st.write(_("The nearest that fits is about {miles:.0f} miles away.").format(miles=outside.miles))
        st.button(
            _("Look within {radius:g} miles").format(radius=outside.radius),
            key="wider",
            type="primary",
            on_click=shell.commit,
            args=(replace(query, within_miles=outside.radius, page=1),),
        )
    else:
        st.write(_("No clinic we know fits. Try fewer filters, another place, or the sites below."))


def _groups(catalog: Catalog, query: Query, results: Results) -> None:
    """The page's cards under the heading of their group."""
    for standing, n, title, hint in (
        ("states_all", results.states_all, _("States all you asked"), ""),
        ("to_ask", results.to_ask, _("To ask"), _("These do not say all of it. They may well offer it: ask them.")),
    ):
        hits = [hit for hit in results.hits if hit.standing == standing]
        if hits and query.asked:
            st.subheader(f"{title} ({n})", anchor=False)
            if hint:
                st.caption(hint)
        for hit in hits:
            cards.card(catalog, hit, query)


def _paging(query: Query, results: Results) -> None:
    pages = -(-results.total // query.per_page)
    if pages < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="paging"):
        for title, page, icon in (
            (_("Previous"), query.page - 1, ":material/arrow_back:"),
            (_("Next"), query.page + 1, ":material/arrow_forward:"),
        ):
            st.button(
                title,
                key=f"page-{title}",
                icon=icon,
                disabled=not 1 <= page <= pages,
                on_click=shell.commit,
                args=(replace(query, page=max(1, page)),),
            )
        st.caption(_("Page {page} of {pages}").format(page=query.page, pages=pages))


def _map(catalog: Catalog, query: Query, results: Results) -> None:
    deck = map.deck(catalog, query, results, dark=shell.is_dark())
    chosen = st.pydeck_chart(
        deck,
        height=map.HEIGHT,
        key="map",
        on_select="rerun",
        selection_mode="single-object",
        alt=map.alt(query, results),
    )
    marked = chosen.selection.get("objects", {}).get("markers", []) if chosen.selection else []
    shown = {hit.clinic_id: hit for hit in results.hits}
    for clinic_id in [clinic_id for marker in marked for clinic_id in marker.get("ids", [])]:
        if clinic_id in shown:
            hit = shown[clinic_id]
            name = f"{hit.number}. {catalog.cell(hit.row, 'name')}"
            st.page_link(shell.CLINIC_PAGE, label=shell.plain(name), query_params=links.clinic_params(clinic_id, query))
    st.caption(map.legend())


def _at_home(catalog: Catalog, query: Query, results: Results) -> None:
    if not results.at_home:
        return
    state = STATES.get(query.near.state, "") if query.near else ""
    title = _("At-home providers ({n})").format(n=len(results.at_home))
    with st.expander(title, icon=":material/home:", key="at-home"):
        st.warning(_(_FDA_WARNING), icon=":material/warning:")
        if state:
            st.caption(_("First those that say they serve {state}, then those that do not say.").format(state=state))
        for hit in results.at_home:
            cards.card(catalog, hit, query)


def _elsewhere() -> None:
    others = [f"[{other.name}]({other.url}) ({_(other.english)})" for other in coverage.ELSEWHERE]
    st.caption(_("Also look at {others}.").format(others=join(others)))
