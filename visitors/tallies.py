"""Counts of what happens, by day: statistics that follow nobody."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base


class What(StrEnum):
    """What is counted. A visit is a CALL, or a CHAT with one person on one day; it is FINISHED once something was heard
    to its end. HEARD is an item (`name`: its number), STOPPED one that was left (its number and the tenth of its
    length, `214/3`), WRONG a key that does nothing (the place and the key, `lobby 7`), LANGUAGE one that somebody
    chose, ASKED a question or a wish to be called back (its kind), SURVEY what somebody answered (the key; `asked`)."""

    CALLS = "calls"
    CHATS = "chats"
    FINISHED = "finished"
    HEARD = "heard"
    STOPPED = "stopped"
    WRONG = "wrong"
    LANGUAGE = "language"
    ASKED = "asked"
    SURVEY = "survey"


class TallyRow(Base):
    """How often one thing happened on one day. `what` is its sort (see `What`), `name` what it was about.

    There is no visitor and no time of day in it, so that nobody can be found again."""

    __tablename__ = "tallies"
    __table_args__ = (Index("ix_tallies_what_day", "what", "day"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True, default="")
    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    language: Mapped[str] = mapped_column(String(10), primary_key=True)
    count: Mapped[int]


def count(session: Session, day: date, what: What, channel: str, language: str, name: str = "") -> None:
    """One more, in one statement, whoever else counts the same; `day` is the museum's own."""
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(TallyRow) if is_postgres else sqlite.insert(TallyRow)
    key = {"day": day, "what": what.value, "name": name, "channel": channel, "language": language}
    one_more = {"count": TallyRow.count + 1}
    session.execute(
        insert.values(**key, count=1).on_conflict_do_update(index_elements=list(key), set_=one_more)
    )
