"""Each kind goes when its days are over, not before, and the log tells how many and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.tables import collect
from db.base import Base
from db.database import Database
from outbox import pacing
from outbox.tables import DeliveryRow, PaceRow
from settings import Settings, make_settings
from staff import links, presence, trail
from staff.accounts import User
from staff.links import LinkCodeRow, LinkTryRow, StaffCallRow
from staff.people import Person
from staff.presence import PresenceRow
from staff.takes import TakeRow, TakeState
from staff.trail import TrailRow
from tests.visitors.conftest import NOW
from visitors import calls, erasures, listening, people, requests, retention, worries
from visitors.answers_table import AnswerRow, AnswerState
from visitors.calls import CallRow
from visitors.contributions import Moderation
from visitors.people import Channel, HeardRow, Visitor, VisitorRow
from visitors.requests import Message, RequestRow, RequestState
from visitors.requests_table import RequestKind
from visitors.worries import WorryRow

ANA = Person(1, "Ana", "ana@museum.example", frozenset())


class StandingClock:
    """Stands where the test puts it."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@pytest.fixture(autouse=True)
def account(database: Database) -> None:
    collect().create_all(database.engine)
    with database.writes() as session:
        session.add(User(id=1, email="ana@museum.example", name="Ana", active=True, fs_uniquifier="ana"))


def settings(**days: int) -> Settings:
    return make_settings({f"RETENTION_{kind}": value for kind, value in days.items()})


def after(database: Database, days: float, **changes: int) -> dict[str, int]:
    return retention.retain(database, settings(**changes), StandingClock(NOW + timedelta(days=days)))


def count(database: Database, table: type[Base]) -> int:
    with database.reads() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def draft(session: Session) -> None:
    requests.keep(session, None, Message("tg:1", "en", "chat", text="Where is the key?"), NOW)


def take(session: Session) -> None:
    session.add(
        TakeRow(state=TakeState.DRAFT, channel="phone", language="en", origin="RE9", asked_at=NOW, account=1)
    )


def delivery(session: Session) -> None:
    session.add(
        DeliveryRow(
            key="answer/1/call", subject="answer", subject_id=1, channel="call", address="", language="en",
            zone="Europe/Paris", not_before=NOW, not_after=NOW, state="heard", made_at=NOW, ended_at=NOW,
        )
    )  # fmt: skip


def visit(session: Session) -> Visitor:
    return people.meet(session, Channel.CHAT, ["c" * 64], NOW)


CASES: dict[str, tuple[type[Base], Callable[[Session], object], str]] = {
    "calls": (CallRow, lambda session: calls.begin(session, "CA1", None, "main", NOW), "calls"),
    "heard": (HeardRow, lambda session: listening.finish(session, visit(session).id, 214, NOW), "heard"),
    "visitors": (VisitorRow, visit, "visitors"),
    "deliveries": (DeliveryRow, delivery, "deliveries"),
    "trail": (TrailRow, lambda session: trail.note(session, ANA, "edit", "item", "214", NOW), "trail"),
    "presences": (PresenceRow, lambda session: presence.arrive(session, "/desk/", ANA, NOW), "passing"),
    "codes": (LinkCodeRow, lambda session: links.make_code(session, 1, NOW - links.CODE_LIVES), "passing"),
    "code tries": (LinkTryRow, lambda session: links.link(session, "000000", "c" * 64, NOW), "passing"),
    "staff calls": (
        StaffCallRow,
        lambda session: session.add(StaffCallRow(sid="CA2", account=1, until=NOW)),
        "passing",
    ),
    "paces": (PaceRow, lambda session: pacing.take_slot(session, "call", 0, NOW), "passing"),
}


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("days", [0, 5])
def test_each_goes_when_its_days_are_over(database: Database, kind: str, days: int) -> None:
    table, make, setting = CASES[kind]
    with database.writes() as session:
        make(session)
    before = count(database, table)
    assert kind not in after(database, days - 0.01, **{setting: days})
    assert count(database, table) == before
    assert after(database, days + 0.01, **{setting: days})[kind] == 1
    assert count(database, table) == before - 1


def test_unsent_words_go_after_a_month(database: Database) -> None:
    with database.writes() as session:
        draft(session)
    assert after(database, 29) == {}
    assert after(database, 31)["drafts"] == 1
    with database.reads() as session:
        row = session.scalars(select(RequestRow)).one()
    assert (row.text, row.state) == ("", RequestState.THROWN)


def test_cut_off_call_is_no_draft(database: Database) -> None:
    """On the telephone somebody hung up while speaking: staff hear that."""
    with database.writes() as session:
        requests.keep(session, None, Message("RE1", "en", "phone", sound="RE1"), NOW)
    assert after(database, 300) == {}


def test_unused_take_is_thrown_away(database: Database) -> None:
    with database.writes() as session:
        take(session)
    assert after(database, 31)["takes"] == 1
    with database.reads() as session:
        assert session.scalars(select(TakeRow.state)).one() == TakeState.THROWN


def request(session: Session, **changes: object) -> RequestRow:
    """Something asked on the first day, and done on the same."""
    number = requests.keep(session, None, Message("RE7", "en", "phone", text="Why?", reply_to="box"), NOW)
    row = session.get_one(RequestRow, number)
    row.state, row.ticket, row.done_at = RequestState.CLOSED, "123456", NOW
    for name, value in changes.items():
        setattr(row, name, value)
    session.flush()
    return row


STORY = {"kind": RequestKind.CONTRIBUTION, "moderation": Moderation.REFUSED, "moderated_at": NOW}
WAITS = {"state": RequestState.SENT, "done_at": None}


@pytest.mark.parametrize(
    ("kind", "days", "changes"),
    [
        ("answered", 365, {"state": RequestState.ANSWERED}),
        ("answered", 365, {}),
        ("unanswered", 730, WAITS),
        ("unanswered", 730, WAITS | {"state": RequestState.UNCONFIRMED}),
        ("refused", 30, STORY),
    ],
)
def test_words_of_requests_go_in_time(
    database: Database, kind: str, days: int, changes: dict[str, object]
) -> None:
    with database.writes() as session:
        request(session, **changes)
    assert kind not in after(database, days - 1)
    assert after(database, days + 1)[kind] == 1
    with database.reads() as session:
        row = session.scalars(select(RequestRow)).one()
    assert (row.text, row.state, row.ticket, row.reply_to) == ("", RequestState.THROWN, None, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"became": 777},
        {"kind": RequestKind.CONTRIBUTION, "moderation": Moderation.APPROVED},
        WAITS | {"became": 777},
        {"state": RequestState.DRAFT},
    ],
)
def test_what_is_published_or_kept_never_goes(database: Database, changes: dict[str, object]) -> None:
    with database.writes() as session:
        request(session, reply_to=None, **changes)
    assert after(database, 9000) == {}


def test_open_worry_holds_its_message(database: Database) -> None:
    with database.writes() as session:
        worry = worries.raise_worry(session, request(session).id, 1, "Ana", "alone", NOW).id
    assert "answered" not in after(database, 400)
    with database.writes() as session:
        worries.close(session, worry, "Ana", "rang them", NOW + timedelta(days=400))
    assert after(database, 401) == {"answered": 1}
    assert after(database, 766) == {"worries": 1}


def test_worry_about_the_forgotten_goes_once_closed(database: Database) -> None:
    with database.writes() as session:
        session.add(WorryRow(request=None, state="closed", at=NOW, answer_by=NOW, closed_at=NOW, by="Ana"))
    assert after(database, 0.01) == {"lone worries": 1}


@pytest.mark.parametrize("ended", [None, NOW])
def test_address_goes_when_nothing_is_on_its_way(database: Database, ended: datetime | None) -> None:
    with database.writes() as session:
        row = request(session, state=RequestState.ANSWERED)
        session.add(
            AnswerRow(id=1, request=row.id, state=AnswerState.LIVE, language="en", by="Ana", made_at=NOW)
        )
        delivery(session)
        session.flush()
        session.scalars(select(DeliveryRow)).one().ended_at = ended
    assert after(database, 0.01) == ({"addresses": 1} if ended else {})
    with database.reads() as session:
        assert session.scalars(select(RequestRow.reply_to)).one() == (None if ended else "box")


def test_address_stays_while_the_inbox_waits(database: Database) -> None:
    """A delivery that could not be made comes back: somebody may try another way."""
    with database.writes() as session:
        request(session, **WAITS)
    assert after(database, 100) == {}


def test_withheld_number_goes_after_its_day(database: Database) -> None:
    with database.writes() as session:
        people.meet(session, Channel.PHONE, ["d" * 64], NOW, withheld=True)
    assert after(database, 0.9) == {}
    assert after(database, 1.1) == {"withheld": 1}


def test_log_names_kind_count_and_day(database: Database) -> None:
    with database.writes() as session:
        calls.begin(session, "CA1", None, "main", NOW)
        calls.begin(session, "CA2", None, "main", NOW)
    after(database, 200)
    with database.writes() as session:
        calls.begin(session, "CA3", None, "main", NOW)
    after(database, 200)
    day = (NOW + timedelta(days=200)).date()
    with database.reads() as session:
        rows = erasures.list_erasures(session, date(2026, 1, 1), day)
    assert [(row.day, row.kind, row.count) for row in rows] == [(day, "calls", 3)]
    assert {column.name for column in rows[0].__table__.c} == {"day", "kind", "count"}


def test_many_go_in_small_transactions(database: Database) -> None:
    many = retention.AT_ONCE * 2 + 7
    with database.writes() as session:
        for n in range(many):
            session.add(CallRow(sid=f"CA{n}", line="main", began_at=NOW))
    assert after(database, 100) == {"calls": many}


def test_who_comes_back_meanwhile_stays(database: Database, visitor: Visitor) -> None:
    """Between being found and being deleted they ring again."""
    settings_ = settings()
    rule = next(rule for rule in retention.make_rules(settings_) if rule.kind == "visitors")
    later = NOW + timedelta(days=731)
    before = later - timedelta(days=730)
    found = retention._find(database, rule, before)
    with database.writes() as session:
        people.meet(session, Channel.PHONE, ["a" * 64], NOW + timedelta(days=2))
        assert (len(found), retention._erase(session, rule, later, found)) == (1, 0)
    assert count(database, VisitorRow) == 1


def test_kinds_fit_the_log(tmp_path: Path) -> None:
    kinds = [rule.kind for rule in retention.make_rules(settings())]
    assert len(set(kinds)) == len(kinds)
    assert max(map(len, kinds)) <= 20
