"""All recordings: what is being prepared, what failed, what waits to be heard, and what nobody reads yet."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from content import recorded, uploads
from content.editing.view import list_languages
from content.recordings import Target
from content.uploads import Arrived
from desk.page import Page
from desk.parts import house
from desk.person import me, t
from desk.recordings import view
from desk.recordings.targets import address_of, match_name, may_touch
from desk.recordings.uploads import send_whole
from desk.rendering import is_part, render, say_done, say_wrong
from staff.roles import Right

STILL_COMING = timedelta(minutes=3)


def list_recordings() -> ResponseReturnValue:
    """What is being prepared, what failed, what was cut off, and what has no human voice yet."""
    with house().database.reads() as session:
        languages = list_languages(session)
        asked = request.args.get("language", "")
        language = asked if asked in languages else languages[0]
        if request.args.get("number"):
            return _go(session, request.args["number"], language)
        progress = _look(session)
        if is_part():
            known = request.args.get("seen") == progress["seen"]
            return Response(status=204) if known else render("recordings/progress", **progress)
        values = {"languages": languages, "chosen": language, "person": me().id}
        values |= {"spoken": view.speak("recorder"), "queue_words": view.speak("files")}
        return render("recordings/list", **progress, **values, **_lack(session, language))


def send_files() -> ResponseReturnValue:
    """Small files, sent by a plain form: each goes where its name says."""
    with house().database.reads() as session:
        languages, prompts = list_languages(session), recorded.list_prompt_keys(session)
        otherwise = request.form.get("language", "")
        otherwise = otherwise if otherwise in languages else languages[0]
        files = [file for file in request.files.getlist("files") if file.filename]
        found = [(file, match_name(str(file.filename), languages, prompts, otherwise)) for file in files]
        good = [(file, one) for file, one in found if one and _is_known(session, one)]
    for file, target in good:
        send_whole(target, str(file.filename), file.read())
    if good:
        say_done("recordings.files.done", count=len(good))
    elif not files:
        say_wrong(t("recordings.no_file"))
    lost = [str(file.filename) for file in files if file not in [sent for sent, _ in good]]
    if lost:
        say_wrong(t("recordings.files.lost", names=", ".join(lost)))
    return redirect(url_for("desk.list_recordings"), 303)


def _go(session: Session, number: str, language: str) -> ResponseReturnValue:
    """To the recorder of a number that was typed."""
    target = Target(language, item=int(number)) if number.isdecimal() and len(number) < 6 else None
    if target and recorded.find_reading(session, target):
        return redirect(address_of(target), 303)
    say_wrong(t("recordings.no_such_number", number=number[:20]))
    return redirect(url_for("desk.list_recordings", language=language), 303)


def _look(session: Session) -> dict[str, object]:
    """Everything that moves by itself."""
    prepared, failed = recorded.list_prepared(session), recorded.list_failed(session)
    ready = recorded.list_ready(session)
    count = recorded.count_prepared(session)
    cut = uploads.list_unfinished(session, house().clock.now() - STILL_COMING)
    return {
        "prepared": view.list_entries(session, prepared),
        "count": count,
        "failed": view.list_entries(session, failed),
        "ready": view.list_entries(session, ready),
        "cut": [_tell(session, one) for one in cut],
        "view": view,
        "seen": f"{count}.{view.fingerprint([*prepared, *failed, *ready])}.{len(cut)}",
    }


def _lack(session: Session, language: str) -> dict[str, object]:
    """What nobody of the museum reads yet in a language."""
    after = request.args.get("after", "")
    items = recorded.list_unvoiced_items(session, language, int(after) if after.isdecimal() else 0)
    prompts = recorded.list_unvoiced_prompts(session, language)
    return {
        "items": [(number, title, address_of(Target(language, item=number))) for number, title in items],
        "item_count": recorded.count_unvoiced_items(session, language),
        "following": items[-1][0] if len(items) == recorded.MOST else None,
        "prompts": [(key, words, address_of(Target(language, prompt=key))) for key, words in prompts],
    }


def _tell(session: Session, arrived: Arrived) -> dict[str, object]:
    target = arrived.target
    title = recorded.find_titles(session, [target])[target]
    may = may_touch(session, target)
    return {"upload": arrived, "target": target, "title": title, "address": address_of(target), "may": may}


def _is_known(session: Session, target: Target) -> bool:
    return recorded.find_reading(session, target) is not None and may_touch(session, target)


PAGES = (
    Page("/recordings", list_recordings),
    Page("/recordings", send_files, Right.EDIT, ("POST",)),
)
