"""What is said of a known rating, and where the links to look for reviews lead."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from finder import reviews


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ((4.6, 120, "Google", "2026-06"), "4.6 of 5 from 120 reviews on Google, June 2026"),
        ((5.0, 1_200, "Yelp", ""), "5 of 5 from 1,200 reviews on Yelp, undated"),
        ((4.6, 10, "Google", "2026-06"), "4.6 of 5 from 10 reviews on Google, June 2026"),
        ((5.0, 9, "Google", "2026-06"), "5 of 5 from 9 reviews on Google, June 2026: too few to judge"),
        ((5.0, 1, "Google", "2026-06"), "5 of 5 from 1 review on Google, June 2026: too few to judge"),
        ((4.0, None, "", ""), "4 of 5, undated: how many reviews is not known"),
        ((None, 12, "Google", "2026-06"), ""),
    ],
)
def test_a_rating_is_said_as_it_stands(known: tuple, said: str) -> None:
    assert reviews.text(*known) == said


def test_links_carry_the_name_and_the_place_whatever_signs_they_hold() -> None:
    name = 'Example "Clinic" & Søn #1'
    links = dict(reviews.search_links(name, "Los Angeles", "CA"))
    asked = {site: parse_qs(urlsplit(url).query) for site, url in links.items()}
    assert list(asked) == ["Google Maps", "Yelp", "Web search"]
    assert asked["Google Maps"]["query"] == [f"{name} Los Angeles, CA"]
    assert asked["Yelp"] == {"find_desc": [name], "find_loc": ["Los Angeles, CA"]}
    assert asked["Web search"]["q"] == [f"{name} Los Angeles, CA ketamine reviews"]
    assert all(url.startswith("https://") for url in links.values())


def test_without_a_place_there_is_no_link_that_needs_one() -> None:
    assert [site for site, _url in reviews.search_links("Example Clinic A")] == ["Google Maps", "Web search"]
