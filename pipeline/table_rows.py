"""Finds the tables within a text: lines that are set in two columns or more, and their cells by column."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.cues import DASHES
from pipeline.lines import Line
from pipeline.table_heads import HEADS, noun_of

RULE = re.compile(r"[\s|:+=_*.-]*")
"""A line that is drawn, not written."""
CELL_GAP = re.compile(r"[ \t]*\|[ \t]*|\t+| {2,}|[ \t]*\.{3,}[ \t]*|\n")
"""What parts two cells: a tab, two blanks, an upright, a row of dots, a line break where each cell has a line."""
GAPS = ("|", "\t", "  ", "...", "\n")
"""What stands in such a gap."""
CELLS = {",": re.compile(r'"(?:[^"\n]|"")*"|[^,"\n]*'), ";": re.compile(r"[^;\n]*")}
"""A cell by the mark behind it."""
CSV_ROW = re.compile(r'(?:"(?:[^"\n]|"")*"|[^,"\n]*)(?:,(?:"(?:[^"\n]|"")*"|(?![ ])[^,"\n]*))+')
"""A line of comma-separated values; prose has a blank behind its commas."""
FEWEST_SEMICOLONS = 2
"""Semicolons in each row of a table whose cells they part."""
LONGEST_HEAD = 3
"""Words of a head, where commas part the cells."""
WIDEST = 40
"""Columns that a table has at most."""
SLACK = 2
"""Columns of characters by which a cell may begin before its head."""

Span = tuple[int, int]
Row = tuple[Line, list[Span]]
"""A line of a table, and the spans of its cells."""


def find_tables(lines: Sequence[Line], text: str) -> Iterator[list[Row]]:
    """Lines in a row, or one, that are set in two columns or more; lines that are drawn are left out."""
    rows: list[Row] = []
    mark = ""
    for line in lines:
        content = text[line.begin : line.end].rstrip()
        mark = _mark_between(content, line, mark)
        if mark and not CELL_GAP.search(content):
            rows.append((line, list(_parted_cells(text, line.begin, line.begin + len(content), mark))))
            continue
        if rows and line.start < line.end and RULE.fullmatch(content):
            continue
        cells = []
        if rows or any(gap in content for gap in GAPS):
            cells = list(_cells(text, line.begin, line.begin + len(content)))
            if cells and (rows or "#" in text[line.start : line.begin]):
                cells = _corner(line, text) + cells
        if sum(text.endswith(";", *cell) for cell in cells) >= max(2, len(cells) / 2):
            cells = []  # items in a row, set wide
        goes_on = len(rows) > 1 and len(cells) == 1 and line.kind != "prose"
        labelled = line.says is not None and line.kind != "heading"  # "Counties: Adair | Cass"
        if (1 < len(cells) <= WIDEST and not labelled) or goes_on:
            rows.append((line, cells))
            continue
        if rows:
            yield _with_corner(rows, text)
        rows = []
    if rows:
        yield _with_corner(rows, text)


def _with_corner(rows: list[Row], text: str) -> list[Row]:
    """The rows of a table, the first with the empty cell that it begins with, where a row below is as wide as that."""
    head, cells = rows[0]
    before = text[head.start : head.begin]
    whole = _corner(head, text) + cells if "\t" in before and "#" not in before else cells
    wide = len(whole) > len(cells) and any(len(row) == len(whole) for _, row in rows[1:])
    return [(head, whole), *rows[1:]] if wide else rows


def _corner(line: Line, text: str) -> list[Span]:
    """The empty cells that a row begins with."""
    return [(line.start, line.start)] * _empty(text[line.start : line.begin])


def _mark_between(content: str, line: Line, above: str) -> str:
    """The mark, a comma or a semicolon, that parts the cells of a line, or "" where none does; `above` is that of the
    line before it.
    """
    if content.count(";") >= FEWEST_SEMICOLONS and (above == ";" or (not line.names and _is_head(content, ";"))):
        return ";"
    separated = "," in content and (", " not in content or '"' in content) and CSV_ROW.fullmatch(content)
    quoted = content[0] == content[-1] == '"' and '","' in content if separated else False
    return "," if separated and (above == "," or quoted or _is_head(content, ",")) else ""


def _is_head(row: str, mark: str) -> bool:
    """Whether a row of cells that a mark parts is the head of a table."""
    cells = [cell.strip('" ').lower().split() for cell in row.split(mark)]
    return max(map(len, cells)) <= LONGEST_HEAD and any(cell and noun_of(cell) in HEADS for cell in cells)


def _parted_cells(text: str, start: int, end: int, mark: str) -> Iterator[Span]:
    """The spans of the cells of a row that a mark parts, without the blank behind it or quotation marks around them."""
    while start <= end:
        start += text.startswith(" ", start)
        cell = CELLS[mark].match(text, start, end)
        stop = cell.end() if cell else end
        quoted = int(text[start:stop].startswith('"'))
        yield start + quoted, stop - quoted
        start = stop + 1


def _empty(before: str) -> int:
    """The empty cells that a row begins with, by what stands before its first words."""
    return max(0, before.count("|") - 1) if "|" in before else before.count("\t") if not before.strip(" \t#") else 0


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    """The spans of the cells of a row."""
    for gap in CELL_GAP.finditer(text, start, end):
        if gap.start() > start or "|" in gap[0]:
            yield start, gap.start()
        start = gap.end()
    if end > start:
        yield start, end


def columns(rows: list[Row], text: str) -> list[list[Span]]:
    """The cells of each row by column, an empty span where it has none.

    Cells that blanks part stand in the column of the first row under whose head they begin, where some are missing.
    """
    first = text[rows[0][0].start : rows[0][0].end]
    if any(gap in first for gap in GAPS if gap != "  "):
        width = max(len(cells) for _, cells in rows)
        return [cells + [(line.end, line.end)] * (width - len(cells)) for line, cells in rows]
    heads = [start - rows[0][0].start for start, _ in rows[0][1]]
    if all(cells[0][0] - line.start + SLACK < heads[0] for line, cells in rows[1:]):  # a first column without a head
        line, cells = rows[0]
        heads, rows = [0, *heads], [(line, [(line.start, line.start), *cells]), *rows[1:]]
    found = []
    for line, cells in rows:
        if len(cells) > len(heads):  # the numbers under "No. Place"
            cells = [cell for cell in cells if not text[slice(*cell)].isdecimal()]
        if len(cells) == len(heads):
            found.append(cells)
            continue
        spread = [(line.end, line.end)] * len(heads)
        for cell in cells:
            column = max(0, bisect_right(heads, cell[0] - line.start + SLACK) - 1)
            if spread[column] == (line.end, line.end):
                spread[column] = cell
        found.append(spread)
    return found


def written(cell: Span, text: str) -> Span:
    """The span of a cell, an empty one where it holds nothing but a dash."""
    return cell if text[slice(*cell)].strip() not in DASHES else (cell[1], cell[1])
