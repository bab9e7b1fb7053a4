"""Somebody names their ticket: they ask what we have of them, or to be forgotten; by telephone, or at the till."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from desk.changing import changing
from desk.inbox.hands import note
from desk.inbox.lines import describe
from desk.inbox.listing import today
from desk.inbox.naming import spell_ticket
from desk.page import Page
from desk.parts import house
from desk.person import t
from desk.rendering import render, say_done, say_wrong
from scenes.sayings import speak
from staff.roles import Right
from visitors import exporting, privacy, requests
from visitors.inbox import SHOWN
from visitors.periods import read_periods
from visitors.requests_table import RequestRow


def ask_ticket() -> str:
    """The six digits, as they were read out to their owner."""
    return render("inbox/ticket", row=None)


def show_owner() -> ResponseReturnValue:
    """What came from whoever has this ticket, and what they may ask for. The ticket stands in no address."""
    with house().database.reads() as session:
        row = _find(session)
        if row is None:
            return _refuse()
        lines = describe(session, _list_theirs(session, row), today())
        return render("inbox/ticket", row=row, lines=lines, ticket=spell_ticket(row.ticket))


def send_data() -> ResponseReturnValue:
    """All that is kept of them, as one file: made now, kept nowhere."""
    parts, now = house(), house().clock.now()
    with parts.database.reads() as session:
        row = _find(session)
    if row is None or row.visitor_id is None:
        return _refuse()

    def say(key: str) -> str:
        return speak(parts.shelf.catalogue, row.language, key).text

    whole = exporting.write_zip(
        parts.database, parts.media, row.visitor_id, say, read_periods(parts.settings), now
    )
    if whole is None:
        return _refuse()
    with changing() as (session, _):
        note(session, "export", row.id, now)
    name = f"museline-{now:%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(whole, mimetype="application/zip", headers=headers)


def forget_owner() -> ResponseReturnValue:
    """Everything goes but what was published with consent, and its teller's mark with that; nothing brings it back."""
    if not request.form.get("sure"):
        abort(400)
    with changing() as (session, now):
        row = _find(session)
        if row is None:
            return _refuse()
        note(session, "forget", row.id, now)
        if row.visitor_id is None:
            privacy.forget_message(session, row, now)
        else:
            privacy.forget(session, row.visitor_id, now)
    say_done("inbox.tickets.forgotten")
    return redirect(url_for("desk.ask_ticket"), 303)


def _find(session: Session) -> RequestRow | None:
    """Spaces between the digits are how people write them."""
    digits = "".join(one for one in request.form.get("ticket", "") if one.isdecimal() and one.isascii())
    return requests.find_ticket(session, digits) if digits else None


def _list_theirs(session: Session, row: RequestRow) -> Sequence[RequestRow]:
    """What staff see in the inbox of the same person; of somebody we do not know any more, this alone."""
    if row.visitor_id is None:
        return [row]
    return [one for one in requests.of_visitor(session, row.visitor_id) if one.state in SHOWN]


def _refuse() -> ResponseReturnValue:
    say_wrong(t("inbox.tickets.unknown"))
    return redirect(url_for("desk.ask_ticket"), 303)


PAGES = (
    Page("/inbox/ticket", ask_ticket, Right.ANSWER),
    Page("/inbox/ticket", show_owner, Right.ANSWER, ("POST",)),
    Page("/inbox/ticket/data", send_data, Right.ANSWER, ("POST",)),
    Page("/inbox/ticket/forget", forget_owner, Right.ANSWER, ("POST",)),
)
