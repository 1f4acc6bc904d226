"""Keeps what a source gives until it is merged: `incoming/SOURCE.jsonl` in the data folder, one candidate a line.

While a source is read its lines go to `SOURCE.part`, with a line for each cursor and each row set aside; a reading that
was cut off goes on behind the last cursor. Only when the source has given all is the file put in place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from finder import tables
from finder.sources.candidates import Candidate
from finder.sources.registry import SOURCES, Mark, Request
from finder.sources.web import Client
from finder.tables import Rejection

FOLDER = "incoming"


@dataclass(slots=True)
class Progress:
    """How far a reading has come: candidates kept (once each), rows set aside, the last cursor, whether it goes on
    where another was cut off."""

    kept: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    mark: Mark | None = None
    resumed: bool = False


def read(folder: Path, source: str, request: Request, client: Client) -> Iterator[Progress]:
    """Reads a source into its file in a data folder, or goes on where it was cut off; yields after each item.

    Raises what the source raises (WebError, TableError); all that came before is kept, and the same call goes on there.
    """
    part = file_of(folder, source).with_suffix(".part")
    part.parent.mkdir(exist_ok=True)
    asked = {"request": repr(request)}
    records = _records(part)
    progress, seen, since = Progress(resumed=records[:1] == [asked]), set[str](), ""
    records = records[1:] if progress.resumed else []
    for record in records:
        if "mark" in record:
            since = record["mark"]
        elif "rejected" in record:
            progress.rejected.append(Rejection(**record["rejected"]))
        else:
            seen.add(record["key"])
    progress.kept, told = len(seen), set(progress.rejected)
    # A line that was cut off in the middle is written anew.
    _write(part, [asked, *records])
    with part.open("a", encoding="utf-8", newline="") as file:
        yield progress
        for item in SOURCES[source].read(request, client, since):
            match item:
                case Candidate() if item.key not in seen:
                    seen.add(item.key)
                    progress.kept += 1
                    _append(file, item.to_json())
                case Mark():
                    progress.mark = item
                    _append(file, json.dumps({"mark": item.cursor}))
                case Rejection() if item not in told:
                    told.add(item)
                    progress.rejected.append(item)
                    _append(file, json.dumps({"rejected": asdict(item)}))
            yield progress
    # What waits from an earlier reading stays, unless it was read anew.
    older = [json.loads(one.to_json()) for one in candidates(folder, source) if one.key not in seen]
    _write(part, [*older, *(record for record in _records(part) if "key" in record)])
    part.replace(file_of(folder, source))


def waiting(folder: Path) -> list[str]:
    """The sources whose candidates wait to be merged."""
    return sorted(file.stem for file in (folder / FOLDER).glob("*.jsonl"))


def candidates(folder: Path, source: str) -> list[Candidate]:
    """What waits of a source; empty if nothing does."""
    return [Candidate.from_json(json.dumps(record)) for record in _records(file_of(folder, source))]


def keep(folder: Path, source: str, left: Iterable[Candidate]) -> None:
    """Writes what is left of a source after merging; no file when nothing is."""
    file = file_of(folder, source)
    if records := [json.loads(candidate.to_json()) for candidate in left]:
        _write(file, records)
    else:
        file.unlink(missing_ok=True)


def file_of(folder: Path, source: str) -> Path:
    """The file of a source in a data folder."""
    return folder / FOLDER / f"{source}.jsonl"


def _records(file: Path) -> list[dict[str, Any]]:
    """The lines of a file as objects; what was cut off at its end is no line."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_bytes().split(b"\n")[:-1]]


def _append(file: IO[str], line: str) -> None:
    file.write(line + "\n")
    file.flush()


def _write(file: Path, records: Iterable[Any]) -> None:
    lines = (json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records)
    tables.replace(file, "".join(f"{line}\n" for line in lines))
