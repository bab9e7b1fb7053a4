"""A technician at the command line: writes `.env`, runs a command, reads what it says."""

from __future__ import annotations

import logging
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from app.commands import run
from settings import ENV_FILE_NAME, Settings, child_environment, write_env_file

PATIENCE = 90.0  # seconds; two cores may be busy with every other test


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line of a refusal; anything else fails the test that asks."""
        lines = self.err.splitlines()
        assert (self.code, len(lines), self.out) == (2, 1, ""), self
        return lines[0]


class Shell:
    """Runs commands in this process, in a folder of their own, with a settings file that the test writes."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capture = folder, capture
        self.file = folder / "settings.env"
        self.file.touch()
        patch.chdir(folder)
        for name in Settings.model_fields:
            patch.delenv(name.upper(), raising=False)
        patch.setenv(ENV_FILE_NAME, str(self.file))

    def writes(self, text: str) -> None:
        """Fill the settings file by hand."""
        self.file.write_text(text, encoding="utf-8")

    def takes(self, settings: Settings, **changes: str) -> None:
        """Fill the settings file with these settings."""
        write_env_file(self.file, as_environment(settings) | changes)

    def runs(self, *words: str) -> Said:
        """Run a command to its end."""
        self._capture.readouterr()
        handlers, level = logging.root.handlers[:], logging.root.level
        try:
            code = run(words)
        finally:
            logging.root.handlers[:] = handlers
            logging.root.setLevel(level)
        return Said(code, *self._capture.readouterr())


def as_environment(settings: Settings) -> dict[str, str]:
    """Settings as they stand in a file."""
    values = settings.model_dump()
    plain = {name: ",".join(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {name.upper(): str(value) for name, value in plain.items()}


class Process:
    """A command in a process of its own, as a service or in a terminal; what it says is in a file."""

    def __init__(self, folder: Path, settings: Path, *words: str, program: str = "app") -> None:
        self.log = folder / f"{words[0]}-{time.monotonic_ns()}.log"
        with self.log.open("wb") as said:
            self._popen = subprocess.Popen(
                [sys.executable, "-m", program, *words],
                cwd=folder, env=child_environment(settings), stdin=subprocess.DEVNULL,
                stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        self.pid = self._popen.pid

    def said(self) -> str:
        """All it has said so far."""
        return self.log.read_text(encoding="utf-8")

    def waits_until(self, reached: Callable[[], bool]) -> None:
        """Until something is true; a process that ends before, or patience that does, fails the test."""
        wait_until(lambda: reached() or self._popen.poll() is not None, self.said)
        assert reached(), self.said()

    def leaves(self, sign: signal.Signals = signal.SIGTERM, *, whole_group: bool = False) -> int:
        """Ask it to leave, as Ctrl-C does (the whole group) or a service (only itself); its exit code."""
        (os.killpg if whole_group else os.kill)(self.pid, sign)
        return self.ends()

    def ends(self) -> int:
        """Wait for its end; its exit code."""
        return self._popen.wait(PATIENCE)

    def children(self) -> list[int]:
        """The processes that it has started, and those that they have."""
        return sorted(_descend(self.pid))

    def is_over(self) -> bool:
        return self._popen.poll() is not None


def quiet_ports() -> int:
    """The first of two ports that nobody uses, and that no system hands out to who only calls (32768 and above)."""
    while True:
        port = random.randrange(15_000, 32_000)
        if is_free(port) and is_free(port + 1):
            return port


def is_free(port: int) -> bool:
    """Whether one could listen there, as a server would try."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _descend(pid: int) -> set[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    own = {int(word) for word in found.read_text().split()} if found.exists() else set()
    return own.union(*(_descend(child) for child in own))


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that is over and not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(
    reached: Callable[[], bool], words: Callable[[], str] = str, patience: float = PATIENCE
) -> None:
    """Wait with patience (seconds); `words` tell what was said when it was in vain."""
    end = time.monotonic() + patience
    while not reached():
        assert time.monotonic() < end, f"waited in vain\n{words()}"
        time.sleep(0.1)


def answers(url: str) -> bool:
    """Whether a page is there."""
    try:
        return httpx.get(url, timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
