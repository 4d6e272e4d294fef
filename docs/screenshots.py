"""The pictures of the site in the README: `python -m docs.screenshots`, where Chromium and Playwright are installed."""

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
TABLE = "/jurisdictions/jurisdictions"
SIZE = {"width": 1280, "height": 960}


def main() -> None:
    """Take a picture of each kind of page, as a reader meets it."""
    serve = [str(Path(sys.executable).with_name("jurisdictions")), "serve", str(ROOT), "--port", "0"]
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=log, text=True) as server,
        sync_playwright() as playwright,
    ):
        try:
            address = (server.stdout.readline() if server.stdout else "").split()[2]
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport=SIZE)
            for name, path in pages(page, address).items():
                page.goto(address + path)
                take(page, name)
            page.goto(f"{address}/try")
            page.get_by_role("button", name="Find jurisdictions").click()
            page.locator("#found").scroll_into_view_if_needed()
            page.evaluate("scrollTo(0, document.querySelector('form').offsetTop - 40)")
            take(page, "try")
        finally:
            server.terminate()


def pages(page: Page, address: str) -> dict[str, str]:
    """The path of each page to show, by the picture's name: the second row, and the source with most mentions."""
    rows = page.request.get(f"{address}{TABLE}.json?_shape=array").json()
    sources = page.request.get(f"{address}/jurisdictions/sources.json?_shape=array").json()
    longest = max(sources, key=lambda source: source["n_mentions"])
    return {
        "front": "/",
        "jurisdiction": f"{TABLE}/{rows[1]['geoid']}",
        "source": f"/jurisdictions/sources/{longest['source_id']}",
    }


def take(page: Page, name: str) -> None:
    """Write what is on the screen, packed as small as PNG allows."""
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(IMAGES / f"site-{name}.png", optimize=True)


if __name__ == "__main__":
    main()
