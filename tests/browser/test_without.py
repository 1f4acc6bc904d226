"""What is left when the map, its shapes or the network are not there: everything but them."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Traffic
from tests.browser.steps import LOS_ANGELES, cli_names, heading, how_far, names, pick, settled


def find_filter_and_open(page: Page) -> None:
    assert names(page) == cli_names("Los Angeles")
    pick(page, "How it is given", "Spravato")
    assert names(page) == cli_names("Los Angeles", "--route", "spravato")
    clinic = names(page)[0]
    page.get_by_role("link", name="All facts").first.click()
    expect(page.get_by_role("heading", level=1, name=clinic)).to_be_visible()
    expect(page.locator(".facts").first).to_be_visible()


def test_without_the_shapes_of_the_map(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES, prepare=lambda page: page.route("**/*.geojson", lambda route: route.abort()))
    find_filter_and_open(page)


def test_without_webgl(open_page: OpenPage, traffic: Traffic) -> None:
    page = open_page(LOS_ANGELES)
    assert not page.evaluate("() => Boolean(document.createElement('canvas').getContext('webgl2'))")
    find_filter_and_open(page)


def test_without_the_fonts_and_pictures(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES, prepare=lambda page: page.route("**/*.{woff2,svg,png}", lambda route: route.abort()))
    find_filter_and_open(page)


def test_with_the_network_gone_the_page_stays_readable(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES, stranger=True)
    before = names(page)
    page.context.set_offline(True)
    how_far(page).click()
    page.get_by_role("option", name="100 miles").click()
    page.wait_for_timeout(1500)
    assert names(page) == before
    expect(page.locator(".crisis")).to_be_visible()

    page.context.set_offline(False)
    expect(heading(page)).to_contain_text("within 100 miles")
    assert names(settled(page)) == cli_names("Los Angeles", "--within", "100")


def test_with_the_connection_cut_the_page_stays_readable_and_comes_back(open_page: OpenPage) -> None:
    sockets = []
    up = [True]

    def connect(socket) -> None:
        if not up[0]:
            socket.close()
            return
        socket.connect_to_server()
        sockets.append(socket)

    page = open_page(
        LOS_ANGELES, prepare=lambda page: page.route_web_socket(lambda url: "/_stcore/stream" in url, connect)
    )
    before = names(page)
    up[0] = False
    sockets[-1].close()
    expect(page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]")).to_have_count(0)
    page.wait_for_timeout(1500)
    assert names(page) == before
    assert page.locator(".crisis").is_visible()

    up[0] = True
    expect(page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]")).to_have_count(1)
    pick(page, "How it is given", "Spravato")
    assert names(page) == cli_names("Los Angeles", "--route", "spravato")
