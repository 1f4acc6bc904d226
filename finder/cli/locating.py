"""`locate`: positions for clinics that have none, or only that of their ZIP or city."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field, replace

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from finder import editing, geocoding
from finder.cli.common import FOUND, NOTHING, Command, limit_of, print_json, state_code
from finder.editing import Row, Table
from finder.geocoding import EXACTNESS, Denied, Geocoder, GeocodingError, Located
from finder.settings import settings
from finder.text import _, count, join

#: Positions are written after so many, so that little is lost when the machine stops.
SAVE_EVERY = 20
#: After so many failures in a row the service is left alone.
GIVE_UP_AFTER = 3


@dataclass
class Outcome:
    """What a run did: positions set, why others were not, and what stopped it (empty: nothing)."""

    placed: dict[str, Located] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    unasked: list[str] = field(default_factory=list)
    """Clinics with a street that no geocoder was asked about."""
    trouble: str = ""
    stopped: bool = False


def run_locate(options: argparse.Namespace) -> int:
    """Fills in positions, and says of each clinic what was done or why not."""
    state = state_code(options.state)
    limit_of(options.limit)
    geocoder = geocoding.for_clinics(settings())
    outcome = Outcome()
    try:
        with editing.edit(settings().data) as table:
            _run(table, _to_do(table, state, options.all, outcome), geocoder, outcome, options)
    except editing.EditError as error:
        print(error, file=sys.stderr)
        return NOTHING
    if options.json:
        _print_json(outcome, geocoder)
    else:
        _print(outcome, geocoder, dry_run=options.dry_run)
    return NOTHING if outcome.failed or outcome.trouble or outcome.stopped else FOUND


def _to_do(table: Table, state: str, everything: bool, outcome: Outcome) -> dict[str, str]:
    """The clinics to look at, with the position that stands: those with a door that are not placed by their street.

    A clinic whose row breaks another rule is left as it is, and named.
    """
    wrong, misplaced = {}, set()
    for clinic_id, column, _value, reason in table.problems(table.clinics):
        if column in ("lat", "lon", "position"):
            misplaced.add(clinic_id)
        else:
            wrong[clinic_id] = _("{column}: {reason} (see “check”)").format(column=column, reason=reason)
    found = {}
    for clinic_id, row in table.clinics.items():
        stands = row["position"].lower() if row["lat"] and clinic_id not in misplaced else ""
        if row["telehealth_only"].lower() == "true" or (state and row["state"].upper() != state):
            continue
        if stands == "address" and not everything:
            continue
        if clinic_id in wrong:
            outcome.failed[clinic_id] = wrong[clinic_id]
        else:
            found[clinic_id] = stands
    return found


def _run(
    table: Table, to_do: dict[str, str], geocoder: Geocoder | None, outcome: Outcome, options: argparse.Namespace
) -> None:
    """Places the clinics, saving now and then; what is done stays done when it is stopped with Ctrl-C."""
    console = Console(stderr=True)
    columns = (TextColumn(_("Placing clinics")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    unsaved, done, in_a_row = 0, 0, 0
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            for clinic_id, stands in bar.track(to_do.items(), total=len(to_do)):
                if options.limit is not None and done >= options.limit:
                    break
                row, asked = table.clinics[clinic_id], geocoder.asked if geocoder else 0
                if geocoder is None and row["street"]:
                    outcome.unasked.append(clinic_id)
                try:
                    located = _locate(row, geocoder)
                    in_a_row = 0
                except GeocodingError as error:
                    located = replace(_locate(row, None), refused=str(error))
                    in_a_row += 1
                    if in_a_row >= GIVE_UP_AFTER or isinstance(error, Denied):
                        outcome.trouble = str(error)
                done += _take(table, clinic_id, stands, located, outcome) or (geocoder.asked if geocoder else 0) > asked
                unsaved += clinic_id in outcome.placed
                if outcome.trouble:
                    geocoder = None
                if unsaved >= SAVE_EVERY and not options.dry_run:
                    table.save()
                    unsaved = 0
    except KeyboardInterrupt:
        outcome.stopped = True
    if not options.dry_run:
        table.save()


def _locate(row: Row, geocoder: Geocoder | None) -> Located:
    return geocoding.locate(row["street"], row["city"], row["state"], row["zip"], geocoder)


def _take(table: Table, clinic_id: str, stands: str, located: Located, outcome: Outcome) -> bool:
    """Sets the position of a clinic if it is no less exact than the one that stands; whether it was set."""
    if located.refused or not (located.position or stands):
        outcome.failed[clinic_id] = located.refused or located.remark
    better = EXACTNESS.index(located.position) > EXACTNESS.index(stands) or located.position == "address"
    if not better or located.lat is None or located.lon is None:
        return False
    table.place(clinic_id, located.lat, located.lon, located.position)
    outcome.placed[clinic_id] = located
    return True


def _print_json(outcome: Outcome, geocoder: Geocoder | None) -> None:
    print_json(
        {
            "geocoder": geocoder.name if geocoder else None,
            "placed": [
                {
                    "id": clinic_id,
                    "position": located.position,
                    "lat": located.lat,
                    "lon": located.lon,
                    "source": located.source,
                    "remark": located.remark,
                }
                for clinic_id, located in outcome.placed.items()
            ],
            "failed": [{"id": clinic_id, "reason": reason} for clinic_id, reason in outcome.failed.items()],
            "unasked": outcome.unasked,
            "stopped": outcome.stopped,
            "trouble": outcome.trouble,
        }
    )


def _print(outcome: Outcome, geocoder: Geocoder | None, *, dry_run: bool) -> None:
    for clinic_id, located in outcome.placed.items():
        remark = f" ({located.remark})" if located.remark else ""
        print(_("{id}: placed by {how}{remark}").format(id=clinic_id, how=_(_HOW[located.position]), remark=remark))
    for clinic_id, reason in outcome.failed.items():
        print(_("{id}: {reason}").format(id=clinic_id, reason=reason))
    by = Counter(located.position for located in outcome.placed.values())
    parts = [_("{n} by {how}").format(n=by[position], how=_(how)) for position, how in _HOW.items() if by[position]]
    placed = count(len(outcome.placed), "clinic", "clinics")
    how = f" ({join(parts)})" if parts else ""
    print(_("{placed} placed{how}, {n} with a problem").format(placed=placed, how=how, n=len(outcome.failed)))
    if dry_run:
        print(_("Nothing was written (--dry-run)."))
    if outcome.trouble:
        print(
            _("{trouble}. It was not asked about {n} more; run this again to go on.").format(
                trouble=outcome.trouble, n=count(len(outcome.unasked), "clinic", "clinics")
            )
        )
    if outcome.stopped:
        print(_("Stopped. What was placed is saved; run it again to go on."))
    if geocoder is None and outcome.unasked:
        print(
            _(
                "{clinics} with a street stay at the middle of their ZIP or city. To place them exactly, set"
                " FINDER_GEOCODER: “census” is free and needs no key (the README has the others)."
            ).format(clinics=count(len(outcome.unasked), "clinic", "clinics"))
        )


#: Position -> what placed it.
_HOW = {"address": "street", "zip": "ZIP", "city": "city"}


def add(command: Command) -> None:
    """Adds the commands of this module to the command line."""
    sub = command("locate", run_locate, _("positions for clinics that have none, or only that of their ZIP or city"))
    sub.add_argument("--limit", type=int, metavar="N", help=_("stop after N clinics were placed or asked about"))
    sub.add_argument("--state", default="", metavar="STATE", help=_("only clinics of this state, like CA"))
    sub.add_argument("--all", action="store_true", help=_("ask again for clinics that are placed by street already"))
    sub.add_argument("--dry-run", action="store_true", help=_("say what would be done, write nothing"))
