"""The words of the clinic table: for each field what may stand there, its label and a line of plain help.

A new word is one line here. The words themselves (`iv`, `carecredit`) are what data files, links and the
command line use, and never change; labels may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process

from finder.text import _


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its key in the data, what people read, a line of help, and the group it is shown under."""

    key: str
    english: str
    english_help: str = ""
    group: str = ""

    @property
    def label(self) -> str:
        """The label in the reader's language."""
        return _(self.english)

    @property
    def help(self) -> str:
        """One plain sentence that says what the word means; empty where the label says it all."""
        return _(self.english_help) if self.english_help else ""


@dataclass(frozen=True)
class Field:
    """A list field of the table: its name, its label, and its words in the order they are shown."""

    name: str
    english: str
    words: tuple[Word, ...]

    @property
    def label(self) -> str:
        """The label in the reader's language."""
        return _(self.english)

    @cached_property
    def bits(self) -> Mapping[str, int]:
        """Word -> its bit. The catalogue keeps a cell as the sum of its words' bits."""
        return {word.key: 1 << i for i, word in enumerate(self.words)}

    @cached_property
    def _by_key(self) -> Mapping[str, Word]:
        return {word.key: word for word in self.words}

    def __contains__(self, key: object) -> bool:
        return key in self.bits

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    def __getitem__(self, key: str) -> Word:
        return self._by_key[key]

    def mask(self, keys: Iterable[str]) -> int:
        """The bits of these words together; raises KeyError for a word that is not in the list."""
        total = 0
        for key in keys:
            total |= self.bits[key]
        return total

    def group(self, group: str) -> frozenset[str]:
        """The keys of the words of one group."""
        return frozenset(word.key for word in self.words if word.group == group)

    def nearest(self, key: str) -> str | None:
        """The word somebody most likely meant by `key`, or None when nothing is close."""
        return nearest(key, self.bits)


#: Texts shorter than this are found somewhere in most longer ones ("n" in "aetna", "nope" nearly in "phone price").
_TELLING = 5


def nearest(text: str, choices: Iterable[str]) -> str | None:
    """The one of `choices` most like `text`, or None when none is close.

    One or two letters are like nothing but themselves; of a short text the whole must be alike, not only a part.
    """
    typed = text.strip().lower().replace("-", "_")
    letters = len(_letters(typed))
    known = list(choices)
    if letters < 3:
        return next((one for one in known if _letters(one) == _letters(typed)), None) if letters else None
    if letters >= _TELLING:
        telling = [one for one in known if len(_letters(one)) >= 3]
        best = process.extractOne(typed, telling, scorer=fuzz.WRatio, score_cutoff=65)
        if not best:  # "infusion iv" may mean "iv", "adress" no "va"
            said = re.split(r"[\W_]+", typed)
            return next((one for one in known if len(_letters(one)) == 2 and one.lower() in said), None)
    else:
        best = process.extractOne(typed, known, scorer=fuzz.ratio, score_cutoff=70)
    return best[0] if best else None


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


ROUTES = Field(
    "routes",
    "How it is given",
    (
        Word("iv", "IV infusion", "A drip into a vein, most often over 40 to 60 minutes."),
        Word("im", "Injection into a muscle", "One or two shots into the arm or thigh (called IM)."),
        Word("subcutaneous", "Injection under the skin", "A small shot under the skin."),
        Word("spravato", "Spravato nasal spray", "Esketamine, the only form the FDA has approved for depression."),
        Word("nasal_compounded", "Compounded nasal spray", "Mixed by a pharmacy. Not FDA-approved, and not Spravato."),
        Word(
            "sublingual",
            "Lozenge or tablet",
            "Held in the mouth. Mixed by a pharmacy and not FDA-approved.",
        ),
    ),
)

SETTINGS = Field(
    "settings",
    "Where it happens",
    (
        Word("at_home", "At home", "The medicine is taken at home. The FDA has warned about the risks of this."),
        Word("telehealth", "Visits by video", "Some or all visits are by video or phone."),
    ),
)

CONDITIONS = Field(
    "conditions",
    "Condition",
    (
        Word("depression", "Depression"),
        Word("bipolar", "Bipolar depression"),
        Word("suicidal_ideation", "Suicidal thoughts"),
        Word("anxiety", "Anxiety"),
        Word("ptsd", "PTSD"),
        Word("ocd", "OCD"),
        Word("postpartum", "Depression after birth"),
        Word("eating_disorder", "Eating disorder"),
        Word("addiction", "Addiction"),
        Word("chronic_pain", "Chronic pain", group="pain"),
        Word("crps", "CRPS", "Complex regional pain syndrome.", group="pain"),
        Word("fibromyalgia", "Fibromyalgia", group="pain"),
        Word("neuropathy", "Nerve pain", "Also called neuropathy.", group="pain"),
        Word("migraine", "Migraine", group="pain"),
    ),
)

SERVICES = Field(
    "services",
    "Also offered",
    (
        Word("psychotherapy", "Talk therapy", "Therapy with or around the medicine visits.", group="therapy"),
        Word("integration", "Integration sessions", "Visits after a session to make sense of it.", group="therapy"),
        Word("group_sessions", "Group sessions"),
        Word("psychiatric_evaluation", "Psychiatric evaluation", "A mental health exam before treatment."),
        Word("medication_management", "Medication management", "Looks after your other mental health medicines."),
        Word("tms", "TMS", "Magnetic stimulation of the brain, another treatment for depression."),
        Word("nad", "NAD infusions", "A wellness drip. It is not a ketamine treatment."),
    ),
)

#: Each says what it proves and what it does not. A license can be looked up: `finder.registers`.
CLINICIANS = Field(
    "clinicians",
    "Who treats you",
    (
        Word(
            "psychiatrist", "Psychiatrist", "A doctor trained in mental health. It does not show training in ketamine."
        ),
        Word(
            "anesthesiologist",
            "Anesthesiologist",
            "A doctor trained in sedation and keeping you breathing. It does not show training in mental health.",
        ),
        Word(
            "emergency_physician",
            "Emergency doctor",
            "A doctor trained to act when something goes wrong. It does not show training in mental health.",
        ),
        Word(
            "pain_physician",
            "Pain doctor",
            "A doctor trained in treating pain. It does not show training in mental health.",
        ),
        Word(
            "family_physician", "Family doctor", "A doctor for general health. It does not show training in ketamine."
        ),
        Word(
            "internist",
            "Internal medicine doctor",
            "A doctor for adults’ general health. It does not show training in ketamine.",
        ),
        Word("neurologist", "Neurologist", "A doctor for the brain and nerves. It does not show training in ketamine."),
        Word(
            "physician",
            "Doctor (specialty not stated)",
            "A medical doctor. It does not show in what, nor who is in the room with you.",
        ),
        Word(
            "crna",
            "Nurse anesthetist (CRNA)",
            "A nurse with advanced training in sedation. It does not show training in mental health.",
        ),
        Word(
            "psychiatric_np",
            "Psychiatric nurse practitioner",
            "A nurse with advanced training in mental health who may prescribe. It does not show training in sedation.",
        ),
        Word(
            "nurse_practitioner",
            "Nurse practitioner",
            "A nurse with advanced training who may prescribe. It does not show in which field.",
        ),
        Word(
            "physician_assistant",
            "Physician assistant",
            "Trained in medicine and works with a doctor. It does not show who that doctor is.",
        ),
        Word("psychologist", "Psychologist", "Trained in talk therapy and testing. Most may not prescribe medicine."),
        Word("therapist", "Therapist", "Trained in talk therapy. A therapist may not give or prescribe ketamine."),
        Word(
            "registered_nurse",
            "Registered nurse",
            "Trained to give medicine and watch over you. A nurse works under somebody’s orders: ask whose.",
        ),
    ),
)

#: The one credential that is no list: a column of its own.
BOARD_CERTIFIED = Word(
    "board_certified",
    "Board-certified doctor",
    "A doctor who passed the exams of a specialty board. No board certifies in ketamine, so ask in which specialty.",
)

MEMBERSHIPS = Field(
    "memberships",
    "Memberships and accreditation",
    (
        Word(
            "spravato_rems",
            "Spravato certified (REMS)",
            "May give Spravato under the FDA’s safety program. It says nothing about IV or other ketamine.",
        ),
        Word(
            "hospital_affiliated",
            "Part of a hospital or university",
            "Works under a hospital’s rules and review. It does not show that staff are trained in ketamine.",
        ),
        Word(
            "va_community_care",
            "VA community care",
            "Treats veterans the VA sends and pays for. It does not show that the VA will send you there.",
        ),
        Word(
            "askp3",
            "ASKP3 member",
            "Belongs to a society of ketamine clinicians. Anyone in the field may join; it is not an inspection.",
        ),
        Word(
            "ketamine_training_center",
            "Ketamine Training Center",
            "Someone there took its course. It does not show that they were tested, or who it was.",
        ),
        Word(
            "maps_trained",
            "MAPS-trained therapist",
            "A therapist took its course, which is about MDMA therapy. It is not about giving ketamine.",
        ),
        Word(
            "joint_commission",
            "Joint Commission accredited",
            "Inspected on safety and care as a whole. It does not judge how ketamine is given.",
        ),
        Word(
            "aaahc",
            "AAAHC accredited",
            "Inspected as an outpatient clinic. It does not judge how ketamine is given.",
        ),
        Word(
            "quad_a",
            "QUAD A accredited",
            "Inspected as an outpatient clinic or surgery center. It does not judge how ketamine is given.",
        ),
    ),
)

MONITORING = Field(
    "monitoring",
    "Watched during treatment",
    (
        Word("vitals", "Blood pressure and pulse", "Ketamine can raise both for a while. Ask how often they check."),
        Word("pulse_oximetry", "Blood oxygen", "A clip on the finger shows whether you breathe well enough."),
        Word("ecg", "Heart tracing (ECG)", "Stickers on the chest show the heart’s rhythm."),
        Word(
            "one_to_one_nurse", "A nurse for you alone", "A nurse looks after you and nobody else during the session."
        ),
        Word("acls_staff", "Staff trained in cardiac emergencies", "Somebody there holds the ACLS certificate."),
        Word("emergency_equipment", "Emergency equipment on site", "Such as oxygen and a defibrillator. Ask which."),
    ),
)

INSURANCE = Field(
    "insurance",
    "Insurance",
    (
        Word("spravato_covered", "Bills insurance for Spravato"),
        Word("accepts_insurance", "Takes insurance (no plan named)", group="insurer"),
        Word("medicare", "Medicare", group="insurer"),
        Word("medicaid", "Medicaid", group="insurer"),
        Word("tricare", "TRICARE", group="insurer"),
        Word("va", "VA", group="insurer"),
        Word("aetna", "Aetna", group="insurer"),
        Word("bcbs", "Blue Cross Blue Shield", group="insurer"),
        Word("cigna", "Cigna", group="insurer"),
        Word("united", "UnitedHealthcare", group="insurer"),
        Word("humana", "Humana", group="insurer"),
        Word("kaiser", "Kaiser Permanente", group="insurer"),
        Word("superbill", "Gives a superbill", "An itemized bill that you send to your insurer yourself."),
        Word("not_accepted", "Does not bill insurance for ketamine"),
    ),
)

FINANCING = Field(
    "financing",
    "Ways to pay",
    (
        Word("carecredit", "CareCredit", "A medical credit card.", group="loans"),
        Word("advance_care", "Advance Care", "A medical credit card.", group="loans"),
        Word("affirm", "Affirm", "A loan paid in installments.", group="loans"),
        Word("klarna", "Klarna", "A loan paid in installments.", group="loans"),
        Word("financing_plans", "Financing (lender not named)", group="loans"),
        Word("in_house_plan", "Payment plan with the clinic", group="plans"),
        Word("membership", "Membership", "A monthly fee or plan.", group="plans"),
        Word("package_discount", "Lower price for a package", group="discounts"),
        Word("veteran_discount", "Veteran discount", group="discounts"),
        Word("first_responder_discount", "First responder discount", group="discounts"),
        Word("sliding_scale", "Sliding scale", "The price depends on your income.", group="aid"),
        Word("grants", "Grants or free care", group="aid"),
        Word(
            "manufacturer_savings_program",
            "Maker's savings program",
            "The maker of Spravato pays part of the bill for some people.",
            group="aid",
        ),
        Word("hsa_fsa", "HSA or FSA", "Pays from a health savings or flexible spending account.", group="accounts"),
    ),
)

ACCESSIBILITY = Field(
    "accessibility",
    "Access",
    (
        Word("wheelchair", "Wheelchair access"),
        Word("parking", "Parking"),
        Word("transit", "Near public transit"),
        Word("interpreter", "Interpreter"),
    ),
)

#: The list fields of clinics.csv with a fixed vocabulary, by column name.
FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        CONDITIONS,
        ROUTES,
        SETTINGS,
        SERVICES,
        CLINICIANS,
        MEMBERSHIPS,
        MONITORING,
        INSURANCE,
        FINANCING,
        ACCESSIBILITY,
    )
}

#: What kinds of financing there are: group of FINANCING -> label.
FINANCING_GROUPS: Mapping[str, str] = {
    "loans": "Credit cards and loans",
    "plans": "Payment plans",
    "discounts": "Discounts",
    "aid": "Help with the cost",
    "accounts": "Health accounts",
}

INSURERS = INSURANCE.group("insurer")
PAIN = CONDITIONS.group("pain")
THERAPY = SERVICES.group("therapy")

ITEMS = Field(
    "item",
    "Price for",
    (
        Word("consultation", "First consultation"),
        Word("evaluation", "Medical evaluation"),
        Word("session", "One session"),
        Word("first_session", "The first session, at a special price"),
        Word("kap_session", "One session with therapy"),
        Word("group_session", "One group session"),
        Word("pain_session", "One pain session"),
        Word("therapy_session", "One therapy visit (no medicine)"),
        Word("maintenance_session", "One maintenance session"),
        # Spravato is often billed in two parts.
        Word("drug", "The medicine of one session"),
        Word("observation", "The visit and watch of one session"),
        Word("series", "A series of sessions"),
        Word("group_series", "A series of group sessions"),
        Word("membership", "Membership"),
    ),
)

INCLUDES = Field(
    "includes",
    "Includes",
    (
        Word("consultation", "first consultation"),
        Word("evaluation", "medical evaluation"),
        Word("preparation", "preparation"),
        Word("integration", "integration"),
        Word("therapy", "therapy"),
        Word("booster", "booster session"),
        Word("other", "other services"),
        Word("credited", "taken off what the sessions cost"),
    ),
)

#: Who pays for the person, as far as it decides what they pay themselves.
PAYERS = Field(
    "payer",
    "Your insurance",
    (
        Word("none", "I pay it all myself"),
        Word("commercial", "Through a job or bought myself"),
        Word("medicare", "Medicare"),
        Word("medicaid", "Medicaid"),
        Word("tricare", "TRICARE"),
        Word("va", "VA health care"),
    ),
)

#: Kinds of evidence, best first: when two pages disagree the better kind is shown.
KINDS = Field(
    "kind",
    "Source",
    (
        Word("clinic", "the clinic's own page"),
        Word("register", "an official register"),
        Word("press", "a news report"),
        Word("directory", "a directory"),
        Word("phone", "a phone call", group="spoken"),
        Word("report", "a person's report", group="spoken"),
        Word("other", "another page"),
    ),
)

#: Kinds that need no page: somebody said it.
SPOKEN = KINDS.group("spoken")

STATUSES = Field(
    "status",
    "Status",
    (
        Word("listed", "Listed"),
        Word("doubtful", "May have closed: call first"),
        Word("closed", "Reported closed"),
    ),
)

POSITIONS = Field(
    "position",
    "Position",
    (
        Word("address", "street address"),
        Word("zip", "ZIP area"),
        Word("city", "city center"),
    ),
)

#: Every column of clinics.csv after `id`, with the name people read.
LABELS: Mapping[str, str] = {
    "name": "Name",
    "street": "Street",
    "city": "City",
    "state": "State",
    "zip": "ZIP",
    "phone": "Phone",
    "website": "Website",
    "status": "Status",
    "telehealth_only": "At-home provider",
    "states_served": "States served",
    **{name: field.english for name, field in FIELDS.items()},
    "board_certified": "Board-certified doctor",
    "iv_minutes": "Length of an infusion",
    "series_sessions": "Sessions in a first series",
    "languages": "Languages",
    "rating": "Rating",
    "reviews": "Number of reviews",
    "review_source": "Where the rating is from",
    "new_patients": "Takes new patients",
    "wait_days": "Wait for a first visit",
    "min_age": "Youngest age treated",
    "referral_required": "Needs a referral",
    "hours": "Hours",
    "npi": "NPI number",
    "price": "Price of a session",
    "note": "Note",
    "excluded_since": "On the federal exclusion list since",
}

STATES: Mapping[str, str] = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts",
    "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
    "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "PR": "Puerto Rico", "RI": "Rhode Island", "SC": "South Carolina",
    "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip


#: Name of a state in lower case -> its two letters.
STATE_CODES: Mapping[str, str] = {name.lower(): code for code, name in STATES.items()}


def label(field: str) -> str:
    """What people read for a column of clinics.csv."""
    return _(LABELS.get(field, field))


@lru_cache(maxsize=1_000)
def language(code: str) -> str:
    """The name of a language in English, as CLDR has it: "es" is "Spanish"; the code itself where it has none."""
    from babel import Locale  # reads its tables when it is loaded, and few clinics state a language

    names = Locale("en").languages
    found = names.get(code.replace("-", "_")) or names.get(code.partition("-")[0]) or _UNNAMED_LANGUAGES.get(code)
    return str(found or code)


#: A group of languages that registers name as one, and CLDR does not.
_UNNAMED_LANGUAGES = {"ypk": "Yupik"}
#: The languages that clinics may state: the codes of those most spoken in homes of the United States.
_SPOKEN_LANGUAGES = (
    "en", "es", "zh", "yue", "tl", "fil", "vi", "ar", "fr", "ko", "ru", "pt", "ht", "hi", "de", "pl", "it", "ur", "fa",
    "te", "ja", "gu", "bn", "ta", "pa", "th", "el", "hy", "he", "hmn", "km", "so", "am", "sw", "uk", "ro", "nl", "sv",
    "hu", "cs", "tr", "yi", "nv", "oj", "ypk", "ase",
)  # fmt: skip
#: What clinics call some of them besides.
_ALSO_LANGUAGES = {
    "español": "es", "espanol": "es", "mandarin": "zh", "farsi": "fa", "creole": "ht", "bengali": "bn",
    "cambodian": "km", "asl": "ase", "sign language": "ase",
}  # fmt: skip


@lru_cache(maxsize=1)
def language_codes() -> Mapping[str, str]:
    """The code of each language that clinics state, by its names in lower case: "farsi" and "persian" are fa."""
    return {language(code).lower(): code for code in _SPOKEN_LANGUAGES} | _ALSO_LANGUAGES
