"""The chat's page in a real browser: by mouse, by keyboard, with a microphone, for every eye."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Literal

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect
from werkzeug.serving import make_server

from simulators.chat.courier import Courier
from simulators.chat.practice import Practice
from simulators.chat.routes import create_blueprint
from simulators.chat.snapshots import open_world
from simulators.config import SimulatorConfig
from tests.actors.browser import open_browser
from tests.actors.chatter import Chatter
from tests.simulators.chat.bot_double import PNG, BotDouble
from tests.simulators.chat.conftest import SIMULATORS

Scheme = Literal["light", "dark"]
Forced = Literal["active", "none"]
OPEN = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def served(config: SimulatorConfig) -> Iterator[tuple[str, BotDouble]]:
    world = open_world(config)
    practice = Practice(world, Courier(world))
    app = Flask("simulators", root_path=str(SIMULATORS))
    app.register_blueprint(create_blueprint(config, practice))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    bot = BotDouble(httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://chat.test"))
    practice.courier.client = httpx.Client(transport=httpx.WSGITransport(app=bot.app))
    bot.asks("setWebhook", url="http://127.0.0.1/hook")
    bot.asks("setMyCommands", commands=[{"command": "today", "description": "Today's story"}])
    practice.courier.start()
    yield f"http://127.0.0.1:{server.server_port}", bot
    practice.courier.stop()
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_page(browser: Browser, served: tuple[str, BotDouble]) -> Iterator[OPEN]:
    contexts, complaints = [], []

    def open_it(width: int = 1280, scheme: Scheme = "light", forced: Forced = "none") -> Page:
        size: ViewportSize = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, color_scheme=scheme, forced_colors=forced)
        context.grant_permissions(["microphone"])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(served[0] + "/chat")
        expect(page.locator("[data-state]")).to_have_text("is here")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []


def wait_for_message(bot: BotDouble, part: str, seconds: float = 10) -> dict[str, Any]:
    """The newest message with such a part; the page shows a message before its update has been brought."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = [update["message"] for update in bot.heard if part in update.get("message", {})]
        if found:
            return found[-1]
        time.sleep(0.02)
    raise AssertionError(f"no message with {part} came")


def test_start_shows_buttons_that_edit_in_place(open_page: OPEN) -> None:
    page = open_page()
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="1 Today's story").click()
    expect(page.locator(".theirs .chat-words")).to_have_text("The snail walks on.")
    expect(page.locator("[data-toast]")).to_have_text("One moment")


def test_keyboard_alone_is_enough(open_page: OPEN) -> None:
    page = open_page()
    page.get_by_label("Message").focus()
    page.keyboard.type("hello")
    page.keyboard.press("Enter")
    key = page.get_by_role("button", name="1 Today's story")
    key.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".theirs .chat-words")).to_have_text("The snail walks on.")
    expect(key).to_be_focused()


def test_commands_are_listed_and_sent(open_page: OPEN, served: tuple[str, BotDouble]) -> None:
    page = open_page()
    page.get_by_role("button", name="Commands").click()
    page.keyboard.press("Enter")
    expect(page.locator(".mine .chat-words")).to_have_text("/today")
    assert wait_for_message(served[1], "text")["text"] == "/today"


def test_voice_note_leaves_as_ogg(open_page: OPEN, served: tuple[str, BotDouble]) -> None:
    page, bot = open_page(), served[1]
    page.get_by_role("button", name="Voice note").click()
    expect(page.locator("[data-record-time]")).to_have_text("0:01")
    page.get_by_role("button", name="Stop recording").click()
    page.get_by_role("button", name="Send the voice note").click()
    expect(page.get_by_role("button", name="Play Voice note")).to_be_visible()
    file = bot.asks("getFile", file_id=wait_for_message(bot, "voice")["voice"]["file_id"])
    assert bot.api.get(f"/file/bot4242:practice-token/{file['file_path']}").content.startswith(b"OggS")


def test_picture_is_sent_with_its_words(open_page: OPEN, served: tuple[str, BotDouble]) -> None:
    page = open_page()
    picture: FilePayload = {"name": "a.png", "mimeType": "image/png", "buffer": PNG}
    page.locator("[data-picture-file]").set_input_files(picture)
    page.get_by_label("Words under the picture").fill("my snail")
    page.get_by_role("button", name="Send the picture").click()
    expect(page.get_by_role("img", name="my snail")).to_be_visible()
    assert wait_for_message(served[1], "photo")["photo"][0]["width"] == 2


def test_search_is_shared_from_the_field(open_page: OPEN) -> None:
    page = open_page()
    page.get_by_label("Message").fill("@museline_bot snail")
    page.get_by_role("button", name="Snail").click()
    expect(page.locator(".mine .chat-via")).to_have_text("shared from @museline_bot")


def test_blocked_museum_is_named_and_forgiven(open_page: OPEN) -> None:
    page = open_page()
    page.get_by_text("More to try").click()
    page.get_by_role("button", name="Block the museum", exact=True).click()
    expect(page.get_by_text("You blocked the museum.")).to_be_visible()
    page.get_by_role("button", name="Unblock the museum").click()
    expect(page.get_by_label("Message")).to_be_visible()


def test_group_is_made_and_greeted(open_page: OPEN) -> None:
    page = open_page()
    page.get_by_text("More to try").click()
    page.get_by_label("Ruth").check()
    page.get_by_role("button", name="Make the group").click()
    page.get_by_role("button", name="Add the museum to the group").click()
    expect(page.locator(".chat-service")).to_have_text("Rosa added Museum of Small Things")
    expect(page.get_by_role("heading", name="Class 4b")).to_be_visible()


def test_words_from_outside_stay_words(open_page: OPEN, served: tuple[str, BotDouble]) -> None:
    page = open_page()
    page.get_by_label("Message").fill("<img src=x onerror=alert(1)> <b>hello</b>")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".mine .chat-words")).to_have_text("<img src=x onerror=alert(1)> <b>hello</b>")
    assert page.locator(".chat-words img, .chat-words b").count() == 0


@pytest.mark.parametrize(
    ("width", "scheme", "forced"),
    [(390, "light", "none"), (390, "dark", "none"), (1280, "dark", "none"), (1280, "light", "active")],
)
def test_page_fits_and_reads_well(
    open_page: OPEN, served: tuple[str, BotDouble], width: int, scheme: Scheme, forced: Forced
) -> None:
    rosa = Chatter(served[0]).opens("item-214").says("hello")
    page = open_page(width, scheme, forced)
    expect(page.get_by_role("button", name="1 Today's story")).to_be_visible()
    page.get_by_text("More to try").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    small = "[...document.querySelectorAll('button')].filter(b => b.offsetParent && b.offsetHeight < 44)"
    assert page.evaluate(f"{small}.filter(b => !b.classList.contains('chat-command')).length") == 0
    assert Axe().run(page).violations_count == 0
    rosa.http.close()
