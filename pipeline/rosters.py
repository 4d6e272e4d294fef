"""Finds the lists and the counts that a text states, and who is on them.

A roster is one enumeration, or several in a row under labels of one kind ("STATES: …", "COUNTIES: …"). A count is a number
with a noun for jurisdictions ("23 jurisdictions", "fourteen cities"). A roster as long as a stated count is a full list.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.lists import Enumeration

UNITS = (
    "jurisdictions|cities|counties|states|parishes|boroughs|towns|localities|communities|municipalities|governments|places|"
    "villages|areas|locations|finalists"
)
NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
TENS = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
NUMBER = rf"\d{{1,3}}|(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(list(NUMBERS)[1:10])}))?|{'|'.join(list(NUMBERS)[2:])}"

COUNT = re.compile(
    rf"\b(?P<number>{NUMBER})\s+(?P<between>(?:[\w’'“”\"-]+\s+(?:and\s+)?){{0,3}}?)"
    rf"(?P<unit>(?:{UNITS})(?:(?:,\s*|\s+and\s+|,\s+and\s+)(?:{UNITS}))*)\b",
    re.IGNORECASE,
)
"""A stated count: "23 so-called sanctuary cities", "23 cities, counties and states"."""

BARE_COUNT = re.compile(
    rf"\bone\s+of\s+(?P<of>{NUMBER})\b|\b(?P<all>{NUMBER})\s+(?:in\s+all|were|sent\s+out|left|in\s+total|names|recipients)\b|"
    rf"\b(?:list|total)\s+of\s+(?P<list>{NUMBER})\b|\bthe\s+(?P<the>{NUMBER})(?=\s*[:.,])",
    re.IGNORECASE,
)
"""A count whose noun is left out: "one of 29", "ten in all", "the nine:"."""

SUPERLATIVE = re.compile(r"\b(?:largest|biggest|most|other|more|first|last|two-|top)\b", re.IGNORECASE)
"""A count of a part: "the three largest cities"."""

PARTIAL = re.compile(r"\b(?:including|include|includes|included|among\s+them|such\s+as|like|e\.g\.)\W*(?:the\s+)?[^.;:]{0,30}$", re.IGNORECASE)
"""Words that announce a part of a list."""

LEFT_OUT = re.compile(
    r"\b(?:left\s+out|not\b|n’t|n't|excluded|excluding|except|without|nor|never|rather\s+than|instead\s+of|omitted|spared|exempt)",
    re.IGNORECASE,
)
"""Words that take the places beside them off a list."""

ADDITIVE = re.compile(r"\b(?:also|the\s+same|joined|as\s+well|too|in\s+addition|likewise)\b", re.IGNORECASE)
"""Words that add one more place to a list before it."""


@dataclass(slots=True)
class StatedCount:
    """A number of jurisdictions that a text states."""

    start: int
    end: int
    number: int
    unit: str | None


@dataclass(slots=True)
class Roster:
    """The members of a list: indexes of toponyms, in order; `kind` is full_list, partial_list or list."""

    kind: str
    members: list[int]
    start: int
    end: int
    count: StatedCount | None = None
    left_out: list[int] = field(default_factory=list)


def stated_counts(text: str) -> list[StatedCount]:
    """The counts of jurisdictions that a text states, in order.

    >>> [(c.number, c.unit) for c in stated_counts("letters to 23 cities; twenty-nine jurisdictions")]
    [(23, 'cities'), (29, 'jurisdictions')]
    """
    found = [
        StatedCount(m.start("number"), m.end("unit"), _number(m["number"]), m["unit"].lower())
        for m in COUNT.finditer(text)
        if not SUPERLATIVE.search(m["between"])
    ]
    for match in BARE_COUNT.finditer(text):
        name = next(group for group in ("of", "all", "list", "the") if match[group])
        start, end = match.span(name)
        if not any(count.start <= start < count.end for count in found):
            found.append(StatedCount(start, end, _number(match[name]), None))
    return sorted(found, key=lambda count: count.start)


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    parts = re.split(r"[- ]", words.lower())
    return sum(TENS.get(part, NUMBERS.get(part, 0)) for part in parts)


def find_rosters(
    text: str, lists: Sequence[Enumeration], counts: Sequence[StatedCount], identity: Sequence[str | None]
) -> list[Roster]:
    """The rosters of a text, in order.

    `identity` gives each toponym's GEOID (or None): the length of a list is the number of distinct ones, names that could
    not be resolved counted one each.
    """
    kept = [found for found in lists if not is_left_out(text, found.start, found.end)]
    numbers = {count.number: count for count in reversed(counts)}
    groups = _merge(text, kept)
    rosters = []
    for group in groups:
        members = [index for found in group for index in found.members]
        size = length(members, identity)
        start, end = group[0].start, group[-1].end
        if size in numbers and size > 2 and not PARTIAL.search(text, max(0, start - 60), start):
            rosters.append(Roster("full_list", members, start, end, numbers[size]))
            continue
        for found in group:
            near = [count for count in counts if count.end <= found.start and count.number > length(found.members, identity)]
            partial = PARTIAL.search(text, max(0, found.start - 60), found.start)
            if partial and near:
                rosters.append(Roster("partial_list", found.members, found.start, found.end, near[-1]))
            else:
                rosters.append(Roster("list", found.members, found.start, found.end))
    return rosters


def length(members: Sequence[int], identity: Sequence[str | None]) -> int:
    """How many distinct jurisdictions the members are."""
    return len({identity[index] or str(index) for index in members})


def _merge(text: str, lists: Sequence[Enumeration]) -> list[list[Enumeration]]:
    """Enumerations in a row that only a label or a short bridge parts."""
    groups: list[list[Enumeration]] = []
    for found in lists:
        if groups and _bridge(text[groups[-1][-1].end : found.start]):
            groups[-1].append(found)
        else:
            groups.append([found])
    return groups


BRIDGE = re.compile(
    r"[^.!?]{0,90}|[.]?\s*\n[^\n]{0,80}\n?[^\n]{0,40}|[.]\s+[A-Z][^.!?\n]{0,60}:\s*", re.DOTALL
)


def _bridge(between: str) -> bool:
    return BRIDGE.fullmatch(between) is not None


def is_left_out(text: str, start: int, end: int) -> bool:
    """Whether the sentence of a span says that what it names is not on the list."""
    begin = max(text.rfind(mark, 0, start) for mark in (".", "\n", ";", "!", "?")) + 1
    stops = [at for at in (text.find(mark, end) for mark in (". ", "\n", ";", "!", "?")) if at >= 0]
    stop = min(stops, default=len(text))
    before, after = text[max(begin, start - 40) : start], text[end : min(stop, end + 80)]
    return bool(LEFT_OUT.search(after) or re.search(r"\b(?:excluding|except|not\s+including|but\s+not|without|rather\s+than)\b[^,;]*$", before, re.IGNORECASE))
