"""Why the engine reads a text as it does: for each name the words around it, the cues, what each candidate weighs, and
whether it is on a list.
"""

from dataclasses import dataclass

from pipeline.company import Scores
from pipeline.context import consistent
from pipeline.documents import Document
from pipeline.extract import Enumerated, likely_lists, read_beside, read_enumerations, read_rosters, said_of_lists
from pipeline.features import Features
from pipeline.gazetteer import gazetteer
from pipeline.listed import probability
from pipeline.listed import weights as listed_weights
from pipeline.publishers import home_of
from pipeline.resolve import Choice, Reading, Table, places, readings, shares, weights, whether_features, which
from pipeline.toponyms import Toponym

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
class Listed:
    """The probability that a list, or a name beside lists, is what a text is about, and what that rests on."""

    probability: float
    weighed: list[Weighed]


@dataclass(frozen=True, slots=True)
class Account:
    """One name in a text and how it was weighed.

    `place` is the probability that it is a jurisdiction at all, `whether` what that rests on; `candidates` are the
    likeliest, the best first, and `left` counts the rest. Where the name alone leaves no hope, they are not weighed,
    but told apart by their population.
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
    listed: Listed | None
    """Where it stands on one of several lists or beside the lists: whether the text is about it."""


def account_for(document: Document, geoid: str | None = None) -> list[Account]:
    """How each name of a text was weighed, in order; with `geoid`, the names of which that is a candidate.

    >>> [account.words for account in account_for(Document("d", "She lives in Berkeley, Calif."), "0606000")]
    ['Berkeley']
    """
    gaz = gazetteer()
    read = read_enumerations(document)
    listed = _listed(read)
    choices, scores, used = readings(read.tokens, read.toponyms, gaz, home_of(document))
    accounts = [
        _account(
            document.text,
            choice.toponym,
            *(_weighing(choice, score, place, reading) if score else _judged_alone(choice)),
            listed.get(choice.toponym.start),
        )
        for choice, score, place, reading in zip(choices, scores, places(choices, scores), used, strict=True)
        if choice.toponym.candidates
    ]
    return [account for account in accounts if geoid is None or any(c.geoid == geoid for c in account.candidates)]


def _listed(read: Enumerated) -> dict[int, Listed]:
    """How the lists of a text and the names beside them were judged, by the offsets of the names."""
    of_list, of_name = listed_weights()
    lists = [_judged(features, of_list) for features in said_of_lists(read)]
    rosters = read_rosters(read, likely_lists(read, [listed.probability for listed in lists]))
    named = [(beside.members, _judged(beside.features, of_name)) for beside in read_beside(read, rosters)]
    members = [found.members for found in read.enumerations]
    judged = [*zip(members, lists, strict=True)] if len(lists) > 1 else []  # one alone is a list whatever is said of it
    return {read.decisions[i].toponym.start: listed for names, listed in [*judged, *named] for i in names}


def _judged(features: Features, table: Table) -> Listed:
    """The probability that features give, and what weighs most in it."""
    return Listed(probability(features, table), _weighed(features, table))


def _account(
    text: str,
    toponym: Toponym,
    place: float,
    whether: list[Weighed],
    candidates: list[Reason],
    left: int,
    listed: Listed | None,
) -> Account:
    return Account(
        toponym.start,
        toponym.end,
        text[max(0, toponym.start - AROUND) : toponym.start],
        text[toponym.start : toponym.end],
        text[toponym.end : toponym.end + AROUND],
        [cue for cue in (toponym.state_cue, toponym.level_cue, *toponym.cues) if cue],
        place,
        whether,
        candidates,
        left,
        listed,
    )


def _weighing(
    choice: Choice, score: Scores, place: float, reading: Reading
) -> tuple[float, list[Weighed], list[Reason], int]:
    """How a reading weighed a name: is it any jurisdiction, why, which one, and how many more there are."""
    if place == choice.alone:
        whether = _weighed(choice.common, weights().alone)
    else:
        whether = _weighed(whether_features(choice, which(choice, reading.which)), reading.whether)
    features = dict(choice.candidates)
    likeliest = sorted(score, key=lambda item: -item[1])[:SHOWN]
    candidates = [_reason(i, probability, _weighed(features[i], reading.which)) for i, probability in likeliest]
    return place, whether, candidates, len(score) - len(candidates)


def _judged_alone(choice: Choice) -> tuple[float, list[Weighed], list[Reason], int]:
    """How a name was judged that alone leaves no hope; its candidates are told apart by their population."""
    gaz = gazetteer()
    score = shares(consistent(choice.toponym, gaz.entities), gaz)
    candidates = [_reason(i, choice.alone * share, []) for i, share in score[:SHOWN]]
    return choice.alone, _weighed(choice.common, weights().alone), candidates, len(score) - len(candidates)


def _reason(index: int, probability: float, weighed: list[Weighed]) -> Reason:
    entity = gazetteer().entities[index]
    return Reason(entity.geoid, entity.display, probability, weighed)


def _weighed(features: dict[str, float], table: Table) -> list[Weighed]:
    """The features that weigh most, for or against."""
    found = [Weighed(name, value * table[name]) for name, value in features.items() if name in table]
    return sorted((item for item in found if abs(item.weight) >= 0.05), key=lambda item: -abs(item.weight))[:SHOWN]
