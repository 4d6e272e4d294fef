"""Finds lists whose items have a line each, or begin one: bullets, columns, rows of a table, addresses."""

import re

from pipeline.cues import NOUNS
from pipeline.enumerations import Enumeration, Hole, item_span
from pipeline.gaps import NAME, glued_to_last, joined
from pipeline.gazetteer import Gazetteer
from pipeline.items import ITEM_REST
from pipeline.lines import Layout, Line, may_lie_in, state_of
from pipeline.tokens import Tokens
from pipeline.toponyms import Toponym


def find_columns(
    tokens: Tokens, toponyms: list[Toponym], layout: Layout, items: list[int], gazetteer: Gazetteer
) -> tuple[list[Enumeration], set[int]]:
    """The lists whose items have a line each, or begin one; and all names in their lines."""
    text, taken = tokens.text, set[int]()
    if not any(layout.blocks):
        return [], taken
    columns: dict[int, Enumeration] = {}
    glued = glued_to_last(tokens, toponyms, items)
    for index in items:
        number = layout.line_at(toponyms[index].start)
        block, line = layout.blocks[number], layout.lines[number]
        if not block or line.first is None or index < line.first:
            continue
        taken.add(index)
        start, end = item_span(tokens, toponyms, index)
        run = columns.get(block)
        if run is None:
            columns[block] = Enumeration([index], start, end, in_lines=True)
            continue
        begins = index == line.first or index in layout.cells or (index in glued and run.members[-1] >= line.first)
        figured = block in layout.figured
        holes = [] if begins else _in_line(text, run, (start, end), toponyms, index, line, figured, gazetteer)
        if holes is not None:
            run.members.append(index)
            run.holes += holes
            run.end = end
    extents = _extents(layout.blocks)
    for block, run in columns.items():
        _find_holes(text, toponyms, layout, extents[block], run, gazetteer)
    return list(columns.values()), taken


def _extents(blocks: list[int]) -> dict[int, range]:
    """The lines of each block, by number."""
    extents: dict[int, range] = {}
    for number, block in enumerate(blocks):
        extents[block] = range(extents[block].start if block in extents else number, number + 1)
    return extents


def _find_holes(
    text: str, toponyms: list[Toponym], layout: Layout, numbers: range, run: Enumeration, gazetteer: Gazetteer
) -> None:
    """Add to a list, which has the lines of these `numbers`, its items that no name of the gazetteer is."""
    run.holes += _unknown_lines(text, toponyms, layout, numbers[0], numbers[-1])
    run.holes += _strangers(toponyms, layout, run.members)
    _part_misspelt(text, toponyms, layout, run, numbers, gazetteer)


def _in_line(
    text: str,
    run: Enumeration,
    span: tuple[int, int],
    toponyms: list[Toponym],
    index: int,
    line: Line,
    figured: bool,
    gazetteer: Gazetteer,
) -> list[Hole] | None:
    """The unknown items before one that is not the first of its line, or None where it is no item."""
    first = line.first
    assert first is not None
    if run.members[-1] < first or _is_note(text, run.end, span, toponyms[first]):
        return None
    if _says_county(text, toponyms[run.members[-1]], toponyms[index], line.end, gazetteer):
        return None
    if figured and FIGURE.fullmatch(text, run.end, span[0]):
        return []
    holes = joined(text, run.end, span, toponyms, run.members[-1])
    if any(OFFICE_NOUN.search(text, hole.start, hole.end) for hole in holes or ()):
        return None  # an address: "Clark County, Nevada, County Manager, Las Vegas"
    name = toponyms[index]
    second = holes is None and name.level_cue and SECOND.search(text, run.end, span[0])
    beside = text[run.end : name.start] == " " and _is_another(toponyms[run.members[-1]], name, gazetteer)
    return [] if second or beside else holes


def _says_county(text: str, place: Toponym, county: Toponym, end: int, gazetteer: Gazetteer) -> bool:
    """Whether the county that ends a line only says where the place before it lies: "- Bogota, Bergen County"."""
    if county.level != "county" or place.level == "county" or text[place.end : county.start] != ", ":
        return False
    holding = {gazetteer.counties[candidate] for candidate in place.candidates}
    same = any(gazetteer.counties[candidate] in holding for candidate in county.candidates)
    return same and not text[county.end : end].strip()


def _is_another(first: Toponym, second: Toponym, gazetteer: Gazetteer) -> bool:
    """Whether a name right behind another is an item of its own, as the first has no part in the state that it says:
    "Miami Montgomery County, Maryland", but not "Boise Ada County, Idaho".
    """
    return bool(second.level_cue and second.state) and not may_lie_in(first, second.state, gazetteer)


OFFICE_NOUN = re.compile(
    r"\b(?:Board|Chair\w*|Coordinator|Counsel|Director|Executive|Manager|Mayor|Office|President|Sheriff)\b"
)
"""What an office is called, which no item between two others is."""
DASHED = re.compile(r"[ \t]+[–—-][ \t]")
"""What stands between an item and a note on it."""
SECOND = re.compile(r";\s+(?:and\s+)?(?:the\s+)?$")
"""What stands before a second item in a line, whatever is said of the first."""
FIGURE = re.compile(r"[ \t]+\$?\d[\d.,%]*[ \t]+")
"""A figure between two items in a line: "Adair 3 Lee 11"."""


def _is_note(text: str, end: int, span: tuple[int, int], first: Toponym) -> bool:
    """Whether a dash parts the name of a person from an item that says its level: "Union County - Dennis Rape"."""
    named_on = text[span[1] : span[1] + 1] == " " and text[span[1] + 1 : span[1] + 2].isupper()
    return first.level in ("city", "county") and named_on and DASHED.match(text, end, span[0]) is not None


def _unknown_lines(text: str, toponyms: list[Toponym], layout: Layout, first: int, last: int) -> list[Hole]:
    """The items of a list, by its lines, that hold no name of the gazetteer: "- Cincinnatti", "Toronto, ON"."""
    block, bullet = layout.blocks[first], layout.lines[first].bullet
    found = []
    for number in range(max(1, first - 1), min(last + 2, len(layout.lines))):
        line, above = layout.lines[number], layout.lines[number - 1]
        between = first < number < last and layout.blocks[number - 1] == block == layout.blocks[number + 1]
        begins = number < last and layout.blocks[number + 1] == block and above.kind == "heading"
        beside = text[line.start - 1] != "\n" and layout.blocks[number - 1] == block  # in a row of names
        if line.kind != "other" or line.bullet != bullet or not (bullet or between or begins or beside):
            continue
        kind = IN_BRACKETS.search(text, line.begin, line.end)
        item = text[line.begin : kind.start() if kind else line.end].rstrip(" ;,")
        named = [index for index in line.names if not kind or toponyms[index].start < kind.start()]
        if named and not (line.usps and toponyms[named[0]].start == line.begin and WHOLE_NAME.fullmatch(item)):
            continue
        whole = WHOLE_NAME.fullmatch(item) if begins or number < first else len(item.split()) <= LONGEST_ITEM
        if whole and any(map(str.isalpha, item)):  # and no amount in a line of its own
            found.append(Hole(line.begin, line.begin + len(item), named[0] if named else None, line.usps))
    return found


IN_BRACKETS = re.compile(r"[ ][(\[][^()\[\]]{1,60}[)\]][ ;,]*$")
"""What is said of an item behind its name: "Cambell (county)"."""
WHOLE_NAME = re.compile(NAME)


def _strangers(toponyms: list[Toponym], layout: Layout, members: list[int]) -> list[Hole]:
    """The items under the heading of a state that has nothing of their name: "Pittsburg" in Pennsylvania."""
    found = []
    for index in members:
        toponym = toponyms[index]
        line = layout.lines[layout.line_at(toponym.start)]
        if line.usps and toponym.state is None and not line.lies_in and index == line.first:
            found.append(Hole(toponym.start, toponym.end, index, line.usps))
    return found


def _part_misspelt(
    text: str, toponyms: list[Toponym], layout: Layout, run: Enumeration, numbers: range, gazetteer: Gazetteer
) -> None:
    """Take a state that ends a line for that of an unknown name before it, and no item: "- Cincinatti, Ohio"."""
    members = {*run.members}
    for line in (layout.lines[number] for number in numbers):
        if line.kind not in ("item", "other") or not line.names or line.says:
            continue
        first, last = toponyms[line.names[0]], toponyms[line.names[-1]]
        usps = state_of(last, gazetteer)
        lead = LEAD_OF.match(text, line.begin, last.start)
        begin = lead.end() if lead else line.begin
        words = text[begin : last.start].rstrip()
        name = words.removesuffix(",").strip("*_ \t")
        whole = first.candidates and text[first.start : first.end] == name
        alone = (
            "," not in name
            and len(name.split()) <= LONGEST_ITEM
            and ITEM_REST.match(text[last.end : line.end].lstrip("*_"))
        )
        if (
            not usps
            or last.level_cue in ITSELF
            or (last.tail_of in members and last.tail_of != line.names[0])  # of an item that is not the line's first
            or not name
            or name == words
            or whole
            or not alone
            or first.start not in (last.start, begin)
        ):
            continue
        replaces = line.names[0] if first is not last and line.names[0] in run.members else None
        run.members[:] = [member for member in run.members if member != line.names[-1]]
        run.holes = [hole for hole in run.holes if hole.replaces is None or hole.replaces != replaces]
        run.holes.append(Hole(begin, begin + len(name), replaces, usps, soft=True))


ITSELF = ("State of", "state itself")
"""Cues of a state that is on a list itself."""
LEAD_OF = re.compile(rf"(?:the\s+)?(?:{NOUNS})\s+of\s+", re.IGNORECASE)
"""What belongs to an item before its name: "City of"."""
LONGEST_ITEM = 6
"""Words of an item that no name of the gazetteer is."""
