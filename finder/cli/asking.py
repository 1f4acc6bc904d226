"""Questions to whoever keeps the table, at the terminal. When nobody answers (no terminal, Ctrl-D) it says stop."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape

from finder.text import _


class Stop(Exception):
    """Whoever keeps the table wants to stop here; what was said yes to before counts."""


def ask(question: str, default: str = "") -> str:
    """The line typed, without spaces around it; `default` for an empty one. Raises Stop."""
    try:
        return input(f"{question} ").strip() or default
    except (EOFError, KeyboardInterrupt):
        print()
        raise Stop from None


def choose(question: str, answers: Mapping[str, str]) -> str:
    """The key of the answer that was typed, asked again until it is one. Raises Stop.

    `answers` is key -> what it means, such as `{"y": "yes", "n": "no"}`; an answer may be typed by its key or in full.
    """
    shown = ", ".join(f"{key} {meaning}" for key, meaning in answers.items())
    while True:
        typed = ask(f"{question} ({shown})").lower()
        for key, meaning in answers.items():
            if typed in (key.lower(), meaning.lower()):
                return key
        Console().print(escape(_("Please type one of: {keys}").format(keys=", ".join(answers))))


def yes(question: str) -> bool:
    """Whether the answer was yes. Raises Stop."""
    return choose(question, {"y": _("yes"), "n": _("no")}) == "y"
