"""Measure how the engine's time and memory grow with the length of a text, on news-like and on adversarial texts.

A reader whose time grows in proportion to the text takes as long for each character of a long text as of a short one.
Each adversarial text repeats one thing that a careless algorithm or regular expression would stumble over.
"""

import random
import time
from collections.abc import Iterator
from multiprocessing import TimeoutError, get_context
from multiprocessing.pool import Pool
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
PATIENCE = 30.0
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
    "wide rows": "Houston | " * 30 + "\n",
    "columns": "Adair    Blaine    Oklahoma\n",
    "states alone": "Texas\n",
    "states that head lists": "Texas\nHouston\n\n",
    "labels": "Texas: Houston\n",
    "headings over items": "Texas:\n- Waco\n",
    "kinds over states": "STATES\nOhio\nIowa\n",
    "codes that label lines": "TX: Houston\n",
    "codes in a row": "-PA: ",
    "comma-separated values": "city,state\nBoston,MA\n",
    "semicolon-separated values": "city; state; sum\nBoston; MA; 3\n",
    "quoted mail": "> Cook\n> County, Illinois; Reno,\n",
    "bullets of symbol fonts": "\uf0b7 Ada County ",
    "bullets that lost their lines": "Counties: • Ada • Elk WHO IS NOT • Gem ",
    "bare numbers": "  1  Dayton\n",
    "bare numbers before prose": "  1  The court said so\n",
    "answers under names": "Dayton\nYes\nAkron\nNo\n",
    "fields under items": "- Ada County\n  - jail: Gem County\n",
    "outlines that deny": "II. No order so far\n   Cass County\n",
    "marks in columns": "Ada  | X | -\nGem  | - | X\n",
    "notes that begin alike": "Denver, effective March 24\n",
    "addresses": "Mayor\nCity of Reno\nReno, NV 89501\n\n",
    "places behind what is there": "Some Hall, Reno\n",
    "paragraphs that begin with a place": "Reno, NV – A committee. Details.\n\n",
    "labels of states within a line": "* Iowa: Scott, Lee. ",
    "rows of names under a label": "Counties:\nAda County  Gem County  Foo County\n",
    "states under names in columns": "Denver,     Reno,\nColorado    Nevada\n",
    "captions ruled by colons": "CITY OF RENO,     :\n",
    "headings over paragraphs": "#RENO\nIt wants more of it.\n\n",
    "regions that lead": "Boston; in the Middle West, Chicago; ",
    "notes before semicolons": "Boston, in care of the mayor; ",
    "words that hyphens part": "Madi-\nson ",
    "states that possess": "Texas' Harris and ",
    "misspelt items": "Texas:\n- Houston\n- Fooville\n",
    "quoted names": '"Houston," ',
    "misspelt names in quotation marks": 'Ohio, Iowa and Texas; "Housten" too. ',
    "cells in a line each": "Place\nState\nHouston\nTexas\nBoise\nIdaho\nReno\nNevada\nTulsa\nOklahoma\n\n",
    "cells in lines without end": "Houston\nTexas\n",
    "outlines": "A. Ohio\n   1. Akron\nB. Texas\n",
    "terms of some states": "board of supervisors ",
    "what is paid": "$5 to Ohio, Iowa and Utah. Houston gets $5. ",
    "counties by a short word": "Lake Co ",
    "states over and over": "Ohio:\n",
    "kinds in parentheses": "Lee (County) ",
    "amounts between names": "Houston $1,000 ",
    "places taken off": "Not on it: Houston; ",
    "lists in passing": "Offices are in Reno, Boise and Salem. ",
    "names beside lists": "Ohio, Iowa and Utah got it; Reno did not, Boise may, Salem too, ",
    "lists that a sentence behind denies": "Reno, Boise and Salem applied. None of these got any. ",
    "lists under short lines": "Open\nReno, Boise, Salem\n",
    "counts before lists": "Ten cities, Reno, Boise and Salem, five cities, Ada and Gem counties. ",
    "places added": "On it are Ohio, Iowa and Utah. So is Houston. Boise joined them. ",
    "last items": "Lane County, Oregon; and\n",
    "states that lead": "Boston and, in New Jersey, Newark and Paterson. ",
    "counts and lists": "three cities, Salem, Reno and Tulsa, and ",
    "states over what is in them": "The ones in Ohio and Utah:\n\nOhio\n- Akron\n",
    "groups before a plural": "Fremont and Watsonville and to Sonoma counties and ",
    "two items on a line": "- Miami Montgomery County, Maryland\n",
    "what lies within": "Multnomah County, which takes in Portland, Oregon; ",
    "states over amounts": "Boston,\nMassachusetts\n$5\n",
    "names between three dots": "AKRON...TOLEDO...\n",
    "names among a count": "Houston is among the 23 cities named. ",
    "lists parted by prose": "- Houston\n- Dallas\nNobody there would say why it was so, or who had asked for it.\n",
    "states after names": "Houston in Texas, ",
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
    "dotted names of mayors": "the mayors A.A.A of ",
    "officials in prose": "Iowa Gov. Paul Dent, Ohio Gov. Mark Bell, ",
    "rows of names": "Bacon Coffee Irwin Pierce\n",
    "groups of other states": "Lane County, Oregon, and three counties in Ohio: Lucas and Wood; ",
    "paragraphs under labels": "Horry County: Zone A is to leave.\n\n",
    "states with notes": "Kansas – Allowed on farms.\n\nOhio – Allowed.\n\nUtah – Forbidden.\n\n",
    "counties of a county": "the Ross, Wood, Allen and Erie County fairs, ",
    "officials in brackets": "governors Paul Dent (Iowa), Mark Bell (Ohio), ",
    "a dotted name of a governor": "Governor A.A.A.A.A.A.",
    "points of the compass": "in northern and western and ",
    "misspelt with states": "Tuscon, Arizona; Colombus, Ohio; Boise, Idaho; ",
    "towns said of a state": "towns in Vermont: Stowe, Avon, Berlin. ",
    "a county behind its town": "- Bogota, Bergen County\n",
    "lists of two": "including Tulsa and Omaha. ",
    "city councils": "the Forest City Council, ",
    "great cities abroad": "to Lima, Peru. in Athens, Greece. ",
    "great cities here and abroad": "Boston, Toronto, London, Denver, ",
    "namesakes of cities abroad": "London Manchester ",
    "rows with the code of a state": "Springfield 26 W. Wabash Ave IL\n",
    "figures before such a code": "Springfield 1 1 1 IL ",
    "rows with one place": "12 Main St., Mentor, Ohio\n",
    "clauses with one place": "a farm in Elkhart County, Indiana; ",
    "sentences of such clauses": "A farm in Boise, Idaho; one in Reno, Nevada; and one in Erie, Ohio. ",
    "lists of great cities": "Boston, Toronto, and Denver met. ",
    "owned by a state": "Ohio's Lucas County, ",
    "parents": "daughter of Barry and Lynn Hall, ",
    "headings of sections": "Flint, Michigan\n\nIt won.\n\n",
    "rows with figures": "Iowa 3 4 5 ",
    "counties like states": "Union, Washington, Wayne, ",
    "tallies": "three in Lake County, two in Kane County, ",
    "places in brackets": "Ann Lee (Tulsa, Oklahoma), Max Orr (Reno, Nevada), ",
    "rows with the code of a state first": "OH Lucas County\nIA Polk County\n",
    "such rows without lines": "OH Lucas County IA Polk County ",
    "cells that end with places": "Ann Lee, Austin, TX        Max Orr, Tampa, FL\n",
    "phrases behind semicolons": "daily service to Tulsa; ",
    "states of counties": "nine counties in Ohio and Utah, Lake County and Kane County, ",
    "states before counties": "Ohio. Adams, Brown and Pike counties. ",
    "absent towns": "a mill in Canton, Connecticut, closed. Canton burned. ",
    "couples": "Dallas and Jean Poole, ",
    "lists that are left out": "all counties except Ada, Boise and Gem counties, ",
    "states that told": "Gray and Hale counties, the Texas board said. ",
    "what lies in states": "- Ohio: The order took effect at noon.\n- Iowa: It will not.\n",
    "a state that begins a clause": "Iowa sees it in Clay, Cass and Union counties, ",
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


def measure_news(articles: list[str]) -> Iterator[dict[str, Any]]:
    """The measures of news of each size, each from a fresh process, so that the memory is its own."""
    for size in SIZES:
        with spawned() as pool:
            yield pool.apply(measure, [grow(articles, size)])


def measure_adversarial() -> Iterator[tuple[str, list[dict[str, Any] | None]]]:
    """The measures of each adversarial text at each size; None from the first on that takes too long."""
    pool = spawned()
    for name, unit in ADVERSARIAL.items():
        found: list[dict[str, Any] | None] = []
        for size in ADVERSARIAL_SIZES:
            try:
                found.append(pool.apply_async(measure, [repeat(unit, size)]).get(PATIENCE))
            except TimeoutError:
                pool.terminate()
                pool = spawned()
                break
        yield name, found + [None] * (len(ADVERSARIAL_SIZES) - len(found))
    pool.terminate()


def spawned() -> Pool:
    """A process that has nothing of this one in its memory."""
    return get_context("spawn").Pool(1)


@click.command()
def main() -> None:
    """Measure growth on texts made of the project's own source records, and on adversarial texts."""
    section: dict[str, Any] = {"news": [], "adversarial_sizes": ADVERSARIAL_SIZES, "adversarial": {}}
    for entry in measure_news([document.text for document in read_documents([SOURCES])]):
        section["news"].append(entry)
        click.echo("{characters:9} characters: {seconds} s, {peak_mb} MB at most".format(**entry))
    for name, entries in measure_adversarial():
        section["adversarial"][name] = entries
        cells = (f"{e['microseconds_per_character']:8.2f}" if e else "  given up" for e in entries)
        click.echo(f"{name:36} µs per character: {'  '.join(cells)}")
    write_section("speed", section)


if __name__ == "__main__":
    main()
