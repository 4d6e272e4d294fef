"""Who is a recipient: a member of a full list, one as long as the count stated with it.

Where no source prints a full list, the recipients are the union of what the sources list or claim; where none lists or
claims anything, of what they name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from pipeline.extract import Claim, Extraction


@dataclass(frozen=True, slots=True)
class Recipients:
    """The GEOIDs of the recipients in order, and why they are recipients."""

    basis: str
    geoids: tuple[str, ...]
    canonical: Mapping[str, str]
    """The recipient for a GEOID: itself, or the one with the same boundary."""


def find_recipients(extractions: Sequence["Extraction"], coextensive: Mapping[str, str]) -> Recipients:
    """Who the recipients are, in the order of the list, or in the order in which the sources first name them.

    A city and the county of the same boundary are one recipient, unless one list holds both.
    """
    full = [claim.geoids for _, claim in numbered_claims(extractions) if claim.kind == "full_list"]
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


def numbered_claims(extractions: Iterable["Extraction"]) -> Iterator[tuple[str, "Claim"]]:
    """Every claim with its identifier."""
    for extraction in extractions:
        ordered = sorted(extraction.claims, key=lambda claim: (claim.start, claim.end))
        for number, claim in enumerate(ordered, 1):
            yield f"{extraction.document.doc_id}-claim-{number}", claim


def coextensive_pairs(names: pd.DataFrame) -> dict[str, str]:
    """The GEOID of the county or place with the same boundary, by GEOID, for those that have one."""
    pairs = names["coextensive"].dropna()
    return dict(zip(map(str, pairs.index), map(str, pairs), strict=True))
