"""What people type where, and what they get: places, corrected spellings, and a sentence when one is needed."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from finder import places
from finder.placetable import PlaceTable, TableError

# Typed text -> the first place. Nothing needs saying about any of these.
FIRST = {
    # ZIP codes
    "94110": "zip:94110",
    "94110-1234": "zip:94110",
    "94110 1234": "zip:94110",
    "941101234": "zip:94110",
    " 02138 ": "zip:02138",
    "\uff19\uff14\uff11\uff11\uff10": "zip:94110",  # full-width digits
    "Indianapolis, IN 46204": "zip:46204",
    "New York, NY 10001": "zip:10001",
    "90210 beverly hills": "zip:90210",
    "94110 CA": "zip:94110",
    "00601": "zip:00601",
    "96913": "zip:96913",
    # a city, with or without its state
    "San Francisco": "city:ca/san-francisco",
    "san francisco, ca": "city:ca/san-francisco",
    "San Francisco California": "city:ca/san-francisco",
    "SAN FRANCISCO CA": "city:ca/san-francisco",
    "San\u00a0Francisco,\u2003CA": "city:ca/san-francisco",
    "🌉 San Francisco": "city:ca/san-francisco",
    "sanfrancisco": "city:ca/san-francisco",
    "CA San Francisco": "city:ca/san-francisco",
    "Boston MA USA": "city:ma/boston",
    "Boston, Massachusetts, United States": "city:ma/boston",
    "Washington DC": "city:dc/washington",
    "Washington, D.C.": "city:dc/washington",
    "Portland": "city:or/portland",
    "Portland, Maine": "city:me/portland",
    "portland me": "city:me/portland",
    "Kansas City": "city:mo/kansas-city",
    "Kansas City, KS": "city:ks/kansas-city",
    "Kansas City Kansas": "city:ks/kansas-city",
    "Paris, Texas": "city:tx/paris",
    "paris tx": "city:tx/paris",
    "Pittsburg": "city:ca/pittsburg",
    "Pittsburgh": "city:pa/pittsburgh",
    "Virginia Beach": "city:va/virginia-beach",
    "Iowa City": "city:ia/iowa-city",
    "Indiana, PA": "city:pa/indiana",
    "Nevada, MO": "city:mo/nevada",
    "California MD": "city:md/california",
    "Mexico, MO": "city:mo/mexico",
    "Nashville Tenn": "city:tn/nashville",
    "Butte, MT": "city:mt/butte",
    "missoula mt": "city:mt/missoula",
    "MT": "state:mt",
    "Fargo N. Dakota": "city:nd/fargo",
    "Detroit Mich.": "city:mi/detroit",
    "Winston-Salem, N.C.": "city:nc/winston-salem",
    "Mount Vernon": "city:ny/mount-vernon",
    "Honolulu": "city:hi/honolulu",
    "San Juan PR": "city:pr/san-juan",
    "Carolina": "city:pr/carolina",
    "Juneau": "city:ak/juneau",
    "Northport": "city:al/northport",
    "North Port": "city:fl/north-port",
    "Truth or Consequences": "city:nm/truth-or-consequences",
    "King of Prussia": "city:pa/king-of-prussia",
    "Hollywood, FL": "city:fl/hollywood",
    "Hollywood, Los Angeles, CA": "city:ca/hollywood",
    "La Jolla": "city:ca/la-jolla",
    # short forms, signs, accents
    "St Louis": "city:mo/saint-louis",
    "Saint Louis": "city:mo/saint-louis",
    "St. Louis, MO": "city:mo/saint-louis",
    "Saint Paul": "city:mn/saint-paul",
    "Ft Worth": "city:tx/fort-worth",
    "Ft. Worth, TX": "city:tx/fort-worth",
    "Mt. Pleasant SC": "city:sc/mount-pleasant",
    "Winston Salem": "city:nc/winston-salem",
    "Port St. Lucie": "city:fl/port-saint-lucie",
    "Cañon City": "city:co/canon-city",
    "Canon City": "city:co/canon-city",
    "O'Fallon": "city:mo/ofallon",
    "O’Fallon, IL": "city:il/ofallon",
    "o fallon mo": "city:mo/ofallon",
    "Coeur d'Alene": "city:id/coeur-dalene",
    "coeur d alene id": "city:id/coeur-dalene",
    "N. Las Vegas": "city:nv/north-las-vegas",
    "E. Peoria": "city:il/east-peoria",
    "De Kalb, IL": "city:il/dekalb",
    "Mc Allen": "city:tx/mcallen",
    # nicknames and former names
    "SF": "city:ca/san-francisco",
    "NYC": "city:ny/new-york",
    "new york city": "city:ny/new-york",
    "LA": "city:ca/los-angeles",
    "L.A.": "city:ca/los-angeles",
    "DC": "city:dc/washington",
    "D.C.": "city:dc/washington",
    "Philly": "city:pa/philadelphia",
    "Vegas": "city:nv/las-vegas",
    "Nola": "city:la/new-orleans",
    "Jax": "city:fl/jacksonville",
    "St. Pete": "city:fl/saint-petersburg",
    "Utqiagvik": "city:ak/utqiagvik",
    "Barrow": "city:ak/utqiagvik",
    "San Buenaventura": "city:ca/ventura",
    # boroughs
    "Brooklyn": "city:ny/brooklyn",
    "Brooklyn, New York, NY": "city:ny/brooklyn",
    "Queens, NY": "city:ny/queens",
    "Manhattan": "city:ny/manhattan",
    "Manhattan KS": "city:ks/manhattan",
    "the Bronx": "city:ny/the-bronx",
    "Bronx": "city:ny/the-bronx",
    "Staten Island": "city:ny/staten-island",
    # a name that is a state too
    "New York": "city:ny/new-york",
    "Washington": "city:dc/washington",
    "Georgia": "state:ga",
    "Nevada": "state:nv",
    "Wyoming": "state:wy",
    "West Virginia": "state:wv",
    "Puerto Rico": "state:pr",
    "ohio": "state:oh",
    "TX": "state:tx",
    "Guam": "state:gu",
    # regions and counties
    "Cape Cod": "region:cape-cod",
    "Long Island": "region:long-island",
    "Bay Area": "region:bay-area",
    "Hamptons": "region:the-hamptons",
    "Martha's Vineyard": "region:marthas-vineyard",
    "Tri-Cities, WA": "region:tri-cities",
    "Tri-Cities TN": "region:tri-cities-tn",
    "DFW": "region:dallas-fort-worth",
    "Minneapolis St Paul": "region:twin-cities",
    "Orange County": "region:orange-county-ca",
    "Orange County, FL": "region:orange-county-fl",
    "Nantucket": "city:ma/nantucket",
}

# Misspelt -> the place meant; the answer says that it was a guess.
MISSPELT = {
    "St. Loius": "city:mo/saint-louis",
    "Ann Arbour": "city:mi/ann-arbor",
    "pittsburg pa": "city:pa/pittsburgh",
    "Philidelphia": "city:pa/philadelphia",
    "Albequerque": "city:nm/albuquerque",
    "Cincinatti": "city:oh/cincinnati",
    "Tuscon": "city:az/tucson",
    "san fransico": "city:ca/san-francisco",
    "Sna Jose": "city:ca/san-jose",
    "bostan": "city:ma/boston",
    "miomi": "city:fl/miami",
    "Abiita Springs, LA": "city:la/abita-springs",
    "Noth Bellport, NY": "city:ny/north-bellport",
    "Las Vagas NV": "city:nv/las-vegas",
    "Sprngfield, IL": "city:il/springfield",
    "Columbus, Ohoi": "city:oh/columbus",
    "portland oregan": "city:or/portland",
    "Massachusets": "state:ma",
}

# Part of the text was used, and the answer says which place it was read as.
READ_AS = {
    "123 Main St, Springfield, IL 62701": "zip:62701",
    "123 Main St, Springfield, OH 62701": "zip:62701",
    "10001 Los Angeles": "zip:10001",
    "12345 Ventura Blvd, Los Angeles, CA 90001": "zip:90001",
    "12345 Ventura Blvd, Los Angeles, CA": "city:ca/los-angeles",
    "1600 Pennsylvania Ave NW, Washington, DC": "city:dc/washington",
    "500 Main St Columbus OH": "city:oh/columbus",
    "500 Main St Metairie, LA": "city:la/metairie",
    "12 Oak Ave, Apt 3, Metairie, LA": "city:la/metairie",
    "350 5th Ave, New York": "city:ny/new-york",
    "350 5th Ave, New York, NY": "city:ny/new-york",
    "1 Nowhere Road, LA": "state:la",
    "near Boston": "city:ma/boston",
    "ketamine clinic in Austin, TX": "city:tx/austin",
    "Denver area": "city:co/denver",
    "37.77,-122.42": "zip:94103",
    "37.77 -122.42": "zip:94103",
    "(40.7128° N, 74.0060° W)": "zip:10007",
    "La Conchita": "city:ca/ventura",
    # the US namesake of a far better known place abroad
    "Paris": "city:tx/paris",
    "London": "city:oh/london",
    "Toronto": "city:oh/toronto",
    "Mexico": "city:mo/mexico",
    "Ontario": "city:ca/ontario",
    "Vancouver": "city:wa/vancouver",
}

# No place, and a word of the sentence that says why.
NOWHERE = {
    "": "Type a ZIP",
    " \u00a0\n": "Type a ZIP",
    "USA": "Type a ZIP",
    "x" * 201: "too long",
    "Portland " * 2_000: "too long",
    "00000": "no ZIP code 00000",
    "99999": "Did you mean 99950",
    "94100": "Did you mean",
    "1234": "five digits",
    "2138": "Did you mean 02138 (Cambridge, MA)",
    "123456": "five digits",
    "APO AE 09012": "military",
    "09012": "military",
    "96205": "military",
    "34012": "military",
    "FPO AP": "military",
    "96940": "Palau",
    "Main Street": "add the ZIP code",
    "hospital near me": "cannot see where you are",
    "near me": "cannot see where you are",
    "hospital": "don't know",
    "asdfghjkl": "don't know",
    "Middle of nowhere": "don't know",
    "x": "don't know",
    "Москва": "don't know",
    "東京": "don't know",
    "'; DROP TABLE clinics; --": "don't know",
    "<script>alert(1)</script>": "don't know",
    "=HYPERLINK(1)": "don't know",
    "Paris, France": "outside the US",
    "Vancouver BC": "outside the US",
    "Vancouver, British Columbia": "outside the US",
    "London Ontario": "outside the US",
    "Toronto, Canada": "outside the US",
    "Toronto, CA": "outside the US",
    "Torontoo": "outside the US",
    "10 Downing Street, London, UK": "outside the US",
    "Tbilisi, Georgia": "outside the US",
    "Guadalajara, Mexico": "outside the US",
    "Mumbai": "outside the US",
    "Tijuana": "outside the US",
    "Juarez": "outside the US",
    "Mexico City": "outside the US",
    "India": "outside the US",
    "43.65,-79.38": "outside the US",
    "51.5,-0.12": "outside the US",
    "37.77, 122.42": "longitudes are negative",
    "91.5,200.1": "no coordinates",
}


@pytest.mark.parametrize(("typed", "place_id"), FIRST.items())
def test_is_understood_without_a_word(typed: str, place_id: str) -> None:
    answer = places.answer(typed)
    assert answer.places[0].id == place_id
    assert not answer.places[0].guess
    assert answer.message == ""


@pytest.mark.parametrize(("typed", "place_id"), MISSPELT.items())
def test_a_misspelling_is_corrected_and_said(typed: str, place_id: str) -> None:
    answer = places.answer(typed)
    assert answer.places[0].id == place_id
    assert all(place.guess for place in answer.places)
    assert typed in answer.message
    assert answer.places[0].label in answer.message


@pytest.mark.parametrize(("typed", "place_id"), READ_AS.items())
def test_what_is_read_as_something_else_is_said(typed: str, place_id: str) -> None:
    answer = places.answer(typed)
    assert answer.places[0].id == place_id
    assert answer.places[0].label in answer.message


@pytest.mark.parametrize(("typed", "said"), NOWHERE.items())
def test_no_place_says_why(typed: str, said: str) -> None:
    answer = places.answer(typed)
    assert answer.places == []
    assert said in answer.message
    assert len(answer.message) < 400


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("Portland", ["city:or/portland", "city:me/portland"]),
        ("Springfield", ["city:mo/springfield", "city:ma/springfield", "city:il/springfield"]),
        ("Kansas City", ["city:mo/kansas-city", "city:ks/kansas-city"]),
        ("New York", ["city:ny/new-york", "state:ny"]),
        ("NY", ["city:ny/new-york", "state:ny"]),
        ("Washington", ["city:dc/washington", "state:wa"]),
        ("LA", ["city:ca/los-angeles", "state:la"]),
        ("Hollywood", ["city:ca/hollywood", "city:fl/hollywood"]),
        ("Manhattan", ["city:ny/manhattan", "city:ks/manhattan"]),
        ("O'Fallon", ["city:mo/ofallon", "city:il/ofallon"]),
        ("Nevada", ["state:nv", "city:mo/nevada"]),
    ],
)
def test_the_likelier_comes_first(typed: str, ids: list[str]) -> None:
    assert [place.id for place in places.find(typed)][: len(ids)] == ids


@pytest.mark.parametrize(
    ("place_id", "label"),
    [
        ("city:ca/san-francisco", "San Francisco, CA"),
        ("zip:94110", "94110 (San Francisco, CA)"),
        ("state:oh", "Ohio"),
        ("region:cape-cod", "Cape Cod, MA"),
        ("city:ny/new-york", "New York, NY"),
        ("city:co/canon-city", "Cañon City, CO"),
    ],
)
def test_labels(place_id: str, label: str) -> None:
    place = places.by_id(place_id)
    assert place is not None
    assert place.label == label


@pytest.mark.parametrize(
    "garbage",
    ["", "zip", "zip:", "zip:99999", "zip:9411", "city:oh/nowhere", "city:oh/columbus~9", "city:OH/columbus",
     "state:zz", "region:", "abroad:ca/toronto", "37.77,-122.42", "zip:94110\n", "../etc/passwd", "é" * 500, "\0"],
)  # fmt: skip
def test_a_garbage_id_is_no_place(garbage: str) -> None:
    assert places.by_id(garbage) is None


def test_a_second_town_of_a_name_has_its_own_id_and_label() -> None:
    first, second = places.by_id("city:il/bridgeport"), places.by_id("city:il/bridgeport~2")
    assert first is not None
    assert second is not None
    assert first.label == "Bridgeport, IL (Lawrence County)"
    assert second.label == "Bridgeport, IL (Cook County)"


def test_right_name_in_the_wrong_state_is_not_another_town_there() -> None:
    answer = places.answer("Boston, CA")
    assert answer.places[0].id == "city:ma/boston"
    assert answer.places[0].guess
    assert "no Boston in California" in answer.message


def test_an_unknown_zip_with_a_city_shows_the_city() -> None:
    answer = places.answer("San Francisco, CA 94100")
    assert [place.id for place in answer.places] == ["city:ca/san-francisco"]
    assert "no ZIP code 94100" in answer.message


@pytest.mark.parametrize("limit", [0, 1, 3, 8])
def test_the_limit_is_kept(limit: int) -> None:
    assert len(places.find("Springfield", limit)) == limit


def test_nearest_gives_zips_nearest_first() -> None:
    assert [place.id for place in places.nearest(37.7509, -122.4153)] == ["zip:94110"]
    here, *_rest = near = places.nearest(40.75, -73.99, 5)
    assert len(near) == 5
    assert all(place.kind == "zip" and place.zip for place in near)
    assert all(_miles(here, a) <= _miles(here, b) + 0.5 for a, b in pairwise(near))


@pytest.mark.parametrize(("lat", "lon", "n"), [(math.nan, 0, 1), (91, 0, 1), (0, 181, 1), (37, -122, 0)])
def test_nearest_to_no_position_is_nothing(lat: float, lon: float, n: int) -> None:
    assert places.nearest(lat, lon, n) == []


def test_miles_to_nearest_tells_land_from_sea() -> None:
    downtown, off_the_coast, null_island, unknown = places.miles_to_nearest(
        np.array([37.7749, 36.0, 0.0, np.nan]), np.array([-122.4194, -130.0, 0.0, 1.0])
    )
    assert downtown < 1
    assert 350 < off_the_coast < 600  # Point Arguello is some 530 miles away, Big Sur some 460
    assert null_island > 3_000
    assert math.isnan(unknown)
    assert places.miles_to_nearest([], []).shape == (0,)


def test_the_importer_places_a_clinic_by_zip_or_city() -> None:
    assert places.by_zip("94110") == places.by_zip("94110-1234") == places.by_id("zip:94110")
    assert places.by_zip("99999") is places.by_zip("abc") is places.by_zip("") is None
    assert [p.id for p in places.cities("St Louis", "MO")] == ["city:mo/saint-louis"]
    assert [p.id for p in places.cities("La Jolla", "ca")] == ["city:ca/la-jolla"]
    assert [p.id for p in places.cities("Brooklyn", "NY")] == ["city:ny/brooklyn"]
    assert places.cities("Sant Louis", "MO") == places.cities("Ohio", "OH") == places.cities("", "") == []


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with places.PATH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _ids(rows: list[dict[str, str]]) -> Iterator[str]:
    return (row["id"] for row in rows if not row["id"].startswith("abroad:"))


def test_a_zip_lies_in_its_town(rows: list[dict[str, str]]) -> None:
    for row in rows:
        if row["id"].startswith("zip:"):
            zip_code = places.by_id(row["id"])
            towns = places.cities(row["name"], row["state"])
            assert zip_code is not None
            assert min(_miles(zip_code, town) for town in towns) < 45, row


def _miles(a: places.Place, b: places.Place) -> float:
    return 69.2 * math.hypot(a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians(a.lat)))


def test_the_file_is_sorted_and_small_and_its_positions_are_in_the_us(rows: list[dict[str, str]]) -> None:
    ids = [row["id"] for row in rows]
    assert ids == sorted(set(ids))
    assert places.PATH.stat().st_size < 6_000_000
    for row in rows:
        if not row["id"].startswith("abroad:"):
            lat, lon = float(row["lat"]), float(row["lon"])
            assert -15 < lat < 72, row
            assert lon < -64 or lon > 144, row


def test_every_id_in_the_file_round_trips(rows: list[dict[str, str]]) -> None:
    for place_id in _ids(rows):
        place = places.by_id(place_id)
        assert place is not None
        assert place.id == place_id
        assert place.kind == place_id.partition(":")[0]
        assert place.name
        assert place.label
        assert (place.zip is not None) == (place.kind == "zip")


def test_every_zip_typed_is_found(rows: list[dict[str, str]]) -> None:
    zips = [place_id for place_id in _ids(rows) if place_id.startswith("zip:")]
    assert len(zips) > 41_000
    for place_id in zips:
        assert [p.id for p in places.find(place_id[4:])] == [place_id]


def test_every_city_over_5000_is_found_first_by_name_and_state(rows: list[dict[str, str]]) -> None:
    big = [row for row in rows if row["id"].startswith("city:") and int(row["weight"] or 0) > 5_000]
    assert len(big) > 6_000
    for row in big:
        answer = places.answer(f"{row['name']}, {row['state']}")
        # Of two towns of one name in a state only one can come first.
        assert answer.places[0].id.partition("~")[0] == row["id"].partition("~")[0], row
        assert row["id"] in {place.id for place in answer.places}
        assert not answer.places[0].guess, row


def test_every_state_and_region_is_found_by_name(rows: list[dict[str, str]]) -> None:
    for row in rows:
        kind = row["id"].partition(":")[0]
        if kind == "state" and row["state"] != "DC":
            assert row["id"] in {p.id for p in places.find(row["name"])}, row
            assert row["id"] in {p.id for p in places.find(row["state"])}, row
        if kind == "region":
            assert row["id"] in {p.id for p in places.find(f"{row['name']}, {row['state']}")}, row


def test_a_city_abroad_is_never_a_misspelt_place_here(rows: list[dict[str, str]]) -> None:
    abroad = [row for row in rows if row["id"].startswith("abroad:") and int(row["weight"] or 0) >= 300_000]
    assert len(abroad) > 1_500
    for row in abroad:
        for typed in (row["name"], f"{row['name']}, {row['within']}"):
            answer = places.answer(typed)
            assert not any(place.guess for place in answer.places), row
            if not answer.places:
                assert "outside the US" in answer.message, row


def test_towns_of_one_name_in_a_state_can_be_told_apart(rows: list[dict[str, str]]) -> None:
    labels = [p.label for p in map(places.by_id, _ids(rows)) if p and p.kind == "city"]
    assert len(labels) == len(set(labels))


def test_another_file_can_be_read_and_a_wrong_one_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert len(PlaceTable(places.PATH)) > 90_000
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    for path in (wrong, tmp_path / "missing.csv"):
        with pytest.raises(TableError, match=path.name):
            PlaceTable(path)


@given(st.text(max_size=250) | st.text("0123456789-., NSEW°abcst\u00a0", max_size=40))
@example("ﷺ" * 200)
@example("\ud800")
@example("1" * 200)
@example(", , ,")
@example("st st st")
@settings(max_examples=400, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    answer = places.answer(text)
    assert len(answer.places) <= 8
    assert answer.places or answer.message
    for place in answer.places:
        found = places.by_id(place.id)
        assert found is not None
        assert (found.lat, found.lon) == (place.lat, place.lon)


NAMES = ["San Francisco", "Saint Louis", "Los Angeles", "Philadelphia", "Albuquerque", "Minneapolis", "Jacksonville",
         "Indianapolis", "Milwaukee", "Sacramento", "Oklahoma City", "Colorado Springs", "New Orleans"]  # fmt: skip


@given(st.sampled_from(NAMES), st.integers(1, 7), st.booleans())
def test_two_letters_swapped_still_find_a_big_city(name: str, at: int, shout: bool) -> None:
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    meant = places.find(name)[0].id
    assert places.find(swapped.upper() if shout else swapped)[0].id == meant


@given(st.floats(-90, 90), st.floats(-180, 180))
@settings(max_examples=100, deadline=None)
def test_any_typed_coordinates_are_a_near_zip_or_nowhere(lat: float, lon: float) -> None:
    answer = places.answer(f"{lat:.5f}, {lon:.5f}")
    assert answer.message
    for place in answer.places:
        assert place.kind == "zip"
        assert places.miles_to_nearest([lat], [lon])[0] <= places.FAR_MILES_ALASKA


@pytest.mark.parametrize(
    ("text", "rivals"),
    [
        ("Portland", ["Portland, ME"]),
        ("Kansas City", ["Kansas City, KS"]),
        ("Washington", ["Washington State"]),
        ("New York", ["New York State"]),
        ("Brooklyn", []),
        ("Los Angeles", []),
        ("94110", []),
        ("nowhere at all", []),
    ],
)
def test_rivals_are_the_other_places_a_person_may_well_mean(text: str, rivals: list[str]) -> None:
    assert [place.label for place in places.answer(text).rivals] == rivals


def test_springfield_has_several_rivals() -> None:
    answer = places.answer("Springfield")
    assert {"Springfield, MA", "Springfield, IL"} <= {place.label for place in answer.rivals}
