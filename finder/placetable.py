"""The offline list of US places in memory: rows by id and by name, spellings, and the nearest ones.

Reads `data/places.csv` (its columns are explained in `finder.sources.gazetteer`, which builds it). A row is
named by its number; `finder.places` turns rows into places and knows how people write them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.csv  # type: ignore[import-untyped]
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA
from scipy.spatial import cKDTree

from finder.placenames import key, parts
from finder.spatial import EARTH_RADIUS_MILES, unit_vectors

Floats = NDArray[np.float64]
#: Key of a name -> numbers of rows.
Index = dict[str, tuple[int, ...]]


#: A bit for each letter of a byte string; other bytes have none.
_LETTERS = np.zeros(256, dtype=np.uint32)
_LETTERS[ord("a") : ord("z") + 1] = 1 << np.arange(26, dtype=np.uint32)


class TableError(ValueError):
    """The file is missing or is not a list of places; the message names it and says how to build it."""


class PlaceTable:
    """All rows, sorted by id. Nothing changes after it is built; share it freely between threads."""

    def __init__(self, path: Path) -> None:
        """Read the CSV at `path`. Raises `TableError` if it cannot be used."""
        table = _read(path)
        self.ids: list[str] = table["id"].to_pylist()
        self.lat, self.lon, weight = (table[name].to_numpy() for name in ("lat", "lon", "weight"))
        self.weight = np.nan_to_num(weight).astype(np.int64)
        self._name = table["name"].combine_chunks()  # read one at a time, for the few places of an answer
        self._state, self._states = _codes(table["state"])
        self._within, self._withins = _codes(table["within"])
        self._parts = table["parts"]
        self.named: Index = {}
        """Key of a name (`finder.placenames.key`) -> rows of that very name; states and regions too."""
        self.nicknamed: Index = {}
        """Key of another name ("sf") -> rows."""
        self.abroad: Index = {}
        """Key of a place outside the US -> rows."""
        self.state_codes: dict[str, str] = {}
        """Key of a state's name or code -> code."""
        self._index_names()
        for row, k in _listed(table["aliases"]):
            _add(self.abroad if self.ids[row].startswith("abroad:") else self.nicknamed, k, row)
            if self.ids[row].startswith("state:"):
                self.state_codes[k] = self.state(row)

    @cached_property
    def filed(self) -> Index:
        """Key of a name the post office files under a town -> rows of towns."""
        index: Index = {}
        for row, k in _listed(self._parts):
            _add(index, k, row)
        return index

    def _index_names(self) -> None:
        # Ids hold names in canonical words: no need to work them out again for every row.
        for row in self.between("city:", "city:~"):
            _add(self.named, self.ids[row][8:].partition("~")[0].replace("-", ""), row)
        for row in self.between("region:", "region:~"):
            own = self.ids[row][7:].removesuffix(f"-{self.state(row).lower()}")
            _add(self.named, own.replace("-", ""), row)
        for row in self.between("abroad:", "abroad:~"):
            city = self.ids[row][10:]
            _add(self.abroad, city.replace("-", "") if city else key(_words(self.name(row))), row)
        for row in self.between("state:", "state:~"):
            own, code = key(_words(self.name(row))), self.state(row).lower()
            self.state_codes.update({own: self.state(row), code: self.state(row)})
            if code != "dc":  # people mean the city; the row is there for "..., DC" and `by_id`
                _add(self.named, own, row)
                _add(self.nicknamed, code, row)

    def name(self, row: int) -> str:
        """The name as people write it; for a ZIP that of its town."""
        return str(self._name[row].as_py())

    def state(self, row: int) -> str:
        """The two-letter code, empty outside the US."""
        return str(self._states[self._state[row]])

    def within(self, row: int) -> str:
        """The county of towns that share name and state with another, the country outside the US, else empty."""
        return str(self._withins[self._within[row]])

    def __len__(self) -> int:
        return len(self.ids)

    def row(self, id_: str) -> int | None:
        """The number of the row with this id, or None."""
        at = bisect_left(self.ids, id_)
        return at if at < len(self.ids) and self.ids[at] == id_ else None

    def between(self, first: str, last: str) -> range:
        """Rows whose ids lie from `first` to `last`, both included: `between("zip:941", "zip:941~")`."""
        return range(bisect_left(self.ids, first), bisect_left(self.ids, last + "\0"))

    @cached_property
    def _spellings(self) -> tuple[list[str], NDArray[np.int64], NDArray[np.uint32]]:
        """Every name that may be misspelt, its length and the set of its letters as bits."""
        names = [k for k in dict.fromkeys(chain(self.named, self.nicknamed, self.abroad)) if len(k) >= 4]
        width = max(map(len, names), default=1)
        bits = _LETTERS[np.array(names, dtype=f"S{width}").view(np.uint8).reshape(len(names), width)]
        return names, np.fromiter(map(len, names), np.int64, len(names)), np.bitwise_or.reduce(bits, axis=1)

    def spellings(self, text: str, edits: int) -> list[tuple[str, int]]:
        """Names at most so many edits (a letter added, dropped, changed or swapped) from `text`, and how many."""
        names, lengths, letters = self._spellings
        own = np.bitwise_or.reduce(_LETTERS[np.frombuffer(text.encode(), dtype=np.uint8)])
        # One edit changes the length by one at most and the set of letters by two: few names are left to compare.
        close = (np.abs(lengths - len(text)) <= edits) & (np.bitwise_count(letters ^ own) <= 2 * edits)
        some = [names[i] for i in np.flatnonzero(close)]
        found = process.extract(text, some, scorer=OSA.distance, score_cutoff=edits, limit=None)
        return [(name, int(distance)) for name, distance, _at in found]

    @cached_property
    def _zip_rows(self) -> NDArray[np.intp]:
        its = self.between("zip:", "zip:~")
        return np.arange(its.start, its.stop)

    @cached_property
    def _zip_tree(self) -> cKDTree:
        return cKDTree(unit_vectors(self.lat[self._zip_rows], self.lon[self._zip_rows]))

    @cached_property
    def _land_tree(self) -> cKDTree:
        us = np.array([i for i, id_ in enumerate(self.ids) if id_[0] in "zc"])
        return cKDTree(unit_vectors(self.lat[us], self.lon[us]))

    @cached_property
    def _abroad_tree(self) -> cKDTree:
        its = self.between("abroad:", "abroad:~")
        rows = np.arange(its.start, its.stop)
        rows = rows[~np.isnan(self.lat[rows])]
        return cKDTree(unit_vectors(self.lat[rows], self.lon[rows]))

    def nearest_zips(self, lat: float, lon: float, count: int) -> list[tuple[int, float]]:
        """The rows of the ZIPs nearest to a point, nearest first, each with its great-circle miles."""
        count = min(count, len(self._zip_rows))
        chords, found = self._zip_tree.query(_point(lat, lon), k=np.arange(1, count + 1))
        return [(int(self._zip_rows[i]), float(m)) for i, m in zip(found[0], _miles(chords[0]), strict=True)]

    def miles_to_nearest(self, lats: Floats, lons: Floats) -> Floats:
        """Great-circle miles from each point to the nearest ZIP or town; NaN where there is no position."""
        miles = np.full(np.shape(lats), np.nan)
        good = np.isfinite(lats) & np.isfinite(lons)
        if good.any():
            miles[good] = _miles(self._land_tree.query(unit_vectors(lats[good], lons[good]))[0])
        return miles

    def miles_abroad(self, lat: float, lon: float) -> float:
        """Great-circle miles to the nearest big city outside the US."""
        return float(_miles(self._abroad_tree.query(_point(lat, lon))[0])[0])


def _read(path: Path) -> pa.Table:
    texts, few, numbers = ("id", "name", "aliases", "parts"), ("state", "within"), ("lat", "lon", "weight")
    types = dict.fromkeys(texts, pa.string()) | dict.fromkeys(numbers, pa.float64())
    types |= dict.fromkeys(few, pa.dictionary(pa.int32(), pa.string()))
    try:
        # Beside pandas, Arrow reads it five times as fast; people wait for it on their first search.
        convert = pyarrow.csv.ConvertOptions(column_types=types, include_columns=list(types))
        return pyarrow.csv.read_csv(path, pyarrow.csv.ReadOptions(use_threads=False), convert_options=convert)
    except (OSError, pa.ArrowException) as error:
        raise TableError(f"{path}: {error}. Build it with `python -m finder.sources.gazetteer`.") from error


def _codes(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], list[str]]:
    """The number of each cell's text, and the texts."""
    cells = column.unify_dictionaries().combine_chunks()
    return cells.indices.to_numpy(), cells.dictionary.to_pylist()


def _listed(column: pa.ChunkedArray) -> Iterator[tuple[int, str]]:
    """Each item of the lists in a column as a key, with its row."""
    cells = column.to_numpy()
    for row in np.flatnonzero(cells != "").tolist():
        for item in cells[row].replace(" ", "").split(";"):
            yield row, item


def _add(index: Index, name: str, row: int) -> None:
    index[name] = (*index[name], row) if name in index else (row,)


def _words(name: str) -> list[str]:
    return list(chain.from_iterable(parts(name)))


def _point(lat: float, lon: float) -> Floats:
    return unit_vectors(np.array([lat]), np.array([lon]))


def _miles(chords: Floats) -> Floats:
    """Great-circle miles for chords of the unit sphere."""
    return 2 * EARTH_RADIUS_MILES * np.arcsin(np.minimum(np.asarray(chords) / 2, 1))
