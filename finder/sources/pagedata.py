"""schema.org data in a page (JSON-LD, microdata), read with extruct; what is broken costs nothing but itself."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from typing import Any

from extruct.jsonld import JsonLdExtractor
from extruct.w3cmicrodata import MicrodataExtractor

from finder.sources.candidates import Origin, Statement
from finder.sources.pagecontact import e164
from finder.sources.pagetext import JOINED, Page, normal
from finder.vocabulary import STATE_CODES, STATES, language_codes

_CLINIC = re.compile(
    r"clinic|medical|health|localbusiness|physician|psychiatr|organization|hospital|dentist"
    r"|wellness|professionalservice|doctor|store|business",
    re.IGNORECASE,
)
_ARTICLE = frozenset({"BlogPosting", "NewsArticle", "MedicalScholarlyArticle", "ScholarlyArticle", "Report"})
_NEVER_DEEPER = 12

Thing = dict[str, Any]


def things(page: Page) -> list[Thing]:
    """The schema.org things of a page, those inside others too, in its order."""
    found: list[Thing] = []
    for script in page.scripts[:50]:
        found += _json_ld(script)
    for markup in page.microdata:
        try:
            found += [_flat(item) for item in MicrodataExtractor().extract(markup)]
        except Exception:  # noqa: S112 - whatever a page breaks in the parser costs its own data only
            continue
    flat: list[Thing] = []
    for thing in found:
        flat += _inside(thing, 0)
    return flat[:2_000]


def _json_ld(script: str) -> list[Thing]:
    text = script.strip().replace("</", "<\\/")
    text = re.sub(r"^<!\[CDATA\[|\]\]>$|^//<!\[CDATA\[|//\]\]>$", "", text).strip()
    try:
        return [
            thing
            for thing in JsonLdExtractor().extract(f'<script type="application/ld+json">{text}</script>')
            if isinstance(thing, dict)
        ]
    except Exception:  # what is broken costs its own script only
        return []


def _flat(item: Any) -> Thing:
    """A microdata item in the form of JSON-LD."""
    if not isinstance(item, dict):
        return {}
    kind = item.get("type", "")
    kind = kind[0] if isinstance(kind, list) and kind else kind
    properties = item.get("properties") or {}
    thing: Thing = {"@type": str(kind).rsplit("/", 1)[-1]}
    for name, value in properties.items():
        values = value if isinstance(value, list) else [value]
        made = [_flat(one) if isinstance(one, dict) else one for one in values]
        thing[name] = made if len(made) > 1 else made[0] if made else ""
    return thing


def _inside(thing: Any, depth: int) -> list[Thing]:
    if depth > _NEVER_DEEPER:
        return []
    if isinstance(thing, list):
        return [one for item in thing[:500] for one in _inside(item, depth + 1)]
    if not isinstance(thing, dict):
        return []
    found = [thing] if "@type" in thing else []
    for value in thing.values():
        if isinstance(value, dict | list):
            found += _inside(value, depth + 1)
    return found


def types(thing: Thing) -> set[str]:
    """The types of a thing."""
    kind = thing.get("@type")
    return {str(one).rsplit("/", 1)[-1] for one in (kind if isinstance(kind, list) else [kind])}


def is_article(found: list[Thing]) -> bool:
    """Whether the page says that it is an article for readers. Plain `Article` some sites say of every page."""
    return any(types(thing) & _ARTICLE for thing in found)


def may_be_article(found: list[Thing]) -> bool:
    """Whether the page says that it is an article of whatever kind."""
    return any("Article" in types(thing) for thing in found)


def modified(found: list[Thing]) -> str:
    """The month (YYYY-MM) of the newest `dateModified`; empty if there is none."""
    dates = [str(thing.get("dateModified") or "") for thing in found if not types(thing) & {"Review", "Comment"}]
    months = [date[:7] for date in dates if re.match(r"20\d\d-(?:0[1-9]|1[0-2])(?:$|-)", date)]
    return max(months, default="")


def statements(found: list[Thing], origin: Origin) -> Iterator[Statement]:
    """Name, phone, address, hours and languages of the clinic; of several clinics' none is sure."""
    clinics = [thing for thing in found if any(map(_CLINIC.search, types(thing))) and _text(thing.get("name"))]
    clinics = [thing for thing in clinics if "address" in thing or "telephone" in thing] or clinics[:1]
    addresses = {_text(_first(thing.get("address")).get("streetAddress")) for thing in clinics} - {""}
    sure = 0.95 if len(addresses) <= 1 else 0.45
    for thing in clinics:
        name = _text(thing.get("name"))
        if 2 < len(name) < 120:
            yield Statement(
                "name", name, origin, name, sure if types(thing) != {"Organization"} or len(clinics) == 1 else 0.9
            )
        phone = _text(thing.get("telephone"))
        if number := e164(phone):
            yield Statement("phone", number, origin, phone, sure)
        address = _first(thing.get("address"))
        state = _text(address.get("addressRegion"))
        code = state.upper() if state.upper() in STATES else STATE_CODES.get(state.lower(), "")
        country = _text(address.get("addressCountry")) or _text(_first(address.get("addressCountry")).get("name"))
        if country and country.upper() not in ("US", "USA", "UNITED STATES", "UNITED STATES OF AMERICA", "U.S.", "PR"):
            continue
        for field, value, words in (
            ("street", _text(address.get("streetAddress")), ""),
            ("city", _text(address.get("addressLocality")), ""),
            ("state", code, state),
            ("zip", zip_code(_text(address.get("postalCode"))), _text(address.get("postalCode"))),
        ):
            if value and len(value) < 120:
                yield Statement(field, value, origin, words or value, sure)
        hours = _hours(thing)
        if hours:
            yield Statement("hours", hours[0][:300], origin, hours[1], min(sure, 0.93))
        for language in _list(thing.get("availableLanguage")) + _list(thing.get("knowsLanguage")):
            word = _text(language) or _text(_first(language).get("name"))
            tag = re.fullmatch("([a-z]{2})(?:-[A-Z]{2})?", word)
            if code := language_codes().get(word.lower()) or (tag[1] if tag else ""):
                yield Statement("languages", code, origin, word, 0.93)
        accepting = thing.get("isAcceptingNewPatients")
        if isinstance(accepting, bool) or str(accepting).lower() in ("true", "false"):
            yield Statement("new_patients", str(accepting).lower(), origin, "isAcceptingNewPatients", 0.9)


def zip_code(text: str) -> str:
    """A ZIP as the table has it; empty when it is none."""
    return text if re.fullmatch(r"\d{5}(?:-\d{4})?", text) else ""


def _hours(thing: Thing) -> tuple[str, str] | None:
    lines = [_text(one) for one in _list(thing.get("openingHours"))]
    lines = [line for line in lines if line]
    if lines:
        return "; ".join(lines), JOINED.join(lines)[:200]
    parts = []
    for spec in _list(thing.get("openingHoursSpecification")):
        spec = _first(spec)
        days = [_text(day).rsplit("/", 1)[-1] for day in _list(spec.get("dayOfWeek"))]
        opens, closes = _text(spec.get("opens"))[:5], _text(spec.get("closes"))[:5]
        if days and all(days) and opens and closes and (opens, closes) != ("00:00", "00:00"):
            short = [day[:3] for day in days]
            week = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
            run = [week.index(day) for day in short if day in week]
            named = (
                f"{short[0]}-{short[-1]}"
                if len(run) > 2 and run == list(range(run[0], run[-1] + 1))
                else ", ".join(short)
            )
            parts.append((f"{named} {opens}-{closes}", opens))
    return ("; ".join(part for part, _opens in parts), parts[0][1]) if parts else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: Any) -> Thing:
    for one in _list(value):
        if isinstance(one, dict):
            return one
    return {}


def _text(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return (
        normal(entities.unescape(str(value)))[:500]
        if isinstance(value, str | int | float) and not isinstance(value, bool)
        else ""
    )


_SOLD = frozenset(
    {"Service", "Product", "MedicalTherapy", "MedicalProcedure", "Drug", "MedicalTest", "TherapeuticProcedure"}
)


def priced(found: list[Thing]) -> Iterator[tuple[str, str, str, str]]:
    """The offers in US dollars: what it is for, the price, its low and its high end as they are written."""
    seen: set[int] = set()
    pairs: list[tuple[Thing, str]] = []
    for thing in found:
        sold = _text(thing.get("name")) if types(thing) & _SOLD else ""
        for offer in _list(thing.get("offers")):
            if isinstance(offer, dict) and id(offer) not in seen:
                seen.add(id(offer))
                pairs.append((offer, sold))
    pairs += [(thing, "") for thing in found if id(thing) not in seen and types(thing) & {"Offer", "AggregateOffer"}]
    for offer, sold in pairs:
        specification = _first(offer.get("priceSpecification"))
        price = _text(offer.get("price")) or _text(specification.get("price"))
        low, high = (
            _text(offer.get(name)) or _text(specification.get(other))
            for name, other in (("lowPrice", "minPrice"), ("highPrice", "maxPrice"))
        )
        if (_text(offer.get("priceCurrency")) or _text(specification.get("priceCurrency"))).upper() not in ("USD", "$"):
            continue
        item = _first(offer.get("itemOffered"))
        name = _text(offer.get("name")) or _text(item.get("name")) or sold
        more = _text(offer.get("description")) or _text(item.get("description"))
        yield " - ".join(filter(None, (name, more[:150]))), price, low, high
