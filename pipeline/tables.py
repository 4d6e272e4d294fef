"""Extractions in, tables out: the frames of the package, with the schema's columns and types.

A recipient keeps why it is one in `basis`; what a source claims against the full list is kept in `discrepancies`.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline import schema
from pipeline.discrepancies import discrepancy_rows, other_levels
from pipeline.ocd import ocd_id
from pipeline.publishers import OTHER_COUNTRY, home_of
from pipeline.recipients import Recipients, coextensive_pairs, find_recipients, numbered_claims

if TYPE_CHECKING:
    import geopandas as gpd

    from pipeline.documents import Document
    from pipeline.extract import Claim, Extraction, Mention

Tables = dict[str, pd.DataFrame]
"""A frame for each table of `schema.TABLES`, by name."""

DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "string"}
GEOIDFQ_PREFIX = {"state": "0400000US", "county": "0500000US", "city": "1600000US"}
"""Summary level and component, as data.census.gov writes them before a GEOID."""

COMPLETES_A_NAME = "completes a name"
"""The rule of a state that says where another place is ("Calif." in "Berkeley, Calif.") and is not named itself."""

QUOTABLE_WORDS = 8
"""A text that may not be copied is quoted up to so many words."""


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
        "discrepancies": frame("discrepancies", discrepancy_rows(extractions, recipients, mentions, claims, names)),
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


def is_record(document: "Document") -> bool:
    """Whether the text is a record of the source in other words, and so may be published, and not the source's own."""
    return hashlib.sha256(document.text.encode()).hexdigest() != document.sha256


def _claim_of(mention: "Mention", extraction: "Extraction") -> str | None:
    """The identifier of the smallest claim whose words hold the mention and that counts its place."""
    holding = [
        (claim.end - claim.start, claim_id)
        for claim_id, claim in numbered_claims([extraction])
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
    for claim_id, claim in numbered_claims([extraction]):
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
    return claim.stated in (None, listed) and not other_levels(claim, levels) and not not_listed


def _quotable(words: str, document: "Document") -> bool:
    return is_record(document) or len(words.split()) <= QUOTABLE_WORDS


def _source_row(document: "Document", mentions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    inside = [mention for mention in mentions if mention["source_id"] == document.doc_id]
    home = home_of(document)
    return {
        "source_id": document.doc_id,
        "title": document.title,
        "publisher": document.publisher,
        "author": document.author,
        "date": document.date,
        "url": document.url,
        "home": None if home == OTHER_COUNTRY else home,
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
    claims = dict(numbered_claims(extractions))
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
