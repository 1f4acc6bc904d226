"""Reads a CSV file as text, with line numbers, and says in one sentence what is wrong with it.

Nothing here knows what the columns mean; that is `finder.schema`.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.csv  # type: ignore[import-untyped]
from numpy.typing import NDArray

from finder.text import _
from finder.vocabulary import nearest

#: A larger file is refused: no clinic table of the US comes near it, and reading it would stop the server.
MAX_BYTES = 100_000_000

#: A 10 kB name is allowed; a cell of more letters than this is a quote that was never closed.
_LONGEST_CELL = 1_000_000
#: Rows turned into columns at a time: the texts of a whole file as Python objects would take ten times its size.
_BATCH = 2_000
#: Bytes that may stand before an opening and after a closing quote; a quote itself, as two in a cell mean one.
_BESIDE_QUOTES = np.isin(np.arange(256), list(b',\r\n"'))
#: How pandas keeps its strings: column by column, without a Python object for each cell.
_TEXT = pa.large_string()
#: Arrow's own memory is quick to get and give back; what stays would take half as much again there as in the system's.
_FOR_A_WHILE, _FOR_LONG = pa.default_memory_pool(), pa.system_memory_pool()

#: The first bytes of files that people rename to .csv by mistake.
_SIGNATURES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a spreadsheet or zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
    b"\x1f\x8b": "a gzip file",
    b"SQLite format 3": "a database",
}


@dataclass(frozen=True, slots=True)
class Rejection:
    """One thing that was set aside: the file, its line (1 is the header), the column, the value, and why."""

    file: str
    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file} line {self.line}"
        if not self.column:
            return f"{where}: {self.reason}"
        return f"{where}: {self.column} is {shorten(self.value)!r}, {self.reason}"


class TableError(ValueError):
    """A file that cannot be used at all; `rejection` says which, where and why."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(str(rejection))
        self.rejection = rejection


@dataclass(frozen=True)
class RawTable:
    """A file's rows as text (index: line number; NA where a cell is empty), and what was left out."""

    frame: pd.DataFrame
    rejected: list[Rejection]
    warnings: list[str]
    rows: int


def shorten(value: str, width: int = 60) -> str:
    """The value on one line, cut to `width` characters."""
    flat = " ".join(value.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def read(
    path: Path, columns: Collection[str], required: Collection[str], max_bytes: int | None = MAX_BYTES
) -> RawTable:
    """The rows of the CSV file at `path` as text, only the known `columns`, in the file's order.

    Rows with bytes that are not UTF-8, a quote left open or a wrong number of cells are set aside; columns we do
    not know are named in `warnings`. Raises TableError when the file cannot be used at all.
    """
    file = path.name

    def unusable(reason: str, line: int = 1, column: str = "", value: str = "") -> TableError:
        return TableError(Rejection(file, line, column, value, reason))

    raw = _bytes(path, max_bytes, unusable)
    csv.field_size_limit(_LONGEST_CELL)
    text = io.TextIOWrapper(io.BytesIO(raw), "utf-8", "surrogateescape", newline="")
    if all(line.isspace() for line in text):
        raise unusable(_("the file is empty"))
    text.seek(0)
    # Strict, or a quote left open would swallow the rows below it without a word.
    reader = csv.reader(text, strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
    except csv.Error as error:
        raise unusable(_("the first line could not be read as CSV ({error})").format(error=error)) from None
    if not _is_clean("".join(header)):
        raise unusable(_("the first line is not UTF-8 text; save the file as “CSV UTF-8”"))
    _check_header(header, columns, required, unusable)
    cells, lines, rejected = _read_plain(raw, len(header)) or _read_carefully(reader, file, header)

    warnings = [_unknown_column(file, column, columns) for column in header if column and column not in columns]
    texts, missing = dict(zip(header, cells, strict=True)), pa.chunked_array([pa.nulls(len(lines), _TEXT)])
    data = {name: pd.Series(_kept(_stripped(texts.get(name, missing))), dtype="str") for name in columns}
    frame = pd.DataFrame(data, columns=list(columns)).set_axis(pd.Index(lines, name="line"))
    return RawTable(frame, rejected, warnings, len(frame) + len(rejected))


def as_csv(columns: Collection[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as the text of a CSV file. Raises ValueError for a row that holds something else than these columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write(path: Path, text: str) -> None:
    """Writes a file and has it on the disk before it goes on. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, text: str) -> None:
    """Writes a file beside the old one first: a kill halfway or a full disk leaves that whole. Raises OSError."""
    part = path.with_name(f".{path.name}.part")
    try:
        write(part, text)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def give_back_memory() -> None:
    """Returns what reading took for a while, and no longer needs, to the system; else it stays with the process."""
    for pool in (_FOR_LONG, _FOR_A_WHILE):
        pa.set_memory_pool(pool)  # pyarrow asks the one that is set, whichever the method is called on
        pool.release_unused()


#: The cells of the rows kept, column by column; their line numbers; what was set aside.
_Read = tuple[list[pa.ChunkedArray], NDArray[np.int64], list[Rejection]]


def _read_plain(raw: bytes, width: int) -> _Read | None:
    """What `_read_carefully` gives, ten times as fast, for a file in which it would find nothing to look at twice.

    None for any other file: bytes that are not UTF-8, a stray quote, a row with too few or no cells, a cell of
    several lines. Most files that programs write are plain.
    """
    data = np.frombuffer(raw, np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    if raw.count(b"\r") != raw.count(b"\r\n") or np.diff(ends, prepend=0, append=len(raw)).max() > _LONGEST_CELL:
        return None
    # Every other quote opens a cell and the next one closes it, if nothing but the ends of cells stands around them.
    quotes = np.flatnonzero(data == ord('"'))
    before, after = data[np.maximum(quotes[::2] - 1, 0)], data[np.minimum(quotes[1::2] + 1, len(data) - 1)]
    if len(quotes) % 2 or not (_BESIDE_QUOTES[before].all() and _BESIDE_QUOTES[after].all()):
        return None
    try:
        table = pyarrow.csv.read_csv(
            pa.py_buffer(raw),
            pyarrow.csv.ReadOptions(use_threads=False, autogenerate_column_names=True),
            pyarrow.csv.ParseOptions(newlines_in_values=True),
            pyarrow.csv.ConvertOptions(
                column_types={f"f{i}": _TEXT for i in range(width)}, strings_can_be_null=True, null_values=[""]
            ),
        )
    except pa.ArrowInvalid:
        return None
    rows = table.num_rows
    # As many rows as lines: no line is blank and no cell has several.
    if table.num_columns != width or rows != len(ends) + (not raw.endswith(b"\n")):
        return None
    cells = [column.slice(1) for column in table.columns]
    # A row of nothing is skipped; there is none if some column is full.
    return (cells, np.arange(2, rows + 1), []) if any(column.null_count == 0 for column in cells) else None


def _read_carefully(reader: Any, name: str, header: list[str]) -> _Read:
    """The rows below the header, each looked at by itself, so that one that is wrong costs no other."""
    parts: list[list[pa.Array]] = []
    rows: list[list[str]] = []
    lines: list[int] = []
    rejected: list[Rejection] = []
    width, line = len(header), reader.line_num + 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            reason = _("a quote in it is not closed, or not written twice inside a cell, so it was not read")
            if reader.line_num > line:
                reason += _(", nor were the lines down to {last}").format(last=reader.line_num)
            rejected.append(Rejection(name, line, "", "", reason))
            line = reader.line_num + 1
            continue
        if row is None:
            break
        start, line = line, reader.line_num + 1
        if not any(row):
            continue
        if len(row) != width:
            reason = _(
                "it has {n} cells where the header has {width}; look for a missing comma or an unclosed quote"
            ).format(n=len(row), width=width)
            rejected.append(Rejection(name, start, "", shorten(_shown(",".join(row))), reason))
        elif not _is_clean("".join(row)):
            cell = next(i for i, value in enumerate(row) if not _is_clean(value))
            reason = _("which is not UTF-8 text; save the file as “CSV UTF-8”")
            rejected.append(Rejection(name, start, header[cell], _shown(row[cell]), reason))
        else:
            rows.append(row)
            lines.append(start)
            if len(rows) == _BATCH:
                parts.append(_columns(rows, width))
                rows.clear()
    parts.append(_columns(rows, width))
    return [pa.chunked_array(column) for column in zip(*parts, strict=True)], np.array(lines, dtype=np.int64), rejected


def _stripped(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """The cells without spaces around them, null where nothing is left."""
    stripped = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(stripped, ""), None, stripped)


def _kept(cells: pa.ChunkedArray) -> pa.Array:
    """The cells in one piece, and no more memory than they need."""
    return pa.concat_arrays([pa.nulls(0, _TEXT), *cells.chunks], memory_pool=_FOR_LONG)


def _columns(rows: list[list[str]], width: int) -> list[pa.Array]:
    """The columns of some rows."""
    columns = zip(*rows, strict=True) if rows else [()] * width
    return [pa.array(cells, _TEXT) for cells in columns]


def _bytes(path: Path, max_bytes: int | None, unusable: Callable[..., TableError]) -> bytes:
    """What stands in the file, without a byte-order mark."""
    try:
        size = path.stat().st_size
        if max_bytes is not None and size > max_bytes:
            raise unusable(
                _(
                    "the file is {size:,.0f} MB; a clinic table is never over {limit:,.0f} MB, so it was not read"
                ).format(size=size / 1e6, limit=max_bytes / 1e6)
            )
        raw = path.read_bytes()
    except OSError as error:
        raise unusable(_("the file could not be opened ({error})").format(error=error.strerror)) from None
    for signature, kind in _SIGNATURES.items():
        if raw.startswith(signature):
            raise unusable(_("this is {kind}, not a CSV file").format(kind=kind))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unusable(_("this is UTF-16 text; save the file as “CSV UTF-8”"))
    if b"\0" in raw:
        raise unusable(_("this is not a text file, so not a CSV file"))
    return raw.removeprefix(b"\xef\xbb\xbf")


def _is_clean(text: str) -> bool:
    """False when the text holds bytes that were not UTF-8 (kept as surrogates by the decoder)."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _shown(text: str) -> str:
    """Text with bytes that were not UTF-8 as something that can be printed: read as Latin-1."""
    return text if _is_clean(text) else text.encode("utf-8", "surrogateescape").decode("latin-1")


def _check_header(
    header: list[str], columns: Collection[str], required: Collection[str], unusable: Callable[..., TableError]
) -> None:
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        raise unusable(_("the columns are not separated by commas; save the file as comma-separated CSV"))
    for column in required:
        if column not in header:
            close = nearest(column, [name for name in header if name and name not in columns])
            hint = _("; is “{close}” meant?").format(close=shorten(close)) if close else ""
            raise unusable(_("the column “{column}” is missing{hint}").format(column=column, hint=hint))
    for column in header:
        if column and header.count(column) > 1:
            raise unusable(_("the column “{column}” stands twice").format(column=column))


def _unknown_column(name: str, column: str, columns: Collection[str]) -> str:
    close = nearest(column, columns)
    hint = _(" Is “{close}” meant?").format(close=close) if close else ""
    return _("{name}: the column “{column}” is not one we know and was not read.{hint}").format(
        name=name, column=shorten(column), hint=hint
    )
