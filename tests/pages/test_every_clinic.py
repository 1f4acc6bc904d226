"""The pages held against the whole table: what a clinic's page and About say is what the data says."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from finder import answers, coverage, evidence, questions, registers
from finder import catalog as catalogs
from finder.catalog import FACTS, Catalog
from finder.search import Query
from finder.settings import settings
from finder.text import count
from finder.ui import cards, shell
from finder.vocabulary import FIELDS, MEMBERSHIPS, STATES, label
from tests.pages.steps import open_filters
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


def html_of(page: AppTest) -> str:
    return "\n".join(piece.proto.body for piece in page.get("html"))


def facts(page: AppTest) -> dict[str, tuple[str, str, str]]:
    """Label -> what is stated, the line of its source, and the pages folded behind it, of each fact of the page."""
    found = {}
    for block in re.findall(
        r'<div class="fact">(.*?)</div>(?=<div class="fact">|<p |</div>)', html_of(page), re.DOTALL
    ):
        title, stated, summary, behind = re.fullmatch(
            r"<strong>(.*?):</strong><div>(.*)</div><details[^>]*><summary>(.*?)</summary>(.*)</details>",
            block,
            re.DOTALL,
        ).groups()
        found[title] = (plain(stated), plain(summary), behind)
    return found


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()


@pytest.mark.parametrize("clinic_id", SAMPLE)
def test_a_clinics_page_says_all_that_is_stated_and_asks_for_the_rest(clinic_id: str) -> None:
    page = clinic_page(clinic_id)
    shown, markup = facts(page), html_of(page)
    row = CATALOG.row(clinic_id)
    for name in FACTS:
        fact = evidence.fact(CATALOG, clinic_id, name)
        if name == "price":
            continue  # in a table of their own
        assert (label(name) in shown) == fact.stated, name
        if fact.stated:
            stated, summary, behind = shown[label(name)]
            if isinstance(fact.value, tuple) and name in FIELDS:
                assert all(FIELDS[name][word].label in stated for word in fact.value), name
            else:
                assert stated.startswith(fact.text), name
            assert summary.startswith("Source of “")
            assert answers.age_text(fact.age, fact.as_of) in summary, name
            for source in fact.sources:
                assert html.escape(source.url) in behind, name
    offers = evidence.offers(CATALOG, clinic_id)
    assert len(re.findall(r"<tr><th scope='row'>", markup)) == len(offers)
    for offer in offers:
        assert f"${offer.low or offer.high:,.0f}" in markup
        assert html.escape(offer.source.url) in markup
    for page_row in CATALOG.evidence_of(clinic_id):
        assert html.escape(page_row["source_url"] or "") in markup
    asked = [html.unescape(line) for line in re.findall(r"<li>([^<]*\?)</li>", markup)]
    assert asked == questions.to_ask(evidence.unstated(CATALOG, clinic_id))
    assert page.title[0].value == shell.plain(CATALOG.cell(row, "name"))
    for title, text in cards.glance(CATALOG, row, Query()):
        assert f"<dt>{html.escape(title)}</dt><dd>{text}" in markup


def test_what_a_credential_proves_is_said_beside_it() -> None:
    row = next(row for row in range(len(CATALOG)) if "spravato_rems" in CATALOG.cell(row, "memberships"))
    stated, _source, _pages = facts(clinic_page(CATALOG.cell(row, "id")))[label("memberships")]
    assert MEMBERSHIPS["spravato_rems"].help in stated


def test_the_licenses_to_look_up_are_those_of_its_state() -> None:
    markup = html_of(clinic_page("kensho-wellbeing-truckee-ca"))
    for register in registers.for_state("CA"):
        assert html.escape(register.url) in markup
    assert "spravato.com" not in markup
    row = next(row for row in range(len(CATALOG)) if "spravato" in CATALOG.cell(row, "routes"))
    assert "www.spravato.com" in html_of(clinic_page(CATALOG.cell(row, "id")))


def test_at_home_the_license_is_that_of_the_state_where_one_is() -> None:
    row = next(int(row) for row in CATALOG.columns.at_home if not CATALOG.cell(int(row), "states_served"))
    page = clinic_page(CATALOG.cell(row, "id"))
    assert any("in the state where you are" in block.value for block in page.markdown)
    near = html_of(clinic_page(CATALOG.cell(row, "id"), near="city:ca/los-angeles"))
    assert html.escape(registers.for_state("CA")[0].url) in near


def test_the_clinics_near_it_are_the_nearest_others_and_carry_the_search() -> None:
    markup = html_of(clinic_page("kensho-wellbeing-truckee-ca", **SEARCH))
    (near,) = re.findall(r'<ul class="near">(.*?)</ul>', markup, re.DOTALL)
    queries = [dict(parse_qsl(html.unescape(link))) for link in re.findall(r'href="clinic\?([^"]*)"', near)]
    ids = [query.pop("id") for query in queries]
    assert len(ids) == 5
    assert ids[0].endswith("reno-nv")
    assert all(query == SEARCH for query in queries)
    assert "kensho" not in near


def test_a_closed_clinic_says_so_first() -> None:
    page = clinic_page("apex-physical-medicine-and-rehabilitation-colorado-springs-co")
    assert page.error[0].value.startswith("**Reported closed.** The newest page we know is from November 2024.")


def test_a_mistake_is_reported_by_mail_or_as_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    page = clinic_page("kensho-wellbeing-truckee-ca")
    assert page.get("download_button")
    assert "mailto:" not in html_of(page)
    monkeypatch.setenv("FINDER_REPORT_EMAIL", "help@example.com")
    settings.cache_clear()
    try:
        page = clinic_page("kensho-wellbeing-truckee-ca", condition="ptsd")
    finally:
        settings.cache_clear()
    assert not page.get("download_button")
    (link,) = re.findall(r"href='(mailto:[^']*)'", html_of(page))
    parts = urlsplit(html.unescape(link))
    assert parts.path == "help@example.com"
    body = dict(parse_qsl(parts.query))["body"]
    assert "kensho-wellbeing-truckee-ca" in body
    assert "How it is given: IV infusion" in body
    assert "ptsd" not in body  # what somebody searched for is nobody's business
    assert len(link) < 2_000


def test_a_known_rating_is_shown_as_it_stands(made_up) -> None:
    made_up()
    markup = html_of(clinic_page("example-clinic-a"))
    assert "4.6 of 5 from 40 reviews on Example, undated" in markup
    assert "google.com/maps/search" in markup


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
    carried = [
        dict(parse_qsl(link.proto.query_string)) for link in page.get("page_link") if "id=" in link.proto.query_string
    ]
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
    open_filters(page)
    return page.run()


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Find on three made-up clinics, one of them rated."""
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
