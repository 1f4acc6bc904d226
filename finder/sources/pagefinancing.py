"""Ways to pay that a clinic offers: lenders, plans, discounts, help."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finder.sources.pageinsurance import SPRAVATO
from finder.sources.pagesaid import Finding, Said, stated
from finder.sources.pagesynonyms import SYNONYMS
from finder.sources.pagewords import ELSEWHERE, denied, pattern

LENDERS = ("carecredit", "advance_care", "affirm", "klarna")
_UNKNOWN_LENDER = pattern(
    "cherry",
    "sunbit",
    "patientfi",
    "scratch ?pay",
    r"united (?:medical )?credit",
    "afterpay",
    "sezzle",
    "paypal",
    "shop pay",
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
    r"|\b(?:[3-9]|1\d|three|four|five|six|eight|ten) (?:infusions|sessions|treatments)\b"
    r"|\b(?:pay|paid|paying) ahead\b|\$[\d,.]+ (?:each|apiece)\b|\bbest value\b"
    r"|\b(?:one (?:at a time|by one)|session by session|individually|separately)\b"
    r"|\b(?:over|than|versus|vs\.?) (?:the )?(?:single|individual|separate|a la carte|pay-as-you-go)\b"
    r"|\bat (?:once|a time)\b"
    r"|\bfor the price of\b|\bin full\b|\bin advance\b|\b(?:six|\d+)[- ]pack\b|\b(?:buy|purchase"
    r"|book)\w* (?:all )?(?:\d+|two|three|four|five|six|eight|ten)\b"
    r"|\bbought (?:\w+ )?(?:\d+|three|four|five|six|eight|ten|together)\b|\ball (?:six|five|four|eight) on day one\b",
    re.IGNORECASE,
)
_SAVING = re.compile(
    r"\bsav(?:e|es|ing|ings)\b(?: of)?(?: up to)? ?(?:\$? ?\d|you|money|when|with|on)"
    r"|\bsavings\b(?! (?:program|account|card)s?)|\bdiscount(?:s|ed)?\b|\b\d+ ?% (?:off|less)|\$ ?[\d,]+ off\b"
    r"|\bsav(?:e|es|ing) [^.;]{0,12}\$ ?\d|\b(?:keep|knock) \$ ?\d"
    r"|\bsaves? (?:five|ten|fifteen|twenty) percent|\b(?:brings?|bringing|drops?)\b[^.;]{0,30}? (?:down )?to \$"
    r"|\b(?:sixth|fifth|fourth|seventh|eighth|last|next|get one|\dth)(?: \w+)? (?:comes? |is )?(?:for )?"
    r"(?:free|on us|on the house|(?:at )?half[- ](?:price|off))\b"
    r"|\b(?:six|\d+|four|three|eight)(?: \w+)? for the (?:price|cost) of\b|\$ ?\d+ (?:less|cheaper)\b"
    r"|\binstead of \$ ?\d|\bless than (?:paying|buying|booking|the (?:single|individual|per|regular)|if you)\b"
    r"|\bcosts? \$ ?[\d,]+ less than\b"
    r"|\breduced (?:rate|price)|\bcheaper\b|\blower (?:price|rate|cost)",
    re.IGNORECASE,
)
#: For what somebody gets money off who brings others or praises the clinic.
_REWARD = re.compile(r"\breviews?\b|\brefer (?:a|your)\b|\bfriends?\b|\bemail list|\bnewsletter", re.IGNORECASE)
_NO_PACKAGE = re.compile(
    r"first[- ]time|new (?:patients?|customers?|here)|friend|veteran|military|gift|myers|nad|vitamin|botox",
    re.IGNORECASE,
)
#: Whom some clinics ask less, and what says that it is less.
_LESS = (
    r"(?:(?:\d+|five|ten|fifteen|twenty) ?(?:%|percent)(?! of\b)|\$ ?\d+ (?:off|less|discount)|\bdiscount\w*|\bsaves?\b"
    r"|\b(?:special|reduced|lower|our|discounted) (?:rate|price|pricing|fee)s?|\brates? for\b|\bprecio especial)"
)
_FOR_SOME = {
    word: re.compile(rf"\b(?:{whom})\b[^.;$]{{0,70}}?{_LESS}|{_LESS}[^.;]{{0,70}}?\b(?:{whom})\b", re.IGNORECASE)
    for word, whom in (
        ("veteran_discount", r"vets|veterans?|military|service ?members?|active[- ]duty|veteranos"),
        (
            "first_responder_discount",
            r"first[- ]responders?|fire(?:fighters?)?|police|paramedics?|emts?|ems|law enforcement",
        ),
    )
}
_STATISTIC = re.compile(
    r"percent of\b|% of\b|suicide|stud(?:y|ies)|rates? of|compensation"
    r"|disability rat",
    re.IGNORECASE,
)
#: Said of paying in parts to the clinic itself.
_WITH_US = re.compile(
    r"in-?house|our own|\bwith us\b|\bto us\b|directly|interest|no (?:third|outside|bank)|our office|handshake", re.I
)
_PAY = re.compile(
    r"financ|pay|checkout|welcome|klarna|plan|credit|loan|lend|cost|accept|monthly|afford|interest", re.IGNORECASE
)


def financing(one: Said) -> Iterator[Finding]:
    """The ways to pay that are offered here."""
    around = " ".join((one.text, *one.headings[-2:]))
    saving = _SAVING.search(one.text) if _PACKAGE.search(around) else None
    if (
        saving
        and not denied(one.text, *saving.span())
        and not _NO_PACKAGE.search(one.text)
        and not _REWARD.search(one.text)
    ):
        yield "financing", "package_discount", one.words, 0.9
    for word, form in _FOR_SOME.items():
        less = form.search(one.text)
        if less and not denied(one.text, *less.span()) and not _STATISTIC.search(one.text):
            yield "financing", word, one.words, 0.93 if one.own or one.label else 0.85
    asked = "? " in one.words and "?" not in one.text  # of a question only the words are taken that its answer repeats
    for clause, word, match in stated("financing", one.text):
        confidence = 0.93
        if word == "package_discount" and _REWARD.search(one.text):
            continue
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
            if (
                re.search(r"in-?house", one.text, re.I) or (asked and _WITH_US.search(one.words))
            ) and not _UNKNOWN_LENDER.search(one.text):
                continue
        elif word == "grants":
            if re.search(
                r"\bgrants? (?:you|us|permission|access|them)\b|grant (?:st|street|ave)|research"
                r"|federal (?:grant|fund)|nih",
                clause,
                re.I,
            ):
                continue
            confidence = 0.85
        elif word == "in_house_plan":
            lenders = (*(SYNONYMS["financing"][lender] for lender in LENDERS), _UNKNOWN_LENDER)
            lent = any(form.search(clause) for form in lenders)
            if "deposit" in clause.lower():
                continue
            if lent and not re.search(r"in-?house|our own", clause, re.IGNORECASE):
                continue
            if asked and not _WITH_US.search(one.words):  # how it is split, the answer says after its yes
                continue
            confidence = 0.93 if _WITH_US.search(clause) else 0.8
        elif (
            word == "manufacturer_savings_program"
            and re.search(r"package|series|infusion", clause, re.I)
            and not SPRAVATO.search(one.text)
        ):
            continue
        if ELSEWHERE.search(one.text) and not (one.own or one.label or word == "manufacturer_savings_program"):
            confidence = 0.4
        yield "financing", word, one.words, confidence
