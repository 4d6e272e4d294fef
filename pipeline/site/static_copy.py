"""The site as files, for any host that serves files: every page, with links from file to file."""

import asyncio
import hashlib
import html
import posixpath
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit

from pipeline.errors import InputError

if TYPE_CHECKING:
    from datasette.app import Datasette

LINK = re.compile(r'\b(href|src|content)="(/[^"]*)"')
"""An attribute of our templates that holds a path of the site; quotes in values are escaped and do not match."""
NOT_FOUND = "/404.html"
FOR_MACHINES = ("/llms.txt", "/data.json", "/openapi.json", "/map.png")
WITH_ADDRESS = ("/robots.txt", "/sitemap.xml", "/feed.xml")
"""Files that make sense only where it is known where the site will be."""
MOST_FILES = 50_000


def write_site(package_dir: Path, output: Path, report: Callable[[str], None] = lambda step: None) -> int:
    """Write the pages of the package in `package_dir` as files below `output`: all of them, or none.

    Returns how many files there are. `report` is told of each step. What needs a server is left out: search, filters,
    sorting, the page that reads a visitor's text, the reconciliation service.

    Raises `InputError` where there is no package or `output` cannot be written.
    """
    from pipeline.package import write_files, write_sqlite
    from pipeline.site.serve import DATABASE, open_datasette

    with tempfile.TemporaryDirectory(prefix="jurisdictions-") as folder:
        database = Path(folder) / DATABASE
        write_sqlite(package_dir, database)
        files = asyncio.run(_collect(open_datasette(package_dir, database, {"static_copy": True}), report))
    report(f"Writing {len(files)} files")
    write_files(files, output)
    return len(files)


async def _collect(datasette: "Datasette", report: Callable[[str], None]) -> dict[str, bytes]:
    """Every page and file that can be reached from the front page: bytes by path of the file."""
    from pipeline.site import site_of

    await datasette.invoke_startup()
    site = site_of(datasette)
    waiting = ["/", NOT_FOUND, *FOR_MACHINES, *(WITH_ADDRESS if site.address else ())]
    seen = set(waiting)
    files: dict[str, bytes] = {}
    while waiting:
        path = waiting.pop()
        report(f"Made {len(files)} files; next is {path}")
        response = await datasette.client.get(path, follow_redirects=True)
        if response.status_code != 200 and path != NOT_FOUND:
            raise InputError(f"{path}: answered with {response.status_code}; the copy would have a dead link")
        body = response.content
        if response.headers["content-type"].startswith("text/html"):
            text = response.text
            found = {urldefrag(html.unescape(link))[0] for _, link in LINK.findall(text)}
            waiting += sorted(found - seen)
            seen |= found
            body = rewrite(text, file_of(path)).encode()
        if ".." in file_of(path).split("/"):
            raise InputError(f"{path}: leads out of the folder; mend the names in datapackage.json")
        if file_of(path) in files and files[file_of(path)] != body:
            raise InputError(f"{path}: another page has the same file {file_of(path)}")
        files[file_of(path)] = body
        if len(files) > MOST_FILES:
            raise InputError(f"more than {MOST_FILES} files; serve this package with: jurisdictions serve")
    return files


def rewrite(page: str, file: str) -> str:
    """A page whose links lead from the file `file` to other files.

    >>> rewrite('<a href="/a/b?x=1#y">', "a/index.html")
    '<a href="b/x-1-36fd/index.html#y">'
    """

    def relative(match: re.Match[str]) -> str:
        path, fragment = urldefrag(html.unescape(match[2]))
        link = posixpath.relpath(file_of(path), posixpath.dirname(file) or ".")
        return f'{match[1]}="{html.escape(link + (f"#{fragment}" if fragment else ""))}"'

    return LINK.sub(relative, page)


def file_of(path: str) -> str:
    """The file for a path of the site: what follows a question mark becomes part of the name.

    >>> file_of("/"), file_of("/try/a"), file_of("/a.json"), file_of("/-/static/x.css?v=1")
    ('index.html', 'try/a/index.html', 'a.json', '-/static/x.css')
    """
    parts = urlsplit(path)
    name = unquote(parts.path).strip("/")
    query = "" if parts.query.startswith("v=") else parts.query
    mark = f"{re.sub('[^A-Za-z0-9]+', '-', query).strip('-')[:60]}-{_short(query)}" if query else ""
    stem, suffix = posixpath.splitext(name)
    if re.fullmatch(r"\.[a-z0-9]+", suffix):
        return f"{stem}.{mark}{suffix}" if mark else name
    return posixpath.join(name, mark, "index.html")


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=2).hexdigest()
