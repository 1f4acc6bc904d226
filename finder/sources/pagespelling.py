"""A page's blocks with slips of the pen in the words that prices hang on put right: "infusoin", "intial"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from finder.sources.pagetext import Block

#: Stands before a word that was put right, so that the page's own word can be put back.
_MARK = "\u2060"
_WORDS = [
    "ketamine",
    "spravato",
    "esketamine",
    "infusion",
    "infusions",
    "injection",
    "injections",
    "treatment",
    "treatments",
    "session",
    "sessions",
    "consultation",
    "consultations",
    "evaluation",
    "assessment",
    "initial",
    "lozenge",
    "lozenges",
    "integration",
    "preparation",
    "maintenance",
    "booster",
    "package",
    "packages",
]
#: Words that are right as they are.
_RIGHT = frozenset(
    [*_WORDS, *["ketamina", "valuation", "packaged", "rooster", "boosters", "initials", "evaluations", "lozenges"]]
)
_WORD = re.compile(r"[A-Za-z]{6,14}")
#: More different words than this are not looked at.
_MOST = 20_000


def slips(blocks: Sequence[Block]) -> dict[str, str]:
    """The misspelt words of the blocks, each with what it should be; one of them for each right word."""
    seen = dict.fromkeys(word for block in blocks for word in _WORD.findall(block.text))
    found: dict[str, str] = {}
    for word in list(seen)[:_MOST]:
        if word.lower() in _RIGHT:
            continue
        match = process.extractOne(word.lower(), _WORDS, scorer=OSA.distance, score_cutoff=1)
        if match and match[0] + "s" != word.lower():
            right = match[0].capitalize() if word[0].isupper() else match[0]
            if right not in found.values():
                found[word] = right
    return found


def corrected(blocks: Sequence[Block], found: dict[str, str]) -> tuple[Block, ...]:
    """The blocks with the slips put right and marked."""
    if not found:
        return tuple(blocks)
    wrong = re.compile(rf"\b(?:{'|'.join(map(re.escape, found))})\b")

    def right(text: str) -> str:
        return wrong.sub(lambda match: _MARK + found[match[0]], text)

    return tuple(
        replace(
            block,
            text=right(block.text),
            headings=tuple(map(right, block.headings)),
            cells=tuple(map(right, block.cells)),
            columns=tuple(map(right, block.columns)),
        )
        if wrong.search(block.text) or any(map(wrong.search, block.headings))
        else block
        for block in blocks
    )


def as_written(text: str, found: dict[str, str]) -> str:
    """A corrected text with the page's own words again."""
    for word, right in found.items():
        text = text.replace(_MARK + right, word)
    return text
