"""People's own stories: agreed to, looked at by staff, put on the line, and taken back by their owners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from content.editing import publishing
from content.tables import ItemRow
from staff import trail
from visitors import answers, consents, notes, requests
from visitors.consents import ConsentRow, MayPlay
from visitors.contributions_calls import OpenCall
from visitors.requests_table import RequestKind, RequestRow, RequestState

OVERDUE = timedelta(days=7)
REASONS = ("off_topic", "unclear", "personal", "hurtful", "advertising", "rights", "other")
TAKEN_BACK = "withdrawn by its owner"


class Moderation(StrEnum):
    """WAITING for somebody to listen; SECOND wants another pair of ears; APPROVED and REFUSED are said."""

    WAITING = "waiting"
    SECOND = "second"
    APPROVED = "approved"
    REFUSED = "refused"


WAITS = (Moderation.WAITING, Moderation.SECOND)


class NotAllowed(Exception):
    """What cannot be done with this contribution; the code says why."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who agreed, where, in which language."""

    visitor_id: int | None
    language: str
    channel: str
    keys: str
    by_adult: bool = False


def agree(session: Session, call: OpenCall, who: Agreement, now: datetime) -> int:
    """The first step: somebody wants to be recorded. A repeated key finds the same consent, while nothing was said.

    Raises `NotAllowed` where a child is asked and no adult has agreed."""
    if call.is_for_children and not who.by_adult:
        raise NotAllowed("adult")
    known = _find_unused(session, call, who)
    if known is not None:
        return known.id
    row = ConsentRow(
        visitor_id=who.visitor_id, open_call=call.id, text_version=call.consent_version, language=who.language,
        channel=who.channel, keys=who.keys, by_adult=who.by_adult, agreed_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def let_play(
    session: Session, request_id: int, visitor_id: int | None, answer: MayPlay, key: str, now: datetime
) -> bool:
    """The second step: who may hear it. False where it is not this visitor's."""
    row = requests.own(session, request_id, visitor_id)
    consent = consents.of_request(session, row) if row else None
    if row is None or consent is None or row.state == RequestState.THROWN:
        return False
    decide(session, row, consent, answer, key, now)
    return True


def decide(
    session: Session, row: RequestRow, consent: ConsentRow, answer: MayPlay, key: str, now: datetime
) -> None:
    """Keep who may hear it; where others may no more, what was made of it leaves the line."""
    consents.decide(consent, answer, key, now)
    if answer != MayPlay.OTHERS:
        _take_off(session, row, now)


def take_name(session: Session, name_id: int, visitor_id: int | None) -> RequestRow | None:
    """A spoken or written name is right: it belongs to the request from now on, and replaces an earlier one."""
    row = requests.own(session, name_id, visitor_id)
    mine = requests.own(session, row.part_of, visitor_id) if row and row.part_of else None
    consent = consents.of_request(session, mine) if mine else None
    if (
        row is None
        or mine is None
        or consent is None
        or row.state not in {RequestState.DRAFT, RequestState.PART}
    ):
        return None
    if consent.named not in {None, row.id}:
        requests.empty(session, session.get_one(RequestRow, consent.named))
    row.state, consent.named, consent.name = RequestState.PART, row.id, row.text
    session.flush()
    return mine


def moderate(
    session: Session, request_id: int, account: int, state: Moderation, now: datetime, reason: str = ""
) -> bool:
    """Say what becomes of it. What is sensitive, or was sent to a second look, another person must approve.

    False where that was said already, by whomever. Raises `NotAllowed`."""
    row = session.get(RequestRow, request_id, populate_existing=True)
    if row is None or row.kind != RequestKind.CONTRIBUTION or row.moderation not in WAITS:
        return False
    if state == Moderation.REFUSED and reason not in REASONS:
        raise NotAllowed("reason")
    if state == Moderation.APPROVED:
        _check(session, row, account)
    before = (RequestRow.id == row.id, RequestRow.moderation == row.moderation)
    done = state in {Moderation.APPROVED, Moderation.REFUSED}
    values = {
        "moderation": state, "moderation_reason": reason, "moderated_by": account, "moderated_at": now,
        **({"state": RequestState.CLOSED, "done_at": now, "reply_to": None} if done else {}),
    }  # fmt: skip
    return (
        session.execute(update(RequestRow).where(*before).values(**values).returning(RequestRow.id)).first()
        is not None
    )


def reconsider(session: Session, request_id: int) -> bool:
    """Refused or approved too early: it waits again, unless it is an item by now."""
    again = (RequestRow.id == request_id, RequestRow.became.is_(None))
    judged = RequestRow.moderation.in_([Moderation.APPROVED, Moderation.REFUSED])
    values = {
        "moderation": Moderation.WAITING,
        "state": RequestState.SENT,
        "done_at": None,
        "moderated_by": None,
    }
    changed = update(RequestRow).where(*again, judged).values(**values).returning(RequestRow.id)
    return session.execute(changed).first() is not None


def list_overdue(session: Session, now: datetime, limit: int = 50) -> Sequence[RequestRow]:
    """What has waited for a week or longer to be listened to, the oldest first."""
    old = select(RequestRow).where(RequestRow.moderation.in_(WAITS), RequestRow.asked_at < now - OVERDUE)
    return session.scalars(old.order_by(RequestRow.id).limit(limit)).all()


def withdraw(session: Session, consent_id: int, now: datetime) -> bool:
    """Its owner takes it back: off the line at once, and nothing of it stays but that it was taken back, and when.

    The worker erases sounds and what the item said. False, and nothing changes, for a repetition."""
    consent = session.get(ConsentRow, consent_id, populate_existing=True, with_for_update=True)
    if consent is None or consent.withdrawn_at is not None:
        return False
    consent.withdrawn_at, consent.name, consent.salt = now, "", ""
    theirs = select(RequestRow).where(RequestRow.consent == consent_id).with_for_update()
    for row in session.scalars(theirs.execution_options(populate_existing=True)).all():
        _take_off(session, row, now)
        if row.kind == RequestKind.CONTRIBUTION:
            answers.throw_away(session, row.id, now)
            notes.drop(session, row.id)
            requests.empty(session, row)
        for name in session.scalars(select(RequestRow).where(RequestRow.part_of == row.id)):
            requests.empty(session, name)
    session.flush()
    return True


def _find_unused(session: Session, call: OpenCall, who: Agreement) -> ConsentRow | None:
    """What this visitor has agreed to just now, and not yet used: in the same words, in the same way."""
    used = select(RequestRow.id).where(RequestRow.consent == ConsentRow.id).exists()
    fresh = (ConsentRow.decided_at.is_(None), ConsentRow.withdrawn_at.is_(None), ~used)
    mine = (ConsentRow.visitor_id == who.visitor_id, ConsentRow.open_call == call.id)
    words = (ConsentRow.text_version == call.consent_version, ConsentRow.language == who.language)
    wanted = select(ConsentRow).where(*mine, *words, *fresh, ConsentRow.by_adult == who.by_adult)
    if who.visitor_id is None:
        return None
    return session.scalars(wanted.order_by(ConsentRow.id.desc()).limit(1)).first()


def _check(session: Session, row: RequestRow, account: int) -> None:
    if not consents.may_play(session, row):
        raise NotAllowed("museum_only")
    if row.moderation == Moderation.SECOND or row.sensitive:
        looked = row.moderated_by if row.moderation == Moderation.SECOND else None
        if looked is None or looked == account:
            raise NotAllowed("second_look")


def _take_off(session: Session, row: RequestRow, now: datetime) -> None:
    """The item that was made of it is silent from now on; the trail tells it, and of nobody."""
    if row.became is None or session.get(ItemRow, row.became) is None:
        return
    for change in publishing.withdraw(session, row.became, TAKEN_BACK, now):
        before, after = change.before, change.after
        trail.note(
            session, None, change.what, change.sheet.kind, change.sheet.key, now, before=before, after=after
        )
