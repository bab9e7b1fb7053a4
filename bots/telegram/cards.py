"""An item in the chat: its picture with a description, its sound, its words or a button to read them."""

from __future__ import annotations

from collections.abc import Iterator

from bots.telegram.labels import Labels
from bots.telegram.outgoing import Part, Picture, Text, Voice
from bots.telegram.typography import CAPTION_UNITS, MESSAGE_UNITS, direct, escape, isolate, split, units
from content.catalogue import Words
from scenes.scene import Card

# Messages over about 500 characters count more against the rate limit, and fill a small screen: a longer text waits
# behind a button. Smiles are shorter than this, stories are not.
SHORT_TEXT = 900
ROOM_FOR_TITLE = 256
TITLE_UNITS = 120


def show(card: Card, notes: tuple[str, ...], labels: Labels) -> tuple[Part, ...]:
    """The messages of an item; `notes` come first. The last one is of words, so that buttons fit under it."""
    media = tuple(_media(card, notes, labels))
    told = () if media else tuple(direct(escape(note), card.language) for note in notes)
    words = read_out(card.words, labels) if is_short(card.words, labels) else card.words.teaser
    pieces = split(direct(words, card.language), MESSAGE_UNITS // 2)
    return (*media, Text("\n\n".join((*told, _head(card, labels), *map(escape, pieces[:1])))))


def read(card: Card, labels: Labels) -> tuple[Text, ...]:
    """The whole words of an item, in as many messages as they need."""
    pieces = split(direct(read_out(card.words, labels), card.language), MESSAGE_UNITS - ROOM_FOR_TITLE)
    first, *rest = map(escape, pieces or ("",))
    return (Text(f"{_head(card, labels)}\n\n{first}".rstrip()), *map(Text, rest))


def is_short(words: Words, labels: Labels) -> bool:
    """Whether an item's words are shown at once."""
    return units(read_out(words, labels)) <= SHORT_TEXT


def read_out(words: Words, labels: Labels) -> str:
    """Everything told before the first step, and whose it is."""
    things = "\n".join([labels.needed, *(f"• {thing}" for thing in words.needed)]) if words.needed else ""
    ending = () if words.steps else words.ending
    return "\n\n".join(filter(None, (*words.text, things, *ending, words.credit)))


def _media(card: Card, notes: tuple[str, ...], labels: Labels) -> Iterator[Part]:
    """No field of Telegram carries the description of a picture: it is the caption, where everybody can read it."""
    if card.item.picture:
        yield Picture(card.item.picture, caption((*notes, card.words.description), card.language))
        notes = ()
    if card.words.sound:
        sound = card.words.sound
        worded = caption((*notes, f"{card.words.title}\n{name_speaker(card, labels)}"), card.language)
        yield Voice(sound.chat, card.words.title, card.item.speaker.name, round(sound.seconds), worded)


def name_speaker(card: Card, labels: Labels) -> str:
    """Whose voice it is, with what they do."""
    speaker = card.item.speaker
    name, role = isolate(speaker.name, card.language), speaker.role.get(card.language, "")
    return labels.told_by.format(name=name, role=role) if role else name


def caption(words: tuple[str, ...], language: str) -> str:
    """Words under a picture or a sound, cut at a sentence where they are too long for it."""
    pieces = split(direct("\n\n".join(filter(None, words)), language), CAPTION_UNITS)
    return escape(pieces[0]) if pieces else ""


def _head(card: Card, labels: Labels) -> str:
    """The title in bold, who tells it where no sound says so, and the number that finds it on every channel."""
    title = (split(direct(card.words.title, card.language), TITLE_UNITS) or ("",))[0]
    lines = [] if card.words.sound else [name_speaker(card, labels)]
    lines.append(labels.number.format(number=card.item.number))
    return "\n".join([f"<b>{escape(title)}</b>", *(escape(direct(line, card.language)) for line in lines)])
