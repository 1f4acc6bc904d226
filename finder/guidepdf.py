"""The whole guide as a PDF: every section with its summary and text, then what is cited, by number."""

from __future__ import annotations

import re
from datetime import date

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace, TextStyle
from markdown_it import MarkdownIt

from finder.guide import CITATION, Guide, Section, citations
from finder.pdf import FONT, MARGIN, pdf_document, printable
from finder.text import _, month

#: Points.
_TEXT, _SMALL = 10.5, 8.5


def to_pdf(guide: Guide, on: date) -> bytes:
    """The guide on US Letter, as it stood on this day; the same guide gives the same bytes."""
    pdf = pdf_document(_("Ketamine treatment: a guide"), on)
    pdf.set_auto_page_break(True, MARGIN + 18)
    numbers = {key: n for n, key in enumerate(dict.fromkeys(k for s in guide.sections for k in s.cited), start=1)}
    _say(pdf, _("Ketamine treatment: a guide"), 22, bold=True)
    _say(pdf, _("It tells what is known, with sources. It is not medical advice and cannot say what is right for you."))
    _say(pdf, _("In crisis? Call or text 988, free, day and night. Veterans: press 1."), bold=True)
    for section in guide.sections:
        _section(pdf, section, numbers)
    _say(pdf, _("Sources"), 16, bold=True, above=18)
    for key, number in numbers.items():
        reference = guide.references.get(key)
        if reference is not None:
            said = f"{number}. {reference.authors}: {reference.title}, {reference.year}. {reference.note}"
            _say(pdf, said, _SMALL, link=str(reference.url))
    return bytes(pdf.output())


def _say(pdf: FPDF, text: str, size: float = _TEXT, *, bold: bool = False, above: float = 4.0, link: str = "") -> None:
    """A paragraph of plain text."""
    pdf.set_y(pdf.get_y() + above)
    pdf.set_font(FONT, "B" if bold else "", size)
    pdf.multi_cell(0, size * 1.35, printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT, link=link)


def _section(pdf: FPDF, section: Section, numbers: dict[str, int]) -> None:
    _say(pdf, section.title, 16, bold=True, above=18)
    _say(pdf, _("Last reviewed {month}").format(month=month(section.reviewed)), _SMALL)
    pdf.set_font(FONT, "", _TEXT)
    text = f"**{_('In one minute:')}** {section.summary}\n\n{section.body}"
    pdf.write_html(
        _simple(text, numbers),
        font_family=FONT,
        tag_styles={
            "h2": TextStyle(font_family=FONT, font_style="B", font_size_pt=13, t_margin=8, b_margin=2, color=0),
            "h3": TextStyle(font_family=FONT, font_style="B", font_size_pt=11.5, t_margin=6, b_margin=1, color=0),
            "a": FontFace(color=0),
        },
        table_line_separators=True,
        li_prefix_color=(0, 0, 0),
    )


def _simple(text: str, numbers: dict[str, int]) -> str:
    """Markdown as the few tags that a PDF needs: citations as numbers, links into the program as their words."""
    text = CITATION.sub(lambda cited: f"({', '.join(str(numbers[key]) for key in citations(cited[0]))})", text)
    text = re.sub(r"\[([^\]]*)\]\((?:page|guide):[^)]*\)", r"\1", text)
    markup = MarkdownIt("commonmark", {"html": False}).enable("table").render(_printable_lines(text))
    # The typeface has no slanted style.
    markup = re.sub(r"</?em>", "", str(markup)).replace("<table>", '<table width="100%">')
    return re.sub(r"<(th|td)>", r'<\1 align="left">', markup)


def _printable_lines(text: str) -> str:
    """The text, line by line, with what the typeface can show."""
    return "\n".join(re.match(r"\s*", line)[0] + printable(line) for line in text.splitlines())  # type: ignore[index]
