"""The museum's own programs as child processes: they serve, they work, and they are killed without a word."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

from settings import Settings
from tests.app.shell import Process, answers, is_alive, wait_until

SERVES, WORKS = 4, 10  # threads that a process has once it is at work; before, killing it would prove little
ODDS = {"worker": 10, "web process": 7, "web server": 3}


class Crew:
    """So many processes behind the web's port, and so many workers; what was killed is started again at once."""

    def __init__(
        self, folder: Path, file: Path, settings: Settings, serving: int = 2, working: int = 2
    ) -> None:
        self.folder, self.file, self.settings = folder, file, settings
        self.serving = serving
        self.killed: Counter[str] = Counter()
        self._logs: list[Path] = []
        self.web = self._start("web", "--workers", str(serving))
        self.workers = [self._start("worker") for _ in range(working)]

    def minds(self) -> None:
        """What a service manager does: a server that leaves since its processes died too often is started again."""
        if self.web.is_over():
            self.web = self._start("web", "--workers", str(self.serving))

    def waits(self) -> None:
        """Until everybody is at work."""
        wait_until(self._are_ready, self.said)

    def kills_one(self, dice: Random) -> bool:
        """Somebody is killed in the middle of work; a server takes its processes with it. False where those who would
        have to go on have not got to work themselves: killing the dead proves nothing."""
        self.minds()
        victim = dice.choices(list(ODDS), list(ODDS.values()))[0]
        if not (self._are_working() if victim == "worker" else self._are_serving()):
            return False
        if victim == "worker":
            self._kill_worker(dice)
        else:
            self._kill_web(dice, whole=victim == "web server")
        self.killed[victim] += 1
        return True

    def kills_workers(self) -> None:
        """All of them: nobody is at anything now."""
        for worker in self.workers:
            _kill_group(worker)
            self.killed["worker"] += 1

    def starts_workers(self) -> None:
        """As many as there were."""
        self.workers = [self._start("worker") for _ in self.workers]

    def leaves(self) -> list[int]:
        """Ask all to leave; their exit codes."""
        return [process.leaves() for process in (*self.workers, self.web)]

    def ends(self) -> None:
        """Leave nothing behind, whatever has happened."""
        for process in (*self.workers, self.web):
            if not process.is_over():
                _kill_group(process)

    def said(self) -> str:
        """All that they said."""
        return "\n".join(log.read_text(encoding="utf-8") for log in self._logs)

    def _are_ready(self) -> bool:
        self.minds()
        return self._are_working() and answers(f"{self.settings.public_url}/health")

    def _are_working(self) -> bool:
        return all(count_threads(one.pid) >= WORKS for one in self.workers)

    def _are_serving(self) -> bool:
        return sum(count_threads(child) >= SERVES for child in self.list_serving()) == self.serving

    def list_serving(self) -> list[int]:
        """The server's processes, but for the one that Python itself adds to look after what they share."""
        return [child for child in self.web.children() if not is_tracker(child)]

    def _start(self, *words: str) -> Process:
        process = Process(self.folder, self.file, *words)
        self._logs.append(process.log)
        return process

    def _kill_worker(self, dice: Random) -> None:
        at = dice.randrange(len(self.workers))
        _kill_group(self.workers[at])
        self.workers[at] = self._start("worker")

    def _kill_web(self, dice: Random, *, whole: bool) -> None:
        if not whole:
            os.kill(dice.choice(self.list_serving()), signal.SIGKILL)  # its server starts another
            return
        children = self.web.children()
        _kill_group(self.web)
        wait_until(lambda: not any(map(is_alive, children)))
        self.web = self._start("web", "--workers", str(self.serving))


def count_threads(pid: int) -> int:
    """How many threads a process has; none where it is gone."""
    try:
        return sum(1 for _ in Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return 0


def is_tracker(pid: int) -> bool:
    """Whether a process only looks after shared memory."""
    with suppress(OSError):
        return b"resource_tracker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return True


def rest(dice: Random, longest: float) -> None:
    """A moment that nobody can foresee."""
    time.sleep(dice.uniform(0, longest))


def _kill_group(process: Process) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.ends()
