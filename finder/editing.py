"""Writes what is learned into the clinic table: the one place that changes clinics.csv, prices.csv and evidence.csv.

    with editing.edit(folder) as table:
        table.state("example-clinic", Statement("phone", "+14155550100", Origin("https://example.com", "clinic")))
        table.save()

A fact never goes in without the page or the call behind it. Where two pages disagree on a single value both are kept
in evidence.csv, and the cell holds what `finder.evidence` believes. Rows that break a rule stay as they are.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout

from finder import evidence, schema, tables
from finder.placenames import slug
from finder.sources import identity
from finder.sources.candidates import Candidate, Origin, PriceOffer, Statement
from finder.text import _, join, money_range
from finder.vocabulary import ITEMS, KINDS, ROUTES, SPOKEN, nearest

Row = dict[str, str]

FILES = tuple(schema.SCHEMAS)
LOCK, SAVING = ".lock", ".saving"

#: Price items that are for one visit unless it is said otherwise.
_ONE_VISIT = frozenset(ITEMS.bits) - {"series", "group_series", "membership"}

#: Columns that say what a row is, not what a page states; they change by their own methods.
_NOT_STATED = frozenset({"id", "lat", "lon", "position"})


class EditError(ValueError):
    """The table was not changed; the text says why and what to do."""


@contextmanager
def edit(folder: Path, wait: float = 5.0) -> Iterator[Table]:
    """The table of a data folder, for one writer at a time; `save` writes it. Raises EditError.

    `wait` is how many seconds another writer is waited for.
    """
    lock = FileLock(folder / LOCK, timeout=wait)
    try:
        lock.acquire()
    except Timeout:
        raise EditError(
            _("Another command is changing the table in {folder}. Try again.").format(folder=folder)
        ) from None
    except OSError as error:
        raise EditError(
            _("{folder} cannot be changed ({error}).").format(folder=folder, error=error.strerror)
        ) from None
    try:
        _finish_saving(folder)
        yield Table(folder)
    finally:
        lock.release()


class Table:
    """The three files of a data folder as text, to change together; nothing is written before `save`.

    `clinics` is id -> row of clinics.csv, in the file's order.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._headers: dict[str, list[str]] = {}
        self._lacking: dict[str, set[str]] = {name: set() for name in FILES}
        rows = {name: self._read(name) for name in FILES}
        self.clinics: dict[str, Row] = {}
        for row in rows["clinics.csv"]:
            if row["id"] in self.clinics:
                raise EditError(_("clinics.csv has the id {id} twice. See “check”.").format(id=row["id"]))
            self.clinics[row["id"]] = row
        self._prices, self._evidence = _Rows(rows["prices.csv"]), _Rows(rows["evidence.csv"])
        self._before = self._texts()
        self._touched: set[str] = set()

    def offers(self, clinic_id: str) -> list[Row]:
        """The rows of prices.csv of one clinic, as text."""
        return self._prices.of(clinic_id)

    def evidence(self, clinic_id: str) -> list[Row]:
        """The rows of evidence.csv of one clinic, as text."""
        return self._evidence.of(clinic_id)

    def row(self, clinic_id: str) -> Row:
        """The row of a clinic. Raises EditError with the nearest id."""
        if clinic_id not in self.clinics:
            close = nearest(clinic_id, self.clinics)
            hint = _(" Did you mean {close}?").format(close=close) if close else ""
            raise EditError(_("There is no clinic {id}.{hint}").format(id=clinic_id, hint=hint))
        return self.clinics[clinic_id]

    def add(self, candidate: Candidate) -> str:
        """The id of a new clinic with all that a candidate states. Raises EditError.

        A name must be among it, and a city and a state unless it is a provider without a door.
        """
        name, city, state = (candidate.value(field) for field in ("name", "city", "state"))
        door = candidate.value("telehealth_only") != "true"
        missing = [field for field, value in (("name", name), ("city", city), ("state", state)) if not value]
        if not name or (door and missing):
            raise EditError(
                _("A new clinic needs a name, a city and a state; {fields} is missing.").format(fields=join(missing))
            )
        base = _slug(f"{name} {city} {state}" if door else name)
        clinic_id, number = base, 2
        while clinic_id in self.clinics:
            clinic_id, number = f"{base}-{number}", number + 1
        self.clinics[clinic_id] = dict.fromkeys(self._headers["clinics.csv"], "") | {"id": clinic_id}
        try:
            self.take(clinic_id, candidate)
        except EditError:
            self.forget(clinic_id)
            raise
        return clinic_id

    def take(self, clinic_id: str, candidate: Candidate) -> list[str]:
        """Writes all that a candidate states of a clinic; what happened, one line each. Raises EditError."""
        said = [self.state(clinic_id, one) for one in candidate.statements if one.field not in _NOT_STATED]
        said += [self.offer(clinic_id, one) for one in candidate.offers]
        lat, lon = candidate.value("lat"), candidate.value("lon")
        if lat and lon and self.row(clinic_id).get("position") != "address":
            self.place(clinic_id, float(lat), float(lon), candidate.value("position") or "address")
        return said

    def forget(self, clinic_id: str) -> None:
        """Takes a clinic out, with its prices and its evidence. (One that has closed is kept, with status closed.)"""
        self.row(clinic_id)
        del self.clinics[clinic_id]
        for rows in (self._prices, self._evidence):
            for one in rows.of(clinic_id):
                rows.remove(one)

    def join(self, keep: str, gone: str) -> list[str]:
        """Makes two rows of one door one: all that is known of `gone` goes to `keep`; what happened, one line each."""
        row, kept = self.row(gone), self.row(keep)
        said = []
        for field, value in row.items():
            if field in _NOT_STATED or field not in schema.CLINICS.columns or field == "note" or not value:
                continue
            left = _words(value) if field in schema.LISTS else [value]
            for one in sorted(self.evidence(gone), key=lambda one: one["field"] == "*"):
                if one["field"] not in (field, "*"):
                    continue
                words = (
                    left if one["field"] == "*" else _words(one["value"]) if field in schema.LISTS else [one["value"]]
                )
                origin = Origin(one["source_url"], one["kind"] or "other", one["as_of"], one["read_on"])
                exact = field if field in one["quoted"].split(";") else ""
                for word in words:
                    said.append(self.state(keep, Statement(field, word, origin, exact), one["scope"] or "row"))
                if one["field"] != "*":
                    left = [word for word in left if word not in words]
            # What no page stands behind is not lost either.
            if field in schema.LISTS:
                kept[field] = ";".join(dict.fromkeys([*_words(kept[field]), *_words(value)]))
            else:
                kept[field] = kept[field] or value
        for offer in self.offers(gone):
            self._prices.remove(offer)
            self._prices.add(offer | {"clinic_id": keep})
        if row["lat"] and kept["position"] != "address" and (not kept["lat"] or row["position"] == "address"):
            kept |= {name: row[name] for name in ("lat", "lon", "position")}
        kept["note"] = " ".join(dict.fromkeys(filter(None, (kept["note"], row["note"]))))
        self.forget(gone)
        self._touched.add(keep)
        return said

    def state(self, clinic_id: str, said: Statement, scope: str = "field") -> str:
        """Writes one fact with the page behind it; what happened, in words. Raises EditError."""
        row = self.row(clinic_id)
        field, value = said.field, _flat(said.value)
        if field not in schema.CLINICS.columns or field in _NOT_STATED:
            close = nearest(field, [name for name in schema.CLINICS.columns if name not in _NOT_STATED])
            hint = _(" Is “{close}” meant?").format(close=close) if close else ""
            raise EditError(_("“{field}” is not a fact that a clinic can state.{hint}").format(field=field, hint=hint))
        if not value:
            raise EditError(_("{field}: there is no value; an empty cell means not stated.").format(field=field))
        value = value.lower() if field in schema.LISTS - {"states_served", "languages"} else value
        if reason := schema.wrong(field, value):
            raise EditError(_("{field} is {value!r}: {reason}").format(field=field, value=value, reason=reason))
        source = dict(_source(said.origin))
        self._touched.add(clinic_id)
        what = _("{clinic}: {field} {value}").format(clinic=clinic_id, field=field, value=value)
        page, unaccounted = (source["source_url"], source["kind"]), self._unaccounted(clinic_id, field)
        if field in schema.LISTS:
            before = _words(row[field])
            if set(unaccounted) & set(_words(value)):
                self._pin(clinic_id, field, ";".join(unaccounted), page)
            row[field] = ";".join(dict.fromkeys([*before, *_words(value)]))
            self._cover(clinic_id, field, value, source, scope, bool(said.words))
            known = set(_words(value)) <= set(before)
            return what + (_(" (known; another source)") if known else "")
        before_value = row[field]
        # What a clinic is today, the newest word decides: a better page that is older must not open a closed one.
        if field == "status":
            for one in self.evidence(clinic_id):
                if one["field"] == "status":
                    self._evidence.remove(one)
            self._cover(clinic_id, field, value, source, scope, bool(said.words))
            row[field] = value
            return what + (_(" (was {before})").format(before=before_value) if before_value not in ("", value) else "")
        agree = _same(field, before_value, value)
        if unaccounted:
            self._pin(clinic_id, field, before_value, page)
        self._cover(clinic_id, field, before_value if agree else value, source, scope, bool(said.words))
        row[field] = before_value if agree else self._believed(clinic_id, field)
        if not before_value:
            return what
        if agree:
            return what + _(" (known; another source)")
        if row[field] == value:
            return what + _(" (was {before}, which another source says)").format(before=before_value)
        return what + _(" (kept beside {before}, which a better or newer source says)").format(before=before_value)

    def unstate(self, clinic_id: str, field: str, word: str = "") -> str:
        """Takes a fact out that turned out wrong (one word or value, or all of a field), with what stood for it.

        Of a single value the next best that a source states takes its place. Raises EditError when nobody states it.
        """
        row = self.row(clinic_id)
        own = [one for one in self.evidence(clinic_id) if one["field"] == field]
        is_list = field in schema.LISTS
        stated = _words(row.get(field, "")) if is_list else [row.get(field, ""), *(one["value"] for one in own)]
        if not row.get(field) or field in _NOT_STATED | {"name"} or (word and word not in stated):
            raise EditError(
                _("{clinic} does not state {field} {word}.").format(clinic=clinic_id, field=field, word=word)
            )
        kept = [one for one in stated if one != word] if word else []
        for one in own:
            values = _words(one["value"]) if is_list else [one["value"]]
            one["value"] = ";".join(said for said in values if said in kept)
            if not one["value"]:
                self._evidence.remove(one)
        if is_list:
            row[field] = ";".join(kept)
        elif not word or row[field] == word:
            row[field] = self._believed(clinic_id, field)
        self._touched.add(clinic_id)
        return _("{clinic}: {what} taken out").format(clinic=clinic_id, what=" ".join(filter(None, (field, word))))

    def offer(self, clinic_id: str, offer: PriceOffer) -> str:
        """Writes one published price; what happened, in words. Raises EditError.

        A price that the same page gave before is brought up to date; one that another page of the same site repeats is
        the same price.
        """
        self.row(clinic_id)
        new = self._offer_row(clinic_id, offer)
        _check_cells(new, "prices.csv")
        cells = pd.DataFrame([new], columns=list(schema.PRICES.columns), dtype="str")
        for _line, column, value, reason in schema.price_problems(cells.where(cells != "")):
            raise EditError(_("{column} is {value!r}: {reason}").format(column=column, value=value, reason=reason))
        self._touched.add(clinic_id)
        amount = money_range(offer.low_usd, offer.high_usd)
        kind = " ".join(words[key].label for words, key in ((ITEMS, new["item"]), (ROUTES, new["route"])) if key)
        what = _("{clinic}: {kind}, {amount}").format(clinic=clinic_id, kind=kind, amount=amount)
        ends, for_what = ("low_usd", "high_usd"), ("item", "route", "sessions")
        for old in self.offers(clinic_id):
            if any(old[name] != new[name] for name in for_what) or (
                old["minutes"] and new["minutes"] and old["minutes"] != new["minutes"]
            ):
                continue
            same = all(_same_number(old[name], new[name]) for name in ends)
            if old["source_url"] == new["source_url"] and old["kind"] == new["kind"] and (same or new["source_url"]):
                was = money_range(*(float(old[name]) if old[name] else None for name in ends))
                old |= {name: value for name, value in new.items() if value or name in ends}
                return what + (_(" (known)") if same else _(" (was {was})").format(was=was))
            if same and _site(old) == _site(new):
                old["as_of"] = max(old["as_of"], new["as_of"])
                return what + _(" (known from another page)")
        self._prices.add(new)
        return what

    def has(self, clinic_id: str, said: Statement | PriceOffer) -> bool:
        """Whether the table has a fact or a price already, from the very page it names. Raises EditError."""
        if isinstance(said, PriceOffer):
            new = self._offer_row(clinic_id, said)
            alike = ("item", "route", "sessions", "source_url", "kind")
            return any(
                all(old[name] == new[name] for name in alike)
                and all(_same_number(old[name], new[name]) for name in ("low_usd", "high_usd"))
                for old in self.offers(clinic_id)
            )
        row = self.row(clinic_id)
        if said.field in _NOT_STATED:
            return row["position"] == "address"
        words = set(_words(said.value))
        return any(
            words <= set(_words(one["value"]))
            if said.field in schema.LISTS
            else _same(said.field, one["value"], said.value)
            for one in self.evidence(clinic_id)
            if (one["field"], one["source_url"], one["kind"]) == (said.field, said.origin.url, said.origin.kind)
        )

    def drop_offer(self, clinic_id: str, number: int) -> str:
        """Takes out the price of a clinic of that number (1 is the first of `offers`). Raises EditError."""
        self.row(clinic_id)
        offers = self.offers(clinic_id)
        if not 1 <= number <= len(offers):
            raise EditError(
                _("{clinic} has {n} prices; {number} is none.").format(clinic=clinic_id, n=len(offers), number=number)
            )
        self._prices.remove(offers[number - 1])
        return _("{clinic}: price {number} taken out").format(clinic=clinic_id, number=number)

    def place(self, clinic_id: str, lat: float, lon: float, position: str) -> None:
        """Sets where a clinic is and how exactly that is known (a word of POSITIONS)."""
        self.row(clinic_id).update(lat=f"{lat:.6f}".rstrip("0"), lon=f"{lon:.6f}".rstrip("0"), position=position)
        self._touched.add(clinic_id)

    def save(self) -> list[str]:
        """Writes what was changed, all files or none; the names of the files written.

        Raises EditError when a changed clinic would break a rule of the table.
        """
        self._check()
        texts = {name: text for name, text in self._texts().items() if text != self._before.get(name)}
        if not texts:
            return []
        try:
            for name, text in texts.items():
                tables.write(self.folder / _part(name), text)
            tables.write(self.folder / SAVING, "\n".join(texts))  # from here on the new files are the table
            _finish_saving(self.folder)
        except OSError as error:
            raise EditError(_("The table could not be written ({error}).").format(error=error.strerror)) from None
        self._before |= texts
        self._touched.clear()
        return list(texts)

    def _offer_row(self, clinic_id: str, offer: PriceOffer) -> Row:
        """The row of prices.csv that an offer makes. Raises EditError for a source that is none."""
        source = _source(offer.origin)
        sessions = 1 if offer.sessions is None and offer.item.lower() in _ONE_VISIT else offer.sessions
        return dict.fromkeys(self._headers["prices.csv"], "") | {
            "clinic_id": clinic_id,
            "item": offer.item.lower(),
            "route": offer.route.lower(),
            "low_usd": _number(offer.low_usd),
            "high_usd": _number(offer.high_usd),
            "sessions": _number(sessions),
            "minutes": _number(offer.minutes),
            "includes": ";".join(offer.includes),
            "note": _flat(offer.note),
            **{name: source[name] for name in ("as_of", "source_url", "kind")},
        }

    def _cover(self, clinic_id: str, field: str, value: str, source: Row, scope: str, quoted: bool) -> None:
        """Notes that a source states a value; a source that spoke of the field before is brought up to date."""
        same = ("source_url", "kind") if source["source_url"] else ("source_url", "kind", "as_of")
        for old in self.evidence(clinic_id):
            if old["field"] == field and all(old[n] == source[n] for n in same):
                if field in schema.LISTS:
                    value = ";".join(dict.fromkeys([*_words(old["value"]), *_words(value)]))
                newer = {name: max(old[name], source[name]) for name in ("as_of", "read_on")}
                old |= {"value": value, "scope": scope, **newer}
                old["quoted"] = field if quoted else old["quoted"]
                return
        self._evidence.add(
            dict.fromkeys(self._headers["evidence.csv"], "")
            | {"clinic_id": clinic_id, "field": field, "value": value, "scope": scope}
            | {"quoted": field if quoted else "", **source}
        )

    def _unaccounted(self, clinic_id: str, field: str) -> list[str]:
        """The words of a list field, or the value of another, that no row of the field states: the row's pages do."""
        stated = self.row(clinic_id)[field]
        own = [one for one in self.evidence(clinic_id) if one["field"] == field]
        if field in schema.LISTS:
            return list(evidence.unaccounted(own, _words(stated)))
        return [stated] if stated and not any(_same(field, stated, one["value"]) for one in own) else []

    def _pin(self, clinic_id: str, field: str, value: str, but: tuple[str, str]) -> None:
        """Keeps that the whole row's pages state this of a field, before a row of the field says more.

        The page `but` (address, kind) is not one of them: it has been read again.
        """
        about = self.evidence(clinic_id)
        spoken = {(one["source_url"], one["kind"]) for one in about if one["field"] == field}
        for one in about:
            if one["field"] == "*" and (one["source_url"], one["kind"]) not in spoken | {but}:
                quoted = field if field in one["quoted"].split(";") else ""
                self._evidence.add(one | {"field": field, "value": value, "scope": "row", "quoted": quoted})

    def _believed(self, clinic_id: str, field: str) -> str:
        """The value of a field that the best source states; empty if none does."""
        said = [one for one in self.evidence(clinic_id) if one["field"] == field and one["value"]]
        best = min(said, key=evidence.rank, default=None)
        return best["value"] if best else ""

    def problems(self, clinic_ids: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
        """What `check` would say of the rows of these clinics: id, column, value and reason."""
        rows = [self.clinics[clinic_id] for clinic_id in clinic_ids if clinic_id in self.clinics]
        cells = pd.DataFrame(rows, columns=list(schema.CLINICS.columns), dtype="str")
        cells = cells.where(cells != "")
        for line, column, value, reason in [*schema.problems(cells, schema.CLINICS), *schema.clinic_problems(cells)]:
            yield rows[line]["id"], column, value, reason

    def _check(self) -> None:
        """Raises EditError when a clinic that was changed would be set aside."""
        for clinic_id, column, value, reason in self.problems(self._touched):
            raise EditError(
                _("{id}: {column} is {value!r}, {reason}. Nothing was saved.").format(
                    id=clinic_id, column=column, value=value, reason=reason
                )
            )

    def _read(self, name: str) -> list[Row]:
        """The rows of a file as text, with all columns of ours; columns that we do not know are kept."""
        columns = list(schema.SCHEMAS[name].columns)
        path = self.folder / name
        if not path.exists() and name != "clinics.csv":
            self._headers[name] = columns
            return []
        refuse = _("{name} could not be read ({why}). Mend it first: “check” says where.")
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.reader(file, strict=True)
                header = [cell.strip() for cell in next(reader, [])]
                rows = [row for row in reader if any(row)]
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise EditError(refuse.format(name=name, why=error)) from None
        if not set(schema.REQUIRED[name]) <= set(header) or len(set(header)) < len(header):
            raise EditError(refuse.format(name=name, why=_("columns are missing or stand twice")))
        if any(len(row) != len(header) for row in rows):
            raise EditError(refuse.format(name=name, why=_("a row has too few or too many cells")))
        self._headers[name] = [*header, *(column for column in columns if column not in header)]
        self._lacking[name] = set(columns) - set(header)
        absent = dict.fromkeys(self._headers[name], "")
        return [absent | dict(zip(header, row, strict=True)) for row in rows]

    def _texts(self) -> dict[str, str]:
        """What would be written: file -> text. Columns of ours that the file lacked are there once a row needs them."""
        texts = {}
        rows_of: tuple[Iterable[Row], ...] = (self.clinics.values(), self._prices, self._evidence)
        for name, rows in zip(FILES, rows_of, strict=True):
            needed = {column for column in self._lacking[name] if any(row[column] for row in rows)}
            columns = [column for column in self._headers[name] if column not in self._lacking[name] - needed]
            texts[name] = tables.as_csv(columns, ({column: row[column] for column in columns} for row in rows))
        return texts


class _Rows:
    """Rows about clinics in the file's order; what is added to a clinic stands behind the rows that it has."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._of: dict[str, list[Row]] = {}
        self._order: list[Row] = []
        for row in rows:
            self._order.append(row)
            self._of.setdefault(row["clinic_id"], []).append(row)

    def of(self, clinic_id: str) -> list[Row]:
        """The rows of one clinic."""
        return list(self._of.get(clinic_id, ()))

    def add(self, row: Row) -> None:
        """One more row."""
        self._of.setdefault(row["clinic_id"], []).append(row)

    def remove(self, row: Row) -> None:
        """Takes out this very row."""
        rows = self._of[row["clinic_id"]]
        rows[:] = [one for one in rows if one is not row]

    def __iter__(self) -> Iterator[Row]:
        there = {id(row) for rows in self._of.values() for row in rows}
        read = {id(row) for row in self._order}
        last = {row["clinic_id"]: id(row) for row in self._order}
        for row in self._order:
            if id(row) in there:
                yield row
            if last[row["clinic_id"]] == id(row):
                yield from (one for one in self._of[row["clinic_id"]] if id(one) not in read)
        for clinic_id, rows in self._of.items():
            if clinic_id not in last:
                yield from rows


def _check_cells(row: Mapping[str, str], file: str) -> None:
    """Raises EditError for a cell that breaks the rule of its column."""
    for column, value in row.items():
        if value and column in schema.SCHEMAS[file].columns and (reason := schema.wrong(column, value, file)):
            raise EditError(_("{column} is {value!r}: {reason}").format(column=column, value=value, reason=reason))


@lru_cache(maxsize=1_000)
def _source(origin: Origin) -> Mapping[str, str]:
    """The cells of a source; kept, as one source states many facts.

    Raises EditError when it names no page and nobody said it, or a month to come.
    """
    if origin.kind not in KINDS:
        raise EditError(
            _("“{kind}” is no kind of source; it is one of {kinds}.").format(
                kind=origin.kind, kinds=join([*KINDS.bits], _("or"))
            )
        )
    if not origin.url and origin.kind not in SPOKEN:
        raise EditError(_("A fact needs its source: the address of a page, or “phone call”."))
    cells = {
        "source_url": origin.url.strip(),
        "kind": origin.kind,
        "as_of": origin.as_of,
        "read_on": origin.read_on or date.today().isoformat(),
    }
    _check_cells(cells, "evidence.csv")
    if cells["as_of"] > f"{date.today():%Y-%m}":
        raise EditError(_("as_of is {month}, which is yet to come.").format(month=cells["as_of"]))
    return cells


def _same(field: str, one: str, other: str) -> bool:
    """Whether two cells say the same: how a name, an address or a number is written does not matter."""
    if one.casefold() == other.casefold():
        return True
    if field == "name":
        return identity.Identity("", one).traits.name.words == identity.Identity("", other).traits.name.words
    if field == "street":
        return bool(identity.street(one).number) and identity.street(one) == identity.street(other)
    if field == "city":
        return slug(one) == slug(other)
    if field == "zip":
        return one[:5] == other[:5]
    if field == "website":
        bare = (re.sub(r"^https?://(?:www\.)?|/$", "", value.casefold()) for value in (one, other))
        return len(set(bare)) == 1
    return bool(one) and schema.value(field, one) == schema.value(field, other)


def _same_number(one: str, other: str) -> bool:
    return one == other or (bool(one) and bool(other) and float(one) == float(other))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _site(row: Mapping[str, str]) -> str:
    """The site (or call) behind a price."""
    host = re.match(r"https?://(?:www\.)?([^/?#:]+)", row["source_url"].lower())
    return f"{row['kind']} {host[1] if host else row['as_of']}"


def _words(cell: str) -> list[str]:
    return [word for part in cell.split(";") if (word := part.strip())]


def _flat(text: str) -> str:
    """Text on one line, without what cannot stand in a CSV file."""
    return " ".join(
        "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs") or sign.isspace()).split()
    )


def _slug(text: str) -> str:
    """An id: `_slug("Example Clinic Austin TX")` is "example-clinic-austin-tx"."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:110].rstrip("-") or "clinic"


def _part(name: str) -> str:
    return f".{name}.part"


def _finish_saving(folder: Path) -> None:
    """Puts new files in their places if all of them were written; a save that was cut off before never was."""
    saving = folder / SAVING
    if saving.exists():
        for name in saving.read_text(encoding="utf-8").split("\n"):
            if (part := folder / _part(name)).exists():
                part.replace(folder / name)
        saving.unlink()
    for name in FILES:
        (folder / _part(name)).unlink(missing_ok=True)
