"""Open calls, stories told for them, and answers that wait: what the walks of the tests find in the database."""

from __future__ import annotations

from typing import Any

from db.database import Database
from staff.people import Person
from staff.roles import Role
from tests.scenes.museum import LANGUAGES, TUESDAY
from tests.scenes.stroll import Stroll
from visitors import answers, contributions_calls
from visitors.answers import Answer
from visitors.consents import ConsentRow
from visitors.contributions_calls import CallForm, OpenCallRow
from visitors.requests import RequestRow

ANA = Person(1, "Ana", "ana@museum.example", frozenset({Role.EDITOR}))
WHY, CONSENT = "Tell us about your first museum.", "We keep it, and your code takes it back."


def open_call(database: Database, title: str = "Your first museum", **more: Any) -> int:
    """An open call in every language; its id."""
    words = {name: dict.fromkeys(LANGUAGES, said) for name, said in (("prompt", WHY), ("consent", CONSENT))}
    form = CallForm(**{"title": dict.fromkeys(LANGUAGES, title), **words, **more})
    with database.writes() as session:
        call = contributions_calls.begin(session, form, "Ana", TUESDAY).id
        contributions_calls.set_open(session, call, True, TUESDAY)
    return call


def tell(walker: Stroll, call: int, text: str = "I was six.", origin: str = "RE9") -> int:
    """Agree and tell; what was said waits to be sent."""
    walker.go(f"agree/{call}/1")
    return walker.writes(text, walker.scene.place, origin)


def tell_all(walker: Stroll, call: int) -> tuple[int, str]:
    """From consent to code, for others to hear, without a name; the request, and the code."""
    story = tell(walker, call)
    walker.go(f"send/{story}")
    walker.press("1")
    walker.press("#")
    return story, read_code(walker, story)


def read_code(walker: Stroll, story: int) -> str:
    """The withdrawal code, as its owner may read it."""
    kept = walker.visit().recall.consent(row_of(walker.database, story).consent or 0, TUESDAY)
    assert kept is not None
    return kept.code


def row_of(database: Database, request: int) -> RequestRow:
    """A request as it is kept."""
    with database.reads() as session:
        return session.get_one(RequestRow, request)


def consent_of(database: Database, request: int) -> ConsentRow:
    """What its sender agreed to."""
    with database.reads() as session:
        return session.get_one(ConsentRow, row_of(database, request).consent)


def change_words(database: Database, call: int, consent: str) -> None:
    """Staff write other words of consent."""
    with database.writes() as session:
        row = session.get_one(OpenCallRow, call)
        form = CallForm(row.title, row.prompt, dict.fromkeys(LANGUAGES, consent))
        contributions_calls.change(session, call, form, TUESDAY)


def answer(walker: Stroll, text: str = "Every Monday, with a brush.", origin: str = "RE7") -> tuple[int, int]:
    """A question that was sent and answered: the request, and the answer that waits."""
    question = walker.writes("Who dusts the whale?", origin=origin)
    walker.go(f"send/{question}")
    with walker.database.writes() as session:
        given = answers.answer(session, question, Answer(text), ANA, TUESDAY, zone="Europe/Paris")
        return question, given.id
