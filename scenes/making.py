"""Making something: what is needed, then one step after the other, however long somebody takes."""

from __future__ import annotations

from content.catalogue import Item, Words
from scenes import items
from scenes.durations import end_sentence, say_number
from scenes.menu import greet, is_chat, offer, option
from scenes.places import Place, write
from scenes.sayings import prompt
from scenes.scene import Card, Choice, Saying, Scene
from scenes.visit import Visit

SOFT_WORD = 60  # seconds between two quiet words while somebody works


def enter(place: Place, visit: Visit) -> Scene | None:
    """`make/<n>/0` says what is needed, the next are the steps; after the last comes a closing word."""
    item, step = items.find(place, visit), place.number(1)
    if item is None or step is None:
        return None
    words, _ = items.told(visit, item)
    last = len(words.steps)
    if not words.steps or step > last + bool(words.ending):
        return None
    return _close(place, visit, item) if step > last else _wait(place, visit, item, step)


def _wait(place: Place, visit: Visit, item: Item, step: int) -> Scene:
    """Say it, then wait: only a soft word each minute, and 9 to hear it again."""
    words, language = items.told(visit, item)
    said = _needed(visit, words, language) if step == 0 else _step(visit, words, language, step)
    soft = visit.silences and not visit.wrong
    says = (prompt(visit, "make.soft"),) if soft else greet(visit, said)
    name = "make.begin" if step == 0 and words.needed else "make.ready"
    ready = option(visit, "1", _following(item, words, step, place.of), name)
    leave = Choice("#", write("skip", item.number, of=place.of))
    scene = offer(visit, place.text, (ready, leave), back="choose", onward=place.text)
    card = Card(item, words, language, step) if is_chat(visit) else None
    return Scene(
        scene.place, scene.language, says, scene.choices, silence=place.text, wait=SOFT_WORD, card=card,
    )  # fmt: skip


def _close(place: Place, visit: Visit, item: Item) -> Scene:
    """The closing word leads on by itself."""
    words, language = items.told(visit, item)
    says = tuple(Saying(paragraph, language) for paragraph in words.ending)
    onward = write("done", item.number, of=place.of)
    options = (option(visit, "1", onward, "make.finish"), Choice("#", onward))
    return offer(visit, place.text, options, says=says, back="choose", onward=onward)


def _needed(visit: Visit, words: Words, language: str) -> tuple[Saying, ...]:
    welcome = tuple(Saying(paragraph, language) for paragraph in words.text)
    if not words.needed:
        return welcome
    return (
        *welcome,
        prompt(visit, "make.needed"),
        *(Saying(_as_sentence(thing), language) for thing in words.needed),
    )


def _as_sentence(thing: str) -> str:
    """A thing of a list, with the full stop that makes a voice pause after it."""
    return end_sentence(thing[:1].upper() + thing[1:])


def _step(visit: Visit, words: Words, language: str, step: int) -> tuple[Saying, ...]:
    names = {"index": say_number(step, visit.language), "total": say_number(len(words.steps), visit.language)}
    return (prompt(visit, "make.step", **names), Saying(words.steps[step - 1], language))


def _following(item: Item, words: Words, step: int, of: str) -> str:
    """The next step, the closing word, or the end."""
    if step < len(words.steps) + bool(words.ending):
        return write("make", item.number, step + 1, of=of)
    return write("done", item.number, of=of)
