"""Recordings that browsers send in pieces, and files that a plain form sends whole."""

from __future__ import annotations

import re
from datetime import datetime
from secrets import token_hex

from flask import Response, abort, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from content import uploads
from content.editing.sheet import Change
from content.editing.view import list_languages
from content.recorded import find_reading, list_prompt_keys
from content.recordings import Take, Target
from content.tables import RecordingRow
from content.uploads import Arrived, Unfinished
from desk.changing import changing, note
from desk.page import Page
from desk.parts import house
from desk.person import me, t
from desk.recordings.targets import address_of, check_scope, check_target, match_name, may_touch, sheet_of
from desk.recordings.view import in_language
from desk.rendering import is_part, say_done
from staff.roles import Right

TOKEN = re.compile(r"[0-9a-f]{32}")
MOST_NAMES = 500


def match_files() -> Response:
    """Which items or prompts the names of some files mean, in their order; a name that doesn't say has no target."""
    asked = request.get_json()
    names = [str(name) for name in asked["names"]][:MOST_NAMES]
    with house().database.reads() as session:
        languages, prompts = list_languages(session), list_prompt_keys(session)
        otherwise = asked["language"] if asked["language"] in languages else languages[0]
        targets = [match_name(name, languages, prompts, otherwise) for name in names]
        return jsonify([_tell(session, target, otherwise) for target in targets])


def begin_upload() -> Response:
    """Expect the pieces of a recording; says which of them are here already."""
    asked = request.get_json()
    token, target = str(asked["token"]), _read_target(asked)
    if not TOKEN.fullmatch(token):
        abort(400)
    with changing() as (session, now):
        check_target(session, target)
        uploads.begin(session, token, target, str(asked["name"]), me().name, now)
        arrived = uploads.look(session, token)
    assert arrived is not None
    return jsonify({"pieces": arrived.pieces, "recording": arrived.recording})


def keep_piece(token: str, number: int) -> ResponseReturnValue:
    """Keep one piece; sent again it changes nothing."""
    data = request.get_data(cache=False)
    if not data or number >= uploads.MOST_PIECES:
        abort(400)
    _find(token)
    if not uploads.keep_piece(house().database, house().media, token, number, data):
        abort(404)
    return Response(status=204)


def finish_upload(token: str) -> ResponseReturnValue:
    """Make a recording of the pieces; 409 with the numbers of those that are missing."""
    arrived = _find(token)
    try:
        made = _finish(arrived, int(request.get_json()["pieces"]))
    except Unfinished as unfinished:
        return jsonify({"missing": unfinished.missing}), 409
    return jsonify({"recording": made, "page": address_of(arrived.target)})


def use_upload(token: str) -> ResponseReturnValue:
    """Make a recording of what arrived before it was cut off, from whatever computer."""
    arrived = _find(token)
    if arrived.whole:
        _finish(arrived, arrived.whole)
        say_done("recordings.sent")
    return redirect(address_of(arrived.target), 303)


def throw_upload_away(token: str) -> ResponseReturnValue:
    """Forget what arrived of an upload."""
    _find(token)
    uploads.throw_away(house().database, house().media, token)
    if is_part():
        return Response(status=204)
    say_done("recordings.thrown_away")
    return redirect(url_for("desk.list_recordings"), 303)


def send_whole(target: Target, name: str, data: bytes) -> None:
    """A small file in one piece."""
    token = token_hex(16)
    with changing() as (session, now):
        uploads.begin(session, token, target, name, me().name, now)
    uploads.keep_piece(house().database, house().media, token, 0, data)
    _finish(_find(token), 1)


def _finish(arrived: Arrived, pieces: int) -> int | None:
    """One recording of an upload, with a line in the trail when it was new."""
    parts = house()
    take = Take("", by=me().name, voice=arrived.begun_by)
    made = uploads.finish(parts.database, parts.media, parts.clock, arrived.token, pieces, take)
    if made is not None and arrived.recording is None:
        with changing() as (session, now):
            _note_recording(session, arrived, made, now)
    return made


def _note_recording(session: Session, arrived: Arrived, made: int, now: datetime) -> None:
    row = session.get_one(RecordingRow, made)
    after = {"take": made, "version": row.version, "came_by": row.came_by}
    note(session, [Change("record", sheet_of(arrived.target), None, after)], now)


def _find(token: str) -> Arrived:
    """An upload that this person may touch."""
    with house().database.reads() as session:
        arrived = uploads.look(session, token)
        if arrived is None:
            abort(404)
        check_scope(session, arrived.target)
    return arrived


def _read_target(asked: dict[str, object]) -> Target:
    item = asked.get("item")
    if isinstance(item, int):
        return Target(str(asked["language"]), item=item)
    return Target(str(asked["language"]), prompt=str(asked.get("prompt", "")))


def _tell(session: Session, target: Target | None, otherwise: str) -> dict[str, object]:
    """A target with its title, or why there is none."""
    reading = find_reading(session, target) if target else None
    if target is None or reading is None:
        asks = t("recordings.files.unknown", number=target.item) if target else t("recordings.files.asks")
        return {"asks": asks, "language": target.language if target else otherwise}
    found = {"item": target.item, "prompt": target.prompt, "language": target.language}
    if not may_touch(session, target):
        return {"asks": t("recordings.files.not_yours"), "language": target.language}
    name = f"{target.item} {reading.title}" if target.item else reading.title
    said = t("recordings.files.of", name=name, language=in_language(target.language))
    return {**found, "title": said, "page": address_of(target)}


PAGES = (
    Page("/uploads/match", match_files, Right.EDIT, ("POST",)),
    Page("/uploads", begin_upload, Right.EDIT, ("POST",)),
    Page("/uploads/<token>/<int:number>", keep_piece, Right.EDIT, ("PUT",)),
    Page("/uploads/<token>/finish", finish_upload, Right.EDIT, ("POST",)),
    Page("/uploads/<token>/use", use_upload, Right.EDIT, ("POST",)),
    Page("/uploads/<token>/away", throw_upload_away, Right.EDIT, ("POST",)),
)
