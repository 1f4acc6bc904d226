"""Calendar files load in two independent parsers, which read from them what was meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from finder.calendars import MOST_EVENTS, Event, to_ics

NINE = datetime(2026, 11, 30, 9, 0)
DENVER = ZoneInfo("America/Denver")
MADE = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def one(event: Event) -> icalendar.Event:
    """The one event of the file, as icalendar reads it."""
    [found] = icalendar.Calendar.from_ical(to_ics([event], made=MADE)).walk("VEVENT")
    return found


def other(event: Event) -> vobject.base.Component:
    """The one event of the file, as vobject reads it."""
    return vobject.readOne(to_ics([event], made=MADE).decode("utf-8")).vevent


def test_both_parsers_read_what_was_meant() -> None:
    event = Event(
        "Fill in my scores", NINE, 10, "Takes a few minutes; be honest, not brave.\nLine two", (60, 0), "At home"
    )
    first, second = one(event), other(event)
    assert str(first["summary"]) == second.summary.value == event.title
    assert str(first["description"]) == second.description.value == event.note
    assert str(first["location"]) == second.location.value == event.place
    assert first["dtstart"].dt == second.dtstart.value == NINE
    assert first["duration"].dt == second.duration.value == timedelta(minutes=10)
    assert first["dtstamp"].dt == second.dtstamp.value == MADE
    assert str(first["uid"]) == second.uid.value
    alarms = [alarm["trigger"].dt for alarm in first.walk("VALARM")]
    assert alarms == [alarm.trigger.value for alarm in second.valarm_list] == [timedelta(hours=-1), timedelta(0)]


def test_a_start_without_a_zone_is_local_time_wherever_one_is() -> None:
    file = to_ics([Event("Scores", NINE)])
    assert b"DTSTART:20261130T090000\r\n" in file
    assert b"VTIMEZONE" not in file
    assert other(Event("Scores", NINE)).dtstart.value.tzinfo is None


def test_a_start_with_a_zone_carries_its_rules() -> None:
    event = Event("Session", datetime(2027, 3, 15, 9, 0, tzinfo=DENVER), 120)  # the day after the clocks go forward
    file = to_ics([event])
    assert b"DTSTART;TZID=America/Denver:20270315T090000\r\n" in file
    assert file.count(b"BEGIN:VTIMEZONE") == 1
    utc = datetime(2027, 3, 15, 15, 0, tzinfo=UTC)
    assert one(event)["dtstart"].dt.astimezone(UTC) == utc
    # vobject works the offset out from the rules that are in the file.
    assert other(event).dtstart.value.astimezone(UTC) == utc
    winter = Event("Session", datetime(2027, 1, 15, 9, 0, tzinfo=DENVER))
    assert other(winter).dtstart.value.astimezone(UTC) == datetime(2027, 1, 15, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["America/Denver", "America/Phoenix", "Pacific/Honolulu", "America/Puerto_Rico"])
def test_the_zone_in_the_file_is_right_to_the_minute(zone: str) -> None:
    # Around both changes of the clocks of 2027, and in between.
    hours = [datetime(2027, month, day, hour, 30) for month, day in ((3, 14), (7, 1), (11, 7)) for hour in (0, 1, 3, 9)]
    for hour in hours:
        start = hour.replace(tzinfo=ZoneInfo(zone))
        if (start.month, start.hour) == (11, 1):
            continue  # it comes twice
        assert other(Event("Session", start)).dtstart.value.astimezone(UTC) == start.astimezone(UTC), start


def test_the_clocks_change_as_the_standard_writes_it() -> None:
    file = to_ics([Event("Session", datetime(2027, 3, 15, 9, 0, tzinfo=DENVER))]).decode()
    for change in ("20270314T020000\r\nTZNAME:MDT", "20271107T020000\r\nTZNAME:MST"):
        assert f"DTSTART:{change}" in file


def test_a_bare_offset_becomes_utc() -> None:
    start = datetime(2026, 11, 30, 9, 0, tzinfo=timezone(timedelta(hours=-7)))
    assert b"DTSTART:20261130T160000Z\r\n" in to_ics([Event("Session", start)])


def test_a_repeated_event_keeps_its_hour_when_the_clocks_change() -> None:
    event = Event("Scores", datetime(2027, 3, 8, 9, 0, tzinfo=DENVER), every_days=7, times=3)
    days = list(other(event).getrruleset(addRDate=True))
    assert [day.replace(tzinfo=None) for day in days] == [datetime(2027, 3, day, 9, 0) for day in (8, 15, 22)]
    assert one(event)["rrule"]["COUNT"] == [3]
    assert one(event)["rrule"]["INTERVAL"] == [7]


def test_the_same_event_keeps_its_identity_and_equal_ones_are_apart() -> None:
    events = [Event("Scores", NINE), Event("Scores", NINE), Event("Scores", NINE + timedelta(days=1))]
    uids = [str(event["uid"]) for event in icalendar.Calendar.from_ical(to_ics(events)).walk("VEVENT")]
    assert len(set(uids)) == 3
    again = [str(event["uid"]) for event in icalendar.Calendar.from_ical(to_ics(events)).walk("VEVENT")]
    assert uids == again


ODD = "x\r\nBEGIN:VEVENT\r\nSUMMARY:second\r\nEND:VEVENT; a,b\\c \u202e\0 🌱 " + "long " * 60


def test_text_cannot_become_anything_but_text() -> None:
    event = Event(ODD, NINE, note=ODD, place=ODD, remind_minutes_before=(5,))
    first, second = one(event), other(event)
    assert str(first["summary"]) == second.summary.value
    assert str(first["description"]) == second.description.value
    assert "second" in second.summary.value
    assert "\0" not in second.summary.value


@given(st.text(min_size=1), st.text(), st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)), st.integers(1, 10_080))
def test_any_text_loads_in_both(title: str, note: str, start: datetime, minutes: int) -> None:
    try:
        event = Event(title, start, minutes, note, (30,))
    except ValueError:
        return
    first, second = one(event), other(event)
    assert str(first["summary"]) == second.summary.value
    assert first["dtstart"].dt == second.dtstart.value == start.replace(microsecond=0)


def test_lines_are_at_most_75_octets_and_end_as_the_standard_says() -> None:
    file = to_ics([Event("ä" * 200, NINE, note="ä" * 2_000)])
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, file.split(b"\r\n"))) <= 75
    assert b"\n" not in file.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " \0 "},
        {"minutes": 0},
        {"minutes": 100_000},
        {"remind_minutes_before": (-5,)},
        {"times": 0},
        {"times": 10_000},
        {"every_days": 0},
        {"start": datetime(1601, 1, 1)},
        {"start": datetime(9999, 1, 1)},
        {"times": 12, "every_days": 366},
    ],
)
def test_what_no_calendar_holds_is_refused(wrong: dict) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Event(**{"title": "Scores", "start": NINE, **wrong})


def test_no_events_and_too_many_are_refused() -> None:
    for events in ([], [Event("Scores", NINE)] * (MOST_EVENTS + 1)):
        with pytest.raises(ValueError, match="holds 1 to"):
            to_ics(events)
