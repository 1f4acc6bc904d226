"""Name, phone, address and opening hours as a page's text gives them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import phonenumbers
import usaddress

from finder.sources.pagetext import Page
from finder.vocabulary import STATES

Finding = tuple[str, str, str, float]

_CODES = {name.lower(): code for code, name in STATES.items()}
_STATE_ZIP = re.compile(
    rf"[ ,]\(?(?P<state>"
    rf"{'|'.join((*STATES, *sorted(STATES.values(), key=len, reverse=True)))})\.?,?"
    rf" +(?P<zip>\d{{5}}(?:-\d{{4}})?)(?![\d-])"
)
_STREET_START = re.compile(r"(?<![\w$.,-])\d{1,6}(?:-\d+)?[A-Z]?\d{0,4} +(?=[NSEW]\b|[A-Z0-9])")
_DIGITS = re.compile(r"(?:\+?1[-. ]?)?\(?\b[2-9]\d{2}\)?[-. /]{0,3}[2-9]\d{2}[-. ]{0,3}\d{4}\b")
_NO_PHONE = re.compile(
    r"fax|\bf:|crisis|hotline|lifeline|suicide|emergency room|veterans crisis|samhsa|pharmacy"
    r"|carecredit|janssen|billing company",
    re.IGNORECASE,
)
_NO_PHONES = frozenset({"+18002738255", "+18006624357"})
_DAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?"
)
_DAYS = re.compile(rf"\b{_DAY}\b\.?|\bweekdays\b|\bweekends\b|\bdaily\b|\b7 days a week\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\b\d{1,2}(?::\d\d)? ?(?:a\.?m\.?|p\.?m\.?)?(?: ?(?:-|to"
    r"|until) ?)(?:\d{1,2}(?::\d\d)? ?(?:a\.?m\.?|p\.?m\.?)?|noon)|\bclosed\b|\bby appointment\b",
    re.IGNORECASE,
)
_CLINICAL = re.compile(
    r"clinic|center|centre|wellness|ketamine|health|psychiatr|medic|institute|infusion|therap|care"
    r"|pain|recovery|mind|brain|associates|group|practice",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:\u00a9|\(c\)|copyright)(?: \u00a9)? ?(?:20\d\d)?(?: ?- ?20\d\d)?,? ?(?:by )?(?P<name>[^."
    r"|\u00a9]{3,80}?)(?:,? (?:all rights|llc|inc|pllc|p\.?c)\b|[.|]|$| - )",
    re.IGNORECASE,
)


def contact(page: Page) -> Iterator[Finding]:
    """Name, phone, address and hours, each at most once for sure; of several, none is sure."""
    yield from _name(page)
    yield from _phone(page)
    yield from _address(page)
    yield from _hours(page)


def _name(page: Page) -> Iterator[Finding]:
    if page.site_name and page.site_name.lower() not in ("home", "wordpress", "my site"):
        shown = page.site_name.lower() in page.text.lower() or page.site_name.lower() in page.title.lower()
        yield "name", page.site_name, page.site_name, 0.93 if shown else 0.8
        return
    for block in page.blocks[-12:]:
        match = _COPYRIGHT.search(block.text[:300])
        if match and not match["name"].strip().isdigit():
            name = re.sub(r"^[\d ,-]+", "", match["name"]).strip(" ,-")
            if 3 <= len(name) <= 80:
                yield "name", name, block.text, 0.92
                return
    parts = [part.strip() for part in re.split(r" ?\| ?| - | \u2022 | :: | \u00b7 |: ", page.title) if part.strip()]
    if len(parts) > 1:
        body = page.text.lower()
        ranked = sorted(
            parts,
            key=lambda part: (-(body.count(part.lower()) > 0 and bool(_CLINICAL.search(part))), -parts.index(part)),
        )
        best = ranked[0]
        yield "name", best, page.title, 0.8 if body.count(best.lower()) and _CLINICAL.search(best) else 0.45
    elif parts and _CLINICAL.search(parts[0]) and len(parts[0]) < 60:
        yield "name", parts[0], page.title, 0.6


def _phone(page: Page) -> Iterator[Finding]:
    found: Counter[str] = Counter()
    words: dict[str, str] = {}
    for n, block in enumerate(page.blocks):
        if block.region in ("quote", "aside") or not any(sign.isdigit() for sign in block.text):
            continue
        for match in _DIGITS.finditer(block.text):
            before = block.text[max(0, match.start() - 40) : match.start()]
            near = before if len(block.text) > 60 else block.text[: match.start()]
            if _NO_PHONE.search(near[-25:]) or (
                not near.strip() and n and _NO_PHONE.fullmatch(page.blocks[n - 1].text.strip(" :"))
            ):
                continue
            number = e164(match[0])
            if not number or number in _NO_PHONES:
                continue
            weight = (
                3
                if re.search(r"call|phone|tel|\bp:|\bt:|office|contact", near, re.I)
                else 2
                if block.region in ("footer", "nav")
                else 1
            )
            found[number] += weight
            words.setdefault(number, block.text[max(0, match.start() - 60) : match.end() + 20].strip())
    if not found:
        for address, text, _region in page.links:
            if (
                address.lower().startswith("tel:")
                and text
                and (number := e164(address[4:]))
                and number not in _NO_PHONES
            ):
                yield "phone", number, text, 0.7
                return
        return
    (best, weight), *others = found.most_common()
    sure = not others or weight > others[0][1]
    yield "phone", best, words[best], 0.95 if not others else 0.85 if sure else 0.6 if len(others) < 2 else 0.45


def e164(text: str) -> str:
    """A US phone number as +1 and ten digits; empty when it is none."""
    try:
        number = phonenumbers.parse(text[:40], "US")
    except phonenumbers.NumberParseException:
        return ""
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written if re.fullmatch(r"\+1[2-9]\d{2}[2-9]\d{6}", written) else ""


def _address(page: Page) -> Iterator[Finding]:
    found: dict[tuple[str, str], tuple[dict[str, str], str]] = {}
    blocks = page.blocks
    for n, block in enumerate(blocks):
        if block.region in ("quote", "aside"):
            continue
        for match in _STATE_ZIP.finditer(f" {block.text}"):
            text = f" {block.text}"[: match.end()].strip()
            if not _STREET_START.search(text[-120:]):
                for m in range(n - 1, max(-1, n - 4), -1):
                    if len(blocks[m].text) > 90:
                        break
                    text = f"{blocks[m].text} {text}"
                    if _STREET_START.search(blocks[m].text):
                        break
            parsed = _parse(text[-160:])
            if parsed:
                key = (parsed.get("street", "").lower()[:12], parsed["zip"][:5])
                found.setdefault(key, (parsed, parsed.pop("words")))
    streets = {key: value for key, value in found.items() if key[0]}
    chosen = streets or found
    for parsed, words in list(chosen.values())[:1]:
        sure = 0.93 if len(chosen) == 1 else 0.45
        for field in ("street", "city", "state", "zip"):
            if parsed.get(field):
                yield field, parsed[field], words, sure if field != "street" or len(chosen) == 1 else 0.4


def _parse(text: str) -> dict[str, str] | None:
    """Street, city, state and ZIP at the end of a text, and the words they stand in."""
    match = None
    for match in _STATE_ZIP.finditer(f" {text}"):
        pass
    if match is None:
        return None
    state = match["state"] if match["state"] in STATES else _CODES.get(match["state"].lower(), "")
    before = f" {text}"[: match.start()].strip(" ,")
    starts = [start.start() for start in _STREET_START.finditer(before)]
    for start in starts:
        candidate = before[start:]
        if len(candidate) > 110:
            continue
        try:
            tagged, kind = usaddress.tag(f"{candidate}, {state} {match['zip']}")
        except usaddress.RepeatedLabelError:
            continue
        city = tagged.get("PlaceName", "").strip(" ,")
        if kind != "Street Address" or not city or "StreetName" not in tagged:
            continue
        at = candidate.rfind(city)
        street = candidate[:at].strip(" ,|-\u2022")
        if street:
            return {
                "street": re.sub(r" ?\| ?", ", ", street),
                "city": city,
                "state": state,
                "zip": match["zip"],
                "words": text[text.find(candidate) :],
            }
    city_match = re.search(r"(?:^|[,|:] ?|\bin |\bat )([A-Z][A-Za-z.'-]+(?: [A-Z][A-Za-z.'-]+){0,3})$", before)
    if city_match:
        return {
            "city": city_match[1],
            "state": state,
            "zip": match["zip"],
            "words": text[max(0, text.find(city_match[1])) :],
        }
    return None


def _hours(page: Page) -> Iterator[Finding]:
    run: list[str] = []
    found: list[tuple[str, str]] = []
    previous = -2
    for n, block in enumerate(page.blocks):
        text = block.text
        if block.region in ("quote", "aside") or len(text) > 220 or not (_DAYS.search(text) and _TIMES.search(text)):
            continue
        if n > previous + 1 and run:
            found.append(("; ".join(run), " ".join(run)))
            run = []
        run.append(
            re.sub(
                r"^(?:(?:office |clinic |business |our )?hours(?: of operation)?|we are open|open)[: -]*",
                "",
                text,
                flags=re.I,
            )
        )
        previous = n
    if run:
        found.append(("; ".join(run), " ".join(run)))
    if found:
        text, words = max(found, key=lambda entry: len(_DAYS.findall(entry[0])))
        distinct = {re.sub(r"\W", "", entry[0].lower()) for entry in found}
        yield "hours", text[:300], words, 0.92 if len(distinct) == 1 else 0.7
