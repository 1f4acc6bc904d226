"""What a text without a ZIP may name: rows of the list of places, and how sure that is.

The readings are tried from the most literal to the most forgiving: the text as a name; a name with its state;
names the post office files under a town; without words like "near"; the end of a street address; a corrected
spelling. A place abroad stops the search before any guess is made.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from finder.placenames import STREET_WORDS, canonical, key, parts
from finder.placetable import PlaceTable

_COUNTRY = (["united", "states", "of", "america"], ["united", "states"], ["usa"], ["us"], ["america"])
_HERE = re.compile(r"\b(near ?by|near me|close to me|around me|around here|near here|my location|current location)\b")
_NEAR = re.compile(
    r"^(?:.*\b(?:near|around|in|close to|outside|by|from)\b|greater|downtown|city of|town of|metro)\b(.+)$"
)
_AREA = re.compile(
    r"^(.+?)\b(?:metro ?area|metropolitan area|metro|area|region|city limits|downtown|and surrounding.*)$"
)

#: A state's name beats a town of that name (whose weight counts ten times), unless it is a very big city.
_STATE_WEIGHT, _CODE_WEIGHT = 6_000_000, 3_000_000
_NICKNAME = 1.2  # a nickname counts a little less than a name
_SPELT = 10  # a name spelt just so counts for more than one that differs in its spaces
#: A big place abroad is worth a word when it is this much bigger than the US one; a neighbour's sooner.
_FAMOUS, _FAMOUS_NEIGHBOUR = 20, 2
_NEIGHBOURS = frozenset({"Canada", "Mexico"})


@dataclass(slots=True)
class Reading:
    """Rows, likeliest first, and what to say about them."""

    rows: list[int]
    guess: bool = False
    """A spelling was corrected."""
    filed: bool = False
    """The name is one the post office files under the town."""
    part: bool = False
    """Only a part of the text was used (an address, "clinics near ...")."""
    name: str = ""
    """The name that was looked for, as typed."""
    country: str = ""
    """The country of a place abroad that is or may be meant."""
    wrong_state: str = ""
    """The state in which there is no such place; the rows are elsewhere."""
    here: bool = False
    everywhere: bool = False
    street: bool = False
    similar: list[int] = field(default_factory=list)
    """Rows of the nearest spellings when nothing is good enough."""


def read(t: PlaceTable, text: str) -> Reading:
    """What the text may name."""
    pieces = _without_country(parts(text))
    words = list(chain.from_iterable(pieces))
    if not words:
        return Reading([], everywhere=bool(parts(text)))
    if len(key(words)) > 60 and not any(w.isdigit() for w in words):
        return Reading([])
    if rows := _literal(t, pieces):
        name, country = _famous(t, words, rows)
        return Reading(rows, name=name, country=country)
    if country := _abroad(t, pieces):
        return Reading([], country=country)
    if rows := _filed(t, pieces):
        return Reading(rows, filed=True)
    joined = " ".join(words)
    if _HERE.search(joined):
        return Reading([], here=True)
    if rows := _loosened(t, text):
        return Reading(rows, part=True)
    number = any(w[0].isdigit() for w in words)
    if (number or len(pieces) > 1) and (rows := _tail(t, pieces, number)):
        return Reading(rows, part=True)
    street = words[-1] in STREET_WORDS and len(words) > 1
    if street:
        return Reading([], street=True)
    return _spelled(t, pieces, number)


def in_state(t: PlaceTable, words: list[str], state: str) -> list[int]:
    """Rows of this name, nickname or post-office name in a state, likeliest first."""
    own = key(words)
    for index in (t.named, t.nicknamed, t.filed):
        rows = [r for r in index.get(own, ()) if t.state(r) == state and not t.ids[r].startswith("state:")]
        if rows:
            return _ranked(t, rows, words)
    return []


def _without_country(pieces: list[list[str]]) -> list[list[str]]:
    """The pieces without a closing "USA"."""
    for name in _COUNTRY:
        if pieces and pieces[-1][-len(name) :] == name:
            rest = pieces[-1][: -len(name)]
            return [*pieces[:-1], rest] if rest else pieces[:-1]
    return pieces


def _splits(t: PlaceTable, pieces: list[list[str]]) -> Iterator[tuple[list[str], str]]:
    """The ways to take a text as a name and its state: "portland me", "Kansas City, Kansas", "NY Albany"."""
    words = list(chain.from_iterable(pieces))
    if len(pieces) > 1 and (state := t.state_codes.get(key(pieces[-1]))):
        yield list(chain.from_iterable(pieces[:-1])), state
        if len(pieces) > 2 and not any(w.isdigit() for w in pieces[0]):
            yield pieces[0], state
        return
    for n in range(min(4, len(words) - 1), 0, -1):
        if state := t.state_codes.get(key(words[-n:])):
            yield words[:-n], state
    for n in range(min(4, len(words) - 1), 0, -1):
        if state := t.state_codes.get(key(words[:n])):
            yield words[n:], state


def _literal(t: PlaceTable, pieces: list[list[str]]) -> list[int]:
    """Rows of exactly this name, or name and state."""
    words = list(chain.from_iterable(pieces))
    own = key(words)
    rows = [*t.named.get(own, ()), *t.nicknamed.get(own, ())] if len(pieces) == 1 else []
    rows = _ranked(t, rows, words)
    for name, state in _splits(t, pieces):
        own = key(name)
        its = [r for r in (*t.named.get(own, ()), *t.nicknamed.get(own, ())) if t.state(r) == state]
        rows += _ranked(t, [r for r in its if not t.ids[r].startswith("state:")], name)
        if its:
            break
    if not rows and len(pieces) > 1 and pieces[-1] != pieces[0]:
        rows = _ranked(t, t.named.get(key(words), ()), words)
    return list(dict.fromkeys(rows))


def _ranked(t: PlaceTable, rows: Iterable[int], words: list[str]) -> list[int]:
    """Rows likeliest first: by weight, the very spelling ("Northport", not "North Port") counting much more."""
    spelt = "-".join(canonical(words))
    named = t.named.get(spelt.replace("-", ""), ())

    def likely(row: int) -> tuple[float, str]:
        id_, weight = t.ids[row], float(t.weight[row])
        if id_.startswith("state:"):
            weight = _STATE_WEIGHT if row in named else _CODE_WEIGHT
        elif row not in named:
            weight /= _NICKNAME
        exact = id_.startswith("city:") and id_[8:].partition("~")[0] == spelt
        return -(weight + 1) * (_SPELT if exact else 1), id_

    return sorted(dict.fromkeys(rows), key=likely)


def _famous(t: PlaceTable, words: list[str], rows: list[int]) -> tuple[str, str]:
    """Name and country of a place abroad far better known than these rows; empty if there is none."""
    weight = 0.0 if not rows else math.inf if t.ids[rows[0]].startswith("state:") else float(t.weight[rows[0]])
    for row in sorted(t.abroad.get(key(words), ()), key=lambda r: -t.weight[r]):
        country = t.within(row)
        times = _FAMOUS_NEIGHBOUR if country in _NEIGHBOURS else _FAMOUS
        if t.weight[row] > times * max(weight, 1_000):
            alias = key([t.name(row)]) != key(words) and "/" not in t.ids[row]
            return " ".join(words).title() if alias else t.name(row), country
    return "", ""


def _abroad(t: PlaceTable, pieces: list[list[str]]) -> str:
    """The country of a text that names a place abroad, or ends with a country or its part; else empty."""
    words = list(chain.from_iterable(pieces))
    if rows := t.abroad.get(key(words)):
        return t.within(max(rows, key=lambda r: t.weight[r]))
    for name, _state in _splits(t, pieces):
        # "Tbilisi, Georgia", "Toronto, CA": no misspelling of a US town; "Boston, CA" is no town in England.
        if country := _famous(t, name, _ranked(t, t.named.get(key(name), ()), name))[1]:
            return country
    ends = [pieces[-1]] if len(pieces) > 1 else [words[-n:] for n in range(1, min(4, len(words)))]
    for end in ends:
        for row in t.abroad.get(key(end), ()):
            is_country = "/" not in t.ids[row]
            if is_country and (len(pieces) > 1 or t.abroad.get(key(words[: -len(end)]))):
                return t.within(row)
    return ""


def _filed(t: PlaceTable, pieces: list[list[str]]) -> list[int]:
    words = list(chain.from_iterable(pieces))
    for name, state in _splits(t, pieces):
        if rows := [r for r in t.filed.get(key(name), ()) if t.state(r) == state]:
            return _ranked(t, rows, name)
    return _ranked(t, t.filed.get(key(words), ()), words) if len(pieces) == 1 else []


def _loosened(t: PlaceTable, text: str) -> list[int]:
    """Rows of what follows "near" or stands before "area"."""
    plain = ", ".join(" ".join(piece) for piece in _without_country(parts(text)))
    for pattern in (_NEAR, _AREA):
        found = pattern.match(plain)
        if found and (inner := parts(found[1])) and (rows := _literal(t, inner)):
            return rows
    return []


def _tail(t: PlaceTable, pieces: list[list[str]], number: bool) -> list[int]:
    """Rows of the end of an address: "1 Main St, Springfield, IL" or "1 Main St Springfield IL"."""
    for first in range(1, len(pieces)):
        # A state at the very end only says where the name before it lies: "..., LA" is no city.
        bare_state = first == len(pieces) - 1 and t.state_codes.get(key(pieces[first]))
        rows = [] if bare_state else _literal(t, pieces[first:])
        if rows and not t.ids[rows[0]].startswith("state:"):
            return rows
    if not number:
        return []
    words = list(chain.from_iterable(pieces))
    street, after = (pieces[-2], pieces[-1:]) if len(pieces) > 1 else (words, [])
    sure = bool(after) or any(t.state_codes.get(key(words[-k:])) for k in (1, 2))
    for n in range(min(6, len(street) - 1), 0, -1):
        rows = _literal(t, [street[-n:], *after])
        if rows and not t.ids[rows[0]].startswith("state:") and (sure or t.weight[rows[0]] > 50_000):
            return rows
    if len(pieces) > 1 and (state := t.state_codes.get(key(pieces[-1]))):
        # "1 Broadway, New York" is the city; "1 Main St, LA" leaves only the state to go by.
        rows = _literal(t, pieces[-1:])
        return rows if len(pieces[-1][0]) > 2 else [r for r in rows if t.ids[r] == f"state:{state.lower()}"]
    return []


def _edits(length: int) -> int:
    """How many wrong letters a name of this length may have."""
    return 0 if length < 4 else 1 if length < 7 else 2 if length < 11 else 3


def _score(t: PlaceTable, typed: str, name: str, row: int, edits: int) -> float:
    """How likely a misspelling is: big places first, each wrong letter costs a hundredfold."""
    weight = float(t.weight[row])
    if t.ids[row].startswith("abroad:"):
        weight /= 10
    return math.log10(weight + 100) - 2 * edits - (typed[0] != name[0])


def _enough(typed: str, edits: int, weight: float, in_state: bool) -> bool:
    """Whether so many wrong letters are still a safe guess: the more, the bigger the place must be."""
    if edits > _edits(len(typed)):
        return False
    if in_state:
        return edits <= 1 or weight >= 1_000
    least = {1: 50_000 if len(typed) < 5 else 5_000 if len(typed) < 7 else 500, 2: 20_000, 3: 100_000}
    return edits == 0 or weight >= least[edits]


def _candidates(t: PlaceTable, name: list[str], state: str | None) -> list[tuple[float, int, bool]]:
    """Score, row and whether it is a safe guess, of everything spelt a little like the name."""
    typed = key(name)
    if not 4 <= len(typed) <= 40:
        return []
    # One wrong letter is the rule and quick to look for; look further only if that gives no place worth the name.
    near = list(_spelt_like(t, typed, state, 1))
    wide = max(_edits(len(typed)), 2 if len(typed) > 5 else 1)
    if wide == 1 or any(safe and (state or t.weight[row] >= 20_000) for _score, row, safe in near):
        return near
    return list(_spelt_like(t, typed, state, wide))


def _spelt_like(t: PlaceTable, typed: str, state: str | None, most: int) -> Iterator[tuple[float, int, bool]]:
    for found, edits in t.spellings(typed, most):
        for row in (*t.named.get(found, ()), *(t.nicknamed.get(found, ()) if edits < 2 and len(found) > 5 else ())):
            if state is None or (t.state(row) == state and not t.ids[row].startswith("state:")):
                safe = _enough(typed, edits, float(t.weight[row]), state is not None)
                yield _score(t, typed, found, row, edits), row, safe
        if state is None and (edits < 2 or (edits == 2 and len(typed) > 8)):
            for row in t.abroad.get(found, ()):
                yield _score(t, typed, found, row, edits), row, True


def _spelled(t: PlaceTable, pieces: list[list[str]], number: bool) -> Reading:
    """Rows of corrected spellings; near ones to offer if none is safe."""
    words = list(chain.from_iterable(pieces))
    splits = list(_splits(t, pieces))[:2]
    comma_state = len(pieces) > 1 and bool(splits)
    found = [c for name, state in splits for c in _candidates(t, name, state)]
    if not any(safe for *_rest, safe in found):
        # Right name, wrong state: say so rather than take another town there for it.
        for name, state in splits:
            rows = _ranked(t, t.named.get(key(name), ()), name)
            if rows and not number and (comma_state or t.weight[rows[0]] >= 5_000):
                return Reading(rows, guess=True, name=" ".join(name).title(), wrong_state=_state_name(t, state))
        if not comma_state:
            found += [*_candidates(t, words, None), *_respelled_state(t, pieces, words)]
    if number and splits and not found:
        rows = _literal(t, pieces[-1:])
        return Reading(rows, part=bool(rows), street=not rows)
    return _best(t, found)


def _best(t: PlaceTable, found: list[tuple[float, int, bool]]) -> Reading:
    """The safe guesses that come close to the best of them, or else what may be offered."""
    best: dict[int, tuple[float, bool]] = {}
    for score, row, safe in found:
        best[row] = max(best.get(row, (score, safe)), (score, safe))
    ranked = sorted(best, key=lambda r: (-best[r][0], t.ids[r]))
    similar = [r for r in ranked if not t.ids[r].startswith("abroad:")][:3]
    sure = [r for r in ranked if best[r][1]]
    if sure and t.ids[sure[0]].startswith("abroad:"):
        return Reading([], country=t.within(sure[0]), similar=similar)
    rows = [r for r in sure if not t.ids[r].startswith("abroad:")]
    rows = [r for r in rows if best[r][0] > best[rows[0]][0] - 1.5]
    return Reading(rows, guess=True) if rows else Reading([], similar=similar)


def _respelled_state(t: PlaceTable, pieces: list[list[str]], words: list[str]) -> Iterator[tuple[float, int, bool]]:
    """ "portland oregan", "Columbus, Ohoi": the name is right and the state misspelt."""
    end = pieces[-1] if len(pieces) > 1 else words[-1:]
    name = words[: -len(end)]
    typed = key(end)
    if not name or len(typed) < 4:
        return
    for found, edits in t.spellings(typed, 1 if len(typed) < 8 else 2):
        if state := t.state_codes.get(found):
            for row in in_state(t, name, state):
                yield _score(t, typed, found, row, edits), row, True


def _state_name(t: PlaceTable, code: str) -> str:
    row = t.row(f"state:{code.lower()}")
    return code if row is None else t.name(row)
