"""What is published: the package on disk, as the pages speak of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.dataset import Dataset
from pipeline.descriptor import read_dataset, table_path
from pipeline.package import BOUNDARIES, read_descriptor
from pipeline.release import package_files, release_files
from pipeline.schema import JURISDICTIONS

SENTENCE_END = re.compile(r"(?<=[a-z0-9)]\.) (?=[A-Z])")
"""Where a sentence ends, and not an abbreviation: "8 U.S.C. § 1373"."""
MAIN = (table_path(JURISDICTIONS), BOUNDARIES)
"""The files of the package that most people want."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the package, or of its release."""

    path: str
    title: str
    kind: str
    media_type: str
    body: bytes
    main: bool
    """Whether it is among the few that most people want."""


@dataclass(frozen=True)
class Publication:
    """The package as a whole. Texts are as their author wrote them."""

    folder: Path
    about: Dataset
    credits: tuple[str, ...]
    descriptor: Mapping[str, Any]

    @property
    def lead(self) -> str:
        """The first sentence of the description."""
        return SENTENCE_END.split(self.about.description, maxsplit=1)[0]

    @cached_property
    def downloads(self) -> tuple[Download, ...]:
        """The package's files and, made when first asked for, which takes seconds, its other formats.

        Raises `InputError` where the package is broken.
        """
        return tuple(_downloads(self.descriptor, package_files(self.folder), release_files(self.folder)))


KINDS = {
    ".csv": ("CSV", "text/csv; charset=utf-8"),
    ".geojson": ("GeoJSON", "application/geo+json"),
    ".xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".parquet": ("GeoParquet", "application/vnd.apache.parquet"),
    ".gpkg": ("GeoPackage", "application/geopackage+sqlite3"),
    ".sqlite": ("SQLite", "application/vnd.sqlite3"),
    ".zip": ("Zip", "application/zip"),
    ".json": ("JSON", "application/json"),
    ".cff": ("CFF", "text/plain; charset=utf-8"),
    ".yml": ("YAML", "text/plain; charset=utf-8"),
    ".md": ("Markdown", "text/markdown; charset=utf-8"),
    ".txt": ("Text", "text/plain; charset=utf-8"),
    ".bib": ("BibTeX", "text/plain; charset=utf-8"),
    ".ris": ("RIS", "application/x-research-info-systems"),
}
"""What a file is called and served as, by its suffix."""
OTHER_KIND = ("Text", "text/plain; charset=utf-8")
PURPOSES = {
    ".xlsx": "A sheet for each table",
    ".parquet": "Boundaries and columns, for analysis",
    ".gpkg": "Boundaries and columns, for maps",
    ".sqlite": "All tables and boundaries",
    ".zip": "Everything",
    "-bag.zip": "Everything, for archives",
}
"""What the files of a release are for, by the end of their names; those that the front page shows first."""


def read_publication(folder: Path) -> Publication:
    """Read what a package says of itself; raises `InputError` where there is no package or it is broken."""
    descriptor = read_descriptor(folder)
    return Publication(folder, read_dataset(descriptor), tuple(descriptor.get("attribution") or ()), descriptor)


def _downloads(
    descriptor: Mapping[str, Any], package: Mapping[str, bytes], release: Mapping[str, bytes]
) -> Iterator[Download]:
    """The main table and its boundaries, the other formats, the archives, and then every other file."""
    titles = {resource["path"]: resource["title"] for resource in descriptor["resources"]}
    main = [path for path in MAIN if path in package]
    for path, body in [(path, package[path]) for path in main] + list(release.items()):
        purpose = next((text for end, text in reversed(PURPOSES.items()) if path.endswith(end)), None)
        if purpose or path in main:
            yield _download(path, purpose or titles[path], body, main=True)
    for path, body in package.items():
        if path not in main:
            yield _download(path, titles.get(path) or path.rpartition("/")[2], body, main=False)


def _download(path: str, title: str, body: bytes, main: bool) -> Download:
    kind, media_type = KINDS.get(Path(path).suffix.lower(), OTHER_KIND)
    return Download(path, title, kind, media_type, body, main)
