"""What it costs to pay later: a loan's payment, interest and schedule. Money in US dollars, rates as yearly percent."""

from __future__ import annotations

from dataclasses import dataclass

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
    if months < 1 or principal < 0 or apr < 0:
        raise ValueError("a loan has at least one month, and neither its amount nor its rate is negative")
    monthly = float(-npf.pmt(apr / 100 / 12, months, principal))
    return Loan(monthly, monthly * months - principal)
