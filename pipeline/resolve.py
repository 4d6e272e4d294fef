"""Decides what each toponym of a text stands for, or that it names no jurisdiction.

For every toponym the model weighs its candidates and the outcome "none of them" against each other: the score of a
candidate is the sum of the weights of the features that hold, and a softmax over all outcomes gives the probability that
is published as the mention's score. The features are below, one function for each kind; their weights were learned from
annotated news (`benchmarks/learn.py`) and stand in `reference/weights.csv`.
"""

import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from pipeline.cues import ABROAD, AFTER, BEFORE
from pipeline.gazetteer import Entity, Gazetteer
from pipeline.lexicon import Lexicon, area_codes, lexicon
from pipeline.mentions import Tokens, Toponym

WEIGHTS = Path(__file__).with_name("reference") / "weights.csv"


@dataclass(slots=True)
class Context:
    """What the whole text says: one for each document."""

    home: str | None
    phones: set[str]
    """States whose telephone numbers it prints."""
    abroad: int
    """How much of the text speaks of places abroad, in four steps."""
    states: Counter[str] = field(default_factory=Counter)
    """How often each state is named, by postal code."""
    anchors: dict[str, set[int]] = field(default_factory=dict)
    """Key -> the entities that the words around some occurrence of the name say it is."""
    people: set[str] = field(default_factory=set)
    """Keys that some occurrence shows to be a person's name."""
    located: set[str] = field(default_factory=set)
    """Keys that some occurrence shows to be a place's name."""
    counts: Counter[str] = field(default_factory=Counter)
    lead: set[str] = field(default_factory=set)
    """Keys named in the first words of the text."""


LEAD = 120
"""Code points that make the beginning of a text: a headline and a dateline."""


PERSON_BEFORE = frozenset(("before:title", "before:given", "before:initial"))
PARTIES = frozenset(("D", "R", "I", "DFL"))
PLACE_BEFORE = frozenset(("before:into", "before:near", "before:at"))
CAPITAL_AFTER = frozenset(("after:capital", "after:name"))
NAME_AFTER = frozenset(("after:capital", "after:name", "after:initial"))


def bucket(value: float, *edges: float) -> int:
    """How many of the edges the value reaches."""
    return sum(value >= edge for edge in edges)


def read_context(tokens: Tokens, toponyms: list[Toponym], gaz: Gazetteer, home: str | None) -> Context:
    """Gather what the text as a whole says, and note on each toponym the cues beside it."""
    lex = lexicon()
    entities = gaz.entities
    words = tokens.words
    foreign = sum(word in lex.foreign and words[i - 1] != "New" for i, word in enumerate(words))
    context = Context(
        home, states_of_phones(tokens.text), bucket(100 * foreign / (len(tokens.words) + 50), 0.3, 1, 2.5)
    )
    for toponym in toponyms:
        key = toponym.key
        toponym.cues = [before_cue(tokens, toponym, lex), after_cue(tokens, toponym, lex)]
        context.counts[key] += 1
        if toponym.start < LEAD:
            context.lead.add(key)
        if toponym.cues[0] in PERSON_BEFORE:
            context.people.add(key)
        if toponym.state or toponym.level_cue or toponym.cues[0] in PLACE_BEFORE:
            context.located.add(key)
        chosen = consistent(toponym, entities)
        if toponym.state and len({entities[i].usps for i in chosen}) == 1:
            context.anchors.setdefault(key, set()).update(chosen)
        for i in toponym.candidates:
            if entities[i].level == "state" and key != "washington":
                context.states[entities[i].usps] += 1
    return context


PHONE = re.compile(r"\b(\d{3})\)?[-./ ] ?\d{3}[-. ]\d{4}\b")


def states_of_phones(text: str) -> set[str]:
    """The states whose telephone numbers a text prints.

    >>> states_of_phones("call (806) 555-0100 or 405-555-0199") == {"TX", "OK"}
    True
    """
    codes = area_codes()
    return {codes[code] for code in PHONE.findall(text) if code in codes}


def consistent(toponym: Toponym, entities: list[Entity]) -> list[int]:
    """The candidates that agree with what the words around the name say; all of them if none does."""
    found = list(toponym.candidates)
    if toponym.level:
        found = [i for i in found if entities[i].level == toponym.level] or found
        if toponym.level == "county":
            proper = {entities[i].usps for i in found if not entities[i].full_name.endswith(" city")}
            found = [i for i in found if entities[i].usps not in proper or not entities[i].full_name.endswith(" city")]
    if toponym.state:
        found = [i for i in found if entities[i].usps == toponym.state and entities[i].level != "state"] or found
    return found


def before_cue(tokens: Tokens, toponym: Toponym, lex: Lexicon) -> str:
    words, first = tokens.words, toponym.first
    if first == 0:
        return "before:start"
    word = words[first - 1]
    gap = tokens.text[tokens.end(first - 1) : toponym.start]
    if "\n" in gap:
        return "before:start"
    low = word.lower()
    if not word[0].isalnum():
        if word == ".":
            prev = words[first - 2] if first > 1 else ""
            if BEFORE.get(prev.lower()) == "title":
                return "before:title"
            if len(prev) == 1 and prev.isupper():
                return "before:initial"
            return "before:start"
        if word in "!?":
            return "before:start"
        if word in "\"“'‘”" and not gap:
            return "before:quote"
        if word in ",;":
            return "before:comma"
        if word in "-–—":
            if first > 1 and words[first - 2] in PARTIES:
                return "before:party"
            return "before:dash" if gap else "before:hyphen"
        return "before:mark"
    cue = BEFORE.get(low)
    capital = word[0].isupper()
    if capital and len(word) > 1 and low in lex.given and cue not in ("compass",):
        if lex.given[low] > 0.01 and not (cue and low not in ("may",)):
            return "before:given"
    if cue == "title":
        return "before:title" if capital else "before:lower"
    if cue in ("compass", "institution"):
        return f"before:{cue}" if capital else "before:lower"
    if cue:
        return f"before:{cue}"
    if capital:
        start = first < 2 or words[first - 2] in ".!?"
        return "before:capital-start" if start else "before:capital"
    if word[0].isdigit():
        return "before:digit"
    return "before:lower"


def after_cue(tokens: Tokens, toponym: Toponym, lex: Lexicon) -> str:
    words, stop = tokens.words, toponym.stop
    if stop >= len(words):
        return "after:end"
    word = words[stop]
    gap = tokens.text[toponym.end : tokens.starts[stop]]
    if "\n" in gap:
        return "after:end"
    if not word[0].isalnum():
        if word == ",":
            nxt = words[stop + 1] if stop + 1 < len(words) else ""
            if not toponym.mates and (nxt.lower() in lex.country or nxt.lower() in ABROAD):
                return "after:abroad"
            if nxt.isdigit():
                return "after:comma-digit"
            return "after:comma"
        if word in "'’" and words[stop + 1 : stop + 2] == ["s"]:
            cap = words[stop + 2 : stop + 3]
            return "after:possessive"
        if word in "—–-":
            return "after:dash" if gap or word != "-" else "after:hyphen"
        if word == "(":
            nxt = words[stop + 1] if stop + 1 < len(words) else ""
            if nxt.lower() in lex.country or nxt.lower() in ABROAD:
                return "after:abroad"
            return "after:paren"
        if word in ".;:!?":
            return "after:stop"
        return "after:mark"
    cue = AFTER.get(word.lower())
    if word[0].isupper():
        if cue in ("speech", "rest"):
            return "after:capital"
        if cue in ("government",):
            return "after:Government"
        if cue:
            return f"after:{cue}"
        nxt = words[stop + 1] if stop + 1 < len(words) else ""
        if nxt[:1].isupper() and AFTER.get(nxt.lower()) in (
            "road",
            "water",
            "school",
            "press",
            "team",
            "firm",
            "government",
        ):
            return "after:capital-" + AFTER[nxt.lower()]
        if word.lower() in lex.family or word.lower() in lex.given:
            return "after:name"
        return "after:capital"
    if cue in ("speech", "government", "rest"):
        return f"after:{cue}"
    if word[0].isdigit():
        return "after:digit"
    return "after:lower"


Features = dict[str, float]


def name_features(toponym: Toponym, context: Context, lex: Lexicon, entities: list[Entity]) -> Features:
    """Features of the name itself: do they speak for a jurisdiction at all?"""
    key = toponym.key
    feats = dict.fromkeys(toponym.cues, 1.0)
    feats["listed"] = math.log2(max(1, len(toponym.mates)))
    explicit = "state" if toponym.state else "level" if toponym.level else None
    is_state = toponym.candidates and any(entities[i].level == "state" for i in toponym.candidates)
    if toponym.abbreviated:
        feats["abbreviated" if toponym.tail_of is None else "tail"] = 1.0
        if toponym.cues[1] == "after:digit":
            feats["abbreviated-number"] = 1.0
    if explicit:
        feats[f"explicit:{toponym.state_cue or toponym.level_cue}"] = 1.0
        feats[f"explicit-text-abroad:{context.abroad}"] = 1.0
        return feats
    if key in context.people:
        feats["person-elsewhere-located" if key in context.located else "person-elsewhere"] = 1.0
    elif key in context.located:
        feats["located-elsewhere"] = 1.0
    if key in context.anchors:
        feats["anchored"] = 1.0
    if key in context.lead:
        feats["lead"] = 1.0
    feats["count"] = math.log2(context.counts[key])
    if toponym.cues[0] == "before:capital" and toponym.cues[1] in CAPITAL_AFTER:
        feats["between-capitals"] = 1.0
    if is_state:
        feats[f"state-abroad:{context.abroad}"] = 1.0
        if key in lex.given:
            feats["state-given"] = 1.0
        if key in lex.country:
            feats[f"state-country:{context.abroad}"] = 1.0
        return feats
    if " " not in key:
        if key in lex.given:
            feats["given"] = 3.0 + math.log10(lex.given[key])
            if toponym.cues[1] in NAME_AFTER:
                feats["given-name"] = 1.0
        if key in lex.family:
            feats["family"] = 4.0 + math.log10(lex.family[key] + 0.001)
        if key in lex.word:
            feats["word"] = 1.0
    else:
        feats["words" if all(word in lex.word for word in key.split()) else "many-words"] = 1.0
    if key in lex.abroad:
        feats["abroad"] = math.log10(lex.abroad[key]) - 4.0
        feats[f"abroad-text:{context.abroad}"] = 1.0
    if key in lex.country:
        feats["country"] = 1.0
    feats[f"text-abroad:{context.abroad}"] = 1.0
    return feats


def candidate_features(
    index: int, toponym: Toponym, context: Context, gaz: Gazetteer, total: int, cities: set[str]
) -> Features:
    """Features of one candidate: is it this one?"""
    entity = gaz.entities[index]
    key, level, usps = toponym.key, entity.level, entity.usps
    feats = {f"{level}-explicit" if toponym.level == level else level: 1.0}
    if key == "washington":
        feats[f"capital:{context.abroad}" if usps == "DC" else f"not-capital-{level}"] = 1.0
    if level == "state":
        if key == "new york":
            feats["state-new-york"] = 1.0
        return feats
    if level == "county" and toponym.level is None and usps in cities:
        feats["county-beside-city"] = 1.0
    people = people_of(entity)
    feats[f"{level}-people:{bucket(entity.population, 1, 2000, 10000, 30000, 100000, 300000, 1000000)}"] = 1.0
    if entity.population < 1:
        feats[f"{level}-people-unknown"] = 1.0
    if toponym.state:
        return feats
    part = (entity.population + 500) / total
    feats["share"] = max(-2.0, math.log10(part))
    feats["share-small"] = float(part < 0.1)
    if key in context.lead:
        feats["lead-people"] = people
    if context.home:
        feats["home" if usps == context.home else "not-home"] = 1.0
    if context.phones:
        feats["phone" if usps in context.phones else "other-phone"] = 1.0
    named = context.states[usps]
    if named:
        feats["state-named"] = 1.0
        feats["state-named-share"] = named / sum(context.states.values())
        if named == max(context.states.values()):
            feats["state-named-most"] = 1.0
    elif context.states:
        feats["other-state-named"] = 1.0
    if key in lexicon().abroad:
        ours = usps == context.home or named or usps in context.phones
        feats["abroad-but-state-named" if ours else "abroad-and-state-not-named"] = 1.0
    if toponym.cues[0] == "before:party":
        feats[f"party-{level}"] = 1.0
    anchors = context.anchors.get(key)
    if anchors is not None:
        feats["anchor" if index in anchors else "not-anchor"] = 1.0
    return feats


def people_of(entity: Entity) -> float:
    """The order of magnitude of the population, 0 at about 3,000."""
    return math.log10(entity.population + 300) - 3.5


K = TypeVar("K")
Cell = tuple[int, int]
CELLS_PER_DEGREE = 2


def cell_of(entity: Entity) -> Cell:
    """The cell of half a degree that holds a jurisdiction's label point."""
    return round(entity.lon * CELLS_PER_DEGREE), round(entity.lat * CELLS_PER_DEGREE)


@dataclass(slots=True)
class Company:
    """What a first reading says of the places in a text: for each key, the probability of each of its candidates.

    The sums leave nothing out; a name's own share is taken off where its candidates are weighed.
    """

    keys: dict[str, dict[int, float]]
    states: dict[str, float]
    counties: dict[str, float]
    cells: dict[Cell, float]


HOME_WEIGHT = 2.0
"""How many places in the text the publisher's home state counts as."""


def read_company(scored: dict[str, dict[int, float]], gaz: Gazetteer, home: str | None = None) -> Company:
    company = Company(scored, defaultdict(float), defaultdict(float), defaultdict(float))
    if home:
        company.states[home] += HOME_WEIGHT
    for candidates in scored.values():
        for index, probability in candidates.items():
            entity = gaz.entities[index]
            company.states[entity.usps] += probability
            if entity.level != "state":
                company.counties[entity.county or entity.geoid] += probability
                company.cells[cell_of(entity)] += probability
    return company


def without(company: Mapping[K, float], own: Mapping[K, float], key: K) -> float:
    """What the other names add up to: the sum less a name's own part."""
    return max(0.0, company.get(key, 0.0) - own.get(key, 0.0))


def around(company: Company, own: Company, entity: Entity) -> float:
    """What the other names add up to within about 80 km."""
    x, y = cell_of(entity)
    return sum(without(company.cells, own.cells, (x + i, y + j)) for i in (-1, 0, 1) for j in (-1, 0, 1))


def company_features(
    entity: Entity, company: Company, own: Company, possible: Company, own_possible: Company
) -> Features:
    """Features of a candidate from the other places in the text: the same state, the same county, nearby.

    `company` holds what they probably are, `possible` all that they may be.
    """
    if entity.level == "state":
        return {}
    county = entity.county or entity.geoid
    could_be_in_county = min(1.0, 5 * without(possible.counties, own_possible.counties, county))
    could_be_near = min(1.0, around(possible, own_possible, entity))
    features = {"others-could-be-in-county": could_be_in_county, "others-could-be-near": could_be_near}
    everything = sum(company.states.values()) - sum(own.states.values())
    if everything < 0.3:
        return features | {"others-none": 1.0}
    state = without(company.states, own.states, entity.usps)
    share = math.sqrt(state / everything)
    near = around(company, own, entity)
    return features | {
        "others-in-state": math.log1p(state),
        "others-few-in-state": float(state < 0.2),
        "others-share": share,
        "others-share*people": share * people_of(entity),
        "others-in-county": min(1.0, without(company.counties, own.counties, county)),
        "others-near": math.log1p(near),
        "others-near-any": min(1.0, 3 * near),
    }


def mate_features(
    index: int, own: int, mates: tuple[int, ...], scores: list[list[tuple[int, float]]], gaz: Gazetteer
) -> Features:
    """Features of a candidate from the other names in its enumeration: do they share its level?"""
    level = gaz.entities[index].level
    share = sum(p for mate in mates if mate != own for i, p in scores[mate] if gaz.entities[i].level == level)
    return {f"mates-{level}": share / (len(mates) - 1)}


@dataclass(slots=True)
class Choice:
    """A toponym with the features of the name and of each candidate."""

    toponym: Toponym
    common: Features
    candidates: list[tuple[int, Features]]


def choices_of(tokens: Tokens, toponyms: list[Toponym], gaz: Gazetteer, home: str | None) -> list[Choice]:
    """Each toponym with the features that the words around it and the text as a whole give."""
    context = read_context(tokens, toponyms, gaz, home)
    lex, entities = lexicon(), gaz.entities
    sums: dict[str, tuple[int, set[str]]] = {}
    choices = []
    for toponym in toponyms:
        if toponym.key not in sums:
            places = [entities[i] for i in toponym.candidates if entities[i].level != "state"]
            sums[toponym.key] = (
                sum(place.population + 500 for place in places) or 1,
                {place.usps for place in places if place.level == "city"},
            )
        candidates = [
            (i, candidate_features(i, toponym, context, gaz, *sums[toponym.key])) for i in consistent(toponym, entities)
        ]
        choices.append(Choice(toponym, name_features(toponym, context, lex, entities), candidates))
    return choices


def prior(choice: Choice, gaz: Gazetteer) -> list[tuple[int, float]]:
    """The probability of each candidate before anything is read: by its population."""
    people = [(i, gaz.entities[i].population + 1000) for i, _ in choice.candidates]
    total = sum(value for _, value in people) * (
        1 + ("person-elsewhere" in choice.common) + 2 * ("word" in choice.common)
    )
    return [(i, value / total) for i, value in people]


def read(
    choices: list[Choice], scores: list[list[tuple[int, float]]], gaz: Gazetteer, home: str | None
) -> list[Choice]:
    """The choices with what an earlier reading's probabilities tell of the other places in the text."""
    scored: dict[str, dict[int, float]] = {}
    for choice, probabilities in zip(choices, scores, strict=True):
        known = scored.get(choice.toponym.key)
        if known is None or sum(p for _, p in probabilities) > sum(known.values()):
            scored[choice.toponym.key] = dict(probabilities)
    sum_of: dict[str, list[float]] = defaultdict(lambda: [0.0, 0])
    for choice, probabilities in zip(choices, scores, strict=True):
        entry = sum_of[choice.toponym.key]
        entry[0] += sum(p for _, p in probabilities)
        entry[1] += 1
    company = read_company(scored, gaz, home)
    alone = {key: read_company({key: probabilities}, gaz) for key, probabilities in scored.items()}
    equal = {
        key: dict.fromkeys(probabilities, 1 / len(probabilities))
        for key, probabilities in scored.items()
        if probabilities
    }
    possible = read_company(equal, gaz)
    possible_alone = {key: read_company({key: probabilities}, gaz) for key, probabilities in equal.items()}
    found = []
    for own, choice in enumerate(choices):
        key, mates = choice.toponym.key, choice.toponym.mates
        if choice.toponym.state or choice.toponym.abbreviated:
            found.append(choice)
            continue
        candidates = [
            (i, feats | company_features(gaz.entities[i], company, alone[key], possible, possible_alone[key]))
            for i, feats in choice.candidates
        ]
        if mates:
            for i, feats in candidates:
                feats |= mate_features(i, own, mates, scores, gaz)
        common = choice.common
        if sum_of[key][1] > 1:
            others = (sum_of[key][0] - sum(p for _, p in scores[own])) / (sum_of[key][1] - 1)
            common = common | {"namesakes": others, "namesakes-doubtful": float(others < 0.5)}
        found.append(Choice(choice.toponym, common, candidates))
    return found


Table = dict[str, float]


def weigh(features: Features, table: Table) -> float:
    return sum(table.get(name, 0.0) * value for name, value in features.items())


def which(choice: Choice, table: Table) -> list[tuple[int, float]]:
    """The probability of each candidate, given that the name is one of them."""
    scores = [weigh(features, table) for _, features in choice.candidates]
    top = max(scores, default=0.0)
    values = [math.exp(score - top) for score in scores]
    total = sum(values)
    return [(i, value / total) for (i, _), value in zip(choice.candidates, values, strict=True)]


ONLY_WHICH = frozenset(
    (
        "share",
        "share-small",
        "others-few-in-state",
        "others-share*people",
        "others-could-be-in-county",
        "others-could-be-near",
        "others-in-state",
        "others-near-any",
        "lead-people",
    )
)
"""Features that tell candidates apart and say nothing of whether a name is a jurisdiction."""


def whether_features(choice: Choice, probabilities: list[tuple[int, float]]) -> Features:
    """Features for whether the name is a jurisdiction at all: its own, and those of the most probable candidate."""
    best = max(range(len(probabilities)), key=lambda n: probabilities[n][1])
    features = choice.candidates[best][1]
    found = {f"best-{name}": value for name, value in features.items() if name not in ONLY_WHICH}
    return {**choice.common, **found, "sure": probabilities[best][1], "any": 1.0}


def probabilities_of(choice: Choice, tables: tuple[Table, Table]) -> list[tuple[int, float]]:
    """The probability of each candidate; what is missing to 1 is that of "no jurisdiction"."""
    if not choice.candidates:
        return []
    resolve_table, detect_table = tables
    probabilities = which(choice, resolve_table)
    score = weigh(whether_features(choice, probabilities), detect_table)
    place = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
    return [(i, place * probability) for i, probability in probabilities]


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
    rule: str | None = None
    note: str | None = None
    replaces: int | None = None
    """The index of the decision that this one takes the place of, where a longer name was read."""


@cache
def weights() -> list[tuple[Table, Table]]:
    """For each reading, the weights of the features for which candidate it is and for whether it is any."""
    readings: list[tuple[Table, Table]] = [({}, {}), ({}, {})]
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for reading, tables in enumerate(readings, 1):
                for table, column in zip(tables, ("which", "whether"), strict=True):
                    if row[f"{column}_{reading}"]:
                        table[row["feature"]] = float(row[f"{column}_{reading}"])
    return readings


def resolve(
    tokens: Tokens, toponyms: list[Toponym], gaz: Gazetteer, home: str | None, min_score: float
) -> list[Decision]:
    """Decide each toponym, in order.

    A candidate is chosen from a probability of `min_score` on; below that the name stays ambiguous, or is none.
    """
    choices = choices_of(tokens, toponyms, gaz, home)
    scores = [prior(choice, gaz) for choice in choices]
    for tables in weights():
        scores = [probabilities_of(choice, tables) for choice in read(choices, scores, gaz, home)]
    found = []
    for choice, score in zip(choices, scores, strict=True):
        outcomes = sorted(score, key=lambda item: -item[1])
        place = sum(probability for _, probability in outcomes)
        index, best = outcomes[0] if outcomes else (None, 0.0)
        found.append(Decision(choice.toponym, index if best >= min_score else None, best, place, outcomes))
    return found
