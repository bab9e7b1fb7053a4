"""In a real browser with a microphone: recorded, kept, prepared, put on the line, heard; and nothing is ever lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import delete, select

from content import renditions
from content.tables import RecordingRow
from tests.actors.browser import look_at, sign_in
from tests.actors.museum import Museum, open_museum
from tests.actors.staff import employ
from tests.content.sounds import VOICE, record

pytestmark = pytest.mark.browser
NUMBER = 310
PAGE = f"/desk/items/{NUMBER}/recordings/en"
WATCH = """window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => refused.push(event.violatedDirective));"""
COUNT = """clock => { window.counted = [];
const note = () => counted.at(-1) === clock.textContent || counted.push(clock.textContent);
new MutationObserver(note).observe(clock, {childList: true}); }"""
PATIENCE = 20_000


@pytest.fixture
def museum(tmp_path: Path, filled: Path) -> Iterator[Museum]:
    with open_museum(tmp_path / "served", filled) as opened:
        with opened.house.database.writes() as session:
            session.execute(delete(RecordingRow))
        employ(opened.house)
        yield opened


@pytest.fixture
def context(browser: Browser, museum: Museum) -> Iterator[BrowserContext]:
    """Ana's own browser, in which she is signed in."""
    opened = browser.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["microphone"], locale="en"
    )
    opened.add_init_script(WATCH)
    sign_in(opened, museum.house.settings.public_url, "ana@museum.example")
    yield opened
    opened.close()


def open_page(context: BrowserContext, museum: Museum, path: str = PAGE) -> Page:
    page = context.new_page()
    page.goto(f"{museum.house.settings.public_url}{path}")
    return page


def tab_to(page: Page, wanted: Locator) -> None:
    """Only the keyboard: on from one thing to the next until it is reached."""
    for _ in range(80):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {wanted}")


def press(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True).first
    tab_to(page, button)
    page.keyboard.press("Enter")


def state(page: Page, wanted: str) -> None:
    expect(page.locator(f"[data-recorder][data-state={wanted}]")).to_be_visible(timeout=PATIENCE)


def speak(page: Page, seconds: float) -> None:
    """Press, wait for three, two, one, and speak."""
    page.get_by_role("button", name="Record", exact=True).click()
    state(page, "recording")
    page.wait_for_timeout(1000 * seconds)


def told(page: Page, words: str) -> None:
    expect(page.locator("[data-told]")).to_contain_text(words, timeout=PATIENCE)


def prepare(museum: Museum) -> None:
    house = museum.house
    assert renditions.render_next(house.database, house.media, house.clock)


def rows(museum: Museum) -> list[RecordingRow]:
    with museum.house.database.reads() as session:
        return list(session.scalars(select(RecordingRow).order_by(RecordingRow.id)))


def seconds_in(words: str) -> int:
    """The first length in some words, such as 1:07, in seconds."""
    minutes, seconds = re.search(r"(\d+):(\d\d)", words).groups()  # type: ignore[union-attr]
    return 60 * int(minutes) + int(seconds)


def looks_well(page: Page, name: str) -> None:
    """On a telephone and a screen: nothing refused by the policy, nothing for axe, nothing sideways."""
    assert page.evaluate("refused") == [], name
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        look_at(page, f"recorder-{name}-{width}")
    page.evaluate("refused = []")  # the looker's own script is refused its styles


def test_story_from_microphone_to_telephone(context: BrowserContext, museum: Museum) -> None:
    page = open_page(context, museum)
    looks_well(page, "begin")
    page.locator("[data-time]").evaluate(COUNT)
    press(page, "Record")
    state(page, "recording")
    assert page.evaluate("counted.slice(0, 5)") == ["0:00", "3", "2", "1", "0:00"]
    page.wait_for_timeout(2500)
    looks_well(page, "recording")
    press(page, "Pause")
    state(page, "paused")
    paused_at = page.locator("[data-time]").inner_text()
    page.wait_for_timeout(2500)
    assert page.locator("[data-time]").inner_text() == paused_at
    press(page, "Go on")
    state(page, "recording")
    page.wait_for_timeout(3000)
    press(page, "Stop")
    state(page, "stopped")
    told(page, f"You recorded {page.locator('[data-time]').inner_text()}.")
    looks_well(page, "stopped")
    press(page, "Listen")
    expect(page.get_by_role("button", name="Stop listening")).to_be_visible()
    press(page, "Keep")
    told(page, "It arrived")
    expect(page.locator(".take .state")).to_have_text("being prepared")
    prepare(museum)
    expect(page.locator(".take .state")).to_have_text("ready", timeout=PATIENCE)
    expect(page.locator(".take .remarks")).to_contain_text("much too short for its text")
    looks_well(page, "ready")
    tab_to(page, page.get_by_role("button", name="Put on the line"))
    page.keyboard.press("Enter")
    expect(page.locator("#on-air")).to_contain_text("On the line now: version 1")
    looks_well(page, "live")
    assert_heard(museum, rows(museum)[0])


def assert_heard(museum: Museum, row: RecordingRow) -> None:
    """Somebody rings, keys the number, and hears this very recording."""
    museum.clock.advance(3)
    caller = museum.phone().dials()
    caller.presses("5", after=1)
    caller.waits_until("hash key")
    caller.presses(f"{NUMBER}#")
    for _ in range(30):
        if row.phone and row.phone in caller.now.get("url", ""):
            assert caller.now["seconds"] == pytest.approx(row.seconds, abs=0.2)
            return
        caller.waits_seconds(caller.now["seconds"] + 0.1)
    raise AssertionError(caller.transcript())


def test_lost_connection_loses_nothing(context: BrowserContext, museum: Museum) -> None:
    page = open_page(context, museum)
    speak(page, 2.5)
    context.set_offline(True)
    page.wait_for_timeout(3000)
    page.get_by_role("button", name="Stop", exact=True).click()
    told(page, "You recorded")
    page.get_by_role("button", name="Keep").click()
    told(page, "No connection just now")
    context.set_offline(False)
    told(page, "It arrived")
    prepare(museum)
    row = rows(museum)[0]
    assert (row.state, row.came_by, row.made_by) == ("ready", "browser", "Ana")
    assert row.seconds == pytest.approx(5.7, abs=1)


@pytest.mark.parametrize("offline", [False, True], ids=["on line", "off line"])
def test_closed_page_loses_nothing(context: BrowserContext, museum: Museum, offline: bool) -> None:
    page = open_page(context, museum)
    speak(page, 1)
    context.set_offline(offline)
    page.wait_for_timeout(5000)
    shown = seconds_in(page.locator("[data-time]").inner_text())
    page.close()
    context.set_offline(False)
    page = open_page(context, museum)
    kept = page.locator(".kept")
    expect(kept).to_contain_text("A recording of ", timeout=PATIENCE)
    assert shown - 3 <= seconds_in(kept.inner_text()) <= shown + 1  # the last two seconds may be gone
    looks_well(page, "still-here")
    kept.get_by_role("button", name="Send it").click()
    expect(kept).to_contain_text("It arrived", timeout=PATIENCE)
    prepare(museum)
    assert rows(museum)[0].state == "ready"
    assert (rows(museum)[0].seconds or 0) >= 3.5
    page.reload()
    expect(page.locator(".take")).to_be_visible()
    assert page.locator(".kept").count() == 0


def test_thrown_away_can_be_had_back(context: BrowserContext, museum: Museum) -> None:
    page = open_page(context, museum)
    speak(page, 3)
    press(page, "Stop")
    press(page, "Again")
    told(page, "Thrown away")
    page.get_by_role("button", name="Undo").click()
    told(page, "You recorded")
    press(page, "Keep")
    told(page, "It arrived")
    prepare(museum)
    assert rows(museum)[0].state == "ready"
    speak(page, 3)
    press(page, "Stop")
    press(page, "Again")
    page.close()
    page = open_page(context, museum)
    page.wait_for_timeout(500)
    assert page.locator(".kept").count() == 0


def test_no_microphone_is_said_kindly(browser: Browser, context: BrowserContext, museum: Museum) -> None:
    page = open_page(context, museum)
    page.evaluate("() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('none')); }")
    press(page, "Record")
    told(page, "There is no microphone")
    expect(page.get_by_role("button", name="Record", exact=True)).to_be_visible()


def test_files_find_their_items(context: BrowserContext, museum: Museum, tmp_path: Path) -> None:
    large = record(tmp_path / "207-fr.wav", seconds=40)
    small = record(tmp_path / "lobby.lost.en.ogg", seconds=3)
    lost = record(tmp_path / "holiday.mp3", seconds=3)
    page = open_page(context, museum, "/desk/recordings")
    page.locator("#files").set_input_files([large, small, lost])
    queue = page.locator("[data-queue-list] > li")
    expect(queue.nth(0)).to_contain_text("in French")
    expect(queue.nth(0)).to_contain_text("Arrived", timeout=PATIENCE)
    expect(queue.nth(1)).to_contain_text("Arrived", timeout=PATIENCE)
    expect(queue.nth(2)).to_contain_text("doesn't say what this is")
    looks_well(page, "files")
    queue.nth(2).get_by_label("Number of the item").fill(str(NUMBER))
    page.keyboard.press("Enter")
    expect(page.locator("[data-queue-told]")).to_have_text("3 of 3 arrived.", timeout=PATIENCE)
    found = [(row.item, row.prompt, row.language) for row in rows(museum)]
    assert found == [(207, None, "fr"), (None, "lobby.lost", "en"), (NUMBER, None, "en")]
    assert museum.house.media.size(rows(museum)[0].master) == large.stat().st_size
    for _ in found:
        prepare(museum)
    expect(page.locator("#progress")).to_contain_text("3 are ready", timeout=PATIENCE)


def test_ends_are_trimmed_on_the_wave(context: BrowserContext, museum: Museum, tmp_path: Path) -> None:
    sound = record(tmp_path / "take.wav", VOICE, seconds=12)
    page = open_page(context, museum)
    page.locator("#file").set_input_files(sound)
    page.locator("[data-file-form] button").click()
    expect(page.locator(".take .state")).to_have_text("being prepared", timeout=PATIENCE)
    prepare(museum)
    expect(page.locator(".take .state")).to_have_text("ready", timeout=PATIENCE)
    page.locator(".trim summary").click()
    handle = page.locator("[data-wave] [part~=region-handle-left]")
    expect(handle).to_be_visible(timeout=PATIENCE)
    looks_well(page, "trim")
    drag(page, handle, page.locator("[data-wave]"))
    start = page.get_by_label("Seconds left off at the start")
    assert float(start.input_value()) == pytest.approx(3, abs=0.5)
    start.fill("2")
    page.get_by_label("Seconds left off at the end").fill("1")
    page.get_by_role("button", name="Make the trimmed version").click()
    prepare(museum)
    assert rows(museum)[1].seconds == pytest.approx(9, abs=0.1)
    assert (rows(museum)[1].trim_start, rows(museum)[1].trim_end) == (2, 1)


def drag(page: Page, handle: Locator, wave: Locator) -> None:
    """Pull an end a quarter of the way in."""
    wave.scroll_into_view_if_needed()
    at, box = handle.bounding_box(), wave.bounding_box()
    assert at is not None
    assert box is not None
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 8, at["y"] + 40, steps=5)
    page.mouse.move(box["x"] + box["width"] / 4, at["y"] + 40, steps=5)
    page.mouse.up()


@pytest.mark.parametrize("how", ["As heard on the telephone", "Slower", "Listen"])
def test_versions_are_listened_to(context: BrowserContext, museum: Museum, how: str) -> None:
    museum.render(NUMBER)
    page = open_page(context, museum)
    button = page.locator("#on-air").get_by_role("button", name=how)
    tab_to(page, button)
    page.keyboard.press("Space")
    sound = page.locator("#on-air audio")
    for _ in range(PATIENCE // 100):
        if sound.evaluate("audio => audio.currentTime") > 0.5:
            break
        page.wait_for_timeout(100)
    assert sound.evaluate("audio => audio.currentTime") > 0.5
    expect(button).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("language", ["fr", "es"])
def test_long_words_fit_the_page(browser: Browser, museum: Museum, language: str) -> None:
    email = employ(museum.house, "Lou", language=language)
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale=language, color_scheme="dark", reduced_motion="reduce"
    )
    context.add_init_script(WATCH)
    sign_in(context, museum.house.settings.public_url, email)
    page = context.new_page()
    for name, path in (("page", PAGE.replace("/en", f"/{language}")), ("list", "/desk/recordings")):
        page.goto(f"{museum.house.settings.public_url}{path}")
        looks_well(page, f"{name}-{language}")
    context.close()
