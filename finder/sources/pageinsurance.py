"""Insurance: the plans that a clinic takes, whether it bills for ketamine and for Spravato, superbills."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finder.sources.pagesaid import Finding, Said, matches, stated
from finder.sources.pagewords import ELSEWHERE, KETAMINE, OWN_VOICE, clauses, negated

_ACCEPT = re.compile(
    r"\baccept\w*|\btak(?:e|es|ing)\b|\bbill(?:s|ed|ing)?\b|\bin[- ]network\b|\bparticipat\w*"
    r"|\bcontract\w*|\bwork(?:s|ing)? with\b|\bcovered\b|\bcovers?\b|\bwelcome\w*|\bcredentialed\b"
    r"|\bpanel(?:ed|s)?\b|\bpartner\w*|\bsubmit\w*|\bprocess\w*|\bfil(?:e|es|ed|ing)\b|\bprovider (?:for|with)\b"
    r"|\bapproved\b|\benrolled\b|\bpays for\b|\bpay for (?:most|part|all|spravato)\b|\bin our network\b",
    re.IGNORECASE,
)
_INSURANCE = re.compile(
    r"\binsurances?\b|\binsurers?\b|\binsurance (?:plans?|companies|carriers?)\b|\bhealth plans?\b"
    r"|\bthird[- ]party payers?\b|\bcarriers?\b|\bpayers?\b",
    re.IGNORECASE,
)
#: The same, and a plan, where one is not a way to pay.
_PLAN = re.compile(rf"{_INSURANCE.pattern}|(?<!payment )\bplans?\b|\bmedicare\b|\bmedicaid\b", re.IGNORECASE)
_INSURANCE_HEADING = re.compile(
    r"insurance|in-?network|plans?|coverage|\bpay(?:ment|ing)|payers?|accept", re.IGNORECASE
)
SPRAVATO = re.compile(r"spravato|esketamine", re.IGNORECASE)
#: "Medical Mutual" is none, nor is a medical director; California's program has a capital within.
_MEDICAID = re.compile(r"(?i:medicaid|medi-cal|masshealth|ahcccs)|\bMediCal\b")
_HEDGE = re.compile(
    r"\b(?:most(?:ly)?|many|some|may|might|typically|generally|in general|usually|often|rarely|currently|almost|few"
    r"|seldom|hardly|largely|mainly|as a rule|tend to|not always|at (?:this time|the moment|present)|at present"
    r"|normally|commonly|unlikely|depends?|varies)\b",
    re.IGNORECASE,
)
#: What an insurer did that is no plan taken here.
_TURNED_DOWN = re.compile(
    r"\bturn(?:s|ed)? down|\bden(?:y|ies|ied)\b|\breject\w*|\brefus\w*|\b(?:rarely|seldom|hardly|almost never)\b"
    r"|\bhave (?:been )?(?:paid|reimbursed|got)",
    re.IGNORECASE,
)
#: Of plans everywhere, not of those taken here.
_IN_GENERAL = re.compile(
    r"\b(?:most|many|some)\b[^.;]{0,90}\b(?:covers?|pays?)\b|\bcovered by (?:most|many|some)\b|\b(?:plans"
    r"|insurers) (?:like|such as)\b",
    re.IGNORECASE,
)
#: A row of a table that says no in each column.
_ROW_OF_NO = re.compile(r" - (?:(?:no|none|n/?a|not (?:accepted|covered)|-)(?: - )?)+$", re.IGNORECASE)
_CASH = re.compile(
    r"\bcash[- ](?:pay|only|based)\b|\bself[- ]pay (?:only|practice|clinic|basis|service)"
    r"|\bprivate[- ]pay\b|\bout[- ]of[- ]network\b|\bdo(?:es)? not participate\b"
    r"|\boutside (?:of )?(?:the )?insurance\b|\bopted out of (?:all )?(?:insurance|medicare)\b"
    r"|\bfee[- ]for[- ]service\b|\b(?:cash|direct[- ]pay|self[- ]pay|private[- ]pay) (?:practice|clinic|office)\b",
    re.IGNORECASE,
)
#: Said of a thing: it is paid by oneself.
_SELF_PAID = re.compile(
    r"^(?:all )?(?:self|cash|private)[- ]pay(?= (?:at|in|only|for)\b|\.)|(?:\b(?:is|are|remains?|strictly"
    r"|entirely|be)|'(?:s|re)) (?:\w+ )?(?:an? )?"
    r"(?:self[- ]pay|private[- ]pay|cash[- ](?:pay|only|based)"
    r"|out[- ]of[- ]pocket|fee[- ]for[- ]service)\b(?! (?:price|rate|discount|option))",
    re.IGNORECASE,
)
_NOT_KETAMINE = re.compile(
    r",? (?:but )?not (?:for |with )?(?:the |our )?(?:iv |im )?(?:ketamine"
    r"|infusions?)\b",
    re.IGNORECASE,
)
#: What may be paid otherwise than ketamine.
_OTHER_VISITS = re.compile(
    r"consult|evaluation|intake|\bvisits?\b|counseling|psychotherapy|talk therapy|therapy sessions?|integration"
    r"|preparation|\blabs?\b|supplement|missed|cancel|\bfees?\b|paperwork|records",
    re.IGNORECASE,
)
#: That the clinic does not bill: the verb with its negation, never an insurer's.
_REFUSED = re.compile(
    r"^not: [^.;]{0,40}?\b(?:accept|take|bill|file|work with)\b"
    r"|\b(?:we|I) (?:accept|take|bill|file)(?= no(?:ne)? (?!other))|\b(?:accept|take|bill|file)(?= none\b)"
    r"|\bnothing\b[^.;]{0,40}? (?:is|gets) (?=billed|submitted|filed)|\bnot something (?:we|I) (?:can )?(?:bill"
    r"|submit|file)\b"
    r"|\b(?:we|I) have no (?:contracts?|agreements?|relationships?) with\b"
    r"|\bno billing\b|\bstopped (?:accepting|taking|billing|filing)\b"
    r"|\bno (?:insurance|insurer|plan|payer)s?(?: plans?)? (?:is|are) (?:accepted|billed|filed|taken)\b"
    r"|\b(?:(?:do|does|are|am|is|can|will)(?:n't| not)|cannot|can't|won't|never|no longer|unable to|nor do(?:es)?)"
    r" (?:\w+ ){0,3}?(?:accept\w*|take|taking|bill\w*|fil(?:e|ed|ing)|submit\w*|participat\w*|contract\w*"
    r"|work(?:ing)? with"
    r"|deal with|send (?:\w+ )?claims|process|in[- ]network|credentialed)\b"
    r"|\bnot (?:currently |\w+ly )?(?:accepted|billed|filed|submitted|taken)\b",
    re.IGNORECASE,
)
_INSURER_BEFORE = re.compile(
    r"(?:\b(?:insur\w+|plans?|compan\w+|carriers?|payers?|medicare|medicaid|they|who|(?<!know )that|which"
    r"|patients?|clients?)"
    r"|\byour \w+|\byou|\bif (?:we|it))(?: (?!and\b|or\b|so\b)\w+)?\W*(?<! and )(?<! or )(?<! so )$",
    re.IGNORECASE,
)


def _refused(clause: str, text: str, headings: tuple[str, ...]) -> bool:
    """Whether a clause says that no insurance is billed for ketamine here."""
    return any(_refuses(match, clause, text, headings) for match in _REFUSED.finditer(clause))


def _refuses(match: re.Match[str], clause: str, text: str, headings: tuple[str, ...]) -> bool:
    before, after = clause[: match.start()], clause[match.end() :]
    passive = re.search(r"(?:accepted|billed|filed|submitted|taken)$", match[0], re.IGNORECASE)
    if not passive and not match[0].lower().startswith("nor") and _INSURER_BEFORE.search(before):
        return False
    if (
        _OTHER_VISITS.search(before)
        and not KETAMINE.search(clause)
        and not re.search("infusion", clause, re.IGNORECASE)
    ):
        return False
    if re.match("no ", match[0], re.IGNORECASE):  # no plan is billed
        return True
    about = _INSURANCE.search(after)
    if about and (matches("insurance", after[: about.start()]) or re.match(r"\s*(?:most|all|some|every)\b", after)):
        return False  # one plan, or not each
    if about or (passive and _INSURANCE.search(before)) or (clause.startswith("not: ") and _INSURANCE.search(clause)):
        return True
    if matches("insurance", after):
        return False
    said_of = re.search(
        r"\bclaims?\b|^ (?:to|with|through) any (?:plan|carrier|payer)|^ (?:them|it|these|those|none|nobody"
        r"|any(?:one|body|thing)?)\b(?! (?:other|else))|^\W*$",
        after,
        re.IGNORECASE,
    )
    return bool(said_of and any(map(_PLAN.search, (text, *headings[-1:]))))


def _is_list(text: str) -> bool:
    """Whether a text says little but the name of a plan."""
    rest = text
    for match in matches("insurance", text).values():
        rest = rest.replace(match[0], " ")
    return len(re.findall(r"\w+", rest)) <= 3 and not re.search(r"\d", text)


def insurers(one: Said) -> Iterator[Finding]:
    """The plans that are taken here."""
    listed = any(_INSURANCE_HEADING.search(heading) and not negated(heading) for heading in one.headings[-2:])
    unlisted = any(negated(heading) and _INSURANCE_HEADING.search(heading) for heading in one.headings[-1:])
    if unlisted and not (one.own and _ACCEPT.search(one.text)):
        return
    for clause, word, _match in stated("insurance", one.text):
        if word == "va" and re.search(r", va\b|va \d{5}", clause, re.I):
            continue
        if word == "medicaid" and not _MEDICAID.search(clause):
            continue
        confidence = 0.0
        if re.search(r"\bnot \w+ (?:with )?any (?:insur|plan|carrier)", clause, re.I):
            continue
        if not one.own and _IN_GENERAL.search(clause):
            confidence = 0.45
        elif one.menu or _TURNED_DOWN.search(clause) or _ROW_OF_NO.search(one.text):
            confidence = 0.4
        elif (one.label and listed) or (_ACCEPT.search(clause) and one.own):
            confidence = 0.95
        elif listed and (len(matches("insurance", clause)) > 1 or _is_list(one.text)):
            confidence = 0.8
        elif ELSEWHERE.search(one.text) or re.search(
            r"\bmay\b|\bcheck with\b|\bcontact\b|\bcall your\b|\bsuch as\b", one.text, re.I
        ):
            confidence = 0.4
        elif _ACCEPT.search(clause):
            confidence = 0.7
        if confidence:
            yield "insurance", word, one.words, confidence


#: What a superbill may be called: a quick look before the slow one.
_PAPERS = ("bill", "itemized", "receipt", "invoice", "statement", "document", "paperwork")


def billing(one: Said) -> Iterator[Finding]:
    """Whether ketamine or Spravato is billed to insurance, and superbills."""
    text = one.text
    low = text.lower()
    if any(paper in low for paper in _PAPERS):
        for clause in clauses(text):
            match = re.search(
                r"\bsuper ?-?bills?\b|\b(?:receipt|invoice|statement)s? with (?:[\w-]+ ){0,3}codes\b"
                r"|\b(?:receipt|invoice|statement|paperwork|document(?:ation)?"
                r"|form)s?\b[^.;]{0,80}\breimburs"
                r"|\b(?:receipt|invoice|statement|bill"
                r"|paperwork)s?\b[^.;]{0,60}\b(?:submit|send|file|hand in|turn in)[^.;]{0,40}(?:insur|plan|reimburs"
                r"|claim)|\bitemized (?:receipts?|invoices?|bills?|statements?)",
                clause,
                re.I,
            )
            if match and not negated(clause):
                yield "insurance", "superbill", one.words, 0.95
    insurance = _INSURANCE.search(text) or any(_INSURANCE.search(heading) for heading in one.headings[-1:])
    under = next((heading for heading in one.headings[:-3:-1] if KETAMINE.search(heading)), "")
    spravato_at = bool(SPRAVATO.search(under)) and not re.search(r"(?<!es)ketamine|\biv\b|infusion", under, re.I)
    if not (insurance or spravato_at or any(form.search(text) for form in (_CASH, _SELF_PAID, _REFUSED, SPRAVATO))):
        return
    pieces = clauses(text)
    for clause in pieces:
        spravato = SPRAVATO.search(clause) or (
            spravato_at and not re.search(r"(?<!es)ketamine|\biv\b|infusion", clause, re.I)
        )
        about = (
            _INSURANCE.search(clause)
            or matches("insurance", clause)
            or re.search(
                r"\bbenefits?\b|\bin[- ]network\b|\bcovered\b|\bplans?\b|\bmedicare\b|\bprior auth", clause, re.I
            )
        )
        no = negated(_NOT_KETAMINE.sub(" ", clause) if SPRAVATO.search(clause) else clause)
        if (
            spravato
            and about
            and not no
            and (
                _ACCEPT.search(clause)
                or re.search(
                    r"prior auth|\bauthorization|benefits|(?:plan"
                    r"|insur\w+)'s approval",
                    clause,
                    re.I,
                )
            )
        ):
            if not (
                re.search(r"(?<!es)ketamine (?:infusion|is|therapy|treat)", clause, re.I)
                and not SPRAVATO.search(clause)
            ):
                sure = 0.93 if OWN_VOICE.search(clause) else 0.75
                yield (
                    "insurance",
                    "spravato_covered",
                    one.words,
                    0.4
                    if re.search(r"\bmay\b|\bmight\b|check with|depend", clause, re.I) and not OWN_VOICE.search(clause)
                    else sure,
                )
            continue
        cash = _CASH.search(clause) or _SELF_PAID.search(clause)
        if not spravato and _refused(clause, text, one.headings):
            yield "insurance", "not_accepted", one.words, 0.95
        elif no and _INSURANCE.search(clause) and _ACCEPT.search(clause) and not SPRAVATO.search(clause):
            if (
                not _REFUSED.search(clause)
                and re.search(
                    r"\b(?:we|our|us|clinic|practice|office|no insurance|no insurer|no plans?)\b", clause, re.I
                )
                and re.search(
                    r"accept|take|bill|participat|contract|network|work with|submit|file|process", clause, re.I
                )
            ):
                yield "insurance", "not_accepted", one.words, 0.95
            elif re.search(r"cover", clause, re.I) and re.search(
                r"ketamine|infusion|treatment|iv\b|service|it\b|this\b", f"{clause} {' '.join(one.headings[-1:])}", re.I
            ):
                yield "insurance", "not_accepted", one.words, 0.45 if _HEDGE.search(one.words) else 0.8
        elif no and re.search(r"\bcovered\b", clause, re.I) and insurance and not SPRAVATO.search(clause):
            yield "insurance", "not_accepted", one.words, 0.45 if _HEDGE.search(one.words) else 0.7
        elif cash and not negated(clause[: cash.start()]) and not spravato:
            other = _OTHER_VISITS.search(clause) and not re.search("ketamine|infusion|practice|clinic", clause, re.I)
            if matches("insurance", clause) and not re.search(r"\b(?:all|any|every|insurance)\b", clause, re.I):
                continue  # of one plan
            mine = one.own or one.label or _SELF_PAID.search(clause)
            if not other and (
                mine
                or re.search(r"clinic|practice|ketamine|infusion|services", " ".join((text, *one.headings[-1:])), re.I)
            ):
                yield (
                    "insurance",
                    "not_accepted",
                    one.words,
                    0.85 if not re.search(r"rates?\b|price|discount|options?", clause, re.I) else 0.5,
                )
        elif (
            not no
            and (_INSURANCE.search(clause) or re.search(r"\bplans (?:that )?we (?:take|accept)", clause, re.I))
            and re.search(
                r"\baccept\w*|\btake\b|\b(?:we|our office) (?:\w+ ){0,3}bill\b|\bbill (?:your|most|many|all"
                r"|insur)|\bin[- ]network\b|\bwork with (?:most|many|all)",
                clause,
                re.I,
            )
            and one.own
            and not spravato
        ):
            if re.search(r"hsa|superbill|reimburs|whether|verify|car insurance|if your", clause, re.I):
                continue
            yield "insurance", "accepts_insurance", one.words, 0.9
