"""What became of an answer, in words: waits, rings, was heard, could not be brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel import dates
from sqlalchemy.orm import Session

from desk.inbox import leaving
from desk.parts import house
from desk.person import language, t
from desk.rendering import moment
from outbox import deliveries
from outbox.deliveries import Delivery
from outbox.tables import Reason, State
from visitors import answers
from visitors.answers_table import AnswerRow
from visitors.requests_table import RequestRow

SHAPES: Mapping[str, str] = {
    State.OWED: "draft", State.CLAIMED: "draft", State.SENDING: "reviewed", State.SENT: "reviewed",
    State.HEARD: "published", State.FAILED: "failed", State.CANCELLED: "withdrawn",
}  # fmt: skip
REASONS = frozenset(Reason) | {"sound"}


@dataclass(frozen=True, slots=True)
class Given:
    """One answer with what became of it: pairs of a shape and a sentence. `can_undo` while nothing of it has left."""

    row: AnswerRow
    told: tuple[tuple[str, str], ...]
    can_undo: bool


def describe(session: Session, rows: Sequence[AnswerRow], account: int) -> list[Given]:
    """Answers to a request, the newest first."""
    owed = deliveries.of_subjects(session, answers.SUBJECT, [row.id for row in rows])
    return [
        _describe(
            row,
            [one for one in owed if one.subject_id == row.id],
            account,
            session.get(RequestRow, row.request or 0),
        )
        for row in rows
    ]


def say_reason(reason: str | None) -> str:
    """Why something waits or failed; of a code that we do not know, that it did not work."""
    return t(f"inbox.reason.{reason}") if reason in REASONS else t("inbox.reason.carrier")


def _describe(row: AnswerRow, owed: Sequence[Delivery], account: int, asked: RequestRow | None) -> Given:
    told = [(SHAPES[one.state], _say(one, asked)) for one in owed]
    if row.heard_at is not None and not any(one.state == State.HEARD for one in owed):
        told.append(("published", t(f"inbox.heard_by.{row.heard_by or 'phone'}", when=_when(row))))
    elif not owed and row.state == "live":
        told.append(("draft", t("inbox.waits_for_redial")))
    if row.sound_refused:
        told.append(("failed", t("inbox.sound_refused")))
    free = row.state == "live" and row.heard_at is None and row.account == account
    return Given(row, tuple(told), free and all(one.state == State.OWED for one in owed))


def _say(one: Delivery, asked: RequestRow | None) -> str:
    way = t(f"inbox.way_short.{one.channel}")
    if one.state == State.HEARD:
        return t(f"inbox.heard_by.{one.channel}", when=_clock(one))
    if one.state == State.FAILED:
        return t("inbox.failed", way=way, why=say_reason(one.reason))
    if one.state in {State.OWED, State.CLAIMED}:
        return _say_waiting(one, way, asked)
    key = "sent_text" if one.state == State.SENT and one.channel == "sms" else one.state
    return t(f"inbox.delivery.{key}", way=way)


def _say_waiting(one: Delivery, way: str, asked: RequestRow | None) -> str:
    """It has not left: at once, at its hour, or once more after it failed.

    The hour is noted by the worker when it looks; until then it is found by the same rules."""
    next_try, may_leave = one.next_try, leaving.find_moment(asked, one.channel) if asked else None
    if next_try is not None and may_leave is not None:
        next_try = max(next_try, may_leave)
    if next_try is None or (next_try - house().clock.now()).total_seconds() < 120:
        return t("inbox.delivery.soon", way=way)
    when = moment(next_try)
    if one.tries:
        return t("inbox.tried", count=one.tries, way=way, why=say_reason(one.reason), when=when)
    return t("inbox.delivery.later", way=way, when=when)


def _when(row: AnswerRow) -> str:
    return moment(row.heard_at) if row.heard_at else ""


def _clock(one: Delivery) -> str:
    """14:02 today, else with its day."""
    parts = house()
    zone = parts.settings.zone
    ended = one.ended_at.astimezone(zone) if one.ended_at else parts.clock.now().astimezone(zone)
    if ended.date() == parts.clock.now().astimezone(zone).date():
        return dates.format_time(ended, "HH:mm", locale=language())
    return moment(ended)
