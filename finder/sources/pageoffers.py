"""The offers of a page beside each other: shares of packages, sums that cannot be, the same offer twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from finder.sources.candidates import PriceOffer
from finder.sources.pageamounts import AMOUNT, EACH_AFTER, UNIT
from finder.sources.pagecontexts import Mention
from finder.sources.pagecounts import ONES, sessions_in
from finder.sources.pagenaming import SERIES_WORD, names_item
from finder.sources.pagetext import Page


@dataclass(frozen=True, slots=True)
class Found:
    """An offer; whether it is called an evaluation, and whether it is a medical visit rather than a talk."""

    offer: PriceOffer
    evaluation: bool = False
    medical: bool = False


SERIES = ("series", "group_series")
_BARE_COUNT = re.compile(
    r"(?<![\w$,.-])(?P<n>[2-9]|1[0-2]|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)(?![\w$-]|,\d|\.\d| ?(?:-|to|or) ?(?:\d|four|five|six|seven|eight|ten|twelve)"
    r"| ?(?:hours?|hrs?|h|min\w*"
    r"|weeks?|months?|days?|years?|people|%)\b)",
    re.IGNORECASE,
)


def by_number(mention: Mention, one: Found, pairs: Sequence[tuple[Mention, Found]]) -> Found:
    """A session's price as that of a series where a number stands by it and the sum fits: "one $450, six $2,400"."""
    label = " ".join((mention.clause, *(text for text in mention.context[:1] if len(text) < 60)))
    offer, match = one.offer, _BARE_COUNT.search(AMOUNT.sub(" ; ", label))
    if not match or not offer.item.endswith("session") or not offer.low_usd or UNIT.match(mention.tail):
        return one
    word = match["n"].lower()
    count = ONES.get(word) or int(word)
    singles = [
        other.offer.low_usd
        for _mention, other in pairs
        if other is not one
        and other.offer.item == offer.item
        and other.offer.route == offer.route
        and other.offer.low_usd
    ]
    if any(0.6 * count * single <= offer.low_usd <= 1.02 * count * single for single in singles):
        item = "group_series" if offer.item == "group_session" else "series"
        return replace(one, offer=replace(offer, item=item, sessions=count, confidence=max(offer.confidence, 0.85)))
    return one


#: "Single infusions after the series are $500": a price of its own, though it may be as much as the share.
_ALONE = re.compile(
    r"\b(?:single|individual|one) (?:\w+ )?(?:infusion|injection|session|treatment|visit)s?\b.{0,12}\bafter\b",
    re.IGNORECASE,
)


def whole_of(mention: Mention, following: Sequence[tuple[Mention, Found | None]]) -> PriceOffer | None:
    """The series that a bare sum is the price of where the next line is its share: "$1,074", "$179 per session"."""
    if not mention.low or AMOUNT.fullmatch(mention.clause.strip()) is None:
        return None
    for share, one in following:
        each = one.offer.low_usd if one else None
        if not one or not each or not 0 < share.block - mention.block <= 2 or not EACH_AFTER.match(share.tail):
            continue
        count = round(mention.low / each)
        if one.offer.item.endswith("session") and 2 <= count <= 30 and abs(mention.low - count * each) <= count:
            return replace(one.offer, item="series", low_usd=mention.low, high_usd=mention.low, sessions=count)
    return None


def is_share(
    mention: Mention, offer: PriceOffer, series: set[tuple[int, float | None, int | None]], page: Page
) -> bool:
    """Whether a price for each session is a share of the price of a series that stands beside it."""
    if offer.item not in ("session", "kap_session", "pain_session") or not offer.low_usd:
        return False
    if _ALONE.search(mention.clause):
        return False
    own = names_item(EACH_AFTER.sub(" ", AMOUNT.sub(" ", mention.clause)))
    around = () if own else mention.context[:1]
    texts = (mention.clause, *around, *page.blocks[mention.block].headings[-1:])
    many = any((sessions_in(text) or 0) > 1 or SERIES_WORD.search(text) for text in texts)
    bare = EACH_AFTER.match(mention.tail) and not own
    return bool(many or bare) and any(
        abs(mention.block - block) <= 2 and total and sessions and abs(total / sessions - offer.low_usd) < 1
        for block, total, sessions in series
    )


def is_undiscounted(offer: PriceOffer, found: Sequence[Found]) -> bool:
    """Whether a series' price is only that of its sessions one by one, beside a lower one for as many."""
    others = [one.offer for one in found if one.offer.route == offer.route and one.offer.low_usd]
    return bool(
        offer.item == "series"
        and offer.low_usd
        and offer.sessions
        and any(
            one.item == "session" and one.low_usd * offer.sessions == offer.low_usd for one in others if one.low_usd
        )
        and any(
            one.item == "series" and one.sessions == offer.sessions and one.low_usd < offer.low_usd
            for one in others
            if one.low_usd
        )
    )


def doubted(found: Sequence[Found]) -> Iterator[Found]:
    """The offers, less sure of a sum that is far too small to be what it seems beside the others."""
    usual = sorted(
        one.offer.low_usd
        for one in found
        if one.offer.item == "session" and one.offer.low_usd and one.offer.confidence >= 0.9
    )
    middle = usual[len(usual) // 2] if usual else 250.0
    for one in found:
        offer = one.offer
        top = max(offer.low_usd or 0, offer.high_usd or 0) / (offer.sessions or 1)
        if offer.item in ("session", "maintenance_session", "pain_session", "series") and top < 0.4 * middle:
            one = replace(one, offer=replace(offer, confidence=min(offer.confidence, 0.45)))
        yield one


def distinct(found: Sequence[Found]) -> tuple[PriceOffer, ...]:
    """Each offer once, the surest and fullest; an evaluation is the consultation where no other is priced."""
    talks = [one.offer.low_usd for one in found if one.offer.item == "consultation" and not one.medical]
    steps = [one.offer.low_usd for one in found if one.offer.item == "consultation" and one.medical]
    if talks and steps and set(talks) != set(steps):  # a talk and a medical visit: two steps
        found = [replace(one, offer=replace(one.offer, item="evaluation")) if one.medical else one for one in found]
    consults = any(one.offer.item == "consultation" for one in found)
    medical = {one.medical for one in found if one.offer.item == "evaluation"}
    both = len(medical) > 1  # a medical evaluation and another one: again two steps
    offers = [
        replace(one.offer, item="consultation")
        if one.evaluation and not consults and not (both and one.medical)
        else one.offer
        for one in found
    ]
    kept: list[PriceOffer] = []
    for offer in offers:
        twin = next((n for n, other in enumerate(kept) if _same(offer, other)), None)
        if twin is None:
            kept.append(offer)
        elif _rank(offer) > _rank(kept[twin]):
            kept[twin] = offer
    return tuple(kept)


def _same(one: PriceOffer, other: PriceOffer) -> bool:
    return (
        (one.item, one.low_usd, one.high_usd) == (other.item, other.low_usd, other.high_usd)
        and (one.route == other.route or not one.route or not other.route)
        and (one.sessions == other.sessions or not one.sessions or not other.sessions)
    )


def _rank(offer: PriceOffer) -> tuple[float, int]:
    return offer.confidence, bool(offer.route) + bool(offer.sessions) + bool(offer.minutes) + len(offer.includes)
