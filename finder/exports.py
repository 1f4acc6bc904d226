"""A comparison as files to keep: a table (CSV) and two pages to print (PDF).

Every word and figure is the comparison's own; nothing is worked out anew here. All that it says came from outside, so a
spreadsheet must not read a cell as a formula, and a name of any length and script must fit on the page.
"""

from __future__ import annotations

import calendar
import csv
import io
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import urlsplit

from fpdf.enums import Align, MethodReturnValue

from finder import compare
from finder.compare import Clinic, Comparison, Row
from finder.evidence import Source
from finder.pdf import FONT, MARGIN, pdf_document, printable
from finder.tables import shorten
from finder.text import _, count, month
from finder.vocabulary import KINDS


def to_csv(comparison: Comparison, address: str = "") -> bytes:
    """The comparison as a table in UTF-8 that spreadsheets open: a line a question, a column a clinic.

    Below the answers: the plan, the verdict, warnings, each clinic's pages, the day, and `address`, the link to it all.
    """
    clinics = comparison.clinics
    table: list[Sequence[str]] = [(_("Question"), *(_heading(clinic) for clinic in clinics))]
    table += [(row.question, *(answer.text for answer in row.answers)) for row in comparison.rows]
    table.append((_("The course"), compare.plan_words(comparison.plan)))
    table += [(_("What the sums say"), sentence) for sentence in comparison.verdict]
    if any(clinic.alerts for clinic in clinics):
        table.append((_("Warnings"), *(" ".join(clinic.alerts) for clinic in clinics)))
    pages = [[_page(source) for source in _sources(comparison, n)] for n in range(len(clinics))]
    for i in range(max(map(len, pages), default=0)):
        table.append((_("Source"), *(of[i] if i < len(of) else "" for of in pages)))
    table.append((_("Made on"), _day(comparison.on)))
    if address:
        table.append((_("Link"), address))
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    for line in table:
        writer.writerow([_cell(text) for text in (*line, *[""] * (len(clinics) + 1 - len(line)))])
    # Spreadsheets take a file for UTF-8 by the mark at its start.
    return file.getvalue().encode("utf-8-sig", "replace")


#: What a spreadsheet may take for the start of a formula, full-width forms included.
_FORMULA = frozenset("=+-@＝＋－＠")  # noqa: RUF001
_CONTROL = re.compile(r"[\0-\x1f\x7f-\x9f\u2028\u2029]+")


def _cell(text: str) -> str:
    """Text for one cell on one line, which no spreadsheet runs."""
    # Spaces and unseen characters before it do not keep every spreadsheet from reading a formula.
    start = next((letter for letter in text if not letter.isspace() and unicodedata.category(letter)[0] != "C"), "")
    mark = "'" if start in _FORMULA or text.startswith(("\t", "\r")) else ""
    return mark + _CONTROL.sub(" ", text)


def _heading(clinic: Clinic) -> str:
    return f"{clinic.name} ({clinic.place})" if clinic.place else clinic.name


def _sources(comparison: Comparison, n: int) -> list[Source]:
    """The pages behind the answers of the clinic of that number, each once, the first questions' first."""
    found = {
        (source.url, source.kind, source.as_of): source for row in comparison.rows for source in row.answers[n].sources
    }
    return list(found.values())


def _page(source: Source) -> str:
    """A page: "https://example.com/prices (the clinic's own page, May 2023)"."""
    return _("{page} ({kind}, {date})").format(page=source.url or _("no page"), kind=_kind(source), date=_when(source))


def _kind(source: Source) -> str:
    return KINDS[source.kind].label if source.kind in KINDS else source.kind


def _when(source: Source) -> str:
    return month(source.as_of) if source.as_of else _("undated")


def _day(on: date) -> str:
    """A day as people write it: "May 4, 2026"."""
    return f"{_(calendar.month_name[on.month])} {on.day}, {on.year}"


# The printed pages. All lengths are points, 72 to the inch.

#: The room at the bottom, which holds the foot.
_FOOT = 44.0
_GUTTER = 10.0
_LEADING = 1.22
#: Grey levels: text, text in a lower voice (which stays readable on a poor printer), and lines.
_BLACK, _QUIET, _RULE = 0, 70, 165
#: The most characters of a clinic's name.
_NAME = 70
#: And of a sentence: these are ours, and long only where names are.
_SENTENCE = 600


@dataclass(frozen=True, slots=True)
class _Level:
    """How tightly things are set: the size of an answer, its most characters, whether there is room for more.

    With room, pages are named in full and rows after the first say in words who does not state it, as the cells do.
    """

    size: float
    most: int
    room: bool


#: From roomy to tight. The first at which all fits on two pages is taken; only beyond the last are rows left out.
_LEVELS = (
    _Level(10, 600, True), _Level(9.5, 600, True), _Level(9, 600, True), _Level(8.5, 600, True), _Level(8, 600, True),
    _Level(8.5, 500, False), _Level(8, 500, False), _Level(7.5, 500, False), _Level(7, 500, False),
    _Level(7, 300, False), _Level(7, 200, False), _Level(7, 140, False), _Level(7, 80, False),
)  # fmt: skip
_PAGES = 2


@dataclass(frozen=True, slots=True)
class _Style:
    """How a text is set."""

    size: float
    bold: bool = False
    grey: int = _BLACK


@dataclass(frozen=True, slots=True)
class _Stack:
    """The lines of one cell, one under the other, from `x`."""

    x: float
    lines: tuple[tuple[str, _Style], ...]

    @property
    def height(self) -> float:
        """From the top of the first line to the foot of the last."""
        return sum(style.size * _LEADING for _text, style in self.lines)


@dataclass(frozen=True, slots=True)
class _Block:
    """Cells side by side that stay on one page, `above` and `below` the room around them; `rule`: a line's width."""

    stacks: tuple[_Stack, ...]
    above: float = 0.0
    below: float = 0.0
    rule: float = 0.0
    link: str = ""

    @property
    def height(self) -> float:
        """With the room around it."""
        return self.above + max(stack.height for stack in self.stacks) + self.below


def to_pdf(comparison: Comparison, address: str = "") -> bytes:
    """The comparison on at most two pages of US Letter, to print or send; `address` is the link to it all.

    What does not fit is set smaller, then shortened, then left out, which it says. The same comparison makes the same
    file.
    """
    return _Sheet(comparison, address).draw()


class _Sheet:
    """The pages of one comparison: measured at each level until they fit, then drawn."""

    def __init__(self, comparison: Comparison, address: str) -> None:
        self.comparison = comparison
        self.address = address
        self.pdf = pdf_document(_("Ketamine clinics side by side"), comparison.on, wide=len(comparison.clinics) > 2)
        self.names = {clinic.name: shorten(printable(clinic.name), _NAME) for clinic in comparison.clinics}
        columns = len(comparison.clinics)
        self.width = self.pdf.w - 2 * MARGIN
        first = self.width * (0.17 if columns > 2 else 0.22)
        each = (self.width - first) / columns
        self.measured: dict[tuple[str, int | None, _Style], _Stack] = {}
        #: The left end of each column and its width.
        self.columns = [(MARGIN, first - _GUTTER)] + [
            (MARGIN + first + i * each, each - (_GUTTER if i < columns - 1 else 0.0)) for i in range(columns)
        ]

    def draw(self) -> bytes:
        """The file."""
        at = bisect_left(_LEVELS, True, key=lambda level: self.pages(level) is not None)
        pages = self.pages(_LEVELS[min(at, len(_LEVELS) - 1)])
        kept = len(self.comparison.rows)
        while pages is None and kept:
            kept -= 1
            pages = self.pages(_LEVELS[-1], kept)
        for number, blocks in enumerate(pages or [], 1):
            if number > 1:
                self.pdf.add_page()
            self._foot(number, len(pages or []))
            y = MARGIN
            for block in blocks:
                self._block(block, y)
                y += block.height
        return bytes(self.pdf.output())

    def pages(self, level: _Level, kept: int | None = None) -> list[list[_Block]] | None:
        """What stands on each page, of the first `kept` rows; None where that takes more than two."""
        # The first rows stand before the others.
        rows = sorted(self.comparison.rows, key=lambda row: not row.first)
        kept = len(rows) if kept is None else kept
        head = self._head(level)
        room = self.pdf.h - _FOOT
        pages = [[*self._title(level), head]]
        y = MARGIN + sum(block.height for block in pages[0])
        table = [self._row(row, level) for row in rows[:kept]]
        for block in table + self._after(level, [row.question for row in rows[kept:]]):
            if y + block.height > room:
                pages.append([head] if block.rule else [])
                y = MARGIN + sum(block.height for block in pages[-1])
                if len(pages) > _PAGES or y + block.height > room:
                    return None
            pages[-1].append(block)
            y += block.height
        return pages

    def _title(self, level: _Level) -> list[_Block]:
        plan = _("{plan}. Made on {day}.").format(
            plan=compare.plan_words(self.comparison.plan), day=_day(self.comparison.on)
        )
        return [
            _Block((self._set(_("Ketamine clinics side by side"), None, _Style(15, bold=True)),)),
            _Block((self._set(plan, None, _Style(level.size)),), above=1, below=8),
        ]

    def _head(self, level: _Level) -> _Block:
        """The names over the columns."""
        stacks = []
        for n, clinic in enumerate(self.comparison.clinics, 1):
            name = self._set(self._words(clinic.name, _NAME), n, _Style(level.size + 0.5, bold=True))
            place = self._set(self._words(clinic.place, _NAME), n, _Style(_small(level), grey=_QUIET))
            alert = _("Read the warning below the table.") if clinic.alerts else ""
            warned = self._set(alert, n, _Style(_small(level), bold=True))
            stacks.append(_Stack(name.x, name.lines + place.lines + warned.lines))
        return _Block(tuple(stacks), below=3, rule=1.2)

    def _row(self, row: Row, level: _Level) -> _Block:
        """A question and the answers to it."""
        large, small = _Style(level.size), _Style(_small(level), grey=_QUIET)
        note = row.note if row.first or level.room else ""
        stacks = [self._stack(0, level, (row.question, _Style(level.size, bold=True)), (note, small))]
        for n, answer in enumerate(row.answers, 1):
            said = answer.text.removesuffix(answer.note)
            ask = _("Ask: {question}").format(question=answer.ask) if answer.ask and not answer.stated else ""
            stacks.append(self._stack(n, level, (said, large), (answer.note, small), (ask, small)))
        around = 3.5 if level.room else 2.5
        return _Block(tuple(stacks), above=around, below=around, rule=0.5)

    def _after(self, level: _Level, left_out: Sequence[str]) -> list[_Block]:
        """What stands under the table: verdict, warnings, pages, link, and what this is not."""
        normal, quiet = _Style(level.size), _Style(_small(level), grey=_QUIET)
        blocks = self._part(_("What the sums say"), self.comparison.verdict, normal, _SENTENCE)
        alerts = [
            _("{name}: {alert}").format(name=clinic.name, alert=" ".join(clinic.alerts))
            for clinic in self.comparison.clinics
            if clinic.alerts
        ]
        blocks += self._part(_("Warnings"), alerts, normal, _SENTENCE)
        pages = [
            _("{name}: {pages}").format(name=clinic.name, pages=_grouped(_sources(self.comparison, n), level.room))
            for n, clinic in enumerate(self.comparison.clinics)
        ]
        blocks += self._part(_("Where this is from"), pages, quiet, max(900, 3 * level.most))
        if left_out:
            words = _("Left out to fit on two pages: {rows}. The table file and the page show them.")
            blocks += self._paragraph(words.format(rows="; ".join(left_out)), normal, _SENTENCE, above=6)
        if self.address:
            link = self.address if urlsplit(self.address).scheme in ("http", "https") else ""
            words = _("The same on the web: {address}").format(address=self.address)
            blocks += self._paragraph(words, quiet, _SENTENCE, above=6, link=link)
        not_advice = _(
            "This sheet lists facts that clinics and others publish. It is not medical advice and cannot say what is"
            " right for you. Talk it over with someone who knows your health."
        )
        return blocks + self._paragraph(not_advice, quiet, _SENTENCE, above=6)

    def _part(self, title: str, texts: Iterable[str], style: _Style, most: int) -> list[_Block]:
        """A heading with paragraphs under it, which stays with the first line of them; nothing without any."""
        lines = [block for text in texts for block in self._paragraph(text, style, most)]
        if not lines:
            return []
        head = self._set(title, None, _Style(style.size + 0.5, bold=True))
        top = _Stack(head.x, head.lines + lines[0].stacks[0].lines)
        return [_Block((top,), above=8), *lines[1:]]

    def _paragraph(self, text: str, style: _Style, most: int, above: float = 0.0, link: str = "") -> list[_Block]:
        """A text over the whole width, which may break between pages at any line."""
        stack = self._set(self._words(text, most), None, style)
        return [
            _Block((_Stack(stack.x, (line,)),), above=0.0 if i else above, link=link)
            for i, line in enumerate(stack.lines)
        ]

    def _stack(self, column: int, level: _Level, *texts: tuple[str, _Style]) -> _Stack:
        """Texts under each other in a column; the empty ones are left out."""
        x, _width = self.columns[column]
        stacks = [self._set(self._words(text, level.most), column, style) for text, style in texts]
        return _Stack(x, tuple(line for stack in stacks for line in stack.lines))

    def _words(self, text: str, most: int) -> str:
        """Outside text as it can be printed: long names and then the whole cut short."""
        for name, short in self.names.items():
            if len(name) > _NAME:
                text = text.replace(name, short)
        return shorten(printable(text), most)

    def _set(self, text: str, column: int | None, style: _Style) -> _Stack:
        """A text broken into the lines of a column, or of the whole width."""
        asked = text, column, style
        if asked not in self.measured:
            x, width = (MARGIN, self.width) if column is None else self.columns[column]
            self._font(style)
            lines = self.pdf.multi_cell(width, None, text, align=Align.L, dry_run=True, output=MethodReturnValue.LINES)
            self.measured[asked] = _Stack(x, tuple((line, style) for line in cast("list[str]", lines) if line))
        return self.measured[asked]

    def _font(self, style: _Style) -> None:
        self.pdf.set_font(FONT, "B" if style.bold else "", style.size)
        self.pdf.set_text_color(style.grey)

    def _block(self, block: _Block, top: float) -> None:
        for stack in block.stacks:
            y = top + block.above
            for text, style in stack.lines:
                self._font(style)
                self.pdf.set_xy(stack.x, y)
                self.pdf.cell(h=style.size * _LEADING, text=text, link=block.link)
                y += style.size * _LEADING
        if block.rule:
            self.pdf.set_draw_color(_BLACK if block.rule > 1 else _RULE)
            self.pdf.set_line_width(block.rule)
            y = top + block.height
            self.pdf.line(MARGIN, y, MARGIN + self.width, y)

    def _foot(self, number: int, of: int) -> None:
        """Crisis help, and which page this is: on each, as sheets part."""
        help_ = _("In crisis? Call or text 988, free, day and night. Veterans: press 1.")
        page = _("Page {n} of {of}").format(n=number, of=of)
        for text, style, align in ((help_, _Style(8.5, bold=True), Align.L), (page, _Style(8, grey=_QUIET), Align.R)):
            self._font(style)
            self.pdf.set_xy(MARGIN, self.pdf.h - _FOOT + 12)
            self.pdf.cell(self.width, 10, text, align=align)


def _small(level: _Level) -> float:
    """The size of a lower voice."""
    return max(6.5, level.size * 0.85)


def _grouped(sources: Sequence[Source], paths: bool) -> str:
    """Pages by kind and month: "the clinic's own page, May 2023: example.com/faq, example.com/prices"; or by site."""
    groups: dict[str, dict[str, set[str]]] = {}
    for source in sources:
        page = source.site + urlsplit(source.url).path.rstrip("/")
        group = groups.setdefault(f"{_kind(source)}, {_when(source)}", {})
        group.setdefault(page if paths else source.site, set()).add(page)
    said = []
    for what, named in groups.items():
        shown = [
            shorten(name, 70) + (f" ({count(len(pages), _('page'), _('pages'))})" if len(pages) > 1 else "")
            for name, pages in named.items()
            if name
        ]
        said.append(f"{what}: {', '.join(shown)}" if shown else what)
    return "; ".join(said) or _("no page noted")
