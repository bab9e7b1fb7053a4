"""Requests as one reads them in a list: a sentence for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from desk.inbox.naming import list_topic_names, name_item, name_people, say_language, show_length
from desk.parts import house
from desk.person import me, t
from desk.rendering import day
from visitors import worries
from visitors.contributions import OVERDUE, Moderation
from visitors.requests_table import DONE, RequestKind, RequestRow, RequestState

LONGEST_TITLE = 110
WAITS = frozenset({Moderation.WAITING, Moderation.SECOND})
SHAPES: Mapping[str, str] = {
    "returned": "failed", "worry": "failed", "late": "stale", "today": "stale", "waited": "stale",
    "unconfirmed": "missing", "machine": "draft", "second": "reviewed", "answered": "published",
    "closed": "withdrawn", "approved": "published", "refused": "withdrawn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One request: what it begins with (its own words, or what it is), how it stands, and the rest as pieces.

    `marks` are pairs of a shape and words."""

    row: RequestRow
    title: str
    is_own_words: bool
    marks: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]


def describe(session: Session, rows: Sequence[RequestRow], today: date) -> list[Line]:
    """Lines for a page of requests, with the names that they need."""
    people = name_people(session, [row.claimed_by for row in rows])
    topics = list_topic_names(session)
    feared = {one.request for one in worries.list_open(session)}
    return [
        Line(
            row, find_title(row), bool(_words(row)), tuple(_marks(row, today, feared)),
            tuple(_facts(row, people, topics)),
        )
        for row in rows
    ]  # fmt: skip


def find_title(row: RequestRow) -> str:
    """Its first words; of a voice that nobody has written down, how long it is."""
    words = _words(row)
    if words:
        return words if len(words) <= LONGEST_TITLE else f"{words[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"
    if row.sound_seconds or row.sound_source:
        return t("inbox.voice_of", length=show_length(row.sound_seconds))
    if row.picture_source or row.picture_path:
        return t("inbox.picture_only")
    return t(f"inbox.only.{row.kind}")


def mark_state(row: RequestRow, today: date) -> list[tuple[str, str]]:
    """How it stands, as shapes with words."""
    return list(_marks(row, today, frozenset()))


def _words(row: RequestRow) -> str:
    return " ".join((row.text or row.transcript).split())


def _marks(
    row: RequestRow, today: date, feared: frozenset[int | None] | set[int | None]
) -> Iterator[tuple[str, str]]:
    for code in _codes(row, today, feared):
        yield SHAPES[code], t(f"inbox.mark.{code}")


def _codes(row: RequestRow, today: date, feared: frozenset[int | None] | set[int | None]) -> Iterator[str]:
    if row.id in feared:
        yield "worry"
    if row.returned:
        yield "returned"
    if row.state == RequestState.UNCONFIRMED:
        yield "unconfirmed"
    if row.due_on and row.state not in DONE and row.due_on <= today:
        yield "late" if row.due_on < today else "today"
    if row.transcript_is_draft and not row.text:
        yield "machine"
    yield from _judged(row)


def _judged(row: RequestRow) -> Iterator[str]:
    """Of a story what became of it, and that it waits too long; of all else that it is done."""
    if row.moderation in WAITS and row.asked_at < house().clock.now() - OVERDUE:
        yield "waited"
    if row.moderation in {"second", "approved", "refused"}:
        yield row.moderation
    elif row.state in DONE:
        yield row.state


def _facts(row: RequestRow, people: Mapping[int, str], topics: Mapping[str, str]) -> Iterator[str]:
    yield t(f"inbox.came.{row.kind}.{row.channel}")
    yield say_language(row.language)
    if row.item:
        yield t("inbox.about", item=name_item(row.item))
    if row.topic in topics:
        yield topics[row.topic]
    if row.sound_seconds and _words(row):
        yield t("inbox.with_voice", length=show_length(row.sound_seconds))
    if row.kind == RequestKind.CALLBACK and row.due_on and row.state not in DONE:
        yield t("inbox.promised", day=day(row.due_on))
    if row.claimed_by:
        mine = row.claimed_by == me().id
        name = people.get(row.claimed_by, t("parts.somebody"))
        done = "done" if row.state in DONE else "has"
        yield t(f"inbox.you_{done}") if mine else t(f"inbox.other_{done}", name=name)
