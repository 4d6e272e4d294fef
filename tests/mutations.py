"""Changes of one value at random in a package, and how many of them validation catches.

Run as a program, it prints the share: python tests/mutations.py 200
"""

import csv
import io
import random
import sys
import tempfile
from pathlib import Path

HASHED = {"hash", "checksums", "provenance", "generated"}
"""The rules that find any changed byte; the others find what is wrong by its content."""


def mutate(package: Path, seed: int) -> str:
    """Change one cell of one table, or one character of another file; says which."""
    chance = random.Random(seed)
    files = sorted(path for path in package.rglob("*") if path.is_file())
    file = chance.choice(files)
    if file.suffix == ".csv":
        return f"{file.name}: {_change_cell(file, chance)}"
    return f"{file.name}: {_change_character(file, chance)}"


def _change_cell(file: Path, chance: random.Random) -> str:
    header, *rows = csv.reader(io.StringIO(file.read_bytes().decode(), newline=""))
    row, column = chance.randrange(len(rows)), chance.randrange(len(header))
    old = rows[row][column]
    others = [each[column] for each in rows if each[column] != old]
    rows[row][column] = new = chance.choice([*others, f"{old}1", ""] if old else [*others, "1"])
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([header, *rows])
    file.write_bytes(out.getvalue().encode())
    return f"row {row + 2}, {header[column]}: {old!r} became {new!r}"


def _change_character(file: Path, chance: random.Random) -> str:
    text = file.read_bytes().decode()
    at = chance.choice([at for at, char in enumerate(text) if char.isalnum()])
    new = chance.choice([char for char in "0123456789abcdefghijklmnopqrstuvwxyz" if char != text[at].lower()])
    file.write_bytes((text[:at] + new + text[at + 1 :]).encode())
    return f"character {at}: {text[at]!r} became {new!r}"


def main(count: int) -> None:
    """Print how many of so many changes are caught, with the checksums and without them."""
    from pipeline.release import package_files
    from pipeline.validate import validate

    original = package_files(Path())
    caught = by_content = tables = tables_by_content = 0
    for seed in range(count):
        with tempfile.TemporaryDirectory() as folder:
            for path, data in original.items():
                (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
                (Path(folder) / path).write_bytes(data)
            changed = mutate(Path(folder), seed)
            rules = {problem.rule for problem in validate(Path(folder))}
        caught += bool(rules)
        by_content += bool(rules - HASHED)
        if ".csv" in changed:
            tables += 1
            tables_by_content += bool(rules - HASHED)
        if not rules:
            print(f"not caught: {changed}")
    print(f"{caught} of {count} changes caught; {by_content} by a rule of content, without any checksum")
    print(f"of the {tables} changes of a table's cell, {tables_by_content} by a rule of content")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
