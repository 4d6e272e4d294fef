"""CSV as RFC 4180 has it: UTF-8, comma, CRLF, double quotes where needed.

Two things are worth knowing. An empty cell is a missing value; the text "NA" is the text "NA". And a text that a
spreadsheet would run as a formula, because it begins with one of `= + - @`, a tab or a carriage return, is written with
an apostrophe before it; so is a text that begins with an apostrophe, so that dropping one leading apostrophe always
gives the text back. (The list is OWASP's, https://owasp.org/www-community/attacks/CSV_Injection.)
"""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from pipeline.errors import InputError
from pipeline.schema import Field, Table
from pipeline.tables import frame

GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")
LINE_END = "\r\n"


def write_csv(rows: pd.DataFrame, table: Table) -> bytes:
    """A frame with the table's columns as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=LINE_END)
    writer.writerow(table.field_names)
    columns = [[_cell(value, field) for value in rows[field.name]] for field in table.fields]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue().encode()


def read_csv(data: bytes, table: Table, path: str) -> pd.DataFrame:
    """The frame that `write_csv` was given.

    Raises `InputError`, naming `path` and the row (the header is row 1), where the columns are others or a value is
    not of its type.
    """
    try:
        header, *rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise InputError(f"{path}: not CSV in UTF-8 ({error}); build the package again") from error
    if header != table.field_names:
        raise InputError(f"{path}: line 1: the columns are not those of {table.name}; build the package again")
    return frame(table.name, (_record(path, number, row, table) for number, row in enumerate(rows, 2)))


def _cell(value: Any, field: Field) -> str:
    if pd.isna(value):
        return ""
    if field.type == "boolean":
        return "true" if value else "false"
    if field.decimals is not None:
        return f"{value:.{field.decimals}f}"
    text = str(value)
    return f"'{text}" if field.type == "string" and text.startswith(GUARDED) else text


def _record(path: str, number: int, row: list[str], table: Table) -> dict[str, Any]:
    if len(row) != len(table.fields):
        raise InputError(f"{path}: row {number}: {len(row)} cells, not {len(table.fields)}; build the package again")
    return {field.name: _value(path, number, cell, field) for cell, field in zip(row, table.fields, strict=True)}


def _value(path: str, number: int, cell: str, field: Field) -> Any:
    if cell == "":
        return None
    try:
        return READERS[field.type](cell)
    except (ValueError, KeyError) as error:
        raise InputError(
            f"{path}: row {number}: {field.name} is {cell!r}, not of type {field.type}; build the package again"
        ) from error


READERS: dict[str, Callable[[str], Any]] = {
    "string": lambda cell: cell.removeprefix("'"),
    "integer": int,
    "number": float,
    "boolean": lambda cell: {"true": True, "false": False}[cell],
    "date": lambda cell: date.fromisoformat(cell).isoformat(),
}
"""How a cell that is not empty becomes a value, by the field's type."""
