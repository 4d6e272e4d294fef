"""Who is a recipient, in which words, and where the sources disagree: tables made of hand-made extractions."""

import hashlib

import pandas as pd
import pytest

from pipeline import schema
from pipeline.documents import Document
from pipeline.extract import Claim, Extraction, Mention
from pipeline.tables import add_geography, build_tables, frame

COLUMNS = ["geoid", "level", "name", "full_name", "usps", "population", "geonames_id", "coextensive"]
NAMES = pd.DataFrame(
    [
        ("27", "state", "Minnesota", "Minnesota", "MN", 5, None, None),
        ("27053", "county", "Hennepin", "Hennepin County", "MN", 3, None, None),
        ("2717000", "city", "Duluth", "Duluth", "MN", 2, 5024719, None),
        ("2743000", "city", "Minneapolis", "Minneapolis", "MN", None, None, None),
        ("42", "state", "Pennsylvania", "Pennsylvania", "PA", 9, None, None),
        ("42101", "county", "Philadelphia", "Philadelphia County", "PA", 1, None, "4260000"),
        ("4260000", "city", "Philadelphia", "Philadelphia", "PA", 1, None, "42101"),
    ],
    columns=COLUMNS,
).set_index("geoid", drop=False)
DISPLAY = {
    "27": "Minnesota",
    "27053": "Hennepin County, Minnesota",
    "2717000": "Duluth, Minnesota",
    "2743000": "Minneapolis, Minnesota",
    "42101": "Philadelphia County, Pennsylvania",
    "4260000": "Philadelphia, Pennsylvania",
}


def mention(text, words, geoid, role="listed", rule="context"):
    start = text.index(words)
    level = NAMES.at[geoid, "level"] if geoid else None
    name, usps = DISPLAY.get(geoid), NAMES.at[geoid, "usps"] if geoid else None
    return Mention(start, start + len(words), words, geoid, level, name, usps, role, rule, 0.9)


def claim(text, words, kind, stated=None, unit=None, items=()):
    start = text.index(words)
    geoids, printed = [geoid for _, geoid in items], [item for item, _ in items]
    found = len(geoids) or None
    return Claim(kind, start, start + len(words), words, stated, unit, found, None, geoids, printed)


LIST = "3 jurisdictions: the city of Duluth; Hennepin County, Minn; and the state of Minnesota."
ITEMS = [("the city of Duluth", "2717000"), ("Hennepin County, Minn", "27053"), ("the state of Minnesota", "27")]


def full_list(doc_id="list", publisher=None):
    span = LIST[LIST.index("the city") : -1]
    return Extraction(
        Document(doc_id, LIST, publisher=publisher, sha256="a" * 64, length=900),
        [
            mention(LIST, "Duluth", "2717000"),
            mention(LIST, "Hennepin County", "27053"),
            mention(LIST, "Minn", "27", "mentioned", "completes a name"),
            mention(LIST, "Minnesota", "27"),
        ],
        [
            claim(LIST, "3 jurisdictions", "stated_count", 3, "jurisdictions"),
            claim(LIST, span, "full_list", 3, "jurisdictions", ITEMS),
        ],
    )


def claims_text(words, geoid, stated=None, unit=None, doc_id="other"):
    text = f"It went to {stated} {unit or 'of them'} including {words} and Duluth."
    items = [(words, geoid), ("Duluth", "2717000")]
    counted = [claim(text, f"{stated} {unit or ''}".strip(), "stated_count", stated, unit)] if stated else []
    return Extraction(
        Document(
            doc_id, text, publisher="The Wire", sha256=hashlib.sha256(text.encode()).hexdigest(), length=len(text)
        ),
        [mention(text, words, geoid, "claimed"), mention(text, "Duluth", "2717000", "claimed")],
        [*counted, claim(text, f"{words} and Duluth", "partial_list", stated, unit, items)],
    )


def test_full_list_gives_the_recipients_in_its_order_as_printed():
    jurisdictions = build_tables([claims_text("Minneapolis", "2743000"), full_list()], NAMES)["jurisdictions"]
    assert list(jurisdictions["geoid"]) == ["2717000", "27053", "27"]
    assert list(jurisdictions["position"]) == [1, 2, 3]
    assert list(jurisdictions["listed_as"]) == [item for item, _ in ITEMS]
    assert set(jurisdictions["basis"]) == {"full_list"}
    assert set(jurisdictions["claim_id"]) == {"list-claim-2"}


def test_words_of_the_list_lose_their_line_breaks_only() -> None:
    text = "1 city: the city\u00a0of\nDuluth"
    item = [("the city\u00a0of\nDuluth", "2717000")]
    extraction = Extraction(
        Document("breaks", text),
        [mention(text, "Duluth", "2717000")],
        [claim(text, item[0][0], "full_list", 1, "city", item)],
    )
    assert build_tables([extraction], NAMES)["jurisdictions"]["listed_as"].tolist() == ["the city of Duluth"]


def test_codes_and_names_come_from_the_reference():
    rows = build_tables([full_list()], NAMES)["jurisdictions"].set_index("geoid")
    assert rows.loc["2717000", ["place_fips", "geoidfq", "ocd_id"]].tolist() == [
        "17000",
        "1600000US2717000",
        "ocd-division/country:us/state:mn/place:duluth",
    ]
    assert rows.loc["27053", ["county_fips", "state", "name"]].tolist() == ["053", "Minnesota", "Hennepin County"]
    assert rows.at["27", "geoidfq"] == "0400000US27"
    assert rows.at["2717000", "geonames_id"] == 5024719


def test_a_state_that_only_completes_a_name_is_not_counted_as_named():
    rows = build_tables([full_list()], NAMES)["jurisdictions"].set_index("geoid")
    assert rows.at["27", "n_mentions"] == 1


def test_a_claim_off_the_list_is_kept_as_a_discrepancy():
    tables = build_tables([full_list(), claims_text("Minneapolis", "2743000")], NAMES)
    assert "2743000" not in set(tables["jurisdictions"]["geoid"])
    (row,) = tables["discrepancies"].to_dict("records")
    assert (row["kind"], row["geoid"], row["source_id"]) == ("claimed_not_listed", "2743000", "other")
    assert "Minneapolis, Minnesota" in row["statement"]


@pytest.mark.parametrize(
    ("stated", "unit", "kinds"),
    [
        (3, "jurisdictions", set()),
        (3, "cities", {"unit"}),
        (4, "jurisdictions", {"count"}),
        (4, "counties", {"unit", "count"}),
        (3, None, set()),
    ],
)
def test_counts_and_units_are_held_against_the_list(stated, unit, kinds):
    tables = build_tables([full_list(), claims_text("Duluth", "2717000", stated, unit)], NAMES)
    assert set(tables["discrepancies"]["kind"]) == kinds
    counted = tables["claims"].query("source_id == 'other' and kind == 'stated_count'").iloc[0]
    assert counted["agrees"] == (not kinds)
    assert counted["found"] == 3


def test_the_unit_discrepancy_says_what_the_list_holds():
    statements = build_tables([full_list(), claims_text("Duluth", "2717000", 3, "cities")], NAMES)["discrepancies"]
    assert "The Wire says “3 cities”; the 3 on the list are 1 city, 1 county and 1 state." in set(
        statements["statement"]
    )


def test_a_count_of_nothing_in_particular_is_told_too() -> None:
    statements = build_tables([full_list(), claims_text("Duluth", "2717000", 4, None)], NAMES)["discrepancies"]
    assert statements["statement"].tolist() == ["The Wire says “4”; the list holds 3."]


def test_without_a_full_list_the_claims_are_published_and_marked_incomplete():
    tables = build_tables([claims_text("Minneapolis", "2743000", 9, "cities")], NAMES)
    assert list(tables["jurisdictions"]["geoid"]) == ["2743000", "2717000"]
    assert set(tables["jurisdictions"]["basis"]) == {"claims"}
    incomplete = tables["discrepancies"].query("kind == 'incomplete'")
    assert any("“9 cities”" in statement and "name 2" in statement for statement in incomplete["statement"])


def test_where_nothing_is_claimed_what_is_named_is_published_and_said_so():
    text = "Rain fell on Duluth."
    tables = build_tables(
        [Extraction(Document("rain", text), [mention(text, "Duluth", "2717000", "mentioned")], [])], NAMES
    )
    assert tables["jurisdictions"]["basis"].tolist() == ["mentions"]
    assert tables["discrepancies"]["kind"].tolist() == ["incomplete"]


def test_a_city_and_its_coextensive_county_are_one_recipient():
    text = "2 jurisdictions: Philadelphia, Philadelphia County"
    extraction = Extraction(
        Document("one", text),
        [mention(text, "Philadelphia", "4260000"), mention(text, "Philadelphia County", "42101", "claimed")],
        [],
    )
    tables = build_tables([extraction], NAMES)
    assert tables["jurisdictions"]["geoid"].tolist() == ["4260000"]
    assert tables["jurisdictions"]["coextensive_county"].tolist() == ["42101"]
    assert set(tables["mentions"]["jurisdiction"]) == {"4260000"}


def test_a_list_that_holds_both_keeps_both() -> None:
    text = "2 jurisdictions: Philadelphia; the Philadelphia County"
    items = [("Philadelphia", "4260000"), ("Philadelphia County", "42101")]
    extraction = Extraction(
        Document("both", text),
        [mention(text, "Philadelphia", "4260000"), mention(text, "Philadelphia County", "42101")],
        [claim(text, "Philadelphia; the Philadelphia County", "full_list", 2, "jurisdictions", items)],
    )
    tables = build_tables([extraction], NAMES)
    assert tables["jurisdictions"]["geoid"].tolist() == ["4260000", "42101"]
    assert tables["mentions"]["jurisdiction"].tolist() == ["4260000", "42101"]


def test_two_full_lists_that_differ_are_joined_and_the_gap_is_told():
    text = "2 places: Duluth; Minneapolis"
    items = [("Duluth", "2717000"), ("Minneapolis", "2743000")]
    short = Extraction(
        Document("short", text),
        [mention(text, "Duluth", "2717000"), mention(text, "Minneapolis", "2743000")],
        [claim(text, "Duluth; Minneapolis", "full_list", 2, "places", items)],
    )
    tables = build_tables([full_list(), short], NAMES)
    assert tables["jurisdictions"]["geoid"].tolist() == ["2717000", "27053", "27", "2743000"]
    differ = tables["discrepancies"].query("kind == 'lists_differ'")
    assert set(zip(differ["source_id"], differ["geoid"], strict=True)) == {
        ("list", "2743000"),
        ("short", "27053"),
        ("short", "27"),
    }


def test_a_listed_name_that_fits_no_place_is_told():
    text = "It went to Springfield."
    tables = build_tables(
        [full_list(), Extraction(Document("s", text), [mention(text, "Springfield", None)], [])], NAMES
    )
    assert tables["discrepancies"]["kind"].tolist() == ["unresolved"]
    assert tables["mentions"].query("source_id == 's'")["geoid"].isna().all()


def test_only_a_record_in_other_words_is_published():
    sources = build_tables([full_list(), claims_text("Minneapolis", "2743000")], NAMES)["sources"].set_index(
        "source_id"
    )
    assert sources.at["list", "text"] == LIST
    assert pd.isna(sources.at["other", "text"])


def test_identifiers_are_unique_and_keys_hold():
    tables = build_tables([full_list(), claims_text("Minneapolis", "2743000", 4, "cities")], NAMES)
    for name in ("jurisdictions", "mentions", "claims", "sources", "discrepancies"):
        table = schema.table(name)
        assert not tables[name].duplicated(list(table.primary_key)).any()
        for key in table.foreign_keys:
            assert set(tables[name][key.field].dropna()) <= set(tables[key.table][key.references]), (name, key)


def test_geography_is_joined_by_geoid():
    tables = build_tables([full_list()], NAMES)
    measured = {"lon": 1.0, "lat": 2.0, "area_km2": 3.00049, "legal_area_km2": 4.0}
    boundaries = pd.DataFrame([{"geoid": geoid, **measured} for geoid in ("27", "27053", "2717000")])
    overlaps = pd.DataFrame([{"geoid": "2717000", "county_geoid": "27053", "share": 1.0, "area_km2": 3.0}])
    within = pd.DataFrame([{"geoid": "27053", "within_geoid": "27"}])
    full = add_geography(tables, boundaries, overlaps, within, NAMES)
    assert set(full) == {table.name for table in schema.TABLES}
    assert full["jurisdictions"]["area_km2"].tolist() == [3.0, 3.0, 3.0]
    assert full["counties"]["county"].tolist() == ["Hennepin County"]


def test_an_empty_frame_still_has_its_columns():
    assert list(frame("containment", []).columns) == ["geoid", "within_geoid"]
