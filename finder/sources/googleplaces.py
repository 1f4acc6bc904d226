"""What people say of a clinic on Google Maps, by the Places API (New): asked live, never kept (see `finder.ratings`).

https://developers.google.com/maps/documentation/places/web-service/text-search (POST /v1/places:searchText),
https://developers.google.com/maps/documentation/places/web-service/place-details (GET /v1/places/PLACE_ID). Which
parts of a place are wanted is said in a header; a part that is not known is left out of the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from finder.ratings import GOOGLE, Rating
from finder.sources import reviewsites
from finder.sources.identity import Identity
from finder.sources.registry import Lookup
from finder.sources.reviewsites import Answer, Business
from finder.sources.web import Client, Denied, Malformed, Missing, Rejected
from finder.text import _

BASE = "https://places.googleapis.com"

_FIELDS = (
    "id", "displayName", "addressComponents", "nationalPhoneNumber", "businessStatus", "rating", "userRatingCount",
    "googleMapsUri",
)  # fmt: skip
#: So many places are looked at; the clinic is among the first or not there.
_PLACES = 5


def hasty_client() -> Client:
    """A client for somebody who waits: it asks once and gives up in seconds."""
    return Client(robots=False, pause=0.0, timeout=5.0, patience=8.0, tries=1, max_bytes=500_000)


def read(
    clinic: Lookup, key: str, client: Client, *, place_id: str = "", base: str = "", now: datetime | None = None
) -> Answer:
    """What Google Maps says of a clinic; with its place id it is not searched for. Raises WebError, never with the key.

    `base` stands for the service's own address in tests.
    """
    base, now = base or BASE, now or datetime.now(UTC)
    headers = {"X-Goog-Api-Key": key}
    with _named_errors():
        if place_id:
            try:
                asked = headers | {"X-Goog-FieldMask": ",".join(_FIELDS)}
                business = _business(client.json(f"{base}/v1/places/{quote(place_id, safe='')}", headers=asked), now)
                if reviewsites.is_it(clinic, business.identity):
                    return reviewsites.answer(business)
            except (Missing, Rejected) as error:  # ids change now and then; the place is searched for anew
                _check_key(error)
        where = ", ".join(filter(None, (clinic.street, clinic.city, f"{clinic.state} {clinic.zip}".strip())))
        asked = headers | {"X-Goog-FieldMask": ",".join(f"places.{name}" for name in _FIELDS)}
        question = {
            "textQuery": f"{clinic.name}, {where}",
            "regionCode": "US",
            "languageCode": "en",
            "pageSize": _PLACES,
        }
        answer = client.post_json(f"{base}/v1/places:searchText", question, asked)
        if not isinstance(answer, dict) or not isinstance(answer.get("places", []), list):
            raise Malformed(_("Google answered something that is not a list of places"))
        found = reviewsites.readable(answer.get("places", []), lambda place: _business(place, now))
    return reviewsites.choose(reviewsites.sure(clinic, found), len(found))


@contextmanager
def _named_errors() -> Iterator[None]:
    """Google answers 400 to a key that it does not know, and says so beside it."""
    try:
        yield
    except Rejected as error:
        _check_key(error)
        raise


def _check_key(error: Exception) -> None:
    if "API_KEY_INVALID" in getattr(error, "said", ""):
        raise Denied(_("Google does not know the key; is FINDER_GOOGLE_KEY right?")) from None


def _business(place: Any, now: datetime) -> Business:
    """A place of the answer. Raises Malformed when it is not in the format that the service documents."""
    try:
        parts = _address(place.get("addressComponents", ()))
        name, place_id = place["displayName"]["text"], place["id"]
        phone, status = place.get("nationalPhoneNumber", ""), place.get("businessStatus", "")
        if not all(isinstance(text, str) for text in (name, place_id, phone, *parts.values())):
            raise TypeError
        identity = Identity(place_id, name, phone=phone, **parts)
        return Business(place_id, identity, _rating(place, now), closed=status == "CLOSED_PERMANENTLY")
    except (KeyError, TypeError, AttributeError, ValueError):
        raise Malformed(_("Google answered with a place that is not as it documents")) from None


def _rating(place: Mapping[str, Any], now: datetime) -> Rating | None:
    """The rating of a place; None while there is none. Raises ValueError when only half of it is there."""
    if not place.get("userRatingCount") and not place.get("rating"):
        return None
    return GOOGLE.rating(place.get("rating"), place.get("userRatingCount"), place.get("googleMapsUri"), now)


def _address(components: Any) -> dict[str, Any]:
    """The street, city, state and ZIP of a place's address components."""
    parts: dict[str, str] = {}
    for part in components:
        for kind in part["types"]:
            short = kind == "administrative_area_level_1"
            parts.setdefault(kind, part.get("shortText" if short else "longText", ""))
    street = f"{parts.get('street_number', '')} {parts.get('route', '')}".strip()
    if unit := parts.get("subpremise", ""):
        street = f"{street} #{unit.removeprefix('#')}"
    city = parts.get("locality") or parts.get("postal_town") or parts.get("sublocality_level_1") or ""
    state = parts.get("administrative_area_level_1", "")
    return {"street": street, "city": city, "state": state, "zip": parts.get("postal_code", "")}
