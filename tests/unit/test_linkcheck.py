"""What became of the table's web addresses, against a server that fails in every way."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from finder import cli, linkcheck
from finder.catalog import Catalog
from finder.linkcheck import Finding, Link
from finder.sources import web
from tests.outside import Answer, Asked, Cut, Outside, Slow, Status, page, quick_client
from tests.support import clinic, evidence, price

FOR_SALE = "<title>example.com</title><body><h1>This domain is for sale!</h1><p>Buy this domain today.</p></body>"
LONG = f"<body>{'<p>Our clinic treats people. A blog post: somebody tried to buy this domain.</p>' * 60}</body>"


def answer(request: Asked) -> Answer:
    """A small web: one path for each fate."""
    match request.path:
        case "/robots.txt":
            return page("User-agent: *\nDisallow: /private\n", "text/plain")
        case "/parked":
            return page(FOR_SALE)
        case "/long":
            return page(LONG)
        case "/parked-by-script":
            return page("<body><script src='https://img.sedoparking.com/x.js'></script></body>")
        case "/large":
            return page("x" * 400_000)
        case "/elsewhere":
            return 301, {"Location": request.params["to"]}, b""
        case "/old-page":
            return 302, {"Location": "/"}, b""
        case "/redirected":
            return 302, {"Location": "/fine"}, b""
        case _:
            return page("<body>An example clinic.</body>")


@pytest.fixture
def outside() -> Iterator[Outside]:
    with Outside(answer) as server:
        yield server


def client() -> web.Client:
    return quick_client(tries=2, timeout=0.3, max_bytes=linkcheck.MAX_BYTES)


def look(url: str) -> Finding:
    return linkcheck.one(Link(url, (("example-clinic-a", "website"),)), client())


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/fine", "fine"),
        ("/", "fine"),
        ("/long", "fine"),
        ("/large", "fine"),
        ("/redirected", "fine"),
        ("/old-page", "front"),
        ("/parked", "parked"),
        ("/parked-by-script", "parked"),
        ("/private/page", "unread"),
        ("/elsewhere?to=http://localhost:1/", "no_answer"),
    ],
)
def test_what_became_of_a_page(outside: Outside, path: str, outcome: str) -> None:
    finding = look(outside.url + path)
    assert (finding.outcome, finding.dead) == (outcome, outcome == "parked"), finding.message


@pytest.mark.parametrize(
    ("fault", "outcome", "dead"),
    [
        (Status(404), "gone", True),
        (Status(410), "gone", True),
        (Status(403), "unread", False),
        (Status(401), "unread", False),
        (Status(500), "no_answer", False),
        (Status(429), "no_answer", False),
        (Status(418), "no_answer", False),
        (Cut(3), "no_answer", False),
        (Slow(0.5), "no_answer", False),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_only_what_is_gone_is_dead(outside: Outside, fault: object, outcome: str, dead: bool) -> None:
    outside.faults["/a"] = [fault] * 3
    finding = look(f"{outside.url}/a")
    assert (finding.outcome, finding.dead) == (outcome, dead)
    assert finding.message


def test_a_page_on_another_site_has_moved(outside: Outside) -> None:
    port = outside.url.rpartition(":")[2]
    finding = look(f"{outside.url}/elsewhere?to=http://localhost:{port}/fine")
    assert (finding.outcome, finding.final_url) == ("moved", f"http://localhost:{port}/fine")
    assert f"http://localhost:{port}/fine" in finding.message
    assert not finding.dead


def test_a_host_that_sells_names_is_no_clinic(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkcheck, "_DEALERS", frozenset({"localhost"}))
    finding = look(f"{outside.url}/elsewhere?to=http://localhost:{outside.url.rpartition(':')[2]}/fine")
    assert finding.outcome == "parked"


def test_a_certificate_that_is_none(outside: Outside) -> None:
    finding = look(outside.url.replace("http://", "https://") + "/fine")
    assert (finding.outcome, finding.dead) == ("certificate", False)


def without_names(monkeypatch: pytest.MonkeyPatch, errno: int = socket.EAI_NONAME) -> None:
    """Name servers know no host but this machine."""
    real = socket.getaddrinfo

    def look_up(host: str, *rest: Any, **more: Any) -> Any:
        if host in ("127.0.0.1", "localhost"):
            return real(host, *rest, **more)
        raise socket.gaierror(errno, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_a_host_without_a_name_is_gone_and_a_silent_name_server_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    without_names(monkeypatch)
    assert look("https://clinic.example.com/a").outcome == "no_host"
    without_names(monkeypatch, socket.EAI_AGAIN)
    assert look("https://clinic.example.com/a").outcome == "no_answer"
    assert look("http://127.0.0.1:1/").outcome == "no_answer"  # a machine that refuses is not a name that is gone
    for odd in ("http://[::1", "https://", "http://a\x00b.example.com"):
        assert look(odd).outcome in ("no_answer", "no_host")


def test_links_are_each_asked_once_websites_first(catalog_of: Callable[..., Catalog]) -> None:
    shared = "https://example.com/clinic"
    catalog = catalog_of(
        [
            clinic("a", website="https://example.com/a"),
            clinic("b", website=shared, state="NV", city="Reno", lat=39.5, lon=-119.8),
        ],
        [price("a", 400)],
        [evidence("a"), evidence("b"), evidence("b", "routes", value="iv")],
    )
    found = linkcheck.links(catalog)
    assert [link.url for link in found] == ["https://example.com/a", shared, "https://example.com/prices"]
    assert found[1].where == (
        ("example-clinic-b", "website"), ("example-clinic-a", "source_url"), ("example-clinic-b", "source_url"),
    )  # fmt: skip
    assert [link.url for link in linkcheck.links(catalog, "NV")] == [shared]


def test_every_link_gets_an_answer_and_each_host_is_asked_one_at_a_time() -> None:
    asking = {"now": 0, "most": 0}
    lock = threading.Lock()

    def slowly(request: Asked) -> Answer:
        with lock:
            asking["now"] += 1
            asking["most"] = max(asking["most"], asking["now"])
        threading.Event().wait(0.01)
        with lock:
            asking["now"] -= 1
        return page("hello")

    with Outside(slowly) as first, Outside(answer) as second:
        # Two names for two hosts; the ports do not matter to whom they belong.
        other = second.url.replace("127.0.0.1", "localhost")
        urls = [f"{first.url}/{i}" for i in range(6)] + [f"{other}/{i}" for i in range(3)]
        found = list(linkcheck.check([Link(url, ()) for url in urls], client, threads=4))
    assert sorted(finding.link.url for finding in found) == sorted(urls)
    assert {finding.outcome for finding in found} == {"fine"}
    assert asking["most"] == 1


def test_it_can_be_stopped_at_any_time(outside: Outside) -> None:
    links = [Link(f"{outside.url}/{i}", ()) for i in range(50)]
    running = linkcheck.check(links, client)
    assert next(running).outcome == "fine"
    running.close()
    asked = len(outside.requests)
    threading.Event().wait(0.1)
    assert len(outside.requests) - asked <= 2


def test_without_a_network_nothing_is_called_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    without_names(monkeypatch)
    links = [Link(f"https://clinic-{i}.example-{i}.com", ()) for i in range(9)]
    with pytest.raises(web.WebError, match="Is there a network here"):
        list(linkcheck.check(links, client))
    assert list(linkcheck.check([], client)) == []


def test_a_dead_host_is_told_once_another_has_answered(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    without_names(monkeypatch)
    links = [Link("https://clinic.example.com", ()), Link(f"{outside.url}/fine", ())]
    found = {finding.link.url: finding.outcome for finding in linkcheck.check(links, client, threads=1)}
    assert found == {"https://clinic.example.com": "no_host", f"{outside.url}/fine": "fine"}


# On the command line


@pytest.fixture
def table(outside: Outside, data_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table whose addresses lead to the server."""
    monkeypatch.setattr(linkcheck, "quick_client", client)
    return data_folder(
        [
            clinic("a", website=f"{outside.url}/fine"),
            clinic("b", website=f"{outside.url}/parked", city="Reno", state="NV", lat=39.5, lon=-119.8),
        ],
        (),
        [evidence("a", source_url=f"{outside.url}/old-page"), evidence("b", source_url=f"{outside.url}/private/x")],
    )


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any, str]:
    status = cli.main(argv)
    said = capsys.readouterr()
    return status, json.loads(said.out) if "--json" in argv and said.out else said.out, said.err


def test_check_links_for_programs(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (table / "clinics.csv").read_bytes()
    status, report, _err = run(capsys, "check", "--links", "--json")
    assert (status, list(report)) == (1, ["rows", "kept", "rejected", "links"])
    assert (report["rows"], report["rejected"]) == (4, [])
    links = report["links"]
    assert (links["links"], links["checked"]) == (4, 4)
    assert {name: n for name, n in links["outcomes"].items() if n} == {"fine": 1, "parked": 1, "front": 1, "unread": 1}
    (dead,) = [finding for finding in links["findings"] if finding["dead"]]
    assert dead["where"] == [{"id": "example-clinic-b", "field": "website"}]
    assert (table / "clinics.csv").read_bytes() == before  # nothing is marked closed
    assert run(capsys, "check", "--links", "--state", "CA", "--json")[0] == 0
    assert run(capsys, "check", "--links", "--limit", "1", "--json")[1]["links"]["links"] == 1


def test_check_links_for_people(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, shown, _err = run(capsys, "check", "--links")
    assert status == 1
    assert "for sale or shut: http://127.0.0.1" in shown
    assert "example-clinic-b" in shown
    assert (
        "4 of 4 looked at: fine 1, for sale or shut 1, leads to the front page 1, not for programs (not dead) 1"
        in shown
    )
    assert "does not prove that a clinic has closed" in shown


def test_ctrl_c_prints_what_is_known(
    table: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = linkcheck.check

    def stopped(links: list[Link]) -> Iterator[Finding]:
        yield next(real(links))
        raise KeyboardInterrupt

    monkeypatch.setattr(linkcheck, "check", stopped)
    _status, report, err = run(capsys, "check", "--links", "--json")
    assert report["links"]["checked"] == 1
    assert "Stopped. What came before is true." in err
    _status, shown, _err = run(capsys, "check", "--links")
    assert "1 of 4 looked at" in shown
