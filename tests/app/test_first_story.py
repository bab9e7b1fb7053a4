"""The first who rings shall hear a voice: today's recording is made ready before the doors open."""

from __future__ import annotations

from sqlalchemy import select

from app.first_story import find_story, prepare_story
from content.tables import RecordingRow, RecordingState
from tests.actors.museum import Museum
from tests.journeys.test_by_telephone import wait_for_story


def ready_items(museum: Museum) -> list[int | None]:
    with museum.house.database.reads() as session:
        ready = select(RecordingRow.item).where(RecordingRow.state == RecordingState.READY)
        return list(session.scalars(ready))


def test_story_of_the_day_goes_first(museum: Museum) -> None:
    number = prepare_story(museum.house)
    assert ready_items(museum) == [number]


def test_prepared_story_is_what_callers_hear(museum: Museum) -> None:
    number = find_story(museum.house, museum.house.shelf.catalogue)
    assert wait_for_story(museum.phone().dials("+441632960209")) == str(number)
