"""Every kind of page in headless Chromium: its width at every one, and by axe, light and dark."""

from pathlib import Path
from typing import Any

import httpx
from browsers import TABLE, visiting

from pipeline.metadata import QUERIES
from pipeline.schema import TABLES

AXE = Path(__file__).parent / "assets" / "axe-core" / "axe.min.js"
SCHEMES_AT = {360: ("light",), 768: (), 1280: ("light", "dark")}
"""The widths, and the schemes in which axe looks at a page: what is shown differs most between the first and the last,
and colours differ by the scheme alone."""
AXE_RUN = {
    "light": "axe.run(document, {resultTypes: ['violations'], preload: false})",
    "dark": "axe.run(document, {resultTypes: ['violations'], preload: false, runOnly: ['color-contrast', "
    "'link-in-text-block']})",
}
"""All of axe's rules, and in the dark those of colour, on which alone the scheme bears; of those that hold, it need not
list each element, nor load style sheets ahead for an experimental rule, nor sounds: there are none."""


def pages(address: str, rows: list[dict[str, Any]]) -> list[str]:
    """A page of each kind; the tables short, for axe looks at each cell."""
    level = {row["type"]: row["geoid"] for row in rows}
    (source, *_) = httpx.get(f"{address}/jurisdictions/sources.json?_shape=array").json()
    (mention, *_) = httpx.get(f"{address}/jurisdictions/mentions.json?_shape=array").json()
    return [
        "/",
        *(f"{TABLE}/{geoid}" for geoid in level.values()),
        f"/jurisdictions/sources/{source['source_id']}",
        "/disagreements",
        "/try",
        "/api",
        "/jurisdictions",
        f"{TABLE}?_size=5",
        f"{TABLE}?_search=county&type=county&_size=3",
        *(f"/jurisdictions/{table.name}?_size=3" for table in TABLES if table.name != "jurisdictions"),
        f"/jurisdictions/mentions/{mention['mention_id']}",
        *(f"/jurisdictions/{query}" for query in QUERIES if query != "county_key"),  # a long table like the others
        "/jurisdictions/evidence?geoid=17031",
        "/place/4159000",
        "/reconcile/preview?id=4159000",
    ]


def test_every_page_fits_at_every_width_and_is_accessible_light_and_dark(
    chromium: Any, address: str, rows: list[dict[str, Any]]
) -> None:
    found = []
    with visiting(chromium, address, reduced_motion="reduce") as page:
        for path in pages(address, rows):
            page.goto(address + path)
            found += look(page)
        page.goto(f"{address}/try")
        page.get_by_role("button", name="Find jurisdictions").click()
        page.locator("#found").wait_for()
        found += look(page)
    # The browser itself writes to the console that a page was not found.
    with visiting(chromium, address, expected="with a status of 4", reduced_motion="reduce") as page:
        for path in ("/nowhere", f"{TABLE}?_sort=nothing"):
            page.goto(address + path)
            found += look(page)
    assert found == []


def look(page: Any) -> list[tuple[Any, ...]]:
    """What is wrong with the page that is shown: its width at every one, and what axe finds, light and dark."""
    found: list[tuple[Any, ...]] = []
    # axe is put in by the browser's own tools: the page's policy would refuse it, as it should.
    page.evaluate(AXE.read_text())
    for width, schemes in SCHEMES_AT.items():
        page.set_viewport_size({"width": width, "height": 800})
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [(page.url, width, "wider than the screen", overflow)] if overflow > 0 else []
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            for one in page.evaluate(AXE_RUN[scheme])["violations"]:
                found.append((page.url, width, scheme, one["id"], one["nodes"][0]["html"][:200]))
    return found
