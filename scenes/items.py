"""An item: what is said before it, its recording, and what comes after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from content.catalogue import Item, ItemKind, Words
from content.pauses import Pause
from content.silence import BETWEEN_SENTENCES
from content.timing import sentence_ends, sentences_from, spoken_seconds
from scenes.durations import end_sentence, say_length, say_number
from scenes.lists import home_of
from scenes.menu import PATIENCE, is_chat, offer, option, universal, unspoken
from scenes.places import Place, write
from scenes.sayings import prompt, speak
from scenes.scene import Card, Choice, Saying, Scene
from scenes.visit import Visit
from visitors.people import ORDINARY, SLOW

BREATH = 1  # seconds between a lead-in and what it leads to
TIME_TO_SKIP = 4
SLOWLY, EVENLY = "slow", "even"  # deeds: go on slowly, or at the ordinary pace
PACES = {SLOWLY: SLOW, EVENLY: ORDINARY}


def enter(place: Place, visit: Visit) -> Scene | None:
    """`item/<n>` leads in; `item/<n>/<s>` is the recording alone, from second s."""
    item, start = find(place, visit), place.number(1)
    if item is None or (start is None and len(place.parts) > 1):
        return None
    if is_chat(visit):
        return warn(place, visit, item) if item.sensitive and start is None else bring(place, visit, item)
    return lead_in(place, visit, item) if start is None else play(place, visit, item, start)


def enter_after(place: Place, visit: Visit) -> Scene | None:
    """What comes after an item: its credit, something connected, the next, and a word back to us."""
    item = find(place, visit)
    if item is None:
        return None
    words, language = told(visit, item)
    choices = closing(visit, item, place.of)
    onward = write("next", of=place.of or "today")
    again = Choice("9", write("item", item.number, 0, of=place.of))
    says = (Saying(words.credit, language),)
    return offer(visit, place.text, (*choices, again), says=says, back=home_of(place.of), onward=onward)


def find(place: Place, visit: Visit) -> Item | None:
    """The item that a place speaks of; None where nothing by that number is published."""
    number = place.number()
    return visit.catalogue.items.get(number) if number else None


def told(visit: Visit, item: Item) -> tuple[Words, str]:
    """An item's words and their language: the visit's, else the house's, else any."""
    wanted = (visit.language, visit.catalogue.house, *item.words)
    language = next(code for code in wanted if code in item.words)
    return item.words[language], language


def lead_in(place: Place, visit: Visit, item: Item) -> Scene:
    """Title, speaker and length; a warning and the skip key first where somebody may not want to hear it."""
    words, _ = told(visit, item)
    says = (*notes(place, visit, item), *caution(visit, item), introduce(visit, item))
    steps = item.kind == ItemKind.ACTIVITY and bool(words.steps)
    onward = write("make" if steps else "item", item.number, 0, of=place.of)
    return wait_through(place, visit, item, says, onward, of=place.of)


def caution(visit: Visit, item: Item) -> tuple[Saying, ...]:
    """The warning and the skip key, before anything else of an item that somebody may not want to hear."""
    words, language = told(visit, item)
    return (Saying(words.warning, language), prompt(visit, "item.skip")) if item.sensitive else ()


def wait_through(
    place: Place,
    visit: Visit,
    item: Item,
    says: tuple[Saying, ...],
    onward: str,
    options: tuple[Choice, ...] = (),
    of: str = "",
) -> Scene:
    """Words that lead on by themselves, during which the player's keys already work. `of` is the item's list."""
    choices = player_keys(visit, item, of, place.text, options)
    wait = TIME_TO_SKIP if item.sensitive else BREATH
    ahead = (*regret(visit), *repace(visit))
    return Scene(place.text, visit.language, (*ahead, *says), choices, silence=onward, wait=wait)


def introduce(visit: Visit, item: Item) -> Saying:
    """Title, speaker and length in one breath, in the language in which the item is told."""
    words, language = told(visit, item)
    role = item.speaker.role.get(language, "")
    length = say_length(visit, language, spoken_seconds(words))
    names = {"title": end_sentence(words.title), "name": item.speaker.name, "role": role}
    if len(words.steps) > 1:
        steps = say_number(len(words.steps), language)
        return speak(visit.catalogue, language, "item.make", steps=steps, **names)
    return speak(visit.catalogue, language, "item.lead", length=length, **names)


def notes(place: Place, visit: Visit, item: Item) -> tuple[Saying, ...]:
    """A word before it: an old favourite comes again, or it is told in another language only."""
    language = told(visit, item)[1]
    favourite = place.of and item.number in visit.heard
    endonym = (
        visit.catalogue.languages[language].endonym if language in visit.catalogue.languages else language
    )
    foreign = (prompt(visit, "item.foreign", language=endonym),) if language != visit.language else ()
    return (*((prompt(visit, "item.favourite"),) if favourite else ()), *foreign)


def play(place: Place, visit: Visit, item: Item, start: int) -> Scene:
    """The recording alone; where there is none yet, its words from about that second on."""
    words, language = told(visit, item)
    length = spoken_seconds(words)
    start = min(start, max(0, int(length) - 1))
    ahead = (*regret(visit), *repace(visit))
    told_here = _recorded(visit, words, language, start) or _spoken(visit, words, language, start)
    choices = player_keys(visit, item, place.of, write("item", item.number, 0, of=place.of))
    silence = write("done", item.number, of=place.of)
    return Scene(
        write("item", item.number, start, of=place.of), visit.language, (*ahead, *told_here.says),
        choices, silence=silence, wait=BREATH, number=item.number, start=told_here.start, length=length,
        before=len(ahead), pauses=told_here.pauses,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """An item from a second on: what is said, the second at which that truly begins, and where it waits longer."""

    says: tuple[Saying, ...]
    start: float
    pauses: Iterable[Pause] = ()


def _recorded(visit: Visit, words: Words, language: str, start: int) -> Told | None:
    """Somebody's recording; as it is where there is no slow rendition of it, for no voice is ever stretched."""
    sound = words.sound
    if sound is None:
        return None
    slow = visit.is_slow and bool(sound.slow)
    says = (Saying("\n".join(words.text), language, sound, start, slow),)
    return Told(says, start, sound.pauses if slow else ())


def _spoken(visit: Visit, words: Words, language: str, start: int) -> Told:
    """The carrier's voice, from the beginning of the sentence at that second; slowly, it waits after each."""
    ends, sentences = sentence_ends(words), sentences_from(words, start)
    passed = len(ends) - len(sentences)
    says = tuple(Saying(sentence, language, slow=visit.is_slow) for sentence in sentences)
    pauses = tuple((end, BETWEEN_SENTENCES / 1000) for end in ends) if visit.is_slow else ()
    return Told(says, ends[passed - 1] if passed else 0.0, pauses)


def repace(visit: Visit) -> tuple[Saying, ...]:
    """A word about the new pace, once, to whoever has just chosen it."""
    key = "keys.slower" if visit.is_slow else "keys.ordinary"
    return (prompt(visit, key),) if visit.repaced else ()


def regret(visit: Visit) -> tuple[Saying, ...]:
    """A word about a key that does nothing, in one saying: what plays then goes on. After two, it names a person."""
    key = "keys.nothing_person" if visit.wrong >= PATIENCE else "keys.nothing"
    return (prompt(visit, key),) if visit.wrong else ()


def player_keys(
    visit: Visit, item: Item, of: str, again: str, options: tuple[Choice, ...] = ()
) -> tuple[Choice, ...]:
    """Back, skip, again and a person, while something plays; slower, or until one was chosen the other languages."""
    keys = universal(visit, again, home_of(of), write("skip", item.number, of=of))
    offered = not visit.chosen and len(visit.catalogue.languages) > 1
    if is_chat(visit) and not offered:
        return (*options, *keys)
    deed = EVENLY if visit.is_slow else SLOWLY
    pace = write(deed) if again == "continue" else write(deed, item.number, of=of)
    return (*options, *keys, unspoken(visit, "8", "language" if offered else pace))


def warn(place: Place, visit: Visit, item: Item) -> Scene:
    """In the chat the warning comes alone, with the choice to go on or not."""
    words, language = told(visit, item)
    options = (
        option(visit, "1", write("item", item.number, 0, of=place.of), "item.goon"),
        option(visit, "#", write("skip", item.number, of=place.of), "item.leave"),
    )
    says = (introduce(visit, item), Saying(words.warning, language))
    return offer(visit, place.text, options, says=says, back=home_of(place.of))


def bring(place: Place, visit: Visit, item: Item, options: tuple[Choice, ...] = (), of: str = "") -> Scene:
    """In the chat an item comes whole, with what comes after it as its buttons."""
    words, language = told(visit, item)
    if item.kind == ItemKind.ACTIVITY and words.steps:
        options = (option(visit, "1", write("make", item.number, 1, of=place.of), "make.begin"),)
    options, of = options or closing(visit, item, place.of), of or place.of
    following, says = write("next", of=of or "today"), (introduce(visit, item),)
    scene = offer(visit, place.text, options, says=says, back=home_of(of), onward=following)
    shown = tuple(note.text for note in notes(place, visit, item))
    return Scene(
        scene.place, scene.language, scene.says, scene.choices, shows=shown, card=Card(item, words, language)
    )


def closing(visit: Visit, item: Item, of: str) -> tuple[Choice, ...]:
    """The choices after an item: something connected, the next, and to tell us where it asked something."""
    following = option(visit, "2", write("next", of=of or "today"), "after.next")
    tell = (option(visit, "3", write("ask", item.number), "after.tell"),) if item.asks else ()
    return (*_thread(visit, item, of), following, *tell)


def _thread(visit: Visit, item: Item, of: str) -> tuple[Choice, ...]:
    for thread in item.threads:
        other, reason = visit.catalogue.items.get(thread.to), thread.reason.get(visit.language)
        if other is not None and reason and visit.language in other.words:
            return (option(visit, "1", write("item", thread.to, of=of), "after.thread", reason=reason),)
    return ()
