"""What a source gives is kept once, whatever cuts the reading off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.sources import incoming, registry, web
from finder.sources.candidates import Candidate, Origin, PriceOffer, Statement
from finder.sources.registry import Item, Mark, Request
from finder.tables import Rejection
from tests.outside import quick_client

PAGE = Origin("https://example.com", "register", "", "2026-11-27")
CLIENT = quick_client()


def candidate(key: str, name: str = "Example Clinic") -> Candidate:
    said = Statement("name", name, PAGE, words="the words of the page")
    return Candidate("test", key, (said,), (PriceOffer("session", PAGE, low_usd=450.0, includes=("therapy",)),))


class Pages:
    """A source of pages of items; fails at the items whose number is in `failing`, once each."""

    def __init__(self, pages: list[list[Item]], failing: list[int] = []) -> None:  # noqa: B006
        self.pages, self.failing, self.since = pages, list(failing), list[str]()

    def read(self, _request: Request, _client: web.Client, since: str) -> Iterator[Item]:
        self.since.append(since)
        number = 0
        for at in range(int(since or 0), len(self.pages)):
            for item in self.pages[at]:
                if self.failing and self.failing[0] == number:
                    self.failing.pop(0)
                    raise web.Unreachable("the connection was cut")
                number += 1
                yield item
            yield Mark(str(at + 1), at + 1, len(self.pages))


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Any:
    def use(pages: Pages) -> None:
        stand_in = type("Stand", (), {"read": lambda _self, *asked: pages.read(*asked)})()
        monkeypatch.setitem(registry.SOURCES, "test", stand_in)

    return use


def finish(folder: Path, request: Request = Request(), tries: int = 20) -> incoming.Progress:  # noqa: B008
    for _ in range(tries):
        try:
            *_rest, last = incoming.read(folder, "test", request, CLIENT)
        except web.WebError:
            continue
        return last
    raise AssertionError("it never ended")


def keys(folder: Path) -> list[str]:
    return [one.key for one in incoming.candidates(folder, "test")]


def test_candidates_come_back_as_they_were_but_for_the_words(tmp_path: Path, source: Any) -> None:
    source(Pages([[candidate("1")]]))
    finish(tmp_path)
    [back] = incoming.candidates(tmp_path, "test")
    assert "words of the page" not in incoming.file_of(tmp_path, "test").read_text()
    assert back.statements == (Statement("name", "Example Clinic", PAGE),)
    assert back.offers == candidate("1").offers
    assert incoming.waiting(tmp_path) == ["test"]


def test_a_reading_that_was_cut_off_goes_on_behind_the_last_page(tmp_path: Path, source: Any) -> None:
    rejection = Rejection("test", 3, "zip", "x", "which is no ZIP")
    pages = Pages([[candidate("1"), candidate("2")], [candidate("3"), rejection, candidate("4")]], failing=[4])
    source(pages)
    last = finish(tmp_path)
    assert pages.since == ["", "1"]
    assert keys(tmp_path) == ["1", "2", "3", "4"]
    assert (last.kept, last.rejected, last.resumed) == (4, [rejection], True)


def test_a_line_cut_in_the_middle_is_read_again(tmp_path: Path, source: Any) -> None:
    source(Pages([[candidate("1")], [candidate("2")]], failing=[1]))
    with pytest.raises(web.WebError):
        list(incoming.read(tmp_path, "test", Request(), CLIENT))
    part = incoming.file_of(tmp_path, "test").with_suffix(".part")
    part.write_text(part.read_text() + '{"source":"test","key":"2","sta')
    assert incoming.waiting(tmp_path) == []
    finish(tmp_path)
    assert keys(tmp_path) == ["1", "2"]
    assert not part.exists()


def test_another_request_begins_anew(tmp_path: Path, source: Any) -> None:
    pages = Pages([[candidate("1")], [candidate("2")]], failing=[1])
    source(pages)
    with pytest.raises(web.WebError):
        list(incoming.read(tmp_path, "test", Request(), CLIENT))
    last = finish(tmp_path, Request(within_miles=10))
    assert pages.since == ["", ""]
    assert (last.kept, last.resumed) == (2, False)


def test_what_still_waits_stays_unless_it_was_read_anew(tmp_path: Path, source: Any) -> None:
    source(Pages([[candidate("1", "Old"), candidate("2", "Old")]]))
    finish(tmp_path)
    source(Pages([[candidate("2", "New"), candidate("3", "New")]]))
    finish(tmp_path)
    found = {one.key: one.value("name") for one in incoming.candidates(tmp_path, "test")}
    assert found == {"1": "Old", "2": "New", "3": "New"}
    incoming.keep(tmp_path, "test", incoming.candidates(tmp_path, "test")[:1])
    assert keys(tmp_path) == ["1"]
    incoming.keep(tmp_path, "test", [])
    assert incoming.waiting(tmp_path) == []


ITEMS = st.sampled_from(
    [*map(candidate, "abcdef"), Rejection("test", 1, "", "", "bad"), Rejection("test", 2, "", "", "bad")]
)


@settings(max_examples=60, deadline=None)
@given(pages=st.lists(st.lists(ITEMS, max_size=4), max_size=4), failing=st.lists(st.integers(0, 8), max_size=6))
def test_nothing_is_lost_or_doubled(
    tmp_path_factory: pytest.TempPathFactory, pages: list[list[Item]], failing: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("t")
    cut = Pages(pages, failing)
    stand_in = type("Stand", (), {"read": lambda _self, *asked: cut.read(*asked)})()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(registry.SOURCES, "test", stand_in)
        last = finish(folder)
    items = [item for page in pages for item in page]
    assert keys(folder) == list(dict.fromkeys(item.key for item in items if isinstance(item, Candidate)))
    assert last.rejected == list(dict.fromkeys(item for item in items if isinstance(item, Rejection)))


def test_a_candidate_that_is_none_says_so() -> None:
    for line in ("{}", "[]", '{"source": "a", "key": "b", "statements": [{"x": 1}], "offers": []}', "7"):
        with pytest.raises(ValueError, match="not a candidate"):
            Candidate.from_json(line)
