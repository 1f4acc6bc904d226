"""What a page says, sentence by sentence: each with what decides whether it is the clinic's own word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from finder.sources.pagetext import Page, fold, sentences
from finder.sources.pagewords import FOREIGN_HEADING, OWN_VOICE, STEMS, SYNONYMS, clauses, pattern
from finder.sources.pagewords import denied as _denied

#: What a rule finds: field, value, words, confidence.
Finding = tuple[str, str, str, float]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, label or menu entry, and what decides whether it is the clinic's word."""

    text: str
    words: str
    headings: tuple[str, ...]
    label: bool  # a heading, a list item, a table cell or a menu entry of few words
    own: bool  # says we, our, us
    menu: bool
    article: bool
    heading: bool = False
    question: bool = False


_YES = re.compile(
    r"(?:yes|absolutely(?! not)|of course(?! not)|definitely(?! not)|certainly(?! not)|we do\b(?! not)|sure)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:no\b|none\b|not (?:for|through|by|with)\b|rarely,? and not|unfortunately|regrettably|not yet"
    r"|not at this time|not currently|sorry|i'm afraid"
    r"|currently,? (?:no|we do(?:n't| not))|(?:absolutely|of course|definitely|certainly) not"
    r"|(?:at this time,? |presently,? )?(?:we|our (?:clinic|practice|team|providers?))"
    r" (?:currently |presently )?(?:do(?:es)?(?:n't| not)|are(?:n't| not)|is(?:n't| not)|can(?:'t|not| not)"
    r"|no longer)\b)",
    re.IGNORECASE,
)


def said(page: Page) -> Iterator[Said]:
    """Sentences, headings, rows and menu entries in order, without what others say."""
    question = lead = ""
    title = fold(page.title)
    if title:
        yield Said(title, title, (), True, False, False, page.is_article, True)
    for n, block in enumerate(page.blocks):
        if block.region in ("quote", "aside") or any(map(FOREIGN_HEADING.search, block.headings)):
            question = ""
            continue
        menu = block.region == "nav"
        if block.kind in ("heading", "row"):
            lead = ""
        if block.kind == "heading":
            question = _asked(block.text)
            yield Said(
                block.text, block.text, block.headings, True, False, menu, page.is_article, True, _asks(question)
            )
            continue
        if block.kind == "row":
            yield Said(
                " - ".join(filter(None, block.cells)),
                block.text,
                (*block.headings, *filter(None, block.columns[-1:])),
                True,
                False,
                menu,
                page.is_article,
            )
            continue
        pieces = sentences(block.text)
        if block.kind != "item":
            lead = (
                block.text
                if len(block.text) <= 90 and (len(pieces) == 1 and not block.text.endswith(("!", "?", ".")))
                else ""
            )
        above = (*block.headings, lead) if lead and block.kind == "item" else block.headings
        if n and question and pieces and _asked(page.blocks[n - 1].text) == question:
            if page.blocks[n - 1].kind != "heading":  # asked in a paragraph of its own
                above = (*above, question)
            yield from _answer(question, pieces[0], above[:-1], menu, page.is_article)
        question = _asked(pieces[0]) if len(pieces) == 1 and not menu else ""
        if len(pieces) > 1 and pieces[0].endswith("?"):
            above = (*above, pieces[0])
            if FOREIGN_HEADING.search(pieces[0]):
                continue
            yield from _answer(pieces[0], pieces[1], block.headings, menu, page.is_article)
        for asked, answer in pairwise(pieces[1:]):
            if asked.endswith("?"):
                yield from _answer(asked, answer, block.headings, menu, page.is_article)
        for piece in pieces:
            few = (
                len(piece) <= 90
                and (block.kind == "item" or menu or not piece.endswith((".", "!")))
                and not piece.endswith("?")
            )
            own = bool(OWN_VOICE.search(piece))
            yield Said(piece, piece, above, few, own, menu, page.is_article, False, _asks(piece))


#: Asked of those who may come, to say that here is help.
_CALL = re.compile(
    r"(?:are you |is (?:someone you love|a loved one) |if you(?:'re| are) )?(?:still )?(?:struggling|suffering"
    r"|living|dealing|battling)"
    r" (?:with|from)\b",
    re.IGNORECASE,
)


def _asks(text: str) -> bool:
    """Whether a text asks what it does not say."""
    return text.endswith("?") and not _CALL.match(text)


def _answer(question: str, answer: str, headings: tuple[str, ...], menu: bool, article: bool) -> Iterator[Said]:
    """What a question says together with a yes or a no, in the clinic's own voice; nothing for another answer."""
    asked, says = question.rstrip("?"), _LETTER.sub("", answer)
    if _YES.match(says):
        yield Said(asked, f"{question} {answer}", headings, False, True, menu, article)
    elif _NO.match(says):
        yield Said(f"not: {asked}", f"{question} {answer}", headings, False, True, menu, article)


_VIDEO = r"(?:live |secure |encrypted |hipaa[- ]compliant |two-way )*(?:video|zoom|doxy|tele-?(?:health|medicine))"
#: How pages say a word besides `pagewords.SYNONYMS`; both are looked for.
_MORE: dict[str, dict[str, str]] = {
    "settings": {
        "at_home": r"take-home (?:ketamine|lozenges?|troches?|tablets?|kits?|sessions?)|(?:do|take|have"
        r"|try) (?:this|it|ketamine|kap|sessions?|treatments?) (?:from|at) (?:my |your )?home"
        r"|(?:take|takes|taken|taking|use) (?:(?:your|the|a|their|this) )?(?:own )?(?:ketamine|medicine|medication"
        r"|lozenge|troche|tablet|dose)s?[^.;]{0,25} (?:at|in) (?:your (?:own )?|their (?:own )?)?home",
        "telehealth": rf"in[- ](?:person|office|clinic|the (?:office|clinic)),? (?:or|and|/|&)"
        rf" (?:(?:on|over|by|via|through) )?(?:a )?(?:{_VIDEO}|online|virtual(?:ly)?|remote(?:ly)?)"
        rf"|(?:{_VIDEO}|online|virtual(?:ly)?|remote(?:ly)?),? (?:or|and|/|&) (?:in[- ](?:person|office|clinic)|here)"
        r"|telehealth (?:is )?(?:ok(?:ay)?|fine|possible|too)|(?:visit|intake|evaluation|consultation"
        r"|appointment)s? (?:is|are)"
        r" (?:\w+ )?(?:online|virtual(?:ly)?|remote(?:ly)?)|(?:done|held|conducted|seen|met) (?:virtually"
        r"|remotely|online)"
        r"|(?:phone|telephone),? (?:or|and|/|&) (?:by |on |over |via )?(?:secure )?(?:video|zoom)(?! game)"
        r"|(?:video|zoom),? (?:or|and|/|&) (?:by |over |the )?(?:phone|telephone)"
        r"|(?:over|by|via|through|on an?) (?:a |our )?(?:(?:live|secure|encrypted|hipaa[- ]compliant|two-way) )*"
        r"(?:video|zoom|doxy)(?: (?:link|call|visit|chat|platform|conference))?"
        r"|(?:may|can|could) (?:also )?be (?:\w+ )?(?:on|by|over|via|through) (?:video|zoom)"
        r"|(?:virtual|video|online|remote) (?:therapy|integration|psychiatr\w+|care|screenings?|assessments?"
        r"|meetings?|preparation|calls?|chats?|options?)",
    },
    "services": {
        "psychotherapy": r"(?:therapist|psychologist|counselor|lmft|lcsw|lpcc?|lmhc"
        r"|licsw)(?=[^.;]{0,40} can join)|add an? (?:licensed )?therapist"
        r"|(?:psycho)?therapist(?:s)? (?:(?:is |stays "
        r"|sits )?(?:in the room|present|beside you"
        r"|at your side|with you (?:throughout|during|the (?:whole|entire)))|(?:is|stays|sits) with you"
        r"|co-?facilitat\w+)|ketamine (?:sessions? |infusions? )?(?:with|\+|plus)"
        r" (?:an? |our |your )?(?:licensed |trained )?(?:psycho)?therap(?:ist|y)|medicine with therapy|therapy hours?"
        r"|see (?:you|people) for therapy|(?:leads|offers?|provides?) therapy(?=,| and)|(?:dbt|ifs"
        r"|internal family systems|somatic (?:therapy|experiencing)"
        r"|cognitive[- ]behaviou?ral therapy|trauma-?(?: informed| focused|informed|focused) therapy)|^therapy$",
        "integration": r"integration hours?",
        "group_sessions": r"group (?:integration|coaching)|(?:integration|process|kap) (?:groups?|circles?)"
        r"|therapy (?:groups|circles?)"
        r"|(?:ketamine|medicine) (?:groups|circles?)"
        r"|groups? (?:of (?:up to )?(?:three|four|five|six|eight|\d)|experiences?|work|medicine)",
        "psychiatric_evaluation": r"psychiatric screening|evaluation (?:by|with) (?:an?|our|the)"
        r" (?:[\w-]+ )?psychiatrist|psychiatrists? (?:evaluates?|assess(?:es)?)",
        "medication_management": r"take over your (?:psychiatric )?medic\w+|adjusts? (?:other|all) medic\w+"
        r"|(?:psychiatric|mental health) (?:medications?|medicines?) (?:care|services?|support)",
    },
    "clinicians": {
        "therapist": r"(?:our|licensed|trained|staff|kap|a) (?:(?!financ|genetic|camp|legal|debt)[\w-]+ )?counselors?"
        r"|cmhcs?|lpcas?|lcmhcs?",
        "nurse_practitioner": r"(?-i:NP)(?=[,.;)]|$)",
        "emergency_physician": r"emergency[- ]medicine[- ](?:trained )?(?:physicians?|doctors?)",
    },
    "memberships": {
        "maps_trained": r"maps'?s? (?:mdma[- ]assisted (?:psycho)?therapy )?(?:training|program|protocol)"
        r"|(?:completed|through|by) (?:the )?(?:[\w ]{3,40} and )?(?-i:MAPS)",
        "va_community_care": r"(?:va|veterans affairs)(?= [^.;]{0,80}\bcommunity care\b)",
        "hospital_affiliated": r"(?:affiliated with|part of|program of|department of"
        r"|division of) (?:the )?[a-z&.' -]{0,70}?"
        r"medical center|(?:program|clinic|service|department) (?:at|of) (?:the )?(?:[a-z&.'-]+ ){0,4}"
        r"(?:university (?:hospital|medical|health|of)|hospital|medical center|health system)",
    },
    "monitoring": {
        "vitals": r"vital signs?|(?:blood pressure|arm) cuffs?|(?:an?|the) cuff|pressure(?=, (?:pulse|oxygen|heart))",
        "pulse_oximetry": r"oxygen (?:probe|reading|sensor|clip|monitor|saturation)s?|finger oxygen"
        r"|oxygen(?= on (?:the|a|our) (?:monitor|screen))|(?:pressure|vitals|ekg|ecg|pulse|heart rate|rhythm|tracing)"
        r"(?:, [\w ]{2,20})?,? (?:and |& )?oxygen(?=,? (?:co2|and|throughout|are|the whole|without)|[.,)])",
        "one_to_one_nurse": r"with no other patients?|nurse (?:who|that) is (?:only )?yours"
        r"|(?:1:1|1-to-1|one[- ]to[- ]one) (?:patient|staff|ratio)",
    },
    "insurance": {"bcbs": r"florida blue|wellmark|premera|regence|highmark|excellus|horizon blue"},
    "financing": {
        "financing_plans": r"united medical credit|care payment|third[- ]party financing|approved lenders?",
        "in_house_plan": r"(?:split|divide|break|spread)(?:ing|s)?(?: [\w$,.-]+){0,4} (?:up )?(?:into|in|over|across) "
        r"(?:two|three|four|five|six|\d|several|monthly|equal|smaller)(?: \w+)? "
        r"(?:payments?|installments?|months)"
        r"|(?:split|divide)(?:ing|s)? (?:\w+ ){0,2}(?:cost|price|fee|package|series|bill|total)s? (?:in|into|over) "
        r"(?:two|three|four|\d|several)\b"
        r"|(?:two|three|four|five|six|[2-6]) (?:equal |monthly |interest-free )?(?:payments?|installments?)"
        r"(?= of \$|[^.;]{0,30}\b(?:with|to) (?:us|me|our office|the (?:office|clinic))\b)"
        r"|pay(?:ing)? (?:us )?(?:in|over) (?:two|three|four|\d|several) (?:parts|payments|installments)"
        r"|no (?:third[- ]party|outside|bank)(?: finance)? (?:company|lender|bank)"
        r"|(?:with|to) us (?:directly )?(?:over|in) (?:time|installments|two|three)|payment arrangements?"
        r"|(?:half|50%) (?:now|down|today|up ?front|at the (?:first|start)|to start)[^.;]{0,60}\b(?:half|rest"
        r"|remainder|balance)",
        "sliding_scale": r"(?:reduced|low|lower)[- ](?:fee|cost|rate) (?:spots?|slots?|places|openings)"
        r"|slid(?:es?|ing) (?:by|with|according to|based on|fees?|rates?|spots?|slots?)"
        r"|(?:depending|based) (?:up)?on (?:your |household |family |their )*income|pay what you can"
        r"|(?:according|tied) to (?:your |household |family )*income|by (?:household|family) income",
        "grants": r"free (?:series|sessions?|infusions?|spots?|places?) for (?:somebody|someone|people|those"
        r"|patients)|charity care|(?:access|hardship|scholarship|assistance|patient|community|small"
        r"|compassion|treatment"
        r"|open \w+|giving|need-based) fund|fund (?:for (?:people|patients|those|clients)|pays|helps|covers)",
    },
    "accessibility": {
        "parking": r"(?:free|parking|big|large|our|own|attached|adjacent) (?:lot|garage|ramp)s?"
        r"|park (?:right |anywhere |directly |your car )?(?:anywhere|at|by|near|in|on|behind|next to|along)",
        "transit": r"(?:transit|trax|tram|route \w+|line \w+|lextran|metrolink|the l)(?: [\w.]+){0,2} stops?"
        r"|on (?:the )?(?:bus|train|transit|metro|subway)|(?:near|close to|next to|by) (?:the |a )?"
        r"(?:[\w-]+ )?(?:bus|train|subway|metro|rail)",
    },
}
_MORE_STEMS: dict[str, tuple[str, ...]] = {
    "settings": ("doxy",),
    "services": ("can join", "evaluat", "dbt", "ifs", "somatic", "medic"),
    "clinicians": ("cmhc", "counselor"),
    "memberships": ("medical", "program of"),
    "monitoring": ("cuff", "1:1", "one-to-one"),
    "insurance": ("wellmark", "premera", "regence", "highmark", "excellus"),
    "financing": (
        "income",
        "slid",
        "fund",
        "divide",
        "break",
        "spread",
        "lender",
        "third",
        "veteran",
        "fee spot",
        "fee place",
        "buy",
        "sixth",
        "instead",
        "apiece",
        "half",
        "with us",
        "militar",
        "responder",
        "fire",
        "police",
        "rate",
        "price of",
        "less",
        "fire",
        "police",
        "militar",
    ),
    "accessibility": ("lot", "tram", "trax"),
}
FORMS: dict[str, dict[str, re.Pattern[str]]] = {
    field: {
        word: re.compile(f"{form.pattern}|{pattern(more).pattern}", re.IGNORECASE)
        if (more := _MORE.get(field, {}).get(word))
        else form
        for word, form in forms.items()
    }
    for field, forms in SYNONYMS.items()
}
_STEMS = {field: (*stems, *_MORE_STEMS.get(field, ())) for field, stems in STEMS.items()}


def may_name(field: str, low: str) -> bool:
    """Whether a text in lower case may name a word of a field: a quick look before the slow one."""
    return any(stem in low for stem in _STEMS[field])


#: What has a "no" in it and denies nothing that stands after it.
_NO_DENIAL = re.compile(
    r"\bwithout (?:insurance|coverage|a referral|any pressure)\b|\bno (?:insurance|referral|therapist"
    r"|prescriber)\b(?= (?:is )?(?:need|requir|,))|\bneed(?:s|ed)? no \w+|\bnot (?:sure|refundable)\b"
    r"|\binstead of (?:a |the )?sitter\b",
    re.IGNORECASE,
)


def denied(clause: str, start: int, end: int) -> bool:
    """Whether a clause says that what stands at this place in it is not so."""
    return _denied(_NO_DENIAL.sub(lambda gone: "\x03" * len(gone[0]), clause), start, end)


_NARROW_FIRST = {
    "conditions": ("postpartum", "bipolar", "crps", "migraine"),
    "clinicians": ("crna", "psychiatric_np", "pain_physician"),
    "routes": ("spravato", "nasal_compounded", "subcutaneous"),
    "financing": ("in_house_plan", "manufacturer_savings_program"),
}


#: "Q:" and "A:".
_LETTER = re.compile(r"^(?:Q|A|Question|Answer) ?(?:\d+ ?)?[:.)-] ")


def _asked(text: str) -> str:
    """The question that a heading asks; of one in two languages the second, which is English or the same."""
    return _LETTER.sub("", text).rpartition(" / ")[2] if text.endswith("?") else ""


def matches(field: str, text: str) -> dict[str, re.Match[str]]:
    """The words of a field that a text names; the narrower ones take what they match from the wider."""
    found: dict[str, re.Match[str]] = {}
    rest = text
    for word in (*_NARROW_FIRST.get(field, ()), *FORMS[field]):
        if word in found or not (match := FORMS[field][word].search(rest)):
            continue
        if rest[
            match.end() : match.end() + 1
        ].isalpha():  # the beginning of a word with an accent: "aud" of "audífonos"
            continue
        found[word] = match
        if word in _NARROW_FIRST.get(field, ()):
            rest = FORMS[field][word].sub(lambda gone: "\x03" * len(gone[0]), rest)
    return found


def stated(field: str, text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """The words of a field that a text names and does not deny, each with its clause and where it stands in that."""
    for clause in clauses(text):
        for word, match in matches(field, clause).items():
            if not denied(clause, match.start(), match.end()):
                yield clause, word, match
