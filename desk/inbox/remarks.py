"""What staff write beside a request: private notes, and the words of its sound as somebody hears them."""

from __future__ import annotations

from babel import dates
from flask import abort, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from desk.autosaving import is_autosave
from desk.changing import changing
from desk.inbox.hands import back
from desk.inbox.showing import find
from desk.page import Page
from desk.parts import house
from desk.person import language, me, t
from desk.rendering import say_done, say_wrong
from staff.roles import Right
from visitors import inbox, notes, worries
from visitors.answer_drafts import fingerprint

LONGEST = 20_000


def add_note(number: int) -> ResponseReturnValue:
    """Write a note that no visitor ever hears."""
    text = request.form.get("text", "")[:LONGEST].strip()
    with changing() as (session, now):
        find(session, number)
        if text:
            row = notes.add(session, number, me().id, me().name, text, now)
            say_done("inbox.note_kept", undo=url_for("desk.remove_note", number=number, note=row.id))
    return back(number)


def remove_note(number: int, note: int) -> ResponseReturnValue:
    """Take one's own note back."""
    with changing() as (session, _):
        find(session, number)
        if notes.remove(session, note, me().id) is None:
            abort(404)
    say_done("inbox.note_gone")
    return back(number)


def save_transcript(number: int) -> ResponseReturnValue:
    """Keep what somebody typed of what is said; a phrase that frightens only raises a message."""
    text = request.form.get("transcript", "")[:LONGEST].replace("\r\n", "\n").strip()
    seen = request.form.get("revision", 0, type=int)
    with changing() as (session, now):
        row = find(session, number)
        there = row.transcript
        if seen not in {fingerprint(there), fingerprint(text)}:
            return _meet(number, text, there)
        inbox.write_transcript(session, number, text, is_draft=False)
        worries.notice(session, number, text, row.language, now)
    return answer_kept({"transcript": text}, text) if is_autosave() else back(number)


def answer_kept(fields: dict[str, object], text: str) -> ResponseReturnValue:
    """What a form that saves itself is told."""
    said = t("parts.saved_at", time=_time())
    return jsonify(said=said, revision=fingerprint(text), fields=fields, parts={})


def answer_meeting(name: str, mine: str, theirs: str) -> ResponseReturnValue:
    """What it is told where somebody else wrote meanwhile: both are shown, and one is chosen."""
    said = t("parts.overtaken", name=t("parts.somebody"))
    values = {"said": said, "revision": fingerprint(theirs), "fields": {name: mine}, "theirs": {name: theirs}}
    return jsonify(values), 409


def _meet(number: int, mine: str, theirs: str) -> ResponseReturnValue:
    if is_autosave():
        return answer_meeting("transcript", mine, theirs)
    say_wrong(t("inbox.transcript_overtaken", words=mine))
    return back(number)


def _time() -> str:
    now = house().clock.now().astimezone(house().settings.zone)
    return dates.format_time(now, "HH:mm", locale=language())


SEND = ("POST",)
PAGES = (
    Page("/inbox/<int:number>/notes", add_note, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/notes/<int:note>/away", remove_note, Right.ANSWER, SEND),
    Page("/inbox/<int:number>/transcript", save_transcript, Right.ANSWER, SEND),
)
