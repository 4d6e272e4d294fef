"""How to cite the data: one description of the work, rendered in the formats that people and machines read."""

from typing import Any

import yaml

from pipeline.dataset import Dataset


def write_cff(about: Dataset) -> bytes:
    """`CITATION.cff`, version 1.2.0 of the Citation File Format (https://citation-file-format.github.io/)."""
    citation: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": about.title,
        "abstract": about.description,
        "authors": [{"name": about.creator}],
        "version": about.version,
        "date-released": about.released,
        "license": about.licence,
        "url": about.homepage,
        "keywords": list(about.keywords),
    }
    filled = {key: value for key, value in citation.items() if value}
    return yaml.safe_dump(filled, sort_keys=False, allow_unicode=True, width=100).encode()
