"""Give me what you have: one file with all we keep of a visitor, why, and until when, and with what they sent."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.media import MediaStore, NoSuchMedia
from db.database import Database
from outbox.tables import StopRow
from visitors import requests
from visitors.calls import CallRow
from visitors.exporting_messages import tell_consents, tell_messages
from visitors.parcels import Json, Parcel, find_end, tell
from visitors.people import HeardRow, VisitorRow
from visitors.periods import Periods
from visitors.surveys import SurveyRow

NAME = "data.json"
Say = Callable[[str], str]


def find_owner(session: Session, ticket: str) -> int | None:
    """Whose request has this ticket, for the desk: whoever names it may be given the file."""
    row = requests.find_ticket(session, ticket)
    return row.visitor_id if row else None


def write_zip(
    database: Database, media: MediaStore, visitor_id: int, say: Say, periods: Periods, now: datetime
) -> bytes | None:
    """The file; None for somebody we do not know. `say` gives the words of `mydata.…` in the visitor's language."""
    with database.reads() as session:
        parcel = gather(session, visitor_id, say, periods)
    if parcel is None:
        return None
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        contents = {"about": say("mydata.about"), "written": tell(now), "parts": parcel.parts}
        archive.writestr(NAME, json.dumps(contents, ensure_ascii=False, indent=2))
        for name, data in _read(media, parcel):
            archive.writestr(name, data)
    return whole.getvalue()


def gather(session: Session, visitor_id: int, say: Say, periods: Periods) -> Parcel | None:
    """Everything, part by part; only rows are read."""
    visitor = session.get(VisitorRow, visitor_id)
    if visitor is None:
        return None
    parcel = Parcel()
    for name, part in PARTS.items():
        found = part(session, visitor, periods, parcel)
        words = {"what": say(f"mydata.{name}.what"), "why": say(f"mydata.{name}.why")}
        parcel.parts.append({**words, "contents": found})
    return parcel


def _read(media: MediaStore, parcel: Parcel) -> Iterator[tuple[str, bytes]]:
    """What was thrown away while we wrote is left out."""
    for name, path in parcel.files.items():
        try:
            yield name, media.get_private(path)
        except NoSuchMedia:
            continue


def _tell_mark(_: Session, row: VisitorRow, periods: Periods, __: Parcel) -> list[Json]:
    end = row.expires_at or row.seen_at + timedelta(days=periods.visitors)
    stopped = {"item": row.item, "second": row.position, "played": tell(row.playing_since)}
    return [
        {
            "channel": row.channel,
            "language": row.language,
            "pace": row.pace,
            "stopped_at": {**stopped, "broken_off": tell(row.dropped_at), "menu": row.place},
            "can_be_written_to": row.reachable,
            "known_since": tell(row.met_at),
            "last_here": tell(row.seen_at),
            "kept_until": tell(end),
        }
    ]


def _tell_heard(session: Session, row: VisitorRow, periods: Periods, _: Parcel) -> list[Json]:
    heard = select(HeardRow).where(HeardRow.visitor_id == row.id).order_by(HeardRow.heard_at)
    return [
        {"item": one.number, "heard": tell(one.heard_at), "kept_until": find_end(one.heard_at, periods.heard)}
        for one in session.scalars(heard)
    ]


def _tell_calls(session: Session, row: VisitorRow, periods: Periods, _: Parcel) -> list[Json]:
    calls = select(CallRow).where(CallRow.visitor_id == row.id).order_by(CallRow.id)
    return [
        {
            "line": one.line,
            "began": tell(one.began_at),
            "ended": tell(one.ended_at),
            "seconds": one.seconds,
            "something_heard": one.heard,
            "kept_until": find_end(one.began_at, periods.calls),
        }
        for one in session.scalars(calls)
    ]


def _tell_survey(session: Session, row: VisitorRow, _: Periods, __: Parcel) -> list[Json]:
    asked = session.get(SurveyRow, row.id)
    return [{"asked": tell(asked.asked_at), "answered": asked.answered}] if asked else []


def _tell_stops(session: Session, row: VisitorRow, _: Periods, __: Parcel) -> list[Json]:
    stops = select(StopRow).where(StopRow.who == row.key).order_by(StopRow.id)
    return [{"none_by": one.channel, "since": tell(one.stopped_at)} for one in session.scalars(stops)]


PARTS: dict[str, Callable[[Session, VisitorRow, Periods, Parcel], list[Json]]] = {
    "mark": _tell_mark,
    "heard": _tell_heard,
    "calls": _tell_calls,
    "messages": tell_messages,
    "consents": tell_consents,
    "survey": _tell_survey,
    "stops": _tell_stops,
}
