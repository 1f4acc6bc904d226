"""What a course costs: worked cases with their arithmetic, and what may never happen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder import catalog as catalogs
from finder import evidence, places
from finder.costs import BILLS, ENOUGH, FIRST_SESSIONS, MEDICINE, Estimate, Plan, estimate, quoted, typical
from finder.evidence import Offer, Source
from finder.vocabulary import ROUTES
from tests.support import clinic, load_data, price

PAGE = Source("https://example.com/prices", "clinic", "2026-01", "", False, True)


def offer(item: str, low: float | None, high: float | None = -1, **more: object) -> Offer:
    """A published price; one figure unless another high end is given (None: not stated)."""
    cells = {"route": "iv" if "session" in item or "series" in item else "", "sessions": None, "includes": ()} | more
    return Offer(
        item=item,
        low=low,
        high=low if high == -1 else high,
        minutes=None,
        note="",
        source=PAGE,
        **cells,  # type: ignore[arg-type]
    )


CONSULT = offer("consultation", 200)
SESSION = offer("session", 500)
SIX = offer("series", 2400, sessions=6)
FIVE = offer("series", 2000, sessions=5)
THREE = offer("series", 1300, sessions=3)
CREDITED = offer("consultation", 200, includes=("credited",))
BOSTON = places.find("Boston, MA")[0]

#: offers, plan -> low, high, missing, at least
CASES: dict[str, tuple[list[Offer], Plan, tuple[float | None, float | None, tuple[str, ...], bool]]] = {
    # 200 + 6 x 500
    "session by session": ([CONSULT, SESSION], Plan(), (3200, 3200, (), False)),
    # 6 x 500, and nobody says what the consultation costs
    "no consultation": ([SESSION], Plan(), (3000, 3000, ("consultation",), True)),
    # 0 + 6 x 500: free is stated
    "free consultation": ([offer("consultation", 0), SESSION], Plan(), (3000, 3000, (), False)),
    # 200 + 250 + 6 x 500: intake and medical evaluation add up
    "two steps": ([CONSULT, offer("evaluation", 250), SESSION], Plan(), (3450, 3450, (), False)),
    # 250 + 3000: the evaluation is a second step, so the first is unknown
    "evaluation only": ([offer("evaluation", 250), SESSION], Plan(), (3250, 3250, ("consultation",), True)),
    # 200 + 2400, cheaper than 200 + 3000
    "package": ([CONSULT, SESSION, SIX], Plan(), (2600, 2600, (), False)),
    # 200 + 2000 + 500
    "package and one more": ([CONSULT, SESSION, FIVE], Plan(), (2700, 2700, (), False)),
    # 200 + 2 x 1300 = 2800; 200 + 2000 + 500 = 2700 is less
    "cheapest of two packages": ([CONSULT, SESSION, FIVE, THREE], Plan(), (2700, 2700, (), False)),
    # 200 + 2 x 1300 + 500 = 3300 or 200 + 2000 + 2 x 500 = 3200 for 7
    "packages for seven": ([CONSULT, SESSION, FIVE, THREE], Plan(first_sessions=7), (3200, 3200, (), False)),
    # 200 + 4 x 500: six are not bought for four
    "package too large": ([CONSULT, SESSION, SIX], Plan(first_sessions=4), (2200, 2200, (), False)),
    # a package that is dearer than its sessions is left: 200 + 6 x 500
    "dear package": ([CONSULT, SESSION, offer("series", 3300, sessions=6)], Plan(), (3200, 3200, (), False)),
    # 200 + 2000, and the sixth session has no price
    "package but no single session": ([CONSULT, FIVE], Plan(), (2200, 2200, ("session",), True)),
    # nobody says how many sessions 2400 buys
    "package of unknown size": ([CONSULT, offer("series", 2400)], Plan(), (200, 200, ("session",), True)),
    # another route's package serves nobody here
    "package of another route": (
        [CONSULT, offer("series", 900, sessions=6, route="im")],
        Plan(),
        (200, 200, ("session",), True),
    ),
    # 2400 with the consultation in it
    "package with consultation": (
        [CONSULT, SESSION, offer("series", 2400, sessions=6, includes=("consultation",))],
        Plan(),
        (2400, 2400, (), False),
    ),
    # with the consultation in it 2550 beats 200 + 2400
    "dearer package that includes more": (
        [CONSULT, SESSION, SIX, offer("series", 2550, sessions=6, includes=("consultation",))],
        Plan(),
        (2550, 2550, (), False),
    ),
    # 200 + 6 x 500 + 4 x 500: a booster at the session's price is no missing part
    "maintenance at the session's price": (
        [CONSULT, SESSION],
        Plan(maintenance_per_year=4),
        (5200, 5200, (), False),
    ),
    # 200 + 6 x 500 + 4 x 450
    "maintenance with its own price": (
        [CONSULT, SESSION, offer("maintenance_session", 450)],
        Plan(maintenance_per_year=4),
        (5000, 5000, (), False),
    ),
    # 200 + 2600 with a booster in it + 3 x 500
    "booster in the package": (
        [CONSULT, SESSION, offer("series", 2600, sessions=6, includes=("booster",))],
        Plan(maintenance_per_year=4),
        (4300, 4300, (), False),
    ),
    # 200 + 6 x 400 to 250 + 6 x 600
    "ranges": ([offer("consultation", 200, 250), offer("session", 400, 600)], Plan(), (2600, 3850, (), False)),
    # from 200 + 6 x 400; how far up is not stated
    "open at the top": ([CONSULT, offer("session", 400, None)], Plan(), (2600, None, (), True)),
    # 200 + 0 to 200 + 6 x 600: how low is not stated, so 200 is the least
    "open at the bottom": ([CONSULT, offer("session", None, 600)], Plan(), (200, 3800, (), True)),
    # 6 x 600 at most, and no low end at all
    "only up to": ([offer("session", None, 600)], Plan(), (None, 3600, ("consultation",), True)),
    # two published sessions of one route: 200 + 6 x 400 to 200 + 6 x 500
    "two session prices": ([CONSULT, SESSION, offer("session", 400)], Plan(), (2600, 3200, (), False)),
    # a price tied to no route counts where the route has none: 200 + 6 x 300
    "price of no route": ([CONSULT, offer("session", 300, route="")], Plan(), (2000, 2000, (), False)),
    # and not where it has one: 200 + 6 x 500
    "price of the route first": ([CONSULT, SESSION, offer("session", 300, route="")], Plan(), (3200, 3200, (), False)),
    # 200 + 6 x 700
    "sessions with therapy": (
        [CONSULT, SESSION, offer("kap_session", 700)],
        Plan(therapy=True),
        (4400, 4400, (), False),
    ),
    # 200 + 6 x 500 + 3 x 150
    "therapy beside the sessions": (
        [CONSULT, SESSION, offer("therapy_session", 150, route="")],
        Plan(therapy=True, therapy_sessions=3),
        (3650, 3650, (), False),
    ),
    # 200 + 6 x 500, and the therapy has no price
    "therapy without a price": ([CONSULT, SESSION], Plan(therapy=True), (3200, 3200, ("therapy_session",), True)),
    # 200 + 2750 with therapy in it; no therapy visit is added again
    "package with therapy": (
        [CONSULT, SESSION, offer("series", 2750, sessions=6, includes=("therapy",)), offer("therapy_session", 150)],
        Plan(therapy=True, therapy_sessions=3),
        (2950, 2950, (), False),
    ),
    # without therapy in the plan it is not used, though it is cheaper
    "package with therapy nobody asked for": (
        [CONSULT, SESSION, offer("series", 2000, sessions=6, includes=("integration",))],
        Plan(),
        (3200, 3200, (), False),
    ),
    # 200 + 2750 for five with therapy + 500 for one without, whose therapy has no price
    "package with therapy for most": (
        [CONSULT, SESSION, FIVE, offer("series", 2750, sessions=5, includes=("therapy",))],
        Plan(therapy=True),
        (3450, 3450, ("therapy_session",), True),
    ),
    # 200 + 6 x 1650
    "pain": ([CONSULT, SESSION, offer("pain_session", 1650)], Plan(pain=True), (10_100, 10_100, (), False)),
    # 200 + 12 x 300: twice a week for 4 weeks, weekly for 4
    "Spravato": ([CONSULT, offer("session", 300, route="spravato")], Plan(route="spravato"), (3800, 3800, (), False)),
    # 200 + 12 x 590 for the drug + 12 x 300 for the visit: Spravato's two bills
    "Spravato in two bills": (
        [CONSULT, offer("drug", 590, route="spravato"), offer("observation", 300, route="spravato")],
        Plan(route="spravato"),
        (10_880, 10_880, (), False),
    ),
    # 200 + (12 + 4) x 300, and nobody says what the drug costs
    "Spravato with one bill unknown": (
        [CONSULT, offer("observation", 300, route="spravato")],
        Plan(route="spravato", maintenance_per_year=4),
        (5_000, 5_000, ("drug",), True),
    ),
    # the clinic's own 900 says nothing of what a plan leaves to pay; the least is 200 + 12 x 10 + 12 x 0
    "Spravato, commercial insurance": (
        [CONSULT, offer("session", 900, route="spravato")],
        Plan(route="spravato", payer="commercial"),
        (320, None, (), True),
    ),
    # in Massachusetts the rebate for the visit is not valid: 200 + 12 x 10
    "Spravato, commercial insurance, no rebate": (
        [CONSULT, offer("session", 900, route="spravato")],
        Plan(route="spravato", payer="commercial", near=BOSTON),
        (320, None, ("observation",), True),
    ),
    **{
        # the maker's program is not for government plans, so only the consultation's 200 is known
        f"Spravato, {payer}": (
            [CONSULT, offer("session", 900, route="spravato")],
            Plan(route="spravato", payer=payer),
            (200, 200, ("drug", "observation"), True),
        )
        for payer in ("medicare", "medicaid", "tricare", "va")
    },
    # insurance changes nothing where it pays nothing: 200 + 6 x 500
    "IV, with insurance": ([CONSULT, SESSION], Plan(payer="commercial"), (3200, 3200, (), False)),
    # 200 + 250 for the first + 5 x 500
    "special first session": ([CONSULT, SESSION, offer("first_session", 250)], Plan(), (2950, 2950, (), False)),
    # the special is for who buys one by one: 200 + 2400 is less than 2950, and 200 + 2400 it stays
    "special first session beside a package": (
        [CONSULT, SESSION, SIX, offer("first_session", 250)],
        Plan(),
        (2600, 2600, (), False),
    ),
    # 250 for the first; the other five have no price
    "only the first session": ([CONSULT, offer("first_session", 250)], Plan(), (450, 450, ("session",), True)),
    # 200 is taken off 6 x 500: 3000 in all
    "credited consultation": ([CREDITED, SESSION], Plan(), (3000, 3000, (), False)),
    # 200 is taken off, but no more than the 150 that the one session costs: 50 + 150
    "credited up to what follows": (
        [CREDITED, offer("session", 150)],
        Plan(first_sessions=1),
        (200, 200, (), False),
    ),
    # nothing follows, so it is paid: 200
    "credited against nothing": ([CREDITED, SESSION], Plan(first_sessions=0), (200, 200, (), False)),
    # a session of unknown price may be nothing: 200 stays the least
    "credited against the unknown": ([CREDITED], Plan(), (200, 200, ("session",), True)),
    # a package whose low end is unknown is not taken for a free one: 200 + 6 x 500
    "package of unknown low end": (
        [CONSULT, SESSION, offer("series", None, 2500, sessions=6)],
        Plan(),
        (3200, 3200, (), False),
    ),
    # at home: 6 x 99, three of them as a package of 250 each
    "lozenges": (
        [offer("session", 99, route="sublingual"), offer("series", 250, sessions=3, route="sublingual")],
        Plan(route="sublingual"),
        (500, 500, ("consultation",), True),
    ),
    "nothing published": ([], Plan(), (None, None, ("consultation", "session"), True)),
    # 200 only: no session is planned
    "no session": ([CONSULT, SESSION, SIX], Plan(first_sessions=0), (200, 200, (), False)),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_worked_cases(case: str) -> None:
    offers, plan, expected = CASES[case]
    found = estimate(offers, plan)
    assert (found.low, found.high, found.missing, found.at_least) == expected
    # The order in which a clinic lists its prices changes nothing.
    assert figures(estimate(offers[::-1], plan)) == figures(found)


def figures(e: Estimate) -> tuple[object, ...]:
    return e.low, e.high, e.at_least, set(e.missing)


def test_the_parts_say_what_the_total_is_made_of() -> None:
    found = estimate([CONSULT, SESSION, FIVE], Plan(maintenance_per_year=2))
    assert [(part.name, part.count, part.low, part.sessions) for part in found.parts] == [
        ("consultation", 1, 200, 0),
        ("series", 1, 2000, 5),
        ("session", 1, 500, 0),
        ("maintenance_session", 2, 1000, 0),
    ]
    assert [part.as_session for part in found.parts] == [False, False, False, True]
    assert {part.source for part in found.parts} == {PAGE}


FIRST_VISITS = ("consultation", "evaluation")
CREDIT = st.sampled_from([(), ("credited",)])
ENDS = st.sampled_from([0.0, 99.0, 200.0, 350.5, 500.0, 1_200.0])


@st.composite
def any_offers(draw: st.DrawFn) -> list[Offer]:
    offers = []
    for _n in range(draw(st.integers(0, 7))):
        low, high = sorted((draw(ENDS), draw(ENDS)))
        ends = draw(st.sampled_from([(low, high), (low, low), (low, None), (None, high)]))
        item = draw(
            st.sampled_from(
                ["consultation", "evaluation", "session", "kap_session", "pain_session", "series", "series",
                 "maintenance_session", "therapy_session", "first_session", "drug", "observation"]
            )
        )  # fmt: skip
        includes = draw(st.sets(st.sampled_from(["consultation", "therapy", "integration", "booster"]), max_size=2))
        offers.append(
            offer(
                item,
                *ends,
                route=draw(st.sampled_from(["iv", "iv", "im", "spravato", ""])),
                sessions=draw(st.sampled_from([None, 1, 2, 3, 5, 6])) if item == "series" else None,
                includes=tuple(sorted(includes)) if item == "series" else draw(CREDIT) if item in FIRST_VISITS else (),
            )
        )
    return offers


PLANS = st.builds(
    Plan,
    route=st.sampled_from(["iv", "im", "spravato"]),
    payer=st.sampled_from(["none", "none", "commercial", "medicare"]),
    first_sessions=st.none() | st.integers(0, 9),
    maintenance_per_year=st.integers(0, 4),
    therapy=st.booleans(),
    therapy_sessions=st.integers(0, 3),
    pain=st.booleans(),
)


@given(offers=any_offers(), plan=PLANS)
def test_a_total_is_never_upside_down_nor_more_complete_than_its_parts(offers: list[Offer], plan: Plan) -> None:
    found = estimate(offers, plan)
    for range_ in (found, *found.parts):
        if range_.low is not None and range_.high is not None:
            assert range_.low <= range_.high
    if found.missing or any(part.low is None or part.high is None for part in found.parts):
        assert found.at_least
    else:
        assert not found.at_least
        assert found.low is not None
        assert found.high is not None
    if found.low is not None:
        assert found.low == pytest.approx(sum(part.low for part in found.parts if part.low is not None))
    sessions = sum(part.sessions if part.name == "series" else part.count for part in found.parts
                   if part.name in ("series", "session", "first_session", "kap_session", "pain_session"))  # fmt: skip
    bills = {part.name: part.count for part in found.parts if part.name in BILLS}
    lacking = MEDICINE.intersection(found.missing)
    if bills:
        # Each session has both bills, those of the year after too.
        assert len(bills) == 2 or lacking
        assert all(sessions + n >= plan.sessions for n in bills.values())
    else:
        assert sessions == plan.sessions or (lacking and sessions < plan.sessions)
    if lacking:
        assert not found.adds_up


@given(offers=any_offers(), plan=PLANS)
def test_one_more_session_never_costs_less_without_packages(offers: list[Offer], plan: Plan) -> None:
    singles = [one for one in offers if one.item != "series"]
    less, larger = (estimate(singles, replace(plan, first_sessions=plan.sessions + n)) for n in (0, 1))
    assert (larger.low or 0) >= (less.low or 0)
    if less.high is not None and larger.high is not None:
        assert larger.high >= less.high
    assert set(less.missing) <= set(larger.missing)


@given(offers=any_offers(), plan=PLANS)
def test_a_package_never_makes_it_dearer_or_less_known(offers: list[Offer], plan: Plan) -> None:
    singles = [one for one in offers if one.item != "series"]
    with_packages, without = estimate(offers, plan), estimate(singles, plan)
    assert len(with_packages.missing) <= len(without.missing)
    if with_packages.missing == without.missing and "session" not in str(without.missing):
        assert (with_packages.low or 0) <= (without.low or 0)


def test_every_bundled_clinic_has_an_estimate() -> None:
    catalog = catalogs.load()
    for clinic_id in catalog.frame["id"]:
        for route in ROUTES.bits:
            found = estimate(evidence.offers(catalog, clinic_id), Plan(route=route))
            assert found.at_least or found.low is not None


def test_real_prices_give_what_a_person_works_out() -> None:
    # Kensho Wellbeing: 325 + 2,000 for five + 425 for the sixth
    found = estimate(evidence.offers(catalogs.load(), "kensho-wellbeing-truckee-ca"), Plan())
    assert (found.low, found.high, found.at_least) == (2_750, 2_750, False)


def test_what_is_usual_needs_enough_clinics(tmp_path) -> None:
    keys = [f"c{i}" for i in range(ENOUGH)]
    rows = [clinic(key) for key in keys]
    # 100, 200, ..., 1000: quartiles 325, 550, 775 (linear interpolation); a range counts with its middle.
    prices = [price(key, 100 * (i + 1) - 50, 100 * (i + 1) + 50, route="iv") for i, key in enumerate(keys)]
    usual = typical(load_data(tmp_path / "enough", rows, prices), Plan())
    assert usual is not None
    assert (usual.low, usual.median, usual.high, usual.n, usual.undated) == (325, 550, 775, ENOUGH, ENOUGH)
    assert typical(load_data(tmp_path / "few", rows, prices[1:]), Plan()) is None


@pytest.mark.parametrize(
    "wrong", [{"route": "oral"}, {"first_sessions": -1}, {"maintenance_per_year": 1_000}, {"therapy_sessions": -3}]
)
def test_an_impossible_plan_is_refused_with_a_sentence(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Plan(**wrong)  # type: ignore[arg-type]


def test_each_route_has_a_usual_number_of_sessions() -> None:
    assert set(FIRST_SESSIONS) == set(ROUTES.bits)


def test_what_is_quoted_across_the_country_has_its_page() -> None:
    for plan in (Plan(), Plan(pain=True), Plan(route="spravato")):
        found = quoted(plan)
        assert found is not None
        assert 0 < found.low <= found.high
        assert found.source.url.startswith("https://")
    assert quoted(Plan(route="im")) is None
    assert quoted(Plan(therapy=True)) is None
