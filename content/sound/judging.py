"""From what was measured to what an editor is told: a remark explains, and never blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from content.sound.findings import Findings
from content.sound.recipes import Trim

# The shortest and the longest that is usual, in seconds. A stop lasts from a minute, a story up to five, an episode
# up to eight; a smile 15 to 30 seconds; a prompt of the line is over before one forgets it.
LENGTHS = {
    "story": (50.0, 330.0),
    "episode": (50.0, 500.0),
    "activity": (30.0, 3600.0),
    "smile": (10.0, 40.0),
    "prompt": (0.0, 30.0),
}
SLOWEST, FASTEST = 120, 165  # words a minute; 130 to 150 are wanted
_IMPOSSIBLE = (70, 240)  # words a minute; nobody reads like that: it is another text
_FEW_WORDS = 20
_QUIET, _LOUD = -38.0, -13.0  # dBFS of speech
_QUIET_ROOM = 20.0  # dB between the speech and the room
_LONG_ENOUGH = 5.0  # s in which somebody has paused for breath
_SILENT_START, _SILENT_END = 1.5, 2.0  # s
_LEFT_START, _LEFT_END = 0.3, 0.5  # s of silence that stay when the rest is trimmed
_SPEECH_SHARE = 0.45
_FULL_RATE = 16_000

Found = tuple[str, dict[str, Any]]


def check(findings: Findings, seconds: float, words: str, kind: str, trim: Trim) -> dict[str, Any]:
    """What a recording's `checks` hold: what was measured, and the remarks; `words` is what was read, if known."""
    pace = words_a_minute(words, seconds - findings.silence_start - findings.silence_end)
    remarks = [
        *_about_sound(findings),
        *_about_ends(findings, trim),
        *_about_pace(pace, words),
        *_about_length(seconds, kind),
    ]
    measured = {
        "seconds": round(seconds, 1),
        "speech_dbfs": findings.speech_dbfs,
        "peak_dbfs": findings.peak_dbfs,
        "noise_dbfs": findings.noise_dbfs,
        "clipped": findings.clipped,
        "silence_start": findings.silence_start,
        "silence_end": findings.silence_end,
        "remarks": [{"code": code, "values": values} for code, values in remarks],
    }
    return measured | ({"words_a_minute": pace} if pace else {})


def words_a_minute(words: str, seconds: float) -> int:
    """The pace of reading; 0 where the words are not known."""
    return round(len(words.split()) * 60 / seconds) if seconds > 0 else 0


def _about_sound(findings: Findings) -> Iterator[Found]:
    if findings.clipped:
        yield "clipped", {}
    elif findings.speech_dbfs > _LOUD:
        yield "loud", {}
    if findings.speech_dbfs < _QUIET:
        yield "quiet", {}
    if findings.speech_dbfs - findings.noise_dbfs < _QUIET_ROOM and findings.seconds > _LONG_ENOUGH:
        yield "noisy", {}
    if findings.one_side:
        yield "one-side", {}
    if findings.rate < _FULL_RATE:
        yield "low-rate", {}


def _about_ends(findings: Findings, trim: Trim) -> Iterator[Found]:
    """Say what is wrong at the ends; `trim` among the values is what to trim in all, from the master's ends."""
    if findings.silence_start > _SILENT_START:
        offered = round(trim.start + findings.silence_start - _LEFT_START, 2)
        yield "silence-start", {"seconds": round(findings.silence_start, 1), "trim": offered}
    if findings.silence_end > _SILENT_END:
        offered = round(trim.end + findings.silence_end - _LEFT_END, 2)
        yield "silence-end", {"seconds": round(findings.silence_end, 1), "trim": offered}
    if findings.cut_start:
        yield "cut-start", {}
    if findings.cut_end:
        yield "cut-end", {}
    if findings.speech_share < _SPEECH_SHARE:
        yield "little-speech", {}


def _about_pace(pace: int, words: str) -> Iterator[Found]:
    if len(words.split()) < _FEW_WORDS or not pace:
        return
    slowest, fastest = _IMPOSSIBLE
    if pace > fastest:
        yield "part-missing", {"words": pace}
    elif pace < slowest:
        yield "other-words", {"words": pace}
    elif pace > FASTEST:
        yield "too-fast", {"words": pace}
    elif pace < SLOWEST:
        yield "too-slow", {"words": pace}


def _about_length(seconds: float, kind: str) -> Iterator[Found]:
    least, most = LENGTHS.get(kind, (0.0, float("inf")))
    if seconds < least:
        yield "short", {"seconds": round(seconds), "least": least}
    if seconds > most:
        yield "long", {"seconds": round(seconds), "most": most}
