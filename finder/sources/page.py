"""Reads a page of a clinic's own site: the facts and prices it states, the words each rests on, and where to go on.

Pure: no network, no table. schema.org data comes first (`pagedata`), then text rules (`pageprices`, `pagefacts`) over
what a reader sees (`pagetext`). Whatever the page is, there is a Reading; of a page without words, an empty one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

import tldextract

from finder.schema import LISTS, MAX_PRICE_USD
from finder.sources import pagedata, pagefacts, pageprices, pagetext
from finder.sources.candidates import Origin, PriceOffer, Statement
from finder.sources.pagewords import OWN_VOICE

#: The list of public suffixes that tldextract ships; it never asks the network.
_DOMAIN = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
_MOST_LINKS = 12
#: No price is surer than this, so that none is taken unasked: of those on forty pages by people who had not seen the
#: reader nearly one in five was wrong at first (benchmarks/clinicpages/README.md), and all of them looked plain.
PRICE_SURE = 0.85

#: What is worth following, best first.
_WORTH = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"pric(?:e|ing)|\bcosts?\b|\bfees?\b|\brates\b",
        r"\bfaqs?\b|frequently|questions",
        r"insurance|financ|payment|billing",
        r"\bteam\b|providers?\b|\bstaff\b|our-?doctor|physicians?|meet|clinicians",
        r"ketamine|spravato|esketamine|\bkap\b|infusion",
        r"contact|locations?\b|directions|find-us|hours",
        r"\babout",
        r"conditions|treat(?:s|ments?|ed)?\b|services?\b|depression|ptsd|anxiety|pain",
        r"what-to-expect|safety|process|how-it-works|new-patients?",
    )
)
_NOT_WORTH = re.compile(
    r"/(?:blog|news|posts?|articles?|category|categories|tags?|author|archives?|feed|events?|press"
    r"|podcast|shop|store|product|cart|checkout|wp-admin|wp-login|wp-content|account|login|log-in"
    r"|sign-?in|sign-?up|register|portal|privacy|terms|careers?|jobs|search|comments?|cdn-cgi"
    r"|testimonials?|reviews?)(?:/|$|\.)|/20\d\d/\d\d?(?:/|$)|/page/\d|privacy|terms-of|disclaimer"
    r"|patient-portal|login"
    r"|careers?|hipaa|non-?discrimination|sitemap|gift-?card|testimonial",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?!html?$|php$|aspx?$|jsp$|cfm$)[a-z0-9]{1,5}$", re.IGNORECASE)

#: What blogs print over an article: "9 min read".
_READING_TIME = re.compile(r"\b\d{1,2}[- ]min(?:ute)?s? read\b", re.IGNORECASE)
_MONTHS = {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_DATED = re.compile(
    r"\b(?:(?:last |page |pricing |prices? |fees? |rates? |content |medically |clinically "
    r"|information )*(?:updated|reviewed|revised|modified|current|effective|valid)(?: (?:pricing"
    r"|prices|fees|rates))?"
    r"(?: (?:on|as of|of|in|by [A-Z][\w. ]{2,40}|from|starting))*|(?:prices|pricing|fees|rates"
    r"|updated|information)(?: \w+){0,4} as of)[ :,-]{1,3}"
    r"(?:(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?,? (?:\d{1,2}(?:st"
    r"|nd|rd|th)?,? )?(?P<year>20\d\d)"
    r"|(?P<day2>\d{1,2}) (?P<month2>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?,? (?P<year2>20\d\d)"
    r"|(?P<iso>20\d\d-\d\d)(?:-\d\d)?|(?P<m>\d{1,2})/(?:\d{1,2}/)?(?P<y>20\d\d|\d\d)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page states: facts (one word of a list at a time; name, phone and address among them), prices, and the
    site's own pages that are worth reading next, best first."""

    statements: tuple[Statement, ...] = ()
    offers: tuple[PriceOffer, ...] = ()
    links: tuple[str, ...] = ()


def read(html: str, url: str, read_on: str) -> Reading:
    """What the page at `url` states, read on the day `read_on` (YYYY-MM-DD). Never raises for what a page holds."""
    page = pagetext.page(html)
    found = pagedata.things(page)
    speaks = len(OWN_VOICE.findall(page.text[:200_000]))
    if (
        pagedata.is_article(found)
        or (pagedata.may_be_article(found) and speaks < 3)
        or re.search(r"/(?:blog|news|articles?|posts?|insights)/[^/]", urlsplit_path(url))
        or _READING_TIME.search(page.text[:3_000])
    ):
        page = replace(page, is_article=True)
    origin = Origin(url, "clinic", as_of(page, found, read_on), read_on)
    given = [offer for entry in pagedata.priced(found) if (offer := _data_offer(entry, origin))]
    offers = tuple(
        replace(offer, confidence=min(offer.confidence, PRICE_SURE)) for offer in pageprices.prices(page, origin, given)
    )
    statements = _surest([*pagedata.statements(found, origin), *pagefacts.facts(page, offers, origin)])
    routes = [said.value for said in statements if said.field == "routes" and said.confidence >= 0.6]
    if (
        len(routes) == 1 and routes[0] != "spravato"
    ):  # the one way in which the clinic gives it is meant where a price names none
        certain = pageprices.is_of_all(page, routes[0])
        offers = tuple(
            replace(one, route=routes[0])
            if pageprices.needs_route(one) and (certain or not one.item.startswith(pageprices.MAY_DIFFER))
            else one
            for one in offers
        )
    return Reading(statements, offers, links(page, url))


def urlsplit_path(url: str) -> str:
    """The path of an address; empty when it is no address."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def as_of(page: pagetext.Page, found: list[pagedata.Thing], read_on: str) -> str:
    """The month (YYYY-MM) that the page prints as its own date, else that of its data's last change; or empty."""
    months = []
    for block in page.blocks:
        if block.region in ("quote", "aside"):
            continue
        match = _DATED.search(block.text[:600])
        if match and (month := _month(match)):
            months.append(month)
    months = [month for month in months if not read_on or month <= read_on[:7]]
    if months:
        return max(months)
    month = pagedata.modified(found)
    return month if not read_on or month <= read_on[:7] else ""


def _month(match: re.Match[str]) -> str:
    if match["iso"]:
        return match["iso"] if 1 <= int(match["iso"][5:]) <= 12 else ""
    if match["m"]:
        year, month = int(match["y"]) % 100 + 2000, int(match["m"])
    else:
        year = int(match["year"] or match["year2"])
        month = _MONTHS[(match["month"] or match["month2"])[:3].lower()]
    return f"{year}-{month:02}" if 1 <= month <= 12 else ""


def _data_offer(entry: tuple[str, str, str, str], origin: Origin) -> PriceOffer | None:
    label, price, low, high = entry
    ends = [
        float(text.replace(",", "").lstrip("$")) if re.fullmatch(r"\$?[\d,]{1,9}(?:\.\d{1,2})?", text) else None
        for text in (price, low, high)
    ]
    exact, least, most = ends
    if exact is None and least is None and most is None:
        return None
    if any(end is not None and not 0 < end < MAX_PRICE_USD for end in ends):
        return None
    words = pagetext.JOINED.join(filter(None, (label.split(" - ")[0][:150], price or low, high if not price else "")))
    return pageprices.of_label(
        label, exact if exact is not None else least, exact if exact is not None else most, words, origin
    )


def _surest(found: list[Statement]) -> tuple[Statement, ...]:
    """Each fact once; of a field that holds one value, the surest value."""
    kept: dict[tuple[str, str], Statement] = {}
    for said in found:
        key = (said.field, said.value if said.field in LISTS else "")
        if key not in kept or said.confidence > kept[key].confidence:
            kept[key] = said
    return tuple(kept.values())


def links(page: pagetext.Page, url: str) -> tuple[str, ...]:
    """The site's own pages worth reading, best first: prices before questions before people before places."""
    ranked: dict[str, tuple[int, int]] = {}
    try:
        here, host = _plain(url), urlsplit(url).hostname or ""
    except ValueError:
        return ()
    domain = _registered(host)
    if not domain:
        return ()
    for n, (address, text, _region) in enumerate(page.links):
        try:
            whole = urljoin(url, address.strip())
            parts = urlsplit(whole)
            if parts.scheme not in ("http", "https") or _registered(parts.hostname or "") != domain:
                continue
        except ValueError:
            continue
        path = parts.path
        if (
            _FILE.search(path)
            or _NOT_WORTH.search(path)
            or re.search(r"portal|login|log in|blog|privacy", text, re.IGNORECASE)
            or len(whole) > 300
        ):
            continue
        clean = _plain(whole)
        if clean == here or parts.query.startswith(("replytocom", "share")):
            continue
        words = f"{path.replace('_', '-')} {text}"
        rank = next((n for n, form in enumerate(_WORTH) if form.search(words)), None)
        if rank is not None and (clean not in ranked or rank < ranked[clean][0]):
            ranked[clean] = (rank, n)
    return tuple(sorted(ranked, key=lambda one: ranked[one])[:_MOST_LINKS])


def _registered(host: str) -> str:
    return _DOMAIN(host).top_domain_under_public_suffix or host


def _plain(url: str) -> str:
    """The address without its fragment; the same page always in the same way."""
    parts = urlsplit(url)
    return parts._replace(fragment="", path=parts.path or "/", netloc=parts.netloc.lower()).geturl()
