"""What the other places in a text tell of one: the same state, the same county, nearby, the same level in a list."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.features import Features
from pipeline.gazetteer import Gazetteer
from pipeline.publishers import OTHER_COUNTRY

Scores = list[tuple[int, float]]
"""Candidates, by index, with their probabilities."""

Sums = tuple[float, float, float]
"""What some names add up to in a candidate's state, in its county and near it."""

HOME_WEIGHT = 2.0
"""How many places in the text the publisher's home state counts as."""

LITTLE = 0.01
"""The probability up to which a candidate tells nothing of its surroundings."""

LEAST = 1e-6
"""A sum that is no more than what rounding leaves."""

ANY = 12
"""A name of so many candidates, one of which is there, counts in full."""

FEW = 0.3
"""The places, in sum, under which the rest of a text tells nothing."""


@dataclass(slots=True)
class Company:
    """Sums of probabilities."""

    sums: dict[str | int, float] = field(default_factory=dict)
    """By state (a postal code), by county (a GEOID) and by cell (a number)."""
    total: float = 0.0


def company_of(names: Iterable[Scores], gaz: Gazetteer, home: str | None = None) -> Company:
    """Add up what names probably stand for; `home` is the postal code of the publisher's home state."""
    company = Company()
    if home and home != OTHER_COUNTRY:
        company.sums[home] = company.total = HOME_WEIGHT
    for scores in names:
        company.total += _add(scores, company.sums, gaz)
    return company


def _add(scores: Scores, sums: dict[str | int, float], gaz: Gazetteer) -> float:
    """Add what a name probably stands for to the sums of its states, counties and cells; the sum of all."""
    sites, get, total = gaz.sites, sums.get, 0.0
    for index, probability in scores:
        usps, county, cells = sites[index]
        total += probability
        sums[usps] = get(usps, 0.0) + probability
        if county and probability > LITTLE:
            sums[county] = get(county, 0.0) + probability
            sums[cells[0]] = get(cells[0], 0.0) + probability
    return total


def near(index: int, company: Company, gaz: Gazetteer) -> float:
    """What the names near an entity add up to."""
    cell, east, north, both = gaz.sites[index][2]
    get = company.sums.get
    return get(cell, 0.0) + get(east, 0.0) + get(north, 0.0) + get(both, 0.0)


def others(indexes: Iterable[int], company: Company, own: Scores, gaz: Gazetteer) -> list[Sums]:
    """For each candidate, what the other names add up to: the sums less the name's own scores."""
    sites, sums = gaz.sites, company.sums
    own_sums: dict[str | int, float] = {}
    _add(own, own_sums, gaz)
    all_of, own_of = sums.get, own_sums.get
    found = []
    for index in indexes:
        usps, county, cells = sites[index]
        nearby = 0.0
        for cell in cells:
            if cell in sums:
                nearby += sums[cell] - own_of(cell, 0.0)
        in_state = all_of(usps, 0.0) - own_of(usps, 0.0)
        in_county = all_of(county, 0.0) - own_of(county, 0.0)
        found.append((in_state if in_state > 0.0 else 0.0, in_county, nearby))
    return found


def possible_features(indexes: Sequence[int], possible: Company, own: Scores, gaz: Gazetteer) -> list[Features]:
    """For each candidate, features from all that the other names may be, each of its candidates alike."""
    found = []
    for _, county, near in others(indexes, possible, own, gaz):
        features = {}
        if county > LEAST:
            features["others-could-be-in-county"] = min(1.0, ANY * county)
        if near > LEAST:
            features["others-could-be-near"] = min(1.0, near)
            features["others-could-be-near-any"] = min(1.0, ANY * near)
        found.append(features)
    return found


def company_features(indexes: Sequence[int], company: Company, own: Scores, gaz: Gazetteer) -> list[Features]:
    """For each candidate, features from what the other names probably are."""
    everything = company.total - sum([probability for _, probability in own])
    if everything < FEW:
        return [{"others-none": 1.0} if gaz.counties[index] else {} for index in indexes]
    found: list[Features] = []
    for index, (state, county, near) in zip(indexes, others(indexes, company, own, gaz), strict=True):
        if not gaz.counties[index]:
            found.append({})
            continue
        share = math.sqrt(state / everything)
        features = {
            "others-in-state": math.log1p(state),
            "others-share": share,
            "others-share*people": share * gaz.magnitudes[index],
        }
        if county > LEAST:
            features["others-in-county"] = min(1.0, county)
        if near > LEAST:
            features["others-near"] = math.log1p(near)
            features["others-near-any"] = min(1.0, 3 * near)
        if state < 0.2:
            features["others-few-in-state"] = 1.0
        found.append(features)
    return found


@dataclass(slots=True)
class Mates:
    """What the names of an enumeration add up to: probabilities by level, and orders of magnitude of their people."""

    levels: dict[str, float]
    total: float
    magnitude: float


def mates_of(scores: Iterable[Scores], gaz: Gazetteer) -> Mates:
    """Add up the names of an enumeration."""
    mates = Mates(defaultdict(float), 0.0, 0.0)
    for name in scores:
        for index, probability in name:
            mates.levels[gaz.entities[index].level] += probability
            mates.total += probability
            mates.magnitude += probability * gaz.magnitudes[index]
    return mates
