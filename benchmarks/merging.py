"""`python -m benchmarks.merging`: whether the same clinic is found across sources, on made-up clinics.

A world of made-up clinics is drawn: chains, medical buildings, call centers, agencies, clinics that move and take new
names. The table knows some of them, each as incompletely as the real one; sources tell of them in the ways registers,
directories, pages and lists really do. Each telling has a truth: its door in the table, or none.

Counted are decisions: `sure` merges on its own; `ask` shows a maintainer the clinics it may be; `new` adds a row.
Precision is the share of sure merges that are right. Recall is given twice: of the tellings of a door in the table,
those merged into it surely, and those merged surely or asked with the right clinic among those shown. The budgets are
on precision and on the second, and on how many are asked. Exits 1 if one is not met.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from rich.console import Console
from rich.table import Table

from finder import places
from finder.sources.identity import Identity
from finder.sources.merge import Index, decide, doubles

#: Of sure merges that are right; of tellings that find their door, surely or asked; of tellings that are asked.
PRECISION, RECALL, ASKED = 0.99, 0.95, 0.15
#: Seconds for 100,000 candidates: about a minute.
SECONDS = 75.0
#: Tuned on seeds 1 to 9; the reported figures are of this one.
HELD_OUT = 2026

#: Of a hundred tellings, how many are of a kind of source: registers and maps, which state address and phone in full,
#: are what most rows come from; pages are read one by one, and lists are typed.
SOURCES = {"nppes": 20, "findtreatment": 20, "maps": 20, "page": 20, "directory": 10, "list": 10}
#: The share of the table's rows that state as little as the bundled table's do (street 12 %, phone 12 %). A table of
#: thousands is imported, and a row is as bare as its source: lists (10 in 100), half of the directories (5), pages
#: without an address (3), and the bundled rows themselves (7 in 100).
SPARSE = 0.25

#: The sort of tellings that state something besides name and town which the table states too.
COMPARABLE = "comparable"

console = Console(width=None if sys.stdout.isatty() else 120)

BRANDS = re.findall(
    r"\S+",
    """
Summit Serenity Harbor Beacon Cedar Aspen Lumina Horizon Elevate Renew Clarity Sage Willow Haven Anchor
Compass Evergreen Lotus Phoenix Radiance Bridge Northstar Solace Tranquil Ascend Aurora Bloom Cascade Denali Ember
Foothill Granite Ivy Juniper Keystone Lighthouse Meridian Nova Oasis Pinnacle Quiet Riverstone Sequoia Trellis Unity
Vista Wellspring Zenith Alder Birch Copper Driftwood Equinox Firefly Goldleaf Heron Indigo Jasper Kestrel Larkspur
Maple Nectar Opal Prairie Quartz Redwood Sparrow Thistle Umbra Violet Wren Yarrow Alpine Bluebird Clearwater Dawn
Everwell Fern Glacier Hummingbird Iris Jade Koi Lagoon Mesa Nimbus Orchid Pebble Rainier Saffron Tidal Vela
""",
)
SECOND = re.findall(
    r"\S+",
    """
Mind Path Peak Life Light Spring Point Ridge Lake Brook Stone Field Tree Bay Sky Heart Root Wave Gate
Hill
""",
)
SURNAMES = re.findall(
    r"\S+",
    """
Example Sample Testman Placeholder Madeup Notreal Fictive Specimen Dummett Mockler Standin Figment Fableman
Phantom Pseudon Invento Imagina Conjura Nominal Anonby Novella Parable Legender Mythson Allegor
""",
)
FIRST = ["Alex", "Jordan", "Taylor", "Morgan", "Casey", "Riley", "Avery", "Quinn", "Rowan", "Sage"]
DOES = ["Ketamine", "Ketamine Clinic", "Ketamine Center", "Ketamine & Wellness", "Psychiatry", "Wellness", "Health",
        "Infusions", "Infusion Center", "Integrative Psychiatry", "Mental Health", "Pain & Wellness", "TMS & Ketamine",
        "Behavioral Health", "Therapeutics", "Medical Group", "Ketamine Therapy", "Wellness Center", "Healing Center",
        "Pain Management", "Counseling", "Psychiatric Associates"]  # fmt: skip
GENERIC = ["{town} Ketamine Clinic", "{town} Ketamine Center", "Ketamine Clinic of {town}", "{town} Ketamine",
           "Ketamine Center of {town}", "{town} Infusion Center", "{town} Ketamine & Wellness",
           "Ketamine Clinics of {town}", "{town} Psychiatry", "{town} Interventional Psychiatry",
           "{town} TMS & Ketamine",
           "{town} Integrative Psychiatry", "Ketamine Infusion Center", "{town} Mental Health"]  # fmt: skip
STREETS = re.findall(
    r"\S+",
    """
Main Oak Maple Cedar Elm Washington Lincoln Park Lake Hill Sunset Ridge Highland Mill River Church Spring
Center Market Broadway Jefferson Franklin Madison Jackson Central University College Medical Hospital Preston Bell
Camelback Sepulveda Peachtree Wilshire Westheimer Ponce-de-Leon Van-Buren Martin-Luther-King Bruce-B-Downs Legacy
Coit Arapahoe Speer Colfax Lamar Burnet Anderson Cahaba Wornall Roe Metcalf Fiddlers-Green Long-Prairie
""",
)
TYPES = [("Street", "St"), ("Avenue", "Ave"), ("Boulevard", "Blvd"), ("Road", "Rd"), ("Drive", "Dr"), ("Lane", "Ln"),
         ("Parkway", "Pkwy"), ("Court", "Ct"), ("Place", "Pl"), ("Circle", "Cir"), ("Way", "Way")]  # fmt: skip
DIRECTIONS = {"N": "North", "S": "South", "E": "East", "W": "West", "NE": "Northeast", "SW": "Southwest"}
QUARTERS = ["North", "Downtown", "West", "Midtown", "Uptown", "Lakeside", "Eastside", "Medical District", "Old Town",
            "Riverside", "South"]  # fmt: skip


@dataclass(frozen=True)
class Zip:
    """A ZIP with its town."""

    code: str
    town: str
    state: str
    lat: float
    lon: float


@dataclass
class Door:
    """A clinic as it truly is."""

    number: int
    name: str
    zip: Zip
    house: int
    direction: str
    street: str
    kind: tuple[str, str]
    suite: str
    phone: str
    site: str
    page: str = ""
    branch: str = ""
    npi: str = ""
    legal: str = ""
    toll_free: str = ""
    remote: bool = False
    sorts: set[str] = field(default_factory=set)


class World:
    """Doors, drawn with a seed."""

    def __init__(self, doors: int, seed: int) -> None:
        self.rng = random.Random(seed)
        self.zips, self.weights, self.of_town = _zips()
        self.doors: list[Door] = []
        self._phones: set[str] = set()
        self._sites: set[str] = set()
        self._names: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._pool: list[Zip] = []
        self._centers = [f"+1{self.rng.choice(['800', '888', '877', '866'])}55501{i:02}" for i in range(8)]
        self._agencies = [f"clinicsites{i}.example" for i in range(6)]
        while len(self.doors) < doors:
            self._draw()

    def _zip(self) -> Zip:
        if not self._pool:
            self._pool = self.rng.choices(self.zips, self.weights, k=5_000)
        return self._pool.pop()

    def phone(self) -> str:
        """A number nobody else has, of the exchange that is kept for fiction (555)."""
        while True:
            number = f"+1{self.rng.choice('23456789')}{self.rng.randrange(1, 100):02}555{self.rng.randrange(10_000):04}"
            if number[2:5] not in ("800", "833", "844", "855", "866", "877", "888") and number not in self._phones:
                self._phones.add(number)
                return number

    def site(self, name: str, zip_: Zip) -> str:
        """A web address nobody else has, made of the name as clinics do."""
        base = re.sub(r"[^a-z]", "", name.lower().replace("&", "and"))[:30] or "clinic"
        for tail in ("", zip_.state.lower(), "md", "clinic", str(len(self._sites))):
            if (site := f"{base}{tail}.example") not in self._sites:
                self._sites.add(site)
                return site
        raise AssertionError

    def name(self, zip_: Zip) -> str:
        """A name that no other clinic of the town has to the letter; one much the same it may have."""
        while (name := self._any_name(zip_)) in self._names[zip_.town, zip_.state]:
            pass
        self._names[zip_.town, zip_.state].add(name)
        return name

    def _any_name(self, zip_: Zip) -> str:
        r = self.rng
        roll = r.random()
        if roll < 0.27:
            return r.choice(GENERIC).format(town=zip_.town)
        if roll < 0.60:
            return f"{r.choice(BRANDS)} {r.choice(DOES)}"
        if roll < 0.78:
            return f"{r.choice(BRANDS)} {r.choice(SECOND)} {r.choice(DOES)}"
        if roll < 0.85:
            return f"{r.choice(FIRST)} {r.choice(SURNAMES)} MD"
        if roll < 0.92:
            return f"{r.choice(SURNAMES)} {r.choice(DOES)}"
        if roll < 0.96:
            return f"{r.choice(BRANDS)} Medical Center - {r.choice(['Ketamine Clinic', 'Interventional Psychiatry'])}"
        return f"{zip_.town} {r.choice(BRANDS)} {r.choice(DOES)}"

    def _door(self, name: str, zip_: Zip, **cells: object) -> Door:
        r = self.rng
        door = Door(
            len(self.doors), name, zip_, r.randrange(1, 20) * 10 ** r.randrange(1, 4) + r.randrange(100),
            r.choice(list(DIRECTIONS)) if r.random() < 0.4 else "", self._street(), r.choice(TYPES), self._suite(),
            phone=self.phone(), site=self.site(name, zip_) if r.random() < 0.92 else "",
            npi=f"{r.randrange(10**9, 2 * 10**9)}" if r.random() < 0.6 else "",
        )  # fmt: skip
        if r.random() < 0.25:
            of = r.choice(["Anesthesia", "Medical", "Holdings", "Health Partners"])
            door.legal = f"{r.choice(SURNAMES)} {of} {r.choice(['PLLC', 'LLC', 'PC'])}"
        for key, value in cells.items():
            setattr(door, key, value)
        self.doors.append(door)
        return door

    def _street(self) -> str:
        if self.rng.random() < 0.15:
            return f"{self.rng.randrange(1, 120)}"
        if self.rng.random() < 0.06:
            return f"Hwy {self.rng.choice([6, 290, 41, 1, 9, 75])}"
        return self.rng.choice(STREETS).replace("-", " ")

    def _suite(self) -> str:
        r = self.rng
        return r.choices(
            ["", str(r.randrange(100, 999)), str(r.randrange(1, 40)), r.choice("ABCDEF"),
             f"{r.choice('ABC')}{r.randrange(1, 400)}", f"{r.randrange(100, 400)}{r.choice('ABC')}",
             f"fl{r.randrange(2, 9)}"],
            [25, 42, 8, 8, 6, 5, 6],
        )[0]  # fmt: skip

    def _draw(self) -> None:
        r, zip_ = self.rng, self._zip()
        roll = r.random()
        if roll < 0.012:
            name = f"{r.choice(BRANDS)}{r.choice(['MD', ' Health', ' at Home', ' Ketamine'])}"
            self._door(name, zip_, remote=True, sorts={"at a distance"})
        elif roll < 0.10:
            self._chain(zip_)
        elif roll < 0.14 and self.doors:
            self._same_building(r.choice(self.doors))
        elif roll < 0.15 and self.doors:
            self._same_suite(r.choice(self.doors))
        elif roll < 0.18 and self.doors:
            like = r.choice(self.doors)
            if like.zip.state != zip_.state and not like.branch:
                self._door(like.name, zip_, sorts={"namesake in another state"})
        elif roll < 0.20 and self.doors:
            like = r.choice(self.doors)
            if not like.branch and not like.remote:
                self._door(
                    self.name(like.zip), r.choice(self.of_town[like.zip.town, like.zip.state]), sorts={"same town"}
                )
        else:
            door = self._door(self.name(zip_), zip_)
            if r.random() < 0.03:
                door.phone, door.sorts = r.choice(self._centers), {"call center"}
            if r.random() < 0.02:
                door.site, door.page = r.choice(self._agencies), f"clinic-{door.number}"
                door.sorts = {"agency"}

    def _chain(self, zip_: Zip) -> None:
        """Doors of one company: some in one town, with or without phones and pages of their own."""
        r = self.rng
        brand = f"{r.choice(BRANDS)} {r.choice([*SECOND, ''])} {r.choice(DOES)}".replace("  ", " ")
        one_phone, pages, site = r.random() < 0.4, r.random() < 0.5, self.site(brand, zip_)
        phone = r.choice(self._centers) if r.random() < 0.2 else self.phone()
        # Of the bundled table's rows one in six is of a chain, and one in eighty of a chain with two doors in its town,
        # each of which has its quarter in its name. Here they are several times as many, and not all have.
        in_town = r.random() < 0.2
        branches = r.random() < (0.65 if in_town else 0.5)
        towns = [zip_]
        for i in range(min(1 + int(r.expovariate(0.4)) + 1, 14)):
            if i and not (in_town and r.random() < 0.6):
                towns.append(self._near(zip_) if r.random() < 0.6 else self._zip())
            where = towns[-1] if i == 0 or not in_town else r.choice(self.of_town[towns[-1].town, towns[-1].state])
            there = [d for d in self.doors[-14:] if d.zip.town == where.town and d.site == site]
            # No company calls two doors of a town alike, nor has it one page for both.
            quarters = [one for one in QUARTERS if one not in {d.branch for d in there}]
            branch = (r.choice(quarters) if there else where.town) if branches and quarters else ""
            door = self._door(brand, where, site=site, branch=branch, sorts={"chain"}, legal="", npi="")
            if there:
                for one in (door, *there):
                    one.sorts = {"chain, one town"}
            if one_phone:
                door.phone = phone
            if pages:
                step = branch or (f"{where.town} {door.street}" if there else where.town)
                door.page = step.lower().replace(" ", "-")

    def _near(self, zip_: Zip) -> Zip:
        return min((self._zip() for _ in range(40)), key=lambda z: (z.lat - zip_.lat) ** 2 + (z.lon - zip_.lon) ** 2)

    def _same_building(self, like: Door) -> None:
        """Another clinic in the building, often of a name much the same."""
        if like.remote or like.branch:
            return
        r = self.rng
        name = r.choice(GENERIC).format(town=like.zip.town)
        if r.random() < 0.5 or name in self._names[like.zip.town, like.zip.state]:
            name = self.name(like.zip)
        suite = self._suite()
        like.suite = like.suite or "100"
        while suite in ("", like.suite):
            suite = str(r.randrange(100, 999))
        like.sorts = {"medical building"}
        self._door(name, like.zip, house=like.house, direction=like.direction, street=like.street, kind=like.kind,
                   suite=suite, sorts={"medical building"})  # fmt: skip

    def _same_suite(self, like: Door) -> None:
        """A therapist who rents a room of the clinic: another practice at the same door."""
        if like.remote or like.branch:
            return
        self._door(f"{self.rng.choice(FIRST)} {self.rng.choice(SURNAMES)} Counseling", like.zip, house=like.house,
                   direction=like.direction, street=like.street, kind=like.kind, suite=like.suite,
                   sorts={"sublet room"})  # fmt: skip


def _zips() -> tuple[list[Zip], list[float], dict[tuple[str, str], list[Zip]]]:
    """The ZIPs of the country, how likely a clinic is there, and those of each town."""
    table = places.table()
    people = {}
    for row, place in enumerate(table.ids):
        if place.startswith("city:"):
            spot = (table.name(row), table.state(row))
            people[spot] = max(people.get(spot, 0), int(table.weight[row]))
    of_town: dict[tuple[str, str], list[Zip]] = defaultdict(list)
    for row, place in enumerate(table.ids):
        if place.startswith("zip:") and (spot := (table.name(row), table.state(row))) in people:
            of_town[spot].append(Zip(place[4:], *spot, float(table.lat[row]), float(table.lon[row])))
    zips = [one for spot in of_town for one in of_town[spot]]
    return zips, [people[z.town, z.state] / len(of_town[z.town, z.state]) + 1 for z in zips], of_town


# --- how sources tell of a door


def typo(text: str, r: random.Random) -> str:
    """The text with one slip of the pen within a word."""
    spots = [m.start() + i for m in re.finditer(r"[A-Za-z]{5,}", text) for i in range(1, len(m[0]) - 1)]
    if not spots:
        return text
    i = r.choice(spots)
    return r.choice([
        text[:i] + text[i + 1 :],
        text[:i] + text[i] + text[i:],
        text[:i] + text[i + 1] + text[i] + text[i + 2 :],
        text[:i] + r.choice("aeiourst") + text[i + 1 :],
    ])  # fmt: skip


def called(door: Door, r: random.Random, tags: set[str]) -> str:
    """The clinic's name as people write it."""
    name = door.name
    roll = r.random()
    if roll < 0.12:
        name = f"{name}{r.choice([', ', ' '])}{r.choice(['LLC', 'PLLC', 'P.C.', 'Inc.', 'L.L.C.'])}"
    elif roll < 0.17:
        name = f"The {name}"
    elif roll < 0.22:
        name = name.replace(" & ", " and ") if "&" in name else f"{name} & Wellness"
        tags.add("name: words")
    elif roll < 0.27 and "Ketamine" in name and not name.startswith("Ketamine"):
        name = name.replace("Ketamine", r.choice(["Ketamine Infusion", "Ketamine Therapy", "IV Ketamine"]), 1)
        tags.add("name: words")
    elif roll < 0.32:
        for one, other in (
            ("Clinic", "Center"),
            ("Center", "Clinic"),
            ("Psychiatry", "Psychiatric"),
            ("Health", "Healthcare"),
        ):
            if one in name:
                name = name.replace(one, other, 1)
                tags.add("name: words")
                break
    elif roll < 0.34 and len(name.split()) > 2:
        name = name.rsplit(" ", 1)[0]
        tags.add("name: cut")
    if door.zip.town in name and r.random() < 0.06:
        rest = " ".join(name.replace(door.zip.town, "").replace(" of ", " ").split())
        name = r.choice([f"{door.zip.town} {rest}", f"{rest} of {door.zip.town}", f"{rest} {door.zip.town}"])
        tags.add("name: turned round")
    if r.random() < 0.04:
        name = typo(name, r)
        tags.add("name: slip")
    if door.branch and r.random() < 0.7:
        name = r.choice(["{0} ({1})", "{0} - {1}", "{0} – {1}", "{0}, {1}", "{0} {1}"]).format(name, door.branch)
    elif r.random() < 0.03:
        name = f"{name} - {door.zip.town}"
    elif r.random() < 0.02:
        name = (
            f"{name} ({r.choice(['ketamine clinic', 'IV ketamine and Spravato', 'ketamine-assisted psychotherapy'])})"
        )
    return name


def addressed(door: Door, r: random.Random, style: str, tags: set[str]) -> str:
    """The street as sources write it: NPPES in capitals with STE, others anyhow."""
    street, (long, short) = door.street, door.kind
    capitals = style == "nppes"
    if street.isdecimal():
        n = int(street)
        end = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
        words = {1: "First", 2: "Second", 3: "Third", 5: "Fifth", 7: "Seventh"}
        street = words[n] if n in words and r.random() < 0.5 else f"{n}{end}"
    if street.startswith("Hwy"):
        road = r.choice([street, street.replace("Hwy", "Highway"), street.replace("Hwy", "HWY")])
    elif street == "Broadway":
        road = street
    else:
        kind = short if capitals else r.choice([long, short, f"{short}."])
        road = f"{street} {kind}" if capitals or r.random() > 0.03 else street
    if door.direction:
        short_way, long_way = door.direction, DIRECTIONS[door.direction]
        way = short_way if capitals else r.choice([short_way, f"{short_way}.", long_way, ".".join(short_way) + "."])
        if r.random() > 0.05:
            road = f"{road} {short_way}" if street.startswith("Hwy") else f"{way} {road}"
        else:
            tags.add("street: no direction")
    text = f"{door.house} {road}"
    if door.suite:
        if r.random() < 0.12:
            tags.add("suite: left out")
        elif door.suite.startswith("fl"):
            n = int(door.suite[2:])
            nth = f"{n}{ {2: 'nd', 3: 'rd'}.get(n, 'th') }"
            text += r.choice([f", {nth} Floor", f" Fl {n}", f", Floor {n}", f" {nth} fl"])
        else:
            how = ["{0} STE {1}"] if capitals else ["{0}, Suite {1}", "{0} Suite {1}", "{0}, Ste. {1}", "{0} Ste {1}",
                   "{0} #{1}", "{0}, # {1}", "{0}, Unit {1}", "{0}, STE {1}", "{0}, Suite #{1}"]  # fmt: skip
            suite = (
                f"{door.suite[0]}-{door.suite[1:]}"
                if re.fullmatch(r"[A-C]\d+", door.suite) and r.random() < 0.4
                else door.suite
            )
            text = r.choice(how).format(text, suite)
    if r.random() < 0.02:
        text = typo(text, r)
        tags.add("street: slip")
    return text.upper() if capitals else text


def spoken(phone: str, r: random.Random) -> str:
    """The phone number as people write it."""
    a, b, c = phone[2:5], phone[5:8], phone[8:]
    return r.choice([f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", phone, f"{a}{b}{c}", f"1-{a}-{b}-{c}",
                     f"({a}){b}-{c}", f"+1 {a} {b} {c}", f"{a}-{b}-{c} ext. 2"])  # fmt: skip


def linked(door: Door, r: random.Random, pages: float = 0.5) -> str:
    """The web address as sources write it."""
    if not door.site:
        return r.choice(
            ["", "", "https://www.facebook.com/exampleclinic", "https://www.psychologytoday.com/us/clinics/1"]
        )
    head = r.choice(["https://www.", "https://", "http://www.", "http://", "www.", ""])
    path = ""
    if door.page and (door.page.startswith("clinic-") or r.random() < pages):
        path = r.choice(["/{0}", "/locations/{0}/", "/{0}/contact"]).format(door.page)
    elif r.random() < 0.25:
        path = r.choice(["/", "/contact", "/contact-us/", "/about", "/ketamine-therapy", "/index.html", "/pricing"])
    query = (
        r.choice(["?utm_source=directory", "?utm_campaign=gmb&utm_medium=organic", "#top"]) if r.random() < 0.15 else ""
    )
    site = door.site.capitalize() if r.random() < 0.05 else door.site
    return f"{head}{site}{path}{query}"


@dataclass
class Telling:
    """What one source says of one door."""

    identity: Identity
    truth: int
    tags: set[str]


def happened(door: Door, world: World, tags: set[str]) -> Door:
    """The door after what may have happened to it since the table was made."""
    r = world.rng
    changed = replace(door)
    if r.random() < 0.02 and not door.remote:
        zip_ = r.choice(world.of_town[door.zip.town, door.zip.state])
        changed = replace(changed, house=r.randrange(100, 9999), street=r.choice(STREETS).replace("-", " "), zip=zip_,
                          suite=str(r.randrange(100, 999)))  # fmt: skip
        tags.add("moved")
    elif r.random() < 0.015:
        name = world.name(door.zip)
        changed = replace(changed, name=name, site=world.site(name, door.zip) if r.random() < 0.7 else door.site)
        tags.add("renamed")
    if r.random() < 0.03:
        changed = replace(changed, phone=world.phone())
        tags.add("new phone")
    if r.random() < 0.03:
        changed = replace(changed, site=world.site(changed.name, door.zip), page="")
        tags.add("new website")
    return changed


def tell(door: Door, world: World, key: str) -> Telling:
    """What a source drawn at random says of a door today."""
    r = world.rng
    tags = set(door.sorts)
    now = happened(door, world, tags)
    style = r.choices(list(SOURCES), list(SOURCES.values()))[0]
    if door.remote:
        style = r.choice(["page", "directory"])
    one = globals()[f"_{style}"](now, r, tags, key)
    if door.remote:
        one = replace(
            one, street="", city="", state="", zip="", lat=None, lon=None, position="", telehealth_only=r.random() < 0.9
        )
    elif r.random() < 0.02 and one.zip and one.street:
        one = replace(one, zip=one.zip[:4] + r.choice("0123456789"))
        tags.add("zip: slip")
    elif r.random() < 0.015 and one.city:
        near = min((world.rng.choice(world.zips) for _ in range(400)),
                   key=lambda z: (z.lat - now.zip.lat) ** 2 + (z.lon - now.zip.lon) ** 2)  # fmt: skip
        if near.state == now.zip.state:
            one = replace(one, city=near.town)
            tags.add("town: a suburb's name")
    return Telling(one, door.number, tags | {f"from: {style}"})


def _nppes(door: Door, r: random.Random, tags: set[str], key: str) -> Identity:
    name = called(door, r, tags)
    if door.legal and r.random() < 0.5:
        name = door.legal
        tags.add("name: legal entity")
        if r.random() < 0.5:
            name = f"{door.legal} DBA {door.name}"
    phone = door.phone[2:] if r.random() < 0.85 else f"{r.randrange(200, 999)}555{r.randrange(10_000):04}"
    if phone != door.phone[2:]:
        tags.add("billing phone")
    return Identity(key, name.upper(), addressed(door, r, "nppes", tags), door.zip.town.upper(), door.zip.state,
                    f"{door.zip.code}{r.randrange(1, 9999):04}", phone, npi=door.npi)  # fmt: skip


def _findtreatment(door: Door, r: random.Random, tags: set[str], key: str) -> Identity:
    lat, lon = door_point(door, r)
    return Identity(key, called(door, r, tags), addressed(door, r, "", tags), door.zip.town, door.zip.state,
                    door.zip.code, spoken(door.phone, r), linked(door, r) if r.random() < 0.8 else "",
                    lat, lon, "address")  # fmt: skip


def _maps(door: Door, r: random.Random, tags: set[str], key: str) -> Identity:
    """A place of a map or a review site: address, phone and position, and a site for most."""
    lat, lon = door_point(door, r)
    return Identity(key, called(door, r, tags), addressed(door, r, "", tags), door.zip.town, door.zip.state,
                    door.zip.code, spoken(door.phone, r) if r.random() < 0.95 else "",
                    linked(door, r) if r.random() < 0.7 else "", lat, lon, "address")  # fmt: skip


def door_point(door: Door, r: random.Random) -> tuple[float, float]:
    """A position as a geocoder gives it: the same for a door each time, but for a few hundred feet."""
    own = random.Random(f"{door.house} {door.street} {door.zip.code}")
    lat, lon = door.zip.lat + own.gauss(0, 0.015), door.zip.lon + own.gauss(0, 0.015)
    return round(lat + r.gauss(0, 0.0005), 5), round(lon + r.gauss(0, 0.0005), 5)


def _page(door: Door, r: random.Random, tags: set[str], key: str) -> Identity:
    """A clinic's own page: its site is sure, the rest is there or not."""
    one = Identity(key, called(door, r, tags), website=linked(door, r, 0.8))
    if r.random() < 0.9:
        one = replace(one, phone=spoken(door.toll_free or door.phone, r))
    if r.random() < 0.85:
        one = replace(one, street=addressed(door, r, "", tags), zip=door.zip.code if r.random() < 0.8 else "")
    if one.street or r.random() < 0.5:
        one = replace(one, city=door.zip.town, state=door.zip.state)
    if not (one.city or one.zip):
        tags.add("no place")
    return one


def _directory(door: Door, r: random.Random, tags: set[str], key: str) -> Identity:
    """A directory: some put a number of their own there, to count the calls."""
    phone = door.phone
    if r.random() < 0.08:
        phone = f"+1{r.randrange(200, 799)}555{r.randrange(10_000):04}"
        tags.add("tracking phone")
    street = addressed(door, r, "", tags) if r.random() < 0.5 else ""
    return Identity(key, called(door, r, tags), street, door.zip.town, door.zip.state if r.random() < 0.98 else "",
                    door.zip.code if street and r.random() < 0.8 else "", spoken(phone, r) if r.random() < 0.7 else "",
                    linked(door, r, 0.3) if r.random() < 0.7 else "")  # fmt: skip


def _list(door: Door, r: random.Random, tags: set[str], key: str) -> Identity:
    """A list in an article or a spreadsheet: a name and one or two things more."""
    one = Identity(key, called(door, r, tags))
    how = r.choice(["town", "town and site", "town and site", "town and phone", "town and phone", "site"])
    if "town" in how:
        one = replace(one, city=door.zip.town, state=door.zip.state)
    else:
        tags.add("no place")
    if "phone" in how:
        one = replace(one, phone=spoken(door.phone, r))
    return replace(one, website=linked(door, r)) if "site" in how else one


def row(door: Door, world: World, key: str, sparse: float = SPARSE) -> Identity:
    """The door as the table has it: a share as sparse as the bundled table is, the rest as an import leaves it."""
    r = world.rng
    tags: set[str] = set()
    name = door.name
    if door.branch and r.random() < 0.8:
        name = f"{name} ({door.branch})"
    site = linked(replace(door, page=door.page if door.page.startswith("clinic-") or r.random() < 0.3 else ""), r, 1.0)
    site = site if site.startswith("http") else f"https://{site}" if site else ""
    if door.remote:
        return Identity(key, name, website=site, telehealth_only=True, phone=door.phone if r.random() < 0.2 else "")
    full = r.random() >= sparse
    one = Identity(
        key, name, city=door.zip.town, state=door.zip.state, lat=door.zip.lat, lon=door.zip.lon, position="city"
    )
    if r.random() < (0.8 if full else 0.75):
        one = replace(one, website=site)
    if r.random() < (0.85 if full else 0.2):
        one = replace(one, phone=door.phone)
    if r.random() < (0.95 if full else 0.12):
        one = replace(one, street=addressed(door, r, "", tags), zip=door.zip.code if full or r.random() < 0.5 else "",
                      position="zip")  # fmt: skip
        if full and r.random() < 0.6:
            lat, lon = door_point(door, r)
            one = replace(one, lat=lat, lon=lon, position="address")
    if full and door.npi and r.random() < 0.3:
        one = replace(one, npi=door.npi)
    return one


# --- figures


@dataclass
class Count:
    """What became of tellings of one sort."""

    tellings: int = 0
    known: int = 0
    right: int = 0
    wrong: int = 0
    asked: int = 0
    asked_right: int = 0
    asked_new: int = 0
    new_wrong: int = 0

    @property
    def sure(self) -> float:
        """The share of tellings of doors in the table that were merged into them."""
        return self.right / self.known if self.known else 1.0

    def add(self, what: str, known: bool) -> None:
        """Counts one more: `what` is `right`, `wrong`, `asked_right`, `asked_wrong`, `new` of it."""
        self.tellings += 1
        self.known += known
        self.right += what == "right"
        self.wrong += what == "wrong"
        self.asked += what.startswith("asked")
        self.asked_right += what == "asked_right"
        self.asked_new += what.startswith("asked") and not known
        self.new_wrong += what == "new" and known


def measure(
    clinics: int, candidates: int, seed: int, show: int = 0, only: str = "", sparse: float = SPARSE
) -> tuple[Count, dict[str, Count]]:
    """What becomes of `candidates` tellings beside a table of `clinics`, in all and by sort."""
    world = World(round(clinics * 1.5), seed)
    known = set(world.rng.sample(range(len(world.doors)), clinics))
    table = {f"row-{i}": row(world.doors[i], world, f"row-{i}", sparse) for i in known}
    index = Index.of(table.values())
    total, by_sort = Count(), defaultdict(Count)
    for n in range(candidates):
        telling = tell(world.doors[world.rng.randrange(len(world.doors))], world, f"candidate-{n}")
        decision = decide(index, telling.identity)
        truth = f"row-{telling.truth}" if telling.truth in known else ""
        if truth and _comparable(telling.identity, table[truth]):
            telling.tags.add(COMPARABLE)
        if decision.kind == "sure":
            what = "right" if decision.key == truth else "wrong"
        elif decision.kind == "ask":
            what = "asked_right" if truth in dict(decision.found) else "asked_wrong"
        else:
            what = "new"
        for count in (
            total,
            *(by_sort[tag] for tag in telling.tags | ({"plain"} if len(telling.tags - {COMPARABLE}) < 2 else set())),
        ):
            count.add(what, bool(truth))
        failed = what in ("wrong", "asked_right", "asked_wrong") or (what == "new" and truth)
        if show and failed and (only in telling.tags or only == what or not only):
            show -= 1
            console.print(f"[b]{what}[/] {sorted(telling.tags)}", telling.identity, sep="\n")
            for key, verdict in decision.found:
                console.print("   found", key, "RIGHT" if key == truth else "", verdict, table[key])
            if truth and truth not in dict(decision.found):
                console.print("   truth", table[truth])
            console.print()
    wrong_doubles = [one for one in doubles(table.values()) if one[2].kind == "sure"]
    asked_doubles = [one for one in doubles(table.values()) if one[2].kind == "ask"]
    console.print(
        f"Within the table of {clinics:,} doors, none twice: {len(wrong_doubles)} pairs wrongly sure, "
        f"{len(asked_doubles)} asked."
    )
    return total, by_sort


def _comparable(told: Identity, known: Identity) -> bool:
    """True if both state a street, or both a phone, or both a website of their own: what else is there to go by?"""
    a, b = told.traits, known.traits
    return bool((a.street.number and b.street.number) or (a.phone and b.phone) or (a.site.domain and b.site.domain))


def timed(n: int, seed: int) -> tuple[float, float]:
    """CPU seconds to index `n` clinics and to decide on `n` candidates beside them."""
    world = World(n, seed)
    rows = [row(door, world, f"row-{door.number}") for door in world.doors[:n]]
    tellings = [tell(world.rng.choice(world.doors), world, f"candidate-{i}").identity for i in range(n)]
    start = time.process_time()
    index = Index.of(rows)
    indexed = time.process_time()
    for one in tellings:
        decide(index, one)
    return indexed - start, time.process_time() - indexed


def main() -> int:
    """Measures, prints, and gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.merging", description=__doc__.partition("\n")[0])
    parser.add_argument("--clinics", type=int, default=5_000, help="rows of the table that is merged into")
    parser.add_argument(
        "--candidates", type=int, default=100_000, help="for the time: candidates, and rows beside them"
    )
    parser.add_argument("--tellings", type=int, default=15_000, help="for precision and recall: candidates")
    parser.add_argument(
        "--seed", type=int, default=HELD_OUT, help="another world; the reported figures are of the default"
    )
    parser.add_argument("--sparse", type=float, default=SPARSE, help="share of the rows that state hardly anything")
    parser.add_argument("--show", type=int, default=0, help="print so many of the failures")
    parser.add_argument("--only", default="", help="of this sort, or wrong, asked_right, asked_wrong, new")
    options = parser.parse_args()
    total, by_sort = measure(
        options.clinics, options.tellings, options.seed, options.show, options.only, options.sparse
    )
    _print_sorts(total, by_sort)
    merged = total.right + total.wrong
    precision = total.right / merged if merged else 1.0
    sure, found = total.sure, (total.right + total.asked_right) / total.known
    asked = total.asked / total.tellings
    seconds = 0.0
    if options.candidates:
        built, seconds = timed(options.candidates, options.seed)
        console.print(
            f"{options.candidates:,} clinics indexed in {built:.0f} s; as many candidates decided in {seconds:.0f} s."
        )
    checks: list[tuple[str, str, str, bool | None]] = [
        ("precision of sure merges", f"{precision:.4f}", f"at least {PRECISION}", precision >= PRECISION),
        (
            "recall, merged surely or asked with the right clinic shown",
            f"{found:.4f}",
            f"at least {RECALL}",
            found >= RECALL,
        ),
        ("recall, merged surely", f"{sure:.4f}", "", None),
        ("the same where both state a street, a phone or a site", f"{by_sort[COMPARABLE].sure:.4f}", "", None),
        ("asked, of all tellings", f"{asked:.4f}", f"at most {ASKED}", asked <= ASKED),
        (
            "asked though it is new, of new ones",
            f"{total.asked_new / max(total.tellings - total.known, 1):.4f}",
            "",
            None,
        ),
    ]
    if seconds:
        limit = SECONDS * options.candidates / 100_000
        checks.append(("seconds for the candidates", f"{seconds:.1f}", f"at most {limit:.0f}", seconds <= limit))
    table = Table("figure", "measured", "budget", "")
    for what, value, budget, met in checks:
        table.add_row(what, value, budget, "" if met is None else "[green]ok[/]" if met else "[red]missed[/]")
    console.print(table)
    console.print(f"{total.asked:,} questions for a maintainer, {1000 * asked:.0f} in 1,000 tellings.")
    return 0 if all(met is not False for *_rest, met in checks) else 1


def _print_sorts(total: Count, by_sort: dict[str, Count]) -> None:
    table = Table("sort", "tellings", "in table", "merged right", "merged wrong", "asked right", "asked new", "missed",
                  title="What became of tellings, by sort (one may be of several)")  # fmt: skip
    shown: Callable[[str, Count], None] = lambda name, c: table.add_row(  # noqa: E731
        name, *(f"{x:,}" for x in (c.tellings, c.known, c.right, c.wrong, c.asked_right, c.asked_new,
                                   c.known - c.right - c.asked_right)))  # fmt: skip
    for name, count in sorted(by_sort.items()):
        shown(name, count)
    shown("[b]all[/]", total)
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
