"""The pages through app.py (AppTest): what is drawn for an address, and which address a change makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from finder import catalog as catalogs
from finder import coverage, evidence, places
from finder.search import Query, search
from finder.settings import settings
from tests.pages.steps import open_filters
from tests.support import clinic, price, write_data
from tests.support import evidence as evidence_row

ROOT = Path(__file__).resolve().parents[2]
LOS_ANGELES = {"near": "city:ca/los-angeles"}


def _open(path: str = "", /, **query: str) -> AppTest:
    """The page at `path` with this query, as if the address were opened cold."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if path:
        app.run().switch_page(f"pages/{path}.py")
    for name, value in query.items():
        app.query_params[name] = value
    open_filters(app)
    return app.run()


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that the pages read instead of the bundled data."""
    write_data(tmp_path, [])
    monkeypatch.setenv("FINDER_DATA", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def html(app: AppTest) -> str:
    """Everything drawn as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def text(app: AppTest) -> str:
    """Everything a reader sees as words, more or less."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "text", "warning", "info", "error")
    return "\n".join([str(element.value) for kind in kinds for element in app.get(kind)] + [html(app)])


def names(app: AppTest) -> list[str]:
    """The clinics of the cards, in order."""
    return re.findall(r"<h3 id=[^>]*>(?:<span[^>]*>\d+</span>)?<a [^>]*>(.*?)</a></h3>", html(app))


def params(app: AppTest) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


@pytest.mark.parametrize("query", [{}, LOS_ANGELES, {"near": "zip:59330"}, {"near": "nowhere"}])
def test_crisis_help_and_what_this_is_not_are_there(query: dict[str, str]) -> None:
    # AppTest runs the other pages without app.py around them: tests/browser sees the same there.
    app = _open(**query)
    assert not app.exception
    assert 'href="tel:988"' in html(app)
    assert "not medical advice" in html(app)


def test_the_first_page_says_what_is_here_and_how_much() -> None:
    app = _open()
    assert app.title[0].value == "Find ketamine treatment"
    assert f"{sum(coverage.by_state(catalogs.load()).values())} clinics in" in text(app)
    assert names(app) == []


def test_an_example_search_is_one_tap() -> None:
    app = _open()
    app.button(key="example-Near Austin, TX").click().run()
    assert params(app) == {"near": "city:tx/austin"}
    assert "within 50 miles of Austin, TX" in app.header[0].value


def test_results_are_those_of_search_in_its_order() -> None:
    app = _open(**LOS_ANGELES)
    catalog = catalogs.load()
    results = search(catalog, Query(near=places.by_id(LOS_ANGELES["near"])))
    assert app.header[0].value == f"{results.total} clinics within 50 miles of Los Angeles, CA"
    assert names(app)[: len(results.hits)] == [catalog.cell(hit.row, "name") for hit in results.hits]
    assert "of perhaps 1,800" in text(app)


def test_a_state_of_the_first_page_is_one_choice_away() -> None:
    app = _open()
    app.selectbox(key="state").set_value("NM").run()
    assert params(app) == {"near": "state:nm"}
    known = coverage.by_state(catalogs.load())["NM"]
    assert app.header[0].value.startswith(f"{known} clinic")
    assert app.header[0].value.endswith("in New Mexico")


@pytest.mark.parametrize(
    ("key", "value", "param", "word"),
    [
        ("f-conditions-", ["ptsd"], "condition", "ptsd"),
        ("f-routes-", ["iv", "spravato"], "route", "iv,spravato"),
        ("f-price", 500, "max_session", "500"),
        ("f-financing-aid", ["sliding_scale"], "financing", "sliding_scale"),
        ("f-insurance-", ["aetna"], "insurance", "aetna"),
        ("f-clinicians-", ["psychiatrist"], "clinician", "psychiatrist"),
        ("f-monitoring-", ["vitals"], "monitoring", "vitals"),
        ("f-memberships-", ["askp3"], "membership", "askp3"),
        ("f-board_certified", True, "board_certified", "1"),
        ("f-services-", ["tms"], "service", "tms"),
        ("f-name", "ketamine", "name", "ketamine"),
        ("f-stated_only", True, "stated_only", "1"),
        ("within", 100, "within", "100"),
        ("sort", "price", "sort", "price"),
    ],
)
def test_every_filter_is_in_the_address(key: str, value: object, param: str, word: str) -> None:
    app = _open(**LOS_ANGELES)
    widgets = ("button_group", "selectbox", "checkbox", "toggle", "text_input")
    widget = next(w for kind in widgets for w in app.get(kind) if w.key == key)
    widget.set_value(value).run()
    assert not app.exception
    assert params(app) == LOS_ANGELES | {param: word}
    again = _open(**params(app))
    shown = next(w for kind in widgets for w in again.get(kind) if w.key == key)
    assert shown.value == value


def test_a_new_filter_starts_at_the_first_page() -> None:
    app = _open(**LOS_ANGELES, within="500", page="3")
    assert params(app)["page"] == "3"
    app.checkbox(key="f-board_certified").check().run()
    assert "page" not in params(app)


def test_clear_takes_every_filter_off_but_keeps_the_place() -> None:
    app = _open(**LOS_ANGELES, route="iv", condition="ptsd", within="100", sort="stated")
    app.button(key="clear").click().run()
    assert params(app) == LOS_ANGELES | {"within": "100", "sort": "stated"}


def test_each_cross_takes_off_that_filter_only() -> None:
    on = {
        "condition": "ptsd,ocd",
        "route": "iv",
        "max_session": "500",
        "board_certified": "1",
        "name": "k",
        "sort": "stated",
    }
    app = _open(**LOS_ANGELES, **on, stated_only="1", page="2")
    chips = {chip.label.replace("\\", ""): chip.key for chip in app.button if (chip.key or "").startswith("chip-")}
    left = {
        "PTSD": {"condition": "ocd"},
        "OCD": {"condition": "ptsd"},
        "IV infusion": {"route": None},
        "Board-certified doctor": {"board_certified": None},
        "Up to $500 a session": {"max_session": None},
        "Name: k": {"name": None},
        "Only those that state it": {"stated_only": None},
    }
    assert list(chips) == list(left)
    for label, change in left.items():
        app = _open(**LOS_ANGELES, **on, stated_only="1", page="2")
        app.button(key=chips[label]).click().run()
        expected = LOS_ANGELES | on | {"stated_only": "1"} | change
        assert params(app) == {name: value for name, value in expected.items() if value is not None}, label


def test_only_those_that_state_all_leaves_the_others_out_and_counts_them(small: Path) -> None:
    write_data(small, [clinic("a"), clinic("b", financing="carecredit"), clinic("c", conditions="ptsd")])
    app = _open(**LOS_ANGELES, financing="carecredit", stated_only="1")
    assert names(app) == ["Example Clinic B"]
    assert "2 clinics do not say all of it, so they are not shown." in text(app)
    app.toggle(key="f-stated_only").set_value(False).run()
    assert names(app) == ["Example Clinic B", "Example Clinic A", "Example Clinic C"]


def test_a_bad_address_gives_a_word_and_a_page() -> None:
    app = _open(near="city:zz/none", route="zzz,iv", max_session="<script>", page="-1", sort="best")
    assert not app.exception
    (warning,) = app.warning
    assert warning.value.count("\n- ") == 5
    assert names(app)


def test_a_page_past_the_end_shows_the_last() -> None:
    app = _open(near="city:ny/new-york", page="99")
    assert re.search(r"Page (\d+) of \1", text(app))
    assert names(app)


def test_next_and_previous_keep_the_search() -> None:
    app = _open(near="city:ny/new-york")
    first = names(app)
    app.button(key="page-Next").click().run()
    assert params(app) == {"near": "city:ny/new-york", "page": "2"}
    assert names(app)
    assert names(app) != first
    app.button(key="page-Previous").click().run()
    assert names(app) == first


def test_no_hit_offers_the_radius_that_has_one() -> None:
    app = _open(near="zip:59330")
    assert app.header[0].value.startswith("No clinic we know within 50 miles of 59330")
    app.button(key="wider").click().run()
    assert params(app) == {"near": "zip:59330", "within": "250"}
    assert names(app)


def test_those_that_state_it_come_first_and_the_others_apart(small: Path) -> None:
    write_data(small, [clinic("a"), clinic("b", financing="carecredit"), clinic("c", financing="carecredit")])
    app = _open(**LOS_ANGELES, financing="carecredit")
    assert [heading.value for heading in app.subheader] == ["States all you asked (2)", "To ask (1)"]
    assert names(app) == ["Example Clinic B", "Example Clinic C", "Example Clinic A"]
    assert "Ask about:</strong> ways to pay" in html(app)


def test_who_leaves_is_counted_in_words(small: Path) -> None:
    rows = [
        clinic("a", routes="spravato"),
        clinic("b", routes="iv"),
        clinic("c", routes="im"),
        clinic("d", status="closed"),
    ]
    write_data(small, rows)
    app = _open(**LOS_ANGELES, route="spravato")
    assert names(app) == ["Example Clinic A"]
    assert "2 clinics list only other ways of giving it, so they are not shown." in text(app)
    assert "1 clinic is reported closed, so it is not shown." in text(app)


def test_outside_text_is_shown_as_text(small: Path) -> None:
    name = "<b>Example</b> & *Clinic* $5 <script>alert(1)</script>"
    write_data(
        small, [clinic("a", name=name, note="=HYPERLINK(1)")], [price("a", 400, note="<i>x</i>")], [evidence_row()]
    )
    app = _open(**LOS_ANGELES)
    assert "<script>" not in html(app)
    assert "&lt;b&gt;Example&lt;/b&gt; &amp; *Clinic*" in html(app)
    app = _open("clinic", id="example-clinic-a")
    assert "<script>" not in html(app) + app.title[0].value.replace("\\<", "")
    assert "&lt;i&gt;x&lt;/i&gt;" in html(app)
    assert "=HYPERLINK(1)" in [element.value for element in app.text]


def test_a_clinic_page_has_every_stated_fact_with_source_and_age() -> None:
    catalog = catalogs.load()
    clinic_id = "kensho-wellbeing-truckee-ca"
    app = _open("clinic", id=clinic_id, **LOS_ANGELES)
    shown = html(app)
    for field in ("routes", "conditions", "clinicians", "financing", "insurance", "iv_minutes", "phone"):
        fact = evidence.fact(catalog, clinic_id, field)
        assert fact.stated
        assert fact.text in shown
        assert fact.sources[0].site in shown
    for offer in evidence.offers(catalog, clinic_id):
        assert f"${offer.low:,.0f}" in shown
        assert offer.source.url in shown
    assert shown.count("undated") >= 7
    assert "Not stated is not “no”" in text(app)
    assert len(evidence.unstated(catalog, clinic_id)) <= text(app).count("?")


def test_an_old_clinic_says_call_first() -> None:
    app = _open("clinic", id="ketamine-clinics-los-angeles-los-angeles-ca")
    assert any("May have closed: call first" in warning.value for warning in app.warning)


@pytest.mark.parametrize("bad", ["", "no-such-clinic", "<script>", "x" * 500])
def test_an_unknown_clinic_is_said_plainly(bad: str) -> None:
    app = _open("clinic", id=bad)
    assert not app.exception
    assert app.title[0].value == "We do not know this clinic"


def test_about_shows_numbers_computed_from_the_table(small: Path) -> None:
    rows = [clinic("a", routes="iv"), clinic("b"), clinic("c", phone="none")]
    write_data(small, rows, [price("a", 400)], [evidence_row("a", as_of="2019-01"), evidence_row("b")])
    app = _open("about")
    numbers = coverage.statistics(catalogs.load(small))
    assert numbers["clinics"] == 2
    assert "**2 clinics in 1 state**" in text(app)
    assert "**1** of them publish a price" in text(app)
    assert "clinics.csv line 4: phone is 'none'" in text(app)


def test_a_table_that_cannot_be_read_is_said_plainly(small: Path) -> None:
    (small / "clinics.csv").write_bytes(b"")
    app = _open(**LOS_ANGELES)
    assert not app.exception
    assert "our mistake, not yours" in app.error[0].value
    assert "clinics.csv line 1: the file is empty" in [element.value for element in app.text]
    assert 'href="tel:988"' in html(app)
