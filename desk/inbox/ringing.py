"""Ringing back by hand: whoever has it in hand is shown the number, for this alone, and the trail keeps that it was."""

from __future__ import annotations

from cryptography.fernet import InvalidToken
from flask import make_response
from flask.typing import ResponseReturnValue

from addresses.address import Kind
from desk.changing import changing
from desk.inbox.hands import back, note
from desk.inbox.showing import may_ring
from desk.inbox.voice import find_mine
from desk.page import Page
from desk.parts import house
from desk.person import t
from desk.rendering import render, say_wrong
from desk.telephones import show_number
from staff.roles import Right
from visitors.requests_table import RequestRow


def show_callers_number(number: int) -> ResponseReturnValue:
    """The number of somebody who asked to be rung back, on a page that nobody keeps."""
    with changing() as (session, now):
        row = find_mine(session, number)
        found = _read(row) if may_ring(row) else ""
        if not found:
            say_wrong(t("inbox.ring.none"))
            return back(number)
        note(session, "see_number", number, now)
    answer = make_response(render("inbox/ring", row=row, found=found, shown=show_number(found)))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _read(row: RequestRow) -> str:
    """The number; empty where it is a chat, or its key is gone."""
    keys = house().keys
    if keys is None or row.reply_to is None:
        return ""
    try:
        address = keys.decrypt(row.reply_to)
    except InvalidToken:
        return ""
    return address.value if address.kind == Kind.PHONE else ""


PAGES = (Page("/inbox/<int:number>/number", show_callers_number, Right.ANSWER, ("POST",)),)
