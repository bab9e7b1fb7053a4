"""Notes beside a request: in their order, taken back by whoever wrote them, unreadable without the keys."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from tests.visitors.reception import ANA, BEN, NOW, Reception
from visitors import notes
from visitors.notes import NoteRow
from visitors.requests import RequestRow

WORDS = "He was the guard here in 1962."


def write(reception: Reception, number: int, text: str = WORDS) -> int:
    return reception.does(notes.add, number, ANA.id, ANA.name, text, NOW).id


def test_notes_stand_in_their_order(reception: Reception) -> None:
    one, other = reception.asks(), reception.asks()
    for text in ("  first ", "second"):
        write(reception, one, text)
    write(reception, other, "elsewhere")
    found = reception.does(notes.of_request, one)
    assert [(row.text, row.by, row.at) for row in found] == [("first", "Ana", NOW), ("second", "Ana", NOW)]


def test_only_who_wrote_takes_back(reception: Reception) -> None:
    note = write(reception, reception.asks())
    assert reception.does(notes.remove, note, BEN.id) is None
    assert reception.does(notes.remove, note, ANA.id) == WORDS
    assert reception.does(notes.remove, note, ANA.id) is None


def test_note_lies_sealed(reception: Reception) -> None:
    write(reception, reception.asks())
    assert "guard" not in reception.dumps("notes")
    assert reception.rows(NoteRow)[0].text == WORDS


def test_notes_go_with_their_request(reception: Reception) -> None:
    number, other = reception.asks(), reception.asks()
    write(reception, number)
    kept = write(reception, other)
    reception.does(notes.drop, number)
    assert [row.id for row in reception.rows(NoteRow)] == [kept]
    with reception.database.writes() as session:
        session.execute(
            delete(RequestRow).where(RequestRow.id == other, RequestRow.asked_at < NOW + timedelta(days=1))
        )
    assert reception.rows(NoteRow) == []
