"""What the other places in a text tell of one: the same state, the same county, nearby, the same level in a list."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.features import Features
from pipeline.gazetteer import NEIGHBOURS, Gazetteer

Scores = list[tuple[int, float]]
"""Candidates, by index, with their probabilities."""

HOME_WEIGHT = 2.0
"""How many places in the text the publisher's home state counts as."""

NEIGHBOUR_STEPS = frozenset(NEIGHBOURS)

FEW = 0.3
"""The places, in sum, under which the rest of a text tells nothing."""


@dataclass(slots=True)
class Company:
    """Sums of probabilities: by state, by county, and by cell of half a degree with the eight around it."""

    states: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    counties: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    near: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    total: float = 0.0


def company_of(names: Iterable[Scores], gaz: Gazetteer, home: str | None = None) -> Company:
    """Add up what names probably stand for; `home` is the postal code of the publisher's home state."""
    company = Company()
    states, counties, near = company.states, company.counties, company.near
    if home:
        states[home] += HOME_WEIGHT
        company.total = HOME_WEIGHT
    for scores in names:
        for index, probability in scores:
            entity = gaz.entities[index]
            states[entity.usps] += probability
            company.total += probability
            if entity.level != "state":
                counties[entity.county or entity.geoid] += probability
                cell = gaz.cells[index]
                for step in NEIGHBOURS:
                    near[cell + step] += probability
    return company


class Sums(NamedTuple):
    """What some names add up to in a candidate's state, in its county and near it."""

    state: float
    county: float
    near: float


def others(index: int, company: Company, own: Scores, gaz: Gazetteer) -> Sums:
    """What the other names add up to: the sums less the part of a name whose own scores are given."""
    entity, cell = gaz.entities[index], gaz.cells[index]
    county = entity.county or entity.geoid
    state_sum, county_sum = company.states.get(entity.usps, 0.0), company.counties.get(county, 0.0)
    near_sum = company.near.get(cell, 0.0)
    for other, probability in own:
        namesake = gaz.entities[other]
        if namesake.usps == entity.usps:
            state_sum -= probability
        if namesake.level != "state":
            if (namesake.county or namesake.geoid) == county:
                county_sum -= probability
            if gaz.cells[other] - cell in NEIGHBOUR_STEPS:
                near_sum -= probability
    return Sums(max(0.0, state_sum), max(0.0, county_sum), max(0.0, near_sum))


def possible_features(index: int, possible: Company, own: Scores, gaz: Gazetteer) -> Features:
    """Features from all that the other names may be, each of its candidates alike."""
    if gaz.entities[index].level == "state":
        return {}
    rest = others(index, possible, own, gaz)
    return {
        "others-could-be-in-county": min(1.0, 12 * rest.county),
        "others-could-be-near": min(1.0, rest.near),
        "others-could-be-near-any": min(1.0, 12 * rest.near),
    }


def company_features(index: int, company: Company, own: Scores, gaz: Gazetteer) -> Features:
    """Features from what the other names probably are."""
    if gaz.entities[index].level == "state":
        return {}
    everything = company.total - sum(probability for _, probability in own)
    if everything < FEW:
        return {"others-none": 1.0}
    state, county, near = others(index, company, own, gaz)
    share = math.sqrt(state / everything)
    features = {
        "others-in-state": math.log1p(state),
        "others-share": share,
        "others-share*people": share * gaz.magnitudes[index],
        "others-in-county": min(1.0, county),
        "others-near": math.log1p(near),
        "others-near-any": min(1.0, 3 * near),
    }
    if state < 0.2:
        features["others-few-in-state"] = 1.0
    return features


def levels_of(scores: Iterable[Scores], gaz: Gazetteer) -> dict[str, float]:
    """The sums of probabilities by level."""
    sums: dict[str, float] = defaultdict(float)
    for name in scores:
        for index, probability in name:
            sums[gaz.entities[index].level] += probability
    return sums
