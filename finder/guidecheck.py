"""`guide check`: every claim is cited, every reference used, every link leads somewhere, and the words are plain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from finder.guide import CITATION, Guide, Section, plain, slug, term_pattern
from finder.text import _

#: Words that claim something of medicine, money or law.
CLAIMS = re.compile(
    r"\b(approv\w+|effective\w*|effects?|risks?|evidence|stud(?:y|ies)|trials?|reduc\w+|improv\w+|caus\w+|FDA|relaps\w+|"
    r"remission|respon(?:se|ded|d)|safe(?:ty)?|label|law|legal\w*|surve\w+|research\w*|percent)\b|\d",
    re.I,
)
#: Words by which a paragraph says that it is our own counsel or arithmetic.
OWN = re.compile(
    r"\b(our (?:advice|arithmetic|view|own)|we (?:suggest|think|list|mean)|this (?:page|guide|finder|section))\b", re.I
)
HYPE = re.compile(
    r"\b(miracle|life-?changing|safe and effective|breakthrough|game-?changer|revolutionary|magic|cure-all|"
    r"suffer(?:er|ing from)|addicts?|wonder drug)\b",
    re.I,
)
#: Numbers that claim nothing: helplines, list numbers, step counts.
_NO_CLAIM = re.compile(r"\b(988|911|838255|1-8\d\d-[\d-]+|PHQ-9|GAD-7|24/7)\b|^\s*\d+\.\s", re.M)
LONGEST_SENTENCE = 30
HARDEST_GRADE = 8.0


@dataclass(frozen=True)
class Problem:
    """Something wrong in the guide: the file, the line in it (0: the whole), and what."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file} line {self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


def uncited(section: Section) -> list[str]:
    """The paragraphs, list items and table rows that hold a number or a claim word, and neither cite nor say that it is
    our own."""
    return [
        block
        for block in blocks(section)
        if CLAIMS.search(_NO_CLAIM.sub("", plain(block))) and not CITATION.search(block) and not OWN.search(block)
    ]


def blocks(section: Section) -> list[str]:
    """What is checked one by one: paragraphs, list items, table rows; not headings, questions, or table heads."""
    found: list[str] = []
    for part in re.split(r"\n\s*\n", section.body):
        lines = part.splitlines()
        if lines and lines[0].startswith("|"):
            found += [line for line in lines[2:] if line.strip()]
        elif lines and re.match(r"\s*(?:[-*]|\d+\.) ", lines[0]):
            found += re.split(r"\n(?=\s*(?:[-*]|\d+\.) )", part)
        elif not part.startswith("#"):
            found.append(part)
    return [block for block in found if not plain(block).endswith(("?", ":"))]


def sentences(section: Section) -> list[str]:
    """The sentences of running text and lists, without citations; tables are left out."""
    text = "\n".join(line for line in section.body.splitlines() if not line.lstrip().startswith(("|", "#")))
    return [
        " ".join(sentence.split())
        for block in [section.summary, *re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )", text)]
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", plain(block))
        if sentence.strip()
    ]


def grade(section: Section, guide: Guide) -> float:
    """The school grade that can read it (Flesch-Kincaid, by textstat), with the glossary's terms as one short word."""
    import textstat  # a second to load, and only the check needs it

    text = ". ".join(sentence.rstrip(".:;!?") for sentence in sentences(section)) + "."
    for term in sorted(guide.glossary, key=len, reverse=True):
        text = term_pattern(term).sub("word", text)
    return float(textstat.flesch_kincaid_grade(text))


def overdue(guide: Guide, this_month: str) -> list[Section]:
    """The sections that were last reviewed over a year before this month (YYYY-MM)."""
    return [section for section in guide.sections if _months(section.reviewed, this_month) > 12]


def check(guide: Guide, pages: Iterable[str]) -> list[Problem]:
    """Everything wrong: claims without a citation, references unknown or unused, links that lead nowhere, words too
    hard, sentences too long, and hype. `pages` are the names of our pages."""
    found: list[Problem] = []
    used: set[str] = set()
    known_pages = set(pages)
    for section in guide.sections:
        file = f"{section.slug}.md"

        def add(what: str, text: str = "", file: str = file, body: str = section.body) -> None:
            at = body.find(text[:60]) if text else -1
            found.append(Problem(file, body.count("\n", 0, at) + 1 if at >= 0 else 0, what))

        for block in uncited(section):
            add(_("a number or claim without a citation: “{text}”").format(text=_short(block)), block)
        used.update(section.cited)
        for key in section.cited:
            if key not in guide.references:
                add(_("cites “{key}”, which references.yaml does not have").format(key=key), f"@{key}")
        for what in _lost(guide, section, known_pages):
            add(what)
        for sentence in sentences(section):
            if len(sentence.split()) > LONGEST_SENTENCE:
                add(_("a sentence of {n} words: “{text}”").format(n=len(sentence.split()), text=_short(sentence)))
        for word in HYPE.findall(f"{section.summary}\n{section.body}"):
            add(_("says “{word}”").format(word=word), word)
        level = grade(section, guide)
        if level > HARDEST_GRADE:
            add(_("reads at grade {n:.1f}; {most:g} or below is wanted").format(n=level, most=HARDEST_GRADE))
    for figure in guide.figures:
        if guide.section(figure.section) is None:
            found.append(Problem("figures.yaml", 0, _("there is no section “{name}”").format(name=figure.section)))
        for bar in figure.bars:
            used.add(bar.source)
            if bar.source not in guide.references:
                what = _("cites “{key}”, which references.yaml does not have").format(key=bar.source)
                found.append(Problem("figures.yaml", 0, what))
    found += [
        Problem("references.yaml", 0, _("“{key}” is cited nowhere").format(key=key))
        for key in guide.references
        if key not in used
    ]
    return found


def _lost(guide: Guide, section: Section, pages: set[str]) -> list[str]:
    """The links of a section that lead nowhere."""
    wrong = []
    for kind, name, anchor in re.findall(r"\]\((page|guide):([\w-]*)(?:\?[^)#]*)?(#[^)]*)?\)", section.body):
        if kind == "page" and name not in pages:
            wrong.append(_("links to the page “{name}”, which is not there").format(name=name))
        target = guide.section(name) if kind == "guide" else None
        if kind == "guide" and target is None:
            wrong.append(_("links to the section “{name}”, which is not there").format(name=name))
        elif target and anchor and anchor[1:] not in _anchors(target):
            wrong.append(_("links to “{anchor}” in {name}, which is not there").format(anchor=anchor, name=name))
    wrong += [
        _("links to the page “{name}”, which is not there").format(name=link.page)
        for link in section.links
        if link.page not in pages
    ]
    wrong += [
        _("has a link to “{url}” that is no reference").format(url=url)
        for url in re.findall(r"\]\((https?:[^)]*)\)", section.body)
    ]
    return wrong


def _anchors(section: Section) -> set[str]:
    return {slug(title) for title in re.findall(r"^##+ (.+)$", section.body, re.M)}


def params_of(section: Section) -> list[tuple[str, dict[str, str]]]:
    """The page and parameters of every link of a section into the finder, of its head and its text."""
    found: list[tuple[str, dict[str, str]]] = [(link.page, dict(link.params)) for link in section.links]
    for name, query in re.findall(r"\]\(page:([\w-]*)(?:\?([^)#]*))?", section.body):
        found.append((name, dict(parse_qsl(query))))
    return found


def _months(earlier: str, later: str) -> int:
    (year, month), (now_year, now_month) = ((int(n) for n in text.split("-")) for text in (earlier, later))
    return (now_year - year) * 12 + now_month - month


def _short(text: str) -> str:
    words = plain(text).split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")
