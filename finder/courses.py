"""What a usual first course costs at each clinic, as one number to sort by: worked out when first asked, and kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from finder import evidence
from finder.catalog import Catalog
from finder.costs import Estimate, Plan, estimate
from finder.evidence import Offer
from finder.spatial import Rows
from finder.vocabulary import ROUTES

#: The key of a clinic whose course nobody can add up.
UNKNOWN = 2**31 - 1
#: Keys below this are whole totals in cents; from here on they are "at least". No course costs ten million dollars.
_AT_LEAST = 2**30
_NOT_YET = -1


def plans(offers: Iterable[Offer], routes: Iterable[str], therapy: bool, pain: bool) -> list[Plan]:
    """The usual first course by each of `routes`, or, if there are none, by each route that the offers name."""
    asked = set(routes) or {offer.route for offer in offers}
    return [Plan(route=route, therapy=therapy, pain=pain) for route in ROUTES.bits if route in asked]


def best(
    catalog: Catalog, clinic_id: str, routes: Iterable[str], therapy: bool, pain: bool
) -> tuple[Plan, Estimate] | None:
    """The course whose total `keys` sorts this clinic by, of the `plans` for its offers; None where it is unknown."""
    offers = evidence.offers(catalog, clinic_id)
    found = [(plan, estimate(offers, plan)) for plan in plans(offers, routes, therapy, pain)]
    known = [course for course in found if _key(course[1]) != UNKNOWN]
    return min(known, key=lambda course: _key(course[1]), default=None)


def keys(catalog: Catalog, rows: Rows, routes: frozenset[str], therapy: bool, pain: bool) -> NDArray[np.int64]:
    """A whole number below 2**31 for each of these clinics: the lower, the sooner it comes in the order of cost.

    First the complete totals by their low end, then those that are *at least*, then, all equal (`UNKNOWN`), the clinics
    whose sessions have no price. Of several courses (see `plans`) the one that comes soonest counts.
    """
    kept = _KEPT.get(catalog) or _KEPT.setdefault(catalog, _Kept.of(catalog))
    found = np.full(len(rows), UNKNOWN, dtype=np.int64)
    priced = np.flatnonzero(kept.slot[rows] >= 0)
    for route in routes or ("",):
        found[priced] = np.minimum(found[priced], kept.keys(catalog, rows[priced], (route, therapy, pain)))
    return found


@dataclass(frozen=True, eq=False)
class _Kept:
    """The keys that are known of one table: a line for each clinic that publishes a price, `_NOT_YET` until asked.

    There are at most 28 arrays: for each route, or none asked ("the best of the clinic's own"), with and without
    therapy and pain. Sessions in several threads may work out the same key; they write the same number.
    """

    slot: NDArray[np.int32]  # clinic -> its line, -1: publishes no price
    lines: int
    arrays: dict[tuple[str, bool, bool], NDArray[np.int32]] = field(default_factory=dict)

    @staticmethod
    def of(catalog: Catalog) -> _Kept:
        slot = np.full(len(catalog), -1, dtype=np.int32)
        sellers = catalog.sellers
        slot[sellers] = np.arange(len(sellers))
        return _Kept(slot, len(sellers))

    def keys(self, catalog: Catalog, rows: Rows, asked: tuple[str, bool, bool]) -> NDArray[np.int32]:
        """The keys of these clinics, all of which publish a price."""
        known = self.arrays.setdefault(asked, np.full(self.lines, _NOT_YET, dtype=np.int32))
        lines = self.slot[rows]
        new = np.flatnonzero(known[lines] == _NOT_YET)
        if len(new):
            known[lines[new]] = _work_out(catalog, rows[new], asked)
        return known[lines]


def _work_out(catalog: Catalog, rows: Rows, asked: tuple[str, bool, bool]) -> list[int]:
    """The keys of these clinics, by the prices they publish."""
    route, therapy, pain = asked
    return [
        min((_key(estimate(offers, plan)) for plan in plans(offers, {route} - {""}, therapy, pain)), default=UNKNOWN)
        for offers in evidence.offers_of(catalog, rows)
    ]


_KEPT: WeakKeyDictionary[Catalog, _Kept] = WeakKeyDictionary()


def _key(found: Estimate) -> int:
    """Where a total stands in the order of `keys`."""
    if found.low is None or not found.adds_up:
        return UNKNOWN
    return round(found.low * 100) + _AT_LEAST * found.at_least
