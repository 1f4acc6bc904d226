"""`cost`, `compare`: what a course comes to, at one clinic and side by side."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from finder import answers, compare, costs, evidence, financing, places, travel
from finder.cli.common import FOUND, NOTHING, UsageError, load, print_json, unknown_clinic
from finder.text import _, money_range
from finder.vocabulary import PAYERS, ROUTES

#: What `add_plan` asks besides the place: names of fields of a Plan.
_PLAN_OPTIONS = (
    "route", "first_sessions", "maintenance_per_year", "therapy", "therapy_sessions", "pain", "payer", "per_mile",
    "per_ride", "apr", "months", "card_apr", "card_months", "back", "tax",
)  # fmt: skip


def add_plan(sub: argparse.ArgumentParser, *, route: str | None) -> None:
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


def run_cost(options: argparse.Namespace) -> int:
    """What a course of treatment costs at one clinic."""
    if (options.apr is None) != (options.months is None):
        raise UsageError(_("a loan needs both --apr and --months"))
    plan = _plan(options)
    catalog = load()
    row = catalog.row(options.id)
    if row is None:
        print(unknown_clinic(catalog, options.id), file=sys.stderr)
        return NOTHING
    estimate = costs.estimate(evidence.offers(catalog, options.id), plan)
    trips = travel.travel(catalog, row, plan)
    loan = plan if options.apr is not None else None
    if options.json:
        usual = costs.typical(catalog, plan)
        print_json(
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


def run_compare(options: argparse.Namespace) -> int:
    """Clinics side by side."""
    catalog = load()
    unknown = [clinic_id for clinic_id in options.ids if catalog.row(clinic_id) is None]
    for clinic_id in unknown:
        print(unknown_clinic(catalog, clinic_id), file=sys.stderr)
    if unknown:
        return NOTHING
    ids = list(dict.fromkeys(options.ids))
    if not 2 <= len(ids) <= compare.MOST:
        raise UsageError(_("compare from 2 to {most} different clinics").format(most=compare.MOST))
    plan = _plan(options) if options.route else _plan(options, route=compare.default_route(catalog, ids))
    found = compare.compare(catalog, ids, plan, options.condition)
    if options.json:
        print_json(
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
