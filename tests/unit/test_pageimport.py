"""`import page` and `import site`: nothing is taken without its words shown, and the words stay on the screen."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from finder import catalog as catalogs
from finder.cli import pageimport
from tests.outside import Outside, not_found, page, quick_client
from tests.support import clinic

URL = "https://examplemind.com/pricing"
PAGE = """<html><head><title>Example Mind Care</title></head><body><h1>Example Mind Care</h1>
<p>We treat depression and PTSD with IV ketamine infusions. Call (208) 555-0100.</p>
<h2>Pricing</h2><p>Each ketamine infusion is $450. Up to $500 off this month!</p>
<footer>100 Main St, Suite 2, Boise, ID 83702</footer></body></html>"""
KNOWN = "example-clinic-a"

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(data_folder: Callable[..., Path], tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text(PAGE)
    return data_folder(
        [clinic("a", name="Example Mind Care", city="Boise", state="ID", zip="83702", phone="+12085550100",
                street="100 Main Street Ste 2", lat=43.6, lon=-116.2, website="https://examplemind.com"), clinic("b")],
    )  # fmt: skip


@pytest.fixture
def read(run: Run) -> Run:
    return partial(run, "import")


@pytest.fixture
def saved(folder: Path) -> tuple[str, ...]:
    return ("page", str(folder.parent / "page.html"), "--url", URL)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_sure_facts_are_taken_with_their_words_shown_and_not_kept(
    folder: Path, read: Run, saved: tuple[str, ...]
) -> None:
    status, shown = read(*saved, "--yes", "0.8")
    assert status == 0
    assert "“We treat depression and PTSD with IV ketamine infusions.”" in " ".join(shown.split())
    row = rows(folder, "clinics.csv")[0]
    assert (row["conditions"], row["routes"]) == ("depression;ptsd", "iv")
    assert [(one["item"], one["low_usd"], one["source_url"]) for one in rows(folder, "prices.csv")] == [
        ("session", "450", URL)
    ]
    for name in ("clinics.csv", "prices.csv", "evidence.csv"):
        assert "We treat" not in (folder / name).read_text()
    assert all(one["quoted"] for one in rows(folder, "evidence.csv"))
    assert catalogs.load(folder).rejected == []


def test_a_price_is_never_taken_unasked(folder: Path, read: Run, saved: tuple[str, ...]) -> None:
    status, shown = read(*saved, "--yes")
    assert status == 0
    assert "not sure enough" in shown
    assert rows(folder, "prices.csv") == []


def test_each_fact_is_asked_and_may_be_edited_or_left(folder: Path, read: Run, saved: tuple[str, ...]) -> None:
    facts = json.loads(read(*saved, "--json")[1])["facts"]
    answers = []
    for fact in facts:
        if fact.get("value") == "depression":
            answers.append("n")
        elif fact.get("item"):
            answers += ["e", "cheap", "session iv 475"]
        else:
            answers.append("y")
    status, _shown = read(*saved, "--clinic", KNOWN, typed="\n".join(answers) + "\n")
    assert status == 0
    assert rows(folder, "clinics.csv")[0]["conditions"] == "ptsd"
    assert [one["low_usd"] for one in rows(folder, "prices.csv")] == ["475"]


def test_what_was_said_yes_to_before_stopping_is_kept(folder: Path, read: Run, saved: tuple[str, ...]) -> None:
    status, shown = read(*saved, "--clinic", KNOWN, typed="y\ny\ny\n")
    assert status == 0
    assert len(rows(folder, "evidence.csv")) == 3
    assert "3 facts saved" in shown


def test_nobody_answering_saves_nothing(folder: Path, read: Run, saved: tuple[str, ...]) -> None:
    status, shown = read(*saved)
    assert status == 1
    assert "Nothing was saved" in shown
    assert rows(folder, "evidence.csv") == []


def test_the_same_page_again_has_nothing_new(folder: Path, read: Run, saved: tuple[str, ...]) -> None:
    read(*saved, "--yes")
    before = {file.name: file.read_bytes() for file in folder.glob("*.csv")}
    read(*saved, "--yes")
    assert {file.name: file.read_bytes() for file in folder.glob("*.csv")} == before


def test_a_clinic_we_do_not_know_is_added_and_placed(folder: Path, read: Run, saved: tuple[str, ...]) -> None:
    other = PAGE.replace("Mind Care", "Ketamine Center").replace("0100", "0199")
    other = other.replace("100 Main St, Suite 2, Boise, ID 83702", "9 Oak Ave, Moscow, ID 83843")
    (folder.parent / "page.html").write_text(other)
    status, _shown = read("page", saved[1], "--url", "https://other.example.org/", "--yes")
    assert status == 0
    new = rows(folder, "clinics.csv")[2]
    assert (new["id"], new["position"]) == ("example-ketamine-center-moscow-id", "zip")
    catalog = catalogs.load(folder)
    assert catalog.rejected == []
    assert not [warning for warning in catalog.warnings if "moscow" in warning]


def test_a_dry_run_and_json_write_nothing(folder: Path, read: Run, saved: tuple[str, ...]) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert read(*saved, "--dry-run")[0] == 0
    assert read(*saved, "--json")[0] == 0
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.name != ".lock"} == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("page", "nowhere.html", "--url", URL), "cannot be read"),
        (("page", "nowhere.html"), "cannot be read"),
        (("page", __file__), "--url"),
        (("page", __file__, "--url", "examplemind.com"), "whole address"),
        (("page", __file__, "--url", URL, "--as-of", "May"), "no month"),
        (("page", __file__, "--url", URL, "--as-of", "2099-01"), "yet to come"),
        (("page", "ftp://example.com/"), "web address"),
        (("site", "examplemind.com"), "web address"),
        (("page", "examplemind.com/pricing"), "begins with https://"),
        (("page", "https://examplemind.com", "--yes", "2"), "from 0 to 1"),
    ],
)
def test_slips_are_said(read: Run, arguments: tuple[str, ...], words: str) -> None:
    status, shown = read(*arguments)
    assert status == 2
    assert words in shown


def test_a_page_elsewhere_is_not_taken_for_the_clinic_s(folder: Path, read: Run, saved: tuple[str, ...]) -> None:
    elsewhere = ("page", saved[1], "--url", "https://directory.example.com/boise", "--clinic", KNOWN)
    status, shown = read(*elsewhere, "--yes")
    assert status == 2
    assert "not the clinic's own site" in shown
    assert rows(folder, "evidence.csv") == []
    assert read(*elsewhere, "--yes", "--kind", "directory")[0] == 0
    assert read(*elsewhere, typed="o\ny\n")[0] == 0
    assert {one["kind"] for one in rows(folder, "evidence.csv")} == {"directory", "other"}


def test_a_picture_is_no_page(folder: Path, read: Run) -> None:
    (folder.parent / "page.html").write_bytes(b"\x89PNG\r\n\x00\x00we treat depression")
    status, shown = read("page", str(folder.parent / "page.html"), "--url", URL)
    assert status == 2
    assert "no web page" in shown


def test_yes_to_a_name_is_no_name(folder: Path, read: Run) -> None:
    other = PAGE.replace("Mind Care", "Ketamine Center").replace("0100", "0199")
    (folder.parent / "page.html").write_text(
        other.replace("100 Main St, Suite 2, Boise, ID 83702", "9 Oak Ave, Moscow, ID 83843")
    )
    read("page", str(folder.parent / "page.html"), "--url", "https://other.example.org/", typed="y\ny\n?\nIdaho\ny\n")
    assert rows(folder, "clinics.csv")[2]["id"] == "example-ketamine-center-moscow-id"


def test_a_page_of_scripts_says_what_to_do(folder: Path, read: Run) -> None:
    (folder.parent / "page.html").write_text("<html><body><script>render()</script></body></html>")
    status, shown = read("page", str(folder.parent / "page.html"), "--url", URL)
    assert status == 1
    assert "save the page" in shown


def test_a_whole_site(folder: Path, read: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: dict[str, Any] = {
        "/": PAGE.replace("</h1>", "</h1><a href='/faq'>FAQ</a><a href='/gone'>Pricing</a>"),
        "/faq": "<body><p>We treat OCD too. We accept CareCredit.</p></body>",
    }
    monkeypatch.setattr(pageimport, "Client", quick_client)
    with Outside(lambda asked: page(pages[asked.path]) if asked.path in pages else not_found(asked)) as outside:
        status, shown = read("site", f"{outside.url}/", "--clinic", KNOWN, "--yes", "0.9", "--kind", "clinic")
    assert status == 0
    assert "is gone" in shown
    row = rows(folder, "clinics.csv")[0]
    assert (row["conditions"], row["financing"]) == ("depression;ptsd;ocd", "carecredit")


def test_a_page_that_is_read_again_is_no_question_and_gives_its_newer_month(
    folder: Path, read: Run, saved: tuple[str, ...]
) -> None:
    read(*saved, "--yes", "0.8", "--as-of", "2026-03")
    status, shown = read(*saved, "--yes", "0.8", "--as-of", "2026-09")
    assert status == 1
    assert "11 facts of this page are in the table already" in shown
    assert "Nothing new was saved" in shown
    assert {one["as_of"] for one in rows(folder, "evidence.csv")} == {"2026-09"}
    assert [(one["low_usd"], one["as_of"]) for one in rows(folder, "prices.csv")] == [("450", "2026-09")]


def test_what_is_long_goes_on_below_itself(
    folder: Path, read: Run, saved: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    shown = read(*saved, "--dry-run")[1]
    assert "    “Each ketamine infusion is $450. Up\n    to $500 off this month!”\n" in shown
