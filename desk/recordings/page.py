"""The recordings of one item or prompt in one language: the live one, the recorder, every version."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from flask import Response, abort, g, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from content.editing.view import list_languages
from content.recorded import Reading, find_reading
from content.recordings import Target
from content.sound.remarks import spoken_length
from desk.page import Page
from desk.parts import house
from desk.person import language as own_language
from desk.person import me, t
from desk.recordings import view
from desk.recordings.targets import address_of, check_target, may_touch
from desk.recordings.uploads import send_whole
from desk.recordings.view import speak
from desk.rendering import is_part, render, say_done, say_wrong
from staff.roles import Right


def show_item_recordings(number: int, language: str) -> ResponseReturnValue:
    """The recordings of an item's words."""
    return _show(Target(language, item=number))


def show_prompt_recordings(key: str, language: str) -> ResponseReturnValue:
    """The recordings of words of the line itself."""
    return _show(Target(language, prompt=key))


def send_item_recording(number: int, language: str) -> ResponseReturnValue:
    """A small file, sent by a plain form."""
    return _send(Target(language, item=number))


def send_prompt_recording(key: str, language: str) -> ResponseReturnValue:
    """A small file, sent by a plain form."""
    return _send(Target(language, prompt=key))


def _show(target: Target) -> ResponseReturnValue:
    with house().database.reads() as session:
        reading = find_reading(session, target)
        if reading is None:
            abort(404)
        versions = view.describe_all(session, target)
        seen = view.fingerprint(one.row for one in versions)
        if is_part() and request.args.get("seen") == seen:
            return Response(status=204)
        values = {"target": target, "may": may_touch(session, target), "seen": seen, **_sort(versions)}
        if is_part():
            return render("recordings/takes", part=True, **values)
        return render("recordings/page", **values, **_describe(session, target, reading))


def _sort(versions: Sequence[view.Version]) -> dict[str, object]:
    live = next((one for one in versions if one.state == "live"), None)
    return {
        "versions": versions,
        "live": live,
        "waits": any(one.state == "preparing" for one in versions),
        "view": view,
    }


def _describe(session: Session, target: Target, reading: Reading) -> dict[str, object]:
    """What stands on the page once: the words, the other languages, and a word for the waveform's style."""
    g.style_nonce = secrets.token_urlsafe(16)
    codes = list_languages(session)
    others = [(code, address_of(Target(code, target.item, target.prompt))) for code in codes]
    seconds = round(len(reading.body.split()) * 60 / 140)
    return {
        "reading": reading,
        "languages": others,
        "nonce": g.style_nonce,
        "usual": spoken_length(seconds, own_language()) if reading.body else "",
        "person": me().id,
        "spoken": speak("recorder"),
    }


def _send(target: Target) -> ResponseReturnValue:
    with house().database.reads() as session:
        check_target(session, target)
    file = request.files.get("file")
    if file is None or not file.filename:
        say_wrong(t("recordings.no_file"))
    else:
        send_whole(target, file.filename, file.read())
        say_done("recordings.sent")
    return redirect(address_of(target), 303)


PAGES = (
    Page("/items/<int:number>/recordings/<language>", show_item_recordings),
    Page("/prompts/<key>/recordings/<language>", show_prompt_recordings),
    Page("/items/<int:number>/recordings/<language>", send_item_recording, Right.EDIT, ("POST",)),
    Page("/prompts/<key>/recordings/<language>", send_prompt_recording, Right.EDIT, ("POST",)),
)
