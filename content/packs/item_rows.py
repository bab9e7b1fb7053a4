"""Writing a pack's items, with their words, threads and pictures, and its prompts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.packs.house_rows import replace
from content.packs.pack import Pack, PackItem
from content.packs.versions import Versions, Wanted
from content.tables import ItemRow, ItemTextRow, PromptRow, ThreadReasonRow, ThreadRow


def write_items(session: Session, pack: Pack, pictures: Mapping[int, str], now: datetime) -> int:
    """Items as the pack has them; how many texts became new versions. `pictures` are media paths by number."""
    known = {row.number: row for row in session.scalars(select(ItemRow))}
    for item in pack.items.values():
        _write_item(session, known.get(item.number), item, pictures.get(item.number, ""), now)
    session.flush()
    _write_threads(session, pack)
    versions = Versions(session, ItemTextRow, pack.source, now)
    wanted = [words for item in pack.items.values() for words in _wanted(item)]
    here = {(words.owner, words.language) for words in wanted}
    versions.drop(
        [(n, code) for n, code in versions.live_keys() - here if n in pack.items and code in pack.languages]
    )
    return versions.write(wanted)


def write_prompts(session: Session, pack: Pack, now: datetime) -> int:
    """Prompts as the pack has them; how many became new versions."""
    wanted = [
        Wanted(key, code, {"text": text}, key in pack.stale_prompts.get(code, ()))
        for code, texts in pack.prompts.items()
        for key, text in texts.items()
    ]
    return Versions(session, PromptRow, pack.source, now).write(wanted)


def _write_item(session: Session, row: ItemRow | None, item: PackItem, picture: str, now: datetime) -> None:
    shape = item.shape
    values = {
        **shape.model_dump(include={"speaker", "sensitive", "asks", "state", "rights", "review_by"}),
        "kind": shape.kind.value,
        "intent": shape.intent.value,
        "audience": shape.audience.value,
        "sources": list(shape.sources),
        "picture": picture,
    }
    if row is None:
        session.add(ItemRow(number=item.number, changed_at=now, **values))
    elif any(getattr(row, name) != value for name, value in values.items()):
        for name, value in {**values, "changed_at": now}.items():
            setattr(row, name, value)


def _write_threads(session: Session, pack: Pack) -> None:
    """All at once: the reasons go with the threads that they belong to."""
    threads: list[dict[str, object]] = []
    reasons: list[dict[str, object]] = []
    for item in pack.items.values():
        for position, thread in enumerate(item.shape.threads):
            threads.append({"item": item.number, "position": position, "to": thread.to})
            place = {"item": item.number, "position": position}
            reasons += [{**place, "language": code, "reason": words} for code, words in thread.reason.items()]
    replace(session, ThreadRow, ThreadRow.item.in_(pack.items), threads)
    replace(session, ThreadReasonRow, ThreadReasonRow.item.in_(pack.items), reasons)


def _wanted(item: PackItem) -> Iterator[Wanted]:
    for language, text in item.texts.items():
        values = text.head.model_dump(exclude={"stale"})
        yield Wanted(item.number, language, {**values, "body": text.body}, text.head.stale)
