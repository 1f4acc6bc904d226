"""What a page says, sentence by sentence: each with what decides whether it is the clinic's own word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from finder.sources.pagetext import Page, fold, sentences
from finder.sources.pagewords import FOREIGN_HEADING, OWN_VOICE, SYNONYMS, clauses, denied, pattern

#: What a rule finds: field, value, words, confidence.
Finding = tuple[str, str, str, float]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, label or menu entry, and what decides whether it is the clinic's word."""

    text: str
    words: str
    headings: tuple[str, ...]
    label: bool  # a heading, a list item, a table cell or a menu entry of few words
    own: bool  # says we, our, us
    menu: bool
    article: bool
    heading: bool = False
    question: bool = False


_YES = re.compile(
    r"(?:yes|absolutely(?! not)|of course(?! not)|definitely(?! not)|certainly(?! not)|we do\b(?! not)|sure)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:no\b|unfortunately|regrettably|not yet|not at this time|not currently|sorry|i'm afraid"
    r"|currently,? (?:no|we do(?:n't| not))|(?:absolutely|of course|definitely|certainly) not"
    r"|(?:at this time,? |presently,? )?(?:we|our (?:clinic|practice|team|providers?))"
    r" (?:currently |presently )?(?:do(?:es)?(?:n't| not)|are(?:n't| not)|is(?:n't| not)|can(?:'t|not| not)"
    r"|no longer)\b)",
    re.IGNORECASE,
)


def said(page: Page) -> Iterator[Said]:
    """Sentences, headings, rows and menu entries in order, without what others say."""
    question = ""
    title = fold(page.title)
    if title:
        yield Said(title, title, (), True, False, False, page.is_article, True)
    for n, block in enumerate(page.blocks):
        if block.region in ("quote", "aside") or any(map(FOREIGN_HEADING.search, block.headings)):
            question = ""
            continue
        menu = block.region == "nav"
        if block.kind == "heading":
            question = _asked(block.text)
            yield Said(block.text, block.text, block.headings, True, False, menu, page.is_article, True, bool(question))
            continue
        if block.kind == "row":
            yield Said(
                " - ".join(filter(None, block.cells)),
                block.text,
                (*block.headings, *filter(None, block.columns[-1:])),
                True,
                False,
                menu,
                page.is_article,
            )
            continue
        pieces = sentences(block.text)
        answered = bool(question) and _asked(page.blocks[n - 1].text) == question if n else False
        if answered and pieces:
            first = pieces[0]
            both = f"{question} {first}"
            if _YES.match(first):
                yield Said(question.rstrip("?"), both, block.headings[:-1], False, True, menu, page.is_article)
            elif _NO.match(first):
                yield Said(
                    f"not: {question.rstrip('?')}", both, block.headings[:-1], False, True, menu, page.is_article
                )
        question = ""
        above = block.headings
        if len(pieces) > 1 and pieces[0].endswith("?"):
            above = (*above, pieces[0])
            if FOREIGN_HEADING.search(pieces[0]):
                continue
            both = f"{pieces[0]} {pieces[1]}"
            if _YES.match(pieces[1]):
                yield Said(pieces[0].rstrip("?"), both, block.headings, False, True, menu, page.is_article)
            elif _NO.match(pieces[1]):
                yield Said(f"not: {pieces[0].rstrip('?')}", both, block.headings, False, True, menu, page.is_article)
        for piece in pieces:
            few = (
                len(piece) <= 90
                and (block.kind == "item" or menu or not piece.endswith((".", "!")))
                and not piece.endswith("?")
            )
            own = bool(OWN_VOICE.search(piece))
            yield Said(piece, piece, above, few, own, menu, page.is_article, False, piece.endswith("?"))


#: Further forms of words, beside those of SYNONYMS.
_MORE = {
    "monitoring": {
        "pulse_oximetry": pattern(
            r"(?:blood pressure|pulse|heart (?:rate|rhythm)),?(?: and| &)?(?: your| blood)* oxygen"
            r"(?! tanks?| masks?| on| is (?:on|at|in)| if| supply)",
            r"oxygen(?: and|,|/| &) (?:blood pressure|pulse|heart rate)(?: \w+){0,2} (?:on|are|monitored"
            r"|checked|watched)",
            r"fing(?:er|ertip) (?:sensor|clip|probe|monitor)",
            r"o2 (?:sats?|saturation|levels?)",
        ),
        "one_to_one_nurse": pattern(
            r"(?:nurse|rn)(?: \w+){0,4} (?:to|for|with) you (?:and (?:no one|nobody) else|alone|only)",
            r"(?:one|a) (?:registered )?nurse (?:for|to|with) (?:one|each|every) (?:patient|person|client)",
        ),
    },
    "services": {
        "medication_management": pattern(
            r"(?:follow-?up )?medication (?:visits?|appointments?)",
            r"(?:take over|manage|adjust|prescribe|look after)s? (?:all )?(?:of )?your (?:other )?(?:psychiatric )?"
            r"(?:medications?|medicines?|meds)",
        ),
    },
    "settings": {
        "telehealth": pattern(
            r"(?:sessions?|visits?|intakes?|consult\w*|appointments?|follow-?ups?|integration|meets?|guided)"
            r"[^.;!?]{0,25}? (?:by|on|over|via) (?:secure |live )?(?:video|zoom)",
            r"(?:visit|intake|consult\w*|appointment|follow-?up),? \(?video",
            r"video is (?:fine|okay|ok|possible|welcome)",
        ),
    },
    "accessibility": {
        "transit": pattern(
            r"(?:blocks?|steps?|feet|minutes?(?:' walk)?|across) from (?:the |a )?(?:[\w-]+ ){0,3}(?:bus|train|subway"
            r"|station|trolley|tram)",
            r"(?:metro|bus|transit|city|capmetro) (?:routes?|lines?|no\.|number) [\w, /&-]{1,25}? (?:stops?|runs?)",
            r"on the [\w-]+ (?:bus|train|metro|tram) (?:line|route)",
            r"bus(?:es)? (?:routes? )?\d+\w?",
        ),
        "wheelchair": pattern(
            r"(?:has|have|with|are) no (?:steps|stairs)",
            r"no (?:steps|stairs) (?:to|at|from|into)",
            r"no-step entr\w+",
            "ramp on the",
        ),
    },
}
#: What stands in every text that names one of these, as STEMS for the others.
MORE_STEMS = {"monitoring": ("o2", "finger"), "accessibility": ("block", "route", "minutes", "stairs")}
_NARROW_FIRST = {
    "conditions": ("postpartum", "bipolar", "crps", "migraine"),
    "clinicians": ("crna", "psychiatric_np", "pain_physician"),
    "routes": ("spravato", "nasal_compounded", "subcutaneous"),
    "financing": ("in_house_plan", "manufacturer_savings_program"),
}


def _asked(text: str) -> str:
    """The question that a heading asks; of one in two languages the second, which is English or the same."""
    return text.rpartition(" / ")[2] if text.endswith("?") else ""


def matches(field: str, text: str) -> dict[str, re.Match[str]]:
    """The words of a field that a text names; the narrower ones take what they match from the wider."""
    found: dict[str, re.Match[str]] = {}
    rest = text
    more = _MORE.get(field, {})
    for word in (*_NARROW_FIRST.get(field, ()), *SYNONYMS[field]):
        if word not in found and (
            match := SYNONYMS[field][word].search(rest) or (more[word].search(rest) if word in more else None)
        ):
            found[word] = match
            if word in _NARROW_FIRST.get(field, ()):
                rest = SYNONYMS[field][word].sub(lambda gone: "\x03" * len(gone[0]), rest)
    return found


def stated(field: str, text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """The words of a field that a text names and does not deny, each with its clause and where it stands in that."""
    for clause in clauses(text):
        for word, match in matches(field, clause).items():
            if not denied(clause, match.start(), match.end()):
                yield clause, word, match
