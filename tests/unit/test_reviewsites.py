"""Whether the business that a review site names is the clinic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.sources.identity import Identity
from finder.sources.registry import Lookup
from finder.sources.reviewsites import is_it

PHONE, OTHER_PHONE = "+12135550100", "+12135550199"
STREET = "100 Main St Ste 200"


def same(ours: str, theirs: str, phone: str = PHONE, street: str = STREET) -> bool:
    clinic = Lookup("a", ours, "100 Main Street, Suite 200", "Los Angeles", "CA", "90012", PHONE)
    return is_it(clinic, Identity("b", theirs, street, "Los Angeles", "CA", "90012", phone))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Example Ketamine Clinic", "Example Ketamine Clinic, LLC"),
        ("Example Ketamine Clinic", "Example Ketamine & Wellness Center"),
        ("Example Ketamine Clinic", "Example Infusion Therapy"),
        ("Example Ketamine Clinic", "Éxample Ketamine Clinics of Los Angeles"),
        ("Neuro Example", "NeuroExample Ketamine"),
        ("Examplewoodhouse Ketamine", "Exampelwoodhouse Ketamine"),
        ("Ketamine Clinic of Los Angeles", "Los Angeles Ketamine Center"),
    ],
)
def test_the_same_phone_and_telling_words_are_one_clinic(ours: str, theirs: str) -> None:
    assert same(ours, theirs)
    assert same(ours, theirs, street="")
    assert not same(ours, theirs, street="900 Oak Ave")


@pytest.mark.parametrize(
    "theirs",
    [
        "Example Dental Group",
        "Example Pizza",
        "Other Ketamine Clinic",
        "Example Ketamine Clinic B",
        "Examplo Clinic 2",
        "",
    ],
)
def test_other_telling_words_are_another_business_even_with_the_same_phone(theirs: str) -> None:
    assert not same("Example Ketamine Clinic", theirs)


def test_a_slip_is_one_in_a_long_word() -> None:
    assert not same("Examplewoodhouse A", "Examplewoodhouse B")
    assert not same("Exampleton 21 Ketamine", "Exampleton 22 Ketamine")


def test_without_the_phone_the_whole_name_and_the_door_must_agree() -> None:
    assert same("Example Ketamine Clinic", "Example Ketamine Center Inc.", phone="")
    assert not same("Example Ketamine Clinic", "Example Medical Group", phone="")
    assert not same("Example Ketamine Clinic", "Example Medical Group", phone=OTHER_PHONE)
    assert not same("Example Ketamine Clinic", "Example Ketamine Clinic", phone="", street="")
    assert not same("Example Ketamine Clinic", "Example Ketamine Clinic", phone=OTHER_PHONE, street="")


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_a_name_and_nothing_it_trips_over(ours: str, theirs: str) -> None:
    assert same(ours, theirs) in (True, False)
    assert not same("Example Ketamine Clinic", f"{theirs} 7")


def test_a_huge_text_takes_no_time() -> None:
    assert not same("Example Ketamine Clinic", "\u202eExample " * 50_000)
