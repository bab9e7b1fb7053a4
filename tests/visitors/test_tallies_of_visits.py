"""What is counted of real calls and chats: once each, however often the carrier repeats itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bots.telegram.conversation import Conversation
from bots.telegram.house import House as ChatHouse
from bots.telegram.incoming import Incoming
from db.database import Database
from tests.actors.museum import TurnedClock
from tests.bots.telegram.museum import make_house
from tests.hotline.house import House, Line
from visitors.tallies import TallyRow

SECOND_CALL = "CA" + "2" * 32
RECORDING = "RE" + "d" * 32
STORY = "/hotline/at/item/214/0?lang=en"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.close()


@pytest.fixture
def line(house: House) -> Line:
    return Line(house).dials()


@pytest.fixture
def chat_house(tmp_path: Path) -> Iterator[ChatHouse]:
    made = make_house(tmp_path)
    yield made
    made.database.close()


def counted(database: Database, *wanted: str) -> dict[str, int]:
    """`calls` or `heard 214`, with how often."""
    with database.reads() as session:
        rows = session.scalars(select(TallyRow)).all()
    return {f"{row.what} {row.name}".strip(): row.count for row in rows if not wanted or row.what in wanted}


def says(house: ChatHouse, text: str = "", data: str = "", chat: int = 7) -> None:
    """One turn of a chat, sent and settled."""
    conversation = Conversation(house)
    turn = conversation.answer(Incoming(chat, language="fr", text=text, data=data))
    if turn is not None:
        conversation.settle(turn, 1)


def test_repeated_call_counts_once(house: House, line: Line) -> None:
    line.dials()
    Line(house, SECOND_CALL).dials()
    assert counted(house.database) == {"calls": 2}


def test_heard_to_its_end_counts_once(house: House, line: Line) -> None:
    line.asks(STORY)
    end = line.address("Redirect")
    house.clock.advance(205)
    line.asks(end).asks(end)
    assert counted(house.database) == {"calls": 1, "heard 214": 1, "finished": 1}


def test_second_item_finishes_no_second_visit(house: House, line: Line) -> None:
    for number in (214, 220):
        line.asks(f"/hotline/at/item/{number}/0?lang=en").waits(300)
    assert counted(house.database, "finished", "heard") == {"heard 214": 1, "heard 220": 1, "finished": 1}


def test_skipped_item_is_left_not_heard(house: House, line: Line) -> None:
    line.asks(STORY)
    address = line.address("Gather", "action")
    house.clock.advance(65)
    line.asks(address, Digits="#").asks(address, Digits="#")
    assert counted(house.database) == {"calls": 1, "stopped 214/3": 1}


@pytest.mark.parametrize("key", ["5", "7", "9"])
def test_player_keys_stop_nothing(house: House, line: Line, key: str) -> None:
    line.asks(STORY).presses(key, after=65)
    assert counted(house.database, "stopped") == {}


def test_going_slower_stops_nothing(house: House, line: Line) -> None:
    line.presses("8").presses("1").asks(STORY).presses("8", after=65)
    assert counted(house.database, "stopped", "wrong") == {}


@pytest.mark.parametrize(("seconds", "what"), [(65, "stopped 214/3"), (190, "heard 214")])
def test_dropped_call_counts_where_it_broke(house: House, line: Line, seconds: int, what: str) -> None:
    line.asks(STORY)
    house.clock.advance(seconds)
    line.hangs_up()
    line.hangs_up()
    found = counted(house.database)
    assert found.pop("finished", 0) == (what == "heard 214")
    assert found == {"calls": 1, what: 1}


def test_key_that_fails_names_its_place_only(house: House, line: Line) -> None:
    line.presses("6")
    line.asks("/hotline/at/item/214/0?lang=en").presses("4", after=20)
    assert counted(house.database, "wrong") == {"wrong lobby 6": 1, "wrong item 4": 1}


def test_chosen_language_counts_once(house: House, line: Line) -> None:
    line.presses("8")
    address = line.address("Gather", "action")
    line.asks(address, Digits="2").asks(address, Digits="2")
    with house.database.reads() as session:
        rows = session.scalars(select(TallyRow).where(TallyRow.what == "language")).all()
    assert [(row.language, row.count) for row in rows] == [("fr", 1)]


def test_question_counts_when_it_is_sent(house: House, line: Line) -> None:
    line.presses("3").speaks(RECORDING)
    assert counted(house.database, "asked") == {}
    send = line.address("Gather", "action")
    line.asks(send, Digits="1").asks(send, Digits="1")
    line.hangs_up()
    assert counted(house.database, "asked") == {"asked question": 1}


def test_question_cut_off_counts_as_unconfirmed(house: House, line: Line) -> None:
    line.presses("3").speaks(RECORDING)
    line.hangs_up()
    line.hangs_up()
    assert counted(house.database, "asked") == {"asked unconfirmed": 1}


def test_person_chats_once_a_day(chat_house: ChatHouse) -> None:
    for _ in range(3):
        says(chat_house, "/start")
    says(chat_house, "/start", chat=8)
    assert counted(chat_house.database) == {"chats": 2}
    tomorrow = chat_house.clock.now() + timedelta(days=1)
    clock = TurnedClock(tomorrow)
    says(replace(chat_house, clock=clock), "/help")
    with chat_house.database.reads() as session:
        rows = session.scalars(select(TallyRow).order_by(TallyRow.day)).all()
    assert [(row.what, row.count) for row in rows] == [("chats", 2), ("chats", 1)]


def test_story_in_the_chat_is_heard_at_once(chat_house: ChatHouse) -> None:
    says(chat_house, "/start")
    for number in (230, 220):
        says(chat_house, data=f"item/{number}")
    assert counted(chat_house.database) == {"chats": 1, "heard 230": 1, "heard 220": 1, "finished": 1}


def test_call_ended_by_a_hang_up_in_the_question_counts_it(house: House, line: Line) -> None:
    line.presses("3").speaks(RECORDING, ended_by="hangup")
    line.hangs_up()
    assert counted(house.database, "asked") == {"asked unconfirmed": 1}
