"""Imports "facts JSONL" (clinics.jsonl, one object a location, and prices.csv) into the files of `data/`.

Keys of an object are columns of clinics.csv (lists as JSON lists, booleans as true/false, an absent key is
*not stated*) and three that become evidence: `sources` (`[{"url", "kind"}]`), `quoted` (columns whose exact
words were noted) and `as_of` (month of the newest dated page). prices.csv has the columns of data/prices.csv.

What such a file knows is known for the row as a whole, and is written as that: each source is a row of
evidence.csv with field `*`, scope `row` and no value. Its `as_of` and `quoted` are the *group's*: one of the
clinic's pages is that new, one has those words, and which one is not known. `read_on` says when the facts
were compiled: the bundled ones in November 2026, the day is not known, so it is `2026-11`.

A note is written for whoever keeps the file. `notes.csv` beside this module has what each says to patients, written
by hand in our own words (no quotes) from the note whose digest is in `of`; empty where it says nothing that helps one.
A note that is not there, or has changed since, loses its bookkeeping only.

Nothing else is added, and nothing leaves unseen: a row is kept or set aside with a reason, and the report lists
what was changed on the way. Run it with `python -m finder.sources.facts FOLDER OUT_FOLDER`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from finder import schema, tables
from finder.geocoding import by_gazetteer
from finder.tables import Rejection

Row = dict[str, str]
#: What is wrong with a cell: column, value, reason.
CellProblem = tuple[str, str, str]

CLINIC_COLUMNS = tuple(schema.CLINICS.columns)
PRICE_COLUMNS = tuple(schema.PRICES.columns)
EVIDENCE_COLUMNS = tuple(schema.EVIDENCE.columns)

#: When the facts of /data were compiled (the month; the day is not known).
READ_ON = "2026-11"

BOOLEANS = frozenset({"telehealth_only", "board_certified", "new_patients", "referral_required"})
NUMBERS = frozenset({"iv_minutes", "series_sessions", "rating", "reviews", "wait_days", "min_age"})
#: Keys of an object: the columns but the position, which is worked out here, and what becomes evidence.
KEYS = (frozenset(CLINIC_COLUMNS) - {"lat", "lon", "position"}) | {"sources", "quoted", "as_of"}

#: Parts of an address that say how a reader came, not which page it is; `share` even sends one elsewhere.
TRACKING = re.compile(r"fbclid|gclid|share|utm_\w+")

#: Hosts that were read by a person and are not what the file calls them, so that a newspaper or a copy of an
#: encyclopedia is never shown as "the clinic's own page" or "a news report".
KIND_OF_HOST = {
    "nbclosangeles.com": "press",
    "orlandoweekly.com": "press",
    "newtondailynews.com": "press",
    "news5cleveland.com": "press",
    "austinfitmagazine.com": "press",
    "spokanejournal.com": "press",
    "owiki.org": "other",
    "ashwoodrecovery.com": "other",
    "subrealism.blogspot.de": "other",
}

#: A column that older files quote under another name.
QUOTED_AS = {"insurance_superbill": "insurance"}

#: What notes say to patients: id, digest of the imported note it was written from, and the note in our words.
NOTES = Path(__file__).with_name("notes.csv")

#: Clinics that the facts list, but whose note there says that they may be gone.
DOUBTED = frozenset({"nue-life", "ketamine-infusion-center-bakersfield-ca"})

#: What is cut from the start of a sentence of a note that nobody has rewritten: bookkeeping of whoever read the
#: pages. All that qualifies a fact (how the city was known, doubts, how old a page is) stays.
BOOKKEEPING = tuple(
    re.compile(pattern)
    for pattern in (
        r"New facts only[.;]",
        r"Fragment for \w+ not kept\.",
        r"page_date is [^.;]*[.;]",
        r"series_sessions computed:",
        r"Coordinates are [^.;]*\.",
        r"Some pages seen on a staging domain \([^)]*\)\.",
        # That we saw no phone is what an empty cell says; more so once somebody has filled it.
        r"No (?:\w+ )?(?:phone|street|website|price)\b[\w ,]* (?:seen|in the excerpt)\.",
    )
)
#: What is cut from inside a sentence, for the same reason.
ASIDES = re.compile(
    r" \(not in the excerpt\)|; no street address [io]n the excerpt(?: seen)?|; the excerpt prints no address"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did: rows read, kept, set aside and why; how clinics were placed; what changed."""

    clinics_read: int
    clinics_kept: int
    prices_read: int
    prices_kept: int
    evidence: int
    placed: Counter[str]
    set_aside: list[Rejection] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The report as lines of text for a person."""
        yield f"clinics: {self.clinics_read} read, {self.clinics_kept} kept"
        yield f"prices: {self.prices_read} read, {self.prices_kept} kept"
        yield f"evidence: {self.evidence} rows"
        yield "placed: " + ", ".join(f"{how} {n}" for how, n in sorted(self.placed.items()))
        yield f"set aside: {len(self.set_aside)}"
        yield from (f"  {rejection}" for rejection in self.set_aside)
        yield f"to know: {len(self.remarks)}"
        yield from (f"  {remark}" for remark in self.remarks)


def digest(note: str) -> str:
    """Stands for an imported note, so that a changed one is noticed."""
    return hashlib.sha256(" ".join(note.split()).encode()).hexdigest()[:8]


@lru_cache(maxsize=1)
def _rewritten() -> dict[str, tuple[str, str]]:
    """Id -> the digest of the note that was rewritten, and what it says to patients."""
    with NOTES.open(encoding="utf-8", newline="") as file:
        return {row["id"]: (row["of"], row["note"]) for row in csv.DictReader(file)}


def note_for_patients(clinic: str, note: str) -> tuple[str, list[str]]:
    """What a note says to patients, and what to tell of it in the report."""
    of, written = _rewritten().get(clinic, ("", ""))
    if of == digest(note):
        return written, []
    kept, cut = trim_note(note)
    remarks = [f"{clinic}: cut from the note: {piece}" for piece in cut]
    if of:
        remarks.append(f"{clinic}: the note has changed since it was written for patients in {NOTES.name}")
    return kept, remarks


def trim_note(note: str) -> tuple[str, list[str]]:
    """The note without bookkeeping, and the pieces that were cut; the words that stay are the note's."""
    kept: list[str] = []
    cut: list[str] = []
    for sentence in _SENTENCE.split(" ".join(note.split())):
        for pattern in BOOKKEEPING:
            if match := pattern.match(sentence):
                cut.append(match[0])
                sentence = sentence[match.end() :].lstrip()
                sentence = sentence[:1].upper() + sentence[1:]
        cut += [aside.strip(" ;") for aside in ASIDES.findall(sentence)]
        if sentence := ASIDES.sub("", sentence):
            kept.append(sentence)
    return " ".join(kept), cut


def clean_url(url: str) -> str:
    """The address without surrounding spaces and tracking parameters; anything else stays as it is."""
    base, _mark, rest = url.strip().partition("?")
    query, hash_mark, anchor = rest.partition("#")
    kept = "&".join(pair for pair in query.split("&") if not TRACKING.fullmatch(pair.partition("=")[0]))
    return url.strip() if kept == query else base + (f"?{kept}" if kept else "") + hash_mark + anchor


def import_facts(folder: Path, out: Path, read_on: str = READ_ON) -> Report:
    """Reads `folder`, writes clinics.csv, prices.csv and evidence.csv to `out`, and says what it did.

    The files depend on nothing but the input: the same input gives the same bytes. Raises OSError when a file
    cannot be read or written, and TableError when prices.csv cannot be used at all.
    """
    remarks: list[str] = []
    clinics, evidence, rejected, read = _clinics(folder / "clinics.jsonl", read_on, remarks)
    order = {clinic["id"]: place for place, clinic in enumerate(clinics)}
    prices, prices_rejected, prices_read = _prices(folder / "prices.csv", order, read_on, remarks)
    out.mkdir(parents=True, exist_ok=True)
    tables.replace(out / "clinics.csv", tables.as_csv(CLINIC_COLUMNS, clinics))
    tables.replace(out / "prices.csv", tables.as_csv(PRICE_COLUMNS, prices))
    tables.replace(out / "evidence.csv", tables.as_csv(EVIDENCE_COLUMNS, evidence))
    return Report(
        clinics_read=read,
        clinics_kept=len(clinics),
        prices_read=prices_read,
        prices_kept=len(prices),
        evidence=len(evidence),
        placed=Counter(
            "at home only" if row["telehealth_only"] == "true" else row["position"] or "not placed" for row in clinics
        ),
        set_aside=[*rejected, *prices_rejected],
        remarks=remarks,
    )


def _clinics(path: Path, read_on: str, remarks: list[str]) -> tuple[list[Row], list[Row], list[Rejection], int]:
    """The clinics kept and their evidence, both sorted; what was set aside; how many were read."""
    rows: dict[int, Row] = {}
    pages: list[tuple[int, Row]] = []
    found: list[schema.Problem] = []
    lines_of: dict[str, int] = {}
    read = 0
    for line, raw in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not raw.strip():
            continue
        read += 1
        record, problem = _parse(raw)
        if problem:
            found.append((line, "", "", problem))
            continue
        row, row_pages, problems = _row(record, read_on, remarks)
        if row["id"] and (first := lines_of.setdefault(row["id"], line)) != line:
            problems.append(("id", row["id"], f"line {first} has this id already"))
        found += [(line, *problem) for problem in problems]
        rows[line] = row
        pages += [(line, page) for page in row_pages]

    cells = _frame(list(rows.values()), CLINIC_COLUMNS, list(rows))
    found += [*schema.problems(cells, schema.CLINICS), *schema.clinic_problems(cells)]
    cells = _frame([page for _line, page in pages], EVIDENCE_COLUMNS, range(len(pages)))
    of_pages = [*schema.problems(cells, schema.EVIDENCE), *schema.evidence_problems(cells)]
    found += [(pages[i][0], *problem) for i, *problem in of_pages]  # type: ignore[misc]
    bad = {problem[0] for problem in found}
    kept = sorted((row for line, row in rows.items() if line not in bad), key=_sort_key)
    order = {row["id"]: place for place, row in enumerate(kept)}
    evidence = [page for line, page in pages if line not in bad]
    evidence.sort(key=lambda page: order[page["clinic_id"]])
    return kept, evidence, schema.rejections(path.name, found), read


def _parse(raw: bytes) -> tuple[dict[str, Any], str]:
    """The object on a line, or what is wrong with the line."""
    try:
        record = json.loads(raw.decode("utf-8"))
        # An escape can smuggle in half a character or a NUL; neither can stand in a CSV file.
        json.dumps(record, ensure_ascii=False).encode("utf-8")
    except ValueError as error:  # JSON's and UTF-8's errors both are
        return {}, f"the line is not JSON in UTF-8 ({error})"
    if not isinstance(record, dict) or b"\\u0000" in raw:
        return {}, "the line is not a JSON object with plain text"
    return record, ""


def _row(record: dict[str, Any], read_on: str, remarks: list[str]) -> tuple[Row, list[Row], list[CellProblem]]:
    """One object as a row of clinics.csv and rows of evidence.csv, and which values have a wrong type."""
    row = dict.fromkeys(CLINIC_COLUMNS, "")
    problems: list[CellProblem] = []
    for key, value in record.items():
        if key not in KEYS:
            remarks.append(f"{record.get('id', '?')}: the key {key!r} is not one we know and was not read")
        elif key in row:
            try:
                row[key] = _cell(key, value)
            except ValueError as error:
                problems.append((key, json.dumps(value), str(error)))
    clinic = row["id"]
    row["status"] = row["status"] or "listed"
    if clinic in DOUBTED and row["status"] == "listed":
        row["status"] = "doubtful"
        remarks.append(f"{clinic}: called doubtful, as its note says that it may be gone")
    row["website"] = clean_url(row["website"])
    row["note"], of_note = note_for_patients(clinic, row["note"])
    remarks += of_note

    as_of = record.get("as_of") or ""
    if isinstance(as_of, str) and re.fullmatch(r"(?:19|20)\d\d", as_of):
        row["note"] = f"{row['note']} The newest dated page is from {as_of}.".lstrip()
        remarks.append(f"{clinic}: as_of {as_of} has no month; it is left empty and said in the note")
        as_of = ""
    if as_of and str(as_of) > read_on:
        problems.append(("as_of", str(as_of), f"which is after the facts were compiled ({read_on})"))

    if row["telehealth_only"] != "true":
        place, row["position"], remark = by_gazetteer(row["city"], row["state"], row["zip"])
        if place:
            row["lat"], row["lon"] = f"{place.lat:.4f}", f"{place.lon:.4f}"
        if remark:
            remarks.append(f"{clinic}: {remark}")

    shared = {"clinic_id": clinic, "field": "*", "scope": "row", "as_of": str(as_of), "read_on": read_on}
    shared["quoted"] = ";".join(_quoted(_list(record, "quoted", problems), row, remarks))
    pages: dict[str, Row] = {}
    for source in _list(record, "sources", problems):
        if not isinstance(source, dict) or not source.get("url") or not source.get("kind"):
            problems.append(("sources", json.dumps(source), "a source needs a url and a kind"))
            continue
        page = dict.fromkeys(EVIDENCE_COLUMNS, "") | shared | _source(clinic, source["url"], source["kind"], remarks)
        # One page under two addresses that differ by tracking only is one page.
        pages.setdefault(page["source_url"], page)
    if not pages:
        remarks.append(f"{clinic}: no page states its facts")
    return row, list(pages.values()), problems


def _list(record: dict[str, Any], key: str, problems: list[CellProblem]) -> list[Any]:
    value = record.get(key) or []
    if isinstance(value, list):
        return value
    problems.append((key, json.dumps(value), "which is not a list"))
    return []


def _cell(column: str, value: Any) -> str:
    """A JSON value as the text of a cell; raises ValueError when it is not of the column's type."""
    if value is None:
        return ""
    if column in schema.LISTS:
        if not isinstance(value, list) or not all(isinstance(word, str) and ";" not in word for word in value):
            raise ValueError("which is not a list of words")
        return ";".join(dict.fromkeys(word.strip() for word in value))
    if column in BOOLEANS:
        if not isinstance(value, bool):
            raise ValueError("which is neither true nor false")
        return "true" if value else "false"
    if column in NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError("which is not a number")
        return str(value)
    if isinstance(value, str):
        return " ".join(value.split())
    raise ValueError("which is not text")


def _quoted(names: list[Any], row: Row, remarks: list[str]) -> list[str]:
    """The columns whose words were noted; one that the row does not state is no fact, so it is left out."""
    columns = list(dict.fromkeys(QUOTED_AS.get(str(name), str(name)) for name in names))
    for column in columns:
        if not row.get(column):
            remarks.append(f"{row['id']}: {column} is called quoted but the row does not state it")
    return [column for column in columns if row.get(column)]


def _source(clinic: str, url: object, kind: object, remarks: list[str]) -> Row:
    """The page's address without tracking, and its kind, corrected where a person read it to be another."""
    url, kind = clean_url(str(url)), str(kind)
    host = re.match(r"https?://(?:www\.)?([^/?#:]+)", url)
    right = KIND_OF_HOST.get(host[1], kind) if host else kind
    if right != kind:
        remarks.append(f"{clinic}: {url} is called {kind}, is {right}")
    return {"source_url": url, "kind": right}


def _prices(
    path: Path, order: dict[str, int], read_on: str, remarks: list[str]
) -> tuple[list[Row], list[Rejection], int]:
    """The prices kept, by clinic and then as in the file; what was set aside; how many were read."""
    raw = tables.read(path, PRICE_COLUMNS, schema.REQUIRED["prices.csv"])
    remarks += raw.warnings
    cells = raw.frame.where(raw.frame != "")
    found = [*schema.problems(cells, schema.PRICES), *schema.price_problems(cells)]
    records = raw.frame.fillna("").to_dict("records")
    rows = {
        int(line): {str(k): str(v) for k, v in row.items()} for line, row in zip(raw.frame.index, records, strict=True)
    }
    for line, row in rows.items():
        if row["clinic_id"] not in order:
            found.append((line, "clinic_id", row["clinic_id"], "no clinic with this id was kept"))
        if row["as_of"] > read_on:
            found.append((line, "as_of", row["as_of"], f"which is after the facts were compiled ({read_on})"))
        row |= _source(row["clinic_id"], row["source_url"], row["kind"], remarks)
    bad = {problem[0] for problem in found}
    kept = [row for line, row in rows.items() if line not in bad]
    kept.sort(key=lambda row: order[row["clinic_id"]])
    return kept, [*raw.rejected, *schema.rejections(path.name, found)], raw.rows


def _frame(rows: list[Row], columns: Sequence[str], index: Sequence[int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns), index=list(index), dtype="str")
    return frame.where(frame != "")


def _sort_key(row: Row) -> tuple[str, ...]:
    return row["state"], row["city"], row["name"], row["id"]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 when every row was kept, 1 when some were set aside, 2 when nothing could be read."""
    parser = argparse.ArgumentParser(prog="python -m finder.sources.facts", description="Import facts JSONL.")
    parser.add_argument("folder", type=Path, help="holds clinics.jsonl and prices.csv")
    parser.add_argument("out", type=Path, help="where clinics.csv, prices.csv and evidence.csv are written")
    parser.add_argument(
        "--read-on", default=READ_ON, help="when the facts were compiled, YYYY-MM (default %(default)s)"
    )
    options = parser.parse_args(arguments)
    try:
        report = import_facts(options.folder, options.out, options.read_on)
    except (OSError, tables.TableError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(report.lines()))
    return 1 if report.set_aside else 0


if __name__ == "__main__":
    sys.exit(main())
