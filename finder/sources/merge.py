"""Which clinic of many is it? The same clinic across sources: sure, to be asked, or another one, with reasons.

One row is one door. Two rows of one door are to be found, two doors of a chain to be kept apart: who is compared at
all (blocking), what the other clinics of the table change of a pair's verdict, and what is to be done.

Pure: no network, no table is written.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from finder.sources.identity import Identity, Street, Traits
from finder.sources.likeness import name_keys
from finder.sources.verdicts import NOBODY, Found, Shared, Verdict, judge
from finder.text import _

__all__ = ["Decision", "Index", "decide", "doubles"]

#: A block of more clinics than this is not looked through: a narrower block holds whom it would give.
BLOCK = 400
#: A phone or site that clinics of so many names use says little: a call center, an agency.
MANY = 3
#: So many clinics of the town that have the name's word by chance are too few to ask for: one town in fifty has one.
BY_CHANCE = 0.02
#: In a short table each word looks rare; it is counted as though so many clinics had one of it each beside.
UNSEEN = 100


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with an identity: `sure` (it is the clinic of `key`), `ask`, or `new`; and whom it is like."""

    kind: Literal["sure", "ask", "new"]
    key: str
    found: tuple[tuple[str, Verdict], ...]


class Index:
    """The clinics that others are looked up among."""

    def __init__(self) -> None:
        self._all: dict[str, Identity] = {}
        self._blocks: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._names_of: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._doors_of: Counter[tuple[str, str]] = Counter()
        self._with_word: Counter[str] = Counter()
        self._in_town: Counter[tuple[str, str]] = Counter()

    @staticmethod
    def of(identities: Iterable[Identity]) -> Index:
        """The index of these; of two with one key the later stays."""
        index = Index()
        for identity in identities:
            index.add(identity)
        return index

    def __len__(self) -> int:
        return len(self._all)

    def add(self, identity: Identity) -> None:
        """Adds one more clinic, such as a candidate that proved new."""
        if identity.key in self._all:
            self._remove(identity.key)
        self._all[identity.key] = identity
        traits = identity.traits
        for block in _filed(identity):
            self._blocks[block].append(identity.key)
        self._count(identity, 1)
        called = "".join(sorted(traits.name.core or traits.name.words))
        for what, value in (("phone", traits.phone), ("site", traits.site.domain)):
            if value:
                self._names_of[what, value].add(called)

    def _remove(self, key: str) -> None:
        identity = self._all.pop(key)
        self._count(identity, -1)
        for block in _filed(identity):
            self._blocks[block].remove(key)

    def _count(self, identity: Identity, by: int) -> None:
        traits = identity.traits
        self._in_town[traits.state, traits.town] += by
        for word in traits.name.core:
            self._with_word[word] += by
        for owner in _owners(traits):
            self._doors_of[owner] += by

    def _by_chance(self, a: Traits, b: Traits) -> float:
        """How many clinics of the town would have the rarest word that these names share, were it drawn by lot."""
        shared = (a.name.core & b.name.core) - a.town_words - b.town_words
        if not shared:
            return math.inf
        rarest = min(self._with_word[word] for word in shared)
        here = max(self._in_town[t.state, t.town] for t in (a, b))
        return (rarest + 1) / (len(self) + UNSEEN) * here

    def find(self, identity: Identity, but: str | None = None) -> list[tuple[str, Verdict]]:
        """The clinics that the identity surely or perhaps is, best first; the one of key `but` is not looked at."""
        near: dict[str, None] = {}
        for block in _blocks(identity, looks=True):
            keys = self._blocks.get(block, ())
            if len(keys) <= BLOCK:
                near.update(dict.fromkeys(keys))
        if but is not None:
            near.pop(but, None)
        return self.among(identity, near)

    def among(self, identity: Identity, keys: Iterable[str]) -> list[tuple[str, Verdict]]:
        """What `find` gives if only these clinics are looked at, whether or not they have anything in common."""
        traits, shared = identity.traits, self._shared(identity.traits)
        found = []
        for key in keys:
            other = self._all[key]
            theirs = other.traits
            abroad = theirs.state != traits.state and theirs.zip != traits.zip and theirs.placed and traits.placed
            if abroad and not (identity.telehealth_only or other.telehealth_only):
                continue  # another state: most of those who share a phone, a site or a name
            one = judge(traits, theirs, identity.telehealth_only, other.telehealth_only, shared)
            if one.by_name and self._by_chance(traits, theirs) <= BY_CHANCE:
                one = _sure_by_name(one)
            if one.loose and not one.phone and self._of_a_chain(traits, theirs):
                one = replace(one, chain=True)
            if one.verdict.kind != "different" or one.alike:
                found.append((key, other.traits.street, one))
        return _settled(found)

    def _of_a_chain(self, a: Traits, known: Traits) -> bool:
        """Whether a name or site of these two speaks of a branch, or the index has another clinic of theirs."""
        if any(t.site.page or t.branch or t.own_branch for t in (a, known)):
            return True
        own, told = set(_owners(known)), set(_owners(a))
        # Who has the same site is of no other business that has the same name by chance.
        same_site = {owner for owner in own & told if owner[0] == "site"}
        return any(self._doors_of[owner] > (owner in own) for owner in same_site or own | told)

    def _shared(self, traits: Traits) -> Shared:
        phone, site = ("phone", traits.phone), ("site", traits.site.domain)
        many_phone = len(self._names_of.get(phone, ())) >= MANY
        many_site = len(self._names_of.get(site, ())) >= MANY
        if not (many_phone or many_site):
            return NOBODY
        return Shared(
            frozenset([traits.phone]) if many_phone else frozenset(),
            frozenset([traits.site.domain]) if many_site else frozenset(),
        )

    def __getitem__(self, key: str) -> Identity:
        return self._all[key]

    def __iter__(self) -> Iterator[Identity]:
        return iter(self._all.values())


def _filed(one: Identity) -> Iterator[tuple[str, ...]]:
    """The blocks that a clinic is filed under: any two that may be one share a block that the other looks into."""
    return _blocks(one, looks=False)


def _blocks(one: Identity, looks: bool) -> Iterator[tuple[str, ...]]:
    t = one.traits
    placed = t.placed and not one.telehealth_only
    towns = [t.state + t.town] if placed and t.town else []
    if placed and t.zip:
        towns.append(t.zip)
    for what, value in (("phone", t.phone), ("site", t.site.domain), ("npi", t.npi)):
        if value:
            yield what, value
            for town in towns:
                yield what, value, town
    # Who says no place may be anywhere; who says one is looked up there, and among those who say none.
    spots = [t.state] if placed else [""]
    if looks:
        spots = [t.state, ""] if placed else ["", "*"]
    elif placed:
        spots.append("*")
    keys = list(name_keys(t))
    for spot in spots:
        if t.street.number:
            yield "house", t.street.number, t.street.name[:3], spot
            yield "house", t.street.number, "-", t.street.name[-3:], spot
        if spot != t.state or not placed:
            for key in keys:
                yield "name", key, spot
    for town in towns:
        for key in keys:
            yield "named", key, town
    for name in {t.name, *t.aliases, *t.parts}:
        for town in towns:
            for word in name.core - t.town_words:
                yield "word", town, word[:4], "-"
                yield "word", town, "-", word[-4:]
            if not (t.town and name.core - t.town_words):
                for word in name.weak:
                    yield "common", town, word
            if len(joined := name.joined) >= 5:
                yield "joined", town, joined[:5], "-"
                yield "joined", town, "-", joined[-5:]
        if not placed:
            for word in name.core:
                yield "nowhere", word[:4], "-"
                yield "nowhere", "-", word[-4:]


def _owners(t: Traits) -> Iterator[tuple[str, str]]:
    """What the doors of a chain have in common: their website, and their name if it is more than one telling word."""
    if t.site.domain:
        yield "site", t.site.domain
    if len(t.name.core - t.town_words) > 1:
        yield "name", " ".join(sorted(set(t.name.words) - t.town_words))


def _sure_by_name(one: Found) -> Found:
    """The same, taken for sure unless the town has another of the name."""
    score = round(0.7 + (one.verdict.score - 0.35) * 0.3 / 0.34, 3)
    reasons = (*one.verdict.reasons, _("hardly two clinics of the town have this name by chance"))
    return replace(one, verdict=Verdict("sure", score, reasons), loose=True)


def _settled(found: list[tuple[str, Street, Found]]) -> list[tuple[str, Verdict]]:
    """The verdicts on one identity, each in the light of the others; best first."""
    sure = [one for _key, _street, one in found if one.verdict.kind == "sure"]
    streets = {(street.number, street.name) for _key, street, one in found if one.moved}
    alike = [one for _key, _street, one in found if one.alike or one.loose]
    result = []
    for key, _street, one in found:
        verdict = one.verdict
        if verdict.kind == "different" or (one.moved and (sure or len(streets) > 1)):
            # Of several doors that we know of there, it is one or another: nobody moved.
            continue
        why = ""
        if one.loose and any(other is not one and not (one.phone and other.phone is False) for other in alike):
            why = _("{n} clinics of this name are known there: which door is it?").format(n=len(alike))
        elif one.chain:
            why = _("it has or may have more than one location: is it this one?")
        if why:
            verdict = Verdict("ask", min(verdict.score, 0.69), (*verdict.reasons, why))
        result.append((key, verdict))
    return sorted(result, key=lambda pair: (-pair[1].score, pair[0]))


def decide(index: Index, identity: Identity) -> Decision:
    """What is to be done with an identity: one sure clinic is it; several, or any to ask, are asked; else it is new."""
    found = tuple(index.find(identity))
    sure = [key for key, verdict in found if verdict.kind == "sure"]
    if len(sure) == 1:
        return Decision("sure", sure[0], found)
    return Decision("ask" if found else "new", "", found)


def _firm(index: Index, key: str, other: str) -> bool:
    a, b = index[key], index[other]
    return not judge(a.traits, b.traits, a.telehealth_only, b.telehealth_only, NOBODY).loose


def doubles(identities: Iterable[Identity]) -> list[tuple[str, str, Verdict]]:
    """The pairs of one table that surely or perhaps are one clinic, best first; each pair once."""
    index = Index.of(identities)
    seen: dict[tuple[str, str], Verdict] = {}
    result = []
    for identity in index:
        for key, verdict in index.find(identity, but=identity.key):
            pair = (min(identity.key, key), max(identity.key, key))
            if pair in seen:
                # Both must see it so; the more careful verdict stands.
                other = seen[pair]
                verdict = min(verdict, other, key=lambda v: v.score)
                if verdict.kind == "sure" and not _firm(index, *pair):
                    # Somebody put both into the table: where a street is missing, they may have had a reason.
                    verdict = Verdict("ask", 0.69, verdict.reasons)
                result.append((*pair, verdict))
            else:
                seen[pair] = verdict
    return sorted(result, key=lambda one: (-one[2].score, one[0], one[1]))
