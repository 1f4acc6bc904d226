"""Our own JSONL: candidates as `finder.sources.candidates` writes them, or the objects that `facts` reads."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from typing import Any

from finder import schema
from finder.sources import facts, sheetcells
from finder.sources.candidates import Candidate, Origin, Statement
from finder.sources.sheetcells import CellError
from finder.text import _
from finder.vocabulary import FIELDS, INCLUDES, ITEMS, KINDS, ROUTES, SPOKEN

#: What could not be read: column, value, reason.
Problem = tuple[str, str, str]

#: Columns that may hold any text.
_ANY_TEXT = frozenset({"name", "street", "city", "hours", "review_source", "note"})
#: Best kinds first, as `finder.evidence` believes them.
_RANK = {word.key: i for i, word in enumerate(KINDS)}
_MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
_DAY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?")


def lacking(candidate: Candidate) -> Problem | None:
    """What a candidate needs to be about a clinic at all and does not have: a name, or a place."""
    if not candidate.value("name"):
        return "name", "", _("it is empty; every clinic needs a name")
    placed = (candidate.value("city") and candidate.value("state")) or candidate.value("zip")
    if not placed and candidate.value("telehealth_only") != "true":
        return "city", candidate.value("city"), _("there is no place; a clinic needs a city and state, or a ZIP")
    return None


def candidate(raw: bytes, source: str, origin: Origin | None) -> tuple[Candidate | None, list[Problem]]:
    """What a line says and what is wrong with parts of it; None when it is about no clinic.

    `source` is what candidates of objects are said to come from; `origin` stands behind an object that names no page.
    """
    record, problem = facts._parse(raw)
    if problem:
        return None, [("", "", problem)]
    problems: list[Problem] = []
    try:
        if "statements" in record:
            found = Candidate.from_json(raw.decode())
        else:
            found, problems = _object(record, source, origin)
        if not isinstance(found.key, str) or not isinstance(found.source, str):
            raise ValueError(_("its source and its key are texts"))
    except ValueError as error:
        return None, [("", "", str(error))]
    statements, offers = [], []
    for said in found.statements:
        wrong = _wrong(said)
        problems += [wrong] if wrong else []
        statements += [] if wrong else [replace(said, words="")]
    for offer in found.offers:
        wrong = _wrong_offer(offer)
        problems += [wrong] if wrong else []
        offers += [] if wrong else [replace(offer, words="")]
    found = replace(found, statements=tuple(statements), offers=tuple(offers))
    if missing := lacking(found):
        return None, [*problems, missing]
    return found, problems


def _object(record: dict[str, Any], source: str, origin: Origin | None) -> tuple[Candidate, list[Problem]]:
    """The candidate of an object of clinics.jsonl. Raises ValueError when it has no id or nothing stands behind it.

    Its pages state its facts together: each is behind the name, the best one behind the rest. The month is the newest
    page's, so it is only told where there is one page.
    """
    problems: list[Problem] = []
    if not isinstance(record.get("id"), str) or not record["id"]:
        raise ValueError(_("it has no id"))
    as_of = record.get("as_of") or ""
    pages = []
    for page in record.get("sources") or []:
        if isinstance(page, dict) and isinstance(page.get("url"), str) and page.get("kind") in KINDS:
            pages.append(facts._source(record["id"], page["url"], page["kind"], []))
        else:
            problems.append(("sources", json.dumps(page), _("a source needs a url and a kind")))
    dated = as_of if len(pages) == 1 and isinstance(as_of, str) and _MONTH.fullmatch(as_of) else ""
    origins = [Origin(page["source_url"], page["kind"], dated, facts.READ_ON) for page in pages]
    origins = list(dict.fromkeys(origins)) or ([origin] if origin else [])
    if not origins:
        raise ValueError(_("no page states it; give one that does, or say that it was a phone call"))
    best = min(origins, key=lambda one: _RANK[one.kind])
    statements = []
    for field, value in record.items():
        if field not in facts.KEYS - {"id", "sources", "quoted", "as_of", "note", "excluded_since"}:
            continue
        try:
            cell = facts._cell(field, value)
        except ValueError as error:
            problems.append((field, json.dumps(value), str(error)))
            continue
        for word in (cell.split(";") if field in schema.LISTS else [cell]) if cell else []:
            behind = [best, *(one for one in origins if one != best)] if field == "name" else [best]
            statements += [Statement(field, facts.clean_url(word) if field == "website" else word, o) for o in behind]
    return Candidate(source, record["id"], tuple(statements)), problems


def _wrong(said: Statement) -> Problem | None:
    """What is wrong with a statement."""
    field, value = said.field, said.value
    if not isinstance(field, str) or field not in schema.CLINICS.columns or field in ("id", "excluded_since"):
        return str(field), str(value), _("which is not a fact that a source can state")
    if not isinstance(value, str) or not value.strip():
        return field, str(value), _("which is not text")
    reason = _wrong_origin(said.origin) or ("" if _fits(field, value) else schema.wrong(field, value))
    return (field, value, reason) if reason else None


def _fits(field: str, value: str) -> bool:
    """Whether a value is surely right; `schema.wrong` knows all, but takes a thousand times as long."""
    if field in _ANY_TEXT or (field in FIELDS and value in FIELDS[field]):
        return True
    try:
        return field not in schema.LISTS and sheetcells.value(field, value) == value
    except CellError:
        return False


def _wrong_offer(offer: Any) -> Problem | None:
    """What is wrong with an offer."""
    ends = [end for end in (offer.low_usd, offer.high_usd) if end is not None]
    whole = [number for number in (offer.sessions, offer.minutes) if number is not None]
    if offer.item not in ITEMS or (offer.route and offer.route not in ROUTES):
        return "item", f"{offer.item} {offer.route}".strip(), _("which is not a price that we know")
    if not set(offer.includes) <= set(INCLUDES.bits):
        return "includes", ";".join(map(str, offer.includes)), _("which are not words that we know")
    if any(isinstance(end, bool) or not isinstance(end, int | float) or not math.isfinite(end) for end in ends):
        return "low_usd", str(ends[0]), _("which is not a number")
    if not ends or not all(0 <= end < schema.MAX_PRICE_USD for end in ends) or ends[0] > ends[-1]:
        return "low_usd", str(ends[0] if ends else ""), _("which is not a price")
    if any(not isinstance(number, int) or isinstance(number, bool) or not 0 < number <= 1_440 for number in whole):
        return "sessions", str(whole[0]), _("which is not a number of sessions or minutes")
    if not isinstance(offer.note, str):
        return "note", str(offer.note), _("which is not text")
    reason = _wrong_origin(offer.origin)
    return ("source_url", offer.origin.url, reason) if reason else None


def _wrong_origin(origin: Any) -> str:
    """What is wrong with what stands behind a statement; empty when nothing is."""
    if not all(isinstance(text, str) for text in (origin.url, origin.kind, origin.as_of, origin.read_on)):
        return _("whose source is not text")
    if origin.kind not in KINDS:
        return _("whose kind of source is none we know")
    if not origin.url and origin.kind not in SPOKEN:
        return _("which no page states")
    if origin.url and not _fits("website", origin.url) and schema.wrong("website", origin.url):
        return _("whose source is not a web address")
    if (origin.as_of and not _MONTH.fullmatch(origin.as_of)) or (origin.read_on and not _DAY.fullmatch(origin.read_on)):
        return _("whose date is not written YYYY-MM")
    return ""
