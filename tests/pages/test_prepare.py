"""The prepare page through app.py: with a clinic, without, with an unknown one; ticks that stay in the visit."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from finder import catalog as catalogs
from finder import prepare
from tests.pages.steps import ROOT, open_page, words

CATALOG = catalogs.load()
_open = partial(open_page, "prepare")
KENSHO = "kensho-wellbeing-truckee-ca"
AT_HOME = next(
    str(clinic_id) for row, clinic_id in enumerate(CATALOG.frame["id"]) if CATALOG.cell(row, "telehealth_only")
)


def drawn(app: AppTest) -> str:
    """Everything drawn as HTML, the printed sheet left out."""
    return "\n".join(element.proto.body for element in app.get("html") if "class='sheet'" not in element.proto.body)


def sheet(app: AppTest) -> str:
    """What is read of the printed sheet."""
    found = [element.proto.body for element in app.get("html") if "class='sheet'" in element.proto.body]
    assert len(found) == 1
    return words(found[0])


def test_without_a_clinic_it_is_for_any() -> None:
    app = _open()
    assert not app.exception
    assert not app.warning
    assert app.title[0].value == "Prepare for a clinic"
    said = words(drawn(app))
    for point in prepare.load().questions:
        assert point.text in said
    for flag in prepare.load().red_flags:
        assert f"{flag.text} {flag.why}" in said
    assert "First:" not in [one.value for one in app.subheader]
    assert app.code[0].value.startswith("To: [name of the clinic]")
    assert "Medical Board of California" not in said
    app.selectbox(key="prepare-state").set_value("CA").run()
    assert "Medical Board of California" in words(drawn(app))
    assert "Medical Board of California" in sheet(app)


def test_with_a_clinic_what_it_does_not_state_comes_first() -> None:
    app = _open(id=KENSHO)
    assert not app.exception
    assert app.title[0].value == "Prepare for Kensho Wellbeing"
    said = words(drawn(app))
    asked = prepare.questions(CATALOG, KENSHO)
    places = [said.index(text) for text in (*asked.unstated, *asked.everybody)]
    assert places[: len(asked.unstated)] == sorted(places[: len(asked.unstated)])
    assert max(places[: len(asked.unstated)]) < places[len(asked.unstated)]
    assert app.code[0].value.startswith("To: Kensho Wellbeing")
    assert "Medical Board of California" in said


def test_an_unknown_clinic_is_said_and_the_page_works() -> None:
    for wrong in ("no-such-clinic", "<script>"):
        app = _open(id=wrong)
        assert not app.exception
        assert "We do not know this clinic" in app.warning[0].value
        assert app.title[0].value == "Prepare for a clinic"


def test_a_provider_without_a_door_works() -> None:
    app = _open(id=AT_HOME)
    assert not app.exception


def test_a_clinic_is_chosen_by_name_or_from_the_shortlist_and_left_again() -> None:
    app = _open()
    app.text_input(key="prepare-name").set_value("kensho").run()
    app.button(key=f"prepare-named-{KENSHO}").click().run()
    assert app.query_params["id"] == KENSHO
    assert app.title[0].value == "Prepare for Kensho Wellbeing"
    app.button(key="prepare-any").click().run()
    assert "id" not in app.query_params
    app.text_input(key="prepare-name").set_value("xyzzy").run()
    assert any("no clinic of this name" in caption.value for caption in app.caption)

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["shortlist-ids"] = [KENSHO, "gone"]
    app.run().switch_page("pages/prepare.py").run()
    app.button(key=f"prepare-listed-{KENSHO}").click().run()
    assert app.query_params["id"] == KENSHO


def test_ticks_stay_in_the_visit_and_out_of_the_address() -> None:
    app = _open(id=KENSHO)
    before = dict(app.query_params)
    app.checkbox(key="tick-stimulants").check().run()
    app.checkbox(key="tick-heart").check().run()
    assert dict(app.query_params) == before
    assert "☒ Stimulants" in sheet(app)
    assert "☒ High blood pressure" in sheet(app)
    assert "☐ Seizures" in sheet(app)
    assert [one.value for one in app.subheader].count("Why what you ticked matters") == 1
    # another visit knows nothing of them
    assert "☒" not in sheet(_open(id=KENSHO))
    # another page and back
    app.switch_page("pages/about.py").run()
    app.switch_page("pages/prepare.py").run()
    assert app.checkbox(key="tick-stimulants").value
    app.checkbox(key="tick-heart").uncheck().run()
    assert "☐ High blood pressure" in sheet(app)
    assert "☒ Stimulants" in sheet(app)
    app.button(key="prepare-clear").click().run()
    assert "☒" not in sheet(app)
    assert not app.checkbox(key="tick-stimulants").value
    assert any("Kept on this page only, gone when you close it" in one.value for one in app.caption)


def test_the_course_changes_dates_letter_and_address() -> None:
    app = _open(id=KENSHO, near="city:ca/truckee")
    app.date_input(key="prepare-day").set_value(date(2026, 11, 30)).run()
    assert "Mon, Nov 30 Thu, Dec 3 Mon, Dec 7" in words(drawn(app))
    app.selectbox(key="plan-route").set_value("spravato").run()
    kept = {"id": KENSHO, "by": "spravato", "near": "city:ca/truckee"}
    assert {name: app.query_params.get(name) for name in kept} == kept
    said = words(drawn(app))
    assert "twice a week for 4 weeks, once a week for 4 weeks" in said
    assert "no food for 2 hours before" in said
    assert "12 sessions at first" in app.code[0].value
    assert app.get("download_button")
    app.number_input(key="plan-first_sessions").set_value(0).run()
    assert "no dates" in app.info[0].value
    assert not app.get("download_button")


def test_what_a_link_says_wrongly_of_the_course_is_said() -> None:
    app = _open(id=KENSHO, by="oral")
    assert not app.exception
    assert "“oral” cannot be used for by" in app.warning[0].value.replace("\\", "")


@pytest.mark.parametrize("clinic_id", ["", KENSHO])
def test_the_sheet_holds_all_that_is_to_take_along(clinic_id: str) -> None:
    app = _open(**({"id": clinic_id} if clinic_id else {}))
    said = sheet(app)
    texts, asked = prepare.load(), prepare.questions(CATALOG, clinic_id or None)
    for line in (*asked.unstated, *asked.everybody):
        assert line in said
    for point in (*texts.red_flags, *texts.health, *texts.medicines):
        assert point.text in said
    assert "988" in said
    assert "https://www.docinfo.org/" in said
    assert "the clinic sets them" in said


def test_the_clinic_page_leads_here() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run().switch_page("pages/clinic.py")
    app.query_params["id"] = KENSHO
    app.run()
    links = [link.proto for link in app.get("page_link") if link.proto.label == "Prepare"]
    assert links
    assert all(KENSHO in link.query_string for link in links)
