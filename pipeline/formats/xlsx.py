"""Excel: a sheet for each table, GEOIDs as text, headers that stay in view, and a first sheet that explains."""

import io
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.cite import cite
from pipeline.dataset import ORIGINS, Dataset
from pipeline.descriptor import title_of
from pipeline.schema import TABLES, Table
from pipeline.tables import Tables, records

EPOCH = "1980-01-01"
"""The date of a file whose data have no date of release: the earliest a zip archive knows."""
WIDTHS = (8, 60)
"""The narrowest and the widest column, in characters."""
CELL_LIMIT = 32767
"""The most characters a cell of Excel holds."""
TEXT = "@"
"""The number format that Excel calls Text: what is typed into such a cell, or edited there, keeps its zeros."""


def write_xlsx(about: Dataset, tables: Tables) -> bytes:
    """A workbook of the tables. Text is written as text: no cell is a formula, a link or a number by accident."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        created = datetime.fromisoformat(about.released or EPOCH)
        book.set_properties({"title": about.title, "author": about.creator, "created": created})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": TEXT})
        _write_readme(book.add_worksheet("README"), about, bold, wrapped)
        for table in TABLES:
            _write_table(book.add_worksheet(table.name), table, list(records(tables[table.name])), bold, text)
    return buffer.getvalue()


def _write_readme(sheet: Any, about: Dataset, bold: Any, wrapped: Any) -> None:
    """What the data are and mean, how to cite them, and every field."""
    pairs = [
        ("Title", about.title),
        ("Version", about.version),
        ("What it is", about.description),
        ("What a row means", about.meaning),
        *(("Limit", limit) for limit in about.limits),
        ("Licence", f"{about.licence_title}, {about.licence_path}"),
        *(("Credit", origin.credit) for origin in ORIGINS),
        ("Cite as", cite(about)),
        ("GEOIDs", "Codes are text: keep them so, or their leading zeros are lost."),
    ]
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100, wrapped)
    lines = [*pairs, ("", ""), ("Field", "What it holds"), *_dictionary()]
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, text)


def _dictionary() -> list[tuple[str, str]]:
    return [
        (f"{table.name}.{field.name}", field.description + (f" Unit: {field.unit}." if field.unit else ""))
        for table in TABLES
        for field in table.fields
    ]


def _write_table(sheet: Any, table: Table, rows: list[dict[str, Any]], bold: Any, text: Any) -> None:
    for column, field in enumerate(table.fields):
        sheet.write_string(0, column, field.name, bold)
        sheet.write_comment(0, column, f"{title_of(field)}: {field.description}", {"author": "", "x_scale": 2})
        form = text if field.pattern else None  # a code; Excel shows text of over 255 characters in this format as ####
        values = [row[field.name] for row in rows]
        for number, value in enumerate(values, 1):
            if isinstance(value, str):
                sheet.write_string(number, column, value[:CELL_LIMIT], form)
            elif value is not None:
                sheet.write(number, column, value)
        longest = max(len(str(value).split("\n")[0]) for value in (field.name, *values) if value is not None)
        sheet.set_column(column, column, min(max(longest + 2, WIDTHS[0]), WIDTHS[1]), form)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(table.fields) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(len(rows), len(table.fields) - 1)}"})
