"""What a person sees of a search, one promise at a time. `test_search_oracle.py` compares whole results."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from finder.places import Place
from finder.search import SORTS, Query, QueryError, Results, search
from finder.spatial import SpatialIndex, geodesic_miles
from tests import support
from tests.support import clinic, place, price, provider, quick_catalog

LOS_ANGELES = place("city:ca/los-angeles")
SAN_FRANCISCO = place("city:ca/san-francisco")


def find(clinics, prices=(), **asked) -> Results:
    return search(quick_catalog(list(clinics), list(prices)), Query(**{"near": LOS_ANGELES, **asked}))


def keys(hits) -> list[str]:
    """The last letter of each clinic's id: "example-clinic-a" is "a"."""
    return [hit.clinic_id.removeprefix("example-clinic-") for hit in hits]


def by_standing(results: Results) -> dict[str, list[str]]:
    return {
        standing: keys(hit for hit in results.hits if hit.standing == standing) for standing in ("states_all", "to_ask")
    }


# Not stated is a value


def test_a_financing_filter_shows_who_states_it_first_and_who_does_not_say_apart():
    results = find(
        [
            clinic("near", lat=34.06, financing=None),
            clinic("middle", lat=34.2, financing="carecredit;hsa_fsa"),
            clinic("far", lat=34.3, financing="hsa_fsa"),
        ],
        financing={"carecredit"},
    )
    assert keys(results.hits) == ["middle", "near", "far"]
    assert by_standing(results) == {"states_all": ["middle"], "to_ask": ["near", "far"]}
    assert (results.total, results.states_all, results.to_ask) == (3, 1, 2)
    assert [hit.unstated for hit in results.hits] == [(), ("financing",), ("financing",)]
    assert "Clinics that state all you asked, then those to ask." in results.explanation


LISTS_THAT_ARE_NEVER_COMPLETE = {
    "conditions": ("ptsd", "ocd"),
    "settings": ("at_home", "telehealth"),
    "services": ("tms", "nad"),
    "clinicians": ("crna", "psychiatrist"),
    "memberships": ("askp3", "aaahc"),
    "monitoring": ("ecg", "vitals"),
    "insurance": ("aetna", "cigna"),
    "financing": ("affirm", "klarna"),
    "accessibility": ("parking", "transit"),
}


@pytest.mark.parametrize(("field", "words"), LISTS_THAT_ARE_NEVER_COMPLETE.items())
def test_a_list_without_the_asked_word_does_not_say_no(field, words):
    asked, other = words
    results = find([clinic("a", **{field: other}), clinic("b", **{field: f"{other};{asked}"})], **{field: {asked}})
    assert by_standing(results) == {"states_all": ["b"], "to_ask": ["a"]}
    assert sum(results.left_out.values()) == 0


def test_several_words_of_one_filter_mean_any_of_them_and_several_filters_mean_all():
    results = find(
        [clinic("a", conditions="ptsd"), clinic("b", conditions="ocd", routes="iv"), clinic("c", routes="im;iv")],
        conditions={"ptsd", "ocd"},
        routes={"iv"},
    )
    assert by_standing(results) == {"states_all": ["b"], "to_ask": ["a", "c"]}
    assert {hit.clinic_id[-1]: hit.unstated for hit in results.hits} == {
        "a": ("routes",),
        "b": (),
        "c": ("conditions",),
    }


def test_board_certified_false_says_no_and_empty_says_nothing():
    results = find(
        [clinic("a", board_certified=True), clinic("b", board_certified=False), clinic("c")], board_certified=True
    )
    assert by_standing(results) == {"states_all": ["a"], "to_ask": ["c"]}
    assert results.left_out["board_certified"] == 1


@pytest.mark.parametrize(
    ("rating", "reviews", "standing"),
    [("4.5", "10", "states_all"), ("4.5", "9", "to_ask"), ("4.5", "", "to_ask"), ("", "", "to_ask"), ("3", "99", None)],
)
def test_a_rating_counts_from_ten_reviews_on(rating, reviews, standing):
    results = find([clinic("a", rating=rating, reviews=reviews)], min_rating=4.5)
    assert [hit.standing for hit in results.hits] == ([standing] if standing else [])


# Routes


def test_spravato_leaves_out_clinics_that_list_only_other_routes_and_counts_them():
    results = find(
        [clinic("a", routes="spravato"), clinic("b", routes="iv;im"), clinic("c"), clinic("d", routes="iv;spravato")],
        routes={"spravato"},
    )
    assert by_standing(results) == {"states_all": ["a", "d"], "to_ask": ["c"]}
    assert results.left_out == {"price": 0, "route": 1, "insurance": 0, "closed": 0}


# Insurance


@pytest.mark.parametrize(
    ("states", "asked", "standing"),
    [
        ("aetna", "aetna", "states_all"),
        ("cigna", "aetna", "to_ask"),
        ("", "aetna", "to_ask"),
        ("superbill", "aetna", "to_ask"),  # a superbill is no insurer: it is not an answer to Aetna
        ("not_accepted", "aetna", None),
        ("not_accepted;superbill", "aetna", None),
        ("not_accepted;spravato_covered", "aetna", "to_ask"),
        ("not_accepted", "accepts_insurance", None),
        ("not_accepted", "va", None),
        ("not_accepted", "superbill", "to_ask"),
        ("not_accepted", "spravato_covered", "to_ask"),
        ("not_accepted", "not_accepted", "states_all"),
        ("superbill", "superbill", "states_all"),
    ],
)
def test_insurance(states, asked, standing):
    results = find([clinic("a", insurance=states)], insurance={asked})
    assert [hit.standing for hit in results.hits] == ([standing] if standing else [])
    assert results.left_out["insurance"] == (standing is None)


# Price


@pytest.mark.parametrize(
    ("low", "high", "standing"),
    [
        (400, 500, "states_all"),
        (500, 500, "states_all"),
        (400, 700, "states_all"),  # straddles the limit: stays, "from $400"
        (501, 700, None),
        (400, None, "states_all"),
        (600, None, None),
        (None, 450, "states_all"),
        (None, 700, "to_ask"),  # "up to $700" may be less
    ],
)
def test_a_highest_price(low, high, standing):
    results = find([clinic("a")], [price("a", low, high)], max_session_usd=500)
    assert [hit.standing for hit in results.hits] == ([standing] if standing else [])
    assert results.left_out["price"] == (standing is None)
    for hit in results.hits:
        assert (hit.session_low, hit.session_high) == (low, high)
        assert hit.unstated == (() if standing == "states_all" else ("price",))


@pytest.mark.parametrize(
    ("asked", "low"),
    [
        ({}, 100),
        ({"conditions": {"depression"}}, 100),
        ({"conditions": {"crps"}}, 200),
        ({"conditions": {"depression", "migraine"}}, 200),
        ({"services": {"psychotherapy"}}, 300),
        ({"services": {"tms"}}, 100),
        ({"conditions": {"crps"}, "services": {"psychotherapy"}}, 200),
    ],
)
def test_pain_and_therapy_have_prices_of_their_own(asked, low):
    offers = [
        price("a", 100, item="session"),
        price("a", 200, item="pain_session"),
        price("a", 300, item="kap_session"),
        price("a", 1, item="therapy_session"),
        price("a", 2, item="maintenance_session"),
        price("a", 3, item="group_session"),
        price("a", 4, item="series"),
        price("a", 5, item="consultation"),
    ]
    clinics = [clinic("a", conditions="depression;crps;migraine", services="psychotherapy;tms")]
    (hit,) = find(clinics, offers, **asked).hits
    assert hit.session_low == low
    assert find(clinics, offers, **asked, max_session_usd=low).total == 1
    assert find(clinics, offers, **asked, max_session_usd=low - 1).total == 0


@pytest.mark.parametrize(
    ("routes", "ends"),
    [
        (set(), (100, 900)),
        ({"iv"}, (400, 900)),
        ({"im"}, (200, 300)),
        ({"iv", "im"}, (200, 900)),
        ({"spravato"}, (None, None)),
    ],
)
def test_the_price_is_that_of_the_asked_routes(routes, ends):
    offers = [
        price("a", 400, 500, route="iv"),
        price("a", 450, 900, route="iv"),
        price("a", 200, 300, route="im"),
        price("a", 100, 150),
    ]
    (hit,) = find([clinic("a")], offers, routes=routes).hits
    assert (hit.session_low, hit.session_high) == ends


@given(support.tables(), support.queries(), st.sampled_from([0.0, 150.0, 299.99, 400.0, 500.0]))
def test_a_highest_price_never_shows_a_clinic_whose_price_is_above_it(table, query, limit):
    clinics, offers = table
    items = {"pain_session"} if query.conditions & {"migraine", "chronic_pain"} else set()
    items |= {"kap_session"} if "psychotherapy" in query.services else set()
    lows: dict[str, float] = {}
    for offer in offers:
        right_kind = offer["item"] in (items or {"session"})
        if right_kind and offer["low_usd"] and (not query.routes or offer["route"] in query.routes):
            low = float(offer["low_usd"])
            lows[offer["clinic_id"]] = min(low, lows.get(offer["clinic_id"], low))
    results = search(quick_catalog(clinics, offers), replace(query, max_session_usd=limit, page=1, per_page=1_000))
    assert len(results.hits) == results.total
    for hit in [*results.hits, *results.at_home]:
        assert lows.get(hit.clinic_id, 0.0) <= limit
        assert hit.session_low == lows.get(hit.clinic_id)


# Closed, doors, homes, places


def test_a_closed_clinic_is_found_by_its_name_only():
    clinics = [clinic("a"), clinic("b", status="closed"), clinic("c", status="doubtful")]
    results = find(clinics)
    assert keys(results.hits) == ["a", "c"]
    assert results.left_out["closed"] == 1
    for blank in ("", "   "):
        assert keys(find(clinics, name=blank).hits) == ["a", "c"]
    named = find(clinics, name=" clinic  B")
    assert keys(named.hits) == ["b"]
    assert named.left_out["closed"] == 0


def test_a_name_is_found_by_all_its_words_in_any_case_and_order():
    clinics = [
        clinic("a", name="Example Ketamine of Éxton"),
        clinic("b", name="Exton Example"),
        clinic("c", name="100% (Example)"),
    ]
    assert keys(find(clinics, name="KETAMINE example").hits) == ["a"]
    assert keys(find(clinics, name="éxton").hits) == ["a"]
    assert keys(find(clinics, name="exton").hits) == ["b"]
    assert keys(find(clinics, name="100% (").hits) == ["c"]
    assert find(clinics, name="example nobody").hits == []


def test_only_providers_without_a_door_are_a_group_of_their_own():
    results = find(
        [
            clinic("door", settings="at_home;telehealth"),  # offers treatment at home, but has a door
            provider("silent"),
            provider("serves", states_served="NV;CA"),
            provider("elsewhere", states_served="NY"),
            provider("placed", states_served="CA", lat=34.05, lon=-118.24, city="Los Angeles", state="CA"),
            provider("gone", states_served="CA", status="closed"),
            provider("lozenge", states_served="CA", routes="sublingual"),
        ]
    )
    assert keys(results.hits) == ["door"]
    assert results.total == 1
    assert keys(results.at_home) == ["lozenge", "placed", "serves", "silent"]
    assert {hit.miles for hit in results.at_home} == {None}
    iv = find([provider("lozenge", routes="sublingual"), provider("silent")], routes={"iv"})
    assert keys(iv.at_home) == ["silent"]


def test_a_state_means_its_clinics_whatever_the_distance_placed_or_not():
    clinics = [
        clinic("la"),
        clinic("fresno", city="Fresno", lat=36.74, lon=-119.79),
        clinic("lost", lat=None, lon=None, position=None),
        clinic("vegas", city="Las Vegas", state="NV", lat=36.17, lon=-115.14),
    ]
    results = find(clinics, near=place("state:ca"), within_miles=10)
    assert keys(results.hits) == ["fresno", "la", "lost"]  # nearest to the middle of the state, then the unplaced
    assert results.nearest_outside is None
    assert find(clinics, near=place("state:gu")).total == 0


def test_a_clinic_without_a_position_is_never_near_but_is_in_the_country_and_found_by_name():
    clinics = [clinic("a", name="Example Lost", lat=None, lon=None, position=None), clinic("b")]
    assert keys(find(clinics).hits) == ["b"]
    for anywhere in (find(clinics, within_miles=None), find(clinics, near=None, sort="stated")):
        assert set(keys(anywhere.hits)) == {"a", "b"}
    (hit,) = find(clinics, near=None, name="lost").hits
    assert hit.miles is None


def test_a_clinic_known_by_its_city_only_is_approximate():
    positions = ("address", "zip", "city", None)
    clinics = [clinic(str(i), position=position) for i, position in enumerate(positions)]
    assert [hit.approximate for hit in find(clinics).hits] == [False, False, True, False]


# Nothing near


def test_no_hits_says_how_far_the_nearest_is_and_offers_a_radius_that_includes_it():
    clinics = [
        clinic("closed", city="San Francisco", lat=37.0, lon=-122.0, status="closed"),
        clinic("la"),
        clinic("no", city="San Jose", lat=37.3, lon=-121.9, routes="im"),
    ]
    query = Query(near=SAN_FRANCISCO, within_miles=10, routes=frozenset({"iv"}))
    catalog = quick_catalog(clinics)
    outside = search(catalog, query).nearest_outside
    assert outside is not None
    assert outside.clinic_id == "example-clinic-la"
    assert outside.miles == pytest.approx(miles(SAN_FRANCISCO, 34.0522, -118.2437), abs=1e-6)
    assert outside.radius == 500
    wider = search(catalog, replace(query, within_miles=outside.radius))
    assert "la" in keys(wider.hits)
    assert search(catalog, replace(query, within_miles=400)).nearest_outside is None  # there are hits


def test_the_offered_radius_can_be_asked_wherever_one_is():
    guam = place("zip:96910")
    catalog = quick_catalog([clinic("far", city="Miami", state="FL", lat=25.77, lon=-80.19)])
    outside = search(catalog, Query(near=guam)).nearest_outside
    assert outside is not None
    assert outside.miles > 7_000
    assert keys(search(catalog, Query(near=guam, within_miles=outside.radius)).hits) == ["far"]


def test_the_nearest_outside_is_the_nearest_by_geodesic_not_by_great_circle():
    """On the sphere the nine in the east are nearer; on the Earth the one in the north is."""
    here = Place("zip:00000", "", "", "", None, 40.0, -98.0, "zip")
    radius = 6371.0088 / 1.609344
    north = 40 + math.degrees(100.2 / radius)
    east = -98 + math.degrees(2 * math.asin(math.sin(100 / radius / 2) / math.cos(math.radians(40))))
    clinics = [clinic(f"east{i}", lat=40.0, lon=round(east, 6)) for i in range(9)]
    clinics.append(clinic("north", lat=round(north, 6), lon=-98.0))
    assert miles(here, north, -98) < miles(here, 40, east)
    outside = search(quick_catalog(clinics), Query(near=here, within_miles=50)).nearest_outside
    assert outside is not None
    assert outside.clinic_id == "example-clinic-north"


def test_an_empty_catalogue_answers_every_search():
    catalog = quick_catalog([])
    for near in (None, LOS_ANGELES, place("state:ca")):
        for within in (None, 50.0):
            for sort in SORTS:
                results = search(
                    catalog, Query(near=near, within_miles=within, sort=sort, max_session_usd=1, name="example")
                )
                assert (results.total, results.hits, results.at_home, results.nearest_outside) == (0, [], [], None)


# Order


def test_whatever_the_order_what_is_unknown_comes_last_and_ties_go_by_name():
    clinics = [
        clinic("a", name="Example D", lat=34.1, rating="4.0", reviews="10"),
        clinic("b", name="example c", lat=34.3, phone="+14155550100", hours="Monday"),
        clinic("c", name="Example B", lat=34.2, rating="5", reviews="9"),
        clinic("d", name="Example A", lat=34.2, rating="4.8", reviews="12", phone="+14155550100"),
    ]
    ends = {"a": (300,), "b": (250,), "c": (None, 200), "d": (300,)}
    prices = [price(key, *usd, route="iv") for key, usd in ends.items()]
    orders = {
        "distance": ["a", "d", "c", "b"],
        "price": ["b", "d", "a", "c"],
        "course": ["b", "d", "a", "c"],
        "rating": ["d", "a", "c", "b"],
        "stated": ["d", "b", "c", "a"],  # d and b state three facts, c and a two
    }
    for sort, expected in orders.items():
        assert keys(find(clinics, prices, sort=sort).hits) == expected, sort
    assert keys(find(clinics, prices, near=None).hits) == ["d", "c", "b", "a"]


def in_order_of_cost(prices: dict[str, list[support.Row]], **asked) -> list[str]:
    """The clinics with these prices, and one without any, whose name comes first."""
    clinics = [clinic(key) for key in sorted({"a", *prices}, reverse=True)]
    return keys(find(clinics, [row for rows in prices.values() for row in rows], sort="course", **asked).hits)


def consultation(key: str, usd: float = 200) -> support.Row:
    return price(key, usd, usd, item="consultation")


def iv(key: str, *usd: float | None, **cells) -> support.Row:
    return price(key, *usd, route="iv", **cells)


def test_a_whole_cost_comes_before_a_part_and_a_part_before_none():
    prices = {
        "z": [consultation("z"), iv("z", 400, 400)],  # 2,600
        "y": [consultation("y"), iv("y", 390, 500)],  # 2,540 to 3,200
        "x": [consultation("x", 0), iv("x", 2_000, 2_000, item="series", sessions=6)],  # 2,000
        "w": [iv("w", 200, 200)],  # at least 1,200: no consultation
        "v": [consultation("v"), iv("v", 150, None)],  # at least 1,100: nobody knows the top
        "c": [consultation("c", 50)],  # sessions without a price
        "b": [consultation("b", 50), iv("b", None, 100)],  # at most 600 and 50, at least nobody knows
    }
    assert in_order_of_cost(prices) == ["x", "y", "z", "v", "w", "a", "b", "c"]


def test_equal_costs_of_a_course_go_by_name():
    prices = {key: [consultation(key), iv(key, *usd)] for key, usd in {"d": (400, 400), "c": (400, 800)}.items()}
    assert in_order_of_cost(prices) == ["c", "d", "a"]


def test_a_course_with_therapy_counts_only_sessions_with_therapy_as_whole():
    prices = {
        "b": [consultation("b"), iv("b", 100, 100), iv("b", 900, 900, item="kap_session")],
        "c": [consultation("c"), iv("c", 200, 200)],
        "d": [consultation("d"), iv("d", 800, 800, item="kap_session")],
    }
    assert in_order_of_cost(prices) == ["b", "c", "a", "d"]
    assert in_order_of_cost(prices, services={"psychotherapy"}) == ["d", "b", "c", "a"]


def test_a_course_for_pain_counts_only_pain_sessions():
    prices = {
        "b": [consultation("b"), iv("b", 100, 100)],
        "c": [consultation("c"), iv("c", 900, 900, item="pain_session"), iv("c", 400, 400)],
        "d": [consultation("d"), iv("d", 800, 800, item="pain_session")],
    }
    assert in_order_of_cost(prices) == ["b", "c", "a", "d"]
    assert in_order_of_cost(prices, conditions={"crps"}) == ["d", "c", "a", "b"]


def test_a_course_is_by_the_cheapest_of_the_asked_routes_or_of_the_clinics_own():
    prices = {
        "b": [consultation("b"), iv("b", 500, 500), price("b", 150, 150, route="im")],
        "c": [consultation("c"), iv("c", 400, 400)],
        "d": [consultation("d"), price("d", 350, 350, route="im")],
        "e": [price("e", 100, 100, route="im"), consultation("e"), iv("e", 600, 600)],
        # Spravato is twice as many sessions.
        "f": [consultation("f"), price("f", 180, 180, route="spravato")],
    }
    assert in_order_of_cost(prices) == ["e", "b", "d", "f", "c", "a"]
    assert in_order_of_cost(prices, routes={"iv"}) == ["c", "b", "e", "a", "d", "f"]
    assert in_order_of_cost(prices, routes={"iv", "spravato"}) == ["f", "c", "b", "e", "a", "d"]


def test_equal_names_go_by_id():
    clinics = [clinic(key, name="Example") for key in ("c", "a", "b")]
    assert keys(find(clinics).hits) == ["a", "b", "c"]


def test_each_order_says_why():
    for sort, words in {
        "distance": "Nearest first",
        "price": "Lowest published price",
        "course": "usual first course",
        "rating": "10 or more reviews",
        "stated": "most facts",
    }.items():
        explanation = find([clinic()], sort=sort).explanation
        assert words in explanation
        assert "\n" not in explanation
    assert "name" in find([clinic()], near=None).explanation


# Large results, exactly


def miles(near: Place, lat: float, lon: float) -> float:
    return float(geodesic((near.lat, near.lon), (lat, lon)).miles)


def crowd(n: int = 5_000, seed: int = 7) -> list[support.Row]:
    """Points around Los Angeles, a fifth of them at points that others share; names in no order."""
    random = np.random.default_rng(seed)
    lat = np.round(34.05 + random.normal(0, 0.6, n), 4)
    lon = np.round(-118.24 + random.normal(0, 0.8, n), 4)
    shared = random.integers(0, n, n // 5)
    lat[: n // 5], lon[: n // 5] = lat[shared], lon[shared]
    names = random.permutation(n)
    return [
        clinic(str(i), lat=float(lat[i]), lon=float(lon[i]), name=f"Example {names[i] % 1_000:04}") for i in range(n)
    ]


def test_thousands_of_clinics_stand_in_exact_order_on_every_page():
    rows = crowd()
    catalog = quick_catalog(rows)
    query = Query(near=LOS_ANGELES, within_miles=60, per_page=50)
    measured = [(miles(LOS_ANGELES, float(row["lat"]), float(row["lon"])), row["name"], row["id"]) for row in rows]
    expected = sorted(entry for entry in measured if entry[0] <= 60)
    assert 2_000 < len(expected) < 5_000
    last = -(-len(expected) // 50)
    for page in [1, 2, 3, 17, last // 2, last - 1, last, last + 1]:
        results = search(catalog, replace(query, page=page))
        assert results.total == len(expected)
        wanted = expected[(page - 1) * 50 : page * 50]
        assert [hit.clinic_id for hit in results.hits] == [clinic_id for _miles, _name, clinic_id in wanted]
        assert [hit.miles for hit in results.hits] == pytest.approx([entry[0] for entry in wanted], abs=1e-6)


@pytest.mark.parametrize("near", ["city:ca/los-angeles", "city:ak/anchorage", "city:hi/honolulu", "city:pr/san-juan"])
@pytest.mark.parametrize("radius", [0.5, 10, 50, 500])
def test_the_rim_of_the_radius_is_exact(near, radius):
    """Clinics a foot inside the radius are found and those a foot outside are not, in every direction."""
    here, foot = place(near), 1 / 5280
    inside, outside = [], []
    for bearing in range(0, 360, 15):
        for group, distance in ((inside, radius - foot), (outside, radius + foot)):
            point = geodesic(miles=distance).destination((here.lat, here.lon), bearing)
            group.append(clinic(f"{len(group)}-{group is inside}".lower(), lat=point.latitude, lon=point.longitude))
    results = search(quick_catalog(inside + outside), Query(near=here, within_miles=radius, per_page=100))
    assert {hit.clinic_id for hit in results.hits} == {row["id"] for row in inside}


def test_a_radius_of_exactly_a_clinics_distance_includes_it():
    catalog = quick_catalog([clinic("a", lat=34.4, lon=-118.9)])
    (hit,) = search(catalog, Query(near=LOS_ANGELES)).hits
    assert search(catalog, Query(near=LOS_ANGELES, within_miles=hit.miles)).total == 1
    assert search(catalog, Query(near=LOS_ANGELES, within_miles=math.nextafter(hit.miles, 0))).total == 0


def test_distances_are_geodesics_on_the_wgs84_ellipsoid():
    points = [(34.05, -118.24), (61.2, -149.9), (21.3, -157.9), (18.4, -66.1), (52.0, 179.5), (34.0522, -118.2437)]
    lats, lons = np.array(points).T
    found = geodesic_miles(34.0522, -118.2437, lats, lons)
    assert found == pytest.approx([geodesic((34.0522, -118.2437), point).miles for point in points], abs=1e-6)
    index = SpatialIndex(lats, lons, np.arange(len(points)))
    assert index.within(52.0, -179.5, 50).tolist() == [4]  # across the date line
    assert geodesic((52.0, -179.5), (52.0, 179.5)).miles < 50


# Questions that make no sense

UNKNOWN_WORDS = [
    ({"conditions": {"depresion"}}, ("conditions", "depresion", "depression")),
    ({"routes": {"infusion_iv"}}, ("routes", "infusion_iv", "iv")),
    ({"routes": {"spravatto"}}, ("routes", "spravatto", "spravato")),
    ({"financing": {"care credit"}}, ("financing", "care credit", "carecredit")),
    ({"insurance": {"Medicaire"}}, ("insurance", "Medicaire", "medicare")),
    ({"sort": "distanse"}, ("sort", "distanse", "distance")),
]


@pytest.mark.parametrize(("asked", "parts"), UNKNOWN_WORDS)
def test_an_unknown_word_is_named_with_the_nearest_right_one(asked, parts):
    field, word, right = parts
    with pytest.raises(QueryError) as error:
        Query(**asked)
    assert str(error.value).startswith(f"{field}: “{word}” is not a word we know.")
    assert f"“{right}”" in str(error.value)


def test_a_word_like_none_is_named_without_a_guess():
    with pytest.raises(QueryError, match=r"^routes: “xyzzy” is not a word we know\.$"):
        Query(routes={"xyzzy"})


@pytest.mark.parametrize(
    "asked",
    [
        *({"within_miles": miles} for miles in (0, -1, math.nan, math.inf, 12_501)),
        *({"max_session_usd": usd} for usd in (-1, math.nan, math.inf)),
        *({"min_rating": stars} for stars in (-0.1, 5.1, math.nan)),
        {"page": 0},
        {"per_page": 0},
    ],
)
def test_a_number_that_makes_no_sense_is_refused_with_a_sentence(asked):
    with pytest.raises(QueryError) as error:
        Query(**asked)
    assert len(str(error.value).split()) > 4


def test_words_may_be_given_as_any_collection():
    assert Query(routes=["iv", "iv"]) == Query(routes=frozenset({"iv"}))


# Counts beside the choices


def test_facets_count_who_states_a_word_under_the_other_filters():
    clinics = [
        clinic("a", routes="iv", financing="carecredit", board_certified=True),
        clinic("b", routes="im", financing="carecredit"),
        clinic("c", financing="hsa_fsa"),
        clinic("d", routes="iv", status="closed"),
        clinic("e", routes="iv", lat=36.0),
        provider("z", routes="iv"),
    ]
    facets = find(clinics, routes={"iv"}).facets
    assert {word: n for word, n in facets["routes"].items() if n} == {"iv": 1, "im": 1}
    assert {word: n for word, n in facets["financing"].items() if n} == {"carecredit": 1, "hsa_fsa": 1}
    assert facets["board_certified"] == {"true": 1}


def test_left_out_counts_each_clinic_once_and_only_in_the_area():
    clinics = [
        clinic("a", routes="im", insurance="not_accepted", status="closed"),
        clinic("b", routes="im", insurance="not_accepted"),
        clinic("c", insurance="not_accepted"),
        clinic("d"),
        clinic("e", lat=40.0, routes="im"),
        provider("z", routes="im"),
    ]
    prices = [price(key, 900, route="iv") for key in "abcd"]
    results = find(clinics, prices, routes={"iv"}, insurance={"aetna"}, max_session_usd=10)
    assert results.total == 0
    assert results.left_out == {"closed": 1, "route": 1, "insurance": 1, "price": 1}
