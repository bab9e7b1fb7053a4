"""From levels of a twentieth of a second to what an editor reads: where each limit lies, to the decibel."""

from __future__ import annotations

from array import array
from dataclasses import replace
from math import log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.sound.findings import Findings, Side, measure
from content.sound.judging import check, words_a_minute
from content.sound.levels import SpeechMeter, speech_level
from content.sound.recipes import Trim
from content.sound.remarks import say

SPEECH, ROOM = -20.0, -60.0
FINE = Side(peak=-3.0, loudest=-12.0, flatness=0.0, peaks=2.0)
FOUND = Findings(60, 48000, -20, -6, -60, 0, 0.3, 0.3, 0.8, cut_start=False, cut_end=False, one_side=False)


def levels(*parts: tuple[float, int]) -> array[float]:
    """So many windows at so many dBFS, one after the other."""
    return array("f", [dbfs for dbfs, count in parts for _ in range(count)])


def measured(*parts: tuple[float, int], sides: tuple[Side, ...] = (FINE,)) -> Findings:
    return measure(levels(*parts), sides, 48000, used_one_side=False)


@pytest.mark.parametrize(
    ("parts", "level"),
    [
        (((-20.0, 10),), -20.0),
        (((-20.0, 10), (-69.0, 90)), -20.0),
        (((-20.0, 10), (-70.0, 900)), -20.0),
        (((-20.0, 10), (-30.0, 10)), 10 * log10((0.01 + 0.001) / 2)),
        ((), float("-inf")),
        (((-80.0, 50),), float("-inf")),
        (((float("-inf"), 5), (-40.0, 5)), -40.0),
    ],
    ids=["even", "over a room", "over silence", "loud and soft", "nothing", "silence", "digital silence"],
)
def test_speech_is_measured_without_its_pauses(parts: tuple[tuple[float, int], ...], level: float) -> None:
    assert speech_level(levels(*parts)) == pytest.approx(level)
    meter = SpeechMeter()
    for dbfs in levels(*parts):
        meter.add(dbfs)
    assert meter.level() == speech_level(levels(*parts))


@given(st.lists(st.integers(-450, 0), min_size=1, max_size=60), st.integers(-200, 0))
def test_louder_speech_is_louder_by_as_much(tenths: list[int], change: int) -> None:
    """In tenths of a decibel, and as long as nothing sinks below what counts as silence."""
    loud, soft = (array("f", [(one + more) / 10 for one in tenths]) for more in (0, change))
    assert speech_level(soft) == pytest.approx(speech_level(loud) + change / 10, abs=1e-6)
    assert min(loud) - 1e-4 <= speech_level(loud) <= max(loud) + 1e-4


def test_silence_at_the_ends_is_counted() -> None:
    found = measured((ROOM, 40), (SPEECH, 100), (ROOM, 20), (SPEECH, 40), (ROOM, 60))
    assert (found.silence_start, found.silence_end) == (2.0, 3.0)
    assert (found.speech_dbfs, found.noise_dbfs, found.peak_dbfs, found.seconds) == (-20.0, -60.0, -3.0, 13.0)
    assert found.speech_share == round(140 / 160, 2)
    assert not found.cut_start
    assert not found.cut_end


def test_click_before_the_voice_is_silence() -> None:
    assert measured((ROOM, 20), (SPEECH, 1), (ROOM, 19), (SPEECH, 100), (ROOM, 20)).silence_start == 2.0


@pytest.mark.parametrize(
    ("first", "last", "cut"),
    [(ROOM, ROOM, (False, False)), (SPEECH, ROOM, (True, False)), (ROOM, SPEECH, (False, True)),
     (SPEECH - 11, SPEECH - 11, (False, False)), (SPEECH - 9, SPEECH - 9, (True, True))],
)  # fmt: skip
def test_voice_at_the_very_edge_is_cut(first: float, last: float, cut: tuple[bool, bool]) -> None:
    """Encoders fill the last window with silence, so that the two last ones are looked at."""
    found = measured((first, 1), (ROOM, 10), (SPEECH, 200), (ROOM, 40), (last, 1), (ROOM, 1))
    assert (found.cut_start, found.cut_end) == cut


@pytest.mark.parametrize(
    ("side", "clipped"),
    [
        (Side(-0.1, -10, 3.0, 20), 20), (Side(-0.1, -10, 2.9, 900), 0), (Side(-0.1, -10, 9.0, 19), 0),
        (Side(-5.9, -10, 9.0, 40), 40), (Side(-6.0, -10, 9.0, 40), 0),
        (Side(1.1, -10, 0.0, 0), 1), (Side(1.1, -10, 0.0, 7), 7), (Side(1.0, -10, 0.0, 7), 0),
    ],
)  # fmt: skip
def test_flat_peaks_are_counted(side: Side, clipped: int) -> None:
    assert side.clipped() == clipped
    assert measured((SPEECH, 100), sides=(side, FINE)).clipped == clipped


def test_silent_numbers_have_a_floor() -> None:
    dead = Side(float("-inf"), float("-inf"), 0.0, 0.0)
    found = measured((-200.0, 20), (SPEECH, 100), sides=(dead,))
    assert (found.noise_dbfs, found.peak_dbfs) == (-90.0, -90.0)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"speech_dbfs": -13}, []), ({"speech_dbfs": -12.9}, ["loud"]),
        ({"speech_dbfs": -12.9, "clipped": 1}, ["clipped"]), ({"speech_dbfs": -38}, []),
        ({"speech_dbfs": -38.1}, ["quiet"]),
        ({"noise_dbfs": -40}, []), ({"noise_dbfs": -39.9}, ["noisy"]), ({"noise_dbfs": -39.9, "seconds": 5}, []),
        ({"rate": 16_000}, []), ({"rate": 15_999}, ["low-rate"]), ({"one_side": True}, ["one-side"]),
        ({"silence_start": 1.5}, []), ({"silence_start": 1.51}, ["silence-start"]),
        ({"silence_end": 2.0}, []), ({"silence_end": 2.01}, ["silence-end"]),
        ({"speech_share": 0.45}, []), ({"speech_share": 0.44}, ["little-speech"]),
        ({"cut_start": True, "cut_end": True}, ["cut-start", "cut-end"]),
    ],
    ids=str,
)  # fmt: skip
def test_each_remark_has_its_limit(change: dict[str, float], codes: list[str]) -> None:
    checks = check(replace(FOUND, **change), 60, "", "", Trim())
    assert [remark["code"] for remark in checks["remarks"]] == codes
    assert "words_a_minute" not in checks


def test_offered_trim_counts_from_the_masters_ends() -> None:
    """What was trimmed before stays trimmed, and a breath of silence stays at either end."""
    silent = replace(FOUND, silence_start=3.04, silence_end=4.0)
    first, last = check(silent, 60, "", "", Trim(1.25, 0.5))["remarks"]
    assert first == {"code": "silence-start", "values": {"seconds": 3.0, "trim": 3.99}}
    assert last == {"code": "silence-end", "values": {"seconds": 4.0, "trim": 4.0}}
    assert all(
        "4 second" in say(last, language) or "4 segundo" in say(last, language)
        for language in ("en", "fr", "es")
    )


@pytest.mark.parametrize(
    ("pace", "code"),
    [(69, "other-words"), (70, "too-slow"), (119, "too-slow"), (120, None), (165, None), (166, "too-fast"),
     (240, "too-fast"), (241, "part-missing")],
)  # fmt: skip
def test_pace_has_its_limits(pace: int, code: str | None) -> None:
    found = replace(FOUND, silence_start=0, silence_end=0)
    checks = check(found, 60, "word " * pace, "", Trim())
    assert [remark["code"] for remark in checks["remarks"]] == ([code] if code else [])
    assert checks["words_a_minute"] == pace


def test_few_words_have_no_pace() -> None:
    found = replace(FOUND, silence_start=0, silence_end=0)
    assert check(found, 60, "word " * 19, "", Trim())["remarks"] == []
    assert [one["code"] for one in check(found, 60, "word " * 20, "", Trim())["remarks"]] == ["other-words"]
    assert words_a_minute("one two", 0) == words_a_minute("one two", -1) == words_a_minute("", 60) == 0


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [("story", 50, 330), ("episode", 50, 500), ("activity", 30, 3600), ("smile", 10, 40), ("prompt", 0, 30)],
)
def test_lengths_are_judged_at_their_ends(kind: str, least: float, most: float) -> None:
    def codes(seconds: float) -> list[tuple[str, object]]:
        found = check(FOUND, seconds, "", kind, Trim())["remarks"]
        return [(one["code"], one["values"].get("least", one["values"].get("most"))) for one in found]

    assert codes(least) == codes(most) == []
    assert codes(most + 0.01) == [("long", most)]
    assert not least or codes(least - 0.01) == [("short", least)]
