"""Reconciliation: names in, Census codes out, by the W3C community group's API 0.2, as OpenRefine speaks it.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, Request, Response

from pipeline.site import machines, outlines, site_of
from pipeline.site.pages import named_place
from pipeline.site.state import Site

if TYPE_CHECKING:
    from pipeline.gazetteer import Entity
    from pipeline.match import NameMatch

Answer = dict[str, Any]

COUNTY_WORD = re.compile(r"\b(county|co\.?|cty|cnty|parish|borough)(?!\w)", re.IGNORECASE)
BARE_COUNTY = 0.05
"""How often a name without such a word means the county and not the city, by the prior of this service."""
AUTOMATIC = 90.0
"""The score from which the first candidate counts as found, if none comes near it."""
LEAD = 10.0
"""How far the first candidate must be ahead of the second to count as found."""
MOST_QUERIES = 100
LONGEST_QUERY = 200
MOST_RESULTS = 25
RESULTS = 5
SUGGESTED = 10

LEVELS = {"state": "State", "county": "County or equivalent", "city": "City (Census place)"}
LISTED = "listed"
"""The type of the places that are in the table `jurisdictions`."""
TYPES = {"place": "State, county or city", **LEVELS, LISTED: "Jurisdiction on this list"}
PROPERTIES = {
    "geoid": "GEOID",
    "name": "Name",
    "level": "Level",
    "usps": "State (postal)",
    "state_fips": "State FIPS",
    "population": "Population (GeoNames)",
    "lon": "Longitude",
    "lat": "Latitude",
    "listed": "On this list",
}
STATE_PROPERTIES = ("usps", "state", "state_fips")
"""Properties of a query that say in which state to look."""


def manifest(site: Site, address: str) -> Answer:
    """What the service is and where its parts are."""
    base = f"{address}/reconcile"
    return {
        "versions": ["0.2"],
        "name": f"US jurisdictions: {site.publication.about.title}",
        "identifierSpace": "https://data.census.gov/geoid/",
        "schemaSpace": f"{base}/types/",
        "documentation": f"{address}/api",
        "view": {"url": f"{address}/place/{{{{id}}}}"},
        "defaultTypes": [_type("place")],
        "batchSize": MOST_QUERIES,
        "preview": {"url": f"{base}/preview?id={{{{id}}}}", "width": 360, "height": 150},
        "suggest": {
            kind: {"service_url": base, "service_path": f"/suggest/{kind}"} for kind in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/properties"},
            "property_settings": [],
        },
    }


def answer_queries(queries: Any, listed: Iterable[str]) -> Answer:
    """The candidates for each query of a batch.

    Raises `BadRequest` for what is no batch of the specification's form.
    """
    if not isinstance(queries, dict) or not all(isinstance(query, dict) for query in queries.values()):
        raise BadRequest("queries should be an object of queries by key.")
    if len(queries) > MOST_QUERIES:
        raise BadRequest(f"At most {MOST_QUERIES} queries at a time.")
    known = frozenset(listed)
    return {key: {"result": candidates(query, known)} for key, query in queries.items()}


def candidates(query: Mapping[str, Any], listed: frozenset[str]) -> list[Answer]:
    """The candidates for one query, the best first; none for a text that is blank."""
    text = query.get("query")
    if not isinstance(text, str) and (text is not None or not query.get("properties")):
        raise BadRequest("Each query needs a text under `query`, or properties.")
    limit = query.get("limit", RESULTS)
    if not isinstance(limit, int | float) or isinstance(limit, bool) or not limit >= 1:
        raise BadRequest("limit should be a number of 1 or more.")
    kinds = query.get("type") or []
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not isinstance(kinds, list) or not all(isinstance(kind, str) and kind in TYPES for kind in kinds):
        raise BadRequest(f"type should be one of {', '.join(TYPES)}.")
    given = _properties(query)
    text = (text or given.get("geoid") or given.get("name") or "").strip()[:LONGEST_QUERY]
    state = next(filter(None, map(given.get, STATE_PROPERTIES)), None)
    found = _of_levels(text, {kind for kind in kinds if kind in LEVELS}, _postal(state)) if text else []
    if LISTED in kinds:
        found = [match for match in found if match.geoid in listed]
    return [
        _candidate(match, listed, automatic=index == 0 and is_certain(found))
        for index, match in enumerate(found[: int(min(limit, MOST_RESULTS))])
    ]


def _of_levels(text: str, levels: set[str], state: str | None) -> "list[NameMatch]":
    """What is found for a name among the places of some levels, or of all if none is given.

    A code finds its place. Scores keep their sum where a level is left out: the name stands for one of the others.
    """
    coded = _coded(text)
    if coded:
        return [coded] if not levels or coded.level in levels else []
    found = matches(text, next(iter(levels)) if len(levels) == 1 else None, state)
    kept = [match for match in found if not levels or match.level in levels]
    scale = sum(match.score for match in found) / (sum(match.score for match in kept) or 1)
    return [replace(match, score=match.score * scale) for match in kept]


def _coded(text: str) -> "NameMatch | None":
    """The place whose GEOID a text is."""
    from pipeline.match import NameMatch

    entity = _by_geoid().get(text)
    return NameMatch(entity.geoid, entity.display, entity.level, entity.usps, 100.0) if entity else None


@lru_cache(maxsize=1)
def _by_geoid() -> "dict[str, Entity]":
    from pipeline.gazetteer import gazetteer

    return {entity.geoid: entity for entity in gazetteer().entities}


def matches(text: str, level: str | None = None, state: str | None = None) -> "list[NameMatch]":
    """What the engine's resolver finds for a name, weighed for names that stand alone, as in a column of a table.

    A name with a word for a county is one; a name without is seldom one. Scores, of 100, keep their sum.
    """
    from pipeline.gazetteer import gazetteer, key_of
    from pipeline.match import match_name

    alone = gazetteer().abbreviations.get(key_of(text))
    if alone:  # "Ill." alone is no name in running text, but it is one in a cell
        text = gazetteer().entities[gazetteer().state_index[alone]].name
    found = match_name(text, level, state, MOST_RESULTS)
    if COUNTY_WORD.search(text):
        return found or match_name(COUNTY_WORD.sub("", text), "county", state, MOST_RESULTS)
    weights = [match.score * (BARE_COUNTY if match.level == "county" else 1) for match in found]
    scale = sum(match.score for match in found) / (sum(weights) or 1)
    weighed = [replace(match, score=float(weight * scale)) for match, weight in zip(found, weights, strict=True)]
    return sorted(weighed, key=lambda match: -match.score)


def is_certain(found: "list[NameMatch]") -> bool:
    """Whether the first of some candidates may be taken without asking."""
    return found[0].score >= AUTOMATIC and (len(found) == 1 or found[0].score - found[1].score >= LEAD)


def _properties(query: Mapping[str, Any]) -> dict[str, str]:
    """The values of a query's properties, by their names: the first of several, the name or code of an entity."""
    given = query.get("properties") or []
    if not isinstance(given, list) or not all(
        isinstance(one, dict) and isinstance(one.get("pid"), str) for one in given
    ):
        raise BadRequest("properties should be a list of objects, each with a pid.")
    values: dict[str, str] = {}
    for one in given:
        value = one.get("v")
        value = value[0] if isinstance(value, list) and value else value
        value = value.get("id") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            values.setdefault(one["pid"], value.strip())
    return values


def _postal(state: str | None) -> str | None:
    """The postal code of a state that is given by its name or a code."""
    import us

    found = us.states.lookup(state) if state else None
    return str(found.abbr) if found else None


def _candidate(match: "NameMatch", listed: frozenset[str], automatic: bool) -> Answer:
    kinds = [match.level, *([LISTED] if match.geoid in listed else [])]
    return {
        "id": match.geoid,
        "name": match.name,
        "type": [_type(kind) for kind in kinds],
        "score": round(match.score, 1),
        "match": automatic,
        "description": f"{LEVELS[match.level]}, GEOID {match.geoid}"
        + (", on this list" if match.geoid in listed else ""),
    }


def _type(kind: str) -> Answer:
    return {"id": kind, "name": TYPES[kind]}


def suggest(kind: str, prefix: str) -> Answer:
    """What a user who types `prefix` may mean: a place, a type or a property."""
    if kind == "entity":
        return {"result": beginning_with(prefix[:LONGEST_QUERY]) if prefix.strip() else []}
    names = TYPES if kind == "type" else PROPERTIES
    lowered = prefix.lower()
    return {"result": [{"id": key, "name": name} for key, name in names.items() if lowered in f"{key} {name}".lower()]}


def beginning_with(prefix: str) -> list[Answer]:
    """The places whose names begin with a text, the most populous first; where there is none, those most like it."""
    from pipeline.gazetteer import gazetteer, key_of

    gaz, start = gazetteer(), key_of(prefix)
    begun = {index for key, indexes in gaz.by_key.items() if start and key.startswith(start) for index in indexes}
    entities = sorted((gaz.entities[index] for index in begun), key=lambda entity: -entity.population)
    found = [(one.geoid, one.display, one.level) for one in entities[:SUGGESTED]]
    found = found or [(one.geoid, one.name, one.level) for one in matches(prefix)[:SUGGESTED]]
    return [
        {"id": geoid, "name": name, "description": LEVELS[level], "notable": [_type(level)]}
        for geoid, name, level in found
    ]


def extend(asked: Any, listed: Iterable[str]) -> Answer:
    """Properties of some places: the specification's data extension."""
    if not isinstance(asked, dict):
        raise BadRequest("extend should be an object with ids and properties.")
    ids, wanted = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(wanted, list) or len(ids) > MOST_QUERIES * 10:
        raise BadRequest("extend needs a list of ids and a list of properties.")
    pids = [str(one["id"]) for one in wanted if isinstance(one, dict) and one.get("id") in PROPERTIES]
    if len(pids) < len(wanted):
        raise BadRequest(f"The properties are {', '.join(PROPERTIES)}.")
    known, on_list = outlines.names(), frozenset(listed)
    return {
        "meta": [{"id": pid, "name": PROPERTIES[pid]} for pid in pids],
        "rows": {
            str(one): {
                pid: _value(pid, known.loc[str(one)], on_list) if str(one) in known.index else [] for pid in pids
            }
            for one in ids
        },
    }


def _value(pid: str, row: Any, listed: frozenset[str]) -> list[Answer]:
    """One cell of a data extension."""
    if pid == "listed":
        return [{"str": "yes" if row["geoid"] in listed else "no"}]
    value = row[{"name": "full_name", "state_fips": "state"}.get(pid, pid)]
    if value is None or value != value:
        return []
    if pid == "population":
        return [{"int": int(value)}]
    return [{"float": float(value)}] if pid in ("lon", "lat") else [{"str": str(value)}]


async def service(datasette: Datasette, request: Request) -> Response:
    """The endpoint: the manifest, or the answers to a batch of queries, or a data extension."""
    site = site_of(datasette)
    given = await _arguments(request)
    if "queries" in given:
        queries = _json(given["queries"], "queries")
        return Response.json(await asyncio.to_thread(answer_queries, queries, site.shapes))
    if "extend" in given:
        return Response.json(await asyncio.to_thread(extend, _json(given["extend"], "extend"), site.shapes))
    return Response.json(manifest(site, machines.address_of(site, request)))


async def suggestions(datasette: Datasette, request: Request) -> Response:
    """What starts like the argument `prefix`."""
    prefix = request.args.get("prefix") or ""
    return Response.json(await asyncio.to_thread(suggest, request.url_vars["kind"], prefix))


async def properties(datasette: Datasette, request: Request) -> Response:
    """The properties that can be added to a place of the type in the argument `type`."""
    listing = [{"id": key, "name": name} for key, name in PROPERTIES.items()]
    limit = request.args.get("limit")
    count = int(limit) if limit and limit.isdecimal() else len(listing)
    kind = request.args.get("type")
    return Response.json(
        {"properties": listing[:count]} | ({"type": kind, "limit": count} if kind else {"limit": count})
    )


async def preview(datasette: Datasette, request: Request) -> Response:
    """A small page about a place, for a frame."""
    place = await named_place(site_of(datasette), request.args.get("id") or "")
    return Response.html(await datasette.render_template("preview.html", {"place": place}, request=request))


async def _arguments(request: Request) -> dict[str, str]:
    """The arguments of the address, or of the form that was sent."""
    sent = request.query_string
    if request.method == "POST":
        sent = (await request.post_body()).decode("utf-8", "replace")
    return {key: values[0] for key, values in parse_qs(sent, keep_blank_values=True, max_num_fields=20).items()}


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"{name} is not JSON.") from error


ROUTES = [
    (r"^/reconcile$", service),
    (r"^/reconcile/extend$", service),
    (r"^/reconcile/suggest/(?P<kind>entity|type|property)$", suggestions),
    (r"^/reconcile/properties$", properties),
    (r"^/reconcile/preview$", preview),
]
