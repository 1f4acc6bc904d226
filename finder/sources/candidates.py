"""What an outside source says of one clinic: candidate facts and price offers, each with the page behind it.

Every source gives these and knows nothing of the clinic table. `finder.sources.merge` finds the clinic they are
about, `finder.editing` writes them into the table. As JSON they keep all but the words they rest on.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from finder.schema import LISTS


@dataclass(frozen=True, slots=True)
class Origin:
    """What states something: the page (empty for a phone call), a word of KINDS, the month the page prints (YYYY-MM or
    empty), and the day it was read (YYYY-MM-DD)."""

    url: str
    kind: str
    as_of: str = ""
    read_on: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact: a column of clinics.csv and its cell as text (one word of a list field at a time).

    `words` are what it rests on, for the maintainer's screen only: they are never written down. `confidence` is 0 to 1.
    """

    field: str
    value: str
    origin: Origin
    words: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PriceOffer:
    """One published price, with the columns of prices.csv; an end that is not stated is None.

    `words` and `confidence` as in `Statement`; `note` is in our own words.
    """

    item: str
    origin: Origin
    route: str = ""
    low_usd: float | None = None
    high_usd: float | None = None
    sessions: int | None = None
    minutes: int | None = None
    includes: tuple[str, ...] = ()
    note: str = ""
    words: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One clinic (a door, or a provider without one) as one source tells it.

    `key` is the source's own name for it, the same each time it is read.
    """

    source: str
    key: str
    statements: tuple[Statement, ...]
    offers: tuple[PriceOffer, ...] = ()

    def value(self, field: str) -> str:
        """The cell of a column: the words of a list joined by `;`, else the first value stated; empty if none is."""
        found = list(dict.fromkeys(said.value for said in self.statements if said.field == field))
        return ";".join(found) if field in LISTS else next(iter(found), "")

    def to_json(self) -> str:
        """The candidate as one line of JSON, without the words it rests on and what is empty."""
        record = asdict(self)
        for said in (*record["statements"], *record["offers"]):
            del said["words"]
            for key in [key for key, value in said.items() if value in ("", None, ())]:
                del said[key]
        return json.dumps(record, ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def from_json(line: str) -> Candidate:
        """The candidate of such a line; raises ValueError, which says what is wrong with it."""
        try:
            record = json.loads(line)
            return Candidate(
                record["source"],
                record["key"],
                tuple(Statement(**_said(one)) for one in record["statements"]),
                tuple(PriceOffer(**_said(one)) for one in record["offers"]),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"this is not a candidate: {error}") from None


def _said(record: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a statement or an offer."""
    includes = {"includes": tuple(record["includes"])} if "includes" in record else {}
    return {**record, "origin": Origin(**record["origin"]), **includes}
