"""The one owner of addresses: a Query, and a Plan, as URL parameters and back.

Values are the words of the vocabulary, never labels, and nothing is written that is at its default, so
addresses stay short and readable. What cannot be understood is left out with a word about it, never a crash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from finder import places
from finder.costs import Plan
from finder.search import SORTS, Query, QueryError, unknown_word
from finder.tables import shorten
from finder.text import _
from finder.vocabulary import FIELDS, PAIN

#: Query field of words -> its parameter, also the name of its command-line option.
WORD_PARAMS: Mapping[str, str] = {
    "conditions": "condition",
    "routes": "route",
    "settings": "setting",
    "services": "service",
    "clinicians": "clinician",
    "memberships": "membership",
    "monitoring": "monitoring",
    "insurance": "insurance",
    "financing": "financing",
    "accessibility": "access",
}

#: Field of a Plan -> its parameter. `near` is the query's.
PLAN_PARAMS: Mapping[str, str] = {
    "route": "by", "first_sessions": "sessions", "maintenance_per_year": "yearly", "therapy": "therapy",
    "therapy_sessions": "visits", "pain": "pain", "payer": "payer", "per_mile": "mile", "per_ride": "ride",
    "apr": "apr", "months": "months", "card_apr": "card_apr", "card_months": "card_months", "back": "superbill",
    "tax": "tax",
}  # fmt: skip
#: What of a plan tells of the person, not of the course: left out of a link that is shared.
_PERSONAL = frozenset({"payer", "per_mile", "per_ride", "back", "tax"})

ANYWHERE = "any"
_CLINIC_ID = re.compile(r"[a-z0-9-]{1,120}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A query read from an address, and a sentence for each thing in it that could not be used."""

    query: Query
    problems: list[str]


def to_params(query: Query) -> dict[str, str]:
    """The parameters that stand for `query`; `from_params` gives the same query back."""
    default = Query()
    params = {}
    if query.near is not None:
        params["near"] = query.near.id
    if query.within_miles is None:
        params["within"] = ANYWHERE
    elif query.within_miles != default.within_miles:
        params["within"] = repr(float(query.within_miles)).removesuffix(".0")
    for field, param in WORD_PARAMS.items():
        asked = getattr(query, field)
        if asked:
            params[param] = ",".join(word for word in FIELDS[field].bits if word in asked)
    if query.board_certified:
        params["board_certified"] = "1"
    if query.max_session_usd is not None:
        params["max_session"] = repr(float(query.max_session_usd)).removesuffix(".0")
    if query.min_rating is not None:
        params["min_rating"] = repr(float(query.min_rating)).removesuffix(".0")
    if query.name.strip():
        params["name"] = query.name
    if query.stated_only:
        params["stated_only"] = "1"
    if query.sort != default.sort:
        params["sort"] = query.sort
    if query.page != default.page:
        params["page"] = str(query.page)
    return params


def from_params(params: Mapping[str, str]) -> Reading:
    """The query an address stands for. Unknown parameters are ignored; bad values are left out and named."""
    problems: list[str] = []
    found: dict[str, Any] = {}
    if near := params.get("near", "").strip():
        place = places.by_id(near)
        if place is None:
            problems.append(_("The place in this address (“{place}”) is not one we know.").format(place=shorten(near)))
        else:
            found["near"] = place
    for field, param in WORD_PARAMS.items():
        words = frozenset(word for part in params.get(param, "").split(",") if (word := part.strip().lower()))
        for word in sorted(words):
            if word not in FIELDS[field]:
                problems.append(unknown_word(param, shorten(word), FIELDS[field].bits))
        found[field] = frozenset(word for word in words if word in FIELDS[field])
    for flag in ("board_certified", "stated_only"):
        found[flag] = params.get(flag, "") == "1"
    if name := params.get("name", "").strip():
        found["name"] = name[:200]
    if sort := params.get("sort", "").strip():
        if sort in SORTS:
            found["sort"] = sort
        else:
            problems.append(unknown_word("sort", shorten(sort), SORTS))
    numbers: list[tuple[str, str, Callable[[str], Any]]] = [
        ("within", "within_miles", lambda text: None if text == ANYWHERE else float(text)),
        ("max_session", "max_session_usd", float),
        ("min_rating", "min_rating", float),
        ("page", "page", int),
    ]
    for param, field, parse in numbers:
        text = params.get(param, "").strip()
        if not text:
            continue
        try:
            value = parse(text)
            Query(**{field: value})
        except (ValueError, OverflowError) as error:
            why = f" {error}." if isinstance(error, QueryError) else ""
            problems.append(
                _("“{text}” cannot be used for {param}, so it was left out.{why}").format(
                    text=shorten(text), param=param, why=why
                )
            )
        else:
            found[field] = value
    return Reading(Query(**found), problems)


def clinic_params(clinic_id: str, query: Query) -> dict[str, str]:
    """The parameters of a clinic's page that leads back to the results of `query`."""
    return {"id": clinic_id, **to_params(query)}


def clinic_address(clinic_id: str, query: Query) -> str:
    """The address, as a link on any of our pages has it, of a clinic's page that leads back to `query`."""
    return f"clinic?{urlencode(clinic_params(clinic_id, query))}"


def clinic_id(params: Mapping[str, str]) -> str:
    """The clinic a clinic-page address names; empty when it names none that could exist."""
    text = params.get("id", "").strip()
    return text if _CLINIC_ID.fullmatch(text) else ""


def clinic_ids(params: Mapping[str, str]) -> list[str]:
    """The clinics a comparison's address names, each once, in order; those that could exist by their form."""
    named = (text.strip() for text in params.get("ids", "").split(","))
    return list(dict.fromkeys(text for text in named if _CLINIC_ID.fullmatch(text)))


def base_plan(query: Query, route: str) -> Plan:
    """The usual course for what a query asks; `route` where it asks for none or several."""
    asked = next(iter(query.routes)) if len(query.routes) == 1 else route
    therapy, pain = "psychotherapy" in query.services, bool(query.conditions & PAIN)
    return Plan(route=asked, therapy=therapy, pain=pain, near=query.near)


def plan_params(plan: Plan, base: Plan, *, personal: bool = True) -> dict[str, str]:
    """The parameters that make `plan` of `base`: what differs; without what tells of the person if not `personal`."""
    found = {}
    for field, param in PLAN_PARAMS.items():
        value = getattr(plan, field)
        if value == getattr(base, field) or (field in _PERSONAL and not personal):
            continue
        if isinstance(value, bool):
            found[param] = str(int(value))
        else:
            found[param] = "" if value is None else str(value).removesuffix(".0")
    return found


def read_plan(params: Mapping[str, str], base: Plan) -> tuple[Plan, list[str]]:
    """The plan an address stands for, and a sentence for each part of it that could not be used."""
    plan, problems = base, []
    for field, param in PLAN_PARAMS.items():
        text = params.get(param, "").strip()
        if not text:
            continue
        try:
            plan = replace(plan, **{field: _plan_value(field, text)})
        except (ValueError, OverflowError):
            problems.append(
                _("“{text}” cannot be used for {param}, so it was left out.").format(text=shorten(text), param=param)
            )
    return plan, problems


def _plan_value(field: str, text: str) -> Any:
    if field in ("route", "payer"):
        return text
    if field in ("therapy", "pain"):
        return text == "1"
    return int(text) if field in _WHOLE else float(text)


_WHOLE = frozenset({"first_sessions", "maintenance_per_year", "therapy_sessions", "months", "card_months"})


def compare_params(ids: Iterable[str], query: Query, plan: Mapping[str, str] | None = None) -> dict[str, str]:
    """The parameters of a comparison that leads back to the results of `query`; `plan` as `plan_params` gives it."""
    return {"ids": ",".join(ids), **(plan or {}), **to_params(query)}


def compare_address(ids: Iterable[str], query: Query) -> str:
    """The address, as a link on any of our pages has it, of a comparison."""
    return f"compare?{urlencode(compare_params(ids, query))}"


def beside_query(params: Mapping[str, str]) -> dict[str, str]:
    """What an address holds besides its query: the clinic, the clinics compared, and the plan."""
    names = {"id", "ids", *PLAN_PARAMS.values()}
    return {name: value for name, value in params.items() if name in names}
