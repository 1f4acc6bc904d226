"""The NPI registry read from a server that speaks its format (API 2.1), and fails in every way."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finder.sources import nppes as source
from finder.sources.candidates import Candidate
from finder.sources.registry import SOURCES, Item, Lookup, Mark, Request
from finder.sources.web import Busy, Malformed, WebError
from finder.tables import Rejection, TableError
from finder.vocabulary import FIELDS
from tests.outside import Asked, Cut, Garbled, Outside, Slow, Status, page, quick_client

PATH = "/api/"


def npi(number: int) -> str:
    """A number whose check digit is right; none of them is looked up anywhere."""
    nine = f"1{number:08}"
    doubled = [int(d) * 2 - 9 * (int(d) > 4) if i % 2 == 0 else int(d) for i, d in enumerate(reversed(nine))]
    return nine + str(-(sum(doubled) + 24) % 10)


def at(street: str = "123 EXAMPLE ST STE 200", /, **cells: Any) -> dict[str, Any]:
    return {
        "country_code": "US",
        "address_purpose": "LOCATION",
        "address_1": street,
        "city": "SAN FRANCISCO",
        "state": "CA",
        "postal_code": "941101234",
        "telephone_number": "415-555-0101",
        **cells,
    }


def provider(number: int = 1, name: str = "EXAMPLE KETAMINE CLINIC LLC", **cells: Any) -> dict[str, Any]:
    """A result as the registry gives it, of a plainly fictional organization."""
    basic = {"organization_name": name, "organizational_subpart": "NO", "last_updated": "2024-05-28", "status": "A"}
    return {
        "number": npi(number),
        "enumeration_type": "NPI-2",
        "basic": basic | cells.pop("basic", {}),
        "addresses": [at(), at("PO BOX 1", address_purpose="MAILING", telephone_number="415-555-0199")],
        "practiceLocations": [],
        "other_names": [],
        "taxonomies": [{"code": "261QM0801X", "desc": "Clinic/Center, Mental Health", "primary": True}],
        "identifiers": [],
        **cells,
    }


def person(number: int = 1, *codes: str, **cells: Any) -> dict[str, Any]:
    basic = {"first_name": "JANE", "last_name": "EXAMPLE"}
    basic |= {"last_updated": cells.pop("updated", "2024-05-28"), "status": cells.pop("status", "A")}
    made = provider(number, taxonomies=[{"code": code} for code in codes], enumeration_type="NPI-1", **cells)
    return made | {"basic": basic}


def lookup(number: int = 1, **cells: Any) -> Lookup:
    known = {
        "key": f"example-{number}",
        "name": "The Example Ketamine Clinic",
        "street": "123 Example Street, Suite 200",
        "city": "San Francisco",
        "state": "CA",
        "zip": "94110",
        "phone": "+14155550101",
        **cells,
    }
    return Lookup(**known)


class Registry:
    """The service: it finds by number, or by the beginning of a name in a state and town, within documented limits."""

    def __init__(self, *providers: Any) -> None:
        self.providers = list(providers)

    def __call__(self, asked: Asked) -> Any:
        params = asked.params
        assert params["version"] == "2.1"
        limit, skip = int(params["limit"]), int(params["skip"])
        if limit > 200 or skip > 1000:
            return errors("Limit or skip is out of range")
        if not {"number", "organization_name", "postal_code"} & set(params):
            return errors("At least one more criterion is needed beside the state")
        found = [one for one in self.providers if not isinstance(one, dict) or self.fits(one, params)]
        body = {"result_count": len(found[skip : skip + limit]), "results": found[skip : skip + limit]}
        return page(json.dumps(body), "application/json")

    @staticmethod
    def fits(one: dict[str, Any], params: dict[str, str]) -> bool:
        if "number" in params:
            return bool(one.get("number") == params["number"])
        if one["enumeration_type"] != params["enumeration_type"]:
            return False
        if "postal_code" in params:
            return any(a["postal_code"].startswith(params["postal_code"]) for a in one["addresses"])
        begin = params["organization_name"].upper().removesuffix("*")
        names = [one["basic"].get("organization_name", ""), *(o["organization_name"] for o in one["other_names"])]
        towns = {(a["state"], a["city"]) for a in one["addresses"] + one["practiceLocations"]}
        city = params.get("city", "").upper()
        return any(name.startswith(begin) for name in names) and any(
            state == params["state"] and city in ("", town) for state, town in towns
        )


def errors(text: str) -> Any:
    return page(json.dumps({"Errors": [{"description": text, "field": "x", "number": "04"}]}), "application/json")


@pytest.fixture
def outside() -> Iterator[Outside]:
    with Outside() as server:
        yield server


def read(outside: Outside, lookups: list[Lookup], *providers: Any, since: str = "", **options: Any) -> list[Item]:
    outside.answer = Registry(*providers)
    request = Request(lookups=tuple(lookups), base=outside.url)
    return list(source.read(request, quick_client(robots=False, **options), since))


def ask(outside: Outside, asked: Lookup, *providers: Any) -> tuple[Candidate | None, list[str]]:
    """The answer for one clinic, and what a person is told."""
    *items, mark = read(outside, [asked], *providers)
    assert isinstance(mark, Mark)
    found = [item for item in items if isinstance(item, Candidate)]
    assert len(found) <= 1
    return next(iter(found), None), [str(item) for item in items if isinstance(item, Rejection)]


def facts(candidate: Candidate | None) -> dict[str, str]:
    assert candidate is not None
    return {said.field: candidate.value(said.field) for said in candidate.statements}


def sure(candidate: Candidate | None, field: str = "npi") -> float:
    assert candidate is not None
    return next(said.confidence for said in candidate.statements if said.field == field)


# --- what is asked ------------------------------------------------------------------------------------------------


def test_a_known_number_is_asked_for_by_itself(outside: Outside) -> None:
    found, told = ask(outside, lookup(npi=npi(1)), provider(1))
    assert (sure(found) >= 0.9, told) == (True, [])
    asked, persons = outside.requests
    assert asked.params == {"version": "2.1", "number": npi(1), "limit": "200", "skip": "0"}
    assert (persons.params["enumeration_type"], persons.params["postal_code"]) == ("NPI-1", "94110")


def test_a_name_is_asked_for_by_its_first_words_in_its_town(outside: Outside) -> None:
    found, _told = ask(outside, lookup(), provider(1))
    assert sure(found) > 0.9
    asked, _persons = outside.requests
    assert asked.path == PATH
    assert asked.params["organization_name"] == "example ketamine*"
    assert (asked.params["city"], asked.params["state"]) == ("san francisco", "CA")
    assert asked.params["enumeration_type"] == "NPI-2"


def test_a_town_spelled_otherwise_is_found_by_the_state(outside: Outside) -> None:
    there = at(city="S SAN FRANCISCO")
    found, _told = ask(outside, lookup(), provider(1, addresses=[there]))
    assert sure(found) > 0.9
    assert len(outside.requests) == 3


@pytest.mark.parametrize("name", ["", "!", "Ķ", "X", "日本"])
def test_a_name_that_cannot_be_asked_for_is_not(outside: Outside, name: str) -> None:
    assert ask(outside, lookup(name=name), provider(1)) == (None, [])
    assert not any(len(asked.params["organization_name"]) < 3 for asked in outside.requests)


@pytest.mark.parametrize(
    "name", ["=1+1*;'\"<script>", "St. Louis & Sons, P.C.", "Example-Ketamine", "x" * 10_000, "“Quoted” Clinic"]
)
def test_only_letters_and_digits_go_into_the_question(outside: Outside, name: str) -> None:
    ask(outside, lookup(name=name), provider(1))
    for asked in outside.requests:
        if asked.params["enumeration_type"] == "NPI-1":
            continue
        assert re.fullmatch(r"[a-z0-9]{2,}(?: [a-z0-9]+)?\*", asked.params["organization_name"])


def test_all_pages_of_a_common_name_are_read(outside: Outside) -> None:
    crowd = [provider(i, f"EXAMPLE KETAMINE {i}", addresses=[at("9 ELSEWHERE RD")]) for i in range(100, 550)]
    found, _told = ask(outside, lookup(phone=""), *crowd, provider(1))
    assert found is not None
    assert found.key == npi(1)
    assert [asked.params["skip"] for asked in outside.requests] == ["0", "200", "400", "0"]


def test_more_than_the_registry_shows_is_told(outside: Outside) -> None:
    crowd = [provider(i, f"EXAMPLE KETAMINE {i}", addresses=[at("9 ELSEWHERE RD")]) for i in range(100, 1500)]
    found, told = ask(outside, lookup(phone="", name="Example Ketamine Zzz"), *crowd)
    assert found is None
    assert "look it up by hand" in told[-1]
    assert max(int(asked.params["skip"]) for asked in outside.requests) == 1000


# --- which provider is the clinic ---------------------------------------------------------------------------------


def test_a_confirmed_clinic_keeps_its_own_spelling(outside: Outside) -> None:
    found, _told = ask(outside, lookup(), provider(1))
    assert facts(found) == {
        "name": "The Example Ketamine Clinic",
        "npi": npi(1),
        "street": "123 Example Street, Suite 200",
        "city": "San Francisco",
        "state": "CA",
        "zip": "94110",
        "phone": "+14155550101",
    }
    assert found is not None
    for said in found.statements:
        assert said.origin.url == f"https://npiregistry.cms.hhs.gov/provider-view/{npi(1)}"
        assert (said.origin.kind, said.origin.as_of) == ("register", "2024-05")
    assert next(said.words for said in found.statements if said.field == "name") == "EXAMPLE KETAMINE CLINIC LLC"


def test_what_we_do_not_know_is_filled_in_as_people_write_it(outside: Outside) -> None:
    found, _told = ask(outside, lookup(street="", zip="", phone=""), provider(1, addresses=[at("12 N 5TH ST, STE 2B")]))
    assert facts(found)["street"] == "12 N 5th St, Ste 2B"
    assert facts(found)["zip"] == "94110-1234"
    assert sure(found) < 0.8


OTHER_DOOR, OTHER_PHONE = at("77 ELSEWHERE RD"), {"telephone_number": "415-555-0177"}


@pytest.mark.parametrize(
    ("name", "address", "least", "most"),
    [
        ("EXAMPLE KETAMINE CLINIC LLC", at(), 0.95, 1),
        ("EXAMPLE KETAMINE CLINIC LLC", at(**OTHER_PHONE), 0.9, 0.96),
        ("EXAMPLE KETAMINE CLINIC LLC", OTHER_DOOR, 0.9, 0.95),
        ("EXAMPLE KETAMINE CLINIC LLC", OTHER_DOOR | OTHER_PHONE, 0.5, 0.5),
        ("EXAMPLE KETAMINE", OTHER_DOOR, 0.8, 0.9),
        ("EXAMPLE KETAMINE", at(**OTHER_PHONE), 0.85, 0.93),
        ("EXAMPLE KETAMINE HOLDINGS OF NOWHERE", at(), 0.9, 1),
        ("EXAMPLE KETAMINE HOLDINGS OF NOWHERE", OTHER_DOOR, 0.6, 0.79),
        ("EXAMPLE KETAMINE HOLDINGS OF NOWHERE", at(**OTHER_PHONE), 0, 0),
        ("EXAMPLE KETAMINE HOLDINGS OF NOWHERE", OTHER_DOOR | OTHER_PHONE, 0, 0),
        ("EXAMPLE KETAMINE CLINIC LLC", at("123 EXAMPLE ST STE 900", **OTHER_PHONE), 0.5, 0.5),
        ("EXAMPLE KETAMINE CLINIC LLC", at(city="FRESNO", postal_code="93650"), 0.5, 0.5),
        ("EXAMPLE KETAMINE CLINIC LLC", at(city="FRESNO", postal_code="93650", **OTHER_PHONE), 0, 0),
        ("EXAMPLE KETAMINE HOLDINGS OF NOWHERE", at(city="FRESNO", postal_code="93650"), 0, 0),
    ],
)
def test_how_sure_it_is_depends_on_what_agrees(
    outside: Outside, name: str, address: dict[str, Any], least: float, most: float
) -> None:
    found, _told = ask(outside, lookup(), provider(1, name, addresses=[address]))
    assert least <= (sure(found) if found else 0) <= most


def test_the_name_over_the_door_counts_as_much_as_the_firms(outside: Outside) -> None:
    other = [{"type": "Doing Business As", "organization_name": "EXAMPLE KETAMINE CLINIC"}]
    found, _told = ask(outside, lookup(phone=""), provider(1, "NOWHERE HOLDINGS INC", other_names=other))
    assert sure(found) >= 0.9
    assert facts(found)["name"] == "The Example Ketamine Clinic"


def test_the_name_of_the_firm_behind_a_clinic_is_less_sure(outside: Outside) -> None:
    found, _told = ask(outside, lookup(), provider(1, "EXAMPLE KETAMINE HOLDINGS OF NOWHERE"))
    assert facts(found)["name"] == "Example Ketamine Holdings Of Nowhere"
    assert sure(found, "name") <= 0.6 < sure(found)


def test_two_numbers_that_fit_as_well_make_neither_sure(outside: Outside) -> None:
    found, _told = ask(outside, lookup(), provider(1), provider(2))
    assert sure(found) <= 0.6


def test_the_best_of_several_is_taken(outside: Outside) -> None:
    far = provider(2, addresses=[OTHER_DOOR | OTHER_PHONE])
    found, _told = ask(outside, lookup(), far, provider(1))
    assert found is not None
    assert (found.key, sure(found) > 0.9) == (npi(1), True)


def test_a_second_door_of_a_provider_has_its_own_key(outside: Outside) -> None:
    second = at("55 SECOND AVE", address_purpose="SECONDARY", telephone_number="415-555-0155")
    chain = provider(1, practiceLocations=[second])
    asked = [lookup(1), lookup(2, street="55 2nd Avenue", phone="+14155550155")]
    found = [item for item in read(outside, asked, chain) if isinstance(item, Candidate)]
    assert [one.value("npi") for one in found] == [npi(1)] * 2
    assert [one.value("street") for one in found] == ["123 Example Street, Suite 200", "55 2nd Avenue"]
    assert found[0].key == npi(1)
    assert found[1].key not in (npi(1), "")


def test_a_mailing_address_is_no_door(outside: Outside) -> None:
    mail = [at("9 ELSEWHERE RD", **OTHER_PHONE), at(address_purpose="MAILING", telephone_number="")]
    found, _told = ask(outside, lookup(), provider(1, addresses=mail))
    assert sure(found) == 0.5


def test_a_number_of_somebody_else_is_told_and_the_right_one_found(outside: Outside) -> None:
    other = provider(2, "NOWHERE DENTAL", addresses=[OTHER_DOOR | OTHER_PHONE])
    found, told = ask(outside, lookup(npi=npi(2)), other, provider(1))
    assert found is not None
    assert found.key == npi(1)
    assert npi(2) in told[0]
    assert "NOWHERE DENTAL" in told[0]


def test_a_number_that_is_gone_is_told(outside: Outside) -> None:
    found, told = ask(outside, lookup(npi=npi(3)))
    assert found is None
    assert "deactivated" in told[0]


@pytest.mark.parametrize("known", ["", npi(1)])
def test_a_deactivated_number_is_told_and_not_confirmed(outside: Outside, known: str) -> None:
    found, told = ask(outside, lookup(npi=known), provider(1, basic={"status": "D"}))
    assert found is None
    assert told
    assert "deactivated" in told[0]


def test_a_date_that_cannot_be_is_no_date(outside: Outside) -> None:
    for text in ("2999-01-01", "soon", "", "05/28/2024"):
        found, _told = ask(outside, lookup(), provider(1, basic={"last_updated": text}))
        assert found is not None
        assert {said.origin.as_of for said in found.statements} == {""}


# --- who treats ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("207L00000X", "anesthesiologist"),
        ("207LP2900X", "pain_physician"),
        ("2084P0800X", "psychiatrist"),
        ("2084P0804X", "psychiatrist"),
        ("2084N0400X", "neurologist"),
        ("207P00000X", "emergency_physician"),
        ("207Q00000X", "family_physician"),
        ("207R00000X", "internist"),
        ("207RC0000X", "physician"),
        ("208VP0014X", "pain_physician"),
        ("208600000X", "physician"),
        ("367500000X", "crna"),
        ("363LP0808X", "psychiatric_np"),
        ("363LF0000X", "nurse_practitioner"),
        ("363A00000X", "physician_assistant"),
        ("103TC0700X", "psychologist"),
        ("1041C0700X", "therapist"),
        ("163W00000X", "registered_nurse"),
        ("1223G0001X", ""),
        ("", ""),
    ],
)
def test_a_persons_specialty_is_a_license_type(outside: Outside, code: str, word: str) -> None:
    found, told = ask(outside, lookup(npi=npi(1)), person(1, code))
    assert facts(found).get("clinicians", "") == word
    assert "name" not in facts(found)
    assert told == []


def test_an_organizations_specialty_says_not_who_treats(outside: Outside) -> None:
    found, _told = ask(outside, lookup(), provider(1, taxonomies=[{"code": "2084P0800X"}, {"code": "207L00000X"}]))
    assert not {"clinicians", "memberships"} & set(facts(found))


def test_persons_behind_the_same_door_with_the_same_phone_treat_there(outside: Outside) -> None:
    elsewhere = at("9 ELSEWHERE RD")
    people = [
        person(11, "207L00000X"),
        person(12, "367500000X", "163W00000X"),
        person(13, "2084P0800X", addresses=[elsewhere]),
        person(14, "207P00000X", addresses=[at(telephone_number="415-555-0188")]),
        person(15, "207Q00000X", addresses=[at("123 EXAMPLE ST STE 900")]),
        person(16, "363A00000X", addresses=[elsewhere, at(address_purpose="MAILING")]),
        person(17, "103T00000X", status="D"),
    ]
    found, told = ask(outside, lookup(), provider(1), *people)
    assert told == []
    assert facts(found)["clinicians"] == "anesthesiologist;crna;registered_nurse"
    assert found is not None
    about = [said for said in found.statements if said.field == "clinicians"]
    assert [said.origin.url.rpartition("/")[2] for said in about] == [npi(11), npi(12), npi(12)]
    assert {said.confidence for said in about} == {source.COLLEAGUE}
    assert "JANE EXAMPLE" in about[0].words


def test_the_newest_record_stands_for_a_license(outside: Outside) -> None:
    people = [person(11, "207L00000X", updated="2009-01-01"), person(12, "207L00000X", updated="2025-02-02")]
    found, _told = ask(outside, lookup(), provider(1), *people)
    assert found is not None
    (said,) = [said for said in found.statements if said.field == "clinicians"]
    assert (said.origin.as_of, said.origin.url.endswith(npi(12))) == ("2025-02", True)


def test_nobody_is_looked_for_behind_a_door_that_is_not_sure(outside: Outside) -> None:
    found, _told = ask(outside, lookup(street="", phone=""), provider(1), person(11, "207L00000X"))
    assert "clinicians" not in facts(found)
    assert not any(asked.params.get("postal_code") for asked in outside.requests)


def test_a_hospital_is_one(outside: Outside) -> None:
    for code in ("282N00000X", "283Q00000X", "273R00000X"):
        found, _told = ask(outside, lookup(), provider(1, taxonomies=[{"code": code}]))
        assert facts(found)["memberships"] == "hospital_affiliated"


def test_every_word_for_a_license_is_one_of_ours() -> None:
    assert set(source.LICENSES.values()) <= set(FIELDS["clinicians"].bits)


# --- marks, and a service that fails ------------------------------------------------------------------------------

FIVE = [
    lookup(i, street=f"{i} Example Street", phone="", name=f"Example {word}")
    for i, word in enumerate(("Alpha", "Beta", "Gamma", "Delta", "Omega"), 1)
]
PROVIDERS = [
    provider(i, asked.name.upper(), addresses=[at(f"{i} EXAMPLE ST", **OTHER_PHONE)]) for i, asked in enumerate(FIVE, 1)
]


def test_there_is_a_mark_after_each_clinic_and_it_goes_on_behind_it(outside: Outside) -> None:
    items = read(outside, FIVE, *PROVIDERS)
    marks = [item for item in items if isinstance(item, Mark)]
    assert [(mark.done, mark.of) for mark in marks] == [(i, 5) for i in range(1, 6)]
    assert isinstance(items[0], Candidate)
    rest = read(outside, FIVE, *PROVIDERS, since=marks[1].cursor)
    assert [item.key for item in rest if isinstance(item, Candidate)] == [npi(3), npi(4), npi(5)]
    assert read(outside, FIVE, *PROVIDERS, since=marks[-1].cursor) == []
    moved = read(outside, [lookup(9, state=""), *FIVE], *PROVIDERS, since=marks[1].cursor)
    assert [item.key for item in moved if isinstance(item, Candidate)] == [npi(3), npi(4), npi(5)]


@pytest.mark.parametrize("cursor", ["nonsense", "99:gone", "-1:example-1", "1:", ":", "²:example-1"])
def test_a_cursor_that_is_not_ours_starts_again(outside: Outside, cursor: str) -> None:
    items = read(outside, FIVE, *PROVIDERS, since=cursor)
    assert len([item for item in items if isinstance(item, Candidate)]) == 5


def test_the_registry_of_sources_knows_it(outside: Outside) -> None:
    outside.answer = Registry(*PROVIDERS)
    request = Request(lookups=tuple(FIVE), base=outside.url)
    assert len(list(SOURCES["nppes"].read(request, quick_client(robots=False)))) == 10


def test_without_clinics_it_says_so(outside: Outside) -> None:
    with pytest.raises(TableError, match="which clinics"):
        read(outside, [])


def test_an_error_that_comes_as_an_answer_is_told_and_the_next_clinic_asked(outside: Outside) -> None:
    registry = Registry(*PROVIDERS)

    def answer(asked: Asked) -> Any:
        return errors("Field contains special characters") if len(outside.requests) == 1 else registry(asked)

    outside.answer = answer
    items = list(source.read(Request(lookups=tuple(FIVE), base=outside.url), quick_client(robots=False), ""))
    assert isinstance(items[0], Rejection)
    assert "Field contains special characters" in items[0].reason
    assert len([item for item in items if isinstance(item, Candidate)]) == 4


@pytest.mark.parametrize(
    "bad",
    [
        "a text",
        None,
        7,
        {"number": "123", "basic": {}, "addresses": [], "other_names": [], "practiceLocations": []},
        provider(9) | {"basic": None, "number": None},
        provider(9) | {"taxonomies": "x", "number": None},
    ],
    ids=["text", "null", "number", "no-npi", "no-basic", "no-taxonomies"],
)
def test_a_malformed_result_is_told_and_the_rest_goes_on(outside: Outside, bad: Any) -> None:
    class Mixed(Registry):
        @staticmethod
        def fits(one: dict[str, Any], params: dict[str, str]) -> bool:
            return True

    outside.answer = Mixed(bad, provider(1))
    *items, _mark = source.read(Request(lookups=(lookup(),), base=outside.url), quick_client(robots=False), "")
    assert [item.key for item in items if isinstance(item, Candidate)] == [npi(1)]
    (told,) = [item for item in items if isinstance(item, Rejection)]
    assert "documented format" in told.reason


def test_parts_of_a_result_may_be_missing(outside: Outside) -> None:
    bare = {"number": npi(1), "enumeration_type": "NPI-2", "basic": {"organization_name": "EXAMPLE KETAMINE CLINIC"}}
    assert sure(ask(outside, lookup(npi=npi(1)), bare)[0]) >= 0.7


@pytest.mark.parametrize("body", ["[]", "null", "{}", '{"results": 3}', '{"Errors": "x"}'])
def test_another_format_than_the_documented_one_is_one_sentence(outside: Outside, body: str) -> None:
    outside.answer = lambda request: page(body, "application/json")
    with pytest.raises(Malformed, match="NPI registry answered in another format"):
        list(source.read(Request(lookups=(lookup(),), base=outside.url), quick_client(robots=False), ""))


@pytest.mark.parametrize("fault", [Status(429, {"Retry-After": "0"}), Status(500), Cut(20), Slow(0.9)], ids=repr)
def test_what_fails_once_is_tried_again(outside: Outside, fault: Any) -> None:
    outside.faults[PATH] = [fault]
    assert len(read(outside, FIVE, *PROVIDERS, timeout=0.5)) == 10


def test_what_keeps_failing_stops_and_goes_on_later(outside: Outside) -> None:
    outside.answer, outside.faults[PATH] = Registry(*PROVIDERS), [None, None, *[Status(500)] * 9]
    items: list[Item] = []
    with pytest.raises(Busy):
        items.extend(source.read(Request(lookups=tuple(FIVE), base=outside.url), quick_client(robots=False), ""))
    outside.faults.clear()
    assert isinstance(items[-1], Mark)
    items += read(outside, FIVE, *PROVIDERS, since=items[-1].cursor)
    assert [item.key for item in items if isinstance(item, Candidate)] == [npi(i) for i in range(1, 6)]


FAULTS = st.sampled_from([None, None, Status(500), Status(429, {"Retry-After": "0"}), Cut(0), Cut(30), Garbled()])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(faults=st.lists(FAULTS, max_size=30), listed=st.sets(st.integers(0, 4)))
def test_whatever_fails_each_clinic_is_answered_once(outside: Outside, faults: list[Any], listed: set[int]) -> None:
    outside.answer = Registry(*(PROVIDERS[i] for i in listed))
    outside.faults[PATH] = list(faults)
    request, client = Request(lookups=tuple(FIVE), base=outside.url), quick_client(robots=False, tries=2)
    kept: list[Candidate] = []
    cursor = ""
    for attempt in itertools.count():
        assert attempt < 40
        pending: list[Item] = []
        try:
            for item in source.read(request, client, cursor):
                pending.append(item)
                if isinstance(item, Mark):  # what came before a mark is kept, as whoever imports does
                    kept += [one for one in pending if isinstance(one, Candidate)]
                    cursor, pending = item.cursor, []
            break
        except WebError:
            continue
    assert [one.key for one in kept] == [npi(i + 1) for i in sorted(listed)]
