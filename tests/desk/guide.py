"""Makes the staff guide's files: `python -m tests.desk.guide`; with `--pictures` its pictures anew, in Chromium."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, sync_playwright

from app.factory import create_app
from desk.help.guide import write_guide
from desk.rendering import STATIC
from desk.words import LANGUAGES, say
from tests.actors.browser import CHROMIUM, FLAGS, sign_in
from tests.actors.museum import port_of, serve
from tests.content.sounds import record
from tests.desk.guide_museum import ITEM, open_pictured

PICTURES = STATIC / "help"
GUIDE = Path(__file__).parents[2] / "docs" / "staff-guide"
SIZE = ViewportSize(width=1280, height=960)
WIDE, MARGIN = 1000, 16  # as wide as a picture of the whole page is kept; what is around a part of one
QUALITY = 80
SPOKEN = 8000  # ms of the microphone that is not there
Shot = Callable[[Page, str], bytes]


def main() -> None:
    """Write what was asked for."""
    if "--pictures" in sys.argv:
        with TemporaryDirectory() as folder, open_chromium(Path(folder)) as browser:
            for language in LANGUAGES:
                take_pictures(browser, language)
    write_files()


@contextmanager
def open_chromium(folder: Path) -> Iterator[Browser]:
    """A browser into whose microphone somebody speaks neither too loudly nor too softly."""
    spoken = record(folder / "spoken.wav", seconds=30)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS, f"--use-file-for-fake-audio-capture={spoken}"]
        )


def write_files() -> None:
    """The guide of each language, and the pictures beside it."""
    for path in PICTURES.glob("*.webp"):
        (GUIDE / path.name).write_bytes(path.read_bytes())
    for language in LANGUAGES:
        (GUIDE / f"{language}.md").write_text(write_guide(language), encoding="utf-8")


def take_pictures(browser: Browser, language: str) -> None:
    """Walk through the desk in one language and keep what is seen."""
    with TemporaryDirectory() as folder, open_desk(browser, Path(folder), language) as page:
        for name, shoot in SHOTS.items():
            image = Image.open(BytesIO(shoot(page, language))).convert("RGB")
            image.thumbnail((WIDE, WIDE), Image.Resampling.LANCZOS)
            image.save(PICTURES / f"{language}-{name}.webp", quality=QUALITY, method=6)


@contextmanager
def open_desk(browser: Browser, folder: Path, language: str) -> Iterator[Page]:
    """The desk in a browser, with somebody signed in."""
    house, email = open_pictured(folder, language)
    with serve(create_app(house), port_of(house.settings.public_url)):
        context = browser.new_context(base_url=house.settings.public_url, viewport=SIZE, locale=language)
        sign_in(context, house.settings.public_url, email)
        yield context.new_page()
        context.close()
    house.database.close()


def shoot_home(page: Page, language: str) -> bytes:
    """What is on the line, and what waits."""
    return _see(page, "/desk/").screenshot()


def shoot_inbox(page: Page, language: str) -> bytes:
    """What waits, the most urgent first."""
    return _see(page, "/desk/inbox").screenshot()


def shoot_answer(page: Page, language: str) -> bytes:
    """An answer in somebody's hands, half written."""
    _see(page, "/desk/inbox?view=mine").click(".inbox .title")
    page.evaluate("document.fonts.ready")
    return _frame(page, page.locator("#answer-form"))


def shoot_item(page: Page, language: str) -> bytes:
    """The words of an item, and how it stands."""
    return _see(page, f"/desk/items/{ITEM}").screenshot()


def shoot_recorder(page: Page, language: str) -> bytes:
    """Somebody records: the words to read, the time, the level."""
    _see(page, f"/desk/items/{ITEM}/recordings/{language}").click("[data-round]")
    page.get_by_role("button", name=say(language, "recordings.recorder.stop"), exact=True).wait_for()
    page.wait_for_timeout(SPOKEN)
    return _frame(page, page.locator(".booth"))


def shoot_preview(page: Page, language: str) -> bytes:
    """What is heard, beside the keys."""
    return _see(page, "/desk/preview/").screenshot()


def shoot_account(page: Page, language: str) -> bytes:
    """The PIN for the telephone, and the chat."""
    _see(page, "/desk/account")
    return _frame(page, *(page.locator(f"section[aria-labelledby={name}]") for name in ("telephone", "chat")))


SHOTS: dict[str, Shot] = {
    "home": shoot_home, "inbox": shoot_inbox, "answer": shoot_answer, "item": shoot_item,
    "recorder": shoot_recorder, "preview": shoot_preview,
    "account": shoot_account,
}  # fmt: skip


def _see(page: Page, path: str) -> Page:
    """A page at rest, its letters loaded."""
    page.goto(path)
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    return page


def _frame(page: Page, *parts: Locator) -> bytes:
    """Parts of a page that stand beside each other, with a little room around them."""
    boxes = [box for part in parts if (box := part.bounding_box())]
    left, top = min(box["x"] for box in boxes), min(box["y"] for box in boxes)
    right = max(box["x"] + box["width"] for box in boxes)
    foot = max(box["y"] + box["height"] for box in boxes)
    clip = FloatRect(
        x=left - MARGIN, y=top + page.evaluate("scrollY") - MARGIN,
        width=right - left + 2 * MARGIN, height=foot - top + 2 * MARGIN,
    )  # fmt: skip
    return page.screenshot(clip=clip, full_page=True)


if __name__ == "__main__":
    main()
