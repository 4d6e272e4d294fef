"""Decides what each toponym of a text stands for, or that it names no jurisdiction.

The model is linear, in two steps: *which* of its candidates a name would be (a softmax over their scores) and *whether*
it is a jurisdiction at all (a logistic function of its score); the product is the probability that is published as the
mention's score. It reads a text twice: the second time it knows what the first made of the other names. The weights
were learned from annotated news (`benchmarks/learn.py`) and stand in `reference/weights.csv`.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.company import Company, Scores, company_features, company_of, levels_of, others, possible_features
from pipeline.context import Context, consistent, read_context
from pipeline.features import Features, candidate_features, name_features
from pipeline.gazetteer import Gazetteer
from pipeline.lexicon import lexicon
from pipeline.mentions import Tokens, Toponym
from pipeline.reference import read_table

WEIGHTS = Path(__file__).with_name("reference") / "weights.csv"

Candidates = list[tuple[int, Features]]
"""Entities, by index, each with its features."""
Table = dict[str, float]
"""The weights of features."""


@dataclass(slots=True)
class Choice:
    """A toponym with the features of the name and of each candidate.

    Names of one key with the same words around them share one list of candidates.
    """

    toponym: Toponym
    common: Features
    candidates: Candidates


MANY = 8
"""Candidates from which a name's are thinned out."""
LARGEST = 3
"""Candidates that are kept for their population, whatever the text says."""
RARE = 12
"""Candidates up to which a name tells something of its surroundings."""


def choices_of(tokens: Tokens, toponyms: list[Toponym], gaz: Gazetteer, home: str | None) -> list[Choice]:
    """Each toponym with the features that the words around it and the text as a whole give."""
    context = read_context(tokens, toponyms, gaz, home)
    lex = lexicon()
    equal = _equal(toponyms, gaz)
    possible = company_of(equal.values(), gaz)
    senses: dict[tuple[str, str | None, str | None, bool, bool], Candidates] = {}
    choices = []
    for toponym in toponyms:
        party = toponym.cues[0] == "before:party"
        sense = (toponym.key, toponym.level, toponym.state, toponym.abbreviated, party)
        candidates = senses.get(sense)
        if candidates is None:
            own = equal.get(toponym.key, [])
            total, cities = _namesakes(toponym, gaz)
            candidates = senses[sense] = [
                (
                    i,
                    candidate_features(i, toponym, context, gaz, lex, total, cities)
                    | possible_features(i, possible, own, gaz),
                )
                for i in _likely(consistent(toponym, gaz.entities), context, possible, own, gaz)
            ]
        choices.append(Choice(toponym, name_features(toponym, context, lex, gaz), candidates))
    return choices


def _equal(toponyms: list[Toponym], gaz: Gazetteer) -> dict[str, Scores]:
    """For each key, what the name may be where the words around it leave least, each alike; none of common names."""
    least: dict[str, list[int]] = {}
    for toponym in toponyms:
        found = consistent(toponym, gaz.entities)
        if toponym.key not in least or len(found) < len(least[toponym.key]):
            least[toponym.key] = found
    return {key: [(i, 1 / len(found)) for i in found] for key, found in least.items() if 0 < len(found) <= RARE}


def _namesakes(toponym: Toponym, gaz: Gazetteer) -> tuple[int, set[str]]:
    """The people in all places of a name, and the states that have a city of it."""
    places = [gaz.entities[i] for i in toponym.candidates if gaz.entities[i].level != "state"]
    people = sum(place.population + 500 for place in places)
    return people or 1, {place.usps for place in places if place.level == "city"}


def _likely(indexes: list[int], context: Context, possible: Company, own: Scores, gaz: Gazetteer) -> list[int]:
    """The candidates less those of common names for which nothing in the text speaks."""
    if len(indexes) <= MANY:
        return indexes
    named = context.states.keys() | context.phones | {context.home}
    return [
        i
        for rank, i in enumerate(indexes)
        if rank < LARGEST
        or gaz.entities[i].level == "state"
        or gaz.entities[i].usps in named
        or others(i, possible, own, gaz).near > 0.1
    ]


def prior(choice: Choice, gaz: Gazetteer) -> Scores:
    """The probability of each candidate before anything is read: by its population."""
    people = [(i, gaz.entities[i].population + 1000) for i, _ in choice.candidates]
    doubt = 1 + ("person-elsewhere" in choice.common) + 2 * ("word" in choice.common)
    total = doubt * sum(value for _, value in people)
    return [(i, value / total) for i, value in people]


def read(choices: list[Choice], scores: list[Scores], gaz: Gazetteer, home: str | None) -> list[Choice]:
    """The choices with what an earlier reading's probabilities tell of the other places in the text."""
    surest: dict[str, tuple[float, Scores]] = {}
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for choice, score in zip(choices, scores, strict=True):
        place, key = sum(p for _, p in score), choice.toponym.key
        sums[key][0] += place
        sums[key][1] += 1
        if key not in surest or place > surest[key][0]:
            surest[key] = (place, score)
    company = company_of((score for _, score in surest.values()), gaz, home)
    senses: dict[int, Candidates] = {}
    lists: dict[int, dict[str, float]] = {}
    found = []
    for choice, score in zip(choices, scores, strict=True):
        toponym, key = choice.toponym, choice.toponym.key
        if toponym.state or toponym.abbreviated or not choice.candidates:
            found.append(choice)
            continue
        candidates = senses.get(id(choice.candidates))
        if candidates is None:
            own = surest[key][1]
            candidates = senses[id(choice.candidates)] = [
                (i, features | company_features(i, company, own, gaz)) for i, features in choice.candidates
            ]
        if toponym.mates:
            levels = lists.get(id(toponym.mates))
            if levels is None:
                levels = lists[id(toponym.mates)] = levels_of((scores[mate] for mate in toponym.mates), gaz)
            candidates = [*_with_mates(candidates, score, levels, len(toponym.mates), gaz)]
        common = choice.common
        if sums[key][1] > 1:
            others = (sums[key][0] - sum(p for _, p in score)) / (sums[key][1] - 1)
            common = common | {"namesakes": others, "namesakes-doubtful": float(others < 0.5)}
        found.append(Choice(toponym, common, candidates))
    return found


def _with_mates(
    candidates: Candidates, score: Scores, levels: dict[str, float], size: int, gaz: Gazetteer
) -> Iterator[tuple[int, Features]]:
    """The candidates with how many of the other names in the same enumeration share their level."""
    own = levels_of([score], gaz)
    for index, features in candidates:
        level = gaz.entities[index].level
        yield index, features | {f"mates-{level}": (levels[level] - own[level]) / (size - 1)}


def weigh(features: Features, table: Table) -> float:
    """The score of some features."""
    get = table.get
    return sum([get(name, 0.0) * value for name, value in features.items()])


def which(choice: Choice, table: Table) -> Scores:
    """The probability of each candidate, given that the name is one of them."""
    if len(choice.candidates) == 1:
        return [(choice.candidates[0][0], 1.0)]
    scores = [weigh(features, table) for _, features in choice.candidates]
    top = max(scores, default=0.0)
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
    )
)
"""Features that tell candidates apart and say nothing of whether a name is a jurisdiction."""


def whether_features(choice: Choice, probabilities: Scores) -> Features:
    """Features for whether the name is a jurisdiction at all: its own, and those of the most probable candidate."""
    return choice.common | _best_features(choice.candidates, probabilities)


def _best_features(candidates: Candidates, probabilities: Scores) -> Features:
    best = max(range(len(probabilities)), key=lambda n: probabilities[n][1])
    features = {f"best-{name}": value for name, value in candidates[best][1].items() if name not in ONLY_WHICH}
    return features | {"sure": probabilities[best][1], "any": 1.0}


def probabilities_of(choice: Choice, tables: tuple[Table, Table]) -> Scores:
    """The probability of each candidate; what is missing to 1 is that of "no jurisdiction"."""
    return score_all([choice], tables)[0]


def score_all(choices: list[Choice], tables: tuple[Table, Table]) -> list[Scores]:
    """The probability of each candidate of each choice; what choices share is computed once."""
    which_table, whether_table = tables
    shared: dict[int, tuple[Scores, float]] = {}
    found: list[Scores] = []
    for choice in choices:
        if not choice.candidates:
            found.append([])
            continue
        known = shared.get(id(choice.candidates))
        if known is None:
            probabilities = which(choice, which_table)
            known = probabilities, weigh(_best_features(choice.candidates, probabilities), whether_table)
            shared[id(choice.candidates)] = known
        probabilities, score = known
        score = max(-30.0, min(30.0, score + weigh(choice.common, whether_table)))
        place = 1 / (1 + math.exp(-score))
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
    outcomes: list[tuple[int, float]]
    """Candidates with their probabilities, the most probable first."""
    rule: str | None = None
    note: str | None = None
    replaces: int | None = None
    """The index of the decision that this one takes the place of, where a longer name was read."""


@cache
def weights() -> list[tuple[Table, Table]]:
    """For each reading, the weights of the features for which candidate it is and for whether it is any."""
    readings: list[tuple[Table, Table]] = [({}, {}), ({}, {})]
    for row in read_table(WEIGHTS.name):
        for reading, tables in enumerate(readings, 1):
            for table, column in zip(tables, ("which", "whether"), strict=True):
                if row[f"{column}_{reading}"]:
                    table[row["feature"]] = float(row[f"{column}_{reading}"])
    return readings


def readings(
    tokens: Tokens, toponyms: list[Toponym], gaz: Gazetteer, home: str | None
) -> tuple[list[Choice], list[Scores]]:
    """The choices of a text as the last reading sees them, and its probabilities."""
    choices = seen = choices_of(tokens, toponyms, gaz, home)
    scores = [prior(choice, gaz) for choice in choices]
    for tables in weights():
        seen = read(choices, scores, gaz, home)
        scores = score_all(seen, tables)
    return seen, scores


def resolve(
    tokens: Tokens, toponyms: list[Toponym], gaz: Gazetteer, home: str | None, min_score: float
) -> list[Decision]:
    """Decide each toponym, in order.

    A candidate is chosen from a probability of `min_score` on; below that the name stays ambiguous, or is none.
    """
    _, scores = readings(tokens, toponyms, gaz, home)
    found = []
    for toponym, score in zip(toponyms, scores, strict=True):
        outcomes = sorted(score, key=lambda item: -item[1])
        place = sum(probability for _, probability in outcomes)
        index, best = outcomes[0] if outcomes else (None, 0.0)
        found.append(Decision(toponym, index if best >= min_score else None, best, place, outcomes))
    return found
