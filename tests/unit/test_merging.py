"""Candidates into the table: which clinic each is about, never two rows for one door, nobody asked twice."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from finder import catalog as catalogs
from finder import cli
from finder.editing import edit
from finder.merging import Merging
from finder.sources import incoming
from finder.sources.candidates import Candidate, Origin, PriceOffer, Statement
from tests.support import clinic

PAGE = Origin("https://register.example.gov/1", "register", "2026-03", "2026-11-27")

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(data_folder: Callable[..., Path]) -> Path:
    return data_folder(
        [
            clinic("a", name="Example Mind Care", city="Austin", state="TX", zip="78701", phone="+15125550100",
                   street="100 Main St Ste 200", lat=30.27, lon=-97.74, website="https://examplemind.com"),
            clinic("b", name="Example Mind Care", city="Dallas", state="TX", zip="75201", phone="+12145550101",
                   street="5 Elm St", lat=32.78, lon=-96.8, website="https://examplemind.com"),
        ],
    )  # fmt: skip


def candidate(key: str, **values: str) -> Candidate:
    said = {"name": "Example Mind Care", "city": "Austin", "state": "TX", **values}
    return Candidate("file", key, tuple(Statement(field, value, PAGE) for field, value in said.items() if value))


SAME = candidate("1", street="100 Main Street, Suite 200", phone="+15125550100", conditions="ptsd")
NEW = candidate("2", name="Sample Ketamine Center", city="Houston", phone="+17135550102", zip="77002")
MOVED = candidate("3", street="900 Lamar Blvd", zip="78704", phone="+15125550100", website="https://examplemind.com")


def wait(folder: Path, *candidates: Candidate) -> None:
    (folder / "incoming").mkdir(exist_ok=True)
    incoming.keep(folder, "file", candidates)


def clinics(folder: Path) -> list[dict[str, str]]:
    with (folder / "clinics.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_sure_one_joins_and_a_new_one_is_added(folder: Path, run: Run) -> None:
    wait(folder, SAME, NEW)
    status, shown = run("merge", "--json")
    assert status == 0
    assert [(one["kind"], one["clinic"]) for one in json.loads(shown)["merged"]] == [
        ("sure", "example-clinic-a"),
        ("new", "sample-ketamine-center-houston-tx"),
    ]
    assert [(row["id"], row["conditions"]) for row in clinics(folder)][::2] == [
        ("example-clinic-a", "ptsd"),
        ("sample-ketamine-center-houston-tx", ""),
    ]
    assert clinics(folder)[0]["street"] == "100 Main St Ste 200"  # the same address, written otherwise
    assert incoming.waiting(folder) == []
    assert catalogs.load(folder).rejected == []


def test_explain_says_why_and_writes_nothing(folder: Path, run: Run) -> None:
    wait(folder, SAME, NEW, MOVED)
    before = {file.name: file.read_bytes() for file in folder.glob("*.csv")}
    status, shown = run("merge", "--explain")
    assert status == 0
    for words in ("a clinic we know", "new", "to ask", "Nothing was written", "same phone"):
        assert words in " ".join(shown.split())
    assert {file.name: file.read_bytes() for file in folder.glob("*.csv")} == before
    assert len(incoming.candidates(folder, "file")) == 3


def test_two_candidates_of_one_new_door_make_one_row(folder: Path, run: Run) -> None:
    again = candidate("9", name="Sample Ketamine Center LLC", city="Houston", phone="+17135550102", zip="77002")
    wait(folder, NEW, again)
    run("merge")
    assert [row["name"] for row in clinics(folder)].count("Sample Ketamine Center") == 1
    assert len(clinics(folder)) == 3


def test_who_may_be_one_waits_until_somebody_answers(folder: Path, run: Run) -> None:
    wait(folder, MOVED)
    status, shown = run("merge")
    assert status == 0
    assert "to ask: 1" in shown
    assert [one.key for one in incoming.candidates(folder, "file")] == ["3"]
    status, shown = run("merge", "--ask", typed="what?\n1\n")
    assert "Please type one of" in shown
    # All that tells them apart is to be seen, however narrow the terminal is.
    for words in ("900 Lamar Blvd, Austin, TX 78704", "100 Main St Ste 200, Austin, TX 78701", "(512) 555-0100"):
        assert words in " ".join(shown.split())
    assert incoming.waiting(folder) == []
    assert len(clinics(folder)) == 2
    # Both streets are kept; the register is a better source than none.
    with edit(folder) as table:
        assert "900 Lamar Blvd" in {one["value"] for one in table.evidence("example-clinic-a")}


@pytest.mark.parametrize(("answer", "rows", "left"), [("n", 3, 0), ("l", 2, 1), ("x", 2, 0), ("", 2, 1)])
def test_answers(folder: Path, run: Run, answer: str, rows: int, left: int) -> None:
    wait(folder, MOVED)
    run("merge", "--ask", typed=f"{answer}\n" if answer else "")
    assert len(clinics(folder)) == rows
    assert len(incoming.candidates(folder, "file")) == left


def test_nobody_is_asked_twice(folder: Path, run: Run) -> None:
    wait(folder, MOVED)
    run("merge", "--ask", typed="x\n")
    wait(folder, MOVED)
    _status, shown = run("merge", "--json")
    assert json.loads(shown)["merged"][0]["kind"] == "refused"
    assert incoming.waiting(folder) == []
    wait(folder, SAME)
    run("merge")
    wait(folder, SAME)
    assert json.loads(run("merge", "--json")[1])["merged"][0]["kind"] == "known"
    assert len(clinics(folder)) == 2


def test_a_candidate_that_breaks_a_rule_waits_and_the_others_go_on(folder: Path, run: Run) -> None:
    wait(folder, candidate("5", name="Half Example", city="", phone="+17135550177"), NEW)
    _status, shown = run("merge")
    assert "a city and a state" in " ".join(shown.split())
    assert [one.key for one in incoming.candidates(folder, "file")] == ["5"]
    assert len(clinics(folder)) == 3


def test_a_register_that_only_confirms_adds_no_clinic(folder: Path, run: Run) -> None:
    (folder / "incoming").mkdir()
    incoming.keep(folder, "nppes", [replace(NEW, source="nppes"), replace(SAME, source="nppes")])
    merged = json.loads(run("merge", "--json")[1])["merged"]
    assert [one["kind"] for one in merged] == ["stranger", "sure"]
    assert len(clinics(folder)) == 2
    assert incoming.waiting(folder) == []


UNSURE = Statement("insurance", "medicaid", PAGE, confidence=0.7)
UNSURE_PRICE = PriceOffer("session", PAGE, "iv", 450, 450, confidence=0.6)


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*.*") if file.name != ".lock"}


def test_what_is_not_sure_enough_waits_until_it_is_asked_for(folder: Path, run: Run) -> None:
    wait(folder, replace(SAME, statements=(*SAME.statements, UNSURE), offers=(UNSURE_PRICE,)))
    _status, shown = run("merge")
    assert "2 facts not sure enough" in shown
    assert (clinics(folder)[0]["conditions"], clinics(folder)[0]["insurance"]) == ("ptsd", "")
    before = files(folder)
    _status, shown = run("merge")
    assert "2 facts not sure enough" in shown
    assert files(folder) == before
    assert "1 fact not sure enough" in run("merge", "--sure", "0.65")[1]
    assert clinics(folder)[0]["insurance"] == "medicaid"
    assert "not sure enough" not in run("merge", "--sure", "0.5")[1]
    with edit(folder) as table:
        assert [offer["low_usd"] for offer in table.offers("example-clinic-a")] == ["450"]
    assert incoming.waiting(folder) == []


def test_what_waits_makes_nothing_look_newer_than_it_is(folder: Path, run: Run) -> None:
    undated = replace(PAGE, read_on="")
    whole = tuple(replace(said, origin=undated) for said in (*SAME.statements, UNSURE))
    wait(folder, replace(SAME, statements=whole))
    run("merge")
    for name in ("matches.csv", "evidence.csv"):
        text = (folder / name).read_text()
        (folder / name).write_text(text.replace(f"{date.today()}", "2020-01-01"))
    before = files(folder)
    run("merge")
    assert files(folder) == before


def test_what_waits_brings_back_nothing_that_was_taken_out(folder: Path, run: Run) -> None:
    wait(folder, replace(SAME, statements=(*SAME.statements, UNSURE)))
    run("merge")
    run("fact", "remove", "example-clinic-a", "conditions", "ptsd")
    run("merge", "--sure", "0.5")
    assert (clinics(folder)[0]["conditions"], clinics(folder)[0]["insurance"]) == ("", "medicaid")


def test_an_unsure_fact_that_was_taken_once_is_no_question_when_it_is_read_again(folder: Path, run: Run) -> None:
    whole = replace(SAME, statements=(*SAME.statements, UNSURE), offers=(UNSURE_PRICE,))
    wait(folder, whole)
    run("merge", "--sure", "0.5")
    newer = replace(PAGE, as_of="2026-09")
    wait(
        folder,
        replace(
            whole,
            statements=tuple(replace(one, origin=newer) for one in whole.statements),
            offers=(replace(UNSURE_PRICE, origin=newer),),
        ),
    )
    assert "not sure enough" not in run("merge")[1]
    assert incoming.waiting(folder) == []
    with edit(folder) as table:
        (said,) = (one for one in table.evidence("example-clinic-a") if one["field"] == "insurance")
        assert said["as_of"] == "2026-09"
        assert len(table.offers("example-clinic-a")) == 1


def test_a_reading_anew_and_what_waits_from_the_one_before_are_one_question(folder: Path, run: Run) -> None:
    whole = replace(NEW, statements=(*NEW.statements, UNSURE))
    wait(folder, whole)
    run("merge")
    (left,) = incoming.candidates(folder, "file")
    assert [(one.field, one.value) for one in left.statements][1:] == [("insurance", "medicaid")]
    wait(folder, whole)
    assert "1 fact not sure enough" in run("merge")[1]
    assert incoming.candidates(folder, "file") == [left]
    assert len(clinics(folder)) == 3


@pytest.mark.parametrize(
    ("answers", "insurance", "prices", "left"),
    [
        ("yy", "medicaid", 1, 0), ("yn", "medicaid", 0, 0), ("ny", "", 1, 0), ("ln", "", 0, 1),
        ("yl", "medicaid", 0, 1), ("q", "", 0, 3), ("yq", "medicaid", 0, 2), ("", "", 0, 3), ("y", "medicaid", 0, 2),
    ],
)  # fmt: skip
def test_each_unsure_fact_may_be_asked(
    folder: Path, run: Run, answers: str, insurance: str, prices: int, left: int
) -> None:
    """Facts that wait afterwards are `left`: two of this clinic and one of another that comes after it."""
    other = replace(NEW, statements=(*NEW.statements, UNSURE))
    wait(folder, replace(SAME, statements=(*SAME.statements, UNSURE), offers=(UNSURE_PRICE,)), other)
    typed = "".join(f"{answer}\n" for answer in answers)
    whole = len(answers) == 2 and "q" not in answers
    shown = run("merge", "--unsure", typed=typed + ("n\n" if whole else ""))[1]
    assert "Medicaid" in shown
    assert clinics(folder)[0]["insurance"] == insurance
    with edit(folder) as table:
        assert len(table.offers("example-clinic-a")) == prices
    waits = [
        said
        for one in incoming.candidates(folder, "file")
        for said in (*one.statements, *one.offers)
        if said.confidence < 0.75
    ]
    assert len(waits) == left
    run("merge")
    assert len(clinics(folder)) == 3


def test_a_kill_costs_no_answer(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    price = replace(NEW, offers=(UNSURE_PRICE,))
    wait(folder, MOVED, replace(SAME, statements=(*SAME.statements, UNSURE)), price)
    answers = iter(["x", "n"])

    def typed(_question: str) -> str:
        for answer in answers:
            return answer
        raise SystemExit  # as sudden as a kill: nothing catches it

    monkeypatch.setattr("builtins.input", typed)
    with pytest.raises(SystemExit):
        cli.main(["merge", "--ask", "--unsure"])
    assert incoming.candidates(folder, "file") == [price]
    assert "refused" not in run("merge", "--json")[1]
    assert clinics(folder)[0]["insurance"] == ""


def test_who_stops_is_told_what_was_not_looked_at(folder: Path, run: Run) -> None:
    wait(folder, MOVED, SAME, NEW)
    assert "still waiting: 3 clinics." in run("merge", "--ask")[1]
    wait(folder, replace(SAME, statements=(*SAME.statements, UNSURE)), NEW)
    assert "still waiting: 1 clinic." in run("merge", "--unsure", typed="q\n")[1]
    assert [one.key for one in incoming.candidates(folder, "file")] == ["1", "2"]


def test_a_clinic_that_was_taken_out_does_not_come_back_unasked(folder: Path, run: Run) -> None:
    wait(folder, replace(NEW, statements=(*NEW.statements, UNSURE)))
    run("merge")
    run("remove", "sample-ketamine-center-houston-tx", "--yes")
    assert "which has been taken out" in " ".join(run("merge", "--explain")[1].split())
    assert "to ask: 1" in run("merge")[1]
    wait(folder, NEW)
    assert "to ask: 1" in run("merge")[1]
    assert len(clinics(folder)) == 2
    run("merge", "--ask", typed="x\n")
    assert incoming.waiting(folder) == []


@pytest.mark.parametrize("sure", ["1.5", "-1", "75"])
def test_how_sure_is_between_none_and_one(folder: Path, run: Run, sure: str) -> None:
    wait(folder, SAME)
    status, shown = run("merge", "--sure", sure)
    assert (status, len(incoming.candidates(folder, "file"))) == (2, 1)
    assert "0 to 1" in shown


def test_merging_again_after_a_kill_doubles_nothing(folder: Path) -> None:
    """The table was saved and the file of what waits was not yet rewritten."""
    for _ in range(2):
        with edit(folder) as table:
            merging = Merging(table)
            for one in (SAME, NEW):
                case = merging.case(one)
                if case.kind == "new":
                    merging.new(one)
                else:
                    merging.same(one, case.clinic_id)
            merging.save()
    assert len(clinics(folder)) == 3
    # And if even what was decided is lost, the clinic is known again.
    (folder / "matches.csv").unlink()
    with edit(folder) as table:
        assert Merging(table).case(NEW).kind == "sure"


def test_doubles_of_the_table_are_joined_or_remembered_as_two(folder: Path, run: Run, monkeypatch: Any) -> None:
    with edit(folder) as table:
        table.clinics["twin"] = table.clinics["example-clinic-a"] | {"id": "twin", "hours": "9 to 5"}
        table.save()
    assert run("merge", "--doubles", "--explain")[0] == 1

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def answer(text: str) -> None:
        monkeypatch.setattr("sys.stdin", Terminal(text))
        cli.main(["merge", "--doubles"])

    answer("t\n")
    assert len(clinics(folder)) == 3
    assert run("merge", "--doubles", "--explain")[0] == 0
    (folder / "matches.csv").unlink()
    answer("1\n")
    assert [row["id"] for row in clinics(folder)] == ["example-clinic-a", "example-clinic-b"]


def test_nothing_to_merge_says_how_to_begin(run: Run) -> None:
    status, shown = run("merge")
    assert status == 1
    assert "import" in shown


def test_a_damaged_file_is_named(folder: Path, run: Run) -> None:
    (folder / "incoming").mkdir()
    (folder / "incoming" / "file.jsonl").write_text('{"a": 1}\n')
    status, shown = run("merge")
    assert status == 2
    assert "damaged" in shown
