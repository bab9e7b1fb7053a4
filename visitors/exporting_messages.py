"""The greatest part of what somebody gets who asks for all we have of them: what they sent, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from sqlalchemy import select
from sqlalchemy.orm import Session

from outbox.tables import AttemptRow, DeliveryRow
from visitors import answers, consents, contributions_calls, notes
from visitors.answers_table import AnswerRow
from visitors.consents import ConsentRow
from visitors.parcels import Json, Parcel, find_end, tell
from visitors.people import VisitorRow
from visitors.periods import Periods
from visitors.requests_table import DONE, OPEN, PARTS, RequestKind, RequestRow, RequestState


def tell_messages(session: Session, row: VisitorRow, periods: Periods, parcel: Parcel) -> list[Json]:
    """All they sent, begun and unsent too, with answers, notes, and how answers were brought."""
    mine = (RequestRow.visitor_id == row.id, RequestRow.state != RequestState.THROWN)
    wanted = select(RequestRow).where(*mine).order_by(RequestRow.id)
    return [_tell_message(session, one, periods, parcel) for one in session.scalars(wanted)]


def tell_consents(session: Session, row: VisitorRow, _: Periods, __: Parcel) -> list[Json]:
    """What they agreed to; what they took back since too, of which only that is left."""
    mine = select(ConsentRow).where(ConsentRow.visitor_id == row.id).order_by(ConsentRow.id)
    return [_tell_consent(session, one) for one in session.scalars(mine)]


def _tell_message(session: Session, row: RequestRow, periods: Periods, parcel: Parcel) -> Json:
    name = _name(row)
    return {
        "kind": row.kind,
        "ticket": row.ticket,
        "began": tell(row.asked_at),
        "sent": tell(row.sent_at),
        "channel": row.channel,
        "language": row.language,
        "state": row.state,
        "about_item": row.item,
        "words": row.text,
        "written_down": row.transcript,
        "written_down_by_a_machine": row.transcript_is_draft,
        "sound": parcel.attach(row.sound_path, f"{name}-sound"),
        "seconds": row.sound_seconds,
        "picture": parcel.attach(row.picture_path, f"{name}-picture"),
        "address_locked_away": row.reply_to is not None,
        "answer_wanted_by": row.way,
        "handling": _tell_handling(row),
        "answers": [_tell_answer(session, one, name, parcel) for one in answers.of_request(session, row.id)],
        "notes": [{"written": tell(one.at), "words": one.text} for one in notes.of_request(session, row.id)],
        "consent": row.consent,
        "kept_until": _find_end(row, periods),
    }


def _name(row: RequestRow) -> str:
    """How the files of a message begin."""
    kind = row.kind if row.kind in PARTS else "draft"
    return f"messages/{row.ticket or f'{kind}-{row.id}'}"


def _name_sound(row: RequestRow) -> str:
    """How the file of its sound is called."""
    return f"{_name(row)}-sound{PurePosixPath(row.sound_path or '').suffix}"


def _tell_handling(row: RequestRow) -> Json:
    """What staff did with it; by whom is theirs."""
    return {
        "topic": row.topic,
        "handled_with_care": row.sensitive,
        "call_promised_for": row.promised_for.isoformat() if row.promised_for else None,
        "to_be_answered_by": row.due_on.isoformat() if row.due_on else None,
        "taken_in_hand": tell(row.claimed_at),
        "done": tell(row.done_at),
        "decision": row.moderation,
        "reason": row.moderation_reason,
        "decided": tell(row.moderated_at),
        "became_item": row.became,
        "could_not_be_brought": row.returned,
    }


def _tell_answer(session: Session, row: AnswerRow, name: str, parcel: Parcel) -> Json:
    about = (DeliveryRow.subject == answers.SUBJECT, DeliveryRow.subject_id == row.id)
    brought = session.scalars(select(DeliveryRow).where(*about).order_by(DeliveryRow.id))
    return {
        "by": row.by,
        "written": tell(row.made_at),
        "language": row.language,
        "words": row.text,
        "sound": parcel.attach(row.sound_path, f"{name}-answer-{row.id}"),
        "heard": tell(row.heard_at),
        "heard_by": row.heard_by,
        "brought": [_tell_delivery(session, one) for one in brought],
    }


def _tell_delivery(session: Session, row: DeliveryRow) -> Json:
    tries = select(AttemptRow).where(AttemptRow.delivery_id == row.id).order_by(AttemptRow.number)
    return {
        "by": row.channel,
        "state": row.state,
        "reason": row.reason,
        "language": row.language,
        "time_zone": row.zone,
        "made": tell(row.made_at),
        "ended": tell(row.ended_at),
        "tries": _tell_tries(session.scalars(tries)),
    }


def _tell_tries(rows: Iterable[AttemptRow]) -> list[Json]:
    return [
        {
            "began": tell(row.began_at),
            "lifted_by": row.answered_by,
            "played": tell(row.playing_since),
            "heard": tell(row.heard_at),
            "outcome": row.outcome,
            "ended": tell(row.ended_at),
        }
        for row in rows
    ]


def _tell_consent(session: Session, row: ConsentRow) -> Json:
    spoken = session.get(RequestRow, row.named) if row.named else None
    text = contributions_calls.read_consent(session, row.open_call or 0, row.text_version, row.language)
    return {
        "number": row.id,
        "agreed": tell(row.agreed_at),
        "channel": row.channel,
        "language": row.language,
        "version": row.text_version,
        "text": text,
        "keys": row.keys,
        "by_an_adult": row.by_adult,
        "others_may_hear_it": row.may_play == consents.MayPlay.OTHERS,
        "decided": tell(row.decided_at),
        "name": row.name,
        "name_as_said": _name_sound(spoken) if spoken and spoken.sound_path else None,
        "has_a_code": row.code is not None,
        "withdrawn": tell(row.withdrawn_at),
    }


def _find_end(row: RequestRow, periods: Periods) -> str | None:
    """None: until it is answered, or withdrawn."""
    if row.became is not None or row.state == RequestState.PART:
        return None
    if row.state in DONE and row.done_at is not None:
        return None if row.kind == RequestKind.CONTRIBUTION else find_end(row.done_at, periods.answered)
    return find_end(row.asked_at, periods.unanswered if row.state in OPEN else periods.drafts)
