"""FindTreatment.gov, the locator of SAMHSA: the mental health facilities near a place that name ketamine or esketamine.

Its JSON comes in pages, nearest first. Facilities fill in a survey (N-SUMHSS) once a year, and what they tick comes as
fixed phrases, sorted by kind: `{"f1": "Treatment Approaches", "f2": "TAP", "f3": "Group therapy; Ketamine Infusion
Therapy"}`. SAYS is the table of what these phrases mean in our words. The answers are about the whole facility, which
often does much besides ketamine; where that matters the fact is less sure. A row without a name and a place, or one
that does not name ketamine, gives no clinic; a cell that cannot be right is left out, and both are told.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from finder import places, schema
from finder.placenames import fold
from finder.places import Place
from finder.sources import doors
from finder.sources.candidates import Candidate, Origin, Statement
from finder.sources.registry import Item, Mark, Request
from finder.sources.web import Client, Malformed, TooLarge
from finder.spatial import METERS_PER_MILE, geodesic_miles
from finder.tables import Rejection, TableError, shorten
from finder.text import _
from finder.vocabulary import STATES, language_codes

SOURCE = "findtreatment"
#: How the source is called where it is told what could not be read.
FILE = "FindTreatment.gov"
BASE = "https://findtreatment.gov"
PATH = "/locator/exportsAsJson/v2"
#: The page a person can open and search; a single facility has no address of its own.
PAGE_FOR_PEOPLE = "https://findtreatment.gov/locator"

#: Rows asked for at a time, about 1 MB; a page that is still too large is asked for again in halves, down to LEAST.
PAGE_SIZE = 200
LEAST = 25
#: How often the whole list is read again when it changes while it is read: a row may have slipped to a page before.
ROUNDS = 3
#: A row may be this much farther than asked, as the service measures in its own way.
SLACK_MILES = 2.0
#: A position farther than this from its own ZIP is wrong.
FAR_FROM_ZIP_MILES = 60.0

#: How sure a fact is: the phrase says just that; it is about the whole facility; it says nearly that.
SURE, WHOLE_FACILITY, NEARLY = 0.95, 0.7, 0.6

#: Kinds of phrases (`f2`; ANY: every kind), the phrase as a pattern over lower case -> column, word, how sure.
#: Phrases that mean nothing in our words are left out with intent: "cash or self-payment" (says nothing of insurance),
#: "payment assistance (check with facility for details)" (may be anything), state and county funds, "group therapy"
#: (not group sessions of ketamine), programs for veterans or people with PTSD (they do not say that ketamine is part of
#: them), "hospital inpatient" (what is done, not whose the place is), "other languages" and "creole" (which one?).
ANY = "*"
SAYS = tuple(
    (kinds.split(), re.compile(pattern), column, word, sure)
    for kinds, pattern, column, word, sure in (
        # How it is given. "Ketamine Infusion Therapy" (KIT) is the one phrase of the survey so far.
        (ANY, r"\besketamine\b|\bspravato\b", "routes", "spravato", SURE),
        (ANY, r"\bketamine\b.*\binfusions?\b|\b(?:iv|intravenous)\b.*\bketamine\b", "routes", "iv", SURE),
        (ANY, r"\bketamine\b.*\bintravenous(?:ly)?\b", "routes", "iv", SURE),
        (ANY, r"\bketamine\b.*\bintramuscular(?:ly)?\b|\bintramuscular\b.*\bketamine\b", "routes", "im", SURE),
        # What else is done there.
        ("TAP SET", r".*\btele(?:medicine|health)\b.*", "settings", "telehealth", WHOLE_FACILITY),
        ("TAP", r"transcranial magnetic stimulation", "services", "tms", SURE),
        ("TAP", r"individual psychotherapy|cognitive behavioral therapy", "services", "psychotherapy", SURE),
        ("PHR", r"psychotropic medications?", "services", "medication_management", NEARLY),
        ("PHR", r"medications? for mental disorders", "services", "medication_management", NEARLY),
        ("APT AS", r"comprehensive mental health assessment", "services", "psychiatric_evaluation", NEARLY),
        # Whom it belongs to. A Veterans Affairs facility may be an office, so it is no hospital by that.
        ("FT", r".*psychiatric hospital|state hospital", "memberships", "hospital_affiliated", SURE),
        ("FT", r".*\bgeneral hospital\b.*", "memberships", "hospital_affiliated", SURE),
        ("LCA", r"(?:the )?joint commission.*", "memberships", "joint_commission", SURE),
        # How one can pay. It is what the facility takes, not what is paid for ketamine.
        ("PAY", r"medicare", "insurance", "medicare", WHOLE_FACILITY),
        ("PAY", r"medicaid", "insurance", "medicaid", WHOLE_FACILITY),
        ("PAY", r"federal military insurance.*|.*\btricare\b.*", "insurance", "tricare", WHOLE_FACILITY),
        ("PAY", r"private health insurance", "insurance", "accepts_insurance", WHOLE_FACILITY),
        ("PAY", r"(?:u\.?s\.? )?department of (?:va|veterans affairs) funds", "insurance", "va", WHOLE_FACILITY),
        ("FOP", r"(?:u\.?s\.? )?department of veterans affairs", "insurance", "va", SURE),
        ("FT", r"veterans affairs medical center.*|va medical center.*", "insurance", "va", SURE),
        ("PYAS PAY", r"sliding fee scale.*", "financing", "sliding_scale", WHOLE_FACILITY),
        ("PAY", r"no payment accepted.*", "financing", "grants", WHOLE_FACILITY),
        # Who can understand each other.
        ("SL", r"sign language services.*", "accessibility", "interpreter", WHOLE_FACILITY),
        ("SL", r"sign language services.*", "languages", "ase", WHOLE_FACILITY),
    )
)  # fmt: skip
#: A phrase that names what we look for; the phrases of the kind ANY may have it anywhere.
_KETAMINE = re.compile(r"\b(?:es)?ketamine\b|\bspravato\b")
_DENIED = re.compile(r"\b(?:no|not|without)\b")
#: The survey's groups of age: children up to 17, young adults 18 to 25, adults 26 to 64, seniors 65 and older.
_CHILDREN, _FROM_18 = re.compile(r".*\b(?:children|adolescents?)\b.*"), re.compile(r"young adults?")

#: What belongs to the answer, not to the facility.
_OF_THE_ANSWER = frozenset({"_irow", "miles"})

#: A cursor: next page, rows a page, rows in all when last told, how often it was read before, whether it has changed.
_CURSOR = re.compile(r"([0-9]{1,6}):([0-9]{1,4}):([0-9]{1,9}):([0-9]):([01])")
_END = "end"


class _Unusable(ValueError):
    """A row that gives no clinic: column, value and reason."""

    def __init__(self, column: str, value: object, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, shorten(str(value)), reason


@dataclass
class _Place:
    """How far the reading has come."""

    page: int = 1
    size: int = field(default_factory=lambda: PAGE_SIZE)
    count: int = -1
    round: int = 0
    changed: bool = False

    @staticmethod
    def of(cursor: str) -> _Place:
        """The place of a cursor; the start for one that is not ours, as that loses nothing."""
        found = _CURSOR.fullmatch(cursor)
        if not found or not int(found[1]) or not LEAST <= int(found[2]) <= PAGE_SIZE:
            return _Place()
        page, size, count, round_, changed = map(int, found.groups())
        return _Place(page, size, count, round_, bool(changed))

    @property
    def cursor(self) -> str:
        return f"{self.page}:{self.size}:{self.count}:{self.round}:{int(self.changed)}"


def read(request: Request, client: Client, since: str) -> Iterator[Item]:
    """The facilities within `request.within_miles` of `request.near` that name ketamine, with a Mark after each page.

    When the list changes while it is read it is read again, as a row may have slipped to a page before: a facility then
    comes once all the same, or with the same key after a resumption. Raises WebError, and TableError when no place is
    named.
    """
    near = request.near
    if near is None:
        raise TableError(Rejection(FILE, 1, "", "", _("say near which place; the locator is asked by distance")))
    if since == _END:
        return
    at, seen = _Place.of(since), set[str]()
    done = (at.page - 1) * at.size
    while True:
        params = {
            "sAddr": f"{near.lat:.5f},{near.lon:.5f}",
            "limitType": "2",
            "limitValue": str(round(request.within_miles * METERS_PER_MILE)),
            "sType": "mh",
            "pageSize": str(at.size),
            "page": str(at.page),
        }
        try:
            answer = client.json(f"{request.base.rstrip('/') or BASE}{PATH}", params)
        except TooLarge:
            if at.size // 2 < LEAST:
                raise
            at.page, at.size = 2 * at.page - 1, at.size // 2
            continue
        rows, pages, count = _page(answer, at.page)
        at.changed = at.changed or at.count not in (-1, count)
        at.count = count
        for number, row in enumerate(rows, (at.page - 1) * at.size + 1):
            yield from _new(_items(row, number, near, request.within_miles), row, number, seen)
        done += len(rows)
        if at.page < pages:
            at.page += 1
            yield Mark(at.cursor, min(done, count), count)
            continue
        if not at.changed and done >= count:
            yield Mark(_END, count, count)
            return
        if at.round + 1 == ROUNDS:
            reason = _(
                "the list changed while it was read, or was shorter than announced, so a facility may be missing; read"
                " it again another day"
            )
            yield Rejection(FILE, count, "", "", reason)
            yield Mark(_END, count, count)
            return
        at, done = _Place(size=at.size, count=count, round=at.round + 1), 0
        yield Mark(at.cursor, done, count)


def _new(items: Iterator[Item], row: Any, number: int, seen: set[str]) -> Iterator[Item]:
    """The items of a row, unless it was read before: on another page, or in another round."""
    text = json.dumps(
        {name: value for name, value in row.items() if name not in _OF_THE_ANSWER}
        if isinstance(row, dict)
        else [number, row],
        sort_keys=True,
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    if digest in seen:
        return
    seen.add(digest)
    for item in items:
        if isinstance(item, Candidate):
            if item.key in seen:
                continue
            seen.add(item.key)
        yield item


def _page(answer: Any, page: int) -> tuple[list[Any], int, int]:
    """The rows of a page, how many pages there are, and how many rows. Raises Malformed."""
    malformed = _("{source} answered in another format than it documents ({what}); try again later")
    if not isinstance(answer, dict) or not isinstance(answer.get("rows"), list):
        raise Malformed(malformed.format(source=FILE, what=_("no list “rows”")))
    rows: list[Any] = answer["rows"]
    numbers = [_whole(answer.get(name)) for name in ("totalPages", "recordCount")]
    if None in numbers:
        raise Malformed(malformed.format(source=FILE, what=_("no “totalPages” or “recordCount”")))
    pages, count = (number or 0 for number in numbers)
    told = _whole(answer.get("page"))
    if rows and told not in (None, page):
        raise Malformed(
            malformed.format(source=FILE, what=_("page {told} where {page} was asked").format(told=told, page=page))
        )
    if not rows and page < pages:
        raise Malformed(
            malformed.format(source=FILE, what=_("page {page} of {pages} is empty").format(page=page, pages=pages))
        )
    return rows, pages, count


def _whole(value: Any) -> int | None:
    """A number that may be written as text; None for anything else."""
    text = doors.one_line(value).removesuffix(".0")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _items(row: Any, number: int, near: Place, miles: float) -> Iterator[Item]:
    """The clinic of a row, and what of the row cannot be right; nothing if it does not name ketamine."""
    try:
        phrases = _phrases(row)
        if any(_KETAMINE.search(phrase) and not _DENIED.search(phrase) for _kind, _name, phrase in phrases):
            yield from _clinic(row, phrases, number, near, miles)
    except _Unusable as error:
        yield Rejection(FILE, number, error.column, error.value, error.reason)


#: The kind of a phrase (`f2`), what people read for it (`f1`), and the phrase in lower case.
_Phrase = tuple[str, str, str]


def _phrases(row: Any) -> list[_Phrase]:
    """All phrases of a row. Raises _Unusable when it cannot be told whether ketamine is among them."""
    if not isinstance(row, dict):
        raise _Unusable("", row, _("the row is no record, so it was not read: {row}").format(row=shorten(str(row))))
    services = row.get("services")
    if services is None:
        return []
    found = []
    for one in services if isinstance(services, list) else [services]:
        if not isinstance(one, dict) or not isinstance(one.get("f3"), str | None):
            raise _Unusable("services", one, _("which is not in the documented format, so the row was not read"))
        kind, name = doors.one_line(one.get("f2")).upper(), doors.one_line(one.get("f1"))
        for part in (one["f3"] or "").split(";"):
            if phrase := doors.one_line(part).lower():
                found.append((kind, name, phrase))
    return found


def _clinic(row: dict[str, Any], phrases: list[_Phrase], number: int, near: Place, miles: float) -> Iterator[Item]:
    """The clinic of a row that names ketamine, after what had to be left out of it. Raises _Unusable."""
    origin = Origin(PAGE_FOR_PEOPLE, "register", read_on=date.today().isoformat())
    cells = {name: doors.one_line(value) for name, value in row.items()}
    name = _joined(cells, "name1", "name2")
    if not name:
        raise _Unusable("name1", row.get("name1"), _("it is empty; a facility needs a name"))
    city, state = cells.get("city", ""), cells.get("state", "").upper()
    if not city:
        raise _Unusable("city", row.get("city"), _("it is empty; a facility needs a city and a state"))
    if state not in STATES:
        raise _Unusable("state", row.get("state"), _("which is not the two letters of a US state, DC or PR"))
    facts = {
        "name": name,
        "street": _joined(cells, "street1", "street2"),
        "city": city,
        "state": state,
        "zip": doors.zip_code(cells.get("zip", "")),
        "phone": doors.phone(cells.get("phone", "")),
        "website": doors.website(cells["website"]) if cells.get("website") else "",
    }
    left_out = _("which cannot be right and was left out; the rest of the row is kept")
    for column in ("zip", "phone", "website"):
        if cells.get(column) and not facts[column]:
            yield Rejection(FILE, number, column, shorten(cells[column]), left_out)
    position, given = _position(row), _joined(cells, "latitude", "longitude")
    if position:
        away = _miles(near, position)
        if away > miles + SLACK_MILES:
            reason = _("it is {away:,.0f} miles from {place}, farther than asked").format(away=away, place=near.label)
            raise _Unusable("latitude", given, reason)
        home = places.by_id(f"zip:{facts['zip'][:5]}")
        if home and _miles(home, position) > FAR_FROM_ZIP_MILES:
            position = None
    if position:
        facts |= {"lat": f"{position[0]:.6f}", "lon": f"{position[1]:.6f}", "position": "address"}
    elif given:
        yield Rejection(FILE, number, "latitude", shorten(given), left_out)
    said = [Statement(column, value, origin, value, SURE) for column, value in facts.items() if value]
    said += _meanings(phrases, origin)
    key = cells.get("frid", "")
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", key):  # most rows have none
        whose = "|".join(fold(facts[column]) for column in ("name", "street", "city", "state"))
        key = hashlib.sha256(whose.encode()).hexdigest()[:16]
    yield Candidate(SOURCE, key, tuple(said))


#: The kinds of phrases that name languages, and how they name one. "Creole" is left out: which one?
_OF_LANGUAGES = frozenset({"SL", "OL"})
_A_LANGUAGE = re.compile(r"(?:any )?(?!creole$)(.+?)(?: language)?")


def _meanings(phrases: list[_Phrase], origin: Origin) -> Iterator[Statement]:
    """What the phrases of a row mean in our words, each once."""
    told: set[tuple[str, str]] = set()
    for kind, name, phrase in phrases:
        for kinds, pattern, column, word, sure in SAYS:
            fits = pattern.search if ANY in kinds else pattern.fullmatch
            if (ANY in kinds or kind in kinds) and fits(phrase) and (column, word) not in told:
                if ANY in kinds and _DENIED.search(phrase):
                    continue
                told.add((column, word))
                yield Statement(column, word, origin, f"{name}: {phrase}", sure)
        named = _A_LANGUAGE.fullmatch(phrase) if kind in _OF_LANGUAGES else None
        code = language_codes().get(named[1]) if named else None
        if code and ("languages", code) not in told:
            told.add(("languages", code))
            yield Statement("languages", code, origin, f"{name}: {phrase}", SURE)
    ages = [phrase for kind, _name, phrase in phrases if kind == "AGE"]
    # Without "young adults" the youngest is not told: many who mean "from 18" tick adults only.
    if any(map(_FROM_18.fullmatch, ages)) and not any(map(_CHILDREN.fullmatch, ages)):
        yield Statement("min_age", "18", origin, "; ".join(ages), WHOLE_FACILITY)


def _joined(cells: dict[str, str], first: str, second: str) -> str:
    """Two cells as one text, the second only where it says something new."""
    one, other = cells.get(first, ""), cells.get(second, "")
    return ", ".join(filter(None, (one, other if other.casefold() not in one.casefold() else "")))


def _position(row: dict[str, Any]) -> tuple[float, float] | None:
    """Latitude and longitude in the US, also where the two were swapped; None if there are none."""
    try:
        lat, lon = float(row["latitude"]), float(row["longitude"])
    except (KeyError, TypeError, ValueError):
        return None
    for point in ((lat, lon), (lon, lat)):
        if any(south <= point[0] <= north and west <= point[1] <= east for south, north, west, east in schema.US_BOXES):
            return point
    return None


def _miles(place: Place, position: tuple[float, float]) -> float:
    return float(geodesic_miles(place.lat, place.lon, np.array([position[0]]), np.array([position[1]]))[0])
