"""What a review site answered about a clinic, and whether the business it names is that clinic.

A wrong clinic's stars are worse than none: the name must agree, and with it the phone or the street and number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz import utils
from rapidfuzz.distance import OSA

from finder import placenames
from finder.ratings import Rating
from finder.sources.identity import FORM, KIND, LEGAL, STOP, Identity, toll_free
from finder.sources.registry import Lookup
from finder.sources.verdicts import compare
from finder.sources.web import Malformed


@dataclass(frozen=True, slots=True)
class Business:
    """A business as a review site lists it: its id there, who it is, what is said of it, and whether it has closed.

    `rating` is None while nobody has rated it.
    """

    place_id: str
    identity: Identity
    rating: Rating | None
    closed: bool = False


#: Words of fewer letters that differ by one are two words, not a slip.
_LONG_WORD = 7
#: Letters of a name that are looked at.
_LONGEST = 300

#: Why there is no rating, in words for whoever keeps the table; `site` is the review site's name.
WHY = {
    "closed": "{site} says that it has closed for good",
    "unrated": "nobody has rated it on {site} yet",
    "several": "more than one page of {site} could be it",
    "unsure": "{site} lists others there; none is surely it by its name and its phone or street",
    "unlisted": "{site} does not list it",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a review site says of a clinic: its rating, or why there is none (a key of WHY); and its id there."""

    rating: Rating | None
    place_id: str = ""
    why: str = ""


def is_it(clinic: Lookup, business: Identity) -> bool:
    """Whether a business is surely the clinic: the names agree, and the phone or the door, and nothing does not.

    Stricter than `verdicts.compare`, which only ever sees clinics like ours: a review site lists the dentist next door.
    """
    here = Identity(
        clinic.key, clinic.name, clinic.street, clinic.city, clinic.state, clinic.zip, clinic.phone, npi=clinic.npi
    )
    if compare(here, business).kind != "sure":
        return False
    a, b = here.traits, business.traits
    phone = bool(a.phone) and a.phone == b.phone and not toll_free(a.phone)
    street = bool(a.street.number) and a.street.number == b.street.number
    towns = a.town_words | b.town_words
    ours, theirs = _words(clinic.name, towns), _words(business.name, towns)
    if not phone:  # then the whole name decides
        return street and _same(ours, theirs)
    return _same(_telling(ours), _telling(theirs))


def _words(name: str, towns: frozenset[str]) -> list[str]:
    """The words of a name that are not its town, the form of a company or the kind of a house."""
    without = towns | FORM | LEGAL | STOP
    words = utils.default_process(placenames.fold(name[:_LONGEST])).split()
    return [word for word in words if not {word, word.removesuffix("s")} & without]


def _telling(words: list[str]) -> list[str]:
    """Those of the words that tell a clinic from others like it."""
    return [word for word in words if not {word, word.removesuffix("s")} & KIND]


def _same(one: list[str], other: list[str]) -> bool:
    """Whether two names have the same words: in any order, written in one or apart, or with a slip in a long word."""
    left, right = set(one) - set(other), set(other) - set(one)
    if not (left or right) or "".join(one) == "".join(other):
        return True
    if len(left) != 1 or len(right) != 1:
        return False
    a, b = left.pop(), right.pop()
    return min(len(a), len(b)) >= _LONG_WORD and not re.search(r"\d", a + b) and OSA.distance(a, b) <= 1


def readable(items: Iterable[Any], read: Callable[[Any], Business]) -> list[Business]:
    """The businesses of a list that are as the service documents them. Raises Malformed when none of them is."""
    found, wrong = [], None
    for item in items:
        try:
            found.append(read(item))
        except Malformed as error:
            wrong = error
    if wrong and not found:
        raise wrong
    return found


def sure(clinic: Lookup, businesses: Iterable[Business]) -> list[Business]:
    """Those of the businesses that are surely the clinic, each once; more than one means that none is sure."""
    found = {one.place_id: one for one in businesses if is_it(clinic, one.identity)}
    return list(found.values())


def answer(business: Business) -> Answer:
    """What is said of the business that a clinic surely is."""
    if business.closed:
        return Answer(None, business.place_id, "closed")
    if business.rating is None:
        return Answer(None, business.place_id, "unrated")
    return Answer(business.rating, business.place_id)


def choose(mine: list[Business], found: int) -> Answer:
    """What is said of a clinic when `found` businesses were listed and these of them (see `sure`) may be it."""
    if len(mine) == 1:
        return answer(mine[0])
    return Answer(None, "", "several" if mine else "unsure" if found else "unlisted")
