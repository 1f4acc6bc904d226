"""Name, phone, address and opening hours as a page's text gives them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import phonenumbers
import usaddress

from finder.sources.pagetext import Page, fold
from finder.vocabulary import STATE_CODES, STATES

Finding = tuple[str, str, str, float]

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
#: Numbers of the clinic that are not the one to call first.
_OTHER_DESK = re.compile(r"operator|main hospital|billing|nurse line|after[- ]hours|pager", re.IGNORECASE)
_NO_PHONES = frozenset({"+18002738255", "+18006624357"})
_DAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?"
)
_DAYS = re.compile(
    rf"\b{_DAY}\b\.?|\bweekdays\b|\bweekends\b|\bdaily\b|\b(?:7|seven) days(?: a week)?\b|\bevery day\b"
    r"|\b(?-i:(?:M|Tu?|W|Th|F)(?:(?: ?[-/,&] ?| )(?:Tu?|W|Th|F|Sa|Su)\b)+|Tu|Th|Sa|F(?= \d))\b",
    re.IGNORECASE,
)
_HOUR = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon"
_HALF_DAY = r"(?: ?(?:[ap]\.m\.|[ap]m?\b))?"
_TIMES = re.compile(
    rf"\b\d{{1,2}}(?::\d\d)?{_HALF_DAY} ?(?:-|to|until) ?(?:\d{{1,2}}(?::\d\d)?{_HALF_DAY}|noon)"
    r"|\b[01]\d[0-5]0 ?(?:-|to) ?[012]\d[0-5]0\b"  # 0800-1700
    rf"|\b(?:{_HOUR})(?: [ap]\.?m\b\.?)?(?: to | until |-)(?:{_HOUR})\b"
    rf"|\bbetween \d{{1,2}}(?::\d\d)?{_HALF_DAY} and \d{{1,2}}(?::\d\d)?{_HALF_DAY}"
    r"|\bclosed\b|\bby appointment\b",
    re.IGNORECASE,
)
_CLINICAL = re.compile(
    r"clinic|cl\u00ednica|center|centre|wellness|ketamin|health|psychiatr|medic|institute|infusion|therap|care"
    r"|pain|recovery|mind|brain|associates|group|practice|\bkap\b|psycho",
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
    """What the page calls the clinic: in its metadata, its logo, its copyright line, or its title."""
    title, body = fold(page.title), " ".join(block.text for block in page.blocks).lower()
    if page.site_name and page.site_name.lower() not in _NO_NAMES:
        shown = page.site_name.lower() in page.text.lower()
        yield "name", page.site_name, page.site_name, 0.93 if shown else 0.8
        return
    for brand in page.brands:
        name = _LOGO.sub("", brand).strip(" -|")
        if 3 <= len(name) <= 70 and not _is_generic(name) and name.lower() not in _NO_NAMES:
            yield "name", name, brand, 0.93 if body.count(name.lower()) > 1 or name.lower() in title.lower() else 0.85
            return
    for block in page.blocks[-12:]:
        match = _COPYRIGHT.search(block.text[:300])
        if match:
            name = re.sub(r"^[\d ,-]+", "", match["name"]).strip(" ,-")
            if 3 <= len(name) <= 80 and not _is_generic(name):
                yield "name", name, block.text[:200], 0.92
                return
    title_parts = _TITLE_PARTS.split(_GREETING.sub("", title))
    parts = [part.strip(" !.,") for part in title_parts if part.strip(" !.,")]
    named = [part for part in parts if 3 <= len(part) <= 80 and part[0].isupper() and not _is_generic(part)]

    topics = {block.text.lower() for block in page.blocks if block.kind == "heading"}

    def rank(part: str) -> tuple[bool, bool, bool, int, int]:
        low = part.lower()
        topic = low in topics and body.count(low) == 1  # what this page is about, not whose it is
        return (
            bool(_CLINICAL.search(part)) and not topic,
            low in body,
            bool(_CLINICAL.search(part)),
            -len(_GENERIC_WORD.findall(low)),
            parts.index(part),
        )

    if named:
        best = max(named, key=rank)
        seen = best.lower() in body
        sure = (
            0.88 if seen and len(named) == 1 else 0.8 if seen else 0.7 if len(named) == 1 and len(parts) > 1 else 0.45
        )
        if len(parts) == 1 and not seen:
            sure = 0.6 if _CLINICAL.search(best) and len(best) < 60 else 0.4
        yield "name", best, title, sure
        if sure >= 0.6:
            return
    for block in page.blocks:
        here = _HERE_AT.search(block.text) if block.region not in ("quote", "aside") else None
        name = (here["name"] or here["name2"]) if here else ""
        if _CLINICAL.search(name) and not _is_generic(name):
            yield "name", name, block.text[:200], 0.65
            return
    for block in page.blocks[:6]:
        match = re.match(
            r"(?:welcome to |at )?((?:[A-Z][\w&.'-]*|&|of|and|the|for)(?: (?:[A-Z0-9][\w&.'-]*|&|of|and|the|for))+)",
            block.text,
        )
        if match and _CLINICAL.search(match[1]) and not _is_generic(match[1]) and body.count(match[1].lower()) > 1:
            yield "name", match[1], block.text[:200], 0.65
            return


_PROPER = r"(?:[A-Z][\w&'-]*|&|of|and|for)(?: (?:[A-Z0-9][\w&'-]*|&|of|and|for))*"
#: "At Sample Wellness we", "Here at Sample Wellness".
_HERE_AT = re.compile(
    rf"\b(?:(?:Here at|here at|Welcome to) (?:the )?(?P<name>{_PROPER} [A-Z0-9][\w&'-]*)|"
    rf"At (?:the )?(?P<name2>{_PROPER} [A-Z0-9][\w&'-]*),? (?:we|our)\b)"
)
#: What titles say before a name.
_GREETING = re.compile(
    r"^(?:welcome to|book (?:online|an appointment|a visit) (?:with|at)|home of|contact)(?= [A-Z])", re.IGNORECASE
)
_NO_NAMES = frozenset({"home", "wordpress", "my site", "mysite", "website", "untitled", "logo", "menu"})
_LOGO = re.compile(r"(?:^the )?\blogo\b(?: of)?", re.IGNORECASE)
_TITLE_PARTS = re.compile(
    r" ?\| ?| -+ | ?[\u2022\u00b7] ?| [~\u2013\u2014] | :: | / |: |! |, (?=[A-Z])|, (?=an? )| \u00bb | > | at (?=[A-Z])"
)
#: Words of titles and headings that are no clinic's name, alone or together.
_GENERIC_WORD = re.compile(
    r"\b(?:home|page|pric(?:e|es|ing)|costs?|fees?|rates?|schedule|insurance|financing"
    r"|faqs?|frequently|asked|questions?|people|ask|us|about|our|the|team|staff"
    r"|providers?|contact|locations?|services?|conditions?"
    r"|treat(?:ed|ments?|ing)?|ketamine|esketamine|spravato|infusions?|iv|im|therapy"
    r"|therapies|assisted|psychotherapy|kap|for|and|of|in|with|to|your|you|a|an"
    r"|depression|anxiety|ptsd|ocd|pain|chronic|migraine|mental"
    r"|health|policy|policies|financial|self|pay|ways|payment|options?|book|online"
    r"|welcome|reviews?|stories|testimonials|safety|what|expect|how|it|works|is|right"
    r"|me|who|we|are|near|best|new|patients?|nasal|spray"
    r"|at|from|couch|program|list|menu|appointments?|hours|directions|info(?:rmation)?"
    r"|tms|nad|feel|better|this|month|clinics?|center|treatment|official|site|doctor"
    r"|physicians?|meet|blog|news|billing|accepted|does|much|precios|preguntas|seguros?|paying|care|journey)\b|&|\W",
    re.IGNORECASE,
)


def _is_generic(name: str) -> bool:
    """Whether a name says no more than what page it is, or what is treated where."""
    return not re.search(r"\w", _GENERIC_WORD.sub("", name))


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
            if re.match(r"\W{0,3}fax\b(?!\W*\d)", block.text[match.end() :], re.IGNORECASE):
                continue
            number = e164(match[0])
            if not number or number in _NO_PHONES:
                continue
            weight = (
                0
                if _OTHER_DESK.search(near[-25:])
                else 3
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
        sure = 0.93 if len(chosen) == 1 else 0.55  # of several doors this is the first
        for field in ("street", "city", "state", "zip"):
            if parsed.get(field):
                yield field, parsed[field], words, sure


def _parse(text: str) -> dict[str, str] | None:
    """Street, city, state and ZIP at the end of a text, and the words they stand in."""
    match = next(iter(list(_STATE_ZIP.finditer(f" {text}"))[-1:]), None)
    if match is None:
        return None
    state = match["state"] if match["state"] in STATES else STATE_CODES.get(match["state"].lower(), "")
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
            plain = _PLAIN_ADDRESS.fullmatch(candidate)
            if not plain:
                continue
            city = plain["city"]
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


#: Number and street, perhaps a unit, and a city, where usaddress cannot tell them apart.
_PLAIN_ADDRESS = re.compile(
    r"\d{1,6} [\w.' -]{3,60}?(?:, ?(?:building|bldg|suite|ste|unit|floor|fl|room|rm"
    r"|#)[\w .#-]{0,15})?(?:, ?[\w .#-]{1,15})?, ?(?P<city>[A-Z][A-Za-z.' -]{2,30})",
    re.IGNORECASE,
)


def _hours(page: Page) -> Iterator[Finding]:
    """Days and times that stand together; of several runs the one that names the most days."""
    runs: list[list[tuple[str, str]]] = []
    previous = -2
    for n, block in enumerate(page.blocks):
        text = block.text
        if block.region in ("quote", "aside") or len(text) > 400:
            continue
        days, times = list(_DAYS.finditer(text)), list(_TIMES.finditer(text))
        after = page.blocks[n + 1].text if n + 1 < len(page.blocks) else ""
        if days and not times and len(text) < 40 and len(after) < 40 and not _DAYS.search(after):
            text = f"{text} {after}"  # the times stand under the days
            times = list(_TIMES.finditer(text))
        if not days or not times or _NOT_HOURS.search(text):
            continue
        start, end = min(days[0].start(), times[0].start()), max(days[-1].end(), times[-1].end())
        if end - start > 160:
            continue
        if n > previous + 1 or not runs:
            runs.append([])
        runs[-1].append((text[start:end], text if len(text) <= 200 else text[start:end]))
        previous = n
    if runs:
        best = max(runs, key=lambda run: sum(len(_DAYS.findall(text)) for text, _words in run))
        hours = "; ".join(text for text, _words in best)
        distinct = {re.sub(r"\W", "", "".join(text for text, _words in run).lower()) for run in runs}
        yield "hours", hours[:300], " ".join(words for _text, words in best), 0.92 if len(distinct) == 1 else 0.7


_NOT_HOURS = re.compile(
    r"\b(?:webinar|group meets|class|event|holiday|through sunday|sale|offer ends|infusions? (?:on|per|a)"
    r"|weeks? of|(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december) \d)\b",
    re.IGNORECASE,
)
