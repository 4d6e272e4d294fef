"""GeoPackage: both boundaries as layers, the other tables as attributes, and styles that QGIS picks up by itself."""

import tempfile
from pathlib import Path

import apsw
import geopandas as gpd
import pandas as pd
import pyogrio

from pipeline.dataset import Dataset
from pipeline.schema import LEVELS, TABLES
from pipeline.tables import Tables

COLOURS = {"state": "#7b9fc7", "county": "#8fbf8f", "city": "#c8553d"}
"""A fill for each type of jurisdiction, as strong as the type is small."""
LAYERS = {"jurisdictions": "Boundary within the shoreline", "legal_boundaries": "Legal boundary"}
EPOCH = "1980-01-01"
VERSION = "1.2"
"""Of the GeoPackage standard: nothing here needs a newer one, of which GDAL before 3.7 and older QGIS would warn."""


def write_geopackage(about: Dataset, tables: Tables, boundaries: gpd.GeoDataFrame, legal: gpd.GeoDataFrame) -> bytes:
    """The layers `jurisdictions` (with the table's columns) and `legal_boundaries`, and the other tables.

    Shapes are matched to the jurisdictions by position. The time of last change is the data's date of release.
    """
    rows = tables["jurisdictions"]
    stamp = f"{about.released or EPOCH}T00:00:00.000Z"
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": stamp})
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "package.gpkg"
            _write_layer(path, "jurisdictions", rows, boundaries)
            _write_layer(path, "legal_boundaries", rows[["geoid", "display_name", "type", "legal_area_km2"]], legal)
            for table in TABLES[1:]:
                if len(tables[table.name]):
                    pyogrio.write_dataframe(tables[table.name], path, layer=table.name, append=True)
            return _described(path.read_bytes(), stamp)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _write_layer(path: Path, layer: str, rows: pd.DataFrame, shapes: gpd.GeoDataFrame) -> None:
    frame = gpd.GeoDataFrame(rows.reset_index(drop=True), geometry=shapes.geometry.to_numpy(), crs="EPSG:4326")
    options = {"append": True} if path.exists() else {"dataset_options": {"VERSION": VERSION}}
    pyogrio.write_dataframe(frame, path, layer=layer, driver="GPKG", promote_to_multi=True, **options)


def _described(data: bytes, stamp: str) -> bytes:
    """The same GeoPackage with titles, descriptions and styles."""
    database = apsw.Connection(":memory:")
    database.deserialize("main", data)
    with database:
        for table in TABLES:
            _describe(database, table.name, table.title, table.description)
        for layer, title in LAYERS.items():
            _describe(database, layer, title, title)
        database.execute(STYLES_DDL)
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?, ?, ?, ?)",
            ("layer_styles", "attributes", "layer_styles", stamp),
        )
        for layer in LAYERS:
            values = (layer, "geom", f"{layer} by type", qml(), sld(layer), 1, "By type of jurisdiction", stamp)
            database.execute(STYLES_INSERT, values)
    database.execute("VACUUM")
    return database.serialize("main")


def _describe(database: apsw.Connection, name: str, title: str, description: str) -> None:
    database.execute(
        "UPDATE gpkg_contents SET identifier = ?, description = ? WHERE table_name = ?", (title, description, name)
    )


STYLES_DDL = """CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT, f_table_schema TEXT, f_table_name TEXT,
  f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
  owner TEXT, ui TEXT, update_time DATETIME
)"""
"""The table in which QGIS keeps the styles of a GeoPackage."""
STYLES_INSERT = """INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,
  styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
VALUES ('', '', ?, ?, ?, ?, ?, ?, ?, '', ?)"""


def qml() -> str:
    """The style in QGIS' own format: one symbol for each type of jurisdiction."""
    categories = "".join(
        f'<category value="{level}" label="{level}" symbol="{number}" render="true"/>'
        for number, level in enumerate(LEVELS)
    )
    symbols = "".join(
        f'<symbol type="fill" name="{number}" alpha="0.7"><layer class="SimpleFill" enabled="1" pass="{number}">'
        f'<Option type="Map"><Option type="QString" name="color" value="{_rgb(COLOURS[level])}"/>'
        '<Option type="QString" name="outline_color" value="60,60,60,255"/>'
        '<Option type="QString" name="outline_width" value="0.2"/>'
        '<Option type="QString" name="style" value="solid"/></Option></layer></symbol>'
        for number, level in enumerate(LEVELS)
    )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        '<qgis version="3.22" styleCategories="Symbology"><renderer-v2 type="categorizedSymbol" attr="type" '
        f'symbollevels="1"><categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2></qgis>'
    )


def sld(layer: str) -> str:
    """The same style as an OGC Styled Layer Descriptor 1.1, which other programs read."""
    rules = "".join(
        f"<se:Rule><se:Name>{level}</se:Name><ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>type"
        f"</ogc:PropertyName><ogc:Literal>{level}</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>"
        f'<se:PolygonSymbolizer><se:Fill><se:SvgParameter name="fill">{COLOURS[level]}</se:SvgParameter>'
        '<se:SvgParameter name="fill-opacity">0.7</se:SvgParameter></se:Fill><se:Stroke>'
        '<se:SvgParameter name="stroke">#3c3c3c</se:SvgParameter></se:Stroke></se:PolygonSymbolizer></se:Rule>'
        for level in LEVELS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><StyledLayerDescriptor xmlns="http://www.opengis.net/sld" '
        'xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc" version="1.1.0"><NamedLayer>'
        f"<se:Name>{layer}</se:Name><UserStyle><se:FeatureTypeStyle>{rules}</se:FeatureTypeStyle></UserStyle>"
        "</NamedLayer></StyledLayerDescriptor>"
    )


def _rgb(colour: str) -> str:
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + ",255"
