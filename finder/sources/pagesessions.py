"""How treatment goes: how people are watched, how long an infusion takes, how many sessions a series has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finder.sources.pagesaid import Finding, Said, stated
from finder.sources.pagewords import ELSEWHERE, negated

_WATCH = re.compile(
    r"\bmonitor\w*|\bcheck\w*|\bmeasur\w*|\btrack\w*|\bwatch\w*|\bcontinuous\w*|\bthroughout\b"
    r"|\bequip\w*|\bon-?site\b|\brecord\w*|\bobserv\w*|\bstaff\w*|\bavailable\b|\bready\b"
    r"|\bsafety\b|\bcertified\b|\btrained\b|\bhave\b|\bhas\b|\bkeep\b|\bstocked\b|\bpresent\b"
    r"|\btak(?:es|en?)\b|\bon (?:the|a|our) (?:screen|monitor)|\bstart to finish\b|\b(?:hooked|connected"
    r"|wired) (?:up )?to\b"
    r"|\b(?:keep|keeps|keeping) (?:an|a close|our) eyes?\b|\bwear(?:s|ing)?\b|\bcuff and (?:a "
    r"|an )?(?:finger|pulse)|\bevery (?:\w+ ){0,2}minutes\b|\bthe (?:whole|entire) time\b"
    r"|\bat all times\b|\bbefore, during\b|\bobtain\w*",
    re.IGNORECASE,
)
_SYMPTOM = re.compile(
    r"\b(?:high|elevated|uncontrolled|low|increas\w+|rais\w+|rise|spike|higher|changes? in"
    r"|temporar\w+|transient)\b[^.;]{0,30}(?:blood pressure|heart rate|pulse)|(?:blood pressure"
    r"|heart rate)(?: and (?:pulse|heart rate|blood pressure))? (?:medic|meds|pills?|tablets?|drugs?"
    r"|problems?|may|can|to rise"
    r"|rises?|increase)",
    re.IGNORECASE,
)
_SAFETY_HEADING = re.compile(
    r"safe|monitor|what to expect|what (?:a|your|the) (?:day|visit|session|infusion)|during|your (?:visit"
    r"|infusion|session|treatment)|equipment|standards?|experience|how",
    re.IGNORECASE,
)
_NUMBER = {
    w: i
    for i, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
}
_N = r"(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: ?\(\d{1,2}\))?"
_TENS = {"thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "fifty-five": 55, "sixty": 60, "ninety": 90}
_LENGTH = re.compile(
    r"(?<![\w$.,-])(?:(?P<n>\d{1,3})(?P<range> ?(?:-|to|or) ?\d{1,3})?[- ]?(?P<unit>min(?:ute)?s?|hours?|hrs?)"
    rf"|(?P<word>{'|'.join(sorted(_TENS, key=len, reverse=True))})(?P<range2>(?:-| to "
    rf"| or )(?:{'|'.join(_TENS)}))?[- ]minutes?"
    r"|(?P<hour>an|one)[- ]hours?(?P<half> and a half)?)\b",
    re.IGNORECASE,
)
_DRIP = re.compile(
    r"\binfusions?\b|\bdrip\b|\binfused\b|\biv ketamine\b|\bketamine iv\b"
    r"|\b(?:ketamine|medicine|medication|pump|iv|drip) (?:itself )?(?:runs?|drips?|flows|is given|goes in)\b"
    r"|\b(?:minutes?|hour) of (?:ketamine|infusion)\b|\bpump gives\b",
    re.IGNORECASE,
)
_NO_LENGTH = re.compile(
    r"\brecovery?(?:ing)?\b(?! (?:unit|room|suite|chair|bay))|observ|\bevery\b(?! (?:\w+ )?(?:infusion|drip))"
    r"|lidocaine|vitamin|hydration|\biron\b|myers"
    r"|\bbefore\b|\bprior\b|nausea|\brest(?:s|ing)?\b"
    r"|\bafter(?:ward)?s?\b|\bvisits?\b|\bappointments?\b|\bin all\b|\btotal\b"
    r"|\bplan (?:on|for|to)\b|\breserved?\b|\bslots?\b"
    r"|\b(?:be|are) (?:here|in (?:the|our) (?:office|clinic))\b|\bstay\b|\bpain\b|crps|fibromyalgia|migraine"
    r"|\bonset\b|\bhalf-life\b|\bwithin\b|\bleave\b|\barrive\b|\bdrive\b|\bapart\b"
    r"|\bnotice\b|\bconsult|\bmonitored for\b|\bwear off|\beffects?\b|spravato|\bnad\b"
    r"|\btms\b|\bextended\b|\bextra\b|\blonger\b|\bclinic for\b|\bhere for\b"
    r"|\bbooster\b",
    re.IGNORECASE,
)
#: What is no number of sessions, right after the number.
_UNITS = (
    r"(?! ?(?:-|to|or|and) ?\w+ (?:weeks|infusions|treatments|sessions))"
    r"(?! (?:weeks?|months?|days?|hours?|minutes?|years?|%|percent|a|per|of)\b)"
    r"(?=[.,;:)]|$| \$\d| (?:(?:[\w-]+ ){0,2}(?:infusions?|treatments?|sessions?|visits?|injections?|doses)|over|in"
    r"|within|to|for"
    r"|during|before|spaced|at|and|then)\b)"
)
_VISITS = r"(?: [\w-]+){0,2}? (?:infusions?|treatments?|sessions?|visits?|injections?|doses)"
_SERIES_SAID = re.compile(
    rf"\b(?:series|course|set|protocol|induction|phase|program|start(?:s|ing)? with|begin(?:s"
    rf"|ning)? with|recommend\w*|consists? of|typically)\b(?: (?:phase|series|protocol|treatment"
    rf"|course|is|of|includes?|involves?|consists of|consisting of|with|for|a|an|the|typically"
    rf"|usually|at least|initial|standard|our|patients|most|receive|series of"
    rf"|course of))*:? {_N} (?:ketamine |iv |im |spravato |initial |low-dose |intravenous "
    rf"|infusion )*(?:infusions?|treatments?|sessions?|injections?|doses)\b(?! (?:per|a|each"
    rf"|every) )"
    rf"|\bmost (?:patients|people|clients) (?:do|have|need|get|come for|receive"
    rf"|start with) (?:about |a series of )?{_N}\b(?! ?(?:-|to|or) )(?! (?:weeks?"
    rf"|months?|days?|hours?|minutes?))"
    rf"|\b(?:series|course|total) of {_N}(?= (?:over|in|within|across|during)\b|,| (?:[\w-]+ )?(?:infusions"
    rf"|treatments)\b)"
    rf"|\b{_N} (?:[\w-]+ )?(?:infusions|treatments|sessions)[^.;]{{0,30}} (?:is|are) where (?:most|our|many)\b"
    rf"|\bmost of (?:my|our) (?:patients|clients|people) (?:do|have|need|get) {_N}(?: [\w-]+)? (?:infusions"
    rf"|sessions|treatments)"
    rf"|\b(?:we|I) (?:\w+ )?(?:start|begin|open) (?:\w+ ){{0,2}}?with (?:a (?:set|series|course) of )?{_N}\b{_UNITS}"
    rf"|\bcourse of treatment(?: \w+)? is {_N}\b{_UNITS}|\bweeks?,? {_N} (?:infusions |sessions "
    rf"|treatments )?in (?:all|total)\b"
    rf"|\b(?:we|I) (?:\w+ )?(?:book|plan on|plan for|suggest|aim for|schedule|prescribe|ask (?:people|patients"
    rf"|you|everyone)"
    rf" to commit to) (?:a series of )?{_N}(?: (?:to begin|to start|first|for)\b|,|{_VISITS}\b)"
    rf"|\b(?:most|nearly all|almost all|nearly everyone|almost everyone|many)(?: of (?:my|our|the))?(?: \w+)?"
    rf" (?:patients|people|clients|everyone) (?:begin|start|complete)(?: out)? (?:with )?{_N}\b{_UNITS}"
    rf"|\b(?:usual|typical|standard|normal|initial|acute|first|induction|loading) (?:\w+ )?(?:course|series"
    rf"|phase|protocol"
    rf"|round|plan)(?: \w+)? (?:is|means|runs|has|includes|involves|of)(?: a (?:series|course"
    rf"|total) of)? (?:about )?{_N}\b{_UNITS}"
    rf"|\b{_N}(?:{_VISITS})? is (?:the |our |a )?(?:usual|standard|typical|normal|most common|recommended)\b"
    rf"|\bweeks?,? \(?(?:for )?(?:a total of )?{_N} (?:infusions|treatments|sessions)"
    rf"|\b(?:your|the|our) (?:first|initial) (?P<first>six|[4-9]|four|five|eight|ten) (?:ketamine "
    rf"|iv )?(?:infusions|treatments"
    rf"|sessions)\b"
    rf"|\binduction (?:\w+ )?of {_N}\b{_UNITS}"
    rf"|\b{_N} (?:[\w-]+ )?(?:infusions|treatments|sessions)(?:,[^.;$]{{0,45}},)? (?:over|in|within|in the course of)"
    rf" (?:about )?(?:\d\d days|(?:two|three|four|\d)(?: (?:or|to) (?:two|three|four|\d))? weeks)"
    rf"|\binduction(?: phase)?\b[^.;]{{0,50}}? {_N} (?:\w+ )?(?:infusions|treatments|sessions)\b(?! (?:per|a|each) )"
    rf"|\b{_N} (?:over|within|in|during|across) (?:about |roughly |a |the |your first )?(?:\d|two|three|four)"
    rf"(?: ?(?:-|to|or) ?(?:\d|two|three|four))?[- ]weeks?"
    rf"|\b{_N} is (?:how|what|where) (?:we|most|nearly)\b|\b(?:start|begin)s? with {_N}(?=[.;,]|$)"
    rf"|\bfirst of {_N} (?:infusions?|treatments?|sessions?|injections?)"
    rf"|\b(?:starts?|begins?|beginning|starting) with (?:a|our|an) (?:\w+ )?series of {_N}\b(?! ?(?:-|to|or) )"
    rf"|\b{_N} (?:ketamine |iv |im |initial )*(?:infusions?|treatments?|sessions?"
    rf"|injections?)\b,? (?:\w+ ){{0,3}}?(?:over|within|in|across|during) (?:\w+ ){{0,3}}?(?:\d|two"
    rf"|three|four|six|eight)\b[^.;]{{0,12}}weeks?",
    re.IGNORECASE,
)

#: Of a protocol that is described, not of what is done here.
_IN_GENERAL = re.compile(
    r"gold[- ]standard|\bresearch\b|\bstud(?:y|ies)\b|\bliterature\b|\btrials?\b|\bpublished\b|\bmg/kg\b|\bexperts?\b",
    re.IGNORECASE,
)
_WHY_SO_MANY = re.compile(
    rf"^why (?:do (?:we|you|i)|does|are there|is it|start with|not)\b[^?]*?\b{_N}\b(?! (?:weeks|hours|days|min))", re.I
)
_HOW_MANY = re.compile(
    r"^how (?:many|often)\b|\bhow many (?:\w+ )?(?:infusions|treatments|sessions|visits|injections)", re.I
)
_USUALLY = re.compile(
    r"\bmost\b|\busual\w*|\btypical\w*|\bstart\b|\bbegin\b|\bstandard\b|\brecommend|\bsuggest|\bseries\b|\bcourse\b"
    r"|\binitial",
    re.I,
)
#: A number of sessions that stands alone in an answer.
_ALONE = re.compile(
    rf"(?<![\w$.,-]){_N}(?=[.,;:)]|$| (?:[\w-]+ )?(?:infusions|treatments|sessions|injections|visits)\b"
    rf"| to (?:begin|start)| (?:for|in) the first\b| (?:at )?first\b)",
    re.I,
)
_RANGE_BEFORE = re.compile(
    r"\bbetween \w+ and $|\d ?(?:-|to|or) ?$|\b(?:to|or|between|every|after|than|another"
    r"|additional) $",
    re.I,
)
_EACH_WEEK = re.compile(
    r" (?:prep\w*|integration|intake|talk|therapy|consult\w*|follow|video|booster)"
    r"|(?: \w+){1,2} (?:a|per|each|every) (?:week|day|month)\b",
    re.I,
)
_RANGE_AFTER = re.compile(rf" ?(?:-|to|or|and) ?{_N}\b", re.I)
#: What is said of others before a "no" is no denial of the number.
_NO_BUT = re.compile(
    r"\bnot (?:everyone|everybody|all)\b|, (?:though|but|although)\b.*$|\bno (?:two|one)\b|\bdoesn't take\b", re.I
)


#: What to ask any clinic.
_ADVICE = re.compile(
    r"^(?:ask|look for|make sure|find out|check)\b|\bask (?:whether|if|them|any|how)\b"
    r"|\bwhether they\b",
    re.I,
)


def monitoring(one: Said) -> Iterator[Finding]:
    """How people are watched during treatment."""
    if _ADVICE.search(one.text) and not one.own:
        return
    listed = one.label and any(_SAFETY_HEADING.search(heading) for heading in one.headings[-2:])
    for clause, word, match in stated("monitoring", one.text):
        near = clause[max(0, match.start() - 50) : match.end() + 40]
        if word == "vitals" and (_SYMPTOM.search(near) or not (_WATCH.search(one.text) or listed)):
            continue
        if word == "ecg" and re.search(
            r"\b(?:prior|before|recent|may (?:be )?(?:need|require|order)|bring|require[sd]?|baseline"
            r"|obtain|clearance)\b",
            clause,
            re.I,
        ):
            continue
        confidence = 0.93 if _WATCH.search(one.text) or listed else 0.65
        if ELSEWHERE.search(one.text) and not one.own:
            confidence = 0.4
        if word in ("acls_staff", "one_to_one_nurse") and confidence < 0.9 and not ELSEWHERE.search(one.text):
            confidence = 0.9
        yield "monitoring", word, one.words, confidence


_MOOD = re.compile(r"depress|\bmood\b|anxiety|ptsd|ocd", re.IGNORECASE)


def lengths(one: Said) -> Iterator[int]:
    """Each stated length of an infusion in minutes; ranges are none."""
    if re.search(r"\bpain\b|crps|fibromyalgia|migraine", one.text, re.IGNORECASE):
        return
    if _IN_GENERAL.search(one.text) and not one.own:
        return
    ends = re.search(r"\binfusion (?:itself )?(?:takes|runs|lasts)(?: about)? (\d\d)\.?$", one.text)
    if ends:
        yield int(ends[1])
        return
    asked = next(
        (h for h in one.headings[-1:] if h.endswith("?") and re.search("long|take|last", h, re.IGNORECASE)), ""
    )
    asked = asked if _DRIP.search(asked) and not _NO_LENGTH.search(asked) else ""
    row = one.label and " - " in one.text and len(_LENGTH.findall(one.text)) == 1
    for part in (
        [one.text]
        if row
        else re.split(r"[,;:()]| and (?=you|plan|the whole|we)|\. | plus | then | followed by | with (?=\d)", one.text)
    ):
        lengths = list(_LENGTH.finditer(part))
        if len(lengths) != 1 or _NO_LENGTH.search(part) or ELSEWHERE.search(part):
            continue
        if not (
            _DRIP.search(part)
            or (row and _MOOD.search(part) and any(map(_DRIP.search, one.headings[-2:])))
            or asked
            or (
                part is not one.text
                and _DRIP.search(one.text)
                and re.fullmatch(
                    r" ?(?:(?:which|it|and|each) )?(?:(?:runs|lasts|takes) )?(?:about "
                    r"|approximately |~)?[\w-]+ ?[\w.]+ ?",
                    part,
                )
            )
        ):
            continue
        match = lengths[0]
        if match["range"] or match["range2"]:
            continue
        if match["n"]:
            length = int(match["n"]) * (60 if match["unit"].lower().startswith("h") else 1)
        else:
            length = _TENS[match["word"].lower()] if match["word"] else 90 if match["half"] else 60
        if 20 <= length <= 300:
            yield length


def sessions(one: Said) -> Iterator[int]:
    """Each stated number of sessions in a first series; ranges are none."""
    asked = next((heading for heading in one.headings[-1:] if heading.endswith("?")), "")
    why = _WHY_SO_MANY.search(asked)
    if why:  # what the clinic explains, it does
        yield _count(why[1])
    text = _NO_BUT.sub(" ", one.text)
    if negated(text) or re.search(r"\bpain\b|crps|spravato|tms|nad", text, re.I):
        return
    if _IN_GENERAL.search(text) and not one.own:
        return
    found = list(_SERIES_SAID.finditer(text))
    if not found and _HOW_MANY.search(asked) and _USUALLY.search(text):
        alone = list(_ALONE.finditer(text))
        found = alone if len(alone) == 1 else []
    counts = []
    for match in found:
        group = next(n for n, group in enumerate(match.groups(), start=1) if group)
        count = _count(match[group])
        before, after = text[: match.start(group)], text[match.end(group) :]
        if (
            2 <= count <= 30
            and not _EACH_WEEK.match(after)
            and not (_RANGE_BEFORE.search(before) or _RANGE_AFTER.match(after))
        ):
            counts.append(count)
    if len(set(counts)) < 2 or not one.label:  # a table that compares says two
        yield from counts


def _count(number: str) -> int:
    return _NUMBER.get(number.lower()) or (int(number) if number.isdigit() else 0)
