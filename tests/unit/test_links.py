"""Addresses: any query comes back as it went; any garbage gives a sane page and a word about it."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from finder import links, places
from finder.costs import Plan
from finder.places import Place
from finder.search import SORTS, Query
from finder.vocabulary import FIELDS, PAYERS, ROUTES

PLACES = [places.by_id(i) for i in ("zip:94110", "city:oh/columbus", "state:oh", "region:cape-cod", "city:ny/brooklyn")]


def _words(field: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(sorted(FIELDS[field].bits)), max_size=4)


QUERIES = st.builds(
    Query,
    near=st.sampled_from([None, *PLACES]),
    within_miles=st.none() | st.integers(1, 500) | st.floats(0, 12_500, exclude_min=True),
    **{field: _words(field) for field in FIELDS},
    board_certified=st.booleans(),
    max_session_usd=st.none() | st.integers(0, 20_000) | st.floats(0, 20_000),
    min_rating=st.none() | st.floats(0, 5),
    name=st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    sort=st.sampled_from(SORTS),
    page=st.integers(1, 10_000),
)


@given(QUERIES)
@example(Query(within_miles=1234.56789))
@example(Query(max_session_usd=0.1 + 0.2))
@example(Query(name="  a & b = 100% #?  "))
@example(Query(within_miles=None, near=places.by_id("state:gu")))
def test_any_query_survives_its_address(query: Query) -> None:
    params = links.to_params(query)
    assert "" not in params.values()
    reading = links.from_params(dict(parse_qsl(urlencode(params))))
    assert reading.query == query
    assert reading.problems == []
    assert links.to_params(reading.query) == params


@given(
    st.dictionaries(
        st.sampled_from(["near", "within", "max_session", "min_rating", "page", "sort", "name", "id", "x",
                         *links.WORD_PARAMS.values()]),
        st.text(max_size=80),
    )
)  # fmt: skip
@settings(max_examples=200)
@example({"near": "zip:"})
@example({"near": "abroad:ca"})
@example({"near": "city:../../etc/passwd"})
@example({"page": "9" * 5_000, "within": "9" * 5_000, "max_session": "1e999", "min_rating": "nan"})
@example({"page": "-1", "within": "0", "max_session": "-0.01", "sort": "; drop table"})
@example({"route": ",,iv,,", "condition": "ptsd,<script>\n" + "x" * 10_000})
@example({"page": "\uff11\uff12", "within": "\u0664\u0662"})
def test_garbage_never_breaks_a_page(params: dict[str, str]) -> None:
    reading = links.from_params(params)
    assert isinstance(reading.query, Query)
    for problem in reading.problems:
        assert 0 < len(problem) < 400
        assert "\n" not in problem
    # What was understood makes an address that is understood wholly.
    assert links.from_params(links.to_params(reading.query)) == links.Reading(reading.query, [])
    assert isinstance(links.clinic_id(params), str)


def test_defaults_are_not_written() -> None:
    assert links.to_params(Query()) == {}


def test_addresses_hold_words_never_labels() -> None:
    place = places.by_id("city:ca/los-angeles")
    query = Query(near=place, within_miles=25, routes=frozenset({"iv", "spravato"}), max_session_usd=500)
    params = {"near": "city:ca/los-angeles", "within": "25", "route": "iv,spravato", "max_session": "500"}
    assert links.to_params(query) == params


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"near": "city:ca/nowhere"}, "The place in this address (“city:ca/nowhere”) is not one we know."),
        ({"condition": "ptds"}, "condition: “ptds” is not a word we know. Did you mean “ptsd”?"),
        ({"max_session": "abc"}, "“abc” cannot be used for max_session, so it was left out."),
        ({"within": "-5"}, "cannot be used for within"),
        ({"page": "0"}, "cannot be used for page"),
        ({"page": "99999999999999999999999999"}, ""),
        ({"max_session": "nan"}, "cannot be used for max_session"),
        ({"sort": "pricee"}, "Did you mean “price”?"),
        ({"near": "34.05,-118.24"}, "is not one we know"),  # never bare coordinates
        ({"max_session": "inf"}, "cannot be used for max_session"),
        ({"max_session": "$400"}, "cannot be used for max_session"),
        ({"within": "99999"}, "the distance must be between 0 and"),
        ({"min_rating": "6"}, "between 0 and 5"),
        ({"page": "1.5"}, "cannot be used for page"),
    ],
)
def test_what_cannot_be_used_is_said(params: dict[str, str], said: str) -> None:
    reading = links.from_params(params)
    assert said in " ".join(reading.problems)


def test_good_parts_of_a_bad_address_are_kept() -> None:
    reading = links.from_params({"condition": "ptsd,zzzz", "max_session": "abc", "route": "IV", "near": "zip:94110"})
    assert reading.query.conditions == {"ptsd"}
    assert reading.query.routes == {"iv"}
    assert isinstance(reading.query.near, Place)
    assert len(reading.problems) == 2


@pytest.mark.parametrize("bad", ["", "../etc", "A b", "x" * 121, "<b>", "%00"])
def test_a_clinic_id_that_cannot_exist_is_none(bad: str) -> None:
    assert links.clinic_id({"id": bad}) == ""


def test_a_clinic_address_leads_back_to_the_results() -> None:
    query = Query(near=places.by_id("zip:94110"), conditions=frozenset({"ptsd"}), page=2)
    params = links.clinic_params("example-clinic-a", query)
    assert links.clinic_id(params) == "example-clinic-a"
    assert links.from_params(params).query == query


def test_the_order_of_words_makes_one_address() -> None:
    for words in (["im", "iv"], ["iv", "im"]):
        assert links.to_params(Query(routes=frozenset(words))) == {"route": "iv,im"}


def test_unknown_parameters_are_ignored() -> None:
    assert links.from_params({"utm_source": "x", "": "y", "routes": "iv"}) == links.Reading(Query(), [])


def test_every_word_field_has_a_parameter_of_its_own() -> None:
    assert set(links.WORD_PARAMS) == set(FIELDS)
    assert len(set(links.WORD_PARAMS.values())) == len(FIELDS)


PLANS = st.builds(
    Plan,
    route=st.sampled_from(list(ROUTES.bits)),
    first_sessions=st.none() | st.integers(0, 100),
    maintenance_per_year=st.integers(0, 100),
    therapy=st.booleans(),
    therapy_sessions=st.integers(0, 100),
    pain=st.booleans(),
    payer=st.sampled_from(list(PAYERS.bits)),
    per_mile=st.floats(0, 10),
    per_ride=st.floats(0, 1_000),
    apr=st.floats(0, 100),
    months=st.integers(1, 120),
    card_apr=st.floats(0, 100),
    card_months=st.integers(1, 60),
    back=st.none() | st.floats(0, 100),
    tax=st.none() | st.floats(0, 60),
)


@given(PLANS, st.booleans())
def test_a_plan_round_trips(plan: Plan, therapy: bool) -> None:
    base = Plan(route="im", therapy=therapy)
    assert links.read_plan(links.plan_params(plan, base), base) == (plan, [])
    assert links.plan_params(base, base) == {}


def test_a_link_to_share_tells_nothing_of_the_person() -> None:
    plan = Plan(first_sessions=8, payer="medicaid", per_mile=0.1, per_ride=50, back=40, tax=12)
    assert links.plan_params(plan, Plan(), personal=False) == {"sessions": "8"}


@pytest.mark.parametrize(
    "params",
    [{"by": "oral"}, {"sessions": "many"}, {"sessions": "-1"}, {"yearly": "1e9"}, {"apr": "nan"}, {"payer": "aunt"},
     {"months": "0"}, {"card_apr": "inf"}, {"tax": "99"}],
)  # fmt: skip
def test_what_makes_no_sense_in_a_plan_is_left_out_and_named(params: dict[str, str]) -> None:
    plan, problems = links.read_plan(params, Plan())
    assert plan == Plan()
    assert len(problems) == 1
    assert next(iter(params)) in problems[0]


@given(st.dictionaries(st.sampled_from([*links.PLAN_PARAMS.values()]), st.text(max_size=30)))
def test_no_plan_in_an_address_breaks_it(params: dict[str, str]) -> None:
    plan, _problems = links.read_plan(params, Plan())
    assert isinstance(plan, Plan)


def test_clinics_compared_are_each_named_once() -> None:
    assert links.clinic_ids({"ids": " a-b,c, a-b ,, A!,../x"}) == ["a-b", "c"]
    assert links.clinic_ids({}) == []


def test_a_comparison_leads_back_to_the_results() -> None:
    query = Query(routes=frozenset({"iv"}), conditions=frozenset({"ptsd"}))
    params = links.compare_params(["a", "b"], query, {"sessions": "8"})
    assert links.from_params(params).query == query
    assert links.beside_query(params) == {"ids": "a,b", "sessions": "8"}
    # what a query asks is the plan to begin with
    asked = links.base_plan(Query(routes=frozenset({"im"}), services=frozenset({"psychotherapy"})), "iv")
    assert (asked.route, asked.therapy, asked.pain) == ("im", True, False)
    assert links.base_plan(Query(conditions=frozenset({"crps"})), "iv").pain
