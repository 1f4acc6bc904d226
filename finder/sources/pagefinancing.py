"""Ways to pay that a clinic offers: lenders, plans, discounts, help."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finder.sources.pageinsurance import SPRAVATO
from finder.sources.pagesaid import Finding, Said, stated
from finder.sources.pagewords import ELSEWHERE, SYNONYMS, denied, pattern

LENDERS = ("carecredit", "advance_care", "affirm", "klarna")
_UNKNOWN_LENDER = pattern(
    "cherry",
    "sunbit",
    "patientfi",
    "scratch ?pay",
    "united credit",
    "prosper(?: healthcare)?",
    "alphaeon(?: credit)?",
    "greensky",
    "denefits",
    "proceed finance",
    r"lending ?club",
    "ally lending",
    "medicard",
    "healthcare finance direct",
)
_PACKAGE = re.compile(
    r"\bpackages?\b|\bseries\b|\bbundles?\b|\bpre-?pa(?:y|id|ying)\b|\bup ?front\b"
    r"|\bin full\b|\bin advance\b|\b(?:six|\d+)[- ]pack\b|\b(?:buy|purchase"
    r"|book)\w* (?:\d+|three|four|five|six|eight|ten)\b",
    re.IGNORECASE,
)
_SAVING = re.compile(
    r"\bsav(?:e|es|ing|ings)\b(?: of)?(?: up to)? ?(?:\$? ?\d|you|money|when|with|on)"
    r"|\bsavings\b|\bdiscount(?:s|ed)?\b|\b\d+ ?% (?:off|less)|\$ ?[\d,]+ off\b"
    r"|\binstead of \$ ?\d|\bless than (?:paying|buying|booking)\b|\bcosts? \$ ?[\d,]+ less than\b"
    r"|\breduced (?:rate|price)|\bcheaper\b|\blower (?:price|rate|cost)",
    re.IGNORECASE,
)
_NO_PACKAGE = re.compile(
    r"first[- ]time|new (?:patients?|customers?|here)|friend|veteran|military|gift|myers|nad|vitamin|botox",
    re.IGNORECASE,
)
_PAY = re.compile(r"financ|pay|plan|credit|loan|lend|cost|accept|monthly|afford|interest", re.IGNORECASE)


def financing(one: Said) -> Iterator[Finding]:
    """The ways to pay that are offered here."""
    around = " ".join((one.text, *one.headings[-1:]))
    saving = _SAVING.search(one.text) if _PACKAGE.search(around) else None
    if saving and not denied(one.text, *saving.span()) and not _NO_PACKAGE.search(one.text):
        yield "financing", "package_discount", one.words, 0.9
    for clause, word, match in stated("financing", one.text):
        confidence = 0.93
        if word == "membership":
            if re.search(
                r"professional|member of|association|society|affiliation|gym", one.text, re.I
            ) or not re.search(
                r"program|plan|option|month|price|fee|join|member(?:s|ship)s? (?:save|get|receive|include)|\$"
                r"|tier|level",
                one.text + " ".join(one.headings[-1:]),
                re.I,
            ):
                continue
        elif (
            word == "affirm"
            and not _PAY.search(" ".join((clause, *one.headings)))
            and not re.search(r"\bpay", " ".join(one.headings), re.I)
        ):
            continue
        elif word == "financing_plans":
            if match[0].lower().startswith(("cherry", "prosper", "lend")) and not _PAY.search(
                " ".join((clause.replace(match[0], ""), *one.headings))
            ):
                continue
            named = [lender for lender in LENDERS if SYNONYMS["financing"][lender].search(one.text)]
            if (named and not _UNKNOWN_LENDER.search(one.text)) or one.menu:
                continue
            confidence = 0.95 if _UNKNOWN_LENDER.search(one.text) else 0.88
            if re.search(r"in-?house", one.text, re.I) and not _UNKNOWN_LENDER.search(one.text):
                continue
        elif word == "grants":
            if re.search(r"\bgrants? (?:you|us|permission|access|them)\b|research|federal|nih", clause, re.I):
                continue
            confidence = 0.85
        elif word == "in_house_plan":
            lenders = (*(SYNONYMS["financing"][lender] for lender in LENDERS), _UNKNOWN_LENDER)
            lent = any(form.search(clause) for form in lenders)
            if lent and not re.search(r"in-?house|our own", clause, re.IGNORECASE):
                continue
            confidence = 0.93 if re.search(r"in-?house|our own|with us|directly|interest", clause, re.I) else 0.8
        elif (
            word == "manufacturer_savings_program"
            and re.search(r"package|series|infusion", clause, re.I)
            and not SPRAVATO.search(one.text)
        ):
            continue
        if ELSEWHERE.search(one.text) and not one.own and not one.label:
            confidence = 0.4
        yield "financing", word, one.words, confidence
