"""A local server that stands for an outside service: it answers in the service's format, and fails on demand.

    with Outside() as outside:
        outside.answer = lambda request: (200, {"Content-Type": "application/json"}, b"{}")
        outside.faults["/pages"] = [Status(429, {"Retry-After": "0"}), Cut(10)]   # the first two requests of that path
        client.get(f"{outside.url}/pages")

`outside.requests` is what it was asked, in order. Nothing leaves the machine.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from finder.sources.web import Client

Answer = tuple[int, Mapping[str, str], bytes]


@dataclass(frozen=True)
class Asked:
    """One request: method, path, parameters (the last of each name), headers (lower case names), body, and when."""

    method: str
    path: str
    params: dict[str, str]
    headers: dict[str, str]
    body: bytes = b""
    at: float = 0.0


@dataclass(frozen=True)
class Status:
    """Answers with this status instead."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b"something is wrong"


@dataclass(frozen=True)
class Cut:
    """Sends so many bytes of the answer, then cuts the connection."""

    after: int = 0


@dataclass(frozen=True)
class Slow:
    """Says nothing for so many seconds, then answers."""

    seconds: float


@dataclass(frozen=True)
class Drip:
    """Sends the answer one byte at a time with this pause between bytes."""

    pause: float


@dataclass(frozen=True)
class Garbled:
    """Answers 200 with these bytes instead."""

    body: bytes = b'{"rows": [{"name1"'


def page(body: str, media_type: str = "text/html; charset=utf-8", status: int = 200) -> Answer:
    """An answer with text."""
    return status, {"Content-Type": media_type}, body.encode()


def not_found(_request: Asked) -> Answer:
    """What a server says that has no such page."""
    return page("not found", status=404)


class Outside:
    """The server; runs in a thread while it is entered. `answer` is what it says to a request."""

    def __init__(self, answer: Callable[[Asked], Answer] = not_found) -> None:
        self.answer = answer
        self.faults: dict[str, list[Any]] = {}
        self.requests: list[Asked] = []
        outside = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # or each answer on a kept connection waits 40 ms

            def do_GET(self) -> None:
                outside._handle(self)

            do_POST = do_GET

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that has gone is no news
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.stopping = threading.Event()

    def __enter__(self) -> Outside:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _tb: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def asked(self, path: str) -> list[Asked]:
        """The requests for a path."""
        return [request for request in self.requests if request.path == path]

    def _handle(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        request = Asked(
            handler.command,
            parts.path,
            {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()},
            {name.lower(): value for name, value in handler.headers.items()},
            body,
            time.monotonic(),
        )
        self.requests.append(request)
        faults = self.faults.get(parts.path, [])
        fault = faults.pop(0) if faults else None
        status, headers, content = self.answer(request)
        if isinstance(fault, Status):
            status, headers, content = fault.status, fault.headers, fault.body
        if isinstance(fault, Garbled):
            status, content = 200, fault.body
        if isinstance(fault, Slow):
            self.stopping.wait(fault.seconds)
        with contextlib.suppress(OSError):  # the client may have gone
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(content)))
            handler.end_headers()
            if isinstance(fault, Cut):
                handler.wfile.write(content[: fault.after])
                handler.wfile.flush()
                handler.close_connection = True
                handler.connection.shutdown(2)
            elif isinstance(fault, Drip):
                for i in range(len(content)):
                    handler.wfile.write(content[i : i + 1])
                    handler.wfile.flush()
                    if self.stopping.wait(fault.pause):
                        break
            else:
                handler.wfile.write(content)


def quick_client(**options: Any) -> Client:
    """A client that does not wait: same rules, pauses of nothing."""
    return Client(**{"pause": 0.0, "backoff": 0.001, "timeout": 1.0, "patience": 3.0, **options})
