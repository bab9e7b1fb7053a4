"""How far every text and prompt is translated: missing, draft, reviewed, published or stale, language by language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing.finding import ItemQuery, narrow
from content.editing.listing import Details
from content.editing.sheet import PROMPT, Change, Sheet
from content.editing.turns import take_turn
from content.editing.versions import confirm_version, find_live, find_source_version
from content.editing.view import list_languages
from content.tables import DraftRow, ItemRow, PromptRow

MISSING, DRAFT, REVIEWED, PUBLISHED, STALE = "missing", "draft", "reviewed", "published", "stale"
STATES = (MISSING, STALE, DRAFT, REVIEWED, PUBLISHED)
PAGE = 50


@dataclass(frozen=True, slots=True)
class TranslationQuery:
    """What is looked for: texts of items, or prompts. `state` and `language` together keep only rows that are in
    that state in that language (or, without a language, in any). `after` is the last key of the page before."""

    kind: str = "text"
    state: str = ""
    language: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class TranslationRow:
    """One thing and its languages, the source first. `sheet` has no language: add one to open it."""

    sheet: Sheet
    title: str
    states: dict[str, str]


@dataclass(frozen=True, slots=True)
class TranslationPage:
    """A page; `next` is what `after` of the next page's query is, None on the last."""

    rows: tuple[TranslationRow, ...]
    next: str | None


def states(session: Session, query: TranslationQuery, size: int = PAGE) -> TranslationPage:
    """The texts or prompts that were asked for, by number or key."""
    if query.kind == PROMPT:
        return _cut([row for row in _prompts(session) if _is_asked(row, query)], size)
    return _texts(session, query, size)


def confirm(session: Session, sheet: Sheet) -> Change | None:
    """Say that published words still fit their source, which changed; None where there are none, or they do."""
    take_turn(session)
    row, source = find_live(session, sheet), find_source_version(session, sheet)
    if row is None or row.source_version >= source:
        return None
    before = row.source_version
    confirm_version(session, sheet, source)
    return Change("confirm", sheet, {"source_version": before}, {"source_version": source})


def _texts(session: Session, query: TranslationQuery, size: int) -> TranslationPage:
    narrowed = ItemQuery(
        words=query.words,
        language=query.language,
        missing=query.state == MISSING,
        stale=query.state == STALE,
        drafted=query.state in {DRAFT, REVIEWED},
    )
    rows: list[TranslationRow] = []
    after = int(query.after or 0)
    while len(rows) <= size:
        numbers = _numbers(session, narrowed, after, size + 1)
        details = Details(session, numbers)
        found = [
            TranslationRow(
                Sheet("text", str(number)), details.title(number),
                {code: details.tell(number, code).state for code in details.languages},
            )
            for number in numbers
        ]  # fmt: skip
        rows += [row for row in found if _is_asked(row, query)]
        if len(numbers) <= size:
            break
        after = numbers[-1]
    return _cut(rows, size)


def _numbers(session: Session, query: ItemQuery, after: int, size: int) -> Sequence[int]:
    wanted = narrow(session, select(ItemRow.number), query).where(ItemRow.number > after)
    return session.scalars(wanted.order_by(ItemRow.number).limit(size)).all()


def _prompts(session: Session) -> list[TranslationRow]:
    """Every prompt by key: a few hundred at most."""
    languages = list_languages(session)
    live: dict[str, dict[str, PromptRow]] = defaultdict(dict)
    for row in session.scalars(select(PromptRow).where(PromptRow.live).order_by(PromptRow.key)):
        live[row.key][row.language] = row
    drafts = select(DraftRow.key, DraftRow.language, DraftRow.review).where(DraftRow.kind == PROMPT)
    drafted = {(key, code): review for key, code, review in session.execute(drafts)}
    rows = []
    for key, words in live.items():
        source = words.get(languages[0])
        told = {code: drafted.get((key, code)) or _state(words.get(code), source) for code in languages}
        rows.append(TranslationRow(Sheet(PROMPT, key), source.text if source else "", told))
    return rows


def _state(row: PromptRow | None, source: PromptRow | None) -> str:
    if row is None:
        return MISSING
    stale = source is not None and row.language != source.language and row.source_version < source.version
    return STALE if stale else PUBLISHED


def _is_asked(row: TranslationRow, query: TranslationQuery) -> bool:
    if query.kind == PROMPT and (
        row.sheet.key <= query.after or query.words not in row.sheet.key + row.title
    ):
        return False
    seen = [row.states.get(query.language, "")] if query.language else list(row.states.values())
    return not query.state or query.state in seen


def _cut(rows: list[TranslationRow], size: int) -> TranslationPage:
    shown = rows[:size]
    return TranslationPage(tuple(shown), shown[-1].sheet.key if len(rows) > size else None)
