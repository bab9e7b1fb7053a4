"""Answering: words that save themselves, a look at what will be said, sending, and taking back."""

from __future__ import annotations

from datetime import datetime

from cryptography.fernet import InvalidToken
from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from desk.autosaving import is_autosave
from desk.changing import changing
from desk.inbox import leaving
from desk.inbox.hands import back, note
from desk.inbox.preview import preview
from desk.inbox.remarks import LONGEST, answer_kept, answer_meeting
from desk.inbox.showing import find
from desk.inbox.voice import find_mine
from desk.page import Page
from desk.parts import house
from desk.person import me, t
from desk.rendering import moment, render, say_done, say_wrong
from outbox.rules import may_reach, read_rules
from staff.roles import Right
from visitors import answer_drafts, answers
from visitors.answer_drafts import AnswerDraftRow, fingerprint
from visitors.answers import Answer, NoAddress, NotYours
from visitors.requests_table import RequestRow


def save_answer(number: int) -> ResponseReturnValue:
    """Keep what somebody writes; with the button, look at what will be said."""
    text = request.form.get("text", "")[:LONGEST].replace("\r\n", "\n").strip()
    way, seen = request.form.get("way", ""), request.form.get("revision", 0, type=int)
    with changing() as (session, now):
        row = find_mine(session, number)
        draft = answer_drafts.find(session, number)
        there = draft.text if draft else ""
        if is_autosave() and seen not in {fingerprint(there), fingerprint(text)}:
            return answer_meeting("text", text, there)
        chosen = way if way in answers.list_ways(row) else ""
        answer_drafts.keep(session, number, me().name, now, text=text, way=chosen)
    if is_autosave():
        return answer_kept({"text": text, "way": chosen or way}, text)
    return redirect(url_for("desk.preview_answer", number=number), 303)


def preview_answer(number: int) -> ResponseReturnValue:
    """What will be said and written, by which way, and when it leaves."""
    with house().database.reads() as session:
        row = find_mine(session, number)
        draft = answer_drafts.find(session, number)
        if draft is None or not (draft.text or draft.sound_path):
            say_wrong(t("inbox.nothing_said"))
            return back(number)
        way = find_way(row, draft)
        return render(
            "inbox/preview", row=row, draft=draft, way=way, pieces=preview(row, draft, way),
            leaves=_say_leaving(row, way), hindered=_is_hindered(row, way),
        )  # fmt: skip


def send_answer(number: int) -> ResponseReturnValue:
    """The answer, the state of the request and what is owed: all or nothing, and half a minute to take it back."""
    with changing() as (session, now):
        row = find(session, number)
        draft = answer_drafts.find(session, number)
        if draft is None or not (draft.text or draft.sound_path):
            say_wrong(t("inbox.nothing_said"))
            return back(number)
        try:
            way = _send(session, row, draft, now)
        except NotYours:
            say_wrong(t("inbox.taken_meanwhile"))
            return back(number)
        except NoAddress:
            say_wrong(t("inbox.no_address"))
            return back(number)
    undo = url_for("desk.take_answer_back", number=number)
    say_done(f"inbox.sent.{way}", undo=undo)
    return back(number)


def take_answer_back(number: int) -> ResponseReturnValue:
    """While nothing of it has left: it is a draft again."""
    with changing() as (session, now):
        find(session, number)
        if answer_drafts.take_back(session, number, me().name, me().id, now):
            note(session, "take_back", number, now)
            say_done("inbox.taken_back")
        else:
            say_wrong(t("inbox.too_late"))
    return back(number)


def bring_answer_again(number: int) -> ResponseReturnValue:
    """The same answer by another way, after it came back."""
    way = request.form.get("way", "")
    with changing() as (session, now):
        find_mine(session, number)
        try:
            done = answers.bring_again(session, number, way, me(), now, zone=house().settings.time_zone)
        except (NoAddress, NotYours):
            done = False
        if done:
            note(session, "answer", number, now, after={"way": way})
            say_done(f"inbox.sent.{way}")
        else:
            say_wrong(t("inbox.no_address"))
    return back(number)


def find_way(row: RequestRow, draft: AnswerDraftRow) -> str:
    """The way that was chosen, else the one that the visitor asked for."""
    return draft.way if draft.way in answers.list_ways(row) else answers.find_way(row)


def _send(session: Session, row: RequestRow, draft: AnswerDraftRow, now: datetime) -> str:
    way = find_way(row, draft)
    given = Answer(draft.text, draft.sound_path, draft.sound_type or "", language=row.language)
    made = answers.answer(session, row.id, given, me(), now, zone=house().settings.time_zone, way=way)
    answer_drafts.rest(session, made.id, now)
    answer_drafts.drop(session, row.id)
    note(session, "answer", row.id, now, after={"way": way})
    return way


def _say_leaving(row: RequestRow, way: str) -> str:
    """When it leaves, by the hours at which one may ring where its sender lives."""
    now, found = house().clock.now(), leaving.find_moment(row, way)
    if way == answers.REDIAL:
        return t("inbox.leaves_on_redial")
    if found is None or (found - now).total_seconds() < 120:
        return t("inbox.leaves_now")
    return t("inbox.leaves_at", when=moment(found))


def _is_hindered(row: RequestRow, way: str) -> bool:
    """Whether this way is closed to where its sender lives, so that it would only come back."""
    parts = house()
    if parts.keys is None or not row.reply_to or way == answers.REDIAL:
        return False
    try:
        return not may_reach(read_rules(parts.settings), way, parts.keys.decrypt(row.reply_to))
    except InvalidToken:
        return True


SEND = ("POST",)
PAGES = (
    Page("/inbox/<int:number>/answer", save_answer, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/preview", preview_answer, Right.ANSWER),
    Page("/inbox/<int:number>/send", send_answer, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/take-back", take_answer_back, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/again", bring_answer_again, Right.ANSWER, SEND),
)
