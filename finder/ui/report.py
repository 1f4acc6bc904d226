"""*Report a mistake*: a letter that is filled in as far as we know, as an e-mail or as a file to save."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

import streamlit as st

from finder import evidence
from finder.catalog import FACTS, Catalog
from finder.settings import settings
from finder.tables import shorten
from finder.text import _
from finder.vocabulary import label

#: What every mail program takes as the length of a mail address with its text filled in.
MAX_MAILTO = 1_900


def letter(catalog: Catalog, clinic_id: str, address: str) -> tuple[str, list[str]]:
    """The subject and the lines of a report: what to write, which clinic, and the facts as the page shows them."""
    row = catalog.row(clinic_id)
    if row is None:
        raise KeyError(clinic_id)
    name, city, state = (shorten(str(catalog.cell(row, field) or "")) for field in ("name", "city", "state"))
    lines = [
        _("What is wrong, and what is right instead:"),
        "",
        "",
        _("How you know (best is the address of a page):"),
        "",
        "",
        _("Please leave out your own name and anything about your health."),
        "",
        _("Clinic: {clinic}").format(clinic=", ".join(filter(None, (name, city, state)))),
        _("Its id here: {id}").format(id=clinic_id),
        _("Its page here: {address}").format(address=address),
        "",
        _("What the page says now:"),
    ]
    for field in FACTS:
        fact = evidence.fact(catalog, clinic_id, field)
        if fact.stated:
            lines.append(f"- {label(field)}: {shorten(fact.text, 120)}")
    return _("A mistake in the entry of {clinic}").format(clinic=name), lines


def mailto(to: str, subject: str, lines: list[str]) -> str:
    """A mail address with subject and text filled in, without the last lines if it were too long otherwise."""
    start = f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body="
    body = ""
    for line in lines:
        more = quote(line + "\r\n")
        if len(start) + len(body) + len(more) > MAX_MAILTO:
            break
        body += more
    return start + body


def show(catalog: Catalog, clinic_id: str, address: str) -> None:
    """Draws the way to report a mistake: by e-mail when the operator gave an address, else as a file."""
    subject, lines = letter(catalog, clinic_id, address)
    to = settings().report_email
    if to:
        st.html(
            "<p>{about}</p><p><a href='{link}'>{write}</a></p>".format(
                about=escape(_("This opens your mail program with the clinic and its facts filled in.")),
                link=escape(mailto(to, subject, lines)),
                write=escape(_("Write to {address}").format(address=to)),
            )
        )
        return
    st.write(
        _(
            "Save this file, write in it what is wrong, and send it to whoever gave you this site. It holds the clinic"
            " and its facts, nothing about you."
        )
    )
    st.download_button(
        _("Save a report to fill in"),
        data="\n".join([subject, "", *lines]) + "\n",
        file_name=f"mistake-{clinic_id[:80]}.txt",
        mime="text/plain",
        icon=":material/download:",
        on_click="ignore",
        key="report",
    )
