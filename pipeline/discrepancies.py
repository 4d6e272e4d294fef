"""Where the sources disagree with the list, or with themselves: each point a row, with its evidence and a sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.recipients import Recipients, numbered_claims

if TYPE_CHECKING:
    from pipeline.documents import Document
    from pipeline.extract import Claim, Extraction

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


def discrepancy_rows(
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
        *_miscounted(numbered_claims(extractions), claims, levels, labels),
        *_incomplete(claims, recipients, labels),
    ]
    order = list(labels)
    rows.sort(key=lambda row: order.index(row["source_id"]) if row["source_id"] else -1)
    said = {(row["source_id"], row["statement"]): row for row in reversed(rows)}  # what a source says twice, once
    return [row for row in rows if said[row["source_id"], row["statement"]] is row]


def other_levels(claim: "Claim", levels: set[str]) -> set[str]:
    """The levels on the list that a stated count leaves out; a list's own count is a claim of its own."""
    counted = UNIT_LEVELS.get((claim.unit or "").lower())
    return levels - {counted} if counted and claim.kind == "stated_count" else set()


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
        for claim_id, claim in numbered_claims([extraction]):
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
        if row["agrees"] is not False or claim.kind != "stated_count" or claim.stated is None:
            continue
        says = f"{labels[row['source_id']]} says “{_count(claim.stated, claim.unit)}”"
        if other_levels(claim, set(levels)):
            statement = f"{says}; the {len(levels)} on the list are {_inventory(levels)}."
            yield _discrepancy("unit", row["source_id"], claim.start, statement, claim_id)
        if claim.stated != len(levels):
            statement = f"{says}; the list holds {len(levels)}."
            yield _discrepancy("count", row["source_id"], claim.start, statement, claim_id)


def _count(stated: int, unit: str | None) -> str:
    """A stated count, with what is counted where that is said: "23 cities"."""
    return f"{stated} {unit}" if unit else str(stated)


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
        says = f"{labels[claim['source_id']]} says “{_count(claim['stated'], claim['unit'])}”"
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
