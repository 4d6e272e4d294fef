"""The one definition of every table and field.

`datapackage.json`, the SQLite schema, Datasette's `metadata.yml` and the data dictionary are generated from `TABLES`.
"""

from dataclasses import dataclass
from typing import Literal

FieldType = Literal["string", "integer", "number", "boolean", "date"]
"""The field types in use, named as in Table Schema (https://datapackage.org/standard/table-schema/)."""

ORIGINS = {
    "text": "the words of a source text",
    "front matter": "what a source record says about its source",
    "TIGER/Line": "US Census Bureau, TIGER/Line 2016 boundaries and codes",
    "GeoNames": "GeoNames gazetteer",
    "computed": "derived by this project's code from the other origins",
}
"""Where a value comes from; each field names one or two of these."""

GEOID = r"\d{2}(\d{3}|\d{5})?"
COUNTY_GEOID = r"\d{5}"
USPS = r"[A-Z]{2}"
LEVELS = ("state", "county", "city")


@dataclass(frozen=True, slots=True)
class Field:
    """One column: what it holds, where that comes from, and what must be true of it."""

    name: str
    type: FieldType
    description: str
    example: str | int | float | bool
    origin: tuple[str, ...]
    """Keys of `ORIGINS`."""
    title: str = ""
    unit: str | None = None
    required: bool = True
    unique: bool = False
    pattern: str | None = None
    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    decimals: int | None = None
    """How many decimals a number is published with."""
    facet: bool = False
    """Offered as a facet in Datasette."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`field` of a table holds values of `table`'s field `references`."""

    field: str
    table: str
    references: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns and its keys."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    label: str | None = None
    """The field that names a row to a reader."""
    sort: str | None = None
    """The field that Datasette sorts by."""
    search: tuple[str, ...] = ()
    """The fields with full-text search."""

    @property
    def field_names(self) -> list[str]:
        return [field.name for field in self.fields]

    def field(self, name: str) -> Field:
        """The field called `name`; raises `KeyError` where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


JURISDICTIONS = Table(
    name="jurisdictions",
    title="Jurisdictions",
    description=(
        "One row per recipient: a state, county or city that the sources list as one. The order is the list's. A "
        "recipient is a member of a full list, one as long as the count stated with it; where no source prints a full "
        "list, the rows are the union of what the sources claim, and `basis` says so."
    ),
    primary_key=("geoid",),
    foreign_keys=(ForeignKey("claim_id", "claims", "claim_id"),),
    label="display_name",
    sort="position",
    search=("name", "display_name", "listed_as"),
    fields=(
        Field(
            "geoid",
            "string",
            "Census GEOID: two digits for a state, five for a county, seven for a place. Text: leading zeros count.",
            "2717000",
            ("TIGER/Line",),
            title="GEOID",
            unique=True,
            pattern=GEOID,
        ),
        Field(
            "position",
            "integer",
            "Place in the list, from 1; without a full list, the order in which the sources first name it.",
            14,
            ("text",),
            unique=True,
            minimum=1,
        ),
        Field("name", "string", "Official name.", "Duluth", ("TIGER/Line", "GeoNames")),
        Field(
            "display_name",
            "string",
            "Name with the state spelled out.",
            "Duluth, Minnesota",
            ("TIGER/Line", "GeoNames"),
            unique=True,
        ),
        Field(
            "listed_as",
            "string",
            "The words of the list, as printed.",
            "City of Duluth, Minn.",
            ("text",),
            title="Listed as",
        ),
        Field(
            "type",
            "string",
            "Level of government: state, county (or its equivalent), or city (any Census place).",
            "city",
            ("TIGER/Line",),
            enum=LEVELS,
            facet=True,
        ),
        Field(
            "basis",
            "string",
            "Why it is here: `full_list`, on a list as long as the count stated with it; `claims`, claimed by a source "
            "while no source prints a full list; `mentions`, named, while no source lists or claims anything.",
            "full_list",
            ("text", "computed"),
            enum=("full_list", "claims", "mentions"),
        ),
        Field(
            "claim_id",
            "string",
            "The claim it rests on: the full list, or the first claim that names it; empty where no claim covers it.",
            "wire-claim-2",
            ("text", "computed"),
            title="Claim",
            required=False,
        ),
        Field(
            "usps",
            "string",
            "Postal abbreviation of the state.",
            "MN",
            ("TIGER/Line",),
            title="USPS",
            pattern=USPS,
            facet=True,
        ),
        Field("state", "string", "Name of the state.", "Minnesota", ("TIGER/Line",)),
        Field(
            "state_fips",
            "string",
            "FIPS code of the state, two digits.",
            "27",
            ("TIGER/Line",),
            title="State FIPS",
            pattern=r"\d{2}",
        ),
        Field(
            "county_fips",
            "string",
            "FIPS code of the county within its state, three digits; counties only.",
            "053",
            ("TIGER/Line",),
            title="County FIPS",
            required=False,
            pattern=r"\d{3}",
        ),
        Field(
            "place_fips",
            "string",
            "FIPS code of the place within its state, five digits; cities only.",
            "17000",
            ("TIGER/Line",),
            title="Place FIPS",
            required=False,
            pattern=r"\d{5}",
        ),
        Field(
            "geoidfq",
            "string",
            "Fully qualified GEOID, as in the files of data.census.gov (there also called GEO_ID or AFFGEOID).",
            "1600000US2717000",
            ("TIGER/Line", "computed"),
            title="Fully qualified GEOID",
            unique=True,
            pattern=r"(0400000US\d{2}|0500000US\d{5}|1600000US\d{7})",
        ),
        Field(
            "ocd_id",
            "string",
            "Open Civic Data division identifier, by that project's rules for names; empty where the rules give none.",
            "ocd-division/country:us/state:mn/place:duluth",
            ("computed",),
            title="OCD division",
            required=False,
            unique=True,
            pattern=r"ocd-division/country:us/[a-z0-9:/_.~-]+",
        ),
        Field(
            "geonames_id",
            "integer",
            "GeoNames identifier, where known.",
            5024719,
            ("GeoNames",),
            title="GeoNames id",
            required=False,
            minimum=1,
        ),
        Field(
            "coextensive_county",
            "string",
            "GEOID of the county with the same boundary, for a consolidated city and county (intersection over union "
            "of the legal areas at least 0.95); cities only.",
            "42101",
            ("TIGER/Line", "computed"),
            title="Coextensive county",
            required=False,
            pattern=COUNTY_GEOID,
        ),
        Field(
            "lon",
            "number",
            "Longitude of the label point: on land, inside the boundary and inside its largest part.",
            -92.12,
            ("TIGER/Line", "computed"),
            title="Longitude",
            unit="degree (WGS 84)",
            minimum=-180,
            maximum=180,
            decimals=5,
        ),
        Field(
            "lat",
            "number",
            "Latitude of the label point.",
            46.77,
            ("TIGER/Line", "computed"),
            title="Latitude",
            unit="degree (WGS 84)",
            minimum=-90,
            maximum=90,
            decimals=5,
        ),
        Field(
            "area_km2",
            "number",
            "Area within the shoreline, on the ellipsoid (GRS 80). Inland water counts.",
            185.6,
            ("TIGER/Line", "computed"),
            title="Area",
            unit="km²",
            minimum=0,
            decimals=3,
        ),
        Field(
            "legal_area_km2",
            "number",
            "Area within the legal boundary, which may reach into the sea or the Great Lakes, on the ellipsoid.",
            226.3,
            ("TIGER/Line", "computed"),
            title="Legal area",
            unit="km²",
            minimum=0,
            decimals=3,
        ),
        Field(
            "population",
            "integer",
            "Population by GeoNames (counties and states: the sum of the places inside); for a sense of size, not for "
            "statistics.",
            86110,
            ("GeoNames", "computed"),
            unit="persons",
            required=False,
            minimum=0,
        ),
        Field(
            "n_sources",
            "integer",
            "How many sources name it, in any role.",
            3,
            ("computed",),
            title="Sources",
            unit="sources",
            minimum=1,
        ),
        Field(
            "n_mentions",
            "integer",
            "How often the sources name it, in any role.",
            4,
            ("computed",),
            title="Mentions",
            unit="mentions",
            minimum=1,
        ),
        Field(
            "boundary_vintage",
            "integer",
            "The year whose boundaries and codes are used.",
            2016,
            ("TIGER/Line",),
            title="Boundary vintage",
            unit="year",
            minimum=1790,
        ),
    ),
)

SOURCES = Table(
    name="sources",
    title="Sources",
    description="One row per source text: what is known of it, and its fingerprint.",
    primary_key=("source_id",),
    label="source_id",
    sort="source_id",
    search=("title", "publisher"),
    fields=(
        Field(
            "source_id",
            "string",
            "Identifier of the source: the stem of its file's name.",
            "wire",
            ("front matter",),
            title="Source",
            unique=True,
        ),
        Field("title", "string", "Headline.", "23 cities get letters", ("front matter",), required=False),
        Field("publisher", "string", "Who published it.", "The Wire", ("front matter",), required=False, facet=True),
        Field("author", "string", "Who wrote it.", "A. Writer", ("front matter",), required=False),
        Field("date", "date", "When it was published.", "2018-01-24", ("front matter",), required=False),
        Field("url", "string", "Where it was published.", "https://example.org/a", ("front matter",), required=False),
        Field(
            "home",
            "string",
            "Postal abbreviation of the publisher's home state, which decides between places of one name; where the "
            "record does not say it, by the newspaper's or station's site.",
            "OR",
            ("front matter", "computed"),
            title="Home state",
            required=False,
            pattern=USPS,
        ),
        Field(
            "sha256",
            "string",
            "SHA-256 of the source's own text in UTF-8, hexadecimal: whoever holds the text can check that this is it.",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            ("front matter", "text"),
            title="SHA-256",
            unique=True,
            pattern=r"[0-9a-f]{64}",
        ),
        Field(
            "length",
            "integer",
            "Length of the source's own text.",
            3265,
            ("front matter", "text"),
            unit="Unicode code points",
            minimum=1,
        ),
        Field(
            "text",
            "string",
            "The record that was read: what the source reports, in our own words. Empty where the source's own text, "
            "which may be under copyright, was read. Offsets count its code points.",
            "The letters went to Duluth; Hennepin County, Minn.; and the state of Ohio.",
            ("text",),
            required=False,
        ),
        Field(
            "n_mentions",
            "integer",
            "How many mentions it holds.",
            31,
            ("computed",),
            title="Mentions",
            unit="mentions",
            minimum=0,
        ),
        Field(
            "n_recipients",
            "integer",
            "How many of the jurisdictions it names, in any role.",
            23,
            ("computed",),
            title="Recipients named",
            unit="jurisdictions",
            minimum=0,
        ),
    ),
)

MENTIONS = Table(
    name="mentions",
    title="Mentions",
    description=(
        "One row per place named in a source, recipient or not: where, in which words, in what role, and the rule that "
        "matched it to a GEOID."
    ),
    primary_key=("mention_id",),
    foreign_keys=(
        ForeignKey("source_id", "sources", "source_id"),
        ForeignKey("jurisdiction", "jurisdictions", "geoid"),
        ForeignKey("claim_id", "claims", "claim_id"),
    ),
    label="words",
    sort="mention_id",
    search=("words", "name"),
    fields=(
        Field(
            "mention_id",
            "string",
            "Identifier: the source and the offset of the first character.",
            "wire-00031",
            ("computed",),
            title="Mention",
            unique=True,
        ),
        Field("source_id", "string", "The source.", "wire", ("front matter",), title="Source", facet=True),
        Field(
            "start",
            "integer",
            "Offset of the first character in the text that was read.",
            31,
            ("text",),
            unit="Unicode code points",
            minimum=0,
        ),
        Field(
            "end",
            "integer",
            "Offset after the last character: text[start:end] is `words`.",
            54,
            ("text",),
            unit="Unicode code points",
            minimum=1,
        ),
        Field("words", "string", "The words, as printed.", "Hennepin County, Minn.", ("text",)),
        Field(
            "geoid",
            "string",
            "GEOID of the place; empty where the words fit no place, or more than one equally well.",
            "27053",
            ("TIGER/Line", "computed"),
            title="GEOID",
            required=False,
            pattern=GEOID,
        ),
        Field(
            "jurisdiction",
            "string",
            "The same GEOID where the place is one of the jurisdictions; empty elsewhere.",
            "27053",
            ("computed",),
            required=False,
            pattern=GEOID,
        ),
        Field(
            "level",
            "string",
            "Level of the place.",
            "county",
            ("TIGER/Line",),
            required=False,
            enum=LEVELS,
            facet=True,
        ),
        Field(
            "name",
            "string",
            "Name of the place, with its state.",
            "Hennepin County, Minnesota",
            ("TIGER/Line", "GeoNames"),
            required=False,
        ),
        Field(
            "usps",
            "string",
            "Postal abbreviation of its state.",
            "MN",
            ("TIGER/Line",),
            title="USPS",
            required=False,
            pattern=USPS,
        ),
        Field(
            "role",
            "string",
            "What the source says of it here: `listed`, a member of a list of recipients; `claimed`, said to be a "
            "recipient outside a full list; `mentioned`, named for another reason.",
            "listed",
            ("text", "computed"),
            enum=("listed", "claimed", "mentioned"),
            facet=True,
        ),
        Field(
            "rule",
            "string",
            "The rule that chose the place.",
            "state after comma",
            ("computed",),
            facet=True,
        ),
        Field(
            "score",
            "number",
            "The probability that the GEOID is right, as the program reckons it.",
            0.98,
            ("computed",),
            minimum=0,
            maximum=1,
            decimals=3,
        ),
        Field("note", "string", "Anything else a reader should know.", "also a city", ("computed",), required=False),
        Field(
            "claim_id",
            "string",
            "The claim that it is part of; empty where there is none.",
            "wire-claim-1",
            ("text", "computed"),
            title="Claim",
            required=False,
        ),
    ),
)

CLAIMS = Table(
    name="claims",
    title="Claims",
    description="One row per thing a source says of the recipients as a whole: how many they are, or which.",
    primary_key=("claim_id",),
    foreign_keys=(ForeignKey("source_id", "sources", "source_id"),),
    label="claim_id",
    sort="claim_id",
    search=("words",),
    fields=(
        Field(
            "claim_id",
            "string",
            "Identifier: the source and the claim's number in it.",
            "wire-claim-1",
            ("computed",),
            title="Claim",
            unique=True,
        ),
        Field("source_id", "string", "The source.", "wire", ("front matter",), title="Source", facet=True),
        Field(
            "kind",
            "string",
            "`stated_count`, a number of recipients; `full_list`, a list as long as the stated count; `partial_list`, "
            "some of them (“including …”); `list`, a list with no count to hold it against.",
            "stated_count",
            ("text", "computed"),
            enum=("stated_count", "full_list", "partial_list", "list"),
            facet=True,
        ),
        Field(
            "start",
            "integer",
            "Offset of the first character in the text that was read.",
            12,
            ("text",),
            unit="Unicode code points",
            minimum=0,
        ),
        Field(
            "end",
            "integer",
            "Offset after the last character.",
            28,
            ("text",),
            unit="Unicode code points",
            minimum=1,
        ),
        Field(
            "words",
            "string",
            "The words, as printed; empty for a list in a text that may not be copied.",
            "23 jurisdictions",
            ("text",),
            required=False,
        ),
        Field(
            "stated",
            "integer",
            "The number that the source states.",
            23,
            ("text",),
            unit="recipients",
            required=False,
            minimum=0,
        ),
        Field(
            "unit",
            "string",
            "What the source counts.",
            "jurisdictions",
            ("text",),
            required=False,
        ),
        Field(
            "found",
            "integer",
            "The number found: members of this list, or of the recipients where only a count is stated.",
            23,
            ("computed",),
            unit="recipients",
            required=False,
            minimum=0,
        ),
        Field(
            "agrees",
            "boolean",
            "Whether it agrees with the full list: the same number, of the kind it counts, and no place that is not "
            "on it; empty where there is nothing to compare.",
            True,
            ("computed",),
            required=False,
            facet=True,
        ),
        Field(
            "not_listed",
            "integer",
            "How many of the places it names are not among the jurisdictions.",
            0,
            ("computed",),
            title="Not on the list",
            unit="places",
            minimum=0,
        ),
    ),
)

COUNTIES = Table(
    name="counties",
    title="Counties overlapped",
    description=(
        "One row per jurisdiction and county that share land. A county overlaps itself; a state, all of its counties."
    ),
    primary_key=("geoid", "county_geoid"),
    foreign_keys=(ForeignKey("geoid", "jurisdictions", "geoid"),),
    label="county",
    search=("county",),
    fields=(
        Field(
            "geoid",
            "string",
            "GEOID of the jurisdiction.",
            "2938000",
            ("TIGER/Line",),
            title="Jurisdiction",
            pattern=GEOID,
        ),
        Field(
            "county_geoid",
            "string",
            "GEOID of the county: the key to merge county-level data on.",
            "29095",
            ("TIGER/Line",),
            title="County GEOID",
            pattern=COUNTY_GEOID,
        ),
        Field("county", "string", "Full name of the county.", "Jackson County", ("TIGER/Line", "GeoNames")),
        Field(
            "share",
            "number",
            "Share of the jurisdiction's area within the shoreline that lies in the county.",
            0.075,
            ("TIGER/Line", "computed"),
            unit="1 (fraction)",
            minimum=0,
            maximum=1,
            decimals=6,
        ),
        Field(
            "area_km2",
            "number",
            "Area of the overlap within the shoreline, on the ellipsoid.",
            59.1,
            ("TIGER/Line", "computed"),
            title="Area",
            unit="km²",
            minimum=0,
            decimals=3,
        ),
    ),
)

CONTAINMENT = Table(
    name="containment",
    title="Jurisdictions within jurisdictions",
    description="One row per pair of jurisdictions of which the first lies within the second.",
    primary_key=("geoid", "within_geoid"),
    foreign_keys=(
        ForeignKey("geoid", "jurisdictions", "geoid"),
        ForeignKey("within_geoid", "jurisdictions", "geoid"),
    ),
    fields=(
        Field("geoid", "string", "The one inside.", "2743000", ("TIGER/Line",), title="Jurisdiction", pattern=GEOID),
        Field("within_geoid", "string", "The one around it.", "27053", ("TIGER/Line",), title="Within", pattern=GEOID),
    ),
)

DISCREPANCIES = Table(
    name="discrepancies",
    title="Discrepancies",
    description="One row per point on which the sources disagree with the list, or with themselves, and the evidence.",
    primary_key=("discrepancy_id",),
    foreign_keys=(
        ForeignKey("source_id", "sources", "source_id"),
        ForeignKey("claim_id", "claims", "claim_id"),
        ForeignKey("mention_id", "mentions", "mention_id"),
    ),
    label="statement",
    sort="discrepancy_id",
    search=("statement",),
    fields=(
        Field(
            "discrepancy_id",
            "string",
            "Identifier: the source, the kind and the offset of the words.",
            "wire-unit-00012",
            ("computed",),
            title="Discrepancy",
            unique=True,
        ),
        Field(
            "kind",
            "string",
            "`claimed_not_listed`, a source claims a place that is not on the full list; `lists_differ`, a full list "
            "lacks a place that another holds; `count`, a stated number differs from the number found; `unit`, a "
            "source counts one kind of government where the list holds others; `incomplete`, no source prints a full "
            "list; `unresolved`, a listed name fits no single place.",
            "unit",
            ("computed",),
            enum=("claimed_not_listed", "lists_differ", "count", "unit", "incomplete", "unresolved"),
            facet=True,
        ),
        Field(
            "source_id",
            "string",
            "The source; empty where it is about all of them.",
            "wire",
            ("front matter",),
            title="Source",
            required=False,
            facet=True,
        ),
        Field("claim_id", "string", "The claim.", "wire-claim-1", ("computed",), title="Claim", required=False),
        Field("mention_id", "string", "The mention.", "wire-00031", ("computed",), title="Mention", required=False),
        Field(
            "geoid",
            "string",
            "The place it is about.",
            "2758000",
            ("TIGER/Line",),
            title="GEOID",
            required=False,
            pattern=GEOID,
        ),
        Field(
            "statement",
            "string",
            "The disagreement in a sentence.",
            "wire says “23 cities”; the 23 found are 14 cities, 6 counties and 3 states.",
            ("computed",),
        ),
    ),
)

TABLES: tuple[Table, ...] = (JURISDICTIONS, MENTIONS, CLAIMS, SOURCES, COUNTIES, CONTAINMENT, DISCREPANCIES)
"""Every table, in the order in which readers meet them."""


def table(name: str) -> Table:
    """The table called `name`; raises `KeyError` where there is none."""
    for candidate in TABLES:
        if candidate.name == name:
            return candidate
    raise KeyError(name)
