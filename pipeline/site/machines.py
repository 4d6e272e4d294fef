"""What programs read: JSON-LD, catalogue, sitemap, feed, and a description of the addresses that answer in JSON."""

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin
from xml.sax.saxutils import escape, quoteattr

from datasette.utils.asgi import Request

from pipeline.catalog import FOLDER, dcat_us, schema_org
from pipeline.schema import TABLES
from pipeline.site.state import TABLE, Site

STATIC = Path(__file__).parent / "static"
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MARKUP = re.compile(r"[\\`*_\[\]<>&]|^[#+-]")
"""What would be markup in Markdown."""
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@lru_cache(maxsize=1)
def asset_version() -> str:
    """A short hash of the static files: a new one makes browsers fetch them again."""
    files = sorted(path for path in STATIC.rglob("*") if path.is_file())
    return hashlib.blake2b(b"".join(path.read_bytes() for path in files), digest_size=5).hexdigest()


def address_of(site: Site, request: Request | None, path: str = "") -> str:
    """Where the site, or a path of it, is: as its settings say, else where this request came to."""
    prefix = site.datasette.setting("base_url").rstrip("/")
    here = f"{request.scheme}://{request.host}{prefix}" if request and not site.static_copy else ""
    return (site.address or here) + path.removeprefix(prefix)


def published(site: Site, address: str) -> dict[str, Any]:
    """The package's descriptor, with the site for its homepage."""
    return {**site.publication.descriptor, "homepage": f"{address}/"}


def file_address(address: str, relative: str) -> str:
    """The address of a file that a catalogue entry of the package names from where it lies itself."""
    return urljoin(f"{address}/files/{FOLDER}/", relative)


def json_ld(site: Site, address: str) -> str:
    """The package as a schema.org/Dataset, safe to stand inside a script element."""
    dataset = schema_org(published(site, address))
    for file in dataset["distribution"]:
        file["contentUrl"] = file_address(address, file["contentUrl"])
    return script_json(dataset)


def script_json(value: Any) -> str:
    """JSON that no value can end the script element of."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def robots(address: str) -> str:
    """`robots.txt`: every page once, and no search results."""
    return f"User-agent: *\nDisallow: /*?_\nDisallow: /try\nDisallow: /reconcile\n\nSitemap: {address}/sitemap.xml\n"


async def pages(site: Site) -> list[str]:
    """The paths of the pages that a reader may land on."""
    urls = site.datasette.urls
    rows = [site.link(TABLE, geoid) for geoid in site.shapes]
    sources = [site.link("sources", row["source_id"]) for row in await site.rows("select source_id from sources")]
    tables = [site.link(table.name) for table in TABLES]
    fixed = [urls.instance(), urls.path("/disagreements"), urls.path("/api"), urls.database(site.database)]
    return [*fixed, *([urls.path("/try")] if site.try_it else []), *tables, *rows, *sources]


async def sitemap(site: Site, address: str) -> str:
    """`sitemap.xml` (https://www.sitemaps.org/protocol.html)."""
    prefix = site.datasette.setting("base_url").rstrip("/")
    released = site.publication.about.released
    changed = f"<lastmod>{released}</lastmod>" if released and DATE.fullmatch(released) else ""
    addresses = [escape(address + path.removeprefix(prefix)) for path in await pages(site)]
    entries = "".join(f"<url><loc>{one}</loc>{changed}</url>\n" for one in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )


def catalogue(site: Site, address: str) -> dict[str, Any]:
    """`/data.json`: a DCAT catalogue of the one package."""
    entry = dcat_us(published(site, address))
    for file in entry["dcat:distribution"]:
        file["dcat:downloadURL"] = {"@id": file_address(address, file["dcat:downloadURL"]["@id"])}
    return {
        "@context": entry.pop("@context"),
        "@type": "dcat:Catalog",
        "dct:title": site.publication.about.title,
        "dcat:dataset": [entry],
    }


def llms(site: Site, address: str) -> str:
    """`/llms.txt` (https://llmstxt.org/): what is here and where, in Markdown; what the package says stays text."""
    about, base = site.publication.about, f"{address}/{site.database}"
    tables = "\n".join(
        f"- [{table.title}]({base}/{table.name}.json?_shape=array): {table.description}" for table in TABLES
    )
    files = "\n".join(
        f"- [{markdown(download.title)}, {download.kind}]({address}/files/{quote(download.path)})"
        for download in site.publication.downloads
    )
    limits = "\n".join(f"- {markdown(limit)}" for limit in about.limits)
    return (
        f"# {markdown(about.title)}\n\n> {markdown(about.description)}\n\n"
        f"Version {markdown(about.version)}. Licence: {markdown(about.licence)}. {markdown(about.meaning)}\n\n"
        f"## Tables as JSON\n\n{tables}\n\n## Files\n\n{files}\n\n## Limits\n\n{limits}\n\n"
        f"## Interfaces\n\n- [OpenAPI description]({address}/openapi.json)\n"
        f"- [Reconciliation service]({address}/reconcile)\n- [Catalogue]({address}/data.json)\n"
    )


def markdown(text: str) -> str:
    r"""A text for a line of Markdown, where nothing of it is markup.

    >>> print(markdown("a <b> [c]"))
    a \<b\> \[c\]
    """
    return MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def feed(site: Site, address: str) -> str:
    """`/feed.xml`: an Atom feed of the versions (RFC 4287), newest first."""
    about, versions = site.publication.about, site.publication.versions
    entries = "".join(
        f"<entry><title>Version {escape(one.number)}</title><id>{escape(address)}/#version-{quote(one.number)}</id>"
        f"<updated>{_moment(one.date)}</updated><link href={quoteattr(address + '/')}/>"
        f"<content>{_text(one.text)}</content></entry>\n"
        for one in versions
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{_text(about.title)}</title><id>{escape(address)}/</id>"
        f"<updated>{_moment(versions[0].date)}</updated><author><name>{_text(about.creator)}</name></author>"
        f'<link rel="self" href={quoteattr(address + "/feed.xml")}/>\n{entries}</feed>\n'
    )


def _moment(date: str | None) -> str:
    """The start of a day as XML wants it; that of 1970 where there is none."""
    return f"{date if date and DATE.fullmatch(date) else '1970-01-01'}T00:00:00Z"


def _text(text: str) -> str:
    """A text inside an element of XML, without the characters that XML cannot hold."""
    return escape(NOT_IN_XML.sub("", text))
