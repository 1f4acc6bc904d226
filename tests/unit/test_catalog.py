"""What loading a good data folder gives: typed tables, nothing stated that was not, and what `check` warns of."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from finder import catalog as catalogs
from finder import evidence as ev
from finder import schema
from finder.vocabulary import FIELDS
from tests import support
from tests.support import clinic, evidence, load_data, price, provider

FULL = {
    "street": "1 Example St",
    "zip": "90012",
    "phone": "+12135550100",
    "website": "https://example.com",
    "status": "listed",
    "telehealth_only": False,
    "states_served": "CA;NV",
    "routes": "iv;spravato",
    "settings": "telehealth",
    "conditions": "depression;ptsd",
    "services": "psychotherapy",
    "clinicians": "psychiatrist;crna",
    "board_certified": True,
    "memberships": "askp3",
    "monitoring": "vitals;ecg",
    "iv_minutes": 40,
    "series_sessions": 6,
    "insurance": "not_accepted;superbill",
    "financing": "carecredit;hsa_fsa",
    "languages": "en;es",
    "accessibility": "wheelchair",
    "rating": 4.5,
    "reviews": 12,
    "review_source": "Example Reviews",
    "new_patients": True,
    "wait_days": 0,
    "min_age": 18,
    "referral_required": False,
    "hours": "Monday to Friday, 9 to 5",
    "npi": "1234567893",
    "note": "An example, not a clinic",
    "excluded_since": "2024-03",
}


def test_of_two_prices_of_one_thing_the_better_kind_of_source_counts(tmp_path: Path) -> None:
    offers = [
        price("a", 525, 525, route="iv", kind="directory", source_url="https://directory.example.org/a"),
        price("a", 450, 450, route="iv", sessions=1),
        price("a", 300, 300, route="im", kind="directory"),
        price("a", 700, 700, route="iv", minutes=90, kind="press"),
        price("b", 500, 500, route="iv", kind="press"),
    ]
    catalog = load_data(tmp_path, [clinic("a"), clinic("b")], offers)
    found = {(row["route"], row["low_usd"]) for row in catalog.offers("example-clinic-a")}
    assert found == {("iv", 450), ("im", 300), ("iv", 700)}
    assert [row["low_usd"] for row in catalog.other_offers("example-clinic-a")] == [525]
    assert catalog.other_offers("example-clinic-b") == []
    assert ev.price(catalog, "example-clinic-a", routes=["iv"]).value == (450, 700)
    report = catalogs.check(tmp_path)
    assert report.rows == report.kept == 7


def test_the_columns_are_those_of_the_design():
    assert tuple(schema.CLINICS.columns) == support.CLINIC_COLUMNS
    assert tuple(schema.PRICES.columns) == support.PRICE_COLUMNS
    assert tuple(schema.EVIDENCE.columns) == support.EVIDENCE_COLUMNS


def test_cells_come_back_as_plain_values(catalog_of):
    catalog = catalog_of([clinic("a", **FULL)])
    for column, value in FULL.items():
        is_list = column in FIELDS or column in ("states_served", "languages")
        expected = tuple(str(value).split(";")) if is_list else value
        kept = catalog.cell(0, column)
        assert kept == expected, column
        assert type(kept) is type(expected), column


def test_an_empty_cell_is_not_stated_and_never_no(catalog_of):
    catalog = catalog_of([clinic("a", lat=None, lon=None, position=None)])
    for column in FULL:
        assert catalog.cell(0, column) in (None, ()), column
    for column in FIELDS:
        assert catalog.cell(0, column) == (), column


def test_zero_and_false_are_stated(catalog_of):
    catalog = catalog_of([clinic("a", wait_days=0, rating=0, board_certified=False, min_age=0)])
    cells = {column: catalog.cell(0, column) for column in ("wait_days", "rating", "board_certified", "min_age")}
    assert cells == {"wait_days": 0, "rating": 0, "board_certified": False, "min_age": 0}


def test_clinics_are_found_by_id(catalog_of):
    catalog = catalog_of([clinic("a"), clinic("b")])
    assert len(catalog) == 2
    assert (catalog.row("example-clinic-a"), catalog.row("example-clinic-b")) == (0, 1)
    for unknown in ("example-clinic", "", "EXAMPLE-CLINIC-A"):
        assert catalog.row(unknown) is None


def test_offers_and_evidence_of_a_clinic_come_in_the_order_of_the_file(catalog_of):
    catalog = catalog_of(
        [clinic("a"), clinic("b")],
        [
            price("a", 500, 600, route="iv", sessions=1),
            price("b", 1),
            price("a", None, 100, includes="therapy;booster"),
        ],
        [evidence("b"), evidence("a", "routes", value="iv"), evidence("a")],
    )
    first, second = catalog.offers("example-clinic-a")
    assert (first["low_usd"], first["high_usd"], first["route"], first["sessions"]) == (500, 600, "iv", 1)
    assert (first["includes"], first["as_of"]) == ((), None)
    assert (second["low_usd"], second["high_usd"], second["route"]) == (None, 100, None)
    assert second["includes"] == ("therapy", "booster")
    assert [row["field"] for row in catalog.evidence_of("example-clinic-a")] == ["routes", "*"]
    assert catalog.offers("example-clinic-x") == []
    assert catalog.evidence_of("example-clinic-x") == []


def test_a_telehealth_provider_needs_no_place(catalog_of):
    catalog = catalog_of([provider("z")])
    assert catalog.cell(0, "telehealth_only") is True
    assert catalog.cell(0, "city") is None


@pytest.mark.parametrize("rows", [[], [clinic("a")]])
def test_prices_and_evidence_may_be_missing_or_empty(tmp_path, rows):
    folder = support.write_data(tmp_path, rows)
    assert catalogs.load(folder).rejected == []
    for name in ("prices.csv", "evidence.csv"):
        (folder / name).unlink()
    catalog = catalogs.load(folder)
    assert catalog.rejected == []
    assert (len(catalog.prices), len(catalog.evidence)) == (0, 0)
    assert any("there is no prices.csv" in warning for warning in catalog.warnings)
    assert len(catalog.frame) == len(rows)


def test_a_clinic_without_a_position_is_kept_and_named(catalog_of):
    catalog = catalog_of([clinic("lost", lat=None, lon=None, position=None), clinic("a"), provider("z")])
    named = [warning for warning in catalog.warnings if "no position" in warning]
    assert len(named) == 1
    assert "example-clinic-lost" in named[0]


def test_facts_without_evidence_are_a_warning_and_set_nothing_aside(catalog_of):
    catalog = catalog_of(
        [clinic("row", routes="iv"), clinic("field", routes="iv", phone="+12135550100"), clinic("bare")],
        evidence=[
            evidence("row"),
            *(evidence("field", name, value="x") for name in ("name", "city", "state", "routes")),
        ],
    )
    assert len(catalog) == 3
    bare = sorted(warning for warning in catalog.warnings if "no evidence" in warning)
    assert bare == [
        "clinics.csv: example-clinic-bare has no evidence for name, city, state",
        "clinics.csv: example-clinic-field has no evidence for phone",
    ]


def test_bytes_of_memory_do_not_depend_on_repeated_lists(catalog_of):
    cells = {name: FULL[name] for name in FIELDS}
    catalog = catalog_of([clinic(str(i), **cells) for i in range(50)])
    for name in FIELDS:
        assert len({id(cell) for cell in catalog.frame[name]}) == 1


def test_the_bundled_data_is_clean_and_of_real_places_only():
    report = catalogs.check(catalogs.BUNDLED)
    assert [str(rejection) for rejection in report.rejected] == []
    assert report.rows == report.kept > 0
    catalog = catalogs.load()
    assert len(catalog) > 100
    assert not catalog.frame["name"].str.contains("Example", case=False).any()
    assert not catalog.frame["website"].fillna("").str.contains(r"//(?:www\.)?example\.(?:com|org|net)").any()
    assert not catalog.frame["phone"].fillna("").str.contains("55501").any()
    assert catalog.frame["rating"].isna().all() or catalog.frame["review_source"].notna().any()


def test_every_bundled_fact_has_a_page_behind_it():
    catalog = catalogs.load()
    sourced = Counter(catalog.evidence["clinic_id"])
    assert [clinic_id for clinic_id in catalog.frame["id"] if not sourced[clinic_id]] == []
    assert [warning for warning in catalog.warnings if "no evidence" in warning] == []
    assert catalog.prices["source_url"].notna().all()
    assert pd.Series(catalog.evidence["source_url"]).str.startswith("http").all()
