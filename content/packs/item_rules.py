"""What must be true of an item, beyond the shape of its files."""

from __future__ import annotations

from collections.abc import Iterator

from content.bodies import Body, parse_body
from content.catalogue import ItemKind
from content.packs.files import check_picture, check_sound
from content.packs.mistakes import Mistake
from content.packs.pack import PICTURE, PackItem, PackText, Reading

MOST_THREADS = 2


def check_item(reading: Reading, item: PackItem) -> Iterator[Mistake]:
    """Every mistake of one item."""
    yield from _check_references(reading, item)
    yield from _check_threads(reading, item)
    yield from _check_recordings(reading, item)
    yield from _check_picture(reading, item)
    for language, text in item.texts.items():
        yield from _check_text(reading, item, language, text)


def _check_references(reading: Reading, item: PackItem) -> Iterator[Mistake]:
    speaker = item.shape.speaker
    if speaker not in reading.pack.speakers:
        todo = "Write a name from speakers.toml, or add this one there"
        yield reading.mistake(item.file, ("speaker",), f'nobody in speakers.toml is called "{speaker}"', todo)
    if not item.texts and item.shape.state == "published":
        file = f"{item.folder}/{reading.pack.source}.md"
        yield reading.mistake(
            file, (), "the words are missing", 'Write this file, or set state = "draft" in item.toml'
        )


def _check_threads(reading: Reading, item: PackItem) -> Iterator[Mistake]:
    if len(item.shape.threads) > MOST_THREADS:
        yield reading.mistake(
            item.file, ("threads", MOST_THREADS), "there are more than two threads", "Keep the best two"
        )
    for place, thread in enumerate(item.shape.threads):
        if thread.to not in reading.pack.numbers or thread.to == item.number:
            todo = "Write the number of another item of this pack"
            yield reading.mistake(
                item.file, ("threads", place, "to"), f"this thread leads nowhere: {thread.to}", todo
            )
        for language in item.texts.keys() - thread.reason.keys():
            todo = f'Add {language} = "..." to the reason'
            yield reading.mistake(
                item.file, ("threads", place, "reason"), f"the reason is missing in {language}", todo
            )


def _check_recordings(reading: Reading, item: PackItem) -> Iterator[Mistake]:
    for language, recording in item.shape.recordings.items():
        where = ("recordings", language, "file")
        if language not in item.texts:
            todo = f"Write {language}.md with the words that are heard: some people read them"
            yield reading.mistake(
                item.file, where, f"the words of this recording are missing in {language}", todo
            )
        if trouble := check_sound(reading.pack.folder / item.folder, recording.file):
            yield reading.mistake(item.file, where, *trouble)


def _check_picture(reading: Reading, item: PackItem) -> Iterator[Mistake]:
    described = [language for language, text in item.texts.items() if text.head.description]
    if item.picture is None:
        for language in described:
            todo = f"Add {PICTURE}, or empty the description"
            what = "a picture is described, but there is none"
            yield reading.mistake(f"{item.folder}/{language}.md", ("description",), what, todo)
        return
    if trouble := check_picture(item.picture):
        yield reading.mistake(f"{item.folder}/{PICTURE}", (), *trouble)
    for language in item.texts.keys() - described:
        todo = "Say in two or three sentences what one sees: from where, the whole, the parts"
        file = f"{item.folder}/{language}.md"
        yield reading.mistake(file, ("description",), "the picture is not described", todo)


def _check_text(reading: Reading, item: PackItem, language: str, text: PackText) -> Iterator[Mistake]:
    file, head = f"{item.folder}/{language}.md", text.head
    if not text.body:
        yield Mistake(file, text.line, "the text is empty", "Write below the second +++ what is said")
    if item.shape.sensitive and not head.warning:
        todo = "Say in one sentence what is coming, such as: This story speaks of a death."
        yield reading.mistake(
            file, ("warning",), "the item is sensitive and has no warning", todo.rstrip(".")
        )
    if head.warning and not item.shape.sensitive:
        todo = "Set sensitive = true in item.toml, or empty the warning"
        yield reading.mistake(file, ("warning",), "there is a warning, but the item is not sensitive", todo)
    if not head.credit and item.shape.state == "published":
        todo = "Say who made it, when, where it is and who tells it"
        yield reading.mistake(file, ("credit",), "the spoken credit is missing", todo)
    if item.shape.kind is ItemKind.ACTIVITY and text.body:
        yield from _check_steps(file, text, parse_body(item.shape.kind, text.body))


def _check_steps(file: str, text: PackText, body: Body) -> Iterator[Mistake]:
    if not body.steps:
        todo = 'Write the steps as lines that begin with "1. ", "2. " and so on'
        yield Mistake(file, text.line, "this activity has no steps", todo)
    if not body.text:
        yield Mistake(
            file, text.line, "this activity has no welcome", "Begin with a sentence or two before the lists"
        )
