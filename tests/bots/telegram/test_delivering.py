"""Answers that come into chats by themselves: what is seen and heard there, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from addresses.address import read_chat
from bots.telegram.delivering import Chats, compose
from bots.telegram.typography import CAPTION_UNITS, MESSAGE_UNITS, units
from outbox.carrier import DeliveryFailed, Errand
from outbox.contents import Letter
from outbox.tables import Reason
from tests.actors.chatter import Chatter
from tests.bots.telegram.museum import OGG, Museum

ANSWER = "It is made of beech & <b>oak</b>."
LONG = "A sentence about wood. " * 80


@pytest.fixture
def chats(museum: Museum) -> Iterator[Chats]:
    made = Chats(museum.house)
    yield made
    made.close()
    httpx.delete(f"{museum.house.settings.telegram_api_url}/chat/faults")


def errand(museum: Museum, rosa: Chatter, letter: Letter, language: str = "en") -> Errand:
    rosa.opens()
    now = museum.house.clock.now()
    return Errand(
        1,
        1,
        "answer/1/chat",
        "answer",
        1,
        read_chat(rosa.person["id"]),
        language,
        "Europe/Paris",
        letter,
        now,
    )


def misbehave(museum: Museum, kind: str, method: str, seconds: int = 0) -> None:
    body = {"kind": kind, "method": method, "seconds": seconds}
    httpx.post(f"{museum.house.settings.telegram_api_url}/chat/faults", json=body).raise_for_status()


def voice(museum: Museum, text: str) -> Letter:
    path = museum.house.media.put_private(OGG, "chat.ogg")
    asked = museum.house.clock.now() - timedelta(days=1)
    return Letter(text, chat=path, seconds=12, by="Ana", asked_at=asked)


def test_words_arrive_as_they_were_written(museum: Museum, rosa: Chatter, chats: Chats) -> None:
    receipt = chats.send(errand(museum, rosa, Letter(ANSWER)))
    assert receipt.final
    assert f"Here is our answer.\n\n{ANSWER}" in rosa.sees()


def test_voice_comes_with_its_words(museum: Museum, rosa: Chatter, chats: Chats) -> None:
    chats.send(errand(museum, rosa, voice(museum, ANSWER)))
    assert "You sent us a message yesterday. Here is the answer from Ana." in rosa.sees()
    assert ANSWER in rosa.sees()
    assert rosa.hears()[-1].duration == 12


def test_long_words_follow_the_voice(museum: Museum, rosa: Chatter, chats: Chats) -> None:
    chats.send(errand(museum, rosa, voice(museum, LONG)))
    assert LONG.strip() in rosa.sees()
    assert "Ana" in rosa.sees()


def test_french_stays_french(museum: Museum, rosa: Chatter, chats: Chats) -> None:
    chats.send(errand(museum, rosa, Letter("Du hêtre."), "fr"))
    assert "Voici notre réponse." in rosa.sees()


def test_who_refuses_voice_gets_the_file(museum: Museum, chats: Chats) -> None:
    shy = museum.chat("Shy of voices", refuses_voice=True)
    chats.send(errand(museum, shy, voice(museum, ANSWER)))
    assert ANSWER in shy.sees()


# What Telegram does -> for good, why, may have arrived, seconds of rest.
FAULTS = [
    ("429", "sendMessage", 7, (False, Reason.CARRIER, False, 7)),
    ("500", "sendMessage", 0, (False, Reason.CARRIER, False, 0)),
    ("timeout", "sendMessage", 0, (False, Reason.CARRIER, True, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "method", "seconds", "expected"), FAULTS)
def test_each_fault_has_its_name(
    museum: Museum, rosa: Chatter, chats: Chats, kind: str, method: str, seconds: int,
    expected: tuple[bool, Reason, bool, float],
) -> None:  # fmt: skip
    wanted = errand(museum, rosa, Letter(ANSWER))
    misbehave(museum, kind, method, seconds)
    with pytest.raises(DeliveryFailed) as failure:
        chats.send(wanted)
    error = failure.value
    assert (error.permanent, error.reason, error.unsure, error.wait) == expected
    assert str(rosa.person["id"]) not in str(error)


def test_blocked_chat_is_the_end(museum: Museum, rosa: Chatter, chats: Chats) -> None:
    wanted = errand(museum, rosa, Letter(ANSWER))
    rosa.blocks()
    with pytest.raises(DeliveryFailed) as failure:
        chats.send(wanted)
    assert (failure.value.permanent, failure.value.reason) == (True, Reason.BLOCKED)


def test_half_a_letter_may_come_twice(museum: Museum, rosa: Chatter, chats: Chats) -> None:
    wanted = errand(museum, rosa, voice(museum, LONG))
    misbehave(museum, "429", "sendMessage", 3)
    with pytest.raises(DeliveryFailed) as failure:
        chats.send(wanted)
    assert (failure.value.unsure, failure.value.wait) == (True, 3)


@pytest.mark.parametrize(
    ("letter", "count"),
    [
        (Letter("a"), 1),
        (Letter("a", chat="x"), 1),
        (Letter("a" * CAPTION_UNITS, chat="x"), 2),
        (Letter("a " * MESSAGE_UNITS), 3),
    ],
)
def test_letters_are_weighed(museum: Museum, letter: Letter, count: int) -> None:
    assert Chats(museum.house).weigh(letter) == count


def test_no_message_is_too_long() -> None:
    for length in (10, CAPTION_UNITS, MESSAGE_UNITS, 3 * MESSAGE_UNITS):
        for chat in (None, "x"):
            post = compose("Here is our answer.", Letter("é" * length, chat=chat))
            assert units(post.caption) <= CAPTION_UNITS
            assert all(0 < units(words) <= MESSAGE_UNITS for words in post.words)
