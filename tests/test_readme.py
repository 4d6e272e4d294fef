"""What the README says is so: its commands run, its links lead somewhere, its generated parts are fresh."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from pipeline.cli import main


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def generator(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", root / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def in_the_project(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as one would with the project's environment on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )


def test_generated_parts_are_fresh(root: Path, generator: ModuleType) -> None:
    stale = [path for path, text in generator.generated(root).items() if (root / path).read_text("utf-8") != text]
    assert stale == [], "run: make docs"


def test_links_lead_somewhere(root: Path, readme: str) -> None:
    links = re.findall(r"\]\(([^)#]+)", readme)
    assert [link for link in links if not link.startswith("https://") and not (root / link).exists()] == []


def test_links_within_the_page_lead_to_a_heading(readme: str) -> None:
    headings = re.findall(r"^#+ (.*)$", readme, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)", readme)) <= anchors


@pytest.mark.parametrize(
    ("question", "target", "answer"),
    [
        ("What is a row?", "docs/data-dictionary.md", "One row per recipient"),
        ("Where is the proof?", "data/mentions.csv", "source_id,start,end,words"),
        ("May I reuse it?", "LICENSE-DATA.md", "Creative Commons Attribution 4.0"),
        ("How do I cite it?", "CITATION.cff", "authors:"),
        ("What is wrong with it?", "data/discrepancies.csv", "claimed_not_listed"),
        ("How often is a name read wrongly?", "docs/accuracy.md", "precision"),
    ],
)
def test_a_strangers_questions_are_a_click_away(
    root: Path, readme: str, question: str, target: str, answer: str
) -> None:
    assert f"]({target})" in readme, question
    assert answer.lower() in (root / target).read_text("utf-8").lower(), question


def test_every_command_is_explained(readme: str) -> None:
    assert [name for name in main.commands if f"`jurisdictions {name}" not in readme] == []
    described = set(re.findall(r"--[a-z-]+", readme))
    options = {option for command in main.commands.values() for param in command.params for option in param.opts}
    assert {option for option in options if option.startswith("--")} <= described


def test_every_make_target_is_there(root: Path, readme: str) -> None:
    makefile = (root / "Makefile").read_text()
    targets = re.findall(r"^([a-z]+):.*  ## ", makefile, re.MULTILINE)
    assert [name for name in re.findall(r"\bmake ([a-z]+)`", readme) if name not in targets] == []


def test_own_text_in_an_empty_folder(tmp_path: Path, readme: str) -> None:
    (block,) = [block for block in blocks(readme, "sh") if "letter.txt" in block]
    result = in_the_project(["bash", "-e", "-c", block], tmp_path)
    assert result.returncode == 0, result.stderr
    (shown,) = blocks(readme, "text")
    assert shown.splitlines() == [line.rstrip() for line in result.stdout.splitlines()[: shown.count("\n")]]
    assert {"letter.txt", "map.geojson", "mine"} == {path.name for path in tmp_path.iterdir()}


def test_front_matter_is_read(tmp_path: Path, readme: str) -> None:
    (block,) = blocks(readme, "markdown")
    (tmp_path / "letters.md").write_text(block)
    result = CliRunner().invoke(main, ["extract", str(tmp_path / "letters.md")])
    assert "Portland, Oregon" in result.stdout


def test_the_package_of_a_reader_is_cited_as_theirs(tmp_path: Path, readme: str) -> None:
    (block,) = blocks(readme, "yaml")
    (tmp_path / "dataset.yml").write_text(block)
    (tmp_path / "letter.txt").write_text("Letters went to Salem, Ore.")
    package = str(tmp_path / "mine")
    assert CliRunner().invoke(main, ["build", str(tmp_path / "letter.txt"), "--output", package]).exit_code == 0
    cited = CliRunner().invoke(main, ["cite", "--package", package]).stdout
    assert cited == "The Daily. (2018). Places that were sent a letter (Version 1.0.0) [Data set].\n"


@pytest.mark.parametrize("number", [0, 1])
def test_python_recipes_keep_the_zeros(root: Path, readme: str, number: int) -> None:
    names: dict[str, object] = {}
    recipe = blocks(readme, "python")[number].replace('"data/', f'"{root}/data/')
    exec(recipe, names)  # our own README
    frame = names.get("jurisdictions", names.get("boundaries"))
    assert "06" in set(frame["geoid"])  # type: ignore[index]


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R")
def test_r_recipe_keeps_the_zeros(root: Path, readme: str) -> None:
    (recipe,) = blocks(readme, "r")
    result = in_the_project(["Rscript", "-e", f'{recipe.strip()}; cat("06" %in% jurisdictions$geoid)'], root)
    assert result.stdout.endswith("TRUE"), result.stderr
