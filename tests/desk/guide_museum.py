"""A museum in the middle of its week, for the pictures of the guide: a draft, a late translation, calls and chats."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.house import House, open_house
from app.migrating import migrate
from content.editing import drafts, publishing
from content.editing.sheet import Sheet, text_sheet
from content.seeding import seed
from content.tables import LanguageRow, LineRow, RecordingRow
from staff.roles import Role
from tests.actors.museum import TUESDAY_MORNING, TurnedClock, make_settings
from tests.actors.staff import employ
from tests.desk.guide_letters import receive
from visitors.tallies import TallyRow, What

NAMES = {
    "en": "the Museum of Small Things", "fr": "le musée des Petites Choses", "es": "el Museo de las Cosas Pequeñas",
}  # fmt: skip
ITEM, LATE = 330, 371
CALLS, CHATS = (4, 6, 5, 9, 7, 12, 11), (2, 2, 4, 3, 6, 5, 8)


def open_pictured(folder: Path, language: str) -> tuple[House, str]:
    """The museum whose desk is pictured, and the address of somebody who works there in this language."""
    house = open_house(
        make_settings(folder, museum_name=NAMES[language], languages=order(language)), TurnedClock()
    )
    migrate(house.database.engine)
    seed(house.database, house.media, house.clock)
    with house.database.writes() as session:
        _speak_first(session, language)
        _write(session, language)
        _count(session)
        session.execute(delete(RecordingRow))  # the pack's would all stand there as being prepared
    email = employ(house, "Samira", Role.ADMIN, language=language)
    receive(house, email, language)
    return house, email


def order(first: str) -> tuple[str, ...]:
    """The languages of a museum whose own is this one."""
    return (first, *(code for code in NAMES if code != first))


def _speak_first(session: Session, language: str) -> None:
    """The museum's own language is that of its guide: texts are translated from it, and its line answers in it."""
    for row in session.scalars(select(LanguageRow)):
        row.position = order(language).index(row.code)
    for line in session.scalars(select(LineRow)):
        line.language = language


def _write(session: Session, language: str) -> None:
    """A draft that somebody began, and a source that went on while its translations stayed."""
    _sign(session, text_sheet(ITEM, language), "Joseph")
    source = text_sheet(LATE, language)
    _sign(session, source, "Ruth")
    publishing.publish(session, [source], "Ruth", TUESDAY_MORNING)


def _sign(session: Session, sheet: Sheet, by: str) -> None:
    seen = drafts.open(session, sheet)
    data = {**seen.data, "credit": f"{seen.data['credit']} {by}."}
    drafts.save(session, sheet, data, seen.revision, by, TUESDAY_MORNING - timedelta(hours=1))


def _count(session: Session) -> None:
    """A week of calls and chats."""
    for back, (calls, chats) in enumerate(zip(reversed(CALLS), reversed(CHATS), strict=True)):
        day = TUESDAY_MORNING.date() - timedelta(days=back)
        for what, channel, count in ((What.CALLS, "phone", calls), (What.CHATS, "chat", chats)):
            session.add(
                TallyRow(day=day, what=what.value, name="", channel=channel, language="en", count=count)
            )
