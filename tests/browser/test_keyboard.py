"""With the keyboard only, and as it is read out: where the focus goes, how far it is to a clinic, what a card says."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import LOS_ANGELES, cli, heading, params, search, settled


def at(page: Page) -> str:
    """What the keyboard is at: the address of a link, else the words of it."""
    found: str = page.evaluate(
        """() => { let at = document.activeElement;
                   while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                   return at.href || at.name || at.textContent }"""
    )
    return found


def tab_to(page: Page, what: str, most: int) -> None:
    """Presses Tab until the keyboard is at something that begins so."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Tab")
        passed.append(at(page))
        if passed[-1].startswith(what):
            return
    raise AssertionError(f"{what} not reached: {passed}")


def test_from_opening_the_app_to_a_way_of_reaching_a_clinic_in_under_six_actions(open_page: OpenPage) -> None:
    """An action is one thing a person does on purpose: typing a text, a key that does something, or going on with Tab
    until what is looked for is there. Opening the app is none.
    """
    page = open_page("/", width=390, height=844)
    actions = 0

    tab_to(page, "where", 16)  # past the skip link, crisis help and the navigation
    actions += 1
    page.keyboard.type("Truckee, CA")
    actions += 1
    page.keyboard.press("Enter")
    actions += 1
    expect(heading(page)).to_contain_text("Truckee, CA")
    settled(page)
    expect(heading(page)).to_be_focused()
    tab_to(page, "tel:", 12)  # the first clinic's number: past what else the head of the results has
    actions += 1

    assert actions < 6
    first = page.locator("article.card").first
    expect(first.get_by_role("link", name="Call")).to_be_focused()
    expect(first.get_by_role("link", name="Call")).to_be_in_viewport()


def test_the_focus_goes_where_the_answer_is(open_page: OpenPage) -> None:
    page = open_page("/")
    search(page, "New York, NY")
    expect(heading(page)).to_be_focused()
    expect(heading(page)).to_be_in_viewport()

    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Page 2 of ")).to_be_visible()
    settled(page)
    expect(heading(page)).to_be_focused()
    expect(heading(page)).to_be_in_viewport()

    page.get_by_role("button", name="On the map").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#map")).to_be_focused()
    expect(page.get_by_role("figure", name="Map of")).to_be_in_viewport()
    # From there the map can be passed in one step.
    page.keyboard.press("Tab")
    assert at(page).endswith("#after-map")


def test_a_filter_stays_open_and_keeps_the_focus_for_the_next_choice(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    button = page.locator(".st-key-filters").get_by_role("button", name="How it is given")
    button.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_test_id("stPopoverBody")
    for n, (label, words) in enumerate((("IV infusion", "iv"), ("Injection into a muscle", "iv,im")), 1):
        choice = sheet.get_by_role("button", name=label)
        choice.focus()
        page.keyboard.press("Space")
        expect(choice).to_have_attribute("aria-pressed", "true")
        settled(page)
        assert params(page)["route"] == words
        expect(choice).to_be_focused()
        expect(button).to_have_accessible_name(f"How it is given ({n})")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(button).to_be_focused()


def test_the_skip_link_leads_to_the_results(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    tab_to(page, page.url + "#results", 4)  # Streamlit's own is before it
    expect(page.get_by_role("link", name="Skip to results")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_in_viewport()


def test_each_card_reads_in_order(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES + "&condition=ptsd")
    cards = page.get_by_role("article")
    clinics = cli("search", "Los Angeles", "--condition", "ptsd", "--limit", "10")["clinics"]
    assert cards.count() >= len(clinics)
    warned = 0
    for n, clinic in enumerate(clinics):
        said = cards.nth(n).aria_snapshot()
        parts = re.findall(r"^  - (\w+)(.*)$", said, re.MULTILINE)
        assert said.startswith("- article:")
        # Who, where, warnings; each fact with its name before it; what is not stated; how to reach it.
        assert re.fullmatch(r"hp+(td)+p+", "".join(kind[0] for kind, _words in parts)), said
        assert clinic["name"] in parts[0][1]
        assert clinic["city"] in parts[1][1]
        if "May have closed" in said:
            warned += 1
            assert parts[2][0] == "paragraph"
            assert "May have closed" in parts[2][1]
        assert any(kind == "term" and "session" in words for kind, words in parts)
        reach = said[said.rindex("\n  - paragraph") :]
        assert re.search('link "(Website|Call|.*search the web)', reach), said
        if clinic["standing"] == "to_ask":
            assert "Ask about:" in said
    assert warned
