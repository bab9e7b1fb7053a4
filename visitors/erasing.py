"""What was thrown away or forgotten leaves the media store too; the worker does it, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from content.media import MediaStore
from db.carried import THROWN
from db.database import Database
from outbox.tables import AttemptRow, DeliveryRow, Way
from visitors import answers, leftovers, requests
from visitors.answer_drafts import AnswerDraftRow
from visitors.answers_table import AnswerRow
from visitors.consents import ConsentRow
from visitors.notes import NoteRow
from visitors.requests_table import RequestKind, RequestRow

# An emptied row stays as long as a carrier may repeat its webhook, else the repetition would make it anew.
EMPTY_KEPT = timedelta(days=2)
# What the telephone's carrier keeps of a delivery; a chat is its reader's own.
RECORDS = {Way.CALL: leftovers.CALL, Way.SMS: leftovers.TEXT}
# Where names of private files stand, in tables whose state says that a row was thrown away.
FILES: dict[type[Any], tuple[InstrumentedAttribute[Any], ...]] = {
    RequestRow: (RequestRow.sound_path, RequestRow.picture_path),
    AnswerRow: (AnswerRow.sound_path, AnswerRow.phone_path, AnswerRow.chat_path),
}


def erase_next(database: Database, media: MediaStore) -> bool:
    """Delete the files of one row that was thrown away; whether there was one.

    What another worker has fetched for it meanwhile stays noted, and goes in the next round."""
    return any(_erase_files(database, media, table) for table in FILES)


def sweep(session: Session, now: datetime) -> None:
    """Delete the empty rows once nothing is left of them with us or the carrier."""
    old = (RequestRow.asked_at < now - EMPTY_KEPT, RequestRow.carrier_copy.is_(False))
    draft = select(AnswerDraftRow.request).where(AnswerDraftRow.request == RequestRow.id)
    # What was made of a story is erased by this row, before it goes.
    no_item = or_(RequestRow.became.is_(None), RequestRow.kind != RequestKind.CONTRIBUTION)
    empty = (RequestRow.state == THROWN, _has_no_files(RequestRow), ~draft.exists(), no_item)
    session.execute(delete(RequestRow).where(*empty, *old))
    session.execute(delete(AnswerRow).where(AnswerRow.state == THROWN, _has_no_files(AnswerRow)))


def empty(session: Session, rows: Iterable[RequestRow], now: datetime) -> None:
    """Throw away requests with all that hangs on them; their files and the carrier's copies follow."""
    for row in rows:
        for part in PARTS:
            part(session, row, now)
        requests.empty(session, row)
        row.visitor_id = row.consent = None
    session.flush()


def _throw_answers(session: Session, row: RequestRow, now: datetime) -> None:
    answers.throw_away(session, row.id, now)


def let_deliveries_go(session: Session, row: RequestRow, now: datetime) -> None:
    """What has left already is known by its address no more, and the carrier's own note of it is to be deleted."""
    mine = select(AnswerRow.id).where(AnswerRow.request == row.id)
    about = (DeliveryRow.subject == answers.SUBJECT, DeliveryRow.subject_id.in_(mine))
    for way, kind in RECORDS.items():
        tries = select(AttemptRow.carrier_id).join(DeliveryRow, DeliveryRow.id == AttemptRow.delivery_id)
        named = (AttemptRow.channel == way, AttemptRow.carrier_id.is_not(None))
        leftovers.owe(session, kind, filter(None, session.scalars(tries.where(*about, *named))), now)
    session.execute(update(DeliveryRow).where(*about).values(address="", who=None))


def _empty_draft(session: Session, row: RequestRow, _: datetime) -> None:
    """What somebody had begun to answer; the worker throws it away with its recording."""
    session.execute(update(AnswerDraftRow).where(AnswerDraftRow.request == row.id).values(text=""))


def _drop_notes(session: Session, row: RequestRow, _: datetime) -> None:
    session.execute(delete(NoteRow).where(NoteRow.request == row.id))


def _drop_consent(session: Session, row: RequestRow, _: datetime) -> None:
    session.execute(delete(ConsentRow).where(ConsentRow.id == row.consent))


def _throw_names(session: Session, row: RequestRow, now: datetime) -> None:
    """The teller's name as they said it is a recording of its own."""
    names = select(RequestRow).where(RequestRow.part_of == row.id, RequestRow.state != THROWN)
    empty(session, session.scalars(names).all(), now)


# All that belongs to a request, each with how it goes.
PARTS: tuple[Callable[[Session, RequestRow, datetime], None], ...] = (
    _throw_answers,
    let_deliveries_go,
    _empty_draft,
    _drop_notes,
    _drop_consent,
    _throw_names,
)


def _erase_files(database: Database, media: MediaStore, table: type[Any]) -> bool:
    with database.reads() as session:
        row = session.scalars(select(table).where(table.state == THROWN, ~_has_no_files(table))).first()
    if row is None:
        return False
    kept = {column: path for column in FILES[table] if (path := getattr(row, column.key))}
    for path in kept.values():
        media.delete_private(path)
    with database.writes() as session:
        for column, path in kept.items():
            gone = update(table).where(table.id == row.id, column == path)
            session.execute(gone.values({column: None}))
    return True


def _has_no_files(table: type[Any]) -> Any:
    return and_(*(column.is_(None) for column in FILES[table]))
