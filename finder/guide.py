"""The guide: its sections, references and glossary, read from `guide/`, searched and turned into HTML.

A section is a Markdown file with a YAML head. `[@key]` cites a reference; `[text](page:find?condition=ptsd)` leads into
the finder, `[text](guide:07-safety)` to another section. Everything else is plain Markdown; no HTML gets through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, TypeVar, get_args
from urllib.parse import urlencode

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, TypeAdapter, ValidationError
from rapidfuzz import fuzz

from finder.text import _

FOLDER = Path(__file__).resolve().parent.parent / "guide"
#: Words a minute of somebody who is tired and reads carefully; silent reading of adults is about 240 (Brysbaert, "How
#: many words do we read per minute?", Journal of Memory and Language 109, 2019).
WORDS_A_MINUTE = 200

Page = Literal["find", "clinic", "compare", "prepare", "progress", "about"]
#: Our pages that a section may link to.
PAGES: tuple[str, ...] = get_args(Page)
_Text = Annotated[str, Field(min_length=1)]
_Month = Annotated[str, Field(pattern=r"^(19|20)\d\d-(0[1-9]|1[0-2])$")]
_Date = Annotated[str, Field(pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$")]

CITATION = re.compile(r"\[@([\w-]+(?:;\s*@[\w-]+)*)\]")


class GuideError(ValueError):
    """The guide cannot be read; the text says which file, where and what is wrong."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class Reference(_Model):
    """A source that the guide cites: who, what, when, where. `as_of` is when the source itself is from."""

    authors: _Text
    title: _Text
    year: Annotated[int, Field(ge=1900, le=2100)]
    url: HttpUrl
    as_of: _Date
    kind: Literal[
        "label", "trial", "review", "guideline", "agency", "law", "observational", "interview", "statement", "website"
    ]
    note: str = ""


class Link(_Model):
    """A way from a section into the finder, with filters set."""

    label: _Text
    page: Page
    params: Mapping[str, str] = {}


class Bar(_Model):
    """One bar of a figure: what it is of, and how many percent."""

    group: _Text
    label: _Text
    percent: Annotated[float, Field(ge=0, le=100)]
    source: _Text


class Figure(_Model):
    """A picture of cited numbers, at the end of a section: bars in groups, and what to know when reading it."""

    section: _Text
    title: _Text
    note: _Text
    bars: tuple[Bar, ...]


class _Head(_Model):
    title: _Text
    reviewed: _Month
    summary: _Text
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Section:
    """One section: its key in addresses (`07-safety`), title, month of the last review, summary, links and Markdown."""

    slug: str
    title: str
    reviewed: str
    summary: str
    links: tuple[Link, ...]
    body: str

    @property
    def cited(self) -> tuple[str, ...]:
        """The keys of the references it cites, in the order of first use."""
        return tuple(dict.fromkeys(citations(f"{self.summary}\n{self.body}")))

    @property
    def words(self) -> int:
        """How many words a reader reads."""
        return len(plain(f"{self.summary}\n{self.body}").split())

    @property
    def minutes(self) -> int:
        """How many minutes that takes; at least one."""
        return max(1, round(self.words / WORDS_A_MINUTE))

    @property
    def headings(self) -> tuple[tuple[str, str], ...]:
        """The key and words of each heading of the first level in it."""
        titles = re.findall(r"^## (.+)$", self.body, re.M)
        return tuple((slug(title), title.strip()) for title in titles)


@dataclass(frozen=True)
class Guide:
    """The whole guide: sections in order, references by key, what each term means, and figures."""

    sections: tuple[Section, ...]
    references: Mapping[str, Reference]
    glossary: Mapping[str, str]
    figures: tuple[Figure, ...] = ()

    def figures_of(self, section: Section) -> list[Figure]:
        """The figures of a section."""
        return [figure for figure in self.figures if figure.section == section.slug]

    def section(self, slug_: str) -> Section | None:
        """The section of this key, or None."""
        return next((section for section in self.sections if section.slug == slug_), None)


@lru_cache(maxsize=4)
def load(folder: Path = FOLDER) -> Guide:
    """The guide in `folder`. Raises GuideError for a file that is missing or malformed."""
    references = _read(folder / "references.yaml", TypeAdapter(Mapping[str, Reference]))
    glossary = _read(folder / "glossary.yaml", TypeAdapter(Mapping[str, str]))
    figures = (
        _read(folder / "figures.yaml", TypeAdapter(tuple[Figure, ...])) if (folder / "figures.yaml").exists() else ()
    )
    files = sorted(folder.glob("[0-9][0-9]-*.md"))
    if not files:
        raise GuideError(_("{folder}: there is no section (a file like 01-introduction.md)").format(folder=folder))
    return Guide(tuple(_section(file) for file in files), references, glossary, figures)


_T = TypeVar("_T")


def _read(file: Path, shape: TypeAdapter[_T]) -> _T:
    try:
        return shape.validate_python(yaml.safe_load(file.read_text(encoding="utf-8")) or {})
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise GuideError(f"{file.name}: {error}") from None
    except ValidationError as error:
        raise GuideError(f"{file.name}: {_first(error)}") from None


def _first(error: ValidationError) -> str:
    """The first thing wrong, and where."""
    found = error.errors()[0]
    return f"{'.'.join(map(str, found['loc']))}: {found['msg']}"


def _section(file: Path) -> Section:
    text = file.read_text(encoding="utf-8")
    parts = re.match(r"\A---\n(.*?)\n---\n(.*)\Z", text, re.S)
    if not parts:
        raise GuideError(_("{file}: begins without a head between two lines of ---").format(file=file.name))
    try:
        head = _Head.model_validate(yaml.safe_load(parts[1]))
    except yaml.YAMLError as error:
        raise GuideError(f"{file.name}: {error}") from None
    except ValidationError as error:
        raise GuideError(f"{file.name}: {_first(error)}") from None
    return Section(file.stem, head.title, head.reviewed, " ".join(head.summary.split()), head.links, parts[2].strip())


def citations(text: str) -> list[str]:
    """The keys cited in a text, in order."""
    return [key.strip().lstrip("@") for group in CITATION.findall(text) for key in group.split(";")]


def slug(title: str) -> str:
    """A heading as it stands in an address: "What it costs" is "what-it-costs"."""
    return re.sub(r"[^a-z0-9]+", "-", plain(title).lower()).strip("-")


def plain(text: str) -> str:
    """Markdown without its marks, citations and addresses: what is read aloud."""
    text = CITATION.sub("", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\s*\|?[\s:|-]+\|?\s*$", "", text, flags=re.M)  # the line under a table's head
    text = re.sub(r"^#+ |^\s*[-*] |^\s*\d+\. ", "", text, flags=re.M)
    text = re.sub(r"[*_`|]", " ", text)
    return re.sub(r" +([.,;:)])", r"\1", re.sub(r"[ \t]+", " ", text)).strip()


@dataclass(frozen=True)
class Match:
    """A place in the guide that answers a search: the section, the heading above it ("" none), and a piece of text."""

    section: Section
    heading: str
    snippet: str


def find(guide: Guide, words: str, limit: int = 8) -> list[Match]:
    """The paragraphs that hold all the words (spelled nearly so), best first; [] for nothing or no words."""
    wanted = words.lower().split()
    if not wanted:
        return []
    found: list[tuple[float, int, Match]] = []
    for number, section in enumerate(guide.sections):
        heading = ""
        for block in re.split(r"\n\s*\n", f"{section.summary}\n\n{section.body}"):
            if title := re.match(r"##+ (.+)", block):
                heading = title[1].strip()
            text = plain(block)
            score = _score(wanted, text.lower())
            if score:
                bonus = 20.0 * (_score(wanted, f"{section.title} {heading}".lower()) > 0)
                found.append((-score - bonus, number, Match(section, heading, _snippet(text, wanted))))
    best = sorted(found, key=lambda entry: entry[:2])
    return [match for _score_, _number, match in best[:limit]]


def _score(wanted: list[str], text: str) -> float:
    """How well all the words stand in a text, 0 if one does not."""
    scores = [100.0 if word in text else fuzz.partial_ratio(word, text) if len(word) > 4 else 0.0 for word in wanted]
    return sum(scores) / len(scores) if min(scores) >= 85 else 0.0


def _snippet(text: str, wanted: list[str], length: int = 180) -> str:
    """A piece of text around the first of the words."""
    at = max(0, min((text.lower().find(word) for word in wanted if word in text.lower()), default=0) - length // 3)
    at = text.rfind(" ", 0, at) + 1
    piece = text[at : at + length]
    if at + length < len(text):
        piece = piece[: piece.rfind(" ")] + " …"
    return ("… " if at else "") + " ".join(piece.split())


# HTML


def html(guide: Guide, section: Section) -> str:
    """A section's text as HTML: citations as links to its list of sources, terms to what they mean, pages to ours."""
    return _cite(_terms(guide, _links(_render(section.body))), section)


def summary_html(section: Section) -> str:
    """The summary as HTML."""
    return _cite(_links(_render(section.summary)), section)


def sources_html(guide: Guide, section: Section) -> str:
    """The list of what the section cites, each with who, what, when and the address."""
    lines = []
    for number, key in enumerate(section.cited, start=1):
        reference = guide.references.get(key)
        if reference is None:
            continue
        note = f" {escape(reference.note)}" if reference.note else ""
        link = f'<a href="{escape(str(reference.url))}" target="_blank" rel="noopener noreferrer nofollow">'
        lines.append(
            f'<li id="source-{number}" value="{number}">{escape(reference.authors)}:'
            f" {link}{escape(reference.title)}</a>, {reference.year}.{note}</li>"
        )
    return f"<ol>{''.join(lines)}</ol>"


def terms_of(guide: Guide, section: Section) -> list[str]:
    """The glossary's terms that the section uses, in the order of first use."""
    text = plain(f"{section.summary}\n{section.body}").lower()
    used = [(found.start(), term) for term in guide.glossary if (found := term_pattern(term).search(text))]
    return [term for _at, term in sorted(used)]


def _render(text: str) -> str:
    """Markdown as HTML: headings with a key, tables that a phone can draw as blocks."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    for token, inside in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", slug(inside.content))
    _name_cells(tokens)
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _name_cells(tokens: list[Token]) -> None:
    """Makes the first cell of each row its head, and has each other cell name its column, for where it stands alone."""
    heads: list[str] = []
    column = 0
    for token, inside in pairwise(tokens):
        match token.type:
            case "table_open":
                heads, opened = [], token
                token.attrSet("role", "table")
            case "thead_open" | "tbody_open":
                token.attrSet("role", "rowgroup")
            case "tr_open":
                column = 0
                token.attrSet("role", "row")
            case "th_open":
                heads.append(plain(inside.content))
                token.attrs = {"scope": "col", "role": "columnheader"}
                opened.attrSet("class", f"compare of-{len(heads) - 1}")
            case "td_open" if column == 0:
                token.tag, token.attrs = "th", {"scope": "row", "role": "rowheader"}
            case "td_open":
                token.attrs = {"role": "cell"}
                who = Token("html_inline", "", 0)
                who.content = f'<span class="who" aria-hidden="true">{escape(heads[column])}</span>'
                inside.children = [who, *(inside.children or [])]
            case "td_close":
                token.tag = "td" if column else "th"
                column += 1


_OURS = re.compile(r'href="(page|guide):([^"?#]*)(?:\?([^"#]*))?(#[^"]*)?"')


def _links(markup: str) -> str:
    """Links to our pages and sections as addresses."""

    def address(found: re.Match[str]) -> str:
        kind, name, params, anchor = found.groups()
        if kind == "guide":
            return f'href="{escape(section_address(name))}{anchor or ""}"'
        query = f"?{params}" if params else ""
        return f'href="{"." if name == "find" else name}{query}{anchor or ""}"'

    return _OURS.sub(address, markup)


def section_address(slug_: str) -> str:
    """The address of a section, as a link on any of our pages has it."""
    return f"guide?{urlencode({'section': slug_})}"


def _cite(markup: str, section: Section) -> str:
    """Each citation as small numbers that lead to the sources."""
    numbers = {key: number for number, key in enumerate(section.cited, start=1)}

    def mark(found: re.Match[str]) -> str:
        links = []
        for key in citations(found[0]):
            n = numbers[key]
            says = escape(_("source {n}").format(n=n))
            links.append(f'<a href="#source-{n}" class="cite" aria-label="{says}">{n}</a>')
        return f"<sup>[{', '.join(links)}]</sup>"

    return re.sub(r"\s*" + CITATION.pattern, mark, markup)


def _terms(guide: Guide, markup: str) -> str:
    """Each term of the glossary, where it first stands in running text, leads to what it means."""
    pieces = re.split(r"(<[^>]+>)", markup)
    inside: list[str] = []
    for term in sorted(guide.glossary, key=len, reverse=True):
        pattern = term_pattern(term)
        inside.clear()
        for at, piece in enumerate(pieces):
            if piece.startswith("<"):
                tag = re.match(r"</?(h\d|a|th)\b", piece)
                if tag:
                    inside.pop() if piece.startswith("</") and inside else inside.append(tag[1])
            elif not inside and (found := pattern.search(piece)):
                link = f'<a class="term" href="#term-{slug(term)}">{found[0]}</a>'
                before, after = piece[: found.start()], piece[found.end() :]
                pieces[at : at + 1] = [before, *re.split(r"(<[^>]+>)", link)[1:-1], after]
                break
    return "".join(pieces)


@lru_cache(maxsize=256)
def term_pattern(term: str) -> re.Pattern[str]:
    """How a term of the glossary is found in a text: as a word of its own, one or many."""
    return re.compile(rf"(?<![\w-]){re.escape(term)}(?:s|es)?(?![\w-])", re.I)
