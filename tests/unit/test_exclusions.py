"""Clinics against the federal exclusion list: a number is a fact, name and address a reason to look, a name nothing."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finder import answers
from finder import catalog as catalogs
from finder.cli import main
from finder.sources import exclusions
from finder.sources.exclusions import Exclusion
from finder.sources.registry import Lookup
from finder.sources.web import Unreachable
from finder.tables import TableError
from tests.outside import Cut, Outside, Status, page, quick_client
from tests.support import clinic, load_data, write_csv, write_data

COLUMNS = tuple(name.upper() for name in exclusions.COLUMNS)
NPI, OTHER = "1234567893", "1999999992"


def business(**cells: str) -> dict[str, str]:
    """A row of the list as it is documented, of a plainly fictional business."""
    return {
        "BUSNAME": "EXAMPLE KETAMINE CLINIC LLC",
        "GENERAL": "CLINIC",
        "NPI": "0000000000",
        "ADDRESS": "123 EXAMPLE ST, STE 200",
        "CITY": "LOS ANGELES",
        "STATE": "CA",
        "ZIP": "90012",
        "EXCLTYPE": "1128a1",
        "EXCLDATE": "20240320",
        "REINDATE": "00000000",
        "WAIVERDATE": "00000000",
        **{name.upper(): value for name, value in cells.items()},
    }


def person(**cells: str) -> dict[str, str]:
    return business(**{"busname": "", "lastname": "EXAMPLE", "firstname": "JANE", "midname": "Q", **cells})


def lookup(**cells: str) -> Lookup:
    known = {
        "key": "a",
        "name": "The Example Ketamine Clinic",
        "street": "123 Example Street, Suite 200",
        "city": "Los Angeles",
        "state": "CA",
        "zip": "90012",
        "npi": NPI,
        **cells,
    }
    return Lookup(**known)


@pytest.fixture
def list_of(tmp_path: Path) -> Callable[..., Path]:
    return lambda *rows: write_csv(tmp_path / "UPDATED.csv", COLUMNS, rows)


@pytest.fixture
def find(list_of: Callable[..., Path]) -> Callable[..., list[Exclusion]]:
    return lambda rows, *lookups: exclusions.find(list_of(*rows), lookups or [lookup()])


# --- what is a match ----------------------------------------------------------------------------------------------


def test_the_clinics_own_number_is_a_fact(find: Callable[..., list[Exclusion]]) -> None:
    (found,) = find([business(), person(npi=NPI, address="9 ELSEWHERE RD", zip="10001", city="NEW YORK", state="NY")])[
        :1
    ]
    assert (found.key, found.certain, found.since, found.line) == ("a", True, "2024-03", 3)
    assert found.name == "JANE Q EXAMPLE"
    assert NPI in found.text
    assert "March 2024" in found.text


def test_name_and_address_are_only_a_reason_to_look(find: Callable[..., list[Exclusion]]) -> None:
    (found,) = find([business()])
    assert (found.certain, found.since) == (False, "2024-03")
    assert "may be another" in found.text


@pytest.mark.parametrize(
    "cells",
    [
        {"address": "9 ELSEWHERE RD"},
        {"address": ""},
        {"address": "PO BOX 7"},
        {"address": "124 EXAMPLE ST"},
        {"address": "123 EXAMPLE ST STE 300"},
        {"zip": "10001", "city": "NEW YORK", "state": "NY"},
        {"zip": "", "city": "", "state": ""},
        {"zip": "00000", "city": "FRESNO"},
        {"busname": "EXAMPLE DENTAL GROUP"},
        {"busname": "KETAMINE"},
        {"busname": "", "lastname": "EXAMPLE KETAMINE CLINIC"},
        {"busname": "", "lastname": "THE EXAMPLE", "firstname": "KETAMINE CLINIC"},
        {"npi": OTHER, "busname": "", "lastname": "EXAMPLE"},
        {"reindate": "20250101"},
        {"reindate": "20240320"},
    ],
)
def test_less_than_both_is_nothing_and_neither_is_one_reinstated(
    find: Callable[..., list[Exclusion]], cells: dict[str, str]
) -> None:
    assert find([business(**cells)]) == []


@pytest.mark.parametrize("npi", ["0000000000", "", "123", "0"])
def test_a_number_that_is_none_matches_nobody(find: Callable[..., list[Exclusion]], npi: str) -> None:
    assert find([person(npi=npi)], lookup(npi=npi)) == []


def test_a_reinstated_number_is_no_match(find: Callable[..., list[Exclusion]]) -> None:
    assert find([person(npi=NPI, reindate="20250101")]) == []


def test_who_is_excluded_anew_after_a_reinstatement_is_excluded(find: Callable[..., list[Exclusion]]) -> None:
    assert [one.since for one in find([person(npi=NPI, reindate="20200101")])] == ["2024-03"]


@pytest.mark.parametrize(
    "cells",
    [
        {"zip": "90099"},  # the town is enough
        {"city": "HOLLYWOOD"},  # the ZIP is enough
        {"zip": "90012-1234"},
        {"zip": "900121234"},
        {"busname": "EXAMPLE KETAMINE CLINIC, P.L.L.C."},
        {"address": "123 EXAMPLE STREET"},
        {"npi": OTHER},
    ],
)
def test_the_same_is_seen_in_other_spellings(find: Callable[..., list[Exclusion]], cells: dict[str, str]) -> None:
    assert [one.certain for one in find([business(**cells)])] == [False]


def test_zeros_that_a_spreadsheet_dropped_are_no_difference(find: Callable[..., list[Exclusion]]) -> None:
    boston = lookup(city="Boston", state="MA", zip="02116", npi="")
    assert len(find([business(zip="2116", city="BOSTON MA", state="MA")], boston)) == 1


def test_one_row_is_told_once_for_a_clinic_and_facts_come_first(find: Callable[..., list[Exclusion]]) -> None:
    found = find([business(npi=NPI), business()], lookup(key="b", npi=""), lookup(key="a"))
    assert [(one.key, one.certain, one.line) for one in found] == [
        ("a", True, 2), ("b", False, 2), ("b", False, 3), ("a", False, 3),
    ]  # fmt: skip


def test_a_date_that_cannot_be_read_does_not_hide_a_match(find: Callable[..., list[Exclusion]]) -> None:
    for text in ("", "2024", "20241399", "March"):
        (found,) = find([person(npi=NPI, excldate=text)])
        assert found.since == ""
        assert "could not be read" in found.text


def test_a_waiver_is_told(find: Callable[..., list[Exclusion]]) -> None:
    (found,) = find([person(npi=NPI, waiverdate="20250101", wvrstate="NV")])
    assert "waiver is noted for NV" in found.text


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.dictionaries(
        st.sampled_from([name for name in COLUMNS if name not in ("NPI", "REINDATE", "EXCLDATE")]),
        st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\n\0"), max_size=30),
    )
)
def test_whatever_else_stands_in_a_row_its_number_decides(
    find: Callable[..., list[Exclusion]], cells: dict[str, str]
) -> None:
    found = find([business(**cells | {"NPI": NPI}), business(**cells | {"NPI": OTHER, "BUSNAME": ""})])
    assert [(one.certain, one.line) for one in found] == [(True, 2)]
    assert found[0].text.isprintable()


# --- the file -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"<html>busy</html>", "missing"),
        (b"id,name\n1,a\n", "missing"),
        (b"\x89PNG\r\n", "picture"),
        (b"PK\x03\x04", "zip"),
    ],
)
def test_a_file_that_is_not_the_list_is_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(TableError, match=said):
        exclusions.find(path, [lookup()])


def test_a_row_that_cannot_be_read_is_told_and_the_rest_compared(list_of: Callable[..., Path]) -> None:
    path = list_of(person(npi=NPI))
    path.write_bytes(path.read_bytes() + b"too,few\n" + b"\xff" + b"," * 17 + b"\n")
    checked = exclusions.check(path, [lookup()])
    assert [one.line for one in checked.rejected] == [3, 4]
    assert len(checked.exclusions) == 1
    assert checked.rows == 3


def test_eighty_thousand_rows_take_under_two_seconds(tmp_path: Path) -> None:
    path = tmp_path / "UPDATED.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        for i in range(80_000):
            zip_code = f"{10_000 + i % 80_000}"
            writer.writerow(
                business(zip=zip_code, address=f"{i % 200} EXAMPLE ST")
                if i % 20 == 0
                else person(npi=f"19{i:08}", zip=zip_code)
            )
    lookups = [lookup(key=str(i), npi=f"19{i:08}" if i % 2 else "", zip=f"{90_000 + i}") for i in range(400)]
    start = time.process_time()  # other tests may run beside it
    found = exclusions.find(path, lookups)
    assert time.process_time() - start < 2
    assert len([one for one in found if one.certain]) == 200


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    with Outside() as server:
        monkeypatch.setattr(exclusions, "BASE", server.url)
        yield server


def serve(outside: Outside, path: Path) -> None:
    outside.answer = lambda request: (
        page(path.read_bytes().decode(), "text/csv") if request.path == exclusions.PATH else (404, {}, b"")
    )


def test_the_list_is_downloaded_whole(outside: Outside, list_of: Callable[..., Path], tmp_path: Path) -> None:
    serve(outside, list_of(person(npi=NPI)))
    outside.faults[exclusions.PATH] = [Status(500), Cut(50), Status(429, {"Retry-After": "0"})]
    path = exclusions.download(quick_client(robots=False), tmp_path / "copy.csv")
    assert path.read_bytes() == (tmp_path / "UPDATED.csv").read_bytes()


def test_a_download_that_is_cut_leaves_no_half_list(
    outside: Outside, list_of: Callable[..., Path], tmp_path: Path
) -> None:
    serve(outside, list_of(person(npi=NPI)))
    outside.faults[exclusions.PATH] = [Cut(50)] * 9
    with pytest.raises(Unreachable):
        exclusions.download(quick_client(robots=False), tmp_path / "copy.csv")
    assert not (tmp_path / "copy.csv").exists()


# --- the command --------------------------------------------------------------------------------------------------

A = "example-clinic-a"


def known(**cells: Any) -> dict[str, str]:
    return clinic("a", street="123 Example St", zip="90012", **cells)


def test_facts_and_flags_are_told_apart_with_what_to_do(
    data_folder: Callable[..., Path], list_of: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    data_folder([known(npi=NPI), clinic("b", street="9 Example Rd", zip="90013")])
    flag = business(busname="EXAMPLE CLINIC B", address="9 EXAMPLE RD", zip="90013")
    path = str(list_of(person(npi=NPI), flag, business(busname="SOMEBODY ELSE")))
    assert main(["exclusions", path]) == 1
    said = capsys.readouterr().out
    fact, check, do = said.index("On the list"), said.index("it may be somebody else"), said.index("What to do")
    assert fact < said.index(f"{A}: The list has the clinic’s NPI") < check < said.index("example-clinic-b: ") < do
    assert "https://exclusions.oig.hhs.gov" in said
    assert "3 rows of the list, 2 clinics: 1 on it, 1 to check." in said
    assert "1 have no NPI number" in said


def test_nobody_on_the_list_is_success(
    data_folder: Callable[..., Path], list_of: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    data_folder([known(npi=NPI)])
    assert main(["exclusions", str(list_of(person(npi=OTHER)))]) == 0
    said = capsys.readouterr().out
    assert "What to do" not in said
    assert "0 on it" in said


def test_it_speaks_to_programs(
    data_folder: Callable[..., Path], list_of: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    data_folder([known(npi=NPI), clinic("b", excluded_since="2023-01")])
    assert main(["exclusions", str(list_of(person(npi=NPI))), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert [(one["clinic_id"], one["since"], one["npi"]) for one in said["facts"]] == [(A, "2024-03", NPI)]
    assert (said["flags"], said["off_the_list"], said["rejected"]) == ([], ["example-clinic-b"], [])
    assert (said["rows"], said["clinics"], said["with_npi"]) == (1, 2, 1)


def test_without_a_file_it_downloads_the_list(
    data_folder: Callable[..., Path],
    list_of: Callable[..., Path],
    outside: Outside,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data_folder([known(npi=NPI)])
    serve(outside, list_of(person(npi=NPI)))
    assert main(["exclusions"]) == 1
    assert f"{A}: The list has" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_one_sentence(
    data_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    data_folder([known()])
    assert main(["exclusions", "nowhere.csv"]) == 1
    assert "nowhere.csv" in capsys.readouterr().err
    assert main(["exclusions", "nowhere.csv", "--write", "--json"]) == 2


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> list[str]:
    """Whoever keeps the table types these lines, then goes away; what was asked is in the list."""
    left, asked = list(lines), []

    def answer(question: str) -> str:
        asked.append(question)
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr("builtins.input", answer)
    return asked


def test_only_a_yes_writes_and_patients_then_read_it(
    data_folder: Callable[..., Path],
    list_of: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = data_folder([known(npi=NPI), clinic("b", street="9 Example Rd", zip="90013")])
    flag = business(busname="EXAMPLE CLINIC B", address="9 EXAMPLE RD", zip="90013")
    path = str(list_of(person(npi=NPI, excldate="20240401"), person(npi=NPI), flag))
    before = (folder / "clinics.csv").read_bytes()
    for lines in (["n"], [], ["no"]):
        asked = typed(monkeypatch, *lines)
        assert main(["exclusions", path, "--write"]) == 1
        assert len(asked) == 1  # a reason to look is never written
        assert (folder / "clinics.csv").read_bytes() == before
    asked = typed(monkeypatch, "y")
    assert main(["exclusions", path, "--write"]) == 1
    assert "March 2024" in asked[0]  # the first day of the two
    catalog = catalogs.load(folder)
    assert catalog.rejected == []
    assert [catalog.cell(row, "excluded_since") for row in range(2)] == ["2024-03", None]
    (alert,) = answers.alerts(catalog, A)
    assert alert == (
        "On the federal exclusion list since March 2024: Medicare, Medicaid and other federal programs do not pay"
        " there. Check the list at https://exclusions.oig.hhs.gov and ask the clinic."
    )
    (stated,) = [row for row in catalog.evidence_of(A) if row["field"] == "excluded_since"]
    assert (stated["value"], stated["kind"], stated["as_of"]) == ("2024-03", "register", None)
    asked = typed(monkeypatch)
    capsys.readouterr()
    assert main(["exclusions", path, "--write"]) == 1
    assert asked == []
    assert "Our table says so" in capsys.readouterr().out


def test_another_month_replaces_the_one_that_was_noted(
    data_folder: Callable[..., Path], list_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = data_folder([known(npi=NPI, excluded_since="2020-01")])
    typed(monkeypatch, "y")
    main(["exclusions", str(list_of(person(npi=NPI))), "--write"])
    assert catalogs.load(folder).cell(0, "excluded_since") == "2024-03"


def test_who_is_off_the_list_is_taken_out_after_a_yes(
    data_folder: Callable[..., Path], list_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = data_folder([known(npi=NPI)])
    path = list_of(person(npi=NPI))
    typed(monkeypatch, "y")
    main(["exclusions", str(path), "--write"])
    path = list_of(person(npi=NPI, reindate="20260101"))
    typed(monkeypatch, "n")
    assert main(["exclusions", str(path), "--write"]) == 1
    assert catalogs.load(folder).cell(0, "excluded_since") == "2024-03"
    typed(monkeypatch, "y")
    main(["exclusions", str(path), "--write"])
    catalog = catalogs.load(folder)
    assert catalog.cell(0, "excluded_since") is None
    assert answers.alerts(catalog, A) == []
    assert catalog.evidence_of(A) == []
    assert main(["exclusions", str(path)]) == 0


# --- a table without the column -----------------------------------------------------------------------------------


def test_a_table_from_before_the_column_loads_as_before(tmp_path: Path) -> None:
    folder = write_data(tmp_path / "new", [known(npi=NPI)])
    rows = list(csv.DictReader((folder / "clinics.csv").open(newline="")))
    old = [name for name in rows[0] if name != "excluded_since"]
    write_csv(folder / "clinics.csv", old, [{name: row[name] for name in old} for row in rows])
    catalog = catalogs.load(folder)
    assert (catalog.rejected, catalog.warnings) == ([], [])
    assert answers.alerts(catalog, A) == []


def test_an_exclusion_is_told_beside_a_closing_and_not_counted_among_what_a_clinic_states(tmp_path: Path) -> None:
    catalog = load_data(tmp_path, [known(status="closed", excluded_since="2024-03")])
    assert [text.split(":")[0] for text in answers.alerts(catalog, A)] == [
        "Reported closed.", "On the federal exclusion list since March 2024",
    ]  # fmt: skip
    assert "excluded_since" not in catalogs.FACTS
