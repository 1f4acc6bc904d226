"""Facts other than prices, in the words of clinics' pages, beside words that look alike and do not say it."""

import pytest

from finder import vocabulary
from finder.sources.page import read
from finder.sources.sheetwords import named


def stated(html: str, field: str) -> set[str]:
    """The values of a field that the page states at least probably."""
    page = read(f"<h1>Ketamine infusions</h1>{html}", "https://example.com/page", "2026-11-27")
    return {said.value for said in page.statements if said.field == field and said.confidence >= 0.5}


WATCHED = (
    ("A cuff takes your blood pressure every five minutes.", {"vitals"}),
    ("Pulse and blood pressure are on the monitor from start to finish.", {"vitals"}),
    ("You will be connected to a blood pressure cuff and an EKG.", {"vitals", "ecg"}),
    ("You wear a blood pressure cuff and a fingertip sensor.", {"vitals", "pulse_oximetry"}),
    ("Our nurses keep an eye on your heart rate and oxygen.", {"vitals", "pulse_oximetry"}),
    ("O2 saturation is tracked throughout.", {"pulse_oximetry"}),
    ("One registered nurse is assigned to you and nobody else.", {"one_to_one_nurse"}),
    # Not what is watched.
    ("Take your blood pressure pills with a sip of water.", set()),
    ("Take blood pressure medicine as you always do.", set()),
    ("Your box holds tablets, an eye mask and a blood pressure cuff.", set()),
    ("We have oxygen tanks in the back.", set()),
)


@pytest.mark.parametrize(("text", "words"), WATCHED)
def test_what_is_watched_during_treatment(text: str, words: set[str]) -> None:
    assert stated(f"<p>{text}</p>", "monitoring") == words


AGES = (
    ("<p>You must be 21 or older and have no history of psychosis.</p>", {"21"}),
    ("<p>We see adults 18 and older for whom medicines have not done enough.</p>", {"18"}),
    ("<p>My clients are eighteen or older.</p>", {"18"}),
    ("<p>People from 18 to 75 may come to us.</p>", {"18"}),
    ("<p>You must be between 22 and 70 years old.</p>", {"22"}),
    ("<p>Teenagers are welcome from 16 with a parent.</p>", {"16"}),
    ("<p>We do not treat anyone under the age of 19.</p>", {"19"}),
    ("<h3>Who can't take part?</h3><p>People under 21, or with psychosis.</p>", {"21"}),
    # Not whom the clinic treats.
    ("<p>Our patients under 21 like the quiet room.</p>", set()),
    ("<p>Bring a driver who is 21 or older.</p>", set()),
    ("<p>A study nearby is looking for people aged 18 to 65.</p>", set()),
    ("<p>It was approved for adults 18 and older in 2019.</p>", set()),
    ("<p>Follow-up, established patient (25 minutes).</p>", set()),
    ("<p>We do not treat adults 65 and older.</p>", set()),
)


@pytest.mark.parametrize(("html", "age"), AGES)
def test_the_youngest_age(html: str, age: set[str]) -> None:
    assert stated(html, "min_age") == age


LENGTHS = (
    ("<p>At our clinic every infusion runs for 50 minutes.</p>", {"50"}),
    ("<p>The ketamine runs for about 40 minutes.</p>", {"40"}),
    ("<h3>Is the infusion long?</h3><p>It runs 55 minutes.</p>", {"55"}),
    ("<p>We are told that infusions elsewhere last 40 minutes.</p>", set()),
    ("<p>A lidocaine infusion takes about 60 minutes.</p>", set()),
    ("<p>A nurse comes in every 20 minutes of the infusion.</p>", set()),
)


@pytest.mark.parametrize(("html", "minutes"), LENGTHS)
def test_the_length_of_an_infusion(html: str, minutes: set[str]) -> None:
    assert stated(html, "iv_minutes") == minutes


SERIES = (
    ("A series of six over three weeks.", {"6"}),
    ("Five sessions, a week apart, is where most people start.", {"5"}),
    ("Most of my clients have three medicine sessions.", {"3"}),
    ("Eight is how we start nearly everybody.", {"8"}),
    ("Start with six.", {"6"}),
    ("A series of six photographs hangs in the hall.", set()),
    ("A series of four to six over three weeks.", set()),
    ("Start with six friends who believe in you.", set()),
)


@pytest.mark.parametrize(("text", "sessions"), SERIES)
def test_the_sessions_of_a_first_series(text: str, sessions: set[str]) -> None:
    assert stated(f"<p>{text}</p>", "series_sessions") == sessions


INSURANCE = (
    ("<h3>Do you take insurance?</h3><p>No. Cards and cash are fine.</p>", {"not_accepted"}),
    ("<h3>¿Aceptan seguro? / Do you take insurance?</h3><p>No, por ahora no.</p>", {"not_accepted"}),
    ("<p>Ketamine infusions are not filed with insurance.</p>", {"not_accepted"}),
    ("<p>The Institute does not participate with any insurance plan.</p>", {"not_accepted"}),
    ("<p>We don't work with insurance companies.</p>", {"not_accepted"}),
    ("<p>We are a cash practice and do not send claims to any insurer.</p>", {"not_accepted"}),
    ("<p>Insurers call it investigational and we do not submit it.</p>", {"not_accepted"}),
    ("<p>We stopped billing insurance in 2020.</p>", {"not_accepted"}),
    ("<p>No plan is billed for infusions.</p>", {"not_accepted"}),
    ("<p>Everything else is private pay.</p>", {"not_accepted"}),
    ("<p>We are out of network with every carrier and do not file claims.</p>", {"not_accepted"}),
    ("<h3>Is Spravato covered?</h3><p>In most cases. We bill your plan for the medicine.</p>", {"spravato_covered"}),
    ("<p>We are in network with Medicaid and Aetna.</p>", {"medicaid", "aetna"}),
    # Said of something else, or by somebody else.
    ("<p>We are in network with Medical Mutual.</p>", set()),
    ("<p>The intake evaluation is self-pay.</p>", set()),
    ("<p>Consultations are not billed to insurance.</p>", set()),
    ("<p>We do not accept most insurance plans.</p>", set()),
    ("<p>We are not a cash-only clinic.</p>", set()),
    ("<p>We do not accept Medicaid insurance.</p>", set()),
    ("<p>Insurance companies do not process claims at night.</p>", set()),
)


@pytest.mark.parametrize(("html", "words"), INSURANCE)
def test_what_is_billed_to_insurance(html: str, words: set[str]) -> None:
    assert stated(html, "insurance") == words


ACCESS = (
    ("Two blocks from the 12L bus.", {"transit"}),
    ("Metro routes 3 and 44 stop outside.", {"transit"}),
    ("The entrance has no steps.", {"wheelchair"}),
    ("There is parking for your driver in the back.", {"parking"}),
    ("There is a ramp at the side door.", {"wheelchair"}),
    ("You may not drive; avoid parking at the meters.", set()),
    ("The ramp attached to the building is free for patients.", set()),
    ("Take it one step at a time.", set()),
)


@pytest.mark.parametrize(("text", "words"), ACCESS)
def test_how_one_gets_there(text: str, words: set[str]) -> None:
    assert stated(f"<p>{text}</p>", "accessibility") == words


HOURS = ("M-F 7:30a-4p", "Mon-Sat 0800-1700", "Tu W Th, ten to six", "M T W Th 8-4", "Monday to Thursday, 8 am to 6 pm")


@pytest.mark.parametrize("hours", HOURS)
def test_opening_hours_in_short(hours: str) -> None:
    assert stated(f"<footer><p>{hours}</p></footer>", "hours") == {hours}


@pytest.mark.parametrize(
    "text", ["Next weekends: March 6-8, May 1-3", "M. D. 8-4", "The W hotel has rooms from 0 to 90"]
)
def test_what_is_no_opening_hours(text: str) -> None:
    assert not stated(f"<footer><p>{text}</p></footer>", "hours")


def test_the_number_to_call_is_neither_a_fax_nor_another_desk() -> None:
    for line in (
        "Voice 602.555.0171 / Billing office 602.555.0172",
        "602.555.0171 (phone) 602.555.0173 (fax)",
        "Office 602.555.0171 Fax 602.555.0173",
        "602.555.0171</p><p>Nurse line 602.555.0174",
    ):
        assert stated(f"<footer><p>{line}</p></footer>", "phone") == {"+16025550171"}
    assert stated("<footer><p>Billing desk: 602.555.0172</p></footer>", "phone") == {"+16025550172"}  # the only one


CLINICIANS = (
    ("Ann Sample, MD, and Ben Sample, DO, are both board certified in anesthesiology.", {"anesthesiologist"}),
    ("Cora Sample, PMHNP-BC, has been a psychiatric nurse practitioner since 2010.", {"psychiatric_np"}),
    ("Follow-up visits may be with a psychiatric nurse practitioner.", {"psychiatric_np"}),
    # Others'.
    ("Call 988 or go to the nearest emergency room.", set()),
    ("We are members of the American Society of Ketamine Physicians, Psychotherapists & Practitioners.", set()),
    ("We send notes to your therapist.", set()),
    ("Her book has a foreword by neurologist Alan Sample.", set()),
    ("Therapists in town send us their clients.", set()),
)


@pytest.mark.parametrize(("text", "words"), CLINICIANS)
def test_who_works_here(text: str, words: set[str]) -> None:
    assert stated(f"<p>{text}</p>", "clinicians") == words


def test_one_board_certifies_in_psychiatry_and_in_neurology() -> None:
    html = "<p>Dr. Sample is certified by the American Board of Psychiatry and Neurology.</p>"
    assert stated(html, "board_certified") == {"true"}
    assert "neurologist" not in stated(html, "clinicians")


@pytest.mark.parametrize(
    ("text", "telehealth"),
    [
        ("Ketamine consult, video", True),
        ("Integration sessions by video", True),
        ("First visit: $200 (video is fine)", True),
        ("Watch our story on video", False),
    ],
)
def test_visits_by_video(text: str, telehealth: bool) -> None:
    assert ("telehealth" in stated(f"<ul><li>{text}</li></ul>", "settings")) is telehealth


@pytest.mark.parametrize("name", [name for name in vocabulary.language_codes() if "sign" not in name and name != "asl"])
def test_a_language_is_the_same_on_a_page_and_in_a_spreadsheet(name: str) -> None:
    code = vocabulary.language_codes()[name]
    assert stated(f"<p>We speak {name.title()}.</p>", "languages") == {code}
    assert named("languages", name.title()) == code


def test_what_only_sounds_like_a_language_that_is_spoken() -> None:
    assert not stated("<p>Thai massage is available in the spa.</p>", "languages")
    assert not stated("<p>We do not speak French.</p>", "languages")
    assert not stated("<p>American Sign Language interpreters are available in both offices.</p>", "languages")
