"""Who treats people at a clinic: professions, doctors' specialties, board certification, memberships."""

from __future__ import annotations

import re
from collections.abc import Iterator

from finder.sources.pagesaid import Finding, Said, matches, stated
from finder.sources.pagewords import ELSEWHERE, clauses, denied, negated, pattern

_NOT_OURS = re.compile(
    r"\b(?:your|their|outside|another|referr\w+|referrals?|refer (?:you )?to|current|existing|own"
    r"|ask|talk (?:to|with)|speak (?:to|with)|see|consult(?:ing)? (?:with )?(?:an?|your)"
    r"|require an?|from an?|you(?:'ll| will)? need(?: an?| one)?|alongside|recommendation of|look for|choose"
    r"|find|foreword by|the late"
    r"|american society of|former|such as a|we (?:often |closely )?(?:work|collaborate|coordinate"
    r"|partner) (?:closely )?with|advis[eo]rs?|advisory)\b(?:\bDr\.|[^.;:]){0,40}$"
    r"|\bamerican (?:society|board|academy|association) (?:of|for)\b[^.;]{0,50}$"
    r"|\b(?:other|many|most|some|any|local)\b(?: [\w-]+){0,2} $",
    re.IGNORECASE,
)
_NOT_OURS_AFTER = re.compile(
    r"^ in (?:town|the area|the community|private practice)\b|^ nearby\b|^ can help\b|^ (?:can|may|will|must) refer\b"
    r"|^[^.;]{0,50}\bwho (?:follows?|treats?|referred|prescribes?|sees|taught|trained|knows?) (?:\w+ of )?(?:you"
    r"|them|me|us)\b"
    r"|^(?: or \w+)?,? (?:you (?:already )?(?:have|see)|of your choice|who (?:referred|treats) you)",
    re.IGNORECASE,
)
_TEAM = re.compile(
    r"\b(?:our|we|board[- ]certified|is an?|md|m\.d|do|d\.o|dr|led by|lead by|founded|owned"
    r"|staffed|team|by an?|by (?:our|the)|supervis\w*|overseen|oversee|under the|trained"
    r"|experienced|licensed|owner|founder|director|providers?|certified|staff|practicing|years"
    r"|present|on-?site|under an?|on (?:the )?staff|on the premises|in the (?:building|room)|joins? you"
    r"|with you|administer\w*|monitored|run by|physician-led|meet|np|rn)\b",
    re.IGNORECASE,
)
_TEAM_HEADING = re.compile(
    r"team|providers?|staff|about|meet|who (?:we are|will|treats|runs|is|you|gives|does)|our people|guides"
    r"|clinicians?|doctors?"
    r"|practitioners?|founder|director|physicians?|therapists?|nurses?|leadership",
    re.IGNORECASE,
)
#: A heading over what is for other offices.
_TO_COLLEAGUES = re.compile(
    r"(?:info(?:rmation)? )?for (?:referring )?(?:therapists|doctors|providers|clinicians|prescribers|physicians)\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight) (?:\w+ )?(?:nurse|physician|doctor|therap|psych|cr?na|anesth|rn)"
    r"|\b(?:visit|session|evaluation|consult\w*|intake|minutes|hour|appointment|meeting|calls?|infusion|ketamine)s?"
    r" (?:with|\+) (?:an?|one of|our|the)\b|\b(?:stays?|sits?|talks?|speaks?|calls|joins?|works? with|gives?"
    r"|runs?|oversees?|does|do|places?|starts?|checks?"
    r"|watch\w*|meets?|will|is (?:here|there|with|on|in|always|present|available)|assess\w*|evaluat\w*|reviews?"
    r"|monitors?|sees|seen by|performs?|leads?|manages?|guides?|we are|are|has been an?|sets|assigned to|orders"
    r"|(?:done|held|given) by|may be with|with one of our)\b",
    re.IGNORECASE,
)
_SPECIALTIES = {
    "anesthesiologist": pattern("anesthesiology", "anaesthesiology"),
    "psychiatrist": pattern("psychiatry"),
    "emergency_physician": pattern("emergency medicine"),
    "pain_physician": pattern("pain medicine", "pain management", "interventional pain"),
    "family_physician": pattern("family medicine", "family practice"),
    "internist": pattern("internal medicine"),
    "neurologist": pattern("neurology"),
}
SPECIALISTS = frozenset(
    [
        "anesthesiologist",
        "psychiatrist",
        "emergency_physician",
        "pain_physician",
        "family_physician",
        "internist",
        "neurologist",
    ]
)
_CERTIFIED_IN = re.compile(
    r"board[- ]certifi(?:ed|cation)s?(?: physician| md| doctor)? (?:in"
    r"|by the american board of) (?P<what>[^.;]{3,90})"
    r"|\bcertified by the american board of (?P<by>[^.;]{3,90})",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"(?<!\w)(?:m\.?d\.?|d\.?o\.?),? ?[-,(|]? ?(?P<what>[^.;]{3,60})", re.IGNORECASE)
#: Without one of these nothing is said of doctors.
_DOCTORLY = ("board", "dr. ", "md", "m.d", "do", "physician", "doctor")
_DOCTOR = re.compile(
    r"(?<![\w.])(?:M\.?D\.?|D\.?O\.?|MBBS)(?![\w])|\b(?:our|licensed|experienced|trained|the"
    r"|board[- ]certified|supervising|a|on-?site) (?:medical )?(?:physicians?(?! assist| assoc)|doctors?)\b"
    r"|\bA (?:medical )?(?:physician|doctor) (?:talks|meets|reviews|sees|evaluates|calls|oversees|is (?:on|here"
    r"|in|always|present))\b"
    r"|\bphysician[- ](?:led|owned|supervised|run)\b|\bmedical doctors?\b|\bphysician (?:on-?site"
    r"|oversees)\b"
)
#: "Ann Sample, PhD, " before a profession.
_NAMED = re.compile(
    r"[A-Z][\w'.-]+ (?:[A-Z]\.? )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)?,(?: [A-Z][A-Za-z.-]{1,8},)*"
    r" (?:(?:is )?(?:our|an?|the|is|licensed|clinical|certified|board[- ]certified) )*$"
)
#: "Dr. Ann Sample, psychiatry".
_TITLED_IN = re.compile(
    r"\bDr\.? (?:[A-Z][\w'-]* ?){1,3}, (?P<what>(?:psych|anesth|emerg|intern|famil|pain"
    r"|neuro|board)[^.;()]{3,60})"
)
_NO_COLLEAGUE = re.compile(
    r"the late|mentor|\b(?:written|reviewed|edited|book|photos?) by\b|author|\bsa(?:ys"
    r"|id)\b|\blive in\b|foreword|american (?:society|board|academy|association)",
    re.I,
)
_NEGATION = re.compile(r"\b(?:not|no|never|without|nor|neither)\b|n't\b", re.IGNORECASE)
_BOARD_ALONE = re.compile(r"(?:(?:double|dual|dually|triple)[- ])?board[- ]certified\b", re.IGNORECASE)
_DOCTORS_NAME = re.compile(r"\b(?:M\.?D|D\.?O)\b\.?$|^Dr\.? ")
_BOARD = re.compile(
    r"(?:dual(?:ly)?[- ]|double[- ]"
    r"|triple[- ])?board[- ]certified(?: and [a-z -]{3,30}trained)?(?:,? [a-z-]+){0,3}?"
    r" (?:physicians?|doctors?|anesthesiologists?|psychiatrists?|m\.?d\.?|emergency|internists?"
    r"|neurologists?|family medicine|internal medicine|pain)(?! nurse)\b"
    r"|(?:physician|m\.?d\.?|d\.?o\.?|dr\.? [^.;]{2,60}|anesthesiologist|psychiatrist|doctor|he"
    r"|she)[^.;]{0,60}\b(?:board[- ]certifi(?:ed|cations?) (?:in|by)|certified by the american board of)"
    r"|(?:our|all) (?:\w+ )?(?:doctors?|physicians?|anesthesiologists?|psychiatrists?)(?: \w+)? (?:is"
    r"|are)(?: \w+){0,2} board[- ]certified"
    r"|\b(?:doctors|physicians|anesthesiologists|psychiatrists)\b[^.;]{0,40}, (?:both|all"
    r"|each)(?: of them)? board[- ]certified"
    r"|\b(?:anesthesiologist|psychiatrist|physician|internist|neurologist|m\.?d\.?|d\.?o\.?),? \(?board[- ]certified\b"
    r"|board[- ]certifi(?:ed|cations?) (?:in|by the american board of) (?:both )?(?:anesthesi"
    r"|psychiatr|emergency|family med|internal med|pain|neurolog|addiction med)",
    re.IGNORECASE,
)


def clinicians(one: Said) -> Iterator[Finding]:
    """The professions of those who work here."""
    if _TO_COLLEAGUES.match(one.text):
        return
    team = any(_TEAM_HEADING.search(heading) for heading in one.headings[-3:])
    for clause in clauses(one.text):
        found = matches("clinicians", clause)
        if "psychiatric_np" in found or "crna" in found:
            found.pop("nurse_practitioner", None)
        if {"psychiatric_np", "crna", "nurse_practitioner"} & set(found) and not re.search(
            r"registered nurses\b|\bnurses\b|\brns?\b|registered nurse(?! an)", clause, re.I
        ):
            found.pop("registered_nurse", None)
        for word, match in found.items():
            before = clause[max(0, match.start() - 60) : match.start()]
            if denied(clause, match.start(), match.end()) or _NOT_OURS_AFTER.match(clause[match.end() :]):
                continue
            if re.search(
                r"(?:massage|physical|occupational|respiratory|speech|nurse|assistant|seeking|find a) $", before, re.I
            ) and word in ("therapist", "anesthesiologist"):
                continue
            after = clause[match.end() :]
            if match[0].lower() == "emergency room" and not re.match(" (?:physician|doctor|doc)", after, re.I):
                continue
            named = _NAMED.search(clause[: match.start()])
            at_hand = re.match(r" (?:is |sits |stays )?(?:in the room|with you|at your side|beside you)", after)
            if not named and not at_hand and (_NOT_OURS.search(before) or match[0].lower().startswith("your ")):
                continue
            if named and (_NO_COLLEAGUE.search(before) or (ELSEWHERE.search(clause) and not one.own)):
                continue
            confidence = 0.0
            if named or (at_hand and not negated(clause)):
                confidence = 0.85
            elif one.label and (team or one.heading) and len(one.text) < 110:
                confidence = 0.93
            elif one.own or team:
                confidence = 0.93 if _TEAM.search(clause) else 0.7
            elif ELSEWHERE.search(one.text):
                confidence = 0.3
            elif _TEAM.search(clause):
                confidence = 0.85
            elif _ACTS.search(clause) or (one.label and not one.menu and len(one.text) < 80):
                confidence = 0.7
            if confidence:
                yield "clinicians", word, one.words, confidence


def doctors(one: Said) -> Iterator[Finding]:
    """Doctors named by their specialty: "board-certified in emergency medicine", "A. Example, MD, Anesthesiology"."""
    low = one.text.lower()
    if not any(word in low for word in _DOCTORLY):
        return
    negation = _NEGATION.search(one.text)  # what follows it is not so
    text = one.text[: negation.start()] if negation and negated(one.text) else one.text
    named = [match["what"] or match["by"] for match in _CERTIFIED_IN.finditer(text)]
    named += [match["what"] for match in _DEGREE.finditer(text) if re.match(r"M\.?D|D\.?O", match[0])]
    named += [match["what"] for match in _TITLED_IN.finditer(text)]
    for what in named:
        one_board = re.sub(r"psychiatry (?:and|&) neurology", "psychiatry", what, flags=re.IGNORECASE)  # has one name
        for word, form in _SPECIALTIES.items():
            if form.search(one_board):
                yield "clinicians", word, one.words, 0.9
    if _DOCTOR.search(text) and not re.search(
        r"\b(?:your|their|any|referring|primary care|ask|consult) (?:\w+ )?(?:physician|doctor)", text, re.I
    ):
        yield (
            "clinicians",
            "physician",
            one.words,
            0.8 if one.label or one.own or re.search(r"Dr\b|M\.?D|D\.?O", one.text) else 0.6,
        )
    board = _BOARD.search(text) or (
        _BOARD_ALONE.match(text) if _DOCTORS_NAME.search(" ".join(one.headings[-1:])) else None
    )
    if board and not _NOT_OURS.search(text[: board.start()][-40:]):
        yield "board_certified", "true", one.words, 0.95


def memberships(one: Said) -> Iterator[Finding]:
    """What the clinic belongs to, and who accredits it."""
    for clause, word, match in stated("memberships", one.text):
        confidence = 0.0
        bio = re.search(
            r"residency|fellowship|\b(?:he|she) (?:\w+ )?(?:directs|heads|leads|teaches)|graduat|medical school"
            r"|professor|served|worked|degree|completed|former"
            r"|alumn|attended|studied",
            one.text,
            re.I,
        )
        if re.search(r"\bseparate (?:business|company|entity|practice)", clause, re.I):
            continue
        if word == "hospital_affiliated":
            if re.match(r" (?:dr|drive|road|rd|st|street|ave|avenue|way|blvd|parkway)\b", clause[match.end() :], re.I):
                continue
            if (
                bio
                or re.search(r"\b(?:no|next to|near|across|beside|behind|opposite)\b", match[0], re.I)
                or not (one.own or re.search(r"clinic|program|center|service|practice", clause, re.I))
                or re.search(r"not affiliated", one.text, re.I)
            ):
                continue
            confidence = 0.85
        elif word == "spravato_rems":
            if re.search(
                r"only (?:available|be|at|through|administered)|must be|restricted|requires?\b|required",
                clause,
                re.I,
            ) and not re.search(r"\bwe are\b|\bour (?:clinic|center|office) is\b", one.text, re.I):
                continue
            confidence = 0.93 if one.own or one.label else 0.8
        elif word == "va_community_care":
            confidence = 0.92
        elif word == "joint_commission" and not re.search(r"accredit|certif|approv|seal", one.text, re.I):
            confidence = 0.6
        else:
            confidence = 0.92
        if ELSEWHERE.search(one.text) and not one.own:
            confidence = 0.4
        yield "memberships", word, one.words, confidence
