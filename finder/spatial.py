"""Which points lie within so many miles, fast, and how far exactly.

A k-d tree over unit vectors finds candidates; the WGS84 geodesic decides. The great-circle distance on the
mean sphere differs from the geodesic by under 0.6 % (geopy documentation, `geopy.distance`), so a margin of
1 % is safe: only points inside that margin need the exact, slower figure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

METERS_PER_MILE = 1609.344
#: Mean radius of the Earth (IUGG R1) in miles.
EARTH_RADIUS_MILES = 6371.0088e3 / METERS_PER_MILE
#: Upper bound of |great circle / geodesic - 1|, with room to spare.
MARGIN = 0.01
#: Miles by which `arccos` may be off for points a few feet apart, with room to spare.
SLACK = 0.001
#: Half the Earth's circumference: no two places are further apart.
FARTHEST_MILES = 12_500.0
#: A circle this wide holds so many points that measuring all is faster than looking them up in the tree.
WIDE_MILES = 200.0

_GEOD = Geod(ellps="WGS84")


def unit_vectors(lat: Floats, lon: Floats) -> Floats:
    """Points on the unit sphere, shape (n, 3), for degrees of latitude and longitude."""
    phi, lam = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)))


def _unit_vector(lat: float, lon: float) -> Floats:
    phi, lam = math.radians(lat), math.radians(lon)
    return np.array([math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)])


def geodesic_miles(lat: float, lon: float, lats: Floats, lons: Floats) -> Floats:
    """WGS84 geodesic miles from one point to each of many (Karney 2013, by PROJ)."""
    n = len(lats)
    _azimuth, _back, meters = _GEOD.inv(np.full(n, lon), np.full(n, lat), lons, lats)
    return np.asarray(meters, dtype=np.float64) / METERS_PER_MILE


@dataclass(frozen=True)
class SpatialIndex:
    """Where the rows of a table lie, and which of them are looked for.

    `lat` and `lon` have one entry a row of the table (NaN: no position); `rows` are the numbers of those that can be
    found, each with a position.
    """

    lat: Floats
    lon: Floats
    rows: Rows

    @cached_property
    def _vectors(self) -> Floats:
        """A point for each row of the table; what cannot be found lies far off the globe, where no circle reaches."""
        vectors = np.full((len(self.lat), 3), 9.0)
        vectors[self.rows] = unit_vectors(self.lat[self.rows], self.lon[self.rows])
        return vectors

    @cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(self._vectors, balanced_tree=False, compact_nodes=False)

    def __len__(self) -> int:
        return len(self.rows)

    def within(self, lat: float, lon: float, miles: float) -> Rows:
        """The rows at most `miles` away, by exact distance, in no order."""
        center = _unit_vector(lat, lon)
        if miles < WIDE_MILES:
            reach = _chord(miles * (1 + MARGIN) + SLACK)
            rows = np.asarray(self._tree.query_ball_point(center, reach, return_sorted=False), dtype=np.intp)
            cosines = self._vectors[rows] @ center
        else:
            rows, cosines = self.rows, (self._vectors @ center)[self.rows]
        inside = cosines >= _cosine(miles * (1 - MARGIN) - SLACK)
        rim = np.flatnonzero(~inside & (cosines >= _cosine(miles * (1 + MARGIN) + SLACK)))
        inside[rim] = self.exact(lat, lon, rows[rim]) <= miles
        return rows[inside]

    def rough(self, lat: float, lon: float, rows: Rows) -> Floats:
        """Great-circle miles to these rows, good to `MARGIN` and `SLACK`; infinite without a position."""
        center = _unit_vector(lat, lon)
        miles = _great_circle(self._vectors[rows] @ center)
        miles[np.isnan(self.lat[rows])] = np.inf
        return miles

    def exact(self, lat: float, lon: float, rows: Rows) -> Floats:
        """Geodesic miles to these rows; infinite without a position."""
        miles = np.full(len(rows), np.inf)
        placed = np.flatnonzero(~np.isnan(self.lat[rows]))
        if len(placed):
            miles[placed] = geodesic_miles(lat, lon, self.lat[rows[placed]], self.lon[rows[placed]])
        return miles


def _chord(miles: float) -> float:
    """The straight line through the unit sphere under an arc of `miles`."""
    return float(2 * np.sin(min(miles, FARTHEST_MILES) / EARTH_RADIUS_MILES / 2))


def _cosine(miles: float) -> float:
    """The cosine of the angle that an arc of `miles` spans; more than any cosine if that is less than none."""
    return math.cos(min(miles, FARTHEST_MILES) / EARTH_RADIUS_MILES) if miles >= 0 else math.inf


def _great_circle(cosines: Floats) -> Floats:
    """Miles for the cosines of the angles between unit vectors."""
    return np.asarray(np.arccos(np.clip(cosines, -1.0, 1.0)) * EARTH_RADIUS_MILES, dtype=np.float64)
