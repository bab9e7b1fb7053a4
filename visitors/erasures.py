"""The log of what went: how many of which kind on which day, and nothing by which anybody could be found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import String, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.base import Base


class ErasureRow(Base):
    """How many of one kind were deleted on one day of the museum's."""

    __tablename__ = "erasures"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int]


def note(session: Session, kind: str, count: int, day: date) -> None:
    """Add to the day's count, in one statement, whoever else does; nothing is written for none."""
    if not count:
        return
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(ErasureRow) if is_postgres else sqlite.insert(ErasureRow)
    more = {"count": ErasureRow.count + count}
    session.execute(
        insert.values(day=day, kind=kind, count=count).on_conflict_do_update(
            index_elements=["day", "kind"], set_=more
        )
    )


def list_erasures(session: Session, first: date, last: date) -> Sequence[ErasureRow]:
    """What went on these days, the newest first."""
    wanted = select(ErasureRow).where(ErasureRow.day.between(first, last))
    return session.scalars(wanted.order_by(ErasureRow.day.desc(), ErasureRow.kind)).all()
