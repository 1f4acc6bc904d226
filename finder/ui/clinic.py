"""One clinic in full: facts with their sources, prices, what it does not say and what to ask."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from finder import evidence, questions
from finder.catalog import Catalog
from finder.evidence import Fact, Source
from finder.search import Query
from finder.status import status
from finder.text import _, count, join, money_range
from finder.ui import cards, shell
from finder.vocabulary import CONDITIONS, INCLUDES, ITEMS, KINDS, ROUTES, label

#: The facts of the page, by section, in order.
SECTIONS = (
    ("Treatment", ("routes", "conditions", "settings", "services", "series_sessions", "iv_minutes")),
    ("People and safety", ("clinicians", "board_certified", "monitoring", "memberships", "npi")),
    ("Paying", ("financing", "insurance")),
    (
        "Practical",
        ("street", "phone", "website", "hours", "new_patients", "wait_days", "min_age", "referral_required",
         "languages", "accessibility", "states_served", "rating"),
    ),
)  # fmt: skip


def show(catalog: Catalog, row: int, clinic_id: str, query: Query, today: date | None = None) -> None:
    """The whole page of one clinic."""
    name = str(catalog.cell(row, "name"))
    st.title(shell.plain(name), anchor=False)
    address = (catalog.cell(row, field) for field in ("street", "city", "state", "zip"))
    where = ", ".join(str(part) for part in address if part) or _("At home, by mail and video")
    st.html(f'<p id="results">{escape(where)}</p><p class="reach">{cards.reach_html(catalog, row)}</p>')
    for text in cards.warnings(catalog, clinic_id, today):
        st.warning(text, icon=":material/warning:")
    newest = evidence.newest(catalog, clinic_id)
    if newest:
        st.caption(_("The newest page we read is from {month}.").format(month=cards.month(newest)))
    else:
        st.caption(_("No page we read prints a date. Undated does not mean new."))
    for title, fields in SECTIONS:
        facts = [(field, evidence.fact(catalog, clinic_id, field, today)) for field in fields]
        facts = [(field, fact) for field, fact in facts if fact.stated]
        if title == "Paying":
            _prices(catalog, clinic_id, today)
        if facts:
            st.header(_(title), anchor=False)
            st.html("".join(_fact_html(field, fact) for field, fact in facts))
        if title == "Treatment":
            _status(catalog, row, query)
    note = catalog.cell(row, "note")
    if note:
        st.header(_("Notes from our reading"), anchor=False)
        st.text(note)
    _unstated(catalog, clinic_id)
    _sources(catalog, clinic_id, today)


def _status(catalog: Catalog, row: int, query: Query) -> None:
    """For each way it is given: whether the FDA approved it for this, and how strong the evidence is."""
    routes = catalog.cell(row, "routes")
    if not routes:
        return
    words: list[str | None] = [word.key for word in CONDITIONS if word.key in query.conditions]
    st.subheader(_("Approval and evidence"), anchor=False)
    for route in routes:
        for asked in words or [None]:
            known = status(route, asked)
            what = ROUTES[route].label + (f", {CONDITIONS[asked].label}" if asked else "")
            with st.expander(f"**{what}**: {known.legal_label}. {_('Evidence')}: {known.evidence_label.lower()}"):
                st.write(shell.plain(known.legal_text))
                st.write(shell.plain(known.evidence_text))
                sources = "".join(
                    f"<li>{escape(source.authors)}: {cards.outside_link(source.url, source.title)}, {source.year}</li>"
                    for source in known.sources
                )
                st.html(f"<div class='sources'><ul>{sources}</ul><p>{escape(known.grading)}</p></div>")


def _prices(catalog: Catalog, clinic_id: str, today: date | None) -> None:
    st.header(_("Published prices"), anchor=False)
    offers = evidence.offers(catalog, clinic_id)
    if not offers:
        st.write(_("Price not stated on any page we read. Ask for the price of one session and of the whole course."))
        return
    lines = []
    for offer in offers:
        what = ", ".join(words[key].label for words, key in ((ITEMS, offer.item), (ROUTES, offer.route)) if key)
        details = []
        if (offer.sessions or 1) > 1:
            details.append(count(offer.sessions or 1, "session", "sessions"))
        if offer.includes:
            details.append(_("includes {what}").format(what=join([INCLUDES[word].label for word in offer.includes])))
        if offer.note:
            details.append(offer.note)
        detail = f"<p class='sources'>{escape('; '.join(details))}</p>" if details else ""
        age = cards.age_text(evidence.age(offer.source.as_of, today), offer.source.as_of)
        lines.append(
            f"<tr><th scope='row'>{escape(what)}{detail}</th><td>{escape(money_range(offer.low, offer.high))}</td>"
            f"<td>{escape(age)}<p class='sources'>{_source_html(offer.source)}</p></td></tr>"
        )
    head = "".join(f"<th scope='col'>{title}</th>" for title in (_("What"), _("Price"), _("As of, source")))
    st.html(f"<table class='prices'><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>")


def _fact_html(field: str, fact: Fact) -> str:
    text = escape(fact.text)
    if field == "website":
        text = cards.outside_link(str(fact.value), str(fact.value))
    elif field == "phone":
        text = f'<a href="tel:{escape(str(fact.value))}">{text}</a>'
    return (
        f'<div class="fact"><strong>{escape(label(field))}:</strong> {text}'
        f'<p class="sources">{_("Source:")} {_where_stated(fact)}</p></div>'
    )


def _where_stated(fact: Fact) -> str:
    """Where a fact is stated and how old that is, in one line."""
    if not fact.sources:
        return escape(_("not recorded."))
    age = cards.age_text(fact.age, fact.as_of)
    if fact.sources[0].whole_row and len(fact.sources) > 1:
        exact = _(", exact words noted") if fact.sources[0].exact else ""
        return escape(
            _("one of the {n} pages listed below{exact}; {age}.").format(n=len(fact.sources), exact=exact, age=age)
        )
    return f"{_source_html(fact.sources[0])}; {escape(age)}."


def _source_html(source: Source) -> str:
    kind = KINDS[source.kind].label if source.kind in KINDS else source.kind
    if not source.url:
        return escape(kind)
    return f"{escape(kind)}, {cards.outside_link(source.url, source.site)}"


def _unstated(catalog: Catalog, clinic_id: str) -> None:
    missing = evidence.unstated(catalog, clinic_id)
    if not missing:
        return
    st.header(_("What it does not say, and what to ask"), anchor=False)
    st.caption(_("Not stated is not “no”. We read these pages in part, so the clinic may say more."))
    st.markdown("\n".join(f"- {question}" for question in questions.to_ask(missing)))


def _sources(catalog: Catalog, clinic_id: str, today: date | None) -> None:
    st.header(_("Where we read it"), anchor=False)
    rows = []
    for row in catalog.evidence_of(clinic_id):
        source = evidence.source(row)
        read = _("read {when}").format(when=source.read_on) if source.read_on else ""
        age = cards.age_text(evidence.age(source.as_of, today), source.as_of)
        about = "" if source.whole_row else f" ({escape(label(row['field']).lower())})"
        rows.append(f"<li>{_source_html(source)}{about}: {escape(', '.join(filter(None, (age, read))))}</li>")
    st.html(f"<div class='sources'><ul>{''.join(rows)}</ul></div>")
