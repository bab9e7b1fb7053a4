"""Forget me: each table that knows visitors is emptied of one and of no other, save what others may hear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.tables import collect
from content.media import MediaStore
from db.database import Database
from outbox import deliveries, stops
from outbox.deliveries import Owed
from outbox.tables import AttemptRow, DeliveryRow, StopRow
from staff.accounts import User
from tests.actors.museum import TurnedClock
from tests.visitors.conftest import NOW
from visitors import (
    answer_drafts,
    calls,
    consents,
    erasing,
    inbox_words,
    listening,
    notes,
    people,
    privacy,
    requests,
    surveys,
    worries,
)
from visitors.answers_table import AnswerRow, AnswerState
from visitors.calls import CallRow
from visitors.consents import ConsentRow, MayPlay
from visitors.inbox_words import RequestWordRow
from visitors.notes import NoteRow
from visitors.people import Channel, HeardRow, VisitorRow
from visitors.requests_table import RequestKind, RequestRow, RequestState
from visitors.surveys import SurveyRow
from visitors.worries import WorryRow

# Every table that leads to a visitor: what the forgetting does with it.
FORGOTTEN = {
    "visitors": "deleted",
    "heard": "deleted",
    "surveys": "deleted",
    "calls": "no visitor any more",
    "requests": "emptied, then deleted by the worker",
    "request_words": "deleted with the words",
    "answers": "emptied, then deleted by the worker",
    "answer_drafts": "emptied, then deleted by the worker",
    "notes": "deleted",
    "consents": "deleted, or nobody's any more where others hear the story",
    "worries": "deleted; while one is open it stays without the message",
    "deliveries": "taken back, without an address",
    "attempts": "they belong to a delivery",
}
EXCUSED = {
    "stops": "somebody's wish to be left alone, known by the keyed hash alone; it must outlive them",
    "paces": "gone two days later, known by the keyed hash alone",
    "link_tries": "gone two days later, known by the keyed hash alone",
    "accounts": "staff, who have the desk for this",
    "link_codes": "staff",
    "staff_calls": "staff",
    "presences": "staff",
    "telegram_files": "files of the museum",
    "recordings": "sounds of items; its chat is where they are played",
    "open_calls": "what the museum asks",
    "consent_texts": "what the museum asks",
}
TELLING = {
    "visitor",
    "visitor_id",
    "request",
    "request_id",
    "who",
    "chat",
    "subject_id",
    "address",
    "reply_to",
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/privacy.db")
    collect().create_all(made.engine)
    yield made
    made.close()


def leads_to_visitors(table: Table, seen: frozenset[str] = frozenset()) -> bool:
    """By a column that names one, or by a chain of foreign keys."""
    if table.name == "visitors" or TELLING & set(table.columns.keys()):
        return True
    targets = {
        key.column.table for key in table.foreign_keys if key.column.table.name not in seen | set(EXCUSED)
    }
    return any(leads_to_visitors(target, seen | {table.name}) for target in targets)


@pytest.mark.parametrize("table", collect().sorted_tables, ids=lambda table: table.name)
def test_every_table_that_knows_visitors_is_decided(table: Table) -> None:
    if leads_to_visitors(table):
        assert table.name in FORGOTTEN or table.name in EXCUSED


def test_list_names_no_table_that_is_gone() -> None:
    assert set(FORGOTTEN) | set(EXCUSED) <= set(collect().tables)


def arrive(session: Session, letter: str, kind: RequestKind = RequestKind.QUESTION) -> tuple[int, int]:
    """Somebody with a row in every table; the ids of the visitor and of the request."""
    who = people.meet(session, Channel.PHONE, [letter * 64], NOW).id
    listening.finish(session, who, 214, NOW)
    surveys.ask(session, who, NOW)
    calls.begin(session, f"CA{letter}", who, "main", NOW)
    consent = ConsentRow(
        visitor_id=who, text_version=1, language="en", channel="phone", keys="11", agreed_at=NOW,
        may_play=MayPlay.OTHERS, name=f"Name of {letter}",
    )  # fmt: skip
    session.add(consent)
    session.flush()
    row = ask(session, who, letter, kind)
    row.consent = consent.id
    name = ask(session, who, f"{letter} name", RequestKind.NAME)
    name.part_of, name.state = row.id, RequestState.PART
    inbox_words.index(session, row)
    notes.add(session, row.id, 1, "Ana", f"a note on {letter}", NOW)
    for state in (worries.WorryState.CLOSED, worries.WorryState.RAISED):
        worries.raise_worry(session, row.id, 1, "Ana", f"about {letter}", NOW).state = state
    answer_drafts.keep(session, row.id, "Ana", NOW, text=f"draft on {letter}")
    answer = AnswerRow(
        request=row.id, state=AnswerState.LIVE, text=f"answer {letter}", language="en", by="Ana", made_at=NOW
    )
    session.add(answer)
    session.flush()
    owed = Owed(
        f"answer/{answer.id}/call", "answer", answer.id, "call", f"box-{letter}", "en", "Europe/Paris"
    )
    delivery = deliveries.owe(session, owed, NOW)
    session.add(AttemptRow(delivery_id=delivery, number=1, channel="call", began_at=NOW))
    session.flush()
    return who, row.id


def ask(session: Session, who: int, letter: str, kind: RequestKind) -> RequestRow:
    message = requests.Message(
        f"RE{letter}", "en", "phone", text=f"words of {letter}", reply_to=f"box-{letter}", sound=f"RE{letter}"
    )
    row = session.get_one(RequestRow, requests.keep(session, who, message, NOW, kind))
    row.state, row.ticket, row.sound_path = RequestState.SENT, f"{row.id:06}", f"private/{row.id}/message.wav"
    row.transcript, row.claimed_by = f"transcript of {letter}", 1
    session.flush()
    return row


def dump(database: Database) -> str:
    """All rows of all tables, as words."""
    with database.reads() as session:
        rows = [
            repr(tuple(row)) for table in collect().sorted_tables for row in session.execute(select(table))
        ]
    return "\n".join(rows)


def test_all_of_one_goes_and_nothing_of_another(database: Database, tmp_path: Path) -> None:
    with database.writes() as session:
        arrive(session, "b")
    others = dump(database)
    with database.writes() as session:
        who, _ = arrive(session, "a")
    with database.writes() as session:
        privacy.forget(session, who, NOW)
    left = dump(database)
    for words in (
        "a" * 64,
        "words of a",
        "transcript of a",
        "Name of a",
        "answer a",
        "note on a",
        "draft on a",
        "box-a",
    ):
        assert words not in left
    assert all(line in left for line in others.splitlines())
    with database.reads() as session:
        for column in (
            VisitorRow.id,
            HeardRow.visitor_id,
            SurveyRow.visitor,
            RequestRow.visitor_id,
            CallRow.visitor_id,
        ):
            assert who not in session.scalars(select(column)).all()
        assert session.scalars(select(NoteRow.text)).all() == ["a note on b"]
        assert session.scalars(select(ConsentRow.name)).all() == ["Name of b"]
        states = {row.address: row.state for row in session.scalars(select(DeliveryRow))}
    assert states == {"box-b": "owed", "": "cancelled"}


def test_worker_leaves_nothing_of_the_forgotten(database: Database, tmp_path: Path) -> None:
    media = MediaStore(str(tmp_path / "media"))
    with database.writes() as session:
        who, _ = arrive(session, "a")
        for row in session.scalars(select(RequestRow)):
            row.carrier_copy = False
        privacy.forget(session, who, NOW)
    clock = TurnedClock(NOW)
    while erasing.erase_next(database, media) or answer_drafts.sweep_next(database, media, clock):
        pass
    with database.writes() as session:
        erasing.sweep(session, NOW + erasing.EMPTY_KEPT * 2)
        for table in (RequestRow, AnswerRow, RequestWordRow, NoteRow, ConsentRow):
            assert session.scalars(select(table)).all() == []


def test_open_worry_waits_without_the_message(database: Database) -> None:
    with database.writes() as session:
        who, _ = arrive(session, "a")
        privacy.forget(session, who, NOW)
        (row,) = session.scalars(select(WorryRow)).all()
        assert (row.request, row.state) == (None, worries.WorryState.RAISED)


def test_published_story_stays_nobodys(database: Database) -> None:
    with database.writes() as session:
        who, request = arrive(session, "a", RequestKind.CONTRIBUTION)
        row = session.get_one(RequestRow, request)
        row.became = 777
        consents.give_code(session, session.get_one(ConsentRow, row.consent), NOW)
        privacy.forget(session, who, NOW)
        session.refresh(row)
        assert (row.text, row.became, row.state) == ("words of a", 777, RequestState.SENT)
        assert {getattr(row, name) for name in privacy.NOBODYS} == {None}
        (consent,) = session.scalars(select(ConsentRow)).all()
        assert (consent.visitor_id, consent.salt, consent.name) == (None, "", "Name of a")
        assert consent.code is not None
        assert session.scalars(select(NoteRow)).all() == []
        name = session.scalars(select(RequestRow).where(RequestRow.part_of == request)).one()
        assert (name.visitor_id, name.state) == (None, RequestState.PART)


@pytest.mark.parametrize("may_play", [MayPlay.MUSEUM, MayPlay.UNSAID])
def test_story_without_consent_goes_all_the_same(database: Database, may_play: MayPlay) -> None:
    with database.writes() as session:
        who, request = arrive(session, "a", RequestKind.CONTRIBUTION)
        row = session.get_one(RequestRow, request)
        row.became = 777
        session.get_one(ConsentRow, row.consent).may_play = may_play
        privacy.forget(session, who, NOW)
        session.refresh(row)
        assert (row.text, row.state) == ("", RequestState.THROWN)


def test_forgetting_twice_changes_nothing(database: Database) -> None:
    with database.writes() as session:
        who, _ = arrive(session, "a")
        privacy.forget(session, who, NOW)
    before = dump(database)
    with database.writes() as session:
        privacy.forget(session, who, NOW)
    assert dump(database) == before


def test_who_comes_again_is_under_the_new_key(database: Database) -> None:
    old, new = "0" * 64, "1" * 64
    with database.writes() as session:
        who = people.meet(session, Channel.CHAT, [old], NOW).id
        session.add(User(id=1, email="a@b.example", name="Ana", active=True, fs_uniquifier="a", chat=old))
        stops.stop(session, [old], "sms", NOW)
        stops.stop(session, [old], "call", NOW)
        stops.stop(session, [new], "sms", NOW)
        privacy.rekey(session, [new, old])
    with database.reads() as session:
        assert session.get_one(VisitorRow, who).key == new
        assert session.get_one(User, 1).chat == new
        assert sorted((row.who, row.channel) for row in session.scalars(select(StopRow))) == [
            (new, "call"),
            (new, "sms"),
        ]
