"""Recording by chat: a code of the desk links it, a voice message goes on the line when its sender says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from content.tables import RecordingRow
from staff import links
from staff.accounts import User
from staff.roles import Role
from tests.actors.chatter import Chatter
from tests.actors.museum import Museum
from tests.content.sounds import record
from tests.journeys.staffroom import SNAIL, employ, live_version, prepare, trail_of


@pytest.fixture
def voice(tmp_path: Path) -> bytes:
    return record(tmp_path / "voice.ogg", seconds=14).read_bytes()


def make_code(museum: Museum, account: int) -> str:
    """What the desk shows."""
    with museum.house.database.writes() as session:
        return links.make_code(session, account, museum.house.clock.now())


def link(museum: Museum, **more: Any) -> Chatter:
    """Joseph, whose chat is linked by the desk's link."""
    code = make_code(museum, employ(museum, **more))
    joseph = museum.chat("Joseph")
    joseph.opens(f"link-{code}")
    assert "This chat is yours now" in joseph.sees()
    return joseph


def recorded(museum: Museum) -> list[RecordingRow]:
    with museum.house.database.reads() as session:
        return list(session.scalars(select(RecordingRow).where(RecordingRow.came_by == "chat")))


def test_voice_goes_on_the_line_when_told(museum: Museum, voice: bytes) -> None:
    museum.render(SNAIL)
    before = live_version(museum)
    joseph = link(museum)
    joseph.sends_voice(voice, 14, caption=str(SNAIL))
    assert "Shall it go on the line?" in joseph.sees()
    assert "1 Put on the line" in joseph.buttons()
    prepare(museum)
    assert live_version(museum).id == before.id
    joseph.presses("1 Put on the line")
    assert f"version {before.version + 1}, recorded by Joseph today" in joseph.sees()
    new = live_version(museum)
    assert (new.version, new.came_by, new.made_by) == (before.version + 1, "chat", "Joseph")
    joseph.says(f"/undo {SNAIL}")
    assert f"version {before.version}, recorded" in joseph.sees()
    assert live_version(museum).id == before.id
    assert [what for _, what, _ in trail_of(museum)] == ["record", "publish", "restore"]


def test_put_before_it_is_ready_comes_later(museum: Museum, voice: bytes) -> None:
    museum.render(SNAIL)
    joseph = link(museum)
    joseph.sends_voice(voice, 14, caption=f"{SNAIL} en")
    joseph.presses("1 Put on the line")
    assert "is being prepared" in joseph.sees()
    prepare(museum)
    assert live_version(museum).came_by == "chat"


def test_number_is_asked_for_where_none_came(museum: Museum, voice: bytes) -> None:
    joseph = link(museum)
    joseph.sends_voice(voice, 14)
    assert "Which item is it?" in joseph.sees()
    joseph.says("999")
    assert "I don't know that number" in joseph.sees()
    joseph.says(f"{SNAIL}")
    assert "The snail on the card, number 310" in joseph.sees()
    joseph.presses("2 Throw away")
    assert "What is on the line stays" in joseph.sees()
    assert recorded(museum) == []


def test_stranger_sends_a_question_as_ever(museum: Museum, voice: bytes) -> None:
    rosa = museum.chat("Rosa")
    rosa.opens()
    rosa.sends_voice(voice, 14, caption=str(SNAIL))
    assert "Shall I send this to the museum?" in rosa.sees()
    rosa.says("/undo 310")
    rosa.presses_data("staff/put/1")
    assert recorded(museum) == []
    assert trail_of(museum) == []


@pytest.mark.parametrize(
    ("scope", "allowed"), [({"languages": ["en"]}, True), ({"languages": ["fr"]}, False)]
)
def test_guest_keeps_to_what_is_theirs(
    museum: Museum, voice: bytes, scope: dict[str, Any], allowed: bool
) -> None:
    joseph = link(museum, role=Role.GUEST, **scope)
    joseph.sends_voice(voice, 14, caption=str(SNAIL))
    assert ("Shall it go on the line?" if allowed else "not among those you look after") in joseph.sees()
    assert len(recorded(museum)) == allowed


def test_code_opens_once_and_five_tries(museum: Museum) -> None:
    account = employ(museum)
    code = make_code(museum, account)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    thief = museum.chat("Thief")
    for _ in range(5):
        thief.says(f"/link {wrong}")
        assert "doesn't open anything" in thief.sees()
    thief.says(f"/link {code}")
    assert "doesn't open anything" in thief.sees()
    joseph = museum.chat("Joseph")
    joseph.says(f"/link {code}")
    assert "This chat is yours now" in joseph.sees()
    other = museum.chat("Other")
    other.says(f"/link {code}")
    assert "doesn't open anything" in other.sees()
    with museum.house.database.reads() as session:
        assert len(session.get_one(User, account).chat or "") == 64


def test_group_is_nobodys_own(museum: Museum) -> None:
    code = make_code(museum, employ(museum))
    museum.chat("Bea").opens()
    group = museum.chat("Joseph").founds_group("Guards", ("Bea",))
    group.says(f"/link {code}")
    assert "not in a group" in group.sees()
