"""Learn which lists, and which names beside them, are what a text is about, into `pipeline/reference/listed.csv`.

Two logistic regressions learn it from the texts that list jurisdictions and from those of tests/beside, which were
written for it. Which names stand beside the lists depends on what is taken for a list: so that the second model learns
from lists as well judged as those of a new text, they are judged by models that never saw the text (cross-fitting).
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from benchmarks.corpora import LISTS, OWN_LISTS, part_of, read_lists
from benchmarks.learn import CROSS_FITS, DIGITS, cross_fit, fit_logit, flatten
from pipeline.documents import Document, read_documents
from pipeline.extract import Enumerated, judge_lists, read_beside, read_enumerations, read_rosters, said_of_lists
from pipeline.features import Features
from pipeline.listed import WEIGHTS, Weights
from pipeline.resolve import Table

BESIDE = Path(__file__).parents[1] / "tests" / "beside"
DATA = Path(__file__).parents[1] / "data"
HEAD = re.compile(r"^=== (.+)\n", re.MULTILINE)
MARK = re.compile(r"\{(?P<sign>[+-])(?P<words>[^{}\n]+)(?P=sign)\}")
L2 = 5.0
"""The penalty: there are far more features than lists and names to learn from."""
WRITTEN_WEIGHT = 0.1
"""What the texts count for that were written to be hard: there are many of them, and their sentences are odder and name
more places beside the list than those of other texts. With more, the others are read worse in a cross-validation."""
PROBE = "own words"
"""The `text_origin` of texts that list and were written for one construction each, in a few sentences."""
PROBE_WEIGHT = 0.3
"""What these count for."""
ORDINARY = ("plain-", "story-")
"""How the names of the files begin whose texts say it as most texts do, and count in full."""
FEWEST_TEXTS = 5
"""Texts that a feature is in from which it gets a weight."""
LEAST = 0.1
"""The least weight that is published."""

Span = tuple[int, int]


class Text(NamedTuple):
    """A text to learn from: what it counts for, the GEOIDs expected if it is known which, and the names marked."""

    doc_id: str
    read: Enumerated
    weight: float
    expected: frozenset[str] | None
    marks: dict[Span, bool]

    def on_list(self, member: int) -> bool | None:
        """Whether a name is one of what the text is about; None where nothing says so."""
        if self.expected is not None:
            geoid = self.read.identity[member]
            return geoid in self.expected if geoid else None
        toponym = self.read.decisions[member].toponym
        return next((on for span, on in self.marks.items() if span[0] < toponym.end and toponym.start < span[1]), None)


class Example(NamedTuple):
    """A list or a name to learn from."""

    features: Features
    on_list: bool
    weight: float


def prepare_texts() -> list[Text]:
    """All texts to learn from, read up to their enumerations."""
    return [*_written(), *_lists(), *_sources()]


def _written() -> Iterator[Text]:
    for path in sorted(BESIDE.glob("*.txt")):
        _, *parts = HEAD.split(path.read_text("utf-8"))
        for doc_id, marked in zip(parts[::2], parts[1::2], strict=True):
            text, marks = read_marks(marked)
            weight = 1.0 if path.stem.startswith(ORDINARY) else WRITTEN_WEIGHT
            yield Text(doc_id, read_enumerations(Document(doc_id, text)), weight, None, marks)


def read_marks(marked: str) -> tuple[str, dict[Span, bool]]:
    """The text without its marks, and by their spans whether the names marked are on the list.

    >>> read_marks("{+Boise+} joined; {-Nampa-} did not.")
    ('Boise joined; Nampa did not.', {(0, 5): True, (14, 19): False})
    """
    text, last, marks = "", 0, dict[Span, bool]()
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        marks[len(text), len(text) + len(mark["words"])] = mark["sign"] == "+"
        text += mark["words"]
        last = mark.end()
    return text + marked[last:], marks


def _lists() -> Iterator[Text]:
    for folder in (LISTS, OWN_LISTS):
        for document in read_lists(folder):
            case = json.loads((folder / f"{document.doc_id}.json").read_text("utf-8"))
            geoids = (geoid for entry in case["expected"] for geoid in (entry["geoid"], *entry["accept"]))
            weight = PROBE_WEIGHT if case["text_origin"] == PROBE else 1.0
            yield Text(document.doc_id, read_enumerations(document), weight, frozenset(filter(None, geoids)), {})


def _sources() -> Iterator[Text]:
    """The records that the data package is built from: those who got a letter are on the list."""
    with (DATA / "jurisdictions.csv").open(encoding="utf-8", newline="") as file:
        expected = frozenset(row["geoid"] for row in csv.DictReader(file))
    for document in read_documents(sorted((DATA / "sources").glob("*.md"))):
        yield Text(document.doc_id, read_enumerations(document), 1.0, expected, {})


def learn_listed(texts: list[Text]) -> Weights:
    """The weights of what is said of lists, and of names beside them."""
    parts = [part_of(text.doc_id, CROSS_FITS) for text in texts]
    of_lists = [lists_of(text) for text in texts]
    of_names = cross_fit(parts, of_lists, fit, lambda number, table: names_of(texts[number], table))
    return Weights(published(fit(flatten(of_lists))), published(fit(flatten(of_names))))


def lists_of(text: Text) -> list[Example]:
    """What a text teaches of lists; of the texts written for this, one without a mark is on the list."""
    found = zip(text.read.enumerations, said_of_lists(text.read), strict=True)
    return [
        Example(features, _mostly([text.on_list(i) in (True, None) for i in each.members]), text.weight)
        for each, features in found
    ]


def names_of(text: Text, of_list: Table) -> list[Example]:
    """What a text teaches of names beside lists, where its lists are judged by the weights `of_list`."""
    rosters = read_rosters(text.read, judge_lists(text.read, of_list))
    said = [
        (features, [on for i in members if (on := text.on_list(i)) is not None])
        for members, features in read_beside(text.read, rosters)
    ]
    return [Example(features, _mostly(on), text.weight) for features, on in said if on]


def _mostly(said: Sequence[bool]) -> bool:
    return 2 * sum(said) > len(said)


def fit(examples: list[Example]) -> Table:
    """The weights of the features that are in enough examples."""
    met = Counter(feature for example in examples for feature in example.features)
    rows = ({f: v for f, v in example.features.items() if met[f] >= FEWEST_TEXTS} for example in examples)
    return fit_logit([each.on_list for each in examples], [each.weight for each in examples], rows, L2)


def published(table: Table) -> Table:
    """The weights that tell something, as they are published."""
    return {feature: round(weight, DIGITS) for feature, weight in table.items() if abs(weight) >= LEAST}


@click.command()
def main() -> None:
    """Learn the weights from the texts of tests/beside and from those that list jurisdictions."""
    texts = prepare_texts()
    tables = learn_listed(texts)
    features = sorted({feature for table in tables for feature in table})
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        lines = ([f, *(f"{table[f]:.{DIGITS}f}" if f in table else "" for table in tables)] for f in features)
        csv.writer(file, lineterminator="\n").writerows([["feature", "list", "name"], *lines])
    click.echo(f"{WEIGHTS}: {len(features)} features, learned from {len(texts)} texts")


if __name__ == "__main__":
    main()
