"""`/openapi.json`: the addresses that answer in JSON (OpenAPI 3.1)."""

from typing import Any

from pipeline.schema import TABLES, Field, Table
from pipeline.site.reconcile import LEVELS, MOST_QUERIES, RESULTS
from pipeline.site.state import Site

JSON_TYPES = {"string": "string", "date": "string", "integer": "integer", "number": "number", "boolean": "integer"}
"""The types of SQLite's values in JSON, by those of the schema: a boolean is 0 or 1."""

Part = dict[str, Any]


def describe(site: Site, address: str) -> Part:
    """The description of the site at `address`."""
    about = site.publication.about
    paths: Part = {}
    for table in TABLES:
        base = f"/{site.database}/{table.name}"
        paths[f"{base}.json"] = {"get": _rows(table)}
        paths[f"{base}/{{key}}.json"] = {"get": _row(table)}
        if "geoid" in table.field_names:
            paths[f"{base}.geojson"] = {"get": _features(table)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": about.title,
            "version": about.version,
            "description": about.description,
            "license": {"name": about.licence_title, "identifier": about.licence},
        },
        "servers": [{"url": address}],
        "paths": paths | _reconciliation(),
        "components": {
            "schemas": {table.name: _object(table) for table in TABLES},
            "responses": {"Error": _answer("What was wrong", {"type": "object"})},
        },
    }


def _rows(table: Table) -> Part:
    """A table: filters by column, search, order and page."""
    filters = [_query(field.name, f"{field.description} Rows with this value.", _type(field)) for field in table.fields]
    fixed = [
        _query("_shape", "`array` gives a list of objects.", {"type": "string", "enum": ["array"]}, required=True),
        _query("_size", "Rows of a page.", {"type": "integer", "minimum": 1, "maximum": 1000}),
        _query("_sort", "The column to sort by.", {"type": "string", "enum": table.field_names}),
        *([_query("_search", "Words to search for.", {"type": "string", "maxLength": 200})] if table.search else []),
    ]
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{table.name}"}}
    return _operation(f"list_{table.name}", table.description, [*fixed, *filters], _answer("Rows", rows))


def _row(table: Table) -> Part:
    key = {
        "name": "key",
        "in": "path",
        "required": True,
        "description": f"{', '.join(table.primary_key)}; several are joined with a comma.",
        "schema": {"type": "string", "minLength": 1, "pattern": "^[A-Za-z0-9,_-]+$"},
    }
    shape = _query("_shape", "`objects` names the columns.", {"type": "string", "enum": ["objects"]}, required=True)
    schema = {
        "type": "object",
        "required": ["rows"],
        "properties": {"rows": {"type": "array", "items": {"$ref": f"#/components/schemas/{table.name}"}}},
    }
    return _operation(f"get_{table.name}", f"One row. {table.description}", [key, shape], _answer("The row", schema))


def _features(table: Table) -> Part:
    schema = {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": {"type": "object"}},
        },
    }
    answer = _answer("All rows as features", schema, "application/geo+json")
    return _operation(f"map_{table.name}", f"With boundaries. {table.description}", [], answer)


def _reconciliation() -> Part:
    manifest = {"type": "object", "required": ["versions", "name", "identifierSpace", "schemaSpace"]}
    queries = {
        "type": "string",
        "contentMediaType": "application/json",
        "description": f"An object of queries by key, at most {MOST_QUERIES}: `query`, `type` ({', '.join(LEVELS)}), "
        f"`limit` ({RESULTS} by default), `properties`.",
    }
    return {
        "/reconcile": {
            "get": _operation("manifest", "The reconciliation service's manifest.", [], _answer("Manifest", manifest)),
            "post": _operation("reconcile", "Candidates for names.", [], _answer("Results by key", {"type": "object"}))
            | {
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/x-www-form-urlencoded": {
                            "schema": {"type": "object", "required": ["queries"], "properties": {"queries": queries}}
                        }
                    },
                }
            },
        }
    }


def _operation(identifier: str, description: str, parameters: list[Part], answer: Part) -> Part:
    return {
        "operationId": identifier,
        "description": description,
        "parameters": parameters,
        "responses": {
            "200": answer,
            "400": {"$ref": "#/components/responses/Error"},
            "404": {"$ref": "#/components/responses/Error"},
        },
    }


def _answer(description: str, schema: Part, media_type: str = "application/json") -> Part:
    return {"description": description, "content": {media_type: {"schema": schema}}}


def _query(name: str, description: str, schema: Part, required: bool = False) -> Part:
    return {"name": name, "in": "query", "description": description, "required": required, "schema": schema}


def _object(table: Table) -> Part:
    fields = {field.name: _type(field) | {"description": field.description} for field in table.fields}
    return {"type": "object", "description": table.description, "properties": fields}


def _type(field: Field) -> Part:
    kind = JSON_TYPES[field.type]
    return {"type": kind if field.required else [kind, "null"]}
