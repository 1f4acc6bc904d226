"""Google's Places API (New), played by a local server in its documented format."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from finder import ratings
from finder.sources import googleplaces, web
from finder.sources.reviewsites import Answer
from tests import reviewsites
from tests.outside import Asked, Cut, Drip, Garbled, Outside, Slow, Status, quick_client
from tests.reviewsites import CLINIC, KEY, as_json

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
SEARCH = "/v1/places:searchText"
_ERROR = {"code": 400, "message": "API key not valid. Please pass a valid API key.", "status": "INVALID_ARGUMENT"}
BAD_KEY = json.dumps({"error": _ERROR | {"details": [{"reason": "API_KEY_INVALID", "key": KEY}]}}).encode()


class Google(Outside):
    """The service with some places; an empty search answers `{}`, as Google does."""

    def __init__(self, *places: Any) -> None:
        super().__init__(self._say)
        self.places = list(places)

    def _say(self, request: Asked) -> Any:
        if request.path == SEARCH:
            return as_json({"places": self.places} if self.places else {})
        found = [one for one in self.places if request.path == f"/v1/places/{one['id']}"]
        return as_json(found[0]) if found else as_json({"error": {"code": 404, "status": "NOT_FOUND"}}, 404)


@pytest.fixture
def serve() -> Iterator[Callable[..., Google]]:
    running: list[Google] = []

    def start(*places: Any) -> Google:
        running.append(Google(*places).__enter__())  # type: ignore[arg-type]
        return running[-1]

    yield start
    for server in running:
        server.__exit__(None, None, None)


def read(server: Outside, place_id: str = "", **options: Any) -> Answer:
    client = quick_client(robots=False, **options)
    return googleplaces.read(CLINIC, KEY, client, place_id=place_id, base=server.url, now=NOW)


def test_a_clinic_is_found_in_one_question(serve: Callable[..., Google]) -> None:
    server = serve(reviewsites.google())
    answer = read(server)
    rating = answer.rating
    assert rating is not None
    assert (rating.value, rating.reviews, rating.source, rating.read_at) == (4.7, 123, "Google Maps", NOW)
    assert rating.url == "https://maps.google.com/?cid=1234567890123456789"
    asked = server.requests[0]
    assert (asked.method, asked.path, len(server.requests)) == ("POST", SEARCH, 1)
    assert asked.headers["x-goog-api-key"] == KEY
    assert {"places.rating", "places.userRatingCount", "places.googleMapsUri"} <= set(
        asked.headers["x-goog-fieldmask"].split(",")
    )
    question = json.loads(asked.body)
    assert question["textQuery"] == "Example Ketamine Clinic, 100 Main Street, Suite 200, Los Angeles, CA 90012"
    assert KEY not in str(question)


def test_what_google_says_may_not_be_kept_for_a_moment(serve: Callable[..., Google]) -> None:
    rating = read(serve(reviewsites.google())).rating
    assert rating is not None
    assert rating.keep_until == rating.read_at == NOW
    assert not rating.may_be_shown(NOW)  # from a file, that is: see test_ratings
    assert ratings.GOOGLE.keep.total_seconds() == 0


def test_a_known_id_is_asked_for_at_once(serve: Callable[..., Google]) -> None:
    server = serve(reviewsites.google())
    assert read(server, place_id="google-id-a").rating is not None
    asked = server.requests[0]
    assert (asked.method, asked.path) == ("GET", "/v1/places/google-id-a")
    assert "rating" in asked.headers["x-goog-fieldmask"].split(",")


@pytest.mark.parametrize("place_id", ["gone", "../../secret?x=", "other"])
def test_an_id_that_is_no_more_or_means_another_is_searched_for_anew(
    serve: Callable[..., Google], place_id: str
) -> None:
    other = reviewsites.google("other", displayName={"text": "Example Pizza"}, nationalPhoneNumber="(213) 555-0199")
    server = serve(reviewsites.google(), other)
    assert read(server, place_id=place_id).place_id == "google-id-a"
    assert server.requests[0].path.startswith("/v1/places/")


@pytest.mark.parametrize(
    "changes",
    [
        {"displayName": {"text": "Example Dental Group"}},
        {"parts": {"street_number": "900", "route": "Oak Ave", "subpremise": ""}},
        {"parts": {"subpremise": "900"}, "nationalPhoneNumber": None},
        {"parts": {"locality": "San Diego", "postal_code": "92101"}},
        {"nationalPhoneNumber": None, "addressComponents": None},
    ],
)
def test_no_rating_unless_it_is_surely_the_clinic(serve: Callable[..., Google], changes: dict[str, Any]) -> None:
    answer = read(serve(reviewsites.google(**changes)))
    assert (answer.rating, answer.why, answer.place_id) == (None, "unsure", "")


def test_the_clinic_is_told_from_its_neighbors(serve: Callable[..., Google]) -> None:
    neighbor = reviewsites.google("b", displayName={"text": "Example Dental"}, nationalPhoneNumber="(213) 555-0177")
    assert read(serve(neighbor, reviewsites.google())).place_id == "google-id-a"
    assert read(serve(reviewsites.google("a"), reviewsites.google("b"))).why == "several"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"businessStatus": "CLOSED_PERMANENTLY"}, "closed"),
        ({"rating": None, "userRatingCount": None}, "unrated"),
        ({"rating": None, "userRatingCount": 0}, "unrated"),
    ],
)
def test_closed_or_unrated_is_said(serve: Callable[..., Google], changes: dict[str, Any], why: str) -> None:
    answer = read(serve(reviewsites.google(**changes)))
    assert (answer.rating, answer.why) == (None, why)


def test_nobody_there_is_said(serve: Callable[..., Google]) -> None:
    assert read(serve()).why == "unlisted"


@pytest.mark.parametrize(
    "changes",
    [
        {"rating": None},
        {"userRatingCount": None},
        {"googleMapsUri": None},
        {"googleMapsUri": "https://google.com.example.com/"},
        {"rating": 50},
        {"displayName": None},
        {"displayName": "Example"},
        {"addressComponents": [{"longText": "x"}]},
        {"addressComponents": 5},
        {"nationalPhoneNumber": 2135550100},
    ],
    ids=str,
)
def test_half_a_rating_is_none(serve: Callable[..., Google], changes: dict[str, Any]) -> None:
    with pytest.raises(web.Malformed, match="not as it documents"):
        read(serve(reviewsites.google(**changes)))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Status(500), web.Busy),
        (Status(429, {"Retry-After": "30"}), web.Busy),
        (Slow(0.8), web.Unreachable),
        (Drip(0.05), web.Unreachable),
        (Cut(20), web.Unreachable),
        (Garbled(), web.Malformed),
        (Garbled(b"[]"), web.Malformed),
        (Garbled(b'{"places": {}}'), web.Malformed),
        (Garbled(b'{"places": [null]}'), web.Malformed),
        (Status(400, {}, BAD_KEY), web.Denied),
        (Status(401), web.Denied),
        (Status(403, {}, b'{"error": {"status": "PERMISSION_DENIED"}}'), web.Denied),
        (Status(400, {}, b'{"error": {"status": "INVALID_ARGUMENT"}}'), web.Rejected),
    ],
    ids=repr,
)
def test_somebody_who_waits_is_told_soon_and_without_the_key(
    serve: Callable[..., Google], fault: Any, error: type[web.WebError], caplog: pytest.LogCaptureFixture
) -> None:
    server = serve(reviewsites.google())
    server.faults[SEARCH] = [fault]
    caplog.set_level(logging.DEBUG)
    with pytest.raises(error) as raised:
        read(server, tries=1, timeout=0.3, patience=0.4)
    assert len(server.requests) == 1
    assert KEY not in f"{raised.value!r} {raised.value} {caplog.text}"


def test_a_wrong_key_is_named_also_when_the_id_is_known(serve: Callable[..., Google]) -> None:
    server = serve(reviewsites.google())
    server.faults["/v1/places/google-id-a"] = [Status(400, {}, BAD_KEY)]
    with pytest.raises(web.Denied, match="FINDER_GOOGLE_KEY"):
        read(server, place_id="google-id-a")


def test_the_page_s_client_asks_once_and_gives_up_in_seconds() -> None:
    client = googleplaces.hasty_client()
    assert client.timeout + client.patience < 15
    assert client.pause == 0
