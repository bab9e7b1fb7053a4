"""What was on the line before: every version with who and when, what it changed, and the way back to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from content.editing import history
from content.editing.history import Difference, Edition
from content.editing.listing import Details
from content.editing.sheet import Refused, Sheet, item_sheet, text_sheet, thread_sheet
from desk.changing import changing, note
from desk.items.links import list_links
from desk.items.showing import find_item
from desk.items.wording import endonyms, say_field, say_language, say_refusal
from desk.page import Page
from desk.parts import house
from desk.person import me, t
from desk.rendering import render, say_done, say_wrong
from desk.scope import check_item, may_edit_item
from staff.roles import Right

FACTS, THREADS = "facts", "threads"


@dataclass(frozen=True, slots=True)
class Version:
    """One version, and what it changed."""

    edition: Edition
    differences: list[Difference]


def show_history(number: int) -> str:
    """The versions of an item's facts, of its links, or of its words in a language."""
    with house().database.reads() as session:
        find_item(session, number)
        names = endonyms(session)
        part = request.args.get("part", "") or next(iter(names))
        sheet = sheet_of(number, part, names)
        tabs = [(code, say_language(code, names)) for code in names]
        tabs += [(FACTS, t("history.facts")), (THREADS, t("history.threads"))]
        return render(
            "history/item", number=number, title=Details(session, [number]).title(number), part=part, tabs=tabs,
            versions=list_versions(session, sheet), sheet=sheet, say_field=say_field,
            links=list_links(number, sheet.language or next(iter(names))),
            may_edit=may_edit_item(session, number, sheet.language),
        )  # fmt: skip


def put_back(number: int, part: str) -> Response:
    """Make an older version count again, as a new one."""
    version = request.form.get("version", 0, type=int)
    try:
        with changing() as (session, now):
            find_item(session, number)
            sheet = sheet_of(number, part, endonyms(session))
            check_item(session, number, sheet.language)
            note(session, [history.restore(session, sheet, version, me().name, now)], now)
        undo = url_for("desk.undo_item", number=number, language=sheet.language or None)
        say_done("history.put_back", undo=undo, version=version)
    except Refused as error:
        say_wrong(say_refusal(error))
    except LookupError:
        abort(404)
    return redirect(url_for("desk.show_history", number=number, part=part), 303)


def list_versions(session: Session, sheet: Sheet) -> list[Version]:
    """The newest first, each with what it changed in the one before."""
    editions = history.history(session, sheet)
    older = [*editions[1:], None]
    return [
        Version(one, history.differences(before.data, one.data) if before else [])
        for one, before in zip(editions, older, strict=True)
    ]


def sheet_of(number: int, part: str, names: Iterable[str]) -> Sheet:
    """The facts, the links, or the words in a language of the house; 404 for anything else."""
    known = {FACTS: item_sheet(number), THREADS: thread_sheet(number)}
    known |= {code: text_sheet(number, code) for code in names}
    return known.get(part) or abort(404)


PAGES = (
    Page("/items/<int:number>/history", show_history, Right.LOOK),
    Page("/items/<int:number>/history/<part>", put_back, Right.EDIT, ("POST",)),
)
