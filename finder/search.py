"""Query x Catalog -> Results: which clinics are near, what they state of what was asked, and in which order.

Pure functions over arrays. Each filter answers for a clinic *states it*, *does not say* or *states otherwise*
(DESIGN section 5); only the last leaves the list, and is counted. Nothing is promoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from finder import courses
from finder.catalog import Catalog, Columns
from finder.places import Place
from finder.spatial import FARTHEST_MILES, MARGIN, SLACK, Floats, Rows
from finder.text import _
from finder.vocabulary import FIELDS, INSURANCE, INSURERS, PAIN, STATES, nearest

SORTS = ("distance", "price", "course", "rating", "stated")
#: Reasons for leaving the list that are always counted.
REASONS = ("price", "route", "insurance", "closed")
#: A rating from fewer reviews says too little to filter or sort by.
MIN_REVIEWS = 10
#: The radii a person may choose, in miles.
RADII = (10, 25, 50, 100, 150, 250, 500)
DEFAULT_RADIUS = 50.0

STATES_IT, DOES_NOT_SAY, STATES_OTHERWISE = 1, 0, -1
Verdict = NDArray[np.int8]

_STATE_BITS = {code: np.uint64(1 << i) for i, code in enumerate(STATES)}
_STATE_CODES = {code: i for i, code in enumerate(STATES)}
#: The order in which filters are named as the reason why a clinic left.
_LEAVES = {"routes": 0, "insurance": 1, "price": 2}


class QueryError(ValueError):
    """A query that asks for something that does not exist; the text says what and names the nearest right word."""


@dataclass(frozen=True)
class Query:
    """What a person asks. Word sets are of `finder.vocabulary`; several words in one set mean *any of them*.

    `near` may be None (the whole country). `within_miles` None means anywhere; for a state (`near.kind == "state"`)
    the clinics of that state are meant, whatever the distance. `name` finds clinics by words of their name, closed
    ones too. `stated_only` leaves out those that do not say all that is asked. Raises QueryError for an unknown word,
    sort, or a number that makes no sense.
    """

    near: Place | None = None
    within_miles: float | None = DEFAULT_RADIUS
    conditions: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    clinicians: frozenset[str] = frozenset()
    memberships: frozenset[str] = frozenset()
    monitoring: frozenset[str] = frozenset()
    insurance: frozenset[str] = frozenset()
    financing: frozenset[str] = frozenset()
    accessibility: frozenset[str] = frozenset()
    board_certified: bool = False
    max_session_usd: float | None = None
    min_rating: float | None = None
    name: str = ""
    stated_only: bool = False
    sort: str = "distance"
    page: int = 1
    per_page: int = 10

    def __post_init__(self) -> None:
        for facet, words in FIELDS.items():
            asked = frozenset(getattr(self, facet))
            object.__setattr__(self, facet, asked)
            for word in sorted(asked):
                if word not in words:
                    raise QueryError(unknown_word(facet, word, words.bits))
        if self.sort not in SORTS:
            raise QueryError(unknown_word("sort", self.sort, SORTS))
        object.__setattr__(self, "name", self.name.strip())
        if self.within_miles is not None and not 0 < self.within_miles <= FARTHEST_MILES:
            raise QueryError(_("the distance must be between 0 and {most:,.0f} miles").format(most=FARTHEST_MILES))
        if self.max_session_usd is not None and not 0 <= self.max_session_usd < np.inf:
            raise QueryError(_("the most you would pay must be 0 or more"))
        if self.min_rating is not None and not 0 <= self.min_rating <= 5:
            raise QueryError(_("a rating is between 0 and 5"))
        if self.page < 1 or self.per_page < 1:
            raise QueryError(_("pages are counted from 1"))

    @property
    def session_items(self) -> tuple[str, ...]:
        """The price items `max_session_usd` looks at: pain sessions if pain is asked, with therapy if therapy is."""
        items = ("pain_session",) * bool(self.conditions & PAIN) + ("kap_session",) * ("psychotherapy" in self.services)
        return items or ("session",)

    @property
    def course(self) -> tuple[frozenset[str], bool, bool]:
        """The course whose cost is meant, as `finder.courses` asks: routes (none: any), with therapy, for pain."""
        return self.routes, "psychotherapy" in self.services, bool(self.conditions & PAIN)

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of the filters that are on."""
        names = [name for name in FIELDS if getattr(self, name)]
        names += ["board_certified"] * self.board_certified
        names += ["price"] * (self.max_session_usd is not None) + ["rating"] * (self.min_rating is not None)
        return tuple(names)


@dataclass(frozen=True, slots=True)
class Hit:
    """One clinic of the results. `number` is its place in the whole list, from 1; `unstated` names the asked
    filters it does not say; `miles` (to the clinic, geodesic) is None without a place or position; prices in USD."""

    clinic_id: str
    row: int
    number: int
    miles: float | None
    approximate: bool
    standing: str
    unstated: tuple[str, ...]
    session_low: float | None
    session_high: float | None


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest clinic outside the radius that fits, and the radius in miles that would include it."""

    clinic_id: str
    miles: float
    radius: float


@dataclass(frozen=True)
class Results:
    """One page of hits and what is known of the whole: totals, who left and why, counts beside each choice.

    `facets[field][word]` is how many clinics state that word, under the other filters. `rows` are the row numbers of
    all `total` clinics, in no order. `at_home` are providers without a door, never part of `total`.
    """

    total: int
    states_all: int
    to_ask: int
    hits: list[Hit]
    at_home: list[Hit]
    facets: Mapping[str, Mapping[str, int]]
    left_out: Mapping[str, int]
    explanation: str
    nearest_outside: Nearest | None
    rows: Rows = field(repr=False, default_factory=lambda: np.empty(0, dtype=np.intp))


def unknown_word(what: str, word: str, choices: Iterable[str]) -> str:
    """The sentence for a word that is not one of `choices`, with the nearest right one."""
    close = nearest(word, choices)
    hint = _(" Did you mean “{close}”?").format(close=close) if close else ""
    return _("{what}: “{word}” is not a word we know.{hint}").format(what=what, word=word, hint=hint)


def search(catalog: Catalog, query: Query) -> Results:
    """The clinics that fit `query`, one page of them in order, with counts. Never raises for a valid Query."""
    columns = catalog.columns
    rows = _area(catalog, query)
    verdicts = _verdicts(columns, query, rows)
    gone = columns.closed[rows] & (not query.name)
    states_all, leaving = ~gone, np.zeros(len(rows), dtype=np.int8)
    for verdict in verdicts.values():
        states_all &= verdict == STATES_IT
        leaving += _leaves(query, verdict)
    stays = ~gone & (leaving == 0)

    first = np.flatnonzero(states_all)
    second = np.flatnonzero(stays & ~states_all)
    start = (query.page - 1) * query.per_page
    stop = start + query.per_page
    page = np.concatenate(
        [
            first[_order(catalog, query, rows[first], start, stop)],
            second[_order(catalog, query, rows[second], max(0, start - len(first)), max(0, stop - len(first)))],
        ]
    )
    total = len(first) + len(second)
    return Results(
        total=total,
        states_all=len(first),
        to_ask=len(second),
        hits=_hits(catalog, query, rows[page], {name: verdict[page] for name, verdict in verdicts.items()}, start),
        at_home=_at_home(catalog, query),
        facets=_facets(columns, query, rows, verdicts, leaving, gone),
        left_out=_left_out(query, verdicts, gone),
        explanation=_explain(query, len(first), len(second)),
        nearest_outside=_nearest_outside(catalog, query) if total == 0 else None,
        rows=rows[stays],
    )


def _area(catalog: Catalog, query: Query) -> Rows:
    """The clinics with a door in the asked area (and of the asked name)."""
    columns, near = catalog.columns, query.near
    rows: Rows
    if near is not None and near.kind == "state":
        rows = columns.with_door[columns.state[columns.with_door] == _STATE_CODES.get(near.state, -2)]
    elif near is not None and query.within_miles is not None:
        rows = columns.doors.within(near.lat, near.lon, query.within_miles)
    else:
        rows = columns.with_door
    if query.name:
        rows = rows[_named(catalog, query.name, rows)]
    return rows


def _named(catalog: Catalog, name: str, rows: Rows) -> NDArray[np.bool_]:
    """Whether each clinic's name holds every word of `name`, whatever the case."""
    names = catalog.frame["name"].iloc[rows].str.lower()
    found = np.ones(len(rows), dtype=bool)
    for word in name.lower().split():
        found &= names.str.contains(word, regex=False).to_numpy(dtype=bool)
    return found


def _verdicts(columns: Columns, query: Query, rows: Rows) -> dict[str, Verdict]:
    """What each clinic says to each filter that is on."""
    verdicts: dict[str, Verdict] = {}
    for name in query.asked:
        match name:
            case "price":
                verdicts[name] = _price_verdict(columns, query, rows)
            case "rating":
                enough = columns.reviews[rows] >= MIN_REVIEWS
                good = np.where(columns.rating[rows] >= (query.min_rating or 0.0), STATES_IT, STATES_OTHERWISE)
                verdicts[name] = np.where(enough & ~np.isnan(columns.rating[rows]), good, DOES_NOT_SAY).astype(np.int8)
            case "board_certified":
                verdicts[name] = columns.board_certified[rows]
            case _:
                verdicts[name] = _words_verdict(name, columns.masks[name][rows], getattr(query, name))
    return verdicts


def _leaves(query: Query, verdict: Verdict) -> NDArray[np.bool_]:
    """Whether a verdict takes each clinic off the list."""
    leaves: NDArray[np.bool_] = verdict != STATES_IT if query.stated_only else verdict == STATES_OTHERWISE
    return leaves


def _words_verdict(name: str, stated: NDArray[np.uint16], asked: frozenset[str]) -> Verdict:
    says = stated & np.uint16(FIELDS[name].mask(asked)) != 0
    verdict: Verdict = says.astype(np.int8)
    if name == "routes":
        # The one list that is taken as complete: listing routes, but not this one, says no.
        verdict -= ~says & (stated != 0)
    elif name == "insurance" and asked <= INSURERS:
        # Only when nothing but insurers is asked: a superbill may still be had where no insurer is billed.
        bills_nobody = stated & np.uint16(INSURANCE.mask(["not_accepted", "spravato_covered"]))
        verdict -= ~says & (bills_nobody == INSURANCE.bits["not_accepted"])
    return verdict


def _session_price(columns: Columns, query: Query, rows: Rows) -> tuple[Floats, Floats]:
    """Lowest low and highest high of the asked kind of session and routes; NaN where not stated."""
    ends = [columns.offers[item].ends(rows, query.routes) for item in query.session_items]
    low, high = ends[0]
    for other_low, other_high in ends[1:]:
        low, high = np.fmin(low, other_low), np.fmax(high, other_high)
    return low, high


def _price_verdict(columns: Columns, query: Query, rows: Rows) -> Verdict:
    """A low end above the limit says no. With only the high end known, it must be within the limit to say yes."""
    verdict, limit = np.zeros(len(rows), dtype=np.int8), query.max_session_usd or 0.0
    priced = np.flatnonzero(columns.priced[rows])
    low, high = _session_price(columns, query, rows[priced])
    verdict[priced[low > limit]] = STATES_OTHERWISE
    verdict[priced[(low <= limit) | (np.isnan(low) & (high <= limit))]] = STATES_IT
    return verdict


def _order(catalog: Catalog, query: Query, rows: Rows, start: int, stop: int) -> Rows:
    """Places in `rows` of its `start`-th to `stop`-th clinic in the asked order; ties by name."""
    columns = catalog.columns
    stop = min(stop, len(rows))
    if start >= stop:
        return np.empty(0, dtype=np.intp)
    if query.sort == "distance" and query.near is not None:
        return _by_distance(columns, query.near, rows, start, stop)
    key = np.full(len(rows), 2**31 - 1, dtype=np.int64)
    match query.sort:
        case "price":
            priced = np.flatnonzero(columns.priced[rows])
            low, _high = _session_price(columns, query, rows[priced])
            known = ~np.isnan(low)
            key[priced[known]] = np.rint(low[known] * 100)
        case "course":
            key = courses.keys(catalog, rows, *query.course)
        case "rating":
            rated = (columns.reviews[rows] >= MIN_REVIEWS) & ~np.isnan(columns.rating[rows])
            key[rated] = np.rint(10_000 - 1_000 * columns.rating[rows[rated]])
        case "stated":
            key = 1_000 - columns.stated[rows].astype(np.int64)
    # One whole number holds key and name, so a single partial sort finds the page.
    whole = (key << 32) | columns.name_rank[rows]
    nearest_first = np.argpartition(whole, stop - 1)[:stop] if stop < len(whole) else np.arange(len(whole))
    return nearest_first[np.argsort(whole[nearest_first])][start:stop]


def _by_distance(columns: Columns, near: Place, rows: Rows, start: int, stop: int) -> Rows:
    """Like `_order`, by exact distance, measuring only the clinics that can be on the page.

    The exact miles of a clinic lie within `MARGIN` and `SLACK` of its rough miles, so a clinic whose rough miles are
    far enough from those of the page's first and last place is surely before or after the page.
    """
    rough = columns.doors.rough(near.lat, near.lon, rows)
    edges = np.partition(rough, (start, stop - 1))
    low = (edges[start] * (1 - MARGIN) - 2 * SLACK) / (1 + MARGIN)
    high = (edges[stop - 1] * (1 + MARGIN) + 2 * SLACK) / (1 - MARGIN)
    maybe = np.flatnonzero((rough >= low) & (rough <= high))
    exact = columns.doors.exact(near.lat, near.lon, rows[maybe])
    before = int(np.count_nonzero(rough < low))
    ordered: Rows = maybe[np.lexsort((columns.name_rank[rows[maybe]], exact))]
    return ordered[start - before : stop - before]


def _hits(catalog: Catalog, query: Query, rows: Rows, verdicts: Mapping[str, Verdict], start: int) -> list[Hit]:
    """The clinics of one page; `verdicts` are those of these rows."""
    columns, near = catalog.columns, query.near
    ends = _session_price(columns, query, rows)
    miles = np.full(len(rows), np.inf) if near is None else columns.doors.exact(near.lat, near.lon, rows)
    says = {name: verdict.tolist() for name, verdict in verdicts.items()}
    hits = []
    for i, (row, clinic_id, away, by_city, low, high) in enumerate(
        zip(rows.tolist(), catalog.ids(rows), miles.tolist(), columns.by_city[rows].tolist(), *ends, strict=True)
    ):
        unstated = tuple(name for name, verdict in says.items() if verdict[i] != STATES_IT)
        hits.append(
            Hit(
                clinic_id=clinic_id,
                row=row,
                number=start + i + 1,
                miles=away if away < np.inf else None,
                approximate=by_city,
                standing="to_ask" if unstated else "states_all",
                unstated=unstated,
                session_low=_or_none(low),
                session_high=_or_none(high),
            )
        )
    return hits


def _or_none(value: np.float64) -> float | None:
    return None if value != value else float(value)


def _at_home(catalog: Catalog, query: Query) -> list[Hit]:
    """Providers without a door: those that state they serve the place's state, then those that do not say."""
    columns, rows = catalog.columns, catalog.columns.at_home
    if query.near is not None:
        served = columns.states_served[rows]
        # A place outside every state (Guam) is served by nobody who lists states.
        serves = served & _STATE_BITS.get(query.near.state, np.uint64(0)) != 0
        rows = np.concatenate([rows[serves], rows[served == 0]])
    if not len(rows):
        return []
    verdicts = _verdicts(columns, query, rows)
    fits = np.flatnonzero(_fits(catalog, query, rows, verdicts))
    return _hits(catalog, query, rows[fits], {name: verdict[fits] for name, verdict in verdicts.items()}, 0)


def _facets(
    columns: Columns,
    query: Query,
    rows: Rows,
    verdicts: Mapping[str, Verdict],
    leaving: NDArray[np.int8],
    gone: NDArray[np.bool_],
) -> dict[str, dict[str, int]]:
    """How many clinics state each word, under the other filters; `leaving` counts the filters each one fails."""
    stays = ~gone & (leaving == 0)
    facets = columns.words.count(rows, stays)
    for name in FIELDS.keys() & verdicts.keys():
        leaves = _leaves(query, verdicts[name])
        if leaves.any():
            facets[name] = columns.words.count_of(name, rows, ~gone & (leaving == leaves))
    certified = stays & (columns.board_certified[rows] == STATES_IT)
    facets["board_certified"] = {"true": int(np.count_nonzero(certified))}
    return facets


def _left_out(query: Query, verdicts: Mapping[str, Verdict], gone: NDArray[np.bool_]) -> dict[str, int]:
    """How many left and why, each clinic counted once: closed first, then route, insurance, price, others.

    Last, and only if `stated_only`, those that merely do not say (`unstated`).
    """
    counts = dict.fromkeys(REASONS, 0)
    counts["closed"] = int(np.count_nonzero(gone))
    left = gone.copy()
    names = {"routes": "route"}
    for name in sorted(verdicts, key=lambda name: _LEAVES.get(name, len(_LEAVES))):
        leaves = (verdicts[name] == STATES_OTHERWISE) & ~left
        n = int(np.count_nonzero(leaves))
        if n or names.get(name, name) in counts:
            counts[names.get(name, name)] = n
        left |= leaves
    if query.stated_only:
        silent = np.zeros(len(gone), dtype=bool)
        for verdict in verdicts.values():
            silent |= verdict == DOES_NOT_SAY
        counts["unstated"] = int(np.count_nonzero(silent & ~left))
    return counts


def _fits(catalog: Catalog, query: Query, rows: Rows, verdicts: Mapping[str, Verdict]) -> NDArray[np.bool_]:
    """Whether each clinic would stay in the list, wherever it is."""
    fits = ~catalog.columns.closed[rows] | bool(query.name)
    for verdict in verdicts.values():
        fits &= ~_leaves(query, verdict)
    return fits & _named(catalog, query.name, rows) if query.name else fits


def _nearest_outside(catalog: Catalog, query: Query) -> Nearest | None:
    """The nearest clinic that fits but is further than the radius; of several equally near, the first by name."""
    near, columns = query.near, catalog.columns
    if near is None or near.kind == "state" or query.within_miles is None:
        return None
    rows = columns.doors.rows
    rows = rows[_fits(catalog, query, rows, _verdicts(columns, query, rows))]
    if not len(rows):
        return None
    best = rows[_by_distance(columns, near, rows, 0, 1)]
    miles = float(columns.doors.exact(near.lat, near.lon, best)[0])
    radius = next((float(r) for r in RADII if r >= miles), float(np.ceil(miles / 100) * 100))
    return Nearest(catalog.ids(best)[0], miles, radius)


def _explain(query: Query, states_all: int, to_ask: int) -> str:
    """Why the order is what it is, in one line."""
    orders = {
        "distance": _("Nearest first."),
        "price": _("Lowest published price of a session first; clinics that publish none come last."),
        "course": _(
            "Lowest cost of a usual first course first, those that publish all of it before those that publish a part;"
            " clinics whose sessions have no price come last."
        ),
        "rating": _("Best rated first, counting only ratings from {n} or more reviews.").format(n=MIN_REVIEWS),
        "stated": _("Clinics that state the most facts first."),
    }
    order = orders[query.sort]
    if query.sort == "distance":
        if query.near is None:
            order = _("In order of name.")
        elif query.near.kind == "state":
            order = _("Nearest to the middle of {place} first; type a city or ZIP for distances from you.").format(
                place=query.near.label
            )
    if query.asked and states_all and to_ask:
        order = _("Clinics that state all you asked, then those to ask. {order}").format(order=order)
    return order + " " + _("Nobody can pay to be higher.")
