"""Of a story that was taken back nothing stays on the line: no words, no voice, no older version, no draft."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from content.editing import drafts, publishing
from content.editing.sheet import text_sheet
from content.recordings import Take, Target, accept
from content.tables import ItemRow, RecordingRow
from staff import trail
from tests.content.museum import NOW, PackFolder, SmallHouse
from tests.visitors.reception import ANA
from visitors import contributions_items, erasing
from visitors.requests import RequestKind, RequestRow, RequestState

WORDS = "We bathed the bear in the fountain."
TITLE = "The bear in the fountain"


@pytest.fixture
def house(tmp_path: Path) -> SmallHouse:
    """A museum with an item that was made of somebody's story, edited, recorded and told of in the trail."""
    made = SmallHouse(tmp_path)
    made.take_in(PackFolder(tmp_path / "pack"))
    with made.database.writes() as session:
        session.add(_throw_story())
        publishing.begin_item(
            session, 777, {"kind": "story", "intent": "story", "speaker": "ana"}, "Ana", NOW
        )
        words = {"title": TITLE, "teaser": "a bear", "body": WORDS, "credit": "Told by Rosa."}
        drafts.save(session, text_sheet(777, "en"), words, 0, "Ana", NOW)
        trail.note(session, ANA, "edit", "text", "777", NOW, before={"body": ""}, after={"body": WORDS})
        trail.note(session, ANA, "edit", "text", "214", NOW, after={"body": "The bear of another"})
        master = made.media.put_master(b"the voice of Rosa", "take.wav")
        for item in (777, 305):
            accept(session, Target("en", item=item), Take(master, by="Ana", came_by="telephone"), NOW)
        alone = made.media.put_master(b"another take", "take.wav")
        accept(session, Target("en", item=777), Take(alone, by="Ana", came_by="telephone"), NOW)
    return made


def _throw_story() -> RequestRow:
    return RequestRow(
        id=1, kind=RequestKind.CONTRIBUTION, state=RequestState.THROWN, channel="phone", language="en", origin="RE1",
        asked_at=NOW, became=777,
    )  # fmt: skip


def dump(house: SmallHouse) -> str:
    with house.database.reads() as session:
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        return "\n".join(
            repr(tuple(row)) for name in names for row in session.execute(text(f"SELECT * FROM {name}"))
        )


def test_nothing_of_it_stays(house: SmallHouse) -> None:
    assert WORDS in dump(house)
    assert contributions_items.erase_next(house.database, house.media)
    left = dump(house)
    for words in (WORDS, TITLE, "Told by Rosa"):
        assert words not in left
    assert "The bear of another" in left
    assert not contributions_items.erase_next(house.database, house.media)


def test_shared_voice_stays_for_the_other(house: SmallHouse) -> None:
    with house.database.reads() as session:
        paths = set(session.scalars(select(RecordingRow.master).where(RecordingRow.item == 777)))
        shared = session.scalars(select(RecordingRow.master).where(RecordingRow.item == 305)).one()
    contributions_items.erase_next(house.database, house.media)
    assert {path for path in paths if house.media.exists(path)} == {shared}
    assert [row.item for row in house.rows(RecordingRow)] == [305]


def test_number_stays_taken(house: SmallHouse) -> None:
    contributions_items.erase_next(house.database, house.media)
    assert 777 in [row.number for row in house.rows(ItemRow)]
    assert house.rows(RequestRow)[0].became is None


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (RequestKind.CONTRIBUTION, RequestState.CLOSED), (RequestKind.CONTRIBUTION, RequestState.SENT),
        (RequestKind.QUESTION, RequestState.THROWN),
    ],
)  # fmt: skip
def test_items_of_others_are_left_alone(house: SmallHouse, kind: str, state: str) -> None:
    with house.database.writes() as session:
        session.execute(update(RequestRow).values(kind=kind, state=state))
    assert not contributions_items.erase_next(house.database, house.media)
    assert WORDS in dump(house)


def test_empty_row_waits_for_its_item(house: SmallHouse) -> None:
    """Were it swept first, nothing would lead to what was made of it."""
    late = NOW + erasing.EMPTY_KEPT + timedelta(days=1)
    for rows in (1, 0):
        with house.database.writes() as session:
            erasing.sweep(session, late)
        assert len(house.rows(RequestRow)) == rows
        contributions_items.erase_next(house.database, house.media)
