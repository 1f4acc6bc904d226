"""serve.py: the headers on every answer, a policy that names nobody but ourselves, quiet logs."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import http.client
import json
import logging
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket

from finder.places import LONGEST
from finder.ui.headers import SecurityHeaders, content_security_policy, inline_script_hashes, security_headers

ROOT = Path(__file__).resolve().parents[2]

EXPECTED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def sources(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for rule in policy.split(";") if (words := rule.split())}


def assert_guarded(headers: dict[str, str]) -> None:
    for name, value in EXPECTED.items():
        assert headers[name] == value, name
    policy = sources(headers["content-security-policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["object-src"] == ["'none'"]
    assert policy["connect-src"] == ["'self'"]
    assert "'unsafe-inline'" not in policy["script-src"]
    ours = re.compile(r"'self'|'none'|'unsafe-eval'|'unsafe-inline'|'sha256-[A-Za-z0-9+/=]{44}'|blob:|data:")
    strangers = [word for words in policy.values() for word in words if not ours.fullmatch(word)]
    assert strangers == [], "the policy names another host"
    assert "data:" not in policy["script-src"] + policy["worker-src"]
    assert "geolocation=(self)" in headers["permissions-policy"]
    assert "camera=()" in headers["permissions-policy"]


# --- the middleware alone


def test_hash_is_of_the_exact_text_of_inline_scripts_only() -> None:
    html = "<script>\n a = 1\n</script><script type='module' src='./x.js'></script><SCRIPT defer>b</SCRIPT>"
    digests = [base64.b64encode(hashlib.sha256(text).digest()).decode() for text in (b"\n a = 1\n", b"b")]
    assert inline_script_hashes(html) == [f"'sha256-{digest}'" for digest in digests]


def test_policy_of_a_page_without_inline_scripts_has_no_hash() -> None:
    assert "sha256" not in content_security_policy("<html></html>")


def collect(app: SecurityHeaders, scope_type: str, path: str) -> list[Message]:
    sent: list[Message] = []
    first = "websocket.connect" if scope_type == "websocket" else "http.request"
    incoming: list[Message] = [{"type": first}]

    async def receive() -> Message:
        if not incoming:  # the visitor stays and says no more
            await asyncio.Event().wait()
        return incoming.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": scope_type,
        "path": path,
        "method": "GET",
        "headers": [],
        "query_string": b"",
        "root_path": "",
    }
    asyncio.run(app(scope, receive, send))
    return sent


@pytest.fixture(scope="module")
def wrapped() -> SecurityHeaders:
    async def own(request: object) -> PlainTextResponse:
        return PlainTextResponse("x", headers={"X-Frame-Options": "ALLOWALL", "Access-Control-Allow-Origin": "*"})

    async def stream(request: object) -> StreamingResponse:
        return StreamingResponse(iter([b"a", b"b", b"c"]))

    async def socket_(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.close()

    routes = [
        Route("/own", own),
        Route("/app/static/own", own),
        Route("/stream", stream),
        WebSocketRoute("/ws", socket_),
    ]
    return SecurityHeaders(Starlette(routes=routes))


def header_map(message: Message) -> dict[str, str]:
    return {name.decode().lower(): value.decode() for name, value in message["headers"]}


def test_a_weaker_header_of_the_answer_is_replaced(wrapped: SecurityHeaders) -> None:
    assert_guarded(header_map(collect(wrapped, "http", "/own")[0]))


def test_a_missing_page_is_guarded_too_and_not_cached(wrapped: SecurityHeaders) -> None:
    start = collect(wrapped, "http", "/app/static/nothing")[0]
    assert start["status"] == 404
    assert_guarded(header_map(start))
    assert "cache-control" not in header_map(start)


def test_static_files_are_cached_and_only_for_us(wrapped: SecurityHeaders) -> None:
    headers = header_map(collect(wrapped, "http", "/app/static/own")[0])
    assert "max-age=604800" in headers["cache-control"]
    assert "access-control-allow-origin" not in headers


def test_a_stream_is_not_gathered(wrapped: SecurityHeaders) -> None:
    bodies = [m["body"] for m in collect(wrapped, "http", "/stream") if m["type"] == "http.response.body"]
    assert bodies[:3] == [b"a", b"b", b"c"]


def test_a_websocket_passes_untouched(wrapped: SecurityHeaders) -> None:
    accept = collect(wrapped, "websocket", "/ws")[0]
    assert accept["type"] == "websocket.accept"
    assert accept["headers"] == []


def test_the_visitors_address_never_reaches_the_log() -> None:
    from serve import NoAddresses

    def record(message: str, *args: object) -> logging.LogRecord:
        return logging.LogRecord("uvicorn.error", logging.INFO, "", 0, message, args, None)

    quiet = NoAddresses()
    assert not quiet.filter(record('%s - "WebSocket %s" [accepted]', "203.0.113.9:1", "/_stcore/stream?x=1"))
    assert not quiet.filter(record('%s - "WebSocket %s" 403', "203.0.113.9:1", "/_stcore/stream?x=1"))
    assert quiet.filter(record("Application startup complete."))
    assert any(isinstance(f, NoAddresses) for f in logging.getLogger("uvicorn.error").filters)


# --- serve.py as people start it


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A running `streamlit run serve.py`, with a one-line page in place of app.py."""

    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        return self.ask("GET", path, headers=headers)

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(ROOT / "serve.py", folder)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    shutil.copytree(ROOT / "static", folder / "static")
    (folder / "app.py").write_text("import streamlit as st\nst.write('hello')\n", encoding="utf-8")
    port, log = free_port(), folder / "log.txt"
    env = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")} | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", str(port)]
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=subprocess.STDOUT)
    running = Server(port, log)
    try:
        for _ in range(300):
            try:
                if running.get("/health")[0] == 200:
                    break
            except OSError:
                time.sleep(0.1)
            assert process.poll() is None, log.read_text()
        else:
            pytest.fail("no answer in 30 s:\n" + log.read_text())
        yield running
    finally:
        process.terminate()
        process.wait(timeout=20)


pytestmark = pytest.mark.xdist_group("serve")

PATHS = [
    "/",
    "/clinic?id=example-a&condition=ptsd",
    "/health",
    "/_stcore/health",
    "/_stcore/host-config",
    "/favicon.png",
    "/app/static/states.geojson",
    "/app/static/no-such-file",
    "/app/static/..%2fserve.py",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(server: Server, path: str) -> None:
    assert_guarded(server.get(path)[1])


def test_health_says_ok_and_nothing_else(server: Server) -> None:
    status, headers, body = server.get("/health")
    assert (status, body) == (200, b'{"status":"ok"}')
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers


def suggested(server: Server, body: bytes) -> list[str]:
    """The labels of the places suggested for this text, in an answer that nobody may keep."""
    status, headers, answer = server.ask("POST", "/suggest", body)
    assert status == 200
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers
    assert_guarded(headers)
    found = json.loads(answer)
    assert all(set(place) == {"id", "label"} for place in found)
    return [place["label"] for place in found]


def test_places_are_suggested_for_what_is_typed(server: Server) -> None:
    assert suggested(server, b"los an")[0] == "Los Angeles, CA"
    assert suggested(server, "ca\u00f1on c".encode())[0] == "Ca\u00f1on City, CO"
    assert suggested(server, b"") == []


def test_only_a_text_sent_in_the_body_is_answered(server: Server) -> None:
    status, headers, body = server.get("/suggest?text=los+an")
    assert_guarded(headers)
    assert b"Los Angeles" not in body
    assert status in (404, 405) or b"<html" in body
    assert suggested_in_address(server) == []


def suggested_in_address(server: Server) -> list[str]:
    return json.loads(server.ask("POST", "/suggest?text=los+an", b"")[2])


def test_a_text_too_long_for_a_place_gives_nothing_at_once(server: Server) -> None:
    began = time.perf_counter()
    assert suggested(server, b"los angeles " * 200_000) == []
    assert time.perf_counter() - began < 5
    assert suggested(server, b"los an" + b" " * 4 * LONGEST) == []


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"los an\xc3", b"\x00" * 50, b"\xed\xa0\xbd"])
def test_bytes_that_are_no_text_give_no_error(server: Server, body: bytes) -> None:
    suggested(server, body)
    assert "Traceback" not in server.log.read_text()


def test_nothing_typed_is_in_the_log(server: Server) -> None:
    suggested(server, b"sacramento")
    server.get("/suggest?text=sacramento")
    log = server.log.read_text()
    assert "sacramento" not in log.lower()
    assert "suggest" not in log


def test_hashes_match_the_page_that_is_served(server: Server) -> None:
    _, headers, body = server.get("/")
    hashes = inline_script_hashes(body.decode())
    assert len(hashes) == body.decode().count("<script>")
    listed = [s for s in sources(headers["content-security-policy"])["script-src"] if s.startswith("'sha256")]
    assert listed == hashes
    assert headers["content-security-policy"] == security_headers(body.decode())["Content-Security-Policy"]


def test_shapes_and_fonts_come_from_us_and_are_cached(server: Server) -> None:
    status, headers, body = server.get("/app/static/counties.geojson", {"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["cache-control"] == "public, max-age=604800"
    assert headers["content-encoding"] == "gzip"
    assert len(body) < 200_000
    config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    fonts = re.findall(r'url = "(app/static/fonts/[^"]+)"', config)
    assert fonts
    for font in fonts:
        status, headers, body = server.get(f"/{font}")
        assert (status, body[:4]) == (200, b"wOF2"), font
    assert "http" not in "".join(re.findall(r'"[^"]*://[^"]*"', config))


def test_the_shell_of_the_page_is_never_kept(server: Server) -> None:
    assert server.get("/")[1]["cache-control"] == "no-cache"


def test_another_site_may_not_open_our_websocket(server: Server) -> None:
    def handshake(origin: str) -> int:
        headers = {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Origin": origin,
        }
        connection = http.client.HTTPConnection("localhost", server.port, timeout=20)
        connection.request("GET", "/_stcore/stream?secret=word", headers=headers)
        try:
            return connection.getresponse().status
        finally:
            connection.close()

    assert handshake(f"http://localhost:{server.port}") == 101
    assert handshake("https://example.org") == 403
    log = server.log.read_text()
    assert "127.0.0.1" not in log
    assert "secret" not in log
    assert "condition=ptsd" not in log
