"""The NPI registry (NPPES, API version 2.1): confirms clinics that we know, and finds their NPI number.

Each clinic is looked up by its number, else by the beginning of its name in its town and state. Names repeat, chains
share a phone, and houses have many tenants, so one agreement is never enough: `_fit` is the table of what is. What the
registry says is what the provider told it, as of `last_updated`. The specialty of an organization says what it bills
for, not who treats: only the number of a person proves a kind of license. So the persons of its ZIP are read too, and
those who give the clinic's door *and* its phone as where they practice are taken to treat there.

The items of a clinic come before its Mark, so the n-th Mark ends what is said of the n-th clinic asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from finder import schema
from finder.placenames import fold
from finder.sources import doors
from finder.sources.candidates import Candidate, Origin, Statement
from finder.sources.registry import Item, Lookup, Mark, Request
from finder.sources.web import Client, Malformed
from finder.tables import Rejection, TableError, shorten
from finder.text import _
from finder.vocabulary import STATES

SOURCE = "nppes"
#: How the source is called where it is told what could not be read; the line is the place of the clinic in the request.
FILE = "NPI registry"
BASE = "https://npiregistry.cms.hhs.gov"
PATH = "/api/"
PAGE_FOR_PEOPLE = "https://npiregistry.cms.hhs.gov/provider-view/{number}"

#: The limits that the registry documents: results an answer, and how many it lets one skip.
LIMIT, MOST_SKIPPED = 200, 1000

#: Less sure than this is no answer; from ENOUGH on nobody looks further.
LEAST_SURE, ENOUGH = 0.5, 0.8
#: Two numbers that fit about as well: neither is sure.
UNDECIDED = 0.6
#: How sure it is that somebody who practices behind the clinic's door, and is called there, treats its patients.
COLLEAGUE = 0.8

#: A person's specialty (how its code of the NUCC begins, the longest that fits) -> who treats you.
LICENSES = {
    "207L": "anesthesiologist",
    "207LP2900X": "pain_physician",
    "2084P08": "psychiatrist",
    "2084N04": "neurologist",
    "2084P2900X": "pain_physician",
    "208VP": "pain_physician",
    "2081P2900X": "pain_physician",
    "207P": "emergency_physician",
    "207Q": "family_physician",
    "207R00000X": "internist",
    "20": "physician",
    "367500000X": "crna",
    "363LP0808X": "psychiatric_np",
    "363L": "nurse_practitioner",
    "363A": "physician_assistant",
    "103T": "psychologist",
    "101Y": "therapist",
    "1041C": "therapist",
    "106H": "therapist",
    "163W": "registered_nurse",
}
#: How the codes of hospitals and their psychiatric units begin: the one thing an organization's specialty proves.
HOSPITALS = ("273R", "281P", "282", "283", "284", "286")

_MONTH = re.compile(r"((?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2]))(?:-[0-9]{2})?")
_FIRST_WORDS = re.compile(r"(?:the )?([a-z0-9]+)(?: ([a-z0-9]+))?")
_CAPITALS = frozenset({"N", "S", "E", "W", "NE", "NW", "SE", "SW", "PO", "US"})


class _Refused(ValueError):
    """The registry does not answer this question; the text is its own."""


@dataclass(frozen=True, slots=True)
class _Location:
    """Where a provider says it practices."""

    street: str
    city: str
    state: str
    zip: str
    phone: str


@dataclass(frozen=True, slots=True)
class _Record:
    """A provider of the registry; the first location is the main one, `phones` are all that it gives."""

    number: str
    person: bool
    active: bool
    names: tuple[str, ...]
    locations: tuple[_Location, ...]
    phones: frozenset[str]
    codes: tuple[str, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class _Match:
    """A provider that may be the clinic: how sure, how alike the names are, whether anything of name, door and phone
    agrees, and which of its locations is meant."""

    record: _Record
    sure: float
    likeness: float
    agrees: bool
    location: _Location | None


def read(request: Request, client: Client, since: str) -> Iterator[Item]:
    """What the registry knows of each clinic of `request.lookups`, with a Mark after each clinic.

    Raises WebError, and TableError when no clinic is named.
    """
    if not request.lookups:
        raise TableError(Rejection(FILE, 1, "", "", _("say which clinics; the registry is asked about each")))
    registry = _Registry(client, f"{request.base.rstrip('/') or BASE}{PATH}")
    for index in range(_start(request.lookups, since), len(request.lookups)):
        lookup = request.lookups[index]
        yield from registry.items(lookup, index + 1)
        yield Mark(f"{index}:{lookup.key}", index + 1, len(request.lookups))


def _start(lookups: tuple[Lookup, ...], since: str) -> int:
    """Where to go on: behind the clinic of the cursor, also when others were put in before it; else at the start."""
    number, _sep, key = since.partition(":")
    if not re.fullmatch("[0-9]{1,9}", number):
        return 0
    if int(number) < len(lookups) and lookups[int(number)].key == key:
        return int(number) + 1
    return next((index + 1 for index, lookup in enumerate(lookups) if lookup.key == key), 0)


class _Registry:
    """The registry, and what it is asked."""

    def __init__(self, client: Client, url: str) -> None:
        self._client, self._url = client, url

    def items(self, lookup: Lookup, line: int) -> Iterator[Item]:
        """The provider that is this clinic, if one is, and what a person should look at."""
        told: list[Rejection] = []

        def tell(column: str, value: str, reason: str) -> None:
            rejection = Rejection(FILE, line, column, shorten(value), reason)
            if rejection not in told:  # the answers to two questions share results
                told.append(rejection)

        found: list[_Match] = []
        persons: list[_Record] = []
        try:
            if lookup.npi:
                found = self._by_number(lookup, tell)
            if not found:
                found = self._by_name(lookup, tell)
            if found and found[0].sure >= ENOUGH and not found[0].record.person:
                persons = self._persons(found[0].location, tell)
        except _Refused as error:
            tell("name", lookup.name, _("the registry does not answer this: {error}").format(error=error))
        yield from told
        if found:
            yield _candidate(lookup, found, persons)

    def _persons(self, at: _Location | None, tell: Any) -> list[_Record]:
        """Those who say that they practice behind this door and are called there, the newest record first."""
        if not at or not at.phone or not at.zip or not at.street:
            return []
        question = {"enumeration_type": "NPI-1", "country_code": "US", "state": at.state, "postal_code": at.zip[:5]}
        records, _more = self._ask(question, tell)  # of a ZIP with more, those that are shown are as true
        there = [
            one
            for one in records
            if one.person
            and one.active
            and any(where.phone == at.phone and doors.same_door(where.street, at.street) for where in one.locations)
        ]
        return sorted(there, key=lambda one: one.as_of, reverse=True)

    def _by_number(self, lookup: Lookup, tell: Any) -> list[_Match]:
        """The provider of the clinic's number, if it is the clinic."""
        records, _more = self._ask({"number": lookup.npi}, tell)
        record = next((one for one in records if one.number == lookup.npi), None)
        if record is None:
            tell("npi", lookup.npi, _("the registry does not have it; it may be mistyped, or deactivated"))
            return []
        match = _fit(record, lookup)
        if not record.active:
            tell("npi", lookup.npi, _("the registry says that it is deactivated; the clinic may have closed"))
            return []
        whose = ", ".join(filter(None, (record.names[0] if record.names else "", *_town(record))))
        if not match.agrees:
            reason = _("which is the number of {whose}; neither name, address nor phone is the clinic’s")
            tell("npi", lookup.npi, reason.format(whose=shorten(whose)))
            return []
        return [replace(match, sure=max(match.sure, 0.9 if match.location else 0.7))]

    def _by_name(self, lookup: Lookup, tell: Any) -> list[_Match]:
        """The organizations that may be the clinic, the likeliest first."""
        found: dict[str, _Match] = {}
        overflow = False
        for question in _questions(lookup):
            records, more = self._ask(question, tell)
            overflow = overflow or more
            for record in records:
                match = _fit(record, lookup)
                if match.sure < LEAST_SURE or record.number in found:
                    continue
                if record.active:
                    found[record.number] = match
                elif match.sure >= ENOUGH:
                    tell("npi", record.number, _("the registry says that this number of the clinic is deactivated"))
            if any(match.sure >= ENOUGH for match in found.values()):
                break
        if not found and overflow:
            reason = _("more than {n:,} begin like this, and the registry shows no more; look it up by hand")
            tell("name", lookup.name, reason.format(n=LIMIT + MOST_SKIPPED))
        return sorted(found.values(), key=lambda match: (-match.sure, -match.likeness, match.record.number))

    def _ask(self, question: dict[str, str], tell: Any) -> tuple[list[_Record], bool]:
        """All providers that answer a question, and whether there are more than the registry shows."""
        records: list[_Record] = []
        for skip in range(0, MOST_SKIPPED + 1, LIMIT):
            params = {"version": "2.1", **question, "limit": str(LIMIT), "skip": str(skip)}
            answer = self._client.json(self._url, params)
            rows = _results(answer)
            for row in rows:
                try:
                    records.append(_record(row))
                except (KeyError, TypeError, AttributeError, ValueError):
                    tell(
                        "",
                        "",
                        _("a result is not in the documented format and was not read: {row}").format(
                            row=shorten(str(row))
                        ),
                    )
            if len(rows) < LIMIT:
                return records, False
        return records, True


def _questions(lookup: Lookup) -> Iterator[dict[str, str]]:
    """What to ask for an organization by its name: narrowly first. The registry takes `*` after two letters or more."""
    words = _FIRST_WORDS.match(fold(lookup.name).strip())
    state = lookup.state if lookup.state in STATES else ""
    if not words or len(words[1]) < 2 or not state:
        return
    base = {"enumeration_type": "NPI-2", "country_code": "US", "state": state}
    both = {"organization_name": f"{words[1]} {words[2]}*" if words[2] else f"{words[1]}*"}
    city = {"city": fold(lookup.city)} if lookup.city else {}
    if city:
        yield base | both | city
    yield base | both
    if city and words[2] and len(words[1]) >= 4:
        yield base | {"organization_name": f"{words[1]}*"} | city


def _results(answer: Any) -> list[Any]:
    """The results of an answer. Raises _Refused with what the registry says, Malformed when it is another format."""
    if isinstance(answer, dict) and isinstance(answer.get("Errors"), list):
        said = [doors.one_line(one.get("description")) for one in answer["Errors"] if isinstance(one, dict)]
        raise _Refused("; ".join(filter(None, said)) or _("no reason given"))
    if not isinstance(answer, dict) or not isinstance(answer.get("results"), list):
        raise Malformed(
            _("the NPI registry answered in another format than it documents (no list “results”); try again later")
        )
    return list(answer["results"])


def _record(row: Any) -> _Record:
    """A result as a provider. Raises KeyError, TypeError, AttributeError or ValueError for one in another format."""
    number = doors.one_line(row["number"])
    if not re.fullmatch("[12][0-9]{9}", number):
        raise ValueError(number)
    basic, places = row["basic"], [*(row.get("addresses") or ()), *(row.get("practiceLocations") or ())]
    person = row.get("enumeration_type") == "NPI-1"
    own = ("first_name", "last_name") if person else ("organization_name",)
    names = [" ".join(filter(None, (doors.one_line(basic.get(part)) for part in own)))]
    names += [doors.one_line(other.get("organization_name")) for other in row.get("other_names") or ()]
    updated = _MONTH.fullmatch(doors.one_line(basic.get("last_updated")))
    return _Record(
        number,
        person,
        doors.one_line(basic.get("status")) in ("A", ""),
        tuple(filter(None, names)),
        tuple(_location(one) for one in places if one.get("address_purpose") != "MAILING"),
        frozenset(filter(None, (doors.phone(doors.one_line(one.get("telephone_number"))) for one in places))),
        tuple(doors.one_line(one.get("code")) for one in row.get("taxonomies") or ()),
        updated[1] if updated and updated[1] <= f"{date.today():%Y-%m}" else "",
    )


def _location(row: Any) -> _Location:
    street = ", ".join(filter(None, (doors.one_line(row.get(name)) for name in ("address_1", "address_2"))))
    city, state, code, phone = (
        doors.one_line(row.get(name)) for name in ("city", "state", "postal_code", "telephone_number")
    )
    return _Location(street, city, state.upper(), doors.zip_code(code), doors.phone(phone))


def _town(record: _Record) -> tuple[str, ...]:
    """City and state of a provider's main location."""
    return (record.locations[0].city, record.locations[0].state) if record.locations else ()


def _fit(record: _Record, lookup: Lookup) -> _Match:
    """How sure it is that a provider is the clinic, by what agrees. A name or a door alone is not enough.

    A phone of another town is the chain's, not the door's.
    """
    phone = doors.phone(lookup.phone)
    likeness = max((doors.name_likeness(name, lookup.name) for name in record.names), default=0.0)
    same = likeness >= doors.SAME_NAME
    related = same or any(doors.names_related(name, lookup.name) for name in record.names)
    called = bool(phone) and phone in record.phones
    near = [one for one in record.locations if _in_area(one, lookup)]
    here = [one for one in near if doors.same_door(one.street, lookup.street)]
    if here:
        sure = 0.97 if called else 0.95 if same else 0.9 if related else 0.4
    elif near and called:
        sure = 0.93 if same else 0.85 if related else 0.7
    elif near and same:
        sure = 0.7 if not lookup.street else 0.5  # it may have moved, or be another door of it
    else:
        sure = 0.5 if called and same else 0.0
    at = next((one for one in here + near if one.phone == phone), None) or next(iter(here + near), None)
    return _Match(record, sure, likeness, bool(here) or called or related, at)


def _in_area(one: _Location, lookup: Lookup) -> bool:
    return doors.same_area(one.city, one.state, one.zip, lookup.city, lookup.state, lookup.zip)


def _candidate(lookup: Lookup, found: list[_Match], persons: list[_Record]) -> Candidate:
    """The likeliest provider as facts, in the clinic's own words where the registry says the same, and who is there."""
    match = found[0]
    record, sure = match.record, match.sure
    if len(found) > 1 and found[1].sure > sure - 0.04:
        sure = min(sure, UNDECIDED)
    origin = _origin(record)
    at = match.location or next(iter(record.locations), None)
    said: list[Statement] = []

    def state(field: str, value: str, words: str, confidence: float = sure) -> None:
        if value and not schema.wrong(field, value):
            said.append(Statement(field, value, origin, words, confidence))

    names = sorted(record.names, key=lambda name: -doors.name_likeness(name, lookup.name))
    if match.likeness >= doors.SAME_NAME:
        state("name", lookup.name, names[0])
    elif names and not record.person:  # often the firm behind the clinic
        state("name", _tidy(names[0]), names[0], min(sure, UNDECIDED))
    state("npi", record.number, record.number)
    if at:
        here = _in_area(at, lookup) and doors.same_door(at.street, lookup.street)
        as_written = sure if here or not lookup.street else min(sure, UNDECIDED)
        state("street", lookup.street if here else _tidy(at.street), at.street, as_written)
        same_city = fold(at.city) == fold(lookup.city)
        state("city", lookup.city if same_city else _tidy(at.city), at.city, as_written)
        state("state", at.state, at.state, as_written)
        state("zip", lookup.zip if at.zip[:5] == lookup.zip[:5] else at.zip, at.zip, as_written)
        state("phone", at.phone, at.phone)
    if record.person:
        said += _licenses([record], sure)
    elif code := next((code for code in record.codes if code.startswith(HOSPITALS)), ""):
        state("memberships", "hospital_affiliated", code)
    said += _licenses(persons, min(sure, COLLEAGUE))
    main = not at or at == record.locations[0]
    return Candidate(SOURCE, record.number if main or not at else _second_key(record, at), tuple(said))


def _licenses(persons: list[_Record], sure: float) -> list[Statement]:
    """What kinds of license these persons have, each kind once, by the page of the first who has it."""
    said: dict[str, Statement] = {}
    for person in persons:
        for code in person.codes:
            fits = [begin for begin in LICENSES if code.startswith(begin)]
            word = LICENSES[max(fits, key=len)] if fits else ""
            if word and word not in said:
                said[word] = Statement(
                    "clinicians", word, _origin(person), f"{' '.join(person.names[:1])} {code}", sure
                )
    return list(said.values())


def _origin(record: _Record) -> Origin:
    """The page of a provider that a person can open, and when it was brought up to date."""
    return Origin(PAGE_FOR_PEOPLE.format(number=record.number), "register", record.as_of, date.today().isoformat())


def _second_key(record: _Record, at: _Location) -> str:
    """The key of a door that is not the provider's main one: several doors may share a number."""
    return f"{record.number}/{re.sub('[^a-z0-9]+', '-', fold(f'{at.street} {at.zip[:5]}')).strip('-')[:80]}"


def _tidy(text: str) -> str:
    """What the registry writes in capitals as people write it: "123 N MAIN ST, STE 2B" is "123 N Main St, Ste 2B"."""
    if text != text.upper():
        return text

    def tidy(word: str) -> str:
        bare = word.strip(".,#")
        if bare in _CAPITALS or (any(map(str.isdigit, bare)) and not re.fullmatch("[0-9]+(?:ST|ND|RD|TH)", bare)):
            return word
        return word.lower() if bare[:1].isdigit() else word.capitalize()

    return " ".join(map(tidy, text.split()))
