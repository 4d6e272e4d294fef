"""The page on accuracy is what the generator makes of the committed results."""

import re
from pathlib import Path

import pytest

from benchmarks.report import generated
from benchmarks.results import read_results

PAGES = generated(read_results())


@pytest.mark.parametrize("path", PAGES)
def test_page_is_current(root: Path, path: str) -> None:
    assert (root / path).read_text("utf-8") == PAGES[path], "run: python -m benchmarks.report"


def test_pictures_of_the_page_are_there(root: Path) -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", PAGES["docs/accuracy.md"])
    assert len(pictures) == 2
    assert all((root / "docs" / picture).is_file() for picture in pictures)
