"""From a file or a register to the table and the app: import, cut off, go on, merge, locate, check."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from finder import catalog as catalogs
from finder.cli import importing
from tests.outside import Cut, Outside, Status, quick_client
from tests.support import clinic, write_data
from tests.unit.test_findtreatment import PATH, Locator, row
from tests.unit.test_nppes import provider

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(data_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(importing, "Client", lambda **options: quick_client(robots=False, tries=2))
    return data_folder([clinic("a")])


def rows(folder: Path, name: str = "clinics.csv") -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def facilities(n: int) -> list[dict[str, Any]]:
    """Rows of clinics that nobody takes for one: other names, streets, phones and places."""
    names = ("Amber", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Iris", "Juniper")
    return [
        row(i + 1, name1=f"Example {names[i]} Clinic", website=f"http://{names[i].lower()}.example.com")
        for i in range(n)
    ]


def test_a_register_is_read_merged_and_in_the_table(folder: Path, run: Run) -> None:
    with Outside(Locator([*facilities(5), row(6, name1=None)])) as outside:
        status, shown = run("import", "findtreatment", "San Francisco", "--within", "50", "--base", outside.url)
        assert status == 0
        assert "5 clinics read, 1 thing set aside" in shown
        assert rows(folder)[1:] == []
        assert run("merge")[0] == 0
    found = rows(folder)
    assert len(found) == 6
    assert {one["position"] for one in found[1:]} == {"address"}
    catalog = catalogs.load(folder)
    assert catalog.rejected == []
    assert {one["kind"] for one in rows(folder, "evidence.csv")} == {"register"}
    assert not [warning for warning in catalog.warnings if "amber" in warning]


@pytest.mark.parametrize("fault", [Status(500), Cut(20), Status(429)])
def test_a_register_that_fails_half_way_is_gone_on_with(folder: Path, run: Run, fault: Any) -> None:
    locator = Locator(facilities(9), most=3)
    with Outside(locator) as outside:
        asked = ("import", "findtreatment", "San Francisco", "--base", outside.url)

        def break_down(request: Any) -> None:
            if request.params["page"] == "2":
                outside.faults[PATH] = [fault] * 9

        locator.before = break_down
        status, shown = run(*asked)
        assert status == 1
        assert "Run the same command to go on" in shown
        assert run("merge")[0] == 1  # half a register is not merged
        locator.before = lambda request: None
        outside.faults.clear()
        status, shown = run(*asked, "--json")
        assert (status, json.loads(shown)["kept"], json.loads(shown)["resumed"]) == (0, 9, True)
        pages = [request.params["page"] for request in outside.asked(PATH)]
        assert pages.count("1") == 1
    run("merge")
    assert len(rows(folder)) == 10


def test_the_npi_registry_confirms_clinics_we_know(folder: Path, run: Run) -> None:
    cells = {"name": "Example Ketamine Clinic", "street": "123 Example St Suite 200", "phone": "+14155550101"}
    cells |= {"city": "San Francisco", "state": "CA", "zip": "94110", "lat": "37.75", "lon": "-122.41"}
    write_data(folder, [clinic("a", **cells)])
    answer = json.dumps({"result_count": 1, "results": [provider()]}).encode()
    with Outside(lambda _request: (200, {"Content-Type": "application/json"}, answer)) as outside:
        assert run("import", "nppes", "--base", outside.url)[0] == 0
    assert run("merge")[0] == 0
    [found] = rows(folder)
    assert found["npi"] == provider()["number"]
    assert (found["name"], found["street"]) == ("Example Ketamine Clinic", "123 Example St Suite 200")


def test_a_spreadsheet_shows_what_it_takes_the_columns_for(folder: Path, run: Run) -> None:
    sheet = folder / "sheet.tsv"
    sheet.write_text(
        "Clinic Name\tTown\tSt\tPhone #\tTreats\tIV price\tOwner's cat\n"
        "Example Lake Clinic\tBoise\tIdaho\t(208) 555-0100\tPTSD; Major Depression\t$450\tTom\n"
        "\tBoise\tID\t\t\t\t\n"
    )
    status, shown = run("import", "file", str(sheet), "--source", "phone call", "--as-of", "2026-10")
    assert status == 0
    flat = " ".join(shown.split())
    assert "Clinic Name" in flat
    assert "not read" in flat
    assert "1 clinic read, 1 thing set aside" in flat
    run("merge")
    new = rows(folder)[1]
    assert (new["id"], new["phone"], new["conditions"]) == (
        "example-lake-clinic-boise-id",
        "+12085550100",
        "ptsd;depression",
    )
    assert [(one["item"], one["route"], one["low_usd"]) for one in rows(folder, "prices.csv")] == [
        ("session", "iv", "450")
    ]
    assert {(one["kind"], one["as_of"]) for one in rows(folder, "evidence.csv")} == {("phone", "2026-10")}
    assert run("locate")[0] == 0
    assert rows(folder)[1]["position"] == "city"
    assert run("check", str(folder))[0] == 0
    assert json.loads(run("search", "Boise, ID", "--json")[1])["total"] == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("file", "nowhere.csv", "--source", "phone call"), "nowhere.csv"),
        (("file", "clinics.csv"), "source"),
        (("findtreatment", "Qqqqzzz"), "Qqqqzzz"),
        (("nppes", "--clinic", "example-clinic-aa"), "Did you mean example-clinic-a"),
        (("nppes", "--state", "WY"), "no clinic to look up"),
        (("file", "x.csv", "--source", "phone call", "--column", "Name"), "--column"),
    ],
)
def test_slips_are_said(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(folder)
    status, shown = run("import", *arguments)
    assert status in (1, 2)
    assert words in shown
    assert "Traceback" not in shown


def test_a_file_without_a_source_is_bad_usage(folder: Path, run: Run) -> None:
    (folder / "list.csv").write_text("Name,City,State\nExample Clinic B,Boise,ID\n")
    status, shown = run("import", "file", str(folder / "list.csv"))
    assert status == 2
    assert "--source" in shown
    assert "0 clinics" not in shown


def test_a_register_that_is_down_says_so(run: Run) -> None:
    with Outside() as gone:
        address = gone.url
    status, shown = run("import", "findtreatment", "94110", "--base", address)
    assert status == 1
    assert "cannot be reached" in shown
