"""What insurance means for the bill, by kind of insurance: what a person may owe for Spravato, with its source.

Nothing here says that a plan pays: only the plan can. A figure is the least that a published program allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from finder.evidence import Source, cited
from finder.text import _

#: Where the maker's rebate for the visit is not valid (Janssen, Patient Support).
NO_REBATE = frozenset({"MA", "MI", "MN", "RI"})

_MAKER = cited("https://spravatohcp.com/patient-support")
_LIMITS = cited(
    "https://finnastra.com/the-2026-spravato-with-me-savings-program-explained-eligibility-limits-and-billing-best-practices/"
)
_PART_B = cited("https://www.medicare.gov/basics/costs/medicare-costs", read_on="")
_MEDICAID = cited("https://wyhealth.net/?p=20054")
_TRICARE = cited(
    "https://www.humanamilitary.com/provider/education-and-resources/quick-access/policy-updates-and-alerts/230126-spravato",
    as_of="2023-03",
)
_VA = cited(
    "https://news.va.gov/57751/va-make-new-nasal-spray-drug-available-treatment-resistant-depression/", as_of="2019-03"
)
_OFF_LABEL = cited(
    "https://www.crainsnewyork.com/health-care/nyc-psychedelic-therapy-providers-get-creative-costs-trip-patients",
    "press",
)
_ESTIMATE = cited("https://www.cms.gov/nosurprises", read_on="")


@dataclass(frozen=True)
class Share:
    """The least a person may owe for one part (`drug` or `observation`) of one Spravato session, in US dollars."""

    low: float
    source: Source


def spravato_shares(payer: str, state: str = "") -> Mapping[str, Share]:
    """What the maker's savings program may bring each part of a Spravato session down to; a part not in it is unknown.

    The program is for commercial insurance only, and its rebate for the visit is not valid for people who live in some
    states (`state`: two letters). It has yearly limits, so nobody can say how much more it may come to.
    """
    if payer != "commercial":
        return {}
    drug = {"drug": Share(10.0, _MAKER)}
    return drug if state in NO_REBATE else {**drug, "observation": Share(0.0, _MAKER)}


def rule(payer: str, *, spravato: bool) -> tuple[str, tuple[Source, ...]]:
    """What a person with this insurance should know before they count on it, and the pages that say so."""
    if payer == "none":
        return (
            _(
                "You pay the clinic’s own price. You have a right to a good-faith estimate in writing before the visit:"
                " ask for it. If the bill is $400 or more above it, you can dispute the bill."
            ),
            (_ESTIMATE,),
        )
    if not spravato:
        return (
            _(
                "Ketamine by IV, shot or lozenge is used off-label for mental health, so most plans do not pay for it."
                " The figures here are the clinics’ own prices. A few clinics bill some plans: ask both."
            ),
            (_OFF_LABEL,),
        )
    return _SPRAVATO_RULES[payer]


_SPRAVATO_RULES: Mapping[str, tuple[str, tuple[Source, ...]]] = {
    "commercial": (
        _(
            "Spravato comes as two bills, the drug and the visit with its two-hour watch. What you owe of each is set"
            " by your plan, and most ask for approval first. With the maker’s savings program an eligible person pays"
            " as little as $10 a treatment for the drug, and as little as $0 after a rebate for the visit. It has"
            " yearly limits, and the rebate is not valid in Massachusetts, Michigan, Minnesota and Rhode Island. The"
            " figures here are that least; yours may be much more."
        ),
        (_MAKER, _LIMITS),
    ),
    "medicare": (
        _(
            "Medicare Part B pays for the drug and the visit together. You normally owe the yearly deductible and 20%"
            " of the approved amount, unless other insurance pays it. The maker’s savings program is not for people"
            " with Medicare. Ask the clinic for the approved amount."
        ),
        (_PART_B, _LIMITS),
    ),
    "medicaid": (
        _(
            "Medicaid covers Spravato by rules that each state or plan sets, often after two other medicines did not"
            " help. What you owe is set there too. The maker’s savings program is not for people with Medicaid."
        ),
        (_MEDICAID, _LIMITS),
    ),
    "tricare": (
        _(
            "TRICARE covers Spravato for its approved uses, with approval first. What you owe depends on your plan. The"
            " maker’s savings program is not for government plans."
        ),
        (_TRICARE, _LIMITS),
    ),
    "va": (
        _(
            "The VA has offered Spravato since 2019 where it fits, on site. Which hospitals do varies, and what you owe"
            " depends on your VA priority group: ask your VA care team. The maker’s savings program is not for"
            " government plans."
        ),
        (_VA, _LIMITS),
    ),
}
