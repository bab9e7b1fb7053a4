"""What is done with a version: onto the line, off it, trimmed."""

from __future__ import annotations

import math
from datetime import datetime

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from content import recordings
from content.editing.releases import TakeMove, keep_release
from content.editing.sheet import Change, Made
from content.recorded import find_live
from content.recordings import NotReady, Target, target_of
from content.tables import ItemRow, RecordingRow, RecordingState
from content.version import move_version
from desk.changing import changing, note
from desk.page import Page
from desk.person import me, t
from desk.recordings.targets import address_of, check_scope, sheet_of
from desk.rendering import say_done, say_wrong
from staff.roles import Right


def publish_recording(recording_id: int) -> ResponseReturnValue:
    """Put a version on the line, with the one before it a press away."""
    with changing() as (session, now):
        target = target_of(_find(session, recording_id))
        before = find_live(session, target)
        try:
            recordings.publish(session, recording_id, now)
        except NotReady:
            say_wrong(t("recordings.not_ready"))
        else:
            _note_move(session, target, before, recording_id, now)
            say_done("recordings.on_the_line", undo=_undo(before, recording_id))
    return redirect(address_of(target), 303)


def retire_recording(recording_id: int) -> ResponseReturnValue:
    """Take what is heard off the line: the carrier's voice speaks instead."""
    with changing() as (session, now):
        target = target_of(_find(session, recording_id))
        before = find_live(session, target)
        if before is not None:
            recordings.retire(session, target)
            move_version(session, now)
            _note_move(session, target, before, None, now)
            say_done("recordings.off_the_line", undo=url_for("desk.publish_recording", recording_id=before))
    return redirect(address_of(target), 303)


def trim_recording(recording_id: int) -> ResponseReturnValue:
    """A new version without so many seconds at the start and end of this one, or as the checks offered it."""
    with changing() as (session, now):
        row = _find(session, recording_id)
        start, end = _read_seconds("start"), _read_seconds("end")
        if row.state != RecordingState.READY or start + end <= 0 or start + end >= (row.seconds or 0):
            say_wrong(t("recordings.trim.nothing_left"))
        else:
            trimmed = (row.trim_start + start, row.trim_end + end)
            made = recordings.trim(session, recording_id, *trimmed, me().name, now)
            after = {"take": made.id, "version": made.version, "trim": list(trimmed)}
            note(session, [Change("trim", sheet_of(target_of(row)), {"take": row.id}, after)], now)
            say_done("recordings.trimmed")
    return redirect(address_of(target_of(row)), 303)


def _find(session: Session, recording_id: int) -> RecordingRow:
    """A version that this person may touch."""
    row = session.get(RecordingRow, recording_id)
    if row is None:
        abort(404)
    check_scope(session, target_of(row))
    return row


def _undo(before: int | None, now_live: int) -> str:
    """What takes it back: the version before, or none, as it was."""
    if before is None:
        return url_for("desk.retire_recording", recording_id=now_live)
    return url_for("desk.publish_recording", recording_id=before) if before != now_live else ""


def _note_move(
    session: Session, target: Target, before: int | None, after: int | None, now: datetime
) -> None:
    """A line in the trail; an item also remembers it as one of its publications."""
    if before == after:
        return
    if target.item is not None:
        state = session.get_one(ItemRow, target.item).state
        moves = (TakeMove(target.language, before, after),)
        keep_release(session, target.item, (), moves, (state, state), Made(me().name, now))
    note(session, [Change("take", sheet_of(target), {"take": before}, {"take": after})], now)


def _read_seconds(name: str) -> float:
    """A number as people write it, with a point or a comma; 0 for none."""
    try:
        seconds = float(request.form.get(name, "").replace(",", ".") or 0)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) and seconds > 0 else 0.0


PAGES = (
    Page("/recordings/<int:recording_id>/live", publish_recording, Right.EDIT, ("POST",)),
    Page("/recordings/<int:recording_id>/off", retire_recording, Right.EDIT, ("POST",)),
    Page("/recordings/<int:recording_id>/trim", trim_recording, Right.EDIT, ("POST",)),
)
