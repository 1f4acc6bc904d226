"""The prices a clinic publishes, as a table that fits a phone: what for, how much, how old, and who says so."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from finder import answers, compare, costs, evidence
from finder.catalog import Catalog
from finder.costs import Plan
from finder.evidence import Offer
from finder.text import _, count, join, money, money_range
from finder.ui import facts
from finder.vocabulary import INCLUDES, ITEMS, ROUTES


def show(catalog: Catalog, clinic_id: str, today: date | None) -> None:
    """Draws the prices, or says that none is stated and what to ask for."""
    st.header(_("Published prices"), anchor=False)
    offers = evidence.offers(catalog, clinic_id)
    if not offers:
        st.write(_("Price not stated on any page we read. Ask for the price of one session and of the whole course."))
        _elsewhere(catalog, clinic_id)
        return
    head = "".join(f"<th scope='col'>{title}</th>" for title in (_("What"), _("Price")))
    lines = "".join(_row(offer, today) for offer in offers)
    st.html(f"<table class='prices'><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>")
    if others := evidence.other_offers(catalog, clinic_id):
        rows = "".join(_row(offer, today) for offer in others)
        table = f"<table class='prices'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        st.html(facts.fold(_("Other sources say otherwise"), table))
    if not _courses(offers, today):
        _elsewhere(catalog, clinic_id)


def _elsewhere(catalog: Catalog, clinic_id: str) -> None:
    """What others charge, apart from this clinic's own figures."""
    route = compare.default_route(catalog, [clinic_id])
    with st.expander(_("What clinics that publish a price charge ({route})").format(route=ROUTES[route].label)):
        usual(catalog, Plan(route=route))


def _courses(offers: list[Offer], today: date | None) -> bool:
    """What a usual first course comes to by these prices, for each way it is given; whether any adds up."""
    lines = []
    for route in dict.fromkeys(offer.route for offer in offers if offer.route):
        with_therapy = any(
            offer.route == route and (offer.item == "kap_session" or costs.THERAPY.intersection(offer.includes))
            for offer in offers
        )
        for plan in (Plan(route=route), *([Plan(route=route, therapy=True)] * with_therapy)):
            found = costs.estimate(offers, plan)
            if found.adds_up:
                lines.append(f"<li>{_course_html(plan, found, today)}</li>")
    if lines:
        st.subheader(_("A first course, added up"), anchor=False)
        st.html(f"<ul class='courses'>{''.join(lines)}</ul>")
        st.caption(_("By the prices above, without travel. The number of sessions is a usual one; yours may differ."))
    return bool(lines)


def _course_html(plan: Plan, found: costs.Estimate, today: date | None) -> str:
    """The sum, then what it is made of, then what is not stated."""
    course = answers.course(found, today)
    what = ROUTES[plan.route].label + (_(" with therapy") if plan.therapy else "")
    sessions = count(plan.sessions, "session", "sessions")
    made_of = "; ".join(line.text for line in answers.parts(found, today).lines)
    detail = " ".join(filter(None, (f"{made_of}.", course.note)))
    return (
        f"<strong>{escape(f'{what}, {sessions}: {course.lines[0].text}')}</strong>"
        f"<p class='sources'>{escape(detail)}</p>"
    )


def usual(catalog: Catalog, plan: Plan) -> None:
    """What clinics that publish a price charge for such a session, and what is quoted: never this clinic's own."""
    found, quoted = costs.typical(catalog, plan), costs.quoted(plan)
    if found is None and quoted is None:
        return
    what = _("one session ({route})").format(route=ROUTES[plan.route].label)
    said = []
    if found is not None:
        said.append(
            _(
                "{n} clinics here publish a price for {what}. The middle half of them ask {low} to {high}; half ask"
                " {median} or less. Of these prices {undated} are undated and {old} over two years old."
            ).format(
                n=found.n,
                what=what,
                low=money(round(found.low)),
                high=money(round(found.high)),
                median=money(round(found.median)),
                undated=found.undated,
                old=found.old,
            )
        )
        times = plan.sessions + plan.maintenance_per_year
        said.append(
            _(
                "If a clinic that publishes no price charges like the middle half, {sessions} come to {low} to {high},"
                " without first visits and other fees. It may well charge more or less."
            ).format(
                sessions=count(times, "session", "sessions"),
                low=money(round(found.low * times)),
                high=money(round(found.high * times)),
            )
        )
    lines = "".join(f"<p>{escape(text)}</p>" for text in said)
    if quoted is not None:
        across = _("Quoted across the country for one session: {range}.").format(
            range=money_range(quoted.low, quoted.high)
        )
        unsure = _("There is no official survey of prices.")
        lines += f"<p>{escape(across)} {escape(unsure)}</p>" + facts.folded(
            _("What is quoted"), facts.kind(quoted.source), facts.pages([quoted.source], None)
        )
    st.html(f"<div class='usual'>{lines}</div>")


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
    age = answers.age_text(evidence.age(offer.source.as_of, today), offer.source.as_of)
    money = money_range(offer.low, offer.high)
    source = facts.folded(f"{what}, {money}", facts.kind(offer.source), facts.pages([offer.source], today))
    return (
        f"<tr><th scope='row'>{escape(what)}{detail}{source}</th>"
        f"<td>{escape(money)}<p class='sources'>{escape(age)}</p></td></tr>"
    )
