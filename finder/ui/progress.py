"""The Progress page: crisis help, and the record, which lives in the session's memory and leaves it only as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from finder import progress as records
from finder import progressfile
from finder.instruments import ITEM_9, PHQ9, Instrument
from finder.progress import Entry, Record, Score, Session, SideEffects
from finder.text import _, count
from finder.ui import shell
from finder.vocabulary import ROUTES

#: What is kept under these names of the session: the record, what was last saved of it, what is to be said once, a
#: file that could be read in part, what was taken out last, and how many files were opened.
RECORD, SAVED, SAID, PENDING, OUT, OPENED = (
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
    found: Record = st.session_state.get(RECORD, Record())
    return found


def today() -> date:
    """The day where the reader is."""
    try:
        return datetime.now(ZoneInfo(st.context.timezone or "UTC")).date()
    except (KeyError, ValueError, OSError):  # a zone that this machine does not know
        return datetime.now(UTC).date()


# Crisis help.


def answer_key(instrument: Instrument, item: int) -> str:
    """The name of a question in the session."""
    return f"answer-{instrument.key}-{item}"


def _drafted_nine() -> int:
    """The answer to question 9 of the PHQ-9 in what is being filled in."""
    return st.session_state.get(answer_key(PHQ9, ITEM_9)) or 0


def _saved_nine() -> int:
    """The answer to it in the latest PHQ-9 of the record that has one."""
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
        "<p><strong>{thanks}</strong></p>"
        '<ul><li><a href="tel:988">{call}</a> {or_} <a href="sms:988">{text}</a>{free}</li>'
        '<li>{veterans} <a href="sms:838255">838255</a>. {spanish}</li>'
        '<li>{danger} <a href="tel:911">{call_911}</a></li></ul>'
        "<p>{alone}</p><p>{tell}</p>{back}</section>".format(
            label=escape(_("Help right now")),
            thanks=escape(
                _("Thank you for being honest. You do not have to carry this alone. Please talk to someone today:")
            ),
            alone=escape(
                _(
                    "You marked thoughts of being better off dead or of hurting yourself. Many people have had such"
                    " thoughts, got help, and felt better again."
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


def nine_answered() -> None:
    """Brings crisis help before the person's eyes, wherever on the page they are."""
    if _drafted_nine() > 0:
        shell.move_focus("#crisis-now")


def go_on(selector: str = "#said") -> None:
    """After something was added or opened: to crisis help where it is needed, else to what was done."""
    shell.move_focus("#crisis-now" if _saved_nine() else selector)


# What is open, and where it is.


def kept() -> None:
    """Where the answers are and how long, exactly; whether all is in a file; and the button that saves it."""
    minutes = max(1, round(float(st.get_option("server.disconnectedSessionTTL")) / 60))
    with st.container(border=True, key="progress-kept"):
        st.markdown(
            _(
                "**Your answers are stored nowhere but in your own file.** During this visit they are in our server’s"
                " memory only: no database, no disk, no log. They are gone when you close or reload this page, or after"
                " {minutes} without a connection. Save your file to your own device, and open it here next time."
            ).format(minutes=count(minutes, "minute", "minutes"))
        )
        n = len(record())
        if not n:
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            save_button(_("Save my file"), "json", "save-top", kind="primary")
            unsaved = len([entry for entry in record().entries if entry not in saved().entries])
            status = count(n, "entry", "entries")
            if unsaved:
                st.markdown(_("{entries} open, **{n} not saved yet**").format(entries=status, n=unsaved))
            elif record() != saved():
                st.markdown(_("{entries} open, **changed since you saved**").format(entries=status))
            else:
                st.markdown(_("{entries} open, all in the file you saved").format(entries=status))


def saved() -> Record:
    """What is in the file that was saved or opened last."""
    found: Record = st.session_state.get(SAVED, Record())
    return found


def _note_saved() -> None:
    st.session_state[SAVED] = record()


def save_button(label: str, form: str, key: str, kind: str = "secondary") -> None:
    """A button that saves the record as "json" or "csv"."""
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
    told: list[str] = st.session_state.pop(SAID, [])
    if told:
        lines = "".join(f"<p>{escape(line)}</p>" for line in told)
        st.html(f'<div id="said" class="said" role="status">{lines}</div>')


def say(*lines: str) -> None:
    """What `said` says once the page is drawn anew."""
    st.session_state[SAID] = list(lines)


def add(entry: Entry, words: str) -> bool:
    """Puts an entry into the record; says what was done, or why it was not. True if it is in the record now."""
    before = record()
    try:
        st.session_state[RECORD] = before.add(entry)
    except records.TooMuchError as error:
        say(str(error))
        go_on()
        return False
    if record() == before:
        say(_("This is in your record already, so it was not added again."))
    else:
        found = records.change(record(), entry.instrument) if isinstance(entry, Score) else None
        means = records.explain(found) if found and found.latest == entry else []
        say(words, *means, _("It is not in your file yet: press “Save my file” above."))
    go_on()
    return True


# What several parts show.


def logged_sessions(title: str) -> None:
    """The sessions of the record, the latest first, if there are any."""
    _logged([(entry, _session_words(entry)) for entry in reversed(record().sessions)], title)


def logged_effects(title: str) -> None:
    """The side effects of the record, the latest day first, if there are any."""
    _logged([(entry, _effects_words(entry)) for entry in reversed(record().effects)], title)


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


def _session_words(entry: Session) -> str:
    parts = [ROUTES[entry.route].label if entry.route else "", entry.dose, entry.note]
    return "; ".join(part for part in parts if part) or _("session")


def _effects_words(entry: SideEffects) -> str:
    return ". ".join(part for part in (records.effects_words(entry), entry.note) if part)


def sources(of: Instrument) -> None:
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
