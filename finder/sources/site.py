"""Reads a clinic's own pages on prices, questions, team and contact, from its first page on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from finder.sources import page
from finder.sources.candidates import Candidate, PriceOffer, Statement
from finder.sources.identity import site
from finder.sources.web import Client, Malformed, WebError
from finder.text import _

#: Pages of one site that are read unless told otherwise.
PAGES = 8

_HTML = frozenset({"text/html", "application/xhtml+xml", ""})


@dataclass(frozen=True, slots=True)
class Visit:
    """One page that was read, or why it could not be."""

    url: str
    reading: page.Reading | None
    error: str = ""


def fetch(url: str, client: Client, read_on: str) -> Visit:
    """One page of the web, read. Raises WebError."""
    response = client.get(url)
    if response.media_type not in _HTML:
        why = _("{url} is no web page ({kind}); save what it says as a page, or use “fact add”")
        raise Malformed(why.format(url=url, kind=response.media_type))
    return Visit(response.url, page.read(response.text, response.url, read_on))


def visit(url: str, client: Client, read_on: str, pages: int = PAGES) -> Iterator[Visit]:
    """The first page, then those of its own that tell most; at most `pages`. Raises WebError if the first fails."""
    first = fetch(url, client, read_on)
    yield first
    assert first.reading is not None  # noqa: S101  for mypy: a fetched page was read
    seen = {_bare(url), _bare(first.url)}
    waiting = list(first.reading.links)
    left = pages - 1
    while waiting and left > 0:
        address = waiting.pop(0)
        if _bare(address) in seen:
            continue
        seen.add(_bare(address))
        left -= 1
        try:
            found = fetch(address, client, read_on)
        except WebError as error:
            yield Visit(address, None, str(error))
            continue
        if _bare(found.url) in seen - {_bare(address)} or site(found.url).domain != site(first.url).domain:
            continue  # sent back to a page that was read, or away from the site
        seen.add(_bare(found.url))
        yield found


def candidate(source: str, visits: list[Visit]) -> Candidate:
    """What the pages say together: each fact and each price once, from the page that says it most surely.

    The first page's site is the clinic's website, unless its host gives pages to anybody.
    """
    facts: dict[tuple[str, str], Statement] = {}
    offers: dict[tuple[object, ...], PriceOffer] = {}
    for reading in [one.reading for one in visits if one.reading]:
        for said in reading.statements:
            key = (said.field, said.value)
            if key not in facts or facts[key].confidence < said.confidence:
                facts[key] = said
        for offer in reading.offers:
            what = (offer.item, offer.route, offer.low_usd, offer.high_usd, offer.sessions)
            if what not in offers or offers[what].confidence < offer.confidence:
                offers[what] = offer
    found = [*facts.values()]
    home = _home(visits[0].url)
    if found and site(home).domain and not any(said.field == "website" for said in found):
        found.append(Statement("website", home, found[0].origin, words=visits[0].url, confidence=0.9))
    return Candidate(source, _bare(visits[0].url), tuple(found), tuple(offers.values()))


def _home(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _bare(url: str) -> str:
    """An address without what does not tell pages apart."""
    return url.partition("#")[0].partition("?")[0].rstrip("/").lower().replace("://www.", "://", 1).partition("://")[2]
