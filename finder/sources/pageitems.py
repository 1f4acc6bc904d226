"""What a sum on a clinic's page is for: its item, from the words nearest to it outward."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from finder.sources.pageamounts import AMOUNT, EACH_AFTER, PER_SERIES, UNIT
from finder.sources.pagecontexts import SUMMED, Mention
from finder.sources.pagecounts import sessions_in
from finder.sources.pagenaming import (
    DOSE,
    FOR_PAIN,
    GROUP,
    KAP,
    MAINTENANCE,
    MOOD,
    MORE_OF_IT,
    NO_ITEM,
    PACKAGE,
    PAIN,
    PLURAL,
    SERIES_WORD,
    SINGLE,
    WITHOUT_DRUG,
    item_in,
    names_item,
    route_in,
)
from finder.sources.pagewords import KETAMINE

#: As good as the word ketamine on a page that is about it.
THE_MEDICINE = re.compile(
    r"\b(?:dosing|medicine|intramuscular|intravenous) (?:sessions?|groups?|days?|journeys?|doses?|visits?)\b",
    re.IGNORECASE,
)
DRUG_INCLUDED = re.compile(
    r"\b(?:includes?|including|covers|with) (?:both )?(?:the )?(?:medicine|medication|drug|spray)\b"
    r"|\b(?:medicine|medication|drug|spray) (?:is |are )?included\b",
    re.IGNORECASE,
)


def item_of(
    mention: Mention, near: Sequence[str], headings: Sequence[str], card: Sequence[str] = (), after: str = ""
) -> tuple[str, int, str] | None:
    """What an amount is for, which text of the chain says so, and that text."""
    chain = [*near, *headings]
    spravato = any(re.search("spravato|esketamine", text, re.I) for text in (*near, *headings[:2]))
    if mention.monthly:
        return "membership", 0, mention.clause
    if _YEARLY.search(mention.clause):
        return None
    unit = UNIT.match(mention.tail)
    per_session = bool(
        unit and (unit["unit"] or re.match(r" ?\(?(?:each|ea\b)", mention.tail, re.I))
    ) and not PER_SERIES.match(mention.tail)
    summed = any(text.startswith(SUMMED) for text in near[:3])
    over = headings[0] if item_in(headings[0]) else ""
    short = len(AMOUNT.sub(" ", mention.clause).split()) < 5
    for n, text in enumerate(chain):
        if n > 0 and over and text in card and text.endswith(".") and text != over:
            continue  # what a card says of the thing that its heading names
        if n == 0 and MORE_OF_IT.match(text) and mention.low != 0:
            continue
        if n == 0 and _THAT_VISIT.search(text) and mention.context:
            meant = item_in(mention.context[-1])
            if meant in ("consultation", "evaluation", "therapy_session"):
                return meant, 0, mention.context[-1]
        if n == len(near) and not spravato and any(map(DOSE.search, near[:3])):
            return "session", 0, mention.clause
        one_only = (
            per_session
            or bool(_EACH_ONE.search(mention.clause.split("$")[0]))
            or (n > 0 and bool(SINGLE.search(mention.clause)))
        )
        if any(NO_ITEM.search(nearer) and (nearer == mention.clause or len(nearer) < 60) for nearer in chain[:n]):
            return None
        item = item_in(text, no_series=one_only, spravato=spravato)
        if item is None:
            continue
        if item in ("consultation", "evaluation") and n > 0 and short and MOOD.search(mention.clause):
            item = "session"  # "Consult and infusion in one price. Depression $495."
        if n == 0 and item in ("session", "series") and _FOR_IT.match(mention.tail):
            step = item_in(_CLAUSE_END.split(mention.tail)[0])
            item = step if step in ("consultation", "evaluation") else item
        if item in ("consultation", "evaluation") and (n == 0 or (n == 1 and mention.clause.startswith("$"))):
            item = _said_last(mention, item, text.rpartition("$")[2] if n else text.partition("$")[0])
        if item in ("session", "kap_session") and n > 0 and not names_item(mention.clause):
            if _WITHOUT_KAP.search(headings[0]):
                return None
            if _is_therapy("", headings[0]):
                return "therapy_session", n, headings[0]
        if item == "session" and n > 0 and any(map(_INITIAL.fullmatch, near[1:2])):
            item = "first_session"
        if item == "pain_session" and n > 0 and MOOD.search(mention.clause) and not PAIN.search(mention.clause):
            item = "session"
        if summed and item.endswith("session"):
            item = "series"
        if item in ("session", "kap_session") and _WITHOUT_ONE.search(mention.clause):
            return "session", n, text
        if (
            item == "session"
            and spravato
            and not DRUG_INCLUDED.search(mention.clause)
            and any(map(WITHOUT_DRUG.search, (*near[:4], *[mention.sentence, after] * mention.alone)))
        ):
            item = "observation"
        if item == "series" and any(GROUP.search(text) for text in (*near, *headings[:1]) if len(text) < 60):
            item = "group_series"
        for title in (mention.sentence.partition("$")[0], headings[0]) if item == "session" and n == 0 else ():
            if _is_therapy(text, title):
                return "therapy_session", 0, title
        if item == "session":
            item = _refined(item, chain[: max(n + 1, len(near))], headings, per_session)
        if item == "first_session" and n > 0 and _THEN.match(mention.clause):
            item = "session"
        if n == len(chain) - 1 and len(AMOUNT.sub(" ", mention.sentence).split()) > (
            0 if mention.sentence.endswith((".", "!")) else 3
        ):
            if per_session:
                break
            return None  # the title alone does not say what a sentence is about
        own = near[:3] if left_over(mention.clause) else [mention.clause, *card[:2]]
        told = [text for text in card if text.endswith(".")]  # what a thing is like, not what it is called
        label = " ".join(text for text in own if len(text) < 60 and text not in told)
        if n == len(near) and _PRICE_OF.search(text) and AMOUNT.match(mention.sentence):
            return item, n, text
        if n >= len(near) and len(left_over(label)) > (1 if n == len(near) else 0):
            return None  # what is priced has words of its own that we do not know
        between = chain[len(near) : n]
        if n >= len(near) and any(map(NO_ITEM.search, (*near[:2], *between))):
            return None
        if any(len(left_over(heading)) > 1 for heading in between[:1]):
            if per_session:
                break
            return None  # its own heading names something else
        return item, n, text
    if per_session and not any(map(NO_ITEM.search, near[:2])):
        return "session", 0, mention.clause
    return None


AT = re.compile(r"\b(?:infusions|injections|sessions|treatments|visits) at $", re.IGNORECASE)
_WITHOUT_KAP = re.compile(r"\b(?:without|non|not)[- ](?:kap|ketamine|medicine)\b", re.IGNORECASE)
#: The label of a row: "Initial | $500 | $375", under "IV" and "IM".
_INITIAL = re.compile(r"\W*(?:initial|first)\W*(?:\|.*)?", re.IGNORECASE)


def counts_later(mention: Mention) -> bool:
    """Whether a number of visits is only said after a price for one: "infusions are $425, and you may have six"."""
    lead, _sign, after = mention.clause.partition("$")
    near = _CLAUSE_END.split(after)[0]
    many = any((sessions_in(text) or 0) > 1 or SERIES_WORD.search(text) for text in (lead, near))
    return not many and bool(_PLURAL_ARE.search(lead))


#: "The program costs $250 for the evaluation".
_FOR_IT = re.compile(r" for (?:the|your|an?|our) ", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;(] ?(?!\d)")
_PLURAL_ARE = re.compile(r"\b(?:infusions|injections|sessions|treatments|visits) (?:are|cost)\b", re.IGNORECASE)
#: "$199 the first time, then $275".
_THEN = re.compile(
    r"\W*(?:and )?(?:then|afterwards?|thereafter|returning|after (?:that|this)|from then on)\b", re.IGNORECASE
)


def _said_last(mention: Mention, item: str, lead: str) -> str:
    """What the last part before a sum names where it names the medicine: "after a free talk, infusions are $450"."""
    unit = UNIT.match(mention.tail)
    if unit and (unit["unit"] or "").lower() in ("infusion", "injection", "dose", "shot"):
        return "session"
    parts = _PARTS.split(lead)
    if len(parts) > 1 and _GIVEN_NOW.search(parts[-1]):
        each = EACH_AFTER.match(mention.tail) or parts[-1].endswith(" at ")
        last = item_in(parts[-1], no_series=bool(each))
        return last if last in ("session", "first_session", "series") else item
    return item


_PARTS = re.compile(r"[,;:] | (?:and|plus) ")
_GIVEN_NOW = re.compile(r"\b(?:infusions?|injections?|ketamine)\b", re.IGNORECASE)
_YEARLY = re.compile(r"\b(?:annual|yearly)(?:ly)?\b|\b(?:per|a|each) year\b", re.IGNORECASE)
#: A visit that the sentence before has named.
_THAT_VISIT = re.compile(r"\b(?:that|this|the) (?:first )?(?:visit|appointment|session|meeting|step)\b", re.IGNORECASE)
_NEUTRAL = re.compile(
    r"\b(?:prices?|costs?|fees?|cash|self|pay|each|per|low|high|standard|extended"
    r"|basic|full|dos(?:e|es|ing|age)|mood|depression|anxiety|ptsd|pain|mental|health"
    r"|min\w*|hours?|hrs?|h|from|start\w*|at|to|only|just"
    r"|about|approximately|the|an?|is|are|for|and|or|total|usd|now|today|single|our"
    r"|your|rates?|regular|first|second|third|tier|level|adults?|week\w*|cash|with|in"
    r"|of|by|it|this|that|one|two|three|four|five|six|you|we"
    r"|charge|visits?|all|plus|up|range\w*|between|depending|on|length|weight|long"
    r"|short|general|chronic|adult|clinic|office|person|services?|options?|menus?|list"
    r"|investment|how|much|what|does|do|schedule|plans?|questions?|common|frequently"
    r"|asked|pricing|detail\w*|transparent|simple|clear|paying|payment|money"
    r"|individual|package|infusions?"
    r"|sessions?|treatments?|nasal|ketamine|paid|once|through|yes|waived|if|go|ahead|applied|credited|toward"
    r"|deducted|over|so|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|weekdays?|weekends?|inside|outside|longer|shorter|higher|lower|standard|extra|new|existing|returning)\b"
    r"|[^a-z]+",
    re.IGNORECASE,
)


#: "An ambulance costs $1,000".
_SUBJECT = re.compile(
    r"(?:^|(?<!Dr)(?<!Mr)(?<!Ms)(?<!Mrs)[.;:,(] |\b(?:and|but|while) )(?P<subject>[^.;:,($]{3,60}?)"
    r" (?:will |may |can |now )*"
    r"(?:costs?|is|are|runs?|sells? for|goes for|adds?|comes? to) (?:you |about |around |only |just |another )*\$",
    re.IGNORECASE,
)


def has_own_subject(clause: str) -> bool:
    """Whether a sum is what something costs that is none of our items."""
    found = [match["subject"] for match in _SUBJECT.finditer(clause)]
    if not found or names_item(found[-1]) or KETAMINE.search(found[-1]) or item_in(found[-1], spravato=True):
        return False
    return bool(left_over(found[-1])) and not _STANDS_FOR.search(found[-1]) and not route_in([found[-1]])


#: A subject that stands for what was named before.
_STANDS_FOR = re.compile(
    r"\b(?:it|this|that|they|these|those|one|each|both|ones|all|prices?|costs?|fees?|rates?|total|which|what|you|we|i"
    r"|groups?|circles?|day|course|first|rest|hour|drug|medication|medicine|people|patients|ours?|mine|all|together"
    r"|two|three|four|five|six|seven|eight|ten|twelve|\d{1,2})\b",
    re.IGNORECASE,
)
#: "Each of the first six": a price for one.
_EACH_ONE = re.compile(
    r"\b(?:each|every|any|one) (?:of (?:the|your|our|these|those)|infusion|session|treatment|injection|visit|dose)\b",
    re.IGNORECASE,
)
_WITHOUT_ONE = re.compile(
    r"\b(?:without|with no) (?:one|(?:an?|the|your|our) (?:\w+ )?(?:therapist|sitter|guide)|(?:psycho)?therapy"
    r"|her|him|them)\b",
    re.IGNORECASE,
)
#: "Cost of the first visit", over "$220, with our neurologist".
_PRICE_OF = re.compile(r"^(?:the )?(?:cost|price|fee|rate)s? (?:of|for)\b|\bhow much\b", re.IGNORECASE)


@lru_cache(maxsize=1_024)
def left_over(sentence: str) -> tuple[str, ...]:
    """The words of a sentence that say more than how much, how long or how often."""
    return tuple(_NEUTRAL.sub(" ", AMOUNT.sub(" ", sentence)).split())


def _is_therapy(text: str, heading: str) -> bool:
    """Whether "$180 per session" stands under or after "Preparation", and so is no session with the medicine."""
    named = item_in(heading) == "therapy_session" and not KETAMINE.search(heading)
    return named and not KETAMINE.search(text) and not route_in([text]) and not THE_MEDICINE.search(text)


def _refined(item: str, near: Sequence[str], headings: Sequence[str], per_session: bool) -> str:
    """The kind of session that the words further out make of a plain one."""
    for text in (*near, *headings):
        if len(text) > 160:
            continue
        if text not in near and text not in headings[:2] and not KAP.search(text):
            continue
        if (
            not per_session
            and text in headings[:1]
            and len(text) < 60
            and not any(map(SINGLE.search, near))
            and ((sessions_in(text) or 0) > 1 or (PACKAGE.search(text) and any(map(PLURAL.search, near))))
        ):
            return "series"
        for word, found in (
            ("group_session", GROUP),
            ("maintenance_session", MAINTENANCE),
            ("kap_session", KAP),
        ):
            if found.search(text):
                return word
        near_enough = text in near or text in headings[:1] or FOR_PAIN.search(text)
        if near_enough and PAIN.search(text) and not MOOD.search(text):
            return "pain_session"
        if MOOD.search(text) or KETAMINE.search(text):
            break
    return item
