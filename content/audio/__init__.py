"""Sound as it came in, renditions for the telephone and the chat out: the one package that holds FFmpeg."""

from collections.abc import Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av

from content.audio.mixing import mixed
from content.audio.opening import decoded, opened, start_hearing
from content.audio.writing import FILES, finished
from content.sound import recipes
from content.sound.ahead import ahead
from content.sound.findings import Findings
from content.sound.hearing import Hearing, Sound
from content.sound.recipes import CHAT, CHAT_RATE, PHONE, Trim
from content.sound.refusals import AudioRefused
from content.sound.wave import RATE

__all__ = [
    "AudioRefused",
    "Findings",
    "Rendered",
    "Sound",
    "Trim",
    "examine",
    "inspect",
    "missing_codecs",
    "render",
    "render_both",
    "render_chat",
    "render_phone",
]

_NEEDED = {"pcm_mulaw", "libopus", "mp3", "aac", "flac", "vorbis"}
_WHOLE = Trim()


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was written: its seconds, and what was found in the recording that it was made from."""

    seconds: float
    findings: Findings


def inspect(source: Path) -> Sound:
    """Hear a recording through, once, and tell what it is; one we can't use is AudioRefused."""
    return _listen(source, _WHOLE).sound()


def examine(source: Path, trim: Trim = _WHOLE) -> Findings:
    """Hear a recording through, once, and tell what an editor is told of; AudioRefused as above."""
    return _listen(source, trim).findings()


def render(source: Path, targets: Mapping[str, Path], trim: Trim = _WHOLE) -> Rendered:
    """Write renditions (PHONE is mu-law WAV, CHAT Ogg/Opus) in two passes, the first to measure.

    What `trim` leaves off is neither measured nor written. Raises AudioRefused."""
    hearing = _listen(source, trim)
    recipe = recipes.rendering(hearing.side, hearing.speech(*targets))
    samples = dict.fromkeys(targets, 0)
    with ExitStack() as stack:
        parts = {name: stack.enter_context(finished(target)) for name, target in targets.items()}
        writes = {name: stack.enter_context(FILES[name](part)) for name, part in parts.items()}
        container, stream = stack.enter_context(opened(source))
        frames = mixed(decoded(container, stream, hearing), *recipe, hearing.span())
        for name, frame in stack.enter_context(closing(ahead(frames))):
            frame.pts, frame.time_base = samples[name], Fraction(1, frame.sample_rate)
            samples[name] += frame.samples
            writes[name](frame)
    seconds = max(samples[name] / (RATE if name == PHONE else CHAT_RATE) for name in targets)
    return Rendered(seconds, hearing.findings())


def render_phone(source: Path, target: Path) -> float:
    """Write what the telephone plays (mu-law WAV); returns seconds, raises AudioRefused."""
    return render(source, {PHONE: target}).seconds


def render_chat(source: Path, target: Path) -> float:
    """Write what the chat plays (Ogg/Opus); returns seconds, raises AudioRefused."""
    return render(source, {CHAT: target}).seconds


def render_both(source: Path, phone: Path, chat: Path) -> float:
    """Write both renditions; returns seconds, raises AudioRefused."""
    return render(source, {PHONE: phone, CHAT: chat}).seconds


def missing_codecs() -> list[str]:
    """Codecs that this machine's FFmpeg lacks and that recordings or renditions need; empty when all is well."""
    return sorted(_NEEDED - av.codecs_available)


def _listen(source: Path, trim: Trim) -> Hearing:
    """Measure a recording and make sure that it is whole and that somebody speaks."""
    hearing = _hear(source, recipes.BOTH_SIDES, trim)
    if hearing.channels > 1 and hearing.is_silent():
        hearing = _hear(source, recipes.LEFT_SIDE, trim)
    elif live := hearing.only_side():
        hearing = _hear(source, live, trim)
    if hearing.is_silent():
        raise AudioRefused("silent")
    return hearing


def _hear(source: Path, side: str, trim: Trim) -> Hearing:
    with opened(source) as (container, stream):
        hearing = start_hearing(source, container, stream, side)
        hearing.trim = trim
        for name, frame in mixed(decoded(container, stream, hearing), *recipes.listening(side)):
            found = frame.metadata
            hearing.meters[name].add(float(found[recipes.RMS_KEY]))
            hearing.note(found)
    hearing.refuse_unwhole(source)
    return hearing
