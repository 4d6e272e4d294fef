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

CHANGELOG = "CHANGELOG.md"
"""What changed in each version, by https://keepachangelog.com; beside the package where there is one."""
VERSION = re.compile(r"^## \[?(\d+\.\d+\.\d+[^\s\]]*)\]?\s+[-–—]\s+(\d{4}-\d{2}-\d{2})[^\n]*$", re.MULTILINE)
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


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the package: its number, ISO 8601 date and what is said of it."""

    number: str
    date: str
    text: str


@dataclass(frozen=True)
class Publication:
    """The package as a whole. Texts are as their author wrote them."""

    folder: Path
    about: Dataset
    credits: tuple[str, ...]
    descriptor: Mapping[str, Any]
    versions: tuple[Version, ...]
    """Newest first; this package's own is among them."""

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
BAG = "-bag.zip"
"""How the name of a BagIt bag ends, a zip with its checksums."""
OTHER_KIND = ("Text", "text/plain; charset=utf-8")
PURPOSES = {
    ".xlsx": "A sheet for each table",
    ".parquet": "Boundaries and columns, for analysis",
    ".gpkg": "Boundaries and columns, for maps",
    ".sqlite": "All tables and boundaries",
    ".zip": "Everything",
    BAG: "Everything, for archives",
}
"""What the files of a release are for, by the end of their names; those that the front page shows first."""


def read_publication(folder: Path) -> Publication:
    """Read what a package says of itself; raises `InputError` where there is no package or it is broken."""
    descriptor = read_descriptor(folder)
    about = read_dataset(descriptor)
    credits, versions = tuple(descriptor.get("attribution") or ()), tuple(_versions(folder, about))
    return Publication(folder, about, credits, descriptor, versions)


def _versions(folder: Path, about: Dataset) -> list[Version]:
    """The versions that the changelog of a package tells of, and the package's own, newest first."""
    path = folder / CHANGELOG
    told = list(read_changelog(path.read_text("utf-8", "replace"))) if path.is_file() else []
    if any(version.number == about.version for version in told):
        return told
    return [Version(about.version, about.released or "", about.description), *told]


def read_changelog(text: str) -> Iterator[Version]:
    """The versions in a changelog, in its order; a heading without a number and a date is none.

    >>> list(read_changelog("# Changes\\n\\n## 1.0.0 – 2026-01-02\\n\\n- First.\\n"))
    [Version(number='1.0.0', date='2026-01-02', text='- First.')]
    """
    for part in re.split(r"^(?=## )", text, flags=re.MULTILINE):
        heading = VERSION.match(part)
        if heading:
            yield Version(heading[1], heading[2], part[heading.end() :].strip())


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
    kind = "BagIt zip" if path.endswith(BAG) else kind
    return Download(path, title, kind, media_type, body, main)
