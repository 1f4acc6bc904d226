"""What a page says, sentence by sentence: each with what decides whether it is the clinic's own word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from finder.sources.pagesynonyms import STEMS, SYNONYMS
from finder.sources.pagetext import Page, fold, sentences
from finder.sources.pagewords import FOREIGN_HEADING, OWN_VOICE, clauses, denied

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
    r"(?:no\b|none\b|not (?:for|through|by|with)\b|rarely,? and not|unfortunately|regrettably|not yet"
    r"|not at this time|not currently|sorry|i'm afraid"
    r"|currently,? (?:no|we do(?:n't| not))|(?:absolutely|of course|definitely|certainly) not"
    r"|(?:at this time,? |presently,? )?(?:we|our (?:clinic|practice|team|providers?))"
    r" (?:currently |presently )?(?:do(?:es)?(?:n't| not)|are(?:n't| not)|is(?:n't| not)|can(?:'t|not| not)"
    r"|no longer)\b)",
    re.IGNORECASE,
)


def said(page: Page) -> Iterator[Said]:
    """Sentences, headings, rows and menu entries in order, without what others say."""
    question = lead = ""
    title = fold(page.title)
    if title:
        yield Said(title, title, (), True, False, False, page.is_article, True)
    for n, block in enumerate(page.blocks):
        if block.region in ("quote", "aside") or any(map(FOREIGN_HEADING.search, block.headings)):
            question = ""
            continue
        menu = block.region == "nav"
        if block.kind in ("heading", "row"):
            lead = ""
        if block.kind == "heading":
            question = _asked(block.text)
            yield Said(
                block.text, block.text, block.headings, True, False, menu, page.is_article, True, _asks(question)
            )
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
        if block.kind != "item":
            short = len(block.text) <= 90 and len(pieces) == 1 and not block.text.endswith(("!", "?", "."))
            lead = block.text if short else ""
        above = (*block.headings, lead) if lead and block.kind == "item" else block.headings
        if n and question and pieces and _asked(page.blocks[n - 1].text) == question:
            if page.blocks[n - 1].kind != "heading":  # asked in a paragraph of its own
                above = (*above, question)
            yield from _answer(question, pieces[0], above[:-1], menu, page.is_article)
        question = _asked(pieces[0]) if len(pieces) == 1 and not menu else ""
        if len(pieces) > 1 and pieces[0].endswith("?"):
            above = (*above, pieces[0])
            if FOREIGN_HEADING.search(pieces[0]):
                continue
            yield from _answer(pieces[0], pieces[1], block.headings, menu, page.is_article)
        for asked, answer in pairwise(pieces[1:]):
            if asked.endswith("?"):
                yield from _answer(asked, answer, block.headings, menu, page.is_article)
        for piece in pieces:
            few = (
                len(piece) <= 90
                and (block.kind == "item" or menu or not piece.endswith((".", "!")))
                and not piece.endswith("?")
            )
            own = bool(OWN_VOICE.search(piece))
            yield Said(piece, piece, above, few, own, menu, page.is_article, False, _asks(piece))


#: Asked of those who may come, to say that here is help.
_CALL = re.compile(
    r"(?:are you |is (?:someone you love|a loved one) |if you(?:'re| are) )?(?:still )?(?:struggling|suffering"
    r"|living|dealing|battling)"
    r" (?:with|from)\b",
    re.IGNORECASE,
)


def _asks(text: str) -> bool:
    """Whether a text asks what it does not say."""
    return text.endswith("?") and not _CALL.match(text)


def _answer(question: str, answer: str, headings: tuple[str, ...], menu: bool, article: bool) -> Iterator[Said]:
    """What a question says together with a yes or a no, in the clinic's own voice; nothing for another answer."""
    asked, says = question.rstrip("?"), _LETTER.sub("", answer)
    if _YES.match(says):
        yield Said(asked, f"{question} {answer}", headings, False, True, menu, article)
    elif _NO.match(says):
        yield Said(f"not: {asked}", f"{question} {answer}", headings, False, True, menu, article)


def may_name(field: str, low: str) -> bool:
    """Whether a text in lower case may name a word of a field: a quick look before the slow one."""
    return any(stem in low for stem in STEMS[field])


_NARROW_FIRST = {
    "conditions": ("postpartum", "bipolar", "crps", "migraine"),
    "clinicians": ("crna", "psychiatric_np", "pain_physician"),
    "routes": ("spravato", "nasal_compounded", "subcutaneous"),
    "financing": ("in_house_plan", "manufacturer_savings_program"),
}


#: "Q:" and "A:".
_LETTER = re.compile(r"^(?:Q|A|Question|Answer) ?(?:\d+ ?)?[:.)-] ")


def _asked(text: str) -> str:
    """The question that a heading asks; of one in two languages the second, which is English or the same."""
    return _LETTER.sub("", text).rpartition(" / ")[2] if text.endswith("?") else ""


def matches(field: str, text: str) -> dict[str, re.Match[str]]:
    """The words of a field that a text names; the narrower ones take what they match from the wider."""
    found: dict[str, re.Match[str]] = {}
    rest = text
    for word in (*_NARROW_FIRST.get(field, ()), *SYNONYMS[field]):
        if word in found or not (match := SYNONYMS[field][word].search(rest)):
            continue
        after = rest[match.end() : match.end() + 1]
        if after.isalpha():  # the beginning of a word with an accent: "aud" of "audífonos"
            continue
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
