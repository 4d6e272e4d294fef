"""Measure who is taken to be on a list, in texts that list jurisdictions and in those of tests/beside.

Each text is read with weights that were learned without it, those of names and those of what is said of lists.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click

from benchmarks.corpora import FOLDS, LISTS, NEWS, OWN_LISTS, UNSEEN, fold_of, read_lists, read_stories
from benchmarks.evaluate import Folds, cross_validated_weights
from benchmarks.learn_listed import Text, learn_listed, prepare_texts
from benchmarks.results import write_section
from pipeline.documents import Document
from pipeline.extract import extract, judge_lists, read_rosters, roles_of
from pipeline.listed import Weights

ListedFolds = dict[int, Weights]
"""By fold, the weights of what is said of lists, learned from the other texts."""


def cross_validated_listed(texts: list[Text]) -> ListedFolds:
    """For each fold, the weights of what is said of lists, learned from the texts of the others."""
    return {fold: learn_listed([text for text in texts if fold_of(text.doc_id) != fold]) for fold in range(FOLDS)}


def score_lists(
    documents: list[Document], folder: Path, weights: Folds, listed: ListedFolds
) -> tuple[str, dict[str, Any]]:
    """What the scorer of the lists prints, a line for each text and the totals; and the totals."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for document in documents:
            fold = fold_of(document.doc_id)
            with (
                patch("pipeline.resolve.weights", return_value=weights[fold]),
                patch("pipeline.extract.weights", return_value=listed[fold]),
            ):
                found = extract(document)
            line = {"doc_id": found.document.doc_id, "mentions": [asdict(mention) for mention in found.mentions]}
            file.write(json.dumps(line) + "\n")
        file.flush()
        command = [sys.executable, str(LISTS / "score.py"), file.name, str(folder)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return printed, json.loads(printed.splitlines()[-1])


def score_beside(texts: list[Text], listed: ListedFolds) -> dict[str, int]:
    """Of the names marked in tests/beside: how many are on the list, and found; how many are not, and taken for one."""
    counts = Counter[str]()
    for text in (text for text in texts if text.marks):
        weights = listed[fold_of(text.doc_id)]
        with patch("pipeline.extract.weights", return_value=weights):
            lists = judge_lists(text.read, weights.of_list)
            roles = roles_of(text.read, read_rosters(text.read, lists))
        for member, geoid in enumerate(text.read.identity):
            on = text.on_list(member) if geoid else None
            if on is not None:
                counts["on" if on else "off"] += 1
                counts["found" if on else "taken"] += member in roles
    return {name: counts[name] for name in ("on", "found", "off", "taken")}


@click.command()
@click.argument("corpora", type=click.Path(exists=True, file_okay=False, path_type=Path), default=NEWS)
def main(corpora: Path) -> None:
    """Print who is found on the lists, with weights learned from the annotated news in CORPORA and from other lists."""
    weights, texts = cross_validated_weights(read_stories(corpora)), prepare_texts()
    listed = cross_validated_listed(texts)
    section: dict[str, Any] = {"beside": score_beside(texts, listed)}
    for name, folder in (("lists", LISTS), ("own_lists", OWN_LISTS), ("unseen", UNSEEN)):
        printed, section[name] = score_lists(read_lists(folder), folder, weights, listed)
        click.echo(f"\n{name}\n{printed}")
    click.echo("names beside lists: {found} of {on} found, {taken} of {off} others taken".format(**section["beside"]))
    write_section("rosters", section)


if __name__ == "__main__":
    main()
