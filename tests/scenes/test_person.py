"""A person: rung in hours, promised out of them, and a number asked for where it is withheld."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from content.catalogue import Opening
from scenes import visiting
from scenes.hours import find_opening, is_open
from scenes.scene import Listens
from scenes.times import say_day, say_moment
from tests.scenes.museum import LINE, TUESDAY, ZONE, make_visit
from tests.scenes.stroll import KEYS, Stroll
from visitors.memory import Envelope
from visitors.people import Channel
from visitors.requests import RequestKind, RequestRow, RequestState

MONDAY_NIGHT = datetime(2026, 3, 9, 21, 0, tzinfo=ZONE)
MakeStroll = Callable[..., Stroll]


def local(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """A moment of 2026 in the line's zone."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "there"),
    [
        (local(10, 10), True),
        (local(10, 16, 59), True),
        (local(10, 17), False),
        (local(10, 9, 59), False),
        (local(9, 11), False),
        (local(14, 11, month=7), False),
    ],
)
def test_hours_and_holidays_decide_who_is_there(now: datetime, there: bool) -> None:
    assert is_open(LINE, now) is there


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        (MONDAY_NIGHT, local(10, 10)),
        (local(10, 9), local(10, 10)),
        (local(10, 11), local(11, 10)),
        (local(13, 18, month=7), local(15, 10, month=7)),
        (local(28, 18), local(31, 10)),
    ],
)
def test_next_opening_passes_over_closed_days(now: datetime, opening: datetime) -> None:
    assert find_opening(LINE, now) == opening


def test_summer_time_keeps_the_hour_on_the_wall() -> None:
    found = find_opening(LINE, local(28, 18))
    assert found is not None
    assert found.hour == 10
    assert found.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize("region", ["", "XX", "FR-??"])
def test_unknown_region_knows_no_holidays(region: str) -> None:
    assert is_open(replace(LINE, region=region), local(14, 11, month=7))


def test_closed_days_are_kept() -> None:
    closed = replace(LINE, closed=frozenset({date(2026, 3, 11)}))
    assert find_opening(closed, local(10, 18)) == local(12, 10)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "tomorrow at ten o'clock"), ("fr", "demain à dix heures"), ("es", "mañana a las diez")],
)
def test_tomorrow_is_said_as_one_says_it(language: str, words: str) -> None:
    assert say_moment(make_visit(language, now=MONDAY_NIGHT), local(10, 10)) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (local(12, 10), ("on Thursday at ten o'clock", "jeudi à dix heures", "el jueves a las diez")),
        (
            local(12, 9, 30),
            (
                "on Thursday at half past nine",
                "jeudi à neuf heures et demie",
                "el jueves a las nueve y media",
            ),
        ),
        (local(12, 13), ("on Thursday at one o'clock", "jeudi à treize heures", "el jueves a la una")),
        (
            local(12, 9, 15),
            ("on Thursday at nine fifteen", "jeudi à neuf heures quinze", "el jueves a las nueve y quince"),
        ),
        (
            local(24, 10),
            ("on 24 March at ten o'clock", "le 24 mars à dix heures", "el 24 de marzo a las diez"),
        ),
    ],
)
def test_moments_are_said_in_each_language(moment: datetime, words: tuple[str, str, str]) -> None:
    said = tuple(say_moment(make_visit(language), moment) for language in ("en", "fr", "es"))
    assert said == words


@pytest.mark.parametrize(
    ("ahead", "words"), [(0, "today"), (-1, "yesterday"), (1, "tomorrow"), (-5, "on 5 March")]
)
def test_days_around_today_have_names(ahead: int, words: str) -> None:
    assert say_day(make_visit(), TUESDAY.date() + timedelta(days=ahead)) == words


def test_somebody_is_rung_in_hours() -> None:
    scene = visiting.enter("person", make_visit())
    assert scene.listens == Listens.RING
    assert scene.ring is not None
    assert (scene.ring.number, scene.ring.seconds) == (LINE.staff_phone, 30)
    assert scene.silence == "person/away"


@pytest.mark.parametrize("line", [replace(LINE, staff_phone=""), LINE])
def test_out_of_hours_names_the_day(line: object) -> None:
    scene = visiting.enter("person", make_visit(line=line, now=MONDAY_NIGHT))
    assert scene.listens == Listens.KEY
    assert scene.says[0].text == "Nobody is here just now. We are here again tomorrow at ten o'clock."
    assert [scene.target(key) for key in "12"] == ["callback", "message"]
    assert scene.silence == "person"


def test_line_without_hours_names_no_day() -> None:
    scene = visiting.enter("person", make_visit(line=replace(LINE, hours=())))
    assert scene.says[0].text == "Nobody is here just now."


def test_nobody_lifting_leads_to_a_promise() -> None:
    scene = visiting.enter("person/away", make_visit())
    assert scene.ring is None
    assert scene.says[0].text == "I'm sorry, nobody can come to the telephone just now."


def test_callback_is_promised_with_its_day(stroll: MakeStroll) -> None:
    walker = stroll(more={"now": MONDAY_NIGHT})
    walker.go("person")
    assert walker.press("1").says[0].text == "Thank you. We'll ring you back tomorrow."
    row = only_request(walker)
    assert (row.kind, row.state, row.promised_for) == (
        RequestKind.CALLBACK,
        RequestState.SENT,
        date(2026, 3, 10),
    )
    assert KEYS.decrypt(row.reply_to or "").value == "+33612345678"


def test_one_wish_a_day_is_enough(stroll: MakeStroll) -> None:
    walker = stroll(more={"now": MONDAY_NIGHT})
    tickets = [(walker.go("callback"), only_request(walker).ticket)[1] for _ in range(3)]
    assert len(set(tickets)) == 1


@pytest.mark.parametrize("done", [RequestState.CLOSED, RequestState.THROWN])
@pytest.mark.parametrize("withheld", [False, True])
def test_wish_after_our_call_is_a_new_one(done: RequestState, withheld: bool, stroll: MakeStroll) -> None:
    hidden = {"withheld": True, "envelope": Envelope(KEYS, None, "FR")}
    walker = stroll(more=hidden if withheld else {})

    def wish() -> str:
        place = walker.go("callme/typed" if withheld else "callback", typed="0612345678").place
        return walker.press("1").place if withheld else place

    assert wish() == "sent/1"
    with walker.database.writes() as session:
        session.get_one(RequestRow, 1).state = done
    assert [wish(), walker.go("callback").place] == ["sent/2", "callme" if withheld else "sent/2"]
    with walker.database.reads() as session:
        assert session.get_one(RequestRow, 2).state == RequestState.SENT


@pytest.mark.parametrize(("now", "day"), [(local(10, 15, 59), "today"), (local(10, 16, 1), "tomorrow")])
def test_last_hour_promises_the_next_day(now: datetime, day: str, stroll: MakeStroll) -> None:
    walker = stroll(more={"now": now})
    assert walker.go("callback").says[0].text == f"Thank you. We'll ring you back {day}."


def test_withheld_number_is_asked_and_read_back(stroll: MakeStroll) -> None:
    walker = stroll(more={"withheld": True, "envelope": Envelope(KEYS, None, "FR")})
    assert walker.go("callback").listens == Listens.NUMBER
    assert visiting.look_up("0612345678", walker.visit(), "callme") == "callme/typed"
    scene = walker.go("callme/typed", typed="0612345678")
    assert "3, 3 6, 1 2, 3 4, 5 6, 7 8" in scene.says[0].text
    assert only_request(walker).state == RequestState.DRAFT
    assert "3, 3 6" in walker.press("9").says[0].text
    assert walker.press("2").says[0].text.startswith("Your number is hidden")
    assert "9 9" in walker.go("callme/typed", typed="0612345699").says[0].text
    assert walker.press("1").says[0].text == "Thank you. We'll ring you back today."
    assert KEYS.decrypt(only_request(walker).reply_to or "").value == "+33612345699"


def test_no_number_is_asked_for_again(stroll: MakeStroll) -> None:
    walker = stroll(more={"withheld": True, "envelope": Envelope(KEYS, None, "FR")})
    scene = walker.go("callme/typed", typed="12")
    assert scene.place == "callme"
    assert scene.says[0].text.startswith("I couldn't read that")


def test_silence_leaves_a_message_instead() -> None:
    assert visiting.enter("callme", make_visit(silences=1)).silence == "message"


def test_message_gets_its_day_when_it_can_be_answered(stroll: MakeStroll) -> None:
    walker = stroll(more={"now": MONDAY_NIGHT})
    draft = walker.writes("", "message")
    with walker.database.writes() as session:
        session.get_one(RequestRow, draft).reply_to = "sealed"
    assert walker.go(f"send/{draft}").says[0].text == "Thank you. We'll ring you back tomorrow."


def test_chat_leaves_a_message_and_names_the_number() -> None:
    scene = visiting.enter("person", make_visit(channel=Channel.CHAT))
    assert scene.ring is None
    assert scene.target("1") == "message"
    assert "+33 1 23 45 67 89" in scene.shows[0]
    without = visiting.enter("person", make_visit(channel=Channel.CHAT, line=replace(LINE, number="")))
    assert without.shows[0].startswith("Leave us a message here")


def test_two_openings_a_day_are_both_known() -> None:
    line = replace(LINE, hours=(Opening(1, time(9), time(12)), Opening(1, time(14), time(17))))
    assert not is_open(line, local(10, 13))
    assert find_opening(line, local(10, 13)) == local(10, 14)


def only_request(walker: Stroll) -> RequestRow:
    """The one request there is."""
    with walker.database.reads() as session:
        rows = session.query(RequestRow).all()
    assert len(rows) == 1
    return rows[0]
