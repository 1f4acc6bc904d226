"""What reviews can and cannot say of a clinic: a known rating as it stands, and links to look for reviews elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from finder.search import MIN_REVIEWS
from finder.text import _, count, month

#: How to read reviews, wherever they are. Said wherever we link to some.
CAUTION = (
    "Reviews can be picked out, paid for or taken down, and privacy rules keep clinics from saying much in answer."
    " Look for what several people say on their own: waiting, prices that changed, how they were looked after."
)


def text(rating: float | None, reviews: int | None = None, source: str = "", as_of: str = "") -> str:
    """A known rating: "4.6 of 5 from 120 reviews on Google, June 2026"; empty when there is none.

    It is the raw figure, of 5. Under MIN_REVIEWS reviews it is called too few to judge; `as_of` is YYYY-MM or empty
    (undated).
    """
    if rating is None:
        return ""
    words = _("{rating:g} of 5").format(rating=rating)
    if reviews is not None:
        words += _(" from {reviews}").format(reviews=count(reviews, "review", "reviews"))
    if source:
        words += _(" on {source}").format(source=source)
    words += f", {month(as_of) if as_of else _('undated')}"
    if reviews is None:
        return words + _(": how many reviews is not known")
    return words + _(": too few to judge") if reviews < MIN_REVIEWS else words


def search_links(name: str, city: str = "", state: str = "") -> tuple[tuple[str, str], ...]:
    """Where to look for reviews of a clinic: (what a link says, its address). The person opens it; we fetch nothing."""
    place = ", ".join(part for part in (city, state) if part)
    whole = f"{name} {place}".strip()
    links = [(_("Google Maps"), _address("https://www.google.com/maps/search/", {"api": "1", "query": whole}))]
    if place:  # Yelp asks for a place.
        links.append((_("Yelp"), _address("https://www.yelp.com/search", {"find_desc": name, "find_loc": place})))
    links.append((_("Web search"), _address("https://duckduckgo.com/", {"q": f"{whole} ketamine reviews"})))
    return tuple(links)


def _address(base: str, params: Mapping[str, str]) -> str:
    return f"{base}?{urlencode(params)}"
