"""Scenes as messages and buttons: exact tables, and every place within Telegram's limits."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.telegram.keyboards import DATA_BYTES
from bots.telegram.labels import Labels, label
from bots.telegram.outgoing import Button, Outgoing, Picture, Text, Voice
from bots.telegram.render import keyboard, read, remark, render
from bots.telegram.typography import CAPTION_UNITS, MESSAGE_UNITS, units
from content.catalogue import Item, Sound, Words
from scenes import visiting
from scenes.scene import Card, Choice, Saying, Scene
from tests.scenes.museum import LANGUAGES, SPEAKERS, make_catalogue, make_item, make_visit
from visitors.people import Channel

LABELS = Labels("Read", "You need", "By {name}, {role}.", "No. {number}", "Back", "A person")
BACK, PERSON = Choice("*", "lobby", "Back"), Choice("0", "person")
BELOW = (Button("Back", "lobby"), Button("0 A person", "person"))
MARK = "\u200f"
PLACES = ("lobby", "choose", "people", "moods", "walks", "number", "ask", "person", "language", "help", "privacy",
          "forget", "stop", "sorry", "message", "walk/guests/1", "after/214", "make/240/1", "make/240/3", "left/guests",
          *(f"item/{number}/0" for number in make_catalogue().items))  # fmt: skip


def scene(*choices: Choice, place: str = "choose", language: str = "en", **more: object) -> Scene:
    said = (Saying("Which & <what>?", language),)
    return replace(Scene(place, language, said, (*choices, BACK, PERSON)), **more)  # type: ignore[arg-type]


def card(language: str = "en", picture: str = "", **more: object) -> Card:
    words = replace(Words("A <snail>", "a teaser", ("It walks.",), "A grey snail.", "Credit."), **more)  # type: ignore[arg-type]
    item = replace(make_catalogue().items[230], picture=picture, words={language: words})
    return Card(item, words, language)


@pytest.mark.parametrize(
    ("given_scene", "expected"),
    [
        (scene(), Outgoing("choose", (Text("Which &amp; &lt;what&gt;?"),), (BELOW,))),
        (scene(shows=("Shown.", "Twice.")), Outgoing("choose", (Text("Shown.\n\nTwice."),), (BELOW,))),
        (
            scene(Choice("1", "today", "A story"), Choice("2", "ask", "Ask"), Choice("5", "number")),
            Outgoing(
                "choose",
                (Text("Which &amp; &lt;what&gt;?"),),
                ((Button("1 A story", "today"), Button("2 Ask", "ask")), BELOW),
            ),
        ),
        (
            scene(Choice("1", "a", "short"), Choice("2", "b", "a label that is much longer"), Choice("#", "c", "Skip")),
            Outgoing(
                "choose",
                (Text("Which &amp; &lt;what&gt;?"),),
                (
                    (Button("1 short", "a"),),
                    (Button("2 a label that is much longer", "b"),),
                    (Button("Skip", "c"),),
                    BELOW,
                ),
            ),
        ),
        (
            scene(Choice("1", "x" * 65, "Too long"), says=()),
            Outgoing("choose", (Text("Too long"),), (BELOW,)),
        ),
        (scene(says=()), Outgoing("choose", (Text("…"),), (BELOW,))),
        (scene(place="person"), Outgoing("person", (Text("Which &amp; &lt;what&gt;?"),), (BELOW[:1],))),
        (scene(place="lobby"), Outgoing("lobby", (Text("Which &amp; &lt;what&gt;?"),), (BELOW[1:],))),
        (
            scene(Choice("1", "today", "قصة"), language="ar"),
            Outgoing(
                "choose",
                (Text(f"{MARK}Which &amp; &lt;what&gt;?"),),
                (
                    (Button(f"{MARK}1 قصة", "today"),),
                    (Button(f"{MARK}Back", "lobby"), Button(f"{MARK}0 A person", "person")),
                ),
            ),
        ),
    ],
)  # fmt: skip
def test_menu_becomes_one_message(given_scene: Scene, expected: Outgoing) -> None:
    assert render(given_scene, LABELS) == expected


SNAIL = Text("<b>A &lt;snail&gt;</b>\nBy Joseph, guard en.\nNo. 230\n\nIt walks.\n\nCredit.")
HEARD = Text("<b>A &lt;snail&gt;</b>\nNo. 230\n\nIt walks.\n\nCredit.")
VOICE = Voice("abc/chat.ogg", "A <snail>", "Joseph", 62, "A &lt;snail&gt;\nBy Joseph, guard en.")
SOUND = Sound(61.7, "abc/phone.wav", "abc/chat.ogg")


@pytest.mark.parametrize(
    ("given_card", "shows", "parts"),
    [
        (card(), (), (SNAIL,)),
        (card(), ("Again.",), (Text(f"Again.\n\n{SNAIL.html}"),)),
        (card(picture="a/p.jpg"), (), (Picture("a/p.jpg", "A grey snail."), SNAIL)),
        (card(picture="a/p.jpg"), ("Again.",), (Picture("a/p.jpg", "Again.\n\nA grey snail."), SNAIL)),
        (card(sound=SOUND), (), (VOICE, HEARD)),
        (card(text=("Long. " * 200,)), (), (Text("<b>A &lt;snail&gt;</b>\nBy Joseph, guard en.\nNo. 230\n\na teaser"),)),  # noqa: E501
        (
            card(needed=("A cup",), steps=("Hold.",), ending=("Done.",)),
            (),
            (Text(SNAIL.html.replace("Credit.", "You need\n• A cup\n\nCredit.")),),
        ),
        (
            card("he", sound=SOUND),
            (),
            (
                replace(VOICE, caption=f"{MARK}A &lt;snail&gt;\n{MARK}\u2068Joseph\u2069"),
                Text(f"<b>{MARK}A &lt;snail&gt;</b>\n{MARK}No. 230\n\n{MARK}It walks.\n\n{MARK}Credit."),
            ),
        ),
    ],
)  # fmt: skip
def test_item_becomes_new_messages(
    given_card: Card, shows: tuple[str, ...], parts: tuple[object, ...]
) -> None:
    sent = render(scene(card=given_card, shows=shows), LABELS)
    assert (sent.parts, sent.comes_new) == (parts, True)


def test_long_words_wait_behind_a_button() -> None:
    long = scene(card=card(text=("Long. " * 2000,)))
    assert keyboard(long, LABELS)[0] == (Button("Read", "read/230"),)
    whole = read(long, LABELS)
    assert keyboard(scene(card=card()), LABELS) == (BELOW,) == whole.keyboard
    assert len(whole.parts) == 4
    assert "".join(shown(part) for part in whole.parts).count("Long.") == 2000


def test_remark_brings_the_buttons_along() -> None:
    said = remark(scene(Choice("1", "today", "A story")), LABELS, "What & why?")
    assert said.parts == (Text("What &amp; why?"),)
    assert said.keyboard == ((Button("1 A story", "today"),), BELOW)
    assert said.comes_new


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_every_place_keeps_the_limits(place: str, language: str) -> None:
    visit = make_visit(language, Channel.CHAT)
    entered = visiting.enter(place, visit)
    sent = render(entered, label(visit.catalogue, language))
    check_limits(sent)
    targets = [button.data for row in sent.keyboard for button in row]
    assert "person" in targets or entered.place == "person"
    assert "lobby" in targets or entered.place == "lobby" or entered.back in targets


LETTERS = st.text(st.sampled_from("aé <&>🐌👩‍🔬قصה\n\n. !"), max_size=3000)
WORDS = st.builds(
    Words, LETTERS, LETTERS, st.tuples(LETTERS, LETTERS), LETTERS, LETTERS, sound=st.just(SOUND)
)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.sampled_from(["en", "ar", "he-IL"]), st.lists(LETTERS, max_size=3))
def test_any_words_keep_the_limits(words: Words, language: str, notes: list[str]) -> None:
    item = Item(
        230, make_item(1, "ana", None).kind, SPEAKERS["ana"], None, None, {language: words}, picture="a/p"
    )  # type: ignore[arg-type]
    brought = scene(card=Card(item, words, language), shows=tuple(notes), language=language)
    told = scene(Choice("1", "today", words.title or "x"), shows=tuple(notes), language=language)
    for sent in (
        render(brought, LABELS),
        read(brought, LABELS),
        render(told, LABELS),
        remark(told, LABELS, words.credit),
    ):
        check_limits(sent)


def check_limits(sent: Outgoing) -> None:
    """What the reference says of sizes: text after parsing, captions, button data, buttons."""
    for part in sent.parts:
        limit = MESSAGE_UNITS if isinstance(part, Text) else CAPTION_UNITS
        assert units(shown(part)) <= limit
        assert shown(part).strip() or not isinstance(part, Text)
    buttons = [button for row in sent.keyboard for button in row]
    assert all(1 <= len(button.data.encode()) <= DATA_BYTES for button in buttons)
    assert all(len(row) <= 2 for row in sent.keyboard)
    assert len(buttons) <= 100
    assert isinstance(sent.parts[-1], Text)


def shown(part: object) -> str:
    """What a person sees of a part's words."""
    source = part.html if isinstance(part, Text) else part.caption  # type: ignore[attr-defined]
    return html.unescape(re.sub(r"</?b>", "", source))
