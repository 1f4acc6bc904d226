"""Ratings on the pages: Yelp's with its count, date and link while it may be kept; Google's only when asked for."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from finder import ratings
from finder.settings import settings
from finder.sources import googleplaces
from finder.text import month
from finder.ui import googlerating
from tests import reviewsites
from tests.outside import Cut, Garbled, Outside, Status
from tests.pages.steps import drawn, open_page, words
from tests.reviewsites import CLINIC, KEY, as_json
from tests.support import clinic, evidence, write_data

ID = "example-clinic-a"
YELP_URL = "https://www.yelp.com/biz/example?adjust_creative=x&utm_medium=api_v3"
ROW = {name: getattr(CLINIC, name) for name in ("name", "street", "city", "state", "zip", "phone")}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder that the pages read: a clinic with a door, a closed one and a provider without a door."""
    rows = [
        clinic("a", **ROW),
        clinic("b", status="closed", **ROW),
        clinic("c", telehealth_only=True, city=None, state=None, lat=None, lon=None, position=None),
    ]
    write_data(tmp_path, rows, [], [evidence("a", as_of="2026-05")])
    monkeypatch.setenv("FINDER_DATA", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


@pytest.fixture
def google(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """Google, with the clinic on it, and an operator's key for it."""
    with Outside(
        lambda request: as_json({"places": [reviewsites.google(rating=4.123, userRatingCount=98_765)]})
    ) as server:
        monkeypatch.setattr(googleplaces, "BASE", server.url)
        monkeypatch.setenv("FINDER_GOOGLE_KEY", KEY)
        settings.cache_clear()
        googlerating._asked.clear()
        yield server


def press(app: AppTest, key: str = "google-ask") -> AppTest:
    return app.button(key=key).click().run()


def has(app: AppTest, key: str) -> bool:
    return any(button.key == key for button in app.button)


def maps(app: AppTest) -> int:
    return len(app.get("deck_gl_json_chart"))


def on_disk(folder: Path, text: str) -> bool:
    return any(text.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def rate(folder: Path, ago: timedelta = timedelta(hours=1)) -> datetime:
    at = datetime.now(UTC) - ago
    ratings.update(folder, {ID: ratings.YELP.rating(4.5, 38, YELP_URL, at)}, now=at)
    return at


# --- Yelp


def test_a_kept_rating_has_its_count_source_date_and_link(folder: Path) -> None:
    at = rate(folder)
    said = f"4.5 of 5 from 38 reviews on Yelp, {month(f'{at:%Y-%m}')}"
    for app in (open_page("clinic", id=ID), open_page("find", near="city:ca/los-angeles")):
        assert not app.exception
        assert said in words(drawn(app))
        link = f'<a href="{YELP_URL.replace("&", "&amp;")}" target="_blank" rel="noopener noreferrer nofollow">{said}'
        assert link in drawn(app)


def test_it_is_gone_from_page_and_disk_when_its_time_is_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rate(folder)
    app = open_page("clinic", id=ID)
    assert "on Yelp" in words(drawn(app))

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.now(tz) + timedelta(hours=23)

    monkeypatch.setattr(ratings, "datetime", Later)
    app.run()
    assert not app.exception
    assert "on Yelp" not in words(drawn(app))
    assert "We know no rating" in "\n".join(str(one.value) for one in app.markdown)
    assert not on_disk(folder, "4.5")


def test_where_the_disk_cannot_be_written_it_is_not_shown_either(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = rate(folder)

    def refuse(*_: Any) -> None:
        raise ratings.RatingsError("read-only")

    monkeypatch.setattr(ratings, "purge", refuse)
    monkeypatch.setattr(
        ratings, "datetime", type("Later", (datetime,), {"now": classmethod(lambda *_: at + timedelta(days=1))})
    )
    app = open_page("clinic", id=ID)
    assert not app.exception
    assert "on Yelp" not in words(drawn(app))


# --- Google


def test_nothing_is_asked_before_the_press_and_one_thing_after(google: Outside, folder: Path) -> None:
    app = open_page("clinic", id=ID)
    assert not app.exception
    assert not google.requests
    assert "our server asks Google about this clinic. Nothing about you is sent" in words(drawn(app))
    assert maps(app) == 1
    press(app)
    assert not app.exception
    text = words(drawn(app))
    assert (
        f"4.123 of 5 from 98,765 reviews on Google Maps , {month(f'{datetime.now(UTC):%Y-%m}')} (read just now)" in text
    )
    assert '<span translate="no" class="notranslate">Google&nbsp;Maps</span>' in drawn(app)
    assert 'href="https://maps.google.com/?cid=1234567890123456789"' in drawn(app)
    (asked,) = google.requests
    assert json.loads(asked.body)["textQuery"].startswith("Example Ketamine Clinic, 100 Main Street")
    assert set(asked.headers) <= {
        "host", "user-agent", "accept", "accept-encoding", "connection", "content-type", "content-length",
        "x-goog-api-key", "x-goog-fieldmask",
    }  # fmt: skip
    assert asked.headers["user-agent"] == "ketamine-clinic-finder"


def test_what_google_said_is_nowhere_but_on_that_page(google: Outside, folder: Path) -> None:
    rate(folder)
    app = press(open_page("clinic", id=ID))
    assert "4.123" in drawn(app)
    assert maps(app) == 0  # their terms: no other map beside it
    assert "on Yelp" not in words(drawn(app))  # Yelp's: no other stars beside theirs
    assert not any(on_disk(folder, text) for text in ("4.123", "98765", "98,765", KEY))
    press(app, "google-hide")
    assert "4.123" not in drawn(app)
    assert maps(app) == 1
    assert "on Yelp" in words(drawn(app))
    other = open_page("clinic", id=ID)
    assert "4.123" not in drawn(other)
    assert len(google.requests) == 1


def test_it_is_forgotten_after_a_while(google: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    app = press(open_page("clinic", id=ID))
    assert "4.123" in drawn(app.run())
    now = time.time()
    monkeypatch.setattr(googlerating.time, "time", lambda: now + googlerating.SHOWN_SECONDS + 1)
    assert "4.123" not in drawn(app.run())
    assert "google-rating" not in app.session_state
    assert has(app, "google-ask")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Status(500), "Google did not answer. Try again later"),
        (Status(429, {"Retry-After": "60"}), "Google did not answer. Try again later"),
        (Status(403, {}, f"no {KEY}".encode()), "Google did not answer. Try again later"),
        (Cut(10), "Google did not answer. Try again later"),
        (Garbled(), "Google did not answer. Try again later"),
        (Garbled(b"{}"), "does not list this clinic as we know it"),
        (Garbled(json.dumps({"places": [reviewsites.google(displayName={"text": "Example Pizza"})]}).encode()),
         "We could not be sure which place"),
        (Garbled(json.dumps({"places": [reviewsites.google("a"), reviewsites.google("b")]}).encode()),
         "more than one page"),
        (Garbled(json.dumps({"places": [reviewsites.google(rating=None, userRatingCount=None)]}).encode()),
         "Nobody has rated this clinic"),
        (Garbled(json.dumps({"places": [reviewsites.google(businessStatus="CLOSED_PERMANENTLY")]}).encode()),
         "has closed for good. Call before you go"),
    ],
)  # fmt: skip
def test_it_fails_softly_and_can_be_tried_again(
    google: Outside, fault: Any, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    google.faults["/v1/places:searchText"] = [fault]
    start = time.monotonic()
    app = press(open_page("clinic", id=ID))
    assert time.monotonic() - start < 10
    assert not app.exception
    assert said in words(drawn(app))
    assert " of 5" not in drawn(app)
    assert maps(app) == 1
    everything = f"{drawn(app)} {caplog.text}"
    assert KEY not in everything
    assert CLINIC.name not in caplog.text
    assert "4.123" in drawn(press(app))


def limit(monkeypatch: pytest.MonkeyPatch, **most: int) -> None:
    for name, value in most.items():
        monkeypatch.setenv(f"FINDER_GOOGLE_PER_{name.upper()}", str(value))
    settings.cache_clear()


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = time.time()
    monkeypatch.setattr(googlerating.time, "time", lambda: now + seconds)


def test_a_visit_may_ask_so_often_in_an_hour(google: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    limit(monkeypatch, visit=2)
    app = open_page("clinic", id=ID)
    for _ in range(2):
        assert "4.123" in drawn(press(app))
        press(app, "google-hide")
    press(app)
    assert not app.exception
    assert "Try again in an hour, or look on Google Maps yourself" in words(drawn(app))
    assert "4.123" not in drawn(app)
    assert maps(app) == 1
    assert len(google.requests) == 2
    assert "4.123" in drawn(press(open_page("clinic", id=ID)))  # somebody else may
    later(monkeypatch, 3_601)
    assert "4.123" in drawn(press(app))


def test_all_visitors_together_may_ask_so_often_in_a_day(
    google: Outside, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    limit(monkeypatch, day=2)
    for _ in range(2):
        press(open_page("clinic", id=ID))
    app = press(open_page("clinic", id=ID))
    assert not app.exception
    assert "Try again tomorrow" in words(drawn(app))
    assert len(google.requests) == 2
    assert "FINDER_GOOGLE_PER_DAY is reached" in caplog.text
    later(monkeypatch, 86_401)
    assert "4.123" in drawn(press(app))
    assert len(google.requests) == 3


def test_who_is_refused_by_one_limit_does_not_use_up_the_other(
    google: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch, visit=1, day=2)
    app = press(open_page("clinic", id=ID))
    press(app, "google-hide")
    for _ in range(3):
        press(app)
    assert "4.123" in drawn(press(open_page("clinic", id=ID)))


def test_few_reviews_are_called_too_few(google: Outside) -> None:
    google.answer = lambda request: as_json({"places": [reviewsites.google(rating=5, userRatingCount=3)]})
    assert "from 3 reviews" in (text := words(drawn(press(open_page("clinic", id=ID)))))
    assert "too few to judge" in text


def test_a_known_place_is_asked_for_by_its_id(google: Outside, folder: Path) -> None:
    ratings.note(folder, ratings.GOOGLE, {ID: ratings.Known("google-id-a", "2026-11-01")})
    google.answer = lambda request: as_json(reviewsites.google())
    assert "4.7 of 5 from 123 reviews" in words(drawn(press(open_page("clinic", id=ID))))
    assert [request.path for request in google.requests] == ["/v1/places/google-id-a"]


@pytest.mark.parametrize("other", ["example-clinic-b", "example-clinic-c"])
def test_closed_clinics_and_those_without_a_door_have_no_button(google: Outside, other: str) -> None:
    app = open_page("clinic", id=other)
    assert not app.exception
    assert not has(app, "google-ask")


def test_without_a_key_there_is_no_button(folder: Path) -> None:
    app = open_page("clinic", id=ID)
    assert not app.exception
    assert not has(app, "google-ask")
    assert "our server asks" not in words(drawn(app))
