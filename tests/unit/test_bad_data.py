"""What bad files and bad cells get: one clear sentence with file, line and column, the good rows kept, no traceback."""

from __future__ import annotations

import gzip
import os
import resource
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder import catalog as catalogs
from finder.catalog import Catalog, CatalogError
from finder.search import Query, search
from finder.tables import MAX_BYTES, Rejection
from tests import support
from tests.support import clinic, evidence, price

HEADER = "id,name,city,state,phone,note\n"
A = "example-clinic-a,Example Clinic A,Los Angeles,CA,,\n"
B = "example-clinic-b,Example Clinic B,Los Angeles,CA,,\n"
C = "example-clinic-c,Example Clinic C,Los Angeles,CA,,\n"


def folder_of(folder: Path, clinics: str | bytes, **others: str | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in {"clinics": clinics, **others}.items():
        (folder / f"{name}.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def loaded(folder: Path) -> Catalog:
    """The catalogue, whose numbers must add up."""
    catalog = catalogs.load(folder)
    kept = len(catalog.frame) + len(catalog.prices) + len(catalog.evidence)
    assert sum(catalog.rows.values()) == kept + len([r for r in catalog.rejected if not is_whole_file(r)])
    report = catalogs.check(folder)
    assert (report.rows, report.kept) == (sum(catalog.rows.values()), kept)
    assert report.rejected == catalog.rejected
    return catalog


def is_whole_file(rejection: Rejection) -> bool:
    return rejection.line == 1


def assert_clear(rejection: Rejection) -> None:
    """One printable sentence that names file and line, and of each problem says not too much."""
    sentence = str(rejection)
    assert sentence.startswith(f"{rejection.file} line {rejection.line}: ")
    assert "\n" not in sentence
    assert max(map(len, sentence.split("; "))) < 400
    assert "Traceback" not in sentence
    sentence.encode("utf-8")


def set_aside(folder: Path, *tables: list[support.Row]) -> dict[int, Rejection]:
    """What is set aside of these tables, by line, when they are loaded together; nothing twice."""
    rejected = loaded(support.write_data(folder, *tables)).rejected
    by_line = {rejection.line: rejection for rejection in rejected}
    assert len(by_line) == len(rejected)
    return by_line


# One bad cell: its row is set aside, with line, column and reason; the good row below it loads.
# All the bad rows of a list stand in one file, so that it is read once.

BAD_CELLS = [
    # column, cell, what the reason says
    ("id", "Example Clinic", "lower-case letters, digits and hyphens"),
    ("id", "x" * 121, "at most 120"),
    ("id", "", "every clinic needs an id"),
    ("name", "", "every clinic needs a name"),
    ("name", "   ", "every clinic needs a name"),
    ("city", "", "needs a city and a state"),
    ("state", "", "needs a city and a state"),
    ("state", "California", "two letters of a US state"),
    ("state", "ON", "two letters of a US state"),
    ("zip", "2139", "a spreadsheet may have dropped a 0"),
    ("zip", "2139.0", "five digits"),
    ("zip", "90012-12", "five digits"),
    ("zip", "٠٢١٣٩", "five digits"),
    ("lat", "34°N", "which is not a number"),
    ("lat", "nan", "which is not a number"),
    ("lat", "inf", "range"),
    ("lat", "91", "range -90 to 90"),
    ("lon", "-181", "range -180 to 180"),
    ("position", "adress", "is “address” meant?"),
    ("phone", "(415) 555-0100", "write it like +14155550100"),
    ("phone", "415-555-0100", "write it like +14155550100"),
    ("phone", "14155550100", "not a US phone number"),
    ("phone", "+1415555010", "not a US phone number"),
    ("phone", "+11155550100", "not a US phone number"),
    ("phone", "+442071838750", "not a US phone number"),
    ("website", "javascript:alert(1)", "starts with http:// or https://"),
    ("website", "JaVaScRiPt://example.com/%0aalert(1)", "starts with http:// or https://"),
    ("website", "data:text/html,<b>", "starts with http:// or https://"),
    ("website", "ftp://example.com", "starts with http:// or https://"),
    ("website", "www.example.com", "starts with http:// or https://"),
    ("website", "https://", "starts with http:// or https://"),
    ("website", "https://example.com/a b", "starts with http:// or https://"),
    ("website", 'https://example.com/"onclick=', "starts with http:// or https://"),
    ("website", "https://example.com@example.org/", "starts with http:// or https://"),
    ("status", "open", "not a word we know"),
    ("telehealth_only", "yes", "neither true nor false"),
    ("states_served", "CA;XX", "two letters of a US state"),
    ("routes", "iv;spravatto", "“spravatto” is not a word we know; is “spravato” meant?"),
    ("routes", "iv,im", "not a word we know"),
    ("conditions", "depresion", "is “depression” meant?"),
    ("insurance", "blue", "not a word we know"),
    ("financing", "care_credit", "is “carecredit” meant?"),
    ("financing", "carecredit;xyzzy;", "“xyzzy” is not a word we know"),
    ("financing", "x" * 10_000, "not a word we know"),
    ("board_certified", "1", "neither true nor false"),
    ("iv_minutes", "40.5", "not a whole number"),
    ("iv_minutes", "40-60", "not a whole number"),
    ("iv_minutes", "0", "range 1 to 600"),
    ("series_sessions", "six", "not a whole number"),
    ("languages", "English", "language codes like en;es"),
    ("rating", "5.1", "range 0 to 5"),
    ("rating", "-1", "range 0 to 5"),
    ("reviews", "1,024", "not a whole number"),
    ("reviews", "9" * 400, "range"),
    ("wait_days", "-3", "range"),
    ("min_age", "18+", "not a whole number"),
    ("new_patients", "maybe", "neither true nor false"),
    ("npi", "1234567890", "not a valid NPI"),  # the check digit is 3
    ("npi", "123456789", "not a valid NPI"),
    ("npi", "١٢٣٤٥٦٧٨٩٣", "not a valid NPI"),
]


@pytest.fixture(scope="module")
def bad_cells(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Rejection]:
    """Each row of BAD_CELLS with a good row below it."""
    rows = []
    for i, (column, cell, _reason) in enumerate(BAD_CELLS):
        rows += [clinic(f"bad{i}", **{column: cell}), clinic(f"good{i}")]
    return set_aside(tmp_path_factory.mktemp("bad_cells"), rows)


@pytest.mark.parametrize("i", range(len(BAD_CELLS)), ids=[f"{c}={v[:20]}" for c, v, _reason in BAD_CELLS])
def test_a_bad_cell_sets_its_row_aside(bad_cells, i):
    column, cell, reason = BAD_CELLS[i]
    rejection = bad_cells[2 + 2 * i]
    assert (rejection.file, rejection.column) == ("clinics.csv", column)
    assert reason in rejection.reason
    assert rejection.value == cell.strip()
    assert_clear(rejection)


def test_the_rows_beside_bad_ones_are_kept(bad_cells):
    assert sorted(bad_cells) == [2 + 2 * i for i in range(len(BAD_CELLS))]


GOOD_CELLS = [
    ("name", "<script>alert('x')</script> <b>Example</b>"),
    ("name", "=HYPERLINK(\"https://example.com\",\"Example\")"),
    ("name", "+1 @SUM(A1) -2"),
    ("name", "\u202eelpmaxE\u202c \u200fExample"),
    ("name", "Example " + "x" * 10_000),
    ("name", "**Example** [link](javascript:alert(1)) | $x$"),
    ("note", "two\nlines, \"quoted\""),
    ("zip", "02139"),
    ("zip", "02139-1234"),
    ("phone", "+14155550100"),
    ("website", "http://example.com"),
    ("website", "https://example.com/a?b=c#d"),
    ("npi", "1234567893"),
    ("rating", "0"),
    ("routes", " IV ; im;;iv "),
    ("telehealth_only", "FALSE"),
    ("state", "ca"),
    ("languages", "en;zh-Hant;es-419"),
]  # fmt: skip


def test_odd_but_right_cells_are_accepted_and_text_is_kept_as_it_is(tmp_path):
    rows = [clinic(str(i), **{column: cell}) for i, (column, cell) in enumerate(GOOD_CELLS)]
    catalog = support.load_data(tmp_path, rows)
    values = {"routes": ("iv", "im"), "telehealth_only": False, "state": "CA", "rating": 0.0}
    values["languages"] = ("en", "zh-Hant", "es-419")
    for row, (column, cell) in enumerate(GOOD_CELLS):
        assert catalog.cell(row, column) == values.get(column, cell)


SEA = {
    "Null Island": (0, 0),
    "the mid-Atlantic": (35, -45),
    "the Gulf of Mexico": (26, -90),
    "the Atlantic off Georgia": (31, -77),
    "the Pacific between Hawaii and Alaska": (45, -160),
    "lat and lon swapped": (-118.2, 34.05),
    "a lost minus": (34.05, 118.2),
    "London": (51.5, -0.1),
    "Monterrey, Mexico": (25.67, -100.31),
}


def test_a_position_in_the_sea_or_abroad_is_set_aside(tmp_path):
    rows = [clinic(str(i), lat=lat, lon=lon) for i, (lat, lon) in enumerate(SEA.values())]
    rejected = set_aside(tmp_path, [*rows, clinic("dry")])
    for line, where in enumerate(SEA, start=2):
        assert rejected[line].column == "lat", where
        assert_clear(rejected[line])
    assert len(rejected) == len(SEA)


LAND = {
    "Key West": ("FL", 24.556, -81.78),
    "Nome": ("AK", 64.50, -165.40),
    "Utqiagvik": ("AK", 71.29, -156.79),
    "Adak": ("AK", 51.88, -176.65),
    "Hana": ("HI", 20.76, -155.99),
    "San Juan": ("PR", 18.47, -66.11),
    "Eastport": ("ME", 44.90, -66.99),
    "Point Roberts": ("WA", 48.98, -123.06),
    "an empty corner of Nevada": ("NV", 41.5, -119.0),
}


def test_a_position_anywhere_in_the_states_is_accepted(tmp_path):
    places = enumerate(LAND.items())
    support.load_data(tmp_path, [clinic(str(i), city=name, state=s, lat=a, lon=o) for i, (name, (s, a, o)) in places])


@pytest.mark.parametrize("half", [{"lat": None}, {"lon": None}])
def test_half_a_position_is_set_aside(tmp_path, half):
    catalog = loaded(support.write_data(tmp_path, [clinic("half", **half), clinic("whole")]))
    (rejection,) = catalog.rejected
    assert (rejection.line, rejection.column) == (2, "lat")
    assert "both lat and lon" in rejection.reason


def test_a_row_with_several_problems_is_named_once_with_all_of_them(tmp_path):
    row = clinic("bad", phone="12", zip="1", website="javascript:1")
    (rejection,) = loaded(support.write_data(tmp_path, [row])).rejected
    assert rejection.column == "zip"
    assert "phone: " in rejection.reason
    assert "website: " in rejection.reason


def test_a_duplicate_id_keeps_the_first_and_names_its_line(tmp_path):
    rows = [clinic("a", name="Example First"), clinic("b"), clinic("a", name="Example Second")]
    catalog = loaded(support.write_data(tmp_path, rows))
    assert list(catalog.frame["name"]) == ["Example First", "Example Clinic B"]
    (rejection,) = catalog.rejected
    assert (rejection.line, rejection.column, rejection.value) == (4, "id", "example-clinic-a")
    assert "already used on line 2" in rejection.reason


def test_a_duplicate_of_a_row_that_was_set_aside_is_no_duplicate(tmp_path):
    catalog = loaded(support.write_data(tmp_path, [clinic("a", phone="12"), clinic("a")]))
    assert list(catalog.frame["id"]) == ["example-clinic-a"]
    assert [rejection.line for rejection in catalog.rejected] == [2]


# Prices and evidence

BAD_PRICES = [
    ({"low": "4o0"}, "low_usd", "which is not a number"),
    ({"low": "$400"}, "low_usd", "which is not a number"),
    ({"low": "1,200"}, "low_usd", "which is not a number"),
    ({"low": -1}, "low_usd", "range 0 to under 20,000"),
    ({"low": 20_000}, "low_usd", "range 0 to under 20,000"),
    ({"high": "inf"}, "high_usd", "range 0 to under 20,000"),
    ({"low": 600, "high": 500}, "low_usd", "more than high_usd"),
    ({}, "low_usd", "neither low_usd nor high_usd"),
    ({"low": 1, "item": "sesion"}, "item", "is “session” meant?"),
    ({"low": 1, "item": ""}, "item", "say what the price is for"),
    ({"low": 1, "route": "i.v."}, "route", "is “iv” meant?"),
    ({"low": 1, "includes": "preparation;therapi"}, "includes", "is “therapy” meant?"),
    ({"low": 1, "sessions": 0}, "sessions", "range 1 to"),
    ({"low": 1, "source_url": "javascript:alert(1)"}, "source_url", "starts with http"),
    ({"low": 1, "as_of": "2024-13"}, "as_of", "YYYY-MM"),
    ({"low": 1, "as_of": "2024-1"}, "as_of", "YYYY-MM"),
    ({"low": 1, "as_of": "Mar-24"}, "as_of", "YYYY-MM"),
    ({"low": 1, "as_of": "2024-03-05"}, "as_of", "YYYY-MM"),
    ({"low": 1, "as_of": "٢٠٢٤-٠٣"}, "as_of", "YYYY-MM"),
    ({"low": 1, "kind": "rumour"}, "kind", "not a word we know"),
]


@pytest.fixture(scope="module")
def bad_prices(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Rejection]:
    good = [price("a", 19_999.99, 19_999.99), price("a", 0, as_of="2024-03")]
    rows = [price("a", **cells) for cells, _column, _reason in BAD_PRICES]
    return set_aside(tmp_path_factory.mktemp("bad_prices"), [clinic("a")], [*good, *rows])


@pytest.mark.parametrize("i", range(len(BAD_PRICES)))
def test_a_bad_price_is_set_aside(bad_prices, i):
    _cells, column, reason = BAD_PRICES[i]
    rejection = bad_prices[4 + i]
    assert (rejection.file, rejection.column) == ("prices.csv", column)
    assert reason in rejection.reason
    assert_clear(rejection)
    assert not {2, 3} & set(bad_prices)


BAD_EVIDENCE = [
    ({"field": ""}, "field", "say which fact"),
    ({"field": "colour"}, "field", "not a column of clinics.csv"),
    ({"source_url": ""}, "source_url", "which page states the fact"),
    ({"source_url": "see website"}, "source_url", "starts with http"),
    ({"kind": "blog"}, "kind", "not a word we know"),
    ({"scope": "page"}, "scope", "neither field nor row"),
    ({"as_of": "2024"}, "as_of", "YYYY-MM"),
    ({"read_on": "yesterday"}, "read_on", "YYYY-MM"),
]


def test_bad_evidence_is_set_aside(tmp_path):
    rows = [evidence("a", **cells) for cells, _column, _reason in BAD_EVIDENCE]
    good = evidence("a", kind="phone", source_url=None, read_on="2024-03-05")
    rejected = set_aside(tmp_path, [clinic("a")], [], [*rows, good])
    for line, (_cells, column, reason) in enumerate(BAD_EVIDENCE, start=2):
        assert (rejected[line].file, rejected[line].column) == ("evidence.csv", column)
        assert reason in rejected[line].reason
        assert_clear(rejected[line])
    assert len(rejected) == len(BAD_EVIDENCE)


def test_prices_and_evidence_for_no_clinic_say_so(tmp_path):
    folder = support.write_data(tmp_path, [clinic("a")], [price("x", 1), price("a", 1)], [evidence("y"), evidence("")])
    catalog = loaded(folder)
    assert [(r.file, r.line, r.column, r.value) for r in catalog.rejected] == [
        ("prices.csv", 2, "clinic_id", "example-clinic-x"),
        ("evidence.csv", 2, "clinic_id", "example-clinic-y"),
        ("evidence.csv", 3, "clinic_id", "example-clinic-"),
    ]
    assert {r.reason for r in catalog.rejected} == {"no clinic of clinics.csv has this id"}


@pytest.mark.parametrize("bad", [{"phone": "12"}, {"name": ""}, {"lat": 0, "lon": 0}])
def test_a_price_for_a_clinic_that_was_set_aside_says_which_line(tmp_path, bad):
    folder = support.write_data(tmp_path, [clinic("b"), clinic("a", **bad)], [price("a", 1)], [evidence("a")])
    of_clinic, *others = loaded(folder).rejected
    assert (of_clinic.file, of_clinic.line) == ("clinics.csv", 3)
    assert [(r.file, r.line, r.column) for r in others] == [
        ("prices.csv", 2, "clinic_id"),
        ("evidence.csv", 2, "clinic_id"),
    ]
    assert {r.reason for r in others} == {"that clinic was set aside (clinics.csv line 3)"}


def test_a_price_for_a_clinic_given_twice_belongs_to_the_first(tmp_path):
    catalog = loaded(support.write_data(tmp_path, [clinic("a"), clinic("a")], [price("a", 1)]))
    assert len(catalog.prices) == 1
    assert [r.file for r in catalog.rejected] == ["clinics.csv"]


# Whole files

UNUSABLE = {
    "empty": (b"", "the file is empty"),
    "only spaces": (b" \r\n\n\t ", "the file is empty"),
    "only a byte-order mark": (b"\xef\xbb\xbf", "the file is empty"),
    "a missing column": (b"id,nam,city,state\nx,y,z,CA\n", "the column “name” is missing; is “nam” meant?"),
    "no header": (A.encode(), "the column “id” is missing"),
    "a column twice": (b"id,name,city,state,name\n", "the column “name” stands twice"),
    "semicolons": (b"id;name;city;state\nx;y;z;CA\n", "not separated by commas"),
    "tabs": (b"id\tname\tcity\tstate\nx\ty\tz\tCA\n", "not separated by commas"),
    "UTF-16": ((HEADER + A).encode("utf-16"), "UTF-16"),
    "UTF-16 without a mark": ((HEADER + A).encode("utf-16-le"), "not a text file"),
    "a Latin-1 header": (HEADER.encode().replace(b"note", b"not\xe9"), "not UTF-8"),
    "a PNG": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG picture"),
    "a PDF": (b"%PDF-1.7\n", "a PDF document"),
    "an xlsx": (b"PK\x03\x04\x14\x00", "a spreadsheet or zip file"),
    "a gzip": (gzip.compress(HEADER.encode()), "a gzip file"),
    "zero bytes": (b"id,name\0,city,state\n", "not a text file"),
    "an open quote in the header": (b'"id,name,city,state\n' + A.encode(), "first line could not be read"),
    "HTML": (b"<!doctype html><html><body>404</body></html>", "is missing"),
}


@pytest.mark.parametrize("what", UNUSABLE)
def test_a_clinics_file_that_cannot_be_used_gets_one_sentence(tmp_path, what):
    data, reason = UNUSABLE[what]
    folder = folder_of(tmp_path, data)
    with pytest.raises(CatalogError) as error:
        catalogs.load(folder)
    (problem,) = error.value.problems
    assert (problem.file, problem.line) == ("clinics.csv", 1)
    assert reason in problem.reason
    assert str(error.value) == str(problem)
    assert_clear(problem)
    report = catalogs.check(folder)
    assert (report.rows, report.kept, report.rejected) == (0, 0, [problem])


@pytest.mark.parametrize(("what", "name"), [(what, ("prices", "evidence")[i % 2]) for i, what in enumerate(UNUSABLE)])
def test_a_prices_or_evidence_file_that_cannot_be_used_leaves_the_clinics(tmp_path, what, name):
    data, _reason = UNUSABLE[what]
    catalog = catalogs.load(folder_of(tmp_path, HEADER + A + B, **{name: data}))
    assert len(catalog) == 2
    (problem,) = catalog.rejected
    assert problem.file == f"{name}.csv"
    assert_clear(problem)
    assert search(catalog, Query(near=None)).total == 2


def test_a_missing_clinics_file_or_folder_gets_one_sentence(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(CatalogError, match=r"clinics\.csv line 1: the file could not be opened \(No such file"):
            catalogs.load(folder)
    (tmp_path / "clinics.csv").mkdir()
    with pytest.raises(CatalogError, match="could not be opened"):
        catalogs.load(tmp_path)


@pytest.mark.parametrize("name", ["clinics", "prices", "evidence"])
def test_a_huge_file_is_refused_without_reading_it(tmp_path, name):
    folder = folder_of(tmp_path, HEADER + A)
    path = folder / f"{name}.csv"
    path.write_text(HEADER)
    os.truncate(path, 2 * MAX_BYTES)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (problem,) = catalogs.check(folder).rejected
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB; the file is 200,000
    assert problem.file == f"{name}.csv"
    assert "the file is 200 MB" in problem.reason
    assert "100 MB" in problem.reason
    assert_clear(problem)


def test_the_size_limit_is_a_setting(tmp_path):
    folder = folder_of(tmp_path, HEADER + A)
    size = (folder / "clinics.csv").stat().st_size
    assert len(catalogs.load(folder, max_bytes=size)) == 1
    with pytest.raises(CatalogError, match="so it was not read"):
        catalogs.load(folder, max_bytes=size - 1)


# How rows are written

WRITTEN = {
    "a byte-order mark": b"\xef\xbb\xbf" + (HEADER + A + B).encode(),
    "CRLF": (HEADER + A + B).replace("\n", "\r\n").encode(),
    "old Mac line ends": (HEADER + A + B).replace("\n", "\r").encode(),
    "no last line end": (HEADER + A + B).rstrip("\n").encode(),
    "blank lines": (HEADER + "\n\n" + A + "\n,,,,,\n" + B + "\n\n").encode(),
    "a header in capitals and spaces": (HEADER.upper().replace(",", " , ") + A + B).encode(),
    "columns in another order": b"state,city,name,id\nCA,Los Angeles,Example Clinic A,example-clinic-a\n"
    b"CA,Los Angeles,Example Clinic B,example-clinic-b\n",
    "quotes everywhere": b'"id","name","city","state"\n"example-clinic-a","Example Clinic A","Los Angeles","CA"\n'
    b'"example-clinic-b","Example Clinic B","Los Angeles","CA"\n',
    "columns we do not know": (HEADER.strip() + ",colour\n" + A.strip() + ",red\n" + B.strip() + ",\n").encode(),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_all_these_files_say_the_same(tmp_path, how):
    catalog = loaded(folder_of(tmp_path, WRITTEN[how]))
    assert catalog.rejected == []
    assert list(catalog.frame["id"]) == ["example-clinic-a", "example-clinic-b"]
    assert list(catalog.frame["name"]) == ["Example Clinic A", "Example Clinic B"]
    assert list(catalog.frame["state"]) == ["CA", "CA"]


def test_a_column_we_do_not_know_is_named_with_the_nearest(tmp_path):
    catalog = catalogs.load(folder_of(tmp_path, HEADER.replace("phone", "phnoe") + A))
    assert any("“phnoe” is not one we know" in line and "“phone”" in line for line in catalog.warnings)


LINES = {
    # how the file goes on after the header: and the line of the bad row, whose phone is "12"
    "right below": (2, ""),
    "after a row": (3, A),
    "after blank lines": (5, "\n" + A + "\n"),
    "after a row of commas": (4, A + ",,,,,\n"),
    "after a quoted line end": (4, A.replace(",,\n", ',,"two\nlines"\n')),
    "after quoted blank lines": (7, A.replace(",,\n", ',,"two\n\n\n\nlines"\n')),
    "after a row set aside": (4, A + "x,y\n"),
    "after a row of two lines set aside": (4, '"Bad\nid",y\n'),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("how", LINES)
def test_line_numbers_are_those_of_the_file(tmp_path, how, ending):
    line, above = LINES[how]
    bad = B.replace("CA,,", "CA,12,")
    text = (HEADER + above + bad + C).replace("\n", ending)
    catalog = loaded(folder_of(tmp_path, text))
    (rejection,) = (rejection for rejection in catalog.rejected if rejection.column == "phone")
    assert (rejection.line, rejection.value) == (line, "12")
    assert text.split(ending)[line - 1].startswith("example-clinic-b")
    assert "example-clinic-c" in set(catalog.frame["id"])


@pytest.mark.parametrize("row", ["x\n", "x,y,z\n", A.strip() + ",,,more\n"])
def test_a_ragged_row_is_set_aside(tmp_path, row):
    catalog = loaded(folder_of(tmp_path, HEADER + A.replace("-a,", "-d,") + row + B))
    (rejection,) = catalog.rejected
    assert (rejection.line, rejection.column) == (3, "")
    assert f"it has {row.count(',') + 1} cells where the header has 6" in rejection.reason
    assert_clear(rejection)


OPEN_QUOTES = {
    "in the last column": ('example-clinic-a,Example A,Los Angeles,CA,,"never closed\n', B + C, []),
    "in the middle": ('example-clinic-a,"Example A,Los Angeles,CA,,\n', B + C, []),
    "closed by a later quote": (
        'example-clinic-a,Example A,Los Angeles,CA,,"open\n',
        B.replace(",,\n", ',,"closed"\n') + C,
        ["example-clinic-c"],
    ),
    "a quote within quotes": ('example-clinic-a,"Joe"s Example",Los Angeles,CA,,\n', B, ["example-clinic-b"]),
}


@pytest.mark.parametrize("how", OPEN_QUOTES)
def test_an_unclosed_quote_never_swallows_rows_without_a_word(tmp_path, how):
    row, below, kept = OPEN_QUOTES[how]
    catalog = loaded(folder_of(tmp_path, HEADER + C.replace("-c,", "-first,") + row + below))
    (rejection,) = catalog.rejected
    assert rejection.line == 3
    assert "quote" in rejection.reason
    assert_clear(rejection)
    assert list(catalog.frame["id"]) == ["example-clinic-first", *kept]


def test_an_unclosed_quote_in_a_large_file_ends_in_a_sentence(tmp_path):
    row = 'example-clinic-a,"Example A,Los Angeles,CA,,\n'
    catalog = loaded(folder_of(tmp_path, HEADER + B + row + "x" * 80 + ("\n" + "y" * 80) * 20_000))
    assert list(catalog.frame["id"]) == ["example-clinic-b"]
    first = catalog.rejected[0]
    assert first.line == 3
    assert "quote" in first.reason
    assert_clear(first)


@pytest.mark.parametrize("cell", ["Café".encode("latin-1"), b"\xff\x80", "Ex\u00e4mple".encode("cp1252")])
def test_a_row_that_is_not_utf8_is_set_aside_and_its_cell_named(tmp_path, cell):
    bad = B.encode().replace(b"Example Clinic B", cell)
    catalog = loaded(folder_of(tmp_path, (HEADER + A).encode() + bad + C.encode()))
    (rejection,) = catalog.rejected
    assert (rejection.line, rejection.column, rejection.value) == (3, "name", cell.decode("latin-1"))
    assert "not UTF-8" in rejection.reason
    assert_clear(rejection)
    assert list(catalog.frame["id"]) == ["example-clinic-a", "example-clinic-c"]


def test_a_ragged_row_that_is_not_utf8_can_be_printed(tmp_path):
    catalog = loaded(folder_of(tmp_path, (HEADER + A).encode() + b"x,Caf\xe9\n"))
    assert_clear(catalog.rejected[0])
    assert catalog.rejected[0].value == "x,Café"


# One file by itself


def test_one_file_is_told_by_its_header(tmp_path):
    for name, columns, row in (
        ("a list of clinics.csv", support.CLINIC_COLUMNS, clinic("a")),
        ("offers.csv", support.PRICE_COLUMNS, price("a", 1)),
        ("pages.csv", support.EVIDENCE_COLUMNS, evidence("a")),
    ):
        report = catalogs.check(support.write_csv(tmp_path / name, columns, [row, row]))
        assert report.rows == 2
        assert all(rejection.file == name for rejection in report.rejected)
    twice = catalogs.check(tmp_path / "a list of clinics.csv")
    assert [(r.line, r.column) for r in twice.rejected] == [(3, "id")]


def test_a_file_of_a_folder_is_checked_with_its_clinics(tmp_path):
    folder = support.write_data(tmp_path, [clinic("a"), clinic("b", phone="1")], [price("x", 1), price("a", 1)])
    report = catalogs.check(folder / "prices.csv")
    assert (report.rows, report.kept, [r.file for r in report.rejected]) == (2, 1, ["prices.csv"])
    report = catalogs.check(folder / "clinics.csv")
    assert (report.rows, report.kept, [r.file for r in report.rejected]) == (2, 1, ["clinics.csv"])


@pytest.mark.parametrize("name", ["clinics.csv", "prices.csv", "other.csv"])
def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path, name):
    folder_of(tmp_path / "data", HEADER + A)
    for path in (tmp_path / name, tmp_path / "nowhere" / name, tmp_path / "data" / name):
        if not path.exists():
            (rejection,) = catalogs.check(path).rejected
            assert "could not be opened" in rejection.reason


# Anything at all

GOOD = (
    HEADER + A + 'example-clinic-b,"Example, B",Los Angeles,CA,+14155550100,"two\nlines"\n' + C
).encode() + "example-clinic-d,Éxample D,Los Angeles,CA,,\n".encode()


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good file with a few bytes changed, cut out or put in."""
    data = bytearray(GOOD)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        cut = draw(st.integers(0, 12))
        data[at : at + cut] = draw(st.binary(max_size=6) | st.sampled_from([b'"', b",", b"\n", b"\r", b'""', b";"]))
    return bytes(data)


def assert_survives(folder: Path, data: bytes) -> None:
    try:
        catalog = catalogs.load(folder_of(folder, data))
    except CatalogError as error:
        refused = error.problems
    else:
        refused = []
        assert catalog.rows["clinics.csv"] == len(catalog) + len(catalog.rejected)
        for rejection in catalog.rejected:
            assert_clear(rejection)
        for warning in catalog.warnings:
            warning.encode("utf-8")
        assert catalog.frame["id"].is_unique
        assert catalog.frame["name"].notna().all()
    assert len(refused) <= 1
    for problem in refused:
        assert_clear(problem)


@settings(max_examples=200)
@given(data=st.binary(max_size=400))
def test_any_bytes_load_or_are_refused_with_a_sentence(tmp_path_factory, data):
    assert_survives(tmp_path_factory.getbasetemp() / "bytes", data)


@settings(max_examples=40)
@given(data=mutated())
def test_a_damaged_file_loads_what_is_good_or_is_refused_with_a_sentence(tmp_path_factory, data):
    assert_survives(tmp_path_factory.getbasetemp() / "damaged", data)


@settings(max_examples=25)
@given(cells=st.dictionaries(st.sampled_from(support.CLINIC_COLUMNS), st.text(max_size=12), max_size=6))
def test_any_cells_are_kept_or_set_aside_with_a_sentence(tmp_path_factory, cells):
    cells = {name: cell.replace("\0", "") for name, cell in cells.items()}
    folder = tmp_path_factory.getbasetemp() / "cells"
    catalog = catalogs.load(support.write_data(folder, [clinic("a", **cells), clinic("good")]))
    assert "example-clinic-good" in set(catalog.frame["id"])
    assert len(catalog) + len(catalog.rejected) == 2
    for rejection in catalog.rejected:
        assert_clear(rejection)
