"""The worker fetches voice notes and pictures: once, again later, or never, and says which."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bots.telegram.carrier import ChatFailed, Download, Telegram
from bots.telegram.files import PATIENCE, claim_next, fetch_next
from bots.telegram.house import House
from content.media import NoSuchMedia
from tests.actors.museum import TurnedClock
from tests.bots.telegram.museum import OGG, Museum, make_png
from visitors import privacy, requests
from visitors.requests import Message, RequestRow


class Holder:
    """Holds files by id; an exception instead of a file is raised."""

    def __init__(self, **files: Download | ChatFailed) -> None:
        self.files = files
        self.asked: list[str] = []
        self.meanwhile: Callable[[], object] = lambda: None

    def fetch(self, file_id: str) -> Download:
        self.asked.append(file_id)
        self.meanwhile()
        found = self.files[file_id]
        if isinstance(found, ChatFailed):
            raise found
        return found


LATER, NEVER = ChatFailed("Telegram cannot be reached"), ChatFailed("the file is larger", permanent=True)
SOUND, PICTURE = Download(OGG, "oga"), Download(make_png(), "jpg")


def ask(house: House, *, sound: str | None = None, picture: str | None = None, state: str = "sent") -> int:
    """A question with files, sent or still a draft, or what belongs to another."""
    now = house.clock.now()
    with house.database.writes() as session:
        from_chat = Message(f"tg:{sound}{picture}", "en", "chat", "Look", sound=sound, picture=picture)
        number = requests.keep(session, None, from_chat, now)
        row = session.get_one(RequestRow, number)
        row.state = state
    return number


def read(house: House, number: int) -> RequestRow:
    with house.database.reads() as session:
        return session.get_one(RequestRow, number)


def work(house: House, holder: Holder) -> bool:
    return fetch_next(house.database, house.media, holder, house.clock)


@pytest.mark.parametrize("state", ["sent", "unconfirmed", "part"])
@pytest.mark.parametrize(
    ("sound", "picture", "asked"), [("S", None, ["S"]), (None, "P", ["P"]), ("S", "P", ["S", "P"])]
)
def test_what_is_owed_is_fetched(
    house: House, sound: str | None, picture: str | None, asked: list[str], state: str
) -> None:
    number, holder = ask(house, sound=sound, picture=picture, state=state), Holder(S=SOUND, P=PICTURE)
    assert work(house, holder)
    row = read(house, number)
    assert (row.sound_state, holder.asked) == ("kept", asked)
    if sound:
        assert (house.media.get_private(str(row.sound_path)), row.sound_type) == (OGG, "audio/ogg")
    if picture:
        assert house.media.get_private(str(row.picture_path)) == make_png()
    assert not work(house, holder)


@pytest.mark.parametrize("state", ["draft", "thrown"])
def test_draft_is_left_alone(house: House, state: str) -> None:
    ask(house, sound="S", state=state)
    assert not work(house, Holder(S=SOUND))


def test_passing_failure_is_tried_later(house: House) -> None:
    number, holder = ask(house, sound="S", picture="P"), Holder(S=SOUND, P=LATER)
    assert work(house, holder)
    assert not work(house, holder)
    holder.files["P"] = PICTURE
    turn(house, 60)
    assert work(house, holder)
    assert (holder.asked, read(house, number).sound_state) == (["S", "P", "P"], "kept")


def test_what_can_never_be_had_is_lost(house: House) -> None:
    number = ask(house, sound="S")
    assert work(house, Holder(S=NEVER))
    assert read(house, number).sound_state == "lost"
    turn(house, 3600)
    assert not work(house, Holder(S=NEVER))


def test_patience_ends_after_two_days(house: House) -> None:
    number = ask(house, sound="S")
    turn(house, PATIENCE.total_seconds() + 1)
    assert work(house, Holder(S=LATER))
    assert read(house, number).sound_state == "lost"


def test_two_workers_never_fetch_the_same(house: House) -> None:
    number, now = ask(house, sound="S"), house.clock.now()
    first = claim_next(house.database, now)
    assert first is not None
    assert first.id == number
    assert claim_next(house.database, now) is None
    turn(house, 301)
    assert claim_next(house.database, house.clock.now()) == first


def test_forgotten_meanwhile_leaves_nothing(house: House) -> None:
    number, holder, kept = ask(house, sound="S"), Holder(S=SOUND), []
    put = house.media.put_private

    def remove() -> None:
        with house.database.writes() as session:
            session.delete(session.get_one(RequestRow, number))

    def note(source: bytes, name: str) -> str:
        kept.append(put(source, name))
        return kept[-1]

    holder.meanwhile, house.media.put_private = remove, note  # type: ignore[method-assign, assignment]
    assert work(house, holder)
    with pytest.raises(NoSuchMedia):
        house.media.get_private(kept[0])


@pytest.mark.parametrize("ending", ["", "../x", "a b", "verylongending"])
def test_strange_names_become_harmless(house: House, ending: str) -> None:
    number = ask(house, sound="S")
    assert work(house, Holder(S=Download(OGG, ending)))
    row = read(house, number)
    assert str(row.sound_path).endswith("/sound.bin")
    assert row.sound_type == "application/octet-stream"


def turn(house: House, seconds: float) -> None:
    assert isinstance(house.clock, TurnedClock)
    house.clock.advance(seconds)


def test_voice_note_arrives_over_http(own_museum: Museum) -> None:
    rosa, house = own_museum.chat().opens(), own_museum.house
    rosa.sends_voice(OGG, 7).presses("1 Send it")
    rosa.sends_photo(make_png(), "And this?").presses("1 Send it")
    telegram = Telegram(house.settings)
    assert [fetch_next(house.database, house.media, telegram, house.clock) for _ in range(3)] == [
        True,
        True,
        False,
    ]
    voice, photo = own_museum.requests()
    assert house.media.get_private(str(voice.sound_path)) == OGG
    assert house.media.get_private(str(photo.picture_path)) == make_png()


@pytest.mark.parametrize(("kind", "permanent"), [("500", False), ("429", False)])
def test_trouble_at_telegram_passes(own_museum: Museum, kind: str, permanent: bool) -> None:
    own_museum.chat().breaks(kind, method="getFile")
    with pytest.raises(ChatFailed) as failed:
        Telegram(own_museum.house.settings).fetch("AwAC")
    assert failed.value.permanent == permanent


def test_unknown_file_is_given_up(museum: Museum) -> None:
    with pytest.raises(ChatFailed, match="does not know this file") as failed:
        Telegram(museum.house.settings).fetch("AwAC")
    assert failed.value.permanent


def test_forgetting_takes_the_files_too(own_museum: Museum) -> None:
    rosa, house = own_museum.chat().opens(), own_museum.house
    rosa.sends_voice(OGG, 7).presses("1 Send it")
    with house.database.writes() as session:
        privacy.forget(session, own_museum.visitors()[0].id, house.clock.now())
    assert not fetch_next(house.database, house.media, Holder(), house.clock)
