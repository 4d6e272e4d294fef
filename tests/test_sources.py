"""The source records say in other words what the articles say. The articles are not part of the project."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.documents import Document, read_documents
from pipeline.extract import Extraction, extract

RUN = 9
"""Words in a row that a text of ours may not share with an article."""
PROSE = 5
"""Of these, words in lower case that make a run prose rather than a list of names."""


@pytest.fixture(scope="module")
def pairs(root: Path, articles: Path) -> list[tuple[Document, Document]]:
    """Each record with its article."""
    by_hash = {article.sha256: article for article in read_documents([articles])}
    records = list(read_documents([root / "data" / "sources"]))
    assert sorted(record.sha256 for record in records) == sorted(by_hash), "a record for each article"
    return [(record, by_hash[record.sha256]) for record in records]


def test_records_identify_their_articles(pairs: list[tuple[Document, Document]]) -> None:
    for record, article in pairs:
        assert record.sha256 == hashlib.sha256(article.text.encode()).hexdigest()
        assert record.length == len(article.text)


def test_bibliography_is_what_the_articles_print(pairs: list[tuple[Document, Document]]) -> None:
    for record, article in pairs:
        assert record.title
        assert record.title.removesuffix(" …") in article.text
        for value in (record.publisher, record.author):
            assert value is None or value in article.text
        if record.date:
            assert f"{date.fromisoformat(record.date):%B %-d, %Y}" in article.text


def named(extraction: Extraction) -> list[tuple[str, str | None, str]]:
    return [(mention.text, mention.geoid, mention.role) for mention in extraction.mentions]


def claimed(extraction: Extraction) -> list[tuple[object, ...]]:
    return [
        (claim.kind, claim.stated, claim.unit, claim.found, claim.agrees, claim.geoids, [*map(one_line, claim.words)])
        for claim in extraction.claims
    ]


def one_line(words: str) -> str:
    """The words with plain blanks between them, however they are set."""
    return " ".join(words.split())


@pytest.mark.parametrize("reading", [named, claimed])
def test_records_read_as_their_articles(pairs: list[tuple[Document, Document]], reading) -> None:
    for record, article in pairs:
        assert reading(extract(record)) == reading(extract(article)), record.doc_id


def runs(text: str, prose: int) -> Iterator[str]:
    """Runs of words, in lower case, that hold at least `prose` words in lower case."""
    words = re.findall(r"[A-Za-z0-9']+", text.replace("’", "'"))
    for start in range(len(words) - RUN + 1):
        run = words[start : start + RUN]
        if sum(word.islower() for word in run) >= prose:
            yield " ".join(run).lower()


def written(root: Path) -> Iterator[Path]:
    """The texts that the project publishes."""
    yield from root.glob("*.*")
    for folder in ("data", "docs", "pipeline", "tests"):
        yield from (root / folder).rglob("*.*")


def test_nothing_is_copied_from_the_articles(root: Path, articles: Path) -> None:
    copyrighted = {run for path in articles.glob("*.txt") for run in runs(path.read_text("utf-8"), 0)}
    for path in written(root):
        if path.suffix not in {".md", ".csv", ".json", ".yml", ".cff", ".py", ".html", ".svg"}:
            continue
        prose = 0 if path.is_relative_to(root / "data" / "sources") else PROSE
        shared = copyrighted.intersection(runs(path.read_text("utf-8"), prose))
        assert not shared, path
