"""What a text names: an item, how many sessions, a route, how long, what is included."""

from __future__ import annotations

import re
from collections.abc import Sequence

from finder.sources.pagecounts import ONES, sessions_in
from finder.sources.pagewords import (
    KETAMINE,
    OTHER_THINGS,
    OTHER_TREATMENTS,
    pattern,
)

SINGLE = re.compile(
    r"\b(?:single|one|individual|pa(?:y|id) as you go|one (?:at a|by one)|individually|a la carte)\b(?! (?:hour"
    r"|week|month"
    r"|of))|(?<![$\d.,-])\b1\b(?![.,-]?\d| ?(?:hour|hr|h\b|week|month|of))",
    re.IGNORECASE,
)
PACKAGE = pattern("packages?", "series", "bundles?")
PLURAL = pattern("infusions", "sessions", "treatments", "injections")
SERIES_WORD = pattern(
    "series",
    "packages?",
    "bundles?",
    "induction(?: phase| series| course)?",
    "loading (?:phase|series|dose)",
    "full course",
    "course of treatment",
    "protocol",
    "treatment course",
    "initial course",
    "program",
    r"total for",
    "multi-?pack",
    "set of",
    "(?:all|bought|paid) (?:at once|together)",
)
MEMBERSHIP = pattern("memberships?", "members? (?:plan|fee)", "subscription")
#: What may be paid by the month, and what makes a monthly sum a lender's.
PLAN = pattern(
    "memberships?",
    "members?",
    "subscriptions?",
    "monthly (?:plan|program)",
    "plans?",
    "at[- ]home",
    "refills?",
    "programs?",
)
#: "Example Medical Group" is a name.
_NO_GROUP = "".join(
    f"(?<!{word} )"
    for word in ("medical", "health", "wellness", "care", "clinic", "practice", "psychiatric", "ketamine", "physicians")
)
GROUP = pattern(
    r"group(?: \w+){0,2} (?:sessions?|kap|ketamine|infusions?|treatments?|journeys?|therapy|rate"
    r"|price|package|series|program)",
    r"(?:in a|small|therapy|integration) groups?",
    r"groups? of",
    rf"{_NO_GROUP}(?<!therapy )(?<!integration )(?<!support )groups?(?! (?:of (?:doctors|clinics|physicians)|practice"
    r"|health|insurance|plan|numbers?|integration|support|home|discount))",
    "retreats?",
    r"(?:medicine|ketamine|kap|saturday|sunday|weekend) circles?",
    "per (?:participant|person in)",
    r"(?:three|four|five|six|seven|eight|ten|twelve|[3-9]|1\d)(?: to \w+)? (?:people|persons|participants|clients)",
)
_THERAPY_GROUP = re.compile(
    r"\b(?:integration|therapy|preparation|support|process) (?:group|circle)"
    r"|\bgroup (?:integration|therapy|preparation|support)",
    re.IGNORECASE,
)
MAINTENANCE = pattern(
    "maintenance",
    r"after (?:the|your|a) (?:first |initial |full )?(?:series|course|six|induction)",
    "refuerzo",
    "mantenimiento",
    "boosters?",
    "top-?ups?",
    "refreshers?",
    "tune-?ups?",
    "upkeep",
    r"keep(?:ing)? (?:it|them) (?:up|going)",
    r"(?:when|if|once) you (?:come|return|are) back|com(?:e|ing) back later",
    r"as[- ]needed|when(?:ever)? you need (?:it|one)",
    "touch-?ups?",
    r"follow-?up (?:\w+ )?(?:infusions?|sessions?|treatments?|injections?|doses?)",
)
KAP = pattern(
    r"ketamine[- ]assisted",
    "kap",
    r"with (?:a |an |our |your |in-session )*(?:licensed |on-site |trained )*"
    r"(?:(?:psycho)?therap(?:y|ist)|counselor|psychologist)",
    "dosing sessions?",
    "medicine sessions?",
    "with psychotherapy",
    r"(?:\+|plus|and|w/) ?(?:an? )?(?:\w+ )?(?:psycho)?therapist",
    r"therapist(?:'s)? (?:present|in the room|at your side|beside you|support|time)",
    r"(?:guided|led|held|accompanied)(?: \w+){0,4} by (?:an? |our |your )(?:\w+ )?(?:psycho)?therapist",
    r"therapy[- ]assisted",
    r"therapist[- ](?:led|guided|supported|assisted)",
    "psychedelic[- ]assisted",
)
_THERAPY = pattern(
    "talk (?:visits?|sessions?|hours?)",
    r"(?:integration|preparation|prep|preparatory|psycho-?therapy|therapy|counseling|talk therapy"
    r"|individual therapy|non-?medicine|coaching)(?:(?: ?/ ?| and | or | & |, )(?:integration"
    r"|preparation|prep|therapy))*"
    r"(?: (?:sessions?|visits?|hours?|appointments?|only|calls?|meetings?|follow-?ups?))?",
)
_PROVIDER = (
    r"(?:doctor|physician|psychiatrist|nurse practitioner|nurse anesthetist|physician assistant|provider|clinician"
    r"|prescriber)s?"
)
CONSULTATION = pattern(
    "(?:primera )?consulta",
    r"(?:first|initial|introductory|intro) (?:talk|call|chat|conversation|meeting)",
    "meet (?:and|&) greet",
    "discovery (?:visit|session|call|meeting)",
    "getting cleared",
    rf"(?:talk|call|chat|conversation) with (?:our|an?|the) (?:\w+ ){{0,2}}(?:{_PROVIDER}|nurse|coordinator|team)",
    r"(?:phone|video|screening|information\w*|\d+[- ]min(?:ute)?) (?:phone |video )?(?:call|chat)",
    r"(?:a )?(?:talk|call|chat) (?:by|over|on) (?:the )?(?:phone|video)",
    rf"(?:{_PROVIDER}|we) talks? (?:with|to) you",
    rf"(?:talk|speak|meet) (?:to|with) (?:our|an?|the|one of our) (?:\w+ ){{0,2}}{_PROVIDER}",
    rf"meet (?:our|an?|the|your) (?:\w+ ){{0,2}}{_PROVIDER}",
    rf"(?:be )?seen by (?:dr\b|(?:our|an?|the) (?:\w+ ){{0,2}}{_PROVIDER})",
    r"(?:first|must|will|to) (?:meet|see|talk (?:to|with)) (?:with )?(?:one of )?(?:our|an?|the)"
    rf" (?:\w+ ){{0,2}}{_PROVIDER}",
    r"meeting with [^$:]{3,40}",
    r"to see (?:if|whether) (?:you|we|ketamine|this|(?:it is|it's) (?:right|safe|a (?:good )?fit))",
    r"talk (?:it|things) over",
    "medical check(?:-?up)?",
    r"consult(?:ation|ations|s)?",
    "intakes?",
    "new[- ](?:patients?|clients?)(?: visit| appointment| evaluation| exam)?",
    r"initial (?:\w+ ){0,2}(?:evaluation|assessment|visit|appointment|consult\w*|screening|intake)",
    "discovery call",
    r"(?:medical |eligibility |phone )?screenings?(?! (?:is |are )?required)",
    r"(?:first|office|doctor's|physician|medical|onboarding|provider|introductory)"
    r" (?:(?:video|phone|telehealth|virtual|online) )?(?:visit|appointment)s?",
    "first (?:meeting|talk|conversation)",
    "get acquainted",
    "talk first",
    r"be (?:screened|interviewed)",
    "good faith exam",
)
_EVALUATION = pattern(
    r"(?:medical|psychiatric|physical|mental health|psych|clinical|physician|health|pre-?infusion"
    r"|comprehensive|ketamine|diagnostic)? ?(?:evaluations?|assessments?|evals?|exams?|clearance"
    r"|work-?up)",
    r"be (?:evaluated|assessed|examined)",
)
_FIRST = pattern(
    r"(?:your|the) first (?:one|time|is)",
    r"for (?:your|the) first(?= ?[,;.)]| and\b|$)",
    r"(?:first|initial|introductory|intro|trial|test)(?: (?:ketamine|iv|im|kap|lozenge|troche|mood"
    r"|low[- ]dose))* (?:infusions?|sessions?|treatments?|injections?|dose|offer|rate|special)",
    "first-time",
    "first (?:ketamine|iv|im|infusion|injection|dosing|medicine) visit",
    r"(?:infusion|session|treatment|injection) (?:#|no\.? ?)?1(?= *(?:$|[:|,;.=(]|\$|- ))",
    "new patient special",
    "first infusion",
)
_SUBSEQUENT = re.compile(
    r"\b(?:(?:usual|normal|regular|standard) price|subsequent|later|remaining|following|thereafter|after that)\b"
    r"(?: (?:ones?|infusions?|sessions?|treatments?|injections?|visits?))?",
    re.IGNORECASE,
)
#: Labels of what is neither the medicine nor a first visit, though it stands among them.
NO_ITEM = pattern(
    "follow[- ]?ups?(?: visits?| appointments?)?",
    "check-?ins?",
    "refills?",
    "prescriptions?",
    "ekg",
    "ecg",
    "urine",
    "blood ?work",
    "parking",
    "meals?",
    "companion",
    "driver",
    "recovery",
    "shipping",
    "tax(?:es)?",
    "tips?",
    "forms?",
    "e-?mails?",
    r"(?:phone |video )?calls? (?:over|beyond|longer|outside|between|after)",
)
PAIN = pattern(
    r"(?:chronic |nerve |neuropathic |severe )?pain",
    "crps",
    "rsd",
    "fibromyalgia",
    "migraines?",
    "neuropath(?:y|ic)",
    "headaches?",
)
FOR_PAIN = re.compile(
    r"\bfor [\w -]{0,25}pain\b|\bpain (?:infusions?|sessions?|treatments?|protocol|management infusions?)\b",
    re.IGNORECASE,
)
MOOD = pattern(
    "depression",
    "mood",
    "mental health",
    "anxiety",
    "ptsd",
    "psychiatric",
    "ocd",
    "bipolar",
    "wellness",
    "psychotherapy",
    "kap",
)
SESSION = pattern(
    r"infusions?",
    r"(?<!therapy )(?<!integration )sessions?",
    "treatments?",
    r"(?<!first )(?<!patient )(?<!client )(?<!office )(?<!initial )(?<!follow-up )(?<!talk )(?<!therapy )"
    r"(?<!refill )(?<!video )(?<!telehealth )(?<!check-in )visits?",
    "sittings?",
    r"(?:the|each|our|six|single|ketamine|iv) drips?",
    "injections?",
    "shots?",
    "spravato",
    "esketamine",
    "troches?",
    "lozenges?",
    r"(?:dissolving|disintegrating|ketamine|sublingual) tablets?",
    "doses?",
    "dosing",
    r"(?:nasal|intranasal) (?:spray|ketamine)",
    "iv",
    "im",
    "ketamine",
    r"infusi[o\u00f3]n(?:es)?",
    r"sesi[o\u00f3]n(?:es)?",
    r"inyecci[o\u00f3]n(?:es)?",
    "journeys?",
    "sublingual",
    "intramuscular",
    "intravenous",
    "medicine",
    "rdt",
)
_DRUG = pattern(
    r"drug(?! (?:is )?included| cost included| and)",
    r"^\(?(?:the )?(?:medication|medicine)s?",
    r"(?:drug|medication|medicine)(?: itself)?(?: (?:only|cost|fee|price|charge))",
    "(?:cost of|for) the (?:drug|medication|medicine|spray)(?: itself| alone)?",
    r"(?:spravato|esketamine) (?:drug|medication|medicine|device)(?: cost)?",
    "per (?:56|84) ?mg",
    "buy and bill",
)
_OBSERVATION = pattern(
    r"(?:observation|monitoring|administration)(?: (?:visit|fee|only|charge|period|session"
    r"|and monitoring|and observation))?(?=[ ,.;:)-]|$)",
    "rems monitoring",
    "in-office monitoring",
    "visit only",
    "(?:monitored|observed|supervised) (?:visits?|stays?)",
    "chair (?:time|fee)",
    "(?:to )?watch(?:ing)? (?:over )?you",
)
WITHOUT_DRUG = re.compile(
    r"\b(?:drug|medication|medicine|spravato)\b[^.;]{0,20}\b(?:billed|separate\w*|not included|extra|pharmacy)"
    r"|\b(?:plus|not including|without|excluding) the (?:drug|medication|medicine)"
    r"|\bpharmacy (?:bills|sends|ships)"
    r"|\b(?:drug|medication|medicine|spray) (?:itself )?"
    r"(?:comes |is (?:bought|ordered|supplied|provided|paid|covered) )?(?:through|via|from|by) (?:your|the"
    r"|a) (?:\w+ )?(?:plan|pharmacy"
    r"|insur\w+)"
    r"|\bwith your own (?:drug|medication|medicine|prescription)"
    r"|\b(?:you|they|patients) (?:buy|get|order|pay for) (?:the|your|their) (?:own )?(?:drug|medication|medicine|spray)"
    r"|\b(?:plan|pharmacy|insur\w+|benefits?)(?: \w+){0,2} (?:pays?|covers?|paying|covering|supplies)"
    r" (?:for )?(?:the|your) (?:drug|medication|medicine|spray)",
    re.IGNORECASE,
)

ROUTES = {
    "iv": pattern("ivs?", r"i\.v\.", "intravenous(?:ly)?", "infusions?", r"infusi[o\u00f3]n(?:es)?", "drip"),
    "im": pattern("im", r"i\.m\.", "intra-?muscular(?:ly)?", "injections?", "shots?"),
    "subcutaneous": pattern("sub-?cutaneous", "sub-?q"),
    "spravato": pattern("spravato", "esketamine"),
    "nasal_compounded": pattern(
        r"(?:compounded|intranasal|nasal) (?:spray )?ketamine",
        r"ketamine (?:nasal|intranasal)(?: spray)?",
        "compounded (?:intra)?nasal(?: spray)?",
        r"(?<!spravato )(?<!esketamine )(?<!\()(?:intra)?nasal(?: spray)?",
    ),
    "sublingual": pattern(
        "sub-?lingual(?:ly)?",
        "lozenges?",
        "troches?",
        "oral(?:ly)?(?: dissolving)?(?: tablets?)?",
        "tablets?",
        "rdts?",
        "odts?",
        "rapid[- ]dissolv\\w+",
    ),
}
_MINUTES = re.compile(
    r"(?<![\d$.,-])(?P<low>\d{1,3}(?:\.5)?)(?: ?(?:-"
    r"|to) ?(?P<high>\d{1,3}(?:\.5)?))?[- ]?(?P<unit>min(?:ute)?s?|hours?|hrs?|h)\b(?! (?:before"
    r"|prior|notice|in advance|of your appointment|away|drive))"
    r"|\b(?P<word>one|two|three|four|five|six)(?: and a half)?[- ](?P<unit2>hours?)\b",
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    r"\b(?:includ(?:es|ed|ing|e)|inclusive of|comes with|along with|plus|covers|as well as|with"
    r"|consists of|also get)\b|\+ | & | \+",
    re.IGNORECASE,
)
_INCLUDES = {
    "consultation": pattern(r"(?:initial |free |first |medical |psychiatric )*consult(?:ation|s)?", "intakes?"),
    "evaluation": pattern(
        r"(?:medical|psychiatric|physical|mental health|psych|clinical|initial|physician"
        r"|comprehensive)? ?(?:evaluations?|assessments?|evals?|exams?|clearance)"
    ),
    "preparation": pattern("prep(?:aration|aratory)?"),
    "integration": pattern("integration"),
    "therapy": pattern(r"(?:psycho)?therapy", "counseling", "therapists?", r"(?:psycho)?therapy sessions?"),
    "booster": pattern("boosters?", "maintenance (?:infusion|session)s?"),
    "credited": pattern(
        r"(?:credited|applied|deducted)(?: \w+){0,4} (?:to|toward|towards|from)(?: \w+){0,5}",
        "goes toward",
        r"will be credited|is credited",
        "applies to(?:ward)?s? your",
    ),
}
#: What comes after is another visit than the one that is priced.
_LATER = re.compile(
    r"\b(?:before|prior to|after|ahead of|if you go on|once|applied|credited|deducted"
    r"|goes toward|goes to|taken off|comes off|waived|toward|required|needed)\b",
    re.IGNORECASE,
)
_NOT_INCLUDED = re.compile(
    r"\b(?:not (?:be )?includ\w+|does not include|doesn't include|excludes?|excluding"
    r"|separate(?:ly)?|extra|billed separately|not (?:part of|covered)|before)\b",
    re.I,
)
CREDIT = re.compile(
    r"\b(?:credited|applied|deducted|goes) (?:back )?(?:to|toward|towards|from)\b|\b(?:credited"
    r"|deducted) (?:if|when|upon)",
    re.IGNORECASE,
)


def is_telling(column: str) -> bool:
    """Whether the head of a column says something of what is priced under it."""
    return bool(item_in(column) or any(route.search(column) for route in ROUTES.values()))


#: Before a drip that is ketamine's, or a massage that comes with two sessions.
_BESIDE = re.compile(
    r"\bketamine (?:infusion|iv)\b|\b(?:lozenge|injection|infusion|medicine|dosing) sessions?,", re.IGNORECASE
)


def is_ketamine(near: Sequence[str], headings: Sequence[str]) -> bool | None:
    """Whether the nearest words that name a treatment name ketamine; None where none do."""
    for n, text in enumerate((*near, *headings)):
        other = OTHER_TREATMENTS.search(text)
        told = n > 0 and text.endswith(".") and bool(headings) and bool(KETAMINE.search(headings[0]))
        if not other and not told and (len(text) <= 80 or n == 0) and not (n > 0 and near and names_item(near[0])):
            other = OTHER_THINGS.search(text)
            if other and _BESIDE.search(text, 0, other.start()):
                other = None
            if other and len(text) > 80 and not 0 <= text.find("$", other.end()) - other.end() <= 40:
                other = None
        ketamine = KETAMINE.search(text)
        if not other:
            if ketamine:
                return True
            continue
        included = _INCLUDED.search(text)
        beside = included and included.start() <= other.start()
        if beside and names_item(text[: included.start()]):  # type: ignore[union-attr]
            return True
        if n == 0 or not ketamine or (n < len(near) and len(text) <= 80):
            return False
        # "Ketamine and TMS" over a list leaves it open.
    return None


#: A clause that only says what else a price covers: "$2,000, with three therapy sessions $2,750".
MEDICAL = re.compile(
    r"\bmedical (?:check|consult|intake|screening|visit|evaluation|assessment)|\bphysical\b"
    r"|\bmedical one\b|\bphysician\b|\bdoctor\b|\bprescriber\b|\bnurse practitioner\b"
    r"|\bpsychiatr\w+ (?:consult|evaluation|assessment|intake)|\bclearance\b",
    re.IGNORECASE,
)


#: "All treatments start with an evaluation": what is priced comes after.
_STARTS_WITH = re.compile(r"\b(?:starts?|begins?|opens?) with (?:an?|the|your|our|one)\b", re.IGNORECASE)
FIRST_STEP = re.compile(f"{CONSULTATION.pattern}|{_EVALUATION.pattern}", re.IGNORECASE)
#: "IM ketamine, first visit": the first visit with the medicine, not a talk.
_VISIT_ONE = re.compile(r"(?:first|initial) (?:visit|appointment|meeting)", re.IGNORECASE)
_WITH_MEDICINE = re.compile(
    r",? (?:with|including|and) (?:[\w-]+ ){0,6}?(?:infusion|injection|treatment|dose)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:iv|im|intravenous|intramuscular|infusion|injection|lozenge|troche|sublingual|spravato)\b(?! clinic)",
    re.IGNORECASE,
)
_THERAPY_WITH = re.compile(
    r"therapy with (?:the )?(?:ketamine|medicine)\b|\bketamine with (?:psycho)?therapy\b", re.IGNORECASE
)
#: What a fee is taken off is not what it is for.
_TAKEN_OFF = re.compile(
    r"\b(?:takes? (?:it|this|that|the fee) off\b|(?:applied|credited|deducted|subtracted|goes|counts"
    r"|put) (?:back )?(?:to|toward|towards|against|from)\b"
    r"|(?:taken|comes|come|comes right) off\b|(?:is|gets|be) waived\b)",
    re.IGNORECASE,
)
_FIRST_OF = re.compile(r"\b(?:first|initial)\b", re.IGNORECASE)
#: "Before you start, there is a visit".
_BEFORE_START = re.compile(
    r"\bbefore (?:(?:you|we|your|the|any) (?:first )?(?:starts?|begins?|treatments?|infusions?|sessions?|program)"
    r"|(?:starting|beginning|treatment|any of)\b)",
    re.IGNORECASE,
)
#: The visit with the medicine, beside which therapy is named.
_DOSING = re.compile(r"\b(?:ketamine|dosing|medicine) (?:session|journey|experience|day|visit)s?\b", re.IGNORECASE)
#: A talk before or after the medicine: "KAP preparation session".
_ROUND_KAP = re.compile(
    r"\b(?:kap|ketamine|assisted (?:psycho)?therapy) (?:preparation|prep|integration)\b(?! (?:and|&|\+))", re.IGNORECASE
)
_DOSED = re.compile(r"\b(?:journey|lozenge|troche|injection|infusion|dosing|medicine)s?\b", re.IGNORECASE)
_ANY_VISIT = re.compile(
    r"\b(?:you (?:see|meet)|visit|appointment|meeting|call|conversation|talk|check)\b", re.IGNORECASE
)
DOSE = re.compile(r"\b\d+(?:\.\d+)? ?mg(?:/kg)?\b", re.IGNORECASE)


#: Spravato's medicine and its two hours in one price.
_BOTH = re.compile(
    r"\b(?:medicine|medication|drug)\b(?:[^.;$]{0,15}| is| are)(?:,|\band|\bplus|\bwith|&|\+)[^.;$]{0,30}"
    r"\b(?:observation|monitoring|watching|watched)\b|\b(?:medicine|medication|drug) included\b"
    r"|\b(?:observation|monitoring)(?: is| are)? included\b",
    re.IGNORECASE,
)


def item_in(text: str, no_series: bool = False, spravato: bool = False) -> str | None:
    """The item that a text names; None when it names none."""
    text = text[:600]
    included = _INCLUDED.search(text)
    main = text[: included.start()] if included and names_item(text[: included.start()]) else text
    if included and KETAMINE.fullmatch(main.strip()):  # "Ketamine + Spravato evaluation"
        main = text
    if (opened := _STARTS_WITH.search(text)) and FIRST_STEP.search(text, opened.end()):
        main = text[opened.end() :]
    credit = _TAKEN_OFF.search(main)
    if credit and 0 <= credit.end() <= main.find("$") and not names_item(main[: credit.start()]):
        main = _FIRST_OF.sub(" ", main[credit.end() :])  # "..., applied to your first infusion ($450)"
    elif credit:
        main = main[: credit.start()]
    if _BEFORE_START.search(main) and _ANY_VISIT.search(main) and not _GIVEN.search(main):
        return "consultation"
    later = _LATER.search(main)
    if later and names_item(main[: later.start()]):
        main = main[: later.start()]
    session = SESSION.search(main)
    counted = None if no_series else sessions_in(main)
    word = SERIES_WORD.search(main)
    single = SINGLE.search(main, 0, word.start()) if word else None
    many = not no_series and bool((counted or 0) > 1 or (word and not single))
    if MEMBERSHIP.search(main):
        return "membership"
    if _SUBSEQUENT.search(main) and not CONSULTATION.search(main) and not _THERAPY.search(main):
        return "session"
    therapy = _THERAPY.search(main)
    kap = KAP.search(main) or _THERAPY_WITH.search(text)
    if _THERAPY_GROUP.search(main) and not KETAMINE.search(main) and not _DOSED.search(main):
        return "therapy_session"
    if GROUP.search(main) and not (therapy and not session and not kap):
        return "group_series" if many else "group_session"
    consultation = CONSULTATION.search(main)
    evaluation = _EVALUATION.search(main)
    if many and not (consultation and not session):
        if therapy and not kap and not session and not KETAMINE.search(main):
            return None
        if MAINTENANCE.search(main) and not counted:
            return "maintenance_session"
        return "series"
    if spravato or re.search(r"spravato|esketamine", text, re.I):
        if _BOTH.search(text) and not WITHOUT_DRUG.search(text):
            return "session"
        if WITHOUT_DRUG.search(text):
            return "observation"
        if _DRUG.search(text) and not _OBSERVATION.search(main):
            return "drug"
        if _OBSERVATION.search(main) and not _DRUG.search(text):
            return "observation"
    if MAINTENANCE.search(main):
        return "maintenance_session"
    if (
        evaluation
        and not (consultation and consultation.start() <= evaluation.start())
        and not re.search(r"\b(?:initial|new patient|first)\b", main, re.I)
    ):
        return "evaluation"
    if (
        consultation
        and not (session and _FIRST.search(main))
        and not (session and re.search(r"infusions?|injection", main[: consultation.start()], re.I))
        and not (_VISIT_ONE.fullmatch(consultation[0]) and _GIVEN.search(main, 0, consultation.start()))
    ):
        if _VISIT_ONE.fullmatch(consultation[0]) and _WITH_MEDICINE.match(text, consultation.end()):
            return "first_session"
        return "consultation"
    if evaluation and not session:
        return "consultation"
    if kap and therapy and therapy.start() < kap.start() and not KETAMINE.search(main) and not _DOSED.search(main):
        return "therapy_session"
    if kap and _ROUND_KAP.search(main):
        return "therapy_session"
    if kap:
        return "kap_session"
    if therapy and _DOSING.search(main) and not _DOSING.search(therapy[0]):
        return "kap_session"
    if therapy and not re.search(r"(?:ketamine|infusion|iv|medicine) (?:\w+ )?therapy|infusion|injection", main, re.I):
        return "therapy_session"
    if (_FIRST.search(main) or (session and _VISIT_ONE.search(main))) and not _SUBSEQUENT.search(main):
        return "first_session"
    if session:
        if PAIN.search(main) and not MOOD.search(main):
            return "pain_session"
        return "session"
    return None


def names_item(text: str) -> bool:
    """Whether a text names anything that has a price of its own."""
    return any(
        found.search(text)
        for found in (_FIRST, SESSION, CONSULTATION, _THERAPY, KAP, SERIES_WORD, MAINTENANCE, _EVALUATION, MEMBERSHIP)
    )


#: "It isn't Spravato": a way that is named and not meant.
NOT_GIVEN = re.compile(
    r"\b(?:isn't|aren't|not(?! (?:pay|cover|reimburse)\b)|no|never|without|unlike|instead of|rather than"
    r"|(?:do not|don't|stopped|no longer)"
    r" (?:\w+ )?(?:carry|offer|mail|give|use|do|doing|prescribe|sell|giving)) [^.,;:$]{2,40}",
    re.IGNORECASE,
)


_BY_NAME = pattern("iv", r"i\.v\.", "intravenous(?:ly)?", "im", r"i\.m\.", "intra-?muscular(?:ly)?")


def route_in(chain: Sequence[str]) -> str:
    """The route that the nearest words tie to a price; empty where they name several or none."""
    for said in chain:
        whole = NOT_GIVEN.sub(" ", said)
        for text in (_without_included(whole), whole):
            found = [route for route, forms in ROUTES.items() if forms.search(text)]
            if "spravato" in found and "nasal_compounded" in found and not re.search("compound", text, re.I):
                found.remove("nasal_compounded")
            if "subcutaneous" in found and not _BY_NAME.search(text):  # "subcutaneous shots", "subcutaneous infusion"
                found = [route for route in found if route not in ("im", "iv")]
            if len(found) == 1:
                return found[0]
            if found:
                return ""
    return ""


def _without_included(text: str) -> str:
    included = _INCLUDED.search(text)
    return text[: included.start()] if included and included.start() > 12 else text


def minutes_in(near: Sequence[str], headings: Sequence[str], item: str) -> int | None:
    """How long a visit lasts, where one length is stated."""
    if item in ("series", "membership", "group_series"):
        near = [
            text
            for text in near
            if re.search(
                r"each|per (?:session|infusion)|\d+[- ]min\w*(?: ketamine| iv)* (?:infusion|session)", text, re.I
            )
        ]
        headings = ()
    for text in (*near, *headings):
        found = {length for match in _MINUTES.finditer(text) if (length := _length(match))}
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None


def _length(match: re.Match[str]) -> int | None:
    if match["high"]:
        return None
    hours = (match["unit"] or match["unit2"]).lower().startswith("h")
    number = float(match["low"]) if match["low"] else float(ONES[match["word"].lower()])
    if match["word"] and "half" in match[0]:
        number += 0.5
    minutes = round(number * (60 if hours else 1))
    return minutes if 5 <= minutes <= 600 else None


def included_in(near: Sequence[str], item: str, alone: bool) -> tuple[str, ...]:
    """What else is in the price, as the clause, the row or the card says."""
    found: set[str] = set()
    listed = False
    for n, text in enumerate(near if alone else near[:1]):
        match = _INCLUDED.search(text)
        if _NOT_INCLUDED.search(text):
            continue
        if n > 0 and re.match(r"(?:what's )?includ(?:es|ed|ing):?$", text.strip(), re.I):
            listed = True
        part = (
            text[match.end() :]
            if match
            else (
                text
                if listed or (re.match(r"^(?:\d+|one|two|three|four|five|six|a|an) ", text, re.I) and n > 0)
                else ""
            )
        )
        if not part:
            continue
        for word in ("consultation", "evaluation", "preparation", "integration", "therapy", "booster"):
            if _INCLUDES[word].search(part):
                found.add(word)
    if item in ("consultation", "evaluation"):
        found.clear()
    credited = item in ("consultation", "evaluation") and any(CREDIT.search(text) for text in near[:3])
    own = {
        "kap_session": "therapy",
        "consultation": "consultation",
        "evaluation": "evaluation",
        "maintenance_session": "booster",
    }.get(item)
    found.discard(own or "")
    if (
        "consultation" in found
        and "evaluation" in found
        and not any(
            _INCLUDES["consultation"].search(text) and re.search(r"evaluation|assessment|exam", text, re.I)
            for text in near
        )
    ):
        found.discard("evaluation")
    order = [
        word
        for word in ("consultation", "evaluation", "preparation", "integration", "therapy", "booster")
        if word in found
    ]
    return (*order, *(["credited"] if credited else []))


#: A clause that only says what else a price covers: "$2,000, with three therapy sessions $2,750".
MORE_OF_IT = re.compile(
    r"\W*(?:or )?(?:with|including)\b(?! (?:the|an?) (?:initial |first )?(?:consult|evaluation"
    r"|intake))",
    re.IGNORECASE,
)
