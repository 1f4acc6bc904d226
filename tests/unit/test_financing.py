"""Paying later, against published worked examples."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.financing import deferred_interest, loan, promotion, returned, schedule


def test_a_loan_is_paid_as_published_examples_say() -> None:
    # $10,000 at 6 % over 60 months is $193.33 a month: the figure of every US car loan table.
    paid = loan(10_000, 6, 60)
    assert paid.monthly == pytest.approx(193.33, abs=0.005)
    assert paid.interest == pytest.approx(193.328 * 60 - 10_000, abs=0.05)


def test_a_schedule_is_that_of_a_published_example() -> None:
    # "Amortization table" (sapling.com, 8703730): $1,000 at 2 % a month over 6 months is $178.53 a month, $71.15 of
    # interest in all; the first month $20.00 of it, leaving $841.47; the second $16.83.
    months = schedule(1_000, 24, 6)
    assert [round(month.payment, 2) for month in months] == [178.53] * 6
    assert round(months[0].interest, 2) == 20.00
    assert round(months[0].balance, 2) == 841.47
    assert round(months[1].interest, 2) == 16.83
    assert sum(month.interest for month in months) == pytest.approx(71.15, abs=0.01)
    assert months[-1].balance == pytest.approx(0, abs=0.005)


def test_deferred_interest_is_that_of_the_published_example() -> None:
    # Consumer Financial Protection Bureau, "How to understand special promotional financing offers on credit cards":
    # $400 at 25 %, twelve months of $25; $100 is left, and $65 of interest is added.
    # 25 % / 12 x (400 + 375 + ... + 125) = 25 % / 12 x 3,150 = 65.625
    assert deferred_interest(400, 25, [25] * 12) == pytest.approx(65.625)


def test_a_promotion_kept_costs_nothing_and_missed_costs_all_its_interest() -> None:
    # 1,200 over 12 months is 100 a month. The last one missed: 100 is left, and 27 % / 12 on 1,200 + 1,100 + ... + 100,
    # which is 7,800: 175.50 on top.
    card = promotion(1_200, 27, 12)
    assert (card.monthly, card.left) == (100, 100)
    assert card.deferred == pytest.approx(175.50)
    # At no rate nothing is charged, missed or not.
    assert promotion(1_200, 0, 12).deferred == 0


def test_without_interest_only_the_price_is_paid() -> None:
    assert loan(1_200, 0, 12).monthly == pytest.approx(100)
    assert loan(1_200, 0, 12).interest == 0
    assert [month.balance for month in schedule(1_200, 0, 12)][::11] == [1_100, 0]


def test_nothing_borrowed_costs_nothing() -> None:
    assert loan(0, 15, 24).monthly == 0
    assert {(month.payment, month.interest, month.balance) for month in schedule(0, 15, 24)} == {(0, 0, 0)}


def test_a_superbill_returns_a_part_above_the_deductible() -> None:
    assert returned(3_000, 40) == 1_200
    assert returned(3_000, 40, deductible=1_000) == 800
    assert returned(500, 40, deductible=1_000) == 0


@pytest.mark.parametrize(
    "wrong", [lambda: loan(1_000, 10, 0), lambda: promotion(-1, 10, 12), lambda: schedule(1, -1, 12)]
)
def test_an_impossible_loan_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="at least one month"):
        wrong()


@pytest.mark.parametrize("rate", [-1, 101])
def test_an_impossible_rate_of_return_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 100"):
        returned(100, rate)


SUMS, RATES, MONTHS = st.floats(1, 50_000), st.floats(0, 60), st.integers(1, 84)


@given(SUMS, RATES, MONTHS)
def test_a_schedule_adds_up(sum_: float, rate: float, months: int) -> None:
    paid, lines = loan(sum_, rate, months), schedule(sum_, rate, months)
    assert len(lines) == months
    assert sum(line.payment for line in lines) == pytest.approx(sum_ + paid.interest, rel=1e-9)
    assert sum(line.interest for line in lines) == pytest.approx(paid.interest, rel=1e-6, abs=1e-6)
    assert lines[-1].balance == pytest.approx(0, abs=0.05)
    assert all(a.balance >= b.balance for a, b in pairwise(lines))


@given(SUMS, RATES, MONTHS)
def test_a_card_that_is_missed_costs_more_than_the_same_rate_as_a_loan_saves(
    sum_: float, rate: float, months: int
) -> None:
    card = promotion(sum_, rate, months)
    # Equal parts pay back sooner than a loan's equal payments, so the interest counted is at most the loan's.
    assert 0 <= card.deferred <= loan(sum_, rate, months).interest + 1e-6
    assert card.monthly * months == pytest.approx(sum_)
