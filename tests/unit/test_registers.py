"""Every state has its official look-ups, the addresses can be opened, and a broken file says where it is broken."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from finder import registers
from finder.registers import FILE, Register, RegistersError, for_state, load, national
from finder.vocabulary import STATES

#: States whose doctors of osteopathy have a board of their own (the Federation of State Medical Boards' directory).
OWN_OSTEOPATHIC = {"AZ", "CA", "FL", "ME", "MI", "NV", "OK", "PA", "TN", "VT", "WA", "WV"}

#: Boards and state searches that do not live on a .gov or .us host: each was looked at and is the official one.
OFFICIAL_ELSEWHERE = {
    "dhp.virginiainteractive.org", "ncbon.com", "ncmedboard.org", "ndbom.org", "ndbon.org", "nevadanursingboard.org",
    "newjersey.mylicense.com", "okmedicalboard.org", "wvbdosteo.org", "armedicalboard.org",
}  # fmt: skip

HEADER = ["state", "profession", "name", "url", "checked", "note", "source"]


def bundled() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(tmp_path: Path, rows: list[dict[str, str]], header: list[str] = HEADER) -> Path:
    path = tmp_path / "registers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def broken(tmp_path: Path, at: int, **changes: str) -> str:
    """What is said of the bundled file after the row `at` is changed."""
    rows = bundled()
    rows[at] |= changes
    with pytest.raises(RegistersError) as caught:
        load(written(tmp_path, rows))
    return str(caught.value)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_doctors_and_nurses(state: str) -> None:
    found = for_state(state)
    wanted = ["medical", "osteopathic", "nursing"] if state in OWN_OSTEOPATHIC else ["medical", "nursing"]
    assert [register.profession for register in found] == wanted
    assert {register.state for register in found} == {state}


def test_52_states_are_covered() -> None:
    assert len(STATES) == 52
    assert {register.state for register in load()} == {*STATES, "US"}


@pytest.mark.parametrize("code", ["", "XX", "US", "ca", "California"])
def test_a_code_we_do_not_know_has_none(code: str) -> None:
    assert for_state(code) == ()


def test_the_national_ones_say_what_they_do_not_show() -> None:
    found = national()
    assert len(found) == 7
    assert {register.state for register in found} == {"US"}
    for register in found:
        assert register.note.startswith(("Shows ", "Its center search lists "))
        assert " not " in register.note


@pytest.mark.parametrize("register", load(), ids=lambda r: f"{r.state}-{r.profession}-{r.name[:12]}")
def test_addresses_can_be_opened_and_are_official(register: Register) -> None:
    parts = urlsplit(register.url)
    host = (parts.hostname or "").removeprefix("www.")
    assert parts.scheme == "https"
    assert register.state == "US" or host.endswith((".gov", ".us")) or host in OFFICIAL_ELSEWHERE


def test_an_address_never_serves_two_states_or_two_boards_of_other_places() -> None:
    owners: dict[str, set[str]] = {}
    for register in load():
        owners.setdefault(urlsplit(register.url).hostname or "", set()).add(register.state)
    assert {host: states for host, states in owners.items() if len(states) > 1} == {}


def test_one_look_up_for_several_professions_says_so() -> None:
    for state in STATES:
        found = for_state(state)
        shared = [r for r in found if sum(r.url == other.url for other in found) > 1]
        assert all(r.note for r in shared), state


def test_no_row_stands_twice() -> None:
    found = load()
    assert len({(r.state, r.profession, r.name) for r in found}) == len(found)
    assert len({(r.state, r.profession, r.url) for r in found}) == len(found)


def test_the_file_is_sorted_by_state_then_profession() -> None:
    keys = [(row["state"], row["profession"], row["name"]) for row in bundled()]
    assert keys == sorted(keys)


def test_a_month_and_the_page_that_confirmed_it_go_together() -> None:
    rows = bundled()
    assert all(bool(row["checked"]) == bool(row["source"]) for row in rows)
    assert {row["checked"] for row in rows} <= {"", "2026-08", "2026-11"}
    assert sum(not row["source"] for row in rows) <= 5


def test_a_register_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        for_state("CA")[0].url = "https://example.com/"  # type: ignore[misc]


def test_the_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    load(FILE)
    monkeypatch.setattr(registers.tables, "read", lambda *_: pytest.fail("read again"))
    assert for_state("CA")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("state", "ZZ", "two letters of a state"),
        ("state", "", "two letters of a state"),
        ("state", "US", "does not go with the state US"),
        ("profession", "dental", "medical, osteopathic, nursing, national"),
        ("profession", "national", "does not go with the state"),
        ("name", "", "needs a name"),
        ("url", "", "http:// or https://"),
        ("url", "javascript:alert(1)", "http:// or https://"),
        ("url", "ftp://example.gov/", "http:// or https://"),
        ("url", "www.example.gov", "http:// or https://"),
        ("url", "https://user@example.gov/", "http:// or https://"),
        ("url", "https://exa mple.gov/", "http:// or https://"),
        ("url", "https://[example.gov/", "http:// or https://"),
        ("source", "FSMB", "http:// or https://"),
        ("checked", "November 2026", "a month like 2026-11"),
        ("checked", "2026-13", "a month like 2026-11"),
        ("checked", "", "go together"),
    ],
)
def test_a_broken_row_is_named_by_line_and_column(tmp_path: Path, column: str, value: str, reason: str) -> None:
    said = broken(tmp_path, 4, **{column: value})
    # Line 1 is the header, so the fifth row stands in line 6.
    assert said.startswith("registers.csv line 6: ")
    assert reason in said
    named = "profession" if (column, value) == ("state", "US") else column
    assert f": {named} is " in said


def test_a_repeated_look_up_is_named(tmp_path: Path) -> None:
    rows = bundled()
    said = broken(tmp_path, 1, state=rows[0]["state"], profession=rows[0]["profession"], url=rows[0]["url"])
    assert said.startswith("registers.csv line 3: url is ")
    assert "stands there already" in said


@pytest.mark.parametrize("profession", ["medical", "nursing"])
def test_a_state_without_doctors_or_nurses_is_named(tmp_path: Path, profession: str) -> None:
    rows = [row for row in bundled() if (row["state"], row["profession"]) != ("WY", profession)]
    with pytest.raises(RegistersError, match=f"state WY and the profession {profession}"):
        load(written(tmp_path, rows))


def test_a_file_without_national_ones_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegistersError, match="state US"):
        load(written(tmp_path, [row for row in bundled() if row["state"] != "US"]))


def test_a_missing_column_a_missing_file_and_a_ragged_row_are_named(tmp_path: Path) -> None:
    with pytest.raises(RegistersError, match="the column “note” is missing"):
        load(written(tmp_path, bundled(), [name for name in HEADER if name != "note"]))
    with pytest.raises(RegistersError, match=r"none\.csv"):
        load(tmp_path / "none.csv")
    ragged = tmp_path / "ragged.csv"
    ragged.write_text(FILE.read_text(encoding="utf-8") + "WY,nursing\n", encoding="utf-8")
    with pytest.raises(RegistersError, match=r"ragged\.csv line 125: it has 2 cells"):
        load(ragged)
