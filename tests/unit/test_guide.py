"""The guide: what is read, cited, found and refused. The bad sections are made up; the real ones must be clean."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder import cli, guidecheck, links
from finder import guide as guides
from finder.guide import Guide, GuideError, Section
from finder.guidecheck import Problem, check

MONTH = "2026-11"
REFERENCES = """
smith2020:
  authors: Smith and others
  title: A made-up trial
  year: 2020
  url: https://doi.org/10.1000/example
  as_of: 2020-05
  kind: trial
jones2021:
  authors: Jones
  title: Another <made-up> trial
  year: 2021
  url: https://example.com/jones
  as_of: "2021"
  kind: review
  note: Abstract only.
"""
GLOSSARY = """
dissociation: A feeling of being outside oneself.
NMDA receptor: A place on a nerve cell where signals arrive.
"""
GOOD = """## What was seen

In a small test, 5 of 10 people felt better [@smith2020]. Some felt dissociation, which passed [@smith2020; @jones2021].

- One thing was seen twice [@jones2021].

| Who | How many |
|---|---|
| All | 10 [@smith2020] |

See [the clinics](page:find?condition=ptsd) and [this](guide:01-one#what-was-seen).
"""
HEAD = "---\ntitle: One\nreviewed: 2026-11\nsummary: It is short. It is plain.\n---\n"


def write(folder: Path, body: str = GOOD, head: str = HEAD, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "01-one.md").write_text(head + body, encoding="utf-8")
    (folder / "references.yaml").write_text(files.get("references", REFERENCES), encoding="utf-8")
    (folder / "glossary.yaml").write_text(files.get("glossary", GLOSSARY), encoding="utf-8")
    guides.load.cache_clear()
    return folder


def problems(folder: Path, body: str = GOOD, head: str = HEAD) -> list[str]:
    return [str(one) for one in check(guides.load(write(folder, body, head)), guides.PAGES)]


def test_a_good_section_has_nothing_wrong(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Half of 200 people felt better.", "a number or claim without a citation: “Half of 200 people felt better.”"),
        ("It is approved by nobody.", "a number or claim without a citation"),
        ("- A study says so.", "a number or claim without a citation"),
        ("| A | B |\n|---|---|\n| Relapse | common |", "a number or claim without a citation"),
        ("It was seen [@nobody1999].", "cites “nobody1999”, which references.yaml does not have"),
        ("See [that](page:nowhere).", "links to the page “nowhere”, which is not there"),
        ("See [that](guide:09-nine).", "links to the section “09-nine”, which is not there"),
        ("See [that](guide:01-one#lost).", "links to “#lost” in 01-one, which is not there"),
        ("See [that](https://example.com/x).", "has a link to “https://example.com/x” that is no reference"),
        ("It is a miracle for all.", "says “miracle”"),
        ("They help people suffering from grief.", "says “suffering from”"),
        ("It goes " + "on and " * 16 + "on.", "a sentence of 35 words"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    found = problems(tmp_path, f"{GOOD}\n{text}\n")
    assert any(said in one for one in found), found


def test_our_own_counsel_and_helplines_need_no_source(tmp_path: Path) -> None:
    own = "Our advice: ask 3 clinics.\n\nCall or text [988](tel:988).\n\nWhat does a study say?\n\n### Evidence of 2020"
    assert problems(tmp_path, f"{GOOD}\n{own}\n") == []


def test_hard_words_are_measured_and_the_glossary_is_excused(tmp_path: Path) -> None:
    hard = "Pharmacological intervention necessitates multidisciplinary interprofessional collaboration. " * 9
    assert any("reads at grade" in one for one in problems(tmp_path, f"{GOOD}\n{hard}\n"))
    terms = "The NMDA receptor is one. The NMDA receptor is it. " * 9
    plain = guides.load(write(tmp_path, f"{GOOD}\n{terms}\n"))
    assert guidecheck.grade(plain.sections[0], plain) < 6


def test_an_old_review_and_an_unused_reference_are_listed(tmp_path: Path) -> None:
    found = problems(tmp_path, "It is so [@smith2020].", HEAD.replace("2026-11", "2025-10"))
    assert "references.yaml: “jones2021” is cited nowhere" in found
    assert [section.slug for section in guidecheck.overdue(guides.load(tmp_path), MONTH)] == ["01-one"]
    assert guidecheck.overdue(guides.load(tmp_path), "2026-10") == []


def test_a_problem_says_where() -> None:
    assert str(Problem("01-one.md", 7, "it is so")) == "01-one.md line 7: it is so"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"head": "no head"}, "01-one.md: begins without a head"),
        ({"head": HEAD.replace("title: One\n", "")}, "01-one.md: title: Field required"),
        ({"head": HEAD.replace("2026-11", "yesterday")}, "01-one.md: reviewed:"),
        ({"head": HEAD.replace("title: One", "titel: [")}, "01-one.md: "),
        ({"references": "smith2020: {authors: Smith}"}, "references.yaml: smith2020"),
        ({"references": REFERENCES.replace("https://example.com", "javascript:x")}, "references.yaml: jones2021.url"),
        ({"glossary": "a: [1"}, "glossary.yaml: "),
    ],
)  # fmt: skip
def test_a_broken_file_is_explained(tmp_path: Path, change: dict[str, str], said: str) -> None:
    write(tmp_path, **change)
    with pytest.raises(GuideError, match=re.escape(said)):
        guides.load(tmp_path)


def test_an_empty_folder_is_explained(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "01-one.md").unlink()
    with pytest.raises(GuideError, match="there is no section"):
        guides.load(tmp_path)


def test_citations_terms_and_links_lead_somewhere(tmp_path: Path) -> None:
    book = guides.load(write(tmp_path))
    section = book.sections[0]
    markup = guides.html(book, section)
    assert '<sup>[<a href="#source-1" class="cite" aria-label="source 1">1</a>, <a href="#source-2"' in markup
    assert '<a class="term" href="#term-dissociation">dissociation</a>' in markup
    assert '<h2 id="what-was-seen">' in markup
    assert '<a href=".?condition=ptsd">' in markup
    assert '<a href="guide?section=01-one#what-was-seen">' in markup
    # a phone draws the cells one under the other, so each names its column there
    assert '<table role="table" class="compare of-1">' in markup
    assert '<th scope="row" role="rowheader">All</th>' in markup
    assert '<td role="cell"><span class="who" aria-hidden="true">How many</span>10' in markup
    assert "[@" not in markup
    sources = guides.sources_html(book, section)
    assert 'id="source-2"' in sources
    assert "Another &lt;made-up&gt; trial</a>, 2021. Abstract only." in sources
    assert guides.terms_of(book, section) == ["dissociation"]
    assert (section.minutes, section.headings) == (1, (("what-was-seen", "What was seen"),))


def test_a_term_is_marked_once_and_never_inside_a_link(tmp_path: Path) -> None:
    body = "## Dissociation\n\n[dissociation](guide:01-one) and dissociation and dissociation.\n"
    book = guides.load(write(tmp_path, body))
    assert guides.html(book, book.sections[0]).count('class="term"') == 1
    assert ">dissociation</a> and <a class" in guides.html(book, book.sections[0])


@given(st.text(max_size=200))
def test_no_html_gets_through(text: str) -> None:
    section = Section("01-one", "One", MONTH, text, (), f"{text}\n\n<script>alert(1)</script> <b onclick=x>{text}")
    book = Guide((section,), {}, {"a": "b"})
    markup = guides.html(book, section) + guides.summary_html(section)
    assert "<script" not in markup
    assert "<b " not in markup
    guidecheck.check(book, guides.PAGES)


def test_search_finds_paragraphs_and_forgives_spelling(tmp_path: Path) -> None:
    book = guides.load(write(tmp_path))
    found = guides.find(book, "felt better")
    assert (found[0].section.slug, found[0].heading) == ("01-one", "What was seen")
    assert "5 of 10 people felt better" in found[0].snippet
    assert guides.find(book, "disociation")
    assert guides.find(book, "better xyzzy") == []
    assert guides.find(book, "  ") == []


@given(st.text(max_size=40))
def test_no_search_breaks_it(words: str) -> None:
    section = Section("01-one", "One", MONTH, "Short.", (), GOOD)
    assert len(guides.find(Guide((section,), {}, {}), words)) <= 8


# The real guide

REAL = guides.load(guides.FOLDER)


def test_the_guide_is_clean() -> None:
    assert [str(problem) for problem in check(REAL, guides.PAGES)] == []


def test_the_guide_has_every_section() -> None:
    titles = [section.slug[3:] for section in REAL.sections]
    assert titles == [
        "introduction", "what-ketamine-is", "how-it-works", "medical-uses", "symptoms-and-triggers", "tips", "safety",
        "compared", "find-a-clinic", "questions", "experiences", "the-future", "resources", "conclusion",
    ]  # fmt: skip


def test_every_link_into_the_finder_sets_filters_that_exist() -> None:
    seen = 0
    for section in REAL.sections:
        for page, params in guidecheck.params_of(section):
            if page == "find":
                reading = links.from_params(params)
                assert reading.problems == [], (section.slug, params)
                assert not params or links.to_params(reading.query) == params
                seen += bool(params)
    assert seen >= 5


def test_the_check_says_what_it_found(tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["guide", "check"]) == 0
    assert "nothing is wrong" in capsys.readouterr().out
    bad = guides.load(write(tmp_path, "Half of 200 people felt better."))
    monkeypatch.setattr(guides, "load", lambda: bad)
    assert cli.main(["guide", "check", "--json"]) == 1
    assert "a number or claim without a citation" in capsys.readouterr().out
