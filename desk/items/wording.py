"""How an item is spoken of: languages by their names, fields, lengths, and why something was refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.catalogue import Audience, ItemKind
from content.checks.lengths import find_seconds
from content.checks.sentences import count_words, split_body
from content.editing import saying
from content.editing.sheet import Refused, Remark
from content.tables import LanguageRow
from desk.person import language, t
from desk.words import LANGUAGES


def endonyms(session: Session) -> Mapping[str, str]:
    """The languages of the house by their own names, the source first."""
    rows = session.execute(
        select(LanguageRow.code, LanguageRow.endonym).order_by(LanguageRow.position, LanguageRow.code)
    )
    return {row.code: row.endonym for row in rows}


def say_language(code: str, names: Mapping[str, str]) -> str:
    """A language in the person's own, as far as the desk knows it, else by its own name."""
    return t(f"layout.language.{code}") if code in LANGUAGES else names.get(code, code)


def say_field(path: str) -> str:
    """A field's name; a part of it is named by its language or its place."""
    name, _, part = path.partition(".")
    words = t(f"items.field.{name}")
    return f"{words} ({part})" if part else words


def say_length(kind: str, audience: str, body: str) -> str:
    """How many words are heard, and how long that takes."""
    heard = " ".join(split_body(ItemKind(kind), body))
    seconds = find_seconds(heard, Audience(audience))
    words = count_words(heard)
    if not words:
        return t("items.length_none")
    pace = round(words * 60 / seconds) if seconds else 0
    minutes, rest = divmod(seconds, 60)
    length = (
        t("items.minutes", minutes=minutes, seconds=rest) if minutes else t("items.seconds", seconds=rest)
    )
    return t("items.length", count=words, length=length, pace=pace)


def say_refusal(error: Refused | LookupError) -> str:
    """Why nothing was done."""
    if isinstance(error, Refused):
        return " ".join(
            dict.fromkeys(saying.say(remark, language()) for remark in error.remarks if remark.blocks)
        )
    return t("items.numbers_taken")


def say_remarks(remarks: Iterable[Remark], names: Mapping[str, str]) -> list[dict[str, str]]:
    """What is to be mended: the field that it is about, its sheet's kind and language, and the words."""
    found = []
    for remark in remarks:
        words = saying.say(remark, language())
        sheet = remark.sheet
        code = sheet.language if sheet else ""
        place = t("items.said_in", language=say_language(code, names)) if code else ""
        field = remark.field.replace(".", "-")
        head = f"{say_field(remark.field)}{' ' + place if place else ''}: " if remark.field in FIELDS else ""
        found.append(
            {
                "id": field,
                "field": remark.field,
                "language": code,
                "kind": sheet.kind if sheet else "",
                "words": head + words,
            }
        )
    return found


FIELDS = frozenset(
    {
        "kind", "speaker", "intent", "audience", "sensitive", "asks", "rights", "review_by", "sources", "picture",
        "title", "teaser", "body", "description", "credit", "warning",
    }
)  # fmt: skip
