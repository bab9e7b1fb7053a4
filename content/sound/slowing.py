"""The slow rendition: the telephone's, with longer quiet between phrases and not one sample of speech changed."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from content.sound.wave import HEADER_BYTES, RATE, pauses_chunk, pauses_place, phone_header, phone_samples

STEP = RATE // 100  # samples; pauses are found and set in hundredths of a second
_READ = 100 * STEP
_SHORTEST = 25  # steps; a closed mouth within a word ("p", "t") is shorter, a breath is longer
_EDGE = 5  # steps at either end of a pause that stay as they are: a word dies away, the next draws breath
_GROWTH = 0.8
_LEAST, _MOST = 40, 120  # steps added: about a fifth of the whole, as a person does who speaks slowly
_BETWEEN = 0.4  # of the way from the room's level up to the speech's: below it nobody speaks
_NEAR = 8.0  # loudness steps; where room and speech are nearer to each other, no pause can be told apart
# Mu-law numbers loudness almost by the ear: sixteen steps double it. From its bytes to those steps, 0 to 127.
_LOUDNESS = bytes((~byte & 0x7F) for byte in range(256))


@dataclass(frozen=True, slots=True)
class Wait:
    """Quiet to be added at a step of a hundredth of a second; `added` is counted in the same steps."""

    at: int
    added: int

    @property
    def pause(self) -> tuple[float, float]:
        """The second, and the seconds added."""
        return self.at / 100, self.added / 100


def slow_down(phone: Path, target: Path) -> tuple[tuple[float, float], ...]:
    """Write the slow rendition of a telephone file of ours; returns its pauses, which the file carries too."""
    with phone.open("rb") as file:
        samples = phone_samples(file.read(HEADER_BYTES))
        waits = find_waits(measure_steps(file, samples))
        pauses = tuple(wait.pause for wait in waits)
        with target.open("wb") as slow:
            _write(file, slow, samples, waits, pauses_chunk(pauses))
    return pauses


def measure_steps(file: BinaryIO, samples: int) -> array[float]:
    """Measure the mean loudness, 0 to 127, of each whole hundredth of a second of mu-law."""
    steps = array("f")
    for _ in range(0, samples, _READ):
        loud = file.read(_READ).translate(_LOUDNESS)
        steps.extend(sum(loud[at : at + STEP]) / STEP for at in range(0, len(loud), STEP))
    return steps[: samples // STEP]


def find_waits(steps: array[float]) -> list[Wait]:
    """Find the pauses between phrases, and how much longer each becomes; quiet at either end is none."""
    gate = _gate(steps)
    waits = []
    place = 0
    for is_quiet, run in groupby(step < gate for step in steps):
        first, place = place, place + sum(1 for _ in run)
        if is_quiet and first and place < len(steps) and place - first >= _SHORTEST:
            waits.append(_wait(steps, first, place))
    return waits


def _gate(steps: array[float]) -> float:
    """Tell below which loudness nobody speaks, from the quietest tenth and the loudest quarter."""
    ranked = sorted(steps) or [0.0]
    room, speech = ranked[len(ranked) // 10], ranked[len(ranked) * 3 // 4]
    return room + _BETWEEN * (speech - room) if speech - room >= _NEAR else 0.0


def _wait(steps: array[float], first: int, last: int) -> Wait:
    """Choose how much to add to a pause, and the quietest place in it that has enough room about it."""
    added = min(max(round(_GROWTH * (last - first)), _LEAST), _MOST)
    reach = -(-added // 4)
    edge = min(_EDGE, (last - first) // 2 - reach)
    middle = (first + last) // 2

    def loudness(place: int) -> tuple[float, int]:
        return sum(steps[place - reach : place + reach]), abs(place - middle)

    return Wait(min(range(first + edge + reach, last - edge - reach + 1), key=loudness), added)


def _write(file: BinaryIO, slow: BinaryIO, samples: int, waits: list[Wait], chunk: bytes) -> None:
    whole = samples + sum(wait.added for wait in waits) * STEP
    slow.write(phone_header(whole, len(chunk)))
    place = 0
    for wait in waits:
        slow.writelines(_copied(file, place, wait.at * STEP))
        slow.write(_quiet(file, wait))
        place = wait.at * STEP
    slow.writelines(_copied(file, place, samples))
    slow.write(bytes(pauses_place(whole) - slow.tell()))
    slow.write(chunk)


def _copied(file: BinaryIO, place: int, end: int) -> Iterator[bytes]:
    file.seek(HEADER_BYTES + place)
    for start in range(place, end, _READ):
        yield file.read(min(_READ, end - start))


def _quiet(file: BinaryIO, wait: Wait) -> bytes:
    """Walk the pause's own room tone onward, back and onward again to where it began: no sample jumps."""
    reach = wait.added * STEP // 4
    file.seek(HEADER_BYTES + wait.at * STEP - reach)
    tone = file.read(2 * reach)
    return tone[reach:] + tone[::-1] + tone[:reach]
