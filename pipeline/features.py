"""The features that the engine's linear model weighs: of a name, and of each jurisdiction that it may stand for.

A feature is a name and a value; its weight was learned from annotated news and lists and stands in
`reference/weights.csv`.
"""

import math
from functools import lru_cache
from sys import intern

from pipeline.context import PERSON_BEFORE, Context, bucket
from pipeline.gazetteer import Gazetteer, gazetteer
from pipeline.lexicon import Lexicon, lexicon
from pipeline.publishers import OTHER_COUNTRY
from pipeline.toponyms import Toponym

Features = dict[str, float]
STARTS = frozenset(("before:start", "before:quote", "before:capital", "before:capital-start", "before:dash"))
CAPITAL_AFTER = frozenset(("after:capital", "after:name"))
REMEMBERED = 4096
"""Names of which is kept what they are besides."""


def name_features(toponym: Toponym, context: Context, gaz: Gazetteer) -> Features:
    """Features of the name itself: do they speak for a jurisdiction at all?"""
    key, (before, after) = toponym.key, toponym.cues
    feats = {before: 1.0, after: 1.0}
    if toponym.mates:
        feats["listed"] = math.log2(len(toponym.mates))
    if toponym.abbreviated:
        feats["abbreviated" if toponym.tail_of is None else "tail"] = 1.0
        if after == "after:digit":
            feats["abbreviated-number"] = 1.0
    if toponym.state or toponym.level:
        said = "both" if toponym.state and toponym.level else "state" if toponym.state else "level"
        feats[f"explicit-{said}"] = 1.0
        feats[f"explicit:{toponym.state_cue or toponym.level_cue}"] = 1.0
        feats[f"explicit-text-abroad:{context.abroad}"] = 1.0
        return feats
    if before == "before:capital" and after in CAPITAL_AFTER:
        feats["between-capitals"] = 1.0
    elsewhere = context.features.get(key)
    if elsewhere is None:
        elsewhere = context.features[key] = _elsewhere(key, context, lexicon())
    feats |= elsewhere
    if toponym.abbreviated or key in gaz.state_of_key:
        feats |= _of_state(key, before in PERSON_BEFORE, context.abroad)
    else:
        feats |= _of_name(key, before in STARTS, after in CAPITAL_AFTER, after == "after:lower", context.abroad)
        if context.home == OTHER_COUNTRY:
            feats["from-abroad"] = 1.0
            if key in lexicon().abroad:
                feats["abroad-from-abroad"] = 1.0
    return feats


def _elsewhere(key: str, context: Context, lex: Lexicon) -> Features:
    """What all occurrences of a name in the text tell."""
    feats: Features = {}
    if key in context.people:
        feats["person-elsewhere-located" if key in context.located else "person-elsewhere"] = 1.0
    elif key in context.located:
        feats["located-elsewhere"] = 1.0
    if key in context.anchors:
        feats["anchored"] = 1.0
    if key in context.lead:
        feats["lead"] = 1.0
    kind, count = _kind(key, context, lex), context.counts[key]
    if kind in ("kind-located", "kind-abroad"):
        feats[kind] = 1.0
    if count > 1:
        feats[f"count-{kind}"] = math.log2(count)
        if key in context.governed:
            feats["governed"] = 1.0
        if key in context.spoken:
            feats["spoken"] = context.spoken[key] / count
    return feats


@lru_cache(REMEMBERED)
def _of_state(key: str, person: bool, abroad: int) -> Features:
    """What else a state's name is; `person` where a title or a given name stands before it."""
    lex = lexicon()
    feats = {intern(f"state-abroad:{abroad}"): 1.0}
    if person:
        feats["state-person"] = 1.0
    if key in lex.given:
        feats["state-given"] = 1.0
    if key in lex.country:
        feats[f"state-country:{abroad}"] = 1.0
    return feats


@lru_cache(REMEMBERED)
def _of_name(key: str, starts: bool, named_on: bool, goes_on: bool, abroad: int) -> Features:
    """What else a name is; `starts` where any word would have a capital, `named_on` where a word with one follows,
    `goes_on` where one in small letters does.
    """
    lex = lexicon()
    feats = {intern(f"text-abroad:{abroad}"): 1.0}
    if " " in key:
        feats["words" if all(word in lex.word for word in key.split()) else "many-words"] = 1.0
    else:
        if key in lex.given:
            feats["given"] = 3.0 + math.log10(lex.given[key])
            if named_on:
                feats["given-name"] = 1.0
        if key in lex.family:
            feats["family"] = 4.0 + math.log10(lex.family[key] + 0.001)
        if key in lex.word:
            feats["word" if starts else "word-inside"] = 1.0
            if starts and goes_on:  # "Mobile phones"
                feats["word-goes-on"] = 1.0
    if key in lex.abroad:
        feats["abroad"] = math.log10(lex.abroad[key]) - 4.0
        feats[intern(f"abroad-text:{abroad}")] = 1.0
    if key in lex.country:
        feats["country"] = 1.0
    return feats


def _kind(key: str, context: Context, lex: Lexicon) -> str:
    """What a name is most likely besides a jurisdiction's, which says what it means that it is repeated."""
    if key in lex.country or key in lex.abroad:
        return "kind-abroad"
    if key in context.located and key not in context.people:
        return "kind-located"
    if key in lex.word:
        return "kind-word"
    return "kind-person" if key in context.people or key in lex.given or key in lex.family else "kind-plain"


def candidate_features(index: int, toponym: Toponym, context: Context, gaz: Gazetteer, lex: Lexicon) -> Features:
    """Features of one candidate: is it this one?"""
    key, usps = toponym.key, gaz.usps[index]
    feats = _of_entity(index, key, toponym.level, toponym.state is not None).copy()
    if key == "washington":
        level = gaz.entities[index].level
        feats[f"capital:{context.abroad}" if usps == "DC" else f"not-capital-{level}"] = 1.0
    if toponym.state:
        return feats
    if not gaz.counties[index]:
        return feats | _at_home(usps, context)
    of_state = context.state_features.get(usps)
    if of_state is None:
        of_state = context.state_features[usps] = _of_its_state(usps, context, gaz)
    feats |= of_state
    if key in context.lead:
        feats["lead-people"] = gaz.magnitudes[index]
    if key in lex.abroad:
        ours = usps in context.spoken_for
        feats["abroad-but-state-named" if ours else "abroad-and-state-not-named"] = 1.0
    if toponym.cues[0] == "before:party":
        feats[f"party-{gaz.entities[index].level}"] = 1.0
    anchors = context.anchors.get(key)
    if anchors is not None:
        feats["anchor" if index in anchors else "not-anchor"] = 1.0
    return feats


@lru_cache(REMEMBERED)
def _of_entity(index: int, key: str, said: str | None, in_state: bool) -> Features:
    """What a bearer of a name is; `said` is the level and `in_state` whether a state is said beside the name."""
    gaz = gazetteer()
    entity = gaz.entities[index]
    level, population = entity.level, entity.population
    feats = {intern(f"{level}-explicit") if said == level or (key, index) in gaz.nicknames else level: 1.0}
    if level == "state":
        return feats | ({"state-new-york": 1.0} if key == "new york" else {})
    people, cities = _bearers(key)
    if level == "county" and said is None and entity.usps in cities:
        feats["county-beside-city"] = 1.0
    size = bucket(population, 1, 2000, 10000, 30000, 100000, 300000, 1000000)
    feats[intern(f"{level}-people:{size}")] = 1.0
    if not in_state:
        part = (population + 500) / people
        feats["share"] = max(-2.0, math.log10(part))
        if part < 0.1:
            feats["share-small"] = 1.0
    return feats


@lru_cache(REMEMBERED)
def _bearers(key: str) -> tuple[int, frozenset[str]]:
    """The people in all places of a name, and the states that have a city of it."""
    gaz = gazetteer()
    places = [gaz.entities[i] for i in gaz.by_key[key] if gaz.counties[i]]
    people = sum([place.population + 500 for place in places])
    return people, frozenset(place.usps for place in places if place.level == "city")


def _at_home(usps: str, context: Context) -> Features:
    """Whether a state is the publisher's."""
    if context.home is None or context.home == OTHER_COUNTRY:
        return {}
    return {"home" if usps == context.home else "not-home": 1.0}


def _of_its_state(usps: str, context: Context, gaz: Gazetteer) -> Features:
    """What the text as a whole tells of the places in a state."""
    feats: Features = {}
    feats |= _at_home(usps, context)
    if context.dateline:
        feats["dateline" if usps == context.dateline else "not-dateline"] = 1.0
    if context.contacts:
        feats["contact" if usps in context.contacts else "other-contact"] = 1.0
    if context.terms:
        own = context.terms.get(usps, 0.0)
        feats["term"] = own
        feats["other-term"] = context.terms_sum - own
    named = context.states.get(usps)
    if named:
        feats["state-named"] = 1.0
        feats["state-named-share"] = named / context.states_sum
        if named == context.states_most:
            feats["state-named-most"] = 1.0
        return feats
    if context.states:
        feats["other-state-named"] = 1.0
        beside = len(gaz.borders[usps].intersection(context.states))
        if beside:
            feats["border-state-named"] = 1.0
        if beside > 1:
            feats["border-states-named"] = 1.0
    if usps in context.named_in_names:
        feats["state-in-name"] = 1.0
    return feats
