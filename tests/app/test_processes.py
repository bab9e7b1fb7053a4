"""Web and worker as services run them: they serve, tell nothing of visitors, and leave when asked."""

from __future__ import annotations

import json
import re
import signal
import socket
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import httpx
import pytest
from sqlalchemy import delete

from app.announcing import announce
from app.house import House
from content.tables import RecordingRow
from settings import write_env_file
from tests.actors.caller import Caller
from tests.actors.chatter import Chatter
from tests.actors.museum import practise
from tests.app.shell import Process, answers, as_environment, is_alive, wait_until
from visitors.requests import SoundState, newest

NUMBER, NAME, WORDS = "+441632960277", "Rosalind Quill", "Where do the painted snails of the cloister sleep?"


@pytest.fixture
def settings_file(tmp_path: Path, house: House) -> Path:
    with house.database.writes() as session:
        session.execute(delete(RecordingRow))  # a worker would prepare them for minutes
    file = tmp_path / "settings.env"
    write_env_file(file, as_environment(house.settings))
    return file


@pytest.fixture
def served(tmp_path: Path, house: House, settings_file: Path) -> Iterator[Process]:
    """`museline web` with two processes behind one port."""
    web = Process(tmp_path, settings_file, "web")
    try:
        web.waits_until(lambda: answers(f"{house.settings.public_url}/health"))
        yield web
    finally:
        if not web.is_over():
            web.leaves()


def test_web_leaves_nothing_running(house: House, served: Process) -> None:
    children = served.children()
    assert len(children) >= 2
    second = Process(served.log.parent, served.log.parent / "settings.env", "web")
    assert second.ends() == 2
    assert second.said().startswith(f"museline: 127.0.0.1:{house.settings.port} cannot be used")
    assert len(second.said().splitlines()) == 1
    assert served.leaves(signal.SIGTERM) == 0
    wait_until(lambda: not any(map(is_alive, children)))
    with socket.create_server(("127.0.0.1", house.settings.port)):
        assert served.said() == ""


def test_large_and_odd_requests_do_no_harm(house: House, served: Process) -> None:
    address = ("127.0.0.1", house.settings.port)
    for request in (
        b"NONSENSE\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET /%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03\x01\x02",
        b"GET /health HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"POST /hotline/answer HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    ):  # fmt: skip
        with socket.create_connection(address, timeout=30) as line:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            assert b" 500 " not in line.recv(4096)
    pieces = (b"x" * 65_536 for _ in range(64))
    with httpx.Client(base_url=house.settings.public_url, trust_env=False, timeout=30) as client:
        for path in ("/hotline/answer", "/hotline/sms", "/nothing"):
            assert client.post(path, content=pieces).status_code in {403, 404, 413}
        assert client.get("/health").json() == {"status": "alive"}
    assert "Traceback" not in served.said()


def test_logs_tell_nothing_of_visitors(
    tmp_path: Path, house: House, settings_file: Path, served: Process
) -> None:
    settings = house.settings
    worker = Process(tmp_path, settings_file, "worker")
    carriers = practise_apart(tmp_path, house)
    try:
        assert all(done.done for done in announce(house))
        with httpx.Client(base_url=settings.twilio_api_url, trust_env=False, timeout=60) as line:
            ask_by_telephone(Caller(line))
        with Chatter(settings.twilio_api_url, NAME) as rosa:
            rosa.opens().says("/ask").says(WORDS).presses("1")
        httpx.post(f"{settings.public_url}/hotline/answer", data={"From": NUMBER}, trust_env=False)
        httpx.post(f"{settings.public_url}/bots/telegram", json={"text": WORDS}, trust_env=False)
        wait_until(lambda: is_heard(house), lambda: served.said() + worker.said())
    finally:
        left = [process.leaves() for process in (worker, served, carriers)]
    assert left == [0, 0, 0]
    told = served.said() + worker.said()
    assert "refused: not signed by the carrier" in told
    secrets = [settings.twilio_auth_token[0], settings.telegram_bot_token, settings.telegram_webhook_secret]
    secrets += [*settings.secret_key, *settings.privacy_key, settings.telegram_bot_token.partition(":")[2]]
    for private in (NUMBER, NUMBER[1:], NAME, *NAME.split(), WORDS, "snails", *secrets):
        assert private not in told
    assert not re.search(r"\+?\d{9,}", re.sub(r"timestamp='[^']*'|CA[0-9a-f]{32}", "", told)), told
    assert "Traceback" not in told


def practise_apart(folder: Path, house: House) -> Process:
    """The practice carriers as a process of their own."""
    config = folder / "simulators.json"
    config.write_text(json.dumps(asdict(practise(house.settings))), encoding="utf-8")
    port = house.settings.port + 1
    words = ("--port", str(port), "--config", str(config))
    carriers = Process(folder, folder / "settings.env", *words, program="simulators")
    carriers.waits_until(lambda: answers(f"http://127.0.0.1:{port}/"))
    return carriers


def ask_by_telephone(ana: Caller, number: str = NUMBER) -> None:
    ana.dials(number).presses("3", after=1)
    ana.waits_for("record")
    ana.says(4.0)
    ana.waits_until("To send it, ")
    ana.presses("1")
    ana.waits_until("Your ticket is")
    ana.hangs_up()


def is_heard(house: House) -> bool:
    """Whether both questions are kept, the spoken one with its sound."""
    with house.database.reads() as session:
        rows = newest(session)
    return len(rows) == 2 and any(row.sound_state == SoundState.KEPT for row in rows)


def test_worker_leaves_when_asked(tmp_path: Path, house: House, settings_file: Path) -> None:
    worker = Process(tmp_path, settings_file, "worker")
    worker.waits_until(lambda: "worker" in beaten(house))
    assert worker.leaves(signal.SIGTERM) == 0
    assert worker.said() == ""


def beaten(house: House) -> list[str]:
    with house.database.engine.connect() as connection:
        return [row.name for row in connection.exec_driver_sql("SELECT name FROM heartbeats")]
