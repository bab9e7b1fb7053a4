"""Give me what you have: one file with all we keep of a visitor, why, and until when, and with what they sent."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.media import MediaStore, NoSuchMedia
from db.database import Database
from visitors import answers, consents, contributions_calls, requests
from visitors.answers_table import AnswerRow
from visitors.calls import CallRow
from visitors.people import HeardRow, VisitorRow
from visitors.periods import Periods
from visitors.requests_table import DONE, OPEN, RequestKind, RequestRow, RequestState

NAME = "data.json"
Say = Callable[[str], str]
Json = dict[str, Any]


@dataclass(slots=True)
class Parcel:
    """What goes into the file: the words, and sounds and pictures by the name they get there."""

    parts: list[Json] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def attach(self, path: str | None, name: str) -> str | None:
        """Put a private file in, under a name that tells what it is."""
        if path is None:
            return None
        named = f"{name}{PurePosixPath(path).suffix}"
        self.files[named] = path
        return named


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
        contents = {"about": say("mydata.about"), "written": _tell(now), "parts": parcel.parts}
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
    known = {"channel": row.channel, "language": row.language, "pace": row.pace, "unfinished_item": row.item}
    return [
        {**known, "known_since": _tell(row.met_at), "last_here": _tell(row.seen_at), "kept_until": _tell(end)}
    ]


def _tell_heard(session: Session, row: VisitorRow, periods: Periods, _: Parcel) -> list[Json]:
    heard = select(HeardRow).where(HeardRow.visitor_id == row.id).order_by(HeardRow.heard_at)
    return [
        {"item": one.number, "heard": _tell(one.heard_at), "kept_until": _end(one.heard_at, periods.heard)}
        for one in session.scalars(heard)
    ]


def _tell_calls(session: Session, row: VisitorRow, periods: Periods, _: Parcel) -> list[Json]:
    calls = select(CallRow).where(CallRow.visitor_id == row.id).order_by(CallRow.id)
    return [
        {
            "began": _tell(one.began_at),
            "seconds": one.seconds,
            "kept_until": _end(one.began_at, periods.calls),
        }
        for one in session.scalars(calls)
    ]


def _tell_messages(session: Session, row: VisitorRow, periods: Periods, parcel: Parcel) -> list[Json]:
    mine = (RequestRow.visitor_id == row.id, RequestRow.state != RequestState.THROWN)
    wanted = select(RequestRow).where(*mine, RequestRow.kind != RequestKind.NAME).order_by(RequestRow.id)
    return [_tell_message(session, one, periods, parcel) for one in session.scalars(wanted)]


def _tell_message(session: Session, row: RequestRow, periods: Periods, parcel: Parcel) -> Json:
    name = f"messages/{row.ticket or f'draft-{row.id}'}"
    return {
        "kind": row.kind,
        "ticket": row.ticket,
        "sent": _tell(row.asked_at),
        "language": row.language,
        "state": row.state,
        "about_item": row.item,
        "words": row.text,
        "written_down": row.transcript,
        "sound": parcel.attach(row.sound_path, f"{name}-sound"),
        "picture": parcel.attach(row.picture_path, f"{name}-picture"),
        "address_locked_away": row.reply_to is not None,
        "became_item": row.became,
        "answers": [_tell_answer(one, name, parcel) for one in answers.of_request(session, row.id)],
        "consent": _tell_consent(session, row, name, parcel),
        "kept_until": _find_end(row, periods),
    }


def _tell_answer(row: AnswerRow, name: str, parcel: Parcel) -> Json:
    sound = parcel.attach(row.sound_path, f"{name}-answer-{row.id}")
    return {"by": row.by, "written": _tell(row.made_at), "words": row.text, "sound": sound}


def _tell_consent(session: Session, request: RequestRow, name: str, parcel: Parcel) -> Json | None:
    row = consents.of_request(session, request)
    if row is None:
        return None
    spoken = session.get(RequestRow, row.named) if row.named else None
    text = contributions_calls.read_consent(session, row.open_call or 0, row.text_version, row.language)
    return {
        "agreed": _tell(row.agreed_at),
        "language": row.language,
        "version": row.text_version,
        "text": text,
        "keys": row.keys,
        "others_may_hear_it": row.may_play == consents.MayPlay.OTHERS,
        "name": row.name,
        "name_as_said": parcel.attach(spoken.sound_path if spoken else None, f"{name}-name"),
        "withdrawn": _tell(row.withdrawn_at),
    }


PARTS: dict[str, Callable[[Session, VisitorRow, Periods, Parcel], list[Json]]] = {
    "mark": _tell_mark,
    "heard": _tell_heard,
    "calls": _tell_calls,
    "messages": _tell_messages,
}


def _find_end(row: RequestRow, periods: Periods) -> str | None:
    """None: until it is answered or withdrawn."""
    if row.became is not None:
        return None
    if row.state in DONE and row.done_at is not None:
        return None if row.kind == RequestKind.CONTRIBUTION else _end(row.done_at, periods.answered)
    return _end(row.asked_at, periods.unanswered if row.state in OPEN else periods.drafts)


def _end(moment: datetime, days: int) -> str | None:
    return _tell(moment + timedelta(days=days))


def _tell(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None
