"""Prices that the reader of clinics' pages gives for a piece of HTML; all pages are made up."""

from __future__ import annotations

from finder.sources import page

URL = "https://example.com/pricing"
READ_ON = "2026-11-27"

#: Item, route, low, high, sessions.
Price = tuple[str, str, float | None, float | None, int | None]


def ketamine(body: str) -> str:
    """A page about ketamine with this body."""
    return f"<html><body><h1>Ketamine treatment</h1>{body}</body></html>"


def brief(html: str) -> set[Price]:
    """The prices that are proposed for a page."""
    offers = page.read(html, URL, READ_ON).offers
    return {(o.item, o.route, o.low_usd, o.high_usd, o.sessions) for o in offers if o.confidence >= 0.5}
