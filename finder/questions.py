"""What a clinic does not state -> what to ask it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from finder.text import _

#: Fact -> the question that gets it.
QUESTIONS: Mapping[str, str] = {
    "routes": "How do you give ketamine: by IV, injection, Spravato nasal spray, or lozenge?",
    "conditions": "Do you treat my condition, and how many people with it have you treated?",
    "price": "What does one session cost, and what will the whole first course cost with all fees?",
    "clinicians": "Who will treat me, and who is in the room during the session?",
    "board_certified": "Is the doctor in charge board-certified, and in which specialty?",
    "monitoring": "How will you watch me during the session: blood pressure, oxygen, heart?",
    "financing": "Which ways to pay do you offer: payment plan, medical card, sliding scale, HSA or FSA?",
    "insurance": "Do you bill my insurance, or give me an itemized bill (superbill) to send in?",
    "new_patients": "Are you taking new patients?",
    "wait_days": "How long is the wait for a first visit?",
    "min_age": "What ages do you treat?",
    "referral_required": "Do I need a referral or records from my own doctor?",
    "series_sessions": "How many sessions do you plan at first, and how do you decide on more?",
    "iv_minutes": "How long is an infusion, and how long will I be there in all?",
    "services": "Do you offer talk therapy before or after, or work with my therapist?",
    "settings": "Is all treatment at the clinic, or is some at home or by video?",
    "memberships": "Is the clinic accredited, or part of a hospital?",
    "hours": "When are you open?",
    "phone": "What is the best number to reach you?",
    "website": "Do you have a website with this in writing?",
    "street": "What is the exact address?",
    "languages": "Which languages do the staff speak?",
    "accessibility": "Can I get in with a wheelchair, and is there parking or transit nearby?",
    "rating": "Where can I read reviews by people you have treated?",
    "npi": "What is the clinic's NPI number, so I can look it up?",
}


def to_ask(unstated: Iterable[str]) -> list[str]:
    """The question for each fact that is not stated, in the same order."""
    return [_(QUESTIONS[name]) for name in unstated if name in QUESTIONS]
