"""Every page family of the desk in a real browser: narrow, wide, at 200 %, light and dark, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.house import House
from staff.roles import Role
from tests.actors.browser import look_at, sign_in
from tests.actors.museum import Museum, open_museum
from tests.actors.staff import account, employ
from tests.desk import post
from visitors import answer_drafts, inbox, worries
from visitors.requests import RequestKind

pytestmark = pytest.mark.browser
PAGES = {
    "home": "/desk/", "series": "/desk/series", "one-series": "/desk/house/series/{series}", "voices": "/desk/voices",
    "voice": "/desk/house/speaker/{speaker}", "seasons": "/desk/seasons", "lines": "/desk/lines",
    "line": "/desk/house/line/main", "words": "/desk/words",
    "word": "/desk/house/prompt/lobby.hello?language=fr", "recordings": "/desk/recordings",
    "figures": "/desk/statistics",
    "paper": "/desk/paper", "account": "/desk/account", "people": "/desk/people", "trail": "/desk/trail",
    "help": "/desk/help", "preview": "/desk/preview/", "nowhere": "/desk/nowhere",
}  # fmt: skip
INBOX = {
    "inbox": "/desk/inbox", "inbox-free": "/desk/inbox/{free}", "inbox-mine": "/desk/inbox/{mine}",
    "inbox-story": "/desk/inbox/{story}", "inbox-preview": "/desk/inbox/{mine}/preview",
    "inbox-ticket": "/desk/inbox/ticket", "topics": "/desk/inbox/topics", "safety": "/desk/inbox/safety",
    "calls": "/desk/calls", "call": "/desk/calls/{call}", "new-call": "/desk/calls/new",
}  # fmt: skip
# How it is looked at: width and height in CSS pixels, scheme, language. 640 wide is 1280 at 200 %.
LOOKS = {
    "narrow": (390, 844, "light", "fr"), "doubled": (640, 450, "light", "es"), "middle": (768, 1024, "dark", "en"),
    "wide": (1280, 900, "light", "en"), "night": (390, 844, "dark", "es"), "late": (1280, 900, "dark", "fr"),
    "widest": (1600, 1000, "dark", "fr"),
}  # fmt: skip


@pytest.fixture(scope="module")
def museum(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Iterator[Museum]:
    with open_museum(tmp_path_factory.mktemp("looked-at") / "museum", filled) as opened:
        for language in ("en", "fr", "es"):
            employ(opened.house, f"Ana-{language}", Role.ADMIN, language=language)
        yield opened


def enter(browser: Browser, museum: Museum, look: str) -> tuple[BrowserContext, Page]:
    width, height, scheme, language = LOOKS[look]
    base = museum.house.settings.public_url
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, base_url=base, locale=language
    )
    sign_in(context, base, f"ana-{language}@museum.example")
    return context, context.new_page()


def fill_in(path: str, house: House) -> str:
    catalogue = house.shelf.catalogue
    return path.format(series=next(iter(catalogue.series)), speaker=next(iter(catalogue.speakers)))


@pytest.fixture(scope="module")
def letters(museum: Museum) -> dict[str, dict[str, int]]:
    """What waits in the inbox, by the language of who looks: one is free, one in their hands, a story, and its call."""
    house, found = museum.house, {}
    call = post.open_a_call(house)
    for language in ("en", "fr", "es"):
        mine, free = post.ask(house, returned="busy"), post.ask(house, "", RequestKind.CALLBACK)
        story = post.tell(house, call)
        post.speak(house, mine)
        with house.database.writes() as session:
            person = account(house, f"ana-{language}@museum.example")
            inbox.claim(session, mine, person, house.clock.now())
            answer_drafts.keep(
                session, mine, "Ana", house.clock.now(), text="Because it is a whale of combs."
            )
            worries.raise_worry(session, free, person, "Ana", "She sounded alone.", house.clock.now())
        found[language] = {"mine": mine, "free": free, "story": story, "call": call}
    return found


@pytest.mark.parametrize("look", ["narrow", "night", "wide", "late"])
def test_inbox_looks_well(
    browser: Browser, museum: Museum, letters: dict[str, dict[str, int]], look: str
) -> None:
    context, page = enter(browser, museum, look)
    there = letters[LOOKS[look][3]]
    look_through(page, {name: path.format(**there) for name, path in INBOX.items()}, look)
    context.close()


@pytest.mark.parametrize("look", ["narrow", "doubled", "middle", "wide", "widest"])
def test_every_page_looks_well(browser: Browser, museum: Museum, look: str) -> None:
    context, page = enter(browser, museum, look)
    look_through(page, {name: fill_in(path, museum.house) for name, path in PAGES.items()}, look)
    context.close()


def look_through(page: Page, pages: Mapping[str, str], look: str) -> None:
    """One heading, nothing for axe, nothing sideways, no mistake in a script."""
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    for name, path in pages.items():
        page.goto(path)
        assert page.locator("h1").count() == 1, name
        look_at(page, f"{name}-{look}")
    assert troubles == []


def test_menu_opens_by_keyboard(browser: Browser, museum: Museum) -> None:
    context, page = enter(browser, museum, "narrow")
    page.goto("/desk/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the way past the menu comes first
    assert page.evaluate("document.activeElement.id") == "content"
    page.focus(".menu-button")
    page.keyboard.press("Enter")
    expect(page.locator("#menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()
    context.close()


def test_draft_of_a_voice_saves_itself(browser: Browser, museum: Museum) -> None:
    context, page = enter(browser, museum, "wide")
    page.goto(fill_in(PAGES["voice"], museum.house))
    page.fill("[name=name]", "Somebody Else")
    expect(page.locator("[data-saved]")).to_contain_text(re.compile(r"\d\d:\d\d"), timeout=15_000)
    page.reload()
    assert page.input_value("[name=name]") == "Somebody Else"
    context.close()
