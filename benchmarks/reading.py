"""`python -m benchmarks.reading`: how well the reader of clinics' web pages reads, beside its budget.

It reads 60 made-up pages (benchmarks/clinicpages; their README says what the truth of a page is) and compares what is
accepted (confidence 0.5 or more) with the truth: precision, recall, and whether all rests on words of the page.
Pages 31 to 60 are closed: they are only counted, so that the reader is not fitted to them. `--practice` reads the pages
from 61 on instead, which are for work on the reader and count in no figure of the 60. `--unseen FOLDER` counts pages
that lie elsewhere, written by somebody who has not seen the reader and kept from whoever works on it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from selectolax.lexbor import LexborHTMLParser, LexborNode

from finder.sources.candidates import PriceOffer, Statement
from finder.vocabulary import FIELDS

FOLDER = Path(__file__).resolve().parent / "clinicpages"
#: The parts whose pages count in the figures of `all`; the others' do not.
COUNTED = ("open", "closed")
PARTS = (*COUNTED, "practice", "unseen")
#: The parts of which one may see what is false or missed.
SEEN = ("open", "practice")
#: A fact the reader is less sure of is not proposed, and does not count.
ACCEPTED = 0.5
#: What is counted -> (precision, recall) it should have at least.
BUDGETS = {"prices": (0.97, 0.85), "the rest": (0.95, 0.80)}
LISTS = (*FIELDS, "languages")
SINGLES = (
    "name", "phone", "street", "city", "state", "zip", "hours", "board_certified", "iv_minutes", "series_sessions",
    "min_age", "referral_required",
)  # fmt: skip
#: Fields of which it counts only that something is found: there are too many ways to write them.
ANYTHING = frozenset({"hours"})
READ_ON = "2026-11-27"

console = Console(width=None if sys.stdout.isatty() else 150, highlight=False)


class Reading(Protocol):
    """What the reader gives for a page."""

    @property
    def statements(self) -> tuple[Statement, ...]: ...
    @property
    def offers(self) -> tuple[PriceOffer, ...]: ...


Reader = Callable[[str, str, str], Reading]


@dataclass(frozen=True)
class Page:
    """A made-up page and its truth. `maybe` is what a careful person may or may not record: it counts neither way."""

    number: str
    part: str
    kind: str
    html: str
    prices: tuple[Mapping[str, Any], ...]
    facts: Mapping[str, Any]
    maybe_prices: tuple[Mapping[str, Any], ...] = ()
    maybe_facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"https://clinic{self.number}.example.com/page"


@dataclass
class Count:
    """How many were found that are true, found that are not, and not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, other: Count) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed

    @property
    def precision(self) -> float | None:
        return self.right / found if (found := self.right + self.wrong) else None

    @property
    def recall(self) -> float | None:
        return self.right / true if (true := self.right + self.missed) else None


@dataclass
class Score:
    """The counts over some pages, by what is counted; where the words stand; and what was false or missed."""

    counts: dict[str, Count] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def count(self, what: str) -> Count:
        return self.counts.setdefault(what, Count())

    def add(self, other: Score) -> None:
        for what, count in other.counts.items():
            self.count(what).add(count)
        self.words.update(other.words)
        self.complaints += other.complaints
        self.failures += other.failures
        self.seconds += other.seconds


def pages(part: str = "all", folder: Path = FOLDER) -> list[Page]:
    """The pages of a part (one of PARTS; `all` is the open and the closed ones, `unseen` every page), by number."""
    paths = sorted(folder.glob("[0-9]*.html"), key=lambda path: int(path.stem))
    found = [page_of(path.read_text("utf-8"), path.with_suffix(".json")) for path in paths]
    if part == "unseen":
        return [replace(page, part=part) for page in found]
    return [page for page in found if page.part == part or (part == "all" and page.part in COUNTED)]


def page_of(html: str, truth_file: Path) -> Page:
    """The page with the truth of this file."""
    truth = json.loads(truth_file.read_text("utf-8"))
    maybe = truth.get("maybe", {})
    return Page(
        truth_file.stem,
        truth["part"],
        truth["kind"],
        html,
        tuple(truth["prices"]),
        truth["facts"],
        tuple(maybe.get("prices", ())),
        maybe.get("facts", {}),
    )


def score(page: Page, read: Reader) -> Score:
    """What the reader got right, wrong and not at all on a page; if it raises, all of it is missed."""
    result = Score()
    start = time.perf_counter()
    statements: list[Statement] = []
    offers: list[PriceOffer] = []
    try:
        reading = read(page.html, page.url, READ_ON)
        statements = [said for said in reading.statements if said.confidence >= ACCEPTED]
        offers = [offer for offer in reading.offers if offer.confidence >= ACCEPTED]
    except Exception as error:
        result.failures.append(f"{page.number}: {type(error).__name__}: {error}")
    result.seconds = time.perf_counter() - start
    _score_prices(page, offers, result)
    _score_facts(page, statements, result)
    _score_words(page, [*statements, *offers], result)
    return result


_PRICE = ("item", "route", "low_usd", "high_usd", "sessions")
_AMOUNT = ("item", "low_usd", "high_usd")


def _score_prices(page: Page, offers: Iterable[PriceOffer], result: Score) -> None:
    # The same price twice on a page (in two languages, on two cards) is one offer.
    found = list(dict.fromkeys(tuple(getattr(offer, key) for key in _PRICE) for offer in offers))
    for what, keys in (("prices", _PRICE), ("prices, item and amount only", _AMOUNT)):
        left = list(found)
        count = result.count(what)
        for price in page.prices:
            match = next((one for one in left if _is_price(one, price, keys)), None)
            if match is None:
                count.missed += 1
                if what == "prices":
                    result.complaints.append(f"{page.number} missed price {_written(price)}")
            else:
                count.right += 1
                left.remove(match)
        for one in left:
            if any(_is_price(one, price, keys) for price in page.maybe_prices):
                continue
            count.wrong += 1
            if what == "prices":
                shown = _written(dict(zip(_PRICE, one, strict=True)))
                words = next(o.words for o in offers if tuple(getattr(o, k) for k in _PRICE) == one)
                result.complaints.append(f"{page.number} false price {shown} from “{words}”")


def _is_price(found: tuple[Any, ...], price: Mapping[str, Any], keys: Iterable[str]) -> bool:
    """Whether what was found is this price of a truth; where the truth lists values, any of them is right."""
    values = dict(zip(_PRICE, found, strict=True))
    return all(values[key] in price[key] if isinstance(price[key], list) else values[key] == price[key] for key in keys)


def _written(price: Mapping[str, Any]) -> str:
    return " ".join(f"{key.removesuffix('_usd')}={price[key]}" for key in _PRICE)


def _score_facts(page: Page, statements: Iterable[Statement], result: Score) -> None:
    said: dict[str, dict[str, str]] = {}
    for one in statements:
        # A list that comes as one cell is its words.
        parts = one.value.split(";") if one.field in LISTS else [one.value]
        for part in parts:
            said.setdefault(one.field, {}).setdefault(normal(one.field, part), one.words)
    for name in (*LISTS, *SINGLES):
        found = said.get(name, {})
        true = {normal(name, value) for value in _values(page.facts.get(name, ()))}
        maybe = {normal(name, value) for value in _values(page.maybe_facts.get(name, ()))}
        if name in ANYTHING:
            # Anything found is what the page says, if it says something.
            stated = sorted(true) or sorted(maybe)
            found = {stated[0] if stated else value: words for value, words in found.items()}
        right, wrong = found.keys() & true, found.keys() - true - maybe
        missed = true - found.keys()
        if name in SINGLES:
            # One value of those that are true (a page with two doors states two) is all that is asked.
            right, missed = set(sorted(right)[:1]), missed if true and not right else set()
            missed = set(sorted(missed)[:1])
        count = Count(len(right), len(wrong), len(missed))
        result.count(name).add(count)
        result.count("the rest").add(count)
        result.complaints += [f"{page.number} missed {name} {value}" for value in sorted(missed)]
        result.complaints += [f"{page.number} false {name} {value} from “{found[value]}”" for value in sorted(wrong)]


def _values(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


_STREET = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "boulevard": "blvd", "lane": "ln",
    "highway": "hwy", "freeway": "fwy", "frwy": "fwy", "parkway": "pkwy", "turnpike": "tpke", "place": "pl",
    "plaza": "plz", "court": "ct", "square": "sq", "circle": "cir", "terrace": "ter", "trace": "trce", "pike": "pike",
    "suite": "#", "ste": "#", "unit": "#", "building": "bldg", "floor": "fl", "north": "n", "south": "s", "east": "e",
    "west": "w", "northwest": "nw", "northeast": "ne", "southwest": "sw", "southeast": "se",
}  # fmt: skip
_COMPANY = re.compile(r"\b(?:llc|pllc|inc|pc|pa)$")


def normal(name: str, value: Any) -> str:
    """The value of a field in the one form in which values are compared."""
    text = unicodedata.normalize("NFKC", str(value)).strip().casefold()
    if name == "street":
        # The suite may stand before or after: the parts are compared in any order.
        parts = re.findall(r"#|\w+", text)
        return " ".join(sorted(_STREET.get(part, part) for part in parts))
    if name in ("city", "name"):
        return _COMPANY.sub("", " ".join(re.findall(r"\w+", text.replace("&", " and ")))).strip()
    return text


def _score_words(page: Page, accepted: Iterable[Statement | PriceOffer], result: Score) -> None:
    accepted = list(accepted)
    if not accepted:
        return
    visible, structured = _bare(visible_text(page.html)), _bare(structured_text(page.html))
    for one in accepted:
        where = _where(one.words, visible, structured)
        result.words[where] += 1
        if where in ("nowhere", "empty"):
            what = f"{one.field} {one.value}" if isinstance(one, Statement) else f"price {one.item} {one.low_usd}"
            result.complaints.append(f"{page.number} words {where} for {what}: “{one.words}”")


def _where(words: str, visible: str, structured: str) -> str:
    """Where the words stand: `visible`, `structured` or `nowhere`; `empty` if there are none. Words that are brought
    together from several places have an ellipsis between them."""
    parts = [part for part in (_bare(part) for part in words.split("…")) if part]
    if not parts:
        return "empty"
    whole = _bare(words)
    if whole in visible or all(part in visible for part in parts):
        return "visible"
    if all(part in visible or part in structured for part in parts):
        return "structured"
    return "nowhere"


def _bare(text: str) -> str:
    """The text without whitespace (elements may or may not stand apart), invisible signs, quotes and case."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if not c.isspace() and c not in "\"'“”‘’" and unicodedata.category(c) != "Cf")


_UNSEEN = "script, style, template, noscript, head, svg, iframe"
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def visible_text(html: str) -> str:
    """What a person can see of a page, folded parts that open on a click included."""
    tree = LexborHTMLParser(html)
    opened = {node.attributes.get("aria-controls") for node in tree.css("[aria-controls]")}
    for node in tree.css(_UNSEEN):
        node.decompose()
    for node in tree.css("[hidden], [style]"):
        if _is_hidden(node) and node.attributes.get("role") != "tabpanel" and node.attributes.get("id") not in opened:
            node.decompose()
    return tree.body.text(separator=" ") if tree.body else ""


def _is_hidden(node: LexborNode) -> bool:
    return "hidden" in node.attributes or bool(_NO_DISPLAY.search(node.attributes.get("style") or ""))


def structured_text(html: str) -> str:
    """What a page states for machines: its JSON-LD (as written, and its values), microdata, title, what images show."""
    tree = LexborHTMLParser(html)
    parts = [node.text() for node in tree.css("title")]
    parts += [node.attributes.get("alt") or "" for node in tree.css("img[alt]")]
    for node in tree.css("[content], [href^='tel:']"):
        parts.append(f"{node.attributes.get('itemprop')}: {node.attributes.get('content')}")
        parts.append(node.attributes.get("content") or node.attributes.get("href") or "")
    for node in tree.css("script[type='application/ld+json']"):
        raw = node.text()
        parts.append(raw)
        try:
            parts += _flat(json.loads(raw, strict=False))
        except ValueError:
            continue
    return "\n".join(parts)


def _flat(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _flat(inner, key)
        yield ", ".join(str(inner) for inner in value)
    else:
        yield f"{key}: {value}"
        if isinstance(value, str) and "<" in value:
            yield visible_text(value)


def measure(chosen: Iterable[Page], read: Reader) -> dict[str, Score]:
    """The scores of the open pages, the closed ones, the two together as `all`, the practice and unseen pages."""
    scores = {part: Score() for part in (*PARTS, "all")}
    for page in chosen:
        one = score(page, read)
        scores[page.part].add(one)
        if page.part in COUNTED:
            scores["all"].add(one)
    return scores


def main(arguments: list[str] | None = None, read: Reader | None = None) -> int:
    """Reads, counts, prints, and gives the exit code: 0, 1 if there is no reader, 2 if it was asked for too much."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reading", description=(__doc__ or "").partition("\n")[0]
    )
    part = parser.add_mutually_exclusive_group()
    for name in (*COUNTED, "practice", "all"):
        part.add_argument(f"--{name}", dest="part", action="store_const", const=name, help=f"the {name} pages")
    part.add_argument("--unseen", type=Path, metavar="FOLDER", help="pages of a folder that lies elsewhere")
    parser.add_argument(
        "--misses", action="store_true", help="list what is false or missed; only for open and practice pages"
    )
    options = parser.parse_args(arguments)
    chosen = "unseen" if options.unseen else options.part or ("open" if options.misses else "all")
    if options.misses and chosen not in SEEN:
        console.print(
            "Closed and unseen pages are only counted, so that nobody fits the reader to them. "
            "Use --open --misses or --practice --misses."
        )
        return 2
    if read is None:
        try:
            from finder.sources import page as reader  # type: ignore[attr-defined,unused-ignore]
        except ImportError as error:
            console.print(escape(f"There is no reader to measure yet (finder.sources.page): {error}"))
            return 1
        read = reader.read
    found = pages(chosen, options.unseen or FOLDER)
    scores = measure(found, read)
    _print(scores, chosen, len(found))
    if options.misses:
        for line in scores[chosen].complaints:
            console.print(escape(line), soft_wrap=True)
    return 0


def _print(scores: Mapping[str, Score], chosen: str, n: int) -> None:
    total = scores[chosen]
    shown = Table(
        title=f"Reading {n} made-up pages ({chosen})", caption=f"{total.seconds / max(n, 1) * 1000:.0f} ms a page"
    )
    shown.add_column("what")
    for column in ("right", "false", "missed", "precision", "recall"):
        shown.add_column(column, justify="right")
    budgeted = ("prices", "prices, item and amount only", "the rest")
    for what in (*budgeted, *LISTS, *SINGLES):
        _row(shown, what if what in budgeted else f"  {what}", total.count(what), BUDGETS.get(what))
    if chosen == "all":
        for part in COUNTED:
            for what, budget in BUDGETS.items():
                _row(shown, f"{what}, {part} pages", scores[part].count(what), budget)
    console.print(shown)
    words = total.words
    accepted = sum(words.values())
    console.print(
        f"Words: of {accepted} accepted, {words['visible']} rest on words a person can see on the page, "
        f"{words['structured']} on its data for machines, {words['nowhere']} on words that stand nowhere, "
        f"{words['empty']} on none. "
        + ("[green]ok[/]" if not words["nowhere"] + words["empty"] else "[red]not all have their words[/]")
    )
    for part in PARTS:
        for failure in scores[part].failures:
            # Of a closed or unseen page not even the message, which may quote it.
            line = failure if part in SEEN else ":".join(failure.split(":")[:2])
            console.print(f"[red]The reader failed on page {escape(line)}[/]")


def _row(table: Table, what: str, count: Count, budget: tuple[float, float] | None) -> None:
    precision, recall = budget or (None, None)
    cells = (_share(count.precision, precision), _share(count.recall, recall))
    table.add_row(what, str(count.right), str(count.wrong), str(count.missed), *cells)


def _share(value: float | None, budget: float | None) -> str:
    if value is None:
        return "-"
    if budget is None:
        return f"{value:.3f}"
    return f"{value:.3f} ({budget:.2f}) " + ("[green]ok[/]" if value >= budget else "[red]below[/]")


if __name__ == "__main__":
    sys.exit(main())
