"""The command line, as a user meets it: what it prints, its exit status, and what it leaves alone when it fails."""

import contextlib
import csv
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pipeline.cite import STYLES
from pipeline.cli import main

LETTER = "Letters went to three jurisdictions: Salem, Ore.; Cook County, Ill.; and the state of California.\n"
COMMANDS = [
    "build",
    "extract",
    "validate",
    "verify",
    "explain",
    "diff",
    "serve",
    "site",
    "release",
    "cite",
    "reference",
]
HEAVY = {"pandas", "geopandas", "frictionless", "datasette", "rich", "pyarrow", "shapely", "us", "yaml", "trafilatura"}

SCRIPT = Path(sys.executable).with_name("jurisdictions")


def run(*args: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin, prog_name="jurisdictions")


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("texts") / "letter.txt"
    path.write_text(LETTER)
    return path


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, letter: Path) -> Path:
    folder = tmp_path_factory.mktemp("package")
    result = run("build", letter, "--output", folder)
    assert result.exit_code == 0, result.output
    return folder


def test_help_is_there_at_once() -> None:
    code = "import sys; from pipeline.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(result.stdout.splitlines()[-1].split()) & HEAVY == set()


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), ["reference", "build"], ["reference", "info"]])
def test_help_teaches_by_example(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert re.search(rf"^  {' '.join(['jurisdictions', *command])}\b", result.output, re.MULTILINE)


def test_commands_are_listed_in_the_order_of_use() -> None:
    listed = run("--help").output.split("Commands:")[1].split("\n")
    assert [line.split()[0] for line in listed if line.strip()] == COMMANDS


def test_version() -> None:
    assert run("--version").output.startswith("jurisdictions, version ")


# extract


def test_json_lines(letter: Path) -> None:
    (line,) = run("extract", letter, "--format", "jsonl").stdout.splitlines()
    extraction = json.loads(line)
    assert extraction["doc_id"] == "letter"
    geoids = [mention["geoid"] for mention in extraction["mentions"] if mention["role"] == "listed"]
    assert [geoid for geoid in geoids if geoid != "41" and geoid != "17"] == ["4164900", "17031", "06"]
    for mention in extraction["mentions"]:
        assert LETTER[mention["start"] : mention["end"]] == mention["text"]
        assert {"level", "name", "state", "role", "rule", "score"} <= mention.keys()
        assert 0 <= mention["score"] <= 1
    assert {"kind": "full_list", "stated": 3, "found": 3, "agrees": True}.items() <= extraction["claims"][-1].items()


def test_csv_has_a_row_for_each_mention(letter: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("extract", letter, "--format", "csv").stdout)))
    mentions = json.loads(run("extract", letter, "--format", "jsonl").stdout)["mentions"]
    assert [(row["doc_id"], row["text"], row["geoid"]) for row in rows] == [
        ("letter", mention["text"], mention["geoid"]) for mention in mentions
    ]


def test_geojson_has_a_feature_for_each_jurisdiction(letter: Path) -> None:
    collection = json.loads(run("extract", letter, "--format", "geojson").stdout)
    features = {feature["id"]: feature for feature in collection["features"]}
    assert features.keys() >= {"4164900", "17031", "06"}
    assert features["17031"]["properties"]["name"] == "Cook County, Illinois"
    assert features["17031"]["geometry"]["type"] in ("Polygon", "MultiPolygon")


def test_table_is_for_people(letter: Path) -> None:
    output = run("extract", letter).stdout
    salem = next(line for line in output.splitlines() if "4164900" in line)
    assert re.split(r" {2,}", salem)[:5] == ["Salem, Oregon", "4164900", "city", "listed", "Salem"]
    assert '"three jurisdictions": 3 stated, 3 found' in output
    assert "\x1b[" not in output, "no colour where there is no terminal"


@pytest.mark.parametrize(("home", "geoid"), [("OR", "4159000"), ("ME", "2360545")])
def test_home_settles_which_namesake_is_meant(home: str, geoid: str) -> None:
    line = run("extract", "-", "--home", home, "--format", "jsonl", stdin="Police in Portland arrested a man.").stdout
    assert [mention["geoid"] for mention in json.loads(line)["mentions"]] == [geoid]


def test_min_score_leaves_out_what_is_less_sure() -> None:
    options = ["extract", "-", "--format", "jsonl"]
    mentions = json.loads(run(*options, stdin=LETTER).stdout)["mentions"]
    scores = [mention["score"] for mention in mentions]
    least, more, *_ = sorted({*scores})
    cut = (least + more) / 2
    kept = json.loads(run(*options, "--min-score", cut, stdin=LETTER).stdout)["mentions"]
    assert [mention["geoid"] for mention in kept if mention["geoid"]] == [
        mention["geoid"] for mention in mentions if mention["score"] >= cut
    ]


def test_reads_standard_input_and_many_files(tmp_path: Path, letter: Path) -> None:
    (tmp_path / "other.md").write_text("# Duluth, Minn.")
    result = run("extract", "-", tmp_path, letter, "--format", "jsonl", stdin="Salem, Ore.")
    assert [json.loads(line)["doc_id"] for line in result.stdout.splitlines()] == ["stdin", "other", "letter"]


@pytest.mark.parametrize("form", ["table", "csv", "jsonl", "geojson"])
def test_nothing_found_is_said_and_is_status_1(form: str) -> None:
    result = run("extract", "-", "--format", form, stdin="Nothing here.")
    assert result.exit_code == 1
    assert result.stderr == "No jurisdiction found; texts should name US states, counties or cities.\n"


def test_a_reader_that_has_seen_enough_is_no_error(letter: Path) -> None:
    command = f"{SCRIPT} extract {letter} --format csv | true"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert result.stderr == ""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs pseudo-terminals")
@pytest.mark.parametrize(
    ("stdout", "stderr", "coloured", "counted"),
    [("terminal", "pipe", True, False), ("pipe", "terminal", False, True), ("terminal", "terminal", True, False)],
)
def test_colour_and_progress_are_for_terminals(
    letter: Path, stdout: str, stderr: str, coloured: bool, counted: bool
) -> None:
    ours, theirs = os.openpty()
    streams = {"stdout": stdout, "stderr": stderr}
    process = subprocess.Popen(
        [SCRIPT, "extract", letter],
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "150"},
        **{name: theirs if kind == "terminal" else subprocess.PIPE for name, kind in streams.items()},  # type: ignore[call-overload]
    )
    os.close(theirs)
    printed = b"".join(read_terminal(ours)).decode()
    piped = b"".join(filter(None, process.communicate()))
    assert process.returncode == 0
    assert ("\x1b[32mSalem, Oregon" in printed) == coloured
    assert ("Reading texts" in printed) == counted
    assert b"\x1b" not in piped


def read_terminal(descriptor: int) -> Iterator[bytes]:
    """What is printed on a pseudo-terminal until its last writer ends, which Linux reports as an error."""
    with contextlib.suppress(OSError):
        while chunk := os.read(descriptor, 4096):
            yield chunk
    os.close(descriptor)


# mistakes

CONTENTS = {
    "empty.txt": b"",
    "latin.txt": "Cañon City, Colo.".encode("latin-1"),
    "nothing.txt": b"Nothing here.",
    "broken.md": b"---\ntitle: [\n---\nSalem, Ore.",
    "good.txt": b"Letters went to Salem, Ore., and Duluth, Minn.",
}
MISTAKES = [
    (["extract", "none.txt"], "none.txt: no such file or folder; check the path"),
    (["extract", "empty.txt"], "empty.txt: is empty; put a text into it"),
    (["extract", "latin.txt"], "latin.txt: line 1: byte 0xf1 at offset 2 is not UTF-8; save the text as UTF-8"),
    (["extract", "broken.md"], "broken.md: line 3: the front matter is not YAML"),
    (
        ["extract", "good.txt", "--home", "Nowhere"],
        "--home: home is 'Nowhere'; it should be the postal code of a state",
    ),
    (["build"], "data/sources: no such folder; give texts"),
    (["build", "none.txt"], "none.txt: no such file or folder; check the path"),
    (["build", "empty.txt"], "empty.txt: is empty; put a text into it"),
    (["build", "latin.txt"], "latin.txt: line 1: byte 0xf1 at offset 2 is not UTF-8"),
    (["build", "broken.md"], "broken.md: line 3: the front matter is not YAML"),
    (["build", "nothing.txt"], "nothing: no jurisdiction is named; give texts that name US places"),
    (["build", "good.txt", "--output", "empty.txt"], "empty.txt: "),
    (["validate", "none"], "none"),
    (["serve", "none"], "none"),
    (["cite", "--package", "none"], "none"),
    (["cite", "99"], "99: no such GEOID in data/jurisdictions.csv; leave it out to cite the whole"),
]


@pytest.fixture
def mistakes(tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a good package in it, and files with something wrong with each."""
    shutil.copytree(package, tmp_path, dirs_exist_ok=True)
    for name, content in CONTENTS.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("args", "message"), MISTAKES, ids=[" ".join(args) for args, _ in MISTAKES])
def test_mistakes_take_one_line_and_change_nothing(mistakes: Path, args: list[str], message: str) -> None:
    before = snapshot(mistakes)
    result = run(*args)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {message}")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert snapshot(mistakes) == before


@pytest.mark.parametrize("args", [["extract"], ["extract", "x", "--format", "xml"], ["bild"], ["serve", "--port", "x"]])
def test_a_wrong_command_line_is_status_2(args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr


def test_a_full_disk_is_told(letter: Path) -> None:
    with open("/dev/full", "w") as full:
        result = subprocess.run([SCRIPT, "extract", letter], stdout=full, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 1
    assert result.stderr == "Error: standard output: No space left on device; free some space or write elsewhere\n"


def test_a_port_in_use_is_told(package: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run("serve", package, "--port", port)
    assert result.exit_code == 1
    assert result.stderr == f"Error: 127.0.0.1:{port}: the port is in use; choose another with --port or --host\n"


# build, validate, cite, reference


def test_build_says_what_it_found(tmp_path: Path, letter: Path) -> None:
    result = run("build", letter, "--output", tmp_path)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "3 jurisdictions"
    assert [geoid for geoid in ("4164900", "17031", "06") if geoid not in result.stdout] == []
    assert (tmp_path / "datapackage.json").is_file()


def test_build_says_where_it_wrote(tmp_path: Path, letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for options, folder in ([], tmp_path), (["--output", "mine"], tmp_path / "mine"):
        assert run("build", letter, *options).stdout.endswith(f"\nWritten to {folder.resolve()}\n")


def test_a_built_package_is_valid(package: Path) -> None:
    result = run("validate", package)
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_broken_package_is_not(package: Path, tmp_path: Path) -> None:
    shutil.copytree(package, tmp_path / "broken")
    table = tmp_path / "broken" / "data" / "jurisdictions.csv"
    table.write_text(table.read_text().replace("17031", "17032"))
    result = run("validate", tmp_path / "broken")
    assert result.exit_code == 1
    assert "data/jurisdictions.csv" in result.stdout


def test_cite(package: Path) -> None:
    whole = run("cite", "--package", package)
    assert whole.exit_code == 0
    assert "(Version 0.1.0) [Data set]" in whole.stdout
    row = run("cite", "17031", "--format", "bibtex", "--package", package).stdout
    assert "Cook County, Illinois (GEOID 17031)" in row


def test_cite_offers_every_style() -> None:
    (option,) = [param for param in main.commands["cite"].params if param.name == "style"]
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == list(STYLES)


def test_reference_info() -> None:
    result = run("reference", "info")
    assert result.exit_code == 0
    for words in ("2016", "56 states", "3,233 counties", "29,854 places"):
        assert words in result.stdout
