"""An answer, or somebody's own story, becomes an item in one step: a draft with its words, its voice and its credit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from content import recordings
from content.editing import drafts
from content.editing.numbers import free_number
from content.editing.publishing import begin_item
from content.editing.sheet import Change, Refused, text_sheet
from content.media import NoSuchMedia
from content.recordings import Take, Target
from desk.changing import changing, note
from desk.inbox import hands
from desk.inbox.showing import find
from desk.inbox.visitor_voice import ensure_speaker
from desk.items.pictures import NAME, NoPicture, redraw
from desk.items.wording import say_refusal
from desk.page import Page
from desk.parts import house
from desk.person import me, t
from desk.rendering import day, say_done, say_note, say_wrong
from staff.roles import Right
from visitors import answers, consents
from visitors.contributions import Moderation
from visitors.requests_table import RequestKind, RequestRow

PLAIN = re.compile(r"[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Material:
    """What an item is made of: words, a voice with its owner's name, and what is said of whom."""

    body: str
    sound: str | None
    voice: str
    came_by: str
    credit: str


class NotReadyYet(Exception):
    """There is nothing yet of which an item could be made; the code says why."""


def make_item(number: int) -> ResponseReturnValue:
    """A draft item, linked to what was sent; nobody hears it before it is published."""
    if not me().may(Right.EDIT) or me().is_guest:
        abort(403)
    with house().database.reads() as session:
        row = find(session, number)
        path, photo = _find_sound(session, row), _find_photo(session, row)
    master = _copy(path) if path else None
    picture = _draw(photo) if photo else ""
    try:
        with changing() as (session, now):
            made = _make(session, find(session, number), master, picture, now)
    except NotReadyYet as error:
        say_wrong(t(f"inbox.no_item.{error}"))
        return hands.back(number)
    except (Refused, LookupError) as error:
        say_wrong(say_refusal(error))
        return hands.back(number)
    say_done("inbox.item_made", number=made)
    return redirect(url_for("desk.edit_item", number=made), 303)


def _make(session: Session, row: RequestRow, master: str | None, picture: str, now: datetime) -> int:
    session.refresh(row, with_for_update=True)
    if row.became:
        raise NotReadyYet("already")
    material = _gather(session, row)
    is_story = row.kind == RequestKind.CONTRIBUTION
    speaker = ensure_speaker(session, me().name, now) if is_story else request.form.get("speaker", "")
    number = free_number(session)
    facts = {
        "speaker": speaker, "sensitive": row.sensitive, "rights": _say_rights(row, now), "picture": picture,
    }  # fmt: skip
    changes = [begin_item(session, number, facts, me().name, now)]
    words = {
        "title": request.form.get("title", "").strip()[:200],
        "body": material.body,
        "credit": material.credit,
    }
    drafts.save(session, text_sheet(number, row.language), words, 0, me().name, now)
    if master and material.sound:
        changes += [_accept(session, number, row.language, Take(
            master, voice=material.voice, by=me().name, came_by=material.came_by), now)]  # fmt: skip
    note(session, changes, now)
    row.became = number
    hands.note(session, "make_item", row.id, now, after={"item": number})
    if not consents.may_play(session, row):
        say_note(t("inbox.own_words"))
    return number


def _gather(session: Session, row: RequestRow) -> Material:
    """A story only once it was approved and its teller agreed; of a question its own words only with their consent."""
    may_play = consents.may_play(session, row)
    consent = consents.of_request(session, row)
    name = (consent.name if consent else "") or t("inbox.a_visitor")
    if row.kind == RequestKind.CONTRIBUTION:
        if not may_play:
            raise NotReadyYet("consent")
        if row.moderation != Moderation.APPROVED:
            raise NotReadyYet("moderation")
        said = row.transcript or row.text
        came_by = "telephone" if row.channel == "phone" else "chat"
        return Material(said, row.sound_path, name, came_by, t("inbox.credit_story", name=name))
    given = next(iter(answers.live(session, row.id)), None)
    if given is None:
        raise NotReadyYet("answer")
    asked = (row.text or row.transcript) if may_play else ""
    credit = (
        t("inbox.credit_asked", name=name, by=given.by) if asked else t("inbox.credit_answer", by=given.by)
    )
    body = "\n\n".join(part for part in (asked, given.text) if part)
    return Material(body, given.sound_path, given.by, "browser", credit)


def _find_sound(session: Session, row: RequestRow) -> str | None:
    if row.kind == RequestKind.CONTRIBUTION:
        return row.sound_path if consents.may_play(session, row) else None
    given = next(iter(answers.live(session, row.id)), None)
    return given.sound_path if given else None


def _find_photo(session: Session, row: RequestRow) -> str | None:
    """The photo that came with it, where its sender lets others see it and nothing stands in the way."""
    is_judged = row.kind != RequestKind.CONTRIBUTION or row.moderation == Moderation.APPROVED
    return row.picture_path if is_judged and not row.became and consents.may_play(session, row) else None


def _draw(path: str) -> str:
    """A public copy of a private photo, as items have theirs; empty where it cannot be shown."""
    try:
        return house().media.put(redraw(BytesIO(house().media.get_private(path))), NAME)
    except (NoPicture, NoSuchMedia):
        return ""


def _copy(path: str) -> str | None:
    """A master of the private sound, outside any transaction; the private one stays with what was sent."""
    ending = path.rsplit(".", 1)[-1].lower()
    with TemporaryDirectory(prefix="museline-") as folder:
        there = Path(folder) / "take"
        try:
            house().media.fetch(path, there)
        except NoSuchMedia:
            return None
        return house().media.put_master(there, f"take.{ending}" if PLAIN.fullmatch(ending) else "take")


def _accept(session: Session, number: int, language: str, take: Take, now: datetime) -> Change:
    made = recordings.accept(session, Target(language, item=number), take, now)
    after = {"take": made.id, "version": made.version, "came_by": made.came_by}
    return Change("record", text_sheet(number, language), None, after)


def _say_rights(row: RequestRow, now: datetime) -> str:
    kind = "story" if row.kind == RequestKind.CONTRIBUTION else "answer"
    return t(f"inbox.rights_{kind}", day=day(row.asked_at if kind == "story" else now))


PAGES = (Page("/inbox/<int:number>/item", make_item, Right.ANSWER, ("POST",)),)
