"""The Clinic page in a browser: evidence by keyboard, the report as a file, clinics near it, no wider than a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import settled

RICH = "kensho-wellbeing-truckee-ca"
SEARCH = "near=city%3Aca%2Ftruckee&condition=ptsd"


def test_evidence_opens_by_keyboard_and_without_a_rerun(open_page: OpenPage) -> None:
    page = open_page(f"/clinic?id={RICH}")
    fact = page.locator(".fact", has_text="How it is given")
    link = fact.get_by_role("link", name="kenshowellbeing.com")
    expect(link).to_be_hidden()
    page.evaluate("() => document.querySelector('.fact').dataset.untouched = 'yes'")
    fact.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    expect(fact).to_contain_text("Undated")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    assert page.evaluate("() => document.querySelector('.fact').dataset.untouched") == "yes"


def test_the_report_is_a_file_to_save(open_page: OpenPage) -> None:
    page = open_page(f"/clinic?id={RICH}&{SEARCH}")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save a report to fill in").click()
    assert saving.value.suggested_filename == f"mistake-{RICH}.txt"
    text = Path(saving.value.path()).read_text(encoding="utf-8")
    assert f"Its page here: http://localhost:{page.url.split(':')[2].split('/')[0]}/clinic?id={RICH}\n" in text
    assert "- How it is given: IV infusion\n" in text
    assert "ptsd" not in text.lower().split("what the page says now")[0]


def test_a_clinic_near_it_opens_at_its_top_with_its_own_address_and_the_way_back(open_page: OpenPage) -> None:
    page = open_page(f"/clinic?id={RICH}&{SEARCH}", width=390, height=844)
    link = page.locator(".near a").first
    name = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_have_text(name)
    settled(page)
    assert RICH not in page.url
    assert "condition=ptsd" in page.url
    expect(page).to_have_title(name)
    expect(page.locator("h1")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Kensho Wellbeing")


@pytest.mark.parametrize(
    "clinic_id",
    [RICH, "inner-path-baltimore-ketamine-assisted-therapy-baltimore-md", "wondermed-wonder-sciences"],
)
def test_nothing_is_wider_than_a_phone_with_all_of_it_open(open_page: OpenPage, clinic_id: str) -> None:
    page = open_page(f"/clinic?id={clinic_id}", width=390, height=844)
    page.evaluate("() => document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    wide = page.evaluate(
        """() => [...document.querySelectorAll(":is(.facts, .prices, .fold, .questions, .checks, .near, .card) *")]
            .filter(part => part.getBoundingClientRect().right > innerWidth + 1 && part.checkVisibility())
            .map(part => part.outerHTML.slice(0, 200))"""
    )
    assert wide == []
