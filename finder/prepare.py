"""Getting ready for a clinic: what to ask it, what warns, what to tell it, and when the sessions of a plan would be.

The words are in `guide/prepare.yaml`, each with its sources; this module checks them. The dates are a sketch from the
schedule that the label or a large study used: the clinic sets the real ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError, model_validator

from finder import evidence, letters, registers, status
from finder.calendars import MOST_EVENTS, Event
from finder.catalog import Catalog
from finder.costs import Plan
from finder.questions import QUESTIONS
from finder.registers import Register
from finder.status import Reference
from finder.text import _
from finder.vocabulary import STATES

#: The file the texts are in.
FILE = Path(__file__).resolve().parent.parent / "guide" / "prepare.yaml"

#: Sessions of Spravato that the label puts twice a week, before once a week.
SPRAVATO_TWICE_WEEKLY = 8
#: Days from the first session of a week to the second, by the weekday of the first (Monday is 0). Three, as the visits
#: are then about evenly apart, but so that the second is on no weekend.
_SECOND_AFTER = (3, 3, 2, 4, 3, 3, 3)
#: How long a visit blocks the calendar, in minutes. Spravato: at least 2 hours under watch after the last spray, says
#: its label. For the others nobody says; 2 hours stand in.
VISIT_MINUTES, SPRAVATO_MINUTES = 120, 150
#: The clocks of the country, by their names in the time zone database; "" is whatever clock the phone shows.
ZONES: Mapping[str, str] = {
    "": "The time my phone shows",
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Arizona",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "America/Puerto_Rico": "Puerto Rico",
    "Pacific/Guam": "Guam",
}
#: How long before Spravato nothing is eaten, in minutes (label, section 2).
SPRAVATO_FASTING = 120


class PrepareError(ValueError):
    """The file of texts is broken; the message names the file and the place, and says what is wrong there."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to ask, to watch for, to tell or to know: its text, why it matters, and who says so.

    `facts` are the facts of finder.questions that a question asks for. A note has no `why`.
    """

    key: str
    text: str
    why: str
    sources: tuple[Reference, ...]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Texts:
    """All texts of the file, in its order."""

    questions: tuple[Point, ...]
    red_flags: tuple[Point, ...]
    health: tuple[Point, ...]
    medicines: tuple[Point, ...]
    notes: Mapping[str, Point]


@dataclass(frozen=True)
class Asked:
    """The questions for a clinic: first those about what it does not state, then those that everybody should ask."""

    unstated: tuple[str, ...]
    everybody: tuple[str, ...]


_Text = Annotated[str, Field(min_length=1)]
_Keys = Annotated[tuple[_Text, ...], Field(min_length=1)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True, str_strip_whitespace=True)


class _Note(_Model):
    key: _Text
    text: _Text
    sources: _Keys


class _Point(_Note):
    why: _Text


class _Question(_Point):
    facts: tuple[_Text, ...] = ()


class _Reference(_Model):
    authors: _Text
    title: _Text
    year: Annotated[int, Field(ge=1950, le=2100)]
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    url: HttpUrl | None = None
    as_of: Annotated[str, Field(pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$")]

    @model_validator(mode="after")
    def _is_somewhere(self) -> _Reference:
        if not (self.doi or self.url):
            raise ValueError("has no doi or url")
        return self


class _File(_Model):
    questions: Annotated[tuple[_Question, ...], Field(min_length=1)]
    red_flags: Annotated[tuple[_Point, ...], Field(min_length=1)]
    health: Annotated[tuple[_Point, ...], Field(min_length=1)]
    medicines: Annotated[tuple[_Point, ...], Field(min_length=1)]
    notes: tuple[_Note, ...]
    references: Mapping[str, _Reference]


#: The notes that the page shows.
NOTES = ("schedule_spravato", "schedule_iv", "schedule_other", "ride", "food_spravato", "estimate", "report")


@lru_cache(maxsize=4)
def load(path: Path = FILE) -> Texts:
    """The texts of a file, read and checked once. Raises PrepareError, which names the file and the place."""
    try:
        file = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PrepareError(f"{path.name}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise PrepareError(f"{path.name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    everywhere = status.load().references
    if twice := sorted(everywhere.keys() & file.references.keys()):
        raise PrepareError(f"{path.name}: references: {', '.join(twice)} stands in status.yaml already")
    references = {
        **everywhere,
        **{
            key: Reference(
                key,
                one.authors,
                one.title,
                one.year,
                f"https://doi.org/{one.doi}" if one.doi else str(one.url),
                one.as_of,
            )
            for key, one in file.references.items()
        },
    }
    parts = {
        name: tuple(_point(path, name, point, references) for point in getattr(file, name))
        for name in ("questions", "red_flags", "health", "medicines", "notes")
    }
    for name, points in parts.items():
        keys = [point.key for point in points]
        if len(set(keys)) < len(keys):
            raise PrepareError(f"{path.name}: {name}: a key stands twice")
    used = {source.key for points in parts.values() for point in points for source in point.sources}
    if unused := sorted(file.references.keys() - used):
        raise PrepareError(f"{path.name}: references: nothing cites {', '.join(unused)}")
    notes = {note.key: note for note in parts.pop("notes")}
    if set(notes) != set(NOTES):
        raise PrepareError(f"{path.name}: notes: must be {', '.join(NOTES)}")
    return Texts(**parts, notes=notes)


def _point(path: Path, part: str, point: _Note, references: Mapping[str, Reference]) -> Point:
    for key in point.sources:
        if key not in references:
            raise PrepareError(f"{path.name}: {part}: {point.key}: no reference {key}")
    facts = point.facts if isinstance(point, _Question) else ()
    for fact in facts:
        if fact not in QUESTIONS:
            raise PrepareError(f"{path.name}: {part}: {point.key}: no fact {fact}")
    why = point.why if isinstance(point, _Point) else ""
    return Point(point.key, point.text, why, tuple(references[key] for key in point.sources), facts)


def questions(catalog: Catalog, clinic_id: str | None = None) -> Asked:
    """The questions for a clinic, each once; without one, only those that everybody should ask.

    Where a question for everybody asks for what the clinic does not state, it stands first, instead of the short one.
    Raises KeyError for an unknown clinic.
    """
    points = load().questions
    unstated = evidence.unstated(catalog, clinic_id) if clinic_id else []
    fuller = {fact: point.text for point in points for fact in point.facts}
    first = list(dict.fromkeys(fuller.get(fact) or _(QUESTIONS[fact]) for fact in unstated if fact in QUESTIONS))
    return Asked(tuple(first), tuple(point.text for point in points if point.text not in first))


def schedule(route: str) -> Point:
    """What is known of how often sessions come, with its sources."""
    key = {"spravato": "schedule_spravato", "iv": "schedule_iv"}.get(route, "schedule_other")
    return load().notes[key]


def first_days(plan: Plan, start: date) -> list[date]:
    """The days of the first series: twice a week; Spravato after 8 sessions once a week (label)."""
    twice = min(plan.sessions, SPRAVATO_TWICE_WEEKLY) if plan.route == "spravato" else plan.sessions
    second = _SECOND_AFTER[start.weekday()]
    days = [start + timedelta(days=7 * (n // 2) + second * (n % 2)) for n in range(twice)]
    weeks = (twice + 1) // 2
    return days + [start + timedelta(days=7 * (weeks + n)) for n in range(plan.sessions - twice)]


def later_days(plan: Plan, start: date) -> list[date]:
    """The days of the year after the first series: spread evenly, on the weekday of the first session if they can be.

    For Spravato 52 in a year are once a week and 26 every 2 weeks, as the label has it.
    """
    n = plan.maintenance_per_year
    first = first_days(plan, start)
    # Whole weeks from the first session, so that the weekday stays; the year begins in the week after the last one.
    begin = start + timedelta(days=7 * ((first[-1] - start).days // 7 + 1)) if first else start
    if n <= 52:
        # Each at the end of its part of the year; without a first series, at the start of it.
        weeks = [-(-52 * (k + 1) // n) - 1 if first else 52 * k // n for k in range(n)]
        return [begin + timedelta(days=7 * week) for week in weeks]
    return [begin + timedelta(days=357 * k // (n - 1)) for k in range(n)]


def days(plan: Plan, start: date) -> list[date]:
    """All days of a plan, in order."""
    return first_days(plan, start) + later_days(plan, start)


def most_visits(plan: Plan) -> int:
    """How many visits a calendar file can hold with their reminders."""
    return MOST_EVENTS // (3 if plan.route == "spravato" else 2)


def events(plan: Plan, start: datetime, *, place: str = "", at_home: bool = False) -> list[Event]:
    """The visits of a plan for a calendar, with reminders: the ride home a day before, and for Spravato the fasting.

    `start` is the first visit as the clock at the clinic shows it; the hour stays the same through summer time. The
    titles tell nothing of the treatment, as a locked phone shows them. Each reminder is an entry of its own, as some
    calendars drop alarms. At most `most_visits`.
    """
    spravato = plan.route == "spravato"
    notes = load().notes
    sketch = _("This date is a sketch. The clinic sets the real one: change it here once you have it.")
    food = notes["food_spravato"].text if spravato else _("Ask the clinic when to stop eating and drinking.")
    ride = notes["ride"].text
    if at_home:
        ride = _("Do not be alone for it. Arrange who stays with you, and who can call for help.")
    all_days = days(plan, start.date())[: most_visits(plan)]
    made = []
    for n, day in enumerate(all_days, 1):
        visit = start + timedelta(days=(day - start.date()).days)
        which = _("{n} of {of}").format(n=n, of=len(all_days))
        title = (
            _("Appointment {which}").format(which=which) if at_home else _("Clinic visit {which}").format(which=which)
        )
        before = _("Tomorrow: who stays with you?") if at_home else _("Tomorrow: who takes you home?")
        made.append(_reminder(f"{before} ({which})", visit - timedelta(days=1), f"{ride}\n{food}"))
        if spravato:
            fasting = _("No food from now (as your clinic says)")
            made.append(_reminder(f"{fasting} ({which})", visit - timedelta(minutes=SPRAVATO_FASTING), food))
        minutes = SPRAVATO_MINUTES if spravato else VISIT_MINUTES
        made.append(Event(title, visit, minutes, f"{sketch}\n{ride}\n{food}", (60,), place))
    return made


def _reminder(title: str, at: datetime, note: str) -> Event:
    return Event(title, at, 15, note, (0,), busy=False)


def letter(catalog: Catalog, clinic_id: str | None, plan: Plan) -> str:
    """The request in writing for what the plan costs, to this clinic or with a blank for its name.

    Raises KeyError for an unknown clinic.
    """
    row = catalog.row(clinic_id) if clinic_id else None
    if clinic_id and row is None:
        raise KeyError(clinic_id)
    name = _("[name of the clinic]") if row is None else str(catalog.cell(row, "name"))
    return letters.good_faith_request(plan, name)


def lookups(states: Sequence[str]) -> list[tuple[str, tuple[Register, ...]]]:
    """The official license look-ups, by the name of the state, those of the whole country last."""
    found = [(STATES[code], registers.for_state(code)) for code in states if code in STATES]
    return [*found, (_("The whole country"), registers.national())]
