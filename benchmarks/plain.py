"""What somebody would write without `finder.search`: pandas, and geopy for each row. Same question, same answer.

Lists are split into sets once, when the table is read; each search then measures the distance to each clinic with
`geopy.distance.geodesic`, filters, counts and sorts with pandas. `in_a_box` first drops what lies outside a box of
degrees around the circle, which a careful author would add; it is timed too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from geopy.distance import geodesic

from finder.catalog import FACTS, SESSION_ITEMS
from finder.search import MIN_REVIEWS, Query
from finder.vocabulary import FIELDS, INSURERS

#: Miles in a degree of latitude, at the least (WGS84, at the equator: 68.7).
MILES_A_DEGREE = 68.7


@dataclass(frozen=True)
class Answer:
    """The ids of a page in order, how many clinics there are in all, and the counts beside each choice."""

    ids: list[str]
    total: int
    facets: dict[str, dict[str, int]]


class Plain:
    """The clinic table as a data frame with a set in each cell of a list."""

    def __init__(self, folder: Path) -> None:
        clinics = pd.read_csv(
            folder / "clinics.csv", dtype=dict.fromkeys(("zip", "npi", "board_certified", "telehealth_only"), str)
        )
        for name in FIELDS:
            clinics[name] = clinics[name].fillna("").apply(lambda cell: frozenset(cell.split(";")) - {""})
        self.prices = pd.read_csv(folder / "prices.csv")
        clinics["price"] = clinics["id"].isin(self.prices["clinic_id"][self.prices["item"].isin(SESSION_ITEMS)])
        facts = clinics[list(FACTS)].replace({"price": {False: None}})
        clinics["stated"] = facts.map(lambda cell: cell != frozenset() and pd.notna(cell)).sum(axis=1)
        self.clinics = clinics[clinics["telehealth_only"] != "true"].copy()

    def search(self, query: Query, *, in_a_box: bool = False) -> Answer:
        """One page of the clinics that fit, with counts."""
        found = self._near(query, in_a_box)
        found = found[found["status"] != "closed"]
        says = self._says(query, found)
        fits = (says != -1).all(axis=1)
        facets = {}
        for name, words in FIELDS.items():
            others = (says.drop(columns=name, errors="ignore") != -1).all(axis=1)
            counts = found.loc[others, name].explode().value_counts()
            facets[name] = {word: int(counts.get(word, 0)) for word in words.bits}
        found = found[fits].copy()
        found["to_ask"] = (says[fits] != 1).any(axis=1)
        found["key"] = self._key(query, found)
        found["lower"] = found["name"].str.lower()
        found = found.sort_values(["to_ask", "key", "lower", "id"], na_position="last")
        start = (query.page - 1) * query.per_page
        return Answer(found["id"].iloc[start : start + query.per_page].tolist(), len(found), facets)

    def _near(self, query: Query, in_a_box: bool) -> pd.DataFrame:
        near, clinics = query.near, self.clinics
        if near is None:
            return clinics.assign(miles=math.nan)
        if near.kind == "state":
            clinics = clinics[clinics["state"] == near.state]
        elif in_a_box and query.within_miles is not None:
            tall = query.within_miles / MILES_A_DEGREE
            wide = tall / math.cos(math.radians(min(abs(near.lat) + tall, 80)))
            clinics = clinics[
                clinics["lat"].between(near.lat - tall, near.lat + tall)
                & clinics["lon"].between(near.lon - wide, near.lon + wide)
            ]
        here = (near.lat, near.lon)
        miles = [
            geodesic(here, (lat, lon)).miles if lat == lat else math.nan
            for lat, lon in zip(clinics["lat"], clinics["lon"], strict=True)
        ]
        clinics = clinics.assign(miles=miles)
        if near.kind == "state" or query.within_miles is None:
            return clinics
        return clinics[clinics["miles"] <= query.within_miles]

    def _says(self, query: Query, found: pd.DataFrame) -> pd.DataFrame:
        """For each filter that is on: 1 the clinic states it, 0 it does not say, -1 it states otherwise."""
        says = pd.DataFrame(index=found.index)
        for name in FIELDS:
            asked = getattr(query, name)
            if asked:
                says[name] = found[name].apply(lambda words, name=name, asked=asked: _of_words(name, words, asked))
        if query.board_certified:
            says["board_certified"] = found["board_certified"].str.lower().map({"true": 1, "false": -1}).fillna(0)
        if query.max_session_usd is not None:
            limit, ends = query.max_session_usd, self._session(query, found)
            says["price"] = 0
            says.loc[(ends["low"] <= limit) | (ends["low"].isna() & (ends["high"] <= limit)), "price"] = 1
            says.loc[ends["low"] > limit, "price"] = -1
        return says

    def _session(self, query: Query, found: pd.DataFrame) -> pd.DataFrame:
        offers = self.prices[self.prices["item"].isin(query.session_items)]
        if query.routes:
            offers = offers[offers["route"].isin(query.routes)]
        ends = offers.groupby("clinic_id").agg(low=("low_usd", "min"), high=("high_usd", "max"))
        return ends.reindex(found["id"]).set_axis(found.index)

    def _key(self, query: Query, found: pd.DataFrame) -> pd.Series:
        match query.sort:
            case "price":
                return self._session(query, found)["low"]
            case "rating":
                return (-found["rating"]).where(found["reviews"] >= MIN_REVIEWS)
            case "stated":
                return -found["stated"]
            case _:
                return found["miles"]


def _of_words(name: str, words: frozenset[str], asked: frozenset[str]) -> int:
    if words & asked:
        return 1
    if name == "routes":
        return -1 if words else 0
    refuses = "not_accepted" in words and "spravato_covered" not in words
    return -1 if name == "insurance" and asked <= INSURERS and refuses else 0
