"""Which clinics to look at again, the most urgent first, why, and where to look."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from finder import coverage, evidence, places
from finder.catalog import Catalog
from finder.spatial import SpatialIndex
from finder.text import _, join, month
from finder.vocabulary import label

#: What a reason to look again weighs. That it may be gone comes first, as that sends people to a shut door; then what
#: may be wrong, then what is only old. A price weighs less: people are told to ask.
_DOUBTED, _MAY_HAVE_CLOSED, _UNSOURCED, _CONFLICT, _UNREACHABLE = 60, 50, 40, 30, 25
_OLD, _UNDATED, _OLD_PRICE, _UNPLACED, _UNDATED_PRICE = 20, 15, 12, 8, 6
#: People who live this near to a clinic are likely to be shown it.
_NEAR_MILES = 25.0
#: What the people near it add: nothing for 10,000, as much again for so many or more.
_FEW, _MANY = 10_000, 10_000_000


@dataclass(frozen=True, slots=True)
class Recheck:
    """A clinic to look at again: why, in words, what to check (a phone number, pages), and how urgent that is.

    `as_of` is the newest month any of its pages prints, or empty.
    """

    clinic_id: str
    name: str
    city: str
    state: str
    as_of: str
    reasons: tuple[str, ...]
    check: tuple[str, ...]
    urgency: float


def stale(catalog: Catalog, today: date | None = None, state: str = "") -> list[Recheck]:
    """The clinics to look at again (of one state, if it is given), the most urgent first; closed ones are left out.

    What is wrong with a clinic weighs up to twice as much where many people are near, as more of them see it.
    """
    disputed: dict[str, list[coverage.Conflict]] = {}
    for conflict in coverage.conflicts(catalog):
        disputed.setdefault(conflict.clinic_id, []).append(conflict)
    found = []
    for row, clinic_id in enumerate(catalog.frame["id"]):
        if (state and catalog.cell(row, "state") != state) or catalog.cell(row, "status") == "closed":
            continue
        newest, pages = evidence.newest(catalog, clinic_id), catalog.evidence_of(clinic_id)
        reasons = _of_age(newest, bool(pages), today) + _reasons(catalog, row, clinic_id, today)
        reasons += [_disagreement(conflict) for conflict in disputed.get(clinic_id, [])]
        if reasons:
            weight = sum(points for points, _text in reasons) * _reach(catalog, row)
            name, city, of = (str(catalog.cell(row, column) or "") for column in ("name", "city", "state"))
            why = tuple(text for _points, text in sorted(reasons, key=lambda reason: -reason[0]))
            found.append(Recheck(clinic_id, name, city, of, newest, why, _where(catalog, row, pages), round(weight, 1)))
    return sorted(found, key=lambda one: (-one.urgency, one.as_of, one.name, one.clinic_id))


#: A reason to look again: what it weighs, and its words.
_Reason = tuple[int, str]


def _of_age(newest: str, sourced: bool, today: date | None) -> list[_Reason]:
    """What is wrong with the dates of the pages behind a clinic."""
    if not sourced:
        return [(_UNSOURCED, _("no page stands behind it"))]
    if not newest:
        return [(_UNDATED, _("no page behind it has a date"))]
    if evidence.age(newest, today) != "old":
        return []
    points = _MAY_HAVE_CLOSED if evidence.months_since(newest, today) > evidence.MAY_HAVE_CLOSED_MONTHS else _OLD
    return [(points, _("its newest dated page is from {month}").format(month=month(newest)))]


def _disagreement(conflict: coverage.Conflict) -> _Reason:
    values = join(list(conflict.values), _("or"))
    text = _("its sources disagree on {field}: {values}")
    return _CONFLICT, text.format(field=label(conflict.field).lower(), values=values)


def _reasons(catalog: Catalog, row: int, clinic_id: str, today: date | None) -> list[_Reason]:
    """What else is wrong with a clinic."""
    found: list[_Reason] = []
    if catalog.cell(row, "status") == "doubtful":
        found.append((_DOUBTED, _("marked as maybe closed")))
    if not catalog.cell(row, "phone") and not catalog.cell(row, "website"):
        found.append((_UNREACHABLE, _("neither a phone number nor a website is known")))
    dates = [offer.source.as_of for offer in evidence.offers(catalog, clinic_id)]
    if dates and max(dates) == "":
        found.append((_UNDATED_PRICE, _("its prices have no date")))
    elif dates and evidence.age(max(dates), today) == "old":
        found.append((_OLD_PRICE, _("its newest price is from {month}").format(month=month(max(dates)))))
    if catalog.cell(row, "lat") is None and not catalog.cell(row, "telehealth_only"):
        found.append((_UNPLACED, _("it has no position, so it is found by name only")))
    return found


def _where(catalog: Catalog, row: int, evidence_rows: list[dict[str, Any]]) -> tuple[str, ...]:
    """Where to look: its phone, its website, the pages behind it; what to search for if it has neither of the first."""
    phone, website = catalog.cell(row, "phone"), catalog.cell(row, "website")
    best = sorted(evidence_rows, key=evidence.rank)
    pages = [page["source_url"] for page in best if page["source_url"]]
    looks = [evidence.phone(phone)] if phone else []
    looks += [website] if website else []
    if not looks:
        words = filter(None, (catalog.cell(row, name) for name in ("name", "city", "state")))
        looks.append(_("search the web for “{words}”").format(words=" ".join(words)))
    return tuple(dict.fromkeys([*looks, *pages]))


def _reach(catalog: Catalog, row: int) -> float:
    """How much a clinic weighs by the people near it: 1 to 2; a provider without a door is seen everywhere."""
    if catalog.cell(row, "telehealth_only"):
        return 2.0
    lat, lon = catalog.cell(row, "lat"), catalog.cell(row, "lon")
    if lat is None or lon is None:
        towns = places.cities(catalog.cell(row, "city") or "", catalog.cell(row, "state") or "")
        if not towns:
            return 1.0
        lat, lon = towns[0].lat, towns[0].lon
    people = _people(round(float(lat), 3), round(float(lon), 3))
    return 1 + min(max(math.log10(max(people, 1) / _FEW) / math.log10(_MANY / _FEW), 0.0), 1.0)


@lru_cache(maxsize=20_000)
def _people(lat: float, lon: float) -> int:
    """About how many people live in the towns near a point."""
    return int(places.table().weight[_towns().within(lat, lon, _NEAR_MILES)].sum())


@lru_cache(maxsize=1)
def _towns() -> SpatialIndex:
    table = places.table()
    its = table.between("city:", "city:~")
    rows = np.arange(its.start, its.stop)
    return SpatialIndex(table.lat, table.lon, rows[~np.isnan(table.lat[rows])])
