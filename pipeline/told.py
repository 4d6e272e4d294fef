"""Finds a list that a text tells in its sentences: as many names, in a few paragraphs, as it says that there are.

"The outbreak touches 10 counties. ... Terry County has had 46 and Dawson County 23 ... Lubbock County stands at 41".
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.enumerations import Enumeration
from pipeline.lines import BLANK_LINE, is_dateline

LEVELS = {
    **dict.fromkeys(("counties", "parishes", "boroughs"), ("county",)),
    **dict.fromkeys(("cities", "towns", "villages"), ("city",)),
    "states": ("state",),
}
"""The levels that a count's noun allows; any other noun allows all."""
LEVEL_OF_LENGTH = {2: "state", 5: "county", 7: "city"}
FEWEST_TOLD = 4
"""Names from which it is no chance that a paragraph has as many as the text says, if it speaks of "the four" too;
over more paragraphs than two, or without that, it takes one more.
"""
THE_FOUR = re.compile(r"\b(?:all|the)\s+four\b|\bfour\s+\w+\s+in\s+all\b", re.IGNORECASE)
MOST_PARAGRAPHS = 3
"""Paragraphs that such a list goes over at most."""
PROSE = re.compile(r"(?:[^\n]{45,}\n)*[^\n]*[.!?][\"”’)]*")
"""A paragraph of sentences: its lines, but for the last, are full, and it ends with a full stop."""
QUOTES = frozenset('"“')

Item = tuple[int, int, int, str]
"""A name that may be on a list: the index of its decision, its span and its GEOID."""


class Paragraph(NamedTuple):
    """A paragraph: whether it begins with what somebody said, and the names in it."""

    said: bool
    items: Sequence[Item]


def level_of(geoid: str | None) -> str | None:
    """The level of a GEOID, which its digits tell, or None for no GEOID."""
    return LEVEL_OF_LENGTH.get(len(geoid or ""))


def find_told(
    text: str, counts: Iterable[tuple[int, str | None]], items: Sequence[Item], nearly: bool = False
) -> Enumeration | None:
    """The longest list told in sentences, of the counts given as number and noun; `items` are in order.

    With `nearly`, a list will do that lacks a name or two of the number.
    """
    fewest = FEWEST_TOLD if THE_FOUR.search(text) else FEWEST_TOLD + 1
    wanted = {(number, LEVELS.get(unit or "")) for number, unit in counts if number >= fewest}
    if not wanted:
        return None
    paragraphs = _paragraphs(text, [item for item in items if not is_dateline(text, item[1], item[2])])
    tried = [
        (number, allowed)
        for number, levels in sorted(wanted, key=lambda count: (-count[0], count[1] or ()))
        for allowed in ([levels] if levels else [("county", "city"), ("state", "county", "city")])
    ]
    told = {allowed: _windows(paragraphs, allowed) for _, allowed in tried}
    exact = (told[allowed].get(number) for number, allowed in tried)
    names = next(filter(None, exact), None)
    if names is None and nearly:
        names = next(filter(None, (_nearly(*each, told) for each in tried)), None)
    return Enumeration([item[0] for item in names], names[0][1], names[-1][2], told=True) if names else None


NEARLY = 0.85
"""The part of a count that is told where the rest are no names of the gazetteer: "Toronto", "Northern Virginia"."""
MANY = 10
"""The least such count."""


def _nearly(
    number: int, levels: tuple[str, ...], told: dict[tuple[str, ...], dict[int, list[Item]]]
) -> list[Item] | None:
    """The longest list that is all but as long as a count."""
    near = max((size for size in told[levels] if NEARLY * number <= size < number and number >= MANY), default=0)
    return told[levels].get(near)


def _paragraphs(text: str, items: Sequence[Item]) -> list[Paragraph]:
    """The names of each paragraph; none of what is no prose."""
    ends = [0, *(m.end() for m in BLANK_LINE.finditer(text)), len(text)]
    starts = [item[1] for item in items]
    found = []
    for begin, end in pairwise(ends):
        told = PROSE.fullmatch(text[begin:end].strip())
        names = items[bisect_left(starts, begin) : bisect_left(starts, end)] if told else []
        found.append(Paragraph(text[begin : begin + 1] in QUOTES, names))
    return found


def _windows(paragraphs: Sequence[Paragraph], levels: Sequence[str]) -> dict[int, list[Item]]:
    """By their number, the names at some levels in the fewest paragraphs in a row; each has one, but for quotations."""
    of_levels = ([item for item in part.items if level_of(item[3]) in levels] for part in paragraphs)
    fitting = [names for part, names in zip(paragraphs, of_levels, strict=True) if names or not part.said]
    found: dict[int, list[Item]] = {}
    for size in range(1, MOST_PARAGRAPHS + 1):
        for first in range(len(fitting) - size + 1):
            chosen = fitting[first : first + size]
            if min(map(len, chosen)) > 0:
                names = [item for part in chosen for item in part]
                number = len({item[3] for item in names})
                if size == 1 or number >= FEWEST_TOLD + (size > 2):
                    found.setdefault(number, names)
    return found
