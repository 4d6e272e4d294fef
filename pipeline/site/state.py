"""What the site knows while it runs: read once when Datasette starts, never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import shapely
from datasette.app import Datasette
from datasette.utils import tilde_encode
from shapely.geometry.base import BaseGeometry

from pipeline.errors import InputError
from pipeline.package import LEGAL, read_boundaries
from pipeline.site import maps, outlines
from pipeline.site.publication import Publication, read_publication
from pipeline.site.reader import Reader

PLUGIN = "jurisdictions"
"""The plugin's name in `metadata.yml` and in the address of its static files."""
TABLE = "jurisdictions"
MOST_ANSWERS = 1_000
"""Answers to the pages' own queries that are kept."""


@dataclass(frozen=True, eq=False)
class Site:
    """One publication, served by one Datasette."""

    datasette: Datasette
    database: str
    publication: Publication
    shapes: Mapping[str, maps.Shape]
    legal: Mapping[str, BaseGeometry]
    """The legal boundary of each jurisdiction."""
    reader: Reader
    static_copy: bool
    """Whether the pages are being written to files: no forms then, no links to what needs a server."""
    try_it: bool
    allow_sql: bool
    address: str | None
    """Where the site is published, for the files that need whole addresses; else the request's own."""

    answers: dict[tuple[Any, ...], list[dict[str, Any]]] = field(default_factory=dict, repr=False)
    """What the pages' own queries gave before: the database never changes."""

    async def rows(self, sql: str, *parameters: Any) -> list[dict[str, Any]]:
        """The rows that a query gives, whole; they are shared, so leave them as they are."""
        asked = (sql, *parameters)
        if asked not in self.answers:
            results = await self.datasette.execute(self.database, sql, parameters, truncate=False)
            if len(self.answers) >= MOST_ANSWERS:
                self.answers.clear()
            self.answers[asked] = [dict(row) for row in results.rows]
        return self.answers[asked]

    async def geometries(self) -> dict[str, str]:
        """The boundary of each jurisdiction as GeoJSON text, by GEOID."""
        return {row["geoid"]: row["geojson"] for row in await self.rows("select geoid, geojson from boundaries")}

    def link(self, table: str, *keys: str) -> str:
        """The path of a table's page, or of a row's."""
        urls = self.datasette.urls
        if not keys:
            return str(urls.table(self.database, table))
        return str(urls.row(self.database, table, ",".join(map(tilde_encode, keys))))

    def place_link(self, geoid: str) -> str:
        """The path of the page about a place: its row's where it is one of the jurisdictions."""
        return self.link(TABLE, geoid) if geoid in self.shapes else self.datasette.urls.path(f"/place/{quote(geoid)}")

    def shapes_of(self, geoids: Sequence[str]) -> list[maps.Shape]:
        """The shapes of `geoids` that the package holds, each once."""
        return [self.shapes[geoid] for geoid in dict.fromkeys(geoids) if geoid in self.shapes]


def settings_of(datasette: Datasette) -> dict[str, Any]:
    """The plugin's part of `metadata.yml`."""
    return datasette.plugin_config(PLUGIN) or {}


async def open_site(datasette: Datasette) -> Site:
    """Read the package and the shapes; raises `InputError` where either is missing."""
    settings = settings_of(datasette)
    folder = Path(settings.get("package", "."))
    database = await _database(datasette)
    return Site(
        datasette=datasette,
        database=database,
        publication=read_publication(folder),
        shapes=await _shapes(datasette, database),
        legal=_legal(folder),
        reader=Reader(),
        static_copy=bool(settings.get("static_copy")),
        try_it=settings.get("try_it", True) and not settings.get("static_copy"),
        allow_sql=bool(settings.get("allow_sql")),
        address=(settings.get("address") or "").rstrip("/") or None,
    )


async def _database(datasette: Datasette) -> str:
    """The name of the database that holds the package."""
    for name, database in datasette.databases.items():
        if name != "_internal" and await database.table_exists(TABLE):
            return name
    raise InputError(f"no database with a table {TABLE}; make one: jurisdictions serve")


async def _shapes(datasette: Datasette, database: str) -> dict[str, maps.Shape]:
    results = await datasette.execute(
        database,
        f"select geoid, display_name, type, lon, lat, geojson from {TABLE}"
        " join boundaries using (geoid) order by position",
        truncate=False,
        custom_time_limit=60_000,
    )
    geometries = shapely.from_geojson([row["geojson"] for row in results.rows])
    return {
        row["geoid"]: maps.Shape(row["geoid"], row["display_name"], row["type"], geometry, row["lon"], row["lat"])
        for row, geometry in zip(results.rows, geometries, strict=True)
    }


def _legal(folder: Path) -> dict[str, BaseGeometry]:
    frame = read_boundaries(folder, LEGAL)
    return dict(zip(frame["geoid"], frame.geometry, strict=True))


@lru_cache(maxsize=64)
def overview_map(site: Site, geoids: tuple[str, ...], whole: bool = False) -> maps.Map | None:
    """A map of some of the package's shapes; none where it holds none of them."""
    shapes = site.shapes_of(geoids)
    return maps.overview(shapes, outlines.coarse_states(), whole) if shapes else None
