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
from finder.cli import asking
from finder.cli import editing as byhand
from finder.cli.common import FOUND, NOTHING, UsageError, print_json
from finder.editing import EditError, Table
from finder.merging import Merging
from finder.settings import settings
from finder.sources import page, site
from finder.sources.candidates import Candidate, PriceOffer, Statement
from finder.sources.web import Client, WebError
from finder.text import _, count, money_range
from finder.vocabulary import FIELDS, INCLUDES, ITEMS, ROUTES, label

#: What says where a clinic is, in the order it is shown; asked first, since the rest hangs on it.
_IDENTITY = ("name", "street", "city", "state", "zip", "phone", "website")

Said = Statement | PriceOffer


def run_page(options: argparse.Namespace) -> int:
    """Reads a clinic's page or site and proposes what it says."""
    console = Console()
    if options.yes is not None and not 0 <= options.yes <= 1:
        raise UsageError(_("--yes takes a number from 0 to 1."))
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
        page_before = ""
        for one in said:
            _show(console, one, page_before=page_before)
            page_before = one.origin.url
        return FOUND
    with editing.edit(settings().data) as table:
        merging = Merging(table)
        try:
            clinic_id = _which(console, merging, candidate, options)
            kind = options.kind or _kind(table.row(clinic_id)["website"], visits[0].url, options.yes is not None)
        except asking.Stop:
            console.print(_("Nothing was saved."))
            return NOTHING
        taken = _propose(console, table, clinic_id, _in_order(_of_kind(candidate, kind)), options.yes)
        byhand.place_by_town(table, clinic_id)
        merging.save()
    console.print(escape(_("{n} saved for {id}.").format(n=count(taken, "fact", "facts"), id=clinic_id)))
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
        if not options.url:
            raise UsageError(_("Say where the saved page came from: --url https://…"))
        try:
            raw = Path(options.target).read_bytes()
        except OSError as error:
            raise UsageError(
                _("{file} cannot be read ({error})").format(file=options.target, error=error.strerror)
            ) from None
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
        console.print(escape(line))
    if case.found:
        chosen = asking.choose(_("Which clinic is the page about?"), answers | {"n": _("a new one"), "q": _("quit")})
        if chosen in answers:
            return answers[chosen]
        if chosen == "q":
            raise asking.Stop
    else:
        console.print(_("The table has no clinic like this one."))
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
            _show(console, found)
        while True:
            question = _("{field} (Enter: {value}):") if found else _("{field}, as the page has it:")
            typed = asking.ask(question.format(field=label(field), value=found.value if found else ""))
            as_found = found.value if found else ""
            value = as_found if typed.lower() in ("", "y", "yes") else byhand.cell(field, typed)
            if len(value) > 1 and not schema.wrong(field, value):
                break
            console.print(_("This one is needed, as the table writes it (a state in two letters)."), style="yellow")
        statements.append(replace(found, value=value) if found else Statement(field, value, origin))
    return table.add(replace(candidate, statements=tuple(statements), offers=()))


def _propose(console: Console, table: Table, clinic_id: str, said: list[Said], above: float | None) -> int:
    """Asks of each fact (or takes those that are sure enough), and writes those taken; how many."""
    taken, page_before = 0, ""
    left: list[Said] = []
    for number, one in enumerate(said, start=1):
        known = _known(table, clinic_id, one)
        if known == _SAME_PAGE:
            continue
        _show(console, one, f"{number}/{len(said)}", known, page_before)
        page_before = one.origin.url
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
                line = table.state(clinic_id, kept) if isinstance(kept, Statement) else table.offer(clinic_id, kept)
                console.print(escape(f"  {line}"), style="green")
                taken += 1
                break
            except EditError as error:
                console.print(escape(f"  {error}"), style="yellow")
                if above is not None:
                    break
                try:
                    kept = _edited(console, kept)
                except asking.Stop:
                    kept = None
    if left:
        console.print(_("{n} not sure enough; run it without --yes to be asked.").format(n=len(left)))
    return taken


_SAME_PAGE = "same page"


def _known(table: Table, clinic_id: str, said: Said) -> str:
    """What the table says of it already: nothing, another value, or the same from this very page."""
    if isinstance(said, PriceOffer):
        return ""
    cell = table.row(clinic_id)[said.field]
    words = cell.split(";") if said.field in schema.LISTS else [cell]
    covered = any(
        one["source_url"] == said.origin.url
        and one["kind"] == said.origin.kind
        and one["field"] == said.field
        and said.value in one["value"].split(";")
        for one in table.evidence(clinic_id)
    )
    if said.value in words:
        return _SAME_PAGE if covered else _("known from another page")
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
            console.print(escape(f"  {error}"), style="yellow")


def _show(console: Console, said: Said, where: str = "", known: str = "", page_before: str = "") -> None:
    """A fact, how sure it is, and the words it rests on; the page only where it is another than before."""
    sure = _("sure {percent}").format(percent=f"{said.confidence:.0%}")
    if said.origin.url != page_before:
        when = said.origin.as_of or _("it prints no month")
        console.print(escape(f"{said.origin.url} ({when})"), style="dim", highlight=False)
    parts = [where, what(said), f"({known})" if known else "", sure]
    console.print(escape("  ".join(filter(None, parts))), style="bold", highlight=False)
    console.print(escape(f"    “{said.words}”"), highlight=False)


def what(said: Said) -> str:
    """A fact or a price in words."""
    if isinstance(said, Statement):
        words = FIELDS.get(said.field)
        meaning = f" ({words[said.value].label})" if words and said.value in words else ""
        return f"{said.field}: {said.value}{meaning}"
    kind = ", ".join(words[key].label for words, key in ((ITEMS, said.item), (ROUTES, said.route)) if key)
    extra = [_("{n} sessions").format(n=said.sessions)] if said.sessions and said.sessions > 1 else []
    extra += [_("{n} minutes").format(n=said.minutes)] if said.minutes else []
    extra += [INCLUDES[word].label for word in said.includes]
    return ", ".join([f"{kind}: {money_range(said.low_usd, said.high_usd)}", *extra])


def _json(said: Said) -> dict[str, Any]:
    shared = {"source_url": said.origin.url, "as_of": said.origin.as_of or None, "confidence": said.confidence}
    if isinstance(said, Statement):
        return {"field": said.field, "value": said.value, "words": said.words, **shared}
    names = ("item", "route", "low_usd", "high_usd", "sessions", "minutes", "includes", "words")
    return {name: getattr(said, name) for name in names} | shared
