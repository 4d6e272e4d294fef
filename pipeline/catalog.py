"""The package as catalogues know it: schema.org, DCAT-US and Croissant, each made from the descriptor alone."""

import json
import posixpath
from collections.abc import Callable, Mapping
from typing import Any

from pipeline.cite import Work, apa
from pipeline.descriptor import read_dataset

SCHEMA_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
"""The data types of Croissant, by those of Table Schema."""

FOLDER = "data/metadata"
Descriptor = Mapping[str, Any]


def schema_org(descriptor: Descriptor) -> dict[str, Any]:
    """A schema.org Dataset, which search engines read (https://schema.org/Dataset)."""
    west, south, east, north = descriptor["spatial"]["bbox"]
    return _filled(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": descriptor["title"],
            "description": descriptor["description"],
            "version": descriptor["version"],
            "datePublished": _day(descriptor),
            "url": descriptor.get("homepage"),
            "keywords": descriptor["keywords"],
            "license": descriptor["licenses"][0]["path"],
            "creator": {"@type": "Organization", "name": descriptor["contributors"][0]["title"]},
            "creditText": " ".join(descriptor["attribution"]),
            "isBasedOn": [_filled({"@type": "CreativeWork", "name": each["title"], "url": each.get("path")})
                          for each in descriptor["sources"]],
            "inLanguage": "en",
            "isAccessibleForFree": True,
            "spatialCoverage": {
                "@type": "Place",
                "name": "United States",
                "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"},
            },
            "temporalCoverage": descriptor.get("temporal"),
            "usageInfo": descriptor["meaning"],
            "variableMeasured": [
                _filled({"@type": "PropertyValue", "name": field["name"], "description": field["description"],
                         "unitText": field.get("unit")})
                for field in _resource(descriptor, "jurisdictions")["schema"]["fields"]
            ],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": resource["title"],
                    "contentUrl": _address(resource),
                    "encodingFormat": resource["mediatype"],
                    "contentSize": f"{resource['bytes']} B",
                    "sha256": _sha256(resource),
                }
                for resource in descriptor["resources"]
            ],
        }
    )  # fmt: skip


def dcat_us(descriptor: Descriptor) -> dict[str, Any]:
    """A catalogue entry by DCAT-US 3, as JSON-LD (https://resources.data.gov/resources/dcat-us/)."""
    west, south, east, north = descriptor["spatial"]["bbox"]
    box = f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))"
    creator = descriptor["contributors"][0]["title"]
    return _filled(
        {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
                "vcard": "http://www.w3.org/2006/vcard/ns#",
                "spdx": "http://spdx.org/rdf/terms#",
                "locn": "http://www.w3.org/ns/locn#",
                "geosparql": "http://www.opengis.net/ont/geosparql#",
                "xsd": "http://www.w3.org/2001/XMLSchema#",
            },
            "@type": "dcat:Dataset",
            "dct:identifier": f"{descriptor['name']}-{descriptor['version']}",
            "dct:title": descriptor["title"],
            "dct:description": descriptor["description"],
            "dcat:version": descriptor["version"],
            "dct:issued": _typed(_day(descriptor), "xsd:date"),
            "dct:modified": _typed(_day(descriptor), "xsd:date"),
            "dct:language": "en",
            "dcat:keyword": descriptor["keywords"],
            "dct:license": {"@id": descriptor["licenses"][0]["path"]},
            "dct:accessRights": "public",
            "dct:publisher": {"@type": "foaf:Organization", "foaf:name": creator},
            "dcat:contactPoint": {"@type": "vcard:Organization", "vcard:fn": creator},
            "dct:accrualPeriodicity": {"@id": f"http://purl.org/cld/freq/{descriptor['accrualPeriodicity']}"},
            "dct:spatial": {"@type": "dct:Location", "dcat:bbox": _typed(box, "geosparql:wktLiteral")},
            "dct:temporal": _period(descriptor.get("temporal")),
            "dcat:landingPage": {"@id": descriptor["homepage"]} if descriptor.get("homepage") else None,
            "dct:rights": descriptor["meaning"],
            "dct:source": [{"dct:title": each["title"]} for each in descriptor["sources"]],
            "dcat:distribution": [
                {
                    "@type": "dcat:Distribution",
                    "dct:title": resource["title"],
                    "dct:description": resource["description"],
                    "dcat:downloadURL": {"@id": _address(resource)},
                    "dcat:mediaType": resource["mediatype"],
                    "dcat:byteSize": _typed(str(resource["bytes"]), "xsd:nonNegativeInteger"),
                    "spdx:checksum": {
                        "@type": "spdx:Checksum",
                        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                        "spdx:checksumValue": _typed(_sha256(resource), "xsd:hexBinary"),
                    },
                }
                for resource in descriptor["resources"]
            ],
        }
    )


def croissant(descriptor: Descriptor) -> dict[str, Any]:
    """Croissant 1.0: the files, and each table's fields as a record set (https://docs.mlcommons.org/croissant/)."""
    return _filled(
        {
            "@context": CROISSANT_CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": "http://mlcommons.org/croissant/1.0",
            "name": descriptor["name"],
            "description": descriptor["description"],
            "version": descriptor["version"],
            "datePublished": _day(descriptor),
            "url": descriptor.get("homepage"),
            "license": descriptor["licenses"][0]["path"],
            "creator": {"@type": "sc:Organization", "name": descriptor["contributors"][0]["title"]},
            "keywords": descriptor["keywords"],
            "citeAs": apa(Work(read_dataset(descriptor))),
            "distribution": [
                {
                    "@type": "cr:FileObject",
                    "@id": f"{resource['name']}-file",
                    "name": resource["path"],
                    "description": resource["description"],
                    "contentUrl": _address(resource),
                    "contentSize": f"{resource['bytes']} B",
                    "encodingFormat": resource["mediatype"],
                    "sha256": _sha256(resource),
                }
                for resource in descriptor["resources"]
            ],
            "recordSet": [_record_set(resource) for resource in descriptor["resources"] if "schema" in resource],
        }
    )


CATALOG_FILES: dict[str, Callable[[Descriptor], dict[str, Any]]] = {
    f"{FOLDER}/schema-org.json": schema_org,
    f"{FOLDER}/dcat-us.json": dcat_us,
    f"{FOLDER}/croissant.json": croissant,
}
"""The catalogue entries that lie in the package, by path."""


def catalog_files(descriptor: Descriptor) -> dict[str, bytes]:
    """The catalogue entries of a package: bytes by path."""
    return {
        path: (json.dumps(write(descriptor), ensure_ascii=False, indent=2) + "\n").encode()
        for path, write in CATALOG_FILES.items()
    }


def _record_set(resource: Mapping[str, Any]) -> dict[str, Any]:
    name, schema = resource["name"], resource["schema"]
    pointers = {key["fields"][0]: key["reference"] for key in schema["foreignKeys"]}
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": resource["description"],
        "key": [{"@id": f"{name}/{column}"} for column in schema["primaryKey"]],
        "field": [_croissant_field(name, field, pointers.get(field["name"])) for field in schema["fields"]],
    }


def _croissant_field(table: str, field: Mapping[str, Any], pointer: Mapping[str, Any] | None) -> dict[str, Any]:
    target = {"field": {"@id": f"{pointer['resource']}/{pointer['fields'][0]}"}} if pointer else None
    return _filled(
        {
            "@type": "cr:Field",
            "@id": f"{table}/{field['name']}",
            "name": f"{table}/{field['name']}",
            "description": field["description"],
            "dataType": SCHEMA_TYPES[field["type"]],
            "references": target,
            "source": {"fileObject": {"@id": f"{table}-file"}, "extract": {"column": field["name"]}},
        }
    )


def _resource(descriptor: Descriptor, name: str) -> Mapping[str, Any]:
    return next(resource for resource in descriptor["resources"] if resource["name"] == name)


def _address(resource: Mapping[str, Any]) -> str:
    """Where a file is, seen from a catalogue entry: addresses in a document are relative to it."""
    return posixpath.relpath(resource["path"], FOLDER)


def _sha256(resource: Mapping[str, Any]) -> str:
    return str(resource["hash"]).removeprefix("sha256:")


def _day(descriptor: Descriptor) -> str | None:
    created = descriptor.get("created")
    return str(created).split("T")[0] if created else None


def _typed(value: str | None, kind: str) -> dict[str, str] | None:
    return {"@value": value, "@type": kind} if value else None


def _period(day: str | None) -> dict[str, Any] | None:
    if not day:
        return None
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _typed(day, "xsd:date"),
        "dcat:endDate": _typed(day, "xsd:date"),
    }


def _filled(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if item is not None}


CROISSANT_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that the specification asks to be copied whole."""
