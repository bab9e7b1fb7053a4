"""Recording by telephone: a guard comes in with number and PIN, records, hears back, keeps, and takes it back."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from sqlalchemy import func, select

from content.codes import number_of
from content.tables import RecordingRow
from staff.accounts import User
from staff.roles import Role
from staff.takes import TakeRow, TakeState
from tests.actors.caller import Caller
from tests.actors.museum import Museum
from tests.journeys.staffroom import (
    GUARD,
    NUMBER,
    PIN,
    SNAIL,
    come_in,
    employ,
    live_version,
    prepare,
    record_take,
    trail_of,
)

ANA = "+441632960201"


def hear_the_snail(museum: Museum) -> Caller:
    """Somebody rings and types the number of the item."""
    ana = museum.phone().dials(ANA)
    ana.presses("5", after=1)
    ana.waits_until("hash key")
    ana.presses(f"{SNAIL}#")
    for _ in range(30):
        if "/phone" in ana.now.get("url", "") or (
            ana.now["kind"] == "say" and "/item/310/" in ana.documents[-1]
        ):
            return ana
        ana.waits_seconds(ana.now["seconds"] + 0.1)
    raise AssertionError(ana.transcript())


def test_guard_records_keeps_and_callers_hear(museum: Museum) -> None:
    museum.render(SNAIL)
    employ(museum)
    before = live_version(museum)
    guard = come_in(museum)
    guard.waits_until("Hello, Joseph")
    record_take(museum, guard)
    assert live_version(museum).id == before.id
    guard.waits_until("put it on the line, press 1")
    assert [entry["seconds"] for entry in guard.log if "/hotline/audio/" in entry.get("url", "")] == [20]
    guard.presses("1")
    guard.waits_until("on the line in about a minute")
    guard.waits_until("is being prepared")
    assert live_version(museum).id == before.id
    museum.work()
    prepare(museum)
    assert 19 <= hear_the_snail(museum).now["seconds"] <= 21
    new = live_version(museum)
    assert (new.version, new.made_by, new.came_by) == (before.version + 1, "Joseph", "telephone")
    assert trail_of(museum) == [("Joseph", "record", "310")]
    assert guard.problems() == []


def test_one_key_goes_back_and_tells(museum: Museum) -> None:
    museum.render(SNAIL)
    before = live_version(museum)
    employ(museum)
    guard = come_in(museum)
    record_take(museum, guard)
    guard.presses("1", after=1)
    guard.waits_until("about a minute")
    prepare(museum)
    guard.presses("9")
    guard.waits_until(f"version {before.version + 1}, recorded by Joseph today")
    guard.waits_until("press 7")
    guard.presses("7")
    guard.waits_until("one step back")
    guard.waits_until(f"version {before.version}, recorded")
    assert live_version(museum).id == before.id
    museum.clock.advance(3)
    assert 88 <= hear_the_snail(museum).now["seconds"] <= 92
    assert [what for _, what, _ in trail_of(museum)] == ["record", "restore"]


def test_take_can_be_said_again_or_thrown(museum: Museum) -> None:
    employ(museum)
    guard = come_in(museum)
    record_take(museum, guard)
    guard.presses("2")
    guard.waits_for("record")
    guard.hears()
    guard.says(7.0)
    guard.presses("#")
    guard.waits_until("One moment")
    museum.work()
    guard.waits_until("This is what I have")
    guard.presses("*")
    guard.waits_until("What is on the line stays")
    museum.work()
    with museum.house.database.reads() as session:
        rows = session.scalars(select(TakeRow)).all()
        recorded = session.scalar(select(func.count()).where(RecordingRow.came_by == "telephone"))
    assert [(row.state, row.sound_path, row.carrier_copy) for row in rows] == [("thrown", None, False)] * 2
    assert recorded == 0


@pytest.mark.parametrize("spoken", [True, False])
def test_take_of_a_dropped_call_waits(museum: Museum, spoken: bool) -> None:
    employ(museum)
    guard = come_in(museum)
    if spoken:
        record_take(museum, guard)
    else:
        guard.waits_until("Type the number")
        guard.presses(f"{SNAIL}#")
        guard.waits_until("press 2")
        guard.presses("2")
        guard.waits_for("record")
        guard.says(9.0)
    guard.drops()
    museum.work()
    again = come_in(museum)
    again.waits_until("has waited for you")
    again.waits_until("press 1")
    again.presses("1")
    again.waits_until("on the line in about a minute")
    with museum.house.database.reads() as session:
        assert [row.state for row in session.scalars(select(TakeRow))] == [TakeState.USED]


@pytest.mark.parametrize("trouble", ["duplicates", "reversed_callbacks"])
def test_troubled_line_makes_one_recording(museum: Museum, trouble: str) -> None:
    employ(museum)
    guard = museum.phone().dials(GUARD, **{trouble: True})
    guard.presses("5", after=1)
    guard.waits_until("hash key")
    guard.presses(f"0{NUMBER}#")
    guard.waits_until("your PIN")
    guard.presses(f"{PIN}#")
    record_take(museum, guard)
    guard.presses("1")
    guard.waits_until("about a minute")
    guard.hangs_up()
    museum.work()
    with museum.house.database.reads() as session:
        made = session.scalars(select(RecordingRow).where(RecordingRow.came_by == "telephone")).all()
        assert (len(made), len(session.scalars(select(TakeRow)).all())) == (1, 1)


def test_five_wrong_pins_close_the_door(museum: Museum) -> None:
    account = employ(museum)
    guard = come_in(museum, pin="111222")
    for _ in range(4):
        guard.waits_until("don't go together")
        guard.presses("111222#")
    guard.waits_until("a PIN rests for a while")
    guard.hangs_up()
    locked = come_in(museum)
    locked.waits_until("don't go together")
    museum.clock.advance(16 * 60)
    opened = come_in(museum)
    opened.waits_until("Hello, Joseph")
    with museum.house.database.reads() as session:
        assert session.get_one(User, account).pin_tries == 0


def test_unknown_number_sounds_the_same(museum: Museum) -> None:
    employ(museum)
    heard = []
    for number in (NUMBER, 4712):
        guard = come_in(museum, pin="111222", number=number)
        guard.waits_until("don't go together")
        for _ in range(4):
            guard.presses("111222#")
        guard.waits_until("stories")
        heard.append([entry["text"] for entry in guard.log if entry["kind"] == "heard"])
    assert heard[0][1:] == heard[1][1:]


def test_pin_stands_in_no_address_and_no_log(
    museum: Museum, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    employ(museum)
    with caplog.at_level(logging.DEBUG):
        guard = come_in(museum)
        record_take(museum, guard)
        guard.presses("1")
        wrong = come_in(museum, pin="987123")
        wrong.waits_until("don't go together")
    told = caplog.text + "".join(capsys.readouterr())
    for caller, pin in ((guard, PIN), (wrong, "987123")):
        shown = [entry.get("url", "") + entry.get("body", "") for entry in caller.log]
        assert any("staff/pin/4711" in text for text in shown)
        assert not any(pin in text for text in shown)
        assert pin not in told
    with museum.house.database.reads() as session:
        assert PIN not in str([tuple(row) for row in session.execute(select(User.__table__))])


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [({"languages": ["en"]}, True), ({"languages": ["fr"]}, False), ({"series": ["nothing"]}, False)],
)
def test_guest_keeps_to_what_is_theirs(museum: Museum, scope: dict[str, Any], allowed: bool) -> None:
    employ(museum, role=Role.GUEST, **scope)
    guard = come_in(museum)
    guard.waits_until("Type the number")
    guard.presses(f"{SNAIL}#")
    guard.waits_until("press 2" if allowed else "not among those you look after")


def test_words_of_the_line_can_be_recorded(museum: Museum) -> None:
    employ(museum)
    catalogue = museum.house.shelf.catalogue
    number = number_of(catalogue, "continue.say")
    assert number is not None
    guard = come_in(museum)
    record_take(museum, guard, seconds=3, item=number)
    guard.presses("1")
    guard.waits_until("about a minute")
    prepare(museum)
    sound = museum.house.shelf.catalogue.prompt("en", "continue.say").sound
    assert sound is not None
    assert 2 <= sound.seconds <= 4


def test_half_an_hour_later_the_pin_is_asked_again(museum: Museum) -> None:
    employ(museum)
    guard = come_in(museum)
    guard.waits_until("Type the number of an item")
    museum.clock.advance(31 * 60)
    guard.presses(f"{SNAIL}#")
    guard.waits_until("Type your staff number")
