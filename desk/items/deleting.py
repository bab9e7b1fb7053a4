"""Taking away an item that nobody ever heard and nothing leads to, and bringing it back."""

from __future__ import annotations

from flask import abort, redirect, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from content.editing import drafts, publishing, uses
from content.editing.saying import say_use
from content.editing.sheet import Refused, Sheet, StillUsed, item_sheet
from desk.changing import changing, note
from desk.items.showing import find_item
from desk.items.wording import say_refusal
from desk.page import Page
from desk.person import language, me
from desk.rendering import say_done, say_wrong
from desk.scope import check_item
from staff.roles import Right
from staff.trail import TrailRow


def delete_item(number: int) -> Response:
    """Take an item away with its drafts; refused with the places where it is still used."""
    try:
        with changing() as (session, now):
            find_item(session, number)
            check_item(session, number)
            note(session, uses.delete(session, item_sheet(number), me().name, now), now)
    except StillUsed as error:
        say_wrong("; ".join(say_use(use, language()) for use in error.uses))
        return redirect(url_for("desk.edit_item", number=number), 303)
    say_done("items.deleted", undo=url_for("desk.bring_back", number=number), number=number)
    return redirect(url_for("desk.list_items"), 303)


def bring_back(number: int) -> Response:
    """The item as the trail remembers it, with what was being written."""
    try:
        with changing() as (session, now):
            gone = _find_deleted(session, number) or abort(404)
            check_item(session, number)
            note(session, [publishing.begin_item(session, number, gone.before, me().name, now)], now)
            for row in _find_drafts(session, gone):
                sheet = Sheet(row.kind, row.key, row.language)
                there = drafts.open(session, sheet)
                drafts.save(session, sheet, row.before, there.revision, me().name, now)
    except Refused as error:
        say_wrong(say_refusal(error))
        return redirect(url_for("desk.list_items"), 303)
    say_done("items.brought_back", undo=url_for("desk.delete_item", number=number), number=number)
    return redirect(url_for("desk.edit_item", number=number), 303)


def _find_deleted(session: Session, number: int) -> TrailRow | None:
    mine = (TrailRow.kind == "item", TrailRow.key == str(number), TrailRow.what == "delete")
    return session.scalar(select(TrailRow).where(*mine).order_by(TrailRow.id.desc()).limit(1))


def _find_drafts(session: Session, gone: TrailRow) -> list[TrailRow]:
    """The drafts that were thrown away with it, in the same moment."""
    mine = (TrailRow.key == gone.key, TrailRow.at == gone.at, TrailRow.what == "discard")
    return list(session.scalars(select(TrailRow).where(*mine, TrailRow.kind.in_(("item", "text", "thread")))))


PAGES = (
    Page("/items/<int:number>/delete", delete_item, Right.EDIT, ("POST",)),
    Page("/items/<int:number>/bring-back", bring_back, Right.EDIT, ("POST",)),
)
