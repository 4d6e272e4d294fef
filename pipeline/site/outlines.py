"""What the package does not hold: names of other places, the states around a map, counties."""

from functools import lru_cache

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from pipeline import reference
from pipeline.site.maps import PIXEL, WIDTH

COARSE = 4_700_000 / WIDTH * PIXEL / 111_000 / 6
"""Degrees that a sixth of a pixel is on a map of the contiguous states, 4,700 km wide: fine for one state too."""


@lru_cache(maxsize=1)
def coarse_states() -> dict[str, BaseGeometry]:
    """The outline of each state and territory within its shoreline, by FIPS code, as fine as a national map shows.

    Shared borders stay shared: they are simplified together, and the shoreline then cut by a coarse land mask.
    """
    from pipeline.reference.shapes import clip

    codes = _geoids("state")
    legal = shapely.coverage_simplify(reference.load_boundaries(codes).geometry.to_numpy(), COARSE)
    land = shapely.simplify(reference.load_land(codes).geometry.to_numpy(), COARSE)
    return dict(zip(codes, map(_without_specks, clip(legal, land)), strict=True))


def states_near(left: float, bottom: float, right: float, top: float) -> dict[str, BaseGeometry]:
    """The outlines, in full detail, of the states in a box of longitudes and latitudes."""
    box = shapely.box(left, bottom, right, top)
    return {code: _state(code) for code, coarse in coarse_states().items() if coarse.envelope.intersects(box)}


@lru_cache(maxsize=60)
def _state(code: str) -> BaseGeometry:
    return reference.load_shoreline([code]).geometry.iloc[0]


@lru_cache(maxsize=60)
def counties(state: str) -> list[BaseGeometry]:
    """The legal boundaries of a state's counties; `state` is its two-digit FIPS code."""
    geoids = [geoid for geoid in _geoids("county") if geoid.startswith(state)]
    return list(reference.load_boundaries(geoids).geometry) if geoids else []


@lru_cache(maxsize=1)
def names() -> pd.DataFrame:
    """Every state, county and place of the reference, without its boundary, indexed by GEOID; read once."""
    return reference.load_names().set_index("geoid", drop=False)


def _geoids(level: str) -> list[str]:
    return list(names().index[names()["level"] == level])


def _without_specks(geometry: BaseGeometry) -> BaseGeometry:
    """The parts of a coverage that are more than a dot on a map of the country; always the largest."""
    parts = sorted(shapely.get_parts(geometry), key=lambda part: -part.area)
    return shapely.multipolygons([part for index, part in enumerate(parts) if not index or part.area > 4 * COARSE**2])
