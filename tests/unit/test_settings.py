"""Settings come from the environment, and a wrong one is named."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from finder.settings import Settings
from finder.ui.headers import content_security_policy
from finder.ui.map import streets_style


@pytest.mark.parametrize(
    "url",
    ["https://tiles.example.org/{z}/{x}/{y}.png", "http://localhost:8700/t/{z}/{y}/{x}?style=plain"],
)
def test_a_tile_address_gives_its_origin(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINDER_TILE_URL", url)
    origin = Settings().tile_origin
    assert url.startswith(f"{origin}/")
    assert origin.count("/") == 2


@pytest.mark.parametrize(
    "url",
    [
        "https://tiles.example.org/",
        "https://tiles.example.org/{z}/{x}.png",
        "ftp://tiles.example.org/{z}/{x}/{y}",
        "javascript:alert(1)//{z}/{x}/{y}",
        "https://a.example; script-src *//{z}/{x}/{y}",
    ],
)
def test_any_other_is_refused_with_how_to_write_it(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINDER_TILE_URL", url)
    with pytest.raises(ValidationError, match="write it like"):
        Settings()


def test_only_configured_streets_are_named_in_the_policy() -> None:
    assert "example" not in content_security_policy("<html></html>")
    policy = content_security_policy("<html></html>", "https://tiles.example.org")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["connect-src"] == "'self' https://tiles.example.org"
    assert rules["img-src"].endswith(" https://tiles.example.org")
    assert "example" not in rules["script-src"]


def test_there_is_no_style_without_streets() -> None:
    assert streets_style("", "") == {}
    style = streets_style("https://tiles.example.org/{z}/{x}/{y}.png", "Example")
    assert style["sources"]["streets"]["tiles"] == ["https://tiles.example.org/{z}/{x}/{y}.png"]
