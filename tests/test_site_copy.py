"""The links of the site: where it is served, and in its copy as files."""

import html
import json
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
import sites

from pipeline.errors import InputError
from pipeline.site.static_copy import write_site

LINK = re.compile(r'\b(?:href|src)="([^"]*)"')
IDENTIFIER = re.compile(r'\bid="([^"]*)"')


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, small: Path) -> Path:
    folder = tmp_path_factory.mktemp("copy") / "site"
    count = write_site(small, folder)
    assert count == sum(path.is_file() for path in folder.rglob("*"))
    return folder


def links(page: str) -> set[str]:
    """The links of a page that stay within the site."""
    return {html.unescape(link) for link in LINK.findall(page) if not link.startswith(("http", "data:"))}


def test_no_link_of_the_copy_is_dead(copy: Path) -> None:
    pages = {path: path.read_text() for path in copy.rglob("*.html")}
    dead = []
    for path, page in pages.items():
        for link in links(page):
            target, fragment = urldefrag(link)
            file = (path.parent / unquote(urlsplit(target).path)).resolve() if target else path
            if not file.is_file():
                dead.append((path.relative_to(copy), link, "no such file"))
            elif fragment and unquote(fragment) not in map(html.unescape, IDENTIFIER.findall(pages[file])):
                dead.append((path.relative_to(copy), link, "no such place"))
    assert dead == []
    assert len(pages) > 20


def test_no_page_of_the_copy_needs_a_server(copy: Path) -> None:
    for path in copy.rglob("*.html"):
        page = path.read_text()
        assert "<form" not in page, path
        assert not re.search(r'(?:href|src|content)="/', page), path
        assert "http://localhost" not in page, path


def test_the_copy_holds_every_row_and_the_files_of_the_package(copy: Path, small: Path) -> None:
    ask = sites.Browser(sites.make(copy.parent, small))
    rows = ask("/jurisdictions/jurisdictions.json?_shape=array").json()
    assert len(rows) == 4
    for row in rows:
        page = (copy / "jurisdictions" / "jurisdictions" / row["geoid"] / "index.html").read_text()
        assert html.escape(row["display_name"], quote=False) in page
        assert page.count('class="area"') >= 2
    for path in ("data/jurisdictions.csv", "data/jurisdictions.geojson", "datapackage.json"):
        assert (copy / "files" / path).read_bytes() == (small / path).read_bytes()
    assert (copy / "404.html").exists()
    assert (copy / "map.png").read_bytes().startswith(b"\x89PNG")


def test_no_file_of_the_copy_holds_a_boundary_twice(copy: Path) -> None:
    files = list(copy.rglob("*.geojson"))
    assert len(files) > 5
    for path in files:
        features = json.loads(path.read_text())["features"]
        geometries = [json.dumps(one["geometry"]) for one in features if one["geometry"]]
        assert len(set(geometries)) == len(geometries), path
    counties = (copy / "jurisdictions" / "counties" / "index.html").read_text()
    assert "files/data/jurisdictions.geojson" in counties


def test_no_link_of_the_served_site_is_dead(tmp_path: Path, small: Path) -> None:
    ask = sites.Browser(sites.make(tmp_path, small))
    waiting, seen, sorted_once, dead = ["/"], {"/"}, set(), []
    while waiting:
        path = waiting.pop()
        response = ask(path, follow_redirects=True)
        if response.status_code != 200:
            dead.append((path, response.status_code))
        if "?" in path or not response.headers["content-type"].startswith("text/html"):
            continue
        for link in links(response.text):
            target = urldefrag(link)[0]
            # One link that sorts is like another.
            kind = path if "_sort" in target else target
            if target.startswith("/") and target not in seen and kind not in sorted_once:
                sorted_once |= {kind} if "_sort" in target else set()
                seen.add(target)
                waiting.append(target)
    assert dead == []
    assert len(seen) > 60


def test_nothing_is_written_where_there_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="jurisdictions build"):
        write_site(tmp_path / "nothing", tmp_path / "site")
    assert not (tmp_path / "site").exists()
