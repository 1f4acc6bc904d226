"""Cells that try to be more than text are shown as text; a table that cannot be read is said to be so."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import odd_data
from tests.browser.conftest import OpenPage, Site
from tests.browser.steps import LOS_ANGELES, names

NAMES = sorted(odd_data.NAMES.values())


def watch_dialogs(page: Page) -> None:
    """A dialog that an injected script opens fails the test."""

    def seen(dialog) -> None:
        dialog.dismiss()
        raise AssertionError(f"a dialog was opened: {dialog.message}")

    page.on("dialog", seen)


def assert_only_text(page: Page) -> None:
    assert page.evaluate("() => window.hacked") is None
    main = page.get_by_test_id("stMain")
    for made in ("script", "b", "img[src=x]", "a[href^='javascript']", "a[href*='//example.com/']:not([rel])"):
        assert main.locator(made).count() == 0, made


def test_names_are_shown_letter_by_letter_on_cards(open_page: OpenPage, odd_site: Site) -> None:
    page = open_page(LOS_ANGELES, at=odd_site, prepare=watch_dialogs)
    assert sorted(names(page)) == NAMES
    assert_only_text(page)


def test_and_on_the_page_of_the_clinic(open_page: OpenPage, odd_site: Site) -> None:
    for key, name in odd_data.NAMES.items():
        page = open_page(f"/clinic?id=example-clinic-{key}", at=odd_site, prepare=watch_dialogs)
        # An unseen word joiner keeps `:material/home:` from becoming a picture.
        assert page.locator("h1").text_content().replace("\u2060", "") == name, key
        assert_only_text(page)
        assert (
            page.locator("h1 :is(strong, em, code, a, img, .katex, del, [data-testid=stIconMaterial])").count() == 0
        ), key
        expect(page.get_by_test_id("stText").first).to_contain_text(odd_data.SCRIPT)


def test_a_name_of_ten_thousand_letters_does_not_widen_the_page(open_page: OpenPage, odd_site: Site) -> None:
    for address in (LOS_ANGELES, "/clinic?id=example-clinic-long"):
        page = open_page(address, at=odd_site, width=390, height=844)
        assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth"), address


def test_rows_that_break_a_rule_are_counted_and_named_on_about(open_page: OpenPage, odd_site: Site) -> None:
    page = open_page("/about", at=odd_site, prepare=watch_dialogs)
    expect(page.get_by_text(f"{len(odd_data.BROKEN)} rows broke a rule and are not shown")).to_be_visible()
    reasons = page.get_by_test_id("stText").all_inner_texts()
    assert len(reasons) == len(odd_data.BROKEN)
    for column in ("lat", "routes", "website", "name"):
        assert any(f": {column} is" in reason for reason in reasons), (column, reasons)
    assert_only_text(page)


def test_a_table_that_cannot_be_read_is_said_plainly(open_page: OpenPage, broken_site: Site) -> None:
    page = open_page("/", at=broken_site)
    expect(page.get_by_text("The clinic list cannot be shown right now.")).to_be_visible()
    expect(page.get_by_text("this is a PNG picture, not a CSV file")).to_be_visible()
    expect(page.locator(".crisis")).to_be_visible()
    assert "Traceback" not in page.content()
    assert page.locator("h1").count() == 1


def test_and_so_on_every_page(open_page: OpenPage, broken_site: Site) -> None:
    for address in ("/clinic?id=a", "/about"):
        page = open_page(address, at=broken_site)
        expect(page.get_by_text("The clinic list cannot be shown right now.")).to_be_visible()
