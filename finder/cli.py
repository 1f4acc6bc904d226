"""The command line: finding, costs, comparing and checking, for people (tables) and programs (`--json`).

Exit status: 0 found, 1 nothing found or problems, 2 bad usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from finder import answers, compare, costs, coverage, evidence, financing, links, places, questions, search, travel
from finder import catalog as catalogs
from finder.catalog import Catalog, CatalogError
from finder.settings import settings
from finder.text import _, count, join, money_range
from finder.vocabulary import CONDITIONS, FIELDS, ITEMS, KINDS, PAYERS, ROUTES, label, nearest

FOUND, NOTHING, BAD_USAGE = 0, 1, 2


class UsageError(ValueError):
    """The command was not understood; the text says why and what is right."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit status."""
    parser = _parser()
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:  # argparse has said what is wrong
        return stop.code if isinstance(stop.code, int) else BAD_USAGE
    try:
        status: int = options.run(options)
        return status
    except (UsageError, search.QueryError) as error:
        print(error, file=sys.stderr)
        return BAD_USAGE
    except CatalogError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return NOTHING
    except ValidationError as error:
        for detail in error.errors():
            print(f"FINDER_{'_'.join(map(str, detail['loc'])).upper()}: {detail['msg']}", file=sys.stderr)
        return BAD_USAGE
    except BrokenPipeError:
        sys.stderr.close()  # the reader (`head`) has seen enough
        return FOUND


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m finder", description=_("Find real ketamine clinics from sourced and dated facts.")
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=help)
        sub.add_argument("--json", action="store_true", help=_("print JSON for programs"))
        sub.set_defaults(run=run)
        return sub

    find = command("search", _search, _("clinics near a place"))
    find.add_argument(
        "place", nargs="?", default="", help=_("ZIP, city, state or address; leave it out for the whole US")
    )
    find.add_argument("--within", default=f"{search.DEFAULT_RADIUS:g}", metavar="MILES", help=_("miles, or “any”"))
    for field, param in links.WORD_PARAMS.items():
        words = ", ".join(FIELDS[field].bits)
        find.add_argument(f"--{param}", action="append", default=[], metavar="WORD", dest=field, help=words)
    find.add_argument("--board-certified", action="store_true", help=_("says that its doctor is board-certified"))
    find.add_argument("--max-session", type=float, metavar="USD", help=_("the most you would pay for one session"))
    find.add_argument("--min-rating", type=float, metavar="STARS")
    find.add_argument("--name", default="", help=_("words of the clinic's name (finds closed ones too)"))
    find.add_argument("--stated-only", action="store_true", help=_("only clinics that state all that is asked"))
    find.add_argument("--sort", default="distance", metavar="ORDER", help=", ".join(search.SORTS))
    find.add_argument("--page", type=int, default=1)
    find.add_argument("--limit", type=int, default=20, metavar="N", help=_("clinics a page"))

    place = command("place", _place, _("what a place name is understood as"))
    place.add_argument("text")
    place.add_argument("--limit", type=int, default=8, metavar="N")

    show = command("show", _show, _("everything known of one clinic"))
    show.add_argument("id")

    cost = command("cost", _cost, _("what a course of treatment costs at one clinic"))
    cost.add_argument("id")
    _add_plan(cost, route="iv")

    side_by_side = command("compare", _compare, _("clinics side by side"))
    side_by_side.add_argument("ids", nargs="+", metavar="ID")
    _add_plan(side_by_side, route=None)
    side_by_side.add_argument("--condition", choices=CONDITIONS.bits, metavar="WORD", help=_("for the legal status"))

    check = command("check", _check, _("what is wrong with a clinic table"))
    check.add_argument("path", nargs="?", help=_("a CSV file or a folder; the configured data if left out"))

    command("stats", _stats, _("what the table knows, in numbers"))
    return parser


#: What `_add_plan` asks besides the place: names of fields of a Plan.
_PLAN_OPTIONS = (
    "route", "first_sessions", "maintenance_per_year", "therapy", "therapy_sessions", "pain", "payer", "per_mile",
    "per_ride", "apr", "months", "card_apr", "card_months", "back", "tax",
)  # fmt: skip


def _add_plan(sub: argparse.ArgumentParser, *, route: str | None) -> None:
    """The options that describe a course and who pays; what is left out is as usual."""

    def number(name: str, field: str, kind: type, metavar: str, help: str) -> None:
        sub.add_argument(name, type=kind, metavar=metavar, dest=field, help=help)

    sub.add_argument("--route", default=route, metavar="WORD", help=", ".join(ROUTES.bits))
    number("--sessions", "first_sessions", int, "N", _("of the first series; the usual number if left out"))
    number("--maintenance", "maintenance_per_year", int, "N", _("sessions in the year after"))
    sub.add_argument("--therapy", action="store_true", help=_("therapy goes with the sessions"))
    number("--therapy-sessions", "therapy_sessions", int, "N", _("visits without medicine"))
    sub.add_argument("--pain", action="store_true", help=_("pain protocols"))
    sub.add_argument("--insurance", default="none", metavar="WORD", dest="payer", help=", ".join(PAYERS.bits))
    number("--apr", "apr", float, "PERCENT", _("of a loan, a year"))
    number("--months", "months", int, "N", _("of a loan"))
    number("--card-apr", "card_apr", float, "PERCENT", _("of a medical card, if it is not paid in time"))
    number("--card-months", "card_months", int, "N", _("in which a medical card asks to be paid"))
    number("--superbill", "back", float, "PERCENT", _("that your plan sends back for an itemized bill"))
    number("--tax", "tax", float, "PERCENT", _("your tax rate, for an HSA or FSA"))
    sub.add_argument("--from", dest="origin", default="", metavar="PLACE", help=_("where you travel from"))
    number("--per-mile", "per_mile", float, "USD", _("what a mile by car costs you"))
    number("--per-ride", "per_ride", float, "USD", _("what a ride home costs you"))


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _load() -> Catalog:
    return catalogs.load(settings().data, max_bytes=settings().max_bytes)


def _search(options: argparse.Namespace) -> int:
    near, message = None, ""
    if options.place.strip():
        answer = places.answer(options.place)
        if not answer.places:
            if options.json:
                _print_json(_no_results(answer.message))
            print(answer.message, file=sys.stderr)
            return NOTHING
        near, message = answer.places[0], answer.message
        if answer.rivals and not message:
            others = join([place.label for place in answer.rivals[:3]], _("or"))
            message = _("Taken as {place}. If you meant {others}, say so.").format(place=near.label, others=others)
    try:
        within = None if options.within == links.ANYWHERE else float(options.within)
    except ValueError:
        raise UsageError(_("--within takes a number of miles, or “any”")) from None
    words = {
        field: [w for text in getattr(options, field) for w in text.split(",") if w] for field in links.WORD_PARAMS
    }
    query = search.Query(
        near=near,
        within_miles=within,
        **{field: frozenset(chosen) for field, chosen in words.items()},
        board_certified=options.board_certified,
        max_session_usd=options.max_session,
        min_rating=options.min_rating,
        name=options.name,
        stated_only=options.stated_only,
        sort=options.sort,
        page=options.page,
        per_page=options.limit,
    )
    catalog = _load()
    results = search.search(catalog, query)
    if options.json:
        _print_json(_results_json(catalog, query, results))
    else:
        _print_results(catalog, query, results, message)
    return FOUND if results.total or results.at_home else NOTHING


def _no_results(message: str) -> dict[str, Any]:
    left_out = dict.fromkeys(search.REASONS, 0)
    counts = {"total": 0, "states_all": 0, "to_ask": 0}
    return {"place": None, **counts, "left_out": left_out, "at_home": [], "clinics": [], "explanation": message}


def _results_json(catalog: Catalog, query: search.Query, results: search.Results) -> dict[str, Any]:
    place = query.near
    return {
        "place": None if place is None else {"id": place.id, "label": place.label, "lat": place.lat, "lon": place.lon},
        "total": results.total,
        "states_all": results.states_all,
        "to_ask": results.to_ask,
        "left_out": dict(results.left_out),
        "at_home": [_hit_json(catalog, hit) for hit in results.at_home],
        "clinics": [_hit_json(catalog, hit) for hit in results.hits],
        "explanation": results.explanation,
    }


def _hit_json(catalog: Catalog, hit: search.Hit) -> dict[str, Any]:
    return {
        "id": hit.clinic_id,
        **{name: catalog.cell(hit.row, name) for name in ("name", "city", "state")},
        "miles": None if hit.miles is None else round(hit.miles, 1),
        "approximate": hit.approximate,
        "standing": hit.standing,
        "unstated": list(hit.unstated),
        "session_low": hit.session_low,
        "session_high": hit.session_high,
    }


def _print_results(catalog: Catalog, query: search.Query, results: search.Results, message: str) -> None:
    console = Console()
    if message:
        console.print(escape(message))
    table = Table(title=escape(_summary(query, results)), title_justify="left")
    for title in (_("#"), _("Clinic"), _("Where"), _("Miles"), _("Session"), _("To ask")):
        table.add_column(title)
    for hit in results.hits:
        miles = "" if hit.miles is None else f"{_('about ') if hit.approximate else ''}{hit.miles:.1f}"
        where = ", ".join(filter(None, (catalog.cell(hit.row, "city"), catalog.cell(hit.row, "state"))))
        table.add_row(
            str(hit.number),
            escape(f"{catalog.cell(hit.row, 'name')}\n{hit.clinic_id}"),
            escape(where),
            miles,
            money_range(hit.session_low, hit.session_high) or _("not stated"),
            ", ".join(label(name).lower() for name in hit.unstated),
        )
    console.print(table)
    for reason, n in results.left_out.items():
        if n:
            console.print(_("Left out ({reason}): {n}").format(reason=reason, n=n))
    if results.at_home:
        names = join([str(catalog.cell(hit.row, "name")) for hit in results.at_home])
        console.print(escape(_("At-home providers (no distance): {names}").format(names=names)))
    if results.nearest_outside:
        console.print(
            _("The nearest that fits is {miles:.0f} miles away: try --within {radius:g}.").format(
                miles=results.nearest_outside.miles, radius=results.nearest_outside.radius
            )
        )
    console.print(escape(results.explanation))


def _summary(query: search.Query, results: search.Results) -> str:
    clinics = count(results.total, "clinic", "clinics")
    where = _("in the US")
    if query.near is not None and query.near.kind == "state":
        where = _("in {place}").format(place=query.near.label)
    elif query.near is not None and query.within_miles is not None:
        where = _("within {miles:g} miles of {place}").format(miles=query.within_miles, place=query.near.label)
    summary = f"{clinics} {where}"
    if query.asked:
        summary += _("; {n} state all you asked").format(n=results.states_all)
    return summary


def _place(options: argparse.Namespace) -> int:
    answer = places.answer(options.text, limit=options.limit)
    if options.json:
        shown = ("id", "label", "state", "lat", "lon", "kind", "guess")
        found = [{name: getattr(place, name) for name in shown} for place in answer.places]
        _print_json({"places": found, "message": answer.message})
    else:
        if answer.message:
            print(answer.message)
        for place in answer.places:
            print(f"{place.id:32} {place.label}")
    return FOUND if answer.places else NOTHING


def _show(options: argparse.Namespace) -> int:
    catalog = _load()
    row = catalog.row(options.id)
    if row is None:
        print(_unknown_clinic(catalog, options.id), file=sys.stderr)
        return NOTHING
    names = [name for name in catalog.frame.columns if name not in ("id", "lat", "lon", "position")]
    facts = {name: evidence.fact(catalog, options.id, name) for name in names}
    facts = {name: fact for name, fact in facts.items() if fact.stated}
    missing = evidence.unstated(catalog, options.id)
    if options.json:
        _print_json(
            {
                "id": options.id,
                "facts": {
                    name: {
                        "value": list(fact.value) if isinstance(fact.value, tuple) else fact.value,
                        "as_of": fact.as_of,
                        "age": fact.age,
                        "kind": fact.sources[0].kind if fact.sources else None,
                        "sources": [source.url for source in fact.sources],
                    }
                    for name, fact in facts.items()
                },
                "prices": [_offer_json(offer) for offer in evidence.offers(catalog, options.id)],
                "unstated": missing,
                "questions": questions.to_ask(missing),
            }
        )
        return FOUND
    console = Console()
    console.print(escape(f"{facts['name'].text} ({options.id})"), style="bold")
    table = Table(_("Fact"), _("Stated"), _("As of"), _("Source"))
    for name, fact in facts.items():
        sources = "\n".join(f"{KINDS[source.kind].label}: {source.url}" for source in fact.sources)
        table.add_row(label(name), escape(fact.text), fact.as_of or fact.age, escape(sources))
    console.print(table)
    for offer in evidence.offers(catalog, options.id):
        what = ", ".join(words[key].label for words, key in ((ITEMS, offer.item), (ROUTES, offer.route)) if key)
        price = money_range(offer.low, offer.high)
        console.print(escape(f"{what}: {price} ({offer.source.as_of or _('undated')}, {offer.source.url})"))
    if missing:
        console.print(escape(_("Not stated: {fields}").format(fields=", ".join(map(label, missing)).lower())))
    return FOUND


def _offer_json(offer: evidence.Offer) -> dict[str, Any]:
    """An offer with the names of prices.csv; null where not stated."""
    return {
        "item": offer.item,
        "route": offer.route or None,
        "low_usd": offer.low,
        "high_usd": offer.high,
        "sessions": offer.sessions,
        "minutes": offer.minutes,
        "includes": list(offer.includes),
        "note": offer.note or None,
        "as_of": offer.source.as_of or None,
        "source_url": offer.source.url or None,
        "kind": offer.source.kind,
    }


def _plan(options: argparse.Namespace, **more: Any) -> costs.Plan:
    """The plan that the options describe; UsageError for a word or number that makes no sense."""
    found = places.find(options.origin) if options.origin.strip() else []
    if options.origin.strip() and not found:
        raise UsageError(places.answer(options.origin).message)
    given = {name: value for name in _PLAN_OPTIONS if (value := getattr(options, name)) is not None}
    try:
        return costs.Plan(near=found[0] if found else None, **given, **more)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _cost(options: argparse.Namespace) -> int:
    if (options.apr is None) != (options.months is None):
        raise UsageError(_("a loan needs both --apr and --months"))
    plan = _plan(options)
    catalog = _load()
    row = catalog.row(options.id)
    if row is None:
        print(_unknown_clinic(catalog, options.id), file=sys.stderr)
        return NOTHING
    estimate = costs.estimate(evidence.offers(catalog, options.id), plan)
    trips = travel.travel(catalog, row, plan)
    loan = plan if options.apr is not None else None
    if options.json:
        usual = costs.typical(catalog, plan)
        _print_json(
            {
                "id": options.id,
                "route": plan.route,
                "low": estimate.low,
                "high": estimate.high,
                "at_least": estimate.at_least,
                "missing": list(estimate.missing),
                "parts": [_part_json(part) for part in estimate.parts],
                "typical": usual and {"low": usual.low, "median": usual.median, "high": usual.high, "n": usual.n},
                "financing": _financing_json(estimate, loan),
                "travel": {"visits": trips.visits, "miles": None if trips.miles is None else round(trips.miles, 1)},
            }
        )
    else:
        _print_cost(str(catalog.cell(row, "name")), estimate, plan, loan, trips)
    return FOUND if estimate.parts else NOTHING


def _compare(options: argparse.Namespace) -> int:
    catalog = _load()
    unknown = [clinic_id for clinic_id in options.ids if catalog.row(clinic_id) is None]
    for clinic_id in unknown:
        print(_unknown_clinic(catalog, clinic_id), file=sys.stderr)
    if unknown:
        return NOTHING
    ids = list(dict.fromkeys(options.ids))
    if not 2 <= len(ids) <= compare.MOST:
        raise UsageError(_("compare from 2 to {most} different clinics").format(most=compare.MOST))
    plan = _plan(options) if options.route else _plan(options, route=compare.default_route(catalog, ids))
    found = compare.compare(catalog, ids, plan, options.condition)
    if options.json:
        _print_json(
            {
                "clinics": ids,
                "rows": [
                    {
                        "question": row.question,
                        "answers": [{"text": answer.text, "stated": answer.stated} for answer in row.answers],
                    }
                    for row in found.rows
                ],
            }
        )
        return FOUND
    console = Console()
    table = Table(title=escape(compare.plan_words(plan)), title_justify="left", show_lines=True)
    table.add_column("")
    for clinic in found.clinics:
        table.add_column(escape(f"{clinic.name}\n{clinic.place}"))
    for row in found.rows:
        table.add_row(row.question, *(escape(answer.text) for answer in row.answers))
    console.print(table)
    for sentence in found.verdict:
        console.print(escape(sentence))
    return FOUND


def _part_json(part: costs.Part) -> dict[str, Any]:
    return {
        **{name: getattr(part, name) for name in ("name", "count", "low", "high")},
        "source_url": part.source.url or None,
        "as_of": part.source.as_of or None,
        "age": evidence.age(part.source.as_of),
    }


def _financing_json(estimate: costs.Estimate, plan: costs.Plan | None) -> dict[str, Any] | None:
    """The loan for both ends of the estimate; None when none was asked, or there is nothing to borrow."""
    if plan is None or estimate.low is None:
        return None
    low = financing.loan(estimate.low, plan.apr, plan.months)
    high = None if estimate.high is None else financing.loan(estimate.high, plan.apr, plan.months)
    return {
        "monthly_low": round(low.monthly, 2),
        "monthly_high": None if high is None else round(high.monthly, 2),
        "interest_low": round(low.interest, 2),
        "interest_high": None if high is None else round(high.interest, 2),
    }


def _print_cost(
    name: str, estimate: costs.Estimate, plan: costs.Plan, loan: costs.Plan | None, trips: travel.Travel
) -> None:
    console = Console()
    console.print(escape(f"{name}: {compare.plan_words(plan)}"), style="bold")
    table = Table(_("Part"), _("Dollars"), _("As of"), _("Source"))
    for part in estimate.parts:
        as_of = part.source.as_of or _("undated")
        price = money_range(part.low, part.high)
        table.add_row(escape(answers.part_name(part)), price, as_of, escape(part.source.url))
    if estimate.parts:
        console.print(table)
    console.print(escape(answers.course(estimate).text))
    if loan is not None and (paid := answers.borrowed(estimate, loan)).stated:
        console.print(escape(_("As a loan: {paid}").format(paid=paid.text)))
    console.print(escape(answers.trips(trips, plan).text))


def _unknown_clinic(catalog: Catalog, clinic_id: str) -> str:
    close = nearest(clinic_id, catalog.frame["id"])
    hint = _(" Did you mean {close}?").format(close=close) if close else ""
    return _("There is no clinic {id}.{hint}").format(id=clinic_id, hint=hint)


def _check(options: argparse.Namespace) -> int:
    path = Path(options.path) if options.path else settings().data
    report = catalogs.check(path, max_bytes=settings().max_bytes)
    if options.json:
        rejected = [asdict(rejection) for rejection in report.rejected]
        _print_json({"rows": report.rows, "kept": report.kept, "rejected": rejected})
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


def _stats(options: argparse.Namespace) -> int:
    numbers = coverage.statistics(_load())
    if options.json:
        _print_json(numbers)
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
