"""Putting drafts on the line, and taking items off it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing import drafts, searching
from content.editing.kinds import item
from content.editing.kinds.registry import complete
from content.editing.live import Put, Wanted, check_whole, find_remarks, put_live
from content.editing.releases import TakeMove, keep_release, move_take, set_state
from content.editing.sheet import ITEM, TEXT, THREAD, Change, Data, Made, Refused, Remark, Sheet, item_sheet
from content.editing.steps import note_step
from content.editing.turns import take_turn
from content.editing.view import View, drafts_of_item
from content.recordings import NotReady
from content.tables import ItemRow, RecordingRow, SpeakerRow
from content.version import move_version

OF_ITEMS = frozenset({ITEM, TEXT, THREAD})
PUBLISHED, WITHDRAWN = "published", "withdrawn"
LATER = frozenset({"rights", "review_by"})  # may be missing while an item is new


def publish(session: Session, sheets: Iterable[Sheet], by: str, now: datetime) -> list[Change]:
    """Make the drafts of these sheets live, all or none; those without a draft are passed over. Raises `Refused`.

    An item's facts and words can be renewed so; whether it is on the line, `publish_item` and `withdraw` decide."""
    with session.begin_nested():
        move_version(session, now)
        puts = put_live(session, _from_drafts(session, sheets, by, now), "publish")
        _keep_releases(session, puts, Made(by, now))
    return [put.change for put in puts]


def publish_item(
    session: Session,
    number: int,
    by: str,
    now: datetime,
    languages: Collection[str] | None = None,
    takes: Sequence[int] = (),
) -> list[Change]:
    """Put an item on the line with its drafts: facts, threads, words (of these languages, else all), and recordings.

    `takes` are ids of recordings that shall be heard from now on. Raises `Refused` while a part is missing or a take
    is not READY; everything then stays as it was."""
    made, sheet = Made(by, now), item_sheet(number)
    with session.begin_nested():
        move_version(session, now)
        before = _state(session, number)
        mine = [one for one in drafts_of_item(session, number) if _is_asked(one, languages)]
        puts = put_live(session, _from_drafts(session, mine, by, now), "publish")
        moves = _move_takes(session, sheet, takes, made)
        set_state(session, number, PUBLISHED, made)
        if blocking := check_whole(session, number):
            raise Refused(blocking)
        keep_release(session, number, puts, moves, (before, PUBLISHED), made)
    return [*(put.change for put in puts), *_told_takes(sheet, moves), *_told_state(sheet, before, PUBLISHED)]


def withdraw(session: Session, number: int, by: str, now: datetime) -> list[Change]:
    """Take an item off the line; words, recordings and drafts stay. Nothing happens where it is not on the line."""
    take_turn(session)
    before, made = _state(session, number), Made(by, now)
    if before != PUBLISHED:
        return []
    move_version(session, now)
    set_state(session, number, WITHDRAWN, made)
    keep_release(session, number, (), (), (before, WITHDRAWN), made)
    return _told_state(item_sheet(number), before, WITHDRAWN)


def begin_item(session: Session, number: int, data: Data, by: str, now: datetime) -> Change:
    """A new item with these facts (the missing ones as usual), which nobody hears before it is published.

    Raises `Refused` where the number is taken or is none, or where the facts name somebody unknown."""
    take_turn(session)
    sheet = item_sheet(number)
    if session.get(ItemRow, number, populate_existing=True) is not None:
        raise Refused([Remark("", "number_is_taken", {"number": number}, sheet=sheet)])
    first = session.scalar(select(SpeakerRow.slug).order_by(SpeakerRow.position).limit(1)) or ""
    facts = complete(sheet, {"speaker": first, **data})
    remarks = find_remarks(View(session), sheet, facts)
    if wrong := [one for one in remarks if one.blocks and one.field not in LATER]:
        raise Refused(wrong)
    item.write(session, sheet, facts, Made(by, now))
    note_step(session, sheet, complete(sheet, {}), facts)
    searching.index(session, [number])
    return Change("begin", sheet, None, facts)


def _from_drafts(session: Session, sheets: Iterable[Sheet], by: str, now: datetime) -> list[Wanted]:
    rows = {sheet: drafts.find(session, sheet) for sheet in sorted(set(sheets))}
    return [
        Wanted(sheet, row.data, Made(by, now, row.review, row.source_version), ends_draft=True)
        for sheet, row in rows.items()
        if row is not None
    ]


def _keep_releases(session: Session, puts: list[Put], made: Made) -> None:
    found: dict[int, list[Put]] = defaultdict(list)
    for put in puts:
        if put.change.sheet.kind in OF_ITEMS:
            found[put.change.sheet.number].append(put)
    for number, mine in found.items():
        state = _state(session, number)
        keep_release(session, number, mine, (), (state, state), made)


def _is_asked(sheet: Sheet, languages: Collection[str] | None) -> bool:
    return languages is None or sheet.kind != TEXT or sheet.language in languages


def _move_takes(session: Session, sheet: Sheet, takes: Sequence[int], made: Made) -> list[TakeMove]:
    """Recordings go live with the words; one that cannot stops everything."""
    moves: list[TakeMove] = []
    for recording in takes:
        row = session.get(RecordingRow, recording, populate_existing=True)
        if row is None or row.item != sheet.number:
            raise Refused([Remark("takes", "unknown_take", {"id": recording}, sheet=sheet)])
        try:
            move = move_take(session, recording, made)
        except NotReady as error:
            values = {"language": row.language, "version": row.version, "state": str(row.state)}
            raise Refused([Remark("takes", "take_not_ready", values, sheet=sheet)]) from error
        moves += [move] if move else []
    return moves


def _told_takes(sheet: Sheet, moves: Sequence[TakeMove]) -> list[Change]:
    return [
        Change("take", Sheet(TEXT, sheet.key, move.language), {"take": move.before}, {"take": move.after})
        for move in moves
    ]


def _told_state(sheet: Sheet, before: str, after: str) -> list[Change]:
    what = "withdraw" if after == WITHDRAWN else "publish"
    return [Change(what, sheet, {"state": before}, {"state": after})] if before != after else []


def _state(session: Session, number: int) -> str:
    row = session.get(ItemRow, number, populate_existing=True)
    if row is None:
        raise Refused([Remark("", "unknown_item", {"number": number}, sheet=item_sheet(number))])
    return row.state
