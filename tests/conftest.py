"""What the tests share: where the project is, and the texts beside it that only some machines have."""

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


SLOWEST = ("test_site_accessibility.py", "test_site_browser.py", "test_validate.py", "test_readme.py")
"""The files that take longest, to be begun with, so that no worker is left with one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: SLOWEST.index(item.path.name) if item.path.name in SLOWEST else len(SLOWEST))


def _shared(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"needs the folder {name} beside the project")
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def articles() -> Path:
    """The articles that the source records were written from; they are not part of the project."""
    return _shared("seeds")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Annotated news, to measure with; not part of the project."""
    return _shared("corpora")


@pytest.fixture(scope="session")
def lists() -> Path:
    """Texts that list jurisdictions, to measure with; not part of the project."""
    return _shared("lists")


RECORDS = {
    "wire": """
A letter went to 4 cities, the article says, among them Dover (Delaware), Portland (Oregon) and Berkeley, Calif.

Mayors met in Washington, D.C., that week.

The jurisdictions were:

1. Berkeley, Calif.
2. Cook County, Ill.
3. the city of Dover, Del.
4. the state of Delaware
""",
    "local": "By this account 4 jurisdictions got a letter. It names the mayor of Reno, Nev., who got none.",
}


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of four jurisdictions with all that is in the published one: lists, counts, what is in dispute. It is
    read where the number of rows does not matter, and never changed."""
    from pipeline.package import build_package

    folder = tmp_path_factory.mktemp("small")
    for name, text in RECORDS.items():
        fingerprint = sha256(name.encode()).hexdigest()
        (folder / f"{name}.md").write_text(f"---\ntitle: The {name}\nsha256: {fingerprint}\n---\n\n{text.strip()}\n")
    build_package(sorted(folder.glob("*.md")), folder / "package")
    return folder / "package"


@pytest.fixture
def package(root: Path, tmp_path: Path) -> Path:
    """A copy of the published data package, to break."""
    folder = tmp_path / "package"
    for line in (root / "SHA256SUMS").read_text().splitlines():
        path = line.split("  ", 1)[1]
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, folder / path)
    shutil.copyfile(root / "SHA256SUMS", folder / "SHA256SUMS")
    return folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of the published package is served while a module's tests run."""
    import sites

    with sites.serving(sites.make(tmp_path_factory.mktemp("site"))) as address:
        yield address


@pytest.fixture(scope="module")
def rows(address: str) -> list[dict[str, Any]]:
    """The jurisdictions, as the site gives them."""
    import httpx

    return list(httpx.get(f"{address}/jurisdictions/jurisdictions.json?_shape=array").json())


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A headless browser; the test is skipped where there is none."""
    import browsers

    with browsers.launched() as browser:
        yield browser
