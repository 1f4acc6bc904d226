"""Fixtures of the unit tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from finder import cli
from finder.catalog import Catalog
from finder.settings import settings
from tests import support


@pytest.fixture
def catalog_of(tmp_path: Path) -> Callable[..., Catalog]:
    """Makes a catalogue from rows of clinics, prices and evidence: written to files, loaded and checked."""

    def make(clinics: Iterable[support.Row], prices: Iterable[support.Row] = (), evidence: Iterable[support.Row] = ()):
        return support.load_data(tmp_path / "data", clinics, prices, evidence)

    return make


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Path]]:
    """Makes a data folder and has the program read it (FINDER_DATA)."""

    def make(*tables: Iterable[support.Row]) -> Path:
        folder = support.write_data(tmp_path / "data", *tables)
        monkeypatch.setenv("FINDER_DATA", str(folder))
        settings.cache_clear()
        return folder

    yield make
    settings.cache_clear()


@pytest.fixture
def run(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str]]:
    """Runs a command on the table of the fixture `folder`, with what is typed at it: (exit status, all it printed)."""

    def run(*arguments: str, typed: str = "") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        capsys.readouterr()
        status = cli.main(arguments)
        shown = capsys.readouterr()
        return status, shown.out + shown.err

    return run
