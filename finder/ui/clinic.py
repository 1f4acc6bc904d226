"""One clinic in full: what a person needs first, then every fact with its sources, and what it does not say."""

from __future__ import annotations

from datetime import date
from html import escape
from urllib.parse import urlencode

import streamlit as st

from finder import answers, evidence, links, places, questions, reviews
from finder.catalog import Catalog
from finder.search import Query, search
from finder.status import status
from finder.text import _, count, join, month
from finder.ui import browser, cards, check, facts, googlerating, map, prices, report, shell, shortlist
from finder.vocabulary import CONDITIONS, ROUTES, label

#: The facts of the page, by section, in order. Rating has a section of its own.
TREATMENT = ("routes", "conditions", "settings", "services", "series_sessions", "iv_minutes")
PEOPLE = ("clinicians", "board_certified", "monitoring", "memberships", "npi")
PAYING = ("financing", "insurance")
PRACTICAL = (
    "street", "phone", "website", "hours", "new_patients", "wait_days", "min_age", "referral_required", "languages",
    "accessibility", "states_served",
)  # fmt: skip

#: How many questions are shown before the rest is folded away.
QUESTIONS_FIRST = 6
#: Pixels.
MAP_HEIGHT = 260
#: How many clinics near it are named, and how far is near.
NEAR_COUNT, NEAR_MILES = 5, 100.0


def show(catalog: Catalog, row: int, query: Query, today: date | None = None) -> None:
    """The whole page of one clinic."""
    clinic_id = str(catalog.cell(row, "id"))
    _top(catalog, row, clinic_id, query, today)
    _section(catalog, clinic_id, _("Treatment"), TREATMENT, today)
    _status(catalog, row, query)
    _section(catalog, clinic_id, _("People and safety"), PEOPLE, today)
    prices.show(catalog, clinic_id, today)
    _section(catalog, clinic_id, _("Paying"), PAYING, today)
    _section(catalog, clinic_id, _("Practical"), PRACTICAL, today)
    _note(catalog, row)
    _questions(catalog, clinic_id)
    check.show(catalog, row, query)
    _reviews(catalog, row, clinic_id, today)
    _near(catalog, row, query)
    st.header(_("Report a mistake"), anchor=False)
    report.show(catalog, clinic_id, f"{st.context.url or ''}?{urlencode({'id': clinic_id})}")
    _pages(catalog, clinic_id, today)


def _top(catalog: Catalog, row: int, clinic_id: str, query: Query, today: date | None) -> None:
    """Name, where, what to know before calling, how to reach it, and what a person reads in five seconds."""
    st.title(shell.plain(str(catalog.cell(row, "name"))), anchor=False)
    st.html(f'<p id="results" class="clinic-where">{escape(_where(catalog, row))}</p>')
    _warnings(catalog, row, clinic_id, today)
    with st.container(horizontal=True, vertical_alignment="center", key="reach"):
        st.html(f'<p class="reach">{cards.reach_html(catalog, row)}</p>', width="content")
        shortlist.button(clinic_id, "page")
        st.page_link(
            shell.COMPARE_PAGE,
            label=_("Compare"),
            icon=":material/compare_arrows:",
            query_params=links.compare_params(shortlist.with_this(clinic_id), query),
        )
        params = links.clinic_params(clinic_id, query)
        st.page_link(shell.PREPARE_PAGE, label=_("Prepare"), icon=":material/checklist:", query_params=params)
        browser.copy_link({"id": clinic_id}, "clinic", key="share")
    # Google's terms want no map but theirs beside what they say.
    deck = None if googlerating.is_shown(clinic_id) else map.clinic(catalog, row, dark=shell.is_dark())
    said, picture = st.columns([3, 2], gap="medium") if deck else (st.container(), None)
    with said:
        _glance(catalog, row, clinic_id, query, today)
    if deck and picture:
        place = answers.place(catalog, row)
        with picture:
            alt = _("Map of where it is: {place}.").format(place=place)
            st.pydeck_chart(deck, height=MAP_HEIGHT, key="clinic-map", alt=alt)
            if catalog.cell(row, "position") != "address":
                known = _("The address is above; the map shows") if catalog.cell(row, "street") else _("The map shows")
                st.caption(_("{known} the area, not the exact spot.").format(known=known))


def _warnings(catalog: Catalog, row: int, clinic_id: str, today: date | None) -> None:
    """Closed, may have closed, taken at home: said before anything else."""
    closed = evidence.standing(catalog, clinic_id, today) == "closed"
    newest = evidence.newest(catalog, clinic_id)
    for number, text in enumerate(answers.alerts(catalog, clinic_id, today)):
        if closed and number == 0:
            when = _(" The newest page we know is from {month}.").format(month=month(newest)) if newest else ""
            kept = _(" What pages said of it before is kept below.")
            st.error(f"**{text}**{when}{kept}", icon=":material/block:")
        else:
            st.warning(text, icon=":material/warning:")
    if "at_home" in (catalog.cell(row, "settings") or ()):
        st.warning(
            _(
                "Some or all of it is taken at home. The FDA says home use adds risk, because no health worker is there"
                " to watch. See “Approval and evidence” below."
            ),
            icon=":material/warning:",
        )


def _glance(catalog: Catalog, row: int, clinic_id: str, query: Query, today: date | None) -> None:
    """What a tired person reads in five seconds, in the words of the clinic's card."""
    lines = "".join(
        f"<dt>{escape(title)}</dt><dd>{text or _NOT_STATED.format(_('not stated'))}</dd>"
        for title, text in cards.glance(catalog, row, query, today)
    )
    newest = evidence.newest(catalog, clinic_id)
    age = (
        _("The newest page we read is from {month}.").format(month=month(newest))
        if newest
        else _("No page we read prints a date. Undated does not mean new.")
    )
    with st.container(border=True, key="glance"):
        st.html(
            f'<div class="card"><h2>{_("At a glance")}</h2><dl>{lines}</dl><p class="quiet">{escape(age)}</p></div>'
        )


_NOT_STATED = '<span class="quiet">{}</span>'


def _where(catalog: Catalog, row: int) -> str:
    """The address, or the city with the word that the address is not known."""
    if catalog.cell(row, "telehealth_only"):
        served = evidence.render("states_served", catalog.cell(row, "states_served") or ())
        says = _("says it serves {states}").format(states=served) if served else _("states served: not stated")
        return f"{_('At home, by mail and video')} · {says}"
    place = answers.address(catalog, row)
    return place if catalog.cell(row, "street") else _("{place} (we do not know the exact address)").format(place=place)


def _section(catalog: Catalog, clinic_id: str, title: str, fields: tuple[str, ...], today: date | None) -> None:
    """A heading, the stated facts with their evidence, and in a quiet line those that are not stated."""
    st.header(title, anchor=False)
    lines = "".join(facts.line(catalog, clinic_id, field, today) for field in fields)
    unstated = set(evidence.unstated(catalog, clinic_id))
    if missing := [facts.in_a_sentence(label(name)) for name in fields if name in unstated]:
        lines += f'<p class="sources">{_("Not stated:")} {escape(join(missing, _("and")))}.</p>'
    if lines:
        st.html(f'<div class="facts">{lines}</div>')


def _status(catalog: Catalog, row: int, query: Query) -> None:
    """For each way it is given: whether the FDA approved it for this, and how strong the evidence is."""
    routes = catalog.cell(row, "routes")
    if not routes:
        return
    words: list[str | None] = [word.key for word in CONDITIONS if word.key in query.conditions]
    st.subheader(_("Approval and evidence"), anchor=False)
    folds = []
    for route in routes:
        for asked in words or [None]:
            known = status(route, asked)
            what = ROUTES[route].label + (f", {CONDITIONS[asked].label}" if asked else "")
            sources = "".join(
                f"<li>{escape(source.authors)}: {cards.outside_link(source.url, source.title)}, {source.year}</li>"
                for source in known.sources
            )
            folds.append(
                f"<details class='fold'><summary><strong>{escape(what)}:</strong> {escape(known.legal_label)}."
                f" {_('Evidence:')} {escape(known.evidence_label.lower())}.</summary>"
                f"<p>{escape(known.legal_text)}</p><p>{escape(known.evidence_text)}</p>"
                f"<div class='sources'><p>{escape(known.grading)}</p><ul>{sources}</ul></div></details>"
            )
    st.html("".join(folds))


def _note(catalog: Catalog, row: int) -> None:
    note = catalog.cell(row, "note")
    if note:
        st.header(_("Good to know"), anchor=False)
        with st.container(key="note"):
            st.text(note)
            st.caption(_("In our words, from the pages we read."))


def _questions(catalog: Catalog, clinic_id: str) -> None:
    missing = evidence.unstated(catalog, clinic_id)
    asked = [f"<li>{escape(question)}</li>" for question in questions.to_ask(missing)]
    if not asked:
        return
    st.header(_("What it does not say, and what to ask"), anchor=False)
    st.caption(_("Not stated is not “no”. We read these pages in part, so the clinic may say more."))
    shown = f"<ul>{''.join(asked[:QUESTIONS_FIRST])}</ul>"
    if rest := asked[QUESTIONS_FIRST:]:
        more = count(len(rest), _("more question"), _("more questions"))
        shown += facts.fold(more, f"<ul>{''.join(rest)}</ul>")
    st.html(f"<div class='questions'>{shown}</div>")


def _reviews(catalog: Catalog, row: int, clinic_id: str, today: date | None) -> None:
    """The rating if one is known, as it stands; and where to look for reviews elsewhere."""
    st.header(_("Reviews"), anchor=False)
    fact = evidence.fact(catalog, clinic_id, "rating", today)
    if googlerating.is_shown(clinic_id):
        pass  # ratings of two sites are not shown side by side: Yelp's terms
    elif fact.stated:
        text = cards.rating_html(catalog, clinic_id, today)
        st.html(
            f'<div class="facts"><div class="fact"><strong>{escape(label("rating"))}:</strong><div>{text}</div>'
            f"{facts.evidence_html(label('rating'), fact, today)}</div></div>"
        )
    else:
        st.write(_("We know no rating of this clinic that we can cite. You can look for reviews elsewhere:"))
    googlerating.show(catalog, row)
    name, city, state = (str(catalog.cell(row, field) or "") for field in ("name", "city", "state"))
    elsewhere = "".join(cards.outside_link(url, site) for site, url in reviews.search_links(name, city, state))
    st.html(
        f'<div class="elsewhere"><p class="reach">{elsewhere}</p>'
        f'<p class="sources">{escape(_(reviews.CAUTION))}</p></div>'
    )


def _near(catalog: Catalog, row: int, query: Query) -> None:
    """The nearest other clinics, as links that carry the search."""
    lat, lon = catalog.cell(row, "lat"), catalog.cell(row, "lon")
    here = places.nearest(lat, lon) if lat is not None else []
    if not here:
        return
    found = search(catalog, Query(near=here[0], within_miles=NEAR_MILES, per_page=NEAR_COUNT + 1))
    others = [hit for hit in found.hits if hit.row != row][:NEAR_COUNT]
    st.header(_("Clinics near it"), anchor=False)
    if not others:
        st.write(_("We know no other clinic within {miles:.0f} miles.").format(miles=NEAR_MILES))
        return
    lines = []
    for hit in others:
        place = answers.place(catalog, hit.row)
        about = " · ".join(filter(None, (place, answers.distance(hit.miles, catalog.cell(hit.row, "position")))))
        # No page link: one to the page it stands on changes what is shown, but neither the address nor the scroll.
        address = links.clinic_address(hit.clinic_id, query)
        name = escape(str(catalog.cell(hit.row, "name")))
        lines.append(f'<li><a href="{escape(address)}">{name}</a> <span class="sources">{escape(about)}</span></li>')
    st.html(f'<ul class="near">{"".join(lines)}</ul>')


def _pages(catalog: Catalog, clinic_id: str, today: date | None) -> None:
    """Every page behind the facts, folded."""
    rows = catalog.evidence_of(clinic_id)
    if not rows:
        return
    sources = [*dict.fromkeys(evidence.source(row) for row in rows)]
    title = _("All pages we read ({n})").format(n=len(sources))
    st.html(facts.fold(title, facts.pages(sources, today), "sources"))
