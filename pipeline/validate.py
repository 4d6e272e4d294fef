"""Whether a package on disk keeps every rule: each failure one line that names the file, the row and the cure."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.rules import REBUILD, RULES, PackageFiles

UNREADABLE = (InputError, ValueError, KeyError, IndexError, TypeError, AttributeError)
"""What a rule may run into where a file is so broken that it cannot be read."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a package, and the rule that found it."""

    rule: str
    file: str
    row: str
    message: str
    cure: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.row, self.message) if part) + f"; {self.cure} [{self.rule}]"


def validate(folder: Path) -> list[Problem]:
    """Every problem of the package in `folder`, in the order of `RULES`; none for a sound one.

    Raises `InputError` where there is no descriptor to begin with.
    """
    package = PackageFiles(folder)
    package.descriptor  # noqa: B018 - raises where there is none
    problems: list[Problem] = []
    for rule in RULES:
        try:
            problems += [Problem(rule.name, *found) for found in rule.check(package)]
        except UNREADABLE as error:
            if not problems:  # an earlier rule has told already what is wrong with what cannot be read
                message = f"cannot be checked: {' '.join(str(error).split())}"
                problems.append(Problem(rule.name, str(folder), "", message, REBUILD))
    return problems


def report_on(problems: list[Problem]) -> dict[str, Any]:
    """The outcome for programs: `valid`, every rule with whether it holds, and the problems."""
    broken = {problem.rule for problem in problems}
    rules = [
        {"name": rule.name, "kind": rule.kind, "purpose": rule.purpose, "holds": rule.name not in broken}
        for rule in RULES
    ]
    return {"valid": not problems, "rules": rules, "problems": [asdict(problem) for problem in problems]}
