"""The site without a browser: what each address answers, with which headers, and what it refuses."""

import csv
import html
import io
import json
import re
import socket
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import sites
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.errors import InputError
from pipeline.release import package_files, release_files
from pipeline.site.evidence import excerpt, paragraphs
from pipeline.site.publication import read_changelog
from pipeline.site.serve import bind, serve

Ask = Callable[..., httpx.Response]
TABLE = "/jurisdictions/jurisdictions"


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return sites.Browser(sites.make(tmp_path_factory.mktemp("site")))


@pytest.fixture(scope="module")
def rows(ask: Ask) -> list[dict[str, object]]:
    return ask(f"{TABLE}.json?_shape=array").json()


def text_of(response: httpx.Response) -> str:
    """What a page says, without its markup."""
    assert response.status_code == 200, response.text
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


PAGES = [
    "/",
    "/disagreements",
    "/api",
    "/try",
    "/jurisdictions",
    TABLE,
    f"{TABLE}?type=county",
    f"{TABLE}?_search=county",
    "/jurisdictions/mentions",
    "/jurisdictions/claims",
    "/jurisdictions/counties",
    "/jurisdictions/by_state",
    "/jurisdictions/named_most",
    "/jurisdictions/claimed_not_listed",
    "/jurisdictions/within",
    "/jurisdictions/disagreements",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_with_the_safety_headers(ask: Ask, path: str) -> None:
    response = ask(path)
    assert response.status_code == 200
    policy = dict(part.split(" ", 1) for part in response.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "referrer-policy" in response.headers
    assert "set-cookie" not in response.headers
    assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", [*PAGES, "/robots.txt", "/data.json", "/files/datapackage.json", f"{TABLE}.geojson"])
def test_an_etag_saves_sending_it_again_and_head_sends_the_head_alone(ask: Ask, path: str) -> None:
    whole = ask(path)
    again = ask(path, headers={"if-none-match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = ask(path, "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == whole.headers["etag"]
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert "max-age" in whole.headers["cache-control"]


def test_an_argument_that_changes_nothing_is_no_new_page(ask: Ask, rows: list[dict[str, object]]) -> None:
    for path in ["/", "/disagreements", "/files/datapackage.json", f"{TABLE}/{rows[0]['geoid']}", "/feed.xml"]:
        other = ask(f"{path}?nonsense=1&_next=2")
        assert other.headers["etag"] == ask(path).headers["etag"]
        assert "nonsense" not in other.text
    assert ask(f"{TABLE}?type=county").headers["etag"] != ask(TABLE).headers["etag"]
    assert ask(f"{TABLE}/{rows[0]['geoid']}.json?_shape=objects").json()["rows"][0]["geoid"] == rows[0]["geoid"]
    assert ask("/reconcile/suggest/type?prefix=city").json()["result"]
    assert "immutable" in ask("/-/static-plugins/jurisdictions/site.css?v=1").headers["cache-control"]


def test_an_argument_that_a_table_does_not_know_filters_nothing(ask: Ask, rows: list[dict[str, object]]) -> None:
    for mark in ("utm_source=letter", "fbclid=1", "%22=1", "n__gt=5", "_search="):
        found = ask(f"{TABLE}.json?_shape=array&{mark}").json()
        assert len(found) == len(rows), mark
        assert len(ask(f"{TABLE}.geojson?{mark}").json()["features"]) == len(rows)
    assert len(ask(f"{TABLE}.json?_shape=array&type__not=city&n=1").json()) == sum(
        row["type"] != "city" for row in rows
    )
    emptied = ask(f"{TABLE}?_search=&_filter_column=&_filter_op=exact&_filter_value=&_sort=", follow_redirects=True)
    assert f"<b>{len(rows)}</b> rows" in emptied.text


def test_no_page_has_an_inline_script_or_style(ask: Ask, rows: list[dict[str, object]]) -> None:
    for path in [*PAGES, f"{TABLE}/{rows[0]['geoid']}", "/nowhere"]:
        page = ask(path).text
        assert not re.search(r"<script(?![^>]*(src=|application/ld\+json))|<style|\sstyle=|\son\w+=", page), path


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/jurisdictions/nowhere", 404),
        (f"{TABLE}/99", 404),
        ("/place/99", 404),
        ("/files/nothing.csv", 404),
        ("/files/..%2Fpyproject.toml", 404),
        ("/jurisdictions/claims.geojson", 404),
        ("/-/databases.json", 404),
        ("/-/metadata.json", 404),
        ("/-/threads", 404),
        (f"{TABLE}?_sort=nothing", 400),
        (f"{TABLE}?_sort=name&_sort_desc=name", 400),
        (f"{TABLE}?_col=nothing", 400),
        (f"{TABLE}?_size=-1", 400),
        (f"{TABLE}?_size=many", 400),
        (f"{TABLE}?_timelimit=x", 400),
        (f"{TABLE}?_ttl=x&_timelimit=99999", 400),
        (f"{TABLE}?_facet=name", 400),
        (f"{TABLE}?_search=%22", 400),
        (f"{TABLE}?_search=AND&_searchmode=raw", 400),
        (f"{TABLE}?_through=x", 400),
        (f"{TABLE}.json?_shape=odd", 400),
        (f"{TABLE}?a=%00", 400),
        (f"{TABLE}?a=%ff", 400),
        (f"{TABLE}?" + "&".join(f"a{n}=1" for n in range(70)), 400),
        (f"{TABLE}?a=" + "x" * 5000, 414),
        (f"{TABLE}?_where=1", 403),
        ("/jurisdictions?sql=select+1", 403),
        ("/reconcile?queries=[", 400),
        ("/reconcile?extend=1", 400),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(ask: Ask, path: str, status: int) -> None:
    response = ask(path, follow_redirects=True)
    assert response.status_code == status, response.text[:500]
    for internal in ("Traceback", str(Path.cwd()), "site-packages", ".py", "sqlite3", str(Path.home())):
        assert internal not in response.text
    assert response.headers["cache-control"] == "no-store"
    assert "content-security-policy" in response.headers


def test_a_page_that_is_not_there_says_so_in_words(ask: Ask) -> None:
    for path in (
        "/nowhere",
        "/nowhere/at/all",
        "/-/nowhere.html",
        "/jurisdictions/nowhere",
        f"{TABLE}/99",
        "/place/99",
    ):
        response = ask(path)
        assert response.status_code == 404
        assert "This page is not here" in response.text or "no page at this address" in response.text
        assert "Database" not in response.text
        assert "Record not" not in response.text
    assert "no row with this key" in ask(f"{TABLE}/99.json").json()["error"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST", "TRACE"])
def test_nothing_can_be_written(ask: Ask, method: str) -> None:
    assert ask(TABLE, method).status_code == 405


def test_another_site_may_ask(ask: Ask) -> None:
    answer = ask("/reconcile", "OPTIONS", headers={"origin": "https://example.org"})
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "POST" not in ask(TABLE, "OPTIONS").headers["access-control-allow-methods"]


def test_the_front_page_says_what_there_is(ask: Ask, rows: list[dict[str, object]]) -> None:
    page = text_of(ask("/"))
    about = json.loads((sites.PACKAGE / "datapackage.json").read_text())
    assert about["title"] in page
    assert about["meaning"] in page
    for row in rows:
        assert str(row["display_name"]) in page
    for level, words in (("city", "cities"), ("county", "counties"), ("state", "states")):
        count = sum(row["type"] == level for row in rows)
        assert f"{count} {words if count != 1 else level}" in page
    for limit in about["limits"]:
        assert limit in page
    assert f"Version {about['version']}" in page


def test_a_jurisdiction_page_proves_its_place_on_the_list(ask: Ask, rows: list[dict[str, object]]) -> None:
    mentions = ask("/jurisdictions/mentions.json?_shape=array&_size=max").json()
    for row in rows:
        page = text_of(ask(f"{TABLE}/{row['geoid']}"))
        for code in ("geoid", "geoidfq", "state_fips", "display_name", "listed_as"):
            assert str(row[code]) in page
        for mention in mentions:
            if mention["jurisdiction"] == row["geoid"]:
                assert mention["words"] in page


def test_a_source_page_marks_every_mention_once(ask: Ask) -> None:
    mentions = ask("/jurisdictions/mentions.json?_shape=array&_size=max").json()
    for source in ask("/jurisdictions/sources.json?_shape=array").json():
        page = ask(f"/jurisdictions/sources/{source['source_id']}").text
        for mention in mentions:
            if mention["source_id"] == source["source_id"]:
                assert page.count(f'id="{mention["mention_id"]}"') == 1


def test_each_discrepancy_stands_on_the_page_of_disagreements(ask: Ask) -> None:
    page = text_of(ask("/disagreements"))
    for row in ask("/jurisdictions/discrepancies.json?_shape=array").json():
        assert row["statement"] in page


def test_a_place_that_is_not_listed_says_so(ask: Ask, rows: list[dict[str, object]]) -> None:
    listed = {row["geoid"] for row in rows}
    other = next(geoid for geoid in ("4159000", "53", "48201") if geoid not in listed)
    assert "not one of" in text_of(ask(f"/place/{other}"))
    assert ask(f"/place/{rows[0]['geoid']}").headers["location"] == f"{TABLE}/{rows[0]['geoid']}"


def test_files_are_those_of_the_package(ask: Ask) -> None:
    links = re.findall(r'href="/files/([^"]+)"', ask("/").text)
    assert {"data/jurisdictions.csv", "data/jurisdictions.geojson", "datapackage.json", "SHA256SUMS"} <= set(links)
    assert {Path(link).suffix for link in links} >= {".xlsx", ".parquet", ".gpkg", ".sqlite", ".zip"}
    shown = re.findall(r"<b>([^<]+)</b><span>", ask("/").text.partition("Every file")[0])
    assert len(shown) == len(set(shown)) >= 8
    expected = release_files(sites.PACKAGE) | package_files(sites.PACKAGE)
    assert set(links) == expected.keys()
    for path, body in expected.items():
        response = ask(f"/files/{path}")
        assert (response.status_code, response.content == body) == (200, True), path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"{TABLE}.geojson", None),
        (f"{TABLE}.geojson?_size=2", None),
        (f"{TABLE}.geojson?type=state", "state"),
        (f"{TABLE}.geojson?type=county&_size=1&_sort_desc=name", "county"),
    ],
)
def test_geojson_is_whole_with_ids_and_boundaries(
    ask: Ask, rows: list[dict[str, object]], path: str, expected: str | None
) -> None:
    response = ask(path)
    assert response.headers["content-type"] == "application/geo+json"
    features = response.json()["features"]
    wanted = {row["geoid"] for row in rows if expected in (None, row["type"])}
    assert {feature["id"] for feature in features} == {feature["properties"]["geoid"] for feature in features} == wanted
    assert all(feature["geometry"]["type"] in ("Polygon", "MultiPolygon") for feature in features)


def test_geojson_of_queries_rows_and_other_tables(ask: Ask, rows: list[dict[str, object]]) -> None:
    query = ask("/jurisdictions/county_key.geojson").json()["features"]
    assert len(query) == len(ask("/jurisdictions/county_key.json?_shape=array").json())
    ids = [feature["id"] for feature in query if "id" in feature]
    assert len(ids) == len(set(ids))
    (one,) = ask(f"{TABLE}/{rows[0]['geoid']}.geojson").json()["features"]
    assert one["id"] == rows[0]["geoid"]
    for feature in ask("/jurisdictions/mentions.geojson").json()["features"]:
        listed = feature["properties"]["jurisdiction"] is not None
        assert (feature["geometry"] is not None) >= listed


def test_csv_has_all_rows_and_keeps_leading_zeros(ask: Ask, rows: list[dict[str, object]]) -> None:
    answer = ask(f"{TABLE}.csv?_stream=on")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    table = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["geoid"] for row in table] == [row["geoid"] for row in rows]
    assert any(row["geoid"].startswith("0") for row in table)


def test_foreign_keys_have_labels(ask: Ask) -> None:
    mention = next(
        row for row in ask("/jurisdictions/mentions.json?_shape=array&_labels=on").json() if row["jurisdiction"]
    )
    assert mention["jurisdiction"]["label"] in text_of(ask("/jurisdictions/mentions"))


def test_machines_find_the_way(ask: Ask) -> None:
    sitemap = ElementTree.fromstring(ask("/sitemap.xml").content)
    addresses = [element.text or "" for element in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(addresses) > 20
    for address in addresses:
        assert ask(address).status_code == 200
    assert "Sitemap: http://site.test/sitemap.xml" in ask("/robots.txt").text
    feed = ElementTree.fromstring(ask("/feed.xml").content)
    assert feed.find("{http://www.w3.org/2005/Atom}entry") is not None
    dataset = ask("/data.json").json()["dcat:dataset"][0]
    for distribution in dataset["dcat:distribution"]:
        assert ask(distribution["dcat:downloadURL"]["@id"]).status_code == 200
    for address in re.findall(r"\((http://site\.test[^)]+)\)", ask("/llms.txt").text):
        assert ask(address).status_code == 200
    embedded = re.search(r'<script type="application/ld\+json">(.+?)</script>', ask("/").text)
    assert embedded
    assert json.loads(embedded[1])["@type"] == "Dataset"
    picture = ask("/map.png")
    assert picture.headers["content-type"] == "image/png"
    assert len(picture.content) < 100_000


def test_the_feed_holds_every_version_of_the_changelog(ask: Ask) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.fromstring(ask("/feed.xml").content).findall(f"{atom}entry")
    told = re.findall(r"^## (\S+) – (\S+)$", (sites.PACKAGE / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert [(one.findtext(f"{atom}title"), one.findtext(f"{atom}updated")) for one in entries] == [
        (f"Version {number}", f"{date}T00:00:00Z") for number, date in told
    ]
    text = "## Unreleased\n\n- A\n\n## [1.1.0] - 2026-02-01\n\n- B\n\n### Fixed\n\n- C\n\n## 1.0.0 — 2026-01-01"
    assert [(one.number, one.date, one.text) for one in read_changelog(text)] == [
        ("1.1.0", "2026-02-01", "- B\n\n### Fixed\n\n- C"),
        ("1.0.0", "2026-01-01", ""),
    ]


def test_the_openapi_description_is_true(ask: Ask) -> None:
    described = ask("/openapi.json").json()
    for path, operations in described["paths"].items():
        if "{key}" in path:
            continue
        parameters = operations["get"]["parameters"]
        query = "&".join(f"{one['name']}={one['schema']['enum'][0]}" for one in parameters if one["required"])
        response = ask(f"{path}?{query}")
        (media_type,) = operations["get"]["responses"]["200"]["content"]
        assert response.status_code == 200
        assert response.headers["content-type"].startswith(media_type)
        name = path.rpartition("/")[2].removesuffix(".json")
        for row in response.json() if name in described["components"]["schemas"] else []:
            assert row.keys() == described["components"]["schemas"][name]["properties"].keys()


def test_a_declared_address_is_used_for_links(tmp_path: Path, small: Path) -> None:
    ask = sites.Browser(sites.make(tmp_path, small, address="https://data.example.org/"))
    assert "https://data.example.org/jurisdictions/jurisdictions/" in ask("/sitemap.xml").text
    assert 'content="https://data.example.org/map.png"' in ask("/").text


def test_one_setting_lets_visitors_write_sql(tmp_path: Path, small: Path) -> None:
    ask = sites.Browser(sites.make(tmp_path, small, allow_sql=True))
    assert ask("/jurisdictions.json?sql=select+1+as+one&_shape=array").json() == [{"one": 1}]
    too_large = ask("/jurisdictions.json?sql=select+hex(zeroblob(200000000))")
    assert too_large.status_code == 400
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    assert ask("/jurisdictions.json", params={"sql": endless}).status_code == 400


def test_reading_texts_can_be_switched_off(tmp_path: Path, small: Path) -> None:
    ask = sites.Browser(sites.make(tmp_path, small, try_it=False))
    assert 'href="/try"' not in ask("/").text
    assert ask("/try", "POST", data={"text": "Berkeley, Calif."}).status_code == 503


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"text": ""}, 400, "Paste a text first"),
        ({"text": "a" * 50_000}, 400, "at most 40,000"),
        ({"text": "x" * 600_000}, 413, "can be sent"),
        ({}, 400, "Paste a text first"),
    ],
)
def test_a_text_that_is_not_read(ask: Ask, sent: dict[str, str], status: int, said: str) -> None:
    response = ask("/try", "POST", data=sent)
    assert (response.status_code, said in response.text) == (status, True)


@pytest.mark.parametrize("text", ["hello", "We love Springfield.", "Letters went to Salem, Ore."])
@pytest.mark.parametrize("format", ["html", "csv", "geojson"])
def test_a_text_is_read_though_nothing_be_found(ask: Ask, text: str, format: str) -> None:
    response = ask("/try", "POST", data={"text": text, "format": format})
    assert response.status_code == 200
    assert ("4164900" in response.text) == ("Salem" in text)


def test_a_package_of_one_text_without_a_count_has_every_page(tmp_path: Path) -> None:
    text, package = tmp_path / "letter.txt", tmp_path / "package"
    text.write_text("Letters went to Salem, Ore., Duluth, Minn., and Cook County, Ill.")
    assert CliRunner().invoke(main, ["build", str(text), "--output", str(package)]).exit_code == 0
    ask = sites.Browser(sites.make(tmp_path, package))
    links = {link for link in re.findall(r'(?:href|src)="(/[^"]*)"', ask("/").text) if "/files/" not in link}
    assert "/disagreements" in links
    for link in links:
        assert ask(html.unescape(link)).status_code == 200, link
    assert "No source states how many there are" in ask("/disagreements").text


def test_evidence_is_the_words_in_their_paragraph() -> None:
    text = "First part.\n\nThe letter went to Reno, Nev., and to nobody else." + " More." * 60 + "\n\nLast part."
    start = text.index("Reno")
    mention = {"start": start, "end": start + 10, "words": text[start : start + 10]}
    shown = "".join(segment.text for segment in excerpt(text, mention))
    assert shown.startswith("The letter went to Reno, Nev., and")
    assert shown.endswith("…")
    assert "First" not in shown
    assert [segment.text for segment in excerpt(text, mention) if segment.mention] == ["Reno, Nev."]
    assert [segment.text for segment in excerpt("another text", mention)] == ["Reno, Nev."]
    assert [segment.text for segment in excerpt(None, mention)] == ["Reno, Nev."]


def test_paragraphs_keep_the_text_where_marks_overlap() -> None:
    text = "23 cities, among them Reno and Boise.\n\nElko too."
    claims = [{"start": 0, "end": 36}, {"start": 3, "end": 42}]
    mentions = [{"start": 22, "end": 26}, {"start": 31, "end": 36}, {"start": 39, "end": 43}]
    shown = paragraphs(text, mentions, claims)
    assert ["".join(segment.text for segment in part) for part in shown] == text.split("\n\n")
    assert [segment.text for part in shown for segment in part if segment.first] == ["Reno", "Boise", "Elk"]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_port_in_use_is_told_with_the_cure(taken_port: int) -> None:
    with pytest.raises(InputError, match=f"127.0.0.1:{taken_port}: the port is in use; choose another with --port"):
        serve(sites.PACKAGE, "127.0.0.1", taken_port)


def test_an_address_of_another_machine_is_told_with_the_cure() -> None:
    with pytest.raises(InputError, match="choose another with --port or --host"):
        bind("192.0.2.1", 0)


def test_a_folder_without_a_package_is_told_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="jurisdictions build"):
        serve(tmp_path, "127.0.0.1", 0)


def test_the_site_works_below_a_path_of_its_host(tmp_path: Path, small: Path) -> None:
    datasette = sites.make(tmp_path, small)
    datasette._settings["base_url"] = "/data/"
    ask = sites.Browser(datasette)
    page = ask("/data/").text
    links = {link for link in re.findall(r'(?:href|src)="(/[^"]*)"', page) if "/files/" not in link}
    assert len(links) > 15
    assert all(link.startswith("/data/") for link in links)
    for link in links:
        assert ask(html.unescape(link)).status_code == 200, link
    assert ask("/data/reconcile", "POST", data={"queries": "{}"}).json() == {}
    assert ask("/data/-/threads").status_code == 404
    assert "http://site.test/data/disagreements</loc>" in ask("/data/sitemap.xml").text


def test_a_large_answer_is_passed_on_whole(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/files/data/jurisdictions-legal.geojson"
    whole = (sites.PACKAGE / path.removeprefix("/files/")).read_bytes()
    monkeypatch.setattr("pipeline.site.responses.LARGEST_KEPT", 1000)
    assert ask(f"{path}?a").content == whole
    head = ask(f"{path}?b", "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["x-content-type-options"] == "nosniff"


@given(
    st.text("ab \n", min_size=1, max_size=60),
    st.lists(st.integers(0, 60), max_size=12, unique=True),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=5),
)
def test_marking_a_text_never_changes_it(text: str, cuts: list[int], spans: list[tuple[int, int]]) -> None:
    edges = sorted(cut for cut in cuts if cut <= len(text))
    mentions = [{"start": start, "end": end} for start, end in zip(edges[::2], edges[1::2], strict=False)]
    claims = [{"start": start, "end": start + length} for start, length in spans]
    shown = paragraphs(text, mentions, claims)
    assert ["".join(part.text for part in one) for one in shown] == [one for one in text.split("\n\n") if one.strip()]
    marked = [part for one in shown for part in one if part.first]
    whole = [row for row in mentions if "\n\n" not in text[row["start"] : row["end"]]]
    assert len(marked) <= len(whole)
