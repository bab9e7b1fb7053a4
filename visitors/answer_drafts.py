"""An answer that is being made: its words and its recording, kept for whoever writes it until it is sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from zlib import crc32

from sqlalchemy import ForeignKey, String, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from content.media import MediaStore
from db.base import Base
from db.clock import Clock
from db.database import Database
from db.sealed import Sealed
from outbox import deliveries
from outbox.tables import DeliveryRow, State
from visitors import answers
from visitors.answers_table import AnswerState
from visitors.inbox import SHOWN
from visitors.requests_table import RequestRow, RequestState

KEPT = timedelta(days=30)
GRACE = timedelta(seconds=30)


class AnswerDraftRow(Base):
    """The one draft of a request. `way` is empty while nobody has chosen another than the visitor did."""

    __tablename__ = "answer_drafts"

    request: Mapped[int] = mapped_column(ForeignKey(RequestRow.id, ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Sealed, default="")
    way: Mapped[str] = mapped_column(String(10), default="")
    sound_path: Mapped[str | None] = mapped_column(String(200))
    sound_type: Mapped[str | None] = mapped_column(String(60))
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(120))


def fingerprint(text: str) -> int:
    """By which a page says what it had before it changed it."""
    return crc32(text.strip().replace("\r\n", "\n").encode())


def find(session: Session, request_id: int) -> AnswerDraftRow | None:
    """The draft, if somebody began one."""
    return session.get(AnswerDraftRow, request_id, populate_existing=True)


def keep(session: Session, request_id: int, by: str, now: datetime, **values: str | None) -> AnswerDraftRow:
    """Write what is given; the rest stays as it is."""
    row = find(session, request_id)
    if row is None:
        row = AnswerDraftRow(request=request_id, text="", way="")
        session.add(row)
    for name, value in {**values, "changed_at": now, "changed_by": by}.items():
        setattr(row, name, value)
    session.flush()
    return row


def drop(session: Session, request_id: int) -> None:
    """It was sent, its recording with it."""
    row = find(session, request_id)
    if row is not None:
        session.delete(row)
        session.flush()


def rest(session: Session, answer_id: int, now: datetime) -> None:
    """What is owed for an answer waits half a minute, so that whoever sent it can still take it back."""
    about = (DeliveryRow.subject == answers.SUBJECT, DeliveryRow.subject_id == answer_id)
    for row in session.scalars(select(DeliveryRow).where(*about, DeliveryRow.state == State.OWED)):
        row.next_try = max(row.next_try or now, now + GRACE)
    session.flush()


def take_back(session: Session, request_id: int, by: str, account: int, now: datetime) -> bool:
    """Make a draft of the answer again; False where it is on its way, heard, or another person's, or where a new
    answer was begun since.

    Nothing of it was brought: the request waits as if it had never been sent."""
    row, begun = next(iter(answers.live(session, request_id)), None), find(session, request_id)
    if row is None or row.heard_at is not None or row.account != account:
        return False
    if begun is not None and (begun.text or begun.sound_path):
        return False
    request = session.get_one(RequestRow, request_id, populate_existing=True)
    owed = deliveries.of_subjects(session, answers.SUBJECT, [row.id])
    if request.state == RequestState.CLOSED or not _stop(session, row.id, now):
        return False
    keep(
        session, request_id, by, now, text=row.text, sound_path=row.sound_path, sound_type=row.sound_type,
        way=_way_of(owed),
    )  # fmt: skip
    row.state, row.text, row.sound_path = AnswerState.THROWN, "", None
    request.state, request.done_at = RequestState.SENT, None
    session.flush()
    return True


def sweep_next(database: Database, media: MediaStore, clock: Clock) -> bool:
    """Throw away one draft that nobody needs: its request is gone or done, or it was left for a month."""
    gone = RequestRow.state.not_in(SHOWN)
    old = AnswerDraftRow.changed_at < clock.now() - KEPT
    wanted = select(AnswerDraftRow).join(RequestRow, RequestRow.id == AnswerDraftRow.request)
    with database.reads() as session:
        row = session.scalars(wanted.where(or_(gone, old)).limit(1)).first()
    if row is None:
        return False
    if row.sound_path:
        media.delete_private(row.sound_path)
    with database.writes() as session:
        drop(session, row.request)
    return True


def _stop(session: Session, answer_id: int, now: datetime) -> bool:
    """Take back what is owed for an answer; False, and nothing changes, where a worker has begun to bring it."""
    about = (DeliveryRow.subject == answers.SUBJECT, DeliveryRow.subject_id == answer_id)
    waiting = select(DeliveryRow.state).where(*about).with_for_update()
    if not set(session.scalars(waiting)) <= {State.OWED, State.CANCELLED, State.FAILED}:
        return False
    deliveries.cancel_subject(session, answers.SUBJECT, answer_id, now)
    return True


def _way_of(owed: list[deliveries.Delivery]) -> str:
    return owed[-1].channel if owed else answers.REDIAL
