"""Each rule finds what it is for, and no other rule does: a sound package is broken in one way at a time."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from mutations import mutate

from pipeline.descriptor import read_dataset
from pipeline.errors import InputError
from pipeline.formats.archive import checksums
from pipeline.package import write_about
from pipeline.rules import RULES
from pipeline.tables import COMPLETES_A_NAME
from pipeline.validate import report_on, validate

Change = Callable[[Path], None]


@pytest.fixture
def copy(small: Path, tmp_path: Path) -> Path:
    """A copy of the small package, to break."""
    return Path(shutil.copytree(small, tmp_path / "package"))


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


def repeat(table: str, column: str) -> Change:
    """The first row's value in the second row too."""

    def change(package: Path) -> None:
        rows = rows_of(package, table)
        rows[1][column] = rows[0][column]
        write_rows(package, table, rows)

    return change


def publish_the_article(package: Path) -> None:
    """Give a text out for the source's own."""
    rows = rows_of(package, "sources")
    rows[0]["sha256"] = sha256(rows[0]["text"].encode()).hexdigest()
    write_rows(package, "sources", rows)


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


def spike(collection: dict) -> None:
    """Let a ring run to a point inside its box and straight back: no area more, but no valid ring."""
    part = collection["features"][0]["geometry"]
    ring = part["coordinates"][0] if part["type"] == "Polygon" else part["coordinates"][0][0]
    middle = len(ring) // 2
    corner = ring[middle]
    ring[middle + 1 : middle + 1] = [[(a + b) / 2 for a, b in zip(corner, ring[0], strict=True)], corner]


def describe_again(package: Path) -> None:
    """Bring descriptor, metadata, provenance and checksums in line with the files: only the content stays wrong."""
    descriptor = json.loads((package / "datapackage.json").read_bytes())
    files = {resource["path"]: (package / resource["path"]).read_bytes() for resource in descriptor["resources"]}
    for resource in descriptor["resources"]:
        data = files[resource["path"]]
        resource |= {"bytes": len(data), "hash": f"sha256:{sha256(data).hexdigest()}"}
    box = json.loads(files["data/jurisdictions.geojson"])["bbox"]
    descriptor["spatial"]["bbox"] = box
    provenance = json.loads((package / "data/metadata/provenance.json").read_bytes())
    digests = {f"j:file/{path}": sha256(data).hexdigest() for path, data in files.items()}
    digests |= {f"j:article/{row['source_id']}": row["sha256"] for row in rows_of(package, "sources")}
    for name, digest in digests.items():
        provenance["entity"][name]["j:sha256"] = digest
    files["data/metadata/provenance.json"] = json.dumps(provenance).encode()
    files["datapackage.json"] = (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()
    files |= write_about(read_dataset(descriptor), descriptor)
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


def is_listed(row: dict[str, str]) -> bool:
    return row["role"] == "listed"


def completes_a_recipient(row: dict[str, str]) -> bool:
    return row["rule"] == COMPLETES_A_NAME and row["jurisdiction"] != ""


CONTENT_BREAKS: dict[str, Change] = {
    "cells": text("data/containment.csv", lambda csv_text: csv_text + "10,10,10\r\n"),
    "columns": text("data/containment.csv", lambda csv_text: csv_text.replace("within_geoid", "around_geoid")),
    "type": cell("claims", "stated", "many"),
    "required": cell("mentions", "rule", ""),
    "unique": repeat("sources", "sha256"),
    "pattern": cell("sources", "home", "Oregon"),
    "enum": cell("mentions", "role", "named", row=lambda row: row["role"] == "claimed" and row["jurisdiction"]),
    "range": cell("mentions", "score", "1.5"),
    "primary-key": text("data/containment.csv", lambda csv_text: csv_text + csv_text.split("\r\n")[1] + "\r\n"),
    "foreign-key": cell("mentions", "claim_id", "nobody-claim-9"),
    "own-words": publish_the_article,
    "geoid-exists": cell("counties", "county_geoid", "99999"),
    "codes-agree": in_table_and_features("name", "Another Name"),
    "mentions-agree": cell("mentions", "usps", "AK"),
    "county-names": cell("counties", "county", "Another County"),
    "complete": cell("claims", "stated", "24", row=lambda row: row["kind"] == "full_list"),
    "positions": in_table_and_features("position", 99),
    "recipients": cell("mentions", "jurisdiction", "", row=completes_a_recipient),
    "counts": in_table_and_features("n_mentions", 99),
    "told": text("data/discrepancies.csv", lambda csv_text: csv_text.split("\r\n")[0] + "\r\n"),
    "features": feature(lambda collection: collection["features"][0]["properties"].update(type="state")),
    "valid": feature(spike),
    "right-hand": feature(swap_rings),
    "bbox": feature(lambda collection: collection["features"][0].update(bbox=[0, 0, 1, 1])),
    "label-point": in_table_and_features("lon", 0.0),
    "area": in_table_and_features("legal_area_km2", 1.0),
    "shares": cell("counties", "share", "0.5"),
    "quoted": cell("mentions", "words", "other words", row=is_listed),
    "mention-id": cell("mentions", "mention_id", lambda old: f"{old}0", row=lambda row: row["role"] == "mentioned"),
    "as-printed": in_table_and_features("listed_as", "Another Place"),
}
"""For each rule of content, a change that it alone finds, once descriptor and checksums are brought in line."""


@pytest.mark.parametrize("rule", CONTENT_BREAKS)
def test_each_rule_alone_finds_what_it_is_for(rule: str, copy: Path) -> None:
    CONTENT_BREAKS[rule](copy)
    describe_again(copy)
    problems = validate(copy)
    assert {problem.rule for problem in problems} == {rule}, "\n".join(map(str, problems))


FILE_BREAKS: dict[str, Change] = {
    "descriptor": text("datapackage.json", lambda old: old.replace('"type": "integer"', '"type": "whole"', 1)),
    "file": lambda package: (package / "data" / "counties.csv").unlink(),
    "hash": cell("claims", "unit", "towns"),
    "generated": text("metadata.yml", lambda old: old.replace("title: ", "title: The ", 1)),
    "provenance": text("data/metadata/provenance.json", lambda old: old.replace('"j:sha256": "', '"j:sha256": "0')),
    "checksums": text("SHA256SUMS", lambda old: f"{'0' * 64}{old[64:]}"),
}
"""For each rule of integrity, a change that it finds; the others of that kind may find it too."""


@pytest.mark.parametrize("rule", FILE_BREAKS)
def test_each_rule_of_integrity_finds_what_it_is_for(rule: str, copy: Path) -> None:
    FILE_BREAKS[rule](copy)
    found = {problem.rule for problem in validate(copy)}
    assert rule in found
    assert found - {rule} <= {"hash", "generated", "provenance", "checksums"}


def test_every_rule_is_broken_somewhere() -> None:
    assert {rule.name for rule in RULES} == CONTENT_BREAKS.keys() | FILE_BREAKS.keys()


def test_a_problem_is_one_line_with_file_row_and_cure(copy: Path) -> None:
    cell("mentions", "usps", "AK")(copy)
    describe_again(copy)
    (problem,) = map(str, validate(copy))
    assert problem.startswith("data/mentions.csv: row 2 (")
    assert "usps is 'AK'" in problem
    assert "build the package again" in problem
    assert "\n" not in problem


def test_the_report_tells_every_rule(copy: Path) -> None:
    assert report_on([])["valid"]
    cell("mentions", "usps", "AK")(copy)
    describe_again(copy)
    report = report_on(validate(copy))
    assert not report["valid"]
    assert {rule["name"] for rule in report["rules"] if not rule["holds"]} == {"mentions-agree"}
    assert report["problems"][0]["file"] == "data/mentions.csv"


@pytest.mark.parametrize("seed", range(4))
def test_any_changed_value_is_caught(seed: int, package: Path) -> None:
    changed = mutate(package, seed)
    assert validate(package), changed
