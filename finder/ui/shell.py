"""What every page shares: the clinic table, the query of the address, crisis help, and where the focus goes."""

from __future__ import annotations

import gc
import re
import time
from contextlib import suppress
from pathlib import Path

import streamlit as st

from finder import catalog, coverage, links, places, ratings
from finder.catalog import Catalog, CatalogError
from finder.search import Query
from finder.settings import settings
from finder.text import _
from finder.ui import browser

FIND_PAGE = "pages/find.py"
CLINIC_PAGE = "pages/clinic.py"
COMPARE_PAGE = "pages/compare.py"
GUIDE_PAGE = "pages/guide.py"
PREPARE_PAGE = "pages/prepare.py"
PROGRESS_PAGE = "pages/progress.py"
ABOUT_PAGE = "pages/about.py"

#: The browser's tab icon, from our own folder: a Material icon here would be asked of another host.
ICON = "static/favicon.svg"

_STYLE = Path(__file__).resolve().parents[2] / "static" / "style.css"


@st.cache_resource(show_spinner=False, max_entries=1)
def _catalog(folder: str, max_bytes: int, stamp: tuple[float, ...]) -> Catalog:
    """The table of `folder`; `stamp` (the files' times, ratings past theirs) makes a changed table load anew."""
    loaded = catalog.load(folder, max_bytes=max_bytes)
    loaded.columns  # noqa: B018  built now, so that the first search is as fast as the next
    places.find("10001")
    # What stays for good need not be looked through again and again for what can be thrown away.
    gc.collect()
    gc.freeze()
    return loaded


def load_catalog() -> Catalog:
    """The clinic table, read once a process. When it cannot be used the page says why in plain words and stops."""
    options = settings()
    lapsed = ratings.lapsed(options.data)
    if lapsed:
        # What may no longer be kept is not kept: neither in the file nor in a table that nobody sees any more.
        with suppress(ratings.RatingsError):
            ratings.purge(options.data)
            _catalog.clear()
            lapsed = 0
    stamp = (float(lapsed), *(file.stat().st_mtime for file in sorted(Path(options.data).glob("*.csv"))))
    try:
        return _catalog(str(options.data), options.max_bytes, stamp)
    except CatalogError as error:
        st.title(_("Ketamine clinic finder"), anchor=False)
        st.error(_("The clinic list cannot be shown right now. This is our mistake, not yours."))
        st.write(_("If you keep this site running: the table could not be read."))
        for problem in error.problems:
            st.text(str(problem))
        foot()
        st.stop()


def read_query() -> tuple[Query, list[str]]:
    """The query of the address, and a sentence for each part of it that could not be used."""
    reading = links.from_params(st.query_params.to_dict())
    return reading.query, reading.problems


def left_out(what: str, problems: list[str]) -> None:
    """Says which parts of the address could not be used, if any; `what` is the sentence above them."""
    if problems:
        said = "\n".join(f"- {plain(problem)}" for problem in problems)
        st.warning(f"{what}\n{said}", icon=":material/link_off:")


def commit(query: Query, focus: str = "") -> None:
    """Makes `query` the address: the one way anything changes what is shown, so Back and sharing just work.

    `focus` is the selector of the element that the keyboard moves to then.
    """
    st.query_params.from_dict({**links.beside_query(st.query_params.to_dict()), **links.to_params(query)})
    if focus:
        move_focus(focus)


def move_focus(target: str, block: str = "start") -> None:
    """Moves the keyboard to the element of this CSS selector once the page is drawn; `block`: where on the screen."""
    st.session_state["focus"] = (target, time.time(), block)


def head() -> None:
    """The page's style and the link that skips to its main part."""
    st.html(_STYLE)
    st.html(f'<a class="skip-link" href="#results">{_("Skip to results")}</a>')


def page_links(on: str) -> None:
    """The links to the pages; `on` is the path of this one. Find starts anew."""
    if on == "":
        # A page link to the page it stands on changes what is shown but not the address.
        st.button(
            _("Find"), key="find-anew", icon=":material/search:", type="tertiary", on_click=commit, args=(Query(),)
        )
    else:
        st.page_link(FIND_PAGE, label=_("Find"), icon=":material/search:")
    here = st.query_params.to_dict() if on == "compare" else {}
    st.page_link(COMPARE_PAGE, label=_("Compare"), icon=":material/compare_arrows:", query_params=here)
    st.page_link(GUIDE_PAGE, label=_("Guide"), icon=":material/menu_book:")
    here = st.query_params.to_dict() if on in ("clinic", "prepare") else {}
    st.page_link(PREPARE_PAGE, label=_("Prepare"), icon=":material/checklist:", query_params=here)
    st.page_link(PROGRESS_PAGE, label=_("Progress"), icon=":material/monitoring:")
    st.page_link(ABOUT_PAGE, label=_("About"), icon=":material/info:")


def crisis_line() -> None:
    """Crisis help, first on every page."""
    st.html(
        '<aside class="crisis" aria-label="{label}">{crisis} {call} <a href="tel:988">988</a> {text} '
        '<a href="sms:988">988</a>{veterans}</aside>'.format(
            label=_("Crisis help"),
            crisis=_("In crisis?"),
            call=_("Call"),
            text=_("or text"),
            veterans=_(", free, day and night. Veterans: press 1."),
        )
    )


def broken() -> None:
    """What is said where a page broke: whose fault it is and what to do."""
    with st.container(key="broken"):
        st.error(_("Something broke on our side. It is not your fault, and nothing you typed was kept."))
        st.write(_("Load the page again, or start anew with Find. If it breaks again, look at these for now:"))
        elsewhere()


def elsewhere() -> None:
    """The other places to look, with what each is good for."""
    st.markdown("\n".join(f"- [{other.name}]({other.url}): {_(other.english)}" for other in coverage.ELSEWHERE))


def foot() -> None:
    """What this program is not, last on every page; then the focus moves, as all it may move to is there."""
    st.html(
        '<p class="foot">{}</p>'.format(
            _(
                "This site lists facts that clinics and others publish. It is not medical advice and cannot say what is"
                " right for you. Talk it over with someone who knows your health."
            )
        )
    )

    target, stamp, block = st.session_state.get("focus", ("", 0, "start"))
    browser.move_focus("move-focus", target, stamp, block)
    browser.follow_links("follow-links")


def is_dark() -> bool:
    """Whether the reader's browser shows the dark theme."""
    return st.context.theme.type == "dark"


def is_apple() -> bool:
    """Whether the reader's device is Apple's, whose map links are its own."""
    agent = st.context.headers.get("User-Agent", "")
    return any(name in agent for name in ("iPhone", "iPad", "Macintosh"))


def plain(text: str) -> str:
    """Outside text for a place that reads Markdown: every sign that could mean something is escaped."""
    # A backslash does not stop `:material/home:` and `:smile:`; an unseen character that joins words does.
    # Nor does it stop what looks like a web or mail address from becoming a link.
    text = re.sub(r":(?=[\w+/-]+:|//)|(?<=www)(?=\.)|(?=@)", "\\g<0>\N{WORD JOINER}", " ".join(text.split()))
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])", r"\\\1", text)
