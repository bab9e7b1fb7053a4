"""With a human recording: played at 8 kHz on the telephone, as a voice in the chat, and found again to the second."""

from __future__ import annotations

import pytest

from tests.actors.caller import Caller
from tests.actors.museum import Museum

ANA = "+441632960201"
SNAIL = 310


def key_in_the_snail(museum: Museum) -> Caller:
    museum.render(SNAIL)
    ana = museum.phone().dials(ANA)
    ana.presses("5", after=1)
    ana.waits_until("hash key")
    ana.presses(f"{SNAIL}#")
    wait_for_recording(ana)
    return ana


def wait_for_recording(caller: Caller) -> None:
    """Listen to what comes before until the recording itself plays."""
    for _ in range(30):
        if "/phone" in caller.now.get("url", ""):
            return
        caller.waits_seconds(caller.now["seconds"] + 0.1)
    raise AssertionError(caller.transcript())


def second_of(caller: Caller) -> int:
    """The second from which the recording plays."""
    name = caller.now["url"].rsplit("/", 1)[1]
    return 0 if name == "phone.wav" else int(name.removeprefix("phone-").removesuffix(".wav"))


def test_recording_plays_with_its_words(museum: Museum) -> None:
    ana = key_in_the_snail(museum)
    assert "Gardeners and snails aren't friends." in ana.hears()
    assert 88 <= ana.now["seconds"] <= 92
    assert ana.problems() == []


@pytest.mark.parametrize(
    ("key", "least", "most"), [("7", 25, 31), ("9", 0, 0), ("4", 30, 36)], ids=["back", "again", "nothing"]
)
def test_player_keys_move_the_needle(museum: Museum, key: str, least: int, most: int) -> None:
    ana = key_in_the_snail(museum)
    ana.presses(key, after=40)
    wait_for_recording(ana)
    assert least <= second_of(ana) <= most


def test_pause_waits_for_any_key(museum: Museum) -> None:
    ana = key_in_the_snail(museum)
    ana.presses("5", after=33)
    ana.waits_seconds(600)
    ana.presses("5")
    wait_for_recording(ana)
    assert 28 <= second_of(ana) <= 33


def test_hash_skips_to_what_comes_after(museum: Museum) -> None:
    ana = key_in_the_snail(museum)
    ana.hears()
    ana.presses("#", after=5)
    ana.waits_until("For the next one")


def test_dropped_line_resumes_within_seconds(museum: Museum) -> None:
    ana = key_in_the_snail(museum)
    ana.waits_seconds(52)
    ana.drops()
    museum.clock.advance(600)
    again = museum.phone().dials(ANA)
    again.waits_until("You were listening to")
    wait_for_recording(again)
    assert 42 <= second_of(again) <= 50


def test_chat_brings_the_voice(museum: Museum) -> None:
    museum.render(SNAIL)
    rosa = museum.chat()
    rosa.opens(f"item-{SNAIL}")
    [sound] = rosa.hears()
    assert sound.data[:4] == b"OggS"
    assert 88 <= sound.duration <= 92
    assert "The snail on the card" in sound.caption
    assert "Tomás Varela" in sound.caption
