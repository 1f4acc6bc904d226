"""What can be asked of a clinic: counts that are true, chips that come off one by one, and what is left out."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from finder.vocabulary import FIELDS
from tests.browser.conftest import OpenPage
from tests.browser.steps import (
    LOS_ANGELES,
    city_where,
    cli,
    cli_names,
    close_filter,
    focused,
    heading,
    names,
    open_filter,
    params,
    settled,
)


def counts(page: Page, group: str) -> dict[str, int]:
    """Each choice of a group of filters and the number beside it."""
    sheet = open_filter(page, group)
    buttons = sheet.get_by_test_id("stButtonGroup").get_by_role("button")
    expect(buttons.first).to_be_visible()
    choices = buttons.all_inner_texts()
    boxes = sheet.get_by_test_id("stCheckbox").all_inner_texts()
    close_filter(page)
    found = (re.fullmatch(r"(.+) \((\d+)\)", text.strip()) for text in choices + boxes)
    return {match[1]: int(match[2]) for match in found if match}


@pytest.mark.parametrize(
    ("group", "field", "option", "on"),
    [
        ("How it is given", "routes", "--route", ("condition", "depression")),
        ("Who treats you", "clinicians", "--clinician", ("route", "iv")),
        ("Ways to pay", "financing", "--financing", ("route", "iv")),
    ],
)
def test_the_number_beside_a_choice_is_how_many_state_it(
    open_page: OpenPage, group: str, field: str, option: str, on: tuple[str, str]
) -> None:
    name, word = on
    page = open_page(f"/?{name}={word}")
    shown = counts(page, group)
    assert shown
    assert any(shown.values())
    for choice in FIELDS[field]:
        if choice.label not in shown:
            continue
        # Of those that the other filters leave, so many say it: alone, that is what the command line counts.
        both = cli("search", option, choice.key, "--stated-only", "--limit", "500")
        other = cli("search", f"--{name}", word, "--limit", "500")
        left = {clinic["id"] for clinic in other["clinics"]}
        stating = {clinic["id"] for clinic in both["clinics"]} & left
        assert shown[choice.label] == len(stating), choice.key


def test_each_cross_takes_off_that_filter_only_and_clear_all_the_rest(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES + "&condition=ptsd&route=iv&max_session=600&financing=carecredit")
    chips = page.locator(".st-key-chips")
    on = ["PTSD", "IV infusion", "CareCredit", "Up to $600 a session"]
    expect(chips.get_by_role("button")).to_have_count(5)
    for label in on:
        expect(chips.get_by_role("button", name=label)).to_be_visible()
    chips.get_by_role("button", name="IV infusion").click()
    expect(chips.get_by_role("button", name="IV infusion")).to_have_count(0)
    settled(page)
    words = ("--condition", "ptsd", "--max-session", "600", "--financing", "carecredit")
    assert params(page) == {
        "near": "city:ca/los-angeles", "condition": "ptsd", "max_session": "600", "financing": "carecredit",
    }  # fmt: skip
    assert names(page) == cli_names("Los Angeles", *words)
    chips.get_by_role("button", name="Clear all").click()
    expect(chips).to_have_count(0)
    settled(page)
    assert params(page) == {"near": "city:ca/los-angeles"}
    assert names(page) == cli_names("Los Angeles")


def test_only_clinics_that_state_all_i_ask(open_page: OpenPage) -> None:
    asked = ("--financing", "carecredit")
    city, everyone = city_where(lambda answer: answer["states_all"] and answer["to_ask"] > 1, *asked)
    only = cli("search", city, "--limit", "10", *asked, "--stated-only")
    assert only["total"] == everyone["states_all"]
    page = open_page(f"/?near={quote(only['place']['id'], safe='')}&financing=carecredit")
    sheet = open_filter(page, "More")
    sheet.get_by_text("Only clinics that state all I ask").click()
    expect(heading(page)).to_have_text(re.compile(rf"^{only['total']} clinic"))
    close_filter(page)
    assert params(page)["stated_only"] == "1"
    assert names(page) == [clinic["name"] for clinic in only["clinics"]]
    gone = only["left_out"]["unstated"]
    expect(page.get_by_text(f"{gone} clinics do not say all of it, so they are not shown.")).to_be_visible()
    page.get_by_role("button", name="Only those that state it").click()
    expect(heading(page)).to_have_text(re.compile(rf"^{everyone['total']} clinics"))


def test_a_press_anywhere_on_a_filters_button_opens_it(open_page: OpenPage) -> None:
    """Streamlit's own button stays shut when its arrow is pressed."""
    page = open_page(LOS_ANGELES)
    button = page.locator(".st-key-filters").get_by_role("button", name="Condition")
    box = button.bounding_box()
    for x in (4, box["width"] / 2, box["width"] - 18, box["width"] - 4):
        page.mouse.click(box["x"] + x, box["y"] + box["height"] / 2)
        expect(page.get_by_test_id("stPopoverBody").get_by_text("PTSD").first).to_be_visible()
        settled(page)
        close_filter(page)


def test_a_state_of_the_first_page_leads_there(page: Page) -> None:
    total = cli("search", "New Mexico")["total"]
    page.get_by_role("combobox", name="Or look at a whole state").click()
    page.keyboard.type("New Mex")
    page.get_by_role("option", name=f"New Mexico ({total})").click()
    expect(heading(page)).to_have_text(re.compile(rf"^{total} clinics? in New Mexico"))
    assert params(settled(page)) == {"near": "state:nm"}
    assert names(page) == cli_names("New Mexico")
    assert focused(page) == "results"


# Sharing

_CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def test_a_shared_link_says_nothing_of_the_condition_unless_it_is_asked_in(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES + "&condition=ptsd&route=iv", stranger=_CLIPBOARD)
    found = names(page)
    page.get_by_role("button", name="Share these results").click()
    sheet = page.get_by_test_id("stPopoverBody")
    copy = sheet.get_by_role("button", name="Copy link")
    for condition in (False, True):
        if condition:
            sheet.get_by_text("Include the condition").click()
            settled(page)
        copy.click()
        expect(sheet.get_by_text("Copied.")).to_be_visible()
        link = page.evaluate("() => navigator.clipboard.readText()")
        base = page.url.split("?")[0]
        assert link == f"{base}?near=city%3Aca%2Flos-angeles" + "&condition=ptsd" * condition + "&route=iv"
    other = open_page(link.removeprefix(base.removesuffix("/")), stranger=True)
    assert names(other) == found


def test_a_link_that_cannot_be_copied_is_shown_to_copy_by_hand(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    page.get_by_role("button", name="Share these results").click()
    page.get_by_role("button", name="Copy link").click()
    field = page.get_by_role("textbox", name="Link to this page")
    expect(field).to_be_visible()
    expect(field).to_have_value(page.url)
    assert field.evaluate("field => field.selectionEnd - field.selectionStart === field.value.length")
