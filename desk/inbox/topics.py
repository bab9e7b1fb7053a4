"""What requests are about, and who answers them by name: a guard, the tea room, the garden."""

from __future__ import annotations

import re
import unicodedata

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from content.editing.view import list_languages
from desk.changing import changing
from desk.inbox.naming import list_answerers
from desk.page import Page
from desk.parts import house
from desk.person import me, name_language, t
from desk.rendering import render, say_done, say_wrong
from staff import trail
from staff.roles import Right
from visitors import inbox_topics
from visitors.inbox_topics import TopicRow

LONGEST = 120


def list_topics() -> str:
    """All topics, each with a form, and one for a new one."""
    with house().database.reads() as session:
        rows, codes = inbox_topics.list_topics(session), list_languages(session)
        return render(
            "inbox/topics", topics=rows, codes=codes, people=list_answerers(session),
            name_language=name_language,
        )  # fmt: skip


def keep_topic() -> Response:
    """A new topic, or other words and people for one."""
    given = request.form
    with changing() as (session, now):
        codes = list_languages(session)
        title = {code: words for code in codes if (words := given.get(f"title.{code}", "").strip()[:LONGEST])}
        if not title:
            say_wrong(t("inbox.topic_needs_title"))
            return redirect(url_for("desk.list_topics"), 303)
        people = dict(list_answerers(session))
        accounts = [one for one in given.getlist("accounts", type=int) if one in people]
        slug = given.get("slug", "") or make_slug(next(iter(title.values())))
        inbox_topics.keep(session, slug[:40], title, given.get("role", "").strip()[:LONGEST], accounts)
        trail.note(
            session, me(), "edit", "topic", slug[:40], now, after={"title": next(iter(title.values()))}
        )
    say_done("inbox.topic_written")
    return redirect(url_for("desk.list_topics"), 303)


def remove_topic(slug: str) -> Response:
    """Take a topic away; its requests have none from now on."""
    with changing() as (session, now):
        if session.get(TopicRow, slug) is not None:
            inbox_topics.remove(session, slug)
            trail.note(session, me(), "delete", "topic", slug, now)
            say_done("inbox.topic_gone")
    return redirect(url_for("desk.list_topics"), 303)


def make_slug(title: str) -> str:
    """Plain letters, for ever: `Salle des oiseaux` is `salle-des-oiseaux`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "topic"


PAGES = (
    Page("/inbox/topics", list_topics, Right.ANSWER),
    Page("/inbox/topics", keep_topic, Right.HOUSE, ("POST",)),
    Page("/inbox/topics/<slug>/away", remove_topic, Right.HOUSE, ("POST",)),
)
