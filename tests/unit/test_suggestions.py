"""What a place may become while it is typed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from finder import places
from finder.suggestions import MOST, suggest


def labels(text: str, limit: int = MOST) -> list[str]:
    return [place.label for place in suggest(text, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("los an", "Los Angeles, CA"),
        ("LOS  AN", "Los Angeles, CA"),
        ("aus", "Austin, TX"),
        ("new yo", "New York, NY"),
        ("st lou", "St. Louis, MO"),
        ("saint lou", "St. Louis, MO"),
        ("portland, m", "Portland, ME"),
        ("portland maine", "Portland, ME"),
        ("portland", "Portland, OR"),
        ("austin tx", "Austin, TX"),
        ("washington d", "Washington, DC"),
        ("calif", "California"),
        ("fl", "Florida"),
        ("nyc", "New York, NY"),
        ("cañon c", "Cañon City, CO"),
        ("canon c", "Cañon City, CO"),
    ],
)
def test_the_likeliest_place_comes_first(text: str, first: str) -> None:
    assert labels(text)[0] == first


def test_a_state_after_the_name_leaves_only_places_there() -> None:
    found = suggest("spring, m")
    assert len(found) > 1
    assert {place.state for place in found} <= {"MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "MP"}
    assert all(place.name.startswith("Spring") for place in found)


@pytest.mark.parametrize("digits", ["941", "9411", "94110", "00"])
def test_digits_begin_zip_codes(digits: str) -> None:
    found = suggest(digits)
    assert found
    assert all(place.kind == "zip" and place.zip.startswith(digits) for place in found)


def test_a_nickname_is_given_only_when_it_is_typed_whole() -> None:
    assert labels("la")[0] == "Los Angeles, CA"
    assert "Philadelphia, PA" in labels("philly")
    assert "Philadelphia, PA" not in labels("phill")


def test_where_no_name_begins_so_a_corrected_spelling_is_offered() -> None:
    (best, *_others) = suggest("phoneix")
    assert best.label == "Phoenix, AZ"
    assert best.guess


@pytest.mark.parametrize(
    "text", ["", " ", "a", "9", "é", "-", ", ,", "😀", "東京", "x" * (places.LONGEST + 1), "qwxzzv"]
)
def test_what_could_be_anywhere_or_nowhere_gives_nothing(text: str) -> None:
    assert suggest(text) == []


@given(st.text(max_size=300) | st.from_regex(r"[a-z]{1,6}[ ,]{0,2}[a-z]{0,4}", fullmatch=True), st.integers(0, 12))
@example("\x00", 6)
@example("~~", 6)
@example("st", 6)
@example("\u017ft. louis", 6)
@example("①②", 6)
@example("٩٤١", 6)
@example(",tx", 6)
def test_any_text_gives_at_most_so_many_places_and_each_is_one(text: str, limit: int) -> None:
    found = suggest(text, limit)
    assert len(found) <= limit
    assert len({place.id for place in found}) == len(found)
    for place in found:
        again = places.by_id(place.id)
        assert again is not None
        assert (again.id, again.label) == (place.id, place.label)
