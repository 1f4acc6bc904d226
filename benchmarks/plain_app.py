"""The page one would otherwise write: Streamlit, pandas, geopy for each row, st.map and st.dataframe.

    streamlit run benchmarks/plain_app.py

It is what the tutorials teach, with their advice taken: the table is read once and cached, what does not change is
worked out there, and distances are measured only for the rows that the other filters leave. Places come from a small
dictionary, as looking them up is not what is compared. It reads the same folder (FINDER_DATA), and without filters it
finds the same clinics as the finder.
"""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import streamlit as st
from geopy.distance import geodesic

DATA = Path(os.environ.get("FINDER_DATA") or Path(__file__).resolve().parent.parent / "data")
CITIES = {
    "los angeles, ca": (34.0522, -118.2437),
    "new york, ny": (40.7143, -74.006),
    "chicago, il": (41.85, -87.65),
    "denver, co": (39.7392, -104.9847),
    "boise, id": (43.6135, -116.2035),
    "austin, tx": (30.2672, -97.7431),
}
LISTS = ["conditions", "routes", "financing"]
SHOWN = ["name", "city", "state", "miles", "price", "routes", "conditions", "financing", "phone", "website"]


@st.cache_data
def load() -> pd.DataFrame:
    clinics = pd.read_csv(DATA / "clinics.csv", dtype=dict.fromkeys(LISTS, str), low_memory=False)
    prices = pd.read_csv(DATA / "prices.csv")
    sessions = prices[prices["item"].isin(["session", "pain_session", "kap_session"])]
    clinics["price"] = clinics["id"].map(sessions.groupby("clinic_id")["low_usd"].min())
    clinics[LISTS] = clinics[LISTS].fillna("")
    return clinics[(clinics["status"] != "closed") & clinics["lat"].notna()]


@st.cache_data
def words(column: str) -> list[str]:
    return sorted(set(load()[column].str.split(";").explode()) - {""})


st.set_page_config(page_title="Ketamine clinics", layout="wide")
st.title("Ketamine clinics")
clinics = load()

place = st.text_input("City", "Los Angeles, CA")
left, middle, right = st.columns(3)
chosen = {
    "conditions": left.multiselect("Condition", words("conditions")),
    "routes": middle.multiselect("Route", words("routes")),
    "financing": right.multiselect("Financing", words("financing")),
}
radius = st.slider("Miles", 10, 500, 50, step=10)
most = st.slider("Most for a session, $", 100, 2_000, 2_000, step=50)

here = CITIES.get(place.strip().lower())
if here is None:
    st.warning(f"Unknown place. Try one of: {', '.join(city.title() for city in CITIES)}")
    st.stop()

found = clinics
for column, asked in chosen.items():
    if asked:
        found = found[found[column].apply(lambda cell, asked=asked: any(word in cell.split(";") for word in asked))]
if most < 2_000:
    found = found[found["price"] <= most]
miles = found.apply(lambda clinic: geodesic(here, (clinic["lat"], clinic["lon"])).miles, axis=1)
found = found.assign(miles=miles)
found = found[found["miles"] <= radius].sort_values("miles")

st.header(f"{len(found)} clinics within {radius} miles of {place}", anchor="results")
if len(found):
    st.map(found[["lat", "lon"]])
    st.dataframe(found[SHOWN], hide_index=True)
