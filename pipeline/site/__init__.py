"""The site: a Datasette plugin that turns a data package into a publication.

Installed with the project, it is loaded by every `datasette` of the same environment. Settings, all optional, under
`plugins: jurisdictions:` in `metadata.yml`:

- `package`: the folder of the package; the current one by default.
- `address`: where the site is published ("https://data.example.org"), for sitemap, feed and citations.
- `try_it`: whether visitors may have a text of their own read; true by default.
- `allow_sql`: whether visitors may write SQL; false by default.
"""

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

    from pipeline.site.state import Site

# Datasette imports its plugins while it is imported itself: this module must be complete without it.
hookimpl = pluggy.HookimplMarker("datasette")

LONGEST_VALUE = 20_000_000
"""Bytes of the longest value that SQLite may make: enough for the largest boundary, too few to fill the memory."""

_sites: dict[int, "Site"] = {}


def site_of(datasette: "Datasette") -> "Site":
    """The `Site` that this Datasette serves."""
    return _sites[id(datasette)]


@hookimpl
def startup(datasette: "Datasette") -> Callable[[], Awaitable[None]]:
    async def read_package() -> None:
        from datasette.plugins import pm

        from pipeline.site.state import open_site

        # Datasette's own handler prints a traceback with all local variables for every page not found.
        if pm.has_plugin("datasette.handle_exception"):
            pm.unregister(name="datasette.handle_exception")
        _sites[id(datasette)] = await open_site(datasette)

    return read_package


@hookimpl
def asgi_wrapper(datasette: "Datasette") -> Callable[[Any], Any]:
    from pipeline.site.responses import guarded

    return partial(guarded, prefix=datasette.setting("base_url").rstrip("/"))


@hookimpl
def prepare_connection(conn: Any) -> None:
    import sqlite3

    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)


@hookimpl
def permission_allowed(datasette: "Datasette", action: str) -> bool | None:
    from pipeline.site.state import settings_of

    if action == "execute-sql":
        return bool(settings_of(datasette).get("allow_sql"))
    return None


@hookimpl
def register_routes(datasette: "Datasette") -> Iterable[tuple[str, Callable[..., Any]]]:
    from pipeline.site.routes import ROUTES

    return ROUTES


@hookimpl
def register_output_renderer(datasette: "Datasette") -> dict[str, Any]:
    from pipeline.site.geojson import can_render, render

    return {"extension": "geojson", "render": render, "can_render": can_render}


@hookimpl
def render_cell(value: Any, column: str) -> str | None:
    from pipeline.site.pages import area

    return area(column, value)


@hookimpl
def extra_template_vars(
    datasette: "Datasette", request: "Request | None", view_name: str | None, table: str | None, database: str | None
) -> Callable[[], Awaitable[dict[str, Any]]]:
    async def context() -> dict[str, Any]:
        from pipeline.site.pages import context_of

        return await context_of(site_of(datasette), request, view_name, table)

    return context


@hookimpl
def skip_csrf(scope: dict[str, Any]) -> bool:
    # Nothing here depends on who asks, and nothing is stored: there is nothing to forge.
    return True


@hookimpl(tryfirst=True)
def handle_exception(
    datasette: "Datasette", request: "Request", exception: Exception
) -> Callable[[], Awaitable["Response"]]:
    async def answer() -> "Response":
        from pipeline.site.errors import answer_for

        return await answer_for(datasette, request, exception)

    return answer
