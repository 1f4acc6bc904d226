"""Words to read out on the phone or to copy into an e-mail: what a clinic does not say, asked for plainly.

Of the person they hold the plan and nothing else; what only they can fill in is a blank in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from finder import answers, compare, evidence
from finder.compare import Clinic, Comparison
from finder.costs import BILLS, Part, Plan
from finder.tables import shorten
from finder.text import _, count, money_range
from finder.vocabulary import ITEMS, PAYERS, ROUTES

#: Insurance for which the good-faith estimate of the No Surprises Act is not meant: people have other protections.
FEDERAL = frozenset({"medicare", "medicaid", "tricare", "va"})

#: First rows whose question the letter asks in its own way: what costs what, and what it all comes to.
_ASKED_ANYWAY = frozenset({"course", "price"})
#: A row whose question is only about what it does not state, so it is asked even where the rest is stated.
_ASKS_THE_REST = "paying"
_NAME = 120


def script(comparison: Comparison, clinic: Clinic) -> str:
    """What to ask this clinic of the comparison, and nothing that it states: prices first, then the first questions.

    Raises ValueError for a clinic that is not in the comparison.
    """
    plan, estimate = comparison.plan, clinic.estimate
    # A price that is only assumed is one that the clinic does not state; what insurance leaves is not its price.
    stated = [part for part in estimate.parts if not part.as_session]
    published = [part for part in stated if not (plan.insured and part.name in BILLS)]
    unknown = [*estimate.missing, *(part.name for part in estimate.parts if part.as_session)]
    said = [
        _(
            "Hello. I would like to know about ketamine treatment at {name}, and what it would cost me in all. I have"
            " this in mind: {plan}."
        ).format(name=_name(clinic.name), plan=compare.plan_words(plan))
    ]
    if clinic.standing != "listed":
        said.append(_("First: are you still open, and do you still give ketamine?"))
    if not clinic.gives:
        said.append(
            _("I did not find that you give it this way: {route}. Do you?").format(route=ROUTES[plan.route].label)
        )
    said += _list(_("What does each of these cost?"), [ITEMS[item].label for item in unknown], insured=plan.insured)
    said += _list(
        _("What is the most that each of these could cost me?"),
        [answers.part_name(part) for part in stated if part.high is None],
        insured=plan.insured,
    )
    said += _list(
        _("What is the lowest price of each of these?"),
        [answers.part_name(part) for part in published if part.low is None],
    )
    said += _list(
        _("I found these prices, but they are old or have no date. Do they still hold?"),
        [_priced(part) for part in published if evidence.age(part.source.as_of, comparison.on) != "recent"],
    )
    said += _list(_("I also want to know:"), _questions(comparison, clinic))
    said.append(f"{answers.ASK_COURSE} {_('Thank you.')}")
    return "\n\n".join(said)


def good_faith_request(plan: Plan, clinic: str) -> str:
    """A request in writing to the clinic of this name for what the plan will cost: a good-faith estimate under the No
    Surprises Act.

    For a plan paid by Medicare, Medicaid, TRICARE or the VA, to which that law's estimate does not apply, a plain one.
    """
    federal = plan.payer in FEDERAL
    subject = _("Please send me an estimate in writing") if federal else _("Request for a good-faith estimate")
    said = [
        _("To: {name}\nSubject: {subject}").format(name=_name(clinic), subject=subject),
        _("Hello,"),
        _why(plan),
        "\n".join(
            (
                _("My name: [your name]"),
                _("My date of birth: [your date of birth]"),
                _("Send it to: [your e-mail or mailing address]"),
                _("My visit: [the day it is booked for, or “not booked yet”]"),
            )
        ),
        *_list(_("This is what I ask about:"), _course(plan)),
        *_list(_("Please list for each part:"), _each(plan, federal=federal)),
        *_list(_("Please tell me as well:"), _besides(federal=federal)),
    ]
    if not federal:
        said.append(_TIMES)
    said.append(_("Thank you.\n[your name]"))
    return "\n\n".join(said)


_TIMES = _(
    "As I understand the law, you have 1 business day to send it if my visit is booked at least 3 business days ahead."
    " You have 3 business days if it is booked at least 10 business days ahead, or if I only ask and have booked"
    " nothing."
)


def _why(plan: Plan) -> str:
    """What is asked for, by which right, and whom that right is for."""
    if plan.payer in FEDERAL:
        return _(
            "I have {insurance}. I know that the good-faith estimate of the No Surprises Act does not apply to me: it"
            " is for people without insurance, or who do not use it. Please send me an estimate in writing all the"
            " same, in plain words, before I decide."
        ).format(insurance=PAYERS[plan.payer].label)
    if plan.payer == "none":
        who = _("I have no insurance, or will not use it for this.")
    else:
        who = _("I have insurance, but may pay for this myself and not use it. This request is for that case.")
    return _(
        "Please send me a good-faith estimate in writing. The federal No Surprises Act gives this right to people who"
        " have no insurance or do not use it. {who}"
    ).format(who=who)


def _course(plan: Plan) -> list[str]:
    """The plan, part by part."""
    given = _("Ketamine, given like this: {route}").format(route=ROUTES[plan.route].label)
    parts = [
        _("{given}, for pain").format(given=given) if plan.pain else given,
        _("The first consultation, and a medical evaluation if you ask for one"),
    ]
    if plan.sessions:
        parts.append(_("{sessions} at first").format(sessions=count(plan.sessions, _("session"), _("sessions"))))
    if plan.maintenance_per_year:
        more = count(plan.maintenance_per_year, _("maintenance session"), _("maintenance sessions"))
        parts.append(_("{sessions} in the year after").format(sessions=more))
    if plan.therapy:
        parts.append(_("Therapy with the sessions"))
    if plan.therapy_sessions:
        visits = count(plan.therapy_sessions, _("therapy visit"), _("therapy visits"))
        parts.append(_("{visits} without medicine").format(visits=visits))
    return parts


def _each(plan: Plan, *, federal: bool) -> list[str]:
    """What is asked of each part."""
    asked = [
        _("Its price, and how many of it I will need"),
        _("Its billing code (CPT or HCPCS)"),
        _("Whether it is part of a package"),
    ]
    if plan.route == "spravato":
        asked.append(_("For Spravato: the medicine and the visit, each by itself"))
    if federal:
        asked += [
            _("What you will bill to my insurance, and what I will owe myself"),
            _("Whether it must be approved first, and who asks for that"),
        ]
    return asked


def _besides(*, federal: bool) -> list[str]:
    """What is asked of the whole."""
    asked = [
        _("What it all comes to"),
        _("What is not included, and who will bill me for that"),
        _("From which day these prices are, and how long they hold"),
    ]
    return asked if federal else [*asked, _("The name and NPI number of each person or clinic who will bill me")]


def _questions(comparison: Comparison, clinic: Clinic) -> list[str]:
    """What to ask for each of the first rows that this clinic does not state, each question once."""
    n = comparison.clinics.index(clinic)
    asks = [
        row.answers[n].ask
        for row in comparison.rows
        if row.first and row.key not in _ASKED_ANYWAY and (not row.answers[n].stated or row.key == _ASKS_THE_REST)
    ]
    return list(dict.fromkeys(filter(None, asks)))


def _priced(part: Part) -> str:
    """A price and its month: "6 × one session $3,000 (December 2021)"."""
    age = answers.age_text("recent", part.source.as_of)
    return f"{answers.part_name(part)} {money_range(part.low, part.high)} ({age})"


def _list(title: str, items: Iterable[str], *, insured: bool = False) -> list[str]:
    """A heading with a line for each item; nothing without any."""
    lines = [f"- {item}" for item in items]
    if insured:
        title = f"{title} {_('I mean what I pay myself, with my insurance.')}"
    return ["\n".join((title, *lines))] if lines else []


def _name(name: str) -> str:
    """A clinic's name on one line, without marks that turn the text around or cannot be seen."""
    return shorten(re.sub(r"[\0-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+", " ", name), _NAME)
