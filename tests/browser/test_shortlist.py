"""The shortlist: kept in this browser and nowhere else, shown on every page, gone in one tap."""

from __future__ import annotations

import json

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import LOS_ANGELES, cli, settled

CLINICS = cli("search", "Los Angeles", "--limit", "10")["clinics"]


def menu(page: Page) -> Locator:
    """The button in the navigation: "Shortlist (2)"."""
    return page.locator(".st-key-shortlist-menu").get_by_role("button")


def listed(page: Page) -> list[str]:
    """The names on the list, which is opened and closed for it."""
    menu(page).click()
    sheet = page.get_by_test_id("stPopoverBody")
    expect(sheet).to_be_visible()
    found = [link.strip() for link in sheet.locator("[class*=st-key-listed-]").get_by_role("link").all_inner_texts()]
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    return found


def add(page: Page, clinic: dict) -> None:
    do(page, clinic).get_by_role("button", name="Add to shortlist").click()
    expect(do(page, clinic).get_by_role("button", name="On your shortlist")).to_be_visible()
    settled(page)


def do(page: Page, clinic: dict) -> Locator:
    """The buttons of a clinic's card."""
    return page.locator(f".st-key-do-{clinic['id']}")


def kept(page: Page) -> object:
    return page.evaluate("() => localStorage.getItem('shortlist')")


def entry(clinic: dict) -> str:
    return f"{clinic['name']} ({clinic['city']}, {clinic['state']})"


def test_a_list_is_on_every_page_and_after_coming_back(open_page: OpenPage) -> None:
    first, second = CLINICS[:2]
    page = open_page(LOS_ANGELES)
    expect(menu(page)).to_contain_text("Shortlist")
    add(page, first)
    add(page, second)
    entries = [entry(first), entry(second)]
    expect(menu(page)).to_contain_text("Shortlist (2)")
    assert listed(page) == entries
    assert json.loads(str(kept(page))) == [first["id"], second["id"]]

    page.get_by_role("link", name="About").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About this finder")
    assert listed(settled(page)) == entries
    page.reload()
    expect(menu(page)).to_contain_text("Shortlist (2)")
    assert listed(settled(page)) == entries

    menu(page).click()
    page.get_by_test_id("stPopoverBody").get_by_role("link", name=first["name"]).click()
    expect(page.get_by_role("heading", level=1, name=first["name"])).to_be_visible()
    settled(page)
    expect(menu(page)).to_contain_text("Shortlist (2)")
    page.get_by_role("button", name="On your shortlist").click()
    expect(menu(page)).to_contain_text("Shortlist (1)")
    assert listed(settled(page)) == [entry(second)]
    assert json.loads(str(kept(page))) == [second["id"]]


def test_it_is_emptied_in_one_tap_and_stays_empty(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    for clinic in CLINICS[:3]:
        add(page, clinic)
    menu(page).click()
    sheet = page.get_by_test_id("stPopoverBody")
    expect(sheet.get_by_text("On a computer that others use, clear it")).to_be_visible()
    sheet.get_by_role("button", name="Remove").first.click()
    expect(menu(page)).to_contain_text("Shortlist (2)")
    sheet.get_by_role("button", name="Clear the list").click()
    expect(sheet.get_by_text("Nothing here yet")).to_be_visible()
    settled(page)
    expect(menu(page)).not_to_contain_text("(")
    expect(page.get_by_role("button", name="On your shortlist")).to_have_count(0)
    assert kept(page) is None
    page.reload()
    settled(page)
    assert listed(page) == []


def test_other_tabs_follow(open_page: OpenPage) -> None:
    clinic = CLINICS[0]
    one, two = open_page(LOS_ANGELES), open_page(LOS_ANGELES)
    for _ in range(2):  # the second time the list is again as the other tab last heard it
        add(one, clinic)
        expect(menu(two)).to_contain_text("Shortlist (1)")
        do(two, clinic).get_by_role("button", name="On your shortlist").click()
        expect(menu(one)).not_to_contain_text("(1)")
        expect(do(one, clinic).get_by_role("button", name="Add to shortlist")).to_be_visible()
        settled(one)
    assert kept(one) is None


def test_only_ids_are_kept_and_only_here(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES + "&condition=ptsd")
    add(page, CLINICS[0])
    # Streamlit notes the theme beside it.
    ours = page.evaluate("() => Object.keys(localStorage).filter(key => !key.startsWith('stActiveTheme'))")
    assert ours == ["shortlist"]
    assert json.loads(str(kept(page))) == [CLINICS[0]["id"]]
    assert page.evaluate("() => sessionStorage.length") == 0
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"_streamlit_xsrf"}
    stranger = open_page(LOS_ANGELES, stranger=True)
    assert listed(stranger) == []


def test_what_was_kept_survives_an_addition_before_it_was_read(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    # As if this visit had not heard of it yet: a page hears nothing of what it writes itself.
    page.evaluate("id => localStorage.setItem('shortlist', JSON.stringify([id]))", CLINICS[0]["id"])
    add(page, CLINICS[1])
    expect(menu(page)).to_contain_text("(2)")
    assert json.loads(str(kept(page))) == [CLINICS[0]["id"], CLINICS[1]["id"]]
    # and what is taken off after that stays off
    do(page, CLINICS[0]).get_by_role("button", name="On your shortlist").click()
    expect(menu(page)).to_contain_text("(1)")
    settled(page)
    assert json.loads(str(kept(page))) == [CLINICS[1]["id"]]


def test_a_browser_that_keeps_nothing_has_a_list_for_the_visit(open_page: OpenPage) -> None:
    page = open_page(
        LOS_ANGELES,
        prepare=lambda page: page.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
        ),
    )
    add(page, CLINICS[0])
    page.get_by_role("link", name="About").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About this finder")
    settled(page)
    assert listed(page) == [entry(CLINICS[0])]
    menu(page).click()
    expect(page.get_by_text("Your browser keeps no lists")).to_be_visible()


def test_what_is_in_the_store_is_taken_for_what_it_is(open_page: OpenPage) -> None:
    known = CLINICS[0]
    for stored, names_ in (
        (json.dumps(["no-such-clinic", known["id"], "<b>", 5, None, {"a": 1}, "x" * 5_000]), [entry(known)]),
        (json.dumps([f"gone-{i}" for i in range(5_000)]), []),
        ('{"a": 1}', []),
        ("not json", []),
        ('["' + known["id"], []),
    ):
        page = open_page(
            "/about",
            prepare=lambda page, stored=stored: page.add_init_script(
                f"try {{ localStorage.setItem('shortlist', {json.dumps(stored)}) }} catch {{}}"
            ),
        )
        assert listed(page) == names_, stored[:50]
        page.close()
