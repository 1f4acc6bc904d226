"""The parts of the Progress page that are filled in: questionnaires, sessions, side effects."""

from __future__ import annotations

from datetime import date

import streamlit as st

from finder import progress as records
from finder.instruments import INSTRUMENTS, ITEM_9, PHQ9, Instrument
from finder.progress import EFFECTS, LEVELS, MOST_DOSE, MOST_NOTE, Score, Session, SideEffects
from finder.text import _
from finder.ui import progress, shell
from finder.vocabulary import ROUTES


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
    progress.sources(of)


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
        key=progress.answer_key(of, item),
        horizontal=True,
        on_change=progress.nine_answered if of is PHQ9 and item == ITEM_9 else None,
        persist_state="session",
    )


def _answers(of: Instrument) -> tuple[int | None, ...]:
    return tuple(st.session_state.get(progress.answer_key(of, item)) for item in range(1, len(of.items) + 1))


def _day_box(key: str, label: str) -> None:
    if st.session_state.get(key) is None:
        st.session_state[key] = progress.today()
    st.date_input(
        label,
        min_value=records.FIRST_DAY,
        max_value=progress.today(),
        key=key,
        format="MM/DD/YYYY",
        width=200,
        persist_state="session",
    )


def _day(key: str) -> date:
    """The day of a box; an emptied one is today."""
    chosen: date | None = st.session_state.get(key)
    return chosen or progress.today()


def _note_box(key: str, label: str, placeholder: str = "") -> None:
    st.text_area(
        label, key=key, max_chars=MOST_NOTE, height=80, placeholder=placeholder or None, persist_state="session"
    )


def _clear_answers(of: Instrument) -> None:
    for item in range(1, len(of.items) + 1):
        st.session_state[progress.answer_key(of, item)] = None
    st.session_state[f"{of.key}-note"] = ""


def _clear(of: Instrument) -> None:
    _clear_answers(of)
    shell.move_focus("#answers")


def _add_score(of: Instrument) -> None:
    entry = Score.model_validate(
        {
            "on": _day(f"{of.key}-on"),
            "instrument": of.key,
            "answers": _answers(of),
            "note": st.session_state.get(f"{of.key}-note") or "",
        }
    )
    words = _("Added. {name} on {day}: {said}.")
    if progress.add(entry, words.format(name=of.name, day=records.day(entry.on), said=records.said(entry))):
        _clear_answers(of)


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
    progress.logged_sessions(_("Sessions so far"))


def _add_session() -> None:
    entry = Session(
        on=_day("session-on"),
        route=st.session_state.get("session-route") or "",
        dose=st.session_state.get("session-dose") or "",
        note=st.session_state.get("session-note") or "",
    )
    if progress.add(entry, _("Added. Session on {day}.").format(day=records.day(entry.on))):
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
    progress.logged_effects(_("Side effects so far"))


def _effects_given() -> dict[str, records.Level]:
    given = {name: st.session_state.get(f"effect-{name}") for name in EFFECTS}
    return {name: level for name, level in given.items() if level}


def _add_effects() -> None:
    entry = SideEffects(
        on=_day("effects-on"),
        effects=_effects_given(),
        note=st.session_state.get("effects-note") or "",
    )
    if progress.add(entry, _("Added. Side effects on {day}.").format(day=records.day(entry.on))):
        for name in EFFECTS:
            st.session_state[f"effect-{name}"] = None
        st.session_state["effects-note"] = ""
