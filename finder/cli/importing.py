"""`import`, `merge`: what outside sources say, and which clinic it is about."""

from __future__ import annotations

from finder.cli.common import Command


def add(command: Command) -> None:
    """Adds the commands of this module to the command line."""
