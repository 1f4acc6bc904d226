"""The button that asks Google Maps for a clinic's rating: live, for the person who pressed it, and kept nowhere.

Each press costs the operator, so there is a limit for a visit and one for all of them; only times are kept, in memory.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from finder import ratings, reviews
from finder.catalog import Catalog
from finder.ratings import GOOGLE
from finder.settings import settings
from finder.text import _
from finder.ui import cards, shell

if TYPE_CHECKING:
    from finder.sources.reviewsites import Answer

#: What was read is gone from the page after so many seconds, when anything on it changes.
SHOWN_SECONDS = 300.0
_STATE, _BLOCK, _PRESSED = "google-rating", "google-answer", "google-pressed"
_HOUR, _DAY = 3_600.0, 86_400.0
#: When this server asked Google in the last day.
_asked: deque[float] = deque()
_asking = threading.Lock()
#: Google's terms and privacy policy, which people who see its content must be told of (the policies of its Places API).
TERMS = "https://maps.google.com/help/terms_maps/"
PRIVACY = "https://policies.google.com/privacy"


def is_shown(clinic_id: str) -> bool:
    """Whether something of Google's is on the page of this clinic now."""
    answer = _answer(clinic_id)
    return answer is not None and answer.rating is not None


def show(catalog: Catalog, row: int) -> None:
    """The button, or what came of pressing it; nothing where the operator gave no key or the clinic has no door."""
    if not settings().google_key.get_secret_value():
        return
    if catalog.cell(row, "telehealth_only") or catalog.cell(row, "status") == "closed":
        return
    clinic_id = str(catalog.cell(row, "id"))
    answer = _answer(clinic_id)
    with st.container(key="google"):
        if answer is not None:
            st.html(f'<div id="{_BLOCK}" class="google">{_said(answer)}</div>')
        if answer is not None and answer.rating:
            st.button(
                _("Hide the Google rating"),
                key="google-hide",
                icon=":material/close:",
                type="tertiary",
                on_click=_hide,
            )
            return
        st.button(
            _("Show the Google rating"),
            key="google-ask",
            icon=":material/star:",
            on_click=_ask,
            args=(catalog, row),
        )
        st.html(
            '<p class="sources">{}</p>'.format(
                _(
                    "If you press it, our server asks Google about this clinic. Nothing about you is sent, and we keep"
                    " nothing of the answer. Google's {terms} and {privacy} apply to what it says."
                ).format(
                    terms=cards.outside_link(TERMS, _("terms")),
                    privacy=cards.outside_link(PRIVACY, _("privacy policy")),
                )
            )
        )


def _answer(clinic_id: str) -> Answer | None:
    """What Google said of this clinic a moment ago in this visit; else it is forgotten."""
    about, answer, at = st.session_state.get(_STATE, ("", None, 0.0))
    if about == clinic_id and time.time() - at < SHOWN_SECONDS:
        found: Answer = answer
        return found
    st.session_state.pop(_STATE, None)
    return None


def _hide() -> None:
    st.session_state.pop(_STATE, None)
    shell.move_focus(".st-key-google-ask button", block="center")


def _ask(catalog: Catalog, row: int) -> None:
    """Asks Google once, if no limit is reached, and keeps the answer for this visit's page."""
    # What asks Google takes a while to load, and no page waits for it that nobody presses the button on.
    from finder.sources import googleplaces
    from finder.sources.registry import Lookup
    from finder.sources.reviewsites import Answer
    from finder.sources.web import WebError

    if why := _limit_reached():
        st.session_state[_STATE] = (str(catalog.cell(row, "id")), Answer(None, why=why), time.time())
        shell.move_focus(f"#{_BLOCK}", block="center")
        return
    who = ("id", "name", "street", "city", "state", "zip", "phone")
    clinic = Lookup(*(str(catalog.cell(row, name) or "") for name in who))
    options = settings()
    known = ratings.known(options.data, GOOGLE).get(clinic.key)
    try:
        answer = googleplaces.read(
            clinic,
            options.google_key.get_secret_value(),
            googleplaces.hasty_client(),
            place_id=known.place_id if known else "",
        )
    except WebError as error:
        # For whoever keeps the site running: the reason, but not which clinic somebody looked at.
        logging.getLogger(__name__).warning("Google Maps gave no rating: %s", error)
        answer = Answer(None, why="failed")
    st.session_state[_STATE] = (clinic.key, answer, time.time())
    shell.move_focus(f"#{_BLOCK}", block="center")


def _limit_reached() -> str:
    """Which limit forbids to ask now ("visit" or "day"); empty if none does, and then this asking is counted."""
    now, options = time.time(), settings()
    pressed = [at for at in st.session_state.get(_PRESSED, ()) if now - at < _HOUR]
    if len(pressed) >= options.google_per_visit:
        return "visit"
    with _asking:
        while _asked and now - _asked[0] >= _DAY:
            _asked.popleft()
        if len(_asked) >= options.google_per_day:
            logging.getLogger(__name__).warning("FINDER_GOOGLE_PER_DAY is reached: no more ratings from Google for now")
            return "day"
        _asked.append(now)
    st.session_state[_PRESSED] = [*pressed, now]
    return ""


#: Why there is no rating, for a visitor; in the keys of `reviewsites.WHY`, and the limits.
_PLAIN = {
    "closed": "Google Maps says that this clinic has closed for good. Call before you go.",
    "unrated": "Nobody has rated this clinic on Google Maps yet.",
    "several": "Google Maps has more than one page that could be this clinic, so we show no rating.",
    "unsure": "We could not be sure which place on Google Maps is this clinic, so we show no rating.",
    "unlisted": "Google Maps does not list this clinic as we know it, so we show no rating.",
    "visit": "You have asked for many ratings in a short time. Try again in an hour, or look on Google Maps yourself.",
    "day": "Visitors have asked for as many ratings today as we can pay for. Try again tomorrow, or look on Google Maps"
    " yourself.",
    "failed": "Google did not answer. Try again later, or look there yourself.",
}


def _said(answer: Answer) -> str:
    """What came of it as HTML: stars, count, "Google Maps" and its page; or why there are none."""
    rating = answer.rating
    if rating is None:
        return f"<p>{escape(_(_PLAIN[answer.why]))}</p>"
    # Google asks that its name is not translated and stays on one line.
    name = f'<span translate="no" class="notranslate">{GOOGLE.name.replace(" ", "&nbsp;")}</span>'
    said = reviews.text(rating.value, rating.reviews, GOOGLE.name, f"{rating.read_at:%Y-%m}")
    page = cards.outside_link(rating.url, _("Read them on Google Maps"))
    why = _("While it is shown, our map and other ratings are not: Google and Yelp ask so.")
    return (
        f"<p><strong>{escape(said).replace(GOOGLE.name, name)}</strong> ({escape(_('read just now'))})</p>"
        f'<p class="reach">{page}</p><p class="sources">{escape(why)}</p>'
    )
