"""Who a clinic is, made comparable: its name, door, phone and web address as sources write them, in one form.

`Identity` is what a row of the table or a candidate says of itself, `Identity.traits` the same in comparable form.
Pure: nothing is asked of the network, and nothing is ever raised, however odd the text is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

import phonenumbers
import tldextract
import usaddress
from rapidfuzz.distance import OSA

from finder import placenames, places
from finder.sources.candidates import Candidate
from finder.vocabulary import STATE_CODES, STATES

#: Letters of each cell that are looked at: a pasted page is no name.
_LONGEST_NAME, _LONGEST_STREET, _LONGEST_URL, _LONGEST_SHORT = 200, 200, 600, 60
#: How many distinct texts of a kind are remembered.
_REMEMBERED = 1 << 18


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LEGAL = _set(
    "llc pllc plc pc pa pllp llp lp inc incorporated corp corporation co company ltd md do dds np pmhnp dnp crna phd "
    "psyd lcsw lmft lpc rn aprn fnp apc apmc psc prof professional"
)
STOP = _set("the of and a an at in for on by to with plus from your our")
#: Words that say that it is a place of business, not which.
FORM = _set(
    "clinic center institute group associate service practice care solution specialist office program department "
    "partner unit lounge spa suite location team provider doctor dr building campus outpatient hospital"
)
#: Words that say what is done there.
KIND = _set(
    "ketamine esketamine spravato infusion wellness health healthcare medical medicine therapy therapeutic treatment "
    "psychiatry psychology mental behavioral pain management iv tms assisted psychotherapy kap counseling "
    "intranasal nasal injection depression mood disorder recovery healing interventional integrative hydration "
    "psychedelic emdr anesthesia neuropsychiatry spray nurse"
)
_WEAK = FORM | KIND
#: Words in their own right that a slip of the pen away from those would be: a dental clinic is no mental one.
_NO_SLIPS = _set("dental rental hearing heating dealing sealing wealth hearth vocation carter centra medial medica")
_LONG_WEAK = tuple(sorted(word for word in _WEAK if len(word) >= 6))
#: Of these, words that names of districts have too: "(Medical District)".
_IN_PLACES = _set("medical health")
#: Words for the same thing.
_SAME_WORD = {
    "ctr": "center", "cntr": "center", "centre": "center", "cente": "center", "psychiatric": "psychiatry",
    "psychological": "psychology", "behavioural": "behavioral", "therapies": "therapy", "therapist": "therapy",
    "therapeutics": "therapeutic", "svcs": "service", "svc": "service", "assoc": "associate", "assocs": "associate",
    "inst": "institute", "hlth": "health", "grp": "group", "med": "medical", "practices": "practice",
    "infusions": "infusion", "wellnes": "wellness", "services": "service", "spravato": "esketamine",
    "mngt": "management", "mgmt": "management", "tx": "treatment", "dept": "department", "hosp": "hospital",
    "counselling": "counseling", "counselors": "counseling", "doctors": "doctor", "offices": "office",
    "anesthesiology": "anesthesia", "saint": "st", "mount": "mt", "fort": "ft", "ketamines": "ketamine",
    "disorders": "disorder", "injections": "injection", "medicines": "medicine", "houses": "house", "homes": "home",
}  # fmt: skip
_ALIAS = re.compile(
    r"\b(?:d\s*/?\s*b\s*/?\s*a|a\.?k\.?a|a/k/a|f\.?k\.?a|f/k/a|also (?:known as|called)|formerly(?: known as)?|"
    r"previously|doing business as)\b[.:,]?",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\s*(?:also|now)\b", re.IGNORECASE)
_PARENTHESIS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]?")
_DASH = re.compile(r"\s+[-\u2013\u2014|~\u2022\u00b7/]+\s+|\s*[|\u2022]\s*|:\s+|\s+@\s+|\s*[\u2013\u2014]\s*")
_INITIALS = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_NOT_WORD = re.compile(r"[^\w]+|_+")

_NUMBER_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
_ORDINAL_WORDS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "eighth": "8", "ninth": "9", "tenth": "10", "eleventh": "11", "twelfth": "12", "thirteenth": "13",
}  # fmt: skip
_DIRECTIONS = {
    "n": "n", "s": "s", "e": "e", "w": "w", "north": "n", "south": "s", "east": "e", "west": "w", "ne": "ne",
    "nw": "nw", "se": "se", "sw": "sw", "northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw",
    "no": "n", "so": "s",
}  # fmt: skip
#: Suffixes as the post office abbreviates them (USPS Publication 28, appendix C1), the common ones, and as people do.
_SUFFIXES = {
    "street": "st", "str": "st", "avenue": "ave", "av": "ave", "aven": "ave", "boulevard": "blvd", "boul": "blvd",
    "blv": "blvd", "road": "rd", "drive": "dr", "drv": "dr", "lane": "ln", "court": "ct", "crt": "ct", "place": "pl",
    "parkway": "pkwy", "pky": "pkwy", "parkwy": "pkwy", "pkway": "pkwy", "circle": "cir", "circ": "cir",
    "terrace": "ter", "terr": "ter", "square": "sq", "alley": "aly", "plaza": "plz", "plza": "plz",
    "freeway": "fwy", "expressway": "expy", "trail": "trl", "trails": "trl", "tr": "trl", "highway": "hwy",
    "hiway": "hwy", "hway": "hwy", "route": "rte", "rt": "rte", "turnpike": "tpke", "crossing": "xing",
    "center": "ctr", "centre": "ctr", "point": "pt", "pointe": "pt", "ridge": "rdg", "loop": "loop", "cove": "cv",
    "heights": "hts", "hills": "hls", "hill": "hl", "commons": "cmns", "square.": "sq", "mount": "mt", "saint": "st",
    "fort": "ft", "extension": "ext", "bypass": "byp", "causeway": "cswy", "landing": "lndg", "creek": "crk",
    "park": "park", "run": "run", "path": "path", "pike": "pike", "row": "row", "way": "way", "wy": "way",
}  # fmt: skip
_TYPES = frozenset(_SUFFIXES.values()) | frozenset(["broadway"])
_BOX = re.compile(r"\b(?:p\.?\s*o\.?\s*b(?:ox|\b)|post office box|pmb\b)", re.IGNORECASE)
_BLOCK = re.compile(r"\b(?:block of|corner of|near|across from)\b", re.IGNORECASE)
_UNIT = re.compile(
    r"(?:[,\s]|^)(?:(suite|suites|ste|unit|apartment|apt|room|rm|bldg|building|office|ofc|floor|fl|level|lvl|#)\b"
    r"\.?\s*|#\s*)(?:no\.?\s*|#\s*)?([a-z0-9][a-z0-9&/-]*(?:\s+[a-z0-9]\b)?)",
    re.IGNORECASE,
)
_FLOOR = re.compile(r"[,\s(]+(\w+)\s+(?:floor|flr|fl)\b\.?", re.IGNORECASE)
_HIGHWAY = re.compile(
    r"\b(?:(?:u\.?\s*s\.?|state|county|interstate|old|farm to market|ranch)\s*-?\s*)?"
    r"(?:hwy|highway|rte|route|rt|road|rd|fm|rm|cr|sr|ih|i|us)\b\.?\s*-?\s*#?\s*(?=\d)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")

_EXTRACT = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
#: Sites where anybody has a page: the site says nothing of who it is.
_SHARED = _set(
    "facebook.com fb.com fb.me instagram.com twitter.com x.com linkedin.com youtube.com youtu.be tiktok.com "
    "pinterest.com psychologytoday.com yelp.com google.com goo.gl g.page g.co bing.com apple.com mapquest.com "
    "linktr.ee linktree.com bit.ly tinyurl.com findtreatment.gov samhsa.gov hhs.gov healthgrades.com zocdoc.com "
    "vitals.com webmd.com goodtherapy.org therapyden.com askp.org ketamineclinicsdirectory.com "
    "ketaminedirectory.com spravato.com wixsite.com wix.com weebly.com squarespace.com wordpress.com "
    "godaddysites.com godaddy.com webflow.io business.site square.site github.io blogspot.com carrd.co medium.com "
    "janeapp.com simplepractice.com acuityscheduling.com calendly.com nextdoor.com yellowpages.com manta.com "
    "bbb.org npidb.org npino.com archive.org doctor.com sharecare.com usnews.com solutionreach.com "
    "clientsecure.me intakeq.com mailchi.mp hubspot.com jotform.com typeform.com docs.com"
)
#: Of these, each customer has a host of their own, which does say who it is.
_BUILDERS = _set(
    "weebly.com squarespace.com wordpress.com godaddysites.com business.site janeapp.com clientsecure.me "
    "acuityscheduling.com medium.com wixsite.com"
)
#: Steps of an address that every site has; they name no door.
_PAGES = _set(
    "contact contact-us contactus about about-us aboutus home index index.html index.php index.htm default.aspx "
    "locations location our-locations offices clinics our-clinics services service pricing prices cost costs faq faqs "
    "team our-team staff providers book booking schedule appointment appointments appointment-request get-started "
    "blog news en us ketamine ketamine-therapy ketamine-infusions ketamine-infusion ketamine-treatment spravato "
    "iv-ketamine esketamine treatments treatment therapy care patient-care departments programs clinic find-us "
    "directions visit info welcome landing lp new-patients insurance financing"
)
_TOLL_FREE = frozenset(["800", "833", "844", "855", "866", "877", "888"])


@dataclass(frozen=True, slots=True)
class Street:
    """A street address in parts, each lower case and abbreviated as the post office does; empty where not stated.

    `number` and `name` are empty when the text gives no house number (or is a PO box): such a text names no door.
    """

    number: str = ""
    name: str = ""
    kind: str = ""
    direction: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A web address: whose it is (empty if it says nothing of that), and the step of it that may name a door."""

    domain: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """One way a clinic is called: all its words in order, and those of them that tell it from others."""

    words: tuple[str, ...]
    core: frozenset[str]
    weak: frozenset[str]

    @property
    def joined(self) -> str:
        """The words that tell it from others, without spaces: "neuro glow" and "neuroglow" are one."""
        return "".join(word for word in self.words if word in self.core)


@dataclass(frozen=True, slots=True)
class Traits:
    """An identity in comparable form; empty, or None, where it says nothing.

    `aliases` are names that it says it goes by ("dba"), `parts` what else is in the name ("X Hospital - Y Clinic").
    `branch` are the words of a branch that is not just the town's ("(Chelsea)"); `own_branch` is true for one that is
    the town's ("(Austin)" in Austin). `exact` is by how many miles `point` may be off.
    """

    name: Name
    aliases: tuple[Name, ...]
    parts: tuple[Name, ...]
    branch: frozenset[str]
    own_branch: bool
    street: Street
    town: str
    state: str
    zip: str
    town_words: frozenset[str]
    phone: str
    site: Site
    npi: str
    point: tuple[float, float] | None
    exact: float

    @property
    def placed(self) -> bool:
        """True if it says where it is, at least the town; without its state a town is none."""
        return bool(self.state and (self.town or self.zip))


@dataclass(frozen=True)
class Identity:
    """What says who a clinic is: text cells as in clinics.csv (empty: not stated), degrees or None for a position."""

    key: str
    name: str
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    phone: str = ""
    website: str = ""
    lat: float | None = None
    lon: float | None = None
    position: str = ""
    npi: str = ""
    telehealth_only: bool = False

    @staticmethod
    def of_row(row: Mapping[str, str]) -> Identity:
        """The identity of a row of clinics.csv; its key is the row's id."""
        return _identity(row.get("id") or "", {name: row.get(name) or "" for name in _CELLS})

    @staticmethod
    def of_candidate(candidate: Candidate) -> Identity:
        """The identity that a candidate states; its key is the candidate's."""
        return _identity(candidate.key, {name: candidate.value(name) for name in _CELLS})

    @cached_property
    def traits(self) -> Traits:
        """The same in comparable form, worked out once."""
        return _traits(self)


_CELLS = ("name", "street", "city", "state", "zip", "phone", "website", "lat", "lon", "position", "npi",
          "telehealth_only")  # fmt: skip
#: Miles by which a position may be off, by how it was found.
_EXACT_MILES = {"address": 0.2, "zip": 4.0, "city": 10.0}


def _identity(key: str, cells: Mapping[str, str]) -> Identity:
    text = {name: cells[name] for name in _CELLS if name not in ("lat", "lon", "telehealth_only")}
    lat, lon = _degrees(cells["lat"], 90), _degrees(cells["lon"], 180)
    if lat is None or lon is None:
        lat = lon = None
    return Identity(key, lat=lat, lon=lon, telehealth_only=cells["telehealth_only"].strip().lower() == "true", **text)


def _degrees(text: str, most: float) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= most else None


def _traits(one: Identity) -> Traits:
    code = zip5(one.zip)
    letters = state(one.state)
    town, words = _town(one.city[:_LONGEST_SHORT])
    by_zip = _zip_point(code) if code else None
    if by_zip and not letters:
        letters = by_zip[2]
    if by_zip and not town:
        town, words = _town(by_zip[3])
    point, exact = _point(one, town, letters, by_zip)
    name, aliases, parts, branch = _names(one.name[:_LONGEST_NAME], words | _state_words(letters), letters)
    npi = one.npi.strip()
    return Traits(
        name=name,
        aliases=aliases,
        parts=parts,
        branch=branch - words,
        own_branch=bool(branch) and branch <= words,
        street=street(one.street),
        town=town,
        state=letters,
        zip=code,
        town_words=words,
        phone=phone(one.phone),
        site=site(one.website),
        npi=npi if npi.isascii() and npi.isdecimal() and len(npi) == 10 else "",
        point=point,
        exact=exact,
    )


def _point(
    one: Identity, town: str, letters: str, by_zip: tuple[float, float, str, str] | None
) -> tuple[tuple[float, float] | None, float]:
    """Where it is, as far as it is known, and how many miles that may be off."""
    if one.lat is not None and one.lon is not None and math.isfinite(one.lat) and math.isfinite(one.lon):
        return (one.lat, one.lon), _EXACT_MILES.get(one.position.strip().lower(), 10.0)
    if by_zip:
        return by_zip[:2], 4.0
    found = _town_point(one.city[:_LONGEST_SHORT].strip().lower(), letters) if town and letters else None
    return found, 10.0


@lru_cache(maxsize=_REMEMBERED)
def _zip_point(code: str) -> tuple[float, float, str, str] | None:
    place = places.by_zip(code)
    return (place.lat, place.lon, place.state, place.name) if place else None


@lru_cache(maxsize=_REMEMBERED)
def _town_point(city: str, letters: str) -> tuple[float, float] | None:
    found = places.cities(city, letters)
    return (found[0].lat, found[0].lon) if found else None


@lru_cache(maxsize=_REMEMBERED)
def _town(city: str) -> tuple[str, frozenset[str]]:
    """The key that towns are compared by, and the words of the town as they stand in names."""
    words = [word for part in placenames.parts(city) for word in part]
    return placenames.key(words), frozenset(_word(word) for word in words if word not in STOP)


@lru_cache(maxsize=256)
def _state_words(letters: str) -> frozenset[str]:
    """The words of a state as they stand in names: "new", "mexico", "nm"."""
    return frozenset(_word(word) for word in (letters.lower(), *STATES.get(letters, "").lower().split()) if word)


@lru_cache(maxsize=4096)
def state(text: str) -> str:
    """The two letters of a state, as it is written ("Texas", "tx"); empty if it is none."""
    plain = " ".join(text[:_LONGEST_SHORT].replace(".", "").split()).lower()
    return plain.upper() if plain.upper() in STATES else STATE_CODES.get(plain, "")


def zip5(text: str) -> str:
    """The five digits of a ZIP or ZIP+4; empty if it is none."""
    found = re.match(r"\s*([0-9]{5})(?:-?[0-9]{4})?\s*$", text[:_LONGEST_SHORT])
    return found[1] if found else ""


@lru_cache(maxsize=_REMEMBERED)
def phone(text: str) -> str:
    """A US phone number in E.164 ("+14155550100"), without its extension; empty if it is none."""
    text = text[:_LONGEST_SHORT]
    try:
        found = _e164(phonenumbers.parse(text, "US"))
    except phonenumbers.NumberParseException:
        found = ""
    if not found and text.strip():
        # Two numbers, or words around one: the first that can be one.
        matches = iter(phonenumbers.PhoneNumberMatcher(text, "US", phonenumbers.Leniency.POSSIBLE))
        found = next((e164 for match in matches if (e164 := _e164(match.number))), "")
    return found


def _e164(number: phonenumbers.PhoneNumber) -> str:
    """The number if it can be a US one. Whether it is in use is not asked: it is the same when it is the same."""
    digits = str(number.national_number)
    return f"+1{digits}" if number.country_code == 1 and len(digits) == 10 and digits[0] not in "01" else ""


def registered(host: str) -> str:
    """The name that somebody registered: "www.clinic.example.com" is "example.com"; a bare address stays."""
    return _EXTRACT(host).top_domain_under_public_suffix or host


def toll_free(number: str) -> bool:
    """True for an E.164 number that callers do not pay for: a call center often, not a door."""
    return number[2:5] in _TOLL_FREE


@lru_cache(maxsize=_REMEMBERED)
def site(text: str) -> Site:
    """Whose web address it is. A page on a site where anybody has one (Facebook, a directory) says nothing."""
    url = text[:_LONGEST_URL].strip().lower()
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return Site()
    if "." not in host or not re.fullmatch(r"[\w.-]+", host):
        return Site()
    steps = [step for step in parts.path.split("/") if step]
    found = _EXTRACT(host)
    if not found.domain:
        return Site()
    domain, subdomain = f"{found.domain}.{found.suffix}", found.subdomain
    if not found.suffix:  # an ending that the list does not know yet: the last two words; or an IP address
        *front, second, top = host.split(".")
        if top.isdecimal():
            return Site()
        domain, subdomain = f"{second}.{top}", ".".join(front)
    if found.domain == "www":
        return Site()
    if found.suffix in _BUILDERS or (domain in _BUILDERS and subdomain not in ("", "www")):
        # Of a builder's customers each has a host; of some, several sites on it.
        own = domain if found.suffix in _BUILDERS else f"{subdomain.removeprefix('www.')}.{domain}"
        return Site("/".join([own, *steps[:1]]) if own.endswith("wixsite.com") else own)
    if domain in _SHARED:
        return Site()
    steps = [re.sub(r"\.(?:html?|php|aspx?)$", "", step) for step in steps]
    telling = [step for step in steps if step not in _PAGES]
    subdomain = subdomain.removeprefix("www.")
    return Site(domain, telling[-1] if telling else "" if subdomain in ("www", "m") else subdomain)


@lru_cache(maxsize=_REMEMBERED)
def street(text: str) -> Street:
    """The parts of a street address. A PO box, or a text without a house number, gives no number and no name."""
    plain = " ".join(_fold(text[:_LONGEST_STREET].replace("\u2019", "'")).split())
    if not plain or _BLOCK.search(plain):
        return Street()
    if _BOX.search(plain) and not re.match(r"\d", plain):
        return Street()
    plain = re.sub(r"\(.*?(?:\)|$)", " ", plain)
    first, _space, rest = plain.partition(" ")
    if first in _NUMBER_WORDS and rest and rest.split()[0] not in _TYPES and rest.split()[0] not in _SUFFIXES:
        plain = f"{_NUMBER_WORDS[first]} {rest}"
    plain, unit = _take_unit(plain)
    plain = _HIGHWAY.sub(lambda found: "hwy " if found.start() else found[0], plain)
    number, words = _number_and_street(plain)
    if not number:
        return Street(unit=unit)
    return _street(number, words, unit)


def _take_unit(plain: str) -> tuple[str, str]:
    """The address without its suite, floor or room, and that: "200", "fl 2", "bldg a 200"; most telling last."""
    units: list[str] = []

    def note_floor(found: re.Match[str]) -> str:
        which = _ORDINAL.sub(r"\1", found[1])
        which = _ORDINAL_WORDS.get(which, which)
        if not which.isdecimal():
            return found[0]
        units.append(f"fl{int(which)}")
        return " "

    def note(found: re.Match[str]) -> str:
        word, which = (found[1] or "").rstrip("."), re.sub(r"[^a-z0-9]", "", found[2])
        if word in ("building", "office") and not re.fullmatch(r"\d+|[a-z]\d*", which):
            return found[0]
        which = _NUMBER_WORDS.get(which, which.lstrip("0") or "0")
        if word in ("floor", "fl", "level", "lvl"):
            which = "fl" + _ORDINAL.sub(r"\1", which) if which[0].isdigit() else which
        elif word in ("bldg", "building"):
            which = f"bldg{which}"
        units.append(which)
        return " "

    plain = _FLOOR.sub(note_floor, plain)
    plain = _UNIT.sub(note, plain)
    # A suite is more telling than the floor or the building it is in.
    suites = [unit for unit in units if not unit.startswith(("fl", "bldg"))]
    return " ".join(plain.replace(",", " , ").split()), (suites or units or [""])[0]


def _number_and_street(plain: str) -> tuple[str, list[str]]:
    """The house number and the words of the street: by usaddress where it is sure, else the first number's."""
    number: list[str] = []
    words: list[str] = []
    try:
        tokens = usaddress.parse(plain)
    except Exception:  # it is a statistical parser fed outside text: nothing it trips over may stop an import
        tokens = []
    for token, label in tokens:
        token = token.strip(" ,;")
        if label == "AddressNumber" and not words:
            number.append(token)
        elif label.startswith("Street") and number and (not words or label != "StreetNamePreDirectional"):
            words.append(token)
        elif label in ("PlaceName", "StateName", "ZipCode") and words:
            break
        elif label == "OccupancyIdentifier" and number and (not words or words[-1] in ("hwy", "highway", "rte")):
            words.append(token)
    if number and words:
        return "".join(number), words
    found = re.match(r"(?:.*?,\s*)?([a-z]?\d+[a-z0-9-]*)\s+(?:1/2\s+)?([^,]+)", plain)
    return (found[1], found[2].split()) if found else ("", [])


def _street(number: str, words: list[str], unit: str) -> Street:
    plain = [word for word in (re.sub(r"[^a-z0-9]", "", w.lower()) for w in words) if word]
    direction = kind = ""
    if len(plain) > 1 and plain[0] in _DIRECTIONS and not (len(plain) == 2 and plain[1] in _SUFFIXES):
        direction = _DIRECTIONS[plain.pop(0)]
        if len(plain) > 1 and direction + _DIRECTIONS.get(plain[0], "-") in _DIRECTIONS:
            direction += _DIRECTIONS[plain.pop(0)]
    if len(plain) > 1 and plain[-1] in _DIRECTIONS:
        direction = _DIRECTIONS[plain.pop()]
    # A bare number behind the street's kind ("11 Broadway 200", "5 Main St 200") is a suite.
    for i, word in enumerate(plain[:-1]):
        if i and _SUFFIXES.get(word, word) in _TYPES and plain[0] != "hwy" and i == len(plain) - 2:
            last = plain[-1]
            if last.isdecimal() or re.fullmatch(r"[a-z]?\d+[a-z]?", last):
                unit = unit or last
                plain.pop()
                break
    if len(plain) > 1 and _SUFFIXES.get(plain[-1], plain[-1]) in _TYPES and plain[-1] != "broadway":
        kind = _SUFFIXES.get(plain[-1], plain[-1])
        plain.pop()
    plain = [_ORDINAL_WORDS.get(word, _ORDINAL.sub(r"\1", word)) for word in plain]
    plain = [_SUFFIXES.get(word, word) for word in plain]
    return Street(re.sub(r"[^a-z0-9]", "", number.lower()), "".join(plain), kind, direction, unit)


def _fold(text: str) -> str:
    """As `placenames.fold`, which most texts need not take the long way through."""
    return text.replace("'", "").lower() if text.isascii() and "`" not in text else placenames.fold(text)


@lru_cache(maxsize=_REMEMBERED)
def _word(word: str) -> str:
    """A word of a name in the form it is compared in; a slip of the pen in a common word is put right."""
    word = _SAME_WORD.get(word, word)
    if len(word) > 4 and word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    word = _SAME_WORD.get(word, word)
    if len(word) < 6 or word in _WEAK or word in _NO_SLIPS:
        return word
    return next((one for one in _LONG_WEAK if OSA.distance(word, one, score_cutoff=1) == 1), word)


def name_words(text: str) -> list[str]:
    """The words of a name, without those that say nothing; initials are joined."""
    plain = _NOT_WORD.sub(" ", _INITIALS.sub(r"\1", _fold(text).replace("&", " and ").replace("+", " and ")))
    joined: list[str] = []
    run = False
    for word in plain.split():
        letter = len(word) == 1 and word.isalpha()
        if letter and run:
            joined[-1] += word
        else:
            joined.append(word)
        run = letter
    telling = [_word(word) for word in joined if word not in STOP]
    while len(telling) > 1 and telling[-1] in LEGAL:
        telling.pop()
    return telling


def _name(text: str, town_words: frozenset[str]) -> Name:
    words = tuple(name_words(text))
    core = frozenset(word for word in words if word not in _WEAK and word not in town_words and word not in LEGAL)
    return Name(words, core, frozenset(word for word in words if word in _WEAK))


@lru_cache(maxsize=_REMEMBERED)
def _names(
    text: str, town_words: frozenset[str], letters: str
) -> tuple[Name, tuple[Name, ...], tuple[Name, ...], frozenset[str]]:
    """The name, other names it gives itself, names that are part of it, and the words of what may be a branch."""
    aliases: list[str] = []
    parts: list[str] = []
    branch: frozenset[str] = frozenset()
    own: list[str] = []

    def take(found: re.Match[str]) -> str:
        own.append(found[1])
        return " "

    main = _PARENTHESIS.sub(take, text)
    main, *others = _ALIAS.split(main)
    if not name_words(main) and others:
        main, *others = others
    aliases += others
    first, *rest = _DASH.split(main.strip()) if main.strip() else [text]
    if not rest and "," in first:
        head, _comma, tail = first.rpartition(",")
        if name_words(head) and not set(name_words(tail)) <= LEGAL:
            first = head
            own.append(tail)
    own += rest
    if not set(name_words(first)) - _WEAK - town_words and rest:
        parts.append(" ".join([first, *rest]))
    for part in own:
        also = _ALSO.sub("", part)
        if also != part or _ALIAS.match(part.strip()):
            aliases += _ALIAS.split(also)
            continue
        words = set(name_words(part)) - _WEAK - LEGAL
        if not words:
            continue
        if _is_town(part, letters) or (len(words) <= 4 and not (set(name_words(part)) & KIND) - _IN_PLACES):
            branch |= words
        if len(name_words(part)) >= 2:
            parts.append(part)
    name = _name(first, town_words)
    if not name.words:
        name = _name(text, town_words)
    also_called = tuple(one for one in (_name(alias, town_words) for alias in aliases) if one.words and one != name)
    within = tuple(one for one in (_name(part, town_words) for part in parts) if one.core and one != name)
    return name, also_called, within, branch


def _is_town(text: str, letters: str) -> bool:
    return bool(letters and _town_point(text[:_LONGEST_SHORT].strip().lower(), letters))
