"""What people say of a clinic on Yelp, by the Yelp Places API ("Fusion"): kept for a day (see `finder.ratings`).

https://docs.developer.yelp.com/reference/v3_business_phone_search (GET /v3/businesses/search/phone),
https://docs.developer.yelp.com/reference/v3_business_match (GET /v3/businesses/matches, which gives ids only) and
https://docs.developer.yelp.com/reference/v3_business_info (GET /v3/businesses/ID). The smallest plan allows 300
questions a day (https://docs.developer.yelp.com/docs/places-rate-limiting): a clinic takes one, at most three.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from finder.ratings import YELP, Rating
from finder.sources import reviewsites
from finder.sources.identity import Identity
from finder.sources.registry import Lookup
from finder.sources.reviewsites import Answer, Business
from finder.sources.web import Client, Denied, Malformed, Missing, Rejected
from finder.text import _

BASE = "https://api.yelp.com"

#: What the service takes at most in a parameter.
_LONGEST = 64


def read(
    clinic: Lookup, key: str, client: Client, *, place_id: str = "", base: str = "", now: datetime | None = None
) -> Answer:
    """What Yelp says of a clinic; with its business id it is not searched for. Raises WebError, never with the key.

    `base` stands for the service's own address in tests.
    """
    site = _Site(clinic, key, client, base or BASE, now or datetime.now(UTC))
    with _named_errors():
        if place_id and (business := site.business(place_id)) and reviewsites.is_it(clinic, business.identity):
            return reviewsites.answer(business)
        found = site.by_phone() if clinic.phone else []
        mine = reviewsites.sure(clinic, found)
        if not mine and clinic.street:
            found = [*found, *site.by_address()]
            mine = reviewsites.sure(clinic, found)
    return reviewsites.choose(mine, len(found))


class _Site:
    """Yelp, asked about one clinic."""

    def __init__(self, clinic: Lookup, key: str, client: Client, base: str, now: datetime) -> None:
        self._clinic, self._client, self._base, self._now = clinic, client, base, now
        self._headers = {"Authorization": f"Bearer {key}", "Accept": "application/json"}

    def business(self, place_id: str) -> Business | None:
        """The business of an id; None when there is none (any more), or Yelp does not show it."""
        try:
            return _business(self._ask(f"businesses/{quote(place_id, safe='')}"), self._now)
        except (Missing, Rejected) as error:
            _check_key(error)
            return None
        except Denied as error:
            if "BUSINESS_UNAVAILABLE" in error.said:
                return None
            raise

    def by_phone(self) -> list[Business]:
        """The businesses with the clinic's phone number."""
        found = self._list("businesses/search/phone", {"phone": self._clinic.phone})
        return reviewsites.readable(found, lambda one: _business(one, self._now))

    def by_address(self) -> list[Business]:
        """The businesses at the clinic's address that are like it, in full where one is surely it."""
        clinic = self._clinic
        asked = {
            "name": clinic.name[:_LONGEST],
            "address1": clinic.street[:_LONGEST],
            "city": clinic.city[:_LONGEST],
            "state": clinic.state,
            "country": "US",
            **({"postal_code": clinic.zip} if clinic.zip else {}),
            **({"phone": clinic.phone} if clinic.phone else {}),
        }
        found = self._list("businesses/matches", asked)
        matches = reviewsites.readable(found, lambda one: Business(*_who(one), rating=None))
        if len(mine := reviewsites.sure(clinic, matches)) != 1:
            return matches
        whole = self.business(mine[0].place_id)
        return [whole] if whole else []

    def _list(self, path: str, params: Mapping[str, str]) -> list[Any]:
        try:
            answer = self._ask(path, params)
        except (Missing, Rejected) as error:  # to Yelp, a name or an address that it cannot read is a mistake
            _check_key(error)
            return []
        if not isinstance(answer, dict) or not isinstance(answer.get("businesses"), list):
            raise Malformed(_("Yelp answered something that is not a list of businesses"))
        found: list[Any] = answer["businesses"]
        return found

    def _ask(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        return self._client.json(f"{self._base}/v3/{path}", params, self._headers)


@contextmanager
def _named_errors() -> Iterator[None]:
    """Yelp's own errors for a key, in words."""
    try:
        yield
    except Denied:
        raise Denied(_("Yelp does not let us in; is FINDER_YELP_KEY right, and its plan still running?")) from None


def _check_key(error: Missing | Rejected) -> None:
    """Yelp answers 400 to a key that does not look like one, and repeats it."""
    if '"Authorization"' in error.said or "Bearer" in error.said:
        raise Denied("key") from None


def _business(answer: Any, now: datetime) -> Business:
    """A business as Yelp documents it. Raises Malformed when it is not so."""
    place_id, identity = _who(answer)
    try:
        return Business(place_id, identity, _rating(answer, now), closed=answer.get("is_closed") is True)
    except ValueError:
        raise Malformed(_MALFORMED) from None


def _rating(answer: Mapping[str, Any], now: datetime) -> Rating | None:
    """The rating of a business; None while there is none. Raises ValueError when only half of it is there."""
    if not answer.get("review_count"):
        return None
    return YELP.rating(answer.get("rating"), answer["review_count"], answer.get("url"), now)


def _who(answer: Any) -> tuple[str, Identity]:
    """The id of a business and who it is. Raises Malformed."""
    try:
        place = answer["location"]
        cells = {
            "name": answer["name"],
            "street": ", ".join(filter(None, (place.get("address1"), place.get("address2")))),
            "city": place.get("city") or "",
            "state": place.get("state") or "",
            "zip": place.get("zip_code") or "",
            "phone": answer.get("phone") or "",
        }
        if not all(isinstance(text, str) for text in (answer["id"], *cells.values())):
            raise TypeError
        return answer["id"], Identity(answer["id"], **cells)
    except (KeyError, TypeError, AttributeError):
        raise Malformed(_MALFORMED) from None


_MALFORMED = "Yelp answered with a business that is not as it documents"
