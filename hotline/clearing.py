"""The carrier's own lists of calls and texts: cleared there when their time is over, or their owner is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from db.clock import Clock
from db.database import Database
from hotline.carrier import CarrierFailed
from visitors import erasures, leftovers

AGAIN = timedelta(hours=6)
SETTLED = timedelta(minutes=5)  # after a start: what restarts often need not ask each time
KINDS = {leftovers.CALL: "carrier's calls", leftovers.TEXT: "carrier's texts"}  # as the log names them
log = structlog.get_logger("museline.hotline")


class Records(Protocol):
    """Who keeps the lists."""

    def list_old(self, kind: str, last: date) -> Sequence[str]:
        """Names of some records of our number up to the end of a day (UTC); raises CarrierFailed."""
        ...

    def delete_record(self, kind: str, sid: str) -> None:
        """Delete one; raises CarrierFailed, but not for one that is gone."""
        ...


class Clearing:
    """Deletes what is owed at once, and every few hours what is older than `days`; any number of workers may."""

    def __init__(self, database: Database, carrier: Records, clock: Clock, days: int, zone: ZoneInfo) -> None:
        self._database, self._carrier, self._clock = database, carrier, clock
        self._days, self._zone = timedelta(days=days), zone
        self._rests_until: datetime | None = None

    def clear_next(self) -> bool:
        """One record that is owed, or a handful of old ones; whether there was any."""
        now = self._clock.now()
        with self._database.writes() as session:
            owed = leftovers.claim_next(session, now)
        if owed is not None:
            self._clear_owed(owed, now)
            return True
        self._rests_until = self._rests_until or now + SETTLED
        return self._rests_until <= now and self._clear_old(now)

    def _clear_owed(self, owed: leftovers.Leftover, now: datetime) -> None:
        try:
            self._carrier.delete_record(owed.kind, owed.sid)
        except CarrierFailed as error:
            log.warning("a record stays at the carrier", tries=owed.tries + 1, reason=str(error))
            with self._database.writes() as session:
                leftovers.put_off(session, owed, now)
            return
        with self._database.writes() as session:
            leftovers.settle(session, owed.sid)
            erasures.note(session, KINDS[owed.kind], 1, now.astimezone(self._zone).date())

    def _clear_old(self, now: datetime) -> bool:
        """A handful of each kind, until none is left; after a refusal, and then, it rests for hours."""
        try:
            found = sum(self._clear_kind(kind, now) for kind in KINDS)
        except CarrierFailed as error:
            log.warning("old records stay at the carrier", reason=str(error))
            found = 0
        if not found:
            self._rests_until = now + AGAIN
        return found > 0

    def _clear_kind(self, kind: str, now: datetime) -> int:
        """What began on a day that was over by then: the carrier's list knows only days."""
        last = (now - self._days).astimezone(ZoneInfo("UTC")).date() - timedelta(days=1)
        gone = 0
        try:
            for sid in self._carrier.list_old(kind, last):
                self._carrier.delete_record(kind, sid)
                gone += 1
        finally:
            with self._database.writes() as session:
                erasures.note(session, KINDS[kind], gone, now.astimezone(self._zone).date())
        return gone
