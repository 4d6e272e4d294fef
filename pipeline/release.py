"""A release: the package in every other format, and archives of the whole, made from the package on disk."""

from collections.abc import Callable
from pathlib import Path

from pipeline.dataset import Dataset
from pipeline.descriptor import read_dataset
from pipeline.formats.archive import SUMS, checksums, write_bag, write_zip
from pipeline.package import (
    LEGAL,
    read_boundaries,
    read_bytes,
    read_descriptor,
    read_tables,
    write_files,
)


def write_release(folder: Path, output: Path, report: Callable[[str], None] = lambda step: None) -> dict[str, bytes]:
    """Write the formats, the archives and their `SHA256SUMS` of the package in `folder` to `output`.

    Returns the bytes by path; raises `InputError` as reading and writing a package do.
    """
    files = release_files(folder, report)
    report("Writing the release")
    write_files(files, output)
    return files


def release_files(folder: Path, report: Callable[[str], None] = lambda step: None) -> dict[str, bytes]:
    """The files of a release: bytes by path."""
    about = read_dataset(read_descriptor(folder))
    name = f"{about.name}-{about.version}"
    formats = format_files(folder, report)
    report("Packing the archives")
    inside = {f"formats/{path}": data for path, data in {**formats, SUMS: checksums(formats)}.items()}
    whole = package_files(folder) | inside
    files = formats | {
        f"{name}.zip": write_zip(whole, name),
        f"{name}-bag.zip": write_bag(whole, name, _bag_info(about)),
    }
    return files | {SUMS: checksums(files)}


def format_files(folder: Path, report: Callable[[str], None] = lambda step: None) -> dict[str, bytes]:
    """The package in its other formats, named after it: bytes by path."""
    from pipeline.formats.geopackage import write_geopackage
    from pipeline.formats.geoparquet import write_geoparquet
    from pipeline.formats.sqlite import write_sqlite
    from pipeline.formats.xlsx import write_xlsx

    about = read_dataset(read_descriptor(folder))
    tables, boundaries, legal = read_tables(folder), read_boundaries(folder), read_boundaries(folder, LEGAL)
    writers: dict[str, Callable[[], bytes]] = {
        "xlsx": lambda: write_xlsx(about, tables),
        "parquet": lambda: write_geoparquet(tables["jurisdictions"], boundaries, legal),
        "gpkg": lambda: write_geopackage(about, tables, boundaries, legal),
        "sqlite": lambda: write_sqlite(tables, boundaries),
    }
    files = {}
    for suffix, write in writers.items():
        report(f"Writing {about.name}.{suffix}")
        files[f"{about.name}.{suffix}"] = write()
    return files


def package_files(folder: Path) -> dict[str, bytes]:
    """The files of the package itself, as its `SHA256SUMS` lists them: bytes by path."""
    lines = read_bytes(folder, SUMS).decode().splitlines()
    return {path: read_bytes(folder, path) for path in (SUMS, *(line.split("  ", 1)[1] for line in lines))}


def _bag_info(about: Dataset) -> dict[str, str]:
    """What `bag-info.txt` says; a bag without a date of release bears no date."""
    info = {"Source-Organization": about.creator, "External-Description": about.title}
    dated = {"Bagging-Date": about.released} if about.released else {}
    return {**info, **dated, "External-Identifier": f"{about.name}-{about.version}"}
