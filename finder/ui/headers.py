"""The headers every answer of the server carries: what a page may load and run, and what it tells others."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

_INLINE_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)

#: Everything a browser lets a page use that we have no use for. Position stays (*use my location*), and so
#: does writing to the clipboard (*copy link*).
_PERMISSIONS_OFF = (
    "accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen gamepad"
    " gyroscope hid identity-credentials-get idle-detection local-fonts magnetometer microphone midi otp-credentials"
    " payment picture-in-picture publickey-credentials-create publickey-credentials-get screen-wake-lock"
    " serial storage-access usb xr-spatial-tracking"
)

#: Files of `static/` keep their names when they change, so a browser may use its copy for a week, no longer.
_STATIC_CACHE = "public, max-age=604800"


def inline_script_hashes(html: str) -> list[str]:
    """The CSP source (`'sha256-...'`) of each inline script of a page, in order.

    CSP level 3: base64 of the SHA-256 of the exact text between the tags.
    """
    bodies = [m["body"] for m in _INLINE_SCRIPT.finditer(html) if "src=" not in m["attributes"].lower()]
    return [f"'sha256-{base64.b64encode(hashlib.sha256(b.encode()).digest()).decode()}'" for b in bodies]


def content_security_policy(html: str, tiles: str = "") -> str:
    """The policy for a server whose one HTML page is `html`. It names nobody but ourselves.

    Or, where the operator configured street pictures for the map, their server too (`tiles`, an origin).

    `'self'` in connect-src covers the WebSocket too (same host and port), so no host name is written down.
    """
    rules = {
        # What is not named below is not allowed: frames, plug-ins, media from elsewhere, ...
        "default-src": "'none'",
        # blob: - scripts of our small components (st.components.v2). 'unsafe-eval' - pydeck compiles its
        # accessors ("@@=..."), Vega its expressions. No 'unsafe-inline': the page's one inline
        # script goes by its hash.
        "script-src": " ".join(["'self'", "blob:", "'unsafe-eval'", *inline_script_hashes(html)]),
        # Streamlit writes its styles at run time and styles elements one by one.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": f"'self' data: blob: {tiles}".strip(),
        # data: - the symbols that Streamlit's own stylesheets carry inside themselves.
        "font-src": "'self' data:",
        "media-src": "'self' blob:",
        "connect-src": f"'self' {tiles}".strip(),
        # deck.gl parses map shapes off the main thread.
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "object-src": "'none'",
        "frame-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def security_headers(html: str | None = None, tiles: str = "") -> dict[str, str]:
    """Name and value of each header; `html` is the page they guard, Streamlit's own index.html if left out.

    `tiles` is the origin of street pictures, if any.

    The policy is made from the page that is really served, so an upgrade of Streamlit cannot break it unseen.
    HSTS is the TLS proxy's to send: over plain HTTP it means nothing.
    """
    if html is None:
        html = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    off = [f"{feature}=()" for feature in _PERMISSIONS_OFF.split()]
    return {
        "Content-Security-Policy": content_security_policy(html, tiles),
        "Permissions-Policy": ", ".join(["geolocation=(self)", "clipboard-write=(self)", *off]),
        # A search is in the address; no site a person goes to from here learns it.
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Permitted-Cross-Domain-Policies": "none",
    }


class SecurityHeaders:
    """ASGI middleware that puts the headers on every HTTP answer and leaves WebSockets and bodies alone.

    It is plain ASGI (no BaseHTTPMiddleware), so nothing is buffered and streams pass straight through.
    """

    def __init__(self, app: ASGIApp, headers: dict[str, str] | None = None) -> None:
        self.app = app
        self.headers = security_headers() if headers is None else headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection (ASGI)."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_static = scope["path"].startswith("/app/static/")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers[name] = value
                if is_static:
                    # Streamlit opens static files to every site; ours are for our own pages.
                    del headers["Access-Control-Allow-Origin"]
                    if message["status"] in (200, 206, 304):
                        headers["Cache-Control"] = _STATIC_CACHE
            await send(message)

        await self.app(scope, receive, send_with_headers)
