"""Reads lines by those beside them: lines that begin alike, lines set in deeper, answers under names.

What a line says of itself alone is known before (`layout.py`).
"""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.entries import WHOLLY, read_addresses, read_lead_ins, read_notes, read_sites
from pipeline.gazetteer import POSTAL, Gazetteer
from pipeline.items import ITEM_REST, LAST_BUT_ONE, LONG_LINE, begins_with, first_item, is_sentence, last_of
from pipeline.lexicon import lexicon
from pipeline.lines import (
    FEWEST,
    OUTLINE,
    Layout,
    Line,
    depth_of,
    is_numbered,
    margin_of,
    may_lie_in,
    set_aside,
    written,
)
from pipeline.statements import OFF_LIST
from pipeline.table_heads import PLACE_COLUMNS
from pipeline.tables_in_text import names_whole
from pipeline.toponyms import Toponym


def read_runs(
    lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout, gazetteer: Gazetteer
) -> None:
    """Note on lines, and on the names in them, what the lines beside them tell."""
    there = written(lines)
    _set_aside_fields(there, text, layout)
    read_sites(there, text, toponyms, layout)
    read_notes(there, text, toponyms)
    read_lead_ins(there, text, toponyms, layout)
    _read_parallel(there, text, toponyms, layout)
    _read_codes(there, text, toponyms, layout, gazetteer)
    _read_placed(there, text, toponyms, layout)
    _read_placed_cells(there, text, toponyms, layout)
    _take_last(there, text, toponyms, layout)
    _set_aside_groups(there, text, toponyms, layout)
    _set_aside_wraps(lines, text, layout)
    _set_aside_denied(there, text, layout)
    _read_answers(there, text, layout)
    read_addresses(lines, text, layout)


ANY_LABEL = re.compile(
    r"[^\n:|;.]{1,80}(?:[.](?=[ ]\d)[^\n:|;.]{1,80})?:[ \t]+|[^\n:|;.]{1,60}?(?:[ \t]+|(?<=\d))[–—-][ \t]+"
)
"""The beginning of a line that parts it from what follows; a dash before a colon belongs to the label."""


def strip_label(line: Line, end: int, toponyms: Sequence[Toponym]) -> None:
    """Take the beginning of a line, up to an offset, for a label of which nothing is known: "Michigan office: "."""
    inside = [i for i in line.names if toponyms[i].end <= end]
    if len(inside) < len(line.names):
        line.names, line.begin = range(line.names.start + len(inside), line.names.stop), end


def _read_parallel(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Read lines in a row that all begin with some label: "Added December 14 – Christian, Hart", "Michigan: ...".

    Lines with the same label, wherever they stand, are read alike: "Grantee: Lane County" in each of many cards.
    """
    runs: list[list[tuple[Line, int]]] = [[]]
    fields: dict[str, list[tuple[Line, int]]] = {}
    for line in lines:
        fits = line.says is None and line.kind in ("other", "prose", "item")
        label = ANY_LABEL.match(text, line.begin, line.end) if fits else None
        if label is None:
            runs.append([])
            continue
        runs[-1].append((line, label.end()))
        fields.setdefault(label[0].strip().lower(), []).append((line, label.end()))
    for run in (run for run in [*runs, *fields.values()] if len(run) >= FEWEST):
        named = sum(any(end <= toponyms[i].start for i in member.names) for member, end in run)
        items = sum(member.kind == "item" for member, _ in run)
        whole = sum(names_whole(member, (end, member.end), text, toponyms) is not None for member, end in run)
        if items * 2 <= len(run) < named * 2 or (items < len(run) and whole >= WHOLLY * len(run)):
            for member, end in run:
                if OFF_LIST.fullmatch(text, member.begin, end):
                    layout.aside.update(member.names)
                else:
                    _take_label(member, end, text, toponyms, layout)


def _read_codes(
    lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout, gazetteer: Gazetteer
) -> None:
    """Take the code of a state that ends each of some lines in a row, behind an address or a figure, for that of the
    name which begins the line: "Springfield 2526 W. Wabash Avenue IL".
    """
    rows = ((line, _code_behind(line, text) if line.names else "") for line in lines)
    for coded, group in groupby(rows, lambda row: bool(row[1])):
        run = [(line, toponyms[line.names[0]], usps) for line, usps in group] if coded else []
        if len(run) < FEWEST or any(name.start != line.begin for line, name, _ in run):
            continue
        for line, name, usps in run:
            if name.state is None and may_lie_in(name, usps, gazetteer):
                name.state, name.state_cue = usps, "state after comma"
                line.kind, line.first, line.bullet = "item", line.names[0], True
            layout.aside.update(line.names[1:])


def _code_behind(line: Line, text: str) -> str:
    """The code of a state at the end of a line with a number in it, which no comma parts from what is before; or ""."""
    content = text[line.begin : line.end].rstrip()
    ends = content[-2:] in POSTAL and content[-3:-2] == " " and content[-4:-3] not in (",", "|")
    return content[-2:] if ends and any(map(str.isdigit, content)) else ""


def _read_placed(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Take the one name with its state in each of some lines in a row that begin alike for the item, wherever it is:
    "12 Main St., Mentor, Ohio", "Valley Fair Mall in Provo, Utah", "May 5 – The Depot @ Tulsa, OK", "Jasper County IL,
    passes rule".
    """
    rows = ((line, _placed(line, text, toponyms) if line.names else None) for line in lines)
    for shape, group in groupby(rows, lambda row: row[1] and row[1].shape):
        run = [(line, placed.name) for line, placed in group if placed] if shape else []
        numbered = sum(DATED_OR_NUMBERED.match(text, line.begin) is not None for line, _ in run)
        venues = sum(_is_venue(text[line.begin : toponyms[name].start]) for line, name in run)
        alike = shape == "name" or max(numbered, venues) * 2 >= len(run)
        if len(run) < FEWEST or not alike or all(line.kind == "item" for line, _ in run):
            continue
        for line, name in run:
            _take_names(line, [name], layout)


class Placed(NamedTuple):
    """The one name of a line that its state completes, and what the line begins with: that name, a bullet or else."""

    name: int
    shape: str


def _placed(line: Line, text: str, toponyms: Sequence[Toponym]) -> Placed | None:
    """The one name of a line that its state completes, or None where there are more or the line is none of a list."""
    found = [i for i in _completed(line, toponyms) if not text.startswith(BASED, toponyms[i + 1].end)]
    content = text[line.begin : line.end].rstrip()
    if len(found) != 1 or line.kind == "heading" or len(content) > LONG_LINE:
        return None
    leads = toponyms[found[0]].start == line.begin
    if is_sentence(content) or IN_CELLS.search(content):
        return None
    return Placed(found[0], "name" if leads else "bullet" if line.bullet else "else")


def _completed(line: Line, toponyms: Sequence[Toponym]) -> list[int]:
    """The names of a line that their state completes."""
    return [i for i in line.names if i + 1 in line.names and toponyms[i + 1].tail_of == i]


def _take_names(line: Line, names: Sequence[int], layout: Layout) -> None:
    """Take some names of a line for its items, and the others for none."""
    layout.aside.update(index for index in line.names if index not in names)
    layout.cells.update(names)
    line.kind, line.first, line.bullet = "item", names[0], True


def _read_placed_cells(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Take the names that end the cells of some lines in a row, each with its state, for items, as where those who sign
    stand in columns: "Ann Lee, Austin, TX        Max Orr, Tampa, FL".
    """
    rows = ((line, _placed_in_cells(line, text, toponyms)) for line in lines)
    for placed, group in groupby(rows, lambda row: bool(row[1])):
        run = [*group] if placed else []
        if len(run) < FEWEST or all(line.kind == "item" for line, _ in run):
            continue
        for line, names in run:
            _take_names(line, names, layout)


def _placed_in_cells(line: Line, text: str, toponyms: Sequence[Toponym]) -> list[int]:
    """The names that end the cells of a line, each with its state, where all of several cells have one."""
    found = _completed(line, toponyms)
    ends = sum(CELL_ENDS.match(text, toponyms[i + 1].end, line.end) is not None for i in found)
    cells = len(BETWEEN_CELLS.findall(text[line.begin : line.end].rstrip())) + 1
    return found if 1 < cells == len(found) == ends else []


CELL_ENDS = re.compile(r"[.]?[ ]*(?:[ ]{2}|$)")
"""The end of a cell, with the full stop of an abbreviation."""
BETWEEN_CELLS = re.compile(r"[ ]{3,}")
"""The blanks between two columns."""


BASED = ("-based", "–based")
"""What stands behind where somebody's office is, and not what the line is about."""
DATED_OR_NUMBERED = re.compile(
    r"\d|(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z.]*[ ,]"
)
"""What begins an address, or a line with a date."""


def _is_venue(before: str) -> bool:
    """Whether what a line begins with lies in the place behind it: "Valley Mall in ", but no "Ann Lee in "."""
    person = before.count(" ") == PERSON_BLANKS and before.split(" ", 1)[0].lower() in lexicon().given
    return not person and VENUE.fullmatch(before) is not None


PERSON_BLANKS = 3
"""Blanks in two names and "in"."""
VENUE = re.compile(r"(?:(?:[A-Z\d][\w'’&.-]*|of|at|on|the|and|&)[ ]){1,8}in[ ]")
"""What begins a line with what lies in a place: "Valley Fair Mall in Provo, Utah"."""
IN_CELLS = re.compile(r"[|\t]|[ ]{3}|(?:[,;]|\band)$")
"""What a line has that is a row of cells, or goes on in the next."""


ENDS_WITH_AND = re.compile(LAST_BUT_ONE)


def _take_last(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Take the name behind an item that ends with "and" for the last one, though its line runs on into prose."""
    if not any(line.kind == "item" and text.endswith(("and", "or"), line.begin, line.end) for line in lines):
        return
    for line, below in pairwise(lines):
        goes_on = line.kind == "item" and ENDS_WITH_AND.search(text, line.begin, line.end) is not None
        if not goes_on or below.kind not in ("prose", "other") or not below.names:
            continue
        first = below.names[0]
        if begins_with(below, below.begin, text, toponyms):
            below.kind, below.first = "item", first
            layout.aside.update(index for index in below.names if index > last_of(below, toponyms))


ANSWER = re.compile(
    r"(?:(?P<no>[Nn]o(?:ne)?|NO(?:NE)?)|[Yy]es|YES)(?:[.]?[ ]*|(?:[,;]|[.](?![ ]?\d)|[ ]\()[^\n]{0,60})"
)
"""A line that says whether what the line above names is on the list, where a page lost the columns of its table."""


def _read_answers(lines: Sequence[Line], text: str, layout: Layout) -> None:
    """Take items with "No" in the line below for none of the list."""
    named = ((line, below) for line, below in pairwise(lines) if line.names)
    said_of = ((line, below, ANSWER.fullmatch(text, below.begin, below.end)) for line, below in named)
    answers = [(line, below, said) for line, below, said in said_of if said]
    if len(answers) < FEWEST or all(said["no"] for *_, said in answers):
        return
    for line, below, said in answers:
        below.kind = "body"
        if said["no"]:
            line.says = None
            set_aside(line, layout, "off")
        elif line.kind == "heading" and len(line.names) == 1:
            line.kind, line.first, line.says = "item", line.names[0], None


def _set_aside_denied(lines: Sequence[Line], text: str, layout: Layout) -> None:
    """Take what is set in deeper under a heading that denies for no items: "II. No order so far"."""
    denied: int | None = None
    for line in lines:
        if denied is None and line.end - line.start > LONG_LINE:
            continue
        margin = margin_of(line, text)
        within = line.start > 0 and text[line.start - 1] != "\n"
        if denied is not None and (margin > denied or (within and line.kind == "item")):
            set_aside(line, layout)
        else:
            denied = margin if OFF_LIST.fullmatch(text, line.start, line.end) else None


def _set_aside_fields(lines: Sequence[Line], text: str, layout: Layout) -> None:
    """Take a line with a label of which nothing is known, set in deeper under an item, for more about it: "jail: "."""
    above: Line | None = None
    for line in lines:
        label = text[line.start : line.begin].rstrip()
        noun = label.rstrip(":").lower().split(" ")[-1].removesuffix("s")
        labelled = line.says is None and label.endswith(":") and noun not in PLACE_COLUMNS
        if above is not None and labelled and margin_of(line, text) > margin_of(above, text):
            set_aside(line, layout)
        else:
            above = line if line.kind == "item" and not labelled else None


def _set_aside_groups(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Take a line with more than a name, or one of an outline, over lines that are set in deeper, for their heading:
    "Akron and around", "II. Elkins".
    """
    for line, below in pairwise(lines):
        if line.kind != "item" or line.says or not line.bullet or margin_of(below, text) <= margin_of(line, text):
            continue
        more = not ITEM_REST.match(text, toponyms[last_of(line, toponyms)].end, line.end)
        outlined = OUTLINE.match(text, line.start, line.end) and not toponyms[line.names[0]].level
        if below.kind in ("item", "heading") and (more or outlined):
            set_aside(line, layout, "other")


def _set_aside_wraps(lines: Sequence[Line], text: str, layout: Layout) -> None:
    """Take a line that is set in under a numbered one, which a comma ends, for more about that one item: an address."""
    for line, below in pairwise(lines):
        unfinished = is_numbered(line, text) and text[line.begin : line.end].rstrip().endswith(",")
        deeper = depth_of(below) >= depth_of(line) and not below.bullet
        if unfinished and deeper and below.kind == "item":
            set_aside(below, layout)


def _take_label(line: Line, end: int, text: str, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Part a line from its label, which ends at an offset, so that it is an item by what follows."""
    names = line.names
    strip_label(line, end, toponyms)
    if line.names != names or (names and toponyms[names[0]].start >= end):
        layout.aside.update(i for i in names if i not in line.names)
        line.begin, line.bullet = end, True
        line.first = first_item(line, text, toponyms)
        line.kind = "item" if line.first is not None else line.kind
