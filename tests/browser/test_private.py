"""Nobody else learns that a person was here."""

from __future__ import annotations

from urllib.request import urlopen

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Site, Traffic
from tests.browser.steps import heading, names, pick, search, settled


def test_a_whole_visit_asks_nobody_else_for_anything(open_page: OpenPage, traffic: Traffic, site: Site) -> None:
    page = open_page("/", webgl=True)
    expect(page.locator("canvas").first).to_be_visible()
    search(page, "Los Angeles")
    pick(page, "How it is given", "IV infusion")
    expect(page.locator("canvas").first).to_be_visible()
    first = names(page)[0]
    page.get_by_role("link", name="All facts").first.click()
    expect(page.get_by_role("heading", level=1, name=first)).to_be_visible()
    settled(page)
    page.get_by_role("link", name="About").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About this finder")
    settled(page)

    own = site.url.removeprefix("http://")
    assert set(traffic.hosts) == {own}
    # The page, its scripts, the font, the map's shapes and the WebSocket were all seen by the watch.
    assert traffic.hosts[own] > 10
    assert [error for error in traffic.errors if "Failed to load resource" not in error] == []


def test_the_policy_is_there_and_bites(open_page: OpenPage, site: Site, traffic: Traffic) -> None:
    with urlopen(site.url) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in policy
    assert "http" not in policy

    page = open_page("/about")
    with page.expect_console_message(lambda said: "CSP stopped" in said.text):
        page.evaluate("() => { new Image().src = 'http://localhost:9/pixel.png' }")
    assert any("localhost:9/pixel.png" in error for error in traffic.violations)
    traffic.errors.clear()


def test_links_to_other_sites_tell_them_nothing(open_page: OpenPage) -> None:
    page = open_page("/?near=city%3Aca%2Flos-angeles")
    links = page.evaluate(
        """() => [...document.querySelectorAll(".card a[href^=http]")].map(a => [a.protocol, a.target, a.rel])"""
    )
    assert links
    for protocol, target, rel in links:
        assert protocol in ("http:", "https:")
        assert target == "_blank"
        assert set(rel.split()) >= {"noopener", "noreferrer"}


def test_nothing_is_kept_in_the_browser_about_a_search(page: Page) -> None:
    search(page, "Los Angeles")
    expect(heading(page)).to_contain_text("Los Angeles")
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} <= {"_streamlit_xsrf"}
    kept = page.evaluate("() => JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})")
    assert "angeles" not in kept.lower()


def test_the_log_says_nothing_about_a_visit(page: Page, site: Site) -> None:
    search(page, "90210")
    expect(heading(page)).to_contain_text("90210")
    log = site.log.read_text()
    assert "90210" not in log
    assert "127.0.0.1" not in log
    assert "Traceback" not in log
