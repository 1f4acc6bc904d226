"""The page for the clinician as one printed page (PDF), in our own typeface."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from finder.progress import day, heading
from finder.tables import shorten
from finder.text import _

# Lengths in points, 72 to the inch.
_MARGIN, _FOOT, _LEADING = 48.0, 40.0, 1.3
_FONT = "Atkinson"
_FILE, _STYLES = "AtkinsonHyperlegibleNext", {"": "Regular", "B": "Bold"}
_FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
#: The size of the text and the most characters of a line, from roomy to tight: the first at which all is on one page.
#: At the last, each line of `summary` is one line on the page.
_LEVELS = ((11.0, 500), (10.0, 500), (9.0, 500), (8.0, 400), (8.0, 250), (7.0, 160), (6.0, 90))


def to_pdf(page: Sequence[tuple[str, Sequence[str]]], on: date) -> bytes:
    """One page, US letter, of headings and their lines."""
    for size, most in _LEVELS:
        made = _draw(page, on, size, most)
        if made.pages_count == 1:
            break
    return bytes(made.output())


def _draw(page: Sequence[tuple[str, Sequence[str]]], on: date, size: float, most: int) -> FPDF:
    pdf = FPDF(orientation="portrait", unit="pt", format="letter")
    pdf.set_margins(_MARGIN, _MARGIN)
    pdf.set_auto_page_break(True, _MARGIN + _FOOT)
    pdf.str_alias_nb_pages = ""  # else "{nb}" in a note would become a number
    pdf.set_title(heading())
    pdf.set_lang("en-US")
    pdf.set_creation_date(datetime.combine(on, time(), UTC))
    for style, name in _STYLES.items():
        pdf.add_font(_FONT, style, _FONTS / f"{_FILE}-{name}.ttf")
    pdf.add_page()
    _line(pdf, f"{heading()}, {day(on)}", size * 1.4, bold=True)
    for head, lines in page:
        pdf.ln(size * 0.7)
        _line(pdf, head, size * 1.1, bold=True)
        for line in lines:
            _line(pdf, f"• {shorten(line, most)}", size)
    pdf.set_auto_page_break(False)
    pdf.set_y(-_MARGIN - 10)
    _line(pdf, _("In crisis? Call or text 988, free, day and night. Veterans: press 1."), 8.5, bold=True)
    return pdf


@cache
def _signs() -> frozenset[int]:
    """The characters that both fonts have."""
    found = (TTFont(_FONTS / f"{_FILE}-{name}.ttf", lazy=True).getBestCmap() for name in _STYLES.values())
    return frozenset.intersection(*map(frozenset, found))


def _line(pdf: FPDF, text: str, size: float, *, bold: bool = False) -> None:
    pdf.set_font(_FONT, "B" if bold else "", size)
    # What the typeface lacks is shown as "?"; the library would write it to the log.
    text = "".join(sign if ord(sign) in _signs() else "?" for sign in " ".join(text.split()))
    pdf.multi_cell(0, size * _LEADING, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
