"""The lists of the small families, and the way to something new."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from content.editing import drafts
from content.editing.sheet import LINE, SEASON, SERIES, SPEAKER, Sheet
from content.tables import DraftRow
from desk.changing import changing
from desk.page import Page
from desk.parts import house
from desk.person import language, me
from desk.rendering import render
from desk.sheets.entries import list_entries
from desk.sheets.families import FAMILIES, list_languages
from desk.sheets.naming import make_key
from desk.sheets.prompts import count_synthetic, list_by_place
from staff.roles import Right

NAMED = {SERIES: "title", SPEAKER: "name", SEASON: "name", LINE: ""}


def list_series() -> str:
    """Trails and serials."""
    return _list(SERIES)


def list_speakers() -> str:
    """Everybody who tells."""
    return _list(SPEAKER)


def list_seasons() -> str:
    """Weeks of the year with a greeting and stories of their own."""
    return _list(SEASON)


def list_lines() -> str:
    """The telephone numbers, with their hours."""
    return _list(LINE)


def list_prompts() -> str:
    """The line's own words in one language, by the place where they are heard."""
    source = house().shelf.catalogue.house
    with house().database.reads() as session:
        codes = dict(list_languages(session))
        chosen = request.args.get("language", source)
        if chosen not in codes:
            abort(404)
        words = request.args.get("words", "")
        return render(
            "sheets/prompts", places=list_by_place(session, chosen, source, words), chosen=chosen, words=words,
            codes=codes, synthetic=count_synthetic(session, chosen, source),
        )  # fmt: skip


def begin_sheet(kind: str) -> Response:
    """Something new, by the name that somebody gives it; it is a draft until it is published."""
    family, name = FAMILIES[kind], request.form.get("name", "").strip()
    if not name:
        return redirect(url_for(f"desk.{family.listing}"), 303)
    with changing() as (session, now):
        begun = session.scalars(select(DraftRow.key).where(DraftRow.kind == kind))
        key = make_key(name, {*(session.scalars(family.keys()) if family.keys else ()), *begun})
        field = NAMED[kind]
        value = {language(): name} if field == "title" else name
        drafts.save(session, Sheet(kind, key), {field: value} if field else {}, 0, me().name, now)
    return redirect(url_for("desk.edit_sheet", kind=kind, key=key), 303)


def _list(kind: str) -> str:
    today = house().clock.now().astimezone(house().settings.zone).date()
    with house().database.reads() as session:
        entries = list_entries(session, FAMILIES[kind], today)
    return render("sheets/list", kind=kind, entries=entries, may_begin=me().may(Right.HOUSE))


PAGES = (
    Page("/series", list_series),
    Page("/voices", list_speakers),
    Page("/seasons", list_seasons),
    Page("/lines", list_lines),
    Page("/words", list_prompts),
    Page("/house/<any(series,speaker,season,line):kind>/new", begin_sheet, Right.HOUSE, ("POST",)),
)
