"""`_()`: every word the program shows passes through here, so another language is files, not code."""

from __future__ import annotations

import calendar
import gettext
from pathlib import Path

_LOCALES = Path(__file__).resolve().parent.parent / "locales"

#: Translate a text (gettext). English is the text itself, so no file is needed for it.
_ = gettext.translation("finder", localedir=_LOCALES, fallback=True).gettext


def count(n: int, one: str, many: str) -> str:
    """`n` with the right noun: `count(1, "clinic", "clinics")` is "1 clinic"; thousands are marked."""
    return f"{n:,} {gettext.ngettext(one, many, n)}"


def money(usd: float) -> str:
    """Dollars as people write them: `money(1250)` is "$1,250", `money(62.5)` is "$62.50"."""
    return f"${usd:,.0f}" if float(usd).is_integer() else f"${usd:,.2f}"


def money_range(low: float | None, high: float | None) -> str:
    """ "$400 to $600", "$450", "from $15" or "up to $1,250"; empty when neither end is known."""
    if low is None:
        return "" if high is None else _("up to {high}").format(high=money(high))
    if high is None:
        return _("from {low}").format(low=money(low))
    return money(low) if low == high else _("{low} to {high}").format(low=money(low), high=money(high))


def month(as_of: str) -> str:
    """A month as people write it: "2023-05" is "May 2023"."""
    year, number = as_of.split("-")[:2]
    return f"{_(calendar.month_name[int(number)])} {year}"


def join(words: list[str], last: str = "and") -> str:
    """A list as prose: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
