"""What waits for somebody: the first page of the desk asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from content.codes import is_heard
from content.editing.schedules import Planned, list_planned
from content.editing.sheet import Sheet, prompt_sheet, text_sheet
from content.editing.view import list_languages
from content.recordings import Target, target_of
from content.tables import DraftRow, ItemRow, ItemTextRow, PromptRow, RecordingRow, RecordingState, SeasonRow

SOON = timedelta(days=30)
MOST = 20


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A draft: whose, since when, and whether somebody reviewed it."""

    sheet: Sheet
    review: str
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class FailedTake:
    """A recording that could not be prepared; `words` say why, and `checks` have the same as a code."""

    id: int
    target: Target
    words: str
    checks: dict[str, object]
    made_at: datetime
    made_by: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Each list holds the first `MOST`, the most pressing first. `reviews` are (number, day), `synthetic` prompts
    that the carrier's voice still speaks, `over` seasons that are over and don't come again: (slug, last day)."""

    drafts: tuple[WaitingDraft, ...]
    stale: tuple[Sheet, ...]
    reviews: tuple[tuple[int, date], ...]
    failed: tuple[FailedTake, ...]
    synthetic: tuple[Sheet, ...]
    planned: tuple[Planned, ...]
    refused: tuple[Planned, ...]
    over: tuple[tuple[str, date], ...]


def list_waiting(session: Session, today: date, most: int = MOST) -> Waiting:
    """Everything that waits on a day of the museum's own zone."""
    planned = list_planned(session)
    return Waiting(
        drafts=_drafts(session, most),
        stale=_stale(session, most),
        reviews=_reviews(session, today, most),
        failed=_failed(session, most),
        synthetic=_synthetic(session, most),
        planned=tuple(one for one in planned if not one.refused)[:most],
        refused=tuple(one for one in planned if one.refused)[:most],
        over=_over(session, today),
    )


def _drafts(session: Session, most: int) -> tuple[WaitingDraft, ...]:
    rows = session.scalars(select(DraftRow).order_by(DraftRow.changed_at.desc()).limit(most))
    return tuple(
        WaitingDraft(Sheet(row.kind, row.key, row.language), row.review, row.changed_at, row.changed_by)
        for row in rows
    )


def _stale(session: Session, most: int) -> tuple[Sheet, ...]:
    source = next(iter(list_languages(session)), "")
    texts, first = ItemTextRow, aliased(ItemTextRow)
    behind = (first.item == texts.item, first.live, first.language == source)
    found = select(texts.item, texts.language).join(first, behind[0]).where(*behind[1:], texts.live)
    late = found.where(texts.source_version < first.version, texts.language != source)
    items = session.execute(late.order_by(first.made_at.desc(), texts.item).limit(most))
    sheets = [text_sheet(number, code) for number, code in items]
    said, base = PromptRow, aliased(PromptRow)
    prompts = select(said.key, said.language).join(base, base.key == said.key)
    behind_too = (base.live, base.language == source, said.live, said.language != source)
    rows = session.execute(
        prompts.where(*behind_too, said.source_version < base.version).order_by(said.key).limit(most)
    )
    return tuple([*sheets, *(prompt_sheet(key, code) for key, code in rows)][:most])


def _reviews(session: Session, today: date, most: int) -> tuple[tuple[int, date], ...]:
    due = select(ItemRow.number, ItemRow.review_by).where(ItemRow.review_by <= today + SOON)
    rows = due.where(ItemRow.state != "withdrawn").order_by(ItemRow.review_by, ItemRow.number).limit(most)
    return tuple((number, day) for number, day in session.execute(rows) if day)


def _failed(session: Session, most: int) -> tuple[FailedTake, ...]:
    """The newest of its kind is broken: one that was made again since needs nobody."""
    row, later = RecordingRow, aliased(RecordingRow)
    again = (
        select(later.id)
        .where(later.item.is_not_distinct_from(row.item), later.prompt.is_not_distinct_from(row.prompt))
        .where(later.language == row.language, later.version > row.version)
    )
    wanted = select(row).where(row.state == RecordingState.FAILED, ~again.exists())
    found: Sequence[RecordingRow] = session.scalars(wanted.order_by(row.id.desc()).limit(most)).all()
    return tuple(
        FailedTake(one.id, target_of(one), one.words, dict(one.checks), one.made_at, one.made_by)
        for one in found
    )


def _synthetic(session: Session, most: int) -> tuple[Sheet, ...]:
    sound = RecordingRow
    voiced = select(sound.id).where(
        sound.prompt == PromptRow.key, sound.language == PromptRow.language, sound.live, ~sound.synthetic
    )
    unspoken = select(PromptRow).where(PromptRow.live, ~voiced.exists())
    rows = session.scalars(unspoken.order_by(PromptRow.key, PromptRow.language))
    heard = (prompt_sheet(row.key, row.language) for row in rows if is_heard(row.key, row.text))
    return tuple(islice(heard, most))


def _over(session: Session, today: date) -> tuple[tuple[str, date], ...]:
    past = select(SeasonRow.slug, SeasonRow.ends).where(SeasonRow.ends < today, ~SeasonRow.yearly)
    return tuple((slug, day) for slug, day in session.execute(past.order_by(SeasonRow.ends.desc())))
