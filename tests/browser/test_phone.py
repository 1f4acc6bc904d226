"""On a phone of 390 by 844 pixels."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import (
    LOS_ANGELES,
    NOWHERE,
    cli,
    cli_names,
    heading,
    how_far,
    names,
    open_sheet,
    params,
    search,
    settled,
)

ADDRESSES = [
    "/",
    LOS_ANGELES,
    LOS_ANGELES + "&financing=carecredit&condition=ptsd&route=iv,im,spravato",
    NOWHERE,
    "/clinic?id=kensho-wellbeing-truckee-ca",
    "/about",
    "/guide?section=04-medical-uses",
    "/guide?section=08-compared",
    "/prepare?id=kensho-wellbeing-truckee-ca",
    "/progress",
]


@pytest.fixture
def open_phone(open_page: OpenPage) -> OpenPage:
    return partial(open_page, width=390, height=844)


def overflow(page: Page) -> tuple[int, list[str]]:
    """By how many pixels the page is wider than the screen, and what sticks out."""
    return page.evaluate(
        """() => {
            const inScroller = element => { for (let e = element.parentElement; e; e = e.parentElement)
                if (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1
                    && !["stMain", "stAppViewContainer"].includes(e.dataset.testid)) return true;
                return false };
            const main = document.querySelector("[data-testid=stMain]");
            const out = [...main.querySelectorAll("*")].filter(e => {
                const box = e.getBoundingClientRect();
                return box.width && box.right > innerWidth + 1 && !inScroller(e)
                    && !e.closest("svg, canvas, .skip-link") });
            return [Math.max(document.documentElement.scrollWidth, main.scrollWidth) - innerWidth,
                    out.slice(0, 5).map(e => e.outerHTML.slice(0, 120))];
        }"""
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_wider_than_the_screen(open_phone: OpenPage, address: str) -> None:
    wider, what = overflow(open_phone(address))
    assert (wider <= 0, what) == (True, [])


def test_the_filters_are_one_button_beside_how_far_and_order(open_phone: OpenPage) -> None:
    page = open_phone(LOS_ANGELES)
    expect(page.locator(".st-key-filters")).to_be_hidden()
    row = page.locator(".st-key-order")
    assert row.bounding_box()["height"] < 60
    for part in (row.get_by_role("button", name="Filters"), how_far(page), row.get_by_role("combobox", name="Order")):
        expect(part).to_be_visible()


def test_the_sheet_counts_at_once_and_never_pushes_the_results_away(open_phone: OpenPage) -> None:
    page = open_phone(LOS_ANGELES)
    before = heading(page).bounding_box()["y"]
    sheet = open_sheet(page)
    box = sheet.bounding_box()
    assert (box["x"] >= 0, box["x"] + box["width"] <= 390) == (True, True)

    sheet.locator("summary").filter(has_text="How it is given").click()
    sheet.get_by_role("button", name="Spravato nasal spray").click()
    total = cli("search", "Los Angeles", "--route", "spravato")["total"]
    show = sheet.get_by_role("button", name=f"Show {total} clinic")
    expect(show).to_be_visible()
    assert params(page)["route"] == "spravato"
    assert heading(page).bounding_box()["y"] == before

    show.click()
    expect(sheet).to_be_hidden()
    expect(heading(page)).to_contain_text(f"{total} clinic")
    assert names(settled(page)) == cli_names("Los Angeles", "--route", "spravato")
    expect(page.get_by_role("button", name="Filters (1)")).to_be_visible()


def test_a_sheet_closed_by_its_cross_shows_what_was_chosen_in_it(open_phone: OpenPage) -> None:
    page = open_phone(LOS_ANGELES)
    sheet = open_sheet(page)
    sheet.locator("summary").filter(has_text="How it is given").click()
    sheet.get_by_role("button", name="Spravato nasal spray").click()
    total = cli("search", "Los Angeles", "--route", "spravato")["total"]
    expect(sheet.get_by_role("button", name=f"Show {total} clinic")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(heading(page)).to_contain_text(f"{total} clinic")
    expect(page.get_by_role("button", name="Filters (1)")).to_be_visible()
    assert names(settled(page)) == cli_names("Los Angeles", "--route", "spravato")


def test_the_first_clinic_is_on_the_first_screen(open_phone: OpenPage) -> None:
    page = open_phone(LOS_ANGELES)
    assert page.locator("article.card h3").first.bounding_box()["y"] < 844


@pytest.mark.parametrize("address", ["/", LOS_ANGELES, "/clinic?id=kensho-wellbeing-truckee-ca", "/about"])
def test_crisis_help_is_seen_at_once(open_phone: OpenPage, address: str) -> None:
    page = open_phone(address)
    line = page.locator(".crisis")
    expect(line).to_be_in_viewport(ratio=1)
    expect(line).to_contain_text("988")
    assert line.locator("a").evaluate_all("links => links.map(a => a.getAttribute('href'))") == ["tel:988", "sms:988"]


def test_a_search_works_on_a_phone(open_phone: OpenPage) -> None:
    page = open_phone("/")
    search(page, "Los Angeles")
    expect(heading(page)).to_contain_text("Los Angeles, CA")


def test_the_navigation_is_in_sight(open_phone: OpenPage) -> None:
    page = open_phone("/")
    for name in ("Find", "Shortlist"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport()
    page.get_by_role("link", name="About").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About this finder")
    settled(page)


@pytest.mark.parametrize("address", [LOS_ANGELES, "/clinic?id=kensho-wellbeing-truckee-ca"])
def test_nothing_is_wider_than_the_narrowest_screen(open_page: OpenPage, address: str) -> None:
    """WCAG 2.2, 1.4.10: 320 pixels, which is also a desk's screen enlarged four times."""
    wider, what = overflow(open_page(address, width=320, height=640))
    assert (wider <= 0, what) == (True, [])
