"""Everything that the page of one sheet shows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from flask import current_app, url_for
from sqlalchemy.orm import Session

from content.codes import is_heard, number_of
from content.editing import history, uses
from content.editing.drafts import Draft
from content.editing.drafts import open as open_draft
from content.editing.history import Edition
from content.editing.saying import say, say_use
from content.editing.sheet import PROMPT, Data, Remark, Sheet
from desk.autosaving import Meeting
from desk.parts import house
from desk.person import language, name_language, t
from desk.sheets.address import find_address, may_edit
from desk.sheets.advice import advise
from desk.sheets.entries import find_title
from desk.sheets.families import FAMILIES, list_languages
from desk.sheets.fields import write_form

RECORDER = "desk.show_prompt_recordings"
SHOWN = 12  # versions; older ones are in the trail


def gather(
    session: Session,
    sheet: Sheet,
    draft: Draft,
    *,
    remarks: Sequence[Remark] = (),
    meeting: Meeting | None = None,
) -> dict[str, Any]:
    """The values of the template, for somebody who writes, was refused, or met another editor."""
    family, languages = (
        FAMILIES[sheet.kind],
        [(code, name_language(code, own)) for code, own in list_languages(session)],
    )
    data: Data = meeting.data if meeting else draft.data
    return {
        "sheet": sheet, "family": family, "draft": draft, "languages": languages,
        "typed": write_form(family.fields, data, [code for code, _ in languages]),
        "theirs": meeting.theirs if meeting else {}, "meeting": meeting,
        "revision": meeting.revision if meeting else draft.revision,
        "title": find_title(sheet, draft.data), "address": find_address, "may_edit": may_edit(family, sheet),
        "options": {one.name: one.options(session) for one in family.fields if one.options},
        "errors": {remark.field: say(remark, language()) for remark in remarks},
        "summary": [_link(remark) for remark in remarks],
        "steps": _steps(history.history(session, sheet)[:SHOWN]), "name_field": _name_field(dict(languages)),
        "used": [say_use(use, language()) for use in uses.uses(session, sheet)],
        "can_delete": uses.can_delete(sheet), "source": _source(session, sheet),
        "recordings": _recordings(sheet, str(data.get("text", ""))), "code": _code(sheet),
        "advice": advise(sheet, data),
    }  # fmt: skip


def _steps(editions: Sequence[Edition]) -> list[tuple[Edition, list[history.Difference]]]:
    """Each version with what it changed against the one before it."""
    older = {one.version: before.data for one, before in pairwise(editions)}
    return [
        (one, history.differences(older[one.version], one.data) if one.version in older else [])
        for one in editions
    ]


def _name_field(languages: dict[str, str]) -> Any:
    """A function that says a field's path, such as `title.fr`, as its label."""

    def name(path: str) -> str:
        field, _, part = path.partition(".")
        label = t(f"sheets.fields.{field}.label")
        return t("sheets.in_language", label=label, language=languages[part]) if part in languages else label

    return name


def _link(remark: Remark) -> dict[str, str]:
    return {"id": remark.field.replace(".", "-"), "words": say(remark, language())}


def _source(session: Session, sheet: Sheet) -> str:
    """The words from which a prompt is translated."""
    first = house().shelf.catalogue.house
    if sheet.kind != PROMPT or sheet.language == first:
        return ""
    return str(open_draft(session, Sheet(PROMPT, sheet.key, first)).data["text"])


def _recordings(sheet: Sheet, text: str) -> str:
    """Where a prompt's voice is recorded; empty for what is never heard, or has something to fill in."""
    if sheet.kind != PROMPT or not is_heard(sheet.key, text) or RECORDER not in current_app.view_functions:
        return ""
    return url_for(RECORDER, key=sheet.key, language=sheet.language)


def _code(sheet: Sheet) -> int | None:
    """The number by which a prompt is recorded by telephone."""
    return number_of(house().shelf.catalogue, sheet.key) if sheet.kind == PROMPT else None
