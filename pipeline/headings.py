"""Reads headings and labels: which states head lists, and what is in force for the names under them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from pipeline.cues import DASHES, LEVEL_OF, PLURALS
from pipeline.gazetteer import Gazetteer
from pipeline.lines import (
    FEWEST,
    Layout,
    Line,
    Says,
    depth_of,
    margin_of,
    may_lie_in,
    note,
    set_aside,
    state_of,
    take_for_state,
    written,
)
from pipeline.toponyms import ADJACENT, Toponym, may_be, part


def apply_headings(layout: Layout, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Note on the names of each line what the headings over it and its label say."""
    _set_aside_areas(layout.lines, text, layout)
    _apply(layout.lines, text, toponyms, gazetteer)
    _take_selves(layout, text, toponyms, gazetteer)


PROSE_BEGINS = re.compile(r"[a-z]{3}\.[ ]+(?=[A-Z][a-z]+(?:,?[ ](?:and[ ])?[A-Z][a-z]+){0,8}[ ]+(?!and\b)[a-z])")
"""Where a sentence begins behind the names that a label is for: "Two are counties: Cook and Lake. Of the rest"."""
DASH_CLOSES = re.compile(r"[ ][–—-][ ]+(?=[a-z])")
"""Where a sentence goes on behind names that dashes set off: "The two counties – Cook and Lake – also asked"."""


def pair_states(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Take states that each stand under a name which may lie there for its state, where a table lost its columns:
    "Boston", "Massachusetts", "City" in a line each. `lines` are those that are not blank.
    """
    states = [number for number, line in enumerate(lines) if _says_state(line)]
    pairs = [(lines[n - 1], lines[n], lines[n + 1 : n + 2]) for n in states if n]
    pairs = [pair for pair in pairs if _lies_under(*pair[:2], text, toponyms, gazetteer)]
    if len(pairs) < max(FEWEST, MOST_PAIRED * len(states)):
        return
    for line, state, following in pairs:
        says = state.says
        assert says is not None
        line.kind, line.first = "item", line.names[0]
        state.kind, state.says, toponyms[state.names[0]].heading = "body", None, True
        level, noun = None, ""
        for below in following:
            if below.kind == "heading" and below.says and not _says_state(below):
                level, noun = below.says.level, below.says.noun
                below.kind, below.says = "body", None
        note(toponyms[line.names[0]], says.usps, level, noun, text, gazetteer)


def _says_state(line: Line) -> bool:
    """Whether a line is a heading and says a state and nothing more."""
    return line.kind == "heading" and line.says is not None and not line.says.noun


def _lies_under(line: Line, state: Line, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> bool:
    """Whether a line has one name, which may lie in the state of the line below."""
    usps = state.says.usps if state.says else None
    labelled = line.says is not None and line.says.usps is not None
    if len(line.names) != 1 or labelled or text[line.begin : toponyms[line.names[0]].start].strip():
        return False
    return may_lie_in(toponyms[line.names[0]], usps, gazetteer)


MOST_PAIRED = 0.8
"""The part of the states alone in their lines that stand under such names."""
FIELD = re.compile(r"state[ ]?:", re.IGNORECASE)
"""What labels a state that what follows lies in: "State: Ohio"."""


def pair_kinds(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Take nouns that each stand under a name for its level, where a table lost its columns: "Dane" above "COUNTY".

    `lines` are those that are not blank.
    """
    kinds = [(line, below) for line, below in pairwise(lines) if below.kind == "heading" and not below.names]
    pairs = [(line, below.says, below) for line, below in kinds if below.says and below.says.noun in ONE_NOUN]
    pairs = [pair for pair in pairs if len(pair[0].names) == 1 and pair[0].says is None]
    if len(pairs) < max(FEWEST, MOST_PAIRED * len(kinds)):
        return
    for line, says, below in pairs:
        line.kind, line.first = "item", line.names[0]
        below.kind, below.says = "body", None
        note(toponyms[line.names[0]], None, says.level, says.noun, text, gazetteer)


ONE_NOUN = frozenset(LEVEL_OF) - frozenset(PLURALS)
"""The nouns for one jurisdiction."""


def settle_states(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Tell states that head lists from states that are items of one.

    A state alone in its line is a heading only where most of what follows lies in it, and another state heads a list
    too or something but the words sets it apart: a colon, a mark of a heading, items with bullets.
    """
    alone = [number for number, line in enumerate(lines) if _says_state(line)]
    fits = {number for number in alone if _heads(number, lines, toponyms, gazetteer)}
    for number in alone:
        line = lines[number]
        following = next((lines[n] for n in range(number + 1, len(lines)) if lines[n].kind != "blank"), line)
        over = following.kind == "heading" and following.says is not None and following.says.level in ("city", "county")
        colon = text[line.begin : line.end].rstrip(" *_").endswith(":")
        where = text[line.begin : line.begin + 3].lower() == "in "
        apart = over or colon or where or (following.bullet and not line.bullet)
        marked = "#" in text[line.start : line.begin] or FIELD.match(text, line.begin, line.end) is not None
        above = next((lines[n] for n in range(number - 1, -1, -1) if lines[n].kind != "blank"), line)
        itself = above.kind == "heading" and above.says is not None and above.says.level == "state"
        heads = number in fits and (len(fits) > 1 or apart or marked) and not itself
        if heads or SELF.search(text[line.start : line.end]):
            continue
        line.kind, line.says, line.first = "item", None, line.names[0]


def _set_aside_areas(lines: Sequence[Line], text: str, layout: Layout) -> None:
    """Take a line above the heading of a state that is set further in for a heading: an area over several states; and
    those beside it over items.
    """
    margins, there = set[int](), written(lines)
    for above, line, below in zip([None, *there], there, there[1:], strict=False):
        if below.kind == "heading" and below.says and below.says.usps and _is_area(above, line, below, text):
            margins.add(margin_of(line, text))
            set_aside(line, layout, "other")
    for line, below in pairwise(there if margins else ()):
        margin = margin_of(line, text)
        if line.kind == below.kind == "item" and margin in margins and margin_of(below, text) > margin:
            set_aside(line, layout, "other")


def _is_area(above: Line | None, line: Line, below: Line, text: str) -> bool:
    """Whether an item stands over what is set further in, or has bullets, and is not one more of those above it."""
    further = depth_of(below) > depth_of(line) or margin_of(below, text) > margin_of(line, text)
    deeper = (further and not below.bullet) or (below.bullet and not line.bullet)
    another = above is not None and above.kind == "item" and depth_of(above) == depth_of(line)
    return line.kind == "item" and deeper and not another


LOOKED_AT = 60
"""Names under a heading that are looked at to tell whether it heads them."""


def _heads(number: int, lines: Sequence[Line], toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> bool:
    """Whether most of the names under a state lie in it."""
    says = lines[number].says
    assert says is not None
    depth, nested = depth_of(lines[number]), False
    inside = outside = 0
    bullet = lines[number].bullet
    for line in (lines[n] for n in range(number + 1, len(lines)) if lines[n].kind != "blank"):
        capital = says.usps == "DC" and line.kind == "heading" and len(line.names) == 1  # "Washington", no state there
        if (line.kind == "heading" and line.bullet and not bullet and len(line.names) == 1) or (
            capital and may_lie_in(toponyms[line.names[0]], says.usps, gazetteer)
        ):
            inside += may_lie_in(toponyms[line.names[0]], says.usps, gazetteer)  # Delaware, a county of Pennsylvania
            continue
        if (
            line.kind == "prose"
            or (line.kind == "heading" and line.says and line.says.usps and _ends_state(line, says, depth))
            or inside + outside > LOOKED_AT
            or (nested and depth_of(line) <= depth)
        ):
            break
        nested = nested or (len(line.names) > 0 and depth_of(line) > depth)
        for index in line.names if line.first is None else (line.first,):
            toponym = toponyms[index]
            itself = toponym.level is None and gazetteer.state_of_key.get(toponym.key) == says.usps
            if toponym.tail_of is not None or not toponym.candidates or itself:
                continue
            here = toponym.state in (None, says.usps) and may_lie_in(toponym, says.usps, gazetteer)
            inside, outside = inside + here, outside + (not here)
    return inside >= max(1, outside)


def _ends_state(line: Line, says: Says, depth: int) -> bool:
    """Whether the heading of a state ends what another heads: one of its own that is set in deeper does not."""
    return line.says is None or line.says.usps != says.usps or depth_of(line) <= depth


class Force(NamedTuple):
    """The headings that are in force: a state, and a level with its noun; `outer` is which of them came first."""

    state: str | None = None
    level: str | None = None
    noun: str = ""
    outer: str = ""

    def under(self, says: Says) -> "Force":
        """What is in force under a heading more; the same state again changes nothing."""
        if says.usps == self.state and says.usps and not says.noun:
            return self
        if says.usps:
            level, noun = (says.level, says.noun) if says.noun or self.outer != "level" else (self.level, self.noun)
            return Force(says.usps, level, noun, "" if says.noun else self.outer or "state")
        if self.outer != "state":
            return Force(None, says.level, says.noun, "level")
        return self._replace(level=says.level, noun=says.noun)


@dataclass(slots=True)
class Nest:
    """A heading by how far it is set in, what was in force before it, and whether what it heads is set in deeper."""

    margin: int
    before: Force
    nested: bool = False


def _apply(lines: Sequence[Line], text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Note on the names of each line what the headings in force and the label of the line say."""
    force, label = Force(), None
    outline: list[Nest] = []
    for line in lines:
        if line.kind == "blank":
            label = None
            continue
        margin = margin_of(line, text)
        while outline and outline[-1].nested and margin <= outline[-1].margin:
            force = outline.pop().before
        if line.kind in ("item", "heading") and outline:
            outline[-1].nested = outline[-1].nested or margin > outline[-1].margin
        if line.kind == "heading" and line.says:
            while outline and outline[-1].margin >= margin:
                outline.pop()
            outline.append(Nest(margin, force))
            force, label = force.under(line.says), None
            for index in line.names:
                toponyms[index].heading = True
                take_for_state(toponyms[index], line.says, text, gazetteer)
            continue
        if line.says is not None:
            label = line.says
        elif line.bullet or line.kind == "item":
            label = None
        if label is None and (line.kind == "prose" or _names_others(line, force.level, toponyms)):
            force = Force()
            continue
        usps = label.usps if label and label.usps else force.state
        level, noun = (label.level, label.noun) if label and label.level else (force.level, force.noun)
        if usps or level:
            own = label is line.says is not None
            ends = DASH_CLOSES if text[line.begin - 1 : line.begin] in DASHES else PROSE_BEGINS
            end = ends.search(text, line.begin, line.end) if own else None
            _note_line(line, Says(level, noun, usps), end.end() if end else line.end, text, toponyms, gazetteer)
            label = None if end else label


def _note_line(line: Line, says: Says, end: int, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Note on the names of a line, up to an offset, what is said of them."""
    line.usps = says.usps
    for index in line.names:
        _part_county(toponyms, index, says, gazetteer)
    if says.usps and line.first is not None and toponyms[line.first].tail_of is None:
        line.lies_in = may_lie_in(toponyms[line.first], says.usps, gazetteer)
    for index in line.names:
        if toponyms[index].start < end:
            note(toponyms[index], says.usps, says.level, says.noun, text, gazetteer)


SELF = re.compile(
    r"(?:^\W*|[;,:(–—-]\s*)(?:also\s+)?(?:statewide|(?:the\s+)?(?:entire|full|whole)\s+state|(?:the\s+)?state\s+(?:itself|government)(?:\s+only)?)(?=\s*(?:$|[;,.)]|:\s*[\"“]))"
    r"|(?:^\W*|:\s*)state(?:\s+coverage)?(?=\s*(?:$|;|\.{3}))"
    r"|^[\W\d]*the\s+state(?=\s*$)|^\s*[•·*+▪◦‣–-]\s+(?:the\s+)?state\s+of\s+[\w ]+$"
    r"|^\W*(?:o\s+)?state(?:\s+government)?\s*:\s*(?:self\b|(?:the\s+)?state\s+of\s+[\w ]+$)"
    r"|(?:^\W*|[–—:-]\s*)self[- ]identif\w+\s+as\s+(?:a\s+)?state\b",
    re.IGNORECASE,
)
"""An item under a state's heading that says that the state is on the list too."""


def _take_selves(layout: Layout, text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
    """Take the heading or the label of a state for an item where it, or a line under it, says that the state is one."""
    head: Line | None = None
    for line in layout.lines:
        if (line.says and line.says.usps) or (line.kind == "item" and _is_state(line, toponyms, gazetteer)):
            head = line
        elif line.kind == "prose":
            head = None
        if head is None or not SELF.search(text[line.start : line.end]):
            continue
        if line is not head and ANSWERED_NO.search(text, line.start, line.end):
            line.kind, head = "body", None
            continue
        if line is head or not any(state_of(toponyms[i], gazetteer) for i in line.names):
            line.kind = "body" if line is not head else line.kind
            head.usps = None
            if head.says:
                _take_state(head, toponyms, layout)
            elif head.first is not None:
                toponyms[head.first].level, toponyms[head.first].level_cue = "state", "state itself"
            head = None


ANSWERED_NO = re.compile(r":[ ]*(?:no|none)[ .]*$", re.IGNORECASE)
"""The end of a line that denies what it asks: "Self-identifies as a state sanctuary jurisdiction: No"."""


def _is_state(line: Line, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> bool:
    """Whether a line names a state and nothing else."""
    return len(line.names) == 1 and state_of(toponyms[line.names[0]], gazetteer) is not None


def _take_state(head: Line, toponyms: Sequence[Toponym], layout: Layout) -> None:
    """Make the state that heads a list, or labels a line of it, the first item; those in the line stay items."""
    index = head.names.start - (head.kind != "heading")
    toponyms[index].heading, toponyms[index].level, toponyms[index].level_cue = False, "state", "state itself"
    if head.kind != "heading" and head.names:
        layout.cells.add(head.names.start if head.first is None else head.first)
    head.kind, head.first, head.names = "item", index, range(index, head.names.stop)


def _names_others(line: Line, level: str | None, toponyms: Sequence[Toponym]) -> bool:
    """Whether a line says of its names that they are of another level than those under the heading: "THE CITIES OF"."""
    first = toponyms[line.names[0]] if line.names else None
    noun = (first.level_cue or "").lower().removesuffix(" of") if first else ""
    return level is not None and noun in PLURALS and PLURALS[noun] != level


def _part_county(toponyms: Sequence[Toponym], index: int, says: Says, gazetteer: Gazetteer) -> None:
    """Take a name and a state behind it apart that are two counties of the state said: "BENTON     WASHINGTON" under
    that of another state, "Boundary, Idaho, Kootenai" among the counties of Idaho.
    """
    usps = says.usps
    tail = toponyms[index]
    head = toponyms[tail.tail_of] if tail.tail_of is not None else None
    if head is None or usps is None:
        return
    another = usps != head.state and head.state_cue == ADJACENT and tail.start - head.end > 1
    itself = usps == head.state and head.state_cue == "state after comma" and says.level == "county"
    if (head.level_cue or "").endswith(" after"):
        return  # "Wayne County, New York"
    if (another or itself) and may_lie_in(head, usps, gazetteer) and may_be(tail, "county", gazetteer, usps):
        part(head, tail)
