"""What a cell of somebody's spreadsheet says, as the table has it: "2139.0" -> 02139, "$450-600" -> 450 to 600.

Whatever is given passes the rules of `finder.schema`; what cannot be read is a `CellError` that says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import phonenumbers
import usaddress

from finder import schema
from finder.sources import sheetwords
from finder.sources.facts import clean_url
from finder.sources.sheetwords import plain
from finder.text import _
from finder.vocabulary import KINDS, POSITIONS, STATES

#: What people write where they know nothing.
_NOTHING = frozenset(
    {"", "n a", "na", "unknown", "tbd", "tba", "not stated", "not listed", "null", "nan", "unsure", "not sure", "blank"}
)
_YES = frozenset({"yes", "y", "true", "t", "1", "x", "check", "checked", "✓", "✔", "☑", "✅"})
_NO = frozenset({"no", "n", "false", "f", "0", "✗", "✘", "❌", "☐"})
_TIMES = {"minute": 1, "min": 1, "hour": 60, "hr": 60, "h": 60}
_DAYS = {"day": 1, "d": 1, "week": 7, "wk": 7, "month": 30, "business day": 1}
_COUNTED = dict.fromkeys(
    ("+", "and older", "and up", "and over", "or older", "year", "yr", "year old", "session", "infusion", "treatment",
     "star", "review"), 1)  # fmt: skip
_STATUSES = {
    "listed": "listed", "open": "listed", "active": "listed", "operating": "listed", "operational": "listed",
    "closed permanently": "closed", "closed temporarily": "doubtful", "temporarily closed": "doubtful",
    "doubtful": "doubtful", "may have closed": "doubtful", "maybe closed": "doubtful", "possibly closed": "doubtful",
    "closed": "closed", "permanently closed": "closed", "out of business": "closed", "reported closed": "closed",
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
_STATE_CODES = {plain(name): code for code, name in STATES.items()} | {
    **{code.lower(): code for code in STATES},
    "washington dc": "DC",
    "d c": "DC",
}
_STATE_NAMES = "|".join(sorted((re.escape(name) for name in STATES.values()), key=len, reverse=True))
_TAIL = re.compile(
    rf"[\s,]+(?:(?P<code>[A-Za-z]{{2}}|D\.C\.)|(?P<name>{_STATE_NAMES}))\.?"
    r"(?:[\s,]+(?P<zip>\d{5}(?:-\d{4})?))?(?:[\s,]+(?:USA?|United States(?: of America)?))?\s*$",
    re.IGNORECASE,
)
_URL = re.compile(r"(?P<scheme>https?://)?(?P<host>[\w-]+(?:\.[\w-]+)+)(?P<rest>(?::\d+)?(?:[/?#]\S*)?)", re.IGNORECASE)


class CellError(ValueError):
    """A cell that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a cell says of a price: its ends in USD (None: not stated), and how many sessions it buys."""

    low: float | None
    high: float | None
    sessions: int | None = None


def empty(cell: str) -> bool:
    """Whether a cell says nothing, as "n/a" or "?" do."""
    return cell.strip() not in _YES | _NO and plain(cell) in _NOTHING


def value(field: str, cell: str) -> str:
    """A cell as text for a column of clinics.csv that is no list. Raises CellError."""
    if field in _READERS:
        return _READERS[field](cell)
    return " ".join(cell.split())


def values(field: str, cell: str, header: str = "") -> tuple[list[str], list[CellError]]:
    """The words of a cell for a column that is a list, and what is wrong with the parts that are none.

    A bare "no" is a word only below a header that asks whether insurance is taken.
    """
    if (said := sheetwords.bare_no(field, cell, header)) is not None:
        return ([said], []) if said else ([], [CellError(sheetwords.says_no(field, cell))])
    if field == "states_served":
        codes, odd = [], []
        for part in re.split(r"[;,/|\n]|\band\b|&", cell):
            code = _STATE_CODES.get(plain(part))
            if code:
                codes.append(code)
            elif plain(part):
                odd.append(CellError(_("“{part}” is not a US state, DC or PR").format(part=part.strip())))
        return list(dict.fromkeys(codes)), odd
    known, odd_parts = sheetwords.words(field, cell)
    return list(known), [CellError(sheetwords.unknown(field, part)) for part in odd_parts]


def yes(cell: str) -> bool:
    """Whether a cell says yes ("x", "true", "1", a tick) or no. Raises CellError when it says neither."""
    text = cell.strip().casefold()
    text = text if text in _YES | _NO else plain(re.sub(r"\.0+$", "", text))
    if text in _YES or text in _NO:
        return text in _YES
    raise CellError(_("which is neither yes nor no; write yes or no, or leave it empty"))


def state(cell: str) -> str:
    """The two letters of a state that is named or abbreviated. Raises CellError."""
    code = _STATE_CODES.get(plain(cell))
    if not code:
        raise CellError(_("which is not a US state, DC or PR"))
    return code


def zip_code(cell: str) -> str:
    """A ZIP with the zeros that a spreadsheet took from its front. Raises CellError."""
    digits = re.sub(r"\.0+$", "", cell.strip()).replace(" ", "")
    if match := re.fullmatch(r"(\d{3,5})(?:-(\d{4}))?", digits):
        return match[1].zfill(5) + (f"-{match[2]}" if match[2] else "")
    if re.fullmatch(r"\d{8,9}", digits):
        return f"{digits.zfill(9)[:5]}-{digits.zfill(9)[5:]}"
    raise CellError(_("which is not a ZIP; it has five digits"))


def phone(cell: str) -> str:
    """The first US phone number in a cell, as +14155550100. Raises CellError."""
    text = re.sub(r"\.0+$", "", cell.strip())
    text = re.split(r"\s*(?:;|\||\n|/(?!\d)|\bor\b|,\s)\s*", text)[0]
    digits = re.sub(r"\D", "", re.split(r"(?i)\s*(?:x|ext\.?|extension)\s*\d", text)[0])
    if not re.search(r"[A-Za-z]", text) and len(digits.removeprefix("1")) == 10:
        number = f"+1{digits.removeprefix('1')}"
    else:
        try:
            parsed = phonenumbers.parse(text[:60], "US")
        except phonenumbers.NumberParseException:
            raise CellError(_("which is not a US phone number")) from None
        number = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if not re.fullmatch(r"\+1[2-9]\d{2}[2-9]\d{6}", number):
        raise CellError(_("which is not a US phone number"))
    return number


def url(cell: str) -> str:
    """A web address without its tracking; one without "http" gets it. Raises CellError."""
    text = cell.split()[0].rstrip(",;") if cell.split() else ""
    match = _URL.fullmatch(text)
    if not match or not re.search(r"\.[A-Za-z][\w-]*$", match["host"]):
        raise CellError(_("which is not a web address"))
    whole = f"{(match['scheme'] or 'https://').lower()}{match['host'].lower()}{match['rest']}"
    if re.search(r'[<>"\\]', whole) or "@" in match["host"]:
        raise CellError(_("which is not a web address"))
    return clean_url(whole)


def month(cell: str, today: date | None = None) -> str:
    """The month of a date, as YYYY-MM. Raises CellError for one that is not there, not clear, or yet to come."""
    text = cell.strip().casefold().split("t00:")[0]
    year_month = None
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?(?: .*)?", text):
        year_month = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?: .*)?", text):
        first, second = int(match[1]), int(match[2])
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        year_month = year, second if first > 12 else first
    elif match := re.fullmatch(r"(\d{1,2})[-/](\d{4})", text):
        year_month = int(match[2]), int(match[1])
    elif (
        match := re.fullmatch(r"(?:\d{1,2}(?:st|nd|rd|th)? )?([a-z]+)\.? ?(?:\d{1,2}(?:st|nd|rd|th)?,? )?(\d{4})", text)
    ) and (number := _MONTHS.get(match[1])):
        year_month = int(match[2]), number
    if not year_month or not (1 <= year_month[1] <= 12 and 1900 <= year_month[0] < 2100):
        raise CellError(_("which is not a month; write it like 2025-03"))
    written = f"{year_month[0]:04}-{year_month[1]:02}"
    if written > f"{today or date.today():%Y-%m}":
        raise CellError(_("which is yet to come"))
    return written


def kind(cell: str) -> str:
    """A word of KINDS by its key or label. Raises CellError."""
    text = plain(cell)
    for word in KINDS:
        if text in (word.key, plain(word.english), plain(word.label)):
            return word.key
    raise CellError(_("which is no kind of source; it is one of {kinds}").format(kinds=", ".join(KINDS.bits)))


def price(cell: str) -> Price:
    """The price in a cell: "$450", "450-600", "from $400", "6 sessions for $2,400", "free". Raises CellError."""
    text = " ".join(cell.casefold().split())
    if plain(text) in ("free", "no charge", "complimentary", "no cost"):
        return Price(0.0, 0.0)
    found = _SESSIONS.search(text)
    for aside in (_SESSIONS, _ASIDE):
        text = aside.sub(" ", text)
    text = " ".join(text.split()).strip(" :;,.=/")
    for pattern, has_low, has_high in _PRICES:
        if match := pattern.fullmatch(text):
            ends = [float(end.replace(",", "")) for end in match.groups() if end]
            if max(ends) >= schema.MAX_PRICE_USD:
                raise CellError(_("which is more than any clinic asks"))
            if ends[0] > ends[-1]:
                raise CellError(_("whose low end is more than its high end"))
            sessions = int(found[1]) if found else None
            return Price(ends[0] if has_low else None, ends[-1] if has_high else None, sessions or None)
    raise CellError(_("which is not one price in dollars"))


_SESSIONS = re.compile(
    r"\b(\d{1,2})[\s-]*(?:x\s*)?(?:iv |im |ketamine )*(?:sessions?|infusions?|treatments?|visits?|injections?)\b"
    r"(?: for| at|:)?"
)
_ASIDE = re.compile(
    r"\([^)]*\)|\b\d+ ?-? ?(?:min(?:ute)?s?|hours?|hrs?)\b|\b(?:usd|us(?=\s*\$)|dollars?|each|cash)\b"
    r"|\b(?:self[ -]pay|total|for)\b"
    r"|(?:\bper\b|/) ?(?:an? )?(?:iv |im |ketamine )*[a-z]+"
)
_USD = r"\$?\s?(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)"
#: What a price looks like, and which of its ends that states.
_PRICES = (
    (re.compile(rf"(?:about |approx\.? |approximately |around |roughly |~ ?)?{_USD}"), True, True),
    (re.compile(rf"(?:from |between )?{_USD} ?(?:-|–|—|to|and) ?{_USD}"), True, True),
    (
        re.compile(rf"(?:from|starting at|starting from|starts at|at least|min\.?|minimum|over|>=?) ?{_USD}"),
        True,
        False,
    ),
    (re.compile(rf"{_USD} ?(?:\+|and up|or more|& up)"), True, False),
    (re.compile(rf"(?:up to|max\.?|maximum|at most|under|<=?) ?{_USD}"), False, True),
)


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address; empty where it does not say."""

    street: str
    city: str
    state: str
    zip: str


@lru_cache(maxsize=4_096)
def address(cell: str) -> Address:
    """The parts of an address in one cell that ends in a state or a ZIP. Raises CellError."""
    text = " ".join(re.sub(r"\n", ", ", cell).split()).strip(" ,")
    tail = _TAIL.search(text)
    code = (tail["code"] or "").replace(".", "").upper() if tail else ""
    code = code if code in STATES else _STATE_CODES.get(plain(tail["name"] or ""), "") if tail else ""
    if not tail or not code or len(text) > 500:
        raise CellError(_("which is not an address with city and state"))
    before = text[: tail.start()].strip(" ,")
    street, comma, city = before.rpartition(",")
    if not comma and re.search(r"\d", before):
        street, city = _street_and_city(before)
    if not city.strip() or re.search(r"\d", city):
        raise CellError(_("in which the city is not clear; write street, city, state and ZIP apart"))
    return Address(street.strip(" ,"), city.strip(), code, tail["zip"] or "")


def _street_and_city(text: str) -> tuple[str, str]:
    """The parts of "123 Main St Boston", which no comma parts."""
    tagged = usaddress.parse(text)
    city = [word for word, tag in tagged if tag == "PlaceName"]
    street = [word for word, tag in tagged if tag != "PlaceName"]
    return (" ".join(street), " ".join(city)) if text.endswith(" ".join(city)) else (text, "")


def _number(low: float, high: float, units: Mapping[str, int], whole: bool = True) -> Callable[[str], str]:
    """Reads a number in its limits, by itself or with a unit and what one of it counts for ("2 weeks" is 14)."""

    def read(cell: str) -> str:
        match = re.fullmatch(
            r"(?:about |~ ?|ages? )?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*-?\s*(\D*)", cell.strip().casefold()
        )
        unit = match[3].strip(" .").removesuffix("s") if match else ""
        if not match or (unit and unit not in units):
            raise CellError(_("which is not a number that fits here"))
        number = float(match[1].replace(",", "") + (match[2] or "")) * (units[unit] if unit else 1)
        if not low <= number <= high or (whole and number != int(number)):
            raise CellError(_("which is not a number that fits here"))
        return f"{number:.0f}" if number == int(number) else f"{number:.6g}"

    return read


def _boolean(cell: str) -> str:
    return "true" if yes(cell) else "false"


def _position(cell: str) -> str:
    if cell.strip().lower() not in POSITIONS:
        raise CellError(_("which is none of {words}").format(words=", ".join(POSITIONS.bits)))
    return cell.strip().lower()


def _status(cell: str) -> str:
    if plain(cell) not in _STATUSES:
        raise CellError(_("which is neither open, closed nor doubtful"))
    return _STATUSES[plain(cell)]


def _npi(cell: str) -> str:
    digits = re.sub(r"\.0+$", "", cell.strip())
    if not schema._npi(digits):  # `schema.wrong` takes a thousand times as long
        raise CellError(_("which is not a valid NPI number (ten digits)"))
    return digits


def _degrees(limit: float) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if not re.fullmatch(r"[+-]?\d{1,3}(?:\.\d+)?", cell.strip()) or abs(float(cell)) > limit:
            raise CellError(_("which is not a position in degrees"))
        return f"{float(cell):.6f}".rstrip("0").rstrip(".")

    return read


_READERS: Mapping[str, Callable[[str], str]] = {
    "state": state,
    "zip": zip_code,
    "phone": phone,
    "website": url,
    "source_url": url,
    "as_of": month,
    "read_on": lambda cell: _day(cell),
    "kind": kind,
    "status": _status,
    "npi": _npi,
    "lat": _degrees(90),
    "lon": _degrees(180),
    "position": _position,
    **dict.fromkeys(("telehealth_only", "board_certified", "new_patients", "referral_required"), _boolean),
    "iv_minutes": _number(1, 600, _TIMES),
    "series_sessions": _number(1, 100, _COUNTED),
    "rating": _number(0, 5, _COUNTED, whole=False),
    "reviews": _number(0, 10_000_000, _COUNTED),
    "wait_days": _number(0, 1_000, _DAYS),
    "min_age": _number(0, 120, _COUNTED),
}


def _day(cell: str) -> str:
    """The day of a date as YYYY-MM-DD, or its month where no day is given."""
    text = cell.strip()
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return month(cell)
    if day > date.today():
        raise CellError(_("which is yet to come"))
    return day.isoformat()
