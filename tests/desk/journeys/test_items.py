"""Items in a real browser: written by two at once, through a lost connection, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from content.editing import drafts, publishing
from content.editing.sheet import Data, text_sheet
from tests.actors.browser import look_at, sign_in
from tests.actors.museum import Museum, open_museum
from tests.actors.staff import employ

pytestmark = pytest.mark.browser
NUMBER = 303
ITEM = f"/desk/items/{NUMBER}"
PAGES = {
    "list": "/desk/items", "item": ITEM, "side-by-side": f"{ITEM}/side-by-side?language=fr",
    "threads": "/desk/threads", "threads-of": f"{ITEM}/threads", "history": f"{ITEM}/history",
    "translations": "/desk/translations",
}  # fmt: skip
PATIENCE = 15_000


@pytest.fixture
def museum(tmp_path: Path, filled: Path) -> Iterator[Museum]:
    with open_museum(tmp_path / "served", filled) as opened:
        for name in ("Ana", "Ben"):
            employ(opened.house, name)
        yield opened


class Desk:
    """Somebody's own browser, in which they are signed in."""

    def __init__(self, browser: Browser, museum: Museum, name: str, **looks: object) -> None:
        self.base = museum.house.settings.public_url
        self.context: BrowserContext = browser.new_context(locale="en", **looks)  # type: ignore[arg-type]
        sign_in(self.context, self.base, f"{name.lower()}@museum.example")
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.base}{path}")
        return self.page

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True)

    def sees_saved(self) -> None:
        expect(self.page.locator("#words-form [data-saved]")).to_contain_text("Saved", timeout=PATIENCE)


@pytest.fixture
def ana(browser: Browser, museum: Museum) -> Iterator[Desk]:
    desk = Desk(browser, museum, "Ana", viewport={"width": 1280, "height": 900})
    yield desk
    assert desk.troubles == []
    desk.context.close()


@pytest.fixture
def ben(browser: Browser, museum: Museum) -> Iterator[Desk]:
    desk = Desk(browser, museum, "Ben", viewport={"width": 1280, "height": 900})
    yield desk
    assert desk.troubles == []
    desk.context.close()


def data(museum: Museum) -> Data:
    with museum.house.database.reads() as session:
        return drafts.open(session, text_sheet(NUMBER, "en")).data


def tab_to(page: Page, wanted: Locator) -> None:
    """Only the keyboard: on from one thing to the next until it is reached."""
    for _ in range(120):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {wanted}")


def test_typing_saves_itself_and_is_published_by_keyboard(ana: Desk, museum: Museum) -> None:
    page = ana.go(ITEM)
    tab_to(page, ana.field("Title"))
    page.keyboard.press("Control+A")
    page.keyboard.type("Guess with your fingers")
    ana.sees_saved()
    assert data(museum)["title"] == "Guess with your fingers"
    tab_to(page, page.get_by_role("button", name="Publish the changes"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("is on the line. Callers hear it")).to_be_visible(timeout=PATIENCE)
    tab_to(page, page.get_by_role("button", name="Undo"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("is as it was before")).to_be_visible(timeout=PATIENCE)


def test_publishing_waits_for_what_was_just_typed(ana: Desk, museum: Museum) -> None:
    page = ana.go(ITEM)
    ana.field("Title").fill("Typed in the last moment")
    page.get_by_role("button", name="Publish the changes").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Typed in the last moment", timeout=PATIENCE)


def test_two_editors_of_two_fields_keep_both(ana: Desk, ben: Desk, museum: Museum) -> None:
    ana.go(ITEM)
    ben.go(ITEM)
    ana.field("Title").fill("A title by Ana")
    ana.sees_saved()
    ben.field("Credit").fill("A credit by Ben")
    ben.sees_saved()
    expect(ben.field("Title")).to_have_value("A title by Ana")
    expect(ben.page.locator("[data-presence]")).to_contain_text("Ana has this page open too", timeout=20_000)
    assert (data(museum)["title"], data(museum)["credit"]) == ("A title by Ana", "A credit by Ben")


def test_two_editors_of_one_field_choose(ana: Desk, ben: Desk, museum: Museum) -> None:
    ana.go(ITEM)
    page = ben.go(ITEM)
    ana.field("Title").fill("A title by Ana")
    ana.sees_saved()
    ben.field("Title").fill("A title by Ben")
    box = page.get_by_role("group", name="Ana wrote something else here")
    expect(box).to_be_visible(timeout=PATIENCE)
    look_at(page, "items-meeting-1280")
    assert data(museum)["title"] == "A title by Ana"
    box.get_by_role("button", name="Take theirs").click()
    expect(ben.field("Title")).to_have_value("A title by Ana")
    box.get_by_role("button", name="Keep mine").click()
    ben.sees_saved()
    assert data(museum)["title"] == "A title by Ben"


def test_lost_connection_loses_nothing(ana: Desk, museum: Museum) -> None:
    page = ana.go(ITEM)
    ana.context.set_offline(True)
    ana.field("Credit").fill("Written in a tunnel")
    expect(page.locator("#words-form [data-saved]")).to_have_text(
        "No connection: kept here", timeout=PATIENCE
    )
    ana.context.set_offline(False)
    ana.sees_saved()
    assert data(museum)["credit"] == "Written in a tunnel"


def test_closed_page_brings_its_words_back(ana: Desk, museum: Museum) -> None:
    page = ana.go(ITEM)
    page.route("**/words/en", lambda route: route.abort())
    ana.field("Credit").fill("Written before the lid was closed")
    expect(page.locator("#words-form [data-saved]")).to_have_text(
        "No connection: kept here", timeout=PATIENCE
    )
    page.unroute("**/words/en")
    with museum.house.database.writes() as session:
        there = drafts.open(session, text_sheet(NUMBER, "en"))
        drafts.save(
            session, there.sheet, {"title": "By Ben"}, there.revision, "Ben", museum.house.clock.now()
        )
    ana.go(ITEM)
    ana.sees_saved()
    expect(ana.field("Title")).to_have_value("By Ben")
    assert (data(museum)["title"], data(museum)["credit"]) == ("By Ben", "Written before the lid was closed")


def test_list_is_found_while_one_types(ana: Desk) -> None:
    page = ana.go("/desk/items")
    tab_to(page, page.get_by_role("searchbox", name="Search the items"))
    page.keyboard.type("303")
    expect(page.locator("#lines li")).to_have_count(1, timeout=PATIENCE)
    assert page.url.endswith("words=303&wanted=&language=&state=&kind=&intent=&speaker=&series=")
    expect(page.locator("#said")).to_have_text("One item is shown.")
    tab_to(page, page.get_by_role("link", name="303 Guess with your hands"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Guess with your hands")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_look_well(browser: Browser, museum: Museum, scheme: str, width: int) -> None:
    change_source(museum)
    desk = Desk(browser, museum, "Ana", viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name, path in PAGES.items():
        page = desk.go(path)
        look_at(page, f"items-{name}-{width}-{scheme}")
    assert desk.troubles == []
    desk.context.close()


def change_source(museum: Museum) -> None:
    """So that there is something stale, a difference, and a draft with remarks."""
    sheet, now = text_sheet(NUMBER, "en"), museum.house.clock.now()
    with museum.house.database.writes() as session:
        there = drafts.open(session, sheet)
        drafts.save(session, sheet, {"title": "Guess with your fingers"}, there.revision, "Ben", now)
        publishing.publish(session, [sheet], "Ben", now)
        teaser = "a game of touch that is a good deal longer than any menu would like to say."
        drafts.save(session, sheet, {"teaser": teaser}, drafts.open(session, sheet).revision, "Ben", now)
