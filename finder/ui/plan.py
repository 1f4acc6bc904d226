"""The plan: widgets that read it from the address and, when changed, commit a new one to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from finder import links
from finder.costs import LIMITS, Plan
from finder.evidence import cited
from finder.text import _
from finder.ui import facts, shell
from finder.vocabulary import PAYERS, ROUTES

_CARD_RATE = cited(
    "https://www.consumerfinance.gov/data-research/research-reports/medical-credit-cards-and-financing-plans/",
    as_of="2023-05",
    read_on="",
)
_PER_MILE = cited("https://www.irs.gov/pub/irs-drop/n-26-10.pdf", as_of="2025-12", read_on="")

#: Called with the plan that the widgets now say.
Commit = Callable[[Plan], None]


def course(plan: Plan, commit: Commit) -> None:
    """How it is given, how often, and with what insurance."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="plan"):
        _choice("route", _("How it is given"), ROUTES.bits, lambda word: ROUTES[word].label, plan, commit, width=250)
        _number("first_sessions", _("Sessions at first"), plan, commit, whole=True)
        _number("maintenance_per_year", _("Later, in a year"), plan, commit, whole=True)
        _choice("payer", _("Your insurance"), PAYERS.bits, lambda word: PAYERS[word].label, plan, commit, width=270)
        with st.container(horizontal=True, key="plan-also", width="content"):
            _switch("therapy", _("With therapy"), plan, commit)
            _switch("pain", _("For pain"), plan, commit)
            if plan.therapy:
                _number("therapy_sessions", _("Therapy visits besides"), plan, commit, whole=True)


def paying(plan: Plan, commit: Commit) -> None:
    """How it would be paid over time, and what may come back."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="plan-paying"):
        _number("months", _("Months of a loan"), plan, commit, whole=True)
        _number("apr", _("Loan rate, % a year"), plan, commit)
        _number("card_months", _("Months of a card offer"), plan, commit, whole=True)
        _number("card_apr", _("Card rate, % a year"), plan, commit)
        _number("back", _("Superbill pays back, %"), plan, commit)
        _number("tax", _("Your tax rate, %"), plan, commit)
    st.caption(
        _(
            "The loan’s rate is an example; the card’s is what the Consumer Financial Protection Bureau found in 2023."
            " Put in the rates you are offered. A superbill is a bill you send to your own insurance."
        )
    )
    st.html(facts.folded(_("Card rate"), _("the CFPB’s report"), facts.pages([_CARD_RATE])))


def getting_there(plan: Plan, commit: Commit) -> None:
    """What a mile and a ride home cost."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="plan-travel"):
        _number("per_mile", _("A mile by car, $"), plan, commit)
        _number("per_ride", _("One ride home, $"), plan, commit)
    st.caption(
        _(
            "72.5 cents is what the IRS reckons a mile costs in 2026, all in. Miles by road are taken as up to 1.4"
            " times the straight line, and hours at 25 to 60 miles an hour. Of many clinics we know only the city, and"
            " of you the ZIP or city, so the miles are a range. After a session nobody drives until the next day, so"
            " each needs a ride home."
        )
    )
    st.html(facts.folded(_("A mile by car"), _("the IRS"), facts.pages([_PER_MILE])))


def _key(name: str) -> str:
    return f"plan-{name}"


def _number(name: str, label: str, plan: Plan, commit: Commit, *, whole: bool = False) -> None:
    """A number of the plan; an empty one is "not known" where that may be, else the usual one."""
    least, most = LIMITS[name]
    kind: type[int] | type[float] = int if whole else float
    value = plan.sessions if name == "first_sessions" else getattr(plan, name)
    st.session_state[_key(name)] = None if value is None else kind(value)
    st.number_input(
        label,
        min_value=kind(least),
        max_value=kind(most),
        value=None,  # what an emptied field is, not what it begins with
        step=kind(1) if whole or most >= 60 else 0.05,
        format=None if whole else "%0.3f" if name == "per_mile" else "%g",
        key=_key(name),
        on_change=_changed,
        args=(name, plan, commit),
        width=160,
    )


def _choice(
    name: str, label: str, words: Any, labelled: Callable[[str], str], plan: Plan, commit: Commit, *, width: int
) -> None:
    st.session_state[_key(name)] = getattr(plan, name)
    st.selectbox(
        label,
        list(words),
        format_func=labelled,
        key=_key(name),
        on_change=_changed,
        args=(name, plan, commit),
        width=width,
    )


def _switch(name: str, label: str, plan: Plan, commit: Commit) -> None:
    st.session_state[_key(name)] = getattr(plan, name)
    st.toggle(label, key=_key(name), on_change=_changed, args=(name, plan, commit))


def _changed(name: str, plan: Plan, commit: Commit) -> None:
    """Commits the plan with what one widget says now."""
    value = st.session_state[_key(name)]
    if value is None and name not in ("first_sessions", "back", "tax"):
        return  # emptied: what stood there stays
    if name == "first_sessions" and value == replace(plan, first_sessions=None).sessions:
        value = None  # the usual number is not written down, so it follows the route
    changes = {name: value}
    if name == "route":
        changes["first_sessions"] = None
    commit(replace(plan, **changes))


def write(plan: Plan, base: Plan, ids: list[str]) -> None:
    """Makes this plan, for these clinics, the address."""
    query, _problems = shell.read_query()
    st.query_params.from_dict(links.compare_params(ids, query, links.plan_params(plan, base)))
