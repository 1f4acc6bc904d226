"""The parts of the Progress page that look at the record: its course, a page for the clinician, reminders, its file."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from html import escape

import streamlit as st

from finder import calendars, progressfile, progresspdf
from finder import progress as records
from finder.instruments import INSTRUMENTS, number
from finder.progress import Entry, Record, Score, Session
from finder.text import _, count
from finder.ui import browser, progress, scorecharts, shell


def look() -> None:
    """What changed since the start, as a sentence, a picture and a table."""
    st.header(_("How it goes"), anchor="answers")
    there = [key for key in INSTRUMENTS if progress.record().of(key)]
    if not there:
        st.markdown(
            _(
                "Here you will see how your scores move. Fill in a questionnaire first, or open your file. Two scores"
                " show a change."
            )
        )
    else:
        key = there[0]
        if len(there) > 1:
            chosen = st.session_state.get("look-which")
            if chosen not in there:
                st.session_state["look-which"] = there[0]
            chosen = st.segmented_control(
                _("Which questionnaire?"),
                there,
                format_func=lambda name: f"{INSTRUMENTS[name].name} ({INSTRUMENTS[name].about})",
                key="look-which",
                required=True,
                persist_state="session",
            )
            key = chosen or key
        _course(key)
    progress.logged_sessions(_("Sessions"))
    progress.logged_effects(_("Side effects"))


def _course(key: str) -> None:
    of, found = INSTRUMENTS[key], records.change(progress.record(), key)
    start = records.baseline(progress.record(), key)
    if found:
        st.markdown(f"**{_join(records.explain(found)[:1])}** {_join(records.explain(found)[1:])}")
        st.caption(
            _("Compared with {day}. A score cannot tell why it changed: talk it over with your clinician.").format(
                day=_start_words(found.baseline)
            )
        )
    elif start:
        st.markdown(
            _("Your latest {name} score: **{said}**. One more will show a change.").format(
                name=of.name, said=records.said(start)
            )
        )
    picture = scorecharts.scores(progress.record(), key, dark=shell.is_dark())
    if picture is not None:
        st.altair_chart(
            picture, width="stretch", key=f"chart-{key}", alt=scorecharts.description(progress.record(), key)
        )
        legend = [_("Dots: your scores.")]
        legend += [_("Dashed lines: sessions.")] if progress.record().sessions else []
        legend += [_("Shades: the published bands.")] if of.bands else []
        st.caption(" ".join(legend))
    _table(key, start)
    progress.sources(of)


def _start_words(entry: Score) -> str:
    first = progress.record().sessions[0].on if progress.record().sessions else None
    if first is None:
        return _("your first score, {day}").format(day=records.day(entry.on))
    if entry.on < first:
        return _("your last score before the first session, {day}").format(day=records.day(entry.on))
    if entry.on == first:
        return _("your score on the day of the first session, {day}").format(day=records.day(entry.on))
    return _("your first score, {day}").format(day=records.day(entry.on))


def _table(key: str, start: Score | None) -> None:
    """The scores of one questionnaire, the latest first."""
    base = start.result.total if start else None
    lines = []
    for entry in reversed(progress.record().of(key)):
        total = entry.result.total
        if entry is start:
            moved = _("start")
        elif total is None or base is None or (start and entry.on < start.on):
            moved = ""
        else:
            moved = _signed(total - base)
        note = f"<small>{escape(entry.note)}</small>" if entry.note else ""
        cells = (
            escape(records.phase_label(progress.record().phase(entry.on))),
            escape(records.said(entry)) + note,
            moved,
        )
        row = "".join(f"<td>{cell}</td>" for cell in cells)
        lines.append(f"<tr><th scope='row'>{escape(records.day(entry.on))}</th>{row}</tr>")
    heads = (_("Day"), _("When"), _("Score"), _("Since the start"))
    top = "".join(f"<th scope='col'>{escape(head)}</th>" for head in heads)
    caption = escape(_("{name} scores, the latest first").format(name=INSTRUMENTS[key].name))
    st.html(
        f"<table class='scores'><caption>{caption}</caption><thead><tr>{top}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def _signed(points: float) -> str:
    points = round(points, 1)
    return "0" if points == 0 else f"{'+' if points > 0 else '−'}{number(abs(points))}"  # noqa: RUF001


def _join(sentences: list[str]) -> str:
    return shell.plain(" ".join(sentences))


# For the clinician.


def summary() -> None:
    """One page to bring along."""
    st.header(_("One page for your clinician"), anchor="answers")
    if not len(progress.record()):
        st.markdown(_("Once you have entered something, a page to bring along is here."))
        return
    st.markdown(
        _("It has the latest of each kind, your answer to question 9 among them. You decide whom you show it to.")
    )
    page = records.summary(progress.record(), progress.today())
    with st.container(horizontal=True):
        for label, form, mime, data in (
            (_("Save to print (PDF)"), "pdf", "application/pdf", progresspdf.to_pdf),
            (_("Save as text"), "txt", "text/plain", records.as_text),
        ):
            st.download_button(
                label,
                data(page, progress.today()),
                f"progress-summary-{progress.today().isoformat()}.{form}",
                mime,
                key=f"summary-{form}",
                icon=":material/print:" if form == "pdf" else ":material/description:",
                on_click="ignore",
            )
    parts = "".join(
        f"<h3>{escape(head)}</h3><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
        for head, lines in page
    )
    st.html(f"<article class='summary'>{parts}</article>")


# Reminders.

#: How often, in days.
_EVERY = {7: _("Every week"), 14: _("Every 2 weeks"), 28: _("Every 4 weeks"), 1: _("Every day")}


def reminders() -> None:
    """A calendar file that reminds of filling in scores."""
    st.header(_("Reminders in your calendar"), anchor="answers")
    st.markdown(
        _(
            "We send no messages. You get a file for your own calendar; open it on your phone or computer. Others who"
            " see your calendar can read the title, so choose one that you like."
        )
    )
    st.text_input(_("Title"), value=_("Fill in my scores"), key="remind-title", max_chars=100, width=320)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.date_input(
            _("First day"),
            value=progress.today() + timedelta(days=1),
            min_value=progress.today(),
            max_value=progress.today() + timedelta(days=730),
            key="remind-on",
            format="MM/DD/YYYY",
            width=180,
        )
        at = st.time_input(_("Time"), value=time(18, 0), key="remind-at", format="12h", width=160)
        every = st.selectbox(
            _("How often"), list(_EVERY), format_func=lambda days: _EVERY[days], key="remind-every", width=180
        )
        times = st.number_input(_("How many times"), 1, 60, 8, key="remind-times", width=160)
    if st.session_state["remind-on"] is None or st.session_state["remind-at"] is None:
        st.markdown(_("Choose the first day and the time."))
        return
    title = st.session_state.get("remind-title", "").strip() or _("Fill in my scores")
    event = calendars.Event(
        title,
        datetime.combine(first, at),  # no zone: that hour wherever the person is
        minutes=10,
        note=_("Open your saved file on the Progress page, fill in your scores, and save the file again."),
        remind_minutes_before=(0,),
        every_days=every,
        times=int(times),
        busy=False,
    )
    st.download_button(
        _("Save the reminders"),
        calendars.to_ics([event]),
        f"reminders{calendars.SUFFIX}",
        calendars.MIME,
        key="save-reminders",
        icon=":material/event:",
        on_click="ignore",
    )
    st.caption(
        _(
            "{times} at {clock}, on the clock of wherever you are. Many people fill in scores before the first session,"
            " before each later one or weekly in the first month, then monthly."
        ).format(times=count(int(times), "reminder", "reminders"), clock=f"{at:%I:%M %p}".lstrip("0"))
    )


# The file.


def file() -> None:
    """Saving, opening, taking out, starting anew."""
    st.header(_("Save and open"), anchor="answers")
    if len(progress.record()):
        with st.container(horizontal=True):
            progress.save_button(_("Save my file"), "json", "save-json")
            progress.save_button(_("Save as a table (CSV)"), "csv", "save-csv")
        st.caption(_("Both can be opened here again. The table is for spreadsheets too."))
    st.subheader(_("Open a saved file"), anchor=False)
    key = f"progress-file-{st.session_state.get(progress.OPENED, 0)}"
    st.file_uploader(
        _("Your file, as saved here (JSON or CSV)"),
        ["json", "csv"],
        key=key,
        max_upload_size=1,
        on_change=_open,
        args=(key,),
    )
    browser.mend_uploads("mend-uploads")
    st.caption(_("What it holds is added to what is open: nothing open is lost, and nothing is there twice."))
    _pending()
    _taking_out()


def _open(key: str) -> None:
    """Reads the chosen file; only one without problems goes into the record at once."""
    chosen = st.session_state.get(key)
    if chosen is None:
        return
    found = progressfile.read(chosen.getvalue())
    # A new box each time: Streamlit lets go of the file with the old one.
    st.session_state[progress.OPENED] = st.session_state.get(progress.OPENED, 0) + 1
    st.session_state[progress.PENDING] = None
    if not found.problems:
        _merge(found.record, whole=True)
    elif len(found.record):
        st.session_state[progress.PENDING] = found
        shell.move_focus("#pending")
    else:
        progress.say(_("The file was not opened; all you have open is still here."), *found.problems)
        shell.move_focus("#said")


def _merge(other: Record, *, whole: bool) -> None:
    before = progress.record()
    try:
        merged = before.merge(other)
    except records.TooMuchError as error:
        progress.say(str(error))
        shell.move_focus("#said")
        return
    new = len(merged) - len(before)
    known = len(other) - new
    # What is in a file of their own need not be saved anew.
    if whole:
        st.session_state[progress.SAVED] = progress.saved().merge(other) if len(before) else other
    st.session_state[progress.RECORD] = merged
    words = [_("Opened: {entries} added.").format(entries=count(new, "entry", "entries"))]
    if known:
        words.append(_("{entries} were here already.").format(entries=count(known, "entry", "entries")))
    progress.say(*words)
    progress.go_on()


def _pending() -> None:
    """A file that is good in part: what is wrong with it, and the choice."""
    found: progressfile.Reading | None = st.session_state.get(progress.PENDING)
    if found is None:
        return
    lines = "".join(f"<li>{escape(problem)}</li>" for problem in found.problems)
    st.html(
        f"<div id='pending' class='said'><p><strong>{escape(_('A part of this file cannot be read.'))}</strong>"
        f" {escape(_('Nothing was changed so far; keep the file.'))}</p><ul>{lines}</ul></div>"
    )
    with st.container(horizontal=True):
        st.button(
            _("Add the {entries} that can be read").format(entries=count(len(found.record), "entry", "entries")),
            key="take-part",
            on_click=_take_part,
        )
        st.button(_("Leave it"), key="leave-part", type="tertiary", on_click=_leave_part)


def _take_part() -> None:
    found: progressfile.Reading = st.session_state[progress.PENDING]
    st.session_state[progress.PENDING] = None
    _merge(found.record, whole=False)


def _leave_part() -> None:
    st.session_state[progress.PENDING] = None
    progress.say(_("Left as it was."))
    shell.move_focus("#said")


def _taking_out() -> None:
    """Takes one entry out, or all; the last that went can be put back."""
    out: tuple[Entry, ...] = st.session_state.get(progress.OUT, ())
    if out:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_("{entries} taken out.").format(entries=count(len(out), "entry", "entries")))
            st.button(_("Put back"), key="put-back", icon=":material/undo:", on_click=_put_back)
    if not len(progress.record()):
        return
    with st.expander(_("Take something out")):
        entries = sorted(progress.record().entries, key=lambda entry: entry.on, reverse=True)
        place = st.selectbox(
            _("Which entry?"), range(len(entries)), format_func=lambda n: _label(entries[n]), key="take-which"
        )
        with st.container(horizontal=True):
            st.button(_("Take it out"), key="take-out", on_click=_take_out, args=((entries[place],),))
            st.button(_("Take all out"), key="take-all", type="tertiary", on_click=_take_out, args=(tuple(entries),))


def _label(entry: Entry) -> str:
    if isinstance(entry, Score):
        words = f"{entry.of.name}: {records.said(entry)}"
    elif isinstance(entry, Session):
        words = _("Session")
    else:
        words = _("Side effects")
    return f"{records.day(entry.on)}: {words}"


def _take_out(entries: tuple[Entry, ...]) -> None:
    left = progress.record()
    for entry in entries:
        left = left.without(entry)
    st.session_state[progress.RECORD], st.session_state[progress.OUT] = left, entries
    st.session_state.pop("take-which", None)
    progress.say(_("Taken out. Your saved file still has it until you save again."))
    shell.move_focus("#said")


def _put_back() -> None:
    st.session_state[progress.RECORD] = progress.record().add(*st.session_state.pop(progress.OUT, ()))
    progress.say(_("Put back."))
    progress.go_on()
