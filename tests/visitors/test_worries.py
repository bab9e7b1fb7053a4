"""Worries about a caller: the person on duty is told, the clock runs, and a phrase only raises a message."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.visitors.reception import ANA, BEN, NOW, Reception
from visitors import inbox, worries
from visitors.people import Channel
from visitors.requests import RequestRow, RequestState
from visitors.worries import MINUTES, PHRASES, WorryRow, WorryState


def fear(reception: Reception, number: int, words: str = "She sounds so tired.") -> int:
    return reception.does(worries.raise_worry, number, ANA.id, ANA.name, words, reception.now).id


def read(reception: Reception, worry: int) -> WorryRow:
    with reception.database.reads() as session:
        return session.get_one(WorryRow, worry)


def test_person_on_duty_is_told(reception: Reception) -> None:
    reception.does(worries.write_duty, account=BEN.id, minutes=20)
    number = reception.asks()
    row = read(reception, fear(reception, number, "  She sounds so tired. "))
    assert (row.request, row.duty, row.account, row.by, row.state) == (
        number,
        BEN.id,
        ANA.id,
        "Ana",
        "raised",
    )
    assert (row.at, row.answer_by, row.phrase) == (NOW, NOW + timedelta(minutes=20), False)
    assert row.words == "She sounds so tired."


def test_worry_without_anybody_on_duty_is_kept(reception: Reception) -> None:
    row = read(reception, fear(reception, reception.asks()))
    assert (row.duty, row.answer_by) == (None, NOW + timedelta(minutes=MINUTES))
    assert [one.id for one in reception.does(worries.list_open)] == [row.id]


def test_duty_keeps_what_is_not_changed(reception: Reception) -> None:
    numbers = {"en": [["Samaritans", "116 123"]]}
    reception.does(worries.write_duty, account=ANA.id, numbers=numbers)
    reception.does(worries.write_duty, account=BEN.id, minutes=15)
    duty = reception.does(worries.read_duty)
    assert (duty.account, duty.minutes, duty.numbers, duty.phrases) == (BEN.id, 15, numbers, None)


# What was said in a language -> the phrase that is noticed.
SAID = [
    ("I want to die.", "en", "want to die"),
    ("i WANT, to… die!", "en", "want to die"),
    ("I can’t go on like this", "en", "can't go on"),
    ("My father hits me", "en", "hits me"),
    ("He was hit by me", "en", None),
    ("I want to diet", "en", None),
    ("Did the king want a dye?", "en", None),
    ("Je n’en peux plus", "fr", "je n'en peux plus"),
    ("J'ai ENVIE de mourir", "fr", "envie de mourir"),
    ("Aidez-moi !", "fr", "aidez moi"),
    ("¡Ayúdenme, por favor!", "es", "ayúdenme"),
    ("ayudenme", "es", "ayúdenme"),
    ("Ya no puedo mas", "es", "no puedo más"),
    ("Me hace dano", "es", "me hace daño"),
    ("I want to die.", "fr", None),
    ("I want to die.", "de", None),
    ("", "en", None),
]


@pytest.mark.parametrize(("words", "language", "phrase"), SAID)
def test_phrase_is_noticed_in_its_language(
    reception: Reception, words: str, language: str, phrase: str | None
) -> None:
    assert reception.does(worries.find_phrase, words, language) == phrase


@pytest.mark.parametrize("language", PHRASES)
def test_every_listed_phrase_is_found(reception: Reception, language: str) -> None:
    for phrase in PHRASES[language]:
        found = reception.does(worries.find_phrase, f"Well, {phrase.upper()}…", language)
        assert found == phrase


@pytest.mark.parametrize(
    ("phrases", "words", "phrase"),
    [
        ({"en": ["no way out"]}, "There is no way out.", "no way out"),
        ({"en": ["no way out"]}, "I want to die.", None),
        ({}, "I want to die.", None),
        ({"en": ["", " "]}, "A quiet day.", None),
    ],
)
def test_museum_keeps_its_own_list(
    reception: Reception, phrases: dict[str, list[str]], words: str, phrase: str | None
) -> None:
    reception.does(worries.write_duty, phrases=phrases)
    assert reception.does(worries.find_phrase, words, "en") == phrase


UNTOUCHED = ("state", "claimed_by", "due_on", "sensitive", "topic", "moderation", "done_at", "reply_to")


def test_phrase_raises_a_message_and_decides_nothing(reception: Reception) -> None:
    quiet = reception.asks("I want to sing", channel=Channel.CHAT)
    number = reception.asks("I want to die", channel=Channel.CHAT)
    (row,) = reception.rows(WorryRow)
    assert (row.request, row.phrase, row.words, row.account, row.by) == (
        number,
        True,
        "want to die",
        None,
        "",
    )
    states = [tuple(getattr(reception.row(one), name) for name in UNTOUCHED[:-1]) for one in (quiet, number)]
    assert states[0] == states[1]
    assert reception.row(number).state == RequestState.SENT
    assert reception.row(number).reply_to


def test_same_message_is_noticed_once(reception: Reception) -> None:
    number = reception.asks("I want to die", channel=Channel.CHAT)
    again = reception.does(worries.notice, number, "He hits me", "en", NOW)
    assert again is None
    worry = fear(reception, number)
    assert [row.id for row in reception.does(worries.of_request, number)] == [worry, 1]


def test_draft_raises_nothing(reception: Reception) -> None:
    reception.asks("I want to die", channel=Channel.CHAT, sent=False)
    assert reception.rows(WorryRow) == []


def test_clock_stops_when_it_is_seen(reception: Reception) -> None:
    first, second = fear(reception, reception.asks()), fear(reception, reception.asks())
    late = NOW + timedelta(minutes=MINUTES, seconds=1)
    assert reception.does(worries.list_late, NOW + timedelta(minutes=MINUTES)) == []
    assert [row.id for row in reception.does(worries.list_late, late)] == [first, second]
    assert reception.does(worries.see, first, "Ben", NOW)
    assert [row.id for row in reception.does(worries.list_late, late)] == [second]
    assert [row.id for row in reception.does(worries.list_open)] == [first, second]


def test_most_urgent_worry_stands_first(reception: Reception) -> None:
    slow = fear(reception, reception.asks())
    reception.does(worries.write_duty, minutes=5)
    urgent = fear(reception, reception.asks())
    assert [row.id for row in reception.does(worries.list_open)] == [urgent, slow]


# What is done, one after the other -> whether each counts, and the state after it.
STEPS = [
    (["see", "see"], [True, False], WorryState.SEEN),
    (["see", "close", "close"], [True, True, False], WorryState.CLOSED),
    (["close", "see"], [True, False], WorryState.CLOSED),
]


@pytest.mark.parametrize(("steps", "done", "state"), STEPS)
def test_worry_goes_forward_only(
    reception: Reception, steps: list[str], done: list[bool], state: WorryState
) -> None:
    worry = fear(reception, reception.asks())
    deeds: dict[str, Any] = {
        "see": lambda session: worries.see(session, worry, "Ben", NOW),
        "close": lambda session: worries.close(session, worry, "Ben", " We rang her. ", NOW),
    }
    assert [reception.does(deeds[step]) for step in steps] == done
    row = read(reception, worry)
    assert row.state == state
    if state == WorryState.CLOSED:
        assert (row.closed_by, row.closed_at, row.outcome) == ("Ben", NOW, "We rang her.")
        assert reception.does(worries.list_open) == []


def test_words_of_a_worry_lie_sealed(reception: Reception) -> None:
    for _ in range(5):
        worry = fear(reception, reception.asks("I want to die", channel=Channel.CHAT))
        reception.does(worries.close, worry, "Ben", "We rang her sister.", NOW)
    rows = reception.dumps("worries").splitlines()
    noticed, raised = rows[::2], rows[1::2]
    assert len(noticed) == len(raised) == 5
    # Three letters come up by chance now and then, but a word that truly lies there does so in each row.
    assert not all("die" in row for row in noticed)
    assert not any(all(word in row for row in raised) for word in ("tired", "sister"))


def test_worry_outlives_its_message(reception: Reception) -> None:
    number = reception.asks()
    worry = fear(reception, number)
    with reception.database.writes() as session:
        session.delete(session.get_one(RequestRow, number))
    assert read(reception, worry).request is None
    assert reception.does(inbox.find, number) is None
