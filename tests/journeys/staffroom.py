"""Somebody of the museum with an account, a number and a PIN, and what they do on the practice telephone."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from content import renditions
from content.tables import RecordingRow
from staff import pins
from staff.accounts import Role as RoleRow
from staff.accounts import User
from staff.roles import Role
from staff.trail import TrailRow
from tests.actors.caller import Caller
from tests.actors.museum import Museum
from tests.content.sounds import record

GUARD, NUMBER, PIN = "+441632960211", 4711, "280617"
SNAIL = 310


def employ(
    museum: Museum, name: str = "Joseph", role: Role = Role.EDITOR, number: int = NUMBER, **more: object
) -> int:
    """An account with a staff number and a PIN; its id."""
    with museum.house.database.writes() as session:
        kind = session.scalars(select(RoleRow).where(RoleRow.name == role)).first() or RoleRow(name=role)
        user = User(
            email=f"{name.lower()}@museum.example", name=name, active=True, fs_uniquifier=f"{name}-{number}",
            number=number, roles=[kind], **more,
        )  # fmt: skip
        session.add(user)
        session.flush()
        pins.set_pin(session, user.id, PIN)
        return user.id


def come_in(museum: Museum, pin: str = PIN, number: int = NUMBER) -> Caller:
    """Ring, type the sequence where callers type numbers, and the PIN."""
    guard = museum.phone().dials(GUARD)
    guard.presses("5", after=1)
    guard.waits_until("hash key")
    guard.presses(f"0{number}#")
    guard.waits_until("your PIN")
    guard.presses(f"{pin}#")
    return guard


def record_take(museum: Museum, guard: Caller, seconds: float = 20.0, item: int = SNAIL) -> None:
    """From the menu to the question what shall become of the take."""
    guard.waits_until("Type the number of an item")
    guard.presses(f"{item}#")
    guard.waits_until("To record it, press 2")
    guard.presses("2")
    guard.waits_for("record")
    guard.says(make_sound(seconds))
    guard.presses("#")
    guard.waits_until("One moment")
    museum.work()
    guard.waits_until("This is what I have")


def make_sound(seconds: float) -> bytes:
    """A voice as the carrier brings it: WAV, 8 kHz."""
    with TemporaryDirectory() as folder:
        return record(Path(folder) / "voice.wav", rate=8000, seconds=seconds).read_bytes()


def prepare(museum: Museum) -> None:
    """Let the worker make the renditions of what staff recorded; the pack's recordings are left aside."""
    house = museum.house
    while True:
        with house.database.reads() as session:
            waits = session.scalars(
                select(RecordingRow).where(RecordingRow.state == "pending", RecordingRow.came_by != "pack")
            )
            if waits.first() is None:
                break
        assert renditions.render_next(house.database, house.media, house.clock, first=SNAIL)
    museum.clock.advance(3)  # a process looks for news every two seconds


def live_version(museum: Museum, item: int = SNAIL, language: str = "en") -> RecordingRow:
    with museum.house.database.reads() as session:
        mine = (RecordingRow.item == item, RecordingRow.language == language, RecordingRow.live)
        return session.scalars(select(RecordingRow).where(*mine)).one()


def trail_of(museum: Museum) -> list[tuple[str, str, str]]:
    with museum.house.database.reads() as session:
        return [
            (row.name, row.what, row.key) for row in session.scalars(select(TrailRow).order_by(TrailRow.id))
        ]
