"""A shell, and a museum that is filled once and copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from sqlalchemy import delete

from app.heartbeat import beat
from app.house import House, open_house
from content.tables import RecordingRow
from tests.actors.museum import Museum, TurnedClock, copy_museum, fill, make_settings, open_museum
from tests.app.shell import Shell, quiet_ports


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    fill(folder)
    return folder


@pytest.fixture(scope="session")
def idle(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with no recording left to prepare: a worker would take every processor for minutes."""
    folder = tmp_path_factory.mktemp("idle")
    copy_museum(filled, folder)
    opened = open_house(make_settings(folder))
    with opened.database.writes() as session:
        session.execute(delete(RecordingRow))
    opened.database.close()
    return folder


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def house(tmp_path: Path, filled: Path, clock: TurnedClock) -> Iterator[House]:
    """A filled house that serves nobody."""
    copy_museum(filled, tmp_path / "house")
    port = quiet_ports()
    carriers = f"http://127.0.0.1:{port + 1}"
    places = {
        "public_url": f"http://127.0.0.1:{port}",
        "twilio_api_url": carriers,
        "telegram_api_url": carriers,
    }
    settings = make_settings(tmp_path / "house", metrics_token="a-token-to-watch", port=port, **places)
    opened = open_house(settings, clock)
    yield opened
    opened.database.close()


@pytest.fixture
def museum(tmp_path: Path, filled: Path) -> Iterator[Museum]:
    """A filled house with its doors open and the practice carriers around it."""
    with open_museum(tmp_path / "museum", filled) as opened:
        yield opened


@pytest.fixture(scope="module")
def resting(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Iterator[Museum]:
    """The same, for tests that leave it as it is: opened once for all of a module."""
    with open_museum(tmp_path_factory.mktemp("resting"), filled) as opened:
        with opened.house.database.writes() as session:
            beat(session, "worker", datetime.now(UTC) + timedelta(minutes=10))
        yield opened


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Shell]:
    (tmp_path / "desk").mkdir()
    yield Shell(tmp_path / "desk", monkeypatch, capsys)
    structlog.reset_defaults()
