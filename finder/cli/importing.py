"""`import`: what a clinic's pages, a file or an official register says."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table as Sheet

from finder import editing, places
from finder.cli.common import FOUND, NOTHING, Command, UsageError, print_json, state_code
from finder.settings import settings
from finder.sources import incoming, sheetcolumns, spreadsheet
from finder.sources.registry import SOURCES, Lookup, Request
from finder.sources.web import Client, WebError
from finder.tables import TableError, shorten
from finder.text import _, count
from finder.vocabulary import KINDS

#: Rows set aside that are shown; the rest is counted.
_SHOWN = 20


def run_source(options: argparse.Namespace) -> int:
    """Reads a file or a register into what waits to be merged."""
    folder, source = settings().data, options.what
    request = _REQUESTS[source](options)
    # An API that is documented for programs is not what robots.txt is about.
    client = Client(robots=False, max_bytes=50_000_000)
    last, error = incoming.Progress(), ""
    try:
        with _bar(options.json) as show:
            for last in incoming.read(folder, source, request, client):
                show(last)
    except spreadsheet.RequestError as failure:
        why = _("{why} (See --source, --kind, --as-of and --column of “import file --help”.)")
        raise UsageError(why.format(why=failure)) from None
    except (WebError, TableError) as failure:
        error = str(failure)
    except KeyboardInterrupt:
        error = _("Stopped.")
    if options.json:
        print_json(
            {
                "source": source,
                "kept": last.kept,
                "set_aside": [str(one) for one in last.rejected],
                "resumed": last.resumed,
                "error": error or None,
            }
        )
        return NOTHING if error or not last.kept else FOUND
    for one in last.rejected[:_SHOWN]:
        print(one)
    if len(last.rejected) > _SHOWN:
        print(_("… and {n} more").format(n=len(last.rejected) - _SHOWN))
    print(
        _("{kept} read, {set_aside} set aside").format(
            kept=count(last.kept, "clinic", "clinics"), set_aside=count(len(last.rejected), "thing", "things")
        )
    )
    if error:
        print(error, file=sys.stderr)
        if last.kept:
            print(_("What was read is kept. Run the same command to go on."), file=sys.stderr)
        return NOTHING
    if last.kept:
        print(_("They wait to be merged: python -m finder merge --explain"))
    return FOUND if last.kept else NOTHING


def _file_request(options: argparse.Namespace) -> Request:
    spoken = {"phone call": "phone", "phone": "phone", "report": "report"}.get(options.source.lower(), "")
    columns = []
    for pair in options.column:
        header, equals, field = pair.partition("=")
        if not equals:
            raise UsageError(_('--column is {pair!r}: write it like "Clinic name=name".').format(pair=pair))
        columns.append((header, field))
    request = Request(
        path=Path(options.path),
        source_url="" if spoken else options.source,
        kind=options.kind or spoken,
        as_of=options.as_of,
        columns=tuple(columns),
    )
    try:
        mapping = spreadsheet.columns(request)
    except (TableError, spreadsheet.RequestError) as error:
        raise UsageError(str(error)) from None
    if not options.json:
        _print_mapping(mapping)
    return request


def _print_mapping(mapping: sheetcolumns.Mapping) -> None:
    """The columns of a spreadsheet and what each is taken for; nothing for a file that names its own."""
    sheet = Sheet(_("Column"), _("Taken for"), _("How sure"), _("Why"), _("Such as"))
    for column in mapping.columns:
        taken = sheetcolumns.title(column.target) if column.target else _("not read")
        sure = f"{column.sure:.0%}" if column.target else ""
        sheet.add_row(*map(escape, (column.header, taken, sure, column.why, shorten(column.example, 40))))
    if mapping.columns:
        Console().print(sheet)
        print(_('If one is wrong, say so: --column "{header}=name".').format(header=mapping.columns[0].header))


def _near_request(options: argparse.Namespace) -> Request:
    if options.within <= 0:
        raise UsageError(_("--within takes a number of miles."))
    answer = places.answer(options.near)
    if not answer.places:
        raise UsageError(answer.message)
    return Request(near=answer.places[0], within_miles=options.within, base=options.base)


def _lookup_request(options: argparse.Namespace) -> Request:
    with editing.edit(settings().data) as table:
        if options.clinic:
            table.row(options.clinic)
        state = state_code(options.state)
        rows = [
            row
            for row in table.clinics.values()
            if (not options.clinic or row["id"] == options.clinic)
            and row["state"] == (state or row["state"])
            and row["status"] != "closed"
        ]
    fields = ("name", "street", "city", "state", "zip", "phone", "npi")
    lookups = tuple(Lookup(row["id"], *(row[field] for field in fields)) for row in rows)
    if not lookups:
        raise UsageError(_("There is no clinic to look up."))
    return Request(lookups=lookups, base=options.base)


_REQUESTS = {"file": _file_request, "findtreatment": _near_request, "nppes": _lookup_request}


@contextmanager
def _bar(quiet: bool) -> Iterator[Any]:
    """What shows how far a reading has come; nothing where nobody looks."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal, transient=True) as bar:
        task = bar.add_task(_("reading"), total=None)

        def show(now: incoming.Progress) -> None:
            text = _("{n} read").format(n=count(now.kept, "clinic", "clinics"))
            bar.update(task, description=text)
            if now.mark:
                bar.update(task, completed=now.mark.done, total=now.mark.of or None)

        yield show


def _run_page(options: argparse.Namespace) -> int:
    # What reads pages takes a while to load, and no other command needs it.
    from finder.cli import pageimport

    return pageimport.run_page(options)


def add(command: Command) -> None:
    """Adds the commands of this module to the command line."""
    parent = command("import", run_source, _("read a clinic's page or site, a file, or an official register"))
    kinds = parent.add_subparsers(dest="what", required=True, metavar="WHAT")

    def kind(name: str, help: str, run: Any) -> argparse.ArgumentParser:
        sub = kinds.add_parser(name, help=help, description=help)
        # Left alone when it is not given, so that one before the word counts too.
        sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("print JSON for programs"))
        sub.set_defaults(run=run)
        return sub

    for name, help in (
        ("page", _("one page of a clinic: proposes facts, each with its words")),
        ("site", _("a clinic's site: its pages on prices, questions, team and contact")),
    ):
        sub = kind(name, help, _run_page)
        sub.add_argument("target", metavar="URL-or-FILE" if name == "page" else "URL")
        if name == "page":
            sub.add_argument("--url", default="", help=_("the address that a saved page came from"))
        else:
            sub.add_argument("--pages", type=int, default=8, metavar="N", help=_("pages to read at most"))
        sub.add_argument("--clinic", default="", metavar="ID", help=_("the clinic it is about"))
        sub.add_argument("--as-of", default="", metavar="YYYY-MM", help=_("the month that the page prints"))
        sub.add_argument(
            "--kind", default="", choices=KINDS.bits, metavar="KIND",
            help=_("what the page is, if it is not the clinic's own: {kinds}").format(kinds=", ".join(KINDS.bits)),
        )  # fmt: skip
        sub.add_argument(
            "--yes", type=float, nargs="?", const=0.9, metavar="SURE",
            help=_("take what is surer than this (0 to 1; 0.9 if left out) without asking"),
        )  # fmt: skip
        sub.add_argument("--dry-run", action="store_true", help=_("only show what the page says"))

    sub = kind("file", SOURCES["file"].english, run_source)
    sub.add_argument("path", metavar="FILE")
    sub.add_argument("--source", default="", help=_("the page that the file is from, or “phone call”"))
    sub.add_argument("--kind", default="", choices=KINDS.bits, metavar="KIND", help=", ".join(KINDS.bits))
    sub.add_argument("--as-of", default="", metavar="YYYY-MM", help=_("the month that the file is from"))
    sub.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="HEADER=FIELD",
        help=_("what a column is, if the guess is wrong"),
    )
    sub = kind("findtreatment", SOURCES["findtreatment"].english, run_source)
    sub.add_argument("near", metavar="PLACE", help=_("ZIP, city or state"))
    sub.add_argument("--within", type=float, default=100.0, metavar="MILES")
    sub.add_argument("--base", default="", help=argparse.SUPPRESS)
    sub = kind("nppes", SOURCES["nppes"].english, run_source)
    sub.add_argument("--clinic", default="", metavar="ID", help=_("one clinic only"))
    sub.add_argument("--state", default="", metavar="CA", help=_("clinics of one state only"))
    sub.add_argument("--base", default="", help=argparse.SUPPRESS)
