"""Links that lead on from one item to another: the list of all, and the page of one item's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from content.editing import drafts, publishing
from content.editing.drafts import Draft, Overtaken
from content.editing.history import differences
from content.editing.listing import Details
from content.editing.sheet import Data, Refused, thread_sheet
from content.packs.item_rules import MOST_THREADS
from content.tables import ThreadReasonRow, ThreadRow
from desk import autosaving
from desk.changing import changing, note
from desk.items.forms import read_threads, write_threads
from desk.items.links import list_links
from desk.items.remarks import advise_reason
from desk.items.showing import find_item
from desk.items.wording import endonyms, say_language, say_remarks
from desk.page import Page
from desk.parts import house
from desk.person import language, me
from desk.rendering import is_part, render, say_done
from desk.scope import check_item, may_edit_item
from staff.roles import Right

PAGE = 50
Answer = str | Response | tuple[str, int] | tuple[Response, int]


@dataclass(frozen=True, slots=True)
class Link:
    """One link as the list tells it; `position` 0 is the one that callers hear."""

    number: int
    title: str
    position: int
    to: int
    to_title: str
    reason: str


def list_threads() -> str:
    """Every link that counts now, by item, a page at a time."""
    after = request.args.get("after", 0, type=int)
    with house().database.reads() as session:
        links = read_links(session, after)
    more = (
        url_for("desk.list_threads", after=links[-1].number)
        if len({one.number for one in links}) >= PAGE
        else ""
    )
    return render("threads/lines" if is_part() else "threads/list", links=links, more=more)


def read_links(session: Session, after: int) -> list[Link]:
    """The links of the next items that have any; the reason in the person's language, else in any."""
    numbers = session.scalars(
        select(ThreadRow.item).where(ThreadRow.item > after).distinct().order_by(ThreadRow.item).limit(PAGE)
    ).all()
    rows = session.scalars(
        select(ThreadRow).where(ThreadRow.item.in_(numbers)).order_by(ThreadRow.item, ThreadRow.position)
    ).all()
    reasons: dict[tuple[int, int], str] = {}
    for row in session.scalars(select(ThreadReasonRow).where(ThreadReasonRow.item.in_(numbers))):
        if row.language == language() or (row.item, row.position) not in reasons:
            reasons[row.item, row.position] = row.reason
    titles = Details(session, sorted({*numbers, *(row.to for row in rows)}))
    return [
        Link(row.item, titles.title(row.item), row.position, row.to, titles.title(row.to),
             reasons.get((row.item, row.position), ""))
        for row in rows
    ]  # fmt: skip


def edit_threads(number: int) -> Answer:
    """The links of one item, kept as a draft; and put on the line where that button was pressed."""
    if request.method == "GET":
        return _show(number)
    sheet = thread_sheet(number)
    try:
        with changing() as (session, _):
            find_item(session, number)
            check_item(session, number)
            codes = tuple(endonyms(session))
            draft = autosaving.save(session, sheet, read_threads(request.form, codes, MOST_THREADS))
    except Overtaken as error:
        return _meet(number, codes, error)
    if autosaving.is_autosave():
        return autosaving.answer_saved(
            draft, write_threads(draft.data, codes, MOST_THREADS), _parts(draft.data)
        )
    return _publish(number) if "publish" in request.form else redirect(_address(number), 303)


def _publish(number: int) -> Answer:
    sheet = thread_sheet(number)
    try:
        with changing() as (session, now):
            note(session, publishing.publish(session, [sheet], me().name, now), now)
    except Refused as error:
        return _show(number, remarks=error.remarks), 422
    say_done("threads.published", undo=url_for("desk.undo_item", number=number), number=number)
    return redirect(_address(number), 303)


def _meet(number: int, codes: tuple[str, ...], error: Overtaken) -> Answer:
    with house().database.reads() as session:
        meeting = autosaving.meet(session, error)
    shown = write_threads(meeting.data, codes, MOST_THREADS)
    other = write_threads(error.draft.data, codes, MOST_THREADS)
    theirs = {name: value for name, value in other.items() if value != shown[name]}
    if autosaving.is_autosave():
        return autosaving.answer_meeting(meeting, shown, theirs)
    return _show(number, mine=shown, theirs=theirs), 409


def _show(number: int, *, mine: Mapping[str, object] | None = None, **more: Any) -> str:
    with house().database.reads() as session:
        find_item(session, number)
        names = endonyms(session)
        draft = drafts.open(session, thread_sheet(number))
        values = mine or write_threads(draft.data, tuple(names), MOST_THREADS)
        numbers = [int(str(values[f"to-{place}"]) or 0) for place in range(MOST_THREADS)]
        titles = Details(session, [number, *numbers])
        return render(
            "threads/item", number=number, title=titles.title(number), draft=draft, values=values,
            places=range(MOST_THREADS), names={code: say_language(code, names) for code in names},
            titles={one: titles.title(one) for one in numbers}, theirs=more.get("theirs", {}),
            summary=say_remarks(more.get("remarks", ()), names), advice=advice(draft.data),
            links=list_links(number, next(iter(names))),
            changed=_differences(draft), may_edit=may_edit_item(session, number),
        )  # fmt: skip


def advice(data: Data) -> dict[str, list[str]]:
    """Remarks about the reasons, by the control that they stand in."""
    return {
        f"reason-{place}-{code}": found
        for place, thread in enumerate(data["threads"])
        for code, reason in thread["reason"].items()
        if (found := advise_reason(reason))
    }


def _parts(data: Data) -> dict[str, str]:
    return {f"advice-{name}": render("items/advice", remarks=found) for name, found in advice(data).items()}


def _differences(draft: Draft) -> bool:
    return draft.exists and bool(differences(draft.published, draft.data))


def _address(number: int) -> str:
    return url_for("desk.edit_threads", number=number)


PAGES = (
    Page("/threads", list_threads, Right.LOOK),
    Page("/items/<int:number>/threads", edit_threads, Right.LOOK, ("GET", "POST")),
)
