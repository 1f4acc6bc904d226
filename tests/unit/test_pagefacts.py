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


#: How clinics say it in everyday words, and what only sounds like it: the words of the field that the page states.
WORDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "settings": (
        ("We see you in person or on Zoom.", "telehealth"),
        ("Integration visits can be in person or over video.", "telehealth"),
        ("Consultations are held by phone or video.", "telehealth"),
        ("Telehealth ok.", "telehealth"),
        ("Your free virtual consultation takes 15 minutes.", "telehealth"),
        ("Your first visit is online, from anywhere in Ohio.", "telehealth"),
        ("Follow-ups are offered remotely through a secure video link.", "telehealth"),
        ("We meet on Zoom before your first dose.", "telehealth"),
        ("Video visits available statewide.", "telehealth"),
        ("The evaluation is done via telemedicine.", "telehealth"),
        ("You'll first speak with our doctor over a video call.", "telehealth"),
        ("Initial evaluations are conducted virtually.", "telehealth"),
        ("Medication visits take place by secure video.", "telehealth"),
        ("Talk to our clinician from home by video.", "telehealth"),
        ("Lozenges are shipped to your door and taken at home.", "at_home"),
        ("You take the troche at home with a sitter.", "at_home"),
        ("We also offer an at-home program.", "at_home"),
        ("At-home ketamine is available after six infusions.", "at_home"),
        ("Take-home lozenges are prescribed after a first visit here.", "at_home"),
        ("<h3>Do you offer virtual appointments?</h3><p>Yes! All of them can be on Zoom.</p>", "telehealth"),
        ("Follow-up visits are $150 without insurance and may be done over telehealth.", "telehealth"),
        # Not said.
        ("Watch the video above.", ""),
        ("Fill out the form online.", ""),
        ("Book your appointment online.", ""),
        ("Bring headphones for music or a video.", ""),
        ("We do not offer telehealth.", ""),
        ("Have someone drive you home and rest at home.", ""),
        ("We do not prescribe ketamine for use at home.", ""),
        ("Is it safe to take ketamine at home? We think not.", ""),
        ("Call us or chat online.", ""),
        ("Online companies mail lozenges for use at home.", ""),
        ("Some companies offer virtual visits; we see you in person.", ""),
        ("Take-home ketamine: we do not prescribe lozenges.", ""),
        ("Phone or video? No, we only meet here.", ""),
        ("Our video on safety is online.", ""),
    ),
    "services": (
        ("A licensed therapist sits with you through the session.", "psychotherapy"),
        ("We offer ketamine-assisted psychotherapy (KAP).", "psychotherapy"),
        ("You may add a therapist to any session for $150.", "psychotherapy"),
        ("Individual and couples counseling are offered here too.", "psychotherapy"),
        ("Integration coaching: $120.", "integration"),
        ("Group ketamine sessions run every other Friday.", "group_sessions"),
        ("We run a weekly integration circle.", "integration group_sessions"),
        ("Every patient begins with a psychiatric evaluation.", "psychiatric_evaluation"),
        ("Comprehensive psychiatric assessments: $350", "psychiatric_evaluation"),
        ("We also manage psychiatric medications.", "medication_management"),
        ("Medication management visits are $150.", "medication_management"),
        ("We also offer TMS and Spravato.", "tms"),
        ("NAD+ drips: $400", "nad"),
        ("Ask about our NAD+ infusions.", "nad"),
        ("Psychiatric evaluations and medication management", "psychiatric_evaluation medication_management"),
        ("Our psychiatrist can take over your medications.", "medication_management"),
        ("Jo Sample, LMHC, can join for $125.", "psychotherapy"),
        ("Morgan is a psychologist who provides integration therapy.", "integration"),
        ("He can take over your medications if you have nobody else.", "medication_management"),
        # Not said.
        ("We encourage you to continue seeing your own therapist.", ""),
        ("Unlike TMS, ketamine works within hours.", ""),
        ("We do not offer talk therapy.", ""),
        ("You will integrate back into daily life.", ""),
        ("If you have tried TMS or psychotherapy without success, ketamine may help.", ""),
        ("We do not manage your other medications.", ""),
        ("Studies combine ketamine and psychotherapy.", ""),
        ("TMS is offered at the hospital across town.", ""),
        ("Join our email group.", ""),
        ("We can refer you to a therapist for integration.", ""),
        ("Your own psychiatrist continues to manage your medications.", ""),
        ("Our therapist with you in mind designed the room.", ""),
        ("A licensed therapist is with you throughout.", "psychotherapy"),
    ),
    "insurance": (
        ("We do not bill insurance for ketamine.", "not_accepted"),
        ("We don't bill anyone for it; insurance calls it experimental.", "not_accepted"),
        ("Insurance: we bill none.", "not_accepted"),
        ("We do not participate with Medicare nor do we accept insurance.", "not_accepted"),
        ("We operate outside of insurance altogether.", "not_accepted"),
        ("Insurance does not pay for it, so it is self-pay.", "not_accepted"),
        ("Ketamine is off-label and the practice does not submit a claim to insurance.", "not_accepted"),
        ("Ketamine treatment has to be private pay.", "not_accepted"),
        ("We are a fee-for-service clinic.", "not_accepted"),
        ("We are not contracted with any insurance companies.", "not_accepted"),
        ("We are an out-of-network, self-pay practice.", "not_accepted"),
        ("All ketamine services are self-pay.", "not_accepted"),
        ("Payment is out of pocket, since we don't work with insurers.", "not_accepted"),
        ("We have opted out of Medicare and all insurance.", "not_accepted"),
        ("Our clinic is private pay only.", "not_accepted"),
        ("We are cash-based and take no insurance.", "not_accepted"),
        ("We can't bill your insurance, but a superbill is yours for the asking.", "not_accepted superbill"),
        ("At this time we do not take insurance for infusions.", "not_accepted"),
        ("Ketamine infusions are not billed through insurance here.", "not_accepted"),
        ("No insurance is accepted for ketamine.", "not_accepted"),
        ("We will give you an itemized receipt for your insurer.", "superbill"),
        ("On request you get a statement that you can send to your plan.", "superbill"),
        ("We provide superbills.", "superbill"),
        ("We accept Aetna, Cigna and Blue Cross Blue Shield.", "aetna cigna bcbs"),
        ("In network with Optum and Tricare.", "united tricare"),
        ("Spravato is covered by most plans and we handle prior authorization.", "spravato_covered"),
        ("We bill your insurance for Spravato.", "spravato_covered"),
        ("We accept most major insurance plans for evaluations.", "accepts_insurance"),
        ("We take Medicare and Medicaid.", "medicare medicaid"),
        ("VA Community Care referrals are welcome.", "va"),
        (
            "<h3>Will insurance cover my treatment?</h3><p>No. Ketamine is not covered by insurance. "
            "We do not submit claims.</p>",
            "not_accepted",
        ),
        (
            "<h3>Do you accept insurance?</h3><p>We do not currently accept insurance, but we can give "
            "you a superbill.</p>",
            "not_accepted superbill",
        ),
        (
            "<h3>Do you take insurance?</h3><p>We are not in network with any plan. It has to be private pay.</p>",
            "not_accepted",
        ),
        ("Insurance: I am not set up to bill it.", "not_accepted"),
        ("Since most insurers will not pay for ketamine, we are a self-pay clinic.", "not_accepted"),
        ("Ketamine is an out-of-pocket expense at our office.", "not_accepted"),
        ("We are unable to bill insurance for ketamine.", "not_accepted"),
        ("<h3>Insurance</h3><p>We do not file it. You may.</p>", "not_accepted"),
        (
            "<h3>Do you accept insurance?</h3><p>Not for ketamine. We do bill Aetna and Cigna for Spravato.</p>",
            "not_accepted aetna cigna spravato_covered",
        ),
        ("<h3>Insurance</h3><p>We are out of network with all insurance companies.</p>", "not_accepted"),
        ("<p>We accept the following plans:</p><ul><li>Aetna</li><li>Cigna</li></ul>", "aetna cigna"),
        ("Your insurance company may pay you back if you send them our itemized bill.", "superbill"),
        ("In-network plans: Humana, TRICARE, UnitedHealthcare", "humana tricare united"),
        (
            "Esketamine (Spravato) is typically covered by insurance, and our team obtains the authorization.",
            "spravato_covered",
        ),
        (
            "We do not bill insurance for IV ketamine. Spravato is billed to your insurance.",
            "not_accepted spravato_covered",
        ),
        ("Ketamine is cash pay.", "not_accepted"),
        ("We gladly take Blue Shield for office visits.", "bcbs"),
        ("You get a detailed receipt so that you can seek reimbursement.", "superbill"),
        ("Nothing on this page is billed to insurance.", "not_accepted"),
        ("Infusions are not something we can bill to any plan.", "not_accepted"),
        ("Aetna patients should know that we do not file with any insurer for ketamine.", "not_accepted"),
        ("You get a receipt with codes for your plan.", "superbill"),
        ("<h2>Patients without coverage</h2><p>We accept Medicare and Aetna.</p>", "medicare aetna"),
        (
            "<h2>How many are usual?</h2><p>Insurance we accept for office "
            "visits</p><ul><li>Aetna</li><li>Cigna</li></ul>",
            "aetna cigna",
        ),
        # Not said.
        ("Insurance rarely covers ketamine.", ""),
        ("Most insurance plans do not cover ketamine infusions.", ""),
        ("Call your insurance company to ask what it covers.", ""),
        ("Insurance may cover part of the visit.", ""),
        ("We do not accept Kaiser.", ""),
        ("Bring your insurance card.", ""),
        ("Aetna has denied most of our patients' claims.", ""),
        ("Your plan might pay for Spravato; ask your psychiatrist.", ""),
        ("Consultation fees are not billed to insurance.", ""),
        ("Self-pay price: $450", ""),
        ("We are licensed and carry malpractice insurance.", ""),
        ("The cost is $450 without insurance.", ""),
        ("Spravato is FDA-approved.", ""),
        ("We do not bill your card until the visit.", ""),
        (
            "<h3>Does insurance cover the treatments?</h3><p>Unfortunately, for the most part, "
            "insurances do not cover this treatment.</p>",
            "",
        ),
        ("<h3>Does insurance cover ketamine?</h3><p>Unfortunately not in most cases.</p>", ""),
        ("<h3>Is ketamine covered by insurance?</h3><p>Generally, no. Coverage varies.</p>", ""),
        ("Ketamine for depression is considered off-label and is usually not covered.", ""),
        ("Your insurance may reimburse you in part.", ""),
        ("Ketamine is not a covered benefit, so payment is due at the visit.", ""),
        ("<p>We do not accept the following plans:</p><ul><li>Aetna</li><li>Cigna</li></ul>", ""),
        ("Spravato is not offered here.", ""),
        ("Medicare does not cover ketamine.", ""),
        ("Aetna members: please note that we are out of network.", ""),
        ("Many commercial plans such as Aetna and Cigna rarely cover IV ketamine.", ""),
        (
            ""
            "<table><tr><th>Plan</th><th>Visits</th><th>Spravato</th></tr><tr><td>Medicaid</td><td>No</td><td>No</td></tr></table>",
            "",
        ),
        ("We do not bill you until the day of the visit.", ""),
        ("We will not bill your card without asking.", ""),
        ("Patients with Cigna pay for their own visit.", ""),
        ("Is your plan listed? Aetna members call this number.", ""),
        ("Our plan for you starts here.", ""),
    ),
    "financing": (
        ("Buy the package and you save $90.", "package_discount"),
        ("The series is $2,400, a savings of $285.", "package_discount"),
        ("The six-infusion plan saves you 10% over single visits.", "package_discount"),
        ("Buy five infusions, get the sixth free.", "package_discount"),
        ("Package of six: $2,400 (save $300)", "package_discount"),
        ("Prepay for six and get 10% off.", "package_discount"),
        ("Discounted packages are available.", "package_discount"),
        ("Six infusions for the price of five.", "package_discount"),
        ("Pay for the series up front and receive a discount.", "package_discount"),
        ("Bundle pricing lowers the cost per infusion.", "package_discount"),
        ("When you buy a series each infusion is $50 less.", "package_discount"),
        ("It can be split into two payments with us.", "in_house_plan"),
        (
            "We offer payment plans with no third-party company; the contract is made directly with our office.",
            "in_house_plan",
        ),
        ("We have in-house payment plans.", "in_house_plan"),
        ("Pay us in three monthly installments, interest-free.", "in_house_plan"),
        ("Financing is available through Cherry.", "financing_plans"),
        ("We partner with CareCredit and Advance Care.", "carecredit advance_care"),
        ("Financing options are available.", "financing_plans"),
        ("Pay over time with Affirm or Klarna.", "affirm klarna"),
        ("Ask about financing through United Medical Credit.", "financing_plans"),
        ("HSA and FSA cards accepted.", "hsa_fsa"),
        ("You may use your flexible spending account.", "hsa_fsa"),
        ("Veterans receive 10% off.", "veteran_discount"),
        ("We offer discounts for veterans and first responders.", "veteran_discount first_responder_discount"),
        ("Military and veterans: 15% discount", "veteran_discount"),
        ("Police, fire and EMS save $50 per infusion.", "first_responder_discount"),
        ("Active duty and veterans pay 20% less.", "veteran_discount"),
        ("A reduced rate for veterans.", "veteran_discount"),
        ("We keep a sliding scale for those with low income.", "sliding_scale"),
        ("Fees are based on household income.", "sliding_scale"),
        ("A few sliding-scale spots are open.", "sliding_scale"),
        ("Grants are available through the Ketamine Fund.", "grants"),
        ("Our charity fund helps those who cannot pay.", "grants"),
        ("The Spravato withMe savings program may lower your copay.", "manufacturer_savings_program"),
        ("Join our membership for $199 a month.", "membership"),
        ("<h3>Do you offer payment plans?</h3><p>Yes, through CareCredit.</p>", "carecredit"),
        ("<h3>Do you offer financing?</h3><p>Yes! We work with Sunbit.</p>", "financing_plans"),
        ("<h3>Silver package</h3><p>You save $90</p>", "package_discount"),
        ("<h3>Guided 12</h3><p>Best value: saves $240</p>", "package_discount"),
        ("Save money by booking six infusions at once.", "package_discount"),
        ("Interest-free payment plans, handled right here at the front desk.", "in_house_plan"),
        ("We let you split a package into three payments.", "in_house_plan"),
        ("Buying all six at once costs $300 less.", "package_discount"),
        ("Ten percent off for active duty military.", "veteran_discount"),
        ("Military discount", "veteran_discount"),
        ("Discounts for military, fire and police.", "veteran_discount first_responder_discount"),
        ("We thank our veterans with $50 off each infusion.", "veteran_discount"),
        ("Your HSA or FSA card works here.", "hsa_fsa"),
        ("We accept cash, credit cards, HSA and CareCredit.", "hsa_fsa carecredit"),
        ("Half now, half after the third infusion.", "in_house_plan"),
        ("10% off for vets", "veteran_discount"),
        ("The sixth infusion is at half price when you buy five.", "package_discount"),
        ("I keep two reduced-fee spots.", "sliding_scale"),
        ("Six shots, paid ahead: paying ahead saves ten percent.", "package_discount"),
        ("I keep one free series for somebody who cannot pay.", "grants"),
        # Not said.
        ("Save your questions for the doctor.", ""),
        ("We do not offer payment plans.", ""),
        ("We do not offer discounts for packages.", ""),
        ("About 20% of veterans have PTSD.", ""),
        ("Grant us permission to call you.", ""),
        ("We have financial counselors.", ""),
        ("New patients save $50 on the first visit.", ""),
        ("Your treatment is split into two phases.", ""),
        ("Our doctor served in the military.", ""),
        ("No sliding scale at this time.", ""),
        ("Packages do not expire.", ""),
        ("Each infusion costs $450.", ""),
        ("The room is split into three areas.", ""),
        ("Veterans are welcome here.", ""),
        ("We are members of the chamber of commerce.", ""),
        ("Teachers and nurses get 10% off.", ""),
        ("Save 10% when you join our email list.", ""),
        ("Reduced fees for those in need.", ""),
        ("Leave us a review and get $25 off a package.", ""),
        ("Refer a friend and save $100 on your next series.", ""),
        ("Each infusion is $450, or $400 as part of a package.", ""),
        ("There is no sliding scale, and we cannot offer financing.", ""),
        ("Our office is at 900 Grant Street.", ""),
        ("You save time with online forms.", ""),
        ("Six sessions cost less at other clinics.", ""),
        ("Each infusion is $50 off this month.", ""),
        ("Police reports are not required.", ""),
        ("Fire exits are marked; special rates do not apply.", ""),
        ("The military uses ketamine. Our rates are below.", ""),
        ("Payments can be made in three ways.", ""),
        ("We split the dose into two parts.", ""),
        ("Your deposit is half now and the rest is due at the visit.", ""),
    ),
    "series_sessions": (
        ("Most patients start with six infusions over two to three weeks.", "6"),
        ("Six infusions over 2 to 3 weeks is what we do first.", "6"),
        ("Induction phase: patients receive six infusions.", "6"),
        ("We recommend an initial series of 6 treatments.", "6"),
        ("Treatment begins with six infusions.", "6"),
        ("The standard protocol at our clinic is 6 infusions in 2-3 weeks.", "6"),
        ("Our loading series consists of six infusions.", "6"),
        ("You will have eight sessions over four weeks.", "8"),
        ("<h3>How many infusions will I need?</h3><p>Most people do six, then come as needed.</p>", "6"),
        ("<h3>How many treatments?</h3><p>Typically 6 infusions.</p>", "6"),
        ("<h3>Why do we start with 6 sessions?</h3><p>The effect builds up.</p>", "6"),
        ("We start everyone with a set of four.", "4"),
        ("A course of treatment here is six infusions.", "6"),
        ("Our protocol: six infusions, two a week.", "6"),
        ("After your first six infusions we talk about boosters.", "6"),
        ("A full series includes six infusions.", "6"),
        ("Patients typically receive 6 infusions within a 3 week period.", "6"),
        ("Two infusions a week for three weeks, six in all.", "6"),
        ("Initially, six treatments are given over two weeks.", "6"),
        ("The first phase is six infusions in three weeks.", "6"),
        ("We generally recommend 6 infusions to start.", "6"),
        ("Your series of 6 infusions takes three weeks.", "6"),
        ("A typical treatment plan is six infusions.", "6"),
        ("Treatment consists of 6 sessions over 3 weeks, with boosters as needed.", "6"),
        ("Our patients start with four sessions in the first two weeks.", "4"),
        ("<h3>How many sessions will I need?</h3><p>Everyone is different. We usually begin with six.</p>", "6"),
        ("<h3>How many infusions?</h3><p>Six is the usual number.</p>", "6"),
        ("<h3>How many infusions?</h3><p>Usually six, over three weeks.</p>", "6"),
        ("We give two infusions a week for four weeks (eight infusions).", "8"),
        ("Induction block of six", "6"),
        ("Six infusions, each an hour long, over two or three weeks.", "6"),
        ("Six IV infusions in the course of 18 days.", "6"),
        # Not said.
        ("Four to six treatments are given over two weeks.", ""),
        ("Research has shown that 6 sessions work best.", ""),
        ("The gold standard is six infusions over two weeks.", ""),
        ("6-8 infusions over three weeks.", ""),
        ("You may feel better after two infusions.", ""),
        ("Package of six infusions: $2,400", ""),
        ("Do not eat for six hours.", ""),
        ("Most of the six nurses are here daily.", ""),
        ("Boosters: three infusions over two weeks for pain.", ""),
        ("We have given six thousand infusions.", ""),
        ("Some need as few as two treatments.", ""),
        ("Most protocols call for six infusions.", ""),
        ("Clinical trials gave six infusions over two weeks.", ""),
        ("<h3>How many sessions will I need?</h3><p>Between four and six, typically.</p>", ""),
        ("Space the six infusions two to three days apart.", ""),
        ("Spravato is given twice a week for four weeks.", ""),
        ("We begin with two preparation sessions.", ""),
        ("A bundle is cheaper: 8 sessions in all.", ""),
        (
            "<table><tr><th></th><th>IV</th><th>TMS</th></tr><tr><td>Start</td><td>6 infusions in 3 "
            "weeks</td><td>8 infusions in 4 weeks</td></tr></table>",
            "",
        ),
        ("Induction block of six to eight.", ""),
        ("We treat six patients a day.", ""),
        ("We start with six questions.", ""),
        ("Most people start with two weeks off.", ""),
        ("Your first six months are free.", ""),
    ),
    "iv_minutes": (
        ("Each infusion lasts about 40 minutes.", "40"),
        ("A 45-minute infusion.", "45"),
        ("The infusion itself takes 40 minutes.", "40"),
        ("Ketamine is given over 40 minutes through an IV.", "40"),
        ("The IV runs for 50 minutes.", "50"),
        ("Infusions run an hour.", "60"),
        ("<h3>How long does an infusion take?</h3><p>40 minutes, then you rest for half an hour.</p>", "40"),
        ("Your infusion will last 60 minutes.", "60"),
        ("Infusion time is 40 minutes.", "40"),
        ("The ketamine infusion is administered over 40 minutes.", "40"),
        ("<ul><li>Ketamine infusion (40 minutes): $450</li></ul>", "40"),
        ("Ketamine drips in slowly over 55 minutes.", "55"),
        ("<h3>How long is an infusion?</h3><p>About 45 minutes.</p>", "45"),
        ("It takes 40 minutes for the infusion, and you stay an hour after.", "40"),
        ("A nurse is there for your whole infusion, which runs 45 minutes.", "45"),
        (
            "<h3>Infusions</h3><table><tr><th></th><th>Time</th><th>Price</th></tr><tr><td>Depression, "
            "OCD</td><td>50 min</td><td>$460</td></tr></table>",
            "50",
        ),
        # Not said.
        ("Plan on two hours for your infusion visit.", ""),
        ("Infusions last 40 to 60 minutes.", ""),
        ("You are watched for 30 minutes after the infusion.", ""),
        ("Arrive 15 minutes before the infusion.", ""),
        ("The studies gave 0.5 mg/kg over 40 minutes.", ""),
        ("A Spravato visit takes 120 minutes.", ""),
        ("Stay for 30 minutes after each infusion.", ""),
        ("The gold standard is 0.5 mg/kg infused over 40 minutes.", ""),
        ("Most clinics infuse over 40 minutes.", ""),
        ("An infusion appointment takes 90 minutes.", ""),
        ("Infusion rooms are reserved for 90 minutes.", ""),
        ("<h3>How long is an infusion?</h3><p>Please plan to be here about 90 minutes.</p>", ""),
    ),
    "conditions": (
        ("We treat adults with depression, anxiety and PTSD.", "depression anxiety ptsd"),
        ("People come to us for chronic pain and migraine.", "chronic_pain migraine"),
        ("Who we help: people living with OCD.", "ocd"),
        ("Our patients have depression that other medicines have not touched.", "depression"),
        (
            "<h3>Conditions we treat</h3><ul><li>Bipolar depression</li><li>CRPS</li><li>Postpartum "
            "depression</li></ul>",
            "bipolar crps postpartum",
        ),
        ("I specialize in trauma, PTSD and eating disorders.", "ptsd eating_disorder"),
        ("Ketamine infusions for fibromyalgia", "fibromyalgia"),
        ("We work with veterans who carry PTSD.", "ptsd"),
        ("Struggling with suicidal thoughts? Ketamine may help.", "suicidal_ideation"),
        ("Our clinic helps people with alcohol use disorder.", "addiction"),
        ("We see a lot of nerve pain.", "neuropathy"),
        ("Most of our patients come for treatment-resistant depression.", "depression"),
        ("If you live with anxiety, our team can help.", "anxiety"),
        ("<h3>What brings people here?</h3><p>Depression, mostly. PTSD too.</p>", "depression ptsd"),
        ("Depression. Anxiety. There is hope.", "depression anxiety"),
        ("Struggling with depression?", "depression"),
        # Not said.
        ("We can't help with chronic pain.", ""),
        ("We do not treat addiction.", ""),
        ("You should not have ketamine if you have a history of bipolar disorder.", ""),
        ("Studies show that ketamine helps depression.", ""),
        ("Spravato is FDA-approved for depression.", ""),
        ("Side effects include anxiety.", ""),
        ("Those who come with pain are sent elsewhere.", ""),
        ("If you are having thoughts of suicide call 988.", ""),
        ("We don't see people for eating disorders.", ""),
        ("An estimated 21 million adults have depression.", ""),
        ("Needle anxiety? Tell your nurse.", ""),
        ("She is a specialist in addiction medicine.", ""),
        ("About 20% of veterans have PTSD.", ""),
        ("<h3>Who we treat</h3><ul><li>Traiga sus audífonos</li></ul>", ""),
        ("People with a history of addiction can call us.", ""),
        ("Those who have seizures or bipolar disorder need a letter.", ""),
        ("Ketamine may cause anxiety in some people.", ""),
        ("We have all had pain that would not stop.", ""),
        ("If your depression gets worse, call us.", ""),
    ),
    "clinicians": (
        ("Dr. Ann Sample is a board-certified anesthesiologist.", "anesthesiologist"),
        ("Meet Ben Sample, CRNA, who runs each infusion.", "crna"),
        ("All infusions are given by registered nurses.", "registered_nurse"),
        ("Cora Sample, LMFT, leads integration.", "therapist"),
        ("A psychiatric nurse practitioner meets you first.", "psychiatric_np"),
        ("Our team: two nurses, an internist and a psychologist.", "internist psychologist"),
        ("Founded by an emergency medicine physician.", "emergency_physician"),
        ("The clinic is run by a family nurse practitioner.", "nurse_practitioner"),
        ("An ICU nurse is with you throughout.", "registered_nurse"),
        ("Dan Sample, PA-C", "physician_assistant"),
        ("Your guide is Eve Sample, a licensed psychologist.", "psychologist"),
        ("Frank Sample, DO, is certified in family medicine.", "family_physician"),
        ("One of our physicians is always on site.", "physician"),
        ("You'll meet with our psychiatrist.", "psychiatrist"),
        ("Gail Sample, MD, Pain Medicine", "pain_physician"),
        ("Led by neurologist Hal Sample, MD.", "neurologist"),
        ("A doctor talks with you by phone first.", "physician"),
        ("Dr. Ann Sample, psychiatry", "psychiatrist"),
        ("Two psychiatrists and a full-time infusion RN.", "psychiatrist registered_nurse"),
        # Not said.
        ("Ask your psychiatrist for a letter.", ""),
        ("We coordinate with your primary care physician or therapist.", ""),
        ("Any therapist may refer a patient to us.", ""),
        ("Many psychiatrists do not know about ketamine.", ""),
        ("We do not have a psychiatrist on staff.", ""),
        ("Our billing nurse line is open daily.", ""),
        ("Speak with a nurse or pharmacist if you take MAOIs.", ""),
        ("She trained under the late Dr. Ian Sample, an anesthesiologist.", ""),
        ("A letter from a psychiatrist is required.", ""),
        ("Financial counselors are here to help.", ""),
        ("Most therapists welcome our notes.", ""),
        ("Patients are referred by psychiatrists and therapists.", ""),
        ("We are hiring a registered nurse.", ""),
        ("Our advisors include a neurologist.", ""),
        ("We are members of the American Society of Ketamine Physicians, Psychotherapists & Practitioners.", ""),
        ("Please have a therapist, psychiatrist or doctor who follows you.", ""),
        ("We don't run pain infusions; a pain doctor can help you with those.", ""),
        ("Written by Ann Sample, LCSW", ""),
        ("Medically reviewed by Ann Sample, PhD, psychologist", ""),
        ('"It works," says John Sample, a psychologist at Example University.', ""),
        ("A study by Jo Sample, a psychiatrist at Yale, found that it helps.", ""),
        ("If you live in Colorado Springs, a psychiatrist can refer you.", ""),
        ("We thank Ann Sample, LMFT, who taught us.", ""),
        ("You may see two therapists before you find the right one.", ""),
        ("Dr. Ann Sample, author of a book on psychiatry, spoke here.", ""),
        ("We work with psychiatrists across the state.", ""),
        ("Our patients are often referred by a psychologist.", ""),
        ("Contact your psychiatrist if you feel worse.", ""),
        ("No psychiatrist in the room? We think one nurse is enough.", ""),
    ),
    "accessibility": (
        ("Free parking behind the building.", "parking"),
        ("We have our own lot.", "parking"),
        ("<h3>Where do I park?</h3><p>In the garage next door; we validate.</p>", "parking"),
        ("Street parking is easy.", "parking"),
        ("The office is wheelchair accessible.", "wheelchair"),
        ("There is an elevator to our floor.", "wheelchair"),
        ("We are two blocks from the Green Line.", "transit"),
        ("Bus 14 stops out front.", "transit"),
        ("Close to the train station.", "transit"),
        ("Interpreters are available on request.", "interpreter"),
        ("ASL interpretation can be arranged.", "interpreter"),
        ("There's a ramp at the front door, wide halls, and plenty of free parking.", "wheelchair parking"),
        # Not said.
        ("You may not drive, so have somebody park and wait.", ""),
        ("Take a bus or a taxi home after your infusion.", ""),
        ("Step by step we raise the dose.", ""),
        ("A lot of people ask us this.", ""),
        ("We ramp up the dose slowly.", ""),
        ("Our website is accessible.", ""),
        ("A lot of our patients come from far away.", ""),
        ("The treatment route stops when you say so.", ""),
    ),
    "referral_required": (
        ("No referral is needed.", "false"),
        ("You do not need a referral.", "false"),
        ("Referrals are not required.", "false"),
        ("You can refer yourself.", "false"),
        ("Self-referrals are welcome.", "false"),
        ("We see patients by referral only.", "true"),
        ("A referral from your doctor is required.", "true"),
        ("You must have a referral from a psychiatrist.", "true"),
        ("Self-referrals are not accepted.", "true"),
        ("We require a referral.", "true"),
        ("A physician referral is required for pain infusions.", "true"),
        ("<h3>Do I need a referral?</h3><p>No, just call us.</p>", "false"),
        ("<h3>Do I need a referral?</h3><p>Yes, from your psychiatrist or family doctor.</p>", "true"),
        ("Referral: not needed", "false"),
        ("A referral is optional.", "false"),
        ("A doctor's referral is not necessary.", "false"),
        ("Patients must be referred by a physician.", "true"),
        ("No need for a referral.", "false"),
        ("A referral is helpful but not required.", "false"),
        # Not said.
        ("Refer a friend and save $50.", ""),
        ("Your insurance may need a referral.", ""),
        ("Thank you for your referral.", ""),
        ("We welcome referrals from doctors.", ""),
        ("Download the referral form.", ""),
    ),
    "languages": (
        ("Se habla español.", "es"),
        ("Hablamos español.", "es"),
        ("Our staff speaks Spanish and Vietnamese.", "es vi"),
        ("Dr. Sample is fluent in Mandarin.", "zh"),
        ("Bilingual (English/Spanish) team", "en es"),
        ("Fala português.", "pt"),
        ("Languages: English, Korean", "en ko"),
        ("One of our therapists works in Spanish.", "es"),
        ("Visits in Russian on request.", "ru"),
        # Not said.
        ("He studied in French Guiana.", ""),
        ("We do not speak German.", ""),
        ("English muffins are served.", ""),
        ("French press coffee is on us.", ""),
        ("We work with people in Spanish Fork.", ""),
        ("Our therapist sees clients in Spanish and English.", "es en"),
    ),
    "memberships": (
        ("We are a member of the American Society of Ketamine Physicians.", "askp3"),
        ("Our therapists are MAPS-trained.", "maps_trained"),
        ("She completed the MAPS training.", "maps_trained"),
        ("We are a Spravato REMS certified treatment center.", "spravato_rems"),
        ("We are part of the VA's Community Care Network.", "va_community_care"),
        ("The VA can send you to us under Community Care.", "va_community_care"),
        ("The clinic is part of Example University Hospital.", "hospital_affiliated"),
        ("Accredited by AAAHC.", "aaahc"),
        ("Our program is a division of Example Medical Center.", "hospital_affiliated"),
        # Not said.
        ("He trained at Example University Hospital.", ""),
        ("We are across the street from Example Hospital.", ""),
        ("Spravato must be given at a REMS-certified site.", ""),
        ("See the maps for directions.", ""),
        ("Training by maps and books.", ""),
        ("Our clinic is inside Example Plaza next to Example Hospital.", ""),
        ("The Example Surgery Center is a separate business accredited by The Joint Commission.", ""),
        ("Our clinic at Example Hospital Drive is open daily.", ""),
        ("He directs the pain service at Example Medical Center.", ""),
        ("She wrote her thesis with MAPS as a topic.", ""),
    ),
    "monitoring": (
        ("We watch your blood pressure, pulse and oxygen throughout.", "vitals pulse_oximetry"),
        ("Your vital signs are checked every ten minutes.", "vitals"),
        ("You wear an ECG, a cuff and an oxygen probe.", "ecg vitals pulse_oximetry"),
        ("A nurse stays with you the whole time.", "one_to_one_nurse"),
        ("You have a nurse who is yours alone.", "one_to_one_nurse"),
        ("All staff are ACLS certified.", "acls_staff"),
        ("A defibrillator and rescue drugs are at hand.", "emergency_equipment"),
        ("Heart rhythm is on the monitor.", "ecg"),
        ("Continuous pulse oximetry and cardiac monitoring.", "pulse_oximetry ecg"),
        # Not said.
        ("Ketamine can raise blood pressure.", ""),
        ("Bring a recent ECG.", ""),
        ("High blood pressure must be treated first.", ""),
        ("Oxygen bar upstairs.", ""),
        ("Ask whether they monitor your heart rhythm.", ""),
    ),
    "min_age": (
        ("We treat adults 18+.", "18"),
        ("Must be at least 18 years old.", "18"),
        ("Patients ages 16 and up", "16"),
        ("We see people 18 to 75.", "18"),
        ("You must be 18 years or older.", "18"),
        ("We do not treat minors under 18.", "18"),
        ("<h3>How old do I have to be?</h3><p>At least 18.</p>", "18"),
        ("You must be 18 for all services.", "18"),
        ("We see patients 16 and older for TMS, 18 and older for ketamine.", "18"),
        # Not said.
        ("Bring an adult over 18 to drive.", ""),
        ("We have 18 years of experience.", ""),
    ),
    "board_certified": (
        ("Our physicians are board-certified.", "true"),
        ("Dr. Sample is board certified in anesthesiology.", "true"),
        ("Double board-certified psychiatrist", "true"),
        ("<h3>Ann Sample, MD</h3><p>Board certified. Born in Ohio.</p>", "true"),
        ("Four anesthesiologists share the practice, all board certified.", "true"),
        # Not said.
        ("A board-certified psychiatric nurse practitioner", ""),
        ("Look for a board-certified doctor.", ""),
        ("<h3>Ann Sample, NP</h3><p>Board certified.</p>", ""),
    ),
}


@pytest.mark.parametrize(
    ("field", "html", "words"), [(field, *row) for field, rows in WORDINGS.items() for row in rows]
)
def test_everyday_wordings(field: str, html: str, words: str) -> None:
    assert stated(html if html.startswith("<") else f"<p>{html}</p>", field) == set(words.split())


@pytest.mark.parametrize(
    "title",
    [
        "Fees \u00b7 Sample Meadow Ketamine",
        "Our prices \u2014 Sample Meadow Ketamine",
        "Book online with Sample Meadow Ketamine",
        "The journey | Sample Meadow Ketamine",
        "Sample Meadow Ketamine | Duluth",
        "Recovery groups | Sample Meadow Ketamine",
    ],
)
def test_the_name_in_a_title_is_not_the_topic_of_the_page(title: str) -> None:
    body = "<h2>The journey</h2><h2>Recovery groups</h2><p>Sample Meadow Ketamine is in Duluth.</p>"
    page = read(f"<title>{title}</title>{body}", "https://example.com/page", "2026-11-27")
    assert {said.value for said in page.statements if said.field == "name"} == {"Sample Meadow Ketamine"}


def test_a_route_that_is_not_billed_is_given_all_the_same() -> None:
    assert stated("<p>IV ketamine is not billed to insurance.</p>", "routes") == {"iv"}
    compared = "<h2>How does Spravato differ?</h2><p>IV ketamine is given by a drip.</p>"
    page = read(compared, "https://example.com/page", "2026-11-27")
    assert not [said for said in page.statements if said.value == "iv" and said.confidence >= 0.5]


def test_days_may_stand_over_their_hours() -> None:
    assert stated("<footer><div>Monday-Friday</div><div>7:30 a.m. to 4 p.m.</div></footer>", "hours") == {
        "Monday-Friday 7:30 a.m. to 4 p.m."
    }


@pytest.mark.parametrize(
    ("asked", "answer", "field", "words"),
    [
        (
            "Q: Do you offer military discounts?",
            "A: Yes! Thank you for your service.",
            "financing",
            {"veteran_discount"},
        ),
        ("Q: Are you wheelchair accessible?", "A: Yes, by the side door.", "accessibility", {"wheelchair"}),
        ("Do I need a referral?", "No, call us.", "referral_required", {"false"}),
        ("Q. Do you accept insurance?", "A. No.", "insurance", {"not_accepted"}),
        ("Q: Do you offer at-home treatment?", "A: No, only here.", "settings", set()),
        ("Q: Do you offer payment plans?", "A: Not at this time.", "financing", set()),
    ],
)
def test_questions_in_paragraphs_of_their_own(asked: str, answer: str, field: str, words: set[str]) -> None:
    assert stated(f"<div><b>{asked}</b></div><div>{answer}</div>", field) == words
