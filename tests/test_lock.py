"""The lock files install, on any machine, what pyproject.toml asks for."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ]+)(?: ; .*)? \\\n    --hash=sha256:[0-9a-f]{64}", re.MULTILINE)


def asked(root: Path, *, tests: bool) -> list[Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text())
    lines = project["project"]["dependencies"] + project["build-system"]["requires"]
    if tests:
        lines += [line for extra in project["project"]["optional-dependencies"].values() for line in extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(("lock", "tests"), [("requirements.lock", False), ("requirements-test.lock", True)])
def test_lock_holds_every_dependency_with_hashes(root: Path, lock: str, tests: bool) -> None:
    text = (root / lock).read_text()
    pins = {canonicalize_name(name): version for name, version in PIN.findall(text)}
    assert len(re.findall(r"^[^ #\n]", text, re.MULTILINE)) == len(PIN.findall(text)), "every pin has a hash"
    for requirement in asked(root, tests=tests):
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), requirement
    assert not re.search(r"https?:|file:|^-[^-]|^--(?!hash)", text, re.MULTILINE), "no host, no path, no option"


def test_the_tests_run_on_what_is_released(root: Path) -> None:
    runtime, test = (PIN.findall((root / name).read_text()) for name in ("requirements.lock", "requirements-test.lock"))
    assert set(runtime) <= set(test)
