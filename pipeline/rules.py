"""The rules that a package must keep: each with its name, its kind, its purpose, and the check itself.

Frictionless checks the files against their descriptor; the project's own rules check the tables against each other and
the reference, and the geometry against both. `RULES` lists them all; the table in the documentation is made from it.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.descriptor import GEOMETRY_FILES, describe, read_dataset, table_path
from pipeline.dictionary import markdown_table
from pipeline.formats.archive import SUMS
from pipeline.package import (
    BOUNDARIES,
    DESCRIPTOR,
    LEGAL,
    PROVENANCE,
    read_boundaries,
    read_bytes,
    read_descriptor,
    read_tables,
    write_about,
)
from pipeline.recipients import coextensive_pairs
from pipeline.schema import TABLES, table
from pipeline.tables import COMPLETES_A_NAME, records, reference_columns

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from pipeline.tables import Tables

REBUILD = "build the package again"
AREA_TOLERANCE = 0.001
"""Areas are computed before the coordinates are rounded to five decimals; so much of one may go with that."""
SHARE_TOLERANCE = 0.005
"""Counties and places are simplified apart, so that the shares of one jurisdiction need not add up to 1 exactly."""


class Found(NamedTuple):
    """What a rule found wrong: the file, the row or feature, what is wrong, and the cure."""

    file: str
    row: str
    message: str
    cure: str = REBUILD


def _in_table(name: str, row: str, message: str, cure: str = REBUILD) -> Found:
    return Found(table_path(table(name)), row, message, cure)


class PackageFiles:
    """A package on disk, each part read once, when a rule first asks for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        return read_descriptor(self.folder)

    @cached_property
    def tables(self) -> "Tables":
        return read_tables(self.folder)

    @cached_property
    def boundaries(self) -> "gpd.GeoDataFrame":
        return read_boundaries(self.folder)

    @cached_property
    def legal(self) -> "gpd.GeoDataFrame":
        return read_boundaries(self.folder, LEGAL)

    @cached_property
    def collection(self) -> dict[str, Any]:
        return json.loads(read_bytes(self.folder, BOUNDARIES))

    @cached_property
    def names(self) -> "pd.DataFrame":
        from pipeline.reference import load_names

        return load_names().set_index("geoid", drop=False)

    @cached_property
    def frictionless_errors(self) -> list[Any]:
        """Each error of frictionless' report, with the resource it belongs to (None for the descriptor's own)."""
        from frictionless import FrictionlessException, Package

        try:
            report = Package(str(self.folder / DESCRIPTOR)).validate()
        except FrictionlessException as exception:
            return [(None, error) for error in (exception.reasons or [exception.error])]
        return [(None, error) for error in report.errors] + [
            (task.place, error) for task in report.tasks for error in task.errors
        ]

    def rows(self, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The rows of a table, each with a label: its number as a spreadsheet counts, and its key."""
        key = table(name).primary_key
        for number, row in enumerate(records(self.tables[name]), 2):
            yield f"row {number} ({', '.join(str(row[part]) for part in key)})", row


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check: its kind, what it is for, and the function that yields what it finds."""

    name: str
    kind: str
    """schema, integrity, reference, cross-table, geometry or semantic."""
    purpose: str
    check: Callable[[PackageFiles], Iterable[Found]]


# What frictionless finds ---------------------------------------------------------------------------------------------

CONSTRAINT = re.compile(r'constraint "(\w+)"')
ERROR_RULES = {
    "byte-count": "hash",
    "hash-count": "hash",
    "scheme-error": "file",
    "source-error": "file",
    "encoding-error": "file",
    "format-error": "file",
    "type-error": "type",
    "unique-error": "unique",
    "primary-key": "primary-key",
    "foreign-key": "foreign-key",
    "blank-row": "cells",
    "extra-cell": "cells",
    "missing-cell": "cells",
}
"""The rule that an error of frictionless belongs to, by its type; constraint errors belong to the constraint's."""


def frictionless_rule(error: Any) -> str:
    """The rule that an error of frictionless belongs to."""
    if error.type == "constraint-error":
        constraint = CONSTRAINT.search(error.note)
        return (
            {"minimum": "range", "maximum": "range"}.get(constraint[1], constraint[1]) if constraint else "descriptor"
        )
    if "label" in error.type or error.type == "header-error":
        return "columns"
    return ERROR_RULES.get(error.type, "descriptor")


def _frictionless(rule: str) -> Callable[[PackageFiles], Iterator[Found]]:
    """A check that passes on what frictionless found against one rule."""

    def check(package: PackageFiles) -> Iterator[Found]:
        for file, error in package.frictionless_errors:
            if frictionless_rule(error) == rule:
                row = getattr(error, "row_number", None)
                field = getattr(error, "field_name", None)
                where = f"row {row}" if row else ""
                named = f"{field}: " if field else ""
                yield Found(file or DESCRIPTOR, where, named + (error.note or error.message))

    return check


# Integrity -----------------------------------------------------------------------------------------------------------


def _descriptor_is_generated(package: PackageFiles) -> Iterator[Found]:
    files = {path: read_bytes(package.folder, path) for path in _data_paths()}
    try:
        about = read_dataset(package.descriptor)
        expected = {
            DESCRIPTOR: describe(about, package.tables, files),
            **write_about(about, package.descriptor),
        }
    except (KeyError, IndexError, TypeError, AttributeError, StopIteration) as error:
        yield Found(DESCRIPTOR, "", f"lacks or misnames {error}, which every package of this project has")
        return
    for path, data in expected.items():
        if read_bytes(package.folder, path) != data:
            yield Found(path, "", "is not what the schema, the files and the rest of the metadata give")


def _data_paths() -> list[str]:
    return [*(table_path(each) for each in TABLES), *(path for path, _, _ in GEOMETRY_FILES.values())]


def _checksums_hold(package: PackageFiles) -> Iterator[Found]:
    listed = {}
    for number, line in enumerate(read_bytes(package.folder, SUMS).decode("utf-8", "replace").splitlines(), 1):
        digest, _, path = line.partition("  ")
        listed[path] = digest
        file = package.folder / path
        if not file.is_file():
            yield Found(SUMS, f"line {number}", f"there is no file {path}")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            yield Found(SUMS, f"line {number}", f"{path} has another SHA-256", f"restore {path}, or {REBUILD}")
    beside = [*(package.folder / "data").glob("*.*"), *(package.folder / "data/metadata").glob("*.*")]
    for path in sorted({DESCRIPTOR, *(file.relative_to(package.folder).as_posix() for file in beside)} - set(listed)):
        yield Found(SUMS, "", f"{path} is not listed", f"take {path} away, or {REBUILD}")


def _provenance_holds(package: PackageFiles) -> Iterator[Found]:
    try:
        entities = json.loads(read_bytes(package.folder, PROVENANCE))["entity"]
    except (ValueError, KeyError, TypeError):
        yield Found(PROVENANCE, "", "is not PROV-JSON")
        return
    known = {f"j:file/{path}": hashlib.sha256(read_bytes(package.folder, path)).hexdigest() for path in _data_paths()}
    known |= {f"j:article/{row['source_id']}": row["sha256"] for _, row in package.rows("sources")}
    for name, digest in known.items():
        if entities.get(name, {}).get("j:sha256") != digest:
            yield Found(PROVENANCE, name, f"its SHA-256 is not {digest[:12]}…")


def _texts_may_be_published(package: PackageFiles) -> Iterator[Found]:
    for label, source in package.rows("sources"):
        if source["text"] and hashlib.sha256(source["text"].encode()).hexdigest() == source["sha256"]:
            yield _in_table("sources", label, "text is the source's own, not a record of it", "empty the text")


# Against the reference -----------------------------------------------------------------------------------------------


def _geoids_exist(package: PackageFiles) -> Iterator[Found]:
    known = set(package.names.index)
    columns = {"jurisdictions": "geoid", "mentions": "geoid", "counties": "county_geoid", "discrepancies": "geoid"}
    for name, column in columns.items():
        for label, row in package.rows(name):
            if row[column] and row[column] not in known:
                yield _in_table(name, label, f"{column} {row[column]} is not in the reference")


def _codes_agree(package: PackageFiles) -> Iterator[Found]:
    for label, row in package.rows("jurisdictions"):
        if row["geoid"] in package.names.index:
            for column, value in reference_columns(row["geoid"], package.names).items():
                if row[column] != value:
                    message = f"{column} is {row[column]!r}; the reference has {value!r}"
                    yield _in_table("jurisdictions", label, message)


def _mentions_agree(package: PackageFiles) -> Iterator[Found]:
    for label, row in package.rows("mentions"):
        if row["geoid"] in package.names.index:
            for column, known in {"level": "level", "usps": "usps"}.items():
                value = package.names.at[row["geoid"], known]
                if row[column] != value:
                    yield Found(
                        table_path(table("mentions")),
                        label,
                        f"{column} is {row[column]!r}; the reference has {value!r}",
                    )


def _county_names_agree(package: PackageFiles) -> Iterator[Found]:
    for label, row in package.rows("counties"):
        if row["county_geoid"] in package.names.index:
            value = package.names.at[row["county_geoid"], "full_name"]
            if row["county"] != value:
                yield _in_table("counties", label, f"county is {row['county']!r}; it should be {value!r}")


# Across tables -------------------------------------------------------------------------------------------------------


def _list_is_complete(package: PackageFiles) -> Iterator[Found]:
    bases = set(package.tables["jurisdictions"]["basis"])
    full = [(label, claim) for label, claim in package.rows("claims") if claim["kind"] == "full_list"]
    if not full and bases == {"full_list"}:
        yield _in_table("jurisdictions", "", "the rows are said to rest on a full list; there is none")
    for label, claim in full:
        if claim["found"] != claim["stated"]:
            message = f"the full list states {claim['stated']} and {claim['found']} are found"
            yield _in_table("claims", label, message, "mend the source record or the reading of it")
    longest = max((claim["found"] or 0 for _, claim in full), default=0)
    if len(package.tables["jurisdictions"]) < longest:
        message = f"{len(package.tables['jurisdictions'])} of {longest} jurisdictions are here"
        yield _in_table("jurisdictions", "", message)


def _positions_run(package: PackageFiles) -> Iterator[Found]:
    for number, (label, row) in enumerate(package.rows("jurisdictions"), 1):
        if row["position"] != number:
            yield _in_table("jurisdictions", label, f"position is {row['position']}, not {number}")


def _mentions_point_right(package: PackageFiles) -> Iterator[Found]:
    listed = set(package.tables["jurisdictions"]["geoid"])
    same = coextensive_pairs(package.names)
    for label, row in package.rows("mentions"):
        geoid = row["geoid"]
        expected = next((each for each in (geoid, same.get(geoid or "")) if each in listed), None)
        if row["jurisdiction"] != expected:
            message = f"jurisdiction is {row['jurisdiction']}; for geoid {geoid} it should be {expected}"
            yield _in_table("mentions", label, message)


def _counts_agree(package: PackageFiles) -> Iterator[Found]:
    mentions = package.tables["mentions"]
    named = mentions[mentions["rule"] != COMPLETES_A_NAME]
    for label, row in package.rows("jurisdictions"):
        own = named[named["jurisdiction"] == row["geoid"]]
        counted = {"n_mentions": len(own), "n_sources": own["source_id"].nunique()}
        yield from _differences("jurisdictions", label, row, counted)
    for label, row in package.rows("sources"):
        own = mentions[mentions["source_id"] == row["source_id"]]
        recipients = named[named["source_id"] == row["source_id"]]["jurisdiction"].nunique()
        yield from _differences("sources", label, row, {"n_mentions": len(own), "n_recipients": recipients})


def _differences(name: str, label: str, row: dict[str, Any], counted: dict[str, int]) -> Iterator[Found]:
    for column, value in counted.items():
        if row[column] != value:
            yield _in_table(name, label, f"{column} is {row[column]}; the mentions give {value}")


def _disagreements_are_told(package: PackageFiles) -> Iterator[Found]:
    rows = [row for _, row in package.rows("discrepancies")]
    counted = {row["source_id"] for row in rows if row["kind"] in ("count", "unit")}
    places = {(row["source_id"], row["geoid"]) for row in rows}
    for label, row in package.rows("claims"):
        if row["agrees"] is False and row["kind"] == "stated_count" and row["source_id"] not in counted:
            yield _in_table("claims", label, "it disagrees with the list, and no discrepancy says so")
    for label, row in package.rows("mentions"):
        astray = row["role"] != "mentioned" and row["geoid"] and not row["jurisdiction"]
        if astray and (row["source_id"], row["geoid"]) not in places:
            yield _in_table("mentions", label, "a recipient off the list, and no discrepancy says so")


# Geometry ------------------------------------------------------------------------------------------------------------


def _features_match_rows(package: PackageFiles) -> Iterator[Found]:
    geoids = list(package.tables["jurisdictions"]["geoid"])
    for path, frame in ((BOUNDARIES, package.boundaries), (LEGAL, package.legal)):
        if list(frame["geoid"]) != geoids:
            yield Found(path, "", f"its {len(frame)} features are not the {len(geoids)} jurisdictions in their order")
    rows = {row["geoid"]: row for _, row in package.rows("jurisdictions")}
    for feature in package.collection["features"]:
        if feature["properties"] != rows.get(feature["id"]):
            yield Found(BOUNDARIES, f"feature {feature['id']}", "its properties are not the row of the table")


def _geometries_are_valid(package: PackageFiles) -> Iterator[Found]:
    import shapely

    for path, frame in ((BOUNDARIES, package.boundaries), (LEGAL, package.legal)):
        for geoid, shape in zip(frame["geoid"], frame.geometry, strict=True):
            if shape.is_empty or not shape.is_valid:
                reason = "it is empty" if shape.is_empty else shapely.is_valid_reason(shape)
                yield Found(path, f"feature {geoid}", f"its geometry is not valid: {reason}")
            elif shape.geom_type not in ("Polygon", "MultiPolygon"):
                yield Found(path, f"feature {geoid}", f"its geometry is a {shape.geom_type}, not a polygon")


def _rings_turn_right(package: PackageFiles) -> Iterator[Found]:
    import shapely

    for path, frame in ((BOUNDARIES, package.boundaries), (LEGAL, package.legal)):
        for geoid, shape in zip(frame["geoid"], frame.geometry, strict=True):
            parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
            if any(not part.exterior.is_ccw or any(hole.is_ccw for hole in part.interiors) for part in parts):
                yield Found(path, f"feature {geoid}", "a ring turns the wrong way (RFC 7946, section 3.1.6)")


def _boxes_fit(package: PackageFiles) -> Iterator[Found]:
    from pipeline.formats.geojson import bbox

    collection = package.collection
    shapes = list(package.boundaries.geometry)
    if collection.get("bbox") != bbox(shapes):
        yield Found(BOUNDARIES, "", f"bbox is {collection.get('bbox')}, not {bbox(shapes)}")
    for feature, shape in zip(collection["features"], shapes, strict=True):
        if feature.get("bbox") != bbox([shape]):
            yield Found(BOUNDARIES, f"feature {feature['id']}", f"bbox is {feature.get('bbox')}, not {bbox([shape])}")


def _label_points_inside(package: PackageFiles) -> Iterator[Found]:
    import shapely

    shapes = dict(zip(package.boundaries["geoid"], package.boundaries.geometry, strict=True))
    for label, row in package.rows("jurisdictions"):
        shape = shapes.get(row["geoid"])
        if shape is not None and shape.is_valid and not shapely.covers(shape, shapely.Point(row["lon"], row["lat"])):
            yield _in_table("jurisdictions", label, f"({row['lon']}, {row['lat']}) is outside its boundary")


def _areas_fit(package: PackageFiles) -> Iterator[Found]:
    import shapely
    from pyproj import Geod

    ellipsoid = Geod(ellps="GRS80")
    for column, frame in (("area_km2", package.boundaries), ("legal_area_km2", package.legal)):
        shapes = dict(zip(frame["geoid"], frame.geometry, strict=True))
        for label, row in package.rows("jurisdictions"):
            shape = shapes.get(row["geoid"])
            if shape is None or not shape.is_valid:
                continue
            area = ellipsoid.geometry_area_perimeter(shapely.orient_polygons(shape))[0] / 1e6
            if abs(row[column] - area) > AREA_TOLERANCE * area:
                message = f"{column} is {row[column]}; the published boundary has {area:.3f}"
                yield _in_table("jurisdictions", label, message)


def _shares_add_up(package: PackageFiles) -> Iterator[Found]:
    areas = {row["geoid"]: row["area_km2"] for _, row in package.rows("jurisdictions")}
    sums: dict[str, float] = {}
    for label, row in package.rows("counties"):
        sums[row["geoid"]] = sums.get(row["geoid"], 0) + row["share"]
        whole = areas.get(row["geoid"], 0)
        if abs(row["area_km2"] - row["share"] * whole) > max(0.002, AREA_TOLERANCE * whole):
            message = f"area_km2 is {row['area_km2']}; {row['share']} of {whole} is {row['share'] * whole:.3f}"
            yield _in_table("counties", label, message)
    for geoid in areas:
        if abs(sums.get(geoid, 0) - 1) > SHARE_TOLERANCE:
            message = f"the shares of {geoid} add up to {sums.get(geoid, 0):.4f}, not 1"
            yield _in_table("counties", "", message)


# What the words say --------------------------------------------------------------------------------------------------


def _offsets_quote(package: PackageFiles) -> Iterator[Found]:
    texts = {row["source_id"]: row["text"] for _, row in package.rows("sources")}
    for name in ("mentions", "claims"):
        for label, row in package.rows(name):
            text = texts.get(row["source_id"])
            if text is not None and text[row["start"] : row["end"]] != row["words"]:
                message = f"{row['words']!r} is not what stands at {row['start']}–{row['end']} of {row['source_id']}"
                yield _in_table(name, label, message)


def _ids_tell_where(package: PackageFiles) -> Iterator[Found]:
    for label, row in package.rows("mentions"):
        if row["mention_id"] != f"{row['source_id']}-{row['start']:05d}":
            yield _in_table("mentions", label, "its identifier is not its source and offset")


def _list_prints_names(package: PackageFiles) -> Iterator[Found]:
    claims = {row["claim_id"]: row for _, row in package.rows("claims")}
    for label, row in package.rows("jurisdictions"):
        words = (claims.get(row["claim_id"]) or {}).get("words")
        if words is not None and row["listed_as"] not in " ".join(words.split()):
            yield _in_table("jurisdictions", label, f"{row['listed_as']!r} is not printed in the list")


RULES: tuple[Rule, ...] = (
    Rule("descriptor", "schema", "The descriptor is a Data Package 2.0 descriptor.", _frictionless("descriptor")),
    Rule("file", "schema", "Every file of the descriptor is there and can be read.", _frictionless("file")),
    Rule("columns", "schema", "Every table has the columns of its schema, in order.", _frictionless("columns")),
    Rule("cells", "schema", "Every row has one cell for each column.", _frictionless("cells")),
    Rule("type", "schema", "Every value is of its field's type.", _frictionless("type")),
    Rule("required", "schema", "No value that must be there is missing.", _frictionless("required")),
    Rule("unique", "schema", "Values that identify a row stand in one row only.", _frictionless("unique")),
    Rule("pattern", "schema", "Codes have their form: a GEOID has 2, 5 or 7 digits.", _frictionless("pattern")),
    Rule("enum", "schema", "Values of a closed list are on it.", _frictionless("enum")),
    Rule("range", "schema", "Numbers lie within their bounds.", _frictionless("range")),
    Rule("primary-key", "schema", "No two rows have the same key.", _frictionless("primary-key")),
    Rule(
        "foreign-key",
        "cross-table",
        "Every key that points to a row finds it.",
        _frictionless("foreign-key"),
    ),
    Rule("hash", "integrity", "Every file has the size and SHA-256 that the descriptor gives.", _frictionless("hash")),
    Rule(
        "generated",
        "integrity",
        "The descriptor, Datasette's metadata and the citation file say the same, and what the schema says.",
        _descriptor_is_generated,
    ),
    Rule("checksums", "integrity", "SHA256SUMS lists every file, with its SHA-256.", _checksums_hold),
    Rule("provenance", "integrity", "The provenance is that of these files and sources.", _provenance_holds),
    Rule("own-words", "semantic", "No source's own text is published, but our records.", _texts_may_be_published),
    Rule("geoid-exists", "reference", "Every GEOID exists in the reference.", _geoids_exist),
    Rule("codes-agree", "reference", "A jurisdiction's names, codes and level are those of its GEOID.", _codes_agree),
    Rule("mentions-agree", "reference", "A mention's level and state are those of its GEOID.", _mentions_agree),
    Rule("county-names", "reference", "A county's name is that of its GEOID.", _county_names_agree),
    Rule("complete", "cross-table", "A full list holds as many as it states, and all are here.", _list_is_complete),
    Rule("positions", "cross-table", "The list's order runs from 1 without a gap.", _positions_run),
    Rule("recipients", "cross-table", "A mention points to the jurisdiction that it names.", _mentions_point_right),
    Rule("counts", "cross-table", "Counts of mentions and sources are those of the tables.", _counts_agree),
    Rule("told", "cross-table", "Every disagreement with the list is a row of discrepancies.", _disagreements_are_told),
    Rule("features", "geometry", "There is one feature for each jurisdiction, with its row.", _features_match_rows),
    Rule("valid", "geometry", "Every boundary is a valid polygon.", _geometries_are_valid),
    Rule("right-hand", "geometry", "Rings turn as RFC 7946 asks: outer ones counterclockwise.", _rings_turn_right),
    Rule("bbox", "geometry", "Bounding boxes are those of the coordinates.", _boxes_fit),
    Rule("label-point", "geometry", "The label point lies inside the boundary.", _label_points_inside),
    Rule("area", "geometry", "Areas are those of the published boundaries.", _areas_fit),
    Rule("shares", "geometry", "The shares of the counties add up, and fit the areas.", _shares_add_up),
    Rule("quoted", "semantic", "A mention's or claim's offsets quote its words.", _offsets_quote),
    Rule("mention-id", "semantic", "A mention's identifier tells its source and offset.", _ids_tell_where),
    Rule("as-printed", "semantic", "The words of the list are printed in it.", _list_prints_names),
)
"""Every rule, in the order in which they are checked."""


def rules_table() -> str:
    """Every rule in a Markdown table: its name, its kind, what must be true."""
    rows = ((f"`{rule.name}`", rule.kind, rule.purpose) for rule in RULES)
    return markdown_table(("Rule", "Kind", "What must be true"), rows)
