"""The prices a clinic publishes, as a table that fits a phone: what for, how much, how old, and who says so."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from finder import costs, evidence
from finder.catalog import Catalog
from finder.evidence import Offer
from finder.text import _, count, join, money_range
from finder.ui import cards, facts
from finder.vocabulary import INCLUDES, ITEMS, ROUTES


def show(catalog: Catalog, clinic_id: str, today: date | None) -> None:
    """Draws the prices, or says that none is stated and what to ask for."""
    st.header(_("Published prices"), anchor=False)
    offers = evidence.offers(catalog, clinic_id)
    if not offers:
        st.write(_("Price not stated on any page we read. Ask for the price of one session and of the whole course."))
        return
    head = "".join(f"<th scope='col'>{title}</th>" for title in (_("What"), _("Price")))
    lines = "".join(_row(offer, today) for offer in offers)
    st.html(f"<table class='prices'><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>")
    _courses(offers)


def _courses(offers: list[Offer]) -> None:
    """What a usual first course comes to by these prices, for each way it is given that has a price of a session."""
    lines = []
    for route in dict.fromkeys(offer.route for offer in offers if offer.route):
        with_therapy = any(
            offer.route == route and (offer.item == "kap_session" or costs.THERAPY.intersection(offer.includes))
            for offer in offers
        )
        plans = [costs.Plan(route=route), *([costs.Plan(route=route, therapy=True)] * with_therapy)]
        for plan in plans:
            found = costs.estimate(offers, plan)
            if not set(plan.session_items).intersection(found.missing):
                lines.append(f"<li>{_course_html(plan, found)}</li>")
    if lines:
        st.subheader(_("A first course, added up"), anchor=False)
        st.html(f"<ul class='courses'>{''.join(lines)}</ul>")
        st.caption(_("By the prices above, without travel. The number of sessions is a usual one; yours may differ."))


def _course_html(plan: costs.Plan, found: costs.Estimate) -> str:
    """The sum, then what it is made of, then what is not stated."""
    total = money_range(found.low, found.high)
    if found.at_least and found.low is not None:
        total = _("at least {total}").format(total=total.removeprefix(_("from ")))
    what = ROUTES[plan.route].label + (_(" with therapy") if plan.therapy else "")
    sessions = count(plan.sessions, "session", "sessions")
    parts = "; ".join(f"{_part_words(part)} {money_range(part.low, part.high)}" for part in found.parts)
    missing = join([ITEMS[item].label.lower() for item in found.missing])
    ask = _(" Not stated, so ask: {what}.").format(what=missing) if missing else ""
    return f"<strong>{escape(f'{what}, {sessions}: {total}')}</strong><p class='sources'>{escape(f'{parts}.{ask}')}</p>"


def _part_words(part: costs.Part) -> str:
    """ "first consultation", "5 sessions as a package", "6 single sessions"."""
    if part.name == "series":
        words = _("{sessions} with therapy, as a package") if part.with_therapy else _("{sessions} as a package")
        return words.format(sessions=count(part.sessions, "session", "sessions"))
    if part.count > 1:
        return _("{n} times {what}").format(n=part.count, what=ITEMS[part.name].label.lower())
    return ITEMS[part.name].label.lower()


def _row(offer: Offer, today: date | None) -> str:
    """What a price is for and includes, with its source folded; and the price with its age."""
    what = ", ".join(words[key].label for words, key in ((ITEMS, offer.item), (ROUTES, offer.route)) if key)
    details = []
    if (offer.sessions or 1) > 1:
        details.append(count(offer.sessions or 1, "session", "sessions"))
    if offer.minutes:
        minutes = count(offer.minutes, "minute", "minutes")
        details.append(_("{minutes} each").format(minutes=minutes) if (offer.sessions or 1) > 1 else minutes)
    if offer.includes:
        details.append(_("includes {what}").format(what=join([INCLUDES[word].label for word in offer.includes])))
    text = ". ".join(filter(None, ("; ".join(details), offer.note)))
    detail = f"<p class='sources'>{escape(text)}</p>" if text else ""
    age = cards.age_text(evidence.age(offer.source.as_of, today), offer.source.as_of)
    money = money_range(offer.low, offer.high)
    source = facts.folded(f"{what}, {money}", facts.kind(offer.source), facts.pages([offer.source], today))
    return (
        f"<tr><th scope='row'>{escape(what)}{detail}{source}</th>"
        f"<td>{escape(money)}<p class='sources'>{escape(age)}</p></td></tr>"
    )
