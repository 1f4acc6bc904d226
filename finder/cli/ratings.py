"""`ratings`: what review sites that allow it say."""

from __future__ import annotations

from finder.cli.common import Command


def add(command: Command) -> None:
    """Adds the commands of this module to the command line."""
