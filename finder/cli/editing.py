"""`fact`, `price`, `remove`: what a maintainer writes into the table by hand."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from finder import editing, geocoding, schema
from finder.cli import asking
from finder.cli.common import FOUND, NOTHING, Command, UsageError, print_json
from finder.editing import Table
from finder.settings import settings
from finder.sources import facts
from finder.sources.candidates import Origin, PriceOffer, Statement
from finder.sources.identity import phone, site
from finder.sources.sheetwords import named
from finder.text import _, count, join, money_range
from finder.vocabulary import FIELDS, ITEMS, KINDS, ROUTES, STATE_CODES

#: Ways to say that nobody's page but somebody's word is the source.
SPOKEN = {"phone": "phone", "phone call": "phone", "call": "phone", "report": "report", "a person's report": "report"}


#: What a note may have; the longest of the bundled table has 323.
MAX_NOTE = 400


def origin(source: str, kind: str, as_of: str, website: str) -> Origin:
    """The source that was named: the address of a page, or a phone call. Raises UsageError.

    A page on the clinic's own site is the clinic's, one of the government is a register's; for others `kind` must say.
    """
    source = source.strip()
    if not source:
        raise UsageError(_("Say where it is stated: --source with the address of the page, or --source “phone call”."))
    if spoken := SPOKEN.get(source.lower()):
        return Origin("", kind or spoken, as_of)
    if not re.match(r"https?://", source):
        raise UsageError(
            _("--source is “{source}”: give the address of the page (https://…) or “phone call”.").format(source=source)
        )
    kind = kind or kind_of_page(source, website)
    if not kind:
        raise UsageError(
            _("{host} is not the clinic's own site. Say what it is: --kind {kinds}.").format(
                host=urlsplit(source).hostname, kinds=join([*KINDS.bits], _("or"))
            )
        )
    return Origin(source, kind, as_of)


def run_fact(options: argparse.Namespace) -> int:
    """Adds or takes out one fact of a clinic."""
    with editing.edit(settings().data) as table:
        row = table.row(options.id)
        if options.what == "remove":
            said = [table.unstate(options.id, options.field, word) for word in words_of(options.field, options.value)]
        else:
            if options.field in ("rating", "reviews", "review_source"):
                raise UsageError(_("Ratings are not typed in: “ratings” asks the sites that allow it."))
            if not options.value:
                raise UsageError(_("Say what {field} is: fact add CLINIC {field} VALUE").format(field=options.field))
            source = origin(options.source, options.kind, options.as_of, row["website"])
            words = words_of(options.field, options.value)
            said = []
            if options.field == "note":
                check_note(options.value)
                if row["note"]:  # Notes are ours, not what one source says against another: the new one counts.
                    said = [_("{id}: note was {was}").format(id=options.id, was=row["note"])]
                    table.unstate(options.id, "note")
            said += [table.state(options.id, Statement(options.field, cell(options.field, w), source)) for w in words]
        table.save()
    return _report(options, said)


def check_note(text: str) -> None:
    """Raises UsageError for a note that is not fit for patients, who read it on the clinic's page as our own words."""
    if re.search(r"""["“”„«»]|(?<!\w)['‘]|['’](?!\w)""", text):
        why = _("put it in your own words, without quotation marks")
    elif len(text) > MAX_NOTE:
        why = _("say it in {most} characters; this has {n}").format(most=MAX_NOTE, n=len(text))
    elif facts.trim_note(text)[1] or re.search(r"\bexcerpts?\b|\bpage seen\b|\bper the\b", text, re.IGNORECASE):
        why = _("leave out where and how it was found; that is what --source is for")
    else:
        return
    raise UsageError(_("A note is read by patients: {why}.").format(why=why))


def run_price(options: argparse.Namespace) -> int:
    """Adds, takes out or lists prices of a clinic."""
    with editing.edit(settings().data) as table:
        row = table.row(options.id)
        if options.what == "remove":
            if len(options.words) != 1 or not options.words[0].isdecimal():
                raise UsageError(_("Say which price: price remove CLINIC NUMBER (see “price list CLINIC”)."))
            said = [table.drop_offer(options.id, int(options.words[0]))]
        elif options.what == "list":
            said = [_shown(number, one) for number, one in enumerate(table.offers(options.id), start=1)]
        else:
            source = origin(options.source, options.kind, options.as_of, row["website"])
            said = [table.offer(options.id, _offer(options, source))]
        table.save()
    return _report(options, said)


def _shown(number: int, row: Mapping[str, str]) -> str:
    """A price on one line, with the number to take it out by."""
    amount = money_range(*(float(row[end]) if row[end] else None for end in ("low_usd", "high_usd")))
    what = " ".join(filter(None, (row["item"], row["route"], row["sessions"] and f"{row['sessions']}x", amount)))
    return f"{number}. {what}, {row['as_of'] or _('undated')}, {row['source_url'] or KINDS[row['kind']].label}"


def _offer(options: argparse.Namespace, source: Origin) -> PriceOffer:
    """`session iv 450`, `series iv 2400`, `session 400 600`, `session iv from 450`, `session iv 400-600`."""
    check_note(options.note)
    item, *rest = options.words or [""]
    route = rest.pop(0) if rest and rest[0] in ROUTES else ""
    low, high = amounts(" ".join(rest))
    return PriceOffer(
        item=item,
        origin=source,
        route=route,
        low_usd=low,
        high_usd=high,
        sessions=options.sessions,
        minutes=options.minutes,
        includes=tuple(word.strip() for word in options.includes.split(",") if word.strip()),
        note=options.note,
    )


def amounts(text: str) -> tuple[float | None, float | None]:
    """Low and high of a price as people type it: "450", "400-600", "from 450", "up to 600". Raises UsageError."""
    plain = text.lower().replace(",", "").replace("$", "").strip()
    number = r"([0-9]+(?:\.[0-9]{1,2})?)"
    if found := re.fullmatch(number, plain):
        return float(found[1]), float(found[1])
    if found := re.fullmatch(rf"{number}\s*(?:-|–|to|\s)\s*{number}", plain):
        return float(found[1]), float(found[2])
    if found := re.fullmatch(rf"(?:from|at least)\s*{number}|{number}\s*\+", plain):
        return float(found[1] or found[2]), None
    if found := re.fullmatch(rf"(?:up to|at most)\s*{number}", plain):
        return None, float(found[1])
    raise UsageError(
        _("“{text}” is not a price. Write 450, 400-600, from 450 or up to 600, in dollars.").format(text=text)
    )


def words_of(field: str, text: str) -> list[str]:
    """The words typed for a list field, or the one value of another."""
    if field not in schema.LISTS:
        return [text]
    return [word.strip() for word in re.split(r"[;,]", text) if word.strip()] or [""]


def cell(field: str, text: str) -> str:
    """What was typed, as the table writes it: phone numbers, states, yes and no, words by their labels."""
    plain = text.strip()
    if field == "phone":
        return phone(plain) or plain
    if field in ("state", "states_served"):
        return STATE_CODES.get(plain.lower(), plain.upper())
    if field in ("board_certified", "new_patients", "referral_required", "telehealth_only"):
        return {"y": "true", "yes": "true", "n": "false", "no": "false"}.get(plain.lower(), plain.lower())
    if field == "website" and plain and "://" not in plain:
        return f"https://{plain}"
    if field in FIELDS or field == "languages":
        return named(field, plain) or plain
    return plain


def place_by_town(table: Table, clinic_id: str) -> str:
    """Puts a clinic that has a door and no position at its ZIP or town; what there is to say of it."""
    row = table.row(clinic_id)
    if row["lat"] or row["telehealth_only"] == "true":
        return ""
    place, how, remark = geocoding.by_gazetteer(row["city"], row["state"], row["zip"][:5])
    if place:
        table.place(clinic_id, place.lat, place.lon, how)
    return remark


def typed_offer(typed: str, source: Origin) -> PriceOffer:
    """The price of a line such as “session iv 450” or “series iv 6x 2400”. Raises UsageError."""
    words = typed.split()
    sessions = next((int(word[:-1]) for word in words if re.fullmatch(r"\d{1,3}x", word)), None)
    rest = [word for word in words if not re.fullmatch(r"\d{1,3}x", word)]
    asked = argparse.Namespace(words=rest, sessions=sessions, minutes=None, includes="", note="")
    return _offer(asked, source)


def month(typed: str) -> str:
    """A month as it was typed, if it is one and not yet to come. Raises UsageError."""
    if not re.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", typed):
        raise UsageError(_("“{typed}” is no month. Write it like 2026-03.").format(typed=typed))
    if typed > f"{date.today():%Y-%m}":
        raise UsageError(_("{month} is yet to come.").format(month=typed))
    return typed


def kind_of_page(url: str, website: str) -> str:
    """`clinic` for a page on the clinic's site, `register` for one of the government; empty where somebody must say."""
    if website and site(website).domain and site(website).domain == site(url).domain:
        return "clinic"
    return "register" if (urlsplit(url).hostname or "").endswith((".gov", ".mil")) else ""


#: Letters to answer with -> kinds of pages that are not the clinic's.
OTHER_KINDS = {"c": "clinic", "p": "press", "d": "directory", "r": "register", "o": "other"}


def run_remove(options: argparse.Namespace) -> int:
    """Takes out a clinic with all that is known of it."""
    with editing.edit(settings().data) as table:
        row = table.row(options.id)
        question = _("Take out {name} with {prices} and {sources}?").format(
            name=row["name"],
            prices=count(len(table.offers(options.id)), _("price"), _("prices")),
            sources=count(len(table.evidence(options.id)), _("source"), _("sources")),
        )
        try:
            if not options.yes and not asking.yes(question):
                raise asking.Stop
        except asking.Stop:
            print(_("Nothing was changed."))
            return NOTHING
        table.forget(options.id)
        table.save()
    return _report(options, [_("{id} taken out").format(id=options.id)])


def _report(options: argparse.Namespace, said: list[str]) -> int:
    if options.json:
        print_json({"changed": said})
    else:
        print("\n".join(said))
    return FOUND


def add(command: Command) -> None:
    """Adds the commands of this module to the command line."""

    def sourced(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--source", default="", metavar="SOURCE", help=_("address of the page, or “phone call”"))
        sub.add_argument("--kind", default="", choices=KINDS.bits, metavar="KIND", help=", ".join(KINDS.bits))
        sub.add_argument("--as-of", default="", metavar="YYYY-MM", help=_("the month that the page prints"))

    fact = command("fact", run_fact, _("add a fact of a clinic with its source, or take one out"))
    fact.add_argument("what", choices=["add", "remove"])
    fact.add_argument("id", metavar="CLINIC")
    fact.add_argument("field", metavar="FIELD", help=_("a column of clinics.csv, such as conditions"))
    fact.add_argument("value", nargs="?", default="", metavar="VALUE", help=_("words of a list with commas between"))
    sourced(fact)

    price = command("price", run_price, _("add a price of a clinic with its source, list them, or take one out"))
    price.add_argument("what", choices=["add", "list", "remove"])
    price.add_argument("id", metavar="CLINIC")
    price.add_argument(
        "words",
        nargs="*",
        metavar="PRICE",
        help=_("like “session iv 450”; items: {items}").format(items=", ".join(ITEMS.bits)),
    )
    price.add_argument("--sessions", type=int, metavar="N", help=_("medicine visits that it buys"))
    price.add_argument("--minutes", type=int, metavar="N")
    price.add_argument("--includes", default="", metavar="WORDS", help=_("what else the price covers, with commas"))
    price.add_argument("--note", default="", metavar="TEXT", help=_("for patients, in your own words"))
    sourced(price)

    gone = command(
        "remove", run_remove, _("take out a clinic that was added by mistake (one that closed: status closed)")
    )
    gone.add_argument("id", metavar="CLINIC")
    gone.add_argument("--yes", action="store_true", help=_("without asking"))
