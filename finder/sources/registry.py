"""The outside sources of clinics, and what each is asked. A new source is one new module and one line in SOURCES."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from finder.places import Place
from finder.sources.candidates import Candidate
from finder.sources.web import Client
from finder.tables import Rejection


@dataclass(frozen=True, slots=True)
class Lookup:
    """A clinic that a register is asked about; `key` is how the asker calls it. What is not known is empty."""

    key: str
    name: str
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    phone: str = ""
    npi: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What a source is asked for: a file, clinics within miles of a place, or what it knows of some clinics.

    `base` stands for the service's own address (scheme, host and port) in tests; empty: the real one.
    `columns` maps the headers of a spreadsheet to columns of ours where the guess is not right.
    """

    path: Path | None = None
    near: Place | None = None
    within_miles: float = 50.0
    lookups: tuple[Lookup, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    as_of: str = ""
    source_url: str = ""
    kind: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """All before it is given; a source that is called with `since` this cursor goes on behind it."""

    cursor: str
    done: int = 0
    of: int = 0


#: What a source gives, in order. A Rejection is a row that could not be read: what, where and why; the rest goes on.
Item = Candidate | Rejection | Mark
Read = Callable[[Request, Client, str], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Source:
    """A source: the module under `finder.sources` whose `read(request, client, since)` gives its items, what it is, and
    whether it `adds` clinics that we do not know or only tells more of those that we do."""

    module: str
    english: str
    adds: bool = True

    def read(self, request: Request, client: Client, since: str = "") -> Iterator[Item]:
        """The items of this source behind the cursor `since`. Raises WebError or TableError when it cannot go on."""
        read: Read = importlib.import_module(f"finder.sources.{self.module}").read
        return read(request, client, since)


SOURCES = {
    "file": Source("spreadsheet", "a spreadsheet (CSV, XLSX) or our own JSONL"),
    "findtreatment": Source("findtreatment", "FindTreatment.gov, the locator of SAMHSA"),
    "nppes": Source("nppes", "the NPI registry, to confirm clinics we know", adds=False),
}
