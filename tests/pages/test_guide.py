"""The guide through app.py: every section opens, leads on, is found, and shows its sources."""

from __future__ import annotations

import io
from datetime import date
from functools import partial

import pytest
from pypdf import PdfReader

from finder import guide as guides
from finder import guidepdf
from tests.pages.steps import drawn, open_page

GUIDE = guides.load()
_open = partial(open_page, "guide")


@pytest.mark.parametrize("section", GUIDE.sections, ids=lambda section: section.slug)
def test_every_section_opens_with_its_summary_text_and_sources(section: guides.Section) -> None:
    app = _open(section=section.slug)
    assert not app.exception
    page = drawn(app)
    assert f'class="guide-title">{section.title}</h1>' in page
    assert guides.html(GUIDE, section) in page
    # each number leads to a source, each term to what it means
    for key in section.cited:
        assert str(GUIDE.references[key].url).split("?")[0].split("#")[0] in page
    for number in range(1, len(section.cited) + 1):
        assert f'id="source-{number}"' in page
    for term in guides.terms_of(GUIDE, section):
        assert f"id='term-{guides.slug(term)}'" in page
    assert f"Section {GUIDE.sections.index(section) + 1} of 14" in app.caption[0].value


def test_the_contents_and_the_next_button_lead_on() -> None:
    app = _open()
    app.button(key="turn-arrow_forward").click().run()
    assert app.query_params["section"] == GUIDE.sections[1].slug
    app.button(key="section-07-safety").click().run()
    assert 'guide-title">Safety' in drawn(app)
    app.selectbox(key="guide-pick").set_value("03-how-it-works").run()
    assert app.query_params["section"] == "03-how-it-works"
    app.button(key="turn-arrow_back").click().run()
    assert app.query_params["section"] == GUIDE.sections[1].slug


def test_the_search_leads_to_the_place() -> None:
    app = _open()
    app.text_input(key="guide-search").set_value("bladder").run()
    app.button(key="match-0").click().run()
    assert "section" in app.query_params
    assert "bladder" in drawn(app).lower()
    app.text_input(key="guide-search").set_value("xyzzyx").run()
    assert any("Nothing in the guide" in caption.value for caption in app.caption)


def test_a_link_to_no_section_says_so() -> None:
    app = _open(section="99-nothing")
    assert "not there" in app.warning[0].value
    assert GUIDE.sections[0].title in drawn(app)


def test_the_figures_stand_with_their_numbers_and_sources() -> None:
    page = drawn(_open(section="08-compared"))
    figures = GUIDE.figures_of(GUIDE.sections[7])
    assert len(figures) == 3
    for figure in figures:
        for bar in figure.bars:
            assert f"<td>{bar.percent:g}%" in page
            assert str(GUIDE.references[bar.source].url) in page
    assert "Approval and evidence" in drawn(_open(section="04-medical-uses"))


def test_the_whole_guide_is_a_pdf() -> None:
    made = guidepdf.to_pdf(GUIDE, date(2026, 11, 25))
    assert made == guidepdf.to_pdf(GUIDE, date(2026, 11, 25))
    read = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())
    for section in GUIDE.sections:
        assert section.title in read
    for reference in GUIDE.references.values():
        assert " ".join(reference.title.split())[:30] in read
    assert "[@" not in read
    assert "988" in read
