"""The demonstration as a person meets it: it opens, rings, closes, leaves nothing running, and remembers."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from dotenv import dotenv_values
from sqlalchemy import func, select

from app.house import open_house
from settings import read_settings
from tests.actors.caller import Caller
from tests.actors.museum import copy_museum
from tests.app.shell import Process, is_alive, is_free, quiet_ports, wait_until
from visitors.calls import CallRow


class Demo:
    """`museline demo` in a folder of its own, on two ports that nobody uses."""

    def __init__(self, folder: Path, filled: Path | None = None) -> None:
        self.folder, self.own = folder, folder / "var" / "demo"
        if filled:
            copy_museum(filled, self.own)
        self.port = quiet_ports()
        (folder / ".env").write_text(f"PORT={self.port}\nMUSEUM_NAME=the Museum of Snails\n")
        self.page = f"http://127.0.0.1:{self.port + 1}"
        self.process: Process | None = None

    def opens(self) -> Process:
        """Start it, and wait for the address."""
        self.process = Process(self.folder, self.folder / ".env", "demo")
        self.process.waits_until(lambda: f"The museum is open:  {self.page}/" in self.said())
        return self.process

    def said(self) -> str:
        return self.process.said() if self.process else ""

    def keys(self) -> dict[str, str | None]:
        return dotenv_values(self.own / "settings.env")

    def calls(self) -> int:
        """How many calls its rows tell of."""
        house = open_house(read_settings(self.own / "settings.env").model_copy(update={"data_dir": self.own}))
        with house.database.reads() as session:
            found = session.scalar(select(func.count()).select_from(CallRow)) or 0
        house.database.close()
        return found

    def is_gone(self, children: list[int]) -> bool:
        return not any(map(is_alive, children)) and is_free(self.port) and is_free(self.port + 1)


@pytest.fixture
def demo(tmp_path: Path, idle: Path) -> Iterator[Demo]:
    """A demonstration that was open before, so that nothing has to be prepared."""
    yield from keep(Demo(tmp_path, idle))


@pytest.fixture
def first_demo(tmp_path: Path) -> Iterator[Demo]:
    """A demonstration that has never been opened."""
    yield from keep(Demo(tmp_path))


def keep(opened: Demo) -> Iterator[Demo]:
    yield opened
    if opened.process and not opened.process.is_over():
        opened.process.leaves()


def ring(demo: Demo) -> str:
    """Ring, listen for a moment, hang up; what was heard."""
    with httpx.Client(base_url=demo.page, trust_env=False, timeout=60) as line:
        caller = Caller(line).dials("+441632960278")
        time.sleep(1)
        caller.presses("1")
        heard = caller.hears()
        caller.hangs_up()
        assert caller.problems() == []
    return heard


def test_demo_opens_closes_and_remembers(demo: Demo) -> None:
    first = demo.opens()
    with httpx.Client(base_url=demo.page, trust_env=False, timeout=60) as browser:
        assert "the Museum of Snails" in browser.get("/").text
        assert browser.get("/telephone/").status_code == browser.get("/chat").status_code == 200
    assert "the Museum of Snails" in ring(demo)
    children = first.children()
    assert len(children) >= 4
    assert first.leaves(signal.SIGINT, whole_group=True) == 0
    assert demo.said().endswith("The museum is closed. Good night.\n")
    assert "Traceback" not in demo.said()
    wait_until(lambda: demo.is_gone(children))
    keys, calls = demo.keys(), demo.calls()
    assert calls == 1

    second = demo.opens()
    assert demo.keys() == keys
    ring(demo)
    children = second.children()
    assert second.leaves(signal.SIGTERM) == 0
    wait_until(lambda: demo.is_gone(children))
    assert demo.calls() == 2
    assert (demo.own / "settings.env").stat().st_mode & 0o077 == 0


def test_part_that_dies_closes_the_demo(demo: Demo) -> None:
    process = demo.opens()
    children = process.children()
    victim = next(
        pid for pid in children if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    )
    os.kill(victim, signal.SIGKILL)
    assert process.ends() == 1
    assert demo.said().endswith("museline: the worker has stopped; its last words stand above\n")
    wait_until(lambda: demo.is_gone(children))


def test_leaving_while_it_opens(first_demo: Demo) -> None:
    demo = first_demo
    demo.process = process = Process(demo.folder, demo.folder / ".env", "demo")
    process.waits_until(lambda: len(process.children()) >= 2)
    children = process.children()
    assert process.leaves(signal.SIGINT, whole_group=True) == 0
    assert demo.said() == "Laying out the rooms ...\n\nThe museum is closed. Good night.\n"
    wait_until(lambda: demo.is_gone(children))
    house = open_house(read_settings(demo.own / "settings.env").model_copy(update={"data_dir": demo.own}))
    assert house.shelf.catalogue.items
    house.database.close()
