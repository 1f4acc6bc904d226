"""Where anybody can look up the license of a doctor or nurse: the official registers of each state, and national ones.

They are in `data/registers.csv`. Its `source` is the page that confirmed the address; a row without one rests on what
we know ourselves, and its `checked` is empty. `checked` is the month in which a stored copy of that page was read; the
copy may be older. The directory of boards by FSMB was read as others had copied it, and `checked` is their month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from finder import tables
from finder.tables import Rejection, TableError
from finder.text import _
from finder.vocabulary import STATES

#: The file the registers are in.
FILE = Path(__file__).resolve().parent.parent / "data" / "registers.csv"

#: The state of the registers that cover the whole country.
US = "US"

#: What a register lists: MDs, doctors of osteopathy where they have a board of their own, nurses; or a national one.
MEDICAL, OSTEOPATHIC, NURSING, NATIONAL = "medical", "osteopathic", "nursing", "national"

_OF_A_STATE = (MEDICAL, OSTEOPATHIC, NURSING)
_COLUMNS = ("state", "profession", "name", "url", "checked", "note", "source")
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


class RegistersError(ValueError):
    """The file of registers is broken; the message names the file, the line and the column, and says what is wrong."""


@dataclass(frozen=True, slots=True)
class Register:
    """An official look-up: whose it is, where it is, when that was last confirmed (YYYY-MM or empty), what to know."""

    state: str
    profession: str
    name: str
    url: str
    checked: str
    note: str


def for_state(code: str) -> tuple[Register, ...]:
    """The registers of a state by its two letters ("CA"): medical, then osteopathic if there is one, then nursing.

    Empty for a code we do not know. Raises RegistersError if the file of registers is broken.
    """
    found = [register for register in load(FILE) if register.state == code and code in STATES]
    return tuple(sorted(found, key=lambda register: _OF_A_STATE.index(register.profession)))


def national() -> tuple[Register, ...]:
    """The registers that cover the whole country, by name. Raises RegistersError if the file of registers is broken."""
    return tuple(register for register in load(FILE) if register.profession == NATIONAL)


@lru_cache(maxsize=4)
def load(path: Path = FILE) -> tuple[Register, ...]:
    """The registers of a file in its order, read and checked once; raises RegistersError, which says what is wrong."""
    try:
        table = tables.read(path, _COLUMNS, _COLUMNS)
    except TableError as error:
        raise RegistersError(str(error)) from error
    if table.rejected:
        raise RegistersError(str(table.rejected[0]))
    cells = table.frame.fillna("").to_dict("split")
    registers: list[Register] = []
    seen: set[tuple[str, str, str]] = set()
    for line, values in zip(cells["index"], cells["data"], strict=True):
        row = dict(zip(_COLUMNS, values, strict=True))
        if problem := _problem(row) or _repeated(row, seen):
            column, reason = problem
            raise RegistersError(str(Rejection(path.name, line, column, row[column], reason)))
        registers.append(Register(*values[:-1]))
    _check_complete(path, registers)
    return tuple(registers)


def _problem(row: Mapping[str, str]) -> tuple[str, str] | None:
    """The first column of a row that breaks a rule, and why."""
    if row["state"] not in STATES and row["state"] != US:
        return "state", _("which is neither the two letters of a state nor {us}").format(us=US)
    if row["profession"] not in (*_OF_A_STATE, NATIONAL):
        known = ", ".join((*_OF_A_STATE, NATIONAL))
        return "profession", _("which is not one of {known}").format(known=known)
    if (row["state"] == US) != (row["profession"] == NATIONAL):
        return "profession", _("which does not go with the state {state}").format(state=row["state"])
    if not row["name"]:
        return "name", _("but a register needs a name")
    if not _is_address(row["url"]):
        return "url", _("which is not a web address that starts with http:// or https://")
    if row["source"] and not _is_address(row["source"]):
        return "source", _("which is not a web address that starts with http:// or https://")
    if row["checked"] and not _MONTH.fullmatch(row["checked"]):
        return "checked", _("which is not a month like 2026-11")
    if bool(row["checked"]) != bool(row["source"]):
        return "checked", _("but a month and the page it was read on (source) go together")
    return None


def _is_address(text: str) -> bool:
    if re.search(r"[\s<>\"\\]", text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and "@" not in parts.netloc


def _repeated(row: Mapping[str, str], seen: set[tuple[str, str, str]]) -> tuple[str, str] | None:
    """A look-up may list several professions, but stands once for each."""
    key = row["state"], row["profession"], row["url"]
    if key in seen:
        return "url", _("which stands there already for this state and profession")
    seen.add(key)
    return None


def _check_complete(path: Path, registers: Iterable[Register]) -> None:
    """Each state has a register of doctors and one of nurses, and the country has at least one."""
    there = {(register.state, register.profession) for register in registers}
    wanted = [*((state, profession) for state in STATES for profession in (MEDICAL, NURSING)), (US, NATIONAL)]
    for state, profession in wanted:
        if (state, profession) not in there:
            raise RegistersError(
                _("{file}: no line has the state {state} and the profession {profession}").format(
                    file=path.name, state=state, profession=profession
                )
            )
