"""The pages held against the whole table: what a clinic's page and About say is what the data says."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from finder import catalog as catalogs
from finder import coverage, evidence, questions
from finder.catalog import FACTS, Catalog
from finder.text import count
from finder.ui import cards, shell
from finder.vocabulary import STATES, label
from tests.support import clinic, write_data
from tests.support import evidence as evidence_row

ROOT = Path(__file__).resolve().parents[2]
SEARCH = {"near": "city:ca/los-angeles", "within": "100", "condition": "ptsd"}

CATALOG = catalogs.load()
BY_FACTS = [CATALOG.cell(int(row), "id") for row in CATALOG.columns.stated.argsort(kind="stable")]
SAMPLE = sorted(
    {
        BY_FACTS[0],
        *BY_FACTS[-3:],
        *BY_FACTS[::30],
        *CATALOG.prices["clinic_id"].value_counts().index[:2],
        *(CATALOG.cell(int(row), "id") for row in CATALOG.columns.at_home[:2]),
    }
)


def clinic_page(clinic_id: str, **query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    page.switch_page("pages/clinic.py")
    for name, value in {"id": clinic_id, **query}.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception, page.exception
    return page


def facts(page: AppTest) -> dict[str, tuple[str, str]]:
    """Label -> what is stated, and where and when, of each fact of a clinic's page."""
    found = {}
    for piece in page.get("html"):
        for block in re.findall(r'<div class="fact">(.*?)</div>', piece.proto.body, re.DOTALL):
            title, stated, source = re.fullmatch(
                r'<strong>(.*?):</strong>(.*?)<p class="sources">(.*)</p>', block, re.DOTALL
            ).groups()
            found[title] = (plain(stated), plain(source))
    return found


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()


@pytest.mark.parametrize("clinic_id", SAMPLE)
def test_a_clinics_page_says_every_fact_with_its_source_and_age(clinic_id: str) -> None:
    page = clinic_page(clinic_id)
    shown = facts(page)
    for name in FACTS:
        fact = evidence.fact(CATALOG, clinic_id, name)
        if name == "price":
            continue  # in a table of their own: below
        assert (label(name) in shown) == fact.stated, name
        if fact.stated:
            stated, source = shown[label(name)]
            assert stated == fact.text, name
            assert source.startswith("Source: ")
            if fact.sources:
                assert cards.age_text(fact.age, fact.as_of) in source, name
    assert page.title[0].value == shell.plain(CATALOG.cell(CATALOG.row(clinic_id), "name"))


@pytest.mark.parametrize("clinic_id", SAMPLE)
def test_and_every_question_about_what_it_does_not_say(clinic_id: str) -> None:
    page = clinic_page(clinic_id)
    asked = [line for block in page.markdown for line in re.findall(r"^- (.*\?)$", block.value, re.MULTILINE)]
    assert asked == questions.to_ask(evidence.unstated(CATALOG, clinic_id))


@pytest.mark.parametrize("clinic_id", SAMPLE)
def test_and_every_price_and_page_we_read(clinic_id: str) -> None:
    markup = "".join(piece.proto.body for piece in clinic_page(clinic_id).get("html"))
    rows = re.findall(r"<tr><th scope='row'>", markup)
    offers = evidence.offers(CATALOG, clinic_id)
    assert len(rows) == len(offers)
    for offer in offers:
        assert f"${offer.low or offer.high:,.0f}" in markup
        assert html.escape(offer.source.url) in markup
    for row in CATALOG.evidence_of(clinic_id):
        assert html.escape(row["source_url"] or "") in markup


def test_the_way_back_carries_the_search() -> None:
    page = clinic_page(SAMPLE[0], **SEARCH)
    back = page.get("page_link")[0].proto
    assert back.label == "Back to the results"
    assert dict(parse_qsl(back.query_string)) == SEARCH


def test_each_card_leads_to_its_clinic_and_carries_the_search() -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in SEARCH.items():
        page.query_params[name] = value
    page.run()
    carried = [dict(parse_qsl(link.proto.query_string)) for link in page.get("page_link")]
    assert len(carried) >= 10
    for query in carried:
        assert CATALOG.row(query.pop("id")) is not None
        assert query == SEARCH


def about() -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    page.switch_page("pages/about.py").run()
    assert not page.exception
    return page


def test_about_counts_what_the_table_holds() -> None:
    page = about()
    numbers = coverage.statistics(CATALOG)
    assert numbers["clinics"] == len(CATALOG) == len(CATALOG.frame)
    text = page.markdown[0].value
    assert f"**{len(CATALOG):,} clinics in {CATALOG.frame['state'].nunique()} states**" in text
    assert f"**{CATALOG.prices['clinic_id'].nunique():,}** of them publish a price" in text
    assert f"recent for {numbers['ages']['recent']:,} clinics" in text
    assert sum(numbers["ages"].values()) == len(CATALOG)

    by_fact, by_state = (table.value for table in page.table)
    shown = dict(zip(by_fact["Fact"], by_fact["Clinics"], strict=True))
    for name in FACTS:
        if name != "price":
            stated = sum(value is not None and value != () for value in cells(CATALOG, name))
            assert shown[label(name)] == f"{stated:,}", name
    doors = CATALOG.frame.loc[~CATALOG.columns.telehealth_only, "state"].value_counts()
    states = {STATES[code]: str(n) for code, n in doors.items() if n}
    assert dict(zip(by_state["State"], by_state["Clinics"], strict=True)) == states


def cells(catalog: Catalog, name: str) -> list[object]:
    return [catalog.cell(row, name) for row in range(len(catalog))]


def test_about_says_that_nothing_was_set_aside() -> None:
    assert CATALOG.rejected == []
    assert any("every row of the table passed" in block.value for block in about().markdown)


def find_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    rows = [clinic("a", rating=4.6, reviews=40, review_source="Example"), clinic("b"), clinic("c", routes="iv")]
    monkeypatch.setenv("FINDER_DATA", str(write_data(tmp_path, rows, [], [evidence_row("a")])))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Find on three made-up clinics, one of them rated."""
    from finder.settings import settings

    settings.cache_clear()
    yield lambda **query: find_page(tmp_path, monkeypatch, near="city:ca/los-angeles", **query)
    settings.cache_clear()


def test_the_rating_filter_comes_back_with_the_first_rating(made_up) -> None:
    page = made_up()
    page.selectbox(key="f-rating").set_value(4.5).run()
    assert page.query_params["min_rating"] in ("4.5", ["4.5"])
    assert page.header[0].value.startswith(count(3, "clinic", "clinics"))
    assert [group.value for group in page.subheader] == ["States all you asked (1)", "To ask (2)"]


def test_a_word_that_is_in_the_address_but_on_no_button_survives_a_change(made_up) -> None:
    page = made_up(insurance="not_accepted")
    page.get("button_group")[1].set_value(["iv"]).run()
    kept = {name: value[0] if isinstance(value, list) else value for name, value in page.query_params.items()}
    assert kept == {"near": "city:ca/los-angeles", "insurance": "not_accepted", "route": "iv"}


@pytest.mark.parametrize(
    ("key", "word", "param"),
    [
        ("f-financing-loans", "carecredit", "financing"),
        ("f-financing-plans", "in_house_plan", "financing"),
        ("f-financing-discounts", "veteran_discount", "financing"),
        ("f-financing-accounts", "hsa_fsa", "financing"),
        ("f-settings-", "telehealth", "setting"),
        ("f-accessibility-", "wheelchair", "access"),
    ],
)
def test_the_other_filters_are_in_the_address_too(made_up, key: str, word: str, param: str) -> None:
    page = made_up()
    next(group for group in page.get("button_group") if group.key == key).set_value([word]).run()
    value = page.query_params[param]
    assert (value[0] if isinstance(value, list) else value) == word
