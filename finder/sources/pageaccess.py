"""Who can come: youngest age, referrals, new patients, languages, getting in and there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from finder.sources.pagesaid import Finding, Said, stated
from finder.sources.pagewords import clauses, negated, pattern
from finder.vocabulary import language_codes

_AGE = re.compile(
    r"\b(?:ages?|aged|adults?|patients?|people|individuals|clients|anyone|those|must be|be"
    r"|minimum age(?: is| of|:)?|at least|over the age of|age limit:?"
    r"|older than)[ (]{1,2}(?:at least |over |age |aged |ages |older than |\()?(\d{1,2})(?:\+"
    r"|\b)(?! ?(?:%|states|countries|cities|counties|visits|percent))(?=[^.;]{0,24}(?:older|over|up\b|above"
    r"|years|age\b|\+|and|or|to \d\d|-\d\d|$|\.|,"
    r"|\)| for (?:all|any|every)))"
    r"|\b(\d{1,2}) ?(?:\+|(?:years?(?: old| of age)? )?(?:and|or|&) (?:older|over|up|above))",
    re.IGNORECASE,
)
_NOT_OF_PATIENTS = re.compile(
    r"driver|to drive\b|companion|escort|accompan|website|cookies|terms|years of experience|emergency contact|in your"
    r"|minutes",
    re.IGNORECASE,
)
#: Before an age: it is not whom this clinic treats.
_NOT_TREATED_HERE = re.compile(r"\blooking for\b|\bstud(?:y|ies)\b|\btrials?\b|\bapproved\b|%|percent", re.IGNORECASE)
_OF_PATIENTS = re.compile(
    r"must be|how old|adult|age|patient|older|over|\+|years|up|treat|candidate|eligib|client|require|individual"
    r"|people|teen",
    re.IGNORECASE,
)
_FOR_KETAMINE = re.compile(r"[^,;.]{0,20}\bfor (?:ketamine|spravato|infusions)", re.IGNORECASE)
_AGES = {"sixteen": "16", "seventeen": "17", "eighteen": "18", "twenty-one": "21", "twenty-five": "25"}
_AGE_WORDS = re.compile(rf"\b(?:{'|'.join(_AGES)})\b", re.IGNORECASE)
#: "People from 18 to 75", "between 25 and 70 years old", "teenagers are welcome from 16".
_AGE_RANGE = re.compile(
    r"\b(?:people|adults?|patients?|those|clients?|grown-?ups?|individuals|anyone|between|ages?|aged)\b[^.;\d$]{0,20}?"
    r"(?<![\d$.])(?P<from>[12]\d)(?: to | and |-| through )[4-9]\d\b(?! ?(?:min|%|percent|visits|sessions))"
    r"|\b(?:teens?|teenagers|adolescents|patients|people|anyone|young (?:people|adults))\b[^.;\d$]{0,25}"
    r"\bfrom (?:the )?(?:age )?(?:of )?(?P<teen>1\d|2[015])\b(?! (?:to|minutes|min|hours))",
    re.IGNORECASE,
)
#: "We do not treat anyone under 18"; after a heading about who cannot come also "People under 21".
_UNDER = re.compile(
    r"(?P<no>\b(?:do not|don't|cannot|can't|not able to|unable to|will not|won't)"
    r" (?:\w+ )?(?:treat|see|accept|work with|offer|take)\b[^.;]{0,40}?)?"
    r"\b(?:people|persons?|patients?|clients?|anyone|anybody|minors?|individuals|those|age|children)"
    r" (?:who (?:is|are) )?\(?(?:under|younger than|below)(?: the)?(?: age)?(?: of)? (?P<age>\d\d)\b",
    re.IGNORECASE,
)
_SPEAK = re.compile(
    r"\bspeaks?\b|\bspoken\b|\bspeaking\b|\bfluent\b|\bbilingual\b|\blanguages?\b|\bhablamos\b"
    r"|\bse habla\b|\bhablan?\b|\bfala\b|\bparl(?:e|ons)\b|\b(?:work|see|treat|sessions?|therapy"
    r"|visits?)s? (?:\w+ ){0,3}in (?=[A-Z])|\bin both\b|\bservices? (?:are )?(?:available |offered )?in\b"
    r"|\boffer\w* (?:\w+ ){0,4}in (?:english|spanish)|\bavailable in\b",
    re.IGNORECASE,
)
#: Where cars stand, not the way in.
_PARKING_RAMP = re.compile(r"\bpark|\bgarage|(?<!-)\bfree\b|\bvalidat|\battached", re.IGNORECASE)
_NO_REFERRAL = re.compile(
    r"\bno (?:physician |doctor |doctor's )?referrals? (?:is |are )?(?:needed|required|necessary)"
    r"|\bno need (?:for|of) an? (?:\w+ )?referral|\breferrals? (?:is|are) not (?:needed|required|necessary"
    r"|mandatory)|\breferrals? (?:isn't"
    r"|aren't) (?:needed|required|necessary)|\b(?:do not|don't|does not|doesn't) (?:need"
    r"|require)(?: (?:you to have|to have|patients to have))? (?:a |any )?(?:(?:physician|doctor"
    r"|provider)(?:'s)? )?referrals?|\bwithout a (?:\w+ )?referral"
    r"|\bself[- ]refer(?:rals?|red|ring)?\b(?: yourself| patients)?(?! (?:cannot|are not|is not|can't|aren't|may not))"
    r"|\breferral\b[^.;]{0,40}\bbut (?:is )?not (?:required|needed|necessary)"
    r"|\brefer yourself\b|\bno referral\b|\breferral\W+(?:not (?:needed|required|necessary)|you don't need|none needed)"
    r"|\breferrals? (?:\w+ )?(?:(?:is|are) )?(?:optional|welcome,? but not)"
    r"|\breferrals?[.:]? (?:(?:is|are) )?(?:not (?:needed|required|necessary|mandatory)|optional|you don't need|none)"
    r"|^not: (?:do|will|is|does).{0,40}\breferral",
    re.IGNORECASE,
)
_REFERRAL = re.compile(
    r"\bself-?referrals? (?:cannot|can't|are not|aren't|is not|may not)\b"
    r"|\breferral from [^.;]{3,90}? (?:is|are) (?:required|needed|necessary)|\b(?:only (?:on|by|with"
    r"|through) (?:a )?|(?:on|by) (?=referral only))"
    r"referral\b(?! (?:or|and self))"
    r"|\breferral\b[^.;]{0,50}? must (?:reach|be (?:sent|faxed|received|on file)|come)"
    r"|\b(?:only|just) (?:see|accept|treat|take)s? (?:patients|people|clients) (?:who (?:are|have been) )?referred"
    r"|\breferrals? (?:is|are) (?:required|needed|necessary|mandatory)"
    r"|\brequires? a(?: \w+){0,3} referral|\bneed a(?: \w+){0,2} referral\b|\bmust (?:be referred"
    r"|have a(?: \w+){0,3} referral|provide a(?: \w+){0,3} referral)|\bby (?:physician "
    r"|provider )?referral only|\breferral required|\breferral from your (?:\w+ ){1,5}is required"
    r"|\bwe (?:ask for|require) (?:a )?(?:\w+ ){0,2}referral",
    re.IGNORECASE,
)


_PARK_ASKED = re.compile(r"\bpark(?:ing)?\b[^?]*\?$", re.IGNORECASE)


def accessibility(one: Said) -> Iterator[Finding]:
    """Whether one gets in and there: wheelchairs, parking, transit, interpreters."""
    for clause, word, match in stated("accessibility", one.text):
        there = re.search(
            r"\b(?:there (?:is|are)|we have|free|plenty of|ample|on-?site|validated)\b[^.;]{0,30}\bparking\b",
            clause,
            re.I,
        )
        if (
            word == "wheelchair"
            and match[0].lower().startswith("ramp")
            and _PARKING_RAMP.search(clause[max(0, match.start() - 20) : match.end() + 30])
        ):
            continue
        if (
            word in ("transit", "parking")
            and not (word == "parking" and there)
            and re.search(
                r"uber|lyft|ride ?share|drive yourself|driv(?:e|ing|er)|escort|home after|after your|taxi|avoid",
                one.text,
                re.I,
            )
        ):
            continue
        yield "accessibility", word, one.words, 0.92
    asked = "".join(one.headings[-1:])
    if _PARK_ASKED.search(asked) and not negated(one.text) and not one.label:
        yield "accessibility", "parking", one.words, 0.85


def ages(one: Said) -> Iterator[Finding]:
    """The youngest age that is treated."""
    if _NOT_OF_PATIENTS.search(one.text):
        return
    text = _AGE_WORDS.sub(lambda word: _AGES[word[0].lower()], one.text)
    under = _UNDER.search(text)
    excluded = any(
        re.search(r"(?:can't|cannot|can not|not|shouldn't)\b", heading, re.I) for heading in one.headings[-1:]
    )
    if under and (under["no"] or excluded) and 12 <= int(under["age"]) <= 25:
        yield "min_age", under["age"], one.words, 0.92
        return
    found = [(match, int(match[1] or match[2])) for match in _AGE.finditer(text)]
    found += [(match, int(match["from"] or match["teen"])) for match in _AGE_RANGE.finditer(text)]
    found.sort(key=lambda one: not _FOR_KETAMINE.match(text[one[0].end() :]))  # "16 for TMS, 18 for ketamine"
    for match, age in found:
        before = text[: match.start()]
        if negated(before) or _NOT_TREATED_HERE.search(before):
            continue
        if 5 <= age <= 25 and any(map(_OF_PATIENTS.search, (text, *one.headings[-1:]))):
            yield "min_age", str(age), one.words, 0.92
            return


def referral(one: Said) -> Iterator[Finding]:
    """Whether a referral is needed."""
    if "refer" not in one.text.lower():
        return
    if _NO_REFERRAL.search(one.text):
        yield "referral_required", "false", one.words, 0.95
    elif (
        (needed := _REFERRAL.search(one.text))
        and not negated(one.text[: needed.start()])
        and not re.search(r"\b(?:insurance|some plans|hmo|your plan|may)\b", one.text, re.I)
    ):
        yield "referral_required", "true", one.words, 0.92


def new_patients(one: Said) -> Iterator[Finding]:
    """Whether new patients are taken."""
    if re.search(
        r"\b(?:not|no longer|aren't) (?:currently |presently )?(?:accepting"
        r"|taking) (?:any )?new (?:\w+ )?(?:patients|clients)",
        one.text,
        re.I,
    ):
        yield "new_patients", "false", one.words, 0.93
    elif re.search(
        r"\b(?:accepting|welcom\w+|taking|accept|open to) new (?:\w+ )?(?:patients|clients)", one.text, re.I
    ) and not negated(one.text):
        yield "new_patients", "true", one.words, 0.93


#: After a language: it is part of a place's name.
_PLACE = re.compile(r" (?:Fork|Village|Hills?|Town|Harbor|Lake|Springs|Valley|Quarter|Township|Creek|Street|Ave)\b")


def languages(one: Said) -> Iterator[Finding]:
    """The languages that are spoken here."""
    if not _SPEAK.search(one.text):
        return
    for clause in clauses(one.text):
        if not negated(clause) and _SPEAK.search(clause):
            for named in _language_names().finditer(clause):
                if _PLACE.match(clause[named.end() :]):
                    continue
                code = _OWN_NAMES.get(named[0].lower()) or language_codes()[named[0].lower()]
                if code != "ase" or not re.search(r"interpret", clause, re.IGNORECASE):  # an interpreter is no staff
                    yield "languages", code, one.words, 0.93


#: Languages as those who speak them name them.
_OWN_NAMES = {
    "español": "es",
    "espanol": "es",
    "português": "pt",
    "portugues": "pt",
    "français": "fr",
    "tiếng việt": "vi",
}


@lru_cache(maxsize=1)
def _language_names() -> re.Pattern[str]:
    """Finds the names of languages, the longest first; not of what is done: a Thai massage."""
    return pattern(f"(?:{'|'.join(sorted((*language_codes(), *_OWN_NAMES), key=len, reverse=True))})(?! massages?)")
