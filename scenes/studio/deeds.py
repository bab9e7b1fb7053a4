"""What staff do to recordings, each with its line in the trail, in the transaction of whoever calls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from content import recordings
from content.catalogue import Catalogue
from content.recordings import NotReady, Take, Target, target_of
from content.tables import RecordingRow
from content.version import move_version
from scenes.studio.subjects import ON_THE_WAY, Subject, Version, find, may_change, query_versions
from staff import trail
from staff.people import Person


class NotYours(Exception):
    """Somebody may not change this."""


def put_in(
    session: Session,
    who: Person,
    target: Target,
    master: str,
    came_by: str,
    now: datetime,
    *,
    goes_live: bool,
) -> int:
    """A new take, from the path of its master: its row's id. With `goes_live` it is on the line once it is prepared;
    until then the old one stays. Raises `NotYours`."""
    _check(session, who, target)
    row = recordings.accept(session, target, Take(master, by=who.name), now, goes_live=goes_live)
    row.came_by = came_by
    _note(session, who, "record", target, now, after={"version": row.version, "came_by": came_by})
    return row.id


def put_on_line(session: Session, who: Person, recording: int, now: datetime) -> Target | None:
    """A take goes on the line, at once or as soon as it is prepared; None where it is gone. Raises `NotYours`, and
    `NotReady` where it cannot be used."""
    row = session.get(RecordingRow, recording)
    if row is None:
        return None
    target = target_of(row)
    _check(session, who, target)
    if row.live or row.goes_live:
        return target
    before = _find_live(session, target)
    try:
        recordings.publish(session, row.id, now)
    except NotReady:
        if row.state not in ON_THE_WAY:
            raise
        row.goes_live = True
    _note(session, who, "publish", target, now, before=before, after={"version": row.version})
    return target


def throw_away(session: Session, who: Person, recording: int, now: datetime) -> Target | None:
    """A take is not wanted; what is on the line stays. None where it is gone, or is on the line. Raises `NotYours`."""
    row = session.get(RecordingRow, recording)
    if row is None or row.live:
        return None
    target = target_of(row)
    _check(session, who, target)
    _note(session, who, "discard", target, now, before={"version": row.version})
    session.delete(row)
    session.flush()
    return target


def roll_back(
    session: Session, who: Person, catalogue: Catalogue, number: int, language: str, seen: int, now: datetime
) -> bool:
    """One step back from what was `seen` (a version): what is on its way does not come, else the version before is on
    the line again, else the computer's voice. A repetition changes nothing. Raises `NotYours`."""
    subject = find(session, catalogue, number, language)
    undone = what_goes(subject) if subject else None
    if subject is None or undone is None or undone.number != seen:
        return False
    target = subject.target
    _check(session, who, target)
    if subject.coming:
        stays = update(RecordingRow).where(RecordingRow.id == undone.id).values(goes_live=False)
        session.execute(stays)
    elif not recordings.roll_back(session, target, now):
        recordings.retire(session, target)
        move_version(session, now)
    after = _find_live(session, target)
    _note(session, who, "restore", target, now, before={"version": seen}, after=after)
    return True


def what_goes(subject: Subject) -> Version | None:
    """What one step back would undo."""
    return subject.coming or subject.live


def _find_live(session: Session, target: Target) -> dict[str, int]:
    live = session.scalars(query_versions(target).where(RecordingRow.live)).first()
    return {"version": live.version} if live else {}


def _check(session: Session, who: Person, target: Target) -> None:
    if not may_change(session, who, target):
        raise NotYours


def _note(
    session: Session,
    who: Person,
    what: str,
    target: Target,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    kind, key = ("item", str(target.item)) if target.item is not None else ("prompt", target.prompt or "")
    trail.note(session, who, what, kind, key, now, language=target.language, before=before, after=after)
