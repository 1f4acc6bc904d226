"""Street pictures under the map: only where the operator configured them, and only once the person switched them on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, serve
from tests.browser.steps import LOS_ANGELES


class Tiles(ThreadingHTTPServer):
    """A tile server of one color that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Tile)
        self.asked: list[str] = []


class Tile(BaseHTTPRequestHandler):
    server: Tiles

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        picture = io.BytesIO()
        Image.new("RGB", (256, 256), (200, 180, 90)).save(picture, "PNG")
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(picture.getvalue())

    def log_message(self, *args: object) -> None:
        """Nothing to say."""


@pytest.fixture
def tiles() -> Iterator[Tiles]:
    with Tiles() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_streets_come_only_when_they_are_switched_on(open_page: OpenPage, tiles: Tiles, tmp_path: Path) -> None:
    url = f"http://localhost:{tiles.server_port}/{{z}}/{{x}}/{{y}}.png"
    with serve(tmp_path / "log.txt", FINDER_TILE_URL=url, FINDER_TILE_CREDIT="(c) Example Streets") as site:
        page = open_page(LOS_ANGELES, at=site, webgl=True)
        expect(page.locator("canvas").first).to_be_visible()
        told = page.get_by_text("Street pictures come from localhost. It then sees which area you look at")
        expect(told).to_contain_text("(c) Example Streets")
        assert tiles.asked == []
        page.get_by_test_id("stMain").get_by_text("Show streets").click()
        for _ in range(100):
            if tiles.asked:
                break
            page.wait_for_timeout(200)
        assert any(path.endswith(".png") for path in tiles.asked)


def test_nobody_is_offered_streets_where_none_are_configured(open_page: OpenPage) -> None:
    page = open_page(LOS_ANGELES)
    expect(page.get_by_text("Show streets")).to_have_count(0)
    assert page.request.get(page.url.split("?")[0] + "streets.json").status == 404
