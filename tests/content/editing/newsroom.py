"""Editors who do whatever comes to their minds, at random but repeatably, with pages open for as long as they like."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing import drafts, history, publishing, schedules, uses
from content.editing.drafts import Draft, Overtaken
from content.editing.numbers import free_number
from content.editing.sheet import (
    Refused,
    Sheet,
    StillUsed,
    item_sheet,
    prompt_sheet,
    text_sheet,
    thread_sheet,
)
from content.editing.turns import take_turn
from content.recordings import Take, Target, accept
from content.tables import ItemRow, PromptRow, RecordingRow, RecordingState
from db.database import Database
from tests.content.museum import NOW

LANGUAGES = ("en", "fr", "es")
REFUSALS = (Refused, Overtaken, StillUsed, LookupError)
WORDS = ("stone", "river", "gold", "night", "museum", "hand")
NONSENSE = ("", " ", "{museum}", "{", "1. Fold.\n\n- paper", "word " * 30)


class Editor:
    """One of several; `done` counts what went through and what was refused, by name."""

    def __init__(self, database: Database, seed: int, numbers: list[int]) -> None:
        self.database, self.random, self.numbers = database, Random(seed), numbers
        self.name, self.now = f"editor {seed}", NOW + timedelta(microseconds=seed)
        self.pages: dict[Sheet, Draft] = {}
        self.done: Counter[str] = Counter()
        self._deeds = [
            self.looks, self.saves, self.saves, self.saves, self.publishes, self.publishes_item, self.publishes_item,
            self.withdraws, self.restores, self.restores_item, self.discards, self.reviews, self.begins, self.deletes,
            self.plans, self.waits, self.records,
        ]  # fmt: skip

    def acts(self) -> None:
        """Do one thing; what the engine refuses is no mistake."""
        deed = self.random.choice(self._deeds)
        self.now += timedelta(seconds=1)
        try:
            self.database.write(deed)
            self.done[deed.__name__] += 1
        except REFUSALS:
            self.done[f"{deed.__name__} refused"] += 1

    def looks(self, session: Session) -> None:
        sheet = self._sheet(session)
        self.pages[sheet] = drafts.open(session, sheet)

    def saves(self, session: Session) -> None:
        """From a page that may be old: mine must be there afterwards, and nothing else may have changed."""
        sheet = self.random.choice(list(self.pages)) if self.pages else self._sheet(session)
        seen = self.pages.pop(sheet, None) or drafts.open(session, sheet)
        take_turn(session)
        there = drafts.open(session, sheet)
        mine = self._change(seen)
        saved = drafts.save(session, sheet, {**seen.data, **mine}, seen.revision, self.name, self.now)
        for name, value in mine.items():
            assert saved.data[name] == value or isinstance(value, dict)
        for name in there.data.keys() - mine.keys():
            assert saved.data[name] == there.data[name], f"{name} was lost"
        self.pages[sheet] = saved

    def publishes(self, session: Session) -> None:
        publishing.publish(session, [self._sheet(session) for _ in range(3)], self.name, self.now)

    def publishes_item(self, session: Session) -> None:
        number = self._number(session)
        found = session.scalars(select(RecordingRow.id).where(RecordingRow.item == number)).all()
        takes = [self.random.choice(found)] if found and self.random.random() < 0.5 else []
        publishing.publish_item(session, number, self.name, self.now, takes=takes)

    def withdraws(self, session: Session) -> None:
        publishing.withdraw(session, self._number(session), self.name, self.now)

    def restores(self, session: Session) -> None:
        sheet = self._sheet(session)
        versions = [edition.version for edition in history.history(session, sheet)]
        history.restore(session, sheet, self.random.choice(versions or [1]), self.name, self.now)

    def restores_item(self, session: Session) -> None:
        history.restore_item(session, self._number(session), self.name, self.now)

    def discards(self, session: Session) -> None:
        drafts.discard(session, self._sheet(session))

    def reviews(self, session: Session) -> None:
        drafts.mark_reviewed(session, self._sheet(session), self.name, self.now)

    def begins(self, session: Session) -> None:
        number = free_number(session)
        publishing.begin_item(session, number, {"rights": "CC0"}, self.name, self.now)
        self.numbers.append(number)
        words = dict.fromkeys(("title", "teaser", "body", "credit"), self._words())
        drafts.save(session, text_sheet(number, self.random.choice(LANGUAGES)), words, 0, self.name, self.now)

    def deletes(self, session: Session) -> None:
        uses.delete(session, self._sheet(session), self.name, self.now)

    def plans(self, session: Session) -> None:
        action = self.random.choice(["publish", "withdraw"])
        at = self.now + timedelta(seconds=self.random.randrange(30))
        schedules.schedule(session, self._number(session), action, at, self.name)

    def waits(self, session: Session) -> None:
        schedules.run_due(session, self.now)

    def records(self, session: Session) -> None:
        take = Take(f"masters/{self.random.getrandbits(40):064x}/take.wav", by=self.name)
        target = Target(self.random.choice(LANGUAGES), item=self._number(session))
        row = accept(session, target, take, self.now)
        row.state = self.random.choice([*[RecordingState.READY] * 4, RecordingState.FAILED])
        row.seconds, row.phone, row.chat = 3.0, "a" * 64 + "/phone.wav", "a" * 64 + "/chat.ogg"

    def _number(self, session: Session) -> int:
        known = self.numbers if self.random.random() < 0.5 else self.numbers[:6]
        number = self.random.choice(known)
        return number if session.get(ItemRow, number) else self.numbers[0]

    def _sheet(self, session: Session) -> Sheet:
        number, language = self._number(session), self.random.choice(LANGUAGES)
        keys = session.scalars(select(PromptRow.key).distinct().order_by(PromptRow.key)).all()
        prompt = prompt_sheet(self.random.choice(keys), language)
        house = [
            Sheet("speaker", "joseph"), Sheet("speaker", "new"), Sheet("series", "uninvited-guests"),
            Sheet("season", "winter"), Sheet("line", "main"), Sheet("line", "tower"),
        ]  # fmt: skip
        text = text_sheet(number, language)
        return self.random.choice(
            [text, text, text, item_sheet(number), thread_sheet(number), prompt, *house]
        )

    def _change(self, seen: Draft) -> dict[str, Any]:
        """Another value in one or two fields, some of them nonsense."""
        names = self.random.sample(sorted(seen.data), min(2, len(seen.data)))
        wanted = {name: self._value(name, seen.data[name]) for name in names}
        return {name: value for name, value in wanted.items() if value != seen.data[name]}

    def _value(self, name: str, old: Any) -> Any:
        known: dict[str, list[Any]] = {
            "kind": ["story", "story", "smile", "activity", "trail", "serial"], "intent": ["calm", "wonder", "doubt"],
            "audience": ["everyone", "children", "group"], "speaker": ["joseph", "new", "nobody"],
            "guide": ["joseph", "nobody"], "review_by": [None, "2030-01-01", "soon"], "weekdays": [[], [1], [8]],
            "items": [[], self.numbers[:2], [9999]], "language": list(LANGUAGES), "begins": ["2026-12-01", "no"],
            "ends": ["2027-01-06", "2026-01-01"], "number": ["", "+33123456789", "12"], "region": ["", "FR"],
            "staff_phone": ["", "+33123456700"], "closed": [[], ["2026-12-24"]], "sources": [[], ["A book."]],
            "hours": [[], [{"weekday": 1, "opens": "10:00", "closes": "17:00"}]], "picture": ["", old],
            "threads": [[], [{"to": self.random.choice(self.numbers), "reason": dict.fromkeys(LANGUAGES, "so")}]],
        }  # fmt: skip
        if isinstance(old, dict):
            return {**old, self.random.choice(LANGUAGES): self._words()}
        if isinstance(old, bool):
            return not old
        return self.random.choice(known[name]) if name in known else self._words()

    def _words(self) -> str:
        if self.random.random() < 0.1:
            return self.random.choice(NONSENSE)
        return " ".join(self.random.choices(WORDS, k=self.random.randrange(1, 5)))
