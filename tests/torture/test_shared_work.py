"""Two workers and four web processes on PostgreSQL: each does its part, and nothing is done twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from flask import request

from app.announcing import announce
from tests.app.shell import wait_until
from tests.content.cluster import Cluster
from tests.torture.ordeal import MOMENT, Length, Ordeal
from tests.torture.passing import let_pass
from tests.torture.people import Load
from tests.torture.sockets import find_owner

pytestmark = pytest.mark.postgres
SERVING, WORKING, ENOUGH = 4, 2, 10


@pytest.fixture
def ordeal(tmp_path: Path) -> Iterator[Ordeal]:
    with Cluster() as cluster, ExitStack() as stack:
        yield Ordeal(tmp_path, cluster.url, Length(kills=0, blackout=0, serving=SERVING), stack)


class Watch:
    """Notes which worker asked a carrier, and which web process answers."""

    def __init__(self, ordeal: Ordeal) -> None:
        self._ordeal, self._settings = ordeal, ordeal.house.settings
        self.asked: Counter[int | None] = Counter()
        self.answered: Counter[int | None] = Counter()
        ordeal.carriers.app.before_request(self.note)

    def note(self) -> None:
        """A call, a text or a message of an answer: sent by a worker."""
        if request.method == "POST" and request.path.startswith(("/2010-04-01", "/bot")):
            workers = [one.pid for one in self._ordeal.crew.workers]
            self.asked[find_owner(int(request.environ["REMOTE_PORT"]), self._settings.port + 1, workers)] += 1

    def look(self) -> None:
        """One more connection: the process that takes it."""
        children = self._ordeal.crew.list_serving()
        line = httpx.Client(base_url=self._settings.public_url, trust_env=False)
        with line, line.stream("GET", "/health") as answer:
            address = answer.extensions["network_stream"].get_extra_info("client_addr")
            self.answered[find_owner(self._settings.port, address[1], children)] += 1


def test_workers_and_web_processes_share_the_work(ordeal: Ordeal) -> None:
    watch = Watch(ordeal)
    ordeal.crew.waits()
    wait_until(lambda: len(ordeal.crew.list_serving()) == SERVING, ordeal.crew.said)
    assert all(done.done for done in announce(ordeal.house))
    around = Load()
    around.begins(ordeal.town)
    for deed in ordeal.people:
        ordeal.load.begins(deed)
    wait_until(lambda: watch.look() or len(ordeal.clerk.answered) >= ENOUGH, ordeal.crew.said)
    ordeal.load.ends()
    let_pass(ordeal.house.database, MOMENT)
    wait_until(ordeal.books.is_settled, ordeal.crew.said)
    around.ends()
    assert ordeal.books.find_faults() == []
    assert len({pid for pid in watch.answered if pid}) == SERVING, watch.answered
    assert len({pid for pid in watch.asked if pid}) == WORKING, watch.asked
    assert ordeal.crew.leaves() == [0] * (WORKING + 1)
