"""What a place may become while it is typed: "aus" -> Austin, TX; "941" -> ZIP codes of San Francisco.

Like `finder.places` it asks nothing of the network and keeps nothing that is typed.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import chain

from finder import places
from finder.placenames import canonical, key, parts
from finder.places import Place

#: Fewer letters than this could be anywhere.
SHORTEST = 2
MOST = 6


def suggest(text: str, limit: int = MOST) -> list[Place]:
    """The likeliest places whose name, or ZIP, begins with `text`; a state may follow ("portland, m").

    Best first, at most `limit`. Where no name begins so, a corrected spelling; [] for less than two letters, and where
    nothing is like it. Never raises.
    """
    pieces = parts(text) if len(text) <= places.LONGEST else []
    words = list(chain.from_iterable(pieces))
    if len("".join(words)) < SHORTEST or limit < 1:
        return []
    if words[0].isdecimal() and len(words) == 1:
        found = _zips(words[0], limit)
    elif len(pieces) == 2:
        found = _likeliest(_begin_with(pieces[0], key(pieces[1])), limit)
    else:
        rows = _begin_with(words)
        if len(words) > 1:  # "austin tx", "washington d"
            rows |= _begin_with(words[:-1], words[-1])
        found = _likeliest(rows, limit)
    if not found and len("".join(words)) > SHORTEST:
        found = places.find(text, limit)
    return found


@lru_cache(maxsize=1)
def _names() -> list[str]:
    """Every name of a US place as it is compared, sorted."""
    table = places.table()
    return sorted({*table.named, *table.nicknamed})


def _zips(digits: str, limit: int) -> list[Place]:
    rows = places.table().between(f"zip:{digits[:5]}", f"zip:{digits[:5]}~")[:limit]
    return [place for row in rows if (place := places.by_id(places.table().ids[row]))]


def _begin_with(words: list[str], state: str = "") -> set[int]:
    """Rows of places of which the name begins with these words, and the state (name or code) with `state`."""
    table, names = places.table(), _names()
    # "st" alone is Saint as much as Sterling: each way of writing the words out begins names of its own.
    starts = {"".join(words), key(words), "".join(canonical([*words, "x"])[:-1])}
    codes = {code for name, code in table.state_codes.items() if name.startswith(state)} if state else set()
    rows: set[int] = set()
    for start in starts:
        for name in names[bisect_left(names, start) : bisect_left(names, start + "~")]:
            rows.update(table.named.get(name, ()))
            # A nickname is given when it is typed whole: "la" is not the start of every town that is called LA too.
            if name == start:
                rows.update(table.nicknamed.get(name, ()))
    return {row for row in rows if not state or table.state(row) in codes}


def _likeliest(rows: set[int], limit: int) -> list[Place]:
    """The places of these rows with the most people first."""
    table = places.table()

    def order(row: int) -> tuple[float, str]:
        # Few mean a county, a region or a whole state when a town begins so too.
        wide = table.ids[row].startswith(("state:", "region:")) or table.name(row).endswith(" County")
        return -int(table.weight[row]) / (10 if wide else 1), table.ids[row]

    return [place for row in sorted(rows, key=order)[:limit] if (place := places.by_id(table.ids[row]))]
