"""Kill -9 at any moment of web and worker: nothing accepted is lost, nothing rings twice, nothing appears twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.content.cluster import Cluster
from tests.torture.ordeal import Length, Ordeal

SHORT, LONG = Length(8, 4, 1), Length(250, 10, 2)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "sqlite":
        yield ""
        return
    with Cluster() as cluster:
        yield cluster.url


@pytest.mark.parametrize(
    "length", [pytest.param(SHORT, id="short"), pytest.param(LONG, id="long", marks=pytest.mark.long)]
)
def test_pulled_plug_loses_and_doubles_nothing(
    tmp_path: Path, url: str, length: Length, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    with ExitStack() as stack:
        ordeal = Ordeal(tmp_path, url, length, stack)
        ordeal.runs()
        left = ordeal.crew.leaves()
        faults, counted = ordeal.books.find_faults(), ordeal.books.count()
        with capsys.disabled():
            print(
                f"\n{ordeal.crew.killed.total()} kills in {time.monotonic() - began:.0f} s: {dict(ordeal.crew.killed)}"
            )
            print(
                f"{dict(counted)}; given up by people: {dict(ordeal.load.given_up)}, done {ordeal.load.done}"
            )
        assert not faults, "\n".join(faults)
        assert ordeal.books.is_settled()
        assert left == [0, 0, 0]
        for what in ("recordings accepted", "chat questions", "requests", "answers"):
            assert counted[what] > length.kills // 10, (what, counted)
        assert counted["telephones rung"] >= length.kills // 25, counted
