"""How a fact or a price that is proposed looks at the terminal: what it says, how sure it is, what it rests on."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from finder.merging import Said
from finder.sources.candidates import Statement
from finder.text import _, money_range
from finder.vocabulary import FIELDS, INCLUDES, ITEMS, KINDS, ROUTES


def what(said: Said) -> str:
    """A fact or a price in words."""
    if isinstance(said, Statement):
        words = FIELDS.get(said.field)
        meaning = f" ({words[said.value].label})" if words and said.value in words else ""
        return f"{said.field}: {said.value}{meaning}"
    kind = ", ".join(words[key].label for words, key in ((ITEMS, said.item), (ROUTES, said.route)) if key)
    extra = [_("{n} sessions").format(n=said.sessions)] if said.sessions and said.sessions > 1 else []
    extra += [_("{n} minutes").format(n=said.minutes)] if said.minutes else []
    extra += [INCLUDES[word].label for word in said.includes]
    return ", ".join([f"{kind}: {money_range(said.low_usd, said.high_usd)}", *extra])


def source(said: Said) -> str:
    """The page of a fact, or the call, and the month it is of."""
    when = said.origin.as_of or (_("it prints no month") if said.origin.url else _("undated"))
    return f"{said.origin.url or KINDS[said.origin.kind].label} ({when})"


def show(console: Console, said: Said, where: str = "", known: str = "", source_before: str = "") -> None:
    """A fact, how sure it is, and the words it rests on; its source only where it is another than before."""
    if source(said) != source_before:
        line(console, source(said), "dim")
    sure = _("sure {percent}").format(percent=f"{said.confidence:.0%}")
    line(console, "  ".join(filter(None, [where, what(said), f"({known})" if known else "", sure])), "bold")
    if said.words:
        line(console, f"“{said.words}”", indent=4)


def line(console: Console, text: str, style: str = "", indent: int = 0) -> None:
    """A line as it is, without markup; where it is too long it goes on below its own beginning."""
    for part in Text(text).wrap(console, max(console.width - indent, 20)):
        part.rstrip()
        console.print(Text(" " * indent).append_text(part), style=style)
