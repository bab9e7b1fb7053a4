"""What somebody will hear or read of an answer, in the line's own words around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desk.parts import house
from desk.person import me, t
from desk.telephones import show_number
from outbox.tables import Way
from scenes.sayings import speak
from visitors.answer_drafts import AnswerDraftRow
from visitors.requests_table import RequestRow


@dataclass(frozen=True, slots=True)
class Piece:
    """Something said: by the line (`line`), by whoever answers (`words`, `voice`), or a remark (`aside`)."""

    kind: str
    words: str


def preview(row: RequestRow, draft: AnswerDraftRow, way: str) -> list[Piece]:
    """The pieces in their order."""
    if way == Way.SMS:
        return [*_text_message(row), Piece("aside", t("inbox.preview.then_rings")), *_answer(draft)]
    if way == Way.CHAT:
        return [*_answer(draft, both=True)]
    opening = _hello(row) if way == Way.CALL else [Piece("aside", t("inbox.preview.when_rings"))]
    return [*opening, *_answer(draft), *([_say(row, "deliver.again")] if way == Way.CALL else [])]


def _hello(row: RequestRow) -> Iterator[Piece]:
    yield _say(row, "deliver.hello", museum=house().settings.museum_name)
    yield _say(row, "deliver.from", name=me().name)


def _text_message(row: RequestRow) -> Iterator[Piece]:
    number = next((one.number for one in house().shelf.catalogue.lines), "")
    words = {"museum": house().settings.museum_name, "number": show_number(number)}
    yield _say(row, "deliver.text", **words)


def _answer(draft: AnswerDraftRow, *, both: bool = False) -> Iterator[Piece]:
    """Where there is a voice it is heard on the telephone, and the words go with it in the chat."""
    if draft.sound_path:
        yield Piece("voice", "")
    if draft.text and (both or not draft.sound_path):
        yield Piece("words", draft.text)


def _say(row: RequestRow, key: str, **names: object) -> Piece:
    return Piece("line", speak(house().shelf.catalogue, row.language, key, **names).text)
