"""Whether two clinics are one: what of them agrees, what that is worth, and why, in plain words.

*Where* decides first: a clinic at another street or in another town is another door, whatever else agrees. At one door,
or where a street is not stated, *name*, *phone*, *web address* and *NPI* decide together, and none of them alone:
chains share phones, agencies share sites, medical buildings share streets. What a person would have to look up (moved?
renamed? which of two doors?) is asked, never guessed.

Pure: it looks at these two only; what other clinics change of it is `merge`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from finder.sources.identity import Identity, Traits, toll_free
from finder.sources.likeness import Called, likeness, name_keys, one_has_a_page, same_branch, same_page
from finder.sources.nearness import Where, nearness
from finder.text import _

__all__ = ["NOBODY", "Found", "Kind", "Shared", "Verdict", "compare", "judge"]

Kind = Literal["sure", "ask", "different"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two identities are one clinic, from 0 (nothing alike) to 1 how much alike, and why in plain words."""

    kind: Kind
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A verdict, and what the other verdicts on the same identity may change of it."""

    verdict: Verdict
    loose: bool = False  # sure only if the clinic has no second door there
    moved: bool = False  # asked only because it may have moved
    alike: bool = False  # of the same name in the same town, or with no place to tell
    by_name: bool = False  # asked only because two clinics of the town may have such names by chance
    phone: bool | None = None
    chain: bool = False  # loose, and has doors enough that it may be one that we do not know


_DIFFERENT = Found(Verdict("different", 0.0, ()))


def compare(a: Identity, b: Identity) -> Verdict:
    """Whether two identities are one clinic. Symmetric; their keys play no part."""
    return judge(a.traits, b.traits, a.telehealth_only, b.telehealth_only, NOBODY, explain=True).verdict


@dataclass(frozen=True, slots=True)
class Shared:
    """The phones and sites that clinics of many names use."""

    phones: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()


NOBODY = Shared()


@dataclass(frozen=True, slots=True)
class _Signs:
    """What of two identities agrees (True), disagrees (False) or is not stated on both sides (None)."""

    called: Called
    very_name: bool  # the very same words, the town's aside
    where: Where
    phone: bool | None
    site: bool | None
    npi: bool | None
    page: bool | None  # the page within the site
    branch: bool | None
    labelled: bool  # only one names a branch
    telling: bool  # each name has a telling word, at least
    long: bool  # each has two or more
    said_more: bool  # one has a telling word that the other lacks, the town's aside
    call_center: bool  # the phone they share is toll-free, or many use it
    agency: bool  # many use the site they share
    door: bool  # the same street and number in one town, and not two suites
    miles: float | None


def judge(a: Traits, b: Traits, a_remote: bool, b_remote: bool, shared: Shared, explain: bool = False) -> Found:
    """The verdict on a pair, with what it rests on; `explain`: with reasons where it is `different` too."""
    phone = a.phone == b.phone if a.phone and b.phone else None
    site = a.site.domain == b.site.domain if a.site.domain and b.site.domain else None
    npi = a.npi == b.npi if a.npi and b.npi else None
    remote = a_remote or b_remote
    if a_remote != b_remote and (b if a_remote else a).placed:
        return Found(Verdict("different", 0.0, (_("one has a door, the other treats at a distance only"),)))
    where, miles = (Where.UNKNOWN, None) if remote else nearness(a, b)
    contact = phone or site or npi
    if where == Where.APART and not (explain or contact):
        return _DIFFERENT
    called = likeness(a, b)
    door = where in (Where.DOOR, Where.BUILDING) and a.placed and b.placed
    if called == Called.OTHER and not (door or where == Where.DOOR or explain or contact):
        return _DIFFERENT
    signs = _Signs(
        called,
        where == Where.UNKNOWN and not name_keys(a).isdisjoint(name_keys(b)),
        where,
        phone,
        site,
        npi,
        same_page(a, b) if site else None,
        same_branch(a, b),
        bool(a.branch) != bool(b.branch),
        bool(a.name.core - a.town_words) and bool(b.name.core - b.town_words),
        len(a.name.core) > 1 and len(b.name.core) > 1,
        bool((a.name.core ^ b.name.core) - a.town_words - b.town_words),
        bool(phone) and (toll_free(a.phone) or a.phone in shared.phones),
        bool(site) and a.site.domain in shared.domains,
        door,
        miles,
    )
    if remote:
        kind = _provider(signs, a_remote and b_remote)
    elif where in (Where.DOOR, Where.BUILDING):
        kind = _one_building(signs, a, b)
        if kind == "different" and signs.door and _neighbors_are_asked(a, b):
            kind = "ask"
    elif where == Where.SUITE:
        kind = _other_suite(signs)
    elif where == Where.STREET:
        kind = _other_street(signs)
    elif where == Where.APART:
        kind = "different"
    else:
        kind = _no_street(signs)
        if kind == "sure" and signs.branch is None and (signs.labelled or (bool(site) and one_has_a_page(a, b))):
            kind = "ask"
    moved = kind == "ask" and where == Where.STREET
    # In one town a page that is named after the town names no door.
    own_page = signs.page and (where == Where.UNKNOWN or not set(a.site.page.split("-")) <= a.town_words)
    loose = kind == "sure" and where in (Where.TOWN, Where.NEAR, Where.UNKNOWN) and not (signs.branch or own_page)
    # Of names of common words only, others that are much the same make one unsure too.
    alike = called >= (Called.SAME if signs.telling else Called.LIKE) and not remote and (phone or site is not False)
    if where == Where.UNKNOWN:
        alike = alike and bool(phone or site or (phone is None and site is None and signs.very_name))
    alike = alike and signs.branch is not False and where not in (Where.APART, Where.NEAR)
    if kind == "different" and not (explain or alike):
        return _DIFFERENT
    nothing_against = phone is not False and site is not False and signs.branch is not False and not signs.labelled
    by_name = kind == "ask" and where == Where.TOWN and called == Called.SAME and signs.telling and nothing_against
    return Found(
        Verdict(kind, _score(kind, signs), tuple(_reasons(kind, signs, a, b))), loose, moved, alike, by_name, phone
    )


def _provider(s: _Signs, both: bool) -> Kind:
    """Providers without a door are told apart by site and name; a text that names no place may mean one."""
    alike = s.called >= Called.PART
    own_site, own_phone = bool(s.site) and not s.agency, bool(s.phone) and not s.call_center
    if not both:
        return "ask" if (s.site or s.phone) and s.called >= Called.SAME else "different"
    if (own_site or own_phone) and alike:
        return "sure" if s.site is not False else "ask"
    if s.called >= Called.SAME:
        return "sure" if s.site or (s.site is None and s.phone is not False) else "ask"
    return "ask" if own_site or (own_phone and s.called) else "different"


def _one_building(s: _Signs, a: Traits, b: Traits) -> Kind:
    """The same house number: one door, unless another clinic is in the building."""
    contact = bool(s.phone) or bool(s.site) or bool(s.npi)
    unit = bool(a.street.unit) and s.where == Where.DOOR
    against = (s.phone is False) + (s.site is False)
    if s.called >= Called.SAME:
        if contact or against == 0 or (unit and s.called == Called.EXACT):
            return "sure"
        return "sure" if against == 1 and (unit or s.called >= Called.MORE) else "ask"
    if s.called in (Called.LIKE, Called.PART):
        if s.npi or (s.phone and not s.call_center) or (s.site and not s.agency):
            return "sure" if s.phone is not False or s.site or unit else "ask"
        if contact:
            return "ask"
        if unit and not against and s.called == Called.LIKE:
            return "sure"
        return "ask" if (unit and against < 2) or not against else "different"
    # Another name: renamed, or somebody else's. Who answers the same phone in the same room is one clinic.
    own_phone = s.phone and not s.call_center
    if own_phone and unit and s.site is not False:
        return "sure"
    if own_phone and s.site and not s.agency:
        return "sure"
    if s.npi or (s.phone and not s.call_center):
        return "ask"
    if s.site and not s.agency:
        return "ask" if s.phone is None or unit else "different"
    if unit and not against and not contact:
        return "ask"
    return "ask" if contact and s.called == Called.AKIN else "different"


#: What a name says of ketamine: two such at one door are too many to be a chance.
_OF_KETAMINE = frozenset({"ketamine", "esketamine", "infusion", "kap"})


def _neighbors_are_asked(a: Traits, b: Traits) -> bool:
    """Whether two of other names at one door may be one: if neither says a suite, or both names speak of ketamine."""
    speaks = [any(_OF_KETAMINE & set(name.words) for name in (t.name, *t.aliases, *t.parts)) for t in (a, b)]
    return all(speaks) or not (a.street.unit or b.street.unit)


def _other_suite(s: _Signs) -> Kind:
    """Another suite of the building: asked only if it can hardly be somebody else."""
    own = (bool(s.phone) and not s.call_center) or bool(s.npi)
    if s.called >= Called.LIKE and own:
        return "ask"
    if s.called >= Called.SAME and s.site and s.phone is not False:
        return "ask"
    if s.called == Called.PART and own and s.site:
        return "ask"
    return "ask" if s.called == Called.EXACT and s.phone is None and s.site is None else "different"


def _other_street(s: _Signs) -> Kind:
    """Another street of the town: it may have moved if all else is the same, else it is another door."""
    if s.branch is False or s.page is False:
        return "different"
    own = (bool(s.phone) and not s.call_center) or bool(s.npi)
    if own and s.called >= Called.LIKE:
        return "ask"
    if own and s.site and s.called >= Called.PART:
        return "ask"
    if s.called >= Called.SAME and s.site and s.phone is not False:
        return "ask"
    return "ask" if s.called == Called.EXACT and s.phone is None and s.site is None else "different"


def _no_street(s: _Signs) -> Kind:
    """The same town (or towns side by side, or no place on one side) and no street to tell doors apart by."""
    own_phone = bool(s.phone) and not s.call_center
    own_site = bool(s.site) and not s.agency
    if s.branch is False:
        # "(Chelsea)" and "(Upper East Side)": two doors of a chain.
        return "ask" if own_phone and s.called >= Called.SAME and s.where == Where.TOWN and not s.site else "different"
    if s.page is False:
        return "ask" if own_phone and s.called >= Called.SAME else "different"
    if s.where == Where.TOWN:
        return _same_town(s, own_phone, own_site)
    if s.where == Where.NEAR:
        if s.npi and s.called >= Called.PART:
            return "ask"
        alike = s.called >= Called.LIKE
        return "ask" if alike and (own_phone or (s.site and s.phone is None)) else "different"
    # No place on one side.
    if s.called >= Called.SAME:
        if own_phone or s.npi or (own_site and s.phone is not False):
            return "sure" if s.site is not False else "ask"
        if s.phone or s.site:
            return "ask"
        return "ask" if s.very_name and s.phone is None and s.site is None else "different"
    if s.called >= Called.PART and (own_phone or own_site) and s.phone is not False and s.site is not False:
        return "sure" if own_phone and own_site else "ask"
    return "ask" if own_phone and own_site else "different"


def _same_town(s: _Signs, own_phone: bool, own_site: bool) -> Kind:
    if s.called >= Called.SAME:
        if own_phone or s.npi:
            return "sure"
        if s.site:
            return "sure" if s.phone is not False else "ask"
        if s.phone:
            return "sure" if s.site is None else "ask"
        if s.phone is None and s.site is None and s.called >= Called.MORE:
            return "sure"
        return "ask" if not (s.phone is False and s.site is False) else "different"
    if s.called >= Called.PART:
        if own_phone or own_site or s.npi:
            against = s.phone is False or s.site is False
            # The words that only one has may be a branch: "Alpine Ketamine", "Alpine Ketamine South".
            branch = s.said_more and not (s.npi or (own_phone and own_site))
            return "ask" if branch or against else "sure"
        if s.phone or s.site:
            return "ask"
        unsaid = s.phone is None and s.site is None
        return "ask" if unsaid and (s.called == Called.LIKE or s.long) else "different"
    if own_phone and own_site:
        return "sure"
    if own_phone or s.npi:
        return "ask"
    if own_site and s.phone is None:
        return "ask"
    return "ask" if s.site and s.phone is None and s.called == Called.AKIN else "different"


_WEIGHT_OF_NAME = (0.0, 0.1, 0.2, 0.2, 0.3, 0.32, 0.35)
_WEIGHT_OF_PLACE = (0.0, 0.0, 0.05, 0.05, 0.05, 0.12, 0.25, 0.3)


def _score(kind: Kind, s: _Signs) -> float:
    """How much is alike, so that the best is first; a sure pair is above each that is asked."""
    alike = _WEIGHT_OF_NAME[s.called] + _WEIGHT_OF_PLACE[s.where]
    alike += 0.15 * bool(s.phone) + 0.12 * bool(s.site) + 0.08 * bool(s.npi)
    alike -= 0.05 * (s.phone is False) + 0.05 * (s.site is False) + 0.1 * (s.branch is False)
    alike = min(max(alike, 0.0), 1.0)
    floor = {"sure": 0.7, "ask": 0.35, "different": 0.0}[kind]
    width = 0.3 if kind == "sure" else 0.34
    return round(floor + width * alike, 3)


# --- in words


def _reasons(kind: Kind, s: _Signs, a: Traits, b: Traits) -> Iterator[str]:
    """Why, the place first, in words that a maintainer understands."""
    alike = bool(s.phone) or bool(s.site)
    if s.where == Where.APART:
        yield _apart(s.miles)
    elif s.where != Where.UNKNOWN:
        yield {
            Where.STREET: _("another street in the same town"),
            Where.SUITE: _("another suite in the same building"),
            Where.NEAR: _("towns side by side, and not both say the street"),
            Where.TOWN: _("same town, and not both say the street"),
            Where.BUILDING: _("same building, and not both say the suite"),
            Where.DOOR: _("same street and suite") if a.street.unit else _("same street and number"),
        }[s.where]
    elif not (a.placed and b.placed):
        yield _("no place is stated")
    yield {
        Called.OTHER: _("another name"),
        Called.AKIN: _("names with a word in common"),
        Called.PART: _("one name is part of the other"),
        Called.LIKE: _("names of the same common words"),
        Called.SAME: _("nearly the same name"),
        Called.MORE: _("nearly the same name"),
        Called.EXACT: _("same name"),
    }[s.called]
    if s.branch is not None:
        yield _("same branch in the name") if s.branch else _("another branch in the name")
    if s.phone:
        words = _("same phone {phone}, which many use") if s.call_center else _("same phone {phone}")
        yield words.format(phone=_spoken(a.phone))
    elif s.phone is False:
        yield _("another phone")
    if s.site:
        words = _("same website {site}, which many use") if s.agency else _("same website {site}")
        yield words.format(site=a.site.domain)
        if s.page is False:
            yield _("another page of the website")
    elif s.site is False:
        yield _("another website")
    if s.npi:
        yield _("same NPI number")
    if s.where in (Where.APART, Where.STREET) and kind == "different" and alike:
        yield _("perhaps a second door of a chain")
    if kind == "ask" and s.where in (Where.STREET, Where.SUITE):
        yield _("may have moved")
    if kind == "sure" and s.called == Called.OTHER:
        yield _("has a new name, or one name is the company's")
    if kind == "ask" and s.where in (Where.DOOR, Where.BUILDING) and s.called < Called.PART:
        yield _("may have a new name") if alike else _("renamed, or two practices in one building?")


def _apart(miles: float | None) -> str:
    if miles is None or miles < 1.5:
        return _("another town")
    return _("another town, about {miles:,.0f} miles apart").format(miles=miles)


def _spoken(number: str) -> str:
    return f"({number[2:5]}) {number[5:8]}-{number[8:]}"
