"""The lobby: who comes for the first time, who comes back, and who was cut off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scenes import visiting
from scenes.scene import Scene
from tests.scenes.museum import LANGUAGES, LINE, TUESDAY, make_visit, make_visitor
from visitors.people import Channel

OFFERS = {
    "en": "For English, press 8.",
    "fr": "Pour le français, appuyez sur le 8.",
    "es": "Para español, pulse el 8.",
}


def spoken(scene: Scene) -> list[str]:
    """The keys that are said, in their order."""
    return [choice.key for choice in scene.choices if choice.spoken]


def test_first_call_is_greeted_as_drawn() -> None:
    scene = visiting.enter("lobby", make_visit())
    heard = [scene.says[0].text, *(choice.spoken.text for choice in scene.choices if choice.spoken)]
    assert heard == [
        "Hello, this is the story line of the Museum of Small Things.",
        "To speak to someone, press 0.",
        "For today's story, press 1, or just wait.",
        "To choose what you hear, press 2.",
        "To ask us something, press 3.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_languages_are_offered_in_their_own_words(language: str) -> None:
    scene = visiting.enter("lobby", make_visit(language, chosen=False))
    offered = {saying.language: saying.text for saying in scene.afterwards}
    assert offered == {code: words for code, words in OFFERS.items() if code != language}
    assert scene.target("8") == "language"


def test_chosen_language_ends_the_offer() -> None:
    scene = visiting.enter("lobby", make_visit(chosen=True))
    assert scene.afterwards == ()
    assert scene.target("8") == "language"


def test_unfinished_item_is_offered_after_the_language() -> None:
    visitor = make_visitor(item=214, position=50)
    assert spoken(visiting.enter("lobby", make_visit(visitor=visitor, chosen=True))) == [
        "0",
        "1",
        "2",
        "3",
        "4",
    ]
    undecided = visiting.enter("lobby", make_visit(visitor=visitor))
    assert "4" not in spoken(undecided)
    assert undecided.target("4") == "continue"


def test_dropped_call_goes_on_by_itself() -> None:
    visit = make_visit(visitor=make_visitor(item=214, position=50), dropped=True)
    scene = visiting.enter("lobby", visit)
    assert scene.silence == "continue"
    assert spoken(scene) == ["0", "4", "1", "2", "3"]
    assert sum("wait" in choice.spoken.text for choice in scene.choices if choice.spoken) == 1


def test_withdrawn_item_is_not_gone_on_with() -> None:
    visit = make_visit(visitor=make_visitor(item=999), dropped=True)
    assert visiting.enter("lobby", visit).silence == "today"


def test_returning_caller_hears_less() -> None:
    first, later = (visiting.enter("lobby", make_visit(newcomer=newcomer)) for newcomer in (True, False))
    assert count_words(later) < count_words(first)


def test_line_may_greet_in_its_own_words() -> None:
    line = replace(LINE, slug="other", greeting={"en": "Hello, this is the children's line."})
    visit = make_visit(line=line)
    assert visiting.enter("lobby", visit).says[0].text == "Hello, this is the children's line."
    assert visiting.enter("lobby", replace(visit, newcomer=False)).says[0].text.startswith("Hello again")
    assert visiting.enter("lobby", make_visit("fr", line=line)).says[0].text.startswith("Bonjour")


def test_waiting_follows_the_line() -> None:
    visit = make_visit()
    assert visiting.enter("lobby", visit).wait == visit.line.wait == 10


@pytest.mark.parametrize("why", ["lost", "later", "thrown", "forgotten", "spoken", "talked", "empty"])
def test_kind_word_replaces_the_greeting(why: str) -> None:
    visit = make_visit(channel=Channel.CHAT)
    scene = visiting.enter(f"lobby/{why}", visit)
    words = visit.catalogue.prompt("en", f"lobby.{why}").text
    assert (scene.place, scene.says[0].text, scene.shows) == ("lobby", words, (words,))


def test_chat_shows_languages_in_their_own_words() -> None:
    scene = visiting.enter("lobby", make_visit(channel=Channel.CHAT))
    labels = {choice.key: choice.label for choice in scene.choices if choice.label}
    assert labels["8"] == "Français · Español"
    assert list(labels) == ["1", "2", "3", "7", "8", "0"]


def test_everything_forgotten_leaves_nothing_to_go_on_with() -> None:
    visit = make_visit(visitor=make_visitor(item=214), now=TUESDAY + timedelta(hours=1))
    assert visiting.enter("lobby/forgotten", visit).target("4") is None


def count_words(scene: Scene) -> int:
    """How much is said before the wait."""
    said = [*scene.says, *(choice.spoken for choice in scene.choices if choice.spoken)]
    return sum(len(saying.text.split()) for saying in said)
