"""In a real browser: the queue worked by keyboard alone, answers typed and spoken, and letters that stay quiet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from staff.roles import Role
from tests.actors.browser import sign_in
from tests.actors.museum import Museum, open_museum
from tests.actors.staff import employ
from tests.desk import post
from visitors import answers
from visitors.answers_table import AnswerRow
from visitors.requests import RequestRow

pytestmark = pytest.mark.browser
ANSWER = "It combs the sea with long brushes."
PATIENCE = 20_000


@pytest.fixture(scope="module")
def museum(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Iterator[Museum]:
    with open_museum(tmp_path_factory.mktemp("served") / "museum", filled) as opened:
        employ(opened.house, "Ana", Role.ANSWERER)
        yield opened


@pytest.fixture(scope="module")
def context(browser: Browser, museum: Museum) -> Iterator[BrowserContext]:
    """Ana's own browser, in which she is signed in; she answers, and edits nothing."""
    opened = browser.new_context(
        base_url=museum.house.settings.public_url, permissions=["microphone"], locale="en"
    )
    sign_in(opened, museum.house.settings.public_url, "ana@museum.example")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    yield opened
    opened.close()


def focused(page: Page) -> str:
    """The field or the words that the keyboard stands on."""
    at = "document.activeElement"
    return str(page.evaluate(f"{at} === document.body ? '' : {at}.id || {at}.innerText"))


def press(page: Page, *keys: str) -> None:
    """Once the page's script is there to hear it."""
    expect(page.locator("[data-keys]")).to_be_visible()
    for key in keys:
        page.keyboard.press(key)


def find(museum: Museum, number: int) -> tuple[str, list[AnswerRow]]:
    with museum.house.database.reads() as session:
        return session.get_one(RequestRow, number).state, answers.live(session, number)


def tab_to(page: Page, words: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText || ''") == words:
            return
    raise AssertionError(f"Tab never reaches {words!r}")


def test_queue_is_worked_by_keyboard_alone(museum: Museum, page: Page) -> None:
    post.ask(museum.house, "Who winds the clock?")
    number = post.ask(museum.house, "Why has the whale no teeth?")
    post.speak(museum.house, number)
    page.goto("/desk/inbox")
    press(page, "j")
    assert "clock" in focused(page)
    press(page, "j")
    assert "whale" in focused(page)
    press(page, "k")
    assert "clock" in focused(page)
    press(page, "j", "Enter")
    page.wait_for_url(f"**/desk/inbox/{number}")
    press(page, "p")
    expect(page.locator("[data-play]")).to_have_text("Pause")
    press(page, "p")
    expect(page.locator("[data-play]")).to_have_text("Play")
    press(page, "t")
    expect(page.locator("#answer-form")).to_be_visible()
    press(page, "a")
    assert focused(page) == "text"
    page.keyboard.type(ANSWER)  # full of letters that would all do something elsewhere
    assert page.input_value("#text") == ANSWER
    tab_to(page, "Look at it, then send")
    page.keyboard.press("Enter")
    page.wait_for_url("**/preview")
    expect(page.locator(".script .words")).to_contain_text(ANSWER)
    tab_to(page, "Send it")
    page.keyboard.press("Enter")
    expect(page.locator(".notice.done")).to_contain_text("Sent: we ring")
    assert [one.text for one in find(museum, number)[1]] == [ANSWER]
    press(page, "i")
    page.wait_for_url("**/desk/inbox")
    expect(page.locator("#lines")).not_to_contain_text("whale")


def test_letters_are_listed_and_turned_off(museum: Museum, page: Page) -> None:
    post.ask(museum.house, "Is there cake?")
    page.goto("/desk/inbox")
    press(page, "?")
    keys = page.locator("[data-keys] dl > div:visible")
    assert [one[0] for one in keys.all_inner_texts()] == list("JKSEMF?")
    press(page, "s")
    assert focused(page) == "words"
    page.keyboard.type("cake me")
    expect(page.locator("#lines .sentences li")).to_have_count(0)
    page.fill("#words", "cake")
    expect(page.locator("#lines .sentences li")).to_have_count(1)
    page.uncheck("[data-keys-wanted]")
    page.reload()
    press(page, "m", "j")
    assert "view=mine" not in page.url
    assert "cake" not in focused(page)
    page.locator("[data-keys] summary").click()
    page.check("[data-keys-wanted]")
    page.locator("h1").click()
    press(page, "m")
    page.wait_for_url("**view=mine**")


def test_answer_is_spoken_and_sent(museum: Museum, page: Page) -> None:
    number = post.ask(museum.house, "Does the octopus dream?")
    page.goto(f"/desk/inbox/{number}")
    press(page, "t")
    expect(page.locator("[data-recorder]")).to_be_visible()
    press(page, "r", "Enter")
    expect(page.locator("[data-recorder][data-state=recording]")).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(2500)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator("#takes .kept-voice")).to_contain_text("Recorded by Ana", timeout=PATIENCE)
    page.get_by_role("button", name="Look at it, then send").click()
    expect(page.locator(".script .voice audio")).to_have_count(1)
    page.get_by_role("button", name="Send it").click()
    expect(page.locator(".notice.done")).to_contain_text("Sent: we ring")
    state, given = find(museum, number)
    assert (state, [one.text for one in given]) == ("answered", [""])
    assert given[0].sound_path
    assert len(museum.house.media.get_private(given[0].sound_path)) > 10_000


def test_speed_is_changed_by_keys(museum: Museum, page: Page) -> None:
    number = post.ask(museum.house, "")
    post.speak(museum.house, number, seconds=20)
    page.goto(f"/desk/inbox/{number}")
    page.locator("[data-listen-player]").focus()
    for key in ("+", "+", "ArrowRight"):
        page.keyboard.press(key)
    sound = page.locator("[data-listen-player] audio")
    assert sound.evaluate("audio => audio.playbackRate") == 1.5
    assert sound.evaluate("audio => audio.currentTime") == 5
    expect(page.locator("[data-speed]")).to_have_value("1.5")
    page.locator("[data-transcript]").focus()
    page.keyboard.press("Control+Space")
    expect(page.locator("[data-play]")).to_have_text("Pause")
    assert page.input_value("[data-transcript]") == ""
