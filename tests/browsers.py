"""Headless Chromium for the tests: the browser, and pages that tell of what goes wrong on them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TABLE = "/jurisdictions/jurisdictions"
REPORT_BREACHES = """document.addEventListener("securitypolicyviolation", breach =>
    console.error(`policy: ${breach.violatedDirective} ${breach.blockedURI}`))"""


@contextmanager
def launched() -> Iterator[Any]:
    """The browser; skips the test where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def visiting(chromium: Any, address: str, expected: str | None = None, **options: Any) -> Iterator[Any]:
    """A page that fails the test for any message on its console, any breach of its policy and any request to another
    host; only a message with the text `expected` may come."""
    problems: list[str] = []
    context = chromium.new_context(**options)
    context.add_init_script(REPORT_BREACHES)
    page = context.new_page()
    page.on("console", lambda message: problems.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: problems.append(f"error: {error}"))
    page.on("request", lambda one: None if local(one.url, address) else problems.append(f"left the host: {one.url}"))
    yield page
    context.close()
    assert [one for one in problems if expected is None or expected not in one] == []


def local(url: str, address: str) -> bool:
    return url.startswith((address + "/", "data:", "blob:"))
