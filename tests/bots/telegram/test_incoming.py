"""What is taken out of Telegram's updates, whatever people send."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Message, User

from bots.telegram.conversation import Conversation
from bots.telegram.house import House
from bots.telegram.incoming import Incoming, is_meant_for, read_message
from tests.bots.telegram.api_double import CHAT, ME
from tests.scenes.museum import read_prompts

GROUP = {"id": -5, "type": "group", "title": "Class"}
ROSA = {"id": 7, "is_bot": False, "first_name": "Rosa", "language_code": "fr-CA"}
SAYS = read_prompts("en")
BIG = 21 << 20


def file(kind: str, **more: Any) -> dict[str, Any]:
    return {kind: {"file_id": "F", "file_unique_id": "U", "duration": 9, "mime_type": "x/y", **more}}


def message(**more: Any) -> Message:
    made = Message.de_json({"message_id": 3, "date": 1, "chat": CHAT, "from": ROSA, **more}, None)
    assert made is not None
    return made


PHOTO = {
    "photo": [
        {"file_id": size, "file_unique_id": size, "width": 9, "height": 9} for size in ("small", "large")
    ]
}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"text": " hello "}, {"text": "hello"}),
        ({"text": "/start i214"}, {"text": "/start item-214"}),
        ({"text": "/start@museline_bot item-1400"}, {"text": "/start item-1400"}),
        ({"text": "/start anything"}, {"text": "/start anything"}),
        ({**PHOTO, "caption": "This one"}, {"text": "This one", "picture": "large"}),
        ({**PHOTO, "media_group_id": "8"}, {"picture": "large", "album": "8"}),
        (file("voice"), {"sound": "F", "seconds": 9.0}),
        (file("audio", file_size=BIG), {"sound": "F", "seconds": 9.0, "big": True}),
        (file("document", mime_type="image/png"), {"picture": "F"}),
        (file("document", mime_type="audio/flac"), {"sound": "F"}),
        (file("document", mime_type="application/pdf"), {"unseen": True}),
        (file("video_note", length=9), {"unseen": True}),
        ({"dice": {"value": 3, "emoji": "🎲"}}, {"unseen": True}),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, {"unseen": True}),
        (
            {"venue": {"title": "x", "address": "y", "location": {"latitude": 1, "longitude": 1}}},
            {"unseen": True},
        ),
    ],
)
def test_messages_are_read(more: dict[str, Any], expected: dict[str, Any]) -> None:
    assert read_message(message(**more)) == Incoming(7, 3, "fr-CA", **expected)


@pytest.mark.parametrize(
    ("more", "is_ours"),
    [
        ({"text": "hello"}, True),
        ({"text": "/help@other_bot"}, False),
        ({"text": "/help@Museline_Bot"}, True),
        ({"text": "hello", "via_bot": ME}, False),
        ({"text": "hello", "chat": GROUP}, False),
        ({"text": "/help", "chat": GROUP}, True),
        (
            {
                "text": "x",
                "chat": GROUP,
                "reply_to_message": {"message_id": 1, "date": 1, "chat": GROUP, "from": ME},
            },
            True,
        ),
        (
            {
                "text": "x",
                "chat": GROUP,
                "reply_to_message": {"message_id": 1, "date": 1, "chat": GROUP, "from": ROSA},
            },
            False,
        ),
        ({"text": "x", "chat": {**GROUP, "type": "supergroup"}}, False),
    ],
)
def test_only_what_is_meant_for_us_counts(more: dict[str, Any], is_ours: bool) -> None:
    bot = User.de_json(ME, None)
    assert bot is not None
    assert is_meant_for(message(**more), bot) == is_ours


def test_album_is_one_draft(house: House) -> None:
    conversation = Conversation(house)
    first = conversation.answer(Incoming(7, 3, picture="A", album="8", text="Look"))
    assert first is not None
    assert first.outgoing.place.startswith("review/")
    assert conversation.answer(Incoming(7, 4, picture="B", album="8")) is None
    other = conversation.answer(Incoming(7, 5, picture="C", album="9"))
    assert other is not None
    assert other.outgoing.place != first.outgoing.place


def test_too_large_things_are_declined_kindly(house: House) -> None:
    turn = Conversation(house).answer(Incoming(7, 3, sound="A", big=True))
    assert turn is not None
    assert turn.outgoing.parts[0].html == SAYS["chat.long"]  # type: ignore[union-attr]


def test_foreign_corrections_meet_nobody(house: House) -> None:
    conversation = Conversation(house)
    assert conversation.correct(Incoming(-5, 3, text="changed")) is None
    turn = conversation.answer(Incoming(-5, 4, text="/start"))
    assert turn is not None
    assert turn.visitor == 1
