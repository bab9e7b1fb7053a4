"""Drafts that save themselves: what a page sends while somebody types, what it is told, and who else is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from babel import dates
from flask import jsonify, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from content.editing import drafts
from content.editing.drafts import Draft, Overtaken
from content.editing.merging import merge
from content.editing.sheet import Data, Sheet
from content.editing.steps import look_back
from desk.changing import changing
from desk.page import Page
from desk.parts import house
from desk.person import language, me, t
from staff import presence
from staff.roles import Right

HEADER = "X-Autosave"
LONGEST = 120
Typed = Mapping[
    str, object
]  # what stands in the controls of a form, by their names: words, a truth, or a list


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two people wrote into the same fields. `data` is what both made, with mine where they differ, to be shown at
    `revision`; `theirs` has their words for each field where they differ (`title.fr`)."""

    data: Data
    theirs: dict[str, object]
    revision: int
    by: str


def is_autosave() -> bool:
    """Whether a page saves itself while somebody writes; it wants JSON and stays where it is."""
    return HEADER in request.headers


def revision() -> int:
    """The revision of the sheet that the form was filled from."""
    return request.form.get("revision", 0, type=int)


def save(session: Session, sheet: Sheet, data: Data) -> Draft:
    """Keep what the form of this request says; raises `Overtaken`."""
    seen = request.form.get("source_version", type=int)
    return drafts.save(session, sheet, data, revision(), me().name, house().clock.now(), seen)


def meet(session: Session, error: Overtaken) -> Meeting:
    """Both versions of a sheet, so that the page can show them side by side and nobody loses a word."""
    there = error.draft
    base = look_back(session, there.sheet, there.data, revision())
    data = merge(base, error.mine, there.data).data
    theirs: dict[str, object] = {}
    for path in error.fields:
        name, _, part = path.partition(".")
        theirs[path] = there.data[name].get(part, "") if part else there.data[name]
        if part:
            data[name] = {**data[name], part: error.mine[name].get(part, "")}
        else:
            data[name] = error.mine[name]
    return Meeting(data, theirs, there.revision, there.changed_by)


def answer_saved(draft: Draft, typed: Typed, parts: Mapping[str, str] | None = None) -> Response:
    """What a page is told when its draft is kept: the fields as they stand now, those of others included.

    `parts` are pieces of the page by their id, made anew, such as remarks."""
    return jsonify(
        said=t("parts.saved_at", time=_time()), revision=draft.revision, fields=typed, parts=parts or {}
    )


def answer_meeting(meeting: Meeting, typed: Typed, theirs: Typed) -> tuple[Response, int]:
    """What a page is told when somebody else wrote into the same fields."""
    said = t("parts.overtaken", name=meeting.by or t("parts.somebody"))
    return jsonify(said=said, revision=meeting.revision, fields=typed, theirs=theirs), 409


def arrive() -> Response:
    """Somebody still has a page open; who else has."""
    page = request.form.get("page", "")[:LONGEST]
    with changing() as (session, now):
        others = presence.arrive(session, page, me(), now)
    return jsonify(said=say_others(others))


def say_others(names: tuple[str, ...]) -> str:
    """Who else has the page open, as a sentence; empty when one is alone."""
    if not names:
        return ""
    return t("parts.others_here", count=len(names), names=", ".join(names))


def _time() -> str:
    now = house().clock.now().astimezone(house().settings.zone)
    return dates.format_time(now, "HH:mm", locale=language())


PAGES = (Page("/presence", arrive, Right.LOOK, ("POST",)),)
