"""The privacy key changes while web and worker run as processes and people ring; then the old key is dropped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import delete, select

from addresses.keys import KeyRing, make_key
from app.announcing import announce
from app.house import House, open_house
from app.rotating import count_old, find_words
from content.tables import RecordingRow
from db.database import Database
from settings import write_env_file
from tests.actors.caller import Caller
from tests.actors.chatter import Chatter
from tests.app.shell import Process, answers, as_environment
from tests.app.test_processes import ask_by_telephone, practise_apart
from visitors import privacy
from visitors.people import VisitorRow
from visitors.requests_table import RequestRow, RequestState

WORDS = "Who winds the clock of the tower?"


@pytest.fixture
def settings_file(tmp_path: Path, house: House) -> Path:
    with house.database.writes() as session:
        session.execute(delete(RecordingRow))  # a worker would prepare them for minutes
    return tmp_path / "settings.env"


class Service:
    """Web and worker with these keys, from start to stop."""

    def __init__(self, folder: Path, file: Path, house: House, *keys: str) -> None:
        settings = house.settings.model_copy(update={"privacy_key": keys})
        write_env_file(file, as_environment(settings))
        self.web, self.worker = Process(folder, file, "web"), Process(folder, file, "worker")
        self.address = f"{settings.public_url}/health"

    def opens(self) -> Service:
        self.web.waits_until(lambda: answers(self.address))
        return self

    def stop(self) -> None:
        assert [process.leaves() for process in (self.worker, self.web)] == [0, 0]
        assert "Traceback" not in self.web.said() + self.worker.said()


@pytest.fixture
def starts(tmp_path: Path, settings_file: Path, house: House) -> Iterator[Callable[..., Service]]:
    """Starts a service with keys; what a failed test left running is stopped."""
    services: list[Service] = []

    def start(*keys: str) -> Service:
        services.append(Service(tmp_path, settings_file, house, *keys))
        return services[-1].opens()

    yield start
    for process in (each for service in services for each in (service.web, service.worker)):
        if not process.is_over():
            process.leaves()


@pytest.fixture
def carriers(tmp_path: Path, house: House, settings_file: Path) -> Iterator[None]:
    write_env_file(settings_file, as_environment(house.settings))
    process = practise_apart(tmp_path, house)
    yield
    process.leaves()


def come_and_ask(house: House, people: range) -> None:
    """Each asks by telephone, and another in the chat."""
    api = house.settings.twilio_api_url
    for n in people:
        with httpx.Client(base_url=api, trust_env=False, timeout=60) as line:
            ask_by_telephone(Caller(line), number(n))
        with Chatter(api, f"Guest {n}") as guest:
            guest.opens().says("/ask").says(f"{WORDS} {n}").presses("1")


def number(n: int) -> str:
    return f"+4416329603{n:02}"


def read_all(database: Database, ring: KeyRing) -> tuple[list[str], list[str]]:
    """The addresses to answer to that a key opens, and the words."""
    with database.reads() as session:
        rows = session.scalars(select(RequestRow).where(RequestRow.state == RequestState.SENT)).all()
    return sorted(ring.decrypt(row.reply_to or "").value for row in rows), sorted(
        row.text for row in rows if row.text
    )


def test_key_changes_under_load_and_old_one_goes(
    tmp_path: Path, house: House, settings_file: Path, starts: Callable[..., Service], carriers: None
) -> None:
    old, new = house.settings.privacy_key[0], make_key()
    service = starts(old, new)
    assert all(done.done for done in announce(house))
    come_and_ask(house, range(2))
    service.stop()
    with house.database.writes() as session:  # one of them is forgotten; nothing of that may come back
        gone = session.scalars(select(VisitorRow.id).where(VisitorRow.channel == "chat")).first()
        privacy.forget(session, gone or 0, house.clock.now())
    service = starts(new, old)
    visiting = threading.Thread(target=come_and_ask, args=(house, range(1, 3)))
    visiting.start()
    while visiting.is_alive():
        said = rotate(tmp_path, settings_file)
        assert "No key that is listed opens" not in said
    visiting.join()
    assert "Encrypted anew" in rotate(tmp_path, settings_file)
    service.stop()
    look_with_new_key_alone(house, new)


def rotate(folder: Path, file: Path) -> str:
    """`museline keys rotate` as a process of its own."""
    command = Process(folder, file, "keys", "rotate")
    assert command.ends() == 0, command.said()
    return command.said()


def look_with_new_key_alone(house: House, new: str) -> None:
    """Everything opens; who never came again is counted, and goes with their period; the forgotten left nothing."""
    ring, alone = KeyRing([new]), open_house(house.settings.model_copy(update={"privacy_key": (new,)}))
    try:
        addresses, words = read_all(alone.database, ring)
        phones = [one for one in addresses if one.startswith("+")]
        assert phones == [number(0), number(1), number(1), number(2)]
        assert [one for one in words if not one.startswith(WORDS)] == []
        assert len(words) == 3
        left = count_old(alone.database, ring)
        with alone.database.reads() as session:
            keys = session.scalars(select(VisitorRow.key)).all()
            assert left.count == sum(not key.endswith(ring.tag) for key in keys) <= 2
            for table, name in find_words():
                kept = [value for value in session.scalars(select(table.c[name])) if value]
                assert "…" not in kept
    finally:
        alone.database.close()
