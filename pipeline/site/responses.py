"""What every response carries, and what no request may ask: safety headers, ETags, compression, a cache, limits.

The database is read-only and each page depends on nothing but its address, so a page is made once and kept.
"""

import asyncio
import gzip
import hashlib
import json
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, unquote_plus
from weakref import WeakValueDictionary

from pipeline.schema import TABLES
from pipeline.site.errors import BodyTooLarge

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors {ancestors}",
    )
)
SAFETY = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"strict-origin-when-cross-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"cross-origin-opener-policy": b"same-origin",
}
CORS = {b"access-control-allow-origin": b"*", b"access-control-expose-headers": b"Link, ETag"}
FRAMED = ("/reconcile/preview",)
"""Pages that other sites show in a frame: OpenRefine's preview of a candidate."""
POSTABLE = ("/try", "/reconcile", "/reconcile/extend")
"""The only addresses that read a body."""

WITHOUT_ARGUMENTS = re.compile(
    r"/(disagreements|api|map\.png|feed\.xml|sitemap\.xml|robots\.txt|data\.json|openapi\.json|llms\.txt"
    r"|place/\d+|files/.+|(?!-/|reconcile/)[^/]+/[^/]+/[^/.]+)?"
)
"""Addresses whose answer no argument changes: the front page, the files, each row's page. They are made once, and
whoever puts a new argument behind one makes nobody wait."""
OF_A_TABLE = re.compile(r"/[^/]+/([^/.]+)(?:\.\w+)?")
COLUMNS = {table.name: frozenset((*table.field_names, "rowid")) for table in TABLES}
LONGEST_QUERY = 4_000
"""Bytes of a query string; the forms of the site stay far below."""
MOST_ARGUMENTS = 60
LARGEST_BODY = 512 * 1024
LARGEST_KEPT = 8 * 1024 * 1024
"""A larger response is passed on as it comes, neither kept nor compressed."""
CACHE_BYTES = 64 * 1024 * 1024
AT_ONCE = 2
"""Pages made at one time for one client: a slow one waits for itself."""
WAITING = 64
"""Pages that may wait to be made for one client; past that it is told to come back."""
LARGE = 64 * 1024
"""A response from this size on is compressed beside the others, not before them."""
COMPRESSIBLE = ("text/", "application/json", "application/geo+json", "application/ld+json", "application/xml")
COMPRESSIBLE_PARTS = ("+xml", "+json", "javascript")
FRESH = b"public, max-age=300"
STATIC = b"public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Page:
    """A whole response."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def header(self, name: bytes) -> bytes:
        return next((value for key, value in self.headers if key.lower() == name), b"")

    def with_headers(self, changes: dict[bytes, bytes]) -> "Page":
        kept = tuple((key, value) for key, value in self.headers if key.lower() not in changes)
        return replace(self, headers=(*kept, *changes.items()))

    def without(self, name: bytes) -> "Page":
        return replace(self, headers=tuple(pair for pair in self.headers if pair[0].lower() != name))


class PageCache:
    """The pages used last, up to a number of bytes."""

    def __init__(self, limit: int = CACHE_BYTES) -> None:
        self._limit = limit
        self._size = 0
        self._pages: OrderedDict[tuple[bytes, ...], Page] = OrderedDict()

    def get(self, key: tuple[bytes, ...]) -> Page | None:
        if key in self._pages:
            self._pages.move_to_end(key)
        return self._pages.get(key)

    def put(self, key: tuple[bytes, ...], page: Page) -> None:
        self._size += len(page.body) - len(self._pages[key].body if key in self._pages else b"")
        self._pages[key] = page
        self._pages.move_to_end(key)
        while self._size > self._limit:
            _, dropped = self._pages.popitem(last=False)
            self._size -= len(dropped.body)


def guarded(app: App, prefix: str = "") -> App:
    """Wrap an ASGI application: refuse what it should not be asked, keep what it answers, dress every answer.

    `prefix` is what each path begins with where the site is not at the root of its host.
    """
    cache = PageCache()
    turns: WeakValueDictionary[str, Turn] = WeakValueDictionary()

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path = scope["path"].removeprefix(prefix)
        refusal = refuse(scope, path)
        if refusal is not None:
            await _send(dress(refusal, scope), scope, send)
            return
        if scope["query_string"]:
            scope = {**scope, "query_string": meant(path, scope["query_string"])}
        key = _cache_key(scope)
        page = cache.get(key) if key else None
        if page is None:
            client = (scope.get("client") or ("",))[0]
            turn = turns.setdefault(client, Turn())
            if turn.waiting >= WAITING:
                page = dress(error(503, "Too many requests at once. Try again in a moment."), scope)
                await _send(page.with_headers({b"retry-after": b"2"}), scope, send)
                return
            async with turn:
                made = await _make(app, scope, receive, send)
            if made is None:
                return
            slow = len(made.body) >= LARGE and _accepts_gzip(scope)
            page = await asyncio.to_thread(dress, made, scope) if slow else dress(made, scope)
            if key and page.status == 200:
                cache.put(key, page)
        await _send(page, scope, send)

    return guard


def meant(path: str, query: bytes) -> bytes:
    """The arguments of an address that its answer depends on.

    Datasette takes any other argument of a table for a filter that no row passes: whoever came from a newsletter, with
    its mark behind the address, would find the table empty. A search for nothing would be an error.

    >>> meant("/data/claims", b"utm_source=x&kind=list&_search=&_size=5")
    b'kind=list&_size=5'
    """
    if WITHOUT_ARGUMENTS.fullmatch(path):
        return b""
    table = OF_A_TABLE.fullmatch(path)
    columns = COLUMNS.get(table[1]) if table else None
    if columns is None:
        return query

    def kept(argument: str) -> bool:
        key, _, value = argument.partition("=")
        key = unquote_plus(key)
        return bool(value) if key == "_search" else key.startswith("_") or key.partition("__")[0] in columns

    return "&".join(filter(kept, query.decode("utf-8", "replace").split("&"))).encode()


class Turn:
    """A client's place in the queue."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(AT_ONCE)
        self.waiting = 0

    async def __aenter__(self) -> None:
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1

    async def __aexit__(self, *_: object) -> None:
        self._free.release()


def refuse(scope: Scope, path: str) -> Page | None:
    """Why a request for a path of the site is not answered, if so: its method, its length, or what it would cost."""
    query = scope["query_string"]
    if path.startswith("/-/") and not path.startswith("/-/static"):
        return error(404, "There is no page at this address.")
    if scope["method"] not in ("GET", "HEAD", "OPTIONS", "POST"):
        return error(405, "This site is read-only.").with_headers({b"allow": b"GET, HEAD, OPTIONS"})
    if scope["method"] == "OPTIONS":
        return _preflight(path)
    if scope["method"] == "POST" and path not in POSTABLE:
        return error(405, "Nothing can be sent here.").with_headers({b"allow": b"GET, HEAD, OPTIONS"})
    if len(query) > LONGEST_QUERY and path not in POSTABLE:
        return error(414, f"The address is too long: at most {LONGEST_QUERY} bytes after the question mark.")
    try:
        arguments = parse_qsl(query.decode("utf-8"), keep_blank_values=True, errors="strict")
        path.encode("utf-8")
    except UnicodeError:
        return error(400, "The address is not valid UTF-8.")
    if len(arguments) > MOST_ARGUMENTS:
        return error(400, f"At most {MOST_ARGUMENTS} arguments.")
    if "\0" in path or any("\0" in key + value for key, value in arguments):
        return error(400, "The address holds a null character.")
    wrong = next((key for key, value in arguments if key in WHOLE_NUMBERS and not WHOLE_NUMBERS[key](value)), None)
    if wrong:
        return error(400, f"{wrong} should be a whole number.")
    if any(key.startswith("_facet") and key != "_facet_size" for key, _ in arguments):
        return error(400, "Facets are fixed on this site: the tables show those that they have.")
    return None


WHOLE_NUMBERS: dict[str, Callable[[str], bool]] = {
    "_timelimit": lambda value: value.isdecimal() and 0 < int(value[:9]) <= 1000,
    "_ttl": lambda value: value.isdecimal() and len(value) < 9,
    "_facet_size": lambda value: value == "max" or (value.isdecimal() and len(value) < 5),
    "_size": lambda value: value in ("", "max") or (value.isdecimal() and len(value) < 7),
}


def error(status: int, message: str) -> Page:
    """An error that needs no template, as JSON: its readers are programs."""
    body = json.dumps({"ok": False, "error": message, "status": status}).encode()
    return Page(status, ((b"content-type", b"application/json; charset=utf-8"),), body)


def _preflight(path: str) -> Page:
    """The answer to a browser that asks whether another site's page may call this one."""
    methods = b"GET, HEAD, POST, OPTIONS" if path in POSTABLE else b"GET, HEAD, OPTIONS"
    return Page(204, ((b"access-control-allow-methods", methods), (b"access-control-allow-headers", b"*")), b"")


def dress(page: Page, scope: Scope) -> Page:
    """A page with the headers that every page has, compressed if the client can read that."""
    ancestors = "*" if scope["path"].endswith(FRAMED) else "'none'"
    headers = {b"content-security-policy": CONTENT_SECURITY_POLICY.format(ancestors=ancestors).encode()} | SAFETY | CORS
    if page.status == 200 and scope["path"].endswith(".csv"):
        headers[b"content-type"] = b"text/csv; charset=utf-8"  # Datasette says plain text, to show it
    if page.status == 200 and scope["method"] != "POST":
        if page.header(b"cache-control") != b"private, no-store":
            headers[b"cache-control"] = STATIC if _is_static(scope) else FRESH
        digest = hashlib.blake2b(page.body, digest_size=12).hexdigest()
        headers[b"etag"] = f'"{digest}"'.encode()
        headers[b"vary"] = b"Accept-Encoding, Cookie"
    elif page.status >= 400 or scope["method"] == "POST":
        headers[b"cache-control"] = b"no-store"
    if _accepts_gzip(scope) and _compressible(page) and len(page.body) > 500:
        page = replace(page, body=gzip.compress(page.body, 6, mtime=0))
        headers[b"content-encoding"] = b"gzip"
        if b"etag" in headers:
            headers[b"etag"] = headers[b"etag"][:-1] + b'-gz"'
    headers[b"content-length"] = str(len(page.body)).encode()
    return page.with_headers(headers).without(b"transfer-encoding")


def _is_static(scope: Scope) -> bool:
    """Whether an address names its own version, as the stylesheet's and the scripts' do."""
    return scope["path"].startswith("/-/static") and scope["query_string"].startswith(b"v=")


def _compressible(page: Page) -> bool:
    kind = page.header(b"content-type").decode("latin-1").partition(";")[0]
    return kind.startswith(COMPRESSIBLE) or kind.endswith(COMPRESSIBLE_PARTS)


def _request_header(scope: Scope, name: bytes) -> bytes:
    return next((value for key, value in scope["headers"] if key == name), b"")


def _accepts_gzip(scope: Scope) -> bool:
    return b"gzip" in _request_header(scope, b"accept-encoding")


def _cache_key(scope: Scope) -> tuple[bytes, ...] | None:
    """What a page depends on; none for a page that is somebody's own, or an answer to a body."""
    if scope["method"] not in ("GET", "HEAD"):
        return None
    if _request_header(scope, b"cookie") or _request_header(scope, b"authorization"):
        return None
    address = scope.get("raw_path") or scope["path"].encode()
    encoding = b"gzip" if _accepts_gzip(scope) else b""
    return (
        scope.get("scheme", "http").encode(),
        _request_header(scope, b"host"),
        address,
        scope["query_string"],
        encoding,
    )


async def _make(app: App, scope: Scope, receive: Receive, send: Send) -> Page | None:
    """The application's answer; none where it was too large to hold and has been passed on already."""
    started: Message = {}
    chunks: list[bytes] = []
    size = 0
    streaming = False
    bare = scope["method"] == "HEAD"

    async def collect(message: Message) -> None:
        nonlocal size, streaming
        if message["type"] == "http.response.start":
            started.update(message)
            return
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= LARGEST_KEPT:
            chunks.append(chunk)
            return
        if not streaming:
            streaming = True
            await send({**started, "headers": _streamed_headers(started, scope)})
            await send({"type": "http.response.body", "body": b"" if bare else b"".join(chunks), "more_body": True})
            chunks.clear()
        await send({**message, "body": b""} if bare else message)

    asked = {**scope, "method": "GET"} if bare else scope
    await app(asked, _bounded(receive), collect)
    if streaming:
        return None
    return Page(started["status"], tuple(started.get("headers", ())), b"".join(chunks))


def _streamed_headers(started: Message, scope: Scope) -> list[tuple[bytes, bytes]]:
    page = Page(started["status"], tuple(started.get("headers", ())), b"")
    dressed = dress(page, {**scope, "headers": []})
    length = page.header(b"content-length")
    dropped = (b"content-length", b"etag")
    return [pair for pair in dressed.headers if pair[0] not in dropped] + (
        [(b"content-length", length)] if length else []
    )


def _bounded(receive: Receive) -> Receive:
    """`receive`, for a body that may not grow past the limit."""
    size = 0

    async def read() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > LARGEST_BODY:
            raise BodyTooLarge(f"At most {LARGEST_BODY} bytes can be sent.")
        return message

    return read


async def _send(page: Page, scope: Scope, send: Send) -> None:
    """Send a page: its head alone for HEAD, nothing but a nod for a client that has it already."""
    known = [tag.strip() for tag in _request_header(scope, b"if-none-match").split(b",")]
    if page.status == 200 and page.header(b"etag") and page.header(b"etag") in known:
        dropped = (b"content-length", b"content-type", b"content-encoding")
        headers = [pair for pair in page.headers if pair[0].lower() not in dropped]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": page.status, "headers": list(page.headers)})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else page.body})
