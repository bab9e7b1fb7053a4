"""The list of items: each a sentence, found while one types, a page at a time; and a number for a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import abort, redirect, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from content.editing.finding import ItemQuery
from content.editing.kinds.item import LOWEST
from content.editing.listing import ItemPage
from content.editing.listing import list_items as find_items
from content.editing.numbers import free_number
from content.editing.publishing import begin_item as begin
from content.editing.sheet import Refused
from content.tables import ItemRow, SeriesRow, SeriesTextRow, SpeakerRow
from desk.changing import changing, note
from desk.items.forms import INTENTS, KINDS, NumberForm
from desk.items.lines import describe
from desk.items.wording import endonyms, say_language, say_refusal
from desk.page import Page
from desk.parts import house
from desk.person import language, me, t
from desk.rendering import is_part, render, say_done, say_wrong
from staff.roles import Right
from visitors.tallies import TallyRow, What

STATES = ("draft", "published", "withdrawn")
HIGHEST_SHORT, HEARD_DAYS = 999, 30
WANTED = ("missing", "stale", "drafted", "unrecorded")


def list_items() -> str:
    """Everything that has a number, with search and filters; a part of the list where the page asks for one."""
    query = read_query(request.args)
    with house().database.reads() as session:
        page = find_items(session, query)
        names = endonyms(session)
        values = {
            "page": page, "query": query, "heard": count_heard(session, page), "more": _more(page), "languages": names,
            "describe": describe, "filled": bool(page.rows) or query != ItemQuery(), "is_part": is_part(),
        }  # fmt: skip
        if is_part():
            return render("items/lines", **values)
        return render("items/list", **values, **_choices(session), say_language=say_language)


def begin_item() -> Response:
    """A new item under the number that was asked for, else under the next free one."""
    if me().is_guest:  # a new item stands in no series yet
        abort(403)
    form = NumberForm(request.form)
    try:
        with changing() as (session, now):
            number = form.number.data if form.number.data else free_number(session)
            note(session, [begin(session, number, {}, me().name, now)], now)
    except (Refused, LookupError) as error:
        say_wrong(say_refusal(error))
        return redirect(url_for("desk.list_items"), 303)
    say_done("items.begun", undo=url_for("desk.delete_item", number=number), number=number)
    return redirect(url_for("desk.edit_item", number=number), 303)


def read_query(asked: MultiDict[str, str]) -> ItemQuery:
    """What was asked for; what nobody can ask for counts as nothing."""
    wanted = asked.get("wanted", "")
    query = ItemQuery(
        words=asked.get("words", "")[:200].strip(),
        kind=_one_of(asked, "kind", KINDS),
        state=_one_of(asked, "state", STATES),
        intent=_one_of(asked, "intent", INTENTS),
        speaker=asked.get("speaker", ""),
        series=asked.get("series", ""),
        language=asked.get("language", ""),
        after=asked.get("after", 0, type=int),
    )
    chosen: dict[str, Any] = {wanted: True} if wanted in WANTED else {}
    return replace(query, **chosen)


def count_heard(session: Session, page: ItemPage) -> Mapping[int, int]:
    """How often each item of a page was heard in the last days.

    The days are named one by one, so that the index leads to each item's own rows however many there are."""
    today = house().clock.now().astimezone(house().settings.zone).date()
    days = [today - timedelta(days=ago) for ago in range(HEARD_DAYS)]
    names = [str(row.number) for row in page.rows]
    counts = select(TallyRow.name, func.sum(TallyRow.count)).group_by(TallyRow.name)
    mine = (TallyRow.day.in_(days), TallyRow.what == What.HEARD, TallyRow.name.in_(names))
    return {int(name): int(count) for name, count in session.execute(counts.where(*mine))}


def _one_of(asked: MultiDict[str, str], name: str, choices: Sequence[str]) -> str:
    value = asked.get(name, "")
    return value if value in choices else ""


def _more(page: ItemPage) -> str:
    """The address of the next page, with the same filters; empty on the last."""
    if page.next is None:
        return ""
    kept: dict[str, Any] = {**request.args.to_dict(), "after": page.next}
    return url_for("desk.list_items", **kept)


def _choices(session: Session) -> dict[str, object]:
    """What the filters offer."""
    speakers = session.execute(select(SpeakerRow.slug, SpeakerRow.name).order_by(SpeakerRow.position)).all()
    titles = select(SeriesRow.slug, SeriesTextRow.title, SeriesTextRow.language)
    rows = session.execute(
        titles.join(SeriesTextRow, SeriesTextRow.series == SeriesRow.slug, isouter=True).order_by(
            SeriesRow.position
        )
    ).all()
    series: dict[str, str] = {}
    for slug, title, code in rows:
        if slug not in series or code == language():
            series[slug] = title or slug
    return {
        "kind_words": [(one, t(f"items.kind.{one}")) for one in KINDS],
        "intent_words": [(one, t(f"items.intent.{one}")) for one in INTENTS],
        "state_words": [(one, t(f"layout.state.{one}")) for one in STATES],
        "speakers": speakers, "series": list(series.items()), "free": _guess_free(session),
        "may_begin": me().may(Right.EDIT) and not me().is_guest,
        "wants": WANTED, "wanted": request.args.get("wanted", ""),
    }  # fmt: skip


def _guess_free(session: Session) -> int:
    """The number that a new item most likely gets, without looking at every one."""
    last = session.scalar(select(func.max(ItemRow.number)).where(ItemRow.number < HIGHEST_SHORT))
    return (last or LOWEST - 1) + 1


PAGES = (
    Page("/items", list_items, Right.LOOK),
    Page("/items/new", begin_item, Right.EDIT, ("POST",)),
)
