"""Documentation that follows from code: the data dictionary, the entity diagram, the table of rules (Markdown)."""

from collections.abc import Iterable, Sequence

from pipeline.descriptor import GEOMETRY_FILES, table_path
from pipeline.rules import RULES
from pipeline.schema import ORIGINS, TABLES, Field, Table

MERMAID_TYPES = {"string": "text", "integer": "int", "number": "float", "boolean": "bool", "date": "date"}


def data_dictionary() -> str:
    """Every table and field: type, unit, what it holds, an example, where it comes from, what must be true of it."""
    origins = _table(("Origin", "Where a value comes from"), ((f"*{name}*", text) for name, text in ORIGINS.items()))
    shapes = _table(
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


def rules_table() -> str:
    """Every rule of validation: its name, its kind and its purpose."""
    rows = ((f"`{rule.name}`", rule.kind, rule.purpose) for rule in RULES)
    return _table(("Rule", "Kind", "What must be true"), rows)


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
            _table(("Field", "Type", "What it holds", "Example", "Origin", "Constraints"), rows),
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


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
