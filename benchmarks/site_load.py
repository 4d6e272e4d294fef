"""How many requests the site answers, beside a stock Datasette on the same file and against a hostile client.

Run it at the root of the project, with the package built and `wrk` installed (apt-get install wrk):

    python -m benchmarks.site_load

Both servers run on this machine, one after the other, and so does the client. Stock Datasette has no GeoJSON: its table
of boundaries as JSON stands beside ours.
"""

import asyncio
import itertools
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from pipeline.package import write_sqlite

PACKAGE = Path(__file__).parent.parent
SECONDS = 4
CONNECTIONS = 8
HOSTILE_CONNECTIONS = 16
HOSTILE_ADDRESS = "127.0.0.2"
POLITE_SECONDS = 12
TIMES_FASTER = 3
P99_LIMIT = 1.0

TABLE = "/jurisdictions/jurisdictions"
UNSEEN = """
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", wrk.path .. "?_n=" .. n)
end
"""
"""Makes wrk ask for a new address each time."""
OF_SOMEBODY = 'wrk.headers["Cookie"] = "a=b"'
"""Makes wrk ask as somebody whose pages may be their own, so that none is kept."""
STOCK = "import sys; sys._called_from_test = True; from datasette.cli import cli; cli()"
"""Datasette's own command without any plugin: it loads none where it believes that it is tested."""


def main() -> int:
    """Print both tables; the exit status is 1 where a limit is missed."""
    if not shutil.which("wrk"):
        print("wrk is not installed; install it with: apt-get install wrk", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "jurisdictions.db"
        write_sqlite(PACKAGE, database)
        with stock(database) as address:
            row = httpx.get(f"{address}{TABLE}.json?_shape=arrayfirst").json()[0]
            theirs = {name: requests_per_second(address + path) for name, (_, path) in pages(row).items()}
    with ours() as address:
        mine = {name: requests_per_second(address + path) for name, (path, _) in pages(row).items()}
        fresh = {name: requests_per_second(address + path, UNSEEN) for name, (path, _) in pages(row).items()}
        made = {name: requests_per_second(address + path, OF_SOMEBODY) for name, (path, _) in pages(row).items()}
        polite = asyncio.run(under_attack(address, [path for path, _ in pages(row).values()]))
    print(f"Requests a second, {CONNECTIONS} connections for {SECONDS} s, wrk on the same machine\n")
    heads = ("stock", "ours", "times", "unseen", "times", "made", "times")
    print(f"{'page':<14}" + "".join(f"{head:>8}" for head in heads))
    for name, stock_rate in theirs.items():
        rates = "".join(f"{rate:>8.0f}{rate / stock_rate:>8.1f}" for rate in (mine[name], fresh[name], made[name]))
        print(f"{name:<14}{stock_rate:>8.0f}{rates}")
    print(
        "\nOur site keeps each page that it has made. `unseen` asks with a new argument each time, which is a new page"
        "\nfor tables and GeoJSON alone; `made` asks with a cookie, for which every page is made anew."
    )
    print(f"\nSeconds for another client while one keeps {HOSTILE_CONNECTIONS} slow requests open\n")
    print(f"{'page':<34}{'requests':>10}{'median':>10}{'p99':>10}")
    for path, seconds in polite.items():
        print(f"{path:<34}{len(seconds):>10}{statistics.median(seconds):>10.3f}{p99(seconds):>10.3f}")
    slower = [name for name in mine if mine[name] < TIMES_FASTER * theirs[name]]
    late = [path for path, seconds in polite.items() if p99(seconds) >= P99_LIMIT]
    for problem in [
        *(f"{name}: less than {TIMES_FASTER} times" for name in slower),
        *(f"{path}: late" for path in late),
    ]:
        print(problem, file=sys.stderr)
    return 1 if slower or late else 0


def pages(geoid: str) -> dict[str, tuple[str, str]]:
    """By name: the path on our site, and on stock Datasette."""
    row = f"{TABLE}/{geoid}"
    return {
        "front page": ("/", "/"),
        "table page": (TABLE, TABLE),
        "row page": (row, row),
        "GeoJSON": (f"{TABLE}.geojson", "/jurisdictions/boundaries.json?_shape=array"),
    }


@contextmanager
def stock(database: Path) -> Iterator[str]:
    """Datasette as it comes, on the database."""
    port = free_port()
    metadata = ["--metadata", str(PACKAGE / "metadata.yml")]
    command = [sys.executable, "-c", STOCK, "serve", "-i", str(database), *metadata, "--port", str(port)]
    with running(command, port) as address:
        yield address


@contextmanager
def ours() -> Iterator[str]:
    """The site, as the command `serve` starts it."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("jurisdictions")), "serve", str(PACKAGE), "--port", str(port)]
    with running(command, port) as address:
        yield address


@contextmanager
def running(command: list[str], port: int) -> Iterator[str]:
    """A server, from when it answers until the block ends."""
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(address)
            yield address
        finally:
            process.terminate()


def wait_for(address: str) -> None:
    """Return when a server answers; raises `RuntimeError` where it does not within a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            httpx.get(address, timeout=20)
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise RuntimeError(f"{address} does not answer")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def requests_per_second(url: str, script: str = "") -> float:
    """What wrk counts, with a script of its own; raises `RuntimeError` where an answer is an error."""
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{SECONDS}s"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command += ["--script", file.name, url]
        return _rate(url, subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _rate(url: str, output: str) -> float:
    if "Non-2xx" in output:
        raise RuntimeError(f"{url}: {output}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    return float(found[1]) if found else 0.0


async def under_attack(address: str, paths: list[str]) -> dict[str, list[float]]:
    """The seconds that each request of a polite client takes, by path, while a hostile one does its worst."""
    attack = httpx.AsyncHTTPTransport(local_address=HOSTILE_ADDRESS, limits=httpx.Limits(max_connections=None))
    taken: dict[str, list[float]] = {path: [] for path in [*paths, f"{TABLE}?_search="]}
    async with (
        httpx.AsyncClient(base_url=address, transport=attack, timeout=60) as hostile,
        httpx.AsyncClient(base_url=address, timeout=60) as polite,
    ):
        numbers = itertools.count()
        attackers = [asyncio.create_task(_attack(hostile, numbers)) for _ in range(HOSTILE_CONNECTIONS)]
        await asyncio.sleep(1)
        end = time.monotonic() + POLITE_SECONDS
        while time.monotonic() < end:
            for path in taken:
                # The last page is one that nobody asked for before.
                asked = f"{path}{next(numbers)}" if path.endswith("=") else path
                start = time.monotonic()
                (await polite.get(asked)).raise_for_status()
                taken[path].append(time.monotonic() - start)
        for attacker in attackers:
            attacker.cancel()
        await asyncio.gather(*attackers, return_exceptions=True)
    return taken


async def _attack(client: httpx.AsyncClient, numbers: Iterator[int]) -> None:
    """Ask, without end, for what costs most: never the same twice, so that nothing is at hand."""
    text = "The City of Berkeley, Calif., Cook County, Ill., and Salem. " * 600
    costly = [
        lambda n: client.get(f"/jurisdictions/mentions?_size=max&_sort_desc=words&_a={n}"),
        lambda n: client.get(f"{TABLE}.geojson?_sort=name&_a={n}"),
        lambda n: client.get(f"{TABLE}?_search=county*&_searchmode=raw&_a={n}"),
        lambda n: client.post("/try", data={"text": f"{n} {text}"}),
        lambda n: client.get(f"/nowhere/{n}"),
        lambda n: client.get("/reconcile", params={"queries": f'{{"a":{{"query":"Berkely {n}"}}}}'}),
    ]
    while True:
        n = next(numbers)
        await costly[n % len(costly)](n)


def p99(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100)[98]


if __name__ == "__main__":
    sys.exit(main())
