"""What has come in by telephone and chat, for tests of the inbox."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from addresses.address import Address, read_chat, read_phone
from app.house import House
from db.carried import SoundState
from tests.content.sounds import record
from visitors import contributions, people, requests
from visitors.consents import MayPlay
from visitors.contributions import Agreement
from visitors.contributions_calls import CallForm, OpenCallRow, begin, describe, set_open
from visitors.people import Channel
from visitors.requests import Message, RequestKind, RequestRow

CALLER = read_phone("+441632960961")
CHATTER = read_chat(4711)
WORDS = "Why does the whale have no teeth?"


def ask(
    house: House, text: str = WORDS, kind: RequestKind = RequestKind.QUESTION, channel: Channel = Channel.PHONE,
    language: str = "en", **changes: Any,
) -> int:  # fmt: skip
    """A request that was sent, with a number or a chat to answer to; `changes` are columns."""
    assert house.keys is not None
    address = find_address(channel)
    now = house.clock.now()
    with house.database.writes() as session:
        visitor = people.meet(session, channel, house.keys.hashes(address), now).id
        origin = f"{channel}-{session.query(RequestRow).count()}"
        consent = changes.pop("agreed", None)
        message = Message(origin, language, channel, text, item=consent, reply_to=house.keys.encrypt(address))
        number = requests.keep(session, visitor, message, now, kind)
        row = session.get_one(RequestRow, number)
        for column, value in changes.items():
            setattr(row, column, value)
        requests.send(session, number, visitor, now)
    return number


def find_address(channel: Channel) -> Address:
    """Where somebody is answered who comes this way."""
    address = CALLER if channel == Channel.PHONE else CHATTER
    assert address is not None
    return address


def speak(house: House, number: int, seconds: float = 8) -> None:
    """Give a request a voice, as the worker fetches it."""
    with TemporaryDirectory() as folder:
        sound = record(Path(folder) / "message.wav", seconds=seconds)
        path = house.media.put_private(sound, "message.wav")
    with house.database.writes() as session:
        row = session.get_one(RequestRow, number)
        row.sound_path, row.sound_seconds, row.sound_state = path, seconds, SoundState.KEPT
        row.sound_source = "RE" + "a" * 32


def open_a_call(house: House, title: str = "Your first museum", *, is_open: bool = True) -> int:
    """An open call in English."""
    with house.database.writes() as session:
        form = CallForm({"en": title}, {"en": "Tell us about it."}, {"en": "We keep it for an exhibition."})
        row = begin(session, form, "Ana", house.clock.now())
        set_open(session, row.id, is_open, house.clock.now())
        return row.id


def tell(house: House, call: int, may_play: MayPlay = MayPlay.OTHERS, text: str = "I was six.") -> int:
    """Somebody's own story under a call, with what they agreed to."""
    assert house.keys is not None
    now = house.clock.now()
    with house.database.writes() as session:
        visitor = people.meet(session, Channel.CHAT, house.keys.hashes(CHATTER), now).id
        known = describe(session.get_one(OpenCallRow, call))
        agreed = contributions.agree(session, known, Agreement(visitor, "en", Channel.CHAT, "1"), now)
    number = ask(house, text, RequestKind.CONTRIBUTION, Channel.CHAT, agreed=agreed)
    with house.database.writes() as session:
        contributions.let_play(session, number, visitor, may_play, "1", now)
    return number
