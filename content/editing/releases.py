"""What each publication of an item changed, so that all of it can be taken back in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing.editions import add_edition, find_version
from content.editing.live import Put
from content.editing.sheet import Made, Sheet
from content.recordings import NotReady, Target, publish, retire, target_of
from content.tables import EditionRow, ItemRow, RecordingRow

RELEASE = "release"


@dataclass(frozen=True, slots=True)
class TakeMove:
    """Which recording was live before, and which is since; None where there is none."""

    language: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Release:
    """One publication: versions of sheets, recordings and the item's state, each before and after."""

    sheets: tuple[tuple[Sheet, int, int], ...]
    takes: tuple[TakeMove, ...]
    state: tuple[str, str]


def keep_release(
    session: Session, number: int, puts: Sequence[Put], takes: Sequence[TakeMove], state: tuple[str, str], made: Made
) -> None:  # fmt: skip
    """Write a publication down; nothing where it changed nothing."""
    moved = [(put.change.sheet, put.before, put.after) for put in puts if put.before != put.after]
    if not moved and not takes and state[0] == state[1]:
        return
    data: dict[str, Any] = {
        "sheets": [[one.kind, one.key, one.language, before, after] for one, before, after in moved],
        "takes": [[one.language, one.before, one.after] for one in takes],
        "state": list(state),
    }
    sheet = Sheet(RELEASE, str(number))
    add_edition(session, sheet, find_version(session, sheet) + 1, data, made.at, made.by)
    session.flush()


def last_release(session: Session, number: int) -> Release | None:
    """The newest publication of an item; None where it was never changed here."""
    mine = (EditionRow.kind == RELEASE, EditionRow.key == str(number))
    row = session.scalar(select(EditionRow).where(*mine).order_by(EditionRow.version.desc()).limit(1))
    if row is None or row.data is None:
        return None
    sheets = [
        (Sheet(kind, key, code), before, after) for kind, key, code, before, after in row.data["sheets"]
    ]
    takes = [TakeMove(*one) for one in row.data["takes"]]
    return Release(tuple(sheets), tuple(takes), tuple(row.data["state"]))


def set_state(session: Session, number: int, state: str, made: Made) -> str:
    """Change an item's state; the one before. An item that is gone counts as a draft."""
    row = session.get(ItemRow, number, populate_existing=True)
    if row is None:
        return "draft"
    before = row.state
    if before != state:
        row.state, row.changed_at, row.changed_by = state, made.at, made.by
        session.flush()
    return before


def move_take(session: Session, recording: int, made: Made) -> TakeMove | None:
    """Put a recording on the line; None where it is there already. Raises `NotReady`."""
    row = session.get(RecordingRow, recording, populate_existing=True)
    if row is None:
        raise NotReady("There is no such recording.")
    if row.live:
        return None
    target = target_of(row)
    before = find_live_take(session, target)
    publish(session, recording, made.at)
    return TakeMove(target.language, before, recording)


def move_back(session: Session, number: int, move: TakeMove, made: Made) -> TakeMove | None:
    """Undo the change of a recording, unless another one went live since."""
    target = Target(move.language, item=number)
    if find_live_take(session, target) != move.after:
        return None
    if move.before is None:
        retire(session, target)
    else:
        publish(session, move.before, made.at)
    return TakeMove(move.language, move.after, move.before)


def find_live_take(session: Session, target: Target) -> int | None:
    """The recording that is heard now."""
    row = RecordingRow
    mine = (row.item == target.item, row.language == target.language, row.live)
    return session.scalar(select(row.id).where(*mine))
