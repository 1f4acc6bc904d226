"""`import page`, `import site`: what a clinic's pages say, proposed fact by fact with the words it rests on."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.markup import escape

from finder import editing, schema
from finder.cli import asking, saying
from finder.cli import editing as byhand
from finder.cli.common import FOUND, NOTHING, UsageError, print_json
from finder.editing import EditError, Table
from finder.merging import Merging, Said
from finder.settings import settings
from finder.sources import page, site
from finder.sources.candidates import Candidate, PriceOffer, Statement
from finder.sources.web import Client, WebError
from finder.text import _, count
from finder.vocabulary import label

#: What says where a clinic is, in the order it is shown; asked first, since the rest hangs on it.
_IDENTITY = ("name", "street", "city", "state", "zip", "phone", "website")


def run_page(options: argparse.Namespace) -> int:
    """Reads a clinic's page or site and proposes what it says."""
    console = Console()
    if options.yes is not None and not 0 <= options.yes <= 1:
        raise UsageError(_("--yes takes a number from 0 to 1."))
    if options.as_of:
        byhand.month(options.as_of)
    visits = list(_visits(options, console))
    candidate = site.candidate(options.what, visits)
    if options.as_of:
        candidate = _with_origin(candidate, as_of=options.as_of)
    if options.kind:
        candidate = _of_kind(candidate, options.kind)
    said = _in_order(candidate)
    if options.json:
        print_json(
            {
                "pages": [{"url": one.url, "error": one.error or None} for one in visits],
                "facts": [_json(one) for one in said],
            }
        )
        return FOUND if said else NOTHING
    if not said:
        console.print(_("Nothing was found that a clinic states. Scripts are not run: save the page as you see it."))
        return NOTHING
    if options.dry_run:
        before = ""
        for one in said:
            saying.show(console, one, source_before=before)
            before = saying.source(one)
        return FOUND
    with editing.edit(settings().data) as table:
        merging, there = Merging(table), set(table.clinics)
        try:
            clinic_id = _which(console, merging, candidate, options)
            kind = options.kind or _kind(table.row(clinic_id)["website"], visits[0].url, options.yes is not None)
        except asking.Stop:
            console.print(_("Nothing was saved."))
            return NOTHING
        taken = 0 if clinic_id in there else len(table.evidence(clinic_id))  # who it is was looked at already
        taken += _propose(console, merging, clinic_id, _in_order(_of_kind(candidate, kind)), options.yes, taken)
        byhand.place_by_town(table, clinic_id)
        merging.save()
    text = _("{n} saved for {id}.") if taken else _("Nothing new was saved for {id}.")
    saying.line(console, text.format(n=count(taken, _("fact"), _("facts")), id=clinic_id))
    saying.line(console, _("See it: python -m finder show {id}").format(id=clinic_id))
    return FOUND if taken else NOTHING


def _visits(options: argparse.Namespace, console: Console) -> Iterator[site.Visit]:
    """The pages read. Raises UsageError when the first cannot be."""
    today = date.today().isoformat()
    client = Client()
    if options.what == "page" and "://" not in options.target:
        address = re.match(r"[\w-]+(\.[\w-]+)+(/|$)", options.target) and not re.search(r"\.html?$", options.target)
        if address and not Path(options.target).exists():
            raise UsageError(
                _("{target} is no file here; a web address begins with https://").format(target=options.target)
            )
        try:
            raw = Path(options.target).read_bytes()
        except OSError as error:
            raise UsageError(
                _("{file} cannot be read ({error})").format(file=options.target, error=error.strerror)
            ) from None
        if not re.match(r"https?://[\w-]+\.[\w.-]+", options.url):
            raise UsageError(_("Say where the saved page came from, with its whole address: --url https://…"))
        if b"\0" in raw:
            raise UsageError(_("{file} is no web page; it is not even text").format(file=options.target))
        yield site.Visit(options.url, page.read(raw.decode("utf-8", "replace"), options.url, today))
        return
    try:
        pages = options.pages if options.what == "site" else 1
        for one in site.visit(options.target, client, today, pages):
            if not options.json:
                console.print(escape(one.error or _("read {url}").format(url=one.url)), style="dim")
            yield one
    except WebError as error:
        raise UsageError(str(error)) from None


def _kind(website: str, url: str, unasked: bool) -> str:
    """What kind of page it is, asked where it is not on the clinic's site. Raises asking.Stop, UsageError."""
    kind = byhand.kind_of_page(url, website) or ("" if website else "clinic")
    if kind:
        return kind
    host = urlsplit(url).hostname
    if unasked:
        raise UsageError(_("{host} is not the clinic's own site. Say what it is: --kind directory.").format(host=host))
    chosen = asking.choose(_("{host} is not the clinic's own site. What is it?").format(host=host), byhand.OTHER_KINDS)
    return byhand.OTHER_KINDS[chosen]


def _of_kind(candidate: Candidate, kind: str) -> Candidate:
    """The same from pages of another kind; the site of somebody else's page is not the clinic's website."""
    kept = tuple(said for said in candidate.statements if kind == "clinic" or said.field != "website")
    return _with_origin(replace(candidate, statements=kept), kind=kind)


def _with_origin(candidate: Candidate, **changes: str) -> Candidate:
    """The same facts and prices with something else said of the pages behind them."""

    def changed(said: Any) -> Any:
        return replace(said, origin=replace(said.origin, **changes))

    statements, offers = (tuple(map(changed, said)) for said in (candidate.statements, candidate.offers))
    return replace(candidate, statements=statements, offers=offers)


def _in_order(candidate: Candidate) -> list[Said]:
    """What is proposed: who and where first, then as the columns stand, then prices."""
    order = {field: i for i, field in enumerate([*_IDENTITY, *schema.CLINICS.columns])}
    statements = [said for said in candidate.statements if said.field not in ("lat", "lon", "position")]
    return [*sorted(statements, key=lambda said: order[said.field]), *candidate.offers]


def _which(console: Console, merging: Merging, candidate: Candidate, options: argparse.Namespace) -> str:
    """The clinic that the page is about, added if it is new. Raises asking.Stop if nobody says."""
    table = merging.table
    if options.clinic:
        table.row(options.clinic)
        return str(options.clinic)
    case = merging.case(candidate)
    if case.kind == "sure" and options.yes is not None:
        return case.clinic_id
    answers = {}
    for number, (clinic_id, verdict) in enumerate(case.found, start=1):
        answers[str(number)] = clinic_id
        row = table.clinics[clinic_id]
        line = f"{number}. {row['name']}, {row['city']}, {row['state']} ({clinic_id}): {'; '.join(verdict.reasons)}"
        saying.line(console, line)
    if case.found:
        sure = "1" if case.kind == "sure" else ""
        others = {"n": _("a new one"), "q": _("quit")}
        chosen = asking.choose(_("Which clinic is the page about?"), answers | others, sure)
        if chosen in answers:
            return answers[chosen]
        if chosen == "q":
            raise asking.Stop
    else:
        text = _("The table has no clinic like this one. If you know that it has, stop here and name it: --clinic ID")
        saying.line(console, text)
    if options.yes is not None and not case.found and _complete(candidate):
        return table.add(_identity(candidate))
    return _new(console, table, candidate)


def _complete(candidate: Candidate) -> bool:
    return all(candidate.value(field) for field in ("name", "city", "state"))


def _identity(candidate: Candidate) -> Candidate:
    """Only what a new row needs."""
    needed = ("name", "city", "state")
    first = {one.field: one for one in reversed(candidate.statements) if one.field in needed}
    return replace(candidate, statements=tuple(first.values()), offers=())


def _new(console: Console, table: Table, candidate: Candidate) -> str:
    """Adds the clinic after a look at its name and place. Raises asking.Stop."""
    origin = [*(one.origin for one in candidate.statements), *(one.origin for one in candidate.offers)][0]
    statements = []
    for field in ("name", "city", "state"):
        found = next((one for one in candidate.statements if one.field == field), None)
        if found:
            saying.show(console, found)
        while True:
            question = _("{field} (Enter: {value}):") if found else _("{field}, as the page has it:")
            typed = asking.ask(question.format(field=label(field), value=found.value if found else ""))
            as_found = found.value if found else ""
            value = as_found if typed.lower() in ("", "y", "yes") else byhand.cell(field, typed)
            if len(value) > 1 and not schema.wrong(field, value):
                break
            how = _("Write the state in two letters.") if field == "state" else ""
            saying.line(console, " ".join(filter(None, (_("This one is needed."), how))), "yellow")
        statements.append(replace(found, value=value) if found else Statement(field, value, origin))
    return table.add(replace(candidate, statements=tuple(statements), offers=()))


def _propose(
    console: Console, merging: Merging, clinic_id: str, said: list[Said], above: float | None, just_added: int
) -> int:
    """Asks of each fact (or takes those that are sure enough), and writes those taken; how many.

    `just_added` of them are in the table since a moment.
    """
    taken, before = 0, ""
    left: list[Said] = []
    if known := [one for one in said if merging.table.has(clinic_id, one)]:
        for one in known:  # read again: its month may be a newer one
            merging.write(clinic_id, one)
        if not just_added:
            text = _("{n} of this page are in the table already.")
            console.print(text.format(n=count(len(known), _("fact"), _("facts"))), style="dim")
        said = [one for one in said if one not in known]
    for number, one in enumerate(said, start=1):
        saying.show(console, one, f"{number}/{len(said)}", _known(merging.table, clinic_id, one), before)
        before = saying.source(one)
        try:
            if above is None:
                kept = _ask(console, one)
            else:
                kept = one if one.confidence >= above else None
                if kept is None:
                    left.append(one)
        except asking.Stop:
            break
        while kept is not None:
            try:
                saying.line(console, merging.write(clinic_id, kept), "green", indent=2)
                taken += 1
                break
            except EditError as error:
                saying.line(console, str(error), "yellow", indent=2)
                if above is not None:
                    break
                try:
                    kept = _edited(console, kept)
                except asking.Stop:
                    kept = None
    if left:
        text = _("{n} not sure enough (under {sure:g}). Run it without --yes to be asked of each.")
        console.print(text.format(n=count(len(left), _("fact"), _("facts")), sure=above))
    return taken


def _known(table: Table, clinic_id: str, said: Said) -> str:
    """What the table says of it already: nothing, another value, or the same from another page."""
    if isinstance(said, PriceOffer):
        return ""
    cell = table.row(clinic_id)[said.field]
    if said.value in (cell.split(";") if said.field in schema.LISTS else [cell]):
        return _("known from another page")
    if cell and said.field not in schema.LISTS:
        return _("the table has {value}").format(value=cell)
    return ""


def _ask(console: Console, said: Said) -> Said | None:
    """The fact as it is to be written, or None. Raises asking.Stop."""
    answers = {"y": _("yes"), "n": _("no"), "e": _("edit"), "q": _("quit")}
    match asking.choose("  ", answers):
        case "y":
            return said
        case "e":
            return _edited(console, said)
        case "q":
            raise asking.Stop
    return None


def _edited(console: Console, said: Said) -> Said | None:
    """The fact as it was typed anew; None for an empty line. Raises asking.Stop."""
    while True:
        if isinstance(said, Statement):
            typed = asking.ask(_("  {field} is (Enter: leave it out):").format(field=label(said.field).lower()))
            return replace(said, value=byhand.cell(said.field, typed)) if typed else None
        typed = asking.ask(_("  The price, like “session iv 450” (Enter: leave it out):"))
        if not typed:
            return None
        try:
            return replace(byhand.typed_offer(typed, said.origin), words=said.words, note=said.note)
        except UsageError as error:
            saying.line(console, str(error), "yellow", indent=2)


def _json(said: Said) -> dict[str, Any]:
    shared = {"source_url": said.origin.url, "as_of": said.origin.as_of or None, "confidence": said.confidence}
    if isinstance(said, Statement):
        return {"field": said.field, "value": said.value, "words": said.words, **shared}
    names = ("item", "route", "low_usd", "high_usd", "sessions", "minutes", "includes", "words")
    return {name: getattr(said, name) for name in names} | shared
