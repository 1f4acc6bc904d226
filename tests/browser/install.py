"""Finds a Chromium for the browser tests, and gets one where there is none: `python -m tests.browser.install`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

HELP = (
    "The browser tests need Chromium, and it could not be installed here: install the package “chromium”, or set"
    " FINDER_CHROMIUM to the path of a Chromium or Chrome."
)


class NoChromium(RuntimeError):
    """There is no Chromium on this machine; the text says what to do."""


def chromium() -> str:
    """The path of a Chromium that starts: FINDER_CHROMIUM, else one on the PATH, else Playwright's own."""
    if chosen := os.environ.get("FINDER_CHROMIUM"):
        if not starts(chosen):
            raise NoChromium(f"FINDER_CHROMIUM is {chosen}, which does not start as a Chromium.")
        return chosen
    for name in NAMES:
        if (path := shutil.which(name)) and starts(path):
            return path
    if (path := playwrights_own()) and starts(path):
        return path
    raise NoChromium(HELP)


def starts(path: str) -> bool:
    """Whether the program at `path` runs: the stand-in that Ubuntu has for its snap is on the PATH but does not."""
    return run([path, "--version"], seconds=60)


def playwrights_own() -> str | None:
    """The browser that `playwright install chromium` has put on this machine, if it has."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Tries to put a Chromium on this machine: by apt where that is allowed, else by Playwright."""
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not root or run(["sudo", "-n", "true"], seconds=10)):
        apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        if run([*apt, "update"]) and run([*apt, "install", "--yes", "--no-install-recommends", "chromium"]):
            try:
                chromium()
            except NoChromium:
                pass  # Ubuntu's package is the snap's stand-in
            else:
                return
    run([sys.executable, "-m", "playwright", "install", "chromium"])


def run(command: list[str], seconds: float = 900) -> bool:
    """Whether the command ran and succeeded; what it prints is nobody's business."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> int:
    """Makes sure of a Chromium; 1 and one line of what to do where there can be none."""
    try:
        chromium()
        return 0
    except NoChromium:
        if not os.environ.get("FINDER_CHROMIUM"):
            install()
    try:
        chromium()
    except NoChromium as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
