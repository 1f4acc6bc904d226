"""Clinics side by side: the same questions to each, in one order, and what the figures allow to say.

The page, the CSV and PDF files and the command line all draw from `compare`, so each shows the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from finder import answers, costs, evidence
from finder.answers import Answer, Line
from finder.catalog import Catalog
from finder.costs import Estimate, Plan
from finder.text import _, count, join, money
from finder.travel import FAR_TO_DRIVE, Travel, travel
from finder.vocabulary import ITEMS, ROUTES, label

#: How many clinics can be compared at once.
MOST = 4


@dataclass(frozen=True, slots=True)
class Clinic:
    """One column: a clinic of the table, and what the plan costs there.

    `gives` is whether it may give what is planned: a clinic that lists how it gives ketamine, but not this way, does
    not, and then nothing is added up.
    """

    id: str
    row: int
    name: str
    place: str
    alerts: tuple[str, ...]
    standing: str
    gives: bool
    estimate: Estimate
    travel: Travel


@dataclass(frozen=True, slots=True)
class Row:
    """One question with each clinic's answer, in the order of the clinics; `note` says in words how they differ.

    `first` marks the few that everybody asks.
    """

    key: str
    question: str
    answers: tuple[Answer, ...]
    note: str
    first: bool


@dataclass(frozen=True)
class Comparison:
    """Clinics side by side for one plan; `verdict` is what the sums allow to say, in plain sentences."""

    plan: Plan
    clinics: tuple[Clinic, ...]
    rows: tuple[Row, ...]
    verdict: tuple[str, ...]
    on: date

    def row(self, key: str) -> Row:
        """The row of this key. Raises KeyError for an unknown one."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)


def compare(
    catalog: Catalog, ids: Sequence[str], plan: Plan, condition: str | None = None, today: date | None = None
) -> Comparison:
    """These clinics side by side for `plan`; `condition` is what the legal status is said for.

    Raises KeyError for a clinic that is not in the table, ValueError for none or more than MOST of them.
    """
    if not 0 < len(ids) <= MOST:
        raise ValueError(f"from 1 to {MOST} clinics can be compared, not {len(ids)}")
    clinics = tuple(_clinic(catalog, clinic_id, plan, today) for clinic_id in ids)
    rows = []
    for key, question, first, answer in _questions(catalog, plan, condition, today):
        said = tuple(answer(clinic) for clinic in clinics)
        if first or (any(one.stated for one in said) and key != "distance"):
            rows.append(Row(key, question, said, _note(key, said, clinics), first))
    return Comparison(plan, clinics, tuple(rows), tuple(_verdict(clinics, plan, today)), today or date.today())


def default_route(catalog: Catalog, ids: Sequence[str]) -> str:
    """The way it is given for which most of these clinics publish a price, else that most of them list; else by IV."""
    priced, listed = dict.fromkeys(ROUTES.bits, 0), dict.fromkeys(ROUTES.bits, 0)
    for clinic_id in ids:
        row = catalog.row(clinic_id)
        for route in {offer.route for offer in evidence.offers(catalog, clinic_id) if offer.route}:
            priced[route] += 1
        for route in catalog.cell(row, "routes") if row is not None else ():
            listed[route] += 1
    return max(ROUTES.bits, key=lambda route: (priced[route], listed[route], route == "iv"))


def plan_words(plan: Plan) -> str:
    """The plan in a line: "IV infusion, 6 sessions at first, then 4 in a year, with therapy"."""
    words = [ROUTES[plan.route].label, _("{sessions} at first").format(sessions=_sessions(plan.sessions))]
    if plan.maintenance_per_year:
        words.append(_("then {n} in a year").format(n=plan.maintenance_per_year))
    if plan.pain:
        words.append(_("for pain"))
    if plan.therapy:
        words.append(_("with therapy"))
    if plan.therapy_sessions:
        words.append(count(plan.therapy_sessions, _("therapy visit"), _("therapy visits")))
    return ", ".join(words)


def _sessions(n: int) -> str:
    return count(n, "session", "sessions")


def _clinic(catalog: Catalog, clinic_id: str, plan: Plan, today: date | None) -> Clinic:
    row = catalog.row(clinic_id)
    if row is None:
        raise KeyError(clinic_id)
    offers = evidence.offers(catalog, clinic_id)
    listed = catalog.cell(row, "routes")
    gives = not listed or plan.route in listed or any(offer.route == plan.route for offer in offers)
    return Clinic(
        id=clinic_id,
        row=row,
        name=str(catalog.cell(row, "name")),
        place=answers.place(catalog, row),
        alerts=tuple(answers.alerts(catalog, clinic_id, today)),
        standing=evidence.standing(catalog, clinic_id, today),
        gives=gives,
        estimate=costs.estimate(offers, plan) if gives else costs.NOTHING,
        travel=travel(catalog, row, plan),
    )


_Question = tuple[str, str, bool, Callable[[Clinic], Answer]]


def _questions(catalog: Catalog, plan: Plan, condition: str | None, today: date | None) -> list[_Question]:
    """Every question in order: its key, its words, whether it is among the first, and how a clinic answers it."""

    def fact(name: str) -> Callable[[Clinic], Answer]:
        return lambda clinic: answers.field(catalog, clinic.id, name, today)

    whole = _("Whole first course") if not plan.maintenance_per_year else _("Whole course, first year")
    where = _("How far from {place}").format(place=plan.near.label) if plan.near else _("How far")
    first: list[_Question] = [
        ("course", whole, True, lambda clinic: _course(catalog, clinic, plan, today)),
        (
            "monthly",
            _("Each month, as a loan at {apr:g}%").format(apr=plan.apr)
            + (_(" (an example)") if plan.apr == costs.LOAN_APR else ""),
            True,
            lambda clinic: answers.borrowed(_owed(clinic, plan), plan),
        ),
        (
            "price",
            _("Price per session"),
            True,
            lambda clinic: answers.session_price(catalog, clinic.id, plan.session_items, [plan.route], today),
        ),
        ("routes", _("Given as, and approval"), True, lambda clinic: answers.given(catalog, clinic.row, condition)),
        ("clinicians", _("Who treats you"), True, fact("clinicians")),
        ("monitoring", _("How they check on you"), True, fact("monitoring")),
        ("paying", _("Ways to pay, and insurance"), True, lambda clinic: _paying(catalog, clinic, plan, today)),
        ("distance", where, plan.near is not None, lambda clinic: _distance(catalog, clinic, plan)),
    ]
    rest: list[_Question] = [
        ("parts", _("What the sum is made of"), False, lambda clinic: answers.parts(clinic.estimate, today)),
        (
            "card",
            _("On a medical card at {apr:g}%, if it takes one").format(apr=plan.card_apr),
            False,
            lambda clinic: answers.on_card(_owed(clinic, plan), plan),
        ),
        (
            "in_house",
            _("On the clinic’s own plan"),
            False,
            lambda clinic: answers.in_house(
                _owed(clinic, plan), plan, "in_house_plan" in catalog.cell(clinic.row, "financing")
            ),
        ),
        ("back", _("What may come back"), False, lambda clinic: answers.sent_back(_owed(clinic, plan), plan)),
        ("travel", _("Getting there"), False, lambda clinic: answers.trips(clinic.travel, plan)),
        *((name, label(name), False, fact(name)) for name in REST),
        ("age", _("Newest page we read"), False, lambda clinic: _newest(catalog, clinic, today)),
    ]
    return first + rest


#: The plain facts that are asked after the first.
REST = (
    "conditions", "settings", "services", "series_sessions", "iv_minutes", "board_certified", "memberships",
    "new_patients", "wait_days", "min_age", "referral_required", "hours", "languages", "accessibility", "phone",
    "website",
)  # fmt: skip


def _course(catalog: Catalog, clinic: Clinic, plan: Plan, today: date | None) -> Answer:
    """What the plan comes to; of a clinic that does not give it, that; with insurance, that the plan decides."""
    if not clinic.gives:
        return Answer(ask=answers.ASK_COURSE, note=_not_given(catalog, clinic, plan))
    if plan.insured:
        return _insured(clinic)
    answer = answers.course(clinic.estimate, today)
    usual = catalog.cell(clinic.row, "series_sessions")
    if answer.stated and usual and usual != plan.sessions:
        own = _("It plans {sessions} at first; this adds up {n}.").format(sessions=_sessions(usual), n=plan.sessions)
        return replace(answer, note=" ".join(filter(None, (answer.note, own))))
    return answer


def _owed(clinic: Clinic, plan: Plan) -> Estimate:
    """The sum to pay over time; with insurance nobody knows one."""
    return costs.NOTHING if plan.insured else clinic.estimate


def _insured(clinic: Clinic) -> Answer:
    """No sum, as the plan sets it; what the maker's savings program may bring the two bills down to is only a note."""
    least = sum(part.low or 0.0 for part in clinic.estimate.parts if part.name in costs.BILLS)
    counts = [part.count for part in clinic.estimate.parts if part.name in costs.BILLS]
    note = _("Your plan decides what you owe.")
    if counts:
        note += " " + _(
            "For who qualifies, the maker’s savings program can bring {sessions} down to {low}; it has limits."
        ).format(sessions=_sessions(counts[0]), low=money(least))
    sources = tuple(dict.fromkeys(part.source for part in clinic.estimate.parts if part.name in costs.BILLS))
    return Answer(ask=_("What would I owe for one Spravato session with my plan?"), note=note, sources=sources)


def _paying(catalog: Catalog, clinic: Clinic, plan: Plan, today: date | None) -> Answer:
    """Ways to pay and insurance; what a clinic says of insurance for ketamine says nothing of Spravato."""
    found = {name: answers.field(catalog, clinic.id, name, today) for name in ("financing", "insurance")}
    lines = tuple(line for one in found.values() for line in one.lines)
    silent = [name for name, one in found.items() if not one.stated]
    note = _("Not stated: {what}.").format(what=join([label(name).lower() for name in silent]))
    asks = " ".join(found[name].ask for name in silent)
    sources = tuple(source for one in found.values() for source in one.sources)
    answer = Answer(lines, asks, note if lines and silent else "", sources)
    if plan.route != "spravato" or "spravato_covered" in catalog.cell(clinic.row, "insurance"):
        return answer
    ask = _("Do you bill my plan for Spravato?")
    note = _("Whether it bills insurance for Spravato: not stated. Ask: {question}").format(question=ask)
    return replace(answer, ask=ask, note=note)


def _not_given(catalog: Catalog, clinic: Clinic, plan: Plan) -> str:
    listed = join([ROUTES[route].label for route in catalog.cell(clinic.row, "routes")], _("and"))
    return _("It does not list this: {route}. It lists: {listed}.").format(
        route=ROUTES[plan.route].label, listed=listed
    )


def _distance(catalog: Catalog, clinic: Clinic, plan: Plan) -> Answer:
    if plan.near is None and not catalog.cell(clinic.row, "telehealth_only"):
        return Answer(note=_("You did not say where you start from."))
    text = answers.distance(clinic.travel.one_way, catalog.cell(clinic.row, "position"))
    if catalog.cell(clinic.row, "telehealth_only"):
        text = _("At home, by mail and video")
    return Answer((Line(text),) if text else (), low=clinic.travel.one_way)


def _newest(catalog: Catalog, clinic: Clinic, today: date | None) -> Answer:
    as_of = evidence.newest(catalog, clinic.id)
    return Answer((Line(answers.age_text(evidence.age(as_of, today), as_of)),))


def _note(key: str, said: Sequence[Answer], clinics: Sequence[Clinic]) -> str:
    """How the answers differ, in words; empty where the answers say it themselves."""
    stated = [one for one in said if one.stated]
    if len(said) < 2 or not stated:
        return _("None of them states it.") if len(said) > 1 and key != "distance" else ""
    if key == "course":
        return ""
    figures = sorted((one.low, clinic.name) for clinic, one in zip(clinics, said, strict=True) if one.low is not None)
    if len(figures) > 1 and figures[0][0] < figures[1][0]:
        least = _("Nearest: {name}.") if key == "distance" else _("Lowest published: {name}.")
        return least.format(name=figures[0][1])
    silent = [clinic.name for clinic, one in zip(clinics, said, strict=True) if not one.stated]
    if len(silent) == 1:
        return _("Not stated by {name}.").format(name=silent[0])
    if silent:
        return _("{n} of {all} do not state it.").format(n=len(silent), all=len(said))
    if len({one.text for one in said}) == 1:
        return _("The same for all.")
    return ""


def _verdict(clinics: Sequence[Clinic], plan: Plan, today: date | None) -> list[str]:
    """What the sums allow to say, and no more: a sum with a part unknown is only the least that it can be."""
    said = [
        _("{name} does not list {route}.").format(name=clinic.name, route=ROUTES[plan.route].label)
        for clinic in clinics
        if not clinic.gives
    ]
    giving = [clinic for clinic in clinics if clinic.gives]
    if plan.insured:
        decides = _("With insurance, your plan decides what you owe for Spravato: ask it, and ask the clinic.")
        return [*said, decides]
    return [*said, *_sums(giving, today)]


def _sums(clinics: Sequence[Clinic], today: date | None) -> list[str]:
    """What the sums of clinics that give what is planned allow to say."""
    added = [clinic for clinic in clinics if clinic.estimate.adds_up]
    whole = sorted((c for c in added if not c.estimate.at_least), key=lambda clinic: clinic.estimate.low or 0.0)
    partly = [clinic for clinic in added if clinic.estimate.at_least]
    unknown = [clinic for clinic in clinics if clinic not in added]
    said = []
    if len(clinics) > 1 and whole:
        best = whole[0]
        top = best.estimate.high or 0.0
        rivals = [c for c in clinics if c is not best and not (c in added and (c.estimate.low or 0.0) > top)]
        price = answers.total(best.estimate)
        if not rivals:
            said.append(
                _("{name}’s prices add up to the least: {total}, without the way there.").format(
                    name=best.name, total=price
                )
            )
        elif len(whole) > 1 and not any(c in whole for c in rivals):
            said.append(
                _("Of those that publish every part, {name} costs the least: {total}.").format(
                    name=best.name, total=price
                )
            )
        elif len(whole) > 1:
            said.append(
                _("Of those that publish every part, {name} can cost the least: {total}.").format(
                    name=best.name, total=price
                )
            )
        else:
            said.append(_("Only {name} publishes every part: {total}.").format(name=best.name, total=price))
    said += [_partly(clinic) for clinic in partly]
    if unknown:
        names = join([clinic.name for clinic in unknown])
        said.append(
            _("{names}: no price of a session, so we cannot add it up. Ask for the whole cost.").format(names=names)
        )
    if len(clinics) > 1 and not whole:
        said.insert(0, _("None of them publishes every part, so nobody can say yet which costs the least."))
    said += _far(clinics)
    stale = [clinic.name for clinic in added if _stale(clinic, today)]
    if stale and len(stale) == len(clinics):
        said.append(_("All these prices are old or undated: ask if they still hold."))
    elif stale:
        said.append(_("Prices of {names} are old or undated: ask if they still hold.").format(names=join(stale)))
    return said


def _far(clinics: Sequence[Clinic]) -> list[str]:
    """Which of them nobody drives to for each visit: that no sum holds."""
    far = [clinic for clinic in clinics if (clinic.travel.one_way or 0.0) > FAR_TO_DRIVE]
    named = [f"{clinic.name} ({round(clinic.travel.one_way or 0.0):,})" for clinic in far]
    if not far:
        return []
    return [_("Too far to drive there for each visit, in miles: {names}.").format(names=join(named))]


def _stale(clinic: Clinic, today: date | None) -> bool:
    """Whether some price behind the sum is old or undated."""
    return any(evidence.age(part.source.as_of, today) != "recent" for part in clinic.estimate.parts)


def _partly(clinic: Clinic) -> str:
    """What is known of a sum with a part unknown."""
    missing = join([ITEMS[item].label.lower() for item in clinic.estimate.missing])
    text = _("{name} costs at least {low}").format(name=clinic.name, low=money(clinic.estimate.low or 0.0))
    if missing:
        return _("{text}; ask what this costs: {missing}.").format(text=text, missing=missing)
    return _("{text}; ask for the highest price.").format(text=text)
