"""What the compiled wheel is made of. It takes a minute to build, so `benchmarks.peers` does that, and no test."""

import ast
import importlib.util
import runpy
from pathlib import Path

import pytest

NOT_COMPILED = {"captions", "cues", "documents", "hyphens", "lexicon", "publishers", "reference"}
"""What the engine imports that stays Python: it holds words, reads files, or is small."""


@pytest.fixture(scope="module")
def engine(root: Path) -> list[str]:
    """The modules that setup.py compiles."""
    return runpy.run_path(str(root / "setup.py"))["ENGINE"]


def test_each_compiled_module_is_one_of_the_package(engine: list[str]) -> None:
    assert engine == sorted(set(engine))
    assert [name for name in engine if importlib.util.find_spec(f"pipeline.{name}") is None] == []


def test_what_the_engine_imports_is_compiled_too(root: Path, engine: list[str]) -> None:
    trees = [ast.parse((root / "pipeline" / f"{name}.py").read_text("utf-8")) for name in engine]
    imported = {node.module for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    own = {str(name).split(".")[1] for name in imported if str(name).startswith("pipeline.")}
    assert own - set(engine) == NOT_COMPILED


def test_an_install_compiles_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMPILE_ENGINE", raising=False)
    assert runpy.run_path(str(root / "setup.py"))["extensions"]() == []


def test_no_star_behind_in(root: Path, engine: list[str]) -> None:
    """`x in (y, *z)` makes mypyc 2.4 fail, without a word on where."""
    paths = [root / "pipeline" / f"{name}.py" for name in engine]
    assert [f"{path}:{line}" for path in paths for line in starred(ast.parse(path.read_text("utf-8")))] == []


def starred(tree: ast.AST) -> list[int]:
    """The lines where a tuple or list with a star stands behind `in`."""
    sides = [side for node in ast.walk(tree) if isinstance(node, ast.Compare) for side in node.comparators]
    tuples = [side for side in sides if isinstance(side, ast.Tuple | ast.List)]
    return [side.lineno for side in tuples if any(isinstance(item, ast.Starred) for item in side.elts)]
