"""Texts with what was found in them marked: a text is cut into segments that are marked as one or not at all."""

from bisect import bisect_right
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
    r"""A text as paragraphs of segments; what lies between paragraphs is left out.

    >>> [[segment.text for segment in part] for part in paragraphs("To Reno.\n\nEnd", [{"start": 3, "end": 7}])]
    [['To ', 'Reno', '.'], ['End']]
    """
    spans, position = [], 0
    for block in text.split("\n\n"):
        if block.strip():
            spans.append((position, position + len(block)))
        position += len(block) + 2
    inside, across = _within(spans, mentions, whole=True), _within(spans, claims, whole=False)
    return [
        segments(text, marked, claimed, start, end)
        for marked, claimed, (start, end) in zip(inside, across, spans, strict=True)
    ]


def segments(text: str, mentions: Iterable[Row], claims: Iterable[Row], start: int, end: int) -> list[Segment]:
    """The part of a text from `start` to `end`, cut wherever a mention or a claim begins or ends.

    Mentions do not overlap; claims may. It takes time in proportion to their number.
    """
    mentions, claims = sorted(mentions, key=_start), sorted(claims, key=_start)
    edges = {start, end} | {
        max(start, min(end, row[edge])) for row in (*mentions, *claims) for edge in ("start", "end")
    }
    found: list[Segment] = []
    covering: list[Row] = []
    mention = next(upcoming := iter(mentions), None)
    claim = next(coming := iter(claims), None)
    for left, right in pairwise(sorted(edges)):
        while mention and mention["end"] <= left:
            mention = next(upcoming, None)
        while claim and claim["start"] <= left:
            covering.append(claim)
            claim = next(coming, None)
        covering = [row for row in covering if row["end"] > left]
        here = mention if mention and mention["start"] <= left else None
        found.append(Segment(text[left:right], here, tuple(covering), here is not None and here["start"] == left))
    return found


def _start(row: Row) -> int:
    return int(row["start"])


def _within(spans: Sequence[tuple[int, int]], rows: Sequence[Row], whole: bool) -> list[list[Row]]:
    """For each of some spans in order, the rows that lie in it; unless `whole`, also those that only reach into it."""
    found: list[list[Row]] = [[] for _ in spans]
    ends = [end for _, end in spans]
    for row in rows:
        for index in range(bisect_right(ends, row["start"]), len(spans)):
            start, end = spans[index]
            if start >= row["end"]:
                break
            if not whole or (start <= row["start"] and row["end"] <= end):
                found[index].append(row)
    return found


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
