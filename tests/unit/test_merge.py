"""The same clinic across sources: sure, to be asked, or another one. Every clinic here is made up."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.catalog import BUNDLED
from finder.sources.candidates import Candidate, Origin, Statement
from finder.sources.identity import Identity, phone, site, state, street, zip5
from finder.sources.merge import Index, decide, doubles
from finder.sources.verdicts import compare
from tests.support import clinic

CLINIC = Identity(
    "row", "Example Ridge Ketamine", "100 N Main St, Suite 200", "Austin", "TX", "78701", "+15125550101",
    "https://example-ridge.com",
)  # fmt: skip
#: Only what most of our rows have.
SPARSE = Identity("row", "Example Ridge Ketamine", city="Austin", state="TX", website="https://www.example-ridge.com")


def other(**cells: object) -> Identity:
    """The clinic with other cells."""
    return replace(CLINIC, **{"key": "candidate", **cells})  # type: ignore[arg-type]


def kind(a: Identity, b: Identity) -> str:
    """The verdict, which is the same both ways."""
    verdict = compare(a, b)
    assert verdict == compare(b, a)
    assert verdict.reasons
    assert 0 <= verdict.score <= 1
    return verdict.kind


def reasons(a: Identity, b: Identity) -> str:
    return "; ".join(compare(a, b).reasons)


# --- one form for many


@pytest.mark.parametrize(
    "texts",
    [
        ["123 N. Main St. #200", "123 NORTH MAIN STREET STE 200", "123 North Main St, Suite 200",
         "123 N Main St Ste. 0200", "123 N Main Street, Unit 200", "Suite 200, 123 N. Main St.",
         "123 N Main St Suite #200",
         "123 N. Main Street, Suite 200, Austin, TX 78701"],
        ["500 Fifth Ave Ste 3-B", "500 5TH AVE STE 3B", "500 5th Avenue, Suite 3B", "500 Fifth Avenue #3-B"],
        ["1200 Hwy 6 S, 2nd Floor", "1200 Highway 6 South, Floor 2", "1200 HWY 6 S FL 2",
         "1200 Hwy. 6 South Second Floor"],
        ["100 US Highway 1", "100 US-1", "100 U.S. Hwy 1"],
        ["One Example Way", "1 Example Way", "1 EXAMPLE WAY"],
        ["20 NE Broadway", "20 N.E. Broadway", "20 Northeast Broadway"],
        ["55 St. Mary's Rd", "55 Saint Mary’s Road", "55 ST MARYS RD"],
    ],
)  # fmt: skip
def test_an_address_is_the_same_however_it_is_written(texts: list[str]) -> None:
    assert {street(text) for text in texts} == {street(texts[0])}
    assert street(texts[0]).number


def test_a_po_box_a_block_and_a_street_without_number_name_no_door() -> None:
    for text in (
        "PO Box 12",
        "P.O. Box 9, Austin",
        "Main Street",
        "4600 block of Spruce Street",
        "Corner of Oak and 5",
    ):
        assert not street(text).number, text


def test_what_usaddress_cannot_read_is_read_as_far_as_it_goes() -> None:
    assert street("1 Main St 1 Main St Suite 2 Suite 3").number == "1"


@pytest.mark.parametrize(
    "text",
    ["(512) 555-0101", "512-555-0101", "512.555.0101 x5", "1-512-555-0101", "+1 512 555 0101 ext. 3", "5125550101",
     "512-555-0101 or 512-555-0199", "\u202a(512) 555\u20110101\u202c"],
)  # fmt: skip
def test_a_phone_number_is_the_same_however_it_is_written(text: str) -> None:
    assert phone(text) == "+15125550101"


@pytest.mark.parametrize("text", ["", "call us", "555-0101", "+44 20 7946 0958", "9" * 10_000])
def test_what_is_no_us_number_is_none(text: str) -> None:
    assert phone(text) == ""


def test_a_web_address_is_its_domain_and_the_page_that_may_name_a_door() -> None:
    for text in (
        "https://www.example.com",
        "EXAMPLE.com/",
        "http://example.com/contact?utm_source=x",
        "example.com#top",
    ):
        assert site(text) == site("example.com")
    assert site("https://example.com/locations/austin/").page == "austin"
    assert site("https://austin.example.com").page == "austin"
    assert site("https://example.co.uk/dallas/contact").domain == "example.co.uk"


@pytest.mark.parametrize(
    "text",
    ["", "https://www.facebook.com/example", "https://www.psychologytoday.com/us/x", "https://sites.google.com/view/x",
     "https://linktr.ee/example", "https://findtreatment.gov/x", "https://www.wixsite.com", "http://[", "javascript:x",
     "http://10.0.0.1/x", "no website"],
)  # fmt: skip
def test_a_site_where_anybody_has_a_page_is_nobodys(text: str) -> None:
    assert site(text).domain == ""


def test_a_site_builders_customers_each_have_their_own() -> None:
    assert site("https://example-a.webflow.io/x").domain == "example-a.webflow.io"
    assert site("https://example-a.squarespace.com").domain == "example-a.squarespace.com"
    assert site("https://me.wixsite.com/one").domain != site("https://me.wixsite.com/two").domain


def test_states_and_zips() -> None:
    assert [state(text) for text in ("tx", "Texas", "T.X.", "Ontario", "")] == ["TX", "TX", "TX", "", ""]
    assert [zip5(text) for text in ("78701", "78701-1234", "787011234", "7870", "A1A 1A1")] == ["78701"] * 3 + [""] * 2


# --- where it comes from


def test_a_row_and_a_candidate_say_the_same() -> None:
    cells = {"name": "Example Clinic", "city": "Austin", "state": "TX", "lat": "30.2", "lon": "-97.7", "phone": "x"}
    said = tuple(Statement(field, value, Origin("https://example.com", "clinic")) for field, value in cells.items())
    candidate = Identity.of_candidate(Candidate("file", "k", said))
    assert candidate == Identity.of_row({"id": "k", **cells})
    assert (candidate.lat, candidate.lon, candidate.key) == (30.2, -97.7, "k")


@pytest.mark.parametrize(("lat", "lon"), [("", ""), ("x", "1"), ("nan", "1"), ("91", "1"), ("30", ""), ("inf", "0")])
def test_half_a_position_or_none_is_none(lat: str, lon: str) -> None:
    one = Identity.of_row(clinic(lat=lat, lon=lon))
    assert (one.lat, one.lon) == (None, None)


def test_a_provider_without_a_door_is_known_by_its_column() -> None:
    assert Identity.of_row(clinic(telehealth_only=True)).telehealth_only
    assert not Identity.of_row(clinic()).telehealth_only


# --- one door


def test_the_same_door_written_otherwise_is_sure() -> None:
    nppes = other(
        name="EXAMPLE RIDGE KETAMINE PLLC", street="100 NORTH MAIN STREET STE 200", city="AUSTIN", zip="787011234",
        phone="5125550101", website="",
    )  # fmt: skip
    assert kind(CLINIC, nppes) == "sure"
    assert "same phone (512) 555-0101" in reasons(CLINIC, nppes)


@pytest.mark.parametrize(
    "name",
    ["The Example Ridge Ketamine Clinic", "Example Ridge Ketamine & Wellness", "Example Ridge Ketamine - Austin",
     "EXAMPLE RIDGE KETAMINE CTR, P.C.", "Exmaple Ridge Ketamine", "Example Ridge Katamine",
     "Sample Medical PLLC d/b/a Example Ridge Ketamine", "Example Ridge Ketamine (formerly Sample Infusions)"],
)  # fmt: skip
def test_the_same_name_written_otherwise_is_sure_at_its_door(name: str) -> None:
    assert kind(CLINIC, other(name=name, phone="", website="")) == "sure"


def test_town_first_or_last_is_one_name_with_the_same_phone() -> None:
    a = Identity("a", "Austin Ketamine", city="Austin", state="TX", phone="5125550101")
    b = Identity("b", "Ketamine Clinics of Austin", city="Austin", state="TX", phone="512-555-0101")
    assert kind(a, b) == "sure"
    assert kind(replace(a, phone=""), b) == "ask"


def test_the_same_name_at_the_same_door_is_sure_with_a_new_phone_too() -> None:
    assert kind(CLINIC, other(phone="5125550199", website="")) == "sure"
    assert kind(CLINIC, other(phone="5125550199", website="", street="100 N Main St")) == "sure"
    assert kind(CLINIC, other(phone="5125550199", website="sample-lake.com", street="100 N Main St")) == "ask"
    here = Identity("a", "Austin Ketamine Center", "100 Main St Ste 1", "Austin", "TX", phone="5125550101")
    assert kind(here, replace(here, name="Ketamine Clinic of Austin", phone="")) == "sure"
    assert kind(here, replace(here, name="Ketamine Clinic of Austin", street="100 Main St", phone="")) == "ask"


def test_a_town_and_the_website_are_enough_where_no_street_is_known() -> None:
    assert kind(SPARSE, CLINIC) == "sure"
    assert kind(SPARSE, replace(SPARSE, website="example-ridge.com/contact")) == "sure"


def test_two_doors_of_the_chain_in_the_town_are_asked() -> None:
    first = replace(CLINIC, key="first")
    second = other(street="900 Oak Ave", zip="78704")
    verdict = decide(Index.of([first]), SPARSE)
    assert (verdict.kind, verdict.key) == ("sure", "first")
    both = decide(Index.of([first, replace(second, key="second")]), SPARSE)
    assert (both.kind, both.key, {key for key, _verdict in both.found}) == ("ask", "", {"first", "second"})
    assert "which door" in "; ".join(both.found[0][1].reasons)


def test_where_a_chain_shows_the_one_door_that_is_known_is_asked_for() -> None:
    rows = [replace(CLINIC, key="first"), other(key="far", street="5 Oak St", city="Dallas", zip="75201", phone="")]
    found = decide(Index.of(rows), SPARSE)
    assert (found.kind, [key for key, _verdict in found.found]) == ("ask", ["first"])
    assert "more than one location" in "; ".join(found.found[0][1].reasons)
    # Its own phone tells its door, and so does its street.
    assert decide(Index.of(rows), replace(SPARSE, phone="512.555.0101")).key == "first"
    assert decide(Index.of(rows), replace(SPARSE, street="100 N Main St")).key == "first"


def test_a_second_door_that_comes_after_is_not_taken_for_the_first() -> None:
    """A row without a street, then two sources that each tell of a door: it is the first's, the second is another."""
    row = replace(SPARSE, key="row")
    first, second = other(phone=""), other(phone="", street="900 Oak Ave")
    assert decide(Index.of([row]), first).key == "row"
    assert decide(Index.of([replace(row, street=first.street, zip=first.zip)]), second).kind == "ask"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"name": "Example Ridge Ketamine (Austin)"}, {}),
        ({}, {"name": "Example Ridge Ketamine - Austin"}),
        ({"website": "https://example-ridge.com/locations/eastlake"}, {"website": ""}),
        ({"website": ""}, {"website": "example-ridge.com/locations/austin/"}),
    ],
)
def test_a_branch_in_the_name_or_website_shows_a_chain(row: dict[str, str], told: dict[str, str]) -> None:
    found = decide(Index.of([replace(CLINIC, **row)]), replace(SPARSE, key="told", **told))  # type: ignore[arg-type]
    assert (found.kind, [key for key, _verdict in found.found]) == ("ask", ["row"])


def test_another_business_of_the_name_makes_no_chain_of_one_with_its_own_site() -> None:
    namesake = other(key="far", city="Reno", state="NV", zip="89501", phone="", website="https://example-ridge-nv.com")
    assert decide(Index.of([CLINIC, namesake]), replace(SPARSE, key="told")).key == "row"
    # Without a site it may be of either.
    assert decide(Index.of([CLINIC, namesake]), replace(SPARSE, key="told", website="")).kind == "ask"


def test_a_phone_of_its_own_tells_which_of_two_doors_it_is() -> None:
    doors = [replace(CLINIC, key="first"), other(key="second", street="900 Oak Ave", phone="5125550199")]
    found = decide(Index.of(doors), replace(SPARSE, phone="(512) 555-0199"))
    assert (found.kind, found.key) == ("sure", "second")


def test_the_same_npi_at_the_same_place_is_sure_and_elsewhere_it_is_not() -> None:
    a, b = replace(CLINIC, npi="1234567893"), other(npi="1234567893", name="Example Ridge Holdings", phone="")
    assert kind(a, b) == "sure"
    assert kind(a, replace(b, city="Dallas", zip="75201", street="5 Oak St")) == "different"


def test_a_name_and_a_phone_without_a_place_are_enough() -> None:
    bare = Identity("bare", "Example Ridge Ketamine", phone="512.555.0101")
    assert kind(CLINIC, bare) == "sure"
    assert kind(CLINIC, replace(bare, phone="", website="example-ridge.com")) == "sure"
    assert kind(replace(CLINIC, phone=""), bare) == "ask"


# --- two doors


def test_the_same_phone_and_website_in_another_town_is_another_door() -> None:
    dallas = other(street="5 Oak St", city="Dallas", zip="75201")
    assert kind(CLINIC, dallas) == "different"
    assert "second door of a chain" in reasons(CLINIC, dallas)
    assert "miles apart" in reasons(CLINIC, dallas)
    assert kind(SPARSE, replace(SPARSE, city="Dallas")) == "different"


def test_branches_in_the_name_are_doors() -> None:
    one = Identity("a", "Example Health (Chelsea)", city="New York", state="NY", website="https://example-health.com")
    assert kind(one, replace(one, name="Example Health (Upper East Side)")) == "different"
    assert kind(one, replace(one, name="Example Health - Chelsea")) == "sure"
    assert kind(one, replace(one, name="Example Health")) == "ask"


def test_branches_at_two_streets_of_one_town_did_not_move() -> None:
    north, south = (replace(CLINIC, name=f"Example Ridge Ketamine ({where})") for where in ("North", "Riverside"))
    assert kind(north, replace(south, street="900 Oak Ave")) == "different"
    assert kind(north, replace(north, street="900 Oak Ave")) == "ask"


def test_pages_of_a_website_are_doors() -> None:
    north = replace(SPARSE, website="https://example-ridge.com/north-austin")
    assert kind(north, replace(SPARSE, website="https://example-ridge.com/downtown")) == "different"
    assert kind(north, replace(SPARSE, website="https://example-ridge.com/north-austin/contact")) == "sure"


def test_a_medical_building_holds_several_clinics() -> None:
    neighbor = other(name="Sample Lake Psychiatry", street="100 N Main St, Suite 300", phone="5125550102", website="")
    assert kind(CLINIC, neighbor) == "different"
    assert "another suite in the same building" in reasons(CLINIC, neighbor)
    assert kind(CLINIC, replace(neighbor, street="100 N Main St")) == "different"


def test_much_the_same_name_in_another_suite_is_another_clinic() -> None:
    a = Identity("a", "Austin Ketamine Center", "100 Main St Ste 1", "Austin", "TX", phone="5125550101")
    b = Identity("b", "Ketamine Center of Austin", "100 Main St Ste 2", "Austin", "TX", phone="5125550102")
    assert kind(a, b) == "different"
    assert kind(a, replace(b, phone="5125550101")) == "ask"


def test_the_same_name_in_another_state_is_another_clinic() -> None:
    assert kind(SPARSE, replace(SPARSE, state="MN", website="")) == "different"


def test_a_call_center_or_an_agency_makes_nobody_the_same() -> None:
    a = Identity("a", "Example Ridge Ketamine", city="Austin", state="TX", phone="8005550101")
    b = Identity("b", "Sample Lake Psychiatry", city="Austin", state="TX", phone="1-800-555-0101")
    assert kind(a, b) == "different"
    names = ["Example Ridge Ketamine", "Sample Lake Psychiatry", "Testman Counseling", "Fictive Pain Center"]
    many = [Identity(name, name, city="Austin", state="TX", phone="5125550101") for name in names]
    assert Index.of(many).find(Identity("new", "Madeup Wellness", city="Austin", state="TX", phone="5125550101")) == []


def test_another_house_number_street_or_direction_is_another_street() -> None:
    for text in ("102 N Main St, Suite 200", "100 N Elm St, Suite 200", "100 S Main St, Suite 200", "100 N Main Ave"):
        assert kind(CLINIC, other(street=text, phone="5125550199", website="")) == "different", text


# --- to be asked


def test_it_may_have_moved_within_the_town() -> None:
    moved = other(street="900 Oak Ave", zip="78704")
    assert kind(CLINIC, moved) == "ask"
    assert "may have moved" in reasons(CLINIC, moved)
    assert kind(CLINIC, other(street="100 N Main St, Suite 450")) == "ask"


def test_nobody_moved_where_its_own_door_is_known_too() -> None:
    doors = [replace(CLINIC, key="first"), other(key="second", street="900 Oak Ave", zip="78704")]
    found = decide(Index.of(doors), other(street="900 OAK AVENUE", zip="78704"))
    assert (found.kind, [key for key, _verdict in found.found]) == ("sure", ["second"])


def test_it_may_have_a_new_name() -> None:
    # Who answers the same phone of their own in the same room is one clinic.
    renamed = other(name="Sample Lake Wellness", website="")
    assert kind(CLINIC, renamed) == "sure"
    assert "has a new name" in reasons(CLINIC, renamed)
    assert kind(CLINIC, replace(renamed, website="sample-lake.com")) == "ask"
    # A house has one desk for many; a call center answers for all.
    house = replace(CLINIC, street="100 N Main St")
    assert kind(house, replace(renamed, street="100 N Main St")) == "ask"
    assert "may have a new name" in reasons(house, replace(renamed, street="100 N Main St"))
    assert kind(replace(CLINIC, phone="+18005550101"), replace(renamed, phone="+18005550101")) != "sure"
    assert kind(CLINIC, replace(renamed, phone="+15125550199")) == "different"


def test_a_rare_name_is_enough_in_a_town_and_a_common_one_is_not() -> None:
    row = Identity("row", "Larkspur Psychiatry", city="Austin", state="TX")
    told = Identity("new", "Larkspur Ketamine Psychiatry", city="Austin", state="TX")
    elsewhere = [Identity(f"e{i}", f"Testword{i} Psychiatry", city="Dallas", state="TX") for i in range(30)]
    assert compare(row, told).kind == "ask"
    rare = decide(Index.of([row, *elsewhere]), told)
    assert (rare.kind, rare.key) == ("sure", "row")
    assert any("by chance" in why for why in rare.found[0][1].reasons)
    often = [Identity(f"o{i}", "Larkspur Wellness", city=f"Example{i}", state="TX") for i in range(30)]
    assert decide(Index.of([row, *elsewhere, *often]), told).kind == "ask"
    town = [Identity(f"t{i}", f"Testword{i} Wellness", city="Austin", state="TX") for i in range(30)]
    assert decide(Index.of([row, *elsewhere, *town]), told).kind == "ask"
    # Anything against it is asked, and so is a second clinic of the name.
    against = replace(told, phone="5125550188")
    assert decide(Index.of([replace(row, phone="5125550101"), *elsewhere]), against).kind == "ask"
    second = replace(row, key="second", name="Larkspur Spravato Psychiatry")
    assert decide(Index.of([row, second, *elsewhere]), told).kind == "ask"


def test_a_page_of_its_own_within_the_site_is_one_door_of_several() -> None:
    told = replace(SPARSE, key="new", phone="", street="1 Elm St", website="example-ridge.com/locations/old-mill")
    assert compare(SPARSE, told).kind == "ask"
    for page in ("", "/austin", "/ketamine-infusions-austin", "/contact"):
        assert compare(SPARSE, replace(told, website=f"example-ridge.com{page}")).kind == "sure", page


def test_words_that_only_one_name_has_may_be_a_branch() -> None:
    south = replace(SPARSE, key="new", name="Example Ridge Ketamine South")
    assert compare(SPARSE, south).kind == "ask"
    both = {"phone": "5125550101"}
    assert compare(replace(SPARSE, **both), replace(south, **both)).kind == "sure"  # type: ignore[arg-type]


def test_removing_a_clinic_leaves_the_counts_as_they_were() -> None:
    row = Identity("row", "Larkspur Psychiatry", city="Austin", state="TX")
    told = Identity("new", "Larkspur Ketamine Psychiatry", city="Austin", state="TX")
    index = Index.of([row])
    for _time in range(300):
        index.add(row)
    assert decide(index, told).kind == "sure"


def test_two_at_one_door_are_asked_whatever_their_names() -> None:
    known = Identity("row", "Bend Example Ketamine Center", "123 NW Example Ave", "Bend", "OR", "97701",
                     "5415550101", "https://bend-example.com")  # fmt: skip
    new = Identity("new", "Bend Ketamine & Wellness", "123 NW Example Ave", "Bend", "OR")
    assert decide(Index.of([known]), new).kind == "ask"
    assert [(a, b, verdict.kind) for a, b, verdict in doubles([known, new])] == [("new", "row", "ask")]
    assert "same street and number; another name; renamed, or two practices in one building?" in reasons(known, new)
    for name in ("Sample Lake Psychiatry", "Sample Lake Ketamine"):
        stated = replace(new, name=name, phone="5415550102", website="sample-lake.com")
        assert kind(known, stated) == "ask"
        assert decide(Index.of([known]), stated).kind == "ask"
    # A suite on one side: only if both are for ketamine. Two suites are two clinics, two towns two doors.
    suite = replace(known, street="123 NW Example Ave, Suite 4")
    assert decide(Index.of([suite]), new).kind == "ask"
    assert kind(suite, replace(new, name="Sample Lake Psychiatry")) == "different"
    assert kind(suite, replace(new, street="123 NW Example Ave, Suite 5")) == "different"
    assert kind(known, replace(new, city="Portland")) == "different"
    assert kind(known, replace(new, city="", state="")) == "different"


def test_nothing_of_the_bundled_table_is_asked_for_its_door() -> None:
    with (BUNDLED / "clinics.csv").open(encoding="utf-8", newline="") as file:
        rows = [Identity.of_row(row) for row in csv.DictReader(file)]
    assert len(doubles(rows)) <= 3


def test_a_suburb_by_the_citys_name_is_asked() -> None:
    a = Identity("a", "Example Ridge Ketamine", city="Lutherville", state="MD", website="example-ridge.com")
    assert kind(a, replace(a, city="Lutherville-Timonium", phone="4105550101")) == "ask"


# --- without a door


def test_providers_without_a_door_match_each_other_only() -> None:
    remote = Identity("r", "Example Ridge Ketamine", website="https://example-ridge.com", telehealth_only=True)
    assert (
        kind(remote, replace(remote, name="EXAMPLE RIDGE KETAMINE LLC", website="www.example-ridge.com/faq")) == "sure"
    )
    assert kind(remote, replace(remote, website="")) == "sure"
    assert kind(remote, replace(remote, name="Sample Lake", website="https://sample-lake.com")) == "different"
    assert kind(remote, CLINIC) == "different"
    assert "at a distance" in reasons(remote, CLINIC)


def test_a_text_without_a_place_may_mean_a_provider_without_a_door() -> None:
    remote = Identity("r", "Example Ridge Ketamine", website="https://example-ridge.com", telehealth_only=True)
    assert kind(remote, replace(remote, telehealth_only=False)) == "ask"


# --- many


def test_decide_says_new_for_somebody_new() -> None:
    decision = decide(Index.of([CLINIC]), Identity("x", "Sample Lake Psychiatry", city="Reno", state="NV"))
    assert (decision.kind, decision.key, decision.found) == ("new", "", ())


def test_decide_asks_where_two_are_sure() -> None:
    twice = [replace(CLINIC, key="one"), replace(CLINIC, key="two")]
    decision = decide(Index.of(twice), CLINIC)
    assert (decision.kind, decision.key, len(decision.found)) == ("ask", "", 2)


def test_the_best_comes_first() -> None:
    rows = [
        other(key="moved", street="9 Elm St"),
        other(key="suite", street="100 N Main St"),
        replace(CLINIC, key="it"),
    ]
    scores = [verdict.score for _key, verdict in Index.of(rows).find(CLINIC)]
    assert Index.of(rows).find(CLINIC)[0][0] == "it"
    assert scores == sorted(scores, reverse=True)


def test_an_added_clinic_is_found_and_a_changed_one_by_its_new_cells_only() -> None:
    index = Index.of([])
    assert index.find(CLINIC) == []
    index.add(CLINIC)
    assert [key for key, _verdict in index.find(other())] == ["row"]
    index.add(replace(CLINIC, name="Sample Lake", street="", city="Reno", state="NV", zip="", phone="", website=""))
    assert (index.find(other()), len(index)) == ([], 1)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (Identity("row", "Example Ridge Ketamine"), Identity("x", "Example Ridge Ketamine", city="Austin", state="TX")),
        (Identity("row", "Example Ridge Ketamine, Austin"), SPARSE),
        (Identity("row", "Examplemind Health", city="Austin", state="TX"),
         Identity("x", "Example Mind Health", city="Austin", state="TX")),
        (Identity("row", "Sample Lake", "9 Wilshire Ave Ste 5", city="Austin", state="TX"),
         Identity("x", "Fictive Pain", "9 Wilshirre Avenue #5", zip="78701")),
    ],
)  # fmt: skip
def test_who_is_alike_is_found_whatever_they_leave_out(row: Identity, told: Identity) -> None:
    assert compare(row, told).kind != "different"
    assert [key for key, _verdict in Index.of([row]).find(told)] == ["row"]
    assert [key for key, _verdict in Index.of([replace(told, key="told")]).find(row)] == ["told"]


def test_a_candidate_with_the_key_of_a_row_is_looked_up_as_any_other() -> None:
    assert [key for key, _verdict in Index.of([CLINIC]).find(CLINIC)] == ["row"]


def test_doubles_are_found_once_each_and_where_a_street_is_missing_they_are_asked() -> None:
    rows = [
        CLINIC,
        other(key="again", street="100 North Main Street #200"),
        Identity("x", "Sample", city="Reno", state="NV"),
    ]
    assert [(a, b, verdict.kind) for a, b, verdict in doubles(rows)] == [("again", "row", "sure")]
    moved = doubles([CLINIC, other(key="x", street="9 Elm St")])
    assert [(verdict.kind, verdict.reasons[-1]) for _a, _b, verdict in moved] == [("ask", "may have moved")]
    loose = doubles([CLINIC, replace(SPARSE, key="sparse")])
    assert [(a, b, verdict.kind) for a, b, verdict in loose] == [("row", "sparse", "ask")]


def test_no_clinic_of_the_bundled_table_is_surely_there_twice() -> None:
    with (BUNDLED / "clinics.csv").open(encoding="utf-8", newline="") as file:
        rows = [Identity.of_row(row) for row in csv.DictReader(file)]
    assert [pair for pair in doubles(rows) if pair[2].kind == "sure"] == []
    index = Index.of(rows)
    told = [replace(row, key="", name=row.name.upper(), website=row.website + "?utm_source=x") for row in rows]
    wrong = [
        (row.key, found.key)
        for row, one in zip(rows, told, strict=True)
        if (found := decide(index, one)).kind == "new" or (found.kind == "sure" and found.key != row.key)
    ]
    assert wrong == []


# --- whatever is said

_NAMES = ["Example Ridge Ketamine", "Example Ridge Health", "Austin Ketamine Center", "Ketamine Clinic of Austin",
          "Sample Lake Psychiatry", "Sample Lake Psychiatry (Downtown)", "Sample", "Exmaple Ridge Ketamine",
          "Testman PLLC dba Sample Lake Psychiatry", "Fictive Hospital - Example Ridge Ketamine", ""]  # fmt: skip
_STREETS = ["", "100 N Main St Ste 200", "100 North Main Street #200", "100 N Main St", "100 N Main St Suite 300",
            "9 Elm Ave", "9 Elmm Ave", "PO Box 9"]  # fmt: skip
_TOWNS = [("Austin", "TX", "78701"), ("AUSTIN", "Texas", ""), ("Austin", "TX", "78704"), ("Dallas", "TX", "75201"),
          ("Rollingwood", "TX", "78746"), ("Austin", "MN", ""), ("", "", "78701"), ("", "", ""),
          ("Austin", "", "")]  # fmt: skip
_PHONES = ["", "5125550101", "(512) 555-0101", "5125550102", "8005550101"]
_SITES = ["", "example-ridge.com", "https://www.example-ridge.com/contact", "example-ridge.com/austin",
          "example-ridge.com/dallas", "sample-lake.com", "https://facebook.com/x"]  # fmt: skip
_NPIS = ["", "", "", "1234567893"]


@st.composite
def identities(draw: st.DrawFn) -> Identity:
    city, letters, code = draw(st.sampled_from(_TOWNS))
    name, road, number, web, npi = (draw(st.sampled_from(some)) for some in (_NAMES, _STREETS, _PHONES, _SITES, _NPIS))
    return Identity(
        "", name, road, city, letters, code, number, web, npi=npi, telehealth_only=draw(st.integers(0, 7)) == 0
    )


@given(identities(), identities())
@settings(max_examples=300, deadline=None)
def test_it_does_not_matter_which_is_first(a: Identity, b: Identity) -> None:
    assert compare(a, b) == compare(b, a)


@given(identities(), identities())
@settings(max_examples=300, deadline=None)
def test_other_streets_in_other_towns_are_never_sure(a: Identity, b: Identity) -> None:
    one, two = a.traits, b.traits
    streets = {one.street.name, two.street.name} == {"main", "elm"}
    if streets and one.placed and two.placed and one.zip != two.zip and (one.town, one.state) != (two.town, two.state):
        assert compare(a, b).kind == "different" or (a.telehealth_only and b.telehealth_only)


@given(identities())
@settings(max_examples=200, deadline=None)
def test_a_clinic_is_sure_to_be_itself_written_otherwise(one: Identity) -> None:
    told = replace(
        one,
        name=one.name.upper() + ("" if not one.name or "(" in one.name else ", LLC"),
        street=one.street.replace("St", "Street,", 1).replace("Ste", "STE")
        if "Street" not in one.street
        else one.street,
        phone=one.phone and f"+1 {one.phone}",
        website=one.website and f"HTTP://{one.website.removeprefix('https://')}",
    )
    t = one.traits
    only_toll_free = t.phone.startswith("+1800") and not (t.placed or t.site.domain or t.npi)
    if t.name.words and not only_toll_free and (t.phone or t.site.domain or (t.placed and t.town and t.name.core)):
        assert compare(one, told).kind == "sure"


@given(st.lists(identities(), min_size=2, max_size=12), identities())
@settings(max_examples=200, deadline=None)
def test_the_blocks_lose_nobody(rows: list[Identity], one: Identity) -> None:
    table = [replace(row, key=f"row-{i}") for i, row in enumerate(rows)]
    index = Index.of(table)
    assert index.find(one) == index.among(one, [row.key for row in table])


def test_the_blocks_lose_nobody_among_all_kinds_of_names() -> None:
    rows = [
        Identity(f"{i}-{j}", name, road, *_TOWNS[(i + j) % 4])
        for i, name in enumerate(_NAMES)
        for j, road in enumerate(_STREETS)
    ]
    index = Index.of(rows)
    for one in rows[::3]:
        assert index.find(one) == index.among(one, [row.key for row in rows])


_ODD = ["", " ", "\x00", "😀 Clinic 😀", "x" * 10_000, "1 " * 5_000, "((((", "- - -", "=1+1", "\u202eclinic", "dba",
        "(dba)", "Suite", "#", "1", "1 1/2", "http://", "http://[::1]", "a.b", ".", "tel:1", "۱۲۳", "&&&", "LLC",
        "the of"]  # fmt: skip


@pytest.mark.parametrize("odd", _ODD)
def test_odd_text_is_borne(odd: str) -> None:
    one = Identity("a", odd, odd, odd, odd, odd, odd, odd, None, None, odd, odd)
    assert compare(one, CLINIC).kind in ("sure", "ask", "different")
    assert compare(one, one) == compare(one, replace(one, key="b"))
    assert decide(Index.of([CLINIC]), replace(one, city="Austin", state="TX")).kind in ("new", "ask")


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_borne(a: str, b: str) -> None:
    one, two = Identity("a", a, b, a, "TX", b, a, b), Identity("b", b, a, a, "TX", b, b, a)
    assert compare(one, two) == compare(two, one)


def test_nothing_in_common_is_never_sure() -> None:
    nobody = [
        Identity("a", ""),
        Identity("b", "", city="Austin", state="TX"),
        Identity("c", "LLC"),
        Identity("d", "Clinic"),
    ]
    for a, b in combinations(nobody, 2):
        assert compare(a, b).kind == "different"


def test_a_dental_office_is_no_mental_clinic() -> None:
    same = {"street": "1 Main St", "city": "Austin", "state": "TX", "zip": "78701"}
    dental = Identity("a", "Example Dental Group", **same)
    assert compare(dental, Identity("b", "Example Ketamine Clinic", **same)).kind != "sure"
