"""A person's own record of questionnaires, sessions and side effects: what changed since the start, and a page of it.

Nothing here gives advice or stores anything. How the record is kept in a file: `progressfile`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from finder.instruments import INSTRUMENTS, ITEM_9, POINTS, Instrument, Result, number, score
from finder.text import _, count, join
from finder.vocabulary import ROUTES

#: What people are asked about after a session, in the order asked.
EFFECTS: Mapping[str, str] = {
    "dissociation": _("Feeling unreal or outside your body (dissociation)"),
    "nausea": _("Nausea or vomiting"),
    "blood_pressure": _("Raised blood pressure, as measured"),
    "sleepiness": _("Sleepiness"),
    "headache": _("Headache"),
    "dizziness": _("Dizziness"),
    "urinary": _("Bladder trouble: pain, urgency, going often, blood"),
    "memory": _("Trouble with memory or thinking"),
    "craving": _("Craving more ketamine"),
}
LEVELS: Mapping[str, str] = {
    "none": _("none"),
    "mild": _("mild"),
    "moderate": _("moderate"),
    "severe": _("severe"),
}

FIRST_DAY = date(2000, 1, 1)
#: The most characters of a note and of a dose.
MOST_NOTE, MOST_DOSE = 2_000, 200
#: The largest record, as a file in bytes, so that every saved file can be opened again.
MOST_BYTES = 900_000

Level = Literal["none", "mild", "moderate", "severe"]
Phase = Literal["before", "during", "after"]


def clean(text: Any) -> Any:
    """Text without unseen control signs, its line breaks kept."""
    if not isinstance(text, str):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return kept.strip()


_Note = Annotated[str, BeforeValidator(clean), Field(max_length=MOST_NOTE)]
_Dose = Annotated[str, BeforeValidator(clean), Field(max_length=MOST_DOSE)]


def _date(text: str) -> date:
    """A day as we write it (2026-11-25) or as American spreadsheets do (11/25/2026)."""
    for shape in ("%Y-%m-%d", "%m/%d/%Y"):
        try:
            return datetime.strptime(text.strip(), shape).date()
        except ValueError:
            continue
    raise ValueError(_("“{text}” is not a date like 2026-11-25").format(text=text[:40]))


class _Entry(BaseModel):
    # What someone entered must not get into a log by way of an error's words.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    on: date
    note: _Note = ""

    @field_validator("on", mode="before")
    @classmethod
    def _day(cls, value: Any) -> Any:
        return _date(value) if isinstance(value, str) else value

    @field_validator("on")
    @classmethod
    def _possible(cls, value: date) -> date:
        # A day more, as the reader may be ahead of this machine's clock.
        if not FIRST_DAY <= value <= date.today() + timedelta(days=1):
            raise ValueError(_("the date must be between 2000 and today"))
        return value


class Score(_Entry):
    """One questionnaire as filled in on a day; an answer that was left out is None."""

    instrument: Literal["phq9", "gad7", "peg"]
    answers: tuple[int | None, ...]

    @field_validator("answers", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _fits(self) -> Self:
        score(self.of, self.answers)
        if all(answer is None for answer in self.answers):
            raise ValueError(_("no question is answered"))
        return self

    @property
    def of(self) -> Instrument:
        """The questionnaire."""
        return INSTRUMENTS[self.instrument]

    @property
    def result(self) -> Result:
        """What the answers come to."""
        return score(self.of, self.answers)

    @property
    def item_9(self) -> int:
        """The answer to the PHQ-9 question about being better off dead or hurting oneself; 0 where there is none."""
        return (self.answers[ITEM_9 - 1] or 0) if self.instrument == "phq9" else 0


class Session(_Entry):
    """One treatment session: how it was given, the dose as the person would say it, and how it went (`note`)."""

    route: str = ""
    dose: _Dose = ""

    @field_validator("route")
    @classmethod
    def _known(cls, value: str) -> str:
        if value and value not in ROUTES.bits:
            raise ValueError(_("“{value}” is not a way it is given that we know").format(value=value[:40]))
        return value


class SideEffects(_Entry):
    """How strong each side effect was on a day; one that was not asked about is not in `effects`."""

    effects: dict[str, Level]

    @field_validator("effects")
    @classmethod
    def _known(cls, value: dict[str, Level]) -> dict[str, Level]:
        unknown = [name for name in value if name not in EFFECTS]
        if unknown:
            raise ValueError(_("“{value}” is not a side effect that we ask about").format(value=unknown[0][:40]))
        if not value:
            raise ValueError(_("no side effect is answered"))
        return {name: value[name] for name in EFFECTS if name in value}

    @property
    def felt(self) -> dict[str, Level]:
        """Those that were there at all."""
        return {name: level for name, level in self.effects.items() if level != "none"}


Entry = Score | Session | SideEffects


class TooMuchError(ValueError):
    """The record is full: what was to be added is not in it, and all that was in it is."""

    def __init__(self) -> None:
        super().__init__(
            _("This record is full. Save it, then start a new one for what comes next. Nothing you have open was lost.")
        )


@dataclass(frozen=True, slots=True)
class Record:
    """All that one person has entered, each kind in order of days; it never changes, `add` gives a new one.

    Two entries that are alike in everything are one, so opening a file twice doubles nothing.
    """

    scores: tuple[Score, ...] = ()
    sessions: tuple[Session, ...] = ()
    effects: tuple[SideEffects, ...] = ()

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def size(self) -> int:
        """About how many bytes it takes as a file."""
        return sum(len(entry.model_dump_json().encode()) + 30 for entry in self.entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, each kind in order of days."""
        return (*self.scores, *self.sessions, *self.effects)

    def add(self, *entries: Entry) -> Record:
        """This record and the entries that are not in it yet. Raises TooMuchError, and then nothing is added."""
        return _sized(gather((*self.entries, *entries)))

    def without(self, entry: Entry) -> Record:
        """This record but for one entry."""
        return gather([kept for kept in self.entries if kept != entry])

    def merge(self, other: Record) -> Record:
        """This record and what the other has besides. Raises TooMuchError, and then nothing is merged."""
        return self.add(*other.entries)

    def of(self, instrument: str) -> tuple[Score, ...]:
        """The questionnaires of one kind, in order of days."""
        return tuple(entry for entry in self.scores if entry.instrument == instrument)

    def scored(self, instrument: str) -> tuple[Score, ...]:
        """Those of them that are full, so that they have a score."""
        return tuple(entry for entry in self.of(instrument) if entry.result.total is not None)

    def phase(self, on: date) -> Phase:
        """Before the first session, from it to the last one logged, or after that; "before" while there is none."""
        if not self.sessions or on < self.sessions[0].on:
            return "before"
        return "during" if on <= self.sessions[-1].on else "after"


def _alike(entry: Entry) -> str:
    """What two entries that are alike have in common."""
    return f"{type(entry).__name__} {entry.model_dump_json()}"


def gather(entries: Sequence[Entry]) -> Record:
    """The record of these entries, each once."""
    once = sorted({_alike(entry): entry for entry in entries}.values(), key=lambda entry: entry.on)
    return Record(
        tuple(entry for entry in once if isinstance(entry, Score)),
        tuple(entry for entry in once if isinstance(entry, Session)),
        tuple(entry for entry in once if isinstance(entry, SideEffects)),
    )


def _sized(record: Record) -> Record:
    if record.size > MOST_BYTES:
        raise TooMuchError
    return record


# Change.

Verdict = Literal["better", "little_better", "same", "little_worse", "worse"]


@dataclass(frozen=True, slots=True)
class Change:
    """From the baseline to the latest score. `points` is below 0 where it went down; `percent` None from a 0."""

    instrument: Instrument
    baseline: Score
    latest: Score
    before_first: bool
    points: float
    percent: float | None
    verdict: Verdict
    response: bool
    remission: bool


def baseline(record: Record, instrument: str) -> Score | None:
    """What later scores are compared with: the last full one before the first session, else the first full one.

    A score on the very day of the first session is taken where there is none before.
    """
    full = record.scored(instrument)
    if not full:
        return None
    if record.sessions:
        first = record.sessions[0].on
        before = [entry for entry in full if entry.on < first] or [entry for entry in full if entry.on == first][:1]
        if before:
            return before[-1]
    return full[0]


def change(record: Record, instrument: str) -> Change | None:
    """How the latest full score stands to the baseline; None while there are not two.

    What counts as meaningful: PHQ-9 5 points (Löwe 2004), GAD-7 4 points (Toussaint 2020). PEG: a drop of 30 %
    (Dworkin 2008) that is at least 1 point too, as less is not noticed (Reed 2024) and 30 % of little is little; for
    pain that grew nothing is published, so 1 point is taken. Response and remission (PHQ-9 only): Coley 2020.
    """
    start = baseline(record, instrument)
    full = record.scored(instrument)
    if start is None or full[-1] is start:
        return None
    latest, of = full[-1], INSTRUMENTS[instrument]
    # Whole numbers, so that 30 % is 30 %.
    old, new = (sum(answer or 0 for answer in entry.answers) for entry in (start, latest))
    parts = len(of.items) if of.mean else 1
    least = POINTS[instrument] * parts
    drop = old - new
    much = drop >= least and (not of.mean or 10 * drop >= 3 * old)
    verdict: Verdict = (
        "same"
        if drop == 0
        else ("better" if much else "little_better")
        if drop > 0
        else ("worse" if -drop >= least else "little_worse")
    )
    return Change(
        of,
        start,
        latest,
        not record.sessions or start.on <= record.sessions[0].on,
        round((new - old) / parts, 1),
        100 * (new - old) / old if old else None,
        verdict,
        instrument == "phq9" and old >= 10 and 2 * new <= old,
        instrument == "phq9" and old >= 10 and new < 5,
    )


def explain(found: Change) -> list[str]:
    """What a change means, in plain sentences. It never says what to do about a treatment."""
    of, old, new = found.instrument, found.baseline.result.total or 0, found.latest.result.total or 0
    size = number(abs(found.points))
    moved = {
        True: _("went down by {size}, from {old} to {new}"),
        False: _("went up by {size}, from {old} to {new}"),
    }[found.points < 0].format(size=size, old=number(old), new=number(new))
    if found.verdict == "same":
        moved = _("is the same as before, {new}").format(new=number(new))
    said = [_("Your {name} score {moved}.").format(name=of.name, moved=moved)]
    said.append(
        {
            "better": _("That is an improvement as large as the published mark of one that matters."),
            "little_better": _("That is better, but less than the published mark of a change that matters."),
            "same": _("No change so far."),
            "little_worse": _("That is worse, but less than the published mark of a change that matters."),
            "worse": _("That is worse by enough to matter. It is worth telling your clinician soon."),
        }[found.verdict]
    )
    if found.remission:
        said.append(_("A score under 5 is called remission. One score is not proof; it counts once it lasts."))
    elif found.response:
        said.append(_("A drop by half or more is called a response."))
    if not found.before_first:
        said.append(_("Your first score came after your first session, so it is not a true “before”."))
    return said


# For the clinician.


def day(on: date) -> str:
    """A day as people write it: "Nov 25, 2026"."""
    months = [
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    ]  # fmt: skip
    return f"{months[on.month - 1]} {on.day}, {on.year}"


def said(entry: Score) -> str:
    """A score in words: "12 of 27, moderate"; or which questions have no answer."""
    found = entry.result
    if found.total is None:
        missing = join([str(item) for item in found.missing])
        return _("no score: not all answered (missing: {missing})").format(missing=missing)
    words = _("{total} of {top}").format(total=number(found.total), top=entry.of.top)
    return f"{words}, {found.band.label}" if found.band else words


#: How many of each kind fit on one page.
_LATEST = 6


def summary(record: Record, on: date) -> list[tuple[str, list[str]]]:
    """One page for a clinician: headings, each with its lines. The latest of each kind; a line says how many more."""
    page = [(f"{of.name} ({of.about})", _score_lines(record, key)) for key, of in INSTRUMENTS.items() if record.of(key)]
    if record.sessions:
        lines = [_session_line(session) for session in record.sessions[: -_LATEST - 1 : -1]]
        page.append((count(len(record.sessions), "session", "sessions"), lines + _more(len(record.sessions))))
    if record.effects:
        lines = [_effects_line(entry) for entry in record.effects[: -_LATEST - 1 : -1]]
        page.append((_("Side effects"), lines + _more(len(record.effects))))
    about = _("Filled in by the patient; made on {day}. Scores by the published rules; a score alone is no diagnosis.")
    page.append((_("About this page"), [about.format(day=day(on))]))
    return page


def as_text(page: Sequence[tuple[str, Sequence[str]]], on: date) -> bytes:
    """The page as plain text (UTF-8 with a mark), which every program opens and every printer prints."""
    parts = [f"{heading()}, {day(on)}"]
    parts += [f"{head}\n" + "\n".join(f"- {line}" for line in lines) for head, lines in page]
    return ("\n\n".join(parts) + "\n").encode("utf-8-sig")


def heading() -> str:
    """What stands on top of the page for the clinician."""
    return _("Progress with ketamine treatment")


def _score_lines(record: Record, key: str) -> list[str]:
    scores = record.of(key)
    lines = [
        f"{day(entry.on)} ({phase_label(record.phase(entry.on))}): {said(entry)}"
        for entry in scores[: -_LATEST - 1 : -1]
    ] + _more(len(scores))
    start = baseline(record, key)
    if start is not None and start not in scores[-_LATEST:]:
        lines.append(_("Baseline, {day}: {said}").format(day=day(start.on), said=said(start)))
    if found := change(record, key):
        since = _("Since {day}:").format(day=day(found.baseline.on))
        lines.append(f"{since} {' '.join(explain(found))}")
    asked = [entry for entry in scores if key == "phq9" and entry.answers[ITEM_9 - 1] is not None]
    if asked:
        words = INSTRUMENTS[key].answers[asked[-1].item_9].lower()
        nine = _("Question 9 (better off dead, or hurting oneself), {day}: {words}")
        lines.append(nine.format(day=day(asked[-1].on), words=words))
    return lines


def _session_line(session: Session) -> str:
    parts = [ROUTES[session.route].label if session.route else "", _short(session.dose, 60), _short(session.note)]
    return f"{day(session.on)}: {'; '.join(part for part in parts if part) or _('session')}"


def _effects_line(entry: SideEffects) -> str:
    parts = [effects_words(entry), _short(entry.note)]
    return f"{day(entry.on)}: {'. '.join(part for part in parts if part)}"


def effects_words(entry: SideEffects) -> str:
    """What was felt, the strongest first: "severe: headache; mild: nausea or vomiting, dizziness"."""
    levels: dict[str, list[str]] = {
        level: [EFFECTS[name][0].lower() + EFFECTS[name][1:] for name, felt in entry.felt.items() if felt == level]
        for level in reversed(list(LEVELS))
    }
    return "; ".join(f"{LEVELS[level]}: {', '.join(names)}" for level, names in levels.items() if names) or _("none")


_PHASES: Mapping[Phase, str] = {"before": _("before"), "during": _("during"), "after": _("after")}


def phase_label(phase: Phase) -> str:
    """The phase in words."""
    return _PHASES[phase]


def _more(n: int) -> list[str]:
    return [_("{n} earlier not shown").format(n=n - _LATEST)] if n > _LATEST else []


def _short(note: str, most: int = 120) -> str:
    flat = " ".join(note.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
