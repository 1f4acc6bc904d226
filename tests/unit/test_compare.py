"""Clinics side by side: what is said, what the sums allow to say, and one value wherever it is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder import catalog as catalogs
from finder import places
from finder.catalog import Catalog
from finder.compare import MOST, REST, Comparison, compare, default_route, plan_words
from finder.costs import Plan
from finder.questions import QUESTIONS
from finder.vocabulary import PAYERS, ROUTES
from tests.support import clinic, evidence, load_data, price, provider

VISIT = {"item": "consultation"}
TODAY = date(2026, 11, 25)
A, B, C, D, Z = (f"example-clinic-{key}" for key in "abcdz")


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    rows = [
        clinic("a", routes="iv", clinicians="psychiatrist", financing="carecredit", phone="+13105550100"),
        clinic("b", routes="iv;spravato", position="city", lat=34.2),
        clinic("c", routes="iv", status="doubtful"),
        clinic("d", routes="im"),
        clinic("e", routes="iv"),
        provider("z", routes="sublingual", states_served="CA"),
    ]
    prices = [
        fixed("a", 200, item="consultation", as_of="2026-05"),
        fixed("a", 500, route="iv", as_of="2026-05"),
        price("b", 600, 700, route="iv", as_of="2021-02"),
        fixed("e", 200, item="consultation"),
        fixed("d", 450, route="im"),
        fixed("z", 99, route="sublingual"),
        fixed("z", 120, item="consultation"),
    ]
    return load_data(tmp_path, rows, prices, [evidence(key, as_of="2026-05") for key in "abcdez"])


def fixed(key: str, usd: float, **cells: Any) -> dict[str, str]:
    """One figure, not a range that is open at the top."""
    return price(key, usd, usd, **cells)


def side_by_side(catalog: Catalog, *ids: str, **plan: Any) -> Comparison:
    return compare(catalog, ids, Plan(**plan), today=TODAY)


def texts(found: Comparison, key: str) -> list[str]:
    return [answer.text for answer in found.row(key).answers]


def test_the_whole_course_is_a_figure_the_least_or_not_stated(catalog: Catalog) -> None:
    found = side_by_side(catalog, A, B, C)
    # 200 + 6 x 500; 6 x 600 and no consultation; nothing
    assert texts(found, "course") == [
        "$3,200 (May 2026)",
        "at least $3,600 (February 2021, old). Not stated: first consultation.",
        "not stated. Not stated: first consultation and one session.",
    ]
    assert [answer.stated for answer in found.row("course").answers] == [True, True, False]
    # what each month costs: 3,200 and 3,600 at 14.9 % over 24 months
    loan = 3_200 * (0.149 / 12) / (1 - (1 + 0.149 / 12) ** -24)
    assert texts(found, "monthly")[0].startswith(f"${loan:,.2f} a month for 24 months")
    assert texts(found, "monthly")[1].startswith("at least $")
    assert not found.row("monthly").answers[2].stated


def test_a_consultation_alone_is_no_course(catalog: Catalog) -> None:
    answer = side_by_side(catalog, "example-clinic-e").row("course").answers[0]
    assert not answer.stated
    assert answer.note == "Known: first consultation $200. Not stated: one session."


def test_not_stated_comes_with_what_to_ask(catalog: Catalog) -> None:
    found = side_by_side(catalog, A, B, C)
    clinicians = found.row("clinicians")
    assert [answer.text for answer in clinicians.answers] == ["Psychiatrist", "not stated", "not stated"]
    assert clinicians.answers[1].ask == QUESTIONS["clinicians"]
    assert clinicians.note == "2 of 3 do not state it."
    assert found.row("monitoring").note == "None of them states it."
    # half of a pair of questions is asked for, where the other is answered
    paying = found.row("paying").answers[0]
    assert (paying.text, paying.ask) == ("CareCredit. Not stated: insurance.", QUESTIONS["insurance"])
    for row in found.rows:
        for answer in row.answers:
            assert answer.stated or answer.ask or row.key in ("distance", "back"), row.key


def test_few_questions_first_and_none_that_nobody_answers_after(catalog: Catalog) -> None:
    found = side_by_side(catalog, A, B)
    first = [row.key for row in found.rows if row.first]
    assert first == ["course", "monthly", "price", "routes", "clinicians", "monitoring", "paying"]
    near = side_by_side(catalog, A, near=places.find("90012")[0])
    assert [row.question for row in near.rows if row.first][-1] == "How far from 90012 (Los Angeles, CA)"
    rest = [row for row in found.rows if not row.first]
    assert {"parts", "card", "travel", "phone"} <= {row.key for row in rest}
    assert all(any(answer.stated for answer in row.answers) for row in rest)
    assert "hours" not in {row.key for row in rest}
    assert set(REST) <= set(QUESTIONS) | {"settings"}


@pytest.mark.parametrize(
    ("ids", "plan", "said"),
    [
        # 3,200 in all against at least 3,600: whatever B's consultation costs, A is cheaper
        ((A, B), {}, "Example Clinic A’s prices add up to the least: $3,200, without the way there."),
        # C may cost anything
        ((A, C), {}, "Only Example Clinic A publishes every part: $3,200."),
        ((B, C), {}, "None of them publishes every part, so nobody can say yet which costs the least."),
        ((B, C), {}, "Example Clinic B costs at least $3,600; ask what this costs: first consultation."),
        ((A, C), {}, "Example Clinic C: no price of a session, so we cannot add it up. Ask for the whole cost."),
        ((A, B), {}, "Prices of Example Clinic B are old or undated: ask if they still hold."),
    ],
)
def test_the_verdict_says_what_the_sums_allow(
    catalog: Catalog, ids: tuple[str, ...], plan: dict[str, Any], said: str
) -> None:
    assert said in side_by_side(catalog, *ids, **plan).verdict


def test_nobody_is_called_cheapest_who_may_not_be(tmp_path: Path) -> None:
    rows = [clinic(key, routes="iv") for key in "abc"]
    prices = [
        *(fixed(key, 100, item="consultation") for key in "ab"),
        price("a", 400, 600, route="iv"),
        fixed("b", 500, route="iv"),
        fixed("c", 300, route="iv"),
    ]
    catalog = load_data(tmp_path, rows, prices)
    # a: 2,500 to 3,700; b: 3,100: a can be the cheapest, or the dearer
    verdict = side_by_side(catalog, A, B).verdict
    assert verdict[0] == "Of those that publish every part, Example Clinic A can cost the least: $2,500 to $3,700."
    # c: at least 1,800, so it may be the cheapest of all
    verdict = side_by_side(catalog, B, C).verdict
    assert verdict[0] == "Only Example Clinic B publishes every part: $3,100."
    assert all("add up to the least" not in sentence for sentence in side_by_side(catalog, A, B, C).verdict)


def test_the_card_is_reckoned_kept_and_missed(catalog: Catalog) -> None:
    # 3,200 over 12 months is 266.67 a month; 27 % / 12 on 3,200 + ... + 266.67, which is 20,800: 468.00
    assert texts(side_by_side(catalog, A), "card") == [
        "paid in time: $266.67 a month for 12 months, nothing added; last payment missed: $266.67 still owed, and $468"
        " interest on top, back to the first day, without late fees"
    ]
    free = texts(side_by_side(catalog, A, card_apr=0.0), "card")
    assert "and $0 interest on top" in free[0]


def test_a_plan_of_the_clinics_own_is_reckoned_only_where_there_is_one(tmp_path: Path) -> None:
    rows = [clinic("a", routes="iv", financing="in_house_plan"), clinic("b", routes="iv")]
    prices = [fixed(key, usd, **cells) for key in "ab" for usd, cells in ((500, {"route": "iv"}), (0, VISIT))]
    catalog = load_data(tmp_path, rows, prices)
    assert "in_house" not in {row.key for row in side_by_side(catalog, B).rows}
    # 6 x 500 over 24 months
    assert texts(side_by_side(catalog, A, B), "in_house") == [
        "$125 a month for 24 months, if it asks no interest",
        "not stated",
    ]


def test_the_lowest_and_the_nearest_are_said_in_words(catalog: Catalog) -> None:
    found = side_by_side(catalog, A, B, D, near=places.find("90012")[0])
    assert found.row("price").note == "Lowest published: Example Clinic A."
    assert found.row("distance").note == ""  # A and D stand at one door
    two = side_by_side(catalog, A, B, near=places.find("90012")[0])
    assert two.row("distance").note == "Nearest: Example Clinic A."
    # D's 450 is for a shot, not for an infusion
    assert found.row("price").answers[2].note == "Known: $450, one session, Injection into a muscle (undated)."
    # two of the same are neither lower
    assert side_by_side(catalog, A, C).row("price").note == "Not stated by Example Clinic C."


def test_what_may_come_back_is_shown_only_for_rates_that_one_gave(catalog: Catalog) -> None:
    assert "back" not in {row.key for row in side_by_side(catalog, A).rows}
    assert texts(side_by_side(catalog, A, back=40, tax=22), "back") == [
        "$1,280 back from your insurance, if it takes the whole price; $704 saved in tax, if paid from an HSA or FSA"
    ]


def test_distance_and_trips(catalog: Catalog) -> None:
    near = places.find("90012")[0]
    found = side_by_side(catalog, A, B, Z, near=near)
    far = texts(found, "distance")
    assert far[0].endswith("miles")
    assert "(city center)" in far[1]
    assert far[2] == "At home, by mail and video"
    assert texts(found, "travel")[2] == "no trips: by mail and video"
    assert "distance" not in {row.key for row in side_by_side(catalog, A).rows}
    assert "Too far" not in " ".join(found.verdict)
    # nobody drives across the country and back for each visit
    away = side_by_side(catalog, A, near=places.find("Boston, MA")[0])
    assert "too far to drive there and back each time" in texts(away, "travel")[0]
    assert away.verdict[-1].startswith("Too far to drive there for each visit, in miles: Example Clinic A (2,")


def test_at_home_adds_up_like_any_other(catalog: Catalog) -> None:
    # 120 + 6 x 99
    assert texts(side_by_side(catalog, Z, route="sublingual"), "course") == ["$714 (undated)"]


def test_the_usual_route_is_the_one_most_of_them_price(catalog: Catalog) -> None:
    assert default_route(catalog, [A, B]) == "iv"
    assert default_route(catalog, [D]) == "im"
    assert default_route(catalog, [Z, C]) == "sublingual"
    assert default_route(catalog, []) == "iv"


def test_a_clinic_that_does_not_give_it_is_not_added_up(catalog: Catalog) -> None:
    found = side_by_side(catalog, A, B, D, route="spravato")
    assert [clinic_.gives for clinic_ in found.clinics] == [False, True, False]
    answer = found.row("course").answers[0]
    assert (answer.stated, answer.note) == (
        False,
        "It does not list this: Spravato nasal spray. It lists: IV infusion.",
    )
    assert found.verdict[0] == "Example Clinic A does not list Spravato nasal spray."
    # the price that is known is of another way: no answer, only a note
    assert texts(found, "price")[0] == "not stated. Known: $500, one session, IV infusion (May 2026)."


def test_with_insurance_nobody_is_called_cheaper(catalog: Catalog) -> None:
    found = side_by_side(catalog, B, route="spravato", payer="commercial")
    assert found.verdict == (
        "With insurance, your plan decides what you owe for Spravato: ask it, and ask the clinic.",
    )
    answer = found.row("course").answers[0]
    # 12 x 10 + 12 x 0 is the best case of who qualifies: no sum, only a note
    assert not answer.stated
    assert "12 sessions down to $120" in answer.note
    assert not found.row("monthly").answers[0].stated
    assert "bills insurance for Spravato: not stated" in found.row("paying").answers[0].note
    for payer in ("medicare", "medicaid", "tricare", "va"):
        assert not side_by_side(catalog, B, route="spravato", payer=payer).row("course").answers[0].stated


def test_a_closed_or_doubtful_clinic_is_called_so(catalog: Catalog) -> None:
    found = side_by_side(catalog, A, C)
    assert found.clinics[0].alerts == ()
    assert found.clinics[1].alerts[0].startswith("May have closed")


@pytest.mark.parametrize("ids", [(), (A, B, C, D, Z)])
def test_too_few_or_too_many_are_refused(catalog: Catalog, ids: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=f"from 1 to {MOST}"):
        side_by_side(catalog, *ids)
    with pytest.raises(KeyError):
        side_by_side(catalog, "no-such-clinic")


def test_a_plan_is_said_in_a_line() -> None:
    plan = Plan(first_sessions=1, maintenance_per_year=4, therapy=True, therapy_sessions=2)
    assert plan_words(plan) == "IV infusion, 1 session at first, then 4 in a year, with therapy, 2 therapy visits"


BUNDLED = catalogs.load()
PRICED = sorted(set(BUNDLED.prices["clinic_id"]))
PLANS = st.builds(
    Plan,
    route=st.sampled_from(list(ROUTES.bits)),
    first_sessions=st.none() | st.integers(0, 12),
    maintenance_per_year=st.integers(0, 6),
    therapy=st.booleans(),
    payer=st.sampled_from(list(PAYERS.bits)),
    apr=st.floats(0, 40),
    back=st.none() | st.floats(0, 100),
)


@given(st.lists(st.sampled_from(PRICED), min_size=1, max_size=4, unique=True), PLANS)
def test_real_clinics_never_break_it_and_no_sum_looks_more_complete_than_it_is(ids: list[str], plan: Plan) -> None:
    found = compare(BUNDLED, ids, plan, today=TODAY)
    for clinic_, answer in zip(found.clinics, found.row("course").answers, strict=True):
        estimate = clinic_.estimate
        if estimate.at_least and answer.stated:
            assert answer.lines[0].text.startswith("at least ")
            assert answer.note
        assert answer.stated == (estimate.adds_up and not plan.insured)
    named = [clinic_.name for clinic_ in found.clinics if clinic_.estimate.at_least]
    for sentence in found.verdict:
        if "the least" in sentence and "nobody can say" not in sentence and "at least" not in sentence:
            assert not any(f"{name}’s prices" in sentence or f"{name} c" in sentence for name in named)
