"""The reconciliation service: names as people write them, the specification's forms, and what it refuses."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
import sites
from referencing import Registry
from referencing.jsonschema import DRAFT7

from pipeline.site.reconcile import AUTOMATIC, LEVELS, PROPERTIES, TYPES, matches

Ask = Callable[..., httpx.Response]

VARIANTS = {
    "1714000": ["Chicago", "Chicago, IL", "City of Chicago", "Chicgo, Illinois"],
    "17031": ["Cook County", "Cook County, Ill", "Cook Co., IL"],
    "3651000": ["New York City", "New York, NY", "N.Y.C.", "City of New York"],
    "06": ["California", "State of California", "Calif.", "CA"],
    "3601000": ["Albany, N.Y.", "Albany, New York", "City of Albany, NY"],
    "0606000": ["Berkeley, CA", "City of Berkeley", "Berkely", "Berkeley (California)"],
    "35001": ["Bernalillo County", "Bernalilo County, New Mexico", "Bernalillo County, N.M."],
    "5010675": ["Burlington, Vt.", "Burlington, Vermont", "Burlingon, VT"],
    "0820000": ["Denver", "City and County of Denver", "Denver, Colo."],
    "0626000": ["Fremont, CA", "Fremont, Calif.", "Freemont, California"],
    "2836000": ["Jackson, Miss.", "Jackson, MS", "City of Jackson, Mississippi"],
    "53033": ["King County, WA", "King County, Wash."],
    "2534550": ["Lawrence, Mass.", "Lawrence, Massachusetts", "Lawrance, MA"],
    "0644000": ["Los Angeles", "L.A.", "City of Los Angeles, Calif."],
    "2148006": ["Louisville", "Louisville Metro", "Louisville, Ky"],
    "06053": ["Monterey County", "Monterey County, Calif.", "Monterrey County, CA"],
    "06067": ["Sacramento County", "Sacramento Co., Calif."],
    "0667000": ["San Francisco", "San Fransisco, CA", "City and County of San Francisco"],
    "06097": ["Sonoma County", "Sonoma Co.", "Sonoma County, CA"],
    "0683668": ["Watsonville", "Watsonville, Calif.", "Watsonvile, CA"],
    "1276600": ["West Palm Beach", "W. Palm Beach, Fla.", "West Palm Beach, FL"],
    "17": ["Illinois", "State of Illinois", "Ill."],
    "41": ["Oregon", "the state of Oregon", "Ore."],
}

OFFICIAL = os.environ.get("RECONCILIATION_SCHEMAS")
"""A folder with the specification's own schemas (github.com/reconciliation-api/specs, 0.2/schemas), to hold the answers
against those too; they are not part of the project. The schemas below say the same of what this service offers."""

Schema = dict[str, Any]
TEXT = {"type": "string"}
LINK = {"type": "string", "pattern": "^https?://"}
OF_AN_ID = {"type": "string", "pattern": r"\{\{id\}\}"}


def an_object(required: Schema, **optional: Schema) -> Schema:
    return {"type": "object", "required": list(required), "properties": required | optional}


def a_list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


NAMED = an_object({"id": TEXT, "name": TEXT})
DESCRIBED = an_object({"id": TEXT, "name": TEXT}, description=TEXT)
PLACE = an_object({"service_url": LINK, "service_path": {"type": "string", "pattern": "^/"}})
CANDIDATE = an_object(
    {"id": TEXT, "name": TEXT, "score": {"type": "number", "minimum": 0, "maximum": 100}},
    description=TEXT,
    match={"type": "boolean"},
    type=a_list(NAMED),
)
CELL = {
    "oneOf": [
        an_object({key: {"type": kind}}) | {"additionalProperties": False}
        for key, kind in {"str": "string", "int": "integer", "float": "number"}.items()
    ]
}
SCHEMAS = {
    "manifest": an_object(
        {
            "versions": a_list(TEXT) | {"contains": {"const": "0.2"}},
            "name": TEXT,
            "identifierSpace": LINK,
            "schemaSpace": LINK,
        },
        documentation=LINK,
        defaultTypes=a_list(NAMED) | {"uniqueItems": True},
        view=an_object({"url": OF_AN_ID}),
        preview=an_object({"url": OF_AN_ID, "width": {"type": "integer"}, "height": {"type": "integer"}}),
        suggest=an_object({}, entity=PLACE, property=PLACE, type=PLACE),
        extend=an_object({"propose_properties": PLACE, "property_settings": {"type": "array", "maxItems": 0}}),
    ),
    "reconciliation-result-batch": {
        "type": "object",
        "additionalProperties": an_object({"result": a_list(CANDIDATE)}),
    },
    "suggest-entities-response": an_object(
        {"result": a_list(an_object({"id": TEXT, "name": TEXT}, description=TEXT, notable=a_list(NAMED)))}
    ),
    "suggest-types-response": an_object({"result": a_list(DESCRIBED)}),
    "suggest-properties-response": an_object({"result": a_list(DESCRIBED)}),
    "data-extension-response": an_object(
        {
            "meta": a_list(NAMED),
            "rows": {
                "type": "object",
                "additionalProperties": {"type": "object", "additionalProperties": a_list(CELL)},
            },
        }
    ),
}
"""What the specification asks of each kind of answer, by the name of its own schema."""
PROPOSAL = an_object({"properties": a_list(DESCRIBED)}, type=TEXT, limit={"type": "number"})
SUGGESTIONS = {"entity": "entities", "type": "types", "property": "properties"}


def check(kind: str, answer: Any) -> Any:
    """An answer, held against what the specification asks of its kind."""
    jsonschema.validate(answer, SCHEMAS[kind])
    if OFFICIAL:
        schemas = [json.loads(path.read_text()) for path in Path(OFFICIAL).glob("*.json")]
        registry = Registry().with_resources((one["$id"], DRAFT7.create_resource(one)) for one in schemas)
        official = json.loads((Path(OFFICIAL) / f"{kind}.json").read_text())
        jsonschema.Draft7Validator(official, registry=registry).validate(answer)
    return answer


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return sites.Browser(sites.make(tmp_path_factory.mktemp("site")))


def reconcile(ask: Ask, *names: str, **fields: Any) -> list[list[dict[str, Any]]]:
    """The candidates for each of some names."""
    queries = {f"q{number}": {"query": name} | fields for number, name in enumerate(names)}
    answer = ask("/reconcile", "POST", data={"queries": json.dumps(queries)}).json()
    check("reconciliation-result-batch", answer)
    assert list(answer) == list(queries)
    return [result["result"] for result in answer.values()]


def test_names_as_people_write_them(ask: Ask) -> None:
    pairs = [(name, geoid) for geoid, names in VARIANTS.items() for name in names]
    assert len(pairs) >= 60
    found = reconcile(ask, *(name for name, _ in pairs))
    wrong = [
        (name, [one["name"] for one in candidates[:2]])
        for (name, geoid), candidates in zip(pairs, found, strict=True)
        if not candidates or candidates[0]["id"] != geoid
    ]
    wrongly_sure = [
        name
        for (name, geoid), candidates in zip(pairs, found, strict=True)
        if any(one["match"] and one["id"] != geoid for one in candidates)
    ]
    print(f"{len(pairs) - len(wrong)} of {len(pairs)} right at rank 1; wrong: {wrong}")
    assert len(wrong) <= 0.05 * len(pairs), wrong
    assert wrongly_sure == []


def test_only_a_clear_first_candidate_is_a_match(ask: Ask) -> None:
    sure, unsure, unknown = reconcile(ask, "Berkeley, CA", "Springfield", "Xyzzyville")
    assert sure[0]["match"]
    assert sure[0]["score"] >= AUTOMATIC
    assert not any(one["match"] for one in unsure)
    assert len(unsure) > 1
    assert unknown == []
    assert [one["score"] for one in unsure] == sorted((one["score"] for one in unsure), reverse=True)


def test_a_type_a_state_and_a_limit_narrow_the_answer(ask: Ask) -> None:
    assert reconcile(ask, "Denver", type="county")[0][0]["id"] == "08031"
    assert all(
        one["id"].startswith("50") for one in reconcile(ask, "Burlington", properties=[{"pid": "usps", "v": "VT"}])[0]
    )
    assert len(reconcile(ask, "Springfield", limit=2)[0]) == 2
    (listed,) = reconcile(ask, "Portland", type="listed")
    rows = {row["geoid"] for row in ask("/jurisdictions/jurisdictions.json?_shape=array").json()}
    assert all(one["id"] in rows for one in listed)


def test_all_that_the_specification_allows_is_answered(ask: Ask) -> None:
    nevada = {"id": "32", "name": "Nevada"}
    for value in ("NV", "Nevada", "32", nevada, ["NV", "CA"], [nevada]):
        assert reconcile(ask, "Reno", properties=[{"pid": "state", "v": value}])[0][0]["id"] == "3260600"
    for value in (5, 0.5, True, [], [1], {"id": "Q1227"}, "nowhere"):
        assert reconcile(ask, "Reno", properties=[{"pid": "state", "v": value}])[0]
    assert len(reconcile(ask, "Springfield", limit=2.5, type_strict="should")[0]) == 2
    assert reconcile(ask, "Springfield", limit=1e300)[0]
    assert reconcile(ask, "", " ", type=[]) == [[], []]
    only = {"a": {"properties": [{"pid": "name", "v": "Reno"}]}, "b": {"properties": [{"pid": "lat", "v": 1}]}}
    answer = ask("/reconcile", params={"queries": json.dumps(only)}).json()
    assert [one["id"] for one in answer["a"]["result"][:1]] == ["3260600"]
    assert answer["b"]["result"] == []


def test_types_are_weighed_together(ask: Ask) -> None:
    ((best, *others),) = reconcile(ask, "Reno", type=["city", "county"])
    assert best["id"] == "3260600"
    assert all(one["score"] < best["score"] for one in others)
    assert {kind["id"] for one in (best, *others) for kind in one["type"]} <= {"city", "county", "listed"}


def test_a_code_finds_its_place(ask: Ask) -> None:
    for code in ("06", "17031", "0606000"):
        (only,) = reconcile(ask, code)[0]
        assert (only["id"], only["score"], only["match"]) == (code, 100, True)
    assert reconcile(ask, "17031", type="city") == [[]]
    assert reconcile(ask, "99", "1703") == [[], []]


def test_scores_of_namesakes_add_up() -> None:
    for name in ("Springfield", "Cook County", "Berkely", "Jackson"):
        assert sum(match.score for match in matches(name)) <= 100.5


def test_the_manifest_leads_to_what_is_there(ask: Ask) -> None:
    manifest = ask("/reconcile").json()
    check("manifest", manifest)
    assert "Berkeley" in ask(manifest["preview"]["url"].replace("{{id}}", "0606000")).text
    assert ask(manifest["view"]["url"].replace("{{id}}", "4159000")).status_code == 200
    for kind, place in manifest["suggest"].items():
        answer = ask(f"{place['service_url']}{place['service_path']}?prefix=p").json()
        assert check(f"suggest-{SUGGESTIONS[kind]}-response", answer)["result"], kind
    assert "frame-ancestors *" in ask("/reconcile/preview?id=06").headers["content-security-policy"]


def test_properties_can_be_added_to_a_table(ask: Ask) -> None:
    proposed = ask("/reconcile/properties?type=city&limit=3").json()
    jsonschema.validate(proposed, PROPOSAL)
    assert len(proposed["properties"]) == 3
    asked = {"ids": ["0606000", "99"], "properties": [{"id": pid} for pid in PROPERTIES]}
    answer = ask("/reconcile/extend", "POST", data={"extend": json.dumps(asked)}).json()
    check("data-extension-response", answer)
    assert [one["id"] for one in answer["meta"]] == list(PROPERTIES)
    row = answer["rows"]["0606000"]
    assert row["geoid"] == [{"str": "0606000"}]
    assert row["usps"] == [{"str": "CA"}]
    assert all(cell == [] for cell in answer["rows"]["99"].values())


@pytest.mark.parametrize(
    "queries",
    [
        "[",
        "1",
        "[]",
        '{"a": 1}',
        '{"a": {}}',
        '{"a": {"query": 1}}',
        '{"a": {"limit": 1}}',
        '{"a": {"properties": []}}',
        '{"a": {"query": "x", "limit": 0}}',
        '{"a": {"query": "x", "limit": true}}',
        '{"a": {"query": "x", "limit": NaN}}',
        '{"a": {"query": "x", "type": "odd"}}',
        '{"a": {"query": "x", "type": [1]}}',
        '{"a": {"query": "x", "type": [[1]]}}',
        '{"a": {"query": "x", "type": {"b": 1}}}',
        '{"a": {"query": "x", "properties": 1}}',
        '{"a": {"query": "x", "properties": [{"v": 1}]}}',
        "[" * 100_000,
        json.dumps({str(number): {"query": "x"} for number in range(200)}),
    ],
)
def test_what_is_no_batch_of_queries_is_refused(ask: Ask, queries: str) -> None:
    answer = ask("/reconcile", "POST", data={"queries": queries})
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "query", ["\ud83d\ude00", "a" * 10_000, "'; drop table x", "<b>", "%00", "  County", "of of of", "\\"]
)
def test_no_query_is_too_odd(ask: Ask, query: str) -> None:
    assert isinstance(reconcile(ask, query)[0], list)


def test_types_are_the_levels_of_the_tables() -> None:
    assert LEVELS.keys() < TYPES.keys()
