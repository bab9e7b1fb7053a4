"""Every refusal of Telegram by name: what is tried instead, what is swallowed, what is passed on."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from telegram.error import NetworkError, TimedOut

from bots.telegram.asking import Refused
from bots.telegram.conversation import Turn
from bots.telegram.house import House
from bots.telegram.outgoing import Button, Outgoing, Part, Picture, Text, Voice
from bots.telegram.refusals import Refusal
from bots.telegram.sending import Sender
from bots.telegram.uploads import Uploads
from tests.bots.telegram.api_double import Answer, ApiDouble, make_bot, refuse
from tests.bots.telegram.museum import STORY

BUTTONS = ((Button("1 Story", "today"),),)
MENU = Outgoing("choose", (Text("<b>Which?</b> &amp;"),), BUTTONS)
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are the same"
)
BLOCKED = refuse("Forbidden: bot was blocked by the user", 403)


def send(
    house: House,
    script: dict[str, list[Answer]],
    *parts: Part,
    edit: int | None = None,
    bare: int | None = None,
) -> Any:
    """Send a menu, or parts; what was asked of Telegram, and how it ended."""
    double = ApiDouble(script)
    bot = make_bot(double)
    outgoing = Outgoing("item/214", parts, BUTTONS) if parts else MENU
    sender = Sender(bot, Uploads(house, bot))
    try:
        ended: Any = asyncio.run(sender.deliver(7, Turn(outgoing, 1, edit, bare)))
    except Refused as refused:
        ended = refused
    return double, ended


def bad(reason: str, **parameters: Any) -> tuple[int, dict[str, Any]]:
    """The commonest refusal."""
    return refuse(f"Bad Request: {reason}", **parameters)


def caused(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("script", "edit", "methods", "ended"),
    [
        ({}, None, ["sendMessage"], 1),
        ({}, 5, ["editMessageText"], 5),
        ({"editMessageText": [refuse(NOT_MODIFIED)]}, 5, ["editMessageText"], 5),
        ({"editMessageText": [bad("message to edit not found")]}, 5, ["editMessageText", "sendMessage"], 2),
        ({"editMessageText": [bad("message can't be edited")]}, 5, ["editMessageText", "sendMessage"], 2),
        ({"editMessageText": [bad("there is no text in the message to edit")]}, 5,
         ["editMessageText", "sendMessage"], 2),
        ({"sendMessage": [bad("can't parse entities: Unclosed start tag")]}, None, ["sendMessage"] * 2, 2),
        ({"sendMessage": [refuse("Too Many Requests: retry", 429, retry_after=1)]}, None, ["sendMessage"] * 2, 2),
        ({"sendMessage": [refuse("Internal Server Error: restart", 500)]}, None, ["sendMessage"] * 2, 2),
        ({"editMessageText": [refuse("Gateway Timeout", 504)]}, 5, ["editMessageText"] * 2, 5),
        ({"sendMessage": [refuse("Bad Gateway", 502)]}, None, ["sendMessage"] * 2, 2),
        ({"sendMessage": [caused(NetworkError("x"), httpx.ConnectError("x"))]}, None, ["sendMessage"] * 2, 2),
        ({"sendMessage": [caused(TimedOut(), httpx.PoolTimeout("x"))]}, None, ["sendMessage"] * 2, 2),
        ({"editMessageText": [TimedOut()]}, 5, ["editMessageText"] * 2, 5),
    ],
)  # fmt: skip
def test_refusal_finds_another_way(
    house: House, script: dict[str, list[Answer]], edit: int | None, methods: list[str], ended: int
) -> None:
    double, result = send(house, script, edit=edit)
    assert (double.methods, result) == (methods, ended)


@pytest.mark.parametrize(
    ("answers", "refusal", "times"),
    [
        ([BLOCKED], Refusal.SHUT, 1),
        ([refuse("Forbidden: user is deactivated", 403)], Refusal.SHUT, 1),
        ([refuse("Forbidden: bot was kicked from the group chat", 403)], Refusal.SHUT, 1),
        ([bad("chat not found")], Refusal.SHUT, 1),
        ([bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100)], Refusal.MOVED, 1),
        ([refuse("Too Many Requests: retry after 40", 429, retry_after=40)], Refusal.WAIT, 1),
        ([refuse("Unauthorized", 401)], Refusal.TOKEN, 1),
        ([TimedOut()], Refusal.LOST, 1),
        ([refuse("Gateway Timeout", 504)], Refusal.LOST, 1),
        ([caused(NetworkError("x"), httpx.ReadError("x"))], Refusal.LOST, 1),
        ([refuse("Internal Server Error", 500)] * 2, Refusal.UNSENT, 2),
        ([bad("reply markup is too long")], Refusal.OTHER, 1),
    ],
)  # fmt: skip
def test_refusal_is_passed_on_by_name(
    house: House, answers: list[Answer], refusal: Refusal, times: int
) -> None:
    double, ended = send(house, {"sendMessage": list(answers)})
    assert ended.refusal == refusal
    assert len(double.methods) == times
    assert ended.moved_to == (-100 if refusal == Refusal.MOVED else 0)


def test_plain_words_follow_unreadable_ones(house: House) -> None:
    double, _ = send(house, {"sendMessage": [bad("can't parse entities: x")]})
    assert [asked.get("parse_mode") for _, asked in double.asked] == ["HTML", None]
    assert double.asked[1][1]["text"] == "Which? &"


@pytest.mark.parametrize(
    "answer",
    [
        refuse(NOT_MODIFIED),
        bad("message to edit not found"),
        refuse("Internal", 500),
        TimedOut(),
    ],
)
def test_old_buttons_that_stay_are_no_trouble(house: House, answer: Answer) -> None:
    double, ended = send(house, {"editMessageReplyMarkup": [answer, answer]}, bare=3)
    assert (double.methods[:2], ended) == (["sendMessage", "editMessageReplyMarkup"], 1)
    assert double.asked[1][1]["message_id"] == 3


def story_parts(house: House) -> tuple[Picture, Voice, Text]:
    item = house.catalogue.items[STORY]
    sound = item.words["en"].sound
    assert sound is not None
    return (
        Picture(item.picture, "A picture."),
        Voice(sound.chat, "Item", "Ana", 200, "Item\nAna"),
        Text("words"),
    )


def test_buttons_stand_under_the_last_part(house: House) -> None:
    double, ended = send(house, {}, *story_parts(house))
    assert double.methods == ["sendPhoto", "sendVoice", "sendMessage"]
    assert ["reply_markup" in asked for _, asked in double.asked] == [False, False, True]
    assert ended == 3


def test_known_files_travel_by_their_ids(house: House) -> None:
    parts = story_parts(house)
    first, _ = send(house, {}, *parts)
    again, _ = send(house, {}, *parts)
    assert [asked["uploads"] for _, asked in first.asked][:2] == [["photo"], ["voice"]]
    assert [asked.get("photo") or asked.get("voice") for _, asked in again.asked][:2] == ["PHOTO", "VOICE"]


@pytest.mark.parametrize(
    "words", ["wrong file identifier/HTTP URL specified", "wrong remote file identifier specified: x"]
)
def test_forgotten_file_is_uploaded_anew(house: House, words: str) -> None:
    parts = story_parts(house)
    send(house, {}, *parts)
    double, _ = send(house, {"sendVoice": [bad(words)]}, *parts)
    assert double.methods == ["sendPhoto", "sendVoice", "sendVoice", "sendMessage"]
    assert double.asked[2][1]["uploads"] == ["voice"]


@pytest.mark.parametrize(
    ("script", "methods"),
    [
        (
            {"sendVoice": [bad("VOICE_MESSAGES_FORBIDDEN")]},
            ["sendVoice", "sendDocument", "sendMessage"],
        ),
        (
            {"sendVoice": [bad("VOICE_EXT_INVALID")]},
            ["sendVoice", "sendDocument", "sendMessage"],
        ),
        (
            {
                "sendVoice": [refuse("Request Entity Too Large", 413)],
                "sendDocument": [bad("file is too big")],
            },
            ["sendVoice", "sendDocument", "sendMessage", "sendMessage"],
        ),
    ],
)
def test_sound_travels_in_another_shape(
    house: House, script: dict[str, list[Answer]], methods: list[str]
) -> None:
    double, _ = send(house, script, *story_parts(house)[1:])
    assert double.methods == methods
    assert "Item\nAna" in [asked.get("caption") or asked["text"] for _, asked in double.asked]


def test_refused_picture_leaves_its_description(house: House) -> None:
    double, _ = send(house, {"sendPhoto": [bad("IMAGE_PROCESS_FAILED")]}, *story_parts(house)[::2])
    assert [asked.get("text") for _, asked in double.asked] == [None, "A picture.", "words"]


def test_too_big_sound_leaves_its_address(house: House) -> None:
    public = house.settings.model_copy(update={"public_url": "https://line.museum.example"})
    voice = Voice("0abc/chat.m4a", "Item", "Ana", 200, "Item")
    house.media.put(b"x", "other.m4a")
    double, _ = send(
        House(public, house.database, house.shelf, house.media, house.keys, house.clock),
        {},
        voice,
        Text("words"),
    )
    assert double.asked[0][1]["text"] == "Item\n\nhttps://line.museum.example/media/0abc/chat.m4a"


def test_music_formats_come_with_player_fields(house: House) -> None:
    voice = Voice(house.media.put(b"ID3 sound", "chat.mp3"), "Item", "Ana", 200, "Item")
    double, _ = send(house, {}, voice, Text("words"))
    name, asked = double.asked[0]
    assert (name, asked["title"], asked["performer"], asked["duration"]) == ("sendAudio", "Item", "Ana", 200)


def test_blocked_in_between_is_passed_on(house: House) -> None:
    double, ended = send(house, {"sendVoice": [BLOCKED]}, *story_parts(house))
    assert (double.methods, ended.refusal) == (["sendPhoto", "sendVoice"], Refusal.SHUT)
