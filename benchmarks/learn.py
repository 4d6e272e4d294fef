"""Learn the weights of the engine's linear model into `pipeline/reference/weights.csv`, from annotated news and lists.

A logistic regression judges each name alone; those that it leaves no hope are not looked at further. For each of the
engine's two readings there are two small models: a conditional logit over the candidates of a name
(*which* of them is it?) and a logistic regression (*whether* it is a jurisdiction at all). Both are fitted by L-BFGS
with an L2 penalty. The second reading sees what the first made of the other names in the text; so that it learns from
first readings as good as those of a new text, they come from models that never saw the text (cross-fitting).
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple, TypeVar

import click
import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit

from benchmarks.corpora import ADDRESS, NEWS, OWN_NEWS, Annotation, Story, part_of, read_list_stories, read_stories
from benchmarks.own_news import read_own_news
from pipeline.features import Features
from pipeline.gazetteer import gazetteer
from pipeline.lists import read_names
from pipeline.publishers import home_of
from pipeline.resolve import (
    HOPELESS,
    WEIGHTS,
    Choice,
    Reading,
    Table,
    Weights,
    choices_of,
    priors,
    read,
    reading_of,
    score_all,
    whether_features,
    which,
)
from pipeline.tokens import Tokens
from pipeline.toponyms import Toponym

L2 = 1.0
"""The penalty: a weight of 1 costs half a unit of log-likelihood."""
HOME_WEIGHT = 0.5
"""What a text counts for in its second copy, with the publisher's home state: most readers won't give it."""
SENTENCES = " in sentences"
"""What the name of a corpus ends with where each sentence is read as a text of its own."""


class Counts(NamedTuple):
    """What a text counts for, where it is learned which candidate a name is, and whether it is any."""

    which: float
    whether: float


COUNTS = {
    "lgl-dev": Counts(1.0, 1.0),
    "trnews-dev": Counts(2.0, 2.0),
    "gwn-dev": Counts(2.0, 2.0),
    "lists": Counts(0.1, 0.1),
    OWN_NEWS: Counts(0.15, 0.03),
    "lgl-dev" + SENTENCES: Counts(0.0, 0.05),
    "trnews-dev" + SENTENCES: Counts(0.0, 0.1),
    "gwn-dev" + SENTENCES: Counts(0.0, 0.1),
}
"""By corpus: local news, chosen for its namesakes, is most of the data, and most texts are not like it; of the lists
only the names on them are known; the project's own news was never printed, there is much of it, and what is marked as a
jurisdiction at all differs more between annotators than which place is meant. A sentence alone teaches that a name is a
jurisdiction though nothing in the text goes with it, but seldom tells which. Own news and sentences count for what read
the printed news best in a cross-validation."""
CROSS_FITS = 4
DIGITS = 2
"""Decimals of a published weight."""

Scores = list[list[tuple[int, float]]]
"""For each choice of a text, the probability of each candidate."""


Fitted = TypeVar("Fitted")
Kind = TypeVar("Kind")
"""Of an example."""
Seen = TypeVar("Seen")


class Draft(NamedTuple):
    """A text before anything is judged."""

    story: Story
    home: str | None
    tokens: Tokens
    toponyms: list[Toponym]

    def choices(self, alone: Table) -> list[Choice]:
        return choices_of(self.tokens, self.toponyms, gazetteer(), self.home, alone, HOPELESS / 10)


class Text(NamedTuple):
    """A text as a reading takes it in: its choices, and what the reading before made of them."""

    story: Story
    home: str | None
    choices: list[Choice]
    scores: Scores

    def read(self) -> list[Choice]:
        return read(self.choices, self.scores, gazetteer(), self.home)


class Example(NamedTuple):
    """A name to learn from: the places of the right candidates (none if it is no jurisdiction), and its weights."""

    right: list[int]
    choice: Choice
    which_weight: float
    whether_weight: float


def prepare(stories: Iterable[tuple[Story, str | None]]) -> list[Draft]:
    """The texts, each with what is known of its publisher's home, before anything is judged."""
    gaz = gazetteer()
    found = []
    for story, home in stories:
        tokens, toponyms, _ = read_names(story.text, gaz)
        found.append(Draft(story, home, tokens, toponyms))
    return found


def prepare_all(stories: list[Story]) -> list[Draft]:
    """The news, the news of publishers whose home is known with that said, and the lists."""
    news = [*stories, *read_own_news()]
    homes = ((story, story.home or home_of(story.document(ADDRESS))) for story in news)
    told = [(story, home) for story, home in homes if home]
    sentences = (sentence for story in stories for sentence in sentences_of(story))
    return prepare([*((story, None) for story in (*news, *sentences, *read_list_stories())), *told])


SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?!\s+[\"'“]?[A-Z])[^\n.!?]*)*[.!?]?")


def sentences_of(story: Story) -> Iterator[Story]:
    """Each sentence of a text that names a jurisdiction, as a text of its own.

    >>> mentions = [{"start": 22, "end": 27, "kind": "us", "geoids": ["3651000"]}]
    >>> story = Story("lgl-dev", "1", "It rained. He left in Utica.", mentions, None)
    >>> [(sentence.text, sentence.mentions[0]["start"]) for sentence in sentences_of(story)]
    [(' He left in Utica.', 12)]
    """
    for match in SENTENCE.finditer(story.text):
        start, end = match.span()
        inside = [mention for mention in story.mentions if start <= mention["start"] and mention["end"] <= end]
        if any(mention["kind"] == "us" for mention in inside):
            moved = [mention | {edge: mention[edge] - start for edge in ("start", "end")} for mention in inside]
            yield replace(story, corpus=story.corpus + SENTENCES, text=match[0], mentions=moved)


def learn(drafts: list[Draft]) -> Weights:
    """The weights by which names are judged alone, and those of both readings."""
    parts = [part_of(draft.story.doc_id, CROSS_FITS) for draft in drafts]
    names = [names_alone(draft) for draft in drafts]
    texts = cross_fit(parts, names, fit_alone, lambda number, alone: first_sight(drafts[number], alone))
    seen = [examples(text) for text in texts]
    scores = cross_fit(parts, seen, fit, lambda number, reading: score_all(texts[number].read(), reading))
    again = [examples(text._replace(scores=found)) for text, found in zip(texts, scores, strict=True)]
    first, second = fit(flatten(seen)), fit(flatten(again))
    return Weights(rounded(fit_alone(flatten(names))), rounded_both(first), rounded_both(second))


def cross_fit(
    parts: Sequence[int],
    examples: Sequence[list[Kind]],
    fit: Callable[[list[Kind]], Fitted],
    apply: Callable[[int, Fitted], Seen],
) -> list[Seen]:
    """What comes of each text, by its number, with what was fitted to the examples of the other parts."""
    fitted = {
        part: fit(flatten(each for own, each in zip(parts, examples, strict=True) if own != part))
        for part in sorted(set(parts))
    }
    return [apply(number, fitted[part]) for number, part in enumerate(parts)]


def first_sight(draft: Draft, alone: Table) -> Text:
    """A text before the first reading, its names judged alone."""
    choices = draft.choices(alone)
    return Text(draft.story, draft.home, choices, priors(choices, gazetteer()))


def names_alone(draft: Draft) -> list[Example]:
    """What the names of a text teach of names alone."""
    choices = [choice for choice in draft.choices({}) if choice.candidates]
    return examples_of(draft.story, draft.home, choices)


def examples(text: Text) -> list[Example]:
    """What a text teaches: each of its names that the annotators judged and that is looked at."""
    return examples_of(text.story, text.home, text.read())


def examples_of(story: Story, home: str | None, choices: list[Choice]) -> list[Example]:
    counts, part = COUNTS[story.corpus], HOME_WEIGHT if home else 1.0
    known = (choice for choice in choices if choice.candidates and (story.corpus != "lists" or choice.toponym.mates))
    judged = ((judge(choice, story.mentions), choice) for choice in known)
    which_weight, whether_weight = part * counts.which, part * counts.whether
    return [Example(right, choice, which_weight, whether_weight) for right, choice in judged if right is not None]


def judge(choice: Choice, mentions: list[Annotation]) -> list[int] | None:
    """The places of the candidates that the annotation accepts; none for no jurisdiction; None for nothing to learn.

    Nothing is learned where the right one is not among the candidates, and from what is neither right nor wrong.
    """
    gaz = gazetteer()
    here = [mention for mention in mentions if _overlap(mention, choice.toponym)]
    accepted = {geoid for mention in here if mention["kind"] == "us" for geoid in mention["geoids"]}
    if accepted:
        places = [n for n, (index, _) in enumerate(choice.candidates) if gaz.entities[index].geoid in accepted]
        return places or None
    return None if any(mention["kind"] == "neutral" for mention in here) else []


def _overlap(mention: Annotation, toponym: Toponym) -> bool:
    return mention["start"] < toponym.end and toponym.start < mention["end"]


def flatten(found: Iterable[list[Kind]]) -> list[Kind]:
    return [example for part in found for example in part]


def fit(found: list[Example]) -> Reading:
    """The weights of one reading."""
    chosen = fit_which([e for e in found if e.which_weight and 0 < len(e.right) < len(e.choice.candidates)])
    return reading_of(chosen, fit_whether(found, chosen))


def fit_which(found: list[Example]) -> Table:
    """Weights of a conditional logit; where more than one candidate is right, their probabilities add up."""
    names, matrix = design(features for e in found for _, features in e.choice.candidates)
    sizes = np.array([len(e.choice.candidates) for e in found])
    owner = np.repeat(np.arange(len(found)), sizes)
    right = np.zeros(len(owner), bool)
    right[
        np.concatenate([start + np.array(e.right) for start, e in zip(sizes.cumsum() - sizes, found, strict=True)])
    ] = True
    weight = np.array([e.which_weight for e in found])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = matrix @ weights
        top = np.maximum.reduceat(score, sizes.cumsum() - sizes)
        power = np.exp(score - top[owner])
        everything, good = np.bincount(owner, power), np.bincount(owner, power * right)
        slope = (power * right / good[owner] - power / everything[owner]) * weight[owner]
        return -float(weight @ np.log(good / everything)), -(matrix.T @ slope)

    return minimise(loss, names)


def fit_alone(found: list[Example]) -> Table:
    """The weights by which names are judged alone."""
    return _fit_any(found, (e.choice.common for e in found))


def fit_whether(found: list[Example], chosen: Table) -> Table:
    """The weights by which it is judged whether a name is a jurisdiction, given which it would be."""
    return _fit_any(found, (whether_features(e.choice, which(e.choice, chosen)) for e in found))


def _fit_any(found: list[Example], rows: Iterable[Features]) -> Table:
    """Weights of a logistic regression: does an example have a right candidate?"""
    return fit_logit([bool(e.right) for e in found], [e.whether_weight for e in found], rows)


def fit_logit(right: Sequence[bool], weights: Sequence[float], rows: Iterable[Features], penalty: float = L2) -> Table:
    """Weights of a logistic regression of what is right on features; `weights` tell what each row counts for."""
    names, matrix = design(rows)
    sign, weight = np.where(right, 1.0, -1.0), np.array(weights)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (matrix @ weights)
        return float(weight @ np.logaddexp(0, -margin)), -(matrix.T @ (weight * sign * expit(-margin)))

    return minimise(loss, names, penalty)


def design(rows: Iterable[Features]) -> tuple[list[str], sparse.csr_matrix]:
    """The names of the features in the order met, and their values as a matrix, one row for each of `rows`."""
    columns: dict[str, int] = {}
    starts: list[int] = [0]
    indices: list[int] = []
    values: list[float] = []
    for features in map(climbed, rows):
        indices += [columns.setdefault(name, len(columns)) for name in features]
        values += features.values()
        starts.append(len(indices))
    return list(columns), sparse.csr_matrix((values, indices, starts), shape=(len(starts) - 1, len(columns)))


def minimise(loss: Callable[[np.ndarray], tuple[float, np.ndarray]], names: list[str], penalty: float = L2) -> Table:
    """The weights that make the loss and the penalty least."""

    def penalised(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = loss(weights)
        return value + penalty / 2 * weights @ weights, slope + penalty * weights

    result = minimize(penalised, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return summed(dict(zip(names, result.x.tolist(), strict=True)))


STEP = re.compile(r"(.+):([0-7])")
"""A feature that is one step of a scale: "city-people:4"."""


def climbed(features: Features) -> Features:
    """The features with, for one of a scale, all steps up to it: what is learned is what each step adds.

    Neighbouring steps so come to weigh alike where the data doesn't tell them apart.

    >>> climbed({"city-people:2": 1.0, "given": 0.5})
    {'city-people:0': 1.0, 'city-people:1': 1.0, 'city-people:2': 1.0, 'given': 0.5}
    """
    found: Features = {}
    for name, value in features.items():
        step = STEP.fullmatch(name)
        found |= {f"{step[1]}:{n}": value for n in range(int(step[2]) + 1)} if step else {name: value}
    return found


def summed(table: Table) -> Table:
    """The weight of each step of each scale: the sum of what the steps up to it add; one never met adds nothing."""
    scales = {step[1] for step in map(STEP.fullmatch, table) if step}
    found = dict(table)
    for scale in scales:
        steps = [f"{scale}:{n}" for n in range(8 if scale.endswith("-people") else 4)]
        found |= zip(steps, accumulate(table.get(step, 0.0) for step in steps), strict=True)
    return found


def rounded(table: Table) -> Table:
    """The weights as they are published; those that round to nothing are left out."""
    return {name: round(weight, DIGITS) for name, weight in table.items() if round(weight, DIGITS)}


def rounded_both(reading: Reading) -> Reading:
    return reading_of(rounded(reading.which), rounded(reading.whether))


def rows(weights: Weights) -> Iterator[list[str]]:
    """The lines of the published table."""
    first, second = weights.first, weights.second
    tables = [weights.alone, first.which, first.whether, second.which, second.whether]
    yield ["feature", "alone", "which_1", "whether_1", "which_2", "whether_2"]
    for name in sorted({name for table in tables for name in table}):
        yield [name, *(f"{table[name]:.{DIGITS}f}" if name in table else "" for table in tables)]


@click.command()
@click.argument("corpora", type=click.Path(exists=True, file_okay=False, path_type=Path), default=NEWS)
def main(corpora: Path) -> None:
    """Learn the weights from the annotated news in the folder CORPORA, the lists and the project's own news."""
    stories = read_stories(corpora)
    texts = prepare_all(stories)
    lines = list(rows(learn(texts)))
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    click.echo(f"{WEIGHTS}: {len(lines) - 1} features, learned from {len(texts)} texts and sentences")


if __name__ == "__main__":
    main()
