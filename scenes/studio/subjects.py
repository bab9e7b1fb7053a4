"""What can be recorded: an item or words of the line, what is on the line of it now, and who may change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from content.catalogue import Catalogue, Sound
from content.codes import number_prompts
from content.recordings import Target
from content.tables import ItemTextRow, PromptRow, RecordingRow, RecordingState, SeriesEntryRow
from staff.people import Person

ON_THE_WAY = frozenset({RecordingState.PENDING, RecordingState.CLAIMED})
FIRST_PROMPT = 90_000


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a recording: the computer's where `synthetic`, else made by somebody."""

    id: int
    number: int
    by: str
    made_at: datetime
    synthetic: bool
    sound: Sound | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """An item or words of the line in one language; `number` is what one types for it, `title` how it is called.

    `live` is on the line, `coming` will be as soon as it is prepared, `failed` says that the newest take could not be
    used; `languages` are those in which there are words to be read."""

    number: int
    target: Target
    title: str
    text: str
    languages: tuple[str, ...]
    live: Version | None = None
    coming: Version | None = None
    failed: bool = False

    @property
    def can_go_back(self) -> bool:
        """Whether there is something to take back: to the version before, else to the computer's voice."""
        return self.live is not None or self.coming is not None


def find(session: Session, catalogue: Catalogue, number: int, language: str) -> Subject | None:
    """What stands under a number, in this language or in one that it has; None where nothing has words there."""
    key = number_prompts(catalogue).get(number)
    texts = _read_texts(session, number, key)
    languages = tuple(code for code in catalogue.languages if code in texts)
    if not languages or (number >= FIRST_PROMPT and key is None):
        return None
    code = language if language in languages else languages[0]
    target = Target(code, prompt=key) if key else Target(code, item=number)
    title, text = texts[code]
    return _fill(session, Subject(number, target, title, text, languages))


def number_of(catalogue: Catalogue, target: Target) -> int:
    """What one types for a target; 0 where its words have no number any more."""
    if target.item is not None:
        return target.item
    return next((number for number, key in number_prompts(catalogue).items() if key == target.prompt), 0)


def may_change(session: Session, who: Person, target: Target) -> bool:
    """Whether somebody may change recordings of this: a guest only in their series and languages."""
    in_series = select(SeriesEntryRow.series).where(SeriesEntryRow.item == target.item)
    series = set(session.scalars(in_series)) if target.item is not None else set()
    return who.may_edit(language=target.language, series=series)


def query_versions(target: Target) -> Select[Any]:
    """All versions of a recording, the newest first."""
    of = RecordingRow.item == target.item if target.item is not None else RecordingRow.prompt == target.prompt
    mine = select(RecordingRow).where(of, RecordingRow.language == target.language)
    return mine.order_by(RecordingRow.version.desc())


def _read_texts(session: Session, number: int, key: str | None) -> dict[str, tuple[str, str]]:
    """Title and words by language."""
    if key is not None:
        prompts = select(PromptRow.language, PromptRow.text).where(PromptRow.key == key, PromptRow.live)
        return {row.language: (row.text, row.text) for row in session.execute(prompts)}
    row = ItemTextRow
    texts = select(row.language, row.title, row.body).where(row.item == number, row.live)
    return {one.language: (one.title, one.body) for one in session.execute(texts)}


def _fill(session: Session, bare: Subject) -> Subject:
    rows = list(session.scalars(query_versions(bare.target)))
    live = next((row for row in rows if row.live), None)
    coming = next((row for row in rows if row.goes_live and row.state in ON_THE_WAY), None)
    failed = bool(rows) and rows[0].state == RecordingState.FAILED
    return Subject(
        bare.number, bare.target, bare.title, bare.text, bare.languages,
        _describe(live) if live else None, _describe(coming) if coming else None, failed,
    )  # fmt: skip


def _describe(row: RecordingRow) -> Version:
    sound = Sound(row.seconds or 0.0, row.phone, row.chat or "", row.synthetic) if row.phone else None
    return Version(row.id, row.version, row.made_by or "", row.made_at, row.synthetic, sound)
