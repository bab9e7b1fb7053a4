"""What the outbox asks about answers: the words at the moment of sending, and what became of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from outbox.contents import Letter, NotYet
from outbox.deliveries import Delivery
from outbox.tables import State, Way
from visitors import answers
from visitors.answers_table import AnswerRow, AnswerState
from visitors.requests_table import RequestRow, RequestState


class Answers:
    """Knows what deliveries about answers are about."""

    def letter(self, session: Session, subject: str, subject_id: int) -> Letter | None:
        """The answer; None where it was heard already, answered anew, or is gone. Raises `NotYet`."""
        row = (
            session.get(AnswerRow, subject_id, populate_existing=True) if subject == answers.SUBJECT else None
        )
        request = (
            session.get(RequestRow, row.request, populate_existing=True) if row and row.request else None
        )
        if row is None or request is None or row.state != AnswerState.LIVE or row.heard_at is not None:
            return None
        if request.state == RequestState.THROWN:
            return None
        if row.is_being_made:
            raise NotYet("its sound is being made ready")
        if not (row.text or row.phone_path):
            return None
        return Letter(
            row.text, row.phone_path, row.chat_path, row.seconds or 0.0, row.by, request.asked_at,
            request.ticket or "",
        )  # fmt: skip

    def settled(self, session: Session, delivery: Delivery, now: datetime) -> None:
        """Heard or read; or it could not be brought, and comes back to the inbox with its reason.

        A text message only says that an answer waits: it stays unheard until somebody rings."""
        if delivery.subject != answers.SUBJECT:
            return
        if delivery.state == State.HEARD or (delivery.state == State.SENT and delivery.channel == Way.CHAT):
            answers.heard(session, delivery.subject_id, delivery.channel, now)
        elif delivery.state == State.FAILED:
            _bring_back(session, delivery)


def _bring_back(session: Session, delivery: Delivery) -> None:
    """Whoever answered sees it again among what is theirs, unless it was heard another way meanwhile."""
    row = session.get(AnswerRow, delivery.subject_id, populate_existing=True)
    if row is None or row.state != AnswerState.LIVE or row.heard_at is not None:
        return
    answered = (RequestRow.id == row.request, RequestRow.state == RequestState.ANSWERED)
    back = {"state": RequestState.SENT, "returned": delivery.reason, "done_at": None}
    session.execute(update(RequestRow).where(*answered).values(**back))
