"""How registers write a clinic's name, address, phone and website, made comparable with how we write them."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from rapidfuzz import fuzz

from finder import schema
from finder.placenames import fold
from finder.sources.identity import street

#: A longer text is no street and no name of a clinic; no more of it is looked at.
_LONGEST = 200

#: From here on two names are the same name, written differently.
SAME_NAME = 90.0

#: Legal forms and small words, which a sign over the door leaves out.
_NO_NAME = frozenset(
    re.findall(
        r"\w+",
        "llc pllc llp lp inc incorporated pc psc pa pllp plc corp corporation co company ltd limited apc pmc medical "
        "professional association group the and of at dba md do dpc",
    )
)
#: As the table has phones; asking `finder.schema` for each of thousands would take minutes.
_US_PHONE = re.compile(r"\+1[2-9][0-9]{2}[2-9][0-9]{6}")

_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")


def one_line(value: object) -> str:
    """A cell as text on one line, without characters that no text has; empty for what is no text or number."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())


@lru_cache(maxsize=4096)
def phone(text: str) -> str:
    """The US number as the table has it ("+14155550100"); empty when it is none that can be called."""
    try:
        number = phonenumbers.parse(text[:_LONGEST], "US")
    except phonenumbers.NumberParseException:
        return ""
    number.extension = None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written if phonenumbers.is_valid_number(number) and _US_PHONE.fullmatch(written) else ""


def zip_code(text: str) -> str:
    """The ZIP as the table has it ("94110" or "94110-1234"); empty when it is none."""
    digits = re.fullmatch(r"([0-9]{5})[ -]*([0-9]{4})?", text.strip())
    if not digits or digits[1] == "00000":
        return ""
    return f"{digits[1]}-{digits[2]}" if digits[2] and digits[2] != "0000" else digits[1]


def website(text: str) -> str:
    """The address of a page as the table has it, with http:// where that is left out; empty when it is none."""
    address = text if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", text) else f"http://{text.lstrip('/')}"
    scheme, colon, rest = address.partition(":")
    address = f"{scheme.lower()}{colon}{rest}"
    return "" if len(address) > 10 * _LONGEST or schema.wrong("website", address) else address


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """The words of a name that tell it apart, in lower case, without legal forms ("The Example Clinic, P.L.L.C.")."""
    folded = _INITIALS.sub(lambda found: found[0].replace(".", ""), fold(name[:_LONGEST]))
    words = _NOT_WORDS.sub(" ", folded).split()
    return " ".join([word for word in words if word not in _NO_NAME] or words)


def name_likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 100; from SAME_NAME on they are the same name."""
    first, second = name_key(one), name_key(other)
    if not first or not second:
        return 0.0
    joined = (_NOT_WORDS.sub("", fold(name[:_LONGEST])) for name in (one, other))  # "Keta MD" is "KetaMD"
    return max(fuzz.token_sort_ratio(first, second), fuzz.ratio(*joined))


def names_related(one: str, other: str) -> bool:
    """Whether two names may well be of one clinic: the same, or one with two words or more that the other has all of.

    Too little by itself; beside the same door or phone it is enough.
    """
    if name_likeness(one, other) >= SAME_NAME:
        return True
    words, others = set(name_key(one).split()), set(name_key(other).split())
    return min(len(words), len(others)) >= 2 and (words <= others or others <= words)


def same_building(one: str, other: str) -> bool:
    """Whether two street addresses (of one town or ZIP) are one house; what only one of them has does not count."""
    first, second = street(one), street(other)
    if not first.number or first.number != second.number:
        return False
    both = ((first.kind, second.kind), (first.direction, second.direction))
    if not all(a == b or not a or not b for a, b in both):
        return False
    if re.search("[0-9]", first.name + second.name):
        return first.name == second.name  # 15th and 16th Street are near, but two
    return fuzz.ratio(first.name, second.name) >= 85


def same_door(one: str, other: str) -> bool:
    """Whether two street addresses (of one town or ZIP) are one house and not two different units of it."""
    first, second = street(one).unit, street(other).unit
    return same_building(one, other) and (first == second or not first or not second)


def same_area(city: str, state: str, zip: str, other_city: str, other_state: str, other_zip: str) -> bool:
    """Whether two addresses share the ZIP, or the town and state."""
    if zip[:5] and zip[:5] == other_zip[:5]:
        return True
    return bool(city) and fold(city) == fold(other_city) and state.upper() == other_state.upper()
