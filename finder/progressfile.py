"""The file a person saves their record in and opens again: JSON, or CSV for spreadsheets; every rule is checked anew.

A file may be damaged, edited by hand, from a newer edition, or not ours at all. `read` gives the entries that are good
and says what is wrong, where, and what to do; it never raises and changes nothing that is open.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from finder.instruments import INSTRUMENTS, number
from finder.progress import EFFECTS, MOST_BYTES, Entry, Record, Score, Session, SideEffects, clean, gather
from finder.text import _, join

FORMAT = "ketamine-clinic-finder progress"
VERSION = 1
#: The largest file that is read, in bytes: a little more than is written, as spreadsheets add to it.
MOST_READ = 1_000_000

_KINDS: Mapping[str, type[Score] | type[Session] | type[SideEffects]] = {
    "score": Score,
    "session": Session,
    "side effects": SideEffects,
}
_LISTS = {"scores": "score", "sessions": "session", "side_effects": "side effects"}
_ITEMS = max(len(instrument.items) for instrument in INSTRUMENTS.values())
_COLUMNS = (
    "version", "kind", "date", "questionnaire", "score", *(f"q{i}" for i in range(1, _ITEMS + 1)), "route", "dose",
    *EFFECTS, "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held: the entries that are good, and a sentence for each thing that is not."""

    record: Record
    problems: tuple[str, ...] = ()


def to_json(record: Record) -> bytes:
    """The record as a JSON file (UTF-8) that `read` gives back unchanged."""
    kinds = zip(_LISTS, (record.scores, record.sessions, record.effects), strict=True)
    lists = [f'"{name}": [' + ",".join(f"\n{entry.model_dump_json()}" for entry in of) + "]" for name, of in kinds]
    parts = [f'"format": "{FORMAT}"', f'"version": {VERSION}', *lists]
    return ("{" + ",\n".join(parts) + "}\n").encode("utf-8")


def to_csv(record: Record) -> bytes:
    """The record as a table for spreadsheets (UTF-8 with a mark), a line an entry; `read` gives it back unchanged.

    The column `score` is for people; it is worked out anew when the file is read.
    """
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, _COLUMNS, restval="")
    writer.writeheader()
    for entry in record.entries:
        row: dict[str, str] = {"version": str(VERSION), "date": entry.on.isoformat(), "note": entry.note}
        if isinstance(entry, Score):
            total = entry.result.total
            row |= {"kind": "score", "questionnaire": entry.instrument, "score": "" if total is None else number(total)}
            row |= {f"q{i}": "" if answer is None else str(answer) for i, answer in enumerate(entry.answers, 1)}
        elif isinstance(entry, Session):
            row |= {"kind": "session", "route": entry.route, "dose": entry.dose}
        else:
            row |= {"kind": "side effects", **entry.effects}
        writer.writerow({name: _guarded(text) for name, text in row.items()})
    return file.getvalue().encode("utf-8-sig")


_FORMULA = frozenset("=+-@＝＋－＠")  # noqa: RUF001


def _runs(text: str) -> bool:
    """Whether a spreadsheet might take the text, after marks that keep it from that, for a formula."""
    seen = (sign for sign in text.lstrip("'") if not sign.isspace() and unicodedata.category(sign)[0] != "C")
    return next(seen, "") in _FORMULA


def _guarded(text: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{text}" if _runs(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _runs(text) else text


def read(data: bytes) -> Reading:
    """What a saved file holds, JSON or CSV, whatever its name. Never raises."""
    if len(data) > MOST_READ:
        return _nothing(
            _("The file has {size:,} kB; a saved record has {most:,} kB at most. Is it the right file?").format(
                size=len(data) // 1000, most=MOST_READ // 1000
            )
        )
    if not data.strip():
        return _nothing(_("The file is empty. Choose another one."))
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _nothing(_("This is a spreadsheet’s own file. Open it there and save it as “CSV UTF-8”."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _nothing(
            _(
                "The file is not plain text (UTF-8) from byte {at:,} on, so it is damaged or another kind of file. If"
                " a spreadsheet saved it, save it there as “CSV UTF-8”."
            ).format(at=error.start + 1)
        )
    found = _read_json(text) if text.lstrip().startswith(("{", "[")) else _read_csv(text)
    if found.record.size > MOST_BYTES:
        return _nothing(_("The file holds more than one record can. Part it in two."))
    return found


def _nothing(problem: str) -> Reading:
    return Reading(Record(), (problem,))


#: The most problems that are told one by one.
_TOLD = 20


def _reading(entries: Sequence[Entry], problems: list[str]) -> Reading:
    if len(problems) > _TOLD:
        problems = [*problems[:_TOLD], _("And {n:,} more.").format(n=len(problems) - _TOLD)]
    if not entries and not problems:
        problems = [_("The file has no entries.")]
    return Reading(gather(entries), tuple(clean(problem) for problem in problems))


def _read_json(text: str) -> Reading:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        return _nothing(
            _(
                "The file breaks off or was changed: at line {line}, place {column}, it can no longer be read. Use"
                " another copy, or the CSV file if you saved one."
            ).format(line=error.lineno, column=error.colno)
        )
    except (ValueError, RecursionError):
        return _nothing(_("The file holds what no saved record holds. Use another copy."))
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return _nothing(_("This is not a file saved from this page. Choose the one you saved here."))
    if problem := _version(data.get("version")):
        return _nothing(problem)
    entries: list[Entry] = []
    problems = [
        _("“{name}” is not part of a saved record. It was left out.").format(name=str(name)[:40])
        for name in data
        if name not in ("format", "version", *_LISTS)
    ]
    for name, kind in _LISTS.items():
        listed = data.get(name, [])
        if not isinstance(listed, list):
            problems.append(_("“{name}” must be a list. It was left out.").format(name=name))
            continue
        for place, item in enumerate(listed, 1):
            _take(kind, item, _("“{name}”, entry {place}").format(name=name, place=place), entries, problems)
    return _reading(entries, problems)


def _version(value: Any) -> str:
    """What is wrong with a version, or nothing."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        return _("The file does not say which version it is. Use the file as it was saved here.")
    if value > VERSION:
        return _(
            "The file is of version {value}, made by a newer edition of this page; this one reads up to version {most}."
            " Load the page again, or open the file where you saved it."
        ).format(value=str(value)[:20], most=VERSION)
    return ""


def _take(kind: str, item: Any, where: str, entries: list[Entry], problems: list[str]) -> None:
    """Puts the entry among the entries, or why it cannot be among the problems."""
    try:
        entries.append(_KINDS[kind].model_validate(item))
    except ValidationError as error:
        problems.append(_("{where}: {why}. Correct or remove it.").format(where=where, why=_why(error)))


def _why(error: ValidationError) -> str:
    """The first thing that is wrong, in plain words."""
    first = error.errors(include_url=False, include_context=False)[0]
    field = ", ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])[:60]
    kind, said = first["type"], first["msg"].removeprefix("Value error, ").rstrip(".")
    if kind == "missing":
        return _("“{field}” is missing").format(field=field)
    if kind == "extra_forbidden":
        return _("“{field}” is not known").format(field=field)
    if kind in ("string_too_long", "too_long"):
        return _("“{field}” is too long").format(field=field)
    if kind == "literal_error":
        return _("“{field}” has a word that is not known").format(field=field)
    if kind == "value_error":
        return said
    return _("“{field}” is not what it should be").format(field=field) if field else _("it is not an entry")


def _read_csv(text: str) -> Reading:
    entries: list[Entry] = []
    problems: list[str] = []
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        missing = [name for name in ("version", "kind", "date") if name not in (reader.fieldnames or ())]
        if missing:
            return _nothing(
                _(
                    "This is not a file saved from this page: the first line lacks {names}. If a spreadsheet changed"
                    " it, save it there with commas, as “CSV UTF-8”."
                ).format(names=join([f"“{name}”" for name in missing]))
            )
        for row in reader:
            cells = {name: _unguarded(text) for name, text in row.items() if isinstance(text, str) and text and name}
            if not cells:
                continue
            where = _("line {line}").format(line=reader.line_num)
            version = cells.get("version", "").strip()
            if problem := _version(int(version) if re.fullmatch(r"\d{1,9}", version, re.ASCII) else None):
                problems.append(_("{where}: {why}").format(where=where, why=problem))
            elif None in row:
                problems.append(_("{where}: it has too many cells. Correct or remove it.").format(where=where))
            else:
                _take_row(cells, where, entries, problems)
    except csv.Error:
        problems.append(
            _("From line {line} on the file is damaged, so what follows is not read. Use another copy.").format(
                line=reader.line_num
            )
        )
    return _reading(entries, problems)


def _take_row(cells: dict[str, str], where: str, entries: list[Entry], problems: list[str]) -> None:
    kind = cells.get("kind", "").strip()
    item: dict[str, Any] = {"note": cells.get("note", "")}
    if "date" in cells:
        item["on"] = cells["date"].strip()
    used = {"version", "kind", "date", "note", "score"}
    if kind == "score":
        instrument = cells.get("questionnaire", "").strip()
        n = len(INSTRUMENTS[instrument].items) if instrument in INSTRUMENTS else _ITEMS
        item |= {"instrument": instrument, "answers": [_whole(cells.get(f"q{i}", "")) for i in range(1, n + 1)]}
        used |= {"questionnaire", *(f"q{i}" for i in range(1, n + 1))}
    elif kind == "session":
        item |= {"route": cells.get("route", "").strip(), "dose": cells.get("dose", "")}
        used |= {"route", "dose"}
    elif kind == "side effects":
        item["effects"] = {name: cells[name].strip() for name in EFFECTS if name in cells}
        used |= set(EFFECTS)
    else:
        said = _("{where}: “kind” must be {kinds}. Correct or remove it.")
        problems.append(said.format(where=where, kinds=join([f"“{name}”" for name in _KINDS], last=_("or"))))
        return
    if stray := [name for name in cells if name not in used]:
        problems.append(
            _("{where}: “{name}” does not belong to this kind of entry. Correct or remove it.").format(
                where=where, name=stray[0][:40]
            )
        )
        return
    _take(kind, item, where, entries, problems)


def _whole(cell: str) -> int | str | None:
    """An answer of a table: empty is none, and what is no whole number stays as it is, to be refused."""
    cell = cell.strip()
    if not cell:
        return None
    return int(cell) if re.fullmatch(r"\d{1,3}", cell, re.ASCII) else cell
