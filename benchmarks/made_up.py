"""Makes up clinics for the benchmarks: plainly fictional, as crowded and as incomplete as the real table.

What a clinic states is drawn from the rows of the bundled table (which cells are filled, which words stand
together), so lists and gaps are realistic; names, addresses, pages and notes are made up, and towns are drawn by
population. Columns that no bundled clinic fills yet are filled for a few, so that every sort has work to do.
Never writes into `data/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
from numpy.typing import NDArray

from finder.catalog import BUNDLED
from finder.schema import CLINICS, EVIDENCE, PRICES
from finder.vocabulary import STATES

Text = NDArray[np.object_]

#: Cells taken together from one real row; all are words, numbers or yes/no, none names anybody.
TAKEN = (
    "status", "routes", "settings", "conditions", "services", "clinicians", "board_certified", "memberships",
    "monitoring", "iv_minutes", "series_sessions", "insurance", "financing", "new_patients", "min_age",
    "referral_required",
)  # fmt: skip
#: How many more clinics state these than the bundled table does today (where hardly any is stated).
RATED, SPEAKS, ACCESSIBLE = 0.10, 0.05, 0.05
#: Share of clinics at their own address; the rest stand at their city's centre, as most bundled ones do.
AT_ADDRESS = 0.15
#: Providers without a door are companies that serve many states; the country has tens of them, however many clinics.
AT_HOME = 60
#: Clinics at an address lie this many degrees (about 4 miles) around the centre.
SPREAD = 0.06


def tables(n: int, seed: int = 1) -> dict[str, pd.DataFrame]:
    """`n` clinics with their prices and evidence: file name -> table of text cells (None: not stated)."""
    rng = np.random.default_rng(seed)
    real = pd.read_csv(BUNDLED / "clinics.csv", dtype=str)
    stated = real.notna()
    like = _like(real, n, rng)
    number = np.char.zfill(np.arange(n).astype("U7"), 7)
    ids = np.strings.add("example-clinic-", number).astype(object)
    site = np.strings.add(np.strings.add("https://clinic-", number), ".example.com").astype(object)
    clinics = {
        "id": ids,
        "name": np.strings.add("Example Clinic ", rng.permutation(number)),
        **{name: real[name].to_numpy(object)[like] for name in TAKEN},
        **_where(real, like, rng),
        **_filled_by_few(n, rng),
        "phone": _only(stated["phone"].to_numpy()[like], _pick([f"+12125550{i}" for i in range(100, 200)], n, rng)),
        "website": _only(stated["website"].to_numpy()[like], site),
        "hours": _only(stated["hours"].to_numpy()[like], "Mon-Fri 9-5"),
        "note": np.array([_prose(length) for length in real["note"].str.len().fillna(0)], dtype=object)[like],
    }
    months = [f"{year}-{month:02}" for year in range(2020, 2027) for month in range(1, 11)]
    evidence = {
        "clinic_id": ids,
        "field": "*",
        "source_url": site + "/about",
        "kind": "clinic",
        "scope": "row",
        "as_of": _only(rng.random(n) < 0.4, _pick(months, n, rng)),
        "read_on": "2026-11",
    }
    return {
        "clinics.csv": _frame(clinics, CLINICS.columns),
        "prices.csv": _frame(_prices(ids, site, like, real, rng), PRICES.columns),
        "evidence.csv": _frame(evidence, EVIDENCE.columns),
    }


def write(folder: Path, n: int, seed: int = 1) -> Path:
    """Writes `n` made-up clinics as a data folder, and gives the folder back."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables(n, seed).items():
        table = pa.Table.from_pandas(frame, preserve_index=False)
        pyarrow.csv.write_csv(table, folder / name, pyarrow.csv.WriteOptions(quoting_style="needed"))
    return folder


def towns() -> pd.DataFrame:
    """The towns of the states with a known population: id, name, state, lat, lon, weight."""
    places = pd.read_csv(BUNDLED / "places.csv", usecols=["id", "name", "state", "lat", "lon", "weight"])
    kept = places["id"].str.startswith("city:") & (places["weight"] > 0) & places["state"].isin(list(STATES))
    return places[kept].reset_index(drop=True)


def _frame(cells: dict[str, NDArray | str], columns: Iterable[str]) -> pd.DataFrame:
    frame = pd.DataFrame(cells)
    return frame.reindex(columns=list(columns))


def _like(real: pd.DataFrame, n: int, rng: np.random.Generator) -> NDArray:
    """The bundled row each clinic is like; of those without a door, at most AT_HOME."""
    no_door = real["telehealth_only"].eq("true").to_numpy()
    like = rng.integers(0, len(real), n)
    extra = np.flatnonzero(no_door[like])[AT_HOME:]
    like[extra] = rng.choice(np.flatnonzero(~no_door), len(extra))
    return like


def _only(which: NDArray[np.bool_], cells: NDArray | str) -> Text:
    return np.where(which, cells, None)


def _pick(choices: list[str], n: int, rng: np.random.Generator) -> Text:
    return np.array(choices, dtype=object)[rng.integers(0, len(choices), n)]


def _prose(length: float) -> str | None:
    words = "Made-up note of a clinic that does not exist. "
    return (words * (int(length) // len(words) + 1))[: int(length)].strip() or None


def _where(real: pd.DataFrame, like: NDArray, rng: np.random.Generator) -> dict[str, NDArray]:
    """Town by population, position at its centre or around it; providers without a door have none."""
    n, known = len(like), towns()
    town = rng.choice(len(known), n, p=known["weight"] / known["weight"].sum())
    no_door = real["telehealth_only"].eq("true").to_numpy()[like]
    address = (rng.random(n) < AT_ADDRESS) & ~no_door
    around = np.where(address, SPREAD, 0.0)
    lat = known["lat"].to_numpy()[town] + around * rng.standard_normal(n).clip(-2, 2)
    lon = known["lon"].to_numpy()[town] + around * rng.standard_normal(n).clip(-2, 2)
    streets = [f"{i} Made-up Street" for i in range(1, 10_000)]
    return {
        "city": _only(~no_door, known["name"].to_numpy(object)[town]),
        "state": _only(~no_door, known["state"].to_numpy(object)[town]),
        "street": _only(address, _pick(streets, n, rng)),
        "lat": np.where(no_door, np.nan, lat.round(5)),
        "lon": np.where(no_door, np.nan, lon.round(5)),
        "position": _only(~no_door, np.where(address, "address", "city").astype(object)),
        "telehealth_only": _only(no_door, "true"),
        "states_served": real["states_served"].to_numpy(object)[like],
    }


def _filled_by_few(n: int, rng: np.random.Generator) -> dict[str, NDArray]:
    """Columns that the bundled table leaves empty, or nearly."""
    rated = rng.random(n) < RATED
    return {
        "rating": np.where(rated, rng.normal(4.3, 0.4, n).clip(1, 5).round(1), np.nan),
        "reviews": np.where(rated, rng.geometric(0.02, n), np.nan),
        "languages": _only(rng.random(n) < SPEAKS, "en;es"),
        "accessibility": _only(
            rng.random(n) < ACCESSIBLE, _pick(["wheelchair", "wheelchair;parking", "transit"], n, rng)
        ),
    }


def _prices(ids: Text, site: Text, like: NDArray, real: pd.DataFrame, rng: np.random.Generator) -> dict[str, NDArray]:
    """The offers of the clinic each is like, at prices moved by up to a fifth."""
    offers = pd.read_csv(BUNDLED / "prices.csv", dtype=str)
    offers["row"] = offers["clinic_id"].map(pd.Series(real.index, real["id"]))
    made = pd.DataFrame({"clinic": np.arange(len(like)), "row": like}).merge(offers.dropna(subset=["row"]), on="row")
    factor = rng.uniform(0.8, 1.2, len(made))
    kept = ("item", "route", "sessions", "minutes", "includes", "as_of", "kind")
    return {
        "clinic_id": ids[made["clinic"]],
        **{name: made[name].to_numpy(object) for name in kept},
        **{end: np.rint(made[end].astype(float) * factor).to_numpy() for end in ("low_usd", "high_usd")},
        "source_url": site[made["clinic"]] + "/fees",
    }
