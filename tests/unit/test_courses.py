"""The keys that courses are sorted by: they are the totals that are shown, and are worked out once."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from finder import courses, evidence
from finder.catalog import Catalog
from finder.courses import UNKNOWN, best, keys
from finder.search import search
from tests import support
from tests.support import clinic, place, price, quick_catalog

ANY = (frozenset[str](), False, False)
IV = (frozenset({"iv"}), False, False)
NEAR = support.SAN_FRANCISCO[-1]


def two_cities() -> Catalog:
    """A, B and C (who publishes nothing) in San Francisco, D in Los Angeles."""
    city, state, lat, lon, _place = support.SAN_FRANCISCO
    clinics = [clinic(key, city=city, state=state, lat=lat, lon=lon) for key in "abc"] + [clinic("d")]
    sessions = [price(key, usd, usd, route="iv") for key, usd in (("a", 500), ("b", 400), ("d", 300))]
    return quick_catalog(clinics, [price("a", 250.5, 250.5, item="consultation"), *sessions])


@pytest.fixture
def estimated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The routes of the plans that are estimated during a test."""
    asked: list[str] = []
    real = courses.estimate

    def noted(offers, plan):
        asked.append(plan.route)
        return real(offers, plan)

    monkeypatch.setattr(courses, "estimate", noted)
    return asked


def test_a_key_is_the_total_in_cents_those_that_are_at_least_after_all_whole_ones():
    found = keys(two_cities(), np.arange(4), *ANY).tolist()
    whole, b, unknown, d = found
    assert whole == 325_050  # 6 times 500 and 250.50
    assert b - d == 6 * 100_00  # no consultation is published: at least 2,400 and 1,800
    assert whole < d < b < unknown == UNKNOWN < 2**31


def test_only_clinics_of_the_area_with_a_price_are_worked_out_and_only_once(estimated):
    catalog = two_cities()
    query = support.Query(near=place(NEAR), sort="course")
    for _time in range(2):
        assert [hit.clinic_id[-1] for hit in search(catalog, query).hits] == ["a", "b", "c"]
        assert estimated == ["iv", "iv"]
    search(catalog, replace(query, near=None))
    assert len(estimated) == 3
    search(catalog, replace(query, services={"psychotherapy"}))
    assert len(estimated) == 5


def test_what_is_kept_of_a_table_goes_with_it():
    catalog = two_cities()
    keys(catalog, np.arange(4), *ANY)
    gone = weakref.ref(catalog)
    del catalog
    gc.collect()
    assert gone() is None
    assert not any(key() is None for key in courses._KEPT.keyrefs())


def test_the_best_course_says_by_which_route_and_what_it_is_made_of():
    catalog = quick_catalog([clinic()], [price("a", 500, route="iv"), price("a", 300, route="im")])
    for asked, route, low in ((ANY, "im", 1_800), (IV, "iv", 3_000)):
        found = best(catalog, "example-clinic-a", *asked)
        assert found is not None
        plan, total = found
        assert (plan.route, total.low, total.missing) == (route, low, ("consultation",))
    assert best(two_cities(), "example-clinic-c", *ANY) is None
    assert best(catalog, "example-clinic-a", frozenset({"sublingual"}), False, False) is None


@given(support.tables(most=20), support.queries())
def test_the_total_that_is_shown_is_the_one_that_is_sorted_by(table, query):
    catalog = quick_catalog(*table)
    for clinic_id, key in zip(catalog.frame["id"], keys(catalog, np.arange(len(catalog)), *query.course), strict=True):
        found = best(catalog, clinic_id, *query.course)
        assert (found is None) == (key == UNKNOWN)
        if found is not None:
            _plan, total = found
            assert key % 2**30 == round(total.low * 100)
            assert (key >= 2**30) == total.at_least


@given(support.tables(most=20))
def test_the_offers_of_many_clinics_are_those_of_each(table):
    catalog = quick_catalog(*table)
    rows = np.arange(len(catalog))[::-1]
    assert evidence.offers_of(catalog, rows) == [evidence.offers(catalog, clinic_id) for clinic_id in catalog.ids(rows)]
