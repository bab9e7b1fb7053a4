"""What was published before, what changed between two states, and the way back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing import drafts
from content.editing.editions import find_version
from content.editing.kinds import prompt, text
from content.editing.kinds.registry import VERSIONED, read
from content.editing.live import Put, Wanted, check_whole, put_live
from content.editing.merging import flatten
from content.editing.publishing import OF_ITEMS
from content.editing.releases import Release, TakeMove, keep_release, last_release, move_back, set_state
from content.editing.sheet import TEXT, Change, Data, Made, Refused, Remark, Sheet, item_sheet
from content.editing.turns import take_turn
from content.editing.versions import list_versions
from content.tables import EditionRow, ItemRow, ItemTextRow
from content.version import move_version


@dataclass(frozen=True, slots=True)
class Edition:
    """One published state; `data` is None where it was taken away. `live` counts now."""

    version: int
    made_at: datetime | None
    made_by: str
    data: Data | None
    live: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs, by its path (`title.fr`); `words` are pieces: ("same" | "out" | "in", words)."""

    field: str
    before: Any
    after: Any
    words: tuple[tuple[str, str], ...]


def history(session: Session, sheet: Sheet) -> list[Edition]:
    """Every published state, the newest first, with what a pack brought; that has neither hour nor name."""
    if sheet.kind in VERSIONED:
        return [
            Edition(row.version, row.made_at, row.made_by or "", _describe(row), row.live)
            for row in list_versions(session, sheet)
        ]
    mine = select(EditionRow).where(EditionRow.kind == sheet.kind, EditionRow.key == sheet.key)
    rows = session.scalars(mine.order_by(EditionRow.version.desc())).all()
    now = read(session, sheet)
    kept = [
        Edition(row.version, row.made_at, row.made_by or "", row.data, row is rows[0] and row.data == now)
        for row in rows
    ]
    if now is None or (kept and kept[0].live):
        return kept
    return [Edition(rows[0].version + 1 if rows else 1, None, "", now, True), *kept]


def differences(old: Data | None, new: Data | None) -> list[Difference]:
    """The fields that differ, word by word where they are words."""
    before, after = flatten(old or {}), flatten(new or {})
    return [
        Difference(
            ".".join(path), before.get(path), after.get(path), _compare(before.get(path), after.get(path))
        )
        for path in dict.fromkeys((*before, *after))
        if before.get(path) != after.get(path)
    ]


def restore(session: Session, sheet: Sheet, version: int, by: str, now: datetime) -> Change:
    """Make an older state live again, as a new one; a draft of it stays. Raises `Refused`, or LookupError."""
    take_turn(session)
    wanted = next((one for one in history(session, sheet) if one.version == version), None)
    if wanted is None or wanted.data is None:
        raise LookupError(f"{sheet.kind} {sheet.key} has no version {version} to go back to")
    made = Made(by, now, _review_of(session, sheet, version))
    with session.begin_nested():
        move_version(session, now)
        puts = put_live(session, [Wanted(sheet, wanted.data, made)], "restore")
        if sheet.kind in OF_ITEMS:
            state = session.get_one(ItemRow, sheet.number).state
            keep_release(session, sheet.number, puts, (), (state, state), made)
    return puts[0].change


def restore_item(session: Session, number: int, by: str, now: datetime) -> list[Change]:
    """Take back all that the last publication of an item changed; once more takes that back in turn.

    Nothing where it was never changed here. Raises `Refused` where the older state can't stand any more."""
    take_turn(session)
    release, made = last_release(session, number), Made(by, now)
    if release is None:
        return []
    with session.begin_nested():
        move_version(session, now)
        state = _turn_state(session, number, release, made)
        puts = put_live(session, _wanted(session, release, made), "restore")
        found = [move_back(session, number, move, made) for move in release.takes]
        moves = [move for move in found if move]
        _keep_words(session, puts, made)
        if blocking := check_whole(session, number):
            raise Refused(blocking)
        keep_release(session, number, puts, moves, state, made)
    return [*(put.change for put in puts), *_told(number, moves, state)]


def _wanted(session: Session, release: Release, made: Made) -> list[Wanted]:
    """Older states of the sheets that nobody changed since."""
    wanted: list[Wanted] = []
    for sheet, before, after in release.sheets:
        if find_version(session, sheet) != after:
            continue
        old = next((one.data for one in history(session, sheet) if one.version == before), None)
        review = _review_of(session, sheet, before)
        wanted.append(Wanted(sheet, old, Made(made.by, made.at, review)))
    return wanted


def _keep_words(session: Session, puts: Sequence[Put], made: Made) -> None:
    """Words that were new go back to being a draft: nobody types them twice."""
    for change in (put.change for put in puts):
        seen = drafts.open(session, change.sheet)
        if change.after is None and change.before is not None and not seen.exists:
            drafts.save(session, change.sheet, change.before, seen.revision, made.by, made.at)


def _turn_state(session: Session, number: int, release: Release, made: Made) -> tuple[str, str]:
    row = session.get(ItemRow, number, populate_existing=True)
    if row is None:
        raise Refused([Remark("", "unknown_item", {"number": number}, sheet=item_sheet(number))])
    wanted = release.state[0] if row.state == release.state[1] else row.state
    return set_state(session, number, wanted, made), wanted


def _told(number: int, moves: Sequence[TakeMove], state: tuple[str, str]) -> list[Change]:
    changes = [
        Change("take", Sheet(TEXT, str(number), move.language), {"take": move.before}, {"take": move.after})
        for move in moves
    ]
    if state[0] != state[1]:
        changes.append(Change("restore", item_sheet(number), {"state": state[0]}, {"state": state[1]}))
    return changes


def _describe(row: Any) -> Data:
    return text.describe(row) if isinstance(row, ItemTextRow) else prompt.describe(row)


def _review_of(session: Session, sheet: Sheet, version: int) -> str:
    if sheet.kind != TEXT:
        return "draft"
    rows: Sequence[Any] = list_versions(session, sheet)
    return next((row.review for row in rows if row.version == version), "draft")


def _compare(before: Any, after: Any) -> tuple[tuple[str, str], ...]:
    """Pieces of what stayed, went and came; nothing where it is no words on either side."""
    if not isinstance(before or "", str) or not isinstance(after or "", str):
        return ()
    old, new = (re.findall(r"\s+|\w+|[^\w\s]", words or "") for words in (before, after))
    pieces: list[tuple[str, str]] = []
    for tag, start, end, first, last in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[start:end])))
            continue
        pieces += [("out", "".join(old[start:end]))] if end > start else []
        pieces += [("in", "".join(new[first:last]))] if last > first else []
    return tuple(pieces)
