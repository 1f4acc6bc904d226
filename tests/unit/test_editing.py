"""Writing into the clinic table: nothing lost, nothing doubled, nothing without a source; a kill at any moment."""

from __future__ import annotations

import csv
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder import catalog as catalogs
from finder import editing, evidence
from finder.editing import EditError, edit
from finder.sources.candidates import Candidate, Origin, PriceOffer, Statement
from tests import support
from tests.support import clinic, price, provider, write_data

A = "example-clinic-a"
PAGE = Origin("https://example.com/clinic", "clinic", "2026-03", "2026-11-27")
OTHER = Origin("https://example.com/prices", "clinic", "", "2026-11-27")
PRESS = Origin("https://news.example.org/a", "press", "2026-05", "2026-11-27")
CALL = Origin("", "phone", "2026-11", "2026-11-27")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_data(
        tmp_path,
        [clinic("a", phone="+14155550100", conditions="ptsd", status="listed"), clinic("b")],
        [price("a", 400, 600, route="iv", sessions=1)],
        [support.evidence("a", quoted="phone", read_on="2026-11")],
    )


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def state(folder: Path, field: str, value: str, origin: Origin = PAGE, words: str = "") -> str:
    with edit(folder) as table:
        said = table.state(A, Statement(field, value, origin, words))
        table.save()
    return said


def offer(folder: Path, *args: object, **options: object) -> str:
    with edit(folder) as table:
        said = table.offer(A, PriceOffer(*args, **options))  # type: ignore[arg-type]
        table.save()
    return said


def fact(folder: Path, field: str) -> evidence.Fact:
    catalog = catalogs.load(folder)
    assert [str(rejection) for rejection in catalog.rejected] == []
    return evidence.fact(catalog, A, field)


# --- one fact -----------------------------------------------------------------------------------------------


def test_a_new_fact_stands_in_the_cell_and_its_page_in_the_evidence(folder: Path) -> None:
    state(folder, "hours", "Mon to Fri 9 to 5", words="Open Mon-Fri 9-5")
    assert rows(folder, "clinics.csv")[0]["hours"] == "Mon to Fri 9 to 5"
    assert rows(folder, "evidence.csv")[-1] == {
        "clinic_id": A,
        "field": "hours",
        "value": "Mon to Fri 9 to 5",
        "source_url": PAGE.url,
        "kind": "clinic",
        "scope": "field",
        "quoted": "hours",
        "as_of": "2026-03",
        "read_on": "2026-11-27",
    }
    assert "Open Mon-Fri" not in (folder / "evidence.csv").read_text()
    assert fact(folder, "hours").as_of == "2026-03"


def test_words_of_a_list_join_those_that_stand_there(folder: Path) -> None:
    state(folder, "conditions", "depression")
    state(folder, "conditions", "ocd")
    said = state(folder, "conditions", "ptsd", CALL)
    assert "known" in said
    assert fact(folder, "conditions").value == ("ptsd", "depression", "ocd")
    own = [row for row in rows(folder, "evidence.csv") if row["field"] == "conditions"]
    assert [(row["value"], row["kind"]) for row in own] == [("depression;ocd", "clinic"), ("ptsd", "phone")]
    assert {source.kind for source in fact(folder, "conditions").sources} == {"clinic", "phone"}


def test_a_page_read_again_is_brought_up_to_date_and_not_doubled(folder: Path) -> None:
    state(folder, "iv_minutes", "40")
    state(folder, "iv_minutes", "60", Origin(PAGE.url, "clinic", "2026-06", "2026-11-27"))
    own = [row for row in rows(folder, "evidence.csv") if row["field"] == "iv_minutes"]
    assert [(row["value"], row["as_of"]) for row in own] == [("60", "2026-06")]
    assert fact(folder, "iv_minutes").value == 60


def test_of_two_pages_that_disagree_both_are_kept_and_the_better_one_shown(folder: Path) -> None:
    state(folder, "iv_minutes", "40")
    assert "kept beside" in state(folder, "iv_minutes", "60", PRESS)
    assert rows(folder, "clinics.csv")[0]["iv_minutes"] == "40" == str(fact(folder, "iv_minutes").value)
    newer = Origin("https://example.com/new", "clinic", "2026-09", "2026-11-27")
    assert "was 40" in state(folder, "iv_minutes", "50", newer)
    assert rows(folder, "clinics.csv")[0]["iv_minutes"] == "50" == str(fact(folder, "iv_minutes").value)
    own = {row["value"] for row in rows(folder, "evidence.csv") if row["field"] == "iv_minutes"}
    assert own == {"40", "50", "60"}


def test_what_the_whole_row_said_is_kept_when_another_page_knows_better(folder: Path) -> None:
    """The row's page (undated) states the phone together with everything else."""
    state(folder, "phone", "+14155550199", OTHER)
    assert fact(folder, "phone").value == "+14155550199"  # two undated pages of the clinic: the one read last
    state(folder, "phone", "+14155550122", Origin("https://example.com/contact", "clinic", "2026-09"))
    shown = fact(folder, "phone")
    assert shown.value == "+14155550122" == rows(folder, "clinics.csv")[0]["phone"]
    kept = {row["value"]: row["scope"] for row in rows(folder, "evidence.csv") if row["field"] == "phone"}
    assert kept == {"+14155550100": "row", "+14155550199": "field", "+14155550122": "field"}
    assert shown.sources[0].url == "https://example.com/contact"
    assert [(source.whole_row and source.exact, text) for source, text in shown.others] == [
        (False, "(415) 555-0199"),
        (True, "(415) 555-0100"),
    ]


def test_the_row_s_pages_do_not_state_what_was_learned_later(folder: Path) -> None:
    state(folder, "iv_minutes", "40", CALL)
    assert [source.kind for source in fact(folder, "iv_minutes").sources] == ["phone"]
    state(folder, "iv_minutes", "45", PRESS)
    assert fact(folder, "iv_minutes").text == "45 minutes"  # a newspaper is believed before a call
    assert [(source.kind, text) for source, text in fact(folder, "iv_minutes").others] == [("phone", "40 minutes")]


def test_what_the_row_s_pages_state_stays_theirs_when_somebody_confirms_it(folder: Path) -> None:
    state(folder, "phone", "+14155550100", CALL)
    state(folder, "conditions", "ptsd", CALL)
    for field in ("phone", "conditions"):
        assert [(source.kind, source.whole_row) for source in fact(folder, field).sources] == [
            ("clinic", True),
            ("phone", False),
        ]


def test_the_row_s_own_page_may_change_its_mind(folder: Path) -> None:
    state(folder, "phone", "+14155550155", Origin("https://example.com/clinic", "clinic", "", "2026-11-27"))
    assert fact(folder, "phone").value == "+14155550155"
    assert [row["value"] for row in rows(folder, "evidence.csv") if row["field"] == "phone"] == ["+14155550155"]


def test_the_newest_word_on_whether_it_is_open_counts(folder: Path) -> None:
    state(folder, "status", "closed", CALL)
    assert fact(folder, "status").value == "closed"
    state(folder, "status", "listed", Origin("", "report", "2026-11"))
    assert fact(folder, "status").value == "listed"
    assert rows(folder, "clinics.csv")[0]["status"] == "listed"


@pytest.mark.parametrize("value", ["+14155550100", " +14155550100 "])
def test_the_same_value_again_is_another_source(folder: Path, value: str) -> None:
    assert "known" in state(folder, "phone", value, CALL)
    assert len(fact(folder, "phone").sources) == 2


@pytest.mark.parametrize(
    ("field", "value", "origin", "reason"),
    [
        ("conditions", "ptds", PAGE, "“ptsd” meant"),
        ("phone", "555-0100", PAGE, "not a US phone number"),
        ("iv_minutes", "forty", PAGE, "whole number"),
        ("condition", "ptsd", PAGE, "“conditions” meant"),
        ("id", "x", PAGE, "not a fact"),
        ("lat", "34", PAGE, "not a fact"),
        ("hours", "  ", PAGE, "no value"),
        ("hours", "9 to 5", Origin("", "clinic"), "needs its source"),
        ("hours", "9 to 5", Origin("example.com", "clinic"), "web address"),
        ("hours", "9 to 5", Origin("https://example.com", "gossip"), "kind of source"),
        ("hours", "9 to 5", Origin("https://example.com", "clinic", "March"), "YYYY-MM"),
        ("hours", "9 to 5", Origin("https://example.com", "clinic", "2099-01"), "yet to come"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(
    folder: Path, field: str, value: str, origin: Origin, reason: str
) -> None:
    before = {name: (folder / name).read_bytes() for name in editing.FILES}
    with pytest.raises(EditError, match=reason):
        state(folder, field, value, origin)
    assert {name: (folder / name).read_bytes() for name in editing.FILES} == before


def test_an_unknown_clinic_gets_the_nearest(folder: Path) -> None:
    with edit(folder) as table, pytest.raises(EditError, match=r"Did you mean example-clinic-a\?"):
        table.state("example-clinik-a", Statement("hours", "9 to 5", PAGE))


def test_a_fact_taken_out_goes_with_its_evidence(folder: Path) -> None:
    state(folder, "conditions", "depression")
    state(folder, "conditions", "ocd")
    with edit(folder) as table:
        table.unstate(A, "conditions", "ocd")
        table.unstate(A, "phone")
        with pytest.raises(EditError, match="does not state"):
            table.unstate(A, "conditions", "anxiety")
        with pytest.raises(EditError, match="does not state"):
            table.unstate(A, "hours")
        table.save()
    assert fact(folder, "conditions").value == ("ptsd", "depression")
    assert not fact(folder, "phone").stated
    assert [row["value"] for row in rows(folder, "evidence.csv") if row["field"] == "conditions"] == ["depression"]


def test_only_what_was_stated_is_taken_out_and_the_next_best_shows(folder: Path) -> None:
    state(folder, "wait_days", "14")
    state(folder, "wait_days", "30", PRESS)
    with edit(folder) as table:
        with pytest.raises(EditError, match="does not state wait_days 99"):
            table.unstate(A, "wait_days", "99")
        table.unstate(A, "wait_days", "14")
        table.save()
    assert fact(folder, "wait_days").value == 30
    with edit(folder) as table:
        table.unstate(A, "wait_days")
        table.save()
    assert not fact(folder, "wait_days").stated


# --- prices -------------------------------------------------------------------------------------------------


def test_a_price_from_the_page_that_gave_it_is_brought_up_to_date(folder: Path) -> None:
    page = Origin("https://example.com/prices", "clinic", "2026-10")
    said = offer(folder, "session", page, route="iv", sessions=1, low_usd=450, high_usd=600)
    assert "was $400 to $600" in said
    assert [(row["low_usd"], row["as_of"]) for row in rows(folder, "prices.csv")] == [("450", "2026-10")]


def test_the_same_price_on_another_page_of_the_site_is_one_price(folder: Path) -> None:
    page = Origin("https://www.example.com/faq", "clinic", "2026-10")
    assert "another page" in offer(folder, "session", page, route="iv", sessions=1, low_usd=400, high_usd=600)
    assert [row["as_of"] for row in rows(folder, "prices.csv")] == ["2026-10"]


def test_another_price_of_another_source_is_kept_beside_it(folder: Path) -> None:
    offer(folder, "session", PRESS, route="iv", sessions=1, low_usd=500, high_usd=500)
    offer(folder, "session", CALL, route="iv", sessions=1, low_usd=525.5, high_usd=525.5)
    offer(folder, "series", OTHER, route="iv", sessions=6, low_usd=2400, includes=("consultation",))
    found = [(row["item"], row["low_usd"], row["high_usd"], row["kind"]) for row in rows(folder, "prices.csv")]
    assert found == [
        ("session", "400", "600", "clinic"),
        ("session", "500", "500", "press"),
        ("session", "525.5", "525.5", "phone"),
        ("series", "2400", "", "clinic"),
    ]
    catalog = catalogs.load(folder)
    assert catalog.rejected == []
    assert [row["kind"] for row in catalog.offers(A)] == ["clinic", "clinic"]
    assert [row["kind"] for row in catalog.other_offers(A)] == ["press", "phone"]


def test_one_visit_is_one_session_and_lengths_are_prices_of_their_own(folder: Path) -> None:
    page = Origin("https://example.com/prices", "clinic", "2026-10")
    assert "was $400 to $600" in offer(folder, "session", page, route="iv", low_usd=430, high_usd=430)
    offer(folder, "session", page, route="im", low_usd=300, high_usd=300, minutes=40)
    offer(folder, "session", page, route="im", low_usd=500, high_usd=500, minutes=90)
    found = [(row["route"], row["low_usd"], row["sessions"], row["minutes"]) for row in rows(folder, "prices.csv")]
    assert found == [("iv", "430", "1", ""), ("im", "300", "1", "40"), ("im", "500", "1", "90")]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"item": "sesion", "low_usd": 1}, "“session” meant"),
        ({"item": "session", "route": "ivv", "low_usd": 1}, "“iv” meant"),
        ({"item": "session"}, "neither"),
        ({"item": "session", "low_usd": 500, "high_usd": 400}, "more than high_usd"),
        ({"item": "session", "low_usd": 50_000}, "range"),
        ({"item": "session", "low_usd": -5}, "range"),
        ({"item": "session", "low_usd": float("nan")}, "number"),
        ({"item": "session", "low_usd": 5, "sessions": 0}, "range"),
    ],
)
def test_a_price_that_breaks_a_rule_is_not_written(folder: Path, options: dict[str, object], reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        offer(folder, origin=PAGE, **options)
    assert len(rows(folder, "prices.csv")) == 1


# --- clinics ------------------------------------------------------------------------------------------------


def candidate(**values: str) -> Candidate:
    said = {"name": "Example Clinic É", "city": "Austin", "state": "TX", **values}
    return Candidate("test", "1", tuple(Statement(field, value, PAGE) for field, value in said.items() if value))


def test_a_new_clinic_gets_an_id_of_its_name_and_place(folder: Path) -> None:
    with edit(folder) as table:
        first = table.add(candidate(zip="78701"))
        second = table.add(candidate(phone="+15125550100", lat="30.27", lon="-97.74"))
        assert (first, second) == ("example-clinic-e-austin-tx", "example-clinic-e-austin-tx-2")
        home = table.add(candidate(city="", state="", telehealth_only="true", states_served="TX"))
        table.save()
    catalog = catalogs.load(folder)
    assert catalog.rejected == []
    assert not [warning for warning in catalog.warnings if "clinic-e" in warning and "evidence" in warning]
    assert home == "example-clinic-e"
    placed = rows(folder, "clinics.csv")[3]
    assert (placed["lat"], placed["lon"], placed["position"]) == (
        "30.27",
        "-97.74",
        "address",
    )


@pytest.mark.parametrize(
    "values", [{"name": ""}, {"city": ""}, {"state": ""}, {"phone": "12"}, {"lat": "1", "lon": "1"}]
)
def test_half_a_clinic_is_not_added(folder: Path, values: dict[str, str]) -> None:
    def add() -> None:
        with edit(folder) as table:
            table.add(candidate(**values))
            table.save()

    with pytest.raises(EditError):
        add()
    assert len(rows(folder, "clinics.csv")) == 2


def test_two_rows_of_one_door_become_one_and_nothing_is_lost(folder: Path) -> None:
    with edit(folder) as table:
        table.state("example-clinic-b", Statement("conditions", "ocd", PRESS))
        table.state("example-clinic-b", Statement("iv_minutes", "45", PRESS))
        table.state("example-clinic-b", Statement("phone", "+14155550177", PRESS))
        table.offer("example-clinic-b", PriceOffer("session", PRESS, low_usd=500))
        table.clinics["example-clinic-b"]["note"] = "Open on Sundays."
        table.join(A, "example-clinic-b")
        table.save()
    [row] = rows(folder, "clinics.csv")
    assert (row["conditions"], row["iv_minutes"], row["phone"]) == ("ptsd;ocd", "45", "+14155550100")
    assert row["note"] == "Open on Sundays."
    assert {one["clinic_id"] for name in ("prices.csv", "evidence.csv") for one in rows(folder, name)} == {A}
    assert "+14155550177" in {one["value"] for one in rows(folder, "evidence.csv")}
    assert len(rows(folder, "prices.csv")) == 2


# --- the files ----------------------------------------------------------------------------------------------


def test_bad_rows_and_strange_columns_stay_as_they_are(folder: Path) -> None:
    path = folder / "clinics.csv"
    header, *lines = path.read_text().splitlines()
    bad = "bad id!,X,,,,,99" + "," * (len(support.CLINIC_COLUMNS) - 6)
    path.write_text("\n".join([f"{header},mine", *(f"{line},=1+1" for line in lines), bad]))
    state(folder, "hours", "9 to 5")
    after = rows(folder, "clinics.csv")
    assert [row["mine"] for row in after] == ["=1+1", "=1+1", ""]
    assert (after[2]["id"], after[2]["lat"]) == ("bad id!", "99")


def test_a_save_changes_only_what_was_changed(folder: Path) -> None:
    before = {name: (folder / name).read_text() for name in editing.FILES}
    with edit(folder) as table:
        assert table.save() == []
        table.state(A, Statement("hours", "9 to 5", PAGE))
        assert table.save() == ["clinics.csv", "evidence.csv"]
    assert (folder / "prices.csv").read_text() == before["prices.csv"]
    lines = (folder / "clinics.csv").read_text().splitlines()
    assert sum(a != b for a, b in zip(lines, before["clinics.csv"].splitlines(), strict=True)) == 1


def test_the_bundled_files_are_written_as_they_stand(tmp_path: Path) -> None:
    for name in editing.FILES:
        (tmp_path / name).write_bytes((catalogs.BUNDLED / name).read_bytes())
    with edit(tmp_path) as table:
        assert table._texts() == {name: (tmp_path / name).read_bytes().decode() for name in editing.FILES}


@pytest.mark.parametrize(
    "text", ['id,name\n"a', "id,name,city,state\na,b\n", "name\nx\n", "id,id,name,city,state\n", "\xff"]
)
def test_a_file_that_cannot_be_read_is_not_written_over(folder: Path, text: str) -> None:
    (folder / "clinics.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(EditError, match="check"):
        state(folder, "hours", "9 to 5")
    assert (folder / "clinics.csv").read_bytes() == text.encode("latin-1")


def test_two_writers_do_not_meet(folder: Path) -> None:
    script = (
        f"from pathlib import Path\nfrom finder.editing import edit\nwith edit(Path({str(folder)!r}), wait=0.1): pass"
    )
    with edit(folder):
        found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "Another command is changing the table" in found.stderr
    with edit(folder, wait=0.1):
        pass


@pytest.mark.parametrize("replaced", [0, 1, 2])
def test_a_kill_while_saving_leaves_all_or_nothing(
    folder: Path, replaced: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the files were written beside the old ones, with none, one or two of them put in place."""
    before = {name: (folder / name).read_text() for name in editing.FILES}
    done: list[Path] = []
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if len(done) == replaced:
            raise KeyboardInterrupt
        done.append(self)
        return real(self, target)

    with edit(folder) as table:
        table.state(A, Statement("hours", "9 to 5", PAGE))
        table.offer(A, PriceOffer("consultation", PAGE, low_usd=100, high_usd=100))
        monkeypatch.setattr(Path, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            table.save()
        monkeypatch.undo()
    assert {name: (folder / name).read_text() for name in editing.FILES} != before or replaced == 0
    with edit(folder) as table:
        assert table.clinics[A]["hours"] == "9 to 5"
        assert len(table.offers(A)) == 2
        assert len(table.evidence(A)) == 2


def test_a_kill_before_saving_leaves_the_old_table(folder: Path) -> None:
    (folder / ".clinics.csv.part").write_text("half")
    with edit(folder) as table:
        assert len(table.clinics) == 2
    assert not (folder / ".clinics.csv.part").exists()


# --- properties ---------------------------------------------------------------------------------------------

ORIGINS = st.sampled_from(
    [PAGE, OTHER, PRESS, CALL, Origin("https://example.com/new", "clinic", "2026-09", "2026-11-27")]
)
FACTS = st.one_of(
    st.tuples(st.just("iv_minutes"), st.sampled_from(["40", "45", "60"])),
    st.tuples(st.just("phone"), st.sampled_from(["+14155550100", "+14155550101"])),
    st.tuples(st.just("conditions"), st.sampled_from(["ptsd", "ocd", "anxiety"])),
    st.tuples(st.just("board_certified"), st.sampled_from(["true", "false"])),
)


@settings(max_examples=60, deadline=None)
@given(said=st.lists(st.tuples(FACTS, ORIGINS), max_size=8))
def test_cells_say_what_evidence_believes_and_every_fact_is_kept(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[tuple[str, str], Origin]]
) -> None:
    folder = write_data(
        tmp_path_factory.mktemp("t"), [clinic("a", phone="+14155550100", iv_minutes="40")], [], [support.evidence("a")]
    )
    latest: dict[tuple[str, str, str], str] = {}
    words: set[str] = set()
    with edit(folder) as table:
        for (field, value), origin in said:
            table.state(A, Statement(field, value, origin))
            if field == "conditions":
                words.add(value)
            else:
                latest[field, origin.url, origin.kind] = value
        table.save()
        once = table._texts()
        for (field, value), origin in said[-1:]:
            table.state(A, Statement(field, value, origin))
        assert table._texts() == once  # the same again changes nothing
    catalog = catalogs.load(folder)
    assert catalog.rejected == []
    for field in ("iv_minutes", "phone", "board_certified"):
        row = catalog.row(A)
        assert row is not None
        assert evidence.fact(catalog, A, field).value == catalog.cell(row, field)
    assert set(evidence.fact(catalog, A, "conditions").value) == words
    kept = {(row["field"], row["source_url"], row["kind"]): row["value"] for row in rows(folder, "evidence.csv")}
    assert all(kept[key] == value for key, value in latest.items())


@settings(max_examples=60, deadline=None)
@given(
    said=st.lists(st.tuples(st.sampled_from([A, "example-clinic-b"]), FACTS, ORIGINS), max_size=8),
    rows_of=st.sets(st.sampled_from([A, "example-clinic-b"])),
)
def test_joining_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, tuple[str, str], Origin]], rows_of: set[str]
) -> None:
    folder = write_data(
        tmp_path_factory.mktemp("t"),
        [clinic("a", phone="+14155550100", conditions="ptsd"), clinic("b", phone="+14155550177", conditions="bipolar")],
        [price("a", 400, 400), price("b", 500, 500)],
        [support.evidence(key[-1], source_url=f"https://example.com/{key}") for key in sorted(rows_of)],
    )
    with edit(folder) as table:
        for clinic_id, (field, value), origin in said:
            table.state(clinic_id, Statement(field, value, origin))
        words = {word for row in table.clinics.values() for word in row["conditions"].split(";")}
        stated = {
            (one["field"], one["source_url"], one["kind"])
            for clinic_id in table.clinics
            for one in table.evidence(clinic_id)
            if one["field"] not in ("*", "conditions")
        }
        cells = {row["iv_minutes"] for row in table.clinics.values()} - {""}
        table.join(A, "example-clinic-b")
        table.save()
        again = table.clinics[A]
    assert set(again["conditions"].split(";")) == words
    assert again["iv_minutes"] in (cells or {""})
    kept = {(one["field"], one["source_url"], one["kind"]) for one in rows(folder, "evidence.csv")}
    assert stated <= kept
    assert len(rows(folder, "prices.csv")) == 2
    catalog = catalogs.load(folder)
    assert catalog.rejected == []
    for field in ("iv_minutes", "phone"):
        assert evidence.fact(catalog, A, field).value == catalog.cell(0, field)


def test_new_rows_stand_beside_their_clinic_s(folder: Path) -> None:
    with edit(folder) as table:
        table.state("example-clinic-b", Statement("hours", "9 to 5", PAGE))
        table.state(A, Statement("hours", "9 to 5", PAGE))
        table.save()
    assert [row["clinic_id"] for row in rows(folder, "evidence.csv")] == [A, A, "example-clinic-b"]


def test_a_provider_s_states_join(folder: Path) -> None:
    write_data(folder, [provider("a", states_served="CA")])
    state(folder, "states_served", "NY")
    assert rows(folder, "clinics.csv")[0]["states_served"] == "CA;NY"


def test_dates_of_today(folder: Path) -> None:
    state(folder, "hours", "9 to 5", Origin("https://example.com", "clinic"))
    assert rows(folder, "evidence.csv")[-1]["read_on"] == date.today().isoformat()


def test_it_has_what_the_very_page_said_before(folder: Path) -> None:
    with edit(folder) as table:
        offer = PriceOffer("session", PAGE, "iv", 450, 450)
        fact = Statement("conditions", "ptsd", PAGE)
        assert not table.has(A, offer)
        assert not table.has(A, fact)
        table.offer(A, offer)
        table.state(A, fact)
        assert table.has(A, offer)
        assert table.has(A, replace(offer, origin=replace(PAGE, as_of="2026-09")))
        assert table.has(A, fact)
        assert not table.has(A, replace(offer, low_usd=475, high_usd=475))
        assert not table.has(A, replace(offer, origin=replace(PAGE, url="https://other.example.org")))
        assert not table.has(A, Statement("conditions", "ocd", PAGE))
        assert not table.has(A, replace(fact, origin=replace(PAGE, kind="other")))


@pytest.mark.parametrize(("position", "known"), [("address", True), ("zip", False), ("city", False)])
def test_a_point_on_the_map_is_wanted_until_the_address_has_one(folder: Path, position: str, known: bool) -> None:
    with edit(folder) as table:
        table.place(A, 34.05, -118.24, position)
        assert table.has(A, Statement("lat", "34.1", PAGE)) is known
