"""Questions and messages left on the telephone: row first, whatever order the carrier tells of them in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hotline.house import ANNA, House, Line
from visitors.requests import RequestKind, RequestRow, RequestState, SoundState

RE = "RE" + "d" * 32
OTHER = "RE" + "e" * 32
Row = tuple[object, ...]


@contextmanager
def fresh_call() -> Iterator[Line]:
    """A call that waits for a question about item 214."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        yield ask_about(Line(house), "ask/214")
        house.close()


def ask_about(line: Line, place: str) -> Line:
    line.dials()
    return line.asks(f"/hotline/at/{place}?lang=en&pace=ordinary&k=1")


def describe(house: House, row: RequestRow) -> Row:
    number = house.keys.decrypt(row.reply_to).value if row.reply_to else None
    return (row.state, row.kind, row.origin, row.item, row.language, row.visitor_id, row.call, number,
            row.sound_state, row.sound_source, row.sound_seconds, row.carrier_copy, bool(row.ticket))  # fmt: skip


def test_question_is_kept_and_sent(line: Line, house: House) -> None:
    line.dials().presses("3")
    assert line.place == "ask"
    line.speaks(RE)
    assert line.place == "moment/1/1"
    line.tells_recorded(RE, address="/hotline/recordings?place=ask&lang=en")
    line.presses("1")
    (row,) = house.rows()
    assert (row.state, row.kind, row.sound_state) == (
        RequestState.SENT,
        RequestKind.QUESTION,
        SoundState.OWED,
    )
    assert row.sound_seconds == 12
    assert house.keys.decrypt(row.reply_to or "").value == ANNA
    assert row.ticket
    assert all(digit in line.said for digit in row.ticket)


def test_silence_after_question_sends_it(line: Line, house: House) -> None:
    line.dials().presses("3").speaks(RE)
    for place in ("moment/1/2", "moment/1/3", "review/1/unheard"):
        assert line.waits(3).place == place
    line.waits(12)
    assert house.rows()[0].state == RequestState.SENT


def test_star_while_speaking_throws_away(line: Line, house: House) -> None:
    line.dials().presses("3").speaks(RE, ended_by="*")
    assert line.place == "lobby"
    assert [row.state for row in house.rows()] == [RequestState.THROWN]


def test_zero_while_speaking_keeps_and_rings(line: Line, house: House) -> None:
    line.dials().presses("3").speaks(RE, ended_by="0")
    assert line.place.startswith("person")
    assert [row.state for row in house.rows()] == [RequestState.UNCONFIRMED]


def test_hanging_up_keeps_unconfirmed(line: Line, house: House) -> None:
    line.dials().presses("3").speaks(RE, ended_by="hangup")
    assert [row.state for row in house.rows()] == [RequestState.UNCONFIRMED]


def test_hanging_up_in_review_keeps_unconfirmed(line: Line, house: House) -> None:
    line.dials().presses("3").speaks(RE)
    line.hangs_up()
    assert [row.state for row in house.rows()] == [RequestState.UNCONFIRMED]


def test_message_for_person_is_callback(line: Line, house: House) -> None:
    ask_about(line, "message").speaks(RE)
    assert house.rows()[0].kind == RequestKind.CALLBACK


@pytest.mark.parametrize("length", ["0", "1", ""])
def test_saved_silence_is_nothing_heard(line: Line, house: House, length: str) -> None:
    line.dials().presses("3")
    line.speaks(RE, RecordingDuration=length)
    assert line.place == "ask"
    line.speaks(OTHER, RecordingDuration=length)
    assert line.place == "lobby"
    assert "again" in line.said
    assert [row.state for row in house.rows()] == [RequestState.THROWN] * 2


def test_unsaved_silence_is_nothing_heard(line: Line, house: House) -> None:
    line.dials().presses("3").waits(6)
    assert line.place == "ask"
    assert line.waits(6).place == "lobby"
    assert house.rows() == []


def test_recording_id_is_read_from_address(line: Line, house: House) -> None:
    line.dials().presses("3")
    line.speaks("", RecordingSid="", RecordingUrl=f"https://evil.example/steal/{RE}")
    assert house.rows()[0].sound_source == RE
    line.dials().presses("3")
    line.speaks("", RecordingSid="../../etc", RecordingUrl="https://evil.example/x")
    assert len(house.rows()) == 1


def test_report_alone_keeps_question(line: Line, house: House) -> None:
    line.dials().presses("3").tells_recorded(RE)
    line.hangs_up()
    (row,) = house.rows()
    assert (row.state, row.visitor_id) == (RequestState.UNCONFIRMED, 1)


def test_step_after_end_is_kept_unconfirmed(line: Line, house: House) -> None:
    line.dials().presses("3")
    line.hangs_up()
    line.speaks(RE)
    assert [row.state for row in house.rows()] == [RequestState.UNCONFIRMED]


def test_report_of_unknown_call_is_harmless(house: House) -> None:
    stranger = Line(house, "CA" + "7" * 32)
    assert stranger.tells_recorded(RE, address="/hotline/recordings?place=ask&lang=en").status_code == 204
    assert stranger.hangs_up().status_code == 204
    assert [row.visitor_id for row in house.rows()] == [None]


EVENTS = ("action", "report", "end")


def play(line: Line, events: list[str], ended_by: str) -> list[Row]:
    """Let the carrier tell of one recording in some order; what is in the rows afterwards."""
    action = line.address("Record", "action")
    report = line.address("Record", "recordingStatusCallback")
    for event in events:
        line.house.clock.advance(1)
        if event == "action":
            line.speaks(RE, ended_by=ended_by, address=action)
        elif event == "report":
            line.tells_recorded(RE, address=report)
        else:
            line.hangs_up()
    return [describe(line.house, row) for row in line.house.rows()]


@settings(max_examples=25, deadline=None)
@given(
    st.permutations(EVENTS).flatmap(
        lambda once: st.lists(st.sampled_from(EVENTS), max_size=3).map(lambda more: [*once, *more])
    ),
    st.sampled_from(["#", "*", "0", "hangup", ""]),
)
def test_any_order_ends_in_same_rows(events: list[str], ended_by: str) -> None:
    with fresh_call() as orderly, fresh_call() as messy:
        assert play(messy, events, ended_by) == play(orderly, list(EVENTS), ended_by)


def test_repeated_steps_send_once(line: Line, house: House) -> None:
    line.dials().presses("3")
    action = line.address("Record", "action")
    line.speaks(RE)
    send = line.address("Gather", "action")
    first = line.presses("1").said
    assert line.asks(send, Digits="1").said == first
    line.speaks(RE, address=action)
    line.hangs_up()
    (row,) = house.rows()
    assert row.state == RequestState.SENT
