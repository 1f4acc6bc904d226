"""The compare page through app.py: which clinics, what they cost, and one value wherever it is shown."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from functools import partial
from typing import Any

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from finder import answers, cli, costs, evidence, exports
from finder import catalog as catalogs
from finder.compare import compare
from finder.costs import Plan
from finder.search import Hit, Query
from finder.ui import cards
from tests.pages.steps import ROOT, drawn, open_page, words

CATALOG = catalogs.load()
_open = partial(open_page, "compare")
KENSHO = "kensho-wellbeing-truckee-ca"
BOULDER = "boulder-mind-care-boulder-co"
EMBER = "ember-health-chelsea-new-york-ny"
TENNESSEE = "ketamine-treatment-center-of-east-tennessee-johnson-city-tn"
NOVA = "nova-health-recovery-ketamine-center-alexandria-va"
FIVE = (KENSHO, BOULDER, EMBER, TENNESSEE, NOVA)
SILENT = next(
    clinic_id
    for row, clinic_id in enumerate(CATALOG.frame["id"])
    if not evidence.offers(CATALOG, clinic_id) and "iv" in CATALOG.cell(row, "routes")
)


def cells(app: AppTest, question: str) -> list[str]:
    """The answers in the row of a question, as text."""
    row = re.search(rf"<th scope='row' role='rowheader'>{re.escape(html.escape(question))}.*?</tr>", drawn(app), re.S)
    assert row, question
    return [words(cell) for cell in re.findall(r"<td role='cell'>(.*?)</td>", row[0], re.S)]


def heads(app: AppTest) -> list[str]:
    return [words(head) for head in re.findall(r"<th scope='col' role='columnheader'><a [^>]*>(.*?)</a>", drawn(app))]


def test_without_clinics_it_says_what_it_is_for() -> None:
    app = _open()
    assert not app.exception
    assert "Put two to four clinics side by side" in app.markdown[0].value
    assert not app.get("number_input")


def test_clinics_stand_side_by_side_in_the_order_of_the_link() -> None:
    app = _open(ids=f"{BOULDER},{KENSHO}")
    assert not app.exception
    assert heads(app)[:2] == ["Boulder Mind Care", "Kensho Wellbeing"]
    course = cells(app, "Whole first course")
    assert "$4,530 (undated)" in course[0]
    assert "$2,750 (undated)" in course[1]


def test_what_a_link_names_wrongly_is_said() -> None:
    app = _open(ids=",".join([KENSHO, "no-such-clinic", *FIVE[1:]]), by="oral")
    said = app.warning[0].value.replace("\\", "")
    assert "We do not know no-such-clinic" in said
    assert "At most 4 clinics" in said
    assert "“oral” cannot be used for by" in said
    assert len(set(heads(app))) == 4


def test_a_clinic_is_taken_off_and_another_added() -> None:
    app = _open(ids=f"{KENSHO},{BOULDER}")
    app.button(key=f"take-off-{KENSHO}").click().run()
    assert app.query_params["ids"] == BOULDER
    assert "Add one more clinic" in app.info[0].value
    app.text_input(key="add-name").set_value("kensho").run()
    app.button(key=f"add-named-{KENSHO}").click().run()
    assert app.query_params["ids"] == f"{BOULDER},{KENSHO}"
    near = [button.key for button in app.button if str(button.key).startswith("add-near-")]
    assert near
    assert not any(key.endswith((BOULDER, KENSHO)) for key in near)


def test_a_name_that_no_clinic_has_is_answered() -> None:
    app = _open(ids=KENSHO)
    app.text_input(key="add-name").set_value("xyzzy").run()
    assert any("no clinic of this name" in caption.value for caption in app.caption)


def test_the_shortlist_can_be_compared_at_once() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["shortlist-ids"] = list(FIVE)
    app.run().switch_page("pages/compare.py").run()
    app.button(key="compare-shortlist").click().run()
    assert app.query_params["ids"] == ",".join(FIVE[:4])


def test_the_plan_changes_every_figure_and_the_address() -> None:
    app = _open(ids=f"{KENSHO},{BOULDER}", near="city:co/denver")
    app.number_input(key="plan-maintenance_per_year").set_value(4).run()
    assert app.query_params["yearly"] == "4"
    assert app.query_params["near"] == "city:co/denver"
    # 2,750 + 4 x 425; 4,530 + 4 x 690
    course = cells(app, "Whole course, first year")
    assert "$4,450" in course[0]
    assert "$7,290" in course[1]
    app.number_input(key="plan-months").set_value(12).run()
    assert "a month for 12 months" in cells(app, "Each month, as a loan at 14.9% (an example)")[0]
    # an emptied number that must be something stays what it was
    app.number_input(key="plan-months").set_value(None).run()
    assert app.query_params["months"] == "12"
    # the usual number of sessions is not written down, so another route brings its own
    app.number_input(key="plan-first_sessions").set_value(8).run()
    assert app.query_params["sessions"] == "8"
    app.selectbox(key="plan-route").set_value("spravato").run()
    assert "sessions" not in app.query_params
    assert app.number_input(key="plan-first_sessions").value == 12


def test_insurance_is_explained_with_its_limits_and_pages() -> None:
    app = _open(ids=TENNESSEE, by="spravato")
    app.selectbox(key="plan-payer").set_value("commercial").run()
    said = words(drawn(app))
    assert "as little as $10 a treatment" in said
    assert "not valid in Massachusetts, Michigan, Minnesota and Rhode Island" in said
    assert "spravatohcp.com" in said
    app.selectbox(key="plan-payer").set_value("medicare").run()
    assert "20% of the approved amount" in words(drawn(app))


def test_what_others_charge_stands_apart_from_a_clinic_without_a_price() -> None:
    app = _open(ids=f"{KENSHO},{SILENT}", by="iv")
    assert cells(app, "Whole first course")[1].startswith(CATALOG.cell(CATALOG.row(SILENT), "name") + " not stated")
    usual = costs.typical(CATALOG, Plan())
    assert usual is not None
    said = words(next(e.proto.body for e in app.get("html") if "class='usual'" in e.proto.body))
    assert f"{usual.n} clinics here publish a price" in said
    assert f"{usual.undated} are undated" in said
    assert "no official survey" in said
    assert "class='usual'" not in drawn(_open(ids=f"{KENSHO},{BOULDER}"))


def test_distance_and_what_it_does_to_people() -> None:
    app = _open(ids=f"{KENSHO},{BOULDER}", near="city:co/denver")
    assert "about 24 miles (city center)" in cells(app, "How far from Denver, CO")[1]
    assert "started Spravato 51% less often" in words(drawn(app))
    assert "10.4088/JCP.23m15102" in drawn(app)


def test_no_letter_is_lost_to_html() -> None:
    app = _open(ids=f"{KENSHO},{EMBER}")
    letters = [block.value for block in app.get("code")]
    assert len(letters) == 4
    assert any("first consultation" in letter for letter in letters)
    assert any("good-faith estimate" in letter.lower() for letter in letters)


@pytest.mark.parametrize("clinic_id", FIVE)
def test_one_value_wherever_it_is_shown(clinic_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    row = CATALOG.row(clinic_id)
    assert row is not None
    query = Query(routes=frozenset({"iv"}), sort="course")
    plan = Plan(route="iv")
    said = compare(CATALOG, [clinic_id, KENSHO if clinic_id != KENSHO else BOULDER], plan)
    course, price = said.row("course").answers[0], said.row("price").answers[0]
    assert course.stated
    assert price.stated

    app = _open(ids=",".join(clinic.id for clinic in said.clinics), by="iv")
    name = said.clinics[0].name
    assert cells(app, "Whole first course")[0].startswith(f"{name} {course.lines[0]}")
    missing = answers.course(said.clinics[0].estimate).note
    assert course.note in cells(app, "Whole first course")[0]
    assert cells(app, "Price per session")[0].startswith(f"{name} {price.text}")

    card = words(cards.card_html(CATALOG, Hit(clinic_id, row, 1, None, False, "", (), None, None), query))
    assert f"First course {course.lines[0]}" in card
    assert missing in card
    assert f"Price per session {price.text}" in card

    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.run().switch_page("pages/clinic.py")
    page.query_params["id"] = clinic_id
    page.run()
    on_page = words(drawn(page))
    assert f"IV infusion, 6 sessions: {course.lines[0].text}" in on_page
    assert f"Price per session {price.text}" in on_page

    grid = {line[0]: line[1:] for line in csv.reader(io.StringIO(exports.to_csv(said).decode("utf-8-sig"))) if line}
    assert grid["Whole first course"][0] == course.text
    assert grid["Price per session"][0] == price.text

    pdf = " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(exports.to_pdf(said))).pages).split())
    assert str(course.lines[0]) in pdf
    assert price.text in pdf

    assert cli.main(["compare", *(clinic.id for clinic in said.clinics), "--route", "iv", "--json"]) == 0
    rows: dict[str, Any] = {one["question"]: one for one in json.loads(capsys.readouterr().out)["rows"]}
    assert rows["Whole first course"]["answers"][0] == {"text": course.text, "stated": True}
    assert rows["Price per session"]["answers"][0] == {"text": price.text, "stated": True}

    assert cli.main(["cost", clinic_id, "--route", "iv", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    estimate = said.clinics[0].estimate
    assert (told["low"], told["high"], told["at_least"]) == (estimate.low, estimate.high, estimate.at_least)
    assert answers.total(estimate) == course.lines[0].text
