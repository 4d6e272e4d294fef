"""Matches one name, perhaps misspelt, to jurisdictions: for lists with slips of the pen and for reconciliation."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from pipeline.context import consistent
from pipeline.cues import LEVEL_AFTER, PLURAL, UNITS
from pipeline.enumerations import Enumeration, Hole
from pipeline.gazetteer import Entity, Gazetteer, gazetteer, key_of
from pipeline.items import LEAD
from pipeline.lines import SENTENCE_END
from pipeline.mentions import find_toponyms
from pipeline.resolve import Decision, Scores
from pipeline.states_beside import GREAT
from pipeline.tokens import Tokens, tokenize
from pipeline.told import QUOTES
from pipeline.toponyms import Toponym
from pipeline.wording import KINDS, WORD

CLOSE = 86.0
"""Similarity, 0 to 100 (rapidfuzz's ratio), from which a name counts as a misspelling: one slip in seven letters."""

CLOSE_TO = "close to a name"
"""The rule by which a misspelt name is read."""

PRIOR = 2_000
"""People added to each population, so that places of unknown population stay possible."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A jurisdiction that a name may stand for; `score` is 0 to 100."""

    geoid: str
    name: str
    level: str
    state: str
    score: float


@lru_cache(maxsize=64)
def _names_in(states: frozenset[str], level: str | None) -> dict[tuple[str, int], str]:
    """The keys of the counties and places of some states, each by itself and the index of what it names.

    Of equally close names the first is taken: a place before a county, which is seldom named alone, then the larger.
    """
    entities, named = gazetteer().entities, _names_by_state()
    pairs = [pair for usps in states for pair in named[usps] if level in (None, entities[pair[1]].level)]
    pairs.sort(key=lambda pair: (entities[pair[1]].level, -entities[pair[1]].population, entities[pair[1]].geoid, pair))
    return {pair: pair[0] for pair in pairs}


@cache
def _names_by_state() -> dict[str, list[tuple[str, int]]]:
    """The keys of each state's counties and places, each with the index of what it names."""
    gaz = gazetteer()
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for key, indexes in gaz.by_key.items():
        for index in indexes:
            if gaz.counties[index]:
                found[gaz.usps[index]].append((key, index))
    return found


@lru_cache(maxsize=4096)
def closest(name: str, states: frozenset[str]) -> tuple[int, float] | None:
    """The jurisdiction of these states whose name is closest to one that is no name, and how close, 0 to 100; or None.

    A word for the level behind it is taken at its word: "Northhampton County" is close to counties alone.

    >>> index, similarity = closest("Tacoma Park", frozenset(["MD"]))
    >>> gazetteer().entities[index].geoid, round(similarity)
    ('2476650', 91)
    """
    words = key_of(name).split()
    level = LEVEL_AFTER.get(words[-1]) if len(words) > 1 else None
    names = _names_in(states, level)
    key = " ".join(words[:-1] if level else words)
    best = process.extractOne(key, names, scorer=fuzz.ratio, score_cutoff=CLOSE)
    return (best[2][1], best[1]) if best else None


def fill_holes(tokens: Tokens, lists: list[Enumeration], decisions: list[Decision], gaz: Gazetteer) -> None:
    """Read the unknown items of enumerations: what is close to a name in the other members' states is taken for it.

    A decision is added for each hole, and its index among the members of its enumeration; a part of a longer name stays
    what it was where nothing is close to the whole.
    """
    states = _states_named(decisions, gaz)
    for found in lists:
        places = {m: gaz.entities[i] for m in found.members if (i := decisions[m].index) is not None}
        said = _state_said(tokens.text, found.start, states)
        usps, elsewhere = _elsewhere(places, decisions, said)
        whose = frozenset((usps,)) if elsewhere else frozenset(entity.usps for entity in places.values())
        few = len(places) < FEWEST_SURE
        odd = ((decisions[index].toponym, index, places[index].population > LARGE) for index in elsewhere)
        unsaid = said != usps
        found.holes += [
            Hole(name.start, name.end, index, usps, unsaid and (few or large)) for name, index, large in odd
        ]
        names = [decisions[member].toponym for member in found.members]
        starts = [name.start for name in names]
        replaced: set[int | None] = set()
        known = {*elsewhere}
        for hole in found.holes:
            words = UNQUOTED.sub("", tokens.text[hole.start : hole.end])
            if not words.strip():
                continue
            level = _level_around(hole, names, starts) or ("county" if found.counties else None)
            match = _closest_to(hole, words, level, whose, gaz, hole.replaces in known)
            if match and few and hole.replaces is not None and match[0] in decisions[hole.replaces].toponym.candidates:
                continue  # a namesake, which was weighed
            if match is None and (hole.soft or (hole.replaces is not None and hole.usps is None)):
                continue
            outcomes = decisions[hole.replaces].outcomes if hole.replaces is not None else []
            decisions.append(_decide(hole, words, match, outcomes, gaz))
            replaced.add(hole.replaces)
            found.members.append(len(decisions) - 1)
        found.members[:] = [member for member in found.members if member not in replaced]
        found.members.sort(key=lambda member: decisions[member].toponym.start)


def _is_denied(text: str, start: int) -> bool:
    """Whether a word that denies or leaves out stands before an offset in its sentence: "Not listed is"."""
    before = SENTENCE_END.split(text[max(0, start - LOOKED_BACK) : start])[-1]
    return any(not DENYING.isdisjoint(KINDS.get(word.lower(), ())) for word in WORD.findall(before))


DENYING = frozenset(("not", "out"))
"""The kinds of words that do."""


def fill_quoted(tokens: Tokens, lists: list[Enumeration], decisions: list[Decision], gaz: Gazetteer) -> None:
    """Read names in quotation marks that are close to one in the states of the text: slips of a list that is quoted.

    A decision is added for each, and its index among the members of the nearest enumeration.
    """
    text = tokens.text
    if not lists or QUOTES.isdisjoint(tokens.vocabulary):
        return
    known = {decision.toponym.start for decision in decisions}
    quotes = (quoted for quoted in QUOTED_NAME.finditer(text) if quoted.start("name") not in known)
    names = [quoted for quoted in quotes if _is_spelt(text, quoted)]
    starts = [found.start for found in lists]
    states = frozenset(gaz.usps[decision.index] for decision in decisions if decision.index is not None)
    for quoted in names:
        start, end = quoted.span("name")
        words = quoted["name"] + (quoted["noun"] or "")
        match = None if _is_denied(text, start) else closest(words, states)
        if match is not None:
            decisions.append(_decide(Hole(start, end, None), words, match, [], gaz))
            behind = bisect_left(starts, start)
            beside = lists[max(0, behind - 1) : behind + 1]
            nearest = min(beside, key=lambda found: max(found.start - end, start - found.end))
            nearest.members.append(len(decisions) - 1)
    for found in lists:
        found.members.sort(key=lambda member: decisions[member].toponym.start)


def _is_spelt(text: str, quoted: re.Match[str]) -> bool:
    """Whether something says that a quoted name is spelt so on a list, or that it is a county's."""
    before, behind = max(0, quoted.start() - LOOKED_BACK), quoted.end() + LOOKED_BACK
    if quoted["noun"] or SPELT_BEHIND.match(text, quoted.end(), behind):
        return True
    return SPELT_BEFORE.search(text, before, quoted.start()) is not None


LOOKED_BACK = 60
"""Code points before a quoted name, and behind it, in which that is looked for."""
QUOTED_NAME = re.compile(
    r"[\"“](?P<name>[A-Z][\w'’]{5,}(?:[ ][A-Z][\w'’]+){0,2})[,.;]?[\"”](?P<noun>[ ](?:County|Parish|Borough))?"
)
"""A name in quotation marks: "Cincinnatti," "Cambell" County."""
SPELT_BEFORE = re.compile(
    r"\b(?:mis)?spel[lt]\w*\W+(?:\w+\W+){0,3}$|\b(?:entered|has|listed|lists|names|printed|reads|shows|writes|"
    r"written)(?:\s+(?!the\b)[\w’']+){0,5}?\s+$",
    re.IGNORECASE,
)
SPELT_BEHIND = re.compile(
    r"[^.!?\n]{0,40}\b(?:(?:mis)?spel[lt]\w*|sic|mean\w*|too\s+many)\b|\W{0,4}\((?:it\s+means|sic)\b", re.IGNORECASE
)
"""What says, before a quoted name or behind it, that it stands so on a list."""


def _closest_to(
    hole: Hole, words: str, level: str | None, states: frozenset[str], gaz: Gazetteer, known: bool
) -> tuple[int, float] | None:
    """The jurisdiction closest to the words of a hole, with their similarity, or None.

    `level` is that of the names around it; a name that is `known` elsewhere is not taken for a longer one.
    """
    bare = words.split()[-1].lower() not in LEVEL_AFTER
    noun = " County" if bare and level == "county" else ""
    match = closest(words + noun, frozenset((hole.usps,)) if hole.usps else states)
    return None if match and known and not _as_long(words, gaz.entities[match[0]]) else match


def _decide(hole: Hole, words: str, match: tuple[int, float] | None, outcomes: Scores, gaz: Gazetteer) -> Decision:
    """What a hole stands for: what it is close to, or nothing that is sure."""
    toponym = Toponym(0, 0, hole.start, hole.end, key_of(words), ())
    if match is None:
        return Decision(toponym, None, 0.0, 0.0, outcomes, replaces=hole.replaces)
    index, similarity = match
    note = f"close to {gaz.entities[index].display}"
    return Decision(toponym, index, similarity / 100, 0.0, outcomes, CLOSE_TO, note, hole.replaces)


UNQUOTED = re.compile('["“”]')
"""Marks around a name that is spelt as somebody else did."""


def _level_around(hole: Hole, names: list[Toponym], starts: list[int]) -> str | None:
    """The level that the names before and behind an unknown item, of those that start at `starts`, are both said to be
    at, or None.
    """
    before, behind = bisect_left(starts, hole.start), bisect_left(starts, hole.end)
    around = {names[before - 1].level, names[behind].level} if 0 < before <= behind < len(names) else {None}
    return around.pop() if len(around) == 1 else None


def _as_long(words: str, entity: Entity) -> bool:
    """Whether a name has as many words as a jurisdiction's, but for its noun: "Amherst" is no "North Amherst"."""
    own = key_of(words).split()
    return len(own) - (own[-1] in LEVEL_AFTER) <= len(key_of(entity.name).split()) <= len(own)


def _states_named(decisions: list[Decision], gaz: Gazetteer) -> list[tuple[int, int, str]]:
    """The states that a text names, in order: where each name starts and ends, and the postal code."""
    known = ((decision.toponym, gaz.entities[decision.index]) for decision in decisions if decision.index is not None)
    return sorted((name.start, name.end, entity.usps) for name, entity in known if entity.level == "state")


def _state_said(text: str, start: int, states: list[tuple[int, int, str]]) -> str | None:
    """The state that the words before an enumeration say of its members: "towns in Vermont", "Vermont towns"."""
    near = states[bisect_left(states, (start - LEAD_OF_LIST,)) : bisect_left(states, (start,))]
    if len({usps for _, _, usps in near}) != 1:
        return None
    begin, end, usps = near[-1]
    if SENTENCE_END.search(text, end, start) and not LEADS_LIST.search(text, end, start):
        return None
    said = TOWNS_OF.match(text, end, start) or IN_WHICH.search(text, max(0, begin - LEAD_OF_LIST), begin)
    return usps if said else None


LEAD_OF_LIST = 160
"""Code points before an enumeration in which that is looked for."""
LEADS_LIST = re.compile(r":\s*(?:[-•*+]\s*)?$")
"""What leads to an enumeration though it is a sentence of its own: "Those towns are: "."""
TOWNS_OF = re.compile(rf"[ ]+(?:\w+[ ]+){{0,2}}(?:{UNITS}|{PLURAL})\b", re.IGNORECASE)
IN_WHICH = re.compile(rf"\b(?:{UNITS}|{PLURAL})[ ]+(?:\w+[ ]+){{0,3}}?(?:in|of)[ ]+$", re.IGNORECASE)
"""The noun behind the state, or before it."""


def _elsewhere(places: dict[int, Entity], decisions: list[Decision], said: str | None) -> tuple[str, list[int]]:
    """The state that the members of an enumeration lie in, and those that by nothing but their name lie elsewhere.

    Of a short list that is one at most, unless the text has `said` the state. A state and a great city are meant where
    they are.
    """
    if len(places) < FEWEST_ALIKE:
        return "", []
    states = Counter(entity.usps for entity in places.values())
    if said and states[said] >= max(2, MOST_SAID * len(places)):
        odd = [member for member, entity in places.items() if entity.usps != said]
        return said, [member for member in odd if _is_bare(places[member], decisions[member])]
    usps, most = states.most_common(1)[0]
    others = [member for member, entity in places.items() if entity.usps != usps]
    enough = most >= MOST_ALIKE * len(places) if len(places) >= FEWEST_SURE else len(others) == 1 < most
    return usps, [member for member in others if enough and _is_bare(places[member], decisions[member])]


def _is_bare(place: Entity, decision: Decision) -> bool:
    """Whether nothing but its name says where a place lies, which is no great city."""
    great = place.level == "city" and place.population > GREAT
    return decision.toponym.state is None and place.level != "state" and not great


FEWEST_ALIKE = 3
"""Members from which one in another state than the rest is odd."""
FEWEST_SURE, MOST_ALIKE = 8, 0.8
"""Members from which all that lie elsewhere are odd, and the part of them that has to lie in one state for it. Such a
name, if no other is close to it and the place is not large, stays open: "Maplewood" among cities of New Jersey.
"""
MOST_SAID = 0.3
"""The part of the members that has to lie in a state where the text says that all do."""
LARGE = 50_000
"""People from which a place is known beyond its state."""


def match_name(query: str, level: str | None = None, state: str | None = None, limit: int = 5) -> list[NameMatch]:
    """Jurisdictions that a query names, the likeliest first.

    Parameters
    ----------
    query
        A name as people write it: "Berkeley, CA", "City of Berkeley", "Cook County", "Berkely".
    level
        "state", "county" or "city", where only those will do.
    state
        A postal code, where only those will do.
    limit
        How many at most.

    Returns
    -------
    list of NameMatch
        The score is 100 for a name that fits just one jurisdiction; namesakes share it by their population; a misspelt
        name has as much less as it is less similar.
    """
    gaz = gazetteer()
    indexes, similarity = _exact(query, gaz), 100.0
    indexes = _kept(indexes, gaz, level, state)
    if not indexes:
        indexes, similarity = _similar(query, gaz, level, state)
    weights = {i: _weight(gaz.entities[i], level) for i in indexes}
    total = sum(weights.values())
    found = [
        NameMatch(
            gaz.entities[i].geoid,
            gaz.entities[i].display,
            gaz.entities[i].level,
            gaz.entities[i].usps,
            round(similarity * weights[i] / total, 1),
        )
        for i in indexes
    ]
    return sorted(found, key=lambda match: -match.score)[:limit]


def _weight(entity: Entity, level: str | None) -> float:
    """How much a namesake is meant: by its population; a county's name without "County" seldom means the county."""
    return (entity.population + PRIOR) * (0.05 if entity.level == "county" and level is None else 1.0)


def _exact(query: str, gaz: Gazetteer) -> list[int]:
    """The candidates of a query that is, as a whole, one name with what belongs to it."""
    tokens = tokenize(query)
    toponyms = find_toponyms(tokens, gaz)
    if not toponyms or not toponyms[0].candidates or any(other.tail_of != 0 for other in toponyms[1:]):
        return []
    first, last = toponyms[0], toponyms[-1]
    before, after = query[: first.start], query[last.end :]
    if (before.strip() and not LEAD.fullmatch(before)) or any(char.isalnum() for char in after):
        return []
    return consistent(first, gaz.entities)


def _kept(indexes: list[int], gaz: Gazetteer, level: str | None, state: str | None) -> list[int]:
    entities = gaz.entities
    return [i for i in indexes if level in (None, entities[i].level) and state in (None, entities[i].usps)]


def _similar(query: str, gaz: Gazetteer, level: str | None, state: str | None) -> tuple[list[int], float]:
    """The candidates of the name most similar to a query, and how similar it is."""
    tokens = tokenize(query)
    toponyms = find_toponyms(tokens, gaz)
    name = query
    if toponyms and toponyms[-1].start > 0 and state is None:  # "Berkely, Calif."
        tail = [i for i in toponyms[-1].candidates if gaz.entities[i].level == "state"]
        if tail:
            state, name = gaz.entities[tail[0]].usps, query[: toponyms[-1].start].rstrip(" ,(")
    lead = LEAD.match(name)
    name = name[lead.end() :] if lead else name
    best = process.extract(key_of(name), gaz.by_key.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE - 6, limit=5)
    for key, similarity, _ in best:
        indexes = _kept(list(gaz.by_key[key]), gaz, level, state)
        if indexes:
            return indexes, similarity
    return [], 0.0
