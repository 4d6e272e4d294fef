"""Texts with what was found in them marked: a text is cut into segments that are marked as one or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Row = Mapping[str, Any]

CONTEXT = 140
"""Characters shown on either side of the words that a row rests on."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Some characters of a text, with the mention that they belong to and the claims that they are part of."""

    text: str
    mention: Row | None = None
    claims: tuple[Row, ...] = ()
    first: bool = False
    """Whether the mention begins here: the place that a link to it leads to."""


def paragraphs(text: str, mentions: Sequence[Row], claims: Sequence[Row] = ()) -> list[list[Segment]]:
    """A text as paragraphs of segments; what lies between paragraphs is left out.

    >>> [[segment.text for segment in part] for part in paragraphs("To Reno.\\n\\nEnd", [{"start": 3, "end": 7}])]
    [['To ', 'Reno', '.'], ['End']]
    """
    found, position = [], 0
    for block in text.split("\n\n"):
        if block.strip():
            found.append(segments(text, mentions, claims, position, position + len(block)))
        position += len(block) + 2
    return found


def segments(text: str, mentions: Iterable[Row], claims: Iterable[Row], start: int, end: int) -> list[Segment]:
    """The part of a text from `start` to `end`, cut wherever a mention or a claim begins or ends."""
    mentions = [row for row in mentions if start <= row["start"] and row["end"] <= end]
    claims = [row for row in claims if row["start"] < end and row["end"] > start]
    edges = {start, end} | {
        max(start, min(end, row[edge])) for row in (*mentions, *claims) for edge in ("start", "end")
    }
    cuts = sorted(edges)
    return [_segment(text, mentions, claims, left, right) for left, right in pairwise(cuts)]


def _segment(text: str, mentions: list[Row], claims: list[Row], left: int, right: int) -> Segment:
    mention = next((row for row in mentions if row["start"] <= left and right <= row["end"]), None)
    covering = tuple(row for row in claims if row["start"] <= left and right <= row["end"])
    return Segment(text[left:right], mention, covering, mention is not None and mention["start"] == left)


def excerpt(text: str | None, mention: Row) -> list[Segment]:
    """The words of a mention in their context; the words alone where the text is not published, or is another."""
    start, end = mention["start"], mention["end"]
    if text is None or text[start:end] != mention["words"]:
        return [Segment(mention["words"], mention, first=True)]
    left = max(text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0, _word_start(text, start - CONTEXT))
    stop = text.find("\n\n", end)
    right = min(len(text) if stop < 0 else stop, _word_end(text, end + CONTEXT))
    before = [Segment("… ")] if left > 0 and not text[:left].endswith("\n\n") else []
    after = [Segment(" …")] if right < len(text) and not text[right:].startswith("\n\n") else []
    return [*before, *segments(text, [mention], [], left, right), *after]


def _word_start(text: str, position: int) -> int:
    """The start of the first whole word at or after `position`."""
    return 0 if position <= 0 else text.find(" ", position) + 1


def _word_end(text: str, position: int) -> int:
    """The end of the last whole word before `position`."""
    return len(text) if position >= len(text) else text.rfind(" ", 0, position)
