"""Reads the tables within a text: which column holds the items, which their states, which rows are on the list."""

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.cues import LEVEL_OF, PLURALS
from pipeline.gazetteer import Gazetteer, key_of
from pipeline.lines import FEWEST, SHORT, Layout, Line, may_lie_in, note, set_aside, state_of
from pipeline.table_heads import PLACE_COLUMNS, head_of, heads_of
from pipeline.table_marks import denied, status_columns
from pipeline.table_rows import Row, Span, columns, written
from pipeline.toponyms import ADJACENT, Toponym, may_be, part

DITTO = frozenset(('"', "″", "〃", "''", "do.", ""))
"""What a cell holds that says the same as the one above it."""
NOTHING = frozenset(("", "n/a", "none"))
"""What a cell holds that names nothing."""
STATE_ITSELF = re.compile(r"\bstate(?:wide)?\b|\bitself\b", re.IGNORECASE)
"""The head of such a column that is about the row's state."""
STATE_TOO = re.compile(r"the[ ]state(?:[ ]itself)?(?=\s*(?:[;,]|$))", re.IGNORECASE)
"""A cell among those of items that begins with the row's state itself."""
BOTH = re.compile(r"city[ ]?(?:-|/|&|and)[ ]?county")
"""A cell that says both levels."""
MOST, HALF, LITTLE = 0.8, 0.5, 0.3
"""The parts of a column's cells that make it one of states, one that may be of items, and one that is of neither."""


@dataclass(slots=True)
class Table:
    """The columns of a table that tell of jurisdictions."""

    rows: list[Row]
    """Its lines, without the heads, and their cells by column."""
    item: int
    states: list[int]
    kinds: dict[int, tuple[str | None, str]]
    """For each column of items, the level and the noun that its head says."""
    kind: int | None = None
    """The column that says of each row whether it is a city's or a county's."""
    off: frozenset[int] = frozenset()
    """The offsets of the rows that are said not to be on the list."""
    states_too: frozenset[int] = frozenset()
    """The offsets of the rows whose state is said to be on the list itself."""
    again: Sequence[int] = ()
    """The columns of items with the same head as one before them, where a long table is set side by side."""


def read_table(rows: list[Row], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, layout: Layout) -> None:
    """Note on the names in a table what its columns say: which holds the items, which their states."""
    table = _table(rows, text, toponyms, gazetteer)
    if table is None:
        part_cells(rows, toponyms)
        return
    states: dict[int, str | None] = {}
    unfinished: Toponym | None = None
    for line, cells in table.rows:
        if unfinished is None and _parts_rows(line, cells, table):
            continue
        said = ((column, text[slice(*cells[column])]) for column in table.states)
        states |= {column: _state_in(cell, gazetteer) for column, cell in said if cell not in DITTO}
        if line.start in table.off:
            set_aside(line, layout, "off")
            line.says = None
            continue
        if table.again:
            table.kinds.update(_heads_within(cells, table.kinds, text))
        first = _read_row((line, cells), states, unfinished, table, text, toponyms, gazetteer, layout)
        line.kind, line.first, line.says = ("item" if first is not None else "other"), first, None
        goes_on = first is not None and text[slice(*cells[table.item])].endswith(",")
        unfinished = toponyms[first] if first is not None and goes_on else None


def _read_row(
    row: Row,
    states: Mapping[int, str | None],
    unfinished: Toponym | None,
    table: Table,
    text: str,
    toponyms: Sequence[Toponym],
    gazetteer: Gazetteer,
    layout: Layout,
) -> int | None:
    """Note on the names of a row what their columns say; its first item, or None.

    `states` are the row's, by column, `unfinished` is a name of the row before that a comma ends.
    """
    line, cells = row
    itself = bool(table.states) and (
        line.start in table.states_too or STATE_TOO.match(text, *cells[table.item]) is not None
    )
    said = _kind_in(text[slice(*cells[table.kind])]) if table.kind is not None else None
    states = states if said is None or said[0] != "state" else {}  # of the row above
    first: int | None = None
    for index in line.names:
        toponym = toponyms[index]
        column = next((n for n, (start, end) in enumerate(cells) if start <= toponym.start < end), -1)
        usps = _state_beside(column, table, states)
        whose = state_of(toponym, gazetteer) if unfinished is not None and first is None else None
        if column == table.item and unfinished is not None and whose:  # "Scott County," above "Mississippi"
            unfinished.state, unfinished.state_cue, toponym.heading = whose, "state after comma", True
        elif column in table.kinds:
            _part_from_head(toponyms, toponym, usps, table.kinds[column][0], gazetteer)
            if usps and toponym.state_cue == ADJACENT:  # that of the next column
                toponym.state = toponym.state_cue = None
            begins = column in table.again or (itself and first is not None)
            layout.cells |= {index} if begins and toponym.tail_of is None else set()
            first = index if first is None else first
            note(toponym, usps, *(said or table.kinds[column]), text, gazetteer)
        elif column in table.states:
            toponym.heading, toponym.tail_of = not itself, None
            first = index if itself else first
            if may_be(toponym, "state", gazetteer):
                toponym.level, toponym.level_cue = "state", "column of states"
        else:
            layout.aside.add(index)
    return first


def _state_beside(column: int, table: Table, states: Mapping[int, str | None]) -> str | None:
    """The state that a row's cell lies in: of several columns of states, what the one that goes with its own says."""
    lead = bool(table.states) and table.states[0] < min(table.kinds, default=0)
    before = [each for each in table.states if each < column]
    behind = [each for each in table.states if each > column]
    beside = [*before[-1:], *behind] if lead else [*behind[:1], *before]
    return states.get(beside[0]) if beside else None


def _heads_within(
    cells: Sequence[Span], columns: Container[int], text: str
) -> Iterator[tuple[int, tuple[str | None, str]]]:
    """The columns of items in which another list begins, with its level and its noun: "COUNTIES (4)" below cities."""
    for column, (start, end) in enumerate(cells):
        noun = head_of(text[start:end]) if column in columns else ""
        if noun in PLURALS:
            yield column, (PLURALS[noun], noun)


def _part_from_head(
    toponyms: Sequence[Toponym], tail: Toponym, usps: str | None, level: str | None, gazetteer: Gazetteer
) -> None:
    """Take a name and a state behind it for two in a column of states, or in a row of another state that has both:
    "Benton, Washington | AR".
    """
    if tail.tail_of is None:
        return
    head = toponyms[tail.tail_of]
    another = usps not in (None, head.state) and may_lie_in(head, usps, gazetteer)
    if level == "state" or (another and may_be(tail, "county", gazetteer, usps)):
        part(head, tail)


def _parts_rows(line: Line, cells: Sequence[Span], table: Table) -> bool:
    """Whether a row is the heading of a state over others, in a table without a column of states."""
    alone = sum(start < end for start, end in cells) == 1
    return alone and not table.states and bool(line.kind == "heading" and line.says and line.says.usps)


def _table(rows: list[Row], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> Table | None:
    """The columns of a table, or None where they tell nothing; names in the heads are marked."""
    cells = [[written(cell, text) for cell in row] for row in columns(rows, text)]
    line, width = rows[0][0], len(cells[0])
    heads = heads_of([text[start:end] for start, end in cells[0]])
    named = [_name_at(line, cell, toponyms, cell[1] - cell[0]) is not None for cell in cells[0]]
    levels = [None if name else LEVEL_OF.get(head) for head, name in zip(heads, named, strict=True)]
    headed = any(level or head in PLACE_COLUMNS for level, head in zip(levels, heads, strict=True))
    body = list(zip([line for line, _ in rows], cells, strict=True))[1 if headed else 0 :]
    states = [n for n in range(width) if levels[n] == "state"] or [
        n
        for n in range(width)
        if _share(body, n, text, lambda line, cell: _state_in(text[slice(*cell)], gazetteer)) >= MOST
    ]
    told = [n for n in range(width) if heads[n] in PLACE_COLUMNS and not named[n]]
    items = [n for n in range(width) if levels[n] not in (None, "state")] or sorted(
        (n for n in told or range(width) if n not in states[:1]),
        key=lambda n: -_share(body, n, text, lambda line, cell: names_whole(line, cell, text, toponyms)),
    )
    if headed:
        line.kind, line.says = "heading", None
        for index in line.names:
            toponyms[index].heading = True
    abreast = _abreast(heads, levels, states, headed)
    if abreast:
        return Table(body, min(abreast), [n for n in states if n not in abreast], abreast, again=[*abreast][1:])
    item = items[0] if items else -1
    if not items or _share(body, item, text, lambda line, cell: _name_at(line, cell, toponyms)) < HALF:
        item, states = (states[0], []) if states else (-1, [])
    if item < 0 or len(body) < (1 if headed else FEWEST):
        return None
    if not (headed or states or _only_names(body, item, text, toponyms)):
        return None
    kinds = {n: (levels[n], heads[n]) for n in (items if levels[item] else ()) if levels[n] not in (None, "state")}
    said = (n for n in range(width) if _share(body, n, text, lambda line, cell: _kind_in(text[slice(*cell)])) >= MOST)
    kinds = kinds or {item: (levels[item], heads[item])}
    status = status_columns(body[0 if headed else 1 :], {item, *states, *kinds}, cells[0], text)  # 1: may be a head
    of_states = [n for n in status if states and STATE_ITSELF.search(text, *cells[0][n])]
    off = denied(body, [n for n in status if n not in of_states], text)
    too = frozenset(line.start for line, _ in body) - denied(body, of_states, text) if of_states else frozenset()
    return Table(body, item, states, kinds, next(said, None), off, too)


def _abreast(
    heads: Sequence[str], levels: Sequence[str | None], states: Sequence[int], headed: bool
) -> dict[int, tuple[str | None, str]]:
    """The columns of items, with their level and their noun, where lists stand side by side; else none."""
    width = len(heads)
    if not headed:
        return dict.fromkeys(states, ("state", "states")) if len(states) == width else {}
    again = [n for n, head in enumerate(heads) if heads.count(head) > 1 and (levels[n] or head in PLACE_COLUMNS)]
    if width > 1 and all(head in PLURALS for head in heads):
        again = [*range(width)]
    else:
        again = [n for n in again if levels[n] != "state"] or again
    return {n: (levels[n], heads[n]) for n in again}


def _kind_in(cell: str) -> tuple[str, str] | None:
    """The level that a cell of nothing but nouns for jurisdictions says, and its noun: "county", "City & County"."""
    noun = cell.strip().lower()
    level = LEVEL_OF.get(noun) or ("city" if BOTH.fullmatch(noun) else None)
    return (level, noun) if level else None


def _only_names(body: Sequence[Row], item: int, text: str, toponyms: Sequence[Toponym]) -> bool:
    """Whether a column is one of names and no other is."""

    def whole(line: Line, cell: Span) -> int | None:
        return names_whole(line, cell, text, toponyms)

    width = len(body[0][1])
    return _share(body, item, text, whole) >= MOST and all(
        _share(body, n, text, whole) <= LITTLE for n in range(width) if n != item
    )


def _share(body: Sequence[Row], column: int, text: str, holds: Callable[[Line, Span], object]) -> float:
    """The part of a column's cells, empty ones and such as "none" left out, of which something holds."""
    filled = [
        (line, cells[column]) for line, cells in body if text[slice(*cells[column])].strip().lower() not in NOTHING
    ]
    found = [holds(line, cell) is not None for line, cell in filled]
    return sum(found) / len(found) if found else 0.0


def names_whole(line: Line, cell: Span, text: str, toponyms: Sequence[Toponym]) -> int | None:
    """The toponym that begins a cell which holds nothing but names, with what completes them, and a note."""
    index = _name_at(line, cell, toponyms)
    if index is None:
        return None
    names = [toponyms[i] for i in line.names if i >= index and toponyms[i].end <= cell[1]]
    ends = [*(name.start for name in names[1:]), cell[1]]
    rest = "".join(text[name.end : end] for name, end in zip(names, ends, strict=False))
    return index if names and ONLY_NAMES.fullmatch(rest) else None


ONLY_NAMES = re.compile(r"(?:[\W\d]|\band\b)*(?:\(\w+\)\W*)?")
"""What a cell may hold besides names."""


def part_cells(rows: Sequence[Row], toponyms: Sequence[Toponym]) -> None:
    """Take names in neighbouring cells apart where no column is one of states: "Okfuskee    Oklahoma" are counties."""
    for line, cells in rows:
        starts = [start for start, _ in cells]
        for index in line.names:
            tail = toponyms[index]
            if tail.tail_of is None or len(cells) < 3:
                continue
            head = toponyms[tail.tail_of]
            if head.state_cue != "state after comma" and bisect_right(starts, head.start) != bisect_right(
                starts, tail.start
            ):
                part(head, tail)


def _name_at(line: Line, cell: Span, toponyms: Sequence[Toponym], within: int = SHORT) -> int | None:
    """The toponym that begins a cell, behind a few letters at most ("City of")."""
    end = min(cell[0] + within, cell[1])
    return next((i for i in line.names if cell[0] <= toponyms[i].start < end and toponyms[i].candidates), None)


def _state_in(cell: str, gazetteer: Gazetteer) -> str | None:
    """The postal code of the state that a cell names."""
    key = key_of(cell)
    return gazetteer.state_of_key.get(key) or gazetteer.abbreviations.get(key)
