"""What a course of treatment costs at one clinic: a plan and the clinic's published prices make a range.

Nothing is guessed. A part that the clinic does not publish is named as missing, and the total is then *at least* what
the published parts come to. All money is in US dollars, low to high.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from finder import evidence
from finder.catalog import Catalog
from finder.evidence import Offer, Source
from finder.vocabulary import ROUTES

#: Sessions of a usual first series, by how it is given. IV: up to six in two to three weeks (University of Utah
#: Health). Spravato: twice a week for 4 weeks, then once a week for 4 (FDA label, section 2). For the others no number
#: is agreed; six is taken so that they can be compared, and the person can change it.
FIRST_SESSIONS: Mapping[str, int] = {
    "iv": 6, "im": 6, "subcutaneous": 6, "spravato": 12, "nasal_compounded": 6, "sublingual": 6,
}  # fmt: skip
#: More sessions than anybody plans.
MOST_SESSIONS = 100
#: Fewer published prices than this say nothing about what is usual.
ENOUGH = 10

#: What a price may include that makes it a price with therapy.
THERAPY = frozenset({"therapy", "preparation", "integration"})


@dataclass(frozen=True)
class Plan:
    """The course whose cost is asked.

    `first_sessions` None means the usual number for the route; `maintenance_per_year` are the sessions of the year
    after the first series; `therapy` means that therapy goes with the sessions, `therapy_sessions` how many visits
    without medicine; `pain` means pain protocols. Raises ValueError for an unknown route or an impossible number.
    """

    route: str = "iv"
    first_sessions: int | None = None
    maintenance_per_year: int = 0
    therapy: bool = False
    therapy_sessions: int = 0
    pain: bool = False

    def __post_init__(self) -> None:
        if self.route not in ROUTES:
            raise ValueError(f"route: {self.route!r} is not one of {', '.join(ROUTES.bits)}")
        for name in ("first_sessions", "maintenance_per_year", "therapy_sessions"):
            number = getattr(self, name)
            if number is not None and not 0 <= number <= MOST_SESSIONS:
                raise ValueError(f"{name} must be from 0 to {MOST_SESSIONS}, not {number}")

    @property
    def sessions(self) -> int:
        """Sessions of the first series."""
        return FIRST_SESSIONS[self.route] if self.first_sessions is None else self.first_sessions

    @property
    def session_items(self) -> tuple[str, ...]:
        """The price items that are one session of this plan, the one that fits best first."""
        if self.pain:
            return ("pain_session",)
        return ("kap_session", "session") if self.therapy else ("session",)


@dataclass(frozen=True)
class Part:
    """One part of the bill: `count` times the same thing, `low` to `high` in all (None: that end is not stated).

    `name` is a price item, `source` the newest page behind it; `sessions` says how many sessions packages hold,
    `with_therapy` that therapy is in the price, `as_session` that maintenance is taken at the price of a session.
    """

    name: str
    count: int
    low: float | None
    high: float | None
    source: Source
    sessions: int = 0
    with_therapy: bool = False
    as_session: bool = False


@dataclass(frozen=True)
class Estimate:
    """What the published parts come to, `low` to `high`, and what is not published.

    `low` is None where no low end is stated, `high` where some part's high end is not. `at_least` says that the real
    total is more: something is `missing` (names of price items), or an end is open.
    """

    low: float | None
    high: float | None
    at_least: bool
    missing: tuple[str, ...]
    parts: tuple[Part, ...]


def estimate(offers: Iterable[Offer], plan: Plan) -> Estimate:
    """The cost of `plan` at a clinic that publishes `offers`, by the cheapest combination of its packages and sessions.

    A package serves only its own route and at most the planned number of sessions; one that includes therapy only a
    plan with therapy. What a package includes is not added again. The consultation always counts, and a medical
    evaluation on top where the clinic has one.
    """
    everything = list(offers)
    usable = [offer for offer in everything if offer.route == plan.route]
    # A price that is tied to no route counts where none of this very route is published.
    tied = {offer.item for offer in usable}
    usable += [offer for offer in everything if not offer.route and offer.item not in tied]
    choices = (_total(usable, plan, packages) for packages in _package_choices(usable, plan))
    return min(choices, key=lambda found: _rank(found, plan))


def _rank(found: Estimate, plan: Plan) -> tuple[float, ...]:
    """What leaves least unknown, then the cheaper, then the one with fewer parts."""
    lacking = any(item in found.missing for item in ("session", "kap_session", "pain_session"))
    bought = sum(part.sessions for part in found.parts)
    # In a plan with therapy, sessions that come with it leave fewer to find therapy for.
    with_therapy = sum(part.sessions or part.count for part in found.parts if part.with_therapy)
    return (
        len(found.missing),
        -bought if lacking else 0,
        -with_therapy if plan.therapy and found.missing else 0,
        found.low or 0.0,
        np.inf if found.high is None else found.high,
        len(found.parts),
    )


def _package_choices(offers: Sequence[Offer], plan: Plan) -> list[list[Offer]]:
    """The ways to buy packages for at most the planned sessions that can be the cheapest; buying none is one."""
    packages = [
        offer
        for offer in offers
        if offer.item == "series"
        and offer.route == plan.route
        and offer.sessions
        and (plan.therapy or not THERAPY.intersection(offer.includes))
    ]
    # For each number of sessions bought, the cheapest way to each set of things that come with them.
    Gained = tuple[frozenset[str], int, bool]  # what is included, how many boosters, whether all have therapy
    ways: list[dict[Gained, list[Offer]]] = [{} for _n in range(plan.sessions + 1)]
    ways[0] = {(frozenset(), 0, True): []}
    for n, here in enumerate(ways):
        for (included, boosters, therapy), bought in here.items():
            for offer in packages:
                after = n + (offer.sessions or 0)
                if after > plan.sessions:
                    continue
                gained = (
                    included | set(offer.includes),
                    boosters + ("booster" in offer.includes),
                    therapy and bool(THERAPY.intersection(offer.includes)),
                )
                rival = ways[after].get(gained)
                if rival is None or _price([*bought, offer]) < _price(rival):
                    ways[after][gained] = [*bought, offer]
    return [bought for there in ways for bought in there.values()]


def _price(offers: Sequence[Offer]) -> tuple[float, float]:
    """Low and high of several offers, for comparing: an unknown low end may be nothing, an unknown high anything."""
    return (
        sum(offer.low or 0.0 for offer in offers),
        sum(np.inf if offer.high is None else offer.high for offer in offers),
    )


def _total(offers: Sequence[Offer], plan: Plan, packages: Sequence[Offer]) -> Estimate:
    """The estimate for buying exactly these packages and the rest one by one."""
    parts: list[Part] = []
    missing: list[str] = []

    def of(item: str) -> list[Offer]:
        return [offer for offer in offers if offer.item == item]

    def add(name: str, count: int, priced: Sequence[Offer], *, as_session: bool = False) -> None:
        if count < 1:
            return
        if priced:
            parts.append(_part(name, count, priced, as_session=as_session))
        else:
            missing.append(name)

    included = {word for offer in packages for word in offer.includes}
    if "consultation" not in included:
        add("consultation", 1, of("consultation"))
    if "evaluation" not in included:
        # A second step that only some clinics have: nothing is missing where none is published.
        add("evaluation", min(1, len(of("evaluation"))), of("evaluation"))
    for offer in dict.fromkeys(packages):
        add("series", packages.count(offer), [offer])

    single = next((item for item in plan.session_items if of(item)), plan.session_items[0])
    singles = plan.sessions - sum(offer.sessions or 0 for offer in packages)
    add(single, singles, of(single))
    boosters = sum("booster" in offer.includes for offer in packages)
    maintenance = plan.maintenance_per_year - boosters
    if of("maintenance_session"):
        add("maintenance_session", maintenance, of("maintenance_session"))
    else:
        add("maintenance_session", maintenance, of(single), as_session=True)

    with_therapy = all(THERAPY.intersection(offer.includes) for offer in packages) and (
        singles < 1 or single == "kap_session"
    )
    if plan.therapy and not with_therapy:
        # Sessions without therapy, in a plan with it: how many visits it takes and what they cost must be known.
        add("therapy_session", plan.therapy_sessions or 1, of("therapy_session") if plan.therapy_sessions else [])
    elif not THERAPY.intersection(included):
        add("therapy_session", plan.therapy_sessions, of("therapy_session"))

    lows = [part.low for part in parts if part.low is not None]
    highs = [part.high for part in parts if part.high is not None]
    return Estimate(
        low=sum(lows) if lows else None,
        high=sum(highs) if parts and len(highs) == len(parts) else None,
        at_least=bool(missing) or len(lows) < len(parts) or len(highs) < len(parts),
        missing=tuple(missing),
        parts=tuple(parts),
    )


def _part(name: str, count: int, offers: Sequence[Offer], *, as_session: bool) -> Part:
    """`count` times the range of these offers of one item: the lowest low to the highest high."""
    # Where one offer is open at an end, nobody knows that end.
    low = None if any(offer.low is None for offer in offers) else min(offer.low or 0.0 for offer in offers)
    high = None if any(offer.high is None for offer in offers) else max(offer.high or 0.0 for offer in offers)
    return Part(
        name=name,
        count=count,
        low=None if low is None else low * count,
        high=None if high is None else high * count,
        source=max((offer.source for offer in offers), key=lambda source: source.as_of),
        sessions=(offers[0].sessions or 0) * count if name == "series" else 0,
        with_therapy=name == "kap_session" or bool(THERAPY.intersection(offers[0].includes)),
        as_session=as_session,
    )


@dataclass(frozen=True)
class Typical:
    """What clinics that publish a price charge for one session: quartiles (`low`, `median`, `high`) over `n` clinics.

    `old` and `undated` say how many of them have a price over two years old, or without a date.
    """

    low: float
    median: float
    high: float
    n: int
    old: int
    undated: int


def typical(catalog: Catalog, plan: Plan) -> Typical | None:
    """What one session of `plan` usually costs where a price is published; None from fewer than ENOUGH clinics.

    Each clinic counts once, with the middle of its range (the one end that it states, if the other is open).
    """
    item = plan.session_items[0]
    prices = catalog.prices
    rows = prices[(prices["item"] == item) & (prices["route"] == plan.route)]
    middles: list[float] = []
    ages: list[str] = []
    for clinic_id in dict.fromkeys(rows["clinic_id"]):
        fact = evidence.price(catalog, clinic_id, [item], [plan.route])
        ends = [end for end in fact.value if end is not None]
        middles.append(sum(ends) / len(ends))
        ages.append(fact.age)
    if len(middles) < ENOUGH:
        return None
    low, median, high = np.quantile(middles, [0.25, 0.5, 0.75]).tolist()
    return Typical(low, median, high, len(middles), ages.count("old"), ages.count("undated"))


def visits(plan: Plan) -> int:
    """How often one travels: the consultation, each session of the first series and the year after, each therapy."""
    return 1 + plan.sessions + plan.maintenance_per_year + plan.therapy_sessions
