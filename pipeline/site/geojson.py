"""Rows as GeoJSON (RFC 7946): all that a table or query gives, each with the boundary of the place it is about."""

import asyncio
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from pipeline.site import site_of

MEDIA_TYPE = "application/geo+json"
KEY = "geoid"
PAGE_LIMIT = re.compile(r" limit \d+(?: offset \d+)?$")
"""What Datasette puts at the end of a table's SQL to cut it into pages."""
MOST_FEATURES = 20_000


def can_render(columns: Sequence[str]) -> bool:
    """Whether the rows are about places."""
    return KEY in columns


async def render(
    datasette: Datasette,
    database: str,
    table: str | None,
    columns: Sequence[str],
    rows: Sequence[Any],
    sql: str | None,
    data: Mapping[str, Any],
    request: Request,
) -> Response:
    """All rows that the query finds, not those of one page alone."""
    from datasette.utils.asgi import BadRequest, NotFound

    if KEY not in columns:
        raise NotFound(f"These rows have no column {KEY}, so that there is nothing to draw.")
    if sql and (data.get("next") or data.get("truncated")):
        parameters = data["query"].get("params") or {}
        whole = f"{PAGE_LIMIT.sub('', sql)}" if table and data.get("primary_keys") is not None else sql
        results = await datasette.execute(
            database, f"select * from ({whole}) limit {MOST_FEATURES + 1}", parameters, truncate=False
        )
        rows = list(results.rows)
        if len(rows) > MOST_FEATURES:
            raise BadRequest(f"More than {MOST_FEATURES} rows: filter them, or take the CSV.")
    geometries = await site_of(datasette).geometries()
    records = ({column: _plain(row[column]) for column in columns} for row in rows)
    body = await asyncio.to_thread(collection, records, geometries, tuple(data.get("primary_keys") or ()))
    name = f"{table or data.get('canned_query') or database}.geojson"
    return Response(body, content_type=MEDIA_TYPE, headers={"content-disposition": f'inline; filename="{name}"'})


def collection(
    records: Iterable[Mapping[str, Any]], geometries: Mapping[str, str], primary_key: Sequence[str] = ()
) -> str:
    """A FeatureCollection.

    Args:
        records: The properties of each feature; `geoid` says which place it is about.
        geometries: GeoJSON text by GEOID; a record without one gets a null geometry.
        primary_key: The columns whose values, joined with a comma, identify a feature; `geoid` without them.

    Returns:
        GeoJSON text. Where `geoid` identifies and comes twice, only the first feature has an id: ids are unique.
    """
    features, seen = [], set()
    for record in records:
        identifier = ",".join(str(record.get(column)) for column in primary_key or (KEY,))
        known = json.dumps(identifier) if identifier not in seen else None
        seen.add(identifier)
        identity = f'"id":{known},' if known else ""
        properties = json.dumps({key: value for key, value in record.items() if key != "geojson"}, ensure_ascii=False)
        geometry = geometries.get(record[KEY] or "", "null")
        features.append(f'{{"type":"Feature",{identity}"geometry":{geometry},"properties":{properties}}}')
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def _plain(value: Any) -> Any:
    """A cell's value without the label that Datasette may have put beside it."""
    if isinstance(value, dict) and "value" in value:
        return value["value"]
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
