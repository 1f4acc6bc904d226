"""An address becomes a position: by our own list, then by a geocoder that is believed only where it fits.

The services are a local server that speaks the documented formats of the Census geocoder and of Nominatim.
"""

from __future__ import annotations

import csv
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st
from pydantic import ValidationError

from finder import cli, geocoders, geocoding, places
from finder.geocache import Cache, Found
from finder.geocoding import Denied, Geocoder, GeocodingError, locate, read_street
from finder.settings import Settings, settings
from tests.outside import Answer, Asked, Cut, Drip, Garbled, Outside, Slow, Status, page
from tests.support import clinic, provider

ROOT = Path(__file__).resolve().parents[2]
CENSUS, NOMINATIM, GOOGLE = "/geocoder/locations/onelineaddress", "/search", "/maps/api/geocode/json"
#: A made-up house in a real ZIP, and where the server says that it is.
HOUSE = ("100 Example Street, Suite 2", "San Francisco", "CA", "94110")
HERE = (37.7486, -122.4158)
KEY = "s3cret-key-1"


def census(*matches: tuple[float, float, str]) -> bytes:
    found = [
        {
            "tigerLineId": "1",
            "side": "L",
            "matchedAddress": address,
            "coordinates": {"x": lon, "y": lat},
            "addressComponents": {"zip": "94110", "state": "CA", "city": "SAN FRANCISCO"},
        }
        for lat, lon, address in matches
    ]
    return json.dumps({"result": {"input": {}, "addressMatches": found}}).encode()


def nominatim(lat: float, lon: float, name: str, rank: int = 30) -> bytes:
    place = {"place_id": 1, "lat": str(lat), "lon": str(lon), "display_name": name, "place_rank": rank}
    return json.dumps([place]).encode()


def google(lat: float, lon: float, name: str, kind: str) -> bytes:
    geometry = {"location": {"lat": lat, "lng": lon}, "location_type": kind}
    return json.dumps({"status": "OK", "results": [{"formatted_address": name, "geometry": geometry}]}).encode()


def at_the_house(request: Asked) -> Answer:
    """Every house is where the ZIP is, a little off; the Census repeats the address as it understood it."""
    asked = request.params.get("address") or request.params["q"]
    if request.path == CENSUS:
        return page(census((*HERE, asked.upper())).decode(), "application/json")
    return page(nominatim(*HERE, asked).decode(), "application/json")


@pytest.fixture
def outside() -> Iterator[Outside]:
    with Outside(at_the_house) as server:
        yield server


@pytest.fixture
def geocoder_of(outside: Outside) -> Callable[..., Geocoder]:
    """Makes a geocoder that asks the server, without pauses."""

    def make(name: str = "census", key: str = "", timeout: float = 1.0, **options: Any) -> Geocoder:
        service = geocoders.build(name, key, outside.url, timeout)
        return Geocoder(service, "Example Geocoder", **{"pause": 0.0, "backoff": 0.001, "tries": 3, **options})

    return make


# Without a geocoder


def test_a_zip_beats_a_city_and_says_so() -> None:
    by_zip = locate("", "San Francisco", "ca", "94110-1234")
    assert (by_zip.position, by_zip.source) == ("zip", "gazetteer")
    by_city = locate("100 Example St", "San Francisco", "CA", "")
    assert by_city.position == "city"
    assert (by_zip.lat, by_zip.lon) != (by_city.lat, by_city.lon)
    nowhere = locate("", "Exampleville", "CA", "")
    assert (nowhere.lat, nowhere.position) == (None, "")
    assert "Exampleville" in nowhere.remark


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("3300 Example Road, Suite 100", "3300 Example Road"),
        ("One Example Station Ct Suite 320 A", "1 Example Station Ct"),
        ("515 Example Ave, 21st floor (Example Building)", "515 Example Ave"),
        ("1S443 Example Ave. Suite 201", "1S443 Example Ave."),
        ("4233 Example Blvd. NE, Suite 240W", "4233 Example Blvd. NE"),
        ("Suite 5, 12 Main St, floor 2", "12 Main St"),
        ("123 Main St Apt 4, Reno NV 89501", "123 Main St"),
        ("\u202e123 Main St", "123 Main St"),
        ("4600 block of Example Street", None),
        ("Example Center, Weaver Example Road", None),
        ("Main Street", None),
        ("94110", None),
        ("P.O. Box 12", None),
        ("", None),
    ],
)
def test_what_is_asked_is_house_and_street_alone(text: str, line: str | None) -> None:
    street = read_street(text)
    assert (street and street.line) == line


@tries(max_examples=30)
@given(st.text(max_size=300))
def test_any_text_can_be_read_for_a_street(text: str) -> None:
    street = read_street(text)
    assert street is None or street.line.startswith(street.number)


# A geocoder that answers


def test_the_census_is_asked_as_it_documents(geocoder_of: Callable[..., Geocoder], outside: Outside) -> None:
    located = locate(*HOUSE, geocoder_of())
    assert (located.lat, located.lon, located.position) == (*HERE, "address")
    assert located.source == "Example Geocoder"
    (asked,) = outside.requests
    assert asked.path == CENSUS
    assert asked.params == {
        "address": "100 Example Street, San Francisco, CA 94110",
        "benchmark": "Public_AR_Current",
        "format": "json",
    }
    assert asked.headers["user-agent"] == "ketamine-clinic-finder"


def test_nominatim_is_asked_through_geopy(geocoder_of: Callable[..., Geocoder], outside: Outside) -> None:
    located = locate(*HOUSE, geocoder_of("nominatim"))
    assert (located.lat, located.lon, located.position) == (*HERE, "address")
    assert outside.requests[0].params["q"] == "100 Example Street, San Francisco, CA 94110"


@pytest.mark.parametrize(
    ("service", "answer", "why"),
    [
        ("census", census(), "does not know this address"),
        ("nominatim", b"[]", "does not know this address"),
        ("nominatim", nominatim(52.5, 13.4, "100 Example Street, Berlin"), "outside the US"),
        ("nominatim", nominatim(32.48, -117.02, "100 Example Street, Tijuana"), "outside the US"),
        ("nominatim", nominatim(0.0, 0.0, "100 Example Street"), "outside the US"),
        ("nominatim", nominatim(34.05, -118.24, "100 Example Street, Los Angeles"), "miles from 94110"),
        ("nominatim", nominatim(*HERE, "100, San Francisco, California", rank=16), "not the house"),
        ("nominatim", nominatim(*HERE, "Example Street, San Francisco", rank=26), "not the house"),
        ("nominatim", nominatim(*HERE, "San Francisco, California"), "not the house"),
        ("nominatim", nominatim(*HERE, "1000 Example Street, San Francisco"), "not the house"),
        ("google", google(*HERE, "100 Example St, San Francisco", "APPROXIMATE"), "not the house"),
        ("google", google(*HERE, "Example St, San Francisco", "GEOMETRIC_CENTER"), "not the house"),
    ],
)
def test_what_does_not_fit_is_refused_and_the_zip_stays(
    service: str, answer: bytes, why: str, geocoder_of: Callable[..., Geocoder], outside: Outside
) -> None:
    outside.answer = lambda _: (200, {}, answer)
    located = locate(*HOUSE, geocoder_of(service, KEY if service == "google" else ""))
    assert located.position == "zip"
    assert why in located.refused
    assert len(outside.requests) == 1


def test_google_says_rooftop(geocoder_of: Callable[..., Geocoder], outside: Outside) -> None:
    outside.answer = lambda _: (200, {}, google(*HERE, "100 Example St, San Francisco", "ROOFTOP"))
    assert locate(*HOUSE, geocoder_of("google", KEY)).position == "address"
    assert outside.asked(GOOGLE)[0].params["key"] == KEY


def test_without_a_zip_the_city_decides_what_is_far(geocoder_of: Callable[..., Geocoder], outside: Outside) -> None:
    street, city, state, _zip = HOUSE
    assert locate(street, city, state, "", geocoder_of()).position == "address"
    sacramento = census((38.58, -121.49, "100 EXAMPLE STREET"))
    outside.answer = lambda _: (200, {}, sacramento)
    refused = locate(street, city, state, "", geocoder_of())
    assert refused.position == "city"
    assert "miles from San Francisco, CA" in refused.refused


def test_only_houses_that_can_be_checked_are_asked_for(geocoder_of: Callable[..., Geocoder], outside: Outside) -> None:
    assert "no house number" in locate("Example Plaza", *HOUSE[1:], geocoder_of()).refused
    assert "could be checked" in locate("1 Example St", "Exampleville", "CA", "", geocoder_of()).refused
    assert outside.requests == []


# A geocoder that fails


def test_a_failure_that_passes_is_waited_out(geocoder_of: Callable[..., Geocoder], outside: Outside) -> None:
    waits: list[float] = []
    outside.faults[CENSUS] = [Status(429, {"Retry-After": "7"}), Status(500), Cut(20), Status(503)]
    located = locate(*HOUSE, geocoder_of(tries=5, sleep=waits.append))
    assert located.position == "address"
    assert waits[0] == 7
    assert len(outside.requests) == 5


@pytest.mark.parametrize(
    ("faults", "error", "text", "questions"),
    [
        ([Slow(2.0)] * 3, GeocodingError, "in time", 3),
        ([Drip(0.1)] * 3, GeocodingError, "in time", 3),
        ([Status(500)] * 3, GeocodingError, "broken right now", 3),
        ([Cut(0)] * 3, GeocodingError, "cut", 3),
        ([Status(429, {"Retry-After": "3600"})], GeocodingError, "come later", 1),
        ([Status(402)], Denied, "quota", 1),
        ([Status(403)], Denied, "FINDER_GEOCODER_KEY", 1),
        ([Status(401)], Denied, "FINDER_GEOCODER_KEY", 1),
        ([Status(400)], GeocodingError, "refuses the question", 1),
        ([Garbled()], GeocodingError, "format", 1),
        ([Garbled(b'{"status": "OK"}')], GeocodingError, "format", 1),
        ([Garbled(b"null")], GeocodingError, "format", 1),
        ([Garbled(b'"' + b"x" * 2_000_000 + b'"')], GeocodingError, "format", 1),
        ([Garbled(census((float("nan"), 0.0, "100 X")))], GeocodingError, "format", 1),
        ([Garbled(census((1e9, 0.0, "100 X")))], GeocodingError, "format", 1),
    ],
    ids=lambda value: None if isinstance(value, int) else str(value)[:24],
)
def test_a_failure_that_stays_is_said_plainly(
    faults: list[Any],
    error: type[GeocodingError],
    text: str,
    questions: int,
    geocoder_of: Callable[..., Geocoder],
    outside: Outside,
) -> None:
    outside.faults[CENSUS] = list(faults)
    with pytest.raises(error, match=text) as raised:
        locate(*HOUSE, geocoder_of(timeout=0.3))
    assert len(outside.requests) == questions
    assert "Example Geocoder" in str(raised.value)
    assert raised.value.__cause__ is None


def test_a_server_that_is_not_there_is_said_plainly() -> None:
    with Outside() as gone:
        url = gone.url
    geocoder = Geocoder(geocoders.build("census", "", url, 1.0), "Example Geocoder", pause=0.0)
    with pytest.raises(GeocodingError, match="cannot be reached"):
        locate(*HOUSE, geocoder)


@pytest.mark.parametrize("fault", [Status(500), Status(403), Status(429), Cut(5), Garbled(), Slow(0.5)], ids=str)
def test_nothing_says_the_key_or_the_address(
    fault: Any, geocoder_of: Callable[..., Geocoder], outside: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    outside.faults[GOOGLE] = [fault] * 3
    with pytest.raises(GeocodingError) as raised:
        locate(*HOUSE, geocoder_of("google", KEY, timeout=0.2))
    assert outside.requests[0].params["key"] == KEY
    for text in (str(raised.value), caplog.text):
        assert KEY not in text
        assert "Example Street" not in text


def test_questions_keep_their_distance(geocoder_of: Callable[..., Geocoder], outside: Outside) -> None:
    geocoder = geocoder_of(pause=0.15)
    for n in range(3):
        locate(f"{n + 1} Example St", *HOUSE[1:], geocoder)
    times = [request.at for request in outside.requests]
    assert all(later - earlier >= 0.14 for earlier, later in pairwise(times))


def test_a_crowd_does_not_queue_up(geocoder_of: Callable[..., Geocoder], outside: Outside) -> None:
    outside.faults[CENSUS] = [Slow(0.4)] * geocoding.AT_ONCE
    geocoder = geocoder_of(timeout=2.0)
    with ThreadPoolExecutor() as crowd:
        first = [crowd.submit(locate, *HOUSE, geocoder) for _ in range(geocoding.AT_ONCE)]
        while len(outside.requests) < geocoding.AT_ONCE:
            time.sleep(0.01)
        with pytest.raises(GeocodingError, match="busy"):
            locate(*HOUSE, geocoder)
        assert {one.result().position for one in first} == {"address"}
    assert locate(*HOUSE, geocoder).position == "address"


# What is kept


def test_what_was_answered_is_not_asked_again(
    tmp_path: Path, geocoder_of: Callable[..., Geocoder], outside: Outside
) -> None:
    path = tmp_path / "kept" / "answers.sqlite3"
    first = locate(*HOUSE, geocoder_of(cache=Cache(path)))
    outside.answer = lambda _: (200, {}, census())
    assert locate(*HOUSE, geocoder_of(cache=Cache(path))) == first
    assert len(outside.requests) == 1
    for _ in range(2):  # that it does not know the house is an answer too
        assert "does not know" in locate("7 Example St", *HOUSE[1:], geocoder_of(cache=Cache(path))).refused
    assert len(outside.requests) == 2


def test_a_failure_is_no_answer(tmp_path: Path, geocoder_of: Callable[..., Geocoder], outside: Outside) -> None:
    outside.faults[CENSUS] = [Status(500)]
    geocoder = geocoder_of(cache=Cache(tmp_path / "answers"), tries=1)
    with pytest.raises(GeocodingError):
        locate(*HOUSE, geocoder)
    assert locate(*HOUSE, geocoder).position == "address"


def test_answers_are_kept_no_longer_than_allowed(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "answers")
    cache.put("a", "question", Found(1.0, 2.0, "1 Example St"))
    cache.close()
    assert Cache(tmp_path / "answers").get("a", "question") == (True, Found(1.0, 2.0, "1 Example St"))
    assert Cache(tmp_path / "answers", days=0.0).get("a", "question") == (False, None)
    assert Cache(tmp_path / "answers").get("a", "question") == (False, None)


@pytest.mark.parametrize("broken", [b"this is no database, whatever it may look like", b""])
def test_a_broken_cache_only_means_asking(broken: bytes, tmp_path: Path, geocoder_of: Callable[..., Geocoder]) -> None:
    (tmp_path / "answers").write_bytes(broken)
    assert locate(*HOUSE, geocoder_of(cache=Cache(tmp_path / "answers"))).position == "address"
    assert locate(*HOUSE, geocoder_of(cache=Cache(tmp_path / "answers" / "in a file"))).position == "address"


# What an operator sets


@pytest.fixture
def configured(outside: Outside, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., Settings]]:
    """Sets the geocoder to the server, and the user's cache to a fresh folder."""

    def make(**more: str) -> Settings:
        given = {"GEOCODER": "census", "GEOCODER_URL": outside.url, "GEOCODER_PAUSE": "0", **more}
        for name, value in given.items():
            monkeypatch.setenv(f"FINDER_{name}", value)
        settings.cache_clear()
        return settings()

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield make
    settings.cache_clear()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"GEOCODER": "nominatin", "GEOCODER_KEY": KEY}, "Did you mean “nominatim”"),
        ({"GEOCODER": "qqqq"}, "census"),
        ({"GEOCODER": "banfrance"}, "not a geocoder"),
        ({"GEOCODER": "google"}, "needs a key in FINDER_GEOCODER_KEY"),
        ({"GEOCODER": "census", "GEOCODER_KEY": KEY}, "takes no key"),
        ({"GEOCODER": "liveaddress", "GEOCODER_KEY": KEY}, "needs two keys"),
        ({"GEOCODER": "pelias"}, "needs the address of a server"),
        ({"GEOCODER": "here", "GEOCODER_KEY": KEY, "GEOCODER_URL": "https://geo.example.org"}, "only one address"),
        ({"GEOCODER": "nominatim", "GEOCODER_URL": "geo.example.org"}, "like https://"),
        ({"GEOCODER": "nominatim", "GEOCODER_URL": "ftp://geo.example.org"}, "like https://"),
        ({"GEOCODER": "census", "GEOCODER_PAUSE": "-1", "GEOCODER_KEY": KEY}, "greater than or equal to 0"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_without_the_key(
    given: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"FINDER_{name}", value)
    with pytest.raises(ValidationError, match=said) as raised:
        Settings()
    assert KEY not in str(raised.value)


def test_every_service_is_made_with_its_key_and_address() -> None:
    url = "https://geo.example.org/own/"
    for name in geocoders.services():
        made = None
        for key, where in ((key, where) for where in (url, "") for key in (f"{KEY}:{KEY}", KEY, "")):
            try:
                geocoders.arguments(name, key, where)
            except ValueError as error:
                assert KEY not in str(error)  # noqa: PT017
            else:
                made = made or geocoders.build(name, key, where, 1.0)
        assert made is not None, name
        assert made.headers["User-Agent"] == geocoders.AGENT
        assert geocoders.title(name, url).endswith("(geo.example.org)")
        assert "class" not in geocoders.title(name, "")


def test_an_own_server_may_lie_under_a_path() -> None:
    assert geocoders.build("nominatim", "", "http://geo.example.org:8080/own/", 1.0).api == (
        "http://geo.example.org:8080/own/search"
    )


def test_the_key_is_not_shown_with_the_settings(configured: Callable[..., Settings]) -> None:
    options = configured(GEOCODER="google", GEOCODER_KEY=KEY)
    assert KEY not in f"{options!r} {options} {options.model_dump_json()}"


def test_visitors_are_not_geocoded_unless_it_is_switched_on(configured: Callable[..., Settings]) -> None:
    assert geocoding.for_visitors(configured()) is None
    assert geocoding.for_visitors(configured(GEOCODER="", GEOCODE_VISITORS="true")) is None
    assert geocoding.for_visitors(configured(GEOCODER="census", GEOCODE_VISITORS="true")) is not None


def test_of_a_visitor_nothing_is_kept_and_one_question_is_asked(
    configured: Callable[..., Settings], outside: Outside, tmp_path: Path
) -> None:
    geocoder = geocoding.for_visitors(configured(GEOCODE_VISITORS="true"))
    assert geocoder is not None
    assert geocoder.find(*HOUSE, places.by_zip("94110")).position == "address"
    assert geocoder.find(*HOUSE, places.by_zip("94110")).position == "address"
    assert len(outside.requests) == 2
    assert not (tmp_path / "cache").exists()
    outside.faults[CENSUS] = [Status(500)] * 2
    with pytest.raises(GeocodingError):
        geocoder.find(*HOUSE, places.by_zip("94110"))
    assert len(outside.requests) == 3


# locate


def run(*args: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    status = cli.main(["locate", "--json", *args])
    return status, json.loads(capsys.readouterr().out)


def rows(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "clinics.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"].removeprefix("example-clinic-"): row for row in csv.DictReader(file)}


def unplaced(key: str, **cells: Any) -> dict[str, str]:
    return clinic(key, **{"lat": None, "lon": None, "position": None, **cells})


def houses(n: int) -> list[dict[str, str]]:
    """Clinics with a street, placed by their ZIP."""
    area = places.by_zip("94110")
    assert area is not None
    at = {"lat": area.lat, "lon": area.lon, "position": "zip", "city": "San Francisco", "zip": "94110"}
    return [clinic(f"h{i}", street=f"{i} Example Street", **at) for i in range(1, n + 1)]


def test_without_a_geocoder_the_list_places_and_says_what_would_help(
    data_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = data_folder(
        [
            unplaced("zip", city="San Francisco", zip="94110"),
            unplaced("city", city="San Francisco"),
            clinic("moved-up", city="San Francisco", zip="94110", position="city", lat=37.77, lon=-122.42),
            clinic("half", city="San Francisco", lon=None),
            clinic("exact"),
            provider("far"),
            *houses(1),
        ]
    )
    assert cli.main(["locate"]) == 0
    said = capsys.readouterr().out
    assert "4 clinics placed (2 by ZIP and 2 by city), 0 with a problem" in said
    assert "1 clinic with a street" in said
    assert "FINDER_GEOCODER" in said
    placed = {key: row["position"] for key, row in rows(folder).items()}
    assert placed == {
        "zip": "zip",
        "city": "city",
        "moved-up": "zip",
        "half": "city",
        "exact": "address",
        "far": "",
        "h1": "zip",
    }
    before = (folder / "clinics.csv").read_bytes()
    assert cli.main(["locate"]) == 0
    assert (folder / "clinics.csv").read_bytes() == before


def test_what_cannot_be_placed_is_named_with_why(
    data_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    data_folder([unplaced("a", city="Exampleville"), unplaced("b", phone="not a phone", city="San Francisco")])
    status, said = run(capsys=capsys)
    assert status == 1
    assert {one["id"]: one["reason"][:12] for one in said["failed"]} == {
        "example-clinic-a": "Exampleville",
        "example-clinic-b": "phone: which",
    }


def test_the_geocoder_places_streets_and_nothing_less_exact_replaces_them(
    data_folder: Callable[..., Path],
    configured: Callable[..., Settings],
    outside: Outside,
    capsys: pytest.CaptureFixture[str],
) -> None:
    configured()
    folder = data_folder(
        [*houses(2), clinic("exact", street="9 Example Street"), unplaced("c", street="Example Plaza")]
    )
    status, said = run(capsys=capsys)
    assert status == 1
    assert [one["id"] for one in said["placed"]] == ["example-clinic-h1", "example-clinic-h2", "example-clinic-c"]
    assert [one["reason"] for one in said["failed"]] == ["no house number in “Example Plaza”"]
    found = rows(folder)
    assert (found["h1"]["lat"], found["h1"]["lon"], found["h1"]["position"]) == ("37.7486", "-122.4158", "address")
    assert found["c"]["position"] == "city"
    assert len(outside.requests) == 2
    outside.answer = lambda _: (200, {}, census())
    run("--all", capsys=capsys)
    assert rows(folder)["exact"] == found["exact"]
    assert len(outside.requests) == 3


def test_a_dry_run_writes_nothing(
    data_folder: Callable[..., Path], configured: Callable[..., Settings], capsys: pytest.CaptureFixture[str]
) -> None:
    configured()
    folder = data_folder(houses(1))
    before = (folder / "clinics.csv").read_bytes()
    status, said = run("--dry-run", capsys=capsys)
    assert (status, len(said["placed"])) == (0, 1)
    assert (folder / "clinics.csv").read_bytes() == before


def test_a_limit_and_a_state_narrow_it(
    data_folder: Callable[..., Path],
    configured: Callable[..., Settings],
    outside: Outside,
    capsys: pytest.CaptureFixture[str],
) -> None:
    configured()
    folder = data_folder([unplaced("ny", city="New York", state="NY"), *houses(5)])
    assert len(run("--limit", "2", "--state", "ca", capsys=capsys)[1]["placed"]) == 2
    assert len(outside.requests) == 2
    assert rows(folder)["ny"]["position"] == ""
    assert cli.main(["locate", "--state", "Californ"]) == 2
    assert cli.main(["locate", "--limit", "0"]) == 2


def test_a_service_that_is_down_is_left_alone_and_the_list_goes_on(
    data_folder: Callable[..., Path],
    configured: Callable[..., Settings],
    outside: Outside,
    capsys: pytest.CaptureFixture[str],
) -> None:
    configured()
    outside.answer = lambda _: (403, {}, b"")
    folder = data_folder([*houses(6), unplaced("z", city="San Francisco", zip="94110", street="1 Example St")])
    assert cli.main(["locate"]) == 1
    said = capsys.readouterr().out
    assert len(outside.requests) == 1
    assert "It was not asked about 6 clinics more" in said
    assert rows(folder)["z"]["position"] == "zip"
    outside.answer = lambda _: (400, {}, b"")
    run(capsys=capsys)
    assert len(outside.requests) == 1 + 3


def test_ctrl_c_keeps_what_was_done(
    data_folder: Callable[..., Path],
    configured: Callable[..., Settings],
    outside: Outside,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    configured()
    folder = data_folder(houses(6))
    real = Geocoder._once

    def until_the_fourth(self: Geocoder, question: str) -> Found | None:
        if question.startswith("4 "):
            raise KeyboardInterrupt
        return real(self, question)

    monkeypatch.setattr(Geocoder, "_once", until_the_fourth)
    status, said = run(capsys=capsys)
    assert (status, said["stopped"], len(said["placed"])) == (1, True, 3)
    assert [key for key, row in rows(folder).items() if row["position"] == "address"] == ["h1", "h2", "h3"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill so")
def test_a_kill_loses_little_and_nothing_is_asked_twice(
    data_folder: Callable[..., Path], configured: Callable[..., Settings], outside: Outside
) -> None:
    configured()
    folder = data_folder(houses(26))
    outside.faults[CENSUS] = [*[None] * 23, Slow(60)]
    command = [sys.executable, "-m", "finder", "locate", "--json"]
    with subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.DEVNULL) as running:
        until = time.monotonic() + 30
        while len(outside.requests) < 24 and time.monotonic() < until:
            time.sleep(0.02)
        running.kill()
    exact = [row for row in rows(folder).values() if row["position"] == "address"]
    assert len(exact) == 20
    assert cli.main(["locate"]) == 0
    assert [row["position"] for row in rows(folder).values()] == ["address"] * 26
    asked = [request.params["address"] for request in outside.requests]
    assert len(asked) == 27  # the one it was killed over is asked again
    assert len(set(asked)) == 26
