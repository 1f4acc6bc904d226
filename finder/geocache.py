"""What a geocoder answered about clinics' addresses, kept on the maintainer's disk so that nothing is asked twice."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from dataclasses import asdict, dataclass
from pathlib import Path

#: Services let one keep an answer for a while, Google the shortest: thirty days.
KEPT_DAYS = 30.0


@dataclass(frozen=True, slots=True)
class Found:
    """A service's answer: degrees, the address it understood, and whether it says that it is no exact place."""

    lat: float
    lon: float
    address: str
    coarse: bool = False


def default_path() -> Path:
    """The file of this user: under XDG_CACHE_HOME, else LOCALAPPDATA, else ~/.cache."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "ketamine-clinic-finder" / "geocoding.sqlite3"


class Cache:
    """Answers by service and question. A file that cannot be used only means that more is asked."""

    def __init__(self, path: Path, days: float = KEPT_DAYS) -> None:
        self._oldest = time.time() - days * 86_400
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open(str(path))
        except (OSError, sqlite3.Error):
            self._open(":memory:")

    def _open(self, path: str) -> None:
        self._db = sqlite3.connect(path, timeout=5.0, isolation_level=None)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS answers (service TEXT, question TEXT, answer TEXT, at REAL,"
            " PRIMARY KEY (service, question))"
        )
        self._db.execute("DELETE FROM answers WHERE at < ?", (self._oldest,))

    def get(self, service: str, question: str) -> tuple[bool, Found | None]:
        """Whether the question was answered before, and the answer (None: the service knows no such address)."""
        with contextlib.suppress(sqlite3.Error, ValueError, TypeError):
            row = self._db.execute(
                "SELECT answer FROM answers WHERE service = ? AND question = ?", (service, question)
            ).fetchone()
            if row is not None:
                kept = json.loads(row[0])
                return True, None if kept is None else Found(**kept)
        return False, None

    def put(self, service: str, question: str, found: Found | None) -> None:
        """Keeps an answer."""
        with contextlib.suppress(sqlite3.Error):
            self._db.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)",
                (service, question, json.dumps(found and asdict(found)), time.time()),
            )

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()
