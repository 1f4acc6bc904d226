"""Facts on a clinic's page other than prices: words of the vocabulary that a sentence, a list or a menu states.

A word counts where the clinic says it of itself: in its own voice, as a heading, in a list under the right heading.
What is denied, asked, said of others or in a testimonial does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from finder.sources import pagesaid
from finder.sources.candidates import Origin, PriceOffer, Statement
from finder.sources.pageaccess import accessibility, ages, languages, new_patients, referral
from finder.sources.pageamounts import window
from finder.sources.pageclinicians import SPECIALISTS, clinicians, doctors, memberships
from finder.sources.pageconditions import conditions
from finder.sources.pagecontact import contact
from finder.sources.pagefinancing import LENDERS, financing
from finder.sources.pageinsurance import billing, insurers
from finder.sources.pagesaid import Finding, Said
from finder.sources.pageservices import offered, routes
from finder.sources.pagesessions import lengths, monitoring, sessions
from finder.sources.pagesynonyms import SYNONYMS
from finder.sources.pagetext import Page
from finder.sources.pagewords import ELSEWHERE, NOT_YET

#: Where a page states longer infusions than this besides, they are those for pain.
_SHORT = 90
#: More sentences than this are not looked at.
_MOST_SAID = 3_000


def facts(page: Page, offers: Sequence[PriceOffer], origin: Origin) -> tuple[Statement, ...]:
    """What the page's text states, each word once, with the words that say it most plainly."""
    said = list(dict.fromkeys(pagesaid.said(page)))
    if len(said) > _MOST_SAID:  # no clinic has so much to say; its frame stands at both ends
        said = [*said[: _MOST_SAID - 500], *said[-500:]]
    said = [one for one in said if not one.question and (one.own or not one.article)]
    found: dict[tuple[str, str], Finding] = {}
    for finding in (*_of_prices(offers), *_of_sentences(said), *_of_whole(said, offers), *contact(page)):
        key = finding[:2]
        if key not in found or finding[3] > found[key][3]:
            found[key] = finding
    _settle(found)
    return tuple(
        Statement(field, value, origin, page.as_shown(window(words, 0, 0)), round(confidence, 2))
        for field, value, words, confidence in found.values()
    )


def _of_sentences(said: Sequence[Said]) -> Iterator[Finding]:
    for one in said:
        if NOT_YET.search(one.text):
            continue
        low = one.text.lower()
        for field, rule in _RULES.items():
            if pagesaid.may_name(field, low if field != "accessibility" else " ".join((low, *one.headings[-1:]))):
                yield from rule(one)


_RULES: dict[str, Callable[[Said], Iterator[Finding]]] = {
    "conditions": conditions,
    "routes": routes,
    "services": offered("services"),
    "settings": offered("settings"),
    "clinicians": clinicians,
    "memberships": memberships,
    "monitoring": monitoring,
    "insurance": insurers,
    "financing": financing,
    "accessibility": accessibility,
}


def _of_whole(said: Sequence[Said], offers: Sequence[PriceOffer]) -> Iterator[Finding]:
    minutes: dict[int, list[str]] = {}
    for offer in offers:
        if (
            offer.route == "iv"
            and offer.minutes
            and offer.item in ("session", "first_session", "series", "maintenance_session")
        ):
            minutes.setdefault(offer.minutes, []).append(offer.words)
    series: dict[int, list[str]] = {}
    for one in said:
        yield from doctors(one)
        yield from billing(one)
        if ELSEWHERE.search(one.text) and not one.own:
            continue
        for count in sessions(one):
            series.setdefault(count, []).append(one.words)
        for rule in (ages, referral, new_patients, languages):
            yield from rule(one)
        for length in lengths(one):
            minutes.setdefault(length, []).append(one.words)
    minutes = {length: words for length, words in minutes.items() if length <= _SHORT} or minutes
    for field, found in (("iv_minutes", minutes), ("series_sessions", series)):
        ranked = sorted(found.items(), key=lambda entry: -len(entry[1]))
        if ranked:
            sure = len(ranked) == 1 or len(ranked[0][1]) > 2 * len(ranked[1][1])
            yield field, str(ranked[0][0]), ranked[0][1][0], 0.9 if sure else 0.45


def _of_prices(offers: Iterable[PriceOffer]) -> Iterator[Finding]:
    """What a price says besides: the route it is for, talk therapy, groups, a membership."""
    for offer in offers:
        if offer.confidence < 0.6:
            continue
        if offer.route:
            yield "routes", offer.route, offer.words, min(offer.confidence, 0.93)
        if offer.item == "membership":
            yield "financing", "membership", offer.words, 0.9
        if offer.item in ("group_session", "group_series"):
            yield "services", "group_sessions", offer.words, 0.9


def _settle(found: dict[tuple[str, str], Finding]) -> None:
    """Takes back the vague where the page is exact: a doctor of unknown specialty, an insurer or lender not named."""

    def sure(field: str, words: Iterable[str]) -> bool:
        return any((field, word) in found and found[field, word][3] >= 0.6 for word in words)

    if sure("clinicians", SPECIALISTS):
        found.pop(("clinicians", "physician"), None)
    if sure("insurance", SYNONYMS["insurance"]):
        found.pop(("insurance", "accepts_insurance"), None)
    if sure("financing", LENDERS):
        vague = found.get(("financing", "financing_plans"))
        if vague and vague[3] < 0.95:
            del found["financing", "financing_plans"]
    for field in ("min_age", "referral_required", "new_patients", "board_certified"):
        values = [key for key in found if key[0] == field]
        if len(values) > 1:
            best = max(values, key=lambda key: found[key][3])
            for key in values:
                if key != best:
                    del found[key]
