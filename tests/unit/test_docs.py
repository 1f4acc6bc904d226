"""What the README says is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from finder import cli
from finder.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_settings_table_names_every_setting_and_no_other() -> None:
    told = dict(re.findall(r"^\| `(FINDER_\w+)` \|[^|]*\| (.+?) \|$", README, re.MULTILINE))
    real = {f"FINDER_{name.upper()}": field.description for name, field in Settings.model_fields.items()}
    assert told == real


@pytest.mark.parametrize("line", re.findall(r"^python -m finder (.+)$", README, re.MULTILINE))
def test_every_command_of_the_readme_is_understood(line: str) -> None:
    options = cli._parser().parse_args(shlex.split(line))
    assert callable(options.run)


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:finder|data|static|tests|benchmarks|pages)/[\w./]*)`", README)))
)
def test_every_path_of_the_readme_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("target", re.findall(r"`make (\w+)`|^make (\w+)", README, re.MULTILINE))
def test_every_make_target_of_the_readme_exists(target: tuple[str, str]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{''.join(target)}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda page: page.name)
def test_pages_stay_short(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 150
