"""The addresses that Datasette does not have, and what answers at each."""

import asyncio
import inspect
import re
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any

from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Request, Response

from pipeline.site import machines, openapi, reconcile, site_of
from pipeline.site.pages import PLURALS, count_levels, discrepancies, front, named_place
from pipeline.site.state import TABLE, Site
from pipeline.site.tryit import try_page


async def front_page(datasette: Datasette, request: Request) -> Response:
    """The front page, without the counts of every table that Datasette's own makes each time."""
    context = await front(site_of(datasette), request)
    return Response.html(await datasette.render_template("index.html", context, request=request, view_name="index"))


async def disagreements_page(datasette: Datasette, request: Request) -> Response:
    """Each discrepancy with its evidence."""
    site = site_of(datasette)
    context = {"discrepancies": await discrepancies(site)}
    return Response.html(await datasette.render_template("disagreements.html", context, request=request))


async def api_page(datasette: Datasette, request: Request) -> Response:
    """How programs read the site."""
    return Response.html(await datasette.render_template("api.html", {}, request=request))


async def package_file(datasette: Datasette, request: Request) -> Response:
    """A file of the package or its release, byte for byte."""
    site = site_of(datasette)
    path = tilde_decode(request.url_vars["path"])
    download = next((one for one in site.publication.downloads if one.path == path), None)
    if download is None:
        raise NotFound("The package has no such file.")
    name = re.sub(r"[^\w.+-]", "_", path.rpartition("/")[2], flags=re.ASCII)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(download.body, content_type=download.media_type, headers=headers)


async def picture(datasette: Datasette) -> Response:
    """The map for link previews."""
    return Response(await asyncio.to_thread(_picture, site_of(datasette)), content_type="image/png")


@lru_cache(maxsize=1)
def _picture(site: Site) -> bytes:
    from pipeline.site.picture import draw_picture

    counts = count_levels([{"type": shape.level} for shape in site.shapes.values()])
    line = ", ".join(f"{count} {PLURALS[level] if count != 1 else level}" for level, count in counts.items())
    return draw_picture(site.publication.about.title, line, list(site.shapes.values()))


async def place_page(datasette: Datasette, request: Request) -> Response:
    """The page about a place: the row's where it is a jurisdiction, else a short one that says it is not."""
    site = site_of(datasette)
    geoid = request.url_vars["geoid"]
    if geoid in site.shapes:
        return Response.redirect(site.link(TABLE, geoid))
    context = {
        "place": await named_place(site, geoid),
        "mentions": await site.rows("select * from mentions where geoid = ? order by mention_id", geoid),
    }
    return Response.html(await datasette.render_template("place.html", context, request=request))


def text_route(make: Callable[[Site, str], Any], media_type: str) -> Callable[..., Awaitable[Response]]:
    """A route for what `make` makes, now or later, of the site and its address: a text, or an object as JSON."""

    async def answer(datasette: Datasette, request: Request) -> Response:
        site = site_of(datasette)
        made = make(site, machines.address_of(site, request))
        body = await made if inspect.isawaitable(made) else made
        return Response.json(body) if isinstance(body, dict) else Response(body, content_type=media_type)

    return answer


ROUTES: list[tuple[str, Callable[..., Any]]] = [
    (r"^/$", front_page),
    (r"^/disagreements$", disagreements_page),
    (r"^/api$", api_page),
    (r"^/try$", try_page),
    (r"^/map\.png$", picture),
    (r"^/files/(?P<path>.+)$", package_file),
    (r"^/place/(?P<geoid>\d{2}(?:\d{3}|\d{5})?)$", place_page),
    *reconcile.ROUTES,
    (r"^/robots\.txt$", text_route(lambda site, address: machines.robots(address), "text/plain; charset=utf-8")),
    (r"^/sitemap\.xml$", text_route(machines.sitemap, "application/xml")),
    (r"^/feed\.xml$", text_route(machines.feed, "application/atom+xml")),
    (r"^/data\.json$", text_route(machines.catalogue, "application/json")),
    (r"^/openapi\.json$", text_route(openapi.describe, "application/json")),
    (r"^/llms\.txt$", text_route(machines.llms, "text/plain; charset=utf-8")),
]
