"""The reader of clinic web pages: facts, identity, dates, links, and pages that are broken."""

from finder.sources import page

URL = "https://example.com/ketamine"


def read(html):
    return page.read(html, URL, "2026-11-27")


def test_a_page_without_words_is_an_empty_reading():
    assert read("") == page.Reading()
