"""What the machine has to say about a sheet's words: advice that explains, and stands in nobody's way."""

from __future__ import annotations

from content.checks.prompts import check_greeting, check_prompt
from content.checks.remarks import say as say_remark
from content.editing.sheet import LINE, PROMPT, SEASON, Data, Sheet
from desk.parts import house
from desk.person import language

GREETED = frozenset({SEASON, LINE})


def advise(sheet: Sheet, data: Data) -> list[str]:
    """How the words would sound better; nothing of this stands in the way of publishing."""
    if sheet.kind == PROMPT:
        found = check_prompt(sheet.language, sheet.key, str(data["text"]))
        return [say_remark(one, language()) for one in found if not one.blocks]
    if sheet.kind in GREETED:
        museum = house().settings.museum_name
        greetings = [words for words in data["greeting"].values() if words]
        return [say_remark(one, language()) for words in greetings for one in check_greeting(words, museum)]
    return []
