"""The box that asks for a place: suggestions while one types, and the place where one is."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import LOS_ANGELES, cli, cli_names, focused, heading, names, params, search, settled, where


def suggestions(page: Page) -> list[str]:
    return page.get_by_role("option").all_inner_texts()


def test_places_are_suggested_and_chosen_with_the_keyboard(page: Page) -> None:
    box = where(page)
    expect(box).to_have_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    # A slow machine may ask for "los a" first.
    with page.expect_request(lambda request: request.post_data == "los an") as asked:
        box.press_sequentially("los an", delay=10)
    assert (asked.value.method, urlsplit(asked.value.url).path) == ("POST", "/suggest")
    assert "los" not in asked.value.url

    options = page.get_by_role("option")
    expect(options.first).to_have_text("Los Angeles, CA")
    expect(page.get_by_role("listbox", name="Places")).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert box.get_attribute("aria-activedescendant") is None
    n = options.count()
    for key, at in (("ArrowUp", n - 1), ("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        box.press(key)
        active = options.nth(at)
        expect(active).to_have_attribute("aria-selected", "true")
        assert box.get_attribute("aria-activedescendant") == active.get_attribute("id")
        assert page.locator("[role=option][aria-selected=true]").count() == 1
    box.press("Enter")
    expect(heading(page)).to_contain_text("within 50 miles of Los Angeles, CA")
    settled(page)
    assert params(page) == {"near": "city:ca/los-angeles"}
    assert names(page) == cli_names("Los Angeles, CA")
    expect(box).to_have_value("Los Angeles, CA")
    expect(page.get_by_role("option")).to_have_count(0)
    assert focused(page) == "results"


def test_escape_and_leaving_close_the_suggestions_and_keep_what_is_typed(page: Page) -> None:
    box = where(page)
    for close in (lambda: box.press("Escape"), lambda: box.press("Tab")):
        box.fill("")
        box.press_sequentially("denv", delay=10)
        expect(page.get_by_role("option").first).to_have_text("Denver, CO")
        close()
        expect(page.get_by_role("option")).to_have_count(0)
        expect(box).to_have_value("denv")
        expect(box).to_have_attribute("aria-expanded", "false")
    assert params(page) == {}


def test_a_suggestion_is_chosen_by_a_tap(page: Page) -> None:
    where(page).press_sequentially("941", delay=10)
    option = page.get_by_role("option").first
    expect(option).to_have_text(re.compile("^941"))
    option.click()
    expect(heading(page)).to_contain_text("miles of 941")
    assert params(settled(page))["near"].startswith("zip:941")


def test_without_an_answer_the_box_still_searches(open_page: OpenPage) -> None:
    held: list[Route] = []
    answers = {
        "refused": lambda route: route.abort(),
        "broken": lambda route: route.fulfill(status=500, body="no"),
        "not ours": lambda route: route.fulfill(status=200, body="<html>"),
        "slow": lambda route: held.append(route),
    }
    page = open_page("/")
    for how, city in zip(answers, ("Austin, TX", "Denver, CO", "Boise, ID", "Chicago, IL"), strict=True):
        page.unroute("**/suggest")
        page.route("**/suggest", answers[how])
        where(page).fill("")
        where(page).press_sequentially(city, delay=10)
        page.wait_for_timeout(300)
        expect(page.get_by_role("option")).to_have_count(0)
        where(page).press("Enter")
        expect(heading(page)).to_contain_text(f"of {city}")
        settled(page)
    # The answer that came too late is not shown any more.
    for route in held:
        route.fulfill(status=200, json=[{"id": "city:ca/los-angeles", "label": "Los Angeles, CA"}])
    page.wait_for_timeout(300)
    expect(page.get_by_role("option")).to_have_count(0)
    expect(where(page)).to_have_value("Chicago, IL")


def test_what_is_being_typed_stays_while_the_page_is_drawn_anew(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    where(page).fill("Den")
    page.get_by_role("button", name="Add to shortlist").first.click()
    settled(page)
    expect(where(page)).to_have_value("Den")


def test_the_name_of_a_clinic_typed_for_a_place_is_a_press_away_from_it(page: Page) -> None:
    total = cli("search", "--name", "kensho wellbeing")["total"]
    search(page, "Kensho Wellbeing")
    page.get_by_role("button", name=f"Look at {total} clinic").click()
    expect(heading(page)).to_contain_text("named “Kensho Wellbeing”")
    settled(page)
    assert params(page) == {"name": "Kensho Wellbeing"}
    assert names(page) == [clinic["name"] for clinic in cli("search", "--name", "kensho wellbeing")["clinics"]]


# Use my location


def use_my_location(page: Page) -> None:
    page.get_by_role("button", name="Use my location").click()


def status(page: Page):
    """The line under the box that says what goes on."""
    return page.locator("form[role=search] [role=status]")


@pytest.mark.parametrize(
    ("at", "near", "place"), [((34.0522, -118.2437), "zip:900", "Los Angeles, CA"), ((40.71, -74.006), "zip:100", "NY")]
)
def test_where_one_is_becomes_a_zip(open_page: OpenPage, at: tuple[float, float], near: str, place: str) -> None:
    here = {"geolocation": {"latitude": at[0], "longitude": at[1]}, "permissions": ["geolocation"]}
    asked: list[str] = []
    page = open_page("/", stranger=here, prepare=lambda page: page.on("request", lambda r: asked.append(r.url)))
    use_my_location(page)
    expect(heading(page)).to_contain_text(place)
    settled(page)
    assert params(page)["near"].startswith(near)
    assert set(params(page)) == {"near"}
    assert asked
    assert not [url for url in (page.url, *asked) if f"{at[0]:.1f}" in url or f"{at[1]:.1f}" in url]
    expect(page.get_by_text("The ZIP code nearest to you")).to_be_visible()
    assert focused(page) == "results"
    assert names(page)


def test_one_who_is_abroad_is_told_so(open_page: OpenPage) -> None:
    paris = {"geolocation": {"latitude": 48.85, "longitude": 2.35}, "permissions": ["geolocation"]}
    page = open_page(LOS_ANGELES, stranger=paris)
    before = names(page)
    use_my_location(page)
    expect(page.get_by_text("You seem to be outside the US")).to_be_visible()
    assert params(page) == {"near": "city:ca/los-angeles"}
    assert names(settled(page)) == before


def test_a_browser_that_may_not_say_where_one_is(open_page: OpenPage) -> None:
    page = open_page("/", stranger={"permissions": []})
    use_my_location(page)
    expect(status(page)).to_have_text("Your browser did not share where you are. Type a ZIP code or city instead.")
    search(page, "Denver, CO")
    expect(heading(page)).to_contain_text("Denver, CO")
    expect(status(page)).to_have_text("")


_ASKED = """Object.defineProperty(navigator, "geolocation", {value: {
    getCurrentPosition(found, failed, options) { window.asked = {found, failed, options} }}})"""


def test_a_place_that_is_slow_late_or_unknown_to_the_device(open_page: OpenPage) -> None:
    def slow(page: Page) -> None:
        page.clock.install()
        page.add_init_script(_ASKED)

    page = open_page("/", prepare=slow)
    use_my_location(page)
    expect(status(page)).to_have_text("Asking your browser where you are …")
    page.clock.run_for(7_000)
    expect(status(page)).to_have_text("Still looking. You can type a ZIP code or city instead.")
    assert page.evaluate("() => asked.options.timeout") <= 30_000
    for code, said in ((3, "It took too long"), (2, "Your device cannot tell"), (1, "did not share")):
        page.evaluate("code => asked.failed({code})", code)
        expect(status(page)).to_contain_text(said)
        page.clock.run_for(7_000)
        expect(status(page)).to_contain_text(said)
    assert params(page) == {}


def test_a_browser_without_any_way_to_tell(open_page: OpenPage) -> None:
    page = open_page(
        "/",
        prepare=lambda page: page.add_init_script(
            "Object.defineProperty(navigator, 'geolocation', {value: undefined})"
        ),
    )
    use_my_location(page)
    expect(status(page)).to_have_text("Your device cannot tell where you are. Type a ZIP code or city instead.")
