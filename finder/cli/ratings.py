"""`ratings`: what people say of clinics on review sites whose terms allow us to keep it for a while."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from finder import catalog as catalogs
from finder import ratings
from finder.catalog import Catalog
from finder.cli.common import FOUND, NOTHING, Command, UsageError, limit_of, print_json, state_code
from finder.ratings import YELP, Known, Rating
from finder.settings import settings
from finder.sources import yelp
from finder.sources.registry import Lookup
from finder.sources.reviewsites import WHY
from finder.sources.web import Client, Denied, WebError
from finder.text import _, count

#: What was found is written after so many, so that little is lost when the machine stops.
SAVE_EVERY = 20
#: After so many failures in a row the service is left alone.
GIVE_UP_AFTER = 3
#: A rating younger than this is not asked for again.
FRESH = timedelta(hours=12)


@dataclass
class Outcome:
    """What a run did: ratings found, clinics without one and why, and what stopped it (empty: nothing)."""

    found: dict[str, Rating] = field(default_factory=dict)
    without: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    left: int = 0
    """Clinics that were to be asked about and were not."""
    purged: int = 0
    trouble: str = ""
    stopped: bool = False


def client() -> Client:
    """The client that asks Yelp: an API with a key, which robots.txt is not about."""
    return Client(robots=False, pause=0.25)


def run_ratings(options: argparse.Namespace) -> int:
    """Takes out ratings that may no longer be kept, then asks Yelp for those of our clinics."""
    state, limit = state_code(options.state), limit_of(options.limit)
    folder, key = settings().data, settings().yelp_key.get_secret_value()
    outcome = Outcome()
    try:
        outcome.purged = ratings.purge(folder)
        if not key:
            raise UsageError(
                _(
                    "Set FINDER_YELP_KEY to your key for the Yelp Places API. (Google's ratings may not be kept: with"
                    " FINDER_GOOGLE_KEY, clinics' pages have a button that shows them.)"
                )
            )
        catalog = catalogs.load(folder, max_bytes=settings().max_bytes, with_ratings=False)
        _run(folder, key, _to_do(catalog, folder, state), outcome, limit)
    except ratings.RatingsError as error:
        print(error, file=sys.stderr)
        return NOTHING
    if options.json:
        _print_json(outcome)
    else:
        _print(outcome)
    return NOTHING if outcome.failed or outcome.trouble or outcome.stopped or not outcome.found else FOUND


def _to_do(catalog: Catalog, folder: Path, state: str) -> list[Lookup]:
    """The clinics to ask about, those that were never asked about first, then those asked about longest ago.

    Left alone are clinics without a door, closed ones, those that state a rating themselves, and those asked lately.
    """
    known, current, now = ratings.known(folder, YELP), ratings.current(folder), datetime.now(UTC)
    asked_on = {clinic_id: one.asked_on for clinic_id, one in known.items()}
    found = []
    for clinic in _lookups(catalog):
        rating = current.get(clinic.key)
        lately = now - rating.read_at < FRESH if rating else asked_on.get(clinic.key) == f"{now:%Y-%m-%d}"
        if not lately and state in ("", clinic.state):
            found.append(clinic)
    return sorted(found, key=lambda clinic: asked_on.get(clinic.key, ""))


def _lookups(catalog: Catalog) -> Iterator[Lookup]:
    for row in range(len(catalog)):
        cells = {name: catalog.cell(row, name) for name in ("telehealth_only", "status", "rating")}
        if cells["telehealth_only"] or cells["status"] == "closed" or cells["rating"] is not None:
            continue
        who = ("id", "name", "street", "city", "state", "zip", "phone")
        yield Lookup(*(str(catalog.cell(row, name) or "") for name in who))


def _run(folder: Path, key: str, to_do: list[Lookup], outcome: Outcome, limit: int | None) -> None:
    """Asks about the clinics, saving now and then; what is done stays done when it is stopped with Ctrl-C."""
    known, asking = ratings.known(folder, YELP), client()
    new: dict[str, Known] = {}
    in_a_row = saved = 0
    console = Console(stderr=True)
    columns = (TextColumn(_("Asking Yelp")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    asked = to_do[:limit]
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            for clinic in bar.track(asked):
                before = known.get(clinic.key, Known(""))
                now = datetime.now(UTC)
                try:
                    answer = yelp.read(clinic, key, asking, place_id=before.place_id, now=now)
                except WebError as error:
                    outcome.failed[clinic.key] = str(error)
                    in_a_row += 1
                    if in_a_row >= GIVE_UP_AFTER or isinstance(error, Denied):
                        outcome.trouble = str(error)
                        break
                    continue
                in_a_row = 0
                new[clinic.key] = Known(answer.place_id, f"{now:%Y-%m-%d}")
                if answer.rating:
                    outcome.found[clinic.key] = answer.rating
                else:
                    outcome.without[clinic.key] = _(WHY[answer.why]).format(site=YELP.name)
                if len(new) - saved >= SAVE_EVERY:
                    _save(folder, outcome, new)
                    saved = len(new)
    except KeyboardInterrupt:
        outcome.stopped = True
    outcome.left = len(to_do) - len(new) - len(outcome.failed)
    _save(folder, outcome, new)


def _save(folder: Path, outcome: Outcome, new: dict[str, Known]) -> None:
    ratings.update(folder, outcome.found, outcome.without)
    ratings.note(folder, YELP, new)


def _print_json(outcome: Outcome) -> None:
    print_json(
        {
            "source": YELP.name,
            "found": [
                {
                    "id": clinic_id,
                    "rating": rating.value,
                    "reviews": rating.reviews,
                    "url": rating.url,
                    "read_at": rating.read_at.isoformat(timespec="seconds"),
                    "keep_until": rating.keep_until.isoformat(timespec="seconds"),
                }
                for clinic_id, rating in outcome.found.items()
            ],
            "without": [{"id": clinic_id, "reason": reason} for clinic_id, reason in outcome.without.items()],
            "failed": [{"id": clinic_id, "reason": reason} for clinic_id, reason in outcome.failed.items()],
            "left": outcome.left,
            "purged": outcome.purged,
            "stopped": outcome.stopped,
            "trouble": outcome.trouble,
        }
    )


def _print(outcome: Outcome) -> None:
    for clinic_id, rating in outcome.found.items():
        reviews = count(rating.reviews, "review", "reviews")
        print(
            _("{id}: {rating:g} of 5 from {reviews} on {site}, {url}").format(
                id=clinic_id, rating=rating.value, reviews=reviews, site=rating.source, url=rating.url
            )
        )
    for clinic_id, reason in (outcome.without | outcome.failed).items():
        print(_("{id}: {reason}").format(id=clinic_id, reason=reason))
    print(
        _(
            "{found} found, {without} without, {failed} with a problem, {purged} taken out as their time was over"
        ).format(
            found=count(len(outcome.found), "rating", "ratings"),
            without=count(len(outcome.without), "clinic", "clinics"),
            failed=len(outcome.failed),
            purged=outcome.purged,
        )
    )
    if outcome.found:
        print(_("Yelp lets us keep them for 24 hours: run this once a day."))
    if outcome.trouble:
        print(_("{trouble}. The rest was not asked about; run this again to go on.").format(trouble=outcome.trouble))
    if outcome.stopped:
        print(_("Stopped. What was found is saved; run it again to go on."))
    elif outcome.left and not outcome.trouble:
        print(_("{n} not asked about yet.").format(n=count(outcome.left, "clinic", "clinics")))


def add(command: Command) -> None:
    """Adds the commands of this module to the command line."""
    sub = command("ratings", run_ratings, _("what people say of clinics on Yelp, which may be kept for a day"))
    sub.add_argument("--limit", type=int, metavar="N", help=_("ask about N clinics at most"))
    sub.add_argument("--state", default="", metavar="STATE", help=_("only clinics of this state, like CA"))
