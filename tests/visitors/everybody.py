"""Somebody of whom a row stands in every table that knows visitors, and files in the media store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.tables import collect
from content.media import MediaStore
from db.carried import SoundState
from db.database import Database
from outbox import deliveries, pacing, stops
from outbox.deliveries import Owed
from outbox.tables import AttemptRow, DeliveryRow
from staff import links
from tests.visitors.conftest import NOW
from visitors import (
    answer_drafts,
    calls,
    consents,
    inbox_words,
    listening,
    notes,
    people,
    requests,
    surveys,
    worries,
)
from visitors.answers_table import AnswerRow, AnswerState
from visitors.consents import ConsentRow, MayPlay
from visitors.people import Channel, VisitorRow
from visitors.requests_table import RequestKind, RequestRow, RequestState
from visitors.worries import WorryState

Rows = dict[str, list[tuple[Any, ...]]]
NUMBERS = {"a": 1, "b": 2, "c": 3}


def arrive(
    session: Session, letter: str, kind: RequestKind = RequestKind.QUESTION, media: MediaStore | None = None
) -> tuple[int, int]:
    """The ids of the visitor and of what they asked; their sounds go to `media`, where one is given."""
    who = _visit(session, letter)
    consent = _agree(session, who, letter)
    row = ask(session, who, letter, kind, media)
    row.consent = consent.id
    name = ask(session, who, f"{letter} name", RequestKind.NAME, media)
    name.part_of, name.state = row.id, RequestState.PART
    consent.named = name.id
    picture = ask(session, who, f"{letter} photo", RequestKind.PICTURE, media)
    picture.part_of, picture.state = row.id, RequestState.PART
    inbox_words.index(session, row)
    notes.add(session, row.id, 1, "Ana", f"a note on {letter}", NOW)
    for state in (WorryState.CLOSED, WorryState.RAISED):
        worries.raise_worry(session, row.id, 1, "Ana", f"fear for {letter}", NOW).state = state
    draft = answer_drafts.keep(session, row.id, "Ana", NOW, text=f"draft on {letter}")
    draft.sound_path = _keep(media, f"draft {letter}", "draft.wav")
    _answer(session, row.id, letter, media)
    session.flush()
    return who, row.id


def _visit(session: Session, letter: str) -> int:
    who = people.meet(session, Channel.PHONE, [letter * 64], NOW).id
    row = session.get_one(VisitorRow, who)
    row.language, row.place, row.item, row.position, row.message = "en", f"item/21{letter}", 214, 83, 4711
    row.playing_since, row.dropped_at = NOW + timedelta(minutes=3), NOW + timedelta(minutes=4)
    row.expires_at = NOW + timedelta(days=700)
    listening.finish(session, who, 214, NOW)
    surveys.ask(session, who, NOW)
    calls.begin(session, f"CA{letter}", who, f"line-{letter}", NOW)
    calls.finish(session, f"CA{letter}", 61, NOW + timedelta(minutes=5))
    pacing.take_slot(session, f"chat:{letter * 64}", 1.0, NOW)
    links.link(session, "000000", letter * 64, NOW)
    stops.stop(session, [letter * 64], "sms", NOW + timedelta(minutes=6))
    return who


def _agree(session: Session, who: int, letter: str) -> ConsentRow:
    consent = ConsentRow(
        visitor_id=who, text_version=1, language="en", channel="phone", keys=f"11{NUMBERS[letter]}", agreed_at=NOW,
        may_play=MayPlay.OTHERS, name=f"Name of {letter}", decided_at=NOW + timedelta(minutes=7), by_adult=True,
    )  # fmt: skip
    session.add(consent)
    session.flush()
    consents.give_code(session, consent, NOW)
    return consent


def ask(
    session: Session, who: int, letter: str, kind: RequestKind, media: MediaStore | None = None
) -> RequestRow:
    message = requests.Message(
        f"RE{letter}", "en", "phone", text=f"words of {letter}", reply_to=f"box-{letter}", sound=f"RE{letter}",
        seconds=12.5, call=f"CA{letter[0]}",
    )  # fmt: skip
    row = session.get_one(RequestRow, requests.keep(session, who, message, NOW, kind))
    row.state, row.ticket, row.item = RequestState.SENT, f"{row.id:06}", 215
    row.sound_path, row.sound_state = _keep(media, f"voice of {letter}", "message.wav"), SoundState.KEPT
    row.picture_path = _keep(media, f"picture of {letter}", "picture.jpg")
    row.transcript, row.claimed_by, row.claimed_at = f"transcript of {letter}", 1, NOW + timedelta(hours=1)
    row.topic, row.way, row.due_on, row.promised_for = "keys", "sms", date(2026, 6, 1), date(2026, 6, 2)
    row.sent_at, row.carrier_copy = NOW + timedelta(minutes=8), False
    session.flush()
    return row


def _answer(session: Session, request: int, letter: str, media: MediaStore | None) -> None:
    answer = AnswerRow(
        request=request, state=AnswerState.LIVE, text=f"answer {letter}", language="en", by="Ana", made_at=NOW,
        sound_path=_keep(media, f"answer {letter}", "answer.wav"), heard_at=NOW + timedelta(hours=2), heard_by="call",
        phone_path=_keep(media, f"phone {letter}", "phone.wav"), chat_path=_keep(media, f"chat {letter}", "chat.ogg"),
    )  # fmt: skip
    session.add(answer)
    session.flush()
    for way, state in (("call", "owed"), ("sms", "sent")):
        key = f"answer/{answer.id}/{way}"
        owed = Owed(key, "answer", answer.id, way, f"box-{letter}", "en", "Europe/Paris")
        row = session.get_one(DeliveryRow, deliveries.owe(session, owed, NOW))
        row.state, row.who, row.reason = state, letter * 64, "busy"
        attempt = AttemptRow(
            delivery_id=row.id, number=1, channel=way, began_at=NOW, carrier_id=f"{way}-{letter}"
        )
        attempt.answered_by, attempt.outcome = "human", "hung-up"
        attempt.playing_since = attempt.heard_at = attempt.ended_at = NOW + timedelta(hours=3)
        session.add(attempt)
    session.flush()


def _keep(media: MediaStore | None, data: str, name: str) -> str:
    return media.put_private(data.encode(), name) if media else f"private/{data.replace(' ', '-')}/{name}"


def read_rows(database: Database) -> Rows:
    """Every row of every table."""
    with database.reads() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in collect().sorted_tables
        }


def list_lines(rows: Rows) -> Iterator[str]:
    """Each row in words, with the name of its table."""
    for table, found in rows.items():
        yield from (f"{table}: {row!r}" for row in found)
