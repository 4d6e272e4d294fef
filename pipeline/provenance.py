"""`provenance.json`: every input, step and output of a package in W3C PROV, as PROV-JSON (https://www.w3.org/TR/prov-dm/).

It bears no times: the same inputs give the same file.
"""

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from pipeline.dataset import ORIGINS, Dataset
from pipeline.tables import Tables, records

STEPS = {
    "extract": ("Find the places a text names, in what role, and match each to a GEOID", ("source",), "reading"),
    "tabulate": ("Decide who is a recipient and where the sources disagree", ("reading", "reference"), "tables"),
    "locate": ("Clip the boundaries to the shoreline, measure them, find the counties", ("reference",), "shapes"),
    "write": ("Write the files of the package", ("tables", "shapes"), "file"),
}
"""Each step: what it does, the kinds of thing it uses, and the kind it makes."""


def write_provenance(about: Dataset, tables: Tables, files: Mapping[str, bytes]) -> bytes:
    """The provenance of a package: `files` are its data files, bytes by path."""
    entities = {
        **_sources(tables),
        **_reference(),
        "j:reading": {"prov:label": "The mentions and claims of every text"},
        "j:tables": {"prov:label": "The tables"},
        "j:shapes": {"prov:label": "The boundaries, points, areas and overlaps"},
        **{f"j:file/{path}": _file(path, data) for path, data in files.items()},
    }
    document = {
        "prefix": {
            "prov": "http://www.w3.org/ns/prov#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "j": f"urn:data-package:{about.name}:{about.version}:",
        },
        "entity": entities,
        "activity": {f"j:{step}": {"prov:label": label} for step, (label, _, _) in STEPS.items()},
        "agent": {
            "j:code": {
                "prov:type": "prov:SoftwareAgent",
                "prov:label": "jurisdictions",
                "j:version": version("jurisdictions"),
            }
        },
        "wasAssociatedWith": {
            f"_:by-{step}": {"prov:activity": f"j:{step}", "prov:agent": "j:code"} for step in STEPS
        },
        "used": {
            f"_:{step}-used-{number}": {"prov:activity": f"j:{step}", "prov:entity": entity}
            for step, (_, kinds, _) in STEPS.items()
            for number, entity in enumerate(_of_kinds(entities, kinds), 1)
        },
        "wasGeneratedBy": {
            f"_:{step}-made-{number}": {"prov:entity": entity, "prov:activity": f"j:{step}"}
            for step, (_, _, kind) in STEPS.items()
            for number, entity in enumerate(_of_kinds(entities, (kind,)), 1)
        },
        "wasDerivedFrom": {
            **{f"_:record-{name}": {"prov:generatedEntity": f"j:source/{name}", "prov:usedEntity": f"j:article/{name}"}
               for name in tables["sources"]["source_id"]},
            **{f"_:origin-{number}": {"prov:generatedEntity": "j:reference", "prov:usedEntity": f"j:origin/{number}"}
               for number in range(1, len(ORIGINS) + 1)},
        },
    }  # fmt: skip
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _sources(tables: Tables) -> dict[str, Any]:
    """The texts that were read, and the articles they are or stand for."""
    entities = {}
    for source in records(tables["sources"]):
        name = source["source_id"]
        title = source["title"] or name
        article = {"prov:label": f"Article: {title}", "j:sha256": source["sha256"], "j:length": source["length"]}
        entities[f"j:article/{name}"] = article
        text = source["text"]
        entities[f"j:source/{name}"] = {
            "prov:label": f"Record of {title}" if text else f"Text of {title}",
            "j:sha256": hashlib.sha256(text.encode()).hexdigest() if text else source["sha256"],
        }
    return entities


def _reference() -> dict[str, Any]:
    """The reference file and the works it was made of."""
    from pipeline.reference import REFERENCE, VINTAGE
    from pipeline.reference.archive import INTEGRITY, PACKAGE

    origins = {
        f"j:origin/{number}": {
            "prov:label": f"{origin.publisher}: {origin.title}",
            "prov:location": origin.path,
            "j:licence": origin.licence,
        }
        for number, origin in enumerate(ORIGINS, 1)
    }
    digest = hashlib.sha256(REFERENCE.read_bytes()).hexdigest()
    reference = {
        "prov:label": REFERENCE.name,
        "j:sha256": digest,
        "j:vintage": VINTAGE,
        "j:archive": f"npm package {PACKAGE}",
        "j:archiveIntegrity": INTEGRITY,
    }
    return {**origins, "j:reference": reference}


def _file(path: str, data: bytes) -> dict[str, Any]:
    return {"prov:label": path, "j:sha256": hashlib.sha256(data).hexdigest(), "j:bytes": len(data)}


def _of_kinds(entities: Mapping[str, Any], kinds: tuple[str, ...]) -> list[str]:
    """The names of the entities of some kinds: the part of the name before any "/"."""
    return [name for name in entities if name.removeprefix("j:").split("/")[0] in kinds]
