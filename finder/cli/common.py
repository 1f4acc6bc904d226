"""What every command shares: how it ends, how it complains, the table it reads, JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any

from finder import catalog as catalogs
from finder.catalog import Catalog
from finder.settings import settings
from finder.text import _
from finder.vocabulary import STATE_CODES, STATES, nearest

#: How a command ends.
FOUND, NOTHING, BAD_USAGE = 0, 1, 2


#: Adds a command: its name, what runs it (options -> exit status) and its help; gives its parser, for its arguments.
Command = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


class UsageError(ValueError):
    """The command was not understood; the text says why and what is right."""


def print_json(value: Any) -> None:
    """Prints a value for programs."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def load() -> Catalog:
    """The configured clinic table."""
    return catalogs.load(settings().data, max_bytes=settings().max_bytes)


def unknown_clinic(catalog: Catalog, clinic_id: str) -> str:
    """The sentence for an id that no clinic has, with the nearest that one has."""
    close = nearest(clinic_id, catalog.frame["id"])
    hint = _(" Did you mean {close}?").format(close=close) if close else ""
    return _("There is no clinic {id}.{hint}").format(id=clinic_id, hint=hint)


def state_code(text: str) -> str:
    """The two letters of a state typed by its letters or its name; empty for none. Raises UsageError."""
    code = STATE_CODES.get(text.strip().lower(), text.strip().upper())
    if code and code not in STATES:
        close = nearest(text, STATE_CODES)
        hint = _(" Is “{close}” meant?").format(close=STATE_CODES[close]) if close else ""
        raise UsageError(_("“{text}” is not a US state, DC or PR.{hint}").format(text=text, hint=hint))
    return code


def limit_of(limit: int | None) -> int | None:
    """A number of rows to stop at, as it was typed; None for no limit. Raises UsageError."""
    if limit is not None and limit < 1:
        raise UsageError(_("--limit takes a number from 1"))
    return limit
