"""The links that lead on from an item, the spoken one first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing.kinds.fields import known_items, known_languages
from content.editing.sheet import Data, Made, Remark, Sheet, Use
from content.editing.view import View
from content.packs.house_rows import replace
from content.packs.item_rules import MOST_THREADS
from content.tables import ItemRow, ItemTextRow, ThreadReasonRow, ThreadRow

EMPTY: Data = {"threads": []}


def read(session: Session, sheet: Sheet) -> Data | None:
    """The links as they count now; None where there is no such item."""
    if session.get(ItemRow, sheet.number) is None:
        return None
    reasons: dict[int, dict[str, str]] = defaultdict(dict)
    for row in session.scalars(select(ThreadReasonRow).where(ThreadReasonRow.item == sheet.number)):
        reasons[row.position][row.language] = row.reason
    mine = select(ThreadRow.position, ThreadRow.to).where(ThreadRow.item == sheet.number)
    threads = [
        {"to": to, "reason": reasons[position]}
        for position, to in session.execute(mine.order_by(ThreadRow.position))
    ]
    return {"threads": threads}


def check(view: View, sheet: Sheet, data: Data) -> Iterator[Remark]:
    """Links lead to other items, two at most, with a reason wherever the item is told."""
    threads = data["threads"]
    if len(threads) > MOST_THREADS:
        yield Remark("threads", "too_many_threads", {"most": MOST_THREADS})
    yield from known_items(view, [thread["to"] for thread in threads], "threads")
    told = select(ItemTextRow.language).where(ItemTextRow.item == sheet.number, ItemTextRow.live)
    for place, thread in enumerate(threads):
        if thread["to"] == sheet.number:
            yield Remark(f"threads.{place}", "thread_to_itself")
        yield from known_languages(view, thread["reason"], f"threads.{place}")
        for code in view.session.scalars(told):
            if not thread["reason"].get(code, "").strip():
                yield Remark(f"threads.{place}", "reason_missing", {"language": code}, blocks=False)


def write(session: Session, sheet: Sheet, data: Data, _: Made) -> None:
    """Put these links in the place of those that are there."""
    threads: list[dict[str, object]] = []
    reasons: list[dict[str, object]] = []
    for position, thread in enumerate(data["threads"]):
        place = {"item": sheet.number, "position": position}
        threads.append({**place, "to": thread["to"]})
        reasons += [
            {**place, "language": code, "reason": words.strip()}
            for code, words in thread["reason"].items()
            if words.strip()
        ]
    replace(session, ThreadRow, ThreadRow.item == sheet.number, threads)
    replace(session, ThreadReasonRow, ThreadReasonRow.item == sheet.number, reasons)


def remove(session: Session, sheet: Sheet) -> None:
    """Take every link away."""
    replace(session, ThreadRow, ThreadRow.item == sheet.number, [])


def uses(_: Session, __: Sheet) -> Iterator[Use]:
    """Nothing needs a link."""
    return iter(())
