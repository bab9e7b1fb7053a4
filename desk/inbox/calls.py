"""Open calls: what the museum asks people to tell, for how long, and what they agree to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from content.editing.view import list_languages
from desk.changing import changing
from desk.inbox.listing import today
from desk.page import Page
from desk.parts import house
from desk.person import language, me, name_language, t
from desk.rendering import render, say_done, say_wrong
from staff import trail
from staff.roles import Right
from visitors import contributions_calls as open_calls
from visitors.contributions_calls import (
    CHILDREN,
    DEFAULT_SECONDS,
    EVERYONE,
    LONGEST_SECONDS,
    CallForm,
    OpenCallRow,
    WrongCall,
)

KIND = "call"
LONGEST_WORDS = 2000
SHORTEST_SECONDS = 10
EMPTY = CallForm({}, {}, {}, "", EVERYONE, DEFAULT_SECONDS, None)


def list_calls() -> str:
    """Every call, the newest first, with how many have answered it."""
    with house().database.reads() as session:
        rows = open_calls.list_all(session)
        counts = open_calls.count_answers(session, [row.id for row in rows])
        return render("calls/list", calls=rows, counts=counts, name=name_call, today=today())


def edit_call(call: int = 0) -> ResponseReturnValue:
    """The form of a call, or of a new one (0)."""
    with house().database.reads() as session:
        row = _find(session, call) if call else None
        return _show(session, row, _form_of(row) if row else EMPTY, "")


def begin_call() -> ResponseReturnValue:
    """The form of a new call."""
    return edit_call()


def save_call(call: int = 0) -> ResponseReturnValue:
    """Keep what was typed; other words of consent are a new version, and the old one stays readable."""
    with changing() as (session, now):
        row = _find(session, call) if call else None
        form = _read_form(list_languages(session))
        mistake = _find_mistake(form)
        if mistake:
            return _show(session, row, form, mistake), 422
        if row is None:
            row = open_calls.begin(session, form, me().name, now)
        else:
            open_calls.change(session, call, form, now)
        trail.note(
            session,
            me(),
            "edit" if call else "begin",
            KIND,
            str(row.id),
            now,
            after={"title": dict(row.title)},
        )
        number = row.id
    say_done("calls.kept")
    return redirect(url_for("desk.edit_call", call=number), 303)


def begin_call_with() -> ResponseReturnValue:
    """Keep a new call, which nobody hears before it is opened."""
    return save_call()


def open_call(call: int) -> ResponseReturnValue:
    """Let people answer it."""
    return _turn(call, is_open=True)


def close_call(call: int) -> ResponseReturnValue:
    """Let nobody answer it any more; what was told stays."""
    return _turn(call, is_open=False)


def delete_call(call: int) -> ResponseReturnValue:
    """Take a call away that nobody has answered."""
    with changing() as (session, now):
        _find(session, call)
        if open_calls.delete(session, call):
            trail.note(session, me(), "delete", KIND, str(call), now)
            say_done("calls.deleted")
            return redirect(url_for("desk.list_calls"), 303)
    say_wrong(t("calls.has_answers"))
    return redirect(url_for("desk.edit_call", call=call), 303)


def name_call(row: OpenCallRow) -> str:
    """Its title in the person's language, else in the first that it has."""
    return row.title.get(language()) or next(iter(row.title.values()), t("calls.untitled"))


def _turn(call: int, *, is_open: bool) -> ResponseReturnValue:
    with changing() as (session, now):
        _find(session, call)
        try:
            open_calls.set_open(session, call, is_open, now)
        except WrongCall:
            say_wrong(t("calls.incomplete"))
            return redirect(url_for("desk.edit_call", call=call), 303)
        trail.note(session, me(), "open" if is_open else "shut", KIND, str(call), now)
    other = url_for("desk.close_call" if is_open else "desk.open_call", call=call)
    say_done("calls.opened" if is_open else "calls.closed", undo=other)
    return redirect(url_for("desk.edit_call", call=call), 303)


def _show(session: Session, row: OpenCallRow | None, form: CallForm, mistake: str) -> str:
    codes = list_languages(session)
    complete = [code for code in codes if row and open_calls.describe(row).speaks(code)]
    count = open_calls.count_answers(session, [row.id]).get(row.id, 0) if row else 0
    return render(
        "calls/edit", row=row, form=form, mistake=mistake, codes=[(code, name_language(code)) for code in codes],
        complete=complete, count=count, title=name_call(row) if row else t("calls.new"), today=today(),
        may=me().may(Right.HOUSE), most=LONGEST_SECONDS, least=SHORTEST_SECONDS,
    )  # fmt: skip


def _form_of(row: OpenCallRow) -> CallForm:
    return CallForm(row.title, row.prompt, row.consent, row.results, row.audience, row.longest, row.deadline)


def _read_form(codes: Sequence[str]) -> CallForm:
    given = request.form

    def words(name: str) -> dict[str, str]:
        return {code: given.get(f"{name}.{code}", "")[:LONGEST_WORDS] for code in codes}

    try:
        deadline = date.fromisoformat(given["deadline"]) if given.get("deadline") else None
    except ValueError:
        abort(400)
    return CallForm(
        words("title"), words("prompt"), words("consent"), given.get("results", "")[:500],
        CHILDREN if given.get("children") else EVERYONE, given.get("longest", 0, type=int), deadline,
    )  # fmt: skip


def _find_mistake(form: CallForm) -> str:
    """The field that stands in the way, and why; empty where all is well."""
    if not any(words.strip() for words in form.title.values()):
        return "title"
    return "" if SHORTEST_SECONDS <= form.longest <= LONGEST_SECONDS else "longest"


def _find(session: Session, call: int) -> OpenCallRow:
    return session.get(OpenCallRow, call) or abort(404)


SEND = ("POST",)
PAGES = (
    Page("/calls", list_calls, Right.ANSWER),
    Page("/calls/new", begin_call, Right.HOUSE),
    Page("/calls/new", begin_call_with, Right.HOUSE, SEND),
    Page("/calls/<int:call>", edit_call, Right.ANSWER),
    Page("/calls/<int:call>", save_call, Right.HOUSE, SEND),
    Page("/calls/<int:call>/open", open_call, Right.HOUSE, SEND),
    Page("/calls/<int:call>/shut", close_call, Right.HOUSE, SEND),
    Page("/calls/<int:call>/delete", delete_call, Right.HOUSE, SEND),
)
