"""Who has a request in hand, until when, what it is about; and that it is done without an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from flask import abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from desk.changing import changing
from desk.inbox.naming import list_answerers, name_people
from desk.inbox.showing import find
from desk.page import Page
from desk.person import me, t
from desk.rendering import day, say_done, say_wrong
from staff import trail
from staff.roles import Right
from visitors import inbox, inbox_topics
from visitors.requests_table import RequestRow

REQUEST = "request"


def claim_request(number: int) -> Response:
    """Take it in hand: nobody else answers it meanwhile."""
    with changing() as (session, now):
        find(session, number)
        if inbox.claim(session, number, me().id, now):
            note(session, "claim", number, now)
            say_done("inbox.claimed", undo=url_for("desk.release_request", number=number))
        else:
            _say_taken(session, number)
    return back(number)


def release_request(number: int) -> Response:
    """Give it back to everybody."""
    with changing() as (session, now):
        find(session, number)
        if inbox.release(session, number, me().id):
            note(session, "release", number, now)
            say_done("inbox.released", undo=url_for("desk.claim_request", number=number))
    return back(number)


def hand_over_request(number: int) -> Response:
    """Give it to somebody else; from the hands of a third person too, who sees it in the trail."""
    to = request.form.get("to", 0, type=int)
    with changing() as (session, now):
        row = find(session, number)
        names = dict(list_answerers(session))
        holder = request.form.get("holder", 0, type=int)
        if to not in names or holder != (row.claimed_by or 0):
            _say_taken(session, number)
            return back(number)
        if inbox.hand_over(session, number, row.claimed_by or me().id, to, now):
            note(session, "hand_over", number, now)
            say_done("inbox.taken_over" if to == me().id else "inbox.handed_over", name=names[to])
    return back(number)


def set_due_day(number: int) -> Response:
    """Until when it shall be done; an empty day takes that away."""
    given = request.form.get("day", "")
    try:
        wanted = date.fromisoformat(given) if given else None
    except ValueError:
        abort(400)
    with changing() as (session, now):
        before = find(session, number).due_on
        if inbox.set_due(session, number, wanted):
            after = {"due_on": given or None}
            note(session, "due", number, now, {"due_on": before.isoformat() if before else None}, after)
            say_done("inbox.due_kept", day=day(wanted)) if wanted else say_done("inbox.due_gone")
    return back(number)


def set_topic(number: int) -> Response:
    """What it is about, so that those who know see it."""
    slug = request.form.get("topic", "")
    with changing() as (session, now):
        before = find(session, number).topic
        if not inbox_topics.assign(session, number, slug):
            abort(400)
        note(session, "topic", number, now, {"topic": before}, {"topic": slug})
    say_done("inbox.topic_kept")
    return back(number)


def set_sensitive(number: int) -> Response:
    """That it needs care, and a second pair of ears before others hear it."""
    with changing() as (session, now):
        before = find(session, number).sensitive
        if inbox.set_sensitive(session, number, not before):
            note(session, "sensitive", number, now, {"sensitive": before}, {"sensitive": not before})
            say_done("inbox.not_sensitive" if before else "inbox.is_sensitive")
    return back(number)


def close_request(number: int) -> Response:
    """Done without an answer from here."""
    with changing() as (session, now):
        find(session, number)
        if inbox.close(session, number, me().id, now):
            note(session, "close", number, now)
            say_done("inbox.closed", undo=url_for("desk.reopen_request", number=number))
        else:
            _say_taken(session, number)
    return back(number)


def reopen_request(number: int) -> Response:
    """It waits again."""
    with changing() as (session, now):
        find(session, number)
        if inbox.reopen(session, number):
            note(session, "reopen", number, now)
            say_done("inbox.reopened")
    return back(number)


def note(
    session: Session, what: str, number: int, now: datetime,
    before: Mapping[str, object] | None = None, after: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """A line in the trail: who did what, never a word of what a visitor said."""
    trail.note(session, me(), what, REQUEST, str(number), now, before=before, after=after)


def back(number: int) -> Response:
    """To the page of the request."""
    return redirect(url_for("desk.show_request", number=number), 303)


def _say_taken(session: Session, number: int) -> None:
    row = session.get_one(RequestRow, number, populate_existing=True)
    name = name_people(session, [row.claimed_by]).get(row.claimed_by or 0, t("parts.somebody"))
    say_wrong(t("inbox.taken", name=name))


SEND = ("POST",)
PAGES = (
    Page("/inbox/<int:number>/claim", claim_request, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/release", release_request, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/hand-over", hand_over_request, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/due", set_due_day, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/topic", set_topic, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/sensitive", set_sensitive, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/close", close_request, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/reopen", reopen_request, Right.ANSWER, SEND),
)
