"""Nothing goes on the line that would leave a caller without a way on: rehearsed, listened to, and only then done."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from content.catalogue import Catalogue
from content.editing.sheet import Change, Sheet
from content.published.catalogue import load_catalogue
from content.tables import DraftRow
from content.version import read_version
from desk.changing import changing, note
from desk.parts import house
from desk.person import language
from scenes.linting.finding import Finding, say
from scenes.linting.linter import lint

MOST_TRIES = 5
Deed = Callable[[Session, datetime], Sequence[Change]]
Stamp = tuple[object, ...]


class BreaksTheLine(Exception):
    """A caller would meet what `findings` tell; nothing was changed."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(finding.code for finding in findings))
        self.findings = tuple(findings)


def go_live(
    deed: Deed, sheets: Collection[Sheet] = (), languages: Sequence[str] | None = None
) -> list[Finding]:
    """Do what changes the line, with its lines in the trail; what could be better is told, what breaks it is refused.

    The linter listens outside of any transaction; where the line or the drafts of `sheets` moved meanwhile, it listens
    again. Raises `BreaksTheLine`, and whatever the deed raises."""
    for left in reversed(range(MOST_TRIES)):
        stamp, after = _rehearse(deed, sheets)
        found = _find_new(after, languages)
        if any(one.blocks for one in found):
            raise BreaksTheLine([one for one in found if one.blocks])
        with changing() as (session, now):
            if stamp == _read_stamp(session, sheets) or not left:
                note(session, deed(session, now), now)
                return found
    raise AssertionError("the last try is always made")


def say_all(findings: Sequence[Finding]) -> str:
    """The findings as one text, in the person's language."""
    return " ".join(say(one, language()) for one in findings)


def _rehearse(deed: Deed, sheets: Collection[Sheet]) -> tuple[Stamp, Catalogue]:
    """The line as it would be afterwards; the transaction is taken back."""
    parts = house()
    with parts.database.session(writing=True) as session:
        stamp = _read_stamp(session, sheets)
        deed(session, parts.clock.now())
        session.flush()
        after = load_catalogue(session, parts.settings)
        session.rollback()
    return stamp, after


def _find_new(after: Catalogue, languages: Sequence[str] | None) -> list[Finding]:
    parts = house()
    museum = parts.settings.museum_name
    found = lint(after, languages, museum=museum)
    known = lint(parts.shelf.catalogue, languages, museum=museum) if found else []
    return [one for one in found if one not in known]


def _read_stamp(session: Session, sheets: Collection[Sheet]) -> Stamp:
    """Moves with each change of the line, and with each change of these drafts."""
    row = DraftRow
    mine = [and_(row.kind == one.kind, row.key == one.key, row.language == one.language) for one in sheets]
    drafts = select(func.count(), func.sum(row.revision)).where(or_(*mine)) if mine else None
    return (read_version(session), *(session.execute(drafts).one() if drafts is not None else ()))
