"""What review sites let us keep of their ratings, and for how long: the one place that knows their terms.

*Google Maps.* A figure is not kept at all: its content may be cached only as the service's own terms allow, which is
positions, not ratings (Google Maps Platform Terms of Service 3.2.3 (a) and (b),
https://cloud.google.com/maps-platform/terms; Service Specific Terms, "Places API",
https://cloud.google.com/maps-platform/terms/maps-service-terms). Place ids may be kept for good, what is shown names
"Google Maps" (https://developers.google.com/maps/documentation/places/web-service/policies), and nothing of it stands
beside a map that is not Google's (Service Specific Terms, "No use with a non-Google map").

*Yelp.* A figure may be kept for 24 hours, business ids for good, "solely for back-end matching": so neither is
published with the table, and neither goes into it (API Terms of Use 5 (a) and (b),
https://terms.yelp.com/developers/api_terms/). Where a rating is shown, the number of reviews stands beside it, it links
to the business's page on Yelp by the very address that Yelp gave, and it stands alone: it is never averaged with, or
shown beside, what another site's users say (5 (c) and (e), https://terms.yelp.com/developers/display_requirements/).
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from finder import tables
from finder.text import _

FILE, IDS_FILE, LOCK = "ratings.csv", "placeids.csv", ".ratings.lock"
_COLUMNS = ("clinic_id", "rating", "reviews", "review_source", "url", "read_at", "keep_until")
_IDS_COLUMNS = ("clinic_id", "service", "place_id", "asked_on")
#: No file of ours comes near it.
_MOST_BYTES = 50_000_000
#: Clocks of two machines differ a little; a figure from further ahead than this is not believed.
_CLOCKS_DIFFER = timedelta(minutes=5)


class RatingsError(Exception):
    """The files could not be written; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Service:
    """A review site: our key for it, the name that its terms ask for, how long a figure may be kept, and its hosts."""

    key: str
    name: str
    keep: timedelta
    hosts: tuple[str, ...]

    def rating(self, value: object, reviews: object, url: object, read_at: datetime) -> Rating:
        """A figure that was just read. Raises ValueError when a part is missing or cannot be right."""
        if isinstance(value, bool) or isinstance(reviews, bool):
            raise ValueError("a rating and its count are numbers")
        if not isinstance(value, int | float) or not isinstance(reviews, int) or not isinstance(url, str):
            raise ValueError("a rating, its count or its page is missing")
        return Rating(float(value), reviews, self.name, url, read_at, read_at + self.keep)


GOOGLE = Service("google", "Google Maps", timedelta(0), ("google.com",))
YELP = Service("yelp", "Yelp", timedelta(hours=24), ("yelp.com",))
SERVICES: Mapping[str, Service] = {service.name: service for service in (GOOGLE, YELP)}


@dataclass(frozen=True, slots=True)
class Rating:
    """What a review site said of a clinic at one moment: stars of 5, from how many reviews, and on which page.

    There is none without its count, source and page: it raises ValueError. Times are in UTC.
    """

    value: float
    reviews: int
    source: str
    url: str
    read_at: datetime
    keep_until: datetime

    def __post_init__(self) -> None:
        service = SERVICES.get(self.source)
        if not (math.isfinite(self.value) and 0 < self.value <= 5):
            raise ValueError("a rating is over 0 and at most 5")
        if not 0 < self.reviews <= 10_000_000:
            raise ValueError("a rating comes from one review or more")
        if service is None or not _on(self.url, service.hosts):
            raise ValueError("the page is not one of the site's")
        if self.keep_until > self.read_at + service.keep:
            raise ValueError("it would be kept for too long")

    def may_be_shown(self, now: datetime) -> bool:
        """Whether it may still be kept and shown, and is not from the future."""
        return self.read_at - _CLOCKS_DIFFER <= now < self.keep_until


@dataclass(frozen=True, slots=True)
class Known:
    """How a review site calls a clinic (empty: not found there so far), and the day we last asked (YYYY-MM-DD)."""

    place_id: str
    asked_on: str = ""


def current(folder: Path, now: datetime | None = None) -> dict[str, Rating]:
    """The ratings that a data folder holds and that may still be shown, by the clinic's id."""
    now = now or datetime.now(UTC)
    return {clinic_id: rating for clinic_id, rating in _kept(folder).items() if rating.may_be_shown(now)}


def lapsed(folder: Path, now: datetime | None = None) -> int:
    """How many ratings a data folder holds that may no longer be kept."""
    now = now or datetime.now(UTC)
    return sum(not rating.may_be_shown(now) for rating in _kept(folder).values())


def purge(folder: Path, now: datetime | None = None) -> int:
    """Takes out what may no longer be kept; how many ratings that were. Raises RatingsError."""
    if not (folder / FILE).exists():
        return 0
    now = now or datetime.now(UTC)
    with _locked(folder):
        before = _kept(folder)
        after = {clinic_id: rating for clinic_id, rating in before.items() if rating.may_be_shown(now)}
        # A row that cannot be read may be past its time too.
        if len(after) < len(before) or len(after) < _lines(folder / FILE):
            _write_kept(folder, after)
    return len(before) - len(after)


def update(folder: Path, found: Mapping[str, Rating], gone: Iterable[str] = (), now: datetime | None = None) -> None:
    """Writes new ratings, and takes out those of the clinics `gone` and what may no longer be kept.

    Raises ValueError for a rating that may not be kept at all, RatingsError when the file cannot be written.
    """
    now = now or datetime.now(UTC)
    if any(SERVICES[rating.source].keep <= timedelta(0) for rating in found.values()):
        raise ValueError("the terms of its site forbid to keep this rating")
    with _locked(folder):
        together = {**_kept(folder), **found}
        for clinic_id in gone:
            together.pop(clinic_id, None)
        kept = {clinic_id: rating for clinic_id, rating in together.items() if rating.may_be_shown(now)}
        if kept or (folder / FILE).exists():
            _write_kept(folder, kept)


def known(folder: Path, service: Service) -> dict[str, Known]:
    """How a review site calls the clinics of a data folder, by the clinic's id."""
    return {
        row["clinic_id"]: Known(row["place_id"], row["asked_on"])
        for row in _rows(folder / IDS_FILE, _IDS_COLUMNS)
        if row["service"] == service.key
    }


def note(folder: Path, service: Service, found: Mapping[str, Known]) -> None:
    """Writes how a review site calls these clinics; the others stay. Raises RatingsError."""
    if not found:
        return
    with _locked(folder):
        rows = {(row["clinic_id"], row["service"]): row for row in _rows(folder / IDS_FILE, _IDS_COLUMNS)}
        for clinic_id, one in found.items():
            rows[clinic_id, service.key] = {
                "clinic_id": clinic_id,
                "service": service.key,
                "place_id": one.place_id,
                "asked_on": one.asked_on or date.today().isoformat(),
            }
        _write(folder / IDS_FILE, _IDS_COLUMNS, rows.values())


def _on(url: str, hosts: tuple[str, ...]) -> bool:
    """Whether an address is a page of one of these sites."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = len(url) <= 2_000 and url.isascii() and url.isprintable() and not set(' "<>\\') & set(url)
    return plain and parts.scheme == "https" and any(host == one or host.endswith(f".{one}") for one in hosts)


def _kept(folder: Path) -> Mapping[str, Rating]:
    """Every rating in the file, also those past their time; rows that are not right are as good as not there."""
    path = folder / FILE
    try:
        stat = path.stat()
    except OSError:
        return {}
    return _read_kept(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=2)
def _read_kept(path: Path, _changed: int, _size: int) -> Mapping[str, Rating]:
    return {row["clinic_id"]: rating for row in _rows(path, _COLUMNS) if (rating := _rating(row))}


def _rating(row: Mapping[str, str]) -> Rating | None:
    try:
        read_at, keep_until = (datetime.fromisoformat(row[name]) for name in _COLUMNS[-2:])
        if read_at.tzinfo is None or keep_until.tzinfo is None:
            return None  # which hour that was, nobody knows
        return Rating(float(row["rating"]), int(row["reviews"]), row["review_source"], row["url"], read_at, keep_until)
    except (ValueError, OverflowError):
        return None


def _lines(path: Path) -> int:
    """How many lines a file has below its first; as if one, when it is not text."""
    try:
        return max(len(path.read_text(encoding="utf-8").splitlines()) - 1, 0)
    except (OSError, ValueError):
        return 1


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of one of our files; none when it is not there or not ours."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            return
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        rows = list(reader)
    except (OSError, ValueError, csv.Error):
        return
    for row in rows:
        cells = {name: row.get(name) for name in columns}
        if None not in cells.values():
            yield {name: str(cell).strip() for name, cell in cells.items()}


def _write_kept(folder: Path, kept: Mapping[str, Rating]) -> None:
    """The file with these ratings; without one there is no file."""
    _read_kept.cache_clear()  # what may no longer be kept is not kept here either
    if not kept:
        try:
            (folder / FILE).unlink(missing_ok=True)
        except OSError as error:
            raise RatingsError(_cannot(folder / FILE, error)) from None
        return
    rows = (
        {
            "clinic_id": clinic_id,
            "rating": f"{rating.value:g}",
            "reviews": str(rating.reviews),
            "review_source": rating.source,
            "url": rating.url,
            "read_at": rating.read_at.isoformat(timespec="seconds"),
            "keep_until": rating.keep_until.isoformat(timespec="seconds"),
        }
        for clinic_id, rating in kept.items()
    )
    _write(folder / FILE, _COLUMNS, rows)


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> None:
    """The whole file or, when it cannot be written, the old one."""
    try:
        tables.replace(path, tables.as_csv(columns, rows))
    except OSError as error:
        raise RatingsError(_cannot(path, error)) from None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """The files of a data folder for one writer at a time."""
    lock = FileLock(folder / LOCK, timeout=5)
    try:
        lock.acquire()
    except Timeout:
        raise RatingsError(
            _("Another command is changing the ratings in {folder}. Try again.").format(folder=folder)
        ) from None
    except OSError as error:
        raise RatingsError(_cannot(folder / FILE, error)) from None
    try:
        yield
    finally:
        lock.release()


def _cannot(path: Path, error: OSError) -> str:
    return _("{path} cannot be changed ({error}); may this program write there?").format(
        path=path, error=error.strerror
    )
