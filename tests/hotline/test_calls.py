"""Whole calls, step by step, as the carrier conducts them."""

from __future__ import annotations

from email.utils import format_datetime

import pytest
from sqlalchemy import select

from tests.hotline.house import House, Line
from tests.scenes.museum import LINE
from visitors.calls import CallRow
from visitors.listening import heard
from visitors.people import VisitorRow

NEXT_SID = "CA" + "2" * 32


def visitors(house: House) -> list[VisitorRow]:
    with house.database.reads() as session:
        return list(session.scalars(select(VisitorRow).order_by(VisitorRow.id)))


def heard_by_first(house: House) -> frozenset[int]:
    with house.database.reads() as session:
        return heard(session, 1)


def count_rows(house: House) -> tuple[int, int]:
    with house.database.reads() as session:
        return len(session.scalars(select(VisitorRow)).all()), len(session.scalars(select(CallRow)).all())


def test_silent_caller_hears_todays_story(house: House, line: Line) -> None:
    line.dials()
    assert "press 0" in line.said
    line.waits(20)
    assert line.place.startswith("item/")
    number = int(line.place.split("/")[1].partition("~")[0])
    line.waits(5)
    assert line.place == f"item/{number}/0~today"
    line.waits(300)
    assert line.place == f"after/{number}~today"
    assert heard_by_first(house) == {number}
    line.waits(15)
    assert line.place.startswith("item/")
    assert f"item/{number}" not in line.place


def test_newcomer_is_greeted_once(line: Line, house: House) -> None:
    first = line.dials().said
    assert line.dials().said == first
    line.presses("2").presses("*")
    assert line.place == "lobby"
    assert line.said != first
    again = Line(house, NEXT_SID).dials()
    assert again.said != first
    assert count_rows(house) == (1, 2)


def test_choice_is_remembered_as_language(line: Line, house: House) -> None:
    line.dials().presses("8").presses("2")
    assert line.place == "lobby"
    assert "le 3" in line.said
    assert visitors(house)[0].language == "fr"
    assert "le 3" in Line(house, NEXT_SID).dials().said


def test_wrong_key_says_so_and_repeats(line: Line) -> None:
    line.dials().presses("6")
    assert line.place == "lobby"
    assert "does nothing here" in line.said
    line.presses("6")
    assert "help" in line.said.lower()
    line.presses("1")
    assert line.place.startswith("item/")


def test_menu_is_said_once_more_then_plays(line: Line) -> None:
    line.dials().presses("2").waits(15)
    assert line.place == "choose"
    assert "silences" not in line.address("Redirect")
    line.waits(15)
    assert line.place.startswith(("item/", "walk/"))


def test_digits_repeated_by_carrier_are_no_key(line: Line) -> None:
    line.dials().asks(line.address("Redirect"), Digits="2")
    assert line.place.startswith("item/")


def test_empty_digits_are_silence(line: Line) -> None:
    line.dials().asks(line.address("Gather", "action"), Digits="")
    assert line.place == "lobby"


def test_number_leads_to_its_item(line: Line) -> None:
    line.dials().presses("5")
    assert line.place == "number"
    line.presses("214")
    assert line.place == "item/214"
    assert line.presses("*").place == "lobby"
    line.presses("5").presses("0")
    assert line.place.startswith("person")


def test_five_wrong_numbers_end_guessing(line: Line) -> None:
    line.dials().presses("5")
    for guess in ("999", "998", "997", "996"):
        line.presses(guess)
        assert line.place == "number", guess
    line.presses("995")
    assert line.place == "number/over"
    line.presses("*").presses("5")
    assert line.place == "number/over"


def test_star_anywhere_in_number_is_back(line: Line) -> None:
    assert line.dials().presses("5").presses("21*4").place == "lobby"


def play(line: Line) -> Line:
    line.dials().presses("5").presses("214").waits(4)
    assert line.place == "item/214/0"
    return line


def test_position_survives_keys_and_calls(line: Line, house: House) -> None:
    play(line)
    assert "phone.wav" in line.said
    line.presses("7", after=42)
    assert line.place == "item/214/32"
    assert "phone-32.wav" in line.said
    line.presses("0", after=21)
    assert line.place.startswith("person")
    assert (visitors(house)[0].item, visitors(house)[0].position) == (214, 52)
    line.presses("*").presses("4").waits(3)
    assert line.place == "item/214/47"
    assert "phone-47.wav" in line.said


def test_key_without_meaning_goes_back_five(line: Line) -> None:
    play(line).presses("3", after=42)
    assert line.place == "item/214/37"
    assert "does nothing here" in line.said
    assert "phone-37.wav" in line.said


def test_words_before_recording_do_not_count(line: Line) -> None:
    play(line).presses("3", after=42).presses("7", after=20)
    assert line.place == "item/214/44"


def test_pause_waits_quietly_for_key(line: Line, house: House) -> None:
    play(line).presses("5", after=42)
    assert line.said.endswith("Paused. To go on, press any key.")
    for _ in range(10):
        line.waits(60)
        assert line.said == ""
    line.presses("3", after=5)
    assert line.place == "item/214/42"


def test_long_pause_asks_who_is_there(line: Line) -> None:
    play(line).presses("5", after=42)
    for _ in range(44):
        line.waits(60)
        assert line.said == ""
    line.waits(60)
    assert line.place.startswith("hush")
    line.asks(line.address("Gather", "action"), SpeechResult="hello", Confidence="0.8")
    assert line.place == "continue"


def test_line_that_drops_goes_on(line: Line, house: House) -> None:
    play(line)
    house.clock.advance(63)
    assert line.hangs_up(CallDuration="80").status_code == 204
    assert visitors(house)[0].position == 63
    again = Line(house, NEXT_SID).dials().waits(15)
    assert again.place == "continue"
    assert again.waits(4).place == "item/214/58"


def test_late_end_leaves_next_call_alone(line: Line, house: House) -> None:
    play(line)
    ended = house.clock.now()
    house.clock.advance(40)
    play(Line(house, NEXT_SID))
    house.clock.advance(20)
    line.hangs_up(Timestamp=format_datetime(ended))
    row = visitors(house)[0]
    assert row.playing_since is not None
    assert row.dropped_at is None


@pytest.mark.parametrize(
    "told", ["", "nonsense", "Tue, 10 Mar 2026 11:00:30 +0000", "Wed, 01 Jan 2031 00:00:00 +0000"]
)
def test_end_is_told_in_any_words(line: Line, house: House, told: str) -> None:
    play(line)
    house.clock.advance(50)
    assert line.hangs_up(Timestamp=told, CallDuration="many").status_code == 204
    assert line.hangs_up(CallDuration="99").status_code == 204
    assert 25 <= visitors(house)[0].position <= 51


def test_skipped_item_counts_as_heard(line: Line, house: House) -> None:
    play(line).presses("#", after=10)
    assert line.place == "after/214"
    assert heard_by_first(house) == {214}


def test_withheld_number_gets_full_service(house: House) -> None:
    lines = [
        Line(house, f"CA{n}" + "0" * 31, caller)
        for n, caller in enumerate(["anonymous", "+266696687", "", "sip:a@b"])
    ]
    for line in lines:
        line.dials().waits(20).waits(4).waits(300)
        assert line.place.startswith("after/")
    rows = visitors(house)
    assert len(rows) == len(lines)
    assert all(row.expires_at is not None for row in rows)


def test_hush_ends_only_after_two_silences(line: Line, house: House) -> None:
    line.dials()
    house.clock.advance(46 * 60)
    line.presses("2")
    house.clock.advance(46 * 60)
    line.waits()
    assert line.place == "hush/choose"
    line.waits(12)
    assert line.place == "hush/choose"
    line.waits(12)
    assert line.document.find(".//Hangup") is not None
    assert line.document.find(".//Gather") is None


def test_person_is_rung_and_must_accept(line: Line, house: House) -> None:
    line.dials().presses("0")
    number = line.document.find(".//Number")
    assert number is not None
    assert number.text == LINE.staff_phone
    whisper = Line(house, "CA" + "9" * 32, LINE.number).asks(number.get("url") or "")
    assert "press 1" in whisper.said
    assert whisper.document.find(".//Hangup") is not None
    refused = Line(house, "CA" + "9" * 32).asks(whisper.address("Gather", "action"), Digits="5")
    assert refused.document.find(".//Hangup") is not None
    taken = Line(house, "CA" + "9" * 32).asks(whisper.address("Gather", "action"), Digits="1")
    assert list(taken.document) == []
    assert count_rows(house) == (1, 1)


def test_nobody_takes_call_then_message(line: Line) -> None:
    action = line.dials().presses("0").address("Dial", "action")
    unanswered = {"DialCallStatus": "no-answer"}
    machine = {"DialCallStatus": "completed", "DialBridged": "false", "DialCallDuration": "12"}
    for outcome in (unanswered, machine, {"DialCallStatus": "busy"}):
        line.asks(action, **outcome)
        assert line.place == "person/away"
    line.asks(action, DialCallStatus="completed", DialBridged="true", DialCallDuration="61")
    assert line.place == "lobby"


def test_late_step_of_ended_call_changes_nothing(line: Line, house: House) -> None:
    play(line)
    late = line.address("Redirect")
    house.clock.advance(30)
    line.hangs_up()
    before = visitors(house)[0]
    line.asks(late)
    assert line.document.find(".//Hangup") is not None
    after = visitors(house)[0]
    assert (after.item, after.position, after.dropped_at) == (before.item, before.position, before.dropped_at)
    assert heard_by_first(house) == frozenset()


def test_forgotten_caller_leaves_no_row(line: Line, house: House) -> None:
    line.dials().presses("7").presses("1").presses("1").presses("1")
    assert line.place == "lobby"
    assert visitors(house) == []
    line.waits(15)
    assert line.place.startswith("item/")
