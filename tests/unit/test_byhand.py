"""`fact`, `price`, `add`: ten sourced facts in two minutes, and every slip said in plain words."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from finder import catalog as catalogs
from finder import evidence
from finder.cli.common import UsageError
from finder.cli.editing import amounts
from tests.support import clinic

A = "example-clinic-a"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(data_folder: Callable[..., Path]) -> Path:
    return data_folder([clinic("a", website="https://www.example.com"), clinic("b")])


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_fact_by_phone_and_from_the_clinic_s_page(folder: Path, run: Run) -> None:
    assert run("fact", "add", A, "conditions", "ptsd", "--source", "phone call", "--as-of", "2026-11")[0] == 0
    assert run("fact", "add", A, "conditions", "OCD, Anxiety", "--source", "https://example.com/faq")[0] == 0
    assert run("fact", "add", A, "phone", "(415) 555-0100", "--source", "https://example.com/faq")[0] == 0
    assert [(row["field"], row["value"], row["kind"]) for row in rows(folder, "evidence.csv")] == [
        ("conditions", "ptsd", "phone"),
        ("conditions", "ocd;anxiety", "clinic"),
        ("phone", "+14155550100", "clinic"),
    ]
    fact = evidence.fact(catalogs.load(folder), A, "conditions")
    assert fact.value == ("ptsd", "ocd", "anxiety")
    assert fact.as_of == "2026-11"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("conditions", "ptds", "--source", "phone call"), "“ptsd” meant"),
        (("condition", "ptsd", "--source", "phone call"), "“conditions” meant"),
        (("conditions", "ptsd"), "--source"),
        (("conditions", "ptsd", "--source", "example.com"), "https://"),
        (("conditions", "ptsd", "--source", "https://news.example.org/a"), "--kind"),
        (("conditions", "--source", "phone call"), "Say what conditions is"),
        (("phone", "12", "--source", "phone call"), "phone number"),
        (("rating", "4.9", "--source", "phone call"), "Ratings are not typed in"),
        (("conditions", "ptsd", "--source", "phone call", "--as-of", "May"), "YYYY-MM"),
    ],
)
def test_slips_are_said(folder: Path, run: Run, arguments: tuple[str, ...], words: str) -> None:
    status, shown = run("fact", "add", A, *arguments)
    assert status == 2
    assert words in shown
    assert rows(folder, "evidence.csv") == []


def test_an_unknown_clinic_gets_the_nearest(run: Run) -> None:
    status, shown = run("fact", "add", "example-clinic-aa", "hours", "9", "--source", "phone call")
    assert status == 2
    assert "Did you mean example-clinic-a" in shown


def test_words_may_be_typed_as_people_call_them(folder: Path, run: Run) -> None:
    for field, typed in (
        ("languages", "Spanish, ASL"),
        ("routes", "IV infusion; Spravato"),
        ("insurance", "Blue Cross Blue Shield"),
    ):
        assert run("fact", "add", A, field, typed, "--source", "phone call")[0] == 0
    row = rows(folder, "clinics.csv")[0]
    assert (row["languages"], row["routes"], row["insurance"]) == ("es;ase", "iv;spravato", "bcbs")


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ('They call it "the best".', "own words"),
        ("They call it ‘the best’.", "own words"),
        ("They say 'the best' of it.", "own words"),
        ("x" * 401, "400 characters"),
        ("Free parking. New facts only.", "--source"),
        ("Closed on Mondays per the page seen in May.", "--source"),
    ],
)
def test_a_note_that_is_not_for_patients(folder: Path, run: Run, note: str, words: str) -> None:
    for command in (("fact", "add", A, "note", note), ("price", "add", A, "session", "450", "--note", note)):
        status, shown = run(*command, "--source", "phone call")
        assert status == 2
        assert "read by patients" in shown
        assert words in shown
    assert [row["note"] for row in rows(folder, "clinics.csv")] == ["", ""]
    assert rows(folder, "prices.csv") == []


def test_a_note_takes_the_place_of_the_one_before(folder: Path, run: Run) -> None:
    run("fact", "add", A, "note", "Parking isn't free.", "--source", "https://example.com/visit")
    status, shown = run("fact", "add", A, "note", "Parking is free (since May).", "--source", "phone call")
    assert status == 0
    assert "note was Parking isn't free." in shown
    assert rows(folder, "clinics.csv")[0]["note"] == "Parking is free (since May)."
    assert [(row["value"], row["kind"]) for row in rows(folder, "evidence.csv")] == [
        ("Parking is free (since May).", "phone")
    ]
    assert catalogs.load(folder).rejected == []


def test_a_fact_is_taken_out(folder: Path, run: Run) -> None:
    run("fact", "add", A, "conditions", "ptsd;ocd", "--source", "phone call")
    assert run("fact", "remove", A, "conditions", "ocd")[0] == 0
    assert rows(folder, "clinics.csv")[0]["conditions"] == "ptsd"
    assert run("fact", "remove", A, "hours")[0] == 2


def test_prices(folder: Path, run: Run) -> None:
    source = ("--source", "https://example.com/prices", "--as-of", "2026-03")
    assert run("price", "add", A, "session", "iv", "450", *source)[0] == 0
    assert (
        run("price", "add", A, "series", "iv", "$2,400", "--sessions", "6", "--includes", "consultation", *source)[0]
        == 0
    )
    assert run("price", "add", A, "consultation", "from", "150", "--source", "phone call")[0] == 0
    assert run("price", "add", A, "kap_session", "400-600", *source)[0] == 0
    found = [
        tuple(row[name] for name in ("item", "route", "low_usd", "high_usd", "sessions", "kind"))
        for row in rows(folder, "prices.csv")
    ]
    assert found == [
        ("session", "iv", "450", "450", "1", "clinic"),
        ("series", "iv", "2400", "2400", "6", "clinic"),
        ("consultation", "", "150", "", "1", "phone"),
        ("kap_session", "", "400", "600", "1", "clinic"),
    ]
    shown = run("price", "list", A)[1]
    assert "2. series iv 6x $2,400, 2026-03, https://example.com/prices" in shown
    assert run("price", "remove", A, "2")[0] == 0
    assert len(rows(folder, "prices.csv")) == 3
    assert run("price", "remove", A, "7")[0] == 2
    assert run("price", "remove", A)[0] == 2


@pytest.mark.parametrize(
    "words", [("session", "iv", "cheap"), ("session",), ("sesion", "450"), ("session", "600-400"), ()]
)
def test_a_price_that_is_none(folder: Path, run: Run, words: tuple[str, ...]) -> None:
    assert run("price", "add", A, *words, "--source", "phone call")[0] == 2
    assert rows(folder, "prices.csv") == []


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("450", (450, 450)), ("$1,250.50", (1250.5, 1250.5)), ("400 - 600", (400, 600)), ("400 to 600", (400, 600)),
        ("400 600", (400, 600)), ("from 450", (450, None)), ("450+", (450, None)), ("at least 450", (450, None)),
        ("up to 600", (None, 600)),
    ],
)  # fmt: skip
def test_amounts_as_people_type_them(text: str, ends: tuple[float | None, float | None]) -> None:
    assert amounts(text) == ends


@pytest.mark.parametrize("text", ["", "about 450", "450 600 800", "-5", "4.567", "1e3", "٣"])
def test_amounts_that_are_none(text: str) -> None:
    with pytest.raises(UsageError):
        amounts(text)


WALK = [
    "https://newclinic.example.org/prices", "2026-03", "New Example Clinic", "y", "Boise", "Idaho", "(208) 555-0100",
    "newclinic.example.org", "1 Main St", "83702", "IV infusion, spravato", "ptsd, Depression", "crna", "yes", "?",
    "vitals", "superbil", "superbill", *[""] * 13, "session iv 450", "series iv 6x 2400", "nonsense", "", "y",
]  # fmt: skip


def test_a_walk_through_a_new_clinic(folder: Path, run: Run) -> None:
    status, shown = run("add", typed="\n".join(WALK) + "\n")
    assert status == 0, shown
    assert "new-example-clinic-boise-id" in shown
    assert "“superbill” meant" in shown  # the slip was said, and asked again
    assert "pulse_oximetry" in shown  # what ? lists
    row = rows(folder, "clinics.csv")[2]
    assert (row["phone"], row["website"], row["state"]) == ("+12085550100", "https://newclinic.example.org", "ID")
    assert (row["routes"], row["conditions"], row["monitoring"]) == ("iv;spravato", "ptsd;depression", "vitals")
    assert (row["insurance"], row["board_certified"], row["position"]) == ("superbill", "true", "zip")
    assert [(one["item"], one["low_usd"], one["sessions"]) for one in rows(folder, "prices.csv")] == [
        ("session", "450", "1"),
        ("series", "2400", "6"),
    ]
    catalog = catalogs.load(folder)
    assert catalog.rejected == []
    assert not [warning for warning in catalog.warnings if "boise" in warning]
    assert all(one["as_of"] == "2026-03" and one["kind"] == "clinic" for one in rows(folder, "evidence.csv"))


def test_a_page_may_print_no_month_and_a_call_is_of_today(folder: Path, run: Run) -> None:
    for source, as_of in (("https://newclinic.example.org", ""), ("phone call", f"{date.today():%Y-%m}")):
        typed = [source, "", *WALK[2:]] if source != "phone call" else [source, "", "Other Example", *WALK[3:]]
        if source == "phone call":
            typed = [
                line.replace("0100", "0177").replace("newclinic", "other").replace("1 Main", "77 Oak") for line in typed
            ]
        status, shown = run("add", typed="\n".join(typed) + "\n")
        assert status == 0, shown
        assert {one["as_of"] for one in rows(folder, "evidence.csv")[-3:]} == {as_of}


def test_a_month_to_come_is_asked_again_at_once(folder: Path, run: Run) -> None:
    status, shown = run("add", typed="\n".join([WALK[0], "2099-01", *WALK[1:]]) + "\n")
    assert status == 0, shown
    assert "yet to come" in shown


def test_a_page_elsewhere_is_not_taken_for_the_clinic_s(folder: Path, run: Run) -> None:
    typed = ["https://directory.example.com/boise", *WALK[1:8], "d", *WALK[8:]]
    status, shown = run("add", typed="\n".join(typed) + "\n")
    assert status == 0, shown
    assert "not the clinic's own site" in shown
    assert {one["kind"] for one in rows(folder, "evidence.csv")} == {"directory"}


def test_what_does_not_fit_is_said_in_a_sentence_and_asked_again(folder: Path, run: Run) -> None:
    at = WALK.index("yes")
    status, shown = run("add", typed="\n".join([*WALK[:at], "maybe", *WALK[at:]]) + "\n")
    assert status == 0, shown
    said = "Board-certified doctor is “maybe”, which is neither true nor false; write true or false."
    assert said in " ".join(shown.split())


def walked(folder: Path, run: Run, typed: list[str]) -> tuple[list[str], str]:
    """What the three files hold after a walk, and what it showed; the folder is put back as it was."""
    before = {file: file.read_bytes() for file in folder.glob("*.csv")}
    status, shown = run("add", typed="\n".join(typed) + "\n")
    assert status == 0, shown
    after = [file.read_text() for file in before]
    for file, content in before.items():
        file.write_bytes(content)
    return after, shown


@pytest.mark.parametrize("steps", [1, 4])
def test_going_back_and_pressing_enter_changes_nothing(folder: Path, run: Run, steps: int) -> None:
    plain, _shown = walked(folder, run, WALK)
    for at in range(steps, len(WALK), 3):
        # Lines that are no answers (a slip, a question mark) are not counted when one goes back.
        if at - steps < len({"?", "superbil"} & set(WALK[:at])):
            continue
        typed = [*WALK[:at], *["back"] * steps, *[""] * steps, *WALK[at:]]
        assert walked(folder, run, typed)[0] == plain, at


def test_an_answer_is_put_right_on_the_way_back(folder: Path, run: Run) -> None:
    at = WALK.index("83702")
    typed = [*WALK[:at], "back", "back", "Back", "(208) 555-0199", "", "-", *WALK[at:]]
    _files, shown = walked(folder, run, typed)
    assert shown.count("“back” goes back") == 1
    assert "[(208) 555-0100]" in shown
    run("add", typed="\n".join(typed) + "\n")
    row = rows(folder, "clinics.csv")[2]
    assert (row["phone"], row["website"], row["street"]) == ("+12085550199", "https://newclinic.example.org", "")
    assert (row["zip"], row["routes"]) == ("83702", "iv;spravato")


def test_back_at_the_prices_takes_the_last_one_up_again(folder: Path, run: Run) -> None:
    at = WALK.index("nonsense")
    typed = [*WALK[:at], "back", "series iv 6x 2100", "", "back", "-", "y"]
    assert run("add", typed="\n".join(typed) + "\n")[0] == 0
    assert [one["low_usd"] for one in rows(folder, "prices.csv")] == ["450", "2100"]
    assert len([one for one in rows(folder, "clinics.csv") if one["city"] == "Boise"]) == 1


def test_a_clinic_with_a_door_becomes_one_without(folder: Path, run: Run) -> None:
    typed = ["phone call", "", "Example Remote", "y", "Boise", "back", "back", "n", "ID, OR", *[""] * 22, "", "y"]
    assert run("add", typed="\n".join(typed) + "\n")[0] == 0
    row = rows(folder, "clinics.csv")[2]
    assert (row["telehealth_only"], row["states_served"], row["city"]) == ("true", "ID;OR", "")


def test_there_is_nothing_before_the_first_question(folder: Path, run: Run) -> None:
    plain, _shown = walked(folder, run, WALK)
    files, shown = walked(folder, run, ["back", *WALK])
    assert files == plain
    assert "This is the first question" in shown


def test_a_clinic_added_by_mistake_is_taken_out(folder: Path, run: Run) -> None:
    run("fact", "add", A, "hours", "9 to 5", "--source", "phone call")
    assert run("remove", A, typed="n\n")[0] == 1
    assert len(rows(folder, "clinics.csv")) == 2
    assert run("remove", A, typed="y\n")[0] == 0
    assert [row["id"] for row in rows(folder, "clinics.csv")] == ["example-clinic-b"]
    assert rows(folder, "evidence.csv") == []


def test_ctrl_c_anywhere_is_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("finder.cli.upkeep.run_stats", stop)
    status, shown = run("stats")
    assert status == 1
    assert "Stopped" in shown


@pytest.mark.parametrize("typed", [WALK[:12], [*WALK[:-1], "n"]])
def test_a_walk_that_is_left_saves_nothing(folder: Path, run: Run, typed: list[str]) -> None:
    assert run("add", typed="\n".join(typed) + "\n")[0] == 1
    assert len(rows(folder, "clinics.csv")) == 2


def test_a_walk_to_a_clinic_that_is_there_says_so(folder: Path, run: Run) -> None:
    typed = ["phone call", "", "Example Clinic A", "y", "Los Angeles", "CA", "", "example.com", "", "", "y"]
    status, shown = run("add", typed="\n".join(typed) + "\n")
    assert status == 1
    assert "It may be example-clinic-a" in shown
    assert len(rows(folder, "clinics.csv")) == 2
