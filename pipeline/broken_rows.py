"""Joins the rows of tables whose cells have a line each, as pages that were copied as text have them, and names in two
columns with their states below them.

"Recipient", "State", "Akron", "Ohio", "Boise", "Idaho" are three rows of two cells.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.gazetteer import Gazetteer
from pipeline.items import is_sentence
from pipeline.lines import FEWEST, Line, may_lie_in, state_of
from pipeline.table_heads import HEADS, LIES_IN, heads_of
from pipeline.tables_in_text import MOST
from pipeline.toponyms import Toponym, part

LONGEST_CELL = 60
"""Code points of a line that may be a cell."""
WIDTHS = range(2, 7)
"""Columns that such a table may have."""


def join_rows(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym]) -> list[Line]:
    """The lines of a text, in order, those of such a table joined to one for each row."""
    found: list[Line] = []
    run: list[Line] = []
    for line in lines:
        if _may_be_cell(line, text):
            run.append(line)
            continue
        found += [*_rows(run, text, toponyms), line]
        run = []
    return found + _rows(run, text, toponyms)


def _may_be_cell(line: Line, text: str) -> bool:
    return 0 < line.end - line.start <= LONGEST_CELL and not text[line.start : line.end].isspace()


def _rows(run: list[Line], text: str, toponyms: Sequence[Toponym]) -> list[Line]:
    """Short lines without a blank one between them, joined where they are a head and rows of as many cells."""
    if len(run) <= 2 * FEWEST or any(is_sentence(text[line.start : line.end]) for line in run):
        return run
    for width in WIDTHS:
        cells = [run[at : at + width] for at in range(0, len(run), width)]
        if len(run) % width == 0 and len(cells) > FEWEST and _is_table(cells, text, toponyms):
            return [_joined(row) for row in cells]
    return run


def _is_table(cells: Sequence[Sequence[Line]], text: str, toponyms: Sequence[Toponym]) -> bool:
    """Whether the first row names the columns, and those that it says to hold names hold them. No other does but one
    that says where: "Lies in".
    """
    head, *rows = cells
    if any(toponyms[index].candidates for line in head for index in line.names):
        return False
    heads = heads_of([text[line.start : line.end] for line in head])
    named = [sum(_is_name(row[n], toponyms) for row in rows) >= MOST * len(rows) for n in range(len(heads))]
    own = [names and noun != LIES_IN for names, noun in zip(named, heads, strict=True)]
    return any(own) and own == [noun in HEADS for noun in heads]


def _is_name(line: Line, toponyms: Sequence[Toponym]) -> bool:
    return any(toponyms[index].candidates for index in line.names[:1])


def _joined(row: Sequence[Line]) -> Line:
    """One line of several."""
    return Line(row[0].start, row[-1].end, row[0].begin, range(row[0].names.start, row[-1].names.stop))


UNFINISHED = re.compile(r",[ ]*(?:[ ]{2}|$)")
"""The end of a cell that goes on in the line below."""
MOST_CELLS = 100
"""Pairs of names in two such lines, so that no long lines take long."""
DEEPER = 8
"""Columns by which what goes on may be set in."""


def finish_cells(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Give names in columns, whose cells a comma ends, the states that stand under them alone in theirs:
    "9. Denver,     20. Reno," over "Colorado       Nevada".
    """
    for line, below in pairwise(lines):
        if not 0 < len(line.names) * len(below.names) <= MOST_CELLS or "  " not in text[line.start : line.end].strip():
            continue
        for name in (toponyms[index] for index in line.names):
            if name.state or state_of(name, gazetteer) or not UNFINISHED.match(text, name.end, line.end):
                continue
            gap = text.rfind("  ", line.start, name.start)
            column = 0 if gap < 0 else gap + 2 - line.start
            for index in below.names:
                state, usps = toponyms[index], state_of(toponyms[index], gazetteer)
                if usps and may_lie_in(name, usps, gazetteer) and _stands_at(state, below, column, text):
                    _finish(name, state, usps, toponyms)
                    if index == below.names.start:
                        below.begin, below.names = state.end, range(index + 1, below.names.stop)


def _stands_at(name: Toponym, line: Line, column: int, text: str) -> bool:
    """Whether a name is all of a cell that begins at a column, or a little further in."""
    before = text[line.start : name.start]
    begins = not before.strip() or before.endswith("  ")
    ends = text.startswith("  ", name.end) or not text[name.end : line.end].strip(" ")
    return begins and ends and column <= len(before) <= column + DEEPER


def _finish(name: Toponym, state: Toponym, usps: str, toponyms: Sequence[Toponym]) -> None:
    """Give a name its state, which is taken from another that it was thought to complete."""
    if state.tail_of is not None:
        part(toponyms[state.tail_of], state)
    name.state, name.state_cue, state.heading = usps, "state after comma", True
