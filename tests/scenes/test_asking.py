"""Asking, sending, throwing away, tickets and being forgotten, with the rows that they leave."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from scenes import visiting
from scenes.digits import say_telephone, say_ticket
from scenes.scene import Listens
from tests.scenes.museum import LANGUAGES, TUESDAY, make_visit
from tests.scenes.stroll import Stroll
from visitors import calls
from visitors.people import Channel, HeardRow, VisitorRow
from visitors.requests import RequestKind, RequestRow, RequestState, SoundState

MakeStroll = Callable[..., Stroll]


def row(walker: Stroll, request_id: int) -> RequestRow:
    """A request as it is kept."""
    with walker.database.reads() as session:
        return session.get_one(RequestRow, request_id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ask_listens_for_three_minutes(language: str) -> None:
    scene = visiting.enter("ask", make_visit(language))
    assert (scene.listens, scene.longest) == (Listens.VOICE, 180)
    keys = {choice.key: choice.target for choice in scene.choices}
    assert keys == {"*": "lobby", "#": "lobby/later", "9": "ask", "0": "person"}


@pytest.mark.parametrize("place", ["ask", "ask/214", "message", "number", "callme"])
def test_silence_brings_the_person_last(place: str) -> None:
    person = "To speak to someone, press 0."
    assert visiting.enter(place, make_visit()).afterwards == ()
    assert [one.text for one in visiting.enter(place, make_visit(silences=1)).afterwards] == [person]


@pytest.mark.parametrize("place", ["ask", "message"])
def test_wrong_key_is_told_before_speaking(place: str) -> None:
    scene = visiting.enter(place, make_visit(wrong=1))
    assert scene.says[0].text == "That key does nothing here."
    assert scene.says[1] == visiting.enter(place, make_visit()).says[0]


def test_nothing_recorded_twice_ends_kindly(stroll: MakeStroll) -> None:
    walker = stroll()
    walker.go("ask")
    assert walker.wait().place == "ask"
    assert walker.scene.says[0].text.startswith("I didn't hear anything.")
    assert walker.wait().says[0].text.endswith("Ring again whenever you like.")


@pytest.mark.parametrize(
    ("place", "purpose"),
    [
        ("ask", (RequestKind.QUESTION, None)),
        ("ask/214", (RequestKind.QUESTION, 214)),
        ("message", (RequestKind.CALLBACK, None)),
        ("???", (RequestKind.QUESTION, None)),
    ],
)
def test_purpose_tells_what_is_said(place: str, purpose: tuple[RequestKind, int | None]) -> None:
    assert visiting.purpose(place) == purpose


def test_draft_is_sent_by_silence(stroll: MakeStroll) -> None:
    walker = stroll()
    draft = walker.writes("Who cleans the stars?")
    scene = walker.go(f"review/{draft}")
    assert {choice.key: choice.target for choice in scene.choices if choice.spoken} == {
        "1": f"send/{draft}", "2": f"again/{draft}", "*": f"throw/{draft}",
    }  # fmt: skip
    assert walker.wait().place == f"sent/{draft}"
    assert row(walker, draft).state == RequestState.SENT


def test_sending_twice_keeps_one_ticket(stroll: MakeStroll) -> None:
    walker = stroll()
    draft = walker.writes("Again?")
    tickets = [(walker.go(f"send/{draft}"), row(walker, draft).ticket)[1] for _ in range(2)]
    assert tickets[0] == tickets[1] is not None


def test_ticket_is_said_in_groups_twice(stroll: MakeStroll) -> None:
    walker = stroll()
    draft = walker.writes("Why?")
    scene = walker.go(f"send/{draft}")
    spoken = say_ticket(row(walker, draft).ticket or "")
    assert scene.says[-1].text == f"You may want a pencil. Your ticket is {spoken}. Again: {spoken}."
    assert scene.silence == "today"


@pytest.mark.parametrize(("ticket", "spoken"), [("472016", "47, 20, 16"), ("400507", "40, 0 5, 0 7")])
def test_tickets_are_said_in_pairs(ticket: str, spoken: str) -> None:
    assert say_ticket(ticket) == spoken


def test_telephone_number_is_said_in_pairs() -> None:
    assert say_telephone("+33612345678") == "3, 3 6, 1 2, 3 4, 5 6, 7 8"


def test_thrown_away_is_gone(stroll: MakeStroll) -> None:
    walker = stroll()
    draft = walker.writes("Oh dear")
    walker.go(f"review/{draft}")
    assert walker.press("*").says[0].text == "It's gone. Nobody will hear it."
    assert (row(walker, draft).state, row(walker, draft).text) == (RequestState.THROWN, "")
    assert walker.go(f"review/{draft}").says[0].text.startswith("I can't find that")


@pytest.mark.parametrize(
    ("said_at", "again_at"), [("ask", "ask"), ("ask/214", "ask/214"), ("message", "message")]
)
def test_saying_it_again_listens_for_the_same(said_at: str, again_at: str, stroll: MakeStroll) -> None:
    walker = stroll()
    draft = walker.writes("Well", said_at)
    walker.go(f"review/{draft}")
    assert walker.press("2").place == again_at


def test_nobody_sees_anothers_draft(stroll: MakeStroll) -> None:
    draft = stroll(name="one").writes("Mine")
    other = stroll(name="two", channel=Channel.CHAT)
    for target in (f"review/{draft}", f"send/{draft}", f"sent/{draft}", f"throw/{draft}", f"callme/{draft}"):
        other.go(target)
        assert row(other, draft).state == RequestState.DRAFT
        assert "Mine" not in str(other.scene)


def test_chat_shows_what_will_be_sent(stroll: MakeStroll) -> None:
    walker = stroll(channel=Channel.CHAT)
    assert walker.go("ask").shows[0].startswith("What would you like to ask us? Write it here")
    draft = walker.writes("Is the hippo heavy {really}?")
    assert "Is the hippo heavy {really}?" in walker.go(f"review/{draft}").shows[0]
    shown = walker.go(f"send/{draft}").shows
    assert row(walker, draft).ticket in shown[1]


def test_keyed_ticket_tells_what_became_of_it(stroll: MakeStroll) -> None:
    walker = stroll()
    draft = walker.writes("When?")
    walker.go(f"send/{draft}")
    target = visiting.look_up(row(walker, draft).ticket or "", stroll(name="from another telephone").visit())
    assert target == f"ticket/{draft}"
    assert (
        walker.go(target).says[0].text
        == "What you sent us today is with us. Somebody here will listen to it."
    )


def test_chat_finds_only_ones_own_ticket(stroll: MakeStroll) -> None:
    walker = stroll(channel=Channel.CHAT)
    draft = walker.writes("When?")
    walker.go(f"send/{draft}")
    ticket = row(walker, draft).ticket or ""
    assert visiting.look_up(ticket, walker.visit()) == f"ticket/{draft}"
    assert visiting.look_up(ticket, stroll(name="other", channel=Channel.CHAT).visit()) == "number/unknown"


def test_handmade_ticket_button_tells_nothing(stroll: MakeStroll) -> None:
    walker = stroll(channel=Channel.CHAT)
    draft = walker.writes("When?")
    walker.go(f"send/{draft}")
    assert stroll(name="other", channel=Channel.CHAT).go(f"ticket/{draft}").place == "lobby"
    assert walker.go(f"ticket/{draft}").place == f"ticket/{draft}"


def test_forgetting_asks_then_deletes(stroll: MakeStroll) -> None:
    walker = stroll()
    draft = walker.writes("Forget this")
    with walker.database.writes() as session:
        calls.begin(session, "CA1", walker.visit().visitor.id, "main", TUESDAY)  # type: ignore[union-attr]
        kept = session.get_one(RequestRow, draft)
        kept.sound_state, kept.sound_path, kept.carrier_copy = SoundState.KEPT, "private/1.wav", True
    walker.go(f"send/{draft}")
    walker.go("skip/214")
    walker.go("forget")
    assert walker.visitor is not None
    assert walker.press("1").says[0].text.startswith("Everything we kept about you is deleted.")
    with walker.database.reads() as session:
        assert session.scalar(select(func.count()).select_from(VisitorRow)) == 0
        assert session.scalar(select(func.count()).select_from(HeardRow)) == 0
        assert calls.find(session, "CA1").visitor_id is None  # type: ignore[union-attr]


def test_chat_asks_whether_a_name_is_right(stroll: MakeStroll) -> None:
    walker = stroll(channel=Channel.CHAT)
    draft = walker.writes("Ana")
    with walker.database.writes() as session:
        session.get_one(RequestRow, draft).kind = RequestKind.NAME
    assert walker.go(f"review/{draft}").shows == ("Is this the name?\n\n“Ana”",)


def test_forgotten_words_go_before_their_sound(stroll: MakeStroll) -> None:
    walker = stroll()
    draft = walker.writes("Forget this")
    with walker.database.writes() as session:
        kept = session.get_one(RequestRow, draft)
        kept.sound_path, kept.carrier_copy, kept.reply_to = "private/1.wav", True, "sealed"
    walker.go("forget/yes")
    left = row(walker, draft)
    assert left.state == RequestState.THROWN
    assert [left.text, left.reply_to, left.visitor_id, left.ticket] == ["", None, None, None]
    assert (left.sound_path, left.carrier_copy) == ("private/1.wav", True)


def test_forgotten_visitor_may_ask_for_a_call_again(stroll: MakeStroll) -> None:
    walker = stroll()
    assert walker.go("callback").place.startswith("sent/")
    walker.go("forget/yes")
    assert stroll().go("callback").place.startswith("sent/")


def test_silence_forgets_nothing(stroll: MakeStroll) -> None:
    walker = stroll()
    walker.go("forget")
    assert walker.wait().place == "lobby"
    assert walker.visitor is not None
