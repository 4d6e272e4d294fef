"""A data package on disk: built from source texts, written in one step, read back.

The layout below the output folder: `datapackage.json`, `metadata.yml`, `CITATION.cff`, `SHA256SUMS`, and `data/` with a
CSV file for each table, the boundaries as GeoJSON, and `metadata/` for reference managers, catalogues and provenance.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.catalog import catalog_files
from pipeline.cite import citation_files
from pipeline.dataset import Dataset, read_dataset
from pipeline.descriptor import GEOMETRY_FILES, describe, table_path
from pipeline.dictionary import package_readme
from pipeline.documents import DESCRIPTOR
from pipeline.errors import InputError
from pipeline.formats.archive import SUMS, checksums
from pipeline.formats.csv import read_csv, write_csv
from pipeline.formats.geojson import lighten, read_geojson, write_geojson
from pipeline.metadata import write_metadata
from pipeline.provenance import write_provenance
from pipeline.schema import JURISDICTIONS, TABLES
from pipeline.tables import Tables, add_geography, build_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

    from pipeline.documents import Document

BOUNDARIES = GEOMETRY_FILES["boundaries"][0]
LEGAL = GEOMETRY_FILES["legal-boundaries"][0]
LIGHT = GEOMETRY_FILES["light-boundaries"][0]
PROVENANCE = "data/metadata/provenance.json"
LIGHT_COLUMNS = ["geoid", "position", "display_name", "type", "usps"]
LIGHT_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Package:
    """What a package holds: what it says of itself, its tables, and its boundaries.

    `boundaries` has `geoid`, `geometry` (within the shoreline) and `legal`, in the order of the jurisdictions.
    """

    about: Dataset
    tables: Tables
    boundaries: "gpd.GeoDataFrame"


def build_package(
    sources: Iterable[str | Path], output: Path, report: Callable[[str], None] = lambda step: None
) -> Package:
    """Read the sources, find the jurisdictions, and write the package below `output`.

    `report` is told of each step. Whatever stood in `output` stays whole unless all of the new package is written.
    Raises `InputError` for sources that cannot be read or name no jurisdiction, a folder that cannot be written, and
    one with other files in the way.
    """
    from pipeline.documents import read_documents

    paths = [Path(source) for source in sources]
    folder = next((path for path in paths if path.is_dir()), paths[0].parent if paths else Path())
    package = assemble(list(read_documents(paths)), read_dataset(folder), report)
    report("Writing the package")
    files = render(package)
    _refuse_strangers(files, output)
    write_files(files, output)
    return package


def assemble(documents: "list[Document]", about: Dataset, report: Callable[[str], None] = lambda step: None) -> Package:
    """The package of some documents, in memory. Raises `InputError` where they name no jurisdiction."""
    import pipeline.geometry as geometry
    from pipeline.extract import extract
    from pipeline.reference import load_names

    report(f"Reading {len(documents)} texts")
    names = load_names().set_index("geoid", drop=False)
    tables = build_tables([extract(document) for document in documents], names)
    geoids = list(tables["jurisdictions"]["geoid"])
    if not geoids:
        raise InputError(f"{documents[0].doc_id}: no jurisdiction is named; give texts that name US places")
    report(f"Joining the boundaries of {len(geoids)} jurisdictions")
    boundaries = geometry.boundaries(geoids)
    tables = add_geography(tables, boundaries, geometry.county_overlaps(geoids), geometry.containment(geoids), names)
    return Package(about, tables, boundaries)


def render(package: Package) -> dict[str, bytes]:
    """Every file of the package: bytes by path."""
    tables, boundaries = package.tables, package.boundaries
    jurisdictions = tables["jurisdictions"]
    files = {table_path(table): write_csv(tables[table.name], table) for table in TABLES}
    files[BOUNDARIES] = write_geojson(jurisdictions, boundaries.geometry)
    files[LEGAL] = write_geojson(jurisdictions[["geoid", "display_name", "legal_area_km2"]], boundaries["legal"])
    light = boundaries.geometry.map(lighten)
    files[LIGHT] = write_geojson(jurisdictions[LIGHT_COLUMNS], light, LIGHT_DECIMALS)
    provenance = write_provenance(package.about, tables, files)
    files[DESCRIPTOR] = describe(package.about, tables, files)
    files |= {PROVENANCE: provenance, **write_about(package.about, json.loads(files[DESCRIPTOR]))}
    return files | {SUMS: checksums(files)}


def write_about(about: Dataset, descriptor: Mapping[str, Any]) -> dict[str, bytes]:
    """The files that say what the package is and how to cite it: bytes by path."""
    readme = {"data/README.md": package_readme(about).encode()}
    return {"metadata.yml": write_metadata(about), **readme, **citation_files(about), **catalog_files(descriptor)}


def read_tables(folder: Path) -> Tables:
    """The tables of the package in `folder`. Raises `InputError` for a file that is missing or not as described."""
    return {
        table.name: read_csv(read_bytes(folder, table_path(table)), table, str(folder / table_path(table)))
        for table in TABLES
    }


def read_boundaries(folder: Path, path: str = BOUNDARIES) -> "gpd.GeoDataFrame":
    """`geoid` and `geometry` of the package in `folder`; raises `InputError` as `read_tables` does."""
    return read_geojson(read_bytes(folder, path), str(folder / path))


def read_descriptor(folder: Path) -> dict[str, Any]:
    """The descriptor of the package in `folder`; raises `InputError` where there is none or it is not JSON."""
    try:
        descriptor = json.loads(read_bytes(folder, DESCRIPTOR))
    except ValueError as error:
        raise InputError(f"{folder / DESCRIPTOR}: not JSON ({error}); build the package again") from error
    if not isinstance(descriptor, dict):
        raise InputError(f"{folder / DESCRIPTOR}: not a descriptor; build the package again")
    return descriptor


def write_sqlite(package_dir: Path, db_path: Path) -> None:
    """Make the SQLite file of the package in `package_dir`; raises `InputError` as reading and writing do."""
    from pipeline.formats import sqlite

    data = sqlite.write_sqlite(read_tables(package_dir), read_boundaries(package_dir))
    write_files({db_path.name: data}, db_path.parent)


def read_bytes(folder: Path, path: str) -> bytes:
    """A file of the package; raises `InputError` where it cannot be read."""
    try:
        return (folder / path).read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{folder / path}: no such file; make it with: jurisdictions build") from error
    except OSError as error:
        raise InputError(f"{folder / path}: {error.strerror}; check the file and its permissions") from error


def _refuse_strangers(files: Mapping[str, bytes], output: Path) -> None:
    """Raises `InputError` where the package would overwrite files in `output` that are not an earlier one's."""
    in_the_way = [path for path in files if (output / path).exists()]
    if in_the_way and not is_package(output):
        raise InputError(
            f"{output / in_the_way[0]}: in the way, and not of a package that this command wrote; "
            "move it, or choose another folder with --output"
        )


def is_package(folder: Path) -> bool:
    """Whether a folder holds a package of this project, be it broken: its checksums list the main table."""
    try:
        return table_path(JURISDICTIONS) in read_bytes(folder, SUMS).decode("utf-8", "replace")
    except InputError:
        return False


def write_files(files: Mapping[str, bytes], output: Path) -> None:
    """Write files (bytes by path) below `output`: all of them, or none.

    They are written to a hidden folder inside `output` first and then moved into place. Where anything fails, what was
    moved is moved back and the folders that were made are removed, so that all is as it was before. Raises `InputError`
    for a full disk and a folder that cannot be written.
    """
    with _told(output), _new_folders_removed(files, output):
        output.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".build-", dir=output))
        try:
            for path, data in files.items():
                _write(staging / "new" / path, data)
            _swap(staging, output, list(files))
        finally:
            shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _new_folders_removed(files: Iterable[str], output: Path) -> "Iterator[None]":
    """Removes, on failure, the folders of `files` below `output` that were not there before, `output` among them."""
    folders = {folder for path in files for folder in (output / path).parents}
    missing = [folder for folder in sorted(folders, reverse=True) if not folder.exists()]
    try:
        yield
    except BaseException:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _swap(staging: Path, output: Path, paths: list[str]) -> None:
    """Move the new files into place and the old ones out of it; on failure, move everything back."""
    moved: list[tuple[Path, Path]] = []

    def move(source: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
        moved.append((source, target))

    try:
        for path in paths:
            if (output / path).exists():
                move(output / path, staging / "old" / path)
            move(staging / "new" / path, output / path)
    except BaseException:
        for source, target in reversed(moved):
            target.rename(source)
        raise


@contextmanager
def _told(output: Path) -> "Iterator[None]":
    """Turns what the operating system refuses into an `InputError` about `output`."""
    try:
        yield
    except OSError as error:
        cure = "free some space" if error.errno == ENOSPC else "choose another folder with --output"
        raise InputError(f"{output}: {error.strerror}; nothing was changed; {cure}") from error
