"""What Telegram takes, and what somebody in the chat may rely on at every screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from scenes.places import parse
from tests.crawl.book import Book
from tests.crawl.languages import TONGUES, guess_language
from tests.crawl.rules_of_the_keys import find_parent
from tests.crawl.rules_of_words import BRACES
from tests.crawl.screens import Screen
from tests.crawl.shapes import find_item

# Bot API: callback_data; text after entity parsing; caption; buttons of a keyboard
DATA_BYTES, MESSAGE_UNITS, CAPTION_UNITS, MOST_BUTTONS = 64, 4096, 1024, 100
LABEL_UNITS = 64  # more is cut on a small telephone
# Digits that the card promises, by place: the same as on the telephone.
DIGITS = {
    "lobby": {"today": "1", "choose": "2", "ask": "3", "continue": "4", "help": "7", "language": "8", "person": "0"},
    "choose": {
        "pick~staff": "1", "pick~smile": "2", "walks": "3", "pick~hands": "4",
        "number": "5", "moods": "6", "people": "7",
    },
    "review": {"send": "1", "again": "2"}, "forget": {"forget/yes": "1", "lobby": "2"},
}  # fmt: skip

UNCHANGED = "message is not modified"
TELLS = frozenset({"item", "walk", "make", "after", "left"})  # stars are told of here
PEOPLE = frozenset({"person", "message"})
ChatRule = Callable[[Screen, Book], Iterable[str]]
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


def fits_into_telegram(screen: Screen, _: Book) -> Iterator[str]:
    """The limits of messages and buttons."""
    for one in screen.fresh:
        if count_units(one.get("text", "")) > MESSAGE_UNITS:
            yield f"a message of {count_units(one['text'])} units"
        if count_units(one.get("caption", "")) > CAPTION_UNITS:
            yield f"a caption of {count_units(one['caption'])} units"
    for button in screen.buttons:
        if not 1 <= len(button.data.encode()) <= DATA_BYTES:
            yield f"{button.text!r} carries {len(button.data.encode())} bytes"
    if len(screen.buttons) > MOST_BUTTONS:
        yield f"{len(screen.buttons)} buttons"


def answers_everything(screen: Screen, _: Book) -> Iterator[str]:
    """Nobody speaks into the void, and the wheel on a pressed button stops turning, once."""
    if not screen.fresh and not any(UNCHANGED in one for one in screen.refusals):
        yield "nothing came"
    answers = sum(method == "answerCallbackQuery" for method, _ in screen.calls)
    if answers != screen.is_press:
        yield f"a press was answered {answers} times"


def is_never_refused(screen: Screen, _: Book) -> Iterator[str]:
    """Telegram takes everything; only what stands there already it will not write again."""
    yield from (one for one in screen.refusals if UNCHANGED not in one)
    if screen.refusals and screen.fresh:
        yield "it was refused, and yet something came"


def keeps_one_keyboard(screen: Screen, _: Book) -> Iterator[str]:
    """Buttons stand under one message only: old ones would lead astray."""
    if screen.keyboards != 1:
        yield f"{screen.keyboards} messages have buttons"


def labels_every_button(screen: Screen, _: Book) -> Iterator[str]:
    """Words on each, each different, the digit of the telephone first."""
    texts = [button.text for button in screen.buttons]
    yield from (
        f"an empty label for {one.data}" for one in screen.buttons if not re.search(r"\w{2}", one.text)
    )
    if len(set(texts)) != len(texts):
        yield f"labels twice: {texts}"
    digits = [text[0] for text in texts if text[:1].isdecimal()]
    if len(set(digits)) != len(digits):
        yield f"digits twice: {texts}"
    for data, wanted in DIGITS.get(screen.head, {}).items():
        found = [one.text for one in screen.buttons if one.data.startswith(data)]
        if found and not any(text.startswith(f"{wanted} ") for text in found):
            yield f"{found} does not begin with {wanted}"


def leads_back_and_to_people(screen: Screen, _: Book) -> Iterator[str]:
    """A way back and a person on every screen, but not to where one is."""
    is_thrown = any(one.startswith("throw/") for one in screen.data)  # the star of a draft
    if screen.head != "lobby" and not is_thrown and find_parent(screen.place) not in screen.data:
        yield f"no way back: {sorted(screen.data)}"
    if screen.head not in PEOPLE and "person" not in screen.data:
        yield f"no way to a person: {sorted(screen.data)}"
    if screen.place in screen.data:
        yield "a button leads to where one is"


def gives_every_word(screen: Screen, book: Book) -> Iterator[str]:
    """The words of an item are there, or one tap away; so is the description of its picture."""
    place = parse(screen.place)
    item = find_item(place, book.catalogue) if place and place.head in {"item", "walk"} else None
    if item is None or not screen.fresh or screen.action.startswith(("read", "[read")):
        return
    words = item.words.get(screen.language) or next(iter(item.words.values()))
    brought = any(
        "photo" in one or "voice" in one or words.title in one.get("text", "") for one in screen.fresh
    )
    is_warned = item.sensitive and any(one.startswith(f"item/{item.number}/0") for one in screen.data)
    if not brought or is_warned:
        return
    if f"read/{item.number}" not in screen.data and words.text[-1].strip()[-40:] not in screen.words:
        yield "its words are not one tap away"
    if item.picture and not any("photo" in one and one.get("caption", "") for one in screen.fresh):
        yield "its picture comes without a description"
    if item.picture and words.description[:60] not in screen.words:
        yield "the description is another one"


def reads_it_all(screen: Screen, book: Book) -> Iterator[str]:
    """The button that reads the words brings every paragraph."""
    found = re.fullmatch(r"\[read/(\d+)\]", screen.action)
    item = book.catalogue.items.get(int(found[1])) if found else None
    if item is not None:
        words = item.words.get(screen.language) or next(iter(item.words.values()))
        heard = " ".join(screen.words.split())
        yield from (f"missing: {one[:60]!r}" for one in words.text if " ".join(one.split()) not in heard)


def writes_its_language(screen: Screen, book: Book) -> Iterator[str]:
    """Nothing is in the wrong language, but what exists in no other and the languages' own names."""
    place = parse(screen.place)
    item = find_item(place, book.catalogue) if place else None
    foreign = item is not None and screen.language not in item.words
    for sentence in sentences_of(screen):
        guessed = guess_language(sentence.replace(book.museum, ""))
        if guessed and guessed != screen.language and not foreign:
            yield f"{sentence[:80]!r} is {guessed}"


def speaks_of_buttons(screen: Screen, _: Book) -> Iterator[str]:
    """Whoever writes has no hash key and no star."""
    tongue = TONGUES[screen.language]
    keys = re.compile(
        rf"\b(?:{tongue.star}|{tongue.hash}|{tongue.press} (?:le |la |el )?\d)\b", re.IGNORECASE
    )
    if screen.head not in TELLS:
        yield from (repr(one) for one in sentences_of(screen) if keys.search(one))


def fills_every_gap(screen: Screen, _: Book) -> Iterator[str]:
    """No brace, None or markup is shown."""
    yield from (repr(one) for one in sentences_of(screen) if BRACES.search(one))


def sentences_of(screen: Screen) -> list[str]:
    """Every sentence and label of a screen; what its visitor wrote is quoted, and nobody's fault."""
    told = [
        one
        for text in screen.texts
        for one in SENTENCE.split(re.sub(r"[“«].*[”»]", "", text, flags=re.DOTALL))
    ]
    return [*told, *(button.text for button in screen.buttons)]


def count_units(text: str) -> int:
    """The length of a text as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def find_faults(screens: Iterable[Screen], book: Book, rule: ChatRule) -> list[str]:
    """Every screen that breaks a rule, and how."""
    return list(dict.fromkeys(f"{one}: {words}" for one in screens for words in rule(one, book)))[:20]
