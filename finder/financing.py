"""What it costs to pay later: loans, and cards that forgive their interest only to who pays all in time.

Money is in US dollars, rates are percent a year, interest is reckoned by the month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy_financial as npf


@dataclass(frozen=True)
class Loan:
    """A loan paid back in equal monthly payments: what each is, and what all of them are more than was borrowed."""

    monthly: float
    interest: float


def loan(principal: float, apr: float, months: int) -> Loan:
    """The loan of `principal` at `apr` percent a year over `months`, the first payment after one month.

    The annuity formula, P = rL / (1 - (1 + r)^-n) with r = apr / 12; without interest L / n. Raises ValueError for
    less than one month, or a negative amount or rate.
    """
    _check(principal, apr, months)
    monthly = float(-npf.pmt(_by_month(apr), months, principal))
    # Paying back exactly what was borrowed may come out a hair below it in floating point.
    return Loan(monthly, max(0.0, monthly * months - principal))


@dataclass(frozen=True)
class Payment:
    """One month of a loan: what is paid, how much of it is interest, and what is still owed after it."""

    month: int
    payment: float
    interest: float
    balance: float


def schedule(principal: float, apr: float, months: int) -> list[Payment]:
    """Every payment of the loan that `loan` describes, in order; the last leaves nothing owed. Raises as `loan`."""
    monthly = loan(principal, apr, months).monthly
    if not principal:
        return [Payment(month, 0.0, 0.0, 0.0) for month in range(1, months + 1)]
    rate, payments = _by_month(apr), np.arange(1, months + 1)
    interest = -npf.ipmt(rate, payments, months, principal) if rate else np.zeros(months)
    balance = principal - np.cumsum(monthly - interest)
    return [
        Payment(month, monthly, charged, max(0.0, round(left, 6)))
        for month, charged, left in zip(payments.tolist(), interest.tolist(), balance.tolist(), strict=True)
    ]


@dataclass(frozen=True)
class Promotion:
    """A card with "no interest if paid in full": `monthly` pays it in time, and then nothing is added.

    With the last payment missed, `left` of the price is still owed, and `deferred` is charged on top: the interest of
    all the months since the day of purchase.
    """

    monthly: float
    left: float
    deferred: float


def promotion(principal: float, apr: float, months: int) -> Promotion:
    """The promotional purchase of `principal`, paid in equal parts over `months`, at `apr` percent if it is missed.

    Each month's interest is a twelfth of the yearly rate on what was owed during it, and is not itself charged
    interest, as in the Consumer Financial Protection Bureau's example ("How to understand special promotional financing
    offers on credit cards", June 2017). Late fees come on top. Raises as `loan`.
    """
    _check(principal, apr, months)
    monthly = principal / months
    return Promotion(monthly, left=monthly, deferred=deferred_interest(principal, apr, [monthly] * (months - 1) + [0]))


def deferred_interest(principal: float, apr: float, payments: list[float]) -> float:
    """The interest a card keeps count of while these monthly `payments` are made, one at the end of each month."""
    owed = principal - np.concatenate([[0.0], np.cumsum(payments)[:-1]])
    return float(np.clip(owed, 0, None).sum() * apr / 100 / 12)


def returned(paid: float, rate: float, deductible: float = 0.0) -> float:
    """What a plan sends back for a superbill: `rate` percent of what was paid above the deductible.

    At best: a plan may count a smaller, "allowed" amount, or nothing. With a tax rate it is also what paying from an
    HSA or FSA spares. Raises ValueError for a rate outside 0 to 100.
    """
    if not 0 <= rate <= 100 or paid < 0 or deductible < 0:
        raise ValueError("a rate is between 0 and 100 percent, and no amount is negative")
    return max(0.0, paid - deductible) * rate / 100


def _by_month(apr: float) -> float:
    """A month’s part of a yearly rate in percent; one too small to cost a cent is none, as it is divided by."""
    return apr / 100 / 12 if apr > 1e-4 else 0.0


def _check(principal: float, apr: float, months: int) -> None:
    if months < 1 or principal < 0 or apr < 0:
        raise ValueError("a loan has at least one month, and neither its amount nor its rate is negative")
