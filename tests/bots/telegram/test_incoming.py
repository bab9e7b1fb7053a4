"""What is taken out of Telegram's updates, whatever people send."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from telegram import Message, User

from bots.telegram.conversation import Conversation
from bots.telegram.house import House
from bots.telegram.incoming import Incoming, is_meant_for, read_message
from tests.bots.telegram.api_double import CHAT, ME
from tests.scenes.museum import read_prompts
from visitors import enclosing, requests
from visitors.requests import Message as Sent
from visitors.requests import RequestKind, RequestRow, RequestState

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
    assert read_pictures(house) == [("question", "A", "Look"), ("picture", "B", "")]
    other = conversation.answer(Incoming(7, 5, picture="C", album="9"))
    assert other is not None
    assert other.outgoing.place != first.outgoing.place


@pytest.mark.parametrize("deed", ["send", "throw"])
@pytest.mark.parametrize("repeated", [2, 3])
def test_message_comes_again_after_its_draft_went(house: House, deed: str, repeated: int) -> None:
    """A process dies before it has answered, the button of before is pressed, and the update comes once more."""
    conversation, words = (
        Conversation(house),
        {2: "Where does the snail sleep?", 3: "And what does it dream?"},
    )
    for number, text in words.items():
        turn = conversation.answer(Incoming(7, number, text=text))
        assert turn is not None
        conversation.settle(turn, 100)
    for data in (f"{deed}/1", "ask"):
        turn = conversation.answer(Incoming(7, data=data))
        assert turn is not None
        conversation.settle(turn, 100)
    assert conversation.answer(Incoming(7, repeated, text=words[repeated])) is not None
    with house.database.reads() as session:
        (row,) = session.scalars(select(RequestRow)).all()
    assert row.text == ("\n\n".join(words.values()) if deed == "send" else "")


def read_pictures(house: House) -> list[tuple[str, str | None, str]]:
    """What each request is, its picture and its words, as they are kept."""
    with house.database.reads() as session:
        rows = session.scalars(select(RequestRow).order_by(RequestRow.id)).all()
        return [(row.kind, row.picture_source, row.text) for row in rows if row.state != RequestState.THROWN]


def test_every_photo_of_an_album_is_kept(house: House) -> None:
    conversation = Conversation(house)
    turn = conversation.answer(Incoming(7, 2, text="Which of these is the oldest?"))
    for number in (*range(3, 13), 5, 12):  # two of them come twice
        assert turn is not None
        conversation.settle(turn, 100)
        words = "This one?" if number == 9 else ""
        turn = conversation.answer(Incoming(7, number, picture=f"P{number}", album="8", text=words)) or turn
    kept = read_pictures(house)
    assert [picture for _, picture, _ in kept] == [f"P{number}" for number in range(3, 13)]
    assert kept[0][2] == "Which of these is the oldest?\n\nThis one?"
    assert {kind for kind, _, _ in kept[1:]} == {"picture"}


@pytest.mark.parametrize(("deed", "left"), [("send", ["sent", "part", "part"]), ("throw", [])])
def test_rest_of_an_album_follows_its_beginning(house: House, deed: str, left: list[str]) -> None:
    conversation = Conversation(house)
    for number in (3, 4):
        conversation.answer(Incoming(7, number, picture=f"P{number}", album="8"))
    with house.database.reads() as session:
        draft = session.scalars(select(RequestRow.id).order_by(RequestRow.id)).first()
    conversation.answer(Incoming(7, data=f"{deed}/{draft}"))
    assert conversation.answer(Incoming(7, 5, picture="P5", album="8")) is None
    with house.database.reads() as session:
        kept = session.scalars(select(RequestRow).order_by(RequestRow.id)).all()
    assert [row.state for row in kept if row.state != RequestState.THROWN] == left
    assert {row.part_of for row in kept[1:]} == {draft}


def test_single_photos_join_up_to_ten(house: House) -> None:
    conversation = Conversation(house)
    for number in range(3, 15):
        turn = conversation.answer(Incoming(7, number, picture=f"P{number}"))
        assert turn is not None
        conversation.settle(turn, 100)
    kinds = [kind for kind, _, _ in read_pictures(house)]
    assert kinds == ["question", *["picture"] * 9, "question", "picture"]


def test_photo_for_a_name_joins_the_story(house: House) -> None:
    conversation = Conversation(house)
    conversation.answer(Incoming(7, 2, text="/start"))
    with house.database.writes() as session:
        story = requests.keep(session, 1, Sent("tg:1", "en", "chat", "I was six"), house.clock.now())
        name = Sent("tg:2", "en", "chat", "Rosa", item=story)
        named = requests.keep(session, 1, name, house.clock.now(), RequestKind.NAME)
        more = Sent("tg:3", "en", "chat", "My ticket", picture="P")
        assert enclosing.enclose(session, named, 1, more)
        [photo] = requests.pictures(session, story)
        assert (photo.picture_source, photo.text, photo.part_of) == ("P", "My ticket", story)


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
