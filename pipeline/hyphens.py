"""Joins the words of names that a hyphen parts at the end of a line, as in the text of a PDF: "Madi-", "son"."""

import re
from functools import cache

from pipeline.cues import LEVEL_OF
from pipeline.gazetteer import gazetteer

HYPHENS = frozenset("-‐\u00ad")
"""Marks with which lines end that part a word."""
PARTED = re.compile(r"(?P<first>(?<![^\W\d_])[^\W\d_]{2,}+)(?P<gap>[-‐\u00ad][ ]?\n[ \t]*)(?P<rest>[^\W\d_]+)")
"""A word with a hyphen and the end of a line in it."""


def without_hyphens(text: str) -> tuple[str, dict[int, int]]:
    """The text with the words of names whole, what parted them behind them, and where such words end in truth.

    It is as long as before, so that offsets hold, but for those ends: by the offset behind the whole word, the one
    behind its second half. Words in capitals stay parted.

    >>> without_hyphens("Madi-\\nson, Wisconsin")
    ('Madison \\n, Wisconsin', {7: 9})
    """
    ends: dict[int, int] = {}

    def join(found: re.Match[str]) -> str:
        word = found["first"] + found["rest"]
        goes_on = found["rest"][0].islower() or found["first"] == "Mc"  # and not "Miami-", "Dade"
        if not goes_on or word.lower() not in _words() or not (word[0].isupper() or word in LEVEL_OF):
            return found[0]
        ends[found.start() + len(word)] = found.end()
        return word + found["gap"].replace(found["gap"][0], " ", 1)

    return PARTED.sub(join, text), ends


@cache
def _words() -> frozenset[str]:
    """The words of names and the nouns for jurisdictions."""
    return frozenset(word for name in gazetteer().names for word in name.split()) | LEVEL_OF.keys()
