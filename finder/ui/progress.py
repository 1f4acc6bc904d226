"""The parts of the Progress page. The record lives in the session's memory only, and leaves it only as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from finder import calendars, progressfile
from finder import progress as records
from finder.instruments import INSTRUMENTS, ITEM_9, PHQ9, Instrument, number
from finder.progress import EFFECTS, LEVELS, MOST_DOSE, MOST_NOTE, Entry, Record, Score, Session, SideEffects
from finder.text import _, count
from finder.ui import scorecharts, shell
from finder.vocabulary import ROUTES

#: What is kept under these names of the session: the record, what was last saved of it, what is to be said once, a
#: file that could be read in part, what was taken out last, and how many files were opened.
_RECORD, _SAVED, _SAID, _PENDING, _OUT, _OPENED = (
    f"progress-{name}" for name in ("record", "saved", "said", "pending", "out", "opened")
)

PARTS: Mapping[str, str] = {
    "fill": _("Fill in"),
    "session": _("Sessions"),
    "effects": _("Side effects"),
    "look": _("How it goes"),
    "summary": _("For my clinician"),
    "reminders": _("Reminders"),
    "file": _("Save and open"),
}


def record() -> Record:
    """What is open in this visit."""
    found: Record = st.session_state.get(_RECORD, Record())
    return found


def today() -> date:
    """The day where the reader is."""
    try:
        return datetime.now(ZoneInfo(st.context.timezone or "UTC")).date()
    except (KeyError, ValueError, OSError):  # a zone that this machine does not know
        return datetime.now(UTC).date()


# Crisis help.


def _answer_key(instrument: Instrument, item: int) -> str:
    return f"answer-{instrument.key}-{item}"


def _drafted_nine() -> int:
    return st.session_state.get(_answer_key(PHQ9, ITEM_9)) or 0


def _saved_nine() -> int:
    asked = [entry for entry in record().of("phq9") if entry.answers[ITEM_9 - 1] is not None]
    return asked[-1].item_9 if asked else 0


def crisis() -> None:
    """Crisis help while question 9 of the PHQ-9 is answered above 0: in what is being filled in, or in the latest."""
    drafted = _drafted_nine() > 0
    if not drafted and not _saved_nine():
        return
    back = f'<p><a href="#question-9">{escape(_("Back to my answers"))}</a></p>' if drafted else ""
    st.html(
        '<section id="crisis-now" class="crisis crisis-now" role="alert" aria-label="{label}">'
        "<p><strong>{thanks}</strong> {alone}</p>"
        '<ul><li><a href="tel:988">{call}</a> {or_} <a href="sms:988">{text}</a>{free}</li>'
        '<li>{veterans} <a href="sms:838255">838255</a>. {spanish}</li>'
        '<li>{danger} <a href="tel:911">{call_911}</a></li></ul>'
        "<p>{tell}</p>{back}</section>".format(
            label=escape(_("Help right now")),
            thanks=escape(_("Thank you for being honest about such a hard thing.")),
            alone=escape(
                _(
                    "You marked thoughts of being better off dead or of hurting yourself. Many people have them, they"
                    " can pass, and you do not have to carry them alone. Please talk to someone today:"
                )
            ),
            call=escape(_("Call 988")),
            or_=escape(_("or")),
            text=escape(_("text 988")),
            free=escape(_(": free, private, day and night.")),
            veterans=escape(_("Veterans: call 988 and press 1, or text")),
            spanish=escape(_("For Spanish, press 2.")),
            danger=escape(_("In danger now, or already hurt?")),
            call_911=escape(_("Call 911")),
            tell=escape(
                _(
                    "Please also tell your clinician, or someone you trust, today. This page sends your answers to"
                    " nobody, so nobody will call you: the first step is yours."
                )
            ),
            back=back,
        )
    )


def _nine_answered() -> None:
    """Brings crisis help before the person's eyes, wherever on the page they are."""
    if _drafted_nine() > 0:
        shell.move_focus("#crisis-now")


def _go_on(selector: str = "#said") -> None:
    """After something was added or opened: to crisis help where it is needed, else to what was done."""
    shell.move_focus("#crisis-now" if _saved_nine() else selector)


# What is open, and where it is.


def kept() -> None:
    """Where the answers are and how long, exactly; whether all is in a file; and the button that saves it."""
    minutes = max(1, round(float(st.get_option("server.disconnectedSessionTTL")) / 60))
    with st.container(border=True, key="progress-kept"):
        st.markdown(
            _(
                "**Your answers are stored nowhere but in your own file.** While this page is open they are in our"
                " server’s memory, for this visit only: in no database, on no disk, in no log, and nobody else gets"
                " them. They are gone when you close or reload this page, or after {minutes} without a connection. So"
                " save your file to your own device, and open it here next time."
            ).format(minutes=count(minutes, "minute", "minutes"))
        )
        n = len(record())
        if not n:
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            _save_button(_("Save my file"), "json", "save-top", kind="primary")
            unsaved = len([entry for entry in record().entries if entry not in _saved().entries])
            status = count(n, "entry", "entries")
            if unsaved:
                st.markdown(_("{entries} open, **{n} not saved yet**").format(entries=status, n=unsaved))
            elif record() != _saved():
                st.markdown(_("{entries} open, **changed since you saved**").format(entries=status))
            else:
                st.markdown(_("{entries} open, all in the file you saved").format(entries=status))


def _saved() -> Record:
    found: Record = st.session_state.get(_SAVED, Record())
    return found


def _note_saved() -> None:
    st.session_state[_SAVED] = record()


def _save_button(label: str, form: str, key: str, kind: str = "secondary") -> None:
    data = progressfile.to_json(record()) if form == "json" else progressfile.to_csv(record())
    st.download_button(
        label,
        data,
        f"my-progress-{today().isoformat()}.{form}",
        "application/json" if form == "json" else "text/csv",
        key=key,
        icon=":material/save:",
        type="primary" if kind == "primary" else "secondary",
        on_click=_note_saved,
    )


def choose() -> str:
    """Which part of the page is shown."""
    if st.session_state.get("progress-part") not in PARTS:
        st.session_state["progress-part"] = "fill"
    chosen = st.pills(
        _("What do you want to do?"),
        list(PARTS),
        format_func=lambda part: PARTS[part],
        key="progress-part",
        required=True,
        wrap=True,
        persist_state="session",
    )
    return chosen or "fill"


def said() -> None:
    """What the last act did, said once."""
    told: list[str] = st.session_state.pop(_SAID, [])
    if told:
        lines = "".join(f"<p>{escape(line)}</p>" for line in told)
        st.html(f'<div id="said" class="said" role="status">{lines}</div>')


def _say(*lines: str) -> None:
    st.session_state[_SAID] = list(lines)


def _add(entry: Entry, words: str) -> bool:
    """Puts an entry into the record; says what was done, or why it was not. True if it is in the record now."""
    before = record()
    try:
        st.session_state[_RECORD] = before.add(entry)
    except records.TooMuchError as error:
        _say(str(error))
        _go_on()
        return False
    if record() == before:
        _say(_("This is in your record already, so it was not added again."))
    else:
        found = records.change(record(), entry.instrument) if isinstance(entry, Score) else None
        means = records.explain(found) if found and found.latest == entry else []
        _say(words, *means, _("It is not in your file yet: press “Save my file” above."))
    _go_on()
    return True


# Filling in.


def fill() -> None:
    """One questionnaire, all its questions, and what they come to."""
    of = INSTRUMENTS[
        st.segmented_control(
            _("Which questionnaire?"),
            list(INSTRUMENTS),
            format_func=lambda key: f"{INSTRUMENTS[key].name} ({INSTRUMENTS[key].about})",
            default=next(iter(INSTRUMENTS)),
            key="fill-which",
            required=True,
            wrap=True,
            persist_state="session",
        )
    ]
    st.header(of.stem, anchor="answers", divider=False)
    with st.container(key="questions", gap="medium"):
        for item in range(1, len(of.items) + 1):
            _question(of, item)
    _day_box(f"{of.key}-on", _("Day you answered"))
    _note_box(f"{of.key}-note", _("Note (optional)"))
    answers = _answers(of)
    given = sum(answer is not None for answer in answers)
    st.markdown(_("{given} of {all} answered").format(given=given, all=len(answers)))
    if 0 < given < len(answers):
        st.caption(_("You may leave questions out, but then there is no score: we do not guess answers."))
    with st.container(horizontal=True):
        st.button(
            _("Add to my record"),
            key="add-score",
            type="primary",
            icon=":material/add:",
            disabled=not given,
            on_click=_add_score,
            args=(of,),
        )
        if given:
            st.button(_("Clear these answers"), key="clear-answers", type="tertiary", on_click=_clear, args=(of,))
    _sources(of)


def _question(of: Instrument, item: int) -> None:
    if of is PHQ9 and item == ITEM_9:
        st.html('<span id="question-9"></span>')
    text = f"{item}. {of.items[item - 1]}"
    options = list(range(of.most + 1))
    if of.ends:
        low, high = of.ends[item - 1]
        text += " " + _("(0: {low}. {most}: {high}.)").format(low=low, most=of.most, high=high)
    st.radio(
        shell.plain(text),
        options,
        index=None,
        format_func=(lambda answer: of.answers[answer]) if of.answers else str,
        key=_answer_key(of, item),
        horizontal=True,
        on_change=_nine_answered if of is PHQ9 and item == ITEM_9 else None,
        persist_state="session",
    )


def _answers(of: Instrument) -> tuple[int | None, ...]:
    return tuple(st.session_state.get(_answer_key(of, item)) for item in range(1, len(of.items) + 1))


def _day_box(key: str, label: str) -> None:
    if st.session_state.get(key) is None:
        st.session_state[key] = today()
    st.date_input(
        label,
        min_value=records.FIRST_DAY,
        max_value=today(),
        key=key,
        format="MM/DD/YYYY",
        width=200,
        required=True,
        persist_state="session",
    )


def _note_box(key: str, label: str, placeholder: str = "") -> None:
    st.text_area(
        label, key=key, max_chars=MOST_NOTE, height=80, placeholder=placeholder or None, persist_state="session"
    )


def _clear_answers(of: Instrument) -> None:
    for item in range(1, len(of.items) + 1):
        st.session_state[_answer_key(of, item)] = None
    st.session_state[f"{of.key}-note"] = ""


def _clear(of: Instrument) -> None:
    _clear_answers(of)
    shell.move_focus("#answers")


def _add_score(of: Instrument) -> None:
    entry = Score.model_validate(
        {
            "on": st.session_state[f"{of.key}-on"],
            "instrument": of.key,
            "answers": _answers(of),
            "note": st.session_state.get(f"{of.key}-note") or "",
        }
    )
    words = _("Added. {name} on {day}: {said}.")
    if _add(entry, words.format(name=of.name, day=records.day(entry.on), said=records.said(entry))):
        _clear_answers(of)


def _sources(of: Instrument) -> None:
    """The rules of scoring, and where each is published."""
    with st.expander(_("How it is scored, and where that is published")):
        if of.bands:
            bands = "; ".join(f"{band.low}–{band.high} {band.label}" for band in of.bands)
            st.markdown(_("The answers add up to a score from 0 to {top}: {bands}.").format(top=of.top, bands=bands))
        else:
            st.markdown(
                _("The score is the mean of the {n} answers, from 0 to {top}.").format(n=len(of.items), top=of.top)
            )
        st.markdown(" ".join(of.notes))
        st.markdown(_("A score is a sign to talk over, not a diagnosis. If a question is left out, no score is given."))
        st.markdown(
            "\n".join(f"- {source.what}: [{source.cite} ({source.year})]({source.url})" for source in of.sources)
        )


# Sessions and side effects.


def session() -> None:
    """One treatment session."""
    st.header(_("Log a session"), anchor="answers")
    _day_box("session-on", _("Day of the session"))
    st.selectbox(
        _("How it was given"),
        ["", *ROUTES.bits],
        format_func=lambda route: ROUTES[route].label if route else _("Not said"),
        key="session-route",
        width=320,
        persist_state="session",
    )
    st.text_input(
        _("Dose, as you were told (optional)"),
        key="session-dose",
        max_chars=MOST_DOSE,
        width=320,
        persist_state="session",
    )
    _note_box("session-note", _("How it went (optional)"), _("What you felt, what helped, how the days after were"))
    st.button(_("Add to my record"), key="add-session", type="primary", icon=":material/add:", on_click=_add_session)
    _logged([(entry, _session_words(entry)) for entry in reversed(record().sessions)], _("Sessions so far"))


def _session_words(entry: Session) -> str:
    parts = [ROUTES[entry.route].label if entry.route else "", entry.dose, entry.note]
    return "; ".join(part for part in parts if part) or _("session")


def _add_session() -> None:
    entry = Session(
        on=st.session_state["session-on"],
        route=st.session_state.get("session-route") or "",
        dose=st.session_state.get("session-dose") or "",
        note=st.session_state.get("session-note") or "",
    )
    if _add(entry, _("Added. Session on {day}.").format(day=records.day(entry.on))):
        st.session_state["session-dose"] = st.session_state["session-note"] = ""


def effects() -> None:
    """How strong each side effect was on one day."""
    st.header(_("Side effects on one day"), anchor="answers")
    st.markdown(
        _(
            "Call 911 for chest pain, trouble breathing, or someone who cannot be woken. Tell your clinic about"
            " anything severe, and about bladder trouble or craving even if it is mild."
        )
    )
    _day_box("effects-on", _("Day"))
    with st.container(key="effects", gap="small"):
        for name, words in EFFECTS.items():
            st.radio(
                words,
                list(LEVELS),
                index=None,
                format_func=lambda level: LEVELS[level].capitalize(),
                key=f"effect-{name}",
                horizontal=True,
                persist_state="session",
            )
    _note_box("effects-note", _("Anything else (optional)"))
    st.button(
        _("Add to my record"),
        key="add-effects",
        type="primary",
        icon=":material/add:",
        disabled=not _effects_given(),
        on_click=_add_effects,
    )
    _logged([(entry, _effects_words(entry)) for entry in reversed(record().effects)], _("Side effects so far"))


def _effects_given() -> dict[str, records.Level]:
    given = {name: st.session_state.get(f"effect-{name}") for name in EFFECTS}
    return {name: level for name, level in given.items() if level}


def _effects_words(entry: SideEffects) -> str:
    felt = [f"{EFFECTS[name]}: {LEVELS[level]}" for name, level in entry.felt.items()]
    return ". ".join(part for part in ("; ".join(felt) or _("none"), entry.note) if part)


def _add_effects() -> None:
    entry = SideEffects(
        on=st.session_state["effects-on"],
        effects=_effects_given(),
        note=st.session_state.get("effects-note") or "",
    )
    if _add(entry, _("Added. Side effects on {day}.").format(day=records.day(entry.on))):
        for name in EFFECTS:
            st.session_state[f"effect-{name}"] = None
        st.session_state["effects-note"] = ""


def _logged(entries: list[tuple[Entry, str]], title: str) -> None:
    """What is in the record already, a line an entry."""
    if not entries:
        return
    lines = "".join(
        f"<li><strong>{escape(records.day(entry.on))}</strong>"
        f" ({escape(records.phase_label(record().phase(entry.on)))}): {escape(words)}</li>"
        for entry, words in entries
    )
    st.subheader(title, anchor=False)
    st.html(f"<ul class='logged'>{lines}</ul>")


# Looking.


def look() -> None:
    """What changed since the start, as a sentence, a picture and a table."""
    st.header(_("How it goes"), anchor="answers")
    there = [key for key in INSTRUMENTS if record().of(key)]
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
    _logged([(entry, _session_words(entry)) for entry in reversed(record().sessions)], _("Sessions"))
    _logged([(entry, _effects_words(entry)) for entry in reversed(record().effects)], _("Side effects"))


def _course(key: str) -> None:
    of, found = INSTRUMENTS[key], records.change(record(), key)
    start = records.baseline(record(), key)
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
    picture = scorecharts.scores(record(), key, dark=shell.is_dark())
    if picture is not None:
        st.altair_chart(picture, width="stretch", key=f"chart-{key}", alt=scorecharts.description(record(), key))
        legend = [_("Dots: your scores.")]
        legend += [_("Dashed lines: sessions.")] if record().sessions else []
        legend += [_("Shades: the published bands.")] if of.bands else []
        st.caption(" ".join(legend))
    _table(key, start)
    _sources(of)


def _start_words(entry: Score) -> str:
    first = record().sessions[0].on if record().sessions else None
    if first is None:
        return _("your first score, {day}").format(day=records.day(entry.on))
    if entry.on < first:
        return _("your last score before the first session, {day}").format(day=records.day(entry.on))
    if entry.on == first:
        return _("your score on the day of the first session, {day}").format(day=records.day(entry.on))
    return _("your first score, {day}").format(day=records.day(entry.on))


def _table(key: str, start: Score | None) -> None:
    """The scores of one questionnaire, the latest first."""
    heads = (_("Day"), _("When"), _("Score"), _("Since the start"), _("Note"))
    rows = []
    base = start.result.total if start else None
    for entry in reversed(record().of(key)):
        total = entry.result.total
        moved = "" if total is None or base is None else _signed(total - base)
        if entry is start:
            moved = _("start")
        elif start and entry.on < start.on:
            moved = ""
        when = records.phase_label(record().phase(entry.on))
        rows.append((records.day(entry.on), when, records.said(entry), moved, entry.note))
    noted = any(row[-1] for row in rows)
    width = len(heads) if noted else len(heads) - 1
    top = "".join(f"<th scope='col'>{escape(head)}</th>" for head in heads[:width])
    body = "".join(
        "<tr>"
        + f"<th scope='row'>{escape(row[0])}</th>"
        + "".join(f"<td>{escape(c)}</td>" for c in row[1:width])
        + "</tr>"
        for row in rows
    )
    caption = _("{name} scores, the latest first").format(name=INSTRUMENTS[key].name)
    st.html(
        f"<div class='scores' role='region' tabindex='0' aria-label='{escape(caption)}'><table>"
        f"<caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
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
    if not len(record()):
        st.markdown(_("Once you have entered something, a page to bring along is here."))
        return
    st.markdown(
        _("It has the latest of each kind, your answer to question 9 among them. You decide whom you show it to.")
    )
    page = records.summary(record(), today())
    title = _("Progress with ketamine treatment")
    st.download_button(
        _("Save the page as text"),
        as_text(title, page).encode("utf-8-sig"),
        f"progress-summary-{today().isoformat()}.txt",
        "text/plain",
        key="save-summary",
        icon=":material/description:",
        on_click="ignore",
    )
    parts = "".join(
        f"<h3>{escape(head)}</h3><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
        for head, lines in page
    )
    st.html(f"<article class='summary'>{parts}</article>")


def as_text(title: str, page: list[tuple[str, list[str]]]) -> str:
    """The page as plain text, which every printer prints."""
    parts = [title.upper()]
    parts += [f"{head}\n" + "\n".join(f"- {line}" for line in lines) for head, lines in page]
    return "\n\n".join(parts) + "\n"


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
            value=today() + timedelta(days=1),
            min_value=today(),
            max_value=today() + timedelta(days=730),
            key="remind-on",
            format="MM/DD/YYYY",
            width=180,
            required=True,
        )
        at = st.time_input(_("Time"), value=time(18, 0), key="remind-at", format="12h", width=160, required=True)
        every = st.selectbox(
            _("How often"), list(_EVERY), format_func=lambda days: _EVERY[days], key="remind-every", width=180
        )
        times = st.number_input(_("How many times"), 1, 60, 8, key="remind-times", width=160)
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
    if len(record()):
        with st.container(horizontal=True):
            _save_button(_("Save my file"), "json", "save-json")
            _save_button(_("Save as a table (CSV)"), "csv", "save-csv")
        st.caption(_("Both can be opened here again. The table is for spreadsheets too."))
    st.subheader(_("Open a saved file"), anchor=False)
    key = f"progress-file-{st.session_state.get(_OPENED, 0)}"
    st.file_uploader(
        _("Your file, as saved here (JSON or CSV)"),
        ["json", "csv"],
        key=key,
        max_upload_size=1,
        on_change=_open,
        args=(key,),
    )
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
    st.session_state[_OPENED] = st.session_state.get(_OPENED, 0) + 1
    st.session_state[_PENDING] = None
    if not found.problems:
        _merge(found.record, whole=True)
    elif len(found.record):
        st.session_state[_PENDING] = found
        shell.move_focus("#pending")
    else:
        _say(_("The file was not opened; all you have open is still here."), *found.problems)
        shell.move_focus("#said")


def _merge(other: Record, *, whole: bool) -> None:
    before = record()
    try:
        merged = before.merge(other)
    except records.TooMuchError as error:
        _say(str(error))
        shell.move_focus("#said")
        return
    new = len(merged) - len(before)
    known = len(other) - new
    # What is in a file of their own need not be saved anew.
    if whole:
        st.session_state[_SAVED] = _saved().merge(other) if len(before) else other
    st.session_state[_RECORD] = merged
    words = [_("Opened: {entries} added.").format(entries=count(new, "entry", "entries"))]
    if known:
        words.append(_("{entries} were here already.").format(entries=count(known, "entry", "entries")))
    _say(*words)
    _go_on()


def _pending() -> None:
    """A file that is good in part: what is wrong with it, and the choice."""
    found: progressfile.Reading | None = st.session_state.get(_PENDING)
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
    found: progressfile.Reading = st.session_state[_PENDING]
    st.session_state[_PENDING] = None
    _merge(found.record, whole=False)


def _leave_part() -> None:
    st.session_state[_PENDING] = None
    _say(_("Left as it was."))
    shell.move_focus("#said")


def _taking_out() -> None:
    """Takes one entry out, or all; the last that went can be put back."""
    out: tuple[Entry, ...] = st.session_state.get(_OUT, ())
    if out:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_("{entries} taken out.").format(entries=count(len(out), "entry", "entries")))
            st.button(_("Put back"), key="put-back", icon=":material/undo:", on_click=_put_back)
    if not len(record()):
        return
    with st.expander(_("Take something out")):
        entries = sorted(record().entries, key=lambda entry: entry.on, reverse=True)
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
    left = record()
    for entry in entries:
        left = left.without(entry)
    st.session_state[_RECORD], st.session_state[_OUT] = left, entries
    st.session_state.pop("take-which", None)
    _say(_("Taken out. Your saved file still has it until you save again."))
    shell.move_focus("#said")


def _put_back() -> None:
    st.session_state[_RECORD] = record().add(*st.session_state.pop(_OUT, ()))
    _say(_("Put back."))
    _go_on()
