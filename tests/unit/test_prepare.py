"""Getting ready for a clinic: the order of questions, the texts and their sources, the days of a plan, the calendar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from finder import calendars, evidence, prepare
from finder.costs import Plan
from finder.prepare import PrepareError
from finder.questions import QUESTIONS
from finder.vocabulary import ROUTES
from tests import support

TEXTS = prepare.load()
MONDAY = date(2026, 11, 30)
DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))
PLANS = st.builds(
    Plan,
    route=st.sampled_from(sorted(ROUTES.bits)),
    first_sessions=st.none() | st.integers(0, 100),
    maintenance_per_year=st.integers(0, 100),
)

# Questions


def test_what_is_not_stated_is_asked_first_and_nothing_twice(catalog_of) -> None:
    catalog = catalog_of([support.clinic("a", clinicians="psychiatrist", phone="+14155550100")])
    asked = prepare.questions(catalog, "example-clinic-a")
    unstated = evidence.unstated(catalog, "example-clinic-a")
    assert "monitoring" in unstated
    assert "clinicians" not in unstated
    texts = {point.key: point.text for point in TEXTS.questions}
    assert texts["monitoring"] in asked.unstated, "the fuller question stands in place of the short one"
    assert QUESTIONS["monitoring"] not in asked.unstated
    assert texts["people"] in asked.everybody
    assert QUESTIONS["phone"] not in asked.unstated
    everything = [*asked.unstated, *asked.everybody]
    assert len(set(everything)) == len(everything)
    assert set(texts.values()) <= set(everything)
    order = [everything.index(texts[key]) for key in ("total", "monitoring")]
    assert order == sorted(order), "in the order in which people ask: the price, then how one is watched"


def test_without_a_clinic_only_what_everybody_should_ask(catalog_of) -> None:
    catalog = catalog_of([support.clinic("a")])
    asked = prepare.questions(catalog)
    assert asked.unstated == ()
    assert asked.everybody == tuple(point.text for point in TEXTS.questions)
    with pytest.raises(KeyError):
        prepare.questions(catalog, "example-clinic-b")


# Texts


def test_every_point_has_its_reason_and_primary_sources() -> None:
    groups = (TEXTS.questions, TEXTS.red_flags, TEXTS.health, TEXTS.medicines)
    assert [len(group) for group in groups] == [9, 14, 15, 14]
    for point in (point for group in groups for point in group):
        assert point.why, point.key
    hosts = set()
    for point in (*(point for group in groups for point in group), *TEXTS.notes.values()):
        assert point.sources, point.key
        for source in point.sources:
            parts = urlsplit(source.url)
            assert parts.scheme == "https", source.url
            hosts.add(parts.hostname)
            assert source.authors
            assert source.title
            assert source.year >= 2015
    assert hosts <= {
        "doi.org", "pubmed.ncbi.nlm.nih.gov", "dailymed.nlm.nih.gov", "www.fda.gov", "www.asahq.org", "www.ecfr.gov",
        "www.govinfo.gov", "www.consumerfinance.gov", "reportfraud.ftc.gov", "www.prnewswire.com",
    }  # fmt: skip


def test_nothing_tells_anyone_to_change_a_medicine() -> None:
    for point in (*TEXTS.health, *TEXTS.medicines, *TEXTS.red_flags):
        said = f"{point.text} {point.why}"
        assert not re.search(r"\b(do not|don't|you should|must) (take|stop|start|skip|change)\b", said, re.I), said


def _changed(tmp_path: Path, **changes: object) -> Path:
    content = yaml.safe_load(prepare.FILE.read_text(encoding="utf-8"))
    for where, value in changes.items():
        part, _sep, field = where.partition("__")
        if field:
            content[part][0][field] = value
        else:
            content[part] = value
    file = tmp_path / "prepare.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"red_flags__sources": []}, "red_flags.0.sources"),
        ({"health__why": " "}, "health.0.why"),
        ({"medicines__sources": ["somebody"]}, "no reference somebody"),
        ({"questions__facts": ["shoe_size"]}, "no fact shoe_size"),
        ({"questions__key": "people"}, "a key stands twice"),
        ({"notes__key": "other"}, "notes: must be"),
        ({"red_flags": []}, "red_flags"),
        ({"more": 1}, "more"),
    ],
)
def test_a_broken_file_is_named_with_the_place(tmp_path: Path, changes: dict[str, object], says: str) -> None:
    with pytest.raises(PrepareError, match=re.escape(says)) as error:
        prepare.load(_changed(tmp_path, **changes))
    assert "prepare.yaml" in str(error.value)


def test_references_stand_once_and_are_used(tmp_path: Path) -> None:
    content = yaml.safe_load(prepare.FILE.read_text(encoding="utf-8"))
    one = content["references"]["ftc"]
    with pytest.raises(PrepareError, match=r"spravato_label stands in status\.yaml already"):
        prepare.load(_changed(tmp_path, references={**content["references"], "spravato_label": one}))
    with pytest.raises(PrepareError, match="nothing cites nobody_1999"):
        prepare.load(_changed(tmp_path, references={**content["references"], "nobody_1999": one}))
    with pytest.raises(PrepareError, match="nowhere"):
        prepare.load(tmp_path / "nowhere.yaml")
    (tmp_path / "prepare.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(PrepareError):
        prepare.load(tmp_path / "prepare.yaml")


# Days


def test_infusions_come_twice_a_week_for_three_weeks() -> None:
    days = prepare.first_days(Plan(route="iv"), MONDAY)
    assert [f"{day:%a %m-%d}" for day in days] == [
        "Mon 11-30", "Thu 12-03", "Mon 12-07", "Thu 12-10", "Mon 12-14", "Thu 12-17",
    ]  # fmt: skip


def test_spravato_comes_as_its_label_says() -> None:
    plan = Plan(route="spravato", maintenance_per_year=26)
    days = prepare.first_days(plan, MONDAY)
    assert [(day - MONDAY).days for day in days] == [0, 3, 7, 10, 14, 17, 21, 24, 28, 35, 42, 49]
    later = prepare.later_days(plan, MONDAY)
    assert {(b - a).days for a, b in pairwise(later)} == {14}
    assert (later[0] - days[-1]).days == 14
    weekly = prepare.later_days(Plan(route="spravato", maintenance_per_year=52), MONDAY)
    assert {(b - a).days for a, b in pairwise([days[-1], *weekly])} == {7}


def test_a_leap_day_and_ends_of_months_are_days_like_others() -> None:
    days = prepare.first_days(Plan(), date(2028, 2, 28))
    assert [f"{day:%m-%d}" for day in days[:3]] == ["02-28", "03-02", "03-06"]
    assert prepare.first_days(Plan(first_sessions=1), date(2027, 1, 31)) == [date(2027, 1, 31)]
    later = prepare.later_days(Plan(maintenance_per_year=12), date(2027, 1, 31))
    assert len(later) == 12
    assert {day.weekday() for day in later} == {6}
    assert min((b - a).days for a, b in pairwise(later)) >= 3 * 7


@given(DAYS)
def test_the_second_visit_of_a_week_is_never_newly_on_a_weekend(start: date) -> None:
    days = prepare.first_days(Plan(), start)
    assert len(days) == 6
    assert all(day.weekday() < 5 or day.weekday() == start.weekday() for day in days)
    assert all(2 <= (b - a).days <= 5 for a, b in pairwise(days))


@given(PLANS, DAYS)
def test_days_are_as_many_as_planned_in_order_and_within_the_year(plan: Plan, start: date) -> None:
    first, later = prepare.first_days(plan, start), prepare.later_days(plan, start)
    assert (len(first), len(later)) == (plan.sessions, plan.maintenance_per_year)
    assert all(a < b for a, b in pairwise([*first, *later]))
    if first or later:
        assert [*first, *later][0] == start
    if later:
        end = first[-1] if first else start
        assert (later[-1] - end).days <= 366


# Calendar


def _events(plan: Plan, start: datetime, **more: object) -> list[icalendar.Event]:
    made = calendars.to_ics(prepare.events(plan, start, **more))  # type: ignore[arg-type]
    return list(icalendar.Calendar.from_ical(made).walk("VEVENT"))


def test_the_hour_stays_through_summer_time() -> None:
    zone = ZoneInfo("America/New_York")
    start = datetime(2026, 10, 29, 10, tzinfo=zone)  # clocks go back on November 1
    visits = [event for event in _events(Plan(), start) if str(event["summary"]).startswith("Clinic visit")]
    assert {event["dtstart"].dt.astimezone(zone).hour for event in visits} == {10}
    assert {event["dtstart"].dt.astimezone(UTC).hour for event in visits} == {14, 15}
    floating = _events(Plan(), datetime(2026, 10, 29, 10))
    assert {event["dtstart"].dt.tzinfo for event in floating} == {None}


def test_each_visit_has_its_reminders() -> None:
    start = datetime(2026, 11, 30, 10)
    found = prepare.events(Plan(first_sessions=2), start, place="1 Example Street")
    assert [event.title for event in found] == [
        "Tomorrow: who takes you home? (1 of 2)", "Clinic visit 1 of 2",
        "Tomorrow: who takes you home? (2 of 2)", "Clinic visit 2 of 2",
    ]  # fmt: skip
    assert [event.start for event in found[:2]] == [start - timedelta(days=1), start]
    assert "Ask the clinic when to stop eating" in found[0].note
    assert "2 hours" not in found[0].note
    assert "sketch" in found[1].note
    assert (found[1].place, found[0].place) == ("1 Example Street", "")
    assert all(event.remind_minutes_before for event in found)

    spravato = prepare.events(Plan(route="spravato", first_sessions=1), start)
    assert [event.start for event in spravato] == [start - timedelta(days=1), start - timedelta(hours=2), start]
    assert "as your clinic says" in spravato[1].title
    assert "no food for 2 hours" in spravato[1].note
    assert "30 minutes" in spravato[1].note
    assert spravato[2].minutes >= 120


def test_more_visits_than_a_file_holds_are_cut() -> None:
    plan = Plan(route="spravato", first_sessions=100, maintenance_per_year=100)
    found = prepare.events(plan, datetime(2026, 11, 30, 10))
    assert len(found) == 3 * prepare.most_visits(plan) <= calendars.MOST_EVENTS
    assert calendars.to_ics(found)
    assert found[-1].title == "Clinic visit 166 of 166"


def test_titles_tell_nothing_of_the_treatment() -> None:
    for at_home in (False, True):
        for route in ROUTES.bits:
            for event in prepare.events(Plan(route=route), datetime(2026, 11, 30, 10), at_home=at_home):
                assert not re.search("ketamine|spravato|infusion", event.title, re.I)


def test_at_home_nobody_is_asked_for_a_ride() -> None:
    found = prepare.events(Plan(route="sublingual", first_sessions=1), datetime(2026, 11, 30, 10), at_home=True)
    assert [event.title for event in found] == ["Tomorrow: who stays with you? (1 of 1)", "Appointment 1 of 1"]
    assert "take you home" not in "".join(event.note for event in found)


@given(PLANS, st.datetimes(datetime(2024, 1, 1), datetime(2060, 1, 1)), st.sampled_from(sorted(prepare.ZONES)))
def test_any_plan_makes_a_file(plan: Plan, start: datetime, zone: str) -> None:
    start = start.replace(microsecond=0, tzinfo=ZoneInfo(zone) if zone else None)
    found = prepare.events(plan, start)
    assert len(found) <= calendars.MOST_EVENTS
    visits = [event for event in found if event.title.startswith("Clinic visit")]
    assert len(visits) == min(plan.sessions + plan.maintenance_per_year, prepare.most_visits(plan))
    assert {(event.start.hour, event.start.minute) for event in visits} <= {(start.hour, start.minute)}


# Cost and licenses


def test_the_letter_has_a_blank_where_no_clinic_is_chosen(catalog_of) -> None:
    catalog = catalog_of([support.clinic("a")])
    plan = Plan(first_sessions=4)
    assert "To: [name of the clinic]" in prepare.letter(catalog, None, plan)
    named = prepare.letter(catalog, "example-clinic-a", plan)
    assert "To: Example Clinic A" in named
    assert "4 sessions at first" in named
    with pytest.raises(KeyError):
        prepare.letter(catalog, "example-clinic-b", plan)


def test_lookups_end_with_the_whole_country() -> None:
    assert [title for title, _found in prepare.lookups(["CA", "??"])] == ["California", "The whole country"]
    assert all(found for _title, found in prepare.lookups(["CA"]))
