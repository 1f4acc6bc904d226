"""A clinic's site, page by page, from a server that fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from finder.sources import site, web
from tests.outside import Asked, Cut, Outside, Status, not_found, page, quick_client

HOME = """<html><head><title>Example Ketamine Clinic</title></head><body><h1>Example Ketamine Clinic</h1>
<p>We treat depression with ketamine infusions.</p><nav><a href="/pricing">Pricing</a> <a href="/faq#top">FAQ</a>
<a href="/team?x=1">Our team</a> <a href="https://other.example.org/pricing">Partner pricing</a>
<a href="/pricing/">Prices</a></nav></body></html>"""
PAGES = {
    "/": HOME,
    "/pricing": "<body><h2>Pricing</h2><p>Each ketamine infusion is $450.</p></body>",
    "/faq": "<body><h3>How much is it?</h3><p>Each ketamine infusion is $450.</p><p>We treat PTSD.</p></body>",
    "/team": "<body><h2>Our team</h2><p>Jane Example, CRNA, gives every infusion.</p></body>",
}


def answer(request: Asked) -> tuple[int, dict[str, str], bytes]:
    found = PAGES.get(request.path)
    return page(found) if found else not_found(request)  # type: ignore[return-value]


@pytest.fixture
def outside() -> Iterator[Outside]:
    with Outside(answer) as server:
        yield server


def read(outside: Outside, pages: int = 8) -> list[site.Visit]:
    return list(site.visit(f"{outside.url}/", quick_client(), "2026-11-27", pages))


def test_the_clinic_s_own_pages_are_read_once_each(outside: Outside) -> None:
    visits = read(outside)
    assert [one.url.removeprefix(outside.url) for one in visits][:2] == ["/", "/pricing"]
    assert sorted(request.path for request in outside.requests) == ["/", "/faq", "/pricing", "/robots.txt", "/team"]
    candidate = site.candidate("site", visits)
    assert {said.value for said in candidate.statements if said.field == "conditions"} == {"depression", "ptsd"}
    assert [(offer.item, offer.low_usd) for offer in candidate.offers] == [("session", 450)]
    assert {said.origin.url.removeprefix(outside.url) for said in candidate.statements} >= {"/", "/team?x=1"}


def test_no_more_pages_than_asked(outside: Outside) -> None:
    assert len(read(outside, pages=2)) == 2
    assert len(outside.requests) == 3


def test_a_page_that_fails_costs_only_itself(outside: Outside) -> None:
    outside.faults["/pricing"] = [Status(500)] * 9
    outside.faults["/faq"] = [Cut(5)]
    visits = read(outside)
    assert [bool(one.error) for one in visits].count(True) == 1
    assert len(visits) == 4


def test_a_first_page_that_fails_is_said(outside: Outside) -> None:
    outside.faults["/"] = [Status(404)]
    with pytest.raises(web.Missing):
        read(outside)
    outside.answer = lambda request: page("%PDF-1.4", "application/pdf") if request.path == "/" else not_found(request)
    with pytest.raises(web.Malformed, match="no web page"):
        read(outside)


def test_robots_are_heeded_on_the_way(outside: Outside) -> None:
    rules = "User-agent: *\nDisallow: /pricing"
    outside.answer = lambda request: page(rules) if request.path == "/robots.txt" else answer(request)
    visits = read(outside)
    assert any("robots.txt" in one.error for one in visits)
    assert not outside.asked("/pricing")


def test_the_site_is_the_website_unless_anybody_can_have_a_page_there() -> None:
    def website(url: str) -> str:
        visits = [site.Visit(url, site.page.read(HOME, url, "2026-11-27"))]
        return site.candidate("page", visits).value("website")

    assert website("https://www.example.com/pricing?x=1") == "https://www.example.com"
    assert website("https://www.facebook.com/exampleclinic") == ""
