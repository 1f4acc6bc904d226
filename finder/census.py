"""What geopy does not bring: the geocoder of the US Census, and a client that asks once and gives up in time."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

import requests
from geopy.adapters import AdapterHTTPError, RequestsAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as Silent

#: An answer about one address is a few kilobytes.
MOST_BYTES = 1_000_000


class Census(Geocoder):  # type: ignore[misc]
    """The geocoder of the US Census Bureau: free, without a key, for addresses in the US and its territories.

    https://geocoding.geo.census.gov/geocoder/Geocoding_Services_API.html
    """

    def __init__(self, *, domain: str = "geocoding.geo.census.gov", **options: Any) -> None:
        super().__init__(**options)
        self.domain = domain.strip("/")
        self.api = f"{self.scheme}://{self.domain}/geocoder/locations/onelineaddress"

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """The place of an address on one line (`exactly_one`: the best, else a list of all); None if there is none."""
        asked = {"address": query, "benchmark": "Public_AR_Current", "format": "json"}
        read = partial(self._read, exactly_one=exactly_one)
        return self._call_geocoder(f"{self.api}?{urlencode(asked)}", read, timeout=timeout)

    @staticmethod
    def _read(answer: Any, exactly_one: bool) -> Any:
        found = [
            Location(match["matchedAddress"], (match["coordinates"]["y"], match["coordinates"]["x"]), match)
            for match in answer["result"]["addressMatches"]
        ]
        if not found:
            return None
        return found[0] if exactly_one else found


class AskOnce(RequestsAdapter):  # type: ignore[misc]
    """Asks once, takes no longer than the time-out in all, and reads no more than an answer can be long.

    geopy's own asks again by itself, and urllib3 then logs the address it asked for: with the key and all that was
    asked. It also waits for ever for a service that sends a byte now and then.
    """

    def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context, max_retries=0)

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """What the service says. Raises geopy's errors, never with the address that was asked for."""
        until = time.monotonic() + timeout
        body = bytearray()
        try:
            with self.session.get(url, timeout=timeout, headers=headers, stream=True) as answer:
                while piece := answer.raw.read1(65_536, decode_content=True):
                    body += piece
                    if time.monotonic() > until:
                        raise GeocoderTimedOut("too slow")
                    if len(body) > MOST_BYTES:
                        raise GeocoderParseError("too long")
        except (requests.Timeout, Silent):
            raise GeocoderTimedOut("no answer") from None
        except (requests.RequestException, HTTPError):
            raise GeocoderUnavailable("no connection") from None
        text = body.decode("utf-8", "replace")
        if answer.status_code >= 400:
            raise AdapterHTTPError(
                f"status {answer.status_code}", status_code=answer.status_code, headers=answer.headers, text=""
            )
        return text

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """What the service says as JSON."""
        try:
            return json.loads(self.get_text(url, timeout=timeout, headers=headers))
        except ValueError:
            raise GeocoderParseError("no JSON") from None
