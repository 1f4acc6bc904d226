"""Fetches pages and JSON politely: one request a second per host, robots.txt, time-outs, retries and a size limit.

No script of a page is ever run. Every way to fail is a `WebError` whose text says what happened and what to do.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import tenacity
from protego import Protego
from urllib3.exceptions import DecodeError, ProtocolError
from urllib3.exceptions import TimeoutError as SilentError

from finder.text import _

#: Who we say we are. Honest, and without a name that somebody could be taken for.
AGENT = "ketamine-clinic-finder"

#: Of a second `Retry-After` this long we say that the host is busy, rather than wait.
_LONGEST_WAIT = 120.0
#: A robots.txt may ask for a pause between requests; a longer one is a way of saying no.
_LONGEST_CRAWL_DELAY = 30.0
_REDIRECTS = 5
_AGAIN_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
#: RFC 9309 asks crawlers to read at least this much of a robots.txt; what lies beyond may be ignored.
_ROBOTS_BYTES = 500_000
#: So much of what a host says beside an error status is looked at.
_SAID_BYTES = 4_000


class WebError(Exception):
    """A page could not be had; the text says why and what to do.

    `said` is how the host's answer begins, where it gave one: to tell errors apart, never to be shown, as some hosts
    repeat the key in it.
    """

    said = ""


class Refused(WebError):
    """The host's robots.txt asks programs not to read the page."""


class Missing(WebError):
    """There is no such page (any more)."""


class Denied(WebError):
    """The host does not let us in: a key is wrong, or it blocks programs."""


class Busy(WebError):
    """The host asked us to come later, or failed, again and again."""


class Unreachable(WebError):
    """The host did not answer, or was cut off, again and again."""


class TooLarge(WebError):
    """The page is larger than any page that we would read."""


class Malformed(WebError):
    """The answer is not in the format that the service documents."""


class Rejected(Unreachable):
    """The host answers, but not to this: a status that has no better name here."""


@dataclass(frozen=True, slots=True)
class Response:
    """What was fetched: the address it came from after redirects, its media type, and its bytes."""

    url: str
    media_type: str
    charset: str
    body: bytes

    @property
    def text(self) -> str:
        """The body as text, by the charset it was sent with, else UTF-8; what cannot be read is marked."""
        try:
            return self.body.decode(self.charset or "utf-8", "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")


class _Again(Exception):
    """Worth another try; `wait` is what the host asked for in seconds."""

    def __init__(self, error: WebError, wait: float = 0.0) -> None:
        super().__init__(str(error))
        self.error, self.wait = error, wait


class Client:
    """A polite reader of the web. `robots=False` is for documented APIs, which robots.txt is not about.

    `pause` is the least time between two requests to a host, `timeout` how long one may be silent and `patience` how
    long one may take in all, `backoff` the first wait before another try (it doubles); all in seconds.
    """

    def __init__(
        self,
        *,
        robots: bool = True,
        pause: float = 1.0,
        timeout: float = 15.0,
        patience: float = 60.0,
        tries: int = 4,
        backoff: float = 1.0,
        max_bytes: int = 5_000_000,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.pause, self.timeout, self.patience = pause, timeout, patience
        self.max_bytes, self._sleep, self._heed_robots = max_bytes, sleep, robots
        self._session = requests.Session()
        self._session.headers["User-Agent"] = AGENT
        self._next: dict[str, float] = {}
        self._robots: dict[str, Protego | None] = {}
        self._retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_Again),
            stop=tenacity.stop_after_attempt(tries),
            wait=_wait(backoff),
            sleep=sleep,
            reraise=True,
        )

    def get(
        self, url: str, params: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        """The page at an http(s) address, after at most five redirects. Raises WebError."""
        address = requests.Request("GET", url, params=params).prepare().url if params else url
        for _redirect in range(_REDIRECTS + 1):
            _check_address(address or "")
            if self._heed_robots:
                self._ask_robots(str(address))
            answer = self._fetch(str(address), headers)
            if isinstance(answer, Response):
                return answer
            if urlsplit(answer).netloc != urlsplit(str(address)).netloc:
                headers = None  # a key for one host is not for another
            address = answer
        raise Unreachable(_("{url} sends one on and on; open it in a browser").format(url=url))

    def json(self, url: str, params: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None) -> Any:
        """What the JSON at an address says. Raises WebError; `Malformed` when it is no JSON."""
        return _parsed(url, self.get(url, params, headers))

    def post_json(self, url: str, body: Any, headers: Mapping[str, str] | None = None) -> Any:
        """What a service answers as JSON to a question that is sent as JSON. Raises WebError.

        For questions only, as one that fails is asked again. A service that sends one on is not followed: what was
        meant for one host is not for another.
        """
        _check_address(url)
        if self._heed_robots:
            self._ask_robots(url)
        asked = {**(headers or {}), "Content-Type": "application/json"}
        answer = self._fetch(url, asked, body=json.dumps(body).encode())
        if not isinstance(answer, Response):
            raise Rejected(_("{host} sends one on to another address").format(host=urlsplit(url).netloc))
        return _parsed(url, answer)

    def _fetch(
        self, url: str, headers: Mapping[str, str] | None, max_bytes: int | None = None, body: bytes | None = None
    ) -> Response | str:
        """The page, or the address it sends one on to; tries again where that can help. With a body it is a POST."""
        try:
            return self._retrying(self._once, url, headers, max_bytes or self.max_bytes, body)
        except _Again as last:
            raise last.error from None

    def _once(
        self, url: str, headers: Mapping[str, str] | None, max_bytes: int, sent: bytes | None = None
    ) -> Response | str:
        host = urlsplit(url).netloc
        self._wait_for(host)
        start = time.monotonic()
        try:
            with self._session.request(
                "GET" if sent is None else "POST",
                url,
                headers=headers,
                data=sent,
                timeout=self.timeout,
                stream=True,
                allow_redirects=False,
            ) as answer:
                if answer.is_redirect:
                    return urljoin(url, answer.headers["location"])
                _check_status(answer, host)
                body = bytearray()
                # Not iter_content(): it waits until a whole piece is there, however slowly that comes.
                while piece := answer.raw.read1(65_536, decode_content=True):
                    body += piece
                    if len(body) > max_bytes:
                        raise TooLarge(
                            _("{host} sent more than {mb:g} MB; save the page and import the file").format(
                                host=host, mb=max_bytes / 1e6
                            )
                        )
                    if time.monotonic() - start > self.patience:
                        raise _Again(Unreachable(_("{host} is too slow; try again later").format(host=host)))
                expected = answer.headers.get("content-length", "")
                if expected.isdecimal() and answer.raw.tell() < int(expected):
                    raise _Again(_cut_off(host))
                kind, _sep, rest = answer.headers.get("content-type", "").partition(";")
                charset = rest.partition("charset=")[2].strip(" \"';")
                return Response(url, kind.strip().lower(), charset, bytes(body))
        except (ProtocolError, DecodeError):
            raise _Again(_cut_off(host)) from None
        except (requests.exceptions.Timeout, TimeoutError, SilentError):
            raise _Again(Unreachable(_("{host} did not answer in time; try again later").format(host=host))) from None
        except requests.exceptions.SSLError as error:
            # The error's own text has the whole address in it, with a key that may be in its query.
            why = getattr(error.args[0], "reason", "") if error.args else ""
            raise Unreachable(_("{host} has a bad certificate ({error})").format(host=host, error=why)) from None
        except requests.exceptions.InvalidHeader:  # its own text has the header in it, with the key
            raise Denied(_("the key for {host} cannot be sent as it is; copy it again").format(host=host)) from None
        except requests.exceptions.ConnectionError:
            raise _Again(
                Unreachable(_("{host} cannot be reached; is the address right, is there a network?").format(host=host))
            ) from None
        except requests.exceptions.RequestException as error:
            address = _without_query(url)
            raise Unreachable(
                _("{url} cannot be read ({error})").format(url=address, error=type(error).__name__)
            ) from None
        finally:
            self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + self._pause_of(url))

    def _wait_for(self, host: str) -> None:
        """Waits until the host may be asked again."""
        wait = self._next.get(host, 0.0) - time.monotonic()
        if wait > 0:
            self._sleep(wait)

    def _pause_of(self, url: str) -> float:
        rules = self._robots.get(_origin(url))
        asked = rules.crawl_delay(AGENT) if rules else None
        return max(self.pause, float(asked or 0.0))

    def _ask_robots(self, url: str) -> None:
        """Raises Refused if the host asks programs to stay away from the page (RFC 9309)."""
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        rules = self._robots[origin]
        if rules is None:
            return
        refused = _("{host} asks programs not to read this page (robots.txt); read it yourself and use “fact add”")
        if not rules.can_fetch(url, AGENT) or (rules.crawl_delay(AGENT) or 0.0) > _LONGEST_CRAWL_DELAY:
            raise Refused(refused.format(host=urlsplit(url).netloc))

    def _read_robots(self, origin: str) -> Protego | None:
        """The rules of a host; None when it has none. A host that fails is not read at all, as RFC 9309 asks."""
        address = f"{origin}/robots.txt"
        for _redirect in range(_REDIRECTS + 1):
            try:
                answer = self._fetch(address, None, max_bytes=_ROBOTS_BYTES)
            except (Missing, Denied, TooLarge):
                return None
            if isinstance(answer, Response):
                return Protego.parse(answer.text)
            address = answer
        return None


def _parsed(url: str, response: Response) -> Any:
    """What the JSON of an answer says. Raises Malformed."""
    try:
        return json.loads(response.body)
    except (ValueError, RecursionError) as error:  # JSON's and UTF-8's errors are ValueErrors
        where = urlsplit(url)
        host = f"{where.netloc}{where.path}"
        raise Malformed(
            _("{host} answered with something that is no JSON ({error})").format(host=host, error=error)
        ) from None


def _wait(backoff: float) -> Callable[[tenacity.RetryCallState], float]:
    """What the host asked for, else a pause that doubles, with some chance in it so that not all come at once."""
    doubling = tenacity.wait_exponential_jitter(multiplier=backoff, max=60.0, jitter=backoff / 2)

    def wait(state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, _Again) else 0.0
        return asked or float(doubling(state))

    return wait


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Unreachable(_("{url} is no web address; it starts with http:// or https://").format(url=url or "“”"))


def _check_status(answer: requests.Response, host: str) -> None:
    """Raises what a status that is not 200 means."""
    status = answer.status_code
    if status in _AGAIN_LATER:
        wait = _retry_after(answer.headers.get("retry-after", ""))
        busy = Busy(_("{host} is busy or broken (status {status}); try again later").format(host=host, status=status))
        if wait > _LONGEST_WAIT:
            raise Busy(
                _("{host} asks to come back in {n:,.0f} minutes (status {status})").format(
                    host=host, n=wait / 60, status=status
                )
            )
        raise _Again(busy, wait)
    if status == 200:
        return
    if status in (404, 410):
        error: WebError = Missing(
            _("{url} is gone (status {status})").format(url=_without_query(answer.url), status=status)
        )
    elif status in (401, 403, 407, 451):
        error = Denied(
            _("{host} does not let us read this (status {status}); is a key right, or does it block programs?").format(
                host=host, status=status
            )
        )
    else:
        error = Rejected(_("{host} answered with status {status}").format(host=host, status=status))
    error.said = answer.raw.read1(_SAID_BYTES, decode_content=True).decode("utf-8", "replace")
    raise error


def _retry_after(value: str) -> float:
    """Seconds of a Retry-After header (RFC 9110: a number or a date); 0 when there is none that can be read."""
    if value.strip().isdecimal():
        return float(value)
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max((then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds(), 0.0)


def _cut_off(host: str) -> Unreachable:
    return Unreachable(_("the connection to {host} was cut; try again later").format(host=host))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _without_query(url: str) -> str:
    """The address without what may hold a key."""
    return url.partition("?")[0]
