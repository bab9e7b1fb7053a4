"""Worried about a caller: the person on duty is told, a clock runs, and nobody but people decides."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from content.editing.view import list_languages
from desk.changing import changing
from desk.inbox.hands import back, note
from desk.inbox.naming import list_answerers, name_people
from desk.inbox.showing import find
from desk.page import Page
from desk.parts import house
from desk.person import me, name_language, t
from desk.rendering import render, say_done, say_wrong
from staff import trail
from staff.roles import Right
from visitors import worries
from visitors.worries import PHRASES, WorryRow

MINUTES = range(5, 24 * 60 + 1)
LONGEST = 2000


def raise_worry(number: int) -> Response:
    """Somebody is worried: the clock runs from now."""
    words = request.form.get("words", "")[:LONGEST].strip()
    with changing() as (session, now):
        find(session, number)
        row = worries.raise_worry(session, number, me().id, me().name, words, now)
        note(session, "worry", number, now)
        name = name_people(session, [row.duty]).get(row.duty or 0)
    say_done("worries.raised", name=name) if name else say_done("worries.raised_nobody")
    return back(number)


def see_worry(worry: int) -> Response:
    """Somebody has it in hand: the clock stops."""
    with changing() as (session, now):
        row = session.get(WorryRow, worry) or abort(404)
        if worries.see(session, worry, me().name, now):
            note(session, "see_worry", row.request or 0, now)
            say_done("worries.seen")
        return _back(row)


def close_worry(worry: int) -> Response:
    """Say what was done; without a word of it nothing is closed."""
    outcome = request.form.get("outcome", "")[:LONGEST].strip()
    with changing() as (session, now):
        row = session.get(WorryRow, worry) or abort(404)
        if not outcome:
            say_wrong(t("worries.say_what"))
        elif worries.close(session, worry, me().name, outcome, now):
            note(session, "close_worry", row.request or 0, now)
            say_done("worries.closed")
        return _back(row)


def show_safety() -> str:
    """Who is on duty, how soon they look, the numbers that help, and the phrases that raise a message."""
    with house().database.reads() as session:
        duty = worries.read_duty(session)
        codes = list_languages(session)
        values = {
            "duty": duty,
            "people": list_answerers(session),
            "codes": codes,
            "name_language": name_language,
        }
        phrases = duty.phrases if duty.phrases is not None else PHRASES
        listed = {code: "\n".join(phrases.get(code, ())) for code in codes}
        numbers = {code: _write_numbers(duty.numbers.get(code, [])) for code in codes}
        return render("worries/safety", **values, phrases=listed, numbers=numbers)


def save_safety() -> Response:
    """Keep it; the numbers are one a line, a name, a colon and a number."""
    given = request.form
    with changing() as (session, now):
        people = dict(list_answerers(session))
        codes = list_languages(session)
        account = given.get("account", 0, type=int)
        minutes = given.get("minutes", 0, type=int)
        worries.write_duty(
            session, account=account if account in people else None,
            minutes=min(max(minutes, MINUTES.start), MINUTES.stop - 1),
            numbers={code: _read_numbers(given.get(f"numbers.{code}", "")) for code in codes},
            phrases={code: _read_lines(given.get(f"phrases.{code}", "")) for code in codes},
        )  # fmt: skip
        trail.note(session, me(), "edit", "duty", "duty", now, after={"account": people.get(account)})
    say_done("worries.kept")
    return redirect(url_for("desk.show_safety"), 303)


def split_number(line: str) -> list[str]:
    """What helps, and its number, from a line such as `Crisis line: 116 123`."""
    name, _, number = line.rpartition(":")
    return [name.strip(), number.strip()] if name.strip() else [line.strip(), ""]


def _read_numbers(text: str) -> list[list[str]]:
    return [split_number(line) for line in _read_lines(text)]


def _read_lines(text: str) -> list[str]:
    return [line.strip()[:200] for line in text[:LONGEST].splitlines() if line.strip()]


def _write_numbers(pairs: list[list[str]]) -> str:
    return "\n".join(f"{name}: {number}" if number else name for name, number in pairs)


def _back(row: WorryRow) -> Response:
    if row.request:
        return back(row.request)
    return redirect(url_for("desk.list_inbox"), 303)


SEND = ("POST",)
PAGES = (
    Page("/inbox/<int:number>/worry", raise_worry, Right.ANSWER, SEND),
    Page("/worries/<int:worry>/see", see_worry, Right.ANSWER, SEND),
    Page("/worries/<int:worry>/close", close_worry, Right.ANSWER, SEND),
    Page("/inbox/safety", show_safety, Right.ANSWER),
    Page("/inbox/safety", save_safety, Right.HOUSE, SEND),
)
