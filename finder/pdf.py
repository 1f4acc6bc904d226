"""A PDF in the house's typeface, for US Letter: an empty document, and text that the typeface can show."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fpdf import FPDF

from finder.text import _

#: The name of the typeface in a document; it has a regular and a bold ("B") style.
FONT = "Atkinson"
#: Points, 72 to the inch.
MARGIN = 36.0
_FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
_FILES = {"": "AtkinsonHyperlegibleNext-Regular.ttf", "B": "AtkinsonHyperlegibleNext-Bold.ttf"}


def pdf_document(title: str, on: date, *, wide: bool = False) -> FPDF:
    """An empty document with its fonts, in which a position is where it was put and no text means anything else."""
    pdf = FPDF(orientation="landscape" if wide else "portrait", unit="pt", format="letter")
    pdf.set_auto_page_break(False)
    pdf.set_margins(MARGIN, MARGIN)
    pdf.c_margin = 0
    pdf.str_alias_nb_pages = ""  # else "{nb}" in a name would become a number
    pdf.set_title(title)
    pdf.set_lang("en-US")
    pdf.set_producer(_("Ketamine clinic finder"))
    pdf.set_creation_date(datetime.combine(on, time(), UTC))
    for style, file in _FILES.items():
        pdf.add_font(FONT, style, _FONTS / file)
    pdf.add_page()  # without one nothing can be measured
    return pdf


#: What the font lacks and a keyboard has.
_TYPED = str.maketrans({
    "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "\u2032": "'", "\u2033": '"', "\u2010": "-", "\u2011": "-", "―": "—",
    "\u00ad": None,
})  # fmt: skip


@cache
def _glyphs() -> frozenset[int]:
    """The characters that the fonts have."""
    found = (TTFont(_FONTS / file, lazy=True).getBestCmap() for file in _FILES.values())
    return frozenset.intersection(*map(frozenset, found))


def printable(text: str) -> str:
    """The text with what the font can show: unseen marks go, letters lose what it lacks, the rest becomes "?"."""
    text = " ".join(unicodedata.normalize("NFC", text).translate(_TYPED).split())
    have = _glyphs()
    return text if have.issuperset(map(ord, text)) else "".join(_shown(letter, have) for letter in text)


def _shown(letter: str, have: frozenset[int]) -> str:
    if ord(letter) in have:
        return letter
    if unicodedata.category(letter) in ("Cc", "Cf", "Mn", "Me"):
        return ""
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    return plain if plain and have.issuperset(map(ord, plain)) else "?"
