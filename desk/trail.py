"""What was changed: who, when, what, and how it read before and after."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from content.editing.history import differences
from content.editing.sheet import ITEM, LINE, PROMPT, SEASON, SERIES, SPEAKER, TEXT, THREAD, Sheet
from desk import words
from desk.page import Page
from desk.parts import house
from desk.person import language, me, t
from desk.rendering import render
from desk.signposts import find_page, name_sheet
from staff.joining import everybody
from staff.reading_trail import TrailQuery, list_kinds, list_trail
from staff.roles import Right
from staff.trail import TrailRow

ACCOUNT, REQUEST, DUTY = "account", "request", "duty"
SHEETS = frozenset({ITEM, TEXT, THREAD, PROMPT, SERIES, SPEAKER, SEASON, LINE})
LARGEST_ID = 2**31 - 1


def show_trail() -> str:
    """A page of the trail, and ways to narrow it."""
    query = _read_query()
    with house().database.reads() as session:
        page, kinds = list_trail(session, query), list_kinds(session)
        people = {user.id: user.name for user in everybody(session)}
    older = url_for("desk.show_trail", **{**_given(), "before": page.next}) if page.next else ""  # type: ignore[arg-type]
    lines = [_describe(row, people) for row in page.rows]
    return render(
        "trail/trail", lines=lines, older=older, query=query, people=list(people.items()),
        kinds=[(kind, say_kind(kind)) for kind in kinds], name_field=say_field,
    )  # fmt: skip


def say_kind(kind: str) -> str:
    """What kind of thing it is, in words; its code where nobody wrote any."""
    return _say("kind", kind)


def say_field(field: str) -> str:
    """What a field is called; of a field within a field, both."""
    return " · ".join(_say("field", part) for part in field.split("."))


def _describe(row: TrailRow, people: dict[int, str]) -> dict[str, Any]:
    sheet = Sheet(row.kind, row.key, row.language)
    is_account = row.kind == ACCOUNT
    return {
        "at": row.at,
        "who": row.name,
        "what": _say("what", row.what),
        "kind": say_kind(row.kind),
        "name": _name_account(row.key, people) if is_account else _name(sheet),
        "language": row.language,
        "address": _find_page(sheet),
        "differences": differences(row.before, row.after),
    }


def _find_page(sheet: Sheet) -> str:
    if sheet.kind == REQUEST and me().may(Right.ANSWER):
        return url_for("desk.show_request", number=int(sheet.key))
    return find_page(sheet) if sheet.kind in SHEETS else ""


def _name(sheet: Sheet) -> str:
    if sheet.kind == DUTY:
        return ""
    return name_sheet(sheet, house().shelf.catalogue, language()) if sheet.kind in SHEETS else sheet.key


def _name_account(key: str, people: dict[int, str]) -> str:
    return people.get(int(key), "") if key.isdecimal() else ""


def _say(table: str, code: str) -> str:
    key = f"trail.{table}.{code}"
    return t(key) if key in words.load(language()) else code.replace("_", " ")


def _read_query() -> TrailQuery:
    given = request.args
    return TrailQuery(
        _number(given.get("person", "")), given.get("kind", "")[:20], given.get("key", "").strip()[:80],
        _number(given.get("before", "")),
    )  # fmt: skip


def _number(text: str) -> int:
    """A number of a row; anything else is none."""
    return min(int(text), LARGEST_ID) if text.isascii() and text.isdecimal() else 0


def _given() -> dict[str, str]:
    return {name: request.args[name] for name in ("person", "kind", "key") if request.args.get(name)}


PAGES = (Page("/trail", show_trail, Right.TRAIL),)
