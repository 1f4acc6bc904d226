"""Which pages state a fact, as of when, and how old that makes it. Every part of the program asks here.

Age comes from the date a page prints (`as_of`), never from the day somebody read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from urllib.parse import urlsplit

from finder import schema
from finder.catalog import FACTS, SESSION_ITEMS, Catalog
from finder.spatial import Rows
from finder.text import _, count, join, money_range
from finder.vocabulary import FIELDS, KINDS, STATES, STATUSES, language

Age = Literal["recent", "old", "undated"]

#: A fact older than this many months is called old.
OLD_MONTHS = 24
#: A clinic whose newest evidence is older than this may have closed.
MAY_HAVE_CLOSED_MONTHS = 36

#: What a review site says of a clinic. That it said so lately does not make the clinic's own facts newer.
RATING = frozenset({"rating", "reviews", "review_source"})

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


def cited(url: str, kind: str = "other", as_of: str = "", read_on: str = "2026-11") -> Source:
    """A page that we cite ourselves, for what is no fact of a clinic."""
    return Source(url, kind, as_of, read_on, False, True)


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of one clinic: its value, the value as text, whether it is stated, and what stands behind it.

    `as_of` is the newest date of its sources (YYYY-MM or empty), `age` the word for it. `others` are the sources that
    state something else, with the text of what they state. Of a list each source may state a part: `parts` has what
    each of `sources` states, empty if that is all of it.
    """

    value: Any
    text: str
    stated: bool
    sources: tuple[Source, ...]
    as_of: str
    age: Age
    others: tuple[tuple[Source, str], ...] = ()
    parts: tuple[str, ...] = ()


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
    if value is None or value == ():
        return Fact(value, "", False, (), "", "undated")
    ranked = _ranked(_about(catalog.evidence_of(clinic_id), field, value), field, value)
    others: tuple[tuple[Source, str], ...] = ()
    if not isinstance(value, tuple):
        value = next((best for _source, best in ranked if best is not None), value)
        others = tuple((source, render(field, said)) for source, said in ranked if said not in (None, value))
        ranked = [(source, said) for source, said in ranked if said in (None, value)]
    sources = tuple(source for source, _value in ranked)
    parts = tuple("" if said in (None, value) else render(field, said) for _source, said in ranked)
    newest_date = max((source.as_of for source in sources if source.as_of), default="")
    return Fact(value, render(field, value), True, sources, newest_date, age(newest_date, today), others, parts)


def _about(rows: Iterable[Mapping[str, Any]], field: str, stated: Any) -> list[Mapping[str, Any]]:
    """The evidence rows that speak of a field. A page of the whole row speaks for what no row of the field accounts
    for, as a fact that was added later by phone is not one that the page states."""
    rows = list(rows)
    own = [row for row in rows if row["field"] == field]
    if isinstance(stated, tuple):
        covered = not unaccounted(own, stated)
    else:
        covered = any(schema.value(field, row["value"] or "") == stated for row in own)
    if own and (covered or field in RATING):
        return own  # a clinic's other pages are not where its stars are from
    again = set() if isinstance(stated, tuple) else {(row["source_url"], row["kind"]) for row in own}
    return [*own, *(row for row in rows if row["field"] == "*" and (row["source_url"], row["kind"]) not in again)]


def unaccounted(own: Iterable[Mapping[str, Any]], stated: Iterable[str]) -> tuple[str, ...]:
    """The words of a list that no row of the field states: the row's pages do."""
    said = {word for row in own for word in schema.split(row["value"] or "")}
    return tuple(word for word in stated if word.lower() not in said)


def newest(catalog: Catalog, clinic_id: str) -> str:
    """The newest date (YYYY-MM) any page about this clinic prints; empty if none does."""
    rows = [row for row in catalog.evidence_of(clinic_id) if row["field"] not in RATING]
    return max((row["as_of"] for row in (*rows, *catalog.offers(clinic_id)) if row["as_of"]), default="")


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
    stated = {name for name in FACTS if name != "price" and catalog.cell(row, name) not in (None, ())}
    if price(catalog, clinic_id).stated:
        stated.add("price")
    no_door = bool(catalog.cell(row, "telehealth_only"))
    routes = catalog.cell(row, "routes")
    pointless = {"street", "accessibility"} if no_door else set()
    if routes and "iv" not in routes:
        pointless.add("iv_minutes")
    return [name for name in FACTS if name not in stated and name not in pointless]


def source(row: Mapping[str, Any], field: str = "") -> Source:
    """The page of an evidence row (of `Catalog.evidence_of`), as it speaks of `field`."""
    # A row of one field may still be known only together: the clinic's pages stated it, and which one did is not known.
    whole_row, quoted = row["field"] == "*" or row["scope"] == "row", row["quoted"] or ""
    return Source(
        url=row["source_url"] or "",
        kind=row["kind"] or "other",
        as_of=row["as_of"] or "",
        read_on=row["read_on"] or "",
        whole_row=whole_row,
        exact=field in quoted.split(";") if whole_row else bool(quoted),
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """One published price: what it is for, `low` to `high` in USD (an end may be unknown), and the page that states it.

    `sessions` is how many medicine visits it buys, `minutes` how long one lasts (None: not stated); `includes` are
    words of the vocabulary for what else is in the price.
    """

    item: str
    route: str
    low: float | None
    high: float | None
    sessions: int | None
    minutes: int | None
    includes: tuple[str, ...]
    note: str
    source: Source


def offers(catalog: Catalog, clinic_id: str) -> list[Offer]:
    """The prices a clinic publishes, in the order of the file."""
    return [_offer(row) for row in catalog.offers(clinic_id)]


def other_offers(catalog: Catalog, clinic_id: str) -> list[Offer]:
    """Prices that a worse kind of source gives for what a better kind has a price for, in the order of the file."""
    return [_offer(row) for row in catalog.other_offers(clinic_id)]


def offers_of(catalog: Catalog, rows: Rows) -> list[list[Offer]]:
    """`offers` of many clinics at once, by their row numbers in the catalogue."""
    return [[_offer(row) for row in found] for found in catalog.offers_of(rows)]


def _offer(row: Mapping[str, Any]) -> Offer:
    """The offer of a row of prices."""
    return Offer(
        item=row["item"],
        route=row["route"] or "",
        low=row["low_usd"],
        high=row["high_usd"],
        sessions=row["sessions"],
        minutes=row["minutes"],
        includes=row["includes"],
        note=row["note"] or "",
        source=Source(row["source_url"] or "", row["kind"] or "other", row["as_of"] or "", "", False, True),
    )


def render(field: str, value: Any) -> str:
    """A stated value as people read it."""
    if field == "price":
        return money_range(*value)
    if isinstance(value, tuple):
        if field == "states_served":
            return join([STATES[code] for code in value])
        if field == "languages":
            return join([language(code) for code in value])
        words = FIELDS.get(field)
        # Labels begin with a capital, so they stand as a list, not as a sentence.
        return "; ".join(words[word].label if words else word for word in value)
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
    wanted, asked = set(items), set(routes)
    found = [
        offer for offer in offers(catalog, clinic_id) if offer.item in wanted and (not asked or offer.route in asked)
    ]
    sources = tuple(offer.source for offer in found)
    low = min((offer.low for offer in found if offer.low is not None), default=None)
    high = max((offer.high for offer in found if offer.high is not None), default=None)
    value = (low, high) if found else None
    as_of = max((source.as_of for source in sources if source.as_of), default="")
    return Fact(value, render("price", value) if value else "", bool(found), sources, as_of, age(as_of, today))


def _ranked(rows: Iterable[Mapping[str, Any]], field: str, stated: Any) -> list[tuple[Source, Any]]:
    """The sources of a field with the value each gives, the most believed first: the better kind, then the newer.

    Row-wide pages give the table's own value `stated`; of a list what rows of the field leave of it.
    """
    rows, found = list(rows), []
    if isinstance(stated, tuple):
        stated = unaccounted([row for row in rows if row["field"] == field], stated)
    for row in rows:
        page = source(row, field)
        value = stated if row["field"] == "*" else schema.value(field, row["value"] or "")
        found.append((rank(row), page, value))
    return [(page, value) for _rank, page, value in sorted(found, key=lambda entry: entry[0])]


def rank(row: Mapping[str, Any]) -> tuple[int, int, int, bool]:
    """How far a row of evidence is believed, the least the most: the better kind, then the newer page, then the one
    that was read last, then one that speaks of the field itself."""
    read_on = int((row["read_on"] or "0").replace("-", "").ljust(8, "0"))
    kind = _KIND_ORDER.get(row["kind"] or "other", 99)
    return kind, -_month_number(row["as_of"] or ""), -read_on, row["field"] == "*"


def _month_number(as_of: str) -> int:
    return int(as_of.replace("-", "") or 0)
