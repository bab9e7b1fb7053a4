"""Listening to people's own stories: approved, sent to a second pair of ears, or refused with a reason."""

from __future__ import annotations

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from desk.changing import changing
from desk.inbox.hands import back, note
from desk.inbox.showing import find
from desk.page import Page
from desk.person import me, t
from desk.rendering import say_done, say_wrong
from staff.roles import Right
from visitors import contributions
from visitors.contributions import Moderation, NotAllowed
from visitors.requests_table import RequestKind


def moderate_story(number: int) -> Response:
    """Say what becomes of it."""
    asked, reason = request.form.get("state", ""), request.form.get("reason", "")
    if asked not in {Moderation.APPROVED, Moderation.SECOND, Moderation.REFUSED}:
        abort(400)
    state = Moderation(asked)
    with changing() as (session, now):
        row = find(session, number)
        if row.kind != RequestKind.CONTRIBUTION:
            abort(404)
        before = row.moderation
        try:
            done = contributions.moderate(
                session, number, me().id, state, now, reason if state == Moderation.REFUSED else ""
            )
        except NotAllowed as error:
            say_wrong(t(f"inbox.not_allowed.{error}"))
            return back(number)
        if done:
            after = {"state": state.value, **({"reason": reason} if state == Moderation.REFUSED else {})}
            note(session, "moderate", number, now, {"state": before}, after)
            undo = url_for("desk.reconsider_story", number=number) if state != Moderation.SECOND else ""
            say_done(f"inbox.moderated.{state.value}", undo=undo)
    return back(number)


def reconsider_story(number: int) -> Response:
    """It waits again, unless it is an item by now."""
    with changing() as (session, now):
        find(session, number)
        if contributions.reconsider(session, number):
            note(session, "reconsider", number, now)
            say_done("inbox.reconsidered")
        else:
            say_wrong(t("inbox.is_item"))
    return back(number)


PAGES = (
    Page("/inbox/<int:number>/moderate", moderate_story, Right.ANSWER, ("POST",)),
    Page("/inbox/<int:number>/reconsider", reconsider_story, Right.ANSWER, ("POST",)),
)
