"""What the machine has to say about a sheet: advice that explains, and what would break the line."""

from __future__ import annotations

from content.checks.prompts import check_greeting, check_prompt
from content.checks.remarks import say as say_remark
from content.editing.rehearsing import rehearse
from content.editing.sheet import LINE, PROMPT, SEASON, Data, Sheet
from desk.parts import house
from desk.person import language
from scenes.linting.finding import Finding, say
from scenes.linting.linter import lint

GREETED = frozenset({SEASON, LINE})


def find_new(sheets: set[Sheet]) -> list[Finding]:
    """What the menu linter would find with these drafts on the line, and does not find now."""
    parts = house()
    museum = parts.settings.museum_name
    found = lint(rehearse(parts.database, parts.settings, sheets), museum=museum)
    known = lint(parts.shelf.catalogue, museum=museum) if found else []
    return [one for one in found if one not in known]


def say_all(findings: list[Finding]) -> str:
    """The findings as one text."""
    return " ".join(say(one, language()) for one in findings)


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
