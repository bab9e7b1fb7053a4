"""The voice of an answer, recorded in the browser: it arrives in pieces and waits in the draft until it is sent."""

from __future__ import annotations

import re
from secrets import token_hex

from flask import Response, abort, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from content import uploads
from content.recordings import Target
from content.uploads import Unfinished
from desk.changing import changing
from desk.inbox.hands import back
from desk.inbox.showing import find
from desk.page import Page
from desk.parts import house
from desk.person import me, t
from desk.rendering import is_part, say_done, say_wrong
from staff.roles import Right
from visitors import answer_drafts
from visitors.requests_table import RequestRow

TOKEN = re.compile(r"[0-9a-f]{32}")


def begin_voice(number: int) -> Response:
    """Expect the pieces of a recording; says which of them are here already."""
    asked = request.get_json()
    token = str(asked["token"])
    if not TOKEN.fullmatch(token):
        abort(400)
    with changing() as (session, now):
        row = find_mine(session, number)
        uploads.begin(session, token, Target(row.language), str(asked["name"]), me().name, now)
        arrived = uploads.look(session, token)
    return jsonify({"pieces": arrived.pieces if arrived else (), "recording": None})


def keep_voice_piece(number: int, token: str, piece: int) -> ResponseReturnValue:
    """Keep one piece; sent again it changes nothing."""
    data = request.get_data(cache=False)
    if not data or piece >= uploads.MOST_PIECES:
        abort(400)
    _check(number, token)
    if not uploads.keep_piece(house().database, house().media, token, piece, data):
        abort(404)
    return Response(status=204)


def finish_voice(number: int, token: str) -> ResponseReturnValue:
    """Put the whole recording into the draft, in place of the one before; 409 with the pieces that are missing."""
    _check(number, token)
    parts = house()
    try:
        path = uploads.join_private(parts.database, parts.media, token, int(request.get_json()["pieces"]))
    except Unfinished as unfinished:
        return jsonify({"missing": unfinished.missing}), 409
    _keep(number, path or abort(404))
    uploads.forget_pieces(parts.database, parts.media, token)  # asked again, the page sends them again
    return jsonify({"recording": number, "page": f"{request.path.split('/voice/')[0]}"})


def send_voice_file(number: int) -> ResponseReturnValue:
    """A small recording from a file, by a plain form."""
    file = request.files.get("file")
    if file is None or not file.filename:
        say_wrong(t("recordings.no_file"))
        return back(number)
    parts, token = house(), token_hex(16)
    with changing() as (session, now):
        row = find_mine(session, number)
        uploads.begin(session, token, Target(row.language), file.filename, me().name, now)
    uploads.keep_piece(parts.database, parts.media, token, 0, file.read())
    _keep(number, uploads.join_private(parts.database, parts.media, token, 1) or abort(404))
    uploads.throw_away(parts.database, parts.media, token)
    say_done("inbox.voice_kept")
    return back(number)


def throw_voice_away(number: int) -> ResponseReturnValue:
    """Answer without this recording."""
    with changing() as (session, now):
        find_mine(session, number)
        draft = answer_drafts.find(session, number)
        path = draft.sound_path if draft else None
        answer_drafts.keep(session, number, me().name, now, sound_path=None, sound_type=None)
    if path:
        house().media.delete_private(path)
    say_done("recordings.thrown_away")
    return back(number)


def throw_voice_upload_away(number: int, token: str) -> ResponseReturnValue:
    """Forget what arrived of a recording that is not wanted."""
    _check(number, token)
    uploads.throw_away(house().database, house().media, token)
    return Response(status=204) if is_part() else back(number)


def find_mine(session: Session, number: int) -> RequestRow:
    """The request, where it is in my hands; 409 in anybody else's."""
    row = find(session, number)
    return row if row.claimed_by == me().id else abort(409)


def _check(number: int, token: str) -> None:
    with house().database.reads() as session:
        find_mine(session, number)
        arrived = uploads.look(session, token)
    if arrived is None or not uploads.is_private(arrived) or arrived.begun_by != me().name:
        abort(404)


def _keep(number: int, path: str) -> None:
    with changing() as (session, now):
        draft = answer_drafts.find(session, number)
        before = draft.sound_path if draft else None
        answer_drafts.keep(session, number, me().name, now, sound_path=path, sound_type=None)
    if before:
        house().media.delete_private(before)


SEND = ("POST",)
PAGES = (
    Page("/inbox/<int:number>/voice", begin_voice, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/voice/file", send_voice_file, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/voice/away", throw_voice_away, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/voice/<token>/<int:piece>", keep_voice_piece, Right.ANSWER, ("PUT",)),
    Page("/inbox/<int:number>/voice/<token>/finish", finish_voice, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/voice/<token>/away", throw_voice_upload_away, Right.ANSWER, SEND),
)
