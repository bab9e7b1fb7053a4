"""The words by which requests are found: only signatures of them are kept, so that nobody reads messages there.

A word is known by its first five letters: "restoring" finds "restored". Rows of the rarest word are looked through."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from sqlalchemy import ColumnElement, ForeignKey, Index, String, delete, func, insert, literal, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from content.editing.searching import fold
from db.base import Base
from db.sealed import sign
from visitors.requests_table import RequestRow, RequestState

STEM = 5
MARK_LETTERS = 20
MOST_WORDS = 400  # of one message; three minutes hold as many
RARE = 2000  # words that are commoner than this are all the same
Marks = list[str]


class RequestWordRow(Base):
    """One word of one request, signed."""

    __tablename__ = "request_words"
    __table_args__ = (Index("ix_request_words_request", "request"), {"sqlite_with_rowid": False})

    word: Mapped[str] = mapped_column(String(MARK_LETTERS), primary_key=True)
    request: Mapped[int] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True)


def index(session: Session, row: RequestRow) -> None:
    """Write down afresh by which words a request is found: its ticket, its text and its transcript."""
    session.execute(delete(RequestWordRow).where(RequestWordRow.request == row.id))
    if row.state == RequestState.THROWN:
        return
    words = _stems(f"{row.ticket or ''} {row.text} {row.transcript}")[:MOST_WORDS]
    marks = {mark(session, word)[0] for word in words}
    if marks:
        session.execute(insert(RequestWordRow), [{"word": one, "request": row.id} for one in sorted(marks)])


def is_current(session: Session, row: RequestRow) -> bool:
    """Whether the words of a request stand there under the current key: the first of them tells."""
    first = next(iter(_stems(f"{row.ticket or ''} {row.text} {row.transcript}")), None)
    return first is None or session.get(RequestWordRow, (mark(session, first)[0], row.id)) is not None


def mark(session: Session, word: str) -> Marks:
    """How a word stands in the table: under the current key, and under older ones."""
    return [one[:MARK_LETTERS] for one in sign(session, f"word:{word}")]


def find(
    session: Session, text: str, after: int | None, *, newest: bool, among: Sequence[int] | None = None
) -> Generator[list[int], int | None, None]:
    """Ids of the requests that hold every word of a text, in their order, in growing handfuls, or as large as one sends
    back; `among` these few, where they are known."""
    words = _by_rarity(session, [mark(session, word) for word in _stems(text)])
    if words and among is not None:
        yield _read(session, words, after, newest, RARE, among)
        return
    size = 100
    while words:
        ids = _read(session, words, after, newest, size)
        wanted = (yield ids) if ids else None
        if len(ids) < size:
            return
        after, size = ids[-1], min(wanted or size * 2, RARE)


def _read(
    session: Session,
    words: list[Marks],
    after: int | None,
    newest: bool,
    size: int,
    among: Sequence[int] | None = None,
) -> list[int]:
    first = RequestWordRow
    wanted = select(first.request).where(_is(first.word, words[0]))
    if among is not None:
        wanted = wanted.where(first.request.in_(among))
    for marks in words[1:]:
        other = aliased(RequestWordRow)
        same = select(literal(1)).where(other.request == first.request, _is(other.word, marks))
        wanted = wanted.where(same.exists())
    if after is not None:
        wanted = wanted.where(first.request < after if newest else first.request > after)
    order = first.request.desc() if newest else first.request.asc()
    return list(session.scalars(wanted.order_by(order).limit(size)))


def _by_rarity(session: Session, words: list[Marks]) -> list[Marks]:
    """The rarest first: it leads, the others are only looked up."""
    counted = [(_count(session, marks), at) for at, marks in enumerate(words)] if len(words) > 1 else [(0, 0)]
    return [words[at] for _, at in sorted(counted)] if words else []


def _count(session: Session, marks: Marks) -> int:
    some = select(literal(1)).where(_is(RequestWordRow.word, marks)).limit(RARE).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _is(column: object, marks: Marks) -> ColumnElement[bool]:
    """One of these; a list of one would cost the index its order."""
    return column == marks[0] if len(marks) == 1 else column.in_(marks)  # type: ignore[return-value, attr-defined]


def _stems(text: str) -> list[str]:
    """The words of a text, folded, without their endings; each once. A number stays whole."""
    return list(dict.fromkeys(word if word.isdecimal() else word[:STEM] for word in fold(text)))
