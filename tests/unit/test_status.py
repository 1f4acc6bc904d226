"""What is said of each route and condition is there, sourced, plain, and never says more than the sources do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from finder import status as status_module
from finder.status import FILE, Status, StatusError, load, status
from finder.vocabulary import CONDITIONS, PAIN, ROUTES

CASES = [(r.key, c, age) for r in ROUTES for c in (None, *CONDITIONS.bits) for age in (None, 17)]
PAIRS = [(route, condition) for route, condition, age in CASES if age is None]

#: Agencies, the national library, guideline bodies and publishers. Never a mirror, a clinic or a forum.
HOSTS = {
    "www.fda.gov",
    "www.accessdata.fda.gov",
    "dailymed.nlm.nih.gov",
    "doi.org",
    "pubmed.ncbi.nlm.nih.gov",
    "pmc.ncbi.nlm.nih.gov",
    "clinicaltrials.gov",
    "www.healthquality.va.gov",
    "pubs.asahq.org",
}

HYPE = [
    "amazing", "best", "breakthrough", "cure", "cured", "cures", "effective", "exciting", "game-changing",
    "groundbreaking", "guaranteed", "heal", "healing", "impressive", "miracle", "powerful", "promising", "proven",
    "remarkable", "revolutionary", "safe", "safely", "transformative", "wonder",
]  # fmt: skip
ADVICE = [
    "you", "your", "we recommend", "we suggest", "should", "must", "ought", "consider", "try", "avoid", "ask your",
    "talk to", "start", "stop", "quit", "switch", "a good choice", "better option", "worth",
]  # fmt: skip
STIGMA = [
    "addict", "addicts", "abuser", "abusers", "junkie", "crazy", "insane", "committed suicide", "commit suicide",
    "suffer", "suffers", "suffering", "victim", "victims", "failed", "non-compliant", "clean",
]  # fmt: skip


def has(text: str, phrases: list[str]) -> list[str]:
    return [p for p in phrases if re.search(rf"\b{re.escape(p)}\b", text, re.IGNORECASE)]


def texts(said: Status) -> list[str]:
    shown = [said.legal_label, said.legal_text, said.evidence_label, said.evidence_text, said.card, said.grading]
    return [*shown, *(w.help for w in (*status_module.legal_words(), *status_module.evidence_words()))]


def sentences(text: str) -> Iterator[str]:
    yield from re.split(r"(?<=[.!?])\s+", text)


@pytest.mark.parametrize(("route", "condition", "age"), CASES)
def test_every_case_has_a_status_and_evidence_with_complete_sources(
    route: str, condition: str | None, age: int | None
) -> None:
    said = status(route, condition, age)
    assert said.legal in {w.key for w in status_module.legal_words()}
    assert said.evidence in {w.key for w in status_module.evidence_words()}
    assert said.legal_label
    assert said.evidence_label
    assert said.legal_sources
    assert said.evidence_sources
    references = load(FILE).references
    for source in said.sources:
        assert references[source.key] == source
        assert source.authors
        assert source.title
        assert 1990 <= source.year <= 2026
        assert re.fullmatch(r"\d{4}(-\d\d)?", source.as_of)
        assert int(source.as_of[:4]) == source.year
        assert source.citation.startswith(source.authors)
    assert len(said.sources) == len({s.key for s in said.sources})
    assert said.as_of == min(said.legal_as_of, said.evidence_as_of)


@pytest.mark.parametrize(("route", "condition", "age"), CASES)
def test_texts_are_plain_and_make_no_promise(route: str, condition: str | None, age: int | None) -> None:
    said = status(route, condition, age)
    for text in texts(said):
        assert not has(text, HYPE), text
        assert not has(text, ADVICE), text
        assert not has(text, STIGMA), text
        assert "{" not in text
        assert "  " not in text
        assert "!" not in text
        for sentence in sentences(text):
            assert len(sentence.split()) <= 30, sentence
            assert sentence[0].isupper() or sentence[0].isdigit(), sentence
    assert len(said.card) <= 150
    assert len(list(sentences(said.legal_text))) <= 5


@pytest.mark.parametrize("key", sorted(load(FILE).references))
def test_references_are_primary_sources(key: str) -> None:
    address = urlsplit(load(FILE).references[key].url)
    assert address.scheme == "https"
    assert address.hostname in HOSTS


@pytest.mark.parametrize(
    ("route", "condition", "legal", "evidence"),
    [
        ("spravato", None, "approved", "moderate"),
        ("spravato", "depression", "approved", "moderate"),
        ("spravato", "suicidal_ideation", "approved", "limited"),
        ("spravato", "ptsd", "off_label", "very_limited"),
        ("spravato", "ocd", "off_label", "none_found"),
        ("spravato", "bipolar", "off_label", "none_found"),
        ("spravato", "postpartum", "off_label", "none_found"),
        ("spravato", "chronic_pain", "off_label", "none_found"),
        ("iv", None, "off_label", "moderate"),
        ("iv", "depression", "off_label", "moderate"),
        ("iv", "suicidal_ideation", "off_label", "limited"),
        ("iv", "bipolar", "off_label", "limited"),
        ("iv", "anxiety", "off_label", "very_limited"),
        ("iv", "ptsd", "off_label", "conflicting"),
        ("iv", "ocd", "off_label", "very_limited"),
        ("iv", "postpartum", "off_label", "very_limited"),
        ("iv", "eating_disorder", "off_label", "very_limited"),
        ("iv", "addiction", "off_label", "limited"),
        ("iv", "chronic_pain", "off_label", "very_limited"),
        ("iv", "crps", "off_label", "conflicting"),
        ("iv", "fibromyalgia", "off_label", "very_limited"),
        ("iv", "neuropathy", "off_label", "conflicting"),
        ("iv", "migraine", "off_label", "very_limited"),
        ("im", "depression", "off_label", "very_limited"),
        ("subcutaneous", "depression", "off_label", "limited"),
        ("sublingual", "depression", "compounded", "limited"),
        ("nasal_compounded", "depression", "compounded", "very_limited"),
        ("sublingual", "ptsd", "compounded", "none_found"),
    ],
)
def test_the_pairs_that_matter(route: str, condition: str | None, legal: str, evidence: str) -> None:
    said = status(route, condition)
    assert (said.legal, said.evidence) == (legal, evidence)


@pytest.mark.parametrize(("route", "condition"), PAIRS)
def test_only_spravato_is_approved_and_only_for_two_uses(route: str, condition: str | None) -> None:
    approved = route == "spravato" and condition in {None, "depression", "suicidal_ideation"}
    assert (status(route, condition).legal == "approved") == approved
    if route in {"iv", "im", "subcutaneous"}:
        assert status(route, condition).legal == "off_label"
        assert "only as an anesthetic" in status(route, condition).legal_text


@pytest.mark.parametrize(("route", "condition"), PAIRS)
def test_nothing_is_approved_under_18(route: str, condition: str | None) -> None:
    for age in (0, 12, 17):
        assert status(route, condition, age).legal != "approved"
    assert status(route, condition, 18) == status(route, condition)
    if route == "spravato":
        assert "adults only" in status(route, condition, 17).legal_text
        assert "not approved under 18" in status(route, condition, 17).card
    assert re.search("under 18|1[23] to 17", status(route, condition, 17).evidence_text)


def test_spravato_for_depression_says_its_limits() -> None:
    text = status("spravato", "depression").legal_text
    for words in ("adults", "at least two antidepressants", "alone or with an oral antidepressant", "not approved"):
        assert words in text
    assert "at least two antidepressants" in status("spravato", "depression").card


def test_spravato_for_suicidal_thoughts_says_its_limits() -> None:
    said = status("spravato", "suicidal_ideation")
    for words in ("with an oral antidepressant", "not been shown to prevent suicide", "hospital care"):
        assert words in said.legal_text
    assert "not shown to prevent suicide" in said.card
    assert "not been shown to prevent suicide" in said.evidence_text


def test_spravato_in_general_names_both_uses() -> None:
    text = status("spravato").legal_text
    assert "at least two antidepressants" in text
    assert "acute suicidal thoughts or actions" in text


@pytest.mark.parametrize("condition", [None, *CONDITIONS.bits])
@pytest.mark.parametrize("route", ["sublingual", "nasal_compounded"])
def test_compounded_products_carry_the_warnings(route: str, condition: str | None) -> None:
    said = status(route, condition)
    assert said.legal == "compounded"
    for words in ("not FDA-approved", "February 2022", "October 2023", "home use"):
        assert words in said.legal_text
    assert {s.key for s in said.legal_sources} == {"fda_2022", "fda_2023"}


@pytest.mark.parametrize("condition", CONDITIONS.bits)
def test_cards_and_texts_name_the_condition(condition: str) -> None:
    said, name = status("iv", condition), load(FILE).name(condition)
    assert name in said.card
    assert name in said.legal_text


def test_the_card_line() -> None:
    assert status("iv", "ptsd").card == "IV infusion: approved drug, but off-label for PTSD. Evidence: conflicting."
    assert status("iv").card.endswith("Evidence: moderate for depression.")


def test_where_a_route_is_not_studied_the_text_says_so_and_cites_what_is() -> None:
    said, studied = status("sublingual", "ptsd"), status("iv", "ptsd")
    assert said.evidence_text.startswith("We found no trial of a lozenge or tablet for PTSD")
    assert said.evidence_text.endswith(studied.evidence_text)
    assert said.evidence_sources == studied.evidence_sources


def test_no_condition_or_an_unknown_one_is_the_general_standing() -> None:
    assert status("iv", "lumbago") == status("iv")
    assert status("iv").condition is None
    assert status("iv").evidence_label == "Moderate for depression"


def test_unknown_route_is_named() -> None:
    with pytest.raises(KeyError, match="did you mean 'sublingual'"):
        status("sub-lingual")


def test_the_grades_are_said_to_be_ours() -> None:
    assert "our own judgment" in status("iv").grading
    assert next(w.key for w in status_module.evidence_words()) == "strong"


def test_nothing_off_the_label_is_graded_strong() -> None:
    assert not [case for case in CASES if status(*case).evidence == "strong"]


@pytest.mark.parametrize("condition", sorted(PAIN - {"migraine"}))
def test_pain_cites_cochrane_or_the_guideline(condition: str) -> None:
    assert {"ferraro_2025", "cohen_2018"} & {s.key for s in status("iv", condition).sources}


def test_the_file_is_read_once() -> None:
    assert load(FILE) is load(FILE)
    assert status("iv", "ptsd") == status("iv", "ptsd")


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str, str], str]:
    """Puts one text of the file in another's place and gives the error it leads to."""

    def attempt(old: str, new: str) -> str:
        content = FILE.read_text(encoding="utf-8")
        assert old in content
        path = tmp_path / "status.yaml"
        path.write_text(content.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(StatusError) as caught:
            load.__wrapped__(path)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)
        return str(caught.value)

    return attempt


#: What to put in place of what, and the key and the problem that the error must name.
BROKEN = [
    ("sources: [loo_2023]", "sources: [lo_2023]", "evidence.statements, number 5, sources", "did you mean 'loo_2023'"),
    ("[depression]\n      routes: [im]", "[depression]\n      routes: [imm]", "number 6, routes", "did you mean 'im'"),
    ("conditions: [ptsd]", "conditions: [pstd]", "conditions", "'pstd' is not known"),
    ("word: conflicting", "word: mixed", "evidence.statements, number", "'mixed' is not known"),
    ("      sources: [loo_2023]\n", "", "evidence.statements.5", "has no sources"),
    ("    doi: 10.1192/bjp.2023.79\n    pmid: 38108319\n", "", "references.loo_2023", "has no doi, pmid or url"),
    ("    as_of: 2023-07\n", "    as_of: July 2023\n", "references.loo_2023.as_of", "pattern"),
    ("    as_of: 2023-07\n", "", "references.loo_2023.as_of", "required"),
    ("    year: 2023\n", "    year: recent\n", "references.fda_2023.year", "integer"),
    ("    ptsd: PTSD\n", "", "names.conditions", "ptsd"),
    ("    off_label:\n", "    offlabel:\n", "legal.words", "lacks off_label"),
    ("  general: depression\n", "  general: sadness\n", "evidence.general", "'sadness'"),
    ("of {route} for", "of {way} for", "evidence.statements, number 1, text", "braces"),
    ("      also: iv\n", "      also: ivy\n", "evidence.statements, number 1, also", "'ivy' is not known"),
    ("      also: adults\n", "      also: im\n", "evidence.statements", "circle"),
    ("grading:", "gradings:", "grading", "required"),
    ("[spravato]\n      under_18: true\n", "[spravato]\n", "legal.statements", "adults only"),
    ("[spravato]\n      under_18: true\n", "[iv]\n", "legal.statements", "both speak of iv"),
    (
        "    - word: none_found\n",
        "    - routes: [iv]\n      word: none_found\n",
        "evidence.statements",
        "nothing is said",
    ),
    ("[general]\n      word: approved", "[anxiety]\n      word: approved", "legal.statements", "none is asked"),
    ("off_label\n      card: not approved", "approved\n      card: not approved", "legal.statements", "adults only"),
    ("  afridi_2013:\n", "  afridi_2012:\n", "evidence.statements, number", "did you mean 'afridi_2012'"),
    ("      sources: [can_2021]\n", "      sources: [loo_2023]\n", "references", "no statement uses can_2021"),
    ("    postpartum: depression", "    ptsd: depression", "line", "'ptsd' stands twice"),
    ("names:\n", "names: [\n", "line", "expected"),
]


@pytest.mark.parametrize(("old", "new", "key", "problem"), BROKEN)
def test_a_broken_file_names_itself_the_key_and_the_problem(
    broken: Callable[[str, str], str], old: str, new: str, key: str, problem: str
) -> None:
    message = broken(old, new)
    assert key in message
    assert problem in message


@pytest.mark.parametrize(
    ("content", "problem"), [(b"", "the file"), (b"\xff\xfe\xff", "UTF-8"), (b"- a\n- b\n", "the file")]
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "status.yaml"
    path.write_bytes(content)
    with pytest.raises(StatusError, match=problem):
        load.__wrapped__(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StatusError, match=r"nowhere\.yaml: cannot be read"):
        load.__wrapped__(tmp_path / "nowhere.yaml")
