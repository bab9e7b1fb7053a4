"""What a scene sounds like and looks like, taken apart for a page: sentences, recordings, keys, bubbles, buttons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from content.catalogue import Sound
from content.checks.sentences import split
from scenes.scene import Choice, Listens, Saying, Scene

KEYS = "123456789*0#"
PLAYER = frozenset("578")  # while something plays the telephone itself answers them
NAMES = {"*": "star", "#": "hash", "9": "again", "0": "person"}


@dataclass(frozen=True, slots=True)
class Heard:
    """One stretch that is heard: its sentences, the address of its recording, whose voice it is, and its key."""

    sentences: tuple[str, ...]
    language: str
    audio: str
    voice: str
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the telephone: where it leads, None where it does nothing; a code for what it is called.

    `still` says why there is nothing to press here: the player answers it, or it is a digit of a number."""

    key: str
    choice: Choice | None
    name: str
    still: str = ""


def list_heard(scene: Scene) -> list[Heard]:
    """Everything in the order in which a caller hears it."""
    said = _join([_heard(saying) for saying in scene.says])
    options = [_heard(choice.spoken, choice) for choice in scene.choices if choice.spoken]
    return [*said, *options, *(_heard(saying) for saying in scene.afterwards)]


def list_keys(scene: Scene) -> Iterator[Key]:
    """The twelve keys, as they lie on a telephone."""
    for key in KEYS:
        choice = next((one for one in scene.choices if one.key == key), None)
        yield Key(key, choice, NAMES.get(key, ""), "" if choice else _why_still(scene, key))


def list_texts(scene: Scene) -> list[str]:
    """What the chat writes before its buttons: what is shown, else what is said; an item tells itself."""
    if scene.card is not None:
        return list(scene.shows)
    return list(scene.shows) or [saying.text for saying in scene.says if saying.text.strip()]


def list_buttons(scene: Scene, person: str) -> list[Choice]:
    """The chat's buttons: all choices that have words, and the person, who has them in every menu."""
    named = [
        choice if choice.key != "0" else replace(choice, label=choice.label or person)
        for choice in scene.choices
    ]
    return [choice for choice in named if choice.label]


def find_audio(sound: Sound | None, *, chat: bool = False, slow: bool = False, start: int = 0) -> str:
    """The address of a recording as its channel plays it, from a second on; empty where there is none."""
    if sound is None:
        return ""
    if chat:
        return f"/media/{sound.chat}"
    path = sound.slow if slow and sound.slow else sound.phone
    return f"/media/{path.removesuffix('.wav')}-{start}.wav" if start else f"/media/{path}"


def _why_still(scene: Scene, key: str) -> str:
    if scene.number > 0 and key in PLAYER:
        return "player"
    return "digit" if scene.listens is Listens.NUMBER and key != "*" else ""


def _join(heard: Sequence[Heard]) -> list[Heard]:
    """Sentences that one voice says without a break stand together."""
    joined: list[Heard] = []
    for one in heard:
        before = joined[-1] if joined else None
        if before and not (before.audio or one.audio) and before.language == one.language:
            joined[-1] = replace(before, sentences=before.sentences + one.sentences)
        else:
            joined.append(one)
    return joined


def _heard(saying: Saying, choice: Choice | None = None) -> Heard:
    sound = saying.sound
    voice = "carrier" if sound is None else "computer" if sound.synthetic else "recorded"
    audio = find_audio(sound, slow=saying.slow, start=saying.start)
    return Heard(split(saying.text), saying.language, audio, voice, choice)
