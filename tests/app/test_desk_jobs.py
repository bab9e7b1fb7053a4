"""What the worker does for the desk: plans at their hour, written in the trail, and an index for an older museum."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, select

from app.house import House
from app.worker import Worker, make_desk_jobs
from content.editing import schedules
from content.tables import ItemRow, SearchWordRow
from staff.trail import TrailRow
from tests.actors.museum import TurnedClock


def test_plan_is_kept_at_its_hour(house: House, clock: TurnedClock) -> None:
    worker = Worker(house, jobs=make_desk_jobs(house))
    with house.database.writes() as session:
        number = session.scalar(select(ItemRow.number).where(ItemRow.state == "published").limit(1)) or 0
        schedules.schedule(session, number, "withdraw", clock.now() + timedelta(hours=1), "Ana")
    worker.drain()
    assert number in house.shelf.catalogue.items
    clock.advance(3600)
    worker.drain()
    with house.database.reads() as session:
        assert session.get_one(ItemRow, number).state == "withdrawn"
        (line,) = session.scalars(select(TrailRow).where(TrailRow.what == "withdraw"))
        assert (line.key, line.account, line.after) == (str(number), None, {"state": "withdrawn"})


def test_older_museum_gets_its_index(house: House) -> None:
    with house.database.writes() as session:
        session.execute(delete(SearchWordRow))
    Worker(house, jobs=make_desk_jobs(house)).drain()
    with house.database.reads() as session:
        indexed = select(func.count(func.distinct(SearchWordRow.item)))
        assert session.scalar(indexed) == session.scalar(select(func.count()).select_from(ItemRow))
