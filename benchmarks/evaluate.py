"""Measure the engine on annotated news, the project's own too, with the scorer that came with the corpora.

On the news the figures are cross-validated: each text is read with weights that were learned without it. What is
measured is the public function `pipeline.extract.extract`, so that nothing that happens after the model is left out.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any
from unittest.mock import patch

import click

from benchmarks.corpora import (
    ADDRESS,
    ALONE,
    CORPORA,
    FOLDS,
    HOME,
    NEWS,
    SPLITS,
    TOLD,
    Annotation,
    Story,
    fold_of,
    predictions,
    read_stories,
    scorer,
)
from benchmarks.errors import count_errors
from benchmarks.learn import learn, prepare_all
from benchmarks.own_news import read_own_news
from benchmarks.results import write_section
from pipeline.extract import MIN_SCORE, extract
from pipeline.resolve import Weights

CUTS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
BINS = 10

Predictions = dict[str, list[Annotation]]
Folds = dict[int, Weights]
"""By fold, the weights learned from the other texts."""


def cross_validated_weights(stories: list[Story], split: int = 0) -> Folds:
    """For each fold, the weights learned from the texts of the others."""
    texts = [(fold_of(text.story.doc_id, split), text) for text in prepare_all(stories)]
    return {fold: learn([text for part, text in texts if part != fold]) for fold in range(FOLDS)}


def predict(
    stories: list[Story], weights: Folds, min_score: float = MIN_SCORE, told: str = ALONE, split: int = 0
) -> Predictions:
    """What the engine finds in each text with the weights that were learned without it."""
    found = []
    for story in stories:
        with patch("pipeline.resolve.weights", return_value=weights[fold_of(story.doc_id, split)]):
            found.append(extract(story.document(told), min_score))
    return predictions(found)


def measure(stories: list[Story], weights: Folds, score: ModuleType) -> dict[str, Any]:
    """All figures on the news."""
    published, everything = predict(stories, weights), predict(stories, weights, 0.0)
    judged = [pair for story in stories for pair in judge(story, everything[story.doc_id], score)]
    return {
        "min_score": MIN_SCORE,
        "texts": dict(Counter(story.corpus for story in stories)),
        "told": sum(story.home is not None for story in stories),
        "alone": score_news(stories, published, score),
        "address": score_news(stories, predict(stories, weights, told=ADDRESS), score),
        "home": score_news(stories, predict(stories, weights, told=HOME), score),
        "cuts": {str(cut): pooled(stories, predict(stories, weights, cut), score) for cut in CUTS},
        "calibration": calibrate(judged),
        "errors": count_errors(stories, published, everything, score),
    }


def score_news(stories: list[Story], predicted: Predictions, score: ModuleType) -> dict[str, Any]:
    """What the scorer says of each corpus."""
    return {corpus: score.score([s.gold for s in stories if s.corpus == corpus], predicted) for corpus in CORPORA}


def score_own_news(weights: Folds, score: ModuleType) -> dict[str, Any]:
    """The figures on the project's own news, alone and with the publisher's home state given."""
    stories = read_own_news()
    gold = [story.gold for story in stories]
    return {"texts": len(stories)} | {
        told: score.score(gold, predict(stories, weights, told=told)) for told in (ALONE, HOME)
    }


def f1_of_split(stories: list[Story], score: ModuleType, split: int) -> dict[str, dict[str, float]]:
    """The end-to-end F1 of each corpus with one way to part the data, for each thing that the engine is told."""
    weights = cross_validated_weights(stories, split)
    found = {told: predict(stories, weights, told=told, split=split) for told in TOLD}
    return {
        told: {corpus: figures["e2e"]["f1"] for corpus, figures in score_news(stories, predicted, score).items()}
        for told, predicted in found.items()
    }


def pooled(stories: list[Story], predicted: Predictions, score: ModuleType) -> dict[str, float]:
    """The end-to-end F1 of each corpus, and of all texts together with its precision and recall."""
    whole = score.score([story.gold for story in stories], predicted)["e2e"]
    each = {corpus: figures["e2e"]["f1"] for corpus, figures in score_news(stories, predicted, score).items()}
    return each | {"f1": whole["f1"], "precision": whole["p"], "recall": whole["r"]}


def judge(story: Story, predicted: list[Annotation], score: ModuleType) -> list[tuple[float, bool]]:
    """The score of each mention that the scorer counts, and whether it is right."""
    gold = [mention for mention in story.mentions if mention["kind"] == "us"]
    right = {place: ok for _, place, _, ok in score.match(gold, predicted)}
    found = []
    for place, mention in enumerate(predicted):
        here = [other for other in story.mentions if score.overlap(mention, other)]
        ignored = any(m["kind"] == "neutral" or (m["kind"] == "us" and mention["geoid"] in m["geoids"]) for m in here)
        if place in right or not ignored:
            found.append((mention["score"], right.get(place, False)))
    return found


def calibrate(judged: list[tuple[float, bool]]) -> dict[str, Any]:
    """For each tenth of the scores, how often the mentions in it are right; and the expected calibration errors."""
    published = [(value, right) for value, right in judged if value >= MIN_SCORE]
    return {
        "bins": bins_of(judged),
        "error": expected_error(bins_of(judged)),
        "error_published": expected_error(bins_of(published)),
    }


def bins_of(judged: list[tuple[float, bool]]) -> list[dict[str, Any]]:
    tenths: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for value, right in judged:
        tenths[min(BINS - 1, int(value * BINS))].append((value, right))
    return [
        {
            "from": number / BINS,
            "mentions": len(inside),
            "score": round(sum(value for value, _ in inside) / len(inside), 3),
            "right": round(sum(right for _, right in inside) / len(inside), 3),
        }
        for number, inside in enumerate(tenths)
        if inside
    ]


def expected_error(bins: list[dict[str, Any]]) -> float:
    """The distance between the score and the share of right ones, averaged over the mentions."""
    total = sum(entry["mentions"] for entry in bins)
    return round(sum(entry["mentions"] * abs(entry["score"] - entry["right"]) for entry in bins) / total, 3)


def describe_corpus(figures: dict[str, Any]) -> str:
    cells = (
        f"{k} P {figures[k]['p']:.3f} R {figures[k]['r']:.3f} F1 {figures[k]['f1']:.3f}"
        for k in ("e2e", "detect", "doc")
    )
    return "   ".join([*cells, f"resolve {figures['resolve']:.3f}"])


def describe(section: dict[str, Any]) -> Iterator[str]:
    """The figures as lines for people."""
    for told in TOLD:
        yield f"\n{told}; {FOLDS}-fold cross-validated by text, --min-score {section['min_score']}"
        yield from (f"  {corpus:10}  {describe_corpus(figures)}" for corpus, figures in section[told].items())
    yield "\nend-to-end F1 by --min-score; P and R of all texts together"
    for cut, figures in section["cuts"].items():
        yield f"  {cut}  " + "   ".join(f"{name} {value:.3f}" for name, value in figures.items())
    yield "\ncalibration: score from, mentions, mean score, share right"
    for entry in section["calibration"]["bins"]:
        yield "  {from:.1f} {mentions:6} {score:.3f} {right:.3f}".format(**entry)
    yield "  expected calibration error {error} of all, {error_published} of those published".format(
        **section["calibration"]
    )
    for kind, classes in section["errors"].items():
        yield f"\n{kind}: {sum(classes.values())}"
        yield from (f"  {count:4}  {name}" for name, count in classes.items())


@click.command()
@click.argument("corpora", type=click.Path(exists=True, file_okay=False, path_type=Path), default=NEWS)
def main(corpora: Path) -> None:
    """Print the accuracy on the annotated news in the folder CORPORA, and on the project's own."""
    stories = read_stories(corpora)
    weights = cross_validated_weights(stories)
    section = measure(stories, weights, scorer(corpora))
    click.echo("\n".join(describe(section)))
    section["splits"] = [f1_of_split(stories, scorer(corpora), split) for split in range(SPLITS)]
    for told in TOLD:
        for corpus in CORPORA:
            values = [split[told][corpus] for split in section["splits"]]
            click.echo(
                f"{told:5} {corpus:10} F1 {min(values):.3f} to {max(values):.3f} in {SPLITS} splits: {mean(values):.3f}"
            )
    section["own_news"] = score_own_news(weights, scorer(corpora))
    for told in (ALONE, HOME):
        click.echo(f"own news, {told:5} {describe_corpus(section['own_news'][told])}")
    write_section("accuracy", section)


if __name__ == "__main__":
    main()
