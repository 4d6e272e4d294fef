"""The project's own local news: its marks can be read, and the engine finds what they say."""

from pathlib import Path

import pytest

from benchmarks.corpora import Annotation
from benchmarks.own_news import geoids_of, read_marks, read_own_news
from pipeline.documents import Document
from pipeline.extract import Mention, extract

STORIES = read_own_news()
PRECISION, RECALL = 0.93, 0.92
"""The least of the engine on these stories. Its weights were learned from them too: this is no measure, but shows what
a change has broken."""


def test_stories_are_told_apart() -> None:
    assert len({story.doc_id for story in STORIES}) == len(STORIES) > 500
    assert len({story.home for story in STORIES}) > 45


@pytest.mark.parametrize(
    ("label", "geoids"),
    [
        ("TX", ["48"]),
        ("Lamar County, TX", ["48277"]),
        ("Houston County, TX", ["48225"]),
        ("Lincoln Parish, LA", ["22061"]),
        ("Paris, TX", ["4855080"]),
        ("Atoka, OK", ["4003300"]),
        ("Boise, ID", ["1608830"]),
        ("Richmond, VA", ["5167000", "51760"]),
        ("Washington, DC", ["11", "11001", "1150000"]),
    ],
)
def test_label(label: str, geoids: list[str]) -> None:
    assert [*geoids_of(label)] == geoids


@pytest.mark.parametrize("marked", ["[[Paris|Paris, XX]]", "[[Paris]]", "[[Paris|Paris, TX", "[[Paris|Lamar County]]"])
def test_bad_mark(marked: str) -> None:
    with pytest.raises(ValueError, match=r"mark|no state"):
        read_marks(marked)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("=== TX-01\nFire.\n", r'tx\.txt: .* "tx-1" or so, not "TX-01"'),
        ("=== tx-01 \nFire.\n", 'not "tx-01 "'),
        ("Fire.\n=== tx-01\nFire.\n", "before the first story"),
        ("=== tx-01\nFire in [[Paris]].\n", "tx-01: a mark"),
    ],
)
def test_bad_file(tmp_path: Path, text: str, wrong: str) -> None:
    (tmp_path / "tx.txt").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=wrong):
        read_own_news(tmp_path)


def test_marks_quote_the_text() -> None:
    assert all(story.text[m["start"] : m["end"]] == m["text"] for story in STORIES for m in story.mentions)


@pytest.mark.parametrize("told", [False, True])
def test_engine(told: bool) -> None:
    right = wrong = marked = 0
    for story in STORIES:
        mentions = extract(Document(story.doc_id, story.text, home=story.home if told else None)).mentions
        places = [mark for mark in story.mentions if mark["kind"] == "us"]
        marked += len(places)
        right += sum(
            any(_is_at(mention, mark) and mention.geoid in mark["geoids"] for mention in mentions) for mark in places
        )
        wrong += sum(not any(_fits(mention, mark) for mark in story.mentions) for mention in mentions)
    assert right / (right + wrong) > PRECISION
    assert right / marked > RECALL


def _is_at(mention: Mention, mark: Annotation) -> bool:
    return bool(mark["start"] < mention.end and mention.start < mark["end"])


def _fits(mention: Mention, mark: Annotation) -> bool:
    """Whether a mention is right by a mark, or stands at one that counts neither way."""
    return _is_at(mention, mark) and (mention.geoid in mark["geoids"] or mark["kind"] == "neutral")
