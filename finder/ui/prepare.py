"""Getting ready for a clinic on the screen, section by section; and the same as one sheet that only a printer shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from finder import answers, calendars, evidence, links, prepare
from finder.catalog import Catalog
from finder.costs import Plan
from finder.prepare import Point
from finder.registers import Register
from finder.search import Query
from finder.status import Reference
from finder.text import _, count, join
from finder.ui import cards, check, facts, picker, plan, shell, shortlist
from finder.vocabulary import STATES

#: How many questions are shown before the rest is folded away.
_FIRST = 6
_TICKS, _NAME = "prepare-ticks", "prepare-name"
_DAY, _TIME, _ZONE, _STATE = "prepare-day", "prepare-time", "prepare-zone", "prepare-state"


def choose(catalog: Catalog, row: int | None) -> None:
    """Whom one gets ready for: a clinic, or any."""
    with st.container(horizontal=True, key="prepare-for", vertical_alignment="center"):
        if row is not None:
            clinic_id = str(catalog.cell(row, "id"))
            st.page_link(
                shell.CLINIC_PAGE,
                label=shell.plain(str(catalog.cell(row, "name"))),
                icon=":material/arrow_back:",
                query_params={**st.query_params.to_dict(), "id": clinic_id},
            )
            st.button(_("For any clinic"), key="prepare-any", icon=":material/close:", on_click=_set, args=("",))
        with st.popover(
            _("Choose another clinic") if row is not None else _("Choose a clinic"),
            icon=":material/local_hospital:",
            key=f"prepare-choose-{row}",  # a new one, which is closed, for each clinic
        ):
            _offers(catalog, row)


def _offers(catalog: Catalog, row: int | None) -> None:
    """Clinics of the shortlist, and by name."""
    listed = [one for one in shortlist.known(catalog) if catalog.row(one) != row]
    if listed:
        st.markdown(f"**{_('From your shortlist')}**")
        picker.buttons(catalog, listed[: picker.OFFERED], "prepare-listed", _set)
    name = st.text_input(_("By name"), key=_NAME, placeholder=_("Words of the clinic’s name"))
    if name.strip():
        named = picker.named(catalog, name)
        if named:
            picker.buttons(catalog, named, "prepare-named", _set)
        else:
            st.caption(_("We know no clinic of this name. Try fewer words."))


def _set(clinic_id: str) -> None:
    """Makes this the clinic one gets ready for, or none if empty; the rest of the address stays."""
    if clinic_id:
        st.query_params["id"] = clinic_id
    else:
        st.query_params.pop("id", None)
    st.session_state[_NAME] = ""
    shell.move_focus("#results")


def parts() -> list[DeltaGenerator]:
    """One part of the page at a time: questions, red flags, what to tell, dates, cost, licenses."""
    names = (_("Questions"), _("Red flags"), _("Tell them"), _("Dates"), _("Cost"), _("Licenses"))
    with st.container(key="prepare-parts"):
        return list(st.tabs(names))


def asked(catalog: Catalog, row: int | None) -> None:
    """The questions, what the clinic does not state first."""
    found = prepare.questions(catalog, None if row is None else str(catalog.cell(row, "id")))
    st.header(_("Questions to ask"), anchor=False)
    if row is not None and found.unstated:
        st.subheader(_("First: what we did not find stated"), anchor=False)
        st.caption(_("Not stated is not “no”. We read its pages in part, so the clinic may say more."))
        shown = _bullets(found.unstated[:_FIRST])
        if rest := found.unstated[_FIRST:]:
            shown += facts.fold(count(len(rest), _("more question"), _("more questions")), _bullets(rest))
        st.html(f"<div class='questions'>{shown}</div>")
        st.subheader(_("Then: what everybody should ask"), anchor=False)
    st.html(f"<div class='questions'>{_bullets(found.everybody)}</div>")
    st.html(facts.fold(_("Why ask these"), _points(prepare.load().questions)))


def _bullets(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def flags() -> None:
    """What should make one careful, with why and who says so."""
    st.header(_("Red flags"), anchor=False)
    st.write(_("One of these is a reason to ask more. Several are a reason to look elsewhere."))
    st.html(_points(prepare.load().red_flags))
    report = prepare.load().notes["report"]
    st.html(f"<p class='prepare-note'>{escape(report.text)}</p>{_folded(_('Whom to tell'), report.sources)}")


def _points(points: Iterable[Point]) -> str:
    """Points with their reasons, each with its sources folded."""
    lines = "".join(
        f"<div class='fact'><strong>{escape(point.text)}</strong><div>{escape(point.why)}</div>"
        f"{_folded(point.text, point.sources)}</div>"
        for point in points
    )
    return f"<div class='facts points'>{lines}</div>"


def _folded(title: str, sources: Sequence[Reference]) -> str:
    """Sources behind a line to tap."""
    lines = "".join(
        f"<li>{escape(source.authors)}: {cards.outside_link(source.url, source.title)}, {source.year}</li>"
        for source in sources
    )
    where = join(list(dict.fromkeys(_who(source) for source in sources)))
    return facts.folded(title, where, f"<ul>{lines}</ul>")


#: Authors whose names are long, in a word or three.
_SHORT = {
    "Janssen Pharmaceuticals (DailyMed, National Library of Medicine)": "Spravato label",
    "Henry Schein (DailyMed, National Library of Medicine)": "ketamine label",
    "US Food and Drug Administration": "FDA",
    "US Code of Federal Regulations": "federal rules",
    "American Society of Anesthesiologists": "anesthesiologists’ society",
    "American Society of Ketamine Physicians, Psychotherapists and Practitioners": "ketamine clinicians’ society",
    "Drug Enforcement Administration and Department of Health and Human Services": "DEA",
    "Consumer Financial Protection Bureau": "CFPB",
    "Federal Trade Commission": "FTC",
}


def _who(source: Reference) -> str:
    """Who says it and when, in short: "FDA 2023", "Sanacora 2017"."""
    return f"{_(_SHORT.get(source.authors) or source.authors.split()[0])} {source.year}"


def tell() -> None:
    """What the clinic must know of the person: ticks that live on this page only, and why what was ticked matters."""
    texts = prepare.load()
    st.header(_("What to tell the clinic"), anchor=False)
    st.write(_("Tick what is true for you. Then tell the clinic and your own doctor."))
    st.caption(
        _(
            "Kept on this page only, gone when you close it. The server holds your ticks while the page is open, and"
            " saves nothing."
        )
    )
    ticked = _ticked()
    for column, title, points in zip(
        st.columns(2, gap="large"), (_("About you"), _("What you take")), (texts.health, texts.medicines), strict=True
    ):
        with column:
            st.subheader(title, anchor=False)
            for point in points:
                key = f"tick-{point.key}"
                st.session_state[key] = point.key in ticked
                st.checkbox(point.text, key=key, on_change=_tick, args=(point.key,))
    st.html(
        "<p class='prepare-note'><strong>{}</strong></p>".format(
            escape(
                _(
                    "This list is for telling, not for changing. Which medicine you take, and how, is for you to decide"
                    " with the doctor who prescribes it."
                )
            )
        )
    )
    if mine := [point for point in (*texts.health, *texts.medicines) if point.key in ticked]:
        st.subheader(_("Why what you ticked matters"), anchor=False)
        st.html(_points(mine))
        st.button(_("Clear my ticks"), key="prepare-clear", icon=":material/delete:", on_click=_clear)
    why = "".join(
        f"<h3>{escape(title)}</h3>{_points(points)}"
        for title, points in ((_("About you"), texts.health), (_("What you take"), texts.medicines))
    )
    st.html(facts.fold(_("Why each of these matters"), why))


def _ticked() -> set[str]:
    """What is ticked in this visit. Never in the address, never in a file."""
    found: set[str] = st.session_state.setdefault(_TICKS, set())
    return found


def _tick(key: str) -> None:
    (_ticked().add if st.session_state[f"tick-{key}"] else _ticked().discard)(key)


def _clear() -> None:
    _ticked().clear()
    shell.move_focus(f".st-key-tick-{prepare.load().health[0].key} input", block="nearest")


def dates(catalog: Catalog, row: int | None, asked_for: Plan, base: Plan) -> list[date]:
    """The course, and its days as a sketch for a calendar; the days of the first series, for the sheet."""
    st.header(_("Dates for your calendar"), anchor=False)
    known = prepare.schedule(asked_for.route)
    st.html(f"<p class='prepare-note'>{escape(known.text)}</p>{_folded(_('How often'), known.sources)}")
    plan.course(asked_for, partial(_commit, base=base))
    today = date.today()
    with st.container(horizontal=True, vertical_alignment="bottom", key="prepare-when"):
        st.session_state.setdefault(_DAY, today + timedelta(days=14 - today.weekday()))
        day = st.date_input(
            _("First session"),
            key=_DAY,
            min_value=date(2020, 1, 1),
            max_value=date(2100, 1, 1),
            format="MM/DD/YYYY",
            width=200,
        )
        st.session_state.setdefault(_TIME, time(10))
        at = st.time_input(_("At"), key=_TIME, step=900, width=160)
        zone = st.selectbox(
            _("Time zone of the clinic"),
            list(prepare.ZONES),
            format_func=lambda key: _(prepare.ZONES[key]),
            key=_ZONE,
            width=260,
        )
    first, later = prepare.first_days(asked_for, day), prepare.later_days(asked_for, day)
    if not first and not later:
        st.info(_("No sessions are planned, so there are no dates."), icon=":material/event_busy:")
        return []
    st.html(_sketch(first, later))
    start = datetime.combine(day, at, ZoneInfo(zone) if zone else None)
    at_home = row is not None and bool(catalog.cell(row, "telehealth_only"))
    st.download_button(
        _("Save for your calendar (.ics)"),
        data=partial(_calendar, asked_for, start, _street(catalog, row), at_home),
        file_name="clinic-visits.ics",
        mime=calendars.MIME,
        key="prepare-ics",
        icon=":material/event:",
        on_click="ignore",
    )
    most = prepare.most_visits(asked_for)
    if len(first) + len(later) > most:
        st.caption(_("The file holds the first {n} visits.").format(n=most))
    notes = prepare.load().notes
    spravato = asked_for.route == "spravato"
    said = [
        _("With each visit comes a reminder a day before, for the ride home and for food and drink."),
        notes["ride"].text,
        notes["food_spravato"].text if spravato else _("Ask the clinic when to stop eating and drinking."),
    ]
    sources = _folded(_("Ride, food and drink"), notes["ride"].sources)
    st.html(f"<p class='prepare-note'>{escape(' '.join(said))}</p>{sources}")
    st.caption(
        _(
            "The entries say “Clinic visit”, so a locked phone tells nobody more. How long a visit takes is a guess:"
            " ask. Choose a time zone only if the clinic is in another one than your phone."
        )
    )
    return first


def _sketch(first: Sequence[date], later: Sequence[date]) -> str:
    """The days in words, those of the first series at once and the rest folded."""
    told = escape(_("A sketch, not appointments: the clinic sets the dates."))
    shown = f"<p class='prepare-note'><strong>{told}</strong></p>"
    if first:
        shown += f"<ol class='days'>{''.join(f'<li>{day_text(day)}</li>' for day in first)}</ol>"
    if later:
        title = count(len(later), _("session in the year after"), _("sessions in the year after"))
        lines = "".join(f"<li>{day_text(day, year=True)}</li>" for day in later)
        shown += facts.fold(title, f"<ol class='days'>{lines}</ol>")
    return shown


def day_text(day: date, *, year: bool = False) -> str:
    """A day as people write it: "Mon, Nov 30"."""
    return f"{day:%a, %b} {day.day}{f', {day.year}' if year else ''}"


def _calendar(asked_for: Plan, start: datetime, where: str, at_home: bool) -> bytes:
    return calendars.to_ics(prepare.events(asked_for, start, place=where, at_home=at_home))


def _street(catalog: Catalog, row: int | None) -> str:
    """The address of the clinic, without its name."""
    if row is None or catalog.cell(row, "telehealth_only") or not catalog.cell(row, "street"):
        return ""
    return answers.address(catalog, row)


def _commit(changed: Plan, base: Plan) -> None:
    """Makes this course the address, beside the clinic and the search."""
    query, _problems = shell.read_query()
    clinic_id = links.clinic_id(st.query_params.to_dict())
    st.query_params.from_dict(
        {**({"id": clinic_id} if clinic_id else {}), **links.plan_params(changed, base), **links.to_params(query)}
    )


def estimate(catalog: Catalog, row: int | None, asked_for: Plan) -> None:
    """The request for a good-faith estimate, to copy."""
    st.header(_("The cost in writing"), anchor=False)
    note = prepare.load().notes["estimate"]
    st.write(_("Words to copy into an e-mail. They ask for the course that you set above. Nothing is sent from here."))
    st.code(
        prepare.letter(catalog, None if row is None else str(catalog.cell(row, "id")), asked_for),
        language=None,
        wrap_lines=True,
    )
    st.html(f"<p class='prepare-note'>{escape(note.text)}</p>{_folded(_('Your rights'), note.sources)}")


def licenses(catalog: Catalog, row: int | None, query: Query) -> list[str]:
    """Where to look up a license; gives the states it shows, for the sheet."""
    if row is not None:
        check.show(catalog, row, query)
        state = str(catalog.cell(row, "state") or "")
        served = list(catalog.cell(row, "states_served") or ())
        near = [query.near.state] if query.near is not None else []
        return (near or served[:1]) if catalog.cell(row, "telehealth_only") else [state]
    st.header(_("Check it yourself"), anchor=False)
    st.write(
        _(
            "Ask for the full names of the doctor and the nurse who would treat you, then look them up. A state license"
            " shows that someone may practice there. It does not show training in ketamine."
        )
    )
    st.session_state.setdefault(_STATE, query.near.state if query.near and query.near.state in STATES else None)
    chosen = st.selectbox(
        _("State of the clinic"), list(STATES), format_func=lambda code: STATES[code], index=None, key=_STATE, width=260
    )
    states = [chosen] if chosen else []
    body = "".join(f"<h3>{escape(title)}</h3>{_registers(found)}" for title, found in prepare.lookups(states))
    st.html(f'<div class="checks">{body}</div>')
    return states


def _registers(found: Iterable[Register]) -> str:
    lines = "".join(
        f"<li>{cards.outside_link(one.url, one.name)}<small>{escape(one.note)}</small></li>" for one in found
    )
    return f"<ul>{lines}</ul>"


def take_along() -> None:
    """How to print it, or to keep it as a PDF."""
    st.header(_("Print it"), anchor=False)
    st.write(
        _(
            "Your questions, the red flags, what you ticked, the dates and the look-ups, on two pages. To keep it as a"
            " PDF, choose “Save as PDF” in the print window."
        )
    )
    _print_button()(key="print-sheet", data={"label": _("Print the sheet")})


@lru_cache(maxsize=1)
def _print_button() -> Any:
    """A button that opens the browser's print window: only the browser can."""
    return st.components.v2.component(
        "finder_print",
        html='<button type="button"></button>',
        css="""
        :host { display: block; }
        button {
          font-family: var(--st-font); font-size: 1rem; color: var(--st-text-color); min-height: 2.5rem;
          padding: 0 0.9rem; cursor: pointer; background: var(--st-background-color);
          border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius, 0.5rem);
        }
        button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
        button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
        """,
        js="""export default function ({ data, parentElement }) {
          const button = parentElement.querySelector("button");
          button.textContent = data.label;
          button.onclick = () => window.print();
        }""",
    )


def sheet(catalog: Catalog, row: int | None, days: Sequence[date], states: Sequence[str]) -> None:
    """All of it for the printer, which shows nothing else of the page; no screen shows it."""
    texts, ticked = prepare.load(), _ticked()
    found = prepare.questions(catalog, None if row is None else str(catalog.cell(row, "id")))
    about = [_street(catalog, row)]
    if row is not None and (phone := catalog.cell(row, "phone")):
        about.append(evidence.phone(phone))
    title = (
        _("Before my visit: {name}").format(name=catalog.cell(row, "name")) if row is not None else _("Before my visit")
    )
    empty, full = "☐", "☒"
    looks = "".join(
        f"<li>{escape(one.name)}: <span class='address'>{escape(one.url)}</span></li>"
        for _title, group in prepare.lookups(states)
        for one in group
    )
    tell_lines = [
        f"{full if point.key in ticked else empty} {escape(point.text)}" for point in (*texts.health, *texts.medicines)
    ]
    parts = [
        (_("Questions to ask"), [f"{empty} {escape(text)}" for text in (*found.unstated, *found.everybody)]),
        (
            _("Red flags"),
            [f"{empty} <strong>{escape(flag.text)}</strong> {escape(flag.why)}" for flag in texts.red_flags],
        ),
        (_("Tell the clinic and your own doctor"), tell_lines),
    ]
    body = "".join(
        f"<section><h2>{escape(head)}</h2><ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul></section>"
        for head, lines in parts
    )
    blanks = "".join("<p class='blank'></p>" for _n in range(4))
    body += f"<section><h2>{escape(_('My medicines, with the dose'))}</h2>{blanks}</section>"
    if days:
        said = " · ".join(day_text(day) for day in days)
        body += (
            f"<section><h2>{escape(_('Dates (a sketch: the clinic sets them)'))}</h2><p>{said}</p>"
            f"<p>{escape(texts.notes['ride'].text)}</p></section>"
        )
    body += f"<section><h2>{escape(_('Look up a license'))}</h2><ul>{looks}</ul></section>"
    where = " · ".join(filter(None, about))
    help_ = _("In crisis? Call or text 988, free, day and night. Veterans: press 1.")
    not_advice = _("This sheet lists facts and questions. It is not medical advice.")
    st.html(
        f"<div class='sheet'><h1>{escape(title)}</h1><p>{escape(where)}</p><p><strong>{escape(help_)}</strong></p>"
        f"<div class='sheet-columns'>{body}</div><p>{escape(not_advice)}</p></div>"
    )
