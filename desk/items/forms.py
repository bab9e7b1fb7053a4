"""The forms of an item: read as they were typed, and made into the data of its sheets."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from wtforms import (  # type: ignore[import-untyped]
    BooleanField,
    DateField,
    FileField,
    Form,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
    validators,
)  # fmt: skip

from content.bodies import tidy_body
from content.catalogue import Audience, Intent, ItemKind
from content.editing.sheet import Data

REASONS = "reason-{place}.{language}"
LONGEST = 20_000
KINDS, INTENTS, AUDIENCES = ([one.value for one in many] for many in (ItemKind, Intent, Audience))


def _tidy(words: str | None) -> str:
    return tidy_body(words or "")


def _line(words: str | None) -> str:
    return " ".join((words or "").split())


class FactsForm(Form):  # type: ignore[misc]
    """What an item is, besides its words; a draft may still be wrong, but not a choice that was never offered."""

    kind = SelectField(choices=KINDS)
    speaker = StringField(filters=[_line], validators=[validators.Length(max=40)])
    intent = SelectField(choices=INTENTS)
    audience = SelectField(choices=AUDIENCES)
    sensitive = BooleanField()
    asks = BooleanField()
    rights = StringField(filters=[_line], validators=[validators.Length(max=LONGEST)])
    review_by = StringField(filters=[_line], validators=[validators.Length(max=20)])
    sources = TextAreaField(filters=[_tidy], validators=[validators.Length(max=LONGEST)])

    def read(self) -> Data:
        """The facts as data; the picture has a form of its own."""
        data: Data = dict(self.data)
        sources = [line.strip() for line in data["sources"].splitlines() if line.strip()]
        return {**data, "review_by": data["review_by"] or None, "sources": sources}


class WordsForm(Form):  # type: ignore[misc]
    """An item's words in one language."""

    title = StringField(filters=[_line], validators=[validators.Length(max=LONGEST)])
    teaser = StringField(filters=[_line], validators=[validators.Length(max=LONGEST)])
    body = TextAreaField(filters=[_tidy], validators=[validators.Length(max=LONGEST)])
    description = TextAreaField(filters=[_tidy], validators=[validators.Length(max=LONGEST)])
    credit = TextAreaField(filters=[_tidy], validators=[validators.Length(max=LONGEST)])
    warning = TextAreaField(filters=[_tidy], validators=[validators.Length(max=LONGEST)])


class PlanForm(Form):  # type: ignore[misc]
    """When something shall happen, as the clocks of the museum show it."""

    action = SelectField(choices=["publish", "withdraw"])
    day = DateField(validators=[validators.InputRequired()])
    time = TimeField(validators=[validators.InputRequired()])

    def read(self, zone: tzinfo) -> datetime:
        """The moment, aware."""
        return datetime.combine(self.day.data, self.time.data, zone)


class PictureForm(Form):  # type: ignore[misc]
    """A picture from somebody's machine."""

    picture = FileField()


class NumberForm(Form):  # type: ignore[misc]
    """A number for a new item."""

    number = IntegerField(validators=[validators.Optional()])


def write_facts(data: Data) -> dict[str, object]:
    """The facts as they stand in the controls."""
    shown = {**data, "sources": "\n".join(data["sources"]), "review_by": data["review_by"] or ""}
    return {name: value for name, value in shown.items() if name != "picture"}


def write_fact(name: str, value: object) -> object:
    """One fact as it stands in its control."""
    if name == "sources" and isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else value


def read_threads(typed: Any, languages: tuple[str, ...], most: int) -> Data:
    """The links of a form; one without a number is none."""
    threads = []
    for place in range(most):
        to = typed.get(f"to-{place}", "").strip()
        names = {code: REASONS.format(place=place, language=code) for code in languages}
        reason = {code: _line(typed.get(name)) for code, name in names.items()}
        if to.isdecimal():
            threads.append(
                {"to": int(to), "reason": {code: words for code, words in reason.items() if words}}
            )
    return {"threads": threads}


def write_threads(data: Data, languages: tuple[str, ...], most: int) -> dict[str, object]:
    """The links as they stand in the controls."""
    shown: dict[str, object] = {}
    threads: list[Data] = data["threads"]
    for place in range(most):
        thread: Data = threads[place] if place < len(threads) else {"to": "", "reason": {}}
        shown[f"to-{place}"] = str(thread["to"])
        for code in languages:
            shown[REASONS.format(place=place, language=code)] = thread["reason"].get(code, "")
    return shown
