"""What the checks say about an item's words while they are written, field by field, in the editor's language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.catalogue import SeriesKind
from content.checks import remarks as saying
from content.checks.parts import Facts
from content.checks.texts import check_reason, check_text
from content.editing.sheet import Data
from content.tables import SeriesEntryRow, SeriesRow
from desk.items.forms import AUDIENCES, KINDS
from desk.items.wording import say_length
from desk.person import language

FIELDS = ("title", "teaser", "body", "description", "credit", "warning")


def advise(session: Session, number: int, code: str, facts: Data, words: Data) -> Mapping[str, list[str]]:
    """Remarks by field; nothing while a language is still untouched."""
    if not any(words.values()):
        return {}
    known = Facts(facts["asks"], facts["sensitive"], bool(facts["picture"]), find_series(session, number))
    found: dict[str, list[str]] = defaultdict(list)
    for remark in check_text(code, *_sort(facts), words, known):
        found[remark.field].append(saying.say(remark, language()))
    return found


def advise_reason(reason: str) -> list[str]:
    """Remarks about a link's reason."""
    return [saying.say(remark, language()) for remark in check_reason(reason)]


def measure(facts: Data, words: Data) -> str:
    """How long these words are, and how long they take."""
    return say_length(*_sort(facts), str(words["body"]))


def write_parts(remarks: Mapping[str, list[str]], length: str) -> dict[str, str]:
    """The pieces of the page that follow what is typed, by their id."""
    parts = {
        f"advice-{name}": render_template("desk/items/advice.html", remarks=remarks.get(name, ()))
        for name in FIELDS
    }
    return {**parts, "length": length}


def find_series(session: Session, number: int) -> SeriesKind | None:
    """The kind of series in which an item stands: a stop is shorter than an episode."""
    kinds = select(SeriesRow.kind).join(SeriesEntryRow, SeriesEntryRow.series == SeriesRow.slug)
    found = session.scalar(kinds.where(SeriesEntryRow.item == number).order_by(SeriesRow.position).limit(1))
    return SeriesKind(found) if found else None


def _sort(facts: Data) -> tuple[str, str]:
    """Kind and audience; a draft may still have others."""
    kind, audience = facts["kind"], facts["audience"]
    return kind if kind in KINDS else KINDS[0], audience if audience in AUDIENCES else AUDIENCES[0]
