"""Back, Forward, refresh and links: the address is the truth, whichever way a person comes to it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, serve
from tests.browser.steps import (
    LOS_ANGELES,
    cli_names,
    heading,
    names,
    open_filter,
    params,
    pick,
    search,
    settled,
    where,
)


def open_first_clinic(page: Page) -> str:
    name = names(page)[0]
    page.get_by_role("link", name="All facts").first.click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    settled(page)
    return name


def test_back_from_a_clinic_gives_the_same_results(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES + "&within=100")
    pick(page, "Condition", "PTSD")
    address, before = page.url, names(page)
    clinic = open_first_clinic(page)
    at_the_clinic = page.url

    page.go_back()
    expect(heading(page)).to_contain_text("within 100 miles of Los Angeles, CA")
    assert (page.url, names(settled(page))) == (address, before)

    page.go_forward()
    expect(page.get_by_role("heading", level=1, name=clinic)).to_be_visible()
    assert page.url == at_the_clinic

    page.reload()
    expect(page.get_by_role("heading", level=1, name=clinic)).to_be_visible()


def test_back_from_a_clinic_leads_to_its_card(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES, width=390, height=844)
    name = names(page)[5]
    page.get_by_role("link", name="All facts").nth(5).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    settled(page).go_back()
    title = page.locator(".card h3", has_text=name)
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport()


def test_a_name_on_a_card_leads_to_the_clinic_without_loading_everything_anew(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES + "&condition=ptsd")
    name = names(page)[0]
    link = page.locator("article.card h3").get_by_role("link", name=name)
    page.evaluate("() => { window.still = true }")
    link.click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    settled(page)
    assert page.evaluate("() => window.still")
    assert params(page)["condition"] == "ptsd"

    page.go_back()
    expect(page.locator("article.card h3").first).to_be_focused()
    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    expect(opened.value.get_by_role("heading", level=1, name=name)).to_be_visible()
    assert names(page)[0] == name


def test_two_tabs_keep_their_own_results(open_page: OpenPage) -> None:
    one, two = open_page("/"), open_page(LOS_ANGELES)
    search(one, "Denver, CO")
    pick(two, "How it is given", "Spravato")
    search(one, "Chicago, IL")
    assert names(two) == cli_names("Los Angeles", "--route", "spravato")
    assert names(one) == cli_names("Chicago, IL")
    for page, place in ((one, "Chicago, IL"), (two, "Los Angeles, CA")):
        page.reload()
        expect(heading(page)).to_contain_text(place)
    assert names(settled(two)) == cli_names("Los Angeles", "--route", "spravato")
    assert names(settled(one)) == cli_names("Chicago, IL")


def test_a_refresh_gives_the_same_results(page: Page) -> None:
    search(page, "Los Angeles")
    pick(page, "How it is given", "IV infusion")
    before, address = names(page), page.url
    page.reload()
    settled(page)
    assert (names(page), page.url) == (before, address)
    expect(where(page)).to_have_value("Los Angeles, CA")


def test_the_link_back_to_the_results_keeps_the_search(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES + "&within=100&condition=ptsd")
    before = names(page)
    open_first_clinic(page)
    page.get_by_role("link", name="Back to the results").click()
    expect(heading(page)).to_contain_text("within 100 miles of Los Angeles, CA")
    assert names(settled(page)) == before


def test_back_undoes_one_step_at_a_time(page: Page) -> None:
    search(page, "Los Angeles")
    unfiltered = names(page)
    pick(page, "How it is given", "Spravato")
    filtered = names(page)
    assert filtered != unfiltered
    search(page, "Denver, CO")

    page.go_back()
    expect(heading(page)).to_contain_text("Los Angeles, CA")
    assert names(settled(page)) == filtered
    expect(where(page)).to_have_value("Los Angeles, CA")

    page.go_back()
    expect(heading(page)).not_to_contain_text("all you asked")
    assert names(settled(page)) == unfiltered
    sheet = open_filter(page, "How it is given")
    expect(sheet.locator("[aria-checked=true], [aria-pressed=true]")).to_have_count(0)
    page.keyboard.press("Escape")

    page.go_back()
    expect(heading(page)).to_have_text("What you can find here")
    expect(where(page)).to_have_value("")

    page.go_forward()
    expect(heading(page)).to_contain_text("Los Angeles, CA")
    assert names(settled(page)) == unfiltered


def test_an_example_of_the_welcome_page_searches(page: Page) -> None:
    page.get_by_role("button", name="Spravato near Chicago").click()
    expect(heading(page)).to_contain_text("Chicago, IL")
    page.reload()
    expect(heading(page)).to_contain_text("Chicago, IL")
    page.go_back()
    expect(heading(page)).to_have_text("What you can find here")


def test_a_bad_address_says_so_and_still_finds(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES + "&route=zzz&max_session=abc&page=99")
    expect(page.get_by_text("“zzz” is not a word we know")).to_be_visible()
    expect(page.get_by_text("“abc” cannot be used for max_session")).to_be_visible()
    assert names(page) != []


def test_back_from_another_page_finds_the_place_still_in_the_box(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    page.get_by_role("link", name="About").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About this finder")
    settled(page)
    page.go_back()
    expect(heading(page)).to_contain_text("Los Angeles, CA")
    expect(where(page)).to_have_value("Los Angeles, CA")


def test_find_in_the_navigation_starts_anew(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    open_first_clinic(page)
    page.get_by_role("link", name="Find", exact=True).click()
    expect(heading(page)).to_have_text("What you can find here")
    expect(where(page)).to_have_value("")


def test_an_unknown_clinic_leads_back(open_page: OpenPage) -> None:
    page = open_page("/clinic?id=no-such-clinic&near=city%3Aca%2Flos-angeles")
    expect(page.get_by_role("heading", level=1)).to_have_text("We do not know this clinic")
    page.get_by_role("link", name="Back to the results").click()
    expect(heading(page)).to_contain_text("Los Angeles, CA")


def test_a_link_to_an_inner_page_may_be_the_first_thing_a_fresh_server_is_asked(
    open_page: OpenPage, tmp_path: Path
) -> None:
    with serve(tmp_path / "log.txt") as fresh:
        page = open_page("/clinic?id=kensho-wellbeing-truckee-ca", at=fresh)
        expect(page.locator(".crisis")).to_be_visible()
        expect(page.locator(".foot")).to_be_visible()
