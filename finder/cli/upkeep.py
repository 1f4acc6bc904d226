"""`check`, `stats`, `stale`, `guide`: what keeps the table and the guide true."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from finder import catalog as catalogs
from finder import coverage, guidecheck, linkcheck, upkeep
from finder import guide as guides
from finder.cli.common import FOUND, NOTHING, Command, UsageError, limit_of, load, print_json, state_code
from finder.settings import settings
from finder.sources.web import WebError
from finder.tables import shorten
from finder.text import _, count
from finder.vocabulary import KINDS, label

#: What becomes of a web address, in words.
_OUTCOMES = {
    "fine": "fine",
    "gone": "page gone",
    "no_host": "host gone",
    "parked": "for sale or shut",
    "certificate": "bad certificate",
    "moved": "moved to another site",
    "front": "leads to the front page",
    "unread": "not for programs (not dead)",
    "no_answer": "no answer today",
}


def run_check(options: argparse.Namespace) -> int:
    """What is wrong with a clinic table."""
    path = Path(options.path) if options.path else settings().data
    if options.links and not path.is_dir():
        raise UsageError(_("--links takes a folder with clinics.csv, or nothing for the configured one"))
    if not options.links and (options.state or options.limit is not None):
        raise UsageError(_("--state and --limit are for --links"))
    report = catalogs.check(path, max_bytes=settings().max_bytes)
    rejected = [asdict(rejection) for rejection in report.rejected]
    if not options.json:
        for rejection in report.rejected:
            print(rejection)
        for warning in report.warnings:
            print(_("note: {warning}").format(warning=warning))
        print(
            _("{rows:,} rows, {kept:,} kept, {n:,} set aside").format(
                rows=report.rows, kept=report.kept, n=len(report.rejected)
            )
        )
    numbers: dict[str, Any] = {"rows": report.rows, "kept": report.kept, "rejected": rejected}
    dead = False
    if options.links:
        links, dead = _check_links(path, options)
        numbers["links"] = links
    if options.json:
        print_json(numbers)
    return NOTHING if report.rejected or dead else FOUND


def _check_links(folder: Path, options: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """What became of the web addresses, told as it comes, and whether any is dead."""
    state = state_code(options.state)
    links = linkcheck.links(catalogs.load(folder, max_bytes=settings().max_bytes), state)[: limit_of(options.limit)]
    console = Console()
    findings: list[linkcheck.Finding] = []
    stopped = ""
    if not options.json:
        print(_("{n}: one a second for each host").format(n=count(len(links), "web address", "web addresses")))
    try:
        for finding in linkcheck.check(links):
            findings.append(finding)
            if finding.outcome != "fine" and not options.json:
                _print_finding(console, finding)
    except KeyboardInterrupt:
        stopped = _("Stopped. What came before is true.")
    except WebError as error:
        stopped = str(error)
    outcomes: Counter[str] = Counter(finding.outcome for finding in findings)
    dead = any(finding.dead for finding in findings)
    if stopped:
        print(stopped, file=sys.stderr)
    if not options.json:
        told = [f"{_(words)} {outcomes[outcome]:,}" for outcome, words in _OUTCOMES.items() if outcomes[outcome]]
        done = _("{done:,} of {all:,} looked at").format(done=len(findings), all=len(links))
        print(": ".join(filter(None, (done, ", ".join(told)))))
        if dead:
            print(_("A dead page does not prove that a clinic has closed: call it, or look for it, before you say so."))
    numbers = {
        "links": len(links),
        "checked": len(findings),
        "outcomes": {outcome: outcomes[outcome] for outcome in _OUTCOMES},
        "findings": [
            {
                "url": finding.link.url,
                "outcome": finding.outcome,
                "dead": finding.dead,
                "message": finding.message,
                "final_url": finding.final_url,
                "where": [{"id": clinic_id, "field": field} for clinic_id, field in finding.link.where],
            }
            for finding in findings
            if finding.outcome != "fine"
        ],
    }
    return numbers, dead or (bool(stopped) and not findings)


def _print_finding(console: Console, finding: linkcheck.Finding) -> None:
    where = ", ".join(dict.fromkeys(clinic_id for clinic_id, _field in finding.link.where))
    words = _(_OUTCOMES[finding.outcome])
    text = f"{words}: {finding.link.url} ({shorten(where, 90)})"
    console.print(escape(text), style="bold" if finding.dead else None, soft_wrap=True)
    if finding.message:
        console.print(escape(f"    {shorten(finding.message, 200)}"), soft_wrap=True)


def run_stale(options: argparse.Namespace) -> int:
    """The clinics to look at again, the most urgent first."""
    state, limit = state_code(options.state), limit_of(options.limit)
    found = upkeep.stale(load(), state=state)
    shown = found[:limit]
    if options.json:
        clinics = [
            {
                "id": one.clinic_id,
                "name": one.name,
                "city": one.city,
                "state": one.state,
                "as_of": one.as_of or None,
                "urgency": one.urgency,
                "reasons": list(one.reasons),
                "check": list(one.check),
            }
            for one in shown
        ]
        print_json({"total": len(found), "clinics": clinics})
        return FOUND if found else NOTHING
    console = Console()
    for number, one in enumerate(shown, start=1):  # no table: an address that is cut cannot be copied
        title = ", ".join(filter(None, (one.name, one.city, one.state)))
        console.print(escape(f"{number:3}. {title}"), style="bold", soft_wrap=True)
        console.print(escape(f"     {one.clinic_id}"), soft_wrap=True)
        console.print(escape(f"     {'; '.join(one.reasons)}"), soft_wrap=True)
        for look in one.check[:3]:
            console.print(escape(_("     check: {look}").format(look=look)), soft_wrap=True)
    print(_("{n} of {all} to look at again").format(n=len(shown), all=count(len(found), "clinic", "clinics")))
    return FOUND if found else NOTHING


def run_guide(options: argparse.Namespace) -> int:
    """What is wrong with the guide."""
    book = guides.load()
    problems = guidecheck.check(book, guides.PAGES)
    overdue = guidecheck.overdue(book, f"{date.today():%Y-%m}")
    sections = [
        {
            "section": section.slug,
            "words": section.words,
            "citations": len(guides.citations(section.body)),
            "sources": len(section.cited),
            "grade": round(guidecheck.grade(section, book), 1),
        }
        for section in book.sections
    ]
    if options.json:
        print_json(
            {
                "sections": sections,
                "problems": [asdict(problem) for problem in problems],
                "overdue": [section.slug for section in overdue],
            }
        )
        return NOTHING if problems else FOUND
    table = Table(_("Section"), _("Words"), _("Citations"), _("Sources"), _("Grade"))
    for one in sections:
        table.add_row(*(str(value) for value in one.values()))
    Console().print(table)
    for section in overdue:
        print(_("note: {file}.md was last reviewed in {month}").format(file=section.slug, month=section.reviewed))
    for problem in problems:
        print(problem)
    print(_("nothing is wrong") if not problems else count(len(problems), "problem", "problems"))
    return NOTHING if problems else FOUND


def run_stats(options: argparse.Namespace) -> int:
    """What the table knows, in numbers."""
    catalog = load()
    numbers = coverage.statistics(catalog) | coverage.breakdown(catalog)
    if options.json:
        print_json(numbers)
        return FOUND
    console = Console()
    console.print(
        _("{n} in {states}").format(
            n=count(numbers["clinics"], "clinic", "clinics"), states=count(numbers["states"], "state", "states")
        )
    )
    ages = {"recent": _("Recent"), "old": _("Old"), "undated": _("Undated")}
    table = Table(_("Fact"), _("Clinics that state it"), *ages.values())
    for name, n in numbers["stated"].items():
        table.add_row(label(name), f"{n:,}", *(f"{numbers['by_age'][name][age]:,}" for age in ages))
    console.print(table)
    table = Table(_("State"), _("Clinics"), _("With a price"), *ages.values())
    for state, row in numbers["by_state"].items():
        table.add_row(_("no state") if state == "none" else state, *(f"{n:,}" for n in row.values()))
    console.print(table)
    table = Table(_("Best source"), _("Clinics"), _("Pages of that kind"))
    for kind, row in numbers["by_kind"].items():
        table.add_row(KINDS[kind].label if kind in KINDS else _("none"), *(f"{n:,}" for n in row.values()))
    console.print(table)
    for title in ("prices", "ages"):
        console.print(f"{title}: " + ", ".join(f"{name} {n:,}" for name, n in numbers[title].items()))
    for one in numbers["conflicts"]:
        said = _("{id}: sources disagree on {field}: {values}")
        values = "; ".join(one["values"])
        console.print(escape(said.format(id=one["id"], field=label(one["field"]).lower(), values=values)))
    return FOUND


def add(command: Command) -> None:
    """Adds the commands of this module that are not in `finder.cli` itself."""
    stale = command("stale", run_stale, _("clinics to look at again, the most urgent first"))
    stale.add_argument("--limit", type=int, default=20, metavar="N", help=_("how many to show"))
    stale.add_argument("--state", default="", metavar="STATE", help=_("only clinics of this state"))
