"""What to look at again and in which order, and what is known by state, kind of source and age."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from finder import cli, coverage, evidence, upkeep
from finder.catalog import FACTS, Catalog
from tests import support
from tests.support import ANCHORAGE, NEW_YORK, clinic, price, provider
from tests.support import evidence as page

TODAY = date(2026, 11, 27)
#: All that keeps a clinic off the list.
FINE = {"phone": "+12135550101", "website": "https://example.com"}


def at(city: tuple[str, str, float, float, str]) -> dict[str, Any]:
    return {"city": city[0], "state": city[1], "lat": city[2], "lon": city[3]}


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any, str]:
    status = cli.main(argv)
    said = capsys.readouterr()
    return status, json.loads(said.out) if "--json" in argv and said.out else said.out, said.err


def urgent(catalog: Catalog, **options: Any) -> list[str]:
    return [one.clinic_id.removeprefix("example-clinic-") for one in upkeep.stale(catalog, TODAY, **options)]


def test_the_most_urgent_comes_first(catalog_of: Callable[..., Catalog]) -> None:
    catalog = catalog_of(
        [
            clinic("fine", **FINE),
            clinic("undated", **FINE),
            clinic("old", **FINE),
            clinic("gone", **FINE),
            clinic("doubted", **FINE, status="doubtful"),
            clinic("closed", **FINE, status="closed"),
            clinic("bare"),
            clinic("unsourced", **FINE),
        ],
        [price("fine", 400, as_of="2026-05")],
        [
            page("fine", as_of="2026-05"),
            page("undated"),
            page("old", as_of="2024-10"),
            page("gone", as_of="2023-10"),
            page("doubted", as_of="2026-05"),
            page("closed", as_of="2020-01"),
            page("bare", as_of="2026-05"),
        ],
    )
    assert urgent(catalog) == ["doubted", "gone", "unsourced", "bare", "old", "undated"]
    by_id = {one.clinic_id: one for one in upkeep.stale(catalog, TODAY)}
    assert by_id["example-clinic-gone"].reasons == ("its newest dated page is from October 2023",)
    assert by_id["example-clinic-gone"].check == ("(213) 555-0101", "https://example.com", "https://example.com/clinic")
    assert by_id["example-clinic-bare"].check == (
        "search the web for “Example Clinic BARE Los Angeles CA”",
        "https://example.com/clinic",
    )


def test_the_same_fault_weighs_more_where_more_people_live(catalog_of: Callable[..., Catalog]) -> None:
    clinics = [clinic("far", **FINE, **at(ANCHORAGE)), clinic("big", **FINE, **at(NEW_YORK)), provider("z", **FINE)]
    clinics.append(clinic("nowhere", **FINE, city="Los Angeles", lat=None, lon=None, position=None))
    catalog = catalog_of(clinics, (), [page(key) for key in ("far", "big", "nowhere")] + [page("z")])
    found = urgent(catalog)
    assert found.index("big") < found.index("far")
    assert found.index("z") < found.index("far")
    assert found[0] == "nowhere"  # undated too, and it has no position
    assert urgent(catalog, state="AK") == ["far"]


def test_prices_and_disagreements_are_reasons(catalog_of: Callable[..., Catalog]) -> None:
    clinics = [clinic(key, **FINE) for key in ("a", "b", "c", "d")]
    offers = [
        price("a", 400, as_of="2020-05"),
        price("b", 400),
        price("c", 400, as_of="2020-05"),
        price("c", 500, as_of="2026-05"),
    ]
    pages = [page(key, as_of="2026-05") for key in "abcd"]
    pages += [
        page("d", "phone", value="+12135550101"),
        page("d", "phone", value="+12135550102", kind="directory", source_url="https://example.org"),
    ]
    catalog = catalog_of(clinics, offers, pages)
    reasons = {one.clinic_id[-1]: one.reasons for one in upkeep.stale(catalog, TODAY)}
    assert reasons == {
        "d": ("its sources disagree on phone: +12135550101 or +12135550102",),
        "a": ("its newest price is from May 2020",),
        "b": ("its prices have no date",),
    }


def test_sources_disagree_only_where_one_can_be_true(catalog_of: Callable[..., Catalog]) -> None:
    said = [
        page("a", "website", value="https://example.com/"),
        page("a", "website", value="http://www.example.com", source_url="https://example.org"),
        page("a", "conditions", value="ptsd"),
        page("a", "conditions", value="ocd", source_url="https://example.org"),
        page("a", "hours", value="9 to 5", kind="directory", as_of="2026-05"),
        page("a", "hours", value="9 to 6", as_of="2020-05"),
    ]
    catalog = catalog_of([clinic("a", website="https://example.com", conditions="ptsd;ocd", hours="9 to 6")], (), said)
    # the clinic's own page is believed before a newer directory
    assert coverage.conflicts(catalog) == [coverage.Conflict("example-clinic-a", "hours", ("9 to 6", "9 to 5"))]


@given(support.tables(most=12))
@hypothesis_settings(max_examples=15)
def test_every_clinic_is_counted_once(table: tuple[list[support.Row], list[support.Row]]) -> None:
    clinics, offers = table
    pages = [
        page(str(i), kind="press" if i % 3 else "clinic", as_of=("2026-05", "", "2020-01")[i // 2 % 3])
        for i in range(0, len(clinics), 2)
    ]
    catalog = support.quick_catalog(clinics, offers, pages)
    whole, parts = coverage.statistics(catalog, TODAY), coverage.breakdown(catalog, TODAY)
    assert sum(row["clinics"] for row in parts["by_state"].values()) == len(catalog)
    assert sum(row["priced"] for row in parts["by_state"].values()) == whole["stated"]["price"]
    for age in ("recent", "old", "undated"):
        assert sum(row[age] for row in parts["by_state"].values()) == whole["ages"][age]
    assert sum(row["clinics"] for row in parts["by_kind"].values()) == len(catalog)
    assert sum(row["pages"] for row in parts["by_kind"].values()) == len(pages)
    for fact in FACTS:
        assert sum(parts["by_age"][fact].values()) == whole["stated"][fact]
        ages = [evidence.fact(catalog, clinic_id, fact, TODAY) for clinic_id in catalog.frame["id"]]
        for age in ("recent", "old", "undated"):
            assert parts["by_age"][fact][age] == sum(one.stated and one.age == age for one in ages)
    found = upkeep.stale(catalog, TODAY)
    assert len({one.clinic_id for one in found}) == len(found)
    assert [one.urgency for one in found] == sorted((one.urgency for one in found), reverse=True)
    assert all(one.reasons and one.check for one in found)


# On the command line


def test_stale_for_programs_and_people(data_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    data_folder(
        [clinic("a", status="doubtful"), clinic("b", **at(NEW_YORK)), clinic("c")], (), [page(key) for key in "abc"]
    )
    status, found, _err = run(capsys, "stale", "--limit", "2", "--json")
    assert (status, found["total"], [one["id"][-1] for one in found["clinics"]]) == (0, 3, ["a", "b"])
    assert list(found["clinics"][0]) == ["id", "name", "city", "state", "as_of", "urgency", "reasons", "check"]
    assert found["clinics"][0]["as_of"] is None
    status, shown, _err = run(capsys, "stale", "--state", "new york")
    assert status == 0
    assert "example-clinic-b" in shown
    assert "example-clinic-a" not in shown
    assert "neither a phone number nor a website is known" in shown
    assert "1 of 1 clinic to look at again" in shown
    assert run(capsys, "stale", "--state", "TX", "--json")[:2] == (1, {"total": 0, "clinics": []})


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["stale", "--state", "Texsa"], "Is “TX” meant?"),
        (["stale", "--limit", "0"], "--limit takes a number from 1"),
        (["stale", "--limit", "few"], "few"),
        (["check", "--state", "TX"], "are for --links"),
        (["check", "--links", "--limit", "-1"], "--limit takes a number from 1"),
        (["check", "--links", "nowhere.csv"], "takes a folder"),
    ],
)
def test_bad_usage_is_said_plainly(
    data_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str], argv: list[str], said: str
) -> None:
    data_folder([clinic("a")])
    status, _out, err = run(capsys, *argv)
    assert (status, said in err) == (2, True), err


def test_stats_tell_more_than_before(data_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    said = [page("a", "hours", value="9 to 5"), page("a", "hours", value="9 to 6", source_url="https://example.org")]
    clinics = [clinic("a", hours="9 to 5", routes="iv"), clinic("b", **at(NEW_YORK)), provider("z")]
    data_folder(clinics, [price("a", 400)], [page("a", as_of="2026-05"), page("b", kind="press"), *said])
    status, numbers, _err = run(capsys, "stats", "--json")
    assert (status, numbers["by_state"]["CA"]["clinics"], numbers["by_state"]["CA"]["priced"]) == (0, 1, 1)
    assert numbers["by_state"]["none"]["clinics"] == 1
    assert numbers["by_kind"]["press"] == {"clinics": 1, "pages": 1}
    assert numbers["by_kind"]["none"]["clinics"] == 1
    assert sum(numbers["by_age"]["routes"].values()) == numbers["stated"]["routes"] == 1
    assert numbers["conflicts"] == [{"id": "example-clinic-a", "field": "hours", "values": ["9 to 5", "9 to 6"]}]
    status, shown, _err = run(capsys, "stats")
    assert status == 0
    assert "sources disagree on hours: 9 to 5; 9 to 6" in shown
    assert "no state" in shown


def test_a_table_without_clinics_has_statistics(
    data_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    data_folder([])
    assert run(capsys, "stats", "--json")[1]["by_kind"] == {"none": {"clinics": 0, "pages": 0}}
    assert run(capsys, "stale", "--json")[0] == 1
