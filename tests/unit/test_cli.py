"""The command line: shapes that other tools rely on, exit statuses, and words for what was wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from geopy.distance import geodesic

from finder import cli, places
from finder.settings import settings
from tests.support import LOS_ANGELES, SAN_FRANCISCO, clinic, evidence, price, provider, write_data

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small table, which the command line reads."""
    city, state, lat, lon, _place = SAN_FRANCISCO
    clinics = [
        clinic("a", routes="iv", financing="carecredit", conditions="ptsd", phone="+14155550100"),
        clinic("b", routes="iv;spravato", lat=LOS_ANGELES[2] + 0.1, position="city"),
        clinic("c", routes="im", city=city, state=state, lat=lat, lon=lon),
        clinic("d", status="closed"),
        provider("z", states_served="CA"),
    ]
    offers = [price("a", 400, 600, route="iv", sessions=1, as_of="2026-05"), price("b", 900, route="iv")]
    pages = [evidence(key, as_of="2026-05") for key in "abcd"] + [evidence("z")]
    write_data(tmp_path / "data", clinics, offers, pages)
    monkeypatch.setenv("FINDER_DATA", str(tmp_path / "data"))
    settings.cache_clear()
    yield tmp_path / "data"
    settings.cache_clear()


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any, str]:
    """Exit status, what was printed (read as JSON with --json) and what was complained of."""
    status = cli.main(argv)
    said = capsys.readouterr()
    return status, json.loads(said.out) if "--json" in argv and said.out else said.out, said.err


def test_cost_has_the_agreed_shape(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["cost", "example-clinic-a", "--route", "iv", "--sessions", "6", "--maintenance", "4", "--apr", "12"]
    status, found, _err = run(capsys, *argv, "--months", "12", "--from", "Los Angeles", "--json")
    assert status == 0
    assert list(found) == [
        "id", "route", "low", "high", "at_least", "missing", "parts", "typical", "financing", "travel",
    ]  # fmt: skip
    # 10 x 400 to 10 x 600; no consultation is published
    assert (found["low"], found["high"], found["at_least"], found["missing"]) == (4_000, 6_000, True, ["consultation"])
    assert found["parts"][0] == {
        "name": "session", "count": 6, "low": 2_400, "high": 3_600, "source_url": "https://example.com/prices",
        "as_of": "2026-05", "age": "recent",
    }  # fmt: skip
    assert found["typical"] is None
    # 4,000 and 6,000 at 1 % a month over 12 months: 0.0888488 of it a month
    assert found["financing"] == {
        "monthly_low": 355.40, "monthly_high": 533.09, "interest_low": 264.74, "interest_high": 397.11,
    }  # fmt: skip
    assert found["travel"] == {"visits": 11, "miles": 0.0}


def test_cost_of_nothing_published_is_null_and_says_what_to_ask(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, found, _err = run(capsys, "cost", "example-clinic-c", "--route", "im", "--json")
    assert status == 1
    assert (found["low"], found["high"], found["at_least"], found["parts"]) == (None, None, True, [])
    assert found["missing"] == ["consultation", "session"]
    status, said, _err = run(capsys, "cost", "example-clinic-c", "--route", "im")
    assert (status, "Not stated: first consultation and one session." in said) == (1, True)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["example-clinic-a", "--route", "oral"], 2, "route: 'oral' is not one of iv"),
        (["example-clinic-a", "--sessions", "-2"], 2, "first_sessions must be from 0"),
        (["example-clinic-a", "--apr", "9"], 2, "a loan needs both --apr and --months"),
        (["example-clinic-a", "--apr", "9", "--months", "0"], 2, "months must be from 1 to 120"),
        (["example-clinic-x"], 1, "There is no clinic example-clinic-x. Did you mean example-clinic-"),
    ],
)
def test_a_cost_that_cannot_be_given_is_explained(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], status: int, said: str
) -> None:
    code, _out, complained = run(capsys, "cost", *words)
    assert (code, said in complained) == (status, True), complained


def test_search_has_the_agreed_shape(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["search", "Los Angeles", "--within", "50", "--financing", "carecredit", "--max-session", "500", "--json"]
    status, found, _err = run(capsys, *argv)
    assert status == 0
    keys = ["place", "total", "states_all", "to_ask", "left_out", "at_home", "clinics", "explanation"]
    assert list(found) == keys
    assert set(found["place"]) == {"id", "label", "lat", "lon"}
    assert found["place"]["id"] == "city:ca/los-angeles"
    assert (found["total"], found["states_all"], found["to_ask"]) == (1, 1, 0)
    assert found["left_out"] == {"price": 1, "route": 0, "insurance": 0, "closed": 1}
    hit = found["clinics"][0]
    assert hit | {"miles": 0} == {
        "id": "example-clinic-a",
        "name": "Example Clinic A",
        "city": "Los Angeles",
        "state": "CA",
        "miles": 0,
        "approximate": False,
        "standing": "states_all",
        "unstated": [],
        "session_low": 400.0,
        "session_high": 600.0,
    }
    assert [other["id"] for other in found["at_home"]] == ["example-clinic-z"]


def test_search_says_what_to_ask(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _status, found, _err = run(capsys, "search", "Los Angeles", "--condition", "ptsd", "--json")
    assert [(hit["id"], hit["standing"], hit["unstated"]) for hit in found["clinics"]] == [
        ("example-clinic-a", "states_all", []),
        ("example-clinic-b", "to_ask", ["conditions"]),
    ]
    assert found["clinics"][1]["approximate"] is True


def test_search_for_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, shown, _err = run(capsys, "search", "Los Angeles")
    assert status == 0
    assert "Example Clinic A" in shown
    assert "$400 to $600" in shown


def test_search_limit_and_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _status, found, _err = run(capsys, "search", "--limit", "2", "--page", "2", "--json")
    assert (found["total"], [hit["id"] for hit in found["clinics"]]) == (3, ["example-clinic-c"])
    assert found["place"] is None


@pytest.mark.parametrize(
    ("argv", "status", "said"),
    [
        (["search", "Toronto, Canada"], 1, "outside the US"),
        (["search", "Los Angeles", "--condition", "ptds"], 2, "Did you mean “ptsd”?"),
        (["search", "Los Angeles", "--sort", "cheapest"], 2, "sort"),
        (["search", "Los Angeles", "--within", "far"], 2, "--within"),
        (["search", "Los Angeles", "--within", "-5"], 2, "distance"),
        (["search", "Los Angeles", "--max-session", "cheap"], 2, "cheap"),
        (["serach"], 2, "serach"),
        ([], 2, ""),
        (["place", "xyzzyplugh"], 1, ""),
        (["show", "example-clinic-q"], 1, "Did you mean example-clinic-"),
        (["check"], 0, ""),
        (["stats"], 0, ""),
    ],
)
def test_exit_status(folder: Path, capsys: pytest.CaptureFixture[str], argv: list[str], status: int, said: str) -> None:
    assert cli.main(argv) == status
    assert said in capsys.readouterr().err


def test_nothing_near_is_exit_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Texas: no door near, and the at-home provider lists only California.
    status, found, _err = run(capsys, "search", "Houston", "--json")
    assert status == 1
    assert (found["total"], found["clinics"], found["at_home"]) == (0, [], [])


def test_place_has_the_agreed_shape(capsys: pytest.CaptureFixture[str]) -> None:
    status, found, _err = run(capsys, "place", "St. Loius", "--json")
    assert status == 0
    assert list(found) == ["places", "message"]
    assert set(found["places"][0]) == {"id", "label", "state", "lat", "lon", "kind", "guess"}
    assert (found["places"][0]["label"], found["places"][0]["guess"]) == ("St. Louis, MO", True)
    assert found["message"]


def test_show_has_the_agreed_shape(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, shown, _err = run(capsys, "show", "example-clinic-a", "--json")
    assert status == 0
    assert list(shown) == ["id", "facts", "prices", "unstated", "questions"]
    assert shown["facts"]["routes"] == {
        "value": ["iv"],
        "as_of": "2026-05",
        "age": "recent",
        "kind": "clinic",
        "sources": ["https://example.com/clinic"],
    }
    assert {"id", "lat", "lon", "position", "financing"} & set(shown["facts"]) == {"financing"}
    assert shown["prices"][0]["low_usd"] == 400.0
    assert "price" not in shown["unstated"]
    assert len(shown["questions"]) == len(shown["unstated"])


def test_check_has_the_agreed_shape(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_data(folder, [clinic("a"), clinic("b", phone="none")])
    status, report, _err = run(capsys, "check", str(folder), "--json")
    assert status == 1
    assert (report["rows"], report["kept"]) == (2, 1)
    assert list(report) == ["rows", "kept", "rejected"]
    (rejected,) = report["rejected"]
    assert rejected | {"reason": ""} == {
        "file": "clinics.csv",
        "line": 3,
        "column": "phone",
        "value": "none",
        "reason": "",
    }


def test_check_takes_a_single_file_of_any_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_data(tmp_path, [clinic("a")], [price("a", 400), price("a", "4o0")])
    alone = tmp_path / "elsewhere" / "my prices.csv"
    alone.parent.mkdir()
    (tmp_path / "prices.csv").rename(alone)
    status, report, _err = run(capsys, "check", str(alone), "--json")
    assert (status, report["rows"], report["kept"]) == (1, 2, 1)
    assert report["rejected"][0]["column"] == "low_usd"


def test_check_of_what_does_not_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, shown, _err = run(capsys, "check", str(tmp_path / "none.csv"))
    assert status == 1
    assert "could not be opened" in shown


def test_a_process_prints_what_is_wrong_with_odd_bytes_and_ends_with_1(tmp_path: Path) -> None:
    header = b"id,name,city,state,routes\n"
    (tmp_path / "clinics.csv").write_bytes(header + b'x,Caf\xe9,Z,CA,iv\ny,Caf\xe9\n\x1b[31m,\xe2\x80\xae,Z,CA,iv;"\n')
    for extra in ([], ["--json"]):
        command = [sys.executable, "-m", "finder", "check", str(tmp_path), *extra]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        assert "Café".encode() in done.stdout
        assert b"\x1b" not in done.stdout  # nothing of the file reaches the terminal as a command


def test_stats_have_the_agreed_shape(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, numbers, _err = run(capsys, "stats", "--json")
    assert status == 0
    assert list(numbers)[:5] == ["clinics", "states", "stated", "prices", "ages"]
    assert (numbers["clinics"], numbers["states"]) == (5, 1)
    assert numbers["stated"]["routes"] == 3
    assert numbers["prices"] == {"offers": 2, "clinics": 2, "recent": 1, "old": 0, "undated": 1}
    assert sum(numbers["ages"].values()) == 5


def test_an_unusable_table_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "clinics.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    monkeypatch.setenv("FINDER_DATA", str(tmp_path))
    settings.cache_clear()
    status, _out, err = run(capsys, "stats")
    settings.cache_clear()
    assert status == 1
    assert err.strip() == "clinics.csv line 1: this is a PNG picture, not a CSV file"


def test_a_folder_that_is_not_there_is_said_plainly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINDER_DATA", "/no/such/folder")
    settings.cache_clear()
    status, _out, err = run(capsys, "stats")
    settings.cache_clear()
    assert status == 2
    assert err.startswith("FINDER_DATA: ")


def test_the_bundled_search_lists_real_clinics_with_right_miles(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["search", "Los Angeles", "--within", "60", "--limit", "200", "--json"]
    status, found, _err = run(capsys, *argv)
    table = pd.read_csv(ROOT / "data" / "clinics.csv", dtype={"zip": str}).set_index("id")
    here = places.find("Los Angeles")[0]
    doors = table[table["telehealth_only"].ne(True) & table["status"].ne("closed") & table["lat"].notna()]
    miles = {
        clinic_id: geodesic((here.lat, here.lon), (row.lat, row.lon)).miles
        for clinic_id, row in zip(doors.index, doors.itertuples(), strict=True)
    }
    near = sorted((m, table.at[i, "name"].lower(), i) for i, m in miles.items() if m <= 60)
    assert status == 0
    assert [hit["id"] for hit in found["clinics"]] == [clinic_id for _miles, _name, clinic_id in near]
    assert [hit["miles"] for hit in found["clinics"]] == [round(m, 1) for m, _name, _id in near]
    assert found["total"] == len(near) >= 5
