"""Why the engine reads a text as it does: for each name the words around it, the cues, what each candidate weighs."""

from dataclasses import dataclass

from pipeline.documents import Document
from pipeline.gazetteer import gazetteer
from pipeline.lists import read_lists
from pipeline.mentions import find_toponyms, tokenize
from pipeline.resolve import Choice, Table, readings, whether_features, which

AROUND = 40
"""Code points shown on each side of a name."""
SHOWN = 5
"""Candidates, and features of each, that are shown."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A feature and what it adds to a score."""

    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class Reason:
    """One candidate: its probability, and what tells it from the others."""

    geoid: str
    name: str
    probability: float
    weighed: list[Weighed]


@dataclass(frozen=True, slots=True)
class Account:
    """One name in a text and how it was weighed.

    `place` is the probability that it is a jurisdiction at all, `whether` what that rests on; `candidates` are the
    likeliest, the best first, and `left` counts the rest.
    """

    start: int
    end: int
    before: str
    words: str
    after: str
    cues: list[str]
    place: float
    whether: list[Weighed]
    candidates: list[Reason]
    left: int


def account_for(document: Document, geoid: str | None = None) -> list[Account]:
    """How each name of a text was weighed, in order; with `geoid`, the names of which that is a candidate.

    >>> [account.words for account in account_for(Document("d", "She lives in Berkeley, Calif."), "0606000")]
    ['Berkeley']
    """
    gaz = gazetteer()
    tokens = tokenize(document.text)
    toponyms = find_toponyms(tokens, gaz)
    read_lists(tokens, toponyms, gaz)
    choices, scores, used = readings(tokens, toponyms, gaz, document.home)
    accounts = [
        _account(document.text, choice, dict(score), tables)
        for choice, score, tables in zip(choices, scores, used, strict=True)
        if choice.candidates
    ]
    return [account for account in accounts if geoid is None or any(c.geoid == geoid for c in account.candidates)]


def _account(text: str, choice: Choice, probabilities: dict[int, float], tables: tuple[Table, Table]) -> Account:
    entities = gazetteer().entities
    which_table, whether_table = tables
    toponym = choice.toponym
    best = sorted(choice.candidates, key=lambda candidate: -probabilities[candidate[0]])
    cues = [cue for cue in (toponym.state_cue, toponym.level_cue, *toponym.cues) if cue]
    return Account(
        toponym.start,
        toponym.end,
        text[max(0, toponym.start - AROUND) : toponym.start],
        text[toponym.start : toponym.end],
        text[toponym.end : toponym.end + AROUND],
        cues,
        sum(probabilities.values()),
        _weighed(whether_features(choice, which(choice, which_table)), whether_table),
        [
            Reason(entities[i].geoid, entities[i].display, probabilities[i], _weighed(features, which_table))
            for i, features in best[:SHOWN]
        ],
        max(0, len(best) - SHOWN),
    )


def _weighed(features: dict[str, float], table: Table) -> list[Weighed]:
    """The features that weigh most, for or against."""
    found = [Weighed(name, value * table[name]) for name, value in features.items() if name in table]
    return sorted((item for item in found if abs(item.weight) >= 0.05), key=lambda item: -abs(item.weight))[:SHOWN]
