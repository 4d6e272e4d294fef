"""How to cite the data, whole or one row: one description of the work in the formats that people and programs read."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from pipeline.dataset import Dataset
from pipeline.errors import InputError


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: the dataset, or one entry of it."""

    about: Dataset
    entry: str | None = None
    """The entry: "Duluth, Minnesota (GEOID 2717000)"."""
    address: str | None = None
    """Where it is published, if not at the dataset's homepage."""

    @property
    def title(self) -> str:
        return f"{self.entry}. In {self.about.title}" if self.entry else self.about.title

    @property
    def url(self) -> str | None:
        return self.address or self.about.homepage

    @property
    def released(self) -> date | None:
        return date.fromisoformat(self.about.released) if self.about.released else None

    @property
    def year(self) -> str:
        return str(self.released.year) if self.released else "n.d."

    @property
    def key(self) -> str:
        return f"{self.about.name}-{self.about.version}"


def cite(about: Dataset, style: str = "apa", entry: str | None = None, address: str | None = None) -> str:
    """The citation of the data, or of one `entry` of it ("Duluth, Minnesota (GEOID 2717000)"), in one of `STYLES`.

    `address` is where it is published, if not at the homepage. Raises `InputError` for a style that is not known.
    """
    if style not in STYLES:
        raise InputError(f"{style}: no such citation format; use one of {', '.join(STYLES)}")
    return STYLES[style](Work(about, entry, address))


def apa(work: Work) -> str:
    """As the APA's Publication Manual has it for data sets (7th edition, 10.9)."""
    parts = [f"{work.about.creator}. ({work.year}). {work.title} (Version {work.about.version}) [Data set]."]
    return " ".join([*parts, *filter(None, [work.url])])


def chicago(work: Work) -> str:
    """As the Chicago Manual of Style has it, author and date (17th edition)."""
    released = work.released
    day = f"Released {released:%B} {released.day}, {released.year}." if released else ""
    words = [
        f"{work.about.creator}. {work.year}. “{work.title}.” Version {work.about.version}.",
        day,
        work.url,
    ]
    return " ".join(filter(None, words)) + ("." if work.url else "")


def bibtex(work: Work) -> str:
    """BibTeX, as `@misc`, which every style knows."""
    fields = {
        "author": f"{{{work.about.creator}}}",
        "title": f"{{{work.title}}}",
        "year": work.year,
        "version": work.about.version,
        "note": f"Data set, version {work.about.version}",
        "howpublished": f"\\url{{{work.url}}}" if work.url else None,
    }
    lines = [f"  {name} = {{{_tex(value)}}}" for name, value in fields.items() if value]
    return f"@misc{{{work.key},\n" + ",\n".join(lines) + "\n}"


def ris(work: Work) -> str:
    """RIS, as `TY  - DATA`."""
    tags = [
        ("TY", "DATA"),
        ("AU", work.about.creator),
        ("PY", str(work.released.year) if work.released else None),
        ("DA", f"{work.released:%Y/%m/%d}" if work.released else None),
        ("TI", work.title),
        ("ET", work.about.version),
        ("AB", work.about.description),
        *(("KW", keyword) for keyword in work.about.keywords),
        ("UR", work.url),
        ("LA", "en"),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}" for tag, value in tags if value is not None)


def csl_json(work: Work) -> str:
    """CSL-JSON, the input of citation processors (https://docs.citationstyles.org/)."""
    released = work.released
    item = {
        "id": work.key,
        "type": "dataset",
        "title": work.title,
        "author": [{"literal": work.about.creator}],
        "issued": {"date-parts": [[released.year, released.month, released.day]]} if released else None,
        "version": work.about.version,
        "URL": work.url,
        "abstract": work.about.description,
        "keyword": ", ".join(work.about.keywords),
        "language": "en",
    }
    return _json([_filled(item)])


def datacite(work: Work) -> str:
    """DataCite Metadata Schema 4, without a DOI: none has been registered (https://schema.datacite.org/)."""
    about = work.about
    metadata = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "creators": [{"name": about.creator, "nameType": "Organizational"}],
        "titles": [{"title": work.title, "lang": "en"}],
        "publisher": {"name": about.creator},
        "publicationYear": str(work.released.year) if work.released else None,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Data package"},
        "subjects": [{"subject": keyword} for keyword in about.keywords],
        "dates": [
            *({"date": day, "dateType": "Issued"} for day in [about.released] if day),
            *({"date": day, "dateType": "Other", "dateInformation": "Reported on"} for day in [about.event] if day),
        ],
        "language": "en",
        "version": about.version,
        "rightsList": [
            {"rights": about.licence_title, "rightsUri": about.licence_path, "rightsIdentifier": about.licence}
        ],
        "descriptions": [
            {"description": about.description, "descriptionType": "Abstract", "lang": "en"},
            {"description": about.meaning, "descriptionType": "Other", "lang": "en"},
            {"description": " ".join(about.limits), "descriptionType": "TechnicalInfo", "lang": "en"},
        ],
        "geoLocations": [{"geoLocationPlace": "United States"}],
        "formats": ["text/csv", "application/geo+json"],
    }
    return _json(_filled(metadata))


def cff(work: Work) -> str:
    """The Citation File Format, version 1.2.0 (https://citation-file-format.github.io/)."""
    citation = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": work.title,
        "abstract": work.about.description,
        "authors": [{"name": work.about.creator}],
        "version": work.about.version,
        "date-released": work.about.released,
        "license": work.about.licence,
        "url": work.url,
        "keywords": list(work.about.keywords),
    }
    return yaml.safe_dump(_filled(citation), sort_keys=False, allow_unicode=True, width=100).rstrip("\n")


STYLES: dict[str, Callable[[Work], str]] = {
    "apa": apa,
    "chicago": chicago,
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
    "datacite": datacite,
    "cff": cff,
}
"""The formats, by name."""

CITATION_FILES = {
    "CITATION.cff": cff,
    "data/metadata/citation.bib": bibtex,
    "data/metadata/citation.ris": ris,
    "data/metadata/citation.csl.json": csl_json,
    "data/metadata/datacite.json": datacite,
}
"""The citations that lie in the package, by path."""


def citation_files(about: Dataset) -> dict[str, bytes]:
    """The citation files of a package: bytes by path."""
    return {path: (write(Work(about)) + "\n").encode() for path, write in CITATION_FILES.items()}


def _tex(value: str) -> str:
    for mark in "&%$#_":
        value = value.replace(mark, f"\\{mark}") if "\\url" not in value else value
    return value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _filled(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if item is not None and item != []}
