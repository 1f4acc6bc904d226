"""axe finds nothing serious on any page, on a phone and on a desk, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.steps import LOS_ANGELES, NOWHERE, open_filter, search

CLINIC = "/clinic?id=kensho-wellbeing-truckee-ca"


def as_it_is(page: Page) -> None:
    """Looks at the page as it opens."""


def conditions_open(page: Page) -> None:
    open_filter(page, "Condition")


def ways_to_pay_open(page: Page) -> None:
    open_filter(page, "Ways to pay")


def at_home_open(page: Page) -> None:
    page.locator("[data-testid=stExpander] summary").click()
    page.wait_for_timeout(500)


def nonsense_typed(page: Page) -> None:
    search(page, "qwxzzv")


def unclear_place_typed(page: Page) -> None:
    search(page, "Springfield")


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "welcome": ("/", as_it_is),
    "results": (LOS_ANGELES, as_it_is),
    "filtered": (LOS_ANGELES + "&route=iv&max_session=600&condition=ptsd", conditions_open),
    "paying": (LOS_ANGELES + "&financing=carecredit", ways_to_pay_open),
    "at home": (LOS_ANGELES, at_home_open),
    "empty": (NOWHERE, as_it_is),
    "error": (LOS_ANGELES + "&route=zzz", nonsense_typed),
    "which": ("/", unclear_place_typed),
    "clinic": (CLINIC, as_it_is),
    "unknown clinic": ("/clinic?id=none", as_it_is),
    "about": ("/about", as_it_is),
}


#: Whether the theme has reached every part of the page, which takes it a few frames.
_WEARS = """scheme => {
    const [app, line] = ["[data-testid=stApp]", ".crisis"].map(part => getComputedStyle(document.querySelector(part)));
    return app.colorScheme === scheme && line.color === app.color
        && getComputedStyle(document.body).backgroundColor === app.backgroundColor;
}"""


def problems(page: Page) -> dict[str, list[str]]:
    """What axe finds on the whole page: impact -> "rule: what is wrong (where)"."""
    # axe leaves out the contrast of what is scrolled out of sight, so all of it is put in sight.
    tall = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": tall + 200})
    found: dict[str, list[str]] = {}
    for violation in Axe().run(page).response["violations"]:
        for node in violation["nodes"]:
            line = f"{violation['id']}: {violation['help']} ({' '.join(map(str, node['target']))})"
            found.setdefault(violation["impact"], []).append(line)
    return found


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_serious(open_page: OpenPage, state: str) -> None:
    address, act = STATES[state]
    page = open_page(address)
    act(page)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function(_WEARS, arg=scheme)
            page.wait_for_timeout(400)
            found = problems(page)
            assert not found.get("critical"), (width, scheme, found)
            assert not found.get("serious"), (width, scheme, found)


def test_axe_finds_nothing_serious_with_the_map_drawn(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES, webgl=True)
    expect(page.locator("canvas").first).to_be_visible()
    found = problems(page)
    assert not found.get("critical"), found
    assert not found.get("serious"), found


def test_axe_would_find_something(open_page: OpenPage) -> None:
    page = open_page("/about")
    page.evaluate("""() => document.querySelector(".foot").insertAdjacentHTML("afterend",
        "<p style='color:#bbb;background:#fff'>Hard to read</p><img src='/favicon.png'>")""")
    found = problems(page)
    assert any("color-contrast" in line for line in found["serious"])
    assert any("image-alt" in line for line in found["critical"])


def test_headings_go_down_one_step_at_a_time(open_page: OpenPage) -> None:
    for address in (LOS_ANGELES + "&route=iv&condition=ptsd", CLINIC, "/about", "/"):
        page = open_page(address)
        levels = page.evaluate(
            "() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(title => Number(title.tagName[1]))"
        )
        assert levels[0] == 1, address
        assert levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), (address, levels)
