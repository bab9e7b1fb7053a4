"""The fields of a form: how each is shown, and how what was typed becomes data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

NUMBER = re.compile(r"\d+")
SPAN = re.compile(r"(\d{1,2})(?::(\d\d))?\s*[-–—]\s*(\d{1,2})(?::(\d\d))?")
WEEK = range(7)
Typed = MultiDict[str, str]
Options = Callable[[Session], Sequence[tuple[str, str]]]


class Control(StrEnum):
    """How a field is shown; the value names the macro that draws it."""

    LINE = "line"
    WORDS = "words"
    CHOICE = "choice"
    CHECK = "check"
    DAY = "day"
    DAYS = "days"
    NUMBERS = "numbers"
    WEEKDAYS = "weekdays"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a sheet; with `each` it is asked once in every language. `options` are pairs of value and label."""

    name: str
    control: Control = Control.LINE
    each: bool = False
    options: Options | None = None
    heard: bool = False


def read_form(fields: Sequence[Field], typed: Typed, languages: Sequence[str]) -> dict[str, Any]:
    """What was typed, as a sheet's data. Nothing is refused here: a draft may be wrong as long as it is one."""
    return {field.name: _read(field, typed, languages) for field in fields}


def _read(field: Field, typed: Typed, languages: Sequence[str]) -> Any:
    if field.each:
        words = {code: typed.get(f"{field.name}.{code}", "").strip() for code in languages}
        return {code: text for code, text in words.items() if text}
    return READERS.get(field.control, _read_line)(typed, field.name)


def _read_line(typed: Typed, name: str) -> str:
    return typed.get(name, "").replace("\r\n", "\n").strip()


def _read_check(typed: Typed, name: str) -> bool:
    return name in typed


def _read_numbers(typed: Typed, name: str) -> list[int]:
    """Numbers however they are separated, each once."""
    return list(dict.fromkeys(int(found) for found in NUMBER.findall(typed.get(name, ""))))


def _read_weekdays(typed: Typed, name: str) -> list[int]:
    return [day for day in WEEK if str(day) in typed.getlist(name)]


def _read_days(typed: Typed, name: str) -> list[str]:
    return sorted({day for day in typed.getlist(name) if day})


def _read_hours(typed: Typed, name: str) -> list[dict[str, Any]]:
    """Each weekday's hours as one writes them: "10-17" or "10:00-12:30, 14:00-17:00"."""
    return [
        {"weekday": day, "opens": opens, "closes": closes}
        for day in WEEK
        for opens, closes in _spans(typed.get(f"{name}.{day}", ""))
    ]


def _spans(text: str) -> list[tuple[str, str]]:
    """What can't be understood is kept as it is, so that the check can say so."""
    found: list[tuple[str, str]] = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        match = SPAN.fullmatch(part)
        if match is None:
            found.append((part, ""))
            continue
        opens, from_, closes, to = match.groups(default="00")
        found.append((f"{int(opens):02d}:{from_}", f"{int(closes):02d}:{to}"))
    return found


def write_hours(hours: Sequence[Mapping[str, Any]], day: int) -> str:
    """One weekday's hours, as they are typed."""
    spans = [one for one in hours if one["weekday"] == day]
    return ", ".join(
        f"{one['opens']}-{one['closes']}" if one["closes"] else str(one["opens"]) for one in spans
    )


def write_form(
    fields: Sequence[Field], data: Mapping[str, Any], languages: Sequence[str]
) -> dict[str, object]:
    """A sheet's data as they stand in the controls of its form, by their names."""
    typed: dict[str, object] = {}
    for field in fields:
        value = data[field.name]
        if field.each:
            typed |= {f"{field.name}.{code}": value.get(code, "") for code in languages}
        elif field.control is Control.HOURS:
            typed |= {f"{field.name}.{day}": write_hours(value, day) for day in WEEK}
        else:
            typed[field.name] = WRITERS.get(field.control, _keep)(value)
    return typed


def _keep(value: Any) -> object:
    return value


def _write_numbers(value: Any) -> object:
    return ", ".join(map(str, value))


def _write_weekdays(value: Any) -> object:
    return [str(day) for day in value]


WRITERS: Mapping[Control, Callable[[Any], object]] = {
    Control.NUMBERS: _write_numbers, Control.WEEKDAYS: _write_weekdays,
}  # fmt: skip
READERS: Mapping[Control, Callable[[Typed, str], Any]] = {
    Control.CHECK: _read_check,
    Control.NUMBERS: _read_numbers,
    Control.WEEKDAYS: _read_weekdays,
    Control.DAYS: _read_days,
    Control.HOURS: _read_hours,
}
