"""An inbox of any size, written by the database itself: a million requests in a minute or two."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    String,
    case,
    cast,
    insert,
    literal,
    null,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from addresses.keys import make_key
from app.house import House, open_house
from app.migrating import migrate
from bench.desk import fill as furnish
from db.base import Base
from db.carried import SoundState
from db.database import Database
from settings import make_settings
from visitors import inbox_words
from visitors.inbox_topics import TopicRow
from visitors.inbox_words import RequestWordRow
from visitors.requests_table import OPEN, RequestRow, RequestState

NOW, TODAY = datetime(2026, 11, 20, 9, tzinfo=UTC), date(2026, 11, 20)
SPOKEN = (
    "Why does the bell of the old clock ring twice at noon?",
    "My grandmother worked in the mill, and she told us of the painted snails above its door.",
    "Who carved the wooden bird in the third room, and of what kind of tree is it made?",
)
LANGUAGES, TOPICS = ("en", "fr", "es"), ("garden", "clocks", "mill", "toys", "bridges")
MODERATION = ("waiting", "waiting", "second", "approved", "refused")
# How many requests have a word, one in so many: every one, some, few.
WORDS = {"museum": 1, "snail": 7, "clock": 11, "bridge": 13}
RARE, RARE_AT = "kestrel", (111, 500, 900)
FILLERS, VOCABULARY = 4, 2000
ME = 1  # the account that the first one gets
ITEMS, PEOPLE = 20, 2


@contextmanager
def open_inbox(count: int, url: str = "") -> Iterator[House]:
    """A museum of so many requests. SQLite is left as it is, as a museum's would be; PostgreSQL looks after itself."""
    with TemporaryDirectory() as folder:
        keys = {"SECRET_KEY": make_key(), "PRIVACY_KEY": make_key()}
        house = open_house(
            make_settings({"DATA_DIR": folder, "DATABASE_URL": url, "LANGUAGES": ",".join(LANGUAGES), **keys})
        )
        migrate(house.database.engine)
        fill(house.database, count)
        yield house
        house.database.close()


def fill(database: Database, count: int) -> None:
    """Requests of every kind, state and language, in any order; topics; and the words by which they are found."""
    with database.writes() as session:
        furnish(session, ITEMS)
        for slug in TOPICS:
            session.add(TopicRow(slug=slug, title={"en": slug}, accounts=[ME] if slug == "mill" else []))
        with _without_indexes(session, RequestRow):
            _write_requests(session, count)
        with _without_indexes(session, RequestWordRow):
            _write_words(session)
    if database.engine.dialect.name != "sqlite":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


@contextmanager
def _without_indexes(session: Session, table: type[Base]) -> Iterator[None]:
    """An index that is made at the end is sorted once."""
    indexes = [one for one in table.metadata.tables[table.__tablename__].indexes if not one.unique]
    for index in indexes:
        index.drop(session.connection())
    yield
    for index in indexes:
        index.create(session.connection())


def _count_to(count: int) -> CTE:
    numbers = select(literal(1, Integer).label("n")).cte("numbers", recursive=True)
    return numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < count))


def _write_requests(session: Session, count: int) -> None:
    numbers = _count_to(count)
    values = _describe(numbers.c.n)
    columns = [value.label(name) for name, value in values.items()]
    session.execute(insert(RequestRow).from_select(list(values), select(*columns), include_defaults=False))


def _describe(n: ColumnElement[int]) -> dict[str, ColumnElement[Any]]:
    """One request by its number; each column turns at its own pace, so that every mixture comes about."""
    is_done = _turn(n, 3, 10) < 8
    kind = _choose(n, 7, ["question"] * 6 + ["callback"] * 2 + ["contribution"] * 2)
    by = _turn(n, 23, PEOPLE)
    return {
        "id": n, "kind": kind, "channel": _choose(n, 5, ["phone", "chat"]), "language": _choose(n, 11, LANGUAGES),
        "state": case((is_done, _choose(n, 13, [RequestState.ANSWERED, RequestState.CLOSED])),
                      else_=_choose(n, 17, [RequestState.SENT] * 9 + [RequestState.UNCONFIRMED])),
        "origin": literal("RE").concat(cast(n, String)), "asked_at": _at(NOW), "sound_state": literal(SoundState.NONE),
        "sound_tries": literal(0), "carrier_copy": literal(False), "text": _choose_sealed(n),
        "transcript": literal("", RequestRow.transcript.type),
        "transcript_is_draft": literal(False), "way": literal(""), "topic": _choose(n, 19, ["", *TOPICS]),
        "claimed_by": case((is_done, by), (_turn(n, 29, 10) < 6, by), else_=null()),
        "due_on": case((kind == "callback", _choose_day(n)), else_=null()), "sent_at": _at(NOW),
        "sensitive": literal(False), "moderation_reason": literal(""),
        "moderation": case((kind == "contribution", _choose(n, 31, MODERATION)), else_=literal("")),
    }  # fmt: skip


def _turn(n: ColumnElement[int] | InstrumentedAttribute[int], step: int, length: int) -> ColumnElement[int]:
    """A number below `length` that looks like chance, another for each `step`; Knuth's multiplier, the middle bits."""
    return (cast(n, BigInteger) * (2_654_435_761 + 2_000_003 * step) // 65_536) % length


def _choose(n: ColumnElement[int], step: int, values: Any) -> ColumnElement[Any]:
    turn = _turn(n, step, len(values))
    return case(*((turn == at, literal(str(value))) for at, value in enumerate(values)))


def _choose_sealed(n: ColumnElement[int]) -> ColumnElement[Any]:
    """A few sealed messages again and again: sealing a million would only take time."""
    kind = RequestRow.text.type
    return case(*((n % len(SPOKEN) == at, literal(words, kind)) for at, words in enumerate(SPOKEN)))


def _choose_day(n: ColumnElement[int]) -> ColumnElement[Any]:
    days = [literal(TODAY + timedelta(days=ahead), Date) for ahead in range(-11, 4)]
    return case(*((n % len(days) == at, day) for at, day in enumerate(days)))


def _at(moment: datetime) -> ColumnElement[Any]:
    return literal(moment, RequestRow.asked_at.type)


def _write_words(session: Session) -> None:
    """In the order of the table, word by word; then a vocabulary that nobody looks for, as ballast."""
    for word, every in WORDS.items():
        _write_word(session, word, select(RequestRow.id).where(_turn(RequestRow.id, 37, every) == 0))
    _write_word(session, RARE, select(RequestRow.id).where(RequestRow.id.in_(RARE_AT)))
    for step in range(FILLERS):
        filler = literal(f"{step}:").concat(cast(_turn(RequestRow.id, 41 + step * 6, VOCABULARY), String))
        chosen = select(filler, RequestRow.id).order_by(filler, RequestRow.id)
        session.execute(insert(RequestWordRow).from_select(["word", "request"], chosen))


def _write_word(session: Session, word: str, ids: Any) -> None:
    mark = inbox_words.mark(session, word[: inbox_words.STEM])[0]
    chosen = ids.add_columns(literal(mark)).order_by(RequestRow.id)
    session.execute(insert(RequestWordRow).from_select(["request", "word"], chosen))


def find_place(database: Database, page: int, size: int, *, newest: bool) -> str:
    """Where a page of what is open begins: the id before it; empty for the first."""
    open_ = RequestRow.state.in_(OPEN)
    order = RequestRow.id.desc() if newest else RequestRow.id.asc()
    wanted = select(RequestRow.id).where(open_).order_by(order).offset((page - 1) * size - 1).limit(1)
    with database.reads() as session:
        return str(session.scalars(wanted).one()) if page > 1 else ""
