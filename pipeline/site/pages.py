"""What the templates are given: one function a page, each returning plain values."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote

from datasette.utils import urlsafe_components
from datasette.utils.asgi import NotFound, Request
from markupsafe import Markup, escape

from pipeline.cite import cite
from pipeline.dataset import Dataset
from pipeline.package import BOUNDARIES
from pipeline.schema import LEVELS, TABLES
from pipeline.site import machines, maps, outlines
from pipeline.site.evidence import excerpt, paragraphs
from pipeline.site.state import TABLE, Site, overview_map

Context = dict[str, Any]

PLURALS = {"state": "states", "county": "counties", "city": "cities"}
PROFILE = "https://data.census.gov/profile?g="
GEONAMES = "https://www.geonames.org/"
STYLES = {"apa": "APA", "chicago": "Chicago", "bibtex": "BibTeX", "ris": "RIS"}
"""The citation styles that the pages show."""
AREAS = frozenset(field.name for table in TABLES for field in table.fields if field.unit == "km²")
"""Columns that hold areas."""
CODE = re.compile(r"`([^`]+)`")
MOST_MAPPED = 5_000
"""Rows of one page that are put on a map."""


async def context_of(site: Site, request: Request | None, view: str | None, table: str | None) -> Context:
    """What the template of a page needs beyond what Datasette gives it."""
    page: Context = {}
    if request and view == "row" and table in ROW_PAGES:
        page = await ROW_PAGES[table](site, *urlsafe_components(request.url_vars["pks"]))
    return common(site, request) | page


def common(site: Site, request: Request | None) -> Context:
    """What every page has."""
    return {
        "site": site,
        "publication": site.publication,
        "about": site.publication.about,
        "licence": licence_link(site.publication.about),
        "is_web_link": is_web_link,
        "plurals": PLURALS,
        "address": machines.address_of(site, request),
        "rows_map": partial(rows_map, site),
        "geojson_link": partial(geojson_link, site),
        "asset": asset_of(site),
        "fragment": lambda text: quote(str(text), safe=""),
        "size_text": size_text,
        "prose": prose,
        "in_schema_order": in_schema_order,
    }


async def front(site: Site, request: Request) -> Context:
    """The front page."""
    listed = await site.rows(f"select * from {TABLE} order by position")
    return {
        "listed": listed,
        "counts": count_levels(listed),
        "map": overview_map(site, tuple(site.shapes)),
        "discrepancies": await discrepancies(site),
        "sources": await sources(site),
        "downloads": await asyncio.to_thread(lambda: site.publication.downloads),
        "citations": citations(site, "/"),
        "json_ld": machines.json_ld(site, machines.address_of(site, request)),
    }


async def jurisdiction(site: Site, geoid: str) -> Context:
    """The page of one jurisdiction. Empty for a key that is not there: Datasette answers that."""
    rows = await site.rows(f"select * from {TABLE} where geoid = ?", geoid)
    if not rows:
        return {}
    row = rows[0]
    mentions = await site.rows(
        "select mentions.*, sources.text, sources.title, sources.publisher from mentions"
        " join sources using (source_id) where jurisdiction = ?"
        " order by role = 'mentioned', role = 'claimed', source_id, start",
        geoid,
    )
    return {
        "row": row,
        "map": await asyncio.to_thread(detail_map, site, geoid) if geoid in site.shapes else None,
        "locator": overview_map(site, (geoid,), whole=True),
        "evidence": [mention | {"segments": excerpt(mention["text"], mention)} for mention in mentions],
        "claims": await site.rows(
            "select * from claims where claim_id in (select claim_id from mentions where jurisdiction = ?)", geoid
        ),
        "within": await related(site, "within_geoid", "geoid", geoid),
        "contains": await related(site, "geoid", "within_geoid", geoid),
        "counties": await site.rows("select * from counties where geoid = ? order by share desc", geoid),
        "discrepancies": [one for one in await discrepancies(site) if one["geoid"] == geoid],
        "neighbours": await in_order(site, row["position"]),
        "profile": PROFILE + str(row["geoidfq"]),
        "geonames": f"{GEONAMES}{row['geonames_id']}" if row["geonames_id"] else None,
        "citations": citations(site, site.link(TABLE, geoid), f"{row['display_name']} (GEOID {geoid})"),
    }


async def source(site: Site, source_id: str) -> Context:
    """The page of one source."""
    rows = await site.rows("select * from sources where source_id = ?", source_id)
    if not rows:
        return {}
    mentions = await site.rows("select * from mentions where source_id = ? order by start", source_id)
    claims = await site.rows("select * from claims where source_id = ? order by start", source_id)
    text = rows[0]["text"]
    return {
        "row": rows[0],
        "mentions": mentions,
        "claims": claims,
        "paragraphs": paragraphs(text, mentions, claims) if text else [],
        "roles": {
            role: sum(mention["role"] == role for mention in mentions) for role in ("listed", "claimed", "mentioned")
        },
        "map": overview_map(
            site, tuple(dict.fromkeys(filter(None, (mention["jurisdiction"] for mention in mentions))))
        ),
        "discrepancies": [one for one in await discrepancies(site) if one["source_id"] == source_id],
    }


ROW_PAGES: dict[str | None, Callable[..., Awaitable[Context]]] = {TABLE: jurisdiction, "sources": source}


def citations(site: Site, path: str, entry: str | None = None) -> dict[str, str]:
    """How to cite the whole, or one entry of it, whose page is at `path`, by style.

    The address is left out where the site does not know its own: one of this machine would lead nowhere.
    """
    address = machines.address_of(site, None, path) if site.address else None
    return {title: cite(site.publication.about, style, entry, address) for style, title in STYLES.items()}


async def discrepancies(site: Site) -> list[Context]:
    """Each discrepancy with the words that it rests on, in their context where the text is published."""
    rows = await site.rows(
        "select discrepancies.*, sources.text, sources.title, sources.publisher,"
        " coalesce(mentions.words, claims.words) as words,"
        " coalesce(mentions.start, claims.start) as start, coalesce(mentions.end, claims.end) as end"
        " from discrepancies left join sources on sources.source_id = discrepancies.source_id"
        " left join mentions on mentions.mention_id = discrepancies.mention_id"
        " left join claims on claims.claim_id = discrepancies.claim_id"
        " order by discrepancies.kind, discrepancies.discrepancy_id"
    )
    return [row | {"segments": excerpt(row["text"], row) if row["words"] else []} for row in rows]


async def sources(site: Site) -> list[Context]:
    """Each source with its claims."""
    claims = await site.rows("select * from claims order by claim_id")
    return [
        row | {"claims": [claim for claim in claims if claim["source_id"] == row["source_id"]]}
        for row in await site.rows("select * from sources order by source_id")
    ]


async def related(site: Site, wanted: str, given: str, geoid: str) -> list[Context]:
    """The jurisdictions that lie around one, or within it."""
    return await site.rows(
        f"select {TABLE}.geoid, display_name, type from containment"
        f" join {TABLE} on {TABLE}.geoid = containment.{wanted} where containment.{given} = ? order by position",
        geoid,
    )


async def in_order(site: Site, position: int) -> dict[str, Context | None]:
    """The jurisdictions before and after a position of the list."""
    columns = f"select geoid, display_name from {TABLE} where"
    before = await site.rows(f"{columns} position < ? order by position desc limit 1", position)
    after = await site.rows(f"{columns} position > ? order by position limit 1", position)
    return {"before": before[0] if before else None, "after": after[0] if after else None}


def count_levels(rows: Sequence[Context]) -> dict[str, int]:
    """How many of the rows are cities, counties and states, the most first."""
    counts = {level: sum(row["type"] == level for row in rows) for level in LEVELS}
    return {level: count for level, count in sorted(counts.items(), key=lambda pair: -pair[1]) if count}


async def rows_map(site: Site, rows: Sequence[Any]) -> maps.Map | None:
    """A map of the places that some rows of a table or query are about; none where they are about none."""
    geoids = [_geoid(row) for row in rows[:MOST_MAPPED]]
    return await asyncio.to_thread(overview_map, site, tuple(dict.fromkeys(filter(None, geoids))))


def geojson_link(site: Site, rows: Sequence[Any], path: str, what: str) -> tuple[str, str]:
    """Where some rows are as GeoJSON, and what is there: `path`, made on demand, with each row's boundary.

    A copy as files holds no boundary over and over: its link leads to the place, or to the file of all boundaries.
    """
    geoids = [_geoid(row) for row in rows]
    if not site.static_copy or len(set(geoids)) == len(geoids) > 1 or not site.shapes.keys() & set(geoids):
        return path, what
    if len(set(geoids)) == 1:
        return f"{site.place_link(str(geoids[0]))}.geojson", "Boundary of the place"
    return site.datasette.urls.path(f"/files/{BOUNDARIES}"), "Boundaries, to join by geoid"


def _geoid(row: Any) -> str | None:
    value = row["geoid"] if "geoid" in row.keys() else None  # noqa: SIM118 (sqlite3.Row is no mapping)
    return value["value"] if isinstance(value, dict) else value


@lru_cache(maxsize=256)
def detail_map(site: Site, geoid: str) -> maps.Map:
    """The map of one jurisdiction in its surroundings."""
    shape = site.shapes[geoid]
    if shape.level == "state":
        states, with_counties = outlines.coarse_states(), [geoid]
    else:
        states = outlines.states_near(*maps.surroundings(shape.geometry))
        with_counties = list(states)
    counties = [county for code in with_counties for county in outlines.counties(code[:2])]
    return maps.detail(shape, list(site.shapes.values()), states, counties, site.legal.get(geoid))


def asset_of(site: Site) -> Callable[[str], str]:
    """The address of a static file, with its version, so that browsers may keep it."""
    return lambda name: site.datasette.urls.path(f"/-/static-plugins/jurisdictions/{name}?v={machines.asset_version()}")


def in_schema_order(tables: Sequence[Context]) -> list[Context]:
    """Datasette's list of tables, in the order in which readers meet them; other tables last."""
    order = [table.name for table in TABLES]
    return sorted(tables, key=lambda table: order.index(table["name"]) if table["name"] in order else len(order))


def is_web_link(text: str | None) -> bool:
    """Whether a text of the package may be a link: an address of the web, and nothing that a browser would run."""
    return bool(text and text.lower().startswith(("https://", "http://")))


def licence_link(about: Dataset) -> Markup:
    """The name of the licence as HTML, with a link to it where the package gives one."""
    if not is_web_link(about.licence_path):
        return escape(about.licence_title)
    return Markup('<a rel="license" href="{}">{}</a>').format(about.licence_path, about.licence_title)


def prose(text: str) -> Markup:
    """A description as HTML: what stands in backticks as code.

    >>> str(prose("a < `b`"))
    'a &lt; <code>b</code>'
    """
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))


def area(column: str, value: Any) -> str | None:
    """An area as the tables show it; None for any other cell. Datasette's own way with units takes a third of a page.

    >>> area("area_km2", 1212.6), area("lon", 1.5)
    ('1,212.600\\xa0km²', None)
    """
    return f"{value:,.3f}\N{NO-BREAK SPACE}km²" if column in AREAS and isinstance(value, float) else None


def size_text(size: int) -> str:
    """A number of bytes for people.

    >>> size_text(61_440)
    '61 kB'
    """
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1000))} kB"


async def named_place(site: Site, geoid: str) -> dict[str, Any]:
    """The name and level of a place, on the list or not; raises `NotFound` for a code that is none."""
    if geoid in site.shapes:
        shape = site.shapes[geoid]
        return {"geoid": geoid, "name": shape.name, "level": shape.level, "listed": True}
    names = await asyncio.to_thread(outlines.names)
    if geoid not in names.index:
        raise NotFound("No state, county or place has this code.")
    row = names.loc[geoid]
    name = row["full_name"] if row["level"] == "state" else f"{row['full_name']}, {row['usps']}"
    return {"geoid": geoid, "name": name, "level": row["level"], "listed": False}
