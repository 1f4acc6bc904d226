"""The fixed mix of searches that every figure of the benchmarks is taken over: 60, each with four filters and facets.

Most people ask near a town; one in eight asks the whole country, so the 95th percentile is a country-wide search.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

from finder import places
from finder.places import Place
from finder.search import Query

DENSE = (
    "new-york ny", "los-angeles ca", "chicago il", "houston tx", "phoenix az", "philadelphia pa", "san-antonio tx",
    "san-diego ca", "dallas tx", "san-francisco ca", "seattle wa", "miami fl",
)  # fmt: skip
MIDDLE = (
    "boise id", "tulsa ok", "madison wi", "des-moines ia", "spokane wa", "omaha ne", "albuquerque nm", "knoxville tn",
    "portland me", "fresno ca", "anchorage ak", "honolulu hi",
)  # fmt: skip
RURAL = (
    "ely nv", "marfa tx", "bar-harbor me", "moab ut", "sheridan wy", "valentine ne", "havre mt", "hays ks",
    "marquette mi", "roswell nm", "burns or", "ketchikan ak",
)  # fmt: skip
STATES = ("tx", "vt", "ca")
COUNTRY = ("denver co", "new-york ny", "kansas-city mo")

#: Four filters each, as a person in some need would set them.
FILTERS = (
    {"conditions": {"ptsd"}, "routes": {"iv"}, "financing": {"carecredit"}, "max_session_usd": 500},
    {
        "conditions": {"depression"},
        "routes": {"spravato"},
        "insurance": {"medicare", "bcbs"},
        "services": {"psychotherapy"},
    },
    {
        "conditions": {"chronic_pain", "crps"},
        "routes": {"iv", "im"},
        "clinicians": {"anesthesiologist"},
        "max_session_usd": 700,
    },
    {
        "conditions": {"anxiety", "ocd"},
        "clinicians": {"psychiatrist"},
        "financing": {"hsa_fsa"},
        "board_certified": True,
    },
    {"conditions": {"depression"}, "routes": {"im"}, "monitoring": {"vitals"}, "memberships": {"askp3"}},
)


def mix() -> list[tuple[str, Query]]:
    """The kind of each search, and the search."""
    return list(_mix())


def _mix() -> Iterator[tuple[str, Query]]:
    asked = cycle(FILTERS)
    for kind, towns in (("dense city", DENSE), ("middle city", MIDDLE), ("rural town", RURAL)):
        for town in towns:
            yield kind, Query(near=_place(town), **next(asked))
    for sort, town in zip(("price", "rating", "stated") * 2, DENSE, strict=False):
        yield "other sort", Query(near=_place(town), sort=sort, **next(asked))
    for page, town in zip((5, 20, 100, 400), DENSE, strict=False):
        yield "deep page", Query(near=_place(town), page=page, **next(asked))
    for miles, town in zip((100, 150, 250, 500), DENSE, strict=False):
        yield "wide circle", Query(near=_place(town), within_miles=miles, **next(asked))
    for state in STATES:
        yield "state", Query(near=_known(f"state:{state}"), **next(asked))
    for town in COUNTRY:
        yield "whole country", Query(near=_place(town), within_miles=None, **next(asked))
    for sort, page in (("distance", 1), ("price", 1), ("stated", 30), ("rating", 1)):
        yield "whole country", Query(near=None, sort=sort, page=page, **next(asked))


def courses() -> list[Query]:
    """The searches of the mix, in the order of what a course costs, each with its filters and without any."""
    asked = [query for _kind, query in mix()]
    bare = [Query(near=query.near, within_miles=query.within_miles, page=query.page) for query in asked]
    return [replace(query, sort="course") for query in asked + bare]


def bundled() -> list[tuple[str, Query]]:
    """The part of the mix that people ask of the bundled table: near a town, first page or other sorts."""
    return [(kind, query) for kind, query in mix() if query.within_miles is not None and query.page == 1]


def _place(town: str) -> Place:
    name, _space, state = town.rpartition(" ")
    return _known(f"city:{state}/{name}")


def _known(place_id: str) -> Place:
    place = places.by_id(place_id)
    if place is None:
        raise LookupError(f"{place_id} is not in data/places.csv; benchmarks/queries.py needs another place")
    return place
