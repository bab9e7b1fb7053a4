"""By telephone: a silent caller, a wrong key, a French speaker, a dropped line, somebody who asks."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.actors.caller import Caller
from tests.actors.museum import Museum
from visitors.calls import CallRow
from visitors.people import VisitorRow
from visitors.requests import RequestRow, RequestState, SoundState, newest

ANA, BO = "+441632960201", "+441632960202"


def story_of(caller: Caller) -> str:
    """The number of the item that plays now, from its place."""
    place = next(url for url in reversed(caller.documents) if "/item/" in url)
    return place.split("/item/")[1].split("?")[0].split("~")[0].split("/")[0]


def wait_for_story(caller: Caller) -> str:
    """Wait, key by no key, until a recording's own document is fetched."""
    for _ in range(12):
        if "/item/" in caller.documents[-1] and caller.documents[-1].split("/item/")[1].count("/") >= 1:
            return story_of(caller)
        caller.waits()
    raise AssertionError(caller.transcript())


def test_silent_caller_hears_todays_story(museum: Museum) -> None:
    began = museum.clock.now()
    ana = museum.phone().dials(ANA)
    number = wait_for_story(ana)
    assert (museum.clock.now() - began).total_seconds() <= 45
    greeting = ana.hears()
    assert "Hello, this is the story line of the Museum of Small Things." in greeting
    assert greeting.index("press 0") < greeting.index("press 1") < greeting.index("press 2")
    assert "Pour" in greeting
    assert museum.house.shelf.catalogue.items[int(number)].words["en"].title in greeting
    ana.waits()
    assert not ana.is_over
    assert ana.problems() == []


def test_silence_goes_on_to_new_stories(museum: Museum) -> None:
    ana = museum.phone().dials(ANA)
    heard = []
    for _ in range(60):
        if "/item/" in ana.documents[-1] and (not heard or heard[-1] != story_of(ana)):
            heard.append(story_of(ana))
        if len(heard) >= 5:
            break
        ana.waits()
    assert len(set(heard)) == len(heard) >= 5
    assert ana.problems() == []


def test_only_the_caller_ends_a_call(museum: Museum) -> None:
    ana = museum.phone().dials(ANA)
    asked = False
    for _ in range(200):
        if ana.is_over:
            break
        ana.waits()
        asked = asked or "Are you still there?" in ana.hears()
    assert asked
    assert ana.is_over
    with museum.house.database.reads() as session:
        call = session.scalars(select(CallRow)).one()
    assert call.ended_at is not None
    assert (call.ended_at - call.began_at).total_seconds() >= 45 * 60


def test_rotary_caller_needs_no_key(museum: Museum) -> None:
    rotary = museum.phone().dials(BO, withheld=True)
    wait_for_story(rotary)
    rotary.waits()
    rotary.hangs_up()
    with museum.house.database.reads() as session:
        visitor = session.scalars(select(VisitorRow)).one()
    assert visitor.expires_at is not None
    assert rotary.problems() == []


def test_wrong_key_is_no_error(museum: Museum) -> None:
    ana = museum.phone().dials(ANA)
    ana.presses("6", after=2)
    ana.waits_until("That key does nothing here")
    ana.presses("6", after=1)
    ana.waits_until("To speak to someone, press 0")
    ana.presses("1", after=1)
    wait_for_story(ana)


def test_key_at_any_moment_starts_the_story(museum: Museum) -> None:
    ana = museum.phone().dials(ANA)
    ana.hears()
    ana.presses("1", after=1.5)
    ana.waits()
    assert "It takes" in ana.hears()


def test_french_speaker_presses_eight(museum: Museum) -> None:
    ana = museum.phone().dials(ANA)
    ana.waits_until("Pour")
    ana.presses("8")
    ana.waits_until("appuyez sur le 2")
    ana.presses("2")
    ana.waits_until("appuyez sur le 1")
    ana.presses("1", after=2)
    number = wait_for_story(ana)
    assert museum.house.shelf.catalogue.items[int(number)].words["fr"].title.split()[0] in ana.hears()
    ana.hangs_up()
    again = museum.phone().dials(ANA)
    again.waits()
    assert "Hello" not in again.hears()


def test_dropped_line_goes_on_where_it_stopped(museum: Museum) -> None:
    ana = museum.phone().dials(ANA)
    number = wait_for_story(ana)
    ana.hears()
    ana.waits_seconds(47)
    ana.drops()
    museum.clock.advance(120)
    again = museum.phone().dials(ANA)
    again.waits_until("You were listening to")
    assert wait_for_story(again) == number
    second = int(again.documents[-1].split(f"/item/{number}/")[1].split("?")[0].split("~")[0])
    assert 30 <= second <= 47
    assert again.problems() == []


@pytest.mark.parametrize("trouble", [{}, {"duplicates": True}, {"reversed_callbacks": True}])
def test_question_is_found_with_its_sound(museum: Museum, trouble: dict[str, bool]) -> None:
    ana = museum.phone().dials(ANA, **trouble)
    ana.presses("3", after=1)
    ana.waits_for("record")
    ana.says(6.0)
    ana.waits_until("To send it, press 1")
    ana.presses("1")
    ana.waits_until("Your ticket is")
    ana.hangs_up()
    museum.work()
    with museum.house.database.reads() as session:
        [row] = newest(session)
    assert (row.state, row.sound_state, row.kind) == (RequestState.SENT, SoundState.KEPT, "question")
    assert not row.carrier_copy
    assert museum.house.media.get_private(str(row.sound_path))[:4] == b"RIFF"


def test_hanging_up_while_speaking_keeps_it(museum: Museum) -> None:
    ana = museum.phone().dials(ANA)
    ana.presses("3", after=1)
    ana.waits_for("record")
    ana.says(4.0)
    ana.hangs_up()
    museum.work()
    with museum.house.database.reads() as session:
        [row] = newest(session)
    assert row.state == RequestState.UNCONFIRMED
    assert row.sound_state == SoundState.KEPT


@pytest.mark.parametrize("saved", [True, False])
def test_saying_nothing_twice_ends_kindly(museum: Museum, saved: bool) -> None:
    ana = museum.phone().dials(ANA, silent_recordings_saved=saved)
    ana.presses("3", after=1)
    ana.waits_until("I didn't hear anything")
    ana.waits_until("Ring again whenever you like")
    assert not ana.is_over
    with museum.house.database.reads() as session:
        assert newest(session) == []


def test_known_number_asks_to_be_called_back(museum: Museum) -> None:
    ana = museum.phone().dials(ANA)
    ana.presses("0", after=1)
    ana.waits_until("To be called back, press 1")
    ana.presses("1")
    ana.waits_until("Your ticket is")
    with museum.house.database.reads() as session:
        [row] = newest(session)
    assert row.kind == "callback"
    keys = museum.house.keys
    assert keys is not None
    assert row.reply_to is not None
    assert ANA not in row.reply_to
    assert keys.decrypt(row.reply_to).value == ANA


def test_number_on_the_card_is_keyed(museum: Museum) -> None:
    ana = museum.phone().dials(ANA)
    ana.presses("5", after=1)
    ana.waits_until("hash key")
    ana.presses("310#")
    ana.waits_until("The snail on the card")


def test_fault_of_ours_is_a_spoken_apology(museum: Museum) -> None:
    ana = museum.phone().dials(ANA)
    with museum.house.database.writes() as session:
        session.connection().exec_driver_sql("ALTER TABLE visitors RENAME TO gone")
    ana.presses("1", after=1)
    words = ana.hears()
    ana.waits()
    words += ana.hears()
    assert "went wrong here, not with you" in words or "our fault, not yours" in words
    assert not ana.is_over


def test_no_number_stands_in_the_database(museum: Museum) -> None:
    ana = museum.phone().dials(ANA)
    ana.presses("0", after=1)
    ana.waits_until("To be called back, press 1")
    ana.presses("1")
    ana.hangs_up()
    with museum.house.database.reads() as session:
        dump = [tuple(row) for row in session.execute(select(RequestRow.__table__))]
        dump += [tuple(row) for row in session.execute(select(VisitorRow.__table__))]
        dump += [tuple(row) for row in session.execute(select(CallRow.__table__))]
    assert ANA not in str(dump)
    assert ANA.lstrip("+") not in str(dump)
