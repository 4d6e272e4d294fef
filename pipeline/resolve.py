"""Decides what each toponym of a text stands for, or that it names no jurisdiction.

A name is first judged alone, by the words beside it and what else it is: most people and things fall out here. The
model of what is left is linear, in two steps: *which* of its candidates a name would be (a softmax over their scores)
and *whether* it is a jurisdiction at all (a logistic function of its score); the product is the probability that is
published as the mention's score. What a first reading leaves in doubt is read again, with what it made of the other
names. The weights were learned from annotated news and lists (`benchmarks/learn.py`) and stand in
`reference/weights.csv`.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from pathlib import Path
from sys import intern
from typing import NamedTuple

from pipeline.company import (
    FEW,
    Company,
    Mates,
    Scores,
    company_features,
    company_of,
    mates_of,
    near,
    possible_features,
)
from pipeline.context import Context, consistent, read_context
from pipeline.features import Features, candidate_features, name_features
from pipeline.gazetteer import Gazetteer
from pipeline.lexicon import lexicon
from pipeline.reference import read_table
from pipeline.tokens import Tokens
from pipeline.toponyms import Toponym

WEIGHTS = Path(__file__).with_name("reference") / "weights.csv"

PROBABILITY = itemgetter(1)
"""Of a candidate with its probability, the latter."""
Candidates = list[tuple[int, Features]]
"""Entities, by index, each with its features."""
Table = dict[str, float]
"""The weights of features."""
BEST = "best-"
"""What the name of a feature of the most probable candidate begins with, where it tells whether a name is any."""


class Reading(NamedTuple):
    """The weights of a reading: for which candidate a name is, and for whether it is any."""

    which: Table
    whether: Table
    best: Table
    """Those of the second that are for the most probable candidate, by the names that its features have there."""


def reading_of(which: Table, whether: Table) -> Reading:
    """The weights of a reading as they are used."""
    best = {name.removeprefix(BEST): weight for name, weight in whether.items() if name.startswith(BEST)}
    return Reading(which, whether, best)


@dataclass(slots=True)
class Choice:
    """A toponym with the features of the name and of each candidate.

    Names of one key with the same words around them share one list of candidates.
    """

    toponym: Toponym
    common: Features
    candidates: Candidates
    """Empty where the name, judged alone, leaves no hope."""
    alone: float
    """The probability that it is a jurisdiction, judged by the name alone."""


HOPELESS = 0.03
"""The probability, judged by the name alone, under which its candidates are not looked at."""
LARGEST = 3
"""Candidates that are kept for their population, whatever the text says: so many in all, and so many cities."""
RARE = 30
"""Candidates up to which a name tells something of its surroundings."""
BESIDE = 0.05
"""What other names may be near a candidate, in sum, from which it is kept."""


def choices_of(
    tokens: Tokens,
    toponyms: list[Toponym],
    gaz: Gazetteer,
    home: str | None,
    alone: Table,
    least: float = HOPELESS,
) -> list[Choice]:
    """Each toponym with the features that the words around it and the text as a whole give.

    `alone` are the weights by which a name is judged alone, `least` the probability under which it is not looked at.
    """
    context = read_context(tokens, toponyms, gaz, home)
    choices = []
    for toponym in toponyms:
        common = name_features(toponym, context, gaz)
        choices.append(Choice(toponym, common, [], logistic(weigh(common, alone))))
    hopeful = [(choice, consistent(choice.toponym, gaz.entities)) for choice in choices if choice.alone >= least]
    equal = _equal((choice.toponym.key, indexes) for choice, indexes in hopeful)
    possible = company_of(equal.values(), gaz)
    senses: dict[tuple[str, tuple[int, ...], str | None, str | None, bool], Candidates] = {}
    for choice, indexes in hopeful:
        toponym = choice.toponym
        party = toponym.cues[0] == "before:party"
        sense = (toponym.key, tuple(indexes), toponym.level, toponym.state, party)
        if sense not in senses:
            senses[sense] = _candidates(indexes, toponym, context, possible, equal.get(toponym.key, []), gaz)
        choice.candidates = senses[sense]
    return choices


def _candidates(
    fitting: list[int], toponym: Toponym, context: Context, possible: Company, own: Scores, gaz: Gazetteer
) -> Candidates:
    """The candidates, of those that fit the words beside a name, with the features that it and the text give."""
    indexes = _likely(fitting, context, possible, gaz)
    lex = lexicon()
    found = [(i, candidate_features(i, toponym, context, gaz, lex)) for i in indexes]
    if len(indexes) > 1 and not toponym.state:
        for (_, features), more in zip(found, possible_features(indexes, possible, own, gaz), strict=True):
            features.update(more)
    return found


def _equal(names: Iterable[tuple[str, list[int]]]) -> dict[str, Scores]:
    """For each key, what the name may be where the words around it leave least, each alike; none of common names."""
    least: dict[str, list[int]] = {}
    for key, indexes in names:
        if key not in least or len(indexes) < len(least[key]):
            least[key] = indexes
    return {key: [(i, 1 / len(found)) for i in found] for key, found in least.items() if 0 < len(found) <= RARE}


def _likely(indexes: list[int], context: Context, possible: Company, gaz: Gazetteer) -> list[int]:
    """The candidates less those of common names for which nothing in the text speaks."""
    if len(indexes) <= LARGEST:
        return indexes
    named, own = context.spoken_for, 1 / len(indexes) if len(indexes) <= RARE else 0.0
    largest = {*indexes[:LARGEST], *[i for i in indexes if gaz.entities[i].level == "city"][:LARGEST]}
    return [
        i
        for i in indexes
        if i in largest or gaz.usps[i] in named or not gaz.counties[i] or near(i, possible, gaz) - own > BESIDE
    ]


def shares(indexes: Iterable[int], gaz: Gazetteer) -> Scores:
    """The probability of each candidate of a name before anything is read: by its population."""
    people = [(i, gaz.entities[i].population + 1000) for i in indexes]
    total = sum([value for _, value in people])
    return [(i, value / total) for i, value in people]


def priors(choices: Iterable[Choice], gaz: Gazetteer) -> list[Scores]:
    """For each choice, the probability of each candidate that is looked at, before anything is read."""
    known: dict[int, Scores] = {}
    found: list[Scores] = []
    for choice in choices:
        sense = id(choice.candidates)
        if choice.candidates and sense not in known:
            known[sense] = shares([i for i, _ in choice.candidates], gaz)
        found.append(known.get(sense, []))
    return found


def _place(score: Scores) -> float:
    """The probability that a name is any of its candidates."""
    return score[0][1] if len(score) == 1 else sum([probability for _, probability in score])


SURE = 0.9
"""The probability from which a name, as one candidate or as none, is not read again."""


def is_doubtful(score: Scores) -> bool:
    """Whether a reading left open what a name stands for."""
    if not score:
        return False
    return max(score, key=PROBABILITY)[1] < SURE and _place(score) > 1 - SURE


@dataclass(slots=True)
class Name:
    """What a reading made of all occurrences of a name."""

    count: int = 0
    place: float = 0.0
    """The sum of the probabilities that an occurrence is a jurisdiction."""
    most: float = 0.0
    surest: Scores = field(default_factory=list)
    """The scores of the occurrence that most probably is one."""


def _names(choices: list[Choice], scores: list[Scores]) -> dict[str, Name]:
    found: dict[str, Name] = defaultdict(Name)
    for choice, score in zip(choices, scores, strict=True):
        name = found[choice.toponym.key]
        name.count += 1
        if score:
            place = _place(score)
            name.place += place
            if place > name.most:
                name.most, name.surest = place, score
    return found


def read(
    choices: list[Choice], scores: list[Scores], gaz: Gazetteer, home: str | None, again: Iterable[int] | None = None
) -> list[Choice]:
    """The choices with what an earlier reading's probabilities tell of the other places in the text.

    With `again`, only those of these indexes are read; the others come back as they are.
    """
    names = _names(choices, scores)
    company = company_of((name.surest for name in names.values()), gaz, home)
    senses: dict[int, Candidates] = {}
    lists: dict[int, Mates] = {}
    found = [*choices]
    for index in range(len(choices)) if again is None else again:
        choice, toponym = choices[index], choices[index].toponym
        if not choice.candidates or toponym.state or toponym.abbreviated:
            continue
        name, sense, mates = names[toponym.key], id(choice.candidates), toponym.mates
        if sense not in senses:
            senses[sense] = _in_company(choice.candidates, company, name.surest, gaz)
        candidates, common = senses[sense], choice.common
        if mates:
            if id(mates) not in lists:
                lists[id(mates)] = mates_of((scores[mate] for mate in mates), gaz)
            candidates = [*_with_mates(candidates, scores[index], lists[id(mates)], len(mates), gaz)]
        if name.count > 1:
            rest = (name.place - _place(scores[index])) / (name.count - 1)
            common = common | {"namesakes": rest, "namesakes-doubtful": float(rest < 0.5)}
        found[index] = Choice(toponym, common, candidates, choice.alone)
    return found


def _in_company(candidates: Candidates, company: Company, own: Scores, gaz: Gazetteer) -> Candidates:
    """The candidates with what the other places in the text tell."""
    more = company_features([i for i, _ in candidates], company, own, gaz)
    return [(i, features | new) for (i, features), new in zip(candidates, more, strict=True)]


def _with_mates(
    candidates: Candidates, score: Scores, mates: Mates, size: int, gaz: Gazetteer
) -> Iterator[tuple[int, Features]]:
    """The candidates with how like the other names of the enumeration they are, in level and in size."""
    own = mates_of([score], gaz)
    others = mates.total - own.total
    magnitude = (mates.magnitude - own.magnitude) / others if others > FEW else None
    for index, features in candidates:
        level = gaz.entities[index].level
        more = {f"mates-{level}": (mates.levels[level] - own.levels[level]) / (size - 1)}
        if magnitude is not None:
            more["mates-unlike"] = abs(gaz.magnitudes[index] - magnitude)
        yield index, features | more


def logistic(score: float) -> float:
    """The probability that a score stands for."""
    return 0.5 + 0.5 * math.tanh(0.5 * score)  # which never overflows


def weigh(features: Features, table: Table) -> float:
    """The score of some features."""
    get, total = table.get, 0.0
    for name, value in features.items():
        total += get(name, 0.0) * value
    return total


def which(choice: Choice, table: Table) -> Scores:
    """The probability of each candidate, given that the name is one of them."""
    if len(choice.candidates) == 1:
        return [(choice.candidates[0][0], 1.0)]
    scores = [weigh(features, table) for _, features in choice.candidates]
    top = max(scores)
    values = [math.exp(score - top) for score in scores]
    total = sum(values)
    return [(i, value / total) for (i, _), value in zip(choice.candidates, values, strict=True)]


ONLY_WHICH = frozenset(
    (
        "share",
        "share-small",
        "others-few-in-state",
        "others-share*people",
        "others-could-be-in-county",
        "others-could-be-near",
        "others-could-be-near-any",
        "others-in-state",
        "others-near-any",
        "lead-people",
        "mates-unlike",
    )
)
"""Features that tell candidates apart and say nothing of whether a name is a jurisdiction."""


def whether_features(choice: Choice, probabilities: Scores) -> Features:
    """Features for whether the name is a jurisdiction at all: its own, and those of the most probable candidate."""
    features, sure = _best(choice.candidates, probabilities)
    best = {BEST + name: value for name, value in features.items() if name not in ONLY_WHICH}
    return choice.common | best | sure


def _best(candidates: Candidates, probabilities: Scores) -> tuple[Features, Features]:
    """The features of the most probable candidate, and how probable it is."""
    values = [value for _, value in probabilities]
    most = max(values)
    return candidates[values.index(most)][1], {"sure": most, "any": 1.0}


def score_all(choices: list[Choice], reading: Reading) -> list[Scores]:
    """The probability of each candidate of each choice; what choices share is computed once."""
    shared: dict[int, tuple[Scores, float]] = {}
    found: list[Scores] = []
    for choice in choices:
        if not choice.candidates:
            found.append([])
            continue
        known = shared.get(id(choice.candidates))
        if known is None:
            probabilities = which(choice, reading.which)
            features, sure = _best(choice.candidates, probabilities)
            known = probabilities, weigh(features, reading.best) + weigh(sure, reading.whether)
            shared[id(choice.candidates)] = known
        probabilities, score = known
        place = logistic(score + weigh(choice.common, reading.whether))
        found.append([(i, place * probability) for i, probability in probabilities])
    return found


@dataclass(slots=True)
class Decision:
    """What a toponym stands for: an entity's index, or None, and what it was weighed against."""

    toponym: Toponym
    index: int | None
    score: float
    place: float
    """The probability that it names some jurisdiction."""
    outcomes: Scores
    """Candidates with their probabilities."""
    rule: str | None = None
    note: str | None = None
    replaces: int | None = None
    """The index of the decision that this one takes the place of, where a longer name was read."""


class Weights(NamedTuple):
    """The weights of features: those by which a name is judged alone, and those of each reading."""

    alone: Table
    first: Reading
    second: Reading


@cache
def weights() -> Weights:
    """The weights learned."""
    rows = read_table(WEIGHTS.name)
    alone, *tables = (
        {intern(row["feature"]): float(row[column]) for row in rows if row[column]}
        for column in ("alone", "which_1", "whether_1", "which_2", "whether_2")
    )
    return Weights(alone, reading_of(*tables[:2]), reading_of(*tables[2:]))


def readings(
    tokens: Tokens, toponyms: list[Toponym], gaz: Gazetteer, home: str | None
) -> tuple[list[Choice], list[Scores], list[Reading]]:
    """The choices of a text as the last reading of each sees them, its probabilities and its weights.

    What the first reading leaves in doubt is read again, with what it made of the other names.
    """
    alone, first, second = weights()
    choices = choices_of(tokens, toponyms, gaz, home, alone)
    seen = read(choices, priors(choices, gaz), gaz, home)
    scores = score_all(seen, first)
    used = [first] * len(choices)
    doubtful = [n for n, score in enumerate(scores) if is_doubtful(score)]
    again = read(choices, scores, gaz, home, doubtful) if doubtful else choices
    for n, score in zip(doubtful, score_all([again[n] for n in doubtful], second), strict=True):
        seen[n], scores[n], used[n] = again[n], score, second
    return seen, scores, used


def resolve(
    tokens: Tokens, toponyms: list[Toponym], gaz: Gazetteer, home: str | None, min_score: float
) -> list[Decision]:
    """Decide each toponym, in order.

    A candidate is chosen from a probability of `min_score` on; below that the name stays ambiguous, or is none.
    """
    choices, scores, _ = readings(tokens, toponyms, gaz, home)
    found = []
    for choice, score, place in zip(choices, scores, places(choices, scores), strict=True):
        index, best = max(score, key=PROBABILITY, default=(None, 0.0))
        found.append(Decision(choice.toponym, index if best >= min_score else None, best, place, score))
    return found


def places(choices: list[Choice], scores: list[Scores]) -> list[float]:
    """The probability of each name that it is some jurisdiction.

    Of a text that names nothing else, what a reading makes of a name is only how many namesakes it has: then it is at
    least what the name alone tells.
    """
    only = len({choice.toponym.key for choice in choices if choice.candidates}) == 1
    return [
        max(choice.alone, _place(score)) if only and len(score) > 1 else _place(score)
        for choice, score in zip(choices, scores, strict=True)
    ]
