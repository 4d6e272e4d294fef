"""What a data package says of itself as a whole: title, version, licence, limits.

It is read from `dataset.yml` beside the source texts. Without that file the defaults describe whatever was read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

DATASET_FILE = "dataset.yml"


@dataclass(frozen=True, slots=True)
class Origin:
    """A work that the data draws on, with the credit it asks for."""

    title: str
    publisher: str
    path: str
    licence: str
    credit: str


CENSUS = Origin(
    title="TIGER/Line boundaries, 2016",
    publisher="US Census Bureau",
    path="https://www.census.gov/geographies/mapping-files/time-series/geo/tiger-line-file.2016.html",
    licence="Public domain",
    credit="Boundaries, names and codes: US Census Bureau, TIGER/Line 2016 (public domain), simplified.",
)
SHORELINE = Origin(
    title="Cartographic boundary files of the states, 2016",
    publisher="US Census Bureau",
    path="https://www.census.gov/geographies/mapping-files/time-series/geo/cartographic-boundary.html",
    licence="Public domain",
    credit="Shoreline: US Census Bureau, cartographic boundary files of the states, 2016 (public domain).",
)
GEONAMES = Origin(
    title="GeoNames gazetteer",
    publisher="GeoNames",
    path="https://www.geonames.org/",
    licence="CC-BY-4.0",
    credit="GeoNames ids, populations and the full names of counties: GeoNames, CC BY 4.0.",
)
ORIGINS = (CENSUS, SHORELINE, GEONAMES)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The package as a whole. Each field may be set in `dataset.yml`."""

    name: str = "jurisdictions"
    """Identifier: lower case letters, digits and hyphens."""
    title: str = "US jurisdictions named in a set of texts"
    description: str = (
        "The states, counties and cities that a set of texts lists or claims as recipients, with their Census codes "
        "and boundaries, and the words of the sources that each row rests on."
    )
    version: str = "0.1.0"
    """Semantic version of the data (https://datapackage.org/recipes/data-package-version/)."""
    released: str | None = None
    """ISO 8601 date."""
    homepage: str | None = None
    creator: str = "Author not named"
    """Who is cited as the author: a person, an organisation or a project."""
    keywords: tuple[str, ...] = ("United States", "jurisdictions", "FIPS", "GEOID", "boundaries")
    event: str | None = None
    """ISO 8601 date of what the sources report: the temporal coverage."""
    frequency: str = "irregular"
    """How often the data changes, in the words of the Dublin Core frequency vocabulary."""
    meaning: str = (
        "Being in the table means that the sources name the place as a recipient; it says nothing else of it."
    )
    limits: tuple[str, ...] = (
        "Boundaries are those of 2016 and simplified; they are for maps and joins, not for surveying.",
        "Cities are Census places; nothing in them tells an incorporated place from a census designated place.",
        "Populations are GeoNames' and give a sense of size only.",
    )
    licence: str = "CC-BY-4.0"
    licence_title: str = "Creative Commons Attribution 4.0 International"
    licence_path: str = "https://creativecommons.org/licenses/by/4.0/"


REQUIRED_PATTERNS = {
    "name": (r"[a-z0-9]+(-[a-z0-9]+)*", "lower-case letters, digits and hyphens"),
    "version": (r"\d+\.\d+\.\d+", "three numbers, such as 1.0.0"),
}


def read_dataset(folder: Path) -> Dataset:
    """The `Dataset` that `folder`'s `dataset.yml` describes; the defaults where there is no such file.

    Raises `InputError` for a file that is not YAML, a key that is no field, and a value of the wrong kind.
    """
    path = folder / DATASET_FILE
    if not path.is_file():
        return Dataset()
    import yaml

    try:
        given = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not YAML in UTF-8 ({' '.join(str(error).split())}); mend it") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; check its permissions") from error
    if not isinstance(given, Mapping):
        raise InputError(f"{path}: line 1: no fields; write one `title: …` a line")
    return Dataset(**{str(key): _checked(path, str(key), value) for key, value in given.items()})


def _checked(path: Path, key: str, value: Any) -> Any:
    """A value of `dataset.yml` as `Dataset` wants it."""
    known = {field.name: field for field in fields(Dataset)}
    if key not in known:
        raise InputError(f"{path}: {key!r} is no field; use one of {', '.join(known)}")
    if isinstance(value, date):
        value = value.isoformat()
    if str(known[key].type).startswith("tuple"):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise InputError(f"{path}: {key} should be a list of texts; write each on a line after a dash")
        return tuple(" ".join(item.split()) for item in value)
    if not isinstance(value, str):
        raise InputError(f"{path}: {key} is {value!r}; it should be text, in quotes if need be")
    value = " ".join(value.split())
    pattern, meant = REQUIRED_PATTERNS.get(key, (r".*", ""))
    if not re.fullmatch(pattern, value):
        raise InputError(f"{path}: {key} is {value!r}; it should be {meant}")
    return value
