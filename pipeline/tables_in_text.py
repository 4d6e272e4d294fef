"""Reads the tables within a text: rows of two cells or more, which column holds the items, and which their states."""

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.cues import DASHES, LEVEL_OF, PLURALS
from pipeline.gazetteer import Gazetteer, key_of
from pipeline.lines import FEWEST, SHORT, Layout, Line, may_lie_in, note, set_aside, state_of
from pipeline.toponyms import ADJACENT, Toponym, may_be, part

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
DITTO = frozenset(('"', "″", "〃", "''", "do.", ""))
"""What a cell holds that says the same as the one above it."""
PLACE_COLUMNS = frozenset(
    """addressee applicant awardee claimant community communities entity government governments grantee jurisdiction
    jurisdictions localities locality location member members participant place places recipient site
    unit""".split()
)
"""Heads of columns that hold names of any level."""
HEADS = PLACE_COLUMNS | {*LEVEL_OF}
"""Heads of columns that hold names."""
LONGEST_HEAD = 3
"""Words of a head, where commas part the cells."""

Span = tuple[int, int]
Row = tuple[Line, list[Span]]
"""A line of a table, and the spans of its cells."""


WIDEST = 40
"""Columns that a table has at most."""


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
    return max(map(len, cells)) <= LONGEST_HEAD and any(cell and _noun_of(cell) in HEADS for cell in cells)


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


def _columns(rows: list[Row], text: str) -> list[list[Span]]:
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


def _written(cell: Span, text: str) -> Span:
    """The span of a cell, an empty one where it holds nothing but a dash."""
    return cell if text[slice(*cell)].strip() not in DASHES else (cell[1], cell[1])


NOTHING = frozenset(("", "n/a", "none"))
"""What a cell holds that names nothing."""
SLACK = 2
"""Columns of characters by which a cell may begin before its head."""


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
    cells = [[_written(cell, text) for cell in row] for row in _columns(rows, text)]
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
    status = _status_columns(body[0 if headed else 1 :], {item, *states, *kinds}, cells[0], text)  # 1: may be a head
    of_states = [n for n in status if states and STATE_ITSELF.search(text, *cells[0][n])]
    off = _denied(body, [n for n in status if n not in of_states], text)
    too = frozenset(line.start for line, _ in body) - _denied(body, of_states, text) if of_states else frozenset()
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


def _status_columns(body: Sequence[Row], others: Container[int], heads: Sequence[Span], text: str) -> list[int]:
    """The columns, of those without names, that say of each row whether it is on the list."""
    rows = [row for row in body if not text.startswith(TOTAL, row[1][0][0])]
    found = [n for n in range(len(heads)) if n not in others and _is_status(rows, n, text)]
    about = [n for n in found if ABOUT_LIST.search(text, *heads[n])]
    helped = any(ABOUT_HELP.search(text, *heads[n]) for n in found)
    return about or [n for n in found if helped or not _is_answered(rows, n, text)]


def _is_answered(body: Sequence[Row], column: int, text: str) -> bool:
    """Whether the cells of a column are marks or a bare yes, which may answer anything: "Parking", "New"."""
    cells = [_plain(cells[column], text) for _, cells in body]
    return any(MARKED.fullmatch(cell) or cell.lower() == "yes" for cell in cells)


def _kind_in(cell: str) -> tuple[str, str] | None:
    """The level that a cell of nothing but nouns for jurisdictions says, and its noun: "county", "City & County"."""
    noun = cell.strip().lower()
    level = LEVEL_OF.get(noun) or ("city" if BOTH.fullmatch(noun) else None)
    return (level, noun) if level else None


def _is_status(body: Sequence[Row], column: int, text: str) -> bool:
    """Whether a column says of each row whether it is on the list: "Statewide" or "None", a mark or nothing."""
    cells = [cell for _, cells in body if (cell := _plain(cells[column], text))]
    denied = sum(DENIED.fullmatch(cell) is not None for cell in cells)
    affirmed = sum(AFFIRMED.match(cell) is not None for cell in cells)
    marked = sum(MARKED.fullmatch(cell) is not None for cell in cells)
    return len(cells) > denied and denied + max(affirmed, marked) == len(cells)


def _plain(cell: Span, text: str) -> str:
    """What a cell holds, without the marks of bold type."""
    return text[slice(*cell)].strip().removeprefix("**").removesuffix("**")


def _denied(body: Sequence[Row], columns: Sequence[int], text: str) -> frozenset[int]:
    """The offsets of the rows of which all these columns deny that they are on the list."""
    rows = {line.start: [_plain(cells[n], text) for n in columns] for line, cells in body}
    marked = any(MARKED.fullmatch(cell) for cells in rows.values() for cell in cells)

    def denies(cell: str) -> bool:
        return DENIED.fullmatch(cell) is not None or (marked and not cell)

    return frozenset(
        start
        for start, cells in rows.items()
        if cells and (all(map(denies, cells)) or any(map(STRUCK.fullmatch, cells)))
    )


STRUCK = re.compile(r"dropped|removed|rescinded|struck|withdrawn", re.IGNORECASE)
"""What a cell of a column that says whether a row is on the list says of one that was on it before."""
DENIED = re.compile(
    "|".join(
        (
            r"no(?:ne|where)?(?:,[^|\n]{1,40}|[ ]\w+[ ]order;[^|\n]{1,90}|[ ]?\([^()\n]{1,40}\))?",
            r"no[ ]order(?:[ ]yet)?",
            r"(?:never|not)[ ]on[ ](?:it|the[ ]list)",
            r"taken[ ]off(?:[ ][A-Z]\w+)?",
            r"not[ ]\w+(?:ed|ible)|declined|denied|ineligible|rejected|[✗✘–—-]",
            STRUCK.pattern,
        )
    ),
    re.IGNORECASE,
)
AFFIRMED = re.compile(
    r"(?:added|approved|awarded|contiguous|designated|eligible|funded|in[ ]force|included|issued|listed|local|named|"
    r"on[ ](?:it|the[ ]list)|ordered|primary|statewide|whole|yes)\b",
    re.IGNORECASE,
)
MARKED = re.compile(r"[xX✓✔☑☒]")
"""The words of such a column, and its marks."""
ABOUT_LIST = re.compile(r"(?<![a-z])(?:designated|letters?|list(?:ed)?|named|notified|orders?)(?![a-z])", re.IGNORECASE)
"""The head of such a column that is about the list, where there are others."""
ABOUT_HELP = re.compile(
    r"(?<![a-z])(?:agreement|aid|approved|assistance|covered|debris|eligible|help|individual|public|signed|status)(?![a-z])",
    re.IGNORECASE,
)
"""The same that is about what those on a list get."""
TOTAL = ("Total", "TOTAL", "total")
"""What the last row of a table may begin with, which sums up the others."""
STATE_ITSELF = re.compile(r"\bstate(?:wide)?\b|\bitself\b", re.IGNORECASE)
"""The head of such a column that is about the row's state."""
STATE_TOO = re.compile(r"the[ ]state(?:[ ]itself)?(?=\s*(?:[;,]|$))", re.IGNORECASE)
"""A cell among those of items that begins with the row's state itself."""
BOTH = re.compile(r"city[ ]?(?:-|/|&|and)[ ]?county")


NUMBER_BEHIND = re.compile(r"[ ]\(\d+\)$")
"""How many a head says that there are: "STATES (12)"."""


SAID_OF_PLACES = frozenset("biggest capital largest main nearest seat".split())
"""Words in the heads of columns that name a place for each of another column."""
LIES_IN = "in"
"""The end of the head of a column that says where places lie."""
KIND_HEADS = frozenset(("kind", "level", "type"))
"""Heads beside which "Name" heads a column of places."""


def heads_of(cells: Sequence[str]) -> list[str]:
    """The nouns of the heads of a table's columns."""
    heads = [head_of(cell) for cell in cells]
    of_places = not KIND_HEADS.isdisjoint(heads)
    return ["place" if of_places and head == "name" else head for head in heads]


def head_of(cell: str) -> str:
    """The noun of a column's head."""
    return _noun_of(NUMBER_BEHIND.sub("", cell.lower().strip("*_: \t")).split(" "))


def _noun_of(words: Sequence[str]) -> str:
    """The noun among the words of a head: the last, or the first: "County served"; of two kinds, "place".

    That of a column which tells of the places in another is none of theirs: "County it lies in", "Largest city".
    """
    if words[-1] == LIES_IN:
        return LIES_IN
    if not SAID_OF_PLACES.isdisjoint(words):
        return ""
    if "or" in words and len({LEVEL_OF[word] for word in words if word in LEVEL_OF}) > 1:  # "State or city"
        return "place"
    return words[0] if words[-1] not in LEVEL_OF and LEVEL_OF.get(words[0]) in ("city", "county") else words[-1]


MOST, HALF, LITTLE = 0.8, 0.5, 0.3
"""The parts of a column's cells that make it one of states, one that may be of items, and one that is of neither."""


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
    written = [
        (line, cells[column]) for line, cells in body if text[slice(*cells[column])].strip().lower() not in NOTHING
    ]
    found = [holds(line, cell) is not None for line, cell in written]
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
