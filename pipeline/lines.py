"""The lines of a text and what headings and labels say of the names in them: what the reading of a layout builds on."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.gazetteer import Gazetteer
from pipeline.toponyms import Toponym, drop_noun, may_be

BLANK_LINE = re.compile(r"\n[ \t]*\n")
"""What parts paragraphs."""
SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")
"""The end of a sentence, as far as its mark tells."""
SHORT = 12
"""Code points that may stand between a label and an item: "California: $15 in Sunnyvale"."""
FEWEST = 3
"""Items from which lines without bullets are a list."""

OUTLINE = re.compile(r"[ \t]*(?P<mark>[A-Z]|[IVX]{2,5})[.)][ \t]+(?=\S)")
"""What begins a line of an outline; the initial of a name looks the same."""


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
    """blank, heading, item, off (said to be none), body (what is said under an item), prose or other."""
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

    cells: set[int] = field(default_factory=set)
    """The toponyms that are items though their line has another before them: those in a second column of items."""

    figured: set[int] = field(default_factory=set)
    """The numbers of the lists whose lines hold several items, each with a figure."""

    def line_at(self, offset: int) -> int:
        """The number of the line that holds an offset."""
        return bisect_right(self.starts, offset) - 1


def state_of(toponym: Toponym, gazetteer: Gazetteer) -> str | None:
    """The postal code of the state that a toponym names, if it is the name of one."""
    if not toponym.candidates or toponym.level not in (None, "state"):
        return None
    if toponym.abbreviated:
        return gazetteer.abbreviations.get(toponym.key)
    return gazetteer.state_of_key.get(toponym.key)


def may_lie_in(toponym: Toponym, usps: str | None, gazetteer: Gazetteer) -> bool:
    """Whether a state has a county or a place of a name, at the level that the words around it say."""
    levels = (toponym.level,) if toponym.level else ("county", "city")
    return any(may_be(toponym, level, gazetteer, usps) for level in levels)


def note(toponym: Toponym, usps: str | None, level: str | None, noun: str, text: str, gazetteer: Gazetteer) -> None:
    """Note on a name what a heading says of it."""
    if toponym.tail_of is not None or toponym.heading or in_parentheses(text, toponym):
        return
    if text[max(0, toponym.start - 3) : toponym.start].lower() == "in " and text[toponym.end : toponym.end + 1] == ",":
        return  # "in Nevada, Eureka and Humboldt"
    if usps and toponym.state is None:
        drop_noun(toponym, usps, gazetteer)
    if usps and toponym.state is None and may_lie_in(toponym, usps, gazetteer):
        toponym.state, toponym.state_cue = usps, "under the heading of a state"
    if level and toponym.level is None and may_be(toponym, level, gazetteer, toponym.state):
        toponym.level, toponym.level_cue = level, "under the heading " + noun


def take_for_state(toponym: Toponym, says: Says, text: str, gazetteer: Gazetteer) -> None:
    """Take the name of the state that a heading or a label says for the state's, though a city bears it too."""
    itself = says.usps and toponym.level is None and state_of(toponym, gazetteer) == says.usps
    if itself and not is_dateline(text, toponym.start, toponym.end):
        toponym.level, toponym.level_cue = "state", "heads others"


def is_numbered(line: Line, text: str) -> bool:
    """Whether a number and nothing else stands before what a line says."""
    return NUMBERED.fullmatch(text, line.start, line.begin) is not None


NUMBERED = re.compile(r"[^\w\n]*\d{1,3}[^\w\n]*")
"""What begins a numbered line."""


def in_parentheses(text: str, toponym: Toponym) -> bool:
    """Whether a name stands in parentheses and does not complete the name before them."""
    if toponym.tail_of is not None:
        return False
    opened = text.rfind("(", max(0, toponym.start - 200), toponym.start)
    return opened >= 0 and text.find(")", opened, toponym.start) < 0 and text.find("\n", opened, toponym.start) < 0


def written(lines: Iterable[Line]) -> list[Line]:
    """The lines that are not blank."""
    return [line for line in lines if line.kind != "blank"]


def set_aside(line: Line, layout: Layout, kind: str = "body") -> None:
    """Take a line, and the names in it, for none of a list."""
    line.kind, line.first = kind, None
    layout.aside.update(line.names)


def depth_of(line: Line) -> int:
    """How many blanks, bullets and numbers a line has before its first word."""
    return line.begin - line.start


def margin_of(line: Line, text: str) -> int:
    """The blanks that a line begins with."""
    return line.end - line.start - len(text[line.start : line.end].lstrip())


DATELINE = re.compile(r"[.)]?(?:,[ ][A-Z][a-z]{2,8}\.?[ ]\d{1,2})?[ ]*(?:\([^()\n]{1,30}\)[ ]*)?(?:--?|[–—])[ \xa0]")
"""What stands between the place of a dateline and its sentence."""


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether a span begins a line, and a dash parts it from the rest: "AUGUSTA, Maine (AP) — "."""
    return text[start - 1 : start] in ("", "\n", "\ufeff") and DATELINE.match(text, end) is not None


def line_end(text: str, offset: int) -> int:
    """The offset where the line of an offset ends."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
