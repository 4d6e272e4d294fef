"""Extractions in, tables out: who is a recipient, in which words each source names it, and where the sources disagree.

A recipient is a member of a full list, one as long as the count stated with it. Where no source prints a full list, the
recipients are the union of what the sources list or claim; where none lists or claims anything, of what they name. The
`basis` of a row says which. What a source claims against the full list is kept in `discrepancies`.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline import schema
from pipeline.ocd import ocd_id

if TYPE_CHECKING:
    import geopandas as gpd

    from pipeline.documents import Document
    from pipeline.extract import Claim, Extraction, Mention

Tables = dict[str, pd.DataFrame]
"""A frame for each table of `schema.TABLES`, by name."""

DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "string"}
GEOIDFQ_PREFIX = {"state": "0400000US", "county": "0500000US", "city": "1600000US"}
"""Summary level and component, as data.census.gov writes them before a GEOID."""

UNIT_LEVELS = {
    "city": "city",
    "cities": "city",
    "town": "city",
    "towns": "city",
    "municipality": "city",
    "municipalities": "city",
    "county": "county",
    "counties": "county",
    "parish": "county",
    "parishes": "county",
    "state": "state",
    "states": "state",
}
"""What a source may count that is one level of government; "jurisdictions" or "places" may be any."""

PLURALS = {"city": "cities", "county": "counties", "state": "states"}
COMPLETES_A_NAME = "completes a name"
"""The rule of a state that says where another place is ("Calif." in "Berkeley, Calif.") and is not named itself."""

QUOTABLE_WORDS = 8
"""A text that may not be copied is quoted up to so many words."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """The GEOIDs of the recipients in order, and why they are recipients."""

    basis: str
    geoids: tuple[str, ...]
    canonical: Mapping[str, str]
    """The recipient for a GEOID: itself, or the one with the same boundary."""


def build_tables(extractions: Sequence["Extraction"], names: pd.DataFrame) -> Tables:
    """The tables that rest on words: every one but `counties` and `containment`, and without the geometric columns.

    `names` is the reference's table of names, indexed by GEOID. Offsets are those of the extractions. A jurisdiction is
    never dropped: what is claimed but not on the full list, or fits no place, is a row of `discrepancies`.
    """
    recipients = find_recipients(extractions, coextensive_pairs(names))
    mentions = [row for extraction in extractions for row in _mention_rows(extraction, recipients)]
    claims = [row for extraction in extractions for row in _claim_rows(extraction, recipients, names)]
    return {
        "jurisdictions": frame("jurisdictions", _jurisdiction_rows(extractions, recipients, mentions, names)),
        "mentions": frame("mentions", mentions),
        "claims": frame("claims", claims),
        "sources": frame("sources", (_source_row(extraction.document, mentions) for extraction in extractions)),
        "discrepancies": frame("discrepancies", _discrepancy_rows(extractions, recipients, mentions, claims, names)),
    }


def add_geography(
    tables: Tables, boundaries: "gpd.GeoDataFrame", overlaps: pd.DataFrame, within: pd.DataFrame, names: pd.DataFrame
) -> Tables:
    """The tables with what geometry adds: label points and areas of the jurisdictions, `counties`, `containment`.

    `boundaries`, `overlaps` and `within` are what `pipeline.geometry` returns for the jurisdictions.
    """
    measured = pd.DataFrame(boundaries[["geoid", "lon", "lat", "area_km2", "legal_area_km2"]]).set_index("geoid")
    jurisdictions = tables["jurisdictions"].copy()
    for column in measured:
        jurisdictions[column] = jurisdictions["geoid"].map(measured[column])
    county_names = overlaps["county_geoid"].map(names["full_name"])
    return tables | {
        "jurisdictions": frame("jurisdictions", records(jurisdictions)),
        "counties": frame("counties", records(overlaps.assign(county=county_names))),
        "containment": frame("containment", records(within)),
    }


def frame(table_name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A table's rows as a frame with the schema's columns, types and decimals; a missing key is an empty cell."""
    table = schema.table(table_name)
    columns = pd.DataFrame.from_records([dict(row) for row in rows], columns=table.field_names)
    typed = columns.astype({field.name: DTYPES[field.type] for field in table.fields})
    for field in table.fields:
        if field.decimals is not None:
            typed[field.name] = typed[field.name].round(field.decimals)
    return typed


def records(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame as plain Python values, None where a cell is empty."""
    columns = [[None if pd.isna(value) else value for value in rows[name].tolist()] for name in rows]
    for row in zip(*columns, strict=True):
        yield dict(zip(map(str, rows.columns), row, strict=True))


def coextensive_pairs(names: pd.DataFrame) -> dict[str, str]:
    """The GEOID of the county or place with the same boundary, by GEOID, for those that have one."""
    pairs = names["coextensive"].dropna()
    return dict(zip(map(str, pairs.index), map(str, pairs), strict=True))


def find_recipients(extractions: Sequence["Extraction"], coextensive: Mapping[str, str]) -> Recipients:
    """Who the recipients are, in the order of the list, or in the order in which the sources first name them.

    A city and the county of the same boundary are one recipient, unless one list holds both.
    """
    full = [claim.geoids for _, claim in _claims(extractions) if claim.kind == "full_list"]
    named = [mention for extraction in extractions for mention in extraction.mentions if mention.geoid]
    claimed = [[str(mention.geoid)] for mention in named if mention.role != "mentioned"]
    bases = {"full_list": full, "claims": claimed, "mentions": [[str(mention.geoid)] for mention in named]}
    basis = next((basis for basis, lists in bases.items() if lists), "mentions")
    chosen: dict[str, str] = {}
    for members in bases[basis]:
        for geoid in members:
            twin = coextensive.get(geoid, "")
            chosen.setdefault(geoid, geoid if twin in members else chosen.get(twin, geoid))
    geoids = tuple(dict.fromkeys(chosen.values()))
    same = {coextensive[geoid]: geoid for geoid in geoids if geoid in coextensive}
    return Recipients(basis, geoids, same | chosen)


def is_record(document: "Document") -> bool:
    """Whether the text is a record of the source in other words, and so may be published, and not the source's own."""
    return hashlib.sha256(document.text.encode()).hexdigest() != document.sha256


def _claims(extractions: Iterable["Extraction"]) -> Iterator[tuple[str, "Claim"]]:
    """Every claim with its identifier."""
    for extraction in extractions:
        ordered = sorted(extraction.claims, key=lambda claim: (claim.start, claim.end))
        for number, claim in enumerate(ordered, 1):
            yield f"{extraction.document.doc_id}-claim-{number}", claim


def _claim_of(mention: "Mention", extraction: "Extraction") -> str | None:
    """The identifier of the smallest claim whose words hold the mention and that counts its place."""
    holding = [
        (claim.end - claim.start, claim_id)
        for claim_id, claim in _claims([extraction])
        if claim.start <= mention.start and mention.end <= claim.end and mention.geoid in claim.geoids
    ]
    return min(holding)[1] if holding and mention.role != "mentioned" else None


def _mention_rows(extraction: "Extraction", recipients: Recipients) -> Iterator[dict[str, Any]]:
    doc_id = extraction.document.doc_id
    for mention in sorted(extraction.mentions, key=lambda mention: mention.start):
        yield {
            "mention_id": f"{doc_id}-{mention.start:05d}",
            "source_id": doc_id,
            "start": mention.start,
            "end": mention.end,
            "words": mention.text,
            "geoid": mention.geoid,
            "jurisdiction": recipients.canonical.get(mention.geoid or ""),
            "level": mention.level,
            "name": mention.name,
            "usps": mention.state,
            "role": mention.role,
            "rule": mention.rule,
            "score": mention.score,
            "note": mention.note,
            "claim_id": _claim_of(mention, extraction),
        }


def _claim_rows(extraction: "Extraction", recipients: Recipients, names: pd.DataFrame) -> Iterator[dict[str, Any]]:
    listed = _list_length(extraction, recipients)
    levels = {str(names.at[geoid, "level"]) for geoid in recipients.geoids}
    for claim_id, claim in _claims([extraction]):
        not_listed = len({geoid for geoid in claim.geoids if geoid not in recipients.canonical})
        yield {
            "claim_id": claim_id,
            "source_id": extraction.document.doc_id,
            "kind": claim.kind,
            "start": claim.start,
            "end": claim.end,
            "words": claim.text if _quotable(claim.text, extraction.document) else None,
            "stated": claim.stated,
            "unit": claim.unit,
            "found": len(set(claim.geoids)) if claim.geoids else listed,
            "agrees": _agrees(claim, listed, levels, not_listed),
            "not_listed": not_listed,
        }


def _list_length(extraction: "Extraction", recipients: Recipients) -> int | None:
    """How long the full list is that a source's counts are held against: its own, or everyone's."""
    own = [len(set(claim.geoids)) for claim in extraction.claims if claim.kind == "full_list"]
    if own:
        return max(own)
    return len(recipients.geoids) if recipients.basis == "full_list" else None


def _agrees(claim: "Claim", listed: int | None, levels: set[str], not_listed: int) -> bool | None:
    if listed is None or (claim.stated is None and not claim.geoids):
        return None
    return claim.stated in (None, listed) and not _other_levels(claim, levels) and not not_listed


def _other_levels(claim: "Claim", levels: set[str]) -> set[str]:
    """The levels on the list that a stated count leaves out; a list's own count is a claim of its own."""
    counted = UNIT_LEVELS.get((claim.unit or "").lower())
    return levels - {counted} if counted and claim.kind == "stated_count" else set()


def _quotable(words: str, document: "Document") -> bool:
    return is_record(document) or len(words.split()) <= QUOTABLE_WORDS


def _source_row(document: "Document", mentions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    inside = [mention for mention in mentions if mention["source_id"] == document.doc_id]
    return {
        "source_id": document.doc_id,
        "title": document.title,
        "publisher": document.publisher,
        "author": document.author,
        "date": document.date,
        "url": document.url,
        "home": document.home,
        "sha256": document.sha256,
        "length": document.length,
        "text": document.text if is_record(document) else None,
        "n_mentions": len(inside),
        "n_recipients": len(
            {mention["jurisdiction"] for mention in inside if mention["rule"] != COMPLETES_A_NAME} - {None}
        ),
    }


def _jurisdiction_rows(
    extractions: Sequence["Extraction"],
    recipients: Recipients,
    mentions: Sequence[Mapping[str, Any]],
    names: pd.DataFrame,
) -> Iterator[dict[str, Any]]:
    claims = dict(_claims(extractions))
    for position, geoid in enumerate(recipients.geoids, 1):
        naming = [mention for mention in mentions if mention["jurisdiction"] == geoid]
        best = min(naming, key=lambda mention: _evidence_rank(mention, claims, geoid))
        named = [mention for mention in naming if mention["rule"] != COMPLETES_A_NAME]
        yield {
            **reference_columns(geoid, names),
            "position": position,
            "display_name": best["name"],
            "listed_as": _item(best, claims),
            "basis": recipients.basis,
            "claim_id": best["claim_id"],
            "n_sources": len({mention["source_id"] for mention in named}),
            "n_mentions": len(named),
        }


def _evidence_rank(
    mention: Mapping[str, Any], claims: Mapping[str, "Claim"], geoid: str
) -> tuple[bool, bool, bool, bool]:
    """Sorts a recipient's mentions: the full list's first, then other claims, then the rest, each in reading order."""
    claim = claims.get(mention["claim_id"] or "")
    return (
        mention["geoid"] != geoid,
        claim is None or claim.kind != "full_list",
        mention["role"] == "mentioned",
        mention["rule"] == COMPLETES_A_NAME,
    )


def _item(mention: Mapping[str, Any], claims: Mapping[str, "Claim"]) -> str:
    """The mention as its list prints it ("the state of Oregon"), or its own words where it is on none.

    Line breaks and no-break spaces become blanks.
    """
    claim = claims.get(mention["claim_id"] or "")
    words = claim.words[claim.geoids.index(mention["geoid"])] if claim else mention["words"]
    return " ".join(words.split())


def reference_columns(geoid: str, names: pd.DataFrame) -> dict[str, Any]:
    """The columns of a jurisdiction that the reference gives."""
    from pipeline.reference import VINTAGE

    entity = next(records(names.loc[[geoid]]))
    level = entity["level"]
    return {
        "geoid": geoid,
        "name": entity["full_name"],
        "type": level,
        "usps": entity["usps"],
        "state": names.at[geoid[:2], "name"],
        "state_fips": geoid[:2],
        "county_fips": geoid[2:] if level == "county" else None,
        "place_fips": geoid[2:] if level == "city" else None,
        "geoidfq": GEOIDFQ_PREFIX[level] + geoid,
        "ocd_id": ocd_id(level, entity["name"], entity["full_name"], entity["usps"]),
        "geonames_id": entity["geonames_id"],
        "coextensive_county": entity["coextensive"] if level == "city" else None,
        "population": entity["population"],
        "boundary_vintage": VINTAGE,
    }


def _discrepancy_rows(
    extractions: Sequence["Extraction"],
    recipients: Recipients,
    mentions: Sequence[Mapping[str, Any]],
    claims: Sequence[Mapping[str, Any]],
    names: pd.DataFrame,
) -> list[dict[str, Any]]:
    """Every disagreement, by source and then by where it stands."""
    labels = {extraction.document.doc_id: _label(extraction.document) for extraction in extractions}
    levels = [str(names.at[geoid, "level"]) for geoid in recipients.geoids]
    rows = [
        *_misplaced(mentions, recipients, labels),
        *_differing_lists(extractions, recipients, names, labels),
        *_miscounted(_claims(extractions), claims, levels, labels),
        *_incomplete(claims, recipients, labels),
    ]
    order = list(labels)
    rows.sort(key=lambda row: order.index(row["source_id"]) if row["source_id"] else -1)
    said = {(row["source_id"], row["statement"]): row for row in reversed(rows)}  # what a source says twice, once
    return [row for row in rows if said[row["source_id"], row["statement"]] is row]


def _label(document: "Document") -> str:
    """How a statement calls a source: its publisher, else its title in quotes, else its identifier."""
    return document.publisher or (f"“{document.title}”" if document.title else document.doc_id)


def _misplaced(
    mentions: Sequence[Mapping[str, Any]], recipients: Recipients, labels: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Places that a source lists or claims, but that are not on the full list, or fit no single place."""
    seen = set()
    for mention in mentions:
        if mention["role"] == "mentioned" or mention["jurisdiction"]:
            continue
        source, geoid = mention["source_id"], mention["geoid"]
        if (source, geoid or mention["words"]) in seen:
            continue
        seen.add((source, geoid or mention["words"]))
        kind = "claimed_not_listed" if geoid else "unresolved"
        statement = (
            f"{labels[source]} names {mention['name']} as a recipient; the full list does not hold it."
            if geoid
            else f"{labels[source]} names “{mention['words']}” as a recipient; the words fit no single place."
        )
        yield _discrepancy(kind, source, mention["start"], statement, mention["claim_id"], mention["mention_id"], geoid)


def _differing_lists(
    extractions: Sequence["Extraction"], recipients: Recipients, names: pd.DataFrame, labels: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Recipients that one full list holds and another lacks."""
    for extraction in extractions:
        for claim_id, claim in _claims([extraction]):
            if claim.kind != "full_list":
                continue
            members = {recipients.canonical[geoid] for geoid in claim.geoids}
            for geoid in (geoid for geoid in recipients.geoids if geoid not in members):
                source, name = extraction.document.doc_id, str(names.at[geoid, "full_name"])
                statement = f"The list of {labels[source]} lacks {name}, which another holds."
                yield _discrepancy("lists_differ", source, claim.start, statement, claim_id, None, geoid)


def _miscounted(
    numbered: Iterable[tuple[str, "Claim"]],
    claims: Sequence[Mapping[str, Any]],
    levels: Sequence[str],
    labels: Mapping[str, str],
) -> Iterator[dict[str, Any]]:
    """Stated numbers that differ from the list's length, and units that its members are not."""
    rows = {row["claim_id"]: row for row in claims}
    for claim_id, claim in numbered:
        row = rows[claim_id]
        if row["agrees"] is not False or claim.kind != "stated_count":
            continue
        says = f"{labels[row['source_id']]} says “{claim.stated} {claim.unit}”"
        if _other_levels(claim, set(levels)):
            statement = f"{says}; the {len(levels)} on the list are {_inventory(levels)}."
            yield _discrepancy("unit", row["source_id"], claim.start, statement, claim_id)
        if claim.stated != len(levels):
            statement = f"{says}; the list holds {len(levels)}."
            yield _discrepancy("count", row["source_id"], claim.start, statement, claim_id)


def _inventory(levels: Sequence[str]) -> str:
    """Levels counted in words: "14 cities, 6 counties and 3 states"."""
    counted = [
        f"{levels.count(level)} {PLURALS[level] if levels.count(level) > 1 else level}"
        for level in PLURALS
        if level in levels
    ]
    return " and ".join([", ".join(counted[:-1]), counted[-1]] if len(counted) > 1 else counted)


def _incomplete(
    claims: Sequence[Mapping[str, Any]], recipients: Recipients, labels: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """What is stated beside what was found, where no source prints a full list."""
    if recipients.basis == "full_list":
        return
    found = len(recipients.geoids)
    stated = [claim for claim in claims if pd.notna(claim["stated"])]
    for claim in stated:
        says = f"{labels[claim['source_id']]} says “{claim['stated']} {claim['unit']}”"
        statement = f"{says}; no source lists them all, and the sources name {found}."
        yield _discrepancy("incomplete", claim["source_id"], claim["start"], statement, claim["claim_id"])
    if not stated:
        named = "claim" if recipients.basis == "claims" else "name"
        statement = f"No source states how many there are or lists them all; the sources {named} {found}."
        yield _discrepancy("incomplete", None, 0, statement)


def _discrepancy(
    kind: str,
    source: str | None,
    start: int,
    statement: str,
    claim_id: str | None = None,
    mention_id: str | None = None,
    geoid: str | None = None,
) -> dict[str, Any]:
    parts = [source, kind.replace("_", "-"), f"{start:05d}", geoid if kind == "lists_differ" else None]
    return {
        "discrepancy_id": "-".join(part for part in parts if part),
        "kind": kind,
        "source_id": source,
        "claim_id": claim_id,
        "mention_id": mention_id,
        "geoid": geoid,
        "statement": statement,
    }
