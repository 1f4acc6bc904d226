"""The prices a clinic publishes, as a table that fits a phone: what for, how much, how old, and who says so."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from finder import evidence
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
