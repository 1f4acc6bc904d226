"""Brings candidates into the clinic table: which clinic each is about, and what was decided before.

`finder.sources.merge` compares; here its verdicts meet the table. What a person or a sure verdict has decided stands in
`matches.csv` beside the table (source, key, clinic_id, decided_on; no clinic: not one we list), so that nobody is asked
about one candidate twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from finder import tables
from finder.editing import EditError, Table
from finder.sources import merge
from finder.sources.candidates import Candidate, PriceOffer, Statement
from finder.sources.identity import Identity
from finder.sources.registry import SOURCES
from finder.sources.verdicts import Verdict
from finder.text import _

MATCHES = "matches.csv"
COLUMNS = ("source", "key", "clinic_id", "decided_on")

#: Facts less sure than this are not written unasked: what a register says of a whole facility, say.
SURE = 0.75

Said = Statement | PriceOffer


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate and what is to be done with it.

    `known`: it was decided before, or `sure`: it is the clinic of `clinic_id`; `refused`: it was decided that we do not
    list it; `new`: it is like no clinic; `stranger`: the same, of a source that adds no clinics; `ask`: it may be one
    of `found` (best first, with the reasons), or it is like none and was `clinic_id`, which has been taken out.
    """

    candidate: Candidate
    kind: Literal["known", "sure", "refused", "new", "stranger", "ask"]
    clinic_id: str
    found: tuple[tuple[str, Verdict], ...] = ()


def rest(candidate: Candidate, waits: list[Said]) -> Candidate | None:
    """What is left to wait of a candidate that was merged: who it is, and these of its facts; None if there are none.

    What was written once is not among it, so that it does not come back when somebody takes it out of the table.
    """
    if not waits:
        return None
    statements = [said for said in waits if isinstance(said, Statement)]
    name = [said for said in candidate.statements if said.field == "name" and said not in statements][:1]
    offers = tuple(said for said in waits if isinstance(said, PriceOffer))
    return replace(candidate, statements=(*name, *statements), offers=offers)


class Merging:
    """Candidates against a table that is being edited; what is decided is written by `save`.

    Of a candidate only what is at least as `sure` as this (0 to 1) is written; `unsure` gives what is not.
    """

    def __init__(self, table: Table, sure: float = SURE) -> None:
        """Raises TableError when matches.csv cannot be used."""
        self.table, self.sure = table, sure
        self._index = merge.Index.of(Identity.of_row(row) for row in table.clinics.values())
        self._decided: dict[tuple[str, str], tuple[str, str]] = {}
        file = table.folder / MATCHES
        if file.exists():
            for row in tables.read(file, COLUMNS, COLUMNS[:2]).frame.fillna("").to_dict("records"):
                self._decided[row["source"], row["key"]] = (row["clinic_id"], row["decided_on"])

    def case(self, candidate: Candidate) -> Case:
        """What is to be done with a candidate, as the table stands now."""
        was, _day = self._decided.get((candidate.source, candidate.key), (None, ""))
        if was == "":
            return Case(candidate, "refused", "")
        if was in self.table.clinics:
            return Case(candidate, "known", was)
        decision = merge.decide(self._index, Identity.of_candidate(candidate))
        source = SOURCES.get(candidate.source)
        if was and decision.kind == "new":
            # Somebody took that clinic out: it does not come back unasked.
            return Case(candidate, "ask", was)
        if decision.kind == "new" and source and not source.adds:
            return Case(candidate, "stranger", "")
        return Case(candidate, decision.kind, decision.key, decision.found)

    def same(self, candidate: Candidate, clinic_id: str) -> list[str]:
        """Writes what a candidate states into a clinic of the table; what happened, one line each. Raises EditError."""
        surely = self._surely(candidate, clinic_id)
        # Of what was merged before, only the name goes with what waits; it is no news.
        news = surely.offers or any(said.field != "name" for said in surely.statements)
        said = self.table.take(clinic_id, surely) if news else []
        self._note(candidate, clinic_id)
        return said

    def new(self, candidate: Candidate) -> str:
        """Adds a candidate as a clinic of its own; its id. Raises EditError."""
        clinic_id = self.table.add(self._surely(candidate))
        self._note(candidate, clinic_id)
        return clinic_id

    def refuse(self, candidate: Candidate) -> None:
        """Notes that a candidate is no clinic that we list."""
        self._note(candidate, "")

    def doubles(self) -> list[tuple[str, str, Verdict]]:
        """Pairs of rows of the table that are or may be one door, best first, but for those decided to be two."""
        return [
            (a, b, verdict)
            for a, b, verdict in merge.doubles(self._index)
            if ("doubles", f"{a} {b}") not in self._decided
        ]

    def two(self, a: str, b: str) -> None:
        """Notes that two rows are two doors."""
        self._decided["doubles", f"{min(a, b)} {max(a, b)}"] = ("", date.today().isoformat())

    def join(self, keep: str, gone: str) -> list[str]:
        """Makes two rows one; what was decided of `gone` holds for `keep`. Raises EditError."""
        said = self.table.join(keep, gone)
        for key, (clinic_id, day) in self._decided.items():
            if clinic_id == gone:
                self._decided[key] = (keep, day)
        self._index = merge.Index.of(Identity.of_row(row) for row in self.table.clinics.values())
        return said

    def save(self) -> list[str]:
        """Writes the table and what was decided; the names of the files written. Raises EditError."""
        written = self.table.save()
        file = self.table.folder / MATCHES
        rows = [dict(zip(COLUMNS, (*key, *value), strict=True)) for key, value in sorted(self._decided.items())]
        if rows or file.exists():
            try:
                tables.replace(file, tables.as_csv(COLUMNS, rows))
            except OSError as error:
                why = _("{file} could not be written ({error}).").format(file=MATCHES, error=error.strerror)
                raise EditError(why) from None
        return written

    def unsure(self, candidate: Candidate, clinic_id: str = "") -> list[Said]:
        """What a candidate states too unsurely to be written unasked, but for what a clinic has from there already."""
        stated: tuple[Said, ...] = (*candidate.statements, *candidate.offers)
        return [said for said in stated if not self._is_sure(said, clinic_id)]

    def write(self, clinic_id: str, said: Said) -> str:
        """Writes one fact or price that somebody said yes to; what happened, in words. Raises EditError."""
        return self.table.state(clinic_id, said) if isinstance(said, Statement) else self.table.offer(clinic_id, said)

    def _is_sure(self, said: Said, clinic_id: str) -> bool:
        """Whether a fact is written unasked: it is sure enough, or its page said so before and somebody took it."""
        return said.confidence >= self.sure or (bool(clinic_id) and self.table.has(clinic_id, said))

    def _surely(self, candidate: Candidate, clinic_id: str = "") -> Candidate:
        """What a candidate states surely enough to be written."""
        statements = tuple(said for said in candidate.statements if self._is_sure(said, clinic_id))
        offers = tuple(said for said in candidate.offers if self._is_sure(said, clinic_id))
        return replace(candidate, statements=statements, offers=offers)

    def _note(self, candidate: Candidate, clinic_id: str) -> None:
        of = candidate.source, candidate.key
        if self._decided.get(of, (None, ""))[0] != clinic_id:
            self._decided[of] = (clinic_id, date.today().isoformat())
        if clinic_id:
            self._index.add(Identity.of_row(self.table.clinics[clinic_id]))
