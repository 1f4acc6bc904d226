"""A real browser on the real program: `streamlit run serve.py` on a free port, driven by Playwright.

Every page that a test opens is watched. When the test ends, it fails if any request asked another host for
something, or if the Content-Security-Policy had to stop anything.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser import odd_data
from tests.browser.install import chromium
from tests.browser.steps import ROOT, WATCH_ASKED, settled

PATIENCE_MS = 40_000
expect.set_options(timeout=PATIENCE_MS)

_ARGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Whatever the watching below misses finds nobody either.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)
_SOFTWARE_WEBGL = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
#: Drawing maps in software takes seconds of a slow machine, so only tests that look at the map do it.
_NO_WEBGL = ("--disable-gpu", "--disable-3d-apis")

#: Each blocked thing becomes a line of the console, whoever asked for it.
_TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", event =>
    console.error("CSP stopped", event.violatedDirective, event.blockedURI, event.sourceFile))"""


@dataclass(frozen=True)
class Site:
    """A running server."""

    url: str
    log: Path


@contextmanager
def serve(log: Path, data: Path | None = None, script: str = "serve.py", **settings: str) -> Iterator[Site]:
    """The program (or another script) on a free port, with the bundled clinics or those of another folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("STREAMLIT_", "FINDER_"))}
    if data is not None:
        env["FINDER_DATA"] = str(data)
    env |= settings
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
    url = f"http://localhost:{port}"
    try:
        for _ in range(600):
            assert process.poll() is None, log.read_text()
            try:
                with urllib.request.urlopen(f"{url}/health", timeout=10):
                    break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail("the server never answered:\n" + log.read_text())
        yield Site(url, log)
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The program with the clinics it ships."""
    with serve(tmp_path_factory.mktemp("site") / "log.txt") as running:
        yield running


@pytest.fixture(scope="session")
def odd_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The program with names and notes that try to be more than text, and rows that break rules."""
    folder = tmp_path_factory.mktemp("odd")
    with serve(folder / "log.txt", odd_data.write(folder / "data")) as running:
        yield running


@pytest.fixture(scope="session")
def broken_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The program with a clinics.csv that is a picture."""
    folder = tmp_path_factory.mktemp("broken")
    (folder / "clinics.csv").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with serve(folder / "log.txt", folder) as running:
        yield running


# These end with the last test of this folder: while Playwright runs, nobody else may start an event loop.


@pytest.fixture(scope="package")
def chromium_path() -> str:
    """Found before Playwright starts, as looking may start it too."""
    return chromium()


@pytest.fixture(scope="package")
def playwright(chromium_path: str) -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@dataclass
class Traffic:
    """What the pages of a test asked for and complained about."""

    hosts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.add_init_script(_TELL_VIOLATIONS)
        page.add_init_script(WATCH_ASKED)
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda socket: self._asked(socket.url))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("popup", self.watch)

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about"):
            self.hosts[parts.netloc] += 1

    @property
    def violations(self) -> list[str]:
        return [error for error in self.errors if "CSP stopped" in error or "Content Security Policy" in error]


@pytest.fixture
def traffic() -> Iterator[Traffic]:
    """Counts the requests of every page of the test by host; other hosts and policy violations fail the test."""
    seen = Traffic()
    yield seen
    assert all(host.startswith("localhost:") for host in seen.hosts), seen.hosts
    assert seen.violations == []


#: `open_page("/about", width=390, dark=True)` gives a settled page.
OpenPage = Callable[..., Page]


class Contexts:
    """Browser contexts that tests share: Streamlit's scripts then come from the browser's cache, not anew each time.

    A page of its own is a session of its own; cookies and storage are emptied between tests.
    """

    def __init__(self, playwright: Playwright, chromium_path: str) -> None:
        self._playwright, self._path = playwright, chromium_path
        self._browsers: dict[bool, Browser] = {}
        self._shared: dict[bool, BrowserContext] = {}

    def new(self, webgl: bool, **options: Any) -> BrowserContext:
        if webgl not in self._browsers:
            args = [*_ARGS, *(_SOFTWARE_WEBGL if webgl else _NO_WEBGL)]
            self._browsers[webgl] = self._playwright.chromium.launch(executable_path=self._path, args=args)
        context = self._browsers[webgl].new_context(**options)
        context.set_default_timeout(PATIENCE_MS)
        return context

    def shared(self, webgl: bool) -> BrowserContext:
        if webgl not in self._shared:
            self._shared[webgl] = self.new(webgl)
        return self._shared[webgl]

    def clean(self) -> None:
        for context in self._shared.values():
            for page in context.pages:
                # The shortlist of one test is not the next one's.
                page.evaluate("() => { try { localStorage.clear() } catch {} }")
                page.close()
            context.clear_cookies()

    def close(self) -> None:
        for browser in self._browsers.values():
            browser.close()


@pytest.fixture(scope="package")
def contexts(playwright: Playwright, chromium_path: str) -> Iterator[Contexts]:
    """The browsers of all tests: one that draws maps in software, one that cannot draw maps."""
    everyone = Contexts(playwright, chromium_path)
    yield everyone
    everyone.close()


@pytest.fixture
def open_page(contexts: Contexts, site: Site, traffic: Traffic) -> Iterator[OpenPage]:
    """Opens an address of the program, each time in a new session.

    `webgl`: in the browser that draws maps. `stranger`: in a browser context of its own, as another person would, with
    the options of the context if it is a dictionary. `prepare` is called with the page before it goes anywhere.
    """
    strangers: list[BrowserContext] = []

    def open_it(
        path: str = "/",
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        at: Site = site,
        webgl: bool = False,
        stranger: bool | dict[str, Any] = False,
        prepare: Callable[[Page], object] | None = None,
    ) -> Page:
        if stranger is not False:
            strangers.append(contexts.new(webgl, **(stranger if isinstance(stranger, dict) else {})))
        page = (strangers[-1] if stranger else contexts.shared(webgl)).new_page()
        page.set_viewport_size({"width": width, "height": height})
        # Nothing half faded in is measured, or waited for.
        page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        traffic.watch(page)
        if prepare is not None:
            prepare(page)
        page.goto(at.url + path)
        return settled(page)

    yield open_it
    contexts.clean()
    for context in strangers:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """The welcome page on a desk-sized screen."""
    return open_page()
