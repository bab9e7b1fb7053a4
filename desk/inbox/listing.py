"""The queue: what waits, found while one types, a page at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import abort, request, url_for
from sqlalchemy.orm import Session

from content.editing.view import list_languages
from desk.inbox import asking
from desk.inbox.asking import Asked
from desk.inbox.lines import describe
from desk.inbox.naming import list_topic_names, name_people
from desk.page import Page
from desk.parts import house
from desk.person import me, name_language, t
from desk.rendering import is_part, render
from staff.roles import Right
from visitors import worries
from visitors.contributions_calls import list_all
from visitors.inbox import InboxPage, NoSuchFilter, count, list_requests
from visitors.inbox_topics import of_account

MOST_COUNTED = 99


def list_inbox() -> str:
    """What waits for an answer, for a call, or to be listened to; a part of the list where the page asks for one."""
    asked = asking.read(request.args)
    with house().database.reads() as session:
        topics = of_account(session, me().id)
        try:
            page = list_requests(session, asking.make_query(asked, me().id, topics, today()))
        except NoSuchFilter:
            abort(404)
        values = {
            "asked": asked, "lines": describe(session, page.rows, today()), "more": _more(asked, page),
            "is_part": is_part(), "now": house().clock.now(),
        }  # fmt: skip
        if is_part():
            return render("inbox/lines", **values)
        return render(
            "inbox/list", **values, **_choices(session), views=_count_views(session, asked, topics), **_worried(session)
        )  # fmt: skip


def today() -> date:
    """The day in the museum's zone."""
    parts = house()
    return parts.clock.now().astimezone(parts.settings.zone).date()


def _more(asked: Asked, page: InboxPage) -> str:
    return url_for("desk.list_inbox", **asked.keep(), after=page.next) if page.next else ""


def _count_views(session: Session, asked: Asked, topics: list[str]) -> list[tuple[str, str, str]]:
    """Each view with its address and how much is in it; what is done is not counted."""
    found = []
    for view in asking.VIEWS:
        if view == "topics" and not topics:
            continue
        query = asking.make_query(Asked(view=view), me().id, topics, today())
        number = 0 if view == "done" else count(session, query, MOST_COUNTED + 1)
        words = f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
        address = url_for("desk.list_inbox", **replace(asked, view=view, order="").keep())
        found.append((view, address, "" if view == "done" else words))
    return found


def _choices(session: Session) -> dict[str, object]:
    """What the filters offer."""
    return {
        "kinds": [(str(kind), t(f"inbox.kind.{kind}")) for kind in asking.KINDS],
        "languages": [(code, name_language(code)) for code in list_languages(session)],
        "topics": [*list_topic_names(session).items(), (asking.NO_TOPIC, t("inbox.no_topic"))],
        "orders": [(order, t(f"inbox.order.{order}")) for order in asking.ORDERS],
        "moderation": [(one, t(f"inbox.moderation.{one}")) for one in asking.MODERATION],
        "calls": [(row.id, next(iter(row.title.values()), str(row.id))) for row in list_all(session)],
    }


def _worried(session: Session) -> dict[str, object]:
    """Callers somebody is worried about, the most urgent first."""
    found = worries.list_open(session)
    return {"worries": found, "duty": name_people(session, [one.duty for one in found])}


PAGES = (Page("/inbox", list_inbox, Right.ANSWER),)
