"""The guide, preparing and progress as people use them: contents, search, sources at a tap, files, and a phone."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import settled


def test_a_number_opens_the_source_it_stands_for(open_page: OpenPage) -> None:
    page = open_page("/guide?section=07-safety")
    source = page.locator("#source-2")
    expect(source).to_be_hidden()
    page.locator(".guide a.cite[href='#source-2']").first.click()
    expect(source).to_be_visible()
    assert page.url.endswith("#source-2")
    expect(source.get_by_role("link")).to_have_attribute("href", re.compile("^https://"))
    term = page.locator(".guide a.term").first
    term.click()
    expect(page.locator(str(term.get_attribute("href")))).to_be_visible()


def test_the_search_leads_to_the_heading_and_back_leads_back(open_page: OpenPage) -> None:
    page = open_page("/guide")
    page.get_by_label("Search the guide").fill("superbill")
    page.keyboard.press("Enter")
    settled(page)
    page.locator(".st-key-match-0 button").click()
    settled(page)
    assert "section=09-find-a-clinic" in page.url
    expect(page.locator(".guide :focus")).to_have_count(1)
    page.go_back()
    settled(page)
    expect(page.locator("h1")).to_have_text("Introduction")


def test_a_section_leads_into_the_finder_with_filters_set(open_page: OpenPage) -> None:
    page = open_page("/guide?section=04-medical-uses")
    page.get_by_role("link", name="Clinics for PTSD").click()
    settled(page)
    expect(page.locator(".st-key-chips")).to_contain_text("PTSD")


def test_the_whole_guide_can_be_saved(open_page: OpenPage) -> None:
    page = open_page("/guide")
    with page.expect_download() as saved:
        page.get_by_role("button", name="The whole guide as a PDF").click()
    assert saved.value.path().read_bytes().startswith(b"%PDF")


def test_question_nine_brings_help_first(open_page: OpenPage) -> None:
    page = open_page("/progress")
    # The last of the questions asks about it.
    page.get_by_text("Several days", exact=True).last.click()
    settled(page)
    help_ = page.locator("#crisis-now")
    expect(help_).to_be_visible()
    expect(help_).to_contain_text("988")
    assert help_.bounding_box()["y"] < page.locator("h1").bounding_box()["y"]  # type: ignore[index]
