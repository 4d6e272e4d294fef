"""`metadata.yml`: what Datasette 0.65 tells of the database, its tables and columns, and the queries it offers."""

from typing import Any

import yaml

from pipeline.dataset import ORIGINS, Dataset
from pipeline.schema import TABLES, Field, Table

DATABASE = "jurisdictions"
"""The database's name in Datasette: the stem of the SQLite file."""
PINT_UNITS = {"km²": "km**2"}
"""The units that Datasette shows beside each value, as its unit library writes them; the others stand in the text."""
PAGE_SIZE = 100

QUERIES = {
    "evidence": (
        "Evidence for one jurisdiction",
        "Every mention of a jurisdiction, by GEOID: the source, the words, the role and the rule.",
        """select jurisdictions.display_name, sources.source_id, sources.publisher, mentions.words, mentions.role,
  mentions.rule, mentions.score, claims.kind as claim, claims.stated, claims.unit
from mentions
join jurisdictions on jurisdictions.geoid = mentions.jurisdiction
join sources on sources.source_id = mentions.source_id
left join claims on claims.claim_id = mentions.claim_id
where mentions.jurisdiction = :geoid
order by mentions.role = 'mentioned', sources.source_id, mentions.start""",
    ),
    "disagreements": (
        "Where the sources disagree",
        "Each discrepancy with its source and the words it rests on.",
        """select discrepancies.kind, discrepancies.statement, sources.publisher, sources.title,
  coalesce(claims.words, mentions.words) as words
from discrepancies
left join sources on sources.source_id = discrepancies.source_id
left join claims on claims.claim_id = discrepancies.claim_id
left join mentions on mentions.mention_id = discrepancies.mention_id
order by discrepancies.kind, discrepancies.discrepancy_id""",
    ),
    "named_most": (
        "Who is named most",
        "The jurisdictions by how many sources name them, and how often.",
        """select geoid, display_name, type, n_sources, n_mentions
from jurisdictions order by n_sources desc, n_mentions desc, position""",
    ),
    "claimed_not_listed": (
        "Claimed, but not listed",
        "Each place that a source claims as a recipient and that is not among the jurisdictions.",
        """select mentions.geoid, mentions.name, mentions.words, mentions.source_id, sources.publisher, sources.title
from mentions join sources on sources.source_id = mentions.source_id
where mentions.role <> 'mentioned' and mentions.jurisdiction is null
order by mentions.source_id, mentions.start""",
    ),
    "within": (
        "Which lie within another",
        "Each jurisdiction that lies within another of the list, and which.",
        """select inner_one.geoid, inner_one.display_name, inner_one.type, outer_one.display_name as lies_within,
  outer_one.geoid as within_geoid
from containment
join jurisdictions as inner_one on inner_one.geoid = containment.geoid
join jurisdictions as outer_one on outer_one.geoid = containment.within_geoid
order by inner_one.position, outer_one.position""",
    ),
    "by_state": (
        "Jurisdictions by state and type",
        "How many states, counties and cities are listed in each state.",
        """select state, usps, count(*) as jurisdictions, sum(type = 'state') as states,
  sum(type = 'county') as counties, sum(type = 'city') as cities
from jurisdictions group by usps order by count(*) desc, state""",
    ),
    "county_key": (
        "Counties to merge on",
        "Each jurisdiction with the counties it overlaps: join any county-level table on county_geoid.",
        """select jurisdictions.geoid, jurisdictions.display_name, jurisdictions.type, counties.county_geoid,
  counties.county, counties.share
from counties join jurisdictions on jurisdictions.geoid = counties.geoid
order by jurisdictions.position, counties.share desc""",
    ),
}
"""The queries Datasette offers: title, description and SQL by name."""


def write_metadata(about: Dataset) -> bytes:
    """The metadata of the package as YAML."""
    licence = {"license": about.licence_title, "license_url": about.licence_path}
    source = {"source": "; ".join(dict.fromkeys(origin.publisher for origin in ORIGINS)), "source_url": ORIGINS[0].path}
    metadata = {
        "title": about.title,
        "description": about.description,
        **licence,
        **source,
        "databases": {
            DATABASE: {
                "tables": {table.name: _table(table) for table in TABLES} | {"boundaries": _boundaries()},
                "queries": {
                    name: {"title": title, "description": text, "sql": sql}
                    for name, (title, text, sql) in QUERIES.items()
                },
            }
        },
    }
    return yaml.safe_dump(metadata, sort_keys=False, allow_unicode=True, width=100).encode()


def _table(table: Table) -> dict[str, Any]:
    metadata = {
        "title": table.title,
        "description": table.description,
        "columns": {field.name: _column(field) for field in table.fields},
        "units": {field.name: PINT_UNITS[field.unit] for field in table.fields if field.unit in PINT_UNITS},
        "facets": [field.name for field in table.fields if field.facet],
        "label_column": table.label,
        "sort": table.sort,
        "size": PAGE_SIZE,
    }
    return {key: value for key, value in metadata.items() if value}


def _column(field: Field) -> str:
    unit = f" Unit: {field.unit}." if field.unit and field.unit not in PINT_UNITS else ""
    return f"{field.description}{unit}"


def _boundaries() -> dict[str, Any]:
    return {
        "title": "Boundaries",
        "description": "One row per jurisdiction: its boundary within the shoreline as a GeoJSON geometry (WGS 84).",
        "columns": {"geoid": "GEOID of the jurisdiction.", "geojson": "The geometry: longitude and latitude."},
    }
