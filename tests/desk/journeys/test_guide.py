"""The help and the guide in a real browser: found from a page, read on a telephone, printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from app.factory import create_app
from app.house import House
from desk.help.topics import TOPICS
from desk.words import LANGUAGES, say
from tests.actors.browser import SHOTS, look_at, sign_in
from tests.actors.museum import port_of, serve
from tests.actors.staff import employ

pytestmark = pytest.mark.browser
WIDTHS = (390, 1280)
MOST_SHEETS = 20
PATIENCE = 20_000  # ms: before a publication every menu is walked


@pytest.fixture
def enter(browser: Browser, house: House) -> Iterator[Callable[[str], Page]]:
    """Somebody who speaks a language signs in."""
    with serve(create_app(house), port_of(house.settings.public_url)):

        def enter_as(language: str) -> Page:
            email = employ(house, f"Joseph-{language}", language=language)
            context = browser.new_context(base_url=house.settings.public_url)
            sign_in(context, house.settings.public_url, email)
            return context.new_page()

        yield enter_as
        for context in browser.contexts:
            context.close()


def reads_well(page: Page, path: str, name: str) -> None:
    """On a telephone and a screen: every picture is there, nothing is left for axe, and nothing hangs over the side."""
    for width in WIDTHS:
        page.set_viewport_size(ViewportSize(width=width, height=900))
        page.goto(path)
        for picture in page.locator("article img").all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", True)
            assert picture.evaluate("picture => picture.naturalWidth") > 300
        look_at(page, f"{name}-{width}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_guide_reads_well_on_every_screen(enter: Callable[[str], Page], language: str) -> None:
    page = enter(language)
    reads_well(page, "/desk/help/guide", f"guide-{language}")
    sheets = page.pdf(path=SHOTS / f"guide-{language}.pdf", format="A4").count(b"/Type /Page\n")
    assert 5 < sheets <= MOST_SHEETS


def test_every_help_page_is_for_everybody(enter: Callable[[str], Page]) -> None:
    page = enter("fr")
    for topic in TOPICS:
        reads_well(page, f"/desk/help/{topic}", f"help-{topic}")


def test_help_is_one_press_away(enter: Callable[[str], Page]) -> None:
    page = enter("es")
    page.goto("/desk/seasons")
    page.get_by_role("link", name=say("es", "layout.help")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Las temporadas")
    page.get_by_role("link", name=say("es", "help.open")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("es", "sheets.season.title"))


STORY = {
    "title": "Le bouton de la réserve", "teaser": "un bouton de manteau",
    "credit": "Manteau, vers 1920. Racontée par Joseph.",
    "body": "Dans la réserve, il y a un bouton. Il est bleu. Personne ne sait à quel manteau il était cousu.",
}  # fmt: skip


def test_first_story_goes_as_the_guide_says(enter: Callable[[str], Page]) -> None:
    page = enter("fr")
    page.goto("/desk/")

    def press(key: str, role: Literal["link", "button"] = "button") -> None:
        page.get_by_role(role, name=say("fr", key), exact=True).click()

    press("layout.nav.items", "link")
    press("items.new")
    number = page.url.partition("/items/")[2].partition("?")[0]
    page.goto(f"/desk/items/{number}?language=fr")
    with page.expect_response("**/words/fr"):  # it saves itself
        for name, told in STORY.items():
            page.get_by_label(say("fr", f"items.field.{name}"), exact=True).fill(told)
    page.get_by_label(say("fr", "items.field.speaker"), exact=True).select_option("joseph")
    page.get_by_label(say("fr", "items.field.rights"), exact=True).fill("Joseph")
    press("items.publish")
    expect(page.locator(".notice.done")).to_contain_text(
        say("fr", "items.published", number=number), timeout=PATIENCE
    )
    press("layout.undo")
    expect(page.locator(".going .state")).to_have_text(say("fr", "layout.state.withdrawn"))
