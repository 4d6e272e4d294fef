"""Generate what the README shows: the map, the table of files, and what a command prints. Run by `make docs`."""

import contextlib
import io
import re
from collections import Counter
from html import escape
from pathlib import Path

from pipeline.cite import cite
from pipeline.descriptor import GEOMETRY_FILES, read_dataset, table_path
from pipeline.dictionary import data_dictionary
from pipeline.discrepancies import PLURALS
from pipeline.documents import Document
from pipeline.extract import extract
from pipeline.package import read_boundaries, read_descriptor, read_tables
from pipeline.printing import print_tables
from pipeline.rules import rules_table
from pipeline.schema import TABLES
from pipeline.site.maps import PIXEL, WIDTH, Drawn, Map, Shape, overview
from pipeline.site.outlines import coarse_states
from pipeline.site.picture import COLOURS
from pipeline.tables import Tables

ROOT = Path(__file__).parent.parent


def generated(root: Path) -> dict[str, str]:
    """The generated files below `root`, as they should be: text by path."""
    tables = read_tables(root)
    readme = (root / "README.md").read_text("utf-8")
    readme = fill(readme, "files", files_table(tables))
    readme = fill(readme, "citation", f"> {cite(read_dataset(read_descriptor(root)))}")
    return {
        "README.md": fill(readme, "output", example_output(readme)),
        "docs/map.svg": draw_map(root, tables),
        "docs/data-dictionary.md": data_dictionary(),
        "docs/validation.md": fill((root / "docs/validation.md").read_text("utf-8"), "rules", rules_table()),
    }


def fill(text: str, name: str, content: str) -> str:
    """The text with `content` between the markers `<!-- name -->` and `<!-- /name -->`."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    return re.sub(f"{start}.*{end}", lambda _: f"{start}\n{content}\n{end}", text, flags=re.DOTALL)


def files_table(tables: Tables) -> str:
    """A Markdown table of the package's files: the rows they have, and what is in them."""
    files = [(table_path(table), len(tables[table.name]), table.description) for table in TABLES]
    files += [(path, len(tables["jurisdictions"]), text) for path, _, text in GEOMETRY_FILES.values()]
    lines = [f"| [`{path}`]({path}) | {rows} | {text.split('. ')[0].rstrip('.')}. |" for path, rows, text in files]
    return "\n".join(["| File | Rows | What it holds |", "|---|--:|---|", *lines])


def example_output(readme: str) -> str:
    """What `jurisdictions extract letter.txt` prints for the letter that the README writes."""
    letter = re.findall(r'^echo "(.*)" > letter.txt$', readme, re.MULTILINE)[0]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        print_tables([extract(Document("letter", letter + "\n"))])
    lines = [line.rstrip() for line in printed.getvalue().strip().splitlines()]
    return "\n".join(["```text", *lines, "```"])


def draw_map(root: Path, tables: Tables) -> str:
    """The jurisdictions on the outlines of the states, as SVG."""
    jurisdictions = tables["jurisdictions"]
    shapes = [
        Shape(row.geoid, row.display_name, row.type, geometry, row.lon, row.lat)
        for row, geometry in zip(jurisdictions.itertuples(), read_boundaries(root).geometry, strict=True)
    ]
    return _svg(overview(shapes, coarse_states()), Counter(jurisdictions["type"]))


def _svg(drawing: Map, counts: Counter[str]) -> str:
    height = drawing.height + round(70 * PIXEL)
    shapes = "\n".join(_shape(shape) for shape in drawing.shapes)
    insets = "".join('<rect x="{}" y="{}" width="{}" height="{}"/>'.format(*inset) for inset in drawing.insets)
    legend = "\n".join(
        f'<circle cx="{x}" cy="{height - 30 * PIXEL:.0f}" r="{8 * PIXEL:.0f}" fill="{COLOURS[level]}"/>'
        f'<text x="{x + 18 * PIXEL:.0f}" y="{height - 24 * PIXEL:.0f}">{counts[level]} {PLURALS[level]}</text>'
        for level, x in zip(COLOURS, range(round(40 * PIXEL), WIDTH, round(160 * PIXEL)), strict=False)
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">
<title>Map of the United States with {counts.total()} jurisdictions</title>
<rect width="100%" height="100%" fill="#fff"/>
<path d="{drawing.land}" fill="#eceae4" stroke="#fff" stroke-width="{PIXEL:.0f}"/>
<g fill="none" stroke="#bbb" stroke-width="{PIXEL:.0f}">{insets}</g>
<g stroke="#fff" stroke-width="{PIXEL / 2:.0f}">
{shapes}
</g>
<g font-family="Helvetica, Arial, sans-serif" font-size="{20 * PIXEL:.0f}" fill="#333">
{legend}
</g>
</svg>
"""


def _shape(shape: Drawn) -> str:
    """A shape, with its name as a tooltip; a small one gets a dot, so that it shows."""
    dot = f'<circle cx="{shape.x}" cy="{shape.y}" r="{5 * PIXEL:.0f}"/>' if shape.dot == "always" else ""
    name = escape(shape.name)
    return f'<g fill="{COLOURS[shape.level]}"><title>{name}</title><path d="{shape.path}"/>{dot}</g>'


def main() -> None:
    for path, text in generated(ROOT).items():
        if not (ROOT / path).is_file() or (ROOT / path).read_text("utf-8") != text:
            (ROOT / path).write_text(text, "utf-8")
            print(f"{path}: written")


if __name__ == "__main__":
    main()
