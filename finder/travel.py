"""Getting there: how often, how far, how long, and what that costs. Distances in miles, money in US dollars."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from finder.catalog import Catalog
from finder.costs import Plan
from finder.evidence import cited
from finder.places import Place
from finder.spatial import geodesic_miles

#: How far a clinic, or a person, may be from the point we know when that is only the middle of a city or ZIP: about
#: half across a middling one.
UNSURE_MILES = {"region": 10.0, "city": 4.0, "zip": 2.5}
#: A road is this many times as long as the straight line, on average over the US (Boscoe, Henry and Zdeb, "A nationwide
#: comparison of driving distance versus straight-line distance to hospitals", 2012, doi 10.1080/00330124.2011.583586).
ROAD = 1.4
#: Miles an hour by car, door to door: fast, and slow. A plain assumption, said so where it is shown.
FAST, SLOW = 60.0, 25.0
#: People are watched for at least so long after Spravato (label, section 2).
SPRAVATO_HOURS = 2.0
#: Nobody drives further there and back for each visit.
FAR_TO_DRIVE = 200.0
#: People who live this far from a clinic start far less often.
FAR_MILES = 20.0
#: Of people with depression that other medicines did not help: how much more rarely they start Spravato at these miles
#: from a clinic than within 9, in percent.
STARTS_LESS = {10: 11.9, 20: 50.8, 30: 68.1, 40: 75.9, 50: 92.8}
STARTS_LESS_SOURCE = cited("https://doi.org/10.4088/JCP.23m15102", as_of="2024-02")


@dataclass(frozen=True)
class Travel:
    """All the trips of a plan: `visits`, each there and back with a ride home from each session (`rides`).

    `one_way` is the straight-line distance, `miles` that there and back of all visits (None: not known where from or
    where to), `miles_low` to `miles_high` what it may be by road; `hours_low` to `hours_high` the time on the road,
    `hours_there` the least at the clinic in all sessions (None: not stated); `cost_low` to `cost_high` what the miles
    and rides cost.
    """

    visits: int
    rides: int
    one_way: float | None
    miles: float | None
    miles_low: float | None
    miles_high: float | None
    hours_low: float | None
    hours_high: float | None
    hours_there: float | None
    cost_low: float | None
    cost_high: float | None


def visits(plan: Plan) -> int:
    """How often one travels: the consultation, each session of the first series and the year after, each therapy."""
    return 1 + plan.sessions + plan.maintenance_per_year + plan.therapy_sessions


def travel(catalog: Catalog, row: int, plan: Plan) -> Travel:
    """What getting to a clinic takes for `plan`, from `plan.near`; nothing for a provider without a door."""
    if catalog.cell(row, "telehealth_only"):
        return Travel(0, 0, *[None] * 9)
    trips, rides = visits(plan), plan.sessions + plan.maintenance_per_year
    minutes = catalog.cell(row, "iv_minutes") if plan.route == "iv" and not plan.pain else None
    each = SPRAVATO_HOURS if plan.route == "spravato" else minutes / 60 if minutes else None
    there = None if each is None else rides * each
    away = one_way(catalog, row, plan.near)
    if away is None:
        return Travel(trips, rides, None, None, None, None, None, None, there, None, None)
    unsure = UNSURE_MILES.get(str(catalog.cell(row, "position")), 0.0) + UNSURE_MILES.get(_kind(plan.near), 0.0)
    low, high = 2 * trips * max(0.0, away - unsure), 2 * trips * (away + unsure) * ROAD
    paid_rides = rides * plan.per_ride
    return Travel(
        visits=trips,
        rides=rides,
        one_way=away,
        miles=2 * trips * away,
        miles_low=low,
        miles_high=high,
        hours_low=low / FAST,
        hours_high=high / SLOW,
        hours_there=there,
        cost_low=low * plan.per_mile + paid_rides,
        cost_high=high * plan.per_mile + paid_rides,
    )


def one_way(catalog: Catalog, row: int, near: Place | None) -> float | None:
    """Straight-line miles to a clinic; None where either end is unknown, or is the middle of a state."""
    lat, lon = catalog.cell(row, "lat"), catalog.cell(row, "lon")
    if near is None or near.kind == "state" or lat is None or lon is None:
        return None
    return float(geodesic_miles(near.lat, near.lon, np.array([lat]), np.array([lon]))[0])


def _kind(near: Place | None) -> str:
    """How exactly it is known where somebody is: what is neither ZIP nor region is at best a city."""
    return near.kind if near is not None and near.kind in UNSURE_MILES else "city"


def starts_less(miles: float) -> float | None:
    """By how many percent fewer start Spravato at this distance than within 9 miles; None below 10 miles.

    Source: Joshi and others, "Barriers to esketamine nasal spray", J Clin Psychiatry 85(2), 2024 (966 people who
    started, 39,219 who did not).
    """
    return next((percent for least, percent in sorted(STARTS_LESS.items(), reverse=True) if miles >= least), None)
