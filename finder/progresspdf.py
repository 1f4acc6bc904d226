"""The page for the clinician as one printed page (PDF), in our own typeface."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from finder.pdf import FONT, MARGIN, pdf_document, printable
from finder.progress import day, heading
from finder.tables import shorten
from finder.text import _

# Lengths in points, 72 to the inch.
_FOOT, _LEADING = 40.0, 1.3
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
    pdf = pdf_document(heading(), on)
    pdf.set_auto_page_break(True, MARGIN + _FOOT)
    _line(pdf, f"{heading()}, {day(on)}", size * 1.4, bold=True)
    for head, lines in page:
        pdf.ln(size * 0.7)
        _line(pdf, head, size * 1.1, bold=True)
        for line in lines:
            _line(pdf, f"• {shorten(line, most)}", size)
    pdf.set_auto_page_break(False)
    pdf.set_y(-MARGIN - 10)
    _line(pdf, _("In crisis? Call or text 988, free, day and night. Veterans: press 1."), 8.5, bold=True)
    return pdf


def _line(pdf: FPDF, text: str, size: float, *, bold: bool = False) -> None:
    pdf.set_font(FONT, "B" if bold else "", size)
    pdf.multi_cell(0, size * _LEADING, printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
