"""The words of the table as people write them in a cell: "PTSD; Major Depression" -> ptsd, depression."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from finder.placenames import fold
from finder.tables import shorten
from finder.text import _
from finder.vocabulary import FIELDS, language_codes

#: Field -> word -> what else it is called, besides its key and its label. "yes" and "no" are for a column of a list
#: that only says whether there is any.
_ALSO: Mapping[str, Mapping[str, str]] = {
    "conditions": {
        "depression": "major depression|major depressive disorder|mdd|treatment resistant depression|trd|depressive",
        "bipolar": "bipolar|bipolar disorder|bipolar ii",
        "suicidal_ideation": "suicidality|suicidal|suicidal ideation|suicide",
        "anxiety": "gad|generalized anxiety|social anxiety|anxiety disorders",
        "ptsd": "post traumatic stress|posttraumatic stress|post traumatic stress disorder",
        "ocd": "obsessive compulsive|obsessive compulsive disorder",
        "postpartum": "postpartum depression|post partum depression|post natal depression|ppd",
        "eating_disorder": "eating disorders|anorexia|bulimia",
        "addiction": "addictions|substance use|substance abuse|substance use disorder|sud|alcohol use disorder",
        "chronic_pain": "pain|pain management|chronic pain syndromes",
        "crps": "complex regional pain syndrome|rsd|crps rsd|complex regional pain",
        "fibromyalgia": "fibro",
        "neuropathy": "nerve pain|neuropathic pain|neuropathic|peripheral neuropathy",
        "migraine": "migraine headaches",
    },
    "routes": {
        "iv": "intravenous|infusion|infusions|iv ketamine|ketamine iv|iv drip",
        "im": "intramuscular|im injection|injection im|im shot|intramuscular injection",
        "subcutaneous": "subq|sub q|subcutaneous injection|sc",
        "spravato": "esketamine|spravato esketamine|esketamine spravato|spravato nasal",
        "nasal_compounded": "compounded nasal|ketamine nasal spray|intranasal ketamine|nasal ketamine",
        "sublingual": "lozenge|lozenges|troche|troches|sublingual tablet|rdt|oral lozenge",
    },
    "settings": {"at_home": "home|in home", "telehealth": "telemedicine|virtual|online|video|remote|video visits"},
    "services": {
        "psychotherapy": "therapy|kap|ketamine assisted psychotherapy|ketamine assisted therapy|counseling",
        "integration": "integration therapy|integration coaching",
        "group_sessions": "group|groups|group therapy",
        "psychiatric_evaluation": "psych eval|psychiatric evals|psychiatric assessment",
        "medication_management": "med management|meds management",
        "tms": "transcranial magnetic stimulation|rtms|deep tms",
        "nad": "nad infusion|nad therapy",
    },
    "clinicians": {
        "anesthesiologist": "anaesthesiologist|anesthesiology",
        "psychiatrist": "psychiatry",
        "emergency_physician": "emergency medicine|er doctor|er physician|emergency medicine physician",
        "pain_physician": "pain specialist|pain medicine|pain management physician",
        "family_physician": "family medicine|family practice|family medicine physician",
        "internist": "internal medicine|internal medicine physician",
        "neurologist": "neurology",
        "physician": "md|do|doctor|m d|d o|mds",
        "crna": "nurse anesthetist|nurse anaesthetist|certified registered nurse anesthetist",
        "psychiatric_np": "pmhnp|psych np|psychiatric np|psychiatric mental health nurse practitioner",
        "nurse_practitioner": "np|aprn|fnp|arnp|family nurse practitioner",
        "physician_assistant": "pa|pa c|physician associate",
        "psychologist": "psyd|clinical psychologist",
        "therapist": "lmft|lcsw|lpc|licensed therapist|counselor|psychotherapist|clinical social worker",
        "registered_nurse": "rn|rns",
    },
    "memberships": {
        "askp3": "askp|american society of ketamine physicians",
        "joint_commission": "joint commission|jcaho|the joint commission",
        "quad_a": "quada|aaaasf",
        "spravato_rems": "rems|spravato rems|rems certified|spravato certified",
        "hospital_affiliated": "hospital|university|academic|academic hospital|hospital based",
        "va_community_care": "community care|va ccn|va community care network",
        "maps_trained": "maps",
    },
    "monitoring": {
        "vitals": "vital signs|blood pressure|bp",
        "pulse_oximetry": "pulse ox|spo2|oxygen saturation|pulse oximeter",
        "ecg": "ekg|ecg ekg|heart monitor",
        "acls_staff": "acls|acls certified|acls certified staff",
        "one_to_one_nurse": "1 1 nurse|one on one nurse|1 on 1 nurse",
        "emergency_equipment": "crash cart|defibrillator|aed",
    },
    "insurance": {
        "not_accepted": "cash only|self pay|self pay only|out of pocket only|no insurance|not accepted"
        "|does not accept insurance|does not take insurance|private pay only",
        "accepts_insurance": "yes|y|accepted|accepts insurance|takes insurance|insurance accepted|most major insurance",
        "superbill": "superbills|provides superbill|superbill provided",
        "spravato_covered": "spravato|spravato only|spravato covered|spravato coverage",
        "bcbs": "blue cross|blue shield|blue cross blue shield|bluecross blueshield|blue cross and blue shield",
        "united": "uhc|united healthcare|united health care|unitedhealth",
        "va": "veterans affairs|va benefits|va insurance",
        "kaiser": "kaiser permanente",
        "tricare": "tri care|tricare west|tricare east",
    },
    "financing": {
        "financing_plans": "yes|y|financing|financing available|loans|third party financing|payment financing",
        "carecredit": "care credit",
        "advance_care": "advancecare|advance care card",
        "in_house_plan": "payment plan|payment plans|in house|in house payment plan|in house financing|installments",
        "membership": "memberships|membership plan",
        "package_discount": "package|packages|package pricing|package discounts|bundles",
        "veteran_discount": "veterans discount|veterans|veteran discounts",
        "first_responder_discount": "first responders|first responders discount",
        "sliding_scale": "sliding scale fee|sliding scale fees|sliding fee scale",
        "grants": "grant|scholarship|scholarships|free care",
        "manufacturer_savings_program": "savings program|janssen carepath|spravato withme|manufacturer savings",
        "hsa_fsa": "hsa|fsa|hsa fsa|fsa hsa|fsa or hsa|hsa and fsa",
    },
    "accessibility": {
        "wheelchair": "wheelchair accessible|ada|ada accessible|accessible",
        "parking": "free parking|parking lot|parking on site",
        "transit": "public transit|bus|subway|public transportation",
        "interpreter": "interpreters|interpreter services",
    },
}

#: Words that say nothing about which is meant.
_FILLER = frozenset(
    re.findall(
        r"\w+",
        "ketamine treatment treatments for the of disorder disorders accepted available offered severe resistant and "
        "symptoms syndrome program programs card discount discounts insurance certified licensed board member "
        "accredited on site staff plan plans health",
    )
)
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
#: What stands in brackets may take back what stands before them: "Aetna (not accepted)".
_TAKES_BACK = re.compile(r"\([^)]*\b(?:no|not|non|never|except|without|soon|pending|formerly)\b", re.I)
#: Looser and looser signs between the entries of a list.
_BETWEEN = (re.compile(r"[;|\n•·]"), re.compile(r"[,/]"), re.compile(r"\s(?:and|&|or|\+)\s|\s\+|\+\s|&"))


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Text to compare: lower-case words without accents or signs; a "#" is a number."""
    return " ".join(_NOT_WORDS.sub(" ", fold(text.replace("#", " number "))).split())


@lru_cache(maxsize=20_000)
def words(field: str, cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a list field that a cell names, each once, and the parts of it that are none we know."""
    known: list[str] = []
    unknown: list[str] = []
    for part, word in _parts(field, cell, 0):
        (known if word else unknown).append(word or part)
    return tuple(dict.fromkeys(known)), tuple(dict.fromkeys(unknown))


def unknown(field: str, part: str) -> str:
    """What is wrong with a part of a cell that is no word of the field, with the nearest that is."""
    close = FIELDS[field].nearest(part) if field in FIELDS else None
    hint = _("; is “{close}” meant?").format(close=close) if close else ""
    return _("“{part}” is not a word we know{hint}").format(part=shorten(part), hint=hint)


#: A header that asks whether the clinic takes insurance; "Insurance" alone may be about which, or about Spravato.
_TAKES_INSURANCE = re.compile(
    r"\b(?:accept\w*|takes?|taking|taken|bill|bills|billed|cover\w*|for ketamine|ketamine insurance)\b"
)
_NO = frozenset({"n", "no", "none", "false", "non"})


def bare_no(field: str, cell: str, header: str = "") -> str | None:
    """The word that a cell of nothing but "no" means below its header; empty if it is none there, None if the cell says
    anything else."""
    if field not in FIELDS or plain(cell) not in _NO:
        return None
    asked = plain(header)
    if field == "insurance" and _TAKES_INSURANCE.search(asked) and not re.search(r"spravato|esketamine", asked):
        return "not_accepted"
    return ""


def says_no(field: str, cell: str) -> str:
    """What is wrong with a cell of nothing but "no", and what to write."""
    if field == "insurance":
        return _(
            "“{cell}” is not a word of this list; write not_accepted if the clinic does not bill insurance for ketamine"
        ).format(cell=shorten(cell))
    return _("“{cell}” is not a word of this list; leave the cell empty if nothing is stated").format(
        cell=shorten(cell)
    )


def named(field: str, text: str) -> str:
    """The word that a text is a name of, spelt right; empty if there is none."""
    return _index(field).get(plain(text), "")


def _parts(field: str, text: str, depth: int) -> Iterator[tuple[str, str]]:
    """The parts of a text with the word that each is, taken apart only as far as is needed."""
    text = text.strip()
    if not plain(text):
        return
    whole = depth > 0 or not _BETWEEN[0].search(text)
    leaf = not any(sign.search(text) for sign in _BETWEEN)
    if whole and (word := _word(field, text, leaf)):
        yield text, word
    elif depth == len(_BETWEEN):
        yield text, ""
    else:
        for part in _BETWEEN[depth].split(text):
            yield from _parts(field, part, depth + 1)


@lru_cache(maxsize=20_000)
def _word(field: str, text: str, leaf: bool) -> str:
    """The word that a text means: by its name, without what is in brackets or says nothing, or a letter off.

    A text that may be several is only taken by its very name: "psychiatrist, nurse practitioner" is no psychiatric one.
    """
    if len(text) > 100:
        return ""
    index = _index(field)
    bare = plain(text if _TAKES_BACK.search(text) else re.sub(r"\([^)]*\)", " ", text))
    few = " ".join(word for word in bare.split() if word not in _FILLER)
    for name in (plain(text), bare, few):
        if word := index.get(name) or index.get(name.removesuffix("s")):
            return word
    # As many words, with the same first letters: "no superbill" is not "superbill".
    count, initials = len(bare.split()), [word[0] for word in bare.split()]
    close = [name for name in index if [w[0] for w in name.split()] == initials and len(name.split()) == count]
    found = process.extractOne(bare, close, scorer=fuzz.ratio, score_cutoff=88) if leaf and len(bare) >= 6 else None
    return index[found[0]] if found else ""


@lru_cache(maxsize=32)
def _index(field: str) -> Mapping[str, str]:
    """Every name of a word of the field -> the word."""
    if field == "languages":
        codes = language_codes()
        return {plain(name): code for name, code in codes.items()} | {code: code for code in codes.values()}
    names: dict[str, str] = {}
    for word in FIELDS[field]:
        for name in (word.key, word.english, word.label, *_ALSO.get(field, {}).get(word.key, "").split("|")):
            names.setdefault(plain(re.sub(r"\([^)]*\)", " ", name)), word.key)
            names.setdefault(plain(name), word.key)
    names.pop("", None)
    return names
