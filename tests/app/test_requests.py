"""Reading and hearing what visitors sent, and packs that come and go, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.house import House
from app.listening_in import make_harmless
from tests.actors.museum import TurnedClock
from tests.app.shell import Shell
from visitors import people
from visitors.people import Channel
from visitors.requests import Message, RequestRow, SoundState, keep, send, throw_away


def ask(
    house: House, message: Message, clock: TurnedClock, *, thrown: bool = False, **changes: object
) -> str:
    """Somebody asks; the ticket, or nothing for what was thrown away."""
    with house.database.writes() as session:
        visitor = people.meet(session, Channel.PHONE, ["k"], clock.now())
        request = keep(session, visitor.id, message, clock.now())
        if thrown:
            throw_away(session, request, visitor.id)
            return ""
        ticket = send(session, request, visitor.id, clock.now())
        row = session.get_one(RequestRow, request)
        for name, value in changes.items():
            setattr(row, name, value)
    return ticket or ""


@pytest.fixture
def desk(shell: Shell, house: House) -> Shell:
    shell.takes(house.settings)
    return shell


def test_empty_inbox_says_so(desk: Shell) -> None:
    assert desk.runs("requests", "list").out.startswith("Nobody has asked anything yet.")
    assert desk.runs("requests", "list", "--json").out == ""


def test_question_is_listed_and_shown(desk: Shell, house: House, clock: TurnedClock) -> None:
    ask(house, Message("CA0", "en", Channel.PHONE, text="never mind"), clock, thrown=True)
    ticket = ask(house, Message("CA1", "fr", Channel.PHONE, text="Où dort\nle chat ?", item=214), clock)
    listed = desk.runs("requests", "list").out
    assert (
        listed == f"{ticket}  19 May 2026 11:30  question about 214 by phone, fr, sent: Où dort le chat ?\n"
    )
    spaced = f"{ticket[:3]} {ticket[3:]}"
    assert (
        "Où dort\nle chat ?\nThere is no sound and no picture.\n" in desk.runs("requests", "show", spaced).out
    )
    told = json.loads(desk.runs("requests", "list", "--json").out)
    assert (told["ticket"], told["text"], told["sound"]) == (ticket, "Où dort\nle chat ?", "none")


def test_newest_come_first_and_few(desk: Shell, house: House, clock: TurnedClock) -> None:
    for number in range(3):
        ask(house, Message(f"CA{number}", "en", Channel.PHONE, text=f"question {number}"), clock)
    lines = desk.runs("requests", "list", "--limit", "2").out.splitlines()
    assert [line.rsplit(" ", 1)[1] for line in lines] == ["2", "1"]


def test_sound_and_picture_are_written(desk: Shell, house: House, clock: TurnedClock) -> None:
    ticket = ask(
        house, Message("1:1", "en", Channel.CHAT, sound="v", picture="p"), clock, sound_state=SoundState.KEPT,
        sound_seconds=4.2, sound_path=house.media.put_private(b"a voice", "sound.oga"),
        picture_path=house.media.put_private(b"a picture", "picture.jpg"),
    )  # fmt: skip
    assert (
        "There is a sound of 4 seconds and a picture: museline requests play"
        in desk.runs("requests", "list").out
    )
    said = desk.runs("requests", "play", ticket)
    assert (said.code, said.out) == (0, f"Written to {ticket}.oga\nWritten to {ticket}.jpg\n")
    assert (desk.folder / f"{ticket}.oga").read_bytes() == b"a voice"
    assert (desk.folder / f"{ticket}.jpg").read_bytes() == b"a picture"
    assert (desk.folder / f"{ticket}.oga").stat().st_mode & 0o777 == 0o600
    assert f"{ticket}.oga exists already" in desk.runs("requests", "play", ticket).complaint
    desk.runs("requests", "play", ticket, "--to", "it.wav")
    assert Path(desk.folder, "it.wav").read_bytes() == b"a voice"
    assert Path(desk.folder, "it.jpg").read_bytes() == b"a picture"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SoundState.OWED, "Its sound or picture is still with the carrier"),
        (SoundState.LOST, "The carrier has lost its sound or picture"),
        (SoundState.NONE, "There is no sound and no picture"),
        (SoundState.KEPT, "Its sound was deleted"),
    ],
)
def test_what_cannot_be_played_says_why(
    desk: Shell, house: House, clock: TurnedClock, state: SoundState, words: str
) -> None:
    ticket = ask(house, Message("CA1", "en", Channel.PHONE, sound="RE1"), clock, sound_state=state)
    assert words in desk.runs("requests", "play", ticket).complaint
    assert words in desk.runs("requests", "show", ticket).out


def test_sound_of_another_store_is_missed(desk: Shell, house: House, clock: TurnedClock) -> None:
    kept = {"sound_state": SoundState.KEPT, "sound_path": "private/" + "a" * 32 + "/message.wav"}
    ticket = ask(house, Message("CA1", "en", Channel.PHONE, sound="RE1"), clock, **kept)
    assert "is MEDIA_URL the one it was kept under?" in desk.runs("requests", "play", ticket).complaint


@pytest.mark.parametrize("ticket", ["000000", "", "x", "1' OR 1=1", "٣٣٣٣٣٣"])
def test_unknown_ticket_is_refused(desk: Shell, ticket: str) -> None:
    for command in ("show", "play"):
        assert (
            "`museline requests list` shows those there are"
            in desk.runs("requests", command, ticket).complaint
        )


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("\x1b]0;own\x07\x1b[2Jhello", "]0;own[2Jhello"), ("a\rb\x08\x9b1m", "ab1m"), ("1 \u202e2 3\u2069", "1 2 3"),
        ("👩\u200d🎨 çà\n\tlà", "👩\u200d🎨 çà\n\tlà"), ("مرحبا", "مرحبا"),
    ],
)  # fmt: skip
def test_visitors_words_move_no_cursor(words: str, shown: str) -> None:
    assert make_harmless(words) == shown


def test_pack_goes_out_and_comes_back(desk: Shell, house: House) -> None:
    assert desk.runs("content", "export", "pack").out == "Written to pack\n"
    assert desk.runs("content", "validate", "pack").code == 0
    said = desk.runs("content", "import", "pack")
    assert (said.code, said.err) == (0, "")
    assert f"{len(house.shelf.catalogue.items)} items are in." in said.out
    assert "pack is not empty: name a new folder" in desk.runs("content", "export", "pack").complaint


@pytest.mark.parametrize("command", ["validate", "import"])
def test_pack_with_a_mistake_stays_out(desk: Shell, command: str) -> None:
    desk.runs("content", "export", "pack")
    item = next(iter(sorted(Path(desk.folder, "pack", "items").iterdir()))) / "item.toml"
    item.write_text(item.read_text(encoding="utf-8").replace("kind", "kin", 1), encoding="utf-8")
    said = desk.runs("content", command, "pack")
    assert said.code == 2
    assert "item.toml" in said.out
    assert said.err.startswith("museline: ")
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("command", ["validate", "import"])
@pytest.mark.parametrize("folder", ["nowhere", "settings.env"])
def test_pack_that_is_no_folder_is_refused(desk: Shell, command: str, folder: str) -> None:
    said = desk.runs("content", command, folder)
    assert (said.code, len(said.err.splitlines())) == (2, 1), said


def test_seed_fills_only_an_empty_museum(desk: Shell) -> None:
    assert desk.runs("seed").out == "There is content already; nothing was changed.\n"


def test_first_hour_of_a_museum(shell: Shell) -> None:
    assert shell.runs("migrate").out == "The tables are up to date.\n"
    assert shell.runs("migrate").code == 0
    assert shell.runs("seed").out == "The starter pack is in.\n"
    keys = {shell.runs("keys", "new").out for _ in range(2)}
    assert {len(key) for key in keys} == {45}
    assert len(keys) == 2
