"""The clinic table in memory: loads and checks the files of a data folder, and keeps what search needs beside them.

Bad rows are set aside with line, column and reason; the rest load. A `Catalog` is never changed after it is made.
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from finder import ratings, schema, tables
from finder.ratings import Rating
from finder.schema import Problem
from finder.spatial import Floats, Rows, SpatialIndex
from finder.tables import MAX_BYTES, Rejection, TableError
from finder.text import _
from finder.vocabulary import FIELDS, KINDS, ROUTES, STATES

#: The bundled data.
BUNDLED = Path(__file__).resolve().parent.parent / "data"

#: What a clinic may state of itself, in the order people ask; each is a column, `price` a published session price.
FACTS = (
    "routes",
    "conditions",
    "price",
    "clinicians",
    "board_certified",
    "monitoring",
    "financing",
    "insurance",
    "new_patients",
    "wait_days",
    "min_age",
    "referral_required",
    "series_sessions",
    "iv_minutes",
    "services",
    "settings",
    "memberships",
    "hours",
    "phone",
    "website",
    "street",
    "languages",
    "accessibility",
    "rating",
    "npi",
)

#: The price items that are one medicine visit; `max_session_usd` looks at one of them.
SESSION_ITEMS = ("session", "pain_session", "kap_session")


class CatalogError(ValueError):
    """The clinic table cannot be used at all; `problems` says what stops it, one Rejection each."""

    def __init__(self, problems: list[Rejection]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, eq=False)
class Catalog:
    """A checked clinic table.

    `frame` (one row a clinic), `prices` and `evidence` are typed DataFrames with the columns of the files: lists are
    tuples of words (empty: not stated), numbers and booleans are nullable. `rejected` holds the rows set aside,
    `warnings` what `check` says besides, `rows` how many rows each file had. `other_prices` are those that a worse kind
    of source gives for what a better kind has a price for: shown as that, and used for nothing else.
    """

    frame: pd.DataFrame
    prices: pd.DataFrame
    evidence: pd.DataFrame
    rejected: list[Rejection] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    rows: Mapping[str, int] = field(default_factory=dict)
    other_prices: pd.DataFrame | None = None

    def __len__(self) -> int:
        return len(self.frame)

    def prepare(self) -> None:
        """Makes at once what else is made when first needed, so that nobody's first search waits for it."""
        for name in ("_in_order", "_offer_rows", "_evidence_rows"):
            getattr(self, name)
        self.columns.doors.within(0.0, 0.0, 1.0)

    def row(self, clinic_id: str) -> int | None:
        """The row number of a clinic, or None when there is no clinic of this id."""
        ids, order = self._ids, self._in_order
        at = bisect_left(range(len(order)), clinic_id, key=lambda i: ids[order[i]].as_py())
        row = order[at] if at < len(order) else None
        return None if row is None or ids[row].as_py() != clinic_id else int(row)

    def ids(self, rows: Rows) -> list[str]:
        """The ids of these rows."""
        ids: list[str] = self._ids.take(pa.array(rows)).to_pylist()
        return ids

    def cell(self, row: int, column: str) -> Any:
        """One cell as a plain value: str, int, float, bool or tuple of words; None (or `()`) if not stated."""
        return _plain(self.frame[column].array[row])

    def offers(self, clinic_id: str) -> list[dict[str, Any]]:
        """The price offers of one clinic by column, None where not stated; empty when it publishes none we know."""
        return _records(self.prices, self._rows_about(clinic_id, self._offer_rows))

    def other_offers(self, clinic_id: str) -> list[dict[str, Any]]:
        """The price offers of one clinic that a better kind of source contradicts or repeats."""
        if self.other_prices is None or self.other_prices.empty:
            return []
        return _records(self.other_prices, np.flatnonzero(self.other_prices["clinic_id"] == clinic_id))

    def offers_of(self, rows: Rows) -> list[list[dict[str, Any]]]:
        """`offers` of many clinics at once, by their row numbers."""
        order, clinics = self._offer_rows
        ends = (np.searchsorted(clinics, rows, side) for side in ("left", "right"))
        found = [order[start:stop] for start, stop in zip(*ends, strict=True)]
        records = iter(_all_records(self.prices.iloc[np.concatenate([order[:0], *found])]))
        return [list(islice(records, len(numbers))) for numbers in found]

    @property
    def sellers(self) -> Rows:
        """The rows of the clinics that publish a price of any kind, in order."""
        return np.unique(self._offer_rows[1])

    def evidence_of(self, clinic_id: str) -> list[dict[str, Any]]:
        """The evidence rows of one clinic by column, None where empty."""
        return _records(self.evidence, self._rows_about(clinic_id, self._evidence_rows))

    @cached_property
    def columns(self) -> Columns:
        """The same table as arrays, for search."""
        return Columns.of(self.frame, self.prices)

    @cached_property
    def _ids(self) -> pa.Array:
        # As Python objects, and with a hash table, they would take an eighth of all memory.
        return pa.array(self.frame["id"].array)

    @cached_property
    def _in_order(self) -> NDArray[np.int32]:
        """The rows in the order of their ids."""
        order: NDArray[np.int32] = pc.sort_indices(self._ids).to_numpy().astype(np.int32)
        return order

    @cached_property
    def _offer_rows(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        return self._by_clinic(self.prices)

    @cached_property
    def _evidence_rows(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        return self._by_clinic(self.evidence)

    def _by_clinic(self, table: pd.DataFrame) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The rows of a table in the order of their clinics, and beside each the row of its clinic."""
        clinics = _rows_of(table["clinic_id"], self.frame["id"]).astype(np.int32)
        order = np.argsort(clinics, kind="stable").astype(np.int32)
        return order, clinics[order]

    def _rows_about(self, clinic_id: str, by_clinic: tuple[NDArray[np.int32], NDArray[np.int32]]) -> NDArray[np.int32]:
        row, (order, clinics) = self.row(clinic_id), by_clinic
        return order[:0] if row is None else order[slice(*np.searchsorted(clinics, [row, row + 1]))]


def _rows_of(ids: pd.Series, among: pd.Series) -> Rows:
    """For each id its first row among others; -1 if it is not there."""
    # By Arrow, which holds them anyway: pandas would make a Python object of each.
    found = pc.index_in(pa.array(ids.array), value_set=pa.array(among.array))
    rows: Rows = found.fill_null(-1).to_numpy().astype(np.intp)
    return rows


def _plain(value: Any) -> Any:
    """A cell of a typed table as a plain Python value; None where not stated."""
    if isinstance(value, tuple):
        return value
    if value is None or value is pd.NA or value != value:
        return None
    return value.item() if isinstance(value, np.generic) else value


def _records(table: pd.DataFrame, rows: Iterable[int]) -> list[dict[str, Any]]:
    """A few rows as dictionaries; column by column, as slicing a table of many types costs milliseconds."""
    numbers = [int(row) for row in rows]
    cells = {name: table[name].array for name in table.columns} if numbers else {}
    return [{name: _plain(array[row]) for name, array in cells.items()} for row in numbers]


def _all_records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Every row as a dictionary: for hundreds of rows a tenth of what `_records` costs, for one the double."""
    columns = [[_plain(value) for value in table[name].array] for name in table.columns]
    return [dict(zip(table.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


@dataclass(frozen=True)
class Offers:
    """The lowest low and highest high of one price item, for the clinics that publish it.

    `slot` gives each clinic its line of `low` and `high` (-1: none); their columns are the routes, then *no route
    named*. A missing end is NaN.
    """

    slot: NDArray[np.int32]
    low: Floats
    high: Floats

    def ends(self, rows: Rows, routes: frozenset[str]) -> tuple[Floats, Floats]:
        """Low and high for these clinics over these routes (all offers if none is asked); NaN where not stated."""
        where = [list(ROUTES.bits).index(route) for route in routes] or list(range(len(ROUTES.bits) + 1))
        low, high = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
        slots = self.slot[rows]
        has = np.flatnonzero(slots >= 0)
        if len(has):
            lines = slots[has]
            low[has] = np.fmin.reduce(self.low[lines][:, where], axis=1)
            high[has] = np.fmax.reduce(self.high[lines][:, where], axis=1)
        return low, high

    @staticmethod
    def of(prices: pd.DataFrame, clinic_rows: Rows, n: int, items: Iterable[str]) -> Offers:
        """The offers of these items; `clinic_rows` is the clinic's row for each row of `prices`."""
        wanted = prices["item"].isin(list(items)).to_numpy()
        rows = clinic_rows[wanted]
        priced, line = np.unique(rows, return_inverse=True)
        slot = np.full(n, -1, dtype=np.int32)
        slot[priced] = np.arange(len(priced))
        codes = {route: i for i, route in enumerate(ROUTES.bits)}
        column = _codes(prices["route"][wanted], codes, len(codes)).astype(np.intp)
        low = np.full((len(priced), len(codes) + 1), np.nan)
        high = low.copy()
        cell = np.ravel_multi_index((line, column), low.shape)
        np.fmin.at(low.reshape(-1), cell, prices["low_usd"][wanted].to_numpy(float))
        np.fmax.at(high.reshape(-1), cell, prices["high_usd"][wanted].to_numpy(float))
        return Offers(slot, low, high)


@dataclass(frozen=True)
class WordBits:
    """Who states each word of each list field: one line of bits a word, 64 clinics a number, to count many at once."""

    bits: NDArray[np.uint64]  # (words of all FIELDS in order, clinics / 64)
    lines: Mapping[str, slice]  # field -> the lines of its words

    @staticmethod
    def of(masks: Mapping[str, NDArray[np.uint16]]) -> WordBits:
        """The bits for the masks of all FIELDS."""
        packed, lines, at = [], {}, 0
        for name, words in FIELDS.items():
            packed += [_pack(masks[name] & np.uint16(bit) != 0) for bit in words.bits.values()]
            lines[name] = slice(at, len(packed))
            at = len(packed)
        return WordBits(np.stack(packed), lines)

    def count(self, rows: Rows, which: NDArray[np.bool_]) -> dict[str, dict[str, int]]:
        """How many of these rows (those for which `which` is true) state each word: field -> word -> count."""
        counts = self._count(self.bits, rows, which)
        return {name: dict(zip(FIELDS[name].bits, counts[at], strict=True)) for name, at in self.lines.items()}

    def count_of(self, name: str, rows: Rows, which: NDArray[np.bool_]) -> dict[str, int]:
        """Like `count`, for one field."""
        return dict(zip(FIELDS[name].bits, self._count(self.bits[self.lines[name]], rows, which), strict=True))

    @staticmethod
    def _count(bits: NDArray[np.uint64], rows: Rows, which: NDArray[np.bool_]) -> list[int]:
        among = np.zeros(bits.shape[1] * 64, dtype=bool)
        among[rows] = which
        counts: list[int] = np.bitwise_count(bits & _pack(among)).sum(axis=1, dtype=np.int64).tolist()
        return counts


def _pack(which: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Truth values as bits, 64 to a number, the last one filled up with zeros."""
    packed = np.packbits(which)
    filled = np.zeros(-(-len(packed) // 8) * 8, dtype=np.uint8)
    filled[: len(packed)] = packed
    return filled.view(np.uint64)


@dataclass(frozen=True)
class Columns:
    """The clinic table as arrays, one entry a clinic, in the row order of `Catalog.frame`."""

    masks: Mapping[str, NDArray[np.uint16]]  # list field -> the bits of the words stated
    board_certified: NDArray[np.int8]  # 1 yes, 0 not stated, -1 no
    closed: NDArray[np.bool_]
    telehealth_only: NDArray[np.bool_]
    state: NDArray[np.int8]  # place in STATES, -1: none
    states_served: NDArray[np.uint64]  # bits in the order of STATES, 0: not stated
    by_city: NDArray[np.bool_]  # the position is only the city's
    name_rank: NDArray[np.int32]  # place in the order of names (then ids)
    priced: NDArray[np.bool_]  # publishes a session price of some kind
    stated: NDArray[np.int16]  # how many of FACTS are stated
    rating: Floats  # NaN: none
    reviews: NDArray[np.int32]  # 0: none
    offers: Mapping[str, Offers]  # price item -> offers
    words: WordBits  # who states each word, to count them
    with_door: Rows
    doors: SpatialIndex  # finds those with a door and a position
    unplaced: Rows  # with a door but without a position
    at_home: Rows  # providers without a door, in the order of names

    @staticmethod
    def of(frame: pd.DataFrame, prices: pd.DataFrame) -> Columns:
        """The arrays of a typed clinic table and its prices."""
        n = len(frame)
        masks = {name: _bits(frame[name], words.mask).astype(np.uint16) for name, words in FIELDS.items()}
        telehealth = frame["telehealth_only"].fillna(False).to_numpy(dtype=bool)
        lat, lon = (frame[name].to_numpy(float) for name in ("lat", "lon"))
        doors = np.isfinite(lat) & np.isfinite(lon) & ~telehealth  # a provider without a door is at no distance
        clinic_rows = _rows_of(prices["clinic_id"], frame["id"])
        offers = {item: Offers.of(prices, clinic_rows, n, [item]) for item in SESSION_ITEMS}
        state_codes = {code: i for i, code in enumerate(STATES)}
        by_name = pa.table({"name": pa.array(frame["name"].str.lower().array), "id": pa.array(frame["id"].array)})
        rank = np.empty(n, dtype=np.int32)
        rank[pc.sort_indices(by_name, [("name", "ascending"), ("id", "ascending")]).to_numpy()] = np.arange(n)
        priced = np.zeros(n, dtype=bool)
        for offer in offers.values():
            priced |= offer.slot >= 0
        certified = frame["board_certified"]
        at_home = np.flatnonzero(telehealth)
        return Columns(
            masks=masks,
            board_certified=np.where(certified.isna(), 0, np.where(certified.fillna(False), 1, -1)).astype(np.int8),
            closed=frame["status"].eq("closed").to_numpy(dtype=bool),
            telehealth_only=telehealth,
            state=_codes(frame["state"], state_codes, -1).astype(np.int8),
            states_served=_bits(frame["states_served"], lambda cell: sum(1 << state_codes[code] for code in cell)),
            by_city=frame["position"].eq("city").to_numpy(dtype=bool),
            name_rank=rank,
            priced=priced,
            stated=stated_facts(frame, priced).sum(axis=1, dtype=np.int16),
            rating=frame["rating"].to_numpy(float),
            reviews=frame["reviews"].fillna(0).to_numpy(dtype=np.int32),
            offers=offers,
            words=WordBits.of(masks),
            with_door=np.flatnonzero(~telehealth),
            doors=SpatialIndex(np.where(doors, lat, np.nan), lon, np.flatnonzero(doors)),
            unplaced=np.flatnonzero(~doors & ~telehealth),
            at_home=at_home[np.argsort(rank[at_home])],
        )


def _codes(cells: pd.Series[Any], codes: Mapping[str, int], otherwise: int) -> NDArray[np.int64]:
    """The number of each cell's word; `otherwise` where it has none."""
    return cells.map(codes).astype("float64").fillna(otherwise).to_numpy().astype(np.int64)


def stated_facts(frame: pd.DataFrame, priced: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of FACTS each clinic states, shape (clinics, facts); `priced` says who publishes a session price."""
    facts = np.zeros((len(frame), len(FACTS)), dtype=bool)
    for i, name in enumerate(FACTS):
        if name == "price":
            facts[:, i] = priced
        else:
            facts[:, i] = _states(frame[name])
    return facts


def _states(column: pd.Series) -> NDArray[np.bool_]:
    """Which cells of a typed column state something."""
    if column.dtype == object:
        return np.fromiter(map(len, column.to_numpy()), dtype=np.intp, count=len(column)) > 0
    return column.notna().to_numpy(dtype=bool)


def _bits(column: pd.Series, mask: Callable[[tuple[str, ...]], int]) -> NDArray[np.uint64]:
    """`mask` of each cell of a column of tuples, called once for each distinct one."""
    codes, distinct = pd.factorize(column.to_numpy())
    return np.array([mask(cell) for cell in distinct], dtype=np.uint64)[codes]


def load(
    folder: Path | str = BUNDLED,
    *,
    max_bytes: int | None = MAX_BYTES,
    with_ratings: bool = True,
    now: datetime | None = None,
) -> Catalog:
    """The clinic table of a folder with clinics.csv and, if there, prices.csv and evidence.csv.

    Clinics that state no rating have the one of a review site, if there is one that may be shown at this moment (`now`;
    see `finder.ratings`). Rows that break a rule are set aside in `rejected`; a prices or evidence file that cannot be
    used at all counts as one. Raises CatalogError when clinics.csv itself cannot be used.
    """
    catalog = _load(Path(folder), max_bytes, ratings.current(Path(folder), now) if with_ratings else {})
    catalog.prepare()
    tables.give_back_memory()
    return catalog


def _load(folder: Path, max_bytes: int | None, rated: Mapping[str, Rating]) -> Catalog:
    try:
        clinics = _Table.read(folder / "clinics.csv", "clinics.csv", schema.clinic_problems, max_bytes)
    except TableError as error:
        raise CatalogError([error.rejection]) from None
    clinics = clinics.without(_repeated_ids(clinics))
    parts = {}
    for name, check in (("prices.csv", schema.price_problems), ("evidence.csv", schema.evidence_problems)):
        parts[name] = _Table.beside(folder / name, name, check, max_bytes)
        parts[name] = parts[name].without(_strangers(parts[name].cells, clinics))
    prices, evidence = parts["prices.csv"], parts["evidence.csv"]
    if rated:
        clinics, evidence = _with_ratings(clinics, evidence, rated)
    everything = (clinics, prices, evidence)
    typed, worse = prices.typed(), _worse(prices.cells)
    catalog = Catalog(
        frame=clinics.typed(),
        prices=typed[~worse].reset_index(drop=True) if worse.any() else typed,
        evidence=evidence.typed(),
        rejected=[rejection for table in everything for rejection in table.rejected],
        warnings=[warning for table in everything for warning in table.warnings],
        rows={table.name: table.rows for table in everything},
        other_prices=typed[worse].reset_index(drop=True),
    )
    catalog.warnings.extend(_warnings(catalog))
    return catalog


#: What a price is for: two prices that differ in any of these are not two answers to one question.
_FOR_WHAT = ["clinic_id", "item", "route", "sessions", "minutes", "includes"]


def _worse(cells: pd.DataFrame) -> NDArray[np.bool_]:
    """Which rows of prices are of a worse kind of source than another for the same thing."""
    for_what = cells[_FOR_WHAT].fillna({"sessions": "1"}).fillna("")
    several = np.flatnonzero(for_what.duplicated(keep=False))
    worse = np.zeros(len(cells), dtype=bool)
    if len(several):
        order = {word.key: i for i, word in enumerate(KINDS)}
        kinds = cells["kind"].iloc[several].str.lower().map(order).fillna(len(order)).to_numpy(int)
        groups = for_what.iloc[several].groupby(_FOR_WHAT, sort=False).ngroup().to_numpy()
        best = np.full(groups.max() + 1, len(order))
        np.minimum.at(best, groups, kinds)
        worse[several] = kinds > best[groups]
    return worse


def _with_ratings(clinics: _Table, evidence: _Table, rated: Mapping[str, Rating]) -> tuple[_Table, _Table]:
    """Both tables with what review sites say of clinics that say nothing of a rating themselves."""
    cells = clinics.cells.copy(deep=False)
    own = cells[["rating", "reviews", "review_source"]].notna().any(axis=1)
    lines = cells.index[~own & cells["id"].isin(list(rated))]
    found = {str(clinic_id): rated[str(clinic_id)] for clinic_id in cells.loc[lines, "id"]}
    said = {
        "rating": [f"{rating.value:g}" for rating in found.values()],
        "reviews": [str(rating.reviews) for rating in found.values()],
        "review_source": [rating.source for rating in found.values()],
    }
    pages = []
    for name, values in said.items():
        cells.loc[lines, name] = values
        for (clinic_id, rating), value in zip(found.items(), values, strict=True):
            read = {"as_of": f"{rating.read_at:%Y-%m}", "read_on": f"{rating.read_at:%Y-%m-%d}"}
            page = {"source_url": rating.url, "kind": "directory", "scope": "field", **read}
            pages.append({"clinic_id": clinic_id, "field": name, "value": value, **page})
    more = pd.DataFrame(pages, columns=list(evidence.cells.columns), dtype="str")
    together = pd.concat([evidence.cells, more]) if pages else evidence.cells
    return replace(clinics, cells=cells), replace(evidence, cells=together)


@dataclass(frozen=True)
class Report:
    """What `check` found: rows read and kept, what was set aside and why, and what is worth a look."""

    rows: int
    kept: int
    rejected: list[Rejection]
    warnings: list[str]


def check(path: Path | str, *, max_bytes: int | None = MAX_BYTES) -> Report:
    """What is right and wrong with a data folder, or with one file of clinics, prices or evidence.

    A single file is told by its header; its clinics are looked up in the clinics.csv beside it, if there is one.
    """
    path = Path(path)
    try:
        beside = path.name in schema.SCHEMAS and path.exists() and (path.parent / "clinics.csv").exists()
        if path.is_dir() or beside:
            folder = path if path.is_dir() else path.parent
            catalog = load(folder, max_bytes=max_bytes, with_ratings=False)
            names = set(schema.SCHEMAS) if path.is_dir() else {path.name}
            rejected = [r for r in catalog.rejected if r.file in names]
            rows = sum(n for name, n in catalog.rows.items() if name in names)
            others = 0 if catalog.other_prices is None else len(catalog.other_prices)
            kept = {"clinics.csv": len(catalog), "evidence.csv": len(catalog.evidence)}
            kept["prices.csv"] = len(catalog.prices) + others
            return Report(rows, sum(kept[name] for name in names), rejected, catalog.warnings)
        kind = _kind_of_file(path)
        table = _Table.read(path, kind, _CHECKS[kind], max_bytes)
        if kind == "clinics.csv":
            table = table.without(_repeated_ids(table))
        return Report(table.rows, len(table.cells), table.rejected, table.warnings)
    except TableError as error:
        return Report(0, 0, [error.rejection], [])
    except CatalogError as error:
        return Report(0, 0, error.problems, [])


_CHECKS: Mapping[str, Callable[[pd.DataFrame], Iterable[Problem]]] = {
    "clinics.csv": schema.clinic_problems,
    "prices.csv": schema.price_problems,
    "evidence.csv": schema.evidence_problems,
}


def _kind_of_file(path: Path) -> str:
    """Which of our tables a file is, by its header; clinics.csv when it is none."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            header = {cell.strip().lower() for cell in next(csv.reader(lines), [])}
    except (OSError, csv.Error):
        return "clinics.csv"
    return max(schema.SCHEMAS, key=lambda name: len(header & set(schema.SCHEMAS[name].columns)))


@dataclass(frozen=True)
class _Table:
    """One file on its way in: the cells that passed so far, still as text."""

    name: str
    cells: pd.DataFrame
    rejected: list[Rejection]
    warnings: list[str]
    rows: int
    set_aside: Mapping[str, int] = field(default_factory=dict)  # id of a clinic set aside -> its line

    @staticmethod
    def read(
        path: Path, name: str, check: Callable[[pd.DataFrame], Iterable[Problem]], max_bytes: int | None
    ) -> _Table:
        columns = schema.SCHEMAS[name]
        raw = tables.read(path, list(columns.columns), schema.REQUIRED[name], max_bytes)
        cells = raw.frame
        found = [*schema.problems(cells, columns), *check(cells)]
        order = {column: i for i, column in enumerate(columns.columns)}
        found.sort(key=lambda problem: (problem[0], order.get(problem[1], -1)))
        table = _Table(path.name, cells, raw.rejected, raw.warnings, raw.rows)
        return table.without(schema.rejections(path.name, found))

    @staticmethod
    def beside(
        path: Path, name: str, check: Callable[[pd.DataFrame], Iterable[Problem]], max_bytes: int | None
    ) -> _Table:
        """Like `read`, for a file that may be missing or unusable: then no rows, and the reason why."""
        empty = pd.DataFrame(columns=list(schema.SCHEMAS[name].columns), dtype="str")
        if not path.exists():
            warning = _("there is no {name}, so nothing it would hold is known").format(name=name)
            return _Table(name, empty, [], [warning], 0)
        try:
            return _Table.read(path, name, check, max_bytes)
        except TableError as error:
            return _Table(name, empty, [error.rejection], [], 0)

    def without(self, rejected: list[Rejection]) -> _Table:
        """The table less these lines."""
        if not rejected:
            return self
        gone = [rejection.line for rejection in rejected]
        together = sorted([*self.rejected, *rejected], key=lambda rejection: rejection.line)
        set_aside = dict(self.set_aside)
        if "id" in self.cells.columns:
            set_aside |= {str(self.cells.at[line, "id"]): line for line in gone}
        return _Table(self.name, self.cells.drop(index=gone), together, self.warnings, self.rows, set_aside)

    def typed(self) -> pd.DataFrame:
        name = self.name if self.name in schema.SCHEMAS else "clinics.csv"
        return schema.typed(self.cells.reset_index(drop=True), schema.SCHEMAS[name])


def _repeated_ids(clinics: _Table) -> list[Rejection]:
    """Later rows with an id that an earlier row has."""
    cells = clinics.cells
    again = cells["id"].duplicated()
    if not again.any():
        return []
    first = cells[~again].reset_index().set_index("id")["line"]
    found = []
    for line in cells.index[again]:
        clinic_id = str(cells.at[line, "id"])
        reason = _("the id is already used on line {line}").format(line=first[clinic_id])
        found.append((int(line), "id", clinic_id, reason))
    return schema.rejections(clinics.name, found)


def _strangers(cells: pd.DataFrame, clinics: _Table) -> list[Rejection]:
    """Price or evidence rows about a clinic that is not (or no longer) in the table."""
    name = "prices.csv" if "item" in cells.columns else "evidence.csv"
    found = []
    known = _rows_of(cells["clinic_id"], clinics.cells["id"]) >= 0
    for line in cells.index[~known]:
        value: Any = cells.at[line, "clinic_id"]
        clinic_id = "" if pd.isna(value) else str(value)
        reason = _("no clinic of clinics.csv has this id")
        if clinic_id in clinics.set_aside:
            line_there = clinics.set_aside[clinic_id]
            reason = _("that clinic was set aside (clinics.csv line {line})").format(line=line_there)
        found.append((int(line), "clinic_id", clinic_id, reason))
    return schema.rejections(name, found)


def _warnings(catalog: Catalog) -> Iterable[str]:
    """What is worth a look but sets nothing aside: clinics without a position, facts without evidence."""
    columns = catalog.columns
    for row in columns.unplaced:
        yield _("clinics.csv: {id} has no position; it is found by name only").format(id=catalog.cell(int(row), "id"))
    if catalog.evidence.empty:
        return
    whole = catalog.evidence["field"] == "*"
    uncovered = np.flatnonzero(_rows_of(catalog.frame["id"], catalog.evidence["clinic_id"][whole]) < 0)
    single = set(catalog.evidence.loc[~whole, ["clinic_id", "field"]].itertuples(index=False, name=None))
    stated = {n: _states(catalog.frame[n]) for n in schema.CLINICS.columns if n not in _NEED_NO_EVIDENCE}
    for row in uncovered:
        clinic_id = catalog.cell(int(row), "id")
        bare = [name for name, said in stated.items() if said[row] and (clinic_id, name) not in single]
        if bare:
            yield _("clinics.csv: {id} has no evidence for {fields}").format(id=clinic_id, fields=", ".join(bare))


_NEED_NO_EVIDENCE = {"id", "lat", "lon", "position"}
