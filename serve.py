"""The entry: `streamlit run serve.py` serves app.py with security headers, a health answer and quiet logs."""

from __future__ import annotations

import logging

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from finder.places import LONGEST
from finder.settings import settings
from finder.suggestions import suggest
from finder.ui import map as maps
from finder.ui.headers import SecurityHeaders, security_headers


class NoAddresses(logging.Filter):
    """Drops the log line written for each WebSocket: it holds the visitor's address and URL.

    The access log proper is off already (Streamlit runs uvicorn without it), but uvicorn writes these to its
    *error* logger, at level INFO.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may be written."""
        return '"WebSocket %s"' not in str(record.msg)


async def health(request: Request) -> JSONResponse:
    """Says that the process answers, to a proxy or a supervisor: cheap, and nothing about anyone."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


async def suggestions(request: Request) -> JSONResponse:
    """Places for what is being typed (the body, UTF-8): `[{"id", "label"}]`. Nothing of it is kept or logged."""
    typed = bytearray()
    async for chunk in request.stream():
        typed += chunk
        if len(typed) > 4 * LONGEST:  # bytes; more is no place
            return JSONResponse([], headers={"Cache-Control": "no-store"})
    found = suggest(typed.decode("utf-8", "replace"))
    return JSONResponse(
        [{"id": place.id, "label": place.label} for place in found], headers={"Cache-Control": "no-store"}
    )


async def streets(request: Request) -> JSONResponse:
    """The style that puts the operator's street pictures under the map (MapLibre style specification); 404 if none."""
    style = maps.streets_style(settings().tile_url, settings().tile_credit)
    return JSONResponse(style, status_code=200 if style else 404)


# Streamlit takes a folder named pages/ for its older kind of app until app.py has first called st.navigation: the first
# visitor of a fresh server, if they opened a link to a clinic, got that page bare, without crisis help or foot.
PagesManager.uses_pages_directory = False

logging.getLogger("uvicorn.error").addFilter(NoAddresses())

app = st.App(
    "app.py",
    routes=[
        Route("/health", health, methods=["GET", "HEAD"]),
        Route(maps.STREETS_PATH, streets, methods=["GET"]),
        Route("/suggest", suggestions, methods=["POST"]),
    ],
    middleware=[Middleware(SecurityHeaders, headers=security_headers(tiles=settings().tile_origin))],
)
