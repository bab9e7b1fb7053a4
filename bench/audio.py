"""One hour of sound to both renditions: seconds beside FFmpeg's own command line, and the memory it takes."""

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

from content.sound.recipes import BOTH_SIDES, CHAT, OPUS, PHONE, Branches, listening, rendering

MINUTES = 60
RATE = 44_100
ROUNDS = 2  # the better one counts: others may be using the machine
MOST_RATIO, MOST_MEGABYTES = 1.1, 200
OURS = "import sys; from pathlib import Path; from content import audio; audio.render_both(*map(Path, sys.argv[1:]))"
NO_FFMPEG = (
    "No ffmpeg command here to compare with. To get one: apt-get install ffmpeg, or brew install ffmpeg."
)


def main() -> None:
    """Measure and print; nothing here can fail for being slow."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        print(f"Making {MINUTES} minutes of sound ...", flush=True)
        source = _recording(place / "hour.wav")
        targets = place / "phone.wav", place / "chat.ogg"
        ours, megabytes = _best([[sys.executable, "-c", OURS, str(source), *map(str, targets)]])
        print(f"museline   {ours:6.1f} s   {megabytes:4.0f} MB at most (wanted: under {MOST_MEGABYTES} MB)")
        if not shutil.which("ffmpeg"):
            print(NO_FFMPEG)
            return
        theirs, _ = _best(_commands(source, *targets))
        print(f"ffmpeg     {theirs:6.1f} s   the same filters, measuring and writing")
        print(f"ratio      {ours / theirs:6.2f}     (wanted: at most {MOST_RATIO})")


def _recording(target: Path) -> Path:
    """Repeat one minute of tones, breath and pauses until it is long enough."""
    chance = random.Random(1)
    minute = array("h", (_sample(place / RATE, chance) for place in range(60 * RATE)))
    with wave.open(str(target), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        for _ in range(MINUTES):
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
