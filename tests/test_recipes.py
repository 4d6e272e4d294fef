"""The recipes of the documentation run as they stand."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RECIPES = Path(__file__).parent.parent / "docs" / "recipes.md"
BLOCKS = re.findall(r"^## (.+?)\n.*?```(\w+)\n(.*?)```", RECIPES.read_text("utf-8"), re.DOTALL | re.MULTILINE)
PROGRAMS = {"python": [sys.executable, "-c"], "r": ["Rscript", "-e"], "sh": ["sh", "-c"]}


@pytest.mark.parametrize(("language", "code"), [block[1:] for block in BLOCKS], ids=[block[0] for block in BLOCKS])
def test_recipe(language: str, code: str, root: Path, tmp_path: Path) -> None:
    needed = code.split()[0] if language == "sh" else PROGRAMS[language][0]
    if shutil.which(needed) is None:
        pytest.skip(f"needs {needed}")
    shutil.copytree(root / "data", tmp_path / "data")
    shutil.copy(root / "datapackage.json", tmp_path)
    command = [*PROGRAMS[language], code]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip()


def test_every_recipe_with_code_is_found() -> None:
    assert len(BLOCKS) == RECIPES.read_text("utf-8").count("```") / 2
