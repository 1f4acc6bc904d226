"""The words are those of the design, each with a label people can read."""

from __future__ import annotations

import pytest

from finder import vocabulary
from finder.catalog import FACTS
from finder.questions import QUESTIONS, to_ask
from finder.vocabulary import FIELDS, INCLUDES, ITEMS, KINDS, POSITIONS, STATUSES, Field

WORDS = {
    "routes": "iv im subcutaneous spravato nasal_compounded sublingual",
    "settings": "at_home telehealth",
    "conditions": "depression bipolar suicidal_ideation anxiety ptsd ocd chronic_pain crps fibromyalgia neuropathy"
    " migraine addiction postpartum eating_disorder",
    "services": "psychotherapy integration tms nad group_sessions psychiatric_evaluation medication_management",
    "clinicians": "anesthesiologist psychiatrist emergency_physician pain_physician family_physician internist"
    " neurologist physician crna psychiatric_np nurse_practitioner physician_assistant psychologist therapist"
    " registered_nurse",
    "memberships": "askp3 ketamine_training_center joint_commission aaahc quad_a spravato_rems hospital_affiliated"
    " va_community_care maps_trained",
    "monitoring": "vitals ecg pulse_oximetry acls_staff one_to_one_nurse emergency_equipment",
    "insurance": "not_accepted superbill spravato_covered accepts_insurance medicare medicaid tricare va aetna bcbs"
    " cigna united humana kaiser",
    "financing": "carecredit advance_care affirm klarna financing_plans in_house_plan membership package_discount"
    " veteran_discount first_responder_discount sliding_scale grants manufacturer_savings_program hsa_fsa",
    "accessibility": "wheelchair parking transit interpreter",
}

FINANCING_KINDS = {
    "loans": "carecredit advance_care affirm klarna financing_plans",
    "plans": "in_house_plan membership",
    "discounts": "package_discount veteran_discount first_responder_discount",
    "aid": "sliding_scale grants manufacturer_savings_program",
    "accounts": "hsa_fsa",
}
#: The words of other columns (DESIGN section 3); the order of the kinds is the order of belief.
OTHERS = {
    ITEMS: "consultation evaluation session first_session kap_session group_session pain_session therapy_session"
    " maintenance_session drug observation series group_series membership",
    INCLUDES: "consultation evaluation preparation integration therapy booster other credited",
    KINDS: "clinic register press directory phone report other",
    STATUSES: "listed doubtful closed",
    POSITIONS: "address zip city",
}
EVERY_FIELD = [*FIELDS.values(), *OTHERS]


def test_the_fields_are_those_of_the_design() -> None:
    assert set(vocabulary.FIELDS) == set(WORDS)


@pytest.mark.parametrize("field", WORDS)
def test_the_words_are_those_of_the_design(field: str) -> None:
    keys = [word.key for word in vocabulary.FIELDS[field]]
    assert sorted(keys) == sorted(WORDS[field].split())
    assert len({word.label for word in vocabulary.FIELDS[field]}) == len(keys)


def test_every_financing_word_has_a_kind_that_is_shown() -> None:
    assert {word.group for word in vocabulary.FINANCING} == set(vocabulary.FINANCING_GROUPS)


def test_a_superbill_is_no_insurer_and_neither_is_a_refusal() -> None:
    assert set(WORDS["insurance"].split()) - {"not_accepted", "superbill", "spravato_covered"} == vocabulary.INSURERS


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [("conditions", "ptds", "ptsd"), ("financing", "care credit", "carecredit"), ("routes", "spravatto", "spravato")],
)
def test_the_nearest_word_is_offered(field: str, typed: str, meant: str) -> None:
    assert vocabulary.FIELDS[field].nearest(typed) == meant


def test_nothing_is_offered_for_a_word_like_no_other() -> None:
    assert vocabulary.CONDITIONS.nearest("zzzzqq") is None
    # A letter or two stand in most words.
    for typed in ("n", "N", "no", "a", "-", "", "ae", "nope"):
        assert vocabulary.INSURANCE.nearest(typed) is None
        assert vocabulary.nearest(typed, ["price per infusion", "clinic name", "phone"]) is None
    # Nor is a long text like the letters that it holds.
    assert vocabulary.nearest("evaluation", ["va"]) is None
    assert [vocabulary.ROUTES.nearest(typed) for typed in ("IV", "i.v.", "imm", "drip-iv")] == ["iv", "iv", "im", "iv"]


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_has_a_label_and_a_question(fact: str) -> None:
    assert vocabulary.label(fact) != fact
    assert QUESTIONS[fact].endswith("?")


def test_masks_keep_words_apart() -> None:
    routes = vocabulary.ROUTES
    assert routes.mask(["iv", "im"]) == routes.mask(["iv"]) | routes.mask(["im"])
    assert routes.mask(["iv"]) & routes.mask(["im"]) == 0
    with pytest.raises(KeyError):
        routes.mask(["ivv"])


def test_the_words_of_the_other_columns_are_those_of_the_design() -> None:
    for field, words in OTHERS.items():
        assert list(field.bits) == words.split(), field.name


def test_financing_is_grouped_as_in_the_design() -> None:
    for kind, words in FINANCING_KINDS.items():
        assert vocabulary.FINANCING.group(kind) == set(words.split())


@pytest.mark.parametrize("field", EVERY_FIELD, ids=lambda field: field.name)
def test_every_word_has_a_key_of_its_own_and_a_label(field: Field) -> None:
    keys, labels = [word.key for word in field], [word.label for word in field]
    assert len(set(keys)) == len(keys)
    assert len(set(labels)) == len(labels)
    for word in field:
        assert word.key.replace("_", "").isalnum()
        assert word.key.isascii()
        assert word.key == word.key.lower()
        assert word.label.strip()
        assert "_" not in word.label
        assert field[word.key] is word
    assert "no_such_word" not in field


@pytest.mark.parametrize("field", EVERY_FIELD, ids=lambda field: field.name)
def test_bits_are_one_each_and_fit_the_table(field: Field) -> None:
    assert sorted(field.bits.values()) == [1 << i for i in range(len(field.bits))]
    assert field.mask(field.bits) < 2**16


@pytest.mark.parametrize("field", EVERY_FIELD, ids=lambda field: field.name)
def test_every_word_is_nearest_to_itself_however_it_is_written(field: Field) -> None:
    for key in field.bits:
        assert field.nearest(key) == key
        assert field.nearest(key.upper().replace("_", "-")) == key


def test_states() -> None:
    assert len(vocabulary.STATES) == len(set(vocabulary.STATES.values())) == 52  # fifty, DC and PR


def test_what_cannot_be_asked_is_left_out_of_the_questions() -> None:
    assert to_ask(["price", "name", "routes"]) == [QUESTIONS["price"], QUESTIONS["routes"]]


def test_languages_are_known_by_the_names_that_people_read_and_by_what_clinics_call_them() -> None:
    codes = vocabulary.language_codes()
    for code in set(codes.values()):
        name = vocabulary.language(code)
        assert name != code, "has a name"
        assert codes[name.lower()] == code
    assert {codes["farsi"], codes["persian"]} == {"fa"}
    assert (codes["español"], codes["mandarin"], codes["cantonese"]) == ("es", "zh", "yue")
