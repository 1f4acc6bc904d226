"""Words for the phone and for e-mail: what this clinic does not state is asked for, and nothing of the person told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder import catalog as catalogs
from finder import places
from finder.compare import Comparison, compare, plan_words
from finder.costs import Plan
from finder.letters import FEDERAL, good_faith_request, script
from finder.questions import QUESTIONS
from finder.vocabulary import CONDITIONS, ITEMS, PAYERS, ROUTES
from tests.support import REAL, Row, clinic, evidence, price, quick_catalog

TODAY = date(2026, 11, 25)
COST = "What does each of these cost?"
MOST = "What is the most that each of these could cost me?"
HOLD = "Do they still hold?"
KNOW = "I also want to know:"
WHOLE = "What will my whole course cost with all fees? Please send it to me in writing."
#: All that the first questions ask, stated.
FULL = {
    "routes": "iv",
    "clinicians": "psychiatrist",
    "monitoring": "vitals",
    "financing": "carecredit",
    "insurance": "superbill",
}


def one(prices: Sequence[Row] = (), cells: dict[str, Any] | None = None, **plan: Any) -> Comparison:
    table = quick_catalog([clinic("a", **(cells or {}))], prices, [evidence("a", as_of="2026-05")])
    return compare(table, ["example-clinic-a"], Plan(**plan), today=TODAY)


def fixed(usd: float, item: str = "session", as_of: str = "2026-05", **cells: Any) -> Row:
    return price("a", usd, usd, item, route="iv", as_of=as_of, **cells)


def asked(found: Comparison) -> dict[str, list[str]]:
    """The lists of a script by the words over each."""
    return {
        part.split("\n")[0]: [line.removeprefix("- ") for line in part.split("\n")[1:]]
        for part in script(found, found.clinics[0]).split("\n\n")
    }


@cache
def real() -> Comparison:
    return compare(catalogs.load(catalogs.BUNDLED), REAL[:4], Plan(therapy=True), today=TODAY)


# On the phone


def request(found: Comparison) -> str:
    """The request to the first clinic of a comparison."""
    return good_faith_request(found.plan, found.clinics[0].name)


def test_where_all_is_stated_and_recent_only_the_whole_cost_is_asked_for() -> None:
    found = one([fixed(400), fixed(200, "consultation")], FULL)
    text = script(found, found.clinics[0])
    assert "Example Clinic A" in text
    assert plan_words(found.plan) in text
    assert WHOLE in text
    assert not any(words in text for words in (COST, MOST, HOLD, KNOW, "- ", "Do you?"))


@pytest.mark.parametrize(
    ("prices", "plan"),
    [
        ([], {}),
        ([fixed(400)], {}),
        ([fixed(400)], {"therapy": True}),
        ([fixed(200, "consultation")], {"pain": True}),
        ([fixed(200, "consultation")], {"maintenance_per_year": 3, "therapy_sessions": 2}),
    ],
)
def test_each_missing_price_is_asked_for(prices: list[Row], plan: dict[str, Any]) -> None:
    found = one(prices, FULL, **plan)
    missing = found.clinics[0].estimate.missing
    assert missing
    assert asked(found)[COST] == [ITEMS[item].label for item in missing]


def test_the_highest_and_the_lowest_price_are_asked_for_where_an_end_is_open() -> None:
    found = one([price("a", 400, None, route="iv"), price("a", None, 250, "consultation", route="iv")], FULL)
    lists = asked(found)
    assert lists[MOST] == ["6 × one session"]
    assert lists["What is the lowest price of each of these?"] == ["first consultation"]


def test_old_and_undated_prices_are_asked_after_and_recent_ones_are_not() -> None:
    lists = asked(one([fixed(400, as_of="2021-12"), fixed(200, "consultation", as_of="")], FULL))
    hold = next(lines for title, lines in lists.items() if HOLD in title)
    assert hold == ["first consultation $200 (undated)", "6 × one session $2,400 (December 2021)"]
    lists = asked(one([fixed(400), fixed(200, "consultation", as_of="2024-10")], FULL))
    hold = next(lines for title, lines in lists.items() if HOLD in title)
    assert hold == ["first consultation $200 (October 2024)"]


def test_a_price_that_is_only_assumed_is_asked_for_and_not_held_against_the_clinic() -> None:
    found = one([fixed(400, as_of="2021-12"), fixed(200, "consultation")], FULL, maintenance_per_year=4)
    lists = asked(found)
    assert lists[COST] == ["One maintenance session"]
    assert next(lines for title, lines in lists.items() if HOLD in title) == ["6 × one session $2,400 (December 2021)"]
    kept = [fixed(400), fixed(200, "consultation"), fixed(350, "maintenance_session")]
    assert COST not in asked(one(kept, FULL, maintenance_per_year=4))


@pytest.mark.parametrize("name", ["routes", "clinicians", "monitoring", "financing", "insurance"])
def test_each_first_question_is_asked_where_it_is_not_stated_and_only_there(name: str) -> None:
    prices = [fixed(400), fixed(200, "consultation")]
    silent = one(prices, {key: value for key, value in FULL.items() if key != name})
    assert asked(silent)[KNOW] == [QUESTIONS[name]]


def test_every_question_of_the_first_rows_is_in_the_script_of_a_clinic_that_says_nothing() -> None:
    found = one()
    text = script(found, found.clinics[0])
    for row in found.rows:
        if row.first and row.key != "price" and row.answers[0].ask:
            assert row.answers[0].ask in text, row.key
    # What a session and the course cost is asked already, part by part.
    assert "One session" in text
    lines = [line for line in text.split("\n") if line]
    assert len(lines) == len(set(lines))


def test_a_clinic_that_may_have_closed_is_asked_that_first() -> None:
    closed, open_ = one(cells={"status": "doubtful"}), one(cells={"excluded_since": "2024-03"})
    assert open_.clinics[0].alerts
    assert script(closed, closed.clinics[0]).split("\n\n")[1].startswith("First: are you still open")
    assert "still open" not in script(open_, open_.clinics[0])


def test_a_clinic_that_does_not_list_the_way_it_is_given_is_asked_whether_it_does() -> None:
    found = one([fixed(400)], FULL, route="im")
    assert f"this way: {ROUTES['im'].label}. Do you?" in script(found, found.clinics[0])
    found = one([fixed(400)], FULL, route="iv")
    assert "Do you?" not in script(found, found.clinics[0])


@pytest.mark.parametrize("payer", ["commercial", "medicare"])
def test_with_insurance_spravato_is_asked_after_as_what_one_pays_oneself(payer: str) -> None:
    cells = {**FULL, "routes": "iv;spravato"}
    visit = price("a", 200, 200, "consultation", route="spravato", as_of="")
    found = one([visit], cells, route="spravato", payer=payer)
    text = script(found, found.clinics[0])
    assert "with my insurance" in text
    assert "the medicine of one session" in text.lower()
    # What a savings program leaves to pay is not a price of the clinic.
    hold = next(lines for title, lines in asked(found).items() if HOLD in title)
    assert hold == ["first consultation $200 (undated)"]
    own = one([], cells, route="spravato")
    assert "insurance" not in script(own, own.clinics[0])


def test_each_clinic_of_a_comparison_is_asked_what_it_lacks_itself() -> None:
    found = real()
    scripts = [script(found, one_) for one_ in found.clinics]
    assert len(set(scripts)) == len(scripts)
    for n, one_ in enumerate(found.clinics):
        assert one_.name in scripts[n]
        for row in found.rows:
            if row.key in ("clinicians", "monitoring"):
                assert (row.answers[n].ask in scripts[n]) is not row.answers[n].stated


def test_a_clinic_of_another_comparison_is_refused() -> None:
    with pytest.raises(ValueError, match="not in"):
        script(one(), real().clinics[0])


# In writing


def test_a_request_names_the_law_whom_it_is_for_and_its_time_limits() -> None:
    found = one()
    text = request(found)
    assert "Subject: Request for a good-faith estimate" in text
    assert "No Surprises Act" in text
    assert "people who have no insurance or do not use it" in text
    assert "1 business day to send it if my visit is booked at least 3 business days ahead" in text
    assert "3 business days if it is booked at least 10 business days ahead, or if I only ask" in text
    for words in ("price", "billing code", "What it all comes to", "What is not included", "From which day"):
        assert words in text


def test_a_request_holds_the_whole_plan_and_blanks_for_the_person() -> None:
    found = one(route="im", first_sessions=5, maintenance_per_year=1, therapy=True, therapy_sessions=2, pain=True)
    text = request(found)
    for words in (
        f"{ROUTES['im'].label}, for pain",
        "first consultation, and a medical evaluation",
        "5 sessions at first",
        "1 maintenance session in the year after",
        "Therapy with the sessions",
        "2 therapy visits without medicine",
        "[your name]",
        "[your date of birth]",
        "Example Clinic A",
    ):
        assert words in text
    plain = one(route="iv", first_sessions=0)
    text = request(plain)
    assert not any(words in text for words in ("at first", "year after", "Therapy", "therapy", "for pain"))


@pytest.mark.parametrize("payer", sorted(FEDERAL))
def test_for_a_federal_program_a_plain_estimate_is_asked_for(payer: str) -> None:
    found = one(payer=payer, route="spravato")
    text = request(found)
    assert "does not apply to me" in text
    assert f"I have {PAYERS[payer].label}." in text
    assert "Request for a good-faith" not in text
    assert "business day" not in text
    assert "what I will owe myself" in text


def test_all_government_insurance_is_federal_and_nothing_else() -> None:
    assert set(PAYERS.bits) - FEDERAL == {"none", "commercial"}


def test_with_insurance_of_a_job_the_request_is_for_paying_oneself() -> None:
    found = one(payer="commercial")
    text = request(found)
    assert "may pay for this myself and not use it" in text
    assert "business day" in text


# Both


@given(
    st.text(max_size=300)
    | st.sampled_from(["=1", "a\r\nSubject: x\n\nHello", "\u202eevil", "x" * 10_000, "**b** <b>"]),
    st.sampled_from(sorted(PAYERS.bits)),
    st.sampled_from(sorted(ROUTES.bits)),
)
def test_any_name_stays_on_its_line_and_nothing_of_the_person_is_told(name: str, payer: str, route: str) -> None:
    near = places.by_id("zip:94110")
    plan = {"payer": payer, "route": route, "near": near, "back": 61.0, "tax": 37.0, "per_ride": 83.0}
    strange, plain = one(cells={"name": f"N{name}"}, **plan), one(**plan)
    for write in (lambda found: script(found, found.clinics[0]), request):
        text = write(strange)
        assert len(text.split("\n")) == len(write(plain).split("\n"))
        assert text.splitlines() == text.split("\n")
        assert "\u202e" not in text
        assert len(text) < 5_000
        words = write(plain)
        assert not any(told in words for told in ("94110", "San Francisco", "61", "37", "83"))
        assert not any(word.label in words for word in CONDITIONS)
