"""`finder.search.search` against an oracle: the same search in plain loops, with geopy measuring every row.

The oracle is written from DESIGN section 5 over the text of the rows, knows nothing of `finder.search` but the
names of its results, and spells out the words it needs. What DESIGN leaves open and the program decided:

- `left_out` counts a clinic once: as closed, else for its route, else insurance, else price, else for the rating
  or board certification it states (these two under their own names, only where there are any);
- a rating from 10 or more reviews below the asked one, or `board_certified=false`, states otherwise;
- a price with only a high end states it when that end is within the limit, and does not say otherwise;
- insurance is refused only when nothing but insurers is asked: a superbill may be had where no insurer is billed;
- ties go by name in lower case, then by id;
- a course is the usual first one, by the asked routes or those that the clinic's prices name; its cost is unknown where
  the low end of what the medicine visits cost is. What a course costs is asked of `finder.costs`, which has tests of
  its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import Any

import pandas as pd
import pytest
from geopy.distance import geodesic
from hypothesis import given, note, settings
from hypothesis import strategies as st

from finder.catalog import Catalog
from finder.costs import Plan, estimate
from finder.evidence import Offer, Source
from finder.places import Place
from finder.search import Hit, Query, Results, search
from tests import support
from tests.support import Row

INSURERS = {
    "accepts_insurance", "medicare", "medicaid", "tricare", "va", "aetna", "bcbs", "cigna", "united", "humana",
    "kaiser",
}  # fmt: skip
PAIN = {"chronic_pain", "crps", "fibromyalgia", "neuropathy", "migraine"}
LISTS = (
    "conditions", "routes", "settings", "services", "clinicians", "memberships", "monitoring", "insurance",
    "financing", "accessibility",
)  # fmt: skip
FACTS = (
    "routes", "conditions", "clinicians", "board_certified", "monitoring", "financing", "insurance", "new_patients",
    "wait_days", "min_age", "referral_required", "series_sessions", "iv_minutes", "services", "settings", "memberships",
    "hours", "phone", "website", "street", "languages", "accessibility", "rating", "npi",
)  # fmt: skip
SESSIONS = ("session", "pain_session", "kap_session")
MEDICINE = {*SESSIONS, "first_session", "series", "drug", "observation"}
OFFERED_RADII = (10, 25, 50, 100, 150, 250, 500)
YES, UNSAID, NO = "states it", "does not say", "states otherwise"


@cache
def miles_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    return float(geodesic((lat, lon), (other_lat, other_lon)).miles)


@dataclass
class Clinic:
    """One clinic as the oracle reads it from the text of its row."""

    row: Row
    offers: list[Row]

    def words(self, field: str) -> set[str]:
        return set(self.row.get(field, "").split(";")) - {""}

    @property
    def id(self) -> str:
        return self.row["id"]

    @property
    def by_name(self) -> tuple[str, str]:
        return self.row["name"].lower(), self.id

    @property
    def has_door(self) -> bool:
        return self.row.get("telehealth_only") != "true"

    @property
    def closed(self) -> bool:
        return self.row.get("status") == "closed"

    @property
    def rating(self) -> float | None:
        """The rating, if there is one from enough reviews."""
        enough = int(self.row.get("reviews") or 0) >= 10
        return float(self.row["rating"]) if self.row.get("rating") and enough else None

    @property
    def facts(self) -> int:
        priced = any(offer["item"] in SESSIONS for offer in self.offers)
        return sum(bool(self.row.get(field)) for field in FACTS) + priced

    def miles(self, near: Place | None) -> float | None:
        if near is None or not self.row.get("lat"):
            return None
        return miles_between(near.lat, near.lon, float(self.row["lat"]), float(self.row["lon"]))

    def named(self, name: str) -> bool:
        return all(word in self.row["name"].lower() for word in name.lower().split())

    def session(self, query: Query) -> tuple[float | None, float | None]:
        """Lowest low and highest high of the kind of session and the routes that are asked."""
        items = {"pain_session"} if query.conditions & PAIN else set()
        items |= {"kap_session"} if "psychotherapy" in query.services else set()
        lows, highs = [], []
        for offer in self.offers:
            if offer["item"] not in (items or {"session"}):
                continue
            if query.routes and offer.get("route") not in query.routes:
                continue
            if offer["low_usd"]:
                lows.append(float(offer["low_usd"]))
            if offer["high_usd"]:
                highs.append(float(offer["high_usd"]))
        return min(lows, default=None), max(highs, default=None)

    def course(self, query: Query) -> tuple[float, float]:
        """The least of a usual first course: 0 and all it costs, 1 and what it costs at least, or infinity."""
        routes = query.routes or {offer["route"] for offer in self.offers if offer.get("route")}
        therapy, pain = "psychotherapy" in query.services, bool(query.conditions & PAIN)
        least = (inf, inf)
        for route in routes:
            found = estimate(map(offer_of, self.offers), Plan(route=route, therapy=therapy, pain=pain))
            unpriced = {*found.missing, *(part.name for part in found.parts if part.low is None)}
            if found.low is not None and not unpriced & MEDICINE:
                least = min(least, (float(found.at_least), found.low))
        return least

    def verdicts(self, query: Query) -> dict[str, str]:
        """What it says to each filter that is on."""
        said: dict[str, str] = {}
        for field in LISTS:
            asked, stated = getattr(query, field), self.words(field)
            if not asked:
                continue
            said[field] = YES if asked & stated else UNSAID
            if said[field] == UNSAID and (
                (field == "routes" and stated)
                or (
                    field == "insurance"
                    and asked <= INSURERS
                    and "not_accepted" in stated
                    and "spravato_covered" not in stated
                )
            ):
                said[field] = NO
        if query.board_certified:
            said["board_certified"] = {"true": YES, "false": NO}.get(self.row.get("board_certified", ""), UNSAID)
        if query.max_session_usd is not None:
            low, high = self.session(query)
            if low is not None:
                said["price"] = YES if low <= query.max_session_usd else NO
            else:
                said["price"] = YES if high is not None and high <= query.max_session_usd else UNSAID
        if query.min_rating is not None:
            said["rating"] = UNSAID if self.rating is None else YES if self.rating >= query.min_rating else NO
        return said


def offer_of(row: Row) -> Offer:
    """The price of one row."""
    low, high, sessions = (row.get(name) or None for name in ("low_usd", "high_usd", "sessions"))
    return Offer(
        item=row["item"],
        route=row.get("route", ""),
        low=None if low is None else float(low),
        high=None if high is None else float(high),
        sessions=None if sessions is None else int(sessions),
        minutes=None,
        includes=tuple(word for word in row.get("includes", "").split(";") if word),
        note="",
        source=Source("", "clinic", "", "", False, True),
    )


def read(clinics: Iterable[Row], prices: Iterable[Row]) -> list[Clinic]:
    offers: dict[str, list[Row]] = {}
    for offer in prices:
        offers.setdefault(offer["clinic_id"], []).append(offer)
    return [Clinic(row, offers.get(row["id"], [])) for row in clinics]


def in_area(clinic: Clinic, query: Query) -> bool:
    """With a door, of the asked name, in the asked state or within the asked miles."""
    if not clinic.has_door or not clinic.named(query.name):
        return False
    if query.near is None:
        return True
    if query.near.kind == "state":
        return clinic.row["state"] == query.near.state
    if query.within_miles is None:
        return True
    miles = clinic.miles(query.near)
    return miles is not None and miles <= query.within_miles


def stays(clinic: Clinic, query: Query, but: str = "") -> bool:
    """Whether it stays in the list, `but` for one filter."""
    if clinic.closed and not query.name.strip():
        return False
    return all(said not in leaves(query) for name, said in clinic.verdicts(query).items() if name != but)


def leaves(query: Query) -> set[str]:
    return {NO, UNSAID} if query.stated_only else {NO}


def sort_key(clinic: Clinic, query: Query) -> tuple[Any, ...]:
    match query.sort:
        case "distance":
            miles = clinic.miles(query.near)
            known = (inf if miles is None else miles,)
        case "price":
            low, _high = clinic.session(query)
            known = (inf if low is None else low,)
        case "course":
            known = clinic.course(query)
        case "rating":
            known = (inf if clinic.rating is None else -clinic.rating,)
        case "stated":
            known = (-clinic.facts,)
    return (*known, *clinic.by_name)


def ordered(clinics: Iterable[Clinic], query: Query) -> list[Clinic]:
    """Those that state all that was asked, then those to ask; each group in the chosen order."""
    found = [clinic for clinic in clinics if in_area(clinic, query) and stays(clinic, query)]
    return sorted(found, key=lambda clinic: (bool(unstated(clinic, query)), *sort_key(clinic, query)))


def unstated(clinic: Clinic, query: Query) -> set[str]:
    return {name for name, said in clinic.verdicts(query).items() if said == UNSAID}


def left_out(clinics: Iterable[Clinic], query: Query) -> dict[str, int]:
    counts = {"price": 0, "route": 0, "insurance": 0, "closed": 0}
    if query.stated_only:
        counts["unstated"] = 0
    for clinic in clinics:
        if not in_area(clinic, query) or stays(clinic, query):
            continue
        if clinic.closed and not query.name.strip():
            counts["closed"] += 1
            continue
        said = clinic.verdicts(query)
        first = next((name for name in ("routes", "insurance", "price", *said) if said.get(name) == NO), "unstated")
        reason = "route" if first == "routes" else first
        counts[reason] = counts.get(reason, 0) + 1
    return counts


def facets(clinics: Iterable[Clinic], query: Query) -> dict[tuple[str, str], int]:
    """How many state each word under the other filters; words nobody states are left away."""
    counts: dict[tuple[str, str], int] = {}
    for clinic in clinics:
        for field in LISTS:
            if in_area(clinic, query) and stays(clinic, query, but=field):
                for word in clinic.words(field):
                    counts[field, word] = counts.get((field, word), 0) + 1
        if in_area(clinic, query) and stays(clinic, query) and clinic.row.get("board_certified") == "true":
            counts["board_certified", "true"] = counts.get(("board_certified", "true"), 0) + 1
    return counts


def at_home(clinics: Iterable[Clinic], query: Query) -> list[Clinic]:
    """Without a door: those that serve the place's state, then those that do not say whom they serve."""
    state = query.near.state if query.near else None
    found = [
        clinic
        for clinic in clinics
        if not clinic.has_door
        and clinic.named(query.name)
        and stays(clinic, query)
        and (state is None or not clinic.words("states_served") or state in clinic.words("states_served"))
    ]
    return sorted(
        found,
        key=lambda clinic: (state is not None and state not in clinic.words("states_served"), *clinic.by_name),
    )


def nearest_outside(clinics: Iterable[Clinic], query: Query) -> float | None:
    """The miles to the nearest clinic that fits but for the radius; None where no radius was asked."""
    if query.near is None or query.near.kind == "state" or query.within_miles is None:
        return None
    fits = [
        clinic.miles(query.near)
        for clinic in clinics
        if clinic.has_door and clinic.named(query.name) and stays(clinic, query)
    ]
    return min((miles for miles in fits if miles is not None), default=None)


def assert_hit(hit: Hit, clinic: Clinic, query: Query) -> None:
    """The hit says of the clinic what the oracle does."""
    assert hit.clinic_id == clinic.id
    miles = clinic.miles(query.near) if clinic.has_door else None
    assert hit.miles == (None if miles is None else pytest.approx(miles, abs=1e-6))
    assert hit.approximate == (clinic.row.get("position") == "city")
    assert set(hit.unstated) == unstated(clinic, query)
    assert len(hit.unstated) == len(set(hit.unstated))
    assert hit.standing == ("to_ask" if unstated(clinic, query) else "states_all")
    assert (hit.session_low, hit.session_high) == clinic.session(query)


def same_order(found: list[Clinic], expected: list[Clinic], query: Query) -> bool:
    """The same clinics in the same order, but that two points equally far to a hair may stand either way round."""
    if [clinic.id for clinic in found] == [clinic.id for clinic in expected]:
        return True
    if query.sort != "distance" or query.near is None or len(found) != len(expected):
        return False
    for one, other in zip(found, expected, strict=True):
        a, b = one.miles(query.near), other.miles(query.near)
        same_point = (one.row["lat"], one.row["lon"]) == (other.row["lat"], other.row["lon"])
        if one is not other and (a is None or b is None or same_point or abs(a - b) > 1e-7):
            return False
    return True


def assert_results(results: Results, clinics: list[Clinic], query: Query) -> None:
    """Everything in the results is what the oracle says."""
    by_id = {clinic.id: clinic for clinic in clinics}
    expected = ordered(clinics, query)
    states_all = [clinic for clinic in expected if not unstated(clinic, query)]
    assert (results.total, results.states_all, results.to_ask) == (
        len(expected),
        len(states_all),
        len(expected) - len(states_all),
    )
    assert {clinics[row].id for row in results.rows} == {clinic.id for clinic in expected}
    assert len(results.rows) == len(expected)

    start = (query.page - 1) * query.per_page
    page = expected[start : start + query.per_page]
    found = [by_id[hit.clinic_id] for hit in results.hits]
    assert same_order(found, page, query), (f"{[c.id for c in found]} is not", [c.id for c in page])
    for i, (hit, clinic) in enumerate(zip(results.hits, found, strict=True)):
        assert_hit(hit, clinic, query)
        assert hit.number == start + i + 1
        assert clinics[hit.row] is clinic

    assert results.left_out == left_out(clinics, query)
    counted = {(field, word): n for field, words in results.facets.items() for word, n in words.items() if n}
    assert counted == facets(clinics, query)

    homes = at_home(clinics, query)
    assert [hit.clinic_id for hit in results.at_home] == [clinic.id for clinic in homes]
    for hit, clinic in zip(results.at_home, homes, strict=True):
        assert_hit(hit, clinic, query)

    miles = nearest_outside(clinics, query) if not expected else None
    if miles is None:
        assert results.nearest_outside is None
    else:
        nearest = results.nearest_outside
        assert nearest is not None
        assert nearest.miles == pytest.approx(miles, abs=1e-6)
        assert by_id[nearest.clinic_id].miles(query.near) == pytest.approx(miles, abs=1e-6)
        assert nearest.radius >= nearest.miles
        if miles <= OFFERED_RADII[-1]:
            assert nearest.radius == next(radius for radius in OFFERED_RADII if radius >= miles)


def assert_same_catalog(one: Catalog, other: Catalog) -> None:
    for name in ("frame", "prices", "evidence"):
        a, b = getattr(one, name), getattr(other, name)
        # How text and categories are stored may differ with what else was in the file.
        pd.testing.assert_frame_equal(a, b, check_dtype=False, check_categorical=False)


def test_the_quick_way_to_a_catalogue_makes_what_loading_its_files_makes(tmp_path):
    clinics = [
        support.clinic(
            "a", routes="iv;im", insurance="not_accepted", rating="4.5", reviews="12", board_certified="true"
        ),
        support.clinic("b", position="city", lat=None, lon=None, status="closed", states_served="CA;NY"),
        support.provider("z", states_served="CA;HI", languages="en;es"),
    ]
    prices = [support.price("a", 400, 500, route="iv"), support.price("z", None, 150)]
    evidence = [support.evidence("a"), support.evidence("b", "routes", value="iv", as_of="2024-01")]
    loaded = support.load_data(tmp_path, clinics, prices, evidence)
    assert_same_catalog(support.quick_catalog(clinics, prices, evidence), loaded)


@given(support.tables(), st.lists(support.queries(), min_size=1, max_size=5))
def test_search_finds_what_plain_loops_and_geopy_find(table, queries):
    clinics, prices = table
    catalog, oracle = support.quick_catalog(clinics, prices), read(clinics, prices)
    for query in queries:
        note(repr(query))
        assert_results(search(catalog, query), oracle, query)


@given(support.tables(most=40), support.queries(near=[city[-1] for city in support.CITIES]))
def test_the_pages_together_are_the_whole_list_once(table, query):
    clinics, prices = table
    catalog, oracle = support.quick_catalog(clinics, prices), read(clinics, prices)
    first = search(catalog, query)
    pages = range(1, -(-first.total // query.per_page) + 1)
    asked = {name: getattr(query, name) for name in query.__dataclass_fields__ if name != "page"}
    hits = [hit for page in pages for hit in search(catalog, Query(**asked, page=page)).hits]
    assert [hit.number for hit in hits] == list(range(1, first.total + 1))
    by_id = {clinic.id: clinic for clinic in oracle}
    assert same_order([by_id[hit.clinic_id] for hit in hits], ordered(oracle, query), query)
    assert search(catalog, Query(**asked, page=len(pages) + 1)).hits == []


def _any_of(*words: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(words), max_size=2)


@given(
    st.lists(support.price_rows(5), min_size=20, max_size=40),
    _any_of("iv", "im", "spravato"),
    _any_of("psychotherapy", "tms"),
    _any_of("crps", "ptsd"),
)
def test_the_cost_of_a_course_orders_long_price_lists_as_plain_loops_do(prices, routes, services, conditions):
    clinics = [support.clinic(str(i), name=f"Example {i % 2}") for i in range(5)]
    query = Query(routes=routes, services=services, conditions=conditions, sort="course")
    assert_results(search(support.quick_catalog(clinics, prices), query), read(clinics, prices), query)


@settings(max_examples=15)
@given(support.tables(most=30), support.queries(near=[city[-1] for city in support.CITIES]))
def test_a_search_through_loaded_files_agrees_too(tmp_path_factory, table, query):
    clinics, prices = table
    catalog = support.load_data(tmp_path_factory.mktemp("data"), clinics, prices)
    assert_results(search(catalog, query), read(clinics, prices), query)
