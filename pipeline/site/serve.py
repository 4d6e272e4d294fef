"""Open a package in Datasette: a SQLite file made of it, the plugin, and settings that suit the public."""

import asyncio
import errno
import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError

if TYPE_CHECKING:
    from datasette.app import Datasette

DATABASE = "jurisdictions.db"
SETTINGS: dict[str, Any] = {
    "default_allow_sql": False,
    "allow_facet": False,
    "suggest_facets": False,
    "sql_time_limit_ms": 500,
    "max_returned_rows": 1000,
    "max_csv_mb": 50,
    "truncate_cells_html": 600,
    "default_cache_ttl": 300,
}
"""Datasette's settings: those that let a visitor ask too much are off or low."""


def serve(package_dir: Path, host: str, port: int) -> None:
    """Serve the package in `package_dir` at `host`:`port` until interrupted; nothing on disk is changed.

    Raises `InputError` where there is no package or the address cannot be used.
    """
    from pipeline.package import write_sqlite

    with tempfile.TemporaryDirectory(prefix="jurisdictions-") as folder:
        database = Path(folder) / DATABASE
        write_sqlite(package_dir, database)
        with bind(host, port) as listener, suppress(KeyboardInterrupt):
            asyncio.run(_serve(open_datasette(package_dir, database), listener))


async def _serve(datasette: "Datasette", listener: socket.socket) -> None:
    """Answer at a socket that listens; what takes seconds to make is made before the first visitor comes."""
    import uvicorn

    from pipeline.gazetteer import gazetteer
    from pipeline.site import outlines, site_of

    await datasette.invoke_startup()
    outlines.coarse_states()
    _ = site_of(datasette).publication.downloads
    host, port = listener.getsockname()[:2]
    print(f"Serving at http://{f'[{host}]' if ':' in host else host}:{port} (Ctrl+C ends it)", flush=True)
    warming = asyncio.create_task(asyncio.to_thread(gazetteer))  # for the reconciliation service
    config = uvicorn.Config(datasette.app(), log_level="warning", lifespan="on", server_header=False)
    await uvicorn.Server(config).serve(sockets=[listener])
    await warming


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens; raises `InputError` where the address is taken, not ours, or none of this machine."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        reason = "the port is in use" if error.errno == errno.EADDRINUSE else error.strerror or str(error)
        raise InputError(f"{host}:{port}: {reason}; choose another with --port or --host") from error
    return listener


def open_datasette(package_dir: Path, database: Path, plugin: dict[str, Any] | None = None) -> "Datasette":
    """A read-only Datasette with the site for a package and its SQLite file; `plugin` adds to the plugin's settings."""
    import yaml
    from datasette.app import Datasette

    from pipeline.package import read_bytes
    from pipeline.site.state import PLUGIN

    try:
        metadata = yaml.safe_load(read_bytes(package_dir, "metadata.yml")) or {}
    except yaml.YAMLError as error:
        raise InputError(f"{package_dir / 'metadata.yml'}: not YAML; make it again: jurisdictions build") from error
    plugins = metadata.setdefault("plugins", {})
    plugins[PLUGIN] = {**(plugins.get(PLUGIN) or {}), "package": str(package_dir), **(plugin or {})}
    return Datasette(immutables=[str(database)], metadata=metadata, settings=SETTINGS)
