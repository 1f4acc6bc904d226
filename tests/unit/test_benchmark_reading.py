"""The benchmark of the page reader: its pages are whole and plainly made up, and it counts what it says it counts."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import reading
from benchmarks.reading import Page, Score, pages, score
from finder import schema
from finder.sources.candidates import Origin, PriceOffer, Statement
from finder.vocabulary import FIELDS, ITEMS, ROUTES

ORIGIN = Origin("https://clinic00.example.com/page", "clinic")
HTML = """<html><head><title>Example Clinic A</title>
<script type="application/ld+json">{"@type": "MedicalClinic", "telephone": "(208) 555-0101"}</script>
<script>var price = "$111";</script></head><body><p>One infusion is <b>$</b><b>450</b>&nbsp;today.</p>
<button aria-controls="more">More</button><div id="more" hidden>We treat PTSD.</div>
<div hidden>Only $222.</div><template>$333</template></body></html>"""


@dataclass(frozen=True)
class Reading:
    """What a made-up reader gives."""

    statements: tuple[Statement, ...] = ()
    offers: tuple[PriceOffer, ...] = ()


def page(prices: list[Any] | None = None, facts: dict[str, Any] | None = None, **more: Any) -> Page:
    return Page("00", "open", "a test", HTML, tuple(prices or ()), facts or {}, **more)


def price(
    item: str = "session", route: Any = "iv", low: float | None = 450, high: float | None = 450, n: Any = 1
) -> Any:
    return {"item": item, "route": route, "low_usd": low, "high_usd": high, "sessions": n}


def offer(words: str = "One infusion is $450", **values: Any) -> PriceOffer:
    return PriceOffer(origin=ORIGIN, words=words, **{**price(), **values})


def said(field: str, value: str, words: str = "We treat PTSD", confidence: float = 1.0) -> Statement:
    return Statement(field, value, ORIGIN, words, confidence)


def scored(page: Page, *found: Statement | PriceOffer) -> Score:
    statements = tuple(one for one in found if isinstance(one, Statement))
    offers = tuple(one for one in found if isinstance(one, PriceOffer))
    return score(page, lambda html, url, read_on: Reading(statements, offers))


def counted(score: Score, what: str) -> tuple[int, int, int]:
    count = score.count(what)
    return count.right, count.wrong, count.missed


ALL = [*pages(), *pages("practice")]

# The pages


def test_there_are_sixty_pages_half_of_them_open() -> None:
    numbers = [one.number for one in pages()]
    assert numbers == [f"{n:02}" for n in range(1, 61)]
    assert [one.number for one in pages("open")] == numbers[:30]
    assert [one.number for one in pages("closed")] == numbers[30:]


def test_the_pages_after_them_are_for_practice_and_do_not_count() -> None:
    numbers = [one.number for one in pages("practice")]
    assert len(numbers) >= 100
    assert numbers == [str(n) for n in range(61, 61 + len(numbers))]
    nothing = reading.measure(ALL, lambda html, url, read_on: Reading())
    true = {part: sum(len(one.prices) for one in pages(part)) for part in ("all", "practice")}
    assert {part: nothing[part].count("prices").missed for part in true} == true


def test_pages_that_lie_elsewhere_have_a_figure_of_their_own(tmp_path: Path) -> None:
    for number in ("01", "61"):  # whatever part they say they are
        for end in ("html", "json"):
            shutil.copy(reading.FOLDER / f"{number}.{end}", tmp_path)
    found = pages("unseen", tmp_path)
    assert [one.number for one in found] == ["01", "61"]
    nothing = reading.measure(found, lambda html, url, read_on: Reading())
    assert nothing["unseen"].count("prices").missed == sum(len(one.prices) for one in found) > 0
    for part in ("open", "closed", "all", "practice"):
        assert not nothing[part].counts


def test_no_page_is_another_one_again() -> None:
    tags = [re.sub(r"\s+", "", re.sub(r">[^<]*<", "><", one.html)) for one in ALL]
    assert len(set(tags)) == len(ALL)
    assert len({one.kind for one in ALL}) == len(ALL)


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.number)
def test_the_truth_has_only_words_and_values_the_table_knows(page: Page) -> None:
    for prices in (page.prices, page.maybe_prices):
        for one in prices:
            assert tuple(one) == ("item", "route", "low_usd", "high_usd", "sessions")
            assert all(item in ITEMS for item in reading._values(one["item"]))
            assert all(route in ROUTES or route == "" for route in reading._values(one["route"]))
            ends = [end for end in (one["low_usd"], one["high_usd"]) if end is not None]
            assert ends
            assert ends == sorted(ends)
            assert all(0 <= end < schema.MAX_PRICE_USD for end in ends)
            assert (one["sessions"] is None) == (one["item"] == "membership")
    for facts in (page.facts, page.maybe_facts):
        for name, value in facts.items():
            assert name in (*reading.LISTS, *reading.SINGLES)
            for one in reading._values(value):
                text = str(one).lower() if isinstance(one, bool) else str(one)
                if name in FIELDS:
                    assert one in FIELDS[name], f"{name}: {one}"
                else:
                    assert schema.value(name, text) is not None, f"{name}: {one}"
    for name in reading.LISTS:
        assert not set(page.facts.get(name, ())) & set(page.maybe_facts.get(name, ()))


def spelled(dollars: int) -> str:
    """A sum under a thousand that ends in a nought as prose may spell it, without the spaces."""
    ones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    tens = ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    hundreds, rest = divmod(dollars, 100)
    if not 0 < hundreds < 10 or rest % 10:
        return "(?!)"
    return f"{ones[hundreds - 1]}hundred(?:and)?{tens[rest // 10 - 1] if rest else ''}dollars"


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.number)
def test_what_is_true_stands_on_the_page(page: Page) -> None:
    text = reading.visible_text(page.html) + reading.structured_text(page.html)
    seen = reading._bare(text)
    # Without its gaps, where a sum is in pieces; and with them, where figures stand in columns.
    figures = f"{seen} {text}".replace(",", "")
    for one in page.prices:
        for end in (one["low_usd"], one["high_usd"]):
            assert end in (0, None) or re.search(rf"(?<![0-9])(?:{end}|{end / 1000:g}k\b)|{spelled(end)}", figures), one
    for name in ("street", "city", "zip", "name"):
        for value in reading._values(page.facts.get(name, ())):
            assert any(part in seen for part in (reading._bare(value), reading._bare(value.split(",")[0]))), value
    digits = re.sub(r"[^0-9]", "", figures)
    assert all(phone[2:] in digits for phone in reading._values(page.facts.get("phone", ())))


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.number)
def test_pages_are_plainly_fictional(page: Page) -> None:
    for number in re.findall(r"\d{3}[).\s/\u2011-]{1,3}\d{3}[.\s\u2011-]\d{4}", page.html):
        assert re.search(r"555\D(?:01\d\d|5555)$", number), number
    for host in re.findall(r"(?:https?://|@)([\w.-]+\.\w+)", page.html):
        assert re.search(r"(?:^|\.)example\.(?:com|org)$|^schema\.org$", host), host
    for name in reading._values(page.facts.get("name", ())):
        assert re.search(
            "example|ejemplo|interventional psychiatry|ketamine service|esketamine service", name, re.IGNORECASE
        )


# The counting


def test_a_price_is_right_only_in_all_its_parts() -> None:
    assert counted(scored(page([price()]), offer()), "prices") == (1, 0, 0)
    for wrong in ({"item": "kap_session"}, {"route": ""}, {"low_usd": 400}, {"high_usd": None}, {"sessions": None}):
        assert counted(scored(page([price()]), offer(**wrong)), "prices") == (0, 1, 1), wrong
    lenient = "prices, item and amount only"
    assert counted(scored(page([price()]), offer(route="", sessions=6)), lenient) == (1, 0, 0)
    assert counted(scored(page([price()]), offer(item="series")), lenient) == (0, 1, 1)


def test_the_same_price_twice_is_one_and_another_is_false() -> None:
    one = scored(page([price()]), offer(), offer("450"), offer(low_usd=500, high_usd=500))
    assert counted(one, "prices") == (1, 1, 0)


def test_one_price_found_is_not_two_that_are_true() -> None:
    truth = [price(route=["", "iv"]), price(route=["iv", "im"])]
    assert counted(scored(page(truth), offer()), "prices") == (1, 0, 1)
    assert counted(scored(page(truth), offer(), offer(route="im")), "prices") == (2, 0, 0)


def test_what_may_be_recorded_counts_neither_way() -> None:
    maybe = page(maybe_prices=(price(),), maybe_facts={"conditions": ["ptsd"], "series_sessions": [6]})
    found = scored(maybe, offer(), said("conditions", "ptsd"), said("series_sessions", "6"), said("conditions", "ocd"))
    assert counted(found, "prices") == (0, 0, 0)
    assert counted(found, "the rest") == (0, 1, 0)


def test_each_word_of_a_list_counts_one() -> None:
    truth = page(facts={"conditions": ["ptsd", "depression"], "min_age": 18, "board_certified": True})
    found = [said("conditions", "ptsd"), said("conditions", "ptsd"), said("conditions", "ocd"), said("min_age", "18")]
    result = scored(truth, *found)
    assert counted(result, "conditions") == (1, 1, 1)
    assert counted(result, "min_age") == (1, 0, 0)
    assert counted(result, "board_certified") == (0, 0, 1)
    assert counted(result, "the rest") == (2, 1, 2)
    assert counted(scored(truth, said("conditions", "ptsd;depression")), "conditions") == (2, 0, 0)


def test_fields_that_are_not_scored_do_not_count() -> None:
    result = scored(page(), said("website", "https://clinic00.example.com"), said("states_served", "TX"))
    assert counted(result, "the rest") == (0, 0, 0)


def test_single_values_are_compared_as_people_would() -> None:
    truth = {
        "street": "5 N. Example Street, Suite 2",
        "name": "Example Ketamine & Care 1",
        "state": "ID",
        "city": "Boise",
    }
    for name, value in {
        "street": "Ste 2, 5 North Example St",
        "name": "EXAMPLE KETAMINE AND CARE 1, LLC",
        "state": "id",
        "city": "BOISE ",
    }.items():
        assert counted(scored(page(facts=truth), said(name, value)), name) == (1, 0, 0), name
    assert counted(scored(page(facts=truth), said("street", "5 N. Example Street")), "street") == (0, 1, 1)


def test_of_hours_only_that_some_are_found_counts() -> None:
    assert counted(
        scored(page(facts={"hours": "Mon-Fri 9-5"}), said("hours", "Mo 09:00"), said("hours", "Tu")), "hours"
    ) == (
        1,
        0,
        0,
    )
    assert counted(scored(page(), said("hours", "Mo 09:00")), "hours") == (0, 1, 0)
    assert counted(scored(page(maybe_facts={"hours": "9 to 5"}), said("hours", "Mo 09:00")), "hours") == (0, 0, 0)


def test_one_of_two_doors_is_enough_and_both_are_right() -> None:
    truth = page(facts={"city": ["Bend", "Medford"]})
    assert counted(scored(truth, said("city", "Bend")), "city") == (1, 0, 0)
    assert counted(scored(truth, said("city", "Bend"), said("city", "Medford")), "city") == (1, 0, 0)
    assert counted(scored(truth, said("city", "Bend"), said("city", "Salem")), "city") == (1, 1, 0)
    assert counted(scored(truth), "city") == (0, 0, 1)


def test_what_the_reader_doubts_does_not_count() -> None:
    unsure = scored(page([price()]), replace(offer(), confidence=0.49), said("conditions", "ocd", confidence=0.4))
    assert counted(unsure, "prices") == (0, 0, 1)
    assert counted(unsure, "the rest") == (0, 0, 0)
    assert counted(scored(page([price()]), replace(offer(), confidence=0.5)), "prices") == (1, 0, 0)


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("One infusion is $450 today.", "visible"),
        ("one  infusion is $ 450", "visible"),
        ("We treat PTSD.", "visible"),
        ("One infusion … today.", "visible"),
        ("(208) 555-0101", "structured"),
        ("telephone: (208) 555-0101", "structured"),
        ("Example Clinic A", "structured"),
        ("$111", "nowhere"),
        ("Only $222", "nowhere"),
        ("$333", "nowhere"),
        ("One infusion … is cheap", "nowhere"),
        ("", "empty"),
        (" … ", "empty"),
    ],
)
def test_words_must_stand_on_the_page(words: str, where: str) -> None:
    assert dict(scored(page([price()]), offer(words)).words) == {where: 1}


def test_a_reader_that_fails_misses_all() -> None:
    def broken(html: str, url: str, read_on: str) -> Reading:
        raise ValueError("cannot read")

    result = score(page([price()], {"zip": "83702"}), broken)
    assert result.failures == ["00: ValueError: cannot read"]
    assert counted(result, "prices") == (0, 0, 1)
    assert counted(result, "zip") == (0, 0, 1)


def oracle(html: str, url: str, read_on: str) -> Reading:
    """A reader that knows the truth by heart."""
    number = re.findall(r"clinic(\d+)", url)[0]
    truth = json.loads((Path(reading.FOLDER) / f"{number}.json").read_text("utf-8"))
    first = lambda value: value[0] if isinstance(value, list) else value  # noqa: E731
    offers = [
        PriceOffer(origin=ORIGIN, words="Example", **{k: first(v) for k, v in p.items()}) for p in truth["prices"]
    ]
    statements = []
    for name, value in truth["facts"].items():
        for one in value if name in reading.LISTS else [first(value)]:
            statements.append(said(name, str(one), "Example"))
    return Reading(tuple(statements), tuple(offers))


def test_who_knows_the_truth_gets_full_marks_and_who_reads_nothing_none() -> None:
    scores = reading.measure(ALL, oracle)
    for part in ("open", "closed", "all", "practice"):
        for what in ("prices", "the rest"):
            assert scores[part].count(what).precision == scores[part].count(what).recall == 1.0
    nothing = reading.measure(pages(), lambda html, url, read_on: Reading())["all"]
    assert nothing.count("prices").precision is None
    assert nothing.count("prices").recall == nothing.count("the rest").recall == 0.0
    assert nothing.count("prices").missed == scores["all"].count("prices").right


def test_closed_and_unseen_pages_are_only_counted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def wrong(html: str, url: str, read_on: str) -> Reading:
        raise ValueError("Example secret of the page")

    for end in ("html", "json"):
        shutil.copy(reading.FOLDER / f"61.{end}", tmp_path)
    unseen = ["--unseen", str(tmp_path)]
    for part in (["--closed"], ["--all"], unseen):
        assert reading.main([*part, "--misses"], wrong) == 2
    assert "missed" not in capsys.readouterr().out
    for part, first in ((["--closed"], 31), (unseen, 61)):
        assert reading.main(part, wrong) == 0
        out = capsys.readouterr().out
        assert f"failed on page {first}: ValueError" in out
        assert "secret" not in out


def test_misses_of_open_pages_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert reading.main(["--misses"], lambda html, url, read_on: Reading()) == 0
    out = capsys.readouterr().out
    assert "01 missed price item=session route=iv low=450 high=450 sessions=1" in out
    assert not re.search(r"^(?:3[1-9]|[4-9]\d|1\d\d) missed", out, re.MULTILINE)


def test_misses_of_practice_pages_are_listed_and_no_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert reading.main(["--practice", "--misses"], lambda html, url, read_on: Reading()) == 0
    out = capsys.readouterr().out
    assert f"Reading {len(pages('practice'))} made-up pages (practice)" in out
    assert "61 missed price item=session route=iv low=440 high=440 sessions=1" in out
    assert not re.search(r"^(?:[0-5]\d|60) missed", out, re.MULTILINE)
