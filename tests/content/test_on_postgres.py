"""The same content on a real PostgreSQL server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.recordings import Take, Target, accept, publish, roll_back
from content.renditions import claim_next
from content.shelf import Shelf
from content.tables import RecordingRow
from db.base import Base
from db.database import Database
from tests.content.cluster import Cluster
from tests.content.museum import NOW, PackFolder, SmallHouse

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster() as running:
        yield running


@pytest.fixture
def house(tmp_path: Path, cluster: Cluster, pack: PackFolder) -> Iterator[SmallHouse]:
    (tmp_path / "house").mkdir()
    made = SmallHouse(tmp_path / "house")
    made.database.close()
    made.database = Database(cluster.url)
    made.shelf = Shelf(made.database, made.settings)
    Base.metadata.create_all(made.database.engine)
    made.take_in(pack)
    yield made
    Base.metadata.drop_all(made.database.engine)
    made.database.close()


def send(house: SmallHouse, sound: bytes) -> int:
    take = Take(house.media.put_master(sound, "take.wav"))
    with house.database.writes() as session:
        return accept(session, Target("en", item=214), take, NOW, goes_live=True).id


def test_pack_comes_in_twice(house: SmallHouse, pack: PackFolder) -> None:
    pack.change("items/214/en.md", "He looks", "She looks")
    house.take_in(pack)
    assert house.shelf.catalogue.items[214].words["en"].text[0].startswith("She looks")
    assert house.shelf.catalogue.version == 2


def test_recording_goes_live_and_back(house: SmallHouse) -> None:
    ids = [send(house, sound) for sound in (b"one", b"two")]
    house.write(
        RecordingRow,
        RecordingRow.item == 214,
        state="ready",
        goes_live=False,
        seconds=1.0,
        phone="p",
        chat="c",
    )
    for recording_id in ids:
        with house.database.writes() as session:
            publish(session, recording_id, NOW)
    with house.database.writes() as session:
        assert roll_back(session, Target("en", item=214), NOW)
    assert [row.version for row in house.rows(RecordingRow, live=True)] == [1]


def test_workers_never_share_a_claim(house: SmallHouse) -> None:
    wanted = [send(house, bytes([number])) for number in range(20)]
    claimed: list[int] = []
    start = threading.Barrier(3)

    def work() -> None:
        start.wait()
        while claim := claim_next(house.database, NOW):
            claimed.append(claim.id)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert sorted(claimed) == sorted(wanted)
