"""What changed between two versions of a package: rows added and removed, and fields changed, table by table."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from csv_diff import compare

from pipeline.descriptor import table_path
from pipeline.package import BOUNDARIES, read_bytes, read_descriptor
from pipeline.schema import TABLES, Table

Changes = dict[str, dict[str, list[Any]]]
"""By table: `added` and `removed` rows, `changed` fields by key, `columns_added`, `columns_removed`."""
BOUNDARY_CHANGES = "boundaries"


def diff(old: Path, new: Path) -> Changes:
    """What `new` has that `old` has not, for each table and the boundaries; those without a change are left out.

    A row is known by its key. Tables that only one version has count as empty in the other. Raises `InputError` where
    there is no package.
    """
    changes = {table.name: _compare(_rows(old, table), _rows(new, table)) for table in TABLES}
    changes[BOUNDARY_CHANGES] = _compare(_shapes(old), _shapes(new))
    return {name: change for name, change in changes.items() if any(change.values())}


def describe_changes(changes: Changes) -> str:
    """The changes in words, as the changelog of the data has them (Markdown)."""
    if not changes:
        return "No difference."
    return "\n\n".join(f"### {name}\n\n" + "\n".join(_lines(change)) for name, change in changes.items())


def _compare(old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> dict[str, list[Any]]:
    """What csv-diff finds, which wants a row on either side."""
    if old and new:
        return compare(old, new)
    only = {"added": list(new.values()), "removed": list(old.values())}
    return {**only, "changed": [], "columns_added": [], "columns_removed": []}


def _lines(change: dict[str, list[Any]]) -> list[str]:
    return [
        *(f"- New column `{column}`" for column in change["columns_added"]),
        *(f"- Column `{column}` is gone" for column in change["columns_removed"]),
        *(f"- Added {row['(key)']}{_named(row)}" for row in change["added"]),
        *(f"- Removed {row['(key)']}{_named(row)}" for row in change["removed"]),
        *(
            f"- {item['key']}: `{field}` was {before or 'empty'}, is {after or 'empty'}"
            for item in change["changed"]
            for field, (before, after) in item["changes"].items()
        ),
    ]


def _named(row: dict[str, str]) -> str:
    name = row.get("display_name") or row.get("statement") or row.get("name") or row.get("words")
    return f": {name}" if name else ""


def _rows(folder: Path, table: Table) -> dict[str, dict[str, str]]:
    """The rows of a table by key, as text; none where this version's descriptor has no such table."""
    if table.name not in {resource["name"] for resource in read_descriptor(folder).get("resources", [])}:
        return {}
    data = read_bytes(folder, table_path(table)).decode("utf-8", "replace")
    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    keys = [", ".join(row.get(column) or "" for column in table.primary_key) for row in rows]
    return {key: {"(key)": key, **row} for key, row in zip(keys, rows, strict=True)}


def _shapes(folder: Path) -> dict[str, dict[str, str]]:
    """The boundaries by GEOID, as text."""
    features = json.loads(read_bytes(folder, BOUNDARIES))["features"]
    return {each["id"]: {"(key)": each["id"], "geometry": json.dumps(each["geometry"])} for each in features}
