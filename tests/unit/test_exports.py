"""A comparison as files: what is read back from them is what the comparison says, whatever the clinics are called."""

from __future__ import annotations

import csv
import io
import logging
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from finder import catalog as catalogs
from finder import exports
from finder.answers import Answer, Line
from finder.catalog import Catalog
from finder.compare import Comparison, Row, compare, plan_words
from finder.costs import Plan
from finder.evidence import Source
from finder.text import month
from finder.vocabulary import KINDS
from tests.support import REAL, clinic, evidence, place, price, quick_catalog

TODAY = date(2026, 11, 25)
LINK = "https://example.org/compare?ids=a,b"
GROUPS = (REAL[4:], REAL[:2], REAL[2:], REAL[:4])

HOSTILE = (
    '=HYPERLINK("https://example.com","x")',
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " \u00a0\u200f=1",
    "\ufeff\0=1",
    "＝1＋1",  # noqa: RUF001
    "'=1",
    "**Bold** [x](javascript:x) `y`",
    "<script>alert(1)</script>",
    "Two\r\nlines,\rthree\nfour\u2028five",
    'A "quote", and a comma',
    "NUL\0 here",
    "\u202eright to left\u202c العيادة קליניקה",
    "Clinic 👩\u200d⚕️ 🌿 診所",
    "Señor Ünïcödé — “quoted” ‘s ﬁne Đặng e\u0301",
    "{nb} of {nb}",
    "soft\u00adhyphen",
    "W" * 10_000,
    "two words " * 1_000,
)
_BEFORE = st.text("\t\r\n \u200b\u202e\ufeff\u00ad\0", max_size=3)
names = st.one_of(
    st.sampled_from(HOSTILE),
    st.builds(str.__add__, _BEFORE, st.builds(str.__add__, st.sampled_from("=+-@x"), st.text(max_size=20))),
    st.text(min_size=1, max_size=300),
)


def example_table(called: Sequence[str]) -> Catalog:
    """Clinics of these names, of which some state a price."""
    keys = "abcd"[: len(called)]
    clinics = [
        clinic(key, name=name, routes="iv;spravato", hours=name, phone="+13105550100", clinicians="crna")
        for key, name in zip(keys, called, strict=True)
    ]
    prices = [price("a", 400, 500, route="iv", as_of="2023-05"), price("a", 200, 200, item="consultation")]
    pages = [evidence(key, source_url=f"https://www.{key}.example.com/about", as_of="2026-05") for key in keys]
    return quick_catalog(clinics, prices, pages)


def of_examples(called: Sequence[str], **plan: Any) -> Comparison:
    ids = [f"example-clinic-{key}" for key in "abcd"[: len(called)]]
    return compare(example_table(called), ids, Plan(**plan), today=TODAY)


@cache
def bundled() -> Catalog:
    return catalogs.load(catalogs.BUNDLED)


def of_real(ids: Sequence[str]) -> Comparison:
    return compare(bundled(), ids, Plan(maintenance_per_year=4), today=TODAY)


def grid(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), strict=True))


def squeezed(text: str) -> str:
    """Without any spaces, as lines of print break anywhere."""
    return "".join(text.split())


def read(file: bytes) -> str:
    """The text of a PDF without spaces, page by page."""
    return "\f".join(squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(file)).pages)


def pages(file: bytes) -> int:
    return len(PdfReader(io.BytesIO(file)).pages)


# The table


@pytest.mark.parametrize("ids", GROUPS, ids=len)
def test_a_table_has_each_answer_in_the_words_of_the_comparison(ids: Sequence[str]) -> None:
    found = of_real(ids)
    lines = grid(exports.to_csv(found, LINK))
    assert lines[0] == ["Question", *(f"{clinic.name} ({clinic.place})" for clinic in found.clinics)]
    for line, row in zip(lines[1:], found.rows, strict=False):
        assert line == [row.question, *(answer.text for answer in row.answers)]
    below = lines[1 + len(found.rows) :]
    first = [(line[0], line[1]) for line in below]
    assert ("The course", plan_words(found.plan)) in first
    assert [said for what, said in first if what == "What the sums say"] == list(found.verdict)
    assert ("Made on", "November 25, 2026") in first
    assert first[-1] == ("Link", LINK)
    warned = [line[1:] for line in below if line[0] == "Warnings"]
    assert warned == ([[" ".join(clinic.alerts) for clinic in found.clinics]] if any(map(any, warned)) else [])
    assert bool(warned) == any(clinic.alerts for clinic in found.clinics)


@pytest.mark.parametrize("ids", GROUPS, ids=len)
def test_a_table_names_every_page_of_each_clinic_once(ids: Sequence[str]) -> None:
    found = of_real(ids)
    lines = [line[1:] for line in grid(exports.to_csv(found)) if line[0] == "Source"]
    for n, _clinic in enumerate(found.clinics):
        expected = {
            f"{source.url} ({KINDS[source.kind].label}, {month(source.as_of) if source.as_of else 'undated'})"
            for row in found.rows
            for source in row.answers[n].sources
        }
        shown = [line[n] for line in lines if line[n]]
        assert expected
        assert set(shown) == expected
        assert len(shown) == len(expected)


def test_a_table_without_a_link_has_no_line_for_it() -> None:
    assert "Link" not in [line[0] for line in grid(exports.to_csv(of_examples(["A", "B"])))]


@given(st.lists(names, min_size=1, max_size=4))
@example(list(HOSTILE[:4]))
@example(list(HOSTILE[4:8]))
@example(list(HOSTILE[12:16]))
def test_a_table_reads_back_the_same_and_runs_nothing(called: list[str]) -> None:
    file = exports.to_csv(of_examples(called), "=1+1")
    lines = grid(file)
    assert {len(line) for line in lines} == {len(called) + 1}
    frame = pd.read_csv(io.BytesIO(file), header=None, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert frame.to_numpy().tolist() == lines
    assert file.startswith(b"\xef\xbb\xbf")
    # A line of the file is a line of the table, for whatever reads it line by line.
    assert len(file.decode("utf-8-sig").splitlines()) == len(lines)
    for cell in (cell for line in lines for cell in line):
        seen = "".join(c for c in cell if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Cn", "Co"))
        assert not seen.startswith(tuple("=+-@＝＋－＠")), cell  # noqa: RUF001
        assert not cell.startswith(("\t", "\r")), cell


@pytest.mark.parametrize("name", [name for name in HOSTILE if name.isprintable() and name[0].isalpha()])
def test_a_table_changes_nothing_of_a_harmless_name(name: str) -> None:
    assert grid(exports.to_csv(of_examples([name])))[0][1] == f"{name} (Los Angeles, CA)"


@pytest.mark.parametrize("name", ["=1", "+1", "-1", "@a", "\t=1", " \r=1", "\u200f\0=1"])
def test_a_formula_becomes_text_by_an_apostrophe(name: str) -> None:
    shown = grid(exports.to_csv(of_examples([name])))[0][1]
    assert shown.startswith("'")
    assert name.split()[-1].lstrip("\u200f\0") in shown


# The printed pages


@pytest.mark.parametrize("ids", GROUPS, ids=len)
def test_a_print_has_each_name_first_answer_verdict_and_warning(ids: Sequence[str]) -> None:
    found = of_real(ids)
    file = exports.to_pdf(found, LINK)
    text = read(file)
    assert pages(file) <= 2
    for row in found.rows:
        assert squeezed(row.question + (row.note if row.first else "")) in text
        for answer in row.answers:
            assert squeezed(answer.text) in text, row.key
            if answer.ask and not answer.stated:
                assert squeezed(f"{answer.text} Ask: {answer.ask}") in text
    for said in (*found.verdict, plan_words(found.plan), "November 25, 2026", LINK, "not medical advice"):
        assert squeezed(said) in text
    for one in found.clinics:
        assert squeezed(one.name + one.place) in text
        for alert in one.alerts:
            assert squeezed(f"{one.name}: {alert}") in text
            assert squeezed(f"{one.place} Read the warning below the table.") in text
    assert "Leftout" not in text
    assert all("Incrisis?Callortext988" in page for page in text.split("\f"))


@pytest.mark.parametrize("route", ["iv", "spravato"])
@pytest.mark.parametrize("ids", [*GROUPS, (*REAL[:2], *REAL[3:])])
def test_a_print_of_real_clinics_and_a_full_plan_cuts_nothing_short(ids: Sequence[str], route: str) -> None:
    plan = Plan(
        route=route, maintenance_per_year=4, therapy=True, therapy_sessions=2, near=place("zip:94110"), per_ride=20,
        back=50, tax=22,
    )  # fmt: skip
    found = compare(bundled(), ids, plan, "ptsd", TODAY)
    text = read(exports.to_pdf(found, LINK))
    for answer in (answer for row in found.rows for answer in row.answers):
        assert squeezed(answer.text) in text
    assert "…" not in text.split("Wherethisisfrom")[0]
    assert "Leftout" not in text


@pytest.mark.parametrize("ids", GROUPS, ids=len)
def test_a_print_names_the_site_kind_and_month_of_every_page(ids: Sequence[str]) -> None:
    found = of_real(ids)
    text = read(exports.to_pdf(found)).split("Wherethisisfrom")[1]
    for n, one in enumerate(found.clinics):
        text = text.split(squeezed(f"{one.name}:"), 1)[1]
        others = found.clinics[n + 1 : n + 2]
        own = text.split(squeezed(f"{others[0].name}:"))[0] if others else text
        for source in {source for row in found.rows for source in row.answers[n].sources}:
            when = month(source.as_of) if source.as_of else "undated"
            said = squeezed(f"{KINDS[source.kind].label}, {when}:")
            assert said in own
            assert squeezed(source.site) in own.split(said)[1].split(";")[0]


@pytest.mark.parametrize(("number", "wide"), [(1, False), (2, False), (3, True), (4, True)])
def test_a_print_lies_on_its_side_for_three_clinics_or_more(number: int, wide: bool) -> None:
    box = PdfReader(io.BytesIO(exports.to_pdf(of_examples(["Example"] * number)))).pages[0].mediabox
    assert sorted((box.width, box.height)) == [612, 792]
    assert (box.width > box.height) is wide


def test_a_print_says_what_it_is_and_names_no_maker() -> None:
    found = replace(of_examples(["A", "B"]), on=date(2026, 3, 4))
    reader = PdfReader(io.BytesIO(exports.to_pdf(found)))
    meta = reader.metadata
    assert meta is not None
    assert meta.title == "Ketamine clinics side by side"
    assert meta.producer == "Ketamine clinic finder"
    assert meta.creation_date is not None
    assert meta.creation_date.date() == found.on
    assert reader.trailer["/Root"]["/Lang"] == "en-US"


def test_the_same_comparison_makes_the_same_files() -> None:
    first, second = (of_examples(["A", "B"]) for _ in range(2))
    assert exports.to_pdf(first, LINK) == exports.to_pdf(second, LINK)
    assert exports.to_csv(first, LINK) == exports.to_csv(second, LINK)


@settings(max_examples=20)
@given(st.lists(names, min_size=1, max_size=4))
@example(list(HOSTILE[:4]))
@example(list(HOSTILE[10:14]))
@example(list(HOSTILE[14:18]))
@example(list(HOSTILE[18:22]))
@example([HOSTILE[20]] * 4)
@example([HOSTILE[21], HOSTILE[5]])
def test_a_print_of_any_names_has_two_pages_and_its_figures(called: list[str]) -> None:
    found = of_examples(called)
    file = exports.to_pdf(found, LINK)
    text = read(file)
    assert pages(file) <= 2
    for row in found.rows:
        if row.first:
            assert squeezed(row.question) in text
            for answer in row.answers:
                # The last level cuts a text at 80 characters.
                assert (
                    squeezed(answer.text[:70]) in text or squeezed(answer.text.removesuffix(answer.note)[:70]) in text
                )
    for source in {source for row in found.rows for answer in row.answers for source in answer.sources}:
        assert squeezed(source.site) in text
    # No sentence that begins with a name loses its end to it.
    for said in found.verdict:
        assert squeezed(said)[-20:] in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Señor — “quoted” ‘s", "Señor — “quoted” ‘s"),
        ("Đặng ﬁne e\u0301 ①", "Đang fine é 1"),
        ("\u202eabc\u202c\0 d\u200be", "abc de"),
        ("A 👩\u200d⚕️ 診", "A ?? ?"),
        ("{nb} **b** <i>x</i>", "{nb} **b** <i>x</i>"),
        ("5 ≥ 3 → 2\u2011b", "5 >= 3 -> 2-b"),
    ],
)
def test_what_the_typeface_lacks_is_replaced(name: str, shown: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        text = read(exports.to_pdf(of_examples([name])))
    assert squeezed(f"{shown} Los Angeles, CA") in text
    assert not caplog.records


def test_a_long_name_is_cut_and_what_is_said_of_it_is_not() -> None:
    pages = read(exports.to_pdf(of_examples(["W" * 10_000, "Example B"])))
    text = re.sub(r"\s*Incrisis\?.*?Page\dof\d\s*", "", pages)  # a foot may stand amid a sentence
    assert "W" * 69 + "…" in text
    assert "W" * 71 not in text
    assert squeezed("Only ") + "W" * 69 + "…" + squeezed("publishes every part: $2,600 to $3,200.") in text


def test_half_a_character_stops_neither_file() -> None:
    found = of_examples(["A"])
    found = replace(found, clinics=(replace(found.clinics[0], name="\ud800 half"),))
    assert grid(exports.to_csv(found))[0][1] == "? half (Los Angeles, CA)"
    assert "half" in read(exports.to_pdf(found))


def test_first_rows_stand_first_and_the_last_are_left_out_and_named() -> None:
    found = of_examples(["A", "B"])
    many = tuple(
        Row(f"k{i}", f"Question number {i}?", (Answer((Line("long answer " * 40),)),) * 2, "", False) for i in range(90)
    )
    text = read(exports.to_pdf(replace(found, rows=many + found.rows), LINK))
    assert len(text.split("\f")) == 2
    table, left_out = text.split("Leftouttofitontwopages:")
    assert table.index("Wholefirstcourse") < table.index("Questionnumber0?")
    for row in found.rows:
        assert (squeezed(row.question) in table) or not row.first
    kept = [i for i in range(90) if f"Questionnumber{i}?" in table]
    assert kept == list(range(len(kept)))
    assert 0 < len(kept) < 90
    assert f"Questionnumber{len(kept)}?" in left_out


def test_a_row_does_not_break_between_pages_and_the_names_are_repeated() -> None:
    found = of_real(REAL[:2])
    text = read(exports.to_pdf(found)).split("\f")
    assert len(text) == 2
    for page in text:
        assert all(squeezed(one.name + one.place) in page for one in found.clinics)
    for row in found.rows:
        whole = squeezed(row.question + row.note + row.answers[0].text)  # two clinics leave room for every note
        assert sum(whole in page for page in text) == 1, row.key


def test_pages_of_one_site_are_counted_where_room_is_short() -> None:
    found = of_examples(["A"])
    pages_ = tuple(Source(f"https://www.example.com/{i}", "press", "2024-03", "", False, True) for i in range(150))
    called = Source("", "phone", "2024-04", "", False, True)
    row = Row("k", "Many pages", (Answer((Line("x"),), sources=(*pages_, called)),), "", False)
    text = read(exports.to_pdf(replace(found, rows=(row, *found.rows) * 6)))
    assert squeezed("a news report, March 2024: example.com (150 pages); a phone call, April 2024;") in text
