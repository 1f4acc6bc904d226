"""How many visits a text speaks of: "six infusions", "buy five, get the sixth free"."""

from __future__ import annotations

import re
from collections.abc import Iterable

ONES = {
    w: i
    for i, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
}
_COUNT = rf"(?<![a-z]-)(?<![\w$,.])(\d{{1,2}}(?!\.\d)|{'|'.join(ONES)})(?: ?\(\d{{1,2}}\))?"
_VISITS = (
    r"(?:infusions?|treatments?|sessions?|injections?|visits?|doses?|journeys?|dosing sessions?"
    r"|appointments?|medicine sessions?|experiences?"
    r"|troches?|lozenges?|shots?|sittings?|evenings|mornings|circles)"
)
_KINDS = (
    r"(?:iv|im|ketamine|kap|spravato|initial|low-dose|individual|full|intravenous|intramuscular|dosing|medicine"
    r"|guided"
    r"|in-office|at-home|therapeutic|psychedelic|assisted|sublingual|lozenge|troche|group|esketamine|induction"
    r"|maintenance|booster|ketamine-assisted|psychotherapy|therapy|x|\d+[- ]?min(?:ute)?s?|\d+[- ]?hour)"
)
#: Words that do not stand between a number and the visits it counts.
_NO_KINDS = (
    r"(?!(?:weeks?|months?|days?|years?|hours?|min\w*|people|persons?|patients?|times?|nurses?|doctors?|rooms?|of|per"
    r"|to|or|and|in|the|an?|for|after|before|at|from|with|by|on|our|your|we|you|is|are)\b)"
)
_MANY = r"(?:infusions|sessions|treatments|injections)"
#: How a number of visits is said; each form has one group, the number.
_SERIES_COUNT = re.compile(
    "|".join(
        [
            r"\b(?:series|package|bundle|pack|course|set|block|program|protocol|round|induction)s? (?:of|with"
            r"|includes?"
            rf"|including|for|:|-) ?(?:a |all |the )?{_COUNT}\b(?! ?(?:weeks?|months?|hours?|minutes?|days?"
            rf"|mins?|%))",
            rf"\b{_COUNT}[- ](?:{_KINDS}[- ]){{0,4}}?{_VISITS}\b(?! ?(?:per|a|each|every|/) ?(?:week|month|day))",
            rf"\b{_COUNT} (?:{_NO_KINDS}[a-z-]+ ){{1,2}}?{_MANY}\b(?! ?(?:per|a|each|every|/) ?(?:week|month|day))",
            rf"\b{_COUNT}[- ](?:pack|series|package|bundle|course)\b",
            rf"\b{_COUNT}-day (?:(?:crps|pain|ketamine|inpatient|outpatient|infusion) )?"
            r"(?:series|course|program|protocol|booster|boost|infusion|treatment)s?",
            rf"\b{_COUNT} (?:consecutive days|days (?:in a row|running|straight))",
            rf"\b{_COUNT}[- ](?:kap|ketamine|dosing|medicine|infusion|session|treatment)s?\b(?=,| and| or|;| protocol"
            r"| program| plan| course| series| package)",
            r"\b(\d{1,2}) ?(?:x|\u00d7|/|for|@|at) ?(?=\$|$)",
            rf"{_MANY} ?(?:\( ?|x ?|\u00d7 ?|: ?)(\d{{1,2}})(?= ?(?:\)|$|[,;|]))",
            rf"(?:^|[|:;\u2022,.] ?){_COUNT}(?= ?(?:[:=-]|costs?|are|is|runs?|for|come to|go for|together are"
            rf"|total) ?\$)",
            rf"\bfor (?:all |the )?{_COUNT}\b(?=[.,;)]| total| if| when| paid| pre| in full|$| \()",
            rf"\b(?:pre-?pay|pay|book|buy) (?:for )?all {_COUNT}\b",
            rf"\b{_COUNT} (?:more )?of (?:them|these|those)\b",
            rf"\ball {_COUNT} (?:up front|at once|together|in advance|on day one)",
            rf"\b(?:meets?|gathers?|comes?) {_COUNT} times\b",
            rf"\b{_COUNT} total\b",
            rf"^(?:and )?(?:of|for) {_COUNT}\?",
            r"\b(?:series|package|bundle|course|pack) ?\((\d{1,2})\)",
            rf"\b(?:first|next|usual|full|whole|initial|standard) {_COUNT}\b(?![- ]?(?:weeks?|months?|hours?"
            rf"|minutes?|days?|years?|people|patients))",
            rf"\btotal of {_COUNT}\b(?= {_MANY})",
            rf"\b(\d{{1,2}}) ?(?:x|\u00d7) (?:(?:{_KINDS} ){{0,2}}{_VISITS}|{_KINDS}\b)",
            r"\bx ?(\d{1,2})\b",
        ]
    ),
    re.IGNORECASE,
)
_MEDICINE = re.compile(
    r"ketamine|dosing|medicine|infusion|injection|\biv\b|\bim\b|kap|journey|spravato|lozenge|troche", re.IGNORECASE
)


#: "Buy five, get the sixth free": six.
_ONE_FREE = re.compile(
    rf"\b(?:buy|bought|book|pay for|purchase) (\d|{'|'.join(ONES)})\b[^.$]{{0,50}}\b(?:get|with|receive|come)\b"
    r"[^.$]{0,20}\b(?:sixth|fourth|fifth|seventh|eighth|ninth|tenth|eleventh|one|next|last)\b[^.$]{0,15}\bfree\b",
    re.IGNORECASE,
)


#: "Six to eight treatments" is no number of them.
_FROM_TO = re.compile(
    rf"(?<![\w$,.])(?:\d{{1,2}}|{'|'.join(ONES)}) ?(?:-|to|or) ?(?:\d{{1,2}}|{'|'.join(ONES)})"
    rf"(?= (?:[a-z-]+ ){{0,2}}?{_VISITS}\b)",
    re.IGNORECASE,
)


def counts_in(text: str) -> list[tuple[int, bool]]:
    """How many sessions a text speaks of, each time it does, and whether it says that they are with the medicine."""
    if free := _ONE_FREE.search(text):
        return [((ONES.get(free[1].lower()) or int(free[1])) + 1, True)]
    found = []
    text = _FROM_TO.sub(" some ", text)
    for match in _SERIES_COUNT.finditer(text):
        word = next(filter(None, match.groups()), "")
        number = ONES.get(word.lower()) or (int(word) if word.isdigit() else 0)
        if 1 <= number <= 60:
            found.append((number, bool(_MEDICINE.search(match[0]))))
    return found


def sessions_in(text: str) -> int | None:
    """How many sessions a text speaks of: those with the medicine, else the first more than one."""
    counts = sorted(counts_in(text), key=lambda entry: (not entry[1], entry[0] == 1))
    return counts[0][0] if counts else None


def counted_first(texts: Iterable[str]) -> list[str]:
    """What a price covers, the line with the number of sessions first: it says what is sold."""
    return sorted(texts, key=lambda text: not any(number > 1 and medicine for number, medicine in counts_in(text)))
