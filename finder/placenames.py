"""How people write places, made comparable: "St. Louis", "saint louis" and "SAINT  LOUIS" become one key.

The builder of `data/places.csv` and its reader (`finder.placetable`) both pass every name through here, so
the two cannot disagree.
"""

from __future__ import annotations

import re
import unicodedata

#: Short forms that mean the same word wherever they stand in a name.
_SHORT = {
    "st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "mtn": "mountain", "mts": "mountains",
    "hts": "heights", "hgts": "heights", "spg": "springs", "spgs": "springs", "spngs": "springs",
    "vlg": "village", "vly": "valley", "bch": "beach", "pk": "park", "lk": "lake", "jct": "junction",
    "ctr": "center", "centre": "center", "twp": "township", "twsp": "township", "hbr": "harbor",
    "harbour": "harbor", "isl": "island", "crk": "creek", "fls": "falls", "cyn": "canyon", "pt": "point",
    "vil": "village", "is": "island", "clg": "college", "lndg": "landing", "hls": "hills", "gdns": "gardens",
    "grv": "grove", "cty": "county",
}  # fmt: skip
#: Short forms that mean a direction only at the start of a name ("N. Las Vegas").
_DIRECTION = {"n": "north", "s": "south", "e": "east", "w": "west", "no": "north", "so": "south"}

#: The last word of a street, by which "Main Street" is known not to be a town.
STREET_WORDS = frozenset(
    re.findall(
        r"\w+",
        "st street ave avenue av blvd boulevard rd road dr drive ln lane ct court pl place way hwy highway pkwy "
        "parkway cir circle ter terrace sq square aly alley plz plaza fwy freeway expy trl broadway",
    )
)

_APOSTROPHES = re.compile("['\u2019\u2018\u02bb\u02bc\u00b4\u0060\u02be\u02bf]")
_INITIALS = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_NOT_WORDS = re.compile(r"[^a-z0-9,]+")


def fold(text: str) -> str:
    """Lower case without accents, compatibility forms or apostrophes: `fold("Cañon City")` is "canon city"."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def parts(text: str) -> list[list[str]]:
    """The words of a text, one list for each comma-separated part; empty parts are left out.

    Initials are joined ("D.C.", "L. A." become "dc", "la"); any sign but a comma separates words.
    """
    cleaned = _NOT_WORDS.sub(" ", _INITIALS.sub(r"\1", fold(text).replace("&", " and ")))
    found = (_join_initials(part.split()) for part in cleaned.split(","))
    return [words for words in found if words]


def _join_initials(words: list[str]) -> list[str]:
    """ "n y c" as "nyc"; a letter that stands alone ("coeur d alene") stays."""
    joined: list[str] = []
    run = False
    for word in words:
        letter = len(word) == 1 and word.isalpha()
        if letter and run:
            joined[-1] += word
        else:
            joined.append(word)
        run = letter
    return joined


def canonical(words: list[str]) -> list[str]:
    """The words with short forms written out: "ft worth" as "fort worth", "n las vegas" as "north las vegas".

    A word alone stays as it is ("MT" is Montana), and so does a last "st": that is a street.
    """
    last = len(words) - 1
    if last < 1:
        return list(words)
    long = [word if word == "st" and i == last else _SHORT.get(word, word) for i, word in enumerate(words)]
    long[0] = _DIRECTION.get(long[0], long[0])
    return long


def key(words: list[str]) -> str:
    """What names are compared by: canonical and without spaces, so "O Fallon" and "O'Fallon" are one."""
    return "".join(canonical(words))


def slug(name: str) -> str:
    """A name as it stands in a place's id: `slug("St. Louis")` is "saint-louis"; empty if nothing is left."""
    return "-".join(canonical([word for part in parts(name) for word in part]))
