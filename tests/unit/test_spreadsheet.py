"""Spreadsheets of any make: what is read is what stands there, and what cannot be read is named with its place."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from finder import schema
from finder.merging import SURE
from finder.sources import sheetcells, sheetcolumns, sheetrows, spreadsheet
from finder.sources.candidates import Candidate, Origin, PriceOffer, Statement
from finder.sources.registry import SOURCES, Item, Mark, Request
from finder.sources.sheetcells import CellError
from finder.sources.web import Client
from finder.tables import Rejection, TableError
from finder.vocabulary import FIELDS, ITEMS, LABELS

SOURCE = "https://example.com/list"
HUMAN = ("Clinic Name", "Address", "Phone #", "Treats", "Cost per infusion")
ROW = (
    "Example Clinic A",
    "1 Example St, Los Angeles, CA 90012",
    "(213) 555-0101",
    "PTSD; Major Depression",
    "$450-600",
)


def write_sheet(path: Path, rows: Sequence[Sequence[Any]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """Rows as a CSV file, or as XLSX by the name's ending."""
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        for i, row in enumerate(rows, start=1):
            for j, value in enumerate(row, start=1):
                cell = sheet.cell(i, j, value)
                if isinstance(value, str):
                    cell.data_type = "s"  # "=1+1" is a text here
        book.save(path)
        return path
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read(path: Path, since: str = "", **request: Any) -> list[Item]:
    """All that the file gives."""
    told = {"source_url": SOURCE} | request
    return list(SOURCES["file"].read(Request(path=path, **told), Client(), since))


def read_rows(tmp_path: Path, header: Sequence[Any], *rows: Sequence[Any], **request: Any) -> list[Item]:
    """What the rows give, without marks, read from XLSX."""
    items = read(write_sheet(tmp_path / "list.xlsx", [header, *rows]), **request)
    return [item for item in items if not isinstance(item, Mark)]


def one(tmp_path: Path, header: Sequence[Any], *row: Any, **request: Any) -> Candidate:
    """The one clinic of one row, of which nothing was set aside."""
    (item,) = read_rows(tmp_path, header, row, **request)
    assert isinstance(item, Candidate), str(item)
    return item


def facts(candidate: Candidate) -> dict[str, str]:
    return {said.field: candidate.value(said.field) for said in candidate.statements}


BOARD = ("Board certified", "board_certified")

# The whole way


def test_a_list_with_human_headers_is_understood(tmp_path: Path) -> None:
    candidate = one(tmp_path, HUMAN, *ROW, as_of="2026-05")
    assert facts(candidate) == {
        "name": "Example Clinic A",
        "street": "1 Example St",
        "city": "Los Angeles",
        "state": "CA",
        "zip": "90012",
        "phone": "+12135550101",
        "conditions": "ptsd;depression",
    }
    (offer,) = candidate.offers
    assert (offer.item, offer.route, offer.low_usd, offer.high_usd) == ("session", "iv", 450.0, 600.0)
    assert {said.origin for said in [*candidate.statements, offer]} == {
        Origin(SOURCE, "other", "2026-05", date.today().isoformat())
    }


def test_what_a_spreadsheet_does_to_numbers_is_undone(tmp_path: Path) -> None:
    header = ("Name", "City", "State", "ZIP", "Phone", "Price", "Verified", "Date")
    row = ("Example Clinic A", "Boston", "ma", 2139.0, 6175550101.0, 450, datetime(2026, 5, 4), datetime(2026, 4, 1))
    candidate = one(tmp_path, header, *row)
    assert (candidate.value("zip"), candidate.value("phone"), candidate.value("state")) == (
        "02139",
        "+16175550101",
        "MA",
    )
    assert candidate.offers[0].low_usd == 450
    assert candidate.statements[0].origin == Origin(SOURCE, "other", "2026-04", "2026-05-04")
    # The same numbers as text, as CSV exports have them.
    path = write_sheet(
        tmp_path / "list.csv", [header[:5], ("Example Clinic A", "Boston", "MA", "2139.0", "6175550101.0")]
    )
    assert facts(read(path)[0]) == {  # type: ignore[arg-type]
        name: candidate.value(name) for name in ("name", "city", "state", "zip", "phone")
    }


_TEXT = st.text("aZ 1,;|\t\n\"'=+-@éñüö/&", max_size=12)
_ROWS = st.lists(
    st.tuples(
        _TEXT,
        _TEXT,
        st.sampled_from(["Los Angeles", "", "Ñandú"]),
        st.sampled_from(["CA", "California", "Narnia", ""]),
        st.sampled_from(["90012", "601", "9", ""]),
        st.sampled_from(["(213) 555-0101", "213.555.0102 x3", "none", ""]),
        st.sampled_from(["PTSD; OCD", "Migraine, ptsd", "baldness", ""]),
        st.sampled_from(["$450", "400-500", "call us", ""]),
    ),
    min_size=1,
    max_size=8,
)
_HEADER = ("Name", "Street", "City", "State", "ZIP", "Phone", "Conditions", "IV price")
_FORMATS = (
    *((delimiter, "utf-8") for delimiter in ",;\t|"),
    *((",", encoding) for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")),
)


@given(rows=_ROWS)
@hypothesis_settings(max_examples=20)
def test_a_table_reads_alike_from_any_format(tmp_path_factory: pytest.TempPathFactory, rows: list[Any]) -> None:
    folder = tmp_path_factory.mktemp("alike")

    def alike(items: list[Item]) -> list[Any]:
        # Lines of the file differ, as a cell of several lines takes several in CSV.
        items = [item for item in items if not isinstance(item, Mark)]
        return [
            (one.column, one.value, re.sub(r"line \d+", "", one.reason)) if isinstance(one, Rejection) else one
            for one in items
        ]

    first, *others = [
        alike(read(write_sheet(folder / f"{i}.csv", [_HEADER, *rows], delimiter, encoding)))
        for i, (delimiter, encoding) in enumerate(_FORMATS)
    ]
    assert all(other == first for other in others)
    assert alike(read(write_sheet(folder / "a.xlsx", [_HEADER, *rows]))) == first
    # No row is lost: each gives a clinic, or is set aside with a reason; blank rows are no rows.
    placed = {tuple(" ".join(cell.split()) for cell in row) for row in rows if row[2] and row[3].startswith("C")}
    clinics = [item for item in first if isinstance(item, Candidate)]
    assert len(clinics) >= len([row for row in placed if not sheetcells.empty(row[0])])


@given(rows=st.integers(0, 11), at=st.integers(0, 5))
@hypothesis_settings(max_examples=12)
def test_going_on_from_a_mark_gives_the_rest(tmp_path_factory: pytest.TempPathFactory, rows: int, at: int) -> None:
    folder = tmp_path_factory.mktemp("resume")
    table = [HUMAN, *((f"Example Clinic {i}", *ROW[1:3], "baldness" if i % 3 else "OCD", "$1") for i in range(rows))]
    lines = "".join(json.dumps({"id": f"a-{i}", "name": f"Example {i}", "zip": "90012"}) + "\n\n" for i in range(rows))
    (folder / "clinics.jsonl").write_text(lines, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spreadsheet, "STRIDE", 3)
        for path in (
            write_sheet(folder / "a.csv", table),
            write_sheet(folder / "a.xlsx", table),
            folder / "clinics.jsonl",
        ):
            whole = read(path)
            marks = [i for i, item in enumerate(whole) if isinstance(item, Mark)]
            assert len(marks) == -(-rows // 3)
            assert [whole[i].done for i in marks] == [min(3 * (n + 1), rows) for n in range(len(marks))]
            if marks:
                mark = marks[at % len(marks)]
                assert read(path, since=whole[mark].cursor) == whole[mark + 1 :]


def test_a_file_that_changed_above_the_mark_is_read_from_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "STRIDE", 2)
    rows = [(f"Example Clinic {i}", *ROW[1:]) for i in range(5)]
    cursor = next(
        item for item in read(write_sheet(tmp_path / "a.csv", [HUMAN, *rows])) if isinstance(item, Mark)
    ).cursor
    changed = [("Example Clinic New", *ROW[1:]), *rows]
    found = read(write_sheet(tmp_path / "a.csv", [HUMAN, *changed]), since=cursor)
    assert [item.value("name") for item in found if isinstance(item, Candidate)] == [row[0] for row in changed]
    with pytest.raises(spreadsheet.RequestError, match="not where a file can be read on"):
        read(tmp_path / "a.csv", since="nonsense")


# Rows


def test_a_bad_cell_is_set_aside_and_its_row_goes_on(tmp_path: Path) -> None:
    *aside, candidate = read_rows(
        tmp_path, HUMAN, ("Example Clinic A", ROW[1], "call us", "PTSD, baldness; depresion", "$500 off")
    )
    assert [(a.file, a.line, a.column, a.value) for a in aside] == [  # type: ignore[union-attr]
        ("list.xlsx", 2, "Phone #", "call us"),
        ("list.xlsx", 2, "Treats", "PTSD, baldness; depresion"),
        ("list.xlsx", 2, "Cost per infusion", "$500 off"),
    ]
    assert "“baldness” is not a word we know" in str(aside[1])
    assert isinstance(candidate, Candidate)
    assert (candidate.value("conditions"), candidate.offers) == ("ptsd;depression", ())


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("", "Los Angeles", "CA", ""), "name"),
        (("n/a", "Los Angeles", "CA", ""), "name"),
        (("Example Clinic A", "", "", ""), "city"),
        (("Example Clinic A", "Los Angeles", "", ""), "city"),
        (("Example Clinic A", "", "CA", ""), "city"),
    ],
)
def test_a_row_without_name_or_place_is_set_aside(tmp_path: Path, row: tuple[str, ...], column: str) -> None:
    good = ("Example Clinic B", "Los Angeles", "CA", "90012")
    aside, candidate = read_rows(tmp_path, ("Name", "City", "State", "ZIP"), row, good)
    assert isinstance(aside, Rejection)
    assert (aside.line, aside.column) == (2, column)
    assert isinstance(candidate, Candidate)


def test_a_zip_is_place_enough_and_names_its_town(tmp_path: Path) -> None:
    candidate = one(tmp_path, ("Name", "ZIP"), "Example Clinic A", "94110")
    assert (candidate.value("city"), candidate.value("state")) == ("San Francisco", "CA")
    # but not against what the sheet says itself
    candidate = one(tmp_path, ("Name", "State", "ZIP"), "Example Clinic A", "TX", "94110")
    assert (candidate.value("city"), candidate.value("state")) == ("", "TX")


def test_a_provider_without_a_door_needs_no_place(tmp_path: Path) -> None:
    candidate = one(tmp_path, ("Name", "Online only", "States served"), "Example Provider", "yes", "CA, new york")
    assert (candidate.value("telehealth_only"), candidate.value("states_served")) == ("true", "CA;NY")


def test_columns_of_ticks_are_words_of_a_list(tmp_path: Path) -> None:
    header = ("Name", "ZIP", "PTSD", "OCD", "IV", "Spravato", "CareCredit", "Board certified", "Migraine")
    row = ("Example Clinic A", "90012", "x", "no", "✓", True, 1, "Y", "")
    found = facts(one(tmp_path, header, *row))
    # what is not ticked is not stated, never "no"
    assert found.items() >= {
        "conditions": "ptsd", "routes": "iv;spravato", "financing": "carecredit", "board_certified": "true",
    }.items()  # fmt: skip


def test_low_and_high_ends_in_two_columns_are_one_offer(tmp_path: Path) -> None:
    header = ("Name", "ZIP", "IV price (low)", "IV price (high)", "Consultation fee", "Price of 6 infusions")
    candidate = one(tmp_path, header, "Example Clinic A", "90012", 400, "$600", "free", "$2,400")
    assert [(o.item, o.route, o.low_usd, o.high_usd, o.sessions) for o in candidate.offers] == [
        ("session", "iv", 400, 600, None),
        ("consultation", "", 0, 0, None),
        ("series", "iv", 2400, 2400, 6),
    ]
    *aside, candidate = read_rows(tmp_path, header, ("Example Clinic A", "90012", 700, 600, "", ""))  # type: ignore[assignment]
    assert len(aside) == 1
    assert candidate.offers[0].low_usd == 700


def test_notes_stay_out_unless_they_are_meant_for_patients(tmp_path: Path) -> None:
    header, row = ("Name", "ZIP", "Notes"), ("Example Clinic A", "90012", "rang twice, rude")
    assert "note" not in facts(one(tmp_path, header, *row))
    assert facts(one(tmp_path, header, *row, columns=(("notes", "note"),)))["note"] == "rang twice, rude"


def test_a_rating_needs_its_number_and_its_site(tmp_path: Path) -> None:
    header = ("Name", "ZIP", "Rating", "Reviews", "Review source")
    aside, candidate = read_rows(tmp_path, header, ("Example Clinic A", "90012", 4.9, 12, ""))
    assert (aside.column, "rating" in facts(candidate)) == ("rating", False)  # type: ignore[union-attr, arg-type]
    assert one(tmp_path, header, "Example Clinic A", "90012", 4.9, 12, "Example Maps").value("rating") == "4.9"
    # A sheet that never says where is not told so for each of its rows.
    assert "rating" not in facts(one(tmp_path, header[:4], "Example Clinic A", "90012", 4.9, 12))


def test_a_position_abroad_or_by_half_is_no_position(tmp_path: Path) -> None:
    header = ("Name", "ZIP", "Latitude", "Longitude")
    assert facts(one(tmp_path, header, "Example Clinic A", "90012", 34.05, -118.24))["position"] == "zip"
    for lat, lon in ((34.05, None), (51.5, -0.12)):
        aside, candidate = read_rows(tmp_path, header, ("Example Clinic A", "90012", lat, lon))
        assert isinstance(aside, Rejection)
        assert not {"lat", "lon", "position"} & set(facts(candidate))  # type: ignore[arg-type]


def test_outside_text_stays_text(tmp_path: Path) -> None:
    name = '=HYPERLINK("https://example.com") \u202e<b>A</b>'
    candidate = one(tmp_path, ("Name", "Hours", "ZIP"), name, "x" * 10_000 + "\nand more", "90012")
    assert candidate.value("name") == name
    assert candidate.value("hours") == "x" * 10_000 + " and more"
    path = tmp_path / "bad.csv"
    path.write_bytes(b"Name,ZIP\nExample\x07 \x1b[31mClinic,90012\n")
    assert read(path)[0].value("name") == "Example [31mClinic"  # type: ignore[union-attr]


def test_keys_are_the_sheets_own_or_what_name_and_place_come_to(tmp_path: Path) -> None:
    header, row = ("ID", *HUMAN), (17, *ROW)
    assert one(tmp_path, header, *row).key == "list.xlsx#17"
    moved = one(tmp_path, (HUMAN[3], *HUMAN[:3]), ROW[3], *ROW[:3]).key
    assert one(tmp_path, HUMAN, *ROW).key == moved
    assert one(tmp_path, HUMAN, ROW[0].upper(), *ROW[1:]).key == moved
    assert one(tmp_path, HUMAN, "Example Clinic B", *ROW[1:]).key != moved


def test_a_clinic_on_several_rows_loses_none_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "STRIDE", 2)
    header = ("Name", "ZIP", "Provider type")
    rows = [("Example Clinic A", "90012", who) for who in ("CRNA", "Psychiatrist", "CRNA", "Psychiatrist", "RN")]
    path = write_sheet(tmp_path / "a.csv", [header, *rows])
    whole = read(path)
    clinics = [item for item in whole if isinstance(item, Candidate)]
    assert [one.value("clinicians") for one in clinics] == ["crna", "psychiatrist", "registered_nurse"]
    assert len({one.key for one in clinics}) == 3
    aside = [item for item in whole if isinstance(item, Rejection)]
    assert [(item.line, item.reason) for item in aside] == [
        (4, "it says the same as line 2"),
        (5, "it says the same as line 3"),
    ]
    for i, item in enumerate(whole):
        if isinstance(item, Mark):
            assert read(path, since=item.cursor) == whole[i + 1 :]


# What stands behind the rows


def test_a_source_must_be_said(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.csv", [HUMAN, ROW])
    with pytest.raises(spreadsheet.RequestError, match="Say where the facts of this file come from"):
        spreadsheet.read(Request(path=path), Client())
    with pytest.raises(spreadsheet.RequestError, match="Is “directory” meant"):
        read(path, kind="directry")
    with pytest.raises(spreadsheet.RequestError, match="yet to come"):
        read(path, as_of="2099-01")
    with pytest.raises(spreadsheet.RequestError, match="not a web address"):
        read(path, source_url="javascript:alert(1)")
    called = read(path, source_url="", kind="phone", as_of="May 2026")[0]
    assert called.statements[0].origin == Origin("", "phone", "2026-05", date.today().isoformat())  # type: ignore[union-attr]


def test_a_column_may_hold_the_source_of_each_row(tmp_path: Path) -> None:
    header = ("Name", "ZIP", "Source URL", "As of", "Kind")
    rows = [
        ("Example Clinic A", "90012", "www.example.com/a?utm_source=x", "5/1/2026", "directory"),
        ("Example Clinic B", "90012", "", "", ""),
        ("Example Clinic C", "90012", "", "2026-03", "a phone call"),
    ]
    first, aside, third = read_rows(tmp_path, header, *rows, source_url="")
    origin = first.statements[0].origin  # type: ignore[union-attr]
    assert (origin.url, origin.kind, origin.as_of) == ("https://www.example.com/a", "directory", "2026-05")
    assert isinstance(aside, Rejection)
    assert "no page that states it" in aside.reason
    assert third.statements[0].origin.kind == "phone"  # type: ignore[union-attr]


# Columns


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("CLINIC_NAME", "name"),
        ("ClinicName", "name"),
        ("Practice", "name"),
        ("Street Address", "street"),
        ("Zip / Postal Code", "zip"),
        ("Clinic phone", "phone"),
        ("Telephone No", "phone"),
        ("Web site", "website"),
        ("Who treats you", "clinicians"),
        ("How it is given", "routes"),
        ("Conditions treated:", "conditions"),
        ("Insurence accepted", "insurance"),
        ("# of infusions", "series_sessions"),
        ("IV price", "price:session:iv"),
        ("Cost per infusion", "price:session:iv"),
        ("Cash price - ketamine lozenges", "price:session:sublingual"),
        ("Consultation fee ($)", "price:consultation"),
        ("Package price (6 infusions)", "price:series:iv"),
        ("KAP session cost", "price:kap_session"),
        ("Spravato price", "price:session:spravato"),
        ("Max price", "price:session::high"),
        ("Accepting new patients?", "new_patients"),
        ("Treats PTSD", "conditions:ptsd"),
        ("Wheelchair access", "accessibility:wheelchair"),
        ("IV Ketamine Cost (40 min)", "price:session:iv"),
        ("Intake $", "price:consultation"),
        ("Psychiatrist on staff", "clinicians:psychiatrist"),
        ("working_hours", "hours"),
        # Hours and weeks would be read as minutes and days; a link may lead anywhere.
        ("6-pack price", "price:series"),
        ("Six-pack cost", "price:series"),
        ("Price for pack of 6", "price:series"),
        ("6x price", "price:series"),
        ("12 pack cost", "price:series"),
        ("Induction cost", "price:series"),
        ("Price per month", "price:membership"),
        ("Monthly price", "price:membership"),
        ("First infusion cost", "price:first_session:iv"),
        ("Price per 1 infusion", "price:session:iv"),
        ("Price 0.5 mg/kg IV", "price:session:iv"),
        ("2025 price (40-60 min)", "price:session"),
        # What is the price of no session, or of we know not how many, is none.
        ("Package price per infusion", ""),
        ("KAP 6-pack price", ""),
        ("Price sessions 1-6", ""),
        ("Package 2 price", ""),
        ("Price (6)", ""),
        ("Deposit fee", ""),
        ("Cancellation fee", ""),
        ("Price per week", ""),
        ("Annual fee", ""),
        ("Drug cost", ""),
        ("Telehealth fee", ""),
        ("Success rate", ""),
        ("Checked on", "read_on"),
        ("Date checked", "read_on"),
        ("Verified on", "read_on"),
        ("Last verified on", "read_on"),
        ("Infusion duration (hours)", ""),
        ("Wait (weeks)", ""),
        ("Link", ""),
        ("Price notes", ""),
        ("Owner", ""),
        ("Email", ""),
        ("Fax", ""),
    ],
)
def test_a_column_is_known_by_its_name(header: str, target: str) -> None:
    assert sheetcolumns.named(header)[0] == target


@pytest.mark.parametrize(
    ("header", "sessions"),
    [
        ("6-pack price", 6), ("Pack of 6", 6), ("Package (6 infusions)", 6), ("Price x10", 10), ("Six pack cost", 6),
        ("6 IV ketamine infusions", 6), ("Price per infusion", None), ("IV price (40 min)", None),
        ("Price of 1 session", None), ("Package price", None), ("Price 2025", None),
    ],
)  # fmt: skip
def test_a_columns_name_may_say_how_many_sessions(header: str, sessions: int | None) -> None:
    assert sheetcolumns.sessions(header) == sessions


def test_packs_are_series_and_each_has_its_own_price(tmp_path: Path) -> None:
    header = ("Name", "ZIP", "IV price", "6-pack price", "10-pack price", "Initial series")
    candidate = one(tmp_path, header, "Example Clinic A", "90012", 450, 2700, 4000, 2500)
    assert [(o.item, o.route, o.low_usd, o.sessions) for o in candidate.offers] == [
        ("session", "iv", 450, None), ("series", "", 2700, 6), ("series", "", 4000, 10), ("series", "", 2500, None),
    ]  # fmt: skip


def test_two_prices_of_one_thing_are_not_chosen_between(tmp_path: Path) -> None:
    header = ("Name", "ZIP", "IV price", "Infusion cost")
    aside, candidate = read_rows(tmp_path, header, ("Example Clinic A", "90012", 450, 600))
    assert "another column states another price" in str(aside)
    assert [o.low_usd for o in candidate.offers] == [450]  # type: ignore[union-attr]
    assert [o.low_usd for o in one(tmp_path, header, "Example Clinic A", "90012", 450, "$450").offers] == [450]


@pytest.mark.parametrize("header", ["6-pack", "Pack of 6", "6 infusions", "Package", "Initial series", "Bundle"])
def test_a_series_without_the_word_price_is_known_by_its_sums(header: str) -> None:
    def taken(*cells: str) -> tuple[str, float]:
        column = spreadsheet.guess((header,), [(cell,) for cell in cells]).columns[0]
        return ":".join(column.target.split(":")[:2]), column.sure

    target, sure = taken("$2,700", "2400")
    assert (target, sure >= SURE) == ("price:series", True)
    for cells in (("6", "6"), ("450", "$500"), ("yes", "2700"), ()):
        assert not taken(*cells)[0].startswith("price")


@pytest.mark.parametrize("header", ["Per month", "Monthly", "Each"])
def test_what_is_paid_for_we_know_not_what_is_not_read(header: str) -> None:
    assert spreadsheet.guess((header,), [("450",), ("$2,500",)]).target(header) == ""


@pytest.mark.parametrize("header", ["IV price", "Ketamine IV price", "Price per infusion", "Infusion cost (IV)"])
def test_a_plain_price_is_sure_whatever_stands_beside_it(header: str) -> None:
    for cells in (("call us", "$450"), ("$450 cash / $500 card",), ("varies", "ask", "call", "from $400")):
        column = spreadsheet.guess((header,), [(cell,) for cell in cells]).columns[0]
        assert column.target == "price:session:iv"
        assert SURE + 0.05 < column.sure < 0.95


def test_a_bare_no_is_no_insurer(tmp_path: Path) -> None:
    for cell in ("N", "No", "none", "FALSE"):
        known, (wrong,) = sheetcells.values("insurance", cell, "Insurance")
        assert known == []
        assert f"“{cell}” is not a word of this list; write not_accepted if" in str(wrong)
        assert "aetna" not in str(wrong)
        assert sheetcells.values("insurance", cell, "Accepts insurance?") == (["not_accepted"], [])
        assert sheetcells.values("insurance", cell, "Insurance for ketamine") == (["not_accepted"], [])
        assert sheetcells.values("insurance", cell, "Insurance accepted (Spravato)")[0] == []
        assert "leave the cell empty" in str(sheetcells.values("conditions", cell, "Conditions treated")[1][0])
    header = ("Name", "ZIP", "Accepts insurance")
    assert one(tmp_path, header, "Example Clinic A", "90012", "N").value("insurance") == "not_accepted"
    assert one(tmp_path, header, "Example Clinic A", "90012", "Y").value("insurance") == "accepts_insurance"
    rows = [("N",), ("No",), ("None",)]
    assert "is not a word of this list" in spreadsheet.guess(("Insurance",), rows).columns[0].why
    assert spreadsheet.guess(("Takes insurance",), rows).columns[0].target == "insurance"


def test_no_column_is_hinted_at_that_is_not_like_what_was_said(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.csv", [("Name", "Price per infusion", "Phone"), ("Example Clinic A", "1", "2")])
    for said in ("Nope", "P", "No", "Wibble"):
        with pytest.raises(spreadsheet.RequestError) as error:
            spreadsheet.columns(Request(path=path, columns=((said, "phone"),)))
        assert str(error.value) == f"The sheet has no column “{said}”."
    with pytest.raises(spreadsheet.RequestError, match="Is “Phone” meant"):
        spreadsheet.columns(Request(path=path, columns=(("Phnoe", "phone"),)))


def test_what_is_wrong_is_said_in_whole_sentences(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.csv", [("Name", "ZIP"), ("Example Clinic A", "90012")])
    with pytest.raises(spreadsheet.RequestError) as error:
        read(path, as_of="2099-11")
    assert str(error.value) == "The month of the page is said to be “2099-11”, which is yet to come."
    with pytest.raises(spreadsheet.RequestError, match=r"^The address of the page is said to be “x y”, which is not a"):
        read(path, source_url="x y")
    aside, _candidate = read_rows(
        tmp_path, ("Name", "ZIP", "Board certified"), ("Example Clinic A", "90012", "maybe"), columns=(BOARD,)
    )
    assert "is 'maybe', which is neither yes nor no; write yes or no, or leave it empty" in str(aside)
    assert "write true or false" in schema.wrong("board_certified", "maybe")


def test_every_column_of_ours_is_known_by_its_name_and_its_label() -> None:
    for field in schema.CLINICS.columns:
        if field not in ("excluded_since", "position"):
            assert sheetcolumns.named(field) == (field, 1.0)
        if field in LABELS and field not in ("excluded_since", "price"):
            assert sheetcolumns.named(LABELS[field])[0] == field


def test_odd_headers_are_known_by_what_stands_below() -> None:
    headers = ("A", "B", "C", "D", "E", "F", "")
    rows = [
        (
            f"Example Clinic {i}",
            f"(213) 555-010{i}",
            f"https://example.com/{i}",
            state,
            f"{i}",
            "PTSD, OCD" if i else "MDD",
            "",
        )
        for i, state in enumerate(["CA", "NY", "TX"])
    ]
    mapping = spreadsheet.guess(headers, rows)
    assert [column.target for column in mapping.columns] == ["", "phone", "website", "state", "", "conditions", ""]
    assert all(0 < column.sure < 0.9 for column in mapping.columns if column.target)
    assert [column.header for column in mapping.columns][-1] == "column G"


def test_a_name_that_its_cells_belie_is_not_believed() -> None:
    headers = ("Name", "State", "Phone", "Phone")
    rows = [(f"Example {i}", "open", f"info{i}@example.com", f"(213) 555-010{i}") for i in range(4)]
    mapping = spreadsheet.guess(headers, rows)
    assert [column.target for column in mapping.columns] == ["name", "", "", "phone"]
    assert "what stands in it does not" in mapping.columns[1].why


def test_no_fact_is_taken_from_two_columns() -> None:
    mapping = spreadsheet.guess(("Name", "Clinic", "Conditions", "Treats"), [("A", "B", "PTSD", "OCD")])
    assert [column.target for column in mapping.columns] == ["name", "", "conditions", "conditions"]


def test_what_a_person_says_of_a_column_counts(tmp_path: Path) -> None:
    path = write_sheet(
        tmp_path / "a.csv", [("Who", "Spot", "Ring", "Cash"), ("Example Clinic A", "90012", "2135550101", "$450")]
    )

    def mapping(*columns: tuple[str, str]) -> sheetcolumns.Mapping:
        return spreadsheet.columns(Request(path=path, source_url=SOURCE, columns=columns))

    with pytest.raises(spreadsheet.RequestError, match="No column holds the names"):
        read(path)
    told = (("who", "name"), ("Spot", "zip"), ("Ring", "-"), ("cash", "IV price"))
    assert [column.target for column in mapping(*told).columns] == ["name", "zip", "", "price:session:iv"]
    assert mapping(*told).columns[0].sure == 1.0
    assert facts(read(path, columns=told)[0]) == {  # type: ignore[arg-type]
        "name": "Example Clinic A", "zip": "90012", "city": "Los Angeles", "state": "CA",
    }  # fmt: skip
    with pytest.raises(spreadsheet.RequestError, match=r"no column “Whom”\. Is “Who” meant"):
        mapping(("Whom", "name"))
    with pytest.raises(spreadsheet.RequestError, match=r"“namee” is nothing that a column can hold\. Is “name” meant"):
        mapping(("Who", "namee"))


def test_the_mapping_is_shown_in_words(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.csv", [(*HUMAN, "Owner"), (*ROW, "Ann")])
    shown = list(spreadsheet.columns(Request(path=path)).lines())
    assert shown[0] == "Clinic Name -> Name 95%: by its name (such as Example Clinic A)"
    assert shown[4].startswith("Cost per infusion -> Price: One session, IV infusion")
    assert shown[5].startswith("Owner -> not read")


@given(
    st.lists(st.text(max_size=20), min_size=1, max_size=8),
    st.lists(st.lists(st.text(max_size=20), max_size=9), max_size=5),
)
def test_any_headers_over_any_cells_can_be_guessed_about(headers: list[str], rows: list[list[str]]) -> None:
    mapping = spreadsheet.guess(headers, rows)
    assert len(mapping.columns) == len(headers)
    assert len({column.header for column in mapping.columns}) == len(headers)
    singles = [column.target for column in mapping.columns if column.target and ":" not in column.target]
    singles = [target for target in singles if target not in schema.LISTS]
    assert len(singles) == len(set(singles))


# Files


def test_titles_blank_rows_other_sheets_and_merged_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["About this list"])
    sheet = book.create_sheet("Clinics")
    for row in (
        ["Ketamine clinics, 2026"],
        [],
        list(HUMAN),
        [],
        list(ROW),
        [],
        ["Example Clinic B"],
        [None, None, "x"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("B5:B7")
    book.save(tmp_path / "a.xlsx")
    mapping = spreadsheet.columns(Request(path=tmp_path / "a.xlsx"))
    assert (mapping.sheet, mapping.line) == ("Clinics", 3)
    first, second, *rest = read(tmp_path / "a.xlsx")
    assert facts(second) == {
        **{name: facts(first)[name] for name in ("street", "city", "state", "zip")},
        "name": "Example Clinic B",
    }  # type: ignore[arg-type]
    assert {item.line for item in rest if isinstance(item, Rejection)} == {8}


def test_a_formula_gives_the_value_it_had(tmp_path: Path) -> None:
    path = write_sheet(
        tmp_path / "a.xlsx",
        [("Name", "ZIP", "Price"), ("Example Clinic A", "90012", 1), ("Example Clinic B", "90012", "#N/A")],
    )
    formula = rb"\1<f>400+B9</f><v>450</v>"
    rewrite(path, lambda xml: re.sub(rb'(<c r="C2"[^>]*>)<v>1</v>', formula, xml))
    first, second, _mark = read(path)
    assert first.offers[0].low_usd == 450  # type: ignore[union-attr]
    assert second.offers == ()  # type: ignore[union-attr]


def test_commas_in_every_row_do_not_hide_the_tabs(tmp_path: Path) -> None:
    rows = [(f"Example, Clinic, {i}", "Los Angeles, CA, USA", "1, 2, 3, 4") for i in range(20)]
    for delimiter in ("\t", ";"):
        text = "\n".join(delimiter.join(row) for row in [("Name", "City and state", "Hours"), *rows])
        (tmp_path / "a.csv").write_text(text + "\n", encoding="utf-8")
        first = read(tmp_path / "a.csv")[0]
        assert isinstance(first, Candidate), str(first)
        assert (first.value("name"), first.value("city")) == ("Example, Clinic, 0", "Los Angeles")


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Changes the XML of the first sheet of an XLSX file."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    part = "xl/worksheets/sheet1.xml"
    assert change(parts[part]) != parts[part]
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w") as new:
        for name, raw in parts.items():
            new.writestr(name, raw)


def test_a_wrong_size_in_the_file_cuts_nothing(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [("Name", "ZIP"), *((f"Example Clinic {i}", "90012") for i in range(5))])
    rewrite(path, lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A2"', xml))
    assert [item.value("zip") for item in read(path) if isinstance(item, Candidate)] == ["90012"] * 5


def test_excels_own_word_for_the_separator(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\nName;Town;State\nExample, Clinic;Los Angeles;CA\n", encoding="utf-8")
    assert read(path)[0].value("name") == "Example, Clinic"  # type: ignore[union-attr]


def test_lines_in_two_encodings_are_each_read(tmp_path: Path) -> None:
    rows = ["Name,ZIP", *(f"Café {i},90012" for i in range(5))]
    path = tmp_path / "a.csv"
    path.write_bytes("\n".join(rows).encode() + "\nCafé 5,90012\n".encode("cp1252"))
    assert [item.value("name") for item in read(path) if isinstance(item, Candidate)] == [f"Café {i}" for i in range(6)]


def test_a_quote_left_open_costs_its_row_only(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Name,ZIP\nA,90012\n"B"x,90012\nC,90012\nD, Inc.,90012\n', encoding="utf-8")
    first, aside, third, wide, _mark = read(path)
    assert (first.value("name"), third.value("name")) == ("A", "C")  # type: ignore[union-attr]
    assert isinstance(aside, Rejection)
    assert (aside.line, "a quote in it is not closed" in aside.reason) == (3, True)
    assert isinstance(wide, Rejection)
    assert (wide.line, "3 cells where the header has 2" in wide.reason) == (5, True)


def test_a_word_beside_the_list_costs_nothing(tmp_path: Path) -> None:
    rows = [("Example Clinic A", "90012"), ("Example Clinic B", "90012", None, "ask Ann")]
    first, second = read_rows(tmp_path, ("Name", "ZIP"), *rows)
    assert {type(first), type(second)} == {Candidate}


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b" \n\n", "the file is empty"),
        ("a.xls", b"\xd0\xcf\x11\xe0rest", "old Excel file or one with a password"),
        ("a.xlsx", b"PK\x03\x04nothing", "damaged"),
        ("a.csv", b"%PDF-1.7", "not a spreadsheet"),
        ("a.csv", b"a,b\n\0\x01\x02,c\n", "not a text file"),
    ],
)
def test_a_file_that_is_no_sheet_is_said_plainly(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(TableError, match=said):
        read(tmp_path / name)


def test_a_file_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    for name in ("none.csv", "none.xlsx", "none.jsonl"):
        with pytest.raises(TableError, match="could not be opened"):
            read(tmp_path / name)
    with pytest.raises(spreadsheet.RequestError, match="which file"):
        spreadsheet.columns(Request())


def test_a_sheet_of_headers_only_has_no_clinics(tmp_path: Path) -> None:
    assert read(write_sheet(tmp_path / "a.csv", [HUMAN])) == []


@given(st.binary(max_size=300))
@hypothesis_settings(max_examples=150)
def test_any_bytes_are_read_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "a.csv"
    path.write_bytes(raw)
    with contextlib.suppress(TableError, spreadsheet.RequestError):
        assert all(isinstance(item, Rejection | Mark | Candidate) for item in read(path))


# Cells


@given(
    st.sampled_from([name for name in schema.CLINICS.columns if name not in ("id", "excluded_since")]),
    st.one_of(
        st.text(max_size=30),
        st.from_regex(r"\A[$(]?[0-9]{1,10}([-. /)][0-9]{2,4}){0,3}( ?[a-z+]{1,8})?\Z"),
        st.lists(st.sampled_from([*(word.english for words in FIELDS.values() for word in words), "yes", "no", "CA"]),
                 max_size=3).map(", ".join),
    ),
)  # fmt: skip
@hypothesis_settings(max_examples=150)
def test_whatever_a_cell_gives_keeps_the_rules_of_the_table(field: str, cell: str) -> None:
    if sheetcells.empty(cell):
        return
    try:
        said = sheetcells.values(field, cell)[0] if field in schema.LISTS else [sheetcells.value(field, cell)]
    except CellError:
        return
    assert [schema.wrong(field, text) for text in said] == [""] * len(said)


@pytest.mark.parametrize("field", FIELDS)
def test_every_word_is_known_by_its_key_and_its_label(field: str) -> None:
    for word in FIELDS[field]:
        assert sheetcells.values(field, word.key) == ([word.key], [])
        assert sheetcells.values(field, word.english) == ([word.key], []), word.english
    everything = "; ".join(word.english for word in FIELDS[field])
    assert sheetcells.values(field, everything)[0] == [word.key for word in FIELDS[field]]


@pytest.mark.parametrize(
    ("field", "cell", "known"),
    [
        ("conditions", "PTSD; Major Depression", ["ptsd", "depression"]),
        ("conditions", "Depression, anxiety and OCD", ["depression", "anxiety", "ocd"]),
        ("conditions", "depresion / anxity", ["depression", "anxiety"]),
        ("routes", "IV, IM & Spravato", ["iv", "im", "spravato"]),
        ("financing", "HSA/FSA, Care Credit", ["hsa_fsa", "carecredit"]),
        ("insurance", "cash only", ["not_accepted"]),
        # A bare "no" does not say no to what.
        ("insurance", "None", []),
        ("languages", "English & Spanish", ["en", "es"]),
        # What only looks like a word is none.
        ("insurance", "Aetna (not accepted)", []),
        ("insurance", "no superbill", []),
        ("financing", "no manufacturer savings program", []),
        ("clinicians", "psychiatrist, nurse practitioner", ["psychiatrist", "nurse_practitioner"]),
        ("clinicians", "psychiatrist;nurse_practitioner", ["psychiatrist", "nurse_practitioner"]),
    ],
)
def test_words_as_people_write_them(field: str, cell: str, known: list[str]) -> None:
    assert sheetcells.values(field, cell)[0] == known


@pytest.mark.parametrize(
    ("cell", "low", "high", "sessions"),
    [
        ("$450", 450, 450, None),
        ("450-600", 450, 600, None),
        ("$1,200.50 to $1,400", 1200.5, 1400, None),
        ("from $400", 400, None, None),
        ("$400+", 400, None, None),
        ("up to $1,250", None, 1250, None),
        ("6 infusions for $2,400", 2400, 2400, 6),
        ("$450 per session", 450, 450, None),
        ("Free", 0, 0, None),
    ],
)
def test_prices_as_people_write_them(cell: str, low: float | None, high: float | None, sessions: int | None) -> None:
    assert sheetcells.price(cell) == sheetcells.Price(low, high, sessions)


@pytest.mark.parametrize(
    "cell", ["$500 off", "20%", "varies", "$450 cash / $500 card", "600-450", "$25,000", "450,600", "€450", ""]
)
def test_what_is_no_price_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        sheetcells.price(cell)


@given(st.text("0123456789$-.,+ kfromupt/()", max_size=16))
def test_a_price_is_in_order_and_in_bounds(cell: str) -> None:
    try:
        price = sheetcells.price(cell)
    except CellError:
        return
    ends = [end for end in (price.low, price.high) if end is not None]
    assert ends == sorted(ends)
    assert all(0 <= end < schema.MAX_PRICE_USD for end in ends)


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("zip", "601", "00601"),
        ("zip", "021391234", "02139-1234"),
        ("phone", "213-555-0101 or 213-555-0102", "+12135550101"),
        ("phone", "1-800-555-TEST", "+18005558378"),
        ("website", "Example.com/a?gclid=1", "https://example.com/a"),
        ("state", "d.c.", "DC"),
        ("wait_days", "2 weeks", "14"),
        ("iv_minutes", "1 hour", "60"),
        ("min_age", "18 and older", "18"),
        ("status", "Permanently closed", "closed"),
        ("new_patients", "✗", "false"),
    ],
)
def test_single_cells_as_people_write_them(field: str, cell: str, value: str) -> None:
    assert sheetcells.value(field, cell) == value


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("1 Example St, Suite 5, Boston, MA, 02139, USA", ("1 Example St, Suite 5", "Boston", "MA", "02139")),
        ("1 Example St Boston MA 02139", ("1 Example St", "Boston", "MA", "02139")),
        ("1 Example St\nSalt Lake City, Utah", ("1 Example St", "Salt Lake City", "UT", "")),
        ("St. Louis, Missouri", ("", "St. Louis", "MO", "")),
        ("1 Example Street", None),
        ("Suite 100, MA", None),
    ],
)
def test_an_address_in_one_cell(cell: str, parts: tuple[str, ...] | None) -> None:
    if parts is None:
        with pytest.raises(CellError):
            sheetcells.address(cell)
    else:
        assert sheetcells.address(cell) == sheetcells.Address(*parts)


# Our own JSONL


@pytest.fixture
def jsonl(tmp_path: Path) -> Callable[..., list[Item]]:
    """Reads lines of JSONL, without marks."""

    def make(*lines: str, **request: Any) -> list[Item]:
        (tmp_path / "clinics.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return [item for item in read(tmp_path / "clinics.jsonl", **request) if not isinstance(item, Mark)]

    return make


def candidate(**change: Any) -> Candidate:
    origin = Origin("https://example.com/a", "clinic", "2026-05", "2026-11-02")
    cells = {
        "name": "Example Clinic A",
        "city": "Los Angeles",
        "state": "CA",
        "phone": "+12135550101",
        "conditions": "ptsd",
    }
    statements = tuple(
        Statement(field, value, origin, confidence=0.5) for field, value in (cells | change).items() if value
    )
    return Candidate("findtreatment", "a", statements, (PriceOffer("session", origin, "iv", 400.0, 600.0),))


def test_candidates_come_back_as_they_were_written(jsonl: Callable[..., list[Item]]) -> None:
    assert jsonl(candidate().to_json(), source_url="") == [candidate()]


def test_what_is_wrong_in_a_candidate_is_set_aside(jsonl: Callable[..., list[Item]]) -> None:
    good = json.loads(candidate().to_json())
    wrong = json.loads(candidate(phone="555", conditions="baldness").to_json())
    wrong["offers"][0] |= {"low_usd": 700}
    *aside, kept = jsonl(json.dumps(wrong))
    assert [item.column for item in aside] == ["phone", "conditions", "low_usd"]  # type: ignore[union-attr]
    assert isinstance(kept, Candidate)
    assert facts(kept) == {"name": "Example Clinic A", "city": "Los Angeles", "state": "CA"}
    for change in (
        {"statements": [{"field": "name"}]},
        {"statements": 5},
        {"key": 5},
        {"statements": [*good["statements"][:1], {**good["statements"][1], "origin": {"url": "", "kind": "other"}}]},
    ):
        items = jsonl(json.dumps(good | change))
        assert all(isinstance(item, Rejection) for item in items)
        assert items
    (item,) = jsonl("{not json}")
    assert isinstance(item, Rejection)


def test_objects_of_facts_are_read_with_their_pages(jsonl: Callable[..., list[Item]]) -> None:
    pages = [
        {"url": "https://example.org/news", "kind": "press"},
        {"url": "https://example.com/?utm_source=x", "kind": "clinic"},
    ]
    record = {
        "id": "a", "name": "Example Clinic A", "city": "Los Angeles", "state": "CA", "conditions": ["ptsd", "ocd"],
        "board_certified": True, "iv_minutes": 40, "as_of": "2026-05", "sources": pages, "quoted": ["conditions"],
    }  # fmt: skip
    (found,) = jsonl(json.dumps(record))
    assert isinstance(found, Candidate)
    assert (found.key, found.value("conditions"), found.value("board_certified")) == ("a", "ptsd;ocd", "true")
    # Which of two pages the month is of is not known.
    assert {said.origin.as_of for said in found.statements} == {""}
    assert {said.origin.kind for said in found.statements if said.field == "name"} == {"clinic", "press"}
    assert {said.origin.url for said in found.statements if said.field == "conditions"} == {"https://example.com/"}
    (dated,) = jsonl(json.dumps(record | {"sources": pages[:1]}))
    assert dated.statements[0].origin.as_of == "2026-05"  # type: ignore[union-attr]
    aside, _kept = jsonl(json.dumps(record | {"iv_minutes": "long"}))
    assert (aside.column, aside.line) == ("iv_minutes", 1)  # type: ignore[union-attr]
    del record["sources"]
    assert isinstance(jsonl(json.dumps(record), source_url="")[0], Rejection)
    assert jsonl(json.dumps(record))[0].statements[0].origin.url == SOURCE  # type: ignore[union-attr]


def test_targets_in_words_name_every_item() -> None:
    assert all(sheetcolumns.title(f"price:{item.key}") for item in ITEMS)
    assert sheetcolumns.title("conditions:ptsd") == "Condition: PTSD"
    assert sheetrows.decode("Ünïcode".encode("utf-16-le") * 3) == "Ünïcode" * 3
