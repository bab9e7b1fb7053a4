"""Translations: what is missing or stale, language by language, and one text side by side with its source."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, current_app, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from content.editing import drafts, translations
from content.editing.history import Difference, differences, history
from content.editing.listing import Details
from content.editing.sheet import PROMPT, TEXT, Change, Sheet, item_sheet, text_sheet
from content.editing.translations import STATES, TranslationQuery
from content.editing.versions import find_live
from desk.changing import changing, note
from desk.items.links import list_links
from desk.items.remarks import advise, measure
from desk.items.saving import check_sheet
from desk.items.showing import Form, find_item
from desk.items.wording import endonyms, say_language
from desk.page import Page
from desk.parts import house
from desk.person import me
from desk.rendering import is_part, render, say_done
from desk.scope import may_edit_item
from staff.roles import Right


def list_translations() -> str:
    """Texts and prompts, each with its state in every language."""
    with house().database.reads() as session:
        names = endonyms(session)
        query = read_query(request.args, list(names))
        page = translations.states(session, query)
    kept: dict[str, Any] = {**request.args.to_dict(), "after": page.next}
    more = url_for("desk.list_translations", **kept) if page.next else ""
    return render(
        "translations/lines" if is_part() else "translations/list", page=page, query=query, more=more, states=STATES,
        names={code: say_language(code, names) for code in names},
        address_of=partial(address_of, next(iter(names))),
    )  # fmt: skip


def read_query(asked: MultiDict[str, str], codes: list[str]) -> TranslationQuery:
    """What was asked for; what nobody can ask for counts as nothing."""
    state, code, kind = asked.get("state", ""), asked.get("language", ""), asked.get("kind", "")
    after = asked.get("after", "")
    kind = kind if kind == PROMPT else TEXT
    return TranslationQuery(
        kind=kind,
        state=state if state in STATES else "",
        language=code if code in codes else "",
        words=asked.get("words", "")[:200].strip(),
        after=after if kind == PROMPT or after.isdecimal() else "",
    )


def address_of(source: str, sheet: Sheet, code: str) -> str:
    """The page on which a text or prompt is written in a language; empty where there is none."""
    if sheet.kind == TEXT and code == source:
        return url_for("desk.edit_item", number=sheet.number, language=code)
    if sheet.kind == TEXT:
        return url_for("desk.translate", number=sheet.number, language=code)
    if "desk.edit_sheet" in current_app.view_functions:
        return url_for("desk.edit_sheet", kind=PROMPT, key=sheet.key, language=code)
    return ""


def translate(number: int) -> str:
    """One item's words: the source at the left with what changed in it, the translation at the right."""
    with house().database.reads() as session:
        find_item(session, number)
        names = endonyms(session)
        source, *others = names
        code = request.args.get("language", "") or (others or [source])[0]
        if code not in names:
            abort(404)
        values = gather(session, text_sheet(number, code), text_sheet(number, source))
    spoken = {one: say_language(one, names) for one in names}
    return render(
        "translations/text",
        number=number,
        code=code,
        source=source,
        names=spoken,
        links=list_links(number, code),
        **values,
    )


def gather(session: Session, sheet: Sheet, source: Sheet) -> dict[str, Any]:
    """Both sides."""
    words, facts = drafts.open(session, sheet), drafts.open(session, item_sheet(sheet.number)).data
    details = Details(session, [sheet.number])
    return {
        "title": details.title(sheet.number), "words": words, "source_data": drafts.open(session, source).published,
        "since": find_changes(session, sheet, source), "facts": facts,
        "told": [details.tell(sheet.number, one) for one in details.languages],
        "words_form": Form(words.data, {}, words.revision), "errors": {},
        "advice": advise(session, sheet.number, sheet.language, facts, words.data),
        "length": measure(facts, words.data),
        "may_words": may_edit_item(session, sheet.number, sheet.language),
    }  # fmt: skip


def find_changes(session: Session, sheet: Sheet, source: Sheet) -> dict[str, Difference]:
    """What changed in the source since the words on the line (or, before there are any, the draft) were made."""
    row = find_live(session, sheet) or drafts.find(session, sheet)
    if row is None or sheet == source:
        return {}
    versions = {one.version: one.data for one in history(session, source)}
    seen, live = versions.get(row.source_version), find_live(session, source)
    if seen is None or live is None:
        return {}
    return {one.field: one for one in differences(seen, versions.get(live.version))}


def review_words(number: int, code: str) -> Response:
    """Say that somebody read the draft, or words that are stale, and finds them right."""
    sheet = text_sheet(number, code)
    with changing() as (session, now):
        check_sheet(session, sheet)
        change = _review(session, sheet)
        note(session, [change] if change else [], now)
    say_done("translations.confirmed" if change and change.what == "confirm" else "translations.reviewed")
    return redirect(url_for("desk.translate", number=number, language=code), 303)


def _review(session: Session, sheet: Sheet) -> Change | None:
    reviewed = drafts.mark_reviewed(session, sheet, me().name, house().clock.now())
    return reviewed or translations.confirm(session, sheet)


PAGES = (
    Page("/translations", list_translations, Right.LOOK),
    Page("/items/<int:number>/side-by-side", translate, Right.LOOK),
    Page("/items/<int:number>/words/<code>/reviewed", review_words, Right.EDIT, ("POST",)),
)
