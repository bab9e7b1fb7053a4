"""A job of the worker with patience: one that fails rests, and the others go on."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog

LONGEST_REST = 60
log = structlog.get_logger("museline.worker")


class Duty:
    """Does its job; after each failure in a row it rests twice as long, a minute at most."""

    def __init__(self, job: Callable[[], bool]) -> None:
        self._job, self._failures = job, 0
        self._rests_until: datetime | None = None

    def do(self, now: datetime) -> bool:
        """One round; whether there was anything to do. Its error is logged without its message: it may hold words."""
        if self._rests_until and now < self._rests_until:
            return False
        try:
            done = self._job()
        except Exception as error:  # noqa: BLE001 - whatever it is, the other jobs must go on
            self._rest(now, error)
            return False
        self._failures, self._rests_until = 0, None
        return done

    def _rest(self, now: datetime, error: Exception) -> None:
        self._failures += 1
        rest = min(2**self._failures, LONGEST_REST)
        self._rests_until = now + timedelta(seconds=rest)
        last = traceback.extract_tb(error.__traceback__)[-1]
        where, name = f"{Path(last.filename).name}:{last.lineno}", getattr(self._job, "__name__", "job")
        log.error("a job failed", job=name, error=type(error).__name__, where=where, rests=rest)
