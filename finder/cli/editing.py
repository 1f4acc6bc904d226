"""`fact`, `price`, `add`: what a maintainer writes into the table by hand."""

from __future__ import annotations

from finder.cli.common import Command


def add(command: Command) -> None:
    """Adds the commands of this module to the command line."""
