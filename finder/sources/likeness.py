"""How alike what two clinics call themselves is: their names, the branches in them, the pages of one website."""

from __future__ import annotations

from enum import IntEnum

from rapidfuzz.distance import OSA

from finder.sources.identity import FORM, KIND, Name, Traits, name_words

__all__ = ["Called", "likeness", "name_keys", "one_has_a_page", "same_branch", "same_page"]


class Called(IntEnum):
    """How alike two names are."""

    OTHER = 0
    AKIN = 1  # some words in common, and each has a telling one of its own
    PART = 2  # one has a telling word that the other lacks
    LIKE = 3  # common words only, and much the same: "Austin Ketamine Center", "Ketamine Clinic of Austin"
    SAME = 4  # the telling words are the same, others differ: "Alpine Ketamine", "Alpine Ketamine & Wellness LLC"
    MORE = 5  # as before, and one only says more, or there is a slip of the pen
    EXACT = 6


def likeness(a: Traits, b: Traits) -> Called:
    """How alike two clinics' names are, by the names each gives itself."""
    towns = a.town_words | b.town_words
    best = _names(a.name, b.name, towns)
    if best < Called.EXACT and (a.aliases or b.aliases):
        best = max(_names(one, other, towns) for one in (a.name, *a.aliases) for other in (b.name, *b.aliases))
    if best < Called.SAME and (a.parts or b.parts):
        # It may be the clinic's name, or the house's that it is in: close, never exact.
        pairs = [(part, b.name) for part in a.parts] + [(a.name, part) for part in b.parts]
        best = max(best, *(min(_names(one, other, towns), Called.SAME) for one, other in pairs))
    return best


def _names(a: Name, b: Name, towns: frozenset[str]) -> Called:
    if not (a.words and b.words):
        return Called.OTHER
    if a.words == b.words:
        return Called.EXACT if a.core or b.core or len(a.weak) < len(set(a.words)) else Called.LIKE
    if a.core == b.core:
        return _same_core(a, b) if a.core else _common_words(a, b)
    only_a, only_b = a.core - b.core - towns, b.core - a.core - towns
    common = (a.core & b.core) - towns
    if not (only_a or only_b):
        return _same_core(a, b) if common else _common_words(a, b)
    if only_a and only_b:
        only_a, only_b, slips = _without_slips(only_a, only_b)
        if slips and not (only_a or only_b):
            return min(_same_core(a, b), Called.MORE)
        common |= slips
    first, second = a.joined, b.joined
    if len(first) >= 5 and (first == second or (len(first) >= 9 and OSA.distance(first, second, score_cutoff=1) <= 1)):
        return min(_same_core(a, b), Called.MORE)
    if not common:
        return Called.OTHER
    if not (only_a and only_b):
        return Called.PART
    return Called.AKIN if 2 * len(common) >= min(len(a.core), len(b.core)) else Called.OTHER


def _same_core(a: Name, b: Name) -> Called:
    """For names with the same telling words: how much the common ones differ."""
    if a.weak == b.weak:
        return Called.EXACT
    does_a, does_b = a.weak - FORM, b.weak - FORM
    long = len(a.core) > 1 and len(b.core) > 1
    if does_a and does_b and not (long or does_a & does_b):
        return Called.PART  # "Larkspur Infusions", "Larkspur Medical Group"
    return Called.MORE if long and (does_a <= does_b or does_b <= does_a) else Called.SAME


def _without_slips(a: frozenset[str], b: frozenset[str]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words of two names without those that differ by a slip of the pen, and these."""
    left, slips = set(b), set()
    rest = set()
    for word in sorted(a):
        near = next((other for other in sorted(left) if _slip(word, other)), None)
        if near is None:
            rest.add(word)
        else:
            left.discard(near)
            slips.add(min(word, near))
    return frozenset(rest), frozenset(left), frozenset(slips)


def _slip(a: str, b: str) -> bool:
    short = min(len(a), len(b))
    if short < 5 or a.isdecimal() or b.isdecimal():
        return False
    allowed = 1 if short < 9 else 2
    return OSA.distance(a, b, score_cutoff=allowed) <= allowed


#: How much a common word says of what a clinic is; words of form ("clinic", "center") say least.
_FORM_WEIGHT = 0.2


def _common_words(a: Name, b: Name) -> Called:
    """For names of common words only: whether they say much the same."""
    both, either = a.weak & b.weak, a.weak | b.weak
    if not both:
        return Called.OTHER

    def weight(words: frozenset[str]) -> float:
        return sum(_FORM_WEIGHT if word in FORM else 1.0 for word in words)

    does_a, does_b = a.weak - FORM, b.weak - FORM
    if does_a and does_b and (does_a <= does_b or does_b <= does_a):
        return Called.LIKE
    return Called.LIKE if weight(both) >= 0.6 * weight(either) else Called.OTHER


def name_keys(t: Traits) -> set[str]:
    """What tells a name from all others, with and without the town it is in."""
    words = set(t.name.words)
    return {" ".join(sorted(some)) for some in (words, words - t.town_words, words | t.town_words) if some}


def same_branch(a: Traits, b: Traits) -> bool | None:
    """Whether both name the same branch ("(Chelsea)"); None if one names none, or none but its own town."""
    if (a.own_branch or b.own_branch) and a.town and b.town and a.town != b.town:
        return False
    if a.branch and b.branch:
        return bool(a.branch & b.branch)
    branch, other = (a.branch, b) if a.branch else (b.branch, a)
    if not branch:
        return None
    if branch <= other.town_words:
        return True
    return None


def same_page(a: Traits, b: Traits) -> bool | None:
    """Whether two addresses of a site name the same page; None if one names the whole site, unless the page of the
    other is named after the town that the first is in."""
    if a.site.page and b.site.page:
        return a.site.page == b.site.page
    if a.placed and b.placed:
        return None
    page, other = (a.site.page, b) if a.site.page else (b.site.page, a)
    return True if page and other.town_words and other.town_words <= set(page.split("-")) else None


def one_has_a_page(a: Traits, b: Traits) -> bool:
    """Whether only one has a page within the site, and it is named after more than the town and what is done there:
    such a site shows several doors."""
    if bool(a.site.page) == bool(b.site.page):
        return False
    words = set(name_words((a.site.page or b.site.page).replace("-", " ")))
    return not words <= a.town_words | b.town_words | FORM | KIND
