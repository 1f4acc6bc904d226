"""The guide on the screen: contents that stay in sight, one section at a time, its sources and words at the end."""

from __future__ import annotations

from datetime import date
from functools import partial
from html import escape

import streamlit as st

from finder import guide as guides
from finder import guidepdf
from finder.guide import Guide, Section
from finder.text import _, count, month
from finder.ui import facts, figures, shell

_PAGES = {
    "find": shell.FIND_PAGE,
    "clinic": shell.CLINIC_PAGE,
    "compare": shell.COMPARE_PAGE,
    "about": shell.ABOUT_PAGE,
    "prepare": shell.PREPARE_PAGE,
    "progress": shell.PROGRESS_PAGE,
}
#: The section under which the map of evidence stands.
_EVIDENCE = "04-medical-uses"
_SEARCH, _PICK = "guide-search", "guide-pick"


def contents(guide: Guide, here: Section) -> None:
    """Every section with how long it takes, and the search; on a phone the list is one box to choose from."""
    words = st.text_input(_("Search the guide"), key=_SEARCH, placeholder=_("bladder, cost, PTSD …"))
    if words.strip():
        _found(guide, words)
    st.session_state[_PICK] = here.slug
    st.selectbox(
        _("Section"),
        [section.slug for section in guide.sections],
        format_func=lambda slug: _title(guide, slug),
        key=_PICK,
        on_change=_picked,
    )
    with st.container(key="guide-contents", gap=None):
        for number, section in enumerate(guide.sections, start=1):
            st.button(
                shell.plain(f"{number}. {section.title}"),
                key=f"section-{section.slug}",
                type="primary" if section is here else "tertiary",
                on_click=_go,
                args=(section.slug,),
                width="stretch",
            )


def _title(guide: Guide, slug: str) -> str:
    section = guide.section(slug)
    return slug if section is None else f"{guide.sections.index(section) + 1}. {section.title}"


def _found(guide: Guide, words: str) -> None:
    """The places that answer the search, each a press away."""
    matches = guides.find(guide, words)
    if not matches:
        st.caption(_("Nothing in the guide holds all these words. Try fewer, or another spelling."))
    for number, match in enumerate(matches):
        where = f"{match.section.title}: {match.heading}" if match.heading else match.section.title
        target = (match.section.slug, match.heading)
        st.button(shell.plain(where), key=f"match-{number}", type="tertiary", on_click=_go_to, args=target)
        st.caption(shell.plain(match.snippet))


def _picked() -> None:
    _go(st.session_state[_PICK])


def _go(slug: str) -> None:
    """Opens a section at its top."""
    st.query_params["section"] = slug
    st.session_state[_SEARCH] = ""
    shell.move_focus("#results")


def _go_to(slug: str, heading: str) -> None:
    """Opens a section at a heading."""
    _go(slug)
    if heading:
        shell.move_focus(f"#{guides.slug(heading)}")


def take_along(guide: Guide) -> None:
    """The whole guide as a file, made when it is asked for."""
    st.download_button(
        _("The whole guide as a PDF"),
        data=partial(guidepdf.to_pdf, guide, date.today()),
        file_name="ketamine-guide.pdf",
        mime="application/pdf",
        icon=":material/download:",
        on_click="ignore",
        key="guide-pdf",
    )


def section(guide: Guide, here: Section) -> None:
    """One section: how long it takes and when it was reviewed, its summary, what it leads to, its text and sources."""
    number = guide.sections.index(here) + 1
    st.html(f'<h1 id="results" class="guide-title">{escape(here.title)}</h1>')
    st.caption(
        _("Section {n} of {all} · {minutes} to read · last reviewed {month}").format(
            n=number,
            all=len(guide.sections),
            minutes=count(here.minutes, "minute", "minutes"),
            month=month(here.reviewed),
        )
    )
    with st.container(border=True, key="guide-summary"):
        st.html(f"<h2 class='verdict'>{escape(_('In one minute'))}</h2>{guides.summary_html(here)}")
    if here.links:
        with st.container(horizontal=True, key="guide-links"):
            for link in here.links:
                st.page_link(
                    _PAGES[link.page],
                    label=shell.plain(link.label),
                    icon=":material/arrow_forward:",
                    query_params=dict(link.params),
                )
    st.html(f"<div class='guide'>{guides.html(guide, here)}</div>")
    if here.slug == _EVIDENCE:
        figures.evidence_map()
    for figure in guide.figures_of(here):
        figures.show(guide, figure)
    _words(guide, here)
    if here.cited:
        title = _("Sources of this section ({n})").format(n=len(here.cited))
        st.html(facts.fold(title, guides.sources_html(guide, here), "guide-sources"))
    _turn(guide, number)


def _words(guide: Guide, here: Section) -> None:
    """What the terms in the section mean."""
    terms = guides.terms_of(guide, here)
    if terms:
        lines = (
            f"<dt id='term-{guides.slug(term)}'>{escape(term)}</dt><dd>{escape(guide.glossary[term])}</dd>"
            for term in terms
        )
        st.html(facts.fold(_("Words used here"), f"<dl>{''.join(lines)}</dl>", "guide-words"))


def _turn(guide: Guide, number: int) -> None:
    """To the section before and the one after."""
    with st.container(horizontal=True, key="guide-turn"):
        for other, icon in ((number - 2, "arrow_back"), (number, "arrow_forward")):
            if 0 <= other < len(guide.sections):
                target = guide.sections[other]
                st.button(
                    shell.plain(target.title),
                    key=f"turn-{icon}",
                    icon=f":material/{icon}:",
                    icon_position="left" if other < number else "right",
                    on_click=_go,
                    args=(target.slug,),
                )
