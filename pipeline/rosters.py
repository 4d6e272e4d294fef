"""Finds the lists and the counts that a text states, and who is on them.

A roster is one enumeration, or several in a row under labels of one kind ("STATES: …", "COUNTIES: …"). A count is a
number with a noun for jurisdictions ("23 jurisdictions", "fourteen cities"). A roster as long as a stated count is a
full list.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.cues import UNITS, forms
from pipeline.enumerations import Enumeration
from pipeline.lines import BLANK_LINE
from pipeline.tokens import Tokens, indexes_of
from pipeline.told import LEVELS, NEARLY, Item, find_told, level_of

NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
WORDS = [*list(NUMBERS)[2:], *TENS]
NUMBER = rf"\d{{1,4}}|(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(list(NUMBERS)[1:10])}))?|{'|'.join(list(NUMBERS)[2:])}"


START = frozenset(form for word in WORDS for form in forms(word))
"""Words that a number begins with; most texts hold few, so that the patterns below are tried there alone."""

COUNT = re.compile(
    rf"(?P<number>{NUMBER})\s+(?:of\s+(?:its|their|the(?=\s\w+est\s))\s+)?(?P<between>(?:(?!from\b|in\b|of\b)[\w’'“”\"-]{{1,30}}\s+){{0,3}}?)"
    rf"(?P<unit>(?:{UNITS})(?:(?:,\s*|\s+and\s+|,\s+and\s+)(?:{UNITS}))*)\b",
    re.IGNORECASE,
)
"""A stated count: "23 so-called sanctuary cities", "23 cities, counties and states"."""

UNIT_WORDS = frozenset(form for unit in UNITS.split("|") for form in forms(unit))

NUMBER_ONLY = re.compile(rf"(?:{NUMBER})\b", re.IGNORECASE)
LONGEST_NUMBER = 12

BEFORE_BARE = re.compile(r"\b(?:one\s+of|list\s+of|total\s+of|following|the)\s+$", re.IGNORECASE)
AFTER_BARE = re.compile(
    r"\s+(?:in\s+all|were|sent\s+out|left|in\s+total|names|recipients|of\s+them|(?:do|did|are|have)(?=:))",
    re.IGNORECASE,
)
AFTER_THE = re.compile(r"\s*(?:are\s*)?[:.,]")
BARE_BEHIND = frozenset(form for word in "of the following".split() for form in forms(word))
BARE_BEFORE = frozenset(
    form for word in "in were sent left names recipients of do did are have".split() for form in forms(word)
)
"""What a count may stand behind, or before, whose noun is left out: "one of 29", "ten in all", "the nine:"."""

SUPERLATIVE = re.compile(r"\b(?:largest|biggest|most|other|first|last|two-|top)\b", re.IGNORECASE)
"""A count of a part: "the three largest cities"."""

BACK = re.compile(r"\bthose\s+$", re.IGNORECASE)
"""What refers a count to names before it: "none in those four states"."""

PARTIAL = re.compile(
    r"\b(?:including|include|includes|included|among\s+them|such\s+as|like|e\.g\.)\W*(?:the\s+)?[^.;:]{0,30}$",
    re.IGNORECASE,
)
"""Words that announce a part of a list."""


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


def stated_counts(tokens: Tokens) -> list[StatedCount]:
    """The counts of jurisdictions that a text states, in order.

    >>> from pipeline.tokens import tokenize
    >>> [(c.number, c.unit) for c in stated_counts(tokenize("letters to 23 cities; twenty-nine jurisdictions"))]
    [(23, 'cities'), (29, 'jurisdictions')]
    """
    text, words, found = tokens.text, tokens.words, list[StatedCount]()
    units = UNIT_WORDS & tokens.vocabulary
    for index in indexes_of(tokens, tokens.numbers | START):
        start = tokens.starts[index]
        if (found and start < found[-1].end) or len(words[index]) > LONGEST_NUMBER:
            continue
        behind = words[index + 1 : index + 8]
        counts = units and not units.isdisjoint(behind)
        count = COUNT.match(text, start) if counts else None
        if count is not None and not BLANK_LINE.search(count[0]):
            if not SUPERLATIVE.search(count["between"]) and not BACK.search(text, max(0, start - 8), start):
                end = tokens.ends.get(count.end(), count.end())
                found.append(StatedCount(start, end, _number(count["number"]), count["unit"].lower()))
        elif words[index - 1] in BARE_BEHIND or not BARE_BEFORE.isdisjoint(behind[:3]):
            number = NUMBER_ONLY.match(text, start)
            if number is not None and _is_bare(text, *number.span()):
                found.append(StatedCount(*number.span(), _number(number[0]), None))
    return found


def _is_bare(text: str, start: int, end: int) -> bool:
    """Whether a number counts jurisdictions without a noun."""
    before = BEFORE_BARE.search(text, max(0, start - 14), start)
    if before is not None:
        return not before[0].lower().startswith("the") or AFTER_THE.match(text, end) is not None
    return AFTER_BARE.match(text, end) is not None


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    parts = re.split(r"[- ]", words.lower())
    return sum(TENS.get(part, NUMBERS.get(part, 0)) for part in parts)


def find_rosters(
    text: str,
    lists: Sequence[Enumeration],
    counts: Sequence[StatedCount],
    identity: Sequence[str | None],
    items: Sequence[Item] = (),
) -> list[Roster]:
    """The rosters of a text, in order.

    `identity` gives each toponym's GEOID (or None): the length of a list is the number of distinct ones, names that
    could not be resolved counted one each. `items` are the names that sentences may tell a list of.
    """
    groups = _with_told(text, _merge(text, lists, counts, identity), counts, identity, items)
    numbers = {count.number: count for count in reversed(counts)}
    ends = [count.end for count in counts]
    rosters: list[Roster] = []
    for group in groups:
        full = _full(text, group, numbers, counts, identity)
        if full is not None:
            rosters.append(full)
            continue
        for found in group:
            part_of = _part_of(text, found, counts, ends, identity)
            if part_of and rosters and rosters[-1].kind == "full_list" and rosters[-1].count == part_of:
                continue  # a part of others, told behind the whole list
            kind = "partial_list" if part_of else "list"
            rosters.append(Roster(kind, found.members, found.start, found.end, part_of))
    return rosters


def _full(
    text: str,
    group: Sequence[Enumeration],
    numbers: Mapping[int, StatedCount],
    counts: Sequence[StatedCount],
    identity: Sequence[str | None],
) -> Roster | None:
    """The roster of a group that is as long as a text says, or None."""
    members = [index for found in group for index in found.members]
    start, end = group[0].start, group[-1].end
    count = numbers.get(length(members, identity))
    if count is None or not _counts(count, members, identity):
        count = _in_parts(group, counts, identity)
    if count is None or len(members) <= 2 or (_is_partial(text, start) and not group[0].told):
        return None
    return Roster("full_list", members, start, end, count)


def _counts(count: StatedCount, members: Sequence[int], identity: Sequence[str | None]) -> bool:
    """Whether the noun of a count is one for some of the members of a list: 17 states are not the 17 cities."""
    levels = LEVELS.get(count.unit or "")
    return levels is None or not {None, *levels}.isdisjoint(level_of(identity[i]) for i in members)


def _is_partial(text: str, start: int) -> bool:
    """Whether the words before a list announce it as a part of one."""
    return PARTIAL.search(text, max(0, start - 60), start) is not None


def _part_of(
    text: str,
    found: Enumeration,
    counts: Sequence[StatedCount],
    ends: Sequence[int],
    identity: Sequence[str | None],
) -> StatedCount | None:
    """The count of which an enumeration that is announced as a part is one, or None."""
    if not _is_partial(text, found.start):
        return None
    last = bisect_right(ends, found.start)
    size = length(found.members, identity)
    return next((count for count in reversed(counts[max(0, last - NEAREST) : last]) if count.number > size), None)


def _with_told(
    text: str,
    groups: list[list[Enumeration]],
    counts: Sequence[StatedCount],
    identity: Sequence[str | None],
    items: Sequence[Item],
) -> list[list[Enumeration]]:
    """The groups, or where sentences tell a list that holds the longest of them and more, that list in place of it."""
    sizes = [_size(group, identity) for group in groups]
    numbers = {count.number for count in counts}
    matched = max((size for size in sizes if size > PASSING and size in numbers), default=0)
    wanted = {
        (c.number, c.unit)
        for c in counts
        if matched < c.number and c.number * NEARLY <= len(items) and c.number not in sizes
    }
    if not wanted:
        return groups
    whole = any(size in numbers and size > 2 for size in sizes)
    told = find_told(text, wanted, items, nearly=not whole)
    if told is None:
        return groups
    members = set(told.members)
    inside = [members.issuperset(index for found in group for index in found.members) for group in groups]
    known = max((size for size, within in zip(sizes, inside, strict=True) if within), default=0)
    if known < max(sizes, default=0) or length(told.members, identity) - known < FEWEST_MORE:
        return groups
    outside = [group for group in groups if group[-1].end <= told.start or told.end <= group[0].start]
    return sorted([*outside, [told]], key=lambda group: group[0].start)


FEWEST_MORE = 2
"""Names that sentences have to tell beyond a list within them; one more may be there by chance."""


def _size(group: Sequence[Enumeration], identity: Sequence[str | None]) -> int:
    """How many distinct jurisdictions some enumerations have together."""
    return length([index for found in group for index in found.members], identity)


PASSING = 5
"""Names up to which an enumeration may be as long as a count by chance."""
NEAREST = 8
"""How many counts before a list are looked at for the one that it is a part of."""


def _in_parts(
    group: Sequence[Enumeration], counts: Sequence[StatedCount], identity: Sequence[str | None]
) -> StatedCount | None:
    """The sum of counts that stand in one sentence, one for each list or for each level: "14 states, 4 counties and 19
    cities".
    """
    if not 1 < len(counts) <= MOST_COUNTS:
        return None
    sizes = [length(found.members, identity) for found in group]
    places = {identity[index] or str(index) for found in group for index in found.members}
    levels = Counter(level_of(place) for place in places)
    spans = [(first, first + size) for first in range(len(counts)) for size in PARTS if first + size <= len(counts)]
    for first, stop in spans:
        parts = counts[first:stop]
        near = parts[-1].end - parts[0].start < 40 * len(parts)
        by_list = sorted(part.number for part in parts) == sorted(sizes)
        by_level = Counter({level: part.number for part in parts for level in LEVELS.get(part.unit or "", ())})
        if near and (by_list or by_level == levels):
            return StatedCount(parts[0].start, parts[-1].end, sum(part.number for part in parts), None)
    return None


PARTS = range(2, 5)
"""Counts of which a sum is made."""
MOST_COUNTS = 50
"""Counts in a text up to which such sums are looked for."""


def length(members: Sequence[int], identity: Sequence[str | None]) -> int:
    """How many distinct jurisdictions the members are."""
    return len({identity[index] or str(index) for index in members})


def _merge(
    text: str, lists: Sequence[Enumeration], counts: Sequence[StatedCount], identity: Sequence[str | None]
) -> list[list[Enumeration]]:
    """Enumerations in a row that only a label or a short bridge parts, in which the second is not counted alone."""
    groups: list[list[Enumeration]] = []
    starts = [count.start for count in counts]
    for found in lists:
        end = groups[-1][-1].end if groups else 0
        near = bool(groups) and is_bridge(text, end, found.start)
        between = counts[bisect_left(starts, end) : bisect_left(starts, found.start)] if near else []
        size = length(found.members, identity) if between else 0
        if near and not any(count.number == size > PASSING for count in between):
            groups[-1].append(found)
        else:
            groups.append([found])
    return groups


def is_bridge(text: str, end: int, start: int) -> bool:
    """Whether what stands between two enumerations parts none of one list: some words of a sentence, a label."""
    return start - end <= LONGEST_BRIDGE and BRIDGE.fullmatch(text, end, start) is not None


LONGEST_BRIDGE = 300
"""Code points that may part two enumerations of one list."""
BRIDGE = re.compile(
    r"[^.!?\n]{0,90}|[^.!?\n]{0,90}\n(?:[+|=-]{9,90}\n)?[^.!?\n]{0,90}|\s*\n[^\n.!?]{0,80}[:\n]\s*[^\w\n]*(?:the\s)?"
    r"|[.]\s*\n[^\n.!?]{0,80}:\s*|[.]\s+[A-Z][^.!?\n]{0,60}:\s*"
    r"|[.]\s+In\s+[A-Z][^.!?\n]{2,40}\s(?:are|covers?|includes?|lists?|names?)\s+(?:the\s)?"
)
"""What may stand between two enumerations of one list: some words of a sentence, a label."""
