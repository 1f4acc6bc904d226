"""Scoring at every edge, change against the published marks, and files that survive or say what is wrong."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from pypdf import PdfReader

from finder import progress, progressfile, progresspdf
from finder.instruments import GAD7, INSTRUMENTS, PEG, PHQ9, Instrument, score
from finder.progress import EFFECTS, LEVELS, MOST_BYTES, Entry, Record, Score, Session, SideEffects, TooMuchError
from finder.progressfile import MOST_READ, read, to_csv, to_json
from finder.vocabulary import ROUTES

DAY = date(2026, 1, 5)


def answers(instrument: Instrument, total: int) -> tuple[int, ...]:
    """Answers that add up to this."""
    given = []
    for _ in instrument.items:
        given.append(min(instrument.most, total))
        total -= given[-1]
    assert total == 0
    return tuple(given)


def filled(key: str, total: int, after: int = 0, note: str = "") -> Score:
    """A questionnaire with this sum, so many days after the first."""
    return Score(on=DAY + timedelta(days=after), instrument=key, answers=answers(INSTRUMENTS[key], total), note=note)


def session(after: int) -> Session:
    return Session(on=DAY + timedelta(days=after), route="iv", dose="0.5 mg/kg", note="calm")


# Scoring.

BANDS = {
    "phq9": [(0, 4, "none or minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 19, "moderately severe"),
             (20, 27, "severe")],
    "gad7": [(0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 21, "severe")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "total", "label"),
    [(key, edge, label) for key, bands in BANDS.items() for low, high, label in bands for edge in (low, high)],
)
def test_every_band_edge(key: str, total: int, label: str) -> None:
    found = score(INSTRUMENTS[key], answers(INSTRUMENTS[key], total))
    assert found.total == total
    assert found.band is not None
    assert found.band.label == label
    assert found.missing == ()


@pytest.mark.parametrize("instrument", [PHQ9, GAD7])
def test_bands_cover_every_score_once(instrument: Instrument) -> None:
    covered = [total for band in instrument.bands for total in range(band.low, band.high + 1)]
    assert covered == list(range(instrument.top + 1))


def test_the_questionnaires_are_of_their_published_size() -> None:
    shape = {key: (len(of.items), of.most, of.top) for key, of in INSTRUMENTS.items()}
    assert shape == {"phq9": (9, 3, 27), "gad7": (7, 3, 21), "peg": (3, 10, 10)}
    assert len(PEG.ends) == len(PEG.items)
    assert all(source.url.startswith("https://doi.org/10.") for of in INSTRUMENTS.values() for source in of.sources)


@pytest.mark.parametrize(("given", "total"), [((0, 0, 0), 0), ((7, 8, 6), 7), ((10, 10, 10), 10), ((6, 7, 7), 6.7)])
def test_the_peg_is_the_mean_and_has_no_bands(given: tuple[int, ...], total: float) -> None:
    found = score(PEG, given)
    assert (found.total, found.band) == (total, None)


@given(st.sampled_from(list(INSTRUMENTS.values())), st.data())
def test_one_missing_answer_is_no_score(instrument: Instrument, data: st.DataObject) -> None:
    given = data.draw(
        st.lists(
            st.one_of(st.none(), st.integers(0, instrument.most)),
            min_size=len(instrument.items),
            max_size=len(instrument.items),
        )
    )
    found = score(instrument, given)
    assert found.missing == tuple(i for i, answer in enumerate(given, 1) if answer is None)
    assert (found.total is None) == (None in given)
    if found.total is None:
        assert found.band is None


@pytest.mark.parametrize("given", [(0,) * 8, (0,) * 10, (4,) + (0,) * 8, (-1,) + (0,) * 8])
def test_what_is_no_answer_is_refused(given: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="PHQ-9"):
        score(PHQ9, given)


@pytest.mark.parametrize("nine", [None, 0, 1, 2, 3])
def test_question_9_is_seen_in_part_filled_ones_too(nine: int | None) -> None:
    entry = Score(on=DAY, instrument="phq9", answers=(1, *[None] * 7, nine))
    assert entry.item_9 == (nine or 0)
    # Only the PHQ-9 has it.
    assert Score(on=DAY, instrument="peg", answers=(9, 9, 9)).item_9 == 0


# Change.


def changed(key: str, old: int, new: int) -> progress.Change:
    found = progress.change(Record().add(filled(key, old), session(1), filled(key, new, 8)), key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "old", "new", "verdict"),
    [
        ("phq9", 20, 15, "better"), ("phq9", 20, 16, "little_better"), ("phq9", 20, 20, "same"),
        ("phq9", 15, 19, "little_worse"), ("phq9", 15, 20, "worse"),
        ("gad7", 12, 8, "better"), ("gad7", 12, 9, "little_better"), ("gad7", 8, 11, "little_worse"),
        ("gad7", 8, 12, "worse"),
        # PEG, as sums of three: 20 to 14 is a drop of 30 %; 14.0 would be the edge.
        ("peg", 20, 14, "better"), ("peg", 20, 15, "little_better"), ("peg", 30, 22, "little_better"),
        ("peg", 30, 21, "better"), ("peg", 5, 3, "little_better"), ("peg", 6, 3, "better"),
        ("peg", 15, 17, "little_worse"), ("peg", 15, 18, "worse"), ("peg", 0, 3, "worse"), ("peg", 0, 0, "same"),
    ],
)  # fmt: skip
def test_change_against_the_published_marks(key: str, old: int, new: int, verdict: str) -> None:
    assert changed(key, old, new).verdict == verdict


@pytest.mark.parametrize(
    ("old", "new", "response", "remission"),
    [(20, 10, True, False), (20, 11, False, False), (10, 5, True, False), (10, 4, True, True), (9, 4, False, False),
     (27, 4, True, True), (11, 5, True, False)],
)  # fmt: skip
def test_response_and_remission(old: int, new: int, response: bool, remission: bool) -> None:
    found = changed("phq9", old, new)
    assert (found.response, found.remission) == (response, remission)
    assert not changed("gad7", 20, 2).response


def test_points_and_percent() -> None:
    assert (changed("phq9", 20, 15).points, changed("phq9", 20, 15).percent) == (-5, -25)
    assert changed("peg", 20, 14).points == -2
    assert changed("phq9", 0, 3).percent is None


def test_the_baseline_is_the_last_full_one_before_the_first_session() -> None:
    part = Score(on=DAY + timedelta(days=3), instrument="phq9", answers=(1, *[None] * 8))
    record = Record().add(filled("phq9", 20), filled("phq9", 18, 2), part, session(4), filled("phq9", 9, 4))
    assert progress.baseline(record, "phq9") == filled("phq9", 18, 2)
    # On the day itself, where there is none before.
    same_day = Record().add(session(4), filled("phq9", 9, 4), filled("phq9", 3, 9))
    assert progress.baseline(same_day, "phq9") == filled("phq9", 9, 4)
    assert progress.change(same_day, "phq9").before_first
    # Else the first of all, and it is said that it is no true "before".
    late = Record().add(session(0), filled("phq9", 9, 4), filled("phq9", 3, 9))
    assert progress.baseline(late, "phq9") == filled("phq9", 9, 4)
    found = progress.change(late, "phq9")
    assert not found.before_first
    assert "not a true “before”" in " ".join(progress.explain(found))
    assert progress.baseline(Record().add(part), "phq9") is None


def test_there_is_no_change_without_two_scores() -> None:
    assert progress.change(Record(), "phq9") is None
    assert progress.change(Record().add(filled("phq9", 9)), "phq9") is None
    assert progress.change(Record().add(filled("phq9", 9), filled("gad7", 3, 5)), "phq9") is None


def test_before_during_and_after() -> None:
    record = Record().add(session(4), session(8))
    phases = [record.phase(DAY + timedelta(days=n)) for n in (3, 4, 8, 9)]
    assert phases == ["before", "during", "during", "after"]
    assert Record().phase(DAY) == "before"


ADVICE = ("you should", "stop ", "increase", "dose", "start ")


@given(st.sampled_from(["phq9", "gad7"]), st.integers(0, 21), st.integers(0, 21))
def test_what_a_change_means_is_never_advice_on_treatment(key: str, old: int, new: int) -> None:
    said = " ".join(progress.explain(changed(key, old, new))).lower()
    assert str(new) in said
    assert not any(word in said for word in ADVICE)


# The record and its files.

TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["=1+1", "'=1", "''=1", "@x", "-3", "+4", " =2", "\u200b=3", "a;b,c\"d'\ne", "\uff1d1", "'plain", "\t=1"]
    ),
)
DAYS = st.dates(progress.FIRST_DAY, date.today())


@st.composite
def scores(draw: st.DrawFn) -> Score:
    of = draw(st.sampled_from(list(INSTRUMENTS.values())))
    n = len(of.items)
    given = draw(st.lists(st.one_of(st.none(), st.integers(0, of.most)), min_size=n, max_size=n).filter(any_given))
    return Score(on=draw(DAYS), instrument=of.key, answers=tuple(given), note=draw(TEXTS))


def any_given(given: list[int | None]) -> bool:
    return any(answer is not None for answer in given)


ENTRIES = st.one_of(
    scores(),
    st.builds(Session, on=DAYS, route=st.sampled_from(["", *ROUTES.bits]), dose=TEXTS, note=TEXTS),
    st.builds(
        SideEffects,
        on=DAYS,
        note=TEXTS,
        effects=st.dictionaries(st.sampled_from(list(EFFECTS)), st.sampled_from(list(LEVELS)), min_size=1),
    ),
)
RECORDS = st.lists(ENTRIES, max_size=12).map(lambda entries: Record().add(*entries))


@given(RECORDS)
def test_a_record_survives_both_files(record: Record) -> None:
    for data in (to_json(record), to_csv(record)):
        found = read(data)
        assert found.record == record
        assert not found.problems or not len(record)


@given(RECORDS, RECORDS)
def test_merging_loses_nothing_and_doubles_nothing(first: Record, second: Record) -> None:
    merged = first.merge(second)
    for entry in (*first.entries, *second.entries):
        assert entry in merged.entries
        assert merged.entries.count(entry) == 1
    assert merged.merge(first).merge(second) == merged
    assert all(entry in first.entries or entry in second.entries for entry in merged.entries)


@given(RECORDS)
def test_no_cell_runs_in_a_spreadsheet(record: Record) -> None:
    for row in csv.reader(io.StringIO(to_csv(record).decode("utf-8-sig"), newline="")):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert not cell.strip().strip("\u200b").startswith(("=", "+", "@", "\uff1d"))


@given(ENTRIES)
def test_taking_one_out_and_putting_it_back(entry: Entry) -> None:
    record = Record().add(entry, filled("phq9", 9))
    without = record.without(entry)
    assert len(without) == len(record) - 1 or entry == filled("phq9", 9)
    assert without.add(entry) == record


FULL = Record().add(filled("phq9", 12), session(1), SideEffects(on=DAY, effects={"nausea": "mild"}))


@settings(max_examples=300)
@given(st.sampled_from([to_json(FULL), to_csv(FULL)]), st.data())
def test_a_damaged_file_never_breaks_and_never_invents(file: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(file)))
    length = data.draw(st.integers(0, 20))
    damaged = file[:at] + data.draw(st.binary(max_size=20)) + file[at + length :]
    found = read(damaged)
    assert isinstance(found.record, Record)
    assert len(found.record) <= len(FULL) + 20
    # What is open stays, whatever is merged into it.
    mine = Record().add(filled("gad7", 7))
    assert mine.entries[0] in mine.merge(found.record).entries


@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_read_or_explained(data: bytes) -> None:
    found = read(data)
    assert len(found.record) or found.problems


@given(st.integers(0, len(to_json(FULL)) - 3))
def test_a_file_that_breaks_off_says_where(at: int) -> None:
    found = read(to_json(FULL)[:at])
    assert not len(found.record)
    assert len(found.problems) == 1


def test_a_cut_off_json_names_the_place_and_what_to_do() -> None:
    [problem] = read(to_json(FULL)[:150]).problems
    assert "line" in problem
    assert "another copy" in problem


def changed_json(**parts: object) -> bytes:
    return json.dumps(json.loads(to_json(FULL)) | parts).encode()


@pytest.mark.parametrize("version", [2, 99, 10**30])
def test_a_version_from_the_future_is_explained(version: int) -> None:
    found = read(changed_json(version=version))
    assert not len(found.record)
    assert "newer edition" in found.problems[0]
    rows = to_csv(FULL).decode("utf-8-sig").replace("\r\n1,", f"\r\n{min(version, 999)},")
    assert "newer edition" in read(rows.encode()).problems[0]


@pytest.mark.parametrize("version", [0, -1, True, "1", None, 1.0])
def test_no_version_is_explained(version: object) -> None:
    assert "which version" in read(changed_json(version=version)).problems[0]


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    [problem] = read(b" " * (MOST_READ + 1)).problems
    assert "kB at most" in problem


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"), (b"  \n", "empty"), (b"PK\x03\x04rest", "CSV UTF-8"), (b"\xff\xfe\0\0", "UTF-8"),
        (b'{"a": 1}', "not a file saved from this page"), (b"[]", "not a file saved from this page"),
        (b"[" * 100_000, "no saved record"), (b'{"a": ' + b"9" * 5_000 + b"}", "no saved record"),
        (b"name,age\nx,3\n", "lacks “version”, “kind” and “date”"),
        (b"version;kind;date\n1;session;2026-01-01\n", "with commas"),
    ],
)  # fmt: skip
def test_other_files_are_explained(data: bytes, said: str) -> None:
    found = read(data)
    assert not len(found.record)
    assert said in found.problems[0]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"on": "2026-13-01", "instrument": "gad7", "answers": [0] * 7}, "“2026-13-01” is not a date"),
        ({"on": "1999-01-01", "instrument": "gad7", "answers": [0] * 7}, "between 2000 and today"),
        ({"on": "2999-01-01", "instrument": "gad7", "answers": [0] * 7}, "between 2000 and today"),
        ({"on": "2026-01-01", "instrument": "gad8", "answers": [0] * 7}, "“instrument” has a word"),
        ({"on": "2026-01-01", "instrument": "gad7", "answers": [0] * 6}, "GAD-7 has 7 questions; here are 6"),
        ({"on": "2026-01-01", "instrument": "gad7", "answers": [4] * 7}, "must be 0 to 3, not 4"),
        ({"on": "2026-01-01", "instrument": "gad7", "answers": [True] * 7}, "“answers, 1” is not"),
        ({"on": "2026-01-01", "instrument": "gad7", "answers": ["1"] * 7}, "“answers, 1” is not"),
        ({"on": "2026-01-01", "instrument": "gad7", "answers": [None] * 7}, "no question is answered"),
        ({"on": "2026-01-01", "instrument": "gad7"}, "“answers” is missing"),
        ({"on": "2026-01-01", "instrument": "gad7", "answers": [0] * 7, "x": 1}, "“x” is not known"),
        ({"on": "2026-01-01", "instrument": "gad7", "answers": [0] * 7, "note": "n" * 2_001}, "“note” is too long"),
        ("nonsense", "it is not an entry"),
    ],
)  # fmt: skip
def test_a_bad_entry_is_named_and_the_others_are_read(item: object, said: str) -> None:
    good = json.loads(to_json(FULL))["scores"]
    found = read(changed_json(scores=[*good, item]))
    assert found.record == FULL
    [problem] = found.problems
    assert problem.startswith("“scores”, entry 2: ")
    assert said in problem
    assert problem.endswith("Correct or remove it.")


def table(*rows: str) -> bytes:
    return ("version,kind,date,questionnaire,q1,q2,q3,q4,route,nausea,note\n" + "\n".join(rows)).encode()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,visit,2026-01-01,,,,,,,,", "“kind” must be “score”, “session” or “side effects”"),
        ("1,session,,,,,,,,,", "“on” is missing"),
        ("1,session,2026-01-01,,,,,,magic,,", "“magic” is not a way it is given"),
        ("1,session,2026-01-01,,,,,,iv,mild,", "“nausea” does not belong"),
        ("1,score,2026-01-01,peg,1,2,x,,,,", "“answers, 3” is not what it should be"),
        ("1,score,2026-01-01,peg,1,2,3,4,,,", "“q4” does not belong"),
        ("1,side effects,2026-01-01,,,,,,,awful,", "“effects, nausea” has a word that is not known"),
        ("1,side effects,2026-01-01,,,,,,,,", "no side effect is answered"),
        ("1,session,2026-01-01,,,,,,iv,,note,more,cells", "too many cells"),
        (",session,2026-01-01,,,,,,iv,,", "which version"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(row: str, said: str) -> None:
    found = read(table("1,session,2026-01-01,,,,,,iv,,first", row, "1,session,2026-01-03,,,,,,im,,last"))
    assert [entry.note for entry in found.record.sessions] == ["first", "last"]
    [problem] = found.problems
    assert problem.startswith("line 3: ")
    assert said in problem


def test_a_table_that_a_spreadsheet_saved_again_is_read() -> None:
    found = read(table("1,score,1/31/2026,peg,1,2,3,,,,", ",,,,,,,,,,"))
    assert found.problems == ()
    assert found.record.scores == (Score(on=date(2026, 1, 31), instrument="peg", answers=(1, 2, 3)),)


def test_a_quote_that_never_ends_keeps_what_was_before() -> None:
    found = read(table("1,session,2026-01-01,,,,,,iv,,ok", '1,session,2026-01-02,,,,,,iv,,"open', "1,session,"))
    assert [entry.note for entry in found.record.sessions] == ["ok"]
    assert "damaged" in found.problems[0]


def test_many_problems_are_not_all_told() -> None:
    found = read(table(*["1,visit,2026-01-01,,,,,,,,"] * 100))
    assert len(found.problems) == 21
    assert found.problems[-1] == "And 80 more."


def moved(entry: Score, days: int) -> Score:
    return entry.model_copy(update={"on": entry.on + timedelta(days=days)})


def test_a_full_record_says_so_and_can_still_be_opened_again() -> None:
    record = Record()
    long = '"' * progress.MOST_NOTE
    entries = [filled("phq9", 9, day, long) for day in range(150)]
    with pytest.raises(TooMuchError, match="full"):
        record.add(
            *[
                entry.model_copy(update={"on": entry.on - timedelta(days=150 * n)})
                for n in range(4)
                for entry in entries
            ]
        )
    record = record.add(*entries)
    while record.size <= MOST_BYTES - 10_000:
        record = record.add(moved(record.scores[0], -1))
    for data in (to_json(record), to_csv(record)):
        assert len(data) <= MOST_READ
        assert read(data).record == record


def test_an_error_does_not_repeat_what_was_entered() -> None:
    for parts in ({"answers": (9,) * 9, "instrument": "phq9"}, {"answers": (0, 0, 7), "instrument": "private words"}):
        with pytest.raises(ValidationError) as caught:
            Score.model_validate({"on": DAY, "note": "private words", **parts})
        assert "private words" not in str(caught.value)


def test_control_signs_do_not_get_in() -> None:
    entry = Session(on=DAY, note="a\0b\x1b\ud800\r\nc\rd", dose="\t5 ")
    assert entry.note == "ab\nc\nd"
    assert entry.dose == "5"


# For the clinician.


def test_the_summary_says_what_a_clinician_looks_for() -> None:
    record = FULL.add(
        Score(on=DAY + timedelta(days=9), instrument="phq9", answers=(0,) * 8 + (1,)), filled("peg", 20), session(7)
    )
    page = dict(progress.summary(record, date(2026, 2, 1)))
    phq = page["PHQ-9 (depression)"]
    assert phq[0] == "Jan 14, 2026 (after): 1 of 27, none or minimal"
    assert phq[1] == "Jan 5, 2026 (before): 12 of 27, moderate"
    assert "Since Jan 5, 2026: Your PHQ-9 score went down by 11, from 12 to 1." in phq[2]
    assert phq[3] == "Question 9 (better off dead, or hurting oneself), Jan 14, 2026: several days"
    assert page["2 sessions"][0] == "Jan 12, 2026: IV infusion; 0.5 mg/kg; calm"
    assert page["Side effects"] == ["Jan 5, 2026: mild: nausea or vomiting"]
    assert "no diagnosis" in page["About this page"][0]


def test_the_summary_stays_on_one_page() -> None:
    entries: list[Entry] = []
    for n in range(40):
        entries += [filled(key, n % 10, n, "n" * 300) for key in INSTRUMENTS]
        on = DAY + timedelta(days=n)
        entries += [
            Session(on=on, dose="d" * 200, note="n" * 900),
            SideEffects(on=on, effects=dict.fromkeys(EFFECTS, "mild")),
        ]
    page = progress.summary(Record().add(*entries), DAY)
    assert sum(len(lines) + 1 for _title, lines in page) <= 55
    assert "34 earlier not shown" in dict(page)["40 sessions"]


def test_the_printed_page_is_one_page_with_crisis_help_and_logs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    entries: list[Entry] = []
    for n in range(9):
        on, note = DAY + timedelta(days=n), "{nb} 🌱 **x** \u05d0 " + "W" * 900
        entries += [filled(key, n % 10, n, note) for key in INSTRUMENTS]
        entries.append(Session(on=on, route="subcutaneous", dose="W" * 200, note=note))
        entries.append(SideEffects(on=on, effects=dict.fromkeys(EFFECTS, "moderate"), note=note))
    for record in (FULL, Record().add(*entries)):
        page = progress.summary(record, DAY)
        read_back = PdfReader(io.BytesIO(progresspdf.to_pdf(page, DAY))).pages
        assert len(read_back) == 1
        words = " ".join(read_back[0].extract_text().split())
        assert "988" in words
        for head, _lines in page:
            assert head in words
    assert caplog.messages == []


def test_the_page_as_text() -> None:
    words = progress.as_text(progress.summary(FULL, DAY), DAY).decode("utf-8-sig")
    assert words.startswith("Progress with ketamine treatment, Jan 5, 2026\n\nPHQ-9 (depression)\n- ")


def test_version_and_format_are_in_the_file() -> None:
    data = json.loads(to_json(FULL))
    assert (data["format"], data["version"]) == (progressfile.FORMAT, progressfile.VERSION)
