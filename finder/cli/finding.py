"""`search`, `place`, `show`: finding clinics."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from finder import evidence, links, places, questions, search
from finder.catalog import Catalog
from finder.cli.common import FOUND, NOTHING, UsageError, load, print_json, unknown_clinic
from finder.text import _, count, join, money_range
from finder.vocabulary import ITEMS, KINDS, ROUTES, label


def run_search(options: argparse.Namespace) -> int:
    """Clinics near a place."""
    near, message = None, ""
    if options.place.strip():
        answer = places.answer(options.place)
        if not answer.places:
            if options.json:
                print_json(_no_results(answer.message))
            print(answer.message, file=sys.stderr)
            return NOTHING
        near, message = answer.places[0], answer.message
        if answer.rivals and not message:
            others = join([place.label for place in answer.rivals[:3]], _("or"))
            message = _("Taken as {place}. If you meant {others}, say so.").format(place=near.label, others=others)
    try:
        within = None if options.within == links.ANYWHERE else float(options.within)
    except ValueError:
        raise UsageError(_("--within takes a number of miles, or “any”")) from None
    words = {
        field: [w for text in getattr(options, field) for w in text.split(",") if w] for field in links.WORD_PARAMS
    }
    query = search.Query(
        near=near,
        within_miles=within,
        **{field: frozenset(chosen) for field, chosen in words.items()},
        board_certified=options.board_certified,
        max_session_usd=options.max_session,
        min_rating=options.min_rating,
        name=options.name,
        stated_only=options.stated_only,
        sort=options.sort,
        page=options.page,
        per_page=options.limit,
    )
    catalog = load()
    results = search.search(catalog, query)
    if options.json:
        print_json(_results_json(catalog, query, results))
    else:
        _print_results(catalog, query, results, message)
    return FOUND if results.total or results.at_home else NOTHING


def _no_results(message: str) -> dict[str, Any]:
    left_out = dict.fromkeys(search.REASONS, 0)
    counts = {"total": 0, "states_all": 0, "to_ask": 0}
    return {"place": None, **counts, "left_out": left_out, "at_home": [], "clinics": [], "explanation": message}


def _results_json(catalog: Catalog, query: search.Query, results: search.Results) -> dict[str, Any]:
    place = query.near
    return {
        "place": None if place is None else {"id": place.id, "label": place.label, "lat": place.lat, "lon": place.lon},
        "total": results.total,
        "states_all": results.states_all,
        "to_ask": results.to_ask,
        "left_out": dict(results.left_out),
        "at_home": [_hit_json(catalog, hit) for hit in results.at_home],
        "clinics": [_hit_json(catalog, hit) for hit in results.hits],
        "explanation": results.explanation,
    }


def _hit_json(catalog: Catalog, hit: search.Hit) -> dict[str, Any]:
    return {
        "id": hit.clinic_id,
        **{name: catalog.cell(hit.row, name) for name in ("name", "city", "state")},
        "miles": None if hit.miles is None else round(hit.miles, 1),
        "approximate": hit.approximate,
        "standing": hit.standing,
        "unstated": list(hit.unstated),
        "session_low": hit.session_low,
        "session_high": hit.session_high,
    }


def _print_results(catalog: Catalog, query: search.Query, results: search.Results, message: str) -> None:
    console = Console()
    if message:
        console.print(escape(message))
    table = Table(title=escape(_summary(query, results)), title_justify="left")
    for title in (_("#"), _("Clinic"), _("Where"), _("Miles"), _("Session"), _("To ask")):
        table.add_column(title, overflow="fold")  # an id that is cut cannot be copied
    for hit in results.hits:
        miles = "" if hit.miles is None else f"{_('about ') if hit.approximate else ''}{hit.miles:.1f}"
        where = ", ".join(filter(None, (catalog.cell(hit.row, "city"), catalog.cell(hit.row, "state"))))
        table.add_row(
            str(hit.number),
            escape(f"{catalog.cell(hit.row, 'name')}\n{hit.clinic_id}"),
            escape(where),
            miles,
            money_range(hit.session_low, hit.session_high) or _("not stated"),
            ", ".join(label(name).lower() for name in hit.unstated),
        )
    console.print(table)
    for reason, n in results.left_out.items():
        if n:
            console.print(_("Left out ({reason}): {n}").format(reason=reason, n=n))
    if results.at_home:
        names = join([str(catalog.cell(hit.row, "name")) for hit in results.at_home])
        console.print(escape(_("At-home providers (no distance): {names}").format(names=names)))
    if results.nearest_outside:
        console.print(
            _("The nearest that fits is {miles:.0f} miles away: try --within {radius:g}.").format(
                miles=results.nearest_outside.miles, radius=results.nearest_outside.radius
            )
        )
    console.print(escape(results.explanation))


def _summary(query: search.Query, results: search.Results) -> str:
    clinics = count(results.total, "clinic", "clinics")
    where = _("in the US")
    if query.near is not None and query.near.kind == "state":
        where = _("in {place}").format(place=query.near.label)
    elif query.near is not None and query.within_miles is not None:
        where = _("within {miles:g} miles of {place}").format(miles=query.within_miles, place=query.near.label)
    summary = f"{clinics} {where}"
    if query.asked:
        summary += _("; {n} state all you asked").format(n=results.states_all)
    return summary


def run_place(options: argparse.Namespace) -> int:
    """What a place name is understood as."""
    answer = places.answer(options.text, limit=options.limit)
    if options.json:
        shown = ("id", "label", "state", "lat", "lon", "kind", "guess")
        found = [{name: getattr(place, name) for name in shown} for place in answer.places]
        print_json({"places": found, "message": answer.message})
    else:
        if answer.message:
            print(answer.message)
        for place in answer.places:
            print(f"{place.id:32} {place.label}")
    return FOUND if answer.places else NOTHING


def run_show(options: argparse.Namespace) -> int:
    """Everything known of one clinic."""
    catalog = load()
    row = catalog.row(options.id)
    if row is None:
        print(unknown_clinic(catalog, options.id), file=sys.stderr)
        return NOTHING
    names = [name for name in catalog.frame.columns if name not in ("id", "lat", "lon", "position")]
    facts = {name: evidence.fact(catalog, options.id, name) for name in names}
    facts = {name: fact for name, fact in facts.items() if fact.stated}
    missing = evidence.unstated(catalog, options.id)
    if options.json:
        print_json(
            {
                "id": options.id,
                "facts": {
                    name: {
                        "value": list(fact.value) if isinstance(fact.value, tuple) else fact.value,
                        "as_of": fact.as_of,
                        "age": fact.age,
                        "kind": fact.sources[0].kind if fact.sources else None,
                        "sources": [source.url for source in fact.sources],
                        **({"others": [[text, source.url] for source, text in fact.others]} if fact.others else {}),
                    }
                    for name, fact in facts.items()
                },
                "prices": [_offer_json(offer) for offer in evidence.offers(catalog, options.id)],
                "unstated": missing,
                "questions": questions.to_ask(missing),
            }
        )
        return FOUND
    console = Console()
    console.print(escape(f"{facts['name'].text} ({options.id})"), style="bold")
    table = Table(_("Fact"), _("Stated"), _("As of"))
    table.add_column(_("Source"), overflow="fold")  # an address that is cut cannot be copied
    for name, fact in facts.items():
        sources = "\n".join(f"{KINDS[source.kind].label}: {source.url}" for source in fact.sources)
        table.add_row(label(name), escape(fact.text), fact.as_of or fact.age, escape(sources))
        for source, text in fact.others:
            where = f"{KINDS[source.kind].label}: {source.url}"
            table.add_row(_("(another says)"), escape(text), source.as_of or _("undated"), escape(where))
    console.print(table)
    others = evidence.other_offers(catalog, options.id)
    for offer in [*evidence.offers(catalog, options.id), *others]:
        what = ", ".join(words[key].label for words, key in ((ITEMS, offer.item), (ROUTES, offer.route)) if key)
        price = money_range(offer.low, offer.high)
        says = _("another source says ") if offer in others else ""
        where = offer.source.url or KINDS[offer.source.kind].label
        console.print(escape(f"{what}: {says}{price} ({offer.source.as_of or _('undated')}, {where})"))
    if missing:
        shown = (name if name[:2].isupper() else name.lower() for name in map(label, missing))  # "NPI number"
        console.print(escape(_("Not stated: {fields}").format(fields=", ".join(shown))))
    return FOUND


def _offer_json(offer: evidence.Offer) -> dict[str, Any]:
    """An offer with the names of prices.csv; null where not stated."""
    return {
        "item": offer.item,
        "route": offer.route or None,
        "low_usd": offer.low,
        "high_usd": offer.high,
        "sessions": offer.sessions,
        "minutes": offer.minutes,
        "includes": list(offer.includes),
        "note": offer.note or None,
        "as_of": offer.source.as_of or None,
        "source_url": offer.source.url or None,
        "kind": offer.source.kind,
    }
