"""The reference: every US state, county and Census place of 2016, with names, codes and boundaries.

It is one GeoParquet file, `us-2016.parquet`, sorted by GEOID, that `pipeline.reference.build` makes. Names are read
without the geometry; of the geometry only the row groups that hold what is asked for are read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    import pyarrow.parquet as pq

REFERENCE = Path(__file__).with_name("us-2016.parquet")
VINTAGE = 2016
CRS = "EPSG:4269"
GEOMETRIES = ("geometry", "shore")
_CURE = "restore it with: git checkout -- pipeline/reference, or make it anew with: jurisdictions reference build"


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a small table of the reference (`weights.csv`), by column; each value is text.

    Raises `InputError` when the file is missing or damaged.
    """
    path = REFERENCE.with_name(name)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: is missing or damaged; {_CURE}") from error


def load_names(path: Path = REFERENCE) -> pd.DataFrame:
    """Load everything but the geometry.

    Returns
    -------
    DataFrame
        One row per state, county and place, sorted by `geoid`. Besides the codes and names: `aliases` (other names,
        joined by "|", empty when there are none), `population` and `geonames_id` (Int64, missing where not known),
        `county` (of places: the GEOID of the county that holds the label point), `counties` (of places: shares of its
        land by county, "17031:0.98134|17043:0.01866"), `coextensive` (GEOID of the county or place with the same
        boundary), `lon` and `lat` (label point), `area_land_km2`, `area_legal_km2`.

    Raises
    ------
    InputError
        When the file is missing or damaged.
    """
    with _open(path) as file:
        columns = [name for name in file.schema_arrow.names if name not in GEOMETRIES]
        return file.read(columns=columns).to_pandas()


def load_boundaries(geoids: Iterable[str], path: Path = REFERENCE) -> gpd.GeoDataFrame:
    """Load the legal boundaries of some entities.

    Parameters
    ----------
    geoids
        GEOIDs of states, counties and places.

    Returns
    -------
    GeoDataFrame
        `geoid` and `geometry`, EPSG:4269, in the order asked for.

    Raises
    ------
    InputError
        When the file is missing or damaged, or has no such GEOID.
    """
    return _load_shapes(list(geoids), "geometry", path)


def load_land(states: Iterable[str], path: Path = REFERENCE) -> gpd.GeoDataFrame:
    """Load the land masks of some states: the land in each and 2 km around, without lakes and sea.

    A mask reaches beyond its state so that clipping with it cuts at the shore alone, never at an inland border.
    `states` are FIPS codes; what is returned and raised is as for `load_boundaries`.
    """
    return _load_shapes(list(states), "shore", path)


def load_shoreline(states: Iterable[str], path: Path = REFERENCE) -> gpd.GeoDataFrame:
    """Load the outlines of some states within their shoreline; shared borders stay shared.

    `states` are FIPS codes; what is returned and raised is as for `load_boundaries`.
    """
    from pipeline.reference.shapes import clip

    codes = list(states)
    legal = load_boundaries(codes, path)
    return legal.set_geometry(clip(legal.geometry.values, load_land(codes, path).geometry.values), crs=CRS)


def parse_shares(counties: str) -> list[tuple[str, float]]:
    """Read a cell of the `counties` column.

    >>> parse_shares("17031:0.98134|17043:0.01866")
    [('17031', 0.98134), ('17043', 0.01866)]
    """
    return [(geoid, float(share)) for geoid, share in (pair.split(":") for pair in counties.split("|"))]


def _load_shapes(geoids: list[str], column: str, path: Path) -> gpd.GeoDataFrame:
    """Read one geometry column of the rows asked for, from the row groups that hold them."""
    import geopandas as gpd

    with _open(path) as file:
        groups = sorted(set(_row_groups(file, geoids)))
        table = file.read_row_groups(groups, columns=["geoid", column]).to_pydict()
    found = dict(zip(table["geoid"], table[column], strict=True))
    if missing := [geoid for geoid in geoids if found.get(geoid) is None]:
        raise InputError(f"{path}: has no {column} of {', '.join(missing)}; give GEOIDs of {VINTAGE}")
    shapes = gpd.GeoSeries.from_wkb([found[geoid] for geoid in geoids], crs=CRS)
    return gpd.GeoDataFrame({"geoid": geoids}, geometry=shapes)


def _row_groups(file: pq.ParquetFile, geoids: Iterable[str]) -> Iterator[int]:
    """Find the row group of each GEOID: the last that begins at or before it."""
    from bisect import bisect_right

    column = file.schema_arrow.get_field_index("geoid")
    groups = range(file.metadata.num_row_groups)
    starts = [file.metadata.row_group(group).column(column).statistics.min for group in groups]
    return (max(bisect_right(starts, geoid) - 1, 0) for geoid in geoids)


@contextmanager
def _open(path: Path) -> Iterator[pq.ParquetFile]:
    """Open the file; tell in one line what is wrong when it cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            yield file
    except FileNotFoundError as error:
        raise InputError(f"{path}: is missing; {_CURE}") from error
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(f"{path}: is damaged ({reason}); {_CURE}") from error
