"""A clinic as a card: what a tired person reads in five seconds. All outside text is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape
from urllib.parse import quote_plus

import streamlit as st

from finder import answers, courses, evidence, links, reviews
from finder.answers import Answer
from finder.catalog import Catalog
from finder.compare import plan_words
from finder.search import Hit, Query
from finder.text import _, join
from finder.ui import shell, shortlist
from finder.vocabulary import label

#: The lines of a card besides price and place, each with what is said when it is not stated.
_LINES = ("routes", "price", "clinicians", "financing", "insurance", "rating")


def card(catalog: Catalog, hit: Hit, query: Query, *, marked: bool = False, today: date | None = None) -> None:
    """Draws one clinic of the results; `marked` makes it stand out, as the one just chosen on the map."""
    clinic_id = hit.clinic_id
    with st.container(border=True, key=f"{'marked' if marked else 'card'}-{clinic_id}"):
        st.html(card_html(catalog, hit, query, today))
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"do-{clinic_id}"):
            st.page_link(
                shell.CLINIC_PAGE,
                label=_("All facts and questions"),
                icon=":material/arrow_forward:",
                query_params=links.clinic_params(clinic_id, query),
            )
            shortlist.button(clinic_id)
            if hit.miles is not None or (not query.near and catalog.cell(hit.row, "lat") is not None):
                st.button(
                    _("On the map"),
                    key=f"map-{clinic_id}",
                    icon=":material/location_on:",
                    type="tertiary",
                    on_click=mark_on_map,
                    args=(clinic_id,),
                )


def anchor(clinic_id: str) -> str:
    """The id of the element that is a clinic's card."""
    return f"clinic-{clinic_id}"


def mark_on_map(clinic_id: str) -> None:
    """Makes a clinic stand out on the map and moves there."""
    st.session_state["marked"] = [clinic_id]
    shell.move_focus("#map", block="center")


def marked() -> list[str]:
    """The clinics that stand out in list and map: those somebody just asked to see."""
    return list(st.session_state.get("marked", []))


def visited(clinic_id: str) -> None:
    """Notes that somebody opened the page of this clinic, so that coming back leads to its card."""
    st.session_state["visited"] = clinic_id


def come_back(hits: Iterable[Hit]) -> None:
    """Moves to the card of the clinic whose page somebody comes back from, if it is one of these."""
    clinic_id = st.session_state.pop("visited", "")
    if any(hit.clinic_id == clinic_id for hit in hits):
        shell.move_focus(f"#{anchor(clinic_id)}", block="center")


def card_html(catalog: Catalog, hit: Hit, query: Query, today: date | None = None) -> str:
    """The card as HTML, in the order it is read: who, where, warnings, what it states, what not, how to reach it."""
    number = f'<span class="number">{hit.number}</span>' if hit.miles is not None or not query.near else ""
    name = escape(str(catalog.cell(hit.row, "name")))
    address = escape(links.clinic_address(hit.clinic_id, query))
    lines = [
        f'<article class="card"><h3 id="{anchor(hit.clinic_id)}">{number}<a href="{address}">{name}</a></h3>',
        f'<p class="where">{escape(_where(catalog, hit, query))}</p>',
    ]
    alerts = answers.alerts(catalog, hit.clinic_id, today)
    if "at_home" in (catalog.cell(hit.row, "settings") or ()):
        alerts.append(_("Some or all of it is taken at home. The FDA has warned that this adds risk."))
    lines += [f'<p class="warn">{escape(text)}</p>' for text in alerts]
    lines.append("<dl>")
    if query.sort == "course":
        lines.append(_course_html(catalog, hit, query, today))
    missing = []
    for field in _LINES:
        text = _line(catalog, hit, query, field, today)
        if text or field == "price":
            # The price is what people look for first: where there is none, that is said as loud.
            said = text or f'<span class="quiet">{_("not stated")}</span>'
            lines.append(f"<dt>{escape(_short_label(field))}</dt><dd>{said}</dd>")
        elif field not in hit.unstated and field != "rating":
            missing.append(label(field).lower())
    lines.append("</dl>")
    asked = [label(name).lower() for name in hit.unstated]
    if asked:
        lines.append(f'<p class="quiet"><strong>{_("Ask about:")}</strong> {escape(join(asked))}</p>')
    if missing:
        lines.append(f'<p class="quiet">{_("Not stated:")} {escape(join(missing))}</p>')
    with_others = escape(links.compare_address(shortlist.with_this(hit.clinic_id), query))
    beside = f'<a href="{with_others}">{_("Compare")}<span class="unseen">: {name}</span></a>'
    lines.append(f'<p class="reach">{reach_html(catalog, hit.row)}{beside}</p></article>')
    return "".join(lines)


def _course_html(catalog: Catalog, hit: Hit, query: Query, today: date | None) -> str:
    """The sum that the list is in the order of, and by which course."""
    found = courses.best(catalog, hit.clinic_id, *query.course)
    if found is None:
        return f'<dt>{_("First course")}</dt><dd><span class="quiet">{_("not stated")}</span></dd>'
    plan, estimate = found
    course = answers.course(estimate, today)
    by = f"<small>{escape(plan_words(plan))}. {escape(course.note)}</small>"
    return f"<dt>{_('First course')}</dt><dd>{lines_html(course)}<br>{by}</dd>"


def _line(catalog: Catalog, hit: Hit, query: Query, field: str, today: date | None) -> str:
    """One line of a card as HTML; empty where it is not stated."""
    match field:
        case "price":
            return lines_html(answers.session_price(catalog, hit.clinic_id, query.session_items, query.routes, today))
        case "routes":
            asked = next(iter(query.conditions)) if len(query.conditions) == 1 else None
            return lines_html(answers.given(catalog, hit.row, asked))
        case "rating":
            return rating_html(catalog, hit.clinic_id, today)
    # Lists are shown as the table has them, so no page behind them need be looked up here.
    return escape(evidence.render(field, catalog.cell(hit.row, field)))


def rating_text(catalog: Catalog, clinic_id: str, today: date | None = None) -> str:
    """A clinic's rating as it was published, with how many rated and where; empty when none is known."""
    row = catalog.row(clinic_id)
    if row is None or catalog.cell(row, "rating") is None:
        return ""
    fact = evidence.fact(catalog, clinic_id, "rating", today)
    source = catalog.cell(row, "review_source") or ""
    return reviews.text(fact.value, catalog.cell(row, "reviews"), source, fact.as_of)


def rating_html(catalog: Catalog, clinic_id: str, today: date | None = None) -> str:
    """The same as a link to the page it is from, as review sites ask; without one if the page is not known."""
    text = rating_text(catalog, clinic_id, today)
    sources = evidence.fact(catalog, clinic_id, "rating", today).sources if text else ()
    page = sources[0] if sources and not sources[0].whole_row else None
    return outside_link(page.url, text) if page and page.url else escape(text)


def _short_label(field: str) -> str:
    return _(_SHORT_LABELS.get(field, label(field)))


_SHORT_LABELS = {
    "routes": "Given as",
    "price": "Price per session",
    "clinicians": "Who treats you",
    "rating": "Reviews",
}


def reach_html(catalog: Catalog, row: int) -> str:
    """How to reach a clinic: phone and website, else a search the person opens; and the way there if it has a door."""
    parts, name = [], str(catalog.cell(row, "name"))
    if phone := catalog.cell(row, "phone"):
        parts.append(f'<a href="tel:{escape(phone)}">{_("Call {number}").format(number=evidence.phone(phone))}</a>')
    if website := catalog.cell(row, "website"):
        parts.append(outside_link(website, _("Website"), name))
    if not parts:
        city, state = (str(catalog.cell(row, field) or "") for field in ("city", "state"))
        address = "https://duckduckgo.com/?q=" + quote_plus(f"{name} {city} {state} ketamine")
        parts.append(outside_link(address, _("No phone or website known: search the web")))
    if not catalog.cell(row, "telehealth_only") and catalog.cell(row, "status") != "closed":
        parts.append(outside_link(directions_url(catalog, row, apple=shell.is_apple()), _("Directions"), name))
    return "".join(parts)


def directions_url(catalog: Catalog, row: int, *, apple: bool) -> str:
    """The way to a clinic in the person's own map app: an address that phones hand to it, a web page elsewhere.

    The app looks the clinic up by name and address, as our position is most often only its city's. Sources: Apple's
    "Map Links", Google's "Maps URLs".
    """
    parts = (catalog.cell(row, field) for field in ("name", "street", "city", "state", "zip"))
    where = quote_plus(", ".join(str(part) for part in parts if part))
    if apple:
        return f"https://maps.apple.com/?daddr={where}"
    return f"https://www.google.com/maps/dir/?api=1&destination={where}"


def outside_link(url: str, text: str, about: str = "") -> str:
    """A link that leaves our site, opened by the person, telling the other site nothing.

    `about` is read out after the text, where several links of a page have the same one.
    """
    unseen = f'<span class="unseen">: {escape(about)}</span>' if about else ""
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow">{escape(text)}{unseen}</a>'


def _where(catalog: Catalog, hit: Hit, query: Query) -> str:
    place = answers.place(catalog, hit.row)
    if catalog.cell(hit.row, "telehealth_only"):
        served = catalog.cell(hit.row, "states_served")
        place = _("At home, by mail and video")
        place += (
            _(" · says it serves {states}").format(states=", ".join(served))
            if served
            else _(" · states served: not stated")
        )
    # From the middle of a state, miles say nothing of how far it is for anybody.
    miles = (
        ""
        if query.near and query.near.kind == "state"
        else answers.distance(hit.miles, catalog.cell(hit.row, "position"))
    )
    return " · ".join(filter(None, (place, miles)))


def lines_html(answer: Answer) -> str:
    """A stated answer as HTML, a line each; empty where it is not stated."""
    return "<br>".join(
        escape(line.text) + (f" <small>({escape(line.aside)})</small>" if line.aside else "") for line in answer.lines
    )


#: The lines at the top of a clinic's page: a card's, and how one is watched.
GLANCE = ("routes", "price", "clinicians", "monitoring", "financing", "insurance")


def glance(catalog: Catalog, row: int, query: Query, today: date | None = None) -> list[tuple[str, str]]:
    """The label and HTML of each line at the top of a clinic's page, in the words of its card; "" is not stated."""
    hit = Hit(str(catalog.cell(row, "id")), row, 0, None, False, "", (), None, None)
    return [(_short_label(field), _line(catalog, hit, query, field, today)) for field in GLANCE]
