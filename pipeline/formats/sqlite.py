"""SQLite: typed tables with keys, checks, indexes and full-text search, and the boundaries in a table of their own.

Written by apsw, which carries its own SQLite, so that the bytes do not depend on the machine's.
"""

from typing import Any

import apsw
import geopandas as gpd
import shapely

from pipeline.formats.geojson import canonical, dumps, geometry_mapping
from pipeline.schema import TABLES, Field, Table
from pipeline.tables import Tables, records

SQL_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
BOUNDARIES_DDL = """CREATE TABLE "boundaries" (
  "geoid" TEXT NOT NULL PRIMARY KEY REFERENCES "jurisdictions" ("geoid"),
  "geojson" TEXT NOT NULL
)"""


def write_sqlite(tables: Tables, boundaries: gpd.GeoDataFrame) -> bytes:
    """A database of the tables, and of `boundaries` (`geoid`, `geometry`) as GeoJSON geometries."""
    database = apsw.Connection(":memory:")
    database.execute("PRAGMA page_size = 4096")
    with database:
        for table in TABLES:
            database.execute(create_table(table))
            _insert(database, table.name, list(records(tables[table.name])))
        database.execute(BOUNDARIES_DDL)
        _insert(database, "boundaries", [_boundary(row.geoid, row.geometry) for row in boundaries.itertuples()])
        for statement in (statement for table in TABLES for statement in (*indexes(table), *full_text(table))):
            database.execute(statement)
    database.execute("ANALYZE")
    database.execute("VACUUM")
    return database.serialize("main")


def create_table(table: Table) -> str:
    """The statement that makes a table, with its keys and checks."""
    lines = [_column(field) for field in table.fields]
    lines.append(f"PRIMARY KEY ({_names(table.primary_key)})")
    lines += [
        f'FOREIGN KEY ("{key.field}") REFERENCES "{key.table}" ("{key.references}")' for key in table.foreign_keys
    ]
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def indexes(table: Table) -> list[str]:
    """The statements that index a table's foreign keys, and what is filtered by."""
    columns = dict.fromkeys([key.field for key in table.foreign_keys])
    columns |= dict.fromkeys(field.name for field in table.fields if field.facet or field.name == "geoid")
    return [
        f'CREATE INDEX "idx_{table.name}_{column}" ON "{table.name}" ("{column}")'
        for column in columns
        if column != table.primary_key[0]
    ]


def full_text(table: Table) -> list[str]:
    """The statements that make and fill a table's full-text index; none where nothing is searched."""
    if not table.search:
        return []
    index = f"{table.name}_fts"
    return [
        f'CREATE VIRTUAL TABLE "{index}" USING fts5 ({_names(table.search)}, '
        f"tokenize='unicode61 remove_diacritics 2', content=\"{table.name}\")",
        f'INSERT INTO "{index}" ("{index}") VALUES (\'rebuild\')',
    ]


def _column(field: Field) -> str:
    name = f'"{field.name}"'
    checks = []
    if field.enum:
        checks.append(f"{name} IN ({', '.join(repr(value) for value in field.enum)})")
    if field.type == "boolean":
        checks.append(f"{name} IN (0, 1)")
    if field.minimum is not None:
        checks.append(f"{name} >= {field.minimum:g}")
    if field.maximum is not None:
        checks.append(f"{name} <= {field.maximum:g}")
    parts = [name, SQL_TYPES[field.type]]
    parts += ["NOT NULL"] if field.required else []
    parts += ["UNIQUE"] if field.unique else []
    parts += [f"CHECK ({' AND '.join(checks)})"] if checks else []
    return " ".join(parts)


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _boundary(geoid: str, shape: shapely.Geometry) -> dict[str, str]:
    return {"geoid": geoid, "geojson": dumps(geometry_mapping(canonical(shape)))}


def _insert(database: apsw.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        columns = tuple(rows[0])
        places = ", ".join("?" for _ in columns)
        statement = f'INSERT INTO "{table}" ({_names(columns)}) VALUES ({places})'
        database.executemany(statement, [tuple(row.values()) for row in rows])
