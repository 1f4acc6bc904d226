"""FindTreatment.gov read from a server that speaks its format, and fails in every way."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finder import schema
from finder.sources import findtreatment as source
from finder.sources.candidates import Candidate
from finder.sources.registry import SOURCES, Item, Mark, Request
from finder.sources.web import Busy, Malformed, TooLarge, Unreachable, WebError
from finder.tables import Rejection, TableError
from tests.outside import Asked, Cut, Garbled, Outside, Slow, Status, page, quick_client
from tests.support import SAN_FRANCISCO, place

HERE = place(SAN_FRANCISCO[4])
PATH = "/locator/exportsAsJson/v2"
INFUSION = "Group therapy; Ketamine Infusion Therapy; Telemedicine/telehealth therapy"


def services(**phrases: str) -> list[dict[str, str]]:
    return [{"f1": f"Kind {kind}", "f2": kind, "f3": text} for kind, text in phrases.items()]


def row(number: int = 1, /, **cells: Any) -> dict[str, Any]:
    """A row as the locator gives it, of a plainly fictional facility that gives ketamine."""
    return {
        "_irow": number,
        "name1": f"Example Clinic {number}",
        "name2": None,
        "street1": f"{number} Example Street",
        "street2": None,
        "city": "San Francisco",
        "state": "CA",
        "zip": "94110",
        "phone": f"415-555-01{number % 100:02}",
        "intake1": None,
        "website": "http://www.example.com",
        "latitude": "37.7749",
        "longitude": "-122.4194",
        "miles": 0.5,
        "typeFacility": "MH",
        "services": services(TAP=INFUSION),
        **cells,
    }


class Locator:
    """The service: it has rows, and gives them page by page; `before` may change them before each answer."""

    def __init__(self, rows: list[Any], most: int = 2000) -> None:
        self.rows, self.most = rows, most
        self.before: Any = lambda request: None
        self.told: dict[str, Any] = {}

    def __call__(self, request: Asked) -> Any:
        self.before(request)
        size, number = min(int(request.params["pageSize"]), self.most), int(request.params["page"])
        body = {
            "page": number,
            "totalPages": -(-len(self.rows) // size),
            "recordCount": len(self.rows),
            "rows": self.rows[(number - 1) * size : number * size],
            **self.told,
        }
        return page(json.dumps(body), "application/json")


@pytest.fixture
def outside() -> Iterator[Outside]:
    with Outside() as server:
        yield server


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PAGE_SIZE", 4)
    monkeypatch.setattr(source, "LEAST", 1)


def read(outside: Outside, rows: list[Any] | Locator, since: str = "", **options: Any) -> list[Item]:
    outside.answer = rows if isinstance(rows, Locator) else Locator(rows)
    miles = options.pop("miles", 50.0)
    request = Request(near=HERE, within_miles=miles, base=outside.url)
    return list(source.read(request, quick_client(robots=False, **options), since))


def read_all(outside: Outside, rows: list[Any] | Locator, **options: Any) -> tuple[list[Candidate], list[Rejection]]:
    items = read(outside, rows, **options)
    assert isinstance(items[-1], Mark)
    return [i for i in items if isinstance(i, Candidate)], [i for i in items if isinstance(i, Rejection)]


def one(outside: Outside, **cells: Any) -> Candidate:
    found, rejected = read_all(outside, [row(**cells)])
    assert rejected == []
    return found[0]


def names(items: Any) -> list[str]:
    return [item.value("name") for item in items if isinstance(item, Candidate)]


# --- what is asked, and what a row means --------------------------------------------------------------------------


def test_it_asks_as_the_service_documents(outside: Outside) -> None:
    read(outside, [row()], miles=25)
    (asked,) = outside.requests
    assert asked.path == PATH
    assert asked.params == {
        "sAddr": f"{HERE.lat:.5f},{HERE.lon:.5f}",
        "limitType": "2",
        "limitValue": "40234",
        "sType": "mh",
        "pageSize": "200",
        "page": "1",
    }


def test_the_registry_knows_it(outside: Outside) -> None:
    outside.answer = Locator([row()])
    request = Request(near=HERE, base=outside.url)
    assert names(SOURCES["findtreatment"].read(request, quick_client(robots=False))) == ["Example Clinic 1"]


def test_a_row_becomes_facts_with_their_source(outside: Outside) -> None:
    found = one(outside, name2="Example Annex", street2="Suite 2", zip="941101234", website="www.Example.com/help")
    assert {said.field: said.value for said in found.statements} == {
        "name": "Example Clinic 1, Example Annex",
        "street": "1 Example Street, Suite 2",
        "city": "San Francisco",
        "state": "CA",
        "zip": "94110-1234",
        "phone": "+14155550101",
        "website": "http://www.Example.com/help",
        "lat": "37.774900",
        "lon": "-122.419400",
        "position": "address",
        "routes": "iv",
        "settings": "telehealth",
    }
    for said in found.statements:
        assert (said.origin.url, said.origin.kind, said.origin.as_of) == (source.PAGE_FOR_PEOPLE, "register", "")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", said.origin.read_on)
        assert said.words
    assert next(said.words for said in found.statements if said.field == "routes") == (
        "Kind TAP: ketamine infusion therapy"
    )


@pytest.mark.parametrize(
    ("phrase", "routes"),
    [
        ("Ketamine Infusion Therapy", "iv"),
        ("Intravenous ketamine", "iv"),
        ("Esketamine (Spravato)", "spravato"),
        ("Spravato", "spravato"),
        ("Esketamine infusion", "spravato"),
        ("Ketamine (intramuscular)", "im"),
        ("Ketamine Infusion Therapy; Esketamine nasal spray", "iv;spravato"),
        ("Ketamine-assisted psychotherapy", ""),
    ],
)
def test_how_ketamine_is_given_is_read_from_the_phrase(outside: Outside, phrase: str, routes: str) -> None:
    assert one(outside, services=services(TAP=phrase)).value("routes") == routes


@pytest.mark.parametrize(
    "phrases",
    [
        {},
        {"TAP": "Group therapy"},
        {"PHR": "Olanzapine"},
        {"TAP": "No ketamine"},
        {"TAP": "Polyketamines"},
        {"TAP": ""},
    ],
)
def test_facilities_that_do_not_name_ketamine_are_no_clinics(outside: Outside, phrases: dict[str, str]) -> None:
    assert read_all(outside, [row(services=services(**phrases)), row(2, services=None)]) == ([], [])


def test_the_name_of_a_facility_is_no_phrase(outside: Outside) -> None:
    assert read_all(outside, [row(name1="Example Ketamine Clinic", services=services(TAP="Group therapy"))]) == ([], [])


@pytest.mark.parametrize(
    ("kind", "phrase", "field", "words"),
    [
        ("PAY", "Medicare; Medicaid; Cash or self-payment", "insurance", "medicare;medicaid"),
        ("PAY", "Federal military insurance (e.g., TRICARE)", "insurance", "tricare"),
        ("PAY", "Private health insurance", "insurance", "accepts_insurance"),
        ("PAY", "State-financed health insurance plan other than Medicaid", "insurance", ""),
        ("PAY", "Cash or self-payment", "insurance", ""),
        ("PAY", "U.S. Department of VA funds", "insurance", "va"),
        ("PYAS", "Sliding fee scale (fee is based on income and other factors)", "financing", "sliding_scale"),
        ("PYAS", "Payment assistance (check with facility for details)", "financing", ""),
        ("FT", "Separate inpatient psychiatric unit of a general hospital", "memberships", "hospital_affiliated"),
        ("FT", "Psychiatric hospital", "memberships", "hospital_affiliated"),
        ("FT", "Outpatient mental health facility", "memberships", ""),
        ("FT", "Partial hospitalization/day treatment", "memberships", ""),
        ("FT", "Veterans Affairs Medical Center or other VA healthcare facility", "memberships", ""),
        ("FT", "Veterans Affairs Medical Center or other VA healthcare facility", "insurance", "va"),
        ("SET", "Hospital inpatient/24-hour hospital inpatient", "memberships", ""),
        ("LCA", "The Joint Commission", "memberships", "joint_commission"),
        ("SL", "Spanish; Other languages (excluding Spanish)", "languages", "es"),
        ("SL", "Sign language services for the deaf and hard of hearing", "accessibility", "interpreter"),
        ("OL", "Any Chinese Language; Creole; Vietnamese", "languages", "zh;vi"),
        ("SG", "Veterans; Persons with post-traumatic stress disorder (PTSD)", "conditions", ""),
        ("SG", "Veterans", "insurance", ""),
        ("AGE", "Young Adults; Adults; Seniors", "min_age", "18"),
        ("AGE", "Children/Adolescents; Young adults; Adults", "min_age", ""),
        ("AGE", "Adults; Seniors", "min_age", ""),
        ("TAP", "Transcranial Magnetic Stimulation; Individual psychotherapy", "services", "tms;psychotherapy"),
        ("TAP", "Group therapy", "services", ""),
    ],
)
def test_what_phrases_mean_in_our_words(outside: Outside, kind: str, phrase: str, field: str, words: str) -> None:
    found = one(outside, services=[*services(PHR="Esketamine"), *services(**{kind: phrase})])
    assert found.value(field) == words


def test_insurance_is_less_sure_than_the_way_it_is_given(outside: Outside) -> None:
    found = one(outside, services=services(TAP=INFUSION, PAY="Medicare"))
    sure = {said.field: said.confidence for said in found.statements}
    assert sure["insurance"] < 0.8 < sure["routes"] <= 1


def test_every_word_of_the_table_of_meanings_is_one_of_ours() -> None:
    assert [(column, word) for *_kinds, column, word, _sure in source.SAYS if schema.wrong(column, word)] == []
    assert {sure for *_rest, sure in source.SAYS} <= {source.SURE, source.WHOLE_FACILITY, source.NEARLY}


# --- what cannot be right -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("phone", "(999) 999-9999"),
        ("zip", "9411"),
        ("website", "javascript:alert(1)"),
        ("website", "see our page"),
        ("latitude", "abc"),
        ("latitude", "0.0"),
        ("latitude", "nan"),
        ("latitude", "40.7"),
    ],
)
def test_a_cell_that_cannot_be_right_is_left_out_and_told(outside: Outside, column: str, value: str) -> None:
    cells = {column: value} | ({"longitude": "-74.0", "zip": "94110"} if value == "40.7" else {})
    # A position in New York beside a ZIP of San Francisco, for somebody who asks within the whole country.
    found, (told,) = read_all(outside, [row(2, services=None), row(**cells)], miles=4000)
    assert names(found) == ["Example Clinic 1"]
    assert found[0].value({"latitude": "lat"}.get(column, column)) == ""
    assert (told.file, told.line, told.column) == ("FindTreatment.gov", 2, column)
    assert value in told.value
    assert "left out" in told.reason


def test_latitude_and_longitude_that_were_swapped_are_swapped_back(outside: Outside) -> None:
    found = one(outside, latitude="-122.4194", longitude="37.7749")
    assert (found.value("lat"), found.value("lon")) == ("37.774900", "-122.419400")


def test_a_service_that_ignores_the_place_gives_nothing_from_far_away(outside: Outside) -> None:
    far = row(2, city="Athens", state="GA", zip="30601", latitude="33.95", longitude="-83.38")
    found, (told,) = read_all(outside, [row(1), far])
    assert names(found) == ["Example Clinic 1"]
    assert "farther than asked" in told.reason


@pytest.mark.parametrize(
    ("bad", "column"),
    [
        (None, ""),
        ("a text", ""),
        ([1, 2], ""),
        (row(9, name1=None), "name1"),
        (row(9, name1={"a": 1}), "name1"),
        (row(9, name1=" \u200f "), "name1"),
        (row(9, city=""), "city"),
        (row(9, state="GU"), "state"),
        (row(9, services="Ketamine Infusion Therapy"), "services"),
        (row(9, services=[None]), "services"),
        (row(9, services=[{"f3": 7}]), "services"),
    ],
)
def test_a_malformed_row_is_told_and_the_rest_goes_on(outside: Outside, bad: Any, column: str) -> None:
    found, (told,) = read_all(outside, [row(1), bad, row(3)])
    assert names(found) == ["Example Clinic 1", "Example Clinic 3"]
    assert (told.file, told.line, told.column) == ("FindTreatment.gov", 2, column)
    assert told.reason


def test_hostile_text_stays_text_on_one_line(outside: Outside) -> None:
    name = "=1+1<script>\u202eevil\nline\x00" + "x" * 10_000
    found = one(outside, name1=name, name2="\ud800")
    assert found.value("name").startswith("=1+1<script> evil line x")
    assert found.value("name").isprintable()
    json.loads(found.to_json())


# --- pages, and a list that changes -------------------------------------------------------------------------------


@pytest.mark.usefixtures("small_pages")
def test_all_pages_are_read_with_a_mark_after_each(outside: Outside) -> None:
    items = read(outside, [row(i) for i in range(1, 11)])
    assert names(items) == [f"Example Clinic {i}" for i in range(1, 11)]
    marks = [item for item in items if isinstance(item, Mark)]
    assert [(mark.done, mark.of) for mark in marks] == [(4, 10), (8, 10), (10, 10)]
    assert [isinstance(item, Mark) for item in items].index(True) == 4
    assert len(outside.requests) == 3


@pytest.mark.usefixtures("small_pages")
def test_it_goes_on_behind_a_mark(outside: Outside) -> None:
    items = read(outside, [row(i) for i in range(1, 11)])
    first, last = (mark.cursor for mark in items if isinstance(mark, Mark) and mark.done in (4, 10))
    outside.requests.clear()
    assert names(read(outside, [row(i) for i in range(1, 11)], since=first))[0] == "Example Clinic 5"
    assert outside.requests[0].params["page"] == "2"
    outside.requests.clear()
    assert read(outside, [row(1)], since=last) == []
    assert outside.requests == []


@pytest.mark.parametrize("cursor", ["nonsense", "0:4:1:0:0", "1:9999:1:0:0", "-1", "٣:4:1:0:0"])
def test_a_cursor_that_is_not_ours_starts_again(outside: Outside, cursor: str) -> None:
    assert names(read(outside, [row(1)], since=cursor)) == ["Example Clinic 1"]


@pytest.mark.usefixtures("small_pages")
def test_a_row_on_two_pages_comes_once(outside: Outside) -> None:
    rows = [row(i) for i in range(1, 9)]
    rows[4] = {**rows[0], "_irow": 5, "miles": 0.6}
    assert len(names(read(outside, rows))) == len(set(names(read(outside, rows)))) == 7


@pytest.mark.usefixtures("small_pages")
def test_a_facility_that_is_listed_twice_with_other_cells_comes_once(outside: Outside) -> None:
    rows = [row(1), *(row(i) for i in range(2, 6)), row(1, phone="415-555-0150")]
    assert sorted(names(read(outside, rows))) == [f"Example Clinic {i}" for i in range(1, 6)]


@pytest.mark.usefixtures("small_pages")
def test_what_cannot_be_right_is_told_once_though_the_list_is_read_again(outside: Outside) -> None:
    locator = Locator([row(1, services=None), row(2, phone="1"), *(row(i) for i in range(3, 9))])
    locator.before = lambda request: locator.rows.pop(0) if len(outside.requests) == 2 else None
    told = [item for item in read(outside, locator) if isinstance(item, Rejection)]
    assert [(one.line, one.column) for one in told] == [(2, "phone")]
    assert len(outside.requests) == 4


def test_a_list_that_is_shorter_than_announced_is_told(outside: Outside) -> None:
    locator = Locator([row(1)])
    locator.told = {"recordCount": 5}
    items = read(outside, locator)
    assert names(items) == ["Example Clinic 1"]
    assert "shorter than announced" in str(items[-2])


def test_two_doors_of_one_name_are_two(outside: Outside) -> None:
    found = read_all(outside, [row(1), row(1, street1="9 Other Street")])[0]
    assert len({candidate.key for candidate in found}) == 2


def test_the_services_own_key_is_kept_if_it_gives_one(outside: Outside) -> None:
    assert one(outside, frid="abc123").key == "abc123"
    assert one(outside).key == one(outside, _irow=77, miles=3, phone=None).key


@pytest.mark.usefixtures("small_pages")
def test_a_list_that_shrinks_while_it_is_read_loses_nobody(outside: Outside) -> None:
    locator = Locator([row(i) for i in range(1, 11)])

    def close_one(request: Asked) -> None:
        if len(outside.requests) == 2:
            del locator.rows[0]  # row 5 slips to the first page, which has been read

    locator.before = close_one
    items = read(outside, locator)
    assert sorted(names(items)) == sorted(f"Example Clinic {i}" for i in range(1, 11))
    assert not any(isinstance(item, Rejection) for item in items)


@pytest.mark.usefixtures("small_pages")
def test_a_list_that_grows_while_it_is_read_is_read_to_its_end(outside: Outside) -> None:
    locator = Locator([row(i) for i in range(1, 5)])

    def open_some(request: Asked) -> None:
        locator.rows = [row(i) for i in range(1, 10 if len(outside.requests) > 1 else 6)]

    locator.before = open_some
    assert sorted(names(read(outside, locator))) == sorted(f"Example Clinic {i}" for i in range(1, 10))


@pytest.mark.usefixtures("small_pages")
def test_a_list_that_never_stands_still_is_given_up_with_a_word(outside: Outside) -> None:
    locator = Locator([row(i) for i in range(1, 11)])
    locator.before = lambda request: locator.rows.append(row(len(locator.rows) + 1, services=None))
    items = read(outside, locator)
    assert "read it again another day" in str(items[-2])
    assert len(outside.requests) < 30


@pytest.mark.usefixtures("small_pages")
def test_a_change_between_two_readings_is_noticed_too(outside: Outside) -> None:
    rows = [row(i) for i in range(1, 11)]
    first = next(item for item in read(outside, rows) if isinstance(item, Mark))
    assert set(names(read(outside, rows[1:], since=first.cursor))) == {f"Example Clinic {i}" for i in range(2, 11)}


def test_a_service_that_gives_fewer_rows_a_page_than_asked_is_read_whole(outside: Outside) -> None:
    assert len(names(read(outside, Locator([row(i) for i in range(1, 24)], most=5)))) == 23


def test_a_page_that_is_too_large_is_asked_for_in_halves(outside: Outside) -> None:
    rows = [row(i, services=services(TAP=INFUSION, AS="x" * 4000)) for i in range(1, 131)]
    assert len(names(read(outside, rows, max_bytes=300_000))) == 130
    assert {asked.params["pageSize"] for asked in outside.requests} == {"200", "100", "50"}


def test_rows_that_are_too_large_by_far_stop_it(outside: Outside) -> None:
    with pytest.raises(TooLarge):
        read(outside, [row(1, name2="x" * 300_000)], max_bytes=100_000)


def test_numbers_may_be_written_as_text(outside: Outside) -> None:
    locator = Locator([row(1, zip=94110, latitude=37.7749, longitude=-122.4194)])
    locator.told = {"page": "1", "totalPages": "1", "recordCount": "1"}
    assert read_all(outside, locator)[0][0].value("zip") == "94110"


def test_nobody_near_is_no_error(outside: Outside) -> None:
    assert read(outside, []) == [Mark("end", 0, 0)]


# --- a service that fails -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        {"rows": None},
        {"rows": {"a": 1}},
        {"totalPages": None},
        {"totalPages": -3},
        {"recordCount": "many"},
        {"page": 7},
        {"rows": [], "totalPages": 9},
    ],
)
def test_another_format_than_the_documented_one_is_one_sentence(outside: Outside, told: dict[str, Any]) -> None:
    locator = Locator([row(1)])
    locator.told = told
    with pytest.raises(Malformed, match=r"FindTreatment\.gov answered in another format"):
        read(outside, locator)


@pytest.mark.parametrize("body", ["[]", "null", '"hello"', "3"])
def test_json_that_is_no_page_is_one_sentence(outside: Outside, body: str) -> None:
    outside.answer = lambda request: page(body, "application/json")
    with pytest.raises(Malformed, match="rows"):
        list(source.read(Request(near=HERE, base=outside.url), quick_client(robots=False), ""))


@pytest.mark.parametrize("fault", [Status(429, {"Retry-After": "0"}), Status(500), Cut(20), Slow(0.9)], ids=repr)
@pytest.mark.usefixtures("small_pages")
def test_what_fails_once_is_tried_again(outside: Outside, fault: Any) -> None:
    outside.faults[PATH] = [None, fault]
    assert len(names(read(outside, [row(i) for i in range(1, 11)], timeout=0.5))) == 10


@pytest.mark.parametrize(
    ("faults", "error"),
    [([Status(500)] * 9, Busy), ([Cut(5)] * 9, Unreachable), ([Garbled()], Malformed)],
    ids=["500s", "cut", "garbled"],
)
@pytest.mark.usefixtures("small_pages")
def test_what_keeps_failing_stops_and_goes_on_later(outside: Outside, faults: list[Any], error: type[WebError]) -> None:
    outside.answer = Locator([row(i) for i in range(1, 11)])
    outside.faults[PATH] = [None, *faults]
    items: list[Item] = []
    with pytest.raises(error):
        items.extend(source.read(Request(near=HERE, base=outside.url), quick_client(robots=False), ""))
    outside.faults.clear()
    assert isinstance(items[-1], Mark)
    items += read(outside, [row(i) for i in range(1, 11)], since=items[-1].cursor)
    assert names(items) == [f"Example Clinic {i}" for i in range(1, 11)]


def test_without_a_place_it_says_so(outside: Outside) -> None:
    with pytest.raises(TableError, match="near which place"):
        list(source.read(Request(base=outside.url), quick_client(robots=False), ""))


FAULTS = st.sampled_from([None, None, Status(500), Status(429, {"Retry-After": "0"}), Cut(0), Cut(30), Garbled()])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(st.sampled_from(["good", "good", "twin", "other", "bad"]), max_size=14),
    faults=st.lists(FAULTS, max_size=25),
    closes=st.none() | st.integers(1, 8),
)
@pytest.mark.usefixtures("small_pages")
def test_whatever_fails_each_good_row_comes_once_and_none_is_lost(
    outside: Outside, kinds: list[str], faults: list[Any], closes: int | None
) -> None:
    """Also when the nearest facility goes while the list is read, before request number `closes`."""
    made = {
        "good": row,
        "twin": lambda _i: row(1),
        "other": lambda i: row(i, services=None),
        "bad": lambda i: row(i, name1=None),
    }
    gone = row(99, services=None)
    locator = Locator([gone, *(made[kind](i) for i, kind in enumerate(kinds, 1))])
    outside.requests.clear()

    def close_one(_request: Asked) -> None:
        if closes is not None and len(outside.requests) >= closes and locator.rows and locator.rows[0] is gone:
            del locator.rows[0]

    locator.before = close_one
    outside.answer, outside.faults[PATH] = locator, list(faults)
    request, client = Request(near=HERE, base=outside.url), quick_client(robots=False, tries=2)
    kept: dict[str, Candidate] = {}
    cursor, told = "", 0
    for _attempt in itertools.count():
        assert _attempt < 30
        pending: list[Item] = []
        try:
            for item in source.read(request, client, cursor):
                pending.append(item)
                if isinstance(item, Mark):  # what came before a mark is kept, as whoever imports does
                    given_now = [one for one in pending if isinstance(one, Candidate)]
                    assert len({one.key for one in given_now}) == len(given_now)
                    kept |= {one.key: one for one in given_now}
                    told += sum(isinstance(one, Rejection) for one in pending)
                    cursor, pending = item.cursor, []
            break
        except WebError:
            continue
    good = {
        f"Example Clinic {1 if kind == 'twin' else i}" for i, kind in enumerate(kinds, 1) if kind in ("good", "twin")
    }
    assert sorted(names(kept.values())) == sorted(good)
    assert told >= kinds.count("bad")
