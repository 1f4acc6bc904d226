"""The Progress page through app.py (AppTest): crisis help, what is kept, and files that are opened."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from finder.instruments import INSTRUMENTS
from finder.progress import Record, Score, Session, SideEffects
from finder.progressfile import read, to_csv, to_json

ROOT = Path(__file__).resolve().parents[2]
DAY = date.today() - timedelta(days=30)


def page() -> AppTest:
    """The page, opened cold."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run().switch_page("pages/progress.py").run()


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def text(app: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption", "error")
    return "\n".join([str(element.value) for kind in kinds for element in app.get(kind)] + [html(app)])


def go(app: AppTest, part: str) -> AppTest:
    """To a part of the page."""
    app.get("button_group")[0].set_value(part)
    return app.run()


def answer(app: AppTest, key: str, *answers: int | None) -> AppTest:
    """Answers a questionnaire."""
    for item, given in enumerate(answers, 1):
        if given is not None:
            app.radio(key=f"answer-{key}-{item}").set_value(given)
    return app.run()


def kept(app: AppTest) -> Record:
    return app.session_state["progress-record"] if "progress-record" in app.session_state else Record()


def score(key: str, *answers: int | None, after: int = 0, note: str = "") -> Score:
    return Score(on=DAY + timedelta(days=after), instrument=key, answers=answers, note=note)


PHQ = (2, 2, 2, 2, 2, 1, 1, 0, 0)
NINE = (2, 2, 2, 2, 2, 1, 1, 0, 1)


def open_file(app: AppTest, data: bytes, name: str = "my.json") -> AppTest:
    go(app, "file")
    uploader = app.get("file_uploader")[0]
    uploader.set_value((name, data, "application/octet-stream"))
    app.run()
    assert not app.exception
    return app


def test_the_page_says_exactly_what_is_kept() -> None:
    app = page()
    assert not app.exception
    assert "During this visit they are in our server’s memory only: no database, no disk, no log" in text(app)
    assert "after 5 minutes without a connection" in text(app)
    assert "crisis-now" not in html(app)


def test_a_score_is_worked_out_and_kept() -> None:
    app = page()
    answer(app, "phq9", *PHQ)
    app.button(key="add-score").click().run()
    assert kept(app).scores[0].answers == PHQ
    assert "12 of 27, moderate" in html(app)
    assert "1 not saved yet" in text(app)
    assert all(app.radio(key=f"answer-phq9-{item}").value is None for item in range(1, 10))
    assert "crisis-now" not in html(app)


def test_answers_left_out_give_no_score() -> None:
    app = page()
    assert app.button(key="add-score").disabled
    answer(app, "phq9", *PHQ[:8])
    assert "8 of 9 answered" in text(app)
    app.button(key="add-score").click().run()
    assert "no score: not all answered (missing: 9)" in html(app)


@pytest.mark.parametrize("given", [1, 2, 3])
def test_question_9_above_0_brings_help_before_anything_else(given: int) -> None:
    app = page()
    app.radio(key="answer-phq9-9").set_value(given).run()
    first = next(element for element in app.main if element.type in ("html", "title") and element_text(element))
    assert "crisis-now" in first.proto.body
    for part in ("tel:988", "sms:988", "sms:838255", "press 1", "press 2", "tel:911", "not have to carry this alone"):
        assert part in first.proto.body
    assert app.session_state["focus"][0] == "#crisis-now"
    # Wherever one goes on the page it stays, and goes with the answer.
    go(app, "reminders")
    assert "crisis-now" in html(app)
    go(app, "fill")
    assert app.radio(key="answer-phq9-9").value == given
    app.radio(key="answer-phq9-9").set_value(0).run()
    assert "crisis-now" not in html(app)


def element_text(element: object) -> bool:
    body = getattr(element.proto, "body", "")
    # app.py is not around the page here; style and anchors say nothing.
    return not body.startswith(("<style", "<span"))


def test_question_9_brings_help_each_time_and_after_adding_and_opening() -> None:
    app = page()
    answer(app, "phq9", *NINE)
    app.button(key="add-score").click().run()
    assert "crisis-now" in html(app)
    assert app.session_state["focus"][0] == "#crisis-now"
    app.radio(key="answer-phq9-9").set_value(2).run()
    assert "crisis-now" in html(app)
    # In a file.
    app = open_file(page(), to_json(Record().add(score("phq9", *NINE))))
    assert "crisis-now" in html(app)
    assert app.session_state["focus"][0] == "#crisis-now"
    # A later answer of 0 ends it.
    app = open_file(page(), to_json(Record().add(score("phq9", *NINE), score("phq9", *PHQ, after=3))))
    assert "crisis-now" not in html(app)


FULL = Record().add(
    score("phq9", *PHQ),
    Session(on=DAY + timedelta(days=1), route="iv", dose="35 mg", note="calm <b>"),
    SideEffects(on=DAY + timedelta(days=1), effects={"nausea": "mild", "headache": "none"}),
    score("phq9", 1, 1, 1, 1, 0, 0, 0, 0, 0, after=9, note="<script>alert(1)</script>"),
    score("peg", 7, 8, 6),
)


@pytest.mark.parametrize("data", [to_json(FULL), to_csv(FULL)], ids=["json", "csv"])
def test_a_saved_file_opens_and_nothing_is_doubled(data: bytes) -> None:
    app = open_file(page(), data)
    assert kept(app) == FULL
    assert "Opened: 5 entries added." in html(app)
    assert "all in the file you saved" in text(app)
    open_file(app, data)
    assert kept(app) == FULL
    assert "5 entries were here already." in html(app)


def test_what_is_open_stays_when_a_file_is_opened() -> None:
    app = page()
    app.get("button_group")[1].set_value("gad7").run()
    answer(app, "gad7", 1, 1, 1, 1, 1, 1, 1)
    app.button(key="add-score").click().run()
    mine = kept(app).scores[0]
    open_file(app, to_json(FULL))
    assert kept(app) == FULL.add(mine)
    assert "1 not saved yet" in text(app)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (to_json(FULL)[:200], "can no longer be read"),
        (to_json(FULL).replace(b'"version": 1', b'"version": 2'), "newer edition"),
        (b"\xff\xd8\xff\xe0 a picture", "not plain text"),
        (b"", "empty"),
        (b"x" * 1_000_001, "kB at most"),
    ],
    ids=["cut", "future", "picture", "empty", "large"],
)
def test_a_damaged_file_loses_nothing_of_what_is_open(data: bytes, said: str) -> None:
    app = open_file(page(), to_json(FULL))
    open_file(app, data)
    assert kept(app) == FULL
    assert said in html(app)
    assert "all you have open is still here" in html(app)


def test_a_file_that_is_good_in_part_is_added_only_when_asked() -> None:
    data = to_csv(FULL).replace(b"session", b"visit")
    app = open_file(page(), data)
    assert kept(app) == Record()
    assert "line 5: “kind” must be" in html(app)
    app.button(key="leave-part").click().run()
    assert kept(app) == Record()
    open_file(app, data)
    app.button(key="take-part").click().run()
    assert len(kept(app)) == len(FULL) - 1
    assert "4 not saved yet" in text(app)


def test_sessions_and_side_effects_are_logged() -> None:
    app = go(page(), "session")
    app.selectbox(key="session-route").set_value("im")
    app.text_input(key="session-dose").set_value("40 mg")
    app.text_area(key="session-note").set_value("quiet").run()
    app.button(key="add-session").click().run()
    assert (kept(app).sessions[0].route, kept(app).sessions[0].dose) == ("im", "40 mg")
    go(app, "effects")
    assert app.button(key="add-effects").disabled
    app.radio(key="effect-nausea").set_value("moderate").run()
    app.button(key="add-effects").click().run()
    assert kept(app).effects[0].effects == {"nausea": "moderate"}
    assert app.radio(key="effect-nausea").value is None


def test_how_it_goes_in_words_a_picture_and_a_table(caplog: pytest.LogCaptureFixture) -> None:
    app = go(open_file(page(), to_json(FULL)), "look")
    assert not app.exception
    assert "went down by 8, from 12 to 4" in text(app).replace("\\", "")
    assert "remission" in text(app)
    assert not [message for message in caplog.messages if "27" in message]  # no score is logged
    assert "PHQ-9 scores, the latest first" in html(app)
    assert "−8" in html(app)  # noqa: RUF001
    assert len(app.get("vega_lite_chart")) + len(app.get("arrow_vega_lite_chart")) == 1
    # What a person wrote is text.
    assert "<script>" not in html(app)
    assert "&lt;script&gt;" in html(app)
    app.get("button_group")[1].set_value("peg").run()
    assert "7 of 10" in html(app)


def test_the_page_for_the_clinician() -> None:
    app = go(open_file(page(), to_json(FULL)), "summary")
    assert "Question 9" in html(app)
    assert "35 mg; calm &lt;b&gt;" in html(app)


def test_reminders_make_a_calendar() -> None:
    app = go(page(), "reminders")
    assert not app.exception
    app.text_input(key="remind-title").set_value("").run()
    assert not app.exception
    assert "8 reminders at 6:00 PM" in text(app)


def test_taking_out_and_putting_back() -> None:
    app = open_file(page(), to_json(FULL))
    app.button(key="take-out").click().run()
    assert len(kept(app)) == len(FULL) - 1
    assert "changed since you saved" in text(app)
    app.button(key="put-back").click().run()
    assert kept(app) == FULL
    app.button(key="take-all").click().run()
    assert kept(app) == Record()
    app.button(key="put-back").click().run()
    assert kept(app) == FULL


def test_answers_stay_while_one_looks_at_another_page() -> None:
    app = open_file(page(), to_json(FULL))
    go(app, "fill")
    answer(app, "phq9", 3)
    app.switch_page("pages/about.py").run()
    app.switch_page("pages/progress.py").run()
    assert kept(app) == FULL
    assert app.session_state["answer-phq9-1"] == 3


def test_what_is_saved_is_what_is_read() -> None:
    assert read(to_json(FULL)).record == FULL
    assert {of.key for of in INSTRUMENTS.values()} == {"phq9", "gad7", "peg"}
