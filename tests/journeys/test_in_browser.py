"""In a real browser, against the real museum: ring, hear, press; write, see, press."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.actors.browser import complaints, open_browser
from tests.actors.museum import Museum

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(params=[(390, "light"), (1280, "dark")], ids=lambda param: f"{param[0]}-{param[1]}")
def page(request: pytest.FixtureRequest, browser: Browser, museum: Museum) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, permissions=["microphone"]
    )
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{museum.simulators}/")
    yield page
    page.goto("about:blank")
    context.close()
    assert errors == []


def test_first_page_says_what_to_press(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("The Museum of Small Things")
    expect(page.locator(".opening p")).to_contain_text("Lift the receiver")
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_receiver_is_lifted_and_answered(page: Page) -> None:
    page.get_by_role("button", name="Lift the receiver").click()
    captions = page.locator("[aria-live=polite]").first
    expect(page.locator("body")).to_contain_text("Hello, this is the story line", timeout=15_000)
    page.keyboard.press("1")
    expect(page.locator("body")).to_contain_text("It takes", timeout=15_000)
    expect(captions).to_be_attached()
    page.get_by_role("button", name="Put it down").click()
    expect(page.get_by_role("button", name="Lift the receiver")).to_be_visible()


def test_chat_brings_the_same_story(page: Page) -> None:
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="1 Today's story").click()
    expect(page.locator(".theirs img").first).to_be_visible(timeout=15_000)
    expect(page.locator("body")).to_contain_text("Number ")
    assert complaints(page) == []
