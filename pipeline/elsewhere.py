"""Takes names in a list for nothing known that lie elsewhere: in a state that the text does not speak of, or abroad."""

import re
from collections import Counter
from collections.abc import Sequence, Set

from pipeline.gazetteer import Gazetteer
from pipeline.lexicon import lexicon
from pipeline.lines import SENTENCE_END, may_lie_in, state_of
from pipeline.states_beside import GREAT, TIMES, is_great, states_before
from pipeline.tokens import Tokens
from pipeline.toponyms import Toponym

AFTER_LIST = "state after the list"
"""The cue of a state that stands behind the last of some names and is said of all."""
SAID = frozenset(("under the heading of a state", "state said of the list", AFTER_LIST))
"""Cues of a state that is not the name's own."""
FEW = 3
"""Names from which a list shows where they lie."""
MANY = 8
"""Names from which one more in a state shows nothing of it."""
KNOWN = 100_000
"""People from which a city is known beyond its state."""


def stateless(toponym: Toponym) -> bool:
    """Whether nothing but a heading or the list says which state a name is in."""
    return toponym.state is None or toponym.state_cue in SAID


def set_aside_elsewhere(
    tokens: Tokens, toponyms: list[Toponym], lists: Sequence[list[int]], gazetteer: Gazetteer
) -> None:
    """Leave names of these lists, given by their indexes, no candidates where none of them can be meant.

    >>> from pipeline.gazetteer import gazetteer
    >>> from pipeline.mentions import find_toponyms
    >>> from pipeline.tokens import tokenize
    >>> tokens = tokenize("Mayors of Toronto, Denver, Boston and Seattle met.")
    >>> names = find_toponyms(tokens, gazetteer())
    >>> set_aside_elsewhere(tokens, names, [[0, 1, 2, 3]], gazetteer())
    >>> [name.key for name in names if not name.candidates]
    ['toronto']
    """
    states = [(usps, name.tail_of) for name in toponyms if (usps := state_of(name, gazetteer))] if lists else []
    named = {usps for usps, _ in states}
    alone = {usps for usps, tail_of in states if tail_of is None}
    only = next(iter(named)) if len(named) == 1 else None
    for indexes in lists:
        members = [toponyms[i] for i in indexes]
        if only and _governs(only, tokens, toponyms, indexes, gazetteer):
            _set_aside_absent(members, only, gazetteer)
        _set_aside_abroad(members, alone, gazetteer)


def _governs(usps: str, tokens: Tokens, toponyms: list[Toponym], indexes: Sequence[int], gazetteer: Gazetteer) -> bool:
    """Whether a state is said of a list, or its line speaks of places there before it: "these Ohio towns: "."""
    if any(toponyms[i].state == usps and toponyms[i].state_cue in SAID for i in indexes):
        return True
    state = next((name for name, code in states_before(tokens, toponyms, indexes[0], gazetteer) if code == usps), None)
    if state is None:
        return False
    between = tokens.text[state.end : toponyms[indexes[0]].start]
    within = state.first > 0 and tokens.words[state.first - 1].lower() in ("across", "in", "throughout")
    leads = state.level_cue == "state of" or (within and ELSEWHERE.search(between) is None)
    return leads and SENTENCE_END.search(between) is None


ELSEWHERE = re.compile(r"\b(?:at|from|in|near|of|to)\b")
"""What may lead from a state to another one."""


def _set_aside_absent(members: list[Toponym], usps: str, gazetteer: Gazetteer) -> None:
    """Take names in a list for nothing known where a state has others of the list and none of theirs, and no larger
    city bears them: the Census has no figures for many towns of New England.
    """
    bare = [name for name in members if name.candidates and stateless(name) and name.level in (None, "city")]
    if len(bare) < FEW or len(bare) < len(members):
        return
    absent = [name for name in bare if not may_lie_in(name, usps, gazetteer)]
    small = [name for name in absent if _is_small(name, gazetteer)]
    if len(absent) < len(bare) and (len(absent) - len(small)) * 4 <= len(bare):
        for name in small:
            name.candidates = ()


def _is_small(name: Toponym, gazetteer: Gazetteer) -> bool:
    """Whether no state, and no city that is known beyond its state, bears a name."""
    bearers = (gazetteer.entities[i] for i in name.candidates)
    return all(one.level == "county" or one.population < KNOWN for one in bearers)


def _set_aside_abroad(members: list[Toponym], named: Set[str], gazetteer: Gazetteer) -> None:
    """Take names among great cities for those of cities abroad that are far larger than any here: "Boston, Toronto,
    London and Denver"; none that lies in a state that is `named` by itself, or in that of others of the list.
    """
    abroad = lexicon().abroad
    if not any(name.key in abroad for name in members):
        return
    bare = [name for name in members if name.candidates and name.state is None and name.level in (None, "city")]
    larger = {id(name) for name in bare if abroad.get(name.key, 0) > max(GREAT, TIMES * _most(name, gazetteer))}
    others = [name for name in members if name.candidates and id(name) not in larger]
    if not larger or not others or sum(is_great(name, gazetteer, name.state) for name in others) * 2 < len(others):
        return
    states = Counter(name.state or gazetteer.usps[name.candidates[0]] for name in others)
    fewest = 1 if len(larger) == 1 and len(others) < MANY else 2
    ours = {*named, *(usps for usps, count in states.items() if count >= fewest)}
    for name in bare:
        more = abroad.get(name.key, 0) > max(GREAT, _most(name, gazetteer))  # Vancouver, beside Toronto
        if more and ours.isdisjoint(gazetteer.usps[i] for i in name.candidates):
            name.candidates = ()


def _most(name: Toponym, gazetteer: Gazetteer) -> int:
    """The people of the largest that may be meant by a name."""
    return max(gazetteer.entities[i].population for i in name.candidates)
