"""Decides what each toponym of a text stands for, or that it names no jurisdiction.

For every toponym the model weighs its candidates and the outcome "none of them" against each other: the score of a
candidate is the sum of the weights of the features that hold, and a softmax over all outcomes gives the probability that
is published as the mention's score. The features are below, one function for each kind; their weights were learned from
annotated news (`benchmarks/learn.py`) and stand in `reference/weights.csv`.
"""

import csv
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.cues import ABROAD, AFTER, BEFORE
from pipeline.gazetteer import Entity, Gazetteer, gazetteer
from pipeline.mentions import Tokens, Toponym

WEIGHTS = Path(__file__).with_name("reference") / "weights.csv"
LEXICON = Path(__file__).with_name("reference") / "lexicon.csv"


@dataclass(slots=True)
class Lexicon:
    """What else a name is; keys in lower case. See `reference/lexicon.py`."""

    given: dict[str, float]
    family: dict[str, float]
    word: set[str]
    abroad: dict[str, int]
    country: set[str]


@cache
def lexicon() -> Lexicon:
    found = Lexicon({}, {}, set(), {}, set())
    with LEXICON.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["name"]
            if row["given"]:
                found.given[name] = float(row["given"])
            if row["family"]:
                found.family[name] = float(row["family"])
            if row["word"]:
                found.word.add(name)
            if row["abroad"]:
                found.abroad[name] = int(row["abroad"])
            if row["country"]:
                found.country.add(name)
    return found


@dataclass(slots=True)
class Context:
    """What the whole text says: one for each document."""

    states: Counter[str] = field(default_factory=Counter)
    """How often each state is named, by postal code."""
    anchors: dict[str, set[int]] = field(default_factory=dict)
    """Key -> the entities that the words around some occurrence of the name say it is."""
    counties: set[str] = field(default_factory=set)
    """GEOIDs of counties named, or holding a place that is named, beyond doubt."""
    rarity: dict[str, dict[str, float]] = field(default_factory=dict)
    """State -> key -> how much the name speaks for the state: one over the number of states that have such a name."""
    cells: dict[tuple[int, int], set[str]] = field(default_factory=dict)
    """Half-degree cell -> the keys of which some candidate lies there."""
    people: set[str] = field(default_factory=set)
    """Keys that some occurrence shows to be a person's name."""
    located: set[str] = field(default_factory=set)
    """Keys that some occurrence shows to be a place's name."""
    counts: Counter[str] = field(default_factory=Counter)
    abroad: float = 0.0
    home: str | None = None
    capitals: bool = False
    """Whether the text is all in capitals."""


PERSON_BEFORE = frozenset(("title", "given", "initial"))
PLACE_BEFORE = frozenset(("in", "near", "at", "level-of"))


def read_context(tokens: Tokens, toponyms: list[Toponym], gaz: Gazetteer, home: str | None) -> Context:
    """Gather what the text as a whole says, and note on each toponym the cues beside it."""
    context = Context(home=home)
    lex = lexicon()
    words = tokens.words
    context.capitals = tokens.text.upper() == tokens.text
    context.abroad = sum(word.lower() in ABROAD or word.lower() in lex.country for word in words) / (len(words) + 50) * 100
    entities = gaz.entities
    for toponym in toponyms:
        toponym.cues = [*before_cues(tokens, toponym, lex), *after_cues(tokens, toponym, lex)]
        key = toponym.key
        context.counts[key] += 1
        before = toponym.cues[0]
        if before in ("before:title", "before:given", "before:initial"):
            context.people.add(key)
        if toponym.state or toponym.level_cue or before in ("before:in", "before:near", "before:at"):
            context.located.add(key)
        chosen = consistent(toponym, entities)
        if len(chosen) < len(toponym.candidates) or len(toponym.candidates) == 1:
            if toponym.state or toponym.level == "county" or toponym.abbreviated or toponym.level == "state":
                if len({entities[i].usps for i in chosen}) == 1:
                    context.anchors.setdefault(key, set()).update(chosen)
        for i in toponym.candidates:
            if entities[i].level == "state" and key != "washington":
                context.states[entities[i].usps] += 1
    for key, found in context.anchors.items():
        for i in found:
            entity = entities[i]
            if entity.level == "county":
                context.counties.add(entity.geoid)
            elif entity.level == "city":
                context.counties.add(entity.county)
    seen = set()
    for toponym in toponyms:
        key = toponym.key
        if key in seen or (key in context.people and key not in context.located) or toponym.abbreviated:
            continue
        seen.add(key)
        usps = {entities[i].usps for i in toponym.candidates if entities[i].level != "state"}
        for state in usps:
            context.rarity.setdefault(state, {})[key] = 1 / len(usps)
        for i in toponym.candidates:
            e = entities[i]
            if e.level != "state":
                context.cells.setdefault((round(e.lon * 2), round(e.lat * 2)), set()).add(key)
    return context


def consistent(toponym: Toponym, entities: list[Entity]) -> list[int]:
    """The candidates that agree with what the words around the name say; all of them if none does."""
    found = list(toponym.candidates)
    if toponym.level:
        found = [i for i in found if entities[i].level == toponym.level] or found
    if toponym.state:
        found = [i for i in found if entities[i].usps == toponym.state and entities[i].level != "state"] or found
    return found


def before_cues(tokens: Tokens, toponym: Toponym, lex: Lexicon) -> list[str]:
    words, first = tokens.words, toponym.first
    if first == 0:
        return ["before:start"]
    word = words[first - 1]
    gap = tokens.text[tokens.end(first - 1) : toponym.start]
    if "\n" in gap:
        return ["before:start"]
    low = word.lower()
    if not word[0].isalnum():
        if word == ".":
            prev = words[first - 2] if first > 1 else ""
            if BEFORE.get(prev.lower()) == "title":
                return ["before:title"]
            if len(prev) == 1 and prev.isupper():
                return ["before:initial"]
            return ["before:start"]
        if word in "!?":
            return ["before:start"]
        if word in "\"“'‘”" and not gap:
            return ["before:quote"]
        if word in ",;":
            return ["before:comma"]
        if word in "-–—":
            return ["before:dash" if gap else "before:hyphen"]
        return ["before:mark"]
    cue = BEFORE.get(low)
    capital = word[0].isupper()
    if capital and len(word) > 1 and low in lex.given and cue not in ("compass",):
        if lex.given[low] > 0.01 and not (cue and low not in ("may",)):
            return ["before:given"]
    if cue == "title":
        return ["before:title"] if capital else ["before:lower"]
    if cue in ("compass", "institution"):
        return [f"before:{cue}" if capital else "before:lower"]
    if cue:
        return [f"before:{cue}"]
    if capital:
        start = first < 2 or words[first - 2] in ".!?"
        return ["before:capital-start" if start else "before:capital"]
    if word[0].isdigit():
        return ["before:digit"]
    return ["before:lower"]


def after_cues(tokens: Tokens, toponym: Toponym, lex: Lexicon) -> list[str]:
    words, stop = tokens.words, toponym.stop
    if stop >= len(words):
        return ["after:end"]
    word = words[stop]
    gap = tokens.text[toponym.end : tokens.starts[stop]]
    if "\n" in gap:
        return ["after:end"]
    if not word[0].isalnum():
        if word == ",":
            nxt = words[stop + 1] if stop + 1 < len(words) else ""
            if nxt.lower() in lex.country or nxt.lower() in ABROAD:
                return ["after:abroad"]
            if nxt.isdigit():
                return ["after:comma-digit"]
            return ["after:comma"]
        if word in "'’" and words[stop + 1 : stop + 2] == ["s"]:
            cap = words[stop + 2 : stop + 3]
            return ["after:possessive"]
        if word in "—–-":
            return ["after:dash" if gap or word != "-" else "after:hyphen"]
        if word == "(":
            nxt = words[stop + 1] if stop + 1 < len(words) else ""
            if nxt.lower() in lex.country or nxt.lower() in ABROAD:
                return ["after:abroad"]
            return ["after:paren"]
        if word in ".;:!?":
            return ["after:stop"]
        return ["after:mark"]
    cue = AFTER.get(word.lower())
    if word[0].isupper():
        if cue in ("speech", "rest"):
            return ["after:capital"]
        if cue in ("government",):
            return ["after:Government"]
        if cue:
            return [f"after:{cue}"]
        nxt = words[stop + 1] if stop + 1 < len(words) else ""
        if nxt[:1].isupper() and AFTER.get(nxt.lower()) in ("road", "water", "school", "press", "team", "firm", "government"):
            return ["after:capital-" + AFTER[nxt.lower()]]
        if word.lower() in lex.family or word.lower() in lex.given:
            return ["after:name"]
        return ["after:capital"]
    if cue in ("speech", "government", "rest"):
        return [f"after:{cue}"]
    if word[0].isdigit():
        return ["after:digit"]
    return ["after:lower"]


def bucket(value: float, *edges: float) -> int:
    return sum(value >= edge for edge in edges)


def name_features(toponym: Toponym, context: Context, lex: Lexicon, entities: list[Entity]) -> list[str]:
    """Features of the name itself: do they speak for a jurisdiction at all?"""
    key = toponym.key
    feats = list(toponym.cues)
    explicit = "state" if toponym.state else "level" if toponym.level else None
    if explicit:
        feats.append(f"explicit:{explicit}")
    if toponym.abbreviated:
        feats.append("abbreviated" + (":tail" if toponym.tail_of is not None else ""))
    is_state = any(entities[i].level == "state" for i in toponym.candidates)
    if not is_state and not explicit:
        if " " not in key:
            given = lex.given.get(key, 0)
            family = lex.family.get(key, 0)
            if given:
                feats.append(f"given:{bucket(given, 0.01, 0.05)}")
            if family:
                feats.append(f"family:{bucket(family, 0.003, 0.02, 0.08)}")
            if key in lex.word:
                feats.append("word")
        else:
            feats.append("words>1")
        if key in lex.abroad:
            feats.append(f"abroad:{bucket(lex.abroad[key], 100_000, 500_000)}")
            feats.append(f"abroad*text:{bucket(context.abroad, 0.3, 1, 2.5)}")
        if key in lex.country:
            feats.append("country")
        feats.append(f"text-abroad:{bucket(context.abroad, 0.3, 1, 2.5)}")
        top = entities[toponym.candidates[0]].population or 0 if toponym.candidates else 0
        feats.append(f"top:{bucket(top, 1, 5000, 20000, 60000, 200000, 600000)}")
    if not explicit:
        if key in context.people:
            feats.append("person-elsewhere" + ("+located" if key in context.located else ""))
        elif key in context.located:
            feats.append("located-elsewhere")
        if key in context.anchors:
            feats.append("anchored")
        count = context.counts[key]
        feats.append(f"count:{bucket(count, 2, 4)}")
    return feats


def candidate_features(
    index: int, toponym: Toponym, context: Context, gaz: Gazetteer, shared: dict
) -> list[str]:
    """Features of one candidate: is it this one?"""
    entity = gaz.entities[index]
    key = toponym.key
    feats = [f"level:{entity.level}" + (":explicit" if toponym.level == entity.level else "")]
    population = entity.population or 0
    if entity.level == "state":
        if key in ("new york", "washington"):
            feats.append(f"state:{key}")
        return feats
    lvl = entity.level
    feats.append(f"{lvl}-population:{bucket(population, 1, 2000, 10000, 30000, 100000, 300000, 1000000)}")
    if not toponym.state:
        total = shared["total"]
        share = (population + 500) / total
        feats.append(f"share:{bucket(share, 0.02, 0.1, 0.3, 0.6, 0.9)}")
        usps = entity.usps
        if context.home:
            feats.append("home" if usps == context.home else "not-home")
        h = ":home" if context.home else ""
        named = context.states[usps]
        if named:
            most = max(context.states.values())
            feats.append(("state-named-most" if named == most else "state-named") + h)
            if len(context.states) == 1:
                feats.append("state-only-one" + h)
        elif context.states:
            feats.append("other-states-named" + h)
        rar = shared["coherence"]
        best = shared["best"]
        own = rar.get(usps, 0.0)
        if own > 0:
            feats.append(f"coherence:{bucket(own, 0.1, 0.3, 0.8, 1.5)}" + h)
        if best and own >= best:
            feats.append("coherence-best" + h)
        x, y = round(entity.lon * 2), round(entity.lat * 2)
        near = set()
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                near |= context.cells.get((x + dx, y + dy), set())
        near.discard(key)
        n = sum(shared["weight"].get(k, 0) for k in near)
        feats.append(f"near:{bucket(n, 0.02, 0.1, 0.3, 0.8)}" + h)
        county = entity.county if lvl == "city" else entity.geoid
        if county in context.counties:
            feats.append("county-named")
        anchors = context.anchors.get(key)
        if anchors is not None:
            feats.append("anchor" if index in anchors else "not-anchor")
    return feats


def shared_of(key: str, context: Context, toponym: Toponym, gaz: Gazetteer) -> dict:
    total = sum((gaz.entities[i].population or 0) + 500 for i in toponym.candidates if gaz.entities[i].level != "state") or 1
    coherence = {s: sum(v for k, v in d.items() if k != key) for s, d in context.rarity.items()}
    best = max(coherence.values(), default=0.0)
    weight = {}
    for d in context.rarity.values():
        weight.update(d)
    return {"total": total, "coherence": coherence, "best": best, "weight": weight}


def featurize(tokens: Tokens, toponyms: list[Toponym], gaz: Gazetteer, home: str | None):
    context = read_context(tokens, toponyms, gaz, home)
    lex = lexicon()
    cache: dict = {}
    for toponym in toponyms:
        if toponym.key not in cache:
            cache[toponym.key] = shared_of(toponym.key, context, toponym, gaz)
        common = name_features(toponym, context, lex, gaz.entities)
        chosen = consistent(toponym, gaz.entities)
        yield toponym, common, [(i, candidate_features(i, toponym, context, gaz, cache[toponym.key])) for i in chosen]


@dataclass(slots=True)
class Decision:
    """What a toponym stands for: the index of an entity or None, the probability, and the outcomes it was weighed against."""

    toponym: Toponym
    index: int | None
    score: float
    place: float
    """The probability that it names some jurisdiction."""
    outcomes: list[tuple[int, float]]
    """Candidates with their probabilities, the most probable first."""


@cache
def weights() -> dict[str, float]:
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        return {row["feature"]: float(row["weight"]) for row in csv.DictReader(file)}


def resolve(tokens: Tokens, toponyms: list[Toponym], gaz: Gazetteer, home: str | None, min_score: float) -> list[Decision]:
    table = weights()
    found = []
    for toponym, common, candidates in featurize(tokens, toponyms, gaz, home):
        base = sum(table.get(feature, 0.0) for feature in common)
        raw = [(math.exp(min(50.0, base + sum(table.get(f, 0.0) for f in feats))), i) for i, feats in candidates]
        total = 1 + sum(value for value, _ in raw)
        outcomes = sorted(((i, value / total) for value, i in raw), key=lambda item: -item[1])
        place = 1 - 1 / total
        best = outcomes[0] if outcomes else (None, 0.0)
        chosen = best[0] if best[1] >= min_score or (place >= 0.5 and best[1] >= min_score * 0.6) else None
        found.append(Decision(toponym, chosen, best[1], place, outcomes))
    return found
