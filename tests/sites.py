"""Sites to test: the project's own package, and one with markup in every column; in process, or on a port."""

import asyncio
import json
import shutil
import sqlite3
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import uvicorn
import yaml
from datasette.app import Datasette

from pipeline.package import write_sqlite
from pipeline.schema import TABLES
from pipeline.site.serve import DATABASE, bind, open_datasette

PACKAGE = Path(__file__).parent.parent
HOSTILE = """"><img src=x onerror="window.pwned=1"><script>window.pwned=1</script></title></svg>'{{7*7}}&amp;"""
SCRIPT_LINK = "javascript:window.pwned=1"
FOR_PEOPLE = ("description", "title", "meaning", "limits", "keywords", "attribution", "version", "license", "source")
"""Fields of `datapackage.json` and `metadata.yml` that hold a text for people."""
LINKS = ("path", "license_url", "source_url", "homepage")
COMPUTED_WITH = {"start", "end", "position"}
"""Columns that the pages compute with, besides the numbers with decimals; no package holds text there."""

Result = TypeVar("Result")


class Browser:
    """A client of one site that runs in this process, without a port. Call it with a path."""

    def __init__(self, datasette: Datasette) -> None:
        self.datasette = datasette
        self._app = datasette.app()
        self._loop = asyncio.new_event_loop()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self._loop.run_until_complete(work)

    def __call__(self, path: str, method: str = "GET", **options: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
                return await client.request(method, path, **options)

        return self.run(ask())


def make(folder: Path, package: Path | None = None, **plugin: Any) -> Datasette:
    """A Datasette with the site of a package, by default the project's; its database is written to `folder`."""
    database = folder / DATABASE
    if not database.exists():
        write_sqlite(package or PACKAGE, database)
    return open_datasette(package or PACKAGE, database, plugin)


def make_hostile(folder: Path) -> Datasette:
    """The project's package with markup in every column and in all that it says of itself."""
    shutil.copytree(PACKAGE / "data", folder / "data", ignore=shutil.ignore_patterns("sources"))
    for name in ("SHA256SUMS", "CITATION.cff"):
        shutil.copy(PACKAGE / name, folder)
    descriptor = json.loads((PACKAGE / "datapackage.json").read_text())
    (folder / "datapackage.json").write_text(json.dumps(hostile(descriptor)))
    metadata = yaml.safe_load((PACKAGE / "metadata.yml").read_text())
    (folder / "metadata.yml").write_text(yaml.safe_dump(hostile(metadata)))
    (folder / "CHANGELOG.md").write_text(f"# Changes\n\n## 0.0.9<b>\"'& – 2026-01-02\n\n- {HOSTILE}\n")
    database = folder / DATABASE
    write_sqlite(PACKAGE, database)
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA ignore_check_constraints = on")
    for table in TABLES:
        for field in table.fields:
            if field.name not in COMPUTED_WITH and field.type != "number" and table.name != "sources":
                connection.execute(f'UPDATE "{table.name}" SET "{field.name}" = "{field.name}" || ?', [HOSTILE])
    for column in ("source_id", "title", "publisher", "author", "date", "url", "sha256"):
        connection.execute(f"UPDATE sources SET {column} = coalesce({column}, '{SCRIPT_LINK}') || ?", [HOSTILE])
    # The words of mentions still stand in the text, so that it is shown marked.
    connection.execute("UPDATE sources SET text = text || ?", [HOSTILE])
    connection.execute("UPDATE boundaries SET geoid = geoid || ?", [HOSTILE])
    connection.commit()
    connection.close()
    return open_datasette(folder, database)


def hostile(value: Any, key: str = "") -> Any:
    """What a package says of itself, with markup after every text that people read, and no honest link."""
    if isinstance(value, dict):
        inside = key == "columns"  # where each key is a column's name, and its value what people read
        return {name: hostile(one, FOR_PEOPLE[0] if inside else name) for name, one in value.items()}
    if isinstance(value, list):
        return [hostile(one, key) for one in value]
    if isinstance(value, str) and key in LINKS and not value.startswith("data/"):
        return SCRIPT_LINK
    return value + HOSTILE if isinstance(value, str) and key in FOR_PEOPLE else value


@contextmanager
def serving(datasette: Datasette) -> Iterator[str]:
    """Serve a site on a free port of this machine; gives its address."""
    with bind("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(datasette.app(), log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()
