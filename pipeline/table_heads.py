"""Reads the heads of the columns of a table within a text: what kind of thing each column holds."""

import re
from collections.abc import Sequence

from pipeline.cues import LEVEL_OF

PLACE_COLUMNS = frozenset(
    """addressee applicant awardee claimant community communities entity government governments grantee jurisdiction
    jurisdictions localities locality location member members participant place places recipient site
    unit""".split()
)
"""Heads of columns that hold names of any level."""
HEADS = PLACE_COLUMNS | {*LEVEL_OF}
"""Heads of columns that hold names."""
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
    return noun_of(NUMBER_BEHIND.sub("", cell.lower().strip("*_: \t")).split(" "))


def noun_of(words: Sequence[str]) -> str:
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
