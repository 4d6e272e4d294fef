"""Errors as a visitor sees them: what was wrong, in a sentence, and nothing of how the server is built."""

import logging
import sqlite3
from typing import Any

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils import InvalidSql
from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError

log = logging.getLogger(__name__)

BAD_QUESTION = (ValueError, LookupError, TypeError, AssertionError, OverflowError, RecursionError)
"""What Datasette raises where an argument of an address is not of the form that it expects."""


NO_PAGE = "There is no page at this address. Check it for a slip, or begin at the front page or with the data."
MEANT = {
    "": NO_PAGE,
    "404": NO_PAGE,
    "Database not found": NO_PAGE,
    "Table not found": "There is no table and no query of this name. The page of the data lists them all.",
    "Record not found": "The table has no row with this key.",
}
"""What Datasette's words mean to a visitor."""


class BodyTooLarge(Base400):
    """More was sent than is read."""

    status = 413


class Unavailable(Base400):
    """What was asked for cannot be made now."""

    status = 503


def explain(exception: Exception, has_arguments: bool) -> tuple[int, str]:
    """The status and the sentence for an exception; `has_arguments`: whether the visitor gave any."""
    if isinstance(exception, Base400):
        message = str(exception.args[0]) if exception.args else ""
        return exception.status, MEANT.get(message, message)
    if isinstance(exception, QueryInterrupted) or getattr(exception, "title", None) == "SQL Interrupted":
        return 400, "This question takes too long to answer. Ask for less: a filter, or fewer columns."
    if isinstance(exception, DatasetteError):
        status = 400 if exception.status == 500 else exception.status
        return status, str(exception.message)
    if isinstance(exception, sqlite3.Error | InvalidSql) or (has_arguments and isinstance(exception, BAD_QUESTION)):
        return 400, "The data cannot answer what was asked. Check the arguments, after the question mark of an address."
    return 500, "Something went wrong on our side."


async def answer_for(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """A page, or JSON where the address asks for data."""
    status, message = explain(exception, bool(request.query_string) or request.method == "POST")
    if status == 500:
        log.error("%s: %s: %s", request.path, type(exception).__name__, exception, exc_info=exception)
    details: dict[str, Any] = {"ok": False, "error": message, "status": status}
    if request.path.endswith((".json", ".geojson", ".csv")) or "/reconcile" in request.path:
        return Response.json(details, status=status)
    return Response.html(await datasette.render_template("error.html", details, request=request), status=status)
