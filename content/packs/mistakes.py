"""What is wrong in a pack: where it stands, what it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic_core import ErrorDetails

from content.packs.positions import Positions


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake: file (within the pack) and line, what is wrong, what to do. Advice does not block an import."""

    file: str
    line: int
    what: str
    todo: str
    blocks: bool = True

    def __str__(self) -> str:
        """`items/214/en.md:3: the title is missing. Add a line ...`, as a person reads it."""
        advice = "" if self.blocks else "advice: "
        return f"{self.file}:{self.line}: {advice}{self.what}. {self.todo}."


EXAMPLES = {
    "asks": "asks = false",
    "audience": 'audience = "everyone"',
    "credit": 'credit = "Told by Ana Moreau, curator."',
    "endonym": 'endonym = "English"',
    "file": 'file = "en.opus"',
    "guide": 'guide = "ana"',
    "intent": 'intent = "wonder"',
    "items": "items = [221, 222]",
    "key": "key = 1",
    "kind": 'kind = "story"',
    "language": 'language = "en"',
    "locale": 'locale = "en-GB"',
    "name": 'name = "Ana Moreau"',
    "reason": 'reason = {en = "another small thing people carried"}',
    "review": 'review = "draft"',
    "rights": 'rights = "https://creativecommons.org/licenses/by/4.0/"',
    "role": 'role = {en = "curator"}',
    "sensitive": "sensitive = false",
    "speaker": 'speaker = "ana"',
    "state": 'state = "draft"',
    "synthetic": "synthetic = false",
    "teaser": 'teaser = "a man who touches the stars"',
    "title": 'title = "The astronomer looks up"',
    "to": "to = 305",
    "voice": 'voice = "who or what spoke"',
}
SORTS = {
    "bool_type": "true or false, without quotes",
    "date_type": "a day, such as 2028-05-01, without quotes",
    "date_from_datetime_inexact": "a day, such as 2028-05-01",
    "dict_type": 'a table, such as {en = "words"}',
    "int_type": "a whole number, without quotes",
    "list_type": 'a list, such as ["one", "two"]',
    "tuple_type": 'a list, such as ["one", "two"]',
    "string_type": "words between quotes",
}


def explain(file: str, positions: Positions, errors: Sequence[ErrorDetails]) -> list[Mistake]:
    """The mistakes behind what the shape of a file did not allow."""
    return [_explain_one(file, positions, error) for error in errors]


def _explain_one(file: str, positions: Positions, error: ErrorDetails) -> Mistake:
    location = tuple(part for part in error["loc"] if part != "[key]")
    name = next((part for part in reversed(location) if isinstance(part, str)), "this file")
    what, todo = _words(name, error)
    return Mistake(file, positions.find(location), what, todo)


def _words(name: str, error: ErrorDetails) -> tuple[str, str]:
    """What and what to do, by the sort of error."""
    sort, given = error["type"], error["input"]
    if sort == "missing":
        example = EXAMPLES.get(name)
        return f"`{name}` is missing", f"Add a line `{example}`" if example else f"Add `{name}`"
    if sort == "extra_forbidden":
        return f"nobody knows `{name}`", "Look for a slip of the pen, or take the line out"
    if sort in {"literal_error", "enum"}:
        return f"`{name}` can't be {given!r}", f"Write one of {error['ctx']['expected']}"
    if sort in SORTS:
        return f"`{name}` is not what is expected here", f"Write {SORTS[sort]}"
    if sort == "value_error":
        what, _, todo = str(error["ctx"]["error"]).partition(" | ")
        return what, todo
    return f"`{name}` is wrong: {error['msg'].lower()}", "Correct it"
