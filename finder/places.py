"""Where did they mean? Offline, from `data/places.csv`: "94110", "portland me", "St. Loius" -> places.

`find` gives the places, best first; `answer` adds a plain sentence where something should be said: a spelling
was corrected, a street address was read as its ZIP, the place is not in the US. Nothing is asked of the network
and nothing typed is kept.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from finder.placenames import STREET_WORDS, parts
from finder.placereading import Reading, in_state, read
from finder.placetable import Floats, PlaceTable
from finder.text import _, join

PATH = Path(__file__).resolve().parent.parent / "data" / "places.csv"

LONGEST = 200  # letters; an address fits, a pasted page does not
#: A namesake this many times smaller than the likeliest place is hardly meant: Portland is in Oregon or Maine, but
#: Brooklyn is in New York.
RIVAL = 12
#: A point farther than this from every ZIP is not in the US: the emptiest desert is nearer to one.
FAR_MILES, FAR_MILES_ALASKA = 60.0, 150.0

_ZIP = re.compile(r"(?<![0-9])([0-9]{5})(?:[\s-]*([0-9]{4}))?(?![0-9])")
_COORDINATES = re.compile(
    r"\(?\s*([+-]?[0-9]{1,3}(?:\.[0-9]+)?)\s*°?\s*([ns]?)\s*[,;\s]\s*([+-]?[0-9]{1,3}(?:\.[0-9]+)?)\s*°?\s*([ew]?)\s*\)?"
)
#: States that a great city shares its name with.
_CITIES_TOO = ("New York", "Washington")
_MILITARY_ZIP = re.compile(r"09[0-9]{3}|340[0-9]{2}|96[2-6][0-9]{2}")
_MILITARY_TEXT = re.compile(r"\b(?:apo|fpo|dpo)\b[\s,]*(?:ae|ap|aa)?\b", re.IGNORECASE)
_FREELY_ASSOCIATED = {
    "96939": "Palau", "96940": "Palau", "96941": "Micronesia", "96942": "Micronesia", "96943": "Micronesia",
    "96944": "Micronesia", "96960": "the Marshall Islands", "96970": "the Marshall Islands",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the US: its id for URLs, what people read, and a point to measure from (degrees, WGS84).

    `kind` is `zip`, `city`, `state` or `region` (counties are regions); `zip` only with a ZIP; `guess` marks a
    corrected spelling. The point of a state or region is a sensible center.
    """

    id: str
    label: str
    name: str
    state: str
    zip: str | None
    lat: float
    lon: float
    kind: str
    guess: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Places, best first, and a sentence to show with them; empty when nothing needs saying.

    `rivals` are the places besides the first that may well be meant, so that a page can ask which.
    """

    places: list[Place]
    message: str
    rivals: list[Place] = field(default_factory=list)


@lru_cache(maxsize=4)
def table(path: Path = PATH) -> PlaceTable:
    """The list of places, read once a process. Raises `placetable.TableError` if the file is missing or broken."""
    return PlaceTable(path)


def find(text: str, limit: int = 8) -> list[Place]:
    """The US places that `text` may mean, best first; [] if it is unknown or not in the US."""
    return answer(text, limit).places


def answer(text: str, limit: int = 8) -> Answer:
    """The US places that `text` may mean, best first, with a sentence to show where one is needed. Never raises."""
    if len(text) > LONGEST:
        return Answer([], _("That is too long to be a place. Type a ZIP code, or a city and state."))
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return Answer([], _("Type a ZIP code, a city or a state."))
    return _coordinates(typed) or _zip(typed) or _named(typed, limit)


def by_id(place_id: str) -> Place | None:
    """The place of an id as `find` gives it (`zip:94110`, `city:oh/columbus~2`, ...), None for anything else."""
    row = None if place_id.startswith("abroad:") else table().row(place_id)
    return None if row is None else _place(row)


def nearest(lat: float, lon: float, count: int = 1) -> list[Place]:
    """The `count` ZIPs nearest to a point by great circle, nearest first; [] if the point is no position."""
    if count < 1 or not _is_position(lat, lon):
        return []
    return [_place(row) for row, _miles in table().nearest_zips(lat, lon, count)]


def miles_to_nearest(lats: ArrayLike, lons: ArrayLike) -> Floats:
    """Great-circle miles from each point to the nearest known ZIP or town: large in the sea or abroad.

    Takes arrays of degrees of one shape (n,), gives miles (n,); NaN where a latitude or longitude is NaN.
    """
    return table().miles_to_nearest(np.asarray(lats, dtype=np.float64), np.asarray(lons, dtype=np.float64))


def by_zip(zip_code: str) -> Place | None:
    """The place of a ZIP ("94110" or "94110-1234"), or None if there is none with a position."""
    row = table().row(f"zip:{zip_code[:5]}") if re.fullmatch(r"[0-9]{5}(-?[0-9]{4})?", zip_code) else None
    return None if row is None else _place(row)


def cities(name: str, state: str) -> list[Place]:
    """The towns of exactly this name (or a nickname, or filed under it by the post office) in a state, likeliest first.

    For placing a clinic by its city; `state` is a two-letter code. No spelling is corrected.
    """
    rows = in_state(table(), [w for part in parts(name) for w in part], state.upper())
    return [place for place in map(_place, rows) if place.kind == "city"]


def _place(row: int, guess: bool = False) -> Place:
    t = table()
    kind, _sep, rest = t.ids[row].partition(":")
    name, state, within = t.name(row), t.state(row), t.within(row)
    label = f"{name}, {state}"
    if kind == "state":
        label = _("{state} State").format(state=name) if name in _CITIES_TOO else name
    if kind == "zip":
        label = f"{rest} ({label})"
    elif within:
        label = f"{label} ({within})"
    lat, lon = float(t.lat[row]), float(t.lon[row])
    return Place(t.ids[row], label, name, state, rest if kind == "zip" else None, lat, lon, kind, guess)


def _is_position(lat: float, lon: float) -> bool:
    return math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180


def _coordinates(typed: str) -> Answer | None:
    """Typed coordinates as the nearest ZIP; None if these are none."""
    found = _COORDINATES.fullmatch(typed.lower())
    if not found or not re.search(r"[.°nsew]|[,;]\s*-", typed.lower()):
        return None
    lat, lon = float(found[1]), float(found[3])
    lat, lon = -lat if found[2] == "s" else lat, -abs(lon) if found[4] == "w" else lon
    if not _is_position(lat, lon):
        return Answer([], _("These are no coordinates: latitude goes to 90, longitude to 180."))
    row, miles = table().nearest_zips(lat, lon, 1)[0]
    far = FAR_MILES_ALASKA if table().state(row) == "AK" else FAR_MILES
    if miles > far or table().miles_abroad(lat, lon) < miles:
        hint = _(" West of Greenwich, longitudes are negative.") if lon > 0 else ""
        return Answer([], _("These coordinates are outside the US, and this finder knows only US places.") + hint)
    place = _place(row)
    said = _("The ZIP code nearest to these coordinates: {place}.").format(place=place.label)
    return Answer([place], said)


def _zip(typed: str) -> Answer | None:
    """The answer to a text that holds a ZIP code or looks like one; None if it does neither."""
    codes = list(_ZIP.finditer(typed))
    if not codes:
        if re.fullmatch(r"[0-9][0-9\s-]*", typed):
            return Answer([], _not_a_zip(re.sub(r"[^0-9]", "", typed)))
        return _military() if _MILITARY_TEXT.fullmatch(typed) else None
    code = codes[-1]
    rest = f"{typed[: code.start()]} {typed[code.end() :]}".strip(" ,;.-#()")
    row = table().row(f"zip:{code[1]}")
    named = read(table(), rest) if re.search(r"[^\W\d_]", rest) else Reading([])
    on_a_street = named.part or any(word in STREET_WORDS for word in chain(*parts(rest)))
    if not code.start() and on_a_street and (row is None or not _agrees(row, named)):
        return None  # "12345 Ventura Blvd, Los Angeles": a house number
    if _MILITARY_ZIP.fullmatch(code[1]):
        return _military()
    if row is None:
        return _named_instead(code[1], rest, named)
    place = _place(row)
    plain = not rest or (_agrees(row, named) and not any(c.isdigit() for c in rest))
    return Answer([place], "" if plain else _("Read as the ZIP code {place}.").format(place=place.label))


def _agrees(row: int, named: Reading) -> bool:
    """Whether the words beside a ZIP name a place near it or its state."""
    t = table()
    return any(
        t.state(row) == t.state(r)
        and (t.ids[r].startswith("state:") or math.dist((t.lat[row], t.lon[row]), (t.lat[r], t.lon[r])) < 1)
        for r in named.rows
    )


def _named_instead(code: str, rest: str, named: Reading) -> Answer:
    said = _not_a_zip(code)
    if rest and named.rows and not named.guess:
        place = _place(named.rows[0])
        return Answer([place], f"{said} {_('Showing {place} instead.').format(place=place.label)}")
    return Answer([], said)


def _military() -> Answer:
    said = _("That is a military mail address, which has no place on the map. Type the ZIP code or city where you are.")
    return Answer([], said)


def _not_a_zip(digits: str) -> str:
    """What to say to a number that is no ZIP code, with the nearest ones that are."""
    if country := _FREELY_ASSOCIATED.get(digits):
        return _("{zip} is in {country}, which is not part of the US.").format(zip=digits, country=country)
    if len(digits) == 4 and table().row(f"zip:0{digits}") is not None:
        meant = _place(table().row(f"zip:0{digits}") or 0)
        return _("ZIP codes have five digits. Did you mean {place}?").format(place=meant.label)
    if len(digits) != 5:
        return _("ZIP codes have five digits; this has {n}. Please check it, or type a city.").format(n=len(digits))
    near = sorted(
        table().between(f"zip:{digits[:3]}", f"zip:{digits[:3]}~"),
        key=lambda r: (abs(int(table().ids[r][4:]) - int(digits)), r),
    )[:3]
    said = _("There is no ZIP code {zip} that we know a place for.").format(zip=digits)
    if not near:
        return f"{said} {_('Please check it, or type a city.')}"
    return f"{said} {_('Did you mean {places}?').format(places=_either(map(_place, near)))}"


def _either(places: Iterable[Place]) -> str:
    return join([place.label for place in places], _("or"))


def _named(typed: str, limit: int) -> Answer:
    """The answer to a text without a ZIP."""
    if _MILITARY_TEXT.search(typed):
        return _military()
    reading = read(table(), typed)
    rows = reading.rows[: max(limit, 0)]
    places = [_place(row, reading.guess) for row in rows]
    weights = table().weight[rows]
    rivals = [place for place, weight in zip(places[1:], weights[1:], strict=True) if weight * RIVAL >= weights[0]]
    return Answer(places, _message(typed, reading, places), rivals)


def _message(typed: str, reading: Reading, places: list[Place]) -> str:
    shown = typed if len(typed) <= 60 else f"{typed[:57]}..."
    if not places:
        return _nothing(shown, reading)
    first = places[0].label
    if reading.wrong_state:
        return _("We know no {name} in {state}. Did you mean {places}?").format(
            name=reading.name, state=reading.wrong_state, places=_either(places[:3])
        )
    if reading.guess:
        return _("We don't know “{typed}”. Showing {place}.").format(typed=shown, place=first)
    if reading.filed:
        return _("The post office lists “{typed}” under {place}.").format(typed=shown, place=first)
    if reading.country:
        other = ", ".join(dict.fromkeys((reading.name, reading.country)))
        return _("Only US places are covered: this is {place}, not {other}.").format(place=first, other=other)
    if reading.part:
        return _("Read as {place}; distances are measured from its center.").format(place=first)
    return ""


def _did_you_mean(reading: Reading) -> str:
    return _("Did you mean {places}?").format(places=_either(map(_place, reading.similar)))


def _nothing(shown: str, reading: Reading) -> str:
    if reading.here:
        return _("We cannot see where you are. Type a ZIP code or a city.")
    if reading.country:
        said = _("“{typed}” seems to be outside the US ({country}); this finder knows only US places.").format(
            typed=shown, country=reading.country
        )
        return f"{said} {_did_you_mean(reading)}" if reading.similar else said
    if reading.everywhere:
        return _("Type a ZIP code, a city or a state to see what is near you.")
    said = _("We don't know a US place called “{typed}”.").format(typed=shown)
    if reading.street:
        return f"{said} {_('For a street, add the ZIP code, or the city and state.')}"
    if reading.similar:
        return f"{said} {_did_you_mean(reading)}"
    return f"{said} {_('Check the spelling, or type a ZIP code or a bigger town nearby.')}"


__all__ = [
    "Answer", "Place", "answer", "by_id", "by_zip", "cities", "find", "miles_to_nearest", "nearest", "table",
]  # fmt: skip
