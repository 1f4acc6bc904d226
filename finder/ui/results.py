"""The results: heading, coverage, order, the two groups of cards, the map, paging, and what to do without any."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import streamlit as st

from finder import coverage, links, places
from finder.catalog import Catalog
from finder.search import Query, Results, search
from finder.settings import settings
from finder.status import status
from finder.text import _, count, join
from finder.ui import browser, cards, filters, map, shell
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
    """What is here, before anything is asked: how much, where, and a few searches to start from."""
    words, picture = st.columns([3, 2], gap="medium")
    with words:
        st.header(_("What you can find here"), anchor="results")
        st.markdown(
            _(
                "Where you can get ketamine treatment, who gives it, what it costs and how you can pay: as far as each"
                " clinic says so. Every fact shows where we read it and how old that is. What nobody has published, we"
                " say plainly, with the question to ask."
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
                    args=(links.from_params(params).query, "#results"),
                )
        by_state = coverage.by_state(catalog)
        st.selectbox(
            _("Or look at a whole state"),
            sorted(by_state, key=STATES.__getitem__),
            index=None,
            placeholder=_("Choose a state"),
            format_func=lambda code: f"{STATES[code]} ({by_state[code]})",
            key="state",
            on_change=lambda: _go_to_state(f"state:{st.session_state['state'].lower()}"),
        )
    with picture:
        st.pydeck_chart(
            map.overview(catalog, dark=shell.is_dark()),
            height=320,
            key="overview",
            on_select=_state_clicked,
            selection_mode="single-object",
            alt=_(
                "Map of the United States with the number of clinics we know in each state. The list of states beside"
                " it has the same numbers."
            ),
        )
        st.caption(
            _("{clinics} in {states}, of perhaps {all:,} in the US. Tap a state to see its clinics.").format(
                clinics=count(sum(by_state.values()), "clinic", "clinics"),
                states=count(len(by_state), "state", "states"),
                all=coverage.CLINICS_IN_THE_US,
            )
        )


def _state_clicked() -> None:
    if ids := _clicked("overview"):
        _go_to_state(ids[0])


def _go_to_state(place_id: str) -> None:
    shell.commit(Query(near=places.by_id(place_id)), focus="#results")


def _clicked(chart: str) -> list[str]:
    """The ids behind the marker of a map that was just clicked."""
    selection = st.session_state[chart].selection
    return [place for marker in selection.get("objects", {}).get("markers", []) for place in marker.get("ids", [])]


def show(catalog: Catalog, query: Query, results: Results) -> None:
    """The results of a search."""
    filters.order_row(catalog, query)
    filters.chips(query)
    st.header(shell.plain(_heading(query, results)), anchor="results")
    lines = [results.explanation] * bool(results.total) + left_out_lines(results)
    st.caption(" ".join([*lines, _known_here(catalog, query, results)]))
    if not results.total:
        _nothing(query, results)
    elif query.asked and not results.states_all:
        _nearest_that_states_all(catalog, query)
    if _asks_at_home(query):
        _at_home(catalog, query, results)
    if results.total:
        listed, mapped = st.columns([3, 2], gap="medium")
        with listed:
            _groups(catalog, query, results)
            _paging(query, results)
        with mapped, st.container(key="map-side"):
            _map(catalog, query, results)
    if not _asks_at_home(query):
        _at_home(catalog, query, results)
    _share(query)
    _elsewhere()


def _asks_at_home(query: Query) -> bool:
    """Whether somebody looks for treatment at home: then its providers and the warning come first."""
    return "at_home" in query.settings


def _nearest_that_states_all(catalog: Catalog, query: Query) -> None:
    """Where nobody here states all that is asked: how far away is somebody who does."""
    outside = search(catalog, replace(query, stated_only=True, page=1)).nearest_outside
    if outside is None:
        return
    st.write(_("The nearest that states all of it is about {miles:.0f} miles away.").format(miles=outside.miles))
    st.button(
        _("Look within {radius:g} miles").format(radius=outside.radius),
        key="wider",
        on_click=shell.commit,
        args=(replace(query, within_miles=outside.radius, page=1), "#results"),
    )


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
    silent = results.left_out.get("unstated", 0)
    if silent and not results.total:
        found = _("None of {clinics} states all you asked").format(clinics=count(silent, "clinic", "clinics"))
    named = _(" named “{name}”").format(name=query.name) if query.name else ""
    heading = f"{found}{named} {place_phrase(query)}"
    if query.asked and results.total:
        heading += _("; {n} {say} all you asked").format(
            n=results.states_all or _("none"), say=_("states") if results.states_all == 1 else _("state")
        )
    return heading


def _known_here(catalog: Catalog, query: Query, results: Results) -> str:
    """How much we know here, and what else there is on the page."""
    known = _("We know {n:,} of perhaps {all:,} US clinics").format(n=len(catalog), all=coverage.CLINICS_IN_THE_US)
    if query.near is not None and query.near.state in STATES:
        here = coverage.by_state(catalog).get(query.near.state, 0)
        known += _(", {n} of them in {state}").format(n=here, state=STATES[query.near.state])
    known += _(", so there may be others: [where else to look](#elsewhere).")
    if results.at_home:
        known += " " + _("[{providers}](#at-home) listed apart.").format(
            providers=count(len(results.at_home), "at-home provider", "at-home providers")
        )
    return known


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
        "unstated": (
            _("{n} does not say all of it, so it is not shown."),
            _("{n} do not say all of it, so they are not shown."),
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
    if silent := results.left_out.get("unstated", 0):
        st.button(
            _("Show the {n} that do not say all of it").format(n=silent),
            key="silent-too",
            type="primary",
            on_click=shell.commit,
            args=(replace(query, stated_only=False, page=1), "#results"),
        )
    if outside is not None:
        st.write(_("The nearest that fits is about {miles:.0f} miles away.").format(miles=outside.miles))
        st.button(
            _("Look within {radius:g} miles").format(radius=outside.radius),
            key="wider",
            type="secondary" if silent else "primary",
            on_click=shell.commit,
            args=(replace(query, within_miles=outside.radius, page=1), "#results"),
        )
    else:
        st.write(_("No clinic we know fits. Try fewer filters, another place, or the sites below."))
    if query.asked:
        st.button(
            _("Look without filters"),
            key="unfiltered",
            on_click=shell.commit,
            args=(filters.cleared(query), "#results"),
        )


def _groups(catalog: Catalog, query: Query, results: Results) -> None:
    """The page's cards under the heading of their group."""
    marked = cards.marked()
    for standing, n, title, hint in (
        ("states_all", results.states_all, _("States all you asked"), ""),
        (
            "to_ask",
            results.to_ask,
            _("To ask"),
            _("These do not state everything you asked. They may still offer it, so ask."),
        ),
    ):
        hits = [hit for hit in results.hits if hit.standing == standing]
        if hits and query.asked:
            st.subheader(f"{title} ({n})", anchor=False)
            if hint:
                st.caption(hint)
        for hit in hits:
            cards.card(catalog, hit, query, marked=hit.clinic_id in marked)


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
                args=(replace(query, page=max(1, page)), "#results"),
            )
        st.caption(_("Page {page} of {pages}").format(page=query.page, pages=pages))


def _map(catalog: Catalog, query: Query, results: Results) -> None:
    st.html(f'<div id="map"><a class="skip-map" href="#after-map">{_("Skip the map")}</a></div>')
    # The switch stands under the map, so what it said last is read before.
    streets = bool(settings().tile_url and st.session_state.get("streets"))
    st.pydeck_chart(
        map.deck(catalog, query, results, dark=shell.is_dark(), marked=cards.marked(), streets=streets),
        height=map.HEIGHT,
        key="map",
        on_select=_marker_clicked,
        selection_mode="single-object",
        alt=map.alt(query, results),
    )
    st.html(map.legend(query, results) + '<div id="after-map" tabindex="-1"></div>')
    _streets()


def _streets() -> None:
    """The switch for street pictures, with what it tells whom; only where the operator configured some."""
    options = settings()
    if not options.tile_url:
        return
    st.toggle(_("Show streets"), key="streets", persist_state="session")
    host = urlsplit(options.tile_origin).hostname
    told = _("Street pictures come from {host}. It then sees which area you look at, and your internet address.")
    st.caption(shell.plain(" ".join([told.format(host=host), options.tile_credit])))


def _marker_clicked() -> None:
    """A click on a marker brings up the cards of its clinics."""
    ids = _clicked("map")
    st.session_state["marked"] = ids
    if ids:
        shell.move_focus(f"#{cards.anchor(ids[0])}", block="center")


def _at_home(catalog: Catalog, query: Query, results: Results) -> None:
    if not results.at_home:
        return
    st.html('<div id="at-home"></div>')
    state = STATES.get(query.near.state, "") if query.near else ""
    title = _("At-home providers ({n})").format(n=len(results.at_home))
    # Drawn only when it is open: tens of cards that most never look at.
    group = st.expander(title, icon=":material/home:", key="at-home", expanded=_asks_at_home(query), on_change="rerun")
    if not group.open:
        return
    with group:
        st.warning(
            f"{_(_FDA_WARNING)} [{_('Read the warning')}]({status('sublingual').legal_sources[0].url})",
            icon=":material/warning:",
        )
        if state:
            st.caption(_("First those that say they serve {state}, then those that do not say.").format(state=state))
        for hit in results.at_home:
            cards.card(catalog, hit, query)


def _share(query: Query) -> None:
    """The link to these results; the condition is health information, so it stays out unless it is asked in."""
    with st.popover(_("Share these results"), icon=":material/share:", key="share"):
        shared = query
        if query.conditions and not st.checkbox(_("Include the condition"), key="share-condition"):
            shared = replace(query, conditions=frozenset())
            st.caption(_("Left out, so that the link says nothing of anybody’s health."))
        browser.copy_link(links.to_params(shared), key="copy-results")


def _elsewhere() -> None:
    others = [f"[{other.name}]({other.url}) ({_(other.english)})" for other in coverage.ELSEWHERE]
    st.html('<div id="elsewhere"></div>')
    st.caption(_("Also look at {others}.").format(others=join(others)))
