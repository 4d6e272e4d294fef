"""What the benchmarks found: `results.json`, one section for each command."""

import json
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).with_name("results.json")


def read_results() -> dict[str, Any]:
    return json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else {}


def write_section(name: str, section: dict[str, Any]) -> None:
    """Replace a section; the others stay."""
    results = dict(sorted({**read_results(), name: section}.items()))
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
