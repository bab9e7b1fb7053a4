"""An item's page: its facts, its words in one language, how it stands, and where it is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.editing import drafts, schedules
from content.editing.drafts import Draft
from content.editing.history import differences
from content.editing.listing import Details
from content.editing.saying import say, say_use
from content.editing.sheet import Remark, item_sheet, text_sheet, thread_sheet
from content.editing.uses import uses
from content.tables import ItemRow, RecordingRow, RecordingState, SpeakerRow
from desk.autosaving import Meeting
from desk.items.forms import AUDIENCES, INTENTS, KINDS, write_fact, write_facts
from desk.items.links import list_links
from desk.items.remarks import advise, measure
from desk.items.wording import endonyms, say_field, say_language, say_remarks
from desk.parts import house
from desk.person import language, me, t
from desk.rendering import render
from desk.scope import may_edit_item

NO_MEETING: Mapping[str, object] = {}


@dataclass(frozen=True)
class Shown:
    """What an item's page shows besides what is kept: remarks that stopped a publication, and a meeting of editors
    in the `met` sheet (facts or words)."""

    remarks: Sequence[Remark] = ()
    meeting: Meeting | None = None
    met: str = ""


@dataclass(frozen=True)
class Form:
    """A form's values, the words of somebody else where two met, and the revision it starts from."""

    values: Mapping[str, Any]
    theirs: Mapping[str, object]
    revision: int


def edit_item(number: int) -> str:
    """An item, to be read, or written by who may."""
    return show(number, request.args.get("language", ""))


def show(number: int, code: str, shown: Shown | None = None) -> str:
    """The page of an item in one language; the first that this person may write where none is asked for."""
    with house().database.reads() as session:
        row = find_item(session, number)
        names = endonyms(session)
        chosen = code if code in names else choose_language(session, number, names)
        values = gather(session, row, chosen, names, shown or Shown())
    return render("items/item", **values)


def find_item(session: Session, number: int) -> ItemRow:
    """The item of an address; 404 where there is none."""
    return session.get(ItemRow, number) or abort(404)


def choose_language(session: Session, number: int, names: Mapping[str, str]) -> str:
    """The source, but a guest's own language first."""
    source = next(iter(names))
    if may_edit_item(session, number):
        return source
    return next((code for code in names if code in me().languages), source)


def gather(
    session: Session, row: ItemRow, code: str, names: Mapping[str, str], shown: Shown
) -> dict[str, Any]:
    """Everything that the page tells."""
    number = row.number
    facts, words = drafts.open(session, item_sheet(number)), drafts.open(session, text_sheet(number, code))
    details = Details(session, [number])
    spoken = {one: say_language(one, names) for one in names}
    remarks = say_remarks(shown.remarks, names)
    return {
        "item": row, "number": number, "code": code, "names": spoken, "title": details.title(number),
        "facts": facts, "words": words, "told": [details.tell(number, one) for one in names],
        "facts_form": _form(facts, write_facts(facts.data), shown, "facts"),
        "words_form": _form(words, words.data, shown, "words"),
        "advice": advise(session, number, code, facts.data, words.data),
        "length": measure(facts.data, words.data), "changed": find_differences(words),
        "changed_facts": find_differences(facts),
        "errors": _errors(remarks, code),
        "met": shown.meeting and (shown.meeting.by or t("parts.somebody")), "summary": remarks,
        "may_words": may_edit_item(session, number, code), "may_item": may_edit_item(session, number),
        "planned": schedules.list_planned(session, number), "takes": list_new_takes(session, number),
        "used": [say_use(use, language()) for use in uses(session, item_sheet(number))],
        "waits": _waits(session, number, names), "speakers": _speakers(session),
        "kind_words": [(one, t(f"items.kind.{one}")) for one in KINDS],
        "intent_words": [(one, t(f"items.intent.{one}")) for one in INTENTS],
        "audience_words": [(one, t(f"items.audience.{one}")) for one in AUDIENCES],
        "say_field": say_field, "say_remark": _say_remark, "links": list_links(number, code),
        "zone": house().settings.time_zone,
    }  # fmt: skip


def list_new_takes(session: Session, number: int) -> list[RecordingRow]:
    """The newest recording of each language that is ready and newer than the one on the line."""
    rows = session.scalars(
        select(RecordingRow)
        .where(RecordingRow.item == number)
        .order_by(RecordingRow.language, RecordingRow.version)
    ).all()
    newest = {row.language: row for row in rows if row.state == RecordingState.READY}
    return [row for row in newest.values() if not row.live]


def _form(draft: Draft, values: Mapping[str, Any], shown: Shown, name: str) -> Form:
    meeting = shown.meeting
    if meeting is None or shown.met != name:
        return Form(values, NO_MEETING, draft.revision)
    mine = write_facts(meeting.data) if name == "facts" else meeting.data
    theirs = {path: write_fact(path, value) for path, value in meeting.theirs.items()}
    return Form(mine, theirs, meeting.revision)


def _errors(remarks: Sequence[Mapping[str, str]], code: str) -> dict[str, str]:
    """The words at each field; those about another language stand in the summary only."""
    return {one["field"]: one["words"] for one in remarks if one["field"] and one["language"] in {"", code}}


def find_differences(draft: Draft) -> list[Any]:
    """What would change for callers, field by field."""
    return differences(draft.published, draft.data) if draft.exists and draft.published else []


def _waits(session: Session, number: int, names: Mapping[str, str]) -> bool:
    """Whether anything would change by publishing."""
    sheets = [item_sheet(number), thread_sheet(number), *(text_sheet(number, code) for code in names)]
    return any(drafts.find(session, sheet) is not None for sheet in sheets)


def _say_remark(remark: Remark) -> str:
    return say(remark, language())


def _speakers(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(select(SpeakerRow.slug, SpeakerRow.name).order_by(SpeakerRow.position))
    return [(slug, name) for slug, name in rows]
