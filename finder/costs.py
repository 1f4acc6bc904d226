"""What a course of treatment costs at one clinic: a plan and the clinic's published prices make a range.

Nothing is guessed. A part that the clinic does not publish is named as missing, and the total is then *at least* what
the published parts come to. All money is in US dollars, low to high.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np

from finder import evidence, insurance
from finder.catalog import Catalog
from finder.evidence import Offer, Source, cited
from finder.places import Place
from finder.vocabulary import PAYERS, ROUTES

#: Sessions of a usual first series, by how it is given. IV: up to six in two to three weeks (University of Utah
#: Health). Spravato: twice a week for 4 weeks, then once a week for 4 (FDA label, section 2). For the others no number
#: is agreed; six is taken so that they can be compared, and the person can change it.
FIRST_SESSIONS: Mapping[str, int] = {
    "iv": 6, "im": 6, "subcutaneous": 6, "spravato": 12, "nasal_compounded": 6, "sublingual": 6,
}  # fmt: skip
#: The least and the most that makes sense, by field of a Plan.
LIMITS: Mapping[str, tuple[float, float]] = {
    "first_sessions": (0, 100), "maintenance_per_year": (0, 100), "therapy_sessions": (0, 100),
    "per_mile": (0, 10), "per_ride": (0, 1_000),
    "apr": (0, 100), "months": (1, 120), "card_apr": (0, 100), "card_months": (1, 60), "back": (0, 100), "tax": (0, 60),
}  # fmt: skip
#: Fewer published prices than this say nothing about what is usual.
ENOUGH = 10

#: The parts of a bill that are the medicine visits themselves: without the price of one, a total says nothing.
MEDICINE = frozenset({"session", "first_session", "kap_session", "pain_session", "series", "drug", "observation"})

#: What a price may include that makes it a price with therapy.
THERAPY = frozenset({"therapy", "preparation", "integration"})


#: The two bills of one Spravato session.
BILLS = ("drug", "observation")
#: What the IRS reckons a mile with one's own car costs in 2026, all in (Notice 2026-10).
PER_MILE = 0.725
#: An example of a loan; and the rate of medical cards that the Consumer Financial Protection Bureau found (May 2023).
LOAN_APR, LOAN_MONTHS = 14.9, 24
CARD_APR, CARD_MONTHS = 27.0, 12


@dataclass(frozen=True)
class Plan:
    """The course whose cost is asked, and whose it is.

    The course: `first_sessions` None means the usual number for the route; `maintenance_per_year` are the sessions of
    the year after the first series; `therapy` means that therapy goes with the sessions, `therapy_sessions` how many
    visits without medicine; `pain` means pain protocols.

    The person: `payer` is their kind of insurance (a word of PAYERS), `near` where they live or travel from, `per_mile`
    and `per_ride` what a mile with their car and a ride home cost them, in USD.

    Paying: a loan of `apr` percent over `months`; a card that asks `card_apr` percent unless all is paid within
    `card_months`; `back` is the percentage that their plan returns for a superbill, `tax` their tax rate in percent,
    for an HSA or FSA; both None if not known.

    Raises ValueError, which names the field, for an unknown word or a number that makes no sense.
    """

    route: str = "iv"
    first_sessions: int | None = None
    maintenance_per_year: int = 0
    therapy: bool = False
    therapy_sessions: int = 0
    pain: bool = False
    payer: str = "none"
    near: Place | None = None
    per_mile: float = PER_MILE
    per_ride: float = 0.0
    apr: float = LOAN_APR
    months: int = LOAN_MONTHS
    card_apr: float = CARD_APR
    card_months: int = CARD_MONTHS
    back: float | None = None
    tax: float | None = None

    def __post_init__(self) -> None:
        for name, words in (("route", ROUTES), ("payer", PAYERS)):
            if getattr(self, name) not in words:
                raise ValueError(f"{name}: {getattr(self, name)!r} is not one of {', '.join(words.bits)}")
        for name, (least, most) in LIMITS.items():
            number = getattr(self, name)
            if number is not None and not least <= number <= most:
                raise ValueError(f"{name} must be from {least:g} to {most:g}, not {number}")

    @property
    def insured(self) -> bool:
        """Whether an insurer decides what is owed, not the clinic's price: they pay for Spravato, hardly for others."""
        return self.route == "spravato" and self.payer != "none"

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
    `with_therapy` that therapy is in the price, `as_session` that maintenance is taken at the price of a session,
    `credited` that the clinic takes this price off what the sessions cost, so that only what is left of it is added.
    """

    name: str
    count: int
    low: float | None
    high: float | None
    source: Source
    sessions: int = 0
    with_therapy: bool = False
    as_session: bool = False
    credited: bool = False


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

    @property
    def adds_up(self) -> bool:
        """Whether each medicine visit has a price with a low end: a consultation alone is no course."""
        open_ended = any(part.low is None for part in self.parts if part.name in MEDICINE)
        return self.low is not None and not open_ended and not MEDICINE.intersection(self.missing)


#: Of a clinic where nothing can be added up.
NOTHING = Estimate(None, None, True, (), ())


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
    if plan.insured:
        return _sum(*_insured(usable, plan))
    choices = (_sum(*_bill(usable, plan, packages)) for packages in _package_choices(usable, plan))
    return min(choices, key=lambda found: _rank(found, plan))


def _rank(found: Estimate, plan: Plan) -> tuple[float, ...]:
    """What leaves least unknown, then the cheaper, then the one with fewer parts."""
    lacking = any(item in found.missing for item in ("session", "kap_session", "pain_session", *BILLS))
    bought = sum(part.sessions for part in found.parts)
    # In a plan with therapy, sessions that come with it leave fewer to find therapy for.
    with_therapy = sum(part.sessions or part.count for part in found.parts if part.with_therapy)
    return (
        len(found.missing),
        sum(part.low is None for part in found.parts),
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
        and not plan.pain  # a package of ordinary sessions is none of pain sessions, which last longer
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


class _Bill:
    """The parts of a bill as they are added up, and the items that have no price."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        self.offers = offers
        self.parts: list[Part] = []
        self.missing: list[str] = []

    def of(self, item: str) -> list[Offer]:
        """The prices of one item."""
        return [offer for offer in self.offers if offer.item == item]

    def add(self, name: str, count: int, priced: Sequence[Offer], *, as_session: bool = False) -> None:
        """`count` times the range of these prices; without a price the item is missing."""
        if count < 1:
            return
        if priced:
            self.parts.append(_part(name, count, priced, as_session=as_session))
        else:
            self.missing.append(name)

    def first_visits(self, included: Iterable[str] = (), *, credit: bool = True) -> None:
        """The consultation, and the evaluation: a second step of only some clinics, so never missing.

        Where a clinic takes its price off what the sessions cost, and they have a price, it is not paid twice.
        """
        sessions = [part for part in self.parts if credit]
        left = [sum(getattr(part, end) or 0.0 for part in sessions) for end in ("low", "high")]
        first: list[Part] = []
        for item in ("consultation", "evaluation"):
            priced = self.of(item)
            if item in included:
                continue
            if not priced:
                if item == "consultation":
                    self.missing.insert(0, item)
                continue
            part = _part(item, 1, priced, as_session=False)
            if any("credited" in offer.includes for offer in priced):
                part, left = _credited(part, left)
            first.append(part)
        self.parts[:0] = first


def _credited(part: Part, left: Sequence[float]) -> tuple[Part, list[float]]:
    """A visit whose price is taken off what the sessions cost, up to all of it; and what of that is left."""
    ends, after = [], []
    for end, cost in zip((part.low, part.high), left, strict=True):
        ends.append(None if end is None else max(0.0, end - cost))
        after.append(max(0.0, cost - (end or 0.0)))
    low, high = ends
    if low is not None and high is not None:
        high = max(low, high)
    return replace(part, low=low, high=high, credited=True), after


def _insured(offers: Sequence[Offer], plan: Plan) -> tuple[list[Part], list[str]]:
    """Spravato with insurance: the clinic's own prices say nothing of what the plan leaves to pay.

    Each session has two bills; what is known of them is the least that the maker's savings program allows.
    """
    bill = _Bill(offers)
    count = plan.sessions + plan.maintenance_per_year
    shares = insurance.spravato_shares(plan.payer, plan.near.state if plan.near else "")
    for item in BILLS if count else ():
        if share := shares.get(item):
            bill.parts.append(Part(item, count, share.low * count, None, share.source))
        else:
            bill.missing.append(item)
    bill.first_visits(credit=False)
    bill.add("therapy_session", plan.therapy_sessions or plan.therapy, bill.of("therapy_session"))
    return bill.parts, bill.missing


def _bill(offers: Sequence[Offer], plan: Plan, packages: Sequence[Offer]) -> tuple[list[Part], list[str]]:
    """The bill for buying exactly these packages and the rest one by one: its parts, and what has no price."""
    bill = _Bill(offers)
    for offer in dict.fromkeys(packages):
        bill.add("series", packages.count(offer), [offer])

    single = next((item for item in plan.session_items if bill.of(item)), plan.session_items[0])
    singles = plan.sessions - sum(offer.sessions or 0 for offer in packages)
    boosters = sum("booster" in offer.includes for offer in packages)
    maintenance = plan.maintenance_per_year - boosters
    if plan.route == "spravato" and any(bill.of(item) for item in BILLS):
        _two_bills(bill, singles, maintenance)
    else:
        # A special price for the first session is for people who buy one by one.
        special = bill.of("first_session") if single == "session" and singles > 0 and not packages else []
        if special:
            bill.add("first_session", 1, special)
            singles -= 1
        bill.add(single, singles, bill.of(single))
        if bill.of("maintenance_session"):
            bill.add("maintenance_session", maintenance, bill.of("maintenance_session"))
        else:
            bill.add("maintenance_session", maintenance, bill.of(single), as_session=True)

    included = {word for offer in packages for word in offer.includes}
    bill.first_visits(included)
    with_therapy = all(THERAPY.intersection(offer.includes) for offer in packages) and (
        singles < 1 or single == "kap_session"
    )
    if plan.therapy and not with_therapy:
        # Sessions without therapy, in a plan with it: how many visits it takes and what they cost must be known.
        bill.add(
            "therapy_session",
            plan.therapy_sessions or 1,
            bill.of("therapy_session") if plan.therapy_sessions else [],
        )
    elif not THERAPY.intersection(included):
        bill.add("therapy_session", plan.therapy_sessions, bill.of("therapy_session"))
    return bill.parts, bill.missing


def _two_bills(bill: _Bill, singles: int, maintenance: int) -> None:
    """Spravato sessions where the clinic publishes the drug and the visit apart."""
    count = max(0, singles) + max(0, maintenance)
    for item in BILLS:
        bill.add(item, count, bill.of(item))


def _sum(parts: Sequence[Part], missing: Sequence[str]) -> Estimate:
    """The bill added up, end by end."""
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
    known = _TYPICAL.setdefault(catalog, {})
    asked = plan.session_items[0], plan.route
    if asked not in known:
        known[asked] = _typical(catalog, *asked)
    return known[asked]


#: Worked out once a table, as it needs every price.
_TYPICAL: WeakKeyDictionary[Catalog, dict[tuple[str, str], Typical | None]] = WeakKeyDictionary()


def _typical(catalog: Catalog, item: str, route: str) -> Typical | None:
    prices = catalog.prices
    rows = prices[(prices["item"] == item) & (prices["route"] == route)]
    middles: list[float] = []
    ages: list[str] = []
    for clinic_id in dict.fromkeys(rows["clinic_id"]):
        fact = evidence.price(catalog, clinic_id, [item], [route])
        ends = [end for end in fact.value if end is not None]
        middles.append(sum(ends) / len(ends))
        ages.append(fact.age)
    if len(middles) < ENOUGH:
        return None
    low, median, high = np.quantile(middles, [0.25, 0.5, 0.75]).tolist()
    return Typical(low, median, high, len(middles), ages.count("old"), ages.count("undated"))


@dataclass(frozen=True)
class Quoted:
    """What a source says one session costs across the country, `low` to `high` in USD."""

    low: float
    high: float
    source: Source


def quoted(plan: Plan) -> Quoted | None:
    """The range that is quoted for one session of `plan` across the country; None where we know of none.

    There is no official survey of prices: these are figures of a clinic's guide, a directory and a private author.
    """
    return _QUOTED.get("pain" if plan.pain else plan.route) if not plan.therapy else None


_QUOTED: Mapping[str, Quoted] = {
    "iv": Quoted(400, 800, cited(
        "https://rejuvenate-az.com/insights/ketamine-therapy-cost-guide-2025-pricing-insurance-how-to-afford-treatment",
        "clinic", "2025-01",
    )),
    "pain": Quoted(600, 2_000, cited(
        "https://healingmaps.com/ketamine-infusion-therapy-treatment-cost/", "directory",
    )),
    "spravato": Quoted(1_050, 1_050, cited(
        "https://ketaminetherapyfordepression.org/spravato-insurance-cost-calculator", "other",
    )),
}  # fmt: skip
