"""How much the table knows, in numbers computed from it: for `stats`, the About page and the results."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from finder import evidence
from finder.catalog import FACTS, Catalog, stated_facts

#: Ketamine clinics in the US, as far as anyone has counted (DESIGN section 1). An estimate, and called so.
CLINICS_IN_THE_US = 1_800


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place to look, and what it is good for."""

    name: str
    url: str
    english: str


ELSEWHERE = (
    Elsewhere("Spravato", "https://www.spravato.com/", "its maker lists the clinics that may give it"),
    Elsewhere("FindTreatment.gov", "https://findtreatment.gov/", "mental health and addiction care of every kind"),
    Elsewhere("VA", "https://www.va.gov/find-locations/", "care for veterans"),
)


def statistics(catalog: Catalog, today: date | None = None) -> dict[str, Any]:
    """`{"clinics", "states", "stated": {fact: clinics}, "prices": {...}, "ages": {age: clinics}}`.

    `prices` counts offers, clinics that publish one, and offers by age; `ages` is by each clinic's newest page.
    """
    priced = np.zeros(len(catalog), dtype=bool)
    for offers in catalog.columns.offers.values():
        priced |= offers.slot >= 0
    stated = stated_facts(catalog.frame, priced).sum(axis=0)
    ages = Counter(evidence.age(evidence.newest(catalog, clinic_id), today) for clinic_id in catalog.frame["id"])
    dates = catalog.prices["as_of"]
    offer_ages = Counter(evidence.age(as_of if isinstance(as_of, str) else "", today) for as_of in dates)
    return {
        "clinics": len(catalog),
        "states": int(catalog.frame["state"].nunique()),
        "stated": dict(zip(FACTS, stated.tolist(), strict=True)),
        "prices": {
            "offers": len(catalog.prices),
            "clinics": int(catalog.prices["clinic_id"].nunique()),
            **{age: offer_ages[age] for age in ("recent", "old", "undated")},
        },
        "ages": {age: ages[age] for age in ("recent", "old", "undated")},
    }


def by_state(catalog: Catalog) -> dict[str, int]:
    """How many clinics with a door we know in each state, most first."""
    doors = catalog.frame.loc[~catalog.columns.telehealth_only, "state"].value_counts()
    return {str(state): int(n) for state, n in doors.items() if n}
