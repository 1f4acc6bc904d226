"""How near two clinics are, as far as each says: the same door, house, street or town, or another."""

from __future__ import annotations

import math
from enum import IntEnum

from rapidfuzz.distance import OSA

from finder.sources.identity import Street, Traits

__all__ = ["Where", "nearness"]

#: Towns of other names this near to one another may be one (a suburb that the post office calls by the city's name).
NEAR_MILES = 8.0
#: Towns of one name in one state are one, unless their clinics lie so far apart.
FAR_MILES = 60.0
#: Two positions of the kind "address" this far apart are not one door.
DOOR_MILES = 0.75


class Where(IntEnum):
    """How near two doors are."""

    APART = 0  # another town
    STREET = 1  # another street in the same town
    SUITE = 2  # another suite in the same building
    UNKNOWN = 3  # one does not say
    NEAR = 4  # towns side by side, and one does not say the street
    TOWN = 5  # the same town, and one does not say the street
    BUILDING = 6  # the same building, and one does not say the suite
    DOOR = 7


def nearness(a: Traits, b: Traits) -> tuple[Where, float | None]:
    """How near two doors are, and the miles between them if both have a position."""
    if a.state and b.state and a.state != b.state and not (a.zip and a.zip == b.zip):
        return Where.APART, _miles(a, b)
    same_zip = bool(a.zip) and a.zip == b.zip
    same_town = bool(a.town) and a.town == b.town
    if not (a.placed and b.placed):
        if a.town and b.town and not same_town:
            return Where.APART, None
        return (Where.BUILDING if _streets(a.street, b.street) else Where.UNKNOWN), None
    streets = _streets(a.street, b.street)
    if same_town or same_zip:
        miles = None
        if a.exact + b.exact < 1.0 or not same_zip:
            miles = _miles(a, b)
            if miles is not None and miles - a.exact - b.exact > FAR_MILES and streets is not True:
                return Where.APART, miles
        near = Where.TOWN
    else:
        miles = _miles(a, b)
        if miles is None:
            if not _same_words(a.town_words, b.town_words):
                return Where.APART, None
        elif miles > (NEAR_MILES if streets is None else 2 * NEAR_MILES) and not (
            miles <= 3 * NEAR_MILES and _same_words(a.town_words, b.town_words)
        ):
            return Where.APART, miles
        near = Where.NEAR
    if streets is None:
        if near == Where.TOWN and miles is not None and a.exact + b.exact < 1.0 and miles > DOOR_MILES:
            return Where.STREET, miles
        return near, miles
    if not streets:
        return (Where.STREET if near == Where.TOWN else Where.APART), miles
    if a.street.unit == b.street.unit:
        return (Where.DOOR if near == Where.TOWN or a.street.unit else Where.BUILDING), miles
    if a.street.unit and b.street.unit:
        return (Where.SUITE if _units_differ(a.street.unit, b.street.unit) else Where.BUILDING), miles
    return Where.BUILDING, miles


def _same_words(a: frozenset[str], b: frozenset[str]) -> bool:
    """True for towns like "Lutherville" and "Lutherville-Timonium"."""
    return bool(a and b) and (a <= b or b <= a)


def _streets(a: Street, b: Street) -> bool | None:
    """Whether two streets and house numbers are the same; None if one does not say."""
    if not (a.number and b.number):
        return None
    if a.number != b.number:
        return False
    if a.kind and b.kind and a.kind != b.kind and not _typed(a.kind, b.kind):
        return False
    if a.direction and b.direction and a.direction != b.direction:
        return False
    if a.name == b.name:
        return True
    if a.name + a.kind == b.name + b.kind:
        return True
    # A number in a street's name is never a slip of the pen: 5th is not 6th.
    digits = any(c.isdecimal() for c in a.name + b.name)
    return not digits and min(len(a.name), len(b.name)) >= 5 and OSA.distance(a.name, b.name, score_cutoff=1) <= 1


def _typed(a: str, b: str) -> bool:
    """True if one kind of street may be a slip for the other; "st" and "ave" never are."""
    return {a, b} in ({"hwy", "rte"}, {"pkwy", "park"}, {"trl", "tr"})


def _units_differ(a: str, b: str) -> bool:
    """False for "fl2" and "200": a suite on that floor."""
    floor, other = (a, b) if a.startswith("fl") else (b, a)
    if floor.startswith("fl") and floor[2:].isdecimal():
        digits = "".join(c for c in other if c.isdecimal())
        return other.startswith("fl") or not (len(digits) >= 3 and digits[:-2] == floor[2:])
    return not a.startswith("bldg") and not b.startswith("bldg")


def _miles(a: Traits, b: Traits) -> float | None:
    """Great-circle miles between two positions, good to half a percent; None without both."""
    if a.point is None or b.point is None:
        return None
    (lat, lon), (lat2, lon2) = a.point, b.point
    phi, phi2 = math.radians(lat), math.radians(lat2)
    h = math.sin((phi2 - phi) / 2) ** 2 + math.cos(phi) * math.cos(phi2) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 7917.51 * math.asin(math.sqrt(min(h, 1.0)))
