"""Facts on a clinic's page other than prices: words of the vocabulary that a sentence, a list or a menu states.

A word counts where the clinic says it of itself: in its own voice, as a heading, in a list under the right heading.
What is denied, asked, said of others or in a testimonial does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from finder.sources.candidates import Origin, PriceOffer, Statement
from finder.sources.pageamounts import window
from finder.sources.pagecontact import contact
from finder.sources.pagetext import Page, fold, sentences
from finder.sources.pagewords import (
    ELSEWHERE,
    FOREIGN_HEADING,
    KETAMINE,
    NOT_YET,
    OTHER_TREATMENTS,
    OWN_VOICE,
    STEMS,
    SYNONYMS,
    clauses,
    denied,
    negated,
    pattern,
)


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


#: More sentences than this are not looked at.
_MOST_SAID = 3_000

Finding = tuple[str, str, str, float]  # field, value, words, confidence


def facts(page: Page, offers: Sequence[PriceOffer], origin: Origin) -> tuple[Statement, ...]:
    """What the page's text states, each word once, with the words that say it most plainly."""
    said = list(dict.fromkeys(_said(page)))
    if len(said) > _MOST_SAID:  # no clinic has so much to say; its frame stands at both ends
        said = [*said[: _MOST_SAID - 500], *said[-500:]]
    found: dict[tuple[str, str], Finding] = {}
    for finding in (*_of_prices(offers), *_of_sentences(said), *_of_whole(said, offers), *contact(page)):
        key = finding[:2]
        if key not in found or finding[3] > found[key][3]:
            found[key] = finding
    _settle(found)
    return tuple(
        Statement(field, value, origin, page.as_shown(window(words, 0, 0)), round(confidence, 2))
        for field, value, words, confidence in found.values()
    )


def _said(page: Page) -> Iterator[Said]:
    question = ""
    title = fold(page.title)
    if title:
        yield Said(title, title, (), True, False, False, page.is_article, True)
    for n, block in enumerate(page.blocks):
        if block.region in ("quote", "aside") or any(map(FOREIGN_HEADING.search, block.headings)):
            question = ""
            continue
        menu = block.region == "nav"
        if block.kind == "heading":
            question = block.text if block.text.endswith("?") else ""
            yield Said(block.text, block.text, block.headings, True, False, menu, page.is_article, True, bool(question))
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
        answered = bool(question) and page.blocks[n - 1].text == question if n else False
        if answered and pieces:
            first = pieces[0]
            both = f"{question} {first}"
            if _YES.match(first):
                yield Said(question.rstrip("?"), both, block.headings[:-1], False, True, menu, page.is_article)
            elif _NO.match(first):
                yield Said(
                    f"not: {question.rstrip('?')}", both, block.headings[:-1], False, True, menu, page.is_article
                )
        question = ""
        above = block.headings
        if len(pieces) > 1 and pieces[0].endswith("?"):
            above = (*above, pieces[0])
            if FOREIGN_HEADING.search(pieces[0]):
                continue
            both = f"{pieces[0]} {pieces[1]}"
            if _YES.match(pieces[1]):
                yield Said(pieces[0].rstrip("?"), both, block.headings, False, True, menu, page.is_article)
            elif _NO.match(pieces[1]):
                yield Said(f"not: {pieces[0].rstrip('?')}", both, block.headings, False, True, menu, page.is_article)
        for piece in pieces:
            few = (
                len(piece) <= 90
                and (block.kind == "item" or menu or not piece.endswith((".", "!")))
                and not piece.endswith("?")
            )
            own = bool(OWN_VOICE.search(piece))
            yield Said(piece, piece, above, few, own, menu, page.is_article, False, piece.endswith("?"))


_YES = re.compile(
    r"(?:yes|absolutely(?! not)|of course(?! not)|definitely(?! not)|certainly(?! not)|we do\b(?! not)|sure)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:no\b|unfortunately|regrettably|not yet|not at this time|not currently|sorry|i'm afraid"
    r"|currently,? (?:no|we do(?:n't| not))|(?:absolutely|of course|definitely|certainly) not"
    r"|(?:at this time,? |presently,? )?(?:we|our (?:clinic|practice|team|providers?))"
    r" (?:currently |presently )?(?:do(?:es)?(?:n't| not)|are(?:n't| not)|is(?:n't| not)|can(?:'t|not| not)"
    r"|no longer)\b)",
    re.IGNORECASE,
)

# Sentence by sentence


def _of_sentences(said: Sequence[Said]) -> Iterator[Finding]:
    for one in said:
        if one.question or NOT_YET.search(one.text) or (one.article and not one.own):
            continue
        low = one.text.lower()
        for field, rule in _RULES.items():
            if any(stem in low for stem in STEMS[field]):
                yield from rule(one)


def _matches(field: str, text: str) -> dict[str, re.Match[str]]:
    """The words of a field that a text names; the narrower ones take what they match from the wider."""
    found: dict[str, re.Match[str]] = {}
    rest = text
    for word in (*_NARROW_FIRST.get(field, ()), *SYNONYMS[field]):
        if word not in found and (match := SYNONYMS[field][word].search(rest)):
            found[word] = match
            if word in _NARROW_FIRST.get(field, ()):
                rest = SYNONYMS[field][word].sub(lambda gone: "\x03" * len(gone[0]), rest)
    return found


_NARROW_FIRST = {
    "conditions": ("postpartum", "bipolar", "crps", "migraine"),
    "clinicians": ("crna", "psychiatric_np", "pain_physician"),
    "routes": ("spravato", "nasal_compounded", "subcutaneous"),
    "financing": ("in_house_plan", "manufacturer_savings_program"),
}

_EXCLUSION = re.compile(
    r"not (?:be )?(?:a |an |good |the )*(?:candidate|eligible|appropriate|suitable|recommended"
    r"|right for)|contra-?indicat|should not|shouldn't|who (?:can't|cannot)"
    r"|exclusion|exclude|ineligible|\bhistory of"
    r"|do(?:es)? not treat|don't treat|tell (?:us|your)|medical history|uncontrolled|unstable"
    r"|active (?:psychosis|mania|substance|addiction|suicid)|screen(?:ed|ing)? (?:for|out)"
    r"|disqualif|rule out|cannot (?:treat|accept|be treated)|unable to treat|caution|precaution"
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
    r"what (?:do )?(?:you|we) (?:see|help|treat)|who (?:comes|we|you)|condition"
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
    r"|\bsuffer\w*|\bstruggl\w*|\b(?:living|lives?) with\b|\bpeople with\b"
    r"|\bsee people\b|\bmostly\b|\bsupport for\b|\bspeciali[sz]\w*|\bmanag(?:e|es"
    r"|ing)\b"
    r"|\bmanagement of\b|\binfusions? for\b|\bketamine (?:\w+ ){0,3}for\b|\bcandidates?\b"
    r"|\bconditions? (?:such as|like|including)\b|\baddress\w*"
    r"|\bcare for\b|\bsymptoms of\b|^for\b|\boffer\w*|\bprovid\w*|\bdiagnos\w*|\bheal\w*|\bused for\b|\boptions? for\b",
    re.IGNORECASE,
)


_STUDY = re.compile(
    r"\bfda\b|\bapproved\b|\bstud(?:y|ies|ied)\b|\bresearch\w*|\btrials?\b"
    r"|\bevidence\b|\bmyths?\b|\barticles?\b|\boff-label\b|\bscientists?\b"
    r"|\bdiscover\w*"
    r"|\bstatistics?\b|\bpercent of\b|\bmillions?\b|\bpoint you\b|\brefer you\b|\bcolleagues?\b",
    re.IGNORECASE,
)
_UNTREATED = re.compile(
    r"^not: |\b(?:not|n't|cannot|never|no longer|unable to) (?:currently |yet "
    r"|\w+ly )?(?:treat\w*|see|accept|offer|work with|admit|take|recommend\w*|provide"
    r"|use\w*|address|cure|for|a pain clinic|intended|appropriate|suitable|shown"
    r"|help)\b"
    r"|\bother than\b|\bexcept\b|\bexcluding\b|\bneither\b|\bnor\b|\bno\b(?! matter| doubt)[^,]{0,12}$",
    re.IGNORECASE,
)
_NOT_AFTER_CONDITION = re.compile(
    r"^[^,;.]{0,40}\b(?:is|are) not (?:treated|something|offered|a condition)"
    r"|^ (?:clinics?|medicines?|medications?|drugs?) (?:elsewhere|have|has)",
    re.IGNORECASE,
)


def _stated(field: str, text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """The words of a field that a text names and does not deny, each with its clause and where it stands in that."""
    for clause in clauses(text):
        for word, match in _matches(field, clause).items():
            if not denied(clause, match.start(), match.end()):
                yield clause, word, match


def _conditions(one: Said) -> Iterator[Finding]:
    around = one.headings[-3:]
    if any(_EXCLUSION.search(text) or _RISKS.search(text) for text in around) or _EXCLUSION.search(one.text):
        return
    listed = any(_TREAT_HEADING.search(heading) for heading in around)
    if _STUDY.search(one.text) and not (
        one.own and re.search(r"\bwe (?:\w+ )?(?:treat|help|see|use|offer|give|care|work)\b", one.text, re.IGNORECASE)
    ):
        return
    for clause in clauses(one.text):
        for word, match in _matches("conditions", clause).items():
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
            elif one.label and len(one.text) < 60 and not OTHER_TREATMENTS.search(one.text):
                confidence = 0.6
            if one.article and not one.own:
                confidence = min(confidence, 0.45)
            if confidence:
                yield "conditions", word, one.words, confidence


_COMPARED = re.compile(
    r"\bvs\b|\bversus\b|\bcompared\b|\balternatives? to\b|\bunlike\b|\bdiffer(?:s|ent|ence"
    r"|ences)?\b|\brather than\b|\binstead of\b|\bfailed\b|\btried\b|\bother (?:treatments|options"
    r"|forms)\b"
    r"|\bcan be (?:given|administered|delivered|taken)\b|\bsome (?:clinics|providers)\b"
    r"|\bother (?:clinics|providers)\b|\bthan\b|\bforms? of ketamine\b|\bwas (?:first )?approved\b"
    r"|\bsimilar to\b|\bdiscontinued\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\boffer\w*|\bprovid\w*|\badminister\w*|\bgive[sn]?\b|\bavailable\b|\bspecializ\w*"
    r"|\buse[sd]?\b|\bservices?\b|\bschedul\w*|\bbook\b|\binclud\w*|\bdeliver\w*|\bprescrib\w*"
    r"|\breceiv\w*|\bperform\w*|\bpatients?\b|\btreatment"
    r"|\bour\b|\bcertified\b|\bhave\b|\bcombin\w*|\bwelcome\b|\bsupport\w*|\bpair\w*|\bintegrat\w*"
    r"|\bcourse\b|\bseries\b",
    re.IGNORECASE,
)
_YOURS = re.compile(r"\b(?:your|during (?:the|an|each|your)|you (?:will|can|may|receive|are))\b", re.IGNORECASE)


def _routes(one: Said) -> Iterator[Finding]:
    if _COMPARED.search(one.text) and not one.own:
        return
    for clause in clauses(one.text):
        if _COMPARED.search(clause) and not re.search(r"\bwe (?:offer|provide|use|administer)", clause, re.I):
            continue
        found = _matches("routes", clause)
        ketamine = KETAMINE.search(one.text) or any(KETAMINE.search(heading) for heading in one.headings[-2:])
        for word, match in found.items():
            if denied(clause, match.start(), match.end()):
                continue
            other = OTHER_TREATMENTS.search(clause)
            near_other = bool(
                other
                and word in ("iv", "im", "subcutaneous")
                and abs(other.start() - match.start()) < 40
                and not KETAMINE.search(clause)
            )
            if near_other or (word == "im" and re.match(r"i'm", clause[match.start() :], re.I)):
                continue
            plain = (
                match[0].lower() not in ("iv", "infusion", "infusions", "im", "i.v.", "i.m.", "oral", "buccal")
                or ketamine
            )
            confidence = 0.0
            if one.label and (one.heading or one.menu or len(one.text) < 70):
                confidence = (0.85 if one.menu else 0.9) if plain else 0.5
                if (
                    not ketamine
                    and word in ("iv", "im", "subcutaneous", "sublingual")
                    and not re.search("infusion", match[0], re.I)
                ):
                    confidence = min(confidence, 0.45)
            elif one.own and _OFFER.search(clause):
                confidence = 0.95 if plain else 0.8
            elif ELSEWHERE.search(one.text):
                confidence = 0.3
            elif _YOURS.search(one.text) and (word == "iv" or ketamine):
                confidence = 0.8 if plain else 0.65
            elif re.search(
                r"\bavailable\b|\bat (?:our|the) clinic\b|\bin-office\b|\bper (?:infusion|session)\b", one.text, re.I
            ):
                confidence = 0.75
            elif (
                len(found) == 1 and ketamine and _OFFER.search(clause) and word not in ("spravato", "nasal_compounded")
            ):
                confidence = 0.55
            elif word == "iv" and re.search("infusion", match[0], re.I) and not other and not one.menu:
                confidence = 0.6
            if one.article and not one.own:
                confidence = min(confidence, 0.4)
            if confidence:
                yield "routes", word, one.words, confidence


_ELSEWHERE_CARE = re.compile(
    r"\b(?:your (?:own |current |existing |regular |outside |primary )*(?:therap|psycho|counsel"
    r"|provider|psychiat|prescriber|doctor)|outside (?:therap|provider)|refer (?:you|out|patients)"
    r"|referrals? (?:to|for)|existing (?:therap|provider)|encourage|continue|recommend\w*"
    r"|if you (?:have|are)|already|failed|tried|have not|haven't)",
    re.IGNORECASE,
)


def _offered(field: str) -> Callable[[Said], Iterator[Finding]]:
    """The rule of services and settings: what is named as the clinic's own offer."""

    def rule(one: Said) -> Iterator[Finding]:
        for clause in clauses(one.text):
            if _COMPARED.search(clause):
                continue
            for word, match in _matches(field, clause).items():
                if denied(clause, match.start(), match.end()):
                    continue
                confidence = 0.0
                if one.label and (one.heading or one.menu or len(one.text) < 90):
                    confidence = 0.85 if one.menu else 0.9
                elif _ELSEWHERE_CARE.search(one.text) and not re.search(
                    r"\bwe (?:also )?(?:offer|provide|have)", one.text, re.I
                ):
                    confidence = 0.35
                elif one.own and _OFFER.search(one.text):
                    confidence = 0.92
                elif ELSEWHERE.search(one.text):
                    confidence = 0.3
                elif re.search(
                    r"\bavailable\b|\binclud\w+|\boffered\b|\b(?:does|do|offers?|provides?|leads?"
                    r"|runs?|performs?)\b|\bby (?:appointment|video)\b|\bcan be (?:done|held"
                    r"|completed|scheduled)\b|\bwith (?:a|an|our)\b|\bvia\b|\bpair\w*|\bcombin\w*",
                    clause,
                    re.I,
                ):
                    confidence = 0.75
                elif word in ("nad", "tms") and "$" in clause:
                    confidence = 0.85
                elif _YOURS.search(one.text):
                    confidence = 0.6
                if one.article and not one.own:
                    confidence = min(confidence, 0.4)
                if confidence:
                    yield field, word, one.words, confidence

    return rule


_NOT_OURS = re.compile(
    r"\b(?:your|their|outside|another|referr\w+|referrals?|refer (?:you )?to|current|existing|own"
    r"|ask|talk (?:to|with)|speak (?:to|with)|see|consult(?:ing)? (?:with )?(?:an?|your)"
    r"|require an?|from an?|other|many|most|some|any|local|former|such as a)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_TEAM = re.compile(
    r"\b(?:our|we|board[- ]certified|is an?|md|m\.d|do|d\.o|dr|led by|lead by|founded|owned"
    r"|staffed|team|by an?|by (?:our|the)|supervis\w*|overseen|oversee|under the|trained"
    r"|experienced|licensed|owner|founder|director|providers?|certified|staff|practicing|years"
    r"|present|on-?site"
    r"|with you|administer\w*|monitored|run by|physician-led|meet|np|rn)\b",
    re.IGNORECASE,
)
_NOT_OURS_AFTER = re.compile(
    r"^(?: or \w+)?,? (?:you (?:already )?(?:have|see)|of your choice|who (?:referred|treats) you)", re.IGNORECASE
)
_ACTS = re.compile(
    r"\b(?:stays?|sits?|gives?|runs?|oversees?|does|do|places?|starts?|checks?"
    r"|watch\w*|meets?|will|is (?:here|there|with)|assess\w*|evaluat\w*|reviews?"
    r"|monitors?|sees|seen by|performs?|leads?|manages?|guides?|we are|are)\b",
    re.IGNORECASE,
)
_TEAM_HEADING = re.compile(
    r"team|providers?|staff|about|meet|who (?:we are|will|treats)|clinicians?|doctors?"
    r"|practitioners?|founder|director|physicians?|therapists?|nurses?|leadership",
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
_CERTIFIED_IN = re.compile(
    r"board[- ]certifi(?:ed|cation)s?(?: physician| md| doctor)? (?:in"
    r"|by the american board of) (?P<what>[^.;]{3,90})|(?:m\.?d\.?|d\.?o\.?),? ?[-,("
    r"|]? ?(?P<what2>[^.;]{3,60})",
    re.IGNORECASE,
)
_DOCTOR = re.compile(
    r"(?<![\w.])(?:M\.?D\.?|D\.?O\.?|MBBS)(?![\w])|\b(?:our|licensed|experienced|trained|the"
    r"|board[- ]certified|supervising|a|on-?site) (?:medical )?(?:physicians?(?! assist| assoc)|doctors?)\b"
    r"|\bphysician[- ](?:led|owned|supervised|run)\b|\bmedical doctors?\b|\bphysician (?:on-?site"
    r"|oversees)\b"
)
_SPECIALISTS = frozenset(
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


def _clinicians(one: Said) -> Iterator[Finding]:
    team = any(_TEAM_HEADING.search(heading) for heading in one.headings[-3:])
    for clause in clauses(one.text):
        found = _matches("clinicians", clause)
        if "psychiatric_np" in found or "crna" in found:
            found.pop("nurse_practitioner", None)
        if {"psychiatric_np", "crna", "nurse_practitioner"} & set(found) and not re.search(
            r"registered nurses\b|\bnurses\b|rns\b|registered nurse(?! an)", clause, re.I
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
            if _NOT_OURS.search(before):
                continue
            confidence = 0.0
            if one.label and (team or one.heading) and len(one.text) < 110:
                confidence = 0.93
            elif one.own or team:
                confidence = 0.93 if _TEAM.search(clause) else 0.7
            elif ELSEWHERE.search(one.text):
                confidence = 0.3
            elif _TEAM.search(clause):
                confidence = 0.85
            elif _ACTS.search(clause) or (one.label and not one.menu and len(one.text) < 80):
                confidence = 0.7
            if one.article and not one.own:
                confidence = min(confidence, 0.4)
            if confidence:
                yield "clinicians", word, one.words, confidence


def _specialties(one: Said) -> Iterator[Finding]:
    """Doctors named by their specialty: "board-certified in emergency medicine", "A. Example, MD, Anesthesiology"."""
    if one.question or negated(one.text) or (one.article and not one.own):
        return
    for match in _CERTIFIED_IN.finditer(one.text):
        if match["what2"] and not re.search(r"(?<!\w)(?:M\.?D|D\.?O)\b", match[0][:5]):
            continue
        for word, form in _SPECIALTIES.items():
            if form.search(match["what"] or match["what2"]):
                yield "clinicians", word, one.words, 0.9
    if _DOCTOR.search(one.text) and not re.search(
        r"\b(?:your|their|any|referring|primary care|ask|consult) (?:\w+ )?(?:physician|doctor)", one.text, re.I
    ):
        yield (
            "clinicians",
            "physician",
            one.words,
            0.8 if one.label or one.own or re.search(r"Dr\b|M\.?D|D\.?O", one.text) else 0.6,
        )
    if _BOARD.search(one.text) and not _NOT_OURS.search(one.text[: _BOARD.search(one.text).start()][-40:]):  # type: ignore[union-attr]
        yield "board_certified", "true", one.words, 0.95


_BOARD = re.compile(
    r"(?:dual(?:ly)?[- ]|double[- ]"
    r"|triple[- ])?board[- ]certified(?: and [a-z -]{3,30}trained)?(?:,? [a-z-]+){0,3}?"
    r" (?:physicians?|doctors?|anesthesiologists?|psychiatrists?|m\.?d\.?|emergency|internists?"
    r"|neurologists?|family medicine|internal medicine|pain)(?! nurse)\b"
    r"|(?:physician|m\.?d\.?|d\.?o\.?|dr\.? [^.;]{2,60}|anesthesiologist|psychiatrist|doctor|he"
    r"|she)[^.;]{0,60}\bboard[- ]certifi(?:ed|cations?) (?:in|by)"
    r"|board[- ]certifi(?:ed|cations?) (?:in|by the american board of) (?:both )?(?:anesthesi"
    r"|psychiatr|emergency|family med|internal med|pain|neurolog|addiction med)",
    re.IGNORECASE,
)


def _memberships(one: Said) -> Iterator[Finding]:
    for clause, word, match in _stated("memberships", one.text):
        confidence = 0.0
        bio = re.search(
            r"residency|fellowship|graduat|medical school|professor|served|worked|degree|completed|former"
            r"|alumn|attended|studied",
            one.text,
            re.I,
        )
        if word == "hospital_affiliated":
            if (
                bio
                or re.search(r"\bno\b", match[0], re.I)
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


_WATCH = re.compile(
    r"\bmonitor\w*|\bcheck\w*|\bmeasur\w*|\btrack\w*|\bwatch\w*|\bcontinuous\w*|\bthroughout\b"
    r"|\bequip\w*|\bon-?site\b|\brecord\w*|\bobserv\w*|\bstaff\w*|\bavailable\b|\bready\b"
    r"|\bsafety\b|\bcertified\b|\btrained\b|\bhave\b|\bhas\b|\bkeep\b|\bstocked\b|\bpresent\b"
    r"|\btaken?\b",
    re.IGNORECASE,
)
_SYMPTOM = re.compile(
    r"\b(?:high|elevated|uncontrolled|low|increas\w+|rais\w+|rise|spike|higher|changes? in"
    r"|temporar\w+|transient)\b[^.;]{0,30}(?:blood pressure|heart rate|pulse)|(?:blood pressure"
    r"|heart rate)(?: and (?:pulse|heart rate|blood pressure))? (?:medication|may|can|to rise"
    r"|rises?|increase)",
    re.IGNORECASE,
)
_SAFETY_HEADING = re.compile(
    r"safe|monitor|what to expect|during|your (?:visit|infusion|session|treatment)|equipment|standards?|experience|how",
    re.IGNORECASE,
)


def _monitoring(one: Said) -> Iterator[Finding]:
    listed = one.label and any(_SAFETY_HEADING.search(heading) for heading in one.headings[-2:])
    for clause, word, match in _stated("monitoring", one.text):
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
        if one.article and not one.own:
            confidence = min(confidence, 0.4)
        yield "monitoring", word, one.words, confidence


_ACCEPT = re.compile(
    r"\baccept\w*|\btak(?:e|es|ing)\b|\bbill(?:s|ed|ing)?\b|\bin[- ]network\b|\bparticipat\w*"
    r"|\bcontract\w*|\bwork(?:s|ing)? with\b|\bcovered\b|\bcovers?\b|\bwelcome\w*|\bcredentialed\b"
    r"|\bpanel(?:ed|s)?\b|\bpartner\w*|\bsubmit\w*|\bprocess\w*|\bfile\b|\bprovider (?:for|with)\b"
    r"|\bapproved\b|\benrolled\b",
    re.IGNORECASE,
)
_INSURANCE = re.compile(
    r"\binsurances?\b|\binsurers?\b|\binsurance (?:plans?|companies|carriers?)\b|\bhealth plans?\b"
    r"|\bthird[- ]party payers?\b|\bcarriers?\b|\bpayers?\b",
    re.IGNORECASE,
)
_INSURANCE_HEADING = re.compile(r"insurance|in-?network|plans?|coverage|payment|payers?|accept", re.IGNORECASE)
_SPRAVATO = re.compile(r"spravato|esketamine", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:most|many|some|may|might|typically|generally|usually|often|rarely|currently|almost|few)\b", re.IGNORECASE
)
_CASH = re.compile(
    r"\bcash[- ](?:pay|only|based)\b|\bself[- ]pay (?:only|practice|clinic|basis|service)"
    r"|\bprivate[- ]pay\b|\bout[- ]of[- ]network\b|\bdo(?:es)? not participate\b"
    r"|\bfee[- ]for[- ]service\b",
    re.IGNORECASE,
)


def _insurers(one: Said) -> Iterator[Finding]:
    listed = any(_INSURANCE_HEADING.search(heading) and not negated(heading) for heading in one.headings[-2:])
    unlisted = any(negated(heading) and _INSURANCE_HEADING.search(heading) for heading in one.headings[-1:])
    if unlisted:
        return
    for clause, word, match in _stated("insurance", one.text):
        if word == "va" and re.search(r", va\b|va \d{5}", clause, re.I):
            continue
        confidence = 0.0
        if one.menu:
            confidence = 0.4
        elif (one.label and listed) or (_ACCEPT.search(clause) and one.own):
            confidence = 0.95
        elif listed and len(_matches("insurance", clause)) > 1:
            confidence = 0.8
        elif ELSEWHERE.search(one.text) or re.search(
            r"\bmay\b|\bcheck with\b|\bcontact\b|\bcall your\b|\bsuch as\b", one.text, re.I
        ):
            confidence = 0.4
        elif _ACCEPT.search(clause):
            confidence = 0.7
        if one.article and not one.own:
            confidence = min(confidence, 0.3)
        del match
        if confidence:
            yield "insurance", word, one.words, confidence


def _billing(one: Said) -> Iterator[Finding]:
    """Whether ketamine or Spravato is billed to insurance, and superbills."""
    text = one.text
    if one.question or (one.article and not one.own):
        return
    low = text.lower()
    if "bill" in low or "itemized" in low or "receipt" in low or "invoice" in low or "statement" in low:
        for clause in clauses(text):
            match = re.search(
                r"\bsuper ?-?bills?\b|\b(?:receipt|invoice|statement|bill"
                r"|paperwork)s?[^.;]{0,40}\b(?:submit|send|file)[^.;]{0,40}(?:insur|plan|reimburs"
                r"|claim)|\bitemized (?:receipts?|invoices?|bills?|statements?)",
                clause,
                re.I,
            )
            if match and not negated(clause):
                yield "insurance", "superbill", one.words, 0.95
    insurance = _INSURANCE.search(text) or any(_INSURANCE.search(heading) for heading in one.headings[-1:])
    if not insurance and not _CASH.search(text) and not _SPRAVATO.search(text):
        return
    pieces = clauses(text)
    spravato_at = any(_SPRAVATO.search(heading) for heading in one.headings[-2:])
    for clause in pieces:
        spravato = _SPRAVATO.search(clause) or (
            spravato_at and not re.search(r"(?<!es)ketamine|\biv\b|infusion", clause, re.I)
        )
        about = _INSURANCE.search(clause) or re.search(
            r"\bbenefits?\b|\bin[- ]network\b|\bcovered\b|\bplans?\b|\bmedicare\b|\bprior auth", clause, re.I
        )
        no = negated(clause)
        if (
            spravato
            and about
            and not no
            and (_ACCEPT.search(clause) or re.search(r"prior auth|benefits", clause, re.I))
        ):
            if not (
                re.search(r"(?<!es)ketamine (?:infusion|is|therapy|treat)", clause, re.I)
                and not _SPRAVATO.search(clause)
            ):
                sure = 0.93 if OWN_VOICE.search(clause) else 0.75
                yield (
                    "insurance",
                    "spravato_covered",
                    one.words,
                    0.4
                    if re.search(r"\bmay\b|check with|depend", clause, re.I) and not OWN_VOICE.search(clause)
                    else sure,
                )
            continue
        if no and _INSURANCE.search(clause) and _ACCEPT.search(clause) and not _SPRAVATO.search(clause):
            if re.search(
                r"\b(?:we|our|us|clinic|practice|office|not:|no insurance|no insurer|no plans?"
                r"|not (?:accepted|billed|taken))\b",
                clause,
                re.I,
            ) and re.search(
                r"accept|take|bill|participat|contract|network|work with|submit|file|process", clause, re.I
            ):
                yield "insurance", "not_accepted", one.words, 0.95
            elif re.search(r"cover", clause, re.I) and re.search(
                r"ketamine|infusion|treatment|iv\b|service|it\b|this\b", f"{clause} {' '.join(one.headings[-1:])}", re.I
            ):
                yield "insurance", "not_accepted", one.words, 0.45 if _HEDGE.search(clause) else 0.8
        elif no and re.search(r"\bcovered\b", clause, re.I) and insurance and not _SPRAVATO.search(clause):
            yield "insurance", "not_accepted", one.words, 0.45 if _HEDGE.search(clause) else 0.7
        elif _CASH.search(clause) and not no and not spravato:
            if one.own or re.search(r"clinic|practice|ketamine|infusion|services", text, re.I) or one.label:
                yield (
                    "insurance",
                    "not_accepted",
                    one.words,
                    0.85 if not re.search(r"rates?\b|price|discount|options?", clause, re.I) else 0.5,
                )
        elif (
            not no
            and _INSURANCE.search(clause)
            and re.search(
                r"\baccept\w*|\btake\b|\bbill\b|\bin[- ]network\b|\bwork with (?:most|many|all)", clause, re.I
            )
            and one.own
            and not spravato
        ):
            if re.search(r"hsa|superbill|reimburs|whether|verify|car insurance|if your", clause, re.I):
                continue
            yield "insurance", "accepts_insurance", one.words, 0.9


_SELF_PAID = re.compile(
    r"\b(?:is|are|remain|as|an?|strictly|entirely) (?:\w+ )?(?:self[- ]pay"
    r"|private[- ]pay|cash[- ]pay|cash[- ]only|cash[- ]based|out[- ]of[- ]pocket"
    r"|fee[- ]for[- ]service)\b(?! (?:price|rate|discount|option))",
    re.IGNORECASE,
)
_LENDERS = ("carecredit", "advance_care", "affirm", "klarna")
_PACKAGE = re.compile(
    r"\bpackages?\b|\bseries\b|\bbundles?\b|\bpre-?pa(?:y|id|ying)\b|\bup ?front\b"
    r"|\bin full\b|\bin advance\b|\b(?:six|\d+)[- ]pack\b|\b(?:buy|purchase"
    r"|book)\w* (?:\d+|three|four|five|six|eight|ten)\b",
    re.IGNORECASE,
)
_SAVING = re.compile(
    r"\bsav(?:e|es|ing|ings)\b(?: of)?(?: up to)? ?(?:\$? ?\d|you|money|when|with|on)"
    r"|\bsavings\b|\bdiscount(?:s|ed)?\b|\b\d+ ?% (?:off|less)|\$ ?[\d,]+ off\b"
    r"|\breduced (?:rate|price)|\bcheaper\b|\blower (?:price|rate|cost)",
    re.IGNORECASE,
)
_PAY = re.compile(r"financ|pay|plan|credit|loan|lend|cost|accept|monthly|afford|interest", re.IGNORECASE)
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


_NO_PACKAGE = re.compile(
    r"first[- ]time|new (?:patients?|customers?|here)|friend|veteran|military|gift|myers|nad|vitamin|botox",
    re.IGNORECASE,
)


def _financing(one: Said) -> Iterator[Finding]:
    around = " ".join((one.text, *one.headings[-1:]))
    saving = _SAVING.search(one.text) if _PACKAGE.search(around) else None
    if saving and not denied(one.text, *saving.span()) and not _NO_PACKAGE.search(one.text):
        yield "financing", "package_discount", one.words, 0.9
    for clause, word, match in _stated("financing", one.text):
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
            named = [lender for lender in _LENDERS if SYNONYMS["financing"][lender].search(one.text)]
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
            lenders = (*(SYNONYMS["financing"][lender] for lender in _LENDERS), _UNKNOWN_LENDER)
            lent = any(form.search(clause) for form in lenders)
            if lent and not re.search(r"in-?house|our own", clause, re.IGNORECASE):
                continue
            confidence = 0.93 if re.search(r"in-?house|our own|with us|directly|interest", clause, re.I) else 0.8
        elif (
            word == "manufacturer_savings_program"
            and re.search(r"package|series|infusion", clause, re.I)
            and not _SPRAVATO.search(one.text)
        ):
            continue
        if ELSEWHERE.search(one.text) and not one.own and not one.label:
            confidence = 0.4
        yield "financing", word, one.words, confidence


def _accessibility(one: Said) -> Iterator[Finding]:
    for _clause, word, _match in _stated("accessibility", one.text):
        if word in ("transit", "parking") and re.search(
            r"uber|lyft|ride ?share|drive yourself|driv(?:e|ing|er)|escort|home after|after your|taxi|avoid",
            one.text,
            re.I,
        ):
            continue
        yield "accessibility", word, one.words, 0.92


_RULES: dict[str, Callable[[Said], Iterator[Finding]]] = {
    "conditions": _conditions,
    "routes": _routes,
    "services": _offered("services"),
    "settings": _offered("settings"),
    "clinicians": _clinicians,
    "memberships": _memberships,
    "monitoring": _monitoring,
    "insurance": _insurers,
    "financing": _financing,
    "accessibility": _accessibility,
}


# What needs the page as a whole, or is no list


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
_DRIP = re.compile(r"\binfusions?\b|\bdrip\b|\binfused\b|\biv ketamine\b|\bketamine iv\b", re.IGNORECASE)
_NO_LENGTH = re.compile(
    r"recover|observ|\bevery\b|\bbefore\b|\bprior\b|nausea|\brest(?:s|ing)?\b"
    r"|\bafter(?:ward)?s?\b|\bvisits?\b|\bappointments?\b|\bin all\b|\btotal\b"
    r"|\bplan (?:on|for)\b|\bstay\b|\bpain\b|crps|fibromyalgia|migraine"
    r"|\bonset\b|\bhalf-life\b|\bwithin\b|\bleave\b|\barrive\b|\bdrive\b|\bapart\b"
    r"|\bnotice\b|\bconsult|\bmonitored for\b|\bwear off|\beffects?\b|spravato|\bnad\b"
    r"|\btms\b|\bextended\b|\bextra\b|\blonger\b|\bclinic for\b|\bhere for\b"
    r"|\bbooster\b",
    re.IGNORECASE,
)


def _lengths(said: Sequence[Said]) -> Iterator[tuple[int, str]]:
    """Each stated length of an infusion in minutes, with the words that state it; ranges are none."""
    for one in said:
        if one.question or (one.article and not one.own) or (ELSEWHERE.search(one.text) and not one.own):
            continue
        if re.search(r"\bpain\b|crps|fibromyalgia|migraine", one.text, re.IGNORECASE):
            continue
        asked = next(
            (h for h in one.headings[-1:] if h.endswith("?") and re.search("how long|take|last", h, re.IGNORECASE)), ""
        )
        asked = asked if _DRIP.search(asked) and not _NO_LENGTH.search(asked) else ""
        for part in re.split(r"[,;:()]| and (?=you|plan|the whole|we)|\. ", one.text):
            lengths = list(_LENGTH.finditer(part))
            if len(lengths) != 1 or _NO_LENGTH.search(part):
                continue
            if not (
                _DRIP.search(part)
                or asked
                or (
                    part is not one.text
                    and _DRIP.search(one.text)
                    and re.fullmatch(r" ?(?:about |approximately |~)?[\w-]+ ?[\w.]+ ?", part)
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
            if 20 <= length <= 180:
                yield length, one.words


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
    rf"|\bfirst of {_N} (?:infusions?|treatments?|sessions?|injections?)"
    rf"|\b(?:starts?|begins?|beginning|starting) with (?:a|our|an) (?:\w+ )?series of {_N}\b(?! ?(?:-|to|or) )"
    rf"|\b{_N} (?:ketamine |iv |im |initial )*(?:infusions?|treatments?|sessions?"
    rf"|injections?)\b,? (?:\w+ ){{0,3}}?(?:over|within|in|across|during) (?:\w+ ){{0,3}}?(?:\d|two"
    rf"|three|four|six|eight)\b[^.;]{{0,12}}weeks?",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:ages?|aged|adults?|patients?|people|individuals|clients|anyone|those|must be|be"
    r"|minimum age(?: is| of|:)?|at least|over the age of|age limit:?"
    r"|older than)[ (]{1,2}(?:at least |over |age |aged |ages |older than |\()?(\d{1,2})(?:\+"
    r"|\b)(?! ?%)(?=[^.;]{0,24}(?:older|over|up\b|above|years|age\b|\+|and|or|to \d\d|-\d\d|$|\.|,"
    r"|\)))"
    r"|\b(\d{1,2}) ?(?:\+|(?:years?(?: old| of age)? )?(?:and|or|&) (?:older|over|up|above))",
    re.IGNORECASE,
)
_LANGUAGES = {
    "es": pattern("spanish", "español", "espanol"),
    "en": pattern("english"),
    "zh": pattern("chinese", "mandarin", "cantonese"),
    "vi": pattern("vietnamese"),
    "ko": pattern("korean"),
    "ru": pattern("russian"),
    "fr": pattern("french"),
    "pt": pattern("portuguese"),
    "ar": pattern("arabic"),
    "hi": pattern("hindi"),
    "tl": pattern("tagalog", "filipino"),
    "de": pattern("german"),
    "fa": pattern("farsi", "persian"),
    "pl": pattern("polish"),
    "he": pattern("hebrew"),
    "ja": pattern("japanese"),
    "it": pattern("italian"),
    "ur": pattern("urdu"),
    "uk": pattern("ukrainian"),
    "hy": pattern("armenian"),
    "ht": pattern("haitian creole", "creole"),
    "pa": pattern("punjabi"),
    "gu": pattern("gujarati"),
}
_SPEAK = re.compile(
    r"\bspeaks?\b|\bspoken\b|\bspeaking\b|\bfluent\b|\bbilingual\b|\blanguages?\b|\bhablamos\b"
    r"|\bse habla\b|\bservices? (?:are )?(?:available |offered )?in\b"
    r"|\boffer\w* (?:\w+ ){0,4}in (?:english|spanish)|\bavailable in\b",
    re.IGNORECASE,
)


def _of_whole(said: Sequence[Said], offers: Sequence[PriceOffer]) -> Iterator[Finding]:
    minutes: dict[int, list[str]] = {}
    for offer in offers:
        if (
            offer.route == "iv"
            and offer.minutes
            and offer.item in ("session", "first_session", "series", "maintenance_session")
        ):
            minutes.setdefault(offer.minutes, []).append(offer.words)
    series: dict[int, list[str]] = {}
    for one in said:
        if one.question:
            continue
        if not (one.article and not one.own):
            low = one.text.lower()
            if "board" in low or "md" in low or "m.d" in low or "do" in low or "physician" in low or "doctor" in low:
                yield from _specialties(one)
            yield from _billing(one)
        if ELSEWHERE.search(one.text) and not one.own:
            continue
        if one.article and not one.own:
            continue
        if not negated(one.text) and not re.search(r"\bpain\b|crps|spravato|tms|nad", one.text, re.I):
            for match in _SERIES_SAID.finditer(one.text):
                number = next(group for group in match.groups() if group).lower()
                count = _NUMBER.get(number) or (int(number) if number.isdigit() else 0)
                if 2 <= count <= 30 and not re.search(
                    r"\d ?(?:-|to|or) ?$|(?:to|or) $", one.text[: match.start(match.lastindex or 0)]
                ):
                    series.setdefault(count, []).append(one.words)
        yield from _ages(one)
        yield from _referral(one)
        yield from _new_patients(one)
        if _SPEAK.search(one.text):
            for clause in clauses(one.text):
                if not negated(clause) and _SPEAK.search(clause):
                    for code, form in _LANGUAGES.items():
                        if form.search(clause):
                            yield "languages", code, one.words, 0.93
    for length, text in _lengths(said):
        minutes.setdefault(length, []).append(text)
    for field, found in (("iv_minutes", minutes), ("series_sessions", series)):
        ranked = sorted(found.items(), key=lambda entry: -len(entry[1]))
        if ranked:
            sure = len(ranked) == 1 or len(ranked[0][1]) > 2 * len(ranked[1][1])
            yield field, str(ranked[0][0]), ranked[0][1][0], 0.9 if sure else 0.45


def _ages(one: Said) -> Iterator[Finding]:
    if re.search(
        r"driver|companion|escort|accompan|website|cookies|terms|years of experience|emergency contact|in your",
        one.text,
        re.I,
    ) or negated(re.sub(r"not (?:treat|accept|see|offer)\b.{0,60}(?:under|younger)", "", one.text)):
        return
    for match in _AGE.finditer(one.text):
        age = int(match[1] or match[2])
        if 5 <= age <= 21 and re.search(
            r"must be|adult|age|patient|older|over|\+|years|up|treat|candidate|eligib|client|require|individual",
            one.text,
            re.I,
        ):
            yield "min_age", str(age), one.words, 0.92
            return


_NO_REFERRAL = re.compile(
    r"\bno (?:physician |doctor |doctor's )?referrals? (?:is |are )?(?:needed|required|necessary)"
    r"|\breferrals? (?:is|are) not (?:needed|required|necessary|mandatory)|\breferrals? (?:isn't"
    r"|aren't) (?:needed|required|necessary)|\b(?:do not|don't|does not|doesn't) (?:need"
    r"|require)(?: (?:you to have|to have|patients to have))? (?:a |any )?(?:(?:physician|doctor"
    r"|provider)(?:'s)? )?referrals?|\bwithout a referral|\bself[- ]refer\w*|\bno referral\b"
    r"|^not: (?:do|will|is|does).{0,40}\breferral",
    re.IGNORECASE,
)
_REFERRAL = re.compile(
    r"\breferrals? (?:is|are) (?:required|needed|necessary|mandatory)"
    r"|\brequires? a(?: \w+){0,3} referral|\bneed a(?: \w+){0,2} referral\b|\bmust (?:be referred"
    r"|have a(?: \w+){0,3} referral|provide a(?: \w+){0,3} referral)|\bby (?:physician "
    r"|provider )?referral only|\breferral required|\breferral from your (?:\w+ ){1,5}is required"
    r"|\bwe (?:ask for|require) (?:a )?(?:\w+ ){0,2}referral",
    re.IGNORECASE,
)


def _referral(one: Said) -> Iterator[Finding]:
    if "referr" not in one.text.lower():
        return
    if _NO_REFERRAL.search(one.text):
        yield "referral_required", "false", one.words, 0.95
    elif (
        _REFERRAL.search(one.text)
        and not negated(one.text)
        and not re.search(r"\b(?:insurance|some plans|hmo|your plan|may)\b", one.text, re.I)
    ):
        yield "referral_required", "true", one.words, 0.92


def _new_patients(one: Said) -> Iterator[Finding]:
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


def _of_prices(offers: Iterable[PriceOffer]) -> Iterator[Finding]:
    """What a price says besides: the route it is for, talk therapy, groups, a membership."""
    for offer in offers:
        if offer.confidence < 0.6:
            continue
        if offer.route:
            yield "routes", offer.route, offer.words, min(offer.confidence, 0.93)
        if offer.item == "membership":
            yield "financing", "membership", offer.words, 0.9
        if offer.item in ("group_session", "group_series"):
            yield "services", "group_sessions", offer.words, 0.9


def _settle(found: dict[tuple[str, str], Finding]) -> None:
    """Takes back the vague where the page is exact: a doctor of unknown specialty, an insurer or lender not named."""

    def sure(field: str, words: Iterable[str]) -> bool:
        return any((field, word) in found and found[field, word][3] >= 0.6 for word in words)

    if sure("clinicians", _SPECIALISTS):
        found.pop(("clinicians", "physician"), None)
    if sure("insurance", SYNONYMS["insurance"]):
        found.pop(("insurance", "accepts_insurance"), None)
    if sure("financing", _LENDERS):
        vague = found.get(("financing", "financing_plans"))
        if vague and vague[3] < 0.95:
            del found["financing", "financing_plans"]
    for field in ("min_age", "referral_required", "new_patients", "board_certified"):
        values = [key for key in found if key[0] == field]
        if len(values) > 1:
            best = max(values, key=lambda key: found[key][3])
            for key in values:
                if key != best:
                    del found[key]
