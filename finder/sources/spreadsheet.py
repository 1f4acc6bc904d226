"""A spreadsheet of clinics that somebody keeps (CSV or XLSX, columns guessed), or our own JSONL, as candidates.

    shown = spreadsheet.columns(request)           # what each column is taken for; request.columns says it better
    for item in spreadsheet.read(request, client): ...

A cell that cannot be read is set aside and its row goes on; a row without name or place is set aside whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from finder import places, schema
from finder.sources import jsonlines, sheetcells, sheetcolumns, sheetrows
from finder.sources.candidates import Candidate, Origin, PriceOffer, Statement
from finder.sources.registry import Item, Mark, Request
from finder.sources.sheetcells import CellError
from finder.sources.sheetcolumns import ColumnError, Mapping
from finder.sources.sheetrows import Line
from finder.sources.sheetwords import plain
from finder.sources.web import Client
from finder.tables import Rejection, shorten
from finder.text import _
from finder.vocabulary import KINDS, SPOKEN

__all__ = ["RequestError", "columns", "guess", "read"]

#: What candidates are said to come from.
SOURCE = "file"
#: So many rows stand between two marks.
STRIDE = 500
#: Rows above which the names of the columns stand: a title, a date, an empty line.
_TITLE_ROWS = 20
_PLACE = ("street", "city", "state", "zip")
#: What is sold, by which route, and how many sessions its column's name speaks of: a 6-pack is not a 10-pack.
_Price = tuple[str, str, int | None]

guess = sheetcolumns.guess


class RequestError(ValueError):
    """The sheet can be read, but something must be said first: the text tells what."""


def read(request: Request, client: Client, since: str = "") -> Iterator[Item]:
    """The clinics of `request.path` behind the cursor `since`, what was set aside, and a mark every 500 rows.

    Raises RequestError when no source was said or no column holds names, TableError when the file cannot be used.
    """
    path, today = _path(request), date.today().isoformat()
    origin = _origin(request, today)
    if _is_jsonl(path):
        return _resumed(lambda: _json_rows(path, origin if _sourced(origin) else None), since, path.name)
    mapping = columns(request)
    if "name" not in mapping:
        raise RequestError(_("No column holds the names of the clinics. Say which does, like “Practice=name”."))
    if not _sourced(origin) and not {"source_url", "kind"} & {column.target for column in mapping.columns}:
        raise RequestError(_no_source())
    sheet = _Reading(path.name, mapping, origin)
    return _resumed(lambda: _sheet_rows(path, sheet), since, path.name)


def columns(request: Request) -> Mapping:
    """What each column of the sheet is taken for, with what `request.columns` says of it; no columns for JSONL.

    Raises RequestError for a column that is not there, TableError when the file cannot be used.
    """
    path = _path(request)
    if _is_jsonl(path):
        return Mapping(())
    said = {header.strip().casefold() for header, _target in request.columns}
    best: tuple[int, Mapping] | None = None
    for sheet in sheetrows.sheets(path):
        head = [line for line in islice(sheet.lines, _TITLE_ROWS + sheetcolumns.SAMPLE) if not line.wrong]
        if not head:
            continue
        at, named = _header(head, said)
        sample = [line.cells for line in head[at + 1 :]]
        found = replace(guess(_wide(head[at], sample), sample), sheet=sheet.name, line=head[at].number)
        if best is None or named > best[0]:
            best = named, found
        if named >= 2:
            break
    if best is None:
        raise sheetrows.unusable(path, _("the file is empty"))
    try:
        return sheetcolumns.told(best[1], request.columns)
    except ColumnError as error:
        raise RequestError(str(error)) from None


def _header(head: list[Line], said: set[str]) -> tuple[int, int]:
    """Which of the first rows names the columns, and how many of its names we know: the first with the most."""

    def known(line: Line) -> int:
        cells = [" ".join(cell.split()) for cell in line.cells if cell]
        return sum(
            cell.casefold() in said or (len(cell) <= 60 and sheetcolumns.named(cell)[1] >= 0.85) for cell in cells
        )

    counts = [known(line) for line in head[:_TITLE_ROWS]]
    if max(counts) >= 2:
        return counts.index(max(counts)), max(counts)
    wide = next((i for i, line in enumerate(head[:_TITLE_ROWS]) if sum(map(bool, line.cells)) >= 2), 0)
    return (counts.index(1) if 1 in counts and len(head[wide].cells) < 2 else wide), max(counts)


def _wide(header: Line, sample: list[tuple[str, ...]]) -> list[str]:
    """The names of the columns; columns in which most rows have something but that have no name get an empty one."""
    width = len(header.cells)
    widest = max([width, *map(len, sample)])
    while width < widest and sum(len(row) > width for row in sample) * 2 > len(sample):
        width += 1
    return [*header.cells, *[""] * (width - len(header.cells))]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row on its way out: its number, what tells it from another, and what gives its items when it is wanted."""

    number: int
    of: int
    print: str
    items: Callable[[], Iterator[Candidate | Rejection]]


def _resumed(rows: Callable[[], Iterator[_Row]], since: str, file: str) -> Iterator[Item]:
    """The items of the rows behind a cursor, with marks; all of them if the file has changed above the cursor."""
    number, _dot, seen = since.partition(".")
    if since and not (number.isdecimal() and seen):
        raise RequestError(_("“{cursor}” is not where a file can be read on").format(cursor=since))
    waiting, done = bool(since), 0
    last: _Row | None = None
    keys: dict[str, tuple[int, str]] = {}
    for row in rows():
        done += 1
        if waiting:
            for _item in _once(row, keys, file):  # whether a later row repeats one of these must be known
                pass
            if row.number < int(number):
                continue
            if (row.number, row.print) != (int(number), seen):
                break  # the file has changed above the cursor
            waiting = False
            continue
        last = row
        yield from _once(row, keys, file)
        if done % STRIDE == 0:
            yield Mark(f"{row.number}.{row.print}", done, max(row.of, done))
            last = None
    if waiting:
        yield from _resumed(rows, "", file)
    elif last is not None:
        yield Mark(f"{last.number}.{last.print}", done, done)


def _once(row: _Row, keys: dict[str, tuple[int, str]], file: str) -> Iterator[Candidate | Rejection]:
    """The items of a row. One with the key of an earlier row gets a key of its own, unless it says the very same.

    Some sheets have a row for each price or each doctor of a clinic; merging brings them together.
    """
    for item in row.items():
        if isinstance(item, Candidate):
            for key in (item.key, f"{item.key}~{row.print}"):
                line, before = keys.setdefault(key, (row.number, row.print))
                if before == row.print:
                    break
            if line != row.number:
                yield Rejection(file, row.number, "", "", _("it says the same as line {line}").format(line=line))
            else:
                yield replace(item, key=key)
        else:
            yield item


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:16]


# Our own JSONL


def _is_jsonl(path: Path) -> bool:
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return True
    try:
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b'{"')
    except OSError:
        return False  # whoever reads it says so


def _json_rows(path: Path, origin: Origin | None) -> Iterator[_Row]:
    raw = sheetrows.content(path).removeprefix(b"\xef\xbb\xbf")
    lines = raw.split(b"\n")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _Row(
                number,
                len(lines),
                hashlib.sha256(line).hexdigest()[:16],
                lambda number=number, line=line: _json_items(path.name, number, line, origin),  # type: ignore[misc]
            )


def _json_items(file: str, number: int, line: bytes, origin: Origin | None) -> Iterator[Candidate | Rejection]:
    found, problems = jsonlines.candidate(line, SOURCE, origin)
    for column, value, reason in problems:
        yield Rejection(file, number, column, shorten(value), reason)
    if found:
        yield found


# Spreadsheets


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the rows of one sheet are read: its columns, and what stands behind a row that does not say."""

    file: str
    mapping: Mapping
    origin: Origin

    def items(self, line: Line) -> Iterator[Candidate | Rejection]:
        """What was set aside of a row, then its candidate, unless the row was set aside as a whole."""
        if line.wrong:
            yield self.aside(line, "", "", line.wrong)
            return
        width = len(self.mapping.columns)
        # In CSV a comma too many has moved what stands behind it; in XLSX it is a word beside the list.
        if len(line.cells) > width and not self.mapping.sheet:
            reason = _("it has {n} cells where the header has {width}; look for an unclosed quote").format(
                n=len(line.cells), width=width
            )
            yield self.aside(line, "", ",".join(line.cells), reason)
            return
        problems: list[Rejection] = []
        found = self.candidate(line, problems)
        yield from problems
        if found:
            yield found

    def aside(self, line: Line, column: str, value: str, reason: object) -> Rejection:
        """What was set aside, and why."""
        return Rejection(self.file, line.number, column, shorten(value), str(reason))

    def candidate(self, line: Line, problems: list[Rejection]) -> Candidate | None:
        """The clinic of a row; None if it has no name, no place or no source. Adds to `problems` what was set aside."""
        about: dict[str, str] = {}
        facts: dict[str, list[tuple[str, float]]] = {}
        prices: dict[_Price, tuple[float | None, float | None, int | None, float]] = {}
        for column, cell in zip(self.mapping.columns, line.cells, strict=False):
            if not column.target or sheetcells.empty(cell):
                continue
            try:
                first, *rest = column.target.split(":")
                if first == "price":
                    self._price(column.header, rest, cell, column.sure, prices)
                elif first in sheetcolumns.ABOUT:
                    about[first] = cell if first == "id" else sheetcells.value(first, cell)
                elif first == "address":
                    address = sheetcells.address(cell)
                    for field in _PLACE:
                        if part := getattr(address, field):
                            facts.setdefault(field, []).append((part, column.sure))
                elif rest:
                    if sheetcells.yes(cell):
                        facts.setdefault(first, []).append((rest[0], column.sure))
                elif first in schema.LISTS:
                    known, odd = sheetcells.values(first, cell, column.header)
                    facts.setdefault(first, []).extend((word, column.sure) for word in known)
                    problems += [self.aside(line, column.header, cell, reason) for reason in odd]
                elif value := sheetcells.value(first, cell):
                    # A column of its own says more than a part of an address in one cell.
                    facts.setdefault(first, []).insert(0, (value, column.sure))
            except CellError as error:
                problems.append(self.aside(line, column.header, cell, error))
        origin = self._origin(about)
        if not _sourced(origin):
            problems.append(self.aside(line, "", "", _("the row names no page that states it, and none was said")))
            return None
        self._sharpen(facts, line, problems)
        statements = [
            Statement(field, value, origin, confidence=sure)
            for field, said in facts.items()
            for value, sure in (_distinct(said) if field in schema.LISTS else said[:1])
        ]
        offers = [
            PriceOffer(item, origin, route, low, high, sessions, confidence=sure)
            for (item, route, _header), (low, high, sessions, sure) in prices.items()
        ]
        candidate = Candidate(SOURCE, self._key(about, facts), tuple(statements), tuple(offers))
        if missing := jsonlines.lacking(candidate):
            problems.append(self.aside(line, *missing))
            return None
        return candidate

    def _origin(self, about: dict[str, str]) -> Origin:
        """What stands behind a row: its own columns, else what was said of the whole sheet."""
        kind = about.get("kind", self.origin.kind)
        url = about.get("source_url", "" if "kind" in about and kind in SPOKEN else self.origin.url)
        as_of, read_on = about.get("as_of", self.origin.as_of), about.get("read_on", self.origin.read_on)
        return Origin(url, kind, as_of, read_on)

    def _sharpen(self, facts: dict[str, list[tuple[str, float]]], line: Line, problems: list[Rejection]) -> None:
        """Adds the town of a ZIP that stands alone and how exact a position is; drops what must not stand alone."""
        if "zip" in facts and ("city" not in facts or "state" not in facts):
            place = places.by_zip(facts["zip"][0][0])
            if place and facts.get("state", [(place.state, 0.0)])[0][0] == place.state:
                facts.setdefault("city", [(place.name, 0.8)])
                facts.setdefault("state", [(place.state, 0.8)])
        if ("lat" in facts) != ("lon" in facts) or not _in_the_us(facts):
            alone = facts.pop("lat", []) + facts.pop("lon", [])
            problems.append(self.aside(line, "lat", alone[0][0], _("which is no position in the United States")))
        if "lat" in facts:
            exact = "address" if "street" in facts else "zip" if "zip" in facts else "city"
            facts.setdefault("position", [(exact, facts["lat"][0][1])])
        else:
            facts.pop("position", None)
        if "rating" in facts and not ("reviews" in facts and "review_source" in facts):
            rating = facts.pop("rating")[0][0]
            reason = _("a rating needs the number of reviews and where they are")
            problems.append(self.aside(line, "rating", rating, reason))

    def _price(
        self,
        header: str,
        target: list[str],
        cell: str,
        sure: float,
        prices: dict[_Price, tuple[float | None, float | None, int | None, float]],
    ) -> None:
        """Adds what a cell says of a price to the offers of the row; a second column may have its other end."""
        item, route, end = (*target, "", "")[:3]
        found = sheetcells.price(cell)
        low, high = (found.low, found.high) if not end else (found.low, None) if end == "low" else (None, found.high)
        of = sheetcolumns.sessions(header) if "series" in item else None
        before = prices.get((item, route, of), (None, None, None, sure))
        if not end and None not in before[:2] and (low, high) != before[:2]:
            raise CellError(_("but another column states another price for the same; say which is to be read"))
        low, high = (before[0] if low is None else low), (before[1] if high is None else high)
        if low is not None and high is not None and low > high:
            raise CellError(_("with which the low end is more than the high end"))
        prices[item, route, of] = low, high, found.sessions or before[2] or of, min(sure, before[3])

    def _key(self, about: dict[str, str], facts: dict[str, list[tuple[str, float]]]) -> str:
        """The sheet's own number of the row, else what its name and place come to."""
        if about.get("id"):
            return f"{self.file}#{about['id']}"
        return _digest(*(plain(facts[field][0][0]) if field in facts else "" for field in ("name", *_PLACE)))


def _distinct(said: list[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """Each word once, as sure as the surest column that says it."""
    for word in dict.fromkeys(word for word, _sure in said):
        yield word, max(sure for other, sure in said if other == word)


def _in_the_us(facts: dict[str, list[tuple[str, float]]]) -> bool:
    if "lat" not in facts or "lon" not in facts:
        return True
    lat, lon = float(facts["lat"][0][0]), float(facts["lon"][0][0])
    return any(s <= lat <= n and w <= lon <= e for s, n, w, e in schema.US_BOXES)


def _sheet_rows(path: Path, reading: _Reading) -> Iterator[_Row]:
    mapping = reading.mapping
    for sheet in sheetrows.sheets(path):
        if sheet.name != mapping.sheet:
            continue
        for line in sheet.lines:
            if line.number > mapping.line:
                yield _Row(
                    line.number,
                    max(sheet.of - mapping.line, 0),
                    _digest(*line.cells),
                    lambda line=line: reading.items(line),  # type: ignore[misc]
                )
        return


# What was asked


def _path(request: Request) -> Path:
    if request.path is None:
        raise RequestError(_("Say which file to read."))
    return request.path


def _origin(request: Request, today: str) -> Origin:
    """What stands behind rows that do not say. Raises RequestError when it is not what it must be."""
    kind = request.kind or "other"
    if kind not in KINDS:
        close = KINDS.nearest(kind)
        hint = _(" Is “{close}” meant?").format(close=close) if close else ""
        raise RequestError(_("“{kind}” is no kind of source.{hint}").format(kind=kind, hint=hint))
    try:
        as_of = sheetcells.month(request.as_of) if request.as_of else ""
    except CellError as error:
        text = _("The month of the page is said to be “{said}”, {reason}.")
        raise RequestError(text.format(said=request.as_of, reason=error)) from None
    try:
        url = sheetcells.url(request.source_url) if request.source_url else ""
    except CellError as error:
        text = _("The address of the page is said to be “{said}”, {reason}.")
        raise RequestError(text.format(said=request.source_url, reason=error)) from None
    return Origin(url, kind, as_of, today)


def _sourced(origin: Origin) -> bool:
    """Whether a page, or somebody who said it, stands behind a row."""
    return bool(origin.url) or origin.kind in SPOKEN


def _no_source() -> str:
    return _(
        "Say where the facts of this file come from: the address of a page, or that it was a phone call or a person’s"
        " report (kind phone or report). A column of the sheet may hold the address for each row."
    )
