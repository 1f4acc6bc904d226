"""The importer of facts JSONL, on plainly fictional clinics, and what it made: the bundled data/ folder."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from finder import catalog, places, schema
from finder.placenames import slug
from finder.sources import facts
from finder.vocabulary import FIELDS, INCLUDES, ITEMS, KINDS, STATES, STATUSES

DATA = Path(__file__).resolve().parents[2] / "data"
PRICE_HEADER = ",".join(facts.PRICE_COLUMNS)

CLINIC: dict[str, Any] = {
    "id": "example-clinic-a-austin-tx",
    "name": "Example Clinic A",
    "city": "Austin",
    "state": "TX",
    "sources": [{"url": "https://example.com/a", "kind": "clinic"}],
    "quoted": [],
}


def clinic(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in (CLINIC | changes).items() if value is not None}


class Import:
    """Writes the input, runs the importer, reads what it wrote."""

    def __init__(self, folder: Path) -> None:
        self.source, self.out = folder / "in", folder / "out"
        self.source.mkdir()

    def __call__(self, *lines: dict[str, Any] | str | bytes, prices: str = "", **options: Any) -> facts.Report:
        raw = [line if isinstance(line, str | bytes) else json.dumps(line) for line in lines]
        encoded = [line if isinstance(line, bytes) else line.encode() for line in raw]
        (self.source / "clinics.jsonl").write_bytes(b"\n".join(encoded) + b"\n")
        (self.source / "prices.csv").write_text(f"{PRICE_HEADER}\n{prices}", encoding="utf-8")
        return facts.import_facts(self.source, self.out, **options)

    def rows(self, name: str) -> list[dict[str, str]]:
        return read(self.out / f"{name}.csv")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def run(tmp_path: Path) -> Import:
    return Import(tmp_path)


# --- rows ---------------------------------------------------------------------------------------------------


def test_a_row_keeps_what_is_stated_and_leaves_the_rest_empty(run: Import) -> None:
    report = run(
        clinic(
            street="1 Example St., Suite 2",
            phone="+15125550100",
            website="http://example.com",
            routes=["iv", "spravato"],
            conditions=[],
            insurance=["not_accepted"],
            board_certified=True,
            referral_required=False,
            iv_minutes=40,
            hours="Mon-Fri 9-5",
        )
    )
    (row,) = run.rows("clinics")
    assert tuple(row) == facts.CLINIC_COLUMNS
    stated = {key: value for key, value in row.items() if value and key not in ("lat", "lon")}
    assert stated == {
        "id": "example-clinic-a-austin-tx",
        "name": "Example Clinic A",
        "street": "1 Example St., Suite 2",
        "city": "Austin",
        "state": "TX",
        "position": "city",
        "phone": "+15125550100",
        "website": "http://example.com",
        "status": "listed",
        "routes": "iv;spravato",
        "board_certified": "true",
        "referral_required": "false",
        "iv_minutes": "40",
        "insurance": "not_accepted",
        "hours": "Mon-Fri 9-5",
    }
    assert (report.clinics_read, report.clinics_kept, report.set_aside) == (1, 1, [])


def test_columns_are_those_of_the_design() -> None:
    assert ",".join(facts.CLINIC_COLUMNS) == (
        "id,name,street,city,state,zip,lat,lon,position,phone,website,status,telehealth_only,states_served,routes,"
        "settings,conditions,services,clinicians,board_certified,memberships,monitoring,iv_minutes,series_sessions,"
        "insurance,financing,languages,accessibility,rating,reviews,review_source,new_patients,wait_days,min_age,"
        "referral_required,hours,npi,note,excluded_since"
    )
    assert PRICE_HEADER == (
        "clinic_id,item,route,low_usd,high_usd,sessions,minutes,includes,note,as_of,source_url,kind"
    )
    assert ",".join(facts.EVIDENCE_COLUMNS) == ("clinic_id,field,value,source_url,kind,scope,quoted,as_of,read_on")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (clinic(routes=["telepathy"]), "telepathy"),
        (clinic(routes="iv"), "list of words"),
        (clinic(phone="555-0100"), "phone number"),
        (clinic(website="javascript:alert(1)"), "web address"),
        (clinic(website="example.com"), "web address"),
        (clinic(sources=[{"url": "ftp://example.com", "kind": "clinic"}]), "web address"),
        (clinic(sources=[{"url": "https://example.com", "kind": "rumour"}]), "rumour"),
        (clinic(sources=["https://example.com"]), "a source needs"),
        (clinic(name=None), "needs a name"),
        (clinic(id=None), "needs an id"),
        (clinic(id="Example Clinic A"), "an id has only"),
        (clinic(id="a" * 121), "an id has only"),
        (clinic(city=None), "needs a city"),
        (clinic(state="ZZ"), "state"),
        (clinic(zip="7870"), "ZIP"),
        (clinic(telehealth_only="yes"), "neither true nor false"),
        (clinic(iv_minutes=True), "not a number"),
        (clinic(name=7), "not text"),
        (clinic(as_of="2027-01"), "after the facts were compiled"),
        (clinic(as_of="soon"), "month"),
        ("{not json", "not JSON"),
        ("[]", "not a JSON object"),
        (b'{"name": "\xff"}', "not JSON in UTF-8"),
        (r'{"id": "a", "name": "\ud800"}', "not JSON in UTF-8"),
        (r'{"id": "a", "name": "a\u0000"}', "plain text"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_reason_and_the_rest_is_kept(
    run: Import, line: dict[str, Any] | str | bytes, reason: str
) -> None:
    good = clinic(id="example-clinic-b-austin-tx", name="Example Clinic B")
    report = run(line, good)
    (rejection,) = report.set_aside
    assert (rejection.file, rejection.line) == ("clinics.jsonl", 1)
    assert reason in str(rejection)
    assert [row["name"] for row in run.rows("clinics")] == ["Example Clinic B"]
    assert {row["clinic_id"] for row in run.rows("evidence")} == {good["id"]}
    assert (report.clinics_read, report.clinics_kept) == (2, 1)


def test_the_second_row_of_an_id_is_set_aside(run: Import) -> None:
    report = run(clinic(), clinic(name="Example Clinic B"))
    assert [row["name"] for row in run.rows("clinics")] == ["Example Clinic A"]
    assert "line 1 has this id" in str(report.set_aside[0])


def test_an_unknown_key_is_reported_and_the_row_kept(run: Import) -> None:
    report = run(clinic(parking_lot=True))
    assert report.clinics_kept == 1
    assert any("parking_lot" in remark for remark in report.remarks)


def test_the_files_are_sorted_and_the_same_bytes_each_time(run: Import) -> None:
    rows = [
        clinic(id="example-c", name='Example C, “quoted” "x"'),
        clinic(id="example-b", name="Example B"),
        clinic(id="example-d", name="Example D", city="Bend", state="OR"),
        clinic(id="example-a", name="Example A", city="El Paso"),
    ]
    price = "{},session,iv,100,,1,,,,,https://example.com,clinic\n"
    prices = price.format("example-a") + price.format("example-b")
    run(*rows, prices=prices)
    names = ("clinics.csv", "prices.csv", "evidence.csv")
    first = [(run.out / name).read_bytes() for name in names]
    run(*reversed(rows), prices=prices)
    assert [(run.out / name).read_bytes() for name in names] == first
    assert [row["id"] for row in run.rows("clinics")] == ["example-d", "example-b", "example-c", "example-a"]
    assert [row["clinic_id"] for row in run.rows("prices")] == ["example-b", "example-a"]
    assert b"\r" not in b"".join(first)
    assert sorted(path.name for path in run.out.iterdir()) == sorted(names)


# --- notes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("City from the clinic's name. Prices by phone.", "City from the clinic's name. Prices by phone."),
        ("Fragment for spravato_covered not kept.", ""),
        ("New facts only. Free parking.", "Free parking."),
        (
            "New facts only; another page gives hours of 9am to 6pm.",
            "Another page gives hours of 9am to 6pm.",
        ),
        ("Open 2020. page_date is the news page's; FAQ page undated.", "Open 2020. FAQ page undated."),
        ("series_sessions computed: twice weekly for four weeks.", "Twice weekly for four weeks."),
        ("By referral. Coordinates are the hospital's. Two hours.", "By referral. Two hours."),
        ("Own FAQ. No phone, street or price seen. News of 2019.", "Own FAQ. News of 2019."),
        ("No Austin street or phone seen.", ""),
        ("City is the hospital's (not in the excerpt).", "City is the hospital's."),
        ("City from the name; no street address on the excerpt seen.", "City from the name."),
        # What qualifies a fact stays, whatever words it uses.
        ("No page seen names the Austin closing itself.", "No page seen names the Austin closing itself."),
        ("Route not stated in the excerpt.", "Route not stated in the excerpt."),
        ("On W. 4th St. in Austin.", "On W. 4th St. in Austin."),
        ("IV 'soon'.", "IV 'soon'."),
        ("No referral, but a diagnosis is needed.", "No referral, but a diagnosis is needed."),
    ],
)
def test_a_note_loses_bookkeeping_and_nothing_else(note: str, kept: str) -> None:
    assert facts.trim_note(note)[0] == kept


def test_what_is_cut_from_a_note_is_reported(run: Import) -> None:
    report = run(clinic(note="Free parking. New facts only."))
    assert run.rows("clinics")[0]["note"] == "Free parking."
    assert [r for r in report.remarks if "note" in r] == [
        "example-clinic-a-austin-tx: cut from the note: New facts only."
    ]


def test_a_note_written_for_patients_takes_the_place_of_the_one_it_was_written_from(
    run: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    was = "Page says 'painless'.  State from city."
    table = {CLINIC["id"]: (facts.digest("Page says 'painless'. State from city."), "Parking costs $5.")}
    monkeypatch.setattr(facts, "_rewritten", lambda: table)
    report = run(clinic(note=was))
    assert run.rows("clinics")[0]["note"] == "Parking costs $5."
    assert report.remarks == []
    report = run(clinic(note="Moved in May. New facts only."))
    assert run.rows("clinics")[0]["note"] == "Moved in May."
    assert any("has changed since" in remark for remark in report.remarks)


# --- evidence -----------------------------------------------------------------------------------------------


def test_each_page_is_evidence_for_the_row_as_a_whole(run: Import) -> None:
    run(
        clinic(
            insurance=["superbill"],
            iv_minutes=40,
            quoted=["iv_minutes", "insurance_superbill", "insurance"],
            as_of="2024-02",
            sources=[
                {"url": "https://example.com/a", "kind": "clinic"},
                {"url": "https://example.org/news", "kind": "press"},
            ],
        )
    )
    first, second = run.rows("evidence")
    assert first == {
        "clinic_id": "example-clinic-a-austin-tx",
        "field": "*",
        "value": "",
        "source_url": "https://example.com/a",
        "kind": "clinic",
        "scope": "row",
        "quoted": "iv_minutes;insurance",
        "as_of": "2024-02",
        "read_on": "2026-11",
    }
    assert (second["source_url"], second["kind"], second["as_of"]) == (
        "https://example.org/news",
        "press",
        "2024-02",
    )


def test_no_date_is_undated_and_the_reading_date_can_be_given(run: Import) -> None:
    run(clinic(), read_on="2027-02")
    (row,) = run.rows("evidence")
    assert (row["as_of"], row["read_on"]) == ("", "2027-02")


def test_a_year_without_a_month_is_left_empty_and_said_in_the_note(run: Import) -> None:
    report = run(clinic(as_of="2022", note="Opened in 2021."))
    assert run.rows("evidence")[0]["as_of"] == ""
    assert run.rows("clinics")[0]["note"] == "Opened in 2021. The newest dated page is from 2022."
    assert any("no month" in remark for remark in report.remarks)


def test_a_quoted_field_that_the_row_does_not_state_is_no_evidence(run: Import) -> None:
    report = run(clinic(quoted=["new_patients"]))
    assert run.rows("evidence")[0]["quoted"] == ""
    assert any("new_patients" in remark for remark in report.remarks)


def test_tracking_leaves_an_address_and_one_page_is_one_source(run: Import) -> None:
    urls = [
        "https://example.com/a?fbclid=X1",
        "https://example.com/a",
        "https://example.com/a?p=7&utm_source=x",
    ]
    run(clinic(sources=[{"url": url, "kind": "other"} for url in urls]))
    assert [row["source_url"] for row in run.rows("evidence")] == [
        "https://example.com/a",
        "https://example.com/a?p=7",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/?p=159",
        "https://example.com/a?b",
        "https://example.com/a%20b?x=%C3%A9#top",
        "https://e.com/?",
    ],
)
def test_other_addresses_stay_as_they_are(url: str) -> None:
    assert facts.clean_url(url) == url


def test_a_newspaper_is_not_the_clinics_own_page(run: Import) -> None:
    report = run(clinic(sources=[{"url": "https://www.spokanejournal.com/x", "kind": "clinic"}]))
    assert run.rows("evidence")[0]["kind"] == "press"
    assert any("is called clinic, is press" in remark for remark in report.remarks)


def test_a_clinic_without_a_page_is_kept_and_named(run: Import) -> None:
    report = run(clinic(sources=[]))
    assert report.clinics_kept == 1
    assert any("no page states its facts" in remark for remark in report.remarks)


# --- prices -------------------------------------------------------------------------------------------------


def test_prices_are_kept_as_they_stand(run: Import) -> None:
    line = f'{CLINIC["id"]},series,iv,2000,,5,60,therapy;booster,"About 2,000",2024-02,https://example.com/p,clinic\n'
    run(clinic(), prices=line)
    assert (run.out / "prices.csv").read_text(encoding="utf-8") == f"{PRICE_HEADER}\n{line}"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nobody,session,iv,1,1,1,,,,,https://example.com,clinic", "no clinic with this id"),
        ("{id},haircut,iv,1,1,1,,,,,https://example.com,clinic", "haircut"),
        ("{id},session,telepathy,1,1,1,,,,,https://example.com,clinic", "telepathy"),
        ("{id},session,iv,,,1,,,,,https://example.com,clinic", "neither"),
        ("{id},session,iv,500,400,1,,,,,https://example.com,clinic", "more than high_usd"),
        ("{id},session,iv,20000,20000,1,,,,,https://example.com,clinic", "range"),
        ("{id},session,iv,1,1,1,,magic,,,https://example.com,clinic", "magic"),
        ("{id},session,iv,1,1,1,,,,2022,https://example.com,clinic", "month"),
        ("{id},session,iv,1,1,1,,,,2027-01,https://example.com,clinic", "after the facts"),
        ("{id},session,iv,1,1,1,,,,,example.com,clinic", "web address"),
        ("{id},session,iv,1", "cells"),
    ],
)
def test_a_bad_price_is_set_aside_with_its_reason(run: Import, line: str, reason: str) -> None:
    good = f"{CLINIC['id']},session,iv,1,1,1,,,,,https://example.com,clinic"
    report = run(clinic(), prices=f"{line.format(id=CLINIC['id'])}\n{good}\n")
    (rejection,) = report.set_aside
    assert (rejection.file, rejection.line) == ("prices.csv", 2)
    assert reason in str(rejection)
    assert (report.prices_read, report.prices_kept) == (2, 1)


def test_a_price_goes_with_its_clinic(run: Import) -> None:
    price = f"{CLINIC['id']},session,iv,1,1,1,,,,,https://example.com,clinic\n"
    report = run(clinic(phone="1"), prices=price)
    assert [rejection.file for rejection in report.set_aside] == ["clinics.jsonl", "prices.csv"]


# --- positions ----------------------------------------------------------------------------------------------


def latitude(place_id: str) -> float:
    place = places.by_id(place_id)
    assert place is not None
    return place.lat


def position(run: Import, **changes: Any) -> tuple[str, str, list[str]]:
    report = run(clinic(**changes))
    (row,) = run.rows("clinics")
    assert bool(row["lat"]) == bool(row["lon"]) == bool(row["position"])
    return row["position"], row["lat"], report.remarks


def test_a_zip_in_town_places_a_clinic(run: Import) -> None:
    how, lat, remarks = position(run, zip="78704")
    assert (how, remarks) == ("zip", [])
    assert lat == f"{latitude('zip:78704'):.4f}"


def test_a_suburbs_zip_that_bears_the_citys_name_places_a_clinic(run: Import) -> None:
    assert position(run, city="Richmond Heights", state="OH", zip="44143")[0] == "zip"


def test_a_zip_far_from_its_city_is_not_believed(run: Import) -> None:
    how, lat, remarks = position(run, city="San Diego", state="CA", zip="92019")
    assert (how, lat) == ("city", f"{latitude('city:ca/san-diego'):.4f}")
    assert "placed by city" in remarks[0]


def test_a_zip_of_another_state_is_not_believed(run: Import) -> None:
    how, _lat, remarks = position(run, zip="94110")
    assert how == "city"
    assert "not in TX" in remarks[0]


def test_a_misspelt_town_is_reported_not_guessed(run: Import) -> None:
    how, lat, remarks = position(run, city="Austn")
    assert (how, lat) == ("", "")
    assert "not placed" in remarks[0]


def test_an_area_is_placed_at_the_town_its_note_names(run: Import) -> None:
    how, lat, remarks = position(run, city="Grand Valley", state="CO")
    assert (how, lat) == ("city", f"{latitude('city:co/grand-junction'):.4f}")
    assert "is an area" in remarks[0]


def test_an_at_home_provider_has_no_position(run: Import) -> None:
    report = run(clinic(telehealth_only=True, city=None, state=None, states_served=["TX", "CA"]))
    (row,) = run.rows("clinics")
    assert (row["lat"], row["position"], row["states_served"]) == ("", "", "TX;CA")
    assert report.placed == {"at home only": 1}


# --- the command --------------------------------------------------------------------------------------------


def test_the_command_prints_its_report(run: Import, capsys: pytest.CaptureFixture[str]) -> None:
    run(clinic())
    assert facts.main([str(run.source), str(run.out)]) == 0
    assert "clinics: 1 read, 1 kept" in capsys.readouterr().out
    run(clinic(), clinic(id="b", phone="1"))
    assert facts.main([str(run.source), str(run.out)]) == 1
    assert "clinics.jsonl line 2: phone" in capsys.readouterr().out


def test_a_missing_folder_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert facts.main([str(tmp_path / "nowhere"), str(tmp_path / "out")]) == 2
    assert "nowhere" in capsys.readouterr().err


# --- the bundled data ---------------------------------------------------------------------------------------

CLINICS, PRICES, EVIDENCE = (read(DATA / f"{name}.csv") for name in ("clinics", "prices", "evidence"))
IDS = {row["id"] for row in CLINICS}
#: The only clinics placed by a town that is not in their city cell.
AREAS = {"colorado-ketamine-clinic-grand-valley-co"}


def test_every_fact_file_is_whole() -> None:
    assert (len(CLINICS), len(IDS), len(PRICES)) == (331, 331, 52)
    for name, columns in (
        ("clinics", facts.CLINIC_COLUMNS),
        ("prices", facts.PRICE_COLUMNS),
        ("evidence", facts.EVIDENCE_COLUMNS),
    ):
        raw = (DATA / f"{name}.csv").read_bytes()
        # The exclusion list is checked by hand: the column is there once a clinic of ours is on it.
        header = raw.split(b"\n", 1)[0].decode().removesuffix(",excluded_since")
        assert header == ",".join(column for column in columns if column != "excluded_since")
        assert b"\r" not in raw


def test_every_clinic_has_evidence_and_every_price_and_evidence_row_a_clinic() -> None:
    assert {row["clinic_id"] for row in EVIDENCE} == IDS
    assert {row["clinic_id"] for row in PRICES} <= IDS
    pages = [(row["clinic_id"], row["source_url"]) for row in EVIDENCE]
    assert len(set(pages)) == len(pages)


def test_no_word_is_outside_the_vocabulary() -> None:
    for row in CLINICS:
        for name, words in FIELDS.items():
            assert all(word in words for word in row[name].split(";") if word), (row["id"], name)
        assert row["status"] in STATUSES
        assert row["state"] in STATES or row["telehealth_only"] == "true"
        assert all(state in STATES for state in row["states_served"].split(";") if state)
    for row in PRICES:
        assert row["item"] in ITEMS
        assert row["kind"] in KINDS
        assert not row["route"] or row["route"] in FIELDS["routes"]
        assert all(word in INCLUDES for word in row["includes"].split(";") if word)
    for row in EVIDENCE:
        assert row["kind"] in KINDS
        assert all(name in facts.CLINIC_COLUMNS for name in row["quoted"].split(";") if name)


def test_every_placed_clinic_lies_in_its_state_and_by_its_town() -> None:
    for row in CLINICS:
        if row["telehealth_only"] == "true":
            assert not row["position"]
            continue
        assert row["position"] in ("zip", "city"), row["id"]
        lat, lon = float(row["lat"]), float(row["lon"])
        assert places.nearest(lat, lon)[0].state == row["state"], row["id"]
        town = places.by_id(f"city:{row['state'].lower()}/{slug(row['city'])}")
        if row["id"] in AREAS:
            assert town is None
        else:
            assert town is not None
            assert abs(town.lat - lat) + abs(town.lon - lon) < 0.5, row["id"]


def test_quoted_fields_are_stated() -> None:
    stated = {row["id"]: row for row in CLINICS}
    for row in EVIDENCE:
        assert all(stated[row["clinic_id"]][name] for name in row["quoted"].split(";") if name), row


def test_notes_are_in_our_words() -> None:
    written = {row["id"]: row["note"] for row in read(facts.NOTES)}
    assert set(written) <= IDS
    for row in CLINICS:
        assert row["note"].startswith(written.get(row["id"], "")), row["id"]
        assert not row["note"] or row["id"] in written, row["id"]
        assert not re.search(r"""["“”]|(?<!\w)'|'(?!\w)""", row["note"]), row["id"]
        assert not re.search(r"excerpt|page seen|\bper the\b|State from", row["note"]), row["id"]


def test_notes_hold_no_bookkeeping_and_no_path_of_ours() -> None:
    for row in CLINICS:
        assert not re.search(r"page_date|series_sessions|Fragment for|New facts only|Coordinates are", row["note"])
    for name in ("clinics", "prices", "evidence"):
        assert "/work/" not in (DATA / f"{name}.csv").read_text(encoding="utf-8")


def test_the_schema_accepts_all_of_it() -> None:
    assert set(schema.SCHEMAS) == {"clinics.csv", "prices.csv", "evidence.csv"}
    assert catalog.load(DATA).rejected == []
