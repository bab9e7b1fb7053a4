"""What an item shall do at a time: done by the worker, once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing.publishing import publish_item, withdraw
from content.editing.sheet import Change, Refused, Remark, item_sheet
from content.editing.turns import take_turn
from content.tables import ItemRow, ScheduleRow

PUBLISH, WITHDRAW = "publish", "withdraw"
ROOM = 500
MOST_QUOTED = 60
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing that waits for its hour; `refused` tells why it could not be done, and it then stays until removed."""

    id: int
    number: int
    action: str
    at: datetime
    by: str
    refused: tuple[Remark, ...]


def schedule(session: Session, number: int, action: str, at: datetime, by: str) -> int:
    """Publish or withdraw an item at a time, which is aware; gives the id. The same once more moves the hour.

    Raises `Refused` for an item that does not exist."""
    take_turn(session)
    if session.get(ItemRow, number) is None or action not in {PUBLISH, WITHDRAW}:
        raise Refused([Remark("", "unknown_item", {"number": number}, sheet=item_sheet(number))])
    mine = select(ScheduleRow).where(ScheduleRow.item == number, ScheduleRow.action == action)
    row = session.scalar(mine.limit(1))
    if row is None:
        row = ScheduleRow(item=number, action=action, at=at, by=by)
        session.add(row)
    row.at, row.by, row.refused = at, by, ""
    session.flush()
    return row.id


def unschedule(session: Session, schedule_id: int) -> bool:
    """Take a plan back; False where it is gone already."""
    row = session.get(ScheduleRow, schedule_id)
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def list_planned(session: Session, number: int | None = None) -> list[Planned]:
    """What waits, of one item or of all, the soonest first; the refused ones too."""
    wanted = select(ScheduleRow).order_by(ScheduleRow.at, ScheduleRow.id)
    rows = session.scalars(wanted if number is None else wanted.where(ScheduleRow.item == number))
    return [Planned(row.id, row.item, row.action, row.at, row.by, _read(row)) for row in rows]


def is_due(session: Session, now: datetime) -> bool:
    """Whether anything waits whose hour has come."""
    due = select(ScheduleRow.id).where(ScheduleRow.at <= now, ScheduleRow.refused == "")
    return session.scalar(due.limit(1)) is not None


def run_due(session: Session, now: datetime) -> list[Change]:
    """Do what is due; what is refused stays with the reasons, and hinders nothing else."""
    take_turn(session)
    due = select(ScheduleRow).where(ScheduleRow.at <= now, ScheduleRow.refused == "")
    rows = session.scalars(due.order_by(ScheduleRow.at, ScheduleRow.id).limit(AT_ONCE)).all()
    return [change for row in rows for change in _run(session, row, now)]


def _run(session: Session, row: ScheduleRow, now: datetime) -> list[Change]:
    number, act = row.item, publish_item if row.action == PUBLISH else withdraw
    try:
        changes = act(session, number, row.by, now)
    except Refused as refusal:
        row.refused = _write(refusal.remarks)
        session.flush()
        return []
    session.delete(row)
    session.flush()
    return changes


def _write(remarks: Sequence[Remark]) -> str:
    """The reasons as codes, as many as there is room for: each reader has them in the own language."""
    kept: list[dict[str, object]] = []
    for remark in remarks:
        plain = asdict(remark) | {"values": {name: _shorten(one) for name, one in remark.values.items()}}
        plain.pop("sheet")
        if len(_dump([*kept, plain])) > ROOM:
            break
        kept.append(plain)
    return _dump(kept)


def _shorten(value: Any) -> Any:
    """What somebody wrote, such as a name that nobody has, is told by its beginning: one reason always has room."""
    return f"{value[:MOST_QUOTED]}…" if isinstance(value, str) and len(value) > MOST_QUOTED else value


def _dump(kept: Sequence[Mapping[str, object]]) -> str:
    return json.dumps(kept, ensure_ascii=False)


def _read(row: ScheduleRow) -> tuple[Remark, ...]:
    found = json.loads(row.refused) if row.refused else []
    return tuple(Remark(**one, sheet=item_sheet(row.item)) for one in found)
