"""A package is derived again from what it holds, compared with another, and explained row by row."""

import json
import zipfile
from pathlib import Path

import pytest

from pipeline.diff import describe_changes, diff
from pipeline.errors import InputError
from pipeline.explain import explain
from pipeline.package import build_package
from pipeline.release import write_release
from pipeline.verify import verify


def outcomes(path: Path) -> dict[str, set[str]]:
    verdicts = verify(path)
    return {
        outcome: {verdict.path for verdict in verdicts if verdict.outcome == outcome}
        for outcome in ("same", "differs", "missing")
    }


def test_the_published_package_follows_from_its_records(root: Path) -> None:
    found = outcomes(root)
    assert not found["differs"]
    assert not found["missing"]
    assert "data/jurisdictions.csv" in found["same"]


def test_a_downloaded_zip_is_verified_too(small: Path, tmp_path: Path) -> None:
    write_release(small, tmp_path)
    for archive in tmp_path.glob("*.zip"):
        found = outcomes(archive)
        assert not found["differs"] | found["missing"], archive.name


def test_a_changed_or_missing_file_is_found(package: Path) -> None:
    file = package / "data" / "jurisdictions.csv"
    file.write_bytes(file.read_bytes().replace(b"Chicago", b"Chicagho", 1))
    (package / "CITATION.cff").unlink()
    found = outcomes(package)
    assert found["differs"] == {"data/jurisdictions.csv"}
    assert found["missing"] == {"CITATION.cff"}


def test_a_package_of_plain_articles_cannot_be_derived_again(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for name in ("article", "another"):
        (tmp_path / "texts" / f"{name}.txt").write_text(f"As {name} has it, letters went to Duluth, Minn., and Ohio.")
    for output in ("out", "again"):
        build_package([tmp_path / "texts"], tmp_path / output)
    with pytest.raises(InputError, match="the text of another and 1 more, only its fingerprint; build a package"):
        verify(tmp_path / "out")
    assert diff(tmp_path / "out", tmp_path / "again") == {}, "as the message advises"


@pytest.mark.parametrize(("content", "message"), [(b"no zip", "not a zip"), (None, "no datapackage.json inside")])
def test_what_is_no_package_is_told(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "x.zip"
    if content is None:
        zipfile.ZipFile(path, "w").close()
    else:
        path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        verify(path)


def test_the_same_package_has_no_difference(root: Path, package: Path) -> None:
    assert diff(root, package) == {}
    assert describe_changes({}) == "No difference."


def test_changes_are_told_by_row_and_field(root: Path, package: Path) -> None:
    file = package / "data" / "jurisdictions.csv"
    lines = file.read_bytes().split(b"\r\n")
    lines[1] = lines[1].replace(b"Chicago", b"Chicagho", 1)
    del lines[2]
    file.write_bytes(b"\r\n".join(lines))
    boundaries = package / "data" / "jurisdictions.geojson"
    collection = json.loads(boundaries.read_bytes())
    del collection["features"][1]
    boundaries.write_text(json.dumps(collection))
    changes = diff(root, package)
    assert set(changes) == {"jurisdictions", "boundaries"}
    assert changes["jurisdictions"]["changed"] == [{"key": "1714000", "changes": {"name": ["Chicago", "Chicagho"]}}]
    words = describe_changes(changes)
    assert "- Removed 17031: Cook County, Illinois" in words
    assert "- 1714000: `name` was Chicago, is Chicagho" in words


def test_a_table_that_an_older_version_lacks_counts_as_empty(root: Path, package: Path) -> None:
    (package / "data" / "containment.csv").unlink()
    with pytest.raises(InputError, match=r"containment\.csv: no such file"):  # but not a table that went missing
        diff(package, root)
    described = json.loads((package / "datapackage.json").read_text())
    described["resources"] = [each for each in described["resources"] if each["name"] != "containment"]
    (package / "datapackage.json").write_text(json.dumps(described))
    assert diff(package, root)["containment"]["added"]


def test_a_column_that_an_older_version_lacks_is_told(root: Path, package: Path) -> None:
    file = package / "data" / "containment.csv"
    file.write_bytes(file.read_bytes().replace(b"geoid,within_geoid", b"geoid,within_geoid,note", 1))
    assert "- Column `note` is gone" in describe_changes(diff(package, root))


def test_comparing_with_no_package_is_told(root: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        diff(root, tmp_path)


@pytest.mark.parametrize(
    ("geoid", "parts"),
    [
        ("0820000", ["Denver, Colorado (GEOID 0820000)", "“the city and county of Denver, Colo.”", "08031", "5419384"]),
        ("4159000", ["Not on the list", "In dispute", "the full list does not hold it"]),
        ("06", ["Number 4 of the list", "km² within the shoreline", "Census Bureau"]),
    ],
)
def test_a_row_is_explained_down_to_its_words(root: Path, geoid: str, parts: list[str]) -> None:
    explanation = explain(root, geoid)
    for part in parts:
        assert part in explanation


@pytest.mark.parametrize(
    ("geoid", "cure"),
    [
        ("02013", "see the column geoid of data/mentions.csv"),
        ("6", "with its leading zero it is 06, California"),
        ("820000", "with its leading zero it is 0820000, Denver, Colorado"),
        ("170310", "a GEOID has 2, 5 or 7 digits, such as 17031, Cook County, Illinois"),
        ("999999999", "a GEOID has 2, 5 or 7 digits$"),
    ],
)
def test_a_geoid_that_nobody_names_is_told(root: Path, geoid: str, cure: str) -> None:
    with pytest.raises(InputError, match=f"^{geoid}: no source of .* names this GEOID; {cure}"):
        explain(root, geoid)


def test_provenance_tells_every_input_and_output(root: Path) -> None:
    document = json.loads((root / "data" / "metadata" / "provenance.json").read_bytes())
    kinds = {name.removeprefix("j:").split("/")[0] for name in document["entity"]}
    assert kinds == {"article", "source", "origin", "reference", "reading", "tables", "shapes", "file"}
    for link in (*document["used"].values(), *document["wasGeneratedBy"].values()):
        assert link["prov:entity"] in document["entity"]
        assert link["prov:activity"] in document["activity"]
    made = {link["prov:entity"] for link in document["wasGeneratedBy"].values()}
    assert {name for name in document["entity"] if name.startswith("j:file/")} <= made
