"""One sheet of a small family: seen, saved while it is written, and put on the line."""

from __future__ import annotations

from datetime import datetime

from flask import abort, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from content.editing import drafts, publishing
from content.editing.sheet import Change, Refused
from desk import autosaving
from desk.changing import changing
from desk.going_live import BreaksTheLine, go_live, say_all
from desk.page import Page
from desk.parts import house
from desk.person import me
from desk.rendering import render, say_done, say_note, say_wrong
from desk.sheets.address import ADDRESS, check, find_address, find_sheet, find_undo
from desk.sheets.families import FAMILIES, list_codes
from desk.sheets.fields import read_form, write_form
from desk.sheets.showing import gather
from staff.roles import Right


def edit_sheet(kind: str, key: str) -> str:
    """The page of one sheet: the draft where there is one, else what is on the line."""
    sheet = find_sheet(kind, key)
    with house().database.reads() as session:
        draft = drafts.open(session, sheet)
        if draft.published is None and not draft.exists:
            abort(404)
        return render("sheets/edit", **gather(session, sheet, draft))


def save_sheet(kind: str, key: str) -> Response | tuple[str | Response, int]:
    """Keep the draft as it was typed, and put it on the line where that button was pressed."""
    sheet, family = find_sheet(kind, key), FAMILIES[kind]
    check(family, sheet)
    with house().database.reads() as session:
        codes = list_codes(session)
    data = read_form(family.fields, request.form, codes)
    try:
        with changing() as (session, _):
            draft = autosaving.save(session, sheet, data)
    except drafts.Overtaken as error:
        return _meet(kind, key, error)
    if autosaving.is_autosave():
        return autosaving.answer_saved(draft, write_form(family.fields, draft.data, codes))
    if "publish" in request.form:
        return _publish(kind, key)
    return redirect(find_address(sheet), 303)


def _meet(kind: str, key: str, error: drafts.Overtaken) -> tuple[str | Response, int]:
    """Somebody else wrote into the same fields: both versions are shown, and neither is lost."""
    sheet, family = find_sheet(kind, key), FAMILIES[kind]
    with house().database.reads() as session:
        meeting, codes = autosaving.meet(session, error), list_codes(session)
        if autosaving.is_autosave():
            mine, theirs = (
                write_form(family.fields, meeting.data, codes),
                write_form(family.fields, error.draft.data, codes),
            )
            differing = {name: words for name, words in theirs.items() if words != mine[name]}
            return autosaving.answer_meeting(meeting, mine, differing)
        return render("sheets/edit", **gather(session, sheet, error.draft, meeting=meeting)), 409


def _publish(kind: str, key: str) -> Response | tuple[str, int]:
    """Refused where a part is missing or a caller would be left without a way on; advice is told afterwards."""
    sheet = find_sheet(kind, key)

    def publish(session: Session, now: datetime) -> list[Change]:
        return publishing.publish(session, [sheet], me().name, now)

    try:
        found = go_live(publish, [sheet], [sheet.language] if sheet.language else None)
    except BreaksTheLine as error:
        say_wrong(say_all(error.findings))
        return redirect(find_address(sheet), 303)
    except Refused as error:
        with house().database.reads() as session:
            page = gather(session, sheet, drafts.open(session, sheet), remarks=error.remarks)
        return render("sheets/edit", **page), 422
    say_done("sheets.published", undo=find_undo(sheet))
    if found:
        say_note(say_all(found))
    return redirect(find_address(sheet), 303)


PAGES = (
    Page(ADDRESS, edit_sheet),
    Page(f"{ADDRESS}/save", save_sheet, Right.EDIT, ("POST",)),
)
