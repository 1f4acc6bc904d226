"""The rows of a spreadsheet as text, whatever wrote it: CSV of any separator and encoding, or XLSX."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from finder.tables import MAX_BYTES, Rejection, TableError
from finder.text import _

_LONGEST_CELL = 1_000_000
#: More columns than any sheet of clinics has; what lies beyond is a slip of the hand in cell XFD1.
_WIDEST = 1_000
#: An XLSX file is packed; unpacked it may be this many times `MAX_BYTES`, or it is made to fill the memory.
_UNPACKED = 8
_SEPARATORS = ("\t", ";", ",", "|")
#: So many merged cells are filled; a sheet with more is no list.
_MOST_MERGED = 200_000
_XLSX, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
#: What Excel writes where a formula has no value.
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#ERROR!"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its number in the file or sheet (1 is the first), its cells, and why it cannot be read (mostly empty)."""

    number: int
    cells: tuple[str, ...]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a file: its name (empty for CSV), about how many lines it has, and those that are not blank."""

    name: str
    of: int
    lines: Iterator[Line]


def unusable(path: Path, reason: str, line: int = 1) -> TableError:
    """The error for a file that cannot be used at all."""
    return TableError(Rejection(path.name, line, "", "", reason))


def content(path: Path) -> bytes:
    """The bytes of a file that is not too large. Raises TableError."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            reason = _(
                "the file is {size:,.0f} MB; a list of clinics is never over {limit:,.0f} MB, so it was not read"
            )
            raise unusable(path, reason.format(size=size / 1e6, limit=MAX_BYTES / 1e6))
        return path.read_bytes()
    except OSError as error:
        raise unusable(path, _("the file could not be opened ({error})").format(error=error.strerror)) from None


def sheets(path: Path) -> Iterator[Sheet]:
    """The sheets of a file, one after the other; each is read while it is the one at hand. Raises TableError."""
    raw = content(path)
    if raw.startswith(_XLSX):
        yield from _xlsx(path)
        return
    if raw.startswith(_OLD_EXCEL):
        raise unusable(path, _("this is an old Excel file or one with a password; save it as XLSX or CSV"))
    if raw.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff\xe0", b"GIF8", b"\x1f\x8b", b"SQLite format 3")):
        raise unusable(path, _("this is not a spreadsheet; save it as XLSX or CSV"))
    text = decode(raw)
    if "\0" in text:
        raise unusable(path, _("this is not a text file; save it as XLSX or CSV"))
    if not text.strip():
        raise unusable(path, _("the file is empty"))
    yield Sheet("", text.count("\n") + 1, _csv(text))


def decode(raw: bytes) -> str:
    """The text of a file by its byte-order mark, else UTF-16 by its zeros, else UTF-8, else Windows-1252."""
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
    elif raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    elif (start := raw[:4096]).count(0) > len(start) // 4:
        return raw.decode("utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # Files put together from several often mix the two; the lines tell which is the slip.
    lines = raw.split(b"\n")
    foreign = [line for line in lines if not line.isascii()]
    broken = sum(not _is_utf8(line) for line in foreign)
    if broken * 2 < len(foreign):
        return "\n".join(line.decode("utf-8" if _is_utf8(line) else "cp1252", "replace") for line in lines)
    return raw.decode("cp1252", "replace")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _csv(text: str) -> Iterator[Line]:
    """The rows of a text; one with a quote that is not closed is given with the reason."""
    csv.field_size_limit(_LONGEST_CELL)
    told = re.match(r"\ufeff?sep=(.)\r?\n", text)  # Excel's own word for the separator
    separator = told[1] if told else _separator(text[:200_000])
    # Strict, or a quote left open would swallow the rows below it without a word.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    if told:
        next(reader)
    line = reader.line_num + 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            reason = _("a quote in it is not closed, or not written twice inside a cell, so it was not read")
            if reader.line_num > line:
                reason += _(", nor were the lines down to {last}").format(last=reader.line_num)
            yield Line(line, (), reason)
            line = reader.line_num + 1
            continue
        if row is None:
            return
        start, line = line, reader.line_num + 1
        if cells := _trimmed(row):
            yield Line(start, cells)


def _separator(text: str) -> str:
    """What separates the cells: the sign by which the first rows fall into the same number of cells, the earliest."""

    def rank(sign: str) -> tuple[bool, int, float, int]:
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), 100))
        except csv.Error:
            return False, 0, 0.0, 0
        widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
        start = next((i for i, width in enumerate(widths) if width > 1), None)
        if start is None:
            return False, 0, 0.0, 0
        width, times = Counter(widths[start:]).most_common(1)[0]
        share = times / len(widths[start:])
        return width > 1 and share >= 0.8, -start, share, width

    return max(_SEPARATORS, key=rank) if any(rank(sign)[3] for sign in _SEPARATORS) else ","


def _trimmed(values: Iterable[Any]) -> tuple[str, ...]:
    """The cells as text without the empty ones at the end; nothing for a blank row."""
    cells = [_text(value) for value in values]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _text(value: Any) -> str:
    """A cell as text on one line, but lines of a list stay lines; control signs and errors of formulas are nothing."""
    match value:
        case None:
            return ""
        case str():
            text = "\n".join(filter(None, (" ".join(part.split()) for part in _CONTROL.sub("", value).splitlines())))
            return "" if text in _ERRORS else text
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
    return str(value)


def _xlsx(path: Path) -> Iterator[Sheet]:
    broken = _("this XLSX file is damaged; open it in a spreadsheet program and save it again")
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > _UNPACKED * MAX_BYTES:
                raise unusable(path, _("this XLSX file is too large when unpacked, so it was not read"))
        import openpyxl  # a tenth of a second, which only a workbook needs

        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except TableError:
        raise
    except Exception:  # openpyxl lets through whatever its parts raise on a file that is no workbook
        raise unusable(path, broken) from None
    try:
        for sheet in book.worksheets:
            merged = _merged_down(path, sheet)
            known = sheet.max_row or 0  # None where the file does not say
            sheet.reset_dimensions()  # some programs write a wrong size, and rows would be cut
            yield Sheet(sheet.title, known, _xlsx_lines(path, sheet, merged, broken))
    finally:
        book.close()


def _xlsx_lines(path: Path, sheet: Any, merged: dict[int, list[tuple[int, int]]], broken: str) -> Iterator[Line]:
    above: tuple[str, ...] = ()
    rows = sheet.iter_rows(values_only=True)
    number = 0
    while True:
        try:
            row = next(rows, None)
        except Exception:  # as in `_xlsx`
            raise unusable(path, broken, number + 1) from None
        if row is None:
            return
        number += 1
        cells = _trimmed(row[:_WIDEST])
        if cells and number in merged:  # the value of a merged cell is only in its first row
            filled = [*cells, *[""] * len(above)]
            for first, last in merged[number]:
                for column in range(first, min(last, len(above) - 1) + 1):
                    filled[column] = filled[column] or above[column]
            cells = _trimmed(filled)
        if cells:
            above = cells
            yield Line(number, cells)


def _merged_down(path: Path, sheet: Any) -> dict[int, list[tuple[int, int]]]:
    """Row -> the columns (from 0) whose cell is merged with the one above; openpyxl does not say while it streams."""
    from openpyxl.utils.cell import range_boundaries

    part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    down: dict[int, list[tuple[int, int]]] = {}
    with zipfile.ZipFile(path) as packed:
        if part not in packed.namelist():
            return down
        tail = b""
        with packed.open(part) as stream:
            while piece := stream.read(1_000_000):  # merged cells are listed behind the rows
                tail = tail[-200:] + piece
                for match in re.finditer(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+\d+:[A-Z]+\d+)"', tail):
                    left, top, right, bottom = (number or 1 for number in range_boundaries(match[1].decode()))
                    for row in range(top + 1, min(bottom, top + _MOST_MERGED - len(down)) + 1):
                        if (left - 1, right - 1) not in down.setdefault(row, []):
                            down[row].append((left - 1, right - 1))
    return down
