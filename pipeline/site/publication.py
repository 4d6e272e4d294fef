"""What is published: the package on disk, as the pages speak of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.dataset import Dataset
from pipeline.descriptor import read_dataset
from pipeline.package import DESCRIPTOR, read_descriptor


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the package."""

    path: str
    title: str
    size: int
    kind: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Publication:
    """The package as a whole. Texts are as their author wrote them."""

    about: Dataset
    credits: tuple[str, ...]
    downloads: tuple[Download, ...]
    descriptor: Mapping[str, Any]

    @property
    def lead(self) -> str:
        """The first sentence of the description."""
        return self.about.description.split(". ")[0].rstrip(".") + "."


KINDS = {
    ".csv": ("CSV", "text/csv; charset=utf-8"),
    ".geojson": ("GeoJSON", "application/geo+json"),
    ".xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".parquet": ("GeoParquet", "application/vnd.apache.parquet"),
    ".gpkg": ("GeoPackage", "application/geopackage+sqlite3"),
    ".sqlite": ("SQLite", "application/vnd.sqlite3"),
    ".db": ("SQLite", "application/vnd.sqlite3"),
    ".zip": ("Zip", "application/zip"),
    ".json": ("JSON", "application/json"),
    ".cff": ("Citation", "text/plain; charset=utf-8"),
    ".yml": ("YAML", "text/plain; charset=utf-8"),
    ".md": ("Markdown", "text/markdown; charset=utf-8"),
    ".txt": ("Text", "text/plain; charset=utf-8"),
    ".bib": ("BibTeX", "text/plain; charset=utf-8"),
    ".ris": ("RIS", "application/x-research-info-systems"),
}
"""What a file is called and served as, by its suffix."""
OTHER_KIND = ("File", "application/octet-stream")
COMPANIONS = {
    DESCRIPTOR: "Description of every file and field",
    "CITATION.cff": "How to cite",
    "metadata.yml": "What Datasette tells of the tables",
}
"""Files of a package that are not among its resources."""


def read_publication(folder: Path) -> Publication:
    """Read what a package says of itself.

    Raises `InputError` where there is no package or its `datapackage.json` is not JSON.
    """
    descriptor = read_descriptor(folder)
    return Publication(
        about=read_dataset(descriptor),
        credits=tuple(descriptor.get("attribution") or ()),
        downloads=tuple(_downloads(folder, descriptor)),
        descriptor=descriptor,
    )


def _downloads(folder: Path, descriptor: Mapping[str, Any]) -> list[Download]:
    """The package's files that are there: its resources in the descriptor's order, then those beside them."""
    titles = {resource["path"]: resource.get("title") or resource["name"] for resource in descriptor["resources"]}
    return [
        Download(path, title, (folder / path).stat().st_size, *KINDS.get(Path(path).suffix.lower(), OTHER_KIND))
        for path, title in (titles | COMPANIONS).items()
        if (folder / path).is_file() and (folder / path).resolve().is_relative_to(folder.resolve())
    ]
