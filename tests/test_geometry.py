"""Boundaries, county overlaps and containment of jurisdictions."""

from importlib.util import find_spec

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from pipeline import geometry
from pipeline.errors import InputError
from pipeline.reference import compare, load_names
from pipeline.reference.shapes import areas_km2

CITIES = [
    *("1714000", "3651000", "3601000", "0606000", "5010675", "0820000", "0626000"),
    *("2836000", "2534550", "0644000", "2148006", "0667000", "0683668", "1276600"),
]
COUNTIES = ["17031", "35001", "53033", "06053", "06067", "06097"]
STATES = ["06", "17", "41"]
LISTED = [*CITIES, *COUNTIES, *STATES]
COEXTENSIVE = ["06075", "08031"]  # San Francisco's and Denver's counties

needs_plotly_geo = pytest.mark.skipif(
    find_spec("_plotly_geo") is None, reason="compares with the Census' cartographic counties in plotly-geo"
)


@pytest.fixture(scope="module")
def shapes() -> gpd.GeoDataFrame:
    return geometry.boundaries(LISTED).set_index("geoid", drop=False)


@pytest.fixture(scope="module")
def names() -> pd.DataFrame:
    return load_names().set_index("geoid")


# Boundaries ----------------------------------------------------------------------------------------------------------


def test_boundaries_are_valid_polygons_in_the_order_asked(shapes: gpd.GeoDataFrame) -> None:
    assert shapes["geoid"].tolist() == LISTED
    assert shapes.crs == "EPSG:4269"
    for column in ("geometry", "legal"):
        assert set(shapes[column].geom_type) <= {"Polygon", "MultiPolygon"}
        assert shapes[column].is_valid.all()


@pytest.mark.parametrize("column", ["geometry", "legal"])
def test_five_decimals_lose_nothing(shapes: gpd.GeoDataFrame, column: str) -> None:
    coordinates = shapely.get_coordinates(shapes[column].values)
    assert np.array_equal(coordinates, coordinates.round(5))


def test_clipped_lies_within_legal(shapes: gpd.GeoDataFrame) -> None:
    outside = shapely.area(shapely.difference(shapes.geometry.values, shapes["legal"].values))
    assert (outside <= 1e-5 * shapely.area(shapes["legal"].values)).all()


@pytest.mark.parametrize(
    ("geoid", "share"), [("0667000", 0.21), ("17031", 0.59), ("0606000", 0.61), ("0820000", 1), ("2148006", 1)]
)
def test_sea_and_great_lakes_are_cut_off(shapes: gpd.GeoDataFrame, geoid: str, share: float) -> None:
    row = shapes.loc[geoid]
    assert row["area_km2"] / row["legal_area_km2"] == pytest.approx(share, abs=0.01)


def test_areas_are_those_of_the_polygons_and_of_the_full_boundaries(
    shapes: gpd.GeoDataFrame, names: pd.DataFrame
) -> None:
    assert shapes["area_km2"].tolist() == areas_km2(shapes.geometry)
    assert shapes["legal_area_km2"].tolist() == areas_km2(shapes["legal"])
    full = names.loc[LISTED]
    assert shapes["area_km2"].to_numpy() == pytest.approx(full["area_land_km2"].to_numpy(), rel=1e-3)
    assert shapes["legal_area_km2"].to_numpy() == pytest.approx(full["area_legal_km2"].to_numpy(), rel=1e-3)


def test_label_points_lie_inside_the_largest_part(shapes: gpd.GeoDataFrame) -> None:
    for row in shapes.itertuples():
        largest = max(shapely.get_parts(row.geometry), key=shapely.area)
        assert shapely.contains_properly(largest, shapely.Point(row.lon, row.lat)), row.geoid


def test_the_label_of_san_francisco_is_on_the_peninsula(shapes: gpd.GeoDataFrame) -> None:
    # The Farallon Islands, which belong to the city, lie at 123° W.
    assert -122.52 < shapes.loc["0667000", "lon"] < -122.36


def test_each_geonames_point_lies_in_its_city() -> None:
    inside = compare.geonames_points_inside(LISTED)
    assert inside.index.tolist() == CITIES
    assert inside.all(), inside[~inside].index.tolist()


@needs_plotly_geo
def test_counties_agree_with_the_cartographic_ones() -> None:
    counties = compare.counties_of(LISTED)
    assert counties == sorted(COUNTIES + COEXTENSIVE)
    agreement = compare.compare_counties(counties)
    for vintage, (_, least) in compare.VINTAGES.items():
        assert agreement[vintage].min() >= least, agreement[vintage]


@needs_plotly_geo
def test_the_comparison_prints_a_line_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    compare.main(["17031", "0820000"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["08031 Denver County", "17031 Cook County", "0820000 Denver"]


def test_neighbours_still_share_borders_when_clipped(names: pd.DataFrame) -> None:
    bay_area = ["06001", "06013", "06041", "06055", "06081", "06085", "06095", "06097", "06075"]
    assert shapely.coverage_is_valid(geometry.boundaries(bay_area).geometry.values)


def test_clipping_does_not_cut_at_inland_state_borders() -> None:
    # Kansas City, Missouri, and East St. Louis end at a state line, far from any shore.
    inland = geometry.boundaries(["2938000", "1722255", "20209"])
    assert inland["area_km2"].tolist() == pytest.approx(inland["legal_area_km2"].tolist(), rel=1e-6)


@pytest.mark.parametrize("function", [geometry.boundaries, geometry.county_overlaps, geometry.containment])
def test_an_unknown_geoid_is_told(function) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match="0699999"):
        function(["06", "0699999"])


# Counties ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("geoid", "counties"),
    [
        ("3651000", {"36081", "36047", "36085", "36005", "36061"}),
        ("1714000", {"17031", "17043"}),
        ("0667000", {"06075"}),
        ("2148006", {"21111"}),
        ("53033", {"53033"}),
    ],
)
def test_counties_of_a_jurisdiction(geoid: str, counties: set[str]) -> None:
    assert set(geometry.county_overlaps([geoid])["county_geoid"]) == counties


def test_a_state_lies_in_all_of_its_counties(names: pd.DataFrame) -> None:
    expected = set(names.index[(names["level"] == "county") & (names["state"] == "41")])
    assert set(geometry.county_overlaps(["41"])["county_geoid"]) == expected


def test_shares_add_up_and_fit_the_areas(names: pd.DataFrame) -> None:
    overlaps = geometry.county_overlaps(LISTED)
    assert overlaps["geoid"].unique().tolist() == LISTED
    assert (overlaps["share"] > 0).all()
    sums = overlaps.groupby("geoid")[["share", "area_km2"]].sum()
    assert sums["share"].to_numpy() == pytest.approx(1, abs=1e-3)
    assert sums["area_km2"].to_numpy() == pytest.approx(names.loc[sums.index, "area_land_km2"].to_numpy(), rel=1e-3)


@needs_plotly_geo
@pytest.mark.parametrize("geoid", ["3651000", "1714000"])
def test_shares_are_those_of_the_shapes(geoid: str) -> None:
    overlaps = geometry.county_overlaps([geoid])
    [place] = geometry.boundaries([geoid]).geometry
    counties = geometry.boundaries(overlaps["county_geoid"]).geometry.values
    parts = shapely.area(shapely.intersection(counties, place))
    assert overlaps["share"].to_numpy() == pytest.approx(parts / parts.sum(), abs=2e-3)


# Containment ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("geoids", "pairs"),
    [
        (["06", "0644000", "41"], [("0644000", "06")]),
        (["17031", "17"], [("17031", "17")]),
        (["1714000", "17031"], []),  # O'Hare reaches into DuPage County
        (["0644000", "06037"], [("0644000", "06037")]),
        (["3651000", "36061", "36047"], [("36061", "3651000"), ("36047", "3651000")]),
        (["0820000", "08031"], [("0820000", "08031"), ("08031", "0820000")]),
        (["0667000"], []),
        ([], []),
    ],
)
def test_containment(geoids: list[str], pairs: list[tuple[str, str]]) -> None:
    found = geometry.containment(geoids)
    assert found.columns.tolist() == ["geoid", "within_geoid"]
    assert list(found.itertuples(index=False, name=None)) == pairs
