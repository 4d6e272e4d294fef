"""A package with markup in every column, and in all that it says of itself: it is shown as text, wherever it stands."""

import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
import sites
from PIL import Image
from sites import HOSTILE, SCRIPT_LINK

from pipeline.site.machines import asset_version

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OF_A_KIND = 3
"""Rows of one table whose pages are looked at."""
HARMLESS_LINK = re.compile(r"/(?!/)|#|https?://")
FOREIGN_TAGS = {"img", "iframe", "object", "embed", "style", "base"}
SCRIPT = f"/-/static-plugins/jurisdictions/site.js?v={asset_version()}"


class Page(HTMLParser):
    """The elements and the text of a page, as a browser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.json_ld: list[str] = []
        self.inside_json_ld = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside_json_ld = self.tags[-1][1].get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self.inside_json_ld = False

    def handle_data(self, data: str) -> None:
        (self.json_ld if self.inside_json_ld else self.texts).append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> sites.Browser:
    return sites.Browser(sites.make_hostile(tmp_path_factory.mktemp("hostile")))


@pytest.fixture(scope="module")
def pages(ask: sites.Browser) -> dict[str, Page]:
    """Every page that links lead to, but of the rows of one table only some."""
    return {path: Page(response.text) for path, response in crawl(ask)}


def crawl(ask: sites.Browser) -> Iterator[tuple[str, httpx.Response]]:
    waiting, seen, of_a_kind = ["/", "/try", "/reconcile/preview?id=06"], {"/"}, Counter[str]()
    while waiting:
        path = waiting.pop(0)
        response = ask(path, follow_redirects=True)
        assert response.status_code in (200, 404), path
        assert response.headers["content-type"].startswith("text/html"), path
        yield path, response
        for tag, attributes in Page(response.text).tags:
            link = (attributes.get("href") or "").split("#")[0]
            kind = link.rpartition("/")[0]
            if tag != "a" or not re.match(r"/(?!files)[^?.]*$", link) or link in seen:
                continue
            if kind.count("/") < 2 or of_a_kind[kind] < OF_A_KIND:
                of_a_kind[kind] += 1
                seen.add(link)
                waiting.append(link)


def test_every_page_shows_markup_as_text(pages: dict[str, Page]) -> None:
    assert len(pages) > 40
    assert [path for path, page in pages.items() if HOSTILE not in page.text and "preview" not in path] == []


def test_no_page_has_an_element_or_a_link_from_the_data(pages: dict[str, Page]) -> None:
    found = []
    for path, page in pages.items():
        for tag, attributes in page.tags:
            links = [attributes[key] or "" for key in ("href", "src", "action", "formaction") if key in attributes]
            ours = tag != "script" or links[:1] == [SCRIPT] or attributes == {"type": "application/ld+json"}
            if tag in FOREIGN_TAGS or not ours or any(key.startswith("on") for key in attributes):
                found.append((path, tag, attributes))
            found += [(path, tag, link) for link in links if not HARMLESS_LINK.match(link)]
    assert found == []


def test_the_names_of_shapes_are_text(pages: dict[str, Page]) -> None:
    for path in ("/", "/jurisdictions/jurisdictions"):
        shapes = [attributes for tag, attributes in pages[path].tags if (attributes.get("class") or "")[:5] == "shape"]
        assert len(shapes) > 1
        assert all((shape["data-name"] or "").endswith(HOSTILE) for shape in shapes)


def test_the_feed_says_what_the_package_says(ask: sites.Browser) -> None:
    feed = ElementTree.fromstring(ask("/feed.xml").content)
    about = described(ask)
    assert feed.findtext(f"{ATOM}title") == about["title"]
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == about["contributors"][0]["title"]
    own, old = feed.findall(f"{ATOM}entry")
    assert own.findtext(f"{ATOM}title") == f"Version {about['version']}"
    assert own.findtext(f"{ATOM}content") == about["description"]
    assert old.findtext(f"{ATOM}title") == "Version 0.0.9<b>\"'&"
    assert old.findtext(f"{ATOM}content") == f"- {HOSTILE}"
    for element in feed.iter():
        assert element.tag.startswith(ATOM)
        assert element.get("type") in (None, "text")
        assert re.fullmatch(
            r"[^<>\"\s]*", element.get("href") or (element.text if element.tag == f"{ATOM}id" else "") or ""
        )


def test_the_sitemap_holds_addresses_alone(ask: sites.Browser) -> None:
    sitemap = ElementTree.fromstring(ask("/sitemap.xml").content)
    assert {element.tag for element in sitemap.iter()} <= {
        SITEMAP + name for name in ("urlset", "url", "loc", "lastmod")
    }
    addresses = [element.text or "" for element in sitemap.iter(f"{SITEMAP}loc")]
    assert len(addresses) > 20
    assert all(re.fullmatch(r"http://site\.test/[\w~/+.,%-]*", address) for address in addresses)


def test_the_catalogue_and_the_json_ld_say_what_the_package_says(ask: sites.Browser, pages: dict[str, Page]) -> None:
    about = described(ask)
    catalogue = ask("/data.json")
    assert catalogue.headers["content-type"].startswith("application/json")
    (dataset,) = catalogue.json()["dcat:dataset"]
    assert dataset["dct:title"] == about["title"]
    assert dataset["dct:description"] == about["description"]
    (embedded,) = pages["/"].json_ld
    assert not set("<>&") & set(embedded)
    assert json.loads(embedded)["name"] == about["title"]
    assert json.loads(embedded)["keywords"] == about["keywords"]


def test_the_text_for_language_models_holds_no_markup(ask: sites.Browser) -> None:
    response = ask("/llms.txt")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert not re.search(r"(?<!\\)<", response.text.replace("\n> ", "\n"))
    assert re.sub(r"\\(.)", r"\1", response.text).count(HOSTILE) > 3


@pytest.mark.parametrize("extension", ["json?_shape=array", "geojson", "csv?_stream=on"])
def test_data_cannot_be_taken_for_a_page(ask: sites.Browser, extension: str) -> None:
    response = ask(f"/jurisdictions/mentions.{extension}")
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] in (
        "application/json",
        "application/geo+json",
        "text/csv",
    )
    assert response.headers["x-content-type-options"] == "nosniff"


def test_the_picture_is_drawn(ask: sites.Browser) -> None:
    assert Image.open(io.BytesIO(ask("/map.png").content)).format == "PNG"


def test_files_with_odd_names_are_served(ask: sites.Browser, pages: dict[str, Page]) -> None:
    links = {attributes["href"] or "" for tag, attributes in pages["/"].tags if "download" in attributes}
    odd = [link for link in links if HOSTILE in link]
    assert odd
    for link in odd:
        response = ask(link, follow_redirects=True)
        assert re.fullmatch(r'attachment; filename="[\w.+-]+"', response.headers.get("content-disposition", "")), link


def described(ask: sites.Browser) -> dict[str, Any]:
    """What the package says of itself."""
    descriptor: dict[str, Any] = ask("/files/datapackage.json").json()
    assert HOSTILE in descriptor["title"]
    assert descriptor["licenses"][0]["path"] == SCRIPT_LINK
    return descriptor
