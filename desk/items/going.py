"""An item goes on the line and comes off it, now or at its hour; each step can be taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from content.editing import history, publishing, schedules
from content.editing.sheet import Change, Refused, Sheet, item_sheet, text_sheet
from content.editing.view import drafts_of_item
from content.tables import ScheduleRow
from desk.changing import changing, note
from desk.going_live import BreaksTheLine, Deed, go_live, say_all
from desk.items.forms import PlanForm
from desk.items.saving import check_sheet
from desk.items.showing import Shown, find_item, show
from desk.items.wording import endonyms, say_language, say_refusal
from desk.page import Page
from desk.parts import house
from desk.person import me, t
from desk.rendering import moment, say_done, say_note, say_wrong
from desk.scope import check_item
from staff.roles import Right

Answer = str | Response | tuple[str, int]
MOST_WARNINGS = 3


def publish_item(number: int) -> Answer:
    """Put an item on the line with its drafts and the recordings that were ticked."""
    code, takes = request.form.get("language", ""), request.form.getlist("take", type=int)
    _check(number)
    with house().database.reads() as session:
        sheets = {item_sheet(number), *drafts_of_item(session, number)}

    def publish(session: Session, now: datetime) -> list[Change]:
        return publishing.publish_item(session, number, me().name, now, takes=takes)

    return _publish(number, code, "items.published", publish, sheets)


def publish_words(number: int, code: str) -> Answer:
    """Put the words of one language on the line, and nothing else."""
    sheet = text_sheet(number, code)
    with house().database.reads() as session:
        check_sheet(session, sheet)
        names = endonyms(session)

    def publish(session: Session, now: datetime) -> list[Change]:
        return publishing.publish(session, [sheet], me().name, now)

    return _publish(
        number, code, "items.words_published", publish, {sheet}, language=say_language(code, names)
    )


def withdraw_item(number: int) -> Response:
    """Take an item off the line."""
    _check(number)

    def withdraw(session: Session, now: datetime) -> list[Change]:
        return publishing.withdraw(session, number, me().name, now)

    if _do(withdraw):
        say_done("items.withdrawn", undo=_undo(number), number=number)
    return _back(number)


def undo_item(number: int) -> Response:
    """Take back what the last publication changed; once more, and that is taken back in turn."""
    code = request.args.get("language", "")
    with house().database.reads() as session:
        check_item(session, number, code)

    def undo(session: Session, now: datetime) -> list[Change]:
        return _take_back(session, number, code, now)

    if _do(undo):
        say_done("items.undone", undo=_undo(number, code), number=number)
    return _back(number)


def plan_item(number: int) -> Response:
    """Publish or withdraw an item at an hour of the museum's clocks."""
    _check(number)
    form = PlanForm(request.values)
    if not form.validate():
        say_wrong(t("items.no_hour"))
        return _back(number)
    at = form.read(house().settings.zone)
    if at <= house().clock.now():
        say_wrong(t("items.hour_is_past"))
        return _back(number)
    _plan(number, form.action.data, at)
    return _back(number)


def unplan_item(number: int, plan: int) -> Response:
    """Take a plan back."""
    _check(number)
    zone = house().settings.zone
    with changing() as (session, now):
        row = session.get(ScheduleRow, plan)
        if row is None or row.item != number:
            abort(404)
        action, at = row.action, row.at.astimezone(zone)
        schedules.unschedule(session, plan)
        note(session, [Change("unschedule", item_sheet(number), _told(action, at), None)], now)
    again = url_for("desk.plan_item", number=number, action=action, day=f"{at:%Y-%m-%d}", time=f"{at:%H:%M}")
    say_done("items.unplanned", undo=again, number=number)
    return _back(number)


def _publish(
    number: int, code: str, done: str, publish: Deed, sheets: Collection[Sheet], **values: object
) -> Answer:
    """Do it, tell how to take it back and what could be better; or show the page with what stands in the way."""
    try:
        found = go_live(publish, sheets)
    except BreaksTheLine as error:
        say_wrong(say_all(error.findings))
        return show(number, code), 422
    except Refused as error:
        return show(number, code, Shown(remarks=error.remarks)), 422
    say_done(done, undo=_undo(number, "" if done == "items.published" else code), number=number, **values)
    if found:
        say_note(say_all(found[:MOST_WARNINGS]))
    where = "desk.translate" if request.form.get("side_by_side") else "desk.edit_item"
    return redirect(url_for(where, number=number, language=code or None), 303)


def _do(deed: Deed) -> bool:
    """Do it, or tell why not."""
    try:
        go_live(deed)
    except BreaksTheLine as error:
        say_wrong(say_all(error.findings))
    except Refused as error:
        say_wrong(say_refusal(error))
    else:
        return True
    return False


def _plan(number: int, action: str, at: datetime) -> None:
    with changing() as (session, now):
        plan = schedules.schedule(session, number, action, at, me().name)
        note(session, [Change("schedule", item_sheet(number), None, _told(action, at))], now)
    undo = url_for("desk.unplan_item", number=number, plan=plan)
    say_done(f"items.planned_{action}", undo=undo, number=number, moment=moment(at))


def _take_back(session: Session, number: int, code: str, now: datetime) -> list[Change]:
    """A guest of one language takes back its words alone."""
    if not code:
        return _take_item_back(session, number, now)
    sheet = text_sheet(number, code)
    older = next((one for one in history.history(session, sheet)[1:] if one.data is not None), None)
    return [history.restore(session, sheet, older.version, me().name, now)] if older else []


def _take_item_back(session: Session, number: int, now: datetime) -> list[Change]:
    """What it was before its first publication may not be fit for the line: then it leaves the line."""
    try:
        return history.restore_item(session, number, me().name, now)
    except Refused:
        if changes := publishing.withdraw(session, number, me().name, now):
            return changes
        raise


def _check(number: int) -> None:
    with house().database.reads() as session:
        find_item(session, number)
        check_item(session, number)


def _told(action: str, at: datetime) -> dict[str, str]:
    return {"action": action, "at": at.isoformat()}


def _undo(number: int, code: str = "") -> str:
    return url_for("desk.undo_item", number=number, language=code or None)


def _back(number: int) -> Response:
    return redirect(url_for("desk.edit_item", number=number), 303)


PAGES = (
    Page("/items/<int:number>/publish", publish_item, Right.EDIT, ("POST",)),
    Page("/items/<int:number>/words/<code>/publish", publish_words, Right.EDIT, ("POST",)),
    Page("/items/<int:number>/withdraw", withdraw_item, Right.EDIT, ("POST",)),
    Page("/items/<int:number>/undo", undo_item, Right.EDIT, ("POST",)),
    Page("/items/<int:number>/plan", plan_item, Right.EDIT, ("POST",)),
    Page("/items/<int:number>/plans/<int:plan>/remove", unplan_item, Right.EDIT, ("POST",)),
)
