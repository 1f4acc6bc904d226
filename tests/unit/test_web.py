"""The polite client, against a server that fails in every way."""

from __future__ import annotations

import gzip
import itertools
import json
import time
from collections.abc import Iterator

import pytest

from finder.sources import web
from tests.outside import Asked, Cut, Drip, Garbled, Outside, Slow, Status, not_found, page, quick_client

Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture
def outside() -> Iterator[Outside]:
    with Outside(lambda request: not_found(request) if request.path == "/robots.txt" else page("hello")) as server:
        yield server


def robots(text: str, status: int = 200) -> object:
    return lambda request: page(text, "text/plain", status) if request.path == "/robots.txt" else page("hello")


@pytest.mark.parametrize(
    "fault",
    [Status(500), Status(503), Status(429, {"Retry-After": "0"}), Status(408), Cut(0), Cut(3), Slow(1.4)],
    ids=lambda fault: repr(fault)[:30],
)
def test_what_fails_once_or_twice_is_tried_again(outside: Outside, fault: object) -> None:
    outside.faults["/a"] = [fault, fault] if not isinstance(fault, Slow) else [fault]
    assert quick_client(timeout=0.7).get(f"{outside.url}/a").text == "hello"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Status(500), web.Busy),
        (Status(429), web.Busy),
        (Cut(3), web.Unreachable),
        (Status(404), web.Missing),
        (Status(410), web.Missing),
        (Status(403), web.Denied),
        (Status(418), web.Unreachable),
    ],
)
def test_what_keeps_failing_has_a_name_and_a_plain_text(
    outside: Outside, fault: object, error: type[web.WebError]
) -> None:
    outside.faults["/a"] = [fault] * 10
    with pytest.raises(error) as raised:
        quick_client().get(f"{outside.url}/a?key=secret")
    assert "secret" not in str(raised.value)
    assert "Traceback" not in str(raised.value)


def test_retry_after_is_waited_for_and_a_very_long_one_is_not(outside: Outside) -> None:
    waited: list[float] = []
    outside.faults["/a"] = [Status(429, {"Retry-After": "7"})]
    client = quick_client(sleep=waited.append)
    assert client.get(f"{outside.url}/a").text == "hello"
    assert waited == [7]
    outside.faults["/a"] = [Status(429, {"Retry-After": "7200"})]
    with pytest.raises(web.Busy, match="120 minutes"):
        client.get(f"{outside.url}/a")
    assert len(outside.asked("/a")) == 3


def test_retry_after_may_be_a_date() -> None:
    assert web._retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert web._retry_after("Wed, 21 Oct 2099 07:28:00 GMT") > 1e9
    assert web._retry_after("soon") == 0


def test_a_dripping_host_is_left(outside: Outside) -> None:
    outside.faults["/a"] = [Drip(0.1)] * 10
    start = time.monotonic()
    with pytest.raises(web.Unreachable, match="too slow"):
        quick_client(patience=0.2, tries=2).get(f"{outside.url}/a")
    assert time.monotonic() - start < 3


def test_a_dripping_host_is_left_long_before_its_page_is_whole(outside: Outside) -> None:
    outside.answer = lambda request: not_found(request) if request.path == "/robots.txt" else page("x" * 1_000)
    outside.faults["/a"] = [Drip(0.02)]
    start = time.monotonic()
    with pytest.raises(web.Unreachable, match="too slow"):
        quick_client(patience=0.2, tries=1).get(f"{outside.url}/a")
    assert time.monotonic() - start < 2


def test_packed_pages_are_unpacked_and_broken_ones_tried_again(outside: Outside) -> None:
    text = "hello " * 30_000
    packed = gzip.compress(text.encode())
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/plain"}
    outside.answer = lambda request: (200, headers, packed)
    outside.faults["/a"] = [Garbled(b"this is not packed"), Cut(len(packed) // 2)]
    assert quick_client(robots=False).get(f"{outside.url}/a").text == text


def test_a_huge_page_is_not_read_to_its_end(outside: Outside) -> None:
    outside.answer = lambda request: not_found(request) if request.path == "/robots.txt" else page("x" * 200_000)
    with pytest.raises(web.TooLarge):
        quick_client(max_bytes=100_000).get(f"{outside.url}/a")


def test_hosts_are_asked_once_in_a_pause(outside: Outside) -> None:
    client = quick_client(pause=0.15)
    for _ in range(3):
        client.get(f"{outside.url}/a")
    times = [request.at for request in outside.requests]
    assert len(times) == 4  # robots.txt too, once
    assert all(later - sooner >= 0.14 for sooner, later in itertools.pairwise(times))


def test_robots_are_heeded(outside: Outside) -> None:
    outside.answer = robots("User-agent: *\nDisallow: /private\nAllow: /private/open\n")  # type: ignore[assignment]
    client = quick_client()
    assert client.get(f"{outside.url}/a").text == "hello"
    assert client.get(f"{outside.url}/private/open").text == "hello"
    with pytest.raises(web.Refused, match="fact add"):
        client.get(f"{outside.url}/private/a")
    assert not outside.asked("/private/a")
    assert quick_client(robots=False).get(f"{outside.url}/private/a").text == "hello"


def test_a_host_whose_robots_fail_is_not_read(outside: Outside) -> None:
    outside.faults["/robots.txt"] = [Status(500)] * 10
    with pytest.raises(web.Busy):
        quick_client().get(f"{outside.url}/a")
    assert not outside.asked("/a")


def test_a_crawl_delay_is_a_longer_pause_or_a_no(outside: Outside) -> None:
    outside.answer = robots("User-agent: *\nCrawl-delay: 3\n")  # type: ignore[assignment]
    waited: list[float] = []
    client = quick_client(sleep=waited.append)
    client.get(f"{outside.url}/a")
    client.get(f"{outside.url}/b")
    assert waited[-1] == pytest.approx(3, abs=0.2)
    outside.answer = robots("User-agent: *\nCrawl-delay: 3600\n")  # type: ignore[assignment]
    with pytest.raises(web.Refused):
        quick_client().get(f"{outside.url}/a")


def test_redirects_are_followed_and_their_robots_heeded(outside: Outside) -> None:
    def answer(request: Asked) -> Answer:
        if request.path == "/robots.txt":
            return 200, {}, b"User-agent: *\nDisallow: /shut"
        if request.path in ("/a", "/c", "/loop"):
            return 302, {"Location": {"/a": "/b", "/c": "/shut", "/loop": "/loop"}[request.path]}, b""
        return 200, {"Content-Type": "text/html; charset=latin-1"}, "é".encode("latin-1")

    outside.answer = answer  # type: ignore[assignment]
    found = quick_client().get(f"{outside.url}/a")
    assert (found.url, found.text, found.media_type) == (f"{outside.url}/b", "é", "text/html")
    with pytest.raises(web.Refused):
        quick_client().get(f"{outside.url}/c")
    with pytest.raises(web.Unreachable, match="on and on"):
        quick_client().get(f"{outside.url}/loop")


def test_a_key_does_not_go_to_another_host(outside: Outside) -> None:
    with Outside(lambda request: page("hello")) as other:
        outside.answer = lambda request: (302, {"Location": f"{other.url}/b"}, b"")
        quick_client(robots=False).get(f"{outside.url}/a", headers={"Authorization": "secret"})
        assert outside.requests[0].headers["authorization"] == "secret"
        assert "authorization" not in other.requests[0].headers


def test_json_that_is_none_is_said(outside: Outside) -> None:
    outside.faults["/a"] = [Garbled()]
    with pytest.raises(web.Malformed, match="no JSON"):
        quick_client().json(f"{outside.url}/a", {"key": "secret"})
    outside.answer = lambda request: page('{"a": [1]}', "application/json")
    assert quick_client(robots=False).json(f"{outside.url}/a", {"q": "a b&c"}) == {"a": [1]}
    assert outside.requests[-1].params == {"q": "a b&c"}


def test_a_question_is_sent_as_json(outside: Outside) -> None:
    outside.answer = lambda request: page('{"places": []}', "application/json")
    outside.faults["/search"] = [Status(503), Cut(3)]
    client = quick_client(robots=False)
    assert client.post_json(f"{outside.url}/search", {"text": "Søn"}, {"X-Key": "secret"}) == {"places": []}
    asked = outside.requests[-1]
    assert (asked.method, json.loads(asked.body), len(outside.requests)) == ("POST", {"text": "Søn"}, 3)
    assert (asked.headers["content-type"], asked.headers["x-key"]) == ("application/json", "secret")
    assert client.json(f"{outside.url}/search") == {"places": []}
    assert (outside.requests[-1].method, outside.requests[-1].body) == ("GET", b"")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Status(500), web.Busy),
        (Status(400, {}, b'{"reason": "secret"}'), web.Rejected),
        (Status(403), web.Denied),
        (Garbled(), web.Malformed),
        (Garbled(b"[" * 100_000), web.Malformed),
        (Cut(3), web.Unreachable),
    ],
)
def test_a_question_that_fails_says_so_without_the_key(
    outside: Outside, fault: object, error: type[web.WebError]
) -> None:
    outside.faults["/search"] = [fault] * 10
    with pytest.raises(error) as raised:
        quick_client(robots=False).post_json(f"{outside.url}/search?k=secret", {"text": "a"}, {"X-Key": "secret"})
    assert "secret" not in str(raised.value)


def test_a_question_is_not_sent_on_and_heeds_robots(outside: Outside) -> None:
    with Outside(lambda request: page("{}", "application/json")) as other:
        outside.answer = lambda request: (307, {"Location": f"{other.url}/b"}, b"")
        with pytest.raises(web.Rejected, match="sends one on"):
            quick_client(robots=False).post_json(f"{outside.url}/a", {}, {"X-Key": "secret"})
        assert not other.requests
    outside.answer = robots("User-agent: *\nDisallow: /")  # type: ignore[assignment]
    with pytest.raises(web.Refused):
        quick_client().post_json(f"{outside.url}/a", {})
    assert len([request for request in outside.requests if request.method == "POST"]) == 1


def test_what_a_host_says_beside_an_error_is_there_to_tell_errors_apart(outside: Outside) -> None:
    outside.faults["/a"] = [Status(400, {}, b'{"reason": "API_KEY_INVALID"}' + b"x" * 100_000)]
    with pytest.raises(web.Rejected) as raised:
        quick_client().get(f"{outside.url}/a")
    assert raised.value.said.startswith('{"reason": "API_KEY_INVALID"}')
    assert len(raised.value.said) <= 4_000


def test_a_key_that_no_header_can_hold_is_not_repeated(outside: Outside) -> None:
    with pytest.raises(web.Denied, match="copy it again") as raised:
        quick_client(robots=False).get(f"{outside.url}/a", headers={"Authorization": "secret\r\nmore"})
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("address", ["", "clinic.com", "file:///etc/passwd", "javascript:alert(1)", "http://"])
def test_only_web_addresses_are_fetched(address: str) -> None:
    with pytest.raises(web.Unreachable, match="web address"):
        quick_client().get(address)


def test_nobody_there_is_said() -> None:
    with Outside() as gone:
        address = gone.url
    with pytest.raises(web.Unreachable, match="cannot be reached"):
        quick_client(robots=False).get(address)
