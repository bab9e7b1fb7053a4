"""Published items with their words and threads, and the series made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.bodies import parse_body
from content.catalogue import (
    Audience,
    Intent,
    Item,
    ItemKind,
    Series,
    SeriesKind,
    Sound,
    Speaker,
    Thread,
    Words,
)
from content.published.sounds import Sounds
from content.tables import (
    ItemRow,
    ItemTextRow,
    SeriesEntryRow,
    SeriesRow,
    SeriesTextRow,
    ThreadReasonRow,
    ThreadRow,
)

PUBLISHED = "published"
REVIEWED = "reviewed"
TEXT = (
    ItemTextRow.item,
    ItemTextRow.language,
    ItemTextRow.title,
    ItemTextRow.teaser,
    ItemTextRow.body,
    ItemTextRow.description,
    ItemTextRow.credit,
    ItemTextRow.warning,
    ItemTextRow.review,
)


def load_items(
    session: Session, languages: Collection[str], speakers: Mapping[str, Speaker], sounds: Sounds
) -> dict[int, Item]:
    """Everything published that has words in a language that is offered, by number."""
    query = select(ItemRow).where(ItemRow.state == PUBLISHED).order_by(ItemRow.number)
    rows = {row.number: row for row in session.scalars(query)}
    words = _load_words(
        session, languages, {number: ItemKind(row.kind) for number, row in rows.items()}, sounds
    )
    threads = _load_threads(session, words.keys())
    return {
        number: _item(row, speakers[row.speaker], words[number], threads.get(number, ()))
        for number, row in rows.items()
        if number in words
    }


def load_series(
    session: Session, speakers: Mapping[str, Speaker], items: Collection[int]
) -> dict[str, Series]:
    """Series of which something is published."""
    entries: dict[str, list[int]] = defaultdict(list)
    for entry in session.scalars(select(SeriesEntryRow).order_by(SeriesEntryRow.position)):
        if entry.item in items:
            entries[entry.series].append(entry.item)
    texts: dict[str, list[SeriesTextRow]] = defaultdict(list)
    for text in session.scalars(select(SeriesTextRow)):
        texts[text.series].append(text)
    rows = session.scalars(select(SeriesRow).order_by(SeriesRow.position, SeriesRow.slug))
    return {
        row.slug: Series(
            slug=row.slug,
            kind=SeriesKind(row.kind),
            guide=speakers[row.guide],
            title={text.language: text.title for text in texts[row.slug]},
            teaser={text.language: text.teaser for text in texts[row.slug]},
            items=tuple(entries[row.slug]),
            weekdays=frozenset(row.weekdays),
        )
        for row in rows
        if entries[row.slug]
    }


def _load_words(
    session: Session, languages: Collection[str], kinds: Mapping[int, ItemKind], sounds: Sounds
) -> dict[int, dict[str, Words]]:
    words: dict[int, dict[str, Words]] = defaultdict(dict)
    for row in session.execute(select(*TEXT).where(ItemTextRow.live, ItemTextRow.language.in_(languages))):
        if row.item in kinds:
            words[row.item][row.language] = _words(kinds[row.item], row, sounds.get((row.item, row.language)))
    return words


def _words(kind: ItemKind, row: Any, sound: Sound | None) -> Words:
    body = parse_body(kind, row.body)
    return Words(
        title=row.title,
        teaser=row.teaser,
        text=body.text,
        description=row.description,
        credit=row.credit,
        warning=row.warning,
        needed=body.needed,
        steps=body.steps,
        ending=body.ending,
        sound=sound,
        reviewed=row.review == REVIEWED,
    )


def _load_threads(session: Session, published: Collection[int]) -> dict[int, tuple[Thread, ...]]:
    """Threads of which both ends are published, the spoken one first."""
    reasons: dict[tuple[int, int], dict[str, str]] = defaultdict(dict)
    for reason in session.scalars(select(ThreadReasonRow)):
        reasons[reason.item, reason.position][reason.language] = reason.reason
    threads: dict[int, list[Thread]] = defaultdict(list)
    for row in session.scalars(select(ThreadRow).order_by(ThreadRow.item, ThreadRow.position)):
        if row.to in published:
            threads[row.item].append(Thread(row.to, reasons[row.item, row.position]))
    return {number: tuple(found) for number, found in threads.items()}


def _item(row: ItemRow, speaker: Speaker, words: Mapping[str, Words], threads: tuple[Thread, ...]) -> Item:
    return Item(
        number=row.number,
        kind=ItemKind(row.kind),
        speaker=speaker,
        intent=Intent(row.intent),
        audience=Audience(row.audience),
        words=words,
        sensitive=row.sensitive,
        asks=row.asks,
        picture=row.picture,
        rights=row.rights,
        threads=threads,
    )
