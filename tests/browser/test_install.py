"""Getting a browser for the tests, without touching this machine."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser import install


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str, int], str]:
    def write(name: str, status: int) -> str:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\nexit {status}\n")
        path.chmod(0o755)
        return str(path)

    return write


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PATH with only what a test puts there, and no browser of Playwright's."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("FINDER_CHROMIUM", raising=False)
    monkeypatch.setattr(install, "playwrights_own", lambda: None)


def test_a_browser_on_the_path_is_taken(program: Callable[[str, int], str]) -> None:
    path = program("google-chrome", 0)
    assert install.chromium() == path


def test_a_program_that_does_not_start_is_passed_over(program: Callable[[str, int], str]) -> None:
    program("chromium", 1)
    good = program("chrome", 0)
    assert install.chromium() == good


def test_the_environment_decides(program: Callable[[str, int], str], monkeypatch: pytest.MonkeyPatch) -> None:
    program("chromium", 0)
    mine = program("mine", 0)
    monkeypatch.setenv("FINDER_CHROMIUM", mine)
    assert install.chromium() == mine


def test_a_wrong_path_in_the_environment_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FINDER_CHROMIUM", "/no/such/chromium")
    assert install.main() == 1
    assert "FINDER_CHROMIUM is /no/such/chromium" in capsys.readouterr().err


def test_apt_is_used_where_it_may_be(program: Callable[[str, int], str], monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def pretend(command: list[str], seconds: float = 0) -> bool:
        ran.append(command)
        if "install" in command and "chromium" in command:
            program("chromium", 0)
        return True

    program("apt-get", 0)
    monkeypatch.setattr(install, "run", pretend)
    monkeypatch.setattr(install.os, "geteuid", lambda: 0)
    install.install()
    assert [command[-1] for command in ran if "apt-get" in command] == ["update", "chromium"]
    assert not any("playwright" in command for command in ran)
    assert shutil.which("chromium")


def test_where_none_can_be_had_one_line_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "run", lambda command, seconds=0: False)
    assert install.main() == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "install the package “chromium”" in said
