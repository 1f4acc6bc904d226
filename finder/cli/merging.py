"""`merge`: which clinic each imported candidate is about, and rows of the table that may be one door."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Column
from rich.table import Table as Sheet

from finder import editing, evidence
from finder.cli import asking, saying
from finder.cli.common import FOUND, NOTHING, Command, UsageError, print_json
from finder.editing import EditError, Table
from finder.merging import SURE, Case, Merging, Said, rest
from finder.settings import settings
from finder.sources import incoming
from finder.sources.candidates import Candidate, Statement
from finder.sources.registry import SOURCES
from finder.sources.verdicts import Verdict
from finder.tables import TableError
from finder.text import _, count

#: Candidates merged between two savings: what a kill can cost is work of seconds.
_BATCH = 50
#: Clinics that are named after merging; more are only counted.
_NAMED = 20


def run_merge(options: argparse.Namespace) -> int:
    """Brings what waits into the table: sure ones at once, doubtful ones by question."""
    folder = settings().data
    if not 0 <= options.sure <= 1:
        raise UsageError(_("--sure takes a number from 0 to 1."))
    if options.doubles:
        return _run_doubles(options)
    sources = [options.source] if options.source else incoming.waiting(folder)
    waiting = [(source, _waiting(folder, source)) for source in sources]
    if not any(candidates for _source, candidates in waiting):
        print(_("Nothing waits to be merged. Begin with “import”."), file=sys.stderr)
        return NOTHING
    with editing.edit(folder) as table:
        merging = _merging(table, options.sure)
        done: list[dict[str, Any]] = []
        stopped = False
        for source, candidates in waiting:
            left, stopped = _merge_all(merging, source, candidates, options, done)
            if not options.explain:
                merging.save()
                incoming.keep(folder, source, left)
            if stopped:
                break
    _print_done(options, done)
    if stopped and not options.json and (more := sum(len(found) for _of, found in waiting) - len(done)):
        print(_("Stopped. Not looked at, still waiting: {n}.").format(n=count(more, _("clinic"), _("clinics"))))
    return FOUND


def _waiting(folder: Path, source: str) -> list[Candidate]:
    try:
        return incoming.candidates(folder, source)
    except ValueError as error:
        where = incoming.file_of(folder, source)
        raise UsageError(_("{file} is damaged ({error}). Import it again.").format(file=where, error=error)) from None


def _merging(table: Table, sure: float = SURE) -> Merging:
    try:
        return Merging(table, sure)
    except TableError as error:
        raise EditError(str(error)) from None


def _merge_all(
    merging: Merging, source: str, candidates: list[Candidate], options: argparse.Namespace, done: list[dict[str, Any]]
) -> tuple[list[Candidate], bool]:
    """The candidates of a source that still wait afterwards, and whether whoever was asked stopped there.

    Adds to `done` what was done with each.
    """
    left: list[Candidate] = []
    stopped = False
    asks = sys.stdin.isatty() or options.ask
    for number, candidate in enumerate(candidates, start=1):
        case = merging.case(candidate)
        kind: str = case.kind
        clinic_id, error = case.clinic_id, ""
        waits: list[Said] = []
        answered = False
        try:
            if kind == "ask" and asks and not options.explain:
                answered = True
                kind, clinic_id = _ask(merging.table, case)
            if kind in ("sure", "known"):
                merging.same(candidate, clinic_id)
            elif kind == "new":
                clinic_id = merging.new(candidate)
            elif kind == "refused":
                merging.refuse(candidate)
            elif kind != "stranger":
                left.append(candidate)
            if kind in ("sure", "known", "new"):
                waits = merging.unsure(candidate, clinic_id)
                if waits and options.unsure and not options.explain:
                    answered = True
                    stopped = not _ask_facts(merging, clinic_id, waits)
                left += filter(None, [rest(candidate, waits)])
        except EditError as failure:
            kind, error = "wrong", str(failure)
            left.append(candidate)
        except asking.Stop:
            return [*left, *candidates[number - 1 :]], True
        done.append(
            _done(source, candidate, kind, clinic_id, case.found, error) | {"unsure": list(map(saying.what, waits))}
        )
        if stopped:
            return [*left, *candidates[number:]], True
        if (answered or number % _BATCH == 0) and not options.explain:
            merging.save()
        if answered:  # A kill must not cost what somebody typed.
            incoming.keep(merging.table.folder, source, [*left, *candidates[number:]])
    return left, False


def _ask(table: Table, case: Case) -> tuple[str, str]:
    """What whoever keeps the table says of a doubtful candidate: (kind, clinic). Raises asking.Stop."""
    console = Console()
    answers: dict[str, str] = {}
    saying.line(
        console, _("{who}, says {source}").format(who=_who(case.candidate.value), source=case.candidate.source), "bold"
    )
    if not case.found:
        saying.line(console, _("It was {id}, which has been taken out.").format(id=case.clinic_id), indent=3)
    for number, (clinic_id, verdict) in enumerate(case.found, start=1):
        answers[str(number)] = clinic_id
        saying.line(console, f"{number}. {_who(table.clinics[clinic_id].__getitem__)}")
        saying.line(console, "; ".join(verdict.reasons), "dim", indent=3)
    others = {"n": _("no, a clinic of its own"), "l": _("later"), "x": _("none that we list")}
    chosen = asking.choose(_("Which is it?"), answers | others)
    if chosen in answers:
        return "sure", answers[chosen]
    return {"n": "new", "l": "ask", "x": "refused"}[chosen], ""


def _who(cell: Callable[[str], str]) -> str:
    """A clinic on one line: name, address, phone and website, as far as they are stated."""
    number = cell("phone")
    where = " ".join(filter(None, (cell("state"), cell("zip"))))
    told = (cell("name"), cell("street"), cell("city"), where, evidence.phone(number), cell("website"))
    return ", ".join(filter(None, told))


def _ask_facts(merging: Merging, clinic_id: str, waits: list[Said]) -> bool:
    """Asks of each fact that is not sure enough; leaves in `waits` those to wait. Whether to go on asking."""
    console = Console()
    before = ""
    for said in tuple(waits):
        if isinstance(said, Statement) and said.field in ("lat", "lon", "position"):
            continue  # A point on the map cannot be judged by its numbers; “locate” finds one.
        if not before:
            saying.line(console, f"{merging.table.row(clinic_id)['name']} ({clinic_id})", "bold")
        saying.show(console, said, source_before=before)
        before = saying.source(said)
        try:
            answers = {"y": _("yes"), "n": _("no (forget it)"), "l": _("later"), "q": _("quit")}
            chosen = asking.choose("  ", answers)
        except asking.Stop:
            return False
        if chosen == "q":
            return False
        if chosen == "y":
            try:
                saying.line(console, merging.write(clinic_id, said), "green", indent=2)
            except EditError as error:
                saying.line(console, str(error), "yellow", indent=2)
                continue
        if chosen in "yn":
            waits.remove(said)
    return True


def _run_doubles(options: argparse.Namespace) -> int:
    """Rows of the table that may be one door."""
    with editing.edit(settings().data) as table:
        merging = _merging(table)
        pairs = merging.doubles()
        done = [{"a": a, "b": b, "kind": v.kind, "reasons": list(v.reasons)} for a, b, v in pairs]
        if not options.json:
            for a, b, verdict in pairs:
                print(f"{a}  {b}: {verdict.kind}, {'; '.join(verdict.reasons)}")
        if sys.stdin.isatty() and not (options.explain or options.json):
            _ask_doubles(merging, [(a, b) for a, b, _verdict in pairs])
            merging.save()
    if options.json:
        print_json({"doubles": done})
    elif not pairs:
        print(_("No two rows look like one door."))
    return FOUND if not pairs else NOTHING


def _ask_doubles(merging: Merging, pairs: Iterable[tuple[str, str]]) -> None:
    """Asks of each pair, and joins those that are one."""
    try:
        for a, b in pairs:
            if a not in merging.table.clinics or b not in merging.table.clinics:
                continue
            answers = {"1": _("one, keep {id}").format(id=a), "2": _("one, keep {id}").format(id=b)}
            chosen = asking.choose(f"{a}, {b}?", answers | {"t": _("two doors"), "l": _("later")})
            if chosen in "12":
                merging.join(*((a, b) if chosen == "1" else (b, a)))
            elif chosen == "t":
                merging.two(a, b)
    except asking.Stop:
        pass


def _done(
    source: str, candidate: Candidate, kind: str, clinic_id: str, found: tuple[tuple[str, Verdict], ...], error: str
) -> dict[str, Any]:
    return {
        "source": source,
        "key": candidate.key,
        "name": candidate.value("name"),
        "place": ", ".join(filter(None, (candidate.value("city"), candidate.value("state")))),
        "kind": kind,
        "clinic": clinic_id or None,
        "like": [{"clinic": key, "kind": verdict.kind, "reasons": list(verdict.reasons)} for key, verdict in found],
        "error": error or None,
    }


def _print_done(options: argparse.Namespace, done: list[dict[str, Any]]) -> None:
    kinds = Counter(one["kind"] for one in done)
    unsure = sum(len(one["unsure"]) for one in done)
    if options.json:
        print_json({"explained" if options.explain else "merged": done, "unsure": unsure, **kinds})
        return
    words = {
        "sure": _("a clinic we know"),
        "known": _("decided before"),
        "new": _("new"),
        "ask": _("to ask"),
        "refused": _("none that we list"),
        "stranger": _("not one we know, and this register adds none"),
        "wrong": _("left out"),
    }
    shown = done if options.explain else [one for one in done if one["kind"] in ("ask", "wrong")]
    if shown:
        sheet = Sheet(_("Clinic"), _("What it is"), Column(_("Why"), overflow="fold"))
        for one in shown:
            # A clinic that exists only once this is really merged has no id yet.
            like = "\n".join(f"{other['clinic']}: {'; '.join(other['reasons'])}" for other in one["like"])
            name = "\n".join(filter(None, (one["name"], one["place"])))
            why = one["error"] or like or _("like no clinic we know")
            if one["kind"] == "ask" and one["clinic"] and not like:
                why = _("it was {id}, which has been taken out").format(id=one["clinic"])
            sheet.add_row(*map(escape, (name, words[one["kind"]], why)))
        Console().print(sheet)
    if not options.explain:
        for one in [one for one in done if one["kind"] in ("new", "sure")][:_NAMED]:
            print(f"{words[one['kind']]}: {one['clinic']}")
    print(", ".join(f"{words[kind]}: {n}" for kind, n in kinds.items()))
    if unsure:
        print(
            _("{n} not sure enough to be written (under {sure:g}), kept in incoming/.").format(
                n=count(unsure, _("fact"), _("facts")), sure=options.sure
            )
        )
        print(_("To be asked of each: merge --unsure. To take all: merge --sure 0.5."))
    if options.explain:
        print(_("Nothing was written. Without --explain it is."))
    elif kinds["ask"]:
        print(_("Those to ask still wait: run “merge” at a terminal and answer."))


def add(command: Command) -> None:
    """Adds the commands of this module to the command line."""
    sub = command("merge", run_merge, _("bring what was imported into the table"))
    sub.add_argument("--source", default="", choices=SOURCES, metavar="SOURCE", help=", ".join(SOURCES))
    sub.add_argument("--explain", action="store_true", help=_("only say what would be done, and why"))
    sub.add_argument(
        "--sure",
        type=float,
        default=SURE,
        metavar="0-1",
        help=_("write facts that are at least this sure; {usual:g}").format(usual=SURE),
    )
    sub.add_argument("--unsure", action="store_true", help=_("ask of each fact that is less sure than that"))
    sub.add_argument("--doubles", action="store_true", help=_("look for rows of the table that may be one door"))
    sub.add_argument("--ask", action="store_true", help=_("ask even where there is no terminal (answers from a pipe)"))
