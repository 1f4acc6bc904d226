"""Calendar files (iCalendar, RFC 5545) that phones and computers open: reminders and appointments with alarms.

Which clock an event follows:

- A start **without** a time zone is written as "floating" local time (RFC 5545, 3.3.5, form 1): 9 in the morning is 9
  in the morning wherever the phone is. It is what reminders need, it has no trouble with summer time, and nothing in
  the file tells where the person lives.
- A start **with** a zone (`zoneinfo.ZoneInfo("America/Denver")`) is a moment at that place, such as an appointment at a
  clinic. The file then carries the zone (VTIMEZONE), as RFC 5545 asks: each change of the clocks from a year before
  the first event to a year after the last, written out one by one, which all programs read alike (rules that go on for
  ever, or long lists of dates, they do not). A start with a bare offset is written as UTC.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

#: The media type that servers and mail programs know such a file by, and how its name ends.
MIME = "text/calendar"
SUFFIX = ".ics"

#: More than a plan of years needs; a file beyond it would choke a phone.
MOST_EVENTS = 500
#: Two years of days.
MOST_TIMES = 730
#: From the first time of a repeated event to its last.
MOST_YEARS = 10
_MOST_MINUTES = 7 * 24 * 60
_MOST_WORDS = 4_000


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a calendar. The module says what a `start` with and without a time zone means.

    `minutes`: how long it takes. `remind_minutes_before`: an alarm for each (0: as it starts). `times` above 1 repeats
    it every `every_days` days, counted in local days, so that the hour stays the same through summer time. `busy`:
    whether others who see the calendar see the time as taken.
    """

    title: str
    start: datetime
    minutes: int = 30
    note: str = ""
    remind_minutes_before: tuple[int, ...] = ()
    place: str = ""
    every_days: int = 7
    times: int = 1
    busy: bool = True

    def __post_init__(self) -> None:
        """Raises ValueError, which says what is wrong, for what no calendar can hold."""
        if not _clean(self.title):
            raise ValueError("an event needs a title")
        if not 1 <= self.minutes <= _MOST_MINUTES:
            raise ValueError(f"an event takes 1 to {_MOST_MINUTES} minutes, not {self.minutes}")
        if any(minutes < 0 for minutes in self.remind_minutes_before):
            raise ValueError("a reminder comes before the event, so its minutes are 0 or more")
        if not 1 <= self.times <= MOST_TIMES:
            raise ValueError(f"an event happens 1 to {MOST_TIMES} times, not {self.times}")
        if self.every_days < 1:
            raise ValueError("an event repeats every day at most, so every_days is 1 or more")
        if not 1970 <= self.start.year < 2200:
            raise ValueError(f"calendars go from 1970 to 2199, not to {self.start.year}")
        if self.every_days * (self.times - 1) > MOST_YEARS * 366:
            raise ValueError(f"an event repeats for {MOST_YEARS} years at most")

    @property
    def last_day(self) -> date:
        """The day on which it happens for the last time."""
        return self.start.date() + timedelta(days=self.every_days * (self.times - 1))


def to_ics(events: Sequence[Event], *, made: datetime | None = None, name: str = "") -> bytes:
    """A calendar file with these events, in UTF-8 with the line ends that RFC 5545 asks for.

    `made` is the moment of making (with a zone), now if left out; `name` is what programs may show as the calendar's
    name. The same event gets the same identity in every file, so that opening a file twice does not double it. Raises
    ValueError for no event at all and for more than `MOST_EVENTS`.
    """
    if not 1 <= len(events) <= MOST_EVENTS:
        raise ValueError(f"a calendar file holds 1 to {MOST_EVENTS} events, not {len(events)}")
    stamp = (made or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Ketamine clinic finder//EN")
    calendar.add("calscale", "GREGORIAN")
    if _clean(name):
        calendar.add("x-wr-calname", _clean(name))
    seen: dict[str, int] = {}
    for event in events:
        identity = _identity(event)
        seen[identity] = seen.get(identity, 0) + 1
        calendar.add_component(_component(event, f"{identity}-{seen[identity]}@ketamine-clinic-finder", stamp))
    zones = {event.start.tzinfo for event in events if isinstance(event.start.tzinfo, ZoneInfo)}
    for zone in sorted(zones, key=str, reverse=True):
        here = [event for event in events if event.start.tzinfo == zone]
        first, last = min(event.start.year for event in here), max(event.last_day.year for event in here)
        calendar.subcomponents.insert(0, _zone(zone, first - 1, last + 1))
    return bytes(calendar.to_ical())


def _component(event: Event, uid: str, stamp: datetime) -> icalendar.Event:
    start = event.start.replace(microsecond=0)
    if start.tzinfo is not None and not isinstance(start.tzinfo, ZoneInfo):
        start = start.astimezone(UTC)
    made = icalendar.Event()
    made.add("uid", uid)
    made.add("dtstamp", stamp)
    made.add("dtstart", start)
    # A duration, not an end: it stays right on the night the clocks change.
    made.add("duration", timedelta(minutes=event.minutes))
    made.add("summary", _clean(event.title))
    if _clean(event.note):
        made.add("description", _clean(event.note))
    if _clean(event.place):
        made.add("location", _clean(event.place))
    if event.times > 1:
        made.add("rrule", {"freq": "DAILY", "interval": event.every_days, "count": event.times})
    made.add("transp", "OPAQUE" if event.busy else "TRANSPARENT")
    for minutes in sorted(set(event.remind_minutes_before), reverse=True):
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _clean(event.title))
        alarm.add("trigger", timedelta(minutes=-minutes))
        made.add_component(alarm)
    return made


def _zone(zone: ZoneInfo, first: int, last: int) -> icalendar.Timezone:
    """The zone as it is in these years: how it begins, then each change of its clocks."""
    made = icalendar.Timezone()
    made.add("tzid", zone.key)
    moment, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    made.add_component(_observance(moment, zone, moment))
    while moment < end:
        after = moment + timedelta(days=1)
        if _clock(moment, zone) != _clock(after, zone):
            made.add_component(_observance(_change(moment, after, zone), zone, moment))
        moment = after
    return made


def _clock(moment: datetime, zone: ZoneInfo) -> tuple[timedelta, str]:
    """How far the zone's clocks are from UTC at that moment, and what that is called."""
    local = moment.astimezone(zone)
    return local.utcoffset() or timedelta(0), local.tzname() or zone.key


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The second, between the two, from which the clocks show something else."""
    old = _clock(before, zone)
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        before, after = (middle, after) if _clock(middle, zone) == old else (before, middle)
    return after


def _observance(at: datetime, zone: ZoneInfo, before: datetime) -> icalendar.Component:
    """What the zone's clocks show from that moment on."""
    (old, _was), (new, name) = _clock(before, zone), _clock(at, zone)
    summer = bool(at.astimezone(zone).dst())
    made = icalendar.TimezoneDaylight() if summer else icalendar.TimezoneStandard()
    # The moment as the clocks show it that are about to change (RFC 5545, 3.6.5).
    made.add("dtstart", (at + old).replace(tzinfo=None))
    made.add("tzoffsetfrom", old)
    made.add("tzoffsetto", new)
    made.add("tzname", name)
    return made


def _identity(event: Event) -> str:
    """A name of the event that tells nothing about it."""
    zone = str(event.start.tzinfo or "")
    said = "\0".join((event.title, event.start.isoformat(), zone, event.place, str(event.every_days), str(event.times)))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def _clean(text: str) -> str:
    """Text without the signs that break a calendar file; line breaks stay, long texts are cut."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return kept.strip()[:_MOST_WORDS]
