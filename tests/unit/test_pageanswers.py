"""Questions and answers on a page: a no is no yes."""

from __future__ import annotations

import pytest

from finder.sources import page

NO = ["No.", "No, we do not.", "We do not.", "We do not currently offer it.", "Unfortunately, not at this time.",
      "Our clinic does not.", "Absolutely not.", "At this time we do not."]  # fmt: skip
YES = ["Yes.", "We do.", "Absolutely!", "Yes, we do."]
ASKED = [
    ("Do you treat bipolar disorder?", "conditions", "bipolar"),
    ("Do you treat PTSD?", "conditions", "ptsd"),
    ("Do you offer at-home ketamine?", "settings", "at_home"),
    ("Do you offer Spravato?", "routes", "spravato"),
    ("Do you accept Medicare?", "insurance", "medicare"),
]


def facts(question: str, answer: str) -> set[tuple[str, str]]:
    html = (
        "<html><body><h1>Example Ketamine Clinic</h1><p>We give ketamine infusions.</p><h2>FAQ</h2>"
        f"<h3>{question}</h3><p>{answer}</p></body></html>"
    )
    found = page.read(html, "https://example.com/faq", "2026-11-27").statements
    return {(said.field, said.value) for said in found if said.confidence >= 0.5}


@pytest.mark.parametrize("answer", NO)
@pytest.mark.parametrize(("question", "field", "word"), ASKED)
def test_a_no_is_no_yes(question: str, field: str, word: str, answer: str) -> None:
    assert (field, word) not in facts(question, answer)


@pytest.mark.parametrize("answer", YES)
@pytest.mark.parametrize(("question", "field", "word"), ASKED)
def test_a_yes_is_one(question: str, field: str, word: str, answer: str) -> None:
    assert (field, word) in facts(question, answer)
