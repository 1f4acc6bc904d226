"""The browser benchmark's parts: the plain app runs and finds what the program finds; its visitors speak Streamlit."""

from __future__ import annotations

import os
from pathlib import Path
from unittest import mock

import pytest
import streamlit as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from benchmarks import browser, visitors
from finder import catalog, links
from finder.search import Query, search
from tests.support import clinic, place, provider, write_data


@pytest.fixture
def clinics(tmp_path: Path) -> Path:
    """Three clinics in Los Angeles, one that is closed, one far away, and one without a door."""
    st.cache_data.clear()
    rows = [
        clinic("a", routes=("iv", "im"), conditions=("depression",)),
        clinic("b", routes=("spravato",)),
        clinic("c"),
        clinic("d", status="closed"),
        clinic("e", city="New York", state="NY", lat=40.7143, lon=-74.006),
        provider("z"),
    ]
    return write_data(tmp_path, rows)


def plain(folder: Path) -> AppTest:
    with mock.patch.dict(os.environ, {"FINDER_DATA": str(folder)}):
        return AppTest.from_file(str(browser.PLAIN_APP), default_timeout=60).run()


def test_the_plain_app_finds_what_the_program_finds(clinics: Path) -> None:
    app = plain(clinics)
    found = search(catalog.load(clinics), Query(near=place("city:ca/los-angeles")))
    assert not app.exception
    assert app.header[0].value == f"{found.total} clinics within 50 miles of Los Angeles, CA"
    assert len(app.dataframe[0].value) == found.total == 3


def test_the_plain_app_filters_and_knows_only_its_cities(clinics: Path) -> None:
    app = plain(clinics)
    with mock.patch.dict(os.environ, {"FINDER_DATA": str(clinics)}):
        app.multiselect[1].select("iv").run()
        assert list(app.dataframe[0].value["name"]) == [clinic("a")["name"]]
        app.text_input[0].set_value("Atlantis").run()
    assert "Unknown place" in app.warning[0].value


def test_both_apps_know_every_city() -> None:
    for turn, city in enumerate(browser.CITIES):
        near = links.from_params({"near": f"city:{browser.CITIES[city]}"}).query.near
        assert near is not None
        assert near.label == city
        assert browser._query(turn) == f"near=city%3A{browser.CITIES[city].replace('/', '%2F')}"
        assert f'"{city.lower()}": ({near.lat}, {near.lon})' in browser.PLAIN_APP.read_text()


def test_an_act_is_a_message_that_streamlit_understands() -> None:
    state = BackMsg.FromString(visitors.rerun("near=zip%3A94110")).rerun_script
    assert state.query_string == "near=zip%3A94110"
    assert not state.widget_states.widgets
    [widget] = BackMsg.FromString(visitors.rerun("", "the-box", "Denver, CO")).rerun_script.widget_states.widgets
    assert (widget.id, widget.string_value) == ("the-box", "Denver, CO")


def test_only_the_end_of_the_script_is_an_answer() -> None:
    visitor = visitors.Visitor(mock.Mock())
    drawn = ForwardMsg()
    drawn.delta.new_element.text_input.id = "the-box"
    assert not visitor._ends(drawn.SerializeToString())
    assert visitor.box == "the-box"
    for status in (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_EARLY_FOR_RERUN):
        ended = ForwardMsg(script_finished=status)
        assert visitor._ends(ended.SerializeToString()) == (status == ForwardMsg.FINISHED_SUCCESSFULLY)


def test_the_plain_apps_few_turns_are_spread_over_ours() -> None:
    turns = [turn for turn in range(36) if browser._has_turn(turn, 36, 4)]
    assert turns == [8, 17, 26, 35]


def test_figures_say_their_spread() -> None:
    assert browser.Spread.of([]) is None
    spread = browser.Spread.of([0.1, 0.2, 0.3])
    assert spread is not None
    assert (spread.median, spread.low, spread.high, spread.n) == (0.2, 0.1, 0.3, 3)
    assert browser._spread(spread, browser.seconds) == "200 ms, 290 ms (100 ms to 300 ms; 3)"
    assert "ok" in browser.verdict(0.3, browser.CHANGE)
    assert "over" in browser.verdict(0.31, browser.CHANGE)
