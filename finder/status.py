"""How a way of giving ketamine stands for a condition: approved or not, and how strong the evidence is.

The words are in `guide/status.yaml`, each said once with its sources; this module checks them and puts them together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, NoReturn

import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError, model_validator

from finder import vocabulary
from finder.text import _
from finder.vocabulary import CONDITIONS, ROUTES, Word

#: The file the statements are in.
FILE = Path(__file__).resolve().parent.parent / "guide" / "status.yaml"

#: From this age on a person is an adult to the FDA label.
ADULT = 18

#: Among a statement's conditions: no condition was asked.
GENERAL = "general"

#: In a statement's `also`: add what is said for adults.
ADULTS = "adults"

#: The legal words the program knows; the file must have each.
APPROVED, OFF_LABEL, COMPOUNDED = "approved", "off_label", "compounded"


class StatusError(ValueError):
    """The file of statements is broken; the message names the file and the key, and says what is wrong there."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source: who says it, what it is called, of which year, where to read it, and what date it speaks for."""

    key: str
    authors: str
    title: str
    year: int
    url: str
    as_of: str

    @property
    def citation(self) -> str:
        """One line to print, without the address: "Reif A and others. Esketamine ... N Engl J Med. 2023"."""
        return f"{self.authors}. {self.title}. {self.year}"


@dataclass(frozen=True, slots=True)
class Status:
    """What is said of a route for a condition: the words (keys), what people read, and the sources of each half."""

    route: str
    condition: str | None
    legal: str
    legal_label: str
    legal_text: str
    legal_card: str
    legal_sources: tuple[Reference, ...]
    evidence: str
    evidence_label: str
    evidence_text: str
    evidence_card: str
    evidence_sources: tuple[Reference, ...]
    grading: str

    @property
    def sources(self) -> tuple[Reference, ...]:
        """Every source once, those of the legal status first."""
        return tuple(dict.fromkeys(self.legal_sources + self.evidence_sources))

    @property
    def legal_as_of(self) -> str:
        """The date (YYYY or YYYY-MM) of the newest source of the legal status."""
        return max(source.as_of for source in self.legal_sources)

    @property
    def evidence_as_of(self) -> str:
        """The date (YYYY or YYYY-MM) of the newest source of the evidence."""
        return max(source.as_of for source in self.evidence_sources)

    @property
    def as_of(self) -> str:
        """The older of the two dates, so that nothing looks newer than it is."""
        return min(self.legal_as_of, self.evidence_as_of)

    @property
    def card(self) -> str:
        """One line: "IV infusion: approved drug, but off-label for PTSD. Evidence: conflicting."."""
        return _("{route}: {legal}. Evidence: {evidence}.").format(
            route=ROUTES[self.route].label, legal=self.legal_card, evidence=self.evidence_card
        )


def status(route: str, condition: str | None = None, age: int | None = None) -> Status:
    """How a route of `vocabulary.ROUTES` stands for a condition, and for people under 18 if `age` (in years) says so.

    Without a condition, or with one we do not know, it is the route's general standing. Raises KeyError for an unknown
    route, and StatusError if the file of statements is broken.
    """
    return load(FILE).status(route, condition, age)


def legal_words() -> tuple[Word, ...]:
    """The legal words with their labels and what they mean, for a legend."""
    return load(FILE).legal_words


def evidence_words() -> tuple[Word, ...]:
    """The words for strength of evidence, strongest first, with their labels and what they mean, for a legend."""
    return load(FILE).evidence_words


# What the file may hold.

_Text = Annotated[str, Field(min_length=1)]
_Keys = Annotated[tuple[_Text, ...], Field(min_length=1)]
_Month = Annotated[str, Field(pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$")]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Word(_Model):
    label: _Text
    card: _Text
    meaning: _Text


class _Statement(_Model):
    routes: _Keys | None = None
    conditions: _Keys | None = None
    under_18: bool = False
    word: _Text
    card: _Text | None = None
    text: _Text
    also: _Text | None = None
    sources: _Keys | None = None

    @model_validator(mode="after")
    def _is_sourced(self) -> _Statement:
        if not self.sources and not self.also:
            raise ValueError("has no sources")
        return self

    def rank(self, route: str, condition: str, minor: bool) -> tuple[bool, bool, bool] | None:
        """How closely it fits, to be compared; None if it does not."""
        if (
            (self.under_18 and not minor)
            or (self.routes is not None and route not in self.routes)
            or (self.conditions is not None and condition not in self.conditions)
        ):
            return None
        return self.under_18, self.conditions is not None, self.routes is not None


class _Part(_Model):
    words: Mapping[str, _Word]
    statements: tuple[_Statement, ...]


class _Evidence(_Part):
    general: _Text
    general_text: _Text


class _Names(_Model):
    conditions: Mapping[str, _Text]
    routes: Mapping[str, _Text]


class _Reference(_Model):
    authors: _Text
    title: _Text
    year: Annotated[int, Field(ge=1950, le=2100)]
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    pmid: Annotated[str, Field(pattern=r"^\d{6,9}$")] | None = None
    url: HttpUrl | None = None
    as_of: _Month

    @model_validator(mode="after")
    def _is_somewhere(self) -> _Reference:
        if not (self.doi or self.pmid or self.url):
            raise ValueError("has no doi, pmid or url")
        return self

    @property
    def link(self) -> str:
        """Where to read it: the publisher by DOI, else PubMed, else the address given."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else str(self.url)


class _File(_Model):
    grading: _Text
    names: _Names
    legal: _Part
    evidence: _Evidence
    references: Mapping[str, _Reference]


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement found and put into words, with all it adds from others."""

    word: str
    card: str
    text: str
    sources: tuple[Reference, ...]


class Book:
    """The statements of one file, checked: every route, condition and age has a status with sources."""

    def __init__(self, path: Path, content: _File) -> None:
        self._path = path
        self._content = content
        self._references = {
            key: Reference(key, found.authors, found.title, found.year, found.link, found.as_of)
            for key, found in content.references.items()
        }
        self._check()

    @property
    def references(self) -> Mapping[str, Reference]:
        """Every source by its key."""
        return self._references

    @property
    def legal_words(self) -> tuple[Word, ...]:
        """The legal words, in the file's order."""
        return _words(self._content.legal)

    @property
    def evidence_words(self) -> tuple[Word, ...]:
        """The words for strength of evidence, strongest first."""
        return _words(self._content.evidence)

    def name(self, condition: str) -> str:
        """A condition as it stands inside a sentence: "PTSD", "an eating disorder"."""
        return _(self._content.names.conditions[condition])

    def status(self, route: str, condition: str | None = None, age: int | None = None) -> Status:
        """See the function `status`."""
        if route not in ROUTES:
            raise KeyError(f"{route!r} is not a route{_meant(route, ROUTES.bits)}")
        known = condition if condition is not None and condition in CONDITIONS else None
        minor = age is not None and age < ADULT
        law, proof = self._content.legal, self._content.evidence
        legal = self._say("legal", law, route, known or GENERAL, minor)
        evidence = self._say("evidence", proof, route, known or proof.general, minor)
        label, card, text = _(proof.words[evidence.word].label), evidence.card, evidence.text
        if known is None:
            about = self.name(proof.general)
            label, card = (_("{evidence} for {condition}").format(evidence=e, condition=about) for e in (label, card))
            text = f"{_(proof.general_text)} {text}"
        return Status(
            route=route,
            condition=known,
            legal=legal.word,
            legal_label=_(law.words[legal.word].label),
            legal_text=legal.text,
            legal_card=legal.card,
            legal_sources=legal.sources,
            evidence=evidence.word,
            evidence_label=label,
            evidence_text=text,
            evidence_card=card,
            evidence_sources=evidence.sources,
            grading=_(self._content.grading),
        )

    def _find(self, key: str, part: _Part, route: str, condition: str, minor: bool) -> _Statement:
        fits = [(rank, i) for i, s in enumerate(part.statements) if (rank := s.rank(route, condition, minor))]
        about = f"{route}, {condition}{', under 18' if minor else ''}"
        if not fits:
            self._fail(f"{key}.statements", f"nothing is said of {about}")
        best = max(rank for rank, _i in fits)
        chosen = [i for rank, i in fits if rank == best]
        if len(chosen) > 1:
            self._fail(f"{key}.statements", f"numbers {chosen[0] + 1} and {chosen[1] + 1} both speak of {about}")
        return part.statements[chosen[0]]

    def _say(self, key: str, part: _Part, route: str, condition: str, minor: bool, deep: int = 0) -> _Said:
        found = self._find(key, part, route, condition, minor)
        names, card = self._content.names, found.card or part.words[found.word].card
        if condition == GENERAL and "{condition}" in card + found.text:
            self._fail(f"{key}.statements", f"{route}, {GENERAL}: speaks of {{condition}}, but none is asked")
        words = {"route": _(names.routes[route]), "condition": "" if condition == GENERAL else self.name(condition)}
        said = _Said(
            word=found.word,
            card=_(card).format(**words),
            text=_(found.text).format(**words),
            sources=tuple(self._references[source] for source in found.sources or ()),
        )
        if found.also is None:
            return said
        if deep > 1:
            self._fail(f"{key}.statements", f"`also` leads in a circle for {route}, {condition}")
        other = (route, condition, False) if found.also == ADULTS else (found.also, condition, minor)
        more = self._say(key, part, *other, deep + 1)
        sources = tuple(dict.fromkeys(said.sources + more.sources))
        return _Said(said.word, said.card, f"{said.text} {more.text}", sources)

    def _check(self) -> None:
        content = self._content
        for field, names in ((CONDITIONS, content.names.conditions), (ROUTES, content.names.routes)):
            if wrong := set(field.bits) ^ set(names):
                self._fail(f"names.{field.name}", f"must be the words of the vocabulary; see {_listed(wrong)}")
        if missing := {APPROVED, OFF_LABEL, COMPOUNDED} - set(content.legal.words):
            self._fail("legal.words", f"lacks {_listed(missing)}")
        if content.evidence.general not in CONDITIONS:
            self._fail("evidence.general", f"{content.evidence.general!r} is not a condition")
        used: set[str] = set()
        for key, part in (("legal", content.legal), ("evidence", content.evidence)):
            for number, statement in enumerate(part.statements, start=1):
                self._check_statement(f"{key}.statements, number {number}", part, statement)
                used.update(statement.sources or ())
        if idle := set(content.references) - used:
            self._fail("references", f"no statement uses {_listed(idle)}")
        for route, condition, age in _cases():
            found = self.status(route, condition, age)
            if age is not None and found.legal == APPROVED and route == "spravato":
                self._fail("legal.statements", f"spravato, {condition or GENERAL}: approved for adults only")

    def _check_statement(self, key: str, part: _Part, statement: _Statement) -> None:
        allowed = {
            "word": ((statement.word,), part.words),
            "routes": (statement.routes or (), ROUTES.bits),
            "conditions": (statement.conditions or (), {GENERAL: 0, **CONDITIONS.bits}),
            "sources": (statement.sources or (), self._references),
            "also": ((statement.also,) if statement.also else (), {ADULTS: 0, **ROUTES.bits}),
        }
        for name, (given, known) in allowed.items():
            for word in given:
                if word not in known:
                    self._fail(f"{key}, {name}", f"{word!r} is not known{_meant(word, known)}")
        for name, text in (("text", statement.text), ("card", statement.card or part.words[statement.word].card)):
            try:
                text.format(route="", condition="")
            except (KeyError, IndexError, ValueError):
                self._fail(f"{key}, {name}", "may hold {route} and {condition}, and no other braces")

    def _fail(self, key: str, problem: str) -> NoReturn:
        raise StatusError(f"{self._path}: {key}: {problem}.")


@lru_cache(maxsize=4)
def load(path: Path = FILE) -> Book:
    """The statements of a file, read and checked once; raises StatusError, which names the file and the key."""
    try:
        raw = _Loader(path.read_text(encoding="utf-8")).get_single_data()
    except OSError as error:
        raise StatusError(f"{path}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise StatusError(f"{path}: is not UTF-8 text.") from error
    except yaml.MarkedYAMLError as error:
        line = f" line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise StatusError(f"{path}{line}: {error.problem}.") from error
    except yaml.YAMLError as error:
        raise StatusError(f"{path}: is not YAML ({error}).") from error
    try:
        return Book(path, _File.model_validate(raw))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"]) or "the file"
        raise StatusError(f"{path}: {where}: {first['msg'].removeprefix('Value error, ')}.") from error


class _Loader(yaml.BaseLoader):
    """Reads every scalar as text (`no` stays "no", dates stay as written) and refuses a key that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _value in node.value:
            if str(key.value) in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} stands twice", key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def _cases() -> Iterator[tuple[str, str | None, int | None]]:
    """Every route, condition (and none) and age group there is."""
    for route in ROUTES:
        for condition in (None, *CONDITIONS.bits):
            for age in (None, ADULT - 1):
                yield route.key, condition, age


def _words(part: _Part) -> tuple[Word, ...]:
    return tuple(Word(key, word.label, word.meaning) for key, word in part.words.items())


def _listed(keys: set[str]) -> str:
    return ", ".join(sorted(keys))


def _meant(word: str, known: Mapping[str, object]) -> str:
    nearest = vocabulary.nearest(word, known)
    return f" (did you mean {nearest!r}?)" if nearest else ""
