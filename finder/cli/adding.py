"""`add`: walks through a new clinic, question by question; one may go back.

Whoever types “back” has all but the last answer played again unseen, and is asked from there: so the walk itself goes
straight on and need not know how to undo anything.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console

from finder import editing, merging, schema
from finder.cli import asking, saying
from finder.cli import editing as byhand
from finder.cli.common import FOUND, NOTHING, Command, UsageError
from finder.editing import EditError, Table
from finder.settings import settings
from finder.sources.candidates import Candidate, Origin, Statement
from finder.text import _, count, join
from finder.vocabulary import FIELDS, KINDS, label

#: What is asked for, in the order in which a clinic's page or a person on the phone would tell it.
_ASKED = (
    "phone", "website", "street", "zip", "routes", "conditions", "clinicians", "board_certified", "monitoring",
    "insurance", "financing", "services", "settings", "memberships", "iv_minutes", "series_sessions", "min_age",
    "referral_required", "new_patients", "wait_days", "hours", "languages", "accessibility",
)  # fmt: skip

#: What the number that is asked for is counted in.
_UNITS = {"iv_minutes": _(" (minutes)"), "wait_days": _(" (days)"), "min_age": _(" (years)")}

#: What is typed instead of an answer that was given before, to leave the question out after all.
_EMPTY = "-"


def run_add(_options: argparse.Namespace) -> int:
    """Walks through a new clinic: where it was read, who and where it is, then fact by fact."""
    console = Console()
    text = _("A new clinic. Enter alone leaves a question out (not stated); Ctrl-D stops without saving.")
    saying.line(console, text)
    text = _("“{back}” goes back a question; Enter then keeps your [earlier answer], “{empty}” leaves it out.")
    saying.line(console, text.format(back=asking.BACK, empty=_EMPTY) + "\n")
    with editing.edit(settings().data) as table:
        try:
            clinic_id = _walk_with_ways_back(table)
        except asking.Stop:
            print(_("Stopped. Nothing was saved."))
            return NOTHING
        if not clinic_id:
            return NOTHING
        table.save()
    print(_("Saved. See it: python -m finder show {id}").format(id=clinic_id))
    return FOUND


def _walk_with_ways_back(table: Table) -> str:
    """The id of the clinic added; empty if it was not. Raises asking.Stop."""
    there = set(table.clinics)
    asked = _Asked()
    while True:
        try:
            return _walk(asked, table)
        except asking.Back:
            for clinic_id in set(table.clinics) - there:
                table.forget(clinic_id)
            asked.go_back()


class _Asked:
    """The questions asked and the answers that were accepted, to play them again."""

    def __init__(self) -> None:
        self._given: list[tuple[str, str]] = []
        self._before: dict[tuple[str, int], str] = {}
        self._at = 0

    def go_back(self) -> None:
        """Begins anew with all answers but the last."""
        if not self._given:
            print(_("This is the first question."))
        self._given = self._given[:-1]
        self._at = 0

    def say(self, text: str, style: str = "") -> None:
        """Prints a line, unless what it is about was said before."""
        if self._at == len(self._given):
            saying.line(Console(), text, style)

    def choose(self, question: str, answers: Mapping[str, str]) -> str:
        """The key of an answer; see `asking.choose`. Raises asking.Back and asking.Stop."""
        if (played := self._play()) is not None:
            return played
        return self._keep(question, asking.choose(question, answers, self._default(question), back=True))

    def until(self, question: str, read: Callable[[str], Any], needed: bool = False, field: str = "") -> Any:
        """What `read` makes of the answer; asked again while it raises UsageError or EditError, empty for none.

        “?” lists the words of a field. Raises asking.Back and asking.Stop.
        """
        if (played := self._play()) is not None:
            return read(played) if played else ""
        default = self._default(question)
        while True:
            typed = asking.ask(f"{question} [{default}]" if default else question, default, back=True)
            typed = "" if typed == _EMPTY else typed
            if typed == "?" and field in FIELDS:
                for word in FIELDS[field]:
                    saying.line(Console(), f"{word.key:28} {word.label}", indent=2)
                continue
            try:
                if needed and not typed:
                    raise UsageError(_("This one is needed."))
                found = read(typed) if typed else ""
            except (UsageError, EditError) as error:
                hint = _(" (“?” lists the words)") if field in FIELDS else ""
                saying.line(Console(), f"{error}{hint}", "yellow")
                continue
            self._keep(question, typed)
            return found

    def _play(self) -> str | None:
        """The answer given before to the question that comes now; None if it is to be asked."""
        if self._at == len(self._given):
            return None
        self._at += 1
        return self._given[self._at - 1][1]

    def _default(self, question: str) -> str:
        return self._before.get(self._key(question), "")

    def _keep(self, question: str, answer: str) -> str:
        self._before[self._key(question)] = answer
        self._given.append((question, answer))
        self._at += 1
        return answer

    def _key(self, question: str) -> tuple[str, int]:
        """The question and how often it was asked before: prices are asked for until there are no more."""
        return question, sum(one == question for one, _answer in self._given)


def _walk(asked: _Asked, table: Table) -> str:
    """The id of the clinic added; empty if it was not. Raises asking.Back and asking.Stop."""
    question = _("Where does it say so? (address of the page, or “phone call”)")
    source: Origin = asked.until(question, _source, needed=True)
    as_of = f"{date.today():%Y-%m}"
    if source.url:
        as_of = asked.until(_("Month the page prints, YYYY-MM (nothing if it prints none):"), byhand.month)
    else:
        as_of = (
            asked.until(_("Month of the call, YYYY-MM (nothing: {month}):").format(month=as_of), byhand.month) or as_of
        )
    source = replace(source, as_of=as_of)
    said: dict[str, list[str]] = {}

    def state(field: str, question: str, needed: bool = False) -> None:
        said[field] = asked.until(question, lambda typed: _cells(field, typed), needed, field) or []

    state("name", _("Name:"), needed=True)
    home = asked.choose(_("Does it have a door that people go to?"), {"y": _("yes"), "n": _("no")}) == "n"
    if home:
        said["telehealth_only"] = ["true"]
        state("states_served", _("States it serves (CA, NY, …):"))
    else:
        state("city", _("City:"), needed=True)
        state("state", _("State:"), needed=True)
    for field in _ASKED:
        if not (home and field in ("street", "zip", "accessibility")):
            state(field, f"{label(field)}{_UNITS.get(field, '')}:")
        if field == "website" and said[field] and source.url and source.kind == "clinic":
            source = replace(source, kind=_kind(asked, source.url, said[field][0]))
        if field == "zip" and not _go_on(asked, table, _candidate(said, source)):
            return ""
    clinic_id = table.add(_candidate(said, source))
    question = _("A price, like “session iv 450” or “series iv 6x 2400” (nothing: no more):")
    while line := asked.until(question, lambda typed: table.offer(clinic_id, byhand.typed_offer(typed, source))):
        asked.say(line)
    if remark := byhand.place_by_town(table, clinic_id):
        asked.say(remark)
    facts = sum(len(values) for values in said.values()) + len(table.offers(clinic_id))
    question = _("{n}. Save {id}?").format(n=count(facts, _("fact"), _("facts")), id=clinic_id)
    if asked.choose(question, {"y": _("yes"), "n": _("no")}) == "y":
        return clinic_id
    print(_("Nothing was saved."))
    return ""


def _cells(field: str, typed: str) -> list[str]:
    """What was typed, as the table writes it. Raises UsageError."""
    found = [byhand.cell(field, word) for word in byhand.words_of(field, typed)]
    for one in found:
        if reason := schema.wrong(field, one.lower() if field in FIELDS else one):
            # Of a list the reason names the word itself; of others it goes on from what was typed.
            whole = _("{field} is “{typed}”, {reason}.").format(field=label(field), typed=one, reason=reason)
            raise UsageError(reason if field in FIELDS else whole)
    return found


def _candidate(said: dict[str, list[str]], source: Origin) -> Candidate:
    statements = [Statement(field, one, source) for field, found in said.items() for one in found]
    return Candidate("hand", "", tuple(statements))


def _go_on(asked: _Asked, table: Table, candidate: Candidate) -> bool:
    """Whether to go on, after a word on clinics of the table that it may be. Raises asking.Back and asking.Stop."""
    found = merging.Merging(table).case(candidate).found
    for clinic_id, verdict in found:
        text = _("It may be {id}: {reasons}.").format(id=clinic_id, reasons="; ".join(verdict.reasons))
        asked.say(text, "yellow")
    answers = {"y": _("yes, stop here"), "n": _("no, go on")}
    if not found or asked.choose(_("Is it one of these?"), answers) == "n":
        return True
    print(_("Nothing was saved. Add what is new with “fact add” and “price add”."))
    return False


def _source(typed: str) -> Origin:
    """A source before the clinic's site is known: a page is the clinic's own unless its kind is named behind it."""
    url, _space, kind = typed.partition(" ")
    if byhand.SPOKEN.get(typed.lower()):
        return byhand.origin(typed, "", "", "")
    if kind and kind not in KINDS:
        raise UsageError(
            _("“{kind}” is no kind of source: {kinds}.").format(kind=kind, kinds=join([*KINDS.bits], _("or")))
        )
    return byhand.origin(url, kind, "", url)


def _kind(asked: _Asked, url: str, website: str) -> str:
    """What kind of page it is, asked where it is not on the clinic's site. Raises asking.Back and asking.Stop."""
    if kind := byhand.kind_of_page(url, website):
        return kind
    question = _("{host} is not the clinic's own site. What is it?").format(host=urlsplit(url).hostname)
    return byhand.OTHER_KINDS[asked.choose(question, byhand.OTHER_KINDS)]


def add(command: Command) -> None:
    """Adds the command of this module to the command line."""
    command("add", run_add, _("walk through a new clinic"))
