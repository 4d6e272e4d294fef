"""The file formats: what is written is read back the same by other programs, and is the same bytes every time."""

import csv
import hashlib
import io
import json
import re
import shutil
import sqlite3
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import _duckdb
import bagit
import duckdb
import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from pipeline import schema
from pipeline.errors import InputError
from pipeline.formats.archive import write_bag, write_zip
from pipeline.formats.csv import GUARDED, read_csv, write_csv
from pipeline.formats.geojson import bbox, canonical, lighten, write_geojson
from pipeline.metadata import QUERIES
from pipeline.package import BOUNDARIES, LIGHT, read_boundaries, read_tables
from pipeline.release import format_files, release_files
from pipeline.tables import frame

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)
PAIRS = schema.table("containment")


@pytest.fixture(scope="module")
def formats(root: Path) -> dict[str, bytes]:
    return {Path(path).suffix: data for path, data in format_files(root).items()}


@pytest.fixture(scope="module")
def rows(root: Path) -> pd.DataFrame:
    return read_tables(root)["jurisdictions"]


# CSV


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_csv_gives_back_any_text(pairs: list[tuple[str, str]]) -> None:
    rows = frame("containment", (dict(zip(PAIRS.field_names, pair, strict=True)) for pair in pairs))
    data = write_csv(rows, PAIRS)
    assert read_csv(data, PAIRS, "x.csv").equals(rows)
    cells = [cell for row in csv.reader(io.StringIO(data.decode(), newline="")) for cell in row]
    assert not any(cell.startswith(GUARDED[:-1]) for cell in cells), "nothing a spreadsheet would run"


def test_csv_is_rfc_4180() -> None:
    data = write_csv(frame("containment", [{"geoid": 'a "b", c', "within_geoid": "=1+1"}]), PAIRS)
    assert data == b'geoid,within_geoid\r\n"a ""b"", c",\'=1+1\r\n'


@pytest.mark.parametrize("value", ["NA", "null", "007", "1e5", "true"])
def test_csv_keeps_codes_as_text(value: str) -> None:
    rows = frame("containment", [{"geoid": value, "within_geoid": "06"}])
    assert read_csv(write_csv(rows, PAIRS), PAIRS, "x.csv")["geoid"].tolist() == [value]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"geoid\r\n06\r\n", "line 1: the columns are not those of containment"),
        (b"geoid,within_geoid\r\n06\r\n", "row 2: 1 cells, not 2"),
        (b"\xff", "not CSV in UTF-8"),
        (b"", "not CSV in UTF-8"),
    ],
)
def test_csv_that_cannot_be_read_is_told(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_csv(data, PAIRS, "x.csv")


def test_csv_value_of_another_type_is_told(root: Path) -> None:
    claims = schema.table("claims")
    data = (root / "data" / "claims.csv").read_bytes().replace(b",23,", b",many,", 1)
    with pytest.raises(InputError, match=r"x\.csv: row \d+: stated is 'many', not of type integer"):
        read_csv(data, claims, "x.csv")


# GeoJSON


def squares() -> gpd.GeoSeries:
    hole = shapely.box(0, 0, 3, 3) - shapely.box(1, 1, 2, 2)
    return gpd.GeoSeries([shapely.box(179, 50, 180, 51).union(shapely.box(-180, 50, -179, 51)), hole])


def test_geojson_is_rfc_7946() -> None:
    data = json.loads(write_geojson(pd.DataFrame({"geoid": ["02", "27"], "n": [1, None]}), squares()))
    across, hole = data["features"]
    assert across["bbox"] == [179, 50, -179, 51], "west of the antimeridian, east of it"
    assert (hole["id"], hole["properties"]) == ("27", {"geoid": "27", "n": None})
    outer, inner = (shapely.LinearRing(ring) for ring in hole["geometry"]["coordinates"])
    assert outer.is_ccw
    assert not inner.is_ccw


@given(st.tuples(*[st.floats(-80, 80)] * 4))
def test_canonical_shapes_stay_as_they_are(corners: tuple[float, float, float, float]) -> None:
    shape = shapely.MultiPoint([corners[:2], corners[2:], (corners[0], corners[3])]).convex_hull.buffer(0.01)
    once = canonical(shape)
    assert once.is_valid
    assert canonical(once).wkb == once.wkb
    assert bbox([once]) == [round(value, 5) for value in once.bounds]


def test_light_boundaries_are_small_and_look_the_same(root: Path) -> None:
    whole, light = read_boundaries(root), read_boundaries(root, LIGHT)
    assert list(light["geoid"]) == list(whole["geoid"])
    assert light.geometry.is_valid.all()
    pairs = light.geometry.to_numpy(), whole.geometry.to_numpy()
    shared = shapely.area(shapely.intersection(*pairs)) / shapely.area(shapely.union(*pairs))
    assert shared.min() > 0.9
    assert (root / LIGHT).stat().st_size < (root / BOUNDARIES).stat().st_size / 2


def test_lightening_leaves_out_specks() -> None:
    assert lighten(shapely.box(0, 0, 1, 1).union(shapely.box(5, 5, 5.001, 5.001))).bounds == (0, 0, 1, 1)


# SQLite


@pytest.fixture
def database(formats: dict[str, bytes]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(formats[".sqlite"])
    return connection


def test_sqlite_holds_every_row_and_its_keys(root: Path, database: sqlite3.Connection) -> None:
    for table, rows in read_tables(root).items():
        assert database.execute(f"select count(*) from {table}").fetchone() == (len(rows),)
    assert database.execute("pragma foreign_key_check").fetchall() == []
    assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert database.execute("select typeof(geoid), typeof(lon), typeof(population) from jurisdictions").fetchone() == (
        "text",
        "real",
        "integer",
    )


def test_sqlite_finds_words_and_shapes(database: sqlite3.Connection) -> None:
    query = (
        "select geoid from jurisdictions where rowid in "
        "(select rowid from jurisdictions_fts where jurisdictions_fts match 'cook')"
    )
    assert database.execute(query).fetchall() == [("17031",)]
    (shape,) = database.execute("select geojson from boundaries where geoid = '17031'").fetchone()
    assert shapely.from_geojson(shape).is_valid


@pytest.mark.parametrize("name", QUERIES)
def test_the_queries_that_datasette_offers_answer(database: sqlite3.Connection, name: str) -> None:
    assert database.execute(QUERIES[name][2], {"geoid": "1714000"}).fetchall()


def test_sqlite_refuses_what_the_schema_refuses(database: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        database.execute("update jurisdictions set type = 'village'")


# The formats of a release


def areas(shapes: gpd.GeoSeries) -> list[float]:
    return [round(float(area), 6) for area in shapely.area(shapes)]


def test_geoparquet_geopackage_and_geojson_hold_the_same(root: Path, formats: dict[str, bytes]) -> None:
    expected = read_boundaries(root).set_index("geoid").sort_index()
    parquet = gpd.read_parquet(io.BytesIO(formats[".parquet"])).set_index("geoid")
    layer = pyogrio.read_dataframe(io.BytesIO(formats[".gpkg"]), layer="jurisdictions").set_index("geoid").sort_index()
    for read in (parquet, layer):
        assert list(read.index) == list(expected.index)
        assert areas(read.geometry) == areas(expected.geometry)
        assert read.crs == "EPSG:4326"


def test_geoparquet_says_its_version_and_boxes(formats: dict[str, bytes]) -> None:
    import pyarrow.parquet as pq

    described = json.loads(pq.read_schema(io.BytesIO(formats[".parquet"])).metadata[b"geo"])
    assert described["version"] == "1.1.0"
    assert "covering" in described["columns"]["geometry"]


def test_geopackage_has_styles_and_every_table(formats: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    path.write_bytes(formats[".gpkg"])
    assert {"jurisdictions", "legal_boundaries", "mentions", "claims", "sources", "layer_styles"} <= set(
        pyogrio.list_layers(path)[:, 0]
    )
    database = sqlite3.connect(path)
    assert database.execute("pragma user_version").fetchone() == (10200,), "1.2.0, which older programs read too"
    styles = database.execute("select f_table_name, styleQML, styleSLD, useAsDefault from layer_styles").fetchall()
    assert {name for name, *_ in styles} == {"jurisdictions", "legal_boundaries"}
    for _, qml, sld, default in styles:
        assert default == 1
        for document in (qml.split(">", 1)[1], sld.split("?>", 1)[1]):
            ElementTree.fromstring(document)


def test_excel_keeps_leading_zeros_and_explains(formats: dict[str, bytes], rows: pd.DataFrame) -> None:
    book = openpyxl.load_workbook(io.BytesIO(formats[".xlsx"]))
    assert book.sheetnames == ["README", *(table.name for table in schema.TABLES)]
    sheet = book["jurisdictions"]
    assert [cell.value for cell in sheet["A"][1:]] == rows["geoid"].tolist()
    assert all(isinstance(cell.value, str) for cell in sheet["A"])
    codes = [(table.name, at) for table in schema.TABLES for at, field in enumerate(table.fields, 1) if field.pattern]
    cells = [cell for name, at in codes for (cell,) in book[name].iter_rows(2, None, at, at) if cell.value]
    assert {cell.number_format for cell in cells} == {"@"}
    assert sheet.freeze_panes == "B2"
    assert any("GEOIDs" in str(cell.value) for cell in book["README"]["A"])
    assert not any(cell.data_type == "f" for each in book for row in each.iter_rows() for cell in row)


def test_duckdb_reads_csv_and_parquet(root: Path, formats: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(formats[".parquet"])
    for source in (f"read_csv('{root}/data/jurisdictions.csv', all_varchar=true)", f"'{tmp_path}/x.parquet'"):
        query = f"select count(*), min(geoid) from {source}"
        assert duckdb.sql(query).fetchall() == [(23, "06")]


def test_a_release_is_the_same_bytes_every_time(small: Path) -> None:
    first, second = release_files(small), release_files(small)
    assert {path: hashlib.sha256(data).hexdigest() for path, data in first.items()} == {
        path: hashlib.sha256(data).hexdigest() for path, data in second.items()
    }


@pytest.fixture(scope="module")
def drivers() -> set[str]:
    """The formats that the installed GDAL has a driver for."""
    if shutil.which("ogrinfo") is None:
        pytest.skip("needs GDAL's ogrinfo")
    told = subprocess.run(["ogrinfo", "--formats"], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"^ +(\S+) -", told, re.MULTILINE))


@pytest.mark.parametrize(
    ("suffix", "driver", "geometry"),
    [(".geojson", "GeoJSON", "geometry"), (".gpkg", "GPKG", "geom"), (".parquet", "Parquet", "geometry")],
)
def test_ogrinfo_reads_the_same_areas(
    root: Path, formats: dict[str, bytes], drivers: set[str], tmp_path: Path, suffix: str, driver: str, geometry: str
) -> None:
    if driver not in drivers:
        pytest.skip(f"this GDAL has no {driver} driver")
    expected = read_boundaries(root).set_index("geoid").sort_index().geometry
    path = tmp_path / f"jurisdictions{suffix}"
    path.write_bytes(formats.get(suffix) or (root / BOUNDARIES).read_bytes())
    query = f"select geoid, st_area({geometry}) as area from jurisdictions order by geoid"
    command = ["ogrinfo", "-ro", "-q", "-dialect", "sqlite", "-sql", query, str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"geoid \(String\) = (\d+)", told) == list(expected.index)
    assert [float(area) for area in re.findall(r"area \(Real\) = ([\d.]+)", told)] == pytest.approx(
        list(shapely.area(expected))
    )


@pytest.mark.skipif("ADBC" not in pyogrio.list_drivers(), reason="pyogrio's GDAL has no ADBC driver")
def test_gdal_reads_geoparquet_by_way_of_duckdb(root: Path, formats: dict[str, bytes], tmp_path: Path) -> None:
    expected = read_boundaries(root).set_index("geoid").sort_index()
    path = tmp_path / "x.parquet"
    path.write_bytes(formats[".parquet"])
    layer = pyogrio.read_dataframe(f"ADBC:{path}", ADBC_DRIVER=_duckdb.__file__).set_index("geoid")
    assert list(layer.index) == list(expected.index)
    assert areas(layer.geometry) == areas(expected.geometry)
    assert layer.crs == "EPSG:4326"


# Archives


def test_zip_carries_no_time_and_no_order_of_its_own() -> None:
    files = {"b": b"2", "a/c": b"1"}
    data = write_zip(files, "x")
    assert data == write_zip(dict(reversed(files.items())), "x")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["x/a/c", "x/b"]


def test_bag_is_valid(root: Path, tmp_path: Path) -> None:
    data = write_bag({"a.txt": b"1", "b/c.txt": b"22"}, "bag", {"Source-Organization": "Somebody"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.info["Payload-Oxum"] == "3.2"
