"""Finds a list that a text tells in its sentences: as many names, in a few paragraphs, as it says that there are.

"The outbreak touches 10 counties. ... Terry County has had 46 and Dawson County 23 ... Lubbock County stands at 41".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.lists import Enumeration

LEVELS = {
    **dict.fromkeys(("counties", "parishes", "boroughs"), ("county",)),
    **dict.fromkeys(("cities", "towns", "villages"), ("city",)),
    "states": ("state",),
}
"""The levels that a count's noun allows; any other noun allows all."""
LEVEL_OF_LENGTH = {2: "state", 5: "county", 7: "city"}
"""The level of a GEOID, by its digits."""
FEWEST_TOLD = 5
"""Names from which it is no chance that a text has as many as it says."""
MOST_PARAGRAPHS = 3
"""Paragraphs that such a list goes over at most."""
PARAGRAPH = re.compile(r"\n[ \t]*\n")
PROSE = re.compile(r"(?:[^\n]{45,}\n)*[^\n]*[.!?][\"”’)]*")
"""A paragraph of sentences: its lines, but for the last, are full, and it ends with a full stop."""
DATELINE = re.compile(r"[^\n.!?—–]{0,20}[.]?[^\n.!?—–]{0,12}[.]?[^\n.!?—–]{0,5}[ ](?:--?|[—–])[ ]")

Item = tuple[int, int, int, str]
"""A name that may be on a list: the index of its decision, its span and its GEOID."""


def find_told(text: str, counts: Sequence[tuple[int, str | None]], items: Sequence[Item]) -> Enumeration | None:
    """The longest list told in sentences, of the counts given as number and noun; `items` are in order."""
    ends = [0, *(m.end() for m in PARAGRAPH.finditer(text)), len(text)]
    items = [item for item in items if not _in_dateline(text, item)]
    starts = [item[1] for item in items]
    cuts = [bisect_left(starts, end) for end in ends]
    prose = [PROSE.fullmatch(text[a:b].strip()) is not None for a, b in pairwise(ends)]
    paragraphs = [items[a:b] if told else [] for (a, b), told in zip(pairwise(cuts), prose, strict=True)]
    for number, unit in sorted({count for count in counts if count[0] >= FEWEST_TOLD}, key=lambda count: -count[0]):
        told = _told(number, unit, paragraphs)
        if told:
            return Enumeration([item[0] for item in told], told[0][1], told[-1][2], told=True)
    return None


def _in_dateline(text: str, item: Item) -> bool:
    """Whether a name begins a line and a dash parts it from the sentence: "ANCHORAGE, Alaska (Aug. 4) —"."""
    return text[item[1] - 1 : item[1]] in ("", "\n") and DATELINE.match(text, item[2]) is not None


def _told(number: int, unit: str | None, paragraphs: Sequence[Sequence[Item]]) -> list[Item] | None:
    """The names of the fewest paragraphs in a row that have just as many of the unit's levels as a count says."""
    levels = LEVELS.get(unit or "")
    for allowed in [levels] if levels else [("county", "city"), ("state", "county", "city")]:
        fitting = [[item for item in part if LEVEL_OF_LENGTH.get(len(item[3])) in allowed] for part in paragraphs]
        for window in _windows(fitting):
            if len({item[3] for item in window}) == number:
                return window
    return None


def _windows(parts: Sequence[list[Item]]) -> Iterator[list[Item]]:
    """The names of one paragraph, of two in a row, ...; each has two or more."""
    for size in range(1, MOST_PARAGRAPHS + 1):
        for first in range(len(parts) - size + 1):
            chosen = parts[first : first + size]
            if min(map(len, chosen)) > 1:
                yield [item for part in chosen for item in part]
