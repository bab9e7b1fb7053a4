"""What must be true of each single menu."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from content.checks.keys import NAMINGS, names_key, offers_key_first
from content.checks.prompts import GREETING_SECONDS, GREETING_WORDS
from content.checks.remarks import quote
from content.checks.sentences import count_words
from content.timing import WORDS_A_MINUTE
from scenes.linting.finding import Finding
from scenes.linting.walking import Stop
from scenes.menu import is_shaken
from scenes.scene import Listens, Saying

Rule = Callable[[Stop], Iterator[Finding]]
MOST_OPTIONS = 5
ENUMERATES = frozenset({"help"})  # the keys are its very subject
KEYLESS = frozenset({"goodbye", "hush"})
LATE = frozenset(
    {"person", "item", "walk", "make", "continue"}
)  # where a person is not offered, but rung or known
DIGIT = re.compile(r"(?<![\w.,])\d(?![\w])")
UNFILLED = re.compile(r"\{\w*\}")


def offers_five_at_most(stop: Stop) -> Iterator[Finding]:
    """More nobody remembers; the person is one of them, and so are the other languages."""
    spoken = {choice.key for choice in stop.scene.choices if choice.spoken}
    spoken |= {key for saying in stop.scene.afterwards for key in DIGIT.findall(saying.text)}
    if len(spoken) > MOST_OPTIONS and _head(stop) not in ENUMERATES:
        yield _found(stop, "size", "menu-long", count=len(spoken), most=MOST_OPTIONS)


def names_option_first(stop: Stop) -> Iterator[Finding]:
    """ "To hear a story, press 1", never the other way round."""
    for saying in _sayings(stop):
        if sentence := offers_key_first(saying.language, saying.text):
            yield _found(stop, "order", "key-first", sentence=quote(sentence))


def names_its_own_key(stop: Stop) -> Iterator[Finding]:
    """A spoken choice names its key, and no other: who presses what was said must get it."""
    for choice in stop.scene.choices:
        if choice.spoken is None:
            continue
        digits, sentence = DIGIT.findall(choice.spoken.text), quote(choice.spoken.text)
        if not names_key(choice.spoken.language, choice.spoken.text):
            yield _found(stop, "keys", "key-unsaid", blocks=True, key=choice.key, sentence=sentence)
        elif choice.key.isdigit() and choice.spoken.language in NAMINGS and choice.key not in digits:
            yield _found(stop, "keys", "key-wrong", blocks=True, key=choice.key, sentence=sentence)


def gives_each_key_once(stop: Stop) -> Iterator[Finding]:
    """Of two choices with one key, the second can never be reached."""
    for key, times in Counter(choice.key for choice in stop.scene.choices).items():
        if times > 1:
            yield _found(stop, "keys", "key-twice", blocks=True, key=key)


def keeps_the_same_keys(stop: Stop) -> Iterator[Finding]:
    """0 is a person everywhere, the star goes back, the hash key goes on."""
    if _head(stop) in KEYLESS or stop.scene.ends:
        return
    keys = {choice.key for choice in stop.scene.choices}
    if "0" not in keys:
        yield _found(stop, "keys", "person-missing", blocks=True)
    if "*" not in keys:
        yield _found(stop, "keys", "star-missing")
    if "#" not in keys and stop.scene.listens is not Listens.NUMBER:  # there it ends the number
        yield _found(stop, "keys", "hash-missing")


def offers_person_in_time(stop: Stop) -> Iterator[Finding]:
    """A person is offered first in the lobby, and last to somebody who was silent or pressed a wrong key."""
    spoken = [choice.key for choice in stop.scene.choices if choice.spoken]
    if not spoken or _head(stop) in LATE:
        return
    if is_shaken(stop.visit):
        if spoken[-1] != "0":
            yield _found(stop, "person", "person-not-last")
    elif _head(stop) == "lobby" and spoken[0] != "0":
        yield _found(stop, "person", "person-not-first")


def greets_briefly(stop: Stop) -> Iterator[Finding]:
    """At most 25 words and ten seconds before the first choice."""
    if _head(stop) != "lobby" or stop.scene.place != "lobby":
        return
    words = sum(count_words(saying.text) for saying in stop.scene.says)
    seconds = sum(_seconds(saying) for saying in stop.scene.says)
    if words > GREETING_WORDS:
        yield _found(stop, "greeting", "greeting-long", words=words, most=GREETING_WORDS)
    elif seconds > GREETING_SECONDS and any(saying.sound for saying in stop.scene.says):
        yield _found(stop, "greeting", "greeting-slow", seconds=round(seconds), most=GREETING_SECONDS)


def says_something(stop: Stop) -> Iterator[Finding]:
    """No prompt is empty, and no {place} is read aloud."""
    for saying in _sayings(stop):
        if not saying.text.strip() and saying.sound is None:
            yield _found(stop, "words", "mute", blocks=True)
        elif found := UNFILLED.search(saying.text):
            yield _found(stop, "words", "unfilled", blocks=True, place=found[0], sentence=quote(saying.text))


RULES: tuple[Rule, ...] = (
    offers_five_at_most, names_option_first, names_its_own_key, gives_each_key_once, keeps_the_same_keys,
    offers_person_in_time, greets_briefly, says_something,
)  # fmt: skip


def _sayings(stop: Stop) -> Iterator[Saying]:
    yield from stop.scene.says
    yield from (choice.spoken for choice in stop.scene.choices if choice.spoken)
    yield from stop.scene.afterwards


def _seconds(saying: Saying) -> float:
    """How long words take: their recording's length, else at the pace of a reader."""
    return saying.sound.seconds if saying.sound else count_words(saying.text) * 60 / WORDS_A_MINUTE


def _head(stop: Stop) -> str:
    return stop.place.partition("/")[0]


def _found(stop: Stop, rule: str, code: str, *, blocks: bool = False, **values: object) -> Finding:
    return Finding(stop.place, stop.language, rule, code, values, blocks)
