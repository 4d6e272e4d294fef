"""Documentation that follows from the schema: the data dictionary, the entity diagram, the package's own README."""

from collections.abc import Iterable, Sequence

from pipeline.cite import cite
from pipeline.dataset import ORIGINS as ORIGIN_WORKS
from pipeline.dataset import Dataset
from pipeline.descriptor import GEOMETRY_FILES, table_path
from pipeline.schema import ORIGINS, TABLES, Field, Table

OTHER_FILES = {
    "datapackage.json": "Every file and field for programs: a Data Package 2.0 descriptor.",
    "metadata.yml": "Titles, descriptions, facets and queries for Datasette.",
    "CITATION.cff": "How to cite, in the Citation File Format.",
    "data/metadata/": "The same for reference managers and catalogues, and the provenance of every file (W3C PROV).",
    "SHA256SUMS": "The SHA-256 of every file: check them with `sha256sum --check SHA256SUMS`.",
}
OPENING = (
    "The CSV files are canonical; the other formats repeat them. They are UTF-8, as RFC 4180 has it, lines ending in "
    "CRLF. An empty cell is a missing value, and only that: the text NA is the text NA. Codes are text, and their "
    "leading zeros count: do not open a CSV file with a double click in a spreadsheet, but import it with every column "
    "as text, or use the Excel file of a release. A text that a spreadsheet would run as a formula, because it begins "
    "with one of `= + - @`, a tab or a carriage return, has an apostrophe before it, and so has one that begins with "
    "an apostrophe: drop one leading apostrophe to have it back. Boundaries are WGS 84, longitude before latitude; "
    "areas are computed on the GRS 80 ellipsoid."
)
MERMAID_TYPES = {"string": "text", "integer": "int", "number": "float", "boolean": "bool", "date": "date"}


def data_dictionary() -> str:
    """Every table and field: type, unit, what it holds, an example, where it comes from, what must be true of it."""
    origins = markdown_table(
        ("Origin", "Where a value comes from"), ((f"*{name}*", text) for name, text in ORIGINS.items())
    )
    shapes = markdown_table(
        ("File", "Title", "What it holds"),
        ((f"`{path}`", title, text) for path, title, text in GEOMETRY_FILES.values()),
    )
    parts = [
        "# Data dictionary",
        "Each field names where its values come from:",
        origins,
        "## How the tables hang together",
        entity_diagram(),
        *(_section(table) for table in TABLES),
        "## Boundaries",
        shapes,
    ]
    return "\n\n".join(parts) + "\n"


def package_readme(about: Dataset) -> str:
    """What lies in the package for whoever opens it, with no code of this project at hand."""
    shapes = ((path, text) for path, _, text in GEOMETRY_FILES.values())
    tables = ((table_path(table), table.description) for table in TABLES)
    files = ((f"`{path}`", text) for path, text in (*tables, *shapes, *OTHER_FILES.items()))
    dated = f", released {about.released}" if about.released else ""
    parts = [
        f"# {about.title}",
        f"Version {about.version}{dated}.",
        about.description,
        "## What a row means, and what it does not",
        about.meaning,
        "## Known limits",
        _bullets(about.limits),
        "## Files",
        markdown_table(("File", "What it holds"), files),
        "## How to open them",
        OPENING,
        "## Licence and credit",
        f"[{about.licence_title}]({about.licence_path}). Please keep these credits:",
        _bullets(origin.credit for origin in ORIGIN_WORKS),
        "## How to cite",
        cite(about),
        data_dictionary().replace("\n#", "\n##").replace("# Data", "## Data", 1),
    ]
    return "\n\n".join(parts)


def entity_diagram() -> str:
    """The tables, their keys and how they point to each other, as a Mermaid diagram."""
    entities = [line for table in TABLES for line in _entity(table)]
    relations = [
        f'  {key.table} {"||" if table.field(key.field).required else "|o"}--o{{ {table.name} : "{key.field}"'
        for table in TABLES
        for key in table.foreign_keys
    ]
    return "\n".join(["```mermaid", "erDiagram", *entities, *relations, "```"])


def _entity(table: Table) -> list[str]:
    pointers = {key.field for key in table.foreign_keys}
    keys = [field for field in table.fields if field.name in table.primary_key or field.name in pointers]
    lines = [
        f"    {MERMAID_TYPES[field.type]} {field.name} {'PK' if field.name in table.primary_key else 'FK'}"
        for field in keys
    ]
    return [f"  {table.name} {{", *lines, "  }"]


def _section(table: Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.primary_key)
    pointers = "; ".join(f"`{key.field}` points to `{key.table}`" for key in table.foreign_keys)
    rows = (
        (
            f"`{field.name}`",
            _type(field),
            field.description,
            f"`{field.example}`",
            ", ".join(field.origin),
            _limits(field),
        )
        for field in table.fields
    )
    return "\n\n".join(
        [
            f"## {table.title}: `{table_path(table)}`",
            table.description,
            f"Key: {key}." + (f" {pointers}." if pointers else ""),
            markdown_table(("Field", "Type", "What it holds", "Example", "Origin", "Constraints"), rows),
        ]
    )


def _type(field: Field) -> str:
    return f"{field.type}, {field.unit}" if field.unit else field.type


def _limits(field: Field) -> str:
    limits = {
        "required": field.required,
        "unique": field.unique,
        f"pattern `{field.pattern}`": field.pattern,
        f"one of {', '.join(field.enum)}": field.enum,
        f"≥ {field.minimum}": field.minimum is not None,
        f"≤ {field.maximum}": field.maximum is not None,
    }
    return "; ".join(text for text, holds in limits.items() if holds)


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
