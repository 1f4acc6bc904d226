"""Routes, services and settings: what a page names as the clinic's own offer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from finder.sources.pagesaid import Finding, Said, matches
from finder.sources.pagewords import ELSEWHERE, KETAMINE, OTHER_TREATMENTS, OWN_VOICE, clauses, denied

_COMPARED = re.compile(
    r"\bvs\b|\bversus\b|\bcompared\b|\balternatives? to\b|\bunlike\b|\bdiffer(?:s|ent|ence"
    r"|ences)?\b|\brather than\b|\binstead of\b|\bfailed\b|\btried\b|\bother (?:treatments|options"
    r"|forms)\b"
    r"|\bcan be (?:given|administered|delivered|taken)\b|\bsome (?:clinics|providers)\b"
    r"|\bother (?:clinics|providers)\b|\bthan\b|\bforms? of ketamine\b|\bwas (?:first )?approved\b"
    r"|\bcousin\b|\bsimilar to\b|\bdiscontinued\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\boffer\w*|\bprovid\w*|\badminister\w*|\bgive[sn]?\b|\bavailable\b|\bspecializ\w*"
    r"|\buse[sd]?\b|\bservices?\b|\bschedul\w*|\bbook\b|\binclud\w*|\bdeliver\w*|\bprescrib\w*"
    r"|\breceiv\w*|\bperform\w*|\bpatients?\b|\btreatment"
    r"|\bour\b|\bcertified\b|\bhave\b|\bcombin\w*|\bwelcome\b|\bsupport\w*|\bpair\w*|\bintegrat\w*"
    r"|\bcourse\b|\bseries\b|\bmanag\w*|\btelehealth ok\w*|\bmay add\b",
    re.IGNORECASE,
)
_YOURS = re.compile(
    r"\b(?:your|gives? you|during (?:the|an|each|your)|you (?:will|can|may|receive"
    r"|are))\b",
    re.IGNORECASE,
)
_ELSEWHERE_CARE = re.compile(
    r"\b(?:your (?:own |current |existing |regular |outside |primary )*(?:therap|psycho|counsel"
    r"|provider|psychiat|prescriber|doctor)|outside (?:therap|provider)|refer (?:you|out|patients)"
    r"|referrals? (?:to|for)|existing (?:therap|provider)|encourage|continue|recommend\w*"
    r"|if you (?:have|are)|already|failed|tried|have not|haven't)",
    re.IGNORECASE,
)


#: Not paid by insurance, but given.
_UNBILLED = re.compile(r"\b(?:is|are) not (?:\w+ )?(?:billed|covered|filed|submitted)\b[^,;]*$", re.IGNORECASE)


def routes(one: Said) -> Iterator[Finding]:
    """The routes by which ketamine is given here."""
    if any(map(_COMPARED.search, (one.text, *one.headings[-1:]))) and not one.own:
        return
    for clause in clauses(one.text):
        if _COMPARED.search(clause) and not re.search(r"\bwe (?:offer|provide|use|administer)", clause, re.I):
            continue
        found = matches("routes", clause)
        ketamine = KETAMINE.search(one.text) or any(KETAMINE.search(heading) for heading in one.headings[-2:])
        for word, match in found.items():
            if denied(_UNBILLED.sub("", clause), match.start(), match.end()):
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
            elif (_UNBILLED.search(clause) or re.search(r"\bis billed to\b", clause, re.I)) and KETAMINE.search(clause):
                confidence = 0.6
            elif (
                len(found) == 1 and ketamine and _OFFER.search(clause) and word not in ("spravato", "nasal_compounded")
            ):
                confidence = 0.55
            elif word == "iv" and re.search("infusion", match[0], re.I) and not other and not one.menu:
                confidence = 0.6
            if confidence:
                yield "routes", word, one.words, confidence


#: Over what else a clinic does.
_WE_DO = re.compile(
    r"\bwe (?:also )?(?:do|offer|provide)\b|\bservices\b|\balso (?:offered|available"
    r"|offering)\b",
    re.IGNORECASE,
)
_VISIT = re.compile(
    r"\b(?:ok(?:ay)?|prescribes?|in[- ]person|visits?|sessions?|consult\w*|intakes?|evaluations?|appointments?"
    r"|minutes?"
    r"|hour|meet|see|screening"
    r"|follow-?ups?)\b",
    re.IGNORECASE,
)


def _of_others(clause: str) -> bool:
    return bool(ELSEWHERE.search(clause)) and not OWN_VOICE.search(clause)


#: After a label: "Take-home ketamine: we do not prescribe it".
_THEN_NO = re.compile(r"[^.;]{0,20}[:-] (?:(?:we|I) )?(?:do not|don't|no\b|not\b|never)", re.IGNORECASE)


def offered(field: str) -> Callable[[Said], Iterator[Finding]]:
    """The rule of services and settings: what is named as the clinic's own offer."""

    def rule(one: Said) -> Iterator[Finding]:
        for clause in clauses(one.text):
            if _COMPARED.search(clause):
                continue
            for word, match in matches(field, clause).items():
                if denied(clause, match.start(), match.end()) or _THEN_NO.match(clause[match.end() :]):
                    continue
                confidence = 0.0
                if one.label and (one.heading or one.menu or len(one.text) < 90):
                    confidence = 0.85 if one.menu else 0.9
                elif (
                    word != "telehealth"
                    and not match[0].lower().startswith(("take over", "adjust"))
                    and _ELSEWHERE_CARE.search(one.text)
                    and not re.search(
                        r"\b(?:we|she|he|I) (?:also )?(?:offers?|provides?|have|does|do)\b|\$", one.text, re.I
                    )
                ):
                    confidence = 0.35
                elif one.own and _OFFER.search(one.text) and not _of_others(clause):
                    confidence = 0.92
                elif ELSEWHERE.search(one.text):
                    confidence = 0.3
                elif re.search(
                    r"\bavailable\b|\binclud\w+|\boffered\b|\bprescribed\b|\b(?:comes?|is|are) (?:first|required"
                    r"|next|booked|scheduled|done)\b"
                    r"|\b(?:begins?|starts?) with\b|\bhandles?\b|\bmeets?\b|\bcan (?:see|join)\b|\b(?:sits?"
                    r"|stays?|guides?|held|conducted)\b|\bis (?:with|present)\b|\bmay add\b|\b(?:does|do"
                    r"|offers?|provides?|leads?"
                    r"|runs?|performs?)\b|\bby (?:appointment|video)\b|\bmay be (?:done|held)\b|\bcan be (?:done|held"
                    r"|completed|scheduled)\b|\bwith (?:a|an|our)\b|\bvia\b|\bpair\w*|\bcombin\w*",
                    clause,
                    re.I,
                ):
                    confidence = 0.75
                elif "$" in clause or any(map(_WE_DO.search, one.headings[-1:])):
                    confidence = 0.85
                elif _YOURS.search(one.text) or (word == "telehealth" and _VISIT.search(clause)):
                    confidence = 0.6
                if confidence:
                    yield field, word, one.words, confidence

    return rule
