"""What is kept of ratings and for how long, what the table shows of them, and `python -m finder ratings`."""

from __future__ import annotations

import csv
import json
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder import catalog as catalogs
from finder import cli, evidence, ratings, tables
from finder.cli import ratings as command
from finder.ratings import GOOGLE, YELP, Known, Rating
from finder.settings import Settings, settings
from finder.sources import googleplaces
from finder.sources import yelp as yelps
from tests import reviewsites
from tests.outside import Asked, Outside, Status, quick_client
from tests.reviewsites import CLINIC, KEY, as_json, match
from tests.support import clinic, write_data
from tests.support import evidence as evidence_row

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
URL = "https://www.yelp.com/biz/example-clinic-a?adjust_creative=x"
DAY = timedelta(hours=24)


def rated(value: float = 4.5, reviews: int = 38, at: datetime = NOW) -> Rating:
    return YELP.rating(value, reviews, URL, at)


# --- keeping


def test_what_is_kept_is_read_again_until_its_time_is_over(tmp_path: Path) -> None:
    ratings.update(tmp_path, {"a": rated()}, now=NOW)
    for hours, there in ((0, True), (23.99, True), (24, False), (48, False)):
        found = ratings.current(tmp_path, NOW + timedelta(hours=hours))
        assert found == ({"a": rated()} if there else {}), hours
    assert ratings.lapsed(tmp_path, NOW) == 0
    assert ratings.lapsed(tmp_path, NOW + DAY) == 1


def test_what_is_past_its_time_leaves_the_disk(tmp_path: Path) -> None:
    ratings.update(
        tmp_path, {"old": rated(3.25), "new": rated(at=NOW + timedelta(hours=9))}, now=NOW + timedelta(hours=9)
    )
    assert ratings.purge(tmp_path, NOW + DAY) == 1
    assert "3.25" not in (tmp_path / ratings.FILE).read_text()
    assert set(ratings.current(tmp_path, NOW + DAY)) == {"new"}
    assert ratings.purge(tmp_path, NOW + 2 * DAY) == 1
    assert not (tmp_path / ratings.FILE).exists()
    assert ratings.purge(tmp_path, NOW) == 0


def test_a_new_look_takes_out_what_is_past_its_time_too(tmp_path: Path) -> None:
    ratings.update(tmp_path, {"a": rated(), "b": rated()}, now=NOW)
    later = NOW + timedelta(hours=12)
    ratings.update(tmp_path, {"c": rated(at=later)}, gone=["b", "nobody"], now=later)
    assert set(ratings.current(tmp_path, later)) == {"a", "c"}
    ratings.update(tmp_path, {}, now=NOW + DAY)
    assert set(ratings.current(tmp_path, NOW + DAY)) == {"c"}
    assert ratings.lapsed(tmp_path, NOW + DAY) == 0


def test_google_s_figure_cannot_be_kept(tmp_path: Path) -> None:
    google = GOOGLE.rating(4.7, 123, "https://maps.google.com/?cid=1", NOW)
    with pytest.raises(ValueError, match="terms"):
        ratings.update(tmp_path, {"a": google}, now=NOW)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="too long"):
        Rating(4.7, 123, GOOGLE.name, "https://maps.google.com/?cid=1", NOW, NOW + timedelta(seconds=1))


@pytest.mark.parametrize(
    "parts",
    [
        (0.0, 38, "Yelp", URL), (5.1, 38, "Yelp", URL), (float("nan"), 38, "Yelp", URL), (-1.0, 38, "Yelp", URL),
        (4.5, 0, "Yelp", URL), (4.5, -1, "Yelp", URL), (4.5, 38, "", URL), (4.5, 38, "Elsewhere", URL),
        (4.5, 38, "Yelp", ""), (4.5, 38, "Yelp", "https://example.com/biz"), (4.5, 38, "Yelp", "http://www.yelp.com/biz"),
        (4.5, 38, "Yelp", "https://yelp.com.example.com/"), (4.5, 38, "Yelp", "https://www.yelp.com/biz/ a"),
        (4.5, 38, "Yelp", "https://[www.yelp.com/"), (4.5, 38, "Yelp", "https://www.yelp.com/\u202e"),
    ],
)  # fmt: skip
def test_there_is_no_rating_without_count_source_and_page(parts: tuple[Any, ...]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Rating(*parts, NOW, NOW + DAY)


def _rows(folder: Path, **changes: str) -> None:
    """ratings.csv with one good row, changed."""
    ratings.update(folder, {"a": rated()}, now=NOW)
    with (folder / ratings.FILE).open(newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / ratings.FILE).open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerow(rows[0] | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"keep_until": "2027-11-27T09:30:00+00:00"},  # a hand cannot make it last
        {"keep_until": "soon"},
        {"keep_until": ""},
        {"read_at": "2026-11-27T09:30:00"},  # of which hour?
        {"read_at": "2026-11-27T10:30:00+00:00"},  # yet to come
        {"rating": "nan"},
        {"rating": "9"},
        {"reviews": ""},
        {"reviews": "0"},
        {"review_source": "Google Maps"},
        {"review_source": "Somebody"},
        {"url": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_a_row_that_is_not_right_shows_nothing_and_is_taken_out(tmp_path: Path, changes: dict[str, str]) -> None:
    _rows(tmp_path, **changes)
    assert ratings.current(tmp_path, NOW) == {}
    ratings.purge(tmp_path, NOW)
    assert not (tmp_path / ratings.FILE).exists()


@pytest.mark.parametrize("text", ["", "\0", "clinic_id\na\n", 'clinic_id,"', "é", "a,b\n" * 1_000, "\n\n"])
def test_a_file_that_is_none_of_ours_is_no_rating(tmp_path: Path, text: str) -> None:
    for name in (ratings.FILE, ratings.IDS_FILE):
        (tmp_path / name).write_bytes(text.encode("latin-1"))
    assert ratings.current(tmp_path, NOW) == {}
    assert ratings.known(tmp_path, YELP) == {}
    assert ratings.lapsed(tmp_path, NOW) == 0
    ratings.update(tmp_path, {"a": rated()}, now=NOW)
    assert set(ratings.current(tmp_path, NOW)) == {"a"}


@given(
    st.floats(0.1, 5).map(lambda value: round(value, 2)),
    st.integers(1, 10_000_000),
    st.timedeltas(timedelta(), timedelta(days=3)),
)
def test_nothing_is_shown_a_second_too_long(value: float, reviews: int, later: timedelta) -> None:
    rating = YELP.rating(value, reviews, URL, NOW)
    assert rating.may_be_shown(NOW + later) == (later < DAY)


def test_ids_stay_and_one_service_does_not_touch_another_s(tmp_path: Path) -> None:
    ratings.note(tmp_path, YELP, {"a": Known("y1", "2026-11-26"), "b": Known("", "2026-11-26")})
    ratings.note(tmp_path, GOOGLE, {"a": Known("g1", "2026-11-26")})
    ratings.note(tmp_path, YELP, {"a": Known("y2", "2026-11-27")})
    assert ratings.known(tmp_path, YELP) == {"a": Known("y2", "2026-11-27"), "b": Known("", "2026-11-26")}
    assert ratings.known(tmp_path, GOOGLE) == {"a": Known("g1", "2026-11-26")}


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ratings.update(tmp_path, {"a": rated()}, now=NOW)
    before = (tmp_path / ratings.FILE).read_bytes()

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tables.os, "fsync", full)
    with pytest.raises(ratings.RatingsError, match="No space left"):
        ratings.update(tmp_path, {"b": rated()}, now=NOW)
    assert (tmp_path / ratings.FILE).read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} <= {ratings.FILE, ratings.LOCK}


# --- in the table


def test_the_table_shows_it_with_its_page_until_its_time_is_over(tmp_path: Path) -> None:
    rows = [clinic("a"), clinic("b"), clinic("c", rating=4.0, reviews=12, review_source="Example")]
    write_data(tmp_path, rows, [], [evidence_row("a", as_of="2022-01"), evidence_row("b"), evidence_row("c")])
    ids = [row["id"] for row in rows]
    before = catalogs.load(tmp_path, now=NOW)
    ratings.update(tmp_path, {ids[0]: rated(), ids[2]: rated(1.0), "example-clinic-gone": rated()}, now=NOW)
    shown = catalogs.load(tmp_path, now=NOW)
    assert [shown.cell(row, "rating") for row in range(3)] == [4.5, None, 4.0]
    assert [shown.cell(row, "reviews") for row in range(3)] == [38, None, 12]
    assert [shown.cell(row, "review_source") for row in range(3)] == ["Yelp", None, "Example"]
    assert shown.columns.rating[0] == 4.5
    fact = evidence.fact(shown, ids[0], "rating", NOW.date())
    (source,) = fact.sources
    assert (source.url, source.kind, source.as_of, source.read_on) == (URL, "directory", "2026-11", "2026-11-27")
    assert (fact.age, evidence.fact(shown, ids[2], "rating").value) == ("recent", 4.0)
    assert shown.rejected == []
    for frame in ("frame", "evidence", "prices"):
        assert [*map(str, getattr(shown, frame).dtypes)] == [*map(str, getattr(before, frame).dtypes)]
    after = catalogs.load(tmp_path, now=NOW + DAY)
    assert after.frame.equals(before.frame)
    assert after.evidence.equals(before.evidence)


def test_a_lively_review_page_does_not_make_a_clinic_s_own_facts_newer(tmp_path: Path) -> None:
    write_data(tmp_path, [clinic("a")], [], [evidence_row("a", as_of="2022-01")])
    ratings.update(tmp_path, {"example-clinic-a": rated()}, now=NOW)
    shown = catalogs.load(tmp_path, now=NOW)
    assert evidence.newest(shown, "example-clinic-a") == "2022-01"
    assert evidence.standing(shown, "example-clinic-a", NOW.date()) == "doubtful"


def test_check_counts_the_table_s_own_rows_only(tmp_path: Path) -> None:
    write_data(tmp_path, [clinic("a")], [], [evidence_row("a")])
    ratings.update(tmp_path, {"example-clinic-a": rated(at=datetime.now(UTC))})
    report = catalogs.check(tmp_path)
    assert (report.rows, report.kept, report.rejected, report.warnings) == (2, 2, [], [])


# --- the command


class Yelp(Outside):
    """The service: a business for each of these clinics, found by phone."""

    def __init__(self, *businesses: Any) -> None:
        super().__init__(self._say)
        self.businesses = list(businesses)

    def _say(self, request: Asked) -> Any:
        if request.path.endswith("/search/phone"):
            return as_json({"businesses": [b for b in self.businesses if b["phone"] == request.params["phone"]]})
        if request.path.endswith("/matches"):
            return as_json({"businesses": [match(b) for b in self.businesses]})
        found = [b for b in self.businesses if request.path.endswith(b["id"])]
        return as_json(found[0]) if found else as_json({"error": {}}, 404)


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Yelp]]:
    running: list[Yelp] = []

    def start(*businesses: Any) -> Yelp:
        running.append(Yelp(*businesses).__enter__())  # type: ignore[arg-type]
        monkeypatch.setattr(yelps, "BASE", running[-1].url)
        monkeypatch.setattr(command, "client", lambda: quick_client(robots=False))
        monkeypatch.setenv("FINDER_YELP_KEY", KEY)
        monkeypatch.setenv("FINDER_GOOGLE_KEY", KEY)
        settings.cache_clear()
        return running[-1]

    yield start
    for server in running:
        server.__exit__(None, None, None)
    settings.cache_clear()


def _number(n: int) -> str:
    return f"+1213555{n:04}"


def _clinics(n: int, **cells: Any) -> list[dict[str, str]]:
    door = {"city": CLINIC.city, "state": "CA", "zip": CLINIC.zip}
    return [
        clinic(
            str(i),
            name=f"Example {'ABCDEFGH'[i]}{i} Clinic",
            street=f"{i + 1} Main St",
            phone=_number(100 + i),
            **door,
            **cells,
        )
        for i in range(n)
    ]


def _business(row: dict[str, str], **changes: Any) -> dict[str, Any]:
    place = {"address1": row["street"], "address2": ""}
    return reviewsites.yelp(f"id-{row['id']}", name=row["name"], phone=row["phone"], location=place, **changes)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any, str]:
    """The exit status, what was printed (as JSON if asked), and what was complained of; the key is in none of it."""
    status = cli.main(["ratings", *words])
    out, err = capsys.readouterr()
    assert KEY not in out + err
    return status, json.loads(out) if "--json" in words and out else out, err


def test_ratings_are_fetched_written_and_shown(
    data_folder: Callable[..., Path], serve: Callable[..., Yelp], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _clinics(4)
    folder = data_folder(rows)
    serve(_business(rows[0]), _business(rows[1], is_closed=True), _business(rows[2], review_count=0, rating=0))
    status, said, err = run(capsys, "--json")
    assert (status, err, said["source"], said["purged"], said["left"]) == (0, "", "Yelp", 0, 0)
    assert [(one["id"], one["rating"], one["reviews"]) for one in said["found"]] == [("example-clinic-0", 4.5, 38)]
    reasons = {one["id"]: one["reason"] for one in said["without"]}
    assert "closed for good" in reasons["example-clinic-1"]
    assert "nobody has rated" in reasons["example-clinic-2"]
    assert "example-clinic-3" in reasons
    assert said["failed"] == []
    assert set(ratings.current(folder)) == {"example-clinic-0"}
    assert ratings.known(folder, YELP)["example-clinic-1"].place_id == "id-example-clinic-1"
    shown = catalogs.load(folder)
    assert shown.cell(0, "rating") == 4.5
    assert "4.5" not in (folder / "clinics.csv").read_text()
    assert stat.S_IMODE((folder / ratings.FILE).stat().st_mode) & 0o111 == 0


def test_people_are_told_the_same(
    data_folder: Callable[..., Path], serve: Callable[..., Yelp], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _clinics(2)
    data_folder(rows)
    serve(_business(rows[0]))
    status, said, _err = run(capsys)
    assert status == 0
    assert "example-clinic-0: 4.5 of 5 from 38 reviews on Yelp, https://www.yelp.com/biz/" in said
    assert "1 rating found, 1 clinic without" in said
    assert "24 hours" in said


def test_clinics_asked_lately_are_left_alone_and_the_rest_go_on(
    data_folder: Callable[..., Path], serve: Callable[..., Yelp], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _clinics(4)
    data_folder(rows)
    server = serve(*(_business(row) for row in rows[:3]))
    asked: list[list[str]] = []
    for _time in range(3):
        _status, said, _err = run(capsys, "--json", "--limit", "2")
        asked.append([one["id"][-1] for one in (*said["found"], *said["without"])])
    assert asked == [["0", "1"], ["2", "3"], []]
    assert len(server.asked("/v3/businesses/search/phone")) == 4


def test_the_longest_unasked_come_first_and_by_their_ids(
    data_folder: Callable[..., Path], serve: Callable[..., Yelp], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _clinics(3)
    folder = data_folder(rows)
    ids = [row["id"] for row in rows]
    ratings.note(folder, YELP, {ids[0]: Known("id-example-clinic-0", "2026-01-02"), ids[1]: Known("", "2026-01-01")})
    server = serve(*(_business(row) for row in rows))
    run(capsys)
    paths = [request.path for request in server.requests]
    assert paths == ["/v3/businesses/search/phone"] * 2 + ["/v3/businesses/id-example-clinic-0"]
    assert [request.params["phone"] for request in server.requests[:2]] == [rows[2]["phone"], rows[1]["phone"]]


def test_who_is_not_asked_about(
    data_folder: Callable[..., Path], serve: Callable[..., Yelp], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        clinic("a", status="closed", phone=_number(1)),
        clinic("b", telehealth_only=True, phone=_number(2)),
        clinic("c", rating=4, reviews=10, review_source="Example", phone=_number(3)),
        clinic("d", city="Reno", state="NV", lat=39.53, lon=-119.81, phone=_number(4)),
        clinic("e", phone=_number(5)),
    ]
    data_folder(rows)
    server = serve()
    status, said, _err = run(capsys, "--json", "--state", "ca")
    assert [one["id"] for one in said["without"]] == ["example-clinic-e"]
    assert status == 1
    assert {request.params["phone"] for request in server.requests} == {_number(5)}


def test_a_clinic_that_lost_its_rating_loses_it_here(
    data_folder: Callable[..., Path], serve: Callable[..., Yelp], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _clinics(2)
    folder = data_folder(rows)
    then = datetime.now(UTC) - timedelta(hours=20)
    ratings.update(folder, {row["id"]: rated(at=then) for row in rows})
    server = serve(_business(rows[0], is_closed=True), _business(rows[1]))
    server.faults["/v3/businesses/search/phone"] = [
        Status(200, {}, json.dumps({"businesses": [server.businesses[0]]}).encode())
    ] + [Status(503)] * 9
    status, said, _err = run(capsys, "--json")
    assert status == 1
    assert [one["id"] for one in said["failed"]] == ["example-clinic-1"]
    # The one that could not be asked about stays for what is left of its day.
    assert set(ratings.current(folder)) == {"example-clinic-1"}


@pytest.mark.parametrize(
    ("fault", "asked", "trouble"),
    [
        (Status(401), 1, "FINDER_YELP_KEY"),
        (Status(429, {"Retry-After": "9999"}), 3, "minutes"),
        (Status(500), 12, "busy"),
    ],
)
def test_a_service_that_fails_is_left_alone_and_what_was_found_stays(
    data_folder: Callable[..., Path],
    serve: Callable[..., Yelp],
    capsys: pytest.CaptureFixture[str],
    fault: Status,
    asked: int,
    trouble: str,
) -> None:
    rows = _clinics(6)
    folder = data_folder(rows)
    server = serve(*(_business(row) for row in rows))
    good = Status(200, {}, json.dumps({"businesses": [server.businesses[0]]}).encode())
    server.faults["/v3/businesses/search/phone"] = [good] + [fault] * 99
    status, said, _err = run(capsys, "--json")
    assert status == 1
    assert trouble in said["trouble"]
    assert len(server.requests) == 1 + asked
    assert set(ratings.current(folder)) == {"example-clinic-0"}
    assert said["left"] + len(said["failed"]) == 5
    server.faults.clear()
    status, said, _err = run(capsys, "--json")
    assert (status, len(said["found"]), len(ratings.current(folder))) == (0, 5, 6)


def test_ctrl_c_keeps_what_was_found(
    data_folder: Callable[..., Path],
    serve: Callable[..., Yelp],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = _clinics(3)
    folder = data_folder(rows)
    serve(*(_business(row) for row in rows))
    read, calls = yelps.read, []

    def stop_at_the_third(*arguments: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return read(*arguments, **more)

    monkeypatch.setattr(yelps, "read", stop_at_the_third)
    status, said, _err = run(capsys, "--json")
    assert (status, said["stopped"], said["left"], len(ratings.current(folder))) == (1, True, 1, 2)


def test_every_run_takes_out_what_is_past_its_time_also_without_a_key(
    data_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = data_folder(_clinics(1))
    monkeypatch.delenv("FINDER_YELP_KEY", raising=False)
    settings.cache_clear()
    ratings.update(folder, {"example-clinic-0": rated()}, now=NOW)
    monkeypatch.setattr(ratings, "datetime", _Later)
    status, out, err = run(capsys)
    assert (status, out) == (2, "")
    assert "FINDER_YELP_KEY" in err
    assert not (folder / ratings.FILE).exists()


class _Later(datetime):
    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return NOW + 2 * DAY


@pytest.mark.parametrize("words", [("--state", "XX"), ("--limit", "0"), ("--limit", "x")])
def test_bad_usage_is_said(
    words: tuple[str, ...], data_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    data_folder(_clinics(1))
    status, _out, err = run(capsys, *words)
    assert status == 2
    assert "Traceback" not in err


# --- keys


def test_keys_are_not_printed_and_must_be_such_as_can_be_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINDER_YELP_KEY", f" {KEY}\n")
    monkeypatch.setenv("FINDER_GOOGLE_KEY", KEY)
    kept = Settings()
    assert KEY not in f"{kept!r} {kept}"
    assert kept.yelp_key.get_secret_value() == KEY
    monkeypatch.setenv("FINDER_GOOGLE_KEY", f"{KEY}\r\nX-Other: é")
    with pytest.raises(ValueError, match="copy it again") as raised:
        Settings()
    assert KEY not in str(raised.value)


def test_nothing_that_google_says_reaches_the_disk(tmp_path: Path) -> None:
    write_data(tmp_path, [clinic("a")])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    place = reviewsites.google(rating=4.123, userRatingCount=98_765)
    with Outside(lambda request: as_json({"places": [place]})) as server:
        answer = googleplaces.read(CLINIC, KEY, quick_client(robots=False), base=server.url)
    assert answer.rating is not None
    with pytest.raises(ValueError, match="terms"):
        ratings.update(tmp_path, {"example-clinic-a": answer.rating})
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
