"""Reads the layout of a text: which lines are items of a list, and what headings, labels and tables say of them.

A heading holds for the lines under it up to the next of its kind or a paragraph of prose ("COUNTIES", "Texas"); a label
for its own line ("OREGON: Lane and Linn"); a column of a table for its cells.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.cues import LEVEL_OF
from pipeline.gazetteer import Gazetteer, key_of
from pipeline.mentions import Tokens, Toponym, may_be

NOUNS = "|".join(sorted(LEVEL_OF, key=len, reverse=True))
PLURALS = {noun: level for noun, level in LEVEL_OF.items() if noun.endswith("s")}
PLURAL = "|".join(PLURALS)
NOUN = re.compile(rf"\b(?:{NOUNS})\b", re.IGNORECASE)

BULLET = re.compile(r"[\ufeff \t•·*▪◦‣–—|#>-]*(?:\(?\d{1,3}[.)][ \t]*)?")
"""What may stand in a line before an item or a heading: bullets, a number, the frame of a table."""
RULE = re.compile(r"[\s|:+=_*.-]*")
"""A line that is drawn, not written."""
LEAD = re.compile(
    rf"(?:\bthe\s+)?(?:\bindependent\s+)?\b(?:(?:{NOUNS})(?:\s+and\s+(?:{NOUNS}))?\s+of\s+)(?:the\s+)?$|\bthe\s+$",
    re.IGNORECASE,
)
"""What belongs to an item before its name: "the city and county of", "State of"."""
OFFICE = re.compile(
    r"(?:[A-Z][\w.'’]*,?\s+(?:and\s+)?){0,5}(?:Mayor|Governor|General|Reporter|Commissioner|Supervisor|Executive|Sheriff|"
    r"Manager|President|Chair\w*|Council\w*|Director|Board[ ]of[ ]\w+)(?:\s+of|\s+for|,)\s+(?:the\s+)?"
    rf"(?:(?:Board of \w+|City Council|Council),\s+)?(?:(?i:{NOUNS})\s+of\s+(?:the\s+)?)?"
)
"""What stands before the name of a signer's jurisdiction: "Attorney General of", "Mayor, City of"."""
AMOUNT = re.compile(r"\$?\d[\d.,]*(?:[ ](?:thousand|million|billion))?[ ](?:to|for|in)[ ]+")
"""What may stand before the name of one who gets money: "$4.2 million to"."""
COPIES = re.compile(r"(?:b?cc|copies|copy to)[ \t]*:", re.IGNORECASE)
"""What begins the list of those who get a copy, and ends that of the signers."""
OFF_LIST = re.compile(
    r"\W*(?:(?:applications?|applicants|those|areas|counties|cities|states)\s+)?"
    r"(?:not|no\s+longer|denied|rejected|unsuccessful|ineligible|excluded|withdrawn|removed|dropped)\b[^.!?\n]{0,60}",
    re.IGNORECASE,
)
"""The heading of a list of those that are not on the list: "Not funded"."""
ITEM_REST = re.compile(r"[ \t]*(?:$|[,;.]?[ \t]*$|,[ ]\$?\d|[–—|:(*†‡§\[\d$\t-]|[ ]{2,})")
"""What stands behind an item that has a line of its own: nothing, a note, a figure."""
SENTENCE = re.compile(r"(?:[a-z]{3}|\d|\))[.!?][\"”’)]*\s+[A-Z]|[a-z]{3,}[.!?][\"”’)]*$")
"""The end of a sentence: a line that holds one is prose."""
LONG_LINE = 120
"""Code points from which a line is prose and no heading."""
HEADING_WORDS = 12
"""Words that a heading has at most."""
SHORT = 12
"""Code points that may stand between a label and an item: "California: $15 in Sunnyvale"."""
LABEL = re.compile(
    rf"(?:{'|'.join(noun.capitalize() for noun in PLURALS)})(?=[A-Z][a-z])|"
    r"[^\n:|;.]{1,80}?:(?=[ \t]*\S)|(?P<state>[^\n:|;.,–—-]{3,20}?)[ \t]+[–—-](?=[ \t]+[A-Z])"
)
"""The beginning of a line that says what the names behind it are: "Counties: ", "Iowa – "."""
ANY_LABEL = re.compile(r"[^\n:|;.]{1,80}?:[ \t]+|[^\n:|;.]{1,60}?[ \t]+[–—-][ \t]+")
"""The beginning of a line that parts it from what follows; a dash before a colon belongs to the label."""
NEXT_LABEL = re.compile(rf"[.;][ \t]+(?=(?:\w+[ \t]+){{0,3}}(?:{PLURAL})[ \t]*:)", re.IGNORECASE)
"""Where a second label begins in a line: "STATES: Iowa. COUNTIES: Cook"."""
CELL_GAP = re.compile(r"\t+| {2,}|[ \t]*\|[ \t]*|[ \t]*\.{3,}[ \t]*")
"""What parts two cells: a tab, two blanks, an upright, a row of dots."""
DITTO = frozenset(('"', "″", "〃", "''", "do.", ""))
"""What a cell holds that says the same as the one above it."""
PLACE_COLUMNS = frozenset(
    """community communities grantee jurisdiction jurisdictions localities locality location place places recipient
    site""".split()
)
"""Heads of columns that hold names of any level."""


@dataclass(frozen=True, slots=True)
class Says:
    """What a heading or a label says of the names under it."""

    level: str | None
    noun: str
    usps: str | None


@dataclass(slots=True)
class Line:
    """A line of a text, or a part of one behind a label of its own; `begin` is the offset behind bullets and labels."""

    start: int
    end: int
    begin: int
    names: range
    """The indexes of the toponyms in it."""
    bullet: bool = False
    kind: str = "other"
    """blank, heading, item, prose or other."""
    says: Says | None = None
    first: int | None = None
    """The toponym that is its first item."""
    usps: str | None = None
    """The state in whose list it stands."""
    lies_in: bool = True
    """Whether its first item may lie in that state."""


@dataclass(slots=True)
class Layout:
    """The lines of a text, and where its lists are."""

    starts: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    """For each line, the number of the list that it is in, 0 for none."""
    aside: set[int] = field(default_factory=set)
    """The toponyms that stand in a line of a list and are no items of it."""

    def line_at(self, offset: int) -> int:
        """The number of the line that holds an offset."""
        return bisect_right(self.starts, offset) - 1


def read_layout(tokens: Tokens, toponyms: list[Toponym], gazetteer: Gazetteer) -> Layout:
    """The layout of a text; what it says of each name is noted on the toponyms."""
    text = tokens.text
    lines = list(_lines(text, toponyms))
    layout = Layout([line.start for line in lines], lines)
    for line in lines:
        _classify(line, text, toponyms, gazetteer)
        if COPIES.match(text, line.begin, line.end):
            layout.aside.update(line.names)
    _read_parallel(lines, text, toponyms, layout)
    for rows in _tables(lines, text):
        if len(rows) > 1:
            _read_table(rows, text, toponyms, gazetteer, layout)
        else:
            _part_cells(rows, toponyms)
    _settle_states(lines, text, toponyms, gazetteer)
    _apply(lines, text, toponyms, gazetteer)
    layout.blocks = _blocks(lines)
    return layout


def _lines(text: str, toponyms: Sequence[Toponym]) -> Iterator[Line]:
    starts = [toponym.start for toponym in toponyms]
    at = first = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        cuts = [at, *(m.end() for m in NEXT_LABEL.finditer(text, at, end)), end] if ":" in text[at:end] else [at, end]
        for begin, stop in pairwise(cuts):
            last = bisect_right(starts, stop - 1, first) if stop > begin else first
            yield Line(begin, stop, begin, range(first, last))
            first = last
        at = end + 1


def _classify(line: Line, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Note what kind of line it is, what it says and with which name its first item begins."""
    marker = BULLET.match(text, line.start, line.end)
    line.begin = marker.end() if marker else line.start
    line.bullet = bool(text[line.start : line.begin].strip())
    content = text[line.begin : line.end].rstrip()
    if not content:
        line.kind = "blank"
        return
    line.says = _heading(text, line.begin, line.begin + len(content), line.names, toponyms, gazetteer)
    if line.says is not None:
        line.kind = "heading"
        return
    label = LABEL.match(text, line.begin, line.end)
    if label is not None:
        inside = range(line.names.start, line.names.start + sum(toponyms[i].end <= label.end() for i in line.names))
        says = _heading(text, line.begin, label.end(), inside, toponyms, gazetteer)
        if says is not None:
            line.says, line.names, line.begin = says, range(inside.stop, line.names.stop), label.end()
            for index in inside:
                toponyms[index].heading = True
        elif line.bullet and label["state"] is None:
            _strip_label(line, label.end(), toponyms)
    line.first = _first_item(line, text, toponyms)
    if line.first is not None:
        line.kind = "item"
    elif COPIES.match(content) or OFF_LIST.fullmatch(content) or len(content) > LONG_LINE or SENTENCE.search(content):
        line.kind = "prose"


def _strip_label(line: Line, end: int, toponyms: Sequence[Toponym]) -> None:
    """Take the beginning of a line, up to an offset, for a label of which nothing is known: "Michigan office: "."""
    inside = [i for i in line.names if toponyms[i].end <= end]
    if len(inside) < len(line.names):
        line.names, line.begin = range(line.names.start + len(inside), line.names.stop), end


def _read_parallel(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Read lines in a row that all begin with some label: "Added December 14 – Christian, Hart", "Michigan: ..."."""
    run: list[tuple[Line, int]] = []
    for line in [*lines, None]:
        label = (
            line
            and line.says is None
            and line.kind in ("other", "prose", "item")
            and ANY_LABEL.match(text, line.begin, line.end)
        )
        if line and label:
            run.append((line, label.end()))
            continue
        named = sum(any(end <= toponyms[i].start for i in member.names) for member, end in run)
        items = sum(member.kind == "item" for member, _ in run)
        for member, end in run if len(run) >= FEWEST and max(items * 2, 1) <= len(run) < named * 2 else ():
            names = member.names
            _strip_label(member, end, toponyms)
            if member.names != names or (names and toponyms[names[0]].start >= end):
                layout.aside.update(i for i in names if i not in member.names)
                member.begin, member.bullet = end, True
                member.first = _first_item(member, text, toponyms)
                member.kind = "item" if member.first is not None else member.kind
        run = []


def _heading(
    text: str, begin: int, end: int, names: range, toponyms: Sequence[Toponym], gazetteer: Gazetteer
) -> Says | None:
    """What a heading or a label says, or None where it is none."""
    content = text[begin:end]
    if len(content) > LONG_LINE:
        return None
    states = {usps for i in names if (usps := state_of(toponyms[i], gazetteer))}
    if len(names) == 1 and states:
        rest = text[begin : toponyms[names[0]].start] + text[toponyms[names[0]].end : end]
        if not re.sub(r"\bstate of\b|\([^()]*\)", "", rest, flags=re.IGNORECASE).strip("#*_:.…–—- \t()"):
            return Says(None, "", *states)
    bare = content.strip("#*_:.…–—- \t")
    said = [LEVEL_OF.get(noun) for noun in bare.lower().split(" and ")]
    if None not in said:
        return Says("city" if "city" in said else said[0], bare.lower(), None)
    nouns = [
        noun.lower()
        for noun in NOUN.findall(bare.replace("United States", "").replace("UNITED STATES", ""))
        if noun.lower() in PLURALS
    ]
    if (
        len({LEVEL_OF[noun] for noun in nouns}) != 1
        or len(states) > 1
        or any(toponyms[i].candidates and not state_of(toponyms[i], gazetteer) for i in names)
        or (content[-1] in ".!?" and not content.endswith(("...", "…")))
        or len(bare.split()) > HEADING_WORDS
    ):
        return None
    return Says(LEVEL_OF[nouns[0]], nouns[-1], next(iter(states), None))


def state_of(toponym: Toponym, gazetteer: Gazetteer) -> str | None:
    """The postal code of the state that a toponym names, if it is the name of one."""
    if not toponym.candidates or toponym.level not in (None, "state"):
        return None
    if toponym.abbreviated:
        return gazetteer.abbreviations.get(toponym.key)
    return gazetteer.state_of_key.get(toponym.key)


def _first_item(line: Line, text: str, toponyms: Sequence[Toponym]) -> int | None:
    """The toponym that a line begins with, where the line is an item of a list and no prose."""
    if not line.names:
        return None
    office = OFFICE.match(text, line.begin, line.end)
    if office:  # behind a signer's own name
        line.names = range(
            next((i for i in line.names if toponyms[i].start >= office.end()), line.names.stop), line.names.stop
        )
        if not line.names:
            return None
    first = toponyms[line.names[0]]
    if first.tail_of is not None and toponyms[first.tail_of].start >= line.start:
        return None
    paid = AMOUNT.match(text, line.begin, first.start)
    before = text[paid.end() if paid else line.begin : first.start].strip("*_ \t$")
    if before and not (
        LEAD.fullmatch(before + " ") or OFFICE.fullmatch(before + " ") or (line.says and len(before) < SHORT)
    ):
        return None
    last = line.names[0]
    while last + 1 in line.names and toponyms[last + 1].tail_of == last:
        last += 1
    if line.bullet or line.says:
        return line.names[0]
    rest = text[toponyms[last].end : line.end]
    formal = rest.startswith(", by ")  # "DISTRICT OF COLUMBIA, by its Attorney General"
    fits = (formal or ITEM_REST.match(rest) is not None) and len(rest) < LONG_LINE and not SENTENCE.search(rest)
    return line.names[0] if fits else None


def _settle_states(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Tell states that head lists from states that are items of one.

    A state alone in its line is a heading only where most of what follows lies in it, and another state heads a list
    too or something but the words sets it apart: a colon, a mark of a heading, items with bullets.
    """
    alone = [number for number, line in enumerate(lines) if line.kind == "heading" and line.says and not line.says.noun]
    fits = {number for number in alone if _heads(number, lines, toponyms, gazetteer)}
    for number in alone:
        line = lines[number]
        following = next((lines[n] for n in range(number + 1, len(lines)) if lines[n].kind != "blank"), line)
        apart = text[line.begin : line.end].rstrip(" *_").endswith(":") or (following.bullet and not line.bullet)
        marked = "#" in text[line.start : line.begin]
        if number in fits and (len(fits) > 1 or apart or marked):
            continue
        line.kind, line.says, line.first = "item", None, line.names[0]


LOOKED_AT = 60
"""Names under a heading that are looked at to tell whether it heads them."""


def _heads(number: int, lines: Sequence[Line], toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> bool:
    """Whether most of the names under a state lie in it."""
    says = lines[number].says
    assert says is not None
    inside = outside = 0
    for line in (lines[n] for n in range(number + 1, len(lines))):
        if (
            line.kind == "prose"
            or (line.kind == "heading" and line.says and line.says.usps)
            or inside + outside > LOOKED_AT
        ):
            break
        for index in line.names:
            toponym = toponyms[index]
            if toponym.tail_of is not None or not toponym.candidates:
                continue
            here = toponym.state in (None, says.usps) and may_lie_in(toponym, says.usps, gazetteer)
            inside, outside = inside + here, outside + (not here)
            if line.first is not None:
                break
    return inside >= max(1, outside)


def may_lie_in(toponym: Toponym, usps: str | None, gazetteer: Gazetteer) -> bool:
    """Whether a state has a county or a place of a name, at the level that the words around it say."""
    levels = (toponym.level,) if toponym.level else ("county", "city")
    return any(may_be(toponym, level, gazetteer, usps) for level in levels)


def _apply(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Note on the names of each line what the headings in force and the label of the line say."""
    state: str | None = None
    level: str | None = None
    noun = outer = ""
    label: Says | None = None
    for line in lines:
        if line.kind == "heading" and line.says:
            says, label = line.says, None
            if says.usps:
                state = says.usps
                if says.noun or outer != "level":
                    level, noun = says.level, says.noun
                outer = "" if says.noun else outer or "state"
            else:
                level, noun = says.level, says.noun
                if outer != "state":
                    state, outer = None, "level"
            for index in line.names:
                toponyms[index].heading = True
            continue
        if line.kind == "blank":
            label = None
            continue
        if line.says is not None:
            label = line.says
        elif line.bullet or line.kind == "item":
            label = None
        if line.kind == "prose" and label is None:
            state, level, noun, outer = None, None, "", ""
            continue
        usps = label.usps if label and label.usps else state
        rank, word = (label.level, label.noun) if label and label.level else (level, noun)
        if not (usps or rank):
            continue
        line.usps = usps
        if usps and line.first is not None and toponyms[line.first].tail_of is None:
            line.lies_in = may_lie_in(toponyms[line.first], usps, gazetteer)
        for index in line.names:
            _part_wide(toponyms, index, usps, gazetteer)
            _note(toponyms[index], usps, rank, word, text, gazetteer)


def _part_wide(toponyms: Sequence[Toponym], index: int, usps: str | None, gazetteer: Gazetteer) -> None:
    """Take a name and a state apart that blanks part, under the heading of another state: "BENTON     WASHINGTON"."""
    tail = toponyms[index]
    head = toponyms[tail.tail_of] if tail.tail_of is not None else None
    if (
        head
        and usps not in (None, head.state)
        and head.state_cue == "state adjacent"
        and tail.start - head.end > 1
        and may_lie_in(head, usps, gazetteer)
        and may_be(tail, "county", gazetteer, usps)
    ):
        head.state = head.state_cue = tail.tail_of = tail.level = tail.level_cue = None


def _note(toponym: Toponym, usps: str | None, level: str | None, noun: str, text: str, gazetteer: Gazetteer) -> None:
    """Note on a name what a heading says of it."""
    if toponym.tail_of is not None or toponym.heading or in_parentheses(text, toponym):
        return
    if usps and toponym.state is None and may_lie_in(toponym, usps, gazetteer):
        toponym.state, toponym.state_cue = usps, "under the heading of a state"
    if level and toponym.level is None and may_be(toponym, level, gazetteer, toponym.state):
        toponym.level, toponym.level_cue = level, "under the heading " + noun


def in_parentheses(text: str, toponym: Toponym) -> bool:
    """Whether a name stands in parentheses and does not complete the name before them."""
    if toponym.tail_of is not None:
        return False
    opened = text.rfind("(", max(0, toponym.start - 200), toponym.start)
    return opened >= 0 and text.find(")", opened, toponym.start) < 0 and text.find("\n", opened, toponym.start) < 0


APART = 2
"""Short lines between two items of a list that may name nothing: the signer of a letter above his city."""
FEWEST = 3
"""Items from which lines without bullets are a list."""


def _blocks(lines: Sequence[Line]) -> list[int]:
    """For each line, the number of the list of items that it is in, or 0."""
    blocks = [0] * len(lines)
    block, apart, members = 1, 0, list[int]()

    def close() -> None:
        bulleted = members and lines[members[0]].bullet
        if len(members) < (2 if bulleted else FEWEST):
            for number in members:
                blocks[number] = 0
        members.clear()

    for number, line in enumerate(lines):
        if line.kind == "item":
            blocks[number] = block
            members.append(number)
            apart = 0
        elif line.kind in ("prose", "other"):
            apart += 1
            if line.kind == "prose" or apart > APART:
                close()
                block += 1
    close()
    return blocks


Span = tuple[int, int]
Row = tuple[Line, list[Span]]
"""A line of a table, and the spans of its cells."""


WIDEST = 40
"""Columns that a table has at most."""


def _tables(lines: Sequence[Line], text: str) -> Iterator[list[Row]]:
    """Lines in a row, or one, that are set in two columns or more; lines that are drawn are left out."""
    rows: list[Row] = []
    for line in lines:
        content = text[line.begin : line.end].rstrip()
        if rows and line.start < line.end and RULE.fullmatch(content):
            continue
        cells = []
        if "|" in content or "\t" in content or "  " in content or "..." in content or rows:
            cells = list(_cells(text, line.begin, line.begin + len(content)))
        goes_on = len(rows) > 1 and len(cells) == 1 and line.kind != "prose"
        if 1 < len(cells) <= WIDEST or goes_on:
            rows.append((line, cells))
            continue
        if rows:
            yield rows
        rows = []
    if rows:
        yield rows


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    """The spans of the cells of a row."""
    for gap in CELL_GAP.finditer(text, start, end):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if end > start:
        yield start, end


def _columns(rows: list[Row], text: str) -> list[list[Span]]:
    """The cells of each row by column, an empty span where it has none.

    Cells that blanks part stand in the column of the first row under whose head they begin.
    """
    first = text[rows[0][0].start : rows[0][0].end]
    if "|" in first or "\t" in first or "..." in first:
        width = max(len(cells) for _, cells in rows)
        return [cells + [(line.end, line.end)] * (width - len(cells)) for line, cells in rows]
    heads = [start - rows[0][0].start for start, _ in rows[0][1]]
    found = []
    for line, cells in rows:
        spread = [(line.end, line.end)] * len(heads)
        for cell in cells:
            column = max(0, bisect_right(heads, cell[0] - line.start + SLACK) - 1)
            if spread[column] == (line.end, line.end):
                spread[column] = cell
        found.append(spread)
    return found


SLACK = 2
"""Columns of characters by which a cell may begin before its head."""


@dataclass(slots=True)
class Table:
    """The columns of a table that tell of jurisdictions."""

    rows: list[tuple[Line, list[Span]]]
    """Its lines, without the heads, and their cells by column."""
    item: int
    states: list[int]
    level: str | None
    noun: str


def _read_table(rows: list[Row], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, layout: Layout) -> None:
    """Note on the names in a table what its columns say: which holds the items, which their states."""
    table = _table(rows, text, toponyms, gazetteer)
    if table is None:
        _part_cells(rows, toponyms)
        return
    usps: str | None = None
    unfinished: Toponym | None = None
    for line, cells in table.rows:
        if table.states:
            cell = text[slice(*cells[table.states[0]])]
            usps = usps if cell in DITTO else _state_in(cell, gazetteer)
        first: int | None = None
        for index in line.names:
            toponym = toponyms[index]
            column = next((n for n, (start, end) in enumerate(cells) if start <= toponym.start < end), -1)
            said = state_of(toponym, gazetteer) if unfinished is not None and first is None else None
            if column == table.item and unfinished is not None and said:  # "Scott County," above "Mississippi"
                unfinished.state, unfinished.state_cue, toponym.heading = said, "state after comma", True
            elif column == table.item:
                first = index if first is None else first
                _note(toponym, usps, table.level, table.noun, text, gazetteer)
            elif column in table.states:
                toponym.heading, toponym.tail_of = True, None
                if may_be(toponym, "state", gazetteer):
                    toponym.level, toponym.level_cue = "state", "column of states"
            else:
                layout.aside.add(index)
        line.kind, line.first, line.says = ("item" if first is not None else "other"), first, None
        goes_on = first is not None and text[slice(*cells[table.item])].endswith(",")
        unfinished = toponyms[first] if first is not None and goes_on else None


def _table(rows: list[Row], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> Table | None:
    """The columns of a table, or None where they tell nothing; names in the heads are marked."""
    cells = _columns(rows, text)
    line, width = rows[0][0], len(cells[0])
    heads = [text[start:end].lower().rstrip("*_: ").split(" ")[-1] for start, end in cells[0]]
    named = [_name_at(line, cell, toponyms, cell[1] - cell[0]) is not None for cell in cells[0]]
    levels = [None if name else LEVEL_OF.get(head) for head, name in zip(heads, named, strict=True)]
    headed = any(level or head in PLACE_COLUMNS for level, head in zip(levels, heads, strict=True))
    body = list(zip([line for line, _ in rows], cells, strict=True))[1 if headed else 0 :]
    states = [n for n in range(width) if levels[n] == "state"] or [
        n for n in range(width) if _share(body, n, lambda line, cell: _state_in(text[slice(*cell)], gazetteer)) >= MOST
    ]
    items = [n for n in range(width) if levels[n] not in (None, "state")] or sorted(
        (n for n in range(width) if n not in states[:1]),
        key=lambda n: -_share(body, n, lambda line, cell: _names_whole(line, cell, text, toponyms)),
    )
    if headed:
        line.kind, line.says = "heading", None
        for index in line.names:
            toponyms[index].heading = True
    item = items[0] if items else -1
    if not items or _share(body, item, lambda line, cell: _name_at(line, cell, toponyms)) < HALF:
        item, states = (states[0], []) if states else (-1, [])
    if item < 0 or len(body) < (1 if headed else FEWEST):
        return None
    if not (headed or states or _only_names(body, item, text, toponyms)):
        return None
    return Table(body, item, states, levels[item], heads[item])


MOST, HALF, LITTLE = 0.8, 0.5, 0.3
"""The parts of a column's cells that make it one of states, one that may be of items, and one that is of neither."""


def _only_names(body: Sequence[tuple[Line, list[Span]]], item: int, text: str, toponyms: Sequence[Toponym]) -> bool:
    """Whether a column is one of names and no other is."""

    def whole(line: Line, cell: Span) -> int | None:
        return _names_whole(line, cell, text, toponyms)

    width = len(body[0][1])
    return _share(body, item, whole) >= MOST and all(
        _share(body, n, whole) <= LITTLE for n in range(width) if n != item
    )


def _share(
    body: Sequence[tuple[Line, list[Span]]],
    column: int,
    holds: Callable[[Line, Span], object],
) -> float:
    """The part of a column's cells, empty ones left out, of which something holds."""
    found = [holds(line, cells[column]) is not None for line, cells in body if cells[column][0] < cells[column][1]]
    return sum(found) / len(found) if found else 0.0


def _names_whole(line: Line, cell: Span, text: str, toponyms: Sequence[Toponym]) -> int | None:
    """The toponym that begins a cell which holds nothing but names, with what completes them, and a note."""
    index = _name_at(line, cell, toponyms)
    if index is None:
        return None
    names = [toponyms[i] for i in line.names if i >= index and toponyms[i].end <= cell[1]]
    ends = [*(name.start for name in names[1:]), cell[1]]
    rest = "".join(text[name.end : end] for name, end in zip(names, ends, strict=True))
    return index if ONLY_NAMES.fullmatch(rest) else None


ONLY_NAMES = re.compile(r"(?:[\W\d]|\band\b)*(?:\(\w+\)\W*)?")
"""What a cell may hold besides names."""


def _part_cells(rows: Sequence[Row], toponyms: Sequence[Toponym]) -> None:
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
                head.state = head.state_cue = tail.tail_of = tail.level = tail.level_cue = None


def _name_at(line: Line, cell: Span, toponyms: Sequence[Toponym], within: int = SHORT) -> int | None:
    """The toponym that begins a cell, behind a few letters at most ("City of")."""
    end = min(cell[0] + within, cell[1])
    return next((i for i in line.names if cell[0] <= toponyms[i].start < end and toponyms[i].candidates), None)


def _state_in(cell: str, gazetteer: Gazetteer) -> str | None:
    """The postal code of the state that a cell names."""
    key = key_of(cell)
    return gazetteer.state_of_key.get(key) or gazetteer.abbreviations.get(key)
