"""What the clinic page says of a fact on which its sources disagree."""

from __future__ import annotations

from finder.ui import facts
from tests.pages.steps import words
from tests.support import clinic, evidence, quick_catalog


def test_both_sources_are_shown_the_better_one_first() -> None:
    said = [
        evidence("a", "iv_minutes", value="50", kind="press", as_of="2025-03", source_url="https://news.example.org/a"),
        evidence("a", "iv_minutes", value="40", kind="phone", as_of="2026-11", source_url=""),
    ]
    catalog = quick_catalog([clinic(iv_minutes=50)], evidence=said)
    text = words(facts.line(catalog, "example-clinic-a", "iv_minutes"))
    assert text.startswith(
        "Length of an infusion: 50 minutes Source of “Length of an infusion” : a news report, March 2025"
    )
    assert "another source says otherwise" in text
    assert "Another source says 40 minutes: A phone call As of November 2026." in text


def test_of_a_list_each_source_says_its_part_and_kind_and_date_are_one_page_s() -> None:
    said = [
        evidence("a", "insurance", value="not_accepted", as_of="2025-10"),
        evidence("a", "insurance", value="accepts_insurance", kind="directory", as_of="2026-11",
                 source_url="https://directory.example.org/a"),
    ]  # fmt: skip
    catalog = quick_catalog([clinic(insurance="not_accepted;accepts_insurance")], evidence=said)
    text = words(facts.line(catalog, "example-clinic-a", "insurance"))
    assert ": the clinic's own page, October 2025" in text
    assert "(the clinic's own page): Does not bill insurance for ketamine." in text
    assert "(a directory): Takes insurance (no plan named)." in text


def test_pages_of_the_whole_row_say_what_others_leave() -> None:
    said = [
        evidence("a", source_url="https://example.com/a", as_of="2023-12"),
        evidence("a", source_url="https://example.com/b", as_of="2023-12"),
        evidence("a", "insurance", value="accepts_insurance", kind="directory", as_of="2026-11"),
    ]
    catalog = quick_catalog([clinic(insurance="not_accepted;accepts_insurance")], evidence=said)
    text = words(facts.line(catalog, "example-clinic-a", "insurance"))
    assert ": one of 2 pages, December 2023" in text
    assert "example.com/b (the clinic's own page): Does not bill insurance for ketamine. As of December 2023" in text
    assert "(a directory): Takes insurance (no plan named). As of November 2026." in text
    assert "We noted 2 of these pages together" in text


def test_a_source_that_agrees_is_no_other() -> None:
    said = [evidence("a", "iv_minutes", value="50", source_url=f"https://example.com/{page}") for page in "ab"]
    text = words(facts.line(quick_catalog([clinic(iv_minutes=50)], evidence=said), "example-clinic-a", "iv_minutes"))
    assert "another source" not in text.lower()
