"""The command line: finding, costs, comparing and checking, for people (tables) and programs (`--json`).

Exit status: 0 found, 1 nothing found or problems, 2 bad usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from finder import guide as guides
from finder import links, search
from finder.catalog import CatalogError
from finder.cli import adding, costing, editing, finding, importing, locating, merging, ratings, registers, upkeep
from finder.cli.common import BAD_USAGE, FOUND, NOTHING, UsageError
from finder.editing import EditError
from finder.text import _
from finder.vocabulary import CONDITIONS, FIELDS


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
    except EditError as error:
        print(error, file=sys.stderr)
        return BAD_USAGE
    except guides.GuideError as error:
        print(error, file=sys.stderr)
        return NOTHING
    except CatalogError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return NOTHING
    except ValidationError as error:
        for detail in error.errors():
            name = f"FINDER_{'_'.join(map(str, detail['loc'])).upper()}"
            folder = f" ({os.environ.get(name, '')})" if name == "FINDER_DATA" else ""
            print(f"{name}: {detail['msg']}{folder}", file=sys.stderr)
        return BAD_USAGE
    except KeyboardInterrupt:
        print(_("Stopped. What was saved before stays; nothing is half written."), file=sys.stderr)
        return NOTHING
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

    find = command("search", finding.run_search, _("clinics near a place"))
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

    place = command("place", finding.run_place, _("what a place name is understood as"))
    place.add_argument("text")
    place.add_argument("--limit", type=int, default=8, metavar="N")

    show = command("show", finding.run_show, _("everything known of one clinic"))
    show.add_argument("id")

    cost = command("cost", costing.run_cost, _("what a course of treatment costs at one clinic"))
    cost.add_argument("id")
    costing.add_plan(cost, route="iv")

    side_by_side = command("compare", costing.run_compare, _("clinics side by side"))
    side_by_side.add_argument("ids", nargs="+", metavar="ID")
    costing.add_plan(side_by_side, route=None)
    side_by_side.add_argument("--condition", choices=CONDITIONS.bits, metavar="WORD", help=_("for the legal status"))

    check = command("check", upkeep.run_check, _("what is wrong with a clinic table"))
    check.add_argument("path", nargs="?", help=_("a CSV file or a folder; the configured data if left out"))
    check.add_argument("--links", action="store_true", help=_("also ask every web address of the table"))
    check.add_argument("--state", default="", metavar="STATE", help=_("with --links: only clinics of this state"))
    check.add_argument("--limit", type=int, metavar="N", help=_("with --links: only the first so many addresses"))

    guide = command("guide", upkeep.run_guide, _("what is wrong with the guide: “guide check”"))
    guide.add_argument("what", choices=["check"])

    command("stats", upkeep.run_stats, _("what the table knows, in numbers"))
    for module in (upkeep, editing, adding, importing, merging, locating, registers, ratings):
        module.add(command)
    return parser
