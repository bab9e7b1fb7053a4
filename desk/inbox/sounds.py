"""What visitors sent, and what staff answered, to be heard and seen at the desk alone."""

from __future__ import annotations

from flask import Response, abort

from desk.inbox.showing import find
from desk.page import Page
from desk.parts import house
from desk.recordings.sound import send_media
from staff.roles import Right
from visitors import answer_drafts, consents, requests
from visitors.answers_table import AnswerRow, AnswerState
from visitors.requests_table import RequestRow


def send_request_sound(number: int) -> Response:
    """The voice of a request."""
    with house().database.reads() as session:
        path = find(session, number).sound_path
    return _send(path)


def send_request_picture(number: int) -> Response:
    """The picture of a request."""
    with house().database.reads() as session:
        path = find(session, number).picture_path
    return _send(path)


def send_part_picture(number: int, picture: int) -> Response:
    """One more picture of a request."""
    with house().database.reads() as session:
        shown = requests.pictures(session, find(session, number).id)
        path = next((one.picture_path for one in shown if one.id == picture), None)
    return _send(path)


def send_request_name(number: int) -> Response:
    """How its sender wants to be called, as spoken."""
    with house().database.reads() as session:
        consent = consents.of_request(session, find(session, number))
        named = session.get(RequestRow, consent.named) if consent and consent.named else None
        path = named.sound_path if named else None
    return _send(path)


def send_draft_sound(number: int) -> Response:
    """The recording of an answer that is not sent yet."""
    with house().database.reads() as session:
        find(session, number)
        draft = answer_drafts.find(session, number)
        path = draft.sound_path if draft else None
    return _send(path)


def send_answer_sound(number: int, answer_id: int) -> Response:
    """The recording of an answer that was given."""
    with house().database.reads() as session:
        find(session, number)
        row = session.get(AnswerRow, answer_id)
        mine = row is not None and row.request == number and row.state != AnswerState.THROWN
        path = (row.chat_path or row.sound_path) if row is not None and mine else None
    return _send(path)


def _send(path: str | None) -> Response:
    response = send_media(path or abort(404))
    response.headers["Cache-Control"] = "private, no-store"  # others use this computer, too
    return response


PAGES = (
    Page("/inbox/<int:number>/sound", send_request_sound, Right.ANSWER),
    Page("/inbox/<int:number>/picture", send_request_picture, Right.ANSWER),
    Page("/inbox/<int:number>/pictures/<int:picture>", send_part_picture, Right.ANSWER),
    Page("/inbox/<int:number>/name", send_request_name, Right.ANSWER),
    Page("/inbox/<int:number>/voice/draft", send_draft_sound, Right.ANSWER),
    Page("/inbox/<int:number>/answers/<int:answer_id>/sound", send_answer_sound, Right.ANSWER),
)
