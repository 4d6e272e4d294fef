"""Compares the clipped boundaries of counties with the Census Bureau's own cartographic counties.

    python -m pipeline.reference.compare

prints, for every county among the jurisdictions of `data/jurisdictions.csv` and every county coextensive with one of
its cities, the intersection over union with the cartographic counties of 2016 and of 2010 (both in PyPI's `plotly-geo`;
the reference is made from neither), and whether each city's GeoNames point lies in its boundary. Other GEOIDs may be
given as arguments.
"""

from __future__ import annotations

import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from pipeline.geometry import boundaries
from pipeline.reference import load_names
from pipeline.reference.archive import read_cartographic

# The least agreement of the clipped counties with each vintage of the cartographic ones.
VINTAGES = {"2016": ("cb_2016_us_county_500k.shp", 0.99), "2010": ("gz_2010_us_050_00_500k.shp", 0.97)}


def counties_of(geoids: list[str]) -> list[str]:
    """List the counties among some jurisdictions, and those coextensive with cities among them, sorted."""
    same = load_names().set_index("geoid").loc[geoids, "coextensive"].dropna()
    return sorted({geoid for geoid in [*geoids, *same] if len(geoid) == 5})


def compare_counties(geoids: list[str]) -> pd.DataFrame:
    """Compute the intersection over union of clipped counties with the cartographic ones.

    Returns
    -------
    DataFrame
        One row per county, indexed by GEOID, with a column for each vintage, "2016" and "2010".

    Raises
    ------
    InputError
        When `plotly-geo` is not installed.
    """
    ours = boundaries(geoids).set_index("geoid").geometry
    columns = {}
    for vintage, (file, _) in VINTAGES.items():
        theirs = _cartographic(file).reindex(geoids).values
        overlap = shapely.area(shapely.intersection(ours.values, theirs))
        columns[vintage] = overlap / shapely.area(shapely.union(ours.values, theirs))
    return pd.DataFrame(columns, index=pd.Index(geoids, name="geoid"))


def geonames_points_inside(geoids: list[str]) -> pd.Series:
    """Tell for each place among some jurisdictions, by GEOID, whether its boundary holds its GeoNames point."""
    places = [geoid for geoid in geoids if len(geoid) == 7]
    names = load_names().set_index("geoid").loc[places]
    points = shapely.points(names["geonames_lon"], names["geonames_lat"])
    return pd.Series(shapely.contains(boundaries(places).geometry.values, points), index=places)


def _cartographic(file: str) -> gpd.GeoSeries:
    """Read a file of cartographic counties: geometry by GEOID."""
    frame = read_cartographic(file)
    state, county = ("STATEFP", "COUNTYFP") if "STATEFP" in frame else ("STATE", "COUNTY")
    return frame.geometry.set_axis(frame[state] + frame[county])


def main(arguments: list[str]) -> None:
    """Print the comparison."""
    listed = Path("data/jurisdictions.csv")
    if not arguments and not listed.exists():
        sys.exit(f"{listed}: is missing; give GEOIDs, or run this in the project's folder")
    geoids = arguments or pd.read_csv(listed, dtype=str)["geoid"].tolist()
    names = load_names().set_index("geoid")["full_name"]
    for row in compare_counties(counties_of(geoids)).reset_index().to_dict("records"):
        figures = ", ".join(f"{vintage}: {row[vintage]:.5f}" for vintage in VINTAGES)
        print(f"{row['geoid']} {names[row['geoid']]}: intersection over union {figures}")
    for geoid, inside in geonames_points_inside(geoids).items():
        print(f"{geoid} {names[str(geoid)]}: GeoNames point {'inside' if inside else 'OUTSIDE'}")


if __name__ == "__main__":
    main(sys.argv[1:])
