"""Yelp, played by a local server in its documented format: found, not sure, none, closed, unrated, and failures."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from finder.sources import web, yelp
from finder.sources.reviewsites import Answer
from tests import reviewsites
from tests.outside import Asked, Cut, Garbled, Outside, Slow, Status, quick_client
from tests.reviewsites import CLINIC, KEY, as_json, match

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
PHONE, MATCHES = "/v3/businesses/search/phone", "/v3/businesses/matches"
NOBODY = {"error": {"code": "BUSINESS_NOT_FOUND", "description": "The requested business could not be found."}}


class Yelp(Outside):
    """The service with some businesses: by phone, by address (the same unless given) and by id."""

    def __init__(self, *businesses: Any, by_address: tuple[Any, ...] | None = None) -> None:
        super().__init__(self._say)
        self.by_phone = list(businesses)
        self.by_address = list(businesses if by_address is None else by_address)

    def _say(self, request: Asked) -> Any:
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return as_json({"error": {"code": "TOKEN_INVALID", "description": "Invalid access token."}}, 401)
        if request.path == PHONE:
            found = [one for one in self.by_phone if one.get("phone") == request.params["phone"]]
            return as_json({"businesses": found, "total": len(found)})
        if request.path == MATCHES:
            return as_json({"businesses": [match(one) for one in self.by_address]})
        ids = {one["id"]: one for one in (*self.by_phone, *self.by_address)}
        found = ids.get(request.path.removeprefix("/v3/businesses/"))
        return as_json(found) if found else as_json(NOBODY, 404)


@pytest.fixture
def serve() -> Iterator[Callable[..., Yelp]]:
    running: list[Yelp] = []

    def start(*businesses: Any, **more: Any) -> Yelp:
        running.append(Yelp(*businesses, **more).__enter__())  # type: ignore[arg-type]
        return running[-1]

    yield start
    for server in running:
        server.__exit__(None, None, None)


def read(server: Outside, clinic: Any = CLINIC, key: str = KEY, place_id: str = "", **options: Any) -> Answer:
    client = quick_client(robots=False, **options)
    return yelp.read(clinic, key, client, place_id=place_id, base=server.url, now=NOW)


def test_a_clinic_is_found_by_its_phone_in_one_question(serve: Callable[..., Yelp]) -> None:
    server = serve(reviewsites.yelp())
    answer = read(server)
    rating = answer.rating
    assert rating is not None
    assert (rating.value, rating.reviews, rating.source, answer.place_id) == (4.5, 38, "Yelp", "yelp-id-a")
    assert rating.url == reviewsites.yelp()["url"]  # their terms: the hyperlink as they gave it
    assert (rating.read_at, rating.keep_until) == (NOW, NOW + timedelta(hours=24))
    assert [request.path for request in server.requests] == [PHONE]
    assert server.requests[0].params == {"phone": "+12135550100"}


def test_without_a_phone_the_address_finds_it(serve: Callable[..., Yelp]) -> None:
    server = serve(reviewsites.yelp())
    answer = read(server, clinic=_clinic(phone=""))
    assert answer.rating is not None
    assert [request.path for request in server.requests] == [MATCHES, "/v3/businesses/yelp-id-a"]
    assert server.requests[0].params == {
        "name": "Example Ketamine Clinic",
        "address1": "100 Main Street, Suite 200",
        "city": "Los Angeles",
        "state": "CA",
        "country": "US",
        "postal_code": "90012",
    }


def test_a_known_id_is_asked_for_at_once(serve: Callable[..., Yelp]) -> None:
    server = serve(reviewsites.yelp())
    assert read(server, place_id="yelp-id-a").rating is not None
    assert [request.path for request in server.requests] == ["/v3/businesses/yelp-id-a"]


@pytest.mark.parametrize(
    "old",
    [
        Status(404, {}, b'{"error": {"code": "BUSINESS_NOT_FOUND"}}'),
        Status(301, {}, b'{"error": {"code": "BUSINESS_MIGRATED", "new_business_id": "b"}}'),
        Status(403, {}, b'{"error": {"code": "BUSINESS_UNAVAILABLE"}}'),
    ],
    ids=["gone", "joined", "hidden"],
)
def test_an_id_that_is_no_more_is_searched_for_anew(serve: Callable[..., Yelp], old: Status) -> None:
    server = serve(reviewsites.yelp())
    server.faults["/v3/businesses/old"] = [old] * 4
    assert read(server, place_id="old").place_id == "yelp-id-a"


def test_an_id_that_now_means_another_business_is_not_believed(serve: Callable[..., Yelp]) -> None:
    other = reviewsites.yelp("old", name="Example Pizza", phone="+12135550199")
    server = serve(reviewsites.yelp(), by_address=(other,))
    assert read(server, place_id="old").place_id == "yelp-id-a"


def _clinic(**cells: str) -> Any:
    return type(CLINIC)(**{name: getattr(CLINIC, name) for name in CLINIC.__slots__} | cells)


@pytest.mark.parametrize(
    ("changes", "clinic"),
    [
        ({"name": "Example Dental Group"}, {}),  # the number was another's before
        ({"name": "Example Dental Group", "phone": "+12135550199"}, {}),  # a neighbor
        ({"location": {"address1": "900 Oak Ave", "address2": ""}}, {}),  # another door of a chain
        ({"location": {"address2": "Ste 900"}, "phone": "+12135550199"}, {}),  # another suite
        ({"location": {"city": "San Diego", "zip_code": "92101"}}, {}),
        ({"phone": "+12135550199", "location": {"address1": "", "address2": ""}}, {}),  # only the name
        ({"phone": "", "location": {"address1": "", "address2": ""}}, {"phone": "", "street": ""}),
        ({"phone": "+18005550100", "location": {"address1": ""}}, {"phone": "+18005550100", "street": ""}),
    ],
    ids=[
        "other name",
        "neighbor",
        "other street",
        "other suite",
        "other town",
        "name only",
        "name alone",
        "call center",
    ],
)
def test_no_rating_unless_it_is_surely_the_clinic(
    serve: Callable[..., Yelp], changes: dict[str, Any], clinic: dict[str, str]
) -> None:
    answer = read(serve(reviewsites.yelp(**changes)), clinic=_clinic(**clinic))
    assert answer.rating is None
    assert answer.why in ("unsure", "unlisted")
    assert not answer.place_id


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Example Ketamine Clinic, LLC"},
        {"name": "EXAMPLE KETAMINE CLINIC"},
        {"phone": ""},
        {"location": {"address1": "", "address2": ""}},
        {"location": {"address1": "100 N Main Street Suite 200", "address2": None}},
    ],
)
def test_other_ways_to_write_it_are_no_doubt(serve: Callable[..., Yelp], changes: dict[str, Any]) -> None:
    assert read(serve(reviewsites.yelp(**changes))).rating is not None


def test_two_pages_that_could_be_it_are_none(serve: Callable[..., Yelp]) -> None:
    answer = read(serve(reviewsites.yelp("a"), reviewsites.yelp("b", rating=1.0)))
    assert (answer.rating, answer.why) == (None, "several")
    by_address = read(serve(reviewsites.yelp("a"), reviewsites.yelp("b", rating=1.0)), clinic=_clinic(phone=""))
    assert (by_address.rating, by_address.why) == (None, "several")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"is_closed": True}, "closed"),
        ({"review_count": 0, "rating": 0}, "unrated"),
        ({"review_count": 0, "rating": None}, "unrated"),
    ],
)
def test_closed_or_unrated_is_said_and_no_rating_is_given(
    serve: Callable[..., Yelp], changes: dict[str, Any], why: str
) -> None:
    answer = read(serve(reviewsites.yelp(**changes)))
    assert (answer.rating, answer.why, answer.place_id) == (None, why, "yelp-id-a")


def test_nobody_there_is_said(serve: Callable[..., Yelp]) -> None:
    assert read(serve()).why == "unlisted"


@pytest.mark.parametrize(
    "changes",
    [
        {"rating": None},  # a count without stars
        {"rating": 5.5},
        {"rating": True},
        {"rating": "4.5"},
        {"review_count": "38"},
        {"review_count": -3},
        {"url": None},
        {"url": "https://www.yelp.com.example.com/biz/a"},
        {"url": "http://www.yelp.com/biz/a"},
        {"url": "javascript:alert(1)"},
        {"name": None},
        {"location": None},
        {"id": 7},
    ],
    ids=str,
)
def test_half_a_rating_is_none(serve: Callable[..., Yelp], changes: dict[str, Any]) -> None:
    business = {**reviewsites.yelp(), **changes}
    with pytest.raises(web.Malformed, match="not as it documents"):
        read(serve(business))


def test_a_broken_neighbor_does_not_hide_the_clinic(serve: Callable[..., Yelp]) -> None:
    assert read(serve({"id": None, "phone": CLINIC.phone}, reviewsites.yelp())).place_id == "yelp-id-a"


@pytest.mark.parametrize("fault", [Status(500), Status(429, {"Retry-After": "0"}), Cut(20), Slow(0.6)], ids=repr)
def test_what_fails_once_is_asked_again(serve: Callable[..., Yelp], fault: Any) -> None:
    server = serve(reviewsites.yelp())
    server.faults[PHONE] = [fault]
    assert read(server, timeout=0.3).rating is not None


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Status(500), web.Busy),
        (Status(429, {"Retry-After": "86400"}), web.Busy),
        (Cut(20), web.Unreachable),
        (Garbled(), web.Malformed),
        (Garbled(b"[]"), web.Malformed),
        (Garbled(b'{"businesses": {}}'), web.Malformed),
        (Status(401, {}, f"no {KEY}".encode()), web.Denied),
        (Status(403, {}, b'{"error": {"code": "AUTHORIZATION_ERROR"}}'), web.Denied),
        # Yelp repeats a key that does not look like one.
        (Status(400, {}, f'{{"error": {{"code": "VALIDATION_ERROR", "description": "Bearer {KEY}"}}}}'.encode()),
         web.Denied),
    ],
    ids=repr,
)  # fmt: skip
def test_what_keeps_failing_is_an_error_without_the_key(
    serve: Callable[..., Yelp], fault: Any, error: type[web.WebError], caplog: pytest.LogCaptureFixture
) -> None:
    server = serve(reviewsites.yelp())
    server.faults[PHONE] = [fault] * 9
    caplog.set_level(logging.DEBUG)
    with pytest.raises(error) as raised:
        read(server)
    assert KEY not in f"{raised.value!r} {raised.value} {caplog.text}"


def test_a_name_that_yelp_cannot_read_is_no_end(serve: Callable[..., Yelp]) -> None:
    server = serve(by_address=(reviewsites.yelp(),))
    server.faults[MATCHES] = [Status(400, {}, b'{"error": {"code": "VALIDATION_ERROR", "field": "name"}}')]
    assert read(server).why == "unlisted"


def test_a_long_name_is_cut_to_what_yelp_takes(serve: Callable[..., Yelp]) -> None:
    server = serve()
    read(server, clinic=_clinic(name="Example " * 2_000, street="9" * 500))
    assert all(len(value) <= 64 for value in server.asked(MATCHES)[0].params.values())
