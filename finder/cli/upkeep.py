"""`check`, `stats`, `guide`: what keeps the table and the guide true."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from finder import catalog as catalogs
from finder import coverage, guidecheck
from finder import guide as guides
from finder.cli.common import FOUND, NOTHING, Command, load, print_json
from finder.settings import settings
from finder.text import _, count
from finder.vocabulary import label


def run_check(options: argparse.Namespace) -> int:
    """What is wrong with a clinic table."""
    path = Path(options.path) if options.path else settings().data
    report = catalogs.check(path, max_bytes=settings().max_bytes)
    if options.json:
        rejected = [asdict(rejection) for rejection in report.rejected]
        print_json({"rows": report.rows, "kept": report.kept, "rejected": rejected})
    else:
        for rejection in report.rejected:
            print(rejection)
        for warning in report.warnings:
            print(_("note: {warning}").format(warning=warning))
        print(
            _("{rows:,} rows, {kept:,} kept, {n:,} set aside").format(
                rows=report.rows, kept=report.kept, n=len(report.rejected)
            )
        )
    return NOTHING if report.rejected else FOUND


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
    numbers = coverage.statistics(load())
    if options.json:
        print_json(numbers)
        return FOUND
    console = Console()
    console.print(
        _("{n} in {states}").format(
            n=count(numbers["clinics"], "clinic", "clinics"), states=count(numbers["states"], "state", "states")
        )
    )
    table = Table(_("Fact"), _("Clinics that state it"))
    for name, n in numbers["stated"].items():
        table.add_row(label(name), f"{n:,}")
    console.print(table)
    for title in ("prices", "ages"):
        console.print(f"{title}: " + ", ".join(f"{name} {n:,}" for name, n in numbers[title].items()))
    return FOUND


def add(command: Command) -> None:
    """Adds the commands of this module that are not in `finder.cli` itself."""
