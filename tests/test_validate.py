"""Each rule finds what it is for, and no other rule does: a sound package is broken in one way at a time."""

import csv
import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.descriptor import describe, read_dataset
from pipeline.errors import InputError
from pipeline.formats.archive import checksums
from pipeline.package import read_tables, write_about
from pipeline.rules import RULES
from pipeline.schema import TABLES
from pipeline.validate import validate

Change = Callable[[Path], None]


def rows_of(package: Path, table: str) -> list[dict[str, str]]:
    with (package / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(package: Path, table: str, rows: list[dict[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    (package / "data" / f"{table}.csv").write_bytes(out.getvalue().encode())


def cell(table: str, column: str, value: str | Callable[[str], str], row: int | Callable = 0) -> Change:
    """A change of one cell: in the row of that number, or the first that a test holds for."""

    def change(package: Path) -> None:
        rows = rows_of(package, table)
        chosen = next(each for each in rows if row(each)) if callable(row) else rows[row]
        chosen[column] = value(chosen[column]) if callable(value) else value
        write_rows(package, table, rows)

    return change


def feature(edit: Callable[[dict], None], path: str = "data/jurisdictions.geojson") -> Change:
    """A change of the whole collection of features."""

    def change(package: Path) -> None:
        collection = json.loads((package / path).read_bytes())
        edit(collection)
        (package / path).write_text(json.dumps(collection), encoding="utf-8")

    return change


def both(*changes: Change) -> Change:
    def change(package: Path) -> None:
        for each in changes:
            each(package)

    return change


def in_table_and_features(column: str, value: str | int | float) -> Change:
    """One changed value of the first jurisdiction, in the table and in the feature's properties."""
    return both(
        cell("jurisdictions", column, str(value)),
        feature(lambda collection: collection["features"][0]["properties"].update({column: value})),
    )


def text(path: str, edit: Callable[[str], str]) -> Change:
    def change(package: Path) -> None:
        file = package / path
        file.write_bytes(edit(file.read_bytes().decode()).encode())

    return change


def swap_rings(collection: dict) -> None:
    part = collection["features"][0]["geometry"]
    ring = part["coordinates"][0] if part["type"] == "Polygon" else part["coordinates"][0][0]
    ring.reverse()


def bow_tie(collection: dict) -> None:
    """Put two neighbouring corners of a ring in the wrong order, which crosses its edges but keeps its box."""
    part = collection["features"][0]["geometry"]
    ring = part["coordinates"][0] if part["type"] == "Polygon" else part["coordinates"][0][0]
    middle = len(ring) // 2
    ring[middle], ring[middle + 1] = ring[middle + 1], ring[middle]


def describe_again(package: Path) -> None:
    """Bring descriptor, metadata, provenance and checksums in line with the files, so that only the content is wrong."""
    descriptor = json.loads((package / "datapackage.json").read_bytes())
    about = read_dataset(descriptor)
    provenance = json.loads((package / "data/metadata/provenance.json").read_bytes())
    paths = [resource["path"] for resource in descriptor["resources"] if (package / resource["path"]).is_file()]
    files = {path: (package / path).read_bytes() for path in paths}
    try:
        tables = read_tables(package)
        files["datapackage.json"] = describe(about, tables, files)
        articles = {row["source_id"]: row["sha256"] for row in rows_of(package, "sources")}
        for name, digest in articles.items():
            provenance["entity"].get(f"j:article/{name}", {})["j:sha256"] = digest
    except (InputError, KeyError):
        import hashlib

        for resource in descriptor["resources"]:
            data = files.get(resource["path"], b"")
            resource |= {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
        files["datapackage.json"] = json.dumps(descriptor).encode()
    from hashlib import sha256

    for path in paths:
        provenance["entity"][f"j:file/{path}"]["j:sha256"] = sha256(files[path]).hexdigest()
    files["data/metadata/provenance.json"] = json.dumps(provenance).encode()
    files |= write_about(about, json.loads(files["datapackage.json"]))
    files["SHA256SUMS"] = checksums(files)
    for path, data in files.items():
        (package / path).write_bytes(data)


def test_a_sound_package_has_no_problem(root: Path) -> None:
    assert validate(root) == []


def test_a_folder_without_a_package_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"datapackage\.json: no such file; make it with: jurisdictions build"):
        validate(tmp_path)


def test_rules_have_names_of_their_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
