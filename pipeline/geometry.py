"""Boundaries of jurisdictions, clipped to the shore, and how they lie to counties and to each other.

Coordinates are longitude and latitude, NAD 83 (EPSG:4269) as the Census Bureau gives them. They are published as
WGS 84: the two differ by one or two metres in the contiguous states, less than the boundaries' own precision.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.errors import InputError
from pipeline.reference import REFERENCE, VINTAGE, load_boundaries, load_land, load_names, parse_shares
from pipeline.reference.shapes import PUBLISHED_GRID, areas_km2, clip, snap

if TYPE_CHECKING:
    import geopandas as gpd

# One area lies within another when all of its land does but for this share.
WITHIN_TOLERANCE = 0.001


def boundaries(geoids: Iterable[str]) -> gpd.GeoDataFrame:
    """Give the boundaries of jurisdictions, in the order asked for.

    Parameters
    ----------
    geoids
        GEOIDs of states, counties and places.

    Returns
    -------
    GeoDataFrame
        `geoid`; `geometry`, the boundary within the shoreline, and `legal`, the legal boundary, which reaches into the
        sea and the Great Lakes: valid polygons and multipolygons with five decimals; `lon` and `lat`, the label point,
        inside the largest part of `geometry`; `area_km2` and `legal_area_km2`, the areas of the two polygons on the
        GRS 80 ellipsoid.

    Raises
    ------
    InputError
        When the reference file is missing or damaged, or has no such GEOID.
    """
    import geopandas as gpd

    stored = load_boundaries(geoids)
    states = stored["geoid"].str[:2]
    land = load_land(sorted(set(states))).set_index("geoid").geometry
    names = _names().loc[stored["geoid"]]
    clipped = clip(stored.geometry.values, states.map(land).values)
    legal = snap(stored.geometry.values, PUBLISHED_GRID)
    columns = {
        "geoid": stored["geoid"],
        "legal": gpd.GeoSeries(legal, crs=stored.crs),
        "lon": names["lon"].values,
        "lat": names["lat"].values,
        "area_km2": areas_km2(clipped),
        "legal_area_km2": areas_km2(legal),
    }
    return gpd.GeoDataFrame(columns, geometry=clipped, crs=stored.crs)


def county_overlaps(geoids: Iterable[str]) -> pd.DataFrame:
    """Tell which counties jurisdictions lie in, the largest share first.

    A county lies in itself, a state in all of its counties. Shares are of the jurisdiction's area within the shoreline,
    measured on the unsimplified boundaries; those of less than a hundredth of a per cent are left out.

    Returns
    -------
    DataFrame
        `geoid`, `county_geoid`, `share` (the shares of one jurisdiction add up to 1, within rounding), `area_km2`.

    Raises
    ------
    InputError
        When the reference file is missing or damaged, or has no such GEOID.
    """
    names = _names()
    geoids = list(geoids)
    if missing := [geoid for geoid in geoids if geoid not in names.index]:
        raise InputError(f"{REFERENCE}: has no {', '.join(missing)}; give GEOIDs of {VINTAGE}")
    rows = [(geoid, county, share) for geoid in geoids for county, share in _county_shares(geoid, names)]
    frame = pd.DataFrame(rows, columns=["geoid", "county_geoid", "share"])
    return frame.assign(area_km2=(frame["share"] * frame["geoid"].map(names["area_land_km2"])).round(3))


def containment(geoids: Iterable[str]) -> pd.DataFrame:
    """Tell which of the jurisdictions lie within others of them.

    Two jurisdictions with the same boundary lie within each other.

    Returns
    -------
    DataFrame
        `geoid`, `within_geoid`; at least 99.9 % of the land of the one is part of the other.
    """
    asked = list(geoids)
    overlaps = county_overlaps(asked)
    places = overlaps[overlaps["geoid"].str.len() == 7]
    county_areas = places["county_geoid"].map(_names()["area_land_km2"]).astype(float)
    in_county = places[places["share"] >= 1 - WITHIN_TOLERANCE]
    in_place = places[places["area_km2"] / county_areas >= 1 - WITHIN_TOLERANCE]
    pairs = {
        *((geoid, geoid[:2]) for geoid in asked if len(geoid) > 2),
        *zip(in_county["geoid"], in_county["county_geoid"], strict=True),
        *zip(in_place["county_geoid"], in_place["geoid"], strict=True),
    }
    order = {geoid: position for position, geoid in enumerate(asked)}
    found = sorted(
        (pair for pair in pairs if order.keys() >= set(pair)), key=lambda pair: [order[geoid] for geoid in pair]
    )
    return pd.DataFrame(found, columns=["geoid", "within_geoid"])


def _county_shares(geoid: str, names: pd.DataFrame) -> list[tuple[str, float]]:
    """List the counties of one jurisdiction with their shares of its land."""
    if len(geoid) == 5:
        return [(geoid, 1.0)]
    if len(geoid) == 7:
        return parse_shares(names["counties"][geoid])
    counties = names[(names["level"] == "county") & (names["state"] == geoid)]["area_land_km2"]
    shares = (counties / counties.sum()).round(5).sort_values(ascending=False, kind="stable")
    return [(str(county), float(share)) for county, share in shares.items()]


@lru_cache(maxsize=1)
def _names() -> pd.DataFrame:
    return load_names().set_index("geoid")
