"""Reads the project's own local news: invented stories about real places, in which the places are marked.

A mark gives the words and what they stand for, `[[Paris|Paris, TX]]`, `[[Lamar|Lamar County, TX]]`, `[[Texas|TX]]`;
`-` stands for a place abroad, and `?` for what is neither right nor wrong: a township, a river, a region.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from benchmarks.corpora import OWN_NEWS, Annotation, Story
from pipeline.gazetteer import gazetteer, key_of
from pipeline.recipients import coextensive_pairs
from pipeline.reference import load_names
from pipeline.told import level_of

FOLDER = Path(__file__).parents[1] / "tests" / "news"
ABROAD = "abroad"
"""The stem of the file with the stories of publishers abroad; that of any other is the postal code of their state."""
HEAD = re.compile(r"^=== ?(.*)\n", re.MULTILINE)
"""The line above a story, with its name."""
MARK = re.compile(r"\[\[(?P<words>[^][|]+)\|(?P<label>[^][|]+)\]\]")
KINDS = {"-": "neg", "?": "neutral"}
CAPITAL = ("11", "11001", "1150000")
"""The District of Columbia as a state, a county and a place."""


def read_own_news(folder: Path = FOLDER) -> list[Story]:
    """All stories, state by state.

    Raises ValueError, with the file and the story, where a mark names nothing or a story has no name of its own.
    """
    return [story for path in sorted(folder.glob("*.txt")) for story in _read_file(path)]


def _read_file(path: Path) -> Iterator[Story]:
    home = None if path.stem == ABROAD else path.stem.upper()
    before, *parts = HEAD.split(path.read_text("utf-8"))
    if before.strip():
        raise ValueError(f"{path}: there are words before the first story")
    for name, marked in zip(parts[::2], parts[1::2], strict=True):
        if not re.fullmatch(rf"{path.stem}-\d+", name):
            raise ValueError(f'{path}: a story of this file is called "{path.stem}-1" or so, not "{name}"')
        try:
            text, mentions = read_marks(marked.strip())
        except ValueError as error:
            raise ValueError(f"{path}: {name}: {error}") from error
        yield Story(OWN_NEWS, name, text, mentions, home)


def read_marks(marked: str) -> tuple[str, list[Annotation]]:
    """The text without its marks, and what they say.

    >>> read_marks("Fire in [[Paris|Paris, TX]]")[0]
    'Fire in Paris'
    """
    text, last, mentions = "", 0, list[Annotation]()
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        mentions.append(_annotation(len(text), mark["words"], mark["label"]))
        text += mark["words"]
        last = mark.end()
    text += marked[last:]
    if "[[" in text or "]]" in text:
        raise ValueError("a mark is not closed, or has no label")
    return text, mentions


def _annotation(start: int, words: str, label: str) -> Annotation:
    place = {"start": start, "end": start + len(words), "text": words, "note": "own"}  # the scorer asks for a note
    if label in KINDS:
        return place | {"kind": KINDS[label], "level": None, "geoids": []}
    geoids = geoids_of(label)
    return place | {"kind": "us", "level": level_of(geoids[0]), "geoids": [*geoids]}


@cache
def geoids_of(label: str) -> tuple[str, ...]:
    """The GEOIDs that a label stands for: what it names, and what has the same boundary.

    Raises ValueError where it names nothing.

    >>> geoids_of("TX"), geoids_of("Lamar County, TX"), geoids_of("Richmond, VA")
    (('48',), ('48277',), ('5167000', '51760'))
    """
    gaz = gazetteer()
    name, _, usps = label.rpartition(", ")
    if usps == "DC":
        return CAPITAL
    if not name and usps in gaz.state_index:
        return (gaz.entities[gaz.state_index[usps]].geoid,)
    called = (gaz.entities[i] for i in gaz.by_key.get(key_of(name), ()))
    places = [entity.geoid for entity in called if entity.usps == usps and entity.level == "city"]
    named = _counties().get((name, usps), places)
    if not named:
        raise ValueError(f'"{label}" is no state, county or place of the reference')
    return (*named, *(_coextensive()[geoid] for geoid in named if geoid in _coextensive()))


@cache
def _counties() -> dict[tuple[str, str], list[str]]:
    counties = (entity for entity in gazetteer().entities if entity.level == "county")
    return {(entity.full_name, entity.usps): [entity.geoid] for entity in counties}


@cache
def _coextensive() -> dict[str, str]:
    return coextensive_pairs(load_names().set_index("geoid"))
