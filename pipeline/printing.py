"""What the command line prints: tables for people, lines for machines, progress on standard error.

Colour and progress are for terminals alone; what is piped elsewhere is plain and complete.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import Console
from rich.table import Table

from pipeline.publishers import OTHER_COUNTRY

if TYPE_CHECKING:
    from pipeline.extract import Claim, Extraction, Mention
    from pipeline.package import Package
    from pipeline.reasons import Account, Weighed

Item = TypeVar("Item")
PIPED_WIDTH = 200
"""Columns of a table that is not for a terminal: enough for the longest row, so that nothing is cut."""

ROLES = {"listed": "green", "claimed": "yellow", "mentioned": "default"}
"""From the strongest to the weakest, each with its colour."""


def _console() -> Console:
    width = None if sys.stdout.isatty() else PIPED_WIDTH
    return Console(width=width, markup=False, highlight=False, emoji=False)


def progress(items: Iterable[Item], description: str) -> Iterator[Item]:
    """The same items, with a count of them on the terminal while they pass, unless the results are printed there."""
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    shown = console.is_terminal and not sys.stdout.isatty()
    with Progress(*columns, console=console, transient=True, disable=not shown) as bar:
        yield from bar.track(items, description=description)


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """A function that shows what is being done, on the terminal, until the next step or the end."""
    console = Console(stderr=True)
    with console.status("Starting") as status:
        yield lambda step: status.update(f"{step} ...")


def print_json_lines(extractions: Iterable["Extraction"]) -> int:
    """A line for each document; returns how many mentions there were, as the other printers do."""
    found = 0
    for extraction in extractions:
        found += len(extraction.mentions)
        line = {
            "doc_id": extraction.document.doc_id,
            "mentions": [asdict(mention) for mention in extraction.mentions],
            "claims": [asdict(claim) for claim in extraction.claims],
        }
        print(json.dumps(line, ensure_ascii=False))
    return found


def print_csv(extractions: Iterable["Extraction"]) -> int:
    """A row for each mention, after a header."""
    from pipeline.extract import Mention

    writer = csv.writer(sys.stdout, lineterminator="\n")
    names = [field.name for field in fields(Mention)]
    writer.writerow(["doc_id", *names])
    found = 0
    for extraction in extractions:
        found += len(extraction.mentions)
        for mention in extraction.mentions:
            writer.writerow([extraction.document.doc_id, *(getattr(mention, name) for name in names)])
    return found


def print_geojson(extractions: Iterable["Extraction"]) -> int:
    """The boundaries of the distinct jurisdictions, in the order in which they are first named."""
    import pandas as pd

    from pipeline.formats.geojson import write_geojson
    from pipeline.geometry import boundaries

    named: dict[str, list[tuple[str, Mention]]] = {}
    for extraction in extractions:
        for mention in extraction.mentions:
            if mention.geoid:
                named.setdefault(mention.geoid, []).append((extraction.document.doc_id, mention))
    rows = [
        {
            "geoid": geoid,
            "name": mentions[0][1].name,
            "level": mentions[0][1].level,
            "state": mentions[0][1].state,
            "role": strongest(mention for _, mention in mentions),
            "mentions": len(mentions),
            "documents": "; ".join(dict.fromkeys(doc_id for doc_id, _ in mentions)),
        }
        for geoid, mentions in named.items()
    ]
    if rows:
        shapes = boundaries(list(named))
        sys.stdout.write(write_geojson(pd.DataFrame(rows), shapes.geometry).decode())
    else:
        sys.stdout.write('{"type": "FeatureCollection", "features": []}\n')
    return len(rows)


def print_tables(extractions: Iterable["Extraction"]) -> int:
    """For people: of each document who is named, in what role and how often, and what it states as a whole."""
    console = _console()
    found = 0
    for extraction in extractions:
        found += len(extraction.mentions)
        if extraction.mentions:
            console.print(_mention_table(extraction))
        for claim in extraction.claims:
            console.print(f"  {describe_claim(claim)}")
        console.print()
    return found


PRINTERS: dict[str, Callable[[Iterable["Extraction"]], int]] = {
    "table": print_tables,
    "csv": print_csv,
    "jsonl": print_json_lines,
    "geojson": print_geojson,
}
"""How extractions are printed, by the name of the format."""


def strongest(mentions: Iterable["Mention"]) -> str:
    """The strongest role among mentions of one jurisdiction."""
    return min((mention.role for mention in mentions), key=list(ROLES).index)


def describe_claim(claim: "Claim") -> str:
    """A claim in words: '"23 cities": 23 stated, 23 found'."""
    if claim.kind == "stated_count":
        return f'"{claim.text}": {claim.stated} stated' + (f", {claim.found} found" if claim.found is not None else "")
    kind = claim.kind.replace("_", " ").replace("partial list", "part of a list")
    stated = f" of {claim.stated} stated" if claim.stated is not None else ""
    return f"a {kind}: {claim.found}{stated}".replace("a part of", "part of")


def _mention_table(extraction: "Extraction") -> Table:
    groups: dict[str, list[Mention]] = {}
    for mention in extraction.mentions:
        groups.setdefault(mention.geoid or mention.text, []).append(mention)
    rows = []
    by_role = sorted(groups.values(), key=lambda mentions: list(ROLES).index(strongest(mentions)))
    for mentions in by_role:
        first, role = mentions[0], strongest(mentions)
        words = " / ".join(dict.fromkeys(" ".join(mention.text.split()) for mention in mentions))
        score = max(mention.score for mention in mentions)
        name = first.name or f"unresolved ({first.note})"
        rows.append(((name, first.geoid, first.level, role, words, len(mentions), f"{score:.2f}"), ROLES[role]))
    return _table(
        extraction.document.title or extraction.document.doc_id,
        ("Jurisdiction", "GEOID", "Level", "Role", "Words", "Times", "Score"),
        rows,
    )


def _table(title: str, columns: Sequence[str], rows: Iterable[tuple[Sequence[Any], str]]) -> Table:
    """A table of rows, each with its style; columns of numbers stand to the right."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in ("#", "Times", "Score", "Sources") else "left")
    for cells, style in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in cells), style=style)
    return table


def print_package(package: "Package") -> None:
    """A package that was just built: its jurisdictions, and what the sources disagree on."""
    console = _console()
    jurisdictions, discrepancies = package.tables["jurisdictions"], package.tables["discrepancies"]
    columns = ["position", "display_name", "type", "geoid", "listed_as", "n_sources"]
    rows = [(row, "default") for row in jurisdictions[columns].itertuples(index=False)]
    console.print(f"{len(jurisdictions)} jurisdictions")
    console.print(_table("", ("#", "Jurisdiction", "Type", "GEOID", "Listed as", "Sources"), rows))
    if len(discrepancies):
        console.print("\nWhat the sources disagree on:")
    for statement in discrepancies["statement"]:
        console.print(f"- {statement}")
    mentions = package.tables["mentions"]
    unsettled = mentions.loc[mentions["geoid"].isna(), "words"].unique()
    if len(unsettled):
        names = ", ".join(" ".join(words.split()) for words in unsettled)
        console.print(f"\nNot settled, so no row of their own: {names} (see data/mentions.csv)")


def print_reference() -> None:
    """What the reference file holds: its vintage, its size, and how many of each level with what is known of them."""
    from pipeline.reference import REFERENCE, VINTAGE, load_names

    names = load_names()
    console = _console()
    console.print(f"{REFERENCE}\nBoundaries of {VINTAGE}, {REFERENCE.stat().st_size / 1e6:.1f} MB")
    for level, plural in (("state", "states"), ("county", "counties"), ("city", "places")):
        of_level = names[names["level"] == level]
        known = ", ".join(
            f"{of_level[column].notna().sum():,} with a {words}"
            for column, words in (("population", "population"), ("geonames_id", "GeoNames id"))
        )
        console.print(f"{len(of_level):,} {plural}: {known}")


def print_accounts(accounts: "Sequence[Account]", home: str | None, geoid: str | None = None) -> None:
    """Print how each name of a text was weighed, or, with a `geoid`, each that may stand for that.

    Its publisher's `home` is a state, `OTHER_COUNTRY` or not known.
    """
    from rich.text import Text

    console = _console()
    if home:
        console.print(
            f"The publisher is {'abroad' if home == OTHER_COUNTRY else f'in {home}'}, by the record or its address."
        )
    if not accounts:
        console.print(f"No name here may stand for {geoid}." if geoid else "No name of a US jurisdiction here.")
    for account in accounts:
        around = Text(f"{account.start}–{account.end}  …{_one_line(account.before)}")
        around.append(_one_line(account.words), style="bold green" if account.place >= 0.5 else "bold red")
        around.append(f"{_one_line(account.after)}…")
        console.print(around)
        console.print(f"  cues: {'; '.join(account.cues)}")
        console.print(f"  a jurisdiction: {account.place:.2f}  ({_weights(account.whether)})")
        for rank, candidate in enumerate(account.candidates):
            line = Text(f"    {candidate.probability:.2f}  {candidate.geoid:8} {candidate.name}  ")
            line.append(f"({_weights(candidate.weighed)})", style="dim")
            line.stylize("bold", 0, 0 if rank else len(line))
            console.print(line)
        if account.left:
            console.print(f"    and {account.left} more of the name")
        if account.listed:
            console.print(f"  on the list: {account.listed.probability:.2f}  ({_weights(account.listed.weighed)})")


def _one_line(text: str) -> str:
    return " ".join(text.replace("\n", " / ").split(" "))


def _weights(weighed: "Iterable[Weighed]") -> str:
    return ", ".join(f"{item.feature} {item.weight:+.1f}" for item in weighed)
