"""What is done to a sheet besides writing: thrown away, put back, deleted, undone."""

from __future__ import annotations

from datetime import datetime

from flask import abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from content.editing import drafts, history, uses
from content.editing.history import Edition
from content.editing.saying import say, say_use
from content.editing.sheet import Change, Refused, Sheet, StillUsed
from desk.changing import changing, note
from desk.going_live import BreaksTheLine, Deed, go_live, say_all
from desk.page import Page
from desk.parts import house
from desk.person import language, me
from desk.rendering import say_done, say_wrong
from desk.sheets.address import ADDRESS, check, find_address, find_sheet, find_undo
from desk.sheets.families import FAMILIES
from staff.roles import Right


def discard_sheet(kind: str, key: str) -> Response:
    """Throw a draft away."""
    sheet = _find(kind, key)
    with changing() as (session, now):
        change = drafts.discard(session, sheet)
        note(session, [change] if change else [], now)
        is_there = drafts.open(session, sheet).published is not None
    say_done("sheets.discarded")
    return redirect(find_address(sheet) if is_there else _list_of(kind), 303)


def restore_sheet(kind: str, key: str) -> Response:
    """Put an older state back, as a new one."""
    sheet, version = _find(kind, key), request.form.get("version", 0, type=int)

    def restore(session: Session, now: datetime) -> list[Change]:
        return [history.restore(session, sheet, version, me().name, now)]

    try:
        if _do(restore):
            say_done("sheets.restored", undo=find_undo(sheet))
    except LookupError:
        abort(404)
    return redirect(find_address(sheet), 303)


def delete_sheet(kind: str, key: str) -> Response:
    """Take a thing away that nothing else needs."""
    sheet = _find(kind, key)
    if not uses.can_delete(sheet):
        abort(404)

    def delete(session: Session, now: datetime) -> list[Change]:
        return uses.delete(session, sheet, me().name, now)

    if not _do(delete):
        return redirect(find_address(sheet), 303)
    with house().database.reads() as session:
        was_published = any(one.data for one in history.history(session, sheet))
    say_done("sheets.deleted", undo=find_undo(sheet) if was_published else "")
    return redirect(_list_of(kind), 303)


def undo_sheet(kind: str, key: str) -> Response:
    """Put back what counted before the last change; what was new goes."""
    sheet = _find(kind, key)

    def undo(session: Session, now: datetime) -> list[Change]:
        older = _find_older(session, sheet)
        if older is not None:
            return [history.restore(session, sheet, older.version, me().name, now)]
        return uses.delete(session, sheet, me().name, now) if uses.can_delete(sheet) else []

    if _do(undo):
        say_done("sheets.undone")
    with house().database.reads() as session:
        is_there = drafts.open(session, sheet).published is not None
    return redirect(find_address(sheet) if is_there else _list_of(kind), 303)


def _do(deed: Deed) -> bool:
    """Do it, or tell why not."""
    try:
        go_live(deed)
    except BreaksTheLine as error:
        say_wrong(say_all(error.findings))
    except Refused as error:
        say_wrong(" ".join(say(remark, language()) for remark in error.remarks))
    except StillUsed as error:
        say_wrong(" ".join(say_use(use, language()) for use in error.uses))
    else:
        return True
    return False


def _find_older(session: Session, sheet: Sheet) -> Edition | None:
    """The last published state before the one that counts now."""
    editions = history.history(session, sheet)
    return next((one for one in editions[1:] if one.data is not None), None)


def _find(kind: str, key: str) -> Sheet:
    sheet = find_sheet(kind, key)
    check(FAMILIES[kind], sheet)
    return sheet


def _list_of(kind: str) -> str:
    return url_for(f"desk.{FAMILIES[kind].listing}")


PAGES = (
    Page(f"{ADDRESS}/discard", discard_sheet, Right.EDIT, ("POST",)),
    Page(f"{ADDRESS}/restore", restore_sheet, Right.EDIT, ("POST",)),
    Page(f"{ADDRESS}/delete", delete_sheet, Right.HOUSE, ("POST",)),
    Page(f"{ADDRESS}/undo", undo_sheet, Right.EDIT, ("POST",)),
)
