"""What a jurisdiction's name also is: a given name, a family name, a word, a place abroad; and states' area codes and
terms.

The tables are made by `pipeline/reference/lexicon.py`, but for `local-terms.csv`, which is kept by hand.
"""

import re
import string
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.cues import ABROAD, forms
from pipeline.gazetteer import key_of
from pipeline.reference import read_table

SMALL_ISLANDS = frozenset(("guernsey", "jersey"))
"""Countries of GeoNames whose names mean something else here more often than not."""


@dataclass(slots=True)
class Lexicon:
    """What else a name is; keys in lower case. See `reference/lexicon.py`."""

    given: dict[str, float]
    family: dict[str, float]
    word: set[str]
    abroad: dict[str, int]
    country: set[str]
    foreign: set[str]
    """Words, as printed, that tell of a text that it may be about abroad."""


@cache
def lexicon() -> Lexicon:
    found = Lexicon({}, {}, set(), {}, set(), set())
    for row in read_table("lexicon.csv"):
        name = key_of(row["name"])
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
        if not row["given"] and name not in SMALL_ISLANDS and (row["country"] or int(row["abroad"] or 0) >= 1_000_000):
            found.foreign |= {name.capitalize(), name.upper()}
    found.foreign |= {form for word in ABROAD for form in (word, word.capitalize(), word.upper())}
    return found


@cache
def area_codes() -> dict[str, str]:
    """The state that each telephone area code serves."""
    return {row["code"]: row["usps"] for row in read_table("area-codes.csv")}


class Form(NamedTuple):
    """A term as a text may write it."""

    last: str
    """Its last word."""
    written: str
    term: str
    """As the table has it."""


class LocalTerms(NamedTuple):
    """What is found or so called in some states alone, of the kinds that `reference/local-terms.csv` names: an office
    ("fiscal court"), an offence ("capital murder"), an agency ("MoDOT"), a river, a road, a governor.
    """

    begun: dict[str, list[Form]]
    """By their first words."""
    firsts: frozenset[str]
    """These words, to look for in a text's."""
    states: dict[str, frozenset[str]]
    """The postal codes of the states that use a term."""


@cache
def local_terms() -> LocalTerms:
    """The terms that `reference/local-terms.csv` lists; those in small letters may be written with capitals too."""
    states = {row["term"]: frozenset(row["states"].split()) for row in read_table("local-terms.csv")}
    begun: dict[str, list[Form]] = defaultdict(list)
    for term in states:
        for form in {*forms(term), term.capitalize(), string.capwords(term)} if term.islower() else (term,):
            for written in {form, form.replace("'", "’")}:
                words = re.findall(r"\w+", written)
                begun[words[0]].append(Form(words[-1], written, term))
    return LocalTerms(dict(begun), frozenset(begun), states)
