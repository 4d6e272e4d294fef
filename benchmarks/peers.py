"""Measure other packages that read place names, and this one, in one run over the same texts: accuracy and speed.

The peers find names, not codes; a name gets the GEOID of the most populous jurisdiction that bears it, those in states
that the text names first, unless a place abroad has more people. The peers are installed from their packages, as
`peers.txt` pins them, into an environment of their own. This package runs twice: as it is, and with its engine
compiled, which must find the same.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from benchmarks.corpora import NEWS, OWN_LISTS, Annotation, Story, read_lists, read_stories, scorer
from benchmarks.evaluate import score_news
from benchmarks.readers import Span
from benchmarks.results import write_section
from pipeline.gazetteer import Entity, gazetteer, key_of
from pipeline.lexicon import lexicon
from pipeline.mentions import find_toponyms
from pipeline.tokens import tokenize

ROOT = Path(__file__).parents[1]
PINS = Path(__file__).with_name("peers.txt")
READERS = Path(__file__).with_name("readers.py")
OURS, COMPILED = "jurisdictions", "jurisdictions_compiled"
PASSES = {OURS: 3, COMPILED: 3, "flashgeotext": 3, "geotext": 3, "spacy": 1}
ROUNDS = 3
"""How often all readers run, in turn: the fastest pass of each counts, as other work on a machine comes and goes."""
LEVEL_WORDS = {"county", "counties", "parish", "borough"}


def make_environment(folder: Path) -> Path:
    """Its interpreter. An environment that is there already is taken as it is."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--requirement", PINS], check=True)
    return python


def compile_engine(folder: Path) -> Path:
    """The package with its engine compiled, unpacked in a folder, from a wheel as `make wheel` builds it.

    Raises `ClickException` if it can't be built.
    """
    shutil.rmtree(ROOT / "build", ignore_errors=True)  # else what an earlier one left there may get into this one
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    command = [sys.executable, "-m", "pip", "wheel", str(ROOT), *options]
    if subprocess.run(command, env=os.environ | {"COMPILE_ENGINE": "1"}, check=False).returncode:
        raise click.ClickException(
            "The engine did not compile, so nothing was measured. "
            "Compiling takes a C compiler, Python's headers and the extra `test`."
        )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / COMPILED)
    return folder / COMPILED


def run_reader(name: str, python: Path, source: Path | None, texts: list[str]) -> dict[str, Any]:
    """The report of `readers.run`, from a process of its own.

    A reader of this package runs in this interpreter and finds the package in the folder `source`; a peer has none and
    runs in the peers' interpreter.
    """
    command = [str(sys.executable if source else python), str(READERS), name, str(PASSES[name])]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    if source:
        environment["PYTHONPATH"] = str(source)
    result = subprocess.run(
        command, input=json.dumps(texts), env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(result.stdout)


def resolve(text: str, spans: Iterable[Span]) -> list[Annotation]:
    """The spans with the GEOIDs that the simple rule gives them; those that the gazetteer doesn't know are left out."""
    states = states_named(text)
    found = []
    for start, end in spans:
        entity = most_populous(text[start:end], states)
        if entity is not None:
            found.append({"start": start, "end": end, "geoid": entity.geoid, "level": entity.level})
    return found


def states_named(text: str) -> set[str]:
    """The postal codes of the states that a text names, in full or abbreviated."""
    gaz = gazetteer()
    found = (gaz.entities[i] for t in find_toponyms(tokenize(text), gaz) for i in t.candidates)
    return {entity.usps for entity in found if entity.level == "state"}


def most_populous(name: str, states: set[str]) -> Entity | None:
    """A state, if it is the name of one; else the most populous county or place, in the states named if it can be.

    None where a country has the name, or a place abroad has it and more people, unless a state named has one too.
    """
    gaz, lex = gazetteer(), lexicon()
    key = key_of(name).removeprefix("the ")
    if key in gaz.abbreviations:
        return gaz.entities[gaz.state_index[gaz.abbreviations[key]]]
    *words, last = key.split() or [""]
    counties = bool(words) and last in LEVEL_WORDS
    bearers = [gaz.entities[i] for i in gaz.by_key.get(" ".join(words) if counties else key, ())]
    state = next((entity for entity in bearers if entity.level == "state"), None)
    if state is not None and not counties:
        return state
    bearers = [entity for entity in bearers if (entity.level == "county") == counties]
    best = max(bearers, key=lambda entity: (entity.usps in states, entity.population), default=None)
    if best is None or best.usps in states:
        return best
    return None if key in lex.country or lex.abroad.get(key, 0) > best.population else best


def fastest(python: Path, sources: dict[str, Path], texts: list[str]) -> dict[str, dict[str, Any]]:
    """For each reader the report of its fastest round; `sources` says where this package is, pure and compiled."""
    best: dict[str, dict[str, Any]] = {}
    for name in [*PASSES] * ROUNDS:
        report = run_reader(name, python, sources.get(name), texts)
        best[name] = max(report, best.get(name, report), key=lambda found: found["mb_per_second"])
    return best


def require_same(pure: list[Any], compiled: list[Any]) -> None:
    """Raises `RuntimeError` if the compiled engine found other spans than the pure one."""
    if pure != compiled:
        raise RuntimeError("the compiled engine reads otherwise than the pure one")


def read_spans(python: Path, sources: dict[str, Path], texts: list[str]) -> tuple[list[Any], list[Any]]:
    """The spans that the pure engine and the compiled one find in each text."""
    pure, compiled = (run_reader(name, python, sources[name], texts)["spans"] for name in (OURS, COMPILED))
    return pure, compiled


def compare(stories: list[Story], python: Path, sources: dict[str, Path], score: Any) -> dict[str, Any]:
    """For each reader its speed and memory, and each peer's accuracy by corpus.

    Raises `RuntimeError` if the compiled engine finds other spans than the pure one.
    """
    texts = [story.text for story in stories]
    reports = fastest(python, sources, texts)
    require_same(reports[OURS]["spans"], reports[COMPILED]["spans"])
    section: dict[str, Any] = {"megabytes": round(sum(len(text.encode()) for text in texts) / 1e6, 2), "readers": {}}
    for name, report in reports.items():
        spans = report.pop("spans")
        if name not in sources:
            predicted = {story.doc_id: resolve(story.text, found) for story, found in zip(stories, spans, strict=True)}
            report["news"] = {
                corpus: figures["e2e"] for corpus, figures in score_news(stories, predicted, score).items()
            }
        section["readers"][name] = report | {"mb_per_second": round(report["mb_per_second"], 3)}
    speeds = {name: report["mb_per_second"] for name, report in section["readers"].items()}
    section["times_as_fast"] = {name: round(speeds[OURS] / value, 2) for name, value in speeds.items()}
    section["compiled_times_as_fast"] = {name: round(speeds[COMPILED] / value, 2) for name, value in speeds.items()}
    return section


@click.command()
@click.argument("corpora", type=click.Path(exists=True, file_okay=False, path_type=Path), default=NEWS)
@click.option("--venv", "folder", type=click.Path(path_type=Path), help="Where the peers are, or shall be installed.")
def main(corpora: Path, folder: Path | None) -> None:
    """Compare with other packages on the annotated news in the folder CORPORA."""
    with tempfile.TemporaryDirectory() as temporary:
        sources = {OURS: ROOT, COMPILED: compile_engine(Path(temporary))}
        python = make_environment(folder or Path(temporary, "peers"))
        require_same(*read_spans(python, sources, [document.text for document in read_lists(OWN_LISTS)]))
        section = compare(read_stories(corpora), python, sources, scorer(corpora))
    write_section("peers", section)
    for name, report in section["readers"].items():
        click.echo(
            f"{name:22} {report['mb_per_second']:7.3f} MB/s, ours is {section['times_as_fast'][name]:g} times as fast, "
            f"compiled {section['compiled_times_as_fast'][name]:g} times; "
            f"loads in {report['load_seconds']} s; memory {report['loaded_mb']} MB, then {report['peak_mb']} MB at most"
        )
        for corpus, figures in report.get("news", {}).items():
            click.echo(f"    {corpus:10} P {figures['p']:.3f} R {figures['r']:.3f} F1 {figures['f1']:.3f}")


if __name__ == "__main__":
    main()
