"""Which pages state a fact, as of when, and how old that makes it. Every part of the program asks here.

Age comes from the date a page prints (`as_of`), never from the day somebody read it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from urllib.parse import urlsplit

import pandas as pd

from finder import schema
from finder.catalog import FACTS, SESSION_ITEMS, Catalog
from finder.text import _, count, join, money_range
from finder.vocabulary import FIELDS, KINDS, STATES, STATUSES

Age = Literal["recent", "old", "undated"]

#: A fact older than this many months is called old.
OLD_MONTHS = 24
#: A clinic whose newest evidence is older than this may have closed.
MAY_HAVE_CLOSED_MONTHS = 36

_KIND_ORDER = {word.key: i for i, word in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Source:
    """A page (or phone call) behind a fact. `as_of` is YYYY-MM or empty; `whole_row`: the page and the others of the
    clinic state its facts together, so any one of them may be the page; `exact`: its very words were noted."""

    url: str
    kind: str
    as_of: str
    read_on: str
    whole_row: bool
    exact: bool

    @property
    def site(self) -> str:
        """The host name, as people know a site."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of one clinic: its value, the value as text, whether it is stated, and what stands behind it.

    `as_of` is the newest date of its sources (YYYY-MM or empty), `age` the word for it.
    """

    value: Any
    text: str
    stated: bool
    sources: tuple[Source, ...]
    as_of: str
    age: Age


def age(as_of: str, today: date | None = None) -> Age:
    """`recent`, `old` (over 24 months) or `undated`, for a month written YYYY-MM or an empty text."""
    if not as_of:
        return "undated"
    return "old" if months_since(as_of, today) > OLD_MONTHS else "recent"


def months_since(as_of: str, today: date | None = None) -> int:
    """Whole months from a month written YYYY-MM to this month."""
    today = today or date.today()
    year, month = map(int, as_of.split("-")[:2])
    return (today.year - year) * 12 + today.month - month


def fact(catalog: Catalog, clinic_id: str, field: str, today: date | None = None) -> Fact:
    """What a clinic states in `field` (a column of clinics.csv, or `price`: the range of its session prices in USD).

    Where pages disagree on a single value, the better kind of page, then the newer one, is believed.
    Raises KeyError for a clinic or a field that does not exist.
    """
    row = catalog.row(clinic_id)
    if row is None:
        raise KeyError(clinic_id)
    if field == "price":
        return price(catalog, clinic_id, today=today)
    value = catalog.cell(row, field)
    stated = value is not None and value != ()
    sources: tuple[Source, ...] = ()
    if stated:
        rows = catalog.evidence_of(clinic_id)
        rows = rows[rows["field"].isin([field, "*"])]
        ranked = _ranked(rows, field)
        sources = tuple(source for source, _value in ranked)
        if not isinstance(value, tuple):
            value = next((best for _source, best in ranked if best is not None), value)
    dates = [source.as_of for source in sources if source.as_of]
    newest_date = max(dates, default="")
    return Fact(value, render(field, value) if stated else "", stated, sources, newest_date, age(newest_date, today))


def newest(catalog: Catalog, clinic_id: str) -> str:
    """The newest date (YYYY-MM) any page about this clinic prints; empty if none does."""
    dates = pd.concat([catalog.evidence_of(clinic_id)["as_of"], catalog.offers(clinic_id)["as_of"]])
    return str(max(dates.dropna(), default=""))


def standing(catalog: Catalog, clinic_id: str, today: date | None = None) -> str:
    """`listed`, `doubtful` or `closed`; a clinic whose newest evidence is over 36 months old is doubtful."""
    row = catalog.row(clinic_id)
    if row is None:
        raise KeyError(clinic_id)
    status = catalog.cell(row, "status") or "listed"
    if status == "listed":
        as_of = newest(catalog, clinic_id)
        if as_of and months_since(as_of, today) > MAY_HAVE_CLOSED_MONTHS:
            return "doubtful"
    return str(status)


def unstated(catalog: Catalog, clinic_id: str) -> list[str]:
    """The facts (names of FACTS) a clinic does not state, in the order people ask."""
    row = catalog.row(clinic_id)
    if row is None:
        raise KeyError(clinic_id)
    offers = catalog.offers(clinic_id)["item"].isin(SESSION_ITEMS)
    stated = {name for name in FACTS if name != "price" and catalog.cell(row, name) not in (None, ())}
    if offers.any():
        stated.add("price")
    no_door = bool(catalog.cell(row, "telehealth_only"))
    routes = catalog.cell(row, "routes")
    pointless = {"street", "accessibility"} if no_door else set()
    if routes and "iv" not in routes:
        pointless.add("iv_minutes")
    return [name for name in FACTS if name not in stated and name not in pointless]


def source(line: Any, field: str = "") -> Source:
    """The page of a row of `Catalog.evidence` (as from `itertuples`), as it speaks of `field`."""
    whole_row = line.field == "*"
    quoted = _text(line.quoted)
    return Source(
        url=_text(line.source_url),
        kind=_text(line.kind) or "other",
        as_of=_text(line.as_of),
        read_on=_text(line.read_on),
        whole_row=whole_row,
        exact=field in quoted.split(";") if whole_row else bool(quoted),
    )


def source_of_offer(offer: Any) -> Source:
    """The page behind a price: `offer` is a row of `Catalog.prices` (as from `itertuples`)."""
    return Source(_text(offer.source_url), _text(offer.kind) or "other", _text(offer.as_of), "", False, True)


def render(field: str, value: Any) -> str:
    """A stated value as people read it."""
    if field == "price":
        return money_range(*value)
    if isinstance(value, tuple):
        if field == "states_served":
            return join([STATES[code] for code in value])
        words = FIELDS.get(field)
        return join([words[word].label if words else word for word in value])
    match field:
        case "status":
            return STATUSES[str(value)].label
        case "phone":
            return phone(str(value))
        case "iv_minutes":
            return count(int(value), "minute", "minutes")
        case "series_sessions":
            return count(int(value), "session", "sessions")
        case "wait_days":
            return count(int(value), "day", "days")
        case "min_age":
            return _("{age} and older").format(age=value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)


def phone(e164: str) -> str:
    """A US number as people write it: "+14155550100" is "(415) 555-0100"."""
    digits = e164.removeprefix("+1")
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}" if len(digits) == 10 else e164


def price(
    catalog: Catalog,
    clinic_id: str,
    items: Iterable[str] = SESSION_ITEMS,
    routes: Iterable[str] = (),
    today: date | None = None,
) -> Fact:
    """What one visit costs: value (low, high) in USD over the offers of these items and routes (any, if none given)."""
    offers = catalog.offers(clinic_id)
    offers = offers[offers["item"].isin(list(items))]
    if routes := list(routes):
        offers = offers[offers["route"].isin(routes)]
    sources = tuple(source_of_offer(offer) for offer in offers.itertuples())
    low, high = offers["low_usd"].min(), offers["high_usd"].max()
    value = (None if math.isnan(low) else float(low), None if math.isnan(high) else float(high)) if sources else None
    as_of = max((source.as_of for source in sources if source.as_of), default="")
    return Fact(value, render("price", value) if value else "", bool(sources), sources, as_of, age(as_of, today))


def _ranked(rows: pd.DataFrame, field: str) -> list[tuple[Source, Any]]:
    """The sources of a field with the value each gives (None for a row-wide one), the most believed first.

    A page that speaks of the field itself comes before the row's pages; then the better kind, then the newer.
    """
    found = []
    for line in rows.itertuples():
        page = source(line, field)
        value = None if page.whole_row else _value(field, _text(line.value))
        rank = (page.whole_row, _KIND_ORDER.get(page.kind, 99), -int(page.as_of.replace("-", "") or 0))
        found.append((rank, page, value))
    return [(page, value) for _rank, page, value in sorted(found, key=lambda entry: entry[0])]


def _value(field: str, text: str) -> Any:
    """The text of an evidence row as the value of its column; None when it is empty or breaks the column's rule."""
    cells = pd.DataFrame({name: pd.Series([None], dtype="str") for name in schema.CLINICS.columns})
    if not text or field not in cells:
        return None
    cells[field] = pd.Series([text], dtype="str")
    if schema.problems(cells, schema.CLINICS):
        return None
    value = schema.typed(cells, schema.CLINICS)[field].array[0]
    return value.item() if hasattr(value, "item") else value


def _text(value: object) -> str:
    return "" if value is None or value != value else str(value)
