"""Visits in the chat over real HTTP: menus, stories, steps, languages, words."""

from __future__ import annotations

import shutil

import pytest

from tests.actors.chatter import Chatter
from tests.bots.telegram.museum import ACTIVITY, OGG, SENSITIVE, SMILE, STORY, Museum
from tests.scenes.museum import read_prompts

SAYS = read_prompts("en")
MUSEUM = "the Museum of Small Things"
HELLO, AGAIN = (SAYS[key].format(museum=MUSEUM) for key in ("lobby.chat", "lobby.welcome"))


def test_start_shows_the_lobby(rosa: Chatter) -> None:
    rosa.opens()
    assert rosa.sees() == HELLO
    assert rosa.buttons()[:3] == ["1 Today's story", "2 Choose something", "3 Ask us something"]
    assert rosa.buttons()[-1] == "0 A person"


def test_menu_is_one_message_edited(rosa: Chatter) -> None:
    rosa.opens().presses("2 ")
    assert rosa.sees() == SAYS["choose.chat"]
    rosa.presses("Back")
    assert [one["text"] for one in rosa.messages() if one["is_bot"]] == [AGAIN]


def test_story_comes_with_everything(rosa: Chatter) -> None:
    rosa.opens(f"item-{STORY}")
    assert [one.caption for one in rosa.looks_at()] == ["A picture."]
    (sound,) = rosa.hears()
    assert (sound.kind, sound.duration, sound.data) == ("voice", 200, OGG)
    assert sound.caption == "Item 214 en\nTold by Ana, curator en."
    assert "a teaser for Item 214" in rosa.sees()
    assert rosa.buttons()[0] == "Read the words"


def test_words_are_one_tap_away(rosa: Chatter) -> None:
    rosa.opens(f"item-{STORY}").presses("Read the words")
    assert rosa.sees().count("What would you do?") == 5
    assert "Read the words" not in rosa.buttons()
    assert "2 The next one" in rosa.buttons()
    assert sum(bool(one["buttons"]) for one in rosa.messages()) == 1


def test_buttons_stand_under_the_last(rosa: Chatter) -> None:
    rosa.opens().presses("1 ")
    with_buttons = [one["id"] for one in rosa.messages() if one["buttons"]]
    assert with_buttons == [rosa.messages()[-1]["id"]]


def test_story_stays_when_going_on(rosa: Chatter) -> None:
    rosa.opens(f"item-{STORY}").presses("Back")
    assert rosa.sees() == AGAIN
    assert "a teaser for Item 214" in rosa.reads_all()


def test_short_words_come_at_once(rosa: Chatter) -> None:
    rosa.says(str(SMILE))
    assert "One sentence of ten words" in rosa.sees()
    assert "Number 230" in rosa.sees()
    assert "Read the words" not in rosa.buttons()


def test_second_sending_uses_the_known_file(own_museum: Museum) -> None:
    rosa = own_museum.chat().opens(f"item-{STORY}")
    shutil.rmtree(own_museum.house.settings.data_dir / "media")
    rosa.opens(f"item-{STORY}")
    assert len(rosa.hears()) == 1
    assert len(rosa.looks_at()) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2", SAYS["choose.chat"]),
        ("2 choose something", SAYS["choose.chat"]),
        ("CHOOSE something", SAYS["choose.chat"]),
        ("/choose", SAYS["choose.chat"]),
        ("/choose@museline_bot", SAYS["choose.chat"]),
        ("help", SAYS["help.chat"]),
        ("Ayuda", SAYS["help.chat"]),
        ("a person", "ring us"),
        ("230", "Item 230 en"),
        ("999", SAYS["number.unknown_chat"]),
        ("/start i214", "a teaser for Item 214"),
        ("/start item-99999", AGAIN),
        ("mumble", SAYS["chat.few_words"]),
        ("/mumble", SAYS["chat.few_words"]),
        ("/privacy", "It goes after 2 years without a visit."),
        ("/stop", SAYS["stop.say"]),
        ("/forget", SAYS["forget.say"]),
    ],
)
def test_writing_works_like_pressing(rosa: Chatter, text: str, words: str) -> None:
    assert words in rosa.opens().says(text).sees()


def test_command_for_another_bot_is_left(rosa: Chatter) -> None:
    assert rosa.opens().says("/choose@somebody_else").sees() == ""


def test_steps_come_one_by_one(rosa: Chatter) -> None:
    rosa.says(str(ACTIVITY))
    assert "This is what you need.\n• A cup.\n• Some wool." in rosa.sees()
    assert rosa.presses("1 I have everything").sees() == "Step one of two.\n\nHold it."
    assert rosa.presses("1 I'm ready").sees() == "Step two of two.\n\nTurn it."
    assert rosa.presses("1").sees() == "Well done."
    assert "Hold it." in rosa.reads_all()


def test_warning_comes_before_the_story(rosa: Chatter) -> None:
    rosa.says(str(SENSITIVE))
    assert "This speaks of a death." in rosa.sees()
    assert "One sentence" not in rosa.sees()
    assert "One sentence" in rosa.presses("1 Go on").sees()


def test_first_time_is_no_old_favourite(rosa: Chatter) -> None:
    assert "old favourite" not in rosa.opens().presses("1").sees()


@pytest.mark.parametrize(
    ("tag", "code"),
    [("fr", "fr"), ("fr-CA", "fr"), ("es-419", "es"), ("ES", "es"), ("de", "en"), (None, "en")],
)
def test_language_comes_from_the_app(museum: Museum, tag: str | None, code: str) -> None:
    visitor = museum.chat(f"Camille {tag}", tag).opens()
    assert visitor.buttons()[0] == f"1 {read_prompts(code)['lobby.today.button']}"


def test_chosen_language_is_remembered(rosa: Chatter) -> None:
    rosa.opens().presses("8").presses("2 Français")
    french = [f"1 {read_prompts('fr')['lobby.today.button']}"]
    assert rosa.buttons()[:1] == french
    assert rosa.opens().buttons()[:1] == french


@pytest.mark.parametrize(
    "data", ["nowhere", "item/999", "item/x/y/z", "walk/none/9", "read/999", "review/1", "é" * 20]
)
def test_handmade_button_leads_to_the_lobby(rosa: Chatter, data: str) -> None:
    rosa.opens().presses_data(data)
    assert SAYS["lobby.lost"] in rosa.sees()
    assert rosa.buttons()[0] == "1 Today's story"


def test_older_button_answers_below(rosa: Chatter) -> None:
    rosa.opens()
    first = rosa.messages()[-1]["id"]
    rosa.says("help").presses_data("choose", message=first)
    assert SAYS["choose.chat"] in rosa.sees()
    newest = rosa.messages()[-1]
    assert newest["id"] != first
    assert [one["id"] for one in rosa.messages() if one["buttons"]] == [newest["id"]]


def test_forgotten_means_forgotten(own_museum: Museum) -> None:
    rosa = own_museum.chat().opens()
    rosa.says("/forget").presses("1 Delete it")
    assert SAYS["lobby.forgotten"] in rosa.sees()
    assert own_museum.visitors() == []
    assert rosa.presses("2").sees()


@pytest.mark.parametrize("kind", ["sticker", "location", "document"])
def test_unseen_things_meet_a_kind_word(rosa: Chatter, kind: str) -> None:
    rosa.opens()
    acts = {
        "sticker": lambda: rosa.sends_sticker("🐌"),
        "location": lambda: rosa.sends_location(48.8, 2.3),
        "document": lambda: rosa.sends_document("letter.pdf", b"%PDF-1.4"),
    }
    acts[kind]()
    assert SAYS["chat.unknown"] in rosa.sees()
    assert rosa.buttons()[0] == "1 Today's story"
