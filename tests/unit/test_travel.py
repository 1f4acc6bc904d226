"""Getting there: visits, miles, hours and what they cost."""

from __future__ import annotations

import pytest
from geopy.distance import geodesic

from finder import places
from finder.costs import Plan
from finder.travel import ROAD, STARTS_LESS, UNSURE_MILES, one_way, starts_less, travel, visits
from tests.support import clinic, load_data, provider

LOS_ANGELES = places.find("Los Angeles, CA")[0]
ZIP = places.find("90012")[0]


@pytest.fixture
def catalog(tmp_path):
    rows = [
        clinic("a", lat=34.5, lon=-118.2437, iv_minutes=45),
        clinic("b", lat=34.5, lon=-118.2437, position="city"),
        clinic("c", lat=None, lon=None, position=None),
        provider("z"),
    ]
    return load_data(tmp_path, rows)


def test_one_travels_to_each_visit() -> None:
    assert visits(Plan(maintenance_per_year=4, therapy_sessions=2)) == 1 + 6 + 4 + 2


def test_miles_hours_and_dollars(catalog) -> None:
    plan = Plan(near=ZIP, maintenance_per_year=2, per_mile=0.5, per_ride=30)
    away = geodesic((ZIP.lat, ZIP.lon), (34.5, -118.2437)).miles
    found = travel(catalog, 0, plan)
    assert found.one_way == pytest.approx(away, abs=0.01)
    # the consultation, six sessions and two more; a ride home from each session
    assert (found.visits, found.rides) == (9, 8)
    assert found.miles == pytest.approx(18 * away, abs=0.1)
    # the clinic's address is exact, the person is somewhere in a ZIP
    assert found.miles_low == pytest.approx(18 * (away - UNSURE_MILES["zip"]), abs=0.1)
    assert found.miles_high == pytest.approx(18 * (away + UNSURE_MILES["zip"]) * ROAD, abs=0.1)
    assert found.cost_low == pytest.approx(found.miles_low * 0.5 + 8 * 30)
    assert found.cost_high == pytest.approx(found.miles_high * 0.5 + 8 * 30)
    assert found.hours_low == pytest.approx(found.miles_low / 60)
    assert found.hours_high == pytest.approx(found.miles_high / 25)
    # eight infusions of 45 minutes
    assert found.hours_there == 6


def test_a_clinic_known_by_its_city_is_a_wider_range(catalog) -> None:
    sure, unsure = (travel(catalog, row, Plan(near=LOS_ANGELES)) for row in (0, 1))
    assert unsure.miles_low < sure.miles_low
    assert unsure.miles_high > sure.miles_high
    assert unsure.miles == sure.miles


def test_what_is_not_known_is_not_guessed(catalog) -> None:
    state = places.find("California")[0]
    for row, near in ((0, None), (2, LOS_ANGELES), (0, state)):
        found = travel(catalog, row, Plan(near=near))
        assert found.visits == 7
        assert (found.miles, found.miles_low, found.hours_high, found.cost_high) == (None, None, None, None)
    assert one_way(catalog, 0, None) is None
    # an infusion's length says nothing of a shot's
    assert travel(catalog, 0, Plan(route="im")).hours_there is None
    # two hours of watch after each of twelve (label)
    assert travel(catalog, 0, Plan(route="spravato")).hours_there == 24


def test_a_provider_at_home_needs_no_trips(catalog) -> None:
    found = travel(catalog, 3, Plan(near=LOS_ANGELES))
    assert (found.visits, found.rides, found.miles) == (0, 0, None)


def test_how_much_less_often_people_start_is_the_studys() -> None:
    assert [starts_less(miles) for miles in (0, 9.9, 10, 20, 35, 49, 50, 400)] == [
        None, None, 11.9, 50.8, 68.1, 75.9, 92.8, 92.8,
    ]  # fmt: skip
    assert list(STARTS_LESS.values()) == sorted(STARTS_LESS.values())
