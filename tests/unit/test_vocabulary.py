"""The words are those of the design, each with a label people can read."""

from __future__ import annotations

import pytest

from finder import vocabulary
from finder.catalog import FACTS
from finder.questions import QUESTIONS

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
    assert vocabulary.INSURERS == set(WORDS["insurance"].split()) - {"not_accepted", "superbill", "spravato_covered"}


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [("conditions", "ptds", "ptsd"), ("financing", "care credit", "carecredit"), ("routes", "spravatto", "spravato")],
)
def test_the_nearest_word_is_offered(field: str, typed: str, meant: str) -> None:
    assert vocabulary.FIELDS[field].nearest(typed) == meant


def test_nothing_is_offered_for_a_word_like_no_other() -> None:
    assert vocabulary.CONDITIONS.nearest("zzzzqq") is None


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
