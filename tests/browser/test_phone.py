"""On a phone of 390 by 844 pixels."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import LOS_ANGELES, NOWHERE, heading, open_filter, search, settled

ADDRESSES = [
    "/",
    LOS_ANGELES,
    LOS_ANGELES + "&financing=carecredit&condition=ptsd&route=iv,im,spravato",
    NOWHERE,
    "/clinic?id=kensho-wellbeing-truckee-ca",
    "/about",
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


def test_the_filters_are_one_row_that_scrolls(open_phone: OpenPage) -> None:
    page = open_phone(LOS_ANGELES)
    row = page.locator(".st-key-filters")
    assert row.evaluate("row => row.scrollWidth > row.clientWidth")
    assert row.bounding_box()["height"] < 80
    last = row.get_by_role("button", name="More")
    last.scroll_into_view_if_needed()
    last.click()
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()


def test_a_sheet_of_filters_fits_the_screen(open_phone: OpenPage) -> None:
    page = open_phone(LOS_ANGELES)
    sheet = open_filter(page, "Condition")
    page.wait_for_timeout(500)
    box = sheet.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_the_first_clinic_is_at_most_two_and_a_half_screens_down(open_phone: OpenPage) -> None:
    page = open_phone(LOS_ANGELES)
    first = page.locator("[class*='st-key-card-'] h3").first
    assert first.bounding_box()["y"] < 2.5 * 844


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


def test_the_navigation_opens(open_phone: OpenPage) -> None:
    page = open_phone("/")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="About").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About this finder")
    settled(page)


@pytest.mark.parametrize("address", [LOS_ANGELES, "/clinic?id=kensho-wellbeing-truckee-ca"])
def test_nothing_is_wider_than_the_narrowest_screen(open_page: OpenPage, address: str) -> None:
    """WCAG 2.2, 1.4.10: 320 pixels, which is also a desk's screen enlarged four times."""
    wider, what = overflow(open_page(address, width=320, height=640))
    assert (wider <= 0, what) == (True, [])
