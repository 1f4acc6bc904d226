"""The conditions that a page says its clinic treats; not whom it turns away, nor what studies say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finder.sources.pagesaid import Finding, Said, matches
from finder.sources.pagewords import ELSEWHERE, KETAMINE, OTHER_TREATMENTS, clauses

_EXCLUSION = re.compile(
    r"not (?:be )?(?:a |an |good |the )*(?:candidate|eligible|appropriate|suitable|recommended"
    r"|right for)|contra-?indicat|should not|shouldn't|who (?:can't|cannot)"
    r"|exclusion|exclude|ineligible|\bhistory of"
    r"|do(?:es)? not treat|don't treat|tell (?:us|your)|medical history|uncontrolled|unstable"
    r"|active (?:psychosis|mania|substance|addiction|suicid)|screen(?:ed|ing)? (?:for|out)"
    r"|\bneeds? an? (?:letter|clearance|note)\b|disqualif|rule out|cannot (?:treat|accept|be treated)"
    r"|unable to treat|caution|precaution"
    r"|if you (?:are )?(?:have|experienc\w+|feel\w*) (?:a |an |any )?(?:suicidal|emergency|crisis"
    r"|thoughts)|in crisis|call 911|\b988\b|hotline|lifeline",
    re.IGNORECASE,
)
_RISKS = re.compile(
    r"side effects?|\brisks?\b|warnings?|\bnot (?:a )?(?:good )?(?:fit|match|safe"
    r"|right|for)\b|can(?:no|')t help|unsafe|reasons? (?:not|to wait)|go wrong"
    r"|do not (?:take|see|accept)|refer out|will not|won't",
    re.IGNORECASE,
)
_TREAT_HEADING = re.compile(
    r"what (?:do )?(?:you|we) (?:see|help|treat)|whom? (?:comes|we|you|i)|why people|brings? (?:people|you"
    r"|patients)|condition"
    r"|we treat|treat(?:s|ed|ing)?\b|help(?:s)? with|who (?:can|may|might|could|does"
    r"|is)"
    r"|benefit|used (?:to|for)|ketamine .{0,30}\bfor\b|can help|specialt|specializ|indication"
    r"|candidate|what (?:does|can) ketamine|relief|for:?$|disorders?|areas of",
    re.IGNORECASE,
)
_TREAT = re.compile(
    r"\btreat(?:s|ed|ing|ments?)?\b|\bhelp(?:s|ed|ing|ful)?\b|\brelief\b|\brelieve\w*"
    r"|\beffective\b|\btherapy for\b|\bfor (?:those|people|patients|adults|individuals|clients"
    r"|anyone|veterans)\b"
    r"|\b(?:people|patients|clients|adults|veterans|teens|grown-?ups|individuals|those|anyone|most|many|women|men)\b"
    r"[^.;]{0,45}? (?:with|who|have|carrying|facing|battling|dealing)\b"
    r"|\bcom(?:e|es|ing) (?:to (?:us|me|our|the clinic|[A-Z]\w+)"
    r"|here|in) (?:\w+ ){0,2}(?:for|with)\b|\breasons? (?:to |(?:people|patients|that people) )?com\w+"
    r"|\bwork(?:s|ed|ing)? (?:is )?with\b|\bcarry(?:ing)?\b|\b(?:series|sessions?|infusions?|six|four|\d) for\b"
    r"|\bsuffer\w*|\bstruggl\w*|\b(?:living|lives?) with\b|\bpeople with\b"
    r"|\bsee people\b|\b(?:we|I) (?:\w+ )?see\b|\bmostly\b|\bsupport for\b|\bspeciali[sz]\w*|\bmanag(?:e|es"
    r"|ing)\b"
    r"|\bpain infusions?\b|\bmanagement of\b|\binfusions? for\b|\bketamine (?:\w+ ){0,3}for\b|\bcandidates?\b"
    r"|\bconditions? (?:such as|like|including)\b|\baddress\w*"
    r"|\bcare for\b|\bsymptoms of\b|^for\b|\boffer\w*|\bprovid\w*|\bdiagnos\w*|\bheal\w*|\bused for\b|\boptions? for\b",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\bfda\b|\bapproved\b|\bstud(?:y|ies|ied)\b|\bresearch\w*"
    r"|(?<!medication )(?<!medicine )(?<!antidepressant )\btrials?\b"
    r"|\bevidence\b(?!-based)|\bmyths?\b|\barticles?\b|\boff-label\b|\bscientists?\b"
    r"|\bdiscover\w*|% of\b|\bas likely\b|\baffects?\b|\bestimated\b"
    r"|\bstatistics?\b|\bpercent of\b|\bmillions?\b|\bpoint you\b|\brefer you\b|\bcolleagues?\b",
    re.IGNORECASE,
)
_UNTREATED = re.compile(
    r"^not: |(?:n't|\b(?:not|cannot|never|no longer|unable to)) (?:currently |yet "
    r"|\w+ly )?(?:treat\w*|see|accept|offer|work with|admit|take|recommend\w*|provide"
    r"|use\w*|address|cure|for|a pain clinic|intended|appropriate|suitable|shown"
    r"|help|come)\b"
    r"|\bother than\b|\bexcept\b|\bexcluding\b|\bneither\b|\bnor\b|\bno\b(?! matter| doubt)[^,]{0,12}$",
    re.IGNORECASE,
)
_NOT_AFTER_CONDITION = re.compile(
    r"^[^,;.]{0,40}\b(?:is|are) not (?:treated|something|offered|a condition)"
    r"|^ (?:medicine\b|psychiatr|counsel|specialist|research|center|treatment center|board)|^ (?:clinics?"
    r"|medicines?|medications?|drugs?) (?:elsewhere|have|has)",
    re.IGNORECASE,
)


def conditions(one: Said) -> Iterator[Finding]:
    """The conditions that what is said names as treated."""
    around = one.headings[-3:]
    if any(_EXCLUSION.search(text) or _RISKS.search(text) for text in around) or _EXCLUSION.search(one.text):
        return
    listed = any(_TREAT_HEADING.search(heading) for heading in around)
    if _STUDY.search(one.text) and not (
        one.own
        and re.search(
            r"\bwe (?:(?!not\b)\w+ ){0,2}?(?:treat|help|see|use|offer|give|care|work|specialize)\b",
            one.text,
            re.IGNORECASE,
        )
    ):
        return
    for clause in clauses(one.text):
        for word, match in matches("conditions", clause).items():
            if _UNTREATED.search(clause[: match.start()]) or _NOT_AFTER_CONDITION.match(clause[match.end() :]):
                continue
            if re.search(r"(?:respiratory|manic|anti|immune|bone marrow) ?$", clause[: match.start()], re.I):
                continue
            confidence = 0.0
            if one.menu:
                confidence = 0.8 if len(one.text) < 40 else 0.5
            elif one.heading:
                confidence = (
                    0.9 if KETAMINE.search(one.text) or listed or len(one.text) < 40 or _TREAT.search(one.text) else 0.6
                )
            elif (one.label and listed) or (one.own and _TREAT.search(one.text)):
                confidence = 0.95
            elif ELSEWHERE.search(one.text):
                confidence = 0.4
            elif listed:
                confidence = 0.8
            elif _TREAT.search(one.text):
                confidence = 0.75 if KETAMINE.search(one.text) or re.search("infusion|clinic", one.text, re.I) else 0.65
            elif len(one.text.strip(" .!")) == len(match[0].strip()) or (  # "Depression. Anxiety. There is hope."
                one.label
                and len(one.text) < 60 + 30 * bool(KETAMINE.search(one.text) or "infusion" in one.text.lower())
                and not OTHER_TREATMENTS.search(one.text)
            ):
                confidence = 0.6
            if confidence:
                yield "conditions", word, one.words, confidence
