"""The texts to learn from and to measure with: annotated news and lists of jurisdictions, with their scorers."""

import csv
import importlib.util
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.documents import Document, read_documents
from pipeline.extract import Extraction

SHARED = Path(__file__).parents[2] / "shared"
NEWS = SHARED / "corpora"
LISTS = SHARED / "lists"
OWN_LISTS = Path(__file__).parents[1] / "tests" / "lists"
UNSEEN = Path(__file__).parents[1] / "tests" / "unseen"
"""Lists from which nothing is learned."""
PUBLISHERS = Path(__file__).with_name("publishers.csv")
CORPORA = {"lgl-dev": "LGL", "trnews-dev": "TR-News", "gwn-dev": "GeoWebNews"}
"""The corpora: the stem of the file, and the name that people know it by."""
OWN_NEWS = "own-news"
"""The corpus of the project's own stories, which `benchmarks.own_news` reads."""
ALONE, ADDRESS, HOME = TOLD = ("alone", "address", "home")
"""What the engine is told besides a text: nothing, the address of its page, the home state of its publisher."""
FOLDS = 5
"""Parts of the data: each text is read with weights that were learned from the other parts."""
SPLITS = 5
"""Ways to part the data, to see how much the figures depend on that; the first is the one for all other figures."""

Annotation = dict[str, Any]
"""A mention as the scorer reads it: `start` and `end`; `kind` and `geoids` of the gold, `geoid` of ours."""


def part_of(name: str, parts: int) -> int:
    """One of so many parts, for a name; the same in every run."""
    return zlib.crc32(name.encode()) % parts


def fold_of(doc_id: str, split: int = 0) -> int:
    """The part of the data that a text is in."""
    return part_of(f"{split or ''}{doc_id}", FOLDS)


@dataclass(frozen=True, slots=True)
class Story:
    """An annotated text."""

    corpus: str
    doc_id: str
    text: str
    mentions: list[Annotation] = field(hash=False)
    home: str | None
    """The postal code of the state where its publisher is, where `publishers.csv` or the story's file says it."""
    url: str | None = None

    def document(self, told: str = ALONE) -> Document:
        """What the engine is given: the text alone, with its page's address, or with the publisher's home state."""
        home = self.home if told == HOME else None
        return Document(self.doc_id, self.text, url=self.url if told == ADDRESS else None, home=home)

    @property
    def gold(self) -> dict[str, Any]:
        """The text as the scorer takes it."""
        return {"doc_id": self.doc_id, "mentions": self.mentions}


def read_stories(folder: Path) -> list[Story]:
    """All annotated texts, corpus by corpus."""
    homes = read_homes()
    return [
        Story(
            corpus,
            row["doc_id"],
            row["text"],
            row["mentions"],
            homes.get(row["meta"].get("domain", "")),
            row["meta"].get("url"),
        )
        for corpus in CORPORA
        for row in map(json.loads, (folder / f"{corpus}.jsonl").read_text("utf-8").splitlines())
    ]


def read_homes() -> dict[str, str]:
    """The postal code of the state that a newspaper is printed in, by the domain of its site."""
    with PUBLISHERS.open(encoding="utf-8", newline="") as file:
        return {row["domain"]: row["usps"] for row in csv.DictReader(file)}


def read_lists(folder: Path) -> list[Document]:
    return list(read_documents(sorted(folder.glob("*.txt"))))


def read_list_stories() -> list[Story]:
    """The texts that list jurisdictions, with what each lists as annotations; of their other names nothing is known."""
    found = []
    for folder, document in ((place, text) for place in (LISTS, OWN_LISTS) for text in read_lists(place)):
        expected = json.loads((folder / f"{document.doc_id}.json").read_text("utf-8"))["expected"]
        mentions: list[Annotation] = [{"start": 0, "end": len(document.text), "kind": "neutral", "geoids": []}]
        for entry in expected:
            for match in re.finditer(rf"(?<!\w){re.escape(entry['text'])}(?!\w)", document.text):
                geoids = [entry["geoid"], *entry["accept"]]
                mentions.append({"start": match.start(), "end": match.end(), "kind": "us", "geoids": geoids})
        found.append(Story("lists", document.doc_id, document.text, mentions, None))
    return found


def scorer(folder: Path) -> ModuleType:
    """The scorer that comes with the texts, as it is."""
    spec = importlib.util.spec_from_file_location(f"score_{folder.name}", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(extractions: Sequence[Extraction]) -> dict[str, list[Annotation]]:
    """The mentions of each text as the scorers read them."""
    return {
        found.document.doc_id: [
            {name: getattr(mention, name) for name in ("start", "end", "geoid", "level", "role", "score")}
            for mention in found.mentions
        ]
        for found in extractions
    }
