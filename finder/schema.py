"""The columns of clinics.csv, prices.csv and evidence.csv: what may stand in each, and what is said when it does not.

One declaration a column (pandera, over the text of the file) gives the check, the message and the type
the cell is turned into. The words are DESIGN's, kept in `finder.vocabulary`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
from numpy.typing import NDArray

from finder import places
from finder.spatial import Floats
from finder.tables import Rejection, shorten
from finder.text import _
from finder.vocabulary import FIELDS, INCLUDES, ITEMS, KINDS, POSITIONS, ROUTES, SPOKEN, STATES, STATUSES, Field

#: Boxes (south, north, west, east) that hold the lower 48 states, Alaska (both sides of the date line),
#: Hawaii and Puerto Rico.
US_BOXES = (
    (24.3, 49.5, -125.1, -66.8),
    (51.0, 71.5, -180.0, -129.9),
    (51.0, 53.6, 172.0, 180.0),
    (18.7, 28.6, -178.5, -154.6),
    (17.6, 18.7, -68.1, -65.1),
)

#: A position further than this from every US place we know lies in the sea or abroad.
FAR_FROM_ANYWHERE_MILES = {"AK": 200.0}
FAR_FROM_ANYWHERE_MILES_ELSEWHERE = 60.0

MAX_PRICE_USD = 20_000

_PHONE = r"\+1[2-9][0-9]{2}[2-9][0-9]{6}"
#: What `\s` means, written out: pandas leaves a pattern with `\s` to Python, ten times slower.
_SPACE = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace())
_HOST = rf"[^{_SPACE}/?#@<>\"\\]+"
_URL = rf"https?://{_HOST}\.{_HOST}(?:[/?#][^{_SPACE}<>\"\\]*)?"
_ZIP = r"[0-9]{5}(?:-[0-9]{4})?"
_MONTH = r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])"
_LANGUAGE = r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*"


def _column(kind: str, *checks: pa.Check, **metadata: Any) -> pa.Column:
    """A column of text cells; empty cells are allowed (not stated) and never checked."""
    return pa.Column(None, list(checks), nullable=True, required=True, metadata={"kind": kind, **metadata})


def _check(test: Callable[[pd.Series], pd.Series], error: str) -> pa.Check:
    return pa.Check(test, error=error, ignore_na=True)


def _text(pattern: str | None = None, error: str = "") -> pa.Column:
    if pattern is None:
        return _column("text")
    return _column("text", _check(lambda cells: cells.str.fullmatch(pattern), error))


def _number(low: float, high: float, *, whole: bool = True, below: bool = False) -> pa.Column:
    unit = _("a whole number") if whole else _("a number")
    limit = _("{low:,} to under {high:,}") if below else _("{low:,} to {high:,}")

    def is_number(distinct: pd.Index) -> NDArray[np.bool_]:
        values = _as_floats(distinct)
        return np.isfinite(values) & (np.floor(values) == values) if whole else ~np.isnan(values)

    def within_limits(distinct: pd.Index) -> NDArray[np.bool_]:
        values = _as_floats(distinct)
        # What is no number at all is said by the check above, once.
        return np.isnan(values) | ((values >= low) & ((values < high) if below else (values <= high)))

    return _column(
        "whole" if whole else "number",
        _check(lambda c: _of_distinct(c, is_number, False), _("which is not {unit}").format(unit=unit)),
        _check(
            lambda c: _of_distinct(c, within_limits, False),
            _("which is not in the range {range}").format(range=limit.format(low=low, high=high)),
        ),
    )


def _of_distinct(cells: pd.Series, answers: Callable[[pd.Index], NDArray[Any]], otherwise: Any) -> pd.Series:
    """For each cell what `answers` gives for its text, `otherwise` for NA; each distinct text is looked at once."""
    codes, distinct = pd.factorize(cells)
    return pd.Series(np.append(answers(distinct), otherwise)[codes], index=cells.index)


def _of_unique(cells: pd.Series, test: Callable[[str], bool]) -> pd.Series:
    """`test` of each cell (False for NA), called once per distinct text: lists repeat a lot."""
    return _of_distinct(cells, lambda distinct: np.array([*map(test, distinct)], dtype=bool), False)


def _numbers(cells: pd.Series) -> pd.Series:
    """The cells as floats, NaN where there is no number."""
    return _of_distinct(cells, _as_floats, np.nan)


def _as_floats(texts: pd.Index) -> Floats:
    return pd.to_numeric(pd.Series(texts, dtype="str"), errors="coerce").to_numpy(float)


def split(cell: str) -> tuple[str, ...]:
    """The words of a `;`-separated cell, in lower case, each once, in the order they stand."""
    return tuple(dict.fromkeys(word for part in cell.split(";") if (word := part.strip().lower())))


def _words(field: Field) -> pa.Column:
    return _column(
        "words",
        _check(lambda cells: _of_unique(cells, lambda c: all(w in field for w in split(c))), "words"),
        field=field,
    )


def _one_word(field: Field) -> pa.Column:
    return _column("word", _check(lambda cells: cells.str.lower().isin(list(field.bits)), "words"), field=field)


def _boolean() -> pa.Column:
    why = _("which is neither true nor false; write true or false")
    return _column("boolean", _check(lambda c: c.str.lower().isin(["true", "false"]), why))


def _month() -> pa.Column:
    return _text(_MONTH, _("which is not a month written YYYY-MM, like 2025-03"))


def _npi(cell: str) -> bool:
    """Ten digits whose last is the Luhn check digit over 80840 + the first nine (45 CFR 162.406)."""
    if not (cell.isascii() and cell.isdecimal() and len(cell) == 10):
        return False
    digits = [int(d) for d in "80840" + cell]
    doubled = [d * 2 - 9 * (d > 4) if i % 2 else d for i, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


_STATE_ERROR = _("which is not the two letters of a US state, DC or PR")

CLINICS = pa.DataFrameSchema(
    {
        "id": _text(r"[a-z0-9-]{1,120}", _("an id has only lower-case letters, digits and hyphens, at most 120")),
        "name": _text(),
        "street": _text(),
        "city": _text(),
        "state": _column("state", _check(lambda c: c.str.upper().isin(list(STATES)), _STATE_ERROR)),
        "zip": _text(_ZIP, _("a ZIP has five digits; a spreadsheet may have dropped a 0 in front")),
        "lat": _number(-90, 90, whole=False),
        "lon": _number(-180, 180, whole=False),
        "position": _one_word(POSITIONS),
        "phone": _text(_PHONE, _("which is not a US phone number; write it like +14155550100")),
        "website": _text(_URL, _("which is not a web address that starts with http:// or https://")),
        "status": _one_word(STATUSES),
        "telehealth_only": _boolean(),
        "states_served": _column(
            "states",
            _check(lambda c: _of_unique(c, lambda x: all(s.upper() in STATES for s in split(x))), _STATE_ERROR),
        ),
        **{name: _words(FIELDS[name]) for name in ("routes", "settings", "conditions", "services", "clinicians")},
        "board_certified": _boolean(),
        **{name: _words(FIELDS[name]) for name in ("memberships", "monitoring")},
        "iv_minutes": _number(1, 600),
        "series_sessions": _number(1, 100),
        **{name: _words(FIELDS[name]) for name in ("insurance", "financing")},
        "languages": _column(
            "list",
            _check(
                lambda c: c.str.fullmatch(rf"{_LANGUAGE}(?:\s*;\s*{_LANGUAGE})*"),
                _("which is not a list of language codes like en;es"),
            ),
        ),
        "accessibility": _words(FIELDS["accessibility"]),
        "rating": _number(0, 5, whole=False),
        "reviews": _number(0, 10_000_000),
        "review_source": _text(),
        "new_patients": _boolean(),
        "wait_days": _number(0, 1_000),
        "min_age": _number(0, 120),
        "referral_required": _boolean(),
        "hours": _text(),
        "npi": _column(
            "text", _check(lambda c: _of_unique(c, _npi), _("which is not a valid NPI number (ten digits)"))
        ),
        "note": _text(),
        "excluded_since": _month(),
    }
)

PRICES = pa.DataFrameSchema(
    {
        "clinic_id": _text(),
        "item": _one_word(ITEMS),
        "route": _one_word(ROUTES),
        "low_usd": _number(0, MAX_PRICE_USD, whole=False, below=True),
        "high_usd": _number(0, MAX_PRICE_USD, whole=False, below=True),
        "sessions": _number(1, 200),
        "minutes": _number(1, 1_440),
        "includes": _words(INCLUDES),
        "note": _text(),
        "as_of": _month(),
        "source_url": _text(_URL, _("which is not a web address that starts with http:// or https://")),
        "kind": _one_word(KINDS),
    }
)

EVIDENCE = pa.DataFrameSchema(
    {
        "clinic_id": _text(),
        "field": _column(
            "text", _check(lambda c: c.isin(["*", *CLINICS.columns]), _("which is not a column of clinics.csv"))
        ),
        "value": _text(),
        "source_url": _text(_URL, _("which is not a web address that starts with http:// or https://")),
        "kind": _one_word(KINDS),
        "scope": _column("text", _check(lambda c: c.isin(["field", "row"]), _("which is neither field nor row"))),
        "quoted": _text(),
        "as_of": _month(),
        "read_on": _text(
            _MONTH + r"(?:-(?:0[1-9]|[12][0-9]|3[01]))?", _("which is not a date written YYYY-MM or YYYY-MM-DD")
        ),
    }
)

#: The columns of clinics.csv that hold lists; all but two of them have their words in `finder.vocabulary`.
LISTS = frozenset({*FIELDS, "states_served", "languages"})

#: Columns without which a file says nothing.
REQUIRED = {
    "clinics.csv": ("id", "name", "city", "state"),
    "prices.csv": ("clinic_id", "item", "low_usd", "high_usd"),
    "evidence.csv": ("clinic_id", "field", "source_url"),
}

SCHEMAS = {"clinics.csv": CLINICS, "prices.csv": PRICES, "evidence.csv": EVIDENCE}

#: A problem of a row: (line, column, value, reason).
Problem = tuple[int, str, str, str]


def problems(cells: pd.DataFrame, schema: pa.DataFrameSchema) -> list[Problem]:
    """What is wrong with single cells of `cells` (text, NA where empty), column by column."""
    try:
        schema.validate(cells, lazy=True)
    except pa.errors.SchemaErrors as errors:
        failures = errors.failure_cases
        return [
            (int(line), str(column), str(value), _reason(schema.columns[column], str(value), str(check)))
            for line, column, value, check in zip(
                failures["index"], failures["column"], failures["failure_case"], failures["check"], strict=True
            )
        ]
    return []


def _reason(column: pa.Column, value: str, message: str) -> str:
    """The message of a failed check; for words it names the unknown one and the nearest right one."""
    field = (column.metadata or {}).get("field")
    if field is None:
        return message
    unknown = next((word for word in split(value) if word not in field), value)
    close = field.nearest(unknown)
    hint = _("; is “{close}” meant?").format(close=close) if close else ""
    return _("“{word}” is not a word we know{hint}").format(word=shorten(unknown), hint=hint)


def _flag(
    cells: pd.DataFrame, wrong: pd.Series | np.ndarray, column: str, reason: str | Callable[[Any], str]
) -> Iterable[Problem]:
    for line in cells.index[np.asarray(wrong, dtype=bool)]:
        value: Any = cells.at[line, column]
        text = reason(line) if callable(reason) else reason
        yield int(line), column, "" if pd.isna(value) else str(value), text


def clinic_problems(cells: pd.DataFrame) -> Iterable[Problem]:
    """What is wrong across the cells of clinic rows: missing names, half a position, a position nobody lives near."""
    yield from _flag(cells, cells["id"].isna(), "id", _("it is empty; every clinic needs an id"))
    yield from _flag(cells, cells["name"].isna(), "name", _("it is empty; every clinic needs a name"))
    has_door = ~cells["telehealth_only"].str.lower().eq("true").fillna(False)
    for column in ("city", "state"):
        reason = _("it is empty; a clinic needs a city and a state unless it is telehealth_only")
        yield from _flag(cells, has_door & cells[column].isna(), column, reason)

    lat, lon = (_numbers(cells[name]).to_numpy() for name in ("lat", "lon"))
    half = cells["lat"].isna() != cells["lon"].isna()
    yield from _flag(cells, half, "lat", _("a position needs both lat and lon"))
    placed = np.isfinite(lat) & np.isfinite(lon) & (abs(lat) <= 90) & (abs(lon) <= 180)
    in_us = np.zeros(len(cells), dtype=bool)
    for south, north, west, east in US_BOXES:
        in_us |= (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)

    def point(line: Any) -> str:
        return ", ".join(str(cells[name].loc[line]) for name in ("lat", "lon"))

    def where(line: Any) -> str:
        return _("the position {point} is not in the United States; are lat and lon right?").format(point=point(line))

    yield from _flag(cells, placed & ~in_us, "lat", where)
    near = np.flatnonzero(placed & in_us)
    away = np.zeros(len(cells))
    if len(near):
        away[near] = places.miles_to_nearest(lat[near], lon[near])
    limit = cells["state"].str.upper().map(FAR_FROM_ANYWHERE_MILES).fillna(FAR_FROM_ANYWHERE_MILES_ELSEWHERE)

    def sea(line: Any) -> str:
        return _("the position {point} is {miles:,.0f} miles from any US place: in the sea or abroad").format(
            point=point(line), miles=away[cells.index == line][0]
        )

    yield from _flag(cells, away > limit.to_numpy(float), "lat", sea)


def price_problems(cells: pd.DataFrame) -> Iterable[Problem]:
    """What is wrong across the cells of price rows: no item, no price at all, low above high."""
    yield from _flag(cells, cells["item"].isna(), "item", _("it is empty; say what the price is for"))
    low, high = (_numbers(cells[name]) for name in ("low_usd", "high_usd"))
    neither = cells["low_usd"].isna() & cells["high_usd"].isna()
    yield from _flag(cells, neither, "low_usd", _("neither low_usd nor high_usd holds a price"))
    yield from _flag(cells, low > high, "low_usd", _("which is more than high_usd"))


def evidence_problems(cells: pd.DataFrame) -> Iterable[Problem]:
    """What is wrong across the cells of evidence rows: no field, or no page and no phone call behind it."""
    yield from _flag(cells, cells["field"].isna(), "field", _("it is empty; say which fact this is about, or *"))
    spoken = cells["kind"].str.lower().isin(list(SPOKEN))
    unsourced = cells["source_url"].isna() & ~spoken
    yield from _flag(cells, unsourced, "source_url", _("it is empty; say which page states the fact"))


def typed(cells: pd.DataFrame, schema: pa.DataFrameSchema) -> pd.DataFrame:
    """The checked text cells as values: numbers, booleans, categories, tuples of words; NA where not stated."""
    return pd.DataFrame({name: _TYPES[_kind(column)](cells[name]) for name, column in schema.columns.items()})


@lru_cache(maxsize=10_000)
def value(field: str, text: str) -> Any:
    """The text of one cell of clinics.csv as a value; None when it is empty or breaks the rule of its column."""
    if not text or wrong(field, text):
        return None
    cell = typed(_one_cell(field, text), _rule(field))[field].array[0]
    return cell.item() if isinstance(cell, np.generic) else cell


@lru_cache(maxsize=10_000)
def wrong(field: str, text: str, file: str = "clinics.csv") -> str:
    """What is wrong with the text of one cell of a file; empty when nothing is. Raises KeyError for no column."""
    found = problems(_one_cell(field, text), _rule(field, file))
    return found[0][3] if found else ""


@lru_cache(maxsize=100)
def _rule(field: str, file: str = "clinics.csv") -> pa.DataFrameSchema:
    """The rule of one column; kept, as picking it out of the others copies them all."""
    return SCHEMAS[file].select_columns([field])


def _one_cell(field: str, text: str) -> pd.DataFrame:
    return pd.DataFrame({field: pd.Series([text or None], dtype="str")})


def _kind(column: pa.Column) -> str:
    return str((column.metadata or {})["kind"])


def _tuples(cells: pd.Series, words: Callable[[str], tuple[str, ...]] = split) -> pd.Series:
    """Tuples of words (empty where nothing is stated); equal cells share one tuple, which keeps memory small."""
    codes, distinct = pd.factorize(cells)
    lists = np.empty(len(distinct) + 1, dtype=object)
    for i, cell in enumerate(distinct):
        lists[i] = words(cell)
    lists[-1] = ()
    return pd.Series(lists[codes], index=cells.index, dtype=object)


_TYPES: dict[str, Callable[[pd.Series], pd.Series]] = {
    "text": lambda cells: cells,
    "number": _numbers,
    "whole": lambda cells: _numbers(cells).astype("Int32"),
    "boolean": lambda cells: cells.str.lower().map({"true": True, "false": False}).astype("boolean"),
    "word": lambda cells: cells.str.lower().astype("category"),
    "state": lambda cells: cells.str.upper().astype("category"),
    "words": _tuples,
    "states": lambda cells: _tuples(cells.str.upper(), lambda cell: tuple(code.upper() for code in split(cell))),
    "list": lambda cells: _tuples(cells, lambda cell: tuple(code.strip() for code in cell.split(";"))),
}


def rejections(file: str, found: Iterable[Problem]) -> list[Rejection]:
    """One Rejection a line, in line order: the first problem's place, and every problem's reason."""
    by_line: dict[int, list[Problem]] = {}
    for problem in found:
        by_line.setdefault(problem[0], []).append(problem)
    result = []
    for line, group in sorted(by_line.items()):
        first, *more = group
        reason = "; ".join([first[3], *(f"{column}: {reason}" for _line, column, _value, reason in more)])
        result.append(Rejection(file, line, first[1], first[2], reason))
    return result
