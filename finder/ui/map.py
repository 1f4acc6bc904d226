"""The map of the results: state and county shapes of our own, one marker a place with the numbers of the list.

It asks no other host for anything; where the map cannot be drawn, the list says it all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pydeck as pdk

from finder import coverage, places
from finder.catalog import Catalog
from finder.search import Hit, Query, Results
from finder.spatial import METERS_PER_MILE
from finder.text import _, count
from finder.travel import UNSURE_MILES

#: Dots beyond the page's own clinics; more would be noise.
MAX_DOTS = 1_500
HEIGHT = 460
#: Where our server gives the style of the street pictures.
STREETS_PATH = "/streets.json"
#: The narrowest the map is drawn (a phone); the view must fit there.
_WIDTH = 350
_US = (38.3, -96.0, 2.1)
#: Towns named for orientation, besides those of the clinics.
_TOWNS = 7
_FONT = '"Atkinson Hyperlegible Next, sans-serif"'

RGBA = list[int]


@dataclass(frozen=True, slots=True)
class Colors:
    """The map's colors, for a light or a dark page."""

    land: RGBA
    line: RGBA
    county: RGBA
    marker: RGBA
    number: RGBA
    dot: RGBA
    text: RGBA
    here: RGBA
    unsure: RGBA
    town: RGBA


LIGHT = Colors(
    land=[239, 244, 243], line=[140, 156, 155], county=[140, 156, 155, 70], marker=[11, 98, 101],
    number=[255, 255, 255], dot=[11, 98, 101, 110], text=[15, 26, 27], here=[176, 74, 20],
    unsure=[11, 98, 101, 38], town=[84, 102, 104],
)  # fmt: skip
DARK = Colors(
    land=[28, 39, 40], line=[92, 112, 112], county=[92, 112, 112, 90], marker=[108, 207, 199],
    number=[14, 21, 22], dot=[108, 207, 199, 120], text=[237, 242, 241], here=[240, 150, 90],
    unsure=[108, 207, 199, 45], town=[160, 178, 177],
)  # fmt: skip


def deck(
    catalog: Catalog, query: Query, results: Results, *, dark: bool, marked: Iterable[str] = (), streets: bool = False
) -> pdk.Deck:
    """The map: dots for every clinic of the results, numbered markers for the page's, the place and the radius.

    `marked` are the ids of clinics whose marker stands out. `streets` lays it over the operator's street pictures.
    """
    colors = DARK if dark and not streets else LIGHT  # street pictures are light
    view = _view(catalog, query, results)
    markers = _markers(catalog, results.hits)
    layers = [*_land(colors, counties=query.near is not None, streets=streets), *_place_layers(query, colors)]
    layers.append(
        pdk.Layer(
            "ScatterplotLayer",
            id="dots",
            data=_dots(catalog, results),
            get_position="[lon, lat]",
            get_radius=4,
            radius_units='"pixels"',
            get_fill_color=colors.dot,
        )
    )
    chosen = set(marked)
    layers += [
        _text("towns", [] if streets else _towns(view, markers), "name", colors.town, 12),
        *_unsure(markers, colors),
        _rim([marker for marker in markers if chosen.intersection(marker["ids"])], colors),
        *_marker_layers(markers, colors),
        _text("cities", markers, "city", colors.text, 13, offset="below"),
    ]
    return _deck(layers, view, streets=streets)


def overview(catalog: Catalog, *, dark: bool) -> pdk.Deck:
    """The whole country: for each state a disc with how many clinics are known there."""
    colors = DARK if dark else LIGHT
    states = []
    for code, n in coverage.by_state(catalog).items():
        place = places.by_id(f"state:{code.lower()}")
        if place is not None:
            states.append(
                {
                    "lon": round(place.lon, 2),
                    "lat": round(place.lat, 2),
                    "numbers": str(n),
                    "names": f"{place.name}: {count(n, 'clinic', 'clinics')}",
                    "size": round(min(7 + 1.5 * math.sqrt(n), 18)),
                    "ids": [place.id],
                }
            )
    lat, lon, zoom = _US
    view = pdk.ViewState(latitude=lat, longitude=lon, zoom=zoom, min_zoom=2, max_zoom=12)
    return _deck([*_land(colors, counties=False), *_marker_layers(states, colors, 11)], view)


def clinic(catalog: Catalog, row: int, *, dark: bool) -> pdk.Deck | None:
    """Where one clinic is, as far as that is known; None where it has no position."""
    if catalog.cell(row, "lat") is None or catalog.cell(row, "telehealth_only"):
        return None
    colors = DARK if dark else LIGHT
    hit = Hit(str(catalog.cell(row, "id")), row, 1, None, False, "", (), None, None)
    (marker,) = _markers(catalog, [hit])
    marker |= {"numbers": "", "size": 8, "below": [0, 18], "names": str(catalog.cell(row, "name"))}
    view = pdk.ViewState(latitude=marker["lat"], longitude=marker["lon"], zoom=8, min_zoom=2, max_zoom=12)
    layers = [
        *_land(colors, counties=True),
        _text("towns", _towns(view, [marker]), "name", colors.town, 12),
        *_unsure([marker], colors),
        *_marker_layers([marker], colors),
        _text("cities", [marker], "city", colors.text, 13, offset="below"),
    ]
    return _deck(layers, view)


def _deck(layers: list[pdk.Layer], view: pdk.ViewState, *, streets: bool = False) -> pdk.Deck:
    # Without a provider and a style nobody is asked for anything.
    base = {"map_provider": "maplibre", "map_style": STREETS_PATH} if streets else {"map_provider": None}
    return pdk.Deck(layers=layers, initial_view_state=view, tooltip={"text": "{names}"}, **base)


def streets_style(tile_url: str, credit: str) -> dict[str, Any]:
    """The style of a map of street pictures (MapLibre style specification, raster source); empty without any."""
    if not tile_url:
        return {}
    source = {"type": "raster", "tiles": [tile_url], "tileSize": 256, "attribution": credit}
    return {
        "version": 8,
        "sources": {"streets": source},
        "layers": [{"id": "streets", "type": "raster", "source": "streets"}],
    }


def _land(colors: Colors, *, counties: bool, streets: bool = False) -> list[pdk.Layer]:
    """The shapes of the states, and of the counties where one looks at a part of the country; only lines on streets."""
    shapes = [
        pdk.Layer(
            "GeoJsonLayer",
            id="states",
            data="/app/static/states.geojson",
            get_fill_color=colors.land,
            filled=not streets,
            get_line_color=colors.line,
            line_width_units='"pixels"',
            get_line_width=1,
        )
    ]
    if counties and not streets:
        shapes.append(
            pdk.Layer(
                "GeoJsonLayer",
                id="counties",
                data="/app/static/counties.geojson",
                filled=False,
                get_line_color=colors.county,
                line_width_units='"pixels"',
                get_line_width=0.6,
            )
        )
    return shapes


def _marker_layers(markers: list[dict[str, Any]], colors: Colors, size: int = 12) -> list[pdk.Layer]:
    """Discs with a number in them, which can be chosen."""
    return [
        pdk.Layer(
            "ScatterplotLayer",
            id="markers",
            data=markers,
            get_position="[lon, lat]",
            get_radius="size",
            radius_units='"pixels"',
            get_fill_color=colors.marker,
            stroked=True,
            get_line_color=colors.number,
            line_width_units='"pixels"',
            get_line_width=1.5,
            pickable=True,
        ),
        _text("numbers", markers, "numbers", colors.number, size),
    ]


def _rim(markers: list[dict[str, Any]], colors: Colors) -> pdk.Layer:
    """A thick rim in another color around the markers that stand out."""
    return pdk.Layer(
        "ScatterplotLayer",
        id="marked",
        data=[{"lon": marker["lon"], "lat": marker["lat"], "size": marker["size"] + 6} for marker in markers],
        get_position="[lon, lat]",
        get_radius="size",
        radius_units='"pixels"',
        get_fill_color=colors.here,
    )


def _unsure(markers: list[dict[str, Any]], colors: Colors) -> list[pdk.Layer]:
    """A pale ring around each marker of which only the city or ZIP is known, so that nobody drives to its middle."""
    rings = [{"lon": m["lon"], "lat": m["lat"], "meters": m["meters"]} for m in markers if m["meters"]]
    return [
        pdk.Layer(
            "ScatterplotLayer",
            id="unsure",
            data=rings,
            get_position="[lon, lat]",
            get_radius="meters",
            get_fill_color=colors.unsure,
            stroked=True,
            get_line_color=colors.dot,
            line_width_units='"pixels"',
            get_line_width=1,
        )
    ]


def _towns(view: pdk.ViewState, markers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The names of the largest towns in sight that stand clear of the markers and of each other."""
    table = places.table()
    rows = table.between("city:", "city:~")
    at = slice(rows.start, rows.stop)
    wide = 180 * _WIDTH / 256 / 2**view.zoom / 2
    tall = wide * HEIGHT / _WIDTH * math.cos(math.radians(view.latitude))
    near = (abs(table.lat[at] - view.latitude) < tall) & (abs(table.lon[at] - view.longitude) < wide)
    inside = np.flatnonzero(near)
    largest = inside[np.argsort(-table.weight[at][inside], kind="stable")][: 4 * _TOWNS] + rows.start
    shown: list[dict[str, Any]] = []
    for row in largest.tolist():
        lat, lon, name = float(table.lat[row]), float(table.lon[row]), table.name(row)
        apart = all(abs(lat - t["lat"]) > tall / 6 or abs(lon - t["lon"]) > wide / 2.5 for t in (*shown, *markers))
        if apart and len(shown) < _TOWNS:
            shown.append({"lon": round(lon, 3), "lat": round(lat, 3), "name": name})
    return shown


def alt(query: Query, results: Results) -> str:
    """What the map shows, for those who cannot see it; the list says the rest."""
    clinics = count(results.total, "clinic", "clinics")
    place = _(" near {place}").format(place=query.near.label) if query.near else _(" in the United States")
    return _("Map of {clinics}{place}. The list has the same clinics with the same numbers.").format(
        clinics=clinics, place=place
    )


def _text(name: str, data: Any, field: str, color: RGBA, size: int, offset: str | None = None) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        id=name,
        data=data,
        get_position="[lon, lat]",
        get_text=field,
        get_size=size,
        size_units='"pixels"',
        get_color=color,
        get_pixel_offset=offset or [0, 0],
        character_set='"auto"',
        font_family=_FONT,
    )


def _place_layers(query: Query, colors: Colors) -> list[pdk.Layer]:
    """The searched place and the circle of the radius; nothing when the search has neither."""
    if query.near is None or query.near.kind == "state" or query.within_miles is None:
        return []
    here = [{"lon": query.near.lon, "lat": query.near.lat, "names": query.near.label}]
    circle = pdk.Layer(
        "ScatterplotLayer",
        id="radius",
        data=here,
        get_position="[lon, lat]",
        get_radius=query.within_miles * METERS_PER_MILE,
        filled=False,
        stroked=True,
        get_line_color=colors.here,
        line_width_units='"pixels"',
        get_line_width=1,
    )
    point = pdk.Layer(
        "ScatterplotLayer",
        id="here",
        data=here,
        get_position="[lon, lat]",
        get_radius=5,
        radius_units='"pixels"',
        get_fill_color=colors.here,
        pickable=False,
    )
    return [circle, point]


def _markers(catalog: Catalog, hits: Iterable[Hit]) -> list[dict[str, Any]]:
    """One marker a position, with the numbers of the clinics there."""
    groups: dict[tuple[float, float], list[Hit]] = {}
    for hit in hits:
        lat, lon = catalog.cell(hit.row, "lat"), catalog.cell(hit.row, "lon")
        if lat is not None:
            groups.setdefault((lat, lon), []).append(hit)
    return [_marker(catalog, lat, lon, group) for (lat, lon), group in groups.items()]


def _marker(catalog: Catalog, lat: float, lon: float, group: list[Hit]) -> dict[str, Any]:
    numbers = _ranges([hit.number for hit in group])
    size = min(11 + 3 * (len(numbers) - 1), 26)
    names = [f"{hit.number}. {catalog.cell(hit.row, 'name')}" for hit in group]
    if len(group) > 1:
        names.insert(0, _("{clinics} here:").format(clinics=count(len(group), "clinic", "clinics")))
    return {
        "lon": round(lon, 4),
        "lat": round(lat, 4),
        "numbers": numbers,
        "names": "\n".join(names),
        "city": str(catalog.cell(group[0].row, "city") or ""),
        "size": size,
        "below": [0, size + 9],
        "ids": [hit.clinic_id for hit in group],
        "meters": round(UNSURE_MILES.get(catalog.cell(group[0].row, "position"), 0.0) * METERS_PER_MILE),
    }


def _ranges(numbers: list[int]) -> str:
    """ "3", "1–4", "1–3, 7": numbers with runs drawn together."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _dots(catalog: Catalog, results: Results) -> list[dict[str, float]]:
    """The other clinics of the results, one dot a position."""
    shown = {hit.row for hit in results.hits}
    rows = np.array([row for row in results.rows.tolist() if row not in shown][:MAX_DOTS], dtype=np.intp)
    points = catalog.frame[["lat", "lon"]].iloc[rows].dropna().round(3).drop_duplicates()
    return [{"lon": lon, "lat": lat} for lat, lon in points.itertuples(index=False)]


def _view(catalog: Catalog, query: Query, results: Results) -> pdk.ViewState:
    """A view that holds the place and the page's clinics, or the radius when there are none."""
    if query.near is None:
        lat, lon, zoom = _US
        return pdk.ViewState(latitude=lat, longitude=lon, zoom=zoom, min_zoom=2, max_zoom=12)
    points = [(catalog.cell(hit.row, "lat"), catalog.cell(hit.row, "lon")) for hit in results.hits]
    points = [(query.near.lat, query.near.lon), *((lat, lon) for lat, lon in points if lat is not None)]
    south, north = min(lat for lat, _lon in points), max(lat for lat, _lon in points)
    west, east = min(lon for _lat, lon in points), max(lon for _lat, lon in points)
    least = 0.25 if results.hits else (query.within_miles or 100) / 69
    tall, wide = max(north - south, least), max(east - west, least)
    zoom = min(
        math.log2(_WIDTH * 0.8 * 360 / 512 / wide),
        math.log2(HEIGHT * 0.8 * 360 / 512 / tall * math.cos(math.radians((north + south) / 2))),
    )
    return pdk.ViewState(
        latitude=(north + south) / 2,
        longitude=(west + east) / 2,
        zoom=max(2.0, min(zoom, 10.0)),
        min_zoom=2,
        max_zoom=12,
    )


def legend(query: Query, results: Results) -> str:
    """What the signs of the map mean, as HTML: only of those that are on it."""
    signs = [("marker", "1", _("clinic, with its number in the list"))]
    if results.total > len(results.hits):
        signs.append(("dot", "", _("clinic on another page of the list")))
    if query.near is not None and query.near.kind != "state" and query.within_miles is not None:
        signs.append(("here", "", _("your place, and how far you look")))
    signs.append(("unsure", "", _("pale ring: only the city is known, so it may be anywhere there")))
    items = "".join(f'<li><span class="sign {name}">{text}</span> {escape(words)}</li>' for name, text, words in signs)
    return f'<ul class="legend" aria-label="{escape(_("What the signs of the map mean"))}">{items}</ul>'
