"""Data folders for tests, from a few dictionaries: every clinic in them is plainly fictional.

    folder = write_data(tmp_path, [clinic("a"), clinic("b", routes="iv")], [price("a", 400, 500)])
    catalog = load_data(tmp_path, [clinic("a")])

Cells are what would stand in the file: text, `;`-separated lists, empty for *not stated*; numbers and booleans
are written as the file has them. Also strategies (hypothesis) for whole random tables and queries.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from finder import catalog as catalogs
from finder import places, schema
from finder.catalog import Catalog
from finder.search import RADII, SORTS, Query
from finder.vocabulary import FIELDS

Row = dict[str, str]

CLINIC_COLUMNS = (
    "id", "name", "street", "city", "state", "zip", "lat", "lon", "position", "phone", "website", "status",
    "telehealth_only", "states_served", "routes", "settings", "conditions", "services", "clinicians",
    "board_certified", "memberships", "monitoring", "iv_minutes", "series_sessions", "insurance", "financing",
    "languages", "accessibility", "rating", "reviews", "review_source", "new_patients", "wait_days", "min_age",
    "referral_required", "hours", "npi", "note", "excluded_since",
)  # fmt: skip
PRICE_COLUMNS = (
    "clinic_id", "item", "route", "low_usd", "high_usd", "sessions", "minutes", "includes", "note", "as_of",
    "source_url", "kind",
)  # fmt: skip
EVIDENCE_COLUMNS = (
    "clinic_id", "field", "value", "source_url", "kind", "scope", "quoted", "as_of", "read_on",
)  # fmt: skip

#: City halls, more or less: name, state, latitude, longitude, and the id of the place.
LOS_ANGELES = ("Los Angeles", "CA", 34.0522, -118.2437, "city:ca/los-angeles")
SAN_FRANCISCO = ("San Francisco", "CA", 37.7749, -122.4194, "city:ca/san-francisco")
NEW_YORK = ("New York", "NY", 40.7143, -74.006, "city:ny/new-york")
ANCHORAGE = ("Anchorage", "AK", 61.2181, -149.9003, "city:ak/anchorage")
HONOLULU = ("Honolulu", "HI", 21.3069, -157.8583, "city:hi/honolulu")
SAN_JUAN = ("San Juan", "PR", 18.4663, -66.1057, "city:pr/san-juan")
CITIES = (LOS_ANGELES, SAN_FRANCISCO, NEW_YORK, ANCHORAGE, HONOLULU, SAN_JUAN)


def place(place_id: str) -> places.Place:
    """The place of an id, which must exist."""
    found = places.by_id(place_id)
    assert found is not None, place_id
    return found


#: Five bundled clinics that publish prices.
REAL = (
    "kensho-wellbeing-truckee-ca",
    "boulder-mind-care-boulder-co",
    "ember-health-chelsea-new-york-ny",
    "ketamine-treatment-center-of-east-tennessee-johnson-city-tn",
    "inner-path-baltimore-ketamine-assisted-therapy-baltimore-md",
)


def text(value: Any) -> str:
    """A cell as the file has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value
    return ";".join(value) if isinstance(value, Iterable) else repr(value).removesuffix(".0")


def clinic(key: str = "a", **cells: Any) -> Row:
    """A row of clinics.csv: "Example Clinic A" in Los Angeles, of which only name, place and position are known."""
    city, state, lat, lon, _place = LOS_ANGELES
    row = {
        "id": f"example-clinic-{key}",
        "name": f"Example Clinic {key.upper()}",
        "city": city,
        "state": state,
        "lat": lat,
        "lon": lon,
        "position": "address",
        **cells,
    }
    return {name: text(value) for name, value in row.items()}


def provider(key: str = "z", **cells: Any) -> Row:
    """A row of clinics.csv for a provider without a door."""
    nowhere = dict.fromkeys(("city", "state", "lat", "lon", "position"))
    return clinic(key, **{"name": f"Example Provider {key.upper()}", "telehealth_only": True, **nowhere, **cells})


def price(key: str = "a", low: Any = None, high: Any = None, item: str = "session", **cells: Any) -> Row:
    """A row of prices.csv for the clinic of that key."""
    row = {
        "clinic_id": f"example-clinic-{key}",
        "item": item,
        "low_usd": low,
        "high_usd": high,
        "source_url": "https://example.com/prices",
        "kind": "clinic",
        **cells,
    }
    return {name: text(value) for name, value in row.items()}


def evidence(key: str = "a", field: str = "*", **cells: Any) -> Row:
    """A row of evidence.csv for the clinic of that key."""
    row = {
        "clinic_id": f"example-clinic-{key}",
        "field": field,
        "source_url": "https://example.com/clinic",
        "kind": "clinic",
        "scope": "row" if field == "*" else "field",
        **cells,
    }
    return {name: text(value) for name, value in row.items()}


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Path:
    """A CSV file with these columns; what a row does not have stays empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        # The default line end, as a lone carriage return in a cell is quoted only when the line end has one too.
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_data(folder: Path, clinics: Iterable[Row], prices: Iterable[Row] = (), evidence: Iterable[Row] = ()) -> Path:
    """`folder` with clinics.csv, prices.csv and evidence.csv in it."""
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / "clinics.csv", CLINIC_COLUMNS, clinics)
    write_csv(folder / "prices.csv", PRICE_COLUMNS, prices)
    write_csv(folder / "evidence.csv", EVIDENCE_COLUMNS, evidence)
    return folder


def load_data(
    folder: Path, clinics: Iterable[Row], prices: Iterable[Row] = (), evidence: Iterable[Row] = ()
) -> Catalog:
    """The catalogue of these rows, written to `folder` and loaded; every row must be a good one."""
    catalog = catalogs.load(write_data(folder, clinics, prices, evidence))
    assert [str(rejection) for rejection in catalog.rejected] == []
    return catalog


def quick_catalog(clinics: Sequence[Row], prices: Sequence[Row] = (), evidence: Sequence[Row] = ()) -> Catalog:
    """The same catalogue without the checks and the disk: for properties that need hundreds.

    `test_search_oracle.py` checks that it equals what `finder.catalog.load` makes of the same rows.
    """
    frames = []
    for rows, columns in ((clinics, schema.CLINICS), (prices, schema.PRICES), (evidence, schema.EVIDENCE)):
        cells = {name: pd.Series([row.get(name) or None for row in rows], dtype="str") for name in columns.columns}
        frames.append(schema.typed(pd.DataFrame(cells), columns))
    return Catalog(*frames)


# Strategies. Choices come from short lists, so that clinics share points, names and prices, and failures shrink well.

_NOT_STATED_MOSTLY = (None, None, None)


def _lists(*choices: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, None, *choices])


# At most 60 miles and never north of San Juan: further out is the sea, where no clinic may lie.
_OFFSETS = st.sampled_from([0.0, 0.0, 0.001, 0.05, 0.11, -0.23, 0.37, -0.5])

_CELLS = {
    "status": st.sampled_from(["listed", "listed", "listed", None, "doubtful", "closed"]),
    "position": st.sampled_from(["address", "zip", "city", None]),
    "routes": _lists("iv", "im", "iv;im", "spravato", "iv;spravato", "sublingual"),
    "settings": _lists("at_home", "telehealth", "at_home;telehealth"),
    "conditions": _lists("depression", "ptsd", "depression;ptsd;ocd", "chronic_pain", "migraine;depression"),
    "services": _lists("psychotherapy", "integration;tms", "psychotherapy;nad"),
    "clinicians": _lists("psychiatrist", "crna", "anesthesiologist;registered_nurse"),
    "board_certified": _lists("true", "false"),
    "memberships": _lists("askp3", "spravato_rems;joint_commission"),
    "monitoring": _lists("vitals", "vitals;ecg;emergency_equipment"),
    "insurance": _lists(
        "not_accepted", "not_accepted;spravato_covered", "not_accepted;superbill", "superbill", "aetna",
        "accepts_insurance", "not_accepted;aetna", "medicare;va",
    ),
    "financing": _lists("carecredit", "hsa_fsa", "carecredit;in_house_plan", "sliding_scale"),
    "accessibility": _lists("wheelchair", "parking;transit"),
    "rating": _lists("4.9", "4.5", "3.9", "0"),
    "reviews": _lists("9", "10", "250"),
    "phone": _lists("+14155550100"),
    "hours": _lists("Monday 9 to 5"),
}  # fmt: skip

_NAMES = st.sampled_from(["Example Clinic", "example clinic", "Example Ketamine Center", "Éxample Wellness", "Example"])


@st.composite
def clinic_rows(draw: st.DrawFn, number: int) -> Row:
    """A random clinic: in or around a city, without a position, or without a door."""
    city, state, lat, lon, _place = draw(st.sampled_from(CITIES[:3] + CITIES))
    kind = draw(st.sampled_from(["door", "door", "door", "door", "unplaced", "provider"]))
    row: dict[str, Any] = {"city": city, "state": state}
    if kind == "door" or (kind == "provider" and draw(st.booleans())):
        row |= {"lat": round(lat - abs(draw(_OFFSETS)), 4), "lon": round(lon + draw(_OFFSETS), 4)}
    if kind == "provider":
        row |= {"telehealth_only": True, "states_served": draw(_lists("CA", "NY;AK", "GA;HI;PR"))}
    row |= {name: draw(cell) for name, cell in _CELLS.items()}
    empty = dict.fromkeys(("lat", "lon", "position"))
    return clinic(str(number), **{**empty, "name": draw(_NAMES), **row})


_PRICES = [0, 150, 299.5, 400, 450, 500, 700]


@st.composite
def price_rows(draw: st.DrawFn, clinics: int) -> Row:
    """A random offer of one of so many clinics: any kind of session, with or without a route, either end open."""
    low, high = sorted((draw(st.sampled_from(_PRICES)), draw(st.sampled_from(_PRICES))))
    ends = draw(st.sampled_from([(low, high), (low, high), (low, low), (low, None), (None, high)]))
    item = draw(st.sampled_from(["session", "session", "pain_session", "kap_session", "series", "consultation"]))
    cells: dict[str, Any] = {"item": item, "route": draw(st.sampled_from([None, "iv", "im", "spravato"]))}
    if item == "series":
        cells["sessions"] = draw(st.sampled_from([None, 3, 6, 12]))
        cells["includes"] = draw(st.sampled_from([None, None, "consultation", "therapy", "consultation;therapy"]))
    return price(str(draw(st.integers(0, clinics - 1))), *ends, **cells)


@st.composite
def tables(draw: st.DrawFn, most: int = 60) -> tuple[list[Row], list[Row]]:
    """Random rows of clinics.csv and prices.csv."""
    n = draw(st.integers(0, most))
    clinics = [draw(clinic_rows(i)) for i in range(n)]
    offers = draw(st.lists(price_rows(n), max_size=2 * n)) if n else []
    return clinics, offers


PLACES = (
    None, *(city[-1] for city in CITIES), "zip:94110", "zip:96910", "region:cape-cod", "state:ca", "state:ak",
    "state:pr", "state:gu",
)  # fmt: skip

_ASKED = {
    "conditions": ["depression", "ptsd", "ocd", "migraine", "chronic_pain"],
    "routes": ["iv", "im", "spravato", "sublingual"],
    "settings": ["at_home", "telehealth"],
    "services": ["psychotherapy", "integration", "tms"],
    "clinicians": ["psychiatrist", "crna"],
    "memberships": ["askp3", "joint_commission"],
    "monitoring": ["vitals", "ecg"],
    "insurance": ["aetna", "accepts_insurance", "medicare", "superbill", "not_accepted", "spravato_covered"],
    "financing": ["carecredit", "hsa_fsa", "in_house_plan"],
    "accessibility": ["wheelchair", "transit"],
}


@st.composite
def queries(draw: st.DrawFn, near: Sequence[str | None] = PLACES) -> Query:
    """A random query over the words that `tables` uses: mostly a few filters, sometimes none or many."""
    words = {}
    for field in draw(st.lists(st.sampled_from(sorted(_ASKED)), max_size=4, unique=True)):
        words[field] = frozenset(draw(st.lists(st.sampled_from(_ASKED[field]), min_size=1, max_size=2)))
    place_id = draw(st.sampled_from(near))
    return Query(
        near=None if place_id is None else place(place_id),
        within_miles=draw(st.sampled_from([50.0, 50.0, *map(float, RADII), 0.1, 5_000.0, None])),
        **words,
        board_certified=draw(st.sampled_from([False, False, False, True])),
        max_session_usd=draw(st.sampled_from([*_NOT_STATED_MOSTLY, 0.0, 299.5, 300.0, 450.0, 1_000.0])),
        min_rating=draw(st.sampled_from([*_NOT_STATED_MOSTLY, 0.0, 4.0, 4.9])),
        name=draw(st.sampled_from(["", "", "", "example", "KETAMINE exam", "clinic", "nobody"])),
        stated_only=draw(st.sampled_from([False, False, True])),
        sort=draw(st.sampled_from(SORTS)),
        page=draw(st.sampled_from([1, 1, 1, 2, 3, 50])),
        per_page=draw(st.sampled_from([10, 10, 1, 3, 100])),
    )


@st.composite
def any_query(draw: st.DrawFn) -> Query:
    """A random valid query over every word, number and name there is, for whatever only carries queries about."""
    words = {
        field: frozenset(draw(st.lists(st.sampled_from(sorted(FIELDS[field].bits)), max_size=3)))
        for field in draw(st.lists(st.sampled_from(sorted(FIELDS)), max_size=4, unique=True))
    }
    place_id = draw(st.sampled_from([*PLACES, "city:oh/columbus", "city:or/portland", "zip:00901"]))
    amount = st.floats(0, 1e6, allow_nan=False)
    return Query(
        near=None if place_id is None else place(place_id),
        within_miles=draw(st.none() | st.floats(0, 5_000, exclude_min=True) | st.sampled_from(RADII).map(float)),
        **words,
        board_certified=draw(st.booleans()),
        max_session_usd=draw(st.none() | amount),
        min_rating=draw(st.none() | st.floats(0, 5)),
        name=draw(st.sampled_from(["", "  ", "Example & Sons, 100% = 1"]) | st.text(max_size=40)),
        stated_only=draw(st.booleans()),
        sort=draw(st.sampled_from(SORTS)),
        page=draw(st.integers(1, 10_000)),
    )
