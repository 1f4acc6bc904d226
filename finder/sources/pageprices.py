"""Prices on a clinic's page, each with what it is for: the amounts, then what ties each to an item, a route, a number.

What is nobody's price (discounts, deposits, national ranges, other treatments, monthly rates) is left out. An amount is
understood from the nearest words: its own clause, then its row or card, then the headings over it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from finder.sources.candidates import Origin, PriceOffer
from finder.sources.pageamounts import (
    ADDED_SIGN,
    AMOUNT,
    EACH_AFTER,
    NEVER_PRICE_HEADING,
    NO_PRICE,
    NO_PRICE_HEADING,
    UNIT,
    amounts,
    window,
    without_credit,
)
from finder.sources.pagecontexts import SUMMED, TOTAL, Contexts, Mention
from finder.sources.pagecounts import sessions_in
from finder.sources.pageitems import AT, DRUG_INCLUDED, THE_MEDICINE, counts_later, has_own_subject, item_of, left_over
from finder.sources.pagenaming import (
    FIRST_STEP,
    MEDICAL,
    MORE_OF_IT,
    NOT_GIVEN,
    PACKAGE,
    ROUTES,
    WITHOUT_DRUG,
    included_in,
    is_ketamine,
    item_in,
    minutes_in,
    names_item,
    route_in,
)
from finder.sources.pageoffers import SERIES, Found, by_number, distinct, doubted, is_share, is_undiscounted, whole_of
from finder.sources.pagespelling import as_written, slips
from finder.sources.pagesynonyms import SYNONYMS
from finder.sources.pagetext import JOINED, Block, Page
from finder.sources.pagewords import (
    ELSEWHERE,
    KETAMINE,
    OTHER_TREATMENTS,
    OWN_VOICE,
    strange_words,
)

#: More sums than this are not looked at: no page has so many prices.
_MOST_AMOUNTS = 1_500
_ONLY_ROUTE = re.compile(
    r"\bwe (?:only |exclusively )(?:use|offer|give|provide|administer) [^.;$]{2,50}"
    r"|\bwe (?:use|offer|give|provide|administer) [^.;$]{2,40} (?:only|exclusively)\b"
    r"|\b(?:all|every|each) (?:of our )?(?:infusions?|treatments?|sessions?"
    r"|ketamine)(?: treatments?| sessions?)? (?:is|are) (?:given|done|administered"
    r"|delivered) (?:by|through|with|as|via) [^.;$]{2,40}"
    r"|\bthe (?:medicine|ketamine) is (?:a |an |given as |taken as |always )+[^.;,$]{2,40}",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"\bi (?:paid|spent|got|felt|tried|went)\b|\bmy (?:infusions?|depression|insurance"
    r"|life|husband|wife|son|daughter)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:typically|usually|generally|often|can|may|might|tends? to) (?:\w+ )?"
    r"(?:costs?|ranges?|runs?|pay(?! (?:by|per|as|in|each|over|when|for|session)\b))\b"
    r"|\b(?:can|may|might) be (?:\$|about|around|between|from|anywhere)"
    r"|\bcosts? (?:typically|usually|generally|often)\b"
    r"|\b(?:can|may|might|could) (?:come to|add up|exceed)\b"
    r"|\beasily (?:reach|range|exceed|cost|run|top|add)"
    r"|\b(?:without|with no) (?:insurance|coverage) (?:should|can|may|might|must)\b"
    r"|\buninsured (?:people|patients|families)\b"
    r"|\bexpect to pay\b|\bon the (?:low|high)(?:er)? (?:end|side)\b",
    re.IGNORECASE,
)
_USUAL = re.compile(r"\b(?:typically|usually|generally) (?:costs?|runs?)\b", re.IGNORECASE)

#: Said before a sum: prices as such, not those of this clinic.
_IN_GENERAL = re.compile(
    r"\b(?:vary|varies|differs?) (?:widely|greatly|a lot|from (?:\w+ )?(?:provider|clinic|place|city|practice|state))"
    r"|\bgeneral guidelines?\b|\b(?:provider|clinic) to (?:provider|clinic)\b",
    re.IGNORECASE,
)
#: "Before any of these you have a consultation", wherever that stands.
_FOR_ALL = re.compile(
    r"\bbefore (?:any|all|each|every)\b|\bevery(?:one|body)\b|\ball (?:of )?(?:our )?(?:new )?(?:patients|clients"
    r"|treatments|guests)\b|\bwhichever\b|\bany of (?:these|them|our)\b",
    re.IGNORECASE,
)
_NOT_OFFERED = re.compile(
    r"\b(?:not|n't|no longer|never|stopped) (?:\w+ )?(?:offer|carry|provide|sell|do|use|give|giving|prescribe"
    r"|stock)(?:ing)?"
    r" (?:any |the )?(?:iv |im |at-home )?(?:spravato|ketamine|infusions?|injections?|lozenges?|troches?|it\b|that\b"
    r"|esketamine|nasal)",
    re.IGNORECASE,
)
#: "$650 for two hours, $850 for three": hours again.
_FOR_MANY = re.compile(r"(?<= for )(?:one|two|three|four|five|six|\d)(?=\W*$)", re.IGNORECASE)
_FOR_HOURS = re.compile(r"\$[\d,]+ for (?:an?|one|two|three|\d) hours?\b", re.IGNORECASE)
#: "$450 to your therapist and $125 to our medical team": parts of a price.
_TO_SOMEBODY = re.compile(r" to (?:your|my|the|our) [a-z]", re.IGNORECASE)
_LABEL = re.compile(r"[\w-]+(?: [\w-]+){0,2}[.:]")
_OTHER_HEADING = re.compile(r"other (?:prices|services|fees|treatments|charges|therapies)\b", re.IGNORECASE)
#: Infusions that can hardly be of anything else.
_FOR_MOOD = re.compile(r"\b(?:mental health|mood|depression|ptsd|psychiatric) infusions?\b", re.IGNORECASE)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_FROM_MONTH = re.compile(
    rf"\b(?:from|starting|effective|beginning|as of|on)(?: on)? (?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
    r"(?: \d{1,2}(?:st|nd|rd|th)?)?,? (?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(
    r"\b[Ii]n (?!(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|English|Spanish)\b)"
    r"([A-Z][a-z]{3,}(?: [A-Z][a-z]+)?)\b"
)
#: "The 6-8 treatments that we advise": how many a range of sums is for is not said.
_COUNT_RANGE = re.compile(
    r"(?<![$\d,.])\b\d{1,2} ?(?:-|to|or) ?\d{1,2} (?:[a-z-]+ ){0,2}(?:infusion|treatment|session|injection|visit)s\b",
    re.IGNORECASE,
)
#: A sum that is only supposed.
_SUPPOSED = re.compile(
    r"\bif (?:the|your|an?|our|their) (?:\w+ )?(?:fee|price|cost|bill|rate|total)s? (?:is|was|were|are|comes)\b"
    r"|\b(?:say|suppose|imagine) (?:that |your |the |a )"
    r"|\bplan on (?:(?:spending|paying|about|around|roughly|some) )+\$"
    r"|\bbudget(?:ing)? (?:\w+ ){0,2}\$",
    re.IGNORECASE,
)
#: What others ask, though "we" or "our" stands in the sentence.
_NEAR_BY = re.compile(
    r"\bin (?:our|this|the) (?:area|region|town|city),? (?:\w+ ){0,4}(?:run|cost|go|goes|charge|ask)s?\b[^.]*\$"
    r"|\bin town (?:go|run|cost|charge|ask|is|are)\b|\b(?:send|refer) (?:you|people|patients) to\b[^.]*\$",
    re.IGNORECASE,
)
#: "One visit at $195 and six at $445, so $2,865": a sum of what stands before it.
_SO = re.compile(
    r", (?:and )?so (?:(?:about|roughly|around) )?$|\b(?:adds? up|comes?) to (?:(?:about|roughly|around) )?$",
    re.IGNORECASE,
)
_HOURLY = re.compile(r" ?(?:/|per|an|each|every) ?(?:hour|hr)\b", re.IGNORECASE)
#: ", refunded if we can't treat you"
_REFUNDED = re.compile(r", (?:\w+ )?refund\w*[^.;$]*$", re.IGNORECASE)
_RATES = re.compile(r"\b(?:rates?|fees?|prices?|pricing|costs?)\b", re.IGNORECASE)
#: A price for each that only they have who buy several.
_IN_PACKAGE = re.compile(
    r"(?:^|[.;,] )(?:buy|book|purchase|prepay|prepay for|commit to) (?:\w+ ){1,4}?(?:and|,|to)\b"
    r"|(?:^|[|;,( ])\d{1,2} ?(?:\+|or more)(?= ?[:$])"
    r"|\b(?:when|if|as long as) you (?:buy|book|purchase|pay for|commit to|prepay|order) "
    r"|\bwith (?:an?|our|the) (?:[\w-]+[- ])?(?:packs?|packages?|bundles?|series)\b|\bin an? (?:package|bundle)\b",
    re.IGNORECASE,
)
_NO_MEDICINE = re.compile(
    r"\b(?:no|without(?: any)?) (?:medicine|ketamine|dosing)\b(?! (?:left|experience))", re.IGNORECASE
)
_NEXT_YEAR = re.compile(
    r"\b(?:starting|from|beginning|effective|as of|in) (?:the )?(?:next|new|coming) (?:year|month)\b", re.I
)
_WITH_OTHER = re.compile(rf"(?:\bwith|\+|&|\band|\bplus) (?:an? |one )?{OTHER_TREATMENTS.pattern}", re.IGNORECASE)
#: Over what is the clinic's own, in an article too.
_OWN_PRICES = re.compile(
    r"\b(?:we|our|us)\b.{0,30}\b(?:charge|price|pricing|cost|fee|rate)s?\b(?!.*\?)"
    r"|\b(?:charge|price|pricing|cost|fee|rate)s?\b.{0,20}\b(?:we|our|us)\b(?!.*\?)",
    re.IGNORECASE,
)


#: What is said after a sum in a clause of its own: "..., and we will print you a receipt".
_SAID_AFTER = re.compile(
    r"(?: add to (?:cart|bag|basket)|(?:, (?:and|but|so|which|with|then)\b|;| - ).*|, \d+% off\b.*)$", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\([^()$]*\)|\([^()$]*$")
_FIRST_PART = re.compile(r"[,;(|+]| - | and | with ")
_PER_CENT = re.compile(r"\d+ ?% [^.;$]*", re.IGNORECASE)
#: "What if I have to cancel?"
_ASKS_OF_FEES = re.compile(
    r"\b(?:cancel\w*|reschedul\w*|no-?show|late|miss(?:ed)?|refund\w*|deposits?|tip"
    r"|(?:can't|don't|do not) (?:come|make|show)|my mind)\b",
    re.IGNORECASE,
)
#: What the first month at home costs, or a later one: neither a visit nor what a plan usually asks.
_ONE_MONTH = re.compile(r"\b(?:first|next|second|last|following) month(?:'s)?\b[^$]{0,30}$", re.IGNORECASE)
_FOR_ONE_MONTH = re.compile(r" ?(?:for|in|over) (?:the|your) first (?:month|year|week|two weeks)\b", re.IGNORECASE)
#: A sum that has a name of its own: "equipment fee".
_OWN_FEE = re.compile(r"\b(?P<of>[a-z-]{4,}) (?:fee|charge|premium|course|kit|class)\b", re.IGNORECASE)


def prices(page: Page, origin: Origin, given: Sequence[PriceOffer] = ()) -> tuple[PriceOffer, ...]:
    """The prices that the page states for ketamine and what comes with it, after those `given` by its data."""
    reader = _Reader(page, origin)
    if not KETAMINE.search(page.text) and "ketamine" not in map(str.lower, slips(page.blocks[:400]).values()):
        return ()
    read = [(mention, reader.offer(mention)) for mention in islice(reader.mentions(), _MOST_AMOUNTS)]
    pairs: list[tuple[Mention, Found]] = []
    for n, (mention, one) in enumerate(read):
        named = one is not None and one.offer.item in SERIES
        if not named and (whole := whole_of(mention, read[n + 1 : n + 3])):
            one = Found(replace(whole, words=reader.words(mention)))
        if one:
            pairs.append((mention, one))
    series = {
        (mention.block, one.offer.low_usd, one.offer.sessions) for mention, one in pairs if one.offer.item in SERIES
    }
    pairs = [(mention, by_number(mention, one, pairs)) for mention, one in pairs]
    found = [one for mention, one in pairs if not is_share(mention, one.offer, series, page)]
    found = [one for one in found if not is_undiscounted(one.offer, found)]
    return distinct([*map(Found, given), *doubted(found)])


def of_label(label: str, low: float | None, high: float | None, words: str, origin: Origin) -> PriceOffer | None:
    """The offer that data about a price makes: its label says what it is for. None when it does not."""
    if not label or OTHER_TREATMENTS.search(label) or NO_PRICE.search(label) or ELSEWHERE.search(label):
        return None
    item = item_in(label)
    if item is None or (item in ("session", "series") and not KETAMINE.search(label) and not route_in([label])):
        return None
    routed = item not in ("consultation", "evaluation", "therapy_session", "membership")
    series = item in ("series", "group_series")
    return PriceOffer(
        "consultation" if item == "evaluation" else item,
        origin,
        route=route_in([label]) if routed else "",
        low_usd=low,
        high_usd=high,
        sessions=sessions_in(label) if series else None if item == "membership" else 1,
        minutes=minutes_in([label], (), item),
        includes=included_in([label], item, True),
        words=words,
        confidence=0.92,
    )


def needs_route(offer: PriceOffer) -> bool:
    """Whether an offer is for the medicine and does not say how it is given."""
    return not offer.route and offer.item not in ("consultation", "evaluation", "therapy_session", "membership")


#: Items that may well be given in another way than what stands beside them.
MAY_DIFFER = ("kap_", "group_")


def is_of_all(page: Page, route: str) -> bool:
    """Whether a page names a route elsewhere than in the line, the label or the own heading of one price."""
    blocks = page.blocks
    priced = [i for i, block in enumerate(blocks) if AMOUNT.search(block.text)]
    over = Counter(blocks[i].headings[-1] for i in priced if blocks[i].headings)
    own = {heading for heading, n in over.items() if n == 1}
    lines = (i for i in priced if blocks[i].cells or len(blocks[i].text) < 80)
    one = {*lines, *(i - 1 for i in priced if i and blocks[i - 1].kind != "heading" and len(blocks[i - 1].text) < 60)}
    rest = (
        block.text
        for i, block in enumerate(blocks)
        if i not in one and block.text not in own and block.region not in ("quote", "aside")
    )
    text = NOT_GIVEN.sub(" ", " ".join((page.title, *rest)))
    return bool(SYNONYMS["routes"][route].search(text) or ROUTES[route].search(text))


def _is_prose(block: Block, sentence: str) -> bool:
    """Whether an amount stands in running text, not in a list, a row or a card."""
    return block.kind in ("text", "item") and len(AMOUNT.sub(" ", sentence).split()) > 5


@dataclass(frozen=True, slots=True)
class _Around:
    """An amount and what stands around it: `near` the texts nearest to it first, `headings` those over it, then the
    title, `card` what stands in one frame with it, `before` its sentence up to it, `top` its upper end in dollars."""

    mention: Mention
    block: Block
    near: list[str]
    headings: list[str]
    card: Sequence[str]
    before: str
    top: float

    @property
    def label(self) -> Sequence[str]:
        """What its card calls it: the first text, and the next where that names no item."""
        return self.card[: 1 if any(map(names_item, self.card[:1])) else 2]


class _Reader(Contexts):
    """Reads the amounts of one page."""

    def offer(self, mention: Mention) -> Found | None:
        """The offer an amount is, or None when it is nobody's price or it is not plain what it is for."""
        one = self._around(mention)
        mention, near, headings = one.mention, one.near, one.headings
        said = self._names_ketamine(one)
        if said is False or self._is_no_price(one):
            return None
        at, whole = self._place(mention), mention.sentence
        confidence = self._trust(one.before, mention.clause, whole, headings, one.block.text[max(0, at - 300) : at])
        if confidence is None:
            return None
        named = item_of(mention, near, headings, one.card, one.block.text[at + len(whole) :][:200])
        one_month = _ONE_MONTH.search(mention.clause.split("$")[0]) or _FOR_ONE_MONTH.match(mention.tail)
        if named is None or (one_month and not mention.monthly):
            return None
        item, where, source = named
        if item == "series" and AT.search(one.before) and (mention.low or 0) < 1_000 and " free" not in whole:
            item = "session"  # "six infusions at $445"
        if item == "series" and where == 0 and counts_later(mention):
            item = "session"
        if self._is_of_none(one, item, where, said):
            return None
        series = item in SERIES
        sessions = _sessions(near, headings, source) if series else (None if item == "membership" else 1)
        route = self._route(item, near, headings)
        if where >= len(near):
            confidence = min(confidence, 0.9 if where == len(near) else 0.75)
        if mention.low and mention.high and mention.high > 4 * mention.low:
            confidence = min(confidence, 0.6)
        doubts = (
            series and not sessions,
            self._is_odd_sum(one, item, route),
            self._is_part_of_another(one, item),
            self._is_of_else(one, item, where, source),
        )
        if any(doubts):
            confidence = min(confidence, 0.45)
        offer = PriceOffer(
            item,
            self.origin,
            route=route,
            low_usd=mention.low,
            high_usd=mention.high,
            sessions=sessions,
            minutes=minutes_in(near if mention.alone else [mention.clause], headings[:1], item),
            includes=included_in(near, item, mention.alone),
            note="About" if mention.about else "",
            words=self.words(mention),
            confidence=round(confidence, 2),
        )
        medical = item in ("consultation", "evaluation") and bool(
            MEDICAL.search(" ".join((source[:200], mention.clause)))
        )
        return Found(offer, item == "evaluation", medical)

    def _around(self, mention: Mention) -> _Around:
        """An amount with the texts that may say what it is for, nearest first."""
        block = self.page.blocks[mention.block]
        if _FOR_MANY.search(mention.clause) and _FOR_HOURS.search(mention.sentence):
            mention = replace(mention, clause=_FOR_MANY.sub(r"\g<0> hours", mention.clause))
        if TOTAL.match(mention.sentence) or TOTAL.fullmatch(self._beside(mention.block, -1)):
            mention = replace(mention, context=(*mention.context, *self._summed(mention.block)))
        card = self._card(mention.block) if mention.alone and mention.alone_in_block else ()
        headings = [*reversed(block.headings), self._title]
        near = list(dict.fromkeys((mention.clause, *mention.context, *card)))
        asked = headings[0].endswith("?") and names_item(headings[0])
        if asked and not mention.start and not left_over(mention.clause):
            near = near[:1]  # a question is answered before anything else is said
        before = mention.sentence[: max(0, mention.start - self._place(mention))]
        top = max(filter(None, (mention.low, mention.high)), default=0.0)
        return _Around(mention, block, near, headings, card, before, top)

    def _names_ketamine(self, one: _Around) -> bool | None:
        """Whether the nearest words that name a treatment name ketamine; None where none do, or it is for all."""
        mention = one.mention
        # What names its own item is not of what another sentence speaks of.
        around = [text for text in mention.context if not (text.endswith(".") and names_item(mention.clause))]
        said = is_ketamine([mention.clause, *around, *one.label], one.headings[:-1])
        for_all = (
            said is False
            and is_ketamine([mention.clause], ()) is None
            and _FOR_ALL.search(mention.sentence)
            and item_in(mention.clause) in ("consultation", "evaluation")
        )
        return None if for_all else said

    def _is_no_price(self, one: _Around) -> bool:
        """Whether the words over or beside a sum say that it is a fee, a gift, or what is asked for something else."""
        mention, near, headings, block = one.mention, one.near, one.headings, one.block
        if any(_LABEL.fullmatch(text) and NO_PRICE.search(text) for text in mention.context):
            return True  # "Missed visits. $100 for a consultation, $250 for an infusion."
        if _OTHER_HEADING.match(headings[0]) and not any(KETAMINE.search(text) or route_in([text]) for text in near):
            return True
        if any(NEVER_PRICE_HEADING.search(heading) and not PACKAGE.search(heading) for heading in headings[:2]):
            return True
        if NO_PRICE_HEADING.search(headings[0]) and not any(map(names_item, near)):
            return True
        if headings[0].endswith("?") and _ASKS_OF_FEES.search(headings[0]):
            return True
        bare = len(block.text) < 80 and len(AMOUNT.sub(" ", block.text).split()) < 3
        if bare and any(NO_PRICE.search(without_credit(text)) for text in one.label if len(text) < 60):
            return True
        return bool(NO_PRICE.search(without_credit(_FIRST_PART.split(self._label(mention, one.card))[0])))

    def _is_of_none(self, one: _Around, item: str, where: int, said: bool | None) -> bool:
        """Whether a sum is none of ketamine's, or its item is only guessed from afar."""
        mention, near, whole = one.mention, one.near, one.mention.sentence
        visit = item in ("consultation", "evaluation", "therapy_session", "membership")
        unsaid = said is None and self._sells_other and not visit and not self._is_about_ketamine
        medicine = any(THE_MEDICINE.search(text) or _FOR_MOOD.search(text) for text in near[:3])
        if unsaid and not self.introduced(mention.block) and not medicine:
            return True
        if where > len(near) and _is_prose(one.block, whole):
            return True
        if not visit and (any(map(_NO_MEDICINE.search, near[:3])) or _HOURLY.match(mention.tail)):
            return True
        each = UNIT.match(mention.tail)
        of_one = bool(each and (each["unit"] or EACH_AFTER.match(mention.tail)))
        if item == "therapy_session" and not of_one and any((sessions_in(text) or 0) > 1 for text in near[:2]):
            return True
        if item not in ("consultation", "evaluation") and one.top < 40 and not re.search("sliding", whole, re.I):
            return True
        return bool(_NEXT_YEAR.search(whole)) or any(map(self._is_to_come, (whole, *one.headings[:2])))

    def _is_odd_sum(self, one: _Around, item: str, route: str) -> bool:
        """Whether a sum is too large or too small for its item."""
        top = one.top
        if item in ("consultation", "evaluation", "therapy_session"):
            return top > 900
        if item in ("session", "first_session", "maintenance_session", "kap_session", "group_session") and top > 2_000:
            return True
        if item in ("session", "maintenance_session", "kap_session") and top < 100 and route in ("iv", "im"):
            return True
        if item == "session" and top < 500 and route == "spravato":  # the medicine alone costs more
            return not any(map(DRUG_INCLUDED.search, one.near[:3]))
        return False

    def _is_wide(self, one: _Around) -> bool:
        """Whether a range in running text is so wide that it is what others ask too."""
        low, high, whole = one.mention.low, one.mention.high, one.mention.sentence
        loose = one.block.kind == "heading" or _is_prose(one.block, whole)
        if not (low and high and high >= 1.8 * low and loose) or re.search(r"\bstart", whole, re.IGNORECASE):
            return False
        return not self._is_own(whole, one.headings)

    def _is_part_of_another(self, one: _Around, item: str) -> bool:
        """Whether a sum is a share or the sum of others, or holds for who buys several or is a member."""
        mention, near = one.mention, one.near
        if _TO_SOMEBODY.match(mention.tail):
            return True
        if item == "membership":  # what a member pays for a visit, or once
            return not mention.monthly and "month" not in " ".join((*near, *one.headings[:2])).lower()
        if item.endswith("session"):
            bought = _IN_PACKAGE.search(_PER_CENT.sub(" ", mention.clause))
            return bool(bought) or self._is_share_of_unsaid(mention, one.card)
        if item not in SERIES:
            return False
        if mention.low != mention.high and any(map(_COUNT_RANGE.search, near[:2])):
            return True
        if _SO.search(one.before) and ("$" in one.before or FIRST_STEP.search(one.before)):
            return True
        return any(text.startswith(SUMMED) and text.count("$") > 1 for text in near)

    def _is_of_else(self, one: _Around, item: str, where: int, source: str) -> bool:
        """Whether a sum may be of another treatment, another place, or a thing that we do not know."""
        mention, whole = one.mention, one.mention.sentence
        if self._is_wide(one) or mention.doubtful or self._is_somewhere_else(whole):
            return True
        if _WITH_OTHER.search(mention.clause) and OTHER_TREATMENTS.search(mention.clause):
            return True
        if item in ("session", "series") and (
            self._is_of_another(mention, one.near, one.headings) or self._is_of_another_section(mention, one.near)
        ):
            return True
        if whole.endswith("?") and one.block.kind == "heading" and not _OWN_PRICES.search(whole):
            return True
        if where < len(one.near) and not mention.monthly and has_own_subject(mention.clause):
            return True
        elsewhere = where >= len(one.near) or (source in one.headings and source != self._label(mention, one.card))
        is_label = len(AMOUNT.sub(" ", mention.clause).split()) < 5 and not one.headings[0].endswith("?")
        # A label of a word that we do not know is another thing; a sentence has many that say nothing of it.
        allowed = 0 if elsewhere and is_label else 1 + len(mention.clause.split()) // 10
        return len(self._unknown(mention, one.card)) > allowed

    def _is_of_another(self, mention: Mention, near: Sequence[str], headings: Sequence[str]) -> bool:
        """Whether a sum's heading may name another treatment: the page sells some, and it says what we do not know."""
        if not self._sells_other or len(headings) < 3 or headings[0].endswith("?"):
            return False
        words = " ".join(near)
        if KETAMINE.search(words) or route_in([words]) or names_item(headings[0]) or KETAMINE.search(headings[0]):
            return False
        return bool(left_over(headings[0]))

    def _is_of_another_section(self, mention: Mention, near: Sequence[str]) -> bool:
        """Whether plain sessions stand under "Session rates" where those with ketamine have a heading of their own."""
        over = self.page.blocks[mention.block].headings[-2:]
        over = over[-1:] if over and _RATES.search(over[-1]) else over
        words = " ".join((*near, *over))
        if KETAMINE.search(words) or any(heading.endswith("?") for heading in over):
            return False
        return self._ketamine_has_a_section and bool(_RATES.search(words))

    @cached_property
    def _ketamine_has_a_section(self) -> bool:
        """Whether sums stand under a heading of rates or fees that names ketamine."""
        over = {heading for i in self._is_priced for heading in self.page.blocks[i].headings[-1:]}
        return any(KETAMINE.search(heading) and _RATES.search(heading) for heading in over)

    def _label(self, mention: Mention, card: Sequence[str]) -> str:
        """The few words in another place that say what a bare sum is for: its row's or its line's; empty for others."""
        if (
            left_over(mention.clause)
            or names_item(mention.clause)
            or not (mention.alone or self.page.blocks[mention.block].cells)
        ):
            return ""
        text = next(filter(None, (*mention.context[:1], *card[:1])), "")
        text = text.split(" | ")[0] if self.page.blocks[mention.block].cells else text
        return "" if len(text) > 60 or text.endswith((".", "!")) else text

    def _unknown(self, mention: Mention, card: Sequence[str]) -> list[str]:
        """The words tied to a sum that the reader does not know: its clause's, else those of its label."""
        text = self._label(mention, card)
        if left_over(mention.clause):
            last = list(islice(AMOUNT.finditer(mention.clause), 60))
            end = last[-1].end() if last else 0
            text = AMOUNT.sub(" ", mention.clause[:end]) + _SAID_AFTER.sub(" ", mention.clause[end:])
        for known in (_IN_BRACKETS, WITHOUT_DRUG, _REFUNDED, self._names):
            text = known.sub(" ", text)
        strange = list(dict.fromkeys(strange_words(text)))
        before = text[: mention.clause.find("$")] if "$" in mention.clause else text
        strange += [
            word for word in strange if word.islower() and re.search(rf"(?:\bwith|\+|&) (?:an? )?{word}\b", before)
        ]  # "infusion with ketorolac" is another thing than the infusion
        return [*strange, "fee"] if strange and _OWN_FEE.search(text) and not names_item(strange[-1]) else strange

    def _is_share_of_unsaid(self, mention: Mention, card: Sequence[str]) -> bool:
        """Whether a price for each session stands under a package whose whole price nobody says."""
        over = self.page.blocks[mention.block].headings[-1:]
        return bool(
            EACH_AFTER.match(mention.tail)
            and mention.alone
            and any(PACKAGE.search(heading) and (sessions_in(heading) or 0) > 1 for heading in over)
            and not names_item(EACH_AFTER.sub(" ", AMOUNT.sub(" ", mention.clause)))
        )

    def _is_somewhere_else(self, sentence: str) -> bool:
        """Whether a sentence without "we" names a place that the page names nowhere else: "in Boston"."""
        if OWN_VOICE.search(sentence):
            return False
        names = [match[1] for match in _IN_PLACE.finditer(sentence)]
        return any(self.page.text.count(name) == 1 for name in names)

    def _is_to_come(self, text: str) -> bool:
        """Whether a text speaks of prices from a later month than that of reading on."""
        return any(
            f"{match['year']}-{_MONTHS.index(match['month'][:3].lower()) + 1:02}" > (self.origin.read_on or "9")[:7]
            for match in _FROM_MONTH.finditer(text)
        )

    def _place(self, mention: Mention) -> int:
        """Where the sentence of an amount begins in its block."""
        found = self.page.blocks[mention.block].text.rfind(mention.sentence, 0, mention.start + len(mention.sentence))
        return max(found, 0)

    def _shared_route(self, item: str) -> str:
        """The page's only route; of therapy with the medicine just where it is not said of another price alone."""
        route = self._only_route()
        return "" if route and item.startswith(MAY_DIFFER) and not is_of_all(self.page, route) else route

    def _route(self, item: str, near: Sequence[str], headings: Sequence[str]) -> str:
        """How the medicine of an offer is given; of a plan by the month only what its own words or heading say."""
        if item in ("consultation", "evaluation", "therapy_session"):
            return ""
        if item == "membership":
            return route_in([*near, *headings[:1]])
        return route_in([*near, *headings]) or self._shared_route(item)

    def _only_route(self) -> str:
        """The route where the page says that there is but one."""
        if self._one_route is None:
            found = {route_in([match[0]]) for match in _ONLY_ROUTE.finditer(self.page.text)} - {""}
            if not found:  # no other is named anywhere
                blocks = [block for block in self.page.blocks if block.region not in ("quote", "aside")]
                text = NOT_GIVEN.sub(" ", " ".join(block.text for block in blocks))
                found = {route for route, forms in ROUTES.items() if forms.search(text)}
                if found == {"im"} and not SYNONYMS["routes"]["im"].search(text):
                    # Injections of what? Only those that stand near the word ketamine are its.
                    near = (" ".join((*block.headings[-1:], block.text)) for block in blocks)
                    found = {"im"} if any(KETAMINE.search(one) and ROUTES["im"].search(one) for one in near) else set()
            self._one_route = found.pop() if len(found) == 1 else ""
        return self._one_route

    def _trust(
        self, before: str, clause: str, sentence: str, headings: Sequence[str], earlier: str = ""
    ) -> float | None:
        """How sure it is that an amount is this clinic's own."""
        own = self._is_own(sentence, headings)
        if any(told.search(sentence) for told in (_PERSONAL, _SUPPOSED, _NEAR_BY)):
            return None
        if _is_elsewhere(before, clause, sentence, own):
            return None
        over = headings[:1] if headings[0].endswith("?") else headings[:2]
        if any(ELSEWHERE.search(heading) for heading in over) and not own:
            return None
        if self.page.is_article and not own:
            return None
        if not own and (_GENERAL.search(sentence) or _IN_GENERAL.search(earlier)):
            # "What does an infusion cost? They usually cost $580": one sum, and so this clinic's.
            usual = headings[0].endswith("?") and _USUAL.search(sentence) and not _IN_GENERAL.search(earlier)
            return 0.6 if usual and len(amounts(sentence)) == 1 else 0.45
        if _NOT_OFFERED.search(sentence):
            return None
        if re.search(
            r"\b(?:not|n't|no longer|never) (?:\w+ )?(?:offer|charge|provide)\b[^,;]{0,40}\$", sentence, re.IGNORECASE
        ):
            return None
        return 0.95

    def _is_own(self, sentence: str, headings: Sequence[str]) -> bool:
        """Whether a sentence, or the heading over it, speaks as the clinic: "we", its name, "our prices"."""
        return bool(
            OWN_VOICE.search(sentence)
            or self._names.search(sentence)
            or _OWN_PRICES.search(headings[0])
            or re.search("sliding", " ".join((sentence, *headings)), re.IGNORECASE)
        )

    def words(self, mention: Mention) -> str:
        """The words around the amount; with its neighbours where the block is hardly more than the amount."""
        blocks, i = self.page.blocks, mention.block
        text, start, end = blocks[i].text, mention.start, mention.end
        bare = len(text) < 100 and len(AMOUNT.sub(" ", text).split()) < 3
        if bare and i > 0 and len(blocks[i - 1].text) < 100:
            before = blocks[i - 1].text + JOINED
            text, start, end = before + text, start + len(before), end + len(before)
            if i + 1 < len(blocks) and blocks[i + 1].kind != "heading" and "$" not in blocks[i + 1].text:
                text = f"{text}{JOINED}{blocks[i + 1].text}"
        pieces = as_written(window(text, start, end), self._slips).replace(ADDED_SIGN, "").split(JOINED)
        return JOINED.join(map(self.page.as_shown, pieces))


def _is_elsewhere(before: str, clause: str, sentence: str, own: bool) -> bool:
    """Whether a sum is what others ask: the nearest of "we" and "other clinics" before it says so."""
    if _QUOTED.search(sentence) or (not own and _BILLED_BY.search(_IN_BRACKETS.sub(" ", sentence), len(before))):
        return True
    said = [match.end() for match in ELSEWHERE.finditer(before)]
    if said:
        own_words = OWN_VOICE.search(before, said[-1]) or re.search(r"\bhere\b", before[said[-1] :])
        return not own_words and not _HERE.search(sentence, len(before))
    return bool(ELSEWHERE.search(clause)) and not own


#: "The medical visit ($250) and the medicine are billed by the prescribing clinic".
_BILLED_BY = re.compile(
    r"\b(?:is|are|be|being|gets?) (?:billed|charged|collected|sold|paid)(?: \w+)? (?:by|to|through)"
    r" (?:an?|the|your|their)\b",
    re.IGNORECASE,
)
_HERE = re.compile(r"\$[\d,]+ (?:\w+ ){0,3}here\b", re.IGNORECASE)
#: Somebody's words: "..., " wrote the paper.
_QUOTED = re.compile(r"[,.?!]\" (?:wrote|writes|said|says|reported|told)\b", re.IGNORECASE)


def _sessions(near: Sequence[str], headings: Sequence[str], source: str) -> int | None:
    first = () if MORE_OF_IT.match(near[0]) else near[:1]
    for text in (*first, source, *near[1:], *headings[:1]):
        if (count := sessions_in(text)) and count > 1:
            return count
    return None
