"""Which column of somebody's spreadsheet holds which fact: guessed by its name, the look of its cells, or told.

A target is a column of clinics.csv (`phone`), one word of a list that is ticked (`conditions:ptsd`), a price
(`price:session:iv`, one end of it `price:session:iv:low`), an `address` in one cell, or what stands behind the row:
`id`, `source_url`, `as_of`, `read_on`, `kind`. A column without a target is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from finder import schema
from finder.sources import sheetcells, sheetwords
from finder.sources.sheetcells import CellError
from finder.sources.sheetwords import plain
from finder.tables import shorten
from finder.text import _
from finder.vocabulary import FIELDS, ITEMS, LABELS, ROUTES, nearest

#: What stands behind a row rather than in it.
ABOUT = ("id", "source_url", "as_of", "read_on", "kind")
#: Columns of the table that no sheet may fill: they are ours.
_OURS = frozenset({"id", "excluded_since"})
#: Ways to say that a column is not to be read.
_IGNORED = frozenset({"", "-", "ignore", "skip", "none"})

#: Target -> what people call the column, besides its name in the table and its label there.
_CALLED = {
    "id": "id|clinic id|record id|ref|key|uid|identifier|row id",
    "name": "name|clinic name|clinic|practice|practice name|business name|business|company|company name|organization"
    "|organisation|facility|facility name|location name|title|center name|account name|provider name",
    "street": "street|street address|address|address 1|address line 1|addr|address1|street1|street 1|location address",
    "address": "full address|complete address|city state zip|city state|location|city st zip|city and state",
    "city": "city|town|city name|locality|municipality",
    "state": "state|st|state code|state province|us state",
    "zip": "zip|zip code|zipcode|postal code|postcode|postal|zip5|zip postal code",
    "lat": "lat|latitude",
    "lon": "lon|lng|long|longitude",
    "phone": "phone|phone number|telephone|tel|contact number|main phone|office phone|phone no|telephone number"
    "|telephone no|tel no|call",
    "website": "website|web site|web|site|url|web address|homepage|home page|domain|www|website url|web page",
    "source_url": "source url|source|source link|sources|reference|citation|listing url|found at|stated at",
    "as_of": "as of|as of date|page date|published|updated|last updated|date|stated on|date of page|call date",
    "read_on": "read on|checked|date checked|verified|last verified|accessed|retrieved|last checked|date verified"
    "|checked on|verified on|last checked on|last verified on|date last checked|date last verified|day checked"
    "|day read|date read|read date|accessed on|date accessed|retrieved on|date retrieved|confirmed|confirmed on"
    "|date confirmed|last confirmed|visited on|date visited|looked up on|date of check|check date|verification date",
    "kind": "kind|source type|source kind|type of source|kind of source",
    "status": "status|open or closed|clinic status|operating status|open closed",
    "telehealth_only": "telehealth only|online only|virtual only|at home only|no physical location",
    "states_served": "states served|licensed states|serves states|licensed in|states",
    "routes": "routes|route|route of administration|administration|delivery method|modality|modalities|how given"
    "|ketamine type|methods|treatment type|treatment types|forms of ketamine",
    "settings": "settings|setting",
    "conditions": "treats|conditions|conditions treated|indications|condition|diagnoses|disorders treated"
    "|what they treat",
    "services": "services|other services|services offered|additional services|also offers",
    "clinicians": "clinicians|providers|provider type|staff|credentials|practitioners|medical staff|provider types"
    "|who treats|clinician|provider credentials",
    "board_certified": "board certified|board certification|board cert",
    "memberships": "memberships|accreditation|accreditations|affiliations|certifications|membership",
    "monitoring": "monitoring|safety|safety monitoring|monitors|patient monitoring",
    "iv_minutes": "infusion length|infusion minutes|length of infusion|infusion duration|iv minutes|infusion time",
    "series_sessions": "number of infusions|series sessions|number of sessions|infusions in series|sessions in series",
    "insurance": "insurance|insurance accepted|insurances|insurers|accepts insurance|takes insurance|payers"
    "|insurance plans|insurance taken|accepted insurance|ins|ins accepted|bills insurance|insurance billed"
    "|insurance for ketamine|accepts insurance for ketamine|takes insurance for ketamine"
    "|bills insurance for ketamine|ketamine insurance|insurance covers ketamine",
    "financing": "financing|payment options|financing options|ways to pay|payment plans|payment methods|payment",
    "languages": "languages|language|languages spoken",
    "accessibility": "accessibility|access|accessible",
    "rating": "rating|review rating|stars|star rating|google rating|yelp rating|average rating",
    "reviews": "reviews|number of reviews|number reviews|review count|reviews count|no of reviews|google reviews"
    "|yelp reviews",
    "review_source": "review source|rating source|reviews from",
    "new_patients": "new patients|accepting new patients|accepts new patients|taking new patients|takes new patients",
    "wait_days": "wait|wait time|wait days|days to first appointment|waiting time|days wait",
    "min_age": "min age|minimum age|youngest age|age minimum|youngest patient|age limit",
    "referral_required": "referral required|referral|needs referral|referral needed|requires referral",
    "hours": "hours|opening hours|working hours|open hours|office hours|hours of operation|business hours",
    "npi": "npi|npi number|npi no",
    "note": "note|notes|comments|comment|remarks|internal notes",
}
#: Said before what a column holds, and nothing of it: "Clinic phone", "Business city".
_OF_THE_CLINIC = re.compile(
    r"^(?:the |our |main |primary )*"
    r"(?:clinic|facility|business|practice|company|office|location|provider|center)s? (?=\w)"
)
_PRICE = re.compile(r"\b(?:price|prices|pricing|cost|costs|fee|fees|charge|charges|usd|rate|rates|cash)\b")
_NO_PRICE = re.compile(
    r"\b(?:note|notes|source|date|url|link|as of|includes|plan|plans|range notes|low cost|details"
    # What is paid, but buys no session: better not read than taken for the price of one.
    r"|deposit|deposits|cancel\w*|no show|noshow|missed|late|booking|reservation|application|registration|enrollment"
    r"|admin\w*|shipping|delivery|copays?|co pay|coinsurance|deductible|kit|refills?|medication|medicine|drug|pharmacy"
    r"|hourly|per hour|half hour|week|weekly|year|yearly|annual|annually|follow ups?|followup|travel"
    r"|discounts?|savings?|nad|tms|labs?|heart|success|response|remission)\b"
)
#: The number of sessions of a series: more than one, and fewer than anybody would pay for at once.
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}
_MANY = rf"(?:[2-9]|1\d|2[0-4]|{'|'.join(_NUMBERS)})"
_OF_WHAT = r"(?:iv |im |ketamine |spravato |infusion )*"
_SESSIONS = r"(?:infusions?|sessions?|treatments?|visits?|doses?|injections?)"
#: "6-pack", "6 infusions", "pack of 6", "price for 6", "6x", "x6".
_HOW_MANY = re.compile(
    rf"\b(?:({_MANY}) ?(?:{_OF_WHAT}{_SESSIONS}|{_OF_WHAT}packs?|{_OF_WHAT}packages?|x)\b|(?:of|for|x) ?({_MANY})\b)"
)
_SERIES = (
    rf"series|packages?|packs?|bundles?|bundled|course|program|induction|loading|six|total|{_HOW_MANY.pattern[2:]}"
)
_SEVERAL = re.compile(rf"\b(?:series|packages?|packs?|bundles?|bundled)\b|{_HOW_MANY.pattern}")
#: Numbers in a column's name that count no sessions: minutes, milligrams, one session, a year.
_OTHER_NUMBERS = re.compile(
    r"\b(?:\d+ )?(?:to )?\d+ ?(?:min|mins|minutes?|hours?|hrs?|h)\b|\b(?:\d+ )?\d+ ?mg(?: kg)?\b|\b20\d\d(?: \d\d?)?\b"
    rf"|\b(?:1|one) (?={_OF_WHAT}{_SESSIONS}\b)"
)
#: Of a series, what one session of it costs.
_EACH = re.compile(rf"\b(?:per|each|every|a|an) {_OF_WHAT}{_SESSIONS}\b|\beach\b|\bper (?:iv|im)\b")
#: What a price is for: the first that its column's name holds.
_ITEMS = (
    ("consultation", r"consult\w*|intake|initial visit|first visit|new patient"),
    ("evaluation", r"eval\w*|assessment"),
    ("membership", r"membership|monthly|per month|a month|month|subscription"),
    ("group_series", r"group (?:series|package|program)"),
    ("group_session", r"group"),
    ("maintenance_session", r"maintenance|booster"),
    ("kap_session", r"kap|assisted|with therapy"),
    ("therapy_session", r"therapy (?:session|visit)|integration"),
    ("pain_session", r"pain|crps"),
    ("series", _SERIES),
    ("first_session", rf"(?:first|initial|intro|introductory|trial) {_OF_WHAT}{_SESSIONS}"),
    ("session", r""),
)
#: Columns that name a series and no price: "6-pack", "Package of 6", "Initial series".
_BARE_SERIES = re.compile(
    rf"(?:(?:initial|first|full|iv|im|ketamine|infusion|treatment) )*"
    rf"(?:(?:series|packages?|packs?|bundles?)(?: (?:of|for) {_MANY})?"
    rf"|{_MANY} ?(?:{_OF_WHAT}{_SESSIONS}|packs?|packages?))"
    rf"(?: {_OF_WHAT}{_SESSIONS})?"
)
#: The middle sum under such a name from which it is the price of a series, not of a session nor a number of them.
_SERIES_USD = 1_000
#: Names of nothing but the price of one session.
_PLAIN_PRICE = re.compile(
    r"(?:(?:the|a|an|one|single|per|of|for|price|cost|fee|cash|usd|ketamine|iv|im|spravato|infusion|session|treatment)"
    r"(?: |$))+"
)
_ROUTES = (
    ("iv", r"iv|infusions?|intravenous"),
    ("im", r"im|intramuscular"),
    ("spravato", r"spravato|esketamine"),
    ("subcutaneous", r"subq|subcutaneous"),
    ("nasal_compounded", r"compounded nasal|nasal ketamine"),
    ("sublingual", r"sublingual|lozenges?|troches?"),
)
#: Cells looked at for the look of a column.
SAMPLE = 100


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of the sheet is taken for: its target (empty: not read), how sure that is (0 to 1), why, in words,
    and the first thing that stands in it."""

    header: str
    target: str
    sure: float
    why: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column of a sheet is taken for, in the sheet's order; `line` is where its names stand."""

    columns: tuple[Column, ...]
    sheet: str = ""
    line: int = 1

    def target(self, header: str) -> str:
        """What the column of this name is taken for; empty if it is not read or not there."""
        return next((column.target for column in self.columns if column.header == header), "")

    def __contains__(self, target: str) -> bool:
        return any(column.target == target for column in self.columns)

    def lines(self) -> Iterator[str]:
        """One line a column, for a person: its name, what it is taken for, how sure, why, and what stands in it."""
        for column in self.columns:
            taken = title(column.target) if column.target else _("not read")
            sure = f" {column.sure:.0%}" if column.target else ""
            example = _(" (such as {cell})").format(cell=shorten(column.example, 40)) if column.example else ""
            yield f"{shorten(column.header, 40)} -> {taken}{sure}: {column.why}{example}"


class ColumnError(ValueError):
    """A column that was told is not in the sheet, or what it is told to hold is nothing we know."""


def title(target: str) -> str:
    """A target in words: `price:session:iv` is "Price: one session, IV infusion"."""
    first, *rest = target.split(":")
    about = {
        "id": _("The sheet's own number"),
        "lat": _("Latitude"),
        "lon": _("Longitude"),
        "position": _("How exact the position is"),
        "address": _("Address in one cell"),
        "source_url": _("Page that states the row"),
        "as_of": _("Month of that page"),
        "read_on": _("Day it was read"),
        "kind": _("Kind of source"),
    }
    if first == "price":
        item, route, end = (*rest, "", "")[:3]
        parts = [ITEMS[item].label if item in ITEMS else item, ROUTES[route].label if route in ROUTES else route]
        ends = {"low": _("low end"), "high": _("high end")}
        return _("Price: {what}").format(what=", ".join(filter(None, [*parts, ends.get(end, end)])))
    label = about.get(first) or _(LABELS.get(first, first))
    return f"{label}: {FIELDS[first][rest[0]].label}" if rest else label


def named(header: str) -> tuple[str, float]:
    """The target that a column's name stands for, and how sure that is; empty if it stands for none."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header.replace("$", " usd "))
    exact = header.strip().lower()
    if _is_target(exact):
        return exact, 1.0
    names = list(dict.fromkeys((plain(header), plain(split), _OF_THE_CLINIC.sub("", plain(split)))))
    for name in names:
        if target := _NAMES.get(name):
            return target, 0.95
    for name in names:
        if target := _price(name):
            return target, 0.95 if _PLAIN_PRICE.fullmatch(name) else 0.9
    for name in names:
        if word := _ticked(name):
            return word, 0.9
    # As many words: "Infusion duration (hours)" is not a duration in minutes.
    name = names[-1]
    alike = [known for known in _NAMES if known.count(" ") == name.count(" ")]
    close = process.extractOne(name, alike, scorer=fuzz.ratio, score_cutoff=85) if len(name) >= 4 else None
    return (_NAMES[close[0]], 0.7) if close else ("", 0.0)


def guess(headers: Sequence[str], sample_rows: Sequence[Sequence[str]]) -> Mapping:
    """What each column is taken for, by its name and by the look of its first cells. No single fact is taken twice."""
    rows = sample_rows[:SAMPLE]
    found = []
    for i, (header, said) in enumerate(zip(unique(headers), headers, strict=True)):
        cells = [row[i] for row in rows if i < len(row) and not sheetcells.empty(row[i])]
        column = _guess(" ".join(said.split()) or header, cells)
        found.append(replace(column, header=header))
    return Mapping(tuple(_complete(_settled(found))))


def told(mapping: Mapping, columns: Iterable[tuple[str, str]]) -> Mapping:
    """The mapping with what a person said of some columns. Raises ColumnError with the nearest that is right."""
    chosen = {}
    names = {column.header.casefold(): column.header for column in mapping.columns}
    for header, target in columns:
        name = names.get(" ".join(header.split()).casefold())
        if name is None:
            close = nearest(header, names)
            hint = _(" Is “{close}” meant?").format(close=names[close]) if close else ""
            raise ColumnError(_("The sheet has no column “{header}”.{hint}").format(header=header, hint=hint))
        chosen[name] = _told(target)
    taken = {target for target in chosen.values() if not _may_repeat(target)}
    found = []
    for column in mapping.columns:
        if column.header in chosen:
            target = chosen[column.header]
            found.append(Column(column.header, target, 1.0 if target else 0.0, _("as you said"), column.example))
        elif column.target in taken:
            found.append(Column(column.header, "", 0.0, _("another column is"), column.example))
        else:
            found.append(column)
    return Mapping(tuple(_complete(found)), mapping.sheet, mapping.line)


def unique(headers: Sequence[str]) -> list[str]:
    """The names of the columns, on one line each; one without a name is called by its letter, a second one numbered."""
    names: list[str] = []
    for i, header in enumerate(headers):
        name = " ".join(header.split()) or _("column {letter}").format(letter=_letter(i))
        again, number = name, 2
        while again in names:
            again, number = f"{name} ({number})", number + 1
        names.append(again)
    return names


def _letter(i: int) -> str:
    """What a spreadsheet calls its column: 0 is A, 26 is AA."""
    return (_letter(i // 26 - 1) if i >= 26 else "") + chr(ord("A") + i % 26)


def _guess(header: str, cells: list[str]) -> Column:
    """What one column is taken for by itself."""
    example = cells[0] if cells else ""
    target, sure = named(header)
    if not target and not _PRICE.search(plain(header)):  # of a price it may be a number of sessions
        target, sure = named(re.sub(r" \(\d+\)$", "", header))
    if series := _bare_series(header, cells):
        return Column(header, series, 0.8, _("by its name and the sums in it"), example)
    if target == "note":
        why = _("notes are shown to patients; say so if these are meant for them")
        return Column(header, "", 0.0, why, example)
    if target in ("street", "city", "address") and cells:
        whole = _share("address", cells)
        if whole >= 0.5:
            target = "address"
        elif target == "address":
            target = "street" if sum(bool(re.search(r"\d", cell)) for cell in cells) * 2 > len(cells) else "city"
    if ":" in target and not target.startswith("price:") and cells and _ticks(cells) < 0.8:
        # "Insurance" may be a column of its words or, as "Medicare", of ticks; here it is neither.
        target, sure = "", 0.0
    if not target:
        target, sure = _by_look(cells)
        why = _("by what stands in it") if target else _("nothing that we know")
        return Column(header, target, sure, why, example)
    fit = _share(target, cells, header) if cells else None
    if fit is not None and fit < 0.2 and len(cells) >= 3:
        other, other_sure = _by_look(cells)
        if other:
            return Column(header, other, other_sure, _("by what stands in it"), example)
        why = _("its name fits, what stands in it does not")
        if no := next((cell for cell in cells if sheetwords.bare_no(target, cell, header) == ""), ""):
            why = sheetwords.says_no(target, no)
        return Column(header, "", 0.0, why, example)
    if fit is not None:
        # What can be read is hardly less true beside what cannot; a sum under a price's name least of all.
        sure *= 0.9 + 0.1 * fit if target.startswith("price:") else 0.8 + 0.2 * fit
    return Column(header, target, round(sure, 2), _("by its name"), example)


def _settled(found: list[Column]) -> list[Column]:
    """The columns, of which each fact that has one value is taken from the surest."""
    best: dict[str, float] = {}
    for column in found:
        best[column.target] = max(best.get(column.target, 0.0), column.sure)
    settled, taken = [], set()
    for column in found:
        single = bool(column.target) and not _may_repeat(column.target)
        if single and (column.target in taken or column.sure < best[column.target]):
            column = Column(column.header, "", 0.0, _("another column is"), column.example)
        elif single:
            taken.add(column.target)
        settled.append(column)
    return settled


def _complete(found: list[Column]) -> list[Column]:
    """The columns without a rating of which the sheet does not say how many gave it and where."""
    targets = {column.target for column in found}
    if targets >= {"reviews", "review_source"}:
        return found
    why = _("a rating needs the number of reviews and where they are, in columns of their own")
    return [
        Column(column.header, "", 0.0, why, column.example) if column.target == "rating" else column for column in found
    ]


def _may_repeat(target: str) -> bool:
    """Whether several columns may say it together, as those of a list may."""
    return target == "" or target in schema.LISTS or ":" in target


def _by_look(cells: list[str]) -> tuple[str, float]:
    """What a column of any name is, where its cells leave little doubt."""
    if len(cells) < 2:
        return "", 0.0
    for target, sure, least in (("npi", 0.9, 1.0), ("phone", 0.8, 0.9), ("address", 0.75, 0.8), ("state", 0.7, 0.95)):
        if _share(target, cells) >= least:
            return target, sure
    if sum(bool(re.match(r"(?i)https?://|www\.", cell)) for cell in cells) >= 0.9 * len(cells):
        return "website", 0.7
    if _ticks(cells) == 1.0 or not any(re.search(r"[A-Za-z]", cell) for cell in cells):
        return "", 0.0
    for field in FIELDS:
        if _share(field, cells) >= 0.9 and len(set(cells)) > 1:
            return field, 0.6
    return "", 0.0


def _share(target: str, cells: list[str], header: str = "") -> float:
    """The share of cells that can be read as a target: a whole cell of words counts by how many are known."""
    if not cells:
        return 0.0
    return sum(_fit(target, cell, header) for cell in cells) / len(cells)


def _fit(target: str, cell: str, header: str) -> float:
    first, *rest = target.split(":")
    try:
        if first == "price":
            sheetcells.price(cell)
        elif first == "address":
            sheetcells.address(cell)
        elif rest:
            sheetcells.yes(cell)
        elif first in schema.LISTS:
            known, odd = sheetcells.values(first, cell, header)
            return len(known) / max(len(known) + len(odd), 1)
        else:
            sheetcells.value(first, cell)
    except CellError:
        return 0.0
    return 1.0


def _ticks(cells: list[str]) -> float:
    return _share("conditions:ptsd", cells)


def _price(name: str) -> str:
    """The price that a column's name speaks of, as a target; empty if it speaks of none."""
    if not _PRICE.search(name) or _NO_PRICE.search(name):
        return ""
    name = _without_other_numbers(name)
    route = next((route for route, words in _ROUTES if re.search(rf"\b(?:{words})\b", name)), "")
    item = next(item for item, words in _ITEMS if not words or re.search(rf"\b(?:{words})\b", name))
    number = re.search(r"\d", _HOW_MANY.sub(" ", name))
    if item == "session" and re.search(r"\b(?:telehealth|video|phone|virtual|online)\b", name):
        return ""  # perhaps only a talk
    if "series" in item and _EACH.search(name):
        return ""  # a session's price, but only of one in a series
    if number or ("series" not in item and _SEVERAL.search(name)):
        return ""  # a number of we know not what, or a series of something else
    end = "low" if re.search(r"\b(?:low|min|minimum|from)\b", name) else ""
    end = end or ("high" if re.search(r"\b(?:high|max|maximum|up to)\b", name) else "")
    return ":".join(["price", item, route, end]).rstrip(":")


def _without_other_numbers(name: str) -> str:
    return " ".join(_OTHER_NUMBERS.sub(" ", name).split())


def sessions(header: str) -> int | None:
    """How many sessions a column's name speaks of: "6-pack price", "Price of 6 infusions"; None if it does not say."""
    found = _HOW_MANY.search(_without_other_numbers(plain(header)))
    if not found:
        return None
    number = found[1] or found[2]
    return _NUMBERS.get(number) or int(number)


def _bare_series(header: str, cells: list[str]) -> str:
    """The price of a series that a column holds whose name says no "price", by the sums in it; empty if it is none."""
    name = plain(header)
    if not _BARE_SERIES.fullmatch(name) or not cells or _share("price:series", cells) < 0.8:
        return ""
    sums = []
    for cell in cells:
        try:
            found = sheetcells.price(cell)
        except CellError:
            continue
        sums.append(found.high if found.low is None else found.low)
    middle = sorted(one or 0.0 for one in sums)[len(sums) // 2]
    return _price(f"{name} price") if middle >= _SERIES_USD else ""


def _ticked(name: str) -> str:
    """The one word that a column of ticks is about, as a target: "Treats PTSD" is `conditions:ptsd`."""
    bare = re.sub(r"^(?:treats|offers|accepts|takes|has|for|does) | on (?:staff|site)$", "", name)
    for field in FIELDS:
        if word := sheetwords.named(field, bare):
            return f"{field}:{word}"
    return ""


def _told(target: str) -> str:
    """A target as a person writes it: the very word, or any name of the column. Raises ColumnError."""
    text = target.strip().lower()
    if text in _IGNORED:
        return ""
    if _is_target(text):
        return text
    guessed, sure = named(target)
    if sure >= 0.85:  # not one that is only like it: whoever says it should know what was understood
        return guessed
    close = nearest(text, _TARGETS)
    hint = _(" Is “{close}” meant?").format(close=close) if close else ""
    raise ColumnError(_("“{target}” is nothing that a column can hold.{hint}").format(target=target, hint=hint))


def _is_target(text: str) -> bool:
    first, *rest = text.split(":")
    if first == "price":
        item, route, end = (*rest, "", "", "")[:3]
        return (
            len(rest) in (1, 2, 3) and item in ITEMS and (not route or route in ROUTES) and end in ("", "low", "high")
        )
    if rest:
        return first in FIELDS and len(rest) == 1 and rest[0] in FIELDS[first]
    return first in _TARGETS


_TARGETS = tuple(dict.fromkeys([*ABOUT, "address", *(name for name in schema.CLINICS.columns if name not in _OURS)]))
#: A column's name -> its target.
_NAMES = {plain(name): target for target, names in _CALLED.items() for name in names.split("|")}
for _target in _TARGETS:
    for _name in (_target, LABELS.get(_target, "")):
        if plain(_name):
            _NAMES.setdefault(plain(_name), _target)
