"""What is typed on an item's page: kept as a draft, reviewed, thrown away, taken up again."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from content.editing import drafts
from content.editing.drafts import Draft, Overtaken
from content.editing.sheet import TEXT, Data, Sheet, item_sheet, text_sheet
from desk import autosaving
from desk.changing import changing, note
from desk.items.forms import FactsForm, WordsForm, write_fact, write_facts
from desk.items.remarks import advise, measure, write_parts
from desk.items.showing import Shown, find_differences, find_item, show
from desk.items.wording import endonyms, say_field
from desk.page import Page
from desk.parts import house
from desk.person import me
from desk.rendering import render, say_done
from desk.scope import check_item
from staff.roles import Right
from staff.trail import TrailRow

Answer = str | Response | tuple[str, int] | tuple[Response, int]
FACTS = "facts"


def save_facts(number: int) -> Answer:
    """Keep what an item is."""
    form, sheet = FactsForm(request.form), item_sheet(number)
    try:
        with changing() as (session, _):
            check_sheet(session, sheet)
            draft = autosaving.save(session, sheet, form.read() if form.validate() else abort(400))
    except Overtaken as error:
        return _meet(number, "", error)
    if autosaving.is_autosave():
        return autosaving.answer_saved(draft, write_facts(draft.data))
    return _back(number, request.form.get("language", ""))


def save_words(number: int, code: str) -> Answer:
    """Keep an item's words in one language, and say what the checks think of them."""
    form, sheet = WordsForm(request.form), text_sheet(number, code)
    try:
        with changing() as (session, _):
            check_sheet(session, sheet)
            draft = autosaving.save(session, sheet, dict(form.data) if form.validate() else abort(400))
    except Overtaken as error:
        return _meet(number, code, error)
    if autosaving.is_autosave():
        return autosaving.answer_saved(draft, draft.data, _parts(draft))
    return _back(number, code)


def discard(number: int, part: str) -> Response:
    """Throw away the draft of the facts, or of one language's words; it can be taken up again."""
    sheet = sheet_of(number, part)
    with changing() as (session, now):
        check_sheet(session, sheet)
        change = drafts.discard(session, sheet)
        note(session, [change] if change else [], now)
    say_done("items.discarded", undo=url_for("desk.take_up", number=number, part=part))
    return _back(number, sheet.language)


def take_up(number: int, part: str) -> Response:
    """Go on with the words that were thrown away last."""
    sheet = sheet_of(number, part)
    with changing() as (session, now):
        check_sheet(session, sheet)
        words = find_thrown_away(session, sheet) or abort(404)
        there = drafts.open(session, sheet)
        drafts.save(session, sheet, words, there.revision, me().name, now)
    say_done("items.taken_up", undo=url_for("desk.discard", number=number, part=part))
    return _back(number, sheet.language)


def find_thrown_away(session: Session, sheet: Sheet) -> Data | None:
    """What the trail remembers of the draft that was thrown away last."""
    mine = (TrailRow.kind == sheet.kind, TrailRow.key == sheet.key, TrailRow.language == sheet.language)
    wanted = (
        select(TrailRow.before).where(*mine, TrailRow.what == "discard").order_by(TrailRow.id.desc()).limit(1)
    )
    found: Data | None = session.scalar(wanted)
    return found


def sheet_of(number: int, part: str) -> Sheet:
    """The facts, or the words in a language."""
    return item_sheet(number) if part == FACTS else text_sheet(number, part)


def check_sheet(session: Session, sheet: Sheet) -> None:
    """There is such an item and language (else 404), and this person may change them (else 403)."""
    find_item(session, sheet.number)
    if sheet.kind == TEXT and sheet.language not in endonyms(session):
        abort(404)
    check_item(session, sheet.number, sheet.language)


def _parts(draft: Draft) -> dict[str, str]:
    """The pieces of the page that follow what is typed: remarks, length, and what would change for callers."""
    sheet, words = draft.sheet, draft.data
    with house().database.reads() as session:
        facts = drafts.open(session, item_sheet(sheet.number)).data
        remarks = advise(session, sheet.number, sheet.language, facts, words)
    changes = render(
        "items/changes", changed=find_differences(draft), lang=sheet.language, say_field=say_field
    )
    return {**write_parts(remarks, measure(facts, words)), "changes": changes}


def _meet(number: int, code: str, error: Overtaken) -> Answer:
    """Both versions: told to the page that saves itself, else shown at the fields."""
    with house().database.reads() as session:
        meeting = autosaving.meet(session, error)
    is_facts = error.draft.sheet.kind != TEXT
    if autosaving.is_autosave():
        typed = write_facts(meeting.data) if is_facts else meeting.data
        theirs = {name: write_fact(name, value) for name, value in meeting.theirs.items()}
        return autosaving.answer_meeting(meeting, typed, theirs)
    return show(number, code, Shown(meeting=meeting, met=FACTS if is_facts else "words")), 409


def _back(number: int, code: str) -> Response:
    """To the page one came from: side by side, or the item's own."""
    where = "desk.translate" if request.form.get("side_by_side") and code else "desk.edit_item"
    return redirect(url_for(where, number=number, language=code or None), 303)


PAGES = (
    Page("/items/<int:number>/facts", save_facts, Right.EDIT, ("POST",)),
    Page("/items/<int:number>/words/<code>", save_words, Right.EDIT, ("POST",)),
    Page("/items/<int:number>/discard/<part>", discard, Right.EDIT, ("POST",)),
    Page("/items/<int:number>/take-up/<part>", take_up, Right.EDIT, ("POST",)),
)
