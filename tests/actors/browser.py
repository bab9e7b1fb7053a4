"""A real browser for those who look: an installed Chromium, with a microphone and a camera that are not there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.actors.staff import PASSWORD, TOKEN

SHOTS = Path(__file__).resolve().parents[2] / "test-results" / "shots"
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in NAMES if (path := shutil.which(name))), "")
# The network flags keep it from looking for its maker's hosts, which a closed machine refuses by the hundred.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--autoplay-policy=no-user-gesture-required",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium; where none is installed the test is skipped, and says how to get one."""
    if not CHROMIUM:
        pytest.skip("no Chromium is installed; to look at the pages too: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def complaints(page: Page) -> list[str]:
    """What axe finds on a page, one line for each broken rule."""
    return [f"{one['id']}: {one['nodes'][0]['html'][:90]}" for one in Axe().run(page).response["violations"]]


def look_at(page: Page, name: str) -> None:
    """Nothing for axe, nothing sideways; and what is seen is kept from the run."""
    assert complaints(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} goes sideways"
    page.screenshot(path=SHOTS / f"{name}.jpg", quality=80, full_page=True)


def sign_in(context: BrowserContext, base: str, email: str) -> None:
    """Give a browser the cookies of somebody at the desk; the page where one signs in has journeys of its own."""
    found = TOKEN.search(context.request.get(f"{base}/desk/login").text())
    assert found
    form: dict[str, str | float | bool] = {"csrf_token": found[1], "email": email, "password": PASSWORD}
    assert context.request.post(f"{base}/desk/login", form=form).url == f"{base}/desk/"
