"""`python -m benchmarks.browser`: how fast the pages are in a browser, beside a plain Streamlit app and the budget.

Both apps run at once, each in a process of its own, and take turns, so that whatever else the machine does slows both.
Figures are reported, never asserted.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import psutil
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Playwright, sync_playwright
from playwright.sync_api import Error as BrowserError
from rich.console import Console
from rich.table import Table

from benchmarks import made_up
from benchmarks.visitors import Answer, Crowd, alone, crowd
from tests.browser.install import chromium

ROOT = Path(__file__).resolve().parent.parent
PLAIN_APP = Path(__file__).resolve().parent / "plain_app.py"
SIZES = [0, 100_000]

#: Budgets of DESIGN section 7, for the bundled table: seconds, bytes.
CHANGE, WARM, COLD, SENT = 0.3, 2.5, 5.0, 100_000
#: For many visitors at once: how many, seconds between the acts of one, seconds of the 95th percentile, bytes.
VISITORS, EVERY, ANSWERED, MEMORY = 200, 5.0, 1.0, 5_000_000

#: Cities of different density, and their ids; the plain app knows them too.
CITIES = {
    "Boise, ID": "id/boise",
    "New York, NY": "ny/new-york",
    "Denver, CO": "co/denver",
    "Chicago, IL": "il/chicago",
    "Austin, TX": "tx/austin",
    "Los Angeles, CA": "ca/los-angeles",
}
RADII = ("25 miles", "100 miles", "50 miles")
OPENED = "/?near=city%3Aca%2Flos-angeles"
#: How long the page must stay as it is to count as settled (not counted itself), and the longest that it may take.
QUIET_MS, PATIENCE_MS = 150, 300_000
#: A page that is at rest this long after an act, and shows what it showed before, has lost the act.
LOST_MS = 5_000
#: The longest that a box or button may take to be there.
ACT_MS = 15_000
#: How long the reader of a page pauses between two acts; a suggestion while typing is over by then.
PAUSE_MS = 400

_ARGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Nobody but the two apps is asked; a map of the plain app gets no tiles, and waits for none.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)
_SOFTWARE_WEBGL = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
_NO_WEBGL = ("--disable-gpu", "--disable-3d-apis")

#: Runs in each page before anything else: when the heading of the results first stands there, and how long a change
#: takes from the key or click until the page shows another heading, has nothing stale, and its script has ended.
_WATCH = (
    """(() => {
    const heading = () => document.querySelector("h2#results")?.textContent.trim() ?? "";
    const done = () => {
        const app = document.querySelector("[data-testid=stApp]");
        return app && app.dataset.testConnectionState === "CONNECTED" && app.dataset.testScriptState === "notRunning"
            && !document.querySelector("[data-stale=true]");
    };
    const bench = window.bench = { first: null, settled: null };
    let acted = null, before = null, since = null, idle = null, resolve = null;
    const look = () => {
        const now = performance.now();
        if (bench.first === null && heading()) bench.first = now;
        if (bench.settled === null && bench.first !== null && done()) bench.settled = now;
        if (resolve === null || acted === null) return;
        if (heading() === before && done()) {
            idle ??= now;
            if (now - idle > LOST) { resolve(null); resolve = null; }
        } else idle = null;
        if (heading() === before || !heading() || !done()) { since = null; return; }
        since ??= now;
        if (now - since < QUIET) return;
        resolve(since - acted);
        resolve = null;
    };
    new MutationObserver(look).observe(document, {
        subtree: true, childList: true, characterData: true, attributes: true });
    setInterval(look, 50);
    for (const kind of ["keydown", "click"]) addEventListener(kind, event => {
        // The last act before the page changes is the one that counts: opening a list of choices is not.
        if (kind === "click" || event.key === "Enter" || event.key.startsWith("Arrow"))
            if (heading() === before) acted = event.timeStamp;
    }, true);
    bench.change = () => {
        acted = since = idle = null;
        before = heading();
        bench.took = new Promise((good, bad) => { resolve = good; setTimeout(() => bad("never settled"), PATIENCE); });
        bench.took.catch(() => 0);
    };
})()""".replace("QUIET", str(QUIET_MS))
    .replace("PATIENCE", str(PATIENCE_MS))
    .replace("LOST", str(LOST_MS))
)

console = Console(width=None if sys.stdout.isatty() else 150)


@dataclass(frozen=True)
class Spread:
    """What is said of several figures."""

    median: float
    p95: float
    low: float
    high: float
    n: int

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread | None:
        """None when there are no values."""
        found = np.array(list(values), dtype=float)
        if not len(found):
            return None
        return cls(
            float(np.median(found)), float(np.quantile(found, 0.95)), float(found.min()), float(found.max()), len(found)
        )


@dataclass
class Server:
    """A running app."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def resident(self) -> tuple[int, float]:
        """Bytes of memory that it holds, and CPU seconds that it has used."""
        its = psutil.Process(self.process.pid)
        times = its.cpu_times()
        return its.memory_info().rss, times.user + times.system


@contextmanager
def serve(log: Path, data: Path | None = None, *, plain: bool = False) -> Iterator[Server]:
    """The program, or the plain app, on a free port, with the bundled clinics or those of another folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("STREAMLIT_", "FINDER_"))}
    env["FINDER_MAX_MB"] = "1000"
    if data is not None:
        env["FINDER_DATA"] = str(data)
    command = [sys.executable, "-m", "streamlit", "run", str(PLAIN_APP) if plain else "serve.py"]
    command += ["--server.port", str(port)]
    if plain:  # Streamlit's own settings, but on this machine only, and what would only make it slower or chattier
        command += ["--server.address", "localhost", "--server.headless", "true", "--server.fileWatcherType", "none"]
        command += ["--browser.gatherUsageStats", "false", "--server.enableWebsocketCompression", "true"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=log.parent if plain else ROOT, env=env, stdout=out, stderr=subprocess.STDOUT
        )
    server = Server(f"http://localhost:{port}", process, log)
    try:
        _wait_for(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(server: Server) -> None:
    for _ in range(600):
        if server.process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=10):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server never answered:\n" + server.log.read_text())


@dataclass
class Traffic:
    """Bytes of one page: over its WebSocket (unpacked), and of its files (as sent)."""

    frames: int = 0
    size: int = 0
    requests: int = 0
    files: int = 0

    def watch(self, page: Page) -> None:
        page.on("websocket", lambda opened: opened.on("framereceived", self._received))
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._loaded)

    def _received(self, payload: str | bytes) -> None:
        self.frames += 1
        self.size += len(payload)

    def _loaded(self, event: dict[str, Any]) -> None:
        self.requests += 1
        self.files += int(event["encodedDataLength"])


@dataclass
class Figures:
    """What was measured of one app."""

    fresh: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    place: list[float] = field(default_factory=list)
    radius: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    server_cpu: list[float] = field(default_factory=list)
    page_cpu: list[float] = field(default_factory=list)
    #: Acts that changed nothing on the page.
    lost: int = 0
    visit: Traffic = field(default_factory=Traffic)
    alone: list[Answer] = field(default_factory=list)
    crowd: Crowd | None = None


class Reader:
    """Somebody who has one of the apps open."""

    def __init__(self, server: Server, *, plain: bool) -> None:
        self.plain, self.figures = plain, Figures()
        self._server = server
        self._url = server.url + ("/" if plain else OPENED)
        self._traffic = Traffic()
        self._page: Page | None = None
        self._session: CDPSession | None = None

    def visit(self, context: BrowserContext, into: list[float]) -> Page:
        """Opens the page anew and notes when the first useful text was there."""
        page = context.new_page()
        page.set_default_timeout(ACT_MS)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(reduced_motion="reduce")
        page.add_init_script(_WATCH)
        self._traffic = Traffic()
        self._traffic.watch(page)
        page.goto(self._url, wait_until="commit")
        page.wait_for_function("window.bench?.settled", polling=100, timeout=PATIENCE_MS)
        into.append(page.evaluate("bench.first") / 1000)
        if into is self.figures.warm:
            self.figures.drawn.append(page.evaluate("bench.settled") / 1000)
        return page

    def first(self, browser: Browser, into: list[float]) -> None:
        """A visit by a browser that has never been here."""
        with browser.new_context() as context:
            page = self.visit(context, into)
            page.wait_for_timeout(1_000)  # what is fetched later is of the first visit too
            self.figures.visit = self._traffic

    def sit_down(self, browser: Browser, visits: int) -> None:
        """Visits again and again, and stays."""
        context = browser.new_context()
        self.visit(context, []).close()
        for left in range(visits, 0, -1):
            page = self.visit(context, self.figures.warm)
            if left > 1:
                page.close()
            else:
                self._page = page
                page.wait_for_timeout(1_000)

    def go(self, city: str) -> None:
        """Types another city and presses Enter."""
        page = self._seated()
        box = page.get_by_label("City" if self.plain else "Where do you want to look?", exact=True)
        box.click()  # as a person does: it tells the page that somebody acts
        box.fill(city)
        page.wait_for_timeout(PAUSE_MS)
        self._change(lambda: box.press("Enter"), self.figures.place)

    def widen(self, turn: int) -> None:
        """Chooses another radius; the plain app's slider moves a step."""
        page = self._seated()
        page.wait_for_timeout(PAUSE_MS)
        if self.plain:
            page.get_by_role("slider", name="Miles").focus()
            self._change(lambda: page.keyboard.press("ArrowRight"), self.figures.radius)
        else:
            box = page.get_by_label("How far").first
            box.click()
            option = page.get_by_role("option", name=re.compile(rf"\b{RADII[turn % len(RADII)]}$"))
            self._change(option.click, self.figures.radius)

    def _seated(self) -> Page:
        assert self._page is not None
        return self._page

    def _change(self, act: Callable[[], None], into: list[float]) -> None:
        page, before = self._seated(), self._traffic.size
        page.evaluate("bench.change()")
        page_cpu, server_cpu = self._page_cpu(), self._server.resident()[1]
        act()
        took = page.evaluate("() => bench.took")
        if took is None:
            self.figures.lost += 1
            return
        into.append(took / 1000)
        self.figures.sent.append(self._traffic.size - before)
        self.figures.page_cpu.append(self._page_cpu() - page_cpu)
        self.figures.server_cpu.append(self._server.resident()[1] - server_cpu)

    def _page_cpu(self) -> float:
        """CPU seconds that the page's main thread has used."""
        if self._session is None:
            self._session = self._seated().context.new_cdp_session(self._seated())
            self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


@dataclass(frozen=True)
class Often:
    """How many times each thing is measured: ours, and the plain app's."""

    cold: int
    warm: int
    changes: int
    plain_visits: int
    plain_changes: int


def often(n: int, *, quick: bool) -> Often:
    """How many times, with `n` made-up clinics (0: the bundled table); plain is slow on many, so fewer of its."""
    if quick:
        return Often(cold=2, warm=3, changes=12, plain_visits=1 if n else 2, plain_changes=2 if n else 6)
    return Often(cold=5, warm=10, changes=36, plain_visits=1 if n else 5, plain_changes=4 if n else 18)


def pages(start: Callable[[], Browser], folder: Path, data: Path | None, times: Often) -> tuple[Figures, Figures]:
    """Both apps in the browser, on one data folder: what was measured of ours, and of the plain one."""
    with serve(folder / "ours.log", data) as server, serve(folder / "plain.log", data, plain=True) as plain_server:
        ours, plain = Reader(server, plain=False), Reader(plain_server, plain=True)
        browser = start()
        try:
            for reader in (ours, plain):
                reader.first(browser, reader.figures.fresh)
            for turn in range(times.cold):
                ours.first(browser, ours.figures.cold)
                if turn < times.plain_visits:
                    plain.first(browser, plain.figures.cold)
            ours.sit_down(browser, times.warm)
            plain.sit_down(browser, times.plain_visits)
            cities = list(CITIES)
            for turn in range(times.changes):
                ours.go(cities[turn % len(cities)])
                if _has_turn(turn, times.changes, times.plain_changes):
                    plain.go(cities[len(plain.figures.place) % len(cities)])
            for turn in range(times.changes):
                ours.widen(turn)
                if _has_turn(turn, times.changes, times.plain_changes // 2):
                    plain.widen(turn)
        except BrowserError as error:
            console.print(f"[red]Stopped here:[/] {str(error).splitlines()[0]}")
        finally:
            browser.close()
        acts = [{"query": _query(turn)} for turn in range(times.changes)]
        typed = [{"typed": city} for city in list(CITIES)[: times.plain_changes]]
        with ThreadPoolExecutor(1) as aside:  # Playwright has its own event loop in this thread
            ours.figures.alone = aside.submit(asyncio.run, alone(server.url, acts)).result()
            plain.figures.alone = aside.submit(asyncio.run, alone(plain_server.url, typed)).result()
    return ours.figures, plain.figures


def _has_turn(turn: int, of: int, plain: int) -> bool:
    """Whether the plain app takes a turn too, so that its few are spread over all of ours."""
    return (turn + 1) * plain // of > turn * plain // of


def _query(turn: int) -> str:
    ids = list(CITIES.values())
    return "near=" + quote(f"city:{ids[turn % len(ids)]}", safe="")


def many(folder: Path, n: int, seconds: float) -> tuple[Figures, Figures]:
    """`n` visitors at once on the bundled table, first of ours, then of the plain app."""
    both = []
    for plain in (False, True):
        figures = Figures()
        with serve(folder / "many.log", plain=plain) as server:
            acts = [{"typed": city} for city in CITIES] if plain else [{"query": _query(turn)} for turn in range(6)]
            figures.crowd = asyncio.run(
                crowd(server.url, n, acts, seconds=seconds, every=EVERY, resident=server.resident)
            )
        both.append(figures)
    return both[0], both[1]


def verdict(value: float, budget: float | None) -> str:
    """Whether a figure is within its budget, in a word; nothing where it has none."""
    if budget is None:
        return ""
    return "[green]ok[/]" if value <= budget else "[red]over[/]"


def seconds(value: float) -> str:
    """A time for people."""
    return f"{value * 1000:,.0f} ms" if value < 1 else f"{value:,.1f} s"


def kilobytes(value: float) -> str:
    """A number of bytes for people."""
    return f"{value / 1000:,.0f} kB" if value < 1e6 else f"{value / 1e6:,.1f} MB"


Say = Callable[[float], str]


def print_pages(title: str, ours: Figures, plain: Figures, *, budgets: bool) -> None:
    """A table of one data folder."""
    shown = Table(title=title, caption="median, 95th percentile (lowest to highest; how many)")
    for column in ("what", "this program", "budget", "plain Streamlit app", "plain / ours (medians)"):
        shown.add_column(column)
    rows: list[tuple[str, Callable[[Figures], list[float]], float | None, Say]] = [
        ("first useful text, server just started", lambda of: of.fresh, COLD, seconds),
        ("first useful text, empty cache", lambda of: of.cold, COLD, seconds),
        ("first useful text, warm", lambda of: of.warm, WARM, seconds),
        ("the whole page settled, warm", lambda of: of.drawn, None, seconds),
        ("another place, to settled results", lambda of: of.place, CHANGE, seconds),
        ("another radius, to settled results", lambda of: of.radius, CHANGE, seconds),
        ("the server's part of another place", lambda of: [answer.seconds for answer in of.alone], None, seconds),
        ("CPU of the server, a change", lambda of: of.server_cpu, None, seconds),
        ("CPU of the page's main thread, a change", lambda of: of.page_cpu, None, seconds),
        ("sent a change, before compression", lambda of: of.sent, SENT, kilobytes),
        ("sent a change, compressed", lambda of: [answer.wire for answer in of.alone], None, kilobytes),
    ]
    for label, values, budget, say in rows:
        mine, theirs = Spread.of(values(ours)), Spread.of(values(plain))
        said = verdict(mine.p95, budget) if mine and budgets else ""
        ratio = f"{theirs.median / mine.median:,.1f}" if mine and theirs else ""
        shown.add_row(
            label, _spread(mine, say), f"{say(budget)} {said}" if said and budget else "", _spread(theirs, say), ratio
        )
    shown.add_row(
        "first visit: requests, bytes of files, bytes of messages",
        *(cell for of in (ours, plain) for cell in (_visit(of.visit), "")),
    )
    shown.add_row("changes that changed nothing", str(ours.lost), "", str(plain.lost), "")
    console.print(shown)


def _spread(spread: Spread | None, say: Say) -> str:
    if spread is None:
        return "not measured"
    return f"{say(spread.median)}, {say(spread.p95)} ({say(spread.low)} to {say(spread.high)}; {spread.n})"


def _visit(traffic: Traffic) -> str:
    return f"{traffic.requests}, {kilobytes(traffic.files)}, {kilobytes(traffic.size)}"


def print_many(n: int, ours: Figures, plain: Figures) -> None:
    """A table of many visitors at once."""
    shown = Table(title=f"{n} visitors of one process, each acting once in {EVERY:g} s (the bundled table)")
    for column in ("what", "this program", "budget", "plain Streamlit app"):
        shown.add_column(column)
    both = [figures.crowd for figures in (ours, plain) if figures.crowd is not None]
    waits = [Spread.of(answer.seconds for answer in of.answers) for of in both]
    memory = [(of.bytes_after - of.bytes_before) / n for of in both]
    mine = waits[0]
    shown.add_row(
        "answer: median, 95th percentile (lowest to highest; how many)",
        _spread(mine, seconds),
        f"{seconds(ANSWERED)} {verdict(mine.p95, ANSWERED)}" if mine else "",
        _spread(waits[1], seconds),
    )
    shown.add_row(
        "memory a session, pages open", *_beside([kilobytes((of.bytes_open - of.bytes_before) / n) for of in both])
    )
    shown.add_row(
        "memory a session, after all acts",
        *_beside([kilobytes(value) for value in memory], f"{kilobytes(MEMORY)} {verdict(memory[0], MEMORY)}"),
    )
    shown.add_row("memory of the process", *_beside([kilobytes(of.bytes_after) for of in both]))
    shown.add_row("CPU of the server, of one core", *_beside([f"{of.cpu / of.seconds:.0%}" for of in both]))
    shown.add_row(
        "CPU of the server, an act", *_beside([seconds(of.cpu / len(of.answers)) if of.answers else "" for of in both])
    )
    shown.add_row("acts a second", *_beside([f"{len(of.answers) / of.seconds:.1f}" for of in both]))
    shown.add_row(
        "acts without an answer, errors shown", *_beside([f"{of.unanswered}, {of.exceptions}" for of in both])
    )
    console.print(shown)


def _beside(cells: list[str], budget: str = "") -> tuple[str, str, str]:
    return cells[0], budget, cells[1]


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.browser", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=SIZES, help="how many made-up clinics; 0 is the bundled table"
    )
    parser.add_argument("--quick", action="store_true", help="the bundled table, few times; 50 visitors")
    parser.add_argument("--no-sessions", action="store_true", help="without the many visitors at once")
    parser.add_argument(
        "--webgl", action="store_true", help="draw the maps too, in software: slow, and a real screen does not"
    )
    options = parser.parse_args()
    path = chromium()
    sizes = [0] if options.quick and options.sizes == SIZES else options.sizes
    args = [*_ARGS, *(_SOFTWARE_WEBGL if options.webgl else _NO_WEBGL)]
    console.print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="clinics-") as name:
        folder = Path(name)
        with sync_playwright() as playwright:
            for n in sizes:
                ours, plain = _pages(playwright, path, args, folder, n, quick=options.quick)
                print_pages(f"{n:,} made-up clinics" if n else "The bundled table", ours, plain, budgets=not n)
        if not options.no_sessions:
            n, lasting = (50, 15.0) if options.quick else (VISITORS, 40.0)
            print_many(n, *many(folder, n, lasting))
    console.print(f"load {os.getloadavg()[0]:.1f}")
    return 0


def _pages(
    playwright: Playwright, path: str, args: list[str], folder: Path, n: int, *, quick: bool
) -> tuple[Figures, Figures]:
    data = made_up.write(folder / str(n), n) if n else None
    console.print(f"{n:,} made-up clinics …" if n else "The bundled table …")
    return pages(
        lambda: playwright.chromium.launch(executable_path=path, args=args), folder, data, often(n, quick=quick)
    )


if __name__ == "__main__":
    sys.exit(main())
