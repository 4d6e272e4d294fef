"""Why a place is on the list: the words of each source, the claim, the match in the reference, the boundary."""

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.dataset import CENSUS, ORIGINS
from pipeline.errors import InputError
from pipeline.package import read_tables
from pipeline.tables import COMPLETES_A_NAME, Tables, records

CONTEXT = 60
"""How many characters of a record are shown on each side of the words."""
LENGTHS = (2, 5, 7)
"""How many digits the GEOID of a state, a county and a place has."""
BASES = {
    "full_list": "it stands on a full list, one as long as the count stated with it",
    "claims": "a source claims it, and no source prints a full list",
    "mentions": "a source names it, and no source lists or claims anything",
}


def explain(folder: Path, geoid: str) -> str:
    """Everything that the row of `geoid` rests on, for a reader.

    A place that is no jurisdiction of the package, but is named in its sources, is explained too. Raises `InputError`
    for a GEOID that no source names, and where there is no package.
    """
    tables = read_tables(folder)
    mentions = [row for row in records(tables["mentions"]) if geoid in (row["geoid"], row["jurisdiction"])]
    named = [row for row in mentions if row["rule"] != COMPLETES_A_NAME]
    if not named:
        raise InputError(f"{geoid}: no source of {folder} names this GEOID; {_cure(geoid, tables)}")
    row = next((row for row in records(tables["jurisdictions"]) if row["geoid"] == geoid), None)
    parts = [
        _row(row) if row else [f"{named[0]['name']} (GEOID {geoid})", "  Not on the list: a place the sources name"]
    ]
    parts += [_mentions(named, tables), _discrepancies(geoid, tables)]
    parts += [_match(row), _boundary(row)] if row else []
    return "\n\n".join("\n".join(part) for part in parts if part)


def _cure(geoid: str, tables: Tables) -> str:
    """What to ask for instead of a GEOID that nobody names: the same with its leading zero, or the most alike."""
    names = {row["geoid"]: row["name"] for row in records(tables["mentions"]) if row["geoid"]}
    if (whole := f"0{geoid}") in names:
        return f"with its leading zero it is {whole}, {names[whole]}"
    if len(geoid) in LENGTHS:
        return "see the column geoid of data/mentions.csv"
    alike = [f", such as {near}, {names[near]}" for near in get_close_matches(geoid, names, n=1)]
    return f"a GEOID has 2, 5 or 7 digits{''.join(alike)}"


def _row(row: dict[str, Any]) -> list[str]:
    return [
        f"{row['display_name']} (GEOID {row['geoid']})",
        f"  Number {row['position']} of the list, printed there as “{row['listed_as']}”",
        f"  Why it is here: {BASES[row['basis']]} ({row['claim_id'] or 'no claim'})",
    ]


def _mentions(mentions: list[dict[str, Any]], tables: Tables) -> list[str]:
    sources = {row["source_id"]: row for row in records(tables["sources"])}
    named, naming = len(mentions), len({row["source_id"] for row in mentions})
    lines = [f"Named {named} {'times' if named > 1 else 'time'} in {naming} {'sources' if naming > 1 else 'source'}"]
    for row in mentions:
        source = sources[row["source_id"]]
        text = source["text"]
        quoted = _quote(text, row["start"], row["end"]) if text else f"“{row['words']}”"
        lines.append(f"  {row['source_id']}, {row['start']}–{row['end']}: {quoted}")
        lines.append(f"    {row['role']}; matched by: {row['rule']} (score {row['score']})")
    return lines


def _quote(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return " ".join(f"… {before}[{text[start:end]}]{after} …".split())


def _discrepancies(geoid: str, tables: Tables) -> list[str]:
    found = [row["statement"] for row in records(tables["discrepancies"]) if row["geoid"] == geoid]
    return ["In dispute", *(f"  {statement}" for statement in found)] if found else []


def _match(row: dict[str, Any]) -> list[str]:
    codes = {
        "Official name": row["name"],
        "Type": row["type"],
        "Fully qualified GEOID": row["geoidfq"],
        "Open Civic Data": row["ocd_id"],
        "GeoNames": row["geonames_id"],
        "Same boundary as county": row["coextensive_county"],
    }
    return ["Match in the reference", *(f"  {name}: {value}" for name, value in codes.items() if value is not None)]


def _boundary(row: dict[str, Any]) -> list[str]:
    return [
        "Boundary",
        f"  {CENSUS.publisher}, {CENSUS.title}; simplified, and clipped to the shoreline",
        f"  {row['area_km2']} km² within the shoreline, {row['legal_area_km2']} km² legal",
        *(f"  {origin.credit}" for origin in ORIGINS),
    ]
