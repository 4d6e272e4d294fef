"""The package as it is published: fresh, whole, valid by the stock tools, and written all or not at all."""

import subprocess
import sys
from errno import ENOSPC
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.package import build_package, read_boundaries, read_tables, write_files


@pytest.fixture(scope="module")
def fresh(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fresh")
    build_package([root / "data" / "sources"], folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_committed_is_what_the_sources_give(root: Path, fresh: Path) -> None:
    built = contents(fresh)
    stale = [path for path, data in built.items() if not (root / path).is_file() or (root / path).read_bytes() != data]
    assert not stale, "run `jurisdictions build` and commit the result"
    data = {str(path.relative_to(root)) for path in (root / "data").rglob("*.*") if "sources" not in path.parts}
    assert data <= set(built), "files in data/ that the build does not make"


def test_the_stock_frictionless_command_finds_it_valid(root: Path) -> None:
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert '"valid": true' in result.stdout


def test_the_list_is_whole(root: Path) -> None:
    tables = read_tables(root)
    jurisdictions = tables["jurisdictions"]
    assert jurisdictions["type"].value_counts().to_dict() == {"city": 14, "county": 6, "state": 3}
    assert jurisdictions["position"].tolist() == list(range(1, 24))
    louisville = jurisdictions[jurisdictions["listed_as"] == "Louisville, Ky."].iloc[0]
    assert (louisville["geoid"], louisville["name"]) == (
        "2148006",
        "Louisville/Jefferson County metro government (balance)",
    )
    assert list(read_boundaries(root)["geoid"]) == jurisdictions["geoid"].tolist()


def test_what_the_sources_disagree_on_is_told(root: Path) -> None:
    discrepancies = read_tables(root)["discrepancies"]
    astray = discrepancies[discrepancies["kind"] == "claimed_not_listed"]
    assert astray["geoid"].tolist() == ["4159000"]
    units = discrepancies[discrepancies["kind"] == "unit"]
    assert (
        units["statement"].str.contains("“23 cities”; the 23 on the list are 14 cities, 6 counties and 3 states").all()
    )
    assert units["source_id"].nunique() == 2


def test_plain_articles_are_not_copied_into_the_package(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Letters went to 2 cities: Duluth, Minn., and Fargo, N.D. Nobody else was told of it that day.")
    build_package([article], tmp_path / "out")
    assert all(b"Nobody else" not in data for data in contents(tmp_path / "out").values())


def test_a_second_build_replaces_the_first_and_leaves_nothing_behind(package: Path, root: Path) -> None:
    (package / "data" / "claims.csv").write_text("broken")
    (package / "datapackage.json").write_text("broken")
    before = set(contents(package))
    build_package([root / "data" / "sources"], package)
    assert set(contents(package)) == before
    assert (package / "data" / "claims.csv").read_bytes() == (root / "data" / "claims.csv").read_bytes()


@pytest.mark.parametrize("fails_at", range(1, 8))
def test_when_writing_fails_all_is_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int) -> None:
    old = {"a": b"old a", "data/b": b"old b"}
    new = {"a": b"new a", "data/b": b"new b", "data/c/d": b"new d"}
    write_files(old, tmp_path)
    calls = 0

    def full_disk(method):
        def wrapped(self, *arguments):
            nonlocal calls
            calls += 1
            if calls == fails_at:
                raise OSError(ENOSPC, "No space left on device")
            return method(self, *arguments)

        return wrapped

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full_disk(Path.write_bytes))
        patched.setattr(Path, "rename", full_disk(Path.rename))
        with pytest.raises(InputError, match="No space left on device; nothing was changed; free some space"):
            write_files(new, tmp_path)
    assert contents(tmp_path) == old
    assert not (tmp_path / "data" / "c").exists()


def test_when_writing_fails_no_folder_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    for method in ("write_bytes", "rename"):
        with monkeypatch.context() as patched:
            patched.setattr(Path, method, full_disk)
            with pytest.raises(InputError, match="nothing was changed"):
                write_files({"a": b"", "data/b": b""}, tmp_path / "new" / "folder")
        assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file, not a folder")
    with pytest.raises(InputError, match="choose another folder with --output"):
        write_files({"a": b""}, tmp_path / "file" / "folder")


def test_files_of_others_are_not_overwritten(tmp_path: Path, root: Path) -> None:
    (tmp_path / "CITATION.cff").write_text("someone else's")
    with pytest.raises(InputError, match=r"CITATION\.cff: in the way"):
        build_package([root / "data" / "sources"], tmp_path)
    assert contents(tmp_path) == {"CITATION.cff": b"someone else's"}
