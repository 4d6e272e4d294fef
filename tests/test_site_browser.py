"""The site in headless Chromium: what a reader sees, with a mouse, a finger, a keyboard or a screen reader."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
import sites
from browsers import TABLE, visiting

from pipeline.release import package_files, release_files

LINKS = """[...document.querySelectorAll("main a, header a")].map(
    link => new URL(link.getAttribute("href"), document.baseURI).href)"""
WATCH_FOCUS = """() => {
    for (const closed of document.querySelectorAll("details")) closed.open = true;
    const controls = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
    window.unreached = new Set([...controls].filter(one =>
        !one.disabled && one.type !== "hidden" && one.getClientRects().length));
    document.addEventListener("focusin", event => window.unreached.delete(event.target));
    return window.unreached.size;
}"""
"""Opens what is closed, and counts what the keyboard has to reach."""
WITH_CONTROLS = (
    "/",
    TABLE,
    f"{TABLE}/17031",
    "/disagreements",
    "/try",
    "/jurisdictions",
    "/jurisdictions/evidence?geoid=17031",
)
ARE_DRAWN = "shapes => shapes.map(one => one.getBoundingClientRect()).map(box => box.width > 0 && box.height > 0)"
FIRST_PAINT = """new Promise(resolve => new PerformanceObserver(list => {
    const paint = list.getEntriesByName("first-contentful-paint")[0];
    if (paint) resolve(paint.startTime);
}).observe({type: "paint", buffered: true}))"""
FRONT_PAGE_LIMIT = 300_000
"""Bytes of the front page with all that it needs, compressed."""
SCRIPT_LIMIT = 60_000
FIRST_PAINT_LIMIT = 1_000
"""Milliseconds."""


def test_the_table_page_shows_each_polygon_and_a_row_page_one(
    chromium: Any, address: str, rows: list[dict[str, Any]]
) -> None:
    with visiting(chromium, address) as page:
        for path in ("/", TABLE):
            page.goto(address + path)
            assert page.locator(".map .area").evaluate_all(ARE_DRAWN) == [True] * len(rows)
        for row in {row["type"]: row for row in rows}.values():
            page.goto(f"{address}{TABLE}/{row['geoid']}")
            assert page.locator(".map:not(.locator) .shape.focus .area").count() == 1
            assert page.locator(".map.locator .area").count() == 1
        page.goto(f"{address}{TABLE}?type=county")
        assert page.locator(".map .area").count() == sum(row["type"] == "county" for row in rows)


def bounds(shape: Any) -> dict[str, float]:
    return dict(shape.evaluate("node => node.getBoundingClientRect().toJSON()"))


def test_everything_is_read_without_javascript(chromium: Any, address: str, rows: list[dict[str, Any]]) -> None:
    with visiting(chromium, address, java_script_enabled=False) as page:
        page.goto(address)
        assert page.locator(".map .area").count() == len(rows)
        assert page.locator(".places li").count() == len(rows)
        with page.expect_navigation():
            page.locator(".places a").first.click()
        assert page.locator("h1").inner_text() == rows[0]["display_name"]
        page.goto(f"{address}{TABLE}")
        page.fill("#_search", "county")
        with page.expect_navigation():
            page.get_by_role("button", name="Search").click()
        assert "_search=county" in page.url
        assert page.locator("table.rows tbody tr").count() == sum("county" in searched(row).lower() for row in rows)


def searched(row: dict[str, Any]) -> str:
    """What the search looks at."""
    return f"{row['name']} {row['display_name']} {row['listed_as']}"


def test_the_keyboard_reaches_every_shape_and_control(chromium: Any, address: str) -> None:
    with visiting(chromium, address, viewport={"width": 1280, "height": 900}) as page:
        for path in WITH_CONTROLS:
            page.goto(address + path)
            count = page.evaluate(WATCH_FOCUS)
            for _ in range(count + 20):
                page.keyboard.press("Tab")
            assert page.evaluate("[...window.unreached].map(one => one.outerHTML.slice(0, 200))") == [], path
            assert count > 8, path


def test_the_keyboard_names_opens_and_zooms(chromium: Any, address: str, rows: list[dict[str, Any]]) -> None:
    with visiting(chromium, address, viewport={"width": 1280, "height": 900}) as page:
        page.goto(address)
        names = set()
        for shape in page.locator(".shape").all():
            shape.focus()
            names.add(page.locator(".tip:visible").inner_text())
        assert names == {row["display_name"] for row in rows}
        before = bounds(page.locator(".shape.state .area").first)["width"]
        page.get_by_role("button", name="Zoom in").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Space")
        assert bounds(page.locator(".shape.state .area").first)["width"] > 3 * before
        page.locator(".shape").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(f"{TABLE}/"))


def test_a_tap_names_a_shape_and_a_second_opens_it(chromium: Any, address: str) -> None:
    with visiting(chromium, address, has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740}) as page:
        page.goto(address)
        shape = page.locator(".shape.state").first
        name = shape.get_attribute("data-name")
        target = shape.locator(".area")
        target.tap()
        assert page.url == f"{address}/"
        assert page.locator(".tip:visible").inner_text() == name
        target.tap()
        page.wait_for_url(re.compile(f"{TABLE}/"))


def test_hovering_names_a_shape_and_zooming_comes_closer(chromium: Any, address: str) -> None:
    with visiting(chromium, address, viewport={"width": 1280, "height": 1000}) as page:
        page.goto(address)
        shape = page.locator(".shape.state").first
        shape.locator(".area").hover()
        assert page.locator(".tip:visible").inner_text() == shape.get_attribute("data-name")
        before = bounds(shape.locator(".area"))["width"]
        page.get_by_role("button", name="Zoom in").click()
        assert bounds(shape.locator(".area"))["width"] > 1.5 * before
        page.get_by_role("button", name="Show the whole map").click()
        assert bounds(shape.locator(".area"))["width"] == pytest.approx(before, rel=0.01)


def test_the_citation_is_copied(chromium: Any, address: str) -> None:
    with visiting(chromium, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(address)
        page.get_by_role("button", name="Copy").first.click()
        page.get_by_text("Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == page.locator(".cite").inner_text()


def test_downloads_are_the_files_of_the_package(chromium: Any, address: str, tmp_path: Path) -> None:
    package = release_files(sites.PACKAGE) | package_files(sites.PACKAGE)
    names = set()
    with visiting(chromium, address) as page:
        page.goto(address)
        for link in page.locator("a[download]:visible").all():
            path = (link.get_attribute("href") or "").removeprefix("/files/")
            with page.expect_download() as download:
                link.click()
            download.value.save_as(tmp_path / "file")
            assert (tmp_path / "file").read_bytes() == package[path], path
            names.add(path)
    assert {Path(name).suffix for name in names} >= {
        ".csv",
        ".geojson",
        ".xlsx",
        ".parquet",
        ".gpkg",
        ".sqlite",
        ".zip",
    }


def test_a_text_of_ones_own_is_read(chromium: Any, address: str) -> None:
    text = "Letters went to Berkeley, Calif.; Cook County, Ill.; and the state of Oregon.\n\n<b>Not</b> bold."
    with visiting(chromium, address) as page:
        page.goto(f"{address}/try")
        page.fill("#text", text)
        page.get_by_role("button", name="Find jurisdictions").click()
        marked = page.locator(".record mark").all_inner_texts()
        assert [words for words in marked if "Berkeley" in words]
        assert {"0606000", "17031", "41"} <= set(page.locator("td code").all_inner_texts())
        assert page.locator(".map .area").count() >= 3
        table = page.locator("section[aria-labelledby=places] table")
        assert table.locator("th").last.inner_text() == "Score"
        assert all(0 < float(score) <= 1 for score in table.locator("td:last-child:not(.meta)").all_inner_texts())
        assert "<b>Not</b> bold." in page.locator(".record").inner_text()
        with page.expect_download() as download:
            page.get_by_role("button", name="CSV").click()
        assert "0606000" in download.value.path().read_text()
        with page.expect_download() as download:
            page.get_by_role("button", name="GeoJSON").click()
        assert '"geometry":{"type":' in download.value.path().read_text()


def test_the_front_page_is_small_and_fast(chromium: Any, address: str) -> None:
    sizes = {}
    with visiting(chromium, address) as page:
        page.on("response", lambda one: sizes.update({one.url: one}))
        page.goto(address)
        paint = page.evaluate(FIRST_PAINT)
        bodies = {url: httpx.get(url, headers={"accept-encoding": "gzip"}) for url in sizes}
    transferred = {url: int(response.headers["content-length"]) for url, response in bodies.items()}
    scripts = sum(size for url, size in transferred.items() if ".js" in url)
    print(f"front page: {sum(transferred.values())} bytes, scripts {scripts} bytes, first paint {paint:.0f} ms")
    assert sum(transferred.values()) < FRONT_PAGE_LIMIT
    assert scripts < SCRIPT_LIMIT
    assert paint < FIRST_PAINT_LIMIT


def test_markup_in_the_data_runs_nothing_and_shows_as_text(chromium: Any, tmp_path: Path) -> None:
    with sites.serving(sites.make_hostile(tmp_path)) as address, visiting(chromium, address) as page:
        page.goto(address)
        links = page.evaluate(LINKS)
        paths = {link for link in links if link.startswith(address) and "/files/" not in link}
        first = {re.sub(r"/[^/]*$", "", link): link for link in sorted(paths)}
        tables = httpx.get(f"{address}/sitemap.xml").text
        more = {link for link in re.findall(r"<loc>([^<]+)</loc>", tables) if "/jurisdictions/" in link}
        one_each = {re.sub(r"/[^/]*$", "", link): link for link in sorted(more)}
        rows = {f"{address}/jurisdictions/{table}" for table in ("mentions", "claims", "discrepancies", "containment")}
        for link in sorted({*first.values(), *one_each.values(), *rows, f"{address}/disagreements", f"{address}/api"}):
            page.goto(link)
            assert page.evaluate("window.pwned") is None, link
            assert page.locator("main img").count() == 0
            assert "<script>window.pwned" in page.locator("body").inner_text(), link
            for shape in page.locator(".map .shape").all()[:3]:
                shape.focus()
                assert page.locator(".tip:visible").inner_text() == shape.get_attribute("data-name")
                assert sites.HOSTILE in page.locator(".tip:visible").inner_text()
            assert page.locator(".tip > *").count() == 0
        page.goto(f"{address}/feed.xml")
        assert page.evaluate("window.pwned") is None
