"""Slower, and remembered; back, pause and resume exact to two seconds of what was truly audible, at either pace."""

from __future__ import annotations

import re

import pytest

from content.catalogue import Sound
from content.pauses import added_seconds, ordinary_at, slow_at
from tests.actors.caller import Caller
from tests.actors.museum import Museum

ANA, SNAIL = "+441632960201", 310
EXACT = 2.0
FILE = re.compile(r"/(phone|slow)(?:-(\d+))?\.wav$")


def sound_of(museum: Museum) -> Sound:
    sound = museum.house.shelf.catalogue.items[SNAIL].words["en"].sound
    assert sound is not None
    return sound


def key_in_the_snail(museum: Museum, *, slowly: bool = False) -> Caller:
    """Somebody who has chosen a language, so that 8 means slower, listens to a recording."""
    museum.render(SNAIL)
    ana = museum.phone().dials(ANA)
    ana.presses("8", after=1)
    ana.waits_until("For English, press 1")
    ana.presses("1")
    ana.waits_until("Gladly, in English")
    ana.presses("5")
    ana.waits_until("Which number")
    ana.presses(f"{SNAIL}#")
    wait_for_recording(ana)
    if slowly:
        ana.presses("8", after=0.5)
        wait_for_recording(ana)
    return ana


def wait_for_recording(caller: Caller) -> None:
    for _ in range(30):
        if FILE.search(caller.now.get("url", "")):
            return
        caller.waits_seconds(caller.now["seconds"] - caller.position + 0.01)
    raise AssertionError(caller.transcript())


def audible(museum: Museum, caller: Caller) -> float:
    """The second of the ordinary recording that is in the ear: where the file begins, and how far it played."""
    found = FILE.search(caller.now["url"])
    assert found is not None
    begins = float(found[2] or 0)
    if found[1] == "phone":
        return begins + caller.position
    pauses = sound_of(museum).pauses
    return ordinary_at(pauses, slow_at(pauses, begins) + caller.position)


def is_slow(caller: Caller) -> bool:
    return "/slow" in caller.now["url"]


def press_and_follow(museum: Museum, caller: Caller, key: str, after: float) -> tuple[float, float]:
    """Press a key, and hear on: the second before it and the one that it led to."""
    caller.waits_seconds(after)
    before = audible(museum, caller)
    caller.presses(key)
    wait_for_recording(caller)
    return before, audible(museum, caller)


def test_eight_lengthens_the_pauses_and_is_remembered(museum: Museum) -> None:
    ana = key_in_the_snail(museum)
    before, now = press_and_follow(museum, ana, "8", 20)
    assert "Slower from now on." in ana.hears()
    assert is_slow(ana)
    assert abs(now - before) <= EXACT
    sound = sound_of(museum)
    assert added_seconds(sound.pauses) > 5
    longer = added_seconds(pause for pause in sound.pauses if pause[0] >= now)
    assert ana.now["seconds"] == pytest.approx(sound.seconds - now + longer, abs=0.1)
    ana.hangs_up()
    again = museum.phone().dials(ANA)
    again.presses("5", after=1)
    again.waits_until("hash key")
    again.presses(f"{SNAIL}#")
    wait_for_recording(again)
    assert is_slow(again)
    assert "Slower" not in again.hears()
    before, now = press_and_follow(museum, again, "8", 31.4)
    assert "At the usual pace again." in again.hears()
    assert not is_slow(again)
    assert abs(now - before) <= EXACT
    assert again.problems() == []


def test_stranger_finds_languages_behind_eight(museum: Museum) -> None:
    museum.render(SNAIL)
    bo = museum.phone().dials(ANA)
    bo.presses("5", after=1)
    bo.waits_until("hash key")
    bo.presses(f"{SNAIL}#")
    wait_for_recording(bo)
    bo.presses("8", after=10)
    bo.waits_until("For English, press 1")


@pytest.mark.parametrize("slowly", [False, True], ids=["ordinary", "slow"])
@pytest.mark.parametrize(("key", "back"), [("7", 10), ("4", 5), ("8", 0)])
@pytest.mark.parametrize("after", [17.3, 44.9])
def test_keys_lead_where_they_promise(
    museum: Museum, key: str, back: int, after: float, slowly: bool
) -> None:
    ana = key_in_the_snail(museum, slowly=slowly)
    for _ in range(3):
        before, now = press_and_follow(museum, ana, key, after / 2)
        assert abs(now - max(0.0, before - back)) <= EXACT


@pytest.mark.parametrize("slowly", [False, True], ids=["ordinary", "slow"])
def test_pause_goes_on_where_it_was(museum: Museum, slowly: bool) -> None:
    ana = key_in_the_snail(museum, slowly=slowly)
    ana.waits_seconds(33.7)
    before = audible(museum, ana)
    ana.presses("5")
    ana.waits_until("Paused.")
    ana.waits_seconds(500)
    ana.presses("2")
    wait_for_recording(ana)
    assert is_slow(ana) is slowly
    assert abs(audible(museum, ana) - before) <= EXACT


@pytest.mark.parametrize("slowly", [False, True], ids=["ordinary", "slow"])
@pytest.mark.parametrize("changes", [False, True], ids=["same", "changed"])
@pytest.mark.parametrize("after", [12.6, 52.2])
@pytest.mark.parametrize("wrong", [False, True], ids=["listening", "after-a-slip"])
def test_dropped_call_resumes_to_two_seconds(
    museum: Museum, after: float, slowly: bool, changes: bool, wrong: bool
) -> None:
    ana = key_in_the_snail(museum, slowly=slowly)
    if wrong:
        press_and_follow(museum, ana, "4", 9)
    ana.waits_seconds(after)
    before = audible(museum, ana)
    ana.drops()
    museum.clock.advance(600)
    again = museum.phone().dials(ANA)
    again.waits_until("You were listening to")
    if changes:
        again.presses("8", after=0.4)
    wait_for_recording(again)
    assert is_slow(again) is (slowly is not changes)
    assert abs(audible(museum, again) - max(0.0, before - 5)) <= EXACT
    assert again.problems() == []


def test_heard_counts_seconds_of_the_recording(museum: Museum) -> None:
    """Four fifths of the slow minutes are less than four fifths of what is told."""
    ana = key_in_the_snail(museum, slowly=True)
    sound = sound_of(museum)
    ana.waits_seconds(sound.seconds * 0.8 + 1)
    assert audible(museum, ana) < sound.seconds * 0.8
    ana.drops()
    museum.clock.advance(60)
    again = museum.phone().dials(ANA)
    again.waits_until("carry on where you left off")


def test_carriers_voice_waits_between_sentences(museum: Museum) -> None:
    ana = museum.phone().dials(ANA)
    ana.presses("8", after=1)
    ana.waits_until("For English, press 1")
    ana.presses("1")
    ana.waits_until("Gladly, in English")
    ana.presses("5")
    ana.waits_until("Which number")
    ana.presses("330#")
    ana.waits_until("It takes")
    ana.presses("8", after=0.2)
    ana.waits_until("For forty years I worked")
    body = next(entry["body"] for entry in reversed(ana.log) if "/item/330/" in entry.get("url", ""))
    says, breaths = body.count("<Say"), body.count("silence-900.wav")
    assert says == breaths > 10
    ana.waits_seconds(30)
    ana.presses("7")
    ana.hears()
    ana.waits_seconds(1)
    told = ana.hears()
    assert "For forty years" not in told
    assert "It's in Washington" in told or "It wasn't on show" in told
