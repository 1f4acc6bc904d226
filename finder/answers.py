"""One clinic's answer to one question, in words: what card, page, comparison, files and command line all show.

An answer that is not stated is as much an answer as a figure: it has no lines, and says what to ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from finder import evidence, financing
from finder.catalog import SESSION_ITEMS, Catalog
from finder.costs import Estimate, Part, Plan
from finder.evidence import Offer, Source
from finder.questions import QUESTIONS
from finder.status import APPROVED, status
from finder.text import _, count, join, money, money_range, month
from finder.travel import FAR_TO_DRIVE, Travel
from finder.vocabulary import ITEMS, ROUTES

#: Where anybody can look up who is on the federal exclusion list today.
EXCLUSION_LIST = "https://exclusions.oig.hhs.gov"


@dataclass(frozen=True, slots=True)
class Line:
    """One statement, and what is said beside it in a lower voice: its age, or its legal status."""

    text: str
    aside: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.aside})" if self.aside else self.text


@dataclass(frozen=True, slots=True)
class Answer:
    """What a clinic states, line by line; none: it does not state it, and `ask` is the question for it.

    `note` says what is known all the same, or missing from it; `sources` are the pages behind it; `low` and `high` its
    figure where it is one that can be compared.
    """

    lines: tuple[Line, ...] = ()
    ask: str = ""
    note: str = ""
    sources: tuple[Source, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def stated(self) -> bool:
        """Whether the clinic states it."""
        return bool(self.lines)

    @property
    def text(self) -> str:
        """The whole answer as one text; "not stated" where there is none."""
        said = "; ".join(map(str, self.lines)) if self.lines else _("not stated")
        return f"{said}. {self.note}" if self.note else said


def age_text(fact_age: str, as_of: str) -> str:
    """How old a fact is, in words: "May 2023, old", "June 2026" or "undated"."""
    if not as_of:
        return _("undated")
    return _("{month}, old").format(month=month(as_of)) if fact_age == "old" else month(as_of)


def alerts(catalog: Catalog, clinic_id: str, today: date | None = None) -> list[str]:
    """What a person must know before calling: closed, may have closed, on the federal exclusion list.

    Raises KeyError for an unknown clinic.
    """
    standing = evidence.standing(catalog, clinic_id, today)
    row = catalog.row(clinic_id)
    found = []
    if standing == "closed":
        found.append(_("Reported closed."))
    elif standing == "doubtful":
        newest = evidence.newest(catalog, clinic_id)
        why = _(" The newest dated page we know is from {month}.").format(month=month(newest)) if newest else ""
        phone = row is not None and catalog.cell(row, "phone")
        found.append((_("May have closed: call first.") if phone else _("May have closed: check first.")) + why)
    if row is not None and (since := catalog.cell(row, "excluded_since")):
        found.append(
            _(
                "On the federal exclusion list since {month}: Medicare, Medicaid and other federal programs do not pay"
                " there. Check the list at {url} and ask the clinic."
            ).format(month=month(since), url=EXCLUSION_LIST)
        )
    return found


def distance(miles: float | None, position: str | None) -> str:
    """A distance and how sure it is; empty when it is unknown."""
    if miles is None:
        return ""
    if miles < 1 and position != "address":
        return _("in the same city") if position == "city" else _("in the same ZIP area")
    shown = f"{miles:,.0f}" if miles >= 10 or position == "city" else f"{miles:.1f}"
    unit = _("mile") if shown == "1" else _("miles")
    if position == "city":
        return _("about {miles} {unit} (city center)").format(miles=shown, unit=unit)
    if position == "zip":
        return _("about {miles} {unit} (middle of its ZIP)").format(miles=shown, unit=unit)
    return f"{shown} {unit}"


def place(catalog: Catalog, row: int) -> str:
    """The city and state of a clinic, as far as they are known: "Truckee, CA"."""
    return ", ".join(filter(None, (catalog.cell(row, "city"), catalog.cell(row, "state"))))


def address(catalog: Catalog, row: int) -> str:
    """Street, city, state and ZIP of a clinic, as far as they are known."""
    street, city, state, code = (str(catalog.cell(row, name) or "") for name in ("street", "city", "state", "zip"))
    return ", ".join(part for part in (street, city, f"{state} {code}".strip()) if part)


def field(catalog: Catalog, clinic_id: str, name: str, today: date | None = None) -> Answer:
    """A plain fact, as the table has it, with its age where that is known."""
    fact = evidence.fact(catalog, clinic_id, name, today)
    ask = _(QUESTIONS.get(name, ""))
    if not fact.stated:
        return Answer(ask=ask)
    return Answer((Line(fact.text),), ask, sources=fact.sources)


def given(catalog: Catalog, row: int, condition: str | None = None) -> Answer:
    """Each way it is given with its legal status: for the one condition asked, else in general."""
    lines = []
    for route in catalog.cell(row, "routes"):
        legal = status(route, condition)
        # "FDA-approved" alone would read as approved for anything.
        short = condition or legal.legal == APPROVED
        lines.append(Line(ROUTES[route].label, legal.legal_card if short else legal.legal_label))
    return Answer(tuple(lines), _(QUESTIONS["routes"]))


def session_price(
    catalog: Catalog, clinic_id: str, items: Iterable[str], routes: Iterable[str], today: date | None = None
) -> Answer:
    """The price of the asked kind of visit and route with its age; else what is known: of any visit, or of a package.

    Where a route is asked, the price of another is no answer, only a note.
    """
    ask, what, asked = _(QUESTIONS["price"]), "", tuple(routes)
    fact = evidence.price(catalog, clinic_id, items, asked, today)
    if not fact.stated:
        fact = evidence.price(catalog, clinic_id, today=today)
        what = f", {_kinds(evidence.offers(catalog, clinic_id))}"
    if fact.stated and what and asked:
        known = Line(fact.text + what, age_text(fact.age, fact.as_of))
        return Answer(ask=ask, note=_("Known: {price}.").format(price=known), sources=fact.sources)
    if fact.stated:
        low, high = (None, None) if what else fact.value  # another kind of visit is not to be compared
        line = Line(fact.text + what, age_text(fact.age, fact.as_of))
        return Answer((line,), ask, sources=fact.sources, low=low, high=high)
    packages = [offer for offer in evidence.offers(catalog, clinic_id) if offer.item == "series" and offer.sessions]
    if not packages:
        return Answer(ask=ask)
    offer = min(packages, key=lambda offer: (offer.low or offer.high or 0.0, offer.sessions or 0))
    text = _("{money} for a package of {sessions}").format(
        money=money_range(offer.low, offer.high), sessions=count(offer.sessions or 0, "session", "sessions")
    )
    as_of = offer.source.as_of
    line = Line(text, age_text(evidence.age(as_of, today), as_of))
    if asked and offer.route not in asked:
        how = ROUTES[offer.route].label if offer.route else _("route not stated")
        return Answer(ask=ask, note=_("Known: {price}, {how}.").format(price=line, how=how), sources=(offer.source,))
    return Answer((line,), ask, sources=(offer.source,))


def _kinds(offers: Iterable[Offer]) -> str:
    """Of which visits these are prices, and by which route: "one session with therapy, Lozenge or tablet"."""
    visits = [offer for offer in offers if offer.item in SESSION_ITEMS]
    items, routes = {offer.item for offer in visits}, {offer.route for offer in visits}
    what = join([ITEMS[item].label.lower() for item in ITEMS.bits if item in items], _("or"))
    how = join([ROUTES[route].label for route in ROUTES.bits if route in routes], _("or"))
    return ", ".join(filter(None, (what, how)))


#: The question that gets the cost of a course.
ASK_COURSE = _("What will my whole course cost with all fees? Please send it to me in writing.")


def total(estimate: Estimate) -> str:
    """A sum as people read it: "$2,750", "$2,600 to $3,850", "at least $3,000"."""
    text = money_range(estimate.low, estimate.high)
    if estimate.at_least and estimate.low is not None:
        return _("at least {total}").format(total=money(estimate.low))
    return text


def course(estimate: Estimate, today: date | None = None) -> Answer:
    """What the whole plan comes to at a clinic, how old its prices are, and what has no price."""
    ask = ASK_COURSE
    sources = tuple(dict.fromkeys(part.source for part in estimate.parts))
    missing = join([ITEMS[item].label.lower() for item in estimate.missing])
    if not estimate.adds_up:
        if not estimate.parts:
            return Answer(ask=ask, note=_("Not stated: {missing}.").format(missing=missing))
        known = join([f"{part_name(part)} {money_range(part.low, part.high)}" for part in estimate.parts])
        note = _("Known: {known}. Not stated: {missing}.").format(known=known, missing=missing)
        return Answer(ask=ask, note=note, sources=sources)
    notes = [_("Not stated: {missing}.").format(missing=missing)] if missing else []
    if any(part.high is None for part in estimate.parts):
        notes.append(_("The highest price is not stated."))
    if any(part.low is None for part in estimate.parts):
        notes.append(_("The lowest price is not stated."))
    line = Line(total(estimate), _ages(sources, today))
    return Answer((line,), ask, " ".join(notes), sources, estimate.low, None if estimate.at_least else estimate.high)


def parts(estimate: Estimate, today: date | None = None) -> Answer:
    """What the sum is made of, part by part, each with its age."""
    lines = []
    for part in estimate.parts:
        text = f"{part_name(part)} {money_range(part.low, part.high)}"
        lines.append(Line(text, _ages((part.source,), today)))
    ask = _("What does each part cost: first visit, one session, a package, later sessions?")
    return Answer(tuple(lines), ask, sources=tuple(dict.fromkeys(part.source for part in estimate.parts)))


def part_name(part: Part) -> str:
    """ "first consultation", "5 sessions as a package", "6 × one session"."""
    if part.name == "series":
        words = _("{sessions} with therapy, as a package") if part.with_therapy else _("{sessions} as a package")
        return words.format(sessions=count(part.sessions, "session", "sessions"))
    name = ITEMS[part.name].label.lower()
    if part.count > 1:
        name = _("{n} × {what}").format(n=part.count, what=name)
    if part.credited:
        name += _(" (taken off what the sessions cost)")
    if part.as_session:
        name += _(" (at the price of a session)")
    return name


def borrowed(estimate: Estimate, plan: Plan) -> Answer:
    """That sum as the plan's loan: what each month costs, and how much of it all is interest."""
    loans = [financing.loan(sum_, plan.apr, plan.months) for sum_ in _ends(estimate)]
    if not loans:
        return Answer(ask=_ASK_CREDIT)
    text = _("{monthly} a month for {months}, {interest} of it interest").format(
        monthly=_span([loan.monthly for loan in loans], estimate),
        months=count(plan.months, "month", "months"),
        interest=_span([loan.interest for loan in loans], estimate),
    )
    return Answer((Line(text),), _ASK_CREDIT)


def on_card(estimate: Estimate, plan: Plan) -> Answer:
    """That sum on a medical card with a promotional period: paid in time, and with one payment missed."""
    cards = [financing.promotion(sum_, plan.card_apr, plan.card_months) for sum_ in _ends(estimate)]
    if not cards:
        return Answer(ask=_ASK_CREDIT)
    monthly = _span([card.monthly for card in cards], estimate)
    kept = _("paid in time: {monthly} a month for {months}, nothing added").format(
        monthly=monthly, months=count(plan.card_months, "month", "months")
    )
    missed = _(
        "last payment missed: {left} still owed, and {deferred} interest on top, back to the first day, without late"
        " fees"
    ).format(
        left=_span([card.left for card in cards], estimate),
        deferred=_span([card.deferred for card in cards], estimate),
    )
    return Answer((Line(kept), Line(missed)), _ASK_CREDIT)


def in_house(estimate: Estimate, plan: Plan, offered: bool) -> Answer:
    """That sum in equal parts to the clinic itself, where it offers a plan of its own; its terms are for it to say."""
    ask = _("Do you have a payment plan of your own, what does it cost, and what if I stop treatment?")
    ends = _ends(estimate)
    if not offered or not ends:
        return Answer(ask=ask)
    text = _("{monthly} a month for {months}, if it asks no interest").format(
        monthly=_span([sum_ / plan.months for sum_ in ends], estimate), months=count(plan.months, "month", "months")
    )
    return Answer((Line(text),), ask)


def sent_back(estimate: Estimate, plan: Plan) -> Answer:
    """What a superbill or a health account may give back of that sum, where the person told their rates."""
    lines = []
    for rate, words in (
        (plan.back, _("{sum} back from your insurance, if it takes the whole price")),
        (plan.tax, _("{sum} saved in tax, if paid from an HSA or FSA")),
    ):
        ends = _ends(estimate)
        if rate is not None and ends:
            text = words.format(sum=_span([financing.returned(sum_, rate) for sum_ in ends], estimate))
            lines.append(Line(text))
    return Answer(
        tuple(lines), _("Do you give an itemized bill (superbill) to send in, and do you take HSA or FSA cards?")
    )


def trips(travel: Travel, plan: Plan) -> Answer:
    """How often and how far one goes, for how long, and what that costs."""
    if not travel.visits:
        return Answer((Line(_("no trips: by mail and video")),))
    lines = [Line(count(travel.visits, "visit", "visits"), _ride_words(travel.rides))]
    if travel.one_way is not None and travel.one_way > FAR_TO_DRIVE:
        return Answer(
            (*lines, Line(_("too far to drive there and back each time; no figure here holds the way there")))
        )
    if travel.miles_low is not None and travel.miles_high is not None:
        ways = 2 * travel.visits
        each = _whole(travel.miles_low / ways, travel.miles_high / ways)
        in_all = _("{span} in all").format(span=_whole(travel.miles_low, travel.miles_high))
        lines.append(Line(_("{span} miles by road each way").format(span=each), in_all))
    if travel.hours_low is not None and travel.hours_high is not None:
        lines.append(Line(_("{span} hours on the road").format(span=_whole(travel.hours_low, travel.hours_high))))
    if travel.hours_there is not None:
        lines.append(Line(_("at least {n:.0f} hours at the clinic").format(n=travel.hours_there)))
    if travel.cost_low is not None and travel.cost_high is not None:
        span = money_range(round(travel.cost_low), round(travel.cost_high))
        what = _("miles and rides home") if plan.per_ride else _("miles only; set what a ride home costs you")
        lines.append(Line(_("about {span}").format(span=span), what))
    elif plan.per_ride:
        lines.append(Line(money(travel.rides * plan.per_ride), _("rides home only")))
    return Answer(tuple(lines))


_ASK_CREDIT = _("Which ways to pay over time do you offer, at which yearly rate (APR), and what happens if I pay late?")


def _ride_words(rides: int) -> str:
    return _("{rides} with a ride home").format(rides=rides) if rides else ""


def _whole(low: float, high: float) -> str:
    """A span of whole numbers: "120 to 180", "50"."""
    return f"{low:,.0f}" if round(low) == round(high) else _("{low:,.0f} to {high:,.0f}").format(low=low, high=high)


def _ends(estimate: Estimate) -> list[float]:
    """The sums to reckon with: low and high, or only the one that is sure; none where it does not add up."""
    if estimate.low is None or not estimate.adds_up:
        return []
    if estimate.at_least or estimate.high is None or estimate.high == estimate.low:
        return [estimate.low]
    return [estimate.low, estimate.high]


def _span(ends: list[float], estimate: Estimate) -> str:
    """Dollars to the cent: "$133.21", "$120.10 to $160", "at least $133.21"."""
    text = money_range(round(ends[0], 2), round(ends[-1], 2))
    return _("at least {total}").format(total=text) if estimate.at_least else text


def _ages(sources: Iterable[Source], today: date | None) -> str:
    """The age of several prices together: the oldest date, or that some have none."""
    dates = sorted({source.as_of for source in sources})
    if not dates:
        return ""
    if not dates[0]:
        return _("undated") if len(dates) == 1 else _("partly undated")
    return age_text(evidence.age(dates[0], today), dates[0])
