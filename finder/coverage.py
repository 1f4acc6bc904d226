"""How much the table knows, in numbers computed from it: for `stats`, the About page and the results."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from finder import evidence, schema
from finder.catalog import FACTS, SESSION_ITEMS, Catalog, stated_facts
from finder.vocabulary import KINDS

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
    stated = _stated(catalog).sum(axis=0)
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


def breakdown(catalog: Catalog, today: date | None = None) -> dict[str, Any]:
    """The same by state, by kind of source and by age: `{"by_state", "by_kind", "by_age", "conflicts"}`.

    `by_state` is `{state: {"clinics", "priced", "recent", "old", "undated"}}`, most clinics first, `none` for providers
    without one. `by_kind` counts clinics by the best kind of page behind them (`none`: no page) and the pages of each
    kind. `by_age` is `{fact: {age: clinics}}`, of those that state it. `conflicts` are what `conflicts` gives.
    """
    ids = catalog.frame["id"]
    stated = _stated(catalog)
    newest = pd.Series([evidence.newest(catalog, clinic_id) for clinic_id in ids], dtype="str")
    ages = newest.map(lambda as_of: evidence.age(as_of, today)).to_numpy()
    states = catalog.frame["state"].astype("str").fillna("none").to_numpy()
    by_state = {
        str(state): {
            "clinics": int((states == state).sum()),
            "priced": int(stated[states == state, FACTS.index("price")].sum()),
            **{age: int((ages[states == state] == age).sum()) for age in ("recent", "old", "undated")},
        }
        for state, _n in Counter(states).most_common()
    }
    return {
        "by_state": by_state,
        "by_kind": _by_kind(catalog),
        "by_age": _by_age(catalog, stated, today),
        "conflicts": [
            {"id": one.clinic_id, "field": one.field, "values": list(one.values)} for one in conflicts(catalog)
        ],
    }


def _stated(catalog: Catalog) -> NDArray[np.bool_]:
    """Which clinic (row) states which fact (column)."""
    priced = np.zeros(len(catalog), dtype=bool)
    for offers in catalog.columns.offers.values():
        priced |= offers.slot >= 0
    return stated_facts(catalog.frame, priced)


def _by_kind(catalog: Catalog) -> dict[str, dict[str, int]]:
    """Kind of source -> how many clinics have none better, and how many pages are of it."""
    order = {word.key: i for i, word in enumerate(KINDS)}
    kinds = catalog.evidence["kind"].astype("str").fillna("other")
    best = kinds.map(order).groupby(catalog.evidence["clinic_id"].astype("str")).min().reindex(catalog.frame["id"])
    counts, pages = best.value_counts(), kinds.value_counts()
    found = {
        kind: {"clinics": int(counts.get(i, 0)), "pages": int(pages.get(kind, 0))}
        for kind, i in order.items()
        if pages.get(kind, 0)
    }
    return found | {"none": {"clinics": int(best.isna().sum()), "pages": 0}}


def _by_age(catalog: Catalog, stated: NDArray[np.bool_], today: date | None) -> dict[str, dict[str, int]]:
    """Fact -> age of the newest page that states it -> clinics."""
    ids = catalog.frame["id"]
    pages = catalog.evidence.assign(as_of=catalog.evidence["as_of"].astype("str").fillna(""))
    by_field = {str(field): rows.groupby("clinic_id")["as_of"].max() for field, rows in pages.groupby("field")}
    offers = catalog.prices[catalog.prices["item"].isin(SESSION_ITEMS)]
    by_field["price"] = offers["as_of"].astype("str").fillna("").groupby(offers["clinic_id"].astype("str")).max()
    found = {}
    for column, fact in enumerate(FACTS):
        about = [by_field[name] for name in ((fact,) if fact == "price" else (fact, "*")) if name in by_field]
        dates = [dated.reindex(ids).fillna("").to_numpy() for dated in about]
        newest = [max(several) for several in zip(*dates, strict=True)] if dates else [""] * len(ids)
        ages = Counter(
            evidence.age(as_of, today) for as_of, said in zip(newest, stated[:, column], strict=True) if said
        )
        found[fact] = {age: ages[age] for age in ("recent", "old", "undated")}
    return found


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of one clinic on which its sources disagree, and what they say, the most believed first."""

    clinic_id: str
    field: str
    values: tuple[str, ...]


def conflicts(catalog: Catalog) -> list[Conflict]:
    """Clinics whose sources say different things where only one can be true, in the table's order."""
    pages = catalog.evidence
    single = pages[pages["value"].notna() & ~pages["field"].isin(["*", *schema.LISTS])]
    several = single.groupby(["clinic_id", "field"], sort=False)["value"].nunique()
    found = []
    for clinic_id, field in several[several > 1].index:
        rows = [row for row in catalog.evidence_of(clinic_id) if row["field"] == field and row["value"]]
        said = {_comparable(field, row["value"]): str(row["value"]) for row in sorted(rows, key=evidence.rank)[::-1]}
        if len(said) > 1:
            found.append(Conflict(str(clinic_id), str(field), tuple(reversed(said.values()))))
    return found


def _comparable(field: str, value: str) -> str:
    """A value without what makes no difference: letters' case, spaces, how an address on the web begins and ends."""
    text = " ".join(value.casefold().split())
    if field == "website":
        return text.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    return text


def by_state(catalog: Catalog) -> dict[str, int]:
    """How many clinics with a door we know in each state, most first."""
    doors = catalog.frame.loc[~catalog.columns.telehealth_only, "state"].value_counts()
    return {str(state): int(n) for state, n in doors.items() if n}
