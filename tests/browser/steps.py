"""What people do on the pages, and what they see: the words that the browser tests are written in."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from google.protobuf.message import Message
from playwright.sync_api import Locator, Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from finder.cli import FOUND, NOTHING, main

ROOT = Path(__file__).resolve().parents[2]

LOS_ANGELES = "/?near=city%3Aca%2Flos-angeles"
#: A search that finds nothing in Montana's emptiest corner.
NOWHERE = "/?near=zip%3A59330&within=10"


def _tag(message: type[Message], name: str) -> str:
    """What stands before this field of a message of Streamlit's, as Protobuf writes it."""
    return str(message.DESCRIPTOR.fields_by_name[name].number << 3 | 2)


#: Run before a page's own scripts: notes on its connection whether a run that it asked for has still to begin. Until
#: the server hears of it, which takes a busy machine long, the page looks as if it had nothing to wait for.
WATCH_ASKED = """(() => {
    const ASKS = _ASKS_, BEGINS = _BEGINS_;
    const begins = data => {
        const bytes = new Uint8Array(data);
        let at = 0;
        const number = () => {
            let value = 0, shift = 0, byte;
            do { byte = bytes[at++]; value += (byte & 127) * 2 ** shift; shift += 7; } while (byte & 128);
            return value;
        };
        while (at < bytes.length) {
            const tag = number(), value = number();
            if (tag === BEGINS) return true;
            if ((tag & 7) === 2) at += value;
        }
        return false;
    };
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
        if (new Uint8Array(data)[0] === ASKS) {
            if (this.asked === undefined) {
                this.addEventListener("message", event => { if (begins(event.data)) this.asked = false; });
            }
            this.asked = true;
            window.__asking = this;
        }
        return send.call(this, data);
    };
})()""".replace("_ASKS_", _tag(BackMsg, "rerun_script")).replace("_BEGINS_", _tag(ForwardMsg, "new_session"))

#: Connected, nothing asked that has not begun, not running, nothing stale, no grey bar where a part's script has yet to
#: come, and the foot drawn: and so for a quarter of a second.
_SETTLED = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    // Where the page broke, no foot comes.
    if (document.querySelector("[data-testid=stException]")) return true;
    const asked = window.__asking?.asked && window.__asking.readyState === WebSocket.OPEN;
    const done = app && app.dataset.testConnectionState === "CONNECTED"
        && !asked && app.dataset.testScriptState === "notRunning"
        && document.querySelector(".foot") && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]");
    const now = performance.now();
    if (!done) window.__doneSince = 0;
    else window.__doneSince ||= now;
    return done && now - window.__doneSince > 250;
}"""


def settled(page: Page) -> Page:
    """Waits until Streamlit has answered what it was asked, and has drawn all there is to draw."""
    page.wait_for_function("window.__doneSince = 0, true")
    page.wait_for_function(_SETTLED, polling=50)
    assert page.locator(".st-key-broken").count() == 0, "the page broke"
    assert page.get_by_test_id("stException").count() == 0, "an error was shown instead of the page"
    return page


def where(page: Page) -> Locator:
    """The box that asks for a place."""
    return page.get_by_label("Where do you want to look?")


def search(page: Page, text: str) -> None:
    """Types a place and presses Enter."""
    where(page).fill(text)
    where(page).press("Enter")
    settled(page)


def heading(page: Page) -> Locator:
    """The line that says what was found: "9 clinics within 50 miles of Los Angeles, CA"."""
    # While Streamlit swaps one page for another, the old line may still be there, below.
    return page.locator("h2#results").first


def names(page: Page) -> list[str]:
    """The names on the cards of the list, in order (those of at-home providers are not in it)."""
    return page.evaluate(
        """() => [...document.querySelectorAll("article.card h3")]
            .filter(title => !title.closest("[data-testid=stExpander]"))
            .map(title => { const copy = title.cloneNode(true); copy.querySelector(".number")?.remove();
                            return copy.textContent.trim(); })"""
    )


def groups(page: Page) -> list[list[str]]:
    """The list as it stands: each group's heading, then the names of its cards."""
    titles = page.evaluate(
        """() => [...document.querySelectorAll("[data-testid=stHeading] h3, article.card h3")]
            .filter(title => !title.closest("[data-testid=stExpander]"))
            .map(title => { const copy = title.cloneNode(true); copy.querySelector(".number")?.remove();
                            return [title.closest(".card") ? "card" : "group", copy.textContent.trim()]; })"""
    )
    found: list[list[str]] = []
    for kind, text in titles:
        if kind == "group":
            found.append([text])
        else:
            found[-1].append(text)
    return found


def card(page: Page, name: str) -> Locator:
    """The card of a clinic."""
    return page.locator(".card", has=page.get_by_role("heading", name=name))


def open_filter(page: Page, title: str) -> Locator:
    """Opens a group of filters and gives its sheet."""
    page.locator(".st-key-filters").get_by_role("button", name=title).click()
    sheet = page.get_by_test_id("stPopoverBody")
    # What is in it is drawn once it is open.
    expect(sheet.locator("label, p").first).to_be_visible()
    settled(page)
    return sheet


def close_filter(page: Page) -> None:
    """Closes the open group of filters, which the server is told of."""
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_be_hidden()
    settled(page)


def pick(page: Page, group: str, label: str) -> None:
    """Switches on one choice of a group of filters."""
    sheet = open_filter(page, group)
    # The number behind a label changes with the search, so only the label is looked for.
    sheet.get_by_test_id("stButtonGroup").get_by_text(label, exact=False).first.click()
    settled(page)
    close_filter(page)


def open_sheet(page: Page) -> Locator:
    """Opens the sheet that holds all filters on a phone, and gives it."""
    page.locator(".st-key-open-sheet").get_by_role("button", name="Filters").click()
    sheet = page.get_by_role("dialog", name="Filters")
    expect(sheet.get_by_role("button", name="Show")).to_be_visible()
    return sheet


def how_far(page: Page) -> Locator:
    """The box that says within how many miles to look."""
    return page.locator(".st-key-order").get_by_role("combobox", name="How far")


def focused(page: Page) -> str:
    """The id of the element that the keyboard is at."""
    found: str = page.evaluate("() => document.activeElement.id")
    return found


def params(page: Page) -> dict[str, str]:
    """The parameters of the address."""
    return dict(parse_qsl(urlsplit(page.url).query))


def choose(page: Page, select: Locator, label: str) -> None:
    """Chooses an entry of a select box."""
    select.click()
    page.get_by_role("option", name=label, exact=True).click()
    settled(page)


@cache
def cli(*words: str) -> dict[str, Any]:
    """What `python -m finder` says to the same question, about the clinics the program ships."""
    said = io.StringIO()
    with redirect_stdout(said):
        assert main([*words, "--json"]) in (FOUND, NOTHING), words
    answer: dict[str, Any] = json.loads(said.getvalue())
    return answer


def cli_names(*words: str) -> list[str]:
    """The names of the first page of `python -m finder search`."""
    return [clinic["name"] for clinic in cli("search", *words, "--limit", "10")["clinics"]]


#: Cities in which some filter leaves both clinics that say it and clinics to ask, as the data stands.
CITIES = ("Denver, CO", "New York, NY", "Washington, DC", "Los Angeles, CA", "San Francisco, CA", "Atlanta, GA")


def city_where(fits: Callable[[dict], bool], *options: str) -> tuple[str, dict]:
    """A city, and what the command line says of it, where a search with these options is worth looking at."""
    for city in CITIES:
        answer = cli("search", city, "--limit", "10", *options)
        if fits(answer):
            return city, answer
    pytest.fail(f"no city of {CITIES} shows what this test is about; choose others")
