"""Questions to whoever keeps the table, at the terminal. When nobody answers (no terminal, Ctrl-D) it says stop."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape

from finder.text import _

#: What is typed to get to the question before.
BACK = _("back")


class Stop(Exception):
    """Whoever keeps the table wants to stop here; what was said yes to before counts."""


class Back(Exception):
    """The question before is to be asked again."""


def ask(question: str, default: str = "", back: bool = False) -> str:
    """The line typed, without spaces around it; `default` for an empty one. Raises Stop; with `back` also Back."""
    try:
        typed = input(f"{question} ").strip()
    except (EOFError, KeyboardInterrupt):
        print()
        raise Stop from None
    if back and typed.lower() == BACK:
        raise Back
    return typed or default


def choose(question: str, answers: Mapping[str, str], default: str = "", back: bool = False) -> str:
    """The key of the answer that was typed, asked again until it is one. Raises Stop; with `back` also Back.

    `answers` is key -> what it means, such as `{"y": "yes", "n": "no"}`; an answer may be typed by its key or in full.
    An empty line is the answer `default`, if there is one.
    """
    shown = ", ".join(f"{key} {meaning}" for key, meaning in answers.items())
    if default:
        shown = _("{answers}; Enter: {default}").format(answers=shown, default=default)
    while True:
        typed = ask(f"{question} ({shown})", default, back).lower()
        for key, meaning in answers.items():
            if typed in (key.lower(), meaning.lower()):
                return key
        Console().print(escape(_("Please type one of: {keys}").format(keys=", ".join(answers))))


def yes(question: str) -> bool:
    """Whether the answer was yes. Raises Stop."""
    return choose(question, {"y": _("yes"), "n": _("no")}) == "y"
