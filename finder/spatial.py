"""Which points lie within so many miles, fast, and how far exactly.

A k-d tree over unit vectors finds candidates; the WGS84 geodesic decides. The great-circle distance on the
mean sphere differs from the geodesic by under 0.6 % (geopy documentation, `geopy.distance`), so a margin of
1 % is safe: only points inside that margin need the exact, slower figure.
"""

from __future__ import annotations

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

_GEOD = Geod(ellps="WGS84")


def unit_vectors(lat: Floats, lon: Floats) -> Floats:
    """Points on the unit sphere, shape (n, 3), for degrees of latitude and longitude."""
    phi, lam = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)))


def geodesic_miles(lat: float, lon: float, lats: Floats, lons: Floats) -> Floats:
    """WGS84 geodesic miles from one point to each of many (Karney 2013, by PROJ)."""
    n = len(lats)
    _azimuth, _back, meters = _GEOD.inv(np.full(n, lon), np.full(n, lat), lons, lats)
    return np.asarray(meters, dtype=np.float64) / METERS_PER_MILE


@dataclass(frozen=True)
class SpatialIndex:
    """Points with a position; `rows` are their numbers in the table they come from."""

    lat: Floats
    lon: Floats
    rows: Rows

    @cached_property
    def _vectors(self) -> Floats:
        return unit_vectors(self.lat, self.lon)

    @cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(self._vectors, balanced_tree=False, compact_nodes=False)

    def __len__(self) -> int:
        return len(self.rows)

    def within(self, lat: float, lon: float, miles: float) -> tuple[Rows, Floats]:
        """The points (numbers into this index, not rows) at most `miles` away, and their great-circle miles.

        The exact distance decides who is in; the miles given back are good to `MARGIN` and `SLACK`.
        """
        center = unit_vectors(np.array([lat]), np.array([lon]))[0]
        reach = _chord(miles * (1 + MARGIN) + SLACK)
        points = np.asarray(self._tree.query_ball_point(center, reach, return_sorted=False), dtype=np.intp)
        rough = _great_circle(self._vectors[points] @ center)
        rim = np.flatnonzero(rough > miles * (1 - MARGIN) - SLACK)
        if len(rim):
            exact = geodesic_miles(lat, lon, self.lat[points[rim]], self.lon[points[rim]])
            keep = np.ones(len(points), dtype=bool)
            keep[rim[exact > miles]] = False
            points, rough = points[keep], rough[keep]
        return points, rough

    def everywhere(self, lat: float, lon: float) -> tuple[Rows, Floats]:
        """Every point, and its great-circle miles, good to `MARGIN` and `SLACK`."""
        center = unit_vectors(np.array([lat]), np.array([lon]))[0]
        return np.arange(len(self), dtype=np.intp), _great_circle(self._vectors @ center)

    def nearest(self, lat: float, lon: float, count: int) -> Rows:
        """About the `count` nearest points (numbers into this index), nearest first by great circle."""
        center = unit_vectors(np.array([lat]), np.array([lon]))[0]
        _chords, points = self._tree.query(center, k=np.arange(1, min(count, len(self)) + 1))
        return np.asarray(points, dtype=np.intp)

    def exact(self, lat: float, lon: float, points: Rows) -> Floats:
        """Geodesic miles to these points of the index."""
        return geodesic_miles(lat, lon, self.lat[points], self.lon[points])


def _chord(miles: float) -> float:
    """The straight line through the unit sphere under an arc of `miles`."""
    return float(2 * np.sin(min(miles, FARTHEST_MILES) / EARTH_RADIUS_MILES / 2))


def _great_circle(cosines: Floats) -> Floats:
    """Miles for the cosines of the angles between unit vectors."""
    return np.asarray(np.arccos(np.clip(cosines, -1.0, 1.0)) * EARTH_RADIUS_MILES, dtype=np.float64)
