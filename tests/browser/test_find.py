"""Finding clinics as a person does: typing, filtering, and reading what comes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import (
    LOS_ANGELES,
    ROOT,
    card,
    choose,
    city_where,
    cli,
    cli_names,
    groups,
    heading,
    how_far,
    names,
    open_filter,
    params,
    pick,
    search,
    settled,
    where,
)


def test_a_search_needs_only_the_keyboard(page: Page) -> None:
    for _ in range(15):
        page.keyboard.press("Tab")
        if where(page).evaluate("box => box.matches(':focus')"):
            break
    page.keyboard.type("Los Angeles")
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("within 50 miles of Los Angeles, CA")
    assert names(settled(page)) == cli_names("Los Angeles", "--within", "50")


def test_a_clinic_is_opened_with_the_keyboard(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    name = names(page)[0]
    page.get_by_role("link", name="All facts").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_the_page_lists_what_the_command_line_lists(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    words = ["search", "Los Angeles", "--within", "50", "--limit", "10", "--json"]
    answer = json.loads(subprocess.check_output([sys.executable, "-m", "finder", *words], cwd=ROOT))
    assert answer["total"] > 1
    assert names(page) == [clinic["name"] for clinic in answer["clinics"]]
    expect(heading(page)).to_have_text(re.compile(rf"^{answer['total']} clinics within 50 miles of Los Angeles, CA"))


def test_a_second_visitor_with_the_same_address_sees_the_same_list(page: Page, open_page: OpenPage) -> None:
    search(page, "Denver, CO")
    pick(page, "How it is given", "IV infusion")
    other = open_page("/?" + urlsplit(page.url).query, stranger=True)
    assert params(page) == {"near": "city:co/denver", "route": "iv"}
    assert names(other) == names(page) != []
    assert heading(other).inner_text() == heading(page).inner_text()
    assert where(other).input_value() == "Denver, CO"


def test_financing_puts_those_that_say_it_first_and_the_rest_apart(page: Page) -> None:
    city, answer = city_where(lambda a: a["states_all"] and a["to_ask"], "--financing", "carecredit")
    search(page, city)
    pick(page, "Ways to pay", "CareCredit")
    stating = [clinic["name"] for clinic in answer["clinics"] if clinic["standing"] == "states_all"]
    asking = [clinic["name"] for clinic in answer["clinics"] if clinic["standing"] == "to_ask"]
    assert groups(page) == [
        [f"States all you asked ({answer['states_all']})", *stating],
        [f"To ask ({answer['to_ask']})", *asking],
    ]
    expect(card(page, stating[0])).to_contain_text("CareCredit")
    expect(card(page, asking[0])).to_contain_text("Ask about: ways to pay")
    assert params(page)["financing"] == "carecredit"


def test_spravato_says_how_many_list_only_other_ways(page: Page) -> None:
    city, answer = city_where(lambda a: a["left_out"]["route"] > 1, "--route", "spravato")
    search(page, city)
    pick(page, "How it is given", "Spravato")
    expect(page.get_by_text(f"{answer['left_out']['route']} clinics list only other ways of giving it")).to_be_visible()
    assert names(page) == [clinic["name"] for clinic in answer["clinics"]]


def test_a_maximum_price_leaves_out_only_those_that_publish_more(page: Page) -> None:
    city, answer = city_where(lambda a: a["left_out"]["price"] > 1 and a["total"], "--max-session", "400")
    search(page, city)
    sheet = open_filter(page, "Cost")
    choose(page, sheet.get_by_role("combobox"), "$400")
    page.keyboard.press("Escape")
    expect(page.get_by_text(f"{answer['left_out']['price']} clinics publish a higher price")).to_be_visible()
    assert names(page) == [clinic["name"] for clinic in answer["clinics"]]
    asking = next(clinic["name"] for clinic in answer["clinics"] if clinic["standing"] == "to_ask")
    expect(card(page, asking)).to_contain_text("Ask about: price of a session")


def test_clearing_the_filters_brings_everyone_back(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES + "&route=spravato&max_session=300")
    page.get_by_role("button", name="Clear all").click()
    settled(page)
    assert params(page) == {"near": "city:ca/los-angeles"}
    assert names(page) == cli_names("Los Angeles")


def test_the_other_sheets_close_when_one_opens(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    open_filter(page, "Condition")
    page.keyboard.press("Escape")
    sheet = open_filter(page, "Reviews")
    expect(sheet).to_contain_text("We know no rating that we can cite")


def test_a_wider_search_finds_more(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    choose(page, how_far(page), "100 miles")
    expect(heading(page)).to_contain_text("within 100 miles of Los Angeles, CA")
    assert names(page) == cli_names("Los Angeles", "--within", "100")
    assert params(page)["within"] == "100"


def test_the_next_page_goes_on_where_the_first_ends(open_page: OpenPage) -> None:
    page = open_page("/?near=city%3Any%2Fnew-york")
    first = names(page)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Page 2 of ")).to_be_visible()
    everyone = [clinic["name"] for clinic in cli("search", "New York, NY", "--limit", "20")["clinics"]]
    assert first + names(settled(page)) == everyone


def test_an_unclear_place_is_asked_about(page: Page) -> None:
    search(page, "Springfield")
    expect(page.get_by_text("Which one?")).to_be_visible()
    taken = heading(page).inner_text()
    choices = page.locator(".st-key-which").get_by_role("button")
    expect(choices.nth(4)).to_be_visible()
    others = choices.all_inner_texts()
    assert taken.endswith(others[0])

    page.get_by_role("button", name="Springfield, MA").click()
    expect(heading(page)).to_contain_text("of Springfield, MA")
    assert names(settled(page)) == cli_names("Springfield, MA")
    assert params(page)["near"] == "city:ma/springfield"
    assert where(page).input_value() == "Springfield, MA"
    expect(page.get_by_text("Which one?")).to_be_hidden()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("qwxzzv", "We don't know a US place called “qwxzzv”"),
        ("Paris, France", "seems to be outside the US"),
        ("09012", "military mail address"),
    ],
)
def test_a_place_we_cannot_use_is_said_and_the_results_stay(open_page: OpenPage, text: str, said: str) -> None:
    page = open_page(LOS_ANGELES)
    before, address = names(page), page.url
    search(page, text)
    expect(page.get_by_text(said)).to_be_visible()
    assert names(settled(page)) == before
    assert page.url == address
    assert where(page).input_value() == text
    search(page, "Denver, CO")
    expect(page.get_by_text(said)).to_be_hidden()


def test_a_street_address_is_read_as_its_zip(page: Page) -> None:
    search(page, "123 Main St, Springfield, IL 62701")
    expect(page.get_by_text("Read as the ZIP code 62701")).to_be_visible()
    expect(heading(page)).to_contain_text("Springfield, IL")
    assert params(page) == {"near": "zip:62701"}
    assert "Main" not in page.url


def test_a_namesake_of_a_foreign_city_says_which_it_is(page: Page) -> None:
    search(page, "Toronto")
    expect(page.get_by_text("this is Toronto, OH, not Toronto, Canada")).to_be_visible()


def test_an_emptied_box_goes_back_to_the_welcome(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    search(page, "")
    expect(heading(page)).to_have_text("What you can find here")
    assert params(page) == {}


def test_where_nothing_is_near_a_wider_search_is_one_press_away(open_page: OpenPage) -> None:
    page = open_page("/?near=zip%3A59330")
    expect(heading(page)).to_contain_text("No clinic we know within 50 miles")
    page.get_by_role("button", name="Look within").click()
    expect(heading(page)).to_contain_text("miles of 59330")
    assert names(settled(page)) != []
    assert float(params(page)["within"]) > 50
