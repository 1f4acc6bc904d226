"""`exclusions`: clinics against the federal list of exclusions."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from finder import editing
from finder.answers import EXCLUSION_LIST
from finder.catalog import Catalog
from finder.cli import asking
from finder.cli.common import FOUND, NOTHING, Command, UsageError, load, print_json
from finder.editing import EditError, Table
from finder.settings import settings
from finder.sources import exclusions
from finder.sources.candidates import Origin, Statement
from finder.sources.exclusions import Checked, Exclusion
from finder.sources.registry import Lookup
from finder.sources.web import Client, WebError
from finder.tables import TableError
from finder.text import _, count, month

#: The column that says it to patients.
FIELD = "excluded_since"


@dataclass(frozen=True, slots=True)
class _Result:
    """What the list says of our table: facts, reasons to look, and clinics that are off the list (again)."""

    facts: list[Exclusion]
    flags: list[Exclusion]
    off: list[str]
    checked: Checked
    clinics: int
    numbered: int

    @property
    def clean(self) -> bool:
        return not (self.facts or self.flags or self.off or self.checked.rejected)


def run_exclusions(options: argparse.Namespace) -> int:
    """Which clinics of the table are on the federal exclusion list, and which may be."""
    if options.write and options.json:
        raise UsageError(_("--write asks before each change, so it does not go with --json."))
    catalog = load()
    try:
        if options.path:
            found = _compare(catalog, Path(options.path))
        else:
            # Programs may have the list: that is what it is published for.
            client = Client(robots=False, max_bytes=exclusions.MAX_BYTES, patience=600.0)
            with TemporaryDirectory() as folder:
                found = _compare(catalog, exclusions.download(client, Path(folder) / "UPDATED.csv"))
    except (WebError, TableError, OSError) as error:
        print(error, file=sys.stderr)
        return NOTHING
    if options.json:
        _print_json(catalog, found)
    else:
        _print(catalog, found)
        if options.write:
            return _write(catalog, found)
    return FOUND if found.clean else NOTHING


def _compare(catalog: Catalog, path: Path) -> _Result:
    """The table against the list at `path`. Raises TableError."""
    fields = ("name", "street", "city", "state", "zip", "phone", "npi")
    lookups = [
        Lookup(catalog.cell(row, "id"), *(catalog.cell(row, field) or "" for field in fields))
        for row in range(len(catalog))
    ]
    checked = exclusions.check(path, lookups)
    facts = [one for one in checked.exclusions if one.certain]
    flags = [one for one in checked.exclusions if not one.certain]
    on = {one.key for one in checked.exclusions}
    off = [lookup.key for lookup in lookups if _noted(catalog, lookup.key) and lookup.key not in on]
    numbered = sum(bool(lookup.npi) for lookup in lookups)
    return _Result(facts, flags, off, checked, len(lookups), numbered)


def _noted(catalog: Catalog, clinic_id: str) -> str:
    """The month since which our table has a clinic on the list; empty if it has not."""
    row = catalog.row(clinic_id)
    return (catalog.cell(row, FIELD) or "") if row is not None else ""


def _print_json(catalog: Catalog, found: _Result) -> None:
    def said(one: Exclusion) -> dict[str, object]:
        return {
            "clinic_id": one.key,
            "since": one.since,
            "noted": _noted(catalog, one.key),
            "name": one.name,
            "address": one.address,
            "npi": one.npi,
            "law": one.law,
            "waiver": one.waiver,
            "line": one.line,
        }

    print_json(
        {
            "rows": found.checked.rows,
            "clinics": found.clinics,
            "with_npi": found.numbered,
            "facts": [said(one) for one in found.facts],
            "flags": [said(one) for one in found.flags],
            "off_the_list": found.off,
            "rejected": [asdict(rejection) for rejection in found.checked.rejected],
        }
    )


def _print(catalog: Catalog, found: _Result) -> None:
    for rejection in found.checked.rejected:
        print(rejection)
    if found.facts:
        print(_("On the list, by the NPI number:"))
        for one in found.facts:
            known = _noted(catalog, one.key)
            print(f"  {one.key}: {one.text}" + (_(" Our table says so.") if known == one.since else ""))
    if found.flags:
        print(_("Check these; it may be somebody else:"))
        for one in found.flags:
            print(f"  {one.key}: {one.text}")
    if found.off:
        print(_("Our table says that these are on the list, but they were not found on it:"))
        for clinic_id in found.off:
            print(f"  {clinic_id}")
    if found.facts or found.flags or found.off:
        print(
            _(
                "What to do: look each one up at {url}, where a tax number decides, before you act on it. Same names"
                " happen, and a number in our table may be wrong. Being on the list means that federal health programs"
                " do not pay there; it does not say that a clinic is closed. --write notes those found by number, after"
                " a yes."
            ).format(url=EXCLUSION_LIST)
        )
    print(
        _("{rows:,} rows of the list, {clinics}: {facts} on it, {flags} to check.").format(
            rows=found.checked.rows,
            clinics=count(found.clinics, "clinic", "clinics"),
            facts=len({one.key for one in found.facts}),
            flags=len({one.key for one in found.flags}),
        )
    )
    if found.numbered < found.clinics:
        print(
            _(
                "{n:,} have no NPI number in our table, so only name and address were compared. “import nppes” finds"
                " numbers."
            ).format(n=found.clinics - found.numbered)
        )


def _write(catalog: Catalog, found: _Result) -> int:
    """Notes what was found by number, and takes out what is over, each after a yes."""
    changes: list[tuple[str, Callable[[Table], str]]] = []
    origin = Origin(EXCLUSION_LIST, "register", read_on=date.today().isoformat())
    since: dict[str, str] = {}
    for one in found.facts:
        if one.since:  # of several rows the first day counts
            since[one.key] = min(since.get(one.key, one.since), one.since)
    for clinic_id, first in since.items():
        if _noted(catalog, clinic_id) != first:
            question = _("Note for patients that {clinic} is on the list since {month}? Did you look it up?")
            changes.append((question.format(clinic=clinic_id, month=month(first)), _noting(clinic_id, first, origin)))
    for clinic_id in found.off:
        question = _("Take out that {clinic} is on the list? Did you look it up?").format(clinic=clinic_id)
        changes.append((question, _taking_out(clinic_id)))
    agreed = []
    with suppress(asking.Stop):  # what was said yes to before counts
        for question, change in changes:
            if asking.yes(question):
                agreed.append(change)
    try:
        with editing.edit(settings().data) as table:
            for change in agreed:
                print(change(table))
            written = table.save()
    except EditError as error:
        print(error, file=sys.stderr)
        return NOTHING
    print(_("Changed: {files}.").format(files=", ".join(written)) if written else _("Nothing was changed."))
    return FOUND if found.clean else NOTHING


def _noting(clinic_id: str, since: str, origin: Origin) -> Callable[[Table], str]:
    def change(table: Table) -> str:
        if table.clinics.get(clinic_id, {}).get(FIELD):  # the list is the one source: an earlier word is out of date
            table.unstate(clinic_id, FIELD)
        return table.state(clinic_id, Statement(FIELD, since, origin))

    return change


def _taking_out(clinic_id: str) -> Callable[[Table], str]:
    return lambda table: table.unstate(clinic_id, FIELD)


def add(command: Command) -> None:
    """Adds the commands of this module to the command line."""
    check = command("exclusions", run_exclusions, _("clinics on the federal list of those whom Medicare does not pay"))
    check.add_argument(
        "path", nargs="?", metavar="FILE", help=_("the list as CSV; downloaded from oig.hhs.gov if left out")
    )
    check.add_argument(
        "--write", action="store_true", help=_("note what was found by NPI number, after a yes for each")
    )
