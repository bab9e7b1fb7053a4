"""The table of what visitors send us, and the states of a request."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Boolean, ForeignKey, Index, String, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.carried import THROWN, Carried
from db.sealed import Sealed

TICKET_DIGITS = 6


class RequestKind(StrEnum):
    """What is asked of the museum: an answer, a call, to keep a story of one's own. Parts of another: NAME is its
    teller's, as spoken, PICTURE one more photo that came with it."""

    QUESTION = "question"
    CALLBACK = "callback"
    CONTRIBUTION = "contribution"
    NAME = "name"
    PICTURE = "picture"


class RequestState(StrEnum):
    """DRAFT waits for the visitor's word; UNCONFIRMED was cut off and is kept; SENT is ours to answer; ANSWERED and
    CLOSED are done; PART belongs to another request; THROWN went, by its sender's wish or ours."""

    DRAFT = "draft"
    UNCONFIRMED = "unconfirmed"
    SENT = "sent"
    ANSWERED = "answered"
    CLOSED = "closed"
    PART = "part"
    THROWN = THROWN


class Dictation(StrEnum):
    """Whether a machine may write down what is said: OWED while nobody has, DONE, or FAILED; NONE where there is no
    sound, or a person has typed it."""

    NONE = ""
    OWED = "owed"
    DONE = "done"
    FAILED = "failed"


OPEN = (RequestState.SENT, RequestState.UNCONFIRMED)
DONE = (RequestState.ANSWERED, RequestState.CLOSED)
UNSAID = frozenset({RequestState.DRAFT, RequestState.UNCONFIRMED})
PARTS = frozenset({RequestKind.NAME, RequestKind.PICTURE})


class RequestRow(Carried, Base):
    """One request. `origin` is the carrier's own id, unique: a repeated webhook finds the row that it made.

    `way` is how its sender wants the answer (call, sms, chat, redial; empty: as usual). `joined` are the numbers of
    messages that came to it later. `part_of` is the request to which a name or a photo belongs, `consent` what its
    sender agreed to. `claimed_by` is an account. `became` is the item that was made of it, `returned` why an answer
    could not be brought. An id is never given twice: old buttons, the trail and deliveries name it."""

    __tablename__ = "requests"
    __table_args__ = (
        Index("ix_requests_queue", "state", "id"),
        Index("ix_requests_queue_kind", "state", "kind", "id"),
        Index("ix_requests_queue_language", "state", "language", "id"),
        Index("ix_requests_queue_topic", "state", "topic", "id"),
        Index("ix_requests_queue_due", "state", "due_on", "id", "language", "kind"),
        Index("ix_requests_claimed", "claimed_by", "state", "id"),
        Index("ix_requests_moderation", "moderation", "id"),
        Index("ix_requests_queue_moderation", "state", "moderation", "id"),
        Index("ix_requests_dictation", "dictation", "id"),
        {"sqlite_autoincrement": True},
    )

    kind: Mapped[str] = mapped_column(String(20))
    visitor_id: Mapped[int | None] = mapped_column(ForeignKey("visitors.id", ondelete="SET NULL"), index=True)
    ticket: Mapped[str | None] = mapped_column(String(TICKET_DIGITS), unique=True)
    item: Mapped[int | None]
    text: Mapped[str] = mapped_column(Sealed, default="")
    reply_to: Mapped[str | None] = mapped_column(Text)
    promised_for: Mapped[date | None]
    sent_at: Mapped[datetime | None]
    picture_source: Mapped[str | None] = mapped_column(String(200))
    picture_path: Mapped[str | None] = mapped_column(String(200))
    way: Mapped[str] = mapped_column(String(10), default="", server_default="")
    part_of: Mapped[int | None] = mapped_column(index=True)
    joined: Mapped[str] = mapped_column(Text, default="", server_default="")
    consent: Mapped[int | None] = mapped_column(index=True)
    transcript: Mapped[str] = mapped_column(Sealed, default="", server_default="")
    transcript_is_draft: Mapped[bool] = mapped_column(Boolean, default=False, server_default=sql("false"))
    dictation: Mapped[str] = mapped_column(String(10), default=Dictation.NONE, server_default="")
    dictation_until: Mapped[datetime | None]
    dictation_tries: Mapped[int] = mapped_column(default=0, server_default="0")
    topic: Mapped[str] = mapped_column(String(40), default="", server_default="")
    claimed_by: Mapped[int | None]
    claimed_at: Mapped[datetime | None]
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    sensitive: Mapped[bool] = mapped_column(Boolean, default=False, server_default=sql("false"))
    moderation: Mapped[str] = mapped_column(String(10), default="", server_default="")
    moderation_reason: Mapped[str] = mapped_column(String(20), default="", server_default="")
    moderated_by: Mapped[int | None]
    moderated_at: Mapped[datetime | None]
    became: Mapped[int | None] = mapped_column(index=True)
    returned: Mapped[str | None] = mapped_column(String(20))
