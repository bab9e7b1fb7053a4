"""An editor at work, for tests: saves and publishes as the desk does, one transaction each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from content.editing import drafts, history, publishing
from content.editing.drafts import Draft
from content.editing.history import Edition
from content.editing.sheet import Change, Sheet
from content.recordings import Take, Target, accept
from content.tables import RecordingRow
from tests.content.museum import SmallHouse

T = TypeVar("T")


@dataclass
class Editor:
    """Somebody who works in a small museum."""

    house: SmallHouse
    name: str = "Ana"

    def does(self, work: Callable[..., T], *given: Any, **more: Any) -> T:
        """One transaction around a function of the engine."""
        with self.house.database.writes() as session:
            return work(session, *given, **more)

    def opens(self, sheet: Sheet) -> Draft:
        return self.does(drafts.open, sheet)

    def saves(self, sheet: Sheet, seen: Draft | None = None, **fields: Any) -> Draft:
        """Change these fields of a sheet as it was seen, or as it is now."""
        seen = seen or self.opens(sheet)
        return self.does(
            drafts.save,
            sheet,
            {**seen.data, **fields},
            seen.revision,
            self.name,
            self.now,
            seen.source_version,
        )

    def publishes(self, *sheets: Sheet) -> list[Change]:
        return self.does(publishing.publish, sheets, self.name, self.now)

    def publishes_item(self, number: int, **more: Any) -> list[Change]:
        return self.does(publishing.publish_item, number, self.name, self.now, **more)

    def withdraws(self, number: int) -> list[Change]:
        return self.does(publishing.withdraw, number, self.name, self.now)

    def rewrites(self, sheet: Sheet, **fields: Any) -> list[Change]:
        """Change a sheet and publish it."""
        self.saves(sheet, **fields)
        return self.publishes(sheet)

    def looks_back(self, sheet: Sheet) -> list[Edition]:
        return self.does(history.history, sheet)

    def restores(self, sheet: Sheet, version: int) -> Change:
        return self.does(history.restore, sheet, version, self.name, self.now)

    def restores_item(self, number: int) -> list[Change]:
        return self.does(history.restore_item, number, self.name, self.now)

    def records(self, number: int, sound: bytes = b"one", language: str = "en", state: str = "ready") -> int:
        """A recording as it is after the worker had it; its id."""
        take = Take(self.house.media.put_master(sound, "take.wav"), by=self.name)

        def write(session: Session) -> int:
            row = accept(session, Target(language, item=number), take, self.now)
            row.state, row.seconds, row.phone, row.chat = state, 3.0, "p/phone.wav", "c/chat.ogg"
            return row.id

        return self.does(write)

    def live_takes(self, number: int) -> list[int]:
        return [row.id for row in self.house.rows(RecordingRow, item=number, live=True)]

    @property
    def now(self) -> Any:
        """Each change has its own second."""
        self.house.clock.pass_by(seconds=1)
        return self.house.clock.now()

    @property
    def catalogue(self) -> Any:
        """What a caller hears now."""
        self.house.seconds += 10
        return self.house.shelf.catalogue
