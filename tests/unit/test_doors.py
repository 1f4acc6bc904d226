"""Names, addresses, phones and websites as registers write them, beside how we do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder import schema
from finder.sources import doors


@pytest.mark.parametrize(
    ("one", "other", "building", "door"),
    [
        ("123 Example Street, Suite 200", "123 EXAMPLE ST STE 200", True, True),
        ("123 N Example St", "123 North Example Street", True, True),
        ("123 Example St", "123 Example St #4", True, True),
        ("123 Example St #3", "123 Example St #4", True, False),
        ("100 Fifth Avenue", "100 5th Ave", True, True),
        ("123 Exmaple St", "123 Example St", True, True),
        ("123 N Example St", "123 S Example St", False, False),
        ("123 Example St", "123 Example Ave", False, False),
        ("123 Example St", "125 Example St", False, False),
        ("9 County Road 1215", "9 County Road 1216", False, False),
        ("100 15th St", "100 16th St", False, False),
        ("PO Box 5", "PO Box 5", False, False),
        ("", "", False, False),
    ],
)
def test_which_addresses_are_one_house_and_one_door(one: str, other: str, building: bool, door: bool) -> None:
    for pair in ((one, other), (other, one)):
        assert (doors.same_building(*pair), doors.same_door(*pair)) == (building, door)


@pytest.mark.parametrize(
    ("one", "other", "same", "related"),
    [
        ("The Example Clinic, P.L.L.C.", "EXAMPLE CLINIC PLLC", True, True),
        ("Examplé Clinic", "EXAMPLE CLINIC", True, True),
        ("KetaMD", "Keta MD", True, True),
        ("Example Ketamine Clinic", "EXAMPLE KETAMINE", False, True),
        ("Example Ketamine", "Sample Ketamine", False, False),
        ("Ketamine", "Example Ketamine Clinic", False, False),
        ("", "", False, False),
        ("", "Example", False, False),
    ],
)
def test_which_names_are_the_same_and_which_may_be(one: str, other: str, same: bool, related: bool) -> None:
    for pair in ((one, other), (other, one)):
        assert (doors.name_likeness(*pair) >= doors.SAME_NAME, doors.names_related(*pair)) == (same, related)


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        (("Fresno", "CA", "93650"), ("FRESNO", "CA", ""), True),
        (("Fresno", "CA", "93650"), ("Clovis", "CA", "93650-1234"), True),
        (("Portland", "OR", ""), ("Portland", "ME", ""), False),
        (("", "", ""), ("", "", ""), False),
    ],
)
def test_which_towns_are_one(here: tuple[str, str, str], there: tuple[str, str, str], same: bool) -> None:
    assert doors.same_area(*here, *there) is same


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(415) 555-0100 x3", "+14155550100"),
        ("1-415-555-0100", "+14155550100"),
        ("415.555.0100 ", "+14155550100"),
        ("(999) 999-9999", ""),
        ("555-0100", ""),
        ("+44 20 7946 0958", ""),
        ("call us", ""),
    ],
)
def test_phones(text: str, number: str) -> None:
    assert doors.phone(text) == number


@given(st.text(max_size=40) | st.from_regex(r"[+(]?[0-9() .x-]{7,20}"))
def test_what_is_given_is_fit_for_the_table(text: str) -> None:
    for field, value in (("phone", doors.phone(text)), ("zip", doors.zip_code(text)), ("website", doors.website(text))):
        assert not value or not schema.wrong(field, value)
    assert doors.one_line(text) == "" or doors.one_line(text).isprintable()
    doors.same_door(text, text)
    doors.names_related(text, text)


def test_websites() -> None:
    assert doors.website("WWW.example.com/a?b") == "http://WWW.example.com/a?b"
    assert doors.website("HTTPS://example.com") == "https://example.com"
    assert doors.website("//example.com") == "http://example.com"
    for text in ("javascript:alert(1)", "see page", "http://", "x" * 5000 + ".com", "ftp://example.com", ""):
        assert doors.website(text) == ""
