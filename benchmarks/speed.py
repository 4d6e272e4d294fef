"""Measure how the engine's time and memory grow with the length of a text, on news-like and on adversarial texts.

A reader whose time grows in proportion to the text takes as long for each character of a long text as of a short one.
Each adversarial text repeats one thing that a careless algorithm or regular expression would stumble over.
"""

import random
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as OutOfTime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click

from benchmarks.readers import peak_memory
from benchmarks.results import write_section
from pipeline.documents import Document, read_documents
from pipeline.extract import extract

SOURCES = Path(__file__).parents[1] / "data" / "sources"
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
ADVERSARIAL_SIZES = (10_000, 100_000, 1_000_000)
PATIENCE = 120.0
"""Seconds after which a text is given up."""

ADVERSARIAL: dict[str, str] = {
    "one name": "Springfield ",
    "one name, listed": "Springfield, ",
    "one name on each line": "Springfield\n",
    "one state": "Ohio, ",
    "a state repeated as a tail": "Springfield, Ohio, ",
    "New New New": "New ",
    "capitalised words": "Whatever Somebody Nobody ",
    "capital letters": "A",
    "initials": "A. B. C. ",
    "one long word": "springfield",
    "commas": ",",
    "full stops": ".",
    "digits": "1",
    "numbers": "23 ",
    "counts": "23 cities and ",
    "spelled numbers": "twenty-one ",
    "spaces": " ",
    "newlines": "\n",
    "lines of blanks": " \n",
    "tabs and carriage returns": "\t\r\n",
    "opening parentheses": "(",
    "closing parentheses": ")",
    "unmatched parentheses after names": "Springfield (",
    "lists in parentheses": "Springfield (Dayton, Ohio) (",
    "bullets": "• ",
    "lines like a list": "- Springfield, Ohio\n",
    "numbered lines": "1) Dayton\n",
    "headings": "Counties:\n",
    "headings and names": "Cities:\nDayton\nAkron\n",
    "tables": "County | Cook County | Illinois\n",
    "plural nouns": "counties ",
    "counties after each name": "Union counties, ",
    "lead-ins": "the city and county of ",
    "conjunctions": "and ",
    "people": "Madison Jackson said. ",
    "quotation marks": "“‘",
    "apostrophes": "Prince George's ",
    "hyphens": "Denver-based-",
    "accents": "Peñasco, Cañon City, ",
    "combining marks": "e\u0301",
    "emoji": "😀",
    "letters of other scripts": "漢字 ",
    "null characters": "\x00",
}


def grow(articles: list[str], size: int) -> str:
    """A text of about so many characters: the articles' paragraphs, shuffled and repeated."""
    paragraphs = [part for article in articles for part in article.split("\n\n")]
    shuffled = random.Random(size)
    parts: list[str] = []
    length = 0
    while length < size:
        part = shuffled.choice(paragraphs)
        parts.append(part)
        length += len(part) + 2
    return "\n\n".join(parts)[:size]


def repeat(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def measure(text: str) -> dict[str, Any]:
    """Seconds of the processor for a text, the engine loaded before; and the most memory held."""
    extract(Document("warm", "Springfield"))
    loaded = peak_memory()
    runs = max(1, 20_000 // len(text))
    start = time.process_time()
    for _ in range(runs):
        extract(Document("text", text))
    seconds = (time.process_time() - start) / runs
    return {
        "characters": len(text),
        "seconds": round(seconds, 4),
        "microseconds_per_character": round(1e6 * seconds / len(text), 3),
        "loaded_mb": loaded,
        "peak_mb": peak_memory(),
    }


def apart(function: Callable[[str], dict[str, Any]], text: str, patience: float = PATIENCE) -> dict[str, Any] | None:
    """The function's result from a fresh process; None where it takes too long."""
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    try:
        return pool.submit(function, text).result(timeout=patience)
    except OutOfTime:
        for process in list(pool._processes.values()):
            process.kill()
        return None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def growth_of(unit: str) -> list[dict[str, Any] | None]:
    """The measures of one adversarial text at each size, up to the first that takes too long."""
    found: list[dict[str, Any] | None] = []
    for size in ADVERSARIAL_SIZES:
        found.append(apart(measure, repeat(unit, size)))
        if found[-1] is None:
            break
    return found


@click.command()
@click.option("--only", help="Measure one adversarial text, and write nothing.")
def main(only: str | None) -> None:
    """Measure growth on texts made of the project's own source records, and on adversarial texts."""
    if only:
        click.echo("\n".join(str(entry) for entry in growth_of(ADVERSARIAL[only])))
        return
    articles = [document.text for document in read_documents([SOURCES])]
    section: dict[str, Any] = {"news": [], "adversarial": {}}
    for size in SIZES:
        section["news"].append(apart(measure, grow(articles, size), 10 * PATIENCE))
        click.echo(f"{size:9} characters  {section['news'][-1]}")
    for name, unit in ADVERSARIAL.items():
        section["adversarial"][name] = growth_of(unit)
        cells = (str(e["microseconds_per_character"]) if e else f"more than {PATIENCE:g} s" for e in section["adversarial"][name])
        click.echo(f"{name:36} µs per character at {', '.join(map(str, ADVERSARIAL_SIZES))}: {'  '.join(cells)}")
    write_section("speed", section)


if __name__ == "__main__":
    main()
