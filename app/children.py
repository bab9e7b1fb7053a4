"""The processes of the demonstration: started, watched, and asked to leave."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence

import httpx


class Children:
    """Programs of our own, each in a process group apart: Ctrl-C reaches only us, and we tell them in order."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, program: Sequence[str]) -> None:
        """Start `python -m program`; its words go where ours go."""
        self._running[name] = subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, "-m", *program],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            process_group=0,
        )

    def gone(self) -> str | None:
        """The name of one that has stopped by itself."""
        return next((name for name, child in self._running.items() if child.poll() is not None), None)

    def stop(self, patience: float = 8) -> None:
        """Ask all to leave, at last the first, on whom the others lean; insist after `patience` seconds."""
        first, *others = self._running.values()
        for group in (others, [first]):
            for child in group:
                child.terminate()
            for child in group:
                _wait_for(child, patience)


def _wait_for(child: subprocess.Popen[bytes], patience: float) -> None:
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def answers(url: str) -> bool:
    """Whether a page of this machine is there already; no proxy is asked for it."""
    try:
        return httpx.get(url, timeout=2, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
