"""Checksums, and archives that are the same bytes each time: a zip, and a BagIt bag (RFC 8493)."""

import hashlib
import io
import zipfile
from collections.abc import Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time stamp of every member: a zip archive knows none before."""
SUMS = "SHA256SUMS"
COMPRESSION = 6
"""zlib's level: a higher one takes twice as long, and saves a thousandth."""

Files = Mapping[str, bytes]
"""The bytes of files, by path."""


def checksums(files: Files) -> bytes:
    """A line for each file, as `sha256sum --check` reads them, sorted by path."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items()))
    return "".join(lines).encode()


def write_zip(files: Files, folder: str) -> bytes:
    """A zip of the files in one folder. Members are sorted, and carry no time and no owner."""
    return _zip({f"{folder}/{path}": data for path, data in files.items()})


def write_bag(files: Files, folder: str, info: Mapping[str, str]) -> bytes:
    """A zip of a BagIt 1.0 bag whose payload is the files; `info` goes into `bag-info.txt`."""
    payload = {f"data/{path}": data for path, data in files.items()}
    size = sum(map(len, files.values()))
    described = {**info, "Payload-Oxum": f"{size}.{len(files)}"}
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{name}: {value}\n" for name, value in described.items()).encode(),
        "manifest-sha256.txt": checksums(payload),
    }
    members = payload | tags | {"tagmanifest-sha256.txt": checksums(tags)}
    return _zip({f"{folder}/{path}": data for path, data in members.items()})


def _zip(members: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, data in sorted(members.items()):
            member = zipfile.ZipInfo(path, EARLIEST)
            member.external_attr = 0o644 << 16
            member.create_system = 3
            archive.writestr(member, data, zipfile.ZIP_DEFLATED, COMPRESSION)
    return buffer.getvalue()
