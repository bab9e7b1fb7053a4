"""How the inbox speaks of people, topics, languages and items."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.parts import house
from desk.person import language, name_language, t
from staff.accounts import User
from staff.joining import everybody
from staff.people import describe
from staff.roles import Right
from visitors.inbox_topics import TopicRow, list_topics


def name_people(session: Session, accounts: Iterable[int | None]) -> dict[int, str]:
    """Names by account; who has left the museum for good is missing."""
    wanted = {account for account in accounts if account is not None}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def list_answerers(session: Session) -> list[tuple[int, str]]:
    """Everybody who works here and may answer, by name."""
    here = [user for user in everybody(session) if user.active]
    return [(user.id, user.name) for user in here if describe(user).may(Right.ANSWER)]


def name_topic(topic: TopicRow) -> str:
    """Its title in the person's language, else in the first that it has."""
    return topic.title.get(language()) or next(iter(topic.title.values()), "") or topic.slug


def list_topic_names(session: Session) -> dict[str, str]:
    """All topics by their slug."""
    return {topic.slug: name_topic(topic) for topic in list_topics(session)}


def name_item(number: int | None) -> str:
    """An item by its number and title; empty where it is not on the line."""
    item = house().shelf.catalogue.items.get(number) if number else None
    if item is None:
        return str(number) if number else ""
    words = item.words.get(language()) or next(iter(item.words.values()))
    return f"{number} {words.title}"


def say_language(code: str) -> str:
    """In French."""
    return t("recordings.in_language", language=name_language(code))


def spell_ticket(ticket: str | None) -> str:
    """In pairs, as it was read out: 47 20 16."""
    digits = ticket or ""
    return " ".join(digits[place : place + 2] for place in range(0, len(digits), 2))


def show_length(seconds: float | None) -> str:
    """A length as on a clock: 2:14."""
    minutes, rest = divmod(round(seconds or 0), 60)
    return f"{minutes}:{rest:02}"
