"""The gazetteer: which jurisdictions a name may stand for.

Names are compared by their *key*: lower case, no accents, words only, one blank between them, "saint", "fort" and
"mount" in their short forms ("Prince George's" -> "prince george s", "Saint Paul" -> "st paul").
"""

import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import us

from pipeline.reference import load_names, read_table

WORD = re.compile(r"\w+")
SHORT_FORMS = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
PARENTHESES = re.compile(r"\(([^)]+)\)$")
CONSOLIDATED = re.compile(r"^(\w+[-/][\w ]+?) (?:County|metropolitan|urban)\b")
"""The name of a city and its county in one: "Macon-Bibb County"."""
COMPASS = re.compile(r"([NESW])(?:orth|ast|outh|est) (?=[A-Z])")
PARTICLE = re.compile(r"(De|Du|La|Le|Mc|Van)( ?)(?=[A-Z])")
LINKS = frozenset("and d de del des du el la las le los of on the to s".split())
"""Words that a name may hold in lower case ("Isle of Wight", "Fond du Lac")."""

ABBREVIATIONS = {
    "AL": "Ala",
    "AK": "Alas",
    "AZ": "Ariz",
    "AR": "Ark",
    "CA": "Calif Cal",
    "CO": "Colo Col",
    "CT": "Conn Ct",
    "DE": "Del",
    "DC": "D.C DC",
    "FL": "Fla",
    "GA": "Ga",
    "ID": "Ida",
    "IL": "Ill",
    "IN": "Ind",
    "KS": "Kan Kans",
    "KY": "Ky",
    "LA": "La",
    "ME": "Me",
    "MD": "Md",
    "MA": "Mass",
    "MI": "Mich",
    "MN": "Minn",
    "MS": "Miss",
    "MO": "Mo",
    "MT": "Mont",
    "NE": "Neb Nebr",
    "NV": "Nev",
    "NH": "N.H",
    "NJ": "N.J",
    "NM": "N.M",
    "NY": "N.Y",
    "NC": "N.C",
    "ND": "N.D N.Dak",
    "OH": "O",
    "OK": "Okla",
    "OR": "Ore Oreg",
    "PA": "Pa Penn Penna",
    "RI": "R.I",
    "SC": "S.C",
    "SD": "S.D S.Dak",
    "TN": "Tenn",
    "TX": "Tex",
    "VT": "Vt",
    "VA": "Va",
    "WA": "Wash",
    "WV": "W.Va",
    "WI": "Wis Wisc",
    "WY": "Wyo",
    "PR": "P.R",
    "VI": "V.I",
}
"""The abbreviations in use besides the two capitals of the Postal Service: the AP Stylebook's and the older ones."""


REMEMBERED = 4096
"""Names of which is kept what they are without the Census Bureau's additions."""
CELL = 1.0
"""The side of a cell, in degrees: about 100 km."""
CELL_ROW = 1000


class Entity(NamedTuple):
    """A state, a county or a place of the reference."""

    geoid: str
    level: str
    name: str
    full_name: str
    usps: str
    population: int
    lon: float
    lat: float
    county: str

    @property
    def display(self) -> str:
        """The name as a reader would write it: "Los Angeles, California"."""
        if self.level == "state":
            return self.name
        return f"{plain_name(self.full_name)}, {_state_names()[self.usps]}"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names and what they may stand for; indexes point into `entities`."""

    entities: list[Entity]
    by_geoid: dict[str, int]
    by_key: dict[str, tuple[int, ...]]
    nicknames: frozenset[tuple[str, int]]
    """Keys that are another name of an entity than its own, each with the entity: "Brooklyn" and Kings County."""
    names: frozenset[str]
    """All keys, those of abbreviations too."""
    prefixes: frozenset[str]
    """Every beginning, in whole words, of a key that is longer."""
    first_words: frozenset[str]
    """The words, in their capitalised forms, that a name may begin with."""
    state_index: dict[str, int]
    """A state's postal code -> its index."""
    state_of_key: dict[str, str]
    """The key of a state's name -> its postal code."""
    usps: list[str]
    """For each entity, the postal code of its state."""
    counties: list[str]
    """For each entity, the GEOID of the county that it is or lies in; "" for a state."""
    sites: list[tuple[str, str, tuple[int, int, int, int]]]
    """For each entity, both of these, and the cell that holds its label point with the three that lie next to it there:
    together, as they are read together."""
    magnitudes: list[float]
    """For each entity, the order of magnitude of its population, 0 at about 3,000."""
    borders: dict[str, frozenset[str]]
    """The postal code of a state -> those of the states that border on it."""
    abbreviations: dict[str, str]
    """The key of a state's abbreviation -> its postal code."""


def key_of(name: str) -> str:
    """The key by which names are compared.

    >>> key_of("Saint Mary's"), key_of("Doña Ana")
    ('st mary s', 'dona ana')
    """
    words = WORD.findall(plain(name).lower())
    return " ".join(SHORT_FORMS.get(word, word) for word in words)


def plain(text: str) -> str:
    """The text without accents and without the Hawaiian ʻokina."""
    if text.isascii():
        return text
    split = unicodedata.normalize("NFKD", text.replace("ʻ", "").replace("‘", "'"))
    return "".join(char for char in split if not unicodedata.combining(char))


@lru_cache(REMEMBERED)
def plain_name(name: str) -> str:
    """A place's name without what the Census Bureau adds to it.

    >>> plain_name("Indianapolis city (balance)"), plain_name("El Paso de Robles (Paso Robles)")
    ('Indianapolis', 'El Paso de Robles')
    """
    name = re.sub(r"\s*\(.*\)$", "", name)
    if "government" in name:
        name = re.split(r"[/-]| (?:metro|unified|consolidated)", name)[0]
        name = re.sub(r" (?:County|metropolitan)$", "", name)
    return re.sub(r" city$", "", name) if name.endswith(" city") else name


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the reference file, loaded once.

    Raises `InputError` when the reference file is missing or corrupt.
    """
    entities, aliases = _entities()
    by_geoid = {entity.geoid: index for index, entity in enumerate(entities)}
    by_key: dict[str, list[int]] = defaultdict(list)
    firsts = set[str]()
    counties_too = {key_of(entity.name + " County") for entity in entities if entity.level == "county"}
    nicknames = [(name, by_geoid[geoid]) for name, geoid in _nicknames()]
    for name, index in (*_spellings(entities, aliases), *nicknames):
        key = key_of(name)
        if key in counties_too and entities[index].level == "city":
            continue  # "Greeley County" is a place in Kansas too, with the county's bounds
        if index not in by_key[key]:
            by_key[key].append(index)
        firsts.add(WORD.findall(name)[0])
    first_words = {form for first in firsts for form in _capitalised(first)}
    _replace_old_cities(by_key, entities)
    abbreviations = {key_of(state.abbr): state.abbr for state in _states()}
    for usps, forms in ABBREVIATIONS.items():
        abbreviations |= {key_of(form): usps for form in forms.split()}
        first_words |= {word for form in forms.split() for word in (form.split(".")[0], form.split(".")[0].upper())}
    first_words |= {state.abbr for state in _states()}
    keys = frozenset((*by_key, *abbreviations))
    counties = ["" if entity.level == "state" else entity.county or entity.geoid for entity in entities]
    prefixes = {key[:at] for key in keys for at in range(len(key)) if key[at] == " "}
    return Gazetteer(
        entities,
        by_geoid,
        {key: tuple(sorted(found, key=lambda i: -entities[i].population)) for key, found in by_key.items()},
        frozenset((key_of(name), index) for name, index in nicknames),
        keys,
        frozenset(prefixes),
        frozenset(first_words),
        {entity.usps: index for index, entity in enumerate(entities) if entity.level == "state"},
        {key_of(entity.name): entity.usps for entity in entities if entity.level == "state"}
        | {key_of("Hawai'i"): "HI", key_of("Virgin Islands"): "VI", key_of("U.S. Virgin Islands"): "VI"},
        [entity.usps for entity in entities],
        counties,
        [(e.usps, county, _cells(e.lon, e.lat)) for e, county in zip(entities, counties, strict=True)],
        [math.log10(entity.population + 300) - 3.5 for entity in entities],
        {row["usps"]: frozenset(row["borders"].split()) for row in read_table("borders.csv")},
        abbreviations,
    )


def _cells(lon: float, lat: float) -> tuple[int, int, int, int]:
    """The cell that holds a point, and the three next to the quarter of it where the point lies."""
    return _cells_at(math.floor(2 * lon / CELL), math.floor(2 * lat / CELL))


@cache
def _cells_at(x: int, y: int) -> tuple[int, int, int, int]:
    """The same by the quarter, numbered from west to east and from south to north; places of one share it."""
    cell = (x >> 1) * CELL_ROW + (y >> 1)
    east, north = (CELL_ROW if x & 1 else -CELL_ROW), (1 if y & 1 else -1)
    return cell, cell + east, cell + north, cell + east + north


@cache
def _state_names() -> dict[str, str]:
    return {state.abbr: state.name for state in _states()}


def _states() -> list[us.states.State]:
    return [*us.states.STATES_AND_TERRITORIES, us.states.DC]


POSTAL = tuple(sorted(state.abbr for state in _states()))
"""The Postal Service's codes of the states."""
STATE_ENDS = frozenset(state.name.split()[-1] for state in _states())
"""The last words of the states' names: "Carolina", "York"."""


REPEATED = frozenset(("geoid", "level", "usps", "county"))
"""Columns of which each value is kept once, however often it stands there, so that the engine finds it near at hand."""


def _entities() -> tuple[list[Entity], list[str]]:
    table = load_names().fillna({"population": 0, "county": ""})
    columns = [[*map(sys.intern, table[name])] if name in REPEATED else table[name].tolist() for name in Entity._fields]
    entities = [Entity(*row) for row in zip(*columns, strict=True)]
    return entities, list(table["aliases"])


def _spellings(entities: list[Entity], aliases: list[str]) -> Iterator[tuple[str, int]]:
    """Every way to write a name, with the index of the entity."""
    for index, (entity, alias) in enumerate(zip(entities, aliases, strict=True)):
        names = [entity.name, *filter(None, alias.split("|"))]
        if entity.level == "city":
            names += [
                plain_name(entity.name),
                *PARENTHESES.findall(entity.name),
                *(part + end for part in CONSOLIDATED.findall(entity.full_name) for end in ("", " County")),
            ]
        for name in names:
            yield name, index
            if COMPASS.match(name):  # "W. Palm Beach"
                yield COMPASS.sub(lambda m: m[1] + " ", name, count=1), index
            if "'" in name:  # "Prince Georges"
                yield name.replace("'", ""), index
            if PARTICLE.match(name):  # "De Soto" and "DeSoto" are both in use
                yield PARTICLE.sub(lambda m: m[1] if m[2] else m[1] + " ", name, count=1), index


def _replace_old_cities(by_key: dict[str, list[int]], entities: list[Entity]) -> None:
    """Leave out a city where a consolidated government of its name and state has taken its place: Louisville."""
    for key, found in by_key.items():
        governments = {entities[i].usps for i in found if entities[i].name.endswith("(balance)")}
        if governments:
            by_key[key] = [
                i
                for i in found
                if entities[i].level != "city"
                or entities[i].name.endswith("(balance)")
                or entities[i].usps not in governments
            ]


def _nicknames() -> Iterator[tuple[str, str]]:
    return ((row["name"], row["geoid"]) for row in read_table("nicknames.csv"))


def _capitalised(first: str) -> set[str]:
    """The forms of the first word of a name that begin with a capital."""
    forms = {first, plain(first)}
    key = key_of(first)
    forms |= {key, *(long for long, short in SHORT_FORMS.items() if short == key)}
    return {form for word in forms for form in (word[0].upper() + word[1:], word.capitalize(), word.upper())}
