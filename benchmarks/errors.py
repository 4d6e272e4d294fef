"""Sort the engine's errors on annotated news into classes, and count them."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from benchmarks.corpora import Annotation, Story
from pipeline.gazetteer import gazetteer, key_of
from pipeline.lexicon import lexicon

MISSED, WRONG, EXTRA = "missed", "wrong jurisdiction", "not a jurisdiction"

WORD_BEFORE = re.compile(r"(\w+)\.?[ \n]$")
WORD_AFTER = re.compile(r"[ \n](\w+)")
LEVEL_WORD = re.compile(r" (?:county|parish|borough|co)\.?$", re.IGNORECASE)


def count_errors(
    stories: list[Story],
    published: dict[str, list[Annotation]],
    everything: dict[str, list[Annotation]],
    scorer: ModuleType,
) -> dict[str, dict[str, int]]:
    """For each kind of error its classes, the most frequent first.

    `published` are the mentions from the default `--min-score` on, `everything` those from 0 on.
    """
    found = Counter(
        error
        for story in stories
        for error in errors_of(story, published[story.doc_id], everything[story.doc_id], scorer)
    )
    return {kind: {name: n for (k, name), n in found.most_common() if k == kind} for kind in (MISSED, WRONG, EXTRA)}


def errors_of(
    story: Story, published: list[Annotation], everything: list[Annotation], scorer: ModuleType
) -> Iterator[tuple[str, str]]:
    """The errors in a text: kind and class of each."""
    gold = [mention for mention in story.mentions if mention["kind"] == "us"]
    pairs = {g: (p, right) for g, p, _, right in scorer.match(gold, published)}
    for number, mention in enumerate(gold):
        if number not in pairs:
            yield MISSED, _why_missed(story, mention, everything, scorer)
        elif not pairs[number][1]:
            yield WRONG, _why_wrong(story, mention, published[pairs[number][0]], everything)
    used = {p for p, _ in pairs.values()}
    for number, mention in enumerate(published):
        if number not in used and not _ignored(mention, story, scorer):
            yield EXTRA, _why_extra(story, mention, scorer)


def _ignored(mention: Annotation, story: Story, scorer: ModuleType) -> bool:
    """Whether the scorer passes over a mention that is left over."""
    here = [other for other in story.mentions if scorer.overlap(mention, other)]
    return any(m["kind"] == "neutral" or (m["kind"] == "us" and mention["geoid"] in m["geoids"]) for m in here)


def _why_missed(story: Story, gold: Annotation, everything: list[Annotation], scorer: ModuleType) -> str:
    first = next((mention for mention in everything if scorer.overlap(mention, gold)), None)
    if not _bears(story, gold):
        return "the annotation means a place that has another name"
    if first is None:
        return "the words are not read as a name"
    right = first["geoid"] in gold["geoids"]
    return f"below the threshold, {'the right one' if right else 'another one'} being the most probable"


def _why_wrong(story: Story, gold: Annotation, ours: Annotation, everything: list[Annotation]) -> str:
    states = {geoid[:2] for geoid in gold["geoids"]}
    if _is_absorbed(gold, ours):
        return "the annotation has the code of a city that its county's government has taken in: Louisville"
    if not _bears(story, gold):
        return "the annotation means a place that has another name"
    if ours["geoid"] is None:
        return "left ambiguous, with its candidates"
    if ours["geoid"][:2] in states:
        return "the right state, but a county for a city, a city for a county or the like"
    named = any(mention["geoid"] in states for mention in everything)
    return (
        "a namesake in another state; the text names the right state"
        if named
        else ("a namesake in another state; the text does not name the right state")
    )


def _why_extra(story: Story, ours: Annotation, scorer: ModuleType) -> str:
    notes = {m["note"] for m in story.mentions if m["kind"] == "neg" and scorer.overlap(ours, m)}
    if notes:
        return "a road" if notes == {"road"} else "a place abroad"
    if any(scorer.overlap(ours, mention) for mention in story.mentions):
        return "a second name inside one annotated"
    words = story.text[ours["start"] : ours["end"]]
    if any(m["kind"] == "us" and story.text[m["start"] : m["end"]] == words for m in story.mentions):
        return "the annotation marks the same name elsewhere in the text, but not here"
    before = WORD_BEFORE.search(story.text, max(0, ours["start"] - 40), ours["start"])
    after = WORD_AFTER.match(story.text, ours["end"])
    beside = [match[1] for match in (before, after) if match and match[1][0].isupper()]
    lex = lexicon()
    if any(word.lower() in lex.given or word.lower() in lex.family for word in beside):
        return "a person's name"
    return (
        "part of a longer name: a firm, a team, a building"
        if beside
        else "other words that the annotation leaves unmarked"
    )


def _is_absorbed(gold: Annotation, ours: Annotation) -> bool:
    """Whether the annotation means a former city, and the name was read as the government that has its ground."""
    former, governments = _consolidated()
    return ours["geoid"] in governments and former.issuperset(gold["geoids"])


@cache
def _consolidated() -> tuple[frozenset[str], frozenset[str]]:
    """The GEOIDs of what no name stands for any more, and of the governments that took such cities in."""
    gaz = gazetteer()
    named = {index for indexes in gaz.by_key.values() for index in indexes}
    former = (entity.geoid for index, entity in enumerate(gaz.entities) if index not in named)
    return frozenset(former), frozenset(e.geoid for e in gaz.entities if e.name.endswith("(balance)"))


def _bears(story: Story, gold: Annotation) -> bool:
    """Whether the gazetteer knows an accepted jurisdiction by the annotated words."""
    gaz = gazetteer()
    words = story.text[gold["start"] : gold["end"]]
    keys = {key_of(words), key_of(LEVEL_WORD.sub("", words))}
    known = {gaz.entities[index].geoid for key in keys for index in gaz.by_key.get(key, ())}
    known |= {gaz.entities[gaz.state_index[gaz.abbreviations[key]]].geoid for key in keys if key in gaz.abbreviations}
    return bool(known & set(gold["geoids"]))
