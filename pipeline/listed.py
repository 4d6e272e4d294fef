"""Judges what a text says of its names: is a list, or a name beside the lists, one of what the text is about?

Offices in three cities make no list of those who got a letter; "Boise got one too" may add one. Two
logistic regressions weigh the words around and where they stand. Their weights were learned from texts with lists and
from short ones that were written for it (`benchmarks/learn_listed.py`) and stand in `reference/listed.csv`.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from typing import NamedTuple

from pipeline.cues import PLURAL
from pipeline.enumerations import Enumeration, item_span
from pipeline.features import Features
from pipeline.lexicon import lexicon
from pipeline.lines import is_dateline
from pipeline.reference import REFERENCE, read_table
from pipeline.resolve import Table, logistic, weigh
from pipeline.rosters import Roster, StatedCount, is_bridge
from pipeline.statements import ATTRIBUTED
from pipeline.tokens import Tokens
from pipeline.told import level_of
from pipeline.toponyms import Toponym
from pipeline.wording import Wording, begins_line, mark_names, said_above, said_around, said_next

WEIGHTS = REFERENCE.with_name("listed.csv")
ON_LIST = 0.5
"""The probability from which an enumeration is taken for a list of what the text is about."""
JOINS_LIST = 0.6
"""The probability from which a name beside the lists is taken for one more: F1 is the same from 0.5 on, and to say of
somebody that he got a letter who did not is the worse error."""
STEPS = 3
"""The last step of a scale."""
FIFTHS = 5
"""The parts that a share of common words is told in."""
ANNOUNCED = 60
"""Code points that may stand between a count and the list that it announces."""


class Weights(NamedTuple):
    """The weights of what is said of a list, and of a name beside lists."""

    of_list: Table
    of_name: Table


class Beside(NamedTuple):
    """A name, or a few that a text strings together, beside the lists of a text: their indexes and what is said."""

    members: tuple[int, ...]
    features: Features


class Largest(NamedTuple):
    """The largest enumeration of a text: how many it holds, its usual level, its states and its members."""

    size: int
    level: str | None
    states: frozenset[str]
    members: frozenset[str]


@cache
def weights() -> Weights:
    """The weights learned."""
    rows = read_table(WEIGHTS.name)
    tables = ({row["feature"]: float(row[kind]) for row in rows if row[kind]} for kind in ("list", "name"))
    return Weights(*tables)


def probability(features: Features, table: Table) -> float:
    """The probability that a list or a name with these features is one of what the text is about."""
    return logistic(weigh(features, table))


def features_of_lists(
    tokens: Tokens,
    toponyms: list[Toponym],
    identity: Sequence[str | None],
    lists: Sequence[Enumeration],
    counts: Sequence[StatedCount],
) -> Iterator[Features]:
    """What is said of each enumeration of a text, and how it stands to the others; `identity` is as in `mark_names`."""
    if not lists:
        return
    geoids = [[geoid for i in found.members if (geoid := identity[i])] for found in lists]
    sizes = [len(set(each)) for each in geoids]
    wording = mark_names(tokens, toponyms, identity, {i for found in lists for i in found.members})
    main = sizes.index(max(sizes))
    largest = _largest(geoids[main])
    numbers, ends = {count.number for count in counts}, [count.end for count in counts]
    common = [*_said_of_all(geoids, largest, numbers)]
    around = [dict.fromkeys(said_around(wording, found.start, found.end)) for found in lists]
    for number, (found, own, size) in enumerate(zip(lists, geoids, sizes, strict=True)):
        said = [*common, *around[number], *_said_alike(around, number, main), *said_above(wording, found.start)]
        said += said_next(wording, found.start, found.end)
        said += _size(size, largest.size, size in numbers)
        last = bisect_right(ends, found.start) - 1
        if last >= 0 and found.start - ends[last] < ANNOUNCED:
            more = counts[last].number - size
            said.append("announced: " + ("as many" if more == 0 else "more" if more > 0 else "fewer"))
        said += _like(own, largest) if own and size < largest.size else ()
        said += _stands(wording, lists, number)
        yield dict.fromkeys(said, 1.0)


def _said_alike(around: Sequence[Mapping[str, None]], number: int, main: int) -> Iterator[str]:
    """How like what is said around a list is to what is said around the largest, `main`, and the one before it."""
    own = around[number].keys()
    for name, other in (("largest", main), ("the list before", number - 1)):
        if other not in (number, -1):
            theirs = around[other].keys()
            yield _scale(f"words of {name}", round(FIFTHS * len(own & theirs) / max(1, len(own | theirs))))


def _said_of_all(geoids: Sequence[Sequence[str]], largest: Largest, numbers: Set[int]) -> Iterator[str]:
    """What holds for all enumerations of a text alike, from the GEOIDs of each and the numbers that the text states."""
    yield "always"
    yield _scale("other lists", len(geoids) - 1)
    if len({geoid for each in geoids for geoid in each}) in numbers:
        yield "all are as many as said"
    if largest.size in numbers:
        yield "largest is as many as said"


def _largest(geoids: Sequence[str]) -> Largest:
    usual = Counter(map(level_of, geoids)).most_common(1)
    members = frozenset(geoids)
    return Largest(len(members), usual[0][0] if usual else None, frozenset(g[:2] for g in members), members)


def _size(size: int, largest: int, as_said: bool) -> Iterator[str]:
    """How many an enumeration holds, beside the largest and beside what the text says."""
    yield _scale("size in threes", size // 3)
    yield _scale("size over two", max(0, size - 2))
    yield _scale("quarters of largest", 4 * size // largest) if size < largest else "largest"
    if as_said:
        yield "as many as said"


def _like(geoids: Sequence[str], largest: Largest) -> Iterator[str]:
    """How like the largest enumeration another is: its level, its states, its members."""
    level = Counter(map(level_of, geoids)).most_common(1)[0][0]
    yield "level of largest" if level == largest.level else "another level"
    yield _scale("in states of largest", round(STEPS * sum(g[:2] in largest.states for g in geoids) / len(geoids)))
    yield _scale("in largest", round(STEPS * sum(g in largest.members for g in geoids) / len(geoids)))


def _stands(wording: Wording, lists: Sequence[Enumeration], number: int) -> Iterator[str]:
    """Where an enumeration stands among the others and in the text."""
    found, last = lists[number], len(lists) - 1
    yield "first of lists" if number == 0 else "last of lists" if number == last else "between lists"
    if number and is_bridge(wording.text, lists[number - 1].end, found.start):
        yield "goes on from the list before"
    if number < last and is_bridge(wording.text, found.end, lists[number + 1].start):
        yield "goes on to the list behind"
    if found.in_lines:
        yield "in lines"
    rest = wording.text[found.end : found.end + 3].lstrip(" .;")
    if not rest or rest[0] == "\n":
        yield "ends a line"


class Lists(NamedTuple):
    """What the lists of a text have in common."""

    starts: list[int]
    ends: list[int]
    sentences: frozenset[int]
    """The numbers of the sentences that they begin in."""
    size: int
    levels: Counter[str | None]
    states: Counter[str]
    features: list[str]


def names_beside(
    tokens: Tokens,
    toponyms: list[Toponym],
    identity: Sequence[str | None],
    rosters: Sequence[Roster],
    counts: Sequence[StatedCount],
    judged: set[int],
) -> Iterator[Beside]:
    """The names on no list of a text, in order, with what is said of each; `identity` is as in `mark_names`.

    Those that stand in an enumeration that was `judged` are left out.
    """
    listed = {index for roster in rosters for index in roster.members}
    geoids = sorted({geoid for index in listed if (geoid := identity[index])})
    groups = _groups(tokens.text, toponyms, identity, listed | judged, frozenset(geoids))
    if not groups or not geoids:
        return
    wording = mark_names(tokens, toponyms, identity, listed)
    lists = _lists(wording, geoids, rosters, counts)
    for group in groups:
        start, end = item_span(tokens, toponyms, group[0])[0], item_span(tokens, toponyms, group[-1])[1]
        said = [*lists.features, *said_around(wording, start, end), *_whereabouts(wording, start, end, lists)]
        said += said_next(wording, start, end)
        said += _kin(identity[group[0]] or "", len(group), lists)
        said.append(f"called: {(toponyms[group[0]].level_cue or 'a name').lower()}")
        yield Beside(group, dict.fromkeys(said, 1.0))


def _groups(
    text: str, toponyms: Sequence[Toponym], identity: Sequence[str | None], listed: set[int], geoids: frozenset[str]
) -> list[tuple[int, ...]]:
    """The names beside the lists, those strung together in one group; none of those `listed`, none in a dateline."""
    beside = {
        index
        for index, toponym in enumerate(toponyms)
        if identity[index] and index not in listed and identity[index] not in geoids
        if toponym.tail_of is None and not toponym.heading
        if not is_dateline(text, toponym.start, _end_with_state(toponyms, index))
        if not (toponym.level == "state" and HAS_OWN.match(text, toponym.end))
        if not _is_persons(text, toponym)
    }
    found, seen = [], set[int]()
    for index in sorted(beside):
        if index not in seen:
            group = tuple(mate for mate in toponyms[index].mates or (index,) if mate in beside)
            seen.update(group)
            found.append(group)
    return found


HAS_OWN = re.compile(rf"(?:['’]s?)?[ ](?:{PLURAL})[ ]of\b", re.IGNORECASE)
"""What stands behind a state that only says where others lie: "the Texas cities of"."""


def _is_persons(text: str, toponym: Toponym) -> bool:
    """Whether a name only tells where somebody is from, or is that of somebody behind a dash: "New Orleans' Ann Lee",
    "City of Gastonia - Charlotte Odom".
    """
    given = lexicon().given
    possessed = POSSESSED.match(text, toponym.end)
    if possessed is not None and possessed["given"].lower() in given:
        return True
    dashed = text[toponym.start - 3 : toponym.start] in (" - ", " – ", " — ")
    return dashed and toponym.key in given and FAMILY_ENDS.match(text, toponym.end) is not None


POSSESSED = re.compile(r"['’]s?[ ](?P<given>[A-Z][a-z]+)[ ][A-Z]")
"""What stands behind a place that somebody is from."""
FAMILY_ENDS = re.compile(r"[ ][A-Z][a-z]+[ ]*(?:\n|$)")
"""A family name that ends a line."""


def _end_with_state(toponyms: Sequence[Toponym], index: int) -> int:
    """Where a name ends, with the state that completes it."""
    tail = toponyms[index + 1] if index + 1 < len(toponyms) else toponyms[index]
    return tail.end if tail.tail_of == index else toponyms[index].end


def _lists(wording: Wording, geoids: Sequence[str], rosters: Sequence[Roster], counts: Sequence[StatedCount]) -> Lists:
    """The lists of a text, by the GEOIDs on them; how many these are, and how many more or fewer it says there are."""
    states = Counter(geoid[:2] for geoid in geoids)
    said = {f"count beyond list {max(-1, min(2, count.number - len(geoids))):+d}" for count in counts}
    features = [_scale("listed, in fours", len(geoids) // 4), _scale("states listed", len(states)), *sorted(said)]
    features += [kind.replace("_", " ") for kind in sorted({roster.kind for roster in rosters})]
    begun = frozenset(wording.sentence_at(roster.start) for roster in rosters)
    starts, ends = (list(each) for each in zip(*sorted((roster.start, roster.end) for roster in rosters), strict=True))
    return Lists(starts, ends, begun, len(geoids), Counter(map(level_of, geoids)), states, [*features, "always"])


def _whereabouts(wording: Wording, start: int, end: int, lists: Lists) -> Iterator[str]:
    """Where a name stands by the lists and in the text."""
    text, sentence = wording.text, wording.sentence_at(start)
    ended = bisect_right(lists.starts, start)
    if ended == 0:
        yield "stands before"
    elif start < lists.ends[ended - 1]:
        yield "stands within"
    else:
        yield "stands behind" if ended == len(lists.starts) else "stands between"
    if sentence in lists.sentences:
        yield "sentence of a list"
    if text[start:end].isupper():
        yield "capitals"
    if text.startswith(("'", "’"), end):
        yield "possessive"
    if begins_line(text, start):
        yield "begins a line"
    if ATTRIBUTED.match(text, end):  # ", Boise officials said"
        yield "has told of it"


def _kin(geoid: str, members: int, lists: Lists) -> Iterator[str]:
    """How like those on the lists a name is: the share of them at its level, and in its state."""
    level = level_of(geoid)
    yield f"level: {level}"
    yield _scale("share at its level", round(STEPS * lists.levels[level] / lists.size))
    yield _scale("share in its state", round(STEPS * lists.states[geoid[:2]] / lists.size))
    yield _scale("strung together", members - 1)


def _scale(name: str, value: int) -> str:
    """A feature that is one step of a scale."""
    return f"{name}:{min(STEPS, value)}"
