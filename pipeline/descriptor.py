"""`datapackage.json`: the Data Package 2.0 descriptor of a package (https://datapackage.org/standard/)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pipeline import dataset
from pipeline.dataset import Dataset
from pipeline.formats.csv import LINE_END
from pipeline.schema import ORIGINS, TABLES, Field, Table
from pipeline.tables import Tables, records

PROFILES = "https://datapackage.org/profiles/2.0"
GEOMETRY_FILES = {
    "boundaries": (
        "data/jurisdictions.geojson",
        "Boundaries within the shoreline",
        "One feature per jurisdiction, with the columns of the table: the boundary clipped to the shoreline. WGS 84, "
        "longitude and latitude in degrees, five decimals; the feature's id is the GEOID.",
    ),
    "legal-boundaries": (
        "data/jurisdictions-legal.geojson",
        "Legal boundaries",
        "One feature per jurisdiction: the legal boundary, which may reach into the sea and the Great Lakes.",
    ),
    "light-boundaries": (
        "data/jurisdictions-light.geojson",
        "Boundaries for the web",
        "The boundaries within the shoreline, simplified to a hundredth of each one's width, with the columns that a "
        "map needs.",
    ),
}
"""The resources that are no tables: path, title and description by name."""


def table_path(table: Table) -> str:
    """Where a table stands in the package."""
    return f"data/{table.name}.csv"


def describe(about: Dataset, tables: Tables, files: Mapping[str, bytes]) -> bytes:
    """The descriptor of a package whose resources are `files` (bytes by path), as JSON."""
    resources = [_table_resource(table, files[table_path(table)]) for table in TABLES]
    resources += [
        {"name": name, "title": title, "description": text, **_file(path, "geojson", "application/geo+json", files)}
        for name, (path, title, text) in GEOMETRY_FILES.items()
    ]
    west, south, east, north = json.loads(files[GEOMETRY_FILES["boundaries"][0]])["bbox"]
    descriptor = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": about.name,
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "created": f"{about.released}T00:00:00Z" if about.released else None,
        "homepage": about.homepage,
        "keywords": list(about.keywords),
        "licenses": [{"name": about.licence, "title": about.licence_title, "path": about.licence_path}],
        "contributors": [{"title": about.creator, "roles": ["creator"]}],
        "sources": [*map(_origin, dataset.ORIGINS), *map(_source, records(tables["sources"]))],
        "meaning": about.meaning,
        "limits": list(about.limits),
        "attribution": [origin.credit for origin in dataset.ORIGINS],
        "spatial": {"bbox": [west, south, east, north], "country": "US"},
        "temporal": about.event,
        "accrualPeriodicity": about.frequency,
        "origins": ORIGINS,
        "resources": resources,
    }
    return (json.dumps(_filled(descriptor), ensure_ascii=False, indent=2) + "\n").encode()


def read_dataset(descriptor: Mapping[str, Any]) -> Dataset:
    """The `Dataset` that a descriptor was made of."""
    licence = descriptor["licenses"][0]
    created = descriptor.get("created")
    return Dataset(
        name=descriptor["name"],
        title=descriptor["title"],
        description=descriptor["description"],
        version=descriptor["version"],
        released=created and created.split("T")[0],
        homepage=descriptor.get("homepage"),
        creator=descriptor["contributors"][0]["title"],
        keywords=tuple(descriptor["keywords"]),
        event=descriptor.get("temporal"),
        frequency=descriptor["accrualPeriodicity"],
        meaning=descriptor["meaning"],
        limits=tuple(descriptor["limits"]),
        licence=licence["name"],
        licence_title=licence["title"],
        licence_path=licence["path"],
    )


def table_schema(table: Table) -> dict[str, Any]:
    """A table as a Table Schema."""
    return {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(field) for field in table.fields],
        "primaryKey": list(table.primary_key),
        "foreignKeys": [
            {"fields": [key.field], "reference": {"resource": key.table, "fields": [key.references]}}
            for key in table.foreign_keys
        ],
        "missingValues": [""],
    }


def title_of(field: Field) -> str:
    """A field's title: its own, or its name in words."""
    return field.title or field.name.replace("_", " ").capitalize()


def _table_resource(table: Table, data: bytes) -> dict[str, Any]:
    path = table_path(table)
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        **_file(path, "csv", "text/csv", {path: data}),
        "encoding": "utf-8",
        "dialect": {
            "$schema": f"{PROFILES}/tabledialect.json",
            "header": True,
            "delimiter": ",",
            "lineTerminator": LINE_END,
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "schema": table_schema(table),
    }


def _file(path: str, extension: str, mediatype: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    data = files[path]
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "path": path,
        "format": extension,
        "mediatype": mediatype,
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def _field(field: Field) -> dict[str, Any]:
    constraints = {
        "required": field.required,
        "unique": field.unique or None,
        "pattern": field.pattern,
        "enum": list(field.enum) or None,
        "minimum": field.minimum,
        "maximum": field.maximum,
    }
    return _filled(
        {
            "name": field.name,
            "type": field.type,
            "title": title_of(field),
            "description": field.description,
            "example": field.example,
            "unit": field.unit,
            "origin": list(field.origin),
            "constraints": _filled(constraints),
        }
    )


def _origin(origin: dataset.Origin) -> dict[str, Any]:
    return {"title": f"{origin.publisher}: {origin.title}", "path": origin.path}


def _source(source: Mapping[str, Any]) -> dict[str, Any]:
    title = source["title"] or source["source_id"]
    publisher = source["publisher"]
    return _filled({"title": f"{publisher}: {title}" if publisher else title, "path": source["url"]})


def _filled(value: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping without the keys that hold None."""
    return {key: item for key, item in value.items() if item is not None}
