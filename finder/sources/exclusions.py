"""The federal exclusion list (LEIE of the OIG): whom Medicare, Medicaid and other federal health programs do not pay.

Its CSV has the documented columns LASTNAME to WVRSTATE, one row for each person or business that is excluded today. A
row with a clinic's own NPI number is about that number, which is a fact. Many rows have no number: one that has a
clinic's business name *and* its address is only a reason to look, as names repeat and tenants change. A name alone is
nothing at all, and persons are never compared by name. Nothing here is to be acted on before it was looked up at
https://exclusions.oig.hhs.gov, where a tax number decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from finder import tables
from finder.placenames import fold
from finder.sources import doors
from finder.sources.registry import Lookup
from finder.sources.web import Client
from finder.tables import Rejection
from finder.text import _, month
from finder.vocabulary import STATES

BASE = "https://oig.hhs.gov"
PATH = "/exclusions/downloadables/UPDATED.csv"
#: The list is about 15 MB; a client that reads it must be allowed as much, and minutes.
MAX_BYTES = 100_000_000

COLUMNS = (
    "lastname", "firstname", "midname", "busname", "general", "specialty", "upin", "npi", "dob", "address", "city",
    "state", "zip", "excltype", "excldate", "reindate", "waiverdate", "wvrstate",
)  # fmt: skip
#: Columns without which nothing can be matched, or a reinstated row would be taken for an excluded one.
REQUIRED = ("busname", "npi", "address", "city", "state", "zip", "excldate", "reindate")

_DATE = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A row of the list that is about a clinic (`certain`: it has its NPI number) or may be (same name and address).

    `key` is the clinic, as the lookup calls it; `since` the month (YYYY-MM; empty if the list's date cannot be read);
    `name`, `address` and `npi` are the list's; `law` the section of the law, as the list writes it ("1128a1");
    `waiver` the state in which it does not hold.
    """

    key: str
    certain: bool
    since: str
    name: str
    address: str
    npi: str
    law: str
    waiver: str
    line: int

    @property
    def text(self) -> str:
        """What the list says, in a sentence that claims no more."""
        since = month(self.since) if self.since else _("a date that could not be read")
        if self.certain:
            said = _("The list has the clinic’s NPI number {npi}, as {name}, {address}, since {since}.")
        else:
            said = _(
                "The list has a business of the same name at the same address: {name}, {address}, since {since}. It may"
                " be another one."
            )
        text = said.format(npi=self.npi, name=self.name, address=self.address, since=since)
        return text + (_(" A waiver is noted for {state}.").format(state=self.waiver) if self.waiver else "")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the list says of some clinics: facts first; how many rows it has, and those that could not be read."""

    exclusions: list[Exclusion]
    rows: int
    rejected: list[Rejection]


def find(path: Path, lookups: Iterable[Lookup]) -> list[Exclusion]:
    """The rows of the list at `path` that are about these clinics, or may be. Raises TableError; see `check`."""
    return check(path, lookups).exclusions


def check(path: Path, lookups: Iterable[Lookup]) -> Checked:
    """The list at `path` compared with these clinics. Raises TableError when the file is not the list."""
    table = tables.read(path, COLUMNS, REQUIRED, MAX_BYTES)
    rows = table.frame.fillna("")
    clinics = list(lookups)
    numbers: dict[str, list[Lookup]] = defaultdict(list)
    spots: dict[tuple[str, ...], list[Lookup]] = defaultdict(list)
    for clinic in clinics:
        if number := _number(clinic.npi):
            numbers[number].append(clinic)
        for spot in _spots(clinic.street, clinic.city, clinic.state, clinic.zip):
            spots[spot].append(clinic)
    found: dict[tuple[str, int], Exclusion] = {}
    for line, row in _rows(rows[rows["npi"].isin(list(numbers))]):
        for clinic in numbers[row["npi"]]:
            found[clinic.key, line] = _exclusion(clinic, row, line, certain=True)
    for line, row in _rows(rows[(rows["busname"] != "") & (rows["address"] != "")]):
        for clinic in _at(spots, row):
            if (clinic.key, line) not in found and _is_like(clinic, row):
                found[clinic.key, line] = _exclusion(clinic, row, line, certain=False)
    order = {clinic.key: place for place, clinic in enumerate(clinics)}
    exclusions = sorted(found.values(), key=lambda one: (not one.certain, order[one.key], one.line))
    return Checked(exclusions, table.rows, table.rejected)


def download(client: Client, path: Path, base: str = "") -> Path:
    """The list of today, written to `path`. Raises WebError, and OSError when it cannot be written."""
    path.write_bytes(client.get(f"{base.rstrip('/') or BASE}{PATH}").body)
    return path


def _rows(rows: pd.DataFrame) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells of the rows that hold today."""
    for line, *cells in rows.itertuples(name=None):
        row = dict(zip(rows.columns, cells, strict=True))
        if not _reinstated(row):
            yield int(line), row


def _reinstated(row: dict[str, str]) -> bool:
    """Whether the exclusion of a row is over; one of a later day than the reinstatement is a new one."""
    back = row["reindate"]
    return back.strip("0") != "" and not (
        _DATE.fullmatch(back) and _DATE.fullmatch(row["excldate"]) and back < row["excldate"]
    )


def _number(npi: str) -> str:
    """An NPI that is one: the list writes zeros where it has none."""
    return npi if re.fullmatch("[12][0-9]{9}", npi) else ""


def _zip(code: str) -> str:
    """Five digits of a ZIP, also where a spreadsheet has dropped the zeros in front; empty if it is none."""
    digits = code.partition("-")[0].strip()
    return digits.zfill(5)[:5] if re.fullmatch("[0-9]{3,5}|[0-9]{9}", digits) else ""


def _spots(street: str, city: str, state: str, code: str) -> Iterator[tuple[str, ...]]:
    """What two addresses must share one of to be compared: a number in the street, with the ZIP or the town."""
    for number in set(re.findall("[0-9]+", street)):
        if _zip(code).strip("0"):
            yield number, _zip(code)
        if city and state.upper() in STATES:
            yield number, fold(city), state.upper()


def _at(spots: dict[tuple[str, ...], list[Lookup]], row: dict[str, str]) -> Iterable[Lookup]:
    """The clinics that may stand where a row says that it is, each once."""
    here = _spots(row["address"], row["city"], row["state"], row["zip"])
    return {clinic.key: clinic for spot in here for clinic in spots.get(spot, ())}.values()


def _is_like(clinic: Lookup, row: dict[str, str]) -> bool:
    """Whether a row has both the name and the address of a clinic (in an area that they share)."""
    return doors.same_door(clinic.street, row["address"]) and (
        doors.name_likeness(clinic.name, row["busname"]) >= doors.SAME_NAME
    )


def _exclusion(clinic: Lookup, row: dict[str, str], line: int, certain: bool) -> Exclusion:
    since = _DATE.fullmatch(row["excldate"])
    person = " ".join(filter(None, (row["firstname"], row["midname"], row["lastname"])))
    town = " ".join(filter(None, (row["state"], row["zip"])))
    return Exclusion(
        key=clinic.key,
        certain=certain,
        since=f"{since[1]}-{since[2]}" if since else "",
        name=doors.one_line(row["busname"] or person),
        address=doors.one_line(", ".join(filter(None, (row["address"], row["city"], town)))),
        npi=_number(row["npi"]),
        law=doors.one_line(row["excltype"]),
        waiver=doors.one_line(row["wvrstate"]),
        line=line,
    )
