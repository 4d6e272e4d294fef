"""The page on which a visitor has a text of their own read. Nothing of it is kept."""

import asyncio
import csv
import io
from collections import Counter
from typing import Any
from urllib.parse import parse_qs

import shapely
from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, Request, Response

from pipeline.site import geojson, maps, outlines, site_of
from pipeline.site.errors import Unavailable
from pipeline.site.evidence import paragraphs

LONGEST = 40_000
"""Characters of a text: a long report."""
COLUMNS = ("start", "end", "words", "geoid", "level", "name", "state", "role", "rule", "score", "note")
ROLES = ("listed", "claimed", "mentioned")
"""The roles of a mention, the strongest first."""
EXAMPLE = (
    "The river compact has 6 members: the City of Tacoma, Wash.; Multnomah County, Ore.; Boise, Idaho; Salt Lake "
    "County, Utah; Reno, Nev.; and the state of Montana. Portland, Maine, has asked to join; Springfield has not."
)
"""An invented text: a list, a name with a namesake, and a name that is one of many."""


async def try_page(datasette: Datasette, request: Request) -> Response:
    """The form, and below it what was found in the text that was sent."""
    site = site_of(datasette)
    if not site.try_it:
        raise Unavailable("Reading texts is switched off on this site.")
    if request.method != "POST":
        return await _page(datasette, request, {"text": EXAMPLE, "found": None})
    sent = parse_qs((await request.post_body()).decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10)
    text = sent.get("text", [""])[0].replace("\r\n", "\n")
    if not text.strip():
        return await _page(datasette, request, {"text": "", "found": None, "error": "Paste a text first."}, 400)
    if len(text) > LONGEST:
        error = f"The text has {len(text):,} characters; at most {LONGEST:,} are read here."
        return await _page(datasette, request, {"text": text[:LONGEST], "found": None, "error": error}, 400)
    found = await site.reader.read(text)
    wanted = sent.get("format", ["html"])[0]
    if wanted == "csv":
        return _file(as_csv(found["mentions"]), "text/csv; charset=utf-8", "mentions.csv")
    if wanted == "geojson":
        return _file(as_geojson(found), geojson.MEDIA_TYPE, "mentions.geojson")
    if wanted != "html":
        raise BadRequest("format is html, csv or geojson.")
    return await _page(datasette, request, {"text": text, "found": await asyncio.to_thread(_shown, text, found)})


def _shown(text: str, found: dict[str, Any]) -> dict[str, Any]:
    """What the page shows of what was found."""
    mentions = [mention | {"mention_id": f"m{mention['start']}"} for mention in found["mentions"]]
    shapes = [
        maps.Shape(
            one["geoid"], one["name"], one["level"], shapely.from_geojson(one["geojson"]), one["lon"], one["lat"]
        )
        for one in found["shapes"]
    ]
    counts = Counter(one["geoid"] for one in mentions)
    scores = {one["geoid"]: one["score"] for one in sorted(mentions, key=lambda one: one["score"])}
    roles = {one["geoid"]: one["role"] for one in sorted(mentions, key=lambda one: -ROLES.index(one["role"]))}
    counted = [claim for claim in found["claims"] if claim["stated"] is not None]
    order = sorted(found["shapes"], key=lambda shape: ROLES.index(roles[shape["geoid"]]))
    listed = [shape for shape in shapes if roles[shape.geoid] != "mentioned"]
    return {
        "paragraphs": paragraphs(text, mentions, found["claims"]),
        "mentions": mentions,
        "places": [
            shape | {"times": counts[geoid], "role": roles[geoid], "score": scores[geoid]}
            for geoid, shape in ((shape["geoid"], shape) for shape in order)
        ],
        "listed": len(listed),
        "statements": list(dict.fromkeys((one["stated"], one["unit"], one["found"], one["agrees"]) for one in counted)),
        "unresolved": [one for one in mentions if not one["geoid"]],
        "map": maps.overview(listed or shapes, outlines.coarse_states()) if shapes else None,
    }


def as_csv(mentions: list[dict[str, Any]]) -> str:
    """Mentions as CSV; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    from pipeline.formats.csv import GUARDED

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for mention in mentions:
        cells = ["" if mention[column] is None else mention[column] for column in COLUMNS]
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell.startswith(GUARDED) else cell for cell in cells])
    return out.getvalue()


def as_geojson(found: dict[str, Any]) -> str:
    """Mentions as GeoJSON, each with the boundary of its place."""
    geometries = {shape["geoid"]: shape["geojson"] for shape in found["shapes"]}
    return geojson.collection(
        [{column: one[column] for column in COLUMNS} for one in found["mentions"]], geometries, ("start",)
    )


async def _page(datasette: Datasette, request: Request, context: dict[str, Any], status: int = 200) -> Response:
    shown = {"longest": LONGEST, "error": None} | context
    return Response.html(await datasette.render_template("try.html", shown, request=request), status=status)


def _file(body: str, media_type: str, name: str) -> Response:
    return Response(body, content_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})
