"""Measuring from a visitor's street address: only where the operator switched it on, only when the visitor presses, and
softly when the service fails. The service is a local server."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from finder import geocoding
from finder.settings import settings
from tests.outside import Garbled, Outside, Slow, Status, page
from tests.pages.steps import drawn, words
from tests.support import clinic, write_data

ROOT = Path(__file__).resolve().parents[2]
TYPED = "100 Example Street, Apt 4, San Francisco, CA 94110"
ZIP = {"near": "zip:94110"}
PATH = "/geocoder/locations/onelineaddress"
#: Eight miles north of the middle of the ZIP, and a clinic beside each.
HOUSE = (37.867, -122.41)
NEAR_HOUSE, NEAR_ZIP = "Example Clinic HOUSE", "Example Clinic ZIP"


def census(lat: float, lon: float) -> bytes:
    match = {"matchedAddress": "100 EXAMPLE STREET, SAN FRANCISCO, CA, 94110", "coordinates": {"x": lon, "y": lat}}
    return json.dumps({"result": {"addressMatches": [match]}}).encode()


@pytest.fixture
def outside() -> Iterator[Outside]:
    with Outside(lambda _: page(census(*HOUSE).decode(), "application/json")) as server:
        yield server


@pytest.fixture
def open_find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outside: Outside) -> Iterator[Callable[..., AppTest]]:
    """Opens the results near the ZIP, as if the address had been typed; `on` is the operator's switch."""
    write_data(
        tmp_path / "data",
        [clinic("house", lat=37.868, lon=-122.41), clinic("zip", lat=37.751, lon=-122.415)],
    )

    def make(typed: str = TYPED, on: bool = True, **params: str) -> AppTest:
        for name, value in {
            "DATA": str(tmp_path / "data"),
            "GEOCODER": "census",
            "GEOCODER_URL": outside.url,
            "GEOCODER_PAUSE": "0",
            "GEOCODE_VISITORS": str(on).lower(),
        }.items():
            monkeypatch.setenv(f"FINDER_{name}", value)
        monkeypatch.setattr(geocoding, "VISITOR_SECONDS", 0.5)
        settings.cache_clear()
        geocoding.for_visitors.cache_clear()
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in (params or ZIP).items():
            app.query_params[name] = value
        app.session_state["place-typed"] = typed
        return app.run()

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield make
    settings.cache_clear()
    geocoding.for_visitors.cache_clear()


def names(app: AppTest) -> list[str]:
    """The clinics of the cards, in order."""
    html = "\n".join(element.proto.body for element in app.get("html"))
    return re.findall(r"<h3 id=[^>]*>(?:<span[^>]*>\d+</span>)?<a [^>]*>(.*?)</a></h3>", html)


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button if button.key}


def said(app: AppTest) -> str:
    """What is said in captions and warnings, without what keeps Markdown from reading it."""
    texts = [str(element.value) for kind in ("caption", "warning", "header") for element in app.get(kind)]
    return "\n".join(texts).replace("\\", "").replace("\N{WORD JOINER}", "")


def params(app: AppTest) -> dict[str, list[str] | str]:
    return dict(app.query_params)


def test_switched_off_there_is_nothing_of_it(open_find: Callable[..., AppTest], outside: Outside) -> None:
    app = open_find(on=False)
    assert not app.exception
    assert names(app) == [NEAR_ZIP, NEAR_HOUSE]
    assert not {"exact", "not-exact"} & keys(app)
    assert "street address" not in said(app)
    assert outside.requests == []


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("94110", "zip:94110"),
        ("San Francisco, CA", "city:ca/san-francisco"),
        ("Example Street 94110", "zip:94110"),
        ("", "zip:94110"),
        (TYPED, "zip:10001"),
        ("100 Example Street, CA", "state:ca"),
    ],
)
def test_without_a_street_address_of_this_place_nothing_is_offered(
    typed: str, near: str, open_find: Callable[..., AppTest]
) -> None:
    app = open_find(typed, near=near)
    assert not app.exception
    assert "exact" not in keys(app)


def test_it_says_what_would_go_where_and_sends_nothing_yet(open_find: Callable[..., AppTest], outside: Outside) -> None:
    app = open_find()
    assert "send “100 Example Street, San Francisco, CA 94110” to the US Census Bureau (127.0.0.1)" in said(app)
    assert outside.requests == []
    assert names(app) == [NEAR_ZIP, NEAR_HOUSE]


def test_a_press_measures_from_the_house_and_back(
    open_find: Callable[..., AppTest], outside: Outside, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    app = open_find()
    app.button(key="exact").click().run()
    assert not app.exception
    assert names(app) == [NEAR_HOUSE, NEAR_ZIP]
    assert "2 clinics within 50 miles of your address" in said(app)
    assert [request.params["address"] for request in outside.requests] == [
        "100 Example Street, San Francisco, CA 94110"
    ]
    assert params(app) == {"near": ["zip:94110"]} or params(app) == ZIP
    assert "Example Street" not in caplog.text
    assert not (tmp_path / "cache").exists()

    app.query_params["sort"] = "stated"
    app.run()
    assert "of your address" in said(app)
    assert len(outside.requests) == 1

    app.button(key="not-exact").click().run()
    del app.query_params["sort"]
    app.run()
    assert names(app) == [NEAR_ZIP, NEAR_HOUSE]
    assert "exact" in keys(app)


def test_the_point_is_for_this_address_and_this_place_only(open_find: Callable[..., AppTest]) -> None:
    app = open_find()
    app.button(key="exact").click().run()
    app.query_params["near"] = "zip:94607"
    assert "of 94607 (Oakland, CA)" in said(app.run())
    app.query_params["near"] = "zip:94110"
    assert "of your address" in said(app.run())
    app.session_state["place-typed"] = "7 Example Street, 94110"
    assert "of 94110" in said(app.run())


def test_a_street_in_a_city_is_offered_too(open_find: Callable[..., AppTest], outside: Outside) -> None:
    app = open_find("100 Example Street, San Francisco, CA", near="city:ca/san-francisco")
    app.button(key="exact").click().run()
    assert outside.requests[0].params["address"] == "100 Example Street, San Francisco, CA"
    assert names(app) == [NEAR_HOUSE, NEAR_ZIP]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Slow(2.0), "could not ask the US Census Bureau"),
        (Status(500), "could not ask the US Census Bureau"),
        (Status(429, {"Retry-After": "1"}), "could not ask the US Census Bureau"),
        (Status(403), "could not ask the US Census Bureau"),
        (Garbled(), "could not ask the US Census Bureau"),
        (Garbled(b'{"result": {"addressMatches": []}}'), "does not know this house near 94110"),
        (Garbled(census(34.05, -118.24)), "does not know this house near 94110"),
        (Garbled(census(48.85, 2.35)), "does not know this house near 94110"),
    ],
    ids=str,
)
def test_a_failure_leaves_the_zip_and_says_so(
    fault: object, words: str, open_find: Callable[..., AppTest], outside: Outside
) -> None:
    outside.faults[PATH] = [fault]
    app = open_find()
    app.button(key="exact").click().run()
    assert not app.exception
    assert words in said(app)
    assert "FINDER_" not in said(app)
    assert "within 50 miles of 94110" in said(app)
    assert names(app) == [NEAR_ZIP, NEAR_HOUSE]
    assert len(outside.requests) == 1
    if "could not" in words:  # another try is one press away
        app.button(key="exact").click().run()
        assert names(app) == [NEAR_HOUSE, NEAR_ZIP]
    else:
        assert "exact" not in keys(app)


def test_about_says_so_only_where_it_is_so(open_find: Callable[..., AppTest]) -> None:
    for on in (True, False):
        app = open_find(on=on)
        app.switch_page("pages/about.py").run()
        assert any("Your street address" in str(part.value) for part in app.markdown) is on


def test_the_comparison_measures_from_there_too(open_find: Callable[..., AppTest]) -> None:
    app = open_find()
    app.button(key="exact").click().run()
    app.query_params["ids"] = "example-clinic-house,example-clinic-zip"
    app.switch_page("pages/compare.py").run()
    assert not app.exception
    assert re.search(r"0\.\d miles.*?8\.\d miles", words(drawn(app)))
