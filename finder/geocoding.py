"""Turns an address into a position: by our own list of places first, then, if one is configured, by a geocoder.

Nothing is asked of anybody unless the operator set FINDER_GEOCODER. What a service says is believed only when it found
the house that was asked for, in the US and near the ZIP (or the city) that we know.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import tenacity

from finder import geocoders, places
from finder.geocache import Cache, Found, default_path
from finder.geocoders import Denied, GeocodingError
from finder.placenames import slug
from finder.places import Place
from finder.settings import Settings
from finder.spatial import geodesic_miles
from finder.tables import shorten
from finder.text import _

#: Areas that are no town, and the town that the clinic's note names ("Grand Junction area").
TOWN_OF_AREA = {("Grand Valley", "CO"): "Grand Junction"}

#: A ZIP whose own town has another name must lie this near to the clinic's town to be believed (suburbs do).
ZIP_NEAR_CITY_MILES = 10.0

#: An address farther from the middle of its ZIP, or of its city, is another one of that name. Los Angeles reaches 28
#: miles from its middle.
FAR_MILES = {"zip": 20.0, "city": 35.0}

#: How exact a position is, in rising order.
EXACTNESS = ("", "city", "zip", "address")

#: What our own list of places is called as a source.
GAZETTEER = "gazetteer"

#: A visitor waits no longer than this for an answer, in seconds; a maintainer does.
VISITOR_SECONDS, MAINTAINER_SECONDS = 5.0, 15.0
#: More visitors than this at once are told that the service is busy.
AT_ONCE = 3

_NUMBERS = {
    name: str(n)
    for n, name in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)
}


@dataclass(frozen=True, slots=True)
class Located:
    """Where an address is: degrees (WGS84; None if it is not known), how exact that is (`address`, `zip`, `city` or
    empty), and who says so. `refused` says why it is no more exact; `remark` what was decided on the way."""

    lat: float | None = None
    lon: float | None = None
    position: str = ""
    source: str = ""
    refused: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Street:
    """A house on a street: its number, and the line to ask for, without suite, floor and building."""

    number: str
    line: str


def by_gazetteer(city: str, state: str, zip_code: str) -> tuple[Place | None, str, str]:
    """Where a clinic is put: (place or None; `zip`, `city` or empty; a remark if something was decided).

    The ZIP is taken when it lies in the state and in or near the town, else the town; only exact names are.
    """
    town_name = TOWN_OF_AREA.get((city, state), city)
    town = places.by_id(f"city:{state.lower()}/{slug(town_name)}") if city and state else None
    area = places.by_id(f"zip:{zip_code}") if zip_code else None
    if area and area.state != state:
        return town, "city" if town else "", f"ZIP {zip_code} is {area.label}, not in {state}"
    if zip_code and not area:
        return town, "city" if town else "", f"ZIP {zip_code} is not one we know"
    if area and not town:
        return area, "zip", f"{city}, {state} is not a place we know; placed by ZIP {zip_code} ({area.label})"
    if area and town and area.name != town.name:
        miles = _miles(town, area.lat, area.lon)
        if miles > ZIP_NEAR_CITY_MILES:
            return town, "city", f"ZIP {zip_code} is {area.label}, {miles:.0f} miles away; placed by city"
    if area:
        return area, "zip", ""
    if not town:
        return None, "", f"{city}, {state} is not a place we know; not placed"
    return town, "city", "" if town_name == city else f"{city}, {state} is an area; placed at {town.label}"


def locate(street: str, city: str, state: str, zip_code: str, geocoder: Geocoder | None = None) -> Located:
    """Where an address is: by the geocoder if there is one and it knows the house, else by ZIP or city.

    Raises GeocodingError when the geocoder cannot be asked.
    """
    state, zip_code = state.upper(), zip_code[:5]
    near, position, remark = by_gazetteer(city, state, zip_code)
    refused = ""
    if geocoder is not None and street.strip():
        found = geocoder.find(street, city, state, zip_code, near)
        if not found.refused:
            return found
        refused = found.refused
    if near is None:
        return Located(refused=refused, remark=remark)
    return Located(near.lat, near.lon, position, GAZETTEER, refused, remark)


def read_street(text: str) -> Street | None:
    """The house and street that a text names, as "1 Main St" of "Suite 5, 1 Main St, floor 2"; None if it names none.

    A street without a number is no address, and "the 4600 block" is no house.
    """
    import usaddress  # reads its model, which only those wait for who need it

    words: list[str] = []
    number = ""
    for word, label in usaddress.parse(text[: places.LONGEST]):
        bare = word.strip("(),;")
        if not number and label == "AddressNumber":
            number = _NUMBERS.get(bare.lower(), bare)
            words.append(number)
        elif number and label.startswith(("AddressNumber", "StreetName")):
            words.append(bare)
        elif number:
            break
        if number and len(words) > 1 and word.endswith((",", ";")):
            break
    if len(words) < 2 or not re.search(r"[0-9]", number) or words[1].lower() == "block":
        return None
    return Street(number, " ".join(words))


def question(house: Street, city: str, state: str, zip_code: str) -> str:
    """What a geocoder is asked for a house: all that leaves the machine."""
    return ", ".join(part for part in (house.line, city, f"{state} {zip_code}".strip()) if part)


class Geocoder:
    """A service to ask for addresses: one question each `pause` seconds, again after a failure that may pass.

    `service` is a geocoder of geopy, `name` what people call it, `tries` how often it is asked, `backoff` the first
    wait before another try in seconds (it doubles). Without a `cache` nothing that was asked is kept.
    """

    def __init__(
        self,
        service: Any,
        name: str,
        *,
        pause: float = 1.0,
        tries: int = 1,
        backoff: float = 1.0,
        cache: Cache | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        from geopy.extra.rate_limiter import RateLimiter

        self.name = name
        self.asked = 0
        """How many questions went out to the service."""
        self._cache = cache
        # It may not try again by itself: it would log what was asked.
        self._geocode = RateLimiter(
            service.geocode,
            min_delay_seconds=pause,
            max_retries=0,
            error_wait_seconds=pause,
            swallow_exceptions=False,
        )
        self._retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(lambda error: isinstance(error, GeocodingError) and error.again),
            stop=tenacity.stop_after_attempt(tries),
            wait=_wait(backoff),
            sleep=sleep,
            reraise=True,
        )
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def find(self, street: str, city: str, state: str, zip_code: str, near: Place | None) -> Located:
        """The house at an address, which must lie near `near`; else a Located whose `refused` says what was wrong.

        Raises GeocodingError when the service cannot be asked, `Denied` when it will answer nobody.
        """
        house = read_street(street)
        if house is None:
            return Located(refused=_("no house number in “{street}”").format(street=_shown(street)))
        if near is None:
            return Located(refused=_("neither its ZIP nor its city is one we know, so no answer could be checked"))
        found = self._ask(question(house, city, state, zip_code))
        if found is None:
            return Located(refused=_("{service} does not know this address").format(service=self.name))
        if refused := _refusal(found, house, near):
            return Located(refused=_("{service} {why}").format(service=self.name, why=refused))
        return Located(found.lat, found.lon, "address", self.name)

    def _ask(self, asked: str) -> Found | None:
        """The answer to a question, from the cache if it is there. Raises GeocodingError."""
        if self._cache is not None:
            known, found = self._cache.get(self.name, asked)
            if known:
                return found
        if not self._turns.acquire(blocking=False):
            raise GeocodingError(_("{service} is busy with other questions").format(service=self.name))
        try:
            found = self._retrying(self._once, asked)
        finally:
            self._turns.release()
        if self._cache is not None:
            self._cache.put(self.name, asked, found)
        return found

    def _once(self, asked: str) -> Found | None:
        self.asked += 1
        try:
            place = self._geocode(asked)
            if place is None:
                return None
            lat, lon = float(place.latitude), float(place.longitude)
            if not (abs(lat) <= 90 and abs(lon) <= 180):
                raise ValueError("no position")
            return Found(lat, lon, str(place.address)[: places.LONGEST], geocoders.coarse(place.raw))
        except Exception as error:  # a service may answer anything, and geopy then breaks anyhow
            raise geocoders.explain(error, self.name) from None


def for_clinics(options: Settings, cache: Path | None = None) -> Geocoder | None:
    """The configured geocoder for a maintainer, who waits and keeps its answers; None if none is configured."""
    if not options.geocoder:
        return None
    return _made(options, MAINTAINER_SECONDS, tries=4, cache=Cache(cache or default_path()))


@lru_cache(maxsize=1)
def for_visitors(options: Settings) -> Geocoder | None:
    """The configured geocoder for a visitor, who does not wait, and of whom nothing is kept; None unless the operator
    switched it on."""
    return _made(options, VISITOR_SECONDS) if options.geocodes_visitors else None


def _made(options: Settings, seconds: float, **how: Any) -> Geocoder:
    name, key, url = options.geocoder, options.geocoder_key.get_secret_value(), options.geocoder_url
    service = geocoders.build(name, key, url, seconds)
    return Geocoder(service, geocoders.title(name, url), pause=options.geocoder_pause, **how)


def _refusal(found: Found, house: Street, near: Place) -> str:
    """Why an answer is not the house that was asked for; empty if it may be."""
    if not places.answer(f"{found.lat:.5f}, {found.lon:.5f}").places:
        return _("found it outside the US")
    miles = _miles(near, found.lat, found.lon)
    if miles > FAR_MILES.get(near.kind, FAR_MILES["city"]):
        return _("found it {miles:,.0f} miles from {place}").format(miles=miles, place=near.label)
    if found.coarse or _plain(house.number) not in map(_plain, re.split(r"[\s,]+", found.address)):
        return _("found the street or the town, not the house")
    return ""


def _shown(text: str) -> str:
    """Outside text for a screen: on one line, short, without signs that steer a terminal or turn the text around."""
    return shorten("".join(sign if sign.isprintable() else " " for sign in text))


def _plain(word: str) -> str:
    return re.sub(r"[\W_]", "", word).casefold()


def _miles(place: Place, lat: float, lon: float) -> float:
    return float(geodesic_miles(place.lat, place.lon, np.array([lat]), np.array([lon]))[0])


def _wait(backoff: float) -> Callable[[tenacity.RetryCallState], float]:
    """What the service asked for, else a pause that doubles."""
    doubling = tenacity.wait_exponential(multiplier=backoff, max=geocoders.LONGEST_WAIT)

    def wait(state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        return (error.wait if isinstance(error, GeocodingError) else 0.0) or float(doubling(state))

    return wait


__all__ = [
    "Denied", "Geocoder", "GeocodingError", "Located", "Street", "by_gazetteer", "for_clinics", "for_visitors",
    "locate", "question", "read_street",
]  # fmt: skip
