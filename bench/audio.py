"""A five-minute recording and an hour ready for every channel: seconds beside FFmpeg's own command line, and memory."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import wave
from array import array
from math import pi, sin
from pathlib import Path

from content import audio
from content.sound.recipes import BOTH_SIDES, CHAT, LEVELS, OPUS, PHONE, Branches, listening, rendering

PACK = Path(audio.__file__).parents[1] / "library"
LENGTHS = (5, 60)  # minutes
RATE = 44_100
ROUNDS = 2  # the better one counts: others may be using the machine
MOST_RATIO, MOST_MEGABYTES, LEAST_SPEED, MOST_APART = 1.1, 200, 60, 1.0
OURS = """import sys
from pathlib import Path
from content import audio
from content.sound.slowing import slow_down
source, phone, chat, slow = map(Path, sys.argv[1:])
audio.render_both(source, phone, chat)
slow_down(phone, slow)"""
NO_FFMPEG = (
    "No ffmpeg command here to compare with. To get one: apt-get install ffmpeg, or brew install ffmpeg."
)


def main() -> None:
    """Measure and print; nothing here can fail for being slow."""
    with tempfile.TemporaryDirectory() as folder:
        for minutes in LENGTHS:
            _measure(Path(folder), minutes)
        _measure_loudness(Path(folder))


def _measure(place: Path, minutes: int) -> None:
    """Print how long a recording takes until telephone, slow and chat have theirs, measuring and checking included."""
    source = _recording(place / "take.wav", minutes)
    phone, chat, slow = place / "phone.wav", place / "chat.ogg", place / "slow.wav"
    ours, megabytes = _best([[sys.executable, "-c", OURS, *map(str, (source, phone, chat, slow))]])
    speed = minutes * 60 / ours
    print(f"{minutes} minutes of sound:")
    print(f"museline   {ours:6.1f} s   {speed:4.0f} times real time (wanted: {LEAST_SPEED} at least)")
    print(f"           {megabytes:4.0f} MB at most (wanted: under {MOST_MEGABYTES} MB)")
    if not shutil.which("ffmpeg"):
        print(NO_FFMPEG)
        return
    theirs, _ = _best(_commands(source, phone, chat))
    print(
        f"ffmpeg     {theirs:6.1f} s   {minutes * 60 / theirs:4.0f} times, the same filters, no slow rendition"
    )
    print(f"ratio      {ours / theirs:6.2f}     (wanted: at most {MOST_RATIO})", flush=True)


def _measure_loudness(place: Path) -> None:
    """Print how far the renditions of the starter pack lie from their channel's level."""
    phone, chat = place / "phone.wav", place / "chat.ogg"
    apart = dict.fromkeys(LEVELS, 0.0)
    masters = sorted(PACK.rglob("*.opus"))
    for master in masters:
        audio.render_both(master, phone, chat)
        for name, made in ((PHONE, phone), (CHAT, chat)):
            apart[name] = max(apart[name], abs(audio.examine(made).speech_dbfs - LEVELS[name]))
    print(f"Loudness of {len(masters)} recordings of the starter pack (wanted: within {MOST_APART} dB):")
    print(f"telephone  within {apart[PHONE]:.1f} dB, chat within {apart[CHAT]:.1f} dB")


def _recording(target: Path, minutes: int) -> Path:
    """Repeat one minute of tones, breath and pauses until it is long enough."""
    chance = random.Random(1)
    minute = array("h", (_sample(place / RATE, chance) for place in range(60 * RATE)))
    with wave.open(str(target), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        for _ in range(minutes):
            file.writeframesraw(minute.tobytes())
    return target


def _sample(seconds: float, chance: random.Random) -> int:
    voice = sin(400 * pi * seconds) + 0.5 * sin(1300 * pi * seconds) + 0.3 * chance.uniform(-1, 1)
    phrase = 0.2 if seconds % 4 < 3 else 0.001
    return int(32767 * phrase * voice * (0.6 + 0.4 * sin(8 * pi * seconds)))


def _best(commands: list[list[str]]) -> tuple[float, float]:
    """Run commands one after the other, some rounds; the shortest round in seconds, the largest child in MB."""
    seconds, megabytes = [], 0.0
    for _ in range(ROUNDS):
        start = time.monotonic()
        megabytes = max(megabytes, *(_run(command) for command in commands))
        seconds.append(time.monotonic() - start)
    return min(seconds), megabytes


def _run(command: list[str]) -> float:
    """Run one command and tell the most memory that it held, in MB; the system counts in KB, on a Mac in bytes."""
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command[0]} failed")
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _commands(source: Path, phone: Path, chat: Path) -> list[list[str]]:
    start = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-i", str(source), "-filter_complex"]
    nowhere = ["-f", "null", "-"]
    encoder = [part for name, value in OPUS.items() for part in (f"-{name}", value)]
    heard = _drawn(*listening(BOTH_SIDES))
    made = _drawn(*rendering(BOTH_SIDES, {PHONE: -20.0, CHAT: -20.0}))
    written = [
        "-map",
        "[phone]",
        "-c:a",
        "pcm_mulaw",
        str(phone),
        "-map",
        "[chat]",
        "-c:a",
        "libopus",
        *encoder,
        str(chat),
    ]
    return [
        [*start, heard, "-map", "[phone]", *nowhere, "-map", "[chat]", *nowhere],
        [*start, made, *written],
    ]


def _drawn(trunk: tuple[str, ...], branches: Branches) -> str:
    """Write a graph as the command line wants it."""
    ways = "".join(f"[to-{name}]" for name in branches)
    chains = [f"[to-{name}]{','.join(filters)}[{name}]" for name, filters in branches.items()]
    return ";".join([f"[0:a]{','.join(trunk)},asplit={len(branches)}{ways}", *chains])


if __name__ == "__main__":
    main()
