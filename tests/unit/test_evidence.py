"""Ages, sources, and which page is believed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from finder import evidence as ev
from finder.catalog import Catalog
from tests.support import clinic, evidence, load_data, price, provider

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("as_of", "word"),
    [
        ("", "undated"),
        ("2026-11", "recent"),
        ("2027-01", "recent"),
        ("2024-11", "recent"),  # 24 months: not over 24
        ("2024-10", "old"),
        ("2017-12", "old"),
    ],
)
def test_age_words(as_of: str, word: str) -> None:
    assert ev.age(as_of, TODAY) == word


@pytest.mark.parametrize(
    ("status", "as_of", "standing"),
    [
        ("", "2023-11", "listed"),  # 36 months: not over 36
        ("", "2023-10", "doubtful"),
        ("", "", "listed"),
        ("doubtful", "2026-10", "doubtful"),
        ("closed", "2026-10", "closed"),
    ],
)
def test_standing(tmp_path: Path, status: str, as_of: str, standing: str) -> None:
    catalog = load_data(tmp_path, [clinic(status=status)], evidence=[evidence(as_of=as_of)])
    assert ev.standing(catalog, "example-clinic-a", TODAY) == standing


def test_a_newer_price_page_counts_for_the_clinic(tmp_path: Path) -> None:
    rows = [evidence(as_of="2019-01"), evidence(as_of="2018-01")]
    catalog = load_data(tmp_path, [clinic()], [price("a", 400, 400, as_of="2026-01")], rows)
    assert ev.newest(catalog, "example-clinic-a") == "2026-01"
    assert ev.standing(catalog, "example-clinic-a", TODAY) == "listed"


def test_the_day_of_reading_makes_nothing_fresh(tmp_path: Path) -> None:
    catalog = load_data(tmp_path, [clinic(routes="iv")], evidence=[evidence(read_on="2026-11")])
    assert ev.fact(catalog, "example-clinic-a", "routes", TODAY).age == "undated"


def test_a_fact_of_the_row_has_the_pages_of_the_row(tmp_path: Path) -> None:
    rows = [
        evidence(source_url="https://example.com/a", as_of="2025-02", quoted="routes;hours"),
        evidence(source_url="https://news.example.org/b", as_of="2025-02", kind="press"),
    ]
    fact = ev.fact(load_data(tmp_path, [clinic(routes="iv;im")], evidence=rows), "example-clinic-a", "routes", TODAY)
    assert (fact.value, fact.text, fact.stated) == (("iv", "im"), "IV infusion; Injection into a muscle", True)
    assert [source.kind for source in fact.sources] == ["clinic", "press"]
    assert all(source.whole_row for source in fact.sources)
    assert [source.exact for source in fact.sources] == [True, False]
    assert (fact.as_of, fact.age) == ("2025-02", "recent")
    assert fact.sources[1].site == "news.example.org"


def _two_pages(tmp_path: Path, *rows: dict[str, str]) -> ev.Fact:
    catalog = load_data(tmp_path, [clinic(iv_minutes=40)], evidence=rows)
    return ev.fact(catalog, "example-clinic-a", "iv_minutes", TODAY)


def test_of_two_pages_that_disagree_the_better_kind_is_believed(tmp_path: Path) -> None:
    press = evidence("a", "iv_minutes", value="60", kind="press", as_of="2026-01", source_url="https://example.org/p")
    own = evidence("a", "iv_minutes", value="45", kind="clinic", as_of="2020-01")
    fact = _two_pages(tmp_path, press, own)
    assert fact.value == 45
    assert fact.text == "45 minutes"
    assert [source.kind for source in fact.sources] == ["clinic"]
    assert [(source.kind, text) for source, text in fact.others] == [("press", "60 minutes")]
    assert fact.as_of == "2020-01"


def test_of_two_pages_of_a_kind_the_newer_is_believed(tmp_path: Path) -> None:
    old = evidence("a", "iv_minutes", value="60", as_of="2020-01")
    new = evidence("a", "iv_minutes", value="45", as_of="2026-01", source_url="https://example.com/new")
    undated = evidence("a", "iv_minutes", value="50", source_url="https://example.com/undated")
    assert _two_pages(tmp_path, old, undated, new).value == 45


def test_pages_of_the_whole_row_speak_for_the_table_s_value(tmp_path: Path) -> None:
    worse = evidence("a", "iv_minutes", value="55", kind="other", as_of="2026-01")
    assert _two_pages(tmp_path, evidence(as_of="2019-01"), worse).value == 40


def test_of_equal_pages_the_one_on_the_field_is_believed(tmp_path: Path) -> None:
    row, field = evidence(as_of="2026-01"), evidence("a", "iv_minutes", value="55", as_of="2026-01")
    assert _two_pages(tmp_path, row, field).value == 55


def test_evidence_that_is_no_value_leaves_the_table_s_value(tmp_path: Path) -> None:
    assert _two_pages(tmp_path, evidence("a", "iv_minutes", value="about an hour")).value == 40


def test_what_is_not_stated_has_no_source(tmp_path: Path) -> None:
    catalog = load_data(tmp_path, [clinic()], evidence=[evidence()])
    fact = ev.fact(catalog, "example-clinic-a", "financing", TODAY)
    assert (fact.stated, fact.text, fact.sources, fact.age) == (False, "", (), "undated")


def test_unknown_clinics_and_fields_are_key_errors(tmp_path: Path) -> None:
    catalog = load_data(tmp_path, [clinic()])
    with pytest.raises(KeyError):
        ev.fact(catalog, "example-clinic-b", "routes")
    with pytest.raises(KeyError):
        ev.fact(catalog, "example-clinic-a", "no_such_field")


@pytest.fixture
def priced(tmp_path: Path) -> Catalog:
    offers = [
        price("a", 400, 600, route="iv", as_of="2020-05"),
        price("a", None, 300, route="im"),
        price("a", 900, 900, item="kap_session"),
        price("a", 2400, 2400, item="series", sessions=6, includes="therapy;booster", route="iv"),
    ]
    return load_data(tmp_path, [clinic()], offers)


@pytest.mark.parametrize(
    ("items", "routes", "value", "text"),
    [
        (["session"], ["iv"], (400.0, 600.0), "$400 to $600"),
        (["session"], ["im"], (None, 300.0), "up to $300"),
        (["session"], [], (400.0, 600.0), "$400 to $600"),
        (["kap_session"], [], (900.0, 900.0), "$900"),
        (["session"], ["spravato"], None, ""),
    ],
)
def test_price_of_a_visit(priced: Catalog, items: list[str], routes: list[str], value: object, text: str) -> None:
    fact = ev.price(priced, "example-clinic-a", items, routes, TODAY)
    assert (fact.value, fact.text, fact.stated) == (value, text, value is not None)


def test_offers_are_plain_values(priced: Catalog) -> None:
    series = ev.offers(priced, "example-clinic-a")[-1]
    assert (series.item, series.route, series.sessions, series.includes) == ("series", "iv", 6, ("therapy", "booster"))
    assert (series.minutes, series.note, series.source.as_of) == (None, "", "")


def test_unstated_lists_what_is_worth_asking(tmp_path: Path) -> None:
    rows = [clinic("a", routes="iv", phone="+14155550100"), clinic("b", routes="spravato"), provider("z", routes="iv")]
    catalog = load_data(tmp_path, rows, [price("a", 400)])
    missing = ev.unstated(catalog, "example-clinic-a")
    assert not {"routes", "phone", "price"} & set(missing)
    assert {"clinicians", "financing", "iv_minutes", "street"} <= set(missing)
    assert "iv_minutes" not in ev.unstated(catalog, "example-clinic-b")  # it gives no infusions
    assert "street" not in ev.unstated(catalog, "example-clinic-z")  # it has no door


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("phone", "+14155550100", "(415) 555-0100"),
        ("board_certified", True, "Yes"),
        ("referral_required", False, "No"),
        ("series_sessions", 1, "1 session"),
        ("min_age", 18, "18 and older"),
        ("states_served", ("CA", "TX", "NY"), "California, Texas and New York"),
        ("price", (15.0, None), "from $15"),
    ],
)
def test_values_as_people_read_them(field: str, value: object, text: str) -> None:
    assert ev.render(field, value) == text


def test_languages_are_called_by_their_names(tmp_path: Path) -> None:
    catalog = load_data(tmp_path, [clinic(languages="es;ase;zh-Hans;pt-BR;qqq")])
    text = ev.fact(catalog, "example-clinic-a", "languages").text
    assert text == "Spanish, American Sign Language, Simplified Chinese, Brazilian Portuguese and qqq"
